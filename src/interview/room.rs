//! The room: a running interview as one pure state machine.
//!
//! Inputs and the monotonic time come in, the state changes, and what must be done comes out.
//! The room knows no card's text: it knows which question is asked, for how long, and what was
//! made of it. Its invariants: every question is kept at most once, no clock is ever negative,
//! and no answer may be shown before the question was answered, given up or skipped.

use std::collections::BTreeSet;
use std::ops::Range;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::preset::Mode;
use crate::bank::CardId;
use crate::history::record::{Answer, PlannedQuestion, PlannedRound};
use crate::history::{Mode as AnswerMode, RecordId};

/// The short silence before a follow-up.
pub const BEAT: Duration = Duration::from_millis(1200);

/// A running interview.
#[derive(Debug, Clone, PartialEq)]
pub struct Room {
    session: RecordId,
    mode: Mode,
    rounds: Vec<String>,
    slots: Vec<Slot>,
    attempts: Vec<Attempt>,
    at: usize,
    phase: Phase,
    /// The running clock when the phase began or was taken up again.
    since: Duration,
    /// How long the phase had gone on before that.
    spent: Duration,
    paused: bool,
}

/// One question's place in the interview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// What is asked.
    pub question: PlannedQuestion,
    /// Which round it belongs to.
    pub round: usize,
    /// How many key points can be ticked.
    pub points_of: usize,
}

/// What goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// The silence before a follow-up.
    Beat,
    /// Thinking, counted down.
    Think,
    /// Answering, counted up.
    Answer,
    /// How sure, before anything is revealed.
    Sure,
    /// The answer is revealed and scored.
    Score,
    /// The answer is on its way to the disk.
    Keeping,
    /// Everything was asked, or the user left.
    Over,
}

/// What was made of one question.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, kept as such in the draft"
)]
pub struct Attempt {
    /// Milliseconds of thinking.
    pub think_ms: u64,
    /// Milliseconds of answering.
    pub answer_ms: u64,
    /// What was typed.
    pub typed: String,
    /// Notes taken while listening; they become the note for next time.
    pub note: String,
    /// 1–3.
    pub confidence: Option<u8>,
    /// Ticked key points.
    pub points: BTreeSet<usize>,
    /// 1–5.
    pub score: Option<u8>,
    /// "I don't know".
    pub gave_up: bool,
    /// Passed over.
    pub skipped: bool,
    /// Hints taken.
    pub hints: u32,
    /// Whether the question was asked and its answer is over.
    pub is_answered: bool,
    /// Whether it is on the disk.
    pub is_kept: bool,
}

/// What the user does in the room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Time has passed.
    Tick,
    /// Enter: begin to answer, finish answering, confirm the score.
    GoOn,
    /// "I don't know".
    GiveUp,
    /// Passes the question over.
    Skip,
    /// Takes a hint.
    Hint,
    /// Stops the clock, where that is allowed.
    Pause,
    /// Lets the clock run again.
    Resume,
    /// The typed answer as it stands now.
    Typed(String),
    /// The note as it stands now.
    Noted(String),
    /// The card was edited and has this many key points now.
    Edited(usize),
    /// How sure, 1–3.
    Sure(u8),
    /// Ticks or unticks a key point.
    TogglePoint(usize),
    /// The score, 1–5; [`Input::GoOn`] confirms it.
    Score(u8),
    /// The answer is on the disk.
    Kept,
    /// The answer could not be kept; it is scored again or tried again.
    NotKept,
    /// Ends the interview here.
    Leave,
}

/// What must be done for the room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// Keep this answer, then say [`Input::Kept`].
    Keep(Box<Answer>),
    /// The interview is over; `true` where it was finished, `false` where it was left.
    End {
        /// Whether everything was asked.
        finished: bool,
    },
    /// The time is up.
    Bell,
}

/// Where a room stands, as the draft keeps it for the next start after a crash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The session.
    pub session: RecordId,
    /// The question.
    pub at: usize,
    /// The phase.
    pub phase: Phase,
    /// Milliseconds into the phase.
    pub spent_ms: u64,
    /// All attempts.
    pub attempts: Vec<Attempt>,
}

/// How a running clock looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockFace {
    /// Time gone by.
    pub gone: Duration,
    /// The limit.
    pub limit: Duration,
}

