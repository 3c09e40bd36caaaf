//! A list in which one row is chosen: it moves by keys, clicks and the wheel, scrolls as little as
//! it may, and says how much is above and below what is seen. Rows are built on demand.

use std::ops::Range;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::{lines, page};
use crate::tui::action::Action;
use crate::tui::shared::{Shared, Target};
use crate::tui::theme::Role;

/// A cut list of fewer rows than this has no row to spare for what is above and below.
const LEAST_ROWS: u16 = 4;

/// Which row is chosen, and which are seen.
#[derive(Debug, Default, Clone)]
pub struct List {
    at: usize,
    /// The first row that is seen; of a page the first line.
    top: usize,
    /// How many rows there are.
    len: usize,
    /// How many rows, or lines of a page, were seen in the last frame.
    seen: usize,
    /// The lines of each row, where they lie on a page between other lines.
    places: Vec<Range<usize>>,
    /// The page was scrolled away from the choice.
    is_scrolled: bool,
}

/// A row that is seen.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Which one it is, counted over the whole list.
    pub number: usize,
    /// Whether it is the chosen one.
    pub is_chosen: bool,
    /// Where it is drawn.
    pub place: Rect,
}

impl Row {
    /// How wide it is.
    pub fn columns(&self) -> usize {
        usize::from(self.place.width)
    }

    /// The sign before it, two columns wide.
    pub fn mark(&self) -> &'static str {
        mark(self.is_chosen)
    }

    /// The sign before it, where there is one column for it.
    pub fn sign(&self) -> &'static str {
        sign(self.is_chosen)
    }

    /// How a part of it looks: as this role, or as what is chosen.
    pub fn style(&self, role: Role, shared: &Shared) -> Style {
        let role = if self.is_chosen { Role::Selected } else { role };
        shared.theme.style(role)
    }

    /// Draws what the row says.
    pub fn draw(&self, frame: &mut Frame<'_>, says: &Line<'_>) {
        lines::draw(says, self.place, frame.buffer_mut());
    }
}

/// The sign before a row, two columns wide: position and colour alone say nothing to some.
pub fn mark(is_chosen: bool) -> &'static str {
    if is_chosen { "▸ " } else { "  " }
}

/// As [`mark`], one column wide.
pub fn sign(is_chosen: bool) -> &'static str {
    if is_chosen { "▸" } else { " " }
}

/// The rows that are seen, from top to bottom.
#[derive(Debug)]
pub struct Rows {
    numbers: Range<usize>,
    chosen: usize,
    height: u16,
    area: Rect,
}

impl Iterator for Rows {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let number = self.numbers.next()?;
        let place = Rect {
            height: self.area.height.min(self.height),
            ..self.area
        };
        self.area = page::below(self.area, self.height);
        Some(Row {
            number,
            is_chosen: number == self.chosen,
            place,
        })
    }
}

impl List {
    /// A list of so many rows in which this one is chosen.
    pub fn new(len: usize, at: usize) -> Self {
        let mut list = Self {
            len,
            ..Self::default()
        };
        list.choose(at);
        list
    }

    /// The chosen row; 0 where there is none.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Chooses a row.
    pub fn choose(&mut self, at: usize) {
        self.at = at.min(self.len.saturating_sub(1));
        self.is_scrolled = false;
    }

    /// There are so many rows by now.
    pub fn set_len(&mut self, len: usize) {
        self.len = len;
        self.at = self.at.min(len.saturating_sub(1));
    }

    /// Other rows are listed: the first one is seen again, and this one chosen.
    pub fn begin(&mut self, len: usize, at: usize) {
        *self = Self {
            seen: self.seen,
            ..Self::new(len, at)
        };
    }

    /// Moves where the action is a list's; false where it is not.
    pub fn act(&mut self, action: Action) -> bool {
        let last = self.len.saturating_sub(1);
        let at = match action {
            Action::Up => self.at.saturating_sub(1),
            Action::Down => self.at + 1,
            Action::PageUp | Action::PageDown => {
                self.turn_page(action == Action::PageUp);
                return true;
            }
            Action::First => 0,
            Action::Last => last,
            _ => return false,
        };
        self.choose(at);
        true
    }

    /// Moves where the key is an arrow or turns the page: while text is typed, letters are text.
    pub fn take_key(&mut self, key: KeyEvent) -> bool {
        let action = match key.code {
            _ if key.modifiers != KeyModifiers::NONE => return false,
            KeyCode::Up => Action::Up,
            KeyCode::Down => Action::Down,
            KeyCode::PageUp => Action::PageUp,
            KeyCode::PageDown => Action::PageDown,
            _ => return false,
        };
        self.act(action)
    }

