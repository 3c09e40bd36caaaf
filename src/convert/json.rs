//! Everything as JSON, and back.
//!
//! `{"hotseat": 1, "decks": [{"id", "title", "kind", "lang", "company", "cards": […]}],
//! "history": […]}`; the cards' keys are those of the deck format.

use serde_json::{Map, Value, json};

use super::{DeckHead, Found, Note, Outcome, Outgoing, Skipped};
use crate::bank::role::{self, EVERY_OTHER, Level, ROLES};
use crate::bank::{Asked, CardType, FollowUp, Kind, Source};
use crate::clock;
use crate::history::Record;
use crate::text;

/// The version of the export's format.
const VERSION: u64 = 1;

/// The decks and the history as one JSON text.
pub fn write(decks: &[Outgoing], history: &[Record]) -> String {
    let decks: Vec<Value> = decks
        .iter()
        .map(|deck| {
            json!({
                "id": deck.head.id,
                "title": deck.head.title,
                "kind": deck.head.kind.word(),
                "lang": deck.head.lang,
                "company": deck.head.company,
                "roles": deck.head.roles,
                "cards": deck.cards.iter().map(card).collect::<Vec<_>>(),
            })
        })
        .collect();
    let value = json!({ "hotseat": VERSION, "decks": decks, "history": history });
    text::visible_json(&value) + "\n"
}

/// A card with the keys of the deck format; what is empty is left out.
pub fn card(found: &Found) -> Value {
    let mut fields = Map::new();
    let mut put = |key: &str, value: Value| {
        let is_empty = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(entries) => entries.is_empty(),
            _ => false,
        };
        if !is_empty {
            fields.insert(key.to_owned(), value);
        }
    };
    put("id", json!(found.id));
    put("question", json!(found.whole_question()));
    put("also_asked", json!(found.also_asked));
    put("answer", json!(found.answer));
    put("outline", json!(found.outline));
    put("key_points", json!(found.key_points));
    put("follow_ups", follow_ups(&found.follow_ups));
    put("experience", json!(found.experience));
    put("reflections", json!(found.reflections));
    put("notes", json!(found.notes));
    put("tags", json!(found.tags));
    put("importance", importance(found));
    put("roles", json!(found.roles));
    put("level", json!(found.level.map(Level::word)));
    put("time", json!(found.time.map(clock::written_length)));
    put("type", json!(found.card_type.word()));
    put("links", json!(found.links));
    let asked: Vec<Value> = found.asked.iter().map(asked_value).collect();
    put("asked", Value::Array(asked));
    let source = found.source.as_ref();
    let source = source.map(
        |Source { note, anchor, seen }| json!({ "note": note, "anchor": anchor, "seen": seen }),
    );
    put("source", json!(source));
    put("was", json!(found.was));
    Value::Object(fields)
}

/// A number, or one by role as the deck format has it.
fn importance(found: &Found) -> Value {
    if found.importance_by_role.is_empty() {
        return json!(found.importance);
    }
    let by_role = found.importance_by_role.iter();
    let by_role = by_role.map(|(role, importance)| (role.clone(), json!(importance)));
    let for_others = found.importance.map(|n| (EVERY_OTHER.to_owned(), json!(n)));
    Value::Object(for_others.into_iter().chain(by_role).collect())
}

fn asked_value(asked: &Asked) -> Value {
    let mut fields = Map::new();
    if let Some(on) = asked.on {
        fields.insert("on".to_owned(), json!(on.to_string()));
    }
    if let Some(interview) = &asked.interview {
        fields.insert("interview".to_owned(), json!(interview));
    }
    Value::Object(fields)
}

/// Follow-ups as `[{"question", "answer", "follow_ups"}]`.
fn follow_ups(found: &[FollowUp]) -> Value {
    let each = found.iter().map(|follow_up| {
        let mut fields = Map::new();
        fields.insert("question".to_owned(), json!(follow_up.question));
        if !follow_up.answer.is_empty() {
            fields.insert("answer".to_owned(), json!(follow_up.answer));
        }
        if !follow_up.follow_ups.is_empty() {
            fields.insert("follow_ups".to_owned(), follow_ups(&follow_up.follow_ups));
        }
        Value::Object(fields)
    });
    Value::Array(each.collect())
}

