//! In which language a text is written: by its script, and where that is Latin by the small words
//! that every text has.

/// Small words that few other languages have, by language.
const SMALL_WORDS: [(&str, &str); 8] = [
    (
        "en",
        "the is of and to in what how you are it that for with why do does an",
    ),
    (
        "es",
        "el la los las que es una por para con cómo qué cuál del son como más está",
    ),
    (
        "pt",
        "o os as que é uma por para com como qual do da dos são não você em mais",
    ),
    (
        "fr",
        "le la les des est une que pour avec dans quelle qu'est-ce du sur pas vous et",
    ),
    (
        "de",
        "der die das ist ein eine und nicht mit was wie sie von zu für den im",
    ),
    (
        "it",
        "il lo gli che è una per con come cosa del della sono non di quale",
    ),
    (
        "id",
        "yang dan di apa itu dengan untuk dari ini adalah tidak bagaimana pada",
    ),
    (
        "vi",
        "là gì và của có được không trong cho các một như thế nào",
    ),
];

/// The code of the language (ISO 639-1) in which most of these texts are written.
pub fn code<'t>(texts: impl Iterator<Item = &'t str>) -> &'static str {
    let mut letters = [0usize; 7];
    let [all, hangul, kana, han, cyrillic, arabic, thai] = &mut letters;
    let mut votes = [0usize; SMALL_WORDS.len()];
    for text in texts {
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            *all += 1;
            match c {
                '가'..='힣' => *hangul += 1,
                '\u{3041}'..='\u{30ff}' => *kana += 1,
                '\u{4e00}'..='\u{9fff}' => *han += 1,
                '\u{400}'..='\u{4ff}' => *cyrillic += 1,
                '\u{600}'..='\u{6ff}' => *arabic += 1,
                '\u{e00}'..='\u{e7f}' => *thai += 1,
                _ => {}
            }
        }
        let lower = text.to_lowercase();
        for word in lower.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-') {
            for (vote, (_, known)) in votes.iter_mut().zip(SMALL_WORDS) {
                *vote +=
                    usize::from(!word.is_empty() && known.split(' ').any(|known| known == word));
            }
        }
    }
    // Technical notes are full of English names: a tenth of the letters tells the language.
    let share = |count: usize| count * 10 > *all;
    if share(*hangul) && *hangul * 2 > *kana {
        "ko"
    } else if share(*kana) || *kana > 0 && share(*han) {
        "ja"
    } else if share(*han) {
        "zh"
    } else if share(*cyrillic) {
        "ru"
    } else if share(*arabic) {
        "ar"
    } else if share(*thai) {
        "th"
    } else {
        // The first one of those that have most: English where nothing speaks.
        let most = votes.iter().copied().max().unwrap_or(0);
        let found = votes.iter().position(|vote| *vote == most).unwrap_or(0);
        SMALL_WORDS[found].0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_that_of_the_text() {
        for (text, language) in [
            ("TCP와 UDP의 차이는?", "ko"),
            ("What is the difference between TCP and UDP?", "en"),
            ("TCPとUDPの違いは何ですか", "ja"),
            ("线程和进程的区别是什么？", "zh"),
            (
                "Qual é a diferença entre uma classe e um objeto? Como você usa?",
                "pt",
            ),
            (
                "¿Qué es una clase y cuál es la diferencia con los objetos?",
                "es",
            ),
            (
                "Was ist der Unterschied zwischen einer Klasse und einem Objekt?",
                "de",
            ),
            ("Что такое поток?", "ru"),
            ("TCP UDP", "en"),
        ] {
            assert_eq!(code([text].into_iter()), language, "{text}");
        }
    }
}
