//! How it goes: what the history, the decks and the coming interviews say about the way so far and
//! the way ahead, as series that a screen, a page and a program can show alike. Pure: the moment
//! comes in as an argument.
//!
//! ```text
//! answers ─┬─► weeks      score and share passed, week by week
//!          ├─► sureness   how sure against how good; predicted against actual recall
//!          ├─► pace       time used against time given
//!          └─► days       a year of days, streaks
//! decks, memory ─► coverage   what was tried and how well it stands, by kind and tag
//! mornings ─► truth           what was predicted for past days and interviews, and what came
//! plan ─► outlook             each coming interview: today, with the plan, left alone
//! ```

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::appointments::Interview;
use crate::bank::{Audience, Bank, Kind};
use crate::clock::day_of;
use crate::history::{AnswerSeen, History, Inputs};
use crate::memory::plan::{Ask, Plan};
use crate::memory::{Calibration, Expected, Habits, Memories};

pub mod coverage;
pub mod days;
pub mod outlook;
pub mod pace;
pub mod so_far;
pub mod story;
pub mod sureness;
pub mod truth;
pub mod weeks;

pub use coverage::Coverage;
pub use days::Days;
pub use outlook::Outlook;
pub use pace::Pace;
pub use so_far::SoFar;
pub use story::Story;
pub use sureness::{RecallBand, Sureness};
pub use truth::Truth;
pub use weeks::Week;

/// An answer from this score on convinces.
const GOOD: u8 = 4;

/// Everything that is shown of the way so far and the way ahead.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// The day of the moment.
    pub today: NaiveDate,
    /// Answers up to the moment; what was passed over is none.
    pub answers: usize,
    /// Cards of the bank that can be asked.
    pub cards: usize,
    /// The weeks from the first answer to this one, at most a year of them.
    pub weeks: Vec<Week>,
    /// What stands how, by kind of deck; kinds without a card are left out.
    pub kinds: Vec<(Kind, Coverage)>,
    /// The same by tag: the weakest that were tried first, then those never tried.
    pub tags: Vec<(String, Coverage)>,
    /// How good the answers were, by how sure the user was.
    pub sureness: [Sureness; 3],
    /// How often was known what was expected to be known with this chance.
    pub recall: Vec<RecallBand>,
    /// Time used against time given.
    pub pace: Pace,
    /// The days on which something was answered.
    pub days: Days,
    /// The coming interviews, nearest first.
    pub outlook: Vec<Outlook>,
    /// What was predicted for past days and interviews beside what came.
    pub truth: Truth,
    /// How the last predictions turned out: it stands beside every forecast.
    pub calibration: Calibration,
}

/// An answer with its day, as all series take it.
#[derive(Debug, Clone, Copy)]
struct Given<'h> {
    day: NaiveDate,
    answer: AnswerSeen<'h>,
}

impl Given<'_> {
    fn inputs(&self) -> Inputs {
        self.answer.inputs()
    }

    /// The score that the user gave, 1–5.
    fn score(&self) -> Option<u8> {
        self.inputs().score.filter(|score| (1..=5).contains(score))
    }
}

impl Progress {
    /// The progress up to a moment of who practises for `audience`. `interviews` are in the order of
    /// their dates and may hold past ones; `day_begins` is the hour of
    /// the roll-over.
    pub fn of(
        bank: &Bank,
        history: &History,
        interviews: &[&Interview],
        moment: DateTime<FixedOffset>,
        day_begins: u32,
        audience: &Audience,
    ) -> Self {
        let ask = Ask::now(moment, day_begins).of(audience.clone());
        let memories = Memories::fold(history, moment, day_begins);
        let plan = Plan::with(memories.clone(), bank, history, interviews, &ask);
        Self::with(&memories, plan, bank, history, interviews, &ask)
    }

