//! Week by week: how good the answers were.

use chrono::{Datelike, Days, NaiveDate};

use super::{Given, Mean};
use crate::memory::Grade;

/// At most so many weeks, the last ones.
pub const MOST_WEEKS: usize = 52;

/// A week from Monday on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Week {
    /// Its Monday.
    pub begins: NaiveDate,
    /// Everything that was answered, reviews and follow-ups too.
    pub answers: usize,
    /// The scores from 1 to 5 that the user gave.
    pub score: Mean,
    /// The share of reviewed cards that were known, 0–1.
    pub passed: Mean,
}

/// The Monday of a day's week.
pub fn monday(day: NaiveDate) -> NaiveDate {
    let days = u64::from(day.weekday().num_days_from_monday());
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

/// Every week from that of the first answer to that of today, empty ones too.
pub(super) fn of(given: &[Given<'_>], today: NaiveDate) -> Vec<Week> {
    let this = monday(today);
    let Some(first) = given.iter().map(|given| monday(given.day)).min() else {
        return Vec::new();
    };
    let back = std::iter::successors(Some(this), |week| week.checked_sub_days(Days::new(7)));
    let mut weeks: Vec<Week> = back
        .take(MOST_WEEKS)
        .take_while(|&begins| begins >= first)
        .map(|begins| Week {
            begins,
            answers: 0,
            score: Mean::default(),
            passed: Mean::default(),
        })
        .collect();
    weeks.reverse();
    for given in given {
        let begins = monday(given.day);
        let Ok(place) = weeks.binary_search_by_key(&begins, |week| week.begins) else {
            continue;
        };
        let week = &mut weeks[place];
        week.answers += 1;
        if let Some(score) = given.score() {
            week.score.add(f64::from(score));
        }
        if let Some(grade) = given.inputs().grade.and_then(Grade::from_number) {
            week.passed.add(f64::from(u8::from(grade.is_pass())));
        }
    }
    weeks
}

#[cfg(test)]
mod tests {
    use super::super::Progress;
    use super::super::samples::{at, bank, graded, history, scored};
    use super::*;

    #[test]
    fn a_week_goes_from_monday_to_sunday_and_an_empty_one_stays() {
        // 2026-11-02 is a Monday; one in the morning of the 9th still belongs to Sunday.
        let history = history(vec![
            ("2026-11-02T10:00", scored("a", 2)),
            ("2026-11-08T10:00", scored("b", 5)),
            ("2026-11-09T01:00", graded("a", 1)),
            ("2026-11-08T12:00", graded("b", 3)),
            ("2026-11-18T10:00", scored("a", 4)),
        ]);
        let progress = Progress::of(
            &bank(),
            &history,
            &[],
            at("2026-11-21T12:00"),
            4,
            &crate::bank::Audience::default(),
        );
        let weeks: Vec<_> = progress
            .weeks
            .iter()
            .map(|week| {
                let begins = week.begins.to_string();
                (
                    begins,
                    week.answers,
                    week.score.value(),
                    week.passed.value(),
                )
            })
            .collect();
        assert_eq!(
            weeks,
            [
                ("2026-11-02".to_owned(), 4, Some(3.5), Some(0.5)),
                ("2026-11-09".to_owned(), 0, None, None),
                ("2026-11-16".to_owned(), 1, Some(4.0), None),
            ]
        );
    }

    #[test]
    fn older_than_a_year_is_left_out() {
        let history = history(vec![
            ("2024-01-01T10:00", scored("a", 1)),
            ("2026-11-18T10:00", scored("a", 4)),
        ]);
        let progress = Progress::of(
            &bank(),
            &history,
            &[],
            at("2026-11-21T12:00"),
            4,
            &crate::bank::Audience::default(),
        );
        assert_eq!(progress.weeks.len(), MOST_WEEKS);
        let counted: usize = progress.weeks.iter().map(|week| week.answers).sum();
        assert_eq!((counted, progress.answers), (1, 2));
    }
}
