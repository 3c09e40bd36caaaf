//! What was done so far, in the few figures that stand on the first screen and in the list of
//! interviews. They are kept up record by record: a screen may ask for them in every frame,
//! whatever the length of the history.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::clock::day_of;
use crate::history::record::Body;
use crate::history::{History, InterviewResult, Record, RecordId, SessionEvent};
use crate::interview::debrief::Debrief;

/// The figures.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SoFar {
    /// The hour at which a day begins.
    day_begins: u32,
    /// Answers by day; what was passed over is none.
    days: BTreeMap<NaiveDate, usize>,
    answers: usize,
    /// How each interview that was looked back on ended, by its id.
    looked_back: HashMap<String, Option<InterviewResult>>,
    last: Option<LastSession>,
}

/// The session that was held last.
#[derive(Debug, Clone, PartialEq)]
pub struct LastSession {
    /// The session.
    pub session: RecordId,
    /// The preset's name.
    pub preset: String,
    /// When it began.
    pub at: DateTime<FixedOffset>,
    /// The mean score; none where nothing was scored.
    pub mean: Option<f64>,
}

impl SoFar {
    /// The figures of a whole history.
    pub fn of(history: &History, day_begins: u32) -> Self {
        let mut so_far = Self {
            day_begins,
            last: last_session(history),
            ..Self::default()
        };
        for answer in history.answers() {
            so_far.count(answer.at(), answer.inputs().skipped);
        }
        for look_back in history.look_backs() {
            let looked_back = so_far.looked_back.entry(look_back.interview);
            looked_back.or_insert(look_back.result);
        }
        so_far
    }

    /// Takes in a record that the history has just taken in. Only what changes earlier records, or
    /// ends a session, looks at more than the record.
    pub fn add(&mut self, record: &Record, history: &History) {
        match &record.body {
            Body::Answer(answer) => {
                self.count(record.at, answer.skipped);
                let last = self.last.as_ref().map(|last| &last.session);
                if last.is_some() && last == answer.session.as_ref() {
                    self.last = last_session(history);
                }
            }
            Body::LookBack(told) => {
                self.looked_back.insert(told.interview.clone(), told.result);
            }
            Body::Session(session) if matches!(session.event, SessionEvent::Ended { .. }) => {
                self.last = last_session(history);
            }
            Body::Undo { .. } | Body::Moved(_) => *self = Self::of(history, self.day_begins),
            _ => {}
        }
    }

    fn count(&mut self, at: DateTime<FixedOffset>, is_skipped: bool) {
        if !is_skipped {
            self.answers += 1;
            *self.days.entry(day_of(at, self.day_begins)).or_default() += 1;
        }
    }

    /// How many answers there are.
    pub fn answers(&self) -> usize {
        self.answers
    }

    /// How many of them were given on a day.
    pub fn answers_on(&self, day: NaiveDate) -> usize {
        self.days.get(&day).copied().unwrap_or(0)
    }

    /// How many days in a row up to `today` something was answered; today may still be empty.
    pub fn streak(&self, today: NaiveDate) -> usize {
        let is_empty_yet = !self.days.contains_key(&today);
        let start = if is_empty_yet {
            today.pred_opt()
        } else {
            Some(today)
        };
        std::iter::successors(start, NaiveDate::pred_opt)
            .take_while(|day| self.days.contains_key(day))
            .count()
    }

    /// Whether an interview was looked back on, and how it ended if that is known.
    pub fn looked_back(&self, interview: &str) -> Option<Option<InterviewResult>> {
        self.looked_back.get(interview).copied()
    }

    /// How many interviews were looked back on.
    pub fn looked_back_on(&self) -> usize {
        self.looked_back.len()
    }

    /// The session that was held last.
    pub fn last_session(&self) -> Option<&LastSession> {
        self.last.as_ref()
    }
}

