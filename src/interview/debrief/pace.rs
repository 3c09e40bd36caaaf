//! How the time given was used: too little, all right, too much.

use super::Row;

/// Below this share of the limit an answer is short: it stops before the why and the example.
pub const SHORT: f64 = 0.4;

/// How many answers were short, in time, and over their limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pace {
    /// Under [`SHORT`] of the limit.
    pub short: usize,
    /// From there up to the limit.
    pub in_time: usize,
    /// Past the limit.
    pub over: usize,
}

impl Pace {
    /// The pace of what was really answered: what was given up, skipped or not timed is left out.
    pub fn of(rows: &[Row]) -> Self {
        let mut pace = Self::default();
        for row in rows {
            let answer = &row.answer;
            let limit = answer.limit_ms.filter(|&limit| limit > 0);
            let Some((time, limit)) = answer.answer_ms.zip(limit) else {
                continue;
            };
            if answer.skipped || answer.gave_up {
                continue;
            }
            if time > limit {
                pace.over += 1;
            } else if share(time, limit) < SHORT {
                pace.short += 1;
            } else {
                pace.in_time += 1;
            }
        }
        pace
    }

    /// How many answers were counted.
    pub fn answers(self) -> usize {
        self.short + self.in_time + self.over
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of an answer are far below 2^52"
)]
fn share(time: u64, limit: u64) -> f64 {
    time as f64 / limit as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::CardId;
    use crate::history::record::{Answer, Mode};

    #[test]
    fn forty_percent_is_in_time_and_the_limit_itself_is_not_over() {
        let row = |answer_ms: u64, gave_up: bool| {
            let mut answer = Answer::new(CardId::new("d", "a"), Mode::Interview);
            (answer.answer_ms, answer.limit_ms) = (Some(answer_ms), Some(60_000));
            answer.gave_up = gave_up;
            Row::of(answer)
        };
        let rows = [
            row(23_999, false),
            row(24_000, false),
            row(60_000, false),
            row(60_001, false),
            row(1_000, true),
        ];
        let pace = Pace::of(&rows);
        assert_eq!((pace.short, pace.in_time, pace.over), (1, 2, 1));
        assert_eq!(pace.answers(), 4);
    }
}
