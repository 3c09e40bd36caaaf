//! Every answer of the history, sixty-four bytes each: years of them lie in memory beside the
//! decks, and are gone through as fast as memory is read.
//!
//! A row has all that nearly every answer has. What few have (words, a path of follow-ups) stands
//! beside the rows, and an answer whose values do not fit into a row is kept as the record that it
//! is. Which of the three it is nobody sees: [`AnswerSeen`] tells everything of every answer.

use std::cmp::Ordering;
use std::fmt;

use chrono::{DateTime, FixedOffset};

use super::record::{Answer, Body, Inputs, More, Rare, Record, RecordId, VERSION};
use crate::bank::CardId;

use numbers::{Numbers, place_of};
use row::{
    GAVE_UP, HAS_POINTS, IS_UNDONE, IS_WHOLE, NO_NUMBER, Row, SKIPPED, number, small, to_number,
    to_small,
};

mod line;
mod numbers;
mod row;

/// The answers, in the order in which they were taken in until they are sorted by their ids.
#[derive(Debug, Default, Clone)]
pub(super) struct Answers {
    rows: Vec<Row>,
    cards: Numbers<CardId>,
    sessions: Numbers<RecordId>,
    rare: Vec<Rare>,
    /// Answers that no row can hold.
    whole: Vec<Record>,
}

static NO_RARE: Rare = Rare::NOTHING;

impl Answers {
    /// How many.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Makes room for so many more.
    pub(super) fn reserve(&mut self, more: usize) {
        self.rows.reserve(more);
    }

    /// Takes in an answer.
    pub(super) fn push(&mut self, record: Record) {
        let Body::Answer(answer) = &record.body else {
            return;
        };
        let id = record.id.ulid().unwrap_or_default();
        let east = record.at.offset().local_minus_utc() / 60;
        let east = i16::try_from(east).unwrap_or(0);
        let mut row = Row::new(id, record.at.timestamp_millis(), east, answer.mode);
        row.card = self.cards.number(&answer.card);
        if let Some(session) = &answer.session {
            row.session = self.sessions.number(session);
        }
        row.think = to_number(answer.think_ms);
        row.answer = to_number(answer.answer_ms);
        row.limit = to_number(answer.limit_ms);
        row.score = to_small(answer.score);
        row.grade = to_small(answer.grade);
        row.confidence = to_small(answer.confidence);
        row.hints = to_small(answer.hints);
        row.wording = to_small(answer.wording);
        row.depth = to_small(answer.depth);
        row.points_of = to_small(answer.points_of);
        row.set(GAVE_UP, answer.gave_up);
        row.set(SKIPPED, answer.skipped);
        row.set(HAS_POINTS, answer.points.is_some());
        for &point in answer.points.iter().flatten() {
            let _ = row.tick(point as u64);
        }
        let rare: &Rare = answer;
        if *rare != NO_RARE {
            row.beside = self.put_beside(rare.clone());
        }
        // Whether a row can hold it is known best by looking at what it holds.
        if self.seen(&row).record() != record {
            if row.beside != NO_NUMBER {
                self.rare.pop();
            }
            row.set(IS_WHOLE, true);
            row.beside = to_number(Some(self.whole.len()));
            self.whole.push(record);
        }
        self.rows.push(row);
    }

    fn put_beside(&mut self, rare: Rare) -> u32 {
        self.rare.push(rare);
        to_number(Some(self.rare.len() - 1))
    }

    fn seen<'a>(&'a self, row: &'a Row) -> AnswerSeen<'a> {
        AnswerSeen { answers: self, row }
    }

    /// The answer at a place.
    pub(super) fn get(&self, place: usize) -> AnswerSeen<'_> {
        self.seen(&self.rows[place])
    }

    /// All of them.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = AnswerSeen<'_>> + Clone {
        self.rows.iter().map(|row| self.seen(row))
    }

    /// The newest id.
    pub(super) fn newest(&self) -> Option<RecordId> {
        let newest = self.rows.iter().max_by(|a, b| self.order(a, b))?;
        Some(self.seen(newest).id())
    }

    fn order(&self, a: &Row, b: &Row) -> Ordering {
        order(&self.whole, a, b)
    }

    /// Brings them into the order of their ids. Of several with one id the first by its text stays.
    pub(super) fn sort(&mut self) {
        let is_before = |pair: &[Row]| self.order(&pair[0], &pair[1]) == Ordering::Less;
        if self.rows.windows(2).all(is_before) {
            return;
        }
        let mut rows = std::mem::take(&mut self.rows);
        rows.sort_by(|a, b| {
            let by_text = || self.seen(a).text().cmp(&self.seen(b).text());
            self.order(a, b).then_with(by_text)
        });
        rows.dedup_by(|a, b| self.order(a, b) == Ordering::Equal);
        self.rows = rows;
    }

    /// The place of the answer with this id. They must be sorted.
    pub(super) fn place(&self, id: &RecordId) -> Option<usize> {
        let found = self.rows.binary_search_by(|row| match id.ulid() {
            Some(bytes) if !row.has(IS_WHOLE) => row.id.cmp(&bytes),
            _ => self.seen(row).id().cmp(id),
        });
        found.ok()
    }

    pub(super) fn remove(&mut self, place: usize) {
        self.rows.remove(place);
    }

    /// The number of a card's name; `None` where no answer ever had it.
    pub(super) fn number_of(&self, card: &CardId) -> Option<usize> {
        self.cards.find(card).map(place_of)
    }

    /// The card with a number.
    pub(super) fn card(&self, number: usize) -> &CardId {
        &self.cards.values[number]
    }

    /// The number of the card at a place.
    pub(super) fn card_at(&self, place: usize) -> usize {
        place_of(self.rows[place].card)
    }

    /// Calls the card of an answer by another name; what it was called before comes back.
    pub(super) fn rename(&mut self, place: usize, card: &CardId) -> CardId {
        let number = self.cards.number(card);
        let before = std::mem::replace(&mut self.rows[place].card, number);
        self.card(place_of(before)).clone()
    }

    /// The number of a session's name; `None` where no answer ever had it.
    pub(super) fn number_of_session(&self, session: &RecordId) -> Option<usize> {
        self.sessions.find(session).map(place_of)
    }

    /// The number of the session at a place.
    pub(super) fn session_at(&self, place: usize) -> Option<usize> {
        let session = self.rows[place].session;
        (session != NO_NUMBER).then(|| place_of(session))
    }

    /// Says of an answer that it was taken back.
    pub(super) fn set_undone(&mut self, place: usize) {
        self.rows[place].set(IS_UNDONE, true);
    }

    /// Nothing counts as taken back any more.
    pub(super) fn forget_undone(&mut self) {
        for row in &mut self.rows {
            row.set(IS_UNDONE, false);
        }
    }

    /// Whether an answer was taken back.
    pub(super) fn is_undone(&self, place: usize) -> bool {
        self.rows[place].has(IS_UNDONE)
    }
}

