//! What the plan leads to at each interview.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::json;

use crate::bank::Kind;
use crate::memory::calibration::percent;

/// Where the truth lies in four cases of five, shares of 0–1.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Range {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// A range that is narrower than this is said as one number.
const NARROW: f64 = 0.06;

impl Range {
    /// The range around a share that is off by a standard deviation of `error`.
    pub fn around(share: f64, error: f64) -> Self {
        let half = FOUR_IN_FIVE * error;
        Self {
            low: (share - half).clamp(0.0, 1.0),
            high: (share + half).clamp(0.0, 1.0),
        }
    }

    /// Whether a share lies in it.
    pub fn holds(self, share: f64) -> bool {
        (self.low..=self.high).contains(&share)
    }

    /// `52–71 %`; one number where the two are near each other.
    pub fn words(self) -> String {
        let (low, high) = (percent(self.low), percent(self.high));
        if self.high - self.low < NARROW {
            return format!("{} %", percent(f64::midpoint(self.low, self.high)));
        }
        format!("{low}–{high} %")
    }
}

/// The share of the important things that is known, each card counting by its importance.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Readiness {
    /// If it were asked today, 0–1.
    pub today: f64,
    /// On the day, with the plan, 0–1: the middle of what is expected.
    pub on_the_day: f64,
    /// Where that will lie in four cases of five.
    pub range: Range,
    /// Cards that count.
    pub cards: usize,
}

/// The forecast of one interview.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// Its id.
    pub interview: String,
    /// Company and round.
    pub title: String,
    /// Its day.
    pub date: NaiveDate,
    /// All cards that count for it.
    pub all: Readiness,
    /// The same by kind of deck; kinds without a card are left out.
    pub by_kind: BTreeMap<Kind, Readiness>,
    /// Cards never tried that the plan does not reach either: more minutes, or a lower importance.
    pub not_reached: usize,
    /// The answers that it rests on.
    pub answers: usize,
    /// What ten minutes more a day would add to `on_the_day`, 0–1.
    pub ten_minutes_more: f64,
}

impl Forecast {
    /// One entry of the plan's documented JSON.
    pub fn to_json(&self) -> serde_json::Value {
        let by_kind: serde_json::Map<String, serde_json::Value> = self
            .by_kind
            .iter()
            .map(|(kind, readiness)| {
                let both = json!({
                    "today": readiness.today,
                    "on_the_day": readiness.on_the_day,
                    "low": readiness.range.low,
                    "high": readiness.range.high,
                    "cards": readiness.cards,
                });
                (kind.word().to_owned(), both)
            })
            .collect();
        json!({
            "interview": self.interview,
            "date": self.date.to_string(),
            "today": self.all.today,
            "on_the_day": self.all.on_the_day,
            "low": self.all.range.low,
            "high": self.all.range.high,
            "answers": self.answers,
            "by_kind": by_kind,
            "not_reached": self.not_reached,
            "ten_minutes_more": self.ten_minutes_more,
        })
    }
}

/// The standard deviations on either side of the mean that hold four cases of five.
const FOUR_IN_FIVE: f64 = 1.28;
/// The variance that is accounted for is this part of all: learners differ in more ways than are
/// believed possible.
const UNACCOUNTED: f64 = 2.2;
/// What chance alone does to the share on the day.
const CHANCE: f64 = 0.015;
/// How much of what a card would miss each later attempt takes away beyond what is expected of
/// the attempt: which card it is for is decided anew after every answer. From simulated learners
/// that are exactly as believed.
const PLANNED_ANEW: f64 = 0.15;

/// The share that is missed after so many attempts that are yet to be decided on, of what would be
/// missed if they were fixed.
pub(super) fn missed_anew(attempts: usize) -> f64 {
    u32::try_from(attempts).map_or(0.0, |attempts| (-PLANNED_ANEW * f64::from(attempts)).exp())
}

