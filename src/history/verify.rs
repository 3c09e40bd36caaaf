//! What is wrong with the lines of the history's files. Reading the history passes over such lines;
//! here each is named, and told apart by what can be done about it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde::de::IgnoredAny;

use super::line::{read_line, version_of};
use super::log::{is_log, unreadable};
use super::record::{RecordId, VERSION};
use crate::both;
use crate::language::Both;
use crate::problem::{Problem, Severity};
use crate::store::copies::{ConflictCopy, is_marker};
use crate::store::{Disk, Folders};
use crate::text::{self, Position};

/// What a line of a file is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Worth {
    /// A record.
    Record(RecordId),
    /// A line of a newer format, of which only the version is understood.
    Newer(u32),
    /// A line of git's between the two sides of a conflict.
    Marker,
    /// Nothing stands there.
    Blank,
    /// Nothing that can be read.
    Broken(Flaw),
}

impl Worth {
    pub(super) fn of(line: &[u8]) -> Self {
        if line.iter().all(u8::is_ascii_whitespace) {
            return Self::Blank;
        }
        let read = match read_line(line) {
            Ok(Some(record)) if record.version > VERSION => return Self::Newer(record.version),
            Ok(Some(record)) => return Self::Record(record.id),
            // A newer program may have ways with bytes that are not ours.
            _ if version_of(line).is_some_and(|version| version > VERSION) => {
                return Self::Newer(version_of(line).unwrap_or(VERSION));
            }
            Ok(None) => return Self::Newer(VERSION),
            Err(words) => words,
        };
        match std::str::from_utf8(line) {
            Err(_) => Self::Broken(Flaw::NotUtf8),
            Ok(text) if is_marker(text) => Self::Marker,
            Ok(text) => match serde_json::from_str::<IgnoredAny>(text) {
                Err(error) if error.is_eof() => Self::Broken(Flaw::Torn),
                _ => Self::Broken(Flaw::Unreadable(read)),
            },
        }
    }
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// It ends in the middle.
    Torn,
    /// Its bytes are no UTF-8.
    NotUtf8,
    /// It is no record, in these words.
    Unreadable(Both),
    /// The same record stands in this file already, in this line.
    Repeated(usize),
    /// Another record with its id stands in this file and line; one of the two counts.
    Disputed(PathBuf, usize),
    /// A program of this newer format wrote it.
    Newer(u32),
    /// Git's conflict marker.
    Marker,
    /// The whole file cannot be read, for this reason.
    Closed(Both),
}

impl Flaw {
    /// Its name for programs.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Torn => "torn",
            Self::NotUtf8 => "not_utf8",
            Self::Unreadable(_) => "unreadable",
            Self::Repeated(_) => "repeated",
            Self::Disputed(..) => "disputed",
            Self::Newer(_) => "newer",
            Self::Marker => "marker",
            Self::Closed(_) => "closed",
        }
    }

    /// Whether a repair takes it away or mends it.
    pub fn can_be_repaired(&self) -> bool {
        !matches!(self, Self::Disputed(..) | Self::Newer(_) | Self::Closed(_))
    }

    fn severity(&self) -> Severity {
        match self {
            Self::Repeated(_) | Self::Newer(_) | Self::Marker => Severity::Warning,
            _ => Severity::Error,
        }
    }

    fn what(&self) -> Both {
        match self {
            Self::Torn => both!("쓰다 만 줄입니다", "the line is torn off"),
            Self::NotUtf8 => both!("UTF-8이 아닌 줄입니다", "the line is not UTF-8"),
            Self::Unreadable(words) | Self::Closed(words) => words.clone(),
            Self::Repeated(line) => both!(
                "{line}번째 줄과 같은 기록입니다. 한 번만 셉니다",
                "the record stands in line {line} already; it counts once"
            ),
            Self::Disputed(path, line) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                both!(
                    "{name} {line}번째 줄의 다른 기록과 id가 같습니다. 하나만 셉니다",
                    "another record has this id, in {name} line {line}; one of them counts"
                )
            }
            Self::Newer(version) => both!(
                "더 새로운 hotseat(형식 {version})가 쓴 줄입니다",
                "a newer hotseat (format {version}) wrote the line"
            ),
            Self::Marker => both!("git 충돌 표시입니다", "this is git's conflict marker"),
        }
    }

    fn mend(&self, path: &Path, is_own: bool) -> Both {
        match self {
            Self::Newer(_) => both!("프로그램을 업데이트하세요", "update this program"),
            Self::Disputed(..) => both!(
                "두 줄 가운데 맞는 것을 남기세요",
                "keep the line that is right"
            ),
            Self::Closed(_) => both!(
                "권한과 디스크를 확인하세요",
                "check its permissions and the disk"
            ),
            _ if is_own => both!(
                "hotseat history repair로 고칩니다",
                "`hotseat history repair` mends the file"
            ),
            _ => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                both!(
                    "이 파일을 쓰는 기기에서 hotseat history repair를 실행하세요. 그 기기가 없으면 hotseat history repair {name}",
                    "run `hotseat history repair` on the device that writes this file; where it is gone, `hotseat history repair {name}`"
                )
            }
        }
    }
}

