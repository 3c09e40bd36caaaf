//! The query language: words that must all match, and filters.
//!
//! ```text
//! 카프카 순서          both words, in any order and in any text of the card
//! 'exact  ^start  end$ as it stands: anywhere, at a text's start, at its end
//! "two words"          exact, with the space; `two\ words` for scattered letters
//! !word  !is:weak      without it
//! kind:technical tag:db,redis score:<3 last:>7d is:due has:follow-up
//! ```
//!
//! What cannot be understood is never an error that stops the search: it is left out and named
//! in [`Query::problems`].

mod completion;
mod filter;
mod tokens;
mod vocabulary;

use std::ops::Range;

use chrono::{DateTime, FixedOffset};

use crate::bank::Entry;
use crate::both;
use crate::language::Both;

pub use completion::{Completion, completions};
pub use filter::{CardFacts, Comparison, Filter, Order, State};
pub use vocabulary::Vocabulary;

use super::spellings::Spellings;
use filter::Unusable;
use tokens::{Token, tokens};

/// Characters of a query that count; nobody types more, but a text may be pasted.
const MOST_CHARACTERS: usize = 1000;
/// Words of a query that count.
const MOST_TERMS: usize = 32;

/// The one Korean word that is a filter without a name: `약한 카프카`.
const WEAK: &str = "약한";

/// Where in a text a term must lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Its letters in order, anywhere: `word`.
    Anywhere,
    /// As it stands, anywhere: `'word`.
    Exact,
    /// As it stands, at the start: `^word`.
    Start,
    /// As it stands, at the end: `word$`.
    End,
    /// It is the whole text: `^word$`.
    Whole,
}

/// One word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What to look for, folded; never empty.
    pub text: String,
    /// Where.
    pub anchor: Anchor,
    /// Whether cards that have it are left out: `!word`.
    pub is_negated: bool,
    /// Other spellings of the same word, any of which will do.
    pub others: Vec<String>,
}

/// A part of a query that is not used, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryProblem {
    /// The bytes of the query that it is about.
    pub span: Range<usize>,
    /// What is wrong.
    pub what: Both,
    /// What to write instead.
    pub mend: Both,
    /// Whether it may become right with the next letters, so that it is a hint rather than an
    /// error while the query is being typed: `is:`, `score:<`, `kind:tech`.
    pub is_unfinished: bool,
}

/// What the text in a search box asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// The words, to be looked up by [`Search::run`](super::Search::run).
    pub terms: Vec<Term>,
    /// The same with words that are one spelling together as one term: `교착 상태`.
    pub phrases: Vec<Term>,
    /// The filters, with whether each is negated; all must hold.
    pub filters: Vec<(Filter, bool)>,
    /// What was left out.
    pub problems: Vec<QueryProblem>,
}

impl Query {
    /// Whether only what is practised is meant: a list by filters alone, none of which says whose
    /// cards it is about.
    pub fn is_for_practice(&self) -> bool {
        self.terms.is_empty()
            && !self
                .filters
                .iter()
                .any(|(filter, _)| filter.is_of_audience())
    }

    /// Whether the filters let a card through.
    pub fn admits(&self, entry: Entry<'_>, facts: &CardFacts, now: DateTime<FixedOffset>) -> bool {
        let mut filters = self.filters.iter();
        filters.all(|(filter, is_negated)| filter.holds(entry, facts, now) != *is_negated)
    }
}

/// What a query means. The vocabulary says which decks, tags, languages and companies there are.
pub fn parse(query: &str, vocabulary: &Vocabulary) -> Query {
    let mut parsed = Query::default();
    let counted = match query.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => {
            parsed.problems.push(too_long(end..query.len()));
            &query[..end]
        }
        None => query,
    };
    for token in tokens(counted) {
        match token.filter() {
            Some((name, value)) => match Filter::read(name, value, vocabulary) {
                Ok(filter) => parsed.filters.push((filter, token.is_negated)),
                Err(Unusable::Filter {
                    what,
                    mend,
                    is_unfinished,
                }) => {
                    let span = token.span.clone();
                    parsed.problems.push(QueryProblem {
                        span,
                        what,
                        mend,
                        is_unfinished,
                    });
                }
                Err(Unusable::NotAFilter) => add_term(&mut parsed, &token),
            },
            None if token.text == WEAK && !token.is_quoted => {
                parsed
                    .filters
                    .push((Filter::Is(State::Weak), token.is_negated));
            }
            None => add_term(&mut parsed, &token),
        }
    }
    let spellings = &vocabulary.spellings;
    for term in parsed.terms.iter_mut().filter(|term| !term.is_negated) {
        term.others = spellings.others(&term.text);
    }
    parsed.phrases = phrases(&parsed.terms, spellings);
    parsed
}

