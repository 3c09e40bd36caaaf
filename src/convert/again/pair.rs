//! Which card of a deck is which of a note's: what makes a second import know them again.

use std::collections::{HashMap, HashSet};

use super::checks::{checksum, checksum_in, fnv};
use crate::bank::Card;
use crate::bank::write::{Field, Value};
use crate::convert::Found;
use crate::text;

/// Whether a card came from this note.
pub(super) fn is_of_note(card: &Card, note: &str) -> bool {
    let source = card.source.as_ref();
    source.is_some_and(|source| is_same_note(&source.note, note))
}

/// Whether two names mean one note: a name may be longer or shorter by folders, `notes/` today,
/// `notes/a.md` tomorrow.
pub fn is_same_note(one: &str, other: &str) -> bool {
    let ends_with = |long: &str, short: &str| {
        long.strip_suffix(short)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
    };
    !one.is_empty() && !other.is_empty() && (ends_with(one, other) || ends_with(other, one))
}

/// Section and question of each card, with a number where the two are not enough.
pub(super) fn anchors(found: &[Found]) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    found
        .iter()
        .map(|card| {
            let question = card
                .question
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            let anchor = if card.section.is_empty() {
                question
            } else {
                format!("{} > {question}", card.section)
            };
            let count = seen.entry(anchor.clone()).or_insert(0);
            *count += 1;
            if *count == 1 {
                anchor
            } else {
                format!("{anchor} ({count})")
            }
        })
        .collect()
}

/// For every found card the card of the deck that was made of it: the one with its id, with the
/// same text, at the same anchor, with the same question, with the same answer, or else with a
/// question much like it. A card of the deck that came from nowhere is taken if its question is
/// the same.
pub(super) fn pair(
    found: &[Found],
    anchors: &[String],
    cards: &[Card],
    own: &[usize],
) -> Vec<Option<usize>> {
    let mut partners: Vec<Option<usize>> = vec![None; found.len()];
    let mut free: HashSet<usize> = own.iter().copied().collect();
    // Exports and flashcard programs name their cards.
    let by_id: HashMap<&str, usize> = cards
        .iter()
        .enumerate()
        .filter_map(|(at, card)| Some((card.id.as_str().split_once('#')?.1, at)))
        .collect();
    let mut named: HashSet<usize> = HashSet::new();
    for (partner, found) in partners.iter_mut().zip(found) {
        let id = found.id.as_deref();
        if let Some(&at) = id
            .and_then(|id| by_id.get(id))
            .filter(|&&at| named.insert(at))
        {
            free.remove(&at);
            *partner = Some(at);
        }
    }
    let key = |question: &str, answer: &str| (text::question_key(question), fnv(answer));
    let found_keys: Vec<_> = found
        .iter()
        .map(|card| key(&card.whole_question(), &card.answer))
        .collect();
    let mut round = |free: &mut HashSet<usize>,
                     of_card: &dyn Fn(usize) -> Option<String>,
                     of_found: &dyn Fn(usize) -> Option<String>| {
        let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
        let mut places: Vec<usize> = free.iter().copied().collect();
        places.sort_unstable_by(|a, b| b.cmp(a));
        for at in places {
            if let Some(key) = of_card(at) {
                by_key.entry(key).or_default().push(at);
            }
        }
        for (i, partner) in partners.iter_mut().enumerate() {
            if partner.is_none()
                && let Some(at) = of_found(i).and_then(|key| by_key.get_mut(&key)?.pop())
            {
                free.remove(&at);
                *partner = Some(at);
            }
        }
    };
    let anchor = |at: usize| {
        cards[at]
            .source
            .as_ref()
            .map(|source| source.anchor.clone())
    };
    let whole = |(question, answer): &(String, u32)| Some(format!("{question} {answer}"));
    let seen = |at: usize, field: Field| {
        let source = cards[at].source.as_ref()?;
        checksum_in(&source.seen, field).map(str::to_owned)
    };
    round(
        &mut free,
        &|at| whole(&key(&cards[at].question, &cards[at].answer)),
        &|i| whole(&found_keys[i]),
    );
    round(&mut free, &anchor, &|i| Some(anchors[i].clone()));
    round(
        &mut free,
        &|at| Some(text::question_key(&cards[at].question)),
        &|i| Some(found_keys[i].0.clone()),
    );
    // A reworded question: the note's answer is the one that was seen.
    round(&mut free, &|at| seen(at, Field::Answer), &|i| {
        Some(checksum(&Value::text(found[i].answer.as_str())))
            .filter(|_| found[i].answer.chars().count() > 20)
    });
    let mut strangers: HashSet<usize> = (0..cards.len())
        .filter(|at| cards[*at].source.is_none() && !named.contains(at))
        .collect();
    round(
        &mut strangers,
        &|at| Some(text::question_key(&cards[at].question)),
        &|i| Some(found_keys[i].0.clone()),
    );
    // Many cards against many would be slow, and a guess worth little.
    if free.len() <= 300 {
        for i in 0..found.len() {
            if partners[i].is_none()
                && let Some(at) = most_alike(&found[i], cards, &free)
            {
                free.remove(&at);
                partners[i] = Some(at);
            }
        }
    }
    partners
}

/// The free card whose question shares most pairs of letters with this one, if more than 0.7 of
/// them (Dice's coefficient).
fn most_alike(card: &Found, cards: &[Card], free: &HashSet<usize>) -> Option<usize> {
    let pairs = |question: &str| -> HashSet<(char, char)> {
        let letters: Vec<char> = text::question_key(question).chars().collect();
        letters.windows(2).map(|pair| (pair[0], pair[1])).collect()
    };
    let own = pairs(&card.whole_question());
    let mut best: Option<(f64, usize)> = None;
    for &at in free {
        let other = pairs(&cards[at].question);
        let total = own.len() + other.len();
        if total == 0 {
            continue;
        }
        #[expect(clippy::cast_precision_loss, reason = "counts of letters are small")]
        let share = 2.0 * own.intersection(&other).count() as f64 / total as f64;
        if share > 0.7 && best.is_none_or(|(most, place)| (share, at) > (most, place)) {
            best = Some((share, at));
        }
    }
    best.map(|(_, at)| at)
}
