//! What was typed into a card and is not saved yet.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::opened::Opened;
use super::value::{Changes, Field, Value};
use crate::bank::card::CardId;
use crate::text;

/// What was typed into the fields of a card.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// The values that can be saved.
    pub changes: Changes,
    /// The texts that mean nothing yet, a half-typed follow-up for one, as they were typed.
    pub unfinished: BTreeMap<Field, String>,
}

impl From<Changes> for Typed {
    fn from(changes: Changes) -> Self {
        Self {
            changes,
            unfinished: BTreeMap::new(),
        }
    }
}

/// The changes to one card, or a whole new one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The format's version.
    #[serde(rename = "v")]
    version: u32,
    /// The deck's id.
    pub deck: String,
    /// The card; `None` for a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<CardId>,
    /// The typed values by their keys, as the history writes them; `null` takes a key away.
    values: BTreeMap<String, Json>,
    /// The texts that mean nothing yet, by their keys.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    unfinished: BTreeMap<String, String>,
    /// What stood in the file when the typing began.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    read: BTreeMap<String, Json>,
}

impl Draft {
    /// The draft of changes to a card.
    pub fn of_card(opened: &Opened, typed: &Typed) -> Self {
        let touched = typed.changes.keys().chain(typed.unfinished.keys());
        let read = touched.map(|&field| (field.key().to_owned(), opened.own.json(field)));
        Self {
            card: Some(opened.own.id.clone()),
            read: read.collect(),
            ..Self::of_new_card(&opened.deck.id, typed)
        }
    }

    /// The draft of a new card.
    pub fn of_new_card(deck: &str, typed: &Typed) -> Self {
        let key = |field: &Field| field.key().to_owned();
        let json = |value: &Option<Value>| value.as_ref().map_or(Json::Null, Value::to_json);
        let values = typed.changes.iter();
        let unfinished = typed.unfinished.iter();
        Self {
            version: 1,
            deck: deck.to_owned(),
            card: None,
            values: values
                .map(|(field, value)| (key(field), json(value)))
                .collect(),
            unfinished: unfinished
                .map(|(field, text)| (key(field), text.clone()))
                .collect(),
            read: BTreeMap::new(),
        }
    }

    /// What was typed.
    pub fn typed(&self) -> Typed {
        let unfinished = self.unfinished.iter();
        Typed {
            changes: fields(&self.values).collect(),
            unfinished: unfinished
                .filter_map(|(key, text)| Some((Field::from_key(key)?, text.clone())))
                .collect(),
        }
    }

    /// Whether the file still says what it said when the typing began: then the draft can be
    /// taken up without asking.
    pub fn fits(&self, opened: &Opened) -> bool {
        self.card.as_ref() == Some(&opened.own.id)
            && fields(&self.read)
                .all(|(field, value)| opened.own.values.get(&field) == value.as_ref())
    }

    /// A number that the drafts of one card share, whatever is typed.
    pub(super) fn fingerprint(&self) -> u64 {
        let card = self.card.as_ref().map_or("", CardId::as_str);
        text::fingerprint(format!("{}\0{card}", self.deck).bytes())
    }
}

fn fields(values: &BTreeMap<String, Json>) -> impl Iterator<Item = (Field, Option<Value>)> {
    values.iter().filter_map(|(key, json)| {
        let field = Field::from_key(key)?;
        Some((field, Value::from_json(field, json).ok()?))
    })
}
