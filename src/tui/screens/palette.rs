//! Everything that can be done on the screen beneath, to be found by its name and done.

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use crate::clock::Moment;
use crate::text;
use crate::tui::action::{Action, Scope};
use crate::tui::finder::Finder;
use crate::tui::screen::{Reply, Screen};
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::list::{List, Row};
use crate::tui::widgets::text_edit::TextEdit;
use crate::tui::widgets::{footer, page, popup};

/// The box with the actions.
#[derive(Debug)]
pub struct Palette {
    entries: Vec<Entry>,
    edit: TextEdit,
    finder: Finder,
    /// What is listed, as numbers of entries.
    found: Vec<usize>,
    list: List,
}

/// An action, and which of its keys where each means another value.
#[derive(Debug)]
struct Entry {
    action: Action,
    place: usize,
    label: String,
    scope: &'static str,
    keys: String,
}

impl Palette {
    /// The actions of these scopes, those of the nearest first.
    pub fn new(scopes: &[Scope], shared: &Shared) -> Self {
        let mut entries = Vec::new();
        for &scope in scopes {
            let mut actions: Vec<Action> = Action::of_scope(scope).copied().collect();
            actions.sort_by_key(|action| action.priority());
            for action in actions {
                if action != Action::Palette {
                    entries.extend(Entry::all_of(action, shared));
                }
            }
        }
        let words = entries.iter().map(|entry| {
            let label = entry.action.label();
            let (first, second) = match shared.language {
                crate::language::Language::Korean => (entry.label.as_str(), label.english),
                crate::language::Language::English => (entry.label.as_str(), label.korean),
            };
            let name = entry.action.name();
            vec![first.to_owned(), second.to_owned(), name.to_owned()]
        });
        let mut finder = Finder::of(words.collect::<Vec<_>>());
        let found = finder.find("");
        Self {
            list: List::new(found.len(), 0),
            found,
            entries,
            edit: TextEdit::one_line(""),
            finder,
        }
    }

    fn look_up(&mut self) {
        self.found = self.finder.find(&self.edit.text());
        self.list.begin(self.found.len(), 0);
    }

    fn take(&self) -> Vec<Reply> {
        let found = self.found.get(self.list.at());
        match found.and_then(|&number| self.entries.get(number)) {
            Some(entry) => vec![Reply::Close, Reply::Act(entry.action, entry.place)],
            None => Vec::new(),
        }
    }
}

impl Screen for Palette {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Find]
    }

    fn act(
        &mut self,
        action: Action,
        _key: usize,
        _shared: &mut Shared,
        _now: Moment,
    ) -> Option<Vec<Reply>> {
        match action {
            Action::TakeFound | Action::Open => Some(self.take()),
            Action::LeaveFind => Some(vec![Reply::Close]),
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
        let width = area.width.saturating_sub(4).min(72);
        let place = Rect {
            x: area.x + (area.width - width) / 2,
            y: area.y + 2,
            width,
            height: area.height.saturating_sub(4).min(18),
        };
        let inner = popup::open(frame, place, &say.palette_title(), shared);
        let prompt = page::row(inner, 0);
        frame.render_widget(Span::styled(":", shared.theme.style(Role::Key)), prompt);
        let field = Rect {
            x: prompt.x + 2,
            width: prompt.width.saturating_sub(2),
            ..prompt
        };
        let caret = self
            .edit
            .draw(frame, field, shared.theme.style(Role::Title));
        page::rule(frame, page::row(inner, 1), shared);
        let actions = [Action::TakeFound, Action::LeaveFind];
        let last = page::row(inner, inner.height.saturating_sub(1));
        footer::draw(frame, last, &actions, shared);
        let list = Rect {
            height: inner.height.saturating_sub(3),
            ..page::below(inner, 2)
        };
        if self.found.is_empty() {
            let words = text::fit(&say.palette_nothing(), usize::from(list.width));
            frame.render_widget(Line::styled(words, shared.theme.style(Role::Warn)), list);
            return Some(caret);
        }
        for row in self.list.rows(frame, list, self.found.len(), shared) {
            let line = self.entries[self.found[row.number]].line(&row, shared);
            row.draw(frame, &line);
        }
        Some(caret)
    }

    fn type_key(
        &mut self,
        key: KeyEvent,
        action: Option<Action>,
        _shared: &mut Shared,
        _now: Moment,
    ) -> Vec<Reply> {
        match action {
            Some(Action::FoundUp) => {
                self.list.act(Action::Up);
            }
            Some(Action::FoundDown) => {
                self.list.act(Action::Down);
            }
            Some(Action::LeaveFind) => return vec![Reply::Close],
            Some(Action::TakeFound) => return self.take(),
            _ => {
                if !self.list.take_key(key) && self.edit.take_key(key) {
                    self.look_up();
                }
            }
        }
        Vec::new()
    }

    fn paste(&mut self, pasted: &str, _shared: &mut Shared, _now: Moment) -> Vec<Reply> {
        self.edit.paste(pasted);
        self.look_up();
        Vec::new()
    }

    fn list(&mut self) -> Option<&mut List> {
        Some(&mut self.list)
    }

    fn is_box(&self) -> bool {
        true
    }
}

impl Entry {
    /// One entry, or one for each value where each key means another one.
    fn all_of(action: Action, shared: &Shared) -> Vec<Self> {
        let label = *action.label().in_language(shared.language);
        let titles = Scope::ALL.iter();
        let title = titles
            .filter(|(_, scope, _)| *scope == action.scope())
            .map(|(_, _, title)| *title.in_language(shared.language));
        let scope = title.last().unwrap_or_default();
        if action.is_row() {
            let keys = shared.keymap.keys(action).iter().enumerate();
            let each = keys.map(|(place, chord)| Self {
                action,
                place,
                label: format!("{label} {}", place + 1),
                scope,
                keys: chord.shown(shared.ascii),
            });
            return each.collect();
        }
        vec![Self {
            action,
            place: 0,
            label: label.to_owned(),
            scope,
            keys: shared.keymap.all_shown(action, shared.ascii),
        }]
    }

    fn line(&self, row: &Row, shared: &Shared) -> Line<'static> {
        let style = |role: Role| row.style(role, shared);
        let (mark, columns) = (row.mark(), row.columns());
        let keys_room = (columns / 3).min(20);
        let scope_room = (columns / 3).min(22);
        let room = columns.saturating_sub(2 + keys_room + scope_room);
        Line::from(vec![
            Span::styled(
                format!("{mark}{}", text::pad(&self.label, room)),
                style(Role::Text),
            ),
            Span::styled(text::pad(self.scope, scope_room), style(Role::Dim)),
            Span::styled(text::pad(&self.keys, keys_room), style(Role::Key)),
        ])
    }
}