/// The notes' JSON of `hotseat import --dry-run --json`.
pub fn preview(source: &str, note: &Note) -> Value {
    let cards: Vec<Value> = note.cards.iter().map(preview_card).collect();
    let mut value = json!({
        "source": source,
        "cards": cards,
        "to_ask": note.to_ask.iter().map(Found::whole_question).collect::<Vec<_>>(),
        "checklist": note.checklist,
        "skipped": note.skipped.iter().map(preview_skipped).collect::<Vec<_>>(),
    });
    if let Some(outcome) = &note.outcome {
        value["reading"] = reading(outcome);
    }
    value
}

/// How a note was read, in English as all words of JSON.
fn reading(outcome: &Outcome) -> Value {
    let english = |all: &[crate::language::Both]| -> Vec<String> {
        all.iter().map(|words| words.english.clone()).collect()
    };
    json!({
        "confidence": outcome.confidence,
        "coverage": outcome.coverage,
        "by": english(&outcome.reading),
        "second": english(&outcome.second),
        "numbered": outcome.numbered,
        "missing": outcome.missing,
        "lost": outcome.lost,
        "alarms": english(&outcome.alarms),
    })
}

fn preview_skipped(skipped: &Skipped) -> Value {
    json!({ "lines": [skipped.lines.0, skipped.lines.1], "why": skipped.why })
}

/// The printed keys always stand there; what few cards have is added where they have it.
fn preview_card(found: &Found) -> Value {
    let mut value = json!({
        "question": found.question,
        "also_asked": found.also_asked,
        "answer": found.answer,
        "key_points": found.key_points,
        "follow_ups": preview_follow_ups(&found.follow_ups),
        "experience": found.experience,
        "reflections": found.reflections,
        "importance": found.importance,
        "type": found.card_type.word(),
        "tags": found.tags,
        "section": found.section,
        "lines": [found.lines.0, found.lines.1],
    });
    let whole = card(found);
    for key in ["notes", "asked", "links", "outline"] {
        if let Some(extra) = whole.get(key) {
            value[key] = extra.clone();
        }
    }
    if !found.prompt.is_empty() {
        value["prompt"] = json!(found.prompt);
    }
    value
}

fn preview_follow_ups(found: &[FollowUp]) -> Value {
    let each = found.iter().map(|follow_up| {
        let mut value = json!({ "question": follow_up.question, "answer": follow_up.answer });
        if !follow_up.follow_ups.is_empty() {
            value["follow_ups"] = preview_follow_ups(&follow_up.follow_ups);
        }
        value
    });
    Value::Array(each.collect())
}

/// Why a JSON text is no export of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotOurs {
    /// Its syntax is wrong, here.
    #[error("line {0}: {1}")]
    Syntax(usize, String),
    /// It has no `hotseat` key.
    #[error("it has no \"hotseat\" key")]
    Foreign,
    /// It was written by a newer program.
    #[error("it has the format {0}, and this program knows {VERSION}")]
    Newer(u64),
}

/// An export as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Export {
    /// A note a deck.
    pub notes: Vec<Note>,
    /// What happened to the cards.
    pub history: Vec<Record>,
}

/// An export. Fields of another type than they should have are left out, and so are records that
/// cannot be read.
pub fn read(text: &str) -> Result<Export, NotOurs> {
    let value: Value = serde_json::from_str(text)
        .map_err(|error| NotOurs::Syntax(error.line(), error.to_string()))?;
    let version = value
        .get("hotseat")
        .and_then(Value::as_u64)
        .ok_or(NotOurs::Foreign)?;
    if version > VERSION {
        return Err(NotOurs::Newer(version));
    }
    let records = array(&value, "history").iter();
    Ok(Export {
        notes: array(&value, "decks").iter().map(read_deck).collect(),
        history: records
            .filter_map(|record| serde_json::from_value(record.clone()).ok())
            .collect(),
    })
}

