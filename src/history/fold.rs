//! What is true now: the fold of all records. The same from any order and any split over files.

use std::collections::{HashMap, HashSet};
use std::num::NonZeroU32;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::answers::AnswerSeen;
use super::record::{
    Body, Edit, Import, LookBack, Mark, Moved, PlannedRound, Record, RecordId, Reflection,
    SessionEvent, Standing,
};
use super::records::Records;
use crate::bank::{CardId, FormerNames};

/// All records in the order of their ids, and what follows from them.
#[derive(Debug, Default, Clone)]
pub struct History {
    records: Records,
    undone: HashSet<RecordId>,
    chains: Chains,
    /// From here on, places among the records that are no answers.
    ///
    /// Where sessions began.
    sessions: Vec<usize>,
    /// Where each session ended, the last time that it did.
    endings: HashMap<RecordId, usize>,
    /// Where each session was looked back on.
    reflections: HashMap<RecordId, Vec<usize>>,
    marks: HashMap<CardId, Vec<usize>>,
    edits: HashMap<CardId, Vec<usize>>,
    look_backs: Vec<usize>,
    /// By the name that a card had.
    renames: HashMap<CardId, Vec<Rename>>,
    /// What cards are called by now that had other names when the records were written, as their
    /// decks say it.
    former: Arc<FormerNames>,
    /// What cards of answers were called before they were renamed, by the answer's place.
    called_before: HashMap<usize, CardId>,
}

/// Which answers belong to a card or to a session, by their places.
#[derive(Debug, Default, Clone)]
struct Chains {
    /// For every answer the one before it to the same card.
    earlier: Vec<Option<Place>>,
    /// The last answer to each card, by the card's number.
    last: Vec<Option<Place>>,
    /// The first and the last answer in each session, by the session's number. Those of other
    /// sessions may lie between.
    sessions: Vec<Option<(Place, Place)>>,
}

/// The place of an answer from 1 on, so that none takes no room.
type Place = NonZeroU32;

impl Chains {
    /// Takes in the next answer, or notes that it belongs nowhere.
    fn push(&mut self, card: Option<usize>, session: Option<usize>) {
        let place = u32::try_from(self.earlier.len() + 1)
            .ok()
            .and_then(Place::new);
        self.earlier.push(None);
        let (Some(place), Some(card)) = (place, card) else {
            return;
        };
        if self.last.len() <= card {
            self.last.resize(card + 1, None);
        }
        let earlier = self.last[card].replace(place);
        *self.earlier.last_mut().unwrap_or(&mut None) = earlier;
        if let Some(session) = session {
            if self.sessions.len() <= session {
                self.sessions.resize(session + 1, None);
            }
            let first = self.sessions[session].map_or(place, |(first, _)| first);
            self.sessions[session] = Some((first, place));
        }
    }

    /// The answers to a card, oldest first.
    fn of_card(&self, card: usize) -> Vec<usize> {
        let last = self.last.get(card).copied().flatten();
        let earlier = |&place: &Place| self.earlier[index(place)];
        let mut places: Vec<usize> = std::iter::successors(last, earlier).map(index).collect();
        places.reverse();
        places
    }

    /// Where the answers in a session lie.
    fn of_session(&self, session: usize) -> std::ops::Range<usize> {
        let span = self.sessions.get(session).copied().flatten();
        span.map_or(0..0, |(first, last)| index(first)..index(last) + 1)
    }
}

fn index(place: Place) -> usize {
    usize::try_from(place.get() - 1).unwrap_or(usize::MAX)
}

/// A card got another name: it was moved to another deck, or given another id.
#[derive(Debug, Clone)]
struct Rename {
    /// The record that tells of it; earlier records know the card by its old name.
    at: RecordId,
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
    /// What stood on the notes pad at its end; empty where nothing did.
    pub pad: &'h str,
    /// The one line that was written at its end; empty where none was.
    pub line: &'h str,
}

impl History {
    /// The fold of these records; of records with one id, one counts.
    pub fn new(records: impl Into<Records>) -> Self {
        Self::of(records.into(), Arc::default())
    }

