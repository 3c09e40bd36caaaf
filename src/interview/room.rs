//! The room: a running interview as one pure state machine.
//!
//! Inputs and the monotonic time come in, the state changes, and what must be done comes out.
//! The room knows no card's text: it knows which question is asked, for how long, and what was
//! made of it. Its invariants: every question is kept at most once, no clock is ever negative,
//! and no answer may be shown before the question was answered, given up or skipped.
//!
//! ```text
//! ask ─▶ Beat ─▶ Think ─▶ Answer ─▶ (the rest of the block) ─▶ Sure ─▶ Score ─▶ Keeping ─▶ ask
//!        before            hard: at                              of every question   on the
//!        a follow-up       the limit                             of the block        disk
//! Answer ─▶ Silence ─▶ (the rest of the block)     where the interviewer lets one wait
//! ask ─▶ Show ─▶ Keeping ─▶ ask            the night before: the answer at once
//! all kept ─▶ Line ─▶ Over                 where one line is written at the end
//! ```
//!
//! A block is what is scored together: one question in practice, all parts of one card, a round
//! when live.

use std::collections::BTreeSet;
use std::ops::Range;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::preset::Mode;
use super::rubric::{Dimension, STAR};
use crate::clock::milliseconds;
use crate::history::record::{Answer, PlannedQuestion, PlannedRound, Rules};
use crate::history::{Mode as AnswerMode, RecordId};

mod clock;
mod resume;
mod slot;

pub use clock::ClockFace;
pub use resume::Snapshot;
pub use slot::{Attempt, Slot};

/// The short silence before a follow-up.
pub const BEAT: Duration = Duration::from_millis(1200);

/// A running interview.
#[derive(Debug, Clone, PartialEq)]
pub struct Room {
    session: RecordId,
    mode: Mode,
    rounds: Vec<(String, Rules)>,
    slots: Vec<Slot>,
    attempts: Vec<Attempt>,
    at: usize,
    phase: Phase,
    /// The running clock when the phase began or was taken up again.
    since: Duration,
    /// How long the phase had gone on before that.
    spent: Duration,
    paused: bool,
    /// The bell at the end of this part rang.
    rang: bool,
    pad: String,
    line: String,
    /// The question that was passed over last, until the next answer begins.
    passed: Option<Passed>,
    /// What listeners have not heard of yet.
    cues: Vec<Cue>,
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
    /// The answer is over and the interviewer says nothing.
    Silence,
    /// How sure, before anything is revealed.
    Sure,
    /// The answer is revealed and scored.
    Score,
    /// Question and answer are shown together, counted down.
    Show,
    /// The answer is on its way to the disk.
    Keeping,
    /// Everything is kept; one line is written.
    Line,
    /// Everything was asked, or the user left.
    Over,
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
    /// Goes back to the question that was skipped or given up last, where that is possible.
    TakeBack,
    /// Takes a hint.
    Hint,
    /// Begins the answer anew, where that is allowed.
    Again,
    /// Goes back to the part before, where that is allowed.
    PartBefore,
    /// Stops the clock, where that is allowed.
    Pause,
    /// Lets the clock run again.
    Resume,
    /// The typed answer as it stands now.
    Typed(String),
    /// The same with what was being typed when the clock ended the answer.
    TypedLate(String),
    /// The present answer is recorded in this file.
    Recorded(String),
    /// What was said in this file, however late it was understood. It belongs to the answer that was
    /// recorded there, as long as that one is not kept.
    Heard(String, String),
    /// What to do better next time, as it stands now.
    Noted(String),
    /// The notes pad as it stands now.
    Padded(String),
    /// The line at the end as it stands now.
    Lined(String),
    /// Ticks or unticks a line of the list of an earlier part.
    ToggleListed(usize),
    /// The card was edited and has this many key points now.
    Edited(usize),
    /// How sure, 1–3.
    Sure(u8),
    /// How sure is not asked of this question.
    PassSure,
    /// Ticks or unticks a key point.
    TogglePoint(usize),
    /// Ticks all key points, or says that none was met.
    TickPoints {
        /// All of them, or none.
        all: bool,
    },
    /// Ticks or unticks one of situation, task, action and result.
    ToggleStar(usize),
    /// The score, 1–5; [`Input::GoOn`] confirms it.
    Score(u8),
    /// The score of one dimension, 1–5.
    Rate(Dimension, u8),
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
    /// Something for whoever speaks and listens.
    Cue(Cue),
}

/// A moment for whoever reads questions aloud or records answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cue {
    /// The present question is on the screen.
    Asked,
    /// Its answer begins, or begins anew.
    AnswerBegins,
    /// Its answer is over.
    AnswerEnds,
}

/// A question that was skipped or given up, and where its clock stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Passed {
    at: usize,
    phase: Phase,
    spent: Duration,
}

