//! The room after an answer: what you did beside the model answer, key points, and the score.

use std::time::Duration;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};

use super::{RoomScreen, SCROLL, Scrolled, Written};
use crate::clock::{Moment, clock_face};
use crate::interview::evidence::Words;
use crate::interview::room::{Attempt, Phase, Slot};
use crate::interview::rubric::{STAR, score_kind};
use crate::language::ScoreKind;
use crate::text;
use crate::tui::action::Action;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::answer::{self, Revealed, heading};
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::page;

/// From this width on both answers stand side by side.
const BESIDE: u16 = 74;

impl RoomScreen {
    pub(super) fn draw_scoring(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
        now: Moment,
    ) -> Option<Position> {
        let (slot, attempt) = self.room.current()?;
        let (slot, attempt) = (slot.clone(), attempt.clone());
        let columns = usize::from(area.width);
        let yours = self.yours_lines(&attempt, columns, shared);
        let wide = area.width >= BESIDE && yours.is_some();
        let mut head: Vec<Line<'_>> = text::wrap(&text::visible(&self.question(shared)), columns)
            .into_iter()
            .take(if area.height < 20 { 2 } else { 4 })
            .map(|line| Line::styled(line, shared.theme.style(Role::Title)))
            .collect();
        head.push(times_line(&attempt, &slot, columns, shared));
        let most = usize::from(area.height) * 2 / 5;
        let things = self.things(&slot, &attempt, shared);
        let points_rows = if self.dimensions.is_some() {
            let more = if area.height < 20 { 1 } else { 3 };
            self.dimension_rows(most + more, shared)
        } else {
            Revealed::tick_rows(things.len(), most)
        };
        let scores = self.score_lines(&attempt, columns, shared, now);
        let height = |lines: usize| u16::try_from(lines).unwrap_or(0);
        let [head_area, middle, points_area, scores_area] = Layout::vertical([
            Constraint::Length(height(head.len())),
            Constraint::Min(3),
            Constraint::Length(points_rows),
            Constraint::Length(height(scores.len())),
        ])
        .areas(area);
        frame.render_widget(Lines::from(head), head_area);
        if wide {
            let [left, right] =
                Layout::horizontal([Constraint::Percentage(45), Constraint::Min(20)])
                    .spacing(3)
                    .areas(middle);
            self.draw_yours(frame, (left, area.width), &attempt, shared);
            self.draw_model(frame, right, &slot, shared);
        } else if self.scrolled == Scrolled::Yours {
            self.draw_yours(frame, (middle, area.width), &attempt, shared);
        } else if yours.is_some() {
            let key = shared.key(Action::OtherPane);
            let words = shared.language.score_other_yours(&key);
            let words = text::fit(&words, columns);
            frame.render_widget(heading(&words, shared), page::row(middle, 0));
            self.draw_model(frame, page::below(middle, 1), &slot, shared);
        } else {
            self.draw_model(frame, middle, &slot, shared);
        }
        if self.dimensions.is_some() {
            self.draw_dimensions(frame, points_area, &attempt, shared);
        } else {
            let say = shared.language;
            let is_used = attempt.is_ticked || !attempt.points.is_empty();
            let title = match slot.points_of {
                0 if self.tickable() > 0 => say.score_star(),
                0 => say.score_points(),
                points if is_used => say.score_points_said(attempt.points.len(), points),
                points => say.score_points_untouched(points),
            };
            let said = self.said_words(&attempt);
            self.revealed
                .draw_ticks(frame, points_area, &title, (&things, &said), shared);
        }
        frame.render_widget(Lines::from(scores), scores_area);
        self.draw_next_time(
            frame,
            page::row(scores_area, scores_area.height.saturating_sub(1)),
            &attempt,
            shared,
        )
    }

    /// The words that were typed, in all parts of the card.
    fn said_words(&self, attempt: &Attempt) -> Words {
        let parts = self.room.parts().map(|(_, part)| part.typed.as_str());
        Words::of(parts.chain([attempt.typed.as_str()]))
    }

    /// The words of the card's key points.
    fn point_words(&self, shared: &Shared) -> Words {
        let points = self.card(shared).map_or(&[][..], |card| &card.key_points);
        Words::of(points.iter().map(String::as_str))
    }

