//! A text whose typing ended a moment ago, and may go on.

use std::time::Duration;

/// How long after typing ended a letter still belongs to the text: it was typed for it, and must
/// not be taken for a command.
const TYPED_ON: Duration = Duration::from_millis(500);

/// How long after an Escape ended the typing it can be told that it was none.
const TAKEN_BACK: Duration = Duration::from_secs(2);

/// What is needed to type on.
#[derive(Debug, Clone)]
pub struct Ended<T> {
    text: T,
    at: Duration,
}

impl<T> Ended<T> {
    /// Typing this ended at a running time.
    pub fn new(text: T, at: Duration) -> Self {
        Self { text, at }
    }

    /// What was typed, where a letter that comes now belongs to it.
    pub fn typed_on(ended: &mut Option<Self>, now: Duration) -> Option<T> {
        Self::within(ended, now, TYPED_ON)
    }

    /// What was typed, where the Escape that ended it was none.
    pub fn taken_back(ended: &mut Option<Self>, now: Duration) -> Option<T> {
        Self::within(ended, now, TAKEN_BACK)
    }

    fn within(ended: &mut Option<Self>, now: Duration, time: Duration) -> Option<T> {
        let ended = ended.take()?;
        (now.saturating_sub(ended.at) < time).then_some(ended.text)
    }
}