/// The terms with those that are one spelling together as one.
fn phrases(terms: &[Term], spellings: &Spellings) -> Vec<Term> {
    let mut phrases = Vec::with_capacity(terms.len());
    let mut rest = terms;
    while let Some(first) = rest.first() {
        let plain = rest
            .iter()
            .take_while(|term| term.anchor == Anchor::Anywhere && !term.is_negated)
            .map(|term| term.text.as_str());
        let words: Vec<&str> = plain.collect();
        let count = spellings.phrase(&words).unwrap_or(1);
        phrases.push(if count == 1 {
            first.clone()
        } else {
            let text = words[..count].join(" ");
            Term {
                others: spellings.others(&text),
                text,
                ..first.clone()
            }
        });
        rest = &rest[count..];
    }
    phrases
}

fn add_term(parsed: &mut Query, token: &Token) {
    let Some(term) = term_of(token) else {
        return;
    };
    if parsed.terms.len() == MOST_TERMS {
        let is_told = parsed
            .problems
            .iter()
            .any(|problem| *problem == too_long(problem.span.clone()));
        if !is_told {
            parsed.problems.push(too_long(token.span.clone()));
        }
        return;
    }
    parsed.terms.push(term);
}

/// The term of a word; `None` while there are only signs such as `'`.
fn term_of(token: &Token) -> Option<Term> {
    let (text, anchor) = if token.is_quoted {
        (token.text.as_str(), Anchor::Exact)
    } else if let Some(exact) = token.text.strip_prefix('\'') {
        (exact, Anchor::Exact)
    } else {
        let start = token.text.strip_prefix('^');
        let text = start.unwrap_or(&token.text);
        // A lone `$` is looked for as it is.
        let end = text.strip_suffix('$').filter(|text| !text.is_empty());
        let anchor = match (start, end) {
            (None, None) => Anchor::Anywhere,
            (Some(_), None) => Anchor::Start,
            (None, Some(_)) => Anchor::End,
            (Some(_), Some(_)) => Anchor::Whole,
        };
        (end.unwrap_or(text), anchor)
    };
    (!text.trim().is_empty()).then(|| Term {
        text: text.to_owned(),
        anchor,
        is_negated: token.is_negated,
        others: Vec::new(),
    })
}

