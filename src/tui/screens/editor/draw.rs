//! The form as it is seen: one row a field, the field that is written in the room that is left.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::form::{self, CardForm};
use super::{Editor, Over, State, shown};
use crate::bank::write::{Conflict, Field};
use crate::text;
use crate::text::difference::{Row, side_by_side};
use crate::tui::action::Action;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::form::first_line;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::page;
use crate::tui::widgets::sheet::Sheet;

/// From this width on the preview stands beside the form.
const WIDE: u16 = 100;

/// Columns of the form at most: longer lines are hard to read.
const WIDEST: u16 = 90;

/// Columns of a field's name.
const LABEL: usize = 12;

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
            Some(Over::Taking(taking)) => {
                taking.draw(frame, body, shared);
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
            Some(Over::Taking(_)) => {
                return vec![
                    Action::TakeParagraphs,
                    Action::ToggleParagraph,
                    Action::OnlySaid,
                    Action::CloseTaking,
                ];
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
        let trouble = self.trouble_lines(usize::from(area.width), shared);
        let trouble_rows = u16::try_from(trouble.len()).unwrap_or(0);
        let room = area.height.saturating_sub(trouble_rows);
        let offered = self.offered_line(shared);
        for field in self.form.fields_mut() {
            let mark = if field.is_changed() { "*" } else { " " };
            let name = *form::name(field.key).in_language(say);
            field.label = text::pad(&format!("{mark}{name}"), LABEL);
            let hint = *form::hint(field.key).in_language(say);
            field.note = Some((hint.to_owned(), Role::Dim));
        }
        if let (Some(words), Some(field)) = (offered, self.form.current_mut()) {
            field.note = Some((words, Role::Dim));
        }
        let fields = Rect {
            height: room,
            ..area
        };
        let caret = self.form.draw_opened(frame, fields, shared);
        frame.render_widget(Lines::from(trouble), page::below(area, room));
        caret
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
fn previewed(form: &CardForm) -> Option<(String, (usize, usize))> {
    let current = form.current()?;
    let is_markdown = matches!(
        current.key,
        Field::Answer | Field::Experience | Field::Notes
    );
    if is_markdown {
        return Some((current.text(), current.caret_row()));
    }
    Some((form.field(Field::Answer)?.text(), (0, 1)))
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
