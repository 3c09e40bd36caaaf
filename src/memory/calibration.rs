//! Predicted against actual: how the last predictions turned out.
//!
//! A forecast is worth as much as those before it were. Wherever one is shown, this stands beside
//! it: of the last answers whose recall was predicted, the share that should have been known and
//! the share that was.
//!
//! The same answers say how fast this user forgets (`forgetting_rate`), which all forecasts
//! take into account: the curve of the defaults is that of a stranger.

use serde_json::json;

use super::fsrs::Fsrs;
use super::state::Memories;
use crate::both;
use crate::language::Both;

/// So many of the last predictions count.
const LAST: usize = 200;
/// With fewer nothing is said of them.
const ENOUGH: usize = 20;
/// A difference of this much, if chance does not explain it, is steep.
const STEEP: f64 = 0.1;

/// How the last predictions turned out.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Calibration {
    /// How many answers had been predicted.
    pub answers: usize,
    /// The mean of the predicted chances of recall, 0–1.
    pub predicted: f64,
    /// The share that was passed, 0–1.
    pub passed: f64,
    /// The standard error of `passed` if the predictions were right.
    pub error: f64,
}

impl Calibration {
    /// Of the last answers that had been predicted.
    pub fn of(memories: &Memories) -> Self {
        let mut predictions: Vec<_> = memories
            .all()
            .flat_map(|(id, state)| {
                state.attempts.iter().filter_map(move |attempt| {
                    Some((
                        (attempt.at, id),
                        attempt.predicted.get()?,
                        attempt.grade.is_pass(),
                    ))
                })
            })
            .collect();
        predictions.sort_by(|a, b| b.0.cmp(&a.0));
        predictions.truncate(LAST);
        if predictions.is_empty() {
            return Self::default();
        }
        #[expect(clippy::cast_precision_loss, reason = "at most LAST")]
        let count = predictions.len() as f64;
        let sum = |value: &dyn Fn(f64, bool) -> f64| {
            predictions
                .iter()
                .map(|&(_, predicted, passed)| value(predicted, passed))
                .sum::<f64>()
        };
        Self {
            answers: predictions.len(),
            predicted: sum(&|predicted, _| predicted) / count,
            passed: sum(&|_, passed| f64::from(u8::from(passed))) / count,
            error: sum(&|predicted, _| predicted * (1.0 - predicted)).sqrt() / count,
        }
    }

    /// Whether there are enough of them to say anything.
    pub fn is_telling(&self) -> bool {
        self.answers >= ENOUGH
    }

    /// Whether predictions and answers differ by more than chance explains.
    pub fn is_steep(&self) -> bool {
        let difference = (self.predicted - self.passed).abs();
        self.is_telling() && difference > STEEP && difference > 2.0 * self.error
    }

    /// The two rates in words.
    pub fn words(&self) -> Both {
        if !self.is_telling() {
            let answers = self.answers;
            return both!(
                "예측과 비교할 답이 아직 적습니다 ({answers}개)",
                "too few answers yet to compare predictions with ({answers})"
            );
        }
        let (predicted, passed) = (percent(self.predicted), percent(self.passed));
        let answers = self.answers;
        both!(
            "지난 {answers}개: 예측 {predicted} %, 실제 {passed} %",
            "last {answers}: predicted {predicted} %, actual {passed} %"
        )
    }

    /// What to do about a steep difference.
    pub fn advice(&self) -> Option<Both> {
        if !self.is_steep() {
            return None;
        }
        Some(if self.passed < self.predicted {
            both!(
                "예측보다 많이 잊습니다. 앞날 예측을 낮춰 보고, 하루 시간을 늘리거나 답을 짧게 나누세요",
                "you forget more than predicted: trust the forecast less, take more minutes a day, or split long answers"
            )
        } else {
            both!(
                "예측보다 잘 기억합니다. 채점이 후하지 않은지 핵심 항목으로 확인하고, 맞다면 새 카드를 더 넣으세요",
                "you know more than predicted: check with the key points that you do not score too kindly; if not, add cards"
            )
        })
    }

    /// The JSON that stands beside every forecast.
    pub fn to_json(&self) -> serde_json::Value {
        json!({
            "answers": self.answers,
            "predicted": (self.answers > 0).then_some(self.predicted),
            "passed": (self.answers > 0).then_some(self.passed),
            "advice": self.advice().map(|advice| advice.english),
        })
    }
}

