//! The night before: a question with its answer, for as long as the clock allows.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::{RoomScreen, SCROLL};
use crate::clock::{Moment, clock_face};
use crate::interview::room::Phase;
use crate::text;
use crate::tui::action::Action;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::{answer, bar, page};

impl RoomScreen {
    pub(super) fn draw_showing(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
        now: Moment,
    ) -> Option<Position> {
        if self.writing.is_some() {
            return self.draw_writing(frame, area, shared);
        }
        let say = shared.language;
        let columns = usize::from(area.width);
        let title = shared.theme.style(Role::Title);
        let mut head: Vec<Line<'_>> = text::wrap(&text::visible(&self.question(shared)), columns)
            .into_iter()
            .take(4)
            .map(|line| Line::styled(line, title))
            .collect();
        head.push(self.time_line(columns, shared, now));
        head.push(Line::default());
        let used = u16::try_from(head.len()).unwrap_or(0);
        frame.render_widget(Lines::from(head), area);
        let lines = match (self.card(shared), self.room.current()) {
            (Some(card), Some((slot, _))) => {
                answer::model_lines_for(card, &slot.question, columns, shared)
            }
            _ => vec![Line::raw(say.room_gone())].into(),
        };
        let below = page::below(area, used);
        self.revealed
            .draw_answer(frame, below, &lines, &SCROLL, shared);
        None
    }

    fn time_line(&self, columns: usize, shared: &Shared, now: Moment) -> Line<'static> {
        let say = shared.language;
        if self.unkept.has_failed() || self.room.phase() == Phase::Keeping {
            return self.saving_line(columns, shared);
        }
        let Some(clock) = self.room.clock(now.running) else {
            return Line::default();
        };
        if self.room.is_paused() {
            let words = if self.was_resumed {
                say.room_resumed(&shared.key(Action::Pause))
            } else {
                say.room_paused(&shared.key(Action::Pause))
            };
            return Line::styled(text::fit(&words, columns), shared.theme.style(Role::Warn));
        }
        let mut spans: Vec<Span<'static>> = bar::time_line(
            clock.share(),
            columns.saturating_sub(20).min(40),
            shared.ascii,
            shared.theme.style(Role::Accent),
            shared.theme.style(Role::Border),
        )
        .into();
        let words = format!("  {}", say.room_shown(&clock_face(clock.limit)));
        spans.push(Span::styled(words, shared.theme.style(Role::Dim)));
        Line::from(spans)
    }
}
