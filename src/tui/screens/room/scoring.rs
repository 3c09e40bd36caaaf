//! The room after an answer: what you did beside the model answer, key points, and the score.

use std::time::Duration;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span, Text};

use super::{RoomScreen, Written};
use crate::bank::{CardType, Kind};
use crate::clock::clock_face;
use crate::interview::room::{Attempt, Phase, Slot};
use crate::language::ScoreKind;
use crate::text;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::{markdown, page};

impl RoomScreen {
    pub(super) fn draw_scoring(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
    ) -> Option<Position> {
        let (slot, attempt) = self.room.current()?;
        let (slot, attempt) = (slot.clone(), attempt.clone());
        let columns = usize::from(area.width);
        let wide = area.width >= 84;
        let mut head: Vec<Line<'_>> = text::wrap(&text::visible(&self.question(shared)), columns)
            .into_iter()
            .take(if area.height < 20 { 2 } else { 4 })
            .map(|line| Line::styled(line, shared.theme.style(Role::Title)))
            .collect();
        head.push(times_line(&attempt, &slot, columns, shared));
        let points = self.point_lines(
            &slot,
            &attempt,
            columns,
            usize::from(area.height) / 3,
            shared,
        );
        let scores = self.score_lines(&attempt, columns, shared);
        let height = |lines: usize| u16::try_from(lines).unwrap_or(0);
        let [head_area, middle, points_area, scores_area] = Layout::vertical([
            Constraint::Length(height(head.len())),
            Constraint::Min(3),
            Constraint::Length(height(points.len())),
            Constraint::Length(height(scores.len())),
        ])
        .areas(area);
        frame.render_widget(Text::from(head), head_area);
        if wide {
            let [left, right] =
                Layout::horizontal([Constraint::Percentage(38), Constraint::Min(20)])
                    .spacing(3)
                    .areas(middle);
            Self::draw_yours(frame, left, &attempt, shared);
            self.draw_model(frame, right, &slot, shared);
        } else {
            self.draw_model(frame, middle, &slot, shared);
        }
        frame.render_widget(Text::from(points), points_area);
        frame.render_widget(Text::from(scores), scores_area);
        self.draw_next_time(
            frame,
            page::row(scores_area, scores_area.height.saturating_sub(1)),
            &attempt,
            shared,
        )
    }

    fn draw_yours(frame: &mut Frame<'_>, area: Rect, attempt: &Attempt, shared: &Shared) {
        let say = shared.language;
        let mut lines = vec![Self::heading(&say.score_yours(), shared)];
        let typed = match (attempt.gave_up, attempt.typed.trim().is_empty()) {
            (_, false) => attempt.typed.clone(),
            (true, true) => say.score_gave_up(),
            (false, true) => say.score_spoken(),
        };
        for line in text::wrap(&text::visible(&typed), usize::from(area.width)) {
            lines.push(Line::styled(line, shared.theme.style(Role::Text)));
        }
        frame.render_widget(Text::from(lines), area);
    }

    /// The model answer and the user's own story, scrolled; says where more is below.
    fn draw_model(&mut self, frame: &mut Frame<'_>, area: Rect, slot: &Slot, shared: &Shared) {
        let say = shared.language;
        let columns = usize::from(area.width.min(page::WIDEST_TEXT));
        let mut heading = say.score_model();
        let mut lines = Vec::new();
        match self.card(shared) {
            None => lines.push(Line::raw(say.room_gone())),
            Some(card) => {
                let markdown = match card.follow_up(&slot.question.follow_up) {
                    Some(follow_up) => &follow_up.answer,
                    None if card.is_unwritten() || card.answer.is_empty() => {
                        heading = say.score_outline();
                        &card.outline
                    }
                    None => &card.answer,
                };
                if markdown.is_empty() {
                    lines.push(Line::styled(
                        say.score_no_answer(),
                        shared.theme.style(Role::Dim),
                    ));
                } else {
                    lines.extend(markdown::lines(markdown, columns, &shared.theme));
                }
                if !card.experience.is_empty() && slot.depth() == 0 {
                    lines.push(Line::default());
                    lines.push(Self::heading(&say.score_story(), shared));
                    lines.extend(markdown::lines(&card.experience, columns, &shared.theme));
                }
            }
        }
        let rows = usize::from(area.height.saturating_sub(1));
        self.last_scroll = lines.len().saturating_sub(rows);
        self.scroll = self.scroll.min(self.last_scroll);
        if self.scroll < self.last_scroll {
            heading = format!("{heading} · {}", say.more_below());
        }
        frame.render_widget(Self::heading(&heading, shared), page::row(area, 0));
        let shown: Vec<Line<'_>> = lines.into_iter().skip(self.scroll).take(rows).collect();
        frame.render_widget(Text::from(shown), page::below(area, 1));
    }

    fn point_lines(
        &self,
        slot: &Slot,
        attempt: &Attempt,
        columns: usize,
        most: usize,
        shared: &Shared,
    ) -> Vec<Line<'static>> {
        let card = self
            .card(shared)
            .filter(|_| slot.depth() == 0 && slot.points_of > 0);
        let Some(card) = card else { return Vec::new() };
        let mut lines = vec![Self::heading(&shared.language.score_points(), shared)];
        let rows = most.saturating_sub(1).clamp(1, 6);
        let top = super::super::scrolled_to(0, self.point, rows);
        for (i, point) in card.key_points.iter().enumerate().skip(top).take(rows) {
            let ticked = attempt.points.contains(&i);
            let box_sign = if ticked { "[x] " } else { "[ ] " };
            let words = format!("{box_sign}{}", text::visible_line(point));
            let role = match (i == self.point, ticked) {
                (true, _) => Role::Selected,
                (false, true) => Role::Good,
                (false, false) => Role::Text,
            };
            lines.push(Line::styled(
                text::pad(&words, columns),
                shared.theme.style(role),
            ));
        }
        lines
    }

    fn score_lines(
        &self,
        attempt: &Attempt,
        columns: usize,
        shared: &Shared,
    ) -> Vec<Line<'static>> {
        let say = shared.language;
        let mut lines = Vec::new();
        if let Some(why) = &self.why_unkept {
            let words = say.not_saved(why.in_language(say));
            lines.push(Line::styled(
                text::fit(&words, columns),
                shared.theme.style(Role::Bad),
            ));
        } else if matches!(self.room.phase(), Phase::Keeping | Phase::Over) {
            lines.push(Line::styled(
                say.score_saving(),
                shared.theme.style(Role::Dim),
            ));
        } else {
            lines.push(Line::default());
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
            .filter(|writing| writing.what == Written::Note)
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
    fn score_kind(&self, shared: &Shared) -> ScoreKind {
        let entry = self
            .room
            .current()
            .and_then(|(slot, _)| shared.bank.find(slot.card()));
        match entry.map(|entry| (entry.deck.kind, entry.card.card_type)) {
            Some((_, CardType::ToAsk)) => ScoreKind::Asking,
            Some((Kind::Personal, _)) => ScoreKind::Evidence,
            Some((Kind::Company, _)) => ScoreKind::Fit,
            _ => ScoreKind::Correctness,
        }
    }
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
    let times = say.score_times(
        &face(attempt.think_ms),
        &face(attempt.answer_ms),
        &face(slot.question.limit_ms),
    );
    let over = attempt.answer_ms.saturating_sub(slot.question.limit_ms);
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
