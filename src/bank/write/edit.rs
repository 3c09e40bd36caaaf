//! The edits, from a deck's text to its new text. Nothing here touches the disk.
//!
//! Every new text is read again before it is handed out: the edited card must say what was asked
//! for and every other card what it said before. A text for which this does not hold is refused,
//! so that a mistake here costs an edit and never a file.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use toml::de::DeTable;

use super::document::{Document, Section};
use super::sequence::{Entry, Sequence, Slot};
use super::splice::{Patch, Splices, patched};
use super::table::{Content, Members, Style, Table, Tables};
use super::value::{Changes, Field, Value};
use crate::bank::card::{CardId, id_of_question};
use crate::bank::deck::{byte_order_mark, read_numbered};
use crate::both;
use crate::language::Both;
use crate::text::{self, Position};

/// A card's own values as they stand in its file, without what it has from its deck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// The name that history knows it by.
    pub id: CardId,
    /// Whether the id stands in the file.
    pub id_is_written: bool,
    /// The line at which it begins, from 1.
    pub line: usize,
    /// Tidied values; fields that are not there or empty are left out.
    pub values: BTreeMap<Field, Value>,
}

impl Own {
    /// The id without the deck.
    pub fn name(&self) -> &str {
        let id = self.id.as_str();
        id.split_once('#').map_or(id, |(_, name)| name)
    }

    /// A text field's text; empty where there is none.
    pub fn text(&self, field: Field) -> &str {
        match self.values.get(&field) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    /// What a field holds, as the history keeps it: `null` where it is not there.
    pub fn json(&self, field: Field) -> serde_json::Value {
        self.values
            .get(&field)
            .map_or(serde_json::Value::Null, Value::to_json)
    }
}

/// A deck's new text and what changed in the old one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The whole new text.
    pub text: String,
    /// The byte ranges of the old text that were exchanged, in order.
    pub patches: Vec<Patch>,
}

/// A card that was taken out, with all that is needed to put it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// Its text in the file, comments above it included.
    pub text: String,
    /// The name of the card before it, if there was one.
    pub after: Option<String>,
    /// The byte at which it stood.
    pub at: usize,
    /// The hash of the text that was left: as long as this holds, it goes back where it was.
    pub left: u64,
}

/// Why an edit cannot be made in this text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The file has a syntax error, so it cannot be told where things stand.
    #[error("line {}: not valid TOML ({what})", at.line)]
    NotToml {
        /// Where.
        at: Position,
        /// The parser's words.
        what: String,
    },
    /// There is no such card in the file.
    #[error("the card is not in the file")]
    NoSuchCard,
    /// The field cannot hold this value.
    #[error("{}: {}", field.key(), why.english)]
    Fault {
        /// The field.
        field: Field,
        /// Why.
        why: Both,
    },
    /// Another card of the deck goes by this name.
    #[error("the id \"{name}\" is also at line {line}")]
    Taken {
        /// The name.
        name: String,
        /// The line of the other card.
        line: usize,
    },
    /// The edit would have changed something else as well, so it was not made.
    #[error("the file is written in a way that cannot be edited in place")]
    Odd,
}

impl Refusal {
    /// What is wrong and how to mend it, in both languages.
    pub fn words(&self) -> Both {
        match self {
            Self::NotToml { at, what } => {
                let line = at.line;
                both!(
                    "{line}행에 TOML 문법 오류가 있습니다 ({what}). 편집기로 먼저 고치세요",
                    "line {line} is not valid TOML ({what}); mend it in an editor first"
                )
            }
            Self::NoSuchCard => both!(
                "파일에 이 카드가 더는 없습니다",
                "the card is no longer in the file"
            ),
            Self::Fault { why, .. } => why.clone(),
            Self::Taken { name, line } => both!(
                "id \"{name}\"이(가) {line}행에 이미 있습니다",
                "the id \"{name}\" is already at line {line}"
            ),
            Self::Odd => both!(
                "이 자리에서 고칠 수 없는 모양의 파일입니다. 편집기로 고치세요",
                "the file is written in a way that cannot be edited in place; use an editor"
            ),
        }
    }
}

/// The cards of a deck's text, in its order.
pub fn read(deck: &str, text: &str) -> Result<Vec<Own>, Refusal> {
    Open::new(deck, text)?.with(|open| Ok(open.owns.clone()))
}

