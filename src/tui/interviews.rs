//! What the screens ask of `interviews.toml`, and what comes back.

use crate::appointments::{Change, Interview};
use crate::language::Both;
use crate::problem::Problem;

/// Something to do with the interviews in their file.
#[derive(Debug)]
pub enum InterviewJob {
    /// Read them.
    Read,
    /// Add one.
    Add(Interview),
    /// Change one, if it still is what it was when the form was opened.
    Edit {
        /// As it was.
        before: Interview,
        /// What changes.
        change: Change,
    },
    /// Take one out, if it still is what was shown.
    Remove(Interview),
}

/// The interviews as they stand in the file after a job.
#[derive(Debug)]
pub struct InterviewNews {
    /// All of them, by date.
    pub interviews: Vec<Interview>,
    /// What is wrong in the file.
    pub problems: Vec<Problem>,
    /// What was done, or why it was not.
    pub result: Result<InterviewDone, Both>,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InterviewDone {
    /// They were read.
    Read,
    /// One came.
    Added,
    /// One changed.
    Changed,
    /// One is gone.
    Removed,
}
