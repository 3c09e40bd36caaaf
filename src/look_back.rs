//! Looking back on a real interview: what was asked becomes cards of the bank.
//!
//! [`mod@candidates`] finds the card that a remembered question may be; [`keep`] writes the questions
//! into the decks; [`mod@coverage`] lays a whole list of questions beside them. The record of the look-back itself ([`LookBack`]) is kept last, when the cards
//! are on the disk: a crash in between leaves cards that the next try finds and leaves alone.

use crate::appointments::Interview;
use crate::history::LookBack;

pub mod candidates;
pub mod coverage;
pub mod keep;

pub use candidates::candidates;

/// A look-back of which nothing is written yet.
pub fn begin(interview: &Interview) -> LookBack {
    LookBack {
        interview: interview.id.clone(),
        company: interview.company.clone(),
        round: interview.round.clone(),
        on: Some(interview.date.date),
        ..LookBack::default()
    }
}

/// What cards, presets and lists call this interview: company and round.
pub fn title(look_back: &LookBack) -> String {
    if look_back.round.is_empty() {
        look_back.company.clone()
    } else {
        format!("{} · {}", look_back.company, look_back.round)
    }
}
