//! The Latin letters on the keys of other keyboards, so that a command is found whichever input
//! method is on.

use unicode_normalization::UnicodeNormalization;

use super::hangul;

/// Small letters of the Russian (JCUKEN), Ukrainian and Belarusian keyboards, by place.
const CYRILLIC: [(&str, &str); 2] = [
    (
        "йцукенгшщзхъфывапролджэячсмитьбюё",
        "qwertyuiop[]asdfghjkl;'zxcvbnm,.`",
    ),
    ("іїєґў", "s]'\\o"),
];

/// Small letters of the Greek keyboard.
const GREEK: (&str, &str) = ("ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm");

/// Latin letters that no accent can be taken from.
const STROKES: (&str, &str) = ("øłđħŧıßæœ", "oldhtisao");

/// The Latin character that a key gives which gives this one now: by the place of the key for
/// jamo, Cyrillic and Greek, by the character itself for full-width forms and for letters with
/// accents. `None` for ASCII and where there is none.
pub fn latin_of(c: char) -> Option<char> {
    if c.is_ascii() {
        return None;
    }
    match c {
        '\u{3000}' => return Some(' '),
        '！'..='～' => {
            let latin = u32::from(c) - u32::from('！') + u32::from('!');
            return char::from_u32(latin);
        }
        _ => {}
    }
    if let Some(latin) = hangul::key_of_jamo(c) {
        return Some(latin);
    }
    let small = c.to_lowercase().next()?;
    let is_capital = small != c;
    // й, ї and ё are keys of their own, not letters with an accent.
    let latin = by_place(small).or_else(|| {
        let base = small.nfd().next()?;
        if base.is_ascii_alphanumeric() {
            Some(base)
        } else {
            by_place(base)
        }
    })?;
    Some(if is_capital {
        latin.to_ascii_uppercase()
    } else {
        latin
    })
}

fn by_place(small: char) -> Option<char> {
    let layouts = CYRILLIC.iter().chain([&GREEK, &STROKES]);
    let mut found = layouts.filter_map(|(letters, latin)| {
        let place = letters.chars().position(|letter| letter == small)?;
        latin.chars().nth(place)
    });
    found.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_of_another_keyboard_is_the_latin_one_on_its_key_or_at_its_base() {
        for (letters, latin) in [
            ("ыЫчпш", "sSxgi"),
            ("σΣχξάές", "sSxjaew"),
            ("ｓＳ１？　", "sS1? "),
            ("éÉñŝøŁ", "eEnsoL"),
            ("ㅂㅃ", "qQ"),
        ] {
            let found: Option<String> = letters.chars().map(latin_of).collect();
            assert_eq!(found.as_deref(), Some(latin), "{letters}");
        }
        for none in ['q', '1', '가', '漢', '…', '👩'] {
            assert_eq!(latin_of(none), None);
        }
    }

    #[test]
    fn every_layout_has_a_key_for_each_letter() {
        for (letters, latin) in CYRILLIC.iter().chain([&GREEK, &STROKES]) {
            assert_eq!(letters.chars().count(), latin.chars().count());
        }
    }
}
