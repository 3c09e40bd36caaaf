//! The lines of a note: which of them are taken, by which card, and why the others are not.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::bank::write::form;
use crate::convert::again::{Compared, Difference, State};
use crate::convert::{self, Skipped};
use crate::import::ReadNote;
use crate::text;
use crate::tui::action::Action;
use crate::tui::screens::editor;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::page;
use crate::tui::widgets::pane::Pane;
use crate::tui::widgets::sheet::Sheet;

/// Lines of the note that are shown above those of the card.
const ABOVE: usize = 2;

/// At most so many lines of each side of a difference.
const MOST_OF_DIFFERENCE: usize = 4;

/// What is on each line of a note, found out once: a note may be long, and is scrolled.
#[derive(Debug, Default)]
pub(super) struct Ruled {
    /// The byte at which each line begins.
    begins: Vec<usize>,
    /// Whether a card was made of it.
    is_card: Vec<bool>,
    /// The number of what was passed over there.
    skipped: Vec<Option<usize>>,
}

impl Ruled {
    pub fn of(read: &ReadNote, cards: &[Compared]) -> Self {
        let ends = read.text.match_indices('\n').map(|(end, _)| end + 1);
        let mut begins: Vec<usize> = std::iter::once(0).chain(ends).collect();
        begins.retain(|&begin| begin < read.text.len());
        let mut ruled = Self {
            is_card: vec![false; begins.len()],
            skipped: vec![None; begins.len()],
            begins,
        };
        // Lines are counted from one.
        let within = |(first, last): (usize, usize), end: usize| first.max(1) - 1..last.min(end);
        for card in cards {
            let lines = within(card.found.lines, ruled.is_card.len());
            if let Some(lines) = ruled.is_card.get_mut(lines) {
                lines.fill(true);
            }
        }
        for (number, skipped) in read.note.skipped.iter().enumerate().rev() {
            let lines = within(skipped.lines, ruled.skipped.len());
            if let Some(lines) = ruled.skipped.get_mut(lines) {
                lines.fill(Some(number));
            }
        }
        ruled
    }
}

/// A note with one of its cards.
pub(super) struct Side<'a> {
    pub read: &'a ReadNote,
    pub ruled: &'a Ruled,
    pub cards: &'a [Compared],
    /// The chosen card's number; none for the note itself.
    pub chosen: Option<usize>,
}

impl Side<'_> {
    /// Draws what differs, and below it the lines around the card, or the whole note.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, pane: &mut Pane, shared: &Shared) {
        let columns = usize::from(area.width);
        let card = self.chosen.map(|chosen| &self.cards[chosen]);
        let mut shown = card.map_or_else(Vec::new, |card| differences(card, columns, shared));
        shown.truncate(usize::from(area.height).saturating_sub(3));
        let used = u16::try_from(shown.len()).unwrap_or(u16::MAX);
        frame.render_widget(Lines::from(shown), area);
        let area = page::below(area, used);
        let keys = [Action::ScrollNote];
        if self.read.text.is_empty() {
            // Out of a package or the like: there is no text to stand beside.
            let answer = card.map_or("", |card| card.found.answer.as_str());
            let mut sheet = Sheet::default();
            sheet.append(shared.markdown(answer, columns));
            pane.draw(frame, area, &sheet, &keys, shared);
            return;
        }
        let begins = &self.ruled.begins;
        let lines = match card {
            Some(card) => {
                let (first, last) = card.found.lines;
                first.saturating_sub(ABOVE + 1)..(last + ABOVE).min(begins.len())
            }
            None => 0..begins.len(),
        };
        let (top, area) = pane.lay_out(frame, area, lines.len(), &keys, shared);
        let from = lines.start + top;
        let width = (from + usize::from(area.height)).to_string().len().max(3);
        // A short card leaves room for the lines after it.
        let seen = begins.iter().zip(1..).skip(from);
        for ((&begin, number), row) in seen.zip(0..area.height) {
            let line = self.read.text[begin..].lines().next().unwrap_or_default();
            let line = self.line(number, line, width, columns, shared);
            frame.render_widget(line, page::row(area, row));
        }
    }

    fn line(
        &self,
        number: usize,
        line: &str,
        width: usize,
        columns: usize,
        shared: &Shared,
    ) -> Line<'static> {
        let style = |role| shared.theme.style(role);
        let (sign, gutter, words) = self.sign(number, shared);
        let why = self.skipped(number);
        let tail = why.filter(|why| why.lines.0 == number).map(|why| {
            let why = convert::why(why.why, shared.language);
            let arrow = if shared.ascii { " <- " } else { " ← " };
            format!("{arrow}{why}")
        });
        let tail = tail.unwrap_or_default();
        let room = columns.saturating_sub(width + 3 + text::columns(&tail));
        let line = line.replace('\t', "    ");
        Line::from(vec![
            Span::styled(format!("{number:>width$} "), style(Role::Border)),
            Span::styled(format!("{sign} "), gutter),
            Span::styled(text::fit(&text::visible_line(&line), room), words),
            Span::styled(tail, style(Role::Warn)),
        ])
    }

    /// The sign of a line in the gutter, and the styles of sign and words: of the chosen card, of
    /// another one, or of none.
    fn sign(&self, number: usize, shared: &Shared) -> (&'static str, Style, Style) {
        let style = |role| shared.theme.style(role);
        let is_of = |card: &Compared| (card.found.lines.0..=card.found.lines.1).contains(&number);
        let chosen = self.chosen.map(|chosen| &self.cards[chosen]);
        let of_chosen = chosen.is_some_and(is_of);
        if of_chosen {
            let sign = if shared.ascii { "#" } else { "┃" };
            return (sign, style(Role::Accent), style(Role::Text));
        }
        if self.ruled.is_card.get(number - 1) == Some(&true) {
            let sign = if shared.ascii { "|" } else { "│" };
            return (sign, style(Role::Border), style(Role::Dim));
        }
        (" ", style(Role::Border), style(Role::Dim))
    }

    fn skipped(&self, number: usize) -> Option<&Skipped> {
        let skipped = self.ruled.skipped.get(number - 1).copied().flatten()?;
        self.read.note.skipped.get(skipped)
    }
}

/// What the note has otherwise than the deck: both sides, shortened.
fn differences(card: &Compared, columns: usize, shared: &Shared) -> Vec<Line<'static>> {
    let say = shared.language;
    let mut shown = Vec::new();
    let mut side = |title: String, value: &crate::bank::write::Value, role: Role| {
        shown.push(Line::styled(title, shared.theme.style(Role::Dim)));
        let written = form::shown(Some(value));
        let lines = text::wrap(&text::visible(&written), columns.saturating_sub(2));
        for line in lines.into_iter().take(MOST_OF_DIFFERENCE) {
            shown.push(Line::styled(format!("  {line}"), shared.theme.style(role)));
        }
    };
    let all = card.clashes.iter().chain(&card.changed);
    for Difference {
        field,
        ours,
        theirs,
    } in all
    {
        let name = editor::form::name(*field);
        let name = name.in_language(say);
        side(say.import_ours(name), ours, Role::Dim);
        side(say.import_theirs(name), theirs, Role::Text);
    }
    if card.state == State::Clashing {
        let words = say.import_decide();
        for line in text::wrap(&words, columns) {
            shown.push(Line::styled(line, shared.theme.style(Role::Warn)));
        }
    }
    if card.state == State::Removed {
        for line in text::wrap(&say.import_removed_words(), columns) {
            shown.push(Line::styled(line, shared.theme.style(Role::Warn)));
        }
    }
    if !shown.is_empty() {
        shown.push(Line::default());
    }
    shown
}
