//! Making an answer of the blocks below a question.

use crate::bank::FollowUp;

use super::blocks::{Block, Document, Kind, unquote};
use super::html;
use super::words::{self, Form, form};

mod follow_ups;

use follow_ups::tail_question;
pub(super) use follow_ups::{follow_up, single_item, split_arrow, without_tail_mark};

/// How deep documents are read inside documents.
const DEEPEST: usize = 6;

/// What the blocks below a question amount to.
#[derive(Debug, Default)]
pub(super) struct Answer {
    /// What belongs to the question: code and options.
    pub prompt: String,
    /// The answer as Markdown.
    pub text: String,
    /// What it should mention.
    pub key_points: Vec<String>,
    /// What is asked next.
    pub follow_ups: Vec<FollowUp>,
    /// What the writer did with it.
    pub experience: String,
    /// Addresses.
    pub links: Vec<String>,
}

/// Reads the blocks below a question.
pub(super) fn read(document: &Document, blocks: &[Block]) -> Answer {
    read_at(document, blocks, 0)
}

fn read_at(document: &Document, blocks: &[Block], depth: usize) -> Answer {
    let mut answer = Answer::default();
    let mut parts: Vec<String> = Vec::new();
    let (blocks, experience) = without_experience(document, blocks);
    answer.experience = experience;
    let blocks = match prompt_end(document, blocks) {
        0 => blocks,
        end => {
            let prompt: Vec<String> = blocks[..end]
                .iter()
                .map(|block| html::soften(&document.slice(&block.range)))
                .collect();
            prompt.join("\n\n").trim().clone_into(&mut answer.prompt);
            &blocks[end..]
        }
    };
    let all_quoted = blocks.iter().any(|block| block.kind == Kind::Quote)
        && blocks
            .iter()
            .all(|block| block.kind == Kind::Quote || block.is_nothing);
    let mut i = 0;
    while i < blocks.len() {
        let block = &blocks[i];
        i += 1;
        if block.is_nothing {
            continue;
        }
        match &block.kind {
            Kind::Heading { .. } => {
                let end = section_end(blocks, i);
                if take_titled(document, &block.text, &blocks[i..end], &mut answer) {
                    i = end;
                } else {
                    parts.push(document.slice(&block.range));
                }
            }
            Kind::Paragraph => paragraph(document, block, &mut parts, &mut answer),
            Kind::List { .. } => list(document, block, &mut parts, &mut answer),
            Kind::Quote if all_quoted => parts.push(unquote(&document.slice(&block.range))),
            Kind::Details { body } => {
                details(document, &block.text, body, depth, &mut parts, &mut answer);
            }
            _ => parts.push(document.slice(&block.range)),
        }
    }
    answer.text = html::soften(&parts.join("\n\n"));
    strip_answer_mark(&mut answer.text);
    html::collapse_blank_lines(&answer.text)
        .trim()
        .clone_into(&mut answer.text);
    if words::is_placeholder(&answer.text) {
        answer.text.clear();
    }
    answer
}

/// The index of the next heading.
fn section_end(blocks: &[Block], from: usize) -> usize {
    blocks[from..]
        .iter()
        .position(Block::is_heading)
        .map_or(blocks.len(), |at| from + at)
}

/// Quotes at the end that tell what the writer did, with the blocks before them.
fn without_experience<'b>(document: &Document, blocks: &'b [Block]) -> (&'b [Block], String) {
    let mut end = blocks.len();
    let mut told = Vec::new();
    while end > 0 {
        let block = &blocks[end - 1];
        if block.kind == Kind::Quote {
            let text = unquote(&document.slice(&block.range));
            if callout(&text).is_some() || !words::tells_experience(&text) {
                break;
            }
            told.push(text);
        } else if !block.is_nothing {
            break;
        }
        end -= 1;
    }
    let has_answer = blocks[..end].iter().any(|block| !block.is_nothing);
    if !has_answer || told.is_empty() {
        return (blocks, String::new());
    }
    told.reverse();
    let told: Vec<String> = told
        .iter()
        .map(|text| html::soften(&flatten_quotes(text)))
        .collect();
    (&blocks[..end], told.join("\n\n").trim().to_owned())
}

