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
    out.push_str(&">".repeat(depth.saturating_sub(1).max(1)));
    out.push('\n');
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::Kind;
    use crate::convert::{DeckHead, markdown};

    #[test]
    fn a_note_has_a_callout_a_question_and_reads_as_the_same_questions() {
        let card = Found {
            question: "큐는 왜 쓰나요?".to_owned(),
            answer: "나누려고.\n\n- 천천히".to_owned(),
            follow_ups: vec![FollowUp {
                question: "밀리면요?".to_owned(),
                answer: "늘린다.".to_owned(),
                follow_ups: Vec::new(),
            }],
            notes: "짧게".to_owned(),
            importance: Some(2),
            tags: vec!["cs".to_owned()],
            ..Found::default()
        };
        let deck = Outgoing {
            head: DeckHead {
                id: "x".to_owned(),
                title: "대기열".to_owned(),
                kind: Kind::Technical,
                lang: None,
                company: None,
                roles: Vec::new(),
            },
            cards: vec![card],
        };
        let note = write(&deck);
        assert_eq!(
            note,
            "---\ntitle: \"대기열\"\nkind: \"technical\"\ntags:\n  - \"cs\"\n---\n\n> [!question]- 큐는 왜 쓰나요? ★★\n>\n> 나누려고.\n>\n> - 천천히\n>\n>> [!question]- 밀리면요?\n>> 늘린다.\n\n%%\n짧게\n%%\n"
        );
        let again = markdown::read("x", &note);
        assert_eq!(again.cards.len(), 1);
        assert_eq!(again.cards[0].question, "큐는 왜 쓰나요?");
        assert_eq!(
            (again.cards[0].importance, again.cards[0].notes.as_str()),
            (Some(2), "짧게")
        );
    }
}
