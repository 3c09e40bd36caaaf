//! The debrief as one page that scrolls: findings, rows, what to do, three lines.

use std::ops::Range;
use std::time::Duration;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::{DebriefScreen, LINES};
use crate::clock::clock_face;
use crate::interview::debrief::{Row, words};
use crate::report::session::score_words;
use crate::text;
use crate::tui::action::Action;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::list;
use crate::tui::widgets::{bar, page};

/// From this width on the rows show the time of thinking too, and what their figures are.
const WIDE: usize = 80;

/// The page with the places of what can be chosen in it.
struct Page {
    lines: Vec<Line<'static>>,
    /// The lines of every row, then of every line of the reflection.
    items: Vec<Range<usize>>,
}

impl DebriefScreen {
    /// Draws the part of the page in which the cursor is; gives the caret's place.
    pub(super) fn draw_page(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
    ) -> Option<Position> {
        let say = shared.language;
        let title = page::title(&format!("{} · {}", say.debrief_title(), self.title), shared);
        let time = say.debrief_time(
            &clock_face(self.debrief.used),
            &clock_face(self.debrief.given),
        );
        let body = page::column(page::draw(
            frame,
            area,
            title,
            &time,
            &self.footer(),
            shared,
        ));
        let columns = usize::from(body.width);
        let drawn = self.page(columns, shared);
        let line = drawn.items.get(self.list.at()).cloned().unwrap_or_default();
        let lines = drawn.lines.len();
        let (top, body) = self.list.page(frame, body, lines, drawn.items, shared);
        let seen = drawn
            .lines
            .into_iter()
            .skip(top)
            .take(usize::from(body.height));
        frame.render_widget(Lines::from(seen.collect::<Vec<_>>()), body);
        if let Some(ask) = &self.ask {
            ask.draw(frame, area, shared);
            return None;
        }
        let edit = self.writing.as_mut()?;
        let label = u16::try_from(label_columns(shared)).unwrap_or(0);
        let row = page::row(
            body,
            u16::try_from(line.start.saturating_sub(top)).unwrap_or(0),
        );
        let field = Rect {
            x: row.x + label,
            width: row.width.saturating_sub(label),
            ..row
        };
        Some(edit.draw(frame, field, shared.theme.style(Role::Text)))
    }

    fn footer(&self) -> Vec<Action> {
        if self.ask.is_some() {
            return Vec::new();
        }
        if self.is_typing() {
            return vec![Action::EndText];
        }
        let mut actions = vec![Action::Up, Action::Open, Action::ScoreRow];
        if self.line().is_none() {
            actions.push(Action::EditInDebrief);
        }
        let row = self.debrief.rows.get(self.list.at());
        if row.is_some_and(|row| row.answer.recording.is_some()) {
            actions.push(Action::PlayAnswer);
        }
        if !self.debrief.weak_cards().is_empty() {
            actions.push(Action::AskAgain);
        }
        actions.extend([
            Action::Export,
            Action::CloseDebrief,
            Action::OlderSession,
            Action::Help,
            Action::Quit,
        ]);
        actions
    }

