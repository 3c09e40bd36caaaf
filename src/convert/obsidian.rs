//! A deck as an Obsidian note: properties, and a folded callout a question.

use super::{Found, Outgoing};
use crate::bank::FollowUp;

/// A deck as one note.
pub fn write(deck: &Outgoing) -> String {
    let mut tags: Vec<&str> = deck
        .cards
        .iter()
        .flat_map(|card| card.tags.iter().map(String::as_str))
        .collect();
    tags.sort_unstable();
    tags.dedup();
    let mut out = String::from("---\n");
    property(&mut out, "title", &deck.head.title);
    property(&mut out, "kind", deck.head.kind.word());
    for (key, value) in [("lang", &deck.head.lang), ("company", &deck.head.company)] {
        if let Some(value) = value {
            property(&mut out, key, value);
        }
    }
    if !tags.is_empty() {
        out.push_str("tags:\n");
        for tag in tags {
            out.push_str("  - ");
            out.push_str(&yaml(&tag.replace(char::is_whitespace, "-")));
            out.push('\n');
        }
    }
    out.push_str("---\n");
    for card in &deck.cards {
        write_card(card, &mut out);
    }
    out
}

fn property(out: &mut String, key: &str, value: &str) {
    out.push_str(key);
    out.push_str(": ");
    out.push_str(&yaml(value));
    out.push('\n');
}

/// A text in YAML's double quotes, which are those of JSON.
fn yaml(value: &str) -> String {
    serde_json::Value::from(value).to_string()
}

fn write_card(card: &Found, out: &mut String) {
    let stars = "★".repeat(usize::from(card.importance.unwrap_or(1)));
    let question = card.whole_question();
    let (first, more) = question.split_once('\n').unwrap_or((&question, ""));
    out.push_str("\n> [!question]- ");
    out.push_str(first.trim());
    if stars.len() > "★".len() {
        out.push(' ');
        out.push_str(&stars);
    }
    out.push('\n');
    quoted(out, more.trim(), 1);
    for also in &card.also_asked {
        quoted(out, &format!("*= {}*", also.replace('\n', " ")), 1);
    }
    quoted(out, &card.answer, 1);
    section(out, "Outline", &card.outline);
    section(out, "Key points", &bullets(&card.key_points));
    follow_ups(out, &card.follow_ups, 2);
    section(out, "Experience", &card.experience);
    section(out, "Reflections", &bullets(&card.reflections));
    section(out, "Links", &bullets(&card.links));
    if !card.notes.is_empty() {
        out.push_str("\n%%\n");
        out.push_str(&card.notes.replace("%%", "% %"));
        out.push_str("\n%%\n");
    }
}

fn bullets(entries: &[String]) -> String {
    let lines: Vec<String> = entries
        .iter()
        .map(|entry| format!("- {}", entry.replace('\n', "\n  ")))
        .collect();
    lines.join("\n")
}

fn section(out: &mut String, title: &str, text: &str) {
    if !text.is_empty() {
        quoted(out, &format!("**{title}**\n\n{text}"), 1);
    }
}

fn follow_ups(out: &mut String, found: &[FollowUp], depth: usize) {
    for follow_up in found {
        quoted(
            out,
            &format!("[!question]- {}", follow_up.question.replace('\n', " ")),
            depth,
        );
        quoted_on(out, &follow_up.answer, depth);
        follow_ups(out, &follow_up.follow_ups, depth + 1);
    }
}

/// Writes a paragraph inside a quote, after an empty line of the quote.
fn quoted(out: &mut String, text: &str, depth: usize) {
    if text.is_empty() {
        return;
    }
    if !out.ends_with("\n\n") && depth > 1
        || out
            .trim_end()
            .lines()
            .last()
            .is_some_and(|line| !line.contains("[!question]"))
    {
        out.push_str(&">".repeat(depth.min(2) - usize::from(depth > 1)));
        out.push('\n');
    }
    quoted_on(out, text, depth);
}

fn quoted_on(out: &mut String, text: &str, depth: usize) {
    if text.is_empty() {
        return;
    }
    let mark = ">".repeat(depth);
    for line in text.split('\n') {
        out.push_str(&mark);
        if !line.is_empty() {
            out.push(' ');
            out.push_str(line);
        }
        out.push('\n');
    }
}
