//! The memory of each card: the fold of its answers up to a moment.
//!
//! Days are whole days of the program's own calendar between two answers, each in the local time
//! in which it was given; a clock that was set back or a journey west never makes them negative.
//!
//! **Practice.** What is practised beyond the plan (`Mode::Practice`) is evidence like any other:
//! it changes stability, difficulty and every prediction. It never pushes a date back, though:
//! where the card was not yet due, the day on which it is due may only come nearer. Whoever
//! practises out of eagerness does not pay for it by seeing the card later than was promised.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, Days, FixedOffset, NaiveDate};
use foldhash::fast::RandomState;
use serde_json::json;

use super::NIGHT_BEFORE;
use super::forgetting::{self, Answered, Forgetting, Rate};
use super::fsrs::{DUE_AT, Fsrs, Grade, Memory};
use super::grade::{self, milliseconds};
use crate::bank::CardId;
use crate::clock;
use crate::history::{AnswerSeen, History, Inputs, Mode, RecordId};

/// So many of the last predicted answers say how the user forgets.
const LEARNT: usize = 1000;

/// One answer that counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Attempt {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// The program's day of it.
    pub day: NaiveDate,
    /// Where.
    pub mode: Mode,
    /// What it amounted to.
    pub grade: Grade,
    /// The chance of recall that was predicted for it; `None` at the first answer and on the day
    /// of the answer before, when there is nothing to predict.
    pub predicted: Maybe,
    /// How good it was, 0–1.
    pub quality: f64,
    /// Seconds of thinking and answering.
    pub seconds: Maybe,
    /// Time of the answer over its limit.
    pub pace: Maybe,
    /// 1–3, asked before the reveal.
    pub confidence: Option<u8>,
    /// Ticked key points and how many there were.
    pub points: Option<(u16, u16)>,
}

/// A figure that may be missing, in the room of the figure: there is an attempt for every answer of
/// years.
#[derive(Debug, Clone, Copy)]
pub struct Maybe(f64);

impl Maybe {
    /// The figure; `None` where it is missing.
    pub fn get(self) -> Option<f64> {
        (!self.0.is_nan()).then_some(self.0)
    }
}

impl From<Option<f64>> for Maybe {
    fn from(figure: Option<f64>) -> Self {
        Self(figure.unwrap_or(f64::NAN))
    }
}

impl PartialEq for Maybe {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

/// What is known of a card's memory.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Known {
    /// Stability and difficulty.
    pub memory: Memory,
    /// The day of the last answer that counts.
    pub last: NaiveDate,
    /// The day on which the chance of recall will have fallen to 90 %.
    pub due: NaiveDate,
}

/// What each kept mind of [`Forgetting`] makes of a card.
#[derive(Debug, Clone, PartialEq)]
pub struct Remembered {
    /// A memory for each kept mind.
    pub memories: Vec<Memory>,
    /// By which rate it is forgotten.
    pub rate: Rate,
    /// The day of the last answer.
    pub last: NaiveDate,
}

impl Remembered {
    /// The chance of recall on a day, 0–1.
    pub fn recall(&self, forgetting: &Forgetting, day: NaiveDate) -> f64 {
        forgetting.recall(&self.memories, self.rate, days_between(self.last, day))
    }
}

/// Everything that follows from the answers to one card.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CardState {
    /// Its memory; `None` while nothing that counts was answered.
    pub known: Option<Known>,
    /// The answers that count, oldest first.
    pub attempts: Vec<Attempt>,
    /// How good the answers to its follow-ups were, 0–1, oldest first.
    pub follow_ups: Vec<f64>,
    /// How often it was tried before and then failed.
    pub lapses: usize,
    /// When its answer was last written anew.
    pub rewritten: Option<DateTime<FixedOffset>>,
}

/// Of so many last answers to a card that rests …
const OF_LAST: usize = 5;
/// … so many failed.
const FAILED: usize = 4;

impl CardState {
    /// The chance of recall on a day, 0–1; `None` for a card never answered.
    pub fn recall(&self, model: &Fsrs, day: NaiveDate) -> Option<f64> {
        let known = self.known?;
        Some(model.recall(known.memory.stability, days_between(known.last, day)))
    }

    /// The chance of recall on a day as this user forgets, 0–1; `None` for a card never answered.
    pub fn expected(&self, forgetting: &Forgetting, day: NaiveDate) -> Option<f64> {
        let remembered = self.remembered(forgetting)?;
        Some(remembered.recall(forgetting, day))
    }

