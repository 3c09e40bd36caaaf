//! Decks as TOML: whole new ones, cards at the end of an old one, and fields exchanged in place.

use toml_edit::{DocumentMut, Item, TableLike};

use super::{DeckHead, Found};
use crate::bank::{Asked, CardId, CardType, FollowUp, Source};
use crate::clock;

/// A found card with the name and the source that it gets in its deck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The id, without the deck's part.
    pub id: String,
    /// The card.
    pub card: Found,
    /// Where it was found; `None` for a copy of a deck.
    pub source: Option<Source>,
}

/// What a field of a card is set to. An empty value takes the field out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A list of texts.
    Texts(Vec<String>),
    /// Follow-ups.
    FollowUps(Vec<FollowUp>),
    /// A number.
    Number(u8),
    /// The source.
    Source(Source),
}

impl Value {
    /// The value as the history keeps it and as checksums are made of.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Text(text) => serde_json::json!(text),
            Self::Texts(texts) => serde_json::json!(texts),
            Self::FollowUps(found) => super::json::follow_ups(found),
            Self::Number(number) => serde_json::json!(number),
            Self::Source(source) => {
                serde_json::json!({ "note": source.note, "anchor": source.anchor })
            }
        }
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Texts(texts) => texts.is_empty(),
            Self::FollowUps(found) => found.is_empty(),
            Self::Number(_) | Self::Source(_) => false,
        }
    }

    fn written(&self) -> String {
        match self {
            Self::Text(text) => written_text(text),
            Self::Texts(texts) => written_texts(texts),
            Self::FollowUps(found) => written_follow_ups(found, 0),
            Self::Number(number) => number.to_string(),
            Self::Source(source) => written_source(source),
        }
    }
}

/// A field of a card that is to be exchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The card.
    pub card: CardId,
    /// Its question as it stands in the file, for cards whose id does not stand there.
    pub question: String,
    /// The field's key in the deck format.
    pub field: &'static str,
    /// What it becomes.
    pub value: Value,
}

/// A whole new deck.
pub fn new_deck(head: &DeckHead, cards: &[Placed]) -> String {
    let mut out = String::new();
    push_pair(&mut out, "title", &written_text(&head.title));
    push_pair(&mut out, "kind", &quoted(head.kind.word()));
    for (key, value) in [("lang", &head.lang), ("company", &head.company)] {
        if let Some(value) = value {
            push_pair(&mut out, key, &quoted(value));
        }
    }
    append(&mut out, cards);
    out
}

/// Adds cards at the end of a deck's text.
pub fn append(text: &mut String, cards: &[Placed]) {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    for card in cards {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push_str(newline);
        }
        let card = format!("\n{}", written_card(card));
        text.push_str(&if newline == "\n" {
            card
        } else {
            card.replace('\n', newline)
        });
    }
}

fn written_card(placed: &Placed) -> String {
    let Placed { id, card, source } = placed;
    let mut out = String::from("[[cards]]\n");
    push_pair(&mut out, "id", &quoted(id));
    push_pair(&mut out, "question", &written_text(&card.whole_question()));
    let mut put = |key: &str, value: Value| {
        if !value.is_empty() {
            push_pair(&mut out, key, &value.written());
        }
    };
    put("also_asked", Value::Texts(card.also_asked.clone()));
    put("answer", Value::Text(card.answer.clone()));
    put("outline", Value::Text(card.outline.clone()));
    put("key_points", Value::Texts(card.key_points.clone()));
    put("follow_ups", Value::FollowUps(card.follow_ups.clone()));
    put("experience", Value::Text(card.experience.clone()));
    put("reflections", Value::Texts(card.reflections.clone()));
    put("notes", Value::Text(card.notes.clone()));
    put("tags", Value::Texts(card.tags.clone()));
    if let Some(importance) = card.importance {
        put("importance", Value::Number(importance));
    }
    if let Some(time) = card.time {
        put("time", Value::Text(clock::written_length(time)));
    }
    if card.card_type != CardType::Question {
        put("type", Value::Text(card.card_type.word().to_owned()));
    }
    put("links", Value::Texts(card.links.clone()));
    if !card.asked.is_empty() {
        push_pair(&mut out, "asked", &written_asked(&card.asked));
    }
    if let Some(source) = source {
        push_pair(&mut out, "source", &written_source(source));
    }
    out
}

fn push_pair(out: &mut String, key: &str, value: &str) {
    out.push_str(key);
    out.push_str(" = ");
    out.push_str(value);
    out.push('\n');
}

fn written_source(source: &Source) -> String {
    let Source { note, anchor, seen } = source;
    format!(
        "{{ note = {}, anchor = {}, seen = {} }}",
        quoted(note),
        quoted(anchor),
        quoted(seen)
    )
}