    /// What was said: typed, list and all parts of the card, as far as it was written, and the notes
    /// of this interview; `None` where nothing was written at all.
    fn yours_lines(
        &self,
        attempt: &Attempt,
        columns: usize,
        shared: &Shared,
    ) -> Option<Vec<Line<'static>>> {
        let say = shared.language;
        let is_part = |(slot, _): &(&Slot, &Attempt)| slot.question.part.is_some();
        let parts: Vec<&Attempt> = match self.room.current().filter(is_part) {
            Some(_) => self.room.parts().map(|(_, attempt)| attempt).collect(),
            None => Vec::new(),
        };
        let notes = self.room.pad().trim();
        let has_words = |attempt: &Attempt| !attempt.typed.trim().is_empty();
        if notes.is_empty() && !has_words(attempt) && !parts.iter().any(|part| has_words(part)) {
            return None;
        }
        let points = self.point_words(shared);
        let mut lines = Vec::new();
        if !notes.is_empty() {
            let words = say.score_notes(&text::visible_line(notes));
            for line in text::wrap(&words, columns) {
                lines.push(Line::styled(line, shared.theme.style(Role::Accent)));
            }
        }
        if parts.is_empty() {
            lines.extend(said_lines(attempt, &points, columns, shared));
        }
        for (number, part) in (1..).zip(parts) {
            lines.push(heading(&say.score_part(number), shared));
            lines.extend(said_lines(part, &points, columns, shared));
        }
        Some(lines)
    }

    /// What was said, scrolled; alone where it has the whole width.
    fn draw_yours(
        &mut self,
        frame: &mut Frame<'_>,
        (area, whole): (Rect, u16),
        attempt: &Attempt,
        shared: &Shared,
    ) {
        let columns = usize::from(area.width);
        let lines = self.yours_lines(attempt, columns, shared);
        let lines =
            lines.unwrap_or_else(|| said_lines(attempt, &Words::default(), columns, shared));
        let say = shared.language;
        let title = if area.width == whole {
            say.score_other_model(&shared.key(Action::OtherPane))
        } else {
            marked(&say.score_yours(), self.scrolled == Scrolled::Yours)
        };
        frame.render_widget(heading(&title, shared), page::row(area, 0));
        let below = page::below(area, 1);
        self.yours
            .draw(frame, below, &lines.into(), &SCROLL, shared);
    }

    /// The model answer and the user's own story, scrolled.
    fn draw_model(&mut self, frame: &mut Frame<'_>, area: Rect, slot: &Slot, shared: &Shared) {
        let columns = usize::from(area.width.min(page::WIDEST_TEXT));
        let lines = match self.card(shared) {
            None => vec![Line::raw(shared.language.room_gone())].into(),
            Some(card) => answer::model_lines_for(card, &slot.question, columns, shared),
        };
        self.revealed
            .draw_answer(frame, area, &lines, &SCROLL, shared);
    }

    /// The key points, and after them situation, task, action and result where they are ticked.
    fn things(&self, slot: &Slot, attempt: &Attempt, shared: &Shared) -> Vec<(String, bool)> {
        let say = shared.language;
        let mut things: Vec<(String, bool)> = self
            .card(shared)
            .map_or(&[][..], |card| &card.key_points)
            .iter()
            .take(slot.points_of)
            .enumerate()
            .map(|(i, point)| (point.clone(), attempt.points.contains(&i)))
            .collect();
        if self.tickable() > slot.points_of {
            let told = STAR.iter().enumerate();
            things.extend(told.map(|(i, (_, words))| {
                (
                    (*words.in_language(say)).to_owned(),
                    attempt.star.contains(&i),
                )
            }));
        }
        things
    }

    fn score_lines(
        &self,
        attempt: &Attempt,
        columns: usize,
        shared: &Shared,
        now: Moment,
    ) -> Vec<Line<'static>> {
        let say = shared.language;
        let is_quiet = self.room.phase() == Phase::Score && !self.unkept.has_failed();
        let mut lines = vec![match self.remembered(shared, now).filter(|_| is_quiet) {
            Some(words) => {
                let words = text::fit(&words, columns);
                Line::styled(words, shared.theme.style(Role::Accent))
            }
            None => self.saving_line(columns, shared),
        }];
        if let Some(kept) = attempt.score_after_hints().filter(|_| attempt.hints > 0) {
            let words = say.score_hints_cost(attempt.hints, kept);
            let remembered = self.remembered(shared, now).filter(|_| is_quiet);
            let words = match remembered {
                Some(remembered) => format!("{words} · {remembered}"),
                None => words,
            };
            lines[0] = Line::styled(text::fit(&words, columns), shared.theme.style(Role::Warn));
        }
        let kind = self.score_kind(shared);
        let chosen = attempt.score;
        let spans: Vec<Span<'_>> = (1..=5u8)
            .map(|score| {
                let is_chosen = chosen == Some(score);
                let role = if is_chosen {
                    Role::Selected
                } else {
                    Role::Text
                };
                let words = format!(" {score} {} ", say.score_words(kind, score));
                Span::styled(words, shared.theme.style(role))
            })
            .collect();
        lines.extend(in_rows(spans, columns));
        // The line for "next time" is drawn into this one.
        lines.push(Line::default());
        lines
    }

    fn draw_next_time(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        attempt: &Attempt,
        shared: &Shared,
    ) -> Option<Position> {
        let label = format!("{}: ", shared.language.score_next_time());
        let width = u16::try_from(text::columns(&label)).unwrap_or(0);
        let label_area = Rect {
            width: width.min(area.width),
            ..area
        };
        frame.render_widget(
            Span::styled(label, shared.theme.style(Role::Dim)),
            label_area,
        );
        let field = Rect {
            x: area.x + width,
            width: area.width.saturating_sub(width),
            ..area
        };
        if let Some(writing) = self
            .writing
            .as_mut()
            .filter(|writing| writing.what == Written::NextTime)
        {
            return Some(
                writing
                    .edit
                    .draw(frame, field, shared.theme.style(Role::Text)),
            );
        }
        let note = text::fit(&text::visible_line(&attempt.note), usize::from(field.width));
        frame.render_widget(Span::styled(note, shared.theme.style(Role::Text)), field);
        None
    }

    /// What the words of the score are about.
    pub(super) fn score_kind(&self, shared: &Shared) -> ScoreKind {
        let current = self.room.current();
        score_kind(current.and_then(|(slot, _)| shared.bank.find(slot.card())))
    }
}

