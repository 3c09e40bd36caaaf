//! The review: one card after the other, as one pure state machine.
//!
//! Inputs and the running time come in, the state changes, and what must be kept comes out. A
//! grade, a mark or an undo is on the disk before the next card is shown. The machine knows no
//! card's text and no memory; [`mod@queue`] chooses the cards, [`next_dates`] says what each grade
//! would lead to.
//!
//! Undo takes back the last kept step, as deep as the review is long, also on the finished
//! screen: it appends a record that names the one it takes back, and the card stands there again
//! as it was left.

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::NaiveDate;

use crate::bank::CardId;
use crate::history::{Answer, Body, Mark, Mode, RecordId, Standing};
use crate::memory::{CardState, Fsrs, Grade};

pub mod queue;

pub use queue::{Pick, queue};

/// A card in the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The card.
    pub card: CardId,
    /// Which wording is shown.
    pub wording: usize,
    /// How many key points can be ticked.
    pub points_of: usize,
    /// Milliseconds that the answer should take.
    pub limit_ms: u64,
    /// A review, or practice beyond it, which never pushes a date back.
    pub is_practice: bool,
}

/// What was made of a card so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attempt {
    /// What was typed; empty where it was said aloud.
    pub typed: String,
    /// Ticked key points.
    pub points: BTreeSet<usize>,
    /// Milliseconds until the reveal.
    pub answer_ms: u64,
}

/// What goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// The front is shown, the answer is said or typed.
    Front,
    /// The answer is revealed; points are ticked, a grade is wanted.
    Revealed,
    /// A step is on its way to the disk.
    Keeping,
    /// No card is left.
    Finished,
}

/// What the user does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// The typed answer as it stands now.
    Typed(String),
    /// Shows the answer.
    Reveal,
    /// Ticks or unticks a key point.
    TogglePoint(usize),
    /// Grades the answer.
    Grade(Grade),
    /// Sets the card aside until the user takes it up again.
    Suspend,
    /// Lets the card rest until this day.
    Bury(NaiveDate),
    /// A step on this card that was kept before this review, to be taken back by the next
    /// [`Input::Undo`].
    Earlier {
        /// The card.
        item: Item,
        /// The name of the step.
        record: RecordId,
        /// Whether the answer was shown then.
        was_revealed: bool,
    },
    /// Takes the last step back.
    Undo,
    /// The card was edited and has so many key points now.
    Edited(usize),
    /// More cards, at the end: practice beyond the plan, or what came due.
    More(Vec<Item>),
    /// The step is on the disk, under this name.
    Kept(RecordId),
    /// The step could not be kept; it may be tried again.
    NotKept,
}

/// What must be kept; say [`Input::Kept`] or [`Input::NotKept`] then.
#[derive(Debug, Clone, PartialEq)]
pub struct Keep(pub Box<Body>);

/// What was on its way to the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OnItsWay {
    Step,
    Undo,
}

/// A kept step.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Done {
    at: usize,
    record: RecordId,
    grade: Option<Grade>,
    was_revealed: bool,
}

/// A running review.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    items: Vec<Item>,
    attempts: Vec<Attempt>,
    at: usize,
    phase: Phase,
    on_its_way: Option<(OnItsWay, Phase, Option<Grade>)>,
    done: Vec<Done>,
    /// The running clock when the front was shown or taken up again.
    since: Duration,
}

impl Review {
    /// A review of these cards that begins now.
    pub fn begin(items: Vec<Item>, now: Duration) -> Self {
        Self {
            attempts: vec![Attempt::default(); items.len()],
            phase: if items.is_empty() {
                Phase::Finished
            } else {
                Phase::Front
            },
            items,
            at: 0,
            on_its_way: None,
            done: Vec::new(),
            since: now,
        }
    }

    /// What goes on.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// The card that is shown, with what was made of it.
    pub fn current(&self) -> Option<(&Item, &Attempt)> {
        Some((self.items.get(self.at)?, self.attempts.get(self.at)?))
    }

    /// How many cards are done, and how many there are.
    pub fn place(&self) -> (usize, usize) {
        (self.at, self.items.len())
    }

