//! Walking a note section by section and judging each: questions, interviews, checklists, or
//! nothing that makes a card.

use std::ops::Range;

use crate::bank::{Asked, CardType, FollowUp};

use super::super::{Found, Skipped, clean_line, clean_text};
use super::answer::{self, Answer};
use super::blocks::{Block, Document, Kind, Listed};
use super::scan;
use super::sections::{Section, Survey};
use super::words::{self, Form};

/// How the lines and bullets of a section are to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Prose, unless they have a question's form.
    Plain,
    /// The heading announces questions.
    Questions,
    /// They were asked in an interview.
    Asked,
    /// The candidate asks them.
    ToAsk,
    /// An outline of topics: nothing in it is a question of its own.
    Outline,
}

/// What a section inherits from those around it.
#[derive(Debug, Clone)]
pub(super) struct Context {
    /// The heading that cards name as their section.
    pub section: String,
    /// How lines are to be taken.
    pub mode: Mode,
    /// When it was asked.
    pub asked: Option<Asked>,
    /// Whether a heading around names interviews.
    pub interviews: bool,
    /// Whether the heading above is only a number: what stands below it is the question.
    pub numbered: bool,
    /// How deep in documents inside the note.
    pub depth: usize,
}

/// What has been found in a note so far.
#[derive(Debug, Default)]
pub(super) struct Finder {
    /// The cards, in the note's order.
    pub cards: Vec<Found>,
    /// Questions that the candidate asks.
    pub to_ask: Vec<Found>,
    /// What is to be done.
    pub checklist: Vec<String>,
    /// What made no card.
    pub skipped: Vec<Skipped>,
    /// Tags that every card gets.
    pub tags: Vec<String>,
    /// The survey of the note.
    pub survey: Survey,
    /// How many cards stood in a structure of their own: no heading, no list in prose.
    pub structured: usize,
}

impl Finder {
    /// Says why some blocks made no card.
    pub fn skip(&mut self, document: &Document, range: &Range<usize>, why: &'static str) {
        if range.is_empty() {
            return;
        }
        let (first, last) = document.lines(range);
        self.skipped.push(Skipped {
            lines: (first, last),
            why,
        });
    }

    /// Says why the blocks of an index range made no card.
    pub fn skip_blocks(&mut self, document: &Document, blocks: &[Block], why: &'static str) {
        if let (Some(first), Some(last)) = (blocks.first(), blocks.last()) {
            self.skip(document, &(first.range.start..last.range.end), why);
        }
    }

    /// Takes a section: its own body, then those below.
    pub fn take(&mut self, document: &Document, section: &Section, context: &Context) {
        let Some(heading) = section.block(document) else {
            scan::body(self, document, section.body.clone(), context);
            self.take_all(document, &section.children, context);
            return;
        };
        let title = section.title(document);
        let blocks = &document.blocks[section.all()];
        let is_navigation =
            words::is_navigation(title) && (heading.begins_with_link() || heading.only_links());
        if is_navigation || section.traits.is_boilerplate {
            self.skip(document, &heading.range, "part of the page");
            if !words::is_contents_title(title) && !section.traits.is_link_title {
                self.skip_blocks(
                    document,
                    &document.blocks[section.body.clone()],
                    "part of the page",
                );
                self.take_all(document, &section.children, context);
            } else {
                self.skip_blocks(document, blocks, "part of the page");
            }
            return;
        }
        if Self::is_design(document, section) {
            self.design(document, section, context);
        } else if self.is_question(document, section, context) {
            self.question(document, section, &[], context);
        } else {
            let below = self.context_below(document, section, context);
            scan::body(self, document, section.body.clone(), &below);
            self.take_all(document, &section.children, &below);
        }
    }

    /// Takes sections that stand side by side; questions stacked on one another share an answer.
    pub fn take_all(&mut self, document: &Document, sections: &[Section], context: &Context) {
        let mut i = 0;
        while i < sections.len() {
            let last = self.stack_end(document, sections, i, context);
            let is_answered = document.blocks[sections[last].all()]
                .iter()
                .any(|block| !block.is_nothing);
            if last > i && is_answered {
                self.question(document, &sections[last], &sections[i..last], context);
            } else {
                for section in &sections[i..=last] {
                    self.take(document, section, context);
                }
            }
            i = last + 1;
        }
    }

    /// The index of the last of the sections that are stacked on one another: each is a question
    /// of the same level with nothing below it, and the next one begins on the next line.
    fn stack_end(
        &self,
        document: &Document,
        sections: &[Section],
        from: usize,
        context: &Context,
    ) -> usize {
        let mut at = from;
        while let (Some(here), Some(next)) = (sections.get(at), sections.get(at + 1)) {
            let (Some(upper), Some(lower)) = (here.block(document), next.block(document)) else {
                break;
            };
            let adjacent = document.lines(&upper.range).1 + 1 == document.line(lower.range.start);
            if here.level != next.level
                || here.end > here.all().start
                || !adjacent
                || !self.is_question(document, here, context)
                || !self.is_question(document, next, context)
            {
                break;
            }
            at += 1;
        }
        at
    }

