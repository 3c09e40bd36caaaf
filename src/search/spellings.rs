//! Words that mean the same: abbreviations, translations, and English words in Korean letters.
//!
//! `k8s`, `kubernetes` and `쿠버네티스` are one word to whoever looks for a card. The groups stand in
//! `assets/spellings.txt` and in a file of the user's own; Latin letters spelt out in Korean
//! (`씨오알에스`) are read by rule, and so is a word composed of known parts (`래빗` + `엠큐`).

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::unit::{confused_with, fold};
use crate::text::hangul::syllable::Syllable;

const BUILT_IN: &str = include_str!("../../assets/spellings.txt");

/// Characters. What is longer is no word that anybody has spelt otherwise, and splitting it into two
/// at every place would take long.
const LONGEST_WORD: usize = 40;

/// Other spellings of one word that are looked for; more would be a group gone wrong.
const MOST_OTHERS: usize = 12;

/// Of those, for each half of a composed word.
const MOST_OF_A_PART: usize = 3;

/// Words of a phrase that may be one spelling together: `cross site request forgery`.
const MOST_WORDS: usize = 5;

/// The Korean names of Latin letters and of the signs that abbreviations have; the longer ones
/// first, so that `에이치` is not read as `에이`.
const LETTERS: [(&str, &str); 41] = [
    ("더블유", "w"),
    ("플러스", "+"),
    ("에이치", "h"),
    ("에치", "h"),
    ("에이", "a"),
    ("에프", "f"),
    ("에스", "s"),
    ("엑스", "x"),
    ("와이", "y"),
    ("제트", "z"),
    ("제이", "j"),
    ("케이", "k"),
    ("아이", "i"),
    ("브이", "v"),
    ("비", "b"),
    ("씨", "c"),
    ("시", "c"),
    ("디", "d"),
    ("이", "e"),
    ("지", "g"),
    ("쥐", "g"),
    ("엘", "l"),
    ("앨", "l"),
    ("엠", "m"),
    ("엔", "n"),
    ("앤", "n"),
    ("오", "o"),
    ("피", "p"),
    ("큐", "q"),
    ("알", "r"),
    ("아르", "r"),
    ("티", "t"),
    ("유", "u"),
    ("샵", "#"),
    ("원", "1"),
    ("투", "2"),
    ("쓰리", "3"),
    ("포", "4"),
    ("닷", "."),
    ("슬래시", "/"),
    ("제로", "0"),
];

/// Groups of spellings of one word each.
#[derive(Debug, Default, Clone)]
pub struct Spellings {
    groups: Vec<Vec<String>>,
    /// By the compact form of each spelling, the groups that have it.
    by_key: HashMap<String, Vec<usize>>,
    /// Spellings in Korean letters of one word and the Latin word, for composed words.
    parts: Vec<(String, String)>,
}

impl Spellings {
    /// The groups that the program brings.
    pub fn built_in() -> Arc<Self> {
        static BUILT: OnceLock<Arc<Spellings>> = OnceLock::new();
        let built = BUILT.get_or_init(|| Arc::new(Self::default().with(BUILT_IN)));
        Arc::clone(built)
    }

    /// These groups and those of a text: a group a line, spellings separated by `=`, `#` before a
    /// comment. A line with fewer than two spellings adds nothing.
    #[must_use]
    pub fn with(mut self, text: &str) -> Self {
        for line in text.lines() {
            let line = line.trim_start_matches('\u{feff}').trim();
            if line.starts_with('#') {
                continue;
            }
            let group: Vec<String> = line
                .split('=')
                .map(|spelling| fold(spelling.trim()).collect::<String>().to_lowercase())
                .filter(|spelling| !spelling.is_empty())
                .collect();
            if group.len() > 1 {
                self.add(group);
            }
        }
        // The longest part that fits is taken first.
        self.parts
            .sort_by_key(|(korean, _)| std::cmp::Reverse(korean.len()));
        self
    }

