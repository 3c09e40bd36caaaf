//! The edits, from a deck's text to its new text. Nothing here touches the disk.
//!
//! Every new text is read again before it is handed out: the edited card must say what was asked
//! for and every other card what it said before. A text for which this does not hold is refused,
//! so that a mistake here costs an edit and never a file.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::sequence::Entry;
use super::splice::{Patch, Splices};
use super::string;
use super::table::{Members, Table};
use super::value::{Changes, Field, Value};
use crate::bank::card::{CardId, id_of_question};
use crate::both;
use crate::language::Both;
use crate::text::{self, Position};

mod open;

use open::Open;

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

/// A deck's new text and what changed in the old one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The whole new text.
    pub text: String,
    /// The byte ranges of the old text that were exchanged, in order.
    pub patches: Vec<Patch>,
}

/// A card that was taken out, with all that is needed to put it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// Its text in the file, comments above it included.
    pub text: String,
    /// The name of the card before it, if there was one.
    pub after: Option<String>,
    /// The byte at which it stood.
    pub at: usize,
    /// The hash of the text that was left: as long as this holds, it goes back where it was.
    pub left: u64,
}

/// Why an edit cannot be made in this text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The file has a syntax error, so it cannot be told where things stand.
    #[error("line {}: not valid TOML ({what})", at.line)]
    NotToml {
        /// Where.
        at: Position,
        /// The parser's words.
        what: String,
    },
    /// There is no such card in the file.
    #[error("the card is not in the file")]
    NoSuchCard,
    /// The field cannot hold this value.
    #[error("{}: {}", field.key(), why.english)]
    Fault {
        /// The field.
        field: Field,
        /// Why.
        why: Both,
    },
    /// Another card of the deck goes by this name.
    #[error("the id \"{name}\" is also at line {line}")]
    Taken {
        /// The name.
        name: String,
        /// The line of the other card.
        line: usize,
    },
    /// The edit would have changed something else as well, so it was not made.
    #[error("the file is written in a way that cannot be edited in place")]
    Odd,
}

impl Refusal {
    /// What is wrong and how to mend it, in both languages.
    pub fn words(&self) -> Both {
        match self {
            Self::NotToml { at, what } => {
                let line = at.line;
                both!(
                    "{line}행에 TOML 문법 오류가 있습니다 ({what}). 편집기로 먼저 고치세요",
                    "line {line} is not valid TOML ({what}); mend it in an editor first"
                )
            }
            Self::NoSuchCard => both!(
                "파일에 이 카드가 더는 없습니다",
                "the card is no longer in the file"
            ),
            Self::Fault { why, .. } => why.clone(),
            Self::Taken { name, line } => both!(
                "id \"{name}\"이(가) {line}행에 이미 있습니다",
                "the id \"{name}\" is already at line {line}"
            ),
            Self::Odd => both!(
                "이 자리에서 고칠 수 없는 모양의 파일입니다. 편집기로 고치세요",
                "the file is written in a way that cannot be edited in place; use an editor"
            ),
        }
    }
}

/// The cards of a deck's text, in its order.
pub fn read(deck: &str, text: &str) -> Result<Vec<Own>, Refusal> {
    Open::new(deck, text)?.with(|open| Ok(open.owns.clone()))
}

/// Sets fields of one card (by its place in [`read`]).
pub fn change(deck: &str, text: &str, card: usize, changes: &Changes) -> Result<Edited, Refusal> {
    check(changes)?;
    Open::new(deck, text)?.with(|open| {
        if card >= open.owns.len() {
            return Err(Refusal::NoSuchCard);
        }
        if let Some(Some(Value::Text(name))) = changes.get(&Field::Id) {
            open.refuse_taken(&text::tidied(name), Some(card))?;
        }
        let mut splices = Splices::default();
        let mut expected = open.owns.clone();
        set(
            &open.table(card)?,
            &mut expected[card],
            changes,
            &mut splices,
        )?;
        open.finish(splices, &expected)
    })
}

