//! What the answers say of each shape: its rates, how much it is believed, and how the last answers
//! went beside what it expected.
//!
//! The rates stand on a grid, so that nothing is searched for. Time over stability is rounded to
//! a lattice that the grid is part of (two parts in a hundred), so that a curve is worked out
//! once for all answers.

use super::{Curve, Forgetting, HYPOTHESES, Mind, Rate};
use crate::memory::fsrs::Grade;

/// The logarithms of the rates that are tried.
const FIRST_RATE: f64 = -2.0;
const RATE_STEP: f64 = 0.36;
const RATES: usize = 16;

/// Before anything is known the mean of the two log rates is about this, and so far spread. A
/// little above 0: memories scatter around what is believed of them, and people score themselves
/// a little too kindly (León, Panadero and García-Martínez, 2023: g = 0.2).
pub(super) const USUAL_LOG_RATE: f64 = 0.1;
const MEAN_SPREAD: f64 = 0.5;
/// The two differ by about this much.
const DIFFERENCE_SPREAD: f64 = 0.4;

/// So many of the failed answers are called passed, and of the passed ones failed: without it one
/// slip under an exponential curve outweighs a month.
const CALLED_PASSED: f64 = 0.04;
const CALLED_FAILED: f64 = 0.02;

/// Answers to the same card are not independent: all of them together say as much as their
/// likelihood to this power.
const TOGETHER: f64 = 0.7;

/// How much one answer moves the odds, and how much of that stays at the next.
const STEP: f64 = 0.05;
const STAYS: f64 = 0.998;

/// The lattice of ln(time over stability): from a day at the greatest stability to a life at
/// the smallest.
const LOWEST: f64 = -13.0;
const CELLS_A_RATE: usize = 8;
const CELL: f64 = 0.045;
const CELLS: usize = 720;

/// An answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answered {
    /// Days since the answer before; 0 for the first.
    pub days: f64,
    /// How it went.
    pub grade: Grade,
    /// Its place among the answers that are learnt from, in the order of time; `None` where
    /// nothing was predicted for it.
    pub place: Option<usize>,
}

/// An answer as a shape sees it.
#[derive(Debug, Clone, Copy)]
struct Seen {
    time: f64,
    rate: Rate,
    is_pass: bool,
}

/// What `cards`, each with its answers in order, say of the user. `learnt` of these answers have
/// a place.
pub fn fit(cards: &[Vec<Answered>], learnt: usize) -> Forgetting {
    let tables = Curve::ALL.map(table);
    let mut minds = Vec::with_capacity(HYPOTHESES.len());
    let mut evidences = Vec::with_capacity(HYPOTHESES.len());
    for hypothesis in HYPOTHESES {
        let mut mind = Mind::new(hypothesis, [1.0; 2], [1.0; 2], 1.0);
        let seen = seen_by(&mind, cards, learnt);
        let table = &tables[hypothesis.curve as usize];
        let mut likelihoods = [[0.0; RATES]; 2];
        for one in &seen {
            add(one, table, &mut likelihoods[one.rate as usize]);
        }
        let rates = Posterior::of(&likelihoods);
        mind.rates = rates.means.map(f64::exp);
        mind.spread = rates.deviations.map(f64::exp);
        mind.odds = odds(&mind, &seen);
        minds.push(mind);
        evidences.push(rates.evidence);
    }
    let most = evidences.iter().copied().fold(f64::MIN, f64::max);
    let weights: Vec<f64> = evidences
        .iter()
        .zip(&HYPOTHESES)
        .map(|(evidence, hypothesis)| hypothesis.prior * (TOGETHER * (evidence - most)).exp())
        .collect();
    let sum: f64 = weights.iter().sum();
    let beliefs = weights.iter().map(|weight| weight / sum);
    Forgetting::of(minds.into_iter().zip(beliefs).collect(), learnt)
}

