//! Keeping what stood in a card before an edit.

use chrono::{DateTime, FixedOffset};

use super::log::Log;
use super::record::{Body, Edit, Ids, Record};
use crate::bank::write::{Past, Remember};
use crate::language::Both;

/// The log as an edit's memory: every changed value becomes a line of its own before the deck's
/// file is touched.
#[derive(Debug)]
pub struct EditLog<'l> {
    log: &'l mut Log,
    ids: &'l mut Ids,
    at: DateTime<FixedOffset>,
    kept: Vec<Record>,
}

impl<'l> EditLog<'l> {
    /// A memory for the edits of this moment.
    pub fn new(log: &'l mut Log, ids: &'l mut Ids, at: DateTime<FixedOffset>) -> Self {
        Self {
            log,
            ids,
            at,
            kept: Vec::new(),
        }
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
            let record = Record::new(self.ids, self.at, Body::Edit(edit));
            self.log.append(&record).map_err(|error| error.words())?;
            self.kept.push(record);
        }
        Ok(())
    }
}
