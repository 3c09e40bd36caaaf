//! Short lists by a few letters of what is meant: `fuzzy-matcher` over text whose Hangul was taken
//! apart, so that initials and a half-typed syllable fit as well. The question bank has an index of
//! its own (`search`), which is made for a hundred thousand cards.

use std::sync::LazyLock;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::hangul::{self, keyboard};

static MATCHER: LazyLock<SkimMatcherV2> = LazyLock::new(|| SkimMatcherV2::default().ignore_case());

/// What is looked for, made ready once for a whole list.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Its words, taken apart.
    terms: Vec<String>,
}

impl Wanted {
    /// These words, in any order.
    pub fn of(words: &str) -> Self {
        let terms = super::nfc(words);
        let terms = terms.split_whitespace().map(hangul::taken_apart);
        Self {
            terms: terms.collect(),
        }
    }

    /// The same keys pressed with the keyboard in the other language, if that makes a difference.
    pub fn with_other_keyboard(words: &str) -> Option<Self> {
        let words = super::nfc(words);
        let latin = keyboard::hangul_as_latin(&words);
        let other = if latin == words {
            keyboard::latin_as_hangul(&words)
        } else {
            latin
        };
        (other != words).then(|| Self::of(&other))
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// How well it fits one of several texts that were [taken apart](hangul::taken_apart): each
    /// term anywhere in any of them, the first of which counts more. `None` where a term fits none.
    pub fn fit(&self, texts: &[String]) -> Option<i64> {
        let of_term = |term: &String| {
            let scores = texts.iter().enumerate().filter_map(|(place, text)| {
                let score = MATCHER.fuzzy_match(text, term)?;
                Some(if place == 0 { score * 2 } else { score })
            });
            scores.max()
        };
        self.terms.iter().map(of_term).sum()
    }
}

/// The candidate that was probably meant by `word`: at most a third of its letters differ, or it
/// has all of the word's letters in their order and few others. Hangul is compared jamo by jamo.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = hangul::taken_apart(&word.to_lowercase());
    let length = word.chars().count();
    let mut near: Option<(usize, &str)> = None;
    let mut longer: Option<(i64, &str)> = None;
    for candidate in candidates {
        let apart = hangul::taken_apart(candidate);
        let letters = apart.chars().count();
        let distance = edit_distance(&word, &apart);
        if distance <= (letters / 3).max(1) && near.is_none_or(|(least, _)| distance < least) {
            near = Some((distance, candidate));
        }
        if length < 3 || length * 2 < letters {
            continue;
        }
        if let Some(score) = MATCHER.fuzzy_match(&apart, &word)
            && longer.is_none_or(|(most, _)| score > most)
        {
            longer = Some((score, candidate));
        }
    }
    let longer = longer.map(|(_, candidate)| candidate);
    near.map(|(_, candidate)| candidate).or(longer)
}

/// Letters inserted, deleted, replaced or swapped with their neighbour (optimal string
/// alignment, Damerau 1964) to make one word of the other.
fn edit_distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let mut rows = vec![vec![0usize; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replaced.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_likely_typing_error_is_recognised() {
        let keys = ["question", "answer", "key_points", "follow_ups"];
        assert_eq!(nearest("anwser", keys), Some("answer"));
        assert_eq!(nearest("keypoints", keys), Some("key_points"));
        assert_eq!(nearest("questn", keys), Some("question"));
        assert_eq!(nearest("colour", keys), None);
        assert_eq!(nearest("", keys), None);
        let tags = ["데이터베이스", "네트워크", "자기소개"];
        assert_eq!(nearest("내트워크", tags), Some("네트워크"));
        assert_eq!(nearest("데이터베", tags), Some("데이터베이스"));
        assert_eq!(nearest("운영체제", tags), None);
    }

    fn fits(wanted: &str, texts: &[&str]) -> bool {
        let apart: Vec<String> = texts.iter().map(|text| hangul::taken_apart(text)).collect();
        Wanted::of(wanted).fit(&apart).is_some()
    }

    #[test]
    fn initials_half_syllables_and_words_in_any_order_fit() {
        for wanted in [
            "테마",
            "ㅌㅁ",
            "템",
            "테마 고르",
            "고르 테마",
            "theme",
            "THM",
            "ch th",
        ] {
            assert!(fits(wanted, &["테마 고르기", "choose a theme"]), "{wanted}");
        }
        for wanted in ["태마", "zzz", "테마 zzz"] {
            assert!(
                !fits(wanted, &["테마 고르기", "choose a theme"]),
                "{wanted}"
            );
        }
        assert!(fits("고", &["과제"]), "a vowel that is half typed");
    }

    #[test]
    fn a_forgotten_input_method_is_thought_of() {
        let other = |words| Wanted::with_other_keyboard(words).map(|wanted| wanted.terms.concat());
        assert_eq!(other("xpak"), Some("ㅌㅔㅁㅏ".to_owned()));
        assert_eq!(other("소듣"), Some("theme".to_owned()));
        assert_eq!(other("12"), None);
    }
}
