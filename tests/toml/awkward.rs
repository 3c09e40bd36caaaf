//! TOML as awkward as people write it, made of choices, so that what fails can be made smaller.

use proptest::prelude::*;
use toml::{Table, Value};

/// Bytes out of which everything is chosen. Where they end, the first and simplest is.
pub struct Choices {
    bytes: std::vec::IntoIter<u8>,
    /// The file so far.
    text: String,
    line_breaks: usize,
    /// So that no two keys and no two comments are the same.
    number: usize,
}

/// What a file is chosen by, said in one line.
#[derive(Clone)]
pub struct Seed(Vec<u8>);

impl std::fmt::Debug for Seed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

pub fn seeds() -> impl Strategy<Value = Seed> {
    proptest::collection::vec(any::<u8>(), 0..400).prop_map(Seed)
}

const TEXT: [&str; 36] = [
    "a",
    "b ",
    "가",
    " ",
    "\n",
    "\"",
    "'",
    "\\",
    "\t",
    "'''",
    "\"\"\"",
    "\n\n",
    "e\u{301}",
    "é",
    "🦀",
    "👩\u{200d}👩\u{200d}👧",
    "\r",
    "\r\n",
    "\0",
    "\u{1}",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "\\n",
    "\\u0041",
    "#",
    " # x",
    "=",
    "[",
    "]",
    "{",
    "}",
    ",",
    "\u{1b}[31m",
    "\\\n ",
];

impl Choices {
    pub fn new(Seed(bytes): Seed) -> Self {
        Self {
            bytes: bytes.into_iter(),
            text: String::new(),
            line_breaks: 0,
            number: 0,
        }
    }

    pub fn below(&mut self, end: usize) -> usize {
        usize::from(self.bytes.next().unwrap_or(0)) % end.max(1)
    }

    pub fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// A new text, with everything in it that has a meaning in TOML.
    pub fn text(&mut self) -> String {
        let pieces = self.below(9);
        (0..pieces).map(|_| self.one_of(&TEXT)).collect()
    }

    /// A new value.
    pub fn value(&mut self, depth: usize) -> Value {
        match self.below(if depth == 0 { 5 } else { 8 }) {
            0 | 1 => self.text().into(),
            2 => Value::Integer(i64::from(self.one_of(&[0_u8, 7, 200])) - 100),
            3 => true.into(),
            4 => Value::Datetime("2027-01-03T14:00:00".parse().unwrap()),
            5 => {
                let length = self.below(4);
                Value::Array((0..length).map(|_| self.value(depth - 1)).collect())
            }
            _ => self.table(depth - 1).into(),
        }
    }

    /// A new table.
    pub fn table(&mut self, depth: usize) -> Table {
        let length = self.below(4);
        let keys = ["new", "question", "x y", "키", "", "id"];
        (0..length)
            .map(|_| (self.one_of(&keys).to_owned(), self.value(depth)))
            .collect()
    }

    /// What is written by this.
    pub fn file(&mut self, write: fn(&mut Self)) -> String {
        self.line_breaks = self.below(3);
        self.text.clear();
        write(self);
        std::mem::take(&mut self.text)
    }

