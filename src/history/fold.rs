//! What is true now: the fold of all records. The same from any order and any split over files.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;

use super::record::{Answer, Body, PlannedRound, Record, RecordId, SessionEvent};
use crate::bank::CardId;
use crate::clock;

/// All records in the order of their ids, and what follows from them.
#[derive(Debug, Default, Clone)]
pub struct History {
    records: Vec<Record>,
    undone: HashSet<RecordId>,
    by_card: HashMap<CardId, Vec<usize>>,
}

/// A session that began, and how it ended if it did.
#[derive(Debug, Clone, Copy)]
pub struct SessionSeen<'h> {
    /// The record with which it began.
    pub began: &'h Record,
    /// The preset's name.
    pub preset: &'h str,
    /// The seed of the draw.
    pub seed: u64,
    /// `practice` or `live`.
    pub mode: &'h str,
    /// Where it began.
    pub device: &'h str,
    /// What is asked.
    pub rounds: &'h [PlannedRound],
    /// The reason for which it ended; `None` while it has not.
    pub ended: Option<&'h str>,
}

impl History {
    /// The fold of these records; of records with one id, one counts.
    pub fn new(mut records: Vec<Record>) -> Self {
        records.sort_by_cached_key(|record| {
            (
                record.id.clone(),
                serde_json::to_string(record).unwrap_or_default(),
            )
        });
        records.dedup_by(|a, b| a.id == b.id);
        let mut history = Self {
            records,
            ..Self::default()
        };
        history.refold();
        history
    }

    /// Adds a record that was just kept.
    pub fn add(&mut self, record: Record) {
        let is_last = self.records.last().is_none_or(|last| last.id < record.id);
        let is_undo = matches!(record.body, Body::Undo { .. });
        self.records.push(record);
        if is_last && !is_undo {
            self.fold_in(self.records.len() - 1);
        } else {
            *self = Self::new(std::mem::take(&mut self.records));
        }
    }

    fn refold(&mut self) {
        // An undo may itself be undone, and names an earlier record: the last ones decide first.
        for record in self.records.iter().rev() {
            if let Body::Undo { undoes } = &record.body
                && !self.undone.contains(&record.id)
            {
                self.undone.insert(undoes.clone());
            }
        }
        for i in 0..self.records.len() {
            self.fold_in(i);
        }
    }

    fn fold_in(&mut self, i: usize) {
        let record = &self.records[i];
        if let Body::Answer(answer) = &record.body
            && !self.undone.contains(&record.id)
        {
            self.by_card.entry(answer.card.clone()).or_default().push(i);
        }
    }

    /// All records, by id.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Every answer that was not taken back, with its record.
    pub fn answers(&self) -> impl DoubleEndedIterator<Item = (&Record, &Answer)> {
        self.records
            .iter()
            .filter(|record| !self.undone.contains(&record.id))
            .filter_map(answer_of)
    }

    /// The answers to one card, oldest first.
    pub fn answers_to(&self, card: &CardId) -> impl DoubleEndedIterator<Item = (&Record, &Answer)> {
        let places = self
            .by_card
            .get(card)
            .map(Vec::as_slice)
            .unwrap_or_default();
        places.iter().filter_map(|&i| answer_of(&self.records[i]))
    }

    /// Whether nothing was ever answered.
    pub fn is_empty(&self) -> bool {
        self.by_card.is_empty()
    }

    /// The answers of one session in order.
    pub fn answers_in<'h>(
        &'h self,
        session: &'h RecordId,
    ) -> impl Iterator<Item = (&'h Record, &'h Answer)> {
        self.answers()
            .filter(move |(_, answer)| answer.session.as_ref() == Some(session))
    }

    /// All sessions, oldest first.
    pub fn sessions(&self) -> impl DoubleEndedIterator<Item = SessionSeen<'_>> {
        let mut endings: HashMap<&RecordId, &str> = HashMap::new();
        for record in &self.records {
            if let Body::Session(session) = &record.body
                && let SessionEvent::Ended { reason, .. } = &session.event
            {
                endings.insert(&session.session, reason);
            }
        }
        self.records.iter().filter_map(move |record| {
            let Body::Session(session) = &record.body else {
                return None;
            };
            let SessionEvent::Began {
                preset,
                seed,
                mode,
                device,
                rounds,
            } = &session.event
            else {
                return None;
            };
            let ended = endings.get(&session.session).copied();
            Some(SessionSeen {
                began: record,
                preset,
                seed: *seed,
                mode,
                device,
                rounds,
                ended,
            })
        })
    }

    /// The days on which something was answered. `day_begins` is the hour of the roll-over.
    pub fn days(&self, day_begins: u32) -> BTreeSet<NaiveDate> {
        self.answers()
            .filter(|(_, answer)| !answer.skipped)
            .map(|(record, _)| clock::day_of(record.at, day_begins))
            .collect()
    }

    /// How many days in a row up to `today` something was answered; today may still be empty.
    pub fn streak(&self, today: NaiveDate, day_begins: u32) -> usize {
        let days = self.days(day_begins);
        let start = if days.contains(&today) {
            Some(today)
        } else {
            today.pred_opt()
        };
        std::iter::successors(start, NaiveDate::pred_opt)
            .take_while(|day| days.contains(day))
            .count()
    }
}

