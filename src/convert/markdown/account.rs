//! What became of every line: exactly one role each. What a card should have taken and did not is
//! given to it here, so that nothing is lost.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::super::{Found, Note, Placed, Role, Skipped, clean_text};
use super::reading::{Kind, LineClass, Reading, describe};
use super::{answer, html, words};
use crate::bank::FollowUp;
use crate::language::Both;
use crate::text;

/// The parts of a card, in the order in which a line is looked for in them.
const PARTS: [Role; 8] = [
    Role::Answer,
    Role::Question,
    Role::Prompt,
    Role::FollowUp,
    Role::KeyPoint,
    Role::Experience,
    Role::Reflection,
    Role::Note,
];

/// The words of a card, each with the parts in which it stands, a bit each.
struct Words<'c> {
    places: HashMap<&'c str, u8, foldhash::fast::FixedState>,
}

/// The runs of letters and digits.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !words::is_letter(c))
        .filter(|word| !word.is_empty())
}

impl<'c> Words<'c> {
    fn of(card: &'c Found) -> Self {
        let mut words = Self {
            places: HashMap::default(),
        };
        words.add(&card.answer, 0);
        words.add(&card.question, 1);
        for also in &card.also_asked {
            words.add(also, 1);
        }
        words.add(&card.prompt, 2);
        words.add_follow_ups(&card.follow_ups);
        for point in &card.key_points {
            words.add(point, 4);
        }
        words.add(&card.experience, 5);
        for reflection in &card.reflections {
            words.add(reflection, 6);
        }
        words.add(&card.notes, 7);
        words
    }

    fn add(&mut self, text: &'c str, part: u8) {
        for word in words_of(text) {
            *self.places.entry(word).or_default() |= 1 << part;
        }
    }

    fn add_follow_ups(&mut self, follow_ups: &'c [FollowUp]) {
        for follow_up in follow_ups {
            self.add(&follow_up.question, 3);
            self.add(&follow_up.answer, 3);
            self.add_follow_ups(&follow_up.follow_ups);
        }
    }

    /// The part in which all words of a line stand; the answer where they are spread over some.
    fn role_of(&self, line: &str) -> Option<Role> {
        let mut common = u8::MAX;
        for word in words_of(line) {
            common &= *self.places.get(word)?;
        }
        if common == 0 {
            return Some(Role::Answer);
        }
        PARTS.get(common.trailing_zeros() as usize).copied()
    }
}

/// What is known of the note's text beside its reading.
pub(super) struct Source<'a> {
    /// The text with everything in it.
    pub text: &'a str,
    /// The same with what is hidden blanked out.
    pub shown: &'a str,
    /// Its bytes that are not shown, and whether it is the front matter.
    pub hidden: &'a [(Range<usize>, bool)],
    /// The lines that the user left out, counted from 1.
    pub left_out: &'a [usize],
    /// What stands on many folds and is a button, therefore.
    pub buttons: &'a HashSet<String>,
}

