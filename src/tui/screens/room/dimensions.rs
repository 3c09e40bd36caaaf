//! The dimensions of an answer, scored one by one: each number with the words that it stands for.

use ratatui::text::{Line, Span};

use super::RoomScreen;
use crate::clock::Moment;
use crate::interview::room::{Attempt, Input};
use crate::interview::rubric::Dimension;
use crate::text;
use crate::tui::action::Action;
use crate::tui::screen::Reply;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::answer::heading;
use crate::tui::widgets::list::scrolled_to;

impl RoomScreen {
    /// Moves among the dimensions or scores one; `None` where the action does neither.
    pub(super) fn act_on_dimensions(
        &mut self,
        action: Action,
        number: u8,
        shared: &mut Shared,
        now: Moment,
    ) -> Option<Vec<Reply>> {
        let dimensions = Dimension::of_kind(self.score_kind(shared));
        let at = self.dimension?.min(dimensions.len() - 1);
        let last = dimensions.len() - 1;
        self.dimension = match action {
            Action::DimensionUp => Some(at.saturating_sub(1)),
            Action::DimensionDown => Some((at + 1).min(last)),
            Action::CloseDimensions => None,
            Action::RateDimension => {
                let replies = self.give(Input::Rate(dimensions[at], number), shared, now);
                self.dimension = Some((at + 1).min(last));
                return Some(self.with_draft(replies, now));
            }
            _ => return None,
        };
        Some(Vec::new())
    }

    /// Every dimension with its score in words, and below them what 1, 3 and 5 are in the one
    /// under the cursor.
    pub(super) fn dimension_lines(
        &self,
        at: usize,
        attempt: &Attempt,
        columns: usize,
        most: usize,
        shared: &Shared,
    ) -> Vec<Line<'static>> {
        let say = shared.language;
        let dimensions = Dimension::of_kind(self.score_kind(shared));
        let rows = most.saturating_sub(4).clamp(1, dimensions.len());
        let mut lines = vec![heading(&say.score_dimensions(), shared)];
        let shown = dimensions.iter().enumerate();
        for (i, dimension) in shown.skip(scrolled_to(0, at, rows)).take(rows) {
            let title = text::pad(dimension.title().in_language(say), 12);
            let score = attempt.dimensions.get(dimension);
            let words = score.map_or_else(String::new, |&score| {
                say.score_anchor(score, dimension.words(score).in_language(say))
            });
            let role = if i == at { Role::Selected } else { Role::Text };
            let row = text::pad(&format!(" {title} {words}"), columns);
            lines.push(Line::styled(row, shared.theme.style(role)));
        }
        let dimension = dimensions[at.min(dimensions.len() - 1)];
        for (score, words) in [1u8, 3, 5].iter().zip(dimension.anchors()) {
            let words = text::fit(words.in_language(say), columns.saturating_sub(5));
            lines.push(Line::from(vec![
                Span::styled(format!("   {score} "), shared.theme.style(Role::Key)),
                Span::styled(words, shared.theme.style(Role::Dim)),
            ]));
        }
        lines
    }
}