/// Sets fields of one card (by its place in [`read`]).
pub fn change(deck: &str, text: &str, card: usize, changes: &Changes) -> Result<Edited, Refusal> {
    check(changes)?;
    Open::new(deck, text)?.with(|open| {
        let own = open.owns.get(card).ok_or(Refusal::NoSuchCard)?;
        if let Some(Some(Value::Text(name))) = changes.get(&Field::Id) {
            open.refuse_taken(&text::tidied(name), Some(card))?;
        }
        let table = open.table(card)?;
        for (&field, value) in changes {
            let is_foreign = table.has_key(field.key())
                && table
                    .content(field.key())
                    .and_then(|content| Value::of_content(field, &content))
                    .is_none();
            if is_foreign && value.is_some() {
                let (key, line) = (field.key(), own.line);
                let why = both!(
                    "{line}행 카드의 `{key}`에 읽을 수 없는 값이 있습니다. 편집기로 먼저 고치세요",
                    "`{key}` of the card at line {line} holds what cannot be read; mend it in an editor first"
                );
                return Err(Refusal::Fault { field, why });
            }
        }
        let differing = |(field, value): (&Field, &Option<Value>)| {
            let tidied = value.as_ref().map(Value::tidied);
            let stands = own.values.get(field);
            let is_same = stands == tidied.as_ref().filter(|value| !value.is_empty());
            // A key with an empty value is still there to be taken away.
            (!is_same || tidied.is_none()).then_some((*field, tidied))
        };
        let changes: Changes = changes.iter().filter_map(differing).collect();
        let members: Members = changes
            .iter()
            .map(|(field, value)| (field.key(), value.as_ref().map(Value::content)))
            .collect();
        let mut splices = Splices::default();
        table.set(&members, &mut splices);
        let mut expected = open.owns.clone();
        for (field, value) in changes {
            let values = &mut expected[card].values;
            match value.filter(|value| !value.is_empty()) {
                Some(value) => values.insert(field, value),
                None => values.remove(&field),
            };
        }
        open.finish(splices, &expected)
    })
}

/// Adds a card at the end, with an `id` (the hash of its question where none is given). Returns
/// the card's name as well.
pub fn add(
    deck: &str,
    text: &str,
    values: &BTreeMap<Field, Value>,
) -> Result<(Edited, String), Refusal> {
    let mut values: BTreeMap<Field, Value> = values
        .iter()
        .map(|(field, value)| (*field, value.tidied()))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let question = match values.get(&Field::Question) {
        Some(Value::Text(question)) => question.clone(),
        _ => String::new(),
    };
    let name = match values.get(&Field::Id) {
        Some(Value::Text(name)) => name.clone(),
        _ => id_of_question(deck, &question),
    };
    values.insert(Field::Id, Value::text(name.clone()));
    values
        .entry(Field::Question)
        .or_insert_with(|| Value::text(""));
    check(
        &values
            .clone()
            .into_iter()
            .map(|(f, v)| (f, Some(v)))
            .collect(),
    )?;
    let edited = Open::new(deck, text)?.with(|open| {
        open.refuse_taken(&name, None)?;
        let same_question = id_of_question(deck, &question);
        let twin = |own: &&Own| id_of_question(deck, own.text(Field::Question)) == same_question;
        if let Some(twin) = open.owns.iter().find(twin) {
            let (name, line) = (question.clone(), twin.line);
            return Err(Refusal::Fault {
                field: Field::Question,
                why: both!(
                    "같은 질문이 {line}행에 이미 있습니다 ({name})",
                    "the same question is already at line {line} ({name})"
                ),
            });
        }
        let members: Members = values
            .iter()
            .map(|(field, value)| (field.key(), Some(value.content())))
            .collect();
        let mut splices = Splices::default();
        match open.inline_list() {
            Some((sequence, tables)) => {
                let entry = super::table::inline_table(&members, open.document.newline);
                let entries = (0..tables).map(Entry::Kept).chain([Entry::New(entry)]);
                sequence.arrange(&entries.collect::<Vec<_>>(), &mut splices);
            }
            None => open.append(&open.as_section(&members), &mut splices),
        }
        let mut expected = open.owns.clone();
        expected.push(Own {
            id: CardId::new(deck, &name),
            id_is_written: true,
            line: 0,
            values: values.clone(),
        });
        open.finish(splices, &expected)
    })?;
    Ok((edited, name))
}