/// Gives every line its one role, and to cards what they should have taken.
pub(super) fn settle(note: &mut Note, reading: &Reading<'_>, source: &Source<'_>) {
    let lines: Vec<&str> = source.shown.split('\n').collect();
    let mut placed = vec![
        Placed {
            role: Role::Blank,
            card: None,
            form: None,
            evidence: None,
            shape: None,
        };
        lines.len()
    ];
    mark_hidden(&mut placed, note, source);
    let reasons = reasons(&note.skipped, lines.len());
    let count = note.cards.len();
    let mut owner: Vec<Option<usize>> = vec![None; lines.len()];
    let all: Vec<&Found> = note.cards.iter().chain(&note.to_ask).collect();
    for (at, card) in all.iter().enumerate() {
        let (first, last) = card.lines;
        for owner in &mut owner[first.max(1) - 1..last.min(lines.len())] {
            *owner = Some(at);
        }
    }
    let mut missed: Vec<(usize, Vec<usize>)> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let Some(card) = owner[at] else {
            at += 1;
            continue;
        };
        let end = at
            + owner[at..]
                .iter()
                .take_while(|owner| **owner == Some(card))
                .count();
        // Several cards on one line: the words of all of them.
        let found: Vec<Words<'_>> = all
            .iter()
            .enumerate()
            .filter(|(other, found)| *other == card || found.lines == all[card].lines)
            .take(if all[card].lines.0 == all[card].lines.1 {
                usize::MAX
            } else {
                1
            })
            .map(|(_, found)| Words::of(found))
            .collect();
        let mut own_missed = Vec::new();
        for line in at..end {
            if placed[line].role != Role::Blank || lines[line].trim().is_empty() {
                continue;
            }
            let role = role_in_card(lines[line], &found, all[card], line, reading).or_else(|| {
                let is_button = reading
                    .title_of_fold(line)
                    .is_some_and(|title| source.buttons.contains(&answer::plain(title)));
                let why = is_button.then_some("a button's words, not a question");
                why.or(reasons[line]).map(Role::LeftOut)
            });
            match role {
                Some(role) => {
                    let card = !matches!(role, Role::LeftOut(_) | Role::Section);
                    placed[line].role = role;
                    placed[line].card = card.then_some(owner[line]).flatten();
                }
                None => own_missed.push(line),
            }
        }
        if !own_missed.is_empty() {
            missed.push((card, own_missed));
        }
        at = end;
    }
    for (at, own) in missed {
        let card = match at.checked_sub(count) {
            Some(at) => &mut note.to_ask[at],
            None => &mut note.cards[at],
        };
        rescue(card, &own, &lines);
        for line in own {
            placed[line].role = Role::Answer;
            placed[line].card = Some(at);
        }
    }
    for (at, line) in lines.iter().enumerate() {
        if placed[at].role == Role::Blank && !line.trim().is_empty() {
            placed[at].role = role_outside(at, line, reading, reasons[at]);
        }
    }
    for (at, placed) in placed.iter_mut().enumerate() {
        (placed.form, placed.evidence) = reading.evidence(at);
    }
    note.shapes = shapes(&mut placed, reading);
    note.skipped = skipped(&placed);
    note.lines = placed;
    debug_assert!(
        is_whole(note, source.text),
        "every line has exactly one role"
    );
}

/// Gives lines with the same marker the same shape, and the shapes their words. What opens less
/// strongly in the note is told from others of the same words by its number.
fn shapes(placed: &mut [Placed], reading: &Reading<'_>) -> Vec<Both> {
    let mut classes: Vec<LineClass> = Vec::new();
    for (at, placed) in placed.iter_mut().enumerate() {
        let Some(class) = reading.class(at) else {
            continue;
        };
        let known = classes.iter().position(|known| *known == class);
        placed.shape = Some(known.unwrap_or(classes.len()));
        if known.is_none() {
            classes.push(class);
        }
    }
    classes.into_iter().map(describe::words).collect()
}

fn mark_hidden(placed: &mut [Placed], note: &Note, source: &Source<'_>) {
    let mut starts = vec![0];
    starts.extend(source.text.match_indices('\n').map(|(at, _)| at + 1));
    for (range, is_front_matter) in source.hidden {
        let first = starts.partition_point(|&start| start <= range.start) - 1;
        let last = starts.partition_point(|&start| start < range.end.max(range.start + 1)) - 1;
        for line in first..=last {
            let begin = starts[line];
            let end = starts
                .get(line + 1)
                .map_or(source.text.len(), |next| next - 1);
            let is_hidden = source.shown[begin..end].trim().is_empty()
                && !source.text[begin..end].trim().is_empty();
            if !is_hidden {
                continue;
            }
            let said = &source.text[range.clone()];
            let kept = said.starts_with("%%").then(|| {
                let at = note.cards.partition_point(|card| card.lines.0 <= first + 1);
                at.checked_sub(1)
            });
            placed[line].card = kept.flatten();
            placed[line].role = match (placed[line].card, is_front_matter) {
                (Some(_), _) => Role::Note,
                (None, true) => Role::LeftOut("front matter"),
                (None, false) if source.left_out.contains(&(line + 1)) => {
                    Role::LeftOut("as you said")
                }
                (None, false) => Role::LeftOut("a hidden comment"),
            };
        }
    }
}

