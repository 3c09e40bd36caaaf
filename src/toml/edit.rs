//! Changing a TOML text: what is asked for is what the new text says, and every byte outside the
//! changed values stays.
//!
//! A [`Document`] is a text and what it says; an [`Edit`] collects what is to change of it. Before
//! the new text is handed out, the `toml` crate reads it: it must find the new values exactly as
//! they were given and every other value as it was. A text for which this does not hold is refused,
//! so that a mistake here costs an edit and never a file.

use ::toml::{Table as Values, Value};

mod document;
mod layout;
mod list;
mod sequence;
mod splice;
mod string;
mod table;

pub use document::{Document, NotToml};
pub use list::List;
pub use splice::Patch;

use document::values_of;
use splice::{Splices, patched};
use table::same;

/// A new text and what changed in the old one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The whole new text.
    pub text: String,
    /// The byte ranges of the old text that were exchanged, in order.
    pub patches: Vec<Patch>,
}

/// The text is written in a way in which the change cannot be made without another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the file is written in a way that cannot be edited in place")]
pub struct Odd;

/// Keys with their new values; `None` takes a key away.
pub type Changes<'c> = Vec<(&'c str, Option<Value>)>;

/// Where a table that is put into a list goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// To this byte of the whole text, where it was taken out.
    Byte(usize),
    /// Behind the table with this number.
    Behind(usize),
    /// Behind all others.
    End,
}

/// Changes of a document. Tables are named by their numbers in the old text; a table is taken out or
/// put in after all others were changed.
#[derive(Debug)]
pub struct Edit<'d> {
    document: &'d Document<'d>,
    splices: Splices,
    /// What the new text is to say.
    expected: Values,
}

impl<'d> Edit<'d> {
    /// No change yet.
    pub fn new(document: &'d Document<'d>) -> Self {
        Self {
            document,
            splices: Splices::default(),
            expected: document.values.clone(),
        }
    }

    /// Gives keys of the file itself new values.
    pub fn set(&mut self, changes: Changes<'_>) {
        let old = &self.document.values;
        let mut new = old.clone();
        change(&mut new, changes.clone());
        change(&mut self.expected, changes);
        self.document.root().turn(old, &new, &mut self.splices);
    }

    /// Gives keys of a list's table new values. A table that is not there is passed over.
    pub fn set_in(&mut self, list: &List<'_>, place: usize, changes: Changes<'_>) {
        let old = table_in(&self.document.values, list.name, place);
        let Some((old, table)) = old.zip(list.table(place)) else {
            return;
        };
        let mut new = old.clone();
        change(&mut new, changes);
        table.turn(old, &new, &mut self.splices);
        if let Some(Value::Array(tables)) = self.expected.get_mut(list.name) {
            tables[place] = Value::Table(new);
        }
    }

    /// Adds tables to a list, behind the others.
    pub fn add(&mut self, list: &List<'_>, tables: Vec<Values>) {
        if tables.is_empty() {
            return;
        }
        let texts = tables.iter().map(|table| list.written(table)).collect();
        list.put(list.len().checked_sub(1), texts, &mut self.splices);
        self.expect(list, |expected| {
            expected.extend(tables.into_iter().map(Value::Table));
        });
    }

    /// Takes tables out of a list. Tables that are not there are passed over.
    pub fn remove(&mut self, list: &List<'_>, places: &[usize]) {
        let is_kept = |place: &usize| !places.contains(place);
        let kept: Vec<usize> = (0..list.len()).filter(is_kept).collect();
        if kept.len() == list.len() {
            return;
        }
        list.cut(&kept, &mut self.splices);
        self.expect(list, |expected| {
            *expected = kept.iter().map(|&place| expected[place].clone()).collect();
        });
        // Without a header of it, there is no list.
        if kept.is_empty() && !list.is_inline() {
            self.expected.remove(list.name);
        }
    }

    /// Puts the text of a table, as it stood in this file or in another, into a list. Gives its
    /// number there.
    pub fn put_back(&mut self, list: &List<'_>, text: &str, spot: Spot) -> Result<usize, Odd> {
        let bare = text.trim_matches(['\r', '\n']);
        let is_inline = bare.trim_start().starts_with('{');
        let source = if is_inline {
            format!("{} = [{bare}]", layout::key(list.name))
        } else {
            bare.to_owned()
        };
        let values = values_of(&source).map_err(|_| Odd)?;
        let table = table_in(&values, list.name, 0).ok_or(Odd)?;
        let mark = self.document.whole.len() - self.document.text.len();
        let place = match spot {
            Spot::Byte(at) => list.starts().take_while(|start| start + mark < at).count(),
            Spot::Behind(place) => place + 1,
            Spot::End => list.len(),
        };
        match spot {
            Spot::Byte(at) if !is_inline && !list.is_inline() => {
                let at = at.checked_sub(mark).ok_or(Odd)?;
                if !self.document.text.is_char_boundary(at) {
                    return Err(Odd);
                }
                self.splices.put(at, text);
            }
            _ => {
                let text = if is_inline != list.is_inline() {
                    list.written(table)
                } else if is_inline {
                    bare.to_owned()
                } else {
                    let newline = self.document.newline_at(self.document.text.len());
                    let plain = bare.replace("\r\n", "\n") + "\n";
                    plain.replace('\n', newline)
                };
                list.put(place.checked_sub(1), vec![text], &mut self.splices);
            }
        }
        let table = Value::Table(table.clone());
        self.expect(list, |expected| expected.insert(place, table));
        Ok(place)
    }

    fn expect(&mut self, list: &List<'_>, act: impl FnOnce(&mut Vec<Value>)) {
        let tables = self.expected.entry(list.name);
        let tables = tables.or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(tables) = tables {
            act(tables);
        }
    }

    /// The new text, if it says what was asked for and nothing else.
    pub fn finish(self) -> Result<Edited, Odd> {
        let Document { whole, text, .. } = *self.document;
        let mut patches = self.splices.into_patches(text);
        let new = patched(text, &patches);
        let values = values_of(&new).map_err(|_| Odd)?;
        if !same(&Value::Table(values), &Value::Table(self.expected)) {
            return Err(Odd);
        }
        let mark = whole.len() - text.len();
        for patch in &mut patches {
            patch.range = patch.range.start + mark..patch.range.end + mark;
        }
        Ok(Edited {
            text: whole[..mark].to_owned() + &new,
            patches,
        })
    }
}

/// The table with this number in a list.
pub fn table_in<'v>(values: &'v Values, list: &str, place: usize) -> Option<&'v Values> {
    values.get(list)?.get(place)?.as_table()
}

/// The text of a new file with these keys.
pub fn new_file<'k>(pairs: impl IntoIterator<Item = (&'k str, Value)>) -> String {
    let pairs = pairs.into_iter();
    let lines = pairs.map(|(key, value)| {
        let value = layout::written(&value, &[], "\n", true);
        layout::Style::default().line(&layout::key(key), &value, "\n")
    });
    lines.collect()
}

fn change(table: &mut Values, changes: Changes<'_>) {
    for (key, value) in changes {
        match value {
            Some(value) => table.insert(key.to_owned(), value),
            None => table.remove(key),
        };
    }
}
