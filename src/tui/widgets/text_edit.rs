//! A field in which text is typed: our own front of ratatui-textarea, which wraps, undoes and
//! knows wide characters. The caret is the terminal's own cursor, for an input method composes
//! where that stands; so the widget's painted caret is off.

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui_textarea::{CursorMove, TextArea, WrapMode};

use crate::text;

/// An editable text.
#[derive(Debug, Clone)]
pub struct TextEdit {
    area: TextArea<'static>,
    is_one_line: bool,
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
        area.set_max_histories(1000);
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { area, is_one_line }
    }

    /// The text in composed form.
    pub fn text(&self) -> String {
        text::nfc(&self.area.lines().join("\n")).into_owned()
    }

    /// Takes a key; true where the text changed.
    pub fn take_key(&mut self, key: KeyEvent) -> bool {
        if self.is_one_line && key.code == crossterm::event::KeyCode::Enter {
            return false;
        }
        self.area.input(key)
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
        let inner = Rect {
            width: area.width.saturating_sub(1).max(1),
            ..area
        };
        frame.render_widget(&self.area, inner);
        let caret = self.area.screen_cursor();
        let (top, left) = self.area.scroll_offset();
        let offset =
            |at: usize, first: u16| u16::try_from(at).unwrap_or(u16::MAX).saturating_sub(first);
        Position {
            x: area.x + offset(caret.col, left).min(area.width.saturating_sub(1)),
            y: area.y + offset(caret.row, top).min(area.height.saturating_sub(1)),
        }
    }
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
