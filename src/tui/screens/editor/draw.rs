//! The form as it is seen: one row a field, the field that is written in the room that is left.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::form::{self, Form, Row as FormRow};
use super::{Editor, Over, State, shown};
use crate::bank::write::{Conflict, Field};
use crate::text;
use crate::text::difference::{Row, side_by_side};
use crate::tui::action::Action;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::page;
use crate::tui::widgets::sheet::Sheet;

/// From this width on the preview stands beside the form.
const WIDE: u16 = 100;

/// Columns of the form at most: longer lines are hard to read.
const WIDEST: u16 = 90;

/// Columns of a field's name.
const LABEL: usize = 12;

/// At least so many rows for the field that is written.
const LEAST_EDIT_ROWS: u16 = 5;

impl Editor {
    /// Draws the form; gives the caret's place.
    pub(super) fn draw_page(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
    ) -> Option<Position> {
        let say = shared.language;
        let title = match &self.opened {
            Some(opened) => format!("{} · {}", say.editor_title(), opened.own.id),
            None if self.state == State::Opening => say.editor_title(),
            None => format!("{} · {}", say.editor_new_title(), self.deck.id()),
        };
        let right = match self.state {
            State::Opening | State::Reading => say.editor_opening(),
            State::Saving => say.score_saving(),
            State::Writing if self.form.is_changed() => say.editor_unsaved_mark(),
            State::Writing => String::new(),
        };
        let title = page::title(&title, shared);
        let body = page::draw(frame, area, title, &right, &self.footer(), shared);
        match &mut self.over {
            Some(Over::Conflict { conflict, pane }) => {
                let sheet = conflict_sheet(conflict, usize::from(body.width), shared);
                pane.draw(frame, body, &sheet, &[Action::Up], shared);
                return None;
            }
            Some(Over::Versions(versions)) => {
                versions.draw(frame, body, shared);
                return None;
            }
            Some(Over::Unsaved(_)) | None => {}
        }
        let (form, preview) = if area.width >= WIDE {
            let columns = (body.width / 2 + 2).min(WIDEST);
            let [form, preview] =
                Layout::horizontal([Constraint::Length(columns), Constraint::Min(20)])
                    .spacing(3)
                    .areas(body);
            let form = Rect {
                width: form.width.min(page::WIDEST_TEXT),
                ..form
            };
            (form, Some(preview))
        } else {
            (body, None)
        };
        if let Some(preview) = preview {
            self.draw_preview(frame, page::column(preview), shared);
        }
        let caret = self.draw_form(frame, form, shared);
        if let Some(Over::Unsaved(ask)) = &self.over {
            ask.draw(frame, area, shared);
            return None;
        }
        caret.filter(|_| self.state == State::Writing)
    }

    fn footer(&self) -> Vec<Action> {
        match self.over {
            Some(Over::Unsaved(_)) => return Vec::new(),
            Some(Over::Conflict { .. }) => {
                return vec![
                    Action::KeepMine,
                    Action::TakeTheirs,
                    Action::KeepEditing,
                    Action::OpenConflict,
                    Action::Up,
                ];
            }
            Some(Over::Versions(_)) => {
                return vec![Action::TakeVersion, Action::CloseVersions, Action::Up];
            }
            None => {}
        }
        let mut actions = vec![Action::SaveCard, Action::NextEntry];
        if self.is_at_empty_answer() {
            if self.outline().is_some() {
                actions.push(Action::InsertOutline);
            }
            actions.extend([Action::InsertStar, Action::InsertConclusion]);
        }
        actions.extend([Action::ShowVersions, Action::UndoText]);
        actions.extend([Action::LeaveForm, Action::FormHelp]);
        actions
    }