impl ClockFace {
    /// What is left of the limit.
    pub fn left(self) -> Duration {
        self.limit.saturating_sub(self.gone)
    }

    /// How far over the limit.
    pub fn over(self) -> Option<Duration> {
        self.gone
            .checked_sub(self.limit)
            .filter(|over| !over.is_zero())
    }

    /// The part that is gone, at most 1.
    pub fn share(self) -> f64 {
        if self.limit.is_zero() {
            1.0
        } else {
            (self.gone.as_secs_f64() / self.limit.as_secs_f64()).min(1.0)
        }
    }
}

impl Room {
    /// A room in which the first question is asked now. `points_of` tells how many key points can
    /// be ticked for a question.
    pub fn begin(
        session: RecordId,
        mode: Mode,
        rounds: &[PlannedRound],
        points_of: impl Fn(&PlannedQuestion) -> usize,
        now: Duration,
    ) -> Self {
        let slots: Vec<Slot> = rounds
            .iter()
            .enumerate()
            .flat_map(|(round, planned)| {
                planned
                    .questions
                    .iter()
                    .map(move |question| (round, question))
            })
            .map(|(round, question)| Slot {
                question: question.clone(),
                round,
                points_of: points_of(question),
            })
            .collect();
        let mut room = Self {
            session,
            mode,
            rounds: rounds.iter().map(|round| round.title.clone()).collect(),
            attempts: vec![Attempt::default(); slots.len()],
            slots,
            at: 0,
            phase: Phase::Over,
            since: now,
            spent: Duration::ZERO,
            paused: false,
        };
        room.ask(0, now);
        room
    }

    /// A room that goes on where it broke off, with the clock stopped: `kept` are the answers that
    /// are in the history, the snapshot what was not.
    pub fn resume(mut self, kept: &[&Answer], snapshot: Option<Snapshot>, now: Duration) -> Self {
        if let Some(snapshot) = snapshot.filter(|snapshot| {
            snapshot.session == self.session && snapshot.attempts.len() == self.attempts.len()
        }) {
            self.attempts = snapshot.attempts;
            self.at = snapshot.at.min(self.slots.len().saturating_sub(1));
            self.phase = snapshot.phase;
            self.spent = Duration::from_millis(snapshot.spent_ms);
        }
        for (slot, attempt) in self.slots.iter().zip(&mut self.attempts) {
            let answer = kept.iter().find(|answer| {
                answer.card == slot.question.card
                    && answer.follow_up.as_deref().unwrap_or_default() == slot.question.follow_up
            });
            attempt.is_kept = answer.is_some();
            if let Some(answer) = answer {
                attempt.read_from(answer);
            }
        }
        self.since = now;
        if self.phase == Phase::Keeping || self.phase == Phase::Over {
            self.phase = Phase::Score;
        }
        if self
            .attempts
            .get(self.at)
            .is_none_or(|attempt| attempt.is_kept)
        {
            self.next_after_kept(now);
        }
        self.paused = self.clock_runs();
        self
    }

    /// The session.
    pub fn session(&self) -> &RecordId {
        &self.session
    }

    /// Practice or live.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// What goes on.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// Whether the clock is stopped.
    pub fn is_paused(&self) -> bool {
        self.paused
    }

    /// The question that is asked or scored, with what was made of it.
    pub fn current(&self) -> Option<(&Slot, &Attempt)> {
        Some((self.slots.get(self.at)?, self.attempts.get(self.at)?))
    }

    /// All questions with what was made of them, in order.
    pub fn all(&self) -> impl Iterator<Item = (&Slot, &Attempt)> {
        self.slots.iter().zip(&self.attempts)
    }

    /// The title of the present round, and where in it the question stands: `(title, 3, 8)`.
    pub fn place(&self) -> Option<(&str, usize, usize)> {
        let round = self.slots.get(self.at)?.round;
        let asked = |range: &[Slot]| {
            range
                .iter()
                .filter(|slot| slot.question.follow_up.is_empty())
                .count()
        };
        let in_round = self.round_range(round);
        let number = asked(&self.slots[in_round.start..=self.at]).max(1);
        Some((
            self.rounds.get(round)?,
            number,
            asked(&self.slots[in_round]),
        ))
    }

