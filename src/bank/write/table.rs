//! A table of the deck, however it is written (below a header, inline, as an entry of a list),
//! and setting its keys so that nothing but their values changes.

use super::document::{Document, Item, Node, NodeKind, Pair, Section};
use super::layout::{Style, inline_table, written};
use super::sequence::{Entry, Sequence, Slot};
use super::splice::Splices;
use super::string;
use crate::bank::role;
use crate::text;
use crate::text::difference::{Run, runs};

/// A value as the writer knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    /// A text.
    Text(String),
    /// A number, a truth value or a date, as it is written.
    Plain(String),
    /// A list of texts.
    Texts(Vec<String>),
    /// A list of tables; keys that are not named here stay as they are.
    Tables(Vec<Vec<(&'static str, Option<Content>)>>),
    /// A table; keys that are not named here stay as they are.
    Table(Vec<(&'static str, Option<Content>)>),
}

impl Content {
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Plain(_) => false,
            Self::Texts(texts) => texts.is_empty(),
            Self::Tables(tables) => tables.is_empty(),
            Self::Table(members) => members.is_empty(),
        }
    }
}

/// Keys with their new values; `None` takes a key away.
pub(super) type Members = Vec<(&'static str, Option<Content>)>;

/// A table.
#[derive(Debug)]
pub(super) struct Table<'d> {
    document: &'d Document<'d>,
    place: Place<'d>,
    /// The header path of a table below headers.
    path: Vec<String>,
}

#[derive(Debug)]
enum Place<'d> {
    Inline(&'d Node, &'d [Item<Pair>]),
    /// Its own section and those of the tables inside it.
    Section(&'d Section, Vec<&'d Section>),
}

/// How a list of tables is written.
#[derive(Debug)]
pub(super) enum Tables<'d> {
    /// `key = […]`
    Inline(&'d Node, Vec<Table<'d>>),
    /// `[[key]]` again and again.
    Sections(Vec<Table<'d>>),
}

impl<'d> Document<'d> {
    /// The file's own table.
    pub fn root(&'d self) -> Table<'d> {
        Table {
            document: self,
            place: Place::Section(&self.sections[0], self.sections[1..].iter().collect()),
            path: Vec::new(),
        }
    }
}

impl<'d> Table<'d> {
    fn inline(document: &'d Document<'d>, node: &'d Node) -> Option<Self> {
        match &node.kind {
            NodeKind::Table(items) => Some(Self {
                document,
                place: Place::Inline(node, items),
                path: Vec::new(),
            }),
            _ => None,
        }
    }

    /// Its own section and those inside it; `None` for an inline table.
    pub fn sections(&self) -> Option<(&'d Section, &[&'d Section])> {
        match &self.place {
            Place::Section(own, below) => Some((own, below)),
            Place::Inline(..) => None,
        }
    }

    /// Where its text begins.
    pub fn start(&self) -> usize {
        match &self.place {
            Place::Inline(node, _) => node.span.start,
            Place::Section(own, _) => own.header.as_ref().map_or(0, |header| header.span.start),
        }
    }

