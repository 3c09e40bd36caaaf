//! Where everything stands in a TOML text (sections, pairs and values with their byte ranges), and
//! what it says.
//!
//! Where sections end and where commas stand only the parser's events tell; what the values are,
//! the `toml` crate does.

use std::ops::Range;

use ::toml::Table as Values;
use toml_parser::Source;
use toml_parser::parser::{Event, EventKind, parse_document};

use crate::text::{self, Position};

/// A text without syntax errors.
#[derive(Debug)]
pub struct Document<'t> {
    /// With its byte-order mark.
    pub(super) whole: &'t str,
    /// Without it; all places are bytes of this.
    pub(super) text: &'t str,
    /// What it says. A line break of the text is `\n`, whichever way it is written.
    pub(super) values: Values,
    /// The order in which keys are written.
    pub(super) order: &'t [&'t str],
    /// The first has no header and holds the keys of the file itself.
    pub(super) sections: Vec<Section>,
    /// Where comments begin, in order.
    comments: Vec<usize>,
}

/// A text with a syntax error: it cannot be told where things stand in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {}: not valid TOML ({what})", at.line)]
pub struct NotToml {
    /// Where.
    pub at: Position,
    /// The parser's words.
    pub what: String,
}

/// What stands below one header.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub header: Option<Header>,
    pub pairs: Vec<Pair>,
}

impl Section {
    /// The keys in its header.
    pub fn path(&self) -> &[String] {
        self.header.as_ref().map_or(&[], |header| &header.path)
    }

    /// Where its header begins.
    pub fn start(&self) -> usize {
        self.header.as_ref().map_or(0, |header| header.span.start)
    }
}

/// `[a.b]` or `[[a.b]]`.
#[derive(Debug)]
pub(super) struct Header {
    pub span: Range<usize>,
    pub path: Vec<String>,
    pub is_list: bool,
}

/// `a.b = value`.
#[derive(Debug)]
pub(super) struct Pair {
    pub keys: Vec<String>,
    pub key_span: Range<usize>,
    pub value: Node,
}

impl Pair {
    pub fn span(&self) -> Range<usize> {
        self.key_span.start..self.value.span.end
    }
}

/// A value.
#[derive(Debug)]
pub(super) struct Node {
    pub span: Range<usize>,
    pub kind: NodeKind,
}

/// What a value is.
#[derive(Debug)]
pub(super) enum NodeKind {
    Scalar,
    List(Vec<Item<Node>>),
    Table(Vec<Item<Pair>>),
}

/// An entry of a list or an inline table, and where its comma stands if it has one.
#[derive(Debug)]
pub(super) struct Item<T> {
    pub value: T,
    pub comma: Option<usize>,
}

impl<'t> Document<'t> {
    /// Reads a text whose keys are written in this order where new ones come; keys that it does
    /// not name come last.
    pub fn read(whole: &'t str, order: &'t [&'t str]) -> Result<Self, NotToml> {
        let text = whole.strip_prefix('\u{feff}').unwrap_or(whole);
        let values = values_of(text)?;
        let (sections, comments) = parts_of(text).ok_or_else(|| NotToml {
            at: text::position(text, 0),
            what: "unknown structure".to_owned(),
        })?;
        Ok(Self {
            whole,
            text,
            values,
            order,
            sections,
            comments,
        })
    }

    /// What the text says.
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// The line break of the line in which this byte stands; of the line above where that is the
    /// last one and has none.
    pub(super) fn newline_at(&self, at: usize) -> &'static str {
        let below = self.text[at..].find('\n').map(|newline| at + newline);
        match below.or_else(|| self.text[..at].rfind('\n')) {
            Some(newline) if self.text[..newline].ends_with('\r') => "\r\n",
            _ => "\n",
        }
    }

    /// The start of the line in which this byte stands.
    pub(super) fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// The end of the line in which this byte stands, its line break included.
    pub(super) fn line_end(&self, at: usize) -> usize {
        self.text[at..]
            .find('\n')
            .map_or(self.text.len(), |newline| at + newline + 1)
    }

