//! The folder of what is on its way into the decks: drafts, and moves of cards between two files.
//!
//! Each window writes under a name of its own and holds an OS lock on that name while it has
//! something there, so two windows on one card never write over each other. The lock goes with the
//! process, however that ends: what lies under a name without a lock was left behind, and is
//! offered to whoever asks next.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::draft::Draft;
use super::under_way::Moving;
use crate::bank::card::CardId;
use crate::store::replace::Durability;
use crate::store::{Disk, Folders, Kept};
use crate::text;

/// What one window has in the folder.
#[derive(Debug, Clone)]
pub struct Drafts {
    disk: Disk,
    folder: PathBuf,
    owner: String,
    /// Held while something of this window lies in the folder.
    lock: Arc<Mutex<Option<File>>>,
}

/// Something that a window left behind when it ended.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftBehind<T> {
    /// What it is.
    pub content: T,
    path: PathBuf,
    changed: Option<SystemTime>,
}

/// What lies in the folder.
trait Kind: Serialize + DeserializeOwned {
    /// With which the names of such files begin.
    const PREFIX: &'static str;
    const DURABILITY: Durability;

    fn fingerprint(&self) -> u64;
}

impl Kind for Draft {
    const PREFIX: &'static str = "edit";
    const DURABILITY: Durability = Durability::Process;

    fn fingerprint(&self) -> u64 {
        Self::fingerprint(self)
    }
}

impl Kind for Moving {
    const PREFIX: &'static str = "move";
    const DURABILITY: Durability = Durability::Power;

    fn fingerprint(&self) -> u64 {
        text::fingerprint(self.card.as_str().bytes())
    }
}

impl Drafts {
    /// A window's own place below the data folder.
    pub fn new(disk: &Disk, folders: &Folders) -> Self {
        Self {
            disk: disk.clone(),
            folder: folders.drafts(),
            owner: format!("{:016x}", rand::random::<u64>()),
            lock: Arc::default(),
        }
    }

    /// Keeps a draft over this window's earlier one of the same card.
    pub fn keep(&self, draft: &Draft) -> io::Result<()> {
        self.put(draft)
    }

    /// Takes this window's draft of the same card away; one that is not there is gone already.
    pub fn remove(&self, draft: &Draft) -> io::Result<()> {
        self.take_away(draft)
    }

    /// The drafts that no window is writing, the newest first.
    pub fn left_behind(&self) -> Vec<LeftBehind<Draft>> {
        self.abandoned()
    }

    /// Goes on with a draft that was left behind, as this window's own. `None` where another
    /// window was quicker.
    pub fn take_up(&self, left: &LeftBehind<Draft>) -> Option<Draft> {
        let owner = owner_of(&left.path)?;
        let _seized = self.disk.claim(&self.lock_path(owner)).ok()??;
        let draft: Option<Draft> = self.read(&left.path);
        if draft.as_ref().is_some_and(|draft| self.put(draft).is_ok()) {
            // One that stays is offered once more.
            let _ = self.disk.remove(&left.path);
        }
        self.let_go(owner);
        draft
    }

    /// Goes on with the newest draft of a card.
    pub fn of(&self, card: &CardId) -> Option<Draft> {
        let own = self.own::<Draft>().into_iter();
        let is_it = |draft: &Draft| draft.card.as_ref() == Some(card);
        own.map(|left| left.content).find(is_it).or_else(|| {
            let mut left = self.left_behind().into_iter();
            left.find(|left| is_it(&left.content))
                .and_then(|left| self.take_up(&left))
        })
    }

    /// Notes that a card is on its way; flushed when it returns.
    pub(super) fn begin_move(&self, moving: &Moving) -> io::Result<()> {
        self.put(moving)
    }

    /// The card has arrived, or is back.
    pub(super) fn end_move(&self, moving: &Moving) {
        // A note that stays is looked at once more, and says the same.
        let _ = self.take_away(moving);
    }

    /// The moves in whose middle a window ended.
    pub(super) fn broken_moves(&self) -> Vec<LeftBehind<Moving>> {
        self.abandoned()
    }

    /// A broken move is mended.
    pub(super) fn forget_move(&self, left: &LeftBehind<Moving>) {
        let _ = self.disk.remove(&left.path);
        if let Some(owner) = owner_of(&left.path) {
            self.let_go(owner);
        }
    }

    fn put<T: Kind>(&self, content: &T) -> io::Result<()> {
        let mut lock = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        if lock.is_none() {
            // Where no lock can be had, another window may go on with this text as well.
            *lock = self.disk.claim(&self.lock_path(&self.owner)).ok().flatten();
        }
        let text = serde_json::to_vec(content)?;
        self.disk
            .replace(&self.path_of(content), &text, T::DURABILITY)
    }

    fn take_away<T: Kind>(&self, content: &T) -> io::Result<()> {
        let path = self.path_of(content);
        if self.disk.kind_of(&path) == Kept::Nothing {
            return Ok(());
        }
        self.disk.remove(&path)?;
        self.let_go(&self.owner);
        Ok(())
    }

