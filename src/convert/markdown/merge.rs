//! Choosing between readings: of the whole note and of its parts.

use std::collections::{HashMap, HashSet};

use super::super::Found;
use super::reading::build::Made;
use super::reading::{Category, Kind, LineClass, Reading, Said, Style};
use crate::bank::CardType;

/// What one of the two readings makes of a part of the note.
struct Part {
    /// First and last line of everything in it, from 1.
    lines: (usize, usize),
    known: Vec<usize>,
    made: Vec<usize>,
}

/// A card of the conventions that are known exactly, and whether the candidate asks it.
pub(super) struct Known {
    /// The card.
    pub card: Found,
    /// Whether the candidate asks it.
    pub to_ask: bool,
}

impl Known {
    /// The index of the line that asks.
    fn line(&self) -> usize {
        self.card.lines.0.saturating_sub(1)
    }
}

fn parts(known: &[Known], made: &[Made]) -> Vec<Part> {
    let mut spans: Vec<((usize, usize), bool, usize)> = Vec::new();
    for (at, known) in known.iter().enumerate() {
        spans.push((known.card.lines, true, at));
    }
    for (at, made) in made.iter().enumerate() {
        spans.push((made.card.lines, false, at));
    }
    spans.sort_by_key(|(lines, is_known, at)| (lines.0, !is_known, *at));
    let mut parts: Vec<Part> = Vec::new();
    for (lines, is_known, at) in spans {
        let overlaps = parts.last().is_some_and(|part| lines.0 <= part.lines.1);
        if !overlaps {
            parts.push(Part {
                lines,
                known: Vec::new(),
                made: Vec::new(),
            });
        }
        if let Some(part) = parts.last_mut() {
            part.lines.1 = part.lines.1.max(lines.1);
            if is_known {
                part.known.push(at);
            } else {
                part.made.push(at);
            }
        }
    }
    parts
}

/// A node's score from which it is a question for the evidence, too.
const SUPPORTED: f32 = 1.0;

/// What a reading has to be ahead of one by exact conventions.
const AHEAD: f32 = 2.0;

/// The cards of the better reading of every part. A reading by exact conventions stays where the
/// evidence does not speak against it.
pub(super) fn choose(
    known: Vec<Known>,
    made: Vec<Made>,
    reading: &Reading<'_>,
    said: &Said,
) -> Vec<Known> {
    let used = used(&known, &made, reading);
    let made: Vec<Made> = if said.is_empty() {
        let speaking = speaking(&made, reading);
        made.into_iter()
            .filter(|made| speaking.contains(&made.class))
            .collect()
    } else {
        made
    };
    let spared = unfit(&known, reading);
    let mut keep_known = vec![true; known.len()];
    let mut keep_made = vec![false; made.len()];
    for part in parts(&known, &made) {
        let own: Vec<usize> = part
            .known
            .iter()
            .copied()
            .filter(|at| !spared[*at])
            .collect();
        for &at in &part.known {
            keep_known[at] = !spared[at];
        }
        if !said.is_empty() && is_spoken_of(&part, &known, reading, said) {
            for &at in &part.known {
                keep_known[at] = false;
            }
            for &at in &part.made {
                keep_made[at] = true;
            }
            continue;
        }
        let lines: Vec<usize> = own.iter().map(|&at| known[at].line()).collect();
        let others: Vec<usize> = part.made.iter().map(|&at| made[at].line).collect();
        if lines == others {
            for (&at, &other) in own.iter().zip(&part.made) {
                if is_cut_better(&known[at].card, &made[other].card) {
                    keep_known[at] = false;
                    keep_made[other] = true;
                }
            }
            continue;
        }
        let takes_made = if own.is_empty() {
            part.made.iter().any(|&at| {
                known.is_empty() || made[at].score >= SUPPORTED || used.contains(&made[at].class)
            })
        } else if others.is_empty() {
            false
        } else {
            let extras_fit = part.made.iter().all(|&at| {
                let class = made[at].class;
                lines.contains(&made[at].line)
                    || used.contains(&class)
                    || class.style == Style::Label
                    || lines.iter().all(|&line| reading.class(line) == Some(class))
            });
            let lost: Vec<usize> = lines
                .iter()
                .copied()
                .filter(|line| !others.contains(line))
                .collect();
            let adds_none = others.iter().all(|line| lines.contains(line));
            let is_supported = own.iter().all(|&at| {
                known[at].card.card_type == CardType::Design
                    || reading.value(known[at].line()) >= SUPPORTED
            });
            let of_known: f32 = lines.iter().map(|&line| reading.value(line)).sum();
            let of_made: f32 = part.made.iter().map(|&at| made[at].score).sum();
            if lost.is_empty() && adds_none {
                // Several on one line.
                false
            } else if lost.is_empty() {
                extras_fit
            } else if adds_none {
                lost.iter().all(|&line| {
                    reading.category(line) != Category::Ask && reading.value(line) < 0.0
                })
            } else {
                !is_supported
                    && of_made > of_known + AHEAD
                    && covers_enough(&part, &made, &own, &known)
            }
        };
        if takes_made {
            for &at in &own {
                keep_known[at] = false;
            }
            for &at in &part.made {
                keep_made[at] = true;
            }
        }
    }
    taken(known, &keep_known, made, &keep_made)
}

