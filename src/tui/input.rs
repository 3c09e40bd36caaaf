//! What terminals send: bytes in, keys, pastes and clicks out.
//!
//! A terminal marks everything that is no plain character with the byte of the Escape key, and a
//! slow line cuts anywhere. So the [`Decoder`] holds what is not whole yet and is told the time:
//! it reads no clock, no terminal and no environment. Two rules:
//!
//! 1. A sequence means the same however it was cut. One that is unknown does nothing.
//! 2. A single Escape is told after a short wait. Where the rest of a sequence comes after that,
//!    the sequence is told, and before it that the Escape was none ([`Said::TakenBack`]).

use std::collections::VecDeque;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::events::Mouse;

mod control;
mod sequence;

use sequence::Read;

/// How long an Escape is held back where the user says nothing else.
pub const ESCAPE_WAIT: Duration = Duration::from_millis(50);

/// How long after an Escape was told the rest of a sequence is still known for what it is.
const LATE: Duration = Duration::from_millis(100);

/// How long after the byte of an Escape a character is still pressed together with Alt. Later it
/// is a character that was typed after the Escape.
const ALT: Duration = Duration::from_millis(100);

/// How long the rest of a sequence is waited for after its beginning could be nothing else.
const REST: Duration = Duration::from_millis(500);

/// How long the rest of a paste is waited for.
const REST_OF_PASTE: Duration = Duration::from_secs(10);

/// What ends a paste.
const PASTE_END: &[u8] = b"\x1b[201~";

/// Something that the terminal said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// A key was pressed, or repeats. That one was let go is not told.
    Key(KeyEvent),
    /// So many Escapes that were told last were the beginning of what follows.
    TakenBack(usize),
    /// Text was pasted.
    Paste(String),
    /// The mouse was used.
    Mouse(Mouse),
    /// The answer to the question for the kitty keyboard protocol: it is there.
    HasProtocol,
}

/// Turns bytes into what they mean.
#[derive(Debug)]
pub struct Decoder {
    /// How long a single Escape is held back.
    wait: Duration,
    /// The terminal tells keys apart: an Escape is no single byte.
    has_protocol: bool,
    /// What is not whole yet.
    held: Vec<u8>,
    /// How many Escapes at the front of it were told.
    told: usize,
    /// What is held was pasted.
    is_paste: bool,
    /// When the last byte came.
    last_byte: Duration,
    /// When the last Escape at the front came.
    escape: Duration,
    said: VecDeque<Said>,
}

impl Decoder {
    /// A decoder that holds a single Escape back for so long.
    pub fn new(wait: Duration) -> Self {
        Self {
            wait,
            has_protocol: false,
            held: Vec::new(),
            told: 0,
            is_paste: false,
            last_byte: Duration::ZERO,
            escape: Duration::ZERO,
            said: VecDeque::new(),
        }
    }

    /// From now on an Escape comes as a sequence of its own, so that its byte alone is always the
    /// beginning of another one.
    pub fn set_protocol(&mut self, has_protocol: bool) {
        self.has_protocol = has_protocol;
    }

    /// Takes what came at this running time.
    pub fn feed(&mut self, bytes: &[u8], now: Duration) {
        // Bytes that came together are looked at together; only a paste can be long.
        let mut searched = self.held.len();
        for &byte in bytes {
            if byte == 0x1b && self.held.iter().all(|&held| held == 0x1b) {
                self.escape = now;
            }
            self.held.push(byte);
            if !self.is_paste {
                self.sort_out(now);
                searched = 0;
            }
        }
        if self.is_paste {
            self.end_paste(searched, now);
        }
        self.last_byte = now;
    }

    /// The next thing that was said.
    pub fn say(&mut self) -> Option<Said> {
        self.said.pop_front()
    }

    /// The running time at which [`Decoder::expire`] has something to do if nothing comes.
    pub fn deadline(&self) -> Option<Duration> {
        Some(self.last_byte + self.patience()?)
    }

    /// Gives up waiting where it was too long. To be called only when no more input is there.
    pub fn expire(&mut self, now: Duration) {
        while let Some(deadline) = self.deadline()
            && deadline <= now
        {
            self.give_up(now);
        }
    }

    fn escapes(&self) -> usize {
        self.held.iter().take_while(|&&byte| byte == 0x1b).count()
    }

    /// How long after the last byte nothing more is waited for.
    fn patience(&self) -> Option<Duration> {
        let wait = if self.has_protocol { LATE } else { self.wait };
        if self.is_paste {
            return Some(REST_OF_PASTE);
        }
        let escapes = self.escapes();
        if self.held.is_empty() {
            None
        } else if escapes == 0 {
            // A character whose other bytes are still to come: only what follows can tell.
            None
        } else if self.held.len() == escapes {
            Some(if self.told < escapes {
                wait
            } else {
                wait + LATE
            })
        } else if self.held.len() == escapes + 1 {
            Some(LATE)
        } else {
            Some(REST)
        }
    }

