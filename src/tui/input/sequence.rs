//! One thing at the front of bytes: a character, a control key, or a sequence of Escape.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{Said, control};

/// No sequence is longer; what is, is none.
const LONGEST: usize = 128;
/// No report of the terminal is longer.
const LONGEST_REPORT: usize = 4096;

/// What stands at the front, with its length in bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Read {
    /// This; nothing where it is unknown.
    Said(usize, Vec<Said>),
    /// A paste begins.
    PasteBegins(usize),
}

/// Reads what stands at the front; `None` where it is not whole yet.
pub(super) fn read(bytes: &[u8], has_protocol: bool) -> Option<Read> {
    match *bytes.first()? {
        0x1b => read_escape(bytes, has_protocol),
        byte @ (0..=0x1f | 0x7f) => Some(Read::Said(1, vec![Said::Key(control_key(byte))])),
        _ => read_character(bytes),
    }
}

/// The key of a control byte. A line feed is Ctrl-J: only Enter is Enter.
fn control_key(byte: u8) -> KeyEvent {
    let code = match byte {
        b'\r' => KeyCode::Enter,
        b'\t' => KeyCode::Tab,
        0x7f => KeyCode::Backspace,
        0x1b => KeyCode::Esc,
        byte => {
            let c = match byte {
                0 => ' ',
                1..=26 => char::from(byte - 1 + b'a'),
                0x1f => '/',
                byte => char::from(byte + 0x40),
            };
            return KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL);
        }
    };
    KeyEvent::new(code, KeyModifiers::NONE)
}

/// A character in UTF-8. Bytes that are none say nothing.
fn read_character(bytes: &[u8]) -> Option<Read> {
    let length = match bytes[0] {
        0..=0x7f => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Some(Read::Said(1, Vec::new())),
    };
    let there = &bytes[..length.min(bytes.len())];
    match std::str::from_utf8(there) {
        Ok(text) => {
            let printed = text.chars().filter(|c| !c.is_control());
            let keys = printed.map(|c| Said::Key(character(c)));
            Some(Read::Said(length, keys.collect()))
        }
        // All of it so far could begin a character.
        Err(error) if error.error_len().is_none() => None,
        Err(error) => Some(Read::Said(error.error_len().unwrap_or(1), Vec::new())),
    }
}

fn character(c: char) -> KeyEvent {
    KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)
}

fn read_escape(bytes: &[u8], has_protocol: bool) -> Option<Read> {
    let next = *bytes.get(1)?;
    match next {
        b'[' => read_control_sequence(bytes, has_protocol),
        b'O' => read_ss3(bytes),
        0x1b => read_second_escape(bytes, has_protocol),
        b']' => read_report(bytes, |c| c.is_ascii_digit()),
        b'P' => read_report(bytes, |c| c.is_ascii_digit() || b">!?+$=|".contains(&c)),
        b'_' => read_report(bytes, |c| c == b'G'),
        b'\r' | b'\t' | 0x7f | 0x08 => {
            let mut key = control_key(next);
            key.modifiers |= KeyModifiers::ALT;
            Some(Read::Said(2, vec![Said::Key(key)]))
        }
        b'\n' => {
            let key = KeyEvent::new(KeyCode::Enter, KeyModifiers::ALT);
            Some(Read::Said(2, vec![Said::Key(key)]))
        }
        // Escape, then a control key that came at once.
        0..=0x1f => Some(escape_alone()),
        _ => match read_character(&bytes[1..])? {
            Read::Said(length, said) => Some(Read::Said(length + 1, with_alt(said))),
            Read::PasteBegins(_) => None,
        },
    }
}

fn escape_alone() -> Read {
    let key = KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE);
    Read::Said(1, vec![Said::Key(key)])
}

/// Some terminals put an Escape before the sequence of a key that is pressed with Alt.
fn read_second_escape(bytes: &[u8], has_protocol: bool) -> Option<Read> {
    if !matches!(bytes.get(2)?, b'[' | b'O') {
        return Some(escape_alone());
    }
    let is_key = |said: &Said| matches!(said, Said::Key(_));
    match read_escape(&bytes[1..], has_protocol)? {
        Read::Said(length, said) if said.iter().all(is_key) => {
            Some(Read::Said(length + 1, with_alt(said)))
        }
        _ => Some(escape_alone()),
    }
}

fn with_alt(said: Vec<Said>) -> Vec<Said> {
    let mut said = said;
    for said in &mut said {
        if let Said::Key(key) = said {
            key.modifiers |= KeyModifiers::ALT;
        }
    }
    said
}

