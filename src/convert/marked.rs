//! Readable Markdown that loses nothing: headings for people, HTML comments for the way back.
//!
//! A comment alone on its line (`<!-- hotseat:answer -->`) says what the lines below it are. A
//! line of a card's own text that looks like such a comment is written with a backslash before it.

use serde_json::{Value, json};

use super::json as as_json;
use super::{DeckHead, Found, Note, Outgoing, clean_text};
use crate::bank::{CardType, FollowUp, Kind};

const OPEN: &str = "<!-- hotseat:";
const CLOSE: &str = " -->";

/// The headings that `write` puts below marks.
const OUTLINE: &str = "### Outline";
const KEY_POINTS: &str = "### Key points";
const FOLLOW_UPS: &str = "### Follow-ups";
const EXPERIENCE: &str = "### Experience";
const REFLECTIONS: &str = "### Reflections";
const NOTES: &str = "### Notes";
const LINKS: &str = "### Links";

/// A deck as one Markdown text.
pub fn write(deck: &Outgoing) -> String {
    let mut out = String::new();
    let head = json!({
        "version": 1,
        "id": deck.head.id,
        "title": deck.head.title,
        "kind": deck.head.kind.word(),
        "lang": deck.head.lang,
        "company": deck.head.company,
        "roles": deck.head.roles,
    });
    mark(&mut out, "deck", &head.to_string());
    out.push_str("# ");
    out.push_str(&deck.head.title.replace('\n', " "));
    out.push('\n');
    for card in &deck.cards {
        write_card(card, &mut out);
    }
    out
}

fn mark(out: &mut String, what: &str, value: &str) {
    out.push_str(OPEN);
    out.push_str(what);
    if !value.is_empty() {
        out.push(' ');
        // Inside a JSON text these may be written as escapes, and then close no comment.
        out.push_str(&value.replace('-', "\\u002d").replace('>', "\\u003e"));
    }
    out.push_str(CLOSE);
    out.push('\n');
}

fn write_card(card: &Found, out: &mut String) {
    let mut small = as_json::card(card);
    if let Some(fields) = small.as_object_mut() {
        for written_out in [
            "question",
            "also_asked",
            "answer",
            "outline",
            "key_points",
            "follow_ups",
            "experience",
            "reflections",
            "notes",
            "links",
        ] {
            fields.remove(written_out);
        }
    }
    out.push('\n');
    mark(out, "card", &small.to_string());
    text(out, "## ", &card.whole_question());
    for also in &card.also_asked {
        out.push('\n');
        mark(out, "also_asked", "");
        text(out, "*", also);
    }
    field(out, "answer", "", &card.answer);
    field(out, "outline", OUTLINE, &card.outline);
    list(out, "key_points", KEY_POINTS, &card.key_points);
    follow_ups(out, &card.follow_ups, 1);
    field(out, "experience", EXPERIENCE, &card.experience);
    list(out, "reflections", REFLECTIONS, &card.reflections);
    field(out, "notes", NOTES, &card.notes);
    list(out, "links", LINKS, &card.links);
}

/// Writes a text below its mark, with a heading for people between the two.
fn field(out: &mut String, what: &str, heading: &str, value: &str) {
    if value.is_empty() {
        return;
    }
    out.push('\n');
    mark(out, what, "");
    if !heading.is_empty() {
        out.push_str(heading);
        out.push_str("\n\n");
    }
    text(out, "", value);
}

/// Writes a mark before every entry; the heading stands below the first one.
fn list(out: &mut String, what: &str, heading: &str, values: &[String]) {
    for (i, value) in values.iter().enumerate() {
        if i == 0 {
            out.push('\n');
        }
        mark(out, what, "");
        if i == 0 {
            out.push_str(heading);
            out.push_str("\n\n");
        }
        text(out, "- ", value);
    }
}

