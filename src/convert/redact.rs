//! Leaving out what is private before others read an export.
//!
//! A company is known by several names: the decks' `company` and `company_names`, the coming and past
//! interviews', and each of them without what stands for the kind of firm (`Acme Inc.` is `Acme`
//! too). All of them become one stand-in, `company-1`, wherever they stand: in texts, ids, tags,
//! addresses and file names, with spaces, hyphens or nothing between the words.

use std::collections::BTreeMap;

use super::{Found, Outgoing};
use crate::bank::FollowUp;

/// Words that say what kind of firm it is, which people leave out.
const KINDS_OF_FIRM: [&str; 16] = [
    "inc",
    "co",
    "corp",
    "corporation",
    "company",
    "ltd",
    "limited",
    "llc",
    "gmbh",
    "plc",
    "labs",
    "group",
    "주식회사",
    "유한회사",
    "주",
    "유",
];

/// What may stand between the words of a name.
const BETWEEN: [char; 6] = [' ', '-', '_', '.', '·', '\u{a0}'];

/// The names of one company, each as the words that it is made of, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Company {
    stand_in: String,
    names: Vec<Vec<String>>,
}

/// What is taken out, and what was found of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Redaction {
    companies: Vec<Company>,
    /// Stand-in and name as it was written → places.
    replaced: BTreeMap<(String, String), usize>,
}

impl Redaction {
    /// Of these companies, each with its names. The order gives the numbers, so that the same decks
    /// give the same stand-ins.
    pub fn of(companies: impl IntoIterator<Item = Vec<String>>) -> Self {
        let mut all: Vec<Vec<Vec<String>>> = Vec::new();
        for names in companies {
            let mut names: Vec<Vec<String>> = names.iter().flat_map(|name| forms(name)).collect();
            names.sort_by_key(|words| std::cmp::Reverse(words.concat().len()));
            names.dedup();
            if names.is_empty() {
                continue;
            }
            // Two decks of one company name it together.
            let same =
                |other: &&mut Vec<Vec<String>>| other.iter().any(|words| names.contains(words));
            match all.iter_mut().find(same) {
                Some(other) => {
                    other.extend(names);
                    other.sort_by_key(|words| std::cmp::Reverse(words.concat().len()));
                    other.dedup();
                }
                None => all.push(names),
            }
        }
        let companies = all.into_iter().enumerate().map(|(at, names)| Company {
            stand_in: format!("company-{}", at + 1),
            names,
        });
        Self {
            companies: companies.collect(),
            replaced: BTreeMap::new(),
        }
    }

    /// Takes out of a deck: experience, notes, reflections, where a card was asked and came from, and
    /// the companies' names.
    pub fn redact(&mut self, deck: &mut Outgoing) {
        deck.head.company = None;
        self.hide(&mut deck.head.title);
        self.hide(&mut deck.head.id);
        for card in &mut deck.cards {
            self.redact_card(card);
        }
    }

    /// What was replaced: the stand-in, the name as it stood there, and in how many places.
    pub fn replaced(&self) -> impl Iterator<Item = (&str, &str, usize)> {
        let replaced = self.replaced.iter();
        replaced.map(|((stand_in, name), places)| (stand_in.as_str(), name.as_str(), *places))
    }

    /// Of the names that were replaced, those that are a word of the language as well, by what says
    /// so of a word in lower case: replacing them may have changed what a sentence means.
    pub fn common(&self, is_common: impl Fn(&str) -> bool) -> Vec<&str> {
        let names = self.replaced.keys().map(|(_, name)| name.as_str());
        let mut common: Vec<&str> = names
            .filter(|name| is_common(&name.to_lowercase()))
            .collect();
        common.sort_unstable_by_key(|name| name.to_lowercase());
        common.dedup_by_key(|name| name.to_lowercase());
        common
    }

    fn redact_card(&mut self, card: &mut Found) {
        card.experience.clear();
        card.notes.clear();
        card.reflections.clear();
        card.source = None;
        for asked in &mut card.asked {
            asked.interview = None;
        }
        card.asked.retain(|asked| asked.on.is_some());
        for text in [
            &mut card.question,
            &mut card.prompt,
            &mut card.answer,
            &mut card.outline,
            &mut card.section,
        ]
        .into_iter()
        .chain(&mut card.also_asked)
        .chain(&mut card.key_points)
        .chain(&mut card.tags)
        .chain(&mut card.links)
        .chain(&mut card.was)
        .chain(&mut card.id)
        {
            self.hide(text);
        }
        for follow_up in &mut card.follow_ups {
            self.redact_follow_up(follow_up);
        }
    }

    fn redact_follow_up(&mut self, follow_up: &mut FollowUp) {
        self.hide(&mut follow_up.question);
        self.hide(&mut follow_up.answer);
        for below in &mut follow_up.follow_ups {
            self.redact_follow_up(below);
        }
    }

    /// Replaces every name in a text.
    pub fn hide(&mut self, text: &mut String) {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let before = text[..at].chars().next_back();
            let found = self.companies.iter().find_map(|company| {
                let mut names = company.names.iter();
                let length = names.find_map(|words| length_of(&text[at..], words, before))?;
                Some((company.stand_in.clone(), length))
            });
            match found {
                Some((stand_in, length)) => {
                    out.push_str(&stand_in);
                    let name = text[at..at + length].to_owned();
                    *self.replaced.entry((stand_in, name)).or_default() += 1;
                    at += length;
                }
                None => {
                    out.push(c);
                    at += c.len_utf8();
                }
            }
        }
        *text = out;
    }
}

