//! A session looked back on: what a coach would say first, then a row per question.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span, Text};

use super::{Reply, editor, moved, scrolled_to};
use crate::bank::write::Field;
use crate::clock::{Moment, clock_face};
use crate::history::RecordId;
use crate::history::record::PlannedRound;
use crate::interview::debrief::{Debrief, Row};
use crate::text;
use crate::tui::action::Action;
use crate::tui::shared::{Shared, Target};
use crate::tui::theme::Role;
use crate::tui::widgets::{bar, page};

/// The debrief of one session.
#[derive(Debug)]
pub struct DebriefScreen {
    title: String,
    debrief: Debrief,
    at: usize,
    top: usize,
    /// The row that is shown whole.
    open: bool,
}

impl DebriefScreen {
    /// The debrief of a session with these rounds.
    pub fn new(
        title: String,
        session: &RecordId,
        rounds: &[PlannedRound],
        shared: &Shared,
    ) -> Self {
        let debrief = Debrief::of(session, rounds, &shared.history);
        Self {
            title,
            debrief,
            at: 0,
            top: 0,
            open: false,
        }
    }

    /// Moves among the rows, shows one whole.
    pub fn act(&mut self, action: Action, shared: &mut Shared, now: Moment) -> Option<Vec<Reply>> {
        if let Some(at) = moved(action, self.at, self.debrief.rows.len(), 10) {
            self.at = at;
            return Some(Vec::new());
        }
        match action {
            Action::Open => self.open = !self.open,
            Action::EditInDebrief => {
                let row = self.debrief.rows.get(self.at)?;
                let field = if row.follow_up.is_empty() {
                    Field::Answer
                } else {
                    Field::FollowUps
                };
                let card = row.card.clone();
                return Some(editor::open(&card, field, shared, now));
            }
            Action::CloseDebrief if self.open => self.open = false,
            Action::CloseDebrief => return Some(vec![Reply::CloseAll]),
            _ => return None,
        }
        Some(Vec::new())
    }

    /// Chooses a row; true where it was chosen already.
    pub fn point_at(&mut self, row: usize) -> bool {
        let was_chosen = self.at == row;
        self.at = row.min(self.debrief.rows.len().saturating_sub(1));
        was_chosen
    }

    /// Draws the headline, what to look at, and the rows.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, shared: &Shared) {
        let say = shared.language;
        let actions = [
            Action::Up,
            Action::Open,
            Action::EditInDebrief,
            Action::CloseDebrief,
            Action::Help,
            Action::Quit,
        ];
        let title = page::title(&format!("{} · {}", say.debrief_title(), self.title), shared);
        let time = say.debrief_time(
            &clock_face(self.debrief.used),
            &clock_face(self.debrief.given),
        );
        let body = page::column(page::draw(frame, area, title, &time, &actions, shared));
        let columns = usize::from(body.width);
        let head = self.head(columns, shared);
        let head_rows = u16::try_from(head.len()).unwrap_or(0).min(body.height / 2);
        frame.render_widget(
            Text::from(head),
            Rect {
                height: head_rows,
                ..body
            },
        );
        let list = page::below(body, head_rows);
        if self.debrief.rows.is_empty() {
            frame.render_widget(
                Line::styled(say.debrief_empty(), shared.theme.style(Role::Dim)),
                page::row(list, 1),
            );
            return;
        }
        let details = if self.open {
            self.details(columns, shared)
        } else {
            Vec::new()
        };
        let most = usize::from(list.height).saturating_sub(3);
        let details: Vec<Line<'_>> = details.into_iter().take(most).collect();
        let rows = usize::from(list.height)
            .saturating_sub(details.len())
            .max(1);
        self.top = scrolled_to(self.top, self.at, rows);
        let mut lines = Vec::new();
        for (i, row) in self
            .debrief
            .rows
            .iter()
            .enumerate()
            .skip(self.top)
            .take(rows)
        {
            let place = page::row(list, u16::try_from(lines.len()).unwrap_or(u16::MAX));
            shared.can_click(place, Target::Row(i));
            lines.push(row_line(i, row, i == self.at, columns, shared));
            if i == self.at {
                lines.extend(details.clone());
            }
        }
        frame.render_widget(Text::from(lines), list);
    }

    fn head(&self, columns: usize, shared: &Shared) -> Vec<Line<'static>> {
        let say = shared.language;
        let debrief = &self.debrief;
        let mut first = vec![
            say.debrief_headline(debrief.rows.len(), debrief.planned),
            say.debrief_answered(debrief.answered(), debrief.given_up(), debrief.skipped()),
        ];
        if let Some(mean) = debrief.mean_score() {
            first.push(say.debrief_mean(&format!("{mean:.1}")));
        }
        let line = |words: &str, role: Role| {
            Line::styled(text::fit(words, columns), shared.theme.style(role))
        };
        let mut lines: Vec<Line<'static>> = text::wrap(&first.join(" · "), columns)
            .into_iter()
            .map(|words| line(&words, Role::Accent))
            .collect();
        if let Some((tag, mean)) = debrief.weakest_tag(&shared.bank) {
            lines.push(line(
                &say.debrief_weakest(&text::visible_line(&tag), &format!("{mean:.1}")),
                Role::Warn,
            ));
        }
        for row in debrief.surest_but_wrong().take(2) {
            lines.push(line(
                &say.debrief_wrong_but_sure(&question_of(row, shared)),
                Role::Bad,
            ));
        }
        let unwritten = debrief.unwritten(&shared.bank).count();
        if unwritten > 0 {
            lines.push(line(&say.debrief_unwritten(unwritten), Role::Dim));
        }
        lines.push(Line::default());
        lines
    }

    /// The chosen row whole: question, what was typed, the answer, the note.
    fn details(&self, columns: usize, shared: &Shared) -> Vec<Line<'static>> {
        let say = shared.language;
        let Some(row) = self.debrief.rows.get(self.at) else {
            return Vec::new();
        };
        let room = columns.saturating_sub(6);
        let mut lines = Vec::new();
        let mut add = |label: String, words: &str, role: Role| {
            if words.trim().is_empty() {
                return;
            }
            if !label.is_empty() {
                lines.push(Line::styled(
                    format!("    {label}"),
                    shared.theme.style(Role::Dim),
                ));
            }
            for line in text::wrap(&text::visible(words), room) {
                lines.push(Line::styled(
                    format!("      {line}"),
                    shared.theme.style(role),
                ));
            }
        };
        add(String::new(), &question_of(row, shared), Role::Title);
        let answer = &row.answer;
        let limit = std::time::Duration::from_millis(answer.limit_ms.unwrap_or(0));
        let length =
            |ms: Option<u64>| clock_face(std::time::Duration::from_millis(ms.unwrap_or(0)));
        let times = say.score_times(
            &length(answer.think_ms),
            &length(answer.answer_ms),
            &clock_face(limit),
        );
        add(say.score_yours(), &times, Role::Text);
        add(
            say.room_typed(),
            answer.typed.as_deref().unwrap_or_default(),
            Role::Text,
        );
        add(
            say.score_next_time(),
            answer.note.as_deref().unwrap_or_default(),
            Role::Good,
        );
        if let Some(entry) = shared.bank.find(&row.card) {
            let (label, model) = match entry.card.follow_up(&row.follow_up) {
                Some(follow_up) => (say.score_model(), &follow_up.answer),
                None if entry.card.is_unwritten() => (say.score_outline(), &entry.card.outline),
                None => (say.score_model(), &entry.card.answer),
            };
            add(label, model, Role::Text);
        }
        lines
    }
}