/// A flaw and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The file.
    pub path: PathBuf,
    /// Whether this device writes the file.
    pub is_own: bool,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub flaw: Flaw,
}

impl Found {
    /// What the user is told of it.
    pub fn problem(&self) -> Problem {
        Problem {
            path: self.path.display().to_string(),
            at: Position {
                line: self.line,
                column: 1,
            },
            severity: self.flaw.severity(),
            what: self.flaw.what(),
            mend: self.flaw.mend(&self.path, self.is_own),
        }
    }
}

/// A file and how much it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSeen {
    /// Where it lies.
    pub path: PathBuf,
    /// Whether this device writes it.
    pub is_own: bool,
    /// Its records, each as often as it stands there.
    pub records: usize,
}

/// Every file of the history and every flaw in them, by file and line.
#[derive(Debug, Default)]
pub struct Verified {
    /// The files, by path.
    pub files: Vec<FileSeen>,
    /// What is wrong.
    pub found: Vec<Found>,
}

/// Where a record was met first, and what it said.
struct Met {
    file: usize,
    line: usize,
    print: u64,
}

impl Verified {
    /// Looks through all devices' files. `own` is the one that this device writes. Nothing is
    /// written; a folder that is not there holds nothing wrong.
    pub fn look(disk: &Disk, folders: &Folders, own: &Path) -> Self {
        let mut verified = Self::default();
        let paths = match disk.entries(&folders.history()) {
            Ok(paths) => paths,
            Err(error) => {
                if error.kind() != std::io::ErrorKind::NotFound {
                    verified.close(&folders.history(), false, &error);
                }
                return verified;
            }
        };
        // Copies come last: what they repeat is `hotseat merge`'s affair.
        let (copies, files): (Vec<_>, Vec<_>) = paths
            .into_iter()
            .filter(|path| is_log(path))
            .partition(|path| ConflictCopy::at(path).is_some());
        let mut met = HashMap::new();
        for path in files.into_iter().chain(copies) {
            let is_own = path == own;
            match disk.read(&path) {
                Ok(bytes) => verified.look_through(&path, is_own, &bytes, &mut met),
                Err(error) => verified.close(&path, is_own, &error),
            }
        }
        verified
    }

    fn close(&mut self, path: &Path, is_own: bool, error: &std::io::Error) {
        self.found.push(Found {
            path: path.to_owned(),
            is_own,
            line: 1,
            flaw: Flaw::Closed(unreadable(path, error).what),
        });
    }

    fn look_through(
        &mut self,
        path: &Path,
        is_own: bool,
        bytes: &[u8],
        met: &mut HashMap<RecordId, Met>,
    ) {
        let file = self.files.len();
        let mut records = 0;
        for (i, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
            let line_number = i + 1;
            let flaw = match Worth::of(line) {
                Worth::Blank => None,
                Worth::Marker => Some(Flaw::Marker),
                Worth::Newer(version) => Some(Flaw::Newer(version)),
                Worth::Broken(flaw) => Some(flaw),
                Worth::Record(id) => {
                    records += 1;
                    let here = Met {
                        file,
                        line: line_number,
                        print: text::fingerprint(line.trim_ascii().iter().copied()),
                    };
                    self.met_before(path, here, id, met)
                }
            };
            if let Some(flaw) = flaw {
                self.found.push(Found {
                    path: path.to_owned(),
                    is_own,
                    line: line_number,
                    flaw,
                });
            }
        }
        self.files.push(FileSeen {
            path: path.to_owned(),
            is_own,
            records,
        });
    }

    /// A record may stand in several files: `hotseat merge` copies what a conflict copy alone has.
    fn met_before(
        &self,
        path: &Path,
        here: Met,
        id: RecordId,
        met: &mut HashMap<RecordId, Met>,
    ) -> Option<Flaw> {
        let Some(first) = met.get(&id) else {
            met.insert(id, here);
            return None;
        };
        if first.print != here.print {
            let seen = self.files.get(first.file);
            let seen = seen.map_or_else(|| path.to_owned(), |seen| seen.path.clone());
            return Some(Flaw::Disputed(seen, first.line));
        }
        (first.file == here.file).then_some(Flaw::Repeated(first.line))
    }
}
