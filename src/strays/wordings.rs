//! What answered cards asked when their decks were read last: a card without an id that is reworded elsewhere has
//! another name, and its old question is nowhere else.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::bank::{Bank, CardId, Origin};
use crate::history::History;
use crate::store::replace::Durability;
use crate::store::{Disk, Folders};

/// The questions of the user's answered cards. They are kept in the state folder: a help that may be thrown away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wordings(BTreeMap<String, String>);

impl Wordings {
    fn path(folders: &Folders) -> PathBuf {
        folders.state.join("wordings.json")
    }

    /// Those that were kept; none where they cannot be read.
    pub fn load(disk: &Disk, folders: &Folders) -> Self {
        let bytes = disk.read(&Self::path(folders)).unwrap_or_default();
        Self(serde_json::from_slice(&bytes).unwrap_or_default())
    }

    /// Takes note of the cards that there are now, and keeps what has changed. Where it cannot be kept, less will be
    /// suggested some day.
    pub fn keep(&mut self, disk: &Disk, folders: &Folders, bank: &Bank, history: &History) {
        if !self.note(bank, history) {
            return;
        }
        if let Ok(bytes) = serde_json::to_vec(&self.0) {
            let _ = disk.replace(&Self::path(folders), &bytes, Durability::Process);
        }
    }

    /// Takes note of the cards that there are now; whether anything is new. What is known of cards that are gone stays
    /// as long as they have answers.
    pub fn note(&mut self, bank: &Bank, history: &History) -> bool {
        let mut now = BTreeMap::new();
        for (card, _) in history.by_card() {
            match bank.find(card) {
                Some(entry) if entry.deck.origin == Origin::BuiltIn => {}
                Some(entry) => {
                    now.insert(card.to_string(), entry.card.question.clone());
                }
                None => {
                    let known = self.0.get_key_value(card.as_str());
                    now.extend(known.map(|(card, asked)| (card.clone(), asked.clone())));
                }
            }
        }
        let is_new = now != self.0;
        self.0 = now;
        is_new
    }

    /// What a card asked.
    pub fn of(&self, card: &CardId) -> Option<&str> {
        self.0.get(card.as_str()).map(String::as_str)
    }
}
