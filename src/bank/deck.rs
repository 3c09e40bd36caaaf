//! One deck: reading its text into cards, with every problem named at its place.

use std::collections::HashMap;
use std::ops::Range;
use std::path::PathBuf;
use std::time::Duration;

use super::card::{Asked, Card, CardId, CardType, FollowUp, Kind, Source, id_of_question};
use crate::both;
use crate::fields::{At, Fields, parse};
use crate::problem::{Problem, Report};
use crate::text;

/// Follow-ups may nest this deep; deeper ones are reported and left out.
const DEEPEST_FOLLOW_UP: usize = 8;

/// Where a deck comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// It came with the program.
    BuiltIn,
    /// The user's file.
    File(PathBuf),
}

/// A file of cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deck {
    /// Path below the decks folder without `.toml`, with `/` between folders.
    pub id: String,
    /// Where it comes from.
    pub origin: Origin,
    /// The title; the last part of the id where none is given.
    pub title: String,
    /// What it prepares for.
    pub kind: Kind,
    /// The language of its cards, a code such as `ko`.
    pub lang: Option<String>,
    /// The company of a company deck.
    pub company: Option<String>,
    /// Its cards in the order of the file.
    pub cards: Vec<Card>,
}

impl Deck {
    /// How problems name the deck's file.
    pub fn shown_path(&self) -> String {
        match &self.origin {
            Origin::BuiltIn => format!("decks/{}.toml", self.id),
            Origin::File(path) => path.display().to_string(),
        }
    }