/// In what way a scenario differs from the others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Scenario {
    /// A mind that is believed by so much.
    Believed(f64),
    /// Untried cards are known one standard deviation more often than is believed, by the mind
    /// that is believed most.
    MoreKnown,
    /// That mind forgets one standard deviation slower.
    Slower,
    /// That mind forgets one standard deviation faster.
    Faster,
}

/// Sums of recall by importance, on their way to a [`Readiness`].
#[derive(Debug, Clone, Default)]
pub(super) struct Sums {
    importance: f64,
    today: f64,
    /// For each scenario.
    on_the_day: Vec<f64>,
    cards: usize,
}

impl Sums {
    /// Adds a card: its recall today, and on the day in each scenario.
    pub(super) fn add(
        &mut self,
        importance: f64,
        today: f64,
        on_the_day: impl Iterator<Item = f64>,
    ) {
        self.importance += importance;
        self.today += importance * today;
        self.cards += 1;
        for (scenario, recall) in on_the_day.enumerate() {
            match self.on_the_day.get_mut(scenario) {
                Some(sum) => *sum += importance * recall,
                None => self.on_the_day.push(importance * recall),
            }
        }
    }

    pub(super) fn readiness(&self, scenarios: &[Scenario]) -> Readiness {
        let share = |sum: f64| {
            if self.importance > 0.0 {
                sum / self.importance
            } else {
                0.0
            }
        };
        let shares = scenarios
            .iter()
            .zip(&self.on_the_day)
            .map(|(&scenario, &sum)| (scenario, share(sum)));
        let shares: Vec<(Scenario, f64)> = shares.collect();
        let of = |wanted: Scenario| {
            let found = shares.iter().find(|(scenario, _)| *scenario == wanted);
            found.map_or(0.0, |(_, share)| *share)
        };
        let believed = || {
            shares
                .iter()
                .filter_map(|&(scenario, share)| match scenario {
                    Scenario::Believed(by) => Some((by, share)),
                    _ => None,
                })
        };
        let mean: f64 = believed().map(|(by, share)| by * share).sum();
        let between: f64 = believed()
            .map(|(by, share)| by * (share - mean).powi(2))
            .sum();
        let most = believed().max_by(|a, b| a.0.total_cmp(&b.0));
        let known = of(Scenario::MoreKnown) - most.map_or(0.0, |(_, share)| share);
        let rates = (of(Scenario::Slower) - of(Scenario::Faster)) / 2.0;
        let variance = between + known * known + rates * rates;
        let error = (UNACCOUNTED * variance + CHANCE * CHANCE).sqrt();
        Readiness {
            today: share(self.today),
            on_the_day: mean,
            range: if self.cards == 0 {
                Range::default()
            } else {
                Range::around(mean, error)
            },
            cards: self.cards,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_range_has_two_ends_and_a_narrow_one_a_number() {
        assert_eq!(Range::around(0.6, 0.1).words(), "47–73 %");
        assert_eq!(Range::around(0.6, 0.015).words(), "60 %");
        assert_eq!(Range::around(0.98, 0.1).words(), "85–100 %");
        assert!(Range::around(0.6, 0.1).holds(0.5) && !Range::around(0.6, 0.1).holds(0.4));
    }

    #[test]
    fn what_is_believed_differently_widens_the_range() {
        let range = |recalls: [f64; 5]| {
            let mut sums = Sums::default();
            sums.add(2.0, 0.3, recalls.into_iter());
            let ready = sums.readiness(&[
                Scenario::Believed(0.5),
                Scenario::Believed(0.5),
                Scenario::MoreKnown,
                Scenario::Slower,
                Scenario::Faster,
            ]);
            assert!((ready.on_the_day - 0.6).abs() < 1e-9);
            ready.range.high - ready.range.low
        };
        let alike = range([0.6; 5]);
        assert!(alike < NARROW);
        assert!(range([0.5, 0.7, 0.6, 0.6, 0.6]) > 2.0 * alike);
        assert!(range([0.6, 0.6, 0.8, 0.6, 0.6]) > 2.0 * alike);
        assert!(range([0.6, 0.6, 0.6, 0.7, 0.5]) > 2.0 * alike);
    }
}