    /// What is remembered of the card as this user forgets, for whoever asks about many days.
    pub fn remembered(&self, forgetting: &Forgetting) -> Option<Remembered> {
        let last = self.attempts.last()?;
        Some(Remembered {
            memories: forgetting.after(self.answers())?,
            rate: Rate::after(last.grade),
            last: last.day,
        })
    }

    /// Whether the plan leaves it out: four of its last five answers failed, and its answer was
    /// not written anew since. Asking once more would cost minutes that do better elsewhere.
    pub fn rests(&self) -> bool {
        let attempts = self.attempts.iter().rev();
        let fresh = attempts.take_while(|attempt| self.rewritten.is_none_or(|at| attempt.at > at));
        let failed = fresh
            .take(OF_LAST)
            .filter(|attempt| !attempt.grade.is_pass());
        failed.count() >= FAILED
    }

    /// Its answers as days since the one before, and grade.
    fn answers(&self) -> impl Iterator<Item = (f64, Grade)> {
        let before = std::iter::once(None).chain(self.attempts.iter().map(Some));
        self.attempts.iter().zip(before).map(|(attempt, before)| {
            let days = before.map_or(0.0, |before| days_between(before.day, attempt.day));
            (days, attempt.grade)
        })
    }

    /// What would be known after an answer of this grade on this day.
    pub fn after(&self, model: &Fsrs, grade: Grade, mode: Mode, day: NaiveDate) -> Known {
        let (memory, before) = match self.known {
            None => (model.first(grade), None),
            Some(known) => {
                let days = days_between(known.last, day);
                (
                    model.next(known.memory, grade, days),
                    Some(known.due).filter(|&due| due > day),
                )
            }
        };
        let interval = model.interval(memory.stability, DUE_AT);
        let due = day
            .checked_add_days(Days::new(u64::from(interval)))
            .unwrap_or(NaiveDate::MAX);
        Known {
            memory,
            last: day,
            due: match before {
                Some(promised) if mode == Mode::Practice => due.min(promised),
                _ => due,
            },
        }
    }

    /// Whether the card was answered at least once in a way that counts.
    pub fn is_tried(&self) -> bool {
        self.known.is_some()
    }

    /// The documented JSON of `hotseat card --json`: days, 1–10, 0–1 and a date. The first four
    /// are null for a card never answered.
    pub fn to_json(&self, model: &Fsrs, day: NaiveDate) -> serde_json::Value {
        json!({
            "stability": self.known.map(|known| known.memory.stability),
            "difficulty": self.known.map(|known| known.memory.difficulty),
            "retrievability": self.recall(model, day),
            "due": self.known.map(|known| known.due.to_string()),
            "answers": self.attempts.len(),
            "lapses": self.lapses,
        })
    }

    /// What follows from these answers and when they were given; `None` where there are none.
    fn of(
        model: &Fsrs,
        answers: impl Iterator<Item = (DateTime<FixedOffset>, Inputs)>,
        day_begins: u32,
    ) -> Option<Self> {
        let answers: Vec<(DateTime<FixedOffset>, Inputs)> = answers.collect();
        if answers.is_empty() {
            return None;
        }
        let mut state = Self::default();
        for (place, &(at, answer)) in answers.iter().enumerate() {
            let day = clock::day_of(at, day_begins);
            let follow_ups = answers[place + 1..]
                .iter()
                .map(|(_, inputs)| inputs)
                .take_while(|inputs| inputs.is_follow_up);
            state.take(model, at, day, &answer, follow_ups);
        }
        state.attempts.shrink_to_fit();
        Some(state)
    }

    /// Takes in an answer. `follow_ups` are the answers to its follow-ups: depth is lacking where
    /// one failed, so that it was not easy.
    fn take<'i>(
        &mut self,
        model: &Fsrs,
        at: DateTime<FixedOffset>,
        day: NaiveDate,
        answer: &Inputs,
        mut follow_ups: impl Iterator<Item = &'i Inputs>,
    ) {
        if answer.is_follow_up {
            self.follow_ups.extend(follow_up_quality(answer));
            return;
        }
        let grade = match grade::grade(answer, self.attempts.is_empty()) {
            Some(Grade::Easy) if answer.grade.is_none() && follow_ups.any(is_failed) => Grade::Good,
            Some(grade) => grade,
            None => return,
        };
        let predicted = self
            .known
            .filter(|known| days_between(known.last, day) >= 1.0)
            .and_then(|_| self.recall(model, day))
            .into();
        if self.known.is_some() && !grade.is_pass() {
            self.lapses += 1;
        }
        self.known = Some(self.after(model, grade, answer.mode, day));
        self.attempts.push(Attempt {
            at,
            day,
            mode: answer.mode,
            grade,
            predicted,
            quality: grade::quality(answer).unwrap_or(0.0),
            seconds: answer
                .answer_ms
                .map(|ms| milliseconds(ms.saturating_add(answer.think_ms.unwrap_or(0))) / 1000.0)
                .into(),
            pace: grade::pace(answer).into(),
            confidence: answer.confidence,
            points: answer.ticked.zip(answer.points_of).map(|(ticked, of)| {
                let count = |points| u16::try_from(points).unwrap_or(u16::MAX);
                (count(ticked), count(of))
            }),
        });
    }
}

