//! How well a note was read.

use std::collections::HashMap;

use super::super::{Found, Note, Outcome, Role};
use super::reading::{Category, LineClass, Reading, Weights, describe, ratio};
use crate::both;
use crate::language::Both;

/// An answer longer than this is a part of the note rather than an answer, in lines.
const LONG_ANSWER: usize = 200;

/// A note of this many lines has more than two questions.
const LONG_NOTE: usize = 200;

/// How a note was read; `is_explicit` where a syntax of flashcards said what is a card.
pub(super) fn of(
    note: &Note,
    reading: &Reading<'_>,
    is_explicit: bool,
    weights: &Weights,
) -> Outcome {
    let cards: Vec<&Found> = note.cards.iter().chain(&note.to_ask).collect();
    let (total, classes) = (reading.total(), classes(&cards, reading));
    let (second, rivals) = reading.second(weights);
    let mut outcome = Outcome {
        reading: classes
            .iter()
            .take(3)
            .map(|(class, _)| describe::words(*class))
            .collect(),
        second: rivals
            .iter()
            .take(2)
            .map(|class| describe::words(*class))
            .collect(),
        lost: lost(note, reading),
        ..Outcome::default()
    };
    if is_explicit {
        outcome
            .reading
            .insert(0, both!("플래시카드 표시", "the signs of flashcards"));
    }
    (outcome.numbered, outcome.missing) = series(&cards, reading);
    outcome.alarms = alarms(note, &cards);
    let coverage = coverage(note);
    let count = cards.len();
    let agreed = cards
        .iter()
        .filter(|card| reading.asks(card.lines.0.saturating_sub(1)))
        .count();
    let margin = (total - second.max(0.0)) / ratio(count.max(1), 1);
    // What both readings take is as sure as the evidence is ahead of the next best; what only the
    // exact conventions take is likely.
    let sure = 1.0 / (1.0 + (1.0 - margin).exp());
    let share = ratio(agreed, count);
    let sure = if is_explicit {
        0.97
    } else {
        share * sure.max(0.5) + (1.0 - share) * 0.7
    };
    let holes = i32::try_from(outcome.missing.len().min(5)).unwrap_or(5);
    let left = 1.0 - ratio(outcome.lost, outcome.lost + count + 3).min(0.5);
    let confidence = if count == 0 {
        if outcome.lost == 0 { 1.0 } else { 0.3 }
    } else {
        sure * (0.5 + 0.5 * coverage) * 0.9f32.powi(holes) * left
    };
    outcome.confidence = hundredths(confidence);
    outcome.coverage = hundredths(coverage);
    outcome
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share is between 0 and 1"
)]
fn hundredths(share: f32) -> u8 {
    (share.clamp(0.0, 1.0) * 100.0).round() as u8
}

/// The classes of the lines that ask, the largest first.
fn classes(cards: &[&Found], reading: &Reading<'_>) -> Vec<(LineClass, usize)> {
    let mut counts: HashMap<LineClass, usize> = HashMap::new();
    for card in cards {
        if let Some(class) = reading.class(card.lines.0.saturating_sub(1)) {
            *counts.entry(class).or_default() += 1;
        }
    }
    let mut counts: Vec<(LineClass, usize)> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    counts
}

/// The index of a line of the class to which most questions belong.
pub(super) fn main_line(note: &Note, reading: &Reading<'_>) -> Option<usize> {
    let cards: Vec<&Found> = note.cards.iter().chain(&note.to_ask).collect();
    let (main, _) = classes(&cards, reading).first().copied()?;
    let lines = cards.iter().map(|card| card.lines.0.saturating_sub(1));
    lines
        .into_iter()
        .find(|&line| reading.class(line) == Some(main))
}

/// How much of what the note says is in cards or titles.
fn coverage(note: &Note) -> f32 {
    let (mut said, mut kept) = (0, 0);
    for placed in &note.lines {
        match placed.role {
            Role::Blank
            | Role::Section
            | Role::LeftOut(
                "markup"
                | "front matter"
                | "part of the page"
                | "a hidden comment"
                | "as you said"
                | "a label"
                | "a button's words, not a question"
                | "a placeholder",
            ) => {}
            Role::LeftOut(_) => said += 1,
            _ => {
                said += 1;
                kept += 1;
            }
        }
    }
    if said == 0 { 1.0 } else { ratio(kept, said) }
}

/// Lines that ask and are in no card.
fn lost(note: &Note, reading: &Reading<'_>) -> usize {
    let is_lost = |(at, placed): &(usize, &super::super::Placed)| {
        matches!(placed.role, Role::LeftOut("prose" | "a list of links"))
            && placed.form.is_some()
            && reading.category(*at) == Category::Ask
            && !reading.is_junk(*at)
    };
    note.lines.iter().enumerate().filter(is_lost).count()
}

/// How many numbers the series of questions have, and which are missing in them.
fn series(cards: &[&Found], reading: &Reading<'_>) -> (usize, Vec<u32>) {
    let mut last: HashMap<LineClass, u32> = HashMap::new();
    let (mut count, mut missing) = (0, Vec::new());
    for card in cards {
        let line = card.lines.0.saturating_sub(1);
        let (Some(class), Some(number)) = (reading.class(line), reading.number(line)) else {
            continue;
        };
        count += 1;
        if let Some(before) = last.insert(class, number)
            && number > before + 1
            && number - before <= 20
        {
            missing.extend(before + 1..number);
        }
    }
    (count, missing)
}

/// What somebody should look at.
fn alarms(note: &Note, cards: &[&Found]) -> Vec<Both> {
    let mut alarms = Vec::new();
    for card in cards {
        let line = card.lines.0;
        let length = card.answer.lines().count();
        if length > LONG_ANSWER {
            alarms.push(both!(
                "{line}행: 답이 {length}줄입니다. 다음 질문을 놓쳤을 수 있습니다",
                "line {line}: the answer has {length} lines; the questions after it may be missing"
            ));
        }
        let question = card.question.trim();
        if question.starts_with("http") && !question.contains(char::is_whitespace) {
            alarms.push(both!(
                "{line}행: 질문이 주소뿐입니다",
                "line {line}: the question is an address"
            ));
        }
    }
    let lines = note.lines.len();
    let count = cards.len();
    if (1..=2).contains(&count) && lines >= LONG_NOTE {
        alarms.push(both!(
            "{lines}줄인 노트에서 카드가 {count}장뿐입니다",
            "a note of {lines} lines gave only {count}",
            count => "card" "cards"
        ));
    }
    alarms
}
