//! The edits, from a deck's text to its new text. Nothing here touches the disk.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use toml::Table;

use super::value::{Changes, Field, Value};
use crate::bank::card::{CardId, id_of_question};
use crate::both;
use crate::text;
use crate::toml::edit::{Edit, Edited, Spot, new_file};

mod open;
mod own;
mod refusal;

pub use own::Own;
pub use refusal::Refusal;

use open::Open;

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

/// The cards of a deck's text, in its order.
pub fn read(deck: &str, text: &str) -> Result<Vec<Own>, Refusal> {
    Ok(Open::new(deck, text)?.owns)
}

/// Sets fields of one card (by its place in [`read`]).
pub fn change(deck: &str, text: &str, card: usize, changes: &Changes) -> Result<Edited, Refusal> {
    check(changes)?;
    let open = Open::new(deck, text)?;
    if let Some(Some(Value::Text(name))) = changes.get(&Field::Id) {
        open.refuse_taken(&text::tidied(name), Some(card))?;
    }
    let mut edit = Edit::new(&open.document);
    open.set(&mut edit, &open.cards()?, card, changes)?;
    Ok(edit.finish()?)
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
    let open = Open::new(deck, text)?;
    let places: HashMap<&CardId, usize> = (0..)
        .zip(&open.owns)
        .map(|(place, own)| (&own.id, place))
        .collect();
    let cards = open.cards()?;
    let mut edit = Edit::new(&open.document);
    for (card, changes) in changes {
        let &place = places.get(card).ok_or(Refusal::NoSuchCard)?;
        open.set(&mut edit, &cards, place, changes)?;
    }
    let mut names: HashMap<&str, usize> =
        open.owns.iter().map(|own| (own.name(), own.line)).collect();
    for values in &added {
        if let Some(Value::Text(name)) = values.get(&Field::Id)
            && let Some(line) = names.insert(name, 0)
        {
            let name = name.clone();
            return Err(Refusal::Taken { name, line });
        }
    }
    edit.add(&cards, added.iter().map(new_table).collect());
    Ok(edit.finish()?)
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

fn new_table(values: &BTreeMap<Field, Value>) -> Table {
    let values = values.iter();
    values
        .map(|(field, value)| (field.key().to_owned(), value.stored(None)))
        .collect()
}

/// The beginning of a new deck: these keys with these texts, those that are empty left out.
pub fn head(pairs: &[(&str, &str)]) -> String {
    let said = pairs.iter().filter(|(_, text)| !text.trim().is_empty());
    let values = said.map(|(key, text)| (*key, text::tidied(text).into()));
    new_file(values)
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
    let open = Open::new(deck, text)?;
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
    open.refuse_taken(&name, None)?;
    let mut edit = Edit::new(&open.document);
    edit.add(&open.cards()?, vec![new_table(&values)]);
    Ok((edit.finish()?, name))
}

/// Takes a card out.
pub fn remove(deck: &str, text: &str, card: usize) -> Result<(Edited, Removed), Refusal> {
    let open = Open::new(deck, text)?;
    let number = open.number(card)?;
    let after = card.checked_sub(1);
    let after = after.map(|before| open.owns[before].name().to_owned());
    let cards = open.cards()?;
    let mut edit = Edit::new(&open.document);
    edit.remove(&cards, &[number]);
    let edited = edit.finish()?;
    let cut = edited
        .patches
        .iter()
        .map(|patch| &text[patch.range.clone()]);
    let removed = Removed {
        text: cards
            .braces(number)
            .map_or_else(|| cut.collect(), str::to_owned),
        after,
        at: edited.patches.first().map_or(0, |patch| patch.range.start),
        left: text::fingerprint(edited.text.bytes()),
    };
    Ok((edited, removed))
}

/// Takes several cards out in one go.
pub fn take_out(
    deck: &str,
    text: &str,
    is_taken: impl Fn(&CardId) -> bool,
) -> Result<Edited, Refusal> {
    let open = Open::new(deck, text)?;
    let is_gone = |(_, own): &(usize, &Own)| is_taken(&own.id);
    let places = open.owns.iter().enumerate().filter(is_gone);
    let numbers = places
        .map(|(place, _)| open.number(place))
        .collect::<Result<Vec<usize>, _>>()?;
    let mut edit = Edit::new(&open.document);
    edit.remove(&open.cards()?, &numbers);
    Ok(edit.finish()?)
}

/// Puts a card back: to its old place while nothing else has changed, else behind the card that
/// it followed, else at the end. Returns its name as well.
pub fn restore(deck: &str, text: &str, removed: &Removed) -> Result<(Edited, String), Refusal> {
    let open = Open::new(deck, text)?;
    let is_untouched = text::fingerprint(text.bytes()) == removed.left;
    let before = removed.after.as_deref();
    let before = open.owns.iter().position(|own| Some(own.name()) == before);
    let spot = match before {
        _ if is_untouched => Spot::Byte(removed.at),
        Some(before) => Spot::Behind(open.number(before)?),
        None => Spot::End,
    };
    let mut edit = Edit::new(&open.document);
    let number = edit.put_back(&open.cards()?, &removed.text, spot)?;
    let edited = edit.finish()?;
    let now = Open::new(deck, &edited.text)?;
    let came = now.numbers.iter().position(|&there| there == number);
    let name = now.owns[came.ok_or(Refusal::Odd)?].name().to_owned();
    // Twins go by a name with ~. One that stood there before may be back; a new one may not.
    let is_twin = |own: &&Own| !own.id_is_written && own.name().contains('~');
    let twins = |owns: &[Own]| owns.iter().filter(is_twin).count();
    if !is_untouched && twins(&now.owns) > twins(&open.owns) {
        return Err(open.taken_by_twin(&now.owns));
    }
    Ok((edited, name))
}

fn check(changes: &Changes) -> Result<(), Refusal> {
    changes.iter().try_for_each(|(&field, value)| {
        let fault = field.fault(value.as_ref());
        fault.map_or(Ok(()), |why| Err(Refusal::Fault { field, why }))
    })
}

#[cfg(test)]
mod tests;
