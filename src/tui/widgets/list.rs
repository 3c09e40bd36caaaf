//! Moving in lists.

use crate::tui::action::Action;

/// Rows that a notch of the wheel scrolls a text.
pub const WHEEL: usize = 3;

/// Moves the place of a list of `len` entries; `None` where the action does not move.
pub fn moved(action: Action, at: usize, len: usize, page: usize) -> Option<usize> {
    let last = len.saturating_sub(1);
    Some(match action {
        Action::Up => at.saturating_sub(1),
        Action::Down => (at + 1).min(last),
        Action::PageUp => at.saturating_sub(page.max(1)),
        Action::PageDown => (at + page.max(1)).min(last),
        Action::First => 0,
        Action::Last => last,
        _ => return None,
    })
}

/// The first row to show so that `at` is among `rows` rows, moving as little as may be.
pub fn scrolled_to(top: usize, at: usize, rows: usize) -> usize {
    if at < top {
        at
    } else {
        top.max((at + 1).saturating_sub(rows.max(1)))
    }
}
