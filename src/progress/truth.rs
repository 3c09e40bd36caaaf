//! Forecast and truth: what was predicted for each past day and each real interview, from what was
//! known on that morning, beside what came.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use serde_json::json;

use super::Mean;
use crate::clock::end_of;
use crate::history::record::InterviewResult;
use crate::history::{History, LookBack};
use crate::memory::forgetting::Forgetting;
use crate::memory::{CardState, Memories};

/// At most so many past days.
const DAYS: usize = 14;
/// At most so many real interviews.
const INTERVIEWS: usize = 6;

/// A past day with answers whose recall was predicted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PastDay {
    /// The day.
    pub day: NaiveDate,
    /// The recall that was expected of the cards that were answered, 0–1, from what was known that
    /// morning.
    pub expected: f64,
    /// The share of them that was passed.
    pub passed: f64,
    /// How many they were.
    pub answers: u32,
}

/// A real interview that was looked back on.
#[derive(Debug, Clone, PartialEq)]
pub struct PastInterview {
    /// Company and round.
    pub title: String,
    /// The day.
    pub on: NaiveDate,
    /// The recall that was expected of the cards that were asked, 0–1, from what was known that
    /// morning; `None` where none of them had been tried.
    pub expected: Option<f64>,
    /// Questions that were asked, and those among them that had been practised.
    pub asked: (usize, usize),
    /// How its stages went, 1–5.
    pub went: Option<f64>,
    /// How it ended.
    pub result: Option<InterviewResult>,
}

/// What was predicted beside what came.
#[derive(Debug, Clone, PartialEq)]
pub struct Truth {
    /// The last days, oldest first.
    pub days: Vec<PastDay>,
    /// The last real interviews, newest first.
    pub interviews: Vec<PastInterview>,
    /// How this user forgets.
    pub forgetting: Forgetting,
}

impl Truth {
    pub(super) fn of(
        history: &History,
        memories: &Memories,
        here: FixedOffset,
        day_begins: u32,
    ) -> Self {
        let morning = |day: NaiveDate| {
            let before = day.pred_opt().unwrap_or(day);
            let moment: DateTime<FixedOffset> =
                end_of(before, day_begins, here) + TimeDelta::milliseconds(1);
            Memories::fold(history, moment, day_begins)
        };
        let look_backs = history.look_backs().filter_map(|told| {
            let on = told.on.filter(|&on| on <= memories.today)?;
            Some(past_interview(&told, on, &morning(on)))
        });
        Self {
            days: past_days(memories, &morning),
            interviews: look_backs.take(INTERVIEWS).collect(),
            forgetting: (*memories.forgetting).clone(),
        }
    }
}

impl Truth {
    /// The part of `hotseat stats --json` that is called `truth`.
    pub fn to_json(&self) -> serde_json::Value {
        let days = self.days.iter().map(|of| {
            json!({
                "day": of.day.to_string(),
                "expected": of.expected,
                "passed": of.passed,
                "answers": of.answers,
            })
        });
        let interviews = self.interviews.iter().map(|of| {
            json!({
                "on": of.on.to_string(),
                "title": of.title,
                "expected": of.expected,
                "asked": of.asked.0,
                "practised": of.asked.1,
                "went": of.went,
                "result": of.result,
            })
        });
        let words = self.forgetting.words();
        json!({
            "days": days.collect::<Vec<_>>(),
            "interviews": interviews.collect::<Vec<_>>(),
            "forgetting": words.iter().map(|words| words.english.as_str()).collect::<Vec<_>>(),
        })
    }
}

fn past_days(memories: &Memories, morning: &impl Fn(NaiveDate) -> Memories) -> Vec<PastDay> {
    let mut answered: BTreeMap<NaiveDate, Vec<(&crate::bank::CardId, bool)>> = BTreeMap::new();
    for (id, state) in memories.all() {
        for attempt in &state.attempts {
            if attempt.predicted.get().is_some() && attempt.day <= memories.today {
                let of_day = answered.entry(attempt.day).or_default();
                of_day.push((id, attempt.grade.is_pass()));
            }
        }
    }
    let last = answered.into_iter().rev().take(DAYS);
    let mut days: Vec<PastDay> = last
        .filter_map(|(day, mut answers)| {
            // The states come in no order, and a sum of shares depends on it.
            answers.sort_unstable();
            let then = morning(day);
            let (mut expected, mut passed) = (Mean::default(), Mean::default());
            for (id, is_pass) in answers {
                let state: &CardState = then.state(id);
                if let Some(recall) = state.expected(&then.forgetting, day) {
                    expected.add(recall);
                    passed.add(f64::from(u8::from(is_pass)));
                }
            }
            Some(PastDay {
                day,
                expected: expected.value()?,
                passed: passed.value()?,
                answers: expected.count(),
            })
        })
        .collect();
    days.reverse();
    days
}

fn past_interview(told: &LookBack, on: NaiveDate, then: &Memories) -> PastInterview {
    let (mut expected, mut went) = (Mean::default(), Mean::default());
    for card in told
        .questions
        .iter()
        .filter_map(|asked| asked.card.as_ref())
    {
        if let Some(recall) = then.state(card).expected(&then.forgetting, on) {
            expected.add(recall);
        }
    }
    for stage in told.stages.iter().filter_map(|stage| stage.went) {
        went.add(f64::from(stage));
    }
    let title = [told.company.as_str(), told.round.as_str()];
    let title: Vec<&str> = title.into_iter().filter(|part| !part.is_empty()).collect();
    PastInterview {
        title: title.join(" · "),
        on,
        expected: expected.value(),
        asked: (
            told.questions.len(),
            usize::try_from(expected.count()).unwrap_or(usize::MAX),
        ),
        went: went.value(),
        result: told.result,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Progress;
    use super::super::samples::{at, bank, graded, history};
    use crate::bank::Audience;
    use crate::history::History;

    fn of(history: &History, now: &str) -> Progress {
        Progress::of(&bank(), history, &[], at(now), 4, &Audience::default())
    }

    #[test]
    fn a_past_day_keeps_what_was_predicted_that_morning() {
        let before = vec![
            ("2026-11-02T10:00", graded("a", 3)),
            ("2026-11-04T10:00", graded("a", 1)),
            ("2026-11-06T10:00", graded("a", 3)),
        ];
        let first = of(&history(before.clone()), "2026-11-06T12:00").truth;
        assert_eq!(first.days.len(), 2);
        assert!((first.days[0].passed, first.days[1].passed) == (0.0, 1.0));
        assert!(first.days[0].expected > first.days[1].expected);
        // What came later does not change what had been expected.
        let later = [("2026-11-08T10:00", graded("a", 1))];
        let all = history(before.into_iter().chain(later).collect());
        let later = of(&all, "2026-11-08T12:00").truth;
        assert_eq!(later.days[..2], first.days[..]);
        assert_eq!(later.forgetting.answers, 2, "not what was answered today");
        assert_eq!(of(&History::default(), "2026-11-08T12:00").truth.days, []);
    }
}
