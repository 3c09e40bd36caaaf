//! The look-back as one page: headings, rows, the line that is written with its candidates.

use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::{LookBackScreen, Slot, Writing};
use crate::bank::CardId;
use crate::history::InterviewResult;
use crate::look_back;
use crate::text;
use crate::tui::action::Action;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::list;
use crate::tui::widgets::page;

/// Rows that a line may take while it is written.
const WRITING_ROWS: usize = 2;

impl LookBackScreen {
    /// Draws the part of the page in which the cursor is; gives the caret's place.
    pub(super) fn draw_page(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
    ) -> Option<Position> {
        let say = shared.language;
        let name = look_back::title(&self.look_back);
        let title = page::title(&format!("{} · {name}", say.look_back_title()), shared);
        let right = match (self.is_keeping, self.is_changed()) {
            (true, _) => say.score_saving(),
            (false, true) => say.look_back_draft(),
            (false, false) => self
                .look_back
                .on
                .map_or_else(String::new, |on| on.to_string()),
        };
        let body = page::column(page::draw(
            frame,
            area,
            title,
            &right,
            &self.footer(),
            shared,
        ));
        let columns = usize::from(body.width);
        let (lines, places) = self.page(columns, shared);
        let place = places.get(self.list.at()).map_or(0, |place| place.start);
        let (top, body) = self.list.page(frame, body, lines.len(), places, shared);
        let seen = lines.into_iter().skip(top).take(usize::from(body.height));
        frame.render_widget(Lines::from(seen.collect::<Vec<_>>()), body);
        let writing = self.writing.as_mut()?;
        let label = u16::try_from(text::columns(&label(writing.slot, true, shared))).unwrap_or(0);
        let row = page::below(body, u16::try_from(place.saturating_sub(top)).unwrap_or(0));
        let field = Rect {
            x: row.x + label,
            width: row.width.saturating_sub(label),
            height: row.height.min(u16::try_from(WRITING_ROWS).unwrap_or(1)),
            ..row
        };
        Some(
            writing
                .edit
                .draw(frame, field, shared.theme.style(Role::Text)),
        )
    }

    fn footer(&self) -> Vec<Action> {
        if self.is_typing() {
            return vec![Action::EndText];
        }
        let mut actions = vec![Action::KeepLookBack, Action::Up, Action::Open];
        match self.slot() {
            Slot::Stage(_) => actions.extend([Action::LookBackLess, Action::RemoveLine]),
            Slot::Result => actions.push(Action::LookBackLess),
            Slot::Question(_) => {
                actions.extend([Action::RewriteLine, Action::RemoveLine, Action::LineUp]);
            }
            Slot::Asked(_) => actions.push(Action::RemoveLine),
            _ => {}
        }
        actions.extend([Action::Back, Action::Help]);
        actions
    }

    /// The page, and the lines of every row that can be chosen.
    fn page(&self, columns: usize, shared: &Shared) -> (Vec<Line<'static>>, Vec<Range<usize>>) {
        let say = shared.language;
        let style = |role: Role| shared.theme.style(role);
        let mut lines: Vec<Line<'static>> = Vec::new();
        if let Some(why) = &self.trouble {
            let words = say.look_back_trouble(why.in_language(say));
            let words = text::wrap(&text::visible_line(&words), columns).into_iter();
            lines.extend(words.map(|words| Line::styled(words, style(Role::Bad))));
        }
        let mut places = Vec::new();
        for (number, slot) in self.slots().into_iter().enumerate() {
            if let Some(heading) = heading(slot, self) {
                if !lines.is_empty() {
                    lines.push(Line::default());
                }
                let words = match heading {
                    Heading::Stages => say.look_back_stages(),
                    Heading::Questions => say.look_back_questions(),
                    Heading::Asked => say.look_back_i_asked(),
                    Heading::End => say.look_back_in_all(),
                };
                lines.push(Line::styled(words, style(Role::Title)));
            }
            let is_chosen = number == self.list.at();
            let begins = lines.len();
            match self.writing.as_ref().filter(|_| is_chosen) {
                Some(writing) => lines.extend(written(writing, columns, shared)),
                None => lines.push(self.row(slot, is_chosen, columns, shared)),
            }
            places.push(begins..lines.len());
        }
        (lines, places)
    }

    fn row(&self, slot: Slot, chosen: bool, columns: usize, shared: &Shared) -> Line<'static> {
        let say = shared.language;
        let (words, role) = match slot {
            Slot::Stage(number) => {
                let stage = &self.look_back.stages[number];
                let went = stage.went.map_or_else(
                    || say.look_back_went_unsaid(),
                    |went| format!("{went} {}", say.look_back_went(went)),
                );
                (format!("{} · {went}", stage.name), Role::Text)
            }
            Slot::Question(number) => {
                let question = &self.look_back.questions[number];
                (question.question.clone(), Role::Text)
            }
            Slot::Link(number) => match &self.look_back.questions[number].card {
                Some(card) => (card_words(card, shared), Role::Accent),
                None => (say.look_back_new_card(), Role::Dim),
            },
            Slot::Result => (say.look_back_result(self.look_back.result), Role::Text),
            Slot::AddStage | Slot::AddQuestion | Slot::AddAsked => (String::new(), Role::Dim),
            slot => (self.written_in(slot), Role::Text),
        };
        let label = label(slot, chosen, shared);
        let state = match slot {
            Slot::Question(number) => self.state(number, shared),
            _ => String::new(),
        };
        let taken = text::columns(&label) + text::columns(&state);
        let room = columns.saturating_sub(taken);
        let role_of_label = if chosen { Role::Selected } else { Role::Dim };
        Line::from(vec![
            Span::styled(label, shared.theme.style(role_of_label)),
            Span::styled(
                text::fit(&text::visible_line(&words), room),
                shared.theme.style(role),
            ),
            Span::styled(state, shared.theme.style(Role::Dim)),
        ])
    }

    /// Where a question goes, and whether more is written of it.
    fn state(&self, number: usize, shared: &Shared) -> String {
        let question = &self.look_back.questions[number];
        let deck = question
            .card
            .as_ref()
            .map(|card| text::fit(card.deck(), 24));
        let goes_to = deck.unwrap_or_else(|| shared.language.look_back_new_card());
        let more = if self.is_told(number) { " · …" } else { "" };
        format!("  · {}{more}", text::visible_line(&goes_to))
    }

    fn is_told(&self, number: usize) -> bool {
        let question = &self.look_back.questions[number];
        [&question.said, &question.wish, &question.reflection]
            .iter()
            .any(|words| !words.is_empty())
    }
}

