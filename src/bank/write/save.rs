//! Carrying an edit out on the disk.
//!
//! Under the deck's lock the file is read again; the card is looked up in what stands there
//! *now*, and the edit is made in that text. Whatever others have changed elsewhere in the file
//! meanwhile stays. Only where the very value was changed that is being saved does nobody win:
//! both versions come back as a [`Conflict`]. What stood there before is remembered before the
//! new file takes its name, so no version is ever lost.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::draft::{Draft, Typed};
use super::drafts::Drafts;
use super::edit::{self, Refusal, Removed};
use super::value::{Changes, Field, Value};
use crate::bank::card::CardId;
use crate::bank::deck::{self, Origin};
use crate::language::Both;
use crate::store::{Disk, Folders, Unwritable};

mod error;
mod moving;
mod plan;

pub use super::opened::{DeckAt, Opened, Place, deck_at};
pub use super::outcome::{Clash, Conflict, MOVED, Outcome, Past, Remember, Saved, WHOLE_CARD};
pub use error::SaveError;
pub use moving::Unmoved;
use plan::{Plan, Stop, came, plan_change, unchanged};

/// Writes cards into the user's decks.
#[derive(Debug, Clone)]
pub struct Writer {
    disk: Disk,
    decks: PathBuf,
    drafts: Drafts,
}

impl Writer {
    /// A writer for the user's folders.
    pub fn new(disk: &Disk, folders: &Folders) -> Self {
        Self::with_drafts(disk, folders, Drafts::new(disk, folders))
    }

    /// A writer whose drafts are those of a window.
    pub fn with_drafts(disk: &Disk, folders: &Folders, drafts: Drafts) -> Self {
        Self {
            disk: disk.clone(),
            decks: folders.decks(),
            drafts,
        }
    }

    /// The drafts that this writer keeps.
    pub fn drafts(&self) -> &Drafts {
        &self.drafts
    }

    /// Where the deck with this id lies, or would.
    pub fn path_of(&self, deck: &str) -> Result<PathBuf, SaveError> {
        if is_deck_name(deck) {
            Ok(self.decks.join(format!("{deck}.toml")))
        } else {
            Err(SaveError::NotADeckName(deck.to_owned()))
        }
    }

    /// The card as it stands in its file at this moment.
    pub fn open(&self, deck: &DeckAt, card: &CardId) -> Result<Opened, SaveError> {
        let (path, text) = self.text_of(deck)?;
        let refused = |why| SaveError::Refused {
            path: path.clone(),
            why,
        };
        let owns = edit::read(&deck.id, &text).map_err(refused)?;
        let found = owns.into_iter().find(|own| own.id == *card);
        Ok(Opened {
            deck: deck.clone(),
            own: found.ok_or_else(|| refused(Refusal::NoSuchCard))?,
        })
    }

    fn text_of(&self, deck: &DeckAt) -> Result<(PathBuf, String), SaveError> {
        match &deck.place {
            Place::BuiltIn(text) => Ok((self.path_of(&deck.id)?, (*text).to_owned())),
            Place::File(path) => {
                let path = path.clone();
                match self.disk.read(&path).map(String::from_utf8) {
                    Ok(Ok(text)) => Ok((path, text)),
                    Ok(Err(_)) => Err(SaveError::NotUtf8 { path }),
                    Err(error) => Err(SaveError::Unwritable {
                        path,
                        why: error.into(),
                    }),
                }
            }
        }
    }

    /// Saves new values of a card's fields. A card without an id gets the one it goes by written
    /// first, so that its history stays with it whatever becomes of its question. What cannot be
    /// saved is kept as a draft; a draft of what was saved goes.
    pub fn save(
        &self,
        opened: &Opened,
        changes: &Changes,
        remember: &mut dyn Remember,
    ) -> Result<Outcome, SaveError> {
        let draft = Draft::of_card(opened, &changes.clone().into());
        let outcome = self.exchange(&opened.deck, remember, |text| {
            plan_change(opened, changes, text)
        });
        self.settle(&draft, &outcome);
        outcome
    }

    /// Why no card can be made of these values in a deck, or in a new one of this id. Nothing is
    /// written, not even a draft.
    pub fn check_new(
        &self,
        id: &str,
        deck: Option<&DeckAt>,
        values: &BTreeMap<Field, Value>,
    ) -> Result<(), SaveError> {
        let (path, text) = match deck {
            Some(deck) => self.text_of(deck)?,
            None => (self.path_of(id)?, String::new()),
        };
        let made = edit::add(id, &text, values);
        made.map(|_| ())
            .map_err(|why| SaveError::Refused { path, why })
    }

