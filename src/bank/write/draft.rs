//! What was typed and could not be saved yet, for the next try or the next start.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::save::Opened;
use super::value::{Changes, Field, Value};
use crate::bank::card::CardId;
use crate::store::replace::Durability;
use crate::store::{Disk, Folders};
use crate::text;

/// The changes to one card, or a whole new one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The format's version.
    #[serde(rename = "v")]
    version: u32,
    /// The deck's id.
    pub deck: String,
    /// The card; `None` for a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<CardId>,
    /// The typed values by their keys, as the history writes them; `null` takes a key away.
    values: BTreeMap<String, Json>,
    /// What stood in the file when the typing began.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    read: BTreeMap<String, Json>,
}

impl Draft {
    /// The draft of changes to a card.
    pub fn of_card(opened: &Opened, changes: &Changes) -> Self {
        let read = changes
            .keys()
            .map(|&field| (field.key().to_owned(), opened.own.json(field)));
        Self {
            version: 1,
            deck: opened.deck.id.clone(),
            card: Some(opened.own.id.clone()),
            values: changes
                .iter()
                .map(|(field, value)| {
                    let json = value.as_ref().map_or(Json::Null, Value::to_json);
                    (field.key().to_owned(), json)
                })
                .collect(),
            read: read.collect(),
        }
    }

    /// The draft of a new card.
    pub fn of_new_card(deck: &str, values: &BTreeMap<Field, Value>) -> Self {
        Self {
            version: 1,
            deck: deck.to_owned(),
            card: None,
            values: values
                .iter()
                .map(|(field, value)| (field.key().to_owned(), value.to_json()))
                .collect(),
            read: BTreeMap::new(),
        }
    }

    /// The typed values.
    pub fn changes(&self) -> Changes {
        fields(&self.values).collect()
    }

    /// Whether the file still says what it said when the typing began: then the draft can be
    /// taken up without asking.
    pub fn fits(&self, opened: &Opened) -> bool {
        self.card.as_ref() == Some(&opened.own.id)
            && fields(&self.read)
                .all(|(field, value)| opened.own.values.get(&field) == value.as_ref())
    }

    fn file_name(&self) -> String {
        let card = self.card.as_ref().map_or("", CardId::as_str);
        let name = format!("{}\0{card}", self.deck);
        format!("edit-{:016x}.json", text::fingerprint(name.bytes()))
    }
}

fn fields(values: &BTreeMap<String, Json>) -> impl Iterator<Item = (Field, Option<Value>)> {
    values.iter().filter_map(|(key, json)| {
        let field = Field::from_key(key)?;
        Some((field, Value::from_json(field, json).ok()?))
    })
}

/// The drafts folder: one file a card, and one a deck for a new card.
#[derive(Debug, Clone)]
pub struct Drafts {
    disk: Disk,
    folder: PathBuf,
}

impl Drafts {
    /// The drafts below the data folder.
    pub fn new(disk: &Disk, folders: &Folders) -> Self {
        Self {
            disk: disk.clone(),
            folder: folders.drafts(),
        }
    }

    /// Keeps a draft over an earlier one of the same card.
    pub fn keep(&self, draft: &Draft) -> io::Result<()> {
        let text = serde_json::to_string(draft)?;
        let path = self.folder.join(draft.file_name());
        self.disk
            .replace(&path, text.as_bytes(), Durability::Process)
    }

    /// Takes a draft away; one that is not there is gone already.
    pub fn remove(&self, draft: &Draft) -> io::Result<()> {
        let path = self.folder.join(draft.file_name());
        if !path.exists() {
            return Ok(());
        }
        self.disk.remove(&path)
    }

    /// All drafts that can be read.
    pub fn all(&self) -> Vec<Draft> {
        let paths = self.disk.entries(&self.folder).unwrap_or_default();
        paths
            .into_iter()
            .filter(|path| {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                name.starts_with("edit-") && name.ends_with(".json")
            })
            .filter_map(|path| serde_json::from_slice(&self.disk.read(&path).ok()?).ok())
            .collect()
    }

    /// The draft of a card.
    pub fn of(&self, card: &CardId) -> Option<Draft> {
        let mut all = self.all().into_iter();
        all.find(|draft| draft.card.as_ref() == Some(card))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_comes_back_whole_and_goes() {
        let root = tempfile::tempdir().unwrap();
        let kept = Drafts::new(&Disk::whole(), &Folders::below(root.path()));
        let values = BTreeMap::from([
            (Field::Question, Value::text("새 질문")),
            (Field::Tags, Value::Texts(vec!["a".to_owned()])),
        ]);
        let draft = Draft::of_new_card("mine", &values);
        kept.keep(&draft).unwrap();
        assert_eq!(kept.all(), std::slice::from_ref(&draft));
        let wanted: Changes = values.into_iter().map(|(f, v)| (f, Some(v))).collect();
        assert_eq!(draft.changes(), wanted);
        kept.remove(&draft).unwrap();
        kept.remove(&draft).unwrap();
        assert!(kept.all().is_empty());
    }
}
