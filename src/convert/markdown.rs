//! Markdown notes as cards.
//!
//! `flashcards` takes what says itself what it is. `blocks` reads the structure, `sections` makes a
//! tree of the headings, `find` walks it and judges each section, `scan`, `lists`, `folded` and
//! `bare_lines` take the bodies that hold questions. `reading` weighs evidence over the whole note,
//! `merge` decides between the two. `answer` makes answers, `words` judges words, `account` gives
//! every line its role, `outcome` says how well the note was read.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

use crate::bank::Asked;

use super::{Note, clean_text};
use blocks::{Block, Document, Kind};
use find::{Context, Finder, Mode};
use sections::{Section, Survey};

pub use constraint::Constraint;
pub use reading::Weights;
use reading::{Reading, Said};

mod account;
mod answer;
mod bare_lines;
mod blocks;
mod constraint;
#[cfg(test)]
mod conventions;
mod find;
mod flashcards;
mod folded;
mod hidden;
pub(super) mod html;
mod lists;
mod merge;
mod outcome;
pub mod reading;
mod scan;
mod scheduled;
mod sections;
mod topics;
mod words;

/// The cards of a note. `name` is what the note is called, without its ending: the interview's
/// name where the note is one interview's report.
pub fn read(name: &str, text: &str) -> Note {
    read_with(name, text, &[], &Weights::default())
}

/// As [`read`], under what the user said of the note's lines, and with other weights.
pub fn read_with(name: &str, text: &str, constraints: &[Constraint], weights: &Weights) -> Note {
    let latest = constraint::latest(constraints);
    let constraints =
        &constraint::with_askers(&latest, |others| read_with(name, text, others, weights));
    let said = &constraint::said(constraints);
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.to_owned()
    };
    let mut shown = hidden::read(&text);
    constraint::leave_out(constraints, &mut shown);
    let mut document = Document::read(std::mem::take(&mut shown.text), 1);
    document.buttons = Rc::new(buttons(&document));
    document.answers = Rc::new(constraint::answers(constraints, &document.text));
    sections::straighten(&mut document.blocks);
    let root = Section::tree(&document.blocks);
    let context = root_context(name, &shown.title, &document, &root);
    let mut finder = Finder {
        tags: shown
            .tags
            .iter()
            .filter(|tag| flashcards::deck_of(tag).is_none())
            .map(|tag| super::clean_line(tag))
            .collect(),
        survey: Survey::of(&document),
        ..Finder::default()
    };
    let is_tagged = shown
        .tags
        .iter()
        .any(|tag| tag.to_lowercase().contains("flashcard"));
    let deck = shown.tags.iter().find_map(|tag| flashcards::deck_of(tag));
    let deck = deck.unwrap_or_default();
    let flashcards = flashcards::take(&document, &finder, &context, is_tagged, deck);
    let title = format!("{name} {}", shown.title);
    let is_explicit = !flashcards.cards.is_empty();
    let known = if is_explicit {
        // An explicit syntax is in use: it needs no help.
        Vec::new()
    } else {
        by_conventions(&mut finder, &document, &root, &context, &shown)
    };
    let again = Again {
        title: &title,
        name,
        text: &text,
        explicit: &flashcards.lines,
        constraints,
        weights,
    };
    let reading = again.read(&document, &known, said);
    let made = reading::build::cards(&reading, &document, &finder, &context);
    let chosen = if is_explicit {
        let surely = made.into_iter().filter(|made| made.score > 4.5);
        let surely = surely.map(|made| (made.card, made.to_ask));
        let cards = flashcards.cards.into_iter().map(|card| (card, false));
        let mut all: Vec<merge::Known> = cards
            .chain(surely)
            .map(|(card, to_ask)| merge::Known { card, to_ask })
            .collect();
        all.sort_by_key(|known| known.card.lines);
        all
    } else {
        merge::choose(known, made, &reading, said)
    };
    let (to_ask, cards): (Vec<_>, Vec<_>) = chosen.into_iter().partition(|known| known.to_ask);
    let mut note = Note {
        deck: None,
        title: note_title(&shown, &document, &finder.survey),
        place: super::Place::Own,
        cards: cards.into_iter().map(|known| known.card).collect(),
        to_ask: to_ask.into_iter().map(|known| known.card).collect(),
        checklist: finder.checklist,
        skipped: finder.skipped,
        lines: Vec::new(),
        shapes: Vec::new(),
        reading: std::mem::take(&mut shown.reading),
        outcome: None,
    };
    note.cards.retain(|card| !card.question.is_empty());
    constraint::follow(constraints, &mut note.cards);
    if note.cards.iter().any(|card| card.question == note.title) {
        note.title.clear();
    }
    keep_hidden(&mut note, &document, &shown.notes);
    scheduled::keep(&mut note, &text);
    let source = account::Source {
        text: &text,
        shown: &document.text,
        hidden: &shown.places,
        left_out: &constraint::left_out(constraints),
        buttons: &document.buttons,
    };
    account::settle(&mut note, &reading, &source);
    note.outcome = Some(outcome::of(&note, &reading, is_explicit, weights));
    note
}

/// What a note is read by, and under what was said of it.
struct Again<'a> {
    /// Its name and its title.
    title: &'a str,
    name: &'a str,
    text: &'a str,
    /// The lines of cards in an explicit syntax.
    explicit: &'a HashSet<usize>,
    constraints: &'a [Constraint],
    weights: &'a Weights,
}

