//! The fields of a card as a form.

use std::collections::{BTreeMap, BTreeSet};

use crate::bank::write::{Changes, Field, Typed, Value, form};
use crate::language::Both;
use crate::tui::shared::Shared;
use crate::tui::widgets::form::{self as widget, Form, Kind, Offer};

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

/// How a field is written, and what is offered for it.
fn kind(field: Field, shared: &Shared) -> Kind {
    let say = shared.language;
    match field {
        Field::Question => Kind::Paragraph,
        Field::Time => Kind::Line,
        Field::Importance => Kind::Number(0..=3),
        Field::Type => Kind::Choice(vec![
            Offer::called("question", say.editor_type_question()),
            Offer::called("design", say.import_design()),
            Offer::called("to_ask", say.import_to_ask()),
        ]),
        Field::Tags => {
            let cards = shared.bank.cards();
            let tags: BTreeSet<&str> = cards
                .flat_map(|entry| entry.card.tags.iter().map(String::as_str))
                .collect();
            Kind::Many('\n', tags.into_iter().map(Offer::plain).collect())
        }
        _ => Kind::Lines,
    }
}

/// A form of a card's fields.
pub(super) type CardForm = Form<Field>;

/// The form of a card with these values, with the caret in `field`.
pub(super) fn of(values: &BTreeMap<Field, Value>, field: Field, shared: &Shared) -> CardForm {
    let fields = FIELDS.map(|field| {
        let read = form::shown(values.get(&field));
        widget::Field::new(field, kind(field, shared), &read)
    });
    let mut form = Form::new(fields.into());
    form.go_to(field);
    form
}

fn value(field: &widget::Field<Field>) -> Result<Option<Value>, Both> {
    form::read(field.key, &field.text())
}

/// The new values of the fields that were changed, or the first field that cannot be read and
/// what is wrong in it.
pub(super) fn changes(form: &CardForm) -> Result<Changes, (Field, Both)> {
    let changed = form.fields().iter().filter(|field| field.is_changed());
    changed
        .map(|field| {
            let value = value(field).map_err(|fault| (field.key, fault))?;
            Ok((field.key, value))
        })
        .collect()
}

/// All that was typed, whether or not it can be read yet.
pub(super) fn typed(form: &CardForm) -> Typed {
    let mut typed = Typed::default();
    for field in form.fields().iter().filter(|field| field.is_changed()) {
        match value(field) {
            Ok(value) => {
                typed.changes.insert(field.key, value);
            }
            Err(_) => {
                typed.unfinished.insert(field.key, field.text());
            }
        }
    }
    typed
}

/// Writes a value over what stands in the form; it counts as a change.
pub(super) fn write(form: &mut CardForm, field: Field, value: Option<&Value>) {
    write_text(form, field, &form::shown(value));
}

fn write_text(form: &mut CardForm, field: Field, text: &str) {
    if let Some(field) = form.field_mut(field) {
        field.write(text);
    }
}

/// Writes what was typed earlier.
pub(super) fn write_typed(form: &mut CardForm, typed: &Typed) {
    for (field, value) in &typed.changes {
        write(form, *field, value.as_ref());
    }
    for (field, text) in &typed.unfinished {
        write_text(form, *field, text);
    }
}

/// The file says this now: fields that were not changed here say it too, and of the changed
/// ones those in `given_up`.
pub(super) fn follow_file(
    form: &mut CardForm,
    values: &BTreeMap<Field, Value>,
    given_up: &[Field],
) {
    for field in form.fields_mut() {
        let read = form::shown(values.get(&field.key));
        field.follow(&read, given_up.contains(&field.key));
    }
}
