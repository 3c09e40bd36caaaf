//! What the word under the cursor may become.

use std::ops::Range;

use super::filter::{NAMES, State, in_english};
use super::tokens::tokens;
use super::vocabulary::{Vocabulary, plain};
use crate::bank::{Kind, role};
use crate::both;
use crate::language::Both;

/// One way to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The bytes of the query that are replaced.
    pub replace: Range<usize>,
    /// By what. A filter's name ends in its colon, a value that is complete in nothing.
    pub insert: String,
    /// What it means.
    pub meaning: Both,
}

/// How the word at a byte of the query can go on: the filters' names, or after a colon the
/// values of that filter. At a place without a word these are all names.
pub fn completions(query: &str, cursor: usize, vocabulary: &Vocabulary) -> Vec<Completion> {
    let mut cursor = cursor.min(query.len());
    while !query.is_char_boundary(cursor) {
        cursor -= 1;
    }
    let words = tokens(query);
    let Some(word) = words
        .iter()
        .find(|word| (word.span.start..=word.span.end).contains(&cursor))
    else {
        return names("", cursor..cursor);
    };
    let start = word.span.start + usize::from(word.is_negated);
    if word.is_quoted || cursor < start {
        return Vec::new();
    }
    match word.value_at {
        Some(value_at) if cursor >= value_at => {
            let Some((name, _)) = word.filter() else {
                return Vec::new();
            };
            let start = query[value_at..cursor]
                .rfind(',')
                .map_or(value_at, |at| value_at + at + 1);
            let end = query[cursor..word.span.end]
                .find(',')
                .map_or(word.span.end, |at| cursor + at);
            let written = plain(query[start..cursor].trim_start_matches('"'));
            values(
                in_english(&plain(name)),
                &written,
                &(start..end),
                vocabulary,
            )
        }
        colon => names(
            &plain(&query[start..cursor]),
            start..colon.unwrap_or(cursor),
        ),
    }
}

fn names(begun: &str, replace: Range<usize>) -> Vec<Completion> {
    let fitting = NAMES.iter().filter(|(name, meaning, _)| {
        name.starts_with(begun) || !begun.is_empty() && meaning.korean.starts_with(begun)
    });
    let completed = fitting.map(|(name, meaning, example)| Completion {
        replace: replace.clone(),
        insert: format!("{name}:"),
        meaning: Both::new(
            format!("{} ({example})", meaning.korean),
            format!("{} ({example})", meaning.english),
        ),
    });
    completed.collect()
}

fn values(
    name: &str,
    begun: &str,
    replace: &Range<usize>,
    vocabulary: &Vocabulary,
) -> Vec<Completion> {
    let choices: Vec<(String, Both)> = match name {
        "kind" => {
            let meanings = [
                both!("인성", "personal"),
                both!("기술", "technical"),
                both!("회사", "company"),
            ];
            let words = Kind::WORDS.iter().map(|(word, _)| (*word).to_owned());
            words.zip(meanings).collect()
        }
        "is" => fixed(State::WORDS.map(|(word, _, meaning)| (word, meaning))),
        "has" => fixed([("follow-up", Both::new("꼬리 질문", "a follow-up question"))]),
        "score" => fixed([
            ("<3", Both::new("3점보다 낮은", "below 3")),
            (">=4", Both::new("4점부터", "4 or 5")),
        ]),
        "importance" => fixed([
            (">=2", Both::new("자주 묻는", "often asked")),
            ("3", Both::new("꼭 묻는", "nearly always asked")),
        ]),
        "last" => fixed([
            (
                ">7d",
                Both::new("일주일 넘게 답하지 않은", "not answered for a week"),
            ),
            (
                ">30d",
                Both::new("한 달 넘게 답하지 않은", "not answered for a month"),
            ),
            ("<1d", Both::new("하루 안에 답한", "answered within a day")),
        ]),
        "time" => fixed([
            ("<=1m", Both::new("1분까지", "up to a minute")),
            (">2m", Both::new("2분이 넘는", "more than two minutes")),
        ]),
        "deck" => named(&vocabulary.decks),
        "tag" => named(&vocabulary.tags),
        "lang" => named(&vocabulary.langs),
        "role" => role::names()
            .map(|name| (name.to_owned(), role::words(name)))
            .collect(),
        "level" => fixed([
            ("new", Both::new("신입", "first job")),
            ("mid", Both::new("4년차까지", "up to four years")),
            ("senior", Both::new("그 위", "beyond")),
        ]),
        "company" => named(&vocabulary.companies),
        _ => Vec::new(),
    };
    let (mut fitting, others): (Vec<_>, Vec<_>) = choices
        .into_iter()
        .partition(|(value, _)| plain(value).starts_with(begun));
    fitting.extend(
        others
            .into_iter()
            .filter(|(value, _)| plain(value).contains(begun)),
    );
    let completed = fitting.into_iter().map(|(value, meaning)| Completion {
        replace: replace.clone(),
        insert: if value.contains([' ', ',']) {
            format!("\"{value}\"")
        } else {
            value
        },
        meaning,
    });
    completed.collect()
}

