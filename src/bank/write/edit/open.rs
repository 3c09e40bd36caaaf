//! A deck's text opened for an edit: its parts and its cards.

use super::own::Own;
use super::refusal::Refusal;
use crate::bank::deck::read_numbered;
use crate::bank::write::stored::KEYS;
use crate::bank::write::value::{Changes, Field, Value};
use crate::both;
use crate::toml::edit::{Document, Edit, List, table_in};

/// The key of the cards.
const CARDS: &str = "cards";

/// A text that the parser accepts.
pub(super) struct Open<'t> {
    pub document: Document<'t>,
    pub owns: Vec<Own>,
    /// The number of each card among the file's tables of cards.
    pub numbers: Vec<usize>,
}

impl<'t> Open<'t> {
    pub fn new(deck: &str, text: &'t str) -> Result<Self, Refusal> {
        let document = Document::read(text, &KEYS)?;
        let (cards, numbers) = read_numbered(deck, text);
        let owns = cards.cards.iter().zip(&numbers).map(|(card, &number)| {
            let table = table_in(document.values(), CARDS, number)?;
            let values = Field::ALL.into_iter().filter_map(|field| {
                let value = Value::of_stored(field, table.get(field.key())?)?;
                (!value.is_empty()).then_some((field, value))
            });
            let own = Own {
                id: card.id.clone(),
                id_is_written: card.id_is_written,
                line: card.line,
                values: values.collect(),
            };
            (own.text(Field::Question) == card.question).then_some(own)
        });
        let owns = owns.collect::<Option<_>>().ok_or(Refusal::Odd)?;
        Ok(Self {
            document,
            owns,
            numbers,
        })
    }

    pub fn cards(&self) -> Result<List<'_>, Refusal> {
        self.document.list(CARDS).ok_or(Refusal::Odd)
    }

    /// The number of a card among the file's tables of cards.
    pub fn number(&self, card: usize) -> Result<usize, Refusal> {
        self.numbers.get(card).copied().ok_or(Refusal::NoSuchCard)
    }

    /// Sets fields of a card.
    pub fn set(
        &self,
        edit: &mut Edit<'_>,
        cards: &List<'_>,
        card: usize,
        changes: &Changes,
    ) -> Result<(), Refusal> {
        let number = self.number(card)?;
        let own = &self.owns[card];
        let table = table_in(self.document.values(), CARDS, number).ok_or(Refusal::Odd)?;
        let mut differing = Vec::new();
        for (&field, value) in changes {
            let key = field.key();
            let old = table.get(key);
            let Some(value) = value.as_ref().map(Value::tidied) else {
                differing.push((key, None));
                continue;
            };
            if old.is_some_and(|old| Value::of_stored(field, old).is_none()) {
                let line = own.line;
                let why = both!(
                    "{line}행 카드의 `{key}`에 읽을 수 없는 값이 있습니다. 편집기로 먼저 고치세요",
                    "`{key}` of the card at line {line} holds what cannot be read; mend it in an editor first"
                );
                return Err(Refusal::Fault { field, why });
            }
            let wanted = Some(&value).filter(|value| !value.is_empty());
            if own.values.get(&field) == wanted {
                continue;
            }
            let is_gone = wanted.is_none() && cards.has_sections(number, key);
            differing.push((key, (!is_gone).then(|| value.stored(old))));
        }
        edit.set_in(cards, number, differing);
        Ok(())
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