fn follow_ups(out: &mut String, found: &[FollowUp], depth: usize) {
    for (i, follow_up) in found.iter().enumerate() {
        out.push('\n');
        mark(out, "follow_up", &depth.to_string());
        if i == 0 && depth == 1 {
            out.push_str(FOLLOW_UPS);
            out.push_str("\n\n");
        }
        text(out, "#### ", &follow_up.question);
        field(out, "follow_up_answer", "", &follow_up.answer);
        follow_ups(out, &follow_up.follow_ups, depth + 1);
    }
}

/// Writes a text after a prefix on its first line. Lines that look like marks get a backslash.
fn text(out: &mut String, prefix: &str, value: &str) {
    for (i, line) in value.split('\n').enumerate() {
        if i == 0 {
            out.push_str(prefix);
        }
        if (i > 0 || prefix.is_empty()) && line.trim_start_matches('\\').starts_with(OPEN) {
            out.push('\\');
        }
        out.push_str(line);
        if i == 0 && prefix == "*" {
            out.push('*');
        }
        out.push('\n');
    }
}

/// Whether a Markdown text is an export of ours.
pub fn is_ours(found: &str) -> bool {
    let found = found.trim_start_matches('\u{feff}').trim_start();
    found
        .strip_prefix(OPEN)
        .is_some_and(|rest| rest.starts_with("deck "))
}

/// The decks of an export.
pub fn read(found: &str) -> Vec<Note> {
    let found = found.strip_prefix('\u{feff}').unwrap_or(found);
    let mut notes: Vec<Note> = Vec::new();
    let mut lines = found.lines().enumerate().peekable();
    while let Some((number, line)) = lines.next() {
        let Some((what, value)) = marked(line) else {
            continue;
        };
        let mut body = Vec::new();
        while let Some((_, line)) = lines.next_if(|(_, line)| marked(line).is_none()) {
            let is_escaped =
                line.starts_with('\\') && line.trim_start_matches('\\').starts_with(OPEN);
            body.push(if is_escaped { &line[1..] } else { line });
        }
        take(&mut notes, what, value, &body, number + 1);
    }
    notes
}

/// What a mark says, and the value after it.
fn marked(line: &str) -> Option<(&str, &str)> {
    let inside = line.trim_end().strip_prefix(OPEN)?.strip_suffix(CLOSE)?;
    Some(inside.split_once(' ').unwrap_or((inside, "")))
}

fn take(notes: &mut Vec<Note>, what: &str, value: &str, body: &[&str], line: usize) {
    if what == "deck" {
        let value: Value = serde_json::from_str(value).unwrap_or_default();
        let get = |key: &str| value.get(key).and_then(Value::as_str).map(clean_text);
        let kind = get("kind").unwrap_or_default();
        let kind = Kind::WORDS.iter().find(|(word, _)| *word == kind);
        notes.push(Note {
            deck: Some(DeckHead {
                id: get("id").unwrap_or_default(),
                title: get("title").unwrap_or_default(),
                kind: kind.map_or(Kind::Technical, |&(_, kind)| kind),
                lang: get("lang"),
                company: get("company"),
                roles: as_json::roles(&value),
            }),
            ..Note::default()
        });
        return;
    }
    let Some(note) = notes.last_mut() else {
        return;
    };
    let end = line + body.len();
    if what == "card" {
        let mut value: Value = serde_json::from_str(value).unwrap_or_else(|_| json!({}));
        value["question"] = json!(text_below(body, "## "));
        if let Some(mut card) = as_json::read_card(&value) {
            card.lines = (line, end);
            card.card_type = card_type(&value);
            note.cards.push(card);
        }
        return;
    }
    let Some(card) = note.cards.last_mut() else {
        return;
    };
    card.lines.1 = end;
    let value_of = |heading: &str, prefix: &str| {
        let body = match body.split_first() {
            Some((first, rest)) if !heading.is_empty() && *first == heading => rest,
            _ => body,
        };
        clean_text(&text_below(body, prefix))
    };
    match what {
        "also_asked" => card.also_asked.push(without_star(&value_of("", "*"))),
        "answer" => card.answer = value_of("", ""),
        "outline" => card.outline = value_of(OUTLINE, ""),
        "key_points" => card.key_points.push(value_of(KEY_POINTS, "- ")),
        "experience" => card.experience = value_of(EXPERIENCE, ""),
        "reflections" => card.reflections.push(value_of(REFLECTIONS, "- ")),
        "notes" => card.notes = value_of(NOTES, ""),
        "links" => card.links.push(value_of(LINKS, "- ")),
        "follow_up" => {
            let follow_up = FollowUp {
                question: value_of(FOLLOW_UPS, "#### "),
                ..FollowUp::default()
            };
            let depth = value.parse().unwrap_or(1);
            if let Some(place) = place_for(&mut card.follow_ups, depth) {
                place.push(follow_up);
            }
        }
        "follow_up_answer" => {
            if let Some(last) = deepest(&mut card.follow_ups) {
                last.answer = value_of("", "");
            }
        }
        _ => {}
    }
}

