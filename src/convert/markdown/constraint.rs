//! What the user says of a note's lines, under which it is read again.

use super::reading::Said;

/// What the user says of a line, counted from 1, or of the reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constraint {
    /// It is a question.
    Question(usize),
    /// It is none, and may be a title.
    NoQuestion(usize),
    /// It belongs to what stands above it.
    Above(usize),
    /// A card begins here: what stands above ends.
    Begins(usize),
    /// All lines with the same marker are questions.
    AllAlike(usize),
    /// None of them is.
    NoneAlike(usize),
    /// The next best reading is the right one.
    OtherReading,
}

/// The same, by the lines' indices.
pub(super) fn said(constraints: &[Constraint]) -> Said {
    let mut said = Said::default();
    for constraint in constraints {
        match *constraint {
            Constraint::Question(line) => {
                said.asks.insert(line.saturating_sub(1), true);
            }
            Constraint::NoQuestion(line) => {
                said.asks.insert(line.saturating_sub(1), false);
            }
            Constraint::Above(line) => {
                said.above.insert(line.saturating_sub(1));
            }
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
