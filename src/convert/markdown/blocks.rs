//! A note as a sequence of blocks with their places in the text.
//!
//! The block structure comes from pulldown-cmark; on top of it `<details>` regions, which Markdown
//! knows nothing of, are put together, and list items that begin with a heading or a `<details>`
//! are taken out of their lists, because a reader sees them as headings.

use std::collections::HashSet;
use std::ops::Range;
use std::rc::Rc;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::html;

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
    /// `<details>`: where its summary and its body stand.
    Details {
        summary: Range<usize>,
        body: Range<usize>,
    },
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

/// One block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// What it is.
    pub kind: Kind,
    /// Its bytes in the document's text.
    pub range: Range<usize>,
    /// Its inline text without markup, for headings and paragraphs.
    pub text: String,
    /// Whether every word of it is the text of a link.
    pub only_links: bool,
    /// Whether it begins with a link.
    pub begins_with_link: bool,
    /// Whether its first line is wholly bold.
    pub bold_first_line: bool,
    /// What it contains.
    pub children: Vec<Block>,
}

impl Block {
    fn new(kind: Kind, range: Range<usize>) -> Self {
        Self {
            kind,
            range,
            text: String::new(),
            only_links: false,
            begins_with_link: false,
            bold_first_line: false,
            children: Vec::new(),
        }
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
        let (blocks, tags) = parse(&text);
        let regions = details_regions(&text, &blocks, &tags);
        let blocks = with_details(blocks, &regions, &text);
        let blocks = hoist(blocks, &text, 0);
        Self {
            text,
            first_line,
            line_starts,
            blocks,
            buttons: Rc::default(),
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

    /// Another document made of a part of this one.
    pub fn part(&self, text: String, range: &Range<usize>) -> Self {
        Self {
            buttons: Rc::clone(&self.buttons),
            ..Self::read(text, self.line(range.start))
        }
    }
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

/// A tag of a `<details>` structure and where it stands.
type DetailsTag = (Range<usize>, html::DetailsTag);

struct Tree {
    roots: Vec<Block>,
    open: Vec<Block>,
    /// How many containers below the deepest kept one are open.
    too_deep: usize,
    implicit: bool,
    tags: Vec<DetailsTag>,
    inline: Inline,
}

/// What is known of the inline text that is being read.
#[derive(Default)]
struct Inline {
    strong: usize,
    link: usize,
    image: usize,
    plain_letters: usize,
    linked_letters: usize,
    begins_with_link: bool,
    strong_letters: usize,
    first_line_done: bool,
    first_line_plain: usize,
    first_line_strong: usize,
}

fn parse(text: &str) -> (Vec<Block>, Vec<DetailsTag>) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS;
    let mut tree = Tree {
        roots: Vec::new(),
        open: Vec::new(),
        too_deep: 0,
        implicit: false,
        tags: Vec::new(),
        inline: Inline::default(),
    };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        tree.take(event, range);
    }
    while tree.open.pop().map(|block| tree.attach(block)).is_some() {}
    (tree.roots, tree.tags)
}

impl Tree {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(end) => self.end(end, &range),
            Event::Text(text) => self.text(&text, &range),
            Event::Code(code) => self.text(&code, &range),
            Event::SoftBreak | Event::HardBreak => self.line_break(&range),
            Event::InlineHtml(tag) => {
                self.push_inline("", &range);
                html::details_tags(&tag, range.start, &mut self.tags);
                if html::is_line_break(&tag) {
                    self.line_break(&range);
                }
            }
            Event::Html(block) => html::details_tags(&block, range.start, &mut self.tags),
            Event::Rule => self.leaf(Kind::Rule, range),
            Event::TaskListMarker(ticked) => {
                if let Some(item) = self
                    .open
                    .iter_mut()
                    .rev()
                    .find(|block| matches!(block.kind, Kind::Item { .. }))
                {
                    item.kind = Kind::Item { task: Some(ticked) };
                }
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        let kind = match tag {
            // The span's own marks belong to the paragraph that may begin with it.
            Tag::Emphasis => {
                self.push_inline("", &range);
                return;
            }
            Tag::Strong => {
                self.push_inline("", &range);
                self.inline.strong += 1;
                return;
            }
            Tag::Link { .. } => {
                self.push_inline("", &range);
                self.inline.link += 1;
                return;
            }
            Tag::Image { .. } => {
                self.push_inline("", &range);
                self.inline.image += 1;
                return;
            }
            Tag::Heading { level, .. } => Kind::Heading {
                level: *level as u8,
                listed: Listed::No,
            },
            Tag::Paragraph | Tag::TableCell => Kind::Paragraph,
            Tag::List(start) => Kind::List {
                ordered: start.is_some(),
            },
            Tag::Item => Kind::Item { task: None },
            Tag::BlockQuote(_) => Kind::Quote,
            Tag::CodeBlock(_) => Kind::Code,
            Tag::HtmlBlock => Kind::Html,
            Tag::Table(_) => Kind::Table,
            Tag::TableHead | Tag::TableRow => Kind::Row,
            _ => return,
        };
        self.close_implicit();
        if self.too_deep > 0 || self.open.len() >= DEEPEST {
            self.too_deep += 1;
            return;
        }
        if matches!(kind, Kind::Heading { .. } | Kind::Paragraph) {
            self.inline = Inline::default();
        }
        self.open.push(Block::new(kind, range));
    }

