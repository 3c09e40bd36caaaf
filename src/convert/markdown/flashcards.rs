//! Syntaxes of flashcard programs, which say themselves what they are: `question ? answer` and
//! `question :: answer` of Obsidian's Spaced Repetition, clozes, `- question #card`, and headings
//! that say nothing but "Question" and "Answer".

use std::collections::HashSet;

use super::super::{Found, clean_line, clean_text};
use super::blocks::Document;
use super::find::{Context, Finder};
use super::reading::build;
use super::{answer, fence_mark, html, words};

/// The cards, and the lines (from 0) that they took.
#[derive(Default)]
pub(super) struct Taken {
    /// In the note's order.
    pub cards: Vec<Found>,
    /// Questions, answers and what parts them.
    pub lines: HashSet<usize>,
}

/// Finds the flashcards of a text. `tagged` where its front matter speaks of flashcards.
pub(super) fn take(document: &Document, finder: &Finder, context: &Context, tagged: bool) -> Taken {
    let lines: Vec<&str> = document.text.split('\n').collect();
    let mut reader = Reader {
        is_code: code(&lines),
        lines,
        document,
        finder,
        context,
        taken: Taken::default(),
    };
    let has_separator = reader.lines.iter().any(|line| is_separator(line));
    if has_separator {
        reader.separated();
    }
    if document.text.contains("::") {
        reader.colons(tagged);
    }
    if tagged && document.text.contains("==") {
        reader.clozes();
    }
    if document.text.contains("#card") || document.text.contains("[[card]]") {
        reader.items();
    }
    reader.headings();
    reader.taken.cards.sort_by_key(|card| card.lines);
    reader.taken
}

struct Reader<'a> {
    lines: Vec<&'a str>,
    is_code: Vec<bool>,
    document: &'a Document,
    finder: &'a Finder,
    context: &'a Context,
    taken: Taken,
}

/// Which lines are code, fences included.
fn code(lines: &[&str]) -> Vec<bool> {
    let mut fence: Option<(u8, usize)> = None;
    lines
        .iter()
        .map(|line| match (fence_mark(line), fence) {
            (Some(mark), None) => {
                fence = Some(mark);
                true
            }
            (Some(mark), Some(open)) if open.0 == mark.0 && mark.1 >= open.1 => {
                fence = None;
                true
            }
            (_, open) => open.is_some(),
        })
        .collect()
}

fn is_separator(line: &str) -> bool {
    matches!(line.trim(), "?" | "??")
}

/// The level of a heading (`#` or a bold line, which is below all of them) and its words.
fn title(line: &str) -> Option<(usize, &str)> {
    let text = line.trim();
    let level = text.bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&level) && text[level..].starts_with([' ', '\t']) {
        return Some((level, text[level..].trim().trim_end_matches('#').trim()));
    }
    let bold = text.strip_prefix("**")?.strip_suffix("**")?;
    (!bold.contains("**")).then(|| (7, bold.trim()))
}

fn is_heading(line: &str) -> bool {
    title(line).is_some_and(|(level, _)| level < 7)
}

