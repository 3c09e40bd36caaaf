//! Korean particles: which form stands after a word follows from its last sound (National
//! Institute of Korean Language, *Hangeul Orthography*). A sentence has a mark where a particle
//! stands, and the form is chosen once the word before it is known: `{deck}{을} 열었습니다`.

/// The mark of 을 and 를.
pub const 을: &str = "\u{e101}";
/// The mark of 이 and 가.
pub const 이: &str = "\u{e102}";
/// The mark of 은 and 는.
pub const 은: &str = "\u{e103}";
/// The mark of 과 and 와.
pub const 과: &str = "\u{e104}";
/// The mark of 으로 and 로.
pub const 로: &str = "\u{e105}";

/// Each mark with the form after a consonant and the one after a vowel.
const FORMS: [(char, &str, &str); 5] = [
    ('\u{e101}', "을", "를"),
    ('\u{e102}', "이", "가"),
    ('\u{e103}', "은", "는"),
    ('\u{e104}', "과", "와"),
    ('\u{e105}', "으로", "로"),
];

/// How a word ends when it is said in Korean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// In a vowel, or in nothing that is said.
    Vowel,
    /// In ㄹ, after which 로 stands.
    Rieul,
    /// In another consonant.
    Consonant,
}

/// The sentence with the right form in the place of every mark.
pub fn settled(sentence: String) -> String {
    let is_mark = |c: char| FORMS.iter().any(|(mark, ..)| *mark == c);
    if !sentence.contains(is_mark) {
        return sentence;
    }
    let mut settled = String::with_capacity(sentence.len());
    for c in sentence.chars() {
        match FORMS.iter().find(|(mark, ..)| *mark == c) {
            None => settled.push(c),
            Some(&(_, after_consonant, after_vowel)) => {
                let form = match (end_of(&settled), after_vowel) {
                    (End::Vowel, form) | (End::Rieul, form @ "로") => form,
                    _ => after_consonant,
                };
                settled.push_str(form);
            }
        }
    }
    settled
}

/// A sentence that stands in a table, with `{을}` and the like in it: the marks are put in their
/// places and settled.
pub fn filled(sentence: &str) -> String {
    let marks = [
        ("{을}", 을),
        ("{이}", 이),
        ("{은}", 은),
        ("{과}", 과),
        ("{로}", 로),
    ];
    let marked = marks
        .iter()
        .fold(sentence.to_owned(), |words, (name, mark)| {
            words.replace(name, mark)
        });
    settled(marked)
}

fn end_of(text: &str) -> End {
    let word = without_wrapping(text);
    let Some(last) = word.chars().next_back() else {
        return End::Vowel;
    };
    match last {
        '가'..='힣' => match (u32::from(last) - 0xAC00) % 28 {
            0 => End::Vowel,
            8 => End::Rieul,
            _ => End::Consonant,
        },
        // 일, 칠, 팔.
        '1' | '7' | '8' => End::Rieul,
        // 영, 십, 백, 천, 만; 삼; 육; 콜론, 샵, 왼쪽, 오른쪽.
        '0' | '3' | '6' | ':' | '#' | '←' | '→' => End::Consonant,
        c if c.is_ascii_alphabetic() => end_of_latin(word),
        _ => End::Vowel,
    }
}

/// The text without what is not said at its end: quotes, and what stands in brackets after a word.
fn without_wrapping(text: &str) -> &str {
    let is_quote = |c: char| matches!(c, '"' | '\'' | '`' | '”' | '’' | '*' | '_' | ' ' | '…');
    let mut word = text.trim_end_matches(is_quote);
    for (open, close) in [('(', ')'), ('[', ']')] {
        let inner = word
            .strip_suffix(close)
            .and_then(|rest| rest.rsplit_once(open));
        if let Some((before, inner)) = inner {
            let before = before.trim_end_matches(is_quote);
            word = if before.is_empty() { inner } else { before };
        }
    }
    word
}

/// How the Latin letters at the end of a text are read: a single letter and capitals by their
/// names (`URL` is 유아르엘), a word as Korean writes it (`Redis` is 레디스).
fn end_of_latin(text: &str) -> End {
    let begins = text
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_ascii_alphabetic())
        .last();
    let word = &text[begins.map_or(0, |(at, _)| at)..];
    let is_spelt = word.len() == 1 || word.chars().all(|c| c.is_ascii_uppercase());
    if is_spelt {
        // 엘, 알; 엠, 엔.
        return match word.chars().next_back() {
            Some('L' | 'R' | 'l' | 'r') => End::Rieul,
            Some('M' | 'N' | 'm' | 'n') => End::Consonant,
            _ => End::Vowel,
        };
    }
    end_of_word(&word.to_ascii_lowercase())
}

