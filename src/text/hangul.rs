//! Hangul arithmetic: syllables and jamo, and the two-set (2-beolsik) keyboard.
//!
//! The layout is KS X 5002; the syllable block's order (initial, medial, final) is Unicode §3.12.

pub mod keyboard;
pub mod syllable;

use syllable::Syllable;

/// The Latin key on which a lone jamo of the two-set keyboard lies, with its case (a shifted
/// jamo is upper case). Compound jamo, which take two keys, give `None`.
///
/// With a Korean IME left on, command keys arrive as jamo: `ㅂ` is `q`.
pub fn key_of_jamo(jamo: char) -> Option<char> {
    const KEYS: [(char, char); 33] = [
        ('ㅂ', 'q'),
        ('ㅈ', 'w'),
        ('ㄷ', 'e'),
        ('ㄱ', 'r'),
        ('ㅅ', 't'),
        ('ㅛ', 'y'),
        ('ㅕ', 'u'),
        ('ㅑ', 'i'),
        ('ㅐ', 'o'),
        ('ㅔ', 'p'),
        ('ㅁ', 'a'),
        ('ㄴ', 's'),
        ('ㅇ', 'd'),
        ('ㄹ', 'f'),
        ('ㅎ', 'g'),
        ('ㅗ', 'h'),
        ('ㅓ', 'j'),
        ('ㅏ', 'k'),
        ('ㅣ', 'l'),
        ('ㅋ', 'z'),
        ('ㅌ', 'x'),
        ('ㅊ', 'c'),
        ('ㅍ', 'v'),
        ('ㅠ', 'b'),
        ('ㅜ', 'n'),
        ('ㅡ', 'm'),
        ('ㅃ', 'Q'),
        ('ㅉ', 'W'),
        ('ㄸ', 'E'),
        ('ㄲ', 'R'),
        ('ㅆ', 'T'),
        ('ㅒ', 'O'),
        ('ㅖ', 'P'),
    ];
    KEYS.iter()
        .find(|(from, _)| *from == jamo)
        .map(|&(_, key)| key)
}

/// Whether a syllable ends in `ㅆ`, the mark of the past tense in verbs (`했`, `었`, `았`).
/// The final's index is `(code − 0xAC00) mod 28` (Unicode §3.12); `ㅆ` is number 20.
pub fn ends_in_double_siot(syllable: char) -> bool {
    ('가'..='힣').contains(&syllable) && (syllable as u32 - 0xAC00) % 28 == 20
}

/// The text with every syllable as its jamo, and every jamo that takes two keys as those two: what
/// is half typed is then a beginning of what is meant. All else stays.
pub fn taken_apart(text: &str) -> String {
    let mut apart = String::with_capacity(text.len());
    let mut push = |jamo: char| match syllable::split_compound(jamo) {
        Some((first, second)) => apart.extend([first, second]),
        None => apart.push(jamo),
    };
    for c in text.chars() {
        let Some(block) = Syllable::of(c) else {
            push(c);
            continue;
        };
        push(syllable::INITIALS[usize::from(block.initial)]);
        push(syllable::MEDIALS[usize::from(block.medial)]);
        if let Some(jamo) = block.final_jamo() {
            push(jamo);
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_taken_apart_into_what_was_typed() {
        assert_eq!(taken_apart("카프카"), "ㅋㅏㅍㅡㅋㅏ");
        assert_eq!(taken_apart("값과 ㄳ, a"), "ㄱㅏㅂㅅㄱㅗㅏ ㄱㅅ, a");
    }

    #[test]
    fn a_jamo_left_by_the_ime_is_the_key_below_it() {
        assert_eq!(key_of_jamo('ㅂ'), Some('q'));
        assert_eq!(key_of_jamo('ㅃ'), Some('Q'));
        assert_eq!(key_of_jamo('q'), None);
        assert_eq!(key_of_jamo('가'), None);
    }
}