    fn page(&self, columns: usize, shared: &Shared) -> Page {
        let say = shared.language;
        let style = |role: Role| shared.theme.style(role);
        let mut page = Page {
            lines: self.findings(columns, shared),
            items: Vec::new(),
        };
        page.lines.push(Line::default());
        if self.debrief.rows.is_empty() {
            page.lines
                .push(Line::styled(say.debrief_empty(), style(Role::Dim)));
        } else if columns >= WIDE {
            page.lines.push(heads(columns, shared));
        }
        for (number, row) in self.debrief.rows.iter().enumerate() {
            let is_chosen = number == self.list.at();
            let begins = page.lines.len();
            page.lines
                .push(row_line(number, row, is_chosen, columns, shared));
            let is_open = is_chosen && self.open;
            if let Some(note) = row.answer.note.as_deref().filter(|_| !is_open) {
                let note = format!(
                    "     {}: {}",
                    say.score_next_time(),
                    text::visible_line(note)
                );
                page.lines
                    .push(Line::styled(text::fit(&note, columns), style(Role::Dim)));
            }
            if is_open {
                page.lines.extend(details(row, columns, shared));
            }
            page.items.push(begins..page.lines.len());
        }
        page.lines.extend(self.noted_lines(columns, shared));
        let tomorrow = words::for_tomorrow(&self.debrief, &self.findings, &shared.bank, say);
        if !tomorrow.is_empty() {
            page.lines.push(Line::default());
            page.lines
                .push(Line::styled(say.debrief_tomorrow(), style(Role::Title)));
            for (number, thing) in (1..).zip(&tomorrow) {
                for (i, words) in text::wrap(thing, columns.saturating_sub(5))
                    .iter()
                    .enumerate()
                {
                    let mark = if i == 0 {
                        format!("  {number}. ")
                    } else {
                        " ".repeat(5)
                    };
                    page.lines
                        .push(Line::styled(format!("{mark}{words}"), style(Role::Text)));
                }
            }
        }
        page.lines.push(Line::default());
        page.lines
            .push(Line::styled(say.debrief_reflection(), style(Role::Title)));
        for line in 0..LINES {
            page.lines.push(self.reflection_line(line, columns, shared));
            page.items.push(page.lines.len() - 1..page.lines.len());
        }
        page
    }

    /// What was noted during the interview and at its end.
    fn noted_lines(&self, columns: usize, shared: &Shared) -> Vec<Line<'static>> {
        let say = shared.language;
        let names = [say.debrief_notes(), say.line_title()];
        let mut lines = Vec::new();
        for (name, words) in names.into_iter().zip(&self.noted) {
            if words.is_empty() {
                continue;
            }
            lines.push(Line::default());
            lines.push(Line::styled(name, shared.theme.style(Role::Title)));
            let wrapped = text::wrap(&text::visible(words), columns.saturating_sub(2));
            let style = shared.theme.style(Role::Text);
            let wrapped = wrapped.into_iter();
            lines.extend(wrapped.map(|line| Line::styled(format!("  {line}"), style)));
        }
        lines
    }

    fn findings(&self, columns: usize, shared: &Shared) -> Vec<Line<'static>> {
        let mut lines = Vec::new();
        for said in words::said(&self.debrief, &self.findings, &shared.bank, shared.language) {
            let role = match said.tone {
                words::Tone::Head => Role::Accent,
                words::Tone::Plain => Role::Dim,
                words::Tone::Good => Role::Good,
                words::Tone::Warn => Role::Warn,
                words::Tone::Bad => Role::Bad,
            };
            let style = shared.theme.style(role);
            let wrapped = text::wrap(&said.words, columns).into_iter().take(2);
            lines.extend(wrapped.map(|words| Line::styled(words, style)));
        }
        lines.extend(self.pace_line(columns, shared));
        lines
    }

    /// Three small bars: short, in time, over.
    fn pace_line(&self, columns: usize, shared: &Shared) -> Option<Line<'static>> {
        let say = shared.language;
        let pace = self.findings.pace;
        let all = u32::try_from(pace.answers()).ok().filter(|&all| all > 0)?;
        let parts = [
            (say.report_pace_short(), pace.short, Role::Warn),
            (say.report_pace_in_time(), pace.in_time, Role::Good),
            (say.report_pace_over(), pace.over, Role::Bad),
        ];
        let words = |label: &str, count: usize| format!("{label} {count} ");
        let taken: usize = parts
            .iter()
            .map(|(label, count, _)| text::columns(&words(label, *count)) + 2)
            .sum();
        let room = (columns.saturating_sub(taken) / 3).min(12);
        let rest = shared.theme.style(Role::Border);
        let mut spans = Vec::new();
        for (label, count, role) in parts {
            let share = f64::from(u32::try_from(count).unwrap_or(0)) / f64::from(all);
            let style = shared.theme.style(role);
            spans.push(Span::styled(
                words(&label, count),
                shared.theme.style(Role::Text),
            ));
            spans.extend(bar::filled(share, room, shared.ascii, style, rest));
            spans.push(Span::raw("  "));
        }
        Some(Line::from(spans))
    }

    fn reflection_line(&self, line: usize, columns: usize, shared: &Shared) -> Line<'static> {
        let say = shared.language;
        let (label, words, kept) = match line {
            0 => (say.debrief_keep(), &self.reflection.keep, &self.kept.keep),
            1 => (
                say.debrief_problem(),
                &self.reflection.problem,
                &self.kept.problem,
            ),
            _ => (
                say.debrief_try(),
                &self.reflection.attempt,
                &self.kept.attempt,
            ),
        };
        let is_chosen = self.line() == Some(line);
        let mark = list::mark(is_chosen);
        let unkept = if words == kept { " " } else { "*" };
        let label = text::pad(&format!("{mark}{label}{unkept}"), label_columns(shared));
        let role = if is_chosen { Role::Selected } else { Role::Dim };
        let words = text::visible_line(words);
        let words = if words.is_empty() {
            "…".to_owned()
        } else {
            words
        };
        let room = columns.saturating_sub(label_columns(shared));
        let words = if is_chosen && self.is_typing() {
            String::new()
        } else {
            text::fit(&words, room)
        };
        Line::from(vec![
            Span::styled(label, shared.theme.style(role)),
            Span::styled(words, shared.theme.style(Role::Text)),
        ])
    }
}