    fn add(&mut self, group: Vec<String>) {
        let number = self.groups.len();
        for spelling in &group {
            let groups = self.by_key.entry(key(spelling)).or_default();
            if !groups.contains(&number) {
                groups.push(number);
            }
        }
        let latin = group
            .iter()
            .find(|spelling| spelling.chars().all(|c| c.is_ascii_alphanumeric()));
        if let Some(latin) = latin {
            let korean = group.iter().filter(|spelling| {
                spelling.chars().count() >= 2 && spelling.chars().all(is_hangul)
            });
            self.parts
                .extend(korean.map(|korean| (korean.clone(), latin.clone())));
        }
        self.groups.push(group);
    }

    /// Other spellings of a word or phrase of up to 40 characters, without those that are the same
    /// but for spaces and signs; none for a word that is in no group.
    pub fn others(&self, written: &str) -> Vec<String> {
        if written.chars().nth(LONGEST_WORD).is_some() {
            return Vec::new();
        }
        let mut others = self.others_of_one(written);
        if !self.by_key.contains_key(&key(written)) {
            others.extend(self.others_of_two(written));
        }
        others
    }

    /// Other spellings of a Korean word that is composed of two, of which one has some: `쓰레드` and
    /// `풀`.
    fn others_of_two(&self, written: &str) -> Vec<String> {
        if written.chars().count() < 3 || !written.chars().all(is_hangul) {
            return Vec::new();
        }
        let ways = |part: &str| {
            let others = self.others_of_one(part).into_iter().take(MOST_OF_A_PART);
            std::iter::once(part.to_owned())
                .chain(others)
                .collect::<Vec<_>>()
        };
        let splits = written
            .char_indices()
            .skip(1)
            .map(|(at, _)| written.split_at(at));
        let best = splits
            .map(|(first, second)| (ways(first), ways(second)))
            .max_by_key(|(first, second)| {
                let is_known = |ways: &[String]| usize::from(ways.len() > 1) * ways[0].len();
                is_known(first) + is_known(second)
            });
        let Some((first, second)) = best else {
            return Vec::new();
        };
        let all = first
            .iter()
            .flat_map(|first| second.iter().map(move |second| format!("{first} {second}")));
        all.skip(1).take(MOST_OTHERS).collect()
    }

    fn others_of_one(&self, written: &str) -> Vec<String> {
        let (own, as_written) = (key(written), plain(written));
        let mut others: Vec<String> = Vec::new();
        let add = |spelling: &str, others: &mut Vec<String>| {
            let is_new =
                plain(spelling) != as_written && others.iter().all(|other| other != spelling);
            if is_new && others.len() < MOST_OTHERS {
                others.push(spelling.to_owned());
            }
        };
        let mut keys = vec![own.clone()];
        let singular = ["s", "es"]
            .into_iter()
            .filter_map(|end| own.strip_suffix(end));
        keys.extend(singular.filter(|stem| stem.len() > 2).map(str::to_owned));
        if let Some(latin) = self.in_latin(&as_written) {
            add(&latin, &mut others);
            keys.push(key(&latin));
        }
        for key in &keys {
            for &group in self.by_key.get(key).into_iter().flatten() {
                for spelling in &self.groups[group] {
                    add(spelling, &mut others);
                }
            }
        }
        others
    }

    /// How many of these words, from the first on, are one spelling of several words; at least 2.
    pub fn phrase(&self, words: &[&str]) -> Option<usize> {
        let most = words.len().min(MOST_WORDS);
        (2..=most).rev().find(|&count| {
            let joined = words[..count].concat();
            self.by_key.contains_key(&key(&joined))
        })
    }

    /// A word in Korean letters as the Latin word that it spells: letter by letter, or by known
    /// parts. `None` where it is neither, or a single letter.
    fn in_latin(&self, word: &str) -> Option<String> {
        if word.chars().count() < 2 || !word.chars().all(|c| is_hangul(c) || c.is_ascii_digit()) {
            return None;
        }
        let mut latin = String::new();
        let is_spelt = self.spell(word, &mut latin);
        (is_spelt && latin.len() >= 2).then_some(latin)
    }

