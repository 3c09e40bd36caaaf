//! The fields of a card as they are edited, and their values as JSON for the history.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::bank::card::{Asked, CardType, FollowUp, Source};
use crate::bank::role::{self, Level};
use crate::both;
use crate::clock;
use crate::language::Both;
use crate::text;

/// A field of a card. The order is the one in which a new card is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// `id`
    Id,
    /// `question`
    Question,
    /// `also_asked`
    AlsoAsked,
    /// `answer`
    Answer,
    /// `outline`
    Outline,
    /// `key_points`
    KeyPoints,
    /// `follow_ups`
    FollowUps,
    /// `experience`
    Experience,
    /// `reflections`
    Reflections,
    /// `notes`
    Notes,
    /// `tags`
    Tags,
    /// `importance`
    Importance,
    /// `time`
    Time,
    /// `type`
    Type,
    /// `links`
    Links,
    /// `asked`
    Asked,
    /// `roles`
    Roles,
    /// `level`
    Level,
    /// `was`
    Was,
    /// `source`: where an import found the card. No person writes it.
    Source,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One text.
    Text,
    /// A list of texts.
    Texts,
    /// A whole number, or one by role.
    Number,
    /// Follow-ups, nested.
    FollowUps,
    /// When it was really asked.
    Asked,
    /// The note of an import.
    Source,
}

impl Field {
    /// All of them.
    pub const ALL: [Self; 20] = [
        Self::Id,
        Self::Question,
        Self::AlsoAsked,
        Self::Answer,
        Self::Outline,
        Self::KeyPoints,
        Self::FollowUps,
        Self::Experience,
        Self::Reflections,
        Self::Notes,
        Self::Tags,
        Self::Importance,
        Self::Time,
        Self::Type,
        Self::Links,
        Self::Asked,
        Self::Roles,
        Self::Level,
        Self::Was,
        Self::Source,
    ];

    /// The key in the deck file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Question => "question",
            Self::AlsoAsked => "also_asked",
            Self::Answer => "answer",
            Self::Outline => "outline",
            Self::KeyPoints => "key_points",
            Self::FollowUps => "follow_ups",
            Self::Experience => "experience",
            Self::Reflections => "reflections",
            Self::Notes => "notes",
            Self::Tags => "tags",
            Self::Importance => "importance",
            Self::Time => "time",
            Self::Type => "type",
            Self::Links => "links",
            Self::Asked => "asked",
            Self::Roles => "roles",
            Self::Level => "level",
            Self::Was => "was",
            Self::Source => "source",
        }
    }

    /// Whether a person may set it.
    pub fn is_for_people(self) -> bool {
        self != Self::Source
    }

    /// The field with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.key() == key)
    }

    /// What it holds.
    pub fn shape(self) -> Shape {
        match self {
            Self::AlsoAsked
            | Self::KeyPoints
            | Self::Reflections
            | Self::Tags
            | Self::Links
            | Self::Roles
            | Self::Was => Shape::Texts,
            Self::Importance => Shape::Number,
            Self::FollowUps => Shape::FollowUps,
            Self::Asked => Shape::Asked,
            Self::Source => Shape::Source,
            _ => Shape::Text,
        }
    }

    /// What is wrong with this value for this field, if anything.
    pub fn fault(self, value: Option<&Value>) -> Option<Both> {
        let key = self.key();
        let text = match value {
            Some(Value::Text(text)) => text.trim(),
            _ => "",
        };
        if let Some(value) = value
            && value.shape() != self.shape()
        {
            return Some(both!(
                "`{key}`에 쓸 수 없는 값입니다",
                "`{key}` cannot hold a value of this kind"
            ));
        }
        match self {
            Self::Question if text.is_empty() => {
                Some(both!("질문이 비어 있습니다", "the question is empty"))
            }
            Self::Id
                if text.is_empty()
                    || text.contains('#')
                    || text.chars().any(|c| c.is_control() || c.is_whitespace()) =>
            {
                Some(both!(
                    "id에는 빈칸과 #을 쓸 수 없고, 비울 수도 없습니다",
                    "an id has no spaces and no #, and is not empty"
                ))
            }
            Self::Time if !text.is_empty() && clock::parse_length(text).is_err() => Some(both!(
                "\"{text}\"{은} 시간 길이가 아닙니다. \"90s\", \"2m\"처럼 쓰세요",
                "\"{text}\" is no length of time; write \"90s\" or \"2m\""
            )),
            Self::Type
                if !text.is_empty() && !CardType::WORDS.iter().any(|(word, _)| *word == text) =>
            {
                Some(both!(
                    "type은 question, design, to_ask 가운데 하나입니다",
                    "type is one of question, design, to_ask"
                ))
            }
            Self::Importance if !is_importance(value) => {
                Some(both!("중요도는 0에서 3까지입니다", "importance is 0 to 3"))
            }
            Self::Level if !text.is_empty() && Level::of_word(text).is_none() => Some(both!(
                "level은 new, mid, senior 가운데 하나입니다",
                "level is one of new, mid, senior"
            )),
            _ => None,
        }
    }
}

