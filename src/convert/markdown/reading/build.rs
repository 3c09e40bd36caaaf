//! The cards of a reading: the lines say what asks, today's answers are made of what stands below.

use super::super::super::{Found, clean_line, clean_text};
use super::super::answer;
use super::super::blocks::Document;
use super::super::find::{Context, Finder, Mode, fill};
use super::super::words as titles;
use super::Reading;
use super::lines::{Kind, Line, Mark};
use super::marks;
use super::plain::{bare, plain};
use super::tree::{Class, Node, ROOT};
use super::weigh;
use super::words::{self, Category, category};
use crate::bank::{CardType, FollowUp};

/// Whether a title says only that a question stands below it.
pub(in super::super) fn names_a_question(title: &str) -> bool {
    words::names_question(&bare(title))
}

/// Whether a title says only that an answer stands below it.
pub(in super::super) fn names_an_answer(title: &str) -> bool {
    words::names_answer(&bare(title))
}

/// Whether a title names one side of a flashcard.
pub(in super::super) fn names_a_side(title: &str) -> bool {
    names_a_question(title) || names_an_answer(title)
}

/// A card and where it came from.
pub(in super::super) struct Made {
    /// The index of the line that asks.
    pub line: usize,
    /// What speaks for its being a question.
    pub score: f32,
    /// The class of that line.
    pub class: Class,
    /// The card.
    pub card: Found,
    /// Whether the candidate asks it.
    pub to_ask: bool,
}

/// What all members of a class have in common, for building.
struct Habit {
    mark: Option<Mark>,
    members: usize,
    with_body: usize,
}

impl Habit {
    /// Whether it is a list of questions hardly any of which is answered.
    fn is_bare(&self) -> bool {
        self.members >= 4 && self.with_body * 4 <= self.members
    }
}

/// The cards of a reading.
pub(in super::super) fn cards(
    reading: &Reading<'_>,
    document: &Document,
    finder: &Finder,
    root: &Context,
) -> Vec<Made> {
    let tree = &reading.solved.tree;
    let mut habits = std::collections::HashMap::new();
    let mut made = Vec::new();
    let mut i = 0;
    let questions = &reading.solved.questions;
    while i < questions.len() {
        let at = questions[i];
        let class = tree.nodes[at].class;
        let habit = habits.entry(class).or_insert_with(|| habit(reading, class));
        let mut last = i;
        while questions.get(last + 1).is_some_and(|&next| {
            next == questions[last] + 1 && weigh::twins(tree, questions[last], next)
        }) {
            last += 1;
        }
        made.extend(card(
            reading,
            document,
            finder,
            root,
            &questions[i..=last],
            habit,
        ));
        i = last + 1;
    }
    made
}

fn habit(reading: &Reading<'_>, class: Class) -> Habit {
    let tree = &reading.solved.tree;
    let members: Vec<usize> = reading
        .solved
        .questions
        .iter()
        .copied()
        .filter(|&at| tree.nodes[at].class == class)
        .collect();
    Habit {
        mark: weigh::uniform_mark(tree, &members),
        with_body: members
            .iter()
            .filter(|&&at| tree.nodes[at].body > 0)
            .count(),
        members: members.len(),
    }
}

/// What the titles above a node say: the section, the interview, who asks.
pub(in super::super) fn context(reading: &Reading<'_>, at: usize, root: &Context) -> Context {
    let tree = &reading.solved.tree;
    let mut path = Vec::new();
    let mut above = tree.nodes[at].parent;
    while above != ROOT {
        path.push(above);
        above = tree.nodes[above].parent;
    }
    let mut context = root.clone();
    for above in path.into_iter().rev() {
        let node: &Node = &tree.nodes[above];
        let line = &reading.lines[node.line];
        if !matches!(
            line.kind,
            Kind::Heading | Kind::Summary | Kind::Bold | Kind::Item | Kind::Open
        ) {
            continue;
        }
        let title = plain(
            line.raw
                .trim()
                .trim_start_matches(['#', '>', '-', '*', ' ']),
        );
        let title: &str = if line.kind == Kind::Summary {
            &line.text
        } else {
            &title
        };
        if titles::is_to_ask(title) {
            context.mode = Mode::ToAsk;
        }
        if line.kind != Kind::Heading && line.kind != Kind::Summary {
            continue;
        }
        context.section = if titles::date_in(title).is_some() {
            clean_line(&titles::unadorned(title))
        } else {
            clean_line(&titles::cleaned_question(title).0)
        };
        if titles::names_one_interview(title) {
            context.asked = Some(super::super::find::asked_at(title));
        }
    }
    context
}

