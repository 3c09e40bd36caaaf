//! Frames on their way to a terminal: each reaches it whole, in one write.

use std::collections::BTreeMap;
use std::io::{self, Write};

use ratatui::buffer::Cell;
use ratatui::{Terminal, TerminalOptions, Viewport};

use super::app::App;
use crate::clock::Moment;

mod clipboard;
mod pen;

use pen::Pen;

/// Between these the terminal shows nothing, then everything (synchronized updates).
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// What the app is drawn on, before a terminal or whatever else takes bytes.
#[derive(Debug)]
pub struct Canvas<W> {
    terminal: Terminal<Pen>,
    out: W,
    /// The rows of the last frame with characters of which terminals do not agree how wide they are.
    uncertain: BTreeMap<u16, Vec<Cell>>,
}

impl<W: Write> Canvas<W> {
    /// A canvas before `out`: as large as the terminal, or of a size of its own.
    pub fn new(out: W, viewport: Viewport) -> io::Result<Self> {
        let options = TerminalOptions { viewport };
        Ok(Self {
            terminal: Terminal::with_options(Pen::default(), options)?,
            out,
            uncertain: BTreeMap::new(),
        })
    }

    /// Draws a frame; the terminal shows it when all of it is there. One that looks like the one
    /// before sends nothing.
    pub fn draw(&mut self, app: &mut App, now: Moment) -> io::Result<()> {
        self.frame().extend_from_slice(BEGIN);
        let begun = self.frame().len();
        let before = std::mem::take(&mut self.uncertain);
        let uncertain = &mut self.uncertain;
        let mut whole = Vec::new();
        self.terminal.draw(|frame| {
            app.draw(frame, now);
            let width = usize::from(frame.area().width.max(1));
            for (y, row) in (0..).zip(frame.buffer_mut().content.chunks(width)) {
                if comes_or_goes(before.get(&y), row) {
                    whole.push((y, row.to_vec()));
                }
                if !row.iter().all(pen::is_certain) {
                    uncertain.insert(y, row.to_vec());
                }
            }
        })?;
        for (y, row) in whole {
            self.terminal.backend_mut().write_row(y, &row);
        }
        let is_nothing = self.frame().len() == begun && begun == BEGIN.len();
        if is_nothing {
            self.frame().clear();
            return Ok(());
        }
        self.frame().extend_from_slice(END);
        self.send()
    }

    /// Rings the bell.
    pub fn bell(&mut self) -> io::Result<()> {
        self.frame().push(b'\x07');
        self.send()
    }

    /// Puts a text on the clipboard (OSC 52).
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        let coded = clipboard::base64(text.as_bytes());
        let frame = self.frame();
        frame.extend_from_slice(b"\x1b]52;c;");
        frame.extend_from_slice(coded.as_bytes());
        frame.push(b'\x07');
        self.send()
    }

    /// Clears the terminal, so that the next frame is drawn whole. Taking on a size does so without
    /// asking the terminal where its cursor is, as `Terminal::clear` does: a terminal that does not
    /// answer would end the program.
    pub fn clear(&mut self) -> io::Result<()> {
        let size = self.terminal.size()?;
        self.terminal.resize(size.into())
    }

    fn frame(&mut self) -> &mut Vec<u8> {
        self.terminal.backend_mut().frame()
    }

    fn send(&mut self) -> io::Result<()> {
        let sent = self.out.write_all(self.terminal.backend_mut().frame());
        self.frame().clear();
        sent?;
        self.out.flush()
    }
}

