//! A note as a sequence of blocks with their places in the text.
//!
//! The block structure comes from pulldown-cmark; on top of it `<details>` regions, which Markdown
//! knows nothing of, are put together, and list items that begin with a heading or a `<details>`
//! are taken out of their lists, because a reader sees them as headings.

use std::collections::HashSet;
use std::ops::Range;
use std::rc::Rc;

mod details;
mod nothing;
mod tree;

/// Containers nested deeper than this stay part of the text of the one around them.
const DEEPEST: usize = 40;

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A heading; `listed` tells what kind of list item it stood at the start of.
    Heading { level: u8, listed: Listed },
    /// A paragraph, or the inline text of a tight list item or table cell.
    Paragraph,
    /// A list.
    List { ordered: bool },
    /// An entry of a list; a checkbox is `Some(ticked)`.
    Item { task: Option<bool> },
    /// A block quote or callout.
    Quote,
    /// Code, fenced or indented.
    Code,
    /// A block of HTML.
    Html,
    /// A table; the children are rows (the first one the header), theirs cells.
    Table,
    /// A row of a table.
    Row,
    /// A thematic break.
    Rule,
    /// `<details>`: the words of its summary are its text, its body stands here.
    Details { body: Range<usize> },
}

/// Whether a heading stood at the start of a list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Listed {
    /// It did not.
    No,
    /// In a numbered list.
    Numbered,
    /// In a list with bullets.
    Bulleted,
}

/// What part of a block's words are links.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Links {
    /// It begins with other words.
    NotFirst,
    /// It begins with a link.
    First,
    /// There are no other words.
    Only,
}

/// One block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// What it is.
    pub kind: Kind,
    /// Its bytes in the document's text.
    pub range: Range<usize>,
    /// Its inline text without markup, for headings and paragraphs.
    pub text: String,
    /// What part of its words are links.
    pub links: Links,
    /// Whether its first line is wholly bold.
    pub bold_first_line: bool,
    /// Whether it says nothing: a rule, a line break, a way to elsewhere.
    pub is_nothing: bool,
    /// What it contains.
    pub children: Vec<Block>,
}

impl Block {
    fn new(kind: Kind, range: Range<usize>) -> Self {
        Self {
            kind,
            range,
            text: String::new(),
            links: Links::NotFirst,
            bold_first_line: false,
            is_nothing: false,
            children: Vec::new(),
        }
    }

    /// Whether every word of it is the text of a link.
    pub fn only_links(&self) -> bool {
        self.links == Links::Only
    }

    /// Whether it begins with a link.
    pub fn begins_with_link(&self) -> bool {
        self.links != Links::NotFirst
    }

    /// Whether it is a heading.
    pub fn is_heading(&self) -> bool {
        matches!(self.kind, Kind::Heading { .. })
    }

    /// Whether it is a list, of either kind.
    pub fn is_list(&self) -> bool {
        matches!(self.kind, Kind::List { .. })
    }

    /// The text of the paragraph that a list item begins with.
    pub fn lead(&self) -> &str {
        match self.children.first() {
            Some(first) if first.kind == Kind::Paragraph => &first.text,
            _ => "",
        }
    }
}

/// A text with its blocks.
#[derive(Debug)]
pub(super) struct Document {
    /// The text, with what is hidden blanked out.
    pub text: String,
    /// The line of the note at which the text begins, from 1.
    first_line: usize,
    line_starts: Vec<usize>,
    /// The blocks from top to bottom.
    pub blocks: Vec<Block>,
    /// Words that stand on many a `<summary>` of the note: buttons, in whatever language.
    pub buttons: Rc<HashSet<String>>,
    /// Lines that belong to an answer whatever they look like, for the user said so.
    pub answers: Rc<HashSet<String>>,
}

impl Document {
    /// Reads the blocks of a text that begins at this line of its note.
    pub fn read(text: String, first_line: usize) -> Self {
        let line_starts = std::iter::once(0)
            .chain(
                text.bytes()
                    .enumerate()
                    .filter(|(_, b)| *b == b'\n')
                    .map(|(at, _)| at + 1),
            )
            .collect();
        let (blocks, tags) = tree::parse(&text);
        let regions = details::regions(&text, &blocks, &tags);
        let blocks = details::with_regions(blocks, &regions, &text);
        let mut blocks = details::hoist(blocks, 0);
        nothing::mark(&mut blocks, &text);
        Self {
            text,
            first_line,
            line_starts,
            blocks,
            buttons: Rc::default(),
            answers: Rc::default(),
        }
    }

