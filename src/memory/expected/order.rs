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

/// The cards of a topic with one first tag, the one that is taken first at the end: what was taken
/// of the tag makes all of them count less by the same.
struct OfTag<'a> {
    tag: Option<&'a str>,
    cards: Vec<usize>,
}

/// A topic on its way.
struct Topic<'a> {
    kind: Option<usize>,
    of_tags: Vec<OfTag<'a>>,
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
    let mut topics: Vec<Topic<'_>> = Vec::new();
    let mut of_topic: Vec<f64> = Vec::new();
    let mut of_tag: HashMap<&str, i32> = HashMap::new();
    for (number, card) in cards.iter().enumerate() {
        *of_kind.entry(card.kind).or_default() += card.need;
        let place = *places.entry(card.topic).or_insert_with(|| {
            names.push(card.topic);
            of_topic.push(0.0);
            topics.push(Topic {
                kind: None,
                of_tags: Vec::new(),
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
            let topic = &mut topics[place];
            topic.kind.get_or_insert(card.kind);
            topic.share = card.share_of_kind;
            match topic.of_tags.iter_mut().find(|of| of.tag == card.tag) {
                Some(of_tag) => of_tag.cards.push(number),
                None => topic.of_tags.push(OfTag {
                    tag: card.tag,
                    cards: vec![number],
                }),
            }
        }
    }
    for (topic, need) in topics.iter_mut().zip(&of_topic) {
        for OfTag { cards: own, .. } in &mut topic.of_tags {
            own.sort_by(|&a, &b| cards[a].need.total_cmp(&cards[b].need).then(b.cmp(&a)));
        }
        let whole = topic
            .kind
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
        let tag = cards[card].tag;
        for of_tag in topic.of_tags.iter_mut().filter(|of| of.tag == tag) {
            of_tag.cards.pop();
        }
        topic.taken += 1.0;
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
fn next(topics: &[Topic<'_>]) -> Option<usize> {
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

/// The card of a topic that counts most, with what it counts; of equal ones the first in the deck.
fn best(
    topic: &Topic<'_>,
    cards: &[Untried<'_>],
    of_tag: &HashMap<&str, i32>,
) -> Option<(usize, f64)> {
    let mut found: Option<(usize, f64)> = None;
    for OfTag { tag, cards: own } in &topic.of_tags {
        let Some(&number) = own.last() else {
            continue;
        };
        let before = tag.and_then(|tag| of_tag.get(tag)).copied().unwrap_or(0);
        let value = cards[number].need * OF_SAME_TAG.powi(before);
        let is_more =
            found.is_none_or(|(other, most)| value > most || (value >= most && number < other));
        if is_more {
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

    /// Looks at every card of every topic before each one that it takes.
    fn slowly(cards: &[Untried<'_>], day: NaiveDate) -> Vec<usize> {
        let mut left: Vec<usize> = (0..cards.len()).collect();
        let mut order: Vec<usize> = Vec::new();
        let needs = |is_it: &dyn Fn(&Untried<'_>) -> bool| -> f64 {
            cards
                .iter()
                .filter(|card| is_it(card))
                .map(|card| card.need)
                .sum()
        };
        while !left.is_empty() {
            let value = |&number: &usize| {
                let tag = cards[number].tag;
                let before = order
                    .iter()
                    .filter(|&&other| cards[other].tag == tag)
                    .count();
                let before = if tag.is_some() { before } else { 0 };
                cards[number].need * OF_SAME_TAG.powi(i32::try_from(before).unwrap())
            };
            let mut best: Option<(usize, f64, u64)> = None;
            for number in &left {
                let card = &cards[*number];
                let rivals = left
                    .iter()
                    .filter(|&&other| cards[other].topic == card.topic);
                let most = rivals.fold(None, |most: Option<usize>, other| match most {
                    Some(most) if value(&most) >= value(other) => Some(most),
                    _ => Some(*other),
                });
                if most != Some(*number) {
                    continue;
                }
                let of_topic = needs(&|other| other.topic == card.topic);
                let whole = needs(&|other| other.kind == card.kind);
                let share = if whole > 0.0 { of_topic / whole } else { 0.0 };
                let taken = order
                    .iter()
                    .filter(|&&other| cards[other].topic == card.topic);
                #[expect(clippy::cast_precision_loss, reason = "few cards")]
                let taken = taken.count() as f64;
                let claim = share / (2.0 * taken + 1.0) * value(number);
                let lot = lot(card.topic, day);
                let is_more = best
                    .is_none_or(|(_, most, other)| claim > most || (claim >= most && lot > other));
                if is_more {
                    best = Some((*number, claim, lot));
                }
            }
            let (taken, ..) = best.unwrap();
            left.retain(|&other| other != taken);
            order.push(taken);
        }
        order
    }

    proptest::proptest! {
        #[test]
        fn it_is_the_order_that_looking_at_every_card_gives(
            chosen in proptest::collection::vec((0..4usize, 0..4u8, 0..4usize), 0..24),
        ) {
            let mut chosen = chosen;
            chosen.sort_by_key(|(topic, ..)| *topic);
            let cards: Vec<Untried<'_>> = chosen
                .into_iter()
                .map(|(topic, need, tag)| Untried {
                    tag: ["x", "y", "z"].get(tag).copied(),
                    ..card(["a", "b", "c", "d"][topic], f64::from(need), "")
                })
                .collect();
            let day = day("2026-12-01");
            proptest::prop_assert_eq!(super::in_turn(&cards, day), slowly(&cards, day));
        }
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
