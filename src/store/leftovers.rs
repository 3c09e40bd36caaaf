//! What a write leaves behind whose program was ended in its middle.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use super::{Disk, Folders, Kept, Step, open_file};

/// Folders are looked through this deep, as decks are.
const DEEPEST_FOLDER: usize = 32;

/// How all temporary files of the program begin.
const PREFIX: &[u8] = b".hotseat-";

impl Disk {
    /// Removes temporary files that were written last before `then` and that nobody holds. Gives how many there
    /// were; what cannot be removed is hidden and harms nobody.
    pub fn remove_leftovers_before(&self, then: SystemTime, folders: &Folders) -> usize {
        let mut removed = 0;
        let mut waiting = vec![
            (folders.data.clone(), DEEPEST_FOLDER),
            (folders.config.clone(), 1),
            (folders.state.clone(), 0),
        ];
        while let Some((folder, depth)) = waiting.pop() {
            for path in self.entries(&folder).unwrap_or_default() {
                let name = path.file_name().unwrap_or_default().as_encoded_bytes();
                if name.starts_with(PREFIX) {
                    removed += usize::from(self.remove_leftover(&path, then));
                } else if depth > 0
                    && !name.starts_with(b".")
                    && !self.is_link(&path)
                    && self.kind_of(&path) == Kept::Folder
                {
                    waiting.push((path, depth - 1));
                }
            }
        }
        removed
    }

    fn remove_leftover(&self, path: &Path, then: SystemTime) -> bool {
        let is_old = self.changed_at(path).is_some_and(|written| written < then);
        if !is_old || self.is_link(path) {
            return false;
        }
        let Ok(file) = open_file(fs::OpenOptions::new().read(true), path) else {
            return false;
        };
        // The lock goes with the process that wrote it. Where there are no locks, its age must do.
        let is_held = matches!(file.try_lock(), Err(fs::TryLockError::WouldBlock));
        !is_held && self.step(Step::Remove).is_ok() && fs::remove_file(path).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn old_files_that_nobody_holds_go_and_all_others_stay() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        let decks = folders.decks().join("mine");
        fs::create_dir_all(&decks).unwrap();
        let now = SystemTime::now();
        let hour = Duration::from_secs(3600);
        let put = |name: &str, age: Duration| {
            let path = decks.join(name);
            fs::write(&path, "x").unwrap();
            let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
            file.set_modified(now - age).unwrap();
            file
        };
        put(".hotseat-aB3dE6", hour * 2);
        put(".hotseat-0123456789abcdef-xyz", hour * 2);
        put(".hotseat-fresh", hour / 2);
        put("mine.toml", hour * 2);
        let held = put(".hotseat-held", hour * 2);
        held.lock().unwrap();
        let disk = Disk::whole();
        assert_eq!(disk.remove_leftovers_before(now - hour, &folders), 2);
        let left = disk.entries(&decks).unwrap();
        let left: Vec<_> = left.iter().map(|path| path.file_name().unwrap()).collect();
        assert_eq!(left, [".hotseat-fresh", ".hotseat-held", "mine.toml"]);
        drop(held);
        assert_eq!(disk.remove_leftovers_before(now - hour, &folders), 1);
    }
}
