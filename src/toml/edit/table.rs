//! A table, however it is written (below a header, between braces, by dotted keys, or only by the
//! headers of tables inside it), and making it say something else with nothing but that changed.

use std::ops::Range;

use ::toml::{Table as Values, Value};

use super::document::{Document, Item, Node, NodeKind, Pair, Section};
use super::layout::{Style, dotted, rank, written};
use super::sequence::{Entry, Sequence, Slot};
use super::splice::Splices;
use super::string;
use crate::text::difference::{Run, runs};

/// A table.
#[derive(Debug, Clone)]
pub(super) struct Table<'d> {
    document: &'d Document<'d>,
    /// Where its own keys stand; nowhere if only tables inside it are written.
    pub home: Option<Home<'d>>,
    /// The keys that stand there before each of its own: `a` for `a.b = 1`.
    prefix: Vec<String>,
    /// What the headers of tables inside it begin with.
    path: Vec<String>,
    /// The sections of tables inside it.
    below: Vec<&'d Section>,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Home<'d> {
    Section(&'d Section),
    Braces(&'d Node, &'d [Item<Pair>]),
}

/// How a key is written.
pub(super) enum Found<'d> {
    /// `key = …`
    Pair(&'d Pair),
    /// `key.… = …`, or `[key]`, or both
    Table(Table<'d>),
    /// `[[key]]`
    Sections(Vec<Table<'d>>),
}

/// What comes and goes in a place where keys stand, dotted ones included.
#[derive(Default)]
struct Turn<'d, 'v> {
    gone: Vec<&'d Pair>,
    came: Vec<(Vec<String>, &'v Value)>,
}

impl<'d> Document<'d> {
    /// The file's own table.
    pub(super) fn root(&'d self) -> Table<'d> {
        Table {
            document: self,
            home: Some(Home::Section(&self.sections[0])),
            prefix: Vec::new(),
            path: Vec::new(),
            below: self.sections[1..].iter().collect(),
        }
    }

    pub(super) fn inline(&'d self, node: &'d Node) -> Option<Table<'d>> {
        let NodeKind::Table(items) = &node.kind else {
            return None;
        };
        Some(Table {
            document: self,
            home: Some(Home::Braces(node, items)),
            prefix: Vec::new(),
            path: Vec::new(),
            below: Vec::new(),
        })
    }

    /// Makes a value another.
    fn turn(&'d self, node: &'d Node, old: &Value, new: &Value, splices: &mut Splices) {
        let newline = self.newline_at(node.span.start);
        match (&node.kind, old, new) {
            (NodeKind::Scalar, _, Value::String(new)) => {
                let start = node.span.start;
                for patch in string::rewritten(&self.text[node.span.clone()], new, newline) {
                    let range = start + patch.range.start..start + patch.range.end;
                    splices.swap(range, patch.text);
                }
            }
            (NodeKind::List(items), Value::Array(old), Value::Array(new)) => {
                let entries = aligned(
                    &runs(old, new, same),
                    |from, to| self.turn(&items[from].value, &old[from], &new[to], splices),
                    |to| written(&new[to], self.order, newline, false),
                );
                self.sequence(node, slots(items), "")
                    .arrange(&entries, splices);
            }
            (NodeKind::Table(_), Value::Table(old), Value::Table(new)) => {
                if let Some(table) = self.inline(node) {
                    table.turn(old, new, splices);
                }
            }
            _ => splices.swap(node.span.clone(), written(new, self.order, newline, true)),
        }
    }

    pub(super) fn sequence(
        &'d self,
        node: &Node,
        slots: Vec<Slot>,
        padding: &'static str,
    ) -> Sequence<'d> {
        Sequence {
            document: self,
            span: node.span.clone(),
            slots,
            padding,
        }
    }

    /// Puts a section's text where others end, a blank line between.
    pub(super) fn put_section(&self, at: usize, text: &str, splices: &mut Splices) {
        let newline = self.newline_at(at);
        let above = match &self.text[..at] {
            "" => String::new(),
            above if above.ends_with('\n') => newline.to_owned(),
            _ => newline.repeat(2),
        };
        let below = match &self.text[at..] {
            below if at == 0 && !below.trim().is_empty() => newline,
            _ => "",
        };
        splices.put(at, format!("{above}{text}{below}"));
    }

    pub(super) fn cut<'s>(
        &self,
        sections: impl IntoIterator<Item = &'s Section>,
        splices: &mut Splices,
    ) {
        for extent in self.extents(sections) {
            splices.cut(extent);
        }
    }
}

impl<'d> Table<'d> {
    /// Its own pairs, those of dotted keys included.
    fn pairs(&self) -> impl Iterator<Item = &'d Pair> + '_ {
        let (items, pairs): (&'d [Item<Pair>], &'d [Pair]) = match self.home {
            Some(Home::Braces(_, items)) => (items, &[]),
            Some(Home::Section(own)) => (&[], &own.pairs),
            None => (&[], &[]),
        };
        let pairs = items.iter().map(|item| &item.value).chain(pairs);
        pairs.filter(|pair| stands_below(pair, &self.prefix))
    }

    pub fn find(&self, key: &str) -> Option<Found<'d>> {
        let mut prefix = self.prefix.clone();
        prefix.push(key.to_owned());
        if let Some(pair) = self.pairs().find(|pair| pair.keys == prefix) {
            return Some(Found::Pair(pair));
        }
        let is_dotted = self.pairs().any(|pair| stands_below(pair, &prefix));
        let mut path = self.path.clone();
        path.push(key.to_owned());
        let mut below = self.below.clone();
        below.retain(|section| section.path().starts_with(&path));
        let mut table = Table {
            document: self.document,
            home: self.home.filter(|_| is_dotted),
            prefix: if is_dotted { prefix } else { Vec::new() },
            path,
            below: Vec::new(),
        };
        let mut tables: Vec<Table<'d>> = Vec::new();
        for section in below {
            let is_own = section.path() == table.path;
            if is_own && section.header.as_ref().is_some_and(|header| header.is_list) {
                tables.push(Table {
                    home: Some(Home::Section(section)),
                    ..table.clone()
                });
            } else if let Some(last) = tables.last_mut() {
                last.below.push(section);
            } else if is_own {
                table.home = Some(Home::Section(section));
            } else {
                table.below.push(section);
            }
        }
        if !tables.is_empty() {
            return Some(Found::Sections(tables));
        }
        let is_there = table.home.is_some() || !table.below.is_empty();
        is_there.then_some(Found::Table(table))
    }

    /// Whether it shares the place of its keys with the table that it is in.
    fn is_dotted(&self) -> bool {
        !self.prefix.is_empty()
    }

    /// The sections that are its own and those of tables inside it, in their order.
    pub fn sections(&self) -> Vec<&'d Section> {
        let own = match self.home {
            Some(Home::Section(own)) if !self.is_dotted() => Some(own),
            _ => None,
        };
        let mut sections: Vec<&Section> = own.into_iter().chain(self.below.clone()).collect();
        sections.sort_by_key(|section| section.start());
        sections
    }

    /// Makes the table say something else.
    pub fn turn(&self, old: &Values, new: &Values, splices: &mut Splices) {
        let mut turn = Turn::default();
        self.gather(old, new, &mut turn, splices);
        let order = self.document.order;
        turn.came.sort_by_key(|(keys, _)| {
            let ranks = keys.iter().map(|key| rank(order, key));
            ranks.collect::<Vec<_>>()
        });
        match self.home {
            Some(Home::Braces(node, items)) => self.turn_items(node, items, &turn, splices),
            Some(Home::Section(own)) => self.turn_lines(own, &turn, splices),
            None if turn.came.is_empty() => {}
            None => self.write_header(&turn, splices),
        }
    }

    /// What comes and goes where its keys stand; tables that stand elsewhere are changed.
    fn gather<'v>(
        &self,
        old: &Values,
        new: &'v Values,
        turn: &mut Turn<'d, 'v>,
        splices: &mut Splices,
    ) {
        let came = |key: &str, value: &'v Value| {
            let mut keys = self.prefix.clone();
            keys.push(key.to_owned());
            (keys, value)
        };
        for (key, value) in old {
            let Some(found) = self.find(key) else {
                continue;
            };
            match (found, value, new.get(key)) {
                (_, value, Some(now)) if same(value, now) => {}
                (Found::Pair(pair), value, Some(now)) => {
                    self.document.turn(&pair.value, value, now, splices);
                }
                (Found::Table(table), Value::Table(value), Some(Value::Table(now)))
                    if table.outlives(value, now) =>
                {
                    if table.is_dotted() {
                        table.gather(value, now, turn, splices);
                    } else {
                        table.turn(value, now, splices);
                    }
                }
                (Found::Sections(tables), Value::Array(value), Some(Value::Array(now)))
                    if now.iter().all(Value::is_table) && !now.is_empty() =>
                {
                    turn_sections(self.document, &tables, value, now, splices);
                }
                (found, _, now) => {
                    self.take(found, turn, splices);
                    turn.came.extend(now.map(|now| came(key, now)));
                }
            }
        }
        let fresh = new.iter().filter(|(key, _)| !old.contains_key(*key));
        turn.came.extend(fresh.map(|(key, value)| came(key, value)));
    }

    /// Whether something is left of it that says that there is a table.
    fn outlives(&self, old: &Values, new: &Values) -> bool {
        let has_header = matches!(self.home, Some(Home::Section(_))) && !self.is_dotted();
        has_header || old.keys().any(|key| new.contains_key(key))
    }

    fn take(&self, found: Found<'d>, turn: &mut Turn<'d, '_>, splices: &mut Splices) {
        match found {
            Found::Pair(pair) => turn.gone.push(pair),
            Found::Table(table) => {
                if table.is_dotted() {
                    turn.gone.extend(table.pairs());
                }
                self.document.cut(table.sections(), splices);
            }
            Found::Sections(tables) => {
                self.document
                    .cut(tables.iter().flat_map(Table::sections), splices);
            }
        }
    }

    /// The place among these pairs behind which a key goes: the last of its table, or none for the
    /// key that the order names first.
    fn predecessor<'p>(
        &self,
        mut pairs: impl DoubleEndedIterator<Item = &'p Pair> + ExactSizeIterator,
        keys: &[String],
    ) -> Option<usize> {
        let (key, prefix) = keys.split_last()?;
        if self.document.order.first() == Some(&key.as_str()) {
            return None;
        }
        pairs.rposition(|pair| stands_below(pair, prefix))
    }

    fn turn_items(
        &self,
        node: &Node,
        items: &'d [Item<Pair>],
        turn: &Turn<'d, '_>,
        splices: &mut Splices,
    ) {
        let document = self.document;
        if turn.gone.is_empty() && turn.came.is_empty() {
            return;
        }
        let newline = document.newline_at(node.span.start);
        let is_gone = |pair: &Pair| turn.gone.iter().any(|gone| gone.key_span == pair.key_span);
        let mut entries: Vec<(usize, Entry)> = Vec::new();
        for (keys, value) in &turn.came {
            let pairs = items.iter().map(|item| &item.value);
            let place = self.predecessor(pairs, keys).map_or(0, |place| place + 1);
            let value = written(value, document.order, newline, false);
            entries.push((place * 2, Entry::New(format!("{} = {value}", dotted(keys)))));
        }
        for (place, item) in items.iter().enumerate() {
            if !is_gone(&item.value) {
                entries.push((place * 2 + 1, Entry::Kept(place)));
            }
        }
        entries.sort_by_key(|(place, _)| *place);
        let entries: Vec<Entry> = entries.into_iter().map(|(_, entry)| entry).collect();
        let slots = items.iter().map(|item| Slot {
            span: item.value.span(),
            comma: item.comma,
        });
        document
            .sequence(node, slots.collect(), " ")
            .arrange(&entries, splices);
    }

    fn turn_lines(&self, own: &'d Section, turn: &Turn<'d, '_>, splices: &mut Splices) {
        let document = self.document;
        for pair in &turn.gone {
            splices.cut(self.line_of(pair));
        }
        if turn.came.is_empty() {
            return;
        }
        let style = Style::of(document, own);
        for (keys, value) in &turn.came {
            let at = match (self.predecessor(own.pairs.iter(), keys), &own.header) {
                (Some(place), _) => document.line_end(own.pairs[place].value.span.end),
                (None, Some(header)) => document.line_end(header.span.end),
                // The first line of the file may be a comment of the file's own.
                (None, None) => match own.pairs.last() {
                    Some(last) => document.line_end(last.value.span.end),
                    None => document.end_before_next(own),
                },
            };
            let newline = document.newline_at(at.saturating_sub(1));
            let value = written(value, document.order, newline, true);
            let line = style.line(&dotted(keys), &value, newline);
            let is_open = at > 0 && !document.text[..at].ends_with('\n');
            splices.put(
                at,
                if is_open {
                    newline.to_owned() + &line
                } else {
                    line
                },
            );
        }
    }

    /// The line of a pair, or the pair alone where a comment stands behind it.
    fn line_of(&self, pair: &Pair) -> Range<usize> {
        let (document, span) = (self.document, pair.span());
        let (start, end) = (document.line_start(span.start), document.line_end(span.end));
        let rest = &document.text[span.end..end];
        if rest.trim().is_empty() {
            start..end
        } else {
            span
        }
    }

    /// Writes keys of a table that was only there because of tables inside it.
    fn write_header(&self, turn: &Turn<'d, '_>, splices: &mut Splices) {
        let Some(first) = self.below.first() else {
            return;
        };
        let document = self.document;
        let at = document.above_comments(first.start());
        let newline = document.newline_at(first.start());
        let mut text = format!("[{}]{newline}", dotted(&self.path));
        for (keys, value) in &turn.came {
            let value = written(value, document.order, newline, true);
            text += &Style::default().line(&dotted(keys), &value, newline);
        }
        splices.put(at, text + newline);
    }

    /// A sibling of this table, below a header of its own.
    pub fn sibling(&self, values: &Values, newline: &str) -> String {
        let Some(Home::Section(own)) = self.home else {
            return String::new();
        };
        let document = self.document;
        let header = own.header.as_ref().map_or("", |header| {
            &document.text[document.line_start(header.span.start)..header.span.end]
        });
        section(
            header,
            values,
            &Style::of(document, own),
            document.order,
            newline,
        )
    }

    /// Where a section goes that is to come behind it.
    pub fn end(&self) -> usize {
        let last = self.sections().into_iter().last();
        last.map_or(0, |section| self.document.end_before_next(section))
    }
}