/// Sets fields of several cards and adds others at the end, which all need an id, in one go: a
/// deck of thousands of cards is read twice and not twice a card. Nothing is changed where one of
/// these cannot be. Unlike [`add`] it takes cards with equal questions.
pub fn merge(
    deck: &str,
    text: &str,
    changes: &[(CardId, Changes)],
    added: &[BTreeMap<Field, Value>],
) -> Result<Edited, Refusal> {
    changes.iter().try_for_each(|(_, changes)| check(changes))?;
    let added: Vec<BTreeMap<Field, Value>> = added.iter().map(tidied).collect();
    for values in &added {
        check_new(values)?;
    }
    Open::new(deck, text)?.with(|open| {
        let places: HashMap<&CardId, usize> = (0..)
            .zip(&open.owns)
            .map(|(place, own)| (&own.id, place))
            .collect();
        let tables = open.tables();
        let mut splices = Splices::default();
        let mut expected = open.owns.clone();
        for (card, changes) in changes {
            let &place = places.get(card).ok_or(Refusal::NoSuchCard)?;
            let table = tables.get(open.numbers[place]).ok_or(Refusal::NoSuchCard)?;
            set(table, &mut expected[place], changes, &mut splices)?;
        }
        open.add(&added, &mut splices, &mut expected)?;
        open.finish(splices, &expected)
    })
}

/// Sets fields of a card's table; `own` becomes what the card says then.
fn set(
    table: &Table<'_>,
    own: &mut Own,
    changes: &Changes,
    splices: &mut Splices,
) -> Result<(), Refusal> {
    for (&field, value) in changes {
        let is_foreign = table.has_key(field.key())
            && table
                .content(field.key())
                .and_then(|content| Value::of_content(field, &content))
                .is_none();
        if is_foreign && value.is_some() {
            let (key, line) = (field.key(), own.line);
            let why = both!(
                "{line}행 카드의 `{key}`에 읽을 수 없는 값이 있습니다. 편집기로 먼저 고치세요",
                "`{key}` of the card at line {line} holds what cannot be read; mend it in an editor first"
            );
            return Err(Refusal::Fault { field, why });
        }
    }
    let differing = |(field, value): (&Field, &Option<Value>)| {
        let tidied = value.as_ref().map(Value::tidied);
        let stands = own.values.get(field);
        let is_same = stands == tidied.as_ref().filter(|value| !value.is_empty());
        // A key with an empty value is still there to be taken away.
        (!is_same || tidied.is_none()).then_some((*field, tidied))
    };
    let changes: Changes = changes.iter().filter_map(differing).collect();
    let members: Members = changes
        .iter()
        .map(|(field, value)| (field.key(), value.as_ref().map(Value::content)))
        .collect();
    table.set(&members, splices);
    for (field, value) in changes {
        match value.filter(|value| !value.is_empty()) {
            Some(value) => own.values.insert(field, value),
            None => own.values.remove(&field),
        };
    }
    Ok(())
}

