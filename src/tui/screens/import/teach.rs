//! The lines of a note with what each was taken for, and keys that say what it is. Every correction is
//! a constraint: the note is read again under all of them.

use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::{Constraint as Sized, Layout, Rect};
use ratatui::text::{Line, Span};

use crate::convert::markdown::Constraint;
use crate::convert::{self, Found, Placed};
use crate::import::ReadNote;
use crate::language::Language;
use crate::text;
use crate::tui::action::Action;
use crate::tui::notes::Reading;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::list::{List, Row};
use crate::tui::widgets::page;

/// The card stands beside the lines from this width on.
const WIDE: u16 = 76;

/// Rows below the lines for what is said of the chosen one.
const REASON: u16 = 2;

/// The look at one note's lines.
#[derive(Debug)]
pub(super) struct Teach {
    reading: Arc<Reading>,
    note: usize,
    pub list: List,
    /// What is said of the lines, with what is being read under it.
    said: Vec<Constraint>,
    /// What would be said of many lines, until Enter.
    pending: Option<Constraint>,
}

/// What came of a key.
pub(super) enum Taught {
    /// The note is to be read under this.
    Said(usize, Vec<Constraint>),
    /// It is told to the user.
    Told(String),
    /// Something moved, or nothing.
    Moved,
    /// Back to the cards.
    Left,
}

impl Teach {
    /// The lines of a note of the reading; `None` where it has no lines of its own.
    pub fn new(reading: Arc<Reading>, note: usize, line: usize) -> Option<Self> {
        let read = reading
            .notes
            .get(note)
            .filter(|read| read.can_be_taught())?;
        let list = List::new(count(read), line.saturating_sub(1));
        Some(Self {
            said: read.said.clone(),
            reading,
            note,
            list,
            pending: None,
        })
    }

    /// The note was read again.
    pub fn read_again(&mut self, reading: Arc<Reading>) {
        self.reading = reading;
        self.list.set_len(count(self.read()));
    }

    fn read(&self) -> &ReadNote {
        &self.reading.notes[self.note]
    }

    fn lines(&self) -> &[Placed] {
        &self.read().note.lines[..count(self.read())]
    }

    /// The place of the card in which the chosen line is, among the note's cards and those to ask.
    fn card(&self) -> Option<&Found> {
        let at = self.lines().get(self.list.at())?.card?;
        let note = &self.read().note;
        note.cards.iter().chain(&note.to_ask).nth(at)
    }

    pub fn act(&mut self, action: Action, say: Language) -> Option<Taught> {
        let line = self.list.at() + 1;
        let pending = self.pending.take();
        let said = match action {
            Action::LineQuestion => Constraint::Question(line),
            Action::LineAnswer => Constraint::Above(line),
            Action::LineFollowUp => Constraint::FollowUp(line),
            Action::LineTitle => Constraint::NoQuestion(line),
            Action::LineLeftOut => Constraint::LeftOut(line),
            Action::LineBegins => Constraint::Begins(line),
            Action::LineJoin => Constraint::Above(self.card().map_or(line, |card| card.lines.0)),
            Action::LineOtherReading => Constraint::OtherReading,
            Action::LineApply => match pending {
                Some(pending) => pending,
                None => return Some(Taught::Moved),
            },
            Action::LineAlike => return Some(self.ask_for_all(say)),
            Action::LineUndo => {
                if self.said.len() <= self.read().remembered {
                    return Some(Taught::Told(say.lines_nothing_to_undo()));
                }
                self.said.pop();
                return Some(Taught::Said(self.note, self.said.clone()));
            }
            Action::LineNextDoubt | Action::LineDoubtBefore => {
                return Some(self.go_to_doubt(action == Action::LineNextDoubt, say));
            }
            Action::LineCards if pending.is_some() => return Some(Taught::Moved),
            Action::LineCards => return Some(Taught::Left),
            _ => {
                self.pending = pending;
                return None;
            }
        };
        self.said.push(said);
        Some(Taught::Said(self.note, self.said.clone()))
    }