    pub fn put(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub fn put_one_of(&mut self, all: &[&str]) {
        let text = self.one_of(all);
        self.put(text);
    }

    pub fn line_break(&mut self) {
        let is_windows = match self.line_breaks {
            2 => self.below(2) == 1,
            way => way == 1,
        };
        self.put(if is_windows { "\r\n" } else { "\n" });
    }

    pub fn number(&mut self) -> usize {
        self.number += 1;
        self.number
    }

    pub fn comment(&mut self) {
        let number = self.number();
        self.put_one_of(&["# ", "#", "#  \"\"\" ' [x] = "]);
        self.put(&format!("c{number}"));
    }

    pub fn blanks(&mut self) {
        self.put_one_of(&["", " ", "  ", "\t"]);
    }

    /// Blanks, and between brackets comments and line breaks as well.
    pub fn between(&mut self) {
        for _ in 0..self.below(3) {
            match self.below(5) {
                0 | 1 => {}
                2 | 3 => self.line_break(),
                _ => {
                    self.comment();
                    self.line_break();
                }
            }
            self.blanks();
        }
    }

    /// A string of any of the four kinds.
    pub fn string(&mut self) {
        let marks = self.one_of(&["\"", "'", "\"\"\"", "'''", "\"\"\"", "'''"]);
        let inside: &[&str] = match marks {
            "\"" => &[
                "a",
                "가",
                " ",
                "\t",
                "'",
                "\\\"",
                "\\\\",
                "\\n",
                "\\t",
                "\\r\\n",
                "\\u0041",
                "#",
                "\\U0001F980",
                "e\u{301}",
                "'''",
            ],
            "'" => &[
                "a", "가", " ", "\t", "\"", "\\", "\\n", "\"\"\"", "#", "[x]",
            ],
            "\"\"\"" => &[
                "a", "나", " ", "\n", "\n", "\n", "\"b", "\"\"b", "'''", "\\\"", "\\\\", "\\n",
                "\\t", "\\u0041", "# d", "\t", "\\\n", "\\ \n", "\\\n\n", "x = 1", "[x]",
            ],
            _ => &[
                "a", "나", " ", "\n", "\n", "\n", "'b", "''b", "\"\"\"", "\\", "\t", "# d",
                "x = 1", "[x]",
            ],
        };
        self.put(marks);
        let indent = self.one_of(&["", "  ", "\t", "    "]);
        if marks.len() == 3 && self.below(4) != 3 {
            self.line_break();
            self.put(indent);
        }
        for _ in 0..self.below(8) {
            let piece = self.one_of(inside);
            for part in piece.split_inclusive('\n') {
                self.put(part.trim_end_matches('\n'));
                if part.ends_with('\n') {
                    self.line_break();
                    self.put(indent);
                }
            }
        }
        self.put(marks);
    }

    fn old_value(&mut self, depth: usize) {
        match self.below(if depth == 0 { 7 } else { 11 }) {
            0..=3 => self.string(),
            4 => self.put_one_of(&["0", "1_000", "0x2F", "+3", "-7", "1.5", "-0.0", "1e3"]),
            5 => self.put_one_of(&["true", "false", "nan", "+nan", "inf", "-inf"]),
            6 => self.put_one_of(&[
                "2027-01-03T14:00:00",
                "2027-01-03",
                "07:32:00",
                "2027-01-03 14:00:00.5Z",
            ]),
            7 | 8 => {
                let length = self.below(5);
                self.list(length, |choices| choices.old_value(depth - 1));
            }
            _ => self.braces(depth - 1),
        }
    }

    pub fn list(&mut self, length: usize, mut entry: impl FnMut(&mut Self)) {
        self.put("[");
        self.between();
        for number in 0..length {
            entry(self);
            self.between();
            if number + 1 < length || self.below(2) == 1 {
                self.put(",");
                self.between();
            }
        }
        self.put("]");
    }

    fn braces(&mut self, depth: usize) {
        let between = match self.below(6) {
            5 => Self::between,
            _ => Self::blanks,
        };
        let length = self.below(4);
        self.put("{");
        between(self);
        for number in 0..length {
            let keys = self.keys();
            self.pair(&keys, depth);
            between(self);
            if number + 1 < length {
                self.put(",");
                between(self);
            }
        }
        self.put("}");
    }

    pub fn key(&mut self) -> String {
        let number = self.number();
        match self.below(6) {
            0..=2 => format!("k{number}"),
            3 => format!("\"k {number}\""),
            4 => format!("'k#{number}'"),
            _ => format!("\"키\\u0041{number}\""),
        }
    }

    /// A key, dotted or not.
    fn keys(&mut self) -> String {
        let key = self.key();
        if self.below(5) < 4 {
            return key;
        }
        let second = self.key();
        let dot = self.one_of(&[".", " . "]);
        format!("{key}{dot}{second}")
    }

    fn pair(&mut self, keys: &str, depth: usize) {
        self.put(keys);
        self.put_one_of(&[" = ", "=", "   =  ", "\t=\t"]);
        self.old_value(depth);
    }

    /// What stands behind something on its line, and the lines below that say nothing.
    pub fn end_of_line(&mut self) {
        if self.below(4) == 3 {
            self.put(" ");
            self.comment();
        } else {
            self.blanks();
        }
        self.line_break();
        for _ in 0..self.below(4) {
            match self.below(4) {
                0 | 1 => continue,
                2 => self.blanks(),
                _ => {
                    self.blanks();
                    self.comment();
                }
            }
            self.line_break();
        }
    }

    fn pairs(&mut self) {
        let indent = self.one_of(&["", "", "  ", "\t"]);
        for _ in 0..self.below(5) {
            self.put(indent);
            let mut keys = self.keys();
            if self.below(6) == 5 {
                // Two dotted keys of one table.
                keys = self.key();
                self.pair(&format!("{keys}.a"), 1);
                self.end_of_line();
                self.put(indent);
                keys += ".b";
            }
            self.pair(&keys, 2);
            self.end_of_line();
        }
        if self.below(3) == 2 {
            self.put(indent);
            self.pair("question", 0);
            self.end_of_line();
        }
    }

    fn section(&mut self, path: &str, is_list: bool) {
        let (open, close) = match (is_list, self.below(3)) {
            (true, 2) => ("[[ ", " ]]"),
            (true, _) => ("[[", "]]"),
            (false, 2) => ("[ ", " ]"),
            (false, _) => ("[", "]"),
        };
        self.put_one_of(&["", "", "  "]);
        self.put(&format!("{open}{path}{close}"));
        self.end_of_line();
        self.pairs();
    }

    /// A table of the file with tables in it, the outer one maybe behind them or not there at all.
    fn tables(&mut self) {
        let name = self.key();
        let way = self.below(5);
        if way < 3 {
            self.section(&name, false);
        }
        for place in 0..self.below(3) {
            match self.below(3) {
                0 => self.section(&format!("{name}.s{place}"), false),
                1 => self.section(&format!("{name}.s{place}.\"deep er\""), false),
                _ => {
                    for _ in 0..=self.below(3) {
                        self.section(&format!("{name}.l{place}"), true);
                    }
                }
            }
        }
        if way == 3 {
            self.section(&name, false);
        }
    }

    fn sections_of_items(&mut self) {
        for _ in 0..self.below(5) {
            let name = self.one_of(&["items", "items", "\"items\""]);
            self.section(name, true);
            match self.below(6) {
                3 => self.section("items.sub", false),
                4 => {
                    self.section("items.list", true);
                    self.section("items.list.list", true);
                    self.section("items.list", true);
                }
                5 => {
                    self.section("items.sub.deep", false);
                    self.section("items.sub", false);
                }
                _ => {}
            }
            if self.below(4) == 3 {
                self.tables();
            }
        }
    }

    /// A file with a list `items` of tables.
    pub fn document(&mut self) {
        self.put_one_of(&["", "", "\u{feff}"]);
        for _ in 0..self.below(3) {
            self.comment();
            self.line_break();
        }
        if self.below(2) == 1 {
            self.line_break();
        }
        self.pairs();
        if self.below(4) == 3 {
            let length = self.below(4);
            self.put("items = ");
            self.list(length, |choices| choices.braces(1));
            self.end_of_line();
            // Without a second `question` of the file itself.
            let key = self.key();
            self.pair(&key, 2);
            self.end_of_line();
        } else {
            self.sections_of_items();
        }
        for _ in 0..self.below(3) {
            self.tables();
        }
        match self.below(3) {
            0 => {}
            1 => {
                let kept = self.text.trim_end_matches(['\r', '\n']).len();
                self.text.truncate(kept);
            }
            _ => self.comment(),
        }
    }
}