    fn is_design(document: &Document, section: &Section) -> bool {
        let title = section.title(document);
        if !words::is_design(title) || section.all().is_empty() {
            return false;
        }
        let blocks = &document.blocks[section.all()];
        let range =
            blocks.first().map_or(0, |b| b.range.start)..blocks.last().map_or(0, |b| b.range.end);
        words::is_brief(&document.text[range])
    }

    fn is_question(&self, document: &Document, section: &Section, context: &Context) -> bool {
        let title = section.title(document);
        let listed = section.listed(document);
        let form = section.traits.form;
        let body = &document.blocks[section.body.clone()];
        let asking_below = section
            .children
            .iter()
            .filter(|below| below.traits.form == Form::Question)
            .count();
        let has_prose = body
            .iter()
            .any(|block| !block.is_nothing && !answer::is_links(block));
        let questions_in_details = body
            .iter()
            .filter(|block| match &block.kind {
                Kind::Details { .. } => !answer::is_button(document, &block.text),
                _ => false,
            })
            .count();
        if context.mode == Mode::ToAsk {
            return false;
        }
        if form == Form::Question {
            let is_container = (asking_below >= 2 && !has_prose) || questions_in_details >= 2;
            return !is_container;
        }
        if !(self.survey.asks_at(section.level) || context.numbered)
            || listed == Listed::Bulleted
            || section.traits.announces_questions
            || words::is_to_ask(title)
            || is_anchor(title)
        {
            return false;
        }
        asking_below == 0 && questions_in_details == 0
    }

    fn context_below(&self, document: &Document, section: &Section, context: &Context) -> Context {
        let title = section.title(document);
        let lone_title = section.level == 1 && self.survey.titles == 1;
        let mut below = context.clone();
        let questions = section
            .children
            .iter()
            .filter(|below| !below.traits.is_boilerplate);
        below.numbered = is_anchor(title) && questions.count() == 1;
        if !is_anchor(title) {
            // The numbers of a date are none before a question.
            below.section = if words::date_in(title).is_some() {
                clean_line(&words::unadorned(title))
            } else {
                clean_line(&words::cleaned_question(title).0)
            };
        }
        let body = &document.blocks[section.body.clone()];
        if section.listed(document) == Listed::Bulleted {
            below.mode = Mode::Outline;
        } else if words::is_to_ask(title) || context.mode == Mode::ToAsk {
            below.mode = Mode::ToAsk;
        } else if words::names_one_interview(title)
            || (context.interviews && words::is_numbered_experience(title))
            || (words::date_in(title).is_some() && is_bare_list(document, body))
        {
            below.mode = Mode::Asked;
            below.asked = Some(asked_at(title));
            below.interviews = true;
        } else if section.traits.announces_questions && !lone_title {
            below.mode = Mode::Questions;
            below.interviews |= words::names_interview(title);
        } else if context.mode != Mode::Asked && section.level <= 1 {
            below.mode = Mode::Plain;
        }
        below
    }

    /// A card whose question is the heading of a section; `stacked` are the headings above it
    /// that share its answer.
    pub fn question(
        &mut self,
        document: &Document,
        section: &Section,
        stacked: &[Section],
        context: &Context,
    ) {
        let blocks = &document.blocks[section.all()];
        let answer = answer::read(document, blocks);
        let first = stacked.first().unwrap_or(section);
        let Some(heading) = first.block(document) else {
            return;
        };
        let own_start = section.block(document).map_or(0, |block| block.range.start);
        let end = blocks
            .iter()
            .rev()
            .find(|block| !block.is_nothing)
            .map_or_else(
                || {
                    section
                        .block(document)
                        .map_or(own_start, |block| block.range.end)
                },
                |block| block.range.end,
            );
        let mut card = self.card(
            document,
            first.title(document),
            heading.range.start..end,
            context,
        );
        for other in stacked
            .iter()
            .skip(1)
            .chain((!stacked.is_empty()).then_some(section))
        {
            card.also_asked.push(clean_line(
                &words::cleaned_question(other.title(document)).0,
            ));
        }
        // Options with the right one ticked answer the question themselves.
        fill(&mut card, answer, blocks);
        self.cards.push(card);
    }

    fn design(&mut self, document: &Document, section: &Section, context: &Context) {
        self.question(document, section, &[], context);
        if let Some(card) = self.cards.last_mut() {
            card.card_type = CardType::Design;
        }
    }

