//! What an Anki collection says beside its notes: the fields of the note types, which of them the
//! questions show, the decks' names, and every review. In collections up to version 11 types and
//! decks are JSON in the table `col`; since then they have tables of their own (Anki's
//! `rslib/src/storage/schema11.sql` and the upgrades beside it).

use std::collections::HashMap;

use serde_json::Value;

use super::database::{Database, Row};
use crate::convert::Reviewed;

/// A note type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct NoteType {
    /// The names of its fields.
    pub fields: Vec<String>,
    /// The fields that its first card's question shows, in their order there.
    pub asked: Vec<usize>,
    /// The same of the answer.
    pub answered: Vec<usize>,
}

/// A card of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CardOf {
    /// Which of its note's cards it is, from 0.
    pub number: u32,
    /// The name of its deck, parts with `/` between.
    pub deck: String,
    /// Its reviews, in their order.
    pub reviews: Vec<Reviewed>,
}

/// What is known of a collection's notes.
#[derive(Debug, Default)]
pub(super) struct Collection {
    /// Note types by their ids.
    pub types: HashMap<i64, NoteType>,
    /// Cards by their notes' ids.
    pub cards: HashMap<i64, Vec<CardOf>>,
}

impl Collection {
    /// Reads what a database says; what is missing or broken in it is left out.
    pub fn of(database: &Database<'_>) -> Self {
        let rows = |table: &str| database.rows(table).unwrap_or_default();
        let old = rows("col");
        let old = old.first();
        let json =
            |column: usize| -> Option<Value> { serde_json::from_str(&old?.text(column)).ok() };
        let mut types = json(9)
            .map(|models| types_of_json(&models))
            .unwrap_or_default();
        types.extend(types_of_tables(&rows("fields"), &rows("templates")));
        let mut decks = json(10)
            .map(|decks| decks_of_json(&decks))
            .unwrap_or_default();
        for deck in rows("decks") {
            decks.insert(
                deck.id,
                deck.text(1).replace(['\u{1f}'], "/").replace("::", "/"),
            );
        }
        let mut reviews: HashMap<i64, Vec<Reviewed>> = HashMap::new();
        for row in rows("revlog") {
            // ease is 0 where the card was only moved by hand.
            if let (Some(card), Some(grade @ 1..=4)) = (row.number(1), row.number(3)) {
                reviews.entry(card).or_default().push(Reviewed {
                    at: row.id,
                    grade: u8::try_from(grade).unwrap_or(3),
                    took: row.number(7).and_then(|took| u64::try_from(took).ok()),
                });
            }
        }
        let mut cards: HashMap<i64, Vec<CardOf>> = HashMap::new();
        for row in rows("cards") {
            let Some(note) = row.number(1) else {
                continue;
            };
            // A card in a filtered deck has its own in the column odid.
            let deck = row.number(15).filter(|id| *id != 0).or(row.number(2));
            let mut own = reviews.remove(&row.id).unwrap_or_default();
            own.sort_by_key(|review| review.at);
            cards.entry(note).or_default().push(CardOf {
                number: row
                    .number(3)
                    .and_then(|number| u32::try_from(number).ok())
                    .unwrap_or(0),
                deck: deck
                    .and_then(|id| decks.get(&id).cloned())
                    .unwrap_or_default(),
                reviews: own,
            });
        }
        for cards in cards.values_mut() {
            cards.sort_by_key(|card| card.number);
        }
        Self { types, cards }
    }
}

/// Anki's JSON names a type or a deck by its id.
fn by_id(all: &Value) -> impl Iterator<Item = (i64, &Value)> {
    let entries = all.as_object().into_iter().flatten();
    entries.filter_map(|(id, value)| Some((id.parse().ok()?, value)))
}

fn decks_of_json(decks: &Value) -> HashMap<i64, String> {
    by_id(decks)
        .filter_map(|(id, deck)| Some((id, deck.get("name")?.as_str()?.replace("::", "/"))))
        .collect()
}

