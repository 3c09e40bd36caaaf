//! The lines written down after an interview: every line that was asked is a card, bullets below
//! a line are what the writer thought of it afterwards.
//!
//! Lines are read as they stand and not as Markdown: to Markdown, a line below a bullet is part
//! of the bullet.

use std::ops::Range;

use super::super::{clean_line, clean_text};
use super::blocks::Document;
use super::find::{Context, Finder};
use super::words::{self, Form};
use super::{fence_mark, html};
use crate::bank::CardType;

/// Takes the lines of a section's body.
pub(super) fn take(
    finder: &mut Finder,
    document: &Document,
    blocks: Range<usize>,
    context: &Context,
) {
    let blocks = &document.blocks[blocks];
    let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else {
        return;
    };
    let source = &document.text[first.range.start..last.range.end];
    let base = document.line(first.range.start);
    let bullets_ask = source
        .lines()
        .find(|line| !line.trim().is_empty() && !words::is_fact(line))
        .is_some_and(|line| matches!(mark(line), Some((_, false))));
    let mut to_ask = false;
    let mut fence = None;
    let mut current: Option<usize> = None;
    for (i, line) in source.lines().enumerate() {
        let number = base + i;
        if let Some(found) = fence_mark(line) {
            fence = match fence {
                None => Some(found),
                Some(open) if open == found => None,
                open => open,
            };
            continue;
        }
        let softened = html::soften(line);
        let text = softened.trim();
        if fence.is_some() || text.is_empty() || text.chars().all(|c| "-*_ =".contains(c)) {
            continue;
        }
        let indented = line.len() - line.trim_start().len() >= 2 && i > 0;
        let bullet = mark(text);
        if bullet.is_none() && !indented && (words::is_fact(text) || text.ends_with(':')) {
            // What stands below "to ask them:" is asked by the candidate.
            to_ask = words::is_to_ask(text);
            finder.skipped.push(super::super::Skipped {
                lines: (number, number),
                why: "prose",
            });
            continue;
        }
        let asks = |said: &str| bullets_ask || to_ask || words::form(said) == Form::Question;
        let asked = match bullet {
            _ if text.starts_with('>') => None,
            Some((said, numbered)) if !indented && (numbered || asks(said)) => Some(said),
            Some(_) => None,
            None if indented => None,
            None => Some(text),
        };
        if let Some(asked) = asked.filter(|asked| is_asked(asked)) {
            let asked = super::answer::plain(asked);
            let start = document.text.len().min(first.range.start);
            let mut card = finder.card(document, &asked, start..start, context);
            card.lines = (number, number);
            if to_ask && !card.question.is_empty() {
                card.card_type = CardType::ToAsk;
                card.asked.clear();
                finder.to_ask.push(card);
            } else if !card.question.is_empty() {
                current = Some(finder.cards.len());
                finder.cards.push(card);
            }
            continue;
        }
        let said = bullet
            .map_or(text, |(said, _)| said)
            .trim_start_matches(['>', ' ']);
        let card = current.and_then(|at| finder.cards.get_mut(at));
        match card {
            Some(card) if bullet.is_some() || text.starts_with('>') => {
                card.lines.1 = number;
                if let Some(answer) = super::answer::strip_mark(said) {
                    card.answer = clean_text(answer);
                } else {
                    card.reflections.push(clean_line(said));
                }
            }
            _ => {
                let skipped = super::super::Skipped {
                    lines: (number, number),
                    why: "prose",
                };
                finder.skipped.push(skipped);
            }
        }
    }
}

/// A line that was asked: it does not state, and is no sentence of the writer's.
fn is_asked(line: &str) -> bool {
    let line = line.trim();
    if line.starts_with('<') && line.ends_with('>') {
        return false;
    }
    let form = words::form(words::without_number(line).0);
    if form == Form::Question {
        return true;
    }
    let sentence = line.ends_with('.') && line.split_whitespace().count() > 4;
    !words::is_statement(line)
        && !sentence
        && line.chars().count() < 120
        && !words::is_navigation(line)
}

/// The text after a bullet or number, and whether it was a number.
fn mark(line: &str) -> Option<(&str, bool)> {
    let line = line.trim_start();
    if let Some(rest) = line.strip_prefix(['-', '*', '+', '•']) {
        return rest.starts_with([' ', '\t']).then(|| (rest.trim(), false));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line[digits..].strip_prefix(['.', ')'])?;
    (digits > 0 && rest.starts_with(' ')).then(|| (rest.trim(), true))
}
