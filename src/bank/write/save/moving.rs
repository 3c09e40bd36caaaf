//! Moving a card to another deck: two files, of which a crash may leave only one written.
//!
//! The card is written there before it is taken away here, so it is never in neither. Before the
//! first file changes, a note of the move is put into the drafts folder. It goes when the second one
//! has changed. Where a window ended in between, the next start finds the note and finishes the
//! move, or says that the card stands in both decks where one of the two was changed since.

use std::path::Path;

use serde_json::json;

use super::error::SaveError;
use super::plan::{Plan, came, taken_out, unchanged};
use super::{Nothing, Writer};
use crate::bank::builtin;
use crate::bank::card::CardId;
use crate::bank::write::drafts::Drafts;
use crate::bank::write::edit::{self, Own};
use crate::bank::write::opened::{DeckAt, Opened, Place};
use crate::bank::write::outcome::{MOVED, Outcome, Past, Remember, Saved};
use crate::bank::write::under_way::Moving;
use crate::bank::write::value::{Field, Value};
use crate::both;
use crate::language::Both;
use crate::store::Kept;

/// A card that a move which broke off left in two decks, both of which stay as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmoved {
    /// The card here.
    pub card: CardId,
    /// The card there.
    pub copy: CardId,
}

/// Puts the note down in the moment before the other deck is written, when the card's name there
/// is known.
struct Note<'a> {
    drafts: &'a Drafts,
    moving: Moving,
}

impl Remember for Note<'_> {
    fn remember(&mut self, past: &[Past]) -> Result<(), Both> {
        if let Some(past) = past.first() {
            self.moving.arrives = past.card.clone();
        }
        let noted = self.drafts.begin_move(&self.moving);
        noted.map_err(|error| {
            both!(
                "옮기는 것을 적어 두지 못했습니다 ({error})",
                "the move could not be noted ({error})"
            )
        })
    }

    fn take_back(&mut self, _: &[Past]) {
        self.drafts.end_move(&self.moving);
    }
}

/// The text of the deck that a card is moved to, without it and with it.
#[derive(Debug, Default)]
struct Written {
    before: String,
    after: String,
}

impl Writer {
    /// Moves a card to another deck, its text as it is, its history with it. The deck that comes
    /// back is the other one; this one is to be read again.
    pub fn move_to(
        &self,
        opened: &Opened,
        target: &DeckAt,
        remember: &mut dyn Remember,
    ) -> Result<Outcome, SaveError> {
        let (path, source) = self.text_of(&opened.deck)?;
        let taken = match taken_out(opened, &source) {
            Ok(taken) => taken,
            Err(stop) => return stop.at(&path),
        };
        let mut note = Note {
            drafts: self.drafts(),
            moving: Moving {
                version: 1,
                card: opened.own.id.clone(),
                file: match &opened.deck.place {
                    Place::File(path) => Some(path.clone()),
                    Place::BuiltIn(_) => None,
                },
                arrives: opened.own.id.clone(),
                arrives_in: match &target.place {
                    Place::File(path) => path.clone(),
                    Place::BuiltIn(_) => self.path_of(&target.id)?,
                },
            },
        };
        let mut written = Written::default();
        let there = self.exchange(target, &mut note, |text| {
            let (edited, name) = edit::restore(&target.id, text, &taken)?;
            written = Written {
                before: text.to_owned(),
                after: edited.text.clone(),
            };
            Ok(came(target, &name, edited.text))
        });
        let arrived = match there {
            Ok(Outcome::Saved(arrived)) => arrived,
            not_there => {
                // Where the file there could be exchanged but not flushed, both have the card.
                let copy = DeckAt {
                    id: target.id.clone(),
                    place: Place::File(note.moving.arrives_in.clone()),
                };
                if self.take_copy_back(&copy, &note.moving.arrives, &written) {
                    self.drafts().end_move(&note.moving);
                }
                return not_there;
            }
        };
        match self.take_away(opened, &arrived.card, remember) {
            Ok(Outcome::Saved(_)) => {
                self.drafts().end_move(&note.moving);
                Ok(Outcome::Saved(arrived))
            }
            not_moved => {
                // Where the file here could be exchanged but not flushed, the card is gone here and
                // the copy is the card.
                let is_still_here = self.open(&opened.deck, &opened.own.id).is_ok();
                let copy = DeckAt {
                    id: target.id.clone(),
                    place: Place::File(arrived.path.clone()),
                };
                if !is_still_here || self.take_copy_back(&copy, &arrived.card, &written) {
                    self.drafts().end_move(&note.moving);
                }
                not_moved
            }
        }
    }

