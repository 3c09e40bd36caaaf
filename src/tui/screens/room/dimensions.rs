//! The dimensions of an answer, scored one by one: each number with the words that it stands for.

use ratatui::Frame;
use ratatui::layout::Rect;
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
use crate::tui::widgets::page;

/// Rows below the list: what 1, 3 and 5 are in the dimension under the cursor.
const ANCHORS: u16 = 3;

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
        let list = self.dimensions.as_mut()?;
        list.set_len(dimensions.len());
        match action {
            Action::DimensionUp => list.act(Action::Up),
            Action::DimensionDown => list.act(Action::Down),
            Action::RateDimension => {
                let dimension = dimensions[list.at()];
                list.act(Action::Down);
                let before = self.proposed(dimensions).map(|(_, score)| score);
                let mut replies = self.give(Input::Rate(dimension, number), shared, now);
                let chosen = self.room.current().and_then(|(_, attempt)| attempt.score);
                // A score that the user chose stays; one that was proposed follows the criteria.
                if let Some((mean, score)) = self.proposed(dimensions)
                    && (chosen.is_none() || chosen == before)
                {
                    replies.extend(self.give(Input::Score(score), shared, now));
                    let words = shared.language.score_proposed(&format!("{mean:.1}"), score);
                    shared.say(words, Role::Good, now);
                }
                return Some(self.with_draft(replies, now));
            }
            Action::CloseDimensions => {
                self.dimensions = None;
                true
            }
            _ => return None,
        };
        Some(Vec::new())
    }

    /// How many rows the dimensions take, of at most so many.
    pub(super) fn dimension_rows(&self, most: usize, shared: &Shared) -> u16 {
        let dimensions = Dimension::of_kind(self.score_kind(shared)).len();
        let rows = most.saturating_sub(4).clamp(1, dimensions);
        u16::try_from(rows).unwrap_or(0) + 1 + ANCHORS
    }

    /// Draws every dimension with its score in words, and below them what 1, 3 and 5 are in the
    /// one under the cursor.
    pub(super) fn draw_dimensions(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        attempt: &Attempt,
        shared: &Shared,
    ) {
        let say = shared.language;
        let dimensions = Dimension::of_kind(self.score_kind(shared));
        let Some(list) = &mut self.dimensions else {
            return;
        };
        let head = Rect {
            height: area.height.saturating_sub(ANCHORS),
            ..area
        };
        let title = say.score_dimensions();
        for row in list.rows_below(frame, head, &title, dimensions.len(), shared) {
            let dimension = dimensions[row.number];
            let title = text::pad(dimension.title().in_language(say), 12);
            let score = attempt.dimensions.get(&dimension);
            let words = score.map_or_else(String::new, |&score| {
                say.score_anchor(score, dimension.words(score).in_language(say))
            });
            let words = text::pad(&format!(" {title} {words}"), row.columns());
            row.draw(frame, &Line::styled(words, row.style(Role::Text, shared)));
        }
        let below = page::below(area, head.height);
        let columns = usize::from(area.width).saturating_sub(5);
        let anchors = dimensions[list.at()].anchors();
        for ((score, words), row) in [1u8, 3, 5].iter().zip(anchors).zip(0..ANCHORS) {
            let words = text::fit(words.in_language(say), columns);
            let line = Line::from(vec![
                Span::styled(format!("   {score} "), shared.theme.style(Role::Key)),
                Span::styled(words, shared.theme.style(Role::Dim)),
            ]);
            frame.render_widget(line, page::row(below, row));
        }
    }
}
