//! The question bank: every deck, built in or the user's own, and every problem found in them.
//!
//! [`card`] says what a card is, [`deck`] reads one deck's text, [`load`] walks the folders, and
//! [`builtin`] holds the decks that come with the program.

use std::collections::HashMap;
use std::sync::Arc;

use crate::problem::{Problem, Severity};

pub mod builtin;
pub mod card;
pub mod deck;
pub mod load;
pub mod write;

pub use card::{Asked, Card, CardId, CardType, FollowUp, Kind, Source};
pub use deck::{Deck, Origin};

/// All decks in the order of their ids, and what is wrong in them.
#[derive(Debug, Default, Clone)]
pub struct Bank {
    decks: Vec<Arc<Deck>>,
    places: HashMap<CardId, (usize, usize)>,
    /// The number of each deck's first card.
    firsts: Vec<usize>,
    problems: Vec<Problem>,
}

/// A card together with the deck that it stands in.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'b> {
    /// The deck.
    pub deck: &'b Arc<Deck>,
    /// The card.
    pub card: &'b Card,
}

impl Bank {
    /// A bank of these decks. A user's deck with a built-in's id replaces it.
    pub fn new(decks: impl IntoIterator<Item = Deck>, problems: Vec<Problem>) -> Self {
        let mut by_id: HashMap<String, Deck> = HashMap::new();
        for deck in decks {
            match by_id.get(&deck.id) {
                Some(other)
                    if other.origin != Origin::BuiltIn && deck.origin == Origin::BuiltIn => {}
                _ => {
                    by_id.insert(deck.id.clone(), deck);
                }
            }
        }
        Self::of_decks(by_id.into_values().map(Arc::new).collect(), problems)
    }

    /// The same bank with one deck as it stands in its file now, and what is wrong in it. The
    /// other decks are shared, not copied.
    #[must_use]
    pub fn with_deck(&self, deck: Deck, problems: Vec<Problem>) -> Self {
        let before = self.decks.iter().find(|other| other.id == deck.id);
        let of_before = before.map(|before| before.shown_path());
        let now = deck.shown_path();
        let is_other =
            |problem: &&Problem| problem.path != now && Some(&problem.path) != of_before.as_ref();
        let others = self.problems.iter().filter(is_other).cloned();
        let problems = others.chain(problems).collect();
        let decks = self.decks.iter().filter(|other| other.id != deck.id);
        let mut decks: Vec<Arc<Deck>> = decks.cloned().collect();
        decks.push(Arc::new(deck));
        Self::of_decks(decks, problems)
    }

    fn of_decks(mut decks: Vec<Arc<Deck>>, problems: Vec<Problem>) -> Self {
        decks.sort_by(|a, b| a.id.cmp(&b.id));
        let places = decks
            .iter()
            .enumerate()
            .flat_map(|(d, deck)| {
                deck.cards
                    .iter()
                    .enumerate()
                    .map(move |(c, card)| (card.id.clone(), (d, c)))
            })
            .collect();
        let firsts = decks
            .iter()
            .scan(0, |next, deck| {
                let first = *next;
                *next += deck.cards.len();
                Some(first)
            })
            .collect();
        Self {
            decks,
            places,
            firsts,
            problems,
        }
    }

    /// The decks, by id.
    pub fn decks(&self) -> &[Arc<Deck>] {
        &self.decks
    }

    /// Every card, deck by deck in the order of the files.
    pub fn cards(&self) -> impl Iterator<Item = Entry<'_>> {
        self.decks
            .iter()
            .flat_map(|deck| deck.cards.iter().map(move |card| Entry { deck, card }))
    }

    /// The card with this number in the order of [`Bank::cards`].
    pub fn at(&self, number: usize) -> Option<Entry<'_>> {
        let d = self
            .firsts
            .partition_point(|&first| first <= number)
            .checked_sub(1)?;
        let deck = self.decks.get(d)?;
        deck.cards
            .get(number - self.firsts[d])
            .map(|card| Entry { deck, card })
    }

    /// The card with this id.
    pub fn find(&self, id: &CardId) -> Option<Entry<'_>> {
        let &(d, c) = self.places.get(id)?;
        let deck = self.decks.get(d)?;
        deck.cards.get(c).map(|card| Entry { deck, card })
    }

    /// The number of the card with this id in the order of [`Bank::cards`].
    pub fn number_of(&self, id: &CardId) -> Option<usize> {
        let &(d, c) = self.places.get(id)?;
        Some(self.firsts.get(d)? + c)
    }

    /// How many cards there are.
    pub fn len(&self) -> usize {
        self.decks.iter().map(|deck| deck.cards.len()).sum()
    }

    /// Whether there is no card at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many cards are still without the user's answer.
    pub fn unwritten(&self) -> usize {
        self.cards()
            .filter(|entry| entry.card.is_unwritten())
            .count()
    }

    /// What is wrong in the decks, by file and place.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// How many problems are errors.
    pub fn errors(&self) -> usize {
        self.problems
            .iter()
            .filter(|problem| problem.severity == Severity::Error)
            .count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(id: &str, text: &str) -> (Deck, Vec<Problem>) {
        let path = format!("/decks/{id}.toml");
        deck::read(id, Origin::File(path.clone().into()), &path, text)
    }

    #[test]
    fn a_deck_that_is_exchanged_takes_its_old_problems_with_it_and_leaves_the_others() {
        let (a, _) = read("a", "[[cards]]\nid = 'x'\nquestion = 'one'\n");
        let (b, of_b) = read("b", "[[cards]]\nid = 'y'\nquestion = 'two'\nfoo = 1\n");
        let (c, of_c) = read("c", "[[cards]]\nid = 'z'\nquestion = 'three'\nbar = 1\n");
        let bank = Bank::new([a, b, c], [of_b, of_c].concat());
        assert_eq!(bank.problems().len(), 2);
        let (b, of_b) = read(
            "b",
            "[[cards]]\nid = 'new'\nquestion = 'n'\n[[cards]]\nid = 'y'\nquestion = 'two'\n",
        );
        let bank = bank.with_deck(b, of_b);
        assert_eq!(bank.problems().len(), 1);
        assert_eq!(bank.problems()[0].path, "/decks/c.toml");
        let numbers = ["a#x", "b#new", "b#y", "c#z", "c#none"]
            .map(|id| bank.number_of(&CardId::from_written(id)));
        assert_eq!(numbers, [Some(0), Some(1), Some(2), Some(3), None]);
    }
}
