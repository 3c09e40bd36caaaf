//! What the keys of text fields do: the same in every field, as shells and editors have them.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Something that a key does to a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// Writes a character.
    Type(char),
    /// Writes spaces up to the next tab stop.
    Tab,
    /// Begins a new line.
    NewLine,
    /// Removes what is before the caret, so far.
    DeleteLeft(By),
    /// Removes what is behind the caret, so far.
    DeleteRight(By),
    /// Moves the caret to the left, so far.
    Left(By),
    /// Moves the caret to the right, so far.
    Right(By),
    /// Moves the caret a row up.
    Up,
    /// Moves the caret a row down.
    Down,
    /// Moves the caret a page up.
    PageUp,
    /// Moves the caret a page down.
    PageDown,
    /// Writes again what was removed last.
    Yank,
    /// Takes the selected text out.
    Cut,
    /// Takes the last change back.
    Undo,
    /// Makes the change again that was taken back last.
    Redo,
}

/// How far a key reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// One character as it is read.
    Character,
    /// A word.
    Word,
    /// To the end of the line as it is seen.
    Row,
    /// To the end of the line.
    Line,
    /// To the end of the text.
    Text,
}

impl Edit {
    /// What a key does in a text; `None` where it does nothing.
    pub fn of(key: KeyEvent) -> Option<Self> {
        let has_control = key.modifiers.contains(KeyModifiers::CONTROL);
        let has_alt = key.modifiers.contains(KeyModifiers::ALT);
        if is_enter(key) {
            return Some(Self::NewLine);
        }
        let by_word = if has_control || has_alt {
            By::Word
        } else {
            By::Character
        };
        let to_edge = if has_control { By::Text } else { By::Row };
        Some(match key.code {
            KeyCode::Char(c) if has_control => return Self::with_control(c, has_alt),
            KeyCode::Char(c) if has_alt => Self::with_alt(c),
            KeyCode::Char(c) => Self::Type(c),
            KeyCode::Tab if by_word == By::Character => Self::Tab,
            KeyCode::Backspace => Self::DeleteLeft(by_word),
            KeyCode::Delete => Self::DeleteRight(by_word),
            KeyCode::Left => Self::Left(by_word),
            KeyCode::Right => Self::Right(by_word),
            KeyCode::Home => Self::Left(to_edge),
            KeyCode::End => Self::Right(to_edge),
            KeyCode::Up => Self::Up,
            KeyCode::Down => Self::Down,
            KeyCode::PageUp => Self::PageUp,
            KeyCode::PageDown => Self::PageDown,
            _ => return None,
        })
    }

    fn with_control(c: char, has_alt: bool) -> Option<Self> {
        Some(match (c, has_alt) {
            ('h', true) => Self::DeleteLeft(By::Word),
            (_, true) => return None,
            ('h', _) => Self::DeleteLeft(By::Character),
            ('d', _) => Self::DeleteRight(By::Character),
            ('w', _) => Self::DeleteLeft(By::Word),
            ('u', _) => Self::DeleteLeft(By::Line),
            ('k', _) => Self::DeleteRight(By::Line),
            ('b', _) => Self::Left(By::Character),
            ('f', _) => Self::Right(By::Character),
            ('a', _) => Self::Left(By::Line),
            ('e', _) => Self::Right(By::Line),
            ('p', _) => Self::Up,
            ('n', _) => Self::Down,
            ('y', _) => Self::Yank,
            ('x', _) => Self::Cut,
            // One byte stands for all three.
            ('/' | '_' | '7', _) => Self::Undo,
            ('r', _) => Self::Redo,
            _ => return None,
        })
    }

    /// A character with Alt that is no command is written: over a slow line an Escape and the
    /// letter typed after it arrive like that.
    fn with_alt(c: char) -> Self {
        match c {
            'b' => Self::Left(By::Word),
            'f' => Self::Right(By::Word),
            'd' => Self::DeleteRight(By::Word),
            '<' => Self::Left(By::Text),
            '>' => Self::Right(By::Text),
            c => Self::Type(c),
        }
    }
}

/// Whether a key is Enter, pressed with whatever else, or the line feed that some terminals send
/// for it.
pub fn is_enter(key: KeyEvent) -> bool {
    match key.code {
        KeyCode::Enter => true,
        KeyCode::Char('j' | 'm') => key.modifiers.contains(KeyModifiers::CONTROL),
        _ => false,
    }
}
