//! A form as it is seen: a row a field, and room for the one that is written.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::offers::MOST_SEEN;
use super::{Field, Form, Kind};
use crate::text;
use crate::tui::shared::{Shared, Target};
use crate::tui::theme::Role;
use crate::tui::widgets::{lines, list, page};

/// At least so many rows for a field that is written below its name.
const LEAST_EDIT_ROWS: u16 = 5;

/// Rows that a paragraph may take while it is written.
const PARAGRAPH_ROWS: usize = 2;

/// Rows that a note may take.
const NOTE_ROWS: usize = 2;

/// How a form is seen.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// A sign stands before the field that is chosen.
    pub has_marks: bool,
    /// The field under the cursor is being written.
    pub is_writing: bool,
    /// Columns before a value that is offered.
    pub indent: usize,
}

impl<K: Copy + PartialEq> Form<K> {
    /// Draws the fields below each other on a page that scrolls, each written beside its name;
    /// gives the caret's place.
    pub fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        look: Look,
        shared: &Shared,
    ) -> Option<Position> {
        let columns = usize::from(area.width);
        let at = self.list.at();
        let mut page: Vec<Line<'static>> = Vec::new();
        let mut places = Vec::new();
        let mut offers_at = 0;
        for (number, field) in self.fields.iter().enumerate() {
            if let Some(heading) = &field.heading {
                if !page.is_empty() {
                    page.push(Line::default());
                }
                page.push(Line::styled(
                    heading.clone(),
                    shared.theme.style(Role::Title),
                ));
            }
            let begins = page.len();
            let is_chosen = number == at;
            let is_open = is_chosen && look.is_writing;
            page.push(field.line(look, is_chosen, is_open, columns, shared));
            if is_open && matches!(field.kind, Kind::Paragraph) {
                page.resize(begins + PARAGRAPH_ROWS, Line::default());
            }
            page.extend(field.notes(look, is_chosen, columns, shared));
            if is_open && field.offers.is_open() {
                if let Some(title) = &field.offers.title {
                    let title = format!("{}{title}", " ".repeat(look.indent));
                    let title = text::fit(&title, columns);
                    page.push(Line::styled(title, shared.theme.style(Role::Dim)));
                }
                offers_at = page.len();
                let rows = offer_rows(field.offers.len());
                page.resize(page.len() + usize::from(rows), Line::default());
            }
            places.push(begins..page.len());
        }
        let place = places.get(at).cloned().unwrap_or_default();
        let (top, area) = self.list.page(frame, area, page.len(), places, shared);
        let seen = page.iter().skip(top);
        for (line, row) in seen.zip(0..area.height) {
            lines::draw(line, page::row(area, row), frame.buffer_mut());
        }
        if !look.is_writing {
            return None;
        }
        let field = self.fields.get_mut(at)?;
        let row_of = |line: usize| {
            let row = u16::try_from(line.saturating_sub(top)).unwrap_or(u16::MAX);
            page::below(area, row)
        };
        if field.offers.is_open() {
            let rows = offer_rows(field.offers.len());
            let place = Rect {
                height: row_of(offers_at).height.min(rows),
                ..row_of(offers_at)
            };
            field.draw_offers(frame, indented(place, look.indent), shared);
        }
        let taken = text::columns(&field.label_of(look, true));
        let row = row_of(place.start);
        let rows = match field.kind {
            Kind::Paragraph => PARAGRAPH_ROWS,
            _ => 1,
        };
        let place = Rect {
            height: row.height.min(u16::try_from(rows).unwrap_or(1)),
            ..indented(row, taken)
        };
        field.draw_edit(frame, place, shared)
    }

    /// Draws the fields as rows, the one that is written in the room that is left below its name.
    /// Where the rows are too many, those in which nothing stands share one. Gives the caret's
    /// place.
    pub fn draw_opened(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
    ) -> Option<Position> {
        let columns = usize::from(area.width);
        let look = Look {
            has_marks: false,
            is_writing: true,
            indent: 2,
        };
        let rows = self.rows(usize::from(area.height.saturating_sub(LEAST_EDIT_ROWS)));
        let count = u16::try_from(rows.len()).unwrap_or(0);
        let edit_rows = area.height.saturating_sub(count).max(1);
        let at = self.list.at();
        let mut y = 0;
        let mut caret = None;
        for row in rows {
            let place = page::row(area, y);
            y += 1;
            let number = match row {
                Row::Field(number) => number,
                Row::Empty(numbers) => {
                    let names = numbers.iter().filter_map(|&at| self.fields.get(at));
                    let names: Vec<&str> = names.map(|field| field.label.trim()).collect();
                    let words = text::fit(&format!(" {}", names.join(" · ")), columns);
                    frame.render_widget(Line::styled(words, shared.theme.style(Role::Dim)), place);
                    continue;
                }
            };
            shared.can_click(place, Target::Row(number));
            let Some(field) = self.fields.get_mut(number) else {
                continue;
            };
            let is_current = number == at;
            let mut line = field.line(look, is_current, is_current, columns, shared);
            if let Some((words, role)) = field.note.as_ref().filter(|_| is_current) {
                let room = columns.saturating_sub(text::columns(&field.label));
                let words = text::fit(words, room);
                line.push_span(Span::styled(words, shared.theme.style(*role)));
            }
            lines::draw(&line, place, frame.buffer_mut());
            if !is_current {
                continue;
            }
            let offers = if field.offers.is_open() {
                offer_rows(field.offers.len()).min(edit_rows / 2)
            } else {
                0
            };
            let field_area = Rect {
                height: edit_rows - offers,
                ..indented(page::below(area, y), 2)
            };
            caret = field.draw_edit(frame, field_area, shared);
            let below = Rect {
                height: offers,
                ..indented(page::below(area, y + edit_rows - offers), 2)
            };
            field.draw_offers(frame, below, shared);
            y += edit_rows;
        }
        caret
    }

    /// The rows of the form, at most `rows` of them, the written field's among them.
    fn rows(&self, rows: usize) -> Vec<Row> {
        let at = self.list.at();
        let mut all: Vec<Row> = (0..self.fields.len()).map(Row::Field).collect();
        if all.len() > rows {
            let (shared, own): (Vec<usize>, Vec<usize>) = (0..self.fields.len())
                .partition(|&number| number != at && self.fields[number].is_empty());
            all = own.into_iter().map(Row::Field).collect();
            all.extend((!shared.is_empty()).then_some(Row::Empty(shared)));
        }
        let place = |row: &Row| matches!(row, Row::Field(number) if *number == at);
        let current = all.iter().position(place).unwrap_or(0);
        let first = (current + 1).saturating_sub(rows.max(1));
        all.drain(..first);
        all.truncate(rows.max(1));
        all
    }
}

