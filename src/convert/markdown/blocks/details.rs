//! Putting `<details>` together out of the blocks that they cover, and taking list items that
//! begin with a heading out of their lists.

use std::ops::Range;

use super::super::{answer, html};
use super::tree::DetailsTag;
use super::{Block, DEEPEST, Kind, Listed};

/// A `<details>` and its parts.
#[derive(Debug, Clone)]
pub(super) struct Region {
    range: Range<usize>,
    summary: Range<usize>,
    body: Range<usize>,
}

/// The outermost `<details>` of the text. A tag that is never closed ends where the next one or
/// the next heading begins; a stray closing tag is none.
pub(super) fn regions(text: &str, blocks: &[Block], tags: &[DetailsTag]) -> Vec<Region> {
    use html::DetailsTag as T;
    if tags.is_empty() {
        return Vec::new();
    }
    // Pair the tags: the index of each opening tag's closing one.
    let mut closed_by = vec![None; tags.len()];
    let mut open = Vec::new();
    for (i, (_, tag)) in tags.iter().enumerate() {
        match tag {
            T::Open => open.push(i),
            T::Close => {
                if let Some(opened) = open.pop() {
                    closed_by[opened] = Some(i);
                }
            }
            _ => {}
        }
    }
    let headings: Vec<usize> = blocks
        .iter()
        .filter(|block| block.is_heading())
        .map(|block| block.range.start)
        .collect();
    let next_open = |from: usize| {
        tags[from..]
            .iter()
            .find(|(_, tag)| *tag == T::Open)
            .map(|(range, _)| range.start)
    };
    let mut regions = Vec::new();
    let mut i = 0;
    while i < tags.len() {
        let (range, tag) = &tags[i];
        if *tag != T::Open {
            i += 1;
            continue;
        }
        let (end, body_end, next) = if let Some(close) = closed_by[i] {
            (tags[close].0.end, tags[close].0.start, close + 1)
        } else {
            let heading = headings[headings.partition_point(|&h| h < range.end)..]
                .first()
                .copied();
            let end = [next_open(i + 1), heading]
                .into_iter()
                .flatten()
                .min()
                .unwrap_or(text.len());
            let next = tags[i + 1..]
                .iter()
                .take_while(|(r, _)| r.start < end)
                .count();
            (end, end, i + 1 + next)
        };
        let own = &tags[i + 1..next.max(i + 1)];
        let summary = match own.first() {
            Some((opened, T::SummaryOpen)) => {
                let closed = own.get(1).filter(|(_, tag)| *tag == T::SummaryClose);
                let until = closed.map_or_else(
                    || {
                        let line = text[opened.end..body_end].find('\n');
                        line.map_or(body_end, |at| opened.end + at)
                    },
                    |(closing, _)| closing.start,
                );
                opened.end..until
            }
            _ => range.end..range.end,
        };
        let body_start = if summary.end == range.end {
            range.end
        } else {
            match own.get(1) {
                Some((closing, T::SummaryClose)) => closing.end,
                _ => summary.end,
            }
        };
        regions.push(Region {
            range: range.start..end,
            summary,
            body: body_start..body_end.max(body_start),
        });
        i = next.max(i + 1);
    }
    regions
}

/// Puts each region in place of the blocks that it covers. Regions that begin deeper, inside a
/// list item or a quote, stay in its text, unless the list begins with one.
pub(super) fn with_regions(blocks: Vec<Block>, regions: &[Region], text: &str) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    let mut regions = regions.iter().peekable();
    let mut covered = 0;
    for block in blocks {
        let is_flat = matches!(block.kind, Kind::Html | Kind::Paragraph);
        let is_list = block.is_list()
            && text
                .get(block.range.clone())
                .is_some_and(begins_with_details);
        let mut at = block.range.start.max(covered);
        let mut split = at > block.range.start;
        while let Some(region) = regions.next_if(|region| region.range.start < block.range.end) {
            if region.range.start < at || !(is_flat || is_list) {
                continue;
            }
            split = true;
            push_rest(&mut out, &block, at..region.range.start, text, is_list);
            let kind = Kind::Details {
                body: region.body.clone(),
            };
            let mut details = Block::new(kind, region.range.clone());
            let summary = text.get(region.summary.clone()).unwrap_or_default();
            details.text = answer::plain(&html::soften(summary));
            out.push(details);
            at = region.range.end;
            covered = at;
        }
        if !split {
            out.push(block);
        } else if at < block.range.end {
            let rest = at..block.range.end;
            push_rest(&mut out, &block, rest, text, is_list);
        }
    }
    out
}

fn begins_with_details(item: &str) -> bool {
    let bare = item.trim_start_matches(|c: char| {
        c.is_whitespace() || c.is_ascii_digit() || matches!(c, '-' | '*' | '+' | '.' | ')')
    });
    bare.get(..8)
        .is_some_and(|start| start.eq_ignore_ascii_case("<details"))
}

/// What of a block stands outside the regions; stray closing tags and list markers are nothing.
fn push_rest(
    out: &mut Vec<Block>,
    block: &Block,
    range: Range<usize>,
    text: &str,
    from_list: bool,
) {
    let rest = &text[range.clone()];
    let words = html::soften(rest);
    let words = if from_list {
        words.trim_matches(|c: char| c.is_whitespace() || c.is_ascii_digit() || "-*+.)".contains(c))
    } else {
        words.trim()
    };
    if words.is_empty() {
        return;
    }
    let skipped = rest.len() - rest.trim_start().len();
    let mut left = Block::new(
        if from_list {
            Kind::Paragraph
        } else {
            block.kind.clone()
        },
        range.start + skipped..range.end,
    );
    words.clone_into(&mut left.text);
    out.push(left);
}

/// Takes list items that begin with a heading out of their lists, with all that follows in them.
pub(super) fn hoist(blocks: Vec<Block>, depth: usize) -> Vec<Block> {
    let begins_with_heading = |item: &Block| item.children.first().is_some_and(Block::is_heading);
    let any = blocks
        .iter()
        .any(|block| block.is_list() && block.children.iter().any(begins_with_heading));
    if !any || depth > DEEPEST {
        return blocks;
    }
    let mut out = Vec::with_capacity(blocks.len());
    for block in blocks {
        let Kind::List { ordered } = block.kind else {
            out.push(block);
            continue;
        };
        if !block.children.iter().any(begins_with_heading) {
            out.push(block);
            continue;
        }
        for item in block.children {
            if !begins_with_heading(&item) {
                let mut list = Block::new(Kind::List { ordered }, item.range.clone());
                list.children.push(item);
                out.push(list);
                continue;
            }
            let mut children = item.children;
            if let Some(first) = children.first_mut()
                && let Kind::Heading { level, .. } = first.kind
            {
                let listed = if ordered {
                    Listed::Numbered
                } else {
                    Listed::Bulleted
                };
                first.kind = Kind::Heading { level, listed };
            }
            out.extend(hoist(children, depth + 1));
        }
    }
    out
}