    fn of(mut records: Records, former: Arc<FormerNames>) -> Self {
        records.sort();
        let mut history = Self {
            records,
            former,
            ..Self::default()
        };
        history.fold();
        history
    }

    /// Calls cards by the names that they have now in the decks.
    pub fn call_by(&mut self, former: &Arc<FormerNames>) {
        let changes = self.knows_one_of(&self.former) || self.knows_one_of(former);
        self.former = Arc::clone(former);
        if changes {
            self.fold_again(Vec::new());
        }
    }

    /// Whether cards are called by these names already.
    pub fn is_called_by(&self, former: &Arc<FormerNames>) -> bool {
        self.former == *former
    }

    /// Whether anything is told of a card by one of its former names.
    fn knows_one_of(&self, former: &FormerNames) -> bool {
        let is_one = |card: &CardId| former.contains_key(card);
        let is_answered = |card| self.records.answers.number_of(card).is_some();
        former.keys().any(is_answered)
            || self.records.others.iter().any(|record| match &record.body {
                Body::Edit(edit) => is_one(&edit.card),
                Body::Mark(mark) => is_one(&mark.card),
                _ => false,
            })
    }

    /// Whether a record of this name is among them.
    pub fn has(&self, id: &RecordId) -> bool {
        let Records { answers, others } = &self.records;
        answers.place(id).is_some() || others.binary_search_by(|other| other.id.cmp(id)).is_ok()
    }

    /// Adds a record that was just kept.
    pub fn add(&mut self, record: Record) {
        let is_last = self.newest().is_none_or(|newest| newest < record.id);
        let changes_others =
            matches!(record.body, Body::Undo { .. }) || rename_of(&record).is_some();
        let is_answer = matches!(record.body, Body::Answer(_));
        self.records.push(record);
        if !is_last || changes_others {
            self.fold_again(Vec::new());
        } else if is_answer {
            self.fold_answer(self.records.answers.len() - 1);
        } else {
            self.fold_other(self.records.others.len() - 1);
        }
    }

    /// Adds records of any time, as another history brings them.
    pub fn add_all(&mut self, records: Vec<Record>) {
        self.fold_again(records);
    }

    /// Folds all records anew, and these with them.
    fn fold_again(&mut self, added: Vec<Record>) {
        let mut records = self.take_records();
        records.extend(added);
        let former = Arc::clone(&self.former);
        *self = Self::of(records, former);
    }

    fn newest(&self) -> Option<RecordId> {
        let answers = &self.records.answers;
        let answer = answers
            .len()
            .checked_sub(1)
            .map(|last| answers.get(last).id());
        let other = self.records.others.last().map(|record| record.id.clone());
        answer.max(other)
    }

    /// The records as they were before they were folded.
    fn take_records(&mut self) -> Records {
        let mut records = std::mem::take(&mut self.records);
        for (&place, card) in &self.called_before {
            records.answers.rename(place, card);
        }
        records.answers.forget_undone();
        records
    }

    fn fold(&mut self) {
        let Records { answers, others } = &mut self.records;
        // An undo may itself be undone, and names an earlier record: the last ones decide first.
        for record in others.iter().rev() {
            if let Body::Undo { undoes } = &record.body
                && !self.undone.contains(&record.id)
            {
                self.undone.insert(undoes.clone());
            }
        }
        for id in &self.undone {
            if let Some(place) = answers.place(id) {
                answers.set_undone(place);
            }
        }
        let standing = others
            .iter()
            .filter(|record| !self.undone.contains(&record.id));
        for (from, rename) in standing.filter_map(rename_of) {
            self.renames.entry(from).or_default().push(rename);
        }
        self.chains.earlier.reserve(answers.len());
        for place in 0..self.records.answers.len() {
            self.fold_answer(place);
        }
        for place in 0..self.records.others.len() {
            self.fold_other(place);
        }
    }

