//! A field of a form: what is written in it, and how.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::offers::{Offer, Offers};
use crate::both;
use crate::clock::{Side, appointed_in_words};
use crate::language::Both;
use crate::tui::theme::Role;
use crate::tui::widgets::text_edit::TextEdit;

/// What is written in a field, and how.
#[derive(Debug, Clone)]
pub enum Kind {
    /// One line.
    Line,
    /// One line that is shown on as many rows as it takes.
    Paragraph,
    /// Several lines.
    Lines,
    /// A whole number in these bounds.
    Number(RangeInclusive<u32>),
    /// A day as people write it, perhaps with a time.
    Date,
    /// One of these values, each with what it is called; nothing is typed.
    Choice(Vec<Offer>),
    /// One line, for which values are offered.
    Pick(Vec<Offer>),
    /// Several values with this between them, for each of which values are offered.
    Many(char, Vec<Offer>),
}

impl Kind {
    pub(super) fn is_one_line(&self) -> bool {
        !matches!(self, Self::Lines | Self::Many('\n', _))
    }
}

/// A field.
#[derive(Debug, Clone)]
pub struct Field<K> {
    /// Which field it is.
    pub key: K,
    /// What stands before it.
    pub label: String,
    /// What stands above it, where it is the first of its part.
    pub heading: Option<String>,
    /// What is shown while it is not written, and how, where that is not what is written.
    pub says: Option<(String, Role)>,
    /// What stands behind what is written.
    pub tail: String,
    /// What there is to say of it, and how.
    pub note: Option<(String, Role)>,
    pub(super) kind: Kind,
    pub(super) edit: TextEdit,
    pub(super) offers: Offers,
    /// The letters by which one of a few values is looked for.
    pub(super) searched: String,
    /// The text as it was read.
    read: String,
    /// What is wrong with it, since it was to be saved.
    pub(super) fault: Option<Both>,
}

impl<K> Field<K> {
    /// A field in which this stands.
    pub fn new(key: K, kind: Kind, read: &str) -> Self {
        let offers = match &kind {
            Kind::Pick(offers) => Offers::of(offers.clone(), None),
            Kind::Many(separator, offers) => Offers::of(offers.clone(), Some(*separator)),
            _ => Offers::default(),
        };
        let mut field = Self {
            key,
            label: String::new(),
            heading: None,
            says: None,
            tail: String::new(),
            note: None,
            edit: TextEdit::one_line(""),
            kind,
            offers,
            searched: String::new(),
            read: read.to_owned(),
            fault: None,
        };
        field.edit = field.edit_of(read);
        field
    }

    /// The field with what stands before it.
    pub fn with_label(self, label: String) -> Self {
        Self { label, ..self }
    }

    fn edit_of(&self, text: &str) -> TextEdit {
        match self.kind {
            Kind::Lines | Kind::Many('\n', _) => TextEdit::lines(text),
            Kind::Paragraph => TextEdit::paragraph(text),
            _ => TextEdit::one_line(text),
        }
    }

    /// What is written.
    pub fn text(&self) -> String {
        self.edit.text()
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.edit.is_empty()
    }

    /// Whether it says something else than was read.
    pub fn is_changed(&self) -> bool {
        self.edit.text() != self.read
    }

    /// What was read.
    pub fn read(&self) -> &str {
        &self.read
    }

    /// The row of the caret, and how many rows there are.
    pub fn caret_row(&self) -> (usize, usize) {
        self.edit.caret_row()
    }

    /// Writes over what stands there; it counts as a change.
    pub fn write(&mut self, text: &str) {
        self.edit = self.edit_of(text);
        self.fault = None;
    }

    /// The source says this now: what was not changed says it too.
    pub fn follow(&mut self, read: &str, gives_up: bool) {
        if gives_up || !self.is_changed() {
            self.write(read);
        }
        read.clone_into(&mut self.read);
    }

