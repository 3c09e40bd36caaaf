//! Exchanging a whole file: the old one or the new one is there, never a part of either.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::{Disk, Step};

/// How much must survive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// The end of the program: enough for a draft that is written at every key.
    Process,
    /// The end of power: flushed to the disk before the call returns.
    Power,
}

impl Disk {
    /// Writes a temporary file beside `path` and renames it over it. The file's mode stays; a
    /// symbolic link stays a link, and what it leads to is exchanged.
    pub fn replace(&self, path: &Path, bytes: &[u8], durability: Durability) -> io::Result<()> {
        let target = self.canonical(path).unwrap_or_else(|_| path.to_owned());
        let folder = target.parent().unwrap_or(Path::new("."));
        self.make_folder(folder)?;
        self.step(Step::Open)?;
        let mut temporary = tempfile::Builder::new()
            .prefix(".hotseat-")
            .tempfile_in(folder)?;
        // Whoever cleans up sees that it is in use.
        let _ = temporary.as_file().try_lock();
        if let Ok(old) = fs::metadata(&target) {
            temporary.as_file().set_permissions(old.permissions())?;
        }
        self.write_all(temporary.as_file_mut(), bytes)?;
        if durability == Durability::Power {
            self.sync(temporary.as_file())?;
        }
        self.step(Step::Rename)?;
        temporary.persist(&target).map_err(|error| error.error)?;
        if durability == Durability::Power {
            self.sync_folder_of(&target)?;
        }
        Ok(())
    }

    /// Flushes the folder that holds `path`, so that a new or renamed name is on the disk.
    pub(super) fn sync_folder_of(&self, path: &Path) -> io::Result<()> {
        self.step(Step::Sync)?;
        match path.parent() {
            #[cfg(unix)]
            // A bare name lies in the folder that the program runs in.
            Some(folder) if folder.as_os_str().is_empty() => File::open(".")?.sync_all(),
            #[cfg(unix)]
            Some(folder) => File::open(folder)?.sync_all(),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_the_mode_stays() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().join("real.toml");
        let link = folder.path().join("link.toml");
        fs::write(&real, "old").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        Disk::whole()
            .replace(&link, b"new", Durability::Power)
            .unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&real).unwrap(), "new");
        assert_eq!(real.metadata().unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
