//! Predicted against actual: how the last predictions turned out.
//!
//! A forecast is worth as much as those before it were. Wherever one is shown, this stands beside
//! it: of the last answers whose recall was predicted, the share that should have been known and
//! the share that was.
//!
//! The same answers say how fast this user forgets (`forgetting`).

use serde_json::json;

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
}
