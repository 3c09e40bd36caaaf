//! Keeping a look-back: the cards first, then the record.

use chrono::{DateTime, FixedOffset};

use super::Work;
use crate::bank::load;
use crate::bank::write::Writer;
use crate::history::record::Body;
use crate::history::{Log, LookBack, Record};
use crate::language::Both;
use crate::look_back::keep::{Kept, keep};
use crate::tui::cards::{CardNews, CardResult};
use crate::tui::events::{Event, LookedBack};

impl Work {
    pub(super) fn look_back(
        &mut self,
        mut look_back: LookBack,
        at: DateTime<FixedOffset>,
    ) -> Event {
        let writer = Writer::new(&self.disk, &self.folders);
        let bank = load::bank(&self.disk, &self.folders);
        let mut kept = Kept::default();
        let mut records = Vec::new();
        let written = self.remembering(at, &mut records, |memory| {
            keep(&mut look_back, &bank, &writer, memory, &mut kept)
        });
        let result = written.and_then(|()| {
            records.push(self.append(Body::LookBack(look_back), at)?);
            Ok((kept.fresh, kept.known))
        });
        Event::LookedBack(Box::new(LookedBack {
            cards: CardNews {
                decks: kept.decks,
                unreadable: None,
                records,
                result: CardResult::Read,
            },
            result,
        }))
    }

    fn append(&mut self, body: Body, at: DateTime<FixedOffset>) -> Result<Record, Both> {
        let (disk, folders) = (&self.disk, &self.folders);
        let log = self.log.get_or_insert_with(|| Log::open(disk, folders).0);
        let record = Record::new(&log.ids(), at, body);
        log.append(&record).map_err(|error| error.words())?;
        Ok(record)
    }
}
