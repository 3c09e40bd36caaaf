//! How new values and lines are laid out: as the author's own stand around them.

use super::document::{Document, Pair, Section};
use super::sequence::indentation;
use super::string;
use super::table::{Content, Members};
use crate::text;

/// A list that would be wider than this is written with one entry a line.
const WIDEST_LIST: usize = 100;

/// A value as it is written where none stood. `may_be_long` allows lists over several lines.
pub(super) fn written(content: &Content, newline: &str, may_be_long: bool) -> String {
    let entries: Vec<String> = match content {
        Content::Text(new) => return string::fresh(&text::tidied(new), newline),
        Content::Plain(plain) => return plain.clone(),
        Content::Texts(texts) => texts
            .iter()
            .map(|new| text::tidied(new))
            .filter(|new| !new.is_empty())
            .map(|new| string::fresh(&new, newline))
            .collect(),
        Content::Tables(tables) => tables
            .iter()
            .map(|members| inline_table(members, newline))
            .collect(),
        Content::Table(members) => return inline_table(members, newline),
    };
    let line = format!("[{}]", entries.join(", "));
    let is_long = text::columns(&line) > WIDEST_LIST || line.contains('\n');
    if !may_be_long || entries.len() < 2 || !is_long {
        return line;
    }
    let lines = entries.join(&format!(",{newline}  "));
    format!("[{newline}  {lines},{newline}]")
}

pub(super) fn inline_table(members: &Members, newline: &str) -> String {
    let pairs: Vec<String> = members
        .iter()
        .filter_map(|(key, content)| {
            let content = content.as_ref().filter(|content| !content.is_empty())?;
            Some(format!("{key} = {}", written(content, newline, false)))
        })
        .collect();
    if pairs.is_empty() {
        "{}".to_owned()
    } else {
        format!("{{ {} }}", pairs.join(", "))
    }
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

    /// A line without its line break.
    pub fn pair(&self, key: &str, content: &Content, newline: &str) -> String {
        let Self {
            indent,
            before_sign,
            after_sign,
            key_width,
        } = self;
        let value = written(content, newline, true);
        format!("{indent}{key:<key_width$}{before_sign}={after_sign}{value}")
    }
}