    /// Takes the card away here, which has arrived there.
    fn take_away(
        &self,
        opened: &Opened,
        arrived: &CardId,
        remember: &mut dyn Remember,
    ) -> Result<Outcome, SaveError> {
        self.exchange(&opened.deck, remember, |text| {
            let (_, number) = unchanged(opened, text)?;
            let (edited, _) = edit::remove(&opened.deck.id, text, number)?;
            Ok(Plan {
                text: Some(edited.text),
                past: vec![Past {
                    card: arrived.clone(),
                    field: MOVED,
                    before: json!(opened.own.id.as_str()),
                }],
                card: opened.own.id.clone(),
            })
        })
    }

    /// Takes the copy away that a failed move made; whether it is gone. A deck that nobody has
    /// changed since is to the byte what it was before.
    fn take_copy_back(&self, deck: &DeckAt, copy: &CardId, written: &Written) -> bool {
        let Ok(copy) = self.open(deck, copy) else {
            return true;
        };
        let taken = self.exchange(deck, &mut Nothing, |text| {
            let before = if text == written.after {
                written.before.clone()
            } else {
                let (_, number) = unchanged(&copy, text)?;
                edit::remove(&deck.id, text, number)?.0.text
            };
            Ok(Plan {
                text: Some(before),
                past: Vec::new(),
                card: copy.own.id.clone(),
            })
        });
        matches!(taken, Ok(Outcome::Saved(_)))
    }

    /// Finishes the moves in whose middle a window ended. Gives the decks that were left, and the
    /// cards that stay in two decks because one of the two was changed since, or cannot be written.
    pub fn finish_moves(&self, remember: &mut dyn Remember) -> (Vec<Saved>, Vec<Unmoved>) {
        let (mut left, mut unmoved) = (Vec::new(), Vec::new());
        for broken in self.drafts().broken_moves() {
            let moving = &broken.content;
            let here = self.still_here(moving);
            let there = self.look(
                &file_of(moving.arrives.deck(), &moving.arrives_in),
                &moving.arrives,
            );
            let (Some(here), Some(there)) = (here, there) else {
                // It never left, or it has arrived.
                self.drafts().forget_move(&broken);
                continue;
            };
            let finished = says_the_same(&here.own, &there.own)
                .then(|| self.take_away(&here, &moving.arrives, remember));
            if let Some(Ok(Outcome::Saved(saved))) = finished {
                self.drafts().forget_move(&broken);
                left.push(*saved);
            } else {
                unmoved.push(Unmoved {
                    card: moving.card.clone(),
                    copy: moving.arrives.clone(),
                });
            }
        }
        (left, unmoved)
    }

    /// The card where it is moved from, if it is there still.
    fn still_here(&self, moving: &Moving) -> Option<Opened> {
        let deck = moving.card.deck();
        let copied = self.path_of(deck).ok();
        let path = moving
            .file
            .clone()
            .or_else(|| copied.filter(|path| self.disk.kind_of(path) == Kept::File));
        let at = match path {
            Some(path) => file_of(deck, &path),
            None => DeckAt {
                id: deck.to_owned(),
                place: Place::BuiltIn(
                    builtin::decks()
                        .into_iter()
                        .find(|found| found.id == deck)?
                        .text,
                ),
            },
        };
        self.look(&at, &moving.card)
    }

    fn look(&self, deck: &DeckAt, card: &CardId) -> Option<Opened> {
        self.open(deck, card).ok()
    }
}

fn file_of(deck: &str, path: &Path) -> DeckAt {
    DeckAt {
        id: deck.to_owned(),
        place: Place::File(path.to_owned()),
    }
}

/// Whether two cards differ in nothing but their names.
fn says_the_same(one: &Own, other: &Own) -> bool {
    let rest = |own: &Own| -> Vec<(Field, Value)> {
        let values = own.values.iter();
        values
            .filter(|(field, _)| **field != Field::Id)
            .map(|(field, value)| (*field, value.clone()))
            .collect()
    };
    rest(one) == rest(other)
}
