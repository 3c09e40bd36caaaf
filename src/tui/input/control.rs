//! What control sequences mean: the keys of xterm, rxvt, the Linux console and the kitty keyboard
//! protocol, and the three ways in which terminals tell of the mouse.
//!
//! Sources: xterm's "ctlseqs", "Comprehensive keyboard handling in terminals" (kitty), the terminfo
//! descriptions of rxvt, screen, tmux and linux.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::super::events::Mouse;
use super::Said;

/// What a sequence of these parameters and this last character says; nothing where it is unknown,
/// and for every report that nobody waits for.
pub(super) fn meaning(parameters: &[u8], last: u8, has_protocol: bool) -> Vec<Said> {
    let Ok(written) = std::str::from_utf8(parameters) else {
        return Vec::new();
    };
    if let Some(rest) = written.strip_prefix('<') {
        return sgr_mouse(rest, last).into_iter().collect();
    }
    if let Some(rest) = written.strip_prefix('?') {
        let is_answer = last == b'u' && !rest.is_empty();
        return Vec::from_iter(is_answer.then_some(Said::HasProtocol));
    }
    let Some(fields) = fields(written) else {
        return Vec::new();
    };
    match last {
        b'u' => kitty_key(&fields),
        b'M' => urxvt_mouse(&fields).into_iter().collect(),
        _ => {
            let key = xterm_key(&fields, last, has_protocol);
            key.map(Said::Key).into_iter().collect()
        }
    }
}

/// Whether these parameters followed by `$` are a key of rxvt pressed with Shift.
pub(super) fn is_rxvt_key(parameters: &[u8]) -> bool {
    let number = std::str::from_utf8(parameters)
        .ok()
        .and_then(|written| written.parse().ok());
    number.is_some_and(|number| numbered_key(number).is_some())
}

/// Numbers between semicolons, each with its parts between colons; an empty one is `None`.
type Fields = Vec<Vec<Option<u32>>>;

fn fields(written: &str) -> Option<Fields> {
    let number = |part: &str| match part {
        "" => Some(None),
        part => part.parse().ok().map(Some),
    };
    let mut fields = Vec::new();
    for field in written.split(';') {
        let parts: Option<Vec<_>> = field.split(':').map(number).collect();
        fields.push(parts?);
    }
    Some(fields)
}

fn at(fields: &Fields, field: usize, part: usize) -> Option<u32> {
    *fields.get(field)?.get(part)?
}

/// The modifiers of a parameter: 1 and a bit for each. `None` where a key is held that means
/// nothing to us (Super, Hyper). Where the terminal does not speak the kitty protocol, the fourth
/// bit is Meta, which is Alt.
pub(super) fn modifiers(parameter: u32, has_protocol: bool) -> Option<KeyModifiers> {
    let bits = parameter.saturating_sub(1);
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::SHIFT, bits & 1 != 0);
    modifiers.set(KeyModifiers::ALT, bits & 2 != 0);
    modifiers.set(KeyModifiers::CONTROL, bits & 4 != 0);
    if has_protocol && bits & 0b11_1000 != 0 {
        return None;
    }
    if bits & 8 != 0 {
        modifiers |= KeyModifiers::ALT;
    }
    Some(modifiers)
}

/// Pressed or repeated; `None` where the key was let go.
fn kind(event: Option<u32>) -> Option<KeyEventKind> {
    match event {
        None | Some(1) => Some(KeyEventKind::Press),
        Some(2) => Some(KeyEventKind::Repeat),
        _ => None,
    }
}

