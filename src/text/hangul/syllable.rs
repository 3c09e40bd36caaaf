//! Syllables as numbers: which initial, medial and final a block is made of (Unicode §3.12).

/// The 19 initial consonants in the order of the syllable block.
pub const INITIALS: [char; 19] = [
    'ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ',
    'ㅌ', 'ㅍ', 'ㅎ',
];

/// The 21 vowels in the order of the syllable block.
pub const MEDIALS: [char; 21] = [
    'ㅏ', 'ㅐ', 'ㅑ', 'ㅒ', 'ㅓ', 'ㅔ', 'ㅕ', 'ㅖ', 'ㅗ', 'ㅘ', 'ㅙ', 'ㅚ', 'ㅛ', 'ㅜ', 'ㅝ', 'ㅞ',
    'ㅟ', 'ㅠ', 'ㅡ', 'ㅢ', 'ㅣ',
];

/// The 27 final consonants; final number 0 is none, number `n` is at `n - 1` here.
pub const FINALS: [char; 27] = [
    'ㄱ', 'ㄲ', 'ㄳ', 'ㄴ', 'ㄵ', 'ㄶ', 'ㄷ', 'ㄹ', 'ㄺ', 'ㄻ', 'ㄼ', 'ㄽ', 'ㄾ', 'ㄿ', 'ㅀ', 'ㅁ',
    'ㅂ', 'ㅄ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ',
];

/// Jamo that take two keys, and the two of which they are made.
const COMPOUNDS: [(char, char, char); 18] = [
    ('ㄳ', 'ㄱ', 'ㅅ'),
    ('ㄵ', 'ㄴ', 'ㅈ'),
    ('ㄶ', 'ㄴ', 'ㅎ'),
    ('ㄺ', 'ㄹ', 'ㄱ'),
    ('ㄻ', 'ㄹ', 'ㅁ'),
    ('ㄼ', 'ㄹ', 'ㅂ'),
    ('ㄽ', 'ㄹ', 'ㅅ'),
    ('ㄾ', 'ㄹ', 'ㅌ'),
    ('ㄿ', 'ㄹ', 'ㅍ'),
    ('ㅀ', 'ㄹ', 'ㅎ'),
    ('ㅄ', 'ㅂ', 'ㅅ'),
    ('ㅘ', 'ㅗ', 'ㅏ'),
    ('ㅙ', 'ㅗ', 'ㅐ'),
    ('ㅚ', 'ㅗ', 'ㅣ'),
    ('ㅝ', 'ㅜ', 'ㅓ'),
    ('ㅞ', 'ㅜ', 'ㅔ'),
    ('ㅟ', 'ㅜ', 'ㅣ'),
    ('ㅢ', 'ㅡ', 'ㅣ'),
];

/// A syllable's parts by their numbers in [`INITIALS`], [`MEDIALS`] and, from 1, [`FINALS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Syllable {
    /// Initial consonant, 0–18.
    pub initial: u16,
    /// Vowel, 0–20.
    pub medial: u16,
    /// Final consonant, 1–27; 0 is none.
    pub last: u16,
}

impl Syllable {
    /// The parts of a syllable; `None` for any other character.
    pub fn of(c: char) -> Option<Self> {
        let offset = u16::try_from(u32::from(c).checked_sub(0xac00)?).ok()?;
        (offset < 19 * 588).then_some(Self {
            initial: offset / 588,
            medial: offset % 588 / 28,
            last: offset % 28,
        })
    }

    /// The block's code point, which needs 16 bits.
    pub fn code(self) -> u16 {
        0xac00 + (self.initial * 21 + self.medial) * 28 + self.last
    }

    /// The syllable as a character.
    pub fn char(self) -> char {
        char::from_u32(self.code().into()).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    /// The final consonant as a jamo of its own.
    pub fn final_jamo(self) -> Option<char> {
        let at = usize::from(self.last).checked_sub(1)?;
        FINALS.get(at).copied()
    }
}

/// The number of an initial consonant that stands alone.
pub fn initial_number(jamo: char) -> Option<u16> {
    number_in(&INITIALS, jamo)
}

/// The number of a vowel that stands alone.
pub fn medial_number(jamo: char) -> Option<u16> {
    number_in(&MEDIALS, jamo)
}

/// The number, from 1, of a consonant as a final; `None` for ㄸ, ㅃ and ㅉ, which never are.
pub fn final_number(jamo: char) -> Option<u16> {
    number_in(&FINALS, jamo).map(|number| number + 1)
}

fn number_in(jamo: &[char], wanted: char) -> Option<u16> {
    let at = jamo.iter().position(|&own| own == wanted)?;
    u16::try_from(at).ok()
}

/// The two jamo that a compound one is made of: ㄳ is ㄱ and ㅅ, ㅘ is ㅗ and ㅏ.
pub fn split_compound(jamo: char) -> Option<(char, char)> {
    COMPOUNDS
        .iter()
        .find(|(compound, ..)| *compound == jamo)
        .map(|&(_, first, second)| (first, second))
}

/// The compound of two jamo, where there is one.
pub fn join_compound(first: char, second: char) -> Option<char> {
    COMPOUNDS
        .iter()
        .find(|&&(_, a, b)| (a, b) == (first, second))
        .map(|&(compound, ..)| compound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_syllable_is_the_sum_of_its_parts() {
        for c in '가'..='힣' {
            let parts = Syllable::of(c).unwrap();
            assert_eq!(parts.char(), c);
        }
        let parts = Syllable::of('닭').unwrap();
        assert_eq!(INITIALS[usize::from(parts.initial)], 'ㄷ');
        assert_eq!(MEDIALS[usize::from(parts.medial)], 'ㅏ');
        assert_eq!(parts.final_jamo(), Some('ㄺ'));
        for other in ['ㄱ', 'a', '\u{d7a4}', '👩', '\u{abff}'] {
            assert_eq!(Syllable::of(other), None);
        }
    }

    #[test]
    fn compound_jamo_come_apart_and_together() {
        assert_eq!(split_compound('ㄳ'), Some(('ㄱ', 'ㅅ')));
        assert_eq!(join_compound('ㅗ', 'ㅐ'), Some('ㅙ'));
        assert_eq!(join_compound('ㄱ', 'ㄱ'), None);
        assert_eq!(final_number('ㄸ'), None);
        assert_eq!(final_number('ㅎ'), Some(27));
    }
}