    fn turn_page(&mut self, is_up: bool) {
        let seen = self.seen.max(1);
        if self.places.is_empty() {
            self.choose(if is_up {
                self.at.saturating_sub(seen)
            } else {
                self.at.saturating_add(seen)
            });
            return;
        }
        // The next frame knows where the last page begins.
        let before = self.top;
        self.top = if is_up {
            self.top.saturating_sub(seen)
        } else {
            self.top + seen
        };
        let seen = self.top..self.top + seen;
        let is_seen = |place: &Range<usize>| seen.contains(&place.start);
        let first = self.places.iter().position(is_seen);
        let end = if is_up { 0 } else { self.len.saturating_sub(1) };
        self.at = match first {
            Some(first) => first,
            None if is_up && before == 0 => end,
            None if !is_up
                && self
                    .places
                    .last()
                    .is_some_and(|last| last.start < seen.start) =>
            {
                end
            }
            None => self.at,
        };
        self.is_scrolled = true;
    }

    /// A row was clicked: it is chosen. True where it was chosen already.
    pub fn click(&mut self, row: usize) -> bool {
        let was_chosen = self.at == row;
        self.choose(row);
        was_chosen
    }

    /// The rows that are seen in this area, of so many, each one line high. What they are is drawn
    /// by the caller; that they can be clicked, the bar beside a cut list and the count below it
    /// are drawn here.
    pub fn rows(&mut self, frame: &mut Frame<'_>, area: Rect, len: usize, shared: &Shared) -> Rows {
        self.tall_rows(frame, area, len, 1, shared)
    }

    /// As [`List::rows`], each so many lines high.
    pub fn tall_rows(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        len: usize,
        height: u16,
        shared: &Shared,
    ) -> Rows {
        let fit = usize::from(area.height / height.max(1));
        let (area, below) = cut(area, len > fit);
        self.lay_out(frame, area, len, height, below, shared)
    }

    /// As [`List::rows`], below a heading: the counts of a cut list stand at its right.
    pub fn rows_below(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        heading: &str,
        len: usize,
        shared: &Shared,
    ) -> Rows {
        let head = page::row(area, 0);
        let words = Line::styled(heading.to_owned(), shared.theme.style(Role::Dim));
        let columns = u16::try_from(words.width()).unwrap_or(u16::MAX);
        frame.render_widget(words, head);
        let counts = Rect {
            x: head.x.saturating_add(columns + 2).min(head.right()),
            width: head.width.saturating_sub(columns + 2),
            ..head
        };
        self.lay_out(frame, page::below(area, 1), len, 1, Some(counts), shared)
    }

    /// As [`List::rows`], where every row of the area is for the list, cut or not.
    pub fn rows_in(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        len: usize,
        shared: &Shared,
    ) -> Rows {
        self.lay_out(frame, area, len, 1, None, shared)
    }

    fn lay_out(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        len: usize,
        height: u16,
        counts_at: Option<Rect>,
        shared: &Shared,
    ) -> Rows {
        self.places.clear();
        self.set_len(len);
        self.seen = usize::from(area.height / height.max(1)).max(1);
        self.top = scrolled_to(self.top, self.at, self.seen).min(len.saturating_sub(self.seen));
        let numbers = self.top..len.min(self.top + self.seen);
        let is_cut = len > self.seen;
        if is_cut {
            let counts = (numbers.start, len - numbers.end);
            draw_cut(frame, area, counts_at, counts, shared);
        }
        let rows = || Rows {
            numbers: numbers.clone(),
            chosen: self.at,
            height,
            area,
        };
        for row in rows() {
            shared.can_click(row.place, Target::Row(row.number));
        }
        rows()
    }

    /// A page of so many lines on which the rows lie at these places, with other lines between
    /// them. Gives the first line that is seen, and where the lines are drawn.
    pub fn page(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        lines: usize,
        places: Vec<Range<usize>>,
        shared: &Shared,
    ) -> (usize, Rect) {
        self.places = places;
        self.set_len(self.places.len());
        let fit = usize::from(area.height);
        let (area, below) = cut(area, lines > fit);
        self.seen = usize::from(area.height).max(1);
        let chosen = self.places.get(self.at).cloned().unwrap_or_default();
        if !self.is_scrolled {
            // The first row brings what stands above it back into view.
            if self.at == 0 && chosen.start < self.seen {
                self.top = 0;
            }
            let end = chosen.end.min(chosen.start + self.seen);
            self.top = scrolled_to(self.top, end.saturating_sub(1), self.seen);
            self.top = scrolled_to(self.top, chosen.start, self.seen);
        }
        self.top = self.top.min(lines.saturating_sub(self.seen));
        if lines > fit {
            let end = lines.min(self.top + self.seen);
            draw_cut(frame, area, below, (self.top, lines - end), shared);
        }
        for (number, place) in self.places.iter().enumerate() {
            let row = place.start.checked_sub(self.top);
            let row = row
                .filter(|row| *row < self.seen)
                .and_then(|row| u16::try_from(row).ok());
            if let Some(row) = row {
                shared.can_click(page::row(area, row), Target::Row(number));
            }
        }
        (self.top, area)
    }
}

