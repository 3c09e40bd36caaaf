//! By what a file is known to be the one that was read.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::Disk;
use super::cached::checksum;

/// No file system's clock is coarser than this.
const COARSEST_CLOCK: Duration = Duration::from_secs(2);

/// What the system says of a file. Whoever writes to a file, exchanges or renames it changes its
/// stamp, unless two changes fall into one tick of the file system's clock: see
/// [`is_settled`](Self::is_settled).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    device: u64,
    number: u64,
    size: u64,
    /// Nanoseconds since 1970.
    written: i128,
    /// When anything about it changed, which no program can set.
    changed: i128,
}

impl Stamp {
    /// Whether both are of one file, changed or not.
    pub fn is_of_the_file_of(self, other: Self) -> bool {
        (self.device, self.number) == (other.device, other.number)
    }

    /// Bytes.
    pub fn size(self) -> u64 {
        self.size
    }

    /// Whether the file was last changed so long before `now` that a later change must show in
    /// its stamp.
    pub fn is_settled(self, now: SystemTime) -> bool {
        let Ok(now) = now.duration_since(SystemTime::UNIX_EPOCH) else {
            return false;
        };
        let Some(latest) = now.checked_sub(COARSEST_CLOCK) else {
            return false;
        };
        let latest = i128::try_from(latest.as_nanos()).unwrap_or(0);
        self.written < latest && self.changed < latest
    }
}

/// So many pieces of so many bytes are looked at in what is recognised by them.
const PIECES: u64 = 16;
const PIECE: u64 = 4096;

impl Disk {
    /// By what the first bytes of a file are recognised later, when more may stand behind them: a sum
    /// over their beginning, their end and pieces between.
    pub fn print(&self, path: &Path, bytes: u64) -> io::Result<u64> {
        let mut file = File::open(path)?;
        let step = (bytes.saturating_sub(PIECE) / (PIECES - 1)).max(PIECE);
        let last = bytes.saturating_sub(PIECE);
        let begins = (0..PIECES).map(|piece| piece * step);
        let mut seen = Vec::new();
        for begin in begins.take_while(|&begin| begin < last).chain([last]) {
            file.seek(SeekFrom::Start(begin))?;
            file.by_ref()
                .take(PIECE.min(bytes - begin))
                .read_to_end(&mut seen)?;
        }
        Ok(checksum(&seen) ^ bytes)
    }

    /// The stamp of the file behind a path; `None` where the system does not give one that can be
    /// relied on.
    pub fn stamp(&self, path: &Path) -> Option<Stamp> {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            let data = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
            let time = |seconds: i64, nanoseconds: i64| {
                i128::from(seconds) * 1_000_000_000 + i128::from(nanoseconds)
            };
            Some(Stamp {
                device: data.dev(),
                number: data.ino(),
                size: data.size(),
                written: time(data.mtime(), data.mtime_nsec()),
                changed: time(data.ctime(), data.ctime_nsec()),
            })
        }
        #[cfg(not(unix))]
        {
            let _ = path;
            None
        }
    }
}

#[cfg(test)]
impl Disk {
    /// Changes a file so that its stamp is another one. Tests of caches set the clock forward, and a
    /// second change in one tick of the file system's clock would count as settled with the first.
    pub(crate) fn write_with_another_stamp(&self, path: &Path, bytes: &[u8]) {
        let before = self.stamp(path);
        while fs::write(path, bytes).is_ok() && self.stamp(path) == before {}
    }
}
