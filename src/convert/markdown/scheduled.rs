//! When cards come up again, as Obsidian's Spaced Repetition writes it below them:
//! `<!--SR:!2024-01-05,4,270-->`, the day, the interval in days and the ease in hundredths.

use chrono::{Days, NaiveDate, NaiveTime};

use super::super::{Note, Reviewed};

/// Intervals shorter than this have no review before them.
const SHORTEST: f64 = 1.0;

/// Gives the cards the reviews that their comments tell of.
pub(super) fn keep(note: &mut Note, text: &str) {
    if !text.contains("<!--SR:") {
        return;
    }
    for (at, line) in text.lines().enumerate() {
        let Some((_, rest)) = line.split_once("<!--SR:") else {
            continue;
        };
        let inside = rest.split("-->").next().unwrap_or_default();
        let schedules = inside.split('!').filter(|one| !one.is_empty());
        let number = at + 1;
        // The card on the line, or the last one that ends above it.
        let is_before = |lines: (usize, usize)| lines.0 <= number && number <= lines.1 + 2;
        let nearest = note
            .cards
            .iter()
            .map(|card| card.lines)
            .filter(|lines| is_before(*lines))
            .max();
        let Some(lines) = nearest else {
            continue;
        };
        let cards = note.cards.iter_mut().filter(|card| card.lines == lines);
        for (card, schedule) in cards.zip(schedules) {
            card.reviews = reviews(schedule).unwrap_or_default();
        }
    }
}

/// The reviews behind an interval. Only the last one is written down; those before it stand
/// apart by as much as the ease says, which is how the interval grew.
fn reviews(schedule: &str) -> Option<Vec<Reviewed>> {
    let mut parts = schedule.split(',').map(str::trim);
    let due: NaiveDate = parts.next()?.get(..10)?.parse().ok()?;
    let mut interval: f64 = parts.next()?.parse().ok()?;
    let ease: f64 = parts.next()?.parse::<f64>().ok()? / 100.0;
    if !(SHORTEST..=36_500.0).contains(&interval) || !ease.is_finite() {
        return None;
    }
    let ease = ease.clamp(1.3, 5.0);
    let mut day = due;
    let mut reviews = Vec::new();
    while interval >= SHORTEST {
        day = day.checked_sub_days(Days::new(whole(interval)))?;
        reviews.push(Reviewed {
            at: day
                .and_time(NaiveTime::from_hms_opt(12, 0, 0)?)
                .and_utc()
                .timestamp_millis(),
            grade: 3,
            took: None,
        });
        interval /= ease;
    }
    reviews.reverse();
    Some(reviews)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an interval is between one day and a hundred years"
)]
fn whole(days: f64) -> u64 {
    days.round() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_tells_of_the_reviews_behind_it() {
        let found = reviews("2024-01-11,10,250").unwrap();
        let days: Vec<i64> = found
            .iter()
            .map(|review| review.at / 86_400_000 - 19_723)
            .collect();
        // 2024-01-01 is day 19,723: ten days before it is due, four more, and so on.
        assert_eq!(days, [-6, -4, 0]);
        for broken in [
            "",
            "2024-01-11",
            "x,1,250",
            "2024-01-11,nan,250",
            "2024-13-11,4,250",
        ] {
            assert_eq!(reviews(broken), None, "{broken}");
        }
    }
}