/// What a field holds in one card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// One text.
    Text(String),
    /// A list of texts.
    Texts(Vec<String>),
    /// A whole number.
    Number(i64),
    /// A whole number for each of some roles, and for every other one, by the keys of
    /// [`importance_keys`](role::importance_keys) and in their order.
    Numbers(Vec<(&'static str, i64)>),
    /// Follow-ups, nested.
    FollowUps(Vec<FollowUp>),
    /// When it was really asked.
    Asked(Vec<Asked>),
    /// The note of an import.
    Source(Source),
}

/// New values of some fields. `None` takes the key away; an empty text or list leaves a key that
/// stands in the file with an empty value, and writes none where there is none.
pub type Changes = BTreeMap<Field, Option<Value>>;

impl Value {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// What it is.
    pub fn shape(&self) -> Shape {
        match self {
            Self::Text(_) => Shape::Text,
            Self::Texts(_) => Shape::Texts,
            Self::Number(_) | Self::Numbers(_) => Shape::Number,
            Self::FollowUps(_) => Shape::FollowUps,
            Self::Asked(_) => Shape::Asked,
            Self::Source(_) => Shape::Source,
        }
    }

    /// The value as it is read back after saving: texts tidied, empty entries left out.
    #[must_use]
    pub fn tidied(&self) -> Self {
        match self {
            Self::Text(text) => Self::Text(text::tidied(text)),
            Self::Texts(texts) => Self::Texts(
                texts
                    .iter()
                    .map(|text| text::tidied(text))
                    .filter(|text| !text.is_empty())
                    .collect(),
            ),
            Self::Number(_) | Self::Numbers(_) => self.clone(),
            Self::FollowUps(list) => Self::FollowUps(tidied_follow_ups(list)),
            Self::Asked(list) => Self::Asked(
                list.iter()
                    .map(|asked| Asked {
                        on: asked.on,
                        interview: asked
                            .interview
                            .as_deref()
                            .map(text::tidied)
                            .filter(|interview| !interview.is_empty()),
                    })
                    .collect(),
            ),
            Self::Source(source) => Self::Source(Source {
                note: text::tidied(&source.note),
                anchor: text::tidied(&source.anchor),
                seen: text::tidied(&source.seen),
            }),
        }
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::Texts(texts) => texts.is_empty(),
            Self::Number(_) => false,
            Self::Numbers(numbers) => numbers.is_empty(),
            Self::FollowUps(list) => list.is_empty(),
            Self::Asked(list) => list.is_empty(),
            Self::Source(source) => *source == Source::default(),
        }
    }

    /// The value as the history keeps it.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Text(text) => json!(text),
            Self::Texts(texts) => json!(texts),
            Self::Number(number) => json!(number),
            Self::Numbers(numbers) => {
                let numbers = numbers.iter();
                numbers
                    .map(|&(key, n)| (key.to_owned(), json!(n)))
                    .collect()
            }
            Self::FollowUps(list) => list.iter().map(follow_up_to_json).collect(),
            Self::Asked(list) => list
                .iter()
                .map(|asked| {
                    let mut object = serde_json::Map::new();
                    if let Some(on) = asked.on {
                        object.insert("on".to_owned(), json!(on.to_string()));
                    }
                    if let Some(interview) = &asked.interview {
                        object.insert("interview".to_owned(), json!(interview));
                    }
                    Json::Object(object)
                })
                .collect(),
            Self::Source(Source { note, anchor, seen }) => {
                json!({ "note": note, "anchor": anchor, "seen": seen })
            }
        }
    }

    /// A value of `field` as the history kept it. `Ok(None)` where the field was not there;
    /// `Err` where it is no value of this field.
    pub fn from_json(field: Field, json: &Json) -> Result<Option<Self>, NotAValue> {
        if json.is_null() {
            return Ok(None);
        }
        let list = || json.as_array().ok_or(NotAValue);
        let text = |json: &Json| json.as_str().map(str::to_owned).ok_or(NotAValue);
        Ok(Some(match field.shape() {
            Shape::Text => Self::Text(text(json)?),
            Shape::Texts => Self::Texts(list()?.iter().map(text).collect::<Result<_, _>>()?),
            Shape::Number => match json.as_object() {
                Some(object) => {
                    let numbers = numbers_by_role(|key| object.get(key).map(Json::as_i64));
                    let numbers = numbers.filter(|numbers| numbers.len() == object.len());
                    Self::Numbers(numbers.ok_or(NotAValue)?)
                }
                None => Self::Number(json.as_i64().ok_or(NotAValue)?),
            },
            Shape::FollowUps => Self::FollowUps(
                list()?
                    .iter()
                    .map(follow_up_from_json)
                    .collect::<Result<_, _>>()?,
            ),
            Shape::Asked => Self::Asked(
                list()?
                    .iter()
                    .map(|asked| {
                        let on = asked.get("on").map(text).transpose()?;
                        Ok(Asked {
                            on: on.map(|on| on.parse().map_err(|_| NotAValue)).transpose()?,
                            interview: asked.get("interview").map(text).transpose()?,
                        })
                    })
                    .collect::<Result<_, _>>()?,
            ),
            Shape::Source => {
                let part = |key: &str| json.get(key).map(text).transpose();
                Self::Source(Source {
                    note: part("note")?.unwrap_or_default(),
                    anchor: part("anchor")?.unwrap_or_default(),
                    seen: part("seen")?.unwrap_or_default(),
                })
            }
        }))
    }

    /// What a person types or pipes in for this field: texts as they are, lists one a line,
    /// numbers as digits, the rest as the history's JSON.
    pub fn from_written(field: Field, written: &str) -> Result<Option<Self>, NotAValue> {
        let written = text::tidied(written);
        match field.shape() {
            Shape::Text => Ok(Some(Self::Text(written))),
            Shape::Texts => Ok(Some(
                Self::Texts(written.lines().map(str::to_owned).collect()).tidied(),
            )),
            _ if written.is_empty() => Ok(None),
            Shape::Number if !written.starts_with('{') => written
                .parse()
                .map(|number| Some(Self::Number(number)))
                .map_err(|_| NotAValue),
            Shape::Number | Shape::FollowUps | Shape::Asked | Shape::Source => {
                let json = serde_json::from_str(&written).map_err(|_| NotAValue)?;
                Self::from_json(field, &json)
            }
        }
    }
}

