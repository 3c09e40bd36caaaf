//! A note's headings as a tree, and what can be told of all of them together.

use std::ops::Range;

use super::blocks::{Block, Document, Kind, Listed};
use super::words::{self, Form, Traits};

/// A heading with what stands below it; the root has none.
#[derive(Debug)]
pub(super) struct Section {
    /// The heading's index among the blocks.
    pub heading: Option<usize>,
    /// 1–6; 0 for the root.
    pub level: u8,
    /// The blocks between the heading and the next one.
    pub body: Range<usize>,
    /// The index after the last block below the heading, deeper headings included.
    pub end: usize,
    /// What the heading says.
    pub traits: Traits,
    /// The sections directly below.
    pub children: Vec<Section>,
}

impl Section {
    /// The tree of all headings.
    pub fn tree(blocks: &[Block]) -> Self {
        let mut headings = blocks
            .iter()
            .enumerate()
            .filter_map(|(at, block)| match block.kind {
                Kind::Heading { level, .. } => Some((at, level)),
                _ => None,
            });
        let headings: Vec<(usize, u8)> = headings.by_ref().collect();
        let mut next = 0;
        let first = headings.first().map_or(blocks.len(), |(at, _)| *at);
        let children = Self::below(0, blocks, &headings, &mut next, blocks.len());
        Self {
            traits: Traits::of("", Form::Plain),
            heading: None,
            level: 0,
            body: 0..first,
            end: blocks.len(),
            children,
        }
    }

    fn below(
        level: u8,
        blocks: &[Block],
        headings: &[(usize, u8)],
        next: &mut usize,
        end: usize,
    ) -> Vec<Self> {
        let mut sections = Vec::new();
        while let Some(&(at, own)) = headings.get(*next).filter(|(_, own)| *own > level) {
            *next += 1;
            let body_end = headings.get(*next).map_or(end, |(at, _)| *at);
            let children = Self::below(own, blocks, headings, next, end);
            let traits = match &blocks[at].kind {
                Kind::Heading { listed, .. } => {
                    Traits::of(&blocks[at].text, title_form(&blocks[at].text, *listed))
                }
                _ => Traits::of("", Form::Plain),
            };
            sections.push(Self {
                traits,
                heading: Some(at),
                level: own,
                body: at + 1..body_end,
                end: headings.get(*next).map_or(end, |(at, _)| *at),
                children,
            });
        }
        sections
    }

    /// The heading's block.
    pub fn block<'d>(&self, document: &'d Document) -> Option<&'d Block> {
        self.heading.and_then(|at| document.blocks.get(at))
    }

    /// The heading's text, on one line.
    pub fn title<'d>(&self, document: &'d Document) -> &'d str {
        self.block(document).map_or("", |block| block.text.trim())
    }

    /// What kind of list item the heading stood in.
    pub fn listed(&self, document: &Document) -> Listed {
        match self.block(document).map(|block| &block.kind) {
            Some(Kind::Heading { listed, .. }) => *listed,
            _ => Listed::No,
        }
    }

    /// Everything below the heading.
    pub fn all(&self) -> Range<usize> {
        self.heading.map_or(0, |at| at + 1)..self.end
    }
}

/// How much a heading looks like a question. Under a bullet a heading is an outline's topic
/// unless it ends in a question mark.
pub(super) fn title_form(title: &str, listed: Listed) -> Form {
    let title = words::unadorned(title);
    if listed == Listed::Bulleted && !title.contains(['?', '？']) {
        return Form::Plain;
    }
    let (asked, is_numbered) = words::without_number(&title);
    if is_numbered && title.starts_with(['Q', '질']) {
        return Form::Question;
    }
    words::form(asked)
}