fn types_of_json(models: &Value) -> HashMap<i64, NoteType> {
    let text = |value: &Value, key: &str| -> String {
        value
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    by_id(models)
        .map(|(id, model)| {
            let list = |key: &str| {
                model
                    .get(key)
                    .and_then(Value::as_array)
                    .cloned()
                    .unwrap_or_default()
            };
            let fields: Vec<String> = list("flds")
                .iter()
                .map(|field| text(field, "name"))
                .collect();
            let template = list("tmpls").first().cloned().unwrap_or_default();
            let (asked, answered) = (text(&template, "qfmt"), text(&template, "afmt"));
            (id, NoteType::of(fields, &asked, &answered))
        })
        .collect()
}

fn types_of_tables(fields: &[Row], templates: &[Row]) -> HashMap<i64, NoteType> {
    let mut names: HashMap<i64, Vec<(i64, String)>> = HashMap::new();
    for row in fields {
        if let (Some(of), Some(number)) = (row.number(0), row.number(1)) {
            names
                .entry(of)
                .or_default()
                .push((number, row.text(2).into_owned()));
        }
    }
    let sides = |of: i64| -> (String, String) {
        let first = templates
            .iter()
            .filter(|row| row.number(0) == Some(of))
            .min_by_key(|row| row.number(1));
        // The template's settings are a protocol buffer: field 1 is the question, 2 the answer.
        let settings = first.map(|row| row.bytes(5)).unwrap_or_default();
        (text_field(settings, 1), text_field(settings, 2))
    };
    names
        .into_iter()
        .map(|(id, mut fields)| {
            fields.sort();
            let fields = fields.into_iter().map(|(_, name)| name).collect();
            let (asked, answered) = sides(id);
            (id, NoteType::of(fields, &asked, &answered))
        })
        .collect()
}

impl NoteType {
    fn of(fields: Vec<String>, asked: &str, answered: &str) -> Self {
        let shown = |template: &str| -> Vec<usize> {
            let mut found = Vec::new();
            for inside in template.split("{{").skip(1) {
                let inside = inside.split("}}").next().unwrap_or_default();
                // `{{#Field}}` and `{{/Field}}` are conditions, `{{filter:Field}}` shows.
                if inside.starts_with(['#', '^', '/', '!']) {
                    continue;
                }
                let name = inside.rsplit(':').next().unwrap_or_default().trim();
                let at = fields.iter().position(|field| field == name);
                found.extend(at.filter(|at| !found.contains(at)));
            }
            found
        };
        let asked = shown(asked);
        let mut answered = shown(answered);
        answered.retain(|at| !asked.contains(at));
        Self {
            fields,
            asked,
            answered,
        }
    }
}

/// A text of a protocol buffer's message (protobuf.dev/programming-guides/encoding); empty where
/// it has none of this number.
pub(super) fn text_field(message: &[u8], wanted: u64) -> String {
    let mut rest = message;
    while let Some((key, after)) = number(rest) {
        rest = match key & 7 {
            0 => number(after).map_or(&[][..], |(_, after)| after),
            1 => after.get(8..).unwrap_or_default(),
            2 => {
                let Some((length, after)) = number(after) else {
                    break;
                };
                let length = usize::try_from(length).unwrap_or(usize::MAX);
                let Some(inside) = after.get(..length) else {
                    break;
                };
                if key >> 3 == wanted {
                    return String::from_utf8_lossy(inside).into_owned();
                }
                &after[length..]
            }
            5 => after.get(4..).unwrap_or_default(),
            _ => break,
        };
    }
    String::new()
}

/// A variable-length number, its lowest seven bits first, and what stands after it.
pub(super) fn number(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut sum = 0u64;
    for (at, byte) in bytes.iter().take(10).enumerate() {
        sum |= u64::from(byte & 0x7f).checked_shl(u32::try_from(at * 7).ok()?)?;
        if byte & 0x80 == 0 {
            return Some((sum, &bytes[at + 1..]));
        }
    }
    None
}
