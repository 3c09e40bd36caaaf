//! ratatui's cells as a terminal's bytes, and no more of these than the terminal needs: over a slow
//! line every byte of a frame is waited for.
//!
//! The pen remembers what the terminal was told last: colours and letter forms, where its cursor
//! stands, whether that is seen. It goes to a cell only where the cursor is not there already, and
//! begins a frame in a row that looks as it wrote last. A cursor counts as lost behind a character
//! of which terminals do not agree how wide it is; its ground is laid before it, and a row in
//! which such a character comes or goes is written whole, so that nothing of it stays behind.

use std::io;

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};

/// Room for the largest frame that is likely.
const FRAME_BYTES: usize = 64 * 1024;

/// Letter forms with the numbers that begin and end them (ECMA-48, SGR).
const FORMS: [(Modifier, u16, u16); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// Writes into a frame that is not sent yet.
#[derive(Debug)]
pub struct Pen {
    frame: Vec<u8>,
    look: Look,
    /// Where the next character would come to stand, where that is certain.
    at: Option<Position>,
    is_hidden: Option<bool>,
}

/// How characters look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Look {
    foreground: Color,
    background: Color,
    forms: Modifier,
}

impl Look {
    /// As a terminal writes that was told nothing.
    const PLAIN: Self = Self {
        foreground: Color::Reset,
        background: Color::Reset,
        forms: Modifier::empty(),
    };

    fn of(cell: &Cell) -> Self {
        Self {
            foreground: cell.fg,
            background: cell.bg,
            forms: cell.modifier,
        }
    }
}

impl Default for Pen {
    fn default() -> Self {
        Self {
            frame: Vec::with_capacity(FRAME_BYTES),
            look: Look::PLAIN,
            at: None,
            is_hidden: None,
        }
    }
}

impl Pen {
    /// The frame so far.
    pub fn frame(&mut self) -> &mut Vec<u8> {
        &mut self.frame
    }

    /// Somebody else wrote to the terminal: nothing is known of it.
    pub fn forget(&mut self) {
        self.write("\x1b[0m");
        self.look = Look::PLAIN;
        self.at = None;
        self.is_hidden = None;
    }

    /// Writes a row from its beginning to its end, and goes back to where the cursor was.
    pub fn write_row(&mut self, y: u16, row: &[Cell]) {
        let back = self.at;
        let mut x = 0;
        while let Some(cell) = row.get(usize::from(x)) {
            self.put(Position { x, y }, cell);
            x += columns(cell.symbol());
        }
        if let (Some(back), Some(false)) = (back, self.is_hidden) {
            self.go_to(back);
        }
    }

    /// Writes a cell.
    fn put(&mut self, place: Position, cell: &Cell) {
        self.go_to(place);
        self.take_on(Look::of(cell));
        let symbol = cell.symbol();
        self.at = if let Some(columns) = certain_columns(symbol) {
            self.write(symbol);
            Some(Position {
                x: place.x + columns,
                ..place
            })
        } else {
            if columns(symbol) > 1 {
                // Where the terminal draws it narrower, its ground is there all the same.
                self.write("  ");
                self.control(&[place.x + 1], b'G');
            }
            self.write(symbol);
            None
        };
    }

    fn write(&mut self, words: &str) {
        self.frame.extend_from_slice(words.as_bytes());
    }

    /// A control sequence: its numbers, then its letter.
    fn control(&mut self, numbers: &[u16], letter: u8) {
        self.write("\x1b[");
        for (place, &number) in numbers.iter().enumerate() {
            if place > 0 {
                self.frame.push(b';');
            }
            self.digits(number);
        }
        self.frame.push(letter);
    }

    fn digits(&mut self, number: u16) {
        if number > 9 {
            self.digits(number / 10);
        }
        self.frame.push(b"0123456789"[usize::from(number % 10)]);
    }

