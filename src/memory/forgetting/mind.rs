//! One mind that the user may have: a shape of forgetting with the rates that fit it to him.

use super::{Curve, Hypothesis};
use crate::memory::fsrs::{Fsrs, Grade, Memory};

/// Of which rate something is forgotten: after a failed answer, or after a passed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rate {
    /// After a failed answer.
    Failed,
    /// After a passed one.
    Passed,
}

impl Rate {
    /// The rate after an answer of this grade.
    pub fn after(grade: Grade) -> Self {
        if grade.is_pass() {
            Self::Passed
        } else {
            Self::Failed
        }
    }
}

/// A shape with its rates.
#[derive(Debug, Clone, PartialEq)]
pub struct Mind {
    fsrs: Fsrs,
    /// The shape.
    pub hypothesis: Hypothesis,
    /// How many times as fast as by the shape it is forgotten, after a failed and after a passed
    /// answer.
    pub rates: [f64; 2],
    /// How many times as much or as little a standard deviation of those is.
    pub spread: [f64; 2],
    /// The odds of recall are this many times those of the curve: what was passed of late, beside
    /// what was expected.
    pub odds: f64,
}

impl Mind {
    /// A mind of this shape.
    pub fn new(hypothesis: Hypothesis, rates: [f64; 2], spread: [f64; 2], odds: f64) -> Self {
        Self {
            fsrs: Fsrs::default(),
            hypothesis,
            rates,
            spread,
            odds,
        }
    }

    /// The same mind, forgetting so many standard deviations faster.
    pub fn faster(&self, deviations: f64) -> Self {
        let rate = |i: usize| self.rates[i] * self.spread[i].powf(deviations);
        Self {
            rates: [rate(0), rate(1)],
            ..self.clone()
        }
    }

    /// What is remembered after the first answer.
    pub fn first(&self, grade: Grade) -> Memory {
        self.fsrs.first(grade)
    }

    /// The chance of recall after `days`.
    pub fn recall(&self, stability: f64, rate: Rate, days: f64) -> f64 {
        let curve = self.hypothesis.curve;
        self.with_odds(curve.recall(self.rates[rate as usize] * days / curve.stability(stability)))
    }

    /// What is remembered after another answer, `days` after the previous one: FSRS-6's formulas
    /// with the recall of this curve, and a growth of its own.
    pub fn next(&self, memory: Memory, grade: Grade, days: f64) -> Memory {
        let recall = self.usual_recall(memory.stability, days);
        self.next_at(memory, grade, days, recall)
    }

    /// The chance of recall after `days` of everybody who has this shape.
    pub(in crate::memory) fn usual_recall(&self, stability: f64, days: f64) -> f64 {
        let curve = self.hypothesis.curve;
        curve.recall(days / curve.stability(stability))
    }

    /// [`Mind::next`] for whoever knows [`Mind::usual_recall`] already.
    pub(in crate::memory) fn next_at(
        &self,
        memory: Memory,
        grade: Grade,
        days: f64,
        usual_recall: f64,
    ) -> Memory {
        let mut next = self.fsrs.next_at(memory, grade, days, usual_recall);
        if next.stability > memory.stability {
            let grown = next.stability - memory.stability;
            next.stability = memory.stability + self.hypothesis.growth * grown;
        }
        next
    }

    fn with_odds(&self, recall: f64) -> f64 {
        recall * self.odds / (recall * self.odds + 1.0 - recall)
    }

    /// The curve in plain days, for whoever wants the time over the stability.
    pub(super) fn time(&self, stability: f64, days: f64) -> f64 {
        days / self.curve().stability(stability)
    }

    fn curve(&self) -> Curve {
        self.hypothesis.curve
    }
}
