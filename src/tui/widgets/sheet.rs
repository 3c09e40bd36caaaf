//! Text that may be far longer than its place: wrapped once for a width, drawn by the rows that are
//! seen.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::{lines, markdown, page};
use crate::tui::theme::Theme;

/// So many texts are kept wrapped: one screen shows a handful.
const MOST_KEPT: usize = 8;

/// Lines one below the other: some made for this frame, some shared with the frames before.
#[derive(Debug, Default)]
pub struct Sheet {
    parts: Vec<Part>,
}

#[derive(Debug)]
enum Part {
    Own(Vec<Line<'static>>),
    Shared(Rc<[Line<'static>]>),
}

impl Part {
    fn lines(&self) -> &[Line<'static>] {
        match self {
            Self::Own(lines) => lines,
            Self::Shared(lines) => lines,
        }
    }
}

impl Sheet {
    /// Adds a line.
    pub fn push(&mut self, line: Line<'static>) {
        match self.parts.last_mut() {
            Some(Part::Own(lines)) => lines.push(line),
            _ => self.parts.push(Part::Own(vec![line])),
        }
    }

    /// Adds lines that were wrapped before.
    pub fn append(&mut self, lines: Rc<[Line<'static>]>) {
        self.parts.push(Part::Shared(lines));
    }

    /// Adds another sheet.
    pub fn append_sheet(&mut self, other: Self) {
        self.parts.extend(other.parts);
    }

    /// The words alone, line by line.
    pub fn words(&self) -> String {
        let lines = self.parts.iter().flat_map(Part::lines);
        lines.map(|line| format!("{line}\n")).collect()
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.parts.iter().map(|part| part.lines().len()).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Draws the rows from `top` on; where more follow than there is room for, `more` says so in the
    /// last row.
    pub fn draw_with_more(&self, frame: &mut Frame<'_>, area: Rect, top: usize, more: Line<'_>) {
        let has_more = self.len() > top + usize::from(area.height);
        self.draw_above(frame, area, top, has_more.then_some(more));
    }

    /// Draws the rows from `top` on, and in the last row what is to stand there instead.
    pub fn draw_above(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        top: usize,
        last: Option<Line<'_>>,
    ) {
        let shown = area.height.saturating_sub(u16::from(last.is_some()));
        let seen = Rect {
            height: shown,
            ..area
        };
        self.draw(frame, seen, top);
        if let Some(last) = last {
            frame.render_widget(last, page::row(area, shown));
        }
    }

    /// Draws as many lines as there are rows, from `top` on.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, top: usize) {
        let mut before = top;
        let mut row = 0;
        for part in &self.parts {
            let all = part.lines();
            for line in all.iter().skip(before) {
                if row == area.height {
                    return;
                }
                lines::draw(line, page::row(area, row), frame.buffer_mut());
                row += 1;
            }
            before = before.saturating_sub(all.len());
        }
    }
}

impl Extend<Line<'static>> for Sheet {
    fn extend<I: IntoIterator<Item = Line<'static>>>(&mut self, lines: I) {
        lines.into_iter().for_each(|line| self.push(line));
    }
}

impl From<Vec<Line<'static>>> for Sheet {
    fn from(lines: Vec<Line<'static>>) -> Self {
        Self {
            parts: vec![Part::Own(lines)],
        }
    }
}

/// Markdown that was wrapped for a frame and will be wanted in the next: while somebody scrolls,
/// neither the text nor the width changes.
#[derive(Debug, Default)]
pub struct Wrapped {
    /// The text that was wanted last comes first.
    kept: RefCell<VecDeque<Kept>>,
}

#[derive(Debug)]
struct Kept {
    words: String,
    columns: usize,
    theme: Theme,
    lines: Rc<[Line<'static>]>,
}

impl Wrapped {
    /// The lines of a Markdown text, none wider than `columns`.
    pub fn markdown(&self, words: &str, columns: usize, theme: &Theme) -> Rc<[Line<'static>]> {
        let mut kept = self.kept.borrow_mut();
        let is_it =
            |kept: &Kept| kept.columns == columns && kept.words == words && kept.theme == *theme;
        let found = match kept.iter().position(is_it) {
            Some(place) => kept.remove(place),
            None => None,
        };
        let found = found.unwrap_or_else(|| Kept {
            words: words.to_owned(),
            columns,
            theme: theme.clone(),
            lines: markdown::lines(words, columns, theme).into(),
        });
        let lines = Rc::clone(&found.lines);
        kept.push_front(found);
        kept.truncate(MOST_KEPT);
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Disk;
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;
    use std::path::Path;
    use termprofile::TermProfile;

    fn theme(name: &str) -> Theme {
        let nowhere = Path::new("/nowhere");
        Theme::load(&Disk::default(), nowhere, name, TermProfile::TrueColor).0
    }

    #[test]
    fn a_text_is_wrapped_once_for_a_width_and_a_theme() {
        let wrapped = Wrapped::default();
        let (dark, light) = (theme("dark"), theme("light"));
        let long = "카프카는 순서를 파티션 안에서 보장합니다. ".repeat(2000);
        let first = wrapped.markdown(&long, 60, &dark);
        assert!(Rc::ptr_eq(&first, &wrapped.markdown(&long, 60, &dark)));
        for (columns, theme) in [(61, &dark), (60, &light)] {
            let other = wrapped.markdown(&long, columns, theme);
            assert!(!Rc::ptr_eq(&first, &other));
            assert_eq!(*other, *markdown::lines(&long, columns, theme));
        }
        assert!(Rc::ptr_eq(&first, &wrapped.markdown(&long, 60, &dark)));
        assert_eq!(
            *wrapped.markdown("other", 60, &dark),
            *markdown::lines("other", 60, &dark)
        );
    }

    #[test]
    fn what_is_wanted_stays_and_the_rest_is_forgotten() {
        let wrapped = Wrapped::default();
        let dark = theme("dark");
        let wanted = wrapped.markdown("wanted", 60, &dark);
        for other in 0..100 {
            wrapped.markdown(&format!("{other}"), 60, &dark);
            assert!(Rc::ptr_eq(&wanted, &wrapped.markdown("wanted", 60, &dark)));
        }
        assert_eq!(wrapped.kept.borrow().len(), MOST_KEPT);
    }

    #[test]
    fn only_the_lines_that_are_seen_are_drawn_across_all_parts() {
        let mut sheet = Sheet::from(vec![Line::raw("a"), Line::raw("b")]);
        sheet.append(vec![Line::raw("c"), Line::raw("d")].into());
        sheet.extend([Line::raw("e")]);
        assert_eq!(sheet.len(), 5);
        let seen = |top| {
            let mut terminal = Terminal::new(TestBackend::new(1, 3)).unwrap();
            let drawn = terminal.draw(|frame| sheet.draw(frame, frame.area(), top));
            let cells = drawn.unwrap().buffer.content.iter();
            cells
                .map(|cell| cell.symbol().to_owned())
                .collect::<String>()
        };
        let all: Vec<String> = (0..6).map(seen).collect();
        assert_eq!(all, ["abc", "bcd", "cde", "de ", "e  ", "   "]);
    }
}
