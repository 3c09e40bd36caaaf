//! Changing a file that others change as well: read, decide and exchange under its lock, and
//! never over what somebody else has written in between.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::{Disk, Step, open_file};
use crate::both;
use crate::language::Both;
use crate::text;

/// How often the file may be changed by others while it is being exchanged before we give up.
const MOST_ROUNDS: usize = 32;

/// Why a file was not exchanged. Unless it says otherwise the old file is there, whole.
#[derive(Debug, thiserror::Error)]
pub enum Unwritable {
    /// There is no such file (any more), or a link that leads nowhere.
    #[error("the file is gone")]
    Gone,
    /// There is one already where a new one was to be made.
    #[error("the file is there already")]
    Exists,
    /// The file's mode forbids writing.
    #[error("the file is read-only")]
    ReadOnly,
    /// The folder does not let files be made or renamed in it.
    #[error("the folder cannot be written ({0})")]
    Folder(io::Error),
    /// Nothing can be written on the whole disk.
    #[error("the disk is read-only")]
    ReadOnlyDisk,
    /// No room is left.
    #[error("the disk is full")]
    Full,
    /// The lock is held by another program.
    #[error("another program holds the file's lock")]
    Locked,
    /// The file was changed by others again and again.
    #[error("the file is being changed all the time")]
    Restless,
    /// Anything else; after a failed flush of the folder the new file may be there, whole.
    #[error("{0}")]
    Disk(io::Error),
}

impl From<io::Error> for Unwritable {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Gone,
            io::ErrorKind::AlreadyExists => Self::Exists,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnlyDisk,
            _ => Self::Disk(error),
        }
    }
}

impl Unwritable {
    /// Why this file was not exchanged and what to do, in both languages.
    pub fn words(&self, name: &str) -> Both {
        let name = text::visible_line(name);
        match self {
            Self::Gone => both!(
                "파일 {name}{이} 없어졌습니다. 되돌려 놓고 다시 저장하세요",
                "the file {name} is gone; put it back and save again"
            ),
            Self::Exists => both!("{name}{이} 이미 있습니다", "{name} is there already"),
            Self::ReadOnly => both!(
                "{name}{은} 읽기 전용입니다. 쓰기를 허락하세요 (chmod u+w)",
                "{name} is read-only; allow writing it (chmod u+w)"
            ),
            Self::Folder(_) => both!(
                "{name}{이} 든 폴더에 쓸 수 없습니다. 폴더의 권한을 확인하세요",
                "the folder of {name} cannot be written; check its permissions"
            ),
            Self::ReadOnlyDisk => both!(
                "디스크가 읽기 전용입니다. 쓸 수 있게 한 뒤 다시 저장하세요",
                "the disk is read-only; make it writable and save again"
            ),
            Self::Full => both!(
                "디스크가 가득 찼습니다. 자리를 비우고 다시 저장하세요",
                "the disk is full; make room and save again"
            ),
            Self::Locked => both!(
                "다른 프로그램이 {name}{을} 잠그고 있습니다. 잠시 뒤 다시 저장하세요",
                "another program holds {name} locked; save again in a moment"
            ),
            Self::Restless => both!(
                "{name}{이} 계속 바뀌고 있습니다. 잠시 뒤 다시 저장하세요",
                "{name} keeps changing; save again in a moment"
            ),
            Self::Disk(error) => both!(
                "{name}{을} 쓰지 못했습니다 ({error})",
                "{name} could not be written ({error})"
            ),
        }
    }

    fn of_file(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::PermissionDenied => Self::ReadOnly,
            _ => error.into(),
        }
    }

    fn of_folder(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::NotADirectory => Self::Folder(error),
            _ => error.into(),
        }
    }
}