fn tidied(values: &BTreeMap<Field, Value>) -> BTreeMap<Field, Value> {
    values
        .iter()
        .map(|(field, value)| (*field, value.tidied()))
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

/// A new card must say its id and its question.
fn check_new(values: &BTreeMap<Field, Value>) -> Result<(), Refusal> {
    let mut changes: Changes = [(Field::Id, None), (Field::Question, None)].into();
    changes.extend(
        values
            .iter()
            .map(|(field, value)| (*field, Some(value.clone()))),
    );
    check(&changes)
}

/// The beginning of a new deck: these keys with these texts, those that are empty left out.
pub fn head(pairs: &[(&str, &str)]) -> String {
    let said = pairs.iter().filter(|(_, text)| !text.trim().is_empty());
    said.map(|(key, text)| format!("{key} = {}\n", string::fresh(&text::tidied(text), "\n")))
        .collect()
}

/// Adds a card at the end, with an `id` (the hash of its question where none is given). Returns
/// the card's name as well.
pub fn add(
    deck: &str,
    text: &str,
    values: &BTreeMap<Field, Value>,
) -> Result<(Edited, String), Refusal> {
    let mut values = tidied(values);
    let question = match values.get(&Field::Question) {
        Some(Value::Text(question)) => question.clone(),
        _ => String::new(),
    };
    let name = match values.get(&Field::Id) {
        Some(Value::Text(name)) => name.clone(),
        _ => id_of_question(deck, &question),
    };
    values.insert(Field::Id, Value::text(name.clone()));
    check_new(&values)?;
    let edited = Open::new(deck, text)?.with(|open| {
        let same_question = id_of_question(deck, &question);
        let twin = |own: &&Own| id_of_question(deck, own.text(Field::Question)) == same_question;
        if let Some(twin) = open.owns.iter().find(twin) {
            let (name, line) = (question.clone(), twin.line);
            return Err(Refusal::Fault {
                field: Field::Question,
                why: both!(
                    "같은 질문이 {line}행에 이미 있습니다 ({name})",
                    "the same question is already at line {line} ({name})"
                ),
            });
        }
        let mut splices = Splices::default();
        let mut expected = open.owns.clone();
        open.add(&[values], &mut splices, &mut expected)?;
        open.finish(splices, &expected)
    })?;
    Ok((edited, name))
}

/// Takes a card out.
pub fn remove(deck: &str, text: &str, card: usize) -> Result<(Edited, Removed), Refusal> {
    Open::new(deck, text)?.with(|open| {
        if card >= open.owns.len() {
            return Err(Refusal::NoSuchCard);
        }
        let mut splices = Splices::default();
        let after = card
            .checked_sub(1)
            .map(|before| open.owns[before].name().to_owned());
        let (removed_text, at) = if let Some((sequence, tables)) = open.inline_list() {
            let number = open.numbers[card];
            let entries: Vec<Entry> = (0..tables)
                .filter(|&kept| kept != number)
                .map(Entry::Kept)
                .collect();
            sequence.arrange(&entries, &mut splices);
            let span = sequence.slots[number].span.clone();
            (open.document.text[span.clone()].to_owned(), span.start)
        } else {
            let ranges = open.ranges(card)?;
            for range in &ranges {
                splices.cut(range.clone());
            }
            let parts = ranges
                .iter()
                .map(|range| &open.document.text[range.clone()]);
            (
                parts.collect(),
                ranges.first().map_or(0, |range| range.start),
            )
        };
        let mut expected = open.owns.clone();
        expected.remove(card);
        let edited = open.finish(splices, &expected)?;
        let removed = Removed {
            text: removed_text,
            after,
            at: at + open.mark,
            left: text::fingerprint(edited.text.bytes()),
        };
        Ok((edited, removed))
    })
}

/// Puts a card back: to its old place while nothing else has changed, else behind the card that
/// it followed, else at the end. Returns its name as well.
pub fn restore(deck: &str, text: &str, removed: &Removed) -> Result<(Edited, String), Refusal> {
    Open::new(deck, text)?.with(|open| {
        let newline = open.document.newline;
        let mut body = removed.text.replace("\r\n", "\n").replace('\n', newline);
        let is_untouched = text::fingerprint(text.bytes()) == removed.left;
        let before = removed.after.as_deref();
        let before = open.owns.iter().position(|own| Some(own.name()) == before);
        let mut splices = Splices::default();
        if let Some((sequence, tables)) = open.inline_list() {
            let behind = before.map_or(0, |before| open.numbers[before] + 1);
            let behind = if removed.after.is_some() && before.is_none() {
                tables
            } else {
                behind
            };
            let body = if body.trim_start().starts_with('{') {
                body
            } else {
                open.inline_of(&body)?
            };
            let mut entries: Vec<Entry> = (0..tables).map(Entry::Kept).collect();
            entries.insert(behind, Entry::New(body));
            sequence.arrange(&entries, &mut splices);
        } else {
            if body.trim_start().starts_with('{') {
                body = open.section_of(&body)?;
            }
            let at = if is_untouched {
                removed.at.checked_sub(open.mark)
            } else {
                before.and_then(|before| Some(open.ranges(before).ok()?.last()?.end))
            };
            match at.filter(|&at| at < open.document.text.len()) {
                Some(at) if open.document.text.is_char_boundary(at) => {
                    if !body.ends_with('\n') {
                        body.push_str(newline);
                    }
                    splices.put(at, body);
                }
                _ if is_untouched && open.document.text.ends_with('\n') => {
                    splices.put(open.document.text.len(), body);
                }
                _ => open.append(&body, &mut splices),
            }
        }
        let edited = open.edited(splices);
        let now = read(deck, &edited.text).map_err(|_| Refusal::Odd)?;
        let came = open.newcomer(&now).ok_or(Refusal::Odd)?;
        // Twins go by a name with ~. One that stood there before may be back; a new one may not.
        let is_twin = |own: &&Own| !own.id_is_written && own.name().contains('~');
        let twins = |owns: &[Own]| owns.iter().filter(is_twin).count();
        if !is_untouched && twins(&now) > twins(&open.owns) {
            return Err(open.taken_by_twin(&now));
        }
        let name = now[came].name().to_owned();
        Ok((edited, name))
    })
}

fn check(changes: &Changes) -> Result<(), Refusal> {
    changes.iter().try_for_each(|(&field, value)| {
        let fault = field.fault(value.as_ref());
        fault.map_or(Ok(()), |why| Err(Refusal::Fault { field, why }))
    })
}

#[cfg(test)]
mod tests;