    fn pairs(&self) -> impl DoubleEndedIterator<Item = &'d Pair> {
        let (items, pairs): (&'d [Item<Pair>], &'d [Pair]) = match &self.place {
            Place::Inline(_, items) => (items, &[]),
            Place::Section(own, _) => (&[], &own.pairs),
        };
        items.iter().map(|item| &item.value).chain(pairs)
    }

    fn pair(&self, key: &str) -> Option<&'d Pair> {
        self.pairs().find(|pair| pair.is_named(key))
    }

    /// The tables of a list.
    pub fn tables(&self, key: &str) -> Option<Tables<'d>> {
        if let Some(pair) = self.pair(key) {
            let NodeKind::List(items) = &pair.value.kind else {
                return None;
            };
            let tables: Vec<_> = items
                .iter()
                .filter_map(|item| Table::inline(self.document, &item.value))
                .collect();
            let all_are_tables = tables.len() == items.len();
            return all_are_tables.then_some(Tables::Inline(&pair.value, tables));
        }
        let (_, below) = self.sections()?;
        let mut path = self.path.clone();
        path.push(key.to_owned());
        let mut tables: Vec<Table<'d>> = Vec::new();
        for &section in below {
            let Some(header) = &section.header else {
                continue;
            };
            if header.path == path && header.is_list {
                tables.push(Table {
                    document: self.document,
                    place: Place::Section(section, Vec::new()),
                    path: path.clone(),
                });
            } else if header.path.starts_with(&path)
                && let Some(Table {
                    place: Place::Section(_, below),
                    ..
                }) = tables.last_mut()
            {
                below.push(section);
            }
        }
        (!tables.is_empty()).then_some(Tables::Sections(tables))
    }

    /// Whether a key stands in the table, whatever it holds.
    pub fn has_key(&self, key: &str) -> bool {
        self.pair(key).is_some() || self.tables(key).is_some() || self.table(key).is_some()
    }

    /// The table `[….key]` below a header of its own.
    fn table(&self, key: &str) -> Option<Table<'d>> {
        let (_, below) = self.sections()?;
        let mut path = self.path.clone();
        path.push(key.to_owned());
        let is_it = |section: &&&Section| {
            let header = section.header.as_ref();
            header.is_some_and(|header| header.path == path && !header.is_list)
        };
        below.iter().find(is_it).map(|&section| Table {
            document: self.document,
            place: Place::Section(section, Vec::new()),
            path: path.clone(),
        })
    }

    /// What a key holds; `None` too where it is nothing that a card's field could hold.
    pub fn content(&self, key: &str) -> Option<Content> {
        match self.tables(key) {
            Some(Tables::Inline(_, tables)) if tables.is_empty() => {
                return Some(Content::Texts(Vec::new()));
            }
            Some(Tables::Inline(_, tables) | Tables::Sections(tables)) => {
                return Some(Content::Tables(tables.iter().map(Table::members).collect()));
            }
            None => {}
        }
        if let Some(table) = self.table(key) {
            return Some(Content::Table(table.members()));
        }
        self.content_of(&self.pair(key)?.value)
    }

    fn content_of(&self, node: &Node) -> Option<Content> {
        let token = &self.document.text[node.span.clone()];
        match &node.kind {
            NodeKind::Scalar => Some(match string::decoded(token) {
                Some(text) => Content::Text(text),
                None => Content::Plain(token.to_owned()),
            }),
            NodeKind::List(items) => items
                .iter()
                .map(|item| match self.content_of(&item.value) {
                    Some(Content::Text(text)) => Some(text),
                    _ => None,
                })
                .collect::<Option<_>>()
                .map(Content::Texts),
            NodeKind::Table(_) => {
                Table::inline(self.document, node).map(|table| Content::Table(table.members()))
            }
        }
    }

    /// The members that tables inside a card have.
    fn members(&self) -> Members {
        let keys = [
            "question",
            "answer",
            "follow_ups",
            "on",
            "interview",
            "note",
            "anchor",
            "seen",
        ];
        keys.into_iter()
            .chain(role::importance_keys())
            .filter_map(|key| Some((key, Some(self.content(key)?))))
            .collect()
    }

    /// Whether its members already have these values, tidied.
    fn has(&self, members: &Members) -> bool {
        members.iter().all(|(key, wanted)| {
            let found = self.content(key);
            match (found, wanted) {
                (None, None) => true,
                (None, Some(wanted)) => wanted.is_empty(),
                (Some(_), None) => false,
                (Some(found), Some(wanted)) => says(&found, wanted),
            }
        })
    }

    /// Sets keys; those that are new go behind the last key, an `id` before the first.
    pub fn set(&self, members: &Members, splices: &mut Splices) {
        let mut gone: Vec<&Pair> = Vec::new();
        let mut new: Vec<(&'static str, &Content)> = Vec::new();
        for (key, wanted) in members {
            match (self.pair(key), wanted) {
                (Some(pair), None) => gone.push(pair),
                (Some(pair), Some(content)) => self.set_value(&pair.value, content, splices),
                (None, Some(Content::Table(members))) if self.table(key).is_some() => {
                    if let Some(table) = self.table(key) {
                        table.set(members, splices);
                    }
                }
                (None, wanted) => match (self.tables(key), wanted) {
                    (Some(Tables::Sections(tables)), Some(Content::Tables(wanted))) => {
                        self.set_sections(&tables, wanted, splices);
                    }
                    (Some(Tables::Sections(tables)), None) => {
                        self.set_sections(&tables, &[], splices);
                    }
                    (_, Some(content)) if !content.is_empty() => new.push((key, content)),
                    _ => {}
                },
            }
        }
        match &self.place {
            Place::Inline(node, items) => {
                if !gone.is_empty() || !new.is_empty() {
                    self.set_inline(node, items, &gone, &new, splices);
                }
            }
            Place::Section(own, _) => {
                for pair in gone {
                    self.remove_line(pair, splices);
                }
                self.add_lines(own, &new, splices);
            }
        }
    }

    fn set_inline(
        &self,
        node: &Node,
        items: &[Item<Pair>],
        gone: &[&Pair],
        new: &[(&'static str, &Content)],
        splices: &mut Splices,
    ) {
        let render = |(key, content): &(&'static str, &Content)| {
            Entry::New(format!(
                "{key} = {}",
                written(content, self.document.newline, false)
            ))
        };
        let (first, last): (Vec<_>, Vec<_>) = new.iter().partition(|(key, _)| *key == "id");
        let is_gone = |pair: &Pair| gone.iter().any(|gone| gone.key_span == pair.key_span);
        let kept = items
            .iter()
            .enumerate()
            .filter(|(_, item)| !is_gone(&item.value));
        let entries: Vec<Entry> = first
            .into_iter()
            .map(render)
            .chain(kept.map(|(number, _)| Entry::Kept(number)))
            .chain(last.into_iter().map(render))
            .collect();
        let slots = items.iter().map(|item| Slot {
            span: item.value.span(),
            comma: item.comma,
        });
        self.sequence(node, slots.collect(), " ")
            .arrange(&entries, splices);
    }

    fn sequence(&self, node: &Node, slots: Vec<Slot>, padding: &'static str) -> Sequence<'d> {
        Sequence {
            document: self.document,
            span: node.span.clone(),
            slots,
            padding,
        }
    }

    /// Takes a key and its value away, and their line where nothing else stands on it.
    fn remove_line(&self, pair: &Pair, splices: &mut Splices) {
        let document = self.document;
        let span = pair.span();
        let (start, end) = (document.line_start(span.start), document.line_end(span.end));
        if document.text[span.end..end].trim().is_empty() {
            splices.cut(start..end);
        } else {
            splices.cut(span);
        }
    }

    fn add_lines(&self, own: &Section, new: &[(&'static str, &Content)], splices: &mut Splices) {
        if new.is_empty() {
            return;
        }
        let style = Style::of(self.document, own);
        let newline = self.document.newline;
        let header_end = own.header.as_ref().map_or(0, |header| header.span.end);
        for (key, content) in new {
            let at = if *key == "id" {
                self.document.line_end(header_end)
            } else {
                self.document.section_end(own)
            };
            let line = style.pair(key, content, newline);
            if self.document.text[..at].ends_with('\n') {
                splices.put(at, format!("{line}{newline}"));
            } else {
                splices.put(at, format!("{newline}{line}"));
            }
        }
    }

    fn set_value(&self, node: &Node, content: &Content, splices: &mut Splices) {
        let newline = self.document.newline;
        let token = &self.document.text[node.span.clone()];
        match (content, &node.kind) {
            (Content::Text(new), NodeKind::Scalar) => {
                for patch in string::rewritten(token, &text::tidied(new), newline) {
                    let start = node.span.start;
                    splices.swap(
                        start + patch.range.start..start + patch.range.end,
                        patch.text,
                    );
                }
            }
            (Content::Plain(_), NodeKind::Scalar)
                if self
                    .content_of(node)
                    .is_some_and(|found| says(&found, content)) => {}
            (Content::Texts(new), NodeKind::List(items)) if self.content_of(node).is_some() => {
                self.set_texts(node, items, new, splices);
            }
            (Content::Table(members), NodeKind::Table(_)) => {
                if let Some(table) = Table::inline(self.document, node) {
                    table.set(members, splices);
                }
            }
            (Content::Tables(new), NodeKind::List(items)) => {
                let tables: Option<Vec<Table<'_>>> = items
                    .iter()
                    .map(|item| Table::inline(self.document, &item.value))
                    .collect();
                match tables {
                    Some(tables) => self.set_tables(node, items, &tables, new, splices),
                    None => splices.swap(node.span.clone(), written(content, newline, true)),
                }
            }
            _ => splices.swap(node.span.clone(), written(content, newline, true)),
        }
    }

    fn set_texts(&self, node: &Node, items: &[Item<Node>], new: &[String], splices: &mut Splices) {
        let new: Vec<String> = new.iter().map(|text| text::tidied(text)).collect();
        let new: Vec<&String> = new.iter().filter(|text| !text.is_empty()).collect();
        let old: Vec<Option<Content>> = items.iter().map(|i| self.content_of(&i.value)).collect();
        let same = |old: &Option<Content>, new: &&String| matches!(old, Some(Content::Text(old)) if text::tidied(old) == **new);
        let newline = self.document.newline;
        let entries = aligned(
            &runs(&old, &new, same),
            |number, to| {
                let new = Content::Text(new[to].clone());
                self.set_value(&items[number].value, &new, splices);
            },
            |to| written(&Content::Text(new[to].clone()), newline, false),
        );
        self.sequence(node, slots(items), "")
            .arrange(&entries, splices);
    }

    fn set_tables(
        &self,
        node: &Node,
        items: &[Item<Node>],
        tables: &[Table<'_>],
        new: &[Members],
        splices: &mut Splices,
    ) {
        let newline = self.document.newline;
        let entries = aligned(
            &runs(tables, new, Table::has),
            |number, to| tables[number].set(&new[to], splices),
            |to| inline_table(&new[to], newline),
        );
        self.sequence(node, slots(items), "")
            .arrange(&entries, splices);
    }

    /// Makes `[[…]]` sections those of this list.
    fn set_sections(&self, tables: &[Table<'d>], new: &[Members], splices: &mut Splices) {
        let entries = aligned(
            &runs(tables, new, Table::has),
            |number, to| tables[number].set(&new[to], splices),
            |to| to.to_string(),
        );
        let kept = |number: usize| {
            entries
                .iter()
                .any(|entry| matches!(entry, Entry::Kept(kept) if *kept == number))
        };
        for (_, table) in tables.iter().enumerate().filter(|(n, _)| !kept(*n)) {
            table.remove_sections(splices);
        }
        let newline = self.document.newline;
        let mut before: Option<usize> = None;
        for entry in &entries {
            let to = match entry {
                Entry::Kept(number) => {
                    before = Some(*number);
                    continue;
                }
                Entry::New(to) => to.parse().unwrap_or(0),
            };
            let like = &tables[before.unwrap_or(0)];
            let text = like.as_sections(&new[to]);
            if let Some(number) = before {
                let at = tables[number].end();
                let break_before = if self.document.text[..at].ends_with('\n') {
                    ""
                } else {
                    newline
                };
                let text = format!("{break_before}{newline}{text}");
                let text = if break_before.is_empty() {
                    text
                } else {
                    text.trim_end_matches(['\r', '\n']).to_owned()
                };
                splices.put(at, text);
            } else {
                let at = self.document.line_start(tables[0].start());
                splices.put(at, format!("{text}{newline}"));
            }
        }
    }

    /// A sibling of this table, below a header of its own.
    fn as_sections(&self, members: &Members) -> String {
        let Some((own, _)) = self.sections() else {
            return String::new();
        };
        let newline = self.document.newline;
        let style = Style::of(self.document, own);
        let header = own.header.as_ref().map_or("", |header| {
            &self.document.text[self.document.line_start(header.span.start)..header.span.end]
        });
        let mut text = format!("{header}{newline}");
        for (key, content) in members {
            if let Some(content) = content.as_ref().filter(|content| !content.is_empty()) {
                text.push_str(&style.pair(key, content, newline));
                text.push_str(newline);
            }
        }
        text
    }

    /// Behind its last line.
    pub fn end(&self) -> usize {
        match &self.place {
            Place::Inline(node, _) => node.span.end,
            Place::Section(own, below) => below
                .iter()
                .map(|section| self.document.section_end(section))
                .chain([self.document.section_end(own)])
                .max()
                .unwrap_or(0),
        }
    }

    fn remove_sections(&self, splices: &mut Splices) {
        let Some((own, below)) = self.sections() else {
            return;
        };
        for section in std::iter::once(&own).chain(below) {
            let start = section
                .header
                .as_ref()
                .map_or(0, |header| header.span.start);
            let end = self.document.section_end(section);
            splices.cut(self.document.line_start(start)..self.document.behind_blank_lines(end));
        }
    }
}

/// Where the entries of a list stand.
pub(super) fn slots_of(list: &Node) -> Vec<Slot> {
    match &list.kind {
        NodeKind::List(items) => slots(items),
        _ => Vec::new(),
    }
}

fn slots(items: &[Item<Node>]) -> Vec<Slot> {
    items
        .iter()
        .map(|item| Slot {
            span: item.value.span.clone(),
            comma: item.comma,
        })
        .collect()
}

/// The entries of a changed list. Old entries that are equal to new ones stay; where others stand
/// between these, they become the new ones in turn, and the rest come or go.
fn aligned(
    runs: &[Run],
    mut change: impl FnMut(usize, usize),
    mut render: impl FnMut(usize) -> String,
) -> Vec<Entry> {
    let mut entries = Vec::new();
    for run in runs {
        match run {
            Run::Same(old, _) => entries.extend(old.clone().map(Entry::Kept)),
            Run::Changed(old, new) => {
                for (number, to) in old.clone().zip(new.clone()) {
                    change(number, to);
                    entries.push(Entry::Kept(number));
                }
                let rest = new.clone().skip(old.len());
                entries.extend(rest.map(|to| Entry::New(render(to))));
            }
        }
    }
    entries
}

fn says(found: &Content, wanted: &Content) -> bool {
    match (found, wanted) {
        (Content::Text(found), Content::Text(wanted)) => {
            text::tidied(found) == text::tidied(wanted)
        }
        (Content::Tables(found), Content::Tables(wanted)) => {
            found.len() == wanted.len()
                && found.iter().zip(wanted).all(|(found, wanted)| {
                    wanted.iter().all(|(key, wanted)| {
                        let found = found.iter().find(|(name, _)| name == key);
                        let found = found.and_then(|(_, found)| found.as_ref());
                        match (found, wanted) {
                            (None, None) => true,
                            (None, Some(wanted)) => wanted.is_empty(),
                            (Some(_), None) => false,
                            (Some(found), Some(wanted)) => says(found, wanted),
                        }
                    })
                })
        }
        (Content::Texts(found), wanted) if found.is_empty() => wanted.is_empty(),
        // A day may be written as a text, or with a time that is not ours to drop.
        (Content::Text(found) | Content::Plain(found), Content::Plain(day))
            if day.parse::<chrono::NaiveDate>().is_ok() =>
        {
            found.starts_with(day.as_str())
        }
        _ => found == wanted,
    }
}