fn order(whole: &[Record], a: &Row, b: &Row) -> Ordering {
    if !a.has(IS_WHOLE) && !b.has(IS_WHOLE) {
        return a.id.cmp(&b.id);
    }
    let id = |row: &Row| match whole.get(place_of(row.beside)) {
        Some(record) if row.has(IS_WHOLE) => record.id.clone(),
        _ => RecordId::from_ulid(row.id),
    };
    id(a).cmp(&id(b))
}

/// An answer as the history has it.
#[derive(Clone, Copy)]
pub struct AnswerSeen<'h> {
    answers: &'h Answers,
    row: &'h Row,
}

impl fmt::Debug for AnswerSeen<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.record().fmt(f)
    }
}

impl<'h> AnswerSeen<'h> {
    /// The answer whose record is kept, where no row can hold it.
    fn whole(self) -> Option<(&'h Record, &'h Answer)> {
        if !self.row.has(IS_WHOLE) {
            return None;
        }
        let record = self.answers.whole.get(place_of(self.row.beside))?;
        match &record.body {
            Body::Answer(answer) => Some((record, answer)),
            _ => None,
        }
    }

    /// The name of its record.
    pub fn id(self) -> RecordId {
        match self.whole() {
            Some((record, _)) => record.id.clone(),
            None => RecordId::from_ulid(self.row.id),
        }
    }

    /// When, with the local offset.
    pub fn at(self) -> DateTime<FixedOffset> {
        match self.whole() {
            Some((record, _)) => record.at,
            None => self.row.at(),
        }
    }

    /// The card, by the name that it has now.
    pub fn card(self) -> &'h CardId {
        self.answers.card(place_of(self.row.card))
    }

    /// The session, if it was in one.
    pub fn session(self) -> Option<&'h RecordId> {
        self.answers.sessions.values.get(place_of(self.row.session))
    }

    /// What can be weighed of it.
    pub fn inputs(self) -> Inputs {
        if let Some((_, answer)) = self.whole() {
            return answer.inputs();
        }
        let row = self.row;
        let count = |field: u8| small(field).map(usize::from);
        let ticked = || row.points.count_ones() as usize;
        let rare = self.rare();
        Inputs {
            mode: row.mode(),
            score: small(row.score),
            grade: small(row.grade),
            confidence: small(row.confidence),
            think_ms: number(row.think),
            answer_ms: number(row.answer),
            limit_ms: number(row.limit),
            ticked: row.has(HAS_POINTS).then(ticked),
            points_of: count(row.points_of),
            star: rare.star_ticked(),
            hints: small(row.hints).map(u32::from),
            takes: rare.takes,
            is_follow_up: small(row.depth).is_some_and(|depth| depth > 0) || rare.probe.is_some(),
            gave_up: row.has(GAVE_UP),
            skipped: row.has(SKIPPED),
        }
        .without_unused_list(rare.none_met)
    }

    /// What few answers have.
    pub fn rare(self) -> &'h Rare {
        match self.whole() {
            Some((_, answer)) => answer,
            None => {
                let rare = self.answers.rare.get(place_of(self.row.beside));
                rare.unwrap_or(&NO_RARE)
            }
        }
    }

    /// All of it.
    pub fn answer(self) -> Answer {
        let card = self.card().clone();
        if let Some((_, answer)) = self.whole() {
            return Answer {
                card,
                ..answer.clone()
            };
        }
        let inputs = self.inputs();
        let count = |field: u8| small(field).map(usize::from);
        Answer {
            card,
            mode: inputs.mode,
            session: self.session().cloned(),
            score: inputs.score,
            grade: inputs.grade,
            confidence: inputs.confidence,
            think_ms: inputs.think_ms,
            answer_ms: inputs.answer_ms,
            limit_ms: inputs.limit_ms,
            points: self.row.points(),
            points_of: inputs.points_of,
            hints: inputs.hints,
            wording: count(self.row.wording),
            depth: count(self.row.depth),
            gave_up: inputs.gave_up,
            skipped: inputs.skipped,
            more: More::of(self.rare()),
        }
    }

    /// Its record, with the card by the name that it has now.
    pub fn record(self) -> Record {
        Record {
            version: self.whole().map_or(VERSION, |(record, _)| record.version),
            id: self.id(),
            at: self.at(),
            body: Body::Answer(self.answer()),
        }
    }

    fn text(self) -> String {
        serde_json::to_string(&self.record()).unwrap_or_default()
    }
}
