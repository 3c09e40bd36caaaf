//! Answers whose card is gone: one after the other, or all at once, they are given to the card that it is now.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use crossterm::event::KeyEvent;

use crate::bank::CardId;
use crate::clock::Moment;
use crate::history::Record;
use crate::history::record::{Body, Moved};
use crate::strays::Stray;
use crate::text;
use crate::tui::action::{Action, Scope};
use crate::tui::effect::Effect;
use crate::tui::screen::{Needs, Reply, Screen};
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::list::{List, Row};
use crate::tui::widgets::page;
use crate::tui::widgets::picker::{Picked, Picker};

/// The list of cards that are gone.
#[derive(Debug, Default)]
pub struct Adopt {
    list: List,
    /// The card that is looked for in place of the suggested one.
    search: Option<Search>,
}

/// Looking for the card that a stray one is now.
#[derive(Debug)]
struct Search {
    stray: CardId,
    cards: Vec<CardId>,
    picker: Picker,
}

impl Adopt {
    fn chosen<'s>(&self, shared: &'s Shared) -> Option<&'s Stray> {
        shared.strays.get(self.list.at())
    }

    /// Keeps that these belong to other cards.
    fn keep(moved: Vec<Moved>, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        if moved.is_empty() {
            return Vec::new();
        }
        let bodies = moved.into_iter().map(Body::Moved);
        let records: Vec<Record> = bodies.map(|body| *shared.record(now, body)).collect();
        vec![Reply::Do(Effect::KeepAll(records))]
    }

    /// Takes back what was kept last, as much of it as was kept at once.
    fn take_back(shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let Some(last) = shared
            .history
            .moves()
            .next_back()
            .map(|(record, _)| record.at)
        else {
            let words = shared.language.adopt_nothing_back();
            shared.say(words, Role::Dim, now);
            return Vec::new();
        };
        let moves = shared.history.moves();
        let taken = moves.filter(|(record, _)| record.at == last);
        let taken: Vec<_> = taken.map(|(record, _)| record.id.clone()).collect();
        let bodies = taken.into_iter().map(|undoes| Body::Undo { undoes });
        let records: Vec<Record> = bodies.map(|body| *shared.record(now, body)).collect();
        vec![Reply::Do(Effect::KeepAll(records))]
    }

    /// Looks for a card by its id and question: those of the same deck first.
    fn begin_search(&mut self, shared: &Shared) {
        let Some(stray) = self.chosen(shared) else {
            return;
        };
        let stray = stray.card.clone();
        let mut cards: Vec<_> = shared.bank.cards().collect();
        cards.sort_by_key(|entry| entry.card.id.deck() != stray.deck());
        let rows = cards
            .iter()
            .map(|entry| vec![entry.card.id.to_string(), entry.card.question.clone()]);
        let mut picker = Picker::of(rows, 0);
        picker.begin();
        self.search = Some(Search {
            cards: cards.iter().map(|entry| entry.card.id.clone()).collect(),
            stray,
            picker,
        });
    }

    fn take_found(&mut self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let Some(search) = self.search.take() else {
            return Vec::new();
        };
        let chosen = search.picker.chosen();
        let moved = chosen.and_then(|at| search.cards.get(at)).map(|to| Moved {
            from: search.stray,
            to: to.clone(),
        });
        Self::keep(moved.into_iter().collect(), shared, now)
    }
}

