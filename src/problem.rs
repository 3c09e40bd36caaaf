//! What is wrong in a file, where, and how to mend it.

use std::fmt;
use std::ops::Range;

use serde_json::json;

use crate::both;
use crate::language::{Both, Language};
use crate::text;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something is not used as it was meant.
    Error,
    /// Everything is used, but probably not as it was meant.
    Warning,
}

/// One problem of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file as the user would name it.
    pub path: String,
    /// Where in the file; 1:1 where it is about the whole file.
    pub at: text::Position,
    /// Error or warning.
    pub severity: Severity,
    /// What is wrong.
    pub what: Both,
    /// What to do about it.
    pub mend: Both,
}

impl Problem {
    /// A problem with a whole file.
    pub fn of_file(path: impl Into<String>, severity: Severity, what: Both, mend: Both) -> Self {
        let at = text::Position { line: 1, column: 1 };
        Self {
            path: path.into(),
            at,
            severity,
            what,
            mend,
        }
    }

    /// The problem as a compiler prints one: `path:line:column: error: what; how to mend it`.
    pub fn in_language(&self, language: Language) -> String {
        let severity = match (self.severity, language) {
            (Severity::Error, Language::English) => "error",
            (Severity::Warning, Language::English) => "warning",
            (Severity::Error, Language::Korean) => "오류",
            (Severity::Warning, Language::Korean) => "경고",
        };
        format!(
            "{}:{}:{}: {severity}: {}; {}",
            text::visible_line(&self.path),
            self.at.line,
            self.at.column,
            text::visible_line(self.what.in_language(language)),
            text::visible_line(self.mend.in_language(language)),
        )
    }

    /// The documented JSON of `hotseat check --json`: always in English, for programs.
    pub fn to_json(&self) -> serde_json::Value {
        json!({
            "path": self.path,
            "line": self.at.line,
            "column": self.at.column,
            "severity": match self.severity { Severity::Error => "error", Severity::Warning => "warning" },
            "what": self.what.english,
            "mend": self.mend.english,
        })
    }
}

/// What is said of a file that is saved as UTF-16.
pub fn utf16() -> (Both, Both) {
    (
        both!(
            "UTF-16으로 저장되어 있습니다",
            "the file is saved as UTF-16"
        ),
        both!("UTF-8로 저장하세요", "save it as UTF-8"),
    )
}

/// The problem of a file that is no UTF-8 text: its first wrong byte, or what it is instead.
pub fn not_utf8(path: impl Into<String>, bytes: &[u8]) -> Problem {
    if text::is_utf16(bytes) {
        let (what, mend) = utf16();
        return Problem::of_file(path, Severity::Error, what, mend);
    }
    let good = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let byte = bytes.get(good.len()).copied().unwrap_or_default();
    let mut problem = Problem::of_file(
        path,
        Severity::Error,
        both!(
            "UTF-8이 아닌 바이트 0x{byte:02X}",
            "byte 0x{byte:02X} is not UTF-8"
        ),
        both!("파일을 UTF-8로 저장하세요", "save the file as UTF-8"),
    );
    problem.at = text::position(good, good.len());
    problem
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_language(Language::English))
    }
}

/// A file being read: its name and text, and the problems found in it so far.
#[derive(Debug)]
pub struct Report<'t> {
    path: String,
    text: &'t str,
    lines: text::LineStarts,
    problems: std::cell::RefCell<Vec<Problem>>,
}

impl<'t> Report<'t> {
    /// A report without problems about the file `path` with this text.
    pub fn new(path: impl Into<String>, text: &'t str) -> Self {
        Self {
            path: path.into(),
            text,
            lines: text::LineStarts::of(text),
            problems: std::cell::RefCell::default(),
        }
    }

    /// The file's text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The line and column of a byte of the text.
    pub fn position(&self, byte: usize) -> text::Position {
        self.lines.position(self.text, byte)
    }

    /// Adds an error at a byte range of the text.
    pub fn error(&self, at: &Range<usize>, what: Both, mend: Both) {
        self.add(Severity::Error, at, what, mend);
    }

    /// Adds a warning at a byte range of the text.
    pub fn warning(&self, at: &Range<usize>, what: Both, mend: Both) {
        self.add(Severity::Warning, at, what, mend);
    }

    fn add(&self, severity: Severity, at: &Range<usize>, what: Both, mend: Both) {
        let at = self.position(at.start);
        let problem = Problem {
            path: self.path.clone(),
            at,
            severity,
            what,
            mend,
        };
        self.problems.borrow_mut().push(problem);
    }

    /// All problems, by their place in the file.
    pub fn into_problems(self) -> Vec<Problem> {
        let mut problems = self.problems.into_inner();
        problems.sort_by_key(|problem| problem.at);
        problems
    }
}
