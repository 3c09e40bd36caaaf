//! The keys, all of them, from the keymap.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span, Text};

use super::{Reply, moved};
use crate::text;
use crate::tui::action::Action;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::page;

/// The help screen.
#[derive(Debug, Default)]
pub struct Help {
    top: usize,
    /// Rows of the last frame: how far one can scroll.
    rows: usize,
    lines: usize,
}

impl Help {
    /// Scrolls; `?` closes it again.
    pub fn act(&mut self, action: Action) -> Option<Vec<Reply>> {
        if action == Action::Help {
            return Some(vec![Reply::Close]);
        }
        let last = self.lines.saturating_sub(self.rows) + 1;
        self.top = moved(action, self.top, last, self.rows)?;
        Some(Vec::new())
    }

    /// Draws every scope with its actions and keys.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, shared: &Shared) {
        let actions = [Action::Up, Action::Back, Action::Quit];
        let title = page::title(&shared.language.help_title(), shared);
        let body = page::column(page::draw(frame, area, title, "", &actions, shared));
        let mut lines = Vec::new();
        for (scope, rows) in shared.keymap.listed(shared.language, shared.ascii) {
            lines.push(Line::styled(scope, shared.theme.style(Role::Accent)));
            for (keys, label) in rows {
                lines.push(Line::from(vec![
                    Span::styled(
                        format!("  {}", text::pad(&keys, 18)),
                        shared.theme.style(Role::Key),
                    ),
                    Span::styled(label, shared.theme.style(Role::Text)),
                ]));
            }
            lines.push(Line::default());
        }
        lines.pop();
        self.rows = usize::from(body.height);
        self.lines = lines.len();
        self.top = self.top.min(self.lines.saturating_sub(self.rows));
        let shown: Vec<Line<'_>> = lines.into_iter().skip(self.top).take(self.rows).collect();
        frame.render_widget(Text::from(shown), body);
    }
}