    /// Whether the model answer may be seen.
    pub fn shows_answer(&self) -> bool {
        matches!(self.phase, Phase::Score | Phase::Keeping)
    }

    /// Whether the clock may be stopped.
    pub fn may_pause(&self) -> bool {
        self.mode == Mode::Practice && self.clock_runs()
    }

    /// The clock of the present phase; `None` where none runs.
    pub fn clock(&self, now: Duration) -> Option<ClockFace> {
        let question = &self.slots.get(self.at)?.question;
        let limit = match self.phase {
            Phase::Think => question.think_ms,
            Phase::Answer => question.limit_ms,
            _ => return None,
        };
        Some(ClockFace {
            gone: self.gone(now),
            limit: Duration::from_millis(limit),
        })
    }

    /// Time used for thinking and answering, and the time that the interview was planned for.
    pub fn total(&self, now: Duration) -> ClockFace {
        let used: u64 = self
            .attempts
            .iter()
            .map(|attempt| attempt.think_ms + attempt.answer_ms)
            .sum();
        let present = match self.phase {
            Phase::Think | Phase::Answer => self.gone(now),
            _ => Duration::ZERO,
        };
        let planned: u64 = self
            .slots
            .iter()
            .map(|slot| slot.question.think_ms + slot.question.limit_ms)
            .sum();
        ClockFace {
            gone: Duration::from_millis(used) + present,
            limit: Duration::from_millis(planned),
        }
    }

    /// The running time at which the screen must be drawn again though no key is pressed: the next
    /// second of a running clock, or its end. `None` where nothing runs.
    pub fn next_change(&self, now: Duration) -> Option<Duration> {
        if self.paused || !self.clock_runs() {
            return None;
        }
        let gone = self.gone(now);
        let to_second = Duration::from_secs(gone.as_secs() + 1).saturating_sub(gone);
        let to_end = self.end_of_phase().and_then(|end| end.checked_sub(gone));
        Some(now + to_end.map_or(to_second, |end| end.min(to_second)))
    }

    /// Where the room stands.
    pub fn snapshot(&self, now: Duration) -> Snapshot {
        Snapshot {
            session: self.session.clone(),
            at: self.at,
            phase: self.phase,
            spent_ms: milliseconds(self.gone(now)),
            attempts: self.attempts.clone(),
        }
    }

    /// The program was away for this long (suspended); the clock does not count it.
    pub fn was_away(&mut self, away: Duration) {
        self.since += away;
    }

    /// Takes one input at this running time.
    pub fn handle(&mut self, input: Input, now: Duration) -> Vec<Output> {
        let mut outputs = Vec::new();
        if !self.paused {
            self.pass_time(now, &mut outputs);
        }
        self.take(input, now, &mut outputs);
        outputs
    }

    fn take(&mut self, input: Input, now: Duration, outputs: &mut Vec<Output>) {
        match (self.phase, input) {
            (_, Input::Leave) => self.leave(outputs),
            (_, Input::Pause) if self.may_pause() && !self.paused => {
                self.spent = self.gone(now);
                self.paused = true;
            }
            (_, Input::Resume) if self.paused => {
                self.since = now;
                self.paused = false;
            }
            (phase, Input::Typed(text)) if !matches!(phase, Phase::Keeping | Phase::Over) => {
                self.change(|attempt| attempt.typed = text);
            }
            (phase, Input::Noted(text)) if !matches!(phase, Phase::Keeping | Phase::Over) => {
                self.change(|attempt| attempt.note = text);
            }
            (phase, Input::Edited(points_of)) if !matches!(phase, Phase::Keeping | Phase::Over) => {
                if let Some(slot) = self.slots.get_mut(self.at) {
                    slot.points_of = points_of;
                }
                self.change(|attempt| attempt.points.retain(|&point| point < points_of));
            }
            (Phase::Keeping, Input::Kept) => {
                self.change(|attempt| attempt.is_kept = true);
                self.next_after_kept(now);
                if self.phase == Phase::Over {
                    outputs.push(Output::End { finished: true });
                } else if self.phase == Phase::Keeping {
                    self.keep(outputs);
                }
            }
            (Phase::Keeping, Input::NotKept) => self.phase = Phase::Score,
            _ if self.paused => {}
            (Phase::Think, Input::GoOn) => self.begin_answer(now, self.gone(now)),
            (Phase::Answer, Input::GoOn) => self.finish_answer(now, self.gone(now), outputs),
            (Phase::Think | Phase::Answer, Input::GiveUp) => {
                self.change(|attempt| {
                    attempt.gave_up = true;
                    attempt.score = Some(1);
                });
                self.stop_asking(now, outputs);
            }
            (Phase::Think | Phase::Answer, Input::Skip) => {
                self.change(|attempt| attempt.skipped = true);
                self.stop_asking(now, outputs);
            }
            (Phase::Think | Phase::Answer, Input::Hint) => {
                self.change(|attempt| attempt.hints += 1);
            }
            (Phase::Sure, Input::Sure(sure @ 1..=3)) => {
                self.change(|attempt| attempt.confidence = Some(sure));
                self.phase = Phase::Score;
            }
            (Phase::Score, Input::TogglePoint(point))
                if self
                    .current()
                    .is_some_and(|(slot, _)| point < slot.points_of) =>
            {
                self.change(|attempt| {
                    if !attempt.points.remove(&point) {
                        attempt.points.insert(point);
                    }
                });
            }
            (Phase::Score, Input::Score(score @ 1..=5)) => {
                self.change(|attempt| attempt.score = Some(score));
            }
            (Phase::Score, Input::GoOn)
                if self
                    .current()
                    .is_some_and(|(_, attempt)| attempt.score.is_some() || attempt.skipped) =>
            {
                self.keep(outputs);
            }
            _ => {}
        }
    }