/// Before anything is known of the user, forgetting is taken to be this much faster than the
/// model's. Memories scatter around what is believed of them, and the mean of a curve that bends
/// down lies below the curve of the mean; and people score themselves a little too kindly (León,
/// Panadero and García-Martínez, 2023: g = 0.2), which makes everything look better kept.
/// The figure itself was chosen in `examples/plan_simulation.rs`, not measured on people.
const USUAL_RATE: f64 = 1.2;
/// The logarithm of the rate at which people forget is spread by about this much around the
/// defaults: so much evidence it takes to believe in another one.
const SPREAD: f64 = 0.5;

/// How many times as fast as the model's default this user forgets: the likeliest rate, given
/// `predictions` (the model's chance of recall, and whether it was passed) and that most people
/// are near the usual rate, which it is where nothing was predicted yet.
pub(super) fn forgetting_rate(model: &Fsrs, predictions: &[(f64, bool)]) -> f64 {
    if predictions.is_empty() {
        return USUAL_RATE;
    }
    let alike = Alike::of(predictions);
    let likelihood = |log_rate: f64| {
        let rate = log_rate.exp();
        let answers: f64 = alike
            .iter()
            .map(|alike| {
                let recall = model
                    .recall_at_rate(alike.predicted, rate)
                    .clamp(1e-6, 1.0 - 1e-6);
                alike.passed * recall.ln() + alike.failed * (1.0 - recall).ln()
            })
            .sum();
        let unusual = (log_rate - USUAL_RATE.ln()) / SPREAD;
        answers - unusual * unusual / 2.0
    };
    // Golden sections: the likelihood has one top.
    let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (-2.0, 3.0);
    while high - low > 0.01 {
        let (a, b) = (high - golden * (high - low), low + golden * (high - low));
        if likelihood(a) < likelihood(b) {
            low = a;
        } else {
            high = b;
        }
    }
    f64::midpoint(low, high).exp()
}

/// Predictions that are nearly the same, taken together: years of answers are weighed as fast as a
/// month's.
#[derive(Debug, Clone, Copy, Default)]
struct Alike {
    /// The mean of the predicted chances.
    predicted: f64,
    passed: f64,
    failed: f64,
}

impl Alike {
    /// So many sorts, each a thousandth of recall wide: what comes of it differs from that of the
    /// single predictions by less than the search for it stops at.
    const SORTS: u32 = 1000;

    fn of(predictions: &[(f64, bool)]) -> Vec<Self> {
        let mut sorts = vec![Self::default(); Self::SORTS as usize + 1];
        for &(predicted, is_pass) in predictions {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a chance of 0–1"
            )]
            let sort = &mut sorts[(predicted.clamp(0.0, 1.0) * f64::from(Self::SORTS)) as usize];
            if is_pass {
                sort.passed += 1.0;
            } else {
                sort.failed += 1.0;
            }
            sort.predicted += (predicted - sort.predicted) / (sort.passed + sort.failed);
        }
        sorts.retain(|sort| sort.passed + sort.failed > 0.0);
        sorts
    }
}

/// A share of 0–1 as whole percents.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of 0–1"
)]
pub fn percent(share: f64) -> u64 {
    (share * 100.0).round() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn without_answers_the_defaults_stand_and_many_answers_move_them() {
        let model = Fsrs::default();
        assert!((forgetting_rate(&model, &[]) - USUAL_RATE).abs() < 1e-12);
        let of = |passes: usize, fails: usize| {
            let mut predictions = vec![(0.85, true); passes];
            predictions.extend(vec![(0.85, false); fails]);
            forgetting_rate(&model, &predictions)
        };
        assert!((of(850, 150) - 1.0).abs() < 0.03);
        assert!(of(600, 400) > 3.0);
        assert!(of(980, 20) < 0.5);
        assert!((of(0, 1) - USUAL_RATE).abs() < 0.5);
    }

    #[test]
    fn a_steep_difference_says_what_to_do_and_chance_does_not() {
        let of = |answers, predicted, passed| Calibration {
            answers,
            predicted,
            passed,
            error: 0.03,
        };
        assert!(of(100, 0.9, 0.88).advice().is_none());
        assert!(of(10, 0.9, 0.5).advice().is_none());
        let advice = of(100, 0.9, 0.7).advice().unwrap();
        assert!(advice.english.starts_with("you forget more"));
        let advice = of(100, 0.7, 0.95).advice().unwrap();
        assert!(advice.english.starts_with("you know more"));
        let words = of(100, 0.9, 0.88).words();
        assert_eq!(words.english, "last 100: predicted 90 %, actual 88 %");
    }

    proptest! {
        #[test]
        fn the_rate_stays_within_reason(
            predictions in proptest::collection::vec((0.001..=1.0f64, any::<bool>()), 0..60),
        ) {
            let rate = forgetting_rate(&Fsrs::default(), &predictions);
            prop_assert!((0.1..=21.0).contains(&rate));
        }
    }
}
