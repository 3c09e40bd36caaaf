//! EDN (github.com/edn-format/edn) as values: maps, vectors, lists and sets, strings and all else
//! as the words that stand there. Tags of values are passed over.

use crate::convert::listed::Data;

/// Values nest this deep.
const DEEPEST: usize = 60;

/// The value of a text.
pub(super) fn read(text: &str) -> Result<Data, String> {
    let mut reader = Reader { text, at: 0 };
    reader
        .value(0)
        .ok_or_else(|| format!("EDN, byte {}", reader.at))
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// Goes past white space, commas and comments.
    fn blank(&mut self) {
        loop {
            let rest = self.rest();
            let bare = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
            let comment = bare
                .starts_with(';')
                .then(|| bare.find('\n').unwrap_or(bare.len()));
            let length = rest.len() - bare.len() + comment.unwrap_or(0);
            self.at += length;
            if comment.is_none() {
                return;
            }
        }
    }

    fn value(&mut self, depth: usize) -> Option<Data> {
        if depth > DEEPEST {
            return None;
        }
        self.blank();
        let rest = self.rest();
        match *rest.as_bytes().first()? {
            b'"' => self.string().map(Data::Text),
            b'{' => {
                self.at += 1;
                let mut entries = self.entries('}', depth)?.into_iter();
                let mut table = Vec::new();
                while let (Some(key), Some(value)) = (entries.next(), entries.next()) {
                    table.push((key.joined(), value));
                }
                Some(Data::Table(table))
            }
            b'[' => self.list(1, ']', depth),
            b'(' => self.list(1, ')', depth),
            b'#' if rest.starts_with("#{") => self.list(2, '}', depth),
            b'#' if rest.starts_with("#_") => {
                self.at += 2;
                self.value(depth + 1)?;
                self.value(depth + 1)
            }
            b'#' => {
                self.word();
                self.value(depth + 1)
            }
            b']' | b')' | b'}' => None,
            b'\\' => {
                self.at += 1;
                let c = self.rest().chars().next()?;
                self.at += c.len_utf8();
                Some(Data::Text(c.to_string()))
            }
            _ => Some(Data::Text(match self.word() {
                "nil" => String::new(),
                word => word.to_owned(),
            })),
        }
    }

    fn list(&mut self, opening: usize, close: char, depth: usize) -> Option<Data> {
        self.at += opening;
        self.entries(close, depth).map(Data::List)
    }

    fn entries(&mut self, close: char, depth: usize) -> Option<Vec<Data>> {
        let mut entries = Vec::new();
        loop {
            self.blank();
            if self.rest().starts_with(close) {
                self.at += 1;
                return Some(entries);
            }
            entries.push(self.value(depth + 1)?);
        }
    }

    fn word(&mut self) -> &str {
        let from = self.at;
        let rest = self.rest();
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let length = rest[first..]
            .find(|c: char| c.is_whitespace() || ",()[]{}\"".contains(c))
            .map_or(rest.len(), |at| at + first);
        self.at += length;
        &self.text[from..self.at]
    }

    fn string(&mut self) -> Option<String> {
        let mut out = String::new();
        let mut chars = self.rest().char_indices().skip(1);
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    self.at += at + 1;
                    return Some(out);
                }
                '\\' => match chars.next()?.1 {
                    'n' => out.push('\n'),
                    't' => out.push('\t'),
                    'r' => {}
                    'u' => {
                        let digits: String = chars.by_ref().take(4).map(|(_, c)| c).collect();
                        let code = u32::from_str_radix(&digits, 16).ok()?;
                        out.push(char::from_u32(code).unwrap_or('\u{fffd}'));
                    }
                    c => out.push(c),
                },
                c => out.push(c),
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_and_broken_ones_refused() {
        let data =
            read("; x\n{:a [1, \"b\\n\\u0041\"], :c #inst \"d\", :e nil :f #{:g} #_ :h :i true}")
                .unwrap();
        assert_eq!(
            data.joined(),
            ":a:\n1\nb\nA\n:c: d\n:e: \n:f:\n:g\n:i: true"
        );
        for broken in ["{:a", "[\"", "", ")", "\"\\u00", &"[".repeat(10_000)] {
            assert!(read(broken).is_err(), "{broken}");
        }
        assert!(read("한글").is_ok());
    }
}
