//! Past interviews as the cards remember them: which questions were really asked, and when.

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::bank::{Bank, CardId};

/// An interview that took place, with the questions that were asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastInterview {
    /// What the user calls it; the company's name where no name was given.
    pub name: String,
    /// The day, where it is known.
    pub on: Option<NaiveDate>,
    /// The questions in the order of the decks, which is the order in which they were put down.
    pub cards: Vec<CardId>,
}

/// Every past interview that a card's `asked` tells of, the latest first.
pub fn past_interviews(bank: &Bank) -> Vec<PastInterview> {
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
    past.sort_by_key(|interview| Reverse(interview.on));
    past
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Origin, deck};

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
        let past = past_interviews(&Bank::new([deck], Vec::new()));
        let told: Vec<(&str, usize)> = past
            .iter()
            .map(|interview| (interview.name.as_str(), interview.cards.len()))
            .collect();
        assert_eq!(told, [("Messenger Co", 1), ("first round", 2)]);
        assert_eq!(past[1].cards[0].as_str(), "d#a");
    }
}