impl Screen for Adopt {
    fn scopes(&self) -> &'static [Scope] {
        match &self.search {
            Some(search) if search.picker.is_typing() => &[Scope::Find],
            Some(_) => &[Scope::List, Scope::Global],
            None => &[Scope::Adopt, Scope::List, Scope::Global],
        }
    }

    fn act(
        &mut self,
        action: Action,
        _key: usize,
        shared: &mut Shared,
        now: Moment,
    ) -> Option<Vec<Reply>> {
        let suggested = |stray: &Stray| {
            let suggestion = stray.suggestion.as_ref()?;
            Some(stray.moved_to(&suggestion.card))
        };
        match action {
            Action::Open if self.search.is_some() => Some(self.take_found(shared, now)),
            Action::Back if self.search.take().is_some() => Some(Vec::new()),
            Action::Open => {
                let stray = self.chosen(shared)?;
                match suggested(stray) {
                    Some(moved) => Some(Self::keep(vec![moved], shared, now)),
                    None => {
                        self.begin_search(shared);
                        Some(Vec::new())
                    }
                }
            }
            Action::AdoptAll => {
                let moved = shared.strays.iter().filter_map(suggested).collect();
                Some(Self::keep(moved, shared, now))
            }
            Action::AdoptOther => {
                self.begin_search(shared);
                Some(Vec::new())
            }
            Action::UndoAdopt => Some(Self::take_back(shared, now)),
            _ => None,
        }
    }

    fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
        _now: Moment,
    ) -> Option<Position> {
        let say = shared.language;
        let actions: &[Action] = match &self.search {
            Some(search) if search.picker.is_typing() => &[Action::TakeFound, Action::LeaveFind],
            Some(_) => &[Action::Open, Action::Up, Action::Back],
            None => &[
                Action::Open,
                Action::AdoptAll,
                Action::AdoptOther,
                Action::UndoAdopt,
                Action::Up,
                Action::Back,
                Action::Help,
            ],
        };
        let answers: usize = shared.strays.iter().map(|stray| stray.answers).sum();
        let title = page::title(&say.adopt_title(), shared);
        let count = say.adopt_count(answers);
        let body = page::column(page::draw(frame, area, title, &count, actions, shared));
        if let Some(search) = &mut self.search {
            let heading = say.adopt_which(search.stray.as_str());
            let heading = text::fit(&text::visible_line(&heading), usize::from(body.width));
            let heading = Line::styled(heading, shared.theme.style(Role::Dim));
            frame.render_widget(heading, page::row(body, 0));
            let Search { cards, picker, .. } = search;
            let prompt = page::row(page::below(body, 1), 0);
            let caret = picker
                .is_typing()
                .then(|| picker.draw_prompt(frame, prompt, "/", shared));
            for (number, row) in picker.rows(frame, page::below(body, 2), shared) {
                let card = &cards[number];
                let entry = shared.bank.find(card);
                let question = entry.map_or("", |entry| &entry.card.question);
                let words = text::visible_line(&format!("{card}  {question}"));
                let words = format!("{}{}", row.mark(), text::fit(&words, row.columns()));
                row.draw(frame, &Line::styled(words, row.style(Role::Text, shared)));
            }
            return caret;
        }
        if shared.strays.is_empty() {
            let lines: Vec<Line<'_>> = text::wrap(&say.adopt_none(), usize::from(body.width))
                .into_iter()
                .map(|line| Line::styled(line, shared.theme.style(Role::Good)))
                .collect();
            frame.render_widget(Lines::from(lines), body);
            return None;
        }
        let count = shared.strays.len();
        for row in self.list.tall_rows(frame, body, count, 2, shared) {
            let [gone, now] = says(&shared.strays[row.number], &row, shared);
            row.draw(frame, &gone);
            frame.render_widget(now, page::row(row.place, 1));
        }
        None
    }

    fn type_key(
        &mut self,
        key: KeyEvent,
        action: Option<Action>,
        shared: &mut Shared,
        now: Moment,
    ) -> Vec<Reply> {
        let Some(search) = &mut self.search else {
            return Vec::new();
        };
        match search.picker.take_key(key, action) {
            Picked::Moved => Vec::new(),
            Picked::Taken => self.take_found(shared, now),
            Picked::Left => {
                self.search = None;
                Vec::new()
            }
        }
    }

    fn paste(&mut self, pasted: &str, _shared: &mut Shared, _now: Moment) -> Vec<Reply> {
        if let Some(search) = &mut self.search {
            search.picker.paste(pasted);
        }
        Vec::new()
    }

    fn list(&mut self) -> Option<&mut List> {
        match &mut self.search {
            Some(search) => Some(search.picker.list()),
            None => Some(&mut self.list),
        }
    }

    fn needs(&self) -> Needs {
        Needs {
            survey: true,
            ..Needs::default()
        }
    }
}

/// The card that is gone with its answers, and what it most likely is now.
fn says(stray: &Stray, row: &Row, shared: &Shared) -> [Line<'static>; 2] {
    let say = shared.language;
    let columns = row.columns();
    let last = stray.last.format("%Y-%m-%d").to_string();
    let mut words = say.adopt_row(stray.card.as_str(), stray.answers, &last);
    if let Some(question) = &stray.question {
        words = format!("{words} · {question}");
    }
    let words = text::fit(&text::visible_line(&words), columns);
    let first = Line::from(vec![
        Span::styled(row.mark(), row.style(Role::Text, shared)),
        Span::styled(words, row.style(Role::Text, shared)),
    ]);
    let words = match &stray.suggestion {
        Some(found) => {
            let why = found.why.words();
            say.adopt_suggested(found.card.as_str(), why.in_language(say))
        }
        None => say.adopt_unknown(),
    };
    let words = text::fit(&text::visible_line(&words), columns);
    let second = Line::styled(format!("    {words}"), shared.theme.style(Role::Dim));
    [first, second]
}
