//! A deck's text opened for an edit: its parts, its cards, and the check of the new text.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use toml::de::DeTable;

use super::{Edited, Own, Refusal, read};
use crate::bank::card::CardId;
use crate::bank::deck::{byte_order_mark, read_numbered};
use crate::bank::write::document::{Document, Section};
use crate::bank::write::layout::{Style, inline_table};
use crate::bank::write::sequence::{Entry, Sequence, Slot};
use crate::bank::write::splice::{Splices, patched};
use crate::bank::write::table::{self, Content, Members, Table, Tables};
use crate::bank::write::value::{Field, Value};
use crate::text;

/// A text that the parser accepts.
pub(super) struct Open<'t> {
    pub deck: &'t str,
    pub whole: &'t str,
    /// Bytes of the byte-order mark before the text.
    pub mark: usize,
    pub document: Document<'t>,
    pub owns: Vec<Own>,
    /// The number of each card among the file's tables of cards.
    pub numbers: Vec<usize>,
}

impl<'t> Open<'t> {
    pub fn new(deck: &'t str, whole: &'t str) -> Result<Self, Refusal> {
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

    pub fn with<T>(self, act: impl FnOnce(&Self) -> Result<T, Refusal>) -> Result<T, Refusal> {
        act(&self)
    }

    pub fn tables(&self) -> Vec<Table<'_>> {
        match self.document.root().tables("cards") {
            Some(Tables::Inline(_, tables) | Tables::Sections(tables)) => tables,
            None => Vec::new(),
        }
    }

    pub fn table(&self, card: usize) -> Result<Table<'_>, Refusal> {
        let number = *self.numbers.get(card).ok_or(Refusal::NoSuchCard)?;
        self.tables()
            .into_iter()
            .nth(number)
            .ok_or(Refusal::NoSuchCard)
    }

    /// The list of cards and its length where they stand in `cards = […]`.
    pub fn inline_list(&self) -> Option<(Sequence<'_>, usize)> {
        match self.document.root().tables("cards") {
            Some(Tables::Inline(node, tables)) => {
                let slots: Vec<Slot> = table::slots_of(node);
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
    pub fn ranges(&self, card: usize) -> Result<Vec<Range<usize>>, Refusal> {
        let table = self.table(card)?;
        let (own, below) = table.sections().ok_or(Refusal::Odd)?;
        let document = &self.document;
        let mut ranges: Vec<Range<usize>> = Vec::new();
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

    pub fn is_only_comments(&self, from: usize, to: usize) -> bool {
        self.document.text.get(from..to).is_some_and(|between| {
            between
                .lines()
                .map(str::trim)
                .all(|line| line.is_empty() || line.starts_with('#'))
        })
    }

    pub fn refuse_taken(&self, name: &str, but: Option<usize>) -> Result<(), Refusal> {
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

    /// Puts cards behind the last one; `expected` becomes what the deck says then.
    pub fn add(
        &self,
        added: &[BTreeMap<Field, Value>],
        splices: &mut Splices,
        expected: &mut Vec<Own>,
    ) -> Result<(), Refusal> {
        if added.is_empty() {
            return Ok(());
        }
        let mut names: HashMap<String, usize> = expected
            .iter()
            .map(|own| (own.name().to_owned(), own.line))
            .collect();
        for values in added {
            let Some(Value::Text(name)) = values.get(&Field::Id) else {
                return Err(Refusal::Odd);
            };
            if let Some(line) = names.insert(name.clone(), 0) {
                let name = name.clone();
                return Err(Refusal::Taken { name, line });
            }
            expected.push(Own {
                id: CardId::new(self.deck, name),
                id_is_written: true,
                line: 0,
                values: values.clone(),
            });
        }
        let members: Vec<Members> = added.iter().map(members_of).collect();
        match self.inline_list() {
            Some((sequence, tables)) => {
                let new = members
                    .iter()
                    .map(|members| Entry::New(inline_table(members, self.document.newline)));
                let entries: Vec<Entry> = (0..tables).map(Entry::Kept).chain(new).collect();
                sequence.arrange(&entries, splices);
            }
            None => self.append(&self.as_sections(&members), splices),
        }
        Ok(())
    }

    /// Cards below headers, laid out as the deck's last card is, a blank line between them.
    pub fn as_sections(&self, cards: &[Members]) -> String {
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
        let written = cards.iter().map(|members| {
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
        });
        written.collect::<Vec<_>>().join(newline)
    }

    /// Puts a card's text behind everything else, a blank line between. A file without a last
    /// line break stays without one.
    pub fn append(&self, card: &str, splices: &mut Splices) {
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
    pub fn section_of(&self, inline: &str) -> Result<String, Refusal> {
        let source = format!("cards = [{inline}]\n");
        let owns = read(self.deck, &source)?;
        let own = owns.first().ok_or(Refusal::Odd)?;
        Ok(self.as_sections(&[members_of(&own.values)]))
    }

    pub fn inline_of(&self, section: &str) -> Result<String, Refusal> {
        let owns = read(self.deck, section)?;
        let own = owns.first().ok_or(Refusal::Odd)?;
        Ok(inline_table(
            &members_of(&own.values),
            self.document.newline,
        ))
    }

    pub fn edited(&self, splices: Splices) -> Edited {
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
    pub fn finish(&self, splices: Splices, expected: &[Own]) -> Result<Edited, Refusal> {
        let edited = self.edited(splices);
        let now = read(self.deck, &edited.text).map_err(|_| Refusal::Odd)?;
        if same_cards(&now, expected) {
            Ok(edited)
        } else {
            Err(Refusal::Odd)
        }
    }

    /// The place of the one card of `now` that is not among these.
    pub fn newcomer(&self, now: &[Own]) -> Option<usize> {
        let is_it = |came: &usize| {
            let others: Vec<Own> = [&now[..*came], &now[came + 1..]].concat();
            same_cards(&others, &self.owns)
        };
        (0..now.len()).find(is_it)
    }

    pub fn taken_by_twin(&self, now: &[Own]) -> Refusal {
        let twin = now.iter().rfind(|own| own.name().contains('~'));
        let name = twin
            .map_or("", Own::name)
            .split('~')
            .next()
            .unwrap_or_default();
        let line = self.owns.iter().find(|own| own.name() == name);
        Refusal::Taken {
            name: name.to_owned(),
            line: line.map_or(1, |own| own.line),
        }
    }
}

fn members_of(values: &BTreeMap<Field, Value>) -> Members {
    values
        .iter()
        .map(|(field, value)| (field.key(), Some(value.content())))
        .collect()
}

pub(super) fn same_cards(now: &[Own], expected: &[Own]) -> bool {
    now.len() == expected.len()
        && now
            .iter()
            .zip(expected)
            .all(|(now, expected)| now.values == expected.values)
}
