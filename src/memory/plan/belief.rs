//! What a card's memory will be after attempts that have not been made yet.
//!
//! Each attempt succeeds or fails, so after n of them there are 2ⁿ memories. They are followed as
//! two particles, one for "the last attempt failed" and one for "it succeeded", each with its
//! chance and the mean of ln S and of D: within two points of the whole tree for the hardest cards,
//! and a constant amount of work for an attempt.

use crate::memory::forgetting::{Mind, Rate};
use crate::memory::fsrs::{Grade, Memory};

/// On the day of an answer recall is asked for half a day later: what was just failed and read is
/// not yet known for certain.
const SAME_DAY: f64 = 0.5;

/// What is known of a card before the plan begins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Start {
    /// Never tried; known with this chance.
    Untried(f64),
    /// Last answered this many days ago, and forgotten by this rate since.
    Tried(Memory, Rate, f64),
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
            Start::Tried(memory, rate, days_ago) => {
                let certain = Particle {
                    chance: 1.0,
                    memory,
                };
                let (failed, passed) = match rate {
                    Rate::Failed => (certain, nothing),
                    Rate::Passed => (nothing, certain),
                };
                Self {
                    untried: None,
                    failed,
                    passed,
                    last: -days_ago,
                }
            }
        }
    }

    /// The two particles, each with the rate by which it is forgotten.
    fn particles(&self) -> impl Iterator<Item = (Particle, Rate)> {
        [(self.failed, Rate::Failed), (self.passed, Rate::Passed)]
            .into_iter()
            .filter(|(particle, _)| particle.chance > 0.0)
    }

    /// The chance of recall on a day.
    pub fn recall(&self, mind: &Mind, day: f64) -> f64 {
        if let Some(chance) = self.untried {
            return chance;
        }
        let days = (day - self.last).max(SAME_DAY);
        self.particles()
            .map(|(particle, rate)| {
                particle.chance * mind.recall(particle.memory.stability, rate, days)
            })
            .sum()
    }

    /// The belief after an attempt on `day`, and the chance that it is passed.
    pub fn attempt(&self, mind: &Mind, day: f64) -> (Self, f64) {
        if let Some(chance) = self.untried {
            let after = Self {
                untried: None,
                failed: Particle {
                    chance: 1.0 - chance,
                    memory: mind.first(Grade::Again),
                },
                passed: Particle {
                    chance,
                    memory: mind.first(Grade::Good),
                },
                last: day,
            };
            return (after, chance);
        }
        let days = (day - self.last).max(0.0);
        let mut failed = Mixture::default();
        let mut passed = Mixture::default();
        for (particle, rate) in self.particles() {
            let memory = particle.memory;
            let asked_after = days.max(SAME_DAY);
            let recall = mind.recall(memory.stability, rate, asked_after);
            let usual = mind.usual_recall(memory.stability, asked_after);
            let next = |grade| mind.next_at(memory, grade, days, usual);
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
        (after, recall)
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
    use crate::memory::forgetting::HYPOTHESES;

    fn minds() -> impl Iterator<Item = Mind> {
        HYPOTHESES
            .into_iter()
            .map(|hypothesis| Mind::new(hypothesis, [1.5, 0.8], [1.0; 2], 1.0))
    }

    /// The whole tree of outcomes.
    fn exact(mind: &Mind, memory: Memory, rate: Rate, last: f64, attempts: &[f64]) -> f64 {
        let Some((&first, rest)) = attempts.split_first() else {
            return mind.recall(memory.stability, rate, 14.0 - last);
        };
        let recall = mind.recall(memory.stability, rate, first - last);
        let after = |grade| {
            let next = mind.next(memory, grade, first - last);
            exact(mind, next, Rate::after(grade), first, rest)
        };
        recall * after(Grade::Good) + (1.0 - recall) * after(Grade::Again)
    }

    #[test]
    fn two_particles_are_close_to_the_whole_tree() {
        for mind in minds() {
            let memory = mind.first(Grade::Again);
            for attempts in [
                &[0.0][..],
                &[0.0, 1.0],
                &[0.0, 2.0, 5.0, 9.0],
                &[0.0, 1.0, 2.0, 3.0, 4.0, 12.0],
            ] {
                let mut belief = Belief::begin(Start::Tried(memory, Rate::Failed, 3.0));
                for &day in attempts {
                    belief = belief.attempt(&mind, day).0;
                }
                let exact = exact(&mind, memory, Rate::Failed, -3.0, attempts);
                let error = belief.recall(&mind, 14.0) - exact;
                let shape = mind.hypothesis;
                assert!(error.abs() < 0.06, "{shape:?} {attempts:?}: {error}");
            }
        }
    }

    #[test]
    fn a_card_never_tried_is_known_with_its_chance() {
        for mind in minds() {
            let belief = Belief::begin(Start::Untried(0.4));
            assert!((belief.recall(&mind, 9.0) - 0.4).abs() < 1e-12);
            let (after, recall) = belief.attempt(&mind, 0.0);
            assert!((recall - 0.4).abs() < 1e-12);
            let known = mind.recall(mind.first(Grade::Good).stability, Rate::Passed, 5.0);
            let unknown = mind.recall(mind.first(Grade::Again).stability, Rate::Failed, 5.0);
            assert!((after.recall(&mind, 5.0) - (0.4 * known + 0.6 * unknown)).abs() < 1e-12);
        }
    }
}
