//! The body of a section that is no answer: every convention in which it may hold questions.

use std::ops::Range;

use super::super::{Found, clean_text};
use super::answer;
use super::blocks::{Block, Document, Kind, Listed};
use super::find::{Context, Finder, Mode, fill};
use super::sections::title_form;
use super::words::{self, Form};
use super::{bare_lines, folded, lists};

/// Takes the blocks of a section's body.
pub(super) fn body(
    finder: &mut Finder,
    document: &Document,
    range: Range<usize>,
    context: &Context,
) {
    let blocks = &document.blocks[range.clone()];
    if context.mode == Mode::Asked && blocks.iter().all(is_line_block) {
        bare_lines::take(finder, document, range, context);
        return;
    }
    let numbered = lists::numbered_questions(blocks, context, finder);
    let mut i = 0;
    while i < blocks.len() {
        let block = &blocks[i];
        let until = match &block.kind {
            _ if block.is_nothing => i + 1,
            Kind::Details { .. } => {
                folded::details(finder, document, block, context);
                i + 1
            }
            Kind::Quote => {
                match folded::callout(finder, document, block, context) {
                    Some(card) => {
                        finder.structured += 1;
                        finder.cards.push(card);
                    }
                    None => finder.skip(document, &block.range, "prose"),
                }
                i + 1
            }
            Kind::Table => {
                table(finder, document, block, context);
                i + 1
            }
            Kind::Paragraph => paragraph(finder, document, blocks, i, context),
            Kind::List { ordered } => {
                lists::list(finder, document, blocks, i, numbered && *ordered, context)
            }
            _ => {
                finder.skip(document, &block.range, "prose");
                i + 1
            }
        };
        i = until.max(i + 1);
    }
}

fn is_line_block(block: &Block) -> bool {
    matches!(
        block.kind,
        Kind::Paragraph | Kind::List { .. } | Kind::Quote | Kind::Rule | Kind::Html
    )
}

/// Whether a paragraph is a bold line that asks.
fn is_bold_question(finder: &Finder, document: &Document, blocks: &[Block], at: usize) -> bool {
    let block = &blocks[at];
    if block.kind != Kind::Paragraph {
        return false;
    }
    if finder.survey.bold_numbers_ask && begins_with_bold_number(document, block) {
        return true;
    }
    if !block.bold_first_line {
        return false;
    }
    let first = first_line(&block.text);
    if title_form(first, Listed::No) == Form::Question {
        return true;
    }
    let separated = at == 0 || blocks[at - 1].is_nothing;
    finder.survey.bold_lines_ask
        && separated
        && first.chars().count() > 3
        && !first.trim_end().ends_with(':')
}

/// Whether a paragraph begins with a number in bold: `**3)** …`, `**4. Two sum**. …`.
pub(super) fn begins_with_bold_number(document: &Document, block: &Block) -> bool {
    let source = document.text.get(block.range.clone()).unwrap_or_default();
    let Some(rest) = source.strip_prefix("**") else {
        return false;
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits) && rest[digits..].starts_with([')', '.'])
}

pub(super) fn first_line(text: &str) -> &str {
    text.trim().lines().next().unwrap_or_default()
}

/// `Q: …` at the start of a line, without the mark.
fn question_mark(line: &str) -> Option<&str> {
    let line = line.trim();
    let bold = line.trim_start_matches("**");
    if !bold.starts_with(['Q', 'q', '질', '문']) {
        return None;
    }
    let (rest, marked) = words::without_number(bold);
    (marked && rest.len() < bold.len()).then_some(rest)
}

/// A paragraph and those after it that answer it; gives the index after the last one taken.
fn paragraph(
    finder: &mut Finder,
    document: &Document,
    blocks: &[Block],
    at: usize,
    context: &Context,
) -> usize {
    let block = &blocks[at];
    if is_bold_question(finder, document, blocks, at) {
        let end = (at + 1..blocks.len())
            .find(|&next| {
                is_bold_question(finder, document, blocks, next)
                    || (matches!(blocks[next].kind, Kind::Details { .. })
                        && !answer::is_button(document, &blocks[next].text))
            })
            .unwrap_or(blocks.len());
        lead_card(finder, document, &blocks[at..end], context);
        finder.structured += 1;
        return end;
    }
    let lines: Vec<&str> = block.text.trim().lines().collect();
    if question_mark(lines.first().unwrap_or(&"")).is_some() {
        let end = (at + 1..blocks.len())
            .find(|&next| question_mark(first_line(&blocks[next].text)).is_some())
            .unwrap_or(blocks.len());
        question_and_answer(finder, document, &blocks[at..end], context);
        finder.structured += 1;
        return end;
    }
    if context.mode == Mode::Questions || context.mode == Mode::Asked {
        let asking = lines
            .iter()
            .filter(|line| title_form(line, Listed::No) == Form::Question)
            .count();
        if lines.len() > 1 && asking * 2 >= lines.len() && next_is_no_answer(blocks, at) {
            for (i, line) in lines.iter().enumerate() {
                if words::is_statement(line) {
                    continue;
                }
                let line_range = nth_line(document, &block.range, i);
                let card = finder.card(document, line, line_range, context);
                finder.cards.push(card);
            }
            return at + 1;
        }
        if lines
            .first()
            .is_some_and(|line| title_form(line, Listed::No) == Form::Question)
        {
            let end = (at + 1..blocks.len())
                .find(|&next| {
                    let block = &blocks[next];
                    block.kind == Kind::Paragraph
                        && title_form(first_line(&block.text), Listed::No) == Form::Question
                })
                .unwrap_or(blocks.len());
            lead_card(finder, document, &blocks[at..end], context);
            return end;
        }
    }
    let why = if block.only_links() { "links" } else { "prose" };
    finder.skip(document, &block.range, why);
    at + 1
}

