//! A field's value as it stands in a deck's file.
//!
//! A card's texts are read without the blanks around them. How a text is written there, with a line
//! break at its end or none, is decided here, before the writer of TOML is asked for exactly that.

use std::sync::LazyLock;

use toml::{Table, Value as Toml};

use super::value::{Field, Shape, Value, numbers_by_role};
use crate::bank::card::{Asked, FollowUp, Source};
use crate::bank::role::importance_keys;
use crate::text;
use crate::text::difference::{Run, runs};

/// The keys of a card and of the tables in it, in the order in which they are written. Other keys
/// are not the program's, and stay.
pub(super) static KEYS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let fields = Field::ALL.into_iter().map(Field::key);
    let inside = ["on", "interview", "note", "anchor", "seen"];
    fields.chain(inside).chain(importance_keys()).collect()
});

impl Value {
    /// The value as it is written where `old` stands: unknown keys of tables stay, a value that
    /// says the same as before keeps its form, and so does a line of a text. An empty text or list
    /// in a table is written only where the key is there.
    ///
    /// A text of several lines gets a line break at its end, so that the marks that close it stand
    /// on a line of their own; one that is written over a text of several lines, or over one that
    /// ends with a break, ends as that does. Blanks around a text are never written.
    pub(super) fn stored(&self, old: Option<&Toml>) -> Toml {
        over(&self.plain(), old)
    }

    fn plain(&self) -> Toml {
        match self {
            Self::Text(text) => text.as_str().into(),
            Self::Texts(texts) => texts.clone().into(),
            Self::Number(number) => (*number).into(),
            Self::Numbers(numbers) => {
                let numbers = numbers.iter();
                let numbers = numbers.map(|(key, number)| ((*key).to_owned(), (*number).into()));
                Toml::Table(numbers.collect())
            }
            Self::FollowUps(list) => plain_list(list, plain_follow_up),
            Self::Asked(list) => plain_list(list, plain_asked),
            Self::Source(Source { note, anchor, seen }) => {
                let members = [("note", note), ("anchor", anchor), ("seen", seen)];
                table(members.map(|(key, text)| (key, Some(text.as_str().into()))))
            }
        }
    }

    /// The value that stands in the file, tidied; `None` where it is of another kind, or where a
    /// part of it is not understood and would be lost if it were written again.
    pub(super) fn of_stored(field: Field, stored: &Toml) -> Option<Self> {
        let value = match field.shape() {
            Shape::Text => Self::Text(stored.as_str()?.to_owned()),
            Shape::Texts => Self::Texts(all(stored, |text| Some(text.as_str()?.to_owned()))?),
            Shape::Number => match stored.as_table() {
                Some(table) => {
                    let number = |key: &str| table.get(key).map(Toml::as_integer);
                    Self::Numbers(numbers_by_role(number)?)
                }
                None => Self::Number(stored.as_integer()?),
            },
            Shape::FollowUps => Self::FollowUps(all(stored, follow_up)?),
            Shape::Asked => Self::Asked(all(stored, asked)?),
            Shape::Source => {
                let source = stored.as_table()?;
                let part = |key: &str| source.get(key).and_then(Toml::as_str);
                Self::Source(Source {
                    note: part("note").unwrap_or_default().to_owned(),
                    anchor: part("anchor").unwrap_or_default().to_owned(),
                    seen: part("seen").unwrap_or_default().to_owned(),
                })
            }
        };
        Some(value.tidied())
    }
}

fn all<T>(stored: &Toml, read: fn(&Toml) -> Option<T>) -> Option<Vec<T>> {
    stored.as_array()?.iter().map(read).collect()
}

fn table<const N: usize>(members: [(&str, Option<Toml>); N]) -> Toml {
    let members = members.into_iter();
    let members = members.filter_map(|(key, value)| Some((key.to_owned(), value?)));
    Toml::Table(members.collect())
}

fn plain_list<T>(list: &[T], plain: fn(&T) -> Toml) -> Toml {
    Toml::Array(list.iter().map(plain).collect())
}

fn plain_follow_up(follow_up: &FollowUp) -> Toml {
    let below = plain_list(&follow_up.follow_ups, plain_follow_up);
    table([
        ("question", Some(follow_up.question.as_str().into())),
        ("answer", Some(follow_up.answer.as_str().into())),
        ("follow_ups", Some(below)),
    ])
}

fn plain_asked(asked: &Asked) -> Toml {
    let on = asked.on.map(|on| {
        let day = on.to_string();
        day.parse().map_or(Toml::String(day), Toml::Datetime)
    });
    let interview = asked.interview.as_deref().map(Toml::from);
    table([("on", on), ("interview", interview)])
}

