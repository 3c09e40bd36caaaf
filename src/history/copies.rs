//! Conflict copies of history files. Their records count like all others; here it is told which
//! of them stand in no other file, so that they can be taken over before the copy goes.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::line::{read_line, record_lines};
use super::record::RecordId;
use crate::both;
use crate::problem::{Problem, Severity};
use crate::store::Disk;
use crate::store::copies::{ConflictCopy, copy_at};

/// A conflict copy of a history file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryCopy {
    /// The copy and its original.
    pub file: ConflictCopy,
    /// How many records it has.
    pub records: usize,
    /// The lines of records that no other file has, as they stand.
    pub missing: Vec<String>,
}

/// The copies among the history's files, each record of which is missing at most once.
pub fn among(disk: &Disk, paths: &[PathBuf]) -> Vec<HistoryCopy> {
    let found: Vec<ConflictCopy> = paths
        .iter()
        .filter_map(|path| copy_at(disk, path))
        .collect();
    let is_copy = |path: &PathBuf| found.iter().any(|copy| copy.path == *path);
    let (copies, others): (Vec<&PathBuf>, Vec<&PathBuf>) =
        paths.iter().partition(|path| is_copy(path));
    if copies.is_empty() {
        return Vec::new();
    }
    let mut known: HashSet<RecordId> = HashSet::new();
    for path in others {
        known.extend(records(disk, path).into_iter().map(|(id, _)| id));
    }
    found
        .into_iter()
        .map(|file| {
            let records = records(disk, &file.path);
            let count = records.len();
            let missing = records
                .into_iter()
                .filter_map(|(id, line)| known.insert(id).then_some(line));
            HistoryCopy {
                records: count,
                missing: missing.collect(),
                file,
            }
        })
        .collect()
}

fn records(disk: &Disk, path: &Path) -> Vec<(RecordId, String)> {
    let bytes = disk.read(path).unwrap_or_default();
    record_lines(&bytes)
        .filter_map(|(_, line)| {
            let record = read_line(line).ok().flatten()?;
            Some((record.id, String::from_utf8_lossy(line).into_owned()))
        })
        .collect()
}

impl HistoryCopy {
    /// What the user is told of it.
    pub fn problem(&self) -> Problem {
        let original = self.file.original_name();
        let missing = self.missing.len();
        let mend = if missing == 0 {
            both!(
                "다른 파일에 모두 있으니 지워도 됩니다",
                "all of it stands in other files; you may remove it"
            )
        } else {
            both!(
                "hotseat merge 가 여기에만 있는 기록 {missing}개를 옮겨 적습니다",
                "`hotseat merge` takes over the {missing} records that stand here alone"
            )
        };
        Problem::of_file(
            self.file.path.display().to_string(),
            Severity::Warning,
            both!(
                "{original}의 충돌 사본입니다. 기록은 함께 셉니다",
                "this is a conflict copy of {original}; its records count"
            ),
            mend,
        )
    }
}