fn too_long(span: Range<usize>) -> QueryProblem {
    QueryProblem {
        span,
        what: both!("찾는 말이 너무 깁니다", "the query is too long"),
        mend: both!(
            "앞의 {MOST_CHARACTERS}자, {MOST_TERMS}낱말만 찾습니다",
            "only its first {MOST_CHARACTERS} characters and {MOST_TERMS} words count"
        ),
        is_unfinished: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Bank, Deck, deck};
    use crate::language::Language;
    use proptest::prelude::*;

    fn deck(id: &str, text: &str) -> Deck {
        let origin = crate::bank::Origin::File("x.toml".into());
        let (deck, problems) = deck::read(id, origin, "x.toml", text);
        assert_eq!(problems, []);
        deck
    }

    fn bank() -> Bank {
        let network = deck(
            "technical/network",
            r#"
            kind = "technical"
            lang = "ko"
            tags = ["cs"]
            [[cards]]
            id = "tcp"
            question = "TCP?"
            answer = "…"
            tags = ["transport"]
            time = "90s"
            importance = 3
            asked = [{ on = 2024-05-17 }]
            follow_ups = [{ question = "왜?" }]
            [[cards]]
            id = "dns"
            question = "DNS?"
            "#,
        );
        let company = deck(
            "company/baedal",
            "kind = \"company\"\nlang = \"en\"\ncompany = \"배달 회사\"\n[[cards]]\nid = \"why\"\nquestion = \"Why us?\"\n",
        );
        Bank::new([network, company], Vec::new())
    }

    fn now() -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339("2026-11-21T12:00:00+09:00").unwrap()
    }

    /// The ids of the cards that a query's filters let through; the card `tcp` was scored 2
    /// eight days ago and is weak, the others were never answered.
    fn admitted(query: &str) -> Vec<String> {
        let bank = bank();
        let parsed = parse(query, &Vocabulary::of_bank(&bank));
        assert_eq!(parsed.problems, [], "{query}");
        let ids = bank.cards().filter_map(|entry| {
            let id = entry
                .card
                .id
                .as_str()
                .rsplit('#')
                .next()
                .unwrap()
                .to_owned();
            let facts = if id == "tcp" {
                CardFacts {
                    attempts: 3,
                    last_score: Some(2),
                    last_answered: Some(now() - chrono::TimeDelta::days(8)),
                    is_weak: true,
                    ..CardFacts::default()
                }
            } else {
                CardFacts::default()
            };
            parsed.admits(entry, &facts, now()).then_some(id)
        });
        ids.collect()
    }

    #[test]
    fn filters_are_known_by_their_korean_names() {
        let vocabulary = Vocabulary {
            tags: vec!["redis".to_owned()],
            ..Vocabulary::default()
        };
        let query = |text: &str| {
            let parsed = parse(text, &vocabulary);
            assert_eq!(parsed.problems, [], "{text}");
            parsed.filters
        };
        assert_eq!(query("태그:redis"), query("tag:redis"));
        assert_eq!(
            query("상태:약한 종류:기술"),
            query("is:weak kind:technical")
        );
        assert_eq!(query("약한 !약한"), query("is:weak !is:weak"));
        assert_eq!(
            query("중요도:>=2 점수:<3"),
            query("importance:>=2 score:<3")
        );
        assert!(query("\"약한\"").is_empty());
    }

    #[test]
    fn filters_let_through_what_they_say() {
        assert_eq!(admitted("kind:technical"), ["tcp", "dns"]);
        assert_eq!(
            admitted("kind:technical,company !kind:company"),
            ["tcp", "dns"]
        );
        assert_eq!(admitted("deck:network"), ["tcp", "dns"]);
        assert_eq!(admitted("deck:company"), ["why"]);
        assert_eq!(admitted("tag:CS"), ["tcp", "dns"]);
        assert_eq!(admitted("tag:trans"), ["tcp"]);
        assert_eq!(admitted("lang:en"), ["why"]);
        assert_eq!(admitted("company:\"배달 회사\""), ["why"]);
        assert_eq!(admitted("company:배달"), ["why"]);
        assert_eq!(admitted("score:<3"), ["tcp"]);
        assert_eq!(admitted("score:>=3"), [""; 0]);
        assert_eq!(admitted("last:>7d"), ["tcp"]);
        assert_eq!(admitted("last:1w"), [""; 0]);
        assert_eq!(admitted("last:<=192h"), ["tcp"]);
        assert_eq!(admitted("time:>1m"), ["tcp"]);
        assert_eq!(admitted("importance:>=2"), ["tcp"]);
        assert_eq!(admitted("is:weak"), ["tcp"]);
        assert_eq!(admitted("is:unwritten"), ["why", "dns"]);
        assert_eq!(admitted("is:due"), [""; 0]);
        assert_eq!(admitted("is:new"), ["why", "dns"]);
        assert_eq!(admitted("is:asked"), ["tcp"]);
        assert_eq!(admitted("is:mine"), ["why", "tcp", "dns"]);
        assert_eq!(admitted("has:follow-up"), ["tcp"]);
        assert_eq!(admitted("!has:follow-up 단어 'x"), ["why", "dns"]);
        assert_eq!(admitted("ｉｓ：ｎｅｗ kind:technical"), ["dns"]);
    }

    fn complaints(query: &str, language: Language) -> Vec<String> {
        let parsed = parse(query, &Vocabulary::of_bank(&bank()));
        assert_eq!(parsed.filters, []);
        let problems = parsed.problems.iter().map(|problem| {
            let hint = if problem.is_unfinished { "…" } else { "" };
            format!(
                "{}: {}; {}{hint}",
                &query[problem.span.clone()],
                problem.what.in_language(language),
                problem.mend.in_language(language),
            )
        });
        problems.collect()
    }

    #[test]
    fn a_wrong_filter_is_named_with_what_was_probably_meant() {
        let english = |query| complaints(query, Language::English).concat();
        assert_eq!(
            english("x knd:tech"),
            "knd:tech: there is no filter `knd:`; did you mean `kind:tech`? \
             Put ' before it to look for the text"
        );
        assert_eq!(
            english("is:waek"),
            "is:waek: there is no `is:waek`; did you mean `is:weak`?"
        );
        assert_eq!(
            english("is:good"),
            "is:good: there is no `is:good`; it can be weak, unwritten, due, new, asked, mine, stuck, aside"
        );
        assert_eq!(
            english("ㅑㄴ:ㅈㄷ마"),
            "ㅑㄴ:ㅈㄷ마: there is no filter `ㅑㄴ:`; did you mean `is:weak`? \
             Put ' before it to look for the text"
        );
        assert_eq!(
            english("is:ㅈㄷ마"),
            "is:ㅈㄷ마: there is no `is:ㅈㄷ마`; did you mean `is:weak`?"
        );
        assert_eq!(
            english("tag:transprot"),
            "tag:transprot: no card has `tag:transprot`; did you mean `tag:transport`?"
        );
        assert_eq!(
            english("deck:newtork"),
            "deck:newtork: no card has `deck:newtork`; did you mean `deck:network`?"
        );
        assert_eq!(
            english("score:9"),
            "score:9: `score` cannot be 9; write a number from 1 to 5, for example score:<3"
        );
        assert_eq!(
            english("last:>7x"),
            "last:>7x: `last:>7x` is not a time ago; \
             write hours h, days d or weeks w, for example last:>7d"
        );
        assert_eq!(
            english("time:soon"),
            "time:soon: `time:soon` is not a length; write 90s, 2m or 1m30s, for example time:>2m"
        );
        assert_eq!(
            complaints("lang:fr", Language::Korean).concat(),
            "lang:fr: `lang:fr` 인 질문이 없습니다; 있는 값: en, ko"
        );
    }

    #[test]
    fn what_may_still_become_right_is_only_a_hint() {
        for query in [
            "is:",
            "is:we",
            "kind:tech",
            "score:<",
            "last:>7",
            "time:9",
            "tag:",
        ] {
            let problems = parse(query, &Vocabulary::of_bank(&bank())).problems;
            assert!(
                problems.len() == 1 && problems[0].is_unfinished,
                "{query}: {problems:?}"
            );
        }
    }

    fn terms(query: &str) -> Vec<(String, Anchor, bool)> {
        let parsed = parse(query, &Vocabulary::default());
        assert_eq!(parsed.problems, []);
        let terms = parsed.terms.into_iter();
        terms
            .map(|term| (term.text, term.anchor, term.is_negated))
            .collect()
    }

    #[test]
    fn signs_around_a_word_say_where_it_must_lie() {
        let term = |text: &str, anchor| vec![(text.to_owned(), anchor, false)];
        assert_eq!(terms("word"), term("word", Anchor::Anywhere));
        assert_eq!(terms("'word"), term("word", Anchor::Exact));
        assert_eq!(terms("\"two words\""), term("two words", Anchor::Exact));
        assert_eq!(terms("two\\ words"), term("two words", Anchor::Anywhere));
        assert_eq!(terms("^word"), term("word", Anchor::Start));
        assert_eq!(terms("word$"), term("word", Anchor::End));
        assert_eq!(terms("^word$"), term("word", Anchor::Whole));
        assert_eq!(terms("!'word"), [("word".to_owned(), Anchor::Exact, true)]);
        assert_eq!(terms("std::vector"), term("std::vector", Anchor::Anywhere));
        assert_eq!(terms("http://x"), term("http://x", Anchor::Anywhere));
        assert_eq!(terms("'is:weak"), term("is:weak", Anchor::Exact));
        assert_eq!(terms("$"), term("$", Anchor::Anywhere));
        assert_eq!(terms(" ! ' ^ \" "), []);
    }

    #[test]
    fn a_query_without_end_is_cut_with_a_word_about_it() {
        for long in ["a".repeat(10_000), "가 ".repeat(10_000)] {
            let parsed = parse(&long, &Vocabulary::default());
            assert!(parsed.terms.len() <= MOST_TERMS && !parsed.problems.is_empty());
            assert!(
                parsed
                    .terms
                    .iter()
                    .all(|term| term.text.chars().count() <= MOST_CHARACTERS)
            );
        }
    }

    proptest! {
        #[test]
        fn any_query_is_read(query in any::<String>()) {
            for problem in parse(&query, &Vocabulary::default()).problems {
                prop_assert!(query.get(problem.span).is_some());
            }
        }

        #[test]
        fn any_filter_is_read(query in r#"(!?(is|score|last|time|tag|kn?d):[<>=]{0,2}["a-z0-9가ㅏ,]{0,4} ?){0,4}"#) {
            for problem in parse(&query, &Vocabulary::of_bank(&bank())).problems {
                prop_assert!(query.get(problem.span).is_some());
            }
        }
    }
}