fn xterm_key(fields: &Fields, last: u8, has_protocol: bool) -> Option<KeyEvent> {
    let number = at(fields, 0, 0);
    if (number, last) == (Some(27), b'~') {
        // modifyOtherKeys: 27, the modifiers, the character.
        let modifiers = modifiers(at(fields, 1, 0)?, has_protocol)?;
        return coded_key(at(fields, 2, 0)?, None, None, modifiers);
    }
    let has_one = fields.len() == 1;
    let (code, of_the_last) = match last {
        b'~' => (numbered_key(number?)?, KeyModifiers::NONE),
        b'^' => (numbered_key(number?)?, KeyModifiers::CONTROL),
        b'$' => (numbered_key(number?)?, KeyModifiers::SHIFT),
        b'@' => (
            numbered_key(number?)?,
            KeyModifiers::CONTROL | KeyModifiers::SHIFT,
        ),
        b'a'..=b'd' if number.is_none() => (
            lettered_key(last.to_ascii_uppercase())?,
            KeyModifiers::SHIFT,
        ),
        b'Z' => (KeyCode::BackTab, KeyModifiers::NONE),
        // Where the cursor is, which nobody asks: F3 has 1 for its first number.
        b'R' if number.is_some_and(|number| number != 1) => return None,
        _ => (lettered_key(last)?, KeyModifiers::NONE),
    };
    let is_numbered = matches!(last, b'~' | b'^' | b'$' | b'@');
    let given = match at(fields, 1, 0) {
        None if has_one && !is_numbered => number.filter(|number| (2..=16).contains(number)),
        given => given,
    };
    let modifiers = modifiers(given.unwrap_or(1), has_protocol)?;
    let kind = kind(at(fields, 1, 1))?;
    Some(KeyEvent::new_with_kind(code, modifiers | of_the_last, kind))
}

/// The key of a letter after `ESC [`.
fn lettered_key(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P' => KeyCode::F(1),
        b'Q' => KeyCode::F(2),
        b'R' => KeyCode::F(3),
        b'S' => KeyCode::F(4),
        _ => return None,
    })
}

/// The key of a letter after `ESC O`; small letters are the arrows of rxvt and the number pad.
pub(super) fn ss3_key(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'a'..=b'd' => lettered_key(letter.to_ascii_uppercase())?,
        b'M' => KeyCode::Enter,
        b'I' => KeyCode::Tab,
        b' ' => KeyCode::Char(' '),
        b'X' => KeyCode::Char('='),
        b'j'..=b'y' => KeyCode::Char(char::from(letter - b'j' + b'*')),
        letter => lettered_key(letter)?,
    })
}

/// The key of a number before `~`.
fn numbered_key(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => function(number - 10)?,
        17..=21 => function(number - 11)?,
        23..=26 => function(number - 12)?,
        28 | 29 => function(number - 13)?,
        31..=34 => function(number - 14)?,
        _ => return None,
    })
}

fn function(number: u32) -> Option<KeyCode> {
    u8::try_from(number).ok().map(KeyCode::F)
}

/// A key of the kitty protocol: `code:shifted:base ; modifiers:event ; text`.
fn kitty_key(fields: &Fields) -> Vec<Said> {
    let event = kind(at(fields, 1, 1));
    let modifiers = modifiers(at(fields, 1, 0).unwrap_or(1), true);
    let (Some(code), Some(kind), Some(modifiers)) = (at(fields, 0, 0), event, modifiers) else {
        return Vec::new();
    };
    let is_command = modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    let text: Vec<char> = fields
        .get(2)
        .into_iter()
        .flatten()
        .filter_map(|&part| char::from_u32(part?))
        .filter(|c| !c.is_control())
        .collect();
    if !is_command && !text.is_empty() {
        let keys = text.into_iter().map(KeyCode::Char);
        return keys
            .map(|code| Said::Key(KeyEvent::new_with_kind(code, KeyModifiers::NONE, kind)))
            .collect();
    }
    let key = coded_key(code, at(fields, 0, 1), at(fields, 0, 2), modifiers);
    key.map(|key| Said::Key(KeyEvent { kind, ..key }))
        .into_iter()
        .collect()
}

