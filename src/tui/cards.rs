//! What the screens ask of the card files, and what comes back from them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::bank::write::{
    Changes, Conflict, Draft, Field, LeftBehind, Opened, Place, Removed, Unmoved, Value,
};
use crate::bank::{CardId, Deck, Origin};
use crate::history::Record;
use crate::language::Both;
use crate::problem::Problem;

/// Something to do with cards in their files.
#[derive(Debug)]
pub enum CardJob {
    /// Read a card as it stands in its file now.
    Open {
        /// Its deck.
        deck: Arc<Deck>,
        /// The card.
        card: CardId,
        /// Whether what was typed for it and never saved is gone on with.
        takes_up: bool,
    },
    /// Write new values of a card.
    Save {
        /// The card as it was opened.
        opened: Box<Opened>,
        /// The values.
        changes: Changes,
    },
    /// Write a new card.
    Add {
        /// The deck.
        deck: Arc<Deck>,
        /// Its values.
        values: BTreeMap<Field, Value>,
    },
    /// Write a new card into a deck that is made for it.
    AddDeck {
        /// The new deck's id.
        deck: String,
        /// The card's values.
        values: BTreeMap<Field, Value>,
    },
    /// Take a card out of its deck.
    Delete {
        /// Its deck.
        deck: Arc<Deck>,
        /// The card.
        card: CardId,
    },
    /// Put a deleted card back.
    PutBack {
        /// Its deck.
        deck: Arc<Deck>,
        /// What was taken out.
        removed: Box<Removed>,
    },
    /// Move a card to another deck.
    Move {
        /// Its deck.
        deck: Arc<Deck>,
        /// The card.
        card: CardId,
        /// The other deck.
        to: Arc<Deck>,
    },
    /// Read a deck again that another program may have changed.
    ReadDeck(Arc<Deck>),
    /// Look for new cards that were being written when the program ended.
    FindDrafts,
    /// Go on with one of them.
    TakeUp(Box<LeftBehind<Draft>>),
    /// What was typed is saved elsewhere or thrown away.
    DropDraft(Box<Draft>),
    /// Finish the moves in whose middle the program ended.
    FinishMoves,
}

impl CardJob {
    /// The deck that it is about and its file; `None` where it needs none that is there already.
    pub fn file(&self) -> Option<(&str, &Path)> {
        match self {
            Self::Open { deck, .. }
            | Self::Add { deck, .. }
            | Self::Delete { deck, .. }
            | Self::PutBack { deck, .. }
            | Self::Move { deck, .. }
            | Self::ReadDeck(deck) => match &deck.origin {
                Origin::File(path) => Some((&deck.id, path)),
                Origin::BuiltIn => None,
            },
            Self::Save { opened, .. } => match &opened.deck.place {
                Place::File(path) => Some((&opened.deck.id, path)),
                Place::BuiltIn(_) => None,
            },
            _ => None,
        }
    }
}

/// What came of a job.
#[derive(Debug)]
pub struct CardNews {
    /// Decks that are read anew, with what is wrong in them.
    pub decks: Vec<(Deck, Vec<Problem>)>,
    /// The id of the deck whose file cannot be read any more, and why.
    pub unreadable: Option<(String, Problem)>,
    /// What the history has kept for it.
    pub records: Vec<Record>,
    /// How the job itself went.
    pub result: CardResult,
}

/// How a job went.
#[derive(Debug)]
pub enum CardResult {
    /// The card as it stands in the file, and what was typed for it and never saved.
    Opened(Box<Opened>, Option<Box<Draft>>),
    /// It is done.
    Done {
        /// What is done.
        what: Done,
        /// The card, under the name that it has now.
        card: CardId,
        /// Where the built-in deck was copied to for this, if it was.
        copied: Option<PathBuf>,
    },
    /// Somebody has changed the same values; nothing was written.
    Conflict(Box<Conflict>),
    /// Nothing was written, and why.
    Failed(Both),
    /// The decks were read.
    Read,
    /// New cards that were never saved, the last one first.
    LeftBehind(Vec<LeftBehind<Draft>>),
    /// One of them; `None` where another window goes on with it.
    TakenUp(Option<Box<Draft>>),
    /// Moves that broke off are finished now, but for these.
    MovesFinished(Vec<Unmoved>),
}

/// What is done with a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// Its new values stand in the file.
    Saved,
    /// It is there.
    Added,
    /// It is gone.
    Deleted,
    /// It is there again.
    CameBack,
    /// It is in the other deck.
    Moved,
}