/// The reason for which each line was skipped, where it was.
fn reasons(skipped: &[Skipped], count: usize) -> Vec<Option<&'static str>> {
    let mut reasons = vec![None; count];
    for skipped in skipped {
        let (first, last) = skipped.lines;
        for reason in &mut reasons[(first.max(1) - 1).min(count)..last.min(count)] {
            *reason = Some(skipped.why);
        }
    }
    reasons
}

/// The role of a line between a card's first and last, if the card has its words or it has none
/// that belong there.
fn role_in_card(
    line: &str,
    found: &[Words<'_>],
    card: &Found,
    at: usize,
    reading: &Reading<'_>,
) -> Option<Role> {
    if !line.chars().any(words::is_letter) {
        let is_picture = line.contains("![");
        return Some(if is_picture {
            Role::Answer
        } else {
            Role::LeftOut("markup")
        });
    }
    let is_first = at + 1 == card.lines.0;
    let looked_up = |text: &str| found.iter().find_map(|words| words.role_of(text));
    if let Some(role) = looked_up(line) {
        return Some(if is_first { Role::Question } else { role });
    }
    let visible = shown(line);
    let visible = visible.as_str();
    if !visible.chars().any(words::is_letter) {
        return Some(Role::LeftOut("markup"));
    }
    if let Some(role) = looked_up(visible) {
        return Some(if is_first { Role::Question } else { role });
    }
    let inner = without_marks(visible);
    let plain = answer::plain(&inner);
    if let Some(role) = looked_up(&plain) {
        return Some(if is_first { Role::Question } else { role });
    }
    // A row has cells that no card needs: numbers, links to answers.
    let is_row = line.trim_start().starts_with('|');
    if is_first || is_row {
        return Some(if is_first {
            Role::Question
        } else {
            Role::LeftOut("a table without questions")
        });
    }
    if has_links(line) && links_are_kept(line, card) {
        return Some(Role::Link);
    }
    label_of(&plain, at, reading).map(Role::LeftOut)
}

/// A line as a card shows it: HTML softened, characters composed, entities as they may be.
fn shown(line: &str) -> String {
    let softened = html::soften(line);
    let cleaned = clean_text(&softened);
    text::nfc(&cleaned).into_owned()
}

/// Without bullets, numbers, quotation marks and the label of a question or an answer.
fn without_marks(line: &str) -> String {
    let mut rest = line.trim();
    for _ in 0..4 {
        let bare = rest.trim_start_matches(['>', '#', ' ', '\t']);
        let bare = super::reading::without_bullet(bare);
        let bare = bare
            .strip_prefix("[ ]")
            .or_else(|| bare.strip_prefix("[x]"))
            .unwrap_or(bare);
        if bare == rest {
            break;
        }
        rest = bare;
    }
    let rest = super::reading::without_label(rest);
    let rest = words::without_number(rest).0;
    let rest = answer::strip_mark(rest).unwrap_or(rest);
    let rest = answer::without_tail_mark(rest);
    html::decode_entities(&words::cleaned_question(rest).0)
}

fn has_links(line: &str) -> bool {
    line.contains("http://") || line.contains("https://")
}

/// Whether every address of a line is one of the card's.
fn links_are_kept(line: &str, card: &Found) -> bool {
    let mut rest = line;
    while let Some(at) = rest.find("http") {
        rest = &rest[at..];
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '>' | '"' | ']' | '<' | ')'))
            .unwrap_or(rest.len());
        let address = &rest[..end];
        if address.contains("://")
            && !card
                .links
                .iter()
                .any(|link| link.starts_with(address) || address.starts_with(link.as_str()))
        {
            return false;
        }
        rest = &rest[end.max(4).min(rest.len())..];
    }
    true
}