/// A heading in brackets where the keys scroll what is below it.
fn marked(title: &str, is_under_keys: bool) -> String {
    if is_under_keys {
        format!("[{title}]")
    } else {
        format!(" {title} ")
    }
}

/// What was typed for one answer, with the words of the key points marked, or how it was given where
/// nothing was typed.
fn said_lines(
    attempt: &Attempt,
    points: &Words,
    columns: usize,
    shared: &Shared,
) -> Vec<Line<'static>> {
    let say = shared.language;
    let said = match (
        attempt.typed.trim().is_empty(),
        attempt.skipped,
        attempt.gave_up,
    ) {
        (false, ..) => attempt.typed.clone(),
        (true, true, _) => say.debrief_skipped(),
        (true, false, true) => say.score_gave_up(),
        (true, false, false) => say.score_spoken(),
    };
    text::wrap(&text::visible(&said), columns)
        .into_iter()
        .map(|line| answer::marked(&line, points, shared.theme.style(Role::Text), shared))
        .collect()
}

/// The spans in as few rows as hold them whole: the words matter more than the space.
fn in_rows(spans: Vec<Span<'static>>, columns: usize) -> Vec<Line<'static>> {
    let mut rows = vec![Line::default()];
    let mut used = 0;
    for span in spans {
        let width = text::columns(&span.content);
        if used > 0 && used + width > columns {
            rows.push(Line::default());
            used = 0;
        }
        used += width;
        if let Some(row) = rows.last_mut() {
            row.push_span(span);
        }
    }
    rows
}

fn times_line(attempt: &Attempt, slot: &Slot, columns: usize, shared: &Shared) -> Line<'static> {
    let say = shared.language;
    let face = |ms: u64| clock_face(Duration::from_millis(ms));
    let limit = slot.question.limit_ms;
    let (think, answered) = (face(attempt.think_ms), face(attempt.answer_ms));
    let mut times = if limit > 0 {
        say.score_times(&think, &answered, &face(limit))
    } else {
        say.score_times_unlimited(&think, &answered)
    };
    if attempt.retakes > 0 {
        times = format!(
            "{} · {times}",
            say.score_take(attempt.retakes.saturating_add(1))
        );
    }
    if limit == 0 {
        return heading(&text::fit(&times, columns), shared);
    }
    if attempt.gave_up {
        let words = say.score_given_up(&answered);
        let words = text::fit(&words, columns);
        return Line::styled(words, shared.theme.style(Role::Dim));
    }
    let over = attempt.answer_ms.saturating_sub(limit);
    let (verdict, role) = if over >= 1000 {
        (say.score_over(&format!("+{}", face(over))), Role::Warn)
    } else {
        (say.score_in_time(), Role::Good)
    };
    let room = columns.saturating_sub(text::columns(&verdict) + 3);
    Line::from(vec![
        Span::styled(text::fit(&times, room), shared.theme.style(Role::Dim)),
        Span::styled(" · ", shared.theme.style(Role::Dim)),
        Span::styled(verdict, shared.theme.style(role)),
    ])
}