    /// Whether the answer may be seen.
    pub fn shows_answer(&self) -> bool {
        match self.phase {
            Phase::Revealed => true,
            Phase::Keeping => matches!(self.on_its_way, Some((_, Phase::Revealed, _))),
            Phase::Front | Phase::Finished => false,
        }
    }

    /// How many steps can be taken back.
    pub fn undoable(&self) -> usize {
        self.done.len()
    }

    /// The grades given in this review, in order, without those that were taken back.
    pub fn grades(&self) -> impl Iterator<Item = (&Item, Grade)> {
        self.done
            .iter()
            .filter_map(|done| Some((self.items.get(done.at)?, done.grade?)))
    }

    /// How long the front has been shown, or was until the reveal.
    pub fn gone(&self, now: Duration) -> Duration {
        let before = self.current().map_or(0, |(_, attempt)| attempt.answer_ms);
        let running = match self.phase {
            Phase::Front => now.saturating_sub(self.since),
            _ => Duration::ZERO,
        };
        Duration::from_millis(before) + running
    }

    /// The program was away for this long (suspended, or in an editor); it does not count.
    pub fn was_away(&mut self, away: Duration) {
        self.since += away;
    }

    /// Takes one input at this running time.
    pub fn handle(&mut self, input: Input, now: Duration) -> Option<Keep> {
        match (self.phase, input) {
            (Phase::Keeping, Input::Kept(record)) => self.kept(record, now),
            (Phase::Keeping, Input::NotKept) => self.back(now),
            (_, Input::More(items)) => self.add(items, now),
            (Phase::Keeping, _) => {}
            (
                _,
                Input::Earlier {
                    item,
                    record,
                    was_revealed,
                },
            ) => self.know_earlier(item, record, was_revealed),
            (_, Input::Undo) => return self.undo(now),
            (Phase::Front | Phase::Revealed, Input::Typed(text)) => {
                self.change(|attempt, _| attempt.typed = text);
            }
            (Phase::Front, Input::Reveal) => {
                self.stop_clock(now);
                self.phase = Phase::Revealed;
            }
            (Phase::Revealed, Input::TogglePoint(point)) => self.change(|attempt, item| {
                if point < item.points_of && !attempt.points.remove(&point) {
                    attempt.points.insert(point);
                }
            }),
            (Phase::Front | Phase::Revealed, Input::Edited(points_of)) => self.edited(points_of),
            (Phase::Revealed, Input::Grade(grade)) => {
                let answer = self.answer(grade)?;
                return Some(self.keep(Body::Answer(answer), Some(grade), now));
            }
            (Phase::Front | Phase::Revealed, Input::Suspend) => {
                return self.mark(Standing::Suspended, None, now);
            }
            (Phase::Front | Phase::Revealed, Input::Bury(until)) => {
                return self.mark(Standing::Buried, Some(until), now);
            }
            _ => {}
        }
        None
    }

    fn change(&mut self, change: impl FnOnce(&mut Attempt, &Item)) {
        if let (Some(attempt), Some(item)) =
            (self.attempts.get_mut(self.at), self.items.get(self.at))
        {
            change(attempt, item);
        }
    }

    fn edited(&mut self, points_of: usize) {
        if let Some(item) = self.items.get_mut(self.at) {
            item.points_of = points_of;
        }
        self.change(|attempt, _| attempt.points.retain(|&point| point < points_of));
    }

    fn add(&mut self, items: Vec<Item>, now: Duration) {
        self.attempts
            .resize(self.attempts.len() + items.len(), Attempt::default());
        self.items.extend(items);
        if self.phase == Phase::Finished && self.at < self.items.len() {
            self.show(Phase::Front, now);
        }
    }

    /// A step of an earlier review stands before the card that is shown.
    fn know_earlier(&mut self, item: Item, record: RecordId, was_revealed: bool) {
        if !self.done.is_empty() {
            return;
        }
        self.items.insert(self.at, item);
        self.attempts.insert(self.at, Attempt::default());
        self.done.push(Done {
            at: self.at,
            record,
            grade: None,
            was_revealed,
        });
        self.at += 1;
    }

    fn stop_clock(&mut self, now: Duration) {
        let gone = self.gone(now);
        self.change(|attempt, _| {
            attempt.answer_ms = u64::try_from(gone.as_millis()).unwrap_or(u64::MAX);
        });
        self.since = now;
    }