    /// What stands before this byte on its line.
    pub(super) fn before_on_line(&self, at: usize) -> &'t str {
        &self.text[self.line_start(at)..at]
    }

    /// The start of the comment lines that stand directly above the line of this byte. A comment
    /// with which the file begins is the file's own and stays above.
    pub(super) fn above_comments(&self, at: usize) -> usize {
        let line_start = self.line_start(at);
        let mut at = line_start;
        while at > 0 {
            let above = self.line_start(at - 1);
            let blanks = indentation(&self.text[above..at]).len();
            if self.comments.binary_search(&(above + blanks)).is_err() {
                return at;
            }
            at = above;
        }
        line_start
    }

    /// The end of a section: behind its last pair's line, or its header's where it has none.
    pub(super) fn section_end(&self, section: &Section) -> usize {
        let last = section.pairs.last().map(|pair| pair.value.span.end);
        let header = section.header.as_ref().map(|header| header.span.end);
        last.or(header).map_or(0, |at| self.line_end(at))
    }

    /// The end of all that stands before the next header and the comments above it, blank lines
    /// left out: where a new section goes.
    pub(super) fn end_before_next(&self, section: &Section) -> usize {
        let is_first = section.header.is_none();
        let mut others = self.sections[1..].iter();
        let next = others.find(|next| is_first || next.start() > section.start());
        let end = next.map_or(self.text.len(), |next| self.above_comments(next.start()));
        self.above_blank_lines(end.max(self.section_end(section)))
    }

    /// The start of the blank lines that end here.
    pub(super) fn above_blank_lines(&self, mut at: usize) -> usize {
        while at > 0 {
            let above = self.line_start(at - 1);
            if !self.text[above..at].trim().is_empty() {
                break;
            }
            at = above;
        }
        at
    }

    /// Behind the blank lines that follow this line end.
    fn behind_blank_lines(&self, mut at: usize) -> usize {
        while at < self.text.len() {
            let end = self.line_end(at);
            if !self.text[at..end].trim().is_empty() {
                break;
            }
            at = end;
        }
        at
    }

    /// The bytes of sections in their order: each with the comments directly above it and the
    /// blank lines below, or those above where nothing comes after it. Comments between two of
    /// them belong to them.
    pub(super) fn extents<'s>(
        &self,
        sections: impl IntoIterator<Item = &'s Section>,
    ) -> Vec<Range<usize>> {
        let mut extents: Vec<Range<usize>> = Vec::new();
        for section in sections {
            let start = self.above_comments(section.start());
            let end = self.behind_blank_lines(self.section_end(section));
            match extents.last_mut() {
                Some(last) if self.is_only_comments(last.end..start) => last.end = end,
                _ => extents.push(start..end),
            }
        }
        if let Some(last) = extents.last_mut()
            && last.end == self.text.len()
        {
            last.start = self.above_blank_lines(last.start);
        }
        extents
    }

    fn is_only_comments(&self, between: Range<usize>) -> bool {
        self.text.get(between).is_some_and(|between| {
            let mut lines = between.lines().map(str::trim);
            lines.all(|line| line.is_empty() || line.starts_with('#'))
        })
    }
}

/// What a text says. TOML leaves it to its reader what a line break inside a string is: here it is
/// `\n`, whichever way the file writes it. A return that is part of a text is written `\r`.
pub(super) fn values_of(text: &str) -> Result<Values, NotToml> {
    let plain = text.replace("\r\n", "\n");
    plain.parse().map_err(|error: ::toml::de::Error| NotToml {
        at: text::position(&plain, error.span().map_or(0, |span| span.start)),
        what: error.message().to_owned(),
    })
}

