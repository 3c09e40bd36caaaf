//! What the user's own answers say about the next ones: how long they take, and how often a
//! question that was never tried is known at once.

use super::limit;
use super::state::{Attempt, CardState, Memories};
use crate::bank::{Bank, Card};

/// The share of questions never tried that are known, before anything is known of the user.
const FIRST_PASS: f64 = 0.35;
/// As how many answers that guess counts.
const FIRST_PASS_STRENGTH: f64 = 10.0;
/// A first attempt takes this much longer than the card's time, before anything is known: the
/// answer is read as well.
const FIRST_PACE: f64 = 1.4;
/// As how many answers a guess about the pace counts.
const PACE_STRENGTH: f64 = 6.0;
/// As how many of its own answers the general pace counts for one card.
const CARD_STRENGTH: f64 = 2.0;
/// What is forgotten takes longer: at no recall at all this much more.
const FORGOTTEN_EXTRA: f64 = 0.3;

/// How this user answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Habits {
    /// The chance that a card never tried is known, 0–1: the mean of a Beta posterior.
    pub first_pass: f64,
    /// Seconds of a first attempt over the card's time.
    pub first_pace: f64,
    /// Seconds of a later attempt at full recall over the card's time.
    pub pace: f64,
}

impl Default for Habits {
    fn default() -> Self {
        Self {
            first_pass: FIRST_PASS,
            first_pace: FIRST_PACE * later(FIRST_PASS),
            pace: 1.0,
        }
    }
}

/// How long a card is expected to take.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seconds {
    /// At the first attempt.
    pub first: f64,
    /// Later, at full recall.
    pub later: f64,
}

impl Seconds {
    /// At a later attempt with this chance of recall.
    pub fn at(self, recall: f64) -> f64 {
        self.later * later(recall)
    }
}

fn later(recall: f64) -> f64 {
    1.0 + FORGOTTEN_EXTRA * (1.0 - recall)
}

impl Habits {
    /// What the answers so far say.
    pub fn of(bank: &Bank, memories: &Memories) -> Self {
        let mut passes = Mean::of(FIRST_PASS, FIRST_PASS_STRENGTH);
        let mut first_pace = Mean::of(Self::default().first_pace, PACE_STRENGTH);
        let mut pace = Mean::of(1.0, PACE_STRENGTH);
        for entry in bank.cards() {
            let Some(state) = memories.get(&entry.card.id) else {
                continue;
            };
            let limit = limit(entry.card);
            for (i, attempt) in state.attempts.iter().enumerate() {
                if i == 0 {
                    passes.add(f64::from(u8::from(attempt.grade.is_pass())));
                }
                let Some(ratio) = ratio(attempt, limit) else {
                    continue;
                };
                if i == 0 {
                    first_pace.add(ratio);
                } else {
                    pace.add(ratio / later(attempt.predicted.unwrap_or(1.0)));
                }
            }
        }
        Self {
            first_pass: passes.value(),
            first_pace: first_pace.value(),
            pace: pace.value(),
        }
    }

    /// How long a card will take: its own answers, and until there are some, the user's pace with
    /// the card's time.
    pub fn seconds(&self, card: &Card, state: &CardState) -> Seconds {
        let limit = limit(card);
        let mut own = Mean::of(1.0, CARD_STRENGTH);
        for (i, attempt) in state.attempts.iter().enumerate() {
            if let Some(ratio) = ratio(attempt, limit) {
                let expected = if i == 0 {
                    self.first_pace
                } else {
                    self.pace * later(attempt.predicted.unwrap_or(1.0))
                };
                own.add(ratio / expected);
            }
        }
        let own = own.value() * limit;
        Seconds {
            first: (own * self.first_pace).max(1.0),
            later: (own * self.pace).max(1.0),
        }
    }
}

/// Seconds over the card's time, kept within what is no mishap (a pause, a slip of the finger).
fn ratio(attempt: &Attempt, limit: f64) -> Option<f64> {
    Some((attempt.seconds? / limit).clamp(0.05, 4.0))
}

/// A mean that begins with a guess.
struct Mean {
    sum: f64,
    count: f64,
}

impl Mean {
    fn of(guess: f64, strength: f64) -> Self {
        Self {
            sum: guess * strength,
            count: strength,
        }
    }

    fn add(&mut self, value: f64) {
        self.sum += value;
        self.count += 1.0;
    }

    fn value(&self) -> f64 {
        self.sum / self.count
    }
}
