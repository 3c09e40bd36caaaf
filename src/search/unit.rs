//! Characters as the index keeps them: one 16-bit unit each, so that a place in a line of units
//! is a place among the text's characters.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::text;
use crate::text::hangul::syllable::{INITIALS, MEDIALS, Syllable, initial_number};

/// One folded character.
pub type Unit = u16;

/// Fills a line up to whole lanes; no text has it.
pub const PADDING: Unit = 0xdfff;

/// What a character of a query becomes that no line has.
const NOWHERE: Unit = 0xdffe;

/// Characters above U+FFFF are numbered from here in the order in which they are met. This is
/// the surrogates' range, which no character has.
const FIRST_NUMBERED: Unit = 0xd800;

/// All characters above U+FFFF beyond the first 2,045 different ones share this unit.
const LAST_NUMBERED: Unit = 0xdffd;

/// Text as it is compared: in composed form, with full-width forms as ASCII, conjoining jamo as
/// keyboard jamo and every control character as a space. One character stays one character.
/// Case is left, for a capital in a query means something.
pub fn fold(raw: &str) -> impl Iterator<Item = char> {
    let (as_is, composed) = match text::nfc(raw) {
        Cow::Borrowed(same) => (same, None),
        Cow::Owned(composed) => ("", Some(composed)),
    };
    let composed: Vec<char> = composed.iter().flat_map(|text| text.chars()).collect();
    as_is.chars().chain(composed).map(fold_char)
}

/// One composed character as it is compared.
pub fn fold_char(c: char) -> char {
    match c {
        '\u{20}'..='\u{7e}' | '가'..='힣' => c,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{1100}'..='\u{1112}' => jamo_at(&INITIALS, u32::from(c) - 0x1100, c),
        '\u{1161}'..='\u{1175}' => jamo_at(&MEDIALS, u32::from(c) - 0x1161, c),
        c if c.is_control() => ' ',
        c => c,
    }
}

fn jamo_at(jamo: &[char], number: u32, otherwise: char) -> char {
    let found = usize::try_from(number).ok().and_then(|at| jamo.get(at));
    found.copied().unwrap_or(otherwise)
}

/// Which unit each character is.
#[derive(Debug, Default, Clone)]
pub struct Alphabet {
    numbered: HashMap<char, Unit>,
}

impl Alphabet {
    /// The unit of a folded character of a line.
    pub fn learn(&mut self, c: char) -> Unit {
        let Err(_) = u16::try_from(u32::from(c)) else {
            return self.unit(c);
        };
        let next = u16::try_from(self.numbered.len()).unwrap_or(Unit::MAX);
        let next = FIRST_NUMBERED.saturating_add(next).min(LAST_NUMBERED);
        *self.numbered.entry(c).or_insert(next)
    }

    /// The unit of a folded character of a query.
    pub fn unit(&self, c: char) -> Unit {
        match u16::try_from(u32::from(c)) {
            Ok(unit) => unit,
            Err(_) => self.numbered.get(&c).copied().unwrap_or(NOWHERE),
        }
    }
}

/// Which characters a line has, as sets of bits. A bit may stand for several characters, so a
/// bag only ever tells what a line has *not*. Half a line of the processor's cache.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Bag {
    /// Syllables without their final: an initial and a group of vowels. There are 266, and a
    /// Korean line has some 25.
    beginnings: u128,
    /// Syllables.
    syllables: u64,
    /// Bits 0–18 are initial consonants, in syllables or alone. Then a bit for each letter
    /// without its case; other characters share the rest, and the space has none.
    letters: u64,
}

impl Bag {
    /// The bits of one unit.
    pub fn of(unit: Unit) -> Self {
        match unit {
            0xac00..=0xd7a3 => {
                let offset = unit - 0xac00;
                let syllables = 1 << (offset % 61);
                Self {
                    syllables,
                    ..Self::of_beginning(offset / 588, offset % 588 / 28)
                }
            }
            0x3131..=0x314e => match char::from_u32(unit.into()).and_then(initial_number) {
                Some(initial) => Self::of_initial(initial),
                None => Self::of_letter(unit),
            },
            _ => Self::of_letter(unit),
        }
    }

    /// The bit of an initial consonant, alone or in a syllable.
    pub fn of_initial(initial: u16) -> Self {
        Self {
            letters: 1 << initial,
            ..Self::default()
        }
    }

    /// The bits of every syllable with this initial and a vowel that can be typed from, or into,
    /// the same one: ㅗ ㅘ ㅙ ㅚ are one group.
    pub fn of_beginning(initial: u16, medial: u16) -> Self {
        let (first, _) = vowel_group(medial);
        let beginnings = 1 << ((initial * 21 + first) % 127);
        Self {
            beginnings,
            ..Self::of_initial(initial)
        }
    }

    fn of_letter(unit: Unit) -> Self {
        let of_ascii = ASCII.get(usize::from(unit));
        Self {
            letters: of_ascii.map_or_else(|| 1 << (56 + unit % 8), |(_, letters)| *letters),
            ..Self::default()
        }
    }

    /// Whether there is a syllable.
    pub fn has_hangul(self) -> bool {
        self.syllables != 0
    }

    /// Both bags in one.
    pub fn with(self, other: Self) -> Self {
        Self {
            syllables: self.syllables | other.syllables,
            beginnings: self.beginnings | other.beginnings,
            letters: self.letters | other.letters,
        }
    }