fn written_asked(asked: &[Asked]) -> String {
    let entries: Vec<String> = asked
        .iter()
        .map(|asked| {
            let on = asked.on.map(|on| format!("on = {on}"));
            let interview = asked
                .interview
                .as_ref()
                .map(|name| format!("interview = {}", quoted(name)));
            let pairs: Vec<String> = on.into_iter().chain(interview).collect();
            format!("{{ {} }}", pairs.join(", "))
        })
        .collect();
    format!("[{}]", entries.join(", "))
}

/// A text: on one line in quotes, over several between three.
fn written_text(text: &str) -> String {
    if !text.contains('\n') {
        return quoted(text);
    }
    // Texts with backslashes (code, mostly) are easier to read where nothing is escaped.
    let literal = text.contains('\\')
        && !text.contains("'''")
        && !text.ends_with('\'')
        && !text
            .chars()
            .any(|c| c.is_control() && c != '\n' && c != '\t');
    if literal {
        return format!("'''\n{text}\n'''");
    }
    let mut out = String::from("\"\"\"\n");
    let mut quotes = 0;
    for c in text.chars() {
        quotes = if c == '"' { quotes + 1 } else { 0 };
        if quotes == 3 {
            out.push('\\');
            quotes = 1;
        }
        push_escaped(&mut out, c, c == '\n' || c == '\t' || c == '"');
    }
    out.push_str("\n\"\"\"");
    out
}

fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    text.chars().for_each(|c| push_escaped(&mut out, c, false));
    out.push('"');
    out
}

/// A character as TOML's basic strings take it; `as_is` ones need no escape here.
fn push_escaped(out: &mut String, c: char, as_is: bool) {
    match c {
        c if as_is => out.push(c),
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\t' => out.push_str("\\t"),
        '\r' => out.push_str("\\r"),
        c if c.is_control() => {
            let code = format!("\\u{:04X}", u32::from(c));
            out.push_str(&code);
        }
        c => out.push(c),
    }
}

fn written_texts(texts: &[String]) -> String {
    let short = texts
        .iter()
        .map(|text| text.chars().count() + 4)
        .sum::<usize>()
        < 80
        && !texts.iter().any(|text| text.contains('\n'));
    let written = texts.iter().map(|text| written_text(text));
    if short {
        format!("[{}]", written.collect::<Vec<_>>().join(", "))
    } else {
        format!("[\n{}]", indented(written))
    }
}

fn written_follow_ups(found: &[FollowUp], depth: usize) -> String {
    let entries = found.iter().map(|follow_up| {
        let mut pairs = vec![format!("question = {}", written_text(&follow_up.question))];
        if !follow_up.answer.is_empty() {
            pairs.push(format!("answer = {}", written_text(&follow_up.answer)));
        }
        if !follow_up.follow_ups.is_empty() {
            pairs.push(format!(
                "follow_ups = {}",
                written_follow_ups(&follow_up.follow_ups, depth + 1)
            ));
        }
        format!("{{ {} }}", pairs.join(", "))
    });
    if depth > 0 {
        return format!("[{}]", entries.collect::<Vec<_>>().join(", "));
    }
    format!("[\n{}]", indented(entries))
}

/// Entries of a list on lines of their own.
fn indented(entries: impl Iterator<Item = String>) -> String {
    let mut out = String::new();
    for entry in entries {
        out.push_str("    ");
        out.push_str(&entry);
        out.push_str(",\n");
    }
    out
}

/// Why a deck's text could not be changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotChanged {
    /// The text is no TOML.
    #[error("not valid TOML: {0}")]
    Syntax(String),
    /// The card is not in it any more.
    #[error("the card {0} is not in the file")]
    NoCard(CardId),
}

/// The deck's text with fields exchanged and cards added. What is not named stays as it is.
pub fn apply(text: &str, changes: &[Change], added: &[Placed]) -> Result<String, NotChanged> {
    let mut result = text.to_owned();
    if !changes.is_empty() {
        let mark = if text.starts_with('\u{feff}') {
            "\u{feff}"
        } else {
            ""
        };
        let mut document: DocumentMut = text[mark.len()..]
            .parse()
            .map_err(|error: toml_edit::TomlError| NotChanged::Syntax(error.to_string()))?;
        for change in changes {
            let table = card_table(&mut document, change)
                .ok_or_else(|| NotChanged::NoCard(change.card.clone()))?;
            set(table, change);
        }
        result = format!("{mark}{document}");
        if text.contains("\r\n") {
            result = result.replace("\r\n", "\n").replace('\n', "\r\n");
        }
    }
    append(&mut result, added);
    Ok(result)
}