    fn fold_answer(&mut self, place: usize) {
        if self.records.answers.is_undone(place) {
            self.chains.push(None, None);
            return;
        }
        if !self.renames.is_empty() || !self.former.is_empty() {
            self.rename(place);
        }
        let answers = &self.records.answers;
        let card = answers.card_at(place);
        self.chains.push(Some(card), answers.session_at(place));
    }

    /// Calls the card of an answer as it is called now.
    fn rename(&mut self, place: usize) {
        let answer = self.records.answers.get(place);
        if self.renames.is_empty() && !self.former.contains_key(answer.card()) {
            return;
        }
        let now = self.name_now(answer.card(), &answer.id());
        if now != *answer.card() {
            let before = self.records.answers.rename(place, &now);
            self.called_before.insert(place, before);
        }
    }

    fn fold_other(&mut self, i: usize) {
        let record = &self.records.others[i];
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
            Body::Edit(edit) => {
                let card = self.name_now(&edit.card, &record.id);
                self.edits.entry(card).or_default().push(i);
            }
            Body::LookBack(_) => self.look_backs.push(i),
            Body::Mark(mark) if mark.mark != Standing::Unknown => {
                let card = self.name_now(&mark.card, &record.id);
                self.marks.entry(card).or_default().push(i);
            }
            _ => {}
        }
    }

    /// The name that a card has now which the record `at` calls `card`.
    fn name_now(&self, card: &CardId, at: &RecordId) -> CardId {
        let (mut name, mut at) = (card, at);
        let next = |name: &CardId, at: &RecordId| {
            let renames = self.renames.get(name)?;
            renames.iter().find(|rename| rename.at > *at)
        };
        while let Some(rename) = next(name, at) {
            (name, at) = (&rename.to, &rename.at);
        }
        self.current(name).clone()
    }

    /// The name that a card has in its deck, by this one or one that it had before.
    fn current<'n>(&'n self, card: &'n CardId) -> &'n CardId {
        self.former.get(card).unwrap_or(card)
    }

    /// The edits of one card that were not taken back, oldest first.
    pub fn edits_of(&self, card: &CardId) -> impl DoubleEndedIterator<Item = (&Record, &Edit)> {
        let places = self
            .edits
            .get(self.current(card))
            .map(Vec::as_slice)
            .unwrap_or_default();
        places
            .iter()
            .filter_map(|&i| edit_of(&self.records.others[i]))
    }

    /// Every edit that was not taken back, with its record.
    pub fn edits(&self) -> impl DoubleEndedIterator<Item = (&Record, &Edit)> {
        let standing = |record: &&Record| !self.undone.contains(&record.id);
        let records = self.records.others.iter();
        records.filter(standing).filter_map(edit_of)
    }

    /// What was told to belong to other cards and not taken back, oldest first.
    pub fn moves(&self) -> impl DoubleEndedIterator<Item = (&Record, &Moved)> {
        let standing = |record: &&Record| !self.undone.contains(&record.id);
        let records = self.records.others.iter().filter(standing);
        records.filter_map(|record| match &record.body {
            Body::Moved(moved) => Some((record, moved)),
            _ => None,
        })
    }

    /// Every import into a deck.
    pub fn imports<'h>(&'h self, deck: &'h str) -> impl Iterator<Item = &'h Import> {
        let records = self.records.others.iter();
        records.filter_map(move |record| match &record.body {
            Body::Import(import) if import.deck == deck && !self.undone.contains(&record.id) => {
                Some(import)
            }
            _ => None,
        })
    }

    /// All records as they were written, by id.
    pub fn records(&self) -> impl Iterator<Item = Record> {
        let answers = self.records.answers.iter().enumerate();
        let mut answers = answers
            .map(|(place, answer)| self.as_written(place, answer))
            .peekable();
        let mut others = self.records.others.iter().peekable();
        std::iter::from_fn(move || match (answers.peek(), others.peek()) {
            (Some(answer), Some(other)) if answer.id < other.id => answers.next(),
            (Some(_), None) => answers.next(),
            _ => others.next().cloned(),
        })
    }

    fn as_written(&self, place: usize, answer: AnswerSeen<'_>) -> Record {
        let mut record = answer.record();
        if let (Body::Answer(answer), Some(card)) =
            (&mut record.body, self.called_before.get(&place))
        {
            answer.card = card.clone();
        }
        record
    }

    /// The ids of all records, in no order.
    pub fn ids(&self) -> impl Iterator<Item = RecordId> {
        let answers = self.records.answers.iter().map(AnswerSeen::id);
        answers.chain(self.records.others.iter().map(|record| record.id.clone()))
    }

    /// Every answer that was not taken back, oldest first.
    pub fn answers(&self) -> impl DoubleEndedIterator<Item = AnswerSeen<'_>> {
        self.answers_at(0..self.records.answers.len())
    }

    /// The answers to one card, oldest first.
    pub fn answers_to(&self, card: &CardId) -> impl DoubleEndedIterator<Item = AnswerSeen<'_>> {
        let number = self.records.answers.number_of(self.current(card));
        let places = number.map(|number| self.chains.of_card(number));
        self.answers_at(places.unwrap_or_default())
    }

    /// Every card that was answered, in no order, with its answers, oldest first.
    pub fn by_card(
        &self,
    ) -> impl Iterator<Item = (&CardId, impl DoubleEndedIterator<Item = AnswerSeen<'_>>)> {
        let cards = 0..self.chains.last.len();
        let answered = cards.filter(|&number| self.chains.last[number].is_some());
        answered.map(|number| {
            let places = self.chains.of_card(number);
            (self.records.answers.card(number), self.answers_at(places))
        })
    }

    /// Those at these places that were not taken back.
    fn answers_at(
        &self,
        places: impl IntoIterator<IntoIter: DoubleEndedIterator<Item = usize>>,
    ) -> impl DoubleEndedIterator<Item = AnswerSeen<'_>> {
        let answers = &self.records.answers;
        let standing = places
            .into_iter()
            .filter(|&place| !answers.is_undone(place));
        standing.map(|place| answers.get(place))
    }

    /// How a card was set aside or taken up again, oldest first, without what was taken back.
    pub fn marks_of(&self, card: &CardId) -> impl DoubleEndedIterator<Item = (&Record, &Mark)> {
        let places = self
            .marks
            .get(self.current(card))
            .map(Vec::as_slice)
            .unwrap_or_default();
        places.iter().filter_map(|&i| {
            let record = &self.records.others[i];
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
        self.answers().next().is_none()
    }

    /// The answers of one session in order.
    pub fn answers_in(&self, session: &RecordId) -> impl Iterator<Item = AnswerSeen<'_>> {
        let answers = &self.records.answers;
        let number = answers.number_of_session(session);
        let places = number.map_or(0..0, |number| self.chains.of_session(number));
        let is_in_it = move |&place: &usize| answers.session_at(place) == number;
        self.answers_at(places.filter(is_in_it))
    }

    /// All sessions, oldest first.
    pub fn sessions(&self) -> impl DoubleEndedIterator<Item = SessionSeen<'_>> {
        self.sessions.iter().filter_map(move |&i| {
            let record = &self.records.others[i];
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
            let ended = ended.and_then(|&i| match &self.records.others[i].body {
                Body::Session(session) => match &session.event {
                    SessionEvent::Ended {
                        reason, pad, line, ..
                    } => Some((reason.as_str(), pad.as_deref(), line.as_deref())),
                    _ => None,
                },
                _ => None,
            });
            let (ended, pad, line) = match ended {
                Some((reason, pad, line)) => (Some(reason), pad, line),
                None => (None, None, None),
            };
            Some(SessionSeen {
                began: record,
                preset,
                seed: *seed,
                mode,
                device,
                rounds,
                ended,
                pad: pad.unwrap_or_default(),
                line: line.unwrap_or_default(),
            })
        })
    }

    /// The interviews in which a card was answered and notes were taken, the latest first.
    pub fn noted_sessions_of(&self, card: &CardId) -> Vec<SessionSeen<'_>> {
        let answers = self.answers_to(card);
        let held: HashSet<RecordId> = answers
            .filter_map(|seen| seen.answer().session.clone())
            .collect();
        let sessions = self.sessions().rev();
        let noted = sessions.filter(|seen| {
            let is_noted = !seen.pad.trim().is_empty() || !seen.line.trim().is_empty();
            is_noted && held.contains(&seen.began.id)
        });
        noted.collect()
    }

    /// What the user made of a session, as last written.
    pub fn reflection_on(&self, session: &RecordId) -> Option<&Reflection> {
        let places = self.reflections.get(session)?;
        places.iter().rev().find_map(|&i| {
            let record = &self.records.others[i];
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
            let record = self.records.others.get(i)?;
            let Body::LookBack(look_back) = &record.body else {
                return None;
            };
            let mut look_back = look_back.clone();
            for question in &mut look_back.questions {
                question.card = question
                    .card
                    .as_ref()
                    .map(|card| self.name_now(card, &record.id));
            }
            Some(look_back)
        })
    }
}

