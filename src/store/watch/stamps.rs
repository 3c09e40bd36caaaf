//! By what a change of a file is known without reading it.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use super::super::{Disk, Folders, Kept, Stamp};
use super::areas::{Area, Areas};

/// Folders are looked through this deep, as decks are.
const DEEPEST_FOLDER: usize = 32;

/// Every file that the program reads, with its stamp.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stamps(BTreeMap<PathBuf, Stamp>);

impl Stamps {
    /// The stamps of all files as they are now.
    pub fn of(disk: &Disk, folders: &Folders) -> Self {
        let mut stamps = Self::default();
        let mut visited = HashSet::new();
        for (folder, depth) in watched(folders) {
            stamps.add(disk, &folder, depth, &mut visited);
        }
        stamps
    }

    fn add(&mut self, disk: &Disk, folder: &Path, depth: usize, visited: &mut HashSet<PathBuf>) {
        if disk
            .canonical(folder)
            .is_ok_and(|real| !visited.insert(real))
        {
            return;
        }
        for path in disk.entries(folder).unwrap_or_default() {
            let name = path.file_name().unwrap_or_default();
            if name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            match disk.kind_of(&path) {
                Kept::Folder if depth > 0 => self.add(disk, &path, depth - 1, visited),
                Kept::Folder => {}
                _ => {
                    if let Some(stamp) = disk.stamp(&path) {
                        self.0.insert(path, stamp);
                    }
                }
            }
        }
    }

    /// The areas in which files are others than these.
    pub fn changed(&self, now: &Self, folders: &Folders) -> Areas {
        let gone = self.0.keys().filter(|path| !now.0.contains_key(*path));
        let others = now
            .0
            .iter()
            .filter(|(path, stamp)| self.0.get(*path) != Some(stamp));
        let paths = gone.chain(others.map(|(path, _)| path));
        let areas = paths.filter_map(|path| area_of(path, folders));
        areas.fold(Areas::default(), Areas::with)
    }
}

/// The folders that are looked at, with how deep.
pub(super) fn watched(folders: &Folders) -> [(PathBuf, usize); 6] {
    [
        (folders.data.clone(), 0),
        (folders.decks(), DEEPEST_FOLDER),
        (folders.history(), 0),
        (folders.config.clone(), 0),
        (folders.config.join("themes"), 0),
        (folders.config.join("presets"), 0),
    ]
}

fn area_of(path: &Path, folders: &Folders) -> Option<Area> {
    let is_toml = || path.extension().is_some_and(|ending| ending == "toml");
    if path.starts_with(folders.decks()) || path == folders.spellings() {
        Some(Area::Decks)
    } else if path.starts_with(folders.history()) {
        Some(Area::History)
    } else if path.starts_with(&folders.config) {
        is_toml().then_some(Area::Config)
    } else if path.parent() == Some(&folders.data) {
        is_toml().then_some(Area::Interviews)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_file_that_is_exchanged_by_one_of_the_same_length_is_another() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        let (disk, deck) = (Disk::whole(), folders.decks().join("a/b.toml"));
        fs::create_dir_all(deck.parent().unwrap()).unwrap();
        fs::write(&deck, "one").unwrap();
        let before = Stamps::of(&disk, &folders);
        assert_eq!(before, Stamps::of(&disk, &folders));
        let time = fs::metadata(&deck).unwrap().modified().unwrap();
        let other = folders.decks().join("a/.new");
        fs::write(&other, "two").unwrap();
        fs::File::options()
            .write(true)
            .open(&other)
            .unwrap()
            .set_modified(time)
            .unwrap();
        fs::rename(&other, &deck).unwrap();
        let now = Stamps::of(&disk, &folders);
        let decks = Areas::default().with(Area::Decks);
        assert_eq!(before.changed(&now, &folders), decks);
        fs::remove_file(&deck).unwrap();
        let gone = Stamps::of(&disk, &folders);
        assert_eq!(now.changed(&gone, &folders), decks);
        assert!(gone.changed(&gone, &folders).is_nothing());
    }
}