/// Whether a character of uncertain width is in a row and was not in the row before, or the other
/// way round. The row before is not known where it had none.
fn comes_or_goes(before: Option<&Vec<Cell>>, row: &[Cell]) -> bool {
    match before {
        None => !row.iter().all(pen::is_certain),
        Some(before) => {
            let mut cells = before.iter().zip(row);
            cells.any(|(old, new)| old != new && !(pen::is_certain(old) && pen::is_certain(new)))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::path::Path;
    use std::rc::Rc;
    use std::sync::Arc;
    use std::time::Duration;

    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
    use ratatui::layout::Rect;
    use termprofile::TermProfile;

    use super::*;
    use crate::bank::{Bank, Origin, deck};
    use crate::history::History;
    use crate::history::record::Ids;
    use crate::interview::preset;
    use crate::language::Language;
    use crate::progress::SoFar;
    use crate::search::Index;
    use crate::store::Disk;
    use crate::survey::Survey;
    use crate::tui::events::Event;
    use crate::tui::keymap::Keymap;
    use crate::tui::known::KnownNews;
    use crate::tui::screens::{self, First};
    use crate::tui::shared::Shared;
    use crate::tui::theme::Theme;

    /// What reached the terminal, write by write.
    #[derive(Clone, Default)]
    struct Wire(Rc<RefCell<Vec<String>>>);

    impl Write for Wire {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let sent = String::from_utf8(bytes.to_vec()).unwrap();
            self.0.borrow_mut().push(sent);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// The program with one card, before a terminal of 100 columns.
    struct Desk {
        app: App,
        canvas: Canvas<Wire>,
        wire: Wire,
        now: Moment,
    }

    impl Desk {
        fn new(profile: TermProfile) -> Self {
            let preset = "title = \"Warm-up\"\nabout = \"One question.\"\n[[rounds]]\ntitle = \"Network\"\nkinds = [\"technical\"]\ncount = 1\nthink = \"10s\"\nanswer = \"120s\"\n";
            let (preset, problems) = preset::read("warmup", "warmup", preset);
            assert_eq!(problems, Vec::new());
            let card = "kind = \"technical\"\n[[cards]]\nquestion = \"TCP와 UDP는 무엇이 다른가요?\"\nanswer = \"a\"\n";
            let (deck, _) = deck::read("technical/network", Origin::BuiltIn, "", card);
            let (disk, nowhere) = (Disk::default(), Path::new("/nowhere"));
            let (theme, _) = Theme::load(&disk, nowhere, "dark", profile);
            let (keymap, _) = Keymap::load(&disk, nowhere);
            let presets = preset.into_iter().collect();
            let shared = Shared::new(Language::English, theme, keymap, presets);
            let wire = Wire::default();
            let viewport = Viewport::Fixed(Rect::new(0, 0, 100, 30));
            let wall = chrono::DateTime::parse_from_rfc3339("2026-11-21T21:40:00+09:00").unwrap();
            let mut desk = Self {
                app: App::new(shared, screens::start(First::Home)),
                canvas: Canvas::new(wire.clone(), viewport).unwrap(),
                wire,
                now: Moment {
                    wall,
                    running: Duration::ZERO,
                },
            };
            let bank = Arc::new(Bank::new([deck], Vec::new()));
            let history = Arc::new(History::default());
            let survey = Survey::of(&bank, &history, wall, 4, None);
            for event in [
                Event::HistoryRead {
                    history,
                    so_far: SoFar::default(),
                    problems: Vec::new(),
                    drafts: Vec::new(),
                    ids: Ids::random(),
                    unfinished: Vec::new(),
                },
                Event::BankRead(Arc::clone(&bank)),
                Event::IndexBuilt(Arc::new(Index::of_bank(&bank)), Arc::clone(&bank)),
                Event::WorkedOut(Box::new(KnownNews {
                    bank,
                    coming: Vec::new(),
                    survey: Some(Arc::new(survey)),
                    plan: None,
                    progress: None,
                    strays: None,
                })),
            ] {
                desk.after(Some(event));
            }
            desk
        }

        /// What is sent after an event, write by write.
        fn after(&mut self, event: Option<Event>) -> Vec<String> {
            self.app.handle(event, self.now);
            self.canvas.draw(&mut self.app, self.now).unwrap();
            std::mem::take(&mut *self.wire.0.borrow_mut())
        }

        fn press(&mut self, code: KeyCode) -> Vec<String> {
            let key = KeyEvent::new(code, KeyModifiers::NONE);
            self.after(Some(Event::Key(key)))
        }

        fn second(&mut self) -> Vec<String> {
            self.now.running += Duration::from_secs(1);
            self.now.wall += Duration::from_secs(1);
            self.after(None)
        }
    }

    #[test]
    fn a_frame_is_one_write_and_one_that_changes_nothing_is_none() {
        let mut desk = Desk::new(TermProfile::TrueColor);
        for key in [KeyCode::Down, KeyCode::Char('/'), KeyCode::Char('카')] {
            assert_eq!(desk.press(key).len(), 1, "{key:?}");
        }
        assert_eq!(desk.after(Some(Event::Resized)).len(), 0);
    }

    #[test]
    fn a_second_of_the_clock_sends_the_digits_and_where_the_bar_moves_its_end() {
        for profile in [
            TermProfile::NoColor,
            TermProfile::Ansi16,
            TermProfile::TrueColor,
        ] {
            let mut desk = Desk::new(profile);
            desk.press(KeyCode::Char('u'));
            desk.press(KeyCode::Enter);
            desk.second();
            let seconds: Vec<String> = (0..8).map(|_| desk.second().concat()).collect();
            let has_bar = |sent: &&String| sent.contains('╺');
            let (with_bar, digits): (Vec<_>, Vec<_>) = seconds.iter().partition(has_bar);
            assert!(!with_bar.is_empty() && !digits.is_empty());
            for (seconds, most) in [(digits, 40), (with_bar, 54)] {
                for sent in seconds {
                    let cells = sent.len() - BEGIN.len() - END.len();
                    assert!(cells <= most, "{profile:?}: {cells} bytes, {sent:?}");
                }
            }
        }
    }
}
