//! What the bank's filters ask of every card, and the orders of a list of cards.

use chrono::{DateTime, FixedOffset};

use crate::both;
use crate::history::{History, Standing};
use crate::language::Both;
use crate::memory::{Memories, Weakness};
use crate::search::CardFacts;

/// The changing facts of every card, by its number in the bank.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    cards: Vec<CardFacts>,
    /// Expected points lost on the day that matters.
    lost: Vec<f64>,
    /// The place in the order of what is likely to be asked.
    places: Vec<usize>,
}

impl Facts {
    /// Adds the facts of the bank's next card.
    pub(super) fn add(
        &mut self,
        weak: &Weakness,
        standing: Standing,
        is_practised: bool,
        history: &History,
        memories: &Memories,
        moment: DateTime<FixedOffset>,
    ) {
        let state = memories.state(&weak.card);
        let is_due = state.known.is_some_and(|known| known.due <= memories.today);
        let mut facts = CardFacts {
            attempts: u32::try_from(state.attempts.len()).unwrap_or(u32::MAX),
            is_weak: weak.is_tried && weak.is_weak() && standing != Standing::Suspended,
            is_due: is_due && standing == Standing::Active,
            is_stuck: weak.stuck.is_some() && standing != Standing::Suspended,
            is_aside: standing == Standing::Suspended,
            is_practised,
            ..CardFacts::default()
        };
        for answer in history.answers_to(&weak.card) {
            let (at, answer) = (answer.at(), answer.inputs());
            if at <= moment && !answer.is_follow_up && !answer.skipped {
                facts.last_answered = Some(at);
                facts.last_score = answer.score.or(facts.last_score);
            }
        }
        self.cards.push(facts);
        self.lost.push(weak.lost);
    }

    /// Takes the places of all cards in the order of what is likely to be asked.
    pub(super) fn put_in_order(&mut self, places: Vec<usize>) {
        self.places = places;
    }

    /// The place of a card in the order of what is likely to be asked; the last one for what does
    /// not belong there.
    pub fn place(&self, number: usize) -> usize {
        self.places.get(number).copied().unwrap_or(usize::MAX)
    }

    /// The facts of one card; those of a card never seen where there is no such number.
    pub fn of_card(&self, number: usize) -> &CardFacts {
        static NOTHING: CardFacts = CardFacts {
            attempts: 0,
            last_score: None,
            last_answered: None,
            is_weak: false,
            is_due: false,
            is_stuck: false,
            is_aside: false,
            is_practised: true,
        };
        self.cards.get(number).unwrap_or(&NOTHING)
    }

    /// These cards in an order; equal ones stay as they come.
    pub fn sorted(&self, cards: impl Iterator<Item = usize>, sort: Sort) -> Vec<usize> {
        let mut sorted: Vec<usize> = cards.collect();
        let lost = |card: usize| self.lost.get(card).copied().unwrap_or(0.0);
        match sort {
            Sort::Best => sorted.sort_by_key(|&card| (self.place(card), card)),
            Sort::Deck => sorted.sort_unstable(),
            Sort::Weakness => sorted.sort_by(|&a, &b| lost(b).total_cmp(&lost(a))),
            Sort::Recency => {
                sorted.sort_by(|&a, &b| {
                    self.of_card(b)
                        .last_answered
                        .cmp(&self.of_card(a).last_answered)
                });
            }
            Sort::Score => {
                let score = |card: usize| self.of_card(card).last_score.unwrap_or(u8::MAX);
                sorted.sort_by_key(|&card| score(card));
            }
        }
        sorted
    }
}

/// The order of a list of cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// What fits the words best; without words, what is likely to be asked.
    Best,
    /// The lowest last score first, cards without one last.
    Score,
    /// The most points to lose first.
    Weakness,
    /// What was answered last first.
    Recency,
    /// Deck by deck as in the files.
    Deck,
}

