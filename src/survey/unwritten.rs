//! Which answers want to be written first.

use chrono::NaiveDate;

use crate::bank::audience::Audience;
use crate::bank::card::id_of_question;
use crate::bank::{Bank, CardType, Entry};
use crate::history::{AnswerSeen, History};

/// A card without an answer of the user's.
#[derive(Debug, Clone, Copy)]
pub struct Unwritten<'b> {
    /// The card.
    pub entry: Entry<'b>,
    /// Its importance for the roles that are practised, 0 to 3.
    pub importance: u8,
    /// How often it was answered although nothing is written.
    pub answered: usize,
    /// How often something was typed then, which can become the answer.
    pub typed: usize,
}

/// The unwritten cards of an audience: by importance, then those that were answered already, then
/// those that were really asked; else by a lot of the day, so that no deck is always the last.
pub fn unwritten<'b>(
    bank: &'b Bank,
    audience: &Audience,
    history: &History,
    day: NaiveDate,
) -> Vec<Unwritten<'b>> {
    let wants_answer = |entry: &Entry<'_>| {
        entry.card.is_unwritten() && entry.card.card_type != CardType::ToAsk && audience.has(*entry)
    };
    let of = |entry: Entry<'b>| {
        let answers = history.answers_to(&entry.card.id);
        let mut answered = 0;
        let mut typed = 0;
        let is_own = |answer: &AnswerSeen<'_>| {
            let inputs = answer.inputs();
            !inputs.skipped && !inputs.is_follow_up
        };
        for answer in answers.filter(is_own) {
            let is_typed = answer.rare().typed.as_ref();
            answered += 1;
            typed += usize::from(is_typed.is_some_and(|text| !text.trim().is_empty()));
        }
        Unwritten {
            importance: entry.card.importance_for(&audience.roles),
            entry,
            answered,
            typed,
        }
    };
    let mut all: Vec<Unwritten<'b>> = bank.cards().filter(wants_answer).map(of).collect();
    let day = day.to_string();
    all.sort_by_cached_key(|it| {
        let lot = id_of_question(&day, it.entry.card.id.as_str());
        let first = (
            it.importance,
            it.typed,
            it.answered,
            it.entry.card.asked.len(),
        );
        (std::cmp::Reverse(first), lot)
    });
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Deck, Origin, deck};
    use crate::history::Record;

    #[test]
    fn what_is_asked_most_comes_first_then_what_was_typed_and_answered() {
        let text = "lang = \"ko\"\n[[cards]]\nid = \"a\"\nquestion = \"가?\"\nimportance = 2\n\
                    [[cards]]\nid = \"b\"\nquestion = \"나?\"\nimportance = 2\n\
                    [[cards]]\nid = \"c\"\nquestion = \"다?\"\nimportance = 3\n\
                    [[cards]]\nid = \"d\"\nquestion = \"라?\"\nimportance = 2\n\
                    [[cards]]\nid = \"e\"\nquestion = \"마?\"\nanswer = \"예\"\nimportance = 3\n\
                    [[cards]]\nid = \"f\"\nquestion = \"바?\"\ntype = \"to_ask\"\n";
        let (deck, problems): (Deck, _) = deck::read("my", Origin::BuiltIn, "my.toml", text);
        assert!(problems.is_empty(), "{problems:?}");
        let bank = Bank::new(vec![deck], Vec::new());
        let record = |id: u8, card: &str, more: &str| -> Record {
            let line = format!(
                r#"{{"v":1,"id":"01JD00000000000000000000{id:02}","at":"2026-11-01T10:00:00+09:00","kind":"answer","card":"my#{card}","mode":"interview","score":3{more}}}"#
            );
            serde_json::from_str(&line).unwrap()
        };
        let history = History::new(vec![
            record(1, "b", r#","typed":"나는""#),
            record(2, "d", ""),
            record(3, "d", r#","depth":1"#),
        ]);
        let day = NaiveDate::from_ymd_opt(2026, 11, 2).unwrap();
        let found = unwritten(&bank, &Audience::of_language("ko"), &history, day);
        let ids: Vec<&str> = found.iter().map(|it| it.entry.card.id.name()).collect();
        assert_eq!(ids, ["c", "b", "d", "a"]);
        assert_eq!(
            (found[1].answered, found[1].typed, found[2].answered),
            (1, 1, 1)
        );
        let english = unwritten(&bank, &Audience::of_language("en"), &history, day);
        assert!(english.is_empty());
    }
}
