//! FSRS-6: how long something stays known, in plain numbers.
//!
//! The formulas are those of the algorithm's own page ("The Algorithm", open-spaced-repetition
//! wiki, FSRS-6), called as its reference implementations agree: whole days since the card's
//! previous answer, no learning steps, no fuzz, nothing rounded between answers. This module
//! knows nothing of cards, dates or the history.

use serde::{Deserialize, Serialize};

/// The default weights w0–w20, fitted by the authors to several hundred million reviews.
pub const DEFAULT_WEIGHTS: [f64; 21] = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835,
    0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];

/// The chance of recall at which a card is due.
pub const DUE_AT: f64 = 0.9;

const LEAST_STABILITY: f64 = 0.001;
const MOST_STABILITY: f64 = 36_500.0;
const LEAST_DIFFICULTY: f64 = 1.0;
const MOST_DIFFICULTY: f64 = 10.0;

/// How an answer went, as FSRS counts it: 1 failed, 2–4 passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// 1: not known.
    Again,
    /// 2: known with trouble.
    Hard,
    /// 3: known.
    Good,
    /// 4: known at once.
    Easy,
}

impl Grade {
    /// All four, from again to easy.
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// The grade of a number 1–4.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| grade.number() == number)
    }

    /// 1–4.
    pub fn number(self) -> u8 {
        match self {
            Self::Again => 1,
            Self::Hard => 2,
            Self::Good => 3,
            Self::Easy => 4,
        }
    }

    /// Whether it was known.
    pub fn is_pass(self) -> bool {
        self != Self::Again
    }
}

/// What is remembered of one card.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Memory {
    /// Days until the chance of recall has fallen to 90 %; 0.001–36,500.
    pub stability: f64,
    /// 1–10: how little an answer adds.
    pub difficulty: f64,
}

/// The model with its weights and what follows from them alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Fsrs {
    w: [f64; 21],
    /// −w20, the exponent of the forgetting curve.
    decay: f64,
    /// The factor that makes R(S, S) = 0.9.
    factor: f64,
    /// e^w8
    growth: f64,
    /// e^(w17 w18)
    least_loss: f64,
    /// D₀(4), towards which difficulty reverts.
    easy_difficulty: f64,
}

impl Default for Fsrs {
    fn default() -> Self {
        Self::new(DEFAULT_WEIGHTS)
    }
}

impl Fsrs {
    /// The model with these weights.
    pub fn new(weights: [f64; 21]) -> Self {
        let decay = -weights[20];
        Self {
            w: weights,
            decay,
            factor: DUE_AT.powf(1.0 / decay) - 1.0,
            growth: weights[8].exp(),
            least_loss: (weights[17] * weights[18]).exp(),
            easy_difficulty: first_difficulty(&weights, Grade::Easy),
        }
    }

    /// The weights.
    pub fn weights(&self) -> &[f64; 21] {
        &self.w
    }

    /// What is remembered after the first answer: S₀(G) = w₍G−1₎, D₀(G) = w4 − e^(w5 (G−1)) + 1.
    pub fn first(&self, grade: Grade) -> Memory {
        Memory {
            stability: clamp_stability(self.w[usize::from(grade.number()) - 1]),
            difficulty: clamp_difficulty(first_difficulty(&self.w, grade)),
        }
    }

    /// What is remembered after another answer, `days` whole days after the previous one.
    pub fn next(&self, memory: Memory, grade: Grade, days: f64) -> Memory {
        let recall = self.recall(memory.stability, days);
        self.next_at(memory, grade, days, recall)
    }

    /// [`Fsrs::next`] for whoever knows the chance of recall after `days` already.
    pub(super) fn next_at(&self, memory: Memory, grade: Grade, days: f64, recall: f64) -> Memory {
        let stability = match grade {
            _ if days < 1.0 => self.stability_after_same_day(memory.stability, grade),
            Grade::Again => self.stability_after_failure(memory, recall),
            passed => self.stability_after_success(memory, recall, passed),
        };
        Memory {
            stability: clamp_stability(stability),
            difficulty: self.next_difficulty(memory.difficulty, grade),
        }
    }

    /// The chance of recall after `days`: R(t, S) = (1 + factor · t / S)^−w20.
    pub fn recall(&self, stability: f64, days: f64) -> f64 {
        (1.0 + self.factor * days.max(0.0) / stability).powf(self.decay)
    }