    /// Lets phases end whose time is over, each at its own moment even if nobody looked.
    fn pass_time(&mut self, now: Duration, outputs: &mut Vec<Output>) {
        while let Some(end) = self.end_of_phase() {
            if self.gone(now) < end {
                return;
            }
            let ended_at = now.saturating_sub(self.gone(now).saturating_sub(end));
            match self.phase {
                Phase::Beat => self.begin_think(ended_at),
                Phase::Think => {
                    outputs.push(Output::Bell);
                    self.begin_answer(ended_at, end);
                }
                _ => return,
            }
        }
    }

    /// When the present phase ends by itself, counted from its beginning.
    fn end_of_phase(&self) -> Option<Duration> {
        match self.phase {
            Phase::Beat => Some(BEAT),
            Phase::Think => self
                .slots
                .get(self.at)
                .map(|slot| Duration::from_millis(slot.question.think_ms)),
            _ => None,
        }
    }

    fn clock_runs(&self) -> bool {
        matches!(self.phase, Phase::Beat | Phase::Think | Phase::Answer)
    }

    fn gone(&self, now: Duration) -> Duration {
        if self.paused || !self.clock_runs() {
            self.spent
        } else {
            self.spent + now.saturating_sub(self.since)
        }
    }

    fn change(&mut self, change: impl FnOnce(&mut Attempt)) {
        if let Some(attempt) = self.attempts.get_mut(self.at) {
            change(attempt);
        }
    }

    fn enter(&mut self, phase: Phase, now: Duration) {
        self.phase = phase;
        self.since = now;
        self.spent = Duration::ZERO;
        self.paused = false;
    }

    fn ask(&mut self, at: usize, now: Duration) {
        self.at = at;
        match self.slots.get(at) {
            None => self.enter(Phase::Over, now),
            Some(slot) if !slot.question.follow_up.is_empty() => self.enter(Phase::Beat, now),
            Some(_) => self.begin_think(now),
        }
    }

    fn begin_think(&mut self, now: Duration) {
        let thinks = self
            .slots
            .get(self.at)
            .is_some_and(|slot| slot.question.think_ms > 0);
        if thinks {
            self.enter(Phase::Think, now);
        } else {
            self.begin_answer(now, Duration::ZERO);
        }
    }

    fn begin_answer(&mut self, now: Duration, thought: Duration) {
        self.change(|attempt| attempt.think_ms = milliseconds(thought));
        self.enter(Phase::Answer, now);
    }

    fn finish_answer(&mut self, now: Duration, answered: Duration, outputs: &mut Vec<Output>) {
        self.change(|attempt| {
            attempt.answer_ms = milliseconds(answered);
            attempt.is_answered = true;
        });
        self.after_answer(now, outputs);
    }

