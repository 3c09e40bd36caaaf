//! What is asked next: marked lines, bullets below a question, `Q -> Q`.

use crate::bank::FollowUp;

use super::super::blocks::{Block, Document};
use super::super::html;
use super::super::words::{self, Form, form};
use super::{DEEPEST, first_line, item_text, strip_mark};

/// `꼬리질문1: …`, `꼬리 질문) …`, `Follow-up: …` as the question after the mark.
pub(super) fn tail_question(text: &str) -> Option<&str> {
    let rest = [
        "꼬리질문",
        "꼬리 질문",
        "추가질문",
        "추가 질문",
        "Follow-up",
        "Follow up",
        "follow-up",
    ]
    .iter()
    .find_map(|mark| {
        text.trim_start()
            .trim_start_matches(['*', '[', '('])
            .strip_prefix(mark)
    })?;
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let rest = rest.strip_prefix([':', '.', ')', ']', '：', '-'])?;
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ':');
    (!rest.is_empty()).then_some(rest)
}

/// A text without such a mark.
pub(in super::super) fn without_tail_mark(text: &str) -> &str {
    tail_question(text).unwrap_or(text)
}

/// A list item as a follow-up: its text asks, what stands below answers or asks on.
pub(in super::super) fn follow_up(document: &Document, item: &Block) -> FollowUp {
    follow_up_at(document, item, 0)
}

fn follow_up_at(document: &Document, item: &Block, depth: usize) -> FollowUp {
    let lead = tail_question(item.lead()).unwrap_or(item.lead());
    let (asked, more) = lead.split_once('\n').unwrap_or((lead, ""));
    let (question, next) = split_arrow(asked);
    let (question, _) = words::cleaned_question(question);
    let mut follow_ups: Vec<FollowUp> = next
        .into_iter()
        .map(|next| FollowUp {
            question: words::cleaned_question(next).0,
            ..FollowUp::default()
        })
        .collect();
    let mut parts: Vec<String> = Vec::new();
    if !more.trim().is_empty() {
        parts.push(more.trim().to_owned());
    }
    let below = item.children.get(1..).unwrap_or_default();
    for block in below {
        if block.is_list() && depth < DEEPEST {
            let (asking, saying): (Vec<&Block>, Vec<&Block>) =
                block.children.iter().partition(|item| {
                    form(first_line(item.lead())) == Form::Question && item.children.len() > 1
                        || tail_question(item.lead()).is_some()
                });
            follow_ups.extend(
                asking
                    .iter()
                    .map(|item| follow_up_at(document, item, depth + 1)),
            );
            if asking.is_empty() {
                parts.push(single_item(document, block));
            } else {
                let kept: Vec<String> = saying
                    .iter()
                    .map(|item| document.slice(&item.range))
                    .collect();
                parts.push(kept.join("\n"));
            }
        } else if !block.is_nothing {
            parts.push(document.slice(&block.range));
        }
    }
    let answer = html::soften(&parts.join("\n\n"));
    let answer = strip_mark(&answer).unwrap_or(&answer).trim().to_owned();
    FollowUp {
        question,
        answer,
        follow_ups,
    }
}

/// A list as Markdown; a list of one item without anything below as that item's text.
pub(in super::super) fn single_item(document: &Document, list: &Block) -> String {
    match list.children.as_slice() {
        [only] if only.children.len() == 1 => item_text(document, only),
        _ => document.slice(&list.range),
    }
}

/// `Q -> Q` as the question and what is asked after it.
pub(in super::super) fn split_arrow(text: &str) -> (&str, Option<&str>) {
    for arrow in [" -> ", " → ", " => ", "-> ", "→ "] {
        if let Some((first, next)) = text.split_once(arrow)
            && form(first) == Form::Question
            && form(next) != Form::Plain
        {
            return (first.trim(), Some(next.trim()));
        }
    }
    (text, None)
}