/// The answers that have a place, in that order, with their times over stability by this shape.
fn seen_by(mind: &Mind, cards: &[Vec<Answered>], learnt: usize) -> Vec<Seen> {
    let nothing = Seen {
        time: 0.0,
        rate: Rate::Passed,
        is_pass: true,
    };
    let mut seen = vec![nothing; learnt];
    for answers in cards {
        let Some((first, rest)) = answers.split_first() else {
            continue;
        };
        let mut memory = mind.first(first.grade);
        let mut before = first.grade;
        for answer in rest {
            if let Some(one) = answer.place.and_then(|place| seen.get_mut(place)) {
                *one = Seen {
                    time: mind.time(memory.stability, answer.days),
                    rate: Rate::after(before),
                    is_pass: answer.grade.is_pass(),
                };
            }
            memory = mind.next(memory, answer.grade, answer.days);
            before = answer.grade;
        }
    }
    seen
}

/// The log chances that an answer is called passed and called failed, along the lattice.
fn table(curve: Curve) -> Vec<[f64; 2]> {
    let chances = (0..CELLS).map(|cell| {
        let recall = curve.recall((LOWEST + CELL * whole(cell)).exp());
        let passed = CALLED_PASSED + (1.0 - CALLED_PASSED - CALLED_FAILED) * recall;
        [(1.0 - passed).ln(), passed.ln()]
    });
    chances.collect()
}

/// Adds what an answer says of every rate.
fn add(seen: &Seen, table: &[[f64; 2]], likelihoods: &mut [f64; RATES]) {
    let place = (seen.time.max(f64::MIN_POSITIVE).ln() + FIRST_RATE - LOWEST) / CELL;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the lattice"
    )]
    let first = place.round().clamp(0.0, whole(CELLS - 1)) as usize;
    for (rate, likelihood) in likelihoods.iter_mut().enumerate() {
        let cell = (first + rate * CELLS_A_RATE).min(CELLS - 1);
        *likelihood += table[cell][usize::from(seen.is_pass)];
    }
}

/// What is known of the two log rates.
struct Posterior {
    means: [f64; 2],
    deviations: [f64; 2],
    /// The logarithm of how likely the answers are.
    evidence: f64,
}

impl Posterior {
    fn of(likelihoods: &[[f64; RATES]; 2]) -> Self {
        let rate = |i: usize| FIRST_RATE + RATE_STEP * whole(i);
        let prior = |failed: f64, passed: f64| {
            let mean = (f64::midpoint(failed, passed) - USUAL_LOG_RATE) / MEAN_SPREAD;
            let difference = (failed - passed) / DIFFERENCE_SPREAD;
            -f64::midpoint(mean * mean, difference * difference)
        };
        let cells = || (0..RATES).flat_map(|failed| (0..RATES).map(move |passed| (failed, passed)));
        let log_weight = |failed: usize, passed: usize| {
            prior(rate(failed), rate(passed)) + likelihoods[0][failed] + likelihoods[1][passed]
        };
        let most = cells()
            .map(|(failed, passed)| log_weight(failed, passed))
            .fold(f64::MIN, f64::max);
        let mut sum = 0.0;
        let mut sums = [0.0; 2];
        let mut squares = [0.0; 2];
        for (failed, passed) in cells() {
            let weight = (log_weight(failed, passed) - most).exp();
            sum += weight;
            for (i, rate) in [rate(failed), rate(passed)].into_iter().enumerate() {
                sums[i] += weight * rate;
                squares[i] += weight * rate * rate;
            }
        }
        let means = sums.map(|of| of / sum);
        let deviation = |i: usize| (squares[i] / sum - means[i] * means[i]).max(0.0).sqrt();
        Self {
            means,
            deviations: [deviation(0), deviation(1)],
            evidence: most + sum.ln(),
        }
    }
}

/// The odds by which recall differs from the curve's, after all answers in their order.
fn odds(mind: &Mind, seen: &[Seen]) -> f64 {
    let mut log_odds: f64 = 0.0;
    for one in seen {
        let curve = mind.hypothesis.curve;
        let recall = curve.recall(mind.rates[one.rate as usize] * one.time);
        let odds = recall / (1.0 - recall).max(f64::EPSILON) * log_odds.exp();
        let missed = f64::from(u8::from(one.is_pass)) - odds / (1.0 + odds);
        log_odds = STAYS * (log_odds + STEP * missed);
    }
    log_odds.exp()
}