    /// Nothing more comes: what is held is what there is.
    fn give_up(&mut self, now: Duration) {
        let escapes = self.escapes();
        if self.is_paste {
            let rest = std::mem::take(&mut self.held);
            self.is_paste = false;
            self.say_paste(&rest);
        } else if self.held.len() == escapes {
            if self.told == escapes {
                self.forget(escapes);
            } else {
                let key = Said::Key(KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE));
                self.said
                    .extend(std::iter::repeat_n(key, escapes - self.told));
                self.told = escapes;
            }
        } else if self.held.len() == escapes + 1 && self.told > 0 {
            // A character that was typed after an Escape.
            self.forget(self.told);
            self.sort_out(now);
        } else if let Some(c) = char::from_u32(u32::from(self.held[escapes]))
            && self.held.len() == escapes + 1
            && c.is_ascii()
        {
            // Alt with one of the characters that begin sequences.
            if escapes > 1 {
                self.said.push_back(Said::Key(KeyCode::Esc.into()));
            }
            let key = KeyEvent::new(KeyCode::Char(c), KeyModifiers::ALT);
            self.said.push_back(Said::Key(key));
            self.held.clear();
        } else if self.told == 0 && self.held[escapes] >= 0x80 {
            // Escape, then a character whose other bytes are still to come.
            self.said.push_back(Said::Key(KeyCode::Esc.into()));
            self.forget(1);
            self.sort_out(now);
        } else {
            self.take_back();
            self.held.clear();
        }
    }

    /// The front of what is held is done with.
    fn forget(&mut self, bytes: usize) {
        self.held.drain(..bytes);
        self.told = 0;
    }

    fn take_back(&mut self) {
        if self.told > 0 {
            self.said.push_back(Said::TakenBack(self.told));
            self.told = 0;
        }
    }

    /// Says everything that is whole.
    fn sort_out(&mut self, now: Duration) {
        while self.held.len() > self.told && !self.is_paste {
            let Some(read) = sequence::read(&self.held, self.has_protocol) else {
                return;
            };
            let length = match &read {
                Read::Said(length, _) | Read::PasteBegins(length) => *length,
            };
            if self.told > 0 && (length <= self.told || self.is_typed_apart(&read, now)) {
                // Something else came after an Escape that stands.
                self.forget(length.min(self.told));
                continue;
            }
            self.take_back();
            self.held.drain(..length);
            match read {
                Read::Said(_, said) => self.said.extend(said),
                Read::PasteBegins(_) => self.is_paste = true,
            }
        }
    }

    /// Whether what reads as a sequence is an Escape that was told and characters that were typed
    /// after it.
    fn is_typed_apart(&self, read: &Read, now: Duration) -> bool {
        let Read::Said(length, said) = read else {
            return false;
        };
        let rest = &self.held[self.told..*length];
        match rest {
            // The middle of the number pad, and whether the window has the focus.
            [b'[', b'E' | b'I' | b'O'] | [b'O', b'E'] => false,
            [b'[' | b'O', letter] if letter.is_ascii_graphic() => said.is_empty(),
            [b'[' | b'O' | 0x1b, ..] | [b']' | b'P' | b'_', _, ..] => false,
            _ => {
                let is_late = now.saturating_sub(self.escape) > ALT;
                is_late || !said.iter().all(means_something_with_alt)
            }
        }
    }

    /// Looks for the end of the paste behind what was searched already.
    fn end_paste(&mut self, searched: usize, now: Duration) {
        let from = searched.saturating_sub(PASTE_END.len());
        let found = memchr::memmem::find(&self.held[from..], PASTE_END);
        let Some(at) = found.map(|at| at + from) else {
            return;
        };
        let behind = self.held.split_off(at + PASTE_END.len());
        let pasted = std::mem::take(&mut self.held);
        self.is_paste = false;
        self.say_paste(&pasted[..at]);
        self.feed(&behind, now);
    }

    fn say_paste(&mut self, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes).into_owned();
        self.said.push_back(Said::Paste(text));
    }
}

/// Whether a key together with Alt is a command of text fields.
fn means_something_with_alt(said: &Said) -> bool {
    let Said::Key(key) = said else {
        return true;
    };
    match key.code {
        KeyCode::Char('h') if key.modifiers.contains(KeyModifiers::CONTROL) => true,
        KeyCode::Char(c) => matches!(c, 'b' | 'f' | 'd' | '<' | '>'),
        _ => true,
    }
}

#[cfg(test)]
mod tests;
