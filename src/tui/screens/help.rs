//! The keys, all of them, from the keymap; a few letters find one.

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use crate::clock::Moment;
use crate::text;
use crate::tui::action::{Action, Scope};
use crate::tui::finder::Finder;
use crate::tui::keymap::Keymap;
use crate::tui::screen::{Reply, Screen};
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::tutor::Place;
use crate::tui::widgets::page;
use crate::tui::widgets::pane::Pane;
use crate::tui::widgets::sheet::Sheet;
use crate::tui::widgets::text_edit::TextEdit;

/// Cells for the keys; a longer list of keys pushes its label on.
const KEYS_ROOM: usize = 20;

/// The help screen.
#[derive(Debug)]
pub struct Help {
    /// The scopes of the screen beneath: their keys come first.
    near: &'static [Scope],
    filter: TextEdit,
    is_typing: bool,
    finder: Finder,
    pane: Pane,
}

impl Help {
    /// The help over a screen with these scopes.
    pub fn new(near: &'static [Scope], keymap: &Keymap) -> Self {
        let rows = Action::ALL.iter().map(|&action| {
            let label = action.label();
            let keys = keymap.all_shown(action, true);
            let name = action.name().replace('_', " ");
            vec![
                label.korean.to_owned(),
                label.english.to_owned(),
                name,
                keys,
            ]
        });
        Self {
            near,
            filter: TextEdit::one_line(""),
            is_typing: false,
            finder: Finder::of(rows),
            pane: Pane::default(),
        }
    }

    /// Whether keys are text now.
    pub fn is_typing(&self) -> bool {
        self.is_typing
    }

    fn forget_filter(&mut self) {
        self.filter = TextEdit::one_line("");
        self.is_typing = false;
        self.pane.reset();
    }

    fn draw_filter(&mut self, frame: &mut Frame<'_>, area: Rect, shared: &Shared) -> Position {
        frame.render_widget(Span::styled("/", shared.theme.style(Role::Key)), area);
        let field = Rect {
            x: area.x + 2,
            width: area.width.saturating_sub(2),
            ..area
        };
        let caret = self
            .filter
            .draw(frame, field, shared.theme.style(Role::Title));
        if self.filter.is_empty() {
            let words = shared.language.help_filter();
            frame.render_widget(Line::styled(words, shared.theme.style(Role::Dim)), field);
        }
        caret
    }

    /// A heading and its keys for each scope that has some to show.
    fn lines(&mut self, columns: usize, shared: &Shared) -> Vec<Line<'static>> {
        let words = self.filter.text();
        let found = self.finder.find(&words);
        let is_found = |action: Action| {
            let place = Action::ALL.iter().position(|other| *other == action);
            place.is_some_and(|place| found.contains(&place))
        };
        let mut listed = shared.keymap.listed(shared.language, shared.ascii);
        let scopes = Scope::ALL.iter().map(|(_, scope, _)| *scope);
        let near = |scope: &Scope| self.near.iter().position(|near| near == scope);
        let mut order: Vec<(usize, Scope)> = scopes.enumerate().collect();
        order.sort_by_key(|(_, scope)| near(scope).unwrap_or(usize::MAX));
        let mut lines = Vec::new();
        for (place, scope) in order {
            let (title, rows) = std::mem::take(&mut listed[place]);
            let mut rows = rows
                .into_iter()
                .filter(|row| is_found(row.action))
                .peekable();
            if rows.peek().is_none() {
                continue;
            }
            lines.push(Line::styled(title, shared.theme.style(Role::Accent)));
            for row in rows {
                let label = *row.action.label().in_language(shared.language);
                let room = KEYS_ROOM.max(text::columns(&row.keys) + 1);
                lines.push(Line::from(vec![
                    Span::styled(
                        format!("  {}", text::pad(&row.keys, room)),
                        shared.theme.style(Role::Key),
                    ),
                    Span::styled(label, shared.theme.style(Role::Text)),
                ]));
            }
            lines.push(Line::default());
            if scope == Scope::Weak && near(&scope).is_some() && words.is_empty() {
                let style = shared.theme.style(Role::Text);
                let words = text::wrap(&shared.language.weak_what(), columns).into_iter();
                lines.extend(words.map(|line| Line::styled(line, style)));
                lines.push(Line::default());
            }
        }
        lines.pop();
        if lines.is_empty() {
            let words = shared.language.help_nothing(&shared.key(Action::LeaveFind));
            lines.push(Line::styled(words, shared.theme.style(Role::Warn)));
        }
        lines
    }
}

impl Screen for Help {
    fn scopes(&self) -> &'static [Scope] {
        if self.is_typing {
            return &[Scope::Find];
        }
        &[Scope::Help, Scope::List, Scope::Global]
    }

    fn act(
        &mut self,
        action: Action,
        _key: usize,
        _shared: &mut Shared,
        _now: Moment,
    ) -> Option<Vec<Reply>> {
        match action {
            Action::Help => return Some(vec![Reply::Close]),
            Action::FilterHelp => self.is_typing = true,
            Action::TakeFound => self.is_typing = false,
            Action::LeaveFind => self.forget_filter(),
            Action::Back if !self.filter.is_empty() => self.forget_filter(),
            _ => return None,
        }
        Some(Vec::new())
    }

    fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
        _now: Moment,
    ) -> Option<Position> {
        let actions: &[Action] = if self.is_typing {
            &[Action::TakeFound, Action::LeaveFind]
        } else {
            &[Action::Up, Action::FilterHelp, Action::Back, Action::Quit]
        };
        let is_filtered = self.is_typing || !self.filter.is_empty();
        let title = page::title(&shared.language.help_title(), shared);
        let body = page::column(page::draw(frame, area, title, "", actions, shared));
        let list = page::below(body, u16::from(is_filtered));
        let caret = is_filtered.then(|| self.draw_filter(frame, page::row(body, 0), shared));
        let sheet = Sheet::from(self.lines(usize::from(list.width), shared));
        let keys: &[Action] = if self.is_typing {
            &[Action::FoundUp, Action::FoundDown]
        } else {
            &[Action::Up]
        };
        self.pane.draw(frame, list, &sheet, keys, shared);
        caret.filter(|_| self.is_typing)
    }

    fn type_key(
        &mut self,
        key: KeyEvent,
        action: Option<Action>,
        _shared: &mut Shared,
        _now: Moment,
    ) -> Vec<Reply> {
        match action {
            Some(Action::TakeFound) => self.is_typing = false,
            Some(Action::LeaveFind) => self.forget_filter(),
            Some(Action::FoundUp) => self.pane.up(1),
            Some(Action::FoundDown) => self.pane.down(1),
            _ => {
                self.filter.take_key(key);
                self.pane.reset();
            }
        }
        Vec::new()
    }

    fn paste(&mut self, pasted: &str, _shared: &mut Shared, _now: Moment) -> Vec<Reply> {
        if self.is_typing {
            self.filter.paste(pasted);
            self.pane.reset();
        }
        Vec::new()
    }

    fn pane(&mut self) -> Option<&mut Pane> {
        Some(&mut self.pane)
    }

    fn place(&self) -> Place {
        Place::Keys
    }
}