/// Why a line inside a card is none of its text: a button, a label, a placeholder.
fn label_of(plain: &str, at: usize, reading: &Reading<'_>) -> Option<&'static str> {
    let short = plain.chars().count() <= 60;
    let kind = reading.lines.get(at).map(|line| line.kind);
    if kind == Some(Kind::Contents) {
        return Some("part of the page");
    }
    let is_title = matches!(
        kind,
        Some(Kind::Heading | Kind::Bold | Kind::Item | Kind::Text | Kind::Summary | Kind::Open)
    );
    if short && is_title && super::reading::build::names_a_side(plain) {
        return Some("a label");
    }
    if short && words::is_placeholder(plain) {
        return Some("a placeholder");
    }
    if short && words::is_navigation(plain) {
        return Some("part of the page");
    }
    if short
        && is_title
        && (words::is_key_point_title(plain)
            || words::is_link_title(plain)
            || words::is_follow_up_title(plain))
    {
        return Some("a label");
    }
    if kind == Some(Kind::Summary) && (words::is_opener(plain) || reading.is_button(at)) {
        return Some("a button's words, not a question");
    }
    None
}

/// Gives a card the lines that it should have taken, as they stand.
fn rescue(card: &mut Found, missed: &[usize], lines: &[&str]) {
    let mut text = String::new();
    let mut last = None;
    for &at in missed {
        if last.is_some_and(|last| at > last + 1) {
            text.push('\n');
        }
        text.push_str(lines[at]);
        text.push('\n');
        last = Some(at);
    }
    let text = super::blocks::dedent_all(&format!("\n{text}"));
    let text = clean_text(&html::soften(&text));
    if !card.answer.is_empty() {
        card.answer.push_str("\n\n");
    }
    card.answer.push_str(&text);
}

/// The role of a line that no card has.
fn role_outside(
    at: usize,
    line: &str,
    reading: &Reading<'_>,
    reason: Option<&'static str>,
) -> Role {
    if !line.chars().any(words::is_letter) {
        return Role::LeftOut("markup");
    }
    if let Some(why) = reason {
        return Role::LeftOut(why);
    }
    let Some(found) = reading.lines.get(at) else {
        return Role::LeftOut("prose");
    };
    match found.kind {
        Kind::Heading | Kind::Summary => Role::Section,
        Kind::Bold if !found.text.ends_with(['?', '？']) => Role::Section,
        Kind::Tag | Kind::Rule => Role::LeftOut("markup"),
        Kind::Contents | Kind::Navigation => Role::LeftOut("part of the page"),
        Kind::Row => Role::LeftOut("a table without questions"),
        Kind::Code => Role::LeftOut("code outside an answer"),
        Kind::Item if found.checkbox => Role::LeftOut("a checklist"),
        Kind::Item if found.link => Role::LeftOut("a list of links"),
        _ => Role::LeftOut("prose"),
    }
}

/// The lines in no card, those together that follow one another for the same reason. Markup and
/// the front matter are nothing that anybody misses.
fn skipped(placed: &[Placed]) -> Vec<Skipped> {
    let mut skipped: Vec<Skipped> = Vec::new();
    for (at, placed) in placed.iter().enumerate() {
        let Role::LeftOut(why) = placed.role else {
            continue;
        };
        if matches!(
            why,
            "markup" | "front matter" | "a label" | "a hidden comment" | "as you said"
        ) {
            continue;
        }
        let line = at + 1;
        match skipped.last_mut() {
            Some(last) if last.why == why && line <= last.lines.1 + 2 => last.lines.1 = line,
            _ => skipped.push(Skipped {
                lines: (line, line),
                why,
            }),
        }
    }
    skipped
}

/// Whether every line that is not empty has a role, and every card that is named is there.
fn is_whole(note: &Note, text: &str) -> bool {
    let cards = note.cards.len() + note.to_ask.len();
    note.lines.len() == text.split('\n').count()
        && text.split('\n').zip(&note.lines).all(|(line, placed)| {
            let is_blank = line.trim().is_empty();
            let is_in_card = !matches!(placed.role, Role::Blank | Role::Section | Role::LeftOut(_));
            (placed.role == Role::Blank) == is_blank
                && is_in_card == placed.card.is_some()
                && placed.card.is_none_or(|card| card < cards)
        })
}
