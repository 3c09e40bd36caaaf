//! What a card's memory will be after attempts that have not been made yet.
//!
//! Each attempt succeeds or fails, so after n of them there are 2ⁿ memories. They are followed as
//! two particles, one for "the last attempt failed" and one for "it succeeded", each with its
//! chance and the mean of ln S and of D: within two points of the whole tree for the hardest cards,
//! and a constant amount of work for an attempt.

use crate::memory::fsrs::{Fsrs, Grade, Memory};
use crate::memory::habits::Seconds;

/// On the day of an answer recall is asked for half a day later: what was just failed and read is
/// not yet known for certain.
const SAME_DAY: f64 = 0.5;

/// What is known of a card before the plan begins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Start {
    /// Never tried; known with this chance.
    Untried(f64),
    /// Last answered this many days ago.
    Tried(Memory, f64),
}

/// A memory with its chance.
#[derive(Debug, Clone, Copy)]
struct Particle {
    chance: f64,
    memory: Memory,
}

/// A card's memory as it is believed to be at some day of the plan, counted from today.
#[derive(Debug, Clone, Copy)]
pub struct Belief {
    /// Chance of being known where it was never tried.
    untried: Option<f64>,
    failed: Particle,
    passed: Particle,
    last: f64,
}

impl Belief {
    /// The belief before the first attempt of the plan.
    pub fn begin(start: Start) -> Self {
        let nothing = Particle {
            chance: 0.0,
            memory: Memory {
                stability: 1.0,
                difficulty: 5.0,
            },
        };
        match start {
            Start::Untried(chance) => Self {
                untried: Some(chance),
                failed: nothing,
                passed: nothing,
                last: 0.0,
            },
            Start::Tried(memory, days_ago) => Self {
                untried: None,
                failed: nothing,
                passed: Particle {
                    chance: 1.0,
                    memory,
                },
                last: -days_ago,
            },
        }
    }

    /// The chance of recall on a day.
    pub fn recall(&self, model: &Fsrs, day: f64) -> f64 {
        if let Some(chance) = self.untried {
            return chance;
        }
        let days = (day - self.last).max(SAME_DAY);
        [self.failed, self.passed]
            .into_iter()
            .filter(|particle| particle.chance > 0.0)
            .map(|particle| particle.chance * model.recall(particle.memory.stability, days))
            .sum()
    }

    /// The belief after an attempt on `day`, and the seconds that it is expected to take.
    pub fn attempt(&self, model: &Fsrs, day: f64, seconds: Seconds) -> (Self, f64) {
        if let Some(chance) = self.untried {
            let after = Self {
                untried: None,
                failed: Particle {
                    chance: 1.0 - chance,
                    memory: model.first(Grade::Again),
                },
                passed: Particle {
                    chance,
                    memory: model.first(Grade::Good),
                },
                last: day,
            };
            return (after, seconds.first);
        }
        let days = (day - self.last).max(0.0);
        let mut failed = Mixture::default();
        let mut passed = Mixture::default();
        for particle in [self.failed, self.passed] {
            if particle.chance <= 0.0 {
                continue;
            }
            let memory = particle.memory;
            let recall = model.recall(memory.stability, days.max(SAME_DAY));
            let next = |grade| model.next_at(memory, grade, days, recall);
            failed.add(particle.chance * (1.0 - recall), next(Grade::Again));
            passed.add(particle.chance * recall, next(Grade::Good));
        }
        let recall = passed.chance;
        let after = Self {
            untried: None,
            failed: failed.particle(),
            passed: passed.particle(),
            last: day,
        };
        (after, seconds.at(recall))
    }
}

/// Several memories that become one particle.
#[derive(Default)]
struct Mixture {
    chance: f64,
    log_stability: f64,
    difficulty: f64,
}

impl Mixture {
    fn add(&mut self, chance: f64, memory: Memory) {
        self.chance += chance;
        self.log_stability += chance * memory.stability.ln();
        self.difficulty += chance * memory.difficulty;
    }

    fn particle(&self) -> Particle {
        let chance = self.chance.max(f64::MIN_POSITIVE);
        Particle {
            chance: self.chance,
            memory: Memory {
                stability: (self.log_stability / chance).exp(),
                difficulty: (self.difficulty / chance).clamp(1.0, 10.0),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECONDS: Seconds = Seconds {
        first: 100.0,
        later: 60.0,
    };

    /// The whole tree of outcomes.
    fn exact(model: &Fsrs, memory: Memory, last: f64, attempts: &[f64], day: f64) -> f64 {
        let Some((&first, rest)) = attempts.split_first() else {
            return model.recall(memory.stability, day - last);
        };
        let recall = model.recall(memory.stability, first - last);
        let after = |grade| {
            let next = model.next(memory, grade, first - last);
            exact(model, next, first, rest, day)
        };
        recall * after(Grade::Good) + (1.0 - recall) * after(Grade::Again)
    }

    #[test]
    fn two_particles_are_close_to_the_whole_tree() {
        let model = Fsrs::default();
        let memory = model.first(Grade::Again);
        for attempts in [
            &[0.0][..],
            &[0.0, 1.0],
            &[0.0, 2.0, 5.0, 9.0],
            &[0.0, 1.0, 2.0, 3.0, 4.0, 12.0],
        ] {
            let mut belief = Belief::begin(Start::Tried(memory, 3.0));
            for &day in attempts {
                belief = belief.attempt(&model, day, SECONDS).0;
            }
            let error = belief.recall(&model, 14.0) - exact(&model, memory, -3.0, attempts, 14.0);
            assert!(error.abs() < 0.025, "{attempts:?}: {error}");
        }
    }

    #[test]
    fn a_card_never_tried_is_known_with_its_chance_and_takes_its_first_time() {
        let model = Fsrs::default();
        let belief = Belief::begin(Start::Untried(0.4));
        assert!((belief.recall(&model, 9.0) - 0.4).abs() < 1e-12);
        let (after, seconds) = belief.attempt(&model, 0.0, SECONDS);
        assert!((seconds - 100.0).abs() < 1e-12);
        let known = model.recall(model.first(Grade::Good).stability, 5.0);
        let unknown = model.recall(model.first(Grade::Again).stability, 5.0);
        assert!((after.recall(&model, 5.0) - (0.4 * known + 0.6 * unknown)).abs() < 1e-12);
    }
}