/// Takes a card out.
pub fn remove(deck: &str, text: &str, card: usize) -> Result<(Edited, Removed), Refusal> {
    Open::new(deck, text)?.with(|open| {
        if card >= open.owns.len() {
            return Err(Refusal::NoSuchCard);
        }
        let mut splices = Splices::default();
        let after = card
            .checked_sub(1)
            .map(|before| open.owns[before].name().to_owned());
        let (removed_text, at) = if let Some((sequence, tables)) = open.inline_list() {
            let number = open.numbers[card];
            let entries: Vec<Entry> = (0..tables)
                .filter(|&kept| kept != number)
                .map(Entry::Kept)
                .collect();
            sequence.arrange(&entries, &mut splices);
            let span = sequence.slots[number].span.clone();
            (open.document.text[span.clone()].to_owned(), span.start)
        } else {
            let ranges = open.ranges(card)?;
            for range in &ranges {
                splices.cut(range.clone());
            }
            let parts = ranges
                .iter()
                .map(|range| &open.document.text[range.clone()]);
            (
                parts.collect(),
                ranges.first().map_or(0, |range| range.start),
            )
        };
        let mut expected = open.owns.clone();
        expected.remove(card);
        let edited = open.finish(splices, &expected)?;
        let removed = Removed {
            text: removed_text,
            after,
            at: at + open.mark,
            left: text::fingerprint(edited.text.bytes()),
        };
        Ok((edited, removed))
    })
}

/// Puts a card back: to its old place while nothing else has changed, else behind the card that
/// it followed, else at the end. Returns its name as well.
pub fn restore(deck: &str, text: &str, removed: &Removed) -> Result<(Edited, String), Refusal> {
    Open::new(deck, text)?.with(|open| {
        let newline = open.document.newline;
        let mut body = removed.text.replace("\r\n", "\n").replace('\n', newline);
        let before = removed.after.as_deref();
        let before = open.owns.iter().position(|own| Some(own.name()) == before);
        let mut splices = Splices::default();
        if let Some((sequence, tables)) = open.inline_list() {
            let behind = before.map_or(0, |before| open.numbers[before] + 1);
            let behind = if removed.after.is_some() && before.is_none() {
                tables
            } else {
                behind
            };
            let body = if body.trim_start().starts_with('{') {
                body
            } else {
                open.inline_of(&body)?
            };
            let mut entries: Vec<Entry> = (0..tables).map(Entry::Kept).collect();
            entries.insert(behind, Entry::New(body));
            sequence.arrange(&entries, &mut splices);
        } else {
            if body.trim_start().starts_with('{') {
                body = open.section_of(&body)?;
            }
            let is_untouched = text::fingerprint(text.bytes()) == removed.left;
            let at = if is_untouched {
                removed.at.checked_sub(open.mark)
            } else {
                before.and_then(|before| Some(open.ranges(before).ok()?.last()?.end))
            };
            match at.filter(|&at| at < open.document.text.len()) {
                Some(at) if open.document.text.is_char_boundary(at) => {
                    if !body.ends_with('\n') {
                        body.push_str(newline);
                    }
                    splices.put(at, body);
                }
                _ if is_untouched && open.document.text.ends_with('\n') => {
                    splices.put(open.document.text.len(), body);
                }
                _ => open.append(&body, &mut splices),
            }
        }
        let edited = open.edited(splices);
        // What stands there now must be what stood there, and one card more.
        let now = read(deck, &edited.text).map_err(|_| Refusal::Odd)?;
        let names: BTreeSet<&str> = open.owns.iter().map(Own::name).collect();
        let mut new = now.iter().filter(|own| !names.contains(own.name()));
        match (new.next(), now.len() == open.owns.len() + 1) {
            (Some(card), true) if card.id_is_written || !card.name().contains('~') => {
                let others: Vec<Own> = now.iter().filter(|own| *own != card).cloned().collect();
                if !same_cards(&others, &open.owns) {
                    return Err(Refusal::Odd);
                }
                let name = card.name().to_owned();
                Ok((edited, name))
            }
            _ => Err(open.why_not_restored(&now)),
        }
    })
}

fn check(changes: &Changes) -> Result<(), Refusal> {
    changes.iter().try_for_each(|(&field, value)| {
        let fault = field.fault(value.as_ref());
        fault.map_or(Ok(()), |why| Err(Refusal::Fault { field, why }))
    })
}