fn answer_of(record: &Record) -> Option<(&Record, &Answer)> {
    match &record.body {
        Body::Answer(answer) => Some((record, answer)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::record::{Ids, Mode};
    use proptest::prelude::*;

    fn record(ids: &mut Ids, at: &str, body: Body) -> Record {
        Record::new(ids, chrono::DateTime::parse_from_rfc3339(at).unwrap(), body)
    }

    fn answered(ids: &mut Ids, at: &str, card: &str) -> Record {
        record(
            ids,
            at,
            Body::Answer(Answer::new(CardId::new("d", card), Mode::Practice)),
        )
    }

    #[test]
    fn an_undone_answer_does_not_count_and_an_undone_undo_does_not_either() {
        let mut ids = Ids::from_numbers(|| 1);
        let at = "2026-11-21T10:00:00+09:00";
        let answer = answered(&mut ids, at, "x");
        let undo = record(
            &mut ids,
            at,
            Body::Undo {
                undoes: answer.id.clone(),
            },
        );
        let redo = record(
            &mut ids,
            at,
            Body::Undo {
                undoes: undo.id.clone(),
            },
        );
        let card = CardId::new("d", "x");
        let count = |records: &[&Record]| {
            let mut history = History::default();
            for record in records {
                history.add((*record).clone());
            }
            history.answers_to(&card).count()
        };
        assert_eq!(count(&[&answer]), 1);
        assert_eq!(count(&[&answer, &undo]), 0);
        assert_eq!(count(&[&answer, &undo, &redo]), 1);
        assert_eq!(count(&[&redo, &undo, &answer]), 1);
    }

    #[test]
    fn a_streak_ends_at_the_first_empty_day_and_today_may_still_be_empty() {
        let mut ids = Ids::from_numbers(|| 1);
        let history = History::new(vec![
            answered(&mut ids, "2026-11-17T22:00:00+09:00", "a"),
            answered(&mut ids, "2026-11-19T22:00:00+09:00", "a"),
            answered(&mut ids, "2026-11-21T01:00:00+09:00", "a"),
        ]);
        let streak = |day: &str| history.streak(day.parse().unwrap(), 4);
        assert_eq!(streak("2026-11-20"), 2);
        assert_eq!(streak("2026-11-21"), 2);
        assert_eq!(streak("2026-11-22"), 0);
    }

    proptest! {
        #[test]
        fn the_fold_is_the_same_from_any_order_and_with_repeats(
            order in Just((0..12usize).collect::<Vec<_>>()).prop_shuffle(),
            repeats in proptest::collection::vec(0..12usize, 0..6),
        ) {
            let mut ids = Ids::from_numbers(|| 5);
            let mut records = Vec::new();
            for i in 0..12u32 {
                let at = format!("2026-11-{:02}T10:00:00+09:00", 1 + i);
                let body = if i % 4 == 3 {
                    let undone: &Record = &records[(i / 2) as usize];
                    Body::Undo { undoes: undone.id.clone() }
                } else {
                    Body::Answer(Answer::new(CardId::new("d", &format!("c{}", i % 3)), Mode::Practice))
                };
                records.push(record(&mut ids, &at, body));
            }
            let expected = History::new(records.clone());
            let shuffled = order.iter().chain(&repeats).map(|&i| records[i].clone()).collect();
            let folded = History::new(shuffled);
            prop_assert_eq!(folded.records(), expected.records());
            let cards = |history: &History| history.answers().map(|(r, _)| r.id.clone()).collect::<Vec<_>>();
            prop_assert_eq!(cards(&folded), cards(&expected));
        }
    }
}