/// The part of an area in which a list's rows are, and the row below them for what is cut.
fn cut(area: Rect, is_cut: bool) -> (Rect, Option<Rect>) {
    if !is_cut || area.height < LEAST_ROWS {
        return (area, None);
    }
    let rows = area.height - 1;
    let seen = Rect {
        height: rows,
        ..area
    };
    (seen, Some(page::row(area, rows)))
}

/// The bar in the free column beside a cut list, and how much is above and below.
fn draw_cut(
    frame: &mut Frame<'_>,
    area: Rect,
    below: Option<Rect>,
    (above, after): (usize, usize),
    shared: &Shared,
) {
    let rows = usize::from(area.height);
    let all = (above + rows + after).max(1);
    let length = (rows * rows / all).clamp(1, rows.max(1));
    let room = rows.saturating_sub(length);
    let first = if above == 0 {
        0
    } else if after == 0 {
        room
    } else {
        // Only the ends look like ends.
        (above * room).div_ceil(above + after).clamp(
            usize::from(room > 1),
            room.saturating_sub(usize::from(room > 1)),
        )
    };
    let column = Rect {
        x: area.right(),
        width: 1,
        ..area
    };
    let column = column.intersection(frame.area());
    for (y, row) in (0..area.height).zip(0..rows) {
        let is_thumb = (first..first + length).contains(&row);
        let (sign, role) = if is_thumb {
            ("█", Role::Dim)
        } else {
            ("│", Role::Border)
        };
        let sign = Line::styled(sign, shared.theme.style(role));
        frame.render_widget(sign, page::row(column, y));
    }
    if let Some(below) = below {
        let counts = [("▲", above), ("▼", after)];
        let counts = counts.iter().filter(|(_, count)| *count > 0);
        let words: Vec<String> = counts
            .map(|(sign, count)| format!("{sign} {count}"))
            .collect();
        let words = Line::styled(words.join("  "), shared.theme.style(Role::Dim));
        frame.render_widget(words, below);
    }
}

/// The first row to show so that `at` is among `rows` rows, moving as little as may be.
pub fn scrolled_to(top: usize, at: usize, rows: usize) -> usize {
    if at < top {
        at
    } else {
        top.max((at + 1).saturating_sub(rows.max(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_moves_by_a_row_a_page_and_to_its_ends() {
        let mut list = List::new(10, 0);
        list.seen = 4;
        for (action, at) in [
            (Action::Up, 0),
            (Action::Down, 1),
            (Action::PageDown, 5),
            (Action::PageDown, 9),
            (Action::Down, 9),
            (Action::PageUp, 5),
            (Action::First, 0),
            (Action::Last, 9),
        ] {
            assert!(list.act(action));
            assert_eq!(list.at(), at, "{action:?}");
        }
        assert!(!list.act(Action::Open));
        list.set_len(3);
        assert_eq!(list.at(), 2);
        list.set_len(0);
        assert!(list.act(Action::Last) && list.act(Action::Down) && list.act(Action::PageDown));
        assert_eq!(list.at(), 0);
    }

    #[test]
    fn a_page_is_turned_and_what_is_seen_then_is_chosen() {
        // Findings, three rows of which the second is ten lines long, and an end.
        let mut list = List::new(3, 0);
        list.places = vec![4..5, 5..15, 20..21];
        list.seen = 6;
        list.act(Action::PageDown);
        assert_eq!((list.top, list.at), (6, 0));
        list.act(Action::PageDown);
        assert_eq!((list.top, list.at), (12, 0));
        list.act(Action::PageDown);
        assert_eq!((list.top, list.at), (18, 2));
        list.act(Action::PageUp);
        list.act(Action::PageUp);
        list.act(Action::PageUp);
        assert_eq!((list.top, list.at), (0, 0));
    }

    #[test]
    fn scrolling_moves_as_little_as_may_be() {
        assert_eq!(scrolled_to(3, 5, 4), 3);
        assert_eq!(scrolled_to(3, 7, 4), 4);
        assert_eq!(scrolled_to(3, 1, 4), 1);
        assert_eq!(scrolled_to(0, 9, 0), 9);
    }
}