    /// Appends what the word spells; whether all of it was spelt. Goes back where a longer piece
    /// leaves a rest that nothing spells.
    fn spell(&self, word: &str, latin: &mut String) -> bool {
        if word.is_empty() {
            return true;
        }
        let digit = word.chars().next().filter(char::is_ascii_digit);
        let digit = digit.map(|digit| (1, digit.to_string()));
        let parts = self
            .parts
            .iter()
            .map(|(korean, latin)| (korean.as_str(), latin.as_str()));
        let pieces_here = parts
            .chain(LETTERS)
            .filter(|(korean, _)| word.starts_with(korean))
            .map(|(korean, spelt)| (korean.len(), spelt.to_owned()))
            .chain(digit);
        for (length, spelt) in pieces_here {
            let before = latin.len();
            latin.push_str(&spelt);
            if self.spell(&word[length..], latin) {
                return true;
            }
            latin.truncate(before);
        }
        false
    }
}

fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

/// What spellings are compared by: letters, digits and `+`, `#` alone, in lower case, and syllables
/// that are often confused as one of the two.
fn key(spelling: &str) -> String {
    let sound = |c: char| {
        let syllable = Syllable::of(c);
        let like = syllable.and_then(|own| Some(char_of(own).min(char_of(confused_with(own)?))));
        like.unwrap_or(c)
    };
    plain(spelling).chars().map(sound).collect()
}

/// Letters, digits and `+`, `#` alone, in lower case.
fn plain(spelling: &str) -> String {
    fold(spelling)
        .filter(|c| c.is_alphanumeric() || matches!(c, '+' | '#'))
        .flat_map(char::to_lowercase)
        .collect()
}

fn char_of(syllable: Syllable) -> char {
    char::from_u32(syllable.code().into()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(word: &str, other: &str) -> bool {
        Spellings::built_in()
            .others(word)
            .iter()
            .any(|found| found == other)
    }

    #[test]
    fn what_is_no_word_has_no_other_spellings() {
        let built_in = Spellings::built_in();
        assert!(!built_in.others("쓰레드풀").is_empty());
        assert!(built_in.others(&"쓰레드풀".repeat(1_000)).is_empty());
    }

    #[test]
    fn abbreviations_and_loanwords_are_known_in_both_directions() {
        for (one, other) in [
            ("k8s", "쿠버네티스"),
            ("쿠버네티스", "kubernetes"),
            ("K8S", "kubernetes"),
            ("gc", "가비지 컬렉션"),
            ("가비지컬렉션", "gc"),
            ("교착상태", "데드락"),
            ("microservices", "마이크로서비스"),
            ("indexes", "인덱스"),
        ] {
            assert!(
                has(one, other),
                "{one}: {:?}",
                Spellings::built_in().others(one)
            );
        }
        assert!(Spellings::built_in().others("양자역학").is_empty());
    }

    #[test]
    fn letters_spelt_out_in_korean_are_read() {
        let spelt = |word: &str| Spellings::built_in().in_latin(word);
        for (word, latin) in [
            ("씨오알에스", "cors"),
            ("에이치티티피", "http"),
            ("제이더블유티", "jwt"),
            ("래빗엠큐", "rabbitmq"),
            ("에스큐엘", "sql"),
            ("디엔에스", "dns"),
            ("에이피아이", "api"),
            ("엔플러스1", "n+1"),
        ] {
            assert_eq!(spelt(word).as_deref(), Some(latin));
        }
        assert_eq!(spelt("양자역학"), None);
        assert_eq!(spelt("비"), None, "one letter is no abbreviation");
    }

    #[test]
    fn several_words_are_one_spelling_where_a_group_has_them() {
        let spellings = Spellings::built_in();
        assert_eq!(spellings.phrase(&["교착", "상태", "해결"]), Some(2));
        assert_eq!(
            spellings.phrase(&["cross", "site", "request", "forgery"]),
            Some(4)
        );
        assert_eq!(spellings.phrase(&["카프카", "순서"]), None);
    }

    #[test]
    fn a_file_of_the_users_own_adds_groups() {
        let own =
            Spellings::default().with("# ours\n\u{feff}\nPayGate = 페이게이트 = pg\nlonely\n= \n");
        assert_eq!(own.others("pg"), ["paygate", "페이게이트"]);
        assert_eq!(own.others("lonely"), Vec::<String>::new());
    }
}
