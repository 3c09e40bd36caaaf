//! What the user's own answers say about the next ones: how long they take, and how often a
//! question that was never tried is known at once.

use super::fsrs::Grade;
use super::limit;
use super::state::{Attempt, CardState, Memories};
use crate::bank::{Bank, Card};

/// The share of questions never tried that are known, before anything is known of the user.
const FIRST_PASS: f64 = 0.40;
/// As how many answers that guess counts: that of people who differ by ±.18.
const FIRST_PASS_STRENGTH: f64 = 6.0;
/// A first attempt takes this much longer than the card's time, before anything is known: the
/// answer is read as well.
const FIRST_PACE: f64 = 1.4;
/// As how many answers a guess about the pace counts.
const PACE_STRENGTH: f64 = 6.0;
/// As how many of its own answers the general pace counts for one card.
const CARD_STRENGTH: f64 = 2.0;
/// What is forgotten takes longer: at no recall at all this much more.
const FORGOTTEN_EXTRA: f64 = 0.3;

/// How this user answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Habits {
    /// The chance that a card never tried is known, 0–1: the mean of a Beta posterior.
    pub first_pass: f64,
    /// How far that chance may be off: the standard deviation of the posterior.
    pub first_pass_spread: f64,
    /// Seconds of a first attempt over the card's time.
    pub first_pace: f64,
    /// Seconds of a later attempt at full recall over the card's time.
    pub pace: f64,
}

impl Default for Habits {
    fn default() -> Self {
        Self {
            first_pass: FIRST_PASS,
            first_pass_spread: deviation(FIRST_PASS, FIRST_PASS_STRENGTH),
            first_pace: FIRST_PACE * later(FIRST_PASS),
            pace: 1.0,
        }
    }
}

/// How long a card is expected to take.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seconds {
    /// At the first attempt.
    pub first: f64,
    /// Later, at full recall.
    pub later: f64,
}

impl Seconds {
    /// At a later attempt with this chance of recall.
    pub fn at(self, recall: f64) -> f64 {
        self.later * later(recall)
    }
}

fn later(recall: f64) -> f64 {
    1.0 + FORGOTTEN_EXTRA * (1.0 - recall)
}

impl Habits {
    /// What the answers so far say.
    pub fn of(bank: &Bank, memories: &Memories) -> Self {
        let mut passes = Mean::of(FIRST_PASS, FIRST_PASS_STRENGTH);
        let mut first_pace = Mean::of(Self::default().first_pace, PACE_STRENGTH);
        let mut pace = Mean::of(1.0, PACE_STRENGTH);
        for entry in bank.cards() {
            let Some(state) = memories.get(&entry.card.id) else {
                continue;
            };
            let limit = limit(entry.card);
            for (i, attempt) in state.attempts.iter().enumerate() {
                if i == 0 {
                    passes.add(knew(attempt.grade));
                }
                let Some(ratio) = ratio(attempt, limit) else {
                    continue;
                };
                if i == 0 {
                    first_pace.add(ratio);
                } else {
                    pace.add(ratio / later(attempt.predicted.get().unwrap_or(1.0)));
                }
            }
        }
        Self {
            first_pass: passes.value(),
            first_pass_spread: deviation(passes.value(), passes.count),
            first_pace: first_pace.value(),
            pace: pace.value(),
        }
    }

    /// How long a card will take: its own answers, and until there are some, the user's pace with
    /// the card's time.
    pub fn seconds(&self, card: &Card, state: &CardState) -> Seconds {
        let limit = limit(card);
        let mut own = Mean::of(1.0, CARD_STRENGTH);
        for (i, attempt) in state.attempts.iter().enumerate() {
            if let Some(ratio) = ratio(attempt, limit) {
                let expected = if i == 0 {
                    self.first_pace
                } else {
                    self.pace * later(attempt.predicted.get().unwrap_or(1.0))
                };
                own.add(ratio / expected);
            }
        }
        let own = own.value() * limit;
        Seconds {
            first: (own * self.first_pace).max(1.0),
            later: (own * self.pace).max(1.0),
        }
    }
}

/// How much a first answer says that the next card never tried will be known. People score
/// themselves kindly: of answers that they called fully right 80–89 % were (Rawson, Dunlosky and
/// Sciartelli, 2013), so a first one passed with trouble is worth less. The half
/// is no measurement of people; it was chosen in `examples/plan_simulation.rs`.
fn knew(grade: Grade) -> f64 {
    match grade {
        Grade::Again => 0.0,
        Grade::Hard => 0.5,
        Grade::Good | Grade::Easy => 1.0,
    }
}

