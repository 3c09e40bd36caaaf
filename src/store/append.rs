//! Adding a line to a log so that it is on the disk when the call returns.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use super::rewrite::size_at;
use super::{Disk, Step, open_file, private_options};

impl Disk {
    /// Appends one line (without its line break) with a single write under the file's lock, and
    /// flushes it. A torn last line, left by a crash, is closed first so that it stays a line of
    /// its own; nothing that is in the file is ever changed. Where writing or flushing fails, what
    /// was added is taken away again, so that the line is not there twice when it is tried again.
    ///
    /// `refuse` is shown what has been added since byte `seen` and may refuse to write. A log of which
    /// something was seen and that is gone is not made anew: it may lie on a disk that was taken
    /// away, and what was written meanwhile would be covered when that is back.
    ///
    /// Returns the file's new length.
    pub fn append_line<E: From<io::Error>>(
        &self,
        path: &Path,
        line: &str,
        seen: u64,
        refuse: impl FnOnce(&[u8]) -> Result<(), E>,
    ) -> Result<u64, E> {
        let Locked {
            mut file,
            is_new,
            length,
        } = self.open_locked(path, seen > 0)?;
        let (is_torn, added) = end_of(&mut file, length, seen)?;
        refuse(&added)?;
        let mut bytes = Vec::with_capacity(line.len() + 2);
        if is_torn {
            bytes.push(b'\n');
        }
        bytes.extend_from_slice(line.as_bytes());
        bytes.push(b'\n');
        if let Err(error) = self.write_and_flush(&mut file, &bytes, is_new.then_some(path)) {
            // Where even this fails, the torn line is closed by the next append.
            let _ = file.set_len(length);
            return Err(error.into());
        }
        Ok(length + bytes.len() as u64)
    }

    /// The log under its lock; it is made where it need not be there. A repair renames another file
    /// into its place, so the lock counts only once the name still leads to the file that was locked.
    fn open_locked(&self, path: &Path, must_be_there: bool) -> io::Result<Locked> {
        loop {
            self.step(Step::Open)?;
            let mut options = private_options();
            options.read(true).append(true);
            let (file, is_new) = match open_file(&mut options, path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound && !must_be_there => {
                    if let Some(folder) = path.parent() {
                        self.make_folder(folder)?;
                    }
                    (open_file(options.create(true), path)?, true)
                }
                opened => (opened?, false),
            };
            self.step(Step::Lock)?;
            file.lock()?;
            match size_at(&file, path) {
                Ok(Some(length)) => {
                    return Ok(Locked {
                        file,
                        is_new,
                        length,
                    });
                }
                Ok(None) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn write_and_flush(
        &self,
        file: &mut File,
        bytes: &[u8],
        new_path: Option<&Path>,
    ) -> io::Result<()> {
        self.write_all(file, bytes)?;
        self.sync(file)?;
        new_path.map_or(Ok(()), |path| self.sync_folder_of(path))
    }
}

/// A log under its lock.
struct Locked {
    file: File,
    /// Whether it was made.
    is_new: bool,
    /// Its bytes.
    length: u64,
}

/// Whether the last line is torn, and what there is from byte `seen` on. The byte before that is
/// read with it, so that a log to which nothing was added takes one look.
fn end_of(file: &mut File, length: u64, seen: u64) -> io::Result<(bool, Vec<u8>)> {
    // A shorter file is another one than was seen.
    let seen = if length < seen { 0 } else { seen };
    let from = seen.saturating_sub(1);
    let mut end = Vec::new();
    file.seek(SeekFrom::Start(from))?;
    file.take(length - from).read_to_end(&mut end)?;
    let is_torn = end.last().is_some_and(|&last| last != b'\n');
    let is_known = usize::from(seen > from).min(end.len());
    end.drain(..is_known);
    Ok((is_torn, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn append(path: &Path, line: &str) -> io::Result<u64> {
        Disk::whole().append_line(path, line, 0, |_| Ok::<(), io::Error>(()))
    }

    #[test]
    fn lines_are_added_and_a_torn_one_is_closed_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/log.jsonl");
        append(&path, "one").unwrap();
        std::fs::OpenOptions::new()
            .append(true)
            .open(&path)
            .map(|mut file| {
                std::io::Write::write_all(&mut file, b"torn").unwrap();
            })
            .unwrap();
        let length = append(&path, "two").unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text, "one\ntorn\ntwo\n");
        assert_eq!(length, 13);
    }

    #[test]
    fn a_refusal_writes_nothing_and_sees_only_what_is_new() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log.jsonl");
        append(&path, "one").unwrap();
        append(&path, "two").unwrap();
        let refused = Disk::whole().append_line(&path, "three", 4, |added| {
            assert_eq!(added, b"two\n");
            Err(io::Error::other("no"))
        });
        assert!(refused.is_err());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "one\ntwo\n");
    }

    #[cfg(unix)]
    #[test]
    fn a_new_log_is_for_the_user_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("history/log.jsonl");
        append(&path, "one").unwrap();
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(
            path.parent()
                .unwrap()
                .metadata()
                .unwrap()
                .permissions()
                .mode()
                & 0o777,
            0o700
        );
    }
}
