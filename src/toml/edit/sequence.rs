//! Entries of a list or an inline table: taking some away and setting new ones between those
//! that stay, in the way in which the others are laid out.

use std::ops::Range;

use super::document::{Document, indentation};
use super::splice::Splices;

/// Where an entry and its comma stand.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    pub span: Range<usize>,
    pub comma: Option<usize>,
}

impl Slot {
    fn end_with_comma(&self) -> usize {
        self.comma.map_or(self.span.end, |comma| comma + 1)
    }
}

/// An entry of the new sequence.
#[derive(Debug)]
pub(super) enum Entry {
    /// The old one with this number; what changes inside it is not decided here.
    Kept(usize),
    /// A new one.
    New(String),
}

/// A sequence between its brackets.
#[derive(Debug)]
pub(super) struct Sequence<'d> {
    pub document: &'d Document<'d>,
    /// With both brackets.
    pub span: Range<usize>,
    pub slots: Vec<Slot>,
    /// What stands inside the brackets of a one-line sequence that was empty: a space for tables.
    pub padding: &'static str,
}

impl Sequence<'_> {
    /// Makes the sequence consist of these entries; kept ones stand in their old order.
    pub fn arrange(&self, entries: &[Entry], splices: &mut Splices) {
        let Some(last) = self.slots.last() else {
            return self.fill(entries, splices);
        };
        let kept = |number: usize| {
            entries
                .iter()
                .any(|entry| matches!(entry, Entry::Kept(kept) if *kept == number))
        };
        for number in (0..self.slots.len()).filter(|&number| !kept(number)) {
            self.remove(number, splices);
        }
        let ends_with_comma = last.comma.is_some();
        let mut before: Option<usize> = None;
        for (at, entry) in entries.iter().enumerate() {
            let is_last = at + 1 == entries.len();
            let wants_comma = !is_last || ends_with_comma;
            match entry {
                Entry::Kept(number) => {
                    self.mend_comma(*number, wants_comma, splices);
                    before = Some(*number);
                }
                Entry::New(text) => {
                    self.insert(before, text, is_last, wants_comma, splices);
                }
            }
        }
    }

    fn mend_comma(&self, number: usize, wants_comma: bool, splices: &mut Splices) {
        let slot = &self.slots[number];
        match slot.comma {
            None if wants_comma => splices.put(slot.span.end, ","),
            Some(comma) if !wants_comma => splices.cut(comma..comma + 1),
            _ => {}
        }
    }

    fn insert(
        &self,
        before: Option<usize>,
        text: &str,
        is_last: bool,
        wants_comma: bool,
        splices: &mut Splices,
    ) {
        let comma = if wants_comma { "," } else { "" };
        if let Some(before) = before {
            let slot = &self.slots[before];
            if self.has_own_line(slot) {
                let indent = self.document.before_on_line(slot.span.start);
                let at = self.document.line_end(slot.end_with_comma());
                let newline = self.document.newline_at(slot.span.start);
                splices.put(at, format!("{indent}{text}{comma}{newline}"));
            } else {
                splices.put(slot.end_with_comma(), format!(" {text}{comma}"));
            }
        } else if let Some(first) = self.slots.first() {
            if self.has_own_line(first) {
                let at = self.document.above_comments(first.span.start);
                let indent = self.document.before_on_line(first.span.start);
                let newline = self.document.newline_at(first.span.start);
                splices.put(at, format!("{indent}{text}{comma}{newline}"));
            } else {
                let space = if is_last { "" } else { " " };
                splices.put(first.span.start, format!("{text}{comma}{space}"));
            }
        }
    }

    /// Fills a sequence that was empty; comments between its brackets stay.
    fn fill(&self, entries: &[Entry], splices: &mut Splices) {
        let new: Vec<&str> = entries
            .iter()
            .filter_map(|entry| match entry {
                Entry::New(text) => Some(text.as_str()),
                Entry::Kept(_) => None,
            })
            .collect();
        if new.is_empty() {
            return;
        }
        let inside = self.span.start + 1..self.span.end - 1;
        if self.document.text[inside.clone()].contains('\n') {
            let indent = indentation(self.document.before_on_line(self.span.start));
            let newline = self.document.newline_at(self.span.start);
            let close = self.document.line_start(inside.end);
            for text in new {
                splices.put(close, format!("{indent}  {text},{newline}"));
            }
        } else {
            let padding = self.padding;
            splices.swap(inside, format!("{padding}{}{padding}", new.join(", ")));
        }
    }

    fn remove(&self, number: usize, splices: &mut Splices) {
        let text = self.document.text;
        let slot = &self.slots[number];
        let between = slot.comma.map(|comma| slot.span.end..comma);
        if let Some(between) = between
            && !text[between.clone()].trim().is_empty()
        {
            // A comment stands between the entry and its comma, and stays.
            splices.cut(slot.span.clone());
            splices.cut(between.end..between.end + 1);
            return;
        }
        let end = slot.end_with_comma();
        let (line_start, line_end) = (
            self.document.line_start(slot.span.start),
            self.document.line_end(end),
        );
        if self.has_own_line(slot) && text[end..line_end].trim().is_empty() {
            splices.cut(line_start..line_end);
            return;
        }
        let spaces_after = indentation(&text[end..]).len();
        let spaces_before = trailing_spaces(&text[line_start..slot.span.start]);
        let goes_on = self
            .slots
            .get(number + 1)
            .is_some_and(|next| next.span.start == end + spaces_after);
        if goes_on {
            splices.cut(slot.span.start..end + spaces_after);
        } else if line_start + spaces_before < slot.span.start {
            splices.cut(slot.span.start - spaces_before..end);
        } else {
            splices.cut(slot.span.start..end);
        }
    }

    /// Whether nothing but the entry, its comma and a comment stands on its lines.
    fn has_own_line(&self, slot: &Slot) -> bool {
        let end = slot.end_with_comma();
        let rest = self.document.text[end..self.document.line_end(end)].trim_start();
        self.document
            .before_on_line(slot.span.start)
            .trim()
            .is_empty()
            && (rest.is_empty() || rest.starts_with('#'))
    }
}

fn trailing_spaces(text: &str) -> usize {
    text.len() - text.trim_end_matches([' ', '\t']).len()
}