/// What a record says of a card's name, with the old one: `deck` and `id` edits hold the whole of it.
fn rename_of(record: &Record) -> Option<(CardId, Rename)> {
    let (from, to) = match &record.body {
        Body::Edit(edit) if matches!(edit.field.as_str(), "deck" | "id") => {
            (CardId::from_written(edit.before.as_str()?), &edit.card)
        }
        Body::Moved(moved) => (moved.from.clone(), &moved.to),
        _ => return None,
    };
    let rename = Rename {
        at: record.id.clone(),
        to: to.clone(),
    };
    Some((from, rename))
}

fn edit_of(record: &Record) -> Option<(&Record, &Edit)> {
    match &record.body {
        Body::Edit(edit) => Some((record, edit)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::record::{Answer, Ids, Mode, Session};
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
    fn what_is_told_of_a_former_name_is_told_of_the_card_and_the_records_stay() {
        let ids = Ids::from_numbers(|| 1);
        let at = "2026-11-21T10:00:00+09:00";
        let (old, new) = (CardId::new("d", "old"), CardId::new("d", "new"));
        let mark = Body::Mark(Mark {
            card: old.clone(),
            mark: Standing::Suspended,
            until: None,
        });
        let edit = Body::Edit(Edit {
            card: old.clone(),
            field: "answer".to_owned(),
            before: serde_json::Value::Null,
        });
        let told = vec![
            answered(&ids, at, "old"),
            record(&ids, at, mark),
            record(&ids, at, edit),
            answered(&ids, at, "new"),
            answered(&ids, at, "other"),
        ];
        let mut history = History::new(told.clone());
        let of = |history: &History, card: &CardId| {
            (
                history.answers_to(card).count(),
                history.marks_of(card).count(),
                history.edits_of(card).count(),
            )
        };
        assert_eq!(
            (of(&history, &old), of(&history, &new)),
            ((1, 1, 1), (1, 0, 0))
        );
        let names = Arc::new(FormerNames::from_iter([(old.clone(), new.clone())]));
        history.call_by(&names);
        assert!(history.is_called_by(&names));
        history.add(answered(&ids, at, "old"));
        assert_eq!(
            (of(&history, &old), of(&history, &new)),
            ((3, 1, 1), (3, 1, 1))
        );
        assert_eq!(history.by_card().count(), 2);
        assert!(history.records().take(5).eq(told));
        // Whoever takes `was` out of the deck has everything as it was.
        history.call_by(&Arc::default());
        assert_eq!(
            (of(&history, &old), of(&history, &new)),
            ((2, 1, 1), (1, 0, 0))
        );
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
            .map(|answer| answer.card().as_str())
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
            let shuffled = order.iter().chain(&repeats).map(|&i| records[i].clone());
            let folded = History::new(shuffled);
            prop_assert!(folded.records().eq(expected.records()));
            let cards = |history: &History| history.answers().map(AnswerSeen::id).collect::<Vec<_>>();
            prop_assert_eq!(cards(&folded), cards(&expected));
        }
    }
}
