//! A note whose cards name decks, a note for each deck.

use std::collections::HashSet;

use super::{Note, Place, Role};

/// The note, or one for every deck that its tags name.
pub(super) fn parted(note: Note) -> Vec<Note> {
    by_deck(note, |deck| Place::Named(deck.to_owned()))
}

/// The note of a package, or one for every deck in it: what all their names begin with says
/// nothing, and one deck alone is the package's own.
pub(super) fn below(mut note: Note) -> Vec<Note> {
    let parts = |deck: &str| -> Vec<String> {
        let parts = deck.split('/').map(|part| part.trim().to_owned());
        parts.filter(|part| !part.is_empty()).collect()
    };
    let mut common: Option<Vec<String>> = None;
    for card in &note.cards {
        let own = parts(&card.deck);
        let shared = match common {
            None => own,
            Some(before) => before
                .into_iter()
                .zip(own)
                .take_while(|(before, own)| before == own)
                .map(|(before, _)| before)
                .collect(),
        };
        common = Some(shared);
    }
    let common = common.unwrap_or_default().len();
    for card in &mut note.cards {
        card.deck = parts(&card.deck)[common..].join("/");
    }
    by_deck(note, |deck| Place::Below(deck.to_owned()))
}

/// The note, or one for every deck that its cards name, in the order in which they come. What
/// stands in the other decks' cards is left out of each with that reason.
fn by_deck(note: Note, place_of: fn(&str) -> Place) -> Vec<Note> {
    let mut decks: Vec<String> = Vec::new();
    for card in &note.cards {
        if !decks.contains(&card.deck) {
            decks.push(card.deck.clone());
        }
    }
    let place = |deck: &str| {
        if deck.is_empty() {
            note.place.clone()
        } else {
            place_of(deck)
        }
    };
    match decks.as_slice() {
        [] => vec![note],
        [only] => {
            let place = place(only);
            vec![Note { place, ..note }]
        }
        _ => decks
            .iter()
            .enumerate()
            .map(|(at, deck)| part(&note, deck, place(deck), at == 0))
            .collect(),
    }
}

/// The part of a note that goes into one deck; the first one keeps what is no card's.
fn part(note: &Note, deck: &str, place: Place, is_first: bool) -> Note {
    let kept: Vec<usize> = (0..note.cards.len())
        .filter(|&at| note.cards[at].deck == deck)
        .collect();
    let mut part = note.clone();
    part.place = place;
    part.cards = kept.iter().map(|&at| note.cards[at].clone()).collect();
    let own: HashSet<usize> = kept.iter().copied().collect();
    if !is_first {
        part.to_ask.clear();
        part.checklist.clear();
        part.skipped.clear();
    }
    for placed in &mut part.lines {
        let Some(card) = placed.card else {
            continue;
        };
        placed.card = match card.checked_sub(note.cards.len()) {
            Some(to_ask) if is_first => Some(kept.len() + to_ask),
            None if own.contains(&card) => kept.iter().position(|at| *at == card),
            _ => None,
        };
        if placed.card.is_none() {
            placed.role = Role::LeftOut("a card of another deck");
        }
    }
    part
}
