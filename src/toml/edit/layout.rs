//! How new values and lines are laid out: as the author's own stand around them.

use ::toml::{Table as Values, Value};

use super::document::{Document, Pair, Section, indentation};
use super::string;
use crate::text;

/// A list that would be wider than this is written with one entry a line.
const WIDEST_LIST: usize = 100;

/// A value where none stood. `may_be_long` allows lists over several lines.
pub(super) fn written(value: &Value, order: &[&str], newline: &str, may_be_long: bool) -> String {
    let entries: Vec<String> = match value {
        Value::String(text) => return string::fresh(text, newline),
        Value::Table(table) => return inline_table(table, order, newline),
        Value::Array(entries) => entries
            .iter()
            .map(|entry| written(entry, order, newline, false))
            .collect(),
        plain => return plain.to_string(),
    };
    let line = format!("[{}]", entries.join(", "));
    let is_long = text::columns(&line) > WIDEST_LIST || line.contains('\n');
    if !may_be_long || entries.len() < 2 || !is_long {
        return line;
    }
    let lines = entries.join(&format!(",{newline}  "));
    format!("[{newline}  {lines},{newline}]")
}

/// `{ a = 1, b = 2 }`.
pub(super) fn inline_table(table: &Values, order: &[&str], newline: &str) -> String {
    let mut keys: Vec<&str> = table.keys().map(String::as_str).collect();
    keys.sort_by_key(|key| rank(order, key));
    let pairs: Vec<String> = keys
        .into_iter()
        .map(|name| {
            let value = written(&table[name], order, newline, false);
            format!("{} = {value}", key(name))
        })
        .collect();
    if pairs.is_empty() {
        "{}".to_owned()
    } else {
        format!("{{ {} }}", pairs.join(", "))
    }
}

/// Where a key stands in the order; one that it does not name stands last.
pub(super) fn rank(order: &[&str], key: &str) -> usize {
    let named = order.iter().position(|named| *named == key);
    named.unwrap_or(order.len())
}

/// A key, between quotation marks where it needs them.
pub(super) fn key(name: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.is_empty() && name.chars().all(is_bare) {
        name.to_owned()
    } else {
        string::on_one_line(name)
    }
}

/// `a."b c"`.
pub(super) fn dotted<'k>(keys: impl IntoIterator<Item = &'k String>) -> String {
    let keys: Vec<String> = keys.into_iter().map(|name| key(name)).collect();
    keys.join(".")
}

/// How the pairs of a section are laid out.
#[derive(Debug, Clone)]
pub(super) struct Style {
    indent: String,
    before_sign: String,
    after_sign: String,
    /// The width to which keys are filled, where the signs stand below each other.
    key_width: usize,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            indent: String::new(),
            before_sign: " ".to_owned(),
            after_sign: " ".to_owned(),
            key_width: 0,
        }
    }
}

impl Style {
    /// The way of a section's own pairs.
    pub fn of(document: &Document<'_>, section: &Section) -> Self {
        let Some(last) = section.pairs.last() else {
            return Self::default();
        };
        let sign = |pair: &Pair| {
            let between = &document.text[pair.key_span.end..pair.value.span.start];
            between
                .split_once('=')
                .map(|(before, after)| (before.to_owned(), after.to_owned()))
        };
        let key = |pair: &Pair| text::columns(&document.text[pair.key_span.clone()]);
        let indent = indentation(document.before_on_line(last.key_span.start)).to_owned();
        let (before, after_sign) = sign(last).unwrap_or_default();
        let widths: Vec<usize> = section
            .pairs
            .iter()
            .map(|pair| key(pair) + sign(pair).map_or(0, |(before, _)| text::columns(&before)))
            .collect();
        let keys_differ = section.pairs.iter().any(|pair| key(pair) != key(last));
        let is_aligned = widths.iter().all(|width| *width == widths[0]) && keys_differ;
        let before_sign = if is_aligned || text::columns(&before) > 1 {
            " ".to_owned()
        } else {
            before
        };
        let key_width = if is_aligned {
            widths[0].saturating_sub(1)
        } else {
            0
        };
        Self {
            indent,
            before_sign,
            after_sign,
            key_width,
        }
    }

    /// A line with its line break.
    pub fn line(&self, key: &str, value: &str, newline: &str) -> String {
        let Self {
            indent,
            before_sign,
            after_sign,
            key_width,
        } = self;
        format!("{indent}{key:<key_width$}{before_sign}={after_sign}{value}{newline}")
    }
}
