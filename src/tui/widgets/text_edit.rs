//! A field in which text is typed: our own front of ratatui-textarea, which wraps, undoes and
//! knows wide characters. The caret is the terminal's own cursor, for an input method composes
//! where that stands; so the widget's painted caret is off.

use crossterm::event::{KeyEvent, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui_textarea::{CursorMove, TextArea, WrapMode};

use crate::text;

mod ended;
mod keys;

pub use ended::Ended;
use keys::By;
pub use keys::{Edit, is_enter};

/// An editable text.
#[derive(Debug, Clone)]
pub struct TextEdit {
    area: TextArea<'static>,
    is_one_line: bool,
    /// How many rows were drawn last.
    rows: usize,
}

impl TextEdit {
    /// A field of several lines with the caret at the end of this text.
    pub fn lines(text: &str) -> Self {
        Self::new(text, false)
    }

    /// A field of one line with the caret at the end of this text.
    pub fn one_line(text: &str) -> Self {
        Self::new(text, true)
    }

    /// A field of one line that is shown on as many rows as it takes.
    pub fn paragraph(text: &str) -> Self {
        let mut edit = Self::new(text, true);
        edit.area.set_wrap_mode(WrapMode::WordOrGlyph);
        edit
    }

    fn new(text: &str, is_one_line: bool) -> Self {
        let text = text::nfc(text);
        let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
        area.set_wrap_mode(if is_one_line {
            WrapMode::None
        } else {
            WrapMode::WordOrGlyph
        });
        area.set_cursor_line_style(Style::new());
        area.set_cursor_style(Style::new());
        area.set_selection_style(Style::new().add_modifier(Modifier::REVERSED));
        area.set_max_histories(1000);
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self {
            area,
            is_one_line,
            rows: 1,
        }
    }

    /// The text in composed form.
    pub fn text(&self) -> String {
        text::nfc(&self.area.lines().join("\n")).into_owned()
    }

    /// Takes a key; true where the text changed.
    pub fn take_key(&mut self, key: KeyEvent) -> bool {
        let selects = key.modifiers.contains(KeyModifiers::SHIFT);
        Edit::of(key).is_some_and(|edit| self.edit(edit, selects))
    }

    /// Does something to the text; true where it changed. One step is one grapheme.
    fn edit(&mut self, edit: Edit, selects: bool) -> bool {
        match edit {
            Edit::Type(c) => self.area.insert_char(c),
            Edit::Tab => return self.area.insert_tab(),
            Edit::NewLine if self.is_one_line => return false,
            Edit::NewLine => self.area.insert_newline(),
            Edit::DeleteLeft(by) => return self.delete_left(by),
            Edit::DeleteRight(by) => return self.delete_right(by),
            Edit::Yank => return self.area.paste(),
            Edit::Cut => return self.area.cut(),
            Edit::Undo => return self.area.undo(),
            Edit::Redo => return self.area.redo(),
            moves => {
                self.go(moves, selects);
                return false;
            }
        }
        true
    }

    /// Moves the caret, and selects what lies between where that is asked for.
    fn go(&mut self, edit: Edit, selects: bool) {
        if !selects {
            self.area.cancel_selection();
        } else if !self.area.is_selecting() {
            self.area.start_selection();
        }
        let step = match edit {
            Edit::Left(By::Character) => {
                return self.step(CursorMove::Back, self.step_back().max(1));
            }
            Edit::Right(By::Character) => {
                return self.step(CursorMove::Forward, self.step_forward().max(1));
            }
            Edit::Left(By::Row) => return self.go_to_edge(false),
            Edit::Right(By::Row) => return self.go_to_edge(true),
            Edit::Left(By::Word) => CursorMove::WordBack,
            Edit::Right(By::Word) => CursorMove::WordForward,
            Edit::Left(By::Line) => CursorMove::Head,
            Edit::Right(By::Line) => CursorMove::End,
            Edit::Left(By::Text) => {
                self.area.move_cursor(CursorMove::Top);
                CursorMove::Head
            }
            Edit::Right(By::Text) => {
                self.area.move_cursor(CursorMove::Bottom);
                CursorMove::End
            }
            Edit::Up => CursorMove::Up,
            Edit::Down => CursorMove::Down,
            Edit::PageUp => return self.step(CursorMove::Up, self.rows),
            Edit::PageDown => return self.step(CursorMove::Down, self.rows),
            _ => return,
        };
        self.area.move_cursor(step);
    }

    fn step(&mut self, step: CursorMove, characters: usize) {
        for _ in 0..characters {
            self.area.move_cursor(step);
        }
    }

    fn delete_left(&mut self, by: By) -> bool {
        if self.area.is_selecting() {
            return self.area.delete_char();
        }
        match by {
            By::Word => self.area.delete_word(),
            By::Character => {
                let characters = self.step_back();
                if characters <= 1 {
                    return self.area.delete_char();
                }
                self.step(CursorMove::Back, characters);
                self.area.delete_str(characters)
            }
            // As in every shell: the line before it stays where it is.
            _ => self.area.cursor().1 > 0 && self.area.delete_line_by_head(),
        }
    }

    fn delete_right(&mut self, by: By) -> bool {
        if self.area.is_selecting() {
            return self.area.delete_char();
        }
        match by {
            By::Word => self.area.delete_next_word(),
            By::Character => {
                let characters = self.step_forward();
                if characters <= 1 {
                    return self.area.delete_next_char();
                }
                self.area.delete_str(characters)
            }
            _ => self.area.delete_line_by_end(),
        }
    }

    /// The line of the caret, and how many bytes of it are before the caret.
    fn line_and_caret(&self) -> (&str, usize) {
        let at = self.area.cursor();
        let line = self.area.lines().get(at.0).map_or("", String::as_str);
        (line, byte_of(line, at.1))
    }

    fn step_back(&self) -> usize {
        let (line, caret) = self.line_and_caret();
        let before = text::graphemes(&line[..caret]).next_back();
        before.map_or(0, |grapheme| grapheme.chars().count())
    }

    fn step_forward(&self) -> usize {
        let (line, caret) = self.line_and_caret();
        let after = text::graphemes(&line[caret..]).next();
        after.map_or(0, |grapheme| grapheme.chars().count())
    }

    fn go_to_edge(&mut self, to_end: bool) {
        let row = self.area.screen_cursor().row;
        let mut to = self.area.screen_to_data(row, 0);
        if to_end {
            let start = to.1;
            to = self.area.screen_to_data(row, usize::MAX);
            let line = self.area.lines().get(to.0).map_or("", String::as_str);
            let (first, last) = (byte_of(line, start), byte_of(line, to.1));
            if last < line.len() {
                // Behind the last character the caret would stand on the next row already.
                let grapheme = text::graphemes(&line[first..last]).next_back();
                to.1 -= grapheme.map_or(0, |grapheme| grapheme.chars().count());
            }
        }
        let place = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
        self.area
            .move_cursor(CursorMove::Jump(place(to.0), place(to.1)));
    }

    /// Selects the whole text: what is typed next is written over it.
    pub fn select_all(&mut self) {
        self.area.select_all();
    }

    /// Takes the last change back.
    pub fn undo(&mut self) {
        self.area.undo();
    }

    /// Makes the change again that was taken back last.
    pub fn redo(&mut self) {
        self.area.redo();
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.area.is_empty()
    }

    /// The caret's row among the rows that are seen when the whole text is, and how many those are.
    pub fn caret_row(&self) -> (usize, usize) {
        let last = self.area.lines().len().saturating_sub(1);
        let row = self.area.screen_cursor().row;
        let lines_below = last.saturating_sub(self.area.cursor().0);
        (row, row + lines_below + 1)
    }

    /// Inserts what was pasted, in composed form and with plain line breaks.
    pub fn paste(&mut self, pasted: &str) {
        let plain = pasted.replace("\r\n", "\n").replace('\r', "\n");
        let plain: String = plain
            .chars()
            .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
            .collect();
        let plain = if self.is_one_line {
            plain.replace('\n', " ")
        } else {
            plain
        };
        self.area.insert_str(text::nfc(&plain));
    }

    /// Draws the text and tells where the terminal's cursor belongs. One column on the right stays
    /// free for the caret behind a full line.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, style: Style) -> Position {
        self.area.set_style(style);
        self.rows = usize::from(area.height.max(1));
        let inner = Rect {
            width: area.width.saturating_sub(1).max(1),
            ..area
        };
        frame.render_widget(&self.area, inner);
        let (row, column) = self.caret();
        let (top, left) = self.area.scroll_offset();
        let offset =
            |at: usize, first: u16| u16::try_from(at).unwrap_or(u16::MAX).saturating_sub(first);
        Position {
            x: area.x + offset(column, left).min(area.width.saturating_sub(1)),
            y: area.y + offset(row, top).min(area.height.saturating_sub(1)),
        }
    }

    /// The caret's row and column as the text is drawn. The widget's own column adds up code
    /// points, which is more than a joined emoji takes.
    fn caret(&self) -> (usize, usize) {
        let row = self.area.screen_cursor().row;
        let start = self.area.screen_to_data(row, 0);
        let (line, caret) = self.line_and_caret();
        let before = &line[byte_of(line, start.1).min(caret)..caret];
        let tab = usize::from(self.area.tab_length().max(1));
        let column = text::graphemes(before).fold(0, |column, grapheme| match grapheme {
            "\t" => (column / tab + 1) * tab,
            grapheme => column + text::grapheme_columns(grapheme),
        });
        (row, column)
    }
}

