//! What a session comes to: a row per question, and what a coach would say of them.
//!
//! [`Debrief`] is the session itself, [`findings`] sets it against what was before it, [`pace`]
//! says how the time was used and [`tomorrow`] what to do about all that.

use std::collections::HashMap;
use std::time::Duration;

use crate::bank::{Bank, CardId};
use crate::history::record::{Answer, PlannedRound};
use crate::history::{History, Mode, RecordId};
use crate::language::Both;
use crate::text;

pub mod findings;
pub mod pace;
#[cfg(test)]
pub(crate) mod samples;
pub mod tomorrow;
pub mod words;

pub use findings::Findings;
pub use pace::Pace;
pub use tomorrow::Advice;

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
    /// What the interviewer did to press; nothing where nobody was pressed.
    pub pressed: Option<Pressed>,
}

/// What pressing came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pressed {
    /// 1–3.
    pub pressure: u8,
    /// Answers that were broken off.
    pub cut: usize,
    /// Silences after an answer.
    pub silences: usize,
    /// Whether the question out of the blue was asked.
    pub surprised: bool,
    /// Its score, once it has one.
    pub surprise: Option<u8>,
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
    /// What was said, where no card says it: a part's words or a probe.
    pub words: Option<String>,
    /// The record of the answer; none where it is of no history.
    pub record: Option<RecordId>,
    /// What the history says.
    pub answer: Answer,
    /// The score minus that of the last time this was asked before.
    pub change: Option<i8>,
}

impl Row {
    /// A row of which nothing is known but the answer.
    pub fn of(answer: Answer) -> Self {
        Self {
            card: answer.card.clone(),
            follow_up: answer.follow_up.clone().unwrap_or_default(),
            wording: answer.wording.unwrap_or(0),
            words: None,
            record: None,
            change: None,
            answer,
        }
    }

    /// The question as it was asked, on one line; the card's id where the card is gone.
    pub fn question(&self, bank: &Bank) -> String {
        let Some(entry) = bank.find(&self.card) else {
            return text::visible_line(self.card.as_str());
        };
        if let Some(words) = &self.words {
            return text::visible_line(words);
        }
        let question = match entry.card.follow_up(&self.follow_up) {
            Some(follow_up) => &follow_up.question,
            None => entry.card.wording(self.wording),
        };
        text::visible_line(question)
    }

    /// The written answer, or the outline of a card that has none; empty where there is neither.
    pub fn model<'b>(&self, bank: &'b Bank) -> &'b str {
        let Some(entry) = bank.find(&self.card) else {
            return "";
        };
        match entry.card.follow_up(&self.follow_up) {
            Some(follow_up) => &follow_up.answer,
            None if entry.card.is_unwritten() => &entry.card.outline,
            None => &entry.card.answer,
        }
    }

    /// Whether it was answered and is not scored yet.
    pub fn is_unscored(&self) -> bool {
        let answer = &self.answer;
        let is_open = answer.score.is_none() && !answer.gave_up && !answer.skipped;
        is_open && answer.part.is_none() && answer.mode == Mode::Interview
    }

    /// Whether it went badly enough to be asked again at once.
    pub fn is_weak(&self) -> bool {
        self.answer.gave_up || self.answer.score.is_some_and(|score| score <= 2)
    }
}

impl Debrief {
    /// Looks back on a session: `rounds` is what was planned, the history holds what came of it.
    /// What was asked without a plan stands behind the last question of its card.
    pub fn of(session: &RecordId, rounds: &[PlannedRound], history: &History) -> Self {
        let planned: Vec<_> = rounds.iter().flat_map(|round| &round.questions).collect();
        let pressure = rounds.iter().map(|round| round.rules.pressure).max();
        let mut pressed = Pressed {
            pressure: pressure.unwrap_or(0),
            ..Pressed::default()
        };
        let of_it = history.answers_in(session);
        let mut answers: Vec<_> = of_it.map(|seen| (seen.id(), seen.answer())).collect();
        let mut debrief = Self {
            planned: planned.iter().filter(|it| !it.after_pass).count(),
            ..Self::default()
        };
        for question in planned {
            let found = answers
                .iter()
                .position(|(_, answer)| question.is_answered_by(answer));
            let Some(found) = found else {
                continue;
            };
            let (id, answer) = answers.remove(found);
            debrief.planned += usize::from(question.after_pass);
            let was_cut = question.was_cut(answer.answer_ms.unwrap_or(0));
            let is_heard = !answer.skipped && !answer.gave_up;
            pressed.cut += usize::from(was_cut);
            pressed.silences += usize::from(is_heard && question.silence_ms.is_some());
            if question.surprise {
                pressed.surprised = true;
                pressed.surprise = answer.score;
            }
            debrief.give(question.think_ms.saturating_add(question.limit_ms));
            let row = Row {
                wording: question.wording,
                words: question.words.clone(),
                ..row(&id, answer, history)
            };
            debrief.rows.push(row);
        }
        for (id, answer) in answers {
            debrief.give(answer.limit_ms.unwrap_or(0));
            let row = row(&id, answer, history);
            let last = debrief
                .rows
                .iter()
                .rposition(|other| other.card == row.card);
            let place = last.map_or(debrief.rows.len(), |last| last + 1);
            debrief.rows.insert(place, row);
        }
        let used = debrief
            .rows
            .iter()
            .flat_map(|row| [row.answer.think_ms, row.answer.answer_ms])
            .fold(0, |used: u64, ms| used.saturating_add(ms.unwrap_or(0)));
        debrief.used = Duration::from_millis(used);
        debrief.pressed = (pressed.pressure > 0).then_some(pressed);
        debrief
    }