    /// Gives up or skips, in the middle of thinking or answering.
    fn stop_asking(&mut self, now: Duration, outputs: &mut Vec<Output>) {
        let gone = self.gone(now);
        if self.phase == Phase::Think {
            self.change(|attempt| attempt.think_ms = milliseconds(gone));
            self.finish_answer(now, Duration::ZERO, outputs);
        } else {
            self.finish_answer(now, gone, outputs);
        }
    }

    /// The questions that are scored together with the present one: itself in practice, its whole
    /// round when live.
    fn block(&self) -> Range<usize> {
        match (self.mode, self.slots.get(self.at)) {
            (Mode::Live, Some(slot)) => self.round_range(slot.round),
            _ => self.at..(self.at + 1).min(self.slots.len()),
        }
    }

    fn round_range(&self, round: usize) -> Range<usize> {
        let start = self.slots.partition_point(|slot| slot.round < round);
        let end = self.slots.partition_point(|slot| slot.round <= round);
        start..end
    }

    fn after_answer(&mut self, now: Duration, outputs: &mut Vec<Output>) {
        let block = self.block();
        match block.clone().find(|&i| !self.attempts[i].is_answered) {
            Some(next) => self.ask(next, now),
            None => {
                self.score_next(block, now);
                if self.phase == Phase::Keeping {
                    self.keep(outputs);
                }
            }
        }
    }

    /// Goes to the first question of the block that is not kept; past it when all are.
    fn score_next(&mut self, block: Range<usize>, now: Duration) {
        match block.clone().find(|&i| !self.attempts[i].is_kept) {
            None => self.ask(block.end, now),
            Some(next) => {
                self.at = next;
                let attempt = &self.attempts[next];
                let phase = match (attempt.skipped, attempt.gave_up) {
                    (true, _) => Phase::Keeping,
                    (false, true) => Phase::Score,
                    (false, false) => Phase::Sure,
                };
                self.enter(phase, now);
            }
        }
    }

    fn next_after_kept(&mut self, now: Duration) {
        let block = self.block();
        if block
            .clone()
            .any(|i| self.attempts[i].is_answered && !self.attempts[i].is_kept)
        {
            self.score_next(block, now);
            return;
        }
        match (0..self.slots.len()).find(|&i| !self.attempts[i].is_kept) {
            Some(next) => self.ask(next, now),
            None => self.enter(Phase::Over, now),
        }
    }

    fn keep(&mut self, outputs: &mut Vec<Output>) {
        if let Some(answer) = self.answer(self.at) {
            self.phase = Phase::Keeping;
            outputs.push(Output::Keep(Box::new(answer)));
        }
    }

    /// Leaves; what was typed for a question without a score is kept without one.
    fn leave(&mut self, outputs: &mut Vec<Output>) {
        if self.phase == Phase::Over {
            return;
        }
        for i in 0..self.slots.len() {
            let attempt = &self.attempts[i];
            let has_words = !attempt.typed.trim().is_empty() || !attempt.note.trim().is_empty();
            let is_on_its_way = self.phase == Phase::Keeping && i == self.at;
            if !attempt.is_kept && !is_on_its_way && (has_words || attempt.is_answered) {
                outputs.extend(self.answer(i).map(|answer| Output::Keep(Box::new(answer))));
                self.attempts[i].is_kept = true;
            }
        }
        self.phase = Phase::Over;
        outputs.push(Output::End { finished: false });
    }

    /// What the history will say of a question.
    fn answer(&self, at: usize) -> Option<Answer> {
        let (slot, attempt) = (self.slots.get(at)?, self.attempts.get(at)?);
        let question = &slot.question;
        let mut answer = Answer::new(question.card.clone(), AnswerMode::Interview);
        answer.session = Some(self.session.clone());
        answer.think_ms = Some(attempt.think_ms);
        answer.answer_ms = Some(attempt.answer_ms);
        answer.limit_ms = Some(question.limit_ms);
        answer.wording = Some(question.wording);
        answer.depth = Some(question.follow_up.len());
        answer.follow_up = (!question.follow_up.is_empty()).then(|| question.follow_up.clone());
        answer.hints = Some(attempt.hints);
        answer.typed = (!attempt.typed.trim().is_empty()).then(|| attempt.typed.clone());
        answer.note = (!attempt.note.trim().is_empty()).then(|| attempt.note.trim().to_owned());
        answer.skipped = attempt.skipped;
        answer.gave_up = attempt.gave_up;
        if !attempt.skipped {
            answer.score = attempt.score;
            answer.confidence = attempt.confidence;
            if slot.points_of > 0 && attempt.score.is_some() {
                answer.points = Some(attempt.points.iter().copied().collect());
                answer.points_of = Some(slot.points_of);
            }
        }
        Some(answer)
    }
}

