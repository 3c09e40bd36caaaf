//! What a save is to write, worked out from the text that stands in the file now.

use std::path::Path;

use serde_json::{Value as Json, json};

use super::error::SaveError;
use crate::bank::card::CardId;
use crate::bank::write::edit::{self, Own, Refusal, Removed};
use crate::bank::write::opened::{DeckAt, Opened};
use crate::bank::write::outcome::{Clash, Conflict, Outcome, Past, WHOLE_CARD};
use crate::bank::write::value::{Changes, Field, Value};
use crate::store::Unwritable;

/// What is to be written, made from the text that stands there now.
pub(super) struct Plan {
    /// `None` where everything stands there already.
    pub text: Option<String>,
    pub past: Vec<Past>,
    pub card: CardId,
}

/// Why a plan could not be made or carried out.
pub(super) enum Stop {
    Failed(SaveError),
    Conflict(Box<Conflict>),
    Unwritable(Unwritable),
    Refused(Refusal),
    NotUtf8,
}

impl From<Unwritable> for Stop {
    fn from(why: Unwritable) -> Self {
        Self::Unwritable(why)
    }
}

impl From<Refusal> for Stop {
    fn from(why: Refusal) -> Self {
        Self::Refused(why)
    }
}

impl Stop {
    pub fn at(self, path: &Path) -> Result<Outcome, SaveError> {
        let path = path.to_owned();
        match self {
            Self::Conflict(conflict) => Ok(Outcome::Conflict(conflict)),
            Self::Failed(error) => Err(error),
            Self::Unwritable(why) => Err(SaveError::Unwritable { path, why }),
            Self::Refused(why) => Err(SaveError::Refused { path, why }),
            Self::NotUtf8 => Err(SaveError::NotUtf8 { path }),
        }
    }
}

/// A card that was not there before.
pub(super) fn came(deck: &DeckAt, name: &str, text: String) -> Plan {
    let card = CardId::new(&deck.id, name);
    Plan {
        text: Some(text),
        past: vec![Past {
            card: card.clone(),
            field: WHOLE_CARD,
            before: Json::Null,
        }],
        card,
    }
}

/// The card in the text that stands there now, and its place among the text's cards. A card
/// without a written id whose question somebody else has changed is known by all the rest.
fn locate(opened: &Opened, text: &str) -> Result<(Own, usize), Refusal> {
    let owns = edit::read(&opened.deck.id, text)?;
    let read = &opened.own;
    let by_id = owns.iter().position(|own| own.id == read.id);
    let rest = |own: &Own| -> Vec<(Field, Value)> {
        let values = own.values.iter();
        values
            .filter(|(field, _)| **field != Field::Question)
            .map(|(field, value)| (*field, value.clone()))
            .collect()
    };
    let by_the_rest = || {
        let is_it = |own: &Own| !own.id_is_written && rest(own) == rest(read);
        let mut found = (0..owns.len()).filter(|&number| is_it(&owns[number]));
        found
            .next()
            .filter(|_| !read.id_is_written && !rest(read).is_empty())
            .filter(|_| found.next().is_none())
    };
    let number = by_id.or_else(by_the_rest).ok_or(Refusal::NoSuchCard)?;
    Ok((owns[number].clone(), number))
}

/// The card, if it says what it said when it was opened.
pub(super) fn unchanged(opened: &Opened, text: &str) -> Result<(Own, usize), Stop> {
    let (now, number) = locate(opened, text)?;
    let clashes: Vec<Clash> = Field::ALL
        .into_iter()
        .filter(|field| *field != Field::Id)
        .filter(|field| now.values.get(field) != opened.own.values.get(field))
        .map(|field| Clash {
            field,
            read: opened.own.values.get(&field).cloned(),
            mine: None,
            theirs: now.values.get(&field).cloned(),
        })
        .collect();
    if clashes.is_empty() {
        Ok((now, number))
    } else {
        Err(conflict(opened, clashes, now))
    }
}

fn conflict(opened: &Opened, clashes: Vec<Clash>, now: Own) -> Stop {
    Stop::Conflict(Box::new(Conflict {
        clashes,
        theirs: Opened {
            deck: opened.deck.clone(),
            own: now,
        },
    }))
}

pub(super) fn plan_change(opened: &Opened, changes: &Changes, text: &str) -> Result<Plan, Stop> {
    let (now, number) = locate(opened, text)?;
    let mut wanted = changes.clone();
    let mut clashes = Vec::new();
    for (field, mine) in changes {
        let mine = mine.as_ref().map(Value::tidied);
        let mine = mine.filter(|mine| !mine.is_empty());
        let (read, theirs) = (opened.own.values.get(field), now.values.get(field));
        if theirs != read && theirs != mine.as_ref() {
            clashes.push(Clash {
                field: *field,
                read: read.cloned(),
                mine,
                theirs: theirs.cloned(),
            });
        }
    }
    if !clashes.is_empty() {
        return Err(conflict(opened, clashes, now));
    }
    let deck = &opened.deck.id;
    if !now.id_is_written {
        let name = Value::text(opened.own.name());
        wanted.entry(Field::Id).or_insert(Some(name));
    }
    let edited = edit::change(deck, text, number, &wanted)?;
    let after = edit::read(deck, &edited.text)?;
    let after = after.get(number).ok_or(Refusal::Odd)?;
    let mut past: Vec<Past> = Field::ALL
        .into_iter()
        .filter(|field| *field != Field::Id)
        .filter(|field| after.values.get(field) != now.values.get(field))
        .map(|field| Past {
            card: opened.own.id.clone(),
            field: field.key(),
            before: now.json(field),
        })
        .collect();
    if after.id != opened.own.id {
        past.push(Past {
            card: after.id.clone(),
            field: Field::Id.key(),
            before: json!(opened.own.id.as_str()),
        });
    }
    Ok(Plan {
        text: (!edited.patches.is_empty()).then_some(edited.text),
        past,
        card: after.id.clone(),
    })
}

/// The card's text for another deck, with the id that it goes by.
pub(super) fn taken_out(opened: &Opened, text: &str) -> Result<Removed, Stop> {
    let (now, number) = unchanged(opened, text)?;
    let deck = &opened.deck.id;
    let name = Value::text(opened.own.name());
    let with_id = if now.id_is_written {
        text.to_owned()
    } else {
        edit::change(
            deck,
            text,
            number,
            &Changes::from([(Field::Id, Some(name))]),
        )?
        .text
    };
    let (_, removed) = edit::remove(deck, &with_id, number)?;
    Ok(Removed {
        after: None,
        at: usize::MAX,
        left: 0,
        text: removed.text,
    })
}