    /// As [`Progress::of`], with memories that were folded already and the plan that was made with
    /// them for this.
    pub fn with(
        memories: &Memories,
        plan: Plan,
        bank: &Bank,
        history: &History,
        interviews: &[&Interview],
        ask: &Ask,
    ) -> Self {
        let &Ask {
            moment, day_begins, ..
        } = ask;
        let audience = &ask.audience;
        let today = day_of(moment, day_begins);
        let given: Vec<Given<'_>> = history
            .answers()
            .filter(|answer| answer.at() <= moment && !answer.inputs().skipped)
            .map(|answer| Given {
                day: day_of(answer.at(), day_begins),
                answer,
            })
            .collect();
        let (answers, weeks) = (given.len(), weeks::of(&given, today));
        let (sureness, pace) = (sureness::of(&given), Pace::of(&given, bank));
        let days = Days::of(&given, today);
        let habits = Habits::of(bank, memories);
        let mut coming = interviews.iter().filter(|one| !one.date.is_past(moment));
        let next = coming.next().copied();
        let practised = Expected::of(audience, next).audience;
        let asked = coverage::Asked::of(bank, history, moment, today, &practised);
        let grouped = asked.coverage(memories, &habits);
        let outlook = outlook::of(
            plan.forecast,
            interviews,
            &asked,
            memories,
            &habits,
            audience,
        );
        Self {
            today,
            answers,
            cards: asked.len(),
            weeks,
            kinds: grouped.kinds,
            tags: grouped.tags,
            sureness,
            recall: sureness::recall_bands(memories),
            pace,
            days,
            outlook,
            truth: Truth::of(history, memories, *moment.offset(), day_begins),
            calibration: plan.calibration,
        }
    }

    /// Whether nothing was answered yet.
    pub fn is_empty(&self) -> bool {
        self.answers == 0
    }

    /// Cards that were tried at least once.
    pub fn tried(&self) -> usize {
        self.kinds.iter().map(|(_, coverage)| coverage.tried).sum()
    }

    /// The last week in which something was scored, and the one before it.
    pub fn last_scored(&self) -> (Option<&Week>, Option<&Week>) {
        let mut scored = self.weeks.iter().rev();
        let mut next = || scored.find(|week| week.score.count() > 0);
        (next(), next())
    }
}

/// A mean that knows of how many it is.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Mean {
    sum: f64,
    count: u32,
}

impl Mean {
    fn add(&mut self, value: f64) {
        self.sum += value;
        self.count += 1;
    }

    /// Of how many.
    pub fn count(self) -> u32 {
        self.count
    }

    /// The mean; `None` of nothing.
    pub fn value(self) -> Option<f64> {
        (self.count > 0).then(|| self.sum / f64::from(self.count))
    }
}

/// What part of the whole, 0–1; 0 of nothing.
#[expect(clippy::cast_precision_loss, reason = "counts that a person can have")]
pub fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    part as f64 / whole as f64
}

#[cfg(test)]
pub(crate) mod samples;

#[cfg(test)]
mod tests {
    use super::samples::{answer, at, bank, history, interview};
    use super::*;

    #[test]
    fn what_was_answered_later_or_passed_over_does_not_count() {
        let mut skipped = answer("a");
        skipped.skipped = true;
        let history = history(vec![
            ("2026-11-02T10:00", samples::scored("a", 3)),
            ("2026-11-03T10:00", skipped),
            ("2026-11-09T10:00", samples::scored("a", 5)),
        ]);
        let of = |moment| {
            Progress::of(
                &bank(),
                &history,
                &[],
                at(moment),
                4,
                &crate::bank::Audience::default(),
            )
        };
        let before = of("2026-11-04T12:00");
        assert_eq!((before.answers, before.tried(), before.cards), (1, 1, 4));
        assert_eq!(before.weeks.len(), 1);
        let after = of("2026-11-10T12:00");
        let means: Vec<_> = after.weeks.iter().map(|week| week.score.value()).collect();
        assert_eq!(means, [Some(3.0), Some(5.0)]);
        let (last, earlier) = after.last_scored();
        assert_eq!(last.unwrap().score.value(), Some(5.0));
        assert_eq!(earlier.unwrap().score.value(), Some(3.0));
    }

    #[test]
    fn without_a_history_everything_is_empty_and_nothing_fails() {
        let progress = Progress::of(
            &bank(),
            &History::default(),
            &[&interview("2026-12-03")],
            at("2026-11-21T12:00"),
            4,
            &Audience::default(),
        );
        assert!(progress.is_empty() && progress.weeks.is_empty() && progress.recall.is_empty());
        assert_eq!(progress.days.streak, 0);
        assert_eq!(progress.outlook.len(), 1);
        assert_eq!(progress.last_scored(), (None, None));
        let nothing = Progress::of(
            &Bank::default(),
            &History::default(),
            &[],
            at("2026-11-21T12:00"),
            4,
            &Audience::default(),
        );
        assert!(nothing.kinds.is_empty() && nothing.tags.is_empty());
    }
}