/// `ESC O` and a letter: keys in application mode.
fn read_ss3(bytes: &[u8]) -> Option<Read> {
    let letter = *bytes.get(2)?;
    if !(0x20..0x7f).contains(&letter) {
        // `ESC O` was Alt-O.
        let key = KeyEvent::new(KeyCode::Char('O'), KeyModifiers::ALT);
        return Some(Read::Said(2, vec![Said::Key(key)]));
    }
    // Some terminals put the modifiers between.
    if letter.is_ascii_digit() {
        let last = *bytes.get(3)?;
        let modifiers = control::modifiers(u32::from(letter - b'0'), false);
        let code = control::ss3_key(last);
        let key = modifiers.zip(code);
        let said = key.map(|(modifiers, code)| Said::Key(KeyEvent::new(code, modifiers)));
        let length = if (0x20..0x7f).contains(&last) { 4 } else { 3 };
        return Some(Read::Said(length, said.into_iter().collect()));
    }
    let modifiers = if matches!(letter, b'a'..=b'd') {
        KeyModifiers::CONTROL
    } else {
        KeyModifiers::NONE
    };
    let code = control::ss3_key(letter);
    let said = code.map(|code| Said::Key(KeyEvent::new(code, modifiers)));
    Some(Read::Said(3, said.into_iter().collect()))
}

/// A report of the terminal that ends with a bell or with `ESC \`. It is never asked for, but may
/// come late to another program's question; it says nothing.
fn read_report(bytes: &[u8], begins: impl Fn(u8) -> bool) -> Option<Read> {
    if !begins(*bytes.get(2)?) {
        let key = KeyEvent::new(KeyCode::Char(char::from(bytes[1])), KeyModifiers::ALT);
        return Some(Read::Said(2, vec![Said::Key(key)]));
    }
    let end = bytes[2..].windows(2).position(|pair| pair == b"\x1b\\");
    let bell = bytes[2..].iter().position(|&byte| byte == 0x07);
    match (end.map(|at| at + 4), bell.map(|at| at + 3)) {
        (Some(end), Some(bell)) => Some(Read::Said(end.min(bell), Vec::new())),
        (Some(length), None) | (None, Some(length)) => Some(Read::Said(length, Vec::new())),
        (None, None) if bytes.len() > LONGEST_REPORT => Some(Read::Said(bytes.len(), Vec::new())),
        (None, None) => None,
    }
}

/// `ESC [`, parameters, and a last character.
fn read_control_sequence(bytes: &[u8], has_protocol: bool) -> Option<Read> {
    let first = *bytes.get(2)?;
    if first == b'[' {
        return read_console_key(bytes);
    }
    if first == b'M' {
        return read_old_mouse(bytes);
    }
    for (at, &byte) in bytes.iter().enumerate().skip(2).take(LONGEST) {
        let parameters = &bytes[2..at];
        match byte {
            b'$' if control::is_rxvt_key(parameters) => {
                let said = control::meaning(parameters, byte, has_protocol);
                return Some(Read::Said(at + 1, said));
            }
            0x20..=0x3f => {}
            b'~' if parameters == b"200" => return Some(Read::PasteBegins(at + 1)),
            0x40..=0x7e => {
                let said = control::meaning(parameters, byte, has_protocol);
                return Some(Read::Said(at + 1, said));
            }
            // It was broken off; something else begins here.
            _ => return Some(Read::Said(at, Vec::new())),
        }
    }
    (bytes.len() >= LONGEST).then(|| Read::Said(bytes.len(), Vec::new()))
}

/// `ESC [ [ A`: a function key of the Linux console.
fn read_console_key(bytes: &[u8]) -> Option<Read> {
    let letter = *bytes.get(3)?;
    Some(match letter {
        b'A'..=b'E' => {
            let key = KeyEvent::new(KeyCode::F(letter - b'A' + 1), KeyModifiers::NONE);
            Read::Said(4, vec![Said::Key(key)])
        }
        0x20..=0x7e => Read::Said(4, Vec::new()),
        _ => Read::Said(3, Vec::new()),
    })
}

/// `ESC [ M` and three bytes: the button, the column and the row, each with 32 added.
fn read_old_mouse(bytes: &[u8]) -> Option<Read> {
    let rest = &bytes[3..bytes.len().min(6)];
    if rest.iter().any(|&byte| byte < 0x20) {
        return Some(Read::Said(3, Vec::new()));
    }
    let [button, column, row] = *rest else {
        return None;
    };
    let place = |byte: u8| u32::from(byte.saturating_sub(32));
    let mouse = control::mouse(place(button), place(column), place(row));
    Some(Read::Said(
        6,
        mouse.map(Said::Mouse).into_iter().collect::<Vec<_>>(),
    ))
}
