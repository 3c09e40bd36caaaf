//! One question's place in the interview, and what was made of it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::bank::CardId;
use crate::history::Answer;
use crate::history::record::{PlannedQuestion, PlannedRound};
use crate::interview::preset::Mode;
use crate::interview::rubric::{Dimension, STAR};

/// One question's place in the interview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// What is asked.
    pub question: PlannedQuestion,
    /// Which round it belongs to.
    pub round: usize,
    /// How many key points can be ticked.
    pub points_of: usize,
    /// The places that are scored together: the question alone in practice, all parts of its card
    /// with what is asked between them, its whole round when live.
    pub(super) block: Range<usize>,
    /// The parts of its card, with what is asked between them; the question alone where it has
    /// none.
    pub(super) card_run: Range<usize>,
    /// Whether it carries a score: of several parts, the last one does.
    pub is_judged: bool,
}

impl Slot {
    /// The card.
    pub fn card(&self) -> &CardId {
        &self.question.card
    }

    /// How deep below the card's own question it stands.
    pub fn depth(&self) -> usize {
        self.question.depth()
    }
}

/// The places of all questions in order.
pub(super) fn slots_of(
    rounds: &[PlannedRound],
    mode: Mode,
    points_of: impl Fn(&PlannedQuestion) -> usize,
) -> Vec<Slot> {
    let mut slots = Vec::new();
    for (round, planned) in rounds.iter().enumerate() {
        let first = slots.len();
        let questions = &planned.questions;
        for (i, question) in questions.iter().enumerate() {
            let run = card_run(questions, i);
            let last_part = run.clone().rfind(|&at| questions[at].part.is_some());
            let run = run.start + first..run.end + first;
            let block = match mode {
                Mode::Live => first..first + questions.len(),
                Mode::Practice | Mode::NightBefore => run.clone(),
            };
            slots.push(Slot {
                question: question.clone(),
                round,
                points_of: points_of(question),
                block,
                card_run: run,
                is_judged: question.part.is_none() || last_part == Some(i),
            });
        }
    }
    slots
}

/// The questions around `at` that belong to one card which is answered in parts.
fn card_run(questions: &[PlannedQuestion], at: usize) -> Range<usize> {
    let card = &questions[at].card;
    let start = (0..=at)
        .rev()
        .take_while(|&i| questions[i].card == *card)
        .find(|&i| questions[i].part == Some(0));
    let Some(start) = start else {
        return at..at + 1;
    };
    let rest = questions[start + 1..].iter();
    let length = rest.take_while(|next| next.card == *card && next.part != Some(0));
    start..start + 1 + length.count()
}

/// What was made of one question.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, kept as such in the draft"
)]
pub struct Attempt {
    /// Milliseconds of thinking.
    pub think_ms: u64,
    /// Milliseconds of answering.
    pub answer_ms: u64,
    /// What was typed.
    pub typed: String,
    /// What to do better next time.
    pub note: String,
    /// 1–3.
    pub confidence: Option<u8>,
    /// Ticked key points; of a list, the lines that were met.
    pub points: BTreeSet<usize>,
    /// Whether the list of key points was used: a list that nobody touched says nothing.
    pub is_ticked: bool,
    /// Which of situation, task, action and result were told.
    pub star: BTreeSet<usize>,
    /// 1–5, as it was chosen: hints are not yet taken off.
    pub score: Option<u8>,
    /// 1–5 each.
    pub dimensions: BTreeMap<Dimension, u8>,
    /// "I don't know".
    pub gave_up: bool,
    /// Passed over.
    pub skipped: bool,
    /// Hints taken.
    pub hints: u32,
    /// How often it was begun anew.
    pub retakes: u32,
    /// The file of the recorded answer, below the recordings folder.
    pub recording: Option<String>,
    /// Whether the question was asked and its answer is over.
    pub is_answered: bool,
    /// Whether it is on the disk.
    pub is_kept: bool,
}

impl Attempt {
    /// The score with a point off for every hint, never below 1.
    pub fn score_after_hints(&self) -> Option<u8> {
        let hints = u8::try_from(self.hints).unwrap_or(u8::MAX);
        self.score.map(|score| score.saturating_sub(hints).max(1))
    }

    /// The lines of a typed list; empty ones are none.
    pub fn listed(&self) -> impl Iterator<Item = &str> {
        self.typed
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
    }

    /// The letters of what was told.
    pub(super) fn star_letters(&self) -> String {
        let told = STAR.iter().enumerate();
        told.filter(|(i, _)| self.star.contains(i))
            .map(|(_, (letter, _))| letter)
            .collect()
    }

    /// What the history says was made of the question.
    pub fn read_from(&mut self, answer: &Answer) {
        self.think_ms = answer.think_ms.unwrap_or(0);
        self.answer_ms = answer.answer_ms.unwrap_or(0);
        self.typed = answer.typed.clone().unwrap_or_default();
        self.note = answer.note.clone().unwrap_or_default();
        self.confidence = answer.confidence;
        self.points = answer.points.iter().flatten().copied().collect();
        self.is_ticked = answer.score.is_some() && answer.inputs().ticked.is_some();
        let star = answer.star.as_deref().unwrap_or_default();
        self.star = (0..STAR.len())
            .filter(|&i| star.contains(STAR[i].0))
            .collect();
        self.dimensions = answer
            .dimensions
            .iter()
            .filter_map(|(word, &score)| Some((Dimension::of_word(word)?, score)))
            .collect();
        self.hints = answer.hints.unwrap_or(0);
        let off = u8::try_from(self.hints).unwrap_or(u8::MAX);
        self.score = answer.score.map(|score| score.saturating_add(off).min(5));
        self.gave_up = answer.gave_up;
        self.skipped = answer.skipped;
        self.retakes = answer.takes.unwrap_or(1).saturating_sub(1);
        self.recording.clone_from(&answer.recording);
        self.is_answered = true;
        self.is_kept = true;
    }
}
