//! How this user forgets, told by the answers whose recall was predicted. All forecasts take it
//! into account: the curve of the defaults is that of a stranger.
//!
//! Nobody knows which curve a person's memory follows. Several shapes stand side by side
//! ([`HYPOTHESES`]); what was answered up to the start of the day says how much each is believed
//! (`fit`), and every figure is their mean. The plan does not choose by belief alone: what was
//! believed of everybody before keeps most of the say (`HEDGE`), since a steep curve that is
//! wrongly believed puts everything off.
//!
//! Nothing is stored: the same history gives the same figures.

mod curve;
mod fit;
mod mind;
mod words;

pub use curve::Curve;
pub use fit::{Answered, fit};
pub use mind::{Mind, Rate};

use super::fsrs::{Grade, Memory};

/// A shape of forgetting: its curve, how much a passed answer adds to the stability in the place
/// of FSRS-6's 1, and how much it is believed before anything is known of the user.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hypothesis {
    /// The curve.
    pub curve: Curve,
    /// How many times as much a passed answer adds.
    pub growth: f64,
    /// How much it is believed, beside the others.
    pub prior: f64,
}

const fn hypothesis(curve: Curve, growth: f64, prior: f64) -> Hypothesis {
    Hypothesis {
        curve,
        growth,
        prior,
    }
}

/// The shapes. The priors were chosen on simulated learners (`examples/plan_simulation.rs`), not on
/// people.
pub const HYPOTHESES: [Hypothesis; 7] = [
    hypothesis(Curve::Fsrs, 1.0, 0.39),
    hypothesis(Curve::Fsrs, 0.4, 0.104),
    hypothesis(Curve::Fsrs, 2.0, 0.113),
    hypothesis(Curve::SquareRoot, 1.0, 0.08),
    hypothesis(Curve::SquareRoot, 0.4, 0.08),
    hypothesis(Curve::Exponential, 1.0, 0.096),
    hypothesis(Curve::Exponential, 0.3, 0.144),
];

/// The part of what was believed before any answer in the weights by which the plan chooses.
const HEDGE: f64 = 0.8;
/// So many shapes the plan chooses by.
pub const CHOOSING: usize = 2;
/// What is believed less than this is left out of a forecast.
const LEAST_BELIEVED: f64 = 0.03;
/// At most so many shapes are in a forecast.
const MOST_BELIEVED: usize = 4;

/// A mind with its parts of the choice and of the forecast.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// The mind.
    pub mind: Mind,
    /// Its part in choosing, 0–1; 0 beyond the first [`CHOOSING`].
    pub choosing: f64,
    /// How much it is believed, 0–1: its part of a forecast.
    pub belief: f64,
}

/// How this user forgets.
#[derive(Debug, Clone, PartialEq)]
pub struct Forgetting {
    /// The minds that are kept, those by which the plan chooses first.
    pub kept: Vec<Kept>,
    /// The answers that it was learnt from.
    pub answers: usize,
}

impl Forgetting {
    /// What is kept of all the minds of a fit.
    pub(super) fn of(minds: Vec<(Mind, f64)>, answers: usize) -> Self {
        let priors: f64 = HYPOTHESES.iter().map(|one| one.prior).sum();
        let mut all: Vec<Kept> = minds
            .into_iter()
            .zip(&HYPOTHESES)
            .map(|((mind, belief), hypothesis)| Kept {
                mind,
                choosing: HEDGE * hypothesis.prior / priors + (1.0 - HEDGE) * belief,
                belief,
            })
            .collect();
        all.sort_by(|a, b| b.belief.total_cmp(&a.belief));
        for (place, kept) in all.iter_mut().enumerate() {
            if place >= MOST_BELIEVED || kept.belief < LEAST_BELIEVED {
                kept.belief = 0.0;
            }
        }
        all.sort_by(|a, b| b.choosing.total_cmp(&a.choosing));
        for kept in all.iter_mut().skip(CHOOSING) {
            kept.choosing = 0.0;
        }
        all.retain(|kept| kept.choosing > 0.0 || kept.belief > 0.0);
        let sum = |part: fn(&Kept) -> f64| all.iter().map(part).sum::<f64>();
        let (choosing, belief) = (sum(|kept| kept.choosing), sum(|kept| kept.belief));
        for kept in &mut all {
            kept.choosing /= choosing;
            kept.belief /= belief;
        }
        Self { kept: all, answers }
    }

    /// What each kept mind makes of answers, given as days since the one before and grade;
    /// `None` without any.
    pub fn after(&self, answers: impl Iterator<Item = (f64, Grade)>) -> Option<Vec<Memory>> {
        let mut memories: Vec<Memory> = Vec::new();
        for (days, grade) in answers {
            if memories.is_empty() {
                memories = vec![self.kept[0].mind.first(grade); self.kept.len()];
            } else {
                for (memory, kept) in memories.iter_mut().zip(&self.kept) {
                    *memory = kept.mind.next(*memory, grade, days);
                }
            }
        }
        (!memories.is_empty()).then_some(memories)
    }

    /// The mind that is believed most.
    pub fn likeliest(&self) -> Option<&Kept> {
        let kept = self.kept.iter();
        kept.max_by(|a, b| a.belief.total_cmp(&b.belief))
    }

    /// The mean of what the minds expect, each with the memory that it has.
    pub fn recall(&self, memories: &[Memory], rate: Rate, days: f64) -> f64 {
        self.kept
            .iter()
            .zip(memories)
            .filter(|(kept, _)| kept.belief > 0.0)
            .map(|(kept, memory)| kept.belief * kept.mind.recall(memory.stability, rate, days))
            .sum()
    }
}
