//! What is true now: the fold of all records. The same from any order and any split over files.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::record::{
    Answer, Body, Edit, Import, LookBack, Mark, PlannedRound, Record, RecordId, Reflection,
    SessionEvent, Standing,
};
use crate::bank::CardId;

/// All records in the order of their ids, and what follows from them.
#[derive(Debug, Default, Clone)]
pub struct History {
    records: Vec<Record>,
    undone: HashSet<RecordId>,
    by_card: HashMap<CardId, Vec<usize>>,
    by_session: HashMap<RecordId, Vec<usize>>,
    /// Where sessions began.
    sessions: Vec<usize>,
    /// Where each session ended, the last time that it did.
    endings: HashMap<RecordId, usize>,
    /// Where each session was looked back on.
    reflections: HashMap<RecordId, Vec<usize>>,
    marks: HashMap<CardId, Vec<usize>>,
    edits: HashMap<CardId, Vec<usize>>,
    look_backs: Vec<usize>,
    renames: Vec<Rename>,
    /// Answers to cards that have another name now, under that name.
    renamed: HashMap<RecordId, Answer>,
}

/// A card got another name: it was moved to another deck, or given another id.
#[derive(Debug, Clone)]
struct Rename {
    /// The record that tells of it; earlier records know the card by its old name.
    at: usize,
    from: CardId,
    to: CardId,
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
        // Nearly always ids alone decide; two different records of one id have an order all the same,
        // so that every device keeps the same one.
        let written = |record: &Record| serde_json::to_string(record).unwrap_or_default();
        let by_text = |a: &Record, b: &Record| written(a).cmp(&written(b));
        records.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| by_text(a, b)));
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
        let changes_others =
            matches!(record.body, Body::Undo { .. }) || rename_of(&record, 0).is_some();
        self.records.push(record);
        if is_last && !changes_others {
            self.fold_in(self.records.len() - 1);
        } else {
            *self = Self::new(std::mem::take(&mut self.records));
        }
    }

    /// Adds records of any time, as another history brings them.
    pub fn add_all(&mut self, records: Vec<Record>) {
        let mut all = std::mem::take(&mut self.records);
        all.extend(records);
        *self = Self::new(all);
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
        self.renames = (0..self.records.len())
            .filter(|&i| !self.undone.contains(&self.records[i].id))
            .filter_map(|i| rename_of(&self.records[i], i))
            .collect();
        for i in 0..self.records.len() {
            self.fold_in(i);
        }
    }

    fn fold_in(&mut self, i: usize) {
        let record = &self.records[i];
        if let Body::Session(session) = &record.body {
            match &session.event {
                SessionEvent::Began { .. } => self.sessions.push(i),
                SessionEvent::Ended { .. } => {
                    self.endings.insert(session.session.clone(), i);
                }
                SessionEvent::Reflected(_) => {
                    let places = self.reflections.entry(session.session.clone());
                    places.or_default().push(i);
                }
                SessionEvent::Unknown => {}
            }
        }
        if self.undone.contains(&record.id) {
            return;
        }
        match &record.body {
            Body::Answer(answer) => {
                if let Some(session) = &answer.session {
                    match self.by_session.get_mut(session) {
                        Some(places) => places.push(i),
                        None => {
                            self.by_session.insert(session.clone(), vec![i]);
                        }
                    }
                }
                let card = self.name_now(&answer.card, i);
                if card != answer.card {
                    let card = card.clone();
                    let renamed = Answer {
                        card,
                        ..answer.clone()
                    };
                    self.renamed.insert(record.id.clone(), renamed);
                }
                self.by_card.entry(card).or_default().push(i);
            }
            Body::Edit(edit) => {
                let card = self.name_now(&edit.card, i);
                self.edits.entry(card).or_default().push(i);
            }
            Body::LookBack(_) => self.look_backs.push(i),
            Body::Mark(mark) if mark.mark != Standing::Unknown => {
                let card = self.name_now(&mark.card, i);
                self.marks.entry(card).or_default().push(i);
            }
            _ => {}
        }
    }

    /// The name that a card has now which the record `at` calls `card`.
    fn name_now(&self, card: &CardId, at: usize) -> CardId {
        let later = self.renames.iter().filter(|rename| rename.at > at);
        let name = later.fold(card, |name, rename| {
            if rename.from == *name {
                &rename.to
            } else {
                name
            }
        });
        name.clone()
    }

    /// The edits of one card that were not taken back, oldest first.
    pub fn edits_of(&self, card: &CardId) -> impl DoubleEndedIterator<Item = (&Record, &Edit)> {
        let places = self.edits.get(card).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|&i| match &self.records[i].body {
            Body::Edit(edit) => Some((&self.records[i], edit)),
            _ => None,
        })
    }

    /// Every edit that was not taken back, with its record.
    pub fn edits(&self) -> impl DoubleEndedIterator<Item = (&Record, &Edit)> {
        self.records.iter().filter_map(|record| match &record.body {
            Body::Edit(edit) if !self.undone.contains(&record.id) => Some((record, edit)),
            _ => None,
        })
    }

    fn answer_of<'h>(&'h self, record: &'h Record) -> Option<(&'h Record, &'h Answer)> {
        let (record, answer) = answer_of(record)?;
        Some((record, self.renamed.get(&record.id).unwrap_or(answer)))
    }

    /// Every import into a deck.
    pub fn imports<'h>(&'h self, deck: &'h str) -> impl Iterator<Item = &'h Import> {
        self.records
            .iter()
            .filter_map(move |record| match &record.body {
                Body::Import(import) if import.deck == deck => Some(import),
                _ => None,
            })
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
            .filter_map(|record| self.answer_of(record))
    }

    /// The answers to one card, oldest first.
    pub fn answers_to(&self, card: &CardId) -> impl DoubleEndedIterator<Item = (&Record, &Answer)> {
        let places = self.by_card.get(card);
        self.answers_at(places.map(Vec::as_slice).unwrap_or_default())
    }

    /// Every card that was answered, in no order, with its answers, oldest first.
    pub fn by_card(
        &self,
    ) -> impl Iterator<Item = (&CardId, impl DoubleEndedIterator<Item = (&Record, &Answer)>)> {
        let cards = self.by_card.iter();
        cards.map(|(card, places)| (card, self.answers_at(places)))
    }

    fn answers_at<'h>(
        &'h self,
        places: &'h [usize],
    ) -> impl DoubleEndedIterator<Item = (&'h Record, &'h Answer)> {
        let places = places.iter();
        places.filter_map(|&i| self.answer_of(&self.records[i]))
    }

    /// How a card was set aside or taken up again, oldest first, without what was taken back.
    pub fn marks_of(&self, card: &CardId) -> impl DoubleEndedIterator<Item = (&Record, &Mark)> {
        let places = self.marks.get(card).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|&i| {
            let record = &self.records[i];
            match &record.body {
                Body::Mark(mark) => Some((record, mark)),
                _ => None,
            }
        })
    }

    /// How a card stands at a moment whose day is `today`: a buried one is active again from its
    /// day on.
    pub fn standing(
        &self,
        card: &CardId,
        moment: DateTime<FixedOffset>,
        today: NaiveDate,
    ) -> Standing {
        let last = self.marks_of(card).rfind(|(record, _)| record.at <= moment);
        match last {
            Some((_, mark))
                if mark.mark == Standing::Buried && mark.until.is_some_and(|day| day <= today) =>
            {
                Standing::Active
            }
            Some((_, mark)) => mark.mark,
            None => Standing::Active,
        }
    }

    /// Whether nothing was ever answered.
    pub fn is_empty(&self) -> bool {
        self.by_card.is_empty()
    }

    /// The answers of one session in order.
    pub fn answers_in(&self, session: &RecordId) -> impl Iterator<Item = (&Record, &Answer)> {
        let places = self.by_session.get(session);
        self.answers_at(places.map(Vec::as_slice).unwrap_or_default())
    }

    /// All sessions, oldest first.
    pub fn sessions(&self) -> impl DoubleEndedIterator<Item = SessionSeen<'_>> {
        self.sessions.iter().filter_map(move |&i| {
            let record = &self.records[i];
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
            let ended = self.endings.get(&session.session);
            let ended = ended.and_then(|&i| match &self.records[i].body {
                Body::Session(session) => match &session.event {
                    SessionEvent::Ended { reason, .. } => Some(reason.as_str()),
                    _ => None,
                },
                _ => None,
            });
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

    /// What the user made of a session, as last written.
    pub fn reflection_on(&self, session: &RecordId) -> Option<&Reflection> {
        let places = self.reflections.get(session)?;
        places.iter().rev().find_map(|&i| {
            let record = &self.records[i];
            match &record.body {
                Body::Session(event) if !self.undone.contains(&record.id) => match &event.event {
                    SessionEvent::Reflected(reflection) => Some(reflection),
                    _ => None,
                },
                _ => None,
            }
        })
    }

    /// What was kept last of looking back on an interview, its questions in their order under the
    /// names that their cards have now.
    pub fn look_back_on(&self, interview: &str) -> Option<LookBack> {
        self.look_backs()
            .find(|look_back| look_back.interview == interview)
    }

    /// What was made of real interviews, the last said first, with the names that the cards have now. Of
    /// several about one interview the first that comes is the one that counts.
    pub fn look_backs(&self) -> impl Iterator<Item = LookBack> {
        self.look_backs.iter().rev().filter_map(|&i| {
            let Body::LookBack(look_back) = &self.records.get(i)?.body else {
                return None;
            };
            let mut look_back = look_back.clone();
            for question in &mut look_back.questions {
                question.card = question.card.as_ref().map(|card| self.name_now(card, i));
            }
            Some(look_back)
        })
    }
}

/// What a record says of a card's name: `deck` and `id` edits hold the whole old name.
fn rename_of(record: &Record, at: usize) -> Option<Rename> {
    let Body::Edit(edit) = &record.body else {
        return None;
    };
    if !matches!(edit.field.as_str(), "deck" | "id") {
        return None;
    }
    Some(Rename {
        at,
        from: CardId::from_written(edit.before.as_str()?),
        to: edit.card.clone(),
    })
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
    use crate::history::record::{Ids, Mode, Session};
    use proptest::prelude::*;

    fn record(ids: &Ids, at: &str, body: Body) -> Record {
        Record::new(ids, chrono::DateTime::parse_from_rfc3339(at).unwrap(), body)
    }

    fn answered(ids: &Ids, at: &str, card: &str) -> Record {
        record(
            ids,
            at,
            Body::Answer(Answer::new(CardId::new("d", card), Mode::Practice)),
        )
    }

    #[test]
    fn an_undone_answer_does_not_count_and_an_undone_undo_does_not_either() {
        let ids = Ids::from_numbers(|| 1);
        let at = "2026-11-21T10:00:00+09:00";
        let answer = answered(&ids, at, "x");
        let undo = record(
            &ids,
            at,
            Body::Undo {
                undoes: answer.id.clone(),
            },
        );
        let redo = record(
            &ids,
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
    fn a_buried_card_comes_back_on_its_day_and_a_taken_back_mark_has_no_effect() {
        let ids = Ids::from_numbers(|| 1);
        let card = CardId::new("d", "x");
        let at = "2026-11-21T10:00:00+09:00";
        let mark = |standing, until: Option<&str>| {
            Body::Mark(Mark {
                card: card.clone(),
                mark: standing,
                until: until.map(|day| day.parse().unwrap()),
            })
        };
        let buried = record(&ids, at, mark(Standing::Buried, Some("2026-11-22")));
        let suspended = record(&ids, at, mark(Standing::Suspended, None));
        let undo = record(
            &ids,
            at,
            Body::Undo {
                undoes: suspended.id.clone(),
            },
        );
        let standing = |history: &History, day: &str| {
            let moment = chrono::DateTime::parse_from_rfc3339("2026-12-01T10:00:00+09:00").unwrap();
            history.standing(&card, moment, day.parse().unwrap())
        };
        let mut history = History::new(vec![buried]);
        assert_eq!(standing(&history, "2026-11-21"), Standing::Buried);
        assert_eq!(standing(&history, "2026-11-22"), Standing::Active);
        history.add(suspended);
        assert_eq!(standing(&history, "2026-11-22"), Standing::Suspended);
        history.add(undo);
        assert_eq!(standing(&history, "2026-11-22"), Standing::Active);
    }

    #[test]
    fn a_session_has_its_answers_its_end_and_what_was_made_of_it_last() {
        let ids = Ids::from_numbers(|| 1);
        let at = "2026-11-20T10:00:00+09:00";
        let mut began = record(&ids, at, Body::Unknown);
        let of = |event: SessionEvent| {
            let session = began.id.clone();
            Body::Session(Session { session, event })
        };
        let reflected = |keep: &str| {
            of(SessionEvent::Reflected(Reflection {
                keep: keep.to_owned(),
                ..Reflection::default()
            }))
        };
        let mut inside = answered(&ids, at, "a");
        if let Body::Answer(answer) = &mut inside.body {
            answer.session = Some(began.id.clone());
        }
        let mut history = History::new(vec![inside, answered(&ids, at, "b")]);
        let records = [
            of(SessionEvent::Ended {
                reason: "left".to_owned(),
                scored: 1,
                pad: None,
                line: None,
            }),
            reflected("first"),
            reflected("last"),
        ]
        .map(|body| record(&ids, at, body));
        began.body = of(SessionEvent::Began {
            preset: "warmup".to_owned(),
            seed: 1,
            mode: "practice".to_owned(),
            device: "x".to_owned(),
            rounds: Vec::new(),
        });
        let session = began.id.clone();
        history.add(began);
        assert_eq!(history.sessions().next().unwrap().ended, None);
        let undo = Body::Undo {
            undoes: records[2].id.clone(),
        };
        for record in records {
            history.add(record);
        }
        assert_eq!(history.sessions().next().unwrap().ended, Some("left"));
        let answers: Vec<&str> = history
            .answers_in(&session)
            .map(|(_, answer)| answer.card.as_str())
            .collect();
        assert_eq!(answers, ["d#a"]);
        assert_eq!(history.reflection_on(&session).unwrap().keep, "last");
        history.add(record(&ids, at, undo));
        assert_eq!(history.reflection_on(&session).unwrap().keep, "first");
    }

    proptest! {
        #[test]
        fn the_fold_is_the_same_from_any_order_and_with_repeats(
            order in Just((0..12usize).collect::<Vec<_>>()).prop_shuffle(),
            repeats in proptest::collection::vec(0..12usize, 0..6),
        ) {
            let ids = Ids::from_numbers(|| 5);
            let mut records = Vec::new();
            for i in 0..12u32 {
                let at = format!("2026-11-{:02}T10:00:00+09:00", 1 + i);
                let body = if i % 4 == 3 {
                    let undone: &Record = &records[(i / 2) as usize];
                    Body::Undo { undoes: undone.id.clone() }
                } else {
                    Body::Answer(Answer::new(CardId::new("d", &format!("c{}", i % 3)), Mode::Practice))
                };
                records.push(record(&ids, &at, body));
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