/// A text that the parser accepts.
struct Open<'t> {
    deck: &'t str,
    whole: &'t str,
    /// Bytes of the byte-order mark before the text.
    mark: usize,
    document: Document<'t>,
    owns: Vec<Own>,
    /// The number of each card among the file's tables of cards.
    numbers: Vec<usize>,
}

impl<'t> Open<'t> {
    fn new(deck: &'t str, whole: &'t str) -> Result<Self, Refusal> {
        let mark = byte_order_mark(whole).end;
        let text = &whole[mark..];
        if let Err(error) = DeTable::parse(text) {
            let at = error.span().map_or(0, |span| span.start);
            return Err(Refusal::NotToml {
                at: text::position(text, at),
                what: error.message().to_owned(),
            });
        }
        let document = Document::of(text).ok_or(Refusal::Odd)?;
        let (cards, numbers) = read_numbered(deck, text);
        let mut open = Self {
            deck,
            whole,
            mark,
            document,
            owns: Vec::new(),
            numbers,
        };
        let tables = open.tables();
        let owns: Option<Vec<Own>> = cards
            .cards
            .iter()
            .zip(&open.numbers)
            .map(|(card, &number)| {
                let table = tables.get(number)?;
                let values = Field::ALL.into_iter().filter_map(|field| {
                    let value = Value::of_content(field, &table.content(field.key())?)?;
                    (!value.is_empty()).then_some((field, value))
                });
                Some(Own {
                    id: card.id.clone(),
                    id_is_written: card.id_is_written,
                    line: card.line,
                    values: values.collect(),
                })
            })
            .collect();
        let owns = owns.ok_or(Refusal::Odd)?;
        let reads_alike = owns
            .iter()
            .zip(&cards.cards)
            .all(|(own, card)| own.text(Field::Question) == card.question);
        drop(tables);
        if !reads_alike {
            return Err(Refusal::Odd);
        }
        open.owns = owns;
        Ok(open)
    }

    fn with<T>(self, act: impl FnOnce(&Self) -> Result<T, Refusal>) -> Result<T, Refusal> {
        act(&self)
    }

