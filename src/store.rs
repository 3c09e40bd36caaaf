//! Everything that touches the disk. No other module opens, writes or renames a file.
//!
//! [`Disk`] is the handle that is passed down; tests give it [`Faults`] that stop, fail or tear
//! the write at any step. [`append`] adds a line to a log, [`replace`] exchanges a whole file,
//! [`rewrite`] does so only if nobody else has changed it meanwhile, [`folders`] says where things
//! lie, [`settings`] reads `config.toml` and [`watch`] tells what changes outside.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use memchr::memchr;

pub mod append;
pub mod copies;
pub mod folders;
mod leftovers;
pub mod replace;
pub mod rewrite;
pub mod settings;
pub mod watch;

pub use folders::Folders;
pub use rewrite::Unwritable;
pub use settings::Settings;

/// What lies at a path, links followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A pipe, a device, a socket.
    Special,
    /// Nothing, or nothing that can be looked at.
    Nothing,
}

/// How a file stands: another one, a longer one, one that was written later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Its bytes.
    pub length: u64,
    /// Which file it is, where the system knows that of files.
    pub number: u64,
    /// When it was written, and when anything about it was changed, in nanoseconds.
    pub changed: (i128, i128),
}

/// A step of a file operation that can go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Making a folder.
    MakeFolder,
    /// Opening or creating a file to write.
    Open,
    /// Taking the lock.
    Lock,
    /// Writing this many bytes.
    Write(usize),
    /// Flushing a file or folder to the disk.
    Sync,
    /// Renaming a file over another.
    Rename,
    /// Removing a file.
    Remove,
}

/// What happens at a step.
#[derive(Debug)]
pub enum Verdict {
    /// It is done.
    Go,
    /// It fails with this error and nothing has changed.
    Fail(io::Error),
    /// Only the first bytes are written before the error.
    Tear(usize, io::Error),
}

/// A test's hand in the file operations.
pub trait Faults: Send + Sync + std::fmt::Debug {
    /// Decides what happens at the next step.
    fn verdict(&self, step: Step) -> Verdict;
}

/// The disk, whole or with faults.
#[derive(Debug, Clone, Default)]
pub struct Disk {
    faults: Option<Arc<dyn Faults>>,
}

impl Disk {
    /// The disk as it is.
    pub fn whole() -> Self {
        Self::default()
    }

    /// A disk on which this hand decides every step.
    pub fn with_faults(faults: Arc<dyn Faults>) -> Self {
        Self {
            faults: Some(faults),
        }
    }

    fn step(&self, step: Step) -> io::Result<()> {
        match self.verdict(step) {
            Verdict::Go => Ok(()),
            Verdict::Fail(error) | Verdict::Tear(_, error) => Err(error),
        }
    }

    fn verdict(&self, step: Step) -> Verdict {
        self.faults
            .as_ref()
            .map_or(Verdict::Go, |faults| faults.verdict(step))
    }

    /// What lies at a path.
    pub fn kind_of(&self, path: &Path) -> Kept {
        match fs::metadata(path) {
            Ok(data) if data.is_file() => Kept::File,
            Ok(data) if data.is_dir() => Kept::Folder,
            Ok(_) => Kept::Special,
            Err(_) => Kept::Nothing,
        }
    }

    /// Whether the path itself is a symbolic link.
    pub fn is_link(&self, path: &Path) -> bool {
        fs::symlink_metadata(path).is_ok_and(|data| data.is_symlink())
    }

    /// A file's size in bytes.
    pub fn size(&self, path: &Path) -> io::Result<u64> {
        Ok(fs::metadata(path)?.len())
    }

    /// When a file was last written; `None` where nobody knows.
    pub fn changed_at(&self, path: &Path) -> Option<SystemTime> {
        fs::metadata(path).and_then(|data| data.modified()).ok()
    }