/// The white space at the start.
pub(super) fn indentation(line: &str) -> &str {
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// The sections and comments of a text that the parser has accepted. `None` where the events do not fit
/// together, which an accepted text does not come to.
fn parts_of(text: &str) -> Option<(Vec<Section>, Vec<usize>)> {
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let mut events: Vec<Event> = Vec::new();
    let mut errors = Vec::new();
    parse_document(&tokens, &mut events, &mut errors);
    if !errors.is_empty() {
        return None;
    }
    let mut comments = Vec::new();
    events.retain(|event| match event.kind() {
        EventKind::Comment => {
            comments.push(event.span().start());
            false
        }
        EventKind::Whitespace | EventKind::Newline => false,
        _ => true,
    });
    let mut reader = Reader {
        source,
        events: &events,
        at: 0,
    };
    Some((reader.sections()?, comments))
}

struct Reader<'e, 't> {
    source: Source<'t>,
    events: &'e [Event],
    at: usize,
}

impl Reader<'_, '_> {
    fn peek(&self) -> Option<EventKind> {
        self.events.get(self.at).map(Event::kind)
    }

    fn take(&mut self, kind: EventKind) -> Option<Range<usize>> {
        let event = self
            .events
            .get(self.at)
            .filter(|event| event.kind() == kind)?;
        self.at += 1;
        Some(event.span().start()..event.span().end())
    }

    fn sections(&mut self) -> Option<Vec<Section>> {
        let mut sections = vec![Section::default()];
        while let Some(kind) = self.peek() {
            match kind {
                EventKind::StdTableOpen => {
                    sections.push(self.header(kind, EventKind::StdTableClose)?);
                }
                EventKind::ArrayTableOpen => {
                    sections.push(self.header(kind, EventKind::ArrayTableClose)?);
                }
                _ => {
                    let pair = self.pair()?;
                    sections.last_mut()?.pairs.push(pair);
                }
            }
        }
        Some(sections)
    }

    fn header(&mut self, open: EventKind, close: EventKind) -> Option<Section> {
        let start = self.take(open)?.start;
        let (path, _) = self.keys()?;
        let end = self.take(close)?.end;
        Some(Section {
            header: Some(Header {
                span: start..end,
                path,
                is_list: open == EventKind::ArrayTableOpen,
            }),
            pairs: Vec::new(),
        })
    }

    fn keys(&mut self) -> Option<(Vec<String>, Range<usize>)> {
        let mut keys = Vec::new();
        let mut span: Option<Range<usize>> = None;
        loop {
            let event = self.events.get(self.at)?;
            let at = self.take(EventKind::SimpleKey)?;
            let mut key = std::borrow::Cow::Borrowed("");
            self.source.get(event)?.decode_key(&mut key, &mut ());
            keys.push(key.into_owned());
            span = Some(span.map_or(at.clone(), |span| span.start..at.end));
            if self.take(EventKind::KeySep).is_none() {
                return Some((keys, span?));
            }
        }
    }

    fn pair(&mut self) -> Option<Pair> {
        let (keys, key_span) = self.keys()?;
        self.take(EventKind::KeyValSep)?;
        let value = self.value()?;
        Some(Pair {
            keys,
            key_span,
            value,
        })
    }

    fn value(&mut self) -> Option<Node> {
        match self.peek()? {
            EventKind::ArrayOpen => {
                let (span, items) =
                    self.items(EventKind::ArrayOpen, EventKind::ArrayClose, Self::value)?;
                Some(Node {
                    span,
                    kind: NodeKind::List(items),
                })
            }
            EventKind::InlineTableOpen => {
                let (span, items) = self.items(
                    EventKind::InlineTableOpen,
                    EventKind::InlineTableClose,
                    Self::pair,
                )?;
                Some(Node {
                    span,
                    kind: NodeKind::Table(items),
                })
            }
            _ => Some(Node {
                span: self.take(EventKind::Scalar)?,
                kind: NodeKind::Scalar,
            }),
        }
    }

    fn items<T>(
        &mut self,
        open: EventKind,
        close: EventKind,
        read: fn(&mut Self) -> Option<T>,
    ) -> Option<(Range<usize>, Vec<Item<T>>)> {
        let start = self.take(open)?.start;
        let mut items = Vec::new();
        loop {
            if let Some(end) = self.take(close) {
                return Some((start..end.end, items));
            }
            let value = read(self)?;
            let comma = self.take(EventKind::ValueSep).map(|comma| comma.start);
            items.push(Item { value, comma });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_pairs_and_commas_have_their_places() {
        let text = "a.\"b c\" = 1 # one\n[[cards]]\r\nq = ['x', \"\"\"y\"\"\" , ]\n[cards.z]\n";
        let document = Document::read(text, &[]).unwrap();
        assert_eq!(document.newline_at(20), "\r\n");
        assert_eq!(document.newline_at(text.len()), "\n");
        assert_eq!(document.sections.len(), 3);
        let first = &document.sections[0].pairs[0];
        assert_eq!(first.keys, ["a", "b c"]);
        assert_eq!(&text[first.span()], "a.\"b c\" = 1");
        let header = document.sections[1].header.as_ref().unwrap();
        assert_eq!(
            (&text[header.span.clone()], header.is_list),
            ("[[cards]]", true)
        );
        let NodeKind::List(items) = &document.sections[1].pairs[0].value.kind else {
            panic!("a list")
        };
        assert_eq!(&text[items[1].value.span.clone()], "\"\"\"y\"\"\"");
        assert_eq!(items[1].comma.map(|at| &text[at..=at]), Some(","));
        assert_eq!(
            document.sections[2].header.as_ref().unwrap().path,
            ["cards", "z"]
        );
    }
}