/// A name as folded words, and the same without the kind of firm. What is shorter than two letters
/// is no name.
fn forms(name: &str) -> Vec<Vec<String>> {
    let folded: String = crate::text::nfc(name).to_lowercase();
    let words: Vec<String> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let is_firm = |word: &String| KINDS_OF_FIRM.contains(&word.as_str());
    let short: Vec<String> = words
        .iter()
        .filter(|word| !is_firm(word))
        .cloned()
        .collect();
    let is_name = |words: &Vec<String>| words.concat().chars().count() >= 2;
    let mut forms: Vec<Vec<String>> = [words, short].into_iter().filter(is_name).collect();
    forms.dedup();
    forms
}

/// Bytes that the name takes at the beginning of the text; `None` where it does not stand there. A
/// short name counts only as a word of its own: `LG` is not in `algorithm`.
fn length_of(text: &str, words: &[String], before: Option<char>) -> Option<usize> {
    let letters: usize = words.iter().map(|word| word.chars().count()).sum();
    let is_latin = words.concat().is_ascii();
    let is_short = letters < if is_latin { 4 } else { 3 };
    let goes_on = |c: char| c.is_alphanumeric() && c.is_ascii() == is_latin;
    if is_short && before.is_some_and(goes_on) {
        return None;
    }
    let mut rest = text;
    for (number, word) in words.iter().enumerate() {
        if number > 0 {
            let ends = rest.strip_prefix(BETWEEN).unwrap_or(rest);
            rest = ends;
        }
        for wanted in word.chars() {
            let c = rest.chars().next()?;
            // Only letters with one lower case can be compared one by one.
            let mut lower = c.to_lowercase();
            if lower.next() != Some(wanted) || lower.next().is_some() {
                return None;
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    // Korean particles follow at once, so that nothing ends a Korean name.
    let follows = rest.chars().next();
    if is_short && is_latin && follows.is_some_and(goes_on) {
        return None;
    }
    Some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Asked, Kind};
    use crate::convert::DeckHead;

    fn hidden(names: &[&str], text: &str) -> String {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        let mut redaction = Redaction::of([names]);
        let mut text = text.to_owned();
        redaction.hide(&mut text);
        text
    }

    #[test]
    fn a_name_is_found_in_every_way_of_writing_it() {
        let acme = ["Acme Cloud Inc.", "에크미"];
        for (text, shown) in [
            ("Why Acme Cloud?", "Why company-1?"),
            (
                "acme-cloud, ACME_CLOUD, AcmeCloud",
                "company-1, company-1, company-1",
            ),
            ("https://acmecloud.com/jobs", "https://company-1.com/jobs"),
            ("Acme Cloud Inc. pays", "company-1. pays"),
            ("에크미는 왜?", "company-1는 왜?"),
            ("Acme alone is another", "Acme alone is another"),
        ] {
            assert_eq!(hidden(&acme, text), shown, "{text}");
        }
        assert_eq!(
            hidden(&["LG"], "algorithm of LG and lg.com"),
            "algorithm of company-1 and company-1.com"
        );
        assert_eq!(hidden(&["라인"], "온라인의 라인은"), "온라인의 company-1은");
        assert_eq!(hidden(&["X"], "X-ray"), "X-ray");
    }

    #[test]
    fn what_was_replaced_is_listed_and_common_words_are_named() {
        let mut redaction = Redaction::of([vec!["Line".to_owned()], vec!["Acme".to_owned()]]);
        let mut text = "a line of Line at Acme".to_owned();
        redaction.hide(&mut text);
        assert_eq!(text, "a company-1 of company-1 at company-2");
        let replaced: Vec<_> = redaction.replaced().collect();
        assert_eq!(
            replaced,
            [
                ("company-1", "Line", 1),
                ("company-1", "line", 1),
                ("company-2", "Acme", 1)
            ]
        );
        assert_eq!(redaction.common(|word| word == "line"), ["Line"]);
    }

    #[test]
    fn nothing_private_is_left_anywhere() {
        let card = Found {
            question: "왜 Sample Messenger인가요?".to_owned(),
            answer: "sample messenger를 씁니다".to_owned(),
            experience: "비밀".to_owned(),
            notes: "비밀".to_owned(),
            reflections: vec!["비밀".to_owned()],
            tags: vec!["sample-messenger".to_owned()],
            asked: vec![Asked {
                on: None,
                interview: Some("Sample Messenger 1차".to_owned()),
            }],
            ..Found::default()
        };
        let mut deck = Outgoing {
            head: DeckHead {
                id: "company/sample-messenger".to_owned(),
                title: "Sample Messenger".to_owned(),
                kind: Kind::Company,
                lang: None,
                company: Some("Sample Messenger".to_owned()),
                roles: Vec::new(),
            },
            cards: vec![card],
        };
        let mut redaction = Redaction::of([vec!["Sample Messenger".to_owned()]]);
        redaction.redact(&mut deck);
        let shown = crate::convert::json::write(&[deck], &[]).to_lowercase();
        assert!(
            !shown.contains("비밀") && !shown.contains("messenger"),
            "{shown}"
        );
    }
}
