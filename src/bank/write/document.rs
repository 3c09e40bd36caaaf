//! Where everything stands in a TOML text: sections, pairs and values with their byte ranges.
//!
//! The parser's table (`toml::de::DeTable`) says where values are; writing a new key or taking
//! one away also needs to know where sections end and where commas stand, which only the
//! parser's events tell. Texts that the parser finds fault with never come this far.

use std::ops::Range;

use toml_parser::Source;
use toml_parser::parser::{Event, EventKind, parse_document};

/// A text without syntax errors, and where its parts are.
#[derive(Debug)]
pub(super) struct Document<'t> {
    pub text: &'t str,
    /// The line break that the text uses first; `\n` where it has none.
    pub newline: &'static str,
    /// The first has no header and holds the keys of the file itself.
    pub sections: Vec<Section>,
}

/// What stands below one header.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub header: Option<Header>,
    pub pairs: Vec<Pair>,
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

    pub fn is_named(&self, key: &str) -> bool {
        matches!(self.keys.as_slice(), [only] if only == key)
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
    /// The parts of a text that `DeTable::parse` has accepted. `None` where the events do not fit
    /// together, which an accepted text does not come to.
    pub fn of(text: &'t str) -> Option<Self> {
        let source = Source::new(text);
        let tokens = source.lex().into_vec();
        let mut events: Vec<Event> = Vec::new();
        let mut errors = Vec::new();
        parse_document(&tokens, &mut events, &mut errors);
        if !errors.is_empty() {
            return None;
        }
        events.retain(|event| {
            !matches!(
                event.kind(),
                EventKind::Whitespace | EventKind::Comment | EventKind::Newline
            )
        });
        let mut reader = Reader {
            source,
            events: &events,
            at: 0,
        };
        let sections = reader.sections()?;
        let newline = match text.find('\n') {
            Some(at) if text[..at].ends_with('\r') => "\r\n",
            _ => "\n",
        };
        Some(Self {
            text,
            newline,
            sections,
        })
    }

    /// The start of the line in which this byte stands.
    pub fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// The end of the line in which this byte stands, its line break included.
    pub fn line_end(&self, at: usize) -> usize {
        self.text[at..]
            .find('\n')
            .map_or(self.text.len(), |newline| at + newline + 1)
    }

    /// What stands before this byte on its line.
    pub fn before_on_line(&self, at: usize) -> &'t str {
        &self.text[self.line_start(at)..at]
    }

    /// The end of a section: behind its last pair's line, or its header's where it has none.
    pub fn section_end(&self, section: &Section) -> usize {
        let last = section.pairs.last().map(|pair| pair.value.span.end);
        let header = section.header.as_ref().map(|header| header.span.end);
        last.or(header).map_or(0, |at| self.line_end(at))
    }

    /// Behind the blank lines that follow this line end.
    pub fn behind_blank_lines(&self, mut at: usize) -> usize {
        while at < self.text.len() {
            let end = self.line_end(at);
            if !self.text[at..end].trim().is_empty() {
                break;
            }
            at = end;
        }
        at
    }

    /// The start of the comment lines that stand directly above this line start.
    pub fn above_comments(&self, line_start: usize) -> usize {
        let mut at = line_start;
        while at > 0 {
            let above = self.line_start(at - 1);
            if !self.text[above..at].trim_start().starts_with('#') {
                break;
            }
            at = above;
        }
        at
    }
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
        let document = Document::of(text).unwrap();
        assert_eq!(document.newline, "\n");
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