    /// Whole days until the chance of recall has fallen to `wanted` (0–1), 1–36,500.
    pub fn interval(&self, stability: f64, wanted: f64) -> u32 {
        let days = stability / self.factor * (wanted.powf(1.0 / self.decay) - 1.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to 1–36,500 before"
        )]
        let whole = days.round_ties_even().clamp(1.0, MOST_STABILITY) as u32;
        whole
    }

    /// D′ = w7 · D₀(4) + (1 − w7) (D − w6 (G − 3) (10 − D) / 9): linear damping, then reversion
    /// towards the difficulty of a card that was easy at first.
    fn next_difficulty(&self, difficulty: f64, grade: Grade) -> f64 {
        let w = &self.w;
        let change = -w[6] * (f64::from(grade.number()) - 3.0);
        let damped = difficulty + (MOST_DIFFICULTY - difficulty) * change / 9.0;
        clamp_difficulty(w[7] * self.easy_difficulty + (1.0 - w[7]) * damped)
    }

    /// S′ = S (1 + e^w8 (11 − D) S^−w9 (e^(w10 (1−R)) − 1) · w15 if hard · w16 if easy).
    fn stability_after_success(&self, memory: Memory, recall: f64, grade: Grade) -> f64 {
        let w = &self.w;
        let shade = match grade {
            Grade::Hard => w[15],
            Grade::Easy => w[16],
            Grade::Good | Grade::Again => 1.0,
        };
        let growth = self.growth
            * (11.0 - memory.difficulty)
            * memory.stability.powf(-w[9])
            * ((w[10] * (1.0 - recall)).exp_m1())
            * shade;
        memory.stability * (1.0 + growth)
    }

    /// S′ = min(w11 D^−w12 ((S + 1)^w13 − 1) e^(w14 (1−R)), S / e^(w17 w18)).
    fn stability_after_failure(&self, memory: Memory, recall: f64) -> f64 {
        let w = &self.w;
        let long = w[11]
            * memory.difficulty.powf(-w[12])
            * ((memory.stability + 1.0).powf(w[13]) - 1.0)
            * (w[14] * (1.0 - recall)).exp();
        long.min(memory.stability / self.least_loss)
    }

    /// S′ = S · e^(w17 (G − 3 + w18)) · S^−w19, never less than before unless it failed.
    fn stability_after_same_day(&self, stability: f64, grade: Grade) -> f64 {
        let w = &self.w;
        let growth =
            (w[17] * (f64::from(grade.number()) - 3.0 + w[18])).exp() * stability.powf(-w[19]);
        stability
            * if grade.is_pass() {
                growth.max(1.0)
            } else {
                growth
            }
    }
}

fn first_difficulty(w: &[f64; 21], grade: Grade) -> f64 {
    w[4] - (w[5] * f64::from(grade.number() - 1)).exp() + 1.0
}

fn clamp_stability(stability: f64) -> f64 {
    stability.clamp(LEAST_STABILITY, MOST_STABILITY)
}

fn clamp_difficulty(difficulty: f64) -> f64 {
    difficulty.clamp(LEAST_DIFFICULTY, MOST_DIFFICULTY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Deserialize)]
    struct Vector {
        /// Days since the answer before, and the grade.
        answers: Vec<(u32, u8)>,
        /// Stability, difficulty and interval after each answer.
        states: Vec<(f64, f64, u32)>,
        /// The chance of recall this many days after the last answer.
        recall: Vec<(u32, f64)>,
    }

    fn vectors() -> Vec<Vector> {
        let text = include_str!("../../tests/data/fsrs_vectors.jsonl");
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    #[track_caller]
    fn assert_near(ours: f64, theirs: f64, relative: f64) {
        let error = (ours - theirs).abs() / theirs.abs().max(1e-12);
        assert!(error <= relative, "{ours} against {theirs}");
    }

    #[test]
    fn every_sequence_of_the_reference_gives_the_same_numbers() {
        let vectors = vectors();
        assert!(vectors.len() >= 200);
        let fsrs = Fsrs::default();
        for vector in vectors {
            let mut memory: Option<Memory> = None;
            for (&(days, grade), &(stability, difficulty, interval)) in
                vector.answers.iter().zip(&vector.states)
            {
                let grade = Grade::from_number(grade).unwrap();
                let next = match memory {
                    None => fsrs.first(grade),
                    Some(before) => fsrs.next(before, grade, f64::from(days)),
                };
                assert_near(next.stability, stability, 1e-9);
                assert_near(next.difficulty, difficulty, 1e-9);
                assert_eq!(fsrs.interval(next.stability, DUE_AT), interval);
                memory = Some(next);
            }
            for (days, recall) in vector.recall {
                assert_near(
                    fsrs.recall(memory.unwrap().stability, f64::from(days)),
                    recall,
                    1e-9,
                );
            }
        }
    }

    #[test]
    fn a_card_is_due_when_nine_in_ten_would_know_it() {
        let fsrs = Fsrs::default();
        assert!((fsrs.recall(7.0, 7.0) - 0.9).abs() < 1e-12);
        assert_eq!(fsrs.interval(7.2, DUE_AT), 7);
        assert_eq!(fsrs.interval(0.01, DUE_AT), 1);
        assert_eq!(fsrs.interval(1e9, DUE_AT), 36_500);
    }

    proptest! {
        #[test]
        fn a_better_grade_never_leaves_less_and_all_stays_in_bounds(
            answers in proptest::collection::vec((1..=4u8, 0..400u32), 1..30),
        ) {
            let fsrs = Fsrs::default();
            let mut memory = fsrs.first(Grade::from_number(answers[0].0).unwrap());
            for &(grade, days) in &answers[1..] {
                let after = Grade::ALL.map(|grade| fsrs.next(memory, grade, f64::from(days)));
                for pair in after.windows(2) {
                    prop_assert!(pair[0].stability <= pair[1].stability + 1e-9);
                    prop_assert!(pair[0].difficulty >= pair[1].difficulty - 1e-9);
                }
                memory = after[usize::from(grade) - 1];
                prop_assert!((LEAST_STABILITY..=MOST_STABILITY).contains(&memory.stability));
                prop_assert!((1.0..=10.0).contains(&memory.difficulty));
                prop_assert!((0.0..=1.0).contains(&fsrs.recall(memory.stability, f64::from(days))));
            }
        }
    }
}
