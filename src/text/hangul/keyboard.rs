//! What the same keys would have typed with the keyboard in the other language.

use super::key_of_jamo;
use super::syllable::{
    FINALS, INITIALS, MEDIALS, Syllable, final_number, initial_number, join_compound,
    medial_number, split_compound,
};

/// The Hangul that Latin keys would have typed on the two-set keyboard: `zkvmzk` is 카프카.
/// What is no letter stays.
pub fn latin_as_hangul(latin: &str) -> String {
    compose(latin.chars().map(|key| jamo_of_key(key).unwrap_or(key)))
}

/// The Latin letters whose keys type this Hangul on the two-set keyboard: `ㅠㅜㅗ` is bnh.
/// What is no Hangul stays.
pub fn hangul_as_latin(hangul: &str) -> String {
    let apart = super::taken_apart(hangul);
    apart
        .chars()
        .map(|jamo| key_of_jamo(jamo).unwrap_or(jamo))
        .collect()
}

/// The jamo on a Latin key; shift changes only the letters that have a shifted jamo.
fn jamo_of_key(key: char) -> Option<char> {
    let jamo_on = |key: char| {
        let mut jamo = INITIALS.iter().chain(&MEDIALS).copied();
        jamo.find(|&jamo| key_of_jamo(jamo) == Some(key))
    };
    jamo_on(key).or_else(|| jamo_on(key.to_ascii_lowercase()))
}

/// The block being typed.
#[derive(Default)]
struct Block {
    initial: Option<char>,
    medial: Option<char>,
    last: Option<char>,
}

impl Block {
    fn of_consonant(jamo: char) -> Self {
        Self {
            initial: Some(jamo),
            ..Self::default()
        }
    }

    fn flush(&mut self, into: &mut String) {
        let whole = self.initial.zip(self.medial).and_then(|(initial, medial)| {
            Some(Syllable {
                initial: initial_number(initial)?,
                medial: medial_number(medial)?,
                last: self.last.and_then(final_number).unwrap_or(0),
            })
        });
        match whole {
            Some(syllable) => into.push(syllable.char()),
            None => into.extend(self.initial.into_iter().chain(self.medial)),
        }
        *self = Self::default();
    }
}

/// Jamo put together as an input method does it (KS X 5002): a consonant goes below the block
/// while it can, and moves on to the next block when a vowel follows.
fn compose(jamo: impl Iterator<Item = char>) -> String {
    let mut text = String::new();
    let mut block = Block::default();
    for c in jamo {
        if medial_number(c).is_some() {
            add_vowel(&mut block, c, &mut text);
        } else if initial_number(c).is_some() || FINALS.contains(&c) {
            add_consonant(&mut block, c, &mut text);
        } else {
            block.flush(&mut text);
            text.push(c);
        }
    }
    block.flush(&mut text);
    text
}

fn add_vowel(block: &mut Block, vowel: char, text: &mut String) {
    match (block.medial, block.last) {
        (None, _) => block.medial = Some(vowel),
        (Some(medial), None) => {
            let compound = join_compound(medial, vowel);
            if compound.is_none() {
                block.flush(text);
            }
            block.medial = compound.or(Some(vowel));
        }
        (Some(_), Some(last)) => {
            let (stays, moves) = match split_compound(last) {
                Some((first, second)) => (Some(first), second),
                None => (None, last),
            };
            block.last = stays;
            block.flush(text);
            *block = Block {
                initial: Some(moves),
                medial: Some(vowel),
                last: None,
            };
        }
    }
}

fn add_consonant(block: &mut Block, consonant: char, text: &mut String) {
    let below = match (block.initial, block.medial, block.last) {
        (Some(_), Some(_), None) => final_number(consonant).map(|_| consonant),
        (Some(_), Some(_), Some(last)) => join_compound(last, consonant),
        _ => None,
    };
    if below.is_some() {
        block.last = below;
    } else {
        block.flush(text);
        *block = Block::of_consonant(consonant);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys_typed_in_the_wrong_language_are_read_in_the_other() {
        assert_eq!(latin_as_hangul("zkvmzk"), "카프카");
        assert_eq!(latin_as_hangul("cjflfid"), "처리량");
        assert_eq!(latin_as_hangul("dhkdlvmdo 2"), "와이프애 2");
        assert_eq!(latin_as_hangul("Rhd"), "꽁");
        assert_eq!(hangul_as_latin("ㅠㅜㅗ"), "bnh");
        assert_eq!(hangul_as_latin("ㅅ체"), "tcp");
        assert_eq!(hangul_as_latin("닭"), "ekfr");
    }

    #[test]
    fn a_final_moves_on_when_a_vowel_follows() {
        assert_eq!(latin_as_hangul("rkqt"), "값");
        assert_eq!(latin_as_hangul("rkqtl"), "갑시");
        assert_eq!(latin_as_hangul("rkEk"), "가따");
        assert_eq!(latin_as_hangul("rr"), "ㄱㄱ");
    }

    proptest! {
        #[test]
        fn any_hangul_comes_back_from_its_keys(word in "[가-힣]{1,12}") {
            prop_assert_eq!(latin_as_hangul(&hangul_as_latin(&word)), word);
        }
    }
}
