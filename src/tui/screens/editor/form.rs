//! The fields of a card as texts that can be edited.

use std::collections::BTreeMap;

use crate::bank::write::{Changes, Field, Typed, Value, form};
use crate::language::Both;
use crate::tui::widgets::text_edit::TextEdit;

/// The fields in the order of the form, the usual ones first.
const FIELDS: [Field; 13] = [
    Field::Question,
    Field::Answer,
    Field::KeyPoints,
    Field::FollowUps,
    Field::Experience,
    Field::Notes,
    Field::Tags,
    Field::Importance,
    Field::Time,
    Field::AlsoAsked,
    Field::Outline,
    Field::Links,
    Field::Type,
];

/// What the form calls a field.
pub(in crate::tui::screens) fn name(field: Field) -> Both<&'static str> {
    match field {
        Field::Question => Both::new("질문", "question"),
        Field::Answer => Both::new("답", "answer"),
        Field::KeyPoints => Both::new("핵심", "key points"),
        Field::FollowUps => Both::new("꼬리질문", "follow-ups"),
        Field::Experience => Both::new("내 경험", "experience"),
        Field::Notes => Both::new("메모", "notes"),
        Field::Tags => Both::new("태그", "tags"),
        Field::Importance => Both::new("중요도", "importance"),
        Field::Time => Both::new("시간", "time"),
        Field::AlsoAsked => Both::new("다른 말로", "also asked"),
        Field::Outline => Both::new("개요", "outline"),
        Field::Links => Both::new("링크", "links"),
        Field::Type => Both::new("종류", "type"),
        Field::Reflections => Both::new("돌아보기", "reflections"),
        other => Both::new(other.key(), other.key()),
    }
}

/// How a field is written, where its name does not say it.
pub(super) fn hint(field: Field) -> Both<&'static str> {
    match field {
        Field::Answer | Field::Experience => Both::new("마크다운", "Markdown"),
        Field::KeyPoints | Field::Tags | Field::Links => Both::new("한 줄에 하나", "one a line"),
        Field::AlsoAsked => Both::new(
            "같은 질문의 다른 말, 한 줄에 하나",
            "the same question in other words, one a line",
        ),
        Field::Outline => Both::new(
            "답이 아직 없을 때 짚어 갈 것",
            "what to go through while there is no answer",
        ),
        Field::Type => Both::new(
            "question, design, to_ask 가운데 하나",
            "question, design or to_ask",
        ),
        Field::FollowUps => Both::new(
            "\"Q 질문\" 줄, 아래에 들여 쓴 답",
            "a line \"Q question\", its answer indented below",
        ),
        Field::Notes => Both::new("답으로 보이지 않음", "never shown as the answer"),
        Field::Importance => Both::new("0–3, 자주 나올수록 큼", "0–3, how often it is asked"),
        Field::Time => Both::new("90s, 2m", "90s, 2m"),
        _ => Both::new("", ""),
    }
}

/// One field.
#[derive(Debug)]
pub(super) struct Entry {
    pub field: Field,
    pub edit: TextEdit,
    /// The text as it stands in the file.
    read: String,
}

impl Entry {
    fn new(field: Field, value: Option<&Value>) -> Self {
        let read = form::shown(value);
        Self {
            field,
            edit: edit_of(field, &read),
            read,
        }
    }

    pub fn is_changed(&self) -> bool {
        self.edit.text() != self.read
    }

    fn value(&self) -> Result<Option<Value>, Both> {
        form::read(self.field, &self.edit.text())
    }
}

fn edit_of(field: Field, text: &str) -> TextEdit {
    match field {
        Field::Question | Field::Importance | Field::Time | Field::Type => {
            TextEdit::paragraph(text)
        }
        _ => TextEdit::lines(text),
    }
}

/// A row of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Row {
    /// A field by its number.
    Field(usize),
    /// Several fields in which nothing stands.
    Empty(Vec<usize>),
}

/// All fields, one of which is written.
#[derive(Debug)]
pub(super) struct Form {
    pub entries: Vec<Entry>,
    at: usize,
}

