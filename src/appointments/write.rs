//! An interview's values as they stand in the file.

use toml::{Table, Value};

use super::interview::Interview;
use crate::toml::edit::Changes;

/// The keys of an interview, in the order in which they are written.
pub(super) const KEYS: [&str; 10] = [
    "id",
    "company",
    "round",
    "date",
    "minutes",
    "decks",
    "tags",
    "languages",
    "roles",
    "off",
];

/// A whole new entry.
pub(super) fn table(interview: &Interview) -> Table {
    let values = values(interview).into_iter();
    let values = values.filter_map(|(key, value)| Some((key.to_owned(), value?)));
    values.collect()
}

/// What differs.
pub(super) fn changes(before: &Interview, after: &Interview) -> Changes<'static> {
    let values = values(before).into_iter().zip(values(after));
    values
        .filter_map(|(before, after)| (before != after).then_some(after))
        .collect()
}

/// Every key; what is empty is left out of the file.
fn values(interview: &Interview) -> Changes<'static> {
    let text = |text: &str| (!text.is_empty()).then(|| Value::from(text));
    let list = |texts: Vec<String>| (!texts.is_empty()).then(|| Value::from(texts));
    let date = interview.date.to_string();
    let off = interview.off.iter().map(ToString::to_string);
    let values = [
        text(&interview.id),
        text(&interview.company),
        text(&interview.round),
        Some(date.parse().map_or(Value::String(date), Value::Datetime)),
        Some(Value::from(interview.minutes)),
        list(interview.decks.clone()),
        list(interview.tags.clone()),
        list(interview.languages.clone()),
        list(interview.roles.clone()),
        list(off.collect()),
    ];
    KEYS.into_iter().zip(values).collect()
}