/// A follow-up that failed is worth nothing, whatever was ticked.
fn follow_up_quality(answer: &Inputs) -> Option<f64> {
    let quality = grade::quality(answer)?;
    Some(if is_failed(answer) { 0.0 } else { quality })
}

/// Whether an answer was judged to be no pass.
fn is_failed(answer: &Inputs) -> bool {
    grade::judged(answer, false).is_some_and(|grade| !grade.is_pass())
}

/// The memory of every card at one moment.
#[derive(Debug, Clone)]
pub struct Memories {
    /// The model that everything is predicted with.
    pub model: Fsrs,
    /// How this user forgets, learnt from what was answered before the day of the moment: for what
    /// lies ahead.
    pub forgetting: Arc<Forgetting>,
    /// The day of the moment.
    pub today: NaiveDate,
    /// Shared: copies are made to be seen from another day.
    cards: Arc<HashMap<CardId, CardState, RandomState>>,
}

impl Memories {
    /// The fold of what was answered up to `moment` and not taken back. `day_begins` is the hour
    /// of the roll-over.
    pub fn fold(history: &History, moment: DateTime<FixedOffset>, day_begins: u32) -> Self {
        let model = Fsrs::default();
        let without_trace = sessions_without_trace(history);
        let states = history.by_card().filter_map(|(card, answers)| {
            let counting = answers.filter_map(|answer| counting(answer, moment, &without_trace));
            let mut state = CardState::of(&model, counting, day_begins)?;
            state.rewritten = rewritten(history, card, moment);
            Some((card.clone(), state))
        });
        let cards: HashMap<CardId, CardState, RandomState> = states.collect();
        let today = clock::day_of(moment, day_begins);
        let (answered, learnt) = learnt(&cards, today);
        Self {
            forgetting: Arc::new(forgetting::fit(&answered, learnt)),
            model,
            today,
            cards: Arc::new(cards),
        }
    }

    /// The state of one card alone, for where the others are not wanted.
    pub fn of_card(
        history: &History,
        card: &CardId,
        moment: DateTime<FixedOffset>,
        day_begins: u32,
    ) -> CardState {
        let model = Fsrs::default();
        let without_trace = sessions_without_trace(history);
        let counting = history
            .answers_to(card)
            .filter_map(|answer| counting(answer, moment, &without_trace));
        let mut state = CardState::of(&model, counting, day_begins).unwrap_or_default();
        if !state.attempts.is_empty() {
            state.rewritten = rewritten(history, card, moment);
        }
        state
    }

    /// The state of a card; `None` where nothing was ever answered.
    pub fn get(&self, card: &CardId) -> Option<&CardState> {
        self.cards.get(card)
    }

    /// The state of a card, an empty one where nothing was ever answered.
    pub fn state(&self, card: &CardId) -> &CardState {
        static NOTHING: CardState = CardState {
            known: None,
            attempts: Vec::new(),
            follow_ups: Vec::new(),
            lapses: 0,
            rewritten: None,
        };
        self.cards.get(card).unwrap_or(&NOTHING)
    }

    /// Every card that was answered, in no order.
    pub fn all(&self) -> impl Iterator<Item = (&CardId, &CardState)> {
        self.cards.iter()
    }

    /// The same memories seen from another day.
    #[must_use]
    pub fn on(mut self, day: NaiveDate) -> Self {
        self.today = day;
        self
    }
}