fn last_session(history: &History) -> Option<LastSession> {
    let mut sessions = history.sessions();
    let last = sessions.rfind(|session| session.ended.is_some())?;
    let debrief = Debrief::of(&last.began.id, last.rounds, history);
    Some(LastSession {
        session: last.began.id.clone(),
        preset: last.preset.to_owned(),
        at: last.began.at,
        mean: debrief.mean_score(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::CardId;
    use crate::history::record::{
        Answer, Ids, LookBack, Mode, PlannedQuestion, PlannedRound, Rules, Session,
    };
    use proptest::prelude::*;

    /// What may happen next.
    #[derive(Debug, Clone, Copy)]
    enum Step {
        Answer { skipped: bool },
        Undo(usize),
        LookBack(u8, Option<InterviewResult>),
        Session,
        End,
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            4 => any::<bool>().prop_map(|skipped| Step::Answer { skipped }),
            1 => (0..40_usize).prop_map(Step::Undo),
            1 => (0..3_u8, any::<bool>()).prop_map(|(interview, is_known)| {
                Step::LookBack(interview, is_known.then_some(InterviewResult::Passed))
            }),
            1 => Just(Step::Session),
            1 => Just(Step::End),
        ]
    }

    /// The body of the next record; `session` is the one that runs.
    fn body(step: Step, history: &History, session: Option<&RecordId>) -> Option<Body> {
        let card = CardId::new("d", "a");
        let of = |session: &RecordId, event| {
            let session = session.clone();
            Body::Session(Session { session, event })
        };
        Some(match step {
            Step::Answer { skipped } => {
                let mut answer = Answer::new(card, Mode::Interview);
                answer.skipped = skipped;
                answer.score = (!skipped).then_some(3);
                answer.session = session.cloned();
                Body::Answer(answer)
            }
            Step::Undo(number) => Body::Undo {
                undoes: history.records().nth(number)?.id,
            },
            Step::LookBack(interview, result) => Body::LookBack(LookBack {
                interview: format!("i{interview}"),
                result,
                ..LookBack::default()
            }),
            Step::Session => {
                let question = PlannedQuestion {
                    card,
                    ..PlannedQuestion::default()
                };
                let round = PlannedRound {
                    title: String::new(),
                    questions: vec![question],
                    rules: Rules::default(),
                };
                let event = SessionEvent::Began {
                    preset: "phone".to_owned(),
                    seed: 1,
                    mode: "practice".to_owned(),
                    device: "d".to_owned(),
                    rounds: vec![round],
                };
                of(&RecordId::from_written(""), event)
            }
            Step::End => {
                let event = SessionEvent::Ended {
                    reason: "finished".to_owned(),
                    scored: 1,
                    pad: None,
                    line: None,
                };
                of(session?, event)
            }
        })
    }

    proptest! {
        #[test]
        fn kept_up_record_by_record_it_is_what_the_whole_history_says(
            steps in proptest::collection::vec(step(), 0..40),
        ) {
            let ids = Ids::from_numbers(|| 3);
            let begin = DateTime::parse_from_rfc3339("2026-11-01T10:00:00+09:00").unwrap();
            let mut history = History::default();
            let mut so_far = SoFar::of(&history, 4);
            let mut session = None;
            for (number, step) in (0..).zip(steps) {
                let begins = matches!(step, Step::Session);
                let Some(body) = body(step, &history, session.as_ref()) else {
                    continue;
                };
                let at = begin + std::time::Duration::from_secs(7 * 3600 * number);
                let mut record = Record::new(&ids, at, body);
                if let (true, Body::Session(begun)) = (begins, &mut record.body) {
                    begun.session = record.id.clone();
                    session = Some(record.id.clone());
                }
                history.add(record.clone());
                so_far.add(&record, &history);
                prop_assert_eq!(&so_far, &SoFar::of(&history, 4));
            }
        }
    }

    #[test]
    fn a_streak_ends_at_the_first_empty_day_and_today_may_still_be_empty() {
        let ids = Ids::from_numbers(|| 1);
        let answered = |at: &str| {
            let at = DateTime::parse_from_rfc3339(at).unwrap();
            let answer = Answer::new(CardId::new("d", "a"), Mode::Practice);
            Record::new(&ids, at, Body::Answer(answer))
        };
        let history = History::new(vec![
            answered("2026-11-17T22:00:00+09:00"),
            answered("2026-11-19T22:00:00+09:00"),
            answered("2026-11-21T01:00:00+09:00"),
        ]);
        let so_far = SoFar::of(&history, 4);
        let streak = |day: &str| so_far.streak(day.parse().unwrap());
        assert_eq!(streak("2026-11-20"), 2);
        assert_eq!(streak("2026-11-21"), 2);
        assert_eq!(streak("2026-11-22"), 0);
        assert_eq!(so_far.answers_on("2026-11-20".parse().unwrap()), 1);
    }
}