    fn end(&mut self, end: TagEnd, range: &Range<usize>) {
        match end {
            TagEnd::Strong => self.inline.strong = self.inline.strong.saturating_sub(1),
            TagEnd::Link => self.inline.link = self.inline.link.saturating_sub(1),
            TagEnd::Image => self.inline.image = self.inline.image.saturating_sub(1),
            TagEnd::Heading(_)
            | TagEnd::Paragraph
            | TagEnd::TableCell
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::BlockQuote(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow => {
                self.close_implicit();
                if self.too_deep > 0 {
                    self.too_deep -= 1;
                } else if let Some(mut block) = self.open.pop() {
                    block.range.end = block.range.end.max(range.end);
                    self.attach(block);
                }
            }
            _ => {}
        }
    }

    fn attach(&mut self, mut block: Block) {
        if matches!(block.kind, Kind::Heading { .. } | Kind::Paragraph) {
            self.inline.settle(&mut block);
        }
        match self.open.last_mut() {
            Some(parent) => parent.children.push(block),
            None => self.roots.push(block),
        }
    }

    fn leaf(&mut self, kind: Kind, range: Range<usize>) {
        self.close_implicit();
        if self.too_deep == 0 {
            self.attach(Block::new(kind, range));
        }
    }

    /// Tight list items hold inline text without a paragraph around it; here they get one.
    fn push_inline(&mut self, text: &str, range: &Range<usize>) {
        if self.too_deep > 0 || self.inline.image > 0 {
            return;
        }
        match self.open.last_mut() {
            Some(block) if matches!(block.kind, Kind::Item { .. }) => {
                self.inline = Inline {
                    strong: self.inline.strong,
                    link: self.inline.link,
                    ..Inline::default()
                };
                let mut paragraph = Block::new(Kind::Paragraph, range.clone());
                paragraph.text.push_str(text);
                self.open.push(paragraph);
                self.implicit = true;
            }
            Some(block) if matches!(block.kind, Kind::Heading { .. } | Kind::Paragraph) => {
                block.text.push_str(text);
                block.range.end = block.range.end.max(range.end);
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        self.push_inline(text, range);
        if self.inline.image == 0 {
            self.inline.count(text);
        }
    }

    fn line_break(&mut self, range: &Range<usize>) {
        self.push_inline("\n", range);
        let letters = self.inline.first_line_plain + self.inline.first_line_strong;
        if letters > 0 {
            self.inline.first_line_done = true;
        }
    }

    fn close_implicit(&mut self) {
        if self.implicit {
            self.implicit = false;
            if let Some(paragraph) = self.open.pop() {
                self.attach(paragraph);
            }
        }
    }
}

impl Inline {
    fn count(&mut self, text: &str) {
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        let is_address = text.starts_with("http") && !text.contains(' ');
        let is_first = self.linked_letters + self.plain_letters == 0;
        if self.link > 0 || is_address {
            self.begins_with_link |= is_first && letters > 0;
            self.linked_letters += letters;
        } else {
            self.plain_letters += letters;
        }
        if self.strong > 0 {
            self.strong_letters += letters;
        }
        if !self.first_line_done {
            if self.strong > 0 {
                self.first_line_strong += letters;
            } else {
                self.first_line_plain += letters;
            }
        }
    }

    fn settle(&mut self, block: &mut Block) {
        block.begins_with_link = self.begins_with_link;
        block.only_links = self.linked_letters > 0 && self.plain_letters == 0;
        block.bold_first_line = self.first_line_strong > 0 && self.first_line_plain == 0;
        *self = Self {
            strong: self.strong,
            link: self.link,
            ..Self::default()
        };
    }
}

/// A `<details>` and its parts.
#[derive(Debug, Clone)]
struct Region {
    range: Range<usize>,
    summary: Range<usize>,
    body: Range<usize>,
}

/// The outermost `<details>` of the text. A tag that is never closed ends where the next one or
/// the next heading begins; a stray closing tag is none.
fn details_regions(text: &str, blocks: &[Block], tags: &[DetailsTag]) -> Vec<Region> {
    use html::DetailsTag as T;
    if tags.is_empty() {
        return Vec::new();
    }
    // Pair the tags: the index of each opening tag's closing one.
    let mut closed_by = vec![None; tags.len()];
    let mut open = Vec::new();
    for (i, (_, tag)) in tags.iter().enumerate() {
        match tag {
            T::Open => open.push(i),
            T::Close => {
                if let Some(opened) = open.pop() {
                    closed_by[opened] = Some(i);
                }
            }
            _ => {}
        }
    }
    let headings: Vec<usize> = blocks
        .iter()
        .filter(|block| block.is_heading())
        .map(|block| block.range.start)
        .collect();
    let next_open = |from: usize| {
        tags[from..]
            .iter()
            .find(|(_, tag)| *tag == T::Open)
            .map(|(range, _)| range.start)
    };
    let mut regions = Vec::new();
    let mut i = 0;
    while i < tags.len() {
        let (range, tag) = &tags[i];
        if *tag != T::Open {
            i += 1;
            continue;
        }
        let (end, body_end, next) = if let Some(close) = closed_by[i] {
            (tags[close].0.end, tags[close].0.start, close + 1)
        } else {
            let heading = headings[headings.partition_point(|&h| h < range.end)..]
                .first()
                .copied();
            let end = [next_open(i + 1), heading]
                .into_iter()
                .flatten()
                .min()
                .unwrap_or(text.len());
            let next = tags[i + 1..]
                .iter()
                .take_while(|(r, _)| r.start < end)
                .count();
            (end, end, i + 1 + next)
        };
        let own = &tags[i + 1..next.max(i + 1)];
        let summary = match own.first() {
            Some((opened, T::SummaryOpen)) => {
                let closed = own.get(1).filter(|(_, tag)| *tag == T::SummaryClose);
                let until = closed.map_or_else(
                    || {
                        let line = text[opened.end..body_end].find('\n');
                        line.map_or(body_end, |at| opened.end + at)
                    },
                    |(closing, _)| closing.start,
                );
                opened.end..until
            }
            _ => range.end..range.end,
        };
        let body_start = if summary.end == range.end {
            range.end
        } else {
            match own.get(1) {
                Some((closing, T::SummaryClose)) => closing.end,
                _ => summary.end,
            }
        };
        regions.push(Region {
            range: range.start..end,
            summary,
            body: body_start..body_end.max(body_start),
        });
        i = next.max(i + 1);
    }
    regions
}

/// Puts each region in place of the blocks that it covers. Regions that begin deeper, inside a
/// list item or a quote, stay in its text, unless the list begins with one.
fn with_details(blocks: Vec<Block>, regions: &[Region], text: &str) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    let mut regions = regions.iter().peekable();
    let mut covered = 0;
    for block in blocks {
        let is_flat = matches!(block.kind, Kind::Html | Kind::Paragraph);
        let is_list = block.is_list()
            && text
                .get(block.range.clone())
                .is_some_and(begins_with_details);
        let mut at = block.range.start.max(covered);
        let mut split = at > block.range.start;
        while let Some(region) = regions.next_if(|region| region.range.start < block.range.end) {
            if region.range.start < at || !(is_flat || is_list) {
                continue;
            }
            split = true;
            push_rest(&mut out, &block, at..region.range.start, text, is_list);
            let kind = Kind::Details {
                summary: region.summary.clone(),
                body: region.body.clone(),
            };
            out.push(Block::new(kind, region.range.clone()));
            at = region.range.end;
            covered = at;
        }
        if !split {
            out.push(block);
        } else if at < block.range.end {
            let rest = at..block.range.end;
            push_rest(&mut out, &block, rest, text, is_list);
        }
    }
    out
}

fn begins_with_details(item: &str) -> bool {
    let bare = item.trim_start_matches(|c: char| {
        c.is_whitespace() || c.is_ascii_digit() || matches!(c, '-' | '*' | '+' | '.' | ')')
    });
    bare.get(..8)
        .is_some_and(|start| start.eq_ignore_ascii_case("<details"))
}

/// What of a block stands outside the regions; stray closing tags and list markers are nothing.
fn push_rest(
    out: &mut Vec<Block>,
    block: &Block,
    range: Range<usize>,
    text: &str,
    from_list: bool,
) {
    let rest = &text[range.clone()];
    let words = html::soften(rest);
    let words = if from_list {
        words.trim_matches(|c: char| c.is_whitespace() || c.is_ascii_digit() || "-*+.)".contains(c))
    } else {
        words.trim()
    };
    if words.is_empty() {
        return;
    }
    let skipped = rest.len() - rest.trim_start().len();
    let mut left = Block::new(
        if from_list {
            Kind::Paragraph
        } else {
            block.kind.clone()
        },
        range.start + skipped..range.end,
    );
    left.text = words.to_owned();
    out.push(left);
}

/// Takes list items that begin with a heading out of their lists, with all that follows in them.
fn hoist(blocks: Vec<Block>, text: &str, depth: usize) -> Vec<Block> {
    let begins_with_heading = |item: &Block| item.children.first().is_some_and(Block::is_heading);
    let any = blocks
        .iter()
        .any(|block| block.is_list() && block.children.iter().any(begins_with_heading));
    if !any || depth > DEEPEST {
        return blocks;
    }
    let mut out = Vec::with_capacity(blocks.len());
    for block in blocks {
        let Kind::List { ordered } = block.kind else {
            out.push(block);
            continue;
        };
        if !block.children.iter().any(begins_with_heading) {
            out.push(block);
            continue;
        }
        for item in block.children {
            if !begins_with_heading(&item) {
                let mut list = Block::new(Kind::List { ordered }, item.range.clone());
                list.children.push(item);
                out.push(list);
                continue;
            }
            let mut children = item.children;
            if let Some(first) = children.first_mut()
                && let Kind::Heading { level, .. } = first.kind
            {
                let listed = if ordered {
                    Listed::Numbered
                } else {
                    Listed::Bulleted
                };
                first.kind = Kind::Heading { level, listed };
            }
            out.extend(hoist(children, text, depth + 1));
        }
    }
    out
}
