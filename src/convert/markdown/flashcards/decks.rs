//! The tags with which Obsidian's Spaced Repetition names decks: `#flashcards` and
//! `#flashcards/deck/part`.

/// The word with which such a tag begins.
const TAG: &str = "#flashcards";

/// The deck that a tag names; an empty one for the tag alone.
pub(super) fn of_tag(tag: &str) -> Option<&str> {
    let rest = tag.trim_start_matches('#').strip_prefix(&TAG[1..])?;
    match rest.strip_prefix('/') {
        Some(deck) => Some(deck.trim_matches('/')),
        None => rest.is_empty().then_some(""),
    }
}

/// A line without the tag with which it begins, and the deck that the tag names.
pub(super) fn without_tag(line: &str) -> (&str, Option<&str>) {
    let bare = line.trim_start();
    if !bare.starts_with(TAG) {
        return (line, None);
    }
    let end = bare.find(char::is_whitespace).unwrap_or(bare.len());
    match of_tag(&bare[..end]) {
        Some(deck) => (bare[end..].trim_start(), Some(deck)),
        None => (line, None),
    }
}

/// Whether a line is nothing but tags.
pub(super) fn is_only_tags(line: &str) -> bool {
    let mut tags = line.split_whitespace().peekable();
    tags.peek().is_some()
        && tags.all(|tag| tag.len() > 1 && tag.starts_with('#') && !tag[1..].starts_with('#'))
}

/// The deck of every line: that of the last line of tags before it, else that of the note.
pub(super) fn of_lines<'t>(lines: &[&'t str], note: &'t str) -> Vec<&'t str> {
    let mut deck = note;
    lines
        .iter()
        .map(|line| {
            if is_only_tags(line)
                && let Some(named) = line.split_whitespace().find_map(of_tag)
            {
                deck = named;
            }
            deck
        })
        .collect()
}