fn read_deck(value: &Value) -> Note {
    let kind = text(value, "kind");
    let kind = Kind::WORDS.iter().find(|(word, _)| *word == kind);
    let optional = |key| Some(text(value, key)).filter(|text| !text.is_empty());
    let head = DeckHead {
        id: text(value, "id"),
        title: text(value, "title"),
        kind: kind.map_or(Kind::Technical, |&(_, kind)| kind),
        lang: optional("lang"),
        company: optional("company"),
        roles: roles(value),
    };
    Note {
        deck: Some(head),
        cards: array(value, "cards").iter().filter_map(read_card).collect(),
        ..Note::default()
    }
}

/// A card of the deck format's keys; `None` without a question.
pub(super) fn read_card(value: &Value) -> Option<Found> {
    let question = text(value, "question");
    if question.is_empty() {
        return None;
    }
    let card_type = text(value, "type");
    let card_type = CardType::WORDS.iter().find(|(word, _)| *word == card_type);
    let number = |value: &Value| u8::try_from(value.as_u64()?.min(3)).ok();
    let importance = value.get("importance");
    let by_role = importance.and_then(Value::as_object);
    let for_others = by_role.map_or(importance, |by_role| by_role.get(EVERY_OTHER));
    let of_role = |role: &&str| Some(((*role).to_owned(), number(by_role?.get(*role)?)?));
    Some(Found {
        id: Some(text(value, "id")).filter(|id| !id.is_empty()),
        question,
        also_asked: texts(value, "also_asked"),
        answer: text(value, "answer"),
        outline: text(value, "outline"),
        key_points: texts(value, "key_points"),
        follow_ups: read_follow_ups(value, 0),
        experience: text(value, "experience"),
        reflections: texts(value, "reflections"),
        notes: text(value, "notes"),
        tags: texts(value, "tags"),
        importance: for_others.and_then(number),
        importance_by_role: ROLES.iter().filter_map(of_role).collect(),
        roles: roles(value),
        level: Level::of_word(&text(value, "level")),
        time: clock::parse_length(&text(value, "time")).ok(),
        card_type: card_type.map_or(CardType::Question, |&(_, card_type)| card_type),
        links: texts(value, "links"),
        asked: array(value, "asked").iter().map(read_asked).collect(),
        source: value.get("source").map(|source| Source {
            note: text(source, "note"),
            anchor: text(source, "anchor"),
            seen: text(source, "seen"),
        }),
        was: texts(value, "was"),
        ..Found::default()
    })
}

/// The roles that are known.
pub(super) fn roles(value: &Value) -> Vec<String> {
    let mut roles = texts(value, "roles");
    roles.retain(|role| role::known(role).is_some());
    roles
}

fn read_asked(value: &Value) -> Asked {
    Asked {
        on: text(value, "on").parse().ok(),
        interview: Some(text(value, "interview")).filter(|text| !text.is_empty()),
    }
}

/// Follow-ups may nest; deeper ones than a deck takes are left out.
pub(super) fn read_follow_ups(value: &Value, depth: usize) -> Vec<FollowUp> {
    if depth >= 8 {
        return Vec::new();
    }
    array(value, "follow_ups")
        .iter()
        .map(|value| FollowUp {
            question: text(value, "question"),
            answer: text(value, "answer"),
            follow_ups: read_follow_ups(value, depth + 1),
        })
        .filter(|follow_up| !follow_up.question.is_empty())
        .collect()
}

fn text(value: &Value, key: &str) -> String {
    super::clean_text(value.get(key).and_then(Value::as_str).unwrap_or_default())
}

fn texts(value: &Value, key: &str) -> Vec<String> {
    let texts = array(value, key)
        .iter()
        .filter_map(Value::as_str)
        .map(super::clean_text);
    texts.filter(|text| !text.is_empty()).collect()
}

fn array<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_file_and_a_newer_one_are_refused_by_name() {
        assert_eq!(read("{}"), Err(NotOurs::Foreign));
        assert_eq!(read(r#"{"hotseat": 9}"#), Err(NotOurs::Newer(9)));
        assert!(matches!(
            read("{\n\"hotseat\": }"),
            Err(NotOurs::Syntax(2, _))
        ));
    }
}
