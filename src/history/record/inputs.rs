//! What can be weighed of an answer: how it was given, ticked, scored and timed, without its words.

use std::time::Duration;

use super::{Answer, Mode};

/// The raw inputs of one answer, as [`Answer`] has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inputs {
    /// Where.
    pub mode: Mode,
    /// 1–5, given by the user after the reveal.
    pub score: Option<u8>,
    /// 1–4 (again, hard, good, easy), in reviews.
    pub grade: Option<u8>,
    /// 1–3, asked before the reveal.
    pub confidence: Option<u8>,
    /// Milliseconds of thinking.
    pub think_ms: Option<u64>,
    /// Milliseconds of answering, past the limit too.
    pub answer_ms: Option<u64>,
    /// The limit in milliseconds.
    pub limit_ms: Option<u64>,
    /// How many key points were ticked.
    pub ticked: Option<usize>,
    /// How many key points there were.
    pub points_of: Option<usize>,
    /// Hints taken.
    pub hints: Option<u32>,
    /// Whether it answers a follow-up and not the card's own question.
    pub is_follow_up: bool,
    /// "I don't know".
    pub gave_up: bool,
    /// Passed over.
    pub skipped: bool,
}

impl Inputs {
    /// How far over the limit it went; nothing where there was none.
    pub fn overrun(&self) -> Duration {
        let limit = self.limit_ms.filter(|&limit| limit > 0);
        let over = self.answer_ms.unwrap_or(0);
        Duration::from_millis(over.saturating_sub(limit.unwrap_or(u64::MAX)))
    }

    /// The share of key points that were ticked, 0–1.
    pub fn coverage(&self) -> Option<f64> {
        let of = self.points_of.filter(|&of| of > 0)?;
        let ticked = self.ticked?;
        #[expect(clippy::cast_precision_loss, reason = "a card has a handful of points")]
        Some(ticked as f64 / of as f64)
    }
}

impl Answer {
    /// What can be weighed of it.
    pub fn inputs(&self) -> Inputs {
        Inputs {
            mode: self.mode,
            score: self.score,
            grade: self.grade,
            confidence: self.confidence,
            think_ms: self.think_ms,
            answer_ms: self.answer_ms,
            limit_ms: self.limit_ms,
            ticked: self.points.as_ref().map(Vec::len),
            points_of: self.points_of,
            hints: self.hints,
            is_follow_up: self.is_follow_up(),
            gave_up: self.gave_up,
            skipped: self.skipped,
        }
    }

    /// Whether it answers a follow-up and not the card's own question.
    pub fn is_follow_up(&self) -> bool {
        self.depth.is_some_and(|depth| depth > 0)
    }

    /// How far over the limit it went; nothing where there was none.
    pub fn overrun(&self) -> Duration {
        self.inputs().overrun()
    }

    /// The share of key points that were ticked, 0–1.
    pub fn coverage(&self) -> Option<f64> {
        self.inputs().coverage()
    }
}