    /// Whether every bit of `needed` is in here.
    #[inline]
    pub fn has(self, needed: Self) -> bool {
        (needed.syllables & !self.syllables) | (needed.letters & !self.letters) == 0
            && needed.beginnings & !self.beginnings == 0
    }
}

/// The first and last of the vowels that begin with the same key as this one's first part.
pub fn vowel_group(medial: u16) -> (u16, u16) {
    match medial {
        8..=11 => (8, 11),
        13..=16 => (13, 16),
        18..=19 => (18, 19),
        alone => (alone, alone),
    }
}

/// The parts of a unit that is a syllable.
pub fn syllable_of(unit: Unit) -> Option<Syllable> {
    char::from_u32(unit.into()).and_then(Syllable::of)
}

/// The syllable that sounds the same, or nearly, in a word from English: ㅐ and ㅔ, ㅒ and ㅖ, ㅆ and
/// ㅅ, and ㅕ for ㅓ after ㅈ, ㅉ, ㅊ.
pub fn confused_with(syllable: Syllable) -> Option<Syllable> {
    let medial = |medial| Some(Syllable { medial, ..syllable });
    match (syllable.initial, syllable.medial) {
        (10, _) => Some(Syllable {
            initial: 9,
            ..syllable
        }),
        (12..=14, 4) => medial(6),
        (12..=14, 6) => medial(4),
        (_, 1) => medial(5),
        (_, 5) => medial(1),
        (_, 3) => medial(7),
        (_, 7) => medial(3),
        _ => None,
    }
}

/// What kind of character a unit is to the scorer, as in `SkimMatcherV2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    HardSeparator,
    SoftSeparator,
    Digit,
    Upper,
    Lower,
}

fn class_of(unit: Unit) -> Class {
    let of_ascii = ASCII.get(usize::from(unit));
    of_ascii.map_or(Class::Lower, |(class, _)| *class)
}

/// What each ASCII character is to the scorer, and its letter's bit in a bag: every character of
/// the bank is asked for both.
static ASCII: [(Class, u64); 128] = {
    let mut all = [(Class::Lower, 0); 128];
    let mut ascii = 0;
    while ascii < 128 {
        all[ascii as usize] = (class_of_ascii(ascii), letter_of_ascii(ascii));
        ascii += 1;
    }
    all
};

const fn class_of_ascii(ascii: u8) -> Class {
    match ascii {
        b' ' | b'/' | b'\\' | b'|' | b'(' | b')' | b'[' | b']' | b'{' | b'}' => {
            Class::HardSeparator
        }
        b'!'..=b'.' | b':'..=b'@' | b'^'..=b'`' | b'~' => Class::SoftSeparator,
        b'0'..=b'9' => Class::Digit,
        b'A'..=b'Z' => Class::Upper,
        _ => Class::Lower,
    }
}

const fn letter_of_ascii(ascii: u8) -> u64 {
    1 << match ascii {
        b' ' => return 0,
        b'a'..=b'z' => 19 + ascii - b'a',
        b'A'..=b'Z' => 19 + ascii - b'A',
        b'0'..=b'9' => 45 + ascii % 5,
        0x21..=0x7e => 50 + ascii % 6,
        _ => 56 + ascii % 8,
    }
}

/// The score of the first character of a text, for its place alone.
pub const BONUS_AT_START: i32 = 16;

/// What a character scores for its place after another: most where a word begins.
#[inline]
pub fn bonus_after(previous: Unit, unit: Unit) -> i32 {
    match (class_of(previous), class_of(unit)) {
        (Class::HardSeparator, _) => 8,
        (Class::SoftSeparator, _) => 7,
        (Class::Lower | Class::Digit, Class::Upper) => 6,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    fn folded(text: &str) -> String {
        fold(text).collect()
    }

    #[test]
    fn width_composition_and_controls_are_folded_one_to_one() {
        assert_eq!(folded("ＴＣＰ　１"), "TCP 1");
        let decomposed: String = "카프카".nfd().collect();
        assert_eq!(folded(&decomposed), "카프카");
        assert_eq!(folded("\u{110f}\u{1161}\u{110f}"), "카ㅋ");
        assert_eq!(folded("a\n\u{1b}b"), "a  b");
    }

    #[test]
    fn an_emoji_is_one_unit_and_an_unknown_one_is_nowhere() {
        let mut alphabet = Alphabet::default();
        let first = alphabet.learn('🦀');
        let second = alphabet.learn('🐘');
        assert_ne!(first, second);
        assert_eq!(alphabet.learn('🦀'), first);
        assert_eq!(alphabet.unit('🐘'), second);
        assert_eq!(alphabet.unit('🐳'), NOWHERE);
        assert_eq!(alphabet.unit('가'), 0xac00);
    }

    #[test]
    fn a_bag_has_the_bits_of_all_that_may_become_of_a_half_typed_syllable() {
        let line = ['과', 'T', 'c'].map(|c| Bag::of(u16::try_from(u32::from(c)).unwrap()));
        let line = line.into_iter().fold(Bag::default(), Bag::with);
        let unit = |c: char| Bag::of(u16::try_from(u32::from(c)).unwrap());
        assert!(line.has(Bag::of_beginning(0, 8)) && line.has(unit('ㄱ')) && line.has(unit('t')));
        assert!(!line.has(unit('고')));
        assert!(!line.has(unit('나')) && !line.has(unit('q')) && line.has(unit(' ')));
    }
}