    /// Takes the lock's file of an owner away who has nothing here any more.
    fn let_go(&self, owner: &str) {
        let mut paths = self.paths().into_iter();
        if paths.any(|path| owner_of(&path) == Some(owner)) {
            return;
        }
        // An empty file that stays harms nobody.
        let _ = self.disk.remove(&self.lock_path(owner));
        if owner == self.owner {
            *self.lock.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }

    fn abandoned<T: Kind>(&self) -> Vec<LeftBehind<T>> {
        self.all(|owner| owner != self.owner && self.is_gone(owner))
    }

    fn own<T: Kind>(&self) -> Vec<LeftBehind<T>> {
        self.all(|owner| owner == self.owner)
    }

    /// Everything of a kind that can be read and whose owner is wanted, the newest first.
    fn all<T: Kind>(&self, is_wanted: impl Fn(&str) -> bool) -> Vec<LeftBehind<T>> {
        let paths = self.paths().into_iter();
        let mut all: Vec<LeftBehind<T>> = paths
            .filter(|path| name_of(path).starts_with(&format!("{}-", T::PREFIX)))
            .filter(|path| owner_of(path).is_some_and(&is_wanted))
            .filter_map(|path| {
                Some(LeftBehind {
                    content: self.read(&path)?,
                    changed: self.disk.changed_at(&path),
                    path,
                })
            })
            .collect();
        all.sort_by_key(|left| std::cmp::Reverse(left.changed));
        all
    }

    /// Whether the window that wrote under this name has ended.
    fn is_gone(&self, owner: &str) -> bool {
        let path = self.lock_path(owner);
        self.disk.kind_of(&path) == Kept::Nothing
            || matches!(self.disk.claim(&path), Ok(Some(_)) | Err(_))
    }

    fn paths(&self) -> Vec<PathBuf> {
        let mut paths = self.disk.entries(&self.folder).unwrap_or_default();
        paths.retain(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        });
        paths
    }

    fn read<T: Kind>(&self, path: &Path) -> Option<T> {
        serde_json::from_slice(&self.disk.read(path).ok()?).ok()
    }

    fn path_of<T: Kind>(&self, content: &T) -> PathBuf {
        let (prefix, owner) = (T::PREFIX, &self.owner);
        let name = format!("{prefix}-{owner}-{:016x}.json", content.fingerprint());
        self.folder.join(name)
    }

    fn lock_path(&self, owner: &str) -> PathBuf {
        self.folder.join(format!("edit-{owner}.lock"))
    }
}

fn name_of(path: &Path) -> &str {
    path.file_stem()
        .and_then(std::ffi::OsStr::to_str)
        .unwrap_or_default()
}

/// The window that wrote a file: the middle of `edit-<owner>-<card>`.
fn owner_of(path: &Path) -> Option<&str> {
    let mut parts = name_of(path).split('-');
    let owner = parts.by_ref().nth(1)?;
    (parts.count() == 1).then_some(owner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::write::{Changes, Field, Typed, Value};

    fn window(root: &Path) -> Drafts {
        Drafts::new(&Disk::whole(), &Folders::below(root))
    }

    fn new_card(question: &str) -> Draft {
        let changes = Changes::from([
            (Field::Question, Some(Value::text(question))),
            (Field::Tags, Some(Value::Texts(vec!["a".to_owned()]))),
        ]);
        let typed = Typed {
            changes,
            unfinished: [(Field::FollowUps, "Q".to_owned())].into(),
        };
        Draft::of_new_card("mine", &typed)
    }

    fn files(root: &Path) -> usize {
        let folder = Folders::below(root).drafts();
        std::fs::read_dir(folder).map_or(0, Iterator::count)
    }

    #[test]
    fn a_draft_comes_back_whole_with_what_cannot_be_read_yet_and_goes() {
        let root = tempfile::tempdir().unwrap();
        let killed = window(root.path());
        let draft = new_card("새 질문");
        killed.keep(&draft).unwrap();
        drop(killed);
        let next = window(root.path());
        let left = next.left_behind();
        assert_eq!(left[0].content, draft);
        assert_eq!(left[0].content.typed(), draft.typed());
        assert_eq!(next.take_up(&left[0]), Some(draft.clone()));
        assert!(next.left_behind().is_empty(), "it is this window's own now");
        next.remove(&draft).unwrap();
        next.remove(&draft).unwrap();
        assert_eq!(files(root.path()), 0, "not even a lock is left");
    }

    #[test]
    fn two_windows_on_one_card_keep_a_draft_each() {
        let root = tempfile::tempdir().unwrap();
        let (one, two) = (window(root.path()), window(root.path()));
        one.keep(&new_card("one")).unwrap();
        two.keep(&new_card("two")).unwrap();
        assert!(one.left_behind().is_empty() && two.left_behind().is_empty());
        drop(one);
        let left = two.left_behind();
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].content, new_card("one"));
        // A third window is quicker.
        let third = window(root.path());
        assert_eq!(third.take_up(&left[0]), Some(new_card("one")));
        assert_eq!(two.take_up(&left[0]), None);
        two.remove(&new_card("two")).unwrap();
        third.remove(&new_card("one")).unwrap();
        assert_eq!(files(root.path()), 0);
    }
}