#[expect(clippy::cast_precision_loss, reason = "cells of a small table")]
fn whole(cell: usize) -> f64 {
    cell as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::fsrs::Memory;
    use proptest::prelude::*;

    /// Cards that were passed at first and asked again after these days, `passed` of ten of them.
    fn asked_after(days: &[(f64, usize)]) -> Forgetting {
        let mut place = 0;
        let mut cards = Vec::new();
        for &(days, passed) in days {
            for card in 0..40 {
                let grade = if card % 10 < passed {
                    Grade::Good
                } else {
                    Grade::Again
                };
                cards.push(vec![
                    Answered {
                        days: 0.0,
                        grade: Grade::Good,
                        place: None,
                    },
                    Answered {
                        days,
                        grade,
                        place: Some(place),
                    },
                ]);
                place += 1;
            }
        }
        fit(&cards, place)
    }

    fn expected(forgetting: &Forgetting, days: f64) -> f64 {
        let memories: Vec<Memory> = forgetting
            .after(std::iter::once((0.0, Grade::Good)))
            .unwrap_or_default();
        forgetting.recall(&memories, Rate::Passed, days)
    }

    #[test]
    fn without_answers_what_is_believed_of_everybody_stands() {
        let nothing = fit(&[], 0);
        assert_eq!(nothing.kept[0].mind.hypothesis, HYPOTHESES[0]);
        let rates = nothing.kept[0].mind.rates;
        assert!(
            rates
                .iter()
                .all(|rate| (rate.ln() - USUAL_LOG_RATE).abs() < 0.02)
        );
        let believed: f64 = nothing.kept.iter().map(|kept| kept.belief).sum();
        assert!((believed - 1.0).abs() < 1e-9);
    }

    #[test]
    fn answers_move_the_rates_and_the_shape() {
        let usual = fit(&[], 0);
        let faster = asked_after(&[(2.0, 6), (4.0, 5)]);
        assert!(expected(&faster, 3.0) < expected(&usual, 3.0) - 0.1);
        let slower = asked_after(&[(5.0, 10), (20.0, 9)]);
        assert!(expected(&slower, 10.0) > expected(&usual, 10.0) + 0.05);
        // All known for a while, and then nothing: that is no long tail.
        let steep = asked_after(&[(1.0, 9), (3.0, 7), (10.0, 2), (20.0, 0)]);
        assert_ne!(
            steep.likeliest().map(|kept| kept.mind.hypothesis.curve),
            Some(Curve::Fsrs)
        );
        assert!(expected(&steep, 20.0) < 0.3);
    }

    proptest! {
        #[test]
        fn whatever_was_answered_the_figures_stay_in_bounds(
            answers in proptest::collection::vec((0..400_u32, 1..=4_u8), 1..60),
        ) {
            let mut place = 0;
            let cards: Vec<Vec<Answered>> = answers
                .chunks(5)
                .map(|card| {
                    card.iter()
                        .enumerate()
                        .map(|(i, &(days, grade))| {
                            let is_predicted = i > 0 && days > 0;
                            place += usize::from(is_predicted);
                            Answered {
                                days: if i == 0 { 0.0 } else { f64::from(days) },
                                grade: Grade::from_number(grade).unwrap(),
                                place: is_predicted.then(|| place - 1),
                            }
                        })
                        .collect()
                })
                .collect();
            let forgetting = fit(&cards, place);
            for kept in &forgetting.kept {
                let mind = &kept.mind;
                prop_assert!(mind.rates.iter().all(|rate| (0.1..31.0).contains(rate)));
                prop_assert!(mind.odds > 0.0 && mind.odds.is_finite());
            }
            let recall = expected(&forgetting, 7.0);
            prop_assert!((0.0..=1.0).contains(&recall));
        }
    }
}