/// A JSON value that is no value of the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a value of this field")]
pub struct NotAValue;

/// The numbers that are found by the keys of a table by role; `None` where one is no number.
pub(super) fn numbers_by_role(
    number: impl Fn(&str) -> Option<Option<i64>>,
) -> Option<Vec<(&'static str, i64)>> {
    let found = role::importance_keys().filter_map(|key| Some((key, number(key)?)));
    found.map(|(key, number)| Some((key, number?))).collect()
}

fn is_importance(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Number(0..=3)) => true,
        Some(Value::Numbers(numbers)) => numbers.iter().all(|(_, n)| (0..=3).contains(n)),
        Some(_) => false,
    }
}

fn tidied_follow_ups(list: &[FollowUp]) -> Vec<FollowUp> {
    list.iter()
        .map(|follow_up| FollowUp {
            question: text::tidied(&follow_up.question),
            answer: text::tidied(&follow_up.answer),
            follow_ups: tidied_follow_ups(&follow_up.follow_ups),
        })
        .filter(|follow_up| !follow_up.question.is_empty())
        .collect()
}

fn follow_up_to_json(follow_up: &FollowUp) -> Json {
    let mut object = serde_json::Map::new();
    object.insert("question".to_owned(), json!(follow_up.question));
    if !follow_up.answer.is_empty() {
        object.insert("answer".to_owned(), json!(follow_up.answer));
    }
    if !follow_up.follow_ups.is_empty() {
        let below = follow_up.follow_ups.iter().map(follow_up_to_json).collect();
        object.insert("follow_ups".to_owned(), below);
    }
    Json::Object(object)
}

fn follow_up_from_json(json: &Json) -> Result<FollowUp, NotAValue> {
    let text = |key: &str| match json.get(key) {
        None => Ok(String::new()),
        Some(found) => found.as_str().map(str::to_owned).ok_or(NotAValue),
    };
    let below = match json.get("follow_ups") {
        None => Vec::new(),
        Some(found) => found
            .as_array()
            .ok_or(NotAValue)?
            .iter()
            .map(follow_up_from_json)
            .collect::<Result<_, _>>()?,
    };
    let question = text("question")?;
    if question.trim().is_empty() {
        return Err(NotAValue);
    }
    Ok(FollowUp {
        question,
        answer: text("answer")?,
        follow_ups: below,
    })
}
