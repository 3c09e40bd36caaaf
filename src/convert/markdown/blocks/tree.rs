//! The events of the Markdown parser as a tree of blocks.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::super::html;
use super::super::words::is_letter;
use super::{Block, DEEPEST, Kind, Links, Listed};

/// A tag of a `<details>` structure and where it stands.
pub(super) type DetailsTag = (Range<usize>, html::DetailsTag);

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

/// The blocks of a text, and the tags of `<details>` outside its code.
pub(super) fn parse(text: &str) -> (Vec<Block>, Vec<DetailsTag>) {
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
        let letters = if text.is_ascii() {
            text.bytes().filter(u8::is_ascii_alphanumeric).count()
        } else {
            text.chars().filter(|c| is_letter(*c)).count()
        };
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
        block.links = match (self.linked_letters, self.plain_letters) {
            (1.., 0) => Links::Only,
            _ if self.begins_with_link => Links::First,
            _ => Links::NotFirst,
        };
        block.bold_first_line = self.first_line_strong > 0 && self.first_line_plain == 0;
        *self = Self {
            strong: self.strong,
            link: self.link,
            ..Self::default()
        };
    }
}