/// The table of a card: that with its id, else that with its question.
fn card_table<'d>(document: &'d mut DocumentMut, change: &Change) -> Option<&'d mut dyn TableLike> {
    let id = change
        .card
        .as_str()
        .split_once('#')
        .map_or("", |(_, id)| id);
    let is_it = |table: &dyn TableLike| {
        let text = |key: &str| {
            table
                .get(key)
                .and_then(Item::as_str)
                .map(|text| crate::text::nfc(text.trim()).into_owned())
        };
        match text("id").filter(|written| !written.is_empty()) {
            Some(written) => written == id,
            None => text("question").as_deref() == Some(change.question.as_str()),
        }
    };
    match document.get_mut("cards")? {
        Item::ArrayOfTables(tables) => {
            let at = tables.iter().position(|table| is_it(table))?;
            tables.get_mut(at).map(|table| table as &mut dyn TableLike)
        }
        Item::Value(toml_edit::Value::Array(array)) => {
            let at = array
                .iter()
                .position(|value| value.as_inline_table().is_some_and(|table| is_it(table)))?;
            let table = array.get_mut(at)?.as_inline_table_mut()?;
            Some(table as &mut dyn TableLike)
        }
        _ => None,
    }
}

fn set(table: &mut dyn TableLike, change: &Change) {
    if change.value.is_empty() {
        table.remove(change.field);
        return;
    }
    // Written by our own hand and read back, so that the value keeps our layout.
    let pair = format!("{} = {}\n", change.field, change.value.written());
    let Ok(mut snippet) = pair.parse::<DocumentMut>() else {
        return;
    };
    let Some(mut item) = snippet.remove(change.field) else {
        return;
    };
    match (table.get_mut(change.field), item.as_value_mut()) {
        (Some(old), Some(new)) => {
            if let Some(old) = old.as_value() {
                *new.decor_mut() = old.decor().clone();
            }
            *old = item;
        }
        _ => {
            table.insert(change.field, item);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Kind, Origin, deck};
    use proptest::prelude::*;

    fn placed(card: Found) -> Placed {
        Placed {
            id: "a".to_owned(),
            card,
            source: None,
        }
    }

    fn head() -> DeckHead {
        DeckHead {
            id: "x".to_owned(),
            title: "제목".to_owned(),
            kind: Kind::Technical,
            lang: Some("ko".to_owned()),
            company: None,
        }
    }

    #[test]
    fn a_field_is_exchanged_and_every_other_line_stays() {
        let text = "# 내 덱\ntitle = \"x\"\n\n[[cards]] # 하나\nid = \"a\"\nquestion = \"왜?\"  # 자주\nanswer = \"\"\"\n옛 답\n\"\"\"\nmine = 1\n\n[[cards]]\nid = \"b\"\nquestion = \"또?\"\n";
        let change = Change {
            card: CardId::new("x", "a"),
            question: "왜?".to_owned(),
            field: "question",
            value: Value::Text("왜 그런가요?".to_owned()),
        };
        let changed = apply(text, &[change], &[]).unwrap();
        assert_eq!(changed, text.replace("\"왜?\"", "\"왜 그런가요?\""));
    }

    #[test]
    fn line_ends_and_the_byte_order_mark_stay() {
        let text = "\u{feff}[[cards]]\r\nid = \"a\"\r\nquestion = \"왜?\"\r\n";
        let change = Change {
            card: CardId::new("x", "a"),
            question: "왜?".to_owned(),
            field: "answer",
            value: Value::Text("하나\n둘".to_owned()),
        };
        let changed = apply(
            text,
            &[change],
            &[placed(Found {
                question: "셋?".to_owned(),
                ..Found::default()
            })],
        )
        .unwrap();
        assert!(
            changed.starts_with('\u{feff}') && !changed.replace("\r\n", "").contains('\n'),
            "{changed:?}"
        );
        let (deck, problems) = deck::read("x", Origin::BuiltIn, "x", &changed);
        assert_eq!(
            (
                deck.cards.len(),
                deck.cards[0].answer.replace('\r', "").as_str()
            ),
            (2, "하나\n둘")
        );
        assert_eq!(
            problems.len(),
            1,
            "the second card has the first one's id: {problems:?}"
        );
    }

    proptest! {
        #[test]
        fn a_written_deck_reads_as_the_same_cards(question in "[^\\pC\\pZ][\\PC\\n\\t\"'\\\\]{0,40}[^\\pC\\pZ]", answer in "[\\PC\\n\\t\"'\\\\]{0,80}", point in "\\PC{1,20}") {
            let tidy = |text: &str| crate::convert::clean_text(text);
            let card = Found {
                question: tidy(&question),
                answer: tidy(&answer),
                key_points: [tidy(&point)].into_iter().filter(|p| !p.is_empty()).collect(),
                follow_ups: vec![FollowUp { question: tidy(&question), answer: tidy(&answer), follow_ups: Vec::new() }],
                importance: Some(2),
                ..Found::default()
            };
            let text = new_deck(&head(), &[placed(card.clone())]);
            let (deck, problems) = deck::read("x", Origin::BuiltIn, "x", &text);
            prop_assert_eq!(problems, vec![]);
            let again = Found::of_card(&deck.cards[0]);
            prop_assert_eq!((again.question, again.answer, again.key_points, again.follow_ups), (card.question, card.answer, card.key_points, card.follow_ups));
        }
    }
}
