//! Which cards a review asks, in which order.

use chrono::{DateTime, FixedOffset};

use super::Item;
use crate::bank::{Bank, CardId, CardType, Entry};
use crate::history::{History, Standing};
use crate::memory::{Memories, Weakness, limit};
use crate::survey::Survey;

/// What is reviewed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pick {
    /// What is due, the longest first.
    Due,
    /// What is weak on the day that matters, the most points lost first: a drill.
    Weak,
    /// What is stuck.
    Stuck,
    /// What is not due either, the most forgotten first: practice beyond the plan.
    Anyway,
    /// These cards in this order: today's plan, or what a search found.
    Cards(Vec<CardId>),
}

/// The cards of a review. Suspended and resting cards are left out, unless they are asked for by
/// name; `fits` narrows the rest to decks, tags or a query.
pub fn queue(
    bank: &Bank,
    history: &History,
    survey: &Survey,
    moment: DateTime<FixedOffset>,
    pick: &Pick,
    fits: impl Fn(Entry<'_>) -> bool,
) -> Vec<Item> {
    let memories = &survey.memories;
    let today = memories.today;
    let is_active = |id: &CardId| history.standing(id, moment, today) == Standing::Active;
    let asked = || {
        bank.cards().filter(|&entry| {
            let is_practised = survey.audience.has(entry);
            let is_question = entry.card.card_type == CardType::Question;
            is_question && is_practised && is_active(&entry.card.id) && fits(entry)
        })
    };
    let ids: Vec<CardId> = match pick {
        Pick::Cards(cards) => cards.clone(),
        Pick::Due => {
            let known = asked().filter_map(|entry| {
                let due = memories.state(&entry.card.id).known?.due;
                (due <= today).then_some((due, entry))
            });
            let mut due: Vec<_> = known.collect();
            due.sort_by(|a, b| {
                a.0.cmp(&b.0)
                    .then_with(|| b.1.card.importance.cmp(&a.1.card.importance))
            });
            due.into_iter()
                .map(|(_, entry)| entry.card.id.clone())
                .collect()
        }
        Pick::Weak | Pick::Stuck => {
            let is_wanted = |found: &&Weakness| *pick == Pick::Weak || found.stuck.is_some();
            let wanted = survey.weak().iter().filter(is_wanted);
            let entries = wanted.filter_map(|found| bank.find(&found.card));
            entries
                .filter(|&entry| is_active(&entry.card.id) && fits(entry))
                .map(|entry| entry.card.id.clone())
                .collect()
        }
        Pick::Anyway => {
            let mut all: Vec<(f64, &CardId)> = asked()
                .map(|entry| {
                    let state = memories.state(&entry.card.id);
                    let recall = state.expected(&memories.forgetting, today).unwrap_or(0.0);
                    (recall, &entry.card.id)
                })
                .collect();
            all.sort_by(|a, b| a.0.total_cmp(&b.0));
            all.into_iter().map(|(_, id)| id.clone()).collect()
        }
    };
    ids.iter()
        .filter_map(|id| Some(item(bank.find(id)?, memories, pick)))
        .collect()
}

/// Wordings take turns, so that none is learnt by its sound.
fn item(entry: Entry<'_>, memories: &Memories, pick: &Pick) -> Item {
    let card = entry.card;
    let attempts = memories.state(&card.id).attempts.len();
    Item {
        card: card.id.clone(),
        wording: attempts % (card.also_asked.len() + 1),
        points_of: card.key_points.len(),
        limit_ms: card_milliseconds(limit(card)),
        is_practice: *pick == Pick::Anyway,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a card's time is between a second and a day"
)]
fn card_milliseconds(seconds: f64) -> u64 {
    (seconds * 1000.0) as u64
}
