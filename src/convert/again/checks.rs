//! Checksums of a card's fields as its note had them, `field:sum` by field.

use crate::bank::role::{self, EVERY_OTHER, Level};
use crate::bank::write::{Field, Value};
use crate::bank::{Card, CardType};
use crate::clock;
use crate::convert::Found;

/// The fields that a note may change later. Tags and when it was asked are set once.
pub(super) const FIELDS: [Field; 10] = [
    Field::Question,
    Field::AlsoAsked,
    Field::Answer,
    Field::KeyPoints,
    Field::FollowUps,
    Field::Experience,
    Field::Reflections,
    Field::Notes,
    Field::Importance,
    Field::Type,
];

/// The checksums as a card's `source` keeps them, without those of empty fields, which would only
/// be long.
pub(super) fn written(sums: &[(Field, String)]) -> String {
    let full = sums
        .iter()
        .filter(|(field, sum)| checksum(&usual(*field)) != *sum);
    full.map(|(field, sum)| format!("{}:{sum}", field.key()))
        .collect::<Vec<_>>()
        .join(" ")
}

/// The checksums of a card as the note has it now.
pub(super) fn of_found(found: &Found) -> String {
    let sums: Vec<(Field, String)> = FIELDS
        .iter()
        .map(|&field| (field, checksum(&value_of(found, field))))
        .collect();
    written(&sums)
}

pub(super) fn checksum_in(seen: &str, field: Field) -> Option<&str> {
    seen.split(' ')
        .find_map(|entry| entry.strip_prefix(field.key())?.strip_prefix(':'))
}

pub(super) fn checksum(value: &Value) -> String {
    format!("{:08x}", fnv(&value.tidied().to_json().to_string()))
}

/// FNV-1a, 32 bits.
pub(super) fn fnv(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// What a field holds where nothing is written.
pub(super) fn usual(field: Field) -> Value {
    value_of(&Found::default(), field)
}

/// What a field holds in the deck.
pub(super) fn value_in(card: &Card, field: Field) -> Value {
    value_of(&Found::of_card(card), field)
}

/// What a field holds in the note.
pub(super) fn value_of(found: &Found, field: Field) -> Value {
    let texts = |texts: &[String]| Value::Texts(texts.to_vec());
    match field {
        Field::Id | Field::Source => Value::text(""),
        Field::Question => Value::text(found.whole_question().trim()),
        Field::AlsoAsked => texts(&found.also_asked),
        Field::Answer => Value::text(found.answer.as_str()),
        Field::Outline => Value::text(found.outline.as_str()),
        Field::KeyPoints => texts(&found.key_points),
        Field::FollowUps => Value::FollowUps(found.follow_ups.clone()),
        Field::Experience => Value::text(found.experience.as_str()),
        Field::Reflections => texts(&found.reflections),
        Field::Notes => Value::text(found.notes.as_str()),
        Field::Tags => texts(&found.tags),
        Field::Importance => importance_of(found),
        Field::Time => Value::text(found.time.map(clock::written_length).unwrap_or_default()),
        Field::Type => Value::text(found.card_type.word()),
        Field::Links => texts(&found.links),
        Field::Asked => Value::Asked(found.asked.clone()),
        Field::Roles => texts(&found.roles),
        Field::Level => Value::text(found.level.map_or("", Level::word)),
        Field::Was => texts(&found.was),
    }
}

fn importance_of(found: &Found) -> Value {
    let for_others = found.importance.unwrap_or(1);
    if found.importance_by_role.is_empty() {
        return Value::Number(for_others.into());
    }
    let number = |key: &str| match key {
        EVERY_OTHER => Some(for_others),
        role => {
            let mut by_role = found.importance_by_role.iter();
            by_role.find(|(named, _)| named == role).map(|&(_, n)| n)
        }
    };
    let keys = role::importance_keys();
    Value::Numbers(
        keys.filter_map(|key| Some((key, number(key)?.into())))
            .collect(),
    )
}

/// What a new card is to say, without its id and its source.
pub(super) fn values_of(found: &Found) -> impl Iterator<Item = (Field, Value)> {
    let is_said = |field: &Field| match field {
        Field::Id | Field::Source => false,
        Field::Importance => found.importance.is_some(),
        Field::Type => found.card_type != CardType::Question,
        _ => true,
    };
    Field::ALL
        .into_iter()
        .filter(is_said)
        .map(|field| (field, value_of(found, field)))
}