    /// Whether it is one of these decks, or below a folder of these; a slash at the end of a
    /// folder changes nothing. An empty list names no deck.
    pub fn is_in(&self, wanted: &[String]) -> bool {
        wanted.iter().any(|wanted| {
            let rest = self.id.strip_prefix(wanted.trim_end_matches('/'));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// Whether it is this company's; case and the space around do not matter.
    pub fn is_of(&self, company: &str) -> bool {
        let plain = |name: &str| name.trim().to_lowercase();
        let own = self.company.as_deref();
        own.is_some_and(|own| plain(own) == plain(company))
    }
}

/// Reads a deck's text. What can be read is always given back, beside every problem; `path` is
/// how the problems name the file. A byte-order mark and CRLF are taken as they come.
pub fn read(id: &str, origin: Origin, path: &str, text: &str) -> (Deck, Vec<Problem>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let report = Report::new(path, text);
    let (deck, _) = read_into(id, origin, &report);
    (deck, report.into_problems())
}

/// As [`read`], with the number (from 0, among the file's tables of cards) of every card that was
/// read: those without a question are left out of the deck but stand in the file.
pub(super) fn read_numbered(id: &str, text: &str) -> (Deck, Vec<usize>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    read_into(id, Origin::BuiltIn, &Report::new("", text))
}

fn read_into(id: &str, origin: Origin, report: &Report<'_>) -> (Deck, Vec<usize>) {
    let table = parse(report);
    let mut fields = Fields::new(table.get_ref(), 0..0, report);
    if report.text().trim().is_empty() {
        report.warning(
            &(0..0),
            both!("빈 파일입니다", "the file is empty"),
            both!(
                "[[cards]] 로 카드를 넣거나 파일을 지우세요",
                "add a card with [[cards]], or remove the file"
            ),
        );
    }
    let title = fields.text("title");
    let kind = fields.one_of("kind", &Kind::WORDS);
    let lang = fields.text("lang");
    let company = fields.text("company");
    let tags: Vec<String> = fields
        .texts("tags")
        .into_iter()
        .map(|tag| tag.value)
        .collect();
    let time = fields.length("time");
    let shared = Shared {
        deck: id,
        tags: &tags,
        time: time.map(|time| time.value),
    };
    let mut places = Places::default();
    let (numbers, cards): (Vec<usize>, Vec<Card>) = fields
        .tables("cards")
        .into_iter()
        .enumerate()
        .filter_map(|(number, card)| Some((number, read_card(card, &shared, &mut places)?)))
        .unzip();
    fields.finish();
    let deck = Deck {
        id: id.to_owned(),
        origin,
        title: title
            .map(|title| title.value)
            .filter(|title| !title.trim().is_empty())
            .unwrap_or_else(|| id.rsplit('/').next().unwrap_or(id).to_owned()),
        kind: kind.map_or_else(|| kind_of_folder(id), |kind| kind.value),
        lang: lang.map(|lang| lang.value),
        company: company
            .map(|company| company.value)
            .filter(|company| !company.trim().is_empty()),
        cards,
    };
    (deck, numbers)
}

/// A deck without a kind takes that of its folder, else technical.
fn kind_of_folder(id: &str) -> Kind {
    let words = Kind::WORDS.iter();
    words
        .clone()
        .find(|(word, _)| id.split('/').any(|folder| folder == *word))
        .map_or(Kind::Technical, |&(_, kind)| kind)
}

/// What every card of a deck gets from it.
struct Shared<'d> {
    deck: &'d str,
    tags: &'d [String],
    time: Option<Duration>,
}

/// Ids seen so far in a deck, with the line of each.
#[derive(Default)]
struct Places {
    line_of_id: HashMap<String, usize>,
}

fn read_card(mut fields: Fields<'_, '_>, shared: &Shared<'_>, places: &mut Places) -> Option<Card> {
    let report = fields.report();
    let span = fields.span();
    let line = report.position(span.start).line;
    let written_id = fields.text("id");
    let question = fields.text("question");
    let also_asked = fields.texts("also_asked");
    let answer = fields.text("answer");
    let outline = fields.text("outline");
    let key_points = fields.texts("key_points");
    let follow_ups = read_follow_ups(&mut fields, 1);
    let experience = fields.text("experience");
    let reflections = fields.texts("reflections");
    let notes = fields.text("notes");
    let own_tags = fields.texts("tags");
    let importance = fields.whole_number("importance", 0, 3);
    let time = fields.length("time");
    let card_type = fields.one_of("type", &CardType::WORDS);
    let links = fields.texts("links");
    let asked = read_asked(&mut fields);
    let source = read_source(&mut fields);
    fields.finish();

    let Some(question) = question.filter(|question| !question.value.trim().is_empty()) else {
        report.error(
            &span,
            both!("카드에 질문이 없습니다", "the card has no question"),
            both!("question = \"…\" 을 넣으세요", "add question = \"…\""),
        );
        return None;
    };
    let (id, id_is_written) = identify(written_id, &question, shared.deck, line, report, places);
    let mut tags = shared.tags.to_vec();
    for tag in own_tags {
        if !tags.contains(&tag.value) {
            tags.push(tag.value);
        }
    }
    Some(Card {
        id,
        id_is_written,
        question: trimmed(Some(question)),
        also_asked: all_trimmed(also_asked),
        answer: trimmed(answer),
        outline: trimmed(outline),
        key_points: all_trimmed(key_points),
        follow_ups,
        experience: trimmed(experience),
        reflections: all_trimmed(reflections),
        notes: trimmed(notes),
        tags,
        importance: importance
            .and_then(|found| u8::try_from(found.value).ok())
            .unwrap_or(1),
        time: time.map(|time| time.value).or(shared.time),
        card_type: card_type.map_or(CardType::Question, |found| found.value),
        links: all_trimmed(links),
        asked,
        source,
        line,
    })
}

/// The card's id and whether it stands in the file. A second card with an id of the deck is kept
/// under a name of its own, and both lines are named.
fn identify(
    written: Option<At<String>>,
    question: &At<String>,
    deck: &str,
    line: usize,
    report: &Report<'_>,
    places: &mut Places,
) -> (CardId, bool) {
    let from_question = id_of_question(deck, &question.value);
    let (name, at, is_written) = match written {
        Some(id) if !id.value.trim().is_empty() => (id.value.trim().to_owned(), id.span, true),
        _ => (from_question.clone(), question.span.clone(), false),
    };
    if let Some(first) = places.line_of_id.get(&name).copied() {
        if is_written {
            report.error(
                &at,
                both!(
                    "id \"{name}\"이(가) {first}행에도 있습니다",
                    "the id \"{name}\" is also at line {first}"
                ),
                both!(
                    "둘 중 하나의 id를 바꾸세요",
                    "give one of the two another id"
                ),
            );
        } else {
            report.error(
                &at,
                both!(
                    "같은 질문이 {first}행에도 있습니다",
                    "the same question is also at line {first}"
                ),
                both!(
                    "하나를 지우거나 id를 따로 주세요",
                    "remove one, or give each an id of its own"
                ),
            );
        }
        let mut second = format!("{name}~{}", from_question.trim_start_matches("q-"));
        while places.line_of_id.contains_key(&second) {
            second.push('~');
        }
        places.line_of_id.insert(second.clone(), line);
        return (CardId::new(deck, &second), false);
    }
    places.line_of_id.insert(name.clone(), line);
    (CardId::new(deck, &name), is_written)
}

fn read_follow_ups(fields: &mut Fields<'_, '_>, depth: usize) -> Vec<FollowUp> {
    let report = fields.report();
    let mut follow_ups = Vec::new();
    for mut table in fields.tables("follow_ups") {
        if depth > DEEPEST_FOLLOW_UP {
            report.error(
                &table.span(),
                both!(
                    "꼬리질문이 {DEEPEST_FOLLOW_UP}단계보다 깊습니다",
                    "follow-ups nest deeper than {DEEPEST_FOLLOW_UP}"
                ),
                both!("따로 카드를 만드세요", "make a card of its own"),
            );
            break;
        }
        let question = table.text("question");
        let answer = table.text("answer");
        let below = read_follow_ups(&mut table, depth + 1);
        let span = table.span();
        table.finish();
        let question = trimmed(question);
        if question.is_empty() {
            report.error(
                &span,
                both!(
                    "꼬리질문에 질문이 없습니다",
                    "the follow-up has no question"
                ),
                both!(
                    "{{ question = \"…\", answer = \"…\" }} 처럼 쓰세요",
                    "write {{ question = \"…\", answer = \"…\" }}"
                ),
            );
            continue;
        }
        follow_ups.push(FollowUp {
            question,
            answer: trimmed(answer),
            follow_ups: below,
        });
    }
    follow_ups
}

fn read_asked(fields: &mut Fields<'_, '_>) -> Vec<Asked> {
    let mut asked = Vec::new();
    for mut table in fields.tables("asked") {
        let on = table.date("on").map(|on| on.value);
        let interview = table.text("interview").map(|interview| interview.value);
        table.finish();
        asked.push(Asked { on, interview });
    }
    asked
}

fn read_source(fields: &mut Fields<'_, '_>) -> Option<Source> {
    let mut table = fields.table("source")?;
    let mut text = |key| table.text(key).map(|found| found.value).unwrap_or_default();
    let source = Source {
        note: text("note"),
        anchor: text("anchor"),
        seen: text("seen"),
    };
    table.finish();
    Some(source)
}

fn trimmed(found: Option<At<String>>) -> String {
    found
        .map(|found| text::tidied(&found.value))
        .unwrap_or_default()
}

fn all_trimmed(found: Vec<At<String>>) -> Vec<String> {
    found
        .into_iter()
        .map(|found| text::tidied(&found.value))
        .filter(|text| !text.is_empty())
        .collect()
}

/// Byte ranges are those of the text after its byte-order mark; this gives the mark's length.
pub fn byte_order_mark(text: &str) -> Range<usize> {
    0..if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deck_lies_in_its_folders_and_in_no_folder_that_only_begins_like_one() {
        let (deck, _) = read("technical/cache/redis", Origin::BuiltIn, "", "");
        let is_in = |wanted: &str| deck.is_in(&[wanted.to_owned()]);
        for folder in [
            "technical",
            "technical/",
            "technical/cache",
            "technical/cache/redis",
        ] {
            assert!(is_in(folder), "{folder}");
        }
        for other in ["tech", "cache", "technical/cache/redis/x", "technical/ca"] {
            assert!(!is_in(other), "{other}");
        }
        assert!(!deck.is_in(&[]));
    }
    use unicode_normalization::UnicodeNormalization;

    fn read_text(text: &str) -> (Deck, Vec<String>) {
        let (deck, problems) = read("a/b", Origin::BuiltIn, "a/b.toml", text);
        (deck, problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn every_field_of_the_format_is_read() {
        let (deck, problems) = read_text(
            r#"
title = "네트워크"
kind = "technical"
lang = "ko"
company = "Messenger Co"
tags = ["cs"]
time = "90s"

[[cards]]
id = "tcp-vs-udp"
question = "TCP와 UDP는 무엇이 다른가요?"
also_asked = ["UDP를 쓰는 까닭은 무엇인가요?"]
answer = """
TCP는 연결을 먼저 맺습니다.
"""
outline = "차이 → 까닭"
key_points = ["연결", "순서"]
follow_ups = [{ question = "왜요?", answer = "그래서", follow_ups = [{ question = "또?" }] }]
experience = "써 봤다"
reflections = ["말이 빨랐다"]
notes = "나만"
tags = ["transport", "cs"]
importance = 2
time = "2m"
type = "design"
links = ["https://www.rfc-editor.org/rfc/rfc9293"]
asked = [{ on = 2024-05-17, interview = "1차" }]
"#,
        );
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(
            (deck.title.as_str(), deck.kind),
            ("네트워크", Kind::Technical)
        );
        assert_eq!(deck.company.as_deref(), Some("Messenger Co"));
        let card = &deck.cards[0];
        assert_eq!(card.id.as_str(), "a/b#tcp-vs-udp");
        assert_eq!(card.answer, "TCP는 연결을 먼저 맺습니다.");
        assert_eq!(card.tags, ["cs", "transport"]);
        assert_eq!(card.importance, 2);
        assert_eq!(card.time, Some(Duration::from_secs(120)));
        assert_eq!(card.card_type, CardType::Design);
        assert_eq!(card.wording(1), "UDP를 쓰는 까닭은 무엇인가요?");
        assert_eq!(card.wording(9), card.question);
        assert_eq!(card.follow_up(&[0, 0]).unwrap().question, "또?");
        assert_eq!(card.asked[0].on.unwrap().to_string(), "2024-05-17");
        assert_eq!(card.line, 9);
    }

    #[test]
    fn a_byte_order_mark_crlf_and_decomposed_hangul_are_read() {
        let decomposed: String = "카프카는?".nfd().collect();
        let text = format!("\u{feff}title = \"x\"\r\n[[cards]]\r\nquestion = \"{decomposed}\"\r\n");
        let (deck, problems) = read_text(&text);
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(deck.cards[0].question, "카프카는?");
        assert!(deck.cards[0].is_unwritten());
        assert!(!deck.cards[0].id_is_written);
    }

    #[test]
    fn an_empty_file_is_a_deck_without_cards_and_a_warning() {
        let (deck, problems) = read_text(" \n");
        assert!(deck.cards.is_empty());
        assert_eq!(
            problems,
            [
                "a/b.toml:1:1: warning: the file is empty; add a card with [[cards]], or remove the file"
            ]
        );
    }

    #[test]
    fn an_unknown_key_is_a_warning_that_names_the_key_that_was_meant() {
        let (deck, problems) =
            read_text("titel = \"x\"\n[[cards]]\nquestion = \"q\"\nanwser = \"a\"\nmood = 1\n");
        assert_eq!(deck.cards.len(), 1);
        assert_eq!(
            problems,
            [
                "a/b.toml:1:1: warning: unknown key `titel`; did you mean `title`?",
                "a/b.toml:4:1: warning: unknown key `anwser`; did you mean `answer`?",
                "a/b.toml:5:1: warning: unknown key `mood`; it is kept but not used; remove it if it is a mistake",
            ]
        );
    }

    #[test]
    fn two_equal_ids_name_both_lines_and_neither_card_is_dropped() {
        let (deck, problems) = read_text(
            "[[cards]]\nid = \"x\"\nquestion = \"q1\"\n\n[[cards]]\nid = \"x\"\nquestion = \"q2\"\n",
        );
        assert_eq!(
            problems,
            ["a/b.toml:6:6: error: the id \"x\" is also at line 1; give one of the two another id"]
        );
        assert_eq!(deck.cards.len(), 2);
        assert_ne!(deck.cards[0].id, deck.cards[1].id);
    }

    #[test]
    fn every_wrong_value_is_reported_and_the_rest_is_used() {
        let (deck, problems) = read_text(
            r#"kind = "tecnical"
[[cards]]
question = "q"
importance = 9
time = "soon"
tags = "cs"
key_points = ["a", 3]
[[cards]]
answer = "no question"
[[cards]]
question = "fine"
"#,
        );
        assert_eq!(
            problems,
            [
                "a/b.toml:1:8: error: `kind` cannot be \"tecnical\"; did you mean \"technical\"?",
                "a/b.toml:4:14: error: `importance` is 9, and must be from 0 to 3; write a number from 0 to 3",
                "a/b.toml:5:8: error: `time` is \"soon\", which is no length of time; write \"90s\", \"2m\" or \"1m30s\"",
                "a/b.toml:6:8: error: `tags` must be a list of texts, and here is a text; write it as tags = [\"…\", \"…\"]",
                "a/b.toml:7:20: error: `key_points` must be a list of texts, and here is a whole number; write it as key_points = [\"…\", \"…\"]",
                "a/b.toml:8:1: error: the card has no question; add question = \"…\"",
            ]
        );
        assert_eq!(deck.cards.len(), 2);
        assert_eq!(deck.cards[0].key_points, ["a"]);
    }

    #[test]
    fn a_syntax_error_keeps_the_cards_that_can_be_read() {
        let (deck, problems) = read_text(
            "[[cards]]\nquestion = \"first\"\n\n[[cards]]\nquestion = \"open\n\n[[cards]]\nquestion = \"third\"\n",
        );
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].starts_with("a/b.toml:5:"), "{problems:?}");
        assert!(
            problems[0].contains("error: not valid TOML ("),
            "{problems:?}"
        );
        let questions: Vec<_> = deck
            .cards
            .iter()
            .map(|card| card.question.as_str())
            .collect();
        assert!(
            questions.contains(&"first") && questions.contains(&"third"),
            "{questions:?}"
        );
    }
}
