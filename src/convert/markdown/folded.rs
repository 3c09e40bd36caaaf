//! Questions that are folded up: `<details>` and callouts.

use super::super::{Found, clean_line};
use super::answer;
use super::blocks::{Block, Document, Kind, Listed, unquote};
use super::find::{Context, Finder, fill};
use super::sections::title_form;
use super::words::Form;
use super::{html, scan, words};

/// The cards of a `<details>` block: itself, or those inside one that only groups them.
pub(super) fn details(finder: &mut Finder, document: &Document, block: &Block, context: &Context) {
    let Kind::Details { body } = &block.kind else {
        return;
    };
    let title = &block.text;
    let inner = document.part(answer::body_text(document, body), body);
    let nested = inner
        .blocks
        .iter()
        .filter(|block| match &block.kind {
            Kind::Details { .. } => !answer::is_button(&inner, &block.text),
            _ => false,
        })
        .count();
    let own_content = inner
        .blocks
        .iter()
        .any(|block| !matches!(block.kind, Kind::Details { .. }) && !block.is_nothing);
    let asks = title_form(title, Listed::No) == Form::Question;
    let link_list = !inner.blocks.is_empty()
        && inner
            .blocks
            .iter()
            .all(|block| answer::is_links(block) || block.is_nothing)
        && inner
            .blocks
            .iter()
            .any(|block| block.is_list() && block.children.len() > 1);
    if link_list && !asks {
        finder.skip(document, &block.range, "a list of links");
        return;
    }
    if context.depth < 6 && nested > 0 && !own_content && (!asks || nested > 1) || title.is_empty()
    {
        let mut below = context.clone();
        if !title.is_empty() && !words::is_opener(title) {
            below.section = clean_line(title);
        }
        below.depth += 1;
        if below.depth < 8 {
            scan::body(finder, &inner, 0..inner.blocks.len(), &below);
        }
        return;
    }
    if answer::is_button(document, title) {
        finder.skip(document, &block.range, "a button's words, not a question");
        return;
    }
    let mut card = finder.card(document, title, block.range.clone(), context);
    fill(
        &mut card,
        answer::read(&inner, &inner.blocks),
        &inner.blocks,
    );
    finder.structured += 1;
    finder.cards.push(card);
}

/// The card of a callout that asks, if it is one.
pub(super) fn callout(
    finder: &Finder,
    document: &Document,
    block: &Block,
    context: &Context,
) -> Option<Found> {
    let text = unquote(&document.slice(&block.range));
    let (kind, title, body) = answer::callout(&text)?;
    let asks = matches!(kind.as_str(), "question" | "help" | "faq")
        || words::form(&title) == Form::Question;
    if !asks || title.is_empty() {
        return None;
    }
    let title = answer::plain(&html::soften(&title));
    let inner = document.part(body.to_owned(), &block.range);
    let mut card = finder.card(document, &title, block.range.clone(), context);
    fill(
        &mut card,
        answer::read(&inner, &inner.blocks),
        &inner.blocks,
    );
    Some(card)
}
