//! A list of tables of the file: which there are, and how one comes and goes.

use ::toml::Table as Values;

use super::document::{Document, Item, Node, NodeKind};
use super::layout::{Style, dotted, inline_table};
use super::sequence::Entry;
use super::splice::Splices;
use super::table::{Found, Home, Table, section, slots};

/// A list of tables of the file.
#[derive(Debug)]
pub struct List<'d> {
    /// Its key.
    pub(super) name: &'d str,
    /// The brackets, where it stands in such.
    brackets: Option<(&'d Node, &'d [Item<Node>])>,
    tables: Vec<Table<'d>>,
    document: &'d Document<'d>,
}

impl<'d> Document<'d> {
    /// A list of tables of the file, empty where there is none yet; `None` where the key holds
    /// something else.
    pub fn list(&'d self, name: &'d str) -> Option<List<'d>> {
        let (brackets, tables) = match self.root().find(name) {
            None => (None, Vec::new()),
            Some(Found::Sections(tables)) => (None, tables),
            Some(Found::Pair(pair)) => {
                let NodeKind::List(items) = &pair.value.kind else {
                    return None;
                };
                let tables = items.iter().map(|item| self.inline(&item.value));
                (
                    Some((&pair.value, items.as_slice())),
                    tables.collect::<Option<_>>()?,
                )
            }
            Some(Found::Table(_)) => return None,
        };
        Some(List {
            name,
            brackets,
            tables,
            document: self,
        })
    }
}

impl<'d> List<'d> {
    /// How many tables it has.
    pub fn len(&self) -> usize {
        self.tables.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }

    /// Whether it stands between brackets.
    pub fn is_inline(&self) -> bool {
        self.brackets.is_some()
    }

    /// Whether a key of a table stands below headers of its own, `[[name.key]]`.
    pub fn has_sections(&self, place: usize, key: &str) -> bool {
        let found = self.tables.get(place).and_then(|table| table.find(key));
        matches!(found, Some(Found::Sections(_)))
    }

    /// A table's text between its braces; `None` for one below a header.
    pub fn braces(&self, place: usize) -> Option<&'d str> {
        match self.tables.get(place)?.home? {
            Home::Braces(node, _) => Some(&self.document.text[node.span.clone()]),
            Home::Section(_) => None,
        }
    }

    pub(super) fn table(&self, place: usize) -> Option<&Table<'d>> {
        self.tables.get(place)
    }

    /// The bytes at which each table begins.
    pub(super) fn starts(&self) -> impl Iterator<Item = usize> + '_ {
        self.tables.iter().map(|table| match table.home {
            Some(Home::Braces(node, _)) => node.span.start,
            _ => table
                .sections()
                .first()
                .map_or(0, |section| section.start()),
        })
    }

    /// A new table as it is written here.
    pub(super) fn written(&self, values: &Values) -> String {
        let document = self.document;
        let newline = document.newline_at(document.text.len());
        match (&self.brackets, self.tables.last()) {
            (Some(_), _) => inline_table(values, document.order, newline),
            (None, Some(last)) => last.sibling(values, newline),
            (None, None) => {
                let header = format!("[[{}]]", dotted([&self.name.to_owned()]));
                section(&header, values, &Style::default(), document.order, newline)
            }
        }
    }

    /// Puts tables' text behind a table, or before them all.
    pub(super) fn put(&self, behind: Option<usize>, texts: Vec<String>, splices: &mut Splices) {
        let document = self.document;
        if let Some((node, items)) = self.brackets {
            let at = behind.map_or(0, |behind| behind + 1);
            let mut entries: Vec<Entry> = (0..items.len()).map(Entry::Kept).collect();
            entries.splice(at..at, texts.into_iter().map(Entry::New));
            document
                .sequence(node, slots(items), "")
                .arrange(&entries, splices);
            return;
        }
        let at = behind
            .and_then(|behind| self.tables.get(behind))
            .map_or_else(
                || document.above_blank_lines(document.text.len()),
                Table::end,
            );
        let between = document.newline_at(at);
        document.put_section(at, &texts.join(between), splices);
    }

    /// Takes all tables out but these, which are in their order.
    pub(super) fn cut(&self, kept: &[usize], splices: &mut Splices) {
        match self.brackets {
            Some((node, items)) => {
                let entries: Vec<Entry> = kept.iter().copied().map(Entry::Kept).collect();
                self.document
                    .sequence(node, slots(items), "")
                    .arrange(&entries, splices);
            }
            None => {
                let gone = self.tables.iter().enumerate();
                let gone = gone.filter(|(place, _)| kept.binary_search(place).is_err());
                for (_, table) in gone {
                    self.document.cut(table.sections(), splices);
                }
            }
        }
    }
}
