//! A year of days.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{Datelike, Days as Span, NaiveDate};

use super::Given;
use super::weeks::monday;

/// Weeks of a calendar: a whole year and the week that runs.
pub const WEEKS: usize = 53;

/// What was done on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Day {
    /// How many answers.
    pub answers: usize,
    /// Time of thinking and answering, where it is known.
    pub time: Duration,
}

/// The days on which something was answered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Days {
    /// Every such day.
    pub all: BTreeMap<NaiveDate, Day>,
    /// How many days in a row up to today, which may still be empty.
    pub streak: usize,
    /// The longest row of days there was.
    pub longest: usize,
    /// Such days within the calendar.
    pub of_the_year: usize,
    today: NaiveDate,
}

impl Days {
    pub(super) fn of(given: &[Given<'_>], today: NaiveDate) -> Self {
        let mut all: BTreeMap<NaiveDate, Day> = BTreeMap::new();
        for given in given {
            let day = all.entry(given.day).or_default();
            let ms = |ms: Option<u64>| Duration::from_millis(ms.unwrap_or(0));
            let inputs = given.inputs();
            let time = ms(inputs.think_ms).saturating_add(ms(inputs.answer_ms));
            day.answers += 1;
            day.time = day.time.saturating_add(time);
        }
        let yesterday = || today.pred_opt().unwrap_or(today);
        let last = if all.contains_key(&today) {
            today
        } else {
            yesterday()
        };
        let mut days = Self {
            streak: row_up_to(last, &all),
            longest: longest_row(&all),
            of_the_year: 0,
            all,
            today,
        };
        days.of_the_year = days.all.range(days.first()..=today).count();
        days
    }

    /// The Monday with which the calendar begins.
    pub fn first(&self) -> NaiveDate {
        let back = Span::new(7 * (WEEKS as u64 - 1));
        let this = monday(self.today);
        this.checked_sub_days(back).unwrap_or(this)
    }

    /// What was done on the day of a weekday (0 is Monday) in a week of the calendar; `None` for
    /// the days to come.
    pub fn at(&self, week: usize, weekday: usize) -> Option<(NaiveDate, Day)> {
        let days = u64::try_from(week * 7 + weekday).ok()?;
        let day = self.first().checked_add_days(Span::new(days))?;
        let done = self.all.get(&day).copied().unwrap_or_default();
        (day <= self.today).then_some((day, done))
    }

    /// The weeks of the calendar in which a month begins, with its number.
    pub fn months(&self) -> impl Iterator<Item = (usize, u32)> {
        let first = self.first();
        let month_of = move |week: usize| {
            let days = u64::try_from(week * 7).unwrap_or(0);
            let monday = first.checked_add_days(Span::new(days)).unwrap_or(first);
            monday.month()
        };
        (1..WEEKS)
            .filter(move |&week| month_of(week) != month_of(week - 1))
            .map(move |week| (week, month_of(week)))
    }
}

/// How much was done, 0 (nothing) to 4: the same for everybody, so that two years can be compared.
pub fn level(answers: usize) -> usize {
    match answers {
        0 => 0,
        1..=4 => 1,
        5..=14 => 2,
        15..=29 => 3,
        _ => 4,
    }
}

fn row_up_to(last: NaiveDate, all: &BTreeMap<NaiveDate, Day>) -> usize {
    std::iter::successors(Some(last), NaiveDate::pred_opt)
        .take_while(|day| all.contains_key(day))
        .count()
}

fn longest_row(all: &BTreeMap<NaiveDate, Day>) -> usize {
    let (mut longest, mut row) = (0, 0);
    let mut before: Option<NaiveDate> = None;
    for &day in all.keys() {
        let goes_on = before.is_some() && before == day.pred_opt();
        row = if goes_on { row + 1 } else { 1 };
        longest = longest.max(row);
        before = Some(day);
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::super::Progress;
    use super::super::samples::{at, bank, history, scored};
    use super::*;

    fn days(written: &[&str], now: &str) -> Days {
        let answers = written.iter().map(|&at| (at, scored("a", 3))).collect();
        Progress::of(
            &bank(),
            &history(answers),
            &[],
            at(now),
            4,
            &crate::bank::Audience::default(),
        )
        .days
    }

    #[test]
    fn a_streak_may_wait_for_today_and_breaks_with_a_missed_day() {
        let written = [
            "2026-11-10T10:00",
            "2026-11-11T10:00",
            "2026-11-12T10:00",
            "2026-11-19T10:00",
            "2026-11-20T10:00",
            "2026-11-20T11:00",
        ];
        let of = |now| {
            let days = days(&written, now);
            (days.streak, days.longest)
        };
        assert_eq!(of("2026-11-20T12:00"), (2, 3));
        assert_eq!(of("2026-11-21T12:00"), (2, 3));
        assert_eq!(of("2026-11-22T12:00"), (0, 3));
    }

    #[test]
    fn the_calendar_holds_a_year_and_nothing_to_come() {
        // Saturday, 2026-11-21.
        let days = days(
            &["2025-11-16T10:00", "2025-11-17T10:00", "2026-11-21T10:00"],
            "2026-11-21T12:00",
        );
        assert_eq!(days.first().to_string(), "2025-11-17");
        assert_eq!((days.all.len(), days.of_the_year), (3, 2));
        let (first, done) = days.at(0, 0).unwrap();
        assert_eq!(
            (first.to_string(), done.answers),
            ("2025-11-17".to_owned(), 1)
        );
        let (today, done) = days.at(WEEKS - 1, 5).unwrap();
        assert_eq!(
            (today.to_string(), done.answers),
            ("2026-11-21".to_owned(), 1)
        );
        assert_eq!(days.at(WEEKS - 1, 6), None);
        let months: Vec<_> = days.months().take(2).collect();
        assert_eq!(months, [(2, 12), (7, 1)]);
    }

    #[test]
    fn how_much_was_done_has_five_levels() {
        let levels = [0, 1, 4, 5, 14, 15, 29, 30, 999].map(level);
        assert_eq!(levels, [0, 1, 1, 2, 2, 3, 3, 4, 4]);
    }
}