    /// A card for a question as it stands in the note, without an answer yet.
    pub fn card(
        &self,
        document: &Document,
        asked: &str,
        range: Range<usize>,
        context: &Context,
    ) -> Found {
        let (line, more) = asked.trim().split_once('\n').unwrap_or((asked.trim(), ""));
        let (line, said) = split_answer(line);
        let (line, next) = answer::split_arrow(line);
        let (line, same) = split_paraphrases(line);
        let (question, importance) = words::cleaned_question(line);
        let mut tags = Vec::new();
        if !context.section.is_empty() {
            tags.push(context.section.clone());
        }
        tags.extend(
            self.tags
                .iter()
                .filter(|tag| **tag != context.section)
                .cloned(),
        );
        let mut card = Found {
            question: clean_line(&question),
            importance,
            section: context.section.clone(),
            asked: context.asked.iter().cloned().collect(),
            lines: document.lines(&range),
            tags,
            answer: clean_text(said),
            ..Found::default()
        };
        card.also_asked = same
            .iter()
            .map(|same| clean_line(&words::cleaned_question(same).0))
            .collect();
        if let Some(next) = next {
            card.follow_ups.push(FollowUp {
                question: clean_line(&words::cleaned_question(next).0),
                ..FollowUp::default()
            });
        }
        for more in more.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if words::form(more) == Form::Question {
                card.also_asked
                    .push(clean_line(&words::cleaned_question(more).0));
            } else {
                card.question.push(' ');
                card.question.push_str(&clean_line(more));
            }
        }
        card
    }
}

/// "#4", "Q3", "12": a heading that is only a number.
pub(super) fn is_anchor(title: &str) -> bool {
    title.chars().filter(|c| c.is_alphabetic()).count() <= 1
        && title.chars().any(|c| c.is_ascii_digit())
}

/// The interview that a heading names.
pub(super) fn asked_at(title: &str) -> Asked {
    let on = words::date_in(title);
    let name = clean_line(&words::cleaned_question(&words::without_date(title)).0);
    Asked {
        on,
        interview: Some(name).filter(|name| !name.is_empty()),
    }
}

/// Whether a body is a list of lines, bare or with bullets, and not prose.
fn is_bare_list(document: &Document, body: &[Block]) -> bool {
    let mut lines = 0;
    let mut stating = 0;
    for block in body {
        match block.kind {
            Kind::Paragraph | Kind::List { .. } => {
                for line in document.text[block.range.clone()].lines() {
                    lines += 1;
                    stating +=
                        usize::from(words::is_statement(line) || line.trim_end().ends_with('.'));
                }
            }
            Kind::Rule | Kind::Html => {}
            _ => return false,
        }
    }
    lines > 1 && stating * 3 < lines
}

/// `Q? Answer: A`, `Q :: A` as the two.
fn split_answer(text: &str) -> (&str, &str) {
    for mark in ["Answer:", "A:", "답:", "정답:"] {
        if let Some((asked, said)) = text.split_once(mark)
            && asked.trim_end().ends_with(['?', '？'])
        {
            return (asked.trim_end(), said.trim());
        }
    }
    // Two colons part the sides of a flashcard.
    match text.split_once(" :: ") {
        Some((asked, said)) if words::form(asked) == Form::Question => (asked, said.trim()),
        _ => (text, ""),
    }
}

/// `Q (=Q2)(=Q3)` as the question and its other wordings.
fn split_paraphrases(text: &str) -> (&str, Vec<&str>) {
    let Some(at) = text.find("(=") else {
        return (text, Vec::new());
    };
    let same = text[at..]
        .split("(=")
        .skip(1)
        .map(|part| part.trim().trim_end_matches(')').trim())
        .filter(|part| !part.is_empty())
        .collect();
    (text[..at].trim_end(), same)
}

/// Puts what was read below a question into its card.
pub(super) fn fill(card: &mut Found, answer: Answer, blocks: &[Block]) {
    card.prompt = clean_text(&answer.prompt);
    card.answer = clean_text(format!("{}\n\n{}", card.answer, answer.text).trim());
    if card.answer.is_empty() {
        let ticked: Vec<&str> = blocks
            .iter()
            .filter(|block| answer::is_choice(block))
            .flat_map(|list| &list.children)
            .filter(|item| item.kind == Kind::Item { task: Some(true) })
            .map(Block::lead)
            .collect();
        card.answer = clean_text(&ticked.join("\n"));
    }
    card.key_points = answer
        .key_points
        .iter()
        .map(|point| clean_line(point))
        .collect();
    card.follow_ups
        .extend(answer.follow_ups.into_iter().map(clean_follow_up));
    card.experience = clean_text(&answer.experience);
    card.links = answer.links.iter().map(|link| clean_line(link)).collect();
}

/// A follow-up whose texts are safe to show.
pub(super) fn clean_follow_up(found: FollowUp) -> FollowUp {
    FollowUp {
        question: clean_line(&found.question),
        answer: clean_text(&found.answer),
        follow_ups: found.follow_ups.into_iter().map(clean_follow_up).collect(),
    }
}