    /// Asks whether all lines of the chosen one's shape are what it is: questions, or none.
    fn ask_for_all(&mut self, say: Language) -> Taught {
        let at = self.list.at();
        let chosen = self.lines()[at];
        if chosen.shape.is_none() {
            return Taught::Told(say.lines_no_shape());
        }
        self.pending = Some(match chosen.role {
            convert::Role::Question => Constraint::AllAlike(at + 1),
            _ => Constraint::NoneAlike(at + 1),
        });
        Taught::Moved
    }

    fn go_to_doubt(&mut self, is_forward: bool, say: Language) -> Taught {
        let (at, lines) = (self.list.at(), self.lines());
        let doubts = || (0..lines.len()).filter(|&at| is_doubtful(&lines[at]));
        let found = if is_forward {
            doubts()
                .find(|&doubt| doubt > at)
                .or_else(|| doubts().next())
        } else {
            doubts()
                .rfind(|&doubt| doubt < at)
                .or_else(|| doubts().next_back())
        };
        match found {
            Some(found) => {
                self.list.choose(found);
                Taught::Moved
            }
            None => Taught::Told(say.lines_no_doubts()),
        }
    }

    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, shared: &Shared) {
        let say = shared.language;
        let name = text::visible_line(&self.read().name);
        let title = page::title(&format!("{} · {name}", say.import_title()), shared);
        let actions: &[Action] = if self.pending.is_some() {
            &[Action::LineApply, Action::LineCards]
        } else {
            &[
                Action::LineQuestion,
                Action::LineAnswer,
                Action::LineFollowUp,
                Action::LineTitle,
                Action::LineLeftOut,
                Action::LineAlike,
                Action::LineUndo,
                Action::LineNextDoubt,
                Action::LineBegins,
                Action::LineJoin,
                Action::LineOtherReading,
                Action::LineCards,
                Action::Help,
            ]
        };
        let body = page::draw(frame, area, title, &self.summary(say), actions, shared);
        let columns = usize::from(body.width);
        let read_as = Line::styled(
            text::fit(&self.read_as(shared), columns),
            shared.theme.style(Role::Dim),
        );
        frame.render_widget(read_as, page::row(body, 0));
        page::rule(frame, page::row(body, 1), shared);
        let [middle, strip, reason] =
            Layout::vertical([Sized::Min(3), Sized::Length(1), Sized::Length(REASON)])
                .areas(page::below(body, 2));
        if area.width >= WIDE {
            let [lines, card] = Layout::horizontal([Sized::Percentage(55), Sized::Min(20)])
                .spacing(2)
                .areas(middle);
            self.draw_lines(frame, lines, shared);
            let words = self.card_lines(usize::from(card.width), shared);
            frame.render_widget(Lines::from(words), card);
        } else {
            self.draw_lines(frame, middle, shared);
        }
        self.draw_strip(frame, strip, shared);
        let words = text::wrap(&self.reason(say), columns);
        let role = if self.pending.is_some() {
            Role::Warn
        } else {
            Role::Text
        };
        let words: Vec<Line<'_>> = words
            .into_iter()
            .take(usize::from(REASON))
            .map(|line| Line::styled(line, shared.theme.style(role)))
            .collect();
        frame.render_widget(Lines::from(words), reason);
    }

    /// `18 cards · 87% read · 3 lines left out · 2 doubts`.
    fn summary(&self, say: Language) -> String {
        let read = self.read();
        say.lines_summary(
            read.found.len(),
            read.note
                .outcome
                .as_ref()
                .map_or(100, |outcome| usize::from(outcome.coverage)),
            self.lines().iter().filter(|line| is_left_out(line)).count(),
            self.lines().iter().filter(|line| is_doubtful(line)).count(),
        )
    }

    /// How the note is read, and which way would be the next best.
    fn read_as(&self, shared: &Shared) -> String {
        let say = shared.language;
        let Some(outcome) = &self.read().note.outcome else {
            return String::new();
        };
        let words = |ways: &[crate::language::Both]| {
            let ways: Vec<&str> = ways
                .iter()
                .map(|way| way.in_language(say).as_str())
                .collect();
            ways.join(", ")
        };
        let mut line = say.lines_read_as(&words(&outcome.reading));
        if !outcome.second.is_empty() {
            let key = shared.key(Action::LineOtherReading);
            line.push_str(&say.lines_other_way(&key, &words(&outcome.second)));
        }
        line
    }

    fn draw_lines(&mut self, frame: &mut Frame<'_>, area: Rect, shared: &Shared) {
        let count = self.lines().len();
        let width = count.to_string().len().max(3);
        let own = self.lines().get(self.list.at()).and_then(|line| line.card);
        let read = Arc::clone(&self.reading);
        let read = &read.notes[self.note];
        let mut rows = self.list.rows(frame, area, count, shared).peekable();
        let Some(first) = rows.peek().map(|row| row.number) else {
            return;
        };
        for (row, line) in rows.zip(read.text.lines().skip(first)) {
            let placed = &read.note.lines[row.number];
            let is_own = own.is_some() && placed.card == own;
            let line = drawn(&row, placed, line, (width, is_own), shared);
            row.draw(frame, &line);
        }
    }

    /// The card in which the chosen line is.
    fn card_lines(&self, columns: usize, shared: &Shared) -> Vec<Line<'static>> {
        let say = shared.language;
        let Some(card) = self.card() else {
            let words = text::wrap(&say.lines_no_card(), columns);
            let style = shared.theme.style(Role::Dim);
            return words
                .into_iter()
                .map(|line| Line::styled(line, style))
                .collect();
        };
        let mut shown = Vec::new();
        let mut add = |words: &str, role: Role| {
            for line in text::wrap(&text::visible(words), columns) {
                shown.push(Line::styled(line, shared.theme.style(role)));
            }
        };
        add(&card.question, Role::Title);
        if !card.prompt.is_empty() {
            add(&card.prompt, Role::Text);
        }
        add("", Role::Text);
        if card.answer.is_empty() {
            add(&say.browse_unwritten(), Role::Dim);
        } else {
            add(&card.answer, Role::Text);
        }
        for next in &card.follow_ups {
            let sign = if shared.ascii { "->" } else { "↳" };
            add(&format!("{sign} {}", next.question), Role::Accent);
        }
        shown
    }

    /// The whole note on one row: where lines are left out, where they are doubtful, and where the
    /// chosen one is.
    fn draw_strip(&self, frame: &mut Frame<'_>, area: Rect, shared: &Shared) {
        let (count, width) = (self.lines().len().max(1), usize::from(area.width));
        let signs = if shared.ascii {
            ("_", "#", "?")
        } else {
            ("▁", "█", "?")
        };
        let here = self.list.at() * width / count;
        let cells = (0..width).map(|cell| {
            let (from, to) = (cell * count / width, (cell + 1) * count / width);
            let lines = &self.lines()[from.min(count - 1)..to.max(from + 1).min(count)];
            let is_left = |line: &Placed| {
                matches!(
                    line.role,
                    convert::Role::LeftOut("prose" | "a list of links")
                )
            };
            let (sign, role) = if lines.iter().any(is_doubtful) {
                (signs.2, Role::Warn)
            } else if lines.iter().any(is_left) {
                (signs.1, Role::Border)
            } else {
                (signs.0, Role::Border)
            };
            let role = if cell == here { Role::Selected } else { role };
            Span::styled(sign, shared.theme.style(role))
        });
        if !self.lines().is_empty() {
            frame.render_widget(Line::from(cells.collect::<Vec<_>>()), area);
        }
    }

    /// Why the chosen line is what it is, or what Enter would say of all lines like it.
    fn reason(&self, say: Language) -> String {
        let at = self.list.at();
        let Some(placed) = self.lines().get(at) else {
            return String::new();
        };
        if let Some(pending) = self.pending {
            let same = |line: &&Placed| line.shape == placed.shape;
            let count = self.lines().iter().filter(same).count();
            let words = placed
                .shape
                .and_then(|shape| self.read().note.shapes.get(shape))
                .map_or_else(String::new, |shape| shape.in_language(say).clone());
            return match pending {
                Constraint::AllAlike(_) => say.lines_all_ask(&words, count),
                _ => say.lines_none_asks(&words, count),
            };
        }
        let mut words = say.lines_reason(at + 1, &convert::role(placed.role, say));
        if let convert::Role::LeftOut(why) = placed.role {
            words.push_str(" · ");
            words.push_str(convert::why(why, say));
        } else if self.said.iter().any(|said| said.line() == Some(at + 1)) {
            words.push_str(" · ");
            words.push_str(&say.lines_as_you_said());
        } else if let (Some(form), Some(tenths)) = (placed.form, placed.evidence) {
            let form = convert::form(form, say);
            let sure = f64::from(tenths) / 10.0;
            words.push_str(&say.lines_evidence(form, &format!("{sure:+.1}")));
        }
        let alarms = self
            .read()
            .note
            .outcome
            .iter()
            .flat_map(|outcome| &outcome.alarms);
        for alarm in alarms.take(1) {
            words.push_str(" · ");
            words.push_str(alarm.in_language(say));
        }
        words
    }
}