    fn go_to(&mut self, place: Position) {
        let (column, row) = (place.x + 1, place.y + 1);
        match self.at {
            Some(at) if at == place => {}
            Some(at) if at.y == place.y => self.control(&[column], b'G'),
            _ => self.control(&[row, column], b'H'),
        }
        self.at = Some(place);
    }

    /// The cell to begin a frame with: where a row begins as the frame before has ended, no colours
    /// need be named for it. Of two clocks that tick, only one is told its colours so.
    fn first_of(&self, cells: &[(u16, u16, &Cell)]) -> usize {
        let mut row = None;
        let first = cells
            .iter()
            .position(|&(_, y, cell)| row.replace(y) != Some(y) && Look::of(cell) == self.look);
        first.unwrap_or(0)
    }

    fn take_on(&mut self, look: Look) {
        if look == self.look {
            return;
        }
        let mut numbers = Vec::new();
        // What ends boldness ends faintness too; what stays of the two begins again.
        let mut forms = self.look.forms;
        for (form, _, end) in FORMS {
            if forms.contains(form) && !look.forms.contains(form) {
                numbers.push(end);
                let ended = FORMS.iter().filter(|(.., other)| *other == end);
                ended.for_each(|(other, ..)| forms.remove(*other));
            }
        }
        for (form, begin, _) in FORMS {
            if look.forms.contains(form) && !forms.contains(form) {
                numbers.push(begin);
            }
        }
        if look.foreground != self.look.foreground {
            colour(look.foreground, 30, &mut numbers);
        }
        if look.background != self.look.background {
            colour(look.background, 40, &mut numbers);
        }
        self.look = look;
        self.control(&numbers, b'm');
    }
}

/// The numbers of a colour: 30 and on for what is written, 40 and on for its ground.
fn colour(colour: Color, from: u16, numbers: &mut Vec<u16>) {
    let mut of_sixteen = |number: u16| match number {
        0..8 => numbers.push(from + number),
        _ => numbers.push(from + 60 + number - 8),
    };
    match colour {
        Color::Reset => numbers.push(from + 9),
        Color::Black => of_sixteen(0),
        Color::Red => of_sixteen(1),
        Color::Green => of_sixteen(2),
        Color::Yellow => of_sixteen(3),
        Color::Blue => of_sixteen(4),
        Color::Magenta => of_sixteen(5),
        Color::Cyan => of_sixteen(6),
        Color::Gray => of_sixteen(7),
        Color::DarkGray => of_sixteen(8),
        Color::LightRed => of_sixteen(9),
        Color::LightGreen => of_sixteen(10),
        Color::LightYellow => of_sixteen(11),
        Color::LightBlue => of_sixteen(12),
        Color::LightMagenta => of_sixteen(13),
        Color::LightCyan => of_sixteen(14),
        Color::White => of_sixteen(15),
        Color::Indexed(number) => numbers.extend([from + 8, 5, number.into()]),
        Color::Rgb(red, green, blue) => {
            numbers.extend([from + 8, 2, red.into(), green.into(), blue.into()]);
        }
    }
}

/// How many columns a cell's text takes, by our own count.
fn columns(symbol: &str) -> u16 {
    u16::try_from(crate::text::columns(symbol))
        .unwrap_or(1)
        .max(1)
}

/// Whether terminals agree how wide a cell's text is.
pub fn is_certain(cell: &Cell) -> bool {
    certain_columns(cell.symbol()).is_some()
}

/// How many columns a cell's text moves the cursor on every terminal; none where they differ.
fn certain_columns(symbol: &str) -> Option<u16> {
    let mut characters = symbol.chars();
    match (characters.next(), characters.next()) {
        (Some(' '..='~' | '─'..='╿' | '█' | '░'), None) => Some(1),
        (Some('가'..='힣' | 'ぁ'..='ヿ' | '一'..='\u{9fff}' | '！'..='｠'), None) => Some(2),
        _ => None,
    }
}