    fn show(&mut self, phase: Phase, now: Duration) {
        self.phase = phase;
        self.since = now;
    }

    fn mark(&mut self, mark: Standing, until: Option<NaiveDate>, now: Duration) -> Option<Keep> {
        let card = self.items.get(self.at)?.card.clone();
        Some(self.keep(Body::Mark(Mark { card, mark, until }), None, now))
    }

    fn keep(&mut self, body: Body, grade: Option<Grade>, now: Duration) -> Keep {
        self.stop_clock(now);
        self.on_its_way = Some((OnItsWay::Step, self.phase, grade));
        self.phase = Phase::Keeping;
        Keep(Box::new(body))
    }

    fn undo(&mut self, now: Duration) -> Option<Keep> {
        let undoes = self.done.last()?.record.clone();
        self.stop_clock(now);
        self.on_its_way = Some((OnItsWay::Undo, self.phase, None));
        self.phase = Phase::Keeping;
        Some(Keep(Box::new(Body::Undo { undoes })))
    }

    fn kept(&mut self, record: RecordId, now: Duration) {
        match self.on_its_way.take() {
            Some((OnItsWay::Step, from, grade)) => {
                self.done.push(Done {
                    at: self.at,
                    record,
                    grade,
                    was_revealed: from == Phase::Revealed,
                });
                self.at += 1;
                let is_last = self.at >= self.items.len();
                self.show(
                    if is_last {
                        Phase::Finished
                    } else {
                        Phase::Front
                    },
                    now,
                );
            }
            Some((OnItsWay::Undo, ..)) => {
                if let Some(done) = self.done.pop() {
                    self.at = done.at;
                    let phase = if done.was_revealed {
                        Phase::Revealed
                    } else {
                        Phase::Front
                    };
                    self.show(phase, now);
                }
            }
            None => {}
        }
    }

    fn back(&mut self, now: Duration) {
        if let Some((_, from, _)) = self.on_its_way.take() {
            self.show(from, now);
        }
    }

    /// What the history will say of the card.
    fn answer(&self, grade: Grade) -> Option<Answer> {
        let (item, attempt) = self.current()?;
        let mode = if item.is_practice {
            Mode::Practice
        } else {
            Mode::Review
        };
        let mut answer = Answer::new(item.card.clone(), mode);
        answer.grade = Some(grade.number());
        answer.answer_ms = Some(attempt.answer_ms);
        answer.limit_ms = Some(item.limit_ms);
        answer.wording = Some(item.wording);
        answer.typed = (!attempt.typed.trim().is_empty()).then(|| attempt.typed.clone());
        // Points that nobody ticked say nothing: whoever grades in a hurry did not miss them all.
        if item.points_of > 0 && !attempt.points.is_empty() {
            answer.points = Some(attempt.points.iter().copied().collect());
            answer.points_of = Some(item.points_of);
        }
        Some(answer)
    }
}