fn fixed<const N: usize>(choices: [(&str, Both<&str>); N]) -> Vec<(String, Both)> {
    let owned = |(value, meaning): (&str, Both<&str>)| {
        (
            value.to_owned(),
            Both::new(meaning.korean.to_owned(), meaning.english.to_owned()),
        )
    };
    choices.into_iter().map(owned).collect()
}

fn named(names: &[String]) -> Vec<(String, Both)> {
    let same = |name: &String| (name.clone(), Both::new(name.clone(), name.clone()));
    names.iter().map(same).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Spellings;

    fn vocabulary() -> Vocabulary {
        let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Vocabulary {
            decks: names(&["technical/network", "technical/os"]),
            tags: names(&["database", "redis", "시스템 설계"]),
            langs: names(&["en", "ko"]),
            spellings: Spellings::built_in(),
            companies: Vec::new(),
        }
    }

    /// The queries that the completions at `|` lead to.
    fn completed(query: &str) -> Vec<String> {
        let cursor = query.find('|').unwrap();
        let query = query.replace('|', "");
        let choices = completions(&query, cursor, &vocabulary());
        let choices = choices.into_iter().map(|choice| {
            let mut query = query.clone();
            query.replace_range(choice.replace, &choice.insert);
            query
        });
        choices.collect()
    }

    #[test]
    fn a_name_is_completed_up_to_its_colon() {
        assert_eq!(completed("카프카 ta|"), ["카프카 tag:"]);
        assert_eq!(completed("!i|"), ["!importance:", "!is:"]);
        assert_eq!(completed("k|:tech"), ["kind:tech"]);
        assert_eq!(completed("카|"), [""; 0]);
        assert_eq!(completed("|").len(), NAMES.len());
    }

    #[test]
    fn a_value_is_completed_from_what_there_is() {
        assert_eq!(completed("is:un|"), ["is:unwritten"]);
        assert_eq!(
            completed("deck:|os x"),
            ["deck:technical/network x", "deck:technical/os x"]
        );
        assert_eq!(completed("deck:net|"), ["deck:technical/network"]);
        assert_eq!(
            completed("tag:redis,d|"),
            ["tag:redis,database", "tag:redis,redis"]
        );
        assert_eq!(completed("tag:시|"), ["tag:\"시스템 설계\""]);
        assert_eq!(completed("score:|"), ["score:<3", "score:>=4"]);
        assert_eq!(completed("foo:|"), [""; 0]);
    }

    #[test]
    fn any_cursor_is_survived() {
        let query = "카프카 is:we tag:\"시 !x";
        for cursor in 0..=query.len() + 3 {
            for choice in completions(query, cursor, &vocabulary()) {
                assert!(
                    query.get(choice.replace.clone()).is_some(),
                    "{choice:?} at {cursor}"
                );
            }
        }
    }
}
