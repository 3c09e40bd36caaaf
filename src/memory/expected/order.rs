//! The order in which cards never tried are taken up.
//!
//! A list of questions is a small sample of an interview, so topics take turns by their shares, as
//! seats are given to parties (Sainte-Laguë): the next card is of the topic with the largest share
//! over 2 · taken + 1; the day decides between equals. Within a topic the card that is needed most comes first, less so the more
//! of its first tag were taken before; of equal ones the first in the deck, for authors put the
//! basics first.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use crate::bank::{Deck, Entry, Kind};
use crate::text;

/// A card of a tag counts this much less for each one of the tag that was taken before it.
const OF_SAME_TAG: f64 = 0.6;

/// A card as its order asks of it.
#[derive(Debug, Clone, Copy)]
pub struct Untried<'a> {
    /// The topic: its deck's id.
    pub topic: &'a str,
    /// The share of the topic's kind in an interview's questions.
    pub share_of_kind: f64,
    /// Which kinds share that part: the same number for all of them.
    pub kind: usize,
    /// Its own first tag.
    pub tag: Option<&'a str>,
    /// How much it counts.
    pub need: f64,
    /// Whether it was tried already: it counts as taken and is given no place.
    pub is_tried: bool,
}

impl<'a> Untried<'a> {
    /// Cards deck by deck, each with the share of its kind, how much it counts, and whether it was
    /// tried.
    pub fn all(cards: impl Iterator<Item = (Entry<'a>, f64, f64, bool)>) -> Vec<Self> {
        let mut last: Option<(&Arc<Deck>, usize)> = None;
        let one = |(entry, share_of_kind, need, is_tried): (Entry<'a>, f64, f64, bool)| {
            let known = last.filter(|(deck, _)| Arc::ptr_eq(deck, entry.deck));
            let shared = known.map_or_else(|| shared_tags(entry.deck), |(_, shared)| shared);
            last = Some((entry.deck, shared));
            Self {
                topic: &entry.deck.id,
                share_of_kind,
                kind: usize::from(entry.deck.kind != Kind::Technical),
                tag: entry.card.tags.get(shared).map(String::as_str),
                need,
                is_tried,
            }
        };
        cards.map(one).collect()
    }
}

/// How many tags all cards of a deck begin with: those of the deck come before a card's own.
fn shared_tags(deck: &Deck) -> usize {
    let Some((first, rest)) = deck
        .cards
        .split_first()
        .filter(|(_, rest)| !rest.is_empty())
    else {
        return 0;
    };
    rest.iter().fold(first.tags.len(), |shared, card| {
        let pairs = first.tags.iter().zip(&card.tags).take(shared);
        pairs.take_while(|(a, b)| a == b).count()
    })
}

/// A topic on its way.
struct Topic {
    cards: Vec<usize>,
    share: f64,
    taken: f64,
    /// What decides between it and its equals.
    lot: u64,
    /// Its best card with the card's value; none where all are taken.
    best: Option<(usize, f64)>,
}

/// The numbers of the cards that were not tried, in the order in which they are taken up on a day.
pub fn in_turn(cards: &[Untried<'_>], day: NaiveDate) -> Vec<usize> {
    let mut of_kind: HashMap<usize, f64> = HashMap::new();
    let mut names: Vec<&str> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut topics: Vec<Topic> = Vec::new();
    let mut of_topic: Vec<f64> = Vec::new();
    let mut of_tag: HashMap<&str, i32> = HashMap::new();
    for (number, card) in cards.iter().enumerate() {
        *of_kind.entry(card.kind).or_default() += card.need;
        let place = *places.entry(card.topic).or_insert_with(|| {
            names.push(card.topic);
            of_topic.push(0.0);
            topics.push(Topic {
                cards: Vec::new(),
                share: 0.0,
                taken: 0.0,
                lot: lot(card.topic, day),
                best: None,
            });
            topics.len() - 1
        });
        of_topic[place] += card.need;
        if card.is_tried {
            topics[place].taken += 1.0;
            if let Some(tag) = card.tag {
                *of_tag.entry(tag).or_default() += 1;
            }
        } else {
            topics[place].cards.push(number);
            topics[place].share = card.share_of_kind;
        }
    }
    for (topic, need) in topics.iter_mut().zip(&of_topic) {
        let kind = topic.cards.first().map(|&first| cards[first].kind);
        let whole = kind
            .and_then(|kind| of_kind.get(&kind))
            .copied()
            .unwrap_or(0.0);
        topic.share *= if whole > 0.0 { need / whole } else { 0.0 };
        topic.best = best(topic, cards, &of_tag);
    }
    let mut order = Vec::with_capacity(cards.len());
    while let Some(next) = next(&topics) {
        let topic = &mut topics[next];
        let Some((card, _)) = topic.best else { break };
        order.push(card);
        topic.cards.retain(|&other| other != card);
        topic.taken += 1.0;
        let tag = cards[card].tag;
        if let Some(tag) = tag {
            *of_tag.entry(tag).or_default() += 1;
        }
        topics[next].best = best(&topics[next], cards, &of_tag);
        for topic in &mut topics {
            if tag.is_some() && topic.best.is_some_and(|(best, _)| cards[best].tag == tag) {
                topic.best = best(topic, cards, &of_tag);
            }
        }
    }
    order
}

/// A number that differs from day to day and from topic to topic.
fn lot(topic: &str, day: NaiveDate) -> u64 {
    let day = day.num_days_from_ce().to_le_bytes();
    text::fingerprint(day.into_iter().chain(topic.bytes()))
}

/// The topic whose turn it is.
fn next(topics: &[Topic]) -> Option<usize> {
    let mut found: Option<(usize, f64)> = None;
    for (number, topic) in topics.iter().enumerate() {
        let Some((_, value)) = topic.best else {
            continue;
        };
        let claim = topic.share / (2.0 * topic.taken + 1.0) * value;
        let is_more = found.is_none_or(|(other, most)| {
            claim > most || (claim >= most && topic.lot > topics[other].lot)
        });
        if is_more {
            found = Some((number, claim));
        }
    }
    found.map(|(number, _)| number)
}

fn best(topic: &Topic, cards: &[Untried<'_>], of_tag: &HashMap<&str, i32>) -> Option<(usize, f64)> {
    let mut found: Option<(usize, f64)> = None;
    for &number in &topic.cards {
        let card = &cards[number];
        let before = card
            .tag
            .and_then(|tag| of_tag.get(tag))
            .copied()
            .unwrap_or(0);
        let value = card.need * OF_SAME_TAG.powi(before);
        if found.is_none_or(|(_, most)| value > most) {
            found = Some((number, value));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(topic: &'static str, need: f64, tag: &'static str) -> Untried<'static> {
        Untried {
            topic,
            share_of_kind: 1.0,
            kind: 0,
            tag: Some(tag),
            need,
            is_tried: false,
        }
    }

    fn day(day: &str) -> NaiveDate {
        day.parse().unwrap()
    }

    fn in_turn(cards: &[Untried<'_>]) -> Vec<usize> {
        super::in_turn(cards, day("2026-12-01"))
    }

    #[test]
    fn the_day_decides_between_equals() {
        let topics = ["a", "b", "c", "d", "e", "f"];
        let cards = topics.map(|topic| card(topic, 1.0, topic));
        let days = ["2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04"];
        let mut orders = days
            .map(|written| super::in_turn(&cards, day(written)))
            .to_vec();
        orders.sort();
        orders.dedup();
        assert!(orders.len() > 1, "{orders:?}");
    }

    #[test]
    fn topics_take_turns_by_their_shares_and_tags_within_them() {
        let cards = [
            card("a", 1.0, "x"),
            card("a", 3.0, "x"),
            card("a", 3.0, "x"),
            card("a", 2.0, "y"),
            card("b", 3.0, "z"),
            card("b", 1.0, "z"),
        ];
        assert_eq!(in_turn(&cards), [1, 4, 3, 2, 5, 0]);
    }

    #[test]
    fn what_was_tried_counts_as_taken_and_has_no_place() {
        let mut cards = [
            card("a", 3.0, "x"),
            card("a", 3.0, "x"),
            card("b", 3.0, "y"),
            card("b", 3.0, "z"),
        ];
        cards[0].is_tried = true;
        assert_eq!(in_turn(&cards), [2, 3, 1]);
        assert_eq!(in_turn(&[]), [0; 0]);
    }

    #[test]
    fn every_card_comes_once_whatever_its_need() {
        let mut cards = vec![card("a", 0.0, "x"); 30];
        cards.extend(vec![card("b", 1.0, "x"); 30]);
        let mut order = in_turn(&cards);
        order.sort_unstable();
        assert_eq!(order, (0..60).collect::<Vec<_>>());
    }
}
