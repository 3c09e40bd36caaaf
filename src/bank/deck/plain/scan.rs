//! The part of TOML that plain decks are written in, taken off the text piece by piece.
//!
//! Every step takes what stands next, or gives nothing where something else does. What is taken is
//! valid TOML. Not all that is valid is taken: dotted keys, quoted keys and most numbers are not.
//! Where a text in quotation marks ends and what its escapes mean is [`toml_parser`]'s to say.

use std::borrow::Cow;

use toml_parser::{ParseError, Source};

/// A text and how much of it was taken.
pub(super) struct Scan<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scan<'t> {
    /// Nothing is taken yet.
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// How many bytes were taken.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Whether everything was taken.
    pub(super) fn is_at_end(&self) -> bool {
        self.at == self.text.len()
    }

    /// Whether this letter stands next.
    pub(super) fn is_at(&self, letter: u8) -> bool {
        self.peek() == Some(letter)
    }

    fn left(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Takes this letter.
    pub(super) fn take(&mut self, letter: u8) -> Option<()> {
        if self.peek()? != letter {
            return None;
        }
        self.at += 1;
        Some(())
    }

    /// Takes spaces and tabs.
    pub(super) fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    /// Takes the end of a line, or of the text, with the space and the comment before it.
    pub(super) fn end_of_line(&mut self) -> Option<()> {
        self.space();
        if self.peek() == Some(b'#') {
            let left = self.left();
            let end = memchr::memchr2(b'\r', b'\n', left.as_bytes());
            let comment = end.and_then(|end| left.get(..end)).unwrap_or(left);
            if has_control(comment) {
                return None;
            }
            self.at += comment.len();
        }
        match self.peek() {
            None => Some(()),
            Some(b'\r') => {
                self.at += 1;
                self.take(b'\n')
            }
            Some(_) => self.take(b'\n'),
        }
    }

    /// Takes space, comments and ends of lines.
    pub(super) fn blank(&mut self) -> Option<()> {
        loop {
            self.space();
            match self.peek() {
                Some(b'#' | b'\r' | b'\n') => self.end_of_line()?,
                _ => return Some(()),
            }
        }
    }

    /// Takes a word without quotation marks: a plain key, a whole number, a date. An empty one
    /// where no word stands.
    pub(super) fn word(&mut self) -> &'t str {
        let left = self.left();
        let is_of_words =
            |letter: u8| letter.is_ascii_alphanumeric() || matches!(letter, b'_' | b'-');
        let end = left.bytes().position(|letter| !is_of_words(letter));
        let word = end.and_then(|end| left.get(..end)).unwrap_or(left);
        self.at += word.len();
        word
    }

    /// Takes a plain key and its `=`; nothing inside where something else than a word stands.
    #[expect(
        clippy::option_option,
        reason = "no key, and a key without a value, are two things"
    )]
    pub(super) fn key(&mut self) -> Option<Option<&'t str>> {
        let key = self.word();
        if key.is_empty() {
            return Some(None);
        }
        self.space();
        self.take(b'=')?;
        self.space();
        Some(Some(key))
    }

    /// Takes a text in quotation marks. One without escapes is not copied.
    pub(super) fn string(&mut self) -> Option<Cow<'t, str>> {
        let left = self.left();
        let marks = ["\"\"\"", "'''", "\"", "'"];
        let mark = marks.into_iter().find(|mark| left.starts_with(mark))?;
        let source = Source::new(left);
        let raw = source.get(source.lex().next()?)?;
        self.at += raw.len();
        let inside = raw.as_str().strip_prefix(mark)?.strip_suffix(mark)?;
        if memchr::memchr2(b'\\', b'\r', inside.as_bytes()).is_none() && !has_control(inside) {
            let is_of_lines = mark.len() > 1;
            let first_line_is_empty = is_of_lines && inside.starts_with('\n');
            return Some(Cow::Borrowed(&inside[usize::from(first_line_is_empty)..]));
        }
        let mut text = Cow::Borrowed("");
        let mut wrong: Option<ParseError> = None;
        let _ = raw.decode_scalar(&mut text, &mut wrong);
        wrong.is_none().then_some(text)
    }
}

/// Whether there are control characters in a text, but for tabs and ends of lines.
fn has_control(text: &str) -> bool {
    // Counted without a way out of the loop, which so goes over many bytes at once.
    let found = text.bytes().fold(0, |found, byte| {
        let is_control = u8::from(byte < b' ') & u8::from(byte != b'\t') & u8::from(byte != b'\n');
        found | is_control | u8::from(byte == 0x7f)
    });
    found > 0
}