/// A key by the code of its character, with what Shift makes of it and the key at its place of a
/// Latin keyboard, where the terminal tells them.
fn coded_key(
    code: u32,
    shifted: Option<u32>,
    base: Option<u32>,
    modifiers: KeyModifiers,
) -> Option<KeyEvent> {
    let has_shift = modifiers.contains(KeyModifiers::SHIFT);
    let code = match code {
        9 if has_shift => {
            return Some(KeyEvent::new(
                KeyCode::BackTab,
                modifiers - KeyModifiers::SHIFT,
            ));
        }
        9 => KeyCode::Tab,
        13 | 57414 => KeyCode::Enter,
        27 => KeyCode::Esc,
        8 | 127 => KeyCode::Backspace,
        57376..=57387 => function(code - 57376 + 13)?,
        57399..=57408 => KeyCode::Char(char::from_u32(code - 57399 + u32::from(b'0'))?),
        57409 => KeyCode::Char('.'),
        57410 => KeyCode::Char('/'),
        57411 => KeyCode::Char('*'),
        57412 => KeyCode::Char('-'),
        57413 => KeyCode::Char('+'),
        57415 => KeyCode::Char('='),
        57416 => KeyCode::Char(','),
        57417 => KeyCode::Left,
        57418 => KeyCode::Right,
        57419 => KeyCode::Up,
        57420 => KeyCode::Down,
        57421 => KeyCode::PageUp,
        57422 => KeyCode::PageDown,
        57423 => KeyCode::Home,
        57424 => KeyCode::End,
        57425 => KeyCode::Insert,
        57426 => KeyCode::Delete,
        // Keys without a character: locks, media, modifiers alone.
        0xe000..=0xf8ff => return None,
        code => {
            let c = char::from_u32(code).filter(|c| !c.is_control())?;
            let is_command = modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
            let latin = base.and_then(char::from_u32).filter(char::is_ascii);
            let c = match latin {
                Some(latin) if is_command && !c.is_ascii() => latin,
                _ => match shifted.and_then(char::from_u32).filter(|_| has_shift) {
                    Some(shifted) => shifted,
                    None if has_shift => one_capital(c),
                    None => c,
                },
            };
            return Some(KeyEvent::new(
                KeyCode::Char(c),
                modifiers - KeyModifiers::SHIFT,
            ));
        }
    };
    Some(KeyEvent::new(code, modifiers))
}

fn one_capital(c: char) -> char {
    let mut capital = c.to_uppercase();
    match (capital.next(), capital.next()) {
        (Some(capital), None) => capital,
        _ => c,
    }
}

/// `button ; column ; row` and `M` for pressed, `m` for let go.
fn sgr_mouse(written: &str, last: u8) -> Option<Said> {
    let fields = fields(written)?;
    let (button, column, row) = (at(&fields, 0, 0)?, at(&fields, 1, 0)?, at(&fields, 2, 0)?);
    let is_pressed = last == b'M';
    let mouse = mouse(button, column, row).filter(|_| is_pressed)?;
    Some(Said::Mouse(mouse))
}

/// The same in the way of urxvt, with 32 added to the button.
fn urxvt_mouse(fields: &Fields) -> Option<Said> {
    let (button, column, row) = (at(fields, 0, 0)?, at(fields, 1, 0)?, at(fields, 2, 0)?);
    mouse(button.checked_sub(32)?, column, row).map(Said::Mouse)
}

/// What was done with the mouse at a column and a row from 1; movements and other buttons are
/// nothing to us.
pub(super) fn mouse(button: u32, column: u32, row: u32) -> Option<Mouse> {
    // Bits 2, 3 and 4 are keys that were held.
    let is_moved = button & 32 != 0;
    let place = |from_one: u32| u16::try_from(from_one.saturating_sub(1)).unwrap_or(u16::MAX);
    match (is_moved, button & !0b1_1100) {
        (false, 0) => Some(Mouse::Click(place(column), place(row))),
        (false, 64) => Some(Mouse::WheelUp),
        (false, 65) => Some(Mouse::WheelDown),
        _ => None,
    }
}