/// Quotes inside quotes as plain paragraphs.
fn flatten_quotes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = 0;
    for line in text.lines() {
        let bare = line.trim_start_matches(['>', ' ']);
        let marks = line[..line.len() - bare.len()].matches('>').count();
        if marks != last && !bare.is_empty() && !out.is_empty() {
            out.push('\n');
        }
        last = marks;
        out.push_str(if marks > 0 { bare } else { line });
        out.push('\n');
    }
    out
}

/// Up to where the blocks belong to the question: code and options before the `<details>` that
/// holds the answer, or options with a box before anything else.
fn prompt_end(document: &Document, blocks: &[Block]) -> usize {
    let opener = blocks.iter().position(|block| match &block.kind {
        Kind::Details { .. } => opens_answer(document, &block.text),
        _ => false,
    });
    let Some(at) = opener else {
        let options = blocks
            .iter()
            .take_while(|block| block.kind == Kind::Code)
            .count();
        let is_choice = blocks.get(options).is_some_and(is_choice);
        return if is_choice { options + 1 } else { 0 };
    };
    let before = &blocks[..at];
    let has_material = before
        .iter()
        .any(|block| block.kind == Kind::Code || is_choice(block) || is_lettered(block));
    let has_prose = before.iter().any(|block| {
        block.is_heading() || (block.kind == Kind::Paragraph && block.text.chars().count() > 400)
    });
    if has_material && !has_prose { at } else { 0 }
}

/// The body of a `<details>`, with lists that are written in HTML as Markdown.
pub(super) fn body_text(document: &Document, body: &std::ops::Range<usize>) -> String {
    let text = document.slice(body);
    if text.contains("<li") && !text.contains("<details") {
        html::soften(&text)
    } else {
        text
    }
}

/// Whether the words on a `<summary>` only say "open this".
pub(super) fn is_button(document: &Document, summary: &str) -> bool {
    summary.is_empty() || words::is_opener(summary) || document.buttons.contains(summary)
}

fn opens_answer(document: &Document, summary: &str) -> bool {
    words::is_answer_opener(summary) || document.buttons.contains(summary)
}

/// Options with boxes, one of them ticked.
pub(super) fn is_choice(block: &Block) -> bool {
    block.is_list()
        && block.children.len() > 1
        && block
            .children
            .iter()
            .all(|item| matches!(item.kind, Kind::Item { task: Some(_) }))
        && block
            .children
            .iter()
            .any(|item| matches!(item.kind, Kind::Item { task: Some(true) }))
}

/// Options with letters: `A: …`, `b) …`.
fn is_lettered(block: &Block) -> bool {
    block.is_list()
        && block.children.len() > 1
        && block.children.iter().all(|item| {
            let mut chars = item.lead().chars();
            let letter = chars.next().is_some_and(|c| c.is_ascii_alphabetic());
            letter && chars.next().is_some_and(|c| matches!(c, ':' | ')' | '.'))
        })
}

