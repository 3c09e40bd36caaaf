//! The log's files: all devices' are read, this device's own is appended to.

use std::io;
use std::path::{Path, PathBuf};

use super::copies;
use super::line::{can_be_record, read_line, version_of};
use super::record::{Ids, Record, VERSION};
use super::records::Records;
use crate::both;
use crate::language::Both;
use crate::problem::{Problem, Severity};
use crate::store::copies::ConflictCopy;
use crate::store::{Disk, Folders, Kept};
use crate::text::Position;

/// Bytes of a usual line, to make room for the records of a file at once.
const USUAL_LINE: usize = 270;

/// This device's own file, open for new records.
#[derive(Debug, Clone)]
pub struct Log {
    disk: Disk,
    path: PathBuf,
    /// Bytes of the file whose versions are known.
    seen: u64,
    /// The newest version in the file, if it is newer than ours.
    newer: Option<u32>,
    /// Names for new records, later than all that were read.
    ids: Ids,
}

/// Why a record could not be kept.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// The disk refused.
    #[error("{0}")]
    Disk(#[from] std::io::Error),
    /// A newer program has written into the file.
    #[error("the history was written by a newer hotseat (format {0}); update this one")]
    Newer(u32),
}

impl AppendError {
    /// What went wrong, in both languages.
    pub fn words(&self) -> Both {
        match self {
            Self::Disk(error) => match error.kind() {
                std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
                    both!("디스크가 가득 찼습니다", "the disk is full")
                }
                std::io::ErrorKind::PermissionDenied => {
                    both!(
                        "기록 파일에 쓸 권한이 없습니다",
                        "no permission to write the history"
                    )
                }
                std::io::ErrorKind::NotFound => both!(
                    "기록 파일이 없어졌습니다. 되돌려 놓지 않으면 새로 만듭니다",
                    "the history file is gone; put it back, or a new one is made"
                ),
                std::io::ErrorKind::ReadOnlyFilesystem => {
                    both!("읽기 전용 디스크입니다", "the disk is read-only")
                }
                _ => both!(
                    "기록을 저장하지 못했습니다 ({error})",
                    "the history could not be saved ({error})"
                ),
            },
            Self::Newer(version) => both!(
                "더 새로운 hotseat(형식 {version})가 쓴 기록입니다. 프로그램을 업데이트하세요",
                "a newer hotseat (format {version}) wrote this history; update this one"
            ),
        }
    }
}

/// Everything that the files hold.
#[derive(Debug, Default)]
pub struct Everything {
    /// All records of all devices.
    pub records: Records,
    /// Lines that could not be read.
    pub problems: Vec<Problem>,
}

/// What was read of one file.
struct ReadFile {
    /// How many there are.
    bytes: u64,
    /// The newest version in it, if that is newer than ours.
    newer: Option<u32>,
}

/// The file that this device writes.
pub fn own_file(disk: &Disk, folders: &Folders) -> PathBuf {
    let name = format!("{}.jsonl", folders.device(disk));
    folders.history().join(name)
}

impl Log {
    /// Reads all devices' files and opens this device's own for appending. Files that are not
    /// there yet are no problem; they are made at the first append.
    pub fn open(disk: &Disk, folders: &Folders) -> (Self, Everything) {
        let own = own_file(disk, folders);
        let mut log = Self {
            disk: disk.clone(),
            path: own,
            seen: 0,
            newer: None,
            ids: Ids::random(),
        };
        let mut everything = Everything::default();
        let folder = folders.history();
        if disk.kind_of(&folder) == Kept::Nothing {
            return (log, everything);
        }
        let paths = match disk.entries(&folder) {
            Ok(paths) => paths,
            Err(error) => {
                everything.problems.push(unreadable(&folder, &error));
                return (log, everything);
            }
        };
        let paths: Vec<PathBuf> = paths.into_iter().filter(|path| is_log(path)).collect();
        let copies = copies::among(disk, &paths);
        let of_copies = copies.iter().map(copies::HistoryCopy::problem);
        everything.problems.extend(of_copies);
        for path in &paths {
            match everything.read_file(disk, path) {
                Ok(read) if *path == log.path => {
                    log.seen = read.bytes;
                    log.newer = read.newer;
                }
                Ok(_) => {}
                Err(error) => everything.problems.push(unreadable(path, &error)),
            }
        }
        if let Some(newest) = everything.records.newest() {
            log.ids.follow(&newest);
        }
        (log, everything)
    }

