//! Fields that are written one after the other: text, a number in its bounds, a day, one of a few,
//! and lines for which values are offered while they are typed. A card, an interview and the page
//! of a real interview are such forms.

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::list::List;
use super::text_edit::is_enter;
use crate::language::Both;
use crate::tui::action::Action;
use crate::tui::shared::Target;

mod draw;
mod field;
mod offers;

pub use draw::{Look, first_line};
pub use field::{Field, Kind};
pub use offers::Offer;

/// What a key came to in a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Took {
    /// Nothing.
    Nothing,
    /// Another field is written, or another value chosen below it.
    Moved,
    /// Something else is written.
    Changed,
    /// Enter in the last field.
    Finished,
}

/// Fields, one of which is chosen or written.
#[derive(Debug)]
pub struct Form<K> {
    fields: Vec<Field<K>>,
    list: List,
}

impl<K: Copy + PartialEq> Form<K> {
    /// A form of these fields, the first of which is written.
    pub fn new(fields: Vec<Field<K>>) -> Self {
        let mut form = Self {
            list: List::new(fields.len(), 0),
            fields,
        };
        form.enter();
        form
    }

    /// Other fields: the choice stays on its field where that is still there.
    pub fn set_fields(&mut self, fields: Vec<Field<K>>) {
        let chosen = self.current().map(|field| field.key);
        self.fields = fields;
        self.list.set_len(self.fields.len());
        if let Some(chosen) = chosen {
            self.list_to(chosen);
        }
    }

    /// All fields.
    pub fn fields(&self) -> &[Field<K>] {
        &self.fields
    }

    /// All fields, to say something else of them.
    pub fn fields_mut(&mut self) -> &mut [Field<K>] {
        &mut self.fields
    }

    /// The field that is chosen or written.
    pub fn current(&self) -> Option<&Field<K>> {
        self.fields.get(self.list.at())
    }

    /// As [`Form::current`].
    pub fn current_mut(&mut self) -> Option<&mut Field<K>> {
        self.fields.get_mut(self.list.at())
    }

    /// A field.
    pub fn field(&self, key: K) -> Option<&Field<K>> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// As [`Form::field`].
    pub fn field_mut(&mut self, key: K) -> Option<&mut Field<K>> {
        self.fields.iter_mut().find(|field| field.key == key)
    }

    /// What is written in a field; nothing where there is none.
    pub fn text(&self, key: K) -> String {
        self.field(key).map_or_else(String::new, Field::text)
    }

    /// The list of the fields, where they are chosen by a list's keys.
    pub fn list(&mut self) -> &mut List {
        &mut self.list
    }

    /// Whether any field says something else than was read.
    pub fn is_changed(&self) -> bool {
        self.fields.iter().any(Field::is_changed)
    }

    /// Puts a field as it was in the place of the one with its key.
    pub fn put_back(&mut self, field: Field<K>) {
        if let Some(own) = self.field_mut(field.key) {
            *own = field;
        }
    }

    /// Goes to a field.
    pub fn go_to(&mut self, key: K) {
        self.list_to(key);
        self.enter();
    }

    fn list_to(&mut self, key: K) {
        if let Some(at) = self.fields.iter().position(|field| field.key == key) {
            self.list.choose(at);
        }
    }

    /// Goes to the next field, or the one before it, round and round.
    pub fn step(&mut self, back: bool) {
        let count = self.fields.len().max(1);
        let by = if back { count - 1 } else { 1 };
        self.list.choose((self.list.at() + by) % count);
        self.enter();
    }

    /// A field is entered: a number that nobody has changed is written over by what is typed.
    fn enter(&mut self) {
        for field in &mut self.fields {
            field.offers.close();
            field.searched.clear();
        }
        if let Some(field) = self.current_mut()
            && matches!(field.kind, Kind::Number(_))
            && !field.is_changed()
        {
            field.edit.select_all();
        }
    }

    /// Shows what is wrong in a field, and goes there.
    pub fn show_fault(&mut self, key: K, fault: Both) {
        self.go_to(key);
        if let Some(field) = self.field_mut(key) {
            field.fault = Some(fault);
        }
    }

    /// The first field that is wrong by its kind, and why.
    pub fn fault(&self, today: NaiveDate) -> Option<(K, Both)> {
        let mut fields = self.fields.iter();
        fields.find_map(|field| Some((field.key, field.fault(today)?)))
    }

    /// Closes the list below the field, if its keys are in it: Esc leaves that first.
    pub fn leave_offers(&mut self) -> bool {
        let current = self.current_mut();
        current.is_some_and(|field| field.offers.leave())
    }

    /// Takes a key as text, or as what moves in a form.
    pub fn take_key(&mut self, key: KeyEvent, action: Option<Action>) -> Took {
        let is_last = self.list.at() + 1 >= self.fields.len();
        let Some(field) = self.current_mut() else {
            return Took::Nothing;
        };
        match action {
            Some(Action::NextEntry | Action::PreviousEntry) => {
                self.step(action == Some(Action::PreviousEntry));
                return Took::Moved;
            }
            Some(Action::UndoText) => {
                field.edit.undo();
                field.changed();
                return Took::Changed;
            }
            Some(Action::RedoText) => {
                field.edit.redo();
                field.changed();
                return Took::Changed;
            }
            _ => {}
        }
        let is_one_line = field.kind.is_one_line();
        if is_enter(key) {
            if field.offers.is_in_hand() {
                field.take_offer();
                return Took::Changed;
            }
            if is_one_line && is_last {
                return Took::Finished;
            }
            if is_one_line {
                self.step(false);
                return Took::Moved;
            }
        }
        if field.offers.take_key(key) {
            return Took::Moved;
        }
        let wraps = matches!(field.kind, Kind::Paragraph);
        match key.code {
            KeyCode::Up | KeyCode::Down
                if is_one_line && !wraps && key.modifiers == KeyModifiers::NONE =>
            {
                self.step(key.code == KeyCode::Up);
                Took::Moved
            }
            _ if field.take_key(key) => Took::Changed,
            _ => Took::Nothing,
        }
    }

    /// Takes what was pasted into the field that is written.
    pub fn paste(&mut self, pasted: &str) {
        if let Some(field) = self.current_mut()
            && !matches!(field.kind, Kind::Choice(_))
        {
            field.edit.paste(pasted);
            field.changed();
        }
    }

    /// Takes the next of the few values that the chosen field may have, or the one before.
    pub fn turn(&mut self, by: isize) -> bool {
        let current = self.current_mut();
        current.is_some_and(|field| field.turn(by))
    }

    /// A field is clicked, or a value below it, which is taken.
    pub fn click(&mut self, target: Target) -> Took {
        match target {
            Target::Row(row) if row < self.fields.len() => {
                if self.list.click(row) && self.turn(1) {
                    return Took::Changed;
                }
                self.enter();
                Took::Moved
            }
            Target::Offer(number) => {
                let Some(field) = self.current_mut() else {
                    return Took::Nothing;
                };
                if field.offers.click(number) {
                    field.take_offer();
                    return Took::Changed;
                }
                Took::Moved
            }
            _ => Took::Nothing,
        }
    }
}

#[cfg(test)]
mod tests;