/// The rows of the choice of a card, with the one that says so.
fn choices(writing: &Writing) -> usize {
    let is_question = matches!(
        writing.slot,
        Slot::AddQuestion | Slot::Question(_) | Slot::Link(_)
    );
    if is_question && !writing.candidates.is_empty() {
        writing.candidates.len() + 2
    } else {
        0
    }
}

fn card_words(card: &CardId, shared: &Shared) -> String {
    let question = shared.bank.find(card);
    let question = question.map_or("", |entry| entry.card.question.as_str());
    format!("{} · {}", text::visible_line(question), card.deck())
}

#[derive(Clone, Copy)]
enum Heading {
    Stages,
    Questions,
    Asked,
    End,
}

/// The heading above a row, if it is the first of its part.
fn heading(slot: Slot, screen: &LookBackScreen) -> Option<Heading> {
    let LookBackScreen { look_back, .. } = screen;
    match slot {
        Slot::Stage(0) => Some(Heading::Stages),
        Slot::AddStage if look_back.stages.is_empty() => Some(Heading::Stages),
        Slot::Question(0) => Some(Heading::Questions),
        Slot::AddQuestion if look_back.questions.is_empty() => Some(Heading::Questions),
        Slot::Asked(0) => Some(Heading::Asked),
        Slot::AddAsked if look_back.i_asked.is_empty() => Some(Heading::Asked),
        Slot::Overall => Some(Heading::End),
        _ => None,
    }
}

/// What stands before a row's words.
fn label(slot: Slot, chosen: bool, shared: &Shared) -> String {
    let say = shared.language;
    let mark = list::sign(chosen);
    let inner = |name: String| format!("{mark}     {}", text::pad(&name, 16));
    match slot {
        Slot::Stage(number) | Slot::Question(number) | Slot::Asked(number) => {
            format!("{mark} {:>2}  ", number + 1)
        }
        Slot::AddStage => format!("{mark}  + {} ", say.look_back_add_stage()),
        Slot::AddQuestion => format!("{mark}  + {} ", say.look_back_add_question()),
        Slot::AddAsked => format!("{mark}  + {} ", say.look_back_add_asked()),
        Slot::Link(_) => inner(say.look_back_card()),
        Slot::Said(_) => inner(say.look_back_said()),
        Slot::Wish(_) => inner(say.look_back_wish()),
        Slot::Reflection(_) => inner(say.look_back_reflection()),
        Slot::Overall => format!("{mark} {}", text::pad(&say.look_back_overall(), 16)),
        Slot::Result => format!("{mark} {}", text::pad(&say.look_back_result_name(), 16)),
    }
}

impl crate::language::Language {
    /// How an interview ended, or that nobody knows yet.
    pub fn look_back_result(self, result: Option<InterviewResult>) -> String {
        match result {
            None => self.look_back_waiting(),
            Some(InterviewResult::Passed) => self.look_back_passed(),
            Some(InterviewResult::Failed) => self.look_back_failed(),
            Some(InterviewResult::Withdrawn) => self.look_back_withdrawn(),
            Some(InterviewResult::Unknown) => self.look_back_other(),
        }
    }

    /// How a stage went, 1–5, in words.
    pub fn look_back_went(self, went: u8) -> String {
        match went {
            ..=1 => self.look_back_went_1(),
            2 => self.look_back_went_2(),
            3 => self.look_back_went_3(),
            4 => self.look_back_went_4(),
            5.. => self.look_back_went_5(),
        }
    }
}

/// Room for the line that is written, and the cards that it may be.
fn written(writing: &Writing, columns: usize, shared: &Shared) -> Vec<Line<'static>> {
    let say = shared.language;
    let label = label(writing.slot, true, shared);
    let mut lines = vec![Line::styled(label, shared.theme.style(Role::Selected))];
    lines.resize(WRITING_ROWS, Line::default());
    if choices(writing) == 0 {
        return lines;
    }
    let which = format!("      {}", say.look_back_which());
    lines.push(Line::styled(
        text::fit(&which, columns),
        shared.theme.style(Role::Dim),
    ));
    let fresh = say.look_back_new_card();
    let cards = writing
        .candidates
        .iter()
        .map(|card| card_words(card, shared));
    for (number, words) in std::iter::once(fresh).chain(cards).enumerate() {
        let is_chosen = number == writing.candidate;
        let mark = list::sign(is_chosen);
        let role = if is_chosen { Role::Accent } else { Role::Dim };
        let words = text::fit(&format!("      {mark} {words}"), columns);
        lines.push(Line::styled(words, shared.theme.style(role)));
    }
    lines
}