    /// What is wrong with it by its kind.
    pub fn fault(&self, today: NaiveDate) -> Option<Both> {
        let text = self.text();
        let text = text.trim();
        match &self.kind {
            _ if text.is_empty() => None,
            Kind::Number(bounds) => {
                let number = text.parse().ok();
                let is_in = number.is_some_and(|number| bounds.contains(&number));
                (!is_in).then(|| not_in(bounds))
            }
            Kind::Date => appointed_in_words(text, today, Side::Either)
                .err()
                .map(|_| no_date()),
            _ => None,
        }
    }

    /// Offers these values below the field from now on, one of which is chosen: they are not
    /// narrowed by what is typed, for they were found by it.
    pub fn offer(&mut self, title: String, offers: Vec<Offer>, at: usize) {
        self.offers = Offers::found(title, offers, at);
    }

    /// The number of the value that is chosen of those that are offered.
    pub fn offered(&self) -> Option<usize> {
        self.offers.chosen()
    }

    /// What is shown of the value: of one of a few, what it is called.
    pub(super) fn shown(&self) -> String {
        let text = self.text();
        match &self.kind {
            Kind::Choice(offers) => {
                let found = offers.iter().find(|offer| offer.value == text);
                found.map_or(text, |offer| offer.label.clone())
            }
            _ => text,
        }
    }

    /// Takes the next of a few values, or the one before.
    pub(super) fn turn(&mut self, by: isize) -> bool {
        let Kind::Choice(offers) = &self.kind else {
            return false;
        };
        let len = offers.len().max(1);
        let text = self.text();
        let at = offers.iter().position(|offer| offer.value == text);
        let at = match at {
            Some(at) => (at + len).saturating_add_signed(by) % len,
            None => 0,
        };
        if let Some(offer) = offers.get(at) {
            self.edit = TextEdit::one_line(&offer.value);
        }
        true
    }

    /// Takes a key as part of the text; true where it changed.
    pub(super) fn take_key(&mut self, key: KeyEvent) -> bool {
        let is_plain = key.modifiers == KeyModifiers::NONE;
        let changed = match (&self.kind, key.code) {
            (Kind::Choice(_), KeyCode::Left) => self.turn(-1),
            (Kind::Choice(_), KeyCode::Right | KeyCode::Char(' ')) => self.turn(1),
            (Kind::Choice(_), KeyCode::Char(c)) if is_plain => self.search(c),
            (Kind::Choice(_), _) => false,
            (Kind::Number(_), KeyCode::Char(c)) if is_plain && !c.is_ascii_digit() => false,
            _ => self.edit.take_key(key),
        };
        if changed {
            self.changed();
        }
        changed
    }

    /// Letters that are typed one after the other find one of a few values.
    fn search(&mut self, letter: char) -> bool {
        let Kind::Choice(offers) = &self.kind else {
            return false;
        };
        self.searched.push(letter);
        let found = Offer::found_by(offers, &self.searched).or_else(|| {
            self.searched = letter.to_string();
            Offer::found_by(offers, &self.searched)
        });
        if let Some(offer) = found {
            self.edit = TextEdit::one_line(&offer.value);
        }
        found.is_some()
    }

    pub(super) fn changed(&mut self) {
        self.fault = None;
        let text = self.text();
        self.offers.look_up(&text);
    }

    /// Writes the value that is chosen of those offered.
    pub(super) fn take_offer(&mut self) {
        let text = self.text();
        if let Some(text) = self.offers.taken(&text) {
            self.edit = self.edit_of(&text);
            self.changed();
            self.offers.close();
        }
    }
}

fn not_in(bounds: &RangeInclusive<u32>) -> Both {
    let (least, most) = (bounds.start(), bounds.end());
    both!(
        "{least}에서 {most}까지의 수를 쓰세요",
        "write a number from {least} to {most}"
    )
}

fn no_date() -> Both {
    both!(
        "날짜로 읽을 수 없습니다. 2026-12-01 14:00, +12d, 12/1 14시 처럼 쓰세요",
        "no date yet: write 2026-12-01 14:00, +12d, 12/1 2pm"
    )
}
