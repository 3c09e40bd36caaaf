//! The history in an export of ours, into the history here.

use std::collections::HashSet;

use crate::history::record::VERSION;
use crate::history::{AppendError, Body, History, Log, Record, RecordId};

/// Records that an export has and the history has not.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Brought {
    /// The new ones, each once.
    pub new: Vec<Record>,
    /// How many the history has already.
    pub known: usize,
}

impl Brought {
    /// Picks them out. What a newer program wrote is left alone: with it this one could not write
    /// its own history any more.
    pub fn of<'r>(records: impl IntoIterator<Item = &'r Record>, history: &History) -> Self {
        let mut ids: HashSet<RecordId> = history.ids().collect();
        let mut brought = Self::default();
        for record in records {
            if record.version > VERSION || record.body == Body::Unknown {
                continue;
            }
            if ids.insert(record.id.clone()) {
                brought.new.push(record.clone());
            } else {
                brought.known += 1;
            }
        }
        brought
    }
}

/// Adds the new records behind this device's own, all or none.
pub fn bring(brought: &Brought, log: &mut Log) -> Result<(), AppendError> {
    if brought.new.is_empty() {
        return Ok(());
    }
    log.append_all(&brought.new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Disk, Folders};

    fn record(id: &str, rest: &str) -> Record {
        let line = format!(r#"{{"v":1,"id":"{id}","at":"2026-11-21T10:02:11.482+09:00",{rest}}}"#);
        serde_json::from_str(&line).unwrap()
    }

    #[test]
    fn a_history_comes_once_and_no_newer_record_locks_the_log() {
        let root = tempfile::tempdir().unwrap();
        let (disk, folders) = (Disk::whole(), Folders::below(root.path()));
        let answer = r#""kind":"answer","card":"a#b","mode":"review","grade":3"#;
        let one = record("01JD0000000000000000000001", answer);
        let unknown = record("01JD0000000000000000000002", r#""kind":"dream""#);
        let mut newer = record("01JD0000000000000000000003", answer);
        newer.version = VERSION + 1;
        let records = [one.clone(), one.clone(), unknown, newer];
        for known in [1, 2] {
            let (mut log, everything) = Log::open(&disk, &folders);
            let brought = Brought::of(&records, &History::new(everything.records));
            assert_eq!(brought.known, known);
            bring(&brought, &mut log).unwrap();
            let (_, everything) = Log::open(&disk, &folders);
            assert!(everything.records.iter().eq([one.clone()]));
            assert!(everything.problems.is_empty());
        }
    }
}
