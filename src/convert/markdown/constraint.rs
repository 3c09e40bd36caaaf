//! What the user says of a note's lines, under which it is read again.

use std::collections::HashSet;

use super::hidden::Shown;
use super::reading::Said;
use crate::bank::FollowUp;
use crate::convert::{Found, Note, Role};

/// What the user says of a line, counted from 1, or of the reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constraint {
    /// It is a question.
    Question(usize),
    /// It is none, and may be a title.
    NoQuestion(usize),
    /// It belongs to what stands above it.
    Above(usize),
    /// It is asked next: a follow-up of the card above.
    FollowUp(usize),
    /// It is in no card.
    LeftOut(usize),
    /// A card begins here: what stands above ends.
    Begins(usize),
    /// All lines with the same marker are questions.
    AllAlike(usize),
    /// None of them is.
    NoneAlike(usize),
    /// The next best reading is the right one.
    OtherReading,
}

impl Constraint {
    /// The line that it speaks of alone.
    pub fn line(self) -> Option<usize> {
        match self {
            Self::Question(line)
            | Self::NoQuestion(line)
            | Self::Above(line)
            | Self::FollowUp(line)
            | Self::LeftOut(line)
            | Self::Begins(line) => Some(line),
            Self::AllAlike(_) | Self::NoneAlike(_) | Self::OtherReading => None,
        }
    }
}

/// Only what was said last of each line: a correction takes the place of an earlier one.
pub(super) fn latest(constraints: &[Constraint]) -> Vec<Constraint> {
    let is_last = |(at, constraint): &(usize, &Constraint)| {
        let line = constraint.line();
        line.is_none()
            || constraints[at + 1..]
                .iter()
                .all(|later| later.line() != line)
    };
    let kept = constraints.iter().enumerate().filter(is_last);
    kept.map(|(_, constraint)| *constraint).collect()
}

/// With the question above each follow-up said to be one, for it is no title of what is asked next. What
/// is a follow-up without being said to be needs no word. `read` reads the note under the others.
pub(super) fn with_askers(
    constraints: &[Constraint],
    read: impl FnOnce(&[Constraint]) -> Note,
) -> Vec<Constraint> {
    let is_follow_up = |constraint: &Constraint| matches!(constraint, Constraint::FollowUp(_));
    let others = constraints
        .iter()
        .filter(|constraint| !is_follow_up(constraint));
    let mut all: Vec<Constraint> = others.copied().collect();
    if all.len() == constraints.len() {
        return all;
    }
    let note = read(&all);
    for constraint in constraints
        .iter()
        .filter(|constraint| is_follow_up(constraint))
    {
        let placed = constraint
            .line()
            .and_then(|line| note.lines.get(line.checked_sub(1)?));
        if placed.is_some_and(|placed| placed.role == Role::FollowUp) {
            continue;
        }
        let card = placed.and_then(|placed| note.cards.get(placed.card?));
        let asker = card.map(|card| card.lines.0);
        all.extend(
            asker
                .filter(|&line| Some(line) != constraint.line())
                .map(Constraint::Question),
        );
        all.push(*constraint);
    }
    latest(&all)
}

/// The same, by the lines' indices.
pub(super) fn said(constraints: &[Constraint]) -> Said {
    let mut said = Said::default();
    for constraint in constraints {
        match *constraint {
            // A follow-up asks, and is given to the card above it once the cards are made.
            Constraint::Question(line) | Constraint::FollowUp(line) => {
                said.asks.insert(line.saturating_sub(1), true);
            }
            Constraint::NoQuestion(line) => {
                said.asks.insert(line.saturating_sub(1), false);
            }
            Constraint::Above(line) => {
                said.above.insert(line.saturating_sub(1));
            }
            // It is not read at all.
            Constraint::LeftOut(_) => {}
            Constraint::Begins(line) => {
                said.begins.insert(line.saturating_sub(1));
                said.asks.insert(line.saturating_sub(1), true);
            }
            Constraint::AllAlike(line) => {
                said.alike.insert(line.saturating_sub(1), true);
            }
            Constraint::NoneAlike(line) => {
                said.alike.insert(line.saturating_sub(1), false);
            }
            Constraint::OtherReading => said.other = true,
        }
    }
    said
}

/// The lines that are in no card, counted from 1.
pub(super) fn left_out(constraints: &[Constraint]) -> Vec<usize> {
    let line = |constraint: &Constraint| match constraint {
        Constraint::LeftOut(line) => Some(*line),
        _ => None,
    };
    constraints.iter().filter_map(line).collect()
}

/// The lines that belong to the answer above them, without the blanks around them.
pub(super) fn answers(constraints: &[Constraint], text: &str) -> HashSet<String> {
    let lines: Vec<&str> = text.split('\n').collect();
    let line = |constraint: &Constraint| match constraint {
        Constraint::Above(line) => Some(lines.get(line.checked_sub(1)?)?.trim().to_owned()),
        _ => None,
    };
    constraints.iter().filter_map(line).collect()
}

/// Hides the lines that are in no card.
pub(super) fn leave_out(constraints: &[Constraint], shown: &mut Shown) {
    for line in left_out(constraints) {
        let starts = std::iter::once(0).chain(shown.text.match_indices('\n').map(|(at, _)| at + 1));
        let Some(start) = starts.into_iter().nth(line.saturating_sub(1)) else {
            continue;
        };
        let length = shown.text[start..].find('\n');
        let end = length.map_or(shown.text.len(), |length| start + length);
        let blank = " ".repeat(end - start);
        shown.text.replace_range(start..end, &blank);
        shown.places.push((start..end, false));
    }
}

/// Gives what is asked next to the card above it, with its own answer.
pub(super) fn follow(constraints: &[Constraint], cards: &mut Vec<Found>) {
    for constraint in constraints {
        let Constraint::FollowUp(line) = constraint else {
            continue;
        };
        let at = cards.iter().position(|card| card.lines.0 == *line);
        let Some(at) = at.filter(|&at| at > 0) else {
            continue;
        };
        let next = cards.remove(at);
        let above = &mut cards[at - 1];
        above.lines.1 = above.lines.1.max(next.lines.1);
        above.follow_ups.push(FollowUp {
            question: next.question,
            answer: [next.prompt, next.answer]
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join("\n\n"),
            follow_ups: next.follow_ups,
        });
    }
}
