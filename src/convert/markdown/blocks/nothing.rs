//! Blocks that say nothing: rules, line breaks, empty HTML, ways to elsewhere.

use super::super::{html, words};
use super::{Block, Kind};

/// Marks the blocks that say nothing, the innermost first.
pub(super) fn mark(blocks: &mut [Block], text: &str) {
    for block in blocks {
        mark(&mut block.children, text);
        block.is_nothing = is_nothing(text, block);
    }
}

/// Rules, line breaks, empty HTML and ways to elsewhere say nothing.
fn is_nothing(text: &str, block: &Block) -> bool {
    match &block.kind {
        Kind::Rule => true,
        Kind::Html => {
            let softened = html::soften(&text[block.range.clone()]);
            softened.trim().is_empty() || words::is_navigation(&link_texts(&softened))
        }
        Kind::Quote => {
            !block.children.is_empty()
                && block.children.iter().all(|inner| inner.is_nothing)
                && block.children.iter().any(|inner| !inner.text.is_empty())
        }
        Kind::List { .. } => block.children.iter().all(|item| {
            item.children.iter().all(|inner| {
                inner.kind == Kind::Paragraph
                    && inner.text.trim().is_empty()
                    && !text[inner.range.clone()].contains("![")
            })
        }),
        Kind::Paragraph => {
            let source = text.get(block.range.clone()).unwrap_or_default();
            if block.text.trim().is_empty() {
                // An image has no words and is something all the same.
                return html::soften(source).trim().is_empty();
            }
            let has_link = block.only_links() || source.contains("](") || source.contains("href");
            has_link
                && (words::is_navigation(&block.text)
                    || (block.only_links() && source.contains("](#")))
        }
        _ => false,
    }
}

/// The words of Markdown links, without their addresses.
fn link_texts(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find("](") {
        out.push_str(&rest[..open]);
        rest = rest[open..]
            .find(')')
            .map_or("", |close| &rest[open + close + 1..]);
    }
    out.push_str(rest);
    out.replace(['[', ']', '!'], "")
}
