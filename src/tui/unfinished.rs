//! What is being written and is not kept yet, beside answers and cards: it survives a kill as a
//! small file in the drafts folder, and is found again at the next start.

use std::path::PathBuf;

use serde::Serialize;
use serde_json::Value;

use crate::store::replace::Durability;
use crate::store::{Disk, Folders};

/// The drafts that are of this kind, by the beginnings of their names. Others lie in the same
/// folder: a session's is its id, a card's begins with `edit-`.
const SORTS: [&str; 3] = ["debrief-", "interview-", "look-back-"];

/// A text, or several, under a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Unfinished {
    /// The name of its file without `.json`.
    pub name: String,
    /// What it holds.
    pub value: Value,
}

impl Unfinished {
    /// A draft of this value.
    pub fn of(name: String, value: &impl Serialize) -> Self {
        let value = serde_json::to_value(value).unwrap_or_default();
        Self { name, value }
    }

    fn path(folders: &Folders, name: &str) -> PathBuf {
        folders.drafts().join(format!("{name}.json"))
    }

    /// Writes it over an earlier one of its name. It has to survive the end of the program only.
    pub fn write(&self, disk: &Disk, folders: &Folders) -> std::io::Result<()> {
        let bytes = serde_json::to_vec(&self.value)?;
        disk.replace(
            &Self::path(folders, &self.name),
            &bytes,
            Durability::Process,
        )
    }

    /// Removes the one with this name.
    pub fn remove(name: &str, disk: &Disk, folders: &Folders) -> std::io::Result<()> {
        disk.remove(&Self::path(folders, name))
    }

    /// All that can be read.
    pub fn all(disk: &Disk, folders: &Folders) -> Vec<Self> {
        let paths = disk.entries(&folders.drafts()).unwrap_or_default();
        let read = |path: PathBuf| {
            let name = path.file_stem()?.to_str()?.to_owned();
            let is_ours = SORTS.iter().any(|sort| name.starts_with(sort))
                && path.extension().is_some_and(|ending| ending == "json");
            let bytes = disk.read(&path).ok().filter(|_| is_ours)?;
            let value = serde_json::from_slice(&bytes).ok()?;
            Some(Self { name, value })
        };
        paths.into_iter().filter_map(read).collect()
    }
}