impl Disk {
    /// Exchanges a file's bytes under its lock. `plan` sees what stands there now and gives the
    /// new bytes (or `None`, to leave it) with whatever the caller wants back; `before_rename`
    /// runs when the new file lies ready beside the old one. If the file is changed meanwhile by
    /// a program that does not ask for the lock, both are called again with the new bytes.
    ///
    /// Mode and symbolic links stay; the new file is on the disk when the call returns.
    pub fn rewrite<T, E: From<Unwritable>>(
        &self,
        path: &Path,
        mut plan: impl FnMut(&[u8]) -> Result<(Option<Vec<u8>>, T), E>,
        mut before_rename: impl FnMut(&T) -> Result<(), E>,
    ) -> Result<T, E> {
        let target = self.canonical(path).map_err(Unwritable::from)?;
        let _locked = self.locked(&target)?;
        self.remove_leftovers(&target);
        for _ in 0..MOST_ROUNDS {
            let old = self.read(&target).map_err(Unwritable::from)?;
            let (new, told) = plan(&old)?;
            let Some(new) = new.filter(|new| *new != old) else {
                return Ok(told);
            };
            let temporary = self.beside(&target, &new)?;
            before_rename(&told)?;
            if self.read(&target).map_err(Unwritable::from)? != old {
                continue;
            }
            self.step(Step::Rename).map_err(Unwritable::of_folder)?;
            let renamed = temporary.persist(&target);
            renamed.map_err(|error| Unwritable::of_folder(error.error))?;
            self.sync_folder_of(&target).map_err(Unwritable::from)?;
            return Ok(told);
        }
        Err(Unwritable::Restless.into())
    }

    /// Removes a file that still holds these bytes; whether it did.
    pub fn remove_as_it_is(&self, path: &Path, bytes: &[u8]) -> Result<bool, Unwritable> {
        let target = self.canonical(path)?;
        let _locked = self.locked(&target)?;
        if self.read(&target)? != bytes {
            return Ok(false);
        }
        self.remove(&target).map_err(Unwritable::of_folder)?;
        self.sync_folder_of(&target)?;
        Ok(true)
    }

    /// Makes a new file and the folders above it, never over one that is there.
    pub fn create<E: From<Unwritable>>(
        &self,
        path: &Path,
        bytes: &[u8],
        before_rename: impl FnOnce() -> Result<(), E>,
    ) -> Result<(), E> {
        if fs::symlink_metadata(path).is_ok() {
            return Err(Unwritable::Exists.into());
        }
        if let Some(folder) = path.parent() {
            self.make_folder(folder).map_err(Unwritable::of_folder)?;
        }
        let temporary = self.beside(path, bytes)?;
        before_rename()?;
        self.step(Step::Rename).map_err(Unwritable::of_folder)?;
        let named = temporary.persist_noclobber(path);
        named.map_err(|error| Unwritable::of_folder(error.error))?;
        self.sync_folder_of(path).map_err(Unwritable::from)?;
        Ok(())
    }

    /// The file under its lock. Saving renames another file into its place, so the lock counts
    /// only once the name still leads to the file that was locked.
    fn locked(&self, target: &Path) -> Result<File, Unwritable> {
        for _ in 0..MOST_ROUNDS * MOST_ROUNDS {
            self.step(Step::Open).map_err(Unwritable::of_file)?;
            if fs::metadata(target)?.permissions().readonly() {
                return Err(Unwritable::ReadOnly);
            }
            let opened = open_file(fs::OpenOptions::new().read(true).write(true), target);
            let file = opened.map_err(Unwritable::of_file)?;
            self.step(Step::Lock)?;
            wait_for_lock(&file)?;
            if size_at(&file, target)?.is_some() {
                return Ok(file);
            }
        }
        Err(Unwritable::Restless)
    }

    /// A temporary file beside the target with these bytes, flushed, with the target's mode.
    fn beside(&self, target: &Path, bytes: &[u8]) -> Result<tempfile::NamedTempFile, Unwritable> {
        self.step(Step::Open).map_err(Unwritable::of_folder)?;
        let made = tempfile::Builder::new()
            .prefix(&leftover_prefix(target))
            .tempfile_in(folder_of(target));
        let mut temporary = made.map_err(Unwritable::of_folder)?;
        // Whoever cleans up sees that it is in use.
        let _ = temporary.as_file().try_lock();
        if let Ok(old) = fs::metadata(target) {
            temporary.as_file().set_permissions(old.permissions())?;
        }
        self.write_all(temporary.as_file_mut(), bytes)?;
        self.sync(temporary.as_file())?;
        Ok(temporary)
    }

    /// Takes away what a crash in the middle of an earlier exchange of this file left behind.
    /// Only the holder of the lock makes such files, so none of them is in use.
    fn remove_leftovers(&self, target: &Path) {
        let prefix = leftover_prefix(target);
        let is_leftover = |path: &PathBuf| {
            let name = path.file_name().map(std::ffi::OsStr::to_string_lossy);
            name.is_some_and(|name| name.starts_with(&prefix))
        };
        let entries = self.entries(folder_of(target)).unwrap_or_default();
        for path in entries.into_iter().filter(is_leftover) {
            // One that cannot be removed is hidden and harms nobody.
            let _ = fs::remove_file(path);
        }
    }
}

