//! What is wrong in the user's files, each with its place and its mending.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Text};

use super::{Reply, moved};
use crate::problem::Severity;
use crate::text;
use crate::tui::action::Action;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::page;

/// The list of problems.
#[derive(Debug, Default)]
pub struct Problems {
    top: usize,
    rows: usize,
    lines: usize,
}

impl Problems {
    /// Scrolls.
    pub fn act(&mut self, action: Action) -> Option<Vec<Reply>> {
        let last = self.lines.saturating_sub(self.rows) + 1;
        self.top = moved(action, self.top, last, self.rows)?;
        Some(Vec::new())
    }

    /// Draws every problem, errors in their own colour and with their word.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, shared: &Shared) {
        let actions = [Action::Up, Action::Back, Action::Quit];
        let (errors, warnings) = shared.problem_counts();
        let count = shared.language.home_problem_count(errors, warnings);
        let title = page::title(&shared.language.problems_title(), shared);
        let body = page::column(page::draw(frame, area, title, &count, &actions, shared));
        let mut lines = Vec::new();
        for problem in shared.all_problems() {
            let role = if problem.severity == Severity::Error {
                Role::Bad
            } else {
                Role::Warn
            };
            let words = problem.in_language(shared.language);
            for (i, line) in text::wrap(&words, usize::from(body.width))
                .into_iter()
                .enumerate()
            {
                lines.push(Line::styled(
                    line,
                    shared.theme.style(if i == 0 { role } else { Role::Text }),
                ));
            }
        }
        if lines.is_empty() {
            lines.push(Line::styled(
                shared.language.problems_none(),
                shared.theme.style(Role::Good),
            ));
        }
        self.rows = usize::from(body.height);
        self.lines = lines.len();
        self.top = self.top.min(self.lines.saturating_sub(self.rows));
        let shown: Vec<Line<'_>> = lines.into_iter().skip(self.top).take(self.rows).collect();
        frame.render_widget(Text::from(shown), body);
    }
}
