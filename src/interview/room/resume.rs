//! Where a room stands, and how it is taken up again.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Attempt, Phase, Room};
use crate::clock::milliseconds;
use crate::history::{Answer, RecordId};
use crate::interview::preset::Mode;

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
    /// What stands on the notes pad.
    #[serde(default)]
    pub pad: String,
    /// The line that is written at the end.
    #[serde(default)]
    pub line: String,
}

impl Room {
    /// Where the room stands.
    pub fn snapshot(&self, now: Duration) -> Snapshot {
        Snapshot {
            session: self.session.clone(),
            at: self.at,
            phase: self.phase,
            spent_ms: milliseconds(self.gone(now)),
            attempts: self.attempts.clone(),
            pad: self.pad.clone(),
            line: self.line.clone(),
        }
    }

    /// A room that goes on where it broke off, with the clock stopped: `kept` are the answers that
    /// are in the history, the snapshot what was not.
    pub fn resume(mut self, kept: &[Answer], snapshot: Option<Snapshot>, now: Duration) -> Self {
        if let Some(snapshot) = snapshot.filter(|snapshot| {
            snapshot.session == self.session && snapshot.attempts.len() == self.attempts.len()
        }) {
            self.attempts = snapshot.attempts;
            self.at = snapshot.at.min(self.slots.len().saturating_sub(1));
            self.phase = snapshot.phase;
            self.spent = Duration::from_millis(snapshot.spent_ms);
            self.pad = snapshot.pad;
            self.line = snapshot.line;
        }
        for (slot, attempt) in self.slots.iter().zip(&mut self.attempts) {
            let answer = kept
                .iter()
                .find(|answer| slot.question.is_answered_by(answer));
            attempt.is_kept = answer.is_some();
            if let Some(answer) = answer {
                attempt.read_from(answer);
            } else if !slot.question.list {
                // The card may have fewer key points by now.
                attempt.points.retain(|&point| point < slot.points_of);
            }
        }
        self.leave_out_unearned();
        self.since = now;
        match self.attempts.get(self.at) {
            None => self.next_after_kept(now),
            Some(attempt) if attempt.is_kept => self.next_after_kept(now),
            // Nothing is revealed of a question whose answer is not over, whatever the draft says.
            Some(attempt) if !attempt.is_answered && !self.clock_runs() => self.ask(self.at, now),
            Some(_) => {}
        }
        let is_done = self.attempts.iter().all(|attempt| attempt.is_kept);
        if !is_done && matches!(self.phase, Phase::Keeping | Phase::Line | Phase::Over) {
            // Its record was on its way and did not arrive: it is asked for again.
            self.phase = self.last_phase();
        }
        self.cues.clear();
        self.paused = self.clock_runs();
        self
    }

    /// The phase from which a question is kept.
    pub(super) fn last_phase(&self) -> Phase {
        match self.mode {
            Mode::NightBefore => Phase::Show,
            Mode::Practice | Mode::Live => Phase::Score,
        }
    }
}