/// The key points, a line each, ticked where they were covered.
fn points(row: &Row, shared: &Shared) -> String {
    let entry = shared
        .bank
        .find(&row.card)
        .filter(|_| row.follow_up.is_empty());
    let (Some(entry), Some(ticked)) = (entry, &row.answer.points) else {
        return String::new();
    };
    let points = entry.card.key_points.iter().enumerate();
    let lines: Vec<String> = points
        .map(|(number, point)| {
            let mark = if ticked.contains(&number) { "x" } else { " " };
            format!("[{mark}] {point}")
        })
        .collect();
    lines.join("\n")
}

/// The columns of the names of the three lines.
fn label_columns(shared: &Shared) -> usize {
    let say = shared.language;
    let labels = [say.debrief_keep(), say.debrief_problem(), say.debrief_try()];
    labels
        .iter()
        .map(|label| text::columns(label))
        .max()
        .unwrap_or(0)
        + 5
}

/// Columns of score, change, think, answer, over and points.
fn widths(columns: usize) -> [usize; 6] {
    if columns >= WIDE {
        [8, 7, 6, 7, 7, 7]
    } else {
        [8, 6, 0, 6, 7, 5]
    }
}

/// What the figures of the rows are.
fn heads(columns: usize, shared: &Shared) -> Line<'static> {
    let say = shared.language;
    let heads = [
        say.report_score(),
        say.report_change(),
        say.report_think(),
        say.report_answer(),
        say.report_over(),
        say.report_points(),
    ];
    let widths = widths(columns);
    let room = columns.saturating_sub(widths.iter().sum::<usize>() + 1);
    let cells = heads
        .iter()
        .zip(widths)
        .map(|(head, width)| cell(head, width));
    let line = " ".repeat(room + 1) + &cells.collect::<String>();
    Line::styled(line, shared.theme.style(Role::Dim))
}