    fn draw_form(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
    ) -> Option<Position> {
        let say = shared.language;
        let columns = usize::from(area.width);
        let trouble = self.trouble_lines(columns, shared);
        let trouble_rows = u16::try_from(trouble.len()).unwrap_or(0);
        let room = area.height.saturating_sub(trouble_rows);
        let rows = self
            .form
            .rows(usize::from(room.saturating_sub(LEAST_EDIT_ROWS)));
        let count = u16::try_from(rows.len()).unwrap_or(0);
        let edit_rows = room.saturating_sub(count).max(1);
        let offered = self.offered_line(shared);
        let at = self.form.at();
        let mut y = 0;
        let mut caret = None;
        for row in rows {
            let number = match row {
                FormRow::Field(number) => number,
                FormRow::Empty(numbers) => {
                    let line = self.empty_line(&numbers, columns, shared);
                    frame.render_widget(line, page::row(area, y));
                    y += 1;
                    continue;
                }
            };
            let Some(entry) = self.form.entries.get_mut(number) else {
                continue;
            };
            let is_current = number == at;
            let label = *form::name(entry.field).in_language(say);
            let mark = if entry.is_changed() { "*" } else { " " };
            let style = shared
                .theme
                .style(if is_current { Role::Accent } else { Role::Dim });
            let name = Span::styled(text::pad(&format!("{mark}{label}"), LABEL), style);
            let rest = if is_current {
                let hint = *form::hint(entry.field).in_language(say);
                let hint = offered.as_deref().unwrap_or(hint);
                let hint = text::fit(hint, columns.saturating_sub(LABEL));
                Span::styled(hint, shared.theme.style(Role::Dim))
            } else {
                let words = first_line(&entry.edit.text(), columns.saturating_sub(LABEL));
                Span::styled(words, shared.theme.style(Role::Text))
            };
            frame.render_widget(Line::from(vec![name, rest]), page::row(area, y));
            y += 1;
            if is_current {
                let field = Rect {
                    x: area.x + 2,
                    width: area.width.saturating_sub(2),
                    height: edit_rows,
                    ..page::below(area, y)
                };
                caret = Some(
                    entry
                        .edit
                        .draw(frame, field, shared.theme.style(Role::Text)),
                );
                y += edit_rows;
            }
        }
        let place = page::below(area, area.height.saturating_sub(trouble_rows));
        frame.render_widget(Lines::from(trouble), place);
        caret
    }

    /// The fields that share a row, by their names.
    fn empty_line(&self, numbers: &[usize], columns: usize, shared: &Shared) -> Line<'static> {
        let entries = numbers.iter().filter_map(|&at| self.form.entries.get(at));
        let names: Vec<&str> = entries
            .map(|entry| *form::name(entry.field).in_language(shared.language))
            .collect();
        let words = format!(" {}", names.join(" · "));
        Line::styled(text::fit(&words, columns), shared.theme.style(Role::Dim))
    }

    /// With what an empty answer can begin, in one line.
    fn offered_line(&self, shared: &Shared) -> Option<String> {
        let outline = self.outline().filter(|_| self.is_at_empty_answer())?;
        let key = shared.keymap.shown(Action::InsertOutline, shared.ascii)?;
        Some(format!("{key} · {}", first_line(outline, usize::MAX)))
    }

    fn trouble_lines(&self, columns: usize, shared: &Shared) -> Vec<Line<'static>> {
        let Some(why) = &self.trouble else {
            return Vec::new();
        };
        let say = shared.language;
        let words = say.editor_trouble(why.in_language(say));
        let lines = text::wrap(&text::visible_line(&words), columns);
        let style = shared.theme.style(Role::Bad);
        let lines = lines.into_iter().take(3);
        lines.map(|line| Line::styled(line, style)).collect()
    }

    /// The Markdown that is written, as it will be seen; it follows the caret.
    fn draw_preview(&self, frame: &mut Frame<'_>, area: Rect, shared: &Shared) {
        let say = shared.language;
        let heading = |words: String| Line::styled(words, shared.theme.style(Role::Dim));
        let columns = usize::from(area.width);
        let Some((words, (row, rows))) = previewed(&self.form) else {
            return;
        };
        let mut title = say.editor_preview();
        let mut lines = shared.markdown(&words, columns);
        if lines.is_empty()
            && let Some(outline) = self.outline().filter(|_| self.is_at_empty_answer())
        {
            title = say.score_outline();
            lines = shared.markdown(outline, columns);
        }
        frame.render_widget(heading(title), page::row(area, 0));
        let area = page::below(area, 1);
        let room = usize::from(area.height);
        let last = lines.len().saturating_sub(room);
        let follows = (lines.len() * row / rows.max(1)).saturating_sub(room / 2);
        let mut sheet = Sheet::default();
        sheet.append(lines);
        sheet.draw(frame, area, follows.min(last));
    }
}