impl Sort {
    /// The next one in the round.
    pub fn next(self) -> Self {
        match self {
            Self::Best => Self::Score,
            Self::Score => Self::Weakness,
            Self::Weakness => Self::Recency,
            Self::Recency => Self::Deck,
            Self::Deck => Self::Best,
        }
    }

    /// What it is called.
    pub fn label(self) -> Both {
        match self {
            Self::Best => both!("맞는 순", "best"),
            Self::Score => both!("점수 낮은 순", "lowest score"),
            Self::Weakness => both!("약한 순", "weakest"),
            Self::Recency => both!("최근 순", "recent"),
            Self::Deck => both!("덱 순", "by deck"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Bank, CardId, Origin, deck};
    use crate::history::record::{Answer, Body, Ids, Mark, Mode, Record};
    use crate::survey::Survey;

    #[test]
    fn facts_come_from_the_history_and_orders_from_the_facts() {
        let text = "[[cards]]\nid = \"a\"\nquestion = \"a\"\n[[cards]]\nid = \"b\"\nquestion = \"b\"\n[[cards]]\nid = \"c\"\nquestion = \"c\"\n";
        let (deck, _) = deck::read("d", Origin::BuiltIn, "", text);
        let bank = Bank::new([deck], Vec::new());
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap();
        let ids = Ids::from_numbers(|| 1);
        let answered = |day: &str, card: &str, score: u8| {
            let mut answer = Answer::new(CardId::new("d", card), Mode::Interview);
            answer.score = Some(score);
            Record::new(&ids, at(day), Body::Answer(answer))
        };
        let history = History::new(vec![
            answered("2026-11-19T10:00:00+09:00", "b", 5),
            answered("2026-11-20T10:00:00+09:00", "c", 1),
        ]);
        let now = at("2026-11-21T10:00:00+09:00");
        let facts = Survey::of(&bank, &history, now, 4, None).facts;
        let untried = CardFacts {
            is_practised: true,
            ..CardFacts::default()
        };
        assert_eq!(facts.of_card(0), &untried);
        assert_eq!(
            (facts.of_card(2).attempts, facts.of_card(2).last_score),
            (1, Some(1))
        );
        assert!(facts.of_card(2).is_weak && !facts.of_card(0).is_weak);
        assert_eq!(facts.sorted(0..3, Sort::Recency), [2, 1, 0]);
        assert_eq!(facts.sorted(0..3, Sort::Score), [2, 1, 0]);
        assert_eq!(facts.sorted(0..3, Sort::Deck), [0, 1, 2]);
        // What was answered well has the fewest points to lose.
        assert_eq!(facts.sorted(0..3, Sort::Weakness)[2], 1);
    }

    #[test]
    fn a_card_that_is_set_aside_is_not_due() {
        let text = "[[cards]]\nid = \"a\"\nquestion = \"a\"\n";
        let (deck, _) = deck::read("d", Origin::BuiltIn, "", text);
        let bank = Bank::new([deck], Vec::new());
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap();
        let card = || CardId::new("d", "a");
        let mut failed = Answer::new(card(), Mode::Interview);
        failed.score = Some(1);
        let mut history = History::default();
        let ids = Ids::from_numbers(|| 1);
        let mut keep = |day: &str, body: Body| {
            history.add(Record::new(&ids, at(day), body));
            let now = at("2026-11-21T10:00:00+09:00");
            let facts = Survey::of(&bank, &history, now, 4, None).facts;
            (facts.of_card(0).is_due, facts.of_card(0).is_weak)
        };
        let marked = |mark| {
            Body::Mark(Mark {
                card: card(),
                mark,
                until: "2026-11-22".parse().ok(),
            })
        };
        assert_eq!(
            keep("2026-11-18T10:00:00+09:00", Body::Answer(failed)),
            (true, true)
        );
        let buried = marked(Standing::Buried);
        assert_eq!(keep("2026-11-20T10:00:00+09:00", buried), (false, true));
        let suspended = marked(Standing::Suspended);
        assert_eq!(keep("2026-11-20T11:00:00+09:00", suspended), (false, false));
    }
}
