//! What the days up to an interview lead to: with the plan, and if nothing is practised any more.

use chrono::{Days, NaiveDate};

use super::coverage::Asked;
use crate::appointments::Interview;
use crate::bank::{Audience, CardType};
use crate::memory::plan::Forecast;
use crate::memory::{Expected, Habits, Memories};

/// At most so many points of a curve.
const MOST_POINTS: u64 = 13;

/// The way to one interview.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// Today and, with the plan, on the day.
    pub forecast: Forecast,
    /// What would be known on the days up to it without any practice, 0–1: today first, the day
    /// itself last.
    pub left_alone: Vec<(NaiveDate, f64)>,
}

impl Outlook {
    /// Days that are left.
    pub fn days(&self) -> i64 {
        let first = self.left_alone.first().map(|(day, _)| *day);
        first.map_or(0, |today| (self.forecast.date - today).num_days())
    }

    /// What would be known on the day without any practice.
    pub fn alone_on_the_day(&self) -> f64 {
        self.left_alone.last().map_or(0.0, |(_, share)| *share)
    }
}

pub(super) fn of(
    forecasts: Vec<Forecast>,
    interviews: &[&Interview],
    asked: &Asked<'_>,
    memories: &Memories,
    habits: &Habits,
    audience: &Audience,
) -> Vec<Outlook> {
    let with_curve = |forecast: Forecast| {
        let interview = interviews
            .iter()
            .find(|interview| interview.id == forecast.interview)?;
        let days = points(memories.today, forecast.date);
        let expected = Expected::of(audience, Some(interview));
        let left_alone = known_on(&days, &expected, asked, memories, habits);
        Some(Outlook {
            forecast,
            left_alone,
        })
    };
    forecasts.into_iter().filter_map(with_curve).collect()
}

/// The days of a curve from one to another, both among them.
fn points(from: NaiveDate, to: NaiveDate) -> Vec<NaiveDate> {
    let days = u64::try_from((to - from).num_days()).unwrap_or(0);
    let step = days.div_ceil(MOST_POINTS - 1).max(1);
    let day = |after: u64| from.checked_add_days(Days::new(after)).unwrap_or(to);
    let mut points: Vec<NaiveDate> = (0..days.div_ceil(step)).map(|i| day(i * step)).collect();
    points.push(day(days));
    points
}

/// The share of what counts for the interview that would be recalled on each of the days.
fn known_on(
    days: &[NaiveDate],
    expected: &Expected<'_>,
    asked: &Asked<'_>,
    memories: &Memories,
    habits: &Habits,
) -> Vec<(NaiveDate, f64)> {
    let forgetting = &memories.forgetting;
    let mut all = 0.0;
    let mut known: Vec<(NaiveDate, f64)> = days.iter().map(|&day| (day, 0.0)).collect();
    let counts = asked
        .entries()
        .filter(|entry| entry.card.card_type == CardType::Question && expected.belongs(**entry));
    for entry in counts {
        let weight = expected.need(*entry);
        all += weight;
        let remembered = memories.state(&entry.card.id).remembered(forgetting);
        for (day, known) in &mut known {
            let recall = remembered
                .as_ref()
                .map(|card| card.recall(forgetting, *day));
            *known += weight * recall.unwrap_or(habits.first_pass);
        }
    }
    for (_, known) in &mut known {
        *known = if all > 0.0 { *known / all } else { 0.0 };
    }
    known
}

#[cfg(test)]
mod tests {
    use super::super::Progress;
    use super::super::samples::{at, bank, graded, history, interview};
    use super::*;

    #[test]
    fn a_curve_has_both_ends_and_few_points() {
        let day = |written: &str| written.parse::<NaiveDate>().unwrap();
        let of = |from: &str, to: &str| points(day(from), day(to));
        assert_eq!(of("2026-11-21", "2026-11-21"), [day("2026-11-21")]);
        assert_eq!(of("2026-11-21", "2026-11-23").len(), 3);
        let year = of("2026-11-21", "2027-11-21");
        assert!(year.len() <= 13, "{}", year.len());
        assert_eq!(year.last(), Some(&day("2027-11-21")));
    }

    #[test]
    fn left_alone_is_where_the_plan_begins_and_only_falls() {
        let history = history(vec![
            ("2026-11-18T10:00", graded("a", 3)),
            ("2026-11-19T10:00", graded("b", 3)),
        ]);
        let interview = interview("2026-12-03");
        let progress = Progress::of(
            &bank(),
            &history,
            &[&interview],
            at("2026-11-21T12:00"),
            4,
            &crate::bank::Audience::default(),
        );
        let [outlook] = progress.outlook.as_slice() else {
            panic!("{:?}", progress.outlook);
        };
        assert_eq!(outlook.days(), 12);
        let (today, share) = outlook.left_alone[0];
        assert_eq!(today, progress.today);
        assert!((share - outlook.forecast.all.today).abs() < 1e-9);
        assert!(outlook.left_alone.is_sorted_by(|a, b| a.1 >= b.1));
        assert!(outlook.alone_on_the_day() < outlook.forecast.all.on_the_day);
    }
}