/// Puts headings at the levels that they mean where questions are numbered headings (`3. ### Q`):
/// such a question of another level stands among them, and a heading without a number at their
/// level belongs to the answer above it.
pub(super) fn straighten(blocks: &mut [Block]) {
    let mut numbered = [0usize; 7];
    let mut total = [0usize; 7];
    for block in blocks.iter() {
        if let Kind::Heading { level, listed } = block.kind {
            total[usize::from(level).min(6)] += 1;
            numbered[usize::from(level).min(6)] += usize::from(listed == Listed::Numbered);
        }
    }
    let Some(level) = (1..=5u8).max_by_key(|&level| numbered[usize::from(level)]) else {
        return;
    };
    let at = usize::from(level);
    if numbered.iter().sum::<usize>() < 3 || numbered[at] * 2 < total[at] {
        return;
    }
    let mut inside = false;
    for block in blocks {
        let Kind::Heading { level: own, listed } = block.kind else {
            continue;
        };
        let asks = title_form(&block.text, listed) == Form::Question;
        let new = match listed {
            Listed::Numbered if asks => level,
            Listed::No if own == level && inside => level + 1,
            _ => own,
        };
        inside = listed == Listed::Numbered || (inside && new > level);
        block.kind = Kind::Heading { level: new, listed };
    }
}

/// What holds for a whole note.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// At which levels headings are questions as a rule, so that one without a question's form
    /// ("SSH and FTP") is one too.
    pub question_level: [bool; 7],
    /// How many headings of the first level it has.
    pub titles: usize,
    /// Whether its lists hold questions as a rule.
    pub lists_ask: bool,
    /// Whether its bold lines are questions as a rule.
    pub bold_lines_ask: bool,
    /// Whether bold numbers begin its questions.
    pub bold_numbers_ask: bool,
}

impl Survey {
    /// Looks over a note.
    pub fn of(document: &Document) -> Self {
        let mut total = [0usize; 7];
        let mut asking = [0usize; 7];
        let (mut items, mut asking_items) = (0usize, 0usize);
        let (mut bold, mut asking_bold) = (0usize, 0usize);
        let mut bold_numbers = 0usize;
        let mut titles = 0usize;
        for block in &document.blocks {
            if block.kind == Kind::Paragraph {
                bold_numbers += usize::from(super::scan::begins_with_bold_number(document, block));
            }
            match &block.kind {
                Kind::Heading { level, listed } => {
                    titles += usize::from(*level == 1);
                    if words::is_boilerplate(&block.text) || *listed == Listed::Bulleted {
                        continue;
                    }
                    let level = usize::from(*level).min(6);
                    total[level] += 1;
                    if title_form(&block.text, *listed) == Form::Question {
                        asking[level] += 1;
                    }
                }
                Kind::Paragraph if block.bold_first_line => {
                    bold += 1;
                    let first = block.text.trim().lines().next().unwrap_or_default();
                    if title_form(first, Listed::No) == Form::Question {
                        asking_bold += 1;
                    }
                }
                Kind::List { .. } => {
                    for item in &block.children {
                        let is_task = matches!(item.kind, Kind::Item { task: Some(_) });
                        if is_task || super::answer::is_links(item) {
                            continue;
                        }
                        items += 1;
                        if title_form(item.lead(), Listed::No) == Form::Question {
                            asking_items += 1;
                        }
                    }
                }
                _ => {}
            }
        }
        let mut question_level = [false; 7];
        for level in 1..=6 {
            let (n, asks) = (total[level], asking[level]);
            question_level[level] = asks >= 2 && asks * 10 >= n * 3;
        }
        Self {
            question_level,
            lists_ask: asking_items >= 3 && asking_items * 2 >= items,
            titles,
            bold_numbers_ask: bold_numbers >= 3,
            bold_lines_ask: asking_bold >= 1 && asking_bold * 2 >= bold,
        }
    }

    /// Whether headings of this level are questions as a rule.
    pub fn asks_at(&self, level: u8) -> bool {
        self.question_level
            .get(usize::from(level))
            .copied()
            .unwrap_or(false)
    }
}
