//! Whose questions are practised: the languages in which one answers and the roles that one
//! applies for. One value goes to everything that draws, plans, lists or counts, and
//! [`Audience::has`] is the one place that says whether a card belongs.

use super::role::{self, GROUPS};
use super::{Bank, Entry};
use crate::both;
use crate::language::Both;

/// The word that stands for every language or every role.
pub const ALL: &str = "all";

/// The languages and roles whose cards are practised. Nothing named is everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Audience {
    /// Codes of languages, such as `ko`; all of them where none is named.
    pub languages: Vec<String>,
    /// Ids of roles, in the order of [`role::ROLES`]; all of them where none is named.
    pub roles: Vec<String>,
    /// It was asked for at the command line: no interview's own languages and roles come before.
    pub is_asked_for: bool,
}

impl Audience {
    /// Who answers in one language and has chosen no role.
    pub fn of_language(code: &str) -> Self {
        Self {
            languages: vec![code.to_owned()],
            ..Self::default()
        }
    }

    /// The same with these languages where any are given; [`ALL`] among them stands for all.
    #[must_use]
    pub fn with_languages(self, languages: &[String]) -> Self {
        if languages.is_empty() {
            return self;
        }
        let is_all = languages.iter().any(|language| language == ALL);
        let languages = if is_all {
            Vec::new()
        } else {
            languages.to_vec()
        };
        Self { languages, ..self }
    }

    /// The same with these roles where any are given; [`ALL`] among them stands for all.
    #[must_use]
    pub fn with_roles(self, roles: &[String]) -> Self {
        if roles.is_empty() {
            return self;
        }
        let is_all = roles.iter().any(|role| role == ALL);
        let roles = if is_all {
            Vec::new()
        } else {
            role::in_order(roles)
        };
        Self { roles, ..self }
    }

    /// Whose cards count for an interview that has languages or roles of its own.
    #[must_use]
    pub fn for_interview(&self, languages: &[String], roles: &[String]) -> Self {
        if self.is_asked_for {
            return self.clone();
        }
        self.clone().with_languages(languages).with_roles(roles)
    }

    /// Whether a deck of this language belongs; one without a language always does.
    pub fn speaks(&self, language: Option<&str>) -> bool {
        language.is_none_or(|language| {
            self.languages.is_empty() || self.languages.iter().any(|own| own == language)
        })
    }

    /// Whether a card belongs.
    pub fn has(&self, entry: Entry<'_>) -> bool {
        self.speaks(entry.deck.lang.as_deref()) && entry.is_for(&self.roles)
    }

    /// How many of a bank's cards belong.
    pub fn count(&self, bank: &Bank) -> usize {
        bank.cards().filter(|&entry| self.has(entry)).count()
    }

