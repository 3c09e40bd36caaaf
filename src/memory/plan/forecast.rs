//! What the plan leads to at each interview.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::json;

use crate::bank::Kind;

/// The share of the important things that is known, each card counting by its importance.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Readiness {
    /// If it were asked today, 0–1.
    pub today: f64,
    /// On the day, with the plan, 0–1.
    pub on_the_day: f64,
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
            "by_kind": by_kind,
            "not_reached": self.not_reached,
            "ten_minutes_more": self.ten_minutes_more,
        })
    }
}

/// Sums of recall by importance, on their way to a [`Readiness`].
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sums {
    importance: f64,
    today: f64,
    on_the_day: f64,
    cards: usize,
}

impl Sums {
    pub(super) fn add(&mut self, importance: f64, today: f64, on_the_day: f64) {
        self.importance += importance;
        self.today += importance * today;
        self.on_the_day += importance * on_the_day;
        self.cards += 1;
    }

    pub(super) fn readiness(self) -> Readiness {
        let share = |sum: f64| {
            if self.importance > 0.0 {
                sum / self.importance
            } else {
                0.0
            }
        };
        Readiness {
            today: share(self.today),
            on_the_day: share(self.on_the_day),
            cards: self.cards,
        }
    }
}
