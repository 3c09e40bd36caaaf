//! The one way out for everything that commands print. Text for people is made visible here,
//! wherever it came from: an argument, a file, a name, the system's own words. Raw bytes leave by
//! three doors: JSON, which escapes by itself; what is written for a file or another program; and
//! the few signs that a command itself sends to the terminal.

use std::io::{self, IsTerminal, Write};

use serde_json::Value;

use crate::text;

/// A way out.
pub struct Gate<'o> {
    out: Box<dyn Write + 'o>,
    is_terminal: bool,
    /// The beginning of a character whose end is not written yet.
    begun: Vec<u8>,
}

impl<'o> Gate<'o> {
    /// A gate before some other output.
    pub fn new(out: impl Write + 'o) -> Self {
        Self {
            out: Box::new(out),
            is_terminal: false,
            begun: Vec::new(),
        }
    }

    /// The standard output.
    pub fn out() -> Gate<'static> {
        Gate {
            is_terminal: io::stdout().is_terminal(),
            ..Gate::new(io::stdout())
        }
    }

    /// The error output.
    pub fn err() -> Gate<'static> {
        Gate {
            is_terminal: io::stderr().is_terminal(),
            ..Gate::new(io::stderr())
        }
    }

    /// Whether a terminal shows what is printed.
    pub fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    /// Prints a value for programs. What could act on a terminal is escaped in it.
    pub fn json(&mut self, value: &Value) -> io::Result<()> {
        writeln!(self.out, "{}", text::visible_json(value))
    }

    /// Prints what is meant for a file or another program: whole where one reads it, made visible
    /// where a terminal would act on it.
    pub fn export(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.is_terminal {
            self.write_all(bytes)
        } else {
            self.out.write_all(bytes)
        }
    }

    /// Prints signs of the program's own that a terminal or a shell acts on. Nothing of the user's
    /// may be in them.
    pub fn signs(&mut self, signs: &str) -> io::Result<()> {
        self.out.write_all(signs.as_bytes())
    }
}

impl Write for Gate<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut whole = std::mem::take(&mut self.begun);
        whole.extend_from_slice(bytes);
        let mut rest = whole.as_slice();
        while !rest.is_empty() {
            match std::str::from_utf8(rest) {
                Ok(text) => {
                    self.out.write_all(text::visible(text).as_bytes())?;
                    break;
                }
                Err(error) => {
                    let (good, bad) = rest.split_at(error.valid_up_to());
                    let good = String::from_utf8_lossy(good);
                    self.out.write_all(text::visible(&good).as_bytes())?;
                    let Some(length) = error.error_len() else {
                        self.begun = bad.to_vec();
                        break;
                    };
                    self.out.write_all("\u{fffd}".as_bytes())?;
                    rest = &bad[length..];
                }
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(print: impl FnOnce(&mut Gate<'_>)) -> String {
        let mut out = Vec::new();
        print(&mut Gate::new(&mut out));
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn controls_are_visible_however_they_are_written() {
        let hostile = "\u{1b}[2J제목\u{9b}1m\u{202e}\n";
        let whole = printed(|gate| gate.write_all(hostile.as_bytes()).unwrap());
        assert_eq!(whole, "␛[2J제목�1m�\n");
        let in_bytes = printed(|gate| {
            for byte in hostile.as_bytes() {
                gate.write_all(&[*byte]).unwrap();
            }
        });
        assert_eq!(in_bytes, whole);
        let broken = printed(|gate| gate.write_all(b"a\xffb\n").unwrap());
        assert_eq!(broken, "a\u{fffd}b\n");
    }

    #[test]
    fn json_is_escaped_and_what_a_program_reads_is_whole() {
        let json = printed(|gate| gate.json(&Value::from("\u{1b}a\u{200d}")).unwrap());
        assert_eq!(json, "\"\\u001ba\u{200d}\"\n");
        let export = printed(|gate| gate.export("\u{1b}\t".as_bytes()).unwrap());
        assert_eq!(export, "\u{1b}\t");
    }
}