    /// By what a change of a file is known, links followed; `None` where it cannot be looked at.
    pub fn stamp(&self, path: &Path) -> Option<Stamp> {
        let data = fs::metadata(path).ok()?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            let at =
                |seconds: i64, part: i64| i128::from(seconds) * 1_000_000_000 + i128::from(part);
            Some(Stamp {
                length: data.len(),
                number: data.ino(),
                changed: (
                    at(data.mtime(), data.mtime_nsec()),
                    at(data.ctime(), data.ctime_nsec()),
                ),
            })
        }
        #[cfg(not(unix))]
        {
            let since = data.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH);
            let written = since.map_or(0, |since| since.as_nanos());
            let written = i128::try_from(written).unwrap_or(i128::MAX);
            Some(Stamp {
                length: data.len(),
                number: 0,
                changed: (written, written),
            })
        }
    }

    /// The real path behind links.
    pub fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    /// The paths in a folder, by name.
    pub fn entries(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let mut paths = fs::read_dir(folder)?
            .map(|entry| Ok(entry?.path()))
            .collect::<io::Result<Vec<_>>>()?;
        paths.sort();
        Ok(paths)
    }

    /// Tries whether a file can be made in a folder; none is left there.
    pub fn try_folder(&self, folder: &Path) -> io::Result<()> {
        tempfile::tempfile_in(folder).map(drop)
    }

    /// Whether anybody but the user can look into a folder.
    pub fn is_open_to_others(&self, folder: &Path) -> bool {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::metadata(folder).is_ok_and(|data| data.permissions().mode() & 0o077 != 0)
        }
        #[cfg(not(unix))]
        {
            let _ = folder;
            false
        }
    }

    /// A file's bytes. Errors are those of [`read_into`](Self::read_into).
    pub fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.read_into(path, &mut bytes).map(|()| bytes)
    }

    /// A file's bytes, in place of what the buffer held. What is no file (a pipe, a device, a
    /// socket, a folder) and what is larger than 256 MiB is an error.
    pub fn read_into(&self, path: &Path, buffer: &mut Vec<u8>) -> io::Result<()> {
        buffer.clear();
        let file = open_file(fs::OpenOptions::new().read(true), path)?;
        if file.metadata()?.len() > MOST_BYTES {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        file.take(MOST_BYTES).read_to_end(buffer).map(drop)
    }

    /// A file's bytes from a place on; none where it ends before. Errors are those of
    /// [`read_into`](Self::read_into).
    pub fn read_from(&self, path: &Path, place: u64) -> io::Result<Vec<u8>> {
        let mut file = open_file(fs::OpenOptions::new().read(true), path)?;
        file.seek(SeekFrom::Start(place))?;
        let mut bytes = Vec::new();
        file.take(MOST_BYTES).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Hands out a file's lines, without their ends and with whether they have one, and gives back
    /// how many bytes there were. The file is never in memory as a whole.
    pub fn lines(&self, path: &Path, mut each: impl FnMut(&[u8], bool)) -> io::Result<u64> {
        let mut file = BufReader::with_capacity(
            256 << 10,
            open_file(fs::OpenOptions::new().read(true), path)?,
        );
        // Lines are handed out where they lie; only one that goes on beyond what was read is copied.
        let (mut begun, mut bytes) = (Vec::new(), 0);
        loop {
            let read = match file.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read?,
            };
            if read.is_empty() {
                if !begun.is_empty() {
                    each(&begun, false);
                }
                return Ok(bytes);
            }
            let mut rest = read;
            while let Some(end) = memchr(b'\n', rest) {
                if begun.is_empty() {
                    each(&rest[..end], true);
                } else {
                    begun.extend_from_slice(&rest[..end]);
                    each(&begun, true);
                    begun.clear();
                }
                rest = &rest[end + 1..];
            }
            begun.extend_from_slice(rest);
            let length = read.len();
            bytes += length as u64;
            file.consume(length);
        }
    }

    /// Makes a folder and those above it, for the user alone.
    pub fn make_folder(&self, path: &Path) -> io::Result<()> {
        if path.is_dir() {
            return Ok(());
        }
        self.step(Step::MakeFolder)?;
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(path)
    }

    /// Removes a file; one that is not there is removed already.
    pub fn remove(&self, path: &Path) -> io::Result<()> {
        self.step(Step::Remove)?;
        match fs::remove_file(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }

    /// Locks a file for as long as the given handle lives, making it where needed. `None` where
    /// another process has it; a dead process holds nothing.
    pub fn claim(&self, path: &Path) -> io::Result<Option<File>> {
        if let Some(folder) = path.parent() {
            self.make_folder(folder)?;
        }
        self.step(Step::Open)?;
        let file = open_file(
            private_options().write(true).create(true).truncate(false),
            path,
        )?;
        self.step(Step::Lock)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            Err(fs::TryLockError::Error(error)) => Err(error),
        }
    }

    fn write_all(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        use std::io::Write;
        match self.verdict(Step::Write(bytes.len())) {
            Verdict::Go => file.write_all(bytes),
            Verdict::Fail(error) => Err(error),
            Verdict::Tear(written, error) => {
                file.write_all(&bytes[..written.min(bytes.len())])?;
                Err(error)
            }
        }
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        self.step(Step::Sync)?;
        file.sync_data()
    }
}

/// Options that create a file for the user alone.
/// No file that the program reads as a whole is as large: a deck may have 16 MiB, an archive of notes
/// some times that.
const MOST_BYTES: u64 = 256 << 20;

/// Opens a regular file. Anything else that has the name is an error, at once: opening a pipe would
/// wait for its other end, and reading a device may never end.
fn open_file(options: &mut fs::OpenOptions, path: &Path) -> io::Result<File> {
    #[cfg(unix)]
    {
        let not_waiting = rustix::fs::OFlags::NONBLOCK.bits();
        let flags = i32::try_from(not_waiting).unwrap_or(0);
        std::os::unix::fs::OpenOptionsExt::custom_flags(options, flags);
    }
    let file = options.open(path)?;
    if file.metadata()?.is_file() {
        return Ok(file);
    }
    Err(io::Error::new(
        io::ErrorKind::InvalidInput,
        "not a regular file",
    ))
}

fn private_options() -> fs::OpenOptions {
    let mut options = fs::OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
