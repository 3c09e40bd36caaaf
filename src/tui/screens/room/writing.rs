//! What is typed in the room: the answer, the notes pad, the line for next time and the one at the
//! end. Every key reaches the room and its draft at once, so nothing typed can be lost.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::RoomScreen;
use crate::clock::Moment;
use crate::interview::room::{Input, Phase};
use crate::text;
use crate::tui::action::Action;
use crate::tui::screen::Reply;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::answer::heading;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::page;
use crate::tui::widgets::text_edit::TextEdit;

/// A text that is being typed.
#[derive(Debug)]
pub(super) struct Writing {
    pub what: Written,
    pub edit: TextEdit,
}

/// A text whose typing ended.
#[derive(Debug)]
pub(super) struct LeftOff {
    pub writing: Writing,
    /// The number of the question for which it was typed.
    pub number: usize,
    /// The clock has ended it.
    pub was_cut_off: bool,
}

/// What is being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    Answer,
    Pad,
    NextTime,
    Line,
}

impl Written {
    fn is_one_line(self) -> bool {
        matches!(self, Self::NextTime | Self::Line)
    }
}

impl RoomScreen {
    /// Takes a key as text.
    pub(super) fn take_key(
        &mut self,
        key: KeyEvent,
        action: Option<Action>,
        shared: &mut Shared,
        now: Moment,
    ) -> Vec<Reply> {
        if self.is_deaf(now) {
            return Vec::new();
        }
        let Some(writing) = &mut self.writing else {
            return Vec::new();
        };
        let what = writing.what;
        match action {
            Some(Action::EndText) => self.leave_off(false, self.room.number(), now),
            Some(Action::FinishAnswer) if what == Written::Answer => {
                // While one still thinks, it begins the answer and the field stays.
                if self.room.phase() != Phase::Think {
                    self.writing = None;
                }
                let replies = self.give(Input::GoOn, shared, now);
                return self.with_draft(replies, now);
            }
            _ if key.code == KeyCode::Enter && what == Written::Line => {
                let replies = self.give(Input::GoOn, shared, now);
                return self.with_draft(replies, now);
            }
            _ if key.code == KeyCode::Enter && what.is_one_line() => self.writing = None,
            _ => {
                writing.edit.take_key(key);
                return self.text_changed(shared, now);
            }
        }
        Vec::new()
    }

    /// Takes what was pasted into the text that is being typed.
    pub(super) fn take_paste(
        &mut self,
        text: &str,
        shared: &mut Shared,
        now: Moment,
    ) -> Vec<Reply> {
        let Some(writing) = &mut self.writing else {
            return Vec::new();
        };
        writing.edit.paste(text);
        self.text_changed(shared, now)
    }

    pub(super) fn text_changed(&mut self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let Some(writing) = &self.writing else {
            return Vec::new();
        };
        let text = writing.edit.text();
        let input = match writing.what {
            Written::Answer => Input::Typed(text),
            Written::Pad => Input::Padded(text),
            Written::NextTime => Input::Noted(text),
            Written::Line => Input::Lined(text),
        };
        let replies = self.give(input, shared, now);
        self.with_draft(replies, now)
    }

    pub(super) fn start_writing(&mut self, what: Written) {
        let Some((_, attempt)) = self.room.current() else {
            return;
        };
        let may_write = match self.room.phase() {
            Phase::Keeping | Phase::Over => false,
            Phase::Line => matches!(what, Written::Pad | Written::Line),
            // There is nothing to answer while an answer is read through.
            Phase::Show => what == Written::Pad,
            _ => what != Written::Line,
        };
        let is_sealed = what == Written::Answer && self.room.is_sealed();
        if !may_write || is_sealed {
            return;
        }
        let edit = match what {
            Written::Answer => TextEdit::lines(&attempt.typed),
            Written::Pad => TextEdit::lines(self.room.pad()),
            Written::NextTime => TextEdit::one_line(&attempt.note),
            Written::Line => TextEdit::paragraph(self.room.line()),
        };
        self.ended = None;
        self.writing = Some(Writing { what, edit });
    }

    /// The line at the end is typed without a key being pressed for it.
    pub(super) fn write_the_line(&mut self) {
        if self.room.phase() == Phase::Line {
            self.start_writing(Written::Line);
        }
    }

    /// A list is typed in its part without a key being pressed for it.
    pub(super) fn write_the_list(&mut self) {
        let is_list = self
            .room
            .current()
            .is_some_and(|(slot, _)| slot.question.list);
        let is_asked = matches!(self.room.phase(), Phase::Think | Phase::Answer);
        if is_list && is_asked && self.writing.is_none() {
            self.start_writing(Written::Answer);
        }
    }

    /// The field that is typed into, under its heading.
    pub(super) fn draw_writing(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
    ) -> Option<Position> {
        let say = shared.language;
        let writing = self.writing.as_mut()?;
        let words = match writing.what {
            Written::Answer => say.room_typed(),
            Written::Pad => say.room_pad(),
            Written::NextTime => say.score_next_time(),
            Written::Line => say.line_title(),
        };
        frame.render_widget(heading(&words, shared), page::row(area, 0));
        let field = page::below(area, 1);
        if field.height == 0 {
            return None;
        }
        let style = shared.theme.style(Role::Text);
        Some(writing.edit.draw(frame, field, style))
    }

    /// What was typed and noted so far, shown quietly.
    pub(super) fn draw_written(&self, frame: &mut Frame<'_>, area: Rect, shared: &Shared) {
        let Some((_, attempt)) = self.room.current() else {
            return;
        };
        let say = shared.language;
        let mut lines = Vec::new();
        for (words, written) in [
            (say.room_typed(), attempt.typed.as_str()),
            (say.room_pad(), self.room.pad()),
        ] {
            if written.trim().is_empty() {
                continue;
            }
            lines.push(heading(&words, shared));
            for line in text::wrap(&text::visible(written), usize::from(area.width)) {
                lines.push(Line::styled(line, shared.theme.style(Role::Text)));
            }
        }
        frame.render_widget(Lines::from(lines), area);
    }

    /// The one line at the end.
    pub(super) fn draw_line(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
    ) -> Option<Position> {
        let say = shared.language;
        let columns = usize::from(area.width);
        let mut lines = vec![Line::default()];
        for line in text::wrap(&say.line_words(), columns) {
            lines.push(Line::styled(line, shared.theme.style(Role::Accent)));
        }
        lines.push(Line::default());
        let used = u16::try_from(lines.len()).unwrap_or(0);
        frame.render_widget(Lines::from(lines), area);
        let rest = page::below(area, used);
        if self.writing.is_some() {
            return self.draw_writing(frame, rest, shared);
        }
        let line = text::wrap(&text::visible(self.room.line()), columns);
        let written = line
            .into_iter()
            .map(|line| Line::styled(line, shared.theme.style(Role::Text)));
        frame.render_widget(Lines::from(written.collect::<Vec<_>>()), rest);
        None
    }
}