/// How many lines a note has; the empty one behind its last line is none.
fn count(read: &ReadNote) -> usize {
    let lines = &read.note.lines;
    lines.len() - usize::from(read.text.ends_with('\n') && !lines.is_empty())
}

/// Whether a line with words is in no card.
pub(super) fn is_left_out(line: &Placed) -> bool {
    matches!(line.role, convert::Role::LeftOut(why) if !matches!(why, "markup" | "front matter"))
}

/// Whether it is not sure what a line is: what speaks for a question is nearly balanced.
pub(super) fn is_doubtful(line: &Placed) -> bool {
    let Some(tenths) = line.evidence else {
        return false;
    };
    match line.role {
        convert::Role::Question => tenths < 10,
        convert::Role::LeftOut("prose" | "a list of links") => tenths > -10,
        convert::Role::Answer => tenths > 0,
        convert::Role::Section => tenths > 20,
        _ => false,
    }
}

/// A line with its number and its mark.
fn drawn(
    row: &Row,
    placed: &Placed,
    line: &str,
    (width, is_own): (usize, bool),
    shared: &Shared,
) -> Line<'static> {
    let say = shared.language;
    let (mark, role) = match placed.role {
        convert::Role::Blank => (String::new(), Role::Dim),
        convert::Role::Question => (say.lines_mark_question(), Role::Accent),
        convert::Role::FollowUp => (say.lines_mark_follow_up(), Role::Accent),
        convert::Role::Section => (say.lines_mark_title(), Role::Title),
        convert::Role::LeftOut(_) => (say.lines_mark_left_out(), Role::Dim),
        _ => (say.lines_mark_answer(), Role::Text),
    };
    let doubt = if is_doubtful(placed) { "?" } else { "" };
    let mark = text::pad(&format!("{mark}{doubt}"), 3);
    let number = format!("{}{:>width$} ", row.sign(), row.number + 1);
    let room = row.columns().saturating_sub(text::columns(&number) + 3 + 2);
    let words = text::fit(&text::visible_line(&line.replace('\t', "    ")), room);
    let edge = match (is_own, shared.ascii) {
        (false, _) => "  ",
        (true, true) => "# ",
        (true, false) => "┃ ",
    };
    let doubt_role = if doubt.is_empty() { role } else { Role::Warn };
    Line::from(vec![
        Span::styled(number, row.style(Role::Border, shared)),
        Span::styled(mark, row.style(doubt_role, shared)),
        Span::styled(edge, row.style(Role::Accent, shared)),
        Span::styled(text::pad(&words, room), row.style(role, shared)),
    ])
}