fn card_type(value: &Value) -> CardType {
    let word = value
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let found = CardType::WORDS.iter().find(|(known, _)| *known == word);
    found.map_or(CardType::Question, |&(_, card_type)| card_type)
}

/// The lines as one text, without the prefix of the first one.
fn text_below(body: &[&str], prefix: &str) -> String {
    let joined = body.join("\n");
    let text = joined.trim();
    // An empty prefix line ("- " with nothing after it) loses its space when it is trimmed.
    text.strip_prefix(prefix).unwrap_or(text).trim().to_owned()
}

/// The first line without the `*` that closes it.
fn without_star(text: &str) -> String {
    let end = text.find('\n').unwrap_or(text.len());
    let first = text[..end].strip_suffix('*').unwrap_or(&text[..end]);
    format!("{first}{}", &text[end..])
}

/// The list of follow-ups at a depth, below the last ones of the depths above.
fn place_for(found: &mut Vec<FollowUp>, depth: usize) -> Option<&mut Vec<FollowUp>> {
    let mut place = found;
    for _ in 1..depth.min(9) {
        if place.is_empty() {
            break;
        }
        place = &mut place.last_mut()?.follow_ups;
    }
    Some(place)
}

fn deepest(found: &mut [FollowUp]) -> Option<&mut FollowUp> {
    let mut last = found.last_mut()?;
    while !last.follow_ups.is_empty() {
        last = last.follow_ups.last_mut()?;
    }
    Some(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::role::ROLES;
    use crate::bank::{Asked, Level};
    use proptest::prelude::*;

    /// A text as a deck holds it: trimmed, with line breaks, marks and what looks like our own.
    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "\\PC{0,12}",
            Just("\n".to_owned()),
            Just("\n\n".to_owned()),
            Just("<!-- hotseat:answer -->".to_owned()),
            Just("\\<!-- hotseat:card {} -->".to_owned()),
            Just("### Key points\n\n".to_owned()),
            Just("## ".to_owned()),
            Just("- ".to_owned()),
            Just("*".to_owned()),
            Just("-->".to_owned()),
        ];
        proptest::collection::vec(piece, 0..8).prop_map(|pieces| clean_text(&pieces.concat()))
    }

    fn full() -> impl Strategy<Value = String> {
        text().prop_map(|text| {
            if text.is_empty() {
                "왜?".to_owned()
            } else {
                text
            }
        })
    }

    fn follow_up() -> impl Strategy<Value = FollowUp> {
        let leaf = (full(), text()).prop_map(|(question, answer)| FollowUp {
            question,
            answer,
            follow_ups: Vec::new(),
        });
        leaf.prop_recursive(2, 6, 2, |inner| {
            (full(), text(), proptest::collection::vec(inner, 0..3)).prop_map(
                |(question, answer, follow_ups)| FollowUp {
                    question,
                    answer,
                    follow_ups,
                },
            )
        })
    }

    fn card() -> impl Strategy<Value = Found> {
        let texts = || proptest::collection::vec(full(), 0..3);
        (
            (full(), text(), text(), text(), text()),
            (texts(), texts(), texts(), texts(), texts()),
            proptest::collection::vec(follow_up(), 0..3),
            (0u8..4, 0u64..600, 0usize..3, proptest::option::of(full())),
            (0usize..4, prop::sample::subsequence(ROLES.to_vec(), 0..3)),
        )
            .prop_map(
                |(
                    (question, answer, outline, experience, notes),
                    (also_asked, key_points, reflections, tags, links),
                    follow_ups,
                    (importance, seconds, kind, interview),
                    (level, roles),
                )| Found {
                    id: Some("a-1".to_owned()),
                    question,
                    answer,
                    outline,
                    experience,
                    notes,
                    also_asked,
                    key_points,
                    reflections,
                    tags,
                    links,
                    follow_ups,
                    importance: Some(importance),
                    importance_by_role: roles
                        .iter()
                        .map(|role| ((*role).to_owned(), 3 - importance))
                        .collect(),
                    level: Level::WORDS.get(level).map(|&(_, level)| level),
                    was: roles.iter().map(|role| format!("d#{role}")).collect(),
                    roles: roles.into_iter().map(str::to_owned).collect(),
                    time: (seconds > 0).then(|| std::time::Duration::from_secs(seconds)),
                    card_type: CardType::WORDS[kind].1,
                    asked: vec![Asked {
                        on: chrono::NaiveDate::from_ymd_opt(2024, 5, 17),
                        interview,
                    }],
                    ..Found::default()
                },
            )
    }

    fn deck(cards: Vec<Found>) -> Outgoing {
        Outgoing {
            head: DeckHead {
                id: "company/x".to_owned(),
                title: "제목 --> \"x\"".to_owned(),
                kind: Kind::Company,
                lang: Some("ko".to_owned()),
                company: None,
                roles: vec!["qa".to_owned(), "game".to_owned()],
            },
            cards,
        }
    }

    fn without_lines(mut note: Note) -> (Option<DeckHead>, Vec<Found>) {
        note.cards.iter_mut().for_each(|card| card.lines = (1, 1));
        (note.deck, note.cards)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]

        #[test]
        fn what_is_exported_as_markdown_or_json_imports_as_the_same_cards(cards in proptest::collection::vec(card(), 1..4)) {
            let deck = deck(cards);
            let markdown = write(&deck);
            prop_assert!(is_ours(&markdown));
            let mut again = read(&markdown);
            prop_assert_eq!(again.len(), 1, "{}", markdown);
            prop_assert_eq!(without_lines(again.remove(0)), (Some(deck.head.clone()), deck.cards.clone()), "{}", markdown);
            let mut again = as_json::read(&as_json::write(std::slice::from_ref(&deck), &[])).unwrap().notes;
            prop_assert_eq!(without_lines(again.remove(0)), (Some(deck.head), deck.cards));
        }
    }

    #[test]
    fn the_export_reads_like_a_page() {
        let card = Found {
            id: Some("a".to_owned()),
            question: "큐는 왜 쓰나요?".to_owned(),
            answer: "나누려고.".to_owned(),
            key_points: vec!["막지 않는다".to_owned()],
            ..Found::default()
        };
        let page = write(&deck(vec![card]));
        let shown: Vec<&str> = page
            .lines()
            .filter(|line| !line.starts_with("<!--") && !line.is_empty())
            .collect();
        assert_eq!(
            shown,
            [
                "# 제목 --> \"x\"",
                "## 큐는 왜 쓰나요?",
                "나누려고.",
                "### Key points",
                "- 막지 않는다"
            ]
        );
    }
}