impl Backend for Pen {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut cells: Vec<_> = content.collect();
        if !cells.is_empty() {
            // Whatever moved the cursor since the last frame must not spoil this one.
            self.at = None;
        }
        let first = self.first_of(&cells);
        cells.rotate_left(first);
        for (x, y, cell) in cells {
            self.put(Position { x, y }, cell);
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.is_hidden != Some(true) {
            self.write("\x1b[?25l");
            self.is_hidden = Some(true);
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.is_hidden != Some(false) {
            self.write("\x1b[?25h");
            self.is_hidden = Some(false);
        }
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.at
            .ok_or_else(|| io::Error::from(io::ErrorKind::Unsupported))
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.go_to(position.into());
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        // A terminal fills what it clears with the ground that it writes on.
        self.forget();
        self.write(match clear_type {
            ClearType::All => "\x1b[2J",
            ClearType::AfterCursor => "\x1b[J",
            ClearType::BeforeCursor => "\x1b[1J",
            ClearType::CurrentLine => "\x1b[2K",
            ClearType::UntilNewLine => "\x1b[K",
        });
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        let (width, height) = crossterm::terminal::size()?;
        Ok(Size { width, height })
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size()?,
            pixels: Size::default(),
        })
    }

    /// Whoever has the pen sends what it wrote, when the frame is whole.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::backend::CrosstermBackend;
    use ratatui::layout::Rect;
    use ratatui::style::Style;
    use ratatui::{Frame, Terminal, TerminalOptions, Viewport};
    use std::cell::RefCell;
    use std::rc::Rc;

    const SIZE: (u16, u16) = (16, 4);

    fn terminal<B: Backend<Error = io::Error>>(backend: B) -> Terminal<B> {
        let viewport = Viewport::Fixed(Rect::new(0, 0, SIZE.0, SIZE.1));
        Terminal::with_options(backend, TerminalOptions { viewport }).unwrap()
    }

    fn screen() -> vt100::Parser {
        let (rows, columns) = (SIZE.1.try_into().unwrap(), SIZE.0.try_into().unwrap());
        vt100::Parser::new(rows, columns, 0)
    }

    /// Takes what ratatui's own backend sends.
    #[derive(Clone, Default)]
    struct Sent(Rc<RefCell<Vec<u8>>>);

    impl io::Write for Sent {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// How a cell looks: one that nothing was written into looks like a blank.
    fn look(terminal: &vt100::Parser, x: u16, y: u16) -> String {
        let cell = terminal.screen().cell(y, x).unwrap();
        let forms = [
            cell.bold(),
            cell.dim(),
            cell.italic(),
            cell.underline(),
            cell.inverse(),
            cell.is_wide(),
            cell.is_wide_continuation(),
        ];
        let text = match cell.contents() {
            "" => " ",
            text => text,
        };
        let colours = (cell.fgcolor(), cell.bgcolor());
        format!("{text:?} {colours:?} {forms:?}")
    }

    /// A text somewhere, in some look.
    fn stroke() -> impl Strategy<Value = (u16, u16, &'static str, Style)> {
        let words = ["a", "가나다", "x─가 b", "漢字", "é e\u{301}", "👩!", "    "];
        let colours = [
            Color::Reset,
            Color::Red,
            Color::White,
            Color::Indexed(200),
            Color::Rgb(1, 2, 3),
            Color::Rgb(1, 2, 4),
        ];
        let colour = || proptest::sample::select(colours.to_vec());
        let forms = [
            Modifier::empty(),
            Modifier::BOLD,
            Modifier::ITALIC | Modifier::UNDERLINED,
            Modifier::REVERSED,
        ];
        let style = (colour(), colour(), proptest::sample::select(forms.to_vec()));
        let style =
            style.prop_map(|(fg, bg, forms)| Style::new().fg(fg).bg(bg).add_modifier(forms));
        let words = proptest::sample::select(words.to_vec());
        (0..SIZE.0, 0..SIZE.1, words, style)
    }

    proptest! {
        #[test]
        fn a_terminal_shows_what_ratatuis_own_backend_shows(
            frames in proptest::collection::vec(proptest::collection::vec(stroke(), 0..6), 1..6),
        ) {
            let sent = Sent::default();
            let mut ours = terminal(Pen::default());
            let mut theirs = terminal(CrosstermBackend::new(sent.clone()));
            let (mut seen, mut expected) = (screen(), screen());
            for strokes in frames {
                let draw = |frame: &mut Frame<'_>| {
                    for (x, y, words, style) in &strokes {
                        frame.buffer_mut().set_string(*x, *y, words, *style);
                    }
                };
                ours.draw(draw).unwrap();
                theirs.draw(draw).unwrap();
                let frame = std::mem::take(ours.backend_mut().frame());
                let longer = std::mem::take(&mut *sent.0.borrow_mut());
                // Before an emoji its ground is laid: two spaces and the way back.
                let emoji = String::from_utf8_lossy(&frame).matches('👩').count();
                prop_assert!(frame.len() <= longer.len() + 7 * emoji);
                seen.process(&frame);
                expected.process(&longer);
                for (x, y) in (0..SIZE.0).flat_map(|x| (0..SIZE.1).map(move |y| (x, y))) {
                    let cells = (look(&seen, x, y), look(&expected, x, y));
                    prop_assert_eq!(cells.0, cells.1, "{} {}", x, y);
                }
            }
        }
    }

    #[test]
    fn the_terminal_is_told_only_what_it_does_not_know() {
        let mut terminal = terminal(Pen::default());
        let mut sent = |words: &'static str, style: Style, caret: Option<(u16, u16)>| {
            let drawn = terminal.draw(|frame| {
                frame.buffer_mut().set_string(0, 1, words, style);
                if let Some(caret) = caret {
                    frame.set_cursor_position(caret);
                }
            });
            drawn.unwrap();
            let bytes = std::mem::take(terminal.backend_mut().frame());
            String::from_utf8(bytes).unwrap()
        };
        let red = Style::new().fg(Color::Red);
        assert_eq!(
            sent("가나 a", red, None),
            "\x1b[2;1H\x1b[31m가나 a\x1b[?25l"
        );
        assert_eq!(sent("가나 a", red, None), "");
        assert_eq!(sent("가나 b", red, None), "\x1b[2;6Hb");
        assert_eq!(sent("가다 c", red, None), "\x1b[2;3H다\x1b[6Gc");
        assert_eq!(sent("가다 c", red, Some((6, 1))), "\x1b[?25h");
        assert_eq!(sent("가다 c", red, Some((6, 1))), "");
        assert_eq!(sent("가다 c", red, Some((2, 0))), "\x1b[1;3H");
    }

    #[test]
    fn a_frame_begins_in_the_colours_in_which_the_one_before_ended() {
        let mut terminal = terminal(Pen::default());
        let mut sent = |words: &'static str| {
            let drawn = terminal.draw(|frame| {
                for (row, colour) in [(0, Color::Red), (2, Color::Blue)] {
                    let style = Style::new().fg(colour);
                    frame.buffer_mut().set_string(3, row, words, style);
                }
            });
            drawn.unwrap();
            let bytes = std::mem::take(terminal.backend_mut().frame());
            String::from_utf8(bytes).unwrap()
        };
        sent("a");
        assert_eq!(sent("b"), "\x1b[3;4Hb\x1b[1;4H\x1b[31mb");
        assert_eq!(sent("c"), "\x1b[1;4Hc\x1b[3;4H\x1b[34mc");
    }

    #[test]
    fn what_is_faint_and_no_longer_bold_is_faint_again() {
        let mut pen = Pen::default();
        let forms = |forms| Look {
            forms,
            ..Look::PLAIN
        };
        pen.take_on(forms(Modifier::BOLD | Modifier::DIM));
        pen.take_on(forms(Modifier::DIM));
        assert_eq!(pen.frame, b"\x1b[1;2m\x1b[22;2m");
    }
}