/// The day on which the card would be due after each grade, from again to easy: what stands under
/// the keys.
pub fn next_dates(
    state: &CardState,
    model: &Fsrs,
    is_practice: bool,
    today: NaiveDate,
) -> [NaiveDate; 4] {
    let mode = if is_practice {
        Mode::Practice
    } else {
        Mode::Review
    };
    Grade::ALL.map(|grade| state.after(model, grade, mode, today).due)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::History;
    use crate::history::record::{Ids, Record};
    use crate::memory::Memories;
    use chrono::{DateTime, FixedOffset, TimeDelta};
    use proptest::prelude::*;

    fn item(card: usize) -> Item {
        Item {
            card: CardId::new("d", &format!("c{card}")),
            wording: 1,
            points_of: 2,
            limit_ms: 90_000,
            is_practice: false,
        }
    }

    fn seconds(n: u64) -> Duration {
        Duration::from_secs(n)
    }

    /// A review with a history that keeps everything at once.
    struct Desk {
        review: Review,
        history: History,
        ids: Ids,
        at: DateTime<FixedOffset>,
    }

    impl Desk {
        fn new(cards: usize) -> Self {
            Self {
                review: Review::begin((0..cards).map(item).collect(), seconds(0)),
                history: History::default(),
                ids: Ids::from_numbers(|| 1),
                at: DateTime::parse_from_rfc3339("2026-11-21T10:00:00+09:00").unwrap(),
            }
        }

        fn does(&mut self, input: Input) -> Option<Record> {
            let Keep(body) = self.review.handle(input, seconds(10))?;
            self.at += TimeDelta::hours(9);
            let record = Record::new(&self.ids, self.at, *body);
            self.history.add(record.clone());
            let kept = self
                .review
                .handle(Input::Kept(record.id.clone()), seconds(10));
            assert_eq!(kept, None);
            Some(record)
        }

        fn grades(&mut self, grade: Grade) -> Option<Record> {
            self.does(Input::Reveal);
            self.does(Input::Grade(grade))
        }
    }

    #[test]
    fn a_card_is_shown_revealed_and_graded_and_only_then_the_next_one_comes() {
        let mut review = Review::begin(vec![item(0), item(1)], seconds(100));
        assert_eq!(review.handle(Input::Grade(Grade::Good), seconds(101)), None);
        assert!(!review.shows_answer());
        review.handle(Input::Typed("연결을 먼저".to_owned()), seconds(130));
        review.handle(Input::Reveal, seconds(141));
        review.handle(Input::TogglePoint(1), seconds(150));
        review.handle(Input::TogglePoint(7), seconds(150));
        let Keep(body) = review
            .handle(Input::Grade(Grade::Hard), seconds(160))
            .unwrap();
        let Body::Answer(answer) = *body else {
            panic!("an answer")
        };
        assert_eq!((answer.mode, answer.grade), (Mode::Review, Some(2)));
        assert_eq!(answer.answer_ms, Some(41_000));
        assert_eq!(
            (answer.points.as_deref(), answer.points_of),
            (Some([1].as_slice()), Some(2))
        );
        assert_eq!(answer.typed.as_deref(), Some("연결을 먼저"));
        assert_eq!(
            (review.phase(), review.shows_answer()),
            (Phase::Keeping, true)
        );
        assert_eq!(review.place(), (0, 2));
        review.handle(Input::Kept(RecordId::from_written("R")), seconds(161));
        assert_eq!((review.phase(), review.place()), (Phase::Front, (1, 2)));
        assert_eq!(review.gone(seconds(170)), seconds(9));
    }

    #[test]
    fn what_could_not_be_kept_is_there_to_be_tried_again() {
        let mut review = Review::begin(vec![item(0)], seconds(0));
        review.handle(Input::Reveal, seconds(5));
        assert!(
            review
                .handle(Input::Grade(Grade::Easy), seconds(6))
                .is_some()
        );
        review.handle(Input::NotKept, seconds(7));
        assert_eq!(review.phase(), Phase::Revealed);
        assert_eq!(review.undoable(), 0);
        assert!(
            review
                .handle(Input::Grade(Grade::Easy), seconds(8))
                .is_some()
        );
    }

    #[test]
    fn undo_reaches_forty_deep_from_the_finished_screen() {
        let mut desk = Desk::new(40);
        for _ in 0..40 {
            desk.grades(Grade::Good);
        }
        assert_eq!(desk.review.phase(), Phase::Finished);
        for _ in 0..40 {
            assert!(desk.does(Input::Undo).is_some());
        }
        assert!(desk.history.is_empty());
        assert_eq!(desk.review.place(), (0, 40));
        assert_eq!(desk.review.phase(), Phase::Revealed);
        assert_eq!(desk.does(Input::Undo), None);
    }

    #[test]
    fn a_card_that_comes_back_stands_as_it_was_left() {
        let mut desk = Desk::new(2);
        desk.does(Input::Typed("first".to_owned()));
        desk.does(Input::Reveal);
        desk.does(Input::TogglePoint(0));
        desk.does(Input::Grade(Grade::Again));
        desk.does(Input::Typed("second".to_owned()));
        desk.does(Input::Undo);
        let (item, attempt) = desk.review.current().unwrap();
        assert_eq!(item.card.as_str(), "d#c0");
        assert_eq!((attempt.typed.as_str(), attempt.points.len()), ("first", 1));
        desk.does(Input::Grade(Grade::Good));
        assert_eq!(desk.review.current().unwrap().1.typed, "second");
        let grades: Vec<Grade> = desk.review.grades().map(|(_, grade)| grade).collect();
        assert_eq!(grades, [Grade::Good]);
    }

    #[test]
    fn a_suspended_or_buried_card_makes_way_and_can_be_had_back() {
        let mut desk = Desk::new(3);
        let tomorrow: NaiveDate = "2026-11-22".parse().unwrap();
        let today = tomorrow.pred_opt().unwrap();
        let standing = |desk: &Desk, card: usize| {
            let later = desk.at + TimeDelta::days(1);
            desk.history.standing(&item(card).card, later, today)
        };
        desk.does(Input::Suspend);
        desk.does(Input::Bury(tomorrow));
        assert_eq!(standing(&desk, 0), Standing::Suspended);
        assert_eq!(standing(&desk, 1), Standing::Buried);
        desk.does(Input::Undo);
        assert_eq!(standing(&desk, 1), Standing::Active);
        assert_eq!(
            (desk.review.phase(), desk.review.place()),
            (Phase::Front, (1, 3))
        );
    }

    #[test]
    fn practice_goes_on_after_the_last_card_and_is_recorded_as_such() {
        let mut desk = Desk::new(0);
        assert_eq!(desk.review.phase(), Phase::Finished);
        let practice = Item {
            is_practice: true,
            ..item(5)
        };
        desk.does(Input::More(vec![practice]));
        let record = desk.grades(Grade::Good).unwrap();
        assert!(matches!(record.body, Body::Answer(answer) if answer.mode == Mode::Practice));
    }

    #[test]
    fn an_edited_card_loses_ticks_of_points_that_are_gone() {
        let mut desk = Desk::new(1);
        desk.does(Input::Reveal);
        desk.does(Input::TogglePoint(0));
        desk.does(Input::TogglePoint(1));
        desk.does(Input::Edited(1));
        assert_eq!(desk.review.current().unwrap().1.points, BTreeSet::from([0]));
    }

    #[test]
    fn the_dates_under_the_keys_are_those_that_come_true() {
        let today: NaiveDate = "2026-11-21".parse().unwrap();
        let dates = next_dates(&CardState::default(), &Fsrs::default(), false, today);
        let dates = dates.map(|date| (date - today).num_days());
        assert_eq!(dates, [1, 1, 2, 8]);
    }

    #[derive(Debug, Clone)]
    enum Step {
        Grade(Grade),
        Suspend,
        Bury,
        Undo,
        Practise(usize),
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            4 => (1..=4u8).prop_map(|n| Step::Grade(Grade::from_number(n).unwrap())),
            1 => Just(Step::Suspend),
            1 => Just(Step::Bury),
            3 => Just(Step::Undo),
            1 => (0..6usize).prop_map(Step::Practise),
        ]
    }

    proptest! {
        #[test]
        fn any_mix_of_steps_and_undos_is_the_history_without_the_undone(
            steps in proptest::collection::vec(step(), 0..80),
        ) {
            let mut desk = Desk::new(6);
            let mut kept: Vec<Record> = Vec::new();
            for step in steps {
                let tomorrow = "2026-11-22".parse().unwrap();
                match step {
                    Step::Undo => {
                        let undone = desk.does(Input::Undo);
                        prop_assert_eq!(undone.is_some(), kept.pop().is_some());
                    }
                    Step::Grade(grade) => kept.extend(desk.grades(grade)),
                    Step::Suspend => kept.extend(desk.does(Input::Suspend)),
                    Step::Bury => kept.extend(desk.does(Input::Bury(tomorrow))),
                    Step::Practise(card) => {
                        desk.does(Input::More(vec![Item { is_practice: true, ..item(card) }]));
                    }
                }
                prop_assert_eq!(desk.review.undoable(), kept.len());
            }
            let plain = History::new(kept);
            let now = desk.at + TimeDelta::days(1);
            let memories = Memories::fold(&desk.history, now, 4);
            let expected = Memories::fold(&plain, now, 4);
            for card in (0..6).map(|card| item(card).card) {
                prop_assert_eq!(memories.state(&card), expected.state(&card));
                prop_assert_eq!(
                    desk.history.standing(&card, now, memories.today),
                    plain.standing(&card, now, memories.today)
                );
            }
        }
    }
}
