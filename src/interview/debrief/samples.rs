//! Invented sessions for the tests of this folder.

use serde_json::json;

use super::{Debrief, Findings};
use crate::bank::{Bank, CardId};
use crate::history::fold::SessionSeen;
use crate::history::record::{Answer, Body, Ids, Mode, PlannedRound, Record, Session};
use crate::history::{History, RecordId, SessionEvent};

/// An answer of a session.
#[derive(Debug, Clone)]
pub struct Sample(Answer);

/// An answer to a card that took half a minute of one.
pub fn scored(card: &str, score: u8) -> Sample {
    let mut answer = Answer::new(CardId::new("d", card), Mode::Interview);
    answer.score = Some(score);
    (answer.answer_ms, answer.limit_ms) = (Some(30_000), Some(60_000));
    Sample(answer)
}

impl Sample {
    /// A follow-up to the card.
    pub fn follow_up(mut self, number: usize) -> Self {
        (self.0.depth, self.0.follow_up) = (Some(1), Some(vec![number]));
        self
    }

    /// Said with certainty.
    pub fn sure(mut self) -> Self {
        self.0.confidence = Some(3);
        self
    }

    /// So long.
    pub fn taking(mut self, milliseconds: u64) -> Self {
        self.0.answer_ms = Some(milliseconds);
        self
    }

    /// One dimension scored by itself.
    pub fn in_dimension(mut self, name: &str, score: u8) -> Self {
        self.0.dimensions.insert(name.to_owned(), score);
        self
    }
}

/// Sessions `(id, preset, answers)`, a day after one another.
pub fn history(sessions: &[(&str, &str, &[Sample])]) -> History {
    let ids = Ids::from_numbers(|| 3);
    let mut records = Vec::new();
    for (day, (name, preset, answers)) in (1..).zip(sessions) {
        let at = format!("2026-11-{day:02}T10:00:00+09:00");
        let at = chrono::DateTime::parse_from_rfc3339(&at).unwrap();
        let question = |sample: &Sample| {
            let path = sample.0.follow_up.clone().unwrap_or_default();
            json!({ "card": sample.0.card, "follow_up": path, "think_ms": 10_000, "limit_ms": 60_000 })
        };
        let questions: Vec<_> = answers.iter().map(question).collect();
        let round = json!({ "title": name, "questions": questions });
        let rounds: Vec<PlannedRound> = vec![serde_json::from_value(round).unwrap()];
        let event = SessionEvent::Began {
            preset: (*preset).to_owned(),
            seed: 1,
            mode: "practice".to_owned(),
            device: "d".to_owned(),
            rounds,
        };
        let nothing = RecordId::from_written("");
        let began = Session {
            session: nothing,
            event,
        };
        let mut began = Record::new(&ids, at, Body::Session(began));
        let session = began.id.clone();
        if let Body::Session(body) = &mut began.body {
            body.session = session.clone();
        }
        records.push(began);
        for Sample(answer) in *answers {
            let mut answer = answer.clone();
            answer.session = Some(session.clone());
            records.push(Record::new(&ids, at, Body::Answer(answer)));
        }
    }
    History::new(records)
}

/// The session whose only round has this title.
pub fn seen<'h>(history: &'h History, name: &str) -> SessionSeen<'h> {
    let mut sessions = history.sessions();
    sessions.find(|seen| seen.rounds[0].title == name).unwrap()
}

/// A session by itself, and what stands out in it.
pub fn debriefed(answers: &[Sample]) -> (Debrief, Findings) {
    let history = history(&[("one", "phone", answers)]);
    let seen = seen(&history, "one");
    let debrief = Debrief::of(&seen.began.id, seen.rounds, &history);
    let findings = Findings::of(&debrief, &seen, &history, &Bank::default());
    (debrief, findings)
}
