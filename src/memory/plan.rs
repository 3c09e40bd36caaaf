//! The plan to the day: what to practise today so that most is known at the interviews.
//!
//! [`slots`] turns the days up to the interviews into slots of time, [`belief`] follows a card's
//! memory through attempts not made yet, [`fill`] chooses the attempts by what they gain a second.
//! This file says what goes in (which cards count for which interview, how long they take, what
//! is known of them) and what comes out: today's list in order, and the forecast.
//!
//! The plan is made anew after each answer; only today's part of it is ever shown.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde_json::json;

pub mod belief;
pub mod fill;
pub mod forecast;
mod planner;
pub mod slots;
pub mod words;

use super::calibration::Calibration;
use crate::appointments::Interview;
use crate::bank::{Bank, CardId};
use crate::clock;
use crate::history::History;
pub use forecast::{Forecast, Readiness};
use planner::Planner;
pub use words::{Note, Why};

/// What is asked of the plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ask {
    /// The day that is planned.
    pub day: NaiveDate,
    /// What was answered later does not count.
    pub moment: DateTime<FixedOffset>,
    /// The hour at which a day begins.
    pub day_begins: u32,
    /// Seconds from now on, instead of what is left of the interviews' minutes.
    pub seconds: Option<f64>,
    /// Whether the day's interviews that have begun by `moment` are over.
    is_now: bool,
}

impl Ask {
    /// A plan for now.
    pub fn now(moment: DateTime<FixedOffset>, day_begins: u32) -> Self {
        Self {
            day: clock::day_of(moment, day_begins),
            moment,
            day_begins,
            seconds: None,
            is_now: true,
        }
    }

    /// A plan for a day, with what was answered up to its end; `here` is the user's offset.
    pub fn on(day: NaiveDate, here: FixedOffset, day_begins: u32) -> Self {
        Self {
            day,
            moment: clock::end_of(day, day_begins, here),
            day_begins,
            seconds: None,
            is_now: false,
        }
    }

    /// With so many minutes from now on.
    pub fn minutes(self, minutes: Option<u32>) -> Self {
        let seconds = minutes.map(|minutes| f64::from(minutes) * 60.0);
        Self { seconds, ..self }
    }

    fn here(&self) -> FixedOffset {
        *self.moment.offset()
    }

    fn is_ahead(&self, interview: &Interview) -> bool {
        let day = interview.date.day(self.here(), self.day_begins);
        day >= self.day && !(self.is_now && interview.date.is_past(self.moment))
    }
}

/// An attempt of today.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedCard {
    /// The card.
    pub card: CardId,
    /// How long it is expected to take.
    pub seconds: f64,
    /// How much it adds: importance × recall on the day.
    pub gain: f64,
    /// Why it is here.
    pub why: Why,
}

/// Today's list and what it leads to.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The day.
    pub on: NaiveDate,
    /// The day's minutes.
    pub minutes: u32,
    /// Seconds of them that were practised already.
    pub spent: f64,
    /// What to practise, in order.
    pub cards: Vec<PlannedCard>,
    /// What each coming interview looks like, nearest first.
    pub forecast: Vec<Forecast>,
    /// How the last predictions turned out.
    pub calibration: Calibration,
    /// What else is to be said.
    pub notes: Vec<Note>,
}

impl Plan {
    /// Makes the plan. Interviews that are over are left out by themselves.
    pub fn make(bank: &Bank, history: &History, interviews: &[&Interview], ask: &Ask) -> Self {
        Planner::new(bank, history, interviews, ask).plan(true)
    }

    /// Makes today's list alone, without the forecast: in about half the time.
    pub fn today(bank: &Bank, history: &History, interviews: &[&Interview], ask: &Ask) -> Self {
        Planner::new(bank, history, interviews, ask).plan(false)
    }

    /// Expected seconds of today's list.
    pub fn seconds(&self) -> f64 {
        self.cards.iter().map(|card| card.seconds).sum()
    }

    /// The documented JSON of `hotseat plan --json`: texts in English, shares from 0 to 1.
    pub fn to_json(&self) -> serde_json::Value {
        let cards = self.cards.iter().map(|card| {
            json!({
                "id": card.card.as_str(),
                "seconds": card.seconds,
                "gain": card.gain,
                "why": card.why.words().english,
            })
        });
        json!({
            "on": self.on.to_string(),
            "minutes": self.minutes,
            "cards": cards.collect::<Vec<_>>(),
            "forecast": self.forecast.iter().map(Forecast::to_json).collect::<Vec<_>>(),
            "past_predictions": self.calibration.to_json(),
            "notes": self.notes.iter().map(|note| note.words().english).collect::<Vec<_>>(),
        })
    }
}
