//! Past interviews as the cards remember them: which questions were really asked, and when.

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::bank::{Bank, CardId};
use crate::history::History;
use crate::history::record::LookBack;

/// An interview that took place, with the questions that were asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastInterview {
    /// What the user calls it; the company's name where no name was given.
    pub name: String,
    /// The day, where it is known.
    pub on: Option<NaiveDate>,
    /// The questions in the order in which they were asked, as the user told it when looking back; what
    /// was never told of stands after them in the order of the decks.
    pub cards: Vec<CardId>,
}

/// Every past interview that a card's `asked` tells of, the latest first.
pub fn past_interviews(bank: &Bank, history: &History) -> Vec<PastInterview> {
    let mut past: Vec<PastInterview> = Vec::new();
    for entry in bank.cards() {
        for asked in &entry.card.asked {
            let company = entry.deck.company.as_ref().unwrap_or(&entry.deck.title);
            let name = asked.interview.as_ref().unwrap_or(company);
            let known = past
                .iter_mut()
                .find(|known| known.name == *name && known.on == asked.on);
            match known {
                Some(known) if known.cards.contains(&entry.card.id) => {}
                Some(known) => known.cards.push(entry.card.id.clone()),
                None => past.push(PastInterview {
                    name: name.clone(),
                    on: asked.on,
                    cards: vec![entry.card.id.clone()],
                }),
            }
        }
    }
    let accounts: Vec<LookBack> = history.look_backs().collect();
    for interview in &mut past {
        put_in_order(interview, &accounts);
    }
    past.sort_by_key(|interview| Reverse(interview.on));
    past
}

/// Cards of several decks have no order among them: the user's own account of that day has.
fn put_in_order(interview: &mut PastInterview, accounts: &[LookBack]) {
    let asked = |look_back: &LookBack| -> Vec<CardId> {
        let cards = look_back.questions.iter();
        cards.filter_map(|question| question.card.clone()).collect()
    };
    let accounts = accounts.iter().filter(|told| told.on == interview.on);
    let told = accounts
        .map(asked)
        .find(|told| told.iter().any(|card| interview.cards.contains(card)));
    if let Some(told) = told {
        let place = |card: &CardId| told.iter().position(|other| other == card);
        interview
            .cards
            .sort_by_key(|card| place(card).unwrap_or(usize::MAX));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Origin, deck};
    use crate::history::record::{Body, Ids, RealQuestion, Record};

    #[test]
    fn questions_that_were_asked_on_one_day_in_one_interview_belong_together() {
        let text = r#"
company = "Messenger Co"
[[cards]]
id = "a"
question = "a"
asked = [{ on = 2026-05-17, interview = "first round" }]
[[cards]]
id = "b"
question = "b"
asked = [{ on = 2026-06-01 }, { on = 2026-05-17, interview = "first round" }]
[[cards]]
id = "c"
question = "c"
"#;
        let (deck, problems) = deck::read("d", Origin::BuiltIn, "", text);
        assert_eq!(problems, Vec::new());
        let past = past_interviews(&Bank::new([deck], Vec::new()), &History::default());
        let told: Vec<(&str, usize)> = past
            .iter()
            .map(|interview| (interview.name.as_str(), interview.cards.len()))
            .collect();
        assert_eq!(told, [("Messenger Co", 1), ("first round", 2)]);
        assert_eq!(past[1].cards[0].as_str(), "d#a");
    }

    #[test]
    fn the_order_is_that_of_the_look_back_across_decks() {
        let deck = |id: &str, card: &str| {
            let text = format!(
                "[[cards]]\nid = \"{card}\"\nquestion = \"{card}\"\nasked = [{{ on = 2026-05-17, interview = \"Messenger Co\" }}]\n"
            );
            deck::read(id, Origin::BuiltIn, "", &text).0
        };
        let bank = Bank::new([deck("a", "x"), deck("b", "y"), deck("c", "z")], Vec::new());
        let question = |card: &str| RealQuestion {
            card: Some(CardId::from_written(card)),
            ..RealQuestion::default()
        };
        let told = LookBack {
            interview: "messenger-2026-05-17".to_owned(),
            on: "2026-05-17".parse().ok(),
            questions: vec![question("c#z"), question("a#x")],
            ..LookBack::default()
        };
        let at = chrono::DateTime::parse_from_rfc3339("2026-05-18T10:00:00+09:00").unwrap();
        let record = Record::new(&Ids::from_numbers(|| 1), at, Body::LookBack(told));
        let past = past_interviews(&bank, &History::new(vec![record]));
        let cards: Vec<&str> = past[0].cards.iter().map(CardId::as_str).collect();
        assert_eq!(cards, ["c#z", "a#x", "b#y"]);
    }
}