/// The cards that are kept of both readings, in the note's order.
fn taken(
    known: Vec<Known>,
    keep_known: &[bool],
    made: Vec<Made>,
    keep_made: &[bool],
) -> Vec<Known> {
    let known = known
        .into_iter()
        .zip(keep_known)
        .filter_map(|(known, keep)| keep.then_some(known));
    let made = made
        .into_iter()
        .zip(keep_made)
        .filter(|(_, keep)| **keep)
        .map(|(made, _)| Known {
            card: made.card,
            to_ask: made.to_ask,
        });
    let mut all: Vec<Known> = known.chain(made).collect();
    all.sort_by_key(|known| known.card.lines);
    all
}

/// What the user said, and that the cards of the exact conventions are questions as far as the user
/// said nothing against it.
pub(super) fn kept(known: &[Known], reading: &Reading<'_>, said: &Said) -> Said {
    let mut kept = said.clone();
    let refused: Vec<Option<LineClass>> = said
        .alike
        .iter()
        .filter(|(_, asks)| !**asks)
        .map(|(&line, _)| reading.class(line))
        .collect();
    for line in known.iter().map(Known::line) {
        let is_refused = said.above.contains(&line) || refused.contains(&reading.class(line));
        if !is_refused {
            kept.asks.entry(line).or_insert(true);
        }
    }
    kept
}

/// Whether the user said something of a line of a part, or of lines like one that asks in it.
fn is_spoken_of(part: &Part, known: &[Known], reading: &Reading<'_>, said: &Said) -> bool {
    let lines = part.lines.0.saturating_sub(1)..part.lines.1;
    let named = said.asks.keys().chain(&said.begins).chain(&said.above);
    let classes: Vec<LineClass> = said
        .alike
        .keys()
        .filter_map(|&line| reading.class(line))
        .collect();
    said.other
        || named.into_iter().any(|line| lines.contains(line))
        || !part.made.is_empty() && !classes.is_empty()
        || part.known.iter().any(|&at| {
            reading
                .class(known[at].line())
                .is_some_and(|class| classes.contains(&class))
        })
}

/// Whether the other reading's cards hold at least half of what a lone card over the whole part
/// would.
fn covers_enough(part: &Part, made: &[Made], own: &[usize], known: &[Known]) -> bool {
    let [only] = own else {
        return true;
    };
    let span = |lines: (usize, usize)| lines.1 + 1 - lines.0.min(lines.1);
    let whole = span(known[*only].card.lines);
    let is_list = |class: LineClass| !matches!(class.kind, Kind::Heading | Kind::Bold);
    let held: usize = part.made.iter().map(|&at| span(made[at].card.lines)).sum();
    held * 2 >= whole || part.made.iter().any(|&at| is_list(made[at].class))
}

/// The classes that speak of questions: titles of topics that nobody asks are parts of one topic,
/// and no questions, unless a label or the same marker below each of them says so.
fn speaking(made: &[Made], reading: &Reading<'_>) -> HashSet<LineClass> {
    let mut counts: HashMap<LineClass, (usize, usize)> = HashMap::new();
    for made in made {
        let count = counts.entry(made.class).or_default();
        count.0 += usize::from(reading.category(made.line) == Category::Ask);
        count.1 += 1;
    }
    counts.retain(|class, (asking, all)| {
        !matches!(class.kind, Kind::Heading | Kind::Bold)
            || class.style == Style::Label
            || *asking * 4 >= *all
            || reading.has_marker(*class)
    });
    counts.into_keys().collect()
}

/// The classes that the exact conventions use for most of what the evidence finds in them.
fn used(known: &[Known], made: &[Made], reading: &Reading<'_>) -> HashSet<LineClass> {
    let mut counts: HashMap<LineClass, (usize, usize)> = HashMap::new();
    for class in known.iter().filter_map(|known| reading.class(known.line())) {
        counts.entry(class).or_default().0 += 1;
    }
    for made in made {
        counts.entry(made.class).or_default().1 += 1;
    }
    counts.retain(|_, (own, found)| *own > 0 && *own * 2 >= *found);
    counts.into_keys().collect()
}

/// Whether the other card parts question, prompt and answer where this one did not.
fn is_cut_better(known: &Found, made: &Found) -> bool {
    let rest = known
        .question
        .strip_prefix(made.question.trim_end_matches(['?', '？']));
    let took_more = rest.is_some_and(|rest| {
        known.question.len() > made.question.len()
            && (!made.answer.is_empty() && known.answer.is_empty()
                || !rest.contains(char::is_alphanumeric))
    });
    let first = made.prompt.lines().next().unwrap_or_default();
    let prompt_answers = !first.is_empty()
        && !made.answer.is_empty()
        && known.prompt.is_empty()
        && known.answer.starts_with(first);
    took_more || prompt_answers
}

/// Cards that no convention makes questions: links, advice, and lists most of whose lines state.
fn unfit(known: &[Known], reading: &Reading<'_>) -> Vec<bool> {
    let mut lists: HashMap<(LineClass, usize), (usize, usize)> = HashMap::new();
    for known in known {
        if let Some((class, section)) = reading.place(known.line()) {
            let count = lists.entry((class, section)).or_default();
            count.0 += usize::from(reading.category(known.line()) == Category::Statement);
            count.1 += 1;
        }
    }
    known
        .iter()
        .map(|known| {
            let line = known.line();
            let states = reading.place(line).is_some_and(|place| {
                let (stating, all) = lists[&place];
                stating * 2 > all || stating * 2 == all && all > 1
            });
            let in_list = reading
                .class(line)
                .is_some_and(|class| matches!(class.kind, Kind::Item | Kind::Open | Kind::Number));
            reading.is_junk(line)
                || reading.is_advice(line)
                || in_list && states && !known.to_ask && reading.category(line) != Category::Ask
        })
        .collect()
}