/// The text of which a preview is worth the room, with the caret's row in it.
fn previewed(form: &Form) -> Option<(String, (usize, usize))> {
    let current = form.current()?;
    let is_markdown = matches!(
        current.field,
        Field::Answer | Field::Experience | Field::Notes
    );
    if is_markdown {
        return Some((current.edit.text(), current.edit.caret_row()));
    }
    Some((form.entry(Field::Answer)?.edit.text(), (0, 1)))
}

/// The first line that says something, and how many more there are.
fn first_line(text: &str, columns: usize) -> String {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = text::visible_line(lines.next().unwrap_or_default());
    match lines.count() {
        0 => text::fit(&first, columns),
        more => {
            let more = format!(" (+{more})");
            let room = columns.saturating_sub(text::columns(&more));
            text::fit(&first, room) + &more
        }
    }
}

/// Every field that both have changed, with both texts.
fn conflict_sheet(conflict: &Conflict, columns: usize, shared: &Shared) -> Sheet {
    let say = shared.language;
    let style = |role: Role| shared.theme.style(role);
    let mut lines: Vec<Line<'static>> = text::wrap(&say.editor_conflict_words(), columns)
        .into_iter()
        .map(|line| Line::styled(line, style(Role::Warn)))
        .collect();
    for clash in &conflict.clashes {
        lines.push(Line::default());
        let name = *form::name(clash.field).in_language(say);
        lines.push(Line::styled(name, style(Role::Accent)));
        let (mine, theirs) = (shown(clash.mine.as_ref()), shown(clash.theirs.as_ref()));
        let heads = (say.editor_mine(), say.editor_theirs());
        lines.extend(beside(
            &mine,
            &theirs,
            (&heads.0, &heads.1),
            columns,
            shared,
        ));
    }
    Sheet::from(lines)
}

/// Two texts side by side under their headings; lines that differ are marked with a sign and a
/// colour.
pub(super) fn beside(
    left: &str,
    right: &str,
    heads: (&str, &str),
    columns: usize,
    shared: &Shared,
) -> Vec<Line<'static>> {
    let half = columns.saturating_sub(3) / 2;
    let bar = if shared.ascii { " | " } else { " │ " };
    let style = |role: Role| shared.theme.style(role);
    let row = |left: (String, Style), right: (String, Style)| {
        Line::from(vec![
            Span::styled(text::pad(&left.0, half), left.1),
            Span::styled(bar, style(Role::Border)),
            Span::styled(text::fit(&right.0, half), right.1),
        ])
    };
    let (dim, plain) = (style(Role::Dim), style(Role::Text));
    let mut lines = vec![row((heads.0.to_owned(), dim), (heads.1.to_owned(), dim))];
    for pair in side_by_side(left, right) {
        let (left, right, sign, left_style, right_style) = match pair {
            Row::Same(both) => (Some(both), Some(both), "  ", plain, plain),
            Row::Different(left, right) => {
                (left, right, "* ", style(Role::Good), style(Role::Warn))
            }
        };
        let wrapped = |side: Option<&str>| -> Vec<String> {
            let Some(side) = side else { return Vec::new() };
            let lines = text::wrap(&text::visible(side), half.saturating_sub(2));
            lines
                .into_iter()
                .map(|line| format!("{sign}{line}"))
                .collect()
        };
        let (left, right) = (wrapped(left), wrapped(right));
        for i in 0..left.len().max(right.len()) {
            let side = |lines: &[String]| lines.get(i).cloned().unwrap_or_default();
            lines.push(row((side(&left), left_style), (side(&right), right_style)));
        }
    }
    lines
}
