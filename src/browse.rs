//! The bank as it is looked through: what filters ask of every card, and the orders it is shown
//! in. Cards are known by their number, the order of [`Bank::cards`], as in the search index.
//!
//! The search knows no history and the memory no search; this is where the two meet, for the
//! browse screen and `hotseat search` alike. Pure: the moment comes in as an argument.

use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;

use chrono::{DateTime, FixedOffset};

use crate::bank::{Bank, CardId};
use crate::history::{History, Standing};
use crate::memory::{Memories, Weakness};
use crate::search::CardFacts;

/// What the filters ask of every card, by number. Only the card's own question counts, not its
/// follow-ups, and nothing after `moment`. `weak` are the weak cards
/// ([`weak_cards`](crate::memory::weakness::weak_cards)).
pub fn facts(
    bank: &Bank,
    history: &History,
    memories: &Memories,
    weak: &[Weakness],
    moment: DateTime<FixedOffset>,
) -> Vec<CardFacts> {
    let lost = lost(bank, weak);
    let cards = bank.cards().zip(lost);
    cards
        .map(|(entry, lost)| {
            let id = &entry.card.id;
            let mut facts = CardFacts {
                is_weak: lost.is_some(),
                is_due: is_due(id, history, memories, moment),
                ..CardFacts::default()
            };
            for (record, answer) in history.answers_to(id) {
                if answer.skipped || answer.is_follow_up() || record.at > moment {
                    continue;
                }
                facts.attempts = facts.attempts.saturating_add(1);
                facts.last_score = answer.score.or(facts.last_score);
                facts.last_answered = facts.last_answered.max(Some(record.at));
            }
            facts
        })
        .collect()
}

fn is_due(
    card: &CardId,
    history: &History,
    memories: &Memories,
    moment: DateTime<FixedOffset>,
) -> bool {
    let known = memories.state(card).known;
    known.is_some_and(|known| known.due <= memories.today)
        && history.standing(card, moment, memories.today) == Standing::Active
}

/// The points that each weak card is expected to lose, by number; `None` for cards not weak.
pub fn lost(bank: &Bank, weak: &[Weakness]) -> Vec<Option<f64>> {
    let by_card: HashMap<&CardId, f64> = weak.iter().map(|weak| (&weak.card, weak.lost)).collect();
    let cards = bank.cards();
    cards
        .map(|entry| by_card.get(&entry.card.id).copied())
        .collect()
}

/// An order in which cards are shown. Equal ones keep the order that they had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sorting {
    /// By deck, and in the order of its file.
    Deck,
    /// The lowest last score first; cards never scored last.
    Score,
    /// The weakest first; cards that are not weak last.
    Weakness,
    /// The last answered first; cards never answered last.
    Recency,
}