/// The cards whose answers say how the user forgets, each with its answers, and how many of those
/// are learnt from: the last ones before `today` that had been predicted. What is answered on the
/// day itself moves the cards alone, so that the figures of a day stand still beneath it.
fn learnt(
    cards: &HashMap<CardId, CardState, RandomState>,
    today: NaiveDate,
) -> (Vec<Vec<Answered>>, usize) {
    let predicted = cards.iter().flat_map(|(id, state)| {
        let attempts = state.attempts.iter().enumerate();
        attempts
            .filter(|(_, attempt)| attempt.day < today && attempt.predicted.get().is_some())
            .map(move |(place, attempt)| (attempt.at, id, place))
    });
    let mut predicted: Vec<(DateTime<FixedOffset>, &CardId, usize)> = predicted.collect();
    predicted.sort_unstable();
    let last = &predicted[predicted.len().saturating_sub(LEARNT)..];
    let mut places: BTreeMap<&CardId, Vec<(usize, usize)>> = BTreeMap::new();
    for (place, &(_, id, attempt)) in last.iter().enumerate() {
        places.entry(id).or_default().push((attempt, place));
    }
    let answered = places.into_iter().map(|(id, places)| {
        let mut places = places.into_iter().peekable();
        let answers = cards[id].answers().enumerate();
        answers
            .map(|(attempt, (days, grade))| Answered {
                days,
                grade,
                place: places
                    .next_if(|&(of, _)| of == attempt)
                    .map(|(_, place)| place),
            })
            .collect()
    });
    (answered.collect(), last.len())
}

/// Whole days from one day to a later one, 0 where it is not later.
pub fn days_between(from: NaiveDate, to: NaiveDate) -> f64 {
    let days = (to - from).num_days().clamp(0, i64::from(i32::MAX));
    f64::from(i32::try_from(days).unwrap_or(i32::MAX))
}

/// When the card's answer was last written anew.
fn rewritten(
    history: &History,
    card: &CardId,
    moment: DateTime<FixedOffset>,
) -> Option<DateTime<FixedOffset>> {
    let mut edits = history.edits_of(card).rev();
    let of_answer = edits.find(|(record, edit)| record.at <= moment && edit.field == "answer");
    of_answer.map(|(record, _)| record.at)
}

fn sessions_without_trace(history: &History) -> HashSet<RecordId> {
    history
        .sessions()
        .filter(|session| session.preset == NIGHT_BEFORE)
        .map(|session| session.began.id.clone())
        .collect()
}