fn folder_of(target: &Path) -> &Path {
    let folder = target.parent().unwrap_or(Path::new("."));
    if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    }
}

fn leftover_prefix(target: &Path) -> String {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    format!(".hotseat-{:016x}-", text::fingerprint(name.bytes()))
}

fn wait_for_lock(file: &File) -> Result<(), Unwritable> {
    // A save takes milliseconds; who holds the lock for ten seconds is not saving.
    for _ in 0..5_000 {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) => {
                std::thread::sleep(std::time::Duration::from_millis(2));
            }
            // Some network file systems know no locks; the comparison before the rename remains.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                return Ok(());
            }
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
    }
    Err(Unwritable::Locked)
}

#[cfg(unix)]
/// An open file's size in bytes, where a name still leads to it.
pub(super) fn size_at(file: &File, path: &Path) -> io::Result<Option<u64>> {
    use std::os::unix::fs::MetadataExt;
    let (held, named) = (file.metadata()?, fs::metadata(path)?);
    let is_it = (held.dev(), held.ino()) == (named.dev(), named.ino());
    Ok(is_it.then_some(held.len()))
}

#[cfg(not(unix))]
pub(super) fn size_at(file: &File, path: &Path) -> io::Result<Option<u64>> {
    let size = file.metadata()?.len();
    Ok(path.try_exists()?.then_some(size))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewrite(path: &Path, new: &str) -> Result<String, Unwritable> {
        Disk::whole().rewrite(
            path,
            |old| {
                let told = String::from_utf8_lossy(old).into_owned();
                Ok((Some(new.as_bytes().to_vec()), told))
            },
            |_| Ok::<(), Unwritable>(()),
        )
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_the_mode_stays() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        fs::write(&real, "old").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        assert_eq!(rewrite(&link, "new").unwrap(), "old");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&real).unwrap(), "new");
        assert_eq!(real.metadata().unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn what_another_program_wrote_in_between_is_seen_and_not_lost() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deck");
        fs::write(&path, "one").unwrap();
        let mut seen = Vec::new();
        let mut is_first = true;
        Disk::whole()
            .rewrite(
                &path,
                |old| {
                    seen.push(String::from_utf8_lossy(old).into_owned());
                    Ok((Some([old, b"+mine"].concat()), ()))
                },
                |()| {
                    // An editor that knows nothing of locks saves in this moment.
                    if std::mem::take(&mut is_first) {
                        fs::write(&path, "two").map_err(Unwritable::from)?;
                    }
                    Ok::<(), Unwritable>(())
                },
            )
            .unwrap();
        assert_eq!(seen, ["one", "two"]);
        assert_eq!(fs::read_to_string(&path).unwrap(), "two+mine");
    }

    #[test]
    fn leftovers_of_a_crash_are_taken_away_and_those_of_other_files_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deck");
        fs::write(&path, "old").unwrap();
        let own = folder.path().join(format!("{}abc", leftover_prefix(&path)));
        let other = folder.path().join(".hotseat-other");
        fs::write(&own, "torn").unwrap();
        fs::write(&other, "busy").unwrap();
        rewrite(&path, "new").unwrap();
        assert!(!own.exists() && other.exists());
    }

    #[test]
    fn a_disk_that_cannot_be_written_is_not_told_as_a_file_that_cannot() {
        let error = || io::Error::from(io::ErrorKind::ReadOnlyFilesystem);
        for why in [
            error().into(),
            Unwritable::of_file(error()),
            Unwritable::of_folder(error()),
        ] {
            let words = why.words("deck").english;
            assert_eq!(
                words,
                "the disk is read-only; make it writable and save again"
            );
        }
    }

    #[test]
    fn what_cannot_be_written_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deck");
        assert!(matches!(rewrite(&path, "new"), Err(Unwritable::Gone)));
        fs::write(&path, "old").unwrap();
        let mut permissions = path.metadata().unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert!(matches!(rewrite(&path, "new"), Err(Unwritable::ReadOnly)));
        let made = Disk::whole().create(&path, b"new", || Ok::<(), Unwritable>(()));
        assert!(matches!(made, Err(Unwritable::Exists)));
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    }
}
