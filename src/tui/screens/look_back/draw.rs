//! The look-back as one page: headings, rows, the line that is written with its candidates.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::LookBackScreen;
use super::slots::Slot;
use crate::look_back;
use crate::text;
use crate::tui::action::Action;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::form::Look;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::page;

/// Columns before a card that a question may be.
const INDENT: usize = 6;

impl LookBackScreen {
    /// Draws the part of the page in which the cursor is; gives the caret's place.
    pub(super) fn draw_page(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
    ) -> Option<Position> {
        let say = shared.language;
        let name = look_back::title(&self.look_back);
        let title = page::title(&format!("{} · {name}", say.look_back_title()), shared);
        let right = match (self.is_keeping, self.is_changed()) {
            (true, _) => say.score_saving(),
            (false, true) => say.look_back_draft(),
            (false, false) => self
                .look_back
                .on
                .map_or_else(String::new, |on| on.to_string()),
        };
        let body = page::column(page::draw(
            frame,
            area,
            title,
            &right,
            &self.footer(),
            shared,
        ));
        let trouble = self.trouble_lines(usize::from(body.width), shared);
        let used = u16::try_from(trouble.len()).unwrap_or(0);
        frame.render_widget(Lines::from(trouble), body);
        if !self.is_writing {
            self.arrange(shared);
        }
        let look = Look {
            has_marks: true,
            is_writing: self.is_writing,
            indent: INDENT,
        };
        self.form.draw(frame, page::below(body, used), look, shared)
    }

    fn trouble_lines(&self, columns: usize, shared: &Shared) -> Vec<Line<'static>> {
        let say = shared.language;
        let Some(why) = &self.trouble else {
            return Vec::new();
        };
        let words = say.look_back_trouble(why.in_language(say));
        let words = text::wrap(&text::visible_line(&words), columns).into_iter();
        let style = shared.theme.style(Role::Bad);
        words.map(|words| Line::styled(words, style)).collect()
    }

    fn footer(&self) -> Vec<Action> {
        if self.is_writing {
            return vec![Action::EndText];
        }
        let mut actions = vec![Action::KeepLookBack, Action::Up, Action::Open];
        match self.slot() {
            Slot::Stage(_) => actions.extend([Action::LookBackLess, Action::RemoveLine]),
            Slot::Result => actions.push(Action::LookBackLess),
            Slot::Question(_) => {
                actions.extend([Action::RewriteLine, Action::RemoveLine, Action::LineUp]);
            }
            Slot::Asked(_) => actions.push(Action::RemoveLine),
            _ => {}
        }
        actions.extend([Action::Back, Action::Help]);
        actions
    }
}
