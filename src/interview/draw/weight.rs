//! How likely a card is drawn, and when it rests.

use chrono::{DateTime, FixedOffset, TimeDelta};

use crate::bank::Card;
use crate::history::{AnswerSeen, History, Inputs};
use crate::memory::{self, Memories};

/// A card rests this long after it was asked in a session: it is drawn only when no other is left.
pub const COOL_DOWN: TimeDelta = TimeDelta::hours(12);

/// An answer that went well keeps its card back for this long.
const FRESH: TimeDelta = TimeDelta::days(3);

/// How much likelier a card is drawn: its importance, times 3 after a last score of at most 2,
/// 2 where it is overdue, 1.5 if it was never asked, 0.2 if it went well (4 or 5, a review graded
/// good or easy) in the last three days.
pub fn weight(
    card: &Card,
    history: &History,
    memories: &Memories,
    now: DateTime<FixedOffset>,
    roles: &[String],
) -> f64 {
    let known = memories.state(&card.id).known;
    let is_overdue = known.is_some_and(|known| known.due < memories.today);
    let last = last_judged(card, history);
    let is_weak = last.is_some_and(|seen| went_badly(&seen.inputs()));
    let is_fresh = last.is_some_and(|seen| now - seen.at() < FRESH && went_well(&seen.inputs()));
    let factors = [
        (is_weak, 3.0),
        (is_overdue, 2.0),
        (last.is_none(), 1.5),
        (is_fresh, 0.2),
    ];
    let holding = factors.iter().filter(|(holds, _)| *holds);
    memory::weight(card, roles) * holding.map(|(_, factor)| factor).product::<f64>()
}

/// Whether a card was asked in a session so short a time ago that it rests.
pub(super) fn is_resting(card: &Card, history: &History, now: DateTime<FixedOffset>) -> bool {
    let mut answers = history.answers_to(&card.id).rev();
    answers.any(|seen| seen.session().is_some() && (now - seen.at()).abs() < COOL_DOWN)
}

fn last_judged<'h>(card: &Card, history: &'h History) -> Option<AnswerSeen<'h>> {
    history.answers_to(&card.id).rev().find(|seen| {
        let answer = seen.inputs();
        let is_judged = answer.score.is_some() || answer.grade.is_some() || answer.gave_up;
        is_judged && !answer.is_follow_up && !answer.skipped
    })
}

fn went_badly(answer: &Inputs) -> bool {
    answer.gave_up
        || answer.score.is_some_and(|score| score <= 2)
        || answer.grade.is_some_and(|grade| grade <= 1)
}

fn went_well(answer: &Inputs) -> bool {
    !answer.gave_up
        && (answer.score.is_some_and(|score| score >= 4)
            || answer.grade.is_some_and(|grade| grade >= 3))
}