impl Attempt {
    /// What the history says was made of the question.
    pub fn read_from(&mut self, answer: &Answer) {
        self.think_ms = answer.think_ms.unwrap_or(0);
        self.answer_ms = answer.answer_ms.unwrap_or(0);
        self.typed = answer.typed.clone().unwrap_or_default();
        self.note = answer.note.clone().unwrap_or_default();
        self.confidence = answer.confidence;
        self.points = answer.points.iter().flatten().copied().collect();
        self.score = answer.score;
        self.gave_up = answer.gave_up;
        self.skipped = answer.skipped;
        self.hints = answer.hints.unwrap_or(0);
        self.is_answered = true;
        self.is_kept = true;
    }
}

impl Slot {
    /// The card.
    pub fn card(&self) -> &CardId {
        &self.question.card
    }

    /// How deep below the card's own question it stands.
    pub fn depth(&self) -> usize {
        self.question.follow_up.len()
    }
}

fn milliseconds(length: Duration) -> u64 {
    u64::try_from(length.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn question(card: &str, follow_up: Vec<usize>, think: u64, limit: u64) -> PlannedQuestion {
        PlannedQuestion {
            card: CardId::new("d", card),
            wording: 0,
            follow_up,
            think_ms: think * 1000,
            limit_ms: limit * 1000,
        }
    }

    fn rounds() -> Vec<PlannedRound> {
        vec![
            PlannedRound {
                title: "one".to_owned(),
                questions: vec![question("a", vec![], 10, 60), question("a", vec![0], 0, 45)],
            },
            PlannedRound {
                title: "two".to_owned(),
                questions: vec![question("b", vec![], 10, 60)],
            },
        ]
    }

    fn room(mode: Mode) -> Room {
        Room::begin(
            RecordId::from_written("S"),
            mode,
            &rounds(),
            |_| 3,
            seconds(0),
        )
    }

    fn seconds(n: u64) -> Duration {
        Duration::from_secs(n)
    }

    fn kept(outputs: &[Output]) -> Vec<Answer> {
        outputs
            .iter()
            .filter_map(|output| match output {
                Output::Keep(answer) => Some((**answer).clone()),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn thinking_counts_down_and_answering_begins_by_itself() {
        let mut room = room(Mode::Practice);
        assert_eq!(room.phase(), Phase::Think);
        assert_eq!(room.clock(seconds(3)).unwrap().left(), seconds(7));
        assert_eq!(room.next_change(seconds(3)), Some(seconds(4)));
        assert_eq!(room.handle(Input::Tick, seconds(25)), [Output::Bell]);
        assert_eq!(room.phase(), Phase::Answer);
        // Fifteen seconds of the answer are gone though nobody looked.
        assert_eq!(room.clock(seconds(25)).unwrap().gone, seconds(15));
        room.handle(Input::GoOn, seconds(90));
        let attempt = room.current().unwrap().1;
        assert_eq!((attempt.think_ms, attempt.answer_ms), (10_000, 80_000));
        assert_eq!(room.phase(), Phase::Sure);
        assert_eq!(room.next_change(seconds(90)), None);
    }

    #[test]
    fn an_answer_is_kept_with_everything_that_was_said_of_it() {
        let mut room = room(Mode::Practice);
        room.handle(Input::GoOn, seconds(4));
        room.handle(Input::Typed("연결".to_owned()), seconds(5));
        room.handle(Input::GoOn, seconds(74));
        assert!(!room.shows_answer());
        room.handle(Input::Sure(2), seconds(75));
        assert!(room.shows_answer());
        room.handle(Input::TogglePoint(0), seconds(80));
        room.handle(Input::TogglePoint(2), seconds(80));
        room.handle(Input::TogglePoint(9), seconds(80));
        assert_eq!(room.handle(Input::GoOn, seconds(80)), []);
        room.handle(Input::Score(4), seconds(81));
        room.handle(Input::Noted("수를 말하기".to_owned()), seconds(82));
        let answers = kept(&room.handle(Input::GoOn, seconds(83)));
        let answer = &answers[0];
        assert_eq!((answer.score, answer.confidence), (Some(4), Some(2)));
        assert_eq!(
            (answer.think_ms, answer.answer_ms),
            (Some(4000), Some(70_000))
        );
        assert_eq!(answer.overrun(), seconds(10));
        assert_eq!(
            (answer.points.as_deref(), answer.points_of),
            (Some(&[0, 2][..]), Some(3))
        );
        assert_eq!(answer.typed.as_deref(), Some("연결"));
        assert_eq!(answer.note.as_deref(), Some("수를 말하기"));
        // The screen moves on only when it is on the disk.
        assert_eq!(room.phase(), Phase::Keeping);
        room.handle(Input::Kept, seconds(84));
        assert_eq!(room.phase(), Phase::Beat);
        room.handle(Input::Tick, seconds(86));
        assert_eq!(
            (room.phase(), room.current().unwrap().0.depth()),
            (Phase::Answer, 1)
        );
    }

    #[test]
    fn an_answer_that_could_not_be_kept_can_be_kept_again() {
        let mut room = room(Mode::Practice);
        room.handle(Input::GiveUp, seconds(4));
        assert_eq!(room.phase(), Phase::Score);
        assert_eq!(kept(&room.handle(Input::GoOn, seconds(5))).len(), 1);
        room.handle(Input::NotKept, seconds(6));
        assert_eq!(room.phase(), Phase::Score);
        let again = kept(&room.handle(Input::GoOn, seconds(7)));
        assert!(again[0].gave_up && again[0].score == Some(1));
    }

    #[test]
    fn a_skip_is_kept_at_once_and_without_a_score() {
        let mut room = room(Mode::Practice);
        let answers = kept(&room.handle(Input::Skip, seconds(4)));
        assert!(answers[0].skipped && answers[0].score.is_none());
        assert_eq!(room.handle(Input::Kept, seconds(4)), []);
        assert_eq!(room.phase(), Phase::Beat);
    }

    #[test]
    fn a_pause_stops_the_clock_in_practice_alone() {
        let mut practice = room(Mode::Practice);
        practice.handle(Input::Pause, seconds(4));
        assert!(practice.is_paused() && practice.next_change(seconds(50)).is_none());
        practice.handle(Input::Resume, seconds(100));
        assert_eq!(practice.clock(seconds(101)).unwrap().gone, seconds(5));
        let mut live = room(Mode::Live);
        live.handle(Input::Pause, seconds(4));
        assert!(!live.is_paused());
    }

    #[test]
    fn live_scores_come_at_the_end_of_the_round() {
        let mut room = room(Mode::Live);
        room.handle(Input::GoOn, seconds(1));
        room.handle(Input::GoOn, seconds(30));
        assert_eq!(room.phase(), Phase::Beat);
        room.handle(Input::Tick, seconds(32));
        room.handle(Input::GoOn, seconds(60));
        assert_eq!(
            (room.phase(), room.current().unwrap().0.depth()),
            (Phase::Sure, 0)
        );
        for _ in 0..2 {
            room.handle(Input::Sure(1), seconds(61));
            room.handle(Input::Score(3), seconds(61));
            assert_eq!(kept(&room.handle(Input::GoOn, seconds(61))).len(), 1);
            room.handle(Input::Kept, seconds(61));
        }
        assert_eq!(
            (room.phase(), room.place().unwrap().0),
            (Phase::Think, "two")
        );
    }

    #[test]
    fn a_broken_off_room_goes_on_at_the_same_question_with_what_was_typed() {
        let mut broken = room(Mode::Practice);
        broken.handle(Input::GoOn, seconds(1));
        broken.handle(Input::Typed("하나".to_owned()), seconds(2));
        broken.handle(Input::GoOn, seconds(30));
        broken.handle(Input::Sure(2), seconds(30));
        broken.handle(Input::Score(3), seconds(30));
        let first = kept(&broken.handle(Input::GoOn, seconds(30)));
        broken.handle(Input::Kept, seconds(30));
        broken.handle(Input::Tick, seconds(40));
        broken.handle(Input::Typed("둘째 답".to_owned()), seconds(45));
        let snapshot = broken.snapshot(seconds(45));

        let again = room(Mode::Practice).resume(&[&first[0]], Some(snapshot), seconds(500));
        assert!(again.is_paused());
        let (slot, attempt) = again.current().unwrap();
        assert_eq!(
            (slot.depth(), attempt.typed.as_str(), again.phase()),
            (1, "둘째 답", Phase::Answer)
        );
        assert_eq!(
            again.clock(seconds(500)).unwrap().gone,
            broken.clock(seconds(45)).unwrap().gone
        );

        // Without a draft the first question that is not in the history is asked.
        let bare = room(Mode::Practice).resume(&[&first[0]], None, seconds(500));
        assert_eq!(bare.current().unwrap().0.depth(), 1);
    }

    #[test]
    fn leaving_keeps_what_was_typed_without_a_score() {
        let mut room = room(Mode::Practice);
        room.handle(Input::GoOn, seconds(1));
        room.handle(Input::Typed("half".to_owned()), seconds(2));
        let outputs = room.handle(Input::Leave, seconds(3));
        let answers = kept(&outputs);
        assert_eq!((answers.len(), answers[0].score), (1, None));
        assert_eq!(outputs.last(), Some(&Output::End { finished: false }));
        assert_eq!(room.handle(Input::Leave, seconds(4)), []);
    }

    fn any_input() -> impl Strategy<Value = Input> {
        prop_oneof![
            3 => Just(Input::Tick),
            4 => Just(Input::GoOn),
            1 => Just(Input::GiveUp),
            1 => Just(Input::Skip),
            1 => Just(Input::Hint),
            1 => Just(Input::Pause),
            2 => Just(Input::Resume),
            1 => "[가-힣]{0,3}".prop_map(Input::Typed),
            3 => (0u8..5).prop_map(Input::Sure),
            3 => (0u8..8).prop_map(Input::Score),
            1 => (0usize..5).prop_map(Input::TogglePoint),
            4 => Just(Input::Kept),
            1 => Just(Input::NotKept),
        ]
    }

    proptest! {
        #[test]
        fn any_sequence_of_inputs_and_crashes_keeps_the_invariants(
            live in any::<bool>(),
            steps in proptest::collection::vec((any_input(), 0u64..40_000, 0u8..12), 0..120),
        ) {
            let mode = if live { Mode::Live } else { Mode::Practice };
            let mut now = Duration::ZERO;
            let mut room = room(mode);
            let mut on_disk: Vec<Answer> = Vec::new();
            let mut in_flight: Option<Answer> = None;
            for (input, later, crash) in steps {
                now += Duration::from_millis(later);
                let was_kept = input == Input::Kept && room.phase() == Phase::Keeping;
                if was_kept {
                    on_disk.extend(in_flight.take());
                }
                let before = room.clock(now).map(|clock| clock.gone);
                prop_assert!(before.is_none_or(|gone| gone <= now));
                let outputs = room.handle(input, now);
                if let Some(answer) = kept(&outputs).pop() {
                    in_flight = Some(answer);
                }
                if room.shows_answer() {
                    prop_assert!(room.current().unwrap().1.is_answered);
                }
                if crash == 0 {
                    let snapshot = room.snapshot(now);
                    let kept: Vec<&Answer> = on_disk.iter().collect();
                    let typed = room.current().map(|(_, attempt)| attempt.typed.clone());
                    let was_over = room.phase() == Phase::Over;
                    room = super::tests::room(mode).resume(&kept, Some(snapshot), now);
                    if !was_over {
                        prop_assert_eq!(room.current().map(|(_, attempt)| attempt.typed.clone()), typed);
                    }
                    in_flight = None;
                }
                let names: BTreeSet<(CardId, Option<Vec<usize>>)> =
                    on_disk.iter().map(|a| (a.card.clone(), a.follow_up.clone())).collect();
                prop_assert_eq!(names.len(), on_disk.len(), "a question was kept twice");
                let marked = room.all().filter(|(_, attempt)| attempt.is_kept).count();
                prop_assert_eq!(marked, on_disk.len());
            }
        }
    }
}
