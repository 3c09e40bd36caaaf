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
    /// How many key points were ticked; nothing where the list was not used.
    pub ticked: Option<usize>,
    /// How many key points there were.
    pub points_of: Option<usize>,
    /// How many of situation, task, action and result were ticked; nothing where none was.
    pub star: Option<usize>,
    /// Hints taken; the score has lost a point for each.
    pub hints: Option<u32>,
    /// How often it was answered before the reveal, where that is more than once.
    pub takes: Option<u32>,
    /// Whether it answers a follow-up and not the card's own question.
    pub is_follow_up: bool,
    /// "I don't know".
    pub gave_up: bool,
    /// Passed over.
    pub skipped: bool,
}

impl Inputs {
    /// The score before hints, 1–5.
    pub fn score_before_hints(&self) -> Option<u8> {
        let score = self.score.filter(|score| (1..=5).contains(score))?;
        let hints = u8::try_from(self.hints.unwrap_or(0)).unwrap_or(u8::MAX);
        Some(score.saturating_add(hints).min(5))
    }

    /// Leaves out a list of key points that nobody used: an empty one says that none was met only
    /// where that was said (`none_met`), where the score before hints is 1 or 2, or where there is
    /// no score to say otherwise.
    pub(in crate::history) fn without_unused_list(mut self, none_met: bool) -> Self {
        let is_empty = self.ticked == Some(0);
        if is_empty && !none_met && self.score_before_hints().is_some_and(|score| score >= 3) {
            self.ticked = None;
        }
        self
    }

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
            star: self.more.star_ticked(),
            hints: self.hints,
            takes: self.takes,
            is_follow_up: self.is_follow_up(),
            gave_up: self.gave_up,
            skipped: self.skipped,
        }
        .without_unused_list(self.none_met)
    }

    /// Whether it answers a follow-up and not the card's own question.
    pub fn is_follow_up(&self) -> bool {
        self.depth.is_some_and(|depth| depth > 0) || self.probe.is_some()
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