    /// Adds a card to a deck.
    pub fn add(
        &self,
        deck: &DeckAt,
        values: &BTreeMap<Field, Value>,
        remember: &mut dyn Remember,
    ) -> Result<Outcome, SaveError> {
        let draft = Draft::of_new_card(&deck.id, &typed(values));
        let outcome = self.exchange(deck, remember, |text| {
            let (edited, name) = edit::add(&deck.id, text, values)?;
            Ok(came(deck, &name, edited.text))
        });
        self.settle(&draft, &outcome);
        outcome
    }

    /// Makes a new deck of the user's with its first card; never over a file that is there. An
    /// empty title or company is left out.
    pub fn add_deck(
        &self,
        deck: &str,
        title: &str,
        company: &str,
        values: &BTreeMap<Field, Value>,
        remember: &mut dyn Remember,
    ) -> Result<Outcome, SaveError> {
        let path = self.path_of(deck)?;
        let head = edit::head(&[("title", title), ("company", company)]);
        let draft = Draft::of_new_card(deck, &typed(values));
        let at = DeckAt {
            id: deck.to_owned(),
            place: Place::File(path.clone()),
        };
        let made = edit::add(deck, &head, values)
            .map(|(edited, name)| came(&at, &name, edited.text))
            .map_err(Stop::from)
            .and_then(|plan| {
                self.create(&path, &plan, remember)?;
                Ok(plan)
            });
        let outcome = match made {
            Ok(plan) => {
                let text = plan.text.unwrap_or_default();
                Ok(Outcome::Saved(Box::new(saved(
                    &at, &path, plan.card, &text,
                ))))
            }
            Err(stop) => stop.at(&path),
        };
        self.settle(&draft, &outcome);
        outcome
    }

    /// Takes a card out of its deck. The history keeps its whole text, from which
    /// [`Writer::put_back`] makes it again.
    pub fn delete(
        &self,
        opened: &Opened,
        remember: &mut dyn Remember,
    ) -> Result<Outcome, SaveError> {
        self.exchange(&opened.deck, remember, |text| {
            let (_, number) = unchanged(opened, text)?;
            let (edited, removed) = edit::remove(&opened.deck.id, text, number)?;
            Ok(Plan {
                text: Some(edited.text),
                past: vec![Past {
                    card: opened.own.id.clone(),
                    field: WHOLE_CARD,
                    before: json!(removed),
                }],
                card: opened.own.id.clone(),
            })
        })
    }

    /// Puts a card back that was taken out: to the byte where nothing else has changed.
    pub fn put_back(
        &self,
        deck: &DeckAt,
        removed: &Removed,
        remember: &mut dyn Remember,
    ) -> Result<Outcome, SaveError> {
        self.exchange(deck, remember, |text| {
            let (edited, name) = edit::restore(&deck.id, text, removed)?;
            Ok(came(deck, &name, edited.text))
        })
    }

    /// Exchanges a deck's whole text, which was made of the text `read`; none where the deck is
    /// not there yet. Nothing is written where the file says something else by now.
    pub fn exchange_text(
        &self,
        deck: &str,
        read: Option<&str>,
        new: &str,
        past: &[Past],
        remember: &mut dyn Remember,
    ) -> Result<Saved, SaveError> {
        let path = self.path_of(deck)?;
        let at = DeckAt {
            id: deck.to_owned(),
            place: Place::File(path.clone()),
        };
        let plan = || Plan {
            text: Some(new.to_owned()),
            past: past.to_vec(),
            card: CardId::new(deck, ""),
        };
        let changed_meanwhile = || SaveError::ChangedMeanwhile { path: path.clone() };
        let outcome = match read {
            Some(read) => self.rewrite(&at, &path, remember, |text| {
                if text == read {
                    Ok(plan())
                } else {
                    Err(Stop::Failed(changed_meanwhile()))
                }
            }),
            None => match self.create(&path, &plan(), remember) {
                Ok(()) => {
                    let saved = saved(&at, &path, CardId::new(deck, ""), new);
                    Ok(Outcome::Saved(Box::new(saved)))
                }
                Err(Stop::Unwritable(Unwritable::Exists)) => Err(changed_meanwhile()),
                Err(stop) => stop.at(&path),
            },
        };
        match outcome? {
            Outcome::Saved(saved) => Ok(*saved),
            Outcome::Conflict(_) => Err(changed_meanwhile()),
        }
    }

    fn settle(&self, draft: &Draft, outcome: &Result<Outcome, SaveError>) {
        // A draft is a second net; that it could not be written is not worth a second error.
        let _ = match outcome {
            Ok(Outcome::Saved(_)) => self.drafts.remove(draft),
            _ => self.drafts.keep(draft),
        };
    }

