//! A card as it stands in its file.

use std::collections::BTreeMap;

use crate::bank::card::CardId;
use crate::bank::write::value::{Field, Value};

/// A card's own values as they stand in its file, without what it has from its deck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// The name that history knows it by.
    pub id: CardId,
    /// Whether the id stands in the file.
    pub id_is_written: bool,
    /// The line at which it begins, from 1.
    pub line: usize,
    /// Tidied values; fields that are not there or empty are left out.
    pub values: BTreeMap<Field, Value>,
}

impl Own {
    /// The id without the deck.
    pub fn name(&self) -> &str {
        let id = self.id.as_str();
        id.split_once('#').map_or(id, |(_, name)| name)
    }

    /// A text field's text; empty where there is none.
    pub fn text(&self, field: Field) -> &str {
        match self.values.get(&field) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    /// What a field holds, as the history keeps it: `null` where it is not there.
    pub fn json(&self, field: Field) -> serde_json::Value {
        self.values
            .get(&field)
            .map_or(serde_json::Value::Null, Value::to_json)
    }
}