    fn tables(&self) -> Vec<Table<'_>> {
        match self.document.root().tables("cards") {
            Some(Tables::Inline(_, tables) | Tables::Sections(tables)) => tables,
            None => Vec::new(),
        }
    }

    fn table(&self, card: usize) -> Result<Table<'_>, Refusal> {
        let number = *self.numbers.get(card).ok_or(Refusal::NoSuchCard)?;
        self.tables()
            .into_iter()
            .nth(number)
            .ok_or(Refusal::NoSuchCard)
    }

    /// The list of cards and its length where they stand in `cards = […]`.
    fn inline_list(&self) -> Option<(Sequence<'_>, usize)> {
        match self.document.root().tables("cards") {
            Some(Tables::Inline(node, tables)) => {
                let slots: Vec<Slot> = super::table::slots_of(node);
                let sequence = Sequence {
                    document: &self.document,
                    span: node.span.clone(),
                    slots,
                    padding: "",
                };
                Some((sequence, tables.len()))
            }
            _ => None,
        }
    }

    /// The byte ranges of a card below headers: one, unless other sections stand in between.
    fn ranges(&self, card: usize) -> Result<Vec<std::ops::Range<usize>>, Refusal> {
        let table = self.table(card)?;
        let (own, below) = table.sections().ok_or(Refusal::Odd)?;
        let document = &self.document;
        let mut ranges: Vec<std::ops::Range<usize>> = Vec::new();
        for section in std::iter::once(&own).chain(below) {
            let start = section
                .header
                .as_ref()
                .map_or(0, |header| header.span.start);
            let start = document.above_comments(document.line_start(start));
            let end = document.behind_blank_lines(document.section_end(section));
            match ranges.last_mut() {
                // Comments between two sections of the card go with it.
                Some(last) if self.is_only_comments(last.end, start) => last.end = end,
                _ => ranges.push(start..end),
            }
        }
        Ok(ranges)
    }

    fn is_only_comments(&self, from: usize, to: usize) -> bool {
        self.document.text.get(from..to).is_some_and(|between| {
            between
                .lines()
                .map(str::trim)
                .all(|line| line.is_empty() || line.starts_with('#'))
        })
    }

    fn refuse_taken(&self, name: &str, but: Option<usize>) -> Result<(), Refusal> {
        let other = self
            .owns
            .iter()
            .enumerate()
            .find(|(number, own)| own.name() == name && Some(*number) != but);
        other.map_or(Ok(()), |(_, own)| {
            Err(Refusal::Taken {
                name: name.to_owned(),
                line: own.line,
            })
        })
    }

    /// A card below a header, laid out as the deck's last card is.
    fn as_section(&self, members: &Members) -> String {
        let newline = self.document.newline;
        let tables = self.tables();
        let last = tables.last().and_then(Table::sections).map(|(own, _)| own);
        let style = last.map_or_else(Style::default, |own: &Section| {
            Style::of(&self.document, own)
        });
        let header = last
            .and_then(|own| own.header.as_ref())
            .map_or("[[cards]]", |header| {
                let start = self.document.line_start(header.span.start);
                &self.document.text[start..header.span.end]
            });
        let mut written = format!("{header}{newline}");
        for (key, content) in members {
            let content = content.as_ref().filter(|content| match content {
                Content::Text(text) => !text.is_empty(),
                _ => true,
            });
            if let Some(content) = content {
                written.push_str(&style.pair(key, content, newline));
                written.push_str(newline);
            }
        }
        written
    }

    /// Puts a card's text behind everything else, a blank line between. A file without a last
    /// line break stays without one.
    fn append(&self, card: &str, splices: &mut Splices) {
        let text = self.document.text;
        let newline = self.document.newline;
        let card = card.trim_end_matches(['\r', '\n']);
        let has_last_break = text.is_empty() || text.ends_with('\n');
        let ends_blank = text.trim_end_matches(['\r', '\n', ' ', '\t']).is_empty()
            || text.ends_with("\n\n")
            || text.ends_with("\n\r\n");
        let gap = match (has_last_break, ends_blank) {
            (true, true) => String::new(),
            (true, false) => newline.to_owned(),
            (false, _) => newline.repeat(2),
        };
        let end = if has_last_break { newline } else { "" };
        splices.put(text.len(), format!("{gap}{card}{end}"));
    }

    /// An inline card's text as a section, and the other way round: for cards that come from a
    /// deck that is written in the other way.
    fn section_of(&self, inline: &str) -> Result<String, Refusal> {
        let source = format!("cards = [{inline}]\n");
        let owns = read(self.deck, &source)?;
        let own = owns.first().ok_or(Refusal::Odd)?;
        Ok(self.as_section(&members_of(own)))
    }

    fn inline_of(&self, section: &str) -> Result<String, Refusal> {
        let owns = read(self.deck, section)?;
        let own = owns.first().ok_or(Refusal::Odd)?;
        Ok(super::table::inline_table(
            &members_of(own),
            self.document.newline,
        ))
    }

    fn edited(&self, splices: Splices) -> Edited {
        let mut patches = splices.into_patches();
        for patch in &mut patches {
            patch.range = patch.range.start + self.mark..patch.range.end + self.mark;
        }
        Edited {
            text: patched(self.whole, &patches),
            patches,
        }
    }

    /// The new text, if it says what was asked for and nothing else.
    fn finish(&self, splices: Splices, expected: &[Own]) -> Result<Edited, Refusal> {
        let edited = self.edited(splices);
        let now = read(self.deck, &edited.text).map_err(|_| Refusal::Odd)?;
        if same_cards(&now, expected) {
            Ok(edited)
        } else {
            Err(Refusal::Odd)
        }
    }

    fn why_not_restored(&self, now: &[Own]) -> Refusal {
        let twin = now.iter().find(|own| own.id.as_str().contains('~'));
        let name = twin.map_or("", |own| own.name());
        let name = name.split('~').next().unwrap_or_default();
        match self.owns.iter().find(|own| own.name() == name) {
            Some(own) => Refusal::Taken {
                name: name.to_owned(),
                line: own.line,
            },
            None => Refusal::Odd,
        }
    }
}

fn members_of(own: &Own) -> Members {
    own.values
        .iter()
        .map(|(field, value)| (field.key(), Some(value.content())))
        .collect()
}

fn same_cards(now: &[Own], expected: &[Own]) -> bool {
    now.len() == expected.len()
        && now
            .iter()
            .zip(expected)
            .all(|(now, expected)| now.values == expected.values)
}

#[cfg(test)]
mod tests;