fn asked(stored: &Toml) -> Option<Asked> {
    let table = stored.as_table()?;
    let on = match table.get("on") {
        Some(on @ (Toml::Datetime(_) | Toml::String(_))) => {
            Some(words(on).get(..10)?.parse().ok()?)
        }
        None => None,
        Some(_) => return None,
    };
    let interview = match table.get("interview") {
        Some(interview) => Some(interview.as_str()?.to_owned()),
        None => None,
    };
    Some(Asked { on, interview })
}

fn follow_up(stored: &Toml) -> Option<FollowUp> {
    let table = stored.as_table()?;
    let question = table.get("question")?.as_str()?;
    let answer = table.get("answer").map_or(Some(""), Toml::as_str)?;
    let below = table.get("follow_ups");
    (!question.trim().is_empty()).then_some(FollowUp {
        question: question.to_owned(),
        answer: answer.to_owned(),
        follow_ups: below.map_or(Some(Vec::new()), |below| all(below, follow_up))?,
    })
}

/// A text, or a date as it is written.
fn words(stored: &Toml) -> String {
    match stored {
        Toml::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn over(new: &Toml, old: Option<&Toml>) -> Toml {
    match (new, old) {
        (Toml::String(new), old) => text_over(new, old.and_then(Toml::as_str)).into(),
        // A day may be written as a text, or with a time that is not ours to drop.
        (Toml::Datetime(day), Some(old)) if words(old).starts_with(&day.to_string()) => old.clone(),
        (Toml::Array(new), old) => {
            let old = old.and_then(Toml::as_array).map_or(&[][..], Vec::as_slice);
            let same = |old: &Toml, new: &Toml| over(new, Some(old)) == *old;
            let mut list = Vec::with_capacity(new.len());
            for run in runs(old, new, same) {
                match run {
                    Run::Same(from, _) => list.extend_from_slice(&old[from]),
                    Run::Changed(from, to) => {
                        let from = old[from].iter().map(Some).chain(std::iter::repeat(None));
                        list.extend(new[to].iter().zip(from).map(|(new, old)| over(new, old)));
                    }
                }
            }
            list.into()
        }
        (Toml::Table(new), old) => {
            let old = old.and_then(Toml::as_table);
            let stays = old.into_iter().flatten();
            let stays = stays.filter(|(key, _)| !KEYS.contains(&key.as_str()));
            let mut table: Table = stays
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect();
            for (key, value) in new {
                let old = old.and_then(|old| old.get(key));
                if old.is_some() || !is_empty(value) {
                    table.insert(key.clone(), over(value, old));
                }
            }
            table.into()
        }
        _ => new.clone(),
    }
}

fn is_empty(value: &Toml) -> bool {
    match value {
        Toml::String(text) => text.is_empty(),
        Toml::Array(list) => list.is_empty(),
        _ => false,
    }
}

/// A tidied text as it is written over an old one.
fn text_over(new: &str, old: Option<&str>) -> String {
    let old = old.unwrap_or_default();
    if text::tidied(old) == new {
        return old.to_owned();
    }
    let had_lines = old.trim().contains('\n');
    let ended_with_break = !old.trim().is_empty() && old[old.trim_end().len()..].contains('\n');
    let mut written = String::with_capacity(new.len() + 1);
    let old = old.trim();
    let old: Vec<&str> = old.split('\n').collect();
    let new: Vec<&str> = new.split('\n').collect();
    for run in runs(&old, &new, |old, new| text::nfc(old) == *new) {
        let lines = match run {
            Run::Same(from, _) => &old[from],
            Run::Changed(_, to) => &new[to],
        };
        for line in lines {
            written.push_str(line);
            written.push('\n');
        }
    }
    let ends_with_break = match new.as_slice() {
        [""] => false,
        [_] => ended_with_break,
        _ => ended_with_break || !had_lines,
    };
    if !ends_with_break {
        written.pop();
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_ends_with_a_break_where_it_has_lines_or_the_old_one_did() {
        for (old, new, written) in [
            (None, "a", "a"),
            (None, "a\nb", "a\nb\n"),
            (Some(" "), "a\nb", "a\nb\n"),
            (Some("x"), "a\nb", "a\nb\n"),
            (Some("x\n"), "a", "a\n"),
            (Some("  x\n  y\n  "), "a\nb", "a\nb\n"),
            (Some("\tx\ny"), "a\nb", "a\nb"),
            (Some("x\ny"), "a", "a"),
            (Some("x\ny\n"), "", ""),
            (Some("  x\n  y\n"), "x\n  y", "  x\n  y\n"),
        ] {
            assert_eq!(text_over(new, old), written, "{old:?} {new:?}");
        }
    }
}