/// A cell with a column free behind it.
fn cell(words: &str, width: usize) -> String {
    if width == 0 {
        return String::new();
    }
    text::pad(&text::fit(words, width - 1), width)
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
    let answer = &row.answer;
    let depth = row.follow_up.len();
    let indent = match (depth, shared.ascii) {
        (0, _) => "",
        (_, true) => "`- ",
        (_, false) => "└ ",
    };
    let (score, role) = match answer.score.filter(|_| !answer.skipped) {
        None => (score_words(row, say), Role::Dim),
        Some(score) => {
            let role = match score {
                ..=2 => Role::Bad,
                3 => Role::Warn,
                _ => Role::Good,
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
        Some(0) => "=".to_owned(),
        Some(change) => format!("{change:+}"),
        None if answer.score.is_some() => say.debrief_no_change(),
        None => String::new(),
    };
    let time = |ms: Option<u64>| clock_face(Duration::from_millis(ms.unwrap_or(0)));
    let over = match answer.overrun() {
        over if over.as_secs() > 0 => format!("+{}", clock_face(over)),
        _ => String::new(),
    };
    let points = match (&answer.points, answer.points_of) {
        (Some(points), Some(of)) => format!("{}/{of}", points.len()),
        _ => String::new(),
    };
    let widths = widths(columns);
    let room = columns.saturating_sub(widths.iter().sum::<usize>() + 6);
    let question = format!(
        "{}{}",
        " ".repeat(depth.saturating_sub(1) * 2) + indent,
        row.question(&shared.bank)
    );
    Line::from(vec![
        Span::styled(
            format!("{}{:>2}  ", list::sign(chosen), number + 1),
            style(Role::Dim),
        ),
        Span::styled(text::pad(&question, room), style(Role::Text)),
        Span::styled(format!(" {}", cell(&score, widths[0])), style(role)),
        Span::styled(cell(&change, widths[1]), style(Role::Dim)),
        Span::styled(cell(&time(answer.think_ms), widths[2]), style(Role::Dim)),
        Span::styled(cell(&time(answer.answer_ms), widths[3]), style(Role::Text)),
        Span::styled(cell(&over, widths[4]), style(Role::Warn)),
        Span::styled(cell(&points, widths[5]), style(Role::Dim)),
    ])
}

/// The chosen row whole: what was typed, the answer, the note.
fn details(row: &Row, columns: usize, shared: &Shared) -> Vec<Line<'static>> {
    let say = shared.language;
    let style = |role: Role| shared.theme.style(role);
    let room = columns.saturating_sub(6);
    let mut lines = Vec::new();
    let mut add = |label: String, words: Vec<Line<'static>>| {
        if words.is_empty() {
            return;
        }
        if !label.is_empty() {
            lines.push(Line::styled(format!("    {label}"), style(Role::Dim)));
        }
        for line in words {
            let mut spans = vec![Span::raw("      ")];
            spans.extend(line.spans);
            lines.push(Line::from(spans).style(line.style));
        }
    };
    let wrapped = |words: &str, role: Role| -> Vec<Line<'static>> {
        let words = text::visible(words);
        if words.trim().is_empty() {
            return Vec::new();
        }
        let lines = text::wrap(&words, room).into_iter();
        lines.map(|line| Line::styled(line, style(role))).collect()
    };
    let answer = &row.answer;
    let length = |ms: Option<u64>| clock_face(Duration::from_millis(ms.unwrap_or(0)));
    let times = say.score_times(
        &length(answer.think_ms),
        &length(answer.answer_ms),
        &length(answer.limit_ms),
    );
    add(
        String::new(),
        wrapped(&row.question(&shared.bank), Role::Title),
    );
    add(say.score_yours(), wrapped(&times, Role::Text));
    let typed = answer.typed.as_deref().unwrap_or_default();
    add(say.room_typed(), wrapped(typed, Role::Text));
    let note = answer.note.as_deref().unwrap_or_default();
    add(say.score_next_time(), wrapped(note, Role::Good));
    let points = points(row, shared);
    add(say.score_points(), wrapped(&points, Role::Text));
    let entry = shared.bank.find(&row.card);
    let is_outline =
        row.follow_up.is_empty() && entry.is_some_and(|entry| entry.card.is_unwritten());
    let label = if is_outline {
        say.score_outline()
    } else {
        say.score_model()
    };
    add(
        label,
        shared.markdown(row.model(&shared.bank), room).to_vec(),
    );
    lines
}
