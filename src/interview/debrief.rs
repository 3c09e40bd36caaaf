//! What a session comes to: the figures a coach would name first, and a row per question.

use std::collections::HashMap;
use std::time::Duration;

use crate::bank::{Bank, CardId};
use crate::history::record::{Answer, PlannedRound};
use crate::history::{History, RecordId};

/// A session looked back on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Debrief {
    /// A row per question that was reached, in order.
    pub rows: Vec<Row>,
    /// How many questions were planned, follow-ups included.
    pub planned: usize,
    /// Time used for thinking and answering.
    pub used: Duration,
    /// Time given for the questions that were reached.
    pub given: Duration,
}

/// One question of a session.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The card.
    pub card: CardId,
    /// The path of a follow-up; empty for the card's own question.
    pub follow_up: Vec<usize>,
    /// Which wording was asked.
    pub wording: usize,
    /// What the history says.
    pub answer: Answer,
    /// The score minus that of the last time this was asked before.
    pub change: Option<i8>,
}

impl Debrief {
    /// Looks back on a session: `rounds` is what was planned, the history holds what came of it.
    pub fn of(session: &RecordId, rounds: &[PlannedRound], history: &History) -> Self {
        let planned: Vec<_> = rounds.iter().flat_map(|round| &round.questions).collect();
        let answers: Vec<_> = history.answers_in(session).collect();
        let mut debrief = Self {
            planned: planned.len(),
            ..Self::default()
        };
        for question in planned {
            let found = answers
                .iter()
                .find(|(_, answer)| question.is_answered_by(answer));
            let Some((record, answer)) = found else {
                continue;
            };
            let before = history
                .answers_to(&question.card)
                .rev()
                .filter(|(earlier, _)| earlier.id < record.id)
                .filter(|(_, earlier)| question.is_answered_by(earlier))
                .find_map(|(_, earlier)| earlier.score);
            let difference =
                |now: u8, then: u8| i8::try_from(i16::from(now) - i16::from(then)).ok();
            debrief.used +=
                Duration::from_millis(answer.think_ms.unwrap_or(0) + answer.answer_ms.unwrap_or(0));
            debrief.given += Duration::from_millis(question.think_ms + question.limit_ms);
            debrief.rows.push(Row {
                card: question.card.clone(),
                follow_up: question.follow_up.clone(),
                wording: question.wording,
                change: answer
                    .score
                    .zip(before)
                    .and_then(|(now, then)| difference(now, then)),
                answer: (*answer).clone(),
            });
        }
        debrief
    }

    /// How many questions were answered: neither skipped nor given up.
    pub fn answered(&self) -> usize {
        self.rows
            .iter()
            .filter(|row| !row.answer.skipped && !row.answer.gave_up)
            .count()
    }

    /// How many were skipped.
    pub fn skipped(&self) -> usize {
        self.rows.iter().filter(|row| row.answer.skipped).count()
    }

    /// How many were given up.
    pub fn given_up(&self) -> usize {
        self.rows.iter().filter(|row| row.answer.gave_up).count()
    }

    /// The mean score of what was scored.
    pub fn mean_score(&self) -> Option<f64> {
        mean(self.rows.iter().filter_map(|row| row.answer.score))
    }

    /// The tag with the lowest mean score, among those that were asked at least twice.
    pub fn weakest_tag(&self, bank: &Bank) -> Option<(String, f64)> {
        let mut scores: HashMap<&str, Vec<u8>> = HashMap::new();
        for row in &self.rows {
            let Some((entry, score)) = bank.find(&row.card).zip(row.answer.score) else {
                continue;
            };
            for tag in &entry.card.tags {
                scores.entry(tag).or_default().push(score);
            }
        }
        let mut means: Vec<(&str, f64)> = scores
            .into_iter()
            .filter(|(_, scores)| scores.len() >= 2)
            .filter_map(|(tag, scores)| mean(scores.into_iter()).map(|mean| (tag, mean)))
            .collect();
        means.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(b.0)));
        means
            .first()
            .map(|&(tag, mean)| (tag.to_owned(), mean))
            .filter(|(_, mean)| *mean < 4.0)
    }

    /// Rows of which the user was certain, and which went wrong all the same.
    pub fn surest_but_wrong(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| {
            row.answer.confidence == Some(3) && row.answer.score.is_some_and(|score| score <= 2)
        })
    }

    /// The cards met that are still unwritten, each once.
    pub fn unwritten<'d>(&'d self, bank: &'d Bank) -> impl Iterator<Item = &'d CardId> {
        self.rows
            .iter()
            .filter(|row| row.follow_up.is_empty())
            .map(|row| &row.card)
            .filter(|card| {
                bank.find(card)
                    .is_some_and(|entry| entry.card.is_unwritten())
            })
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a session has at most some hundred questions"
)]
fn mean(scores: impl Iterator<Item = u8>) -> Option<f64> {
    let scores: Vec<u8> = scores.collect();
    let sum: u32 = scores.iter().map(|&score| u32::from(score)).sum();
    (!scores.is_empty()).then(|| f64::from(sum) / scores.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::record::{Body, Ids, Mode, PlannedQuestion, Record, Rules};

    #[test]
    fn a_session_is_summed_up_and_compared_with_the_last_time() {
        let mut ids = Ids::from_numbers(|| 3);
        let at = |text: &str| chrono::DateTime::parse_from_rfc3339(text).unwrap();
        let session = RecordId::from_written("S");
        let mut answer = |day: &str, card: &str, session: Option<&RecordId>, score: Option<u8>| {
            let mut answer = Answer::new(CardId::new("d", card), Mode::Interview);
            answer.session = session.cloned();
            answer.score = score;
            answer.skipped = score.is_none();
            answer.think_ms = Some(5_000);
            answer.answer_ms = Some(70_000);
            answer.limit_ms = Some(60_000);
            answer.confidence = Some(3);
            Record::new(&mut ids, at(day), Body::Answer(answer))
        };
        let history = History::new(vec![
            answer("2026-11-01T10:00:00+09:00", "a", None, Some(2)),
            answer("2026-11-21T10:00:00+09:00", "a", Some(&session), Some(4)),
            answer("2026-11-21T10:05:00+09:00", "b", Some(&session), Some(2)),
            answer("2026-11-21T10:06:00+09:00", "c", Some(&session), None),
        ]);
        let question = |card: &str| PlannedQuestion {
            card: CardId::new("d", card),
            think_ms: 10_000,
            limit_ms: 60_000,
            ..PlannedQuestion::default()
        };
        let questions = ["a", "b", "c", "never-reached"].map(question).to_vec();
        let rounds = [PlannedRound {
            title: "one".to_owned(),
            questions,
            rules: Rules::default(),
        }];
        let debrief = Debrief::of(&session, &rounds, &history);
        assert_eq!((debrief.planned, debrief.rows.len()), (4, 3));
        assert_eq!((debrief.answered(), debrief.skipped()), (2, 1));
        assert_eq!(debrief.mean_score(), Some(3.0));
        assert_eq!(debrief.rows[0].change, Some(2));
        assert_eq!(debrief.rows[1].change, None);
        assert_eq!(debrief.used.as_secs(), 225);
        assert_eq!(debrief.surest_but_wrong().count(), 1);
    }
}