/// Inline Markdown without its marks, as one line.
pub(super) fn plain(text: &str) -> String {
    let text = html::decode_entities(text.trim());
    let needs_parser = text.contains(['*', '_', '[', '\\', '!', '#', '`']);
    let text = if needs_parser {
        let heading = format!("# {}", text.replace('\n', " "));
        let document = Document::read(heading, 1);
        document
            .blocks
            .first()
            .map(|block| block.text.clone())
            .unwrap_or_default()
    } else {
        text
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads a section of the answer whose title says what it is.
fn take_titled(document: &Document, title: &str, blocks: &[Block], answer: &mut Answer) -> bool {
    if words::is_key_point_title(title) {
        for block in blocks.iter().filter(|block| !block.is_nothing) {
            if block.is_list() {
                for item in &block.children {
                    let text = html::soften(&item_text(document, item));
                    if !text.is_empty() {
                        answer.key_points.push(one_line(&text));
                    }
                }
                continue;
            }
            // Points in code or prose, a line each.
            for line in document.slice(&block.range).lines() {
                let text = if block.kind == Kind::Code {
                    line.to_owned()
                } else {
                    html::soften(line)
                };
                let text = super::reading::without_bullet(text.trim());
                if super::fence_mark(line).is_none() && text.chars().any(words::is_letter) {
                    answer.key_points.push(one_line(text));
                }
            }
        }
        return true;
    }
    if words::is_link_title(title)
        && blocks
            .iter()
            .all(|block| block.is_nothing || is_links(block))
    {
        for block in blocks {
            links_of(document, block, &mut answer.links);
        }
        return true;
    }
    if words::is_follow_up_title(title) && blocks.iter().any(Block::is_list) {
        for block in blocks.iter().filter(|block| block.is_list()) {
            answer
                .follow_ups
                .extend(block.children.iter().map(|item| follow_up(document, item)));
        }
        return true;
    }
    false
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a block holds nothing but links.
pub(super) fn is_links(block: &Block) -> bool {
    match block.kind {
        Kind::Paragraph => block.only_links(),
        Kind::List { .. } | Kind::Item { .. } | Kind::Row | Kind::Quote => {
            !block.children.is_empty() && block.children.iter().all(is_links)
        }
        Kind::Rule => true,
        _ => false,
    }
}

fn links_of(document: &Document, block: &Block, links: &mut Vec<String>) {
    let text = document.text.get(block.range.clone()).unwrap_or_default();
    let mut rest = text;
    while let Some(at) = rest.find("http") {
        rest = &rest[at..];
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '>' | '"' | ']' | '<'))
            .unwrap_or(rest.len());
        let mut address = &rest[..end];
        // The bracket that closes a Markdown link is none of the address's own.
        while address.matches(')').count() > address.matches('(').count() {
            let last = address.rfind(')').unwrap_or(0);
            address = &address[..last];
        }
        if address.starts_with("http://") || address.starts_with("https://") {
            links.push(address.to_owned());
        }
        rest = &rest[end.max(4).min(rest.len())..];
    }
}

/// The text of a list item without its mark.
pub(super) fn item_text(document: &Document, item: &Block) -> String {
    let Some((first, last)) = item.children.first().zip(item.children.last()) else {
        return String::new();
    };
    document.slice(&(first.range.start..last.range.end))
}

fn paragraph(document: &Document, block: &Block, parts: &mut Vec<String>, answer: &mut Answer) {
    let is_answer = document.is_said_to_answer(block);
    if let Some(question) = tail_question(&block.text).filter(|_| !is_answer) {
        let (first, rest) = question.split_once('\n').unwrap_or((question, ""));
        let (question, _) = words::cleaned_question(first);
        let rest = rest.trim();
        answer.follow_ups.push(FollowUp {
            question,
            answer: strip_mark(rest).unwrap_or(rest).to_owned(),
            follow_ups: Vec::new(),
        });
        return;
    }
    let answer_of_follow_up = parts.is_empty().then_some(()).and(strip_mark(&block.text));
    if let (Some(text), Some(last)) = (answer_of_follow_up, answer.follow_ups.last_mut())
        && last.answer.is_empty()
    {
        text.clone_into(&mut last.answer);
        return;
    }
    parts.push(document.slice(&block.range));
}

/// `A: …`, `**A.** …`, `_답:_ …` without the mark.
pub(super) fn strip_mark(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let signs = ["**", "__", "*", "_"];
    let sign = signs.into_iter().find(|sign| text.starts_with(sign));
    let bare = without(text, sign);
    ["Answer", "answer", "A", "답변", "답", "정답"]
        .iter()
        .find_map(|mark| {
            let rest = bare.strip_prefix(mark)?;
            let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            let rest = without(rest, sign).strip_prefix(['.', ':', ')', '：'])?;
            let rest = without(rest, sign);
            (rest.is_empty() || rest.starts_with([' ', '\n', '\u{a0}'])).then(|| rest.trim_start())
        })
}

fn without<'t>(text: &'t str, sign: Option<&str>) -> &'t str {
    sign.and_then(|sign| text.strip_prefix(sign))
        .unwrap_or(text)
}