impl Again<'_> {
    fn read<'d>(&self, document: &'d Document, known: &[merge::Known], said: &Said) -> Reading<'d> {
        let read = |said: &Said| {
            reading::read(
                self.title,
                &document.text,
                self.explicit,
                said,
                self.weights,
            )
        };
        let reading = read(said);
        if said.other {
            // The next best reading does without what most cards of this one have for a marker.
            let is_before = |constraint: &&Constraint| **constraint != Constraint::OtherReading;
            let before: Vec<_> = self.constraints.iter().filter(is_before).copied().collect();
            let first = read_with(self.name, self.text, &before, self.weights);
            let main = outcome::main_line(&first, &reading);
            let mut without = said.clone();
            without
                .alike
                .extend(main.into_iter().map(|line| (line, false)));
            return read(&without);
        }
        if said.is_empty() {
            return reading;
        }
        read(&merge::kept(known, &reading, said))
    }
}

/// The title that a note gives itself: in its front matter, or as its only heading of the first
/// level, which stands before all others.
fn note_title(shown: &hidden::Shown, document: &Document, survey: &Survey) -> String {
    if !shown.title.is_empty() {
        return super::clean_line(&shown.title);
    }
    let first = document.blocks.iter().find(|block| block.is_heading());
    let is_title = |block: &&Block| matches!(block.kind, Kind::Heading { level: 1, .. });
    let found = first.filter(is_title).filter(|_| survey.titles == 1);
    found.map_or_else(String::new, |block| {
        super::clean_line(&words::cleaned_question(&block.text).0)
    })
}

/// What the conventions that are known exactly make of a note.
fn by_conventions(
    finder: &mut Finder,
    document: &Document,
    root: &Section,
    context: &Context,
    shown: &hidden::Shown,
) -> Vec<merge::Known> {
    finder.take(document, root, context);
    let has_title = shown.has_front_matter && !shown.title.is_empty();
    if let Some(topics) = topics::choose(document, root, finder, has_title) {
        finder.cards.clear();
        finder.skipped.clear();
        topics::take(finder, document, root, &topics, context);
    }
    let cards = std::mem::take(&mut finder.cards)
        .into_iter()
        .map(|card| (card, false));
    let to_ask = std::mem::take(&mut finder.to_ask)
        .into_iter()
        .map(|card| (card, true));
    cards
        .chain(to_ask)
        .map(|(card, to_ask)| merge::Known { card, to_ask })
        .collect()
}

/// The words of every `<summary>` that stands in the note three times and more and does not ask:
/// a button, in whatever language.
fn buttons(document: &Document) -> HashSet<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for block in &document.blocks {
        if matches!(block.kind, Kind::Details { .. }) {
            *counts.entry(block.text.clone()).or_default() += 1;
        }
    }
    counts.retain(|words, count| *count >= 3 && words::form(words) != words::Form::Question);
    counts.into_keys().collect()
}

/// What holds for the whole note: a page of questions to ask, or one interview's report.
fn root_context(name: &str, title: &str, document: &Document, root: &Section) -> Context {
    let first = root
        .children
        .first()
        .map_or("", |first| first.title(document));
    let preface = &document.blocks[root.body.clone()];
    let mut context = Context {
        section: String::new(),
        mode: Mode::Plain,
        asked: None,
        interviews: false,
        numbered: false,
        depth: 0,
    };
    let titled =
        root.children.len() == 1 || root.children.first().is_some_and(|top| top.level == 1);
    if words::is_to_ask(title) || (titled && words::is_to_ask(first)) {
        context.mode = Mode::ToAsk;
    } else if is_report(preface) {
        context.mode = Mode::Questions;
        context.interviews = true;
        context.asked = Some(Asked {
            on: words::date_in(name),
            interview: Some(super::clean_line(name)),
        });
    }
    context
}

/// Whether a note begins with facts about an interview: `time: 1 h`, `people: 1:4`.
fn is_report(preface: &[Block]) -> bool {
    let facts: Vec<&str> = preface
        .iter()
        .filter(|block| block.kind == Kind::Paragraph || block.is_list())
        .flat_map(|block| {
            let leads = block.children.iter().map(Block::lead);
            block.text.lines().chain(leads)
        })
        .filter(|line| {
            line.split_once(':').is_some_and(|(key, value)| {
                key.chars().count() <= 16 && !value.trim().is_empty() && !value.starts_with("//")
            })
        })
        .collect();
    facts.len() >= 2 && facts.iter().any(|line| words::names_interview(line))
}

/// Gives what was hidden to the card around it, or to the one before it.
fn keep_hidden(note: &mut Note, document: &Document, hidden: &[(Range<usize>, String)]) {
    for (range, said) in hidden {
        let line = document.line(range.start);
        let at = note.cards.partition_point(|card| card.lines.0 <= line);
        let before = at.checked_sub(1).and_then(|at| note.cards.get_mut(at));
        let Some(card) = before else {
            continue;
        };
        if !card.notes.is_empty() {
            card.notes.push_str("\n\n");
        }
        card.notes.push_str(&clean_text(said));
    }
}

/// The character and length of a line that opens or closes a fence of code.
pub(super) fn fence_mark(line: &str) -> Option<(u8, usize)> {
    let bare = line.trim_start_matches([' ', '\t', '>']);
    let first = *bare
        .as_bytes()
        .first()
        .filter(|b| **b == b'`' || **b == b'~')?;
    let length = bare.bytes().take_while(|b| *b == first).count();
    // Backticks after the opening ones make it inline code.
    (length >= 3 && !(first == b'`' && bare[length..].contains('`'))).then_some((first, length))
}