/// A row of a form whose field is written below its name.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Row {
    /// A field by its number.
    Field(usize),
    /// Several fields in which nothing stands.
    Empty(Vec<usize>),
}

fn indented(area: Rect, columns: usize) -> Rect {
    let columns = u16::try_from(columns).unwrap_or(u16::MAX).min(area.width);
    Rect {
        x: area.x + columns,
        width: area.width - columns,
        ..area
    }
}

fn offer_rows(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX).min(MOST_SEEN)
}

/// The first line that says something, and how many more there are.
pub fn first_line(text: &str, columns: usize) -> String {
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

impl<K> Field<K> {
    fn label_of(&self, look: Look, is_chosen: bool) -> String {
        let mark = if look.has_marks {
            list::sign(is_chosen)
        } else {
            ""
        };
        format!("{mark}{}", self.label)
    }

    /// Its name and what is written, or its name alone where that is being written.
    fn line(
        &self,
        look: Look,
        is_chosen: bool,
        is_open: bool,
        columns: usize,
        shared: &Shared,
    ) -> Line<'static> {
        let label = self.label_of(look, is_chosen);
        let role = match (is_chosen, look.has_marks) {
            (true, true) => Role::Selected,
            (true, false) => Role::Accent,
            (false, _) => Role::Dim,
        };
        let taken = text::columns(&label) + text::columns(&self.tail);
        let label = Span::styled(label, shared.theme.style(role));
        if is_open {
            return Line::from(label);
        }
        let sign = match self.kind {
            Kind::Choice(_) | Kind::Pick(_) => " ▾",
            Kind::Many(',', _) => " …",
            _ => "",
        };
        let room = columns.saturating_sub(taken + text::columns(sign));
        let shown = || (self.shown(), Role::Text);
        let (words, role) = self.says.clone().unwrap_or_else(shown);
        Line::from(vec![
            label,
            Span::styled(first_line(&words, room), shared.theme.style(role)),
            Span::styled(
                format!("{}{sign}", self.tail),
                shared.theme.style(Role::Dim),
            ),
        ])
    }

    /// What is wrong with it, or what else there is to say.
    fn notes(
        &self,
        look: Look,
        is_chosen: bool,
        columns: usize,
        shared: &Shared,
    ) -> Vec<Line<'static>> {
        let fault = self.fault.as_ref().filter(|_| is_chosen);
        let fault = fault.map(|why| (why.in_language(shared.language).clone(), Role::Bad));
        let Some((words, role)) = fault.or_else(|| self.note.clone()) else {
            return Vec::new();
        };
        let indent = text::columns(&self.label_of(look, is_chosen));
        let words = text::wrap(&words, columns.saturating_sub(indent)).into_iter();
        let style = shared.theme.style(role);
        words
            .take(NOTE_ROWS)
            .map(|words| Line::styled(format!("{}{words}", " ".repeat(indent)), style))
            .collect()
    }

    fn draw_edit(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
    ) -> Option<Position> {
        if area.is_empty() {
            return None;
        }
        if matches!(self.kind, Kind::Choice(_)) {
            let words = format!("{} ▾", self.shown());
            let words = text::fit(&words, usize::from(area.width));
            frame.render_widget(
                Line::styled(words, shared.theme.style(Role::Selected)),
                area,
            );
            return Some(area.as_position());
        }
        Some(self.edit.draw(frame, area, shared.theme.style(Role::Text)))
    }

    fn draw_offers(&mut self, frame: &mut Frame<'_>, area: Rect, shared: &Shared) {
        if area.is_empty() {
            return;
        }
        let is_marked = self.offers.is_marked();
        let len = self.offers.len();
        let rows = self.offers.list.rows_in(frame, area, len, shared);
        for mut row in rows {
            row.is_chosen &= is_marked;
            shared.can_click(row.place, Target::Offer(row.number));
            let role = if row.is_chosen {
                Role::Accent
            } else {
                Role::Dim
            };
            let words = text::visible_line(self.offers.label(row.number));
            let words = text::fit(&format!("{}{words}", row.mark()), row.columns());
            row.draw(frame, &Line::styled(words, shared.theme.style(role)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_rows_are_few_empty_fields_share_one_and_the_written_one_is_among_them() {
        let field = |number: usize| {
            let text = if number.is_multiple_of(2) { "x" } else { "" };
            Field::new(number, Kind::Lines, text)
        };
        let mut form = Form::new((0..6).map(field).collect());
        assert_eq!(form.rows(9).len(), 6);
        let expected = [0, 2, 4].map(Row::Field);
        let mut expected = expected.to_vec();
        expected.push(Row::Empty(vec![1, 3, 5]));
        assert_eq!(form.rows(4), expected);
        form.go_to(5);
        let rows = form.rows(2);
        assert!(rows.contains(&Row::Field(5)) && rows.len() == 2, "{rows:?}");
    }
}