/// When an answer was given and what can be weighed of it, if it counts.
fn counting(
    answer: AnswerSeen<'_>,
    moment: DateTime<FixedOffset>,
    without_trace: &HashSet<RecordId>,
) -> Option<(DateTime<FixedOffset>, Inputs)> {
    let (at, inputs) = (answer.at(), answer.inputs());
    let counts = at <= moment
        && inputs.mode != Mode::NightBefore
        && answer
            .session()
            .is_none_or(|session| !without_trace.contains(session));
    counts.then_some((at, inputs))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::SessionEvent;
    use crate::history::record::{Answer, Body, Ids, Record, Session};

    struct Diary {
        ids: Ids,
        history: History,
    }

    impl Diary {
        fn new() -> Self {
            Self {
                ids: Ids::from_numbers(|| 1),
                history: History::default(),
            }
        }

        fn keep(&mut self, at: &str, body: Body) -> RecordId {
            let at = DateTime::parse_from_rfc3339(at).unwrap();
            let record = Record::new(&self.ids, at, body);
            let id = record.id.clone();
            self.history.add(record);
            id
        }

        fn graded(&mut self, at: &str, mode: Mode, grade: u8) -> RecordId {
            let mut answer = Answer::new(card(), mode);
            answer.grade = Some(grade);
            self.keep(at, Body::Answer(answer))
        }

        fn state(&self, at: &str) -> CardState {
            let moment = DateTime::parse_from_rfc3339(at).unwrap();
            let alone = Memories::of_card(&self.history, &card(), moment, 4);
            let all = Memories::fold(&self.history, moment, 4);
            assert_eq!(&alone, all.state(&card()));
            alone
        }
    }

    fn card() -> CardId {
        CardId::new("d", "c")
    }

    fn due(state: &CardState) -> String {
        state.known.unwrap().due.to_string()
    }

    #[test]
    fn an_answer_after_midnight_belongs_to_the_evening() {
        let mut diary = Diary::new();
        diary.graded("2026-11-20T23:00:00+09:00", Mode::Review, 3);
        diary.graded("2026-11-21T01:00:00+09:00", Mode::Review, 3);
        let state = diary.state("2026-11-21T10:00:00+09:00");
        let model = Fsrs::default();
        let twice = model.next(model.first(Grade::Good), Grade::Good, 0.0);
        assert_eq!(state.known.unwrap().memory, twice);
        assert_eq!(state.attempts[1].predicted.get(), None);
        let json = state.to_json(&model, "2026-11-21".parse().unwrap());
        assert_eq!(json["due"], "2026-11-22");
        assert_eq!(
            (json["answers"].as_u64(), json["lapses"].as_u64()),
            (Some(2), Some(0))
        );
        let recall = json["retrievability"].as_f64().unwrap();
        assert!((recall - model.recall(twice.stability, 1.0)).abs() < 1e-12);
    }

    #[test]
    fn only_what_was_answered_up_to_the_moment_counts() {
        let mut diary = Diary::new();
        diary.graded("2026-11-20T10:00:00+09:00", Mode::Review, 3);
        let second = diary.graded("2026-11-23T10:00:00+09:00", Mode::Review, 1);
        assert_eq!(diary.state("2026-11-22T10:00:00+09:00").attempts.len(), 1);
        assert_eq!(diary.state("2026-11-23T10:00:00+09:00").lapses, 1);
        assert_eq!(
            diary.state("2026-11-19T10:00:00+09:00"),
            CardState::default()
        );
        diary.keep("2026-11-23T10:01:00+09:00", Body::Undo { undoes: second });
        assert_eq!(diary.state("2026-11-24T10:00:00+09:00").lapses, 0);
    }

    #[test]
    fn a_clock_that_was_set_back_makes_no_negative_days() {
        let mut diary = Diary::new();
        diary.graded("2026-11-20T10:00:00+09:00", Mode::Review, 3);
        diary.graded("2026-11-18T10:00:00+09:00", Mode::Review, 3);
        let state = diary.state("2026-11-18T11:00:00+09:00");
        assert_eq!(state.attempts.len(), 1);
        let state = diary.state("2026-11-20T11:00:00+09:00");
        assert_eq!(state.attempts.len(), 2);
        assert_eq!(
            state.recall(&Fsrs::default(), "2026-11-01".parse().unwrap()),
            Some(1.0)
        );
    }

    #[test]
    fn practice_beyond_the_plan_never_pushes_a_date_back() {
        let mut diary = Diary::new();
        diary.graded("2026-11-20T10:00:00+09:00", Mode::Review, 4);
        let before = diary.state("2026-11-20T11:00:00+09:00");
        assert_eq!(due(&before), "2026-11-28");
        diary.graded("2026-11-22T10:00:00+09:00", Mode::Practice, 4);
        let after = diary.state("2026-11-22T11:00:00+09:00");
        assert_eq!(due(&after), "2026-11-28");
        let stability = |state: &CardState| state.known.unwrap().memory.stability;
        assert!(
            stability(&after) > stability(&before),
            "it is evidence all the same"
        );
        // A failure brings the date nearer, and once the card is due practice is a review.
        let mut failed = Diary {
            ids: diary.ids.clone(),
            history: diary.history.clone(),
        };
        failed.graded("2026-11-23T10:00:00+09:00", Mode::Practice, 1);
        assert!(
            failed.state("2026-11-23T11:00:00+09:00").known.unwrap().due < after.known.unwrap().due
        );
        diary.graded("2026-11-28T10:00:00+09:00", Mode::Practice, 3);
        assert!(due(&diary.state("2026-11-28T11:00:00+09:00")).as_str() > "2026-12-10");
    }

    #[test]
    fn the_night_before_and_skips_and_follow_ups_leave_no_trace_in_memory() {
        let mut diary = Diary::new();
        let began = SessionEvent::Began {
            preset: NIGHT_BEFORE.to_owned(),
            seed: 1,
            mode: "practice".to_owned(),
            device: "x".to_owned(),
            rounds: Vec::new(),
        };
        let at = "2026-11-20T22:00:00+09:00";
        // A session's id is that of its first record.
        let record = Record::new(
            &diary.ids,
            DateTime::parse_from_rfc3339(at).unwrap(),
            Body::LookBack(crate::history::LookBack::default()),
        );
        let session = record.id.clone();
        diary.history.add(Record {
            body: Body::Session(Session {
                session: session.clone(),
                event: began,
            }),
            ..record
        });
        let mut answer = Answer::new(card(), Mode::Interview);
        answer.score = Some(1);
        answer.session = Some(session);
        diary.keep(at, Body::Answer(answer.clone()));
        answer.session = None;
        answer.skipped = true;
        diary.keep(at, Body::Answer(answer.clone()));
        answer.skipped = false;
        answer.depth = Some(1);
        diary.keep(at, Body::Answer(answer));
        let state = diary.state("2026-11-21T10:00:00+09:00");
        assert!(!state.is_tried());
        assert_eq!(state.follow_ups, [0.0]);
        assert!(state.to_json(&Fsrs::default(), "2026-11-21".parse().unwrap())["due"].is_null());
    }
}