/// What is to be made of a question that was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It is scored.
    Judged,
    /// It counts as not known.
    GivenUp,
    /// It is kept without a score.
    Unjudged,
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
        let slots = slot::slots_of(rounds, mode, points_of);
        let mut room = Self {
            session,
            mode,
            rounds: rounds
                .iter()
                .map(|round| (round.title.clone(), round.rules))
                .collect(),
            attempts: vec![Attempt::default(); slots.len()],
            slots,
            at: 0,
            phase: Phase::Over,
            since: now,
            spent: Duration::ZERO,
            paused: false,
            rang: false,
            pad: String::new(),
            line: String::new(),
            passed: None,
            cues: Vec::new(),
        };
        room.ask(0, now);
        room
    }

    /// The session.
    pub fn session(&self) -> &RecordId {
        &self.session
    }

    /// Practice, live, or the night before.
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

    /// What stands on the notes pad.
    pub fn pad(&self) -> &str {
        &self.pad
    }

    /// The line that is written at the end.
    pub fn line(&self) -> &str {
        &self.line
    }

    /// The question that is asked or scored, with what was made of it.
    pub fn current(&self) -> Option<(&Slot, &Attempt)> {
        Some((self.slots.get(self.at)?, self.attempts.get(self.at)?))
    }

    /// Which of all questions the present one is, from 1.
    pub fn number(&self) -> usize {
        self.at + 1
    }

    /// All questions with what was made of them, in order.
    pub fn all(&self) -> impl Iterator<Item = (&Slot, &Attempt)> {
        self.slots.iter().zip(&self.attempts)
    }

    /// What the history would say of the present answer, while it is scored.
    pub fn judgement(&self) -> Option<Answer> {
        let is_scored = self.phase == Phase::Score && self.fate(self.at) != Fate::Unjudged;
        is_scored.then(|| self.answer(self.at)).flatten()
    }

    /// Whether the present answer is scored and has no score yet.
    pub fn lacks_score(&self) -> bool {
        let has_score = |(_, attempt): (&Slot, &Attempt)| attempt.score.is_some();
        let is_scored = self.phase == Phase::Score && self.fate(self.at) != Fate::Unjudged;
        is_scored && !self.current().is_some_and(has_score)
    }

    /// One answer of an earlier session, taken up to be scored anew: the room is over when that is
    /// done. What was made of it stays until it is changed.
    pub fn again(
        question: PlannedQuestion,
        rules: Rules,
        points_of: usize,
        answer: &Answer,
        now: Duration,
    ) -> Self {
        let session = answer
            .session
            .clone()
            .unwrap_or_else(|| RecordId::from_written(""));
        let question = PlannedQuestion {
            part: None,
            list: false,
            ..question
        };
        let round = PlannedRound {
            title: String::new(),
            questions: vec![question],
            rules: Rules {
                one_line: false,
                ..rules
            },
        };
        let mut room = Self::begin(session, Mode::Practice, &[round], |_| points_of, now);
        room.change(|attempt| {
            attempt.read_from(answer);
            attempt.points.retain(|&point| point < points_of);
            attempt.is_kept = false;
        });
        room.enter(Phase::Score, now);
        room.cues.clear();
        room
    }

    /// What holds in the present round.
    pub fn rules(&self) -> Rules {
        let round = self.slots.get(self.at).map(|slot| slot.round);
        let found = round.and_then(|round| self.rounds.get(round));
        found.map_or_else(Rules::default, |(_, rules)| *rules)
    }

    /// The parts of the present card up to the present one, with what was made of them; nothing
    /// where it is answered at once.
    pub fn parts(&self) -> impl Iterator<Item = (&Slot, &Attempt)> {
        let run = self
            .slots
            .get(self.at)
            .map_or(0..0, |slot| slot.card_run.clone());
        let so_far = run.start..run.end.min(self.at + 1);
        self.all()
            .skip(so_far.start)
            .take(so_far.len())
            .filter(|(slot, _)| slot.question.part.is_some())
    }

    /// The list of an earlier part that is ticked off now.
    pub fn list(&self) -> Option<&Attempt> {
        self.attempts.get(self.list_place()?)
    }

    fn list_place(&self) -> Option<usize> {
        let run = self.slots.get(self.at)?.card_run.clone();
        (run.start..self.at)
            .rev()
            .find(|&i| self.slots[i].question.list)
    }

    /// The title of the present round, and where in it the question stands: `(title, 3, 8)`.
    pub fn place(&self) -> Option<(&str, usize, usize)> {
        let round = self.slots.get(self.at)?.round;
        let asked = |range: &[Slot]| range.iter().filter(|slot| slot.depth() == 0).count();
        let in_round = self.round_range(round);
        let number = asked(&self.slots[in_round.start..=self.at]).max(1);
        let (title, _) = self.rounds.get(round)?;
        Some((title, number, asked(&self.slots[in_round])))
    }

    /// Whether the model answer may be seen.
    pub fn shows_answer(&self) -> bool {
        matches!(self.phase, Phase::Score | Phase::Show | Phase::Keeping)
    }

    /// Whether the clock may be stopped.
    pub fn may_pause(&self) -> bool {
        self.mode != Mode::Live && self.clock_runs()
    }

    /// Whether the question that was passed over may be taken back: until the next answer begins, or
    /// until one that was given up is kept.
    pub fn may_take_back(&self) -> bool {
        let Some(passed) = self.passed else {
            return false;
        };
        let is_open = self
            .attempts
            .get(passed.at)
            .is_some_and(|attempt| attempt.is_answered && !attempt.is_kept);
        let is_in_time = match self.phase {
            Phase::Beat | Phase::Think => passed.at != self.at,
            Phase::Score => passed.at == self.at,
            _ => false,
        };
        is_open && is_in_time
    }

    /// The question under which the present one is asked: that of its card before it which stands
    /// less deep.
    pub fn above(&self) -> Option<&PlannedQuestion> {
        self.place_above(self.at)
            .map(|above| &self.slots[above].question)
    }

    fn place_above(&self, at: usize) -> Option<usize> {
        let question = &self.slots.get(at)?.question;
        let of_card = || {
            let before = (0..at).rev();
            before.take_while(|&i| self.slots[i].question.card == question.card)
        };
        if question.probe.is_some() {
            return of_card().find(|&i| self.slots[i].depth() < question.depth());
        }
        let (_, above) = question.follow_up.split_last()?;
        let is_above = |asked: &PlannedQuestion| asked.probe.is_none() && asked.follow_up == above;
        let named = of_card().find(|&i| is_above(&self.slots[i].question));
        named.or_else(|| self.own_place(at))
    }

    /// The card's own question before a follow-up.
    fn own_place(&self, at: usize) -> Option<usize> {
        let card = &self.slots.get(at)?.question.card;
        (0..at)
            .rev()
            .take_while(|&i| self.slots[i].question.card == *card)
            .find(|&i| self.slots[i].depth() == 0)
    }

    /// What was made of the answer on which the interviewer has just broken in with the present
    /// question; nothing where nobody was interrupted.
    pub fn interrupted(&self) -> Option<&Attempt> {
        let before = self.at.checked_sub(1)?;
        let (slot, attempt) = (self.slots.get(before)?, self.attempts.get(before)?);
        let is_of_it = self.current()?.0.card() == slot.card();
        (is_of_it && slot.question.was_cut(attempt.answer_ms)).then_some(attempt)
    }

    /// Whether the present answer may no longer be changed: in a live interview, once it is over.
    pub fn is_sealed(&self) -> bool {
        self.mode == Mode::Live && !matches!(self.phase, Phase::Beat | Phase::Think | Phase::Answer)
    }

    /// Whether one may go back to the part before: in practice, while a later part is answered.
    pub fn may_go_back(&self) -> bool {
        self.mode == Mode::Practice
            && !self.paused
            && matches!(self.phase, Phase::Think | Phase::Answer)
            && !self.rules().one_take
            && self.part_before().is_some()
    }

    fn part_before(&self) -> Option<usize> {
        let slot = self.slots.get(self.at)?;
        let before = slot.question.part?.checked_sub(1)?;
        let run = slot.card_run.start..self.at;
        run.rev()
            .find(|&i| self.slots[i].question.part == Some(before))
    }

    /// Whether the answer may be begun anew: in practice, before anything is revealed.
    pub fn may_take_again(&self) -> bool {
        self.mode == Mode::Practice
            && matches!(self.phase, Phase::Answer | Phase::Sure)
            && !self.rules().one_take
            && self
                .slots
                .get(self.at)
                .is_some_and(|slot| slot.question.part.is_none())
    }

    /// The clock of the present phase; `None` where none runs.
    pub fn clock(&self, now: Duration) -> Option<ClockFace> {
        let question = &self.slots.get(self.at)?.question;
        let limit = match self.phase {
            Phase::Think => question.think_ms,
            Phase::Answer | Phase::Show => question.limit_ms,
            _ => return None,
        };
        Some(ClockFace {
            gone: self.gone(now),
            limit: Duration::from_millis(limit),
        })
    }

    /// Time used for thinking and answering, and the time that the interview was planned for.
    pub fn total(&self, now: Duration) -> ClockFace {
        // A history may say any number, so that two of them can be more than there is.
        let sum = |sum: u64, (think, answer): (u64, u64)| {
            sum.saturating_add(think.saturating_add(answer))
        };
        let used = self
            .attempts
            .iter()
            .map(|attempt| (attempt.think_ms, attempt.answer_ms))
            .fold(0, sum);
        let present = match self.phase {
            Phase::Think | Phase::Answer | Phase::Show => self.gone(now),
            _ => Duration::ZERO,
        };
        let planned = self
            .slots
            .iter()
            .enumerate()
            .filter(|&(i, slot)| {
                let is_asked = i == self.at || self.attempts[i].answer_ms > 0;
                is_asked || !slot.question.after_pass
            })
            .map(|(_, slot)| (slot.question.think_ms, slot.question.limit_ms))
            .fold(0, sum);
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

    /// The program was away for this long (suspended); the clock does not count it.
    pub fn was_away(&mut self, away: Duration) {
        self.since += away;
    }

    /// Takes one input at this running time. What was meant for a phase that time has just ended
    /// does not touch the next one: text goes where it was written, and the rest is dropped.
    pub fn handle(&mut self, input: Input, now: Duration) -> Vec<Output> {
        let mut outputs = Vec::new();
        let (at, phase) = (self.at, self.phase);
        if !self.paused {
            self.pass_time(now, &mut outputs);
        }
        match input {
            Input::Typed(text) if self.at != at => {
                if let Some(attempt) = self.attempts.get_mut(at).filter(|it| !it.is_kept) {
                    attempt.typed = text;
                }
            }
            Input::Heard(recording, words) => self.heard(&recording, &words),
            Input::GoOn
            | Input::GiveUp
            | Input::Skip
            | Input::Hint
            | Input::Again
            | Input::PartBefore
                if (self.at, self.phase) != (at, phase) => {}
            // Nothing was on its way to the disk when this was said.
            Input::Kept | Input::NotKept if phase != Phase::Keeping => {}
            input => self.take(input, now, &mut outputs),
        }
        self.keep_passed(&mut outputs);
        outputs.extend(self.cues.drain(..).map(Output::Cue));
        outputs
    }

    /// Keeps what was skipped, once it cannot be taken back.
    fn keep_passed(&mut self, outputs: &mut Vec<Output>) {
        let is_open = self.may_take_back().then_some(self.passed).flatten();
        let block = self.block();
        for at in 0..self.slots.len() {
            let attempt = &self.attempts[at];
            let is_left = attempt.is_answered && attempt.skipped && !attempt.is_kept;
            if is_left && !block.contains(&at) && is_open.is_none_or(|passed| passed.at != at) {
                outputs.extend(self.answer(at).map(|answer| Output::Keep(Box::new(answer))));
                self.attempts[at].is_kept = true;
            }
        }
    }

    /// The question that was passed over is asked again where its clock stood.
    fn take_back(&mut self, now: Duration) {
        let Some(passed) = self.passed.filter(|_| self.may_take_back()) else {
            return;
        };
        self.passed = None;
        self.at = passed.at;
        for i in self.at + 1..self.slots.len() {
            if self.slots[i].question.after_pass && self.own_place(i) == Some(self.at) {
                self.attempts[i] = Attempt::default();
            }
        }
        let is_answer = passed.phase == Phase::Answer;
        self.change(|attempt| {
            attempt.skipped = false;
            attempt.gave_up = false;
            attempt.is_answered = false;
            attempt.score = None;
            attempt.answer_ms = 0;
            if is_answer && attempt.recording.is_some() {
                // What was recorded so far stays in its file; the rest goes into another.
                attempt.retakes = attempt.retakes.saturating_add(1);
            }
        });
        self.enter(passed.phase, now);
        self.spent = passed.spent;
        if is_answer {
            self.cues.push(Cue::AnswerBegins);
        }
    }

    fn take(&mut self, input: Input, now: Duration, outputs: &mut Vec<Output>) {
        let may_write = !matches!(self.phase, Phase::Keeping | Phase::Line | Phase::Over);
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
            (_, Input::TakeBack) => self.take_back(now),
            (_, Input::Padded(text)) if self.phase != Phase::Over => self.pad = text,
            (Phase::Line, Input::Lined(text)) => self.line = text,
            (Phase::Line, Input::GoOn) if !self.line.trim().is_empty() => {
                self.enter(Phase::Over, now);
                outputs.push(Output::End { finished: true });
            }
            (_, Input::Typed(text)) if may_write && !self.is_sealed() => {
                self.change(|attempt| attempt.typed = text)
            }
            (Phase::Sure | Phase::Score, Input::TypedLate(text)) => {
                self.change(|attempt| attempt.typed = text);
            }
            (Phase::Answer, Input::Recorded(recording)) => {
                self.change(|attempt| attempt.recording = Some(recording));
            }
            (_, Input::Noted(text)) if may_write => self.change(|attempt| attempt.note = text),
            (_, Input::Edited(points_of)) if may_write => {
                if let Some(slot) = self.slots.get_mut(self.at) {
                    slot.points_of = points_of;
                }
                self.change(|attempt| attempt.points.retain(|&point| point < points_of));
            }
            (Phase::Think | Phase::Answer, Input::ToggleListed(line)) => self.toggle_listed(line),
            (Phase::Keeping, Input::Kept) => {
                self.change(|attempt| attempt.is_kept = true);
                self.next_after_kept(now);
                match self.phase {
                    Phase::Over => outputs.push(Output::End { finished: true }),
                    Phase::Keeping => self.keep(outputs),
                    _ => {}
                }
            }
            (Phase::Keeping, Input::NotKept) => {
                self.phase = self.last_phase();
                // What is shown for a time would else try again and again by itself.
                self.paused = self.phase == Phase::Show;
            }
            _ if self.paused => {}
            (Phase::Sure, Input::Sure(sure @ 1..=3)) => {
                self.change(|attempt| attempt.confidence = Some(sure));
                self.phase = Phase::Score;
            }
            (Phase::Sure, Input::PassSure) => self.phase = Phase::Score,
            (Phase::Score, input) => self.take_score(&input, outputs),
            (_, input) => self.take_asked(&input, now, outputs),
        }
    }

    /// Adds what was said to what was typed. An answer that is on its way to the disk stays as it is.
    fn heard(&mut self, recording: &str, words: &str) {
        let on_its_way = (self.phase == Phase::Keeping).then_some(self.at);
        let mut attempts = self.attempts.iter_mut().enumerate();
        let found = attempts.find(|(_, it)| it.recording.as_deref() == Some(recording));
        if let Some((at, attempt)) = found
            && !attempt.is_kept
            && on_its_way != Some(at)
        {
            if !attempt.typed.trim().is_empty() {
                attempt.typed.push('\n');
            }
            attempt.typed.push_str(words);
        }
    }

    /// While a question is asked, or shown.
    fn take_asked(&mut self, input: &Input, now: Duration, outputs: &mut Vec<Output>) {
        match (self.phase, input) {
            (Phase::Beat, Input::GoOn) => self.begin_think(now),
            (Phase::Think, Input::GoOn) => self.begin_answer(now, self.gone(now)),
            (Phase::Answer, Input::GoOn) => {
                let gone = self.gone(now);
                match self
                    .slots
                    .get(self.at)
                    .and_then(|it| it.question.silence_ms)
                {
                    Some(silence) if silence > 0 => {
                        self.end_answer(gone);
                        self.enter(Phase::Silence, now);
                    }
                    _ => self.finish_answer(now, gone, outputs),
                }
            }
            (Phase::Think | Phase::Answer, Input::PartBefore) => self.go_back(now),
            (Phase::Show, Input::GoOn | Input::Skip) => {
                self.finish_showing(self.gone(now), outputs);
            }
            (Phase::Answer | Phase::Sure, Input::Again) if self.may_take_again() => {
                self.change(|attempt| {
                    attempt.retakes = attempt.retakes.saturating_add(1);
                    attempt.answer_ms = 0;
                    attempt.is_answered = false;
                });
                self.enter(Phase::Answer, now);
                self.cues.push(Cue::AnswerBegins);
            }
            (Phase::Think | Phase::Answer, Input::GiveUp) => {
                self.change(|attempt| attempt.gave_up = true);
                self.stop_asking(now, outputs);
            }
            (Phase::Think | Phase::Answer, Input::Skip) => {
                self.change(|attempt| attempt.skipped = true);
                self.stop_asking(now, outputs);
            }
            (Phase::Think | Phase::Answer, Input::Hint) => {
                self.change(|attempt| attempt.hints = attempt.hints.saturating_add(1));
            }
            _ => {}
        }
    }

    /// While an answer is scored.
    fn take_score(&mut self, input: &Input, outputs: &mut Vec<Output>) {
        let points_of = self.slots.get(self.at).map_or(0, |slot| slot.points_of);
        let has_star = self.rules().star;
        let is_judged = self.fate(self.at) != Fate::Unjudged;
        match *input {
            Input::TogglePoint(point) if point < points_of => {
                self.change(|attempt| {
                    toggle(&mut attempt.points, point);
                    attempt.is_ticked = true;
                });
            }
            Input::TickPoints { all } if points_of > 0 => self.change(|attempt| {
                attempt.points = if all {
                    (0..points_of).collect()
                } else {
                    BTreeSet::new()
                };
                attempt.is_ticked = true;
            }),
            Input::ToggleStar(letter) if has_star && letter < STAR.len() => {
                self.change(|attempt| toggle(&mut attempt.star, letter));
            }
            Input::Score(score @ 1..=5) if is_judged => {
                self.change(|attempt| attempt.score = Some(score));
            }
            Input::Rate(dimension, score @ 1..=5) if is_judged => self.change(|attempt| {
                attempt.dimensions.insert(dimension, score);
            }),
            Input::GoOn => {
                let has_score = self
                    .attempts
                    .get(self.at)
                    .is_some_and(|it| it.score.is_some());
                if has_score || !is_judged {
                    self.keep(outputs);
                }
            }
            _ => {}
        }
    }

    fn toggle_listed(&mut self, line: usize) {
        let place = self.list_place();
        if let Some(attempt) = place.and_then(|place| self.attempts.get_mut(place))
            && line < attempt.listed().count()
        {
            toggle(&mut attempt.points, line);
        }
    }

    /// Lets phases end whose time is over, each at its own moment even if nobody looked.
    fn pass_time(&mut self, now: Duration, outputs: &mut Vec<Output>) {
        self.ring_for_part(now, outputs);
        while let Some(end) = self.end_of_phase() {
            let gone = self.gone(now);
            if gone < end {
                return;
            }
            let ended_at = now.saturating_sub(gone.saturating_sub(end));
            match self.phase {
                Phase::Beat => self.begin_think(ended_at),
                Phase::Think => {
                    outputs.push(Output::Bell);
                    self.begin_answer(ended_at, end);
                }
                Phase::Answer => {
                    outputs.push(Output::Bell);
                    self.finish_answer(ended_at, end, outputs);
                }
                Phase::Silence => self.after_answer(ended_at, outputs),
                Phase::Show => self.finish_showing(end, outputs),
                _ => return,
            }
        }
    }

    /// The end of a part is told and not forced: one may go on past it.
    fn ring_for_part(&mut self, now: Duration, outputs: &mut Vec<Output>) {
        let is_part = self
            .slots
            .get(self.at)
            .is_some_and(|slot| slot.question.part.is_some());
        let is_over = self.phase == Phase::Answer
            && self
                .clock(now)
                .is_some_and(|clock| clock.has_limit() && clock.gone >= clock.limit);
        if is_part && is_over && !self.rang && !self.rules().hard {
            self.rang = true;
            outputs.push(Output::Bell);
        }
    }

    /// When the present phase ends by itself, counted from its beginning.
    fn end_of_phase(&self) -> Option<Duration> {
        let question = &self.slots.get(self.at)?.question;
        let limit = (question.limit_ms > 0).then(|| Duration::from_millis(question.limit_ms));
        match self.phase {
            Phase::Beat => Some(BEAT),
            Phase::Think => Some(Duration::from_millis(question.think_ms)),
            Phase::Answer => {
                let cut = question.cut_ms.map(Duration::from_millis);
                let hard = limit.filter(|_| self.rules().hard);
                hard.into_iter().chain(cut).min()
            }
            Phase::Silence => Some(Duration::from_millis(question.silence_ms.unwrap_or(0))),
            Phase::Show => limit,
            _ => None,
        }
    }

    fn clock_runs(&self) -> bool {
        matches!(
            self.phase,
            Phase::Beat | Phase::Think | Phase::Answer | Phase::Silence | Phase::Show
        )
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
        self.rang = false;
    }

    fn ask(&mut self, at: usize, now: Duration) {
        self.at = at;
        match self.slots.get(at) {
            None => self.enter(Phase::Over, now),
            Some(_) if self.mode == Mode::NightBefore => {
                self.enter(Phase::Show, now);
                self.cues.push(Cue::Asked);
            }
            Some(slot) if slot.depth() > 0 && self.rules().pressure == 0 => {
                self.enter(Phase::Beat, now);
            }
            Some(_) => self.begin_think(now),
        }
    }

    fn begin_think(&mut self, now: Duration) {
        self.cues.push(Cue::Asked);
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
        let mut spent = 0;
        self.change(|attempt| {
            attempt.think_ms = milliseconds(thought).max(attempt.think_ms);
            // A part that one comes back to goes on where it stood.
            spent = std::mem::take(&mut attempt.answer_ms);
        });
        self.enter(Phase::Answer, now);
        self.spent = Duration::from_millis(spent);
        self.cues.push(Cue::AnswerBegins);
    }

    fn finish_answer(&mut self, now: Duration, answered: Duration, outputs: &mut Vec<Output>) {
        self.end_answer(answered);
        self.after_answer(now, outputs);
    }

    /// The part before is answered on; what was written in this one stays.
    fn go_back(&mut self, now: Duration) {
        let Some(before) = self.part_before().filter(|_| self.may_go_back()) else {
            return;
        };
        let gone = milliseconds(self.gone(now));
        let is_answer = self.phase == Phase::Answer;
        self.change(|attempt| {
            attempt.answer_ms = if is_answer { gone } else { 0 };
        });
        if is_answer {
            self.cues.push(Cue::AnswerEnds);
        }
        self.at = before;
        self.change(|attempt| {
            attempt.is_answered = false;
            attempt.skipped = false;
            attempt.gave_up = false;
            if attempt.recording.is_some() {
                // What was recorded so far stays in its file; the rest goes into another.
                attempt.retakes = attempt.retakes.saturating_add(1);
            }
        });
        let thought = self.attempts.get(before).map_or(0, |it| it.think_ms);
        self.begin_answer(now, Duration::from_millis(thought));
    }

    fn end_answer(&mut self, answered: Duration) {
        if self.phase == Phase::Answer {
            self.cues.push(Cue::AnswerEnds);
        }
        self.change(|attempt| {
            attempt.answer_ms = milliseconds(answered);
            attempt.is_answered = true;
        });
    }

    fn after_answer(&mut self, now: Duration, outputs: &mut Vec<Output>) {
        self.leave_out_unearned();
        let block = self.block();
        match block.clone().find(|&i| !self.attempts[i].is_answered) {
            Some(next) => self.ask(next, now),
            None => {
                if let Some(next) = self.next_after_skipped() {
                    // It is kept when the next answer begins: until then it may be taken back.
                    self.ask(next, now);
                    return;
                }
                self.score_next(block, now);
                if self.phase == Phase::Keeping {
                    self.keep(outputs);
                }
            }
        }
    }

    /// What is asked only after a pass goes unasked where there was none.
    fn leave_out_unearned(&mut self) {
        for i in 0..self.slots.len() {
            if self.attempts[i].is_kept || !self.slots[i].question.after_pass {
                continue;
            }
            let Some(before) = self.own_place(i).map(|above| &self.attempts[above]) else {
                continue;
            };
            let is_passed = before.score_after_hints().is_some_and(|score| score >= 4);
            let has_failed = before.is_kept && (!is_passed || before.gave_up);
            if has_failed || (before.is_answered && before.skipped) {
                let attempt = &mut self.attempts[i];
                attempt.is_answered = true;
                attempt.is_kept = true;
            }
        }
    }

    /// The question after one that was skipped and is scored alone.
    fn next_after_skipped(&self) -> Option<usize> {
        let is_skipped = self.passed.is_some_and(|passed| passed.at == self.at)
            && self.attempts.get(self.at)?.skipped
            && self.block().len() == 1;
        let mut open = (0..self.slots.len()).filter(|&at| {
            let attempt = &self.attempts[at];
            at != self.at && !attempt.is_kept && !attempt.is_answered
        });
        open.next().filter(|_| is_skipped)
    }

    fn finish_showing(&mut self, shown: Duration, outputs: &mut Vec<Output>) {
        self.change(|attempt| {
            attempt.answer_ms = milliseconds(shown);
            attempt.is_answered = true;
        });
        self.spent = shown;
        self.keep(outputs);
    }

    /// Gives up or skips, in the middle of thinking or answering.
    fn stop_asking(&mut self, now: Duration, outputs: &mut Vec<Output>) {
        let gone = self.gone(now);
        self.passed = Some(Passed {
            at: self.at,
            phase: self.phase,
            spent: gone,
        });
        if self.phase == Phase::Think {
            self.change(|attempt| attempt.think_ms = milliseconds(gone));
            self.finish_answer(now, Duration::ZERO, outputs);
        } else {
            self.finish_answer(now, gone, outputs);
        }
    }

    /// The questions that are scored together with the present one.
    fn block(&self) -> Range<usize> {
        let slot = self.slots.get(self.at);
        slot.map_or(self.slots.len()..self.slots.len(), |slot| {
            slot.block.clone()
        })
    }

    fn round_range(&self, round: usize) -> Range<usize> {
        let start = self.slots.partition_point(|slot| slot.round < round);
        let end = self.slots.partition_point(|slot| slot.round <= round);
        start..end
    }

    /// What is to be made of a question. Parts are judged together, at the last of them: they are
    /// skipped or given up only where all of them are.
    fn fate(&self, at: usize) -> Fate {
        let Some(slot) = self.slots.get(at).filter(|slot| slot.is_judged) else {
            return Fate::Unjudged;
        };
        let is_own = |i: &usize| *i == at || self.slots[*i].question.part.is_some();
        let own = || {
            let run = if slot.question.part.is_some() {
                slot.card_run.clone()
            } else {
                at..at + 1
            };
            run.filter(is_own).map(|i| &self.attempts[i])
        };
        if own().all(|attempt| attempt.skipped) {
            Fate::Unjudged
        } else if own().all(|attempt| attempt.skipped || attempt.gave_up) {
            Fate::GivenUp
        } else {
            Fate::Judged
        }
    }

    /// Goes to the first question of the block that is not kept; past it when all are.
    fn score_next(&mut self, block: Range<usize>, now: Duration) {
        match block.clone().find(|&i| !self.attempts[i].is_kept) {
            None => self.ask(block.end, now),
            Some(next) => {
                self.at = next;
                let fate = self.fate(next);
                if fate == Fate::GivenUp {
                    self.change(|attempt| attempt.score = attempt.score.or(Some(1)));
                }
                let phase = match fate {
                    Fate::Unjudged => Phase::Keeping,
                    Fate::GivenUp => Phase::Score,
                    Fate::Judged => Phase::Sure,
                };
                self.enter(phase, now);
            }
        }
    }

    fn next_after_kept(&mut self, now: Duration) {
        self.leave_out_unearned();
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
            None if self.rounds.iter().any(|(_, rules)| rules.one_line) => {
                self.enter(Phase::Line, now);
            }
            None => self.enter(Phase::Over, now),
        }
    }

    fn keep(&mut self, outputs: &mut Vec<Output>) {
        if let Some(answer) = self.answer(self.at) {
            self.phase = Phase::Keeping;
            outputs.push(Output::Keep(Box::new(answer)));
        }
    }

    /// Leaves; what was typed for a question without a score is kept without one. Where everything
    /// is kept already and only the line is missing, the session is finished all the same.
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
        if self.phase == Phase::Answer {
            self.cues.push(Cue::AnswerEnds);
        }
        let finished = self.phase == Phase::Line;
        self.phase = Phase::Over;
        outputs.push(Output::End { finished });
    }

    /// What the history will say of a question.
    fn answer(&self, at: usize) -> Option<Answer> {
        let (slot, attempt) = (self.slots.get(at)?, self.attempts.get(at)?);
        let question = &slot.question;
        let fate = self.fate(at);
        let mode = match self.mode {
            Mode::NightBefore => AnswerMode::NightBefore,
            Mode::Practice | Mode::Live => AnswerMode::Interview,
        };
        let written = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        let mut answer = Answer::new(question.card.clone(), mode);
        answer.session = Some(self.session.clone());
        answer.think_ms = Some(attempt.think_ms);
        answer.answer_ms = Some(attempt.answer_ms);
        answer.limit_ms = Some(question.limit_ms).filter(|&limit| limit > 0);
        answer.wording = Some(question.wording);
        answer.depth = Some(question.depth());
        answer.follow_up = (!question.follow_up.is_empty()).then(|| question.follow_up.clone());
        answer.part = question.part;
        answer.probe.clone_from(&question.probe);
        answer.recording.clone_from(&attempt.recording);
        answer.typed = (!attempt.typed.trim().is_empty()).then(|| attempt.typed.clone());
        answer.note = written(&attempt.note);
        if self.mode == Mode::NightBefore {
            return Some(answer);
        }
        answer.hints = Some(attempt.hints);
        answer.takes = (attempt.retakes > 0).then_some(attempt.retakes.saturating_add(1));
        answer.gave_up = fate == Fate::GivenUp;
        answer.skipped = match (slot.is_judged, fate) {
            (true, fate) => fate == Fate::Unjudged,
            (false, _) => attempt.skipped || attempt.gave_up,
        };
        if question.list {
            let lines = attempt.listed().count();
            let met = attempt.points.iter().copied().filter(|&line| line < lines);
            answer.points = (lines > 0).then(|| met.collect());
            answer.points_of = answer.points.as_ref().map(|_| lines);
        } else if slot.is_judged && !answer.skipped {
            self.judge(&mut answer, slot, attempt);
        }
        Some(answer)
    }

    fn judge(&self, answer: &mut Answer, slot: &Slot, attempt: &Attempt) {
        answer.score = match attempt.score_after_hints() {
            None if answer.gave_up => Some(1),
            score => score,
        };
        answer.confidence = attempt.confidence;
        let is_used = attempt.is_ticked || !attempt.points.is_empty();
        if answer.score.is_none() && !is_used {
            return;
        }
        if slot.points_of > 0 {
            // A list that nobody touched says nothing, not even that no point was met.
            answer.points = is_used.then(|| attempt.points.iter().copied().collect());
            answer.none_met = is_used && attempt.points.is_empty();
            answer.points_of = Some(slot.points_of);
        }
        let rules = self.rounds.get(slot.round).map(|(_, rules)| *rules);
        if rules.is_some_and(|rules| rules.star) && slot.depth() == 0 {
            answer.star = Some(attempt.star_letters());
        }
        answer.dimensions = attempt
            .dimensions
            .iter()
            .map(|(dimension, &score)| (dimension.word().to_owned(), score))
            .collect();
    }
}

fn toggle(ticked: &mut BTreeSet<usize>, place: usize) {
    if !ticked.remove(&place) {
        ticked.insert(place);
    }
}

#[cfg(test)]
mod tests;