impl Reader<'_> {
    fn is_free(&self, at: usize) -> bool {
        !self.is_code[at] && !self.taken.lines.contains(&at)
    }

    /// Makes a card of a question and an answer that stand on these lines, from 0 up to `end`.
    fn push(&mut self, asked: &str, answer: &str, from: usize, end: usize) {
        let mut context = self.context.clone();
        let above = self.lines[..from].iter().enumerate().rev();
        let section = above
            .filter(|(at, line)| !self.is_code[*at] && is_heading(line))
            .map(|(_, line)| title(line).map_or("", |(_, words)| words))
            .find(|words| !build::names_a_side(words));
        if let Some(section) = section {
            context.section = clean_line(&words::cleaned_question(&answer::plain(section)).0);
        }
        let asked = html::soften(asked);
        let (first, more) = asked.trim().split_once('\n').unwrap_or((asked.trim(), ""));
        let asked_in_prose = !more.trim().is_empty() && !more.contains("```");
        let first = if asked_in_prose {
            asked.replace('\n', " ")
        } else {
            first.to_owned()
        };
        let mut card = self
            .finder
            .card(self.document, &answer::plain(&first), 0..0, &context);
        if card.question.is_empty() {
            return;
        }
        if !asked_in_prose {
            card.prompt = clean_text(more);
        }
        let answer = clean_text(&html::soften(&super::blocks::dedent_all(answer)));
        card.answer = if card.answer.is_empty() {
            answer
        } else {
            format!("{}\n\n{answer}", card.answer)
        };
        card.lines = (from + 1, end.max(from + 1));
        self.taken.cards.push(card);
        self.taken.lines.extend(from..end);
    }

    /// `question`, a line with nothing but `?`, the answer up to the next empty line.
    fn separated(&mut self) {
        for at in 1..self.lines.len() {
            if !is_separator(self.lines[at]) || !self.is_free(at) {
                continue;
            }
            let ends =
                |line: &str| line.trim().is_empty() || is_heading(line) || line.trim() == "---";
            let mut from = at;
            while from > 0 && !ends(self.lines[from - 1]) && !self.taken.lines.contains(&(from - 1))
            {
                from -= 1;
            }
            let mut end = at + 1;
            while end < self.lines.len()
                && (self.is_code[end] || !ends(self.lines[end]) && !is_separator(self.lines[end]))
            {
                end += 1;
            }
            if from < at && end > at + 1 {
                let (asked, answer) = (
                    self.lines[from..at].join("\n"),
                    self.lines[at + 1..end].join("\n"),
                );
                self.push(&asked, &answer, from, end);
            }
        }
    }

    /// `question :: answer` and `one ::: other` on a line: one is enough where flashcards are
    /// spoken of, else three.
    fn colons(&mut self, tagged: bool) {
        let tagged = tagged || self.document.text.contains("#flashcard");
        let found: Vec<usize> = (0..self.lines.len())
            .filter(|&at| self.is_free(at) && sides(self.lines[at], tagged).is_some())
            .collect();
        if found.len() < if tagged { 1 } else { 3 } {
            return;
        }
        for at in found {
            let line = self.lines[at];
            if let Some((asked, answer)) = sides(line, tagged) {
                self.push(asked, answer, at, at + 1);
            }
        }
    }

    /// A paragraph with `==words==`: the words are what is to be known.
    fn clozes(&mut self) {
        for at in 0..self.lines.len() {
            let line = self.lines[at];
            let is_plain = !line.contains('`') && !is_heading(line);
            if !self.is_free(at) || !is_plain || line.matches("==").count() < 2 {
                continue;
            }
            let parts: Vec<&str> = line.split("==").collect();
            let hidden: Vec<&str> = parts
                .iter()
                .copied()
                .skip(1)
                .step_by(2)
                .take(parts.len() / 2)
                .collect();
            let is_cloze = parts.len() % 2 == 1
                && hidden
                    .iter()
                    .all(|words| !words.trim().is_empty() && words.trim() == *words);
            if !is_cloze {
                continue;
            }
            let shown: Vec<&str> = parts.iter().copied().step_by(2).collect();
            let asked = shown.join("[…]");
            let asked = asked.trim().trim_start_matches(['-', '*', ' ']).to_owned();
            self.push(&asked, &hidden.join("\n"), at, at + 1);
        }
    }

    /// `- question #card` with its answer below it.
    fn items(&mut self) {
        for at in 0..self.lines.len() {
            let line = self.lines[at];
            let text = line.trim_start();
            let Some(body) = text
                .strip_prefix(['-', '*', '+'])
                .filter(|rest| rest.starts_with(' '))
            else {
                continue;
            };
            let asked = body.replace("#card", "").replace("[[card]]", "");
            if !self.is_free(at) || asked.len() == body.len() {
                continue;
            }
            let indent = line.len() - text.len();
            let below = self.lines[at + 1..].iter().take_while(|below| {
                below.trim().is_empty() || below.len() - below.trim_start().len() > indent
            });
            let end = at + 1 + below.count();
            let answer = self.lines[at + 1..end].join("\n");
            let answer = format!("\n{answer}");
            self.push(&asked, &answer, at, end);
        }
    }

    /// Headings that say nothing but "Question" and "Answer", "Front" and "Back".
    fn headings(&mut self) {
        let heads: Vec<(usize, usize, bool, bool)> = (0..self.lines.len())
            .filter(|&at| self.is_free(at))
            .filter_map(|at| {
                let (level, words) = title(self.lines[at])?;
                let words = words.trim_end_matches([':', ' ']);
                Some((
                    at,
                    level,
                    build::names_a_question(words),
                    build::names_an_answer(words),
                ))
            })
            .collect();
        for (i, &(at, level, asks, _)) in heads.iter().enumerate() {
            let Some(&(answer_at, answer_level, _, answers)) = heads.get(i + 1) else {
                break;
            };
            if !asks || !answers || level != answer_level {
                continue;
            }
            let end = heads[i + 2..]
                .iter()
                .find(|(_, own, asks, _)| *own < level || *own == level && *asks)
                .map_or(self.lines.len(), |(at, ..)| *at);
            let used = self.lines[answer_at + 1..end]
                .iter()
                .rposition(|line| !line.trim().is_empty())
                .map_or(answer_at + 1, |last| answer_at + 2 + last);
            let is_rule = |line: &&&str| !matches!(line.trim(), "---" | "***" | "___");
            let asked: Vec<&str> = self.lines[at + 1..answer_at]
                .iter()
                .filter(is_rule)
                .copied()
                .collect();
            let asked = asked.join("\n").trim().to_owned();
            if asked.is_empty() {
                continue;
            }
            let answer = self.lines[answer_at + 1..used].join("\n");
            let answer = answer
                .trim()
                .trim_start_matches("---")
                .trim_start()
                .to_owned();
            self.push(&asked, &format!("\n{answer}"), at, used);
        }
    }
}

