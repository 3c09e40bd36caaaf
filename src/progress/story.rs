//! The history of one card: every answer with what it did to the memory, and the curve between.

use chrono::{DateTime, Days, FixedOffset, NaiveDate};

use crate::bank::CardId;
use crate::clock::day_of;
use crate::history::{Answer, History};
use crate::memory::state::Known;
use crate::memory::{Attempt, CardState, Fsrs, Memories};

/// One answer of the story.
#[derive(Debug, Clone, PartialEq)]
pub struct Chapter {
    /// What it amounted to.
    pub attempt: Attempt,
    /// As the history has it.
    pub answer: Answer,
    /// What was known after it.
    pub known: Known,
}

/// The story of one card up to a moment.
#[derive(Debug, Clone)]
pub struct Story {
    /// The answers that count, oldest first.
    pub chapters: Vec<Chapter>,
    /// Everything that follows from them.
    pub state: CardState,
    /// The day of the moment.
    pub today: NaiveDate,
    model: Fsrs,
}

impl Story {
    /// The story of a card.
    pub fn of(
        history: &History,
        card: &CardId,
        moment: DateTime<FixedOffset>,
        day_begins: u32,
    ) -> Self {
        let model = Fsrs::default();
        let state = Memories::of_card(history, card, moment, day_begins);
        let mut answers = history.answers_to(card);
        let mut so_far = CardState::default();
        let mut chapters = Vec::with_capacity(state.attempts.len());
        for attempt in &state.attempts {
            let known = so_far.after(&model, attempt.grade, attempt.mode, attempt.day);
            so_far.known = Some(known);
            let answer = answers.find(|seen| {
                let inputs = seen.inputs();
                seen.at() == attempt.at && inputs.mode == attempt.mode && !inputs.is_follow_up
            });
            if let Some(answer) = answer {
                chapters.push(Chapter {
                    attempt: attempt.clone(),
                    answer: answer.answer(),
                    known,
                });
            }
        }
        Self {
            chapters,
            state,
            today: day_of(moment, day_begins),
            model,
        }
    }

    /// The chance of recall today, 0–1; `None` for a card never answered.
    pub fn recall(&self) -> Option<f64> {
        self.state.recall(&self.model, self.today)
    }

    /// The chance of recall at `points` days from the first answer to the day on which the card
    /// is due, or today where that is later: the curve that falls between answers and is lifted
    /// by them. Nothing for a card never answered.
    pub fn curve(&self, points: usize) -> Vec<(NaiveDate, f64)> {
        let Some((first, last)) = self.chapters.first().zip(self.chapters.last()) else {
            return Vec::new();
        };
        let from = first.attempt.day;
        let to = last.known.due.max(self.today).max(from);
        let days = u64::try_from((to - from).num_days()).unwrap_or(0);
        let points = u64::try_from(points).unwrap_or(1).clamp(1, days + 1);
        let place = |point: u64| point * days / (points - 1).max(1);
        (0..points)
            .filter_map(|point| {
                let day = from.checked_add_days(Days::new(place(point)))?;
                Some((day, self.recall_on(day)?))
            })
            .collect()
    }

    fn recall_on(&self, day: NaiveDate) -> Option<f64> {
        let before = self.chapters.iter().rev();
        let known = before
            .map(|chapter| chapter.known)
            .find(|known| known.last <= day)?;
        let state = CardState {
            known: Some(known),
            ..CardState::default()
        };
        state.recall(&self.model, day)
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{answer, at, graded, history, scored};
    use super::*;

    #[test]
    fn each_answer_has_what_was_known_after_it_and_the_last_one_is_the_state() {
        let mut follow_up = answer("a");
        (follow_up.depth, follow_up.score) = (Some(1), Some(2));
        let history = history(vec![
            ("2026-11-01T10:00", scored("a", 4)),
            ("2026-11-01T10:00", follow_up),
            ("2026-11-05T10:00", graded("a", 1)),
            ("2026-11-06T10:00", graded("a", 3)),
            ("2026-11-06T11:00", graded("b", 3)),
        ]);
        let story = Story::of(&history, &CardId::new("d", "a"), at("2026-11-08T12:00"), 4);
        assert_eq!(story.chapters.len(), 3);
        assert_eq!(story.chapters[0].answer.score, Some(4));
        assert_eq!(story.chapters.last().map(|c| c.known), story.state.known);
        let stability = |place: usize| story.chapters[place].known.memory.stability;
        assert!(stability(1) < stability(0) && stability(2) > stability(1));
    }

    #[test]
    fn the_curve_is_whole_at_every_answer_and_falls_after_it() {
        let history = history(vec![
            ("2026-11-01T10:00", graded("a", 3)),
            ("2026-11-11T10:00", graded("a", 3)),
        ]);
        let story = Story::of(&history, &CardId::new("d", "a"), at("2026-11-12T12:00"), 4);
        let curve = story.curve(1000);
        let on = |day: &str| {
            let day: NaiveDate = day.parse().unwrap();
            curve.iter().find(|(other, _)| *other == day).unwrap().1
        };
        assert!((on("2026-11-01") - 1.0).abs() < 1e-9 && (on("2026-11-11") - 1.0).abs() < 1e-9);
        assert!(on("2026-11-10") < on("2026-11-02"));
        let due = story.state.known.unwrap().due;
        assert_eq!(curve.last().unwrap().0, due);
        assert_eq!(story.curve(5).len(), 5);
        assert_eq!(story.curve(1).len(), 1);
    }

    #[test]
    fn a_card_never_answered_has_no_story() {
        let history = history(Vec::new());
        let story = Story::of(&history, &CardId::new("d", "a"), at("2026-11-12T12:00"), 4);
        assert!(story.chapters.is_empty() && story.curve(10).is_empty());
        assert_eq!(story.recall(), None);
    }
}