    /// The line of the note in which a byte stands.
    pub fn line(&self, byte: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= byte) + self.first_line - 1
    }

    /// The first and last line of a byte range, without blank lines at its end.
    pub fn lines(&self, range: &Range<usize>) -> (usize, usize) {
        let end = range.end.min(self.text.len());
        let used = self.text[range.start.min(end)..end].trim_end().len();
        let first = self.line(range.start);
        (
            first,
            self.line(range.start + used.saturating_sub(1)).max(first),
        )
    }

    /// The source of a range without the indentation that its container gives every line.
    pub fn slice(&self, range: &Range<usize>) -> String {
        let at = self
            .line_starts
            .partition_point(|&start| start <= range.start)
            - 1;
        let before = &self.text[self.line_starts[at]..range.start];
        // Words before it mean that no container begins here.
        let is_mark = |c: char| c.is_whitespace() || c.is_ascii_digit() || "-*+.)>".contains(c);
        let indent = if before.chars().all(is_mark) {
            before.chars().map(|c| if c == '\t' { 4 } else { 1 }).sum()
        } else {
            before.len() - before.trim_start().len()
        };
        dedent(self.text[range.clone()].trim_end(), indent)
    }

    /// Whether a block of code stands between fences.
    pub fn is_fenced(&self, block: &Block) -> bool {
        self.text
            .get(block.range.clone())
            .is_some_and(|code| super::fence_mark(code).is_some())
    }

    /// The lines of a block without the indentation that all of them have.
    pub fn dedented(&self, block: &Block) -> String {
        dedent_all(
            self.text
                .get(block.range.clone())
                .unwrap_or_default()
                .trim(),
        )
    }

    /// Whether the user said of the line on which a block begins that it belongs to an answer.
    pub fn is_said_to_answer(&self, block: &Block) -> bool {
        let own = self.text.get(block.range.clone()).unwrap_or_default();
        let first = own.lines().next().unwrap_or_default();
        self.answers.contains(first.trim())
    }

    /// Another document made of lines of this one, from this line of the note on.
    pub fn part_at(&self, text: String, line: usize) -> Self {
        Self {
            buttons: Rc::clone(&self.buttons),
            answers: Rc::clone(&self.answers),
            ..Self::read(text, line)
        }
    }

    /// Another document made of a part of this one.
    pub fn part(&self, text: String, range: &Range<usize>) -> Self {
        self.part_at(text, self.line(range.start))
    }
}

/// Takes from every line but the first the indentation that all of them have.
pub(super) fn dedent_all(text: &str) -> String {
    let width = |line: &str| {
        let blank = &line[..line.len() - line.trim_start().len()];
        blank.chars().map(|c| if c == '\t' { 4 } else { 1 }).sum()
    };
    let below = text
        .split('\n')
        .skip(1)
        .filter(|line| !line.trim().is_empty());
    dedent(text, below.map(width).min().unwrap_or(0))
}

/// Takes up to `indent` columns of white space from every line but the first.
pub(super) fn dedent(text: &str, indent: usize) -> String {
    if indent == 0 {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            out.push('\n');
        }
        let mut left = if i > 0 { indent } else { 0 };
        let mut rest = line;
        while left > 0 {
            if let Some(after) = rest.strip_prefix(' ') {
                left -= 1;
                rest = after;
            } else if let Some(after) = rest.strip_prefix('\t') {
                left = left.saturating_sub(4);
                rest = after;
            } else {
                break;
            }
        }
        out.push_str(rest);
    }
    out
}

/// Takes one level of `>` from every line that has one.
pub(super) fn unquote(text: &str) -> String {
    let lines = text.split('\n').map(|line| {
        let bare = line.trim_start();
        match bare.strip_prefix('>') {
            Some(rest) if line.len() - bare.len() <= 3 => rest.strip_prefix(' ').unwrap_or(rest),
            _ => line,
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}