impl Form {
    /// The form of a card with these values, with the caret in `field`.
    pub fn new(values: &BTreeMap<Field, Value>, field: Field) -> Self {
        let entries = FIELDS.map(|field| Entry::new(field, values.get(&field)));
        let mut form = Self {
            entries: entries.into(),
            at: 0,
        };
        form.go_to(field);
        form
    }

    pub fn at(&self) -> usize {
        self.at
    }

    pub fn current(&self) -> Option<&Entry> {
        self.entries.get(self.at)
    }

    pub fn current_mut(&mut self) -> Option<&mut Entry> {
        self.entries.get_mut(self.at)
    }

    pub fn entry(&self, field: Field) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.field == field)
    }

    /// Moves the caret to the next field, or the one before it.
    pub fn step(&mut self, back: bool) {
        let count = self.entries.len().max(1);
        self.at = (self.at + if back { count - 1 } else { 1 }) % count;
    }

    pub fn go_to(&mut self, field: Field) {
        if let Some(at) = self.entries.iter().position(|entry| entry.field == field) {
            self.at = at;
        }
    }

    pub fn is_changed(&self) -> bool {
        self.entries.iter().any(Entry::is_changed)
    }

    /// The new values of the fields that were changed, or the first field that cannot be read and
    /// what is wrong in it.
    pub fn changes(&self) -> Result<Changes, (Field, Both)> {
        let changed = self.entries.iter().filter(|entry| entry.is_changed());
        changed
            .map(|entry| {
                let value = entry.value().map_err(|fault| (entry.field, fault))?;
                Ok((entry.field, value))
            })
            .collect()
    }

    /// All that was typed, whether or not it can be read yet.
    pub fn typed(&self) -> Typed {
        let mut typed = Typed::default();
        for entry in self.entries.iter().filter(|entry| entry.is_changed()) {
            match entry.value() {
                Ok(value) => {
                    typed.changes.insert(entry.field, value);
                }
                Err(_) => {
                    typed.unfinished.insert(entry.field, entry.edit.text());
                }
            }
        }
        typed
    }

    /// Writes a value over what stands in the form; it counts as a change.
    pub fn write(&mut self, field: Field, value: Option<&Value>) {
        self.write_text(field, &form::shown(value));
    }

    /// Writes a text over what stands in the form; it counts as a change.
    fn write_text(&mut self, field: Field, text: &str) {
        let entry = self.entries.iter_mut().find(|entry| entry.field == field);
        if let Some(entry) = entry {
            entry.edit = edit_of(field, text);
        }
    }

    /// Writes what was typed earlier.
    pub fn write_typed(&mut self, typed: &Typed) {
        for (field, value) in &typed.changes {
            self.write(*field, value.as_ref());
        }
        for (field, text) in &typed.unfinished {
            self.write_text(*field, text);
        }
    }

    /// The rows of the form, at most `rows` of them, the written field's among them. Where they
    /// are too many, the fields in which nothing stands share one.
    pub fn rows(&self, rows: usize) -> Vec<Row> {
        let mut all: Vec<Row> = (0..self.entries.len()).map(Row::Field).collect();
        if all.len() > rows {
            let (shared, own): (Vec<usize>, Vec<usize>) =
                (0..self.entries.len()).partition(|&at| {
                    let entry = &self.entries[at];
                    at != self.at && entry.edit.is_empty()
                });
            all = own.into_iter().map(Row::Field).collect();
            all.extend((!shared.is_empty()).then_some(Row::Empty(shared)));
        }
        let place = |row: &Row| matches!(row, Row::Field(at) if *at == self.at);
        let current = all.iter().position(place).unwrap_or(0);
        let first = (current + 1).saturating_sub(rows.max(1));
        all.drain(..first);
        all.truncate(rows.max(1));
        all
    }

    /// The file says this now: fields that were not changed here say it too, and of the changed
    /// ones those in `given_up`.
    pub fn follow_file(&mut self, values: &BTreeMap<Field, Value>, given_up: &[Field]) {
        for entry in &mut self.entries {
            let fresh = Entry::new(entry.field, values.get(&entry.field));
            if entry.is_changed() && !given_up.contains(&entry.field) {
                entry.read = fresh.read;
            } else if entry.read != fresh.read || given_up.contains(&entry.field) {
                *entry = fresh;
            }
        }
    }
}