    /// Names for new records: later than every record that there was when the log was opened, of
    /// whatever device and whatever its clock said.
    pub fn ids(&self) -> Ids {
        self.ids.clone()
    }

    /// The file that this device writes.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Appends lines that another file of the history has, as they stand there.
    pub fn take_over(&mut self, lines: &[String]) -> Result<(), AppendError> {
        self.append_text(&lines.join("\n"))
    }

    /// Appends a record; when it returns, the line is on the disk.
    pub fn append(&mut self, record: &Record) -> Result<(), AppendError> {
        self.append_all(std::slice::from_ref(record))
    }

    /// Appends records with one write, so that all of them are there or none.
    pub fn append_all(&mut self, records: &[Record]) -> Result<(), AppendError> {
        let lines: Result<Vec<String>, _> = records.iter().map(serde_json::to_string).collect();
        self.append_text(&lines.map_err(std::io::Error::other)?.join("\n"))
    }

    fn append_text(&mut self, line: &str) -> Result<(), AppendError> {
        if let Some(version) = self.newer {
            return Err(AppendError::Newer(version));
        }
        let mut newer = None;
        let appended = self.disk.append_line(&self.path, line, self.seen, |added| {
            newer = newest_foreign_version(added);
            newer.map_or(Ok(()), |version| Err(AppendError::Newer(version)))
        });
        self.newer = newer;
        if let Err(AppendError::Disk(error)) = &appended
            && error.kind() == std::io::ErrorKind::NotFound
        {
            // It is told once; who tries again wants it to be there.
            self.seen = 0;
        }
        self.seen = appended?;
        Ok(())
    }
}

impl Everything {
    fn read_file(&mut self, disk: &Disk, path: &Path) -> io::Result<ReadFile> {
        let bytes = usize::try_from(disk.size(path)?).unwrap_or(0);
        self.records.answers.reserve(bytes / USUAL_LINE);
        let mut newer = None;
        let mut is_marked = false;
        let mut lines = 0;
        let bytes = disk.lines(path, |line, is_ended| {
            lines += 1;
            if let Ok(text) = std::str::from_utf8(line)
                && self.records.answers.push_line(text)
            {
                return;
            }
            let read = match read_line(line) {
                Ok(Some(record)) if record.version <= VERSION => {
                    self.records.push(record);
                    return;
                }
                read => read,
            };
            if !can_be_record(line) {
                if !is_marked && line.starts_with(b"<<<<<<< ") {
                    is_marked = true;
                    self.problems.push(marked(path, lines));
                }
                return;
            }
            newer = newer.max(version_of(line).filter(|&version| version > VERSION));
            match read {
                Ok(record) => self.records.extend(record),
                Err(what) => self.problems.push(broken(path, lines, what, !is_ended)),
            }
        })?;
        Ok(ReadFile { bytes, newer })
    }
}

fn broken(path: &Path, number: usize, what: Both, is_torn: bool) -> Problem {
    let (severity, mend) = if is_torn {
        (
            Severity::Warning,
            both!(
                "쓰다 만 줄입니다. 다음 기록 때 닫힙니다",
                "it was torn off; the next record closes it"
            ),
        )
    } else {
        (
            Severity::Error,
            both!(
                "이 줄만 빼고 모두 쓰고 있습니다",
                "every other line is used; this one is left as it is"
            ),
        )
    };
    Problem {
        path: path.display().to_string(),
        at: Position {
            line: number,
            column: 1,
        },
        severity,
        what,
        mend,
    }
}