/// The lines below a question as a text of their own: without the quotation's marks and the
/// indentation that all of them have.
fn body_text(lines: &[Line<'_>], quoted: usize) -> String {
    let stripped: Vec<&str> = lines
        .iter()
        .map(|line| {
            let mut raw = line.raw;
            for _ in 0..quoted.min(line.quote) {
                let bare = raw.trim_start();
                raw = bare
                    .strip_prefix('>')
                    .map_or(raw, |rest| rest.strip_prefix(' ').unwrap_or(rest));
            }
            raw
        })
        .collect();
    let width = |line: &str| {
        let blank = &line[..line.len() - line.trim_start().len()];
        blank
            .chars()
            .map(|c| if c == '\t' { 4 } else { 1 })
            .sum::<usize>()
    };
    let indent = stripped
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| width(line))
        .min()
        .unwrap_or(0);
    let joined = format!("\n{}", stripped.join("\n"));
    super::super::blocks::dedent(&joined, indent)[1..].to_owned()
}

/// The question of a card, and the lines below it.
struct Opening<'l, 't> {
    asked: String,
    body: &'l [Line<'t>],
    /// The index of the body's first line.
    used: usize,
}

fn opening<'l, 't>(reading: &'l Reading<'t>, stacked: &[usize], habit: &Habit) -> Opening<'l, 't> {
    let (tree, lines) = (&reading.solved.tree, &reading.lines);
    let head = &tree.nodes[stacked[0]];
    let node = &tree.nodes[stacked[stacked.len() - 1]];
    let line = &lines[head.line];
    let mut body = &lines[node.line + 1..node.end.max(node.line + 1)];
    let mut asked = line.text.trim().to_owned();
    let mut used = head.line + 1;
    if plain(&asked).is_empty() {
        // A label alone: the question is the paragraph below it.
        let count = label_question(body, habit.mark);
        let words: Vec<&str> = body[..count]
            .iter()
            .filter(|line| !line.is_nothing())
            .map(|line| line.raw.trim())
            .collect();
        asked = words.join(" ");
        body = &body[count..];
        used = node.line + 1 + count;
    } else if stacked.len() == 1
        && matches!(
            line.kind,
            Kind::Item | Kind::Number | Kind::Open | Kind::Label
        )
    {
        // A question that runs on in the next line of its own paragraph.
        while let Some(next) = body.first() {
            let runs_on = matches!(next.kind, Kind::Text | Kind::Open)
                && !next.starts
                && next.mark.is_none()
                && category(&asked) != Category::Ask
                && category(&next.text) == Category::Ask;
            if !runs_on {
                break;
            }
            asked.push(' ');
            asked.push_str(next.raw.trim());
            body = &body[1..];
            used += 1;
        }
    }
    if habit.is_bare() && matches!(line.kind, Kind::Item | Kind::Number | Kind::Open) {
        // In a list of bare questions, text at the margin after a gap is no answer.
        let cut = body.iter().enumerate().position(|(at, below)| {
            let follows_gap = at == 0 || body[at - 1].is_nothing();
            !below.is_nothing()
                && below.depth == 0
                && below.indent <= line.indent
                && below.kind != Kind::Item
                && follows_gap
                && below.mark.is_none()
                && !(at == 0 && below.kind == Kind::Code)
        });
        if let Some(cut) = cut {
            body = &body[..cut];
        }
    }
    while body
        .last()
        .is_some_and(|line| line.is_nothing() && !line.closes)
    {
        body = &body[..body.len() - 1];
    }
    Opening { asked, body, used }
}

fn card(
    reading: &Reading<'_>,
    document: &Document,
    finder: &Finder,
    root: &Context,
    stacked: &[usize],
    habit: &Habit,
) -> Option<Made> {
    let (tree, lines) = (&reading.solved.tree, &reading.lines);
    let (first, last) = (*stacked.first()?, *stacked.last()?);
    let (head, node) = (&tree.nodes[first], &tree.nodes[last]);
    let line = &lines[head.line];
    let opening = opening(reading, stacked, habit);
    let (asked, body, used) = (opening.asked, opening.body, opening.used);
    let mut context = context(reading, first, root);
    let bare_list = habit.is_bare();
    let end = used + body.len();
    let mark = habit
        .mark
        .filter(|mark| habit.members > 1 || matches!(mark, Mark::Heading | Mark::Fold));
    let (prompt, body) = before_mark(body, mark, node, line);
    let quoted = line.quote;
    let prompt = body_text(prompt, quoted);
    let (strip, body) = opened(body);
    let mut text = body_text(body, quoted);
    if let Some(mark) = strip {
        let trimmed = text.trim_start();
        let rest = match mark {
            Mark::Colon => trimmed.strip_prefix([':', '：']).map(str::trim_start),
            Mark::Arrow => marks::arrow(trimmed),
            _ => None,
        };
        if let Some(rest) = rest {
            text = super::super::blocks::dedent_all(rest);
        }
    }
    if !line.inline.is_empty() {
        text = format!("{}\n\n{text}", line.inline);
    }
    let asked = super::super::html::soften(&asked.replace('\n', " "));
    let is_picture = asked.contains("![");
    if titles::is_to_ask(&asked) {
        context.mode = Mode::Plain;
    }
    let mut card = finder.card(document, &answer::plain(&asked), 0..0, &context);
    if card.question.is_empty() && !is_picture {
        return None;
    }
    for &other in &stacked[1..] {
        let other = answer::plain(&lines[tree.nodes[other].line].text);
        card.also_asked
            .push(clean_line(&titles::cleaned_question(&other).0));
    }
    let inner = document.part_at(text, used + 1);
    let read = answer::read(&inner, &inner.blocks);
    fill(&mut card, read, &inner.blocks);
    if !prompt.trim().is_empty() {
        let above = clean_text(&super::super::html::soften(&prompt));
        card.prompt = if card.prompt.is_empty() {
            above
        } else {
            format!("{above}\n\n{}", card.prompt)
        };
    }
    if is_picture {
        card.prompt = clean_text(&format!("{asked}\n\n{}", card.prompt));
    }
    move_follow_ups(&mut card, &inner.blocks, bare_list);
    card.lines = (head.line + 1, end.max(head.line + 1));
    let to_ask = context.mode == Mode::ToAsk;
    if to_ask {
        card.card_type = CardType::ToAsk;
        card.asked.clear();
    }
    Some(Made {
        line: head.line,
        score: head.score,
        class: head.class,
        card,
        to_ask,
    })
}

