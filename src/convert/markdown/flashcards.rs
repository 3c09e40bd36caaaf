//! Syntaxes of flashcard programs, which say themselves what they are: `question ? answer` and
//! `question :: answer` of Obsidian's Spaced Repetition, clozes, `- question #card` of Logseq,
//! hashcards' `C:`, `RemNote`'s arrows, and headings that say nothing but "Question" and "Answer".

use std::collections::HashSet;

use super::super::cloze::{self, Deletion};
use super::super::{Found, clean_line, clean_text};
use super::blocks::Document;
use super::find::{Context, Finder};
use super::reading::build;
use super::{answer, fence_mark, html, words};

mod arrows;
mod decks;
mod hashcards;

/// The cards, and the lines (from 0) that they took.
#[derive(Default)]
pub(super) struct Taken {
    /// In the note's order.
    pub cards: Vec<Found>,
    /// Questions, answers and what parts them.
    pub lines: HashSet<usize>,
}

/// The deck that one of a note's tags names; an empty one for the word alone.
pub(super) fn deck_of(tag: &str) -> Option<&str> {
    decks::of_tag(tag)
}

/// Finds the flashcards of a text. `tagged` where its front matter speaks of flashcards, `deck`
/// the deck that it names.
pub(super) fn take(
    document: &Document,
    finder: &Finder,
    context: &Context,
    tagged: bool,
    deck: &str,
) -> Taken {
    let lines: Vec<&str> = document.text.split('\n').collect();
    let tagged = tagged || document.text.contains("#flashcards");
    let mut reader = Reader {
        is_code: code(&lines),
        decks: decks::of_lines(&lines, deck),
        lines,
        document,
        finder,
        context,
        taken: Taken::default(),
    };
    if reader.lines.iter().any(|line| line.starts_with("C:")) {
        reader.hashcards();
    }
    if reader.lines.iter().any(|line| is_separator(line)) {
        reader.separated();
    }
    if document.text.contains("#card") || document.text.contains("[[card]]") {
        reader.items();
    }
    let mut has_braces = tagged;
    if [">>", "<>", ";;"]
        .iter()
        .any(|sign| document.text.contains(sign))
    {
        let before = reader.taken.cards.len();
        reader.arrows();
        has_braces |= reader.taken.cards.len() > before;
    }
    if document.text.contains("::") {
        reader.colons(tagged);
    }
    if tagged && document.text.contains("==") || document.text.contains("{{") {
        reader.clozes(has_braces);
    }
    reader.headings();
    reader.taken.cards.sort_by_key(|card| card.lines);
    reader.taken
}

struct Reader<'a> {
    lines: Vec<&'a str>,
    is_code: Vec<bool>,
    /// The deck of every line, as tags name it.
    decks: Vec<&'a str>,
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

    /// The line after the last one that says anything, of those from one up to another.
    fn used(&self, from: usize, end: usize) -> usize {
        let last = self.lines[from..end]
            .iter()
            .rposition(|line| !line.trim().is_empty());
        last.map_or(from + 1, |last| from + last + 1)
    }

    /// Makes a card of every deletion of a text that stands on these lines.
    fn deletions(&mut self, text: &str, found: &[Deletion], from: usize, end: usize) {
        for (asked, answer) in cloze::sides(text, found) {
            self.push(&asked, &answer, from, end);
        }
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
        let mut deck = self.decks[from];
        let mut asked = asked.trim_start();
        loop {
            let (without, named) = decks::without_tag(asked);
            let Some(named) = named else {
                break;
            };
            (asked, deck) = (without, named);
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
        deck.clone_into(&mut card.deck);
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
        let own = |line: &'_ str| sides(decks::without_tag(line).0, tagged).is_some();
        let found: Vec<usize> = (0..self.lines.len())
            .filter(|&at| self.is_free(at) && own(self.lines[at]))
            .collect();
        if found.len() < if tagged { 1 } else { 3 } {
            return;
        }
        for at in found {
            let (line, deck) = decks::without_tag(self.lines[at]);
            if let Some((asked, answer)) = sides(line, tagged) {
                let before = self.decks[at];
                self.decks[at] = deck.unwrap_or(before);
                self.push(asked, answer, at, at + 1);
                self.decks[at] = before;
            }
        }
    }

    /// A paragraph with `==words==` or `{{c1::words}}`, a card a deletion. Braces without a number
    /// are one where flashcards are spoken of.
    fn clozes(&mut self, tagged: bool) {
        let mut at = 0;
        while at < self.lines.len() {
            let line = self.lines[at];
            let is_text = |own: usize| {
                !self.lines[own].trim().is_empty()
                    && self.is_free(own)
                    && !is_heading(self.lines[own])
            };
            if !is_text(at) {
                at += 1;
                continue;
            }
            let is_entry =
                |line: &str| super::reading::without_bullet(line.trim()).len() < line.trim().len();
            let mut end = at + 1;
            while end < self.lines.len() && is_text(end) && !is_entry(self.lines[end]) {
                end += 1;
            }
            let text = self.lines[at..end].join("\n");
            let bare = if is_entry(line) {
                super::reading::without_bullet(text.trim_start())
            } else {
                &text
            };
            let mut found = cloze::of_anki(bare);
            if tagged && found.is_empty() {
                found = cloze::between(bare, "==", "==");
                found.extend(cloze::between(bare, "{{", "}}"));
                found.sort_by_key(|deletion| deletion.range.start);
            }
            let bare = bare.to_owned();
            self.deletions(&bare, &found, at, end);
            at = end;
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
            let asked = without_card(body);
            if !self.is_free(at) || asked.len() == body.len() {
                continue;
            }
            let indent = line.len() - text.len();
            let below = self.lines[at + 1..].iter().take_while(|below| {
                below.trim().is_empty() || below.len() - below.trim_start().len() > indent
            });
            let end = self.used(at, at + 1 + below.count());
            let answer = self.lines[at + 1..end].join("\n");
            let answer = format!("\n{}", bookless(&answer));
            let deletions = logseq_deletions(&asked);
            if deletions.is_empty() {
                self.push(&asked, &answer, at, end);
            }
            for (asked, said) in cloze::sides(&asked, &deletions) {
                self.push(&asked, &format!("{said}{}", answer.trim_end()), at, end);
            }
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

/// An entry without the tag that makes a card of it.
fn without_card(entry: &str) -> String {
    let without = entry.replace("[[card]]", "");
    let mut out = String::new();
    let mut rest = without.as_str();
    while let Some(at) = rest.find("#card") {
        let after = &rest[at + 5..];
        out.push_str(&rest[..at]);
        if after.starts_with(|c: char| c.is_alphanumeric() || "-_/".contains(c)) {
            out.push_str("#card");
        }
        rest = after;
    }
    out.push_str(rest);
    out.replace("#[[card]]", "")
}

/// Logseq's `{{cloze words}}`, with a hint after `\\`.
fn logseq_deletions(text: &str) -> Vec<Deletion> {
    let mut found = cloze::between(text, "{{cloze ", "}}");
    for deletion in &mut found {
        if let Some((words, hint)) = deletion.words.clone().split_once("\\\\") {
            words.trim().clone_into(&mut deletion.words);
            hint.trim().clone_into(&mut deletion.hint);
        }
    }
    found
}

/// Text without the empty lines at its beginning, where bookkeeping stood.
fn bookless(text: &str) -> &str {
    let start: usize = text
        .split_inclusive('\n')
        .take_while(|line| line.trim().is_empty())
        .map(str::len)
        .sum();
    &text[start..]
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
