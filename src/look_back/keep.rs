//! Writing the questions of a real interview into the decks, byte for byte as an editor would.
//!
//! Every question is written by itself and finds what an earlier try has written already, so the
//! whole can be done again after a crash or a full disk and comes to the same.

use std::collections::BTreeMap;

use super::title;
use crate::bank::write::{
    Changes, DeckAt, Field, Outcome, Remember, SaveError, Saved, Value, Writer,
};
use crate::bank::{Asked, Bank, Card, CardId, Deck, Kind};
use crate::both;
use crate::history::{LookBack, RealQuestion};
use crate::language::Both;
use crate::problem::Problem;
use crate::text;

/// What came of it.
#[derive(Debug, Default)]
pub struct Kept {
    /// The decks that were written, as they stand in their files now.
    pub decks: Vec<(Deck, Vec<Problem>)>,
    /// How many questions became cards.
    pub fresh: usize,
    /// How many were cards already.
    pub known: usize,
}

/// Writes the questions into the decks and names in each the card that it is now. What was
/// written before an error stays and is in `kept`.
pub fn keep(
    look_back: &mut LookBack,
    bank: &Bank,
    writer: &Writer,
    remember: &mut dyn Remember,
    kept: &mut Kept,
) -> Result<(), Both> {
    let asked = Asked {
        on: look_back.on,
        interview: Some(title(look_back)),
    };
    let company = look_back.company.clone();
    let mut desk = Desk {
        bank: bank.clone(),
        writer,
        remember,
        kept,
        asked,
    };
    for question in &mut look_back.questions {
        let linked = question
            .card
            .as_ref()
            .filter(|card| desk.bank.find(card).is_some());
        let known = linked
            .cloned()
            .or_else(|| desk.same_question(&company, &question.question));
        let card = match known {
            Some(card) => desk.add_to(card, question)?,
            None => desk.add(&company, question)?,
        };
        question.card = Some(card);
    }
    Ok(())
}

struct Desk<'a> {
    bank: Bank,
    writer: &'a Writer,
    remember: &'a mut dyn Remember,
    kept: &'a mut Kept,
    asked: Asked,
}

impl Desk<'_> {
    /// Says of a card that it was asked, and what went wrong.
    fn add_to(&mut self, card: CardId, question: &RealQuestion) -> Result<CardId, Both> {
        self.kept.known += 1;
        let Some(entry) = self.bank.find(&card) else {
            return Ok(card);
        };
        let at = deck_at(entry.deck)?;
        let opened = self
            .writer
            .open(&at, &card)
            .map_err(|error| error.words())?;
        let mut changes = Changes::new();
        let mut asked = match opened.own.values.get(&Field::Asked) {
            Some(Value::Asked(asked)) => asked.clone(),
            _ => Vec::new(),
        };
        if !asked.contains(&self.asked) {
            asked.push(self.asked.clone());
            changes.insert(Field::Asked, Some(Value::Asked(asked)));
        }
        let mut reflections = match opened.own.values.get(&Field::Reflections) {
            Some(Value::Texts(reflections)) => reflections.clone(),
            _ => Vec::new(),
        };
        let reflection = text::tidied(&question.reflection);
        if !reflection.is_empty() && !reflections.contains(&reflection) {
            reflections.push(reflection);
            changes.insert(Field::Reflections, Some(Value::Texts(reflections)));
        }
        if changes.is_empty() {
            return Ok(card);
        }
        let outcome = self.writer.save(&opened, &changes, &mut *self.remember);
        self.written(outcome)
    }

    /// Adds a card to the company's deck, which is made where there is none.
    fn add(&mut self, company: &str, question: &RealQuestion) -> Result<CardId, Both> {
        self.kept.fresh += 1;
        let mut values = BTreeMap::from([
            (Field::Question, Value::text(question.question.trim())),
            (Field::Asked, Value::Asked(vec![self.asked.clone()])),
        ]);
        if !question.wish.trim().is_empty() {
            values.insert(Field::Outline, Value::text(question.wish.trim()));
        }
        if !question.reflection.trim().is_empty() {
            let reflections = vec![question.reflection.trim().to_owned()];
            values.insert(Field::Reflections, Value::Texts(reflections));
        }
        let outcome = match self.deck_of(company) {
            Some(deck) => {
                let at = deck_at(deck)?;
                self.writer.add(&at, &values, &mut *self.remember)
            }
            None => {
                let id = self.free_deck(company);
                self.writer
                    .add_deck(&id, company, company, &values, &mut *self.remember)
            }
        };
        self.written(outcome)
    }

    fn written(&mut self, outcome: Result<Outcome, SaveError>) -> Result<CardId, Both> {
        match outcome.map_err(|error| error.words())? {
            Outcome::Saved(saved) => {
                let Saved {
                    card,
                    deck,
                    problems,
                    ..
                } = *saved;
                self.bank = self.bank.with_deck(deck.clone(), problems.clone());
                self.kept.decks.retain(|(other, _)| other.id != deck.id);
                self.kept.decks.push((deck, problems));
                Ok(card)
            }
            Outcome::Conflict(_) => Err(both!(
                "그 사이 카드가 바뀌었습니다. 다시 저장해 주세요",
                "a card was changed in this very moment; keep it again"
            )),
        }
    }

    fn deck_of(&self, company: &str) -> Option<&Deck> {
        let mut decks = self.bank.decks().iter();
        let deck = decks.find(|deck| deck.kind == Kind::Company && is_of(deck, company));
        deck.map(|deck| &**deck)
    }

    /// The card of the company's deck that asks the same in other spacing or punctuation.
    fn same_question(&self, company: &str, question: &str) -> Option<CardId> {
        let key = text::question_key(question);
        let asks_it = |card: &&Card| {
            let mut wordings = std::iter::once(&card.question).chain(&card.also_asked);
            wordings.any(|wording| text::question_key(wording) == key)
        };
        let card = self.deck_of(company)?.cards.iter().find(asks_it)?;
        Some(card.id.clone())
    }

    /// `company/messenger-co`, with a number behind it where another company's deck is called so.
    fn free_deck(&self, company: &str) -> String {
        let letters = company.to_lowercase();
        let words = letters.split(|c: char| !c.is_alphanumeric());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let slug = if words.is_empty() {
            "interview".to_owned()
        } else {
            words.join("-")
        };
        let is_taken = |id: &str| self.bank.decks().iter().any(|deck| deck.id == id);
        let names = std::iter::once(format!("company/{slug}"))
            .chain((2..).map(|number| format!("company/{slug}-{number}")));
        let mut names = names.skip_while(|id| is_taken(id));
        names.next().unwrap_or(slug)
    }
}

fn is_of(deck: &Deck, company: &str) -> bool {
    let own = deck.company.as_deref().unwrap_or_default();
    !own.trim().is_empty() && own.trim().to_lowercase() == company.trim().to_lowercase()
}

fn deck_at(deck: &Deck) -> Result<DeckAt, Both> {
    DeckAt::of(deck).ok_or_else(|| SaveError::NotADeckName(deck.id.clone()).words())
}
