//! Text that may be longer than its place: it scrolls, and where it is cut its last row says which
//! lines are seen, of how many, and which keys move it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::page;
use super::sheet::Sheet;
use crate::tui::action::Action;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;

/// Lines that a notch of the wheel scrolls.
const WHEEL: usize = 3;

/// How far a text is scrolled.
#[derive(Debug, Default)]
pub struct Pane {
    /// The first line that is seen, and the last one that can be.
    top: usize,
    last: usize,
    /// How many lines were seen in the last frame.
    seen: usize,
}

impl Pane {
    /// Back to the top.
    pub fn reset(&mut self) {
        self.top = 0;
    }

    /// Whether there is more than was seen in the last frame.
    pub fn is_cut(&self) -> bool {
        self.last > 0
    }

    /// Towards the top.
    pub fn up(&mut self, lines: usize) {
        self.top = self.top.saturating_sub(lines);
    }

    /// Towards the end.
    pub fn down(&mut self, lines: usize) {
        self.top = self.top.saturating_add(lines).min(self.last);
    }

    /// Towards the end, and from there back to the top: for a text that has one key only.
    pub fn round(&mut self, lines: usize) {
        if self.top >= self.last {
            self.reset();
        } else {
            self.down(lines);
        }
    }

    /// Scrolls where the action is one of a list's; false where it is not.
    pub fn act(&mut self, action: Action) -> bool {
        match action {
            Action::Up => self.up(1),
            Action::Down => self.down(1),
            Action::PageUp => self.up(self.seen.max(1)),
            Action::PageDown => self.down(self.seen.max(1)),
            Action::First => self.reset(),
            Action::Last => self.top = self.last,
            _ => return false,
        }
        true
    }

    /// The wheel turned by one notch.
    pub fn wheel(&mut self, is_up: bool) {
        if is_up {
            self.up(WHEEL);
        } else {
            self.down(WHEEL);
        }
    }

    /// Draws the text; `keys` are the actions that scroll it here.
    pub fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        sheet: &Sheet,
        keys: &[Action],
        shared: &Shared,
    ) {
        let (top, area) = self.lay_out(frame, area, sheet.len(), keys, shared);
        sheet.draw(frame, area, top);
    }

    /// As [`Pane::draw`], for a text of so many lines that are made when they are seen: gives the
    /// first one, and where they are drawn.
    pub fn lay_out(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        lines: usize,
        keys: &[Action],
        shared: &Shared,
    ) -> (usize, Rect) {
        let is_cut = lines > usize::from(area.height);
        let rows = area.height.saturating_sub(u16::from(is_cut));
        self.seen = usize::from(rows);
        self.last = if is_cut { lines - self.seen.max(1) } else { 0 };
        self.top = self.top.min(self.last);
        if is_cut {
            let end = lines.min(self.top + self.seen.max(1));
            let keys = keys.iter();
            let keys = keys.filter_map(|&action| shared.keymap.shown(action, shared.ascii));
            let keys: Vec<String> = keys.collect();
            let words = format!("{}–{end} / {lines} · {}", self.top + 1, keys.join(" "));
            let words = words.trim_end_matches([' ', '·']).to_owned();
            let line = Line::styled(words, shared.theme.style(Role::Dim));
            frame.render_widget(line, page::row(area, rows));
        }
        let seen = Rect {
            height: rows,
            ..area
        };
        (self.top, seen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pane_scrolls_no_further_than_its_last_line() {
        let mut pane = Pane {
            top: 0,
            last: 7,
            seen: 5,
        };
        for (action, top) in [
            (Action::Up, 0),
            (Action::Down, 1),
            (Action::PageDown, 6),
            (Action::PageDown, 7),
            (Action::PageUp, 2),
            (Action::Last, 7),
            (Action::First, 0),
        ] {
            assert!(pane.act(action));
            assert_eq!(pane.top, top, "{action:?}");
        }
        assert!(!pane.act(Action::Open));
        pane.wheel(false);
        pane.wheel(false);
        pane.round(4);
        assert_eq!(pane.top, 7);
        pane.round(4);
        assert_eq!(pane.top, 0);
    }
}
