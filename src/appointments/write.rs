//! Changing an interview's values in the text and leaving every other byte.

use toml_edit::{DocumentMut, Item, TableLike, Value};

use super::interview::{Interview, Off};
use crate::clock::Appointed;

/// The table of the entry at a place, if the list is as long as it was read.
pub(super) fn entry(
    document: &mut DocumentMut,
    place: usize,
    entries: usize,
) -> Result<&mut dyn TableLike, String> {
    let wrong = || "`interviews` is no list of tables".to_owned();
    match document.get_mut("interviews") {
        Some(Item::ArrayOfTables(list)) if list.len() == entries => list
            .get_mut(place)
            .map(|table| table as &mut dyn TableLike)
            .ok_or_else(wrong),
        Some(Item::Value(Value::Array(list))) if list.len() == entries => list
            .get_mut(place)
            .and_then(Value::as_inline_table_mut)
            .map(|table| table as &mut dyn TableLike)
            .ok_or_else(wrong),
        _ => Err(wrong()),
    }
}

/// Sets a value and leaves the spaces and comments around the old one.
pub(super) fn set(table: &mut dyn TableLike, key: &str, mut value: Value) {
    match table.get_mut(key) {
        Some(Item::Value(old)) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        _ => {
            table.insert(key, Item::Value(value));
        }
    }
}

fn list(texts: impl IntoIterator<Item = String>) -> Value {
    Value::Array(texts.into_iter().collect())
}

fn date_value(date: Appointed) -> Value {
    date.to_string()
        .parse::<toml_edit::Datetime>()
        .map_or_else(|_| date.to_string().into(), Value::from)
}

/// Writes a whole new entry.
pub(super) fn write_all(table: &mut dyn TableLike, interview: &Interview) {
    set(table, "id", interview.id.as_str().into());
    set(table, "company", interview.company.as_str().into());
    set(table, "date", date_value(interview.date));
    set(table, "minutes", i64::from(interview.minutes).into());
    let nothing = Interview::new("", interview.date);
    let optional = Interview {
        minutes: nothing.minutes,
        ..interview.clone()
    };
    write_changed(
        table,
        &Interview {
            company: optional.company.clone(),
            ..nothing
        },
        &optional,
    );
}

/// Writes what differs.
pub(super) fn write_changed(table: &mut dyn TableLike, before: &Interview, after: &Interview) {
    if before.company != after.company {
        set(table, "company", after.company.as_str().into());
    }
    if before.round != after.round {
        if after.round.is_empty() {
            table.remove("round");
        } else {
            set(table, "round", after.round.as_str().into());
        }
    }
    if before.date != after.date {
        set(table, "date", date_value(after.date));
    }
    if before.minutes != after.minutes {
        set(table, "minutes", i64::from(after.minutes).into());
    }
    let mut texts = |key: &str, before: Vec<String>, after: Vec<String>| {
        if before == after {
            return;
        }
        if after.is_empty() {
            table.remove(key);
        } else {
            set(table, key, list(after));
        }
    };
    texts("decks", before.decks.clone(), after.decks.clone());
    texts("tags", before.tags.clone(), after.tags.clone());
    texts(
        "languages",
        before.languages.clone(),
        after.languages.clone(),
    );
    texts("roles", before.roles.clone(), after.roles.clone());
    let written = |off: &[Off]| off.iter().map(ToString::to_string).collect::<Vec<_>>();
    texts("off", written(&before.off), written(&after.off));
}
