//! The table of what terminals send, and a keyboard that sends it.

use std::time::Duration;

use hotseat::tui::input::{Decoder, ESCAPE_WAIT, Said};

const CORPUS: &str = include_str!("corpus.txt");

/// A row of the table.
pub struct Row {
    pub bytes: Vec<u8>,
    /// The bytes as they are written.
    pub written: String,
    pub in_text: String,
    pub as_command: String,
}

/// All rows.
pub fn corpus() -> Vec<Row> {
    let lines = CORPUS.lines().filter(|line| line.contains(" | "));
    let rows = lines.filter(|line| !line.starts_with('#')).map(|line| {
        let fields: Vec<&str> = line.split(" | ").map(str::trim).collect();
        let [_, bytes, in_text, as_command] = fields[..] else {
            panic!("four columns: {line}");
        };
        let words = |field: &str| String::from_utf8(unescaped(field)).unwrap();
        Row {
            bytes: unescaped(bytes),
            written: bytes.to_owned(),
            in_text: words(in_text),
            as_command: words(as_command),
        }
    });
    rows.collect()
}

fn unescaped(written: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = written.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            bytes.extend(c.to_string().bytes());
            continue;
        }
        bytes.push(match rest.next() {
            Some('e') => 0x1b,
            Some('s') => b' ',
            Some('n') => b'\n',
            Some('r') => b'\r',
            Some('t') => b'\t',
            Some('\\') => b'\\',
            Some('x') => {
                let code: String = rest.by_ref().take(2).collect();
                u8::from_str_radix(&code, 16).unwrap()
            }
            other => panic!("no escape: {other:?} in {written}"),
        });
    }
    bytes
}

/// A keyboard before a decoder, with a clock that is moved by hand.
pub struct Line {
    decoder: Decoder,
    now: Duration,
    said: Vec<(Duration, Said)>,
}

impl Line {
    pub fn new() -> Self {
        Self {
            decoder: Decoder::new(ESCAPE_WAIT),
            now: Duration::ZERO,
            said: Vec::new(),
        }
    }

    pub fn send(&mut self, bytes: &[u8]) {
        self.decoder.feed(bytes, self.now);
        while let Some(said) = self.decoder.say() {
            self.said.push((self.now, said));
        }
    }

    pub fn wait(&mut self, milliseconds: u64) {
        let until = self.now + Duration::from_millis(milliseconds);
        while let Some(deadline) = self.decoder.deadline()
            && deadline <= until
        {
            self.now = deadline;
            self.decoder.expire(self.now);
            assert!(self.decoder.deadline().is_none_or(|next| next > self.now));
            self.send(b"");
        }
        self.now = until;
    }

    /// What was said since the last call.
    pub fn take_with_times(&mut self) -> Vec<(Duration, Said)> {
        std::mem::take(&mut self.said)
    }
}