fn question_of(row: &Row, shared: &Shared) -> String {
    let Some(entry) = shared.bank.find(&row.card) else {
        return row.card.as_str().to_owned();
    };
    let question = match entry.card.follow_up(&row.follow_up) {
        Some(follow_up) => &follow_up.question,
        None => entry.card.wording(row.wording),
    };
    text::visible_line(question)
}

fn row_line(
    number: usize,
    row: &Row,
    chosen: bool,
    columns: usize,
    shared: &Shared,
) -> Line<'static> {
    let say = shared.language;
    let style = |role: Role| {
        shared
            .theme
            .style(if chosen { Role::Selected } else { role })
    };
    let mark = match (chosen, shared.ascii) {
        (true, true) => ">",
        (true, false) => "▸",
        (false, _) => " ",
    };
    let answer = &row.answer;
    let depth = row.follow_up.len();
    let indent = if depth == 0 {
        ""
    } else if shared.ascii {
        "`- "
    } else {
        "└ "
    };
    let (score, role) = match (answer.skipped, answer.score) {
        (true, _) => (say.debrief_skipped(), Role::Dim),
        (false, None) => (say.debrief_unscored(), Role::Dim),
        (false, Some(score)) => {
            let role = if score <= 2 {
                Role::Bad
            } else if score == 3 {
                Role::Warn
            } else {
                Role::Good
            };
            let plain = style(role);
            let bar = bar::filled(f64::from(score) / 5.0, 5, shared.ascii, plain, plain);
            (
                format!("{} {score}", bar.map(|span| span.content).concat()),
                role,
            )
        }
    };
    let change = match row.change {
        Some(change) if change != 0 => format!("{change:+}"),
        Some(_) => "=".to_owned(),
        None if answer.score.is_some() => say.debrief_no_change(),
        None => String::new(),
    };
    let time = clock_face(std::time::Duration::from_millis(
        answer.answer_ms.unwrap_or(0),
    ));
    let over = match answer.overrun() {
        over if over.as_secs() > 0 => format!("+{}", clock_face(over)),
        _ => String::new(),
    };
    let points = match (&answer.points, answer.points_of) {
        (Some(points), Some(of)) => format!("{}/{of}", points.len()),
        _ => String::new(),
    };
    let fixed = 1 + 4 + 9 + 5 + 6 + 7 + 5;
    let room = columns.saturating_sub(fixed + 1);
    let question = format!(
        "{}{}",
        " ".repeat(depth.saturating_sub(1) * 2) + indent,
        question_of(row, shared)
    );
    Line::from(vec![
        Span::styled(format!("{mark}{:>2}  ", number + 1), style(Role::Dim)),
        Span::styled(text::pad(&question, room), style(Role::Text)),
        Span::styled(format!(" {}", text::pad(&score, 8)), style(role)),
        Span::styled(text::pad(&change, 5), style(Role::Dim)),
        Span::styled(text::pad(&time, 6), style(Role::Text)),
        Span::styled(text::pad(&over, 7), style(Role::Warn)),
        Span::styled(text::pad(&points, 5), style(Role::Dim)),
    ])
}
