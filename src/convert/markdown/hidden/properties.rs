//! What flashcard programs keep for themselves between the lines: Logseq's properties.

use std::ops::Range;

/// Properties that say nothing to a reader.
const BOOKKEEPING: [&str; 14] = [
    "id",
    "collapsed",
    "alias",
    "type",
    "public",
    "icon",
    "created-at",
    "updated-at",
    "heading",
    "background-color",
    "ls-type",
    "deck",
    "tags",
    "title",
];

/// A property that a line consists of: its name and its value.
pub(in crate::convert::markdown) fn property(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.trim().split_once("::")?;
    let is_name = !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || matches!(b, b'-' | b'_' | b'.'));
    let is_known = BOOKKEEPING.contains(&name)
        || name.starts_with("card-")
        || name.starts_with("logseq.")
        || name.starts_with("query-")
        || name.starts_with("hl-");
    (is_name && is_known && (value.is_empty() || value.starts_with(' ')))
        .then_some((name, value.trim()))
}

/// Whether a note was written by Logseq: its cards or its identifiers stand in it.
fn is_logseq(text: &str) -> bool {
    ["#card", "[[card]]", "collapsed:: ", "\nid:: ", " id:: "]
        .iter()
        .any(|sign| text.contains(sign))
}

/// The lines of properties, and the title and tags that those at the top give.
pub(super) fn read(text: &str, title: &mut String, tags: &mut Vec<String>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !text.contains(":: ") || !is_logseq(text) {
        return found;
    }
    let mut at = 0;
    let mut is_top = true;
    let mut fence = None;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        match (super::fence_mark(line), fence) {
            (Some(mark), None) => fence = Some(mark.0),
            (Some(mark), Some(open)) if mark.0 == open => fence = None,
            _ => {}
        }
        let own = property(line).filter(|_| fence.is_none());
        if let Some((name, value)) = own {
            if is_top && name == "title" {
                value.clone_into(title);
            } else if is_top && name == "tags" {
                super::push_tags(value, tags);
            }
            found.push(at..at + line.trim_end().len());
        } else if !line.trim().is_empty() {
            is_top = false;
        }
        at = end;
    }
    found
}
