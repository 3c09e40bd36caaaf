//! Keeping what stood in a card before an edit.

use chrono::{DateTime, FixedOffset};

use super::log::{AppendError, Log};
use super::record::{Body, Edit, Record};
use crate::bank::write::{Past, Remember};
use crate::language::Both;

/// The log as an edit's memory: every changed value becomes a line of its own before the deck's
/// file is touched.
#[derive(Debug)]
pub struct EditLog<'l> {
    log: &'l mut Log,
    at: DateTime<FixedOffset>,
    kept: Vec<Record>,
}

impl<'l> EditLog<'l> {
    /// A memory for the edits of this moment.
    pub fn new(log: &'l mut Log, at: DateTime<FixedOffset>) -> Self {
        Self {
            log,
            at,
            kept: Vec::new(),
        }
    }

    /// Keeps something else of this moment; it is on the disk when this returns.
    pub fn keep(&mut self, body: Body) -> Result<(), AppendError> {
        let record = Record::new(&self.log.ids(), self.at, body);
        self.log.append(&record)?;
        self.kept.push(record);
        Ok(())
    }

    /// The records that were written, for [`super::History::add`].
    pub fn into_records(self) -> Vec<Record> {
        self.kept
    }
}

impl Remember for EditLog<'_> {
    fn remember(&mut self, past: &[Past]) -> Result<(), Both> {
        for past in past {
            let edit = Edit {
                card: past.card.clone(),
                field: past.field.to_owned(),
                before: past.before.clone(),
            };
            let record = Record::new(&self.log.ids(), self.at, Body::Edit(edit));
            self.log.append(&record).map_err(|error| error.words())?;
            self.kept.push(record);
        }
        Ok(())
    }

    fn take_back(&mut self, past: &[Past]) {
        for past in past {
            let tells_of_it = |record: &&Record| match &record.body {
                Body::Edit(edit) => {
                    (&edit.card, edit.field.as_str(), &edit.before)
                        == (&past.card, past.field, &past.before)
                }
                _ => false,
            };
            let Some(edit) = self.kept.iter().rfind(tells_of_it) else {
                continue;
            };
            let undoes = edit.id.clone();
            let record = Record::new(&self.log.ids(), self.at, Body::Undo { undoes });
            if self.log.append(&record).is_ok() {
                self.kept.push(record);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::CardId;
    use crate::history::History;
    use crate::store::{Disk, Folders};
    use serde_json::json;

    #[test]
    fn what_was_kept_for_a_save_that_failed_is_taken_back_and_the_rest_stays() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        let disk = Disk::whole();
        let (mut log, _) = Log::open(&disk, &folders);
        let at = DateTime::parse_from_rfc3339("2026-11-21T10:00:00+09:00").unwrap();
        let mut memory = EditLog::new(&mut log, at);
        let past = |field, before| Past {
            card: CardId::new("d", "x"),
            field,
            before: json!(before),
        };
        memory.remember(&[past("answer", "one")]).unwrap();
        memory
            .remember(&[past("answer", "two"), past("notes", "n")])
            .unwrap();
        memory.take_back(&[past("answer", "two"), past("notes", "n")]);
        let kept = memory.into_records();
        let (_, everything) = Log::open(&disk, &folders);
        for history in [History::new(kept), History::new(everything.records)] {
            let left: Vec<_> = history
                .edits()
                .map(|(_, edit)| edit.before.clone())
                .collect();
            assert_eq!(left, [json!("one")]);
        }
    }
}
