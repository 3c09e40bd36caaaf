//! The real terminal: taken over, drawn on, and always given back as it was.

use std::io::{self, Stdout, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::{Attribute, Print, SetAttribute};
use crossterm::terminal::{
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use crossterm::{cursor, queue};
use ratatui::Viewport;

use super::Stage;
use super::app::App;
use super::canvas::Canvas;
use crate::clock::Moment;

/// Whether the terminal is ours now; the panic hook and the guard both look here.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether the terminal is asked to tell where the mouse is pressed.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// Buttons and wheel (1000) with places beyond column 223 (1006). Not what crossterm's own
/// command asks for: that makes the terminal tell of every movement, and would wake the program
/// for each.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";

/// Whether the terminal tells keys apart for us (the kitty keyboard protocol): it stays asked for
/// whenever the terminal is ours.
static KEYS_APART: AtomicBool = AtomicBool::new(false);

/// The flags of the protocol that are on, if there is one, then what every terminal answers. The
/// answers come like keys, so nobody waits for them.
const ASK_FOR_KEYS: &str = "\x1b[?u\x1b[c";

/// Tell keys apart (1) with the place of each on a Latin keyboard (4). The other screen has its
/// own state, so this comes after it was entered and is taken back before it is left.
const KEYS_APART_ON: &str = "\x1b[>5u";
const KEYS_APART_OFF: &str = "\x1b[<u";

/// The terminal while it is ours. Dropping it gives it back.
#[derive(Debug)]
pub struct Screen {
    canvas: Canvas<Stdout>,
}

impl Screen {
    /// Takes the terminal over: raw keys, the other screen, marked pastes. Installs a panic hook
    /// that gives it back before the message is printed. With `mouse` the terminal tells of clicks
    /// and of the wheel; text is then selected with Shift held down.
    pub fn take(mouse: bool) -> io::Result<Self> {
        MOUSE.store(mouse, Ordering::SeqCst);
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            give_back();
            before(panic);
        }));
        take_over()?;
        let mut out = io::stdout();
        queue!(out, Print(ASK_FOR_KEYS))?;
        out.flush()?;
        Ok(Self {
            canvas: Canvas::new(io::stdout(), Viewport::Fullscreen)?,
        })
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

fn take_over() -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    let mut out = io::stdout();
    queue!(out, EnterAlternateScreen, EnableBracketedPaste)?;
    if MOUSE.load(Ordering::SeqCst) {
        queue!(out, Print(MOUSE_ON))?;
    }
    if KEYS_APART.load(Ordering::SeqCst) {
        queue!(out, Print(KEYS_APART_ON))?;
    }
    out.flush()
}

/// Gives the terminal back; a second call does nothing. Errors are passed over: a terminal that
/// is gone needs nothing back.
fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        if MOUSE.load(Ordering::SeqCst) {
            let _ = queue!(out, Print(MOUSE_OFF));
        }
        if KEYS_APART.load(Ordering::SeqCst) {
            let _ = queue!(out, Print(KEYS_APART_OFF));
        }
        let _ = queue!(
            out,
            EndSynchronizedUpdate,
            SetAttribute(Attribute::Reset),
            DisableBracketedPaste,
            LeaveAlternateScreen,
            cursor::Show
        );
        let _ = out.flush();
        let _ = disable_raw_mode();
    }
}

impl Stage for Screen {
    fn draw(&mut self, app: &mut App, now: Moment) -> io::Result<()> {
        self.canvas.draw(app, now)
    }

    fn bell(&mut self) -> io::Result<()> {
        self.canvas.bell()
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        self.canvas.copy(text)
    }

    fn tell_keys_apart(&mut self) -> io::Result<()> {
        if KEYS_APART.swap(true, Ordering::SeqCst) {
            return Ok(());
        }
        let mut out = io::stdout();
        queue!(out, Print(KEYS_APART_ON))?;
        out.flush()
    }

    fn forget(&mut self) -> io::Result<()> {
        self.canvas.clear()
    }

    fn suspend(&mut self) -> io::Result<()> {
        give_back();
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        take_over()?;
        self.canvas.clear()
    }

    fn lend(&mut self, command: &[String]) -> io::Result<io::Result<()>> {
        give_back();
        let (program, arguments) = match command.split_first() {
            Some((program, arguments)) => (program.as_str(), arguments),
            None => ("", command),
        };
        let ended = std::process::Command::new(program).args(arguments).status();
        take_over()?;
        self.canvas.clear()?;
        Ok(ended.and_then(|status| {
            if status.success() {
                Ok(())
            } else {
                Err(io::Error::other(status.to_string()))
            }
        }))
    }
}