fn strip_answer_mark(text: &mut String) {
    // "#### Answer: B" names the right option and stays.
    if let Some(rest) = strip_mark(text) {
        *text = rest.to_owned();
    }
}

/// Pushes a list without the items that are follow-ups: questions that have something below them,
/// questions throughout, or an item that announces those below it.
fn list(document: &Document, block: &Block, parts: &mut Vec<String>, answer: &mut Answer) {
    let asks = |item: &Block| form(first_line(item.lead())) == Form::Question;
    let has_list = |item: &Block| item.children.iter().skip(1).any(Block::is_list);
    let all_ask = block.children.iter().all(asks);
    let mut kept: Vec<String> = Vec::new();
    for item in &block.children {
        if document.is_said_to_answer(item) {
            kept.push(document.slice(&item.range));
        } else if words::is_follow_up_title(item.lead()) && has_list(item) {
            let items = item.children.iter().skip(1).flat_map(|list| &list.children);
            answer
                .follow_ups
                .extend(items.map(|item| follow_up(document, item)));
        } else if all_ask || tail_question(item.lead()).is_some() || (asks(item) && has_list(item))
        {
            answer.follow_ups.push(follow_up(document, item));
        } else {
            kept.push(document.slice(&item.range));
        }
    }
    if kept.len() == block.children.len() {
        parts.push(document.slice(&block.range));
    } else if !kept.is_empty() {
        parts.push(kept.join("\n"));
    }
}

fn first_line(text: &str) -> &str {
    text.split('\n').next().unwrap_or(text)
}

/// The kind and title of a callout (`[!question]- Title`) and what stands below it.
pub(super) fn callout(unquoted: &str) -> Option<(String, String, &str)> {
    let rest = unquoted.trim_start().strip_prefix("[!")?;
    let (kind, rest) = rest.split_once(']')?;
    if kind.len() > 40 {
        return None;
    }
    let (title, body) = rest.split_once('\n').unwrap_or((rest, ""));
    let title = title.trim_start_matches(['-', '+']).trim();
    Some((kind.to_lowercase(), title.to_owned(), body))
}

fn details(
    document: &Document,
    title: &str,
    body: &std::ops::Range<usize>,
    depth: usize,
    parts: &mut Vec<String>,
    answer: &mut Answer,
) {
    let text = body_text(document, body);
    if depth >= DEEPEST {
        parts.push(text);
        return;
    }
    let inner = document.part(text, body);
    let below = read_at(&inner, &inner.blocks, depth + 1);
    if words::is_link_title(title) && inner.blocks.iter().all(is_links) {
        answer.links.extend(below.links);
        for block in &inner.blocks {
            links_of(&inner, block, &mut answer.links);
        }
        return;
    }
    if is_button(document, title) {
        if !below.prompt.is_empty() {
            parts.push(below.prompt);
        }
        parts.push(below.text);
        answer.key_points.extend(below.key_points);
        answer.follow_ups.extend(below.follow_ups);
        answer.links.extend(below.links);
        if answer.experience.is_empty() {
            answer.experience = below.experience;
        }
        return;
    }
    let tail = tail_question(title);
    if tail.is_some() || form(title) == Form::Question {
        let (question, _) = words::cleaned_question(tail.unwrap_or(title));
        answer.follow_ups.push(FollowUp {
            question,
            answer: below.text,
            follow_ups: below.follow_ups,
        });
        return;
    }
    parts.push(format!("**{title}**"));
    parts.push(below.text);
}