/// Makes `[[…]]` sections those of this list.
fn turn_sections<'d>(
    document: &'d Document<'d>,
    tables: &[Table<'d>],
    old: &[Value],
    new: &[Value],
    splices: &mut Splices,
) {
    let values = |value: &Value| value.as_table().cloned().unwrap_or_default();
    let mut fresh: Vec<usize> = Vec::new();
    let entries = aligned(
        &runs(old, new, same),
        |from, to| tables[from].turn(&values(&old[from]), &values(&new[to]), splices),
        |to| {
            fresh.push(to);
            String::new()
        },
    );
    let is_kept = |number: &usize| {
        let mut entries = entries.iter();
        entries.any(|entry| matches!(entry, Entry::Kept(kept) if kept == number))
    };
    for number in (0..tables.len()).filter(|number| !is_kept(number)) {
        document.cut(tables[number].sections(), splices);
    }
    let (mut before, mut fresh) = (None, fresh.into_iter());
    for entry in &entries {
        match entry {
            Entry::Kept(number) => before = Some(*number),
            Entry::New(_) => {
                let Some(to) = fresh.next() else { break };
                let like = &tables[before.unwrap_or(0)];
                let start = like.sections().first().map_or(0, |own| own.start());
                let newline = document.newline_at(start);
                let text = like.sibling(&values(&new[to]), newline);
                match before {
                    Some(_) => document.put_section(like.end(), &text, splices),
                    None => splices.put(document.above_comments(start), text + newline),
                }
            }
        }
    }
}

/// A table below a header.
pub(super) fn section(
    header: &str,
    values: &Values,
    style: &Style,
    order: &[&str],
    newline: &str,
) -> String {
    let mut keys: Vec<&String> = values.keys().collect();
    keys.sort_by_key(|key| rank(order, key));
    let lines = keys.into_iter().map(|key| {
        let value = written(&values[key], order, newline, true);
        style.line(&dotted([key]), &value, newline)
    });
    format!("{header}{newline}{}", lines.collect::<String>())
}

/// Whether a pair is one of a table whose keys stand behind these.
fn stands_below(pair: &Pair, prefix: &[String]) -> bool {
    pair.keys.len() > prefix.len() && pair.keys.starts_with(prefix)
}

pub(super) fn slots(items: &[Item<Node>]) -> Vec<Slot> {
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

/// Whether two values are the same; a `nan` is the same as another.
pub(super) fn same(one: &Value, other: &Value) -> bool {
    one == other || one.to_string() == other.to_string()
}