/// The two sides of `question :: answer`, outside code.
fn sides(line: &str, tagged: bool) -> Option<(&str, &str)> {
    let text = line.trim();
    let text = super::reading::without_bullet(text);
    let at = find_outside_code(text, "::")?;
    let asked = text[..at].trim_end();
    let rest = text[at..].trim_start_matches(':');
    let said = rest.trim();
    let spaced = text[..at].ends_with(' ') || rest.starts_with(' ');
    // `std::vec` and `a::b()` are code without its marks.
    let is_prose = spaced
        || tagged && !said.contains("()") && !asked.ends_with(['>', ')'])
        || asked.contains(' ')
            && !asked.ends_with(['>', ')'])
            && (asked.ends_with(['?', '？', '.']) || !said.contains("()"))
        || asked.ends_with(['?', '？'])
        || text[at..].starts_with(":::");
    let fits = !asked.is_empty()
        && !said.is_empty()
        && !asked.starts_with(['#', '|', '<'])
        && !said.contains("::")
        && is_prose;
    fits.then_some((asked, said))
}

fn find_outside_code(text: &str, sign: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text[at..].find(['`', ':']).map(|found| at + found) {
        if text[found..].starts_with('`') {
            let ticks = text[found..].bytes().take_while(|b| *b == b'`').count();
            let close = text[found + ticks..].find(&text[found..found + ticks]);
            at = close.map_or(found + ticks, |close| found + ticks + close + ticks);
        } else if text[found..].starts_with(sign) {
            return Some(found);
        } else {
            at = found + 1;
        }
    }
    None
}