/// Words that are not read as others with their end are.
const READINGS: [(&str, End); 8] = [
    // 이스케이프, 비트, 커밋, 타입, 맥, 브레이크포인트.
    ("esc", End::Vowel),
    ("bit", End::Vowel),
    ("commit", End::Consonant),
    ("type", End::Consonant),
    ("javascript", End::Vowel),
    ("typescript", End::Vowel),
    ("out", End::Consonant),
    ("group", End::Consonant),
];

/// How a word in small letters ends when it is written in Hangul (외래어 표기법).
fn end_of_word(word: &str) -> End {
    if let Some(&(_, end)) = READINGS.iter().find(|(known, _)| *known == word) {
        return end;
    }
    let before = |letters: &str| {
        let rest = &word[..word.len() - letters.len()];
        rest.bytes().next_back()
    };
    let is_vowel = |letter: Option<u8>| letter.is_some_and(|letter| b"aeiou".contains(&letter));
    // One vowel with a consonant before it is short, and closes the syllable: 깃, 맵, 웹.
    let is_short = |vowel: &str| word.ends_with(vowel) && !is_vowel(before(vowel));
    let ends_short = |letter: &str, vowels: &str| {
        let short = |vowel: char| is_short(&format!("{vowel}{letter}"));
        vowels.chars().any(short)
    };
    let is_closed = match word.as_bytes() {
        _ if word.ends_with('l') || word.ends_with("le") => return End::Rieul,
        [.., b'm' | b'n'] => true,
        _ if word.ends_with("me") || word.ends_with("ne") || word.ends_with("ng") => true,
        _ if word.ends_with("ck") || word.ends_with("ook") => true,
        // 토픽, 퍼블릭.
        [.., b'c'] => true,
        [.., b't'] => ends_short("t", "aeiou"),
        [.., b'p'] => ends_short("p", "aeiou") || word.ends_with("eep"),
        [.., b'b'] => ends_short("b", "aeo"),
        _ => false,
    };
    if is_closed {
        End::Consonant
    } else {
        End::Vowel
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(word: &str, mark: &str) -> String {
        settled(format!("{word}{mark}"))
    }

    #[test]
    fn hangul_chooses_by_its_last_letter() {
        for (word, forms) in [
            ("덱", ["덱을", "덱이", "덱은", "덱과", "덱으로"]),
            ("카드", ["카드를", "카드가", "카드는", "카드와", "카드로"]),
            ("파일", ["파일을", "파일이", "파일은", "파일과", "파일로"]),
        ] {
            assert_eq!([을, 이, 은, 과, 로].map(|mark| with(word, mark)), forms);
        }
    }

    #[test]
    fn digits_and_latin_letters_are_read_in_korean() {
        for (word, object, way) in [
            ("3", "3을", "3으로"),
            ("2", "2를", "2로"),
            ("7", "7을", "7로"),
            ("10", "10을", "10으로"),
            ("kr-tech-1", "kr-tech-1을", "kr-tech-1로"),
            ("Redis", "Redis를", "Redis로"),
            ("URL", "URL을", "URL로"),
            ("HTTP", "HTTP를", "HTTP로"),
            ("JSON", "JSON을", "JSON으로"),
            ("vim", "vim을", "vim으로"),
            ("git", "git을", "git으로"),
            ("client", "client를", "client로"),
            ("kernel", "kernel을", "kernel로"),
            ("table", "table을", "table로"),
            ("network", "network를", "network로"),
            ("stack", "stack을", "stack으로"),
            ("Spring", "Spring을", "Spring으로"),
            ("docker", "docker를", "docker로"),
            ("n", "n을", "n으로"),
            ("r", "r을", "r로"),
            ("C-d", "C-d를", "C-d로"),
            ("Enter", "Enter를", "Enter로"),
            ("Esc", "Esc를", "Esc로"),
            ("Tab", "Tab을", "Tab으로"),
            ("PgDn", "PgDn을", "PgDn으로"),
            ("F5", "F5를", "F5로"),
            ("57%", "57%를", "57%로"),
            ("?", "?를", "?로"),
        ] {
            assert_eq!(
                (with(word, 을), with(word, 로)),
                (object.into(), way.into())
            );
        }
    }

    #[test]
    fn quotes_and_what_stands_in_brackets_are_not_said() {
        assert_eq!(with("\"카드\"", 은), "\"카드\"는");
        assert_eq!(with("`덱`", 이), "`덱`이");
        assert_eq!(with("네트워크 (12)", 를()), "네트워크 (12)를");
        assert_eq!(with("[x]", 을), "[x]를");
        assert_eq!(with("", 을), "를");
        assert_eq!(with("👩", 로), "👩로");
    }

    fn 를() -> &'static str {
        을
    }

    #[test]
    fn what_has_no_mark_is_left_alone() {
        for words in ["", "덱을 열었습니다", "을(를)"] {
            assert_eq!(settled(words.to_owned()), words);
        }
    }
}
