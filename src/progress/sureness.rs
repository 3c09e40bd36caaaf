//! How sure against how good: the user's own confidence, and the memory's predictions.

use super::{GOOD, Given, Mean};
use crate::memory::Memories;

/// How the answers of one confidence turned out.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sureness {
    /// The scores that they got, 1–5.
    pub score: Mean,
    /// How many of them convinced (4 or 5).
    pub good: usize,
    /// How many failed (1 or 2).
    pub poor: usize,
}

impl Sureness {
    /// How many answers were scored after this confidence.
    pub fn answers(&self) -> usize {
        usize::try_from(self.score.count()).unwrap_or(usize::MAX)
    }
}

/// The answers that were expected to be known with a chance within a band.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RecallBand {
    /// From this chance on, 0–1.
    pub from: f64,
    /// Up to this one.
    pub to: f64,
    /// The mean of the predicted chances.
    pub predicted: Mean,
    /// The share that was known.
    pub passed: Mean,
}

/// The bands of predicted recall; cards come back at 90 %, so most stand at the upper end.
const BANDS: [(f64, f64); 5] = [(0.0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.0)];

/// By confidence: guessing, fairly sure, certain.
pub(super) fn of(given: &[Given<'_>]) -> [Sureness; 3] {
    let mut levels = [Sureness::default(); 3];
    for given in given {
        let level = given
            .inputs()
            .confidence
            .and_then(|sure| sure.checked_sub(1));
        let level = level.and_then(|level| levels.get_mut(usize::from(level)));
        let Some((level, score)) = level.zip(given.score()) else {
            continue;
        };
        level.score.add(f64::from(score));
        level.good += usize::from(score >= GOOD);
        level.poor += usize::from(score <= 2);
    }
    levels
}

/// The bands in which something was predicted, the lowest first.
pub(super) fn recall_bands(memories: &Memories) -> Vec<RecallBand> {
    let mut bands = BANDS.map(|(from, to)| RecallBand {
        from,
        to,
        predicted: Mean::default(),
        passed: Mean::default(),
    });
    for attempt in memories.all().flat_map(|(_, state)| &state.attempts) {
        let Some(predicted) = attempt.predicted.get() else {
            continue;
        };
        let band = bands.iter_mut().rev().find(|band| predicted >= band.from);
        if let Some(band) = band {
            band.predicted.add(predicted);
            band.passed
                .add(f64::from(u8::from(attempt.grade.is_pass())));
        }
    }
    let told = bands.into_iter().filter(|band| band.predicted.count() > 0);
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::super::Progress;
    use super::super::samples::{at, bank, graded, history, scored};
    use crate::history::Answer;

    fn sure(confidence: u8, score: u8) -> Answer {
        Answer {
            confidence: Some(confidence),
            ..scored("a", score)
        }
    }

    #[test]
    fn answers_are_told_apart_by_how_sure_the_user_was() {
        let history = history(vec![
            ("2026-11-20T10:00", sure(1, 2)),
            ("2026-11-20T11:00", sure(3, 5)),
            ("2026-11-20T12:00", sure(3, 1)),
            ("2026-11-20T13:00", sure(3, 3)),
            ("2026-11-20T14:00", sure(9, 3)),
            ("2026-11-20T15:00", scored("a", 3)),
        ]);
        let progress = Progress::of(
            &bank(),
            &history,
            &[],
            at("2026-11-21T12:00"),
            4,
            &crate::bank::Audience::default(),
        );
        let [guessing, fairly, certain] = progress.sureness;
        assert_eq!((guessing.answers(), guessing.score.value()), (1, Some(2.0)));
        assert_eq!((fairly.answers(), fairly.score.value()), (0, None));
        assert_eq!((certain.answers(), certain.score.value()), (3, Some(3.0)));
        assert_eq!((certain.good, certain.poor), (1, 1));
    }

    #[test]
    fn every_prediction_falls_into_one_band() {
        let history = history(vec![
            ("2026-11-01T10:00", graded("a", 3)),
            ("2026-11-03T10:00", graded("a", 3)),
            ("2026-11-20T10:00", graded("a", 1)),
            ("2026-11-01T10:00", graded("b", 3)),
            ("2026-11-02T10:00", graded("b", 3)),
        ]);
        let progress = Progress::of(
            &bank(),
            &history,
            &[],
            at("2026-11-21T12:00"),
            4,
            &crate::bank::Audience::default(),
        );
        let predicted: u32 = progress.recall.iter().map(|b| b.predicted.count()).sum();
        let passed: f64 = progress
            .recall
            .iter()
            .map(|band| band.passed.value().unwrap() * f64::from(band.passed.count()))
            .sum();
        assert_eq!(predicted, 3);
        assert!((passed - 2.0).abs() < 1e-9);
        for band in &progress.recall {
            let mean = band.predicted.value().unwrap();
            assert!(band.from <= mean && mean <= band.to, "{band:?}");
        }
    }
}
