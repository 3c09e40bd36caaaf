//! The two languages of the interface.
//!
//! Every sentence that the program says stands in both at once, so that a missing translation
//! does not compile: short ones as a [`Both`], sentences of the screens in `messages`.

use std::fmt::Display;

mod messages;

pub use messages::ScoreKind;

/// A language of the interface. Decks of any language are used as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// 한국어
    Korean,
    /// English
    English,
}

impl Language {
    /// The language of a code such as `ko`, `ko_KR.UTF-8` or `en`; `None` where it is neither.
    pub fn from_code(code: &str) -> Option<Self> {
        let letters: String = code.chars().take_while(char::is_ascii_alphabetic).collect();
        match letters.to_ascii_lowercase().as_str() {
            "ko" | "korean" => Some(Self::Korean),
            "en" | "english" => Some(Self::English),
            _ => None,
        }
    }

    /// The language that the environment asks for (`LC_ALL`, `LC_MESSAGES`, `LANG`, the first
    /// that is set); English where it names another one or none.
    pub fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(variable)
            .find(|value| !value.is_empty())
            .and_then(|value| Self::from_code(&value))
            .unwrap_or(Self::English)
    }

    /// The language in which a text is written: Korean where it has a Hangul syllable.
    pub fn of_text(text: &str) -> Self {
        if text.chars().any(|c| ('가'..='힣').contains(&c)) {
            Self::Korean
        } else {
            Self::English
        }
    }

    /// The code that decks and options use.
    pub fn code(self) -> &'static str {
        match self {
            Self::Korean => "ko",
            Self::English => "en",
        }
    }
}

/// One text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Both<T = String> {
    /// 한국어
    pub korean: T,
    /// English
    pub english: T,
}

impl<T> Both<T> {
    /// Both wordings, Korean first.
    pub const fn new(korean: T, english: T) -> Self {
        Self { korean, english }
    }

    /// The wording in one language.
    pub const fn in_language(&self, language: Language) -> &T {
        match language {
            Language::Korean => &self.korean,
            Language::English => &self.english,
        }
    }
}

/// A text in both languages from two format strings, Korean first. A number that counts something
/// is followed by the words for it, `cards => "card" "cards"`, and stands in the English text
/// together with the one that fits.
#[macro_export]
macro_rules! both {
    (
        $korean:literal, $english:literal
        $(, $number:ident => $one:literal $several:literal)* $(,)?
    ) => {
        $crate::language::Both::new($crate::korean!($korean), {
            $(let $number = $crate::language::counted($number, $one, $several);)*
            format!($english)
        })
    };
}

/// A Korean text from a format string, in which `{을}`, `{이}`, `{은}`, `{과}` and `{로}` stand for the
/// particle's form that fits what stands before it.
#[macro_export]
macro_rules! korean {
    ($korean:literal $(, $argument:expr)* $(,)?) => {{
        #[allow(unused_imports, reason = "few sentences have all of them")]
        use $crate::text::particle::{과, 로, 은, 을, 이};
        $crate::text::particle::settled(format!($korean $(, $argument)*))
    }};
}

/// A number with the English word for what it counts: "1 card", "2 cards". Korean words have one
/// form for all numbers.
pub fn counted<N: Copy + Display + PartialEq + From<u8>>(
    number: N,
    one: &str,
    several: &str,
) -> String {
    let word = if number == N::from(1) { one } else { several };
    format!("{number} {word}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_a_thing_is_no_plural() {
        assert_eq!(counted(0, "card", "cards"), "0 cards");
        assert_eq!(counted(1_usize, "card", "cards"), "1 card");
        assert_eq!(counted(-1_i64, "day", "days"), "-1 days");
        let say = Language::English;
        assert_eq!(say.home_cards(1, 2), "1 card in 2 decks");
        assert_eq!(say.home_problem_count(1, 1), "1 error · 1 warning");
        assert_eq!(Language::Korean.home_cards(1, 2), "카드 1장 · 덱 2개");
        let cards = 1;
        let words = both!("카드 {cards}장", "{cards} is due", cards => "card" "cards");
        assert_eq!(words, both!("카드 1장", "1 card is due"));
    }

    #[test]
    fn the_environment_names_the_language() {
        let with = |pairs: &'static [(&str, &str)]| {
            Language::from_environment(|name| {
                pairs
                    .iter()
                    .find(|(key, _)| *key == name)
                    .map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(with(&[("LANG", "ko_KR.UTF-8")]), Language::Korean);
        assert_eq!(
            with(&[("LC_ALL", "en_US.UTF-8"), ("LANG", "ko_KR.UTF-8")]),
            Language::English
        );
        assert_eq!(with(&[("LC_ALL", ""), ("LANG", "ko")]), Language::Korean);
        assert_eq!(with(&[("LANG", "C")]), Language::English);
        assert_eq!(with(&[]), Language::English);
    }
}
