//! Time used against time given.

use std::collections::BTreeMap;
use std::time::Duration;

use super::{Given, share};
use crate::bank::{Bank, Kind};
use crate::memory::grade;

/// Where the bands of used over given time begin and end; the last one has no end.
pub const BANDS: [(f64, f64); 5] = [
    (0.0, 0.4),
    (0.4, 0.75),
    (0.75, 1.0),
    (1.0, 1.25),
    (1.25, f64::INFINITY),
];

/// Sums of time over answers that had a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Times {
    /// How many answers.
    pub answers: usize,
    /// Time of answering, without thinking.
    pub used: Duration,
    /// Time that was given.
    pub given: Duration,
}

impl Times {
    /// Used over given, 1 where both are the same.
    pub fn ratio(&self) -> Option<f64> {
        (!self.given.is_zero()).then(|| self.used.as_secs_f64() / self.given.as_secs_f64())
    }
}

/// How the clock was kept.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pace {
    /// All together.
    pub all: Times,
    /// By kind of deck.
    pub by_kind: BTreeMap<Kind, Times>,
    /// How many answers fall into each of [`BANDS`].
    pub bands: [usize; 5],
}

impl Pace {
    pub(super) fn of(given: &[Given<'_>], bank: &Bank) -> Self {
        let mut pace = Self::default();
        for given in given {
            let answer = given.inputs();
            let Some(ratio) = grade::pace(&answer) else {
                continue;
            };
            // The first band whose end is not passed: an answer in exactly its time is in time.
            let band = BANDS.iter().position(|&(_, to)| ratio <= to);
            pace.bands[band.unwrap_or(BANDS.len() - 1)] += 1;
            let time = |ms: Option<u64>| Duration::from_millis(ms.unwrap_or(0));
            let add = |times: &mut Times| {
                times.answers += 1;
                times.used = times.used.saturating_add(time(answer.answer_ms));
                times.given = times.given.saturating_add(time(answer.limit_ms));
            };
            add(&mut pace.all);
            if let Some(entry) = bank.find(given.answer.card()) {
                add(pace.by_kind.entry(entry.deck.kind).or_default());
            }
        }
        pace
    }

    /// Answers that went past their limit.
    pub fn over(&self) -> usize {
        self.bands[3] + self.bands[4]
    }

    /// The share of them, 0–1.
    pub fn over_share(&self) -> f64 {
        share(self.over(), self.all.answers)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Progress;
    use super::super::samples::{at, bank, history, scored};
    use super::*;
    use crate::history::Answer;

    #[test]
    fn times_are_summed_and_fall_into_bands() {
        let timed = |seconds: u64, limit: u64| Answer {
            answer_ms: Some(seconds * 1000),
            limit_ms: Some(limit * 1000),
            ..scored("a", 3)
        };
        let history = history(vec![
            ("2026-11-20T10:00", timed(20, 100)),
            ("2026-11-20T11:00", timed(100, 100)),
            ("2026-11-20T12:00", timed(130, 100)),
            ("2026-11-20T13:00", timed(110, 100)),
            ("2026-11-20T14:00", timed(50, 0)),
            ("2026-11-20T15:00", scored("a", 3)),
        ]);
        let pace = Progress::of(
            &bank(),
            &history,
            &[],
            at("2026-11-21T12:00"),
            4,
            &crate::bank::Audience::default(),
        )
        .pace;
        assert_eq!(pace.bands, [1, 0, 1, 1, 1]);
        assert_eq!((pace.all.answers, pace.all.used.as_secs()), (4, 360));
        assert_eq!(pace.all.ratio(), Some(0.9));
        assert_eq!(pace.by_kind[&Kind::Technical], pace.all);
        assert_eq!((pace.over(), pace.over_share()), (2, 0.5));
    }
}