fn next_is_no_answer(blocks: &[Block], at: usize) -> bool {
    !blocks.get(at + 1).is_some_and(Block::is_list)
}

/// The range of the line number `n` of a block.
fn nth_line(document: &Document, range: &Range<usize>, n: usize) -> Range<usize> {
    let mut start = range.start;
    for (i, line) in document.text[range.clone()]
        .split_inclusive('\n')
        .enumerate()
    {
        if i == n {
            return start..start + line.trim_end().len();
        }
        start += line.len();
    }
    range.clone()
}

/// A card whose question is the first line of the first block; the rest answers.
fn lead_card(finder: &mut Finder, document: &Document, blocks: &[Block], context: &Context) {
    let Some((lead, rest)) = blocks.split_first() else {
        return;
    };
    let end = last_used(blocks);
    let mut card = finder.card(
        document,
        first_line(&lead.text),
        lead.range.start..end,
        context,
    );
    let mut answer = answer::read(document, rest);
    let source = document.slice(&lead.range);
    if let Some((_, more)) = source.split_once('\n') {
        let more = super::html::soften(more);
        let more = answer::strip_mark(&more).unwrap_or(&more).trim();
        let text = format!("{more}\n\n{}", answer.text);
        text.trim().clone_into(&mut answer.text);
    }
    fill(&mut card, answer, rest);
    finder.cards.push(card);
}

pub(super) fn last_used(blocks: &[Block]) -> usize {
    blocks
        .iter()
        .rev()
        .find(|block| !block.is_nothing)
        .or(blocks.first())
        .map_or(0, |block| block.range.end)
}

/// `Q: … A: …`, in one paragraph or over several.
fn question_and_answer(
    finder: &mut Finder,
    document: &Document,
    blocks: &[Block],
    context: &Context,
) {
    let Some((lead, rest)) = blocks.split_first() else {
        return;
    };
    let mut card: Option<(Found, Vec<String>)> = None;
    let lines: Vec<&str> = lead.text.trim().lines().collect();
    let sources: Vec<String> = document
        .slice(&lead.range)
        .lines()
        .map(str::to_owned)
        .collect();
    let mut done = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        if let Some(asked) = question_mark(line) {
            done.extend(card.take());
            let range = nth_line(document, &lead.range, i);
            card = Some((finder.card(document, asked, range, context), Vec::new()));
        } else if let Some((_, answer)) = card.as_mut() {
            let source = sources.get(i).map_or(*line, String::as_str);
            answer.push(answer::strip_mark(source).unwrap_or(source).to_owned());
        }
    }
    for (mut card, answer) in done {
        card.answer = clean_text(answer.join("\n").trim());
        card.lines.1 += answer.len();
        finder.cards.push(card);
    }
    if let Some((mut card, own)) = card {
        let mut answer = answer::read(document, rest);
        let only_code = own.is_empty()
            && rest
                .iter()
                .all(|block| block.kind == Kind::Code || block.is_nothing);
        if only_code {
            answer.prompt = std::mem::take(&mut answer.text);
        }
        let text = format!("{}\n\n{}", own.join("\n"), answer.text);
        text.trim().clone_into(&mut answer.text);
        card.lines.1 = document.lines(&(lead.range.start..last_used(blocks))).1;
        fill(&mut card, answer, rest);
        finder.cards.push(card);
    }
}

/// A table with a column of questions.
fn table(finder: &mut Finder, document: &Document, block: &Block, context: &Context) {
    let Some((header, rows)) = block.children.split_first() else {
        return;
    };
    let heading = |cell: &Block| cell.text.trim().to_lowercase();
    // "My answer", "예상 질문": the last word says what the column holds.
    let find = |words: &[&str], endings: &[&str]| {
        let is_it = |cell: &Block| {
            let heading = heading(cell);
            words.contains(&heading.as_str())
                || endings.iter().any(|ending| heading.ends_with(ending))
        };
        header.children.iter().position(is_it)
    };
    let asked = find(
        &["q", "front", "앞면"],
        &["question", "questions", "질문", "문제"],
    );
    let answer = find(
        &[
            "a",
            "back",
            "뒷면",
            "답",
            "정답",
            "해답",
            "모범답",
            "대답",
            "해설",
        ],
        &["answer", "answers", "답변", "답안", " 답"],
    );
    let linked = rows
        .iter()
        .filter_map(|row| asked.and_then(|column| row.children.get(column)))
        .filter(|cell| cell.only_links())
        .count();
    let (Some(asked), true) = (
        asked,
        linked * 2 <= rows.len() && (answer.is_some() || linked == 0),
    ) else {
        finder.skip(document, &block.range, "a table without questions");
        return;
    };
    for row in rows {
        let Some(cell) = row
            .children
            .get(asked)
            .filter(|cell| !cell.text.trim().is_empty())
        else {
            continue;
        };
        let mut card = finder.card(
            document,
            &cell.text.replace('\n', " "),
            row.range.clone(),
            context,
        );
        if let Some(cell) = answer.and_then(|column| row.children.get(column)) {
            let source = document.text.get(cell.range.clone()).unwrap_or_default();
            card.answer =
                clean_text(super::html::soften(source.trim().trim_matches('|').trim()).trim());
        }
        finder.structured += 1;
        finder.cards.push(card);
    }
}