impl Sorting {
    /// The words of the command line.
    pub const WORDS: [(&'static str, Self); 4] = [
        ("deck", Self::Deck),
        ("score", Self::Score),
        ("weakness", Self::Weakness),
        ("recency", Self::Recency),
    ];

    /// Sorts cards, given by number; `facts` and `lost` are those of [`facts`] and [`lost`].
    pub fn sort(self, cards: &mut [usize], facts: &[CardFacts], lost: &[Option<f64>]) {
        let of = |card: usize| facts.get(card);
        match self {
            Self::Deck => cards.sort_unstable(),
            Self::Score => cards.sort_by_key(|&card| {
                let score = of(card).and_then(|facts| facts.last_score);
                score.unwrap_or(u8::MAX)
            }),
            Self::Weakness => {
                let lost = |card: usize| lost.get(card).copied().flatten();
                cards.sort_by(|&a, &b| most_first(lost(a), lost(b)));
            }
            Self::Recency => {
                cards.sort_by_key(|&card| Reverse(of(card).and_then(|facts| facts.last_answered)));
            }
        }
    }
}

fn most_first(a: Option<f64>, b: Option<f64>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => b.total_cmp(&a),
        _ => b.is_some().cmp(&a.is_some()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Origin, deck};
    use crate::history::record::{Body, Ids};
    use crate::history::{Answer, Mark, Mode, Record};
    use crate::memory::weakness::{usual_day, weak_cards};
    use crate::memory::{Habits, Memories};

    fn bank() -> Bank {
        let text = "[[cards]]\nid = \"a\"\nquestion = \"A?\"\nanswer = \"a\"\n\
                    [[cards]]\nid = \"b\"\nquestion = \"B?\"\nanswer = \"b\"\n\
                    [[cards]]\nid = \"c\"\nquestion = \"C?\"\nanswer = \"c\"\n";
        let (deck, _) = deck::read("d", Origin::File("d.toml".into()), "d.toml", text);
        Bank::new([deck], Vec::new())
    }

    fn at(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    fn answer(card: &str, change: impl FnOnce(&mut Answer)) -> Body {
        let mut answer = Answer::new(CardId::new("d", card), Mode::Interview);
        change(&mut answer);
        Body::Answer(answer)
    }

    fn history(bodies: Vec<(&str, Body)>) -> History {
        let mut ids = Ids::from_numbers(|| 1);
        let records = bodies
            .into_iter()
            .map(|(when, body)| Record::new(&mut ids, at(when), body));
        History::new(records.collect())
    }

    fn seen(history: &History, moment: &str) -> (Vec<CardFacts>, Vec<Option<f64>>) {
        let (bank, moment) = (bank(), at(moment));
        let memories = Memories::fold(history, moment, 4);
        let habits = Habits::of(&bank, &memories);
        let day = usual_day(memories.today);
        let weak = weak_cards(&bank, history, &memories, &habits, moment, day);
        (
            facts(&bank, history, &memories, &weak, moment),
            lost(&bank, &weak),
        )
    }

    #[test]
    fn facts_are_those_of_the_moment_and_of_the_own_question() {
        let history = history(vec![
            (
                "2026-11-01T10:00:00+09:00",
                answer("a", |a| a.score = Some(4)),
            ),
            (
                "2026-11-02T10:00:00+09:00",
                answer("a", |a| {
                    a.score = Some(1);
                    a.depth = Some(1);
                }),
            ),
            (
                "2026-11-03T10:00:00+09:00",
                answer("a", |a| a.skipped = true),
            ),
            (
                "2026-11-20T10:00:00+09:00",
                answer("a", |a| a.score = Some(2)),
            ),
        ]);
        let (early, _) = seen(&history, "2026-11-05T10:00:00+09:00");
        assert_eq!(early[0].attempts, 1);
        assert_eq!(early[0].last_score, Some(4));
        assert_eq!(
            early[0].last_answered,
            Some(at("2026-11-01T10:00:00+09:00"))
        );
        assert!(early[0].is_due);
        assert_eq!(early[1].attempts, 0);
        assert!(early[1].is_weak && !early[1].is_due);
        let (later, _) = seen(&history, "2026-11-20T11:00:00+09:00");
        assert_eq!((later[0].attempts, later[0].last_score), (2, Some(2)));
        assert!(!later[0].is_due);
    }

    #[test]
    fn a_card_that_is_set_aside_is_not_due() {
        let set_aside = |mark| {
            Body::Mark(Mark {
                card: CardId::new("d", "a"),
                mark,
                until: "2026-11-21".parse().ok(),
            })
        };
        for standing in [Standing::Buried, Standing::Suspended] {
            let history = history(vec![
                (
                    "2026-11-01T10:00:00+09:00",
                    answer("a", |a| a.score = Some(3)),
                ),
                ("2026-11-20T10:00:00+09:00", set_aside(standing)),
            ]);
            let (facts, _) = seen(&history, "2026-11-20T11:00:00+09:00");
            assert!(!facts[0].is_due);
        }
    }

    #[test]
    fn cards_without_the_asked_for_value_come_last() {
        let history = history(vec![
            (
                "2026-11-18T10:00:00+09:00",
                answer("c", |a| a.score = Some(1)),
            ),
            (
                "2026-11-19T10:00:00+09:00",
                answer("b", |a| a.score = Some(5)),
            ),
        ]);
        let (facts, lost) = seen(&history, "2026-11-20T10:00:00+09:00");
        let sorted = |by: Sorting| {
            let mut cards = [0, 1, 2];
            by.sort(&mut cards, &facts, &lost);
            cards
        };
        assert_eq!(sorted(Sorting::Deck), [0, 1, 2]);
        assert_eq!(sorted(Sorting::Score), [2, 1, 0]);
        assert_eq!(sorted(Sorting::Recency), [1, 2, 0]);
        assert_eq!(sorted(Sorting::Weakness)[2], 1);
    }
}
