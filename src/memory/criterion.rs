//! When a card is known well enough, and when an error must come back soon.
//!
//! Recalling a card on three days, not only once, is what holds to the day (successive relearning,
//! Rawson, Dunlosky and Sciartelli, 2013). An error of which one was sure is corrected easily and
//! returns after a week (Butler, Fazio and Marsh, 2011): it comes back within two days, until it
//! was passed on two.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::state::{Attempt, CardState};
use crate::both;
use crate::language::Both;

/// Passes on so many different days make a card ready for an interview.
pub const READY_AFTER: usize = 3;
/// Passes on so many different days close an error of which the user was sure.
pub const CLOSED_AFTER: usize = 2;
/// Such an error is asked again from so many days after the last answer on: a day that is missed
/// still leaves it within two.
const COMES_BACK: i64 = 1;
/// Said by somebody who is sure.
const SURE: u8 = 3;

/// Where a card stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Criterion {
    /// The days on which it was passed since it last failed.
    pub passed_days: usize,
    /// The passes on different days that close an error of which the user was sure; `None` where
    /// none is open.
    pub sure_but_wrong: Option<usize>,
    /// Whether the plan leaves it out until its answer is written anew.
    pub rests: bool,
}

impl Criterion {
    /// What the answers to a card say.
    pub fn of(state: &CardState) -> Self {
        let attempts = &state.attempts;
        let wrong = |attempt: &Attempt| !attempt.grade.is_pass();
        let since_failed = attempts.iter().rposition(wrong).map_or(0, |at| at + 1);
        let sure = |attempt: &Attempt| wrong(attempt) && attempt.confidence == Some(SURE);
        let passes = attempts.iter().rposition(sure).map(|error| {
            let after = &attempts[error + 1..];
            passed_days(after.iter().filter(|attempt| !wrong(attempt)))
        });
        Self {
            passed_days: passed_days(attempts[since_failed..].iter()),
            sure_but_wrong: passes.filter(|&passes| passes < CLOSED_AFTER),
            rests: state.rests(),
        }
    }

    /// Whether the card is known well enough for an interview.
    pub fn is_ready(self) -> bool {
        self.passed_days >= READY_AFTER
    }

    /// What is to be said of the card, the most urgent first.
    pub fn words(self) -> Vec<Both> {
        let mut words = Vec::new();
        if self.rests {
            words.push(both!(
                "최근 5번 중 4번 실패해 답을 다시 쓸 때까지 계획에서 쉼",
                "4 of the last 5 failed: it rests until the answer is rewritten, shortened or split"
            ));
        }
        if let Some(passes) = self.sure_but_wrong {
            words.push(both!(
                "자신 있게 틀림: 이틀 안에 다시, 서로 다른 날 통과 {passes}/{CLOSED_AFTER}",
                "sure but wrong: again within two days, passed on {passes} of {CLOSED_AFTER} days"
            ));
        }
        if self.is_ready() {
            words.push(both!("면접 준비됨", "interview-ready"));
        } else if self.passed_days > 0 {
            let days = self.passed_days;
            words.push(both!(
                "면접 준비까지 서로 다른 날 통과 {days}/{READY_AFTER}",
                "passed on {days} of {READY_AFTER} days until interview-ready"
            ));
        }
        words
    }
}

/// Whether an error of which the user was sure is to be asked again on this day.
pub fn comes_back(state: &CardState, day: NaiveDate) -> bool {
    let last = state.attempts.last();
    Criterion::of(state).sure_but_wrong.is_some()
        && last.is_some_and(|last| (day - last.day).num_days() >= COMES_BACK)
}

fn passed_days<'a>(passes: impl Iterator<Item = &'a Attempt>) -> usize {
    let days: BTreeSet<NaiveDate> = passes.map(|attempt| attempt.day).collect();
    days.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::CardId;
    use crate::history::record::{Answer, Body, Edit, Ids, Record};
    use crate::history::{History, Mode};
    use crate::memory::Memories;

    /// Day, score, how sure; a score of 0 is an answer written anew.
    fn state(answers: &[(u32, u8, u8)]) -> (Criterion, CardState) {
        let ids = Ids::from_numbers(|| 1);
        let mut history = History::default();
        let card = || CardId::new("d", "a");
        for &(day, score, sure) in answers {
            let at = format!("2026-11-{day:02}T10:00:00+09:00");
            let at = chrono::DateTime::parse_from_rfc3339(&at).unwrap();
            let body = if score == 0 {
                Body::Edit(Edit {
                    card: card(),
                    field: "answer".to_owned(),
                    before: serde_json::Value::Null,
                })
            } else {
                let mut answer = Answer::new(card(), Mode::Interview);
                answer.score = Some(score);
                answer.confidence = (sure > 0).then_some(sure);
                Body::Answer(answer)
            };
            history.add(Record::new(&ids, at, body));
        }
        let now = chrono::DateTime::parse_from_rfc3339("2026-11-28T10:00:00+09:00").unwrap();
        let state = Memories::of_card(&history, &card(), now, 4);
        (Criterion::of(&state), state)
    }

    #[test]
    fn three_passes_on_different_days_make_a_card_ready_and_a_failure_begins_anew() {
        let of = |answers: &[(u32, u8, u8)]| state(answers).0;
        assert!(!of(&[(1, 5, 0), (1, 5, 0), (2, 5, 0)]).is_ready());
        assert!(of(&[(1, 5, 0), (2, 5, 0), (9, 4, 0)]).is_ready());
        assert!(!of(&[(1, 5, 0), (2, 5, 0), (9, 1, 0), (10, 5, 0)]).is_ready());
        assert!(of(&[]).words().is_empty());
    }

    #[test]
    fn an_error_of_somebody_sure_comes_back_the_next_day_until_passed_on_two() {
        let day = |day: u32| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let (wrong, failed) = state(&[(5, 1, 3)]);
        assert_eq!(wrong.sure_but_wrong, Some(0));
        assert!(!comes_back(&failed, day(5)) && comes_back(&failed, day(6)));
        assert_eq!(state(&[(5, 1, 1)]).0.sure_but_wrong, None);
        let (same_day, _) = state(&[(5, 1, 3), (6, 5, 2), (6, 5, 2)]);
        assert_eq!(same_day.sure_but_wrong, Some(1));
        let (closed, passed) = state(&[(5, 1, 3), (6, 5, 2), (8, 5, 2)]);
        assert_eq!(closed.sure_but_wrong, None);
        assert!(!comes_back(&passed, day(20)));
    }

    #[test]
    fn four_failures_of_five_rest_until_the_answer_is_written_anew() {
        let stuck = [(1, 1, 0), (2, 1, 0), (3, 5, 0), (4, 1, 0), (5, 1, 0)];
        assert!(state(&stuck).0.rests);
        let written = [&stuck[..], &[(6, 0, 0)]].concat();
        assert!(!state(&written).0.rests);
        let again = [&written[..], &[(7, 1, 0), (8, 1, 0), (9, 1, 0)]].concat();
        assert!(!state(&again).0.rests, "three answers since");
        assert!(
            !state(&[(1, 1, 0), (2, 1, 0), (3, 5, 0), (4, 5, 0), (5, 1, 0)])
                .0
                .rests
        );
    }
}
