//! What was tried, and how well it stands, by kind of deck and by tag.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::share;
use crate::bank::{Audience, Bank, Entry, Kind};
use crate::history::{History, Standing};
use crate::memory::{Habits, Memories, Weakness, weight};

/// How a group of cards stands.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Coverage {
    /// The cards of the group; what the user has set aside is not counted.
    pub cards: usize,
    /// Those with an answer of one's own.
    pub written: usize,
    /// Those that were tried at least once.
    pub tried: usize,
    weight: f64,
    kept: f64,
}

impl Coverage {
    /// The share that was tried, 0–1.
    pub fn tried_share(&self) -> f64 {
        share(self.tried, self.cards)
    }

    /// How much of the tried cards' points would be made today, each card counting by its weight:
    /// recall × quality × pace, 0–1, as the list of weak cards reckons. `None` where nothing was
    /// tried.
    pub fn strength(&self) -> Option<f64> {
        (self.tried > 0 && self.weight > 0.0).then(|| self.kept / self.weight)
    }

    fn add(&mut self, entry: Entry<'_>, found: &Weakness, roles: &[String]) {
        self.cards += 1;
        self.written += usize::from(!entry.card.is_unwritten());
        if found.is_tried {
            let weight = weight(entry.card, roles);
            self.tried += 1;
            self.weight += weight;
            self.kept += weight * (1.0 - found.shortfall);
        }
    }
}

/// The coverage by kind in their usual order, and by tag.
pub(super) struct Grouped {
    pub(super) kinds: Vec<(Kind, Coverage)>,
    pub(super) tags: Vec<(String, Coverage)>,
}

/// The cards that can be asked: those of whom one practises for, not set aside for good.
pub(super) struct Asked<'b>(Vec<Entry<'b>>, Audience);

impl<'b> Asked<'b> {
    pub(super) fn of(
        bank: &'b Bank,
        history: &History,
        moment: DateTime<FixedOffset>,
        today: NaiveDate,
        audience: &Audience,
    ) -> Self {
        let stands = |entry: &Entry<'_>| history.standing(&entry.card.id, moment, today);
        let asked = bank
            .cards()
            .filter(|entry| audience.has(*entry) && stands(entry) != Standing::Suspended);
        Self(asked.collect(), audience.clone())
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry<'b>> {
        self.0.iter()
    }

    pub(super) fn coverage(&self, memories: &Memories, habits: &Habits) -> Grouped {
        let mut kinds: BTreeMap<Kind, Coverage> = BTreeMap::new();
        let mut tags: BTreeMap<&str, Coverage> = BTreeMap::new();
        let roles = &self.1.roles;
        for &entry in &self.0 {
            let state = memories.state(&entry.card.id);
            let (forgetting, today) = (&memories.forgetting, memories.today);
            let found = Weakness::of(entry.card, state, forgetting, habits, today, roles);
            kinds
                .entry(entry.deck.kind)
                .or_default()
                .add(entry, &found, roles);
            for tag in &entry.card.tags {
                tags.entry(tag).or_default().add(entry, &found, roles);
            }
        }
        let mut tags: Vec<(String, Coverage)> = tags
            .into_iter()
            .map(|(tag, coverage)| (tag.to_owned(), coverage))
            .collect();
        tags.sort_by(|(_, a), (_, b)| match (a.strength(), b.strength()) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            (None, None) => b.cards.cmp(&a.cards),
            (a, b) => b.is_some().cmp(&a.is_some()),
        });
        Grouped {
            kinds: kinds.into_iter().collect(),
            tags,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Progress;
    use super::super::samples::{at, bank, history, scored};
    use super::*;

    #[test]
    fn kinds_and_tags_count_their_cards_and_the_tried_ones_by_weight() {
        let bank = bank();
        let history = history(vec![
            ("2026-11-21T10:00", scored("a", 5)),
            ("2026-11-21T11:00", scored("b", 1)),
        ]);
        let moment = at("2026-11-21T12:00");
        let progress = Progress::of(
            &bank,
            &history,
            &[],
            moment,
            4,
            &crate::bank::Audience::default(),
        );
        let counts = |coverage: &Coverage| (coverage.cards, coverage.written, coverage.tried);
        let kinds: Vec<_> = progress
            .kinds
            .iter()
            .map(|(kind, coverage)| (kind.word(), counts(coverage)))
            .collect();
        assert_eq!(kinds, [("personal", (1, 0, 0)), ("technical", (3, 2, 2))]);
        let tags: Vec<_> = progress
            .tags
            .iter()
            .map(|(tag, coverage)| (tag.as_str(), counts(coverage)))
            .collect();
        assert_eq!(
            tags,
            [("cs", (3, 2, 2)), ("net", (2, 2, 2)), ("db", (1, 0, 0))]
        );
        // `a` weighs 1 and `b` 3.
        let memories = Memories::fold(&history, moment, 4);
        let habits = Habits::of(&bank, &memories);
        let kept: Vec<f64> = bank
            .cards()
            .take(2)
            .map(|entry| {
                let state = memories.state(&entry.card.id);
                let found = Weakness::of(
                    entry.card,
                    state,
                    &memories.forgetting,
                    &habits,
                    memories.today,
                    &[],
                );
                1.0 - found.shortfall
            })
            .collect();
        let expected = (kept[0] + 3.0 * kept[1]) / 4.0;
        let strength = progress.tags[1].1.strength().unwrap();
        assert!((strength - expected).abs() < 1e-12, "{strength} {expected}");
        assert_eq!(progress.tags[2].1.strength(), None);
        assert!((progress.kinds[1].1.tried_share() - 2.0 / 3.0).abs() < 1e-12);
    }
}
