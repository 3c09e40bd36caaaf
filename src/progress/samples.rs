//! An invented bank and history for the tests of this folder.

use chrono::{DateTime, FixedOffset};

use crate::appointments::Interview;
use crate::bank::{Bank, CardId, Origin, deck};
use crate::clock::parse_appointed;
use crate::history::record::{Body, Ids, Mode, Record};
use crate::history::{Answer, History};

/// A technical deck `d` of three cards and a personal deck `me` of one.
pub fn bank() -> Bank {
    let technical = "kind = \"technical\"\ntags = [\"cs\"]\n\
         [[cards]]\nid = \"a\"\nquestion = \"A?\"\nanswer = \"x\"\ntags = [\"net\"]\nimportance = 1\n\
         [[cards]]\nid = \"b\"\nquestion = \"B?\"\nanswer = \"x\"\ntags = [\"net\"]\nimportance = 3\n\
         [[cards]]\nid = \"c\"\nquestion = \"C?\"\ntags = [\"db\"]\nimportance = 1\n";
    let personal =
        "kind = \"personal\"\n[[cards]]\nid = \"me\"\nquestion = \"Me?\"\nimportance = 1\n";
    let read = |id: &str, text: &str| deck::read(id, Origin::BuiltIn, "x.toml", text).0;
    Bank::new([read("d", technical), read("me", personal)], Vec::new())
}

/// A moment in Seoul.
pub fn at(written: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(&format!("{written}:00+09:00")).unwrap()
}

/// An answer to a card of `d` in an interview.
pub fn answer(card: &str) -> Answer {
    Answer::new(CardId::new("d", card), Mode::Interview)
}

/// The same with a score.
pub fn scored(card: &str, score: u8) -> Answer {
    Answer {
        score: Some(score),
        ..answer(card)
    }
}

/// The same in a review, with its grade.
pub fn graded(card: &str, grade: u8) -> Answer {
    Answer {
        mode: Mode::Review,
        grade: Some(grade),
        ..answer(card)
    }
}

/// What was answered when.
pub fn history(answers: Vec<(&str, Answer)>) -> History {
    let ids = Ids::from_numbers(|| 3);
    let records = answers
        .into_iter()
        .map(|(written, answer)| Record::new(&ids, at(written), Body::Answer(answer)));
    History::new(records)
}

/// An interview on a day.
pub fn interview(day: &str) -> Interview {
    Interview {
        id: "i".to_owned(),
        ..Interview::new("Messenger Co", parse_appointed(day).unwrap())
    }
}
