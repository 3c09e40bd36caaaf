//! A list that is narrowed by typing a few letters of what is meant.

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::list::{List, Row};
use super::text_edit::TextEdit;
use crate::tui::action::Action;
use crate::tui::finder::Finder;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;

/// The rows, what is typed to find one, and those that fit it.
#[derive(Debug)]
pub struct Picker {
    finder: Finder,
    edit: TextEdit,
    is_typing: bool,
    /// What is listed, as numbers of rows.
    found: Vec<usize>,
    list: List,
}

/// What a key came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picked {
    /// The list moved or was narrowed.
    Moved,
    /// The chosen row is taken.
    Taken,
    /// Typing is over, and all rows are listed again.
    Left,
}

impl Picker {
    /// A picker of rows with these words, one of which is chosen. The first words of a row count
    /// more than the others.
    pub fn of(rows: impl IntoIterator<Item = Vec<String>>, at: usize) -> Self {
        let finder = Finder::of(rows);
        let found = finder.find("");
        Self {
            finder,
            edit: TextEdit::one_line(""),
            is_typing: false,
            list: List::new(found.len(), at),
            found,
        }
    }

    /// Begins to look for a row.
    pub fn begin(&mut self) {
        self.is_typing = true;
    }

    /// Whether keys are text now.
    pub fn is_typing(&self) -> bool {
        self.is_typing
    }

    /// Whether nothing fits what is typed.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The list that is seen.
    pub fn list(&mut self) -> &mut List {
        &mut self.list
    }

    /// The number of the chosen row.
    pub fn chosen(&self) -> Option<usize> {
        self.found.get(self.list.at()).copied()
    }

    /// Takes a key while a row is looked for, with its action in the scope of finding.
    pub fn take_key(&mut self, key: KeyEvent, action: Option<Action>) -> Picked {
        match action {
            Some(Action::FoundUp) => {
                self.list.act(Action::Up);
            }
            Some(Action::FoundDown) => {
                self.list.act(Action::Down);
            }
            Some(Action::TakeFound) => return Picked::Taken,
            Some(Action::LeaveFind) => {
                let chosen = self.chosen();
                self.edit = TextEdit::one_line("");
                self.is_typing = false;
                self.look_up();
                // Not narrowed any more, a row's place is its number.
                self.list.choose(chosen.unwrap_or(0));
                return Picked::Left;
            }
            _ if self.list.take_key(key) => {}
            _ => {
                if self.edit.take_key(key) {
                    self.look_up();
                }
            }
        }
        Picked::Moved
    }

    /// Takes what was pasted while a row is looked for.
    pub fn paste(&mut self, pasted: &str) {
        if self.is_typing {
            self.edit.paste(pasted);
            self.look_up();
        }
    }

    fn look_up(&mut self) {
        self.found = self.finder.find(&self.edit.text());
        self.list.begin(self.found.len(), 0);
    }

    /// Draws what is typed behind a sign; gives the caret's place.
    pub fn draw_prompt(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        sign: &'static str,
        shared: &Shared,
    ) -> Position {
        frame.render_widget(Span::styled(sign, shared.theme.style(Role::Key)), area);
        let field = Rect {
            x: area.x + 2,
            width: area.width.saturating_sub(2),
            ..area
        };
        let style = shared.theme.style(Role::Title);
        self.edit.draw(frame, field, style)
    }

    /// The rows that are seen, each with its number among all; where none fits, says so.
    pub fn rows<'p>(
        &'p mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
    ) -> impl Iterator<Item = (usize, Row)> + use<'p> {
        if self.found.is_empty() {
            let words = shared.language.nothing_fits();
            let words = crate::text::fit(&words, usize::from(area.width));
            frame.render_widget(Line::styled(words, shared.theme.style(Role::Warn)), area);
        }
        let rows = self.list.rows(frame, area, self.found.len(), shared);
        rows.map(|row| (self.found[row.number], row))
    }
}