    fn give(&mut self, ms: u64) {
        self.given = self.given.saturating_add(Duration::from_millis(ms));
    }

    /// How many questions were answered: neither skipped nor given up.
    pub fn answered(&self) -> usize {
        self.rows
            .iter()
            .filter(|row| !row.answer.skipped && !row.answer.gave_up)
            .count()
    }

    /// How many wait for a score.
    pub fn unscored(&self) -> usize {
        self.rows.iter().filter(|row| row.is_unscored()).count()
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

    /// The places of the rows of which the user was certain, and which went wrong all the same.
    pub fn surest_but_wrong(&self) -> impl Iterator<Item = usize> {
        let is_wrong = |row: &Row| row.answer.score.is_some_and(|score| score <= 2);
        let rows = self.rows.iter().enumerate();
        rows.filter(move |(_, row)| row.answer.confidence == Some(3) && is_wrong(row))
            .map(|(place, _)| place)
    }

    /// The place of the follow-up that broke a good answer: one scored 1 or 2 whose card's own
    /// question was scored 3 or more. Of several the one that fell furthest, then the first.
    pub fn broke_at(&self) -> Option<usize> {
        let fell = |row: &Row| {
            let own = |other: &&Row| other.card == row.card && other.follow_up.is_empty();
            let before = self.rows.iter().find(own)?.answer.score?;
            let after = row
                .answer
                .score
                .filter(|&after| after <= 2 && before >= 3)?;
            Some(before - after)
        };
        let follow_ups = self.rows.iter().enumerate();
        let follow_ups = follow_ups.filter(|(_, row)| row.answer.is_follow_up());
        let fallen = follow_ups.filter_map(|(place, row)| Some((place, fell(row)?)));
        fallen
            .max_by_key(|&(place, by)| (by, std::cmp::Reverse(place)))
            .map(|(place, _)| place)
    }

    /// The mean change of the questions that had been asked before, and how many those are.
    pub fn mean_change(&self) -> Option<(f64, usize)> {
        let changes: Vec<i8> = self.rows.iter().filter_map(|row| row.change).collect();
        let sum: i32 = changes.iter().map(|&change| i32::from(change)).sum();
        let count = u32::try_from(changes.len())
            .ok()
            .filter(|&count| count > 0)?;
        Some((f64::from(sum) / f64::from(count), changes.len()))
    }

    /// The cards that went badly, each once, in the order in which they were asked.
    pub fn weak_cards(&self) -> Vec<CardId> {
        let mut cards: Vec<CardId> = Vec::new();
        for row in self.rows.iter().filter(|row| row.is_weak()) {
            if !cards.contains(&row.card) {
                cards.push(row.card.clone());
            }
        }
        cards
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

fn row(id: &RecordId, answer: Answer, history: &History) -> Row {
    let before = history
        .answers_to(&answer.card)
        .rev()
        .filter(|earlier| earlier.id() < *id)
        .filter(|earlier| answer.is_of_the_question_of(earlier.rare()))
        .find_map(|earlier| earlier.inputs().score);
    let difference = |(now, then): (u8, u8)| i8::try_from(i16::from(now) - i16::from(then)).ok();
    Row {
        record: Some(id.clone()),
        change: answer.score.zip(before).and_then(difference),
        ..Row::of(answer)
    }
}

/// What a dimension of scoring is called; one that is not known keeps its name.
pub fn dimension_name(name: &str) -> Both {
    let (korean, english) = match name {
        "correctness" => ("정확함", "correctness"),
        "depth" => ("깊이", "depth"),
        "structure" => ("짜임새", "structure"),
        "evidence" => ("근거", "evidence"),
        "fit" => ("맞음", "fit"),
        "delivery" => ("전달", "delivery"),
        other => (other, other),
    };
    Both::new(korean.to_owned(), english.to_owned())
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
    fn lengths_that_no_clock_can_have_are_added_up_without_harm() {
        let session = RecordId::from_written("S");
        let at = chrono::DateTime::parse_from_rfc3339("2026-11-21T10:00:00+09:00").unwrap();
        let ids = Ids::from_numbers(|| 3);
        let records = ["a", "b"].map(|card| {
            let mut answer = Answer::new(CardId::new("d", card), Mode::Interview);
            answer.session = Some(session.clone());
            let most = Some(u64::MAX);
            (answer.think_ms, answer.answer_ms, answer.limit_ms) = (most, most, most);
            Record::new(&ids, at, Body::Answer(answer))
        });
        let debrief = Debrief::of(&session, &[], &History::new(records.to_vec()));
        assert_eq!(debrief.used, Duration::from_millis(u64::MAX));
        assert_eq!(debrief.given, 2 * Duration::from_millis(u64::MAX));
    }

    #[test]
    fn a_session_is_summed_up_and_compared_with_the_last_time() {
        let ids = Ids::from_numbers(|| 3);
        let at = |text: &str| chrono::DateTime::parse_from_rfc3339(text).unwrap();
        let session = RecordId::from_written("S");
        let answer = |day: &str, card: &str, session: Option<&RecordId>, score: Option<u8>| {
            let mut answer = Answer::new(CardId::new("d", card), Mode::Interview);
            answer.session = session.cloned();
            answer.score = score;
            answer.skipped = score.is_none();
            answer.think_ms = Some(5_000);
            answer.answer_ms = Some(70_000);
            answer.limit_ms = Some(60_000);
            answer.confidence = Some(3);
            Record::new(&ids, at(day), Body::Answer(answer))
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