/// Whether a file of the history's folder has records: a device's own, or a copy of one.
pub fn is_log(path: &Path) -> bool {
    let is_log = |path: &Path| path.extension().is_some_and(|ending| ending == "jsonl");
    is_log(path) || ConflictCopy::at(path).is_some_and(|copy| is_log(&copy.original))
}

fn marked(path: &Path, line: usize) -> Problem {
    Problem {
        at: Position { line, column: 1 },
        ..Problem::of_file(
            path.display().to_string(),
            Severity::Warning,
            both!(
                "git 충돌 표시가 있습니다. 양쪽 기록을 모두 쓰고 있습니다",
                "git's conflict markers stand here; the records of both sides are used"
            ),
            both!(
                "<<<<<<<, =======, >>>>>>> 줄만 지우고 나머지는 모두 두세요",
                "remove the lines <<<<<<<, ======= and >>>>>>> and keep everything else"
            ),
        )
    }
}

fn newest_foreign_version(bytes: &[u8]) -> Option<u32> {
    bytes
        .split(|&byte| byte == b'\n')
        .filter_map(version_of)
        .filter(|&version| version > VERSION)
        .max()
}

pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    Problem::of_file(
        path.display().to_string(),
        Severity::Error,
        both!("읽을 수 없습니다 ({error})", "cannot be read ({error})"),
        both!(
            "권한과 디스크를 확인하세요",
            "check its permissions and the disk"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::CardId;
    use crate::history::record::{Answer, Body, Ids, Mode};

    fn answer(ids: &Ids) -> Record {
        let at = chrono::DateTime::parse_from_rfc3339("2026-11-21T10:02:11.482+09:00").unwrap();
        let answer = Answer::new(CardId::new("a", "b"), Mode::Practice);
        Record::new(ids, at, Body::Answer(answer))
    }

    #[test]
    fn what_is_appended_is_read_again_and_a_torn_line_costs_only_itself() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        let disk = Disk::whole();
        let ids = Ids::random();
        let (mut log, before) = Log::open(&disk, &folders);
        assert!(before.records.is_empty() && before.problems.is_empty());
        log.append(&answer(&ids)).unwrap();
        let mut bytes = std::fs::read(log.path()).unwrap();
        bytes.extend_from_slice(b"{\"v\":1,\"id\":\"01JD");
        std::fs::write(log.path(), &bytes).unwrap();

        let (mut log, torn) = Log::open(&disk, &folders);
        assert_eq!(torn.records.len(), 1);
        assert_eq!(torn.problems.len(), 1);
        assert_eq!(torn.problems[0].severity, Severity::Warning);
        log.append(&answer(&ids)).unwrap();

        let (log, mended) = Log::open(&disk, &folders);
        assert_eq!(mended.records.len(), 2);
        assert_eq!(mended.problems.len(), 1);
        assert!(
            mended.problems[0]
                .to_string()
                .contains(".jsonl:2:1: error: the line cannot be read")
        );
        assert!(std::fs::read(log.path()).unwrap().starts_with(&bytes));
    }

    #[test]
    fn a_file_of_a_newer_version_is_read_but_never_written() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        let disk = Disk::whole();
        let ids = Ids::random();
        let (mut log, _) = Log::open(&disk, &folders);
        log.append(&answer(&ids)).unwrap();
        let mut text = std::fs::read_to_string(log.path()).unwrap();
        text.push_str("{\"v\":2,\"shape\":\"new\"}\n");
        std::fs::write(log.path(), &text).unwrap();

        // The program that already had the file open notices it as well.
        assert!(matches!(
            log.append(&answer(&ids)),
            Err(AppendError::Newer(2))
        ));
        let (mut log, everything) = Log::open(&disk, &folders);
        assert_eq!(
            (everything.records.len(), everything.problems.len()),
            (1, 0)
        );
        assert!(matches!(
            log.append(&answer(&ids)),
            Err(AppendError::Newer(2))
        ));
        assert_eq!(std::fs::read_to_string(log.path()).unwrap(), text);
    }
}