    fn exchange(
        &self,
        deck: &DeckAt,
        remember: &mut dyn Remember,
        mut plan: impl FnMut(&str) -> Result<Plan, Stop>,
    ) -> Result<Outcome, SaveError> {
        match &deck.place {
            Place::File(path) => self.rewrite(deck, path, remember, plan),
            Place::BuiltIn(text) => {
                let path = self.path_of(&deck.id)?;
                let copied = plan(text).and_then(|plan| {
                    if plan.text.is_some() {
                        self.create(&path, &plan, remember)?;
                    }
                    Ok(plan)
                });
                match copied {
                    // Another window has just copied it: then that file is the deck.
                    Err(Stop::Unwritable(Unwritable::Exists)) => {
                        self.rewrite(deck, &path, remember, plan)
                    }
                    Ok(plan) => {
                        let is_copied = plan.text.is_some();
                        let new = plan.text.as_deref().unwrap_or(text);
                        let mut now = saved(deck, &path, plan.card, new);
                        if !is_copied {
                            now.deck.origin = Origin::BuiltIn;
                        }
                        Ok(Outcome::Saved(Box::new(Saved {
                            copied: is_copied,
                            changed: is_copied,
                            ..now
                        })))
                    }
                    Err(stop) => stop.at(&path),
                }
            }
        }
    }

    fn create(&self, path: &Path, plan: &Plan, remember: &mut dyn Remember) -> Result<(), Stop> {
        let bytes = plan.text.as_deref().unwrap_or_default().as_bytes();
        let created = self.disk.create(path, bytes, || keep(remember, &plan.past));
        if created.is_err() && !self.stands(path, bytes) {
            remember.take_back(&plan.past);
        }
        created
    }

    fn stands(&self, path: &Path, bytes: &[u8]) -> bool {
        self.disk.read(path).is_ok_and(|found| found == bytes)
    }

    fn rewrite(
        &self,
        deck: &DeckAt,
        path: &Path,
        remember: &mut dyn Remember,
        mut plan: impl FnMut(&str) -> Result<Plan, Stop>,
    ) -> Result<Outcome, SaveError> {
        let mut remembered: Option<Vec<Past>> = None;
        let mut planned: Option<String> = None;
        let written = self.disk.rewrite(
            path,
            |bytes| {
                let text = std::str::from_utf8(bytes).map_err(|_| Stop::NotUtf8)?;
                let plan = plan(text)?;
                let new = plan.text.as_ref().map(|text| text.as_bytes().to_vec());
                Ok((new, (plan, text.to_owned())))
            },
            |(plan, _)| {
                planned.clone_from(&plan.text);
                if remembered.as_ref() != Some(&plan.past) {
                    keep(remember, &plan.past)?;
                    remembered = Some(plan.past.clone());
                }
                Ok::<(), Stop>(())
            },
        );
        match written {
            Ok((plan, old)) => {
                let now = plan.text.as_ref().unwrap_or(&old);
                Ok(Outcome::Saved(Box::new(Saved {
                    changed: *now != old,
                    ..saved(deck, path, plan.card, now)
                })))
            }
            Err(stop) => {
                if let (Some(past), Some(planned)) = (remembered, planned)
                    && !self.stands(path, planned.as_bytes())
                {
                    remember.take_back(&past);
                }
                stop.at(path)
            }
        }
    }
}

fn typed(values: &BTreeMap<Field, Value>) -> Typed {
    let values = values.iter();
    let changes: Changes = values
        .map(|(field, value)| (*field, Some(value.clone())))
        .collect();
    changes.into()
}

/// Whether a deck can be called this: the parts of a path below the decks folder, none hidden.
pub fn is_deck_name(deck: &str) -> bool {
    deck.split('/').all(|part| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.chars().any(|c| c.is_control() || "#\\:".contains(c))
    })
}

/// Remembers nothing: for writing an id, which takes nothing away.
struct Nothing;

impl Remember for Nothing {
    fn remember(&mut self, _: &[Past]) -> Result<(), Both> {
        Ok(())
    }

    fn take_back(&mut self, _: &[Past]) {}
}

fn keep(remember: &mut dyn Remember, past: &[Past]) -> Result<(), Stop> {
    if past.is_empty() {
        return Ok(());
    }
    remember
        .remember(past)
        .map_err(|words| Stop::Failed(SaveError::NotRemembered(words)))
}

/// A save after which the deck has this text.
fn saved(at: &DeckAt, path: &Path, card: CardId, text: &str) -> Saved {
    let shown = path.display().to_string();
    let origin = Origin::File(path.to_owned());
    let (deck, problems) = deck::read(&at.id, origin, &shown, text);
    Saved {
        card,
        path: path.to_owned(),
        copied: false,
        changed: true,
        deck,
        problems,
    }
}

#[cfg(test)]
mod tests;
