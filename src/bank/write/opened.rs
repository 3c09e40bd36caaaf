//! Where decks stand that can be written, and a card as it stood there when it was opened.

use std::path::{Path, PathBuf};

use super::edit::Own;
use crate::bank::deck::{Deck, Origin};
use crate::bank::{builtin, load};

/// Where a deck's text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In the user's file.
    File(PathBuf),
    /// In the program; the first edit copies it into the user's folder.
    BuiltIn(&'static str),
}

/// A deck that can be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeckAt {
    /// Its id.
    pub id: String,
    /// Where its text is.
    pub place: Place,
}

impl DeckAt {
    /// Where the deck of the bank is. `None` for a built-in one that the program does not have.
    pub fn of(deck: &Deck) -> Option<Self> {
        let place = match &deck.origin {
            Origin::File(path) => Place::File(path.clone()),
            Origin::BuiltIn => {
                let found = builtin::decks()
                    .into_iter()
                    .find(|found| found.id == deck.id);
                Place::BuiltIn(found?.text)
            }
        };
        Some(Self {
            id: deck.id.clone(),
            place,
        })
    }
}

/// A card as it stood in its file when the editor was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Its deck.
    pub deck: DeckAt,
    /// Its own values.
    pub own: Own,
}

/// The decks folder's own id of a path, for files that were opened by their path.
pub fn deck_at(decks: &Path, path: &Path) -> DeckAt {
    DeckAt {
        id: load::deck_id(decks, path),
        place: Place::File(path.to_owned()),
    }
}
