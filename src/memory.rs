//! What the user knows, what is weak, and what to do today so that most is known on the day.
//!
//! ```text
//! history ──► grade ──► state (FSRS-6, a card each) ──┬──► weakness   what is weak, and why
//!                         │                            ├──► calibration  predicted against actual
//!                         ├──► forgetting (this user's) ┤
//!                         └──► habits (pace, luck) ────┴──► plan       today's list and forecast
//! ```
//!
//! All of it is a fold of the history up to a moment that comes in as an argument: nothing here
//! is stored, reads a clock or touches a disk. Days are the program's own (`clock::day_of`).

pub mod calibration;
pub mod criterion;
pub mod expected;
pub mod forgetting;
pub mod fsrs;
pub mod grade;
pub mod habits;
pub mod plan;
pub mod state;
pub mod weakness;

use std::time::Duration;

use crate::bank::Card;

pub use calibration::Calibration;
pub use criterion::Criterion;
pub use expected::Expected;
pub use forgetting::Forgetting;
pub use fsrs::{Fsrs, Grade, Memory};
pub use habits::Habits;
pub use plan::{Ask, Plan};
pub use state::{Attempt, CardState, Memories};
pub use weakness::Weakness;

/// The time of an answer where neither card nor deck says one.
pub const USUAL_TIME: Duration = Duration::from_secs(90);

/// The preset whose sessions leave no trace in memory: one reads through everything on the last
/// evening to feel safe, and neither a good nor a bad answer says much.
pub const NIGHT_BEFORE: &str = "night-before";

/// A question that was really asked weighs so much more: it comes again.
const REALLY_ASKED: f64 = 1.5;

/// How much a card counts for candidates for these roles, in every draw, plan and list: its
/// importance, a little even where that is 0, and more where it was asked in a real interview.
pub fn weight(card: &Card, roles: &[String]) -> f64 {
    let importance = match card.importance_for(roles) {
        0 => 0.2,
        other => f64::from(other),
    };
    let is_really_asked = !card.asked.is_empty();
    importance * if is_really_asked { REALLY_ASKED } else { 1.0 }
}

/// The time of a card's answer in seconds.
pub fn limit(card: &Card) -> f64 {
    card.time.unwrap_or(USUAL_TIME).as_secs_f64()
}
