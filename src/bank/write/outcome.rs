//! What a save comes to, and who is told of it before.

use std::path::PathBuf;

use serde_json::Value as Json;

use super::opened::Opened;
use super::value::{Field, Value};
use crate::bank::card::CardId;
use crate::bank::deck::Deck;
use crate::language::Both;
use crate::problem::Problem;

/// What an edit changed, for the history.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// The card.
    pub card: CardId,
    /// The key of a field; `card` where the whole card came or went, `deck` or `id` where it got
    /// another name (then `before` is the whole name it had).
    pub field: &'static str,
    /// What stood there; `null` for nothing.
    pub before: Json,
}

/// The field of a [`Past`] that tells of a whole card.
pub const WHOLE_CARD: &str = "card";
/// The field of a [`Past`] that tells of a card's move to another deck.
pub const MOVED: &str = "deck";

/// Who keeps what stood there before. A refusal stops the save; its words are shown.
pub trait Remember {
    /// Keeps these, on the disk when it returns.
    fn remember(&mut self, past: &[Past]) -> Result<(), Both>;

    /// Says of these, which were kept, that they have not happened after all: the file could not
    /// be written. Where this fails as well, a version stands twice, which harms nobody.
    fn take_back(&mut self, past: &[Past]);
}

/// What a save came to, if nothing failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It stands in the file.
    Saved(Box<Saved>),
    /// Somebody changed the same value; nothing was written.
    Conflict(Box<Conflict>),
}

/// A save that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The card, under the name that it has now.
    pub card: CardId,
    /// The file.
    pub path: PathBuf,
    /// Whether the built-in deck was copied there for this, which the user is told.
    pub copied: bool,
    /// Whether the file has changed; it has not where everything stood there already.
    pub changed: bool,
    /// The deck as it stands in the file now.
    pub deck: Deck,
    /// What is wrong in that file.
    pub problems: Vec<Problem>,
}

/// The same value was changed here and in the file. To keep mine, save the same changes again on
/// [`Conflict::theirs`]; to keep theirs, do nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Every value that both changed.
    pub clashes: Vec<Clash>,
    /// The card as it stands in the file now.
    pub theirs: Opened,
}

/// One value that was changed on both sides; `None` where the field is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// The field.
    pub field: Field,
    /// What both began with.
    pub read: Option<Value>,
    /// What was to be saved.
    pub mine: Option<Value>,
    /// What stands in the file.
    pub theirs: Option<Value>,
}