    /// The filters of the question bank that let through what belongs; empty where everything
    /// does.
    pub fn filters(&self) -> String {
        let filter = |name: &str, values: &[String]| {
            (!values.is_empty()).then(|| format!("{name}:{}", values.join(",")))
        };
        let filters = [filter("lang", &self.languages), filter("role", &self.roles)];
        filters.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// The languages in words: `한국어`, `Korean, English`.
    pub fn language_words(&self) -> Both {
        if self.languages.is_empty() {
            return both!("모든 언어", "all languages");
        }
        joined(self.languages.iter().map(|code| language_word(code)))
    }

    /// The roles in words; `None` where none is chosen.
    pub fn role_words(&self) -> Option<Both> {
        if self.roles.is_empty() {
            return None;
        }
        let of_group = GROUPS.iter().find(|group| {
            let same = group
                .roles
                .iter()
                .all(|role| self.roles.iter().any(|own| own == role));
            same && group.roles.len() == self.roles.len()
        });
        Some(match of_group {
            Some(group) => role::words(group.id),
            None => joined(self.roles.iter().map(|id| role::words(id))),
        })
    }

    /// Role and language as titles show them: `백엔드 · 한국어`.
    pub fn words(&self) -> Both {
        let languages = self.language_words();
        let Some(roles) = self.role_words() else {
            return languages;
        };
        Both::new(
            format!("{} · {}", roles.korean, languages.korean),
            format!("{} · {}", roles.english, languages.english),
        )
    }
}

/// The code of a language as people write it: `EN`, `en-US` and `en_US` are `en`. Where it is no
/// code, the one that was probably meant, if any.
pub fn language_code(written: &str) -> Result<String, Option<&'static str>> {
    let written = written.trim();
    let mut parts = written.split(['-', '_']);
    let code = parts.next().unwrap_or_default().to_ascii_lowercase();
    let is_part = |part: &str| {
        (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
    };
    let is_code = (2..=3).contains(&code.len()) && code.chars().all(|c| c.is_ascii_lowercase());
    let meant = match code.as_str() {
        "kr" | "kor" | "korean" | "한국어" | "한글" => Some("ko"),
        "eng" | "english" | "uk" | "us" | "gb" | "영어" => Some("en"),
        "jp" | "jpn" | "japanese" | "일본어" => Some("ja"),
        "cn" | "chinese" | "중국어" => Some("zh"),
        _ => None,
    };
    if meant.is_some() || !is_code || !parts.all(is_part) {
        return Err(meant);
    }
    Ok(code)
}

/// What is said of a text that is no language's code.
pub fn no_language(written: &str, meant: Option<&str>) -> (Both, Both) {
    let mend = match meant {
        Some(meant) => both!("\"{meant}\"인가요?", "did you mean \"{meant}\"?"),
        None => both!("ko, en처럼 쓰세요", "write a code such as ko or en"),
    };
    let what = both!(
        "\"{written}\"{은} 언어 코드가 아닙니다",
        "\"{written}\" is no language code"
    );
    (what, mend)
}

/// What a language is called; its code where it is none of the interface's.
pub fn language_word(code: &str) -> Both {
    match code {
        "ko" => both!("한국어", "Korean"),
        "en" => both!("영어", "English"),
        "ja" => both!("일본어", "Japanese"),
        "zh" => both!("중국어", "Chinese"),
        "de" => both!("독일어", "German"),
        "fr" => both!("프랑스어", "French"),
        "es" => both!("스페인어", "Spanish"),
        other => both!("{other}", "{other}"),
    }
}

fn joined(words: impl Iterator<Item = Both>) -> Both {
    let (korean, english): (Vec<String>, Vec<String>) =
        words.map(|words| (words.korean, words.english)).unzip();
    Both::new(korean.join(", "), english.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Deck, Origin, deck};

    fn deck(id: &str, text: &str) -> Deck {
        deck::read(id, Origin::BuiltIn, "", text).0
    }

    fn audience(languages: &[&str], roles: &[&str]) -> Audience {
        let owned = |words: &[&str]| {
            words
                .iter()
                .map(|&word| word.to_owned())
                .collect::<Vec<_>>()
        };
        Audience::default()
            .with_languages(&owned(languages))
            .with_roles(&owned(roles))
    }

    #[test]
    fn a_card_belongs_by_the_language_of_its_deck_and_by_its_roles() {
        let bank = Bank::new(
            [
                deck(
                    "a",
                    "lang = 'ko'\n[[cards]]\nquestion = 'ko'\n[[cards]]\nquestion = 'ko ios'\nroles = ['ios']\n",
                ),
                deck(
                    "b",
                    "lang = 'en'\nroles = ['backend-go']\n[[cards]]\nquestion = 'en go'\n",
                ),
                deck("c", "[[cards]]\nquestion = 'any'\n"),
            ],
            Vec::new(),
        );
        let of = |languages: &[&str], roles: &[&str]| -> Vec<&str> {
            let audience = audience(languages, roles);
            let cards = bank.cards().filter(|&entry| audience.has(entry));
            let cards: Vec<&str> = cards.map(|entry| &*entry.card.question).collect();
            assert_eq!(audience.count(&bank), cards.len());
            cards
        };
        assert_eq!(of(&[], &[]), ["ko", "ko ios", "en go", "any"]);
        assert_eq!(of(&["ko"], &[]), ["ko", "ko ios", "any"]);
        assert_eq!(of(&["ko"], &["backend"]), ["ko", "any"]);
        assert_eq!(of(&["en", "ko"], &["backend-go"]), ["ko", "en go", "any"]);
        assert_eq!(of(&["all"], &["mobile"]), ["ko", "ko ios", "any"]);
    }

    #[test]
    fn a_group_is_its_roles_and_is_called_by_its_name() {
        let backend = audience(&["ko"], &["backend"]);
        assert_eq!(backend.roles.len(), 5);
        assert_eq!(backend.words().korean, "백엔드 · 한국어");
        assert_eq!(backend.words().english, "Backend · Korean");
        let two = audience(&["en", "ko"], &["qa", "backend-jvm", "qa"]);
        assert_eq!(two.roles, ["backend-jvm", "qa"]);
        assert_eq!(two.filters(), "lang:en,ko role:backend-jvm,qa");
        assert_eq!(audience(&["all"], &["all"]), Audience::default());
        assert_eq!(Audience::default().words().english, "all languages");
        assert_eq!(Audience::default().filters(), "");
    }
}