/// Seconds over the card's time, kept within what is no mishap (a pause, a slip of the finger).
fn ratio(attempt: &Attempt, limit: f64) -> Option<f64> {
    Some((attempt.seconds.get()? / limit).clamp(0.05, 4.0))
}

/// The standard deviation of a Beta distribution that counts as so many answers.
fn deviation(mean: f64, answers: f64) -> f64 {
    (mean * (1.0 - mean) / (answers + 1.0)).sqrt()
}

/// A mean that begins with a guess.
struct Mean {
    sum: f64,
    count: f64,
}

impl Mean {
    fn of(guess: f64, strength: f64) -> Self {
        Self {
            sum: guess * strength,
            count: strength,
        }
    }

    fn add(&mut self, value: f64) {
        self.sum += value;
        self.count += 1.0;
    }

    fn value(&self) -> f64 {
        self.sum / self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{CardId, Origin, deck};
    use crate::history::record::{Answer, Body, Ids, Record};
    use crate::history::{History, Mode};

    fn bank() -> Bank {
        let text = "time = \"100s\"\n[[cards]]\nid = \"a\"\nquestion = \"A?\"\n\
                    [[cards]]\nid = \"b\"\nquestion = \"B?\"\n";
        let (deck, _) = deck::read("d", Origin::BuiltIn, "d.toml", text);
        Bank::new([deck], Vec::new())
    }

    /// Memories of answers to card a: day, score and seconds.
    fn memories(answers: &[(u32, u8, u64)]) -> Memories {
        let ids = Ids::from_numbers(|| 1);
        let at = |day: u32| {
            let at = format!("2026-11-{day:02}T10:00:00+09:00");
            chrono::DateTime::parse_from_rfc3339(&at).unwrap()
        };
        let records = answers.iter().map(|&(day, score, seconds)| {
            let mut answer = Answer::new(CardId::new("d", "a"), Mode::Interview);
            answer.score = Some(score);
            answer.think_ms = Some(5_000);
            answer.answer_ms = Some(seconds * 1000 - 5_000);
            Record::new(&ids, at(day), Body::Answer(answer))
        });
        let history = History::new(records);
        Memories::fold(&history, at(28), 4)
    }

    fn seconds(memories: &Memories, card: &str) -> Seconds {
        let bank = bank();
        let id = CardId::new("d", card);
        let card = bank.find(&id).unwrap().card;
        Habits::of(&bank, memories).seconds(card, memories.state(&id))
    }

    #[test]
    fn without_answers_the_cards_time_and_a_guess_stand() {
        let nothing = memories(&[]);
        let (found, usual) = (Habits::of(&bank(), &nothing), Habits::default());
        assert!((found.first_pass - usual.first_pass).abs() < 1e-9);
        assert!((found.pace - usual.pace).abs() < 1e-9);
        let expected = seconds(&nothing, "a");
        assert!((expected.later - 100.0).abs() < 1e-9);
        assert!(expected.first > 150.0);
        assert!((expected.at(0.5) - 115.0).abs() < 1e-9);
    }

    #[test]
    fn a_first_answer_moves_the_chance_of_the_next_first_one() {
        let passed = Habits::of(&bank(), &memories(&[(1, 4, 100)])).first_pass;
        let failed = Habits::of(&bank(), &memories(&[(1, 1, 100)])).first_pass;
        assert!((passed - 3.4 / 7.0).abs() < 1e-9);
        assert!((failed - 2.4 / 7.0).abs() < 1e-9);
    }

    #[test]
    fn a_slow_card_is_expected_to_be_slow_and_the_others_a_little_slower() {
        let slow: Vec<(u32, u8, u64)> = (1..20).map(|day| (day, 4, 200)).collect();
        let slow = memories(&slow);
        assert!(seconds(&slow, "a").later > 180.0);
        let other = seconds(&slow, "b").later;
        assert!((130.0..200.0).contains(&other), "{other}");
        let pause = memories(&[(1, 4, 100), (2, 4, 80_000)]);
        assert!(
            seconds(&pause, "a").later < 250.0,
            "an hour away is no answer"
        );
    }
}