/// How many lines below a label alone are its question: its first paragraph; where a mark opens
/// the answers, all paragraphs until one asks.
fn label_question(body: &[Line<'_>], mark: Option<Mark>) -> usize {
    let mut taken = 0;
    let mut any = false;
    for (at, line) in body.iter().enumerate().take(24) {
        if line.is_nothing() {
            if any && mark.is_none() {
                break;
            }
            continue;
        }
        let is_answer = matches!(line.kind, Kind::Code | Kind::Heading | Kind::Summary)
            || line.mark.is_some()
            || line.quote > 0;
        if is_answer {
            break;
        }
        any = true;
        taken = at + 1;
        if category(&line.text) == Category::Ask {
            break;
        }
    }
    taken
}

/// A list of bare questions has questions below its items as follow-ups.
fn move_follow_ups(card: &mut Found, blocks: &[super::super::blocks::Block], bare_list: bool) {
    if !bare_list || !card.follow_ups.is_empty() || card.answer.is_empty() {
        return;
    }
    let lists: Vec<_> = blocks.iter().filter(|block| !block.is_nothing).collect();
    let [only] = lists.as_slice() else {
        return;
    };
    let asks = |text: &str| category(text) == Category::Ask;
    if only.is_list()
        && only
            .children
            .iter()
            .all(|item| asks(item.lead()) && item.children.len() == 1)
    {
        card.follow_ups = only
            .children
            .iter()
            .map(|item| FollowUp {
                question: clean_line(&titles::cleaned_question(item.lead()).0),
                ..FollowUp::default()
            })
            .collect();
        card.answer.clear();
    }
}

/// Where the class opens its answers with one marker, what stands before it belongs to the question.
fn before_mark<'l, 't>(
    body: &'l [Line<'t>],
    mark: Option<Mark>,
    node: &Node,
    opener: &Line<'_>,
) -> (&'l [Line<'t>], &'l [Line<'t>]) {
    let Some(mark) = mark.filter(|mark| node.mark == Some(*mark)) else {
        return (&[], body);
    };
    let at = body.iter().enumerate().position(|(at, line)| match mark {
        Mark::Label | Mark::Colon | Mark::Arrow => {
            line.mark == Some(mark) && !weigh::is_option(body, at)
        }
        Mark::Heading => {
            matches!(line.kind, Kind::Heading | Kind::Bold)
                && words::names_answer(&bare(&line.text))
        }
        Mark::Fold => super::lines::is_button_line(line),
        Mark::Quote => line.quote > 0 && opener.quote == 0,
    });
    match at {
        Some(at) if mark == Mark::Heading => (&body[..at], &body[at + 1..]),
        // A fold begins with the tag above its title.
        Some(at) if mark == Mark::Fold => {
            let tags = body[..at]
                .iter()
                .rev()
                .take_while(|line| line.is_nothing())
                .count();
            (&body[..at - tags], &body[at - tags..])
        }
        Some(at) => (&body[..at], &body[at..]),
        None => (&[], body),
    }
}

/// The marker that the first line of an answer opens.
fn opened<'l, 't>(body: &'l [Line<'t>]) -> (Option<Mark>, &'l [Line<'t>]) {
    let skip = body.iter().take_while(|line| line.is_nothing()).count();
    let body = &body[skip..];
    (body.first().and_then(|line| line.mark), body)
}
