//! The bank as a draw sees it at one moment: what each card weighs, which rest, which are alike.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use super::likeness::Likeness;
use super::weight::{is_resting, weight};
use crate::bank::{Bank, Deck, Entry};
use crate::history::{History, Standing};
use crate::interview::replay::{PastInterview, past_interviews};
use crate::memory;
use crate::search::{Query, parse};
use crate::survey::Survey;

/// Everything about the decks and the history that a draw asks for. It is worked out once; draws
/// from it are cheap.
#[derive(Debug)]
pub struct Pool {
    bank: Arc<Bank>,
    now: DateTime<FixedOffset>,
    chances: Vec<Chance>,
    survey: Arc<Survey>,
    likeness: Likeness,
    past: Vec<PastInterview>,
}

/// One card, by its number.
#[derive(Debug)]
struct Chance {
    weight: f64,
    is_resting: bool,
    is_suspended: bool,
    /// The tags that are its own and not the whole deck's.
    own_tags: Vec<String>,
}

impl Pool {
    /// The pool of this moment, of which the survey was made.
    pub fn new(
        bank: Arc<Bank>,
        history: &History,
        survey: Arc<Survey>,
        now: DateTime<FixedOffset>,
    ) -> Self {
        let memories = &survey.memories;
        let chances = bank
            .cards()
            .map(|Entry { deck, card }| Chance {
                weight: weight(card, history, memories, now, &survey.audience.roles),
                is_resting: is_resting(card, history, now),
                is_suspended: history.standing(&card.id, now, memories.today)
                    == Standing::Suspended,
                own_tags: card
                    .tags
                    .iter()
                    .filter(|tag| !is_shared(deck, tag))
                    .cloned()
                    .collect(),
            })
            .collect();
        Self {
            now,
            chances,
            survey,
            likeness: Likeness::of(&bank),
            past: past_interviews(&bank, history),
            bank,
        }
    }

    /// The decks.
    pub fn bank(&self) -> &Arc<Bank> {
        &self.bank
    }

    /// The past interviews that can be replayed, the latest first.
    pub fn past(&self) -> &[PastInterview] {
        &self.past
    }

    pub(super) fn weight(&self, number: usize) -> f64 {
        self.chances.get(number).map_or(1.0, |chance| chance.weight)
    }

    /// What a card weighs in a draw for these roles, which may be others than those practised.
    pub(super) fn weight_for(&self, number: usize, entry: Entry<'_>, roles: &[String]) -> f64 {
        let practised = &self.survey.audience.roles;
        if practised == roles {
            return self.weight(number);
        }
        let (here, there) = (
            memory::weight(entry.card, roles),
            memory::weight(entry.card, practised),
        );
        self.weight(number) * here / there
    }

    pub(super) fn is_resting(&self, number: usize) -> bool {
        self.chances
            .get(number)
            .is_some_and(|chance| chance.is_resting)
    }

    pub(super) fn is_suspended(&self, number: usize) -> bool {
        self.chances
            .get(number)
            .is_some_and(|chance| chance.is_suspended)
    }

    /// A card's own tags without those that were asked for: all cards of the round have these.
    pub(super) fn own_tags(&self, number: usize, asked_for: &[String]) -> Vec<&str> {
        let tags = self
            .chances
            .get(number)
            .map_or(&[][..], |chance| &chance.own_tags);
        let own = tags.iter().filter(|tag| !asked_for.contains(tag));
        own.map(String::as_str).collect()
    }

    pub(super) fn are_alike(&self, a: usize, b: usize) -> bool {
        self.likeness.are_alike(a, b)
    }

    pub(super) fn query(&self, filters: &str) -> Query {
        parse(filters, &self.survey.vocabulary)
    }

    /// Whether the filters let a card through; nothing passes one that means nothing here.
    pub(super) fn admits(&self, query: &Query, number: usize, entry: Entry<'_>) -> bool {
        query.problems.is_empty()
            && query.admits(entry, self.survey.facts.of_card(number), self.now)
    }
}

/// Whether every card of a deck has the tag; a deck of one card has nothing to share.
fn is_shared(deck: &Deck, tag: &str) -> bool {
    deck.cards.len() > 1 && deck.cards.iter().all(|card| card.has_tag(tag))
}