/// The byte of a line at which its character number `character` begins.
fn byte_of(line: &str, character: usize) -> usize {
    line.char_indices()
        .nth(character)
        .map_or(line.len(), |(byte, _)| byte)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyCode, KeyModifiers};
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;
    use unicode_normalization::UnicodeNormalization;

    fn drawn(edit: &mut TextEdit, width: u16, height: u16) -> Position {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let mut caret = Position::default();
        terminal
            .draw(|frame| caret = edit.draw(frame, frame.area(), Style::new()))
            .unwrap();
        caret
    }

    fn press(edit: &mut TextEdit, code: KeyCode) {
        edit.take_key(KeyEvent::new(code, KeyModifiers::NONE));
    }

    #[test]
    fn the_caret_counts_wide_characters_in_cells() {
        let mut edit = TextEdit::lines("");
        for (typed, column) in [('카', 2), ('f', 3), ('프', 5), ('카', 7)] {
            press(&mut edit, KeyCode::Char(typed));
            assert_eq!(drawn(&mut edit, 20, 4), Position { x: column, y: 0 });
        }
        press(&mut edit, KeyCode::Left);
        assert_eq!(drawn(&mut edit, 20, 4), Position { x: 5, y: 0 });
        press(&mut edit, KeyCode::Backspace);
        assert_eq!(edit.text(), "카f카");
    }

    #[test]
    fn a_long_unspaced_line_wraps_and_keeps_the_caret_visible() {
        let mut edit = TextEdit::lines("");
        for _ in 0..12 {
            press(&mut edit, KeyCode::Char('가'));
        }
        let caret = drawn(&mut edit, 11, 4);
        assert!(caret.y >= 2 && caret.x < 11, "{caret:?}");
    }

    #[test]
    fn a_joined_emoji_is_one_step_and_two_columns() {
        let mut edit = TextEdit::lines("가👩\u{200d}💻");
        assert_eq!(drawn(&mut edit, 20, 2), Position { x: 4, y: 0 });
        press(&mut edit, KeyCode::Left);
        assert_eq!(drawn(&mut edit, 20, 2), Position { x: 2, y: 0 });
        press(&mut edit, KeyCode::Right);
        assert_eq!(drawn(&mut edit, 20, 2), Position { x: 4, y: 0 });
        press(&mut edit, KeyCode::Backspace);
        assert_eq!(edit.text(), "가");
        edit.undo();
        assert_eq!(edit.text(), "가👩\u{200d}💻");
        edit.redo();
        assert_eq!(edit.text(), "가");
    }

    #[test]
    fn word_moves_and_selections_know_hangul() {
        let with = |edit: &mut TextEdit, code, modifiers| {
            edit.take_key(KeyEvent::new(code, modifiers));
        };
        let mut edit = TextEdit::lines("같은 파티션 안");
        drawn(&mut edit, 40, 2);
        with(&mut edit, KeyCode::Left, KeyModifiers::CONTROL);
        with(&mut edit, KeyCode::Left, KeyModifiers::CONTROL);
        assert_eq!(drawn(&mut edit, 40, 2), Position { x: 5, y: 0 });
        for _ in 0..3 {
            with(&mut edit, KeyCode::Right, KeyModifiers::SHIFT);
        }
        press(&mut edit, KeyCode::Char('키'));
        assert_eq!(edit.text(), "같은 키 안");
        with(&mut edit, KeyCode::End, KeyModifiers::SHIFT);
        press(&mut edit, KeyCode::Backspace);
        assert_eq!(edit.text(), "같은 키");
        for before in ["같은 키 안", "같은  안", "같은 파티션 안"] {
            edit.undo();
            assert_eq!(edit.text(), before);
        }
        edit.redo();
        edit.redo();
        assert_eq!(edit.text(), "같은 키 안");
    }

    #[test]
    fn home_and_end_go_to_the_ends_of_the_row_that_is_seen() {
        let mut edit = TextEdit::lines("가나다라마바사");
        drawn(&mut edit, 9, 4);
        press(&mut edit, KeyCode::Home);
        assert_eq!(drawn(&mut edit, 9, 4), Position { x: 0, y: 1 });
        press(&mut edit, KeyCode::End);
        assert_eq!(drawn(&mut edit, 9, 4), Position { x: 6, y: 1 });
        press(&mut edit, KeyCode::Up);
        press(&mut edit, KeyCode::End);
        assert_eq!(drawn(&mut edit, 9, 4), Position { x: 6, y: 0 });
        press(&mut edit, KeyCode::Home);
        assert_eq!(drawn(&mut edit, 9, 4), Position { x: 0, y: 0 });
    }

    #[test]
    fn decomposed_and_crlf_pastes_come_in_composed_and_plain() {
        let decomposed: String = "한글".nfd().collect();
        let mut edit = TextEdit::lines("");
        edit.paste(&format!("{decomposed}\r\n\u{1b}[31m둘째"));
        assert_eq!(edit.text(), "한글\n[31m둘째");
        let mut line = TextEdit::one_line("");
        line.paste("a\r\nb");
        press(&mut line, KeyCode::Enter);
        assert_eq!(line.text(), "a b");
    }
}
