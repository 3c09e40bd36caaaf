//! What is weak: the points that a card is expected to lose on the day that matters, and why.
//!
//! A card loses importance × (1 − recall × quality × pace): a shortfall, so that a card that is
//! bad in one way alone is not hidden by being good in the others. **Stuck** is another thing: a
//! card whose answers fail though they should not; its answer wants rewriting, not repeating.
//!
//! Weakest first is a drill. As the usual order it is 3.5–12.5 points worse on the day than
//! gain a second (see `plan`), since it spends its time on what is hardest to keep.

use chrono::{Days, NaiveDate};
use serde_json::json;

use super::calibration::percent;
use super::forgetting::Forgetting;
use super::habits::Habits;
use super::state::{Attempt, CardState};
use super::weight;
use crate::bank::{Card, CardId};
use crate::both;
use crate::language::Both;

/// The quality of an answer of which nothing is known.
const QUALITY: f64 = 0.7;
/// How much the last answer counts in a running mean.
const LAST_COUNTS: f64 = 0.4;
/// Follow-ups count this much of a card's quality, where there are any.
const FOLLOW_UPS: f64 = 0.25;
/// A card that loses at least this share is weak. One that convinced once, a day ago, is not.
const WEAK: f64 = 0.4;
/// A card that is recalled on the day with less than this chance is weak for that alone.
const FORGOTTEN: f64 = 0.5;
/// Without an interview the day that matters is so many days away.
pub const USUAL_DAYS: u64 = 7;

/// Why a card is weak.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reason {
    /// It was never tried.
    NeverTried,
    /// It has no answer yet.
    Unwritten,
    /// It will be forgotten: the chance of recall on the day.
    Forgotten(f64),
    /// It was answered with certainty and wrongly.
    SureButWrong,
    /// The last answer covered few of its points.
    Thin {
        /// Ticked points.
        points: usize,
        /// Points there were.
        of: usize,
    },
    /// The answers are passed, but poor: their mean quality.
    Poor(f64),
    /// It takes this many times its limit.
    Slow(f64),
    /// Its follow-ups go wrong: their mean quality.
    FollowUps(f64),
}

impl Reason {
    /// The reason in words.
    pub fn words(self) -> Both {
        match self {
            Self::NeverTried => both!("아직 해 보지 않음", "never tried"),
            Self::Unwritten => both!("답을 아직 쓰지 않음", "unwritten"),
            Self::Forgotten(recall) => {
                let recall = percent(recall);
                both!(
                    "잊음: 그날 기억할 가능성 {recall} %",
                    "forgotten: {recall} % recall on the day"
                )
            }
            Self::SureButWrong => both!("자신 있게 틀림", "sure but wrong"),
            Self::Thin { points, of } => {
                both!(
                    "얇음: 핵심 {of}개 중 {points}개",
                    "thin: {points} of {of} points"
                )
            }
            Self::Poor(quality) => {
                let quality = percent(quality);
                both!("답이 약함: {quality} %", "poor answers: {quality} %")
            }
            Self::Slow(times) => both!("느림: 제한 시간의 {times:.1}배", "slow: {times:.1} ×"),
            Self::FollowUps(quality) => {
                let quality = percent(quality);
                both!(
                    "꼬리질문에서 막힘: {quality} %",
                    "follow-ups go wrong: {quality} %"
                )
            }
        }
    }

    /// The reason as one word, for programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::NeverTried => "never_tried",
            Self::Unwritten => "unwritten",
            Self::Forgotten(_) => "forgotten",
            Self::SureButWrong => "sure_but_wrong",
            Self::Thin { .. } => "thin",
            Self::Poor(_) => "poor",
            Self::Slow(_) => "slow",
            Self::FollowUps(_) => "follow_ups",
        }
    }
}

/// Why a card is stuck.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Stuck {
    /// It was forgotten this often, and chance explains it with this probability.
    Unlucky {
        /// How often it was forgotten.
        lapses: usize,
        /// The chance of so few passes if the predictions were right.
        chance: f64,
    },
    /// Three of its last four answers failed.
    Failing,
    /// It is passed again and again, but poorly: its quality.
    Poor(f64),
}

impl Stuck {
    /// What is the matter, and what to do.
    pub fn words(self) -> Both {
        let why = match self {
            Self::Unlucky { lapses, .. } => {
                both!(
                    "기억할 만한데도 {lapses}번 잊음",
                    "forgotten {lapses} against the odds",
                    lapses => "time" "times"
                )
            }
            Self::Failing => both!("최근 4번 중 3번 실패", "3 of the last 4 failed"),
            Self::Poor(quality) => {
                let quality = percent(quality);
                both!(
                    "여러 번 통과해도 답이 약함({quality} %)",
                    "passed, but poorly ({quality} %)"
                )
            }
        };
        let (korean, english) = (why.korean, why.english);
        both!(
            "{korean}: 답을 다시 쓰거나 둘로 나누세요",
            "{english}: rewrite the answer or split it in two"
        )
    }
}

/// How weak a card is.
#[derive(Debug, Clone, PartialEq)]
pub struct Weakness {
    /// The card.
    pub card: CardId,
    /// Expected points lost on the day: importance × shortfall.
    pub lost: f64,
    /// The part of the card's points that is lost, 0–1.
    pub shortfall: f64,
    /// The chance of recall on the day, 0–1.
    pub recall: f64,
    /// The mean quality of its passed answers, 0–1.
    pub quality: f64,
    /// Its limit over its usual time, 0.5–1.
    pub pace: f64,
    /// Why, the heaviest reason first.
    pub reasons: Vec<Reason>,
    /// Whether its answer wants rewriting.
    pub stuck: Option<Stuck>,
    /// Whether it was tried.
    pub is_tried: bool,
    /// Whether one of its last two answers was forgotten.
    pub failed_lately: bool,
}

impl Weakness {
    /// How weak a card will be on a day for a candidate for these roles.
    pub fn of(
        card: &Card,
        state: &CardState,
        forgetting: &Forgetting,
        habits: &Habits,
        day: NaiveDate,
        roles: &[String],
    ) -> Self {
        let recall = state.expected(forgetting, day).unwrap_or(habits.first_pass);
        let own = quality(&state.attempts);
        let follow_ups = running_mean(None, state.follow_ups.iter().copied());
        let quality = match follow_ups {
            Some(below) => (1.0 - FOLLOW_UPS) * own + FOLLOW_UPS * below,
            None => own,
        };
        let times = running_mean(
            None,
            state
                .attempts
                .iter()
                .filter_map(|attempt| attempt.pace.get()),
        );
        let pace = times.map_or(1.0, |times| (1.0 / times.max(0.01)).clamp(0.5, 1.0));
        let shortfall = 1.0 - recall * quality * pace;
        Self {
            card: card.id.clone(),
            lost: weight(card, roles) * shortfall,
            shortfall,
            recall,
            quality,
            pace,
            reasons: reasons(card, state, recall, own, times, follow_ups),
            stuck: stuck(state),
            is_tried: state.is_tried(),
            failed_lately: {
                let mut last = state.attempts.iter().rev().take(2);
                last.any(|attempt| !attempt.grade.is_pass())
            },
        }
    }

    /// Whether it belongs on the list of weak cards. That a card will be forgotten by a day that
    /// is far off is no weakness: its review comes before.
    pub fn is_weak(&self) -> bool {
        let went_wrong = self.reasons.iter().any(|reason| match reason {
            Reason::Forgotten(recall) => *recall < FORGOTTEN || self.failed_lately,
            Reason::Unwritten => !self.is_tried,
            _ => true,
        });
        self.stuck.is_some() || (self.shortfall >= WEAK && went_wrong)
    }

    /// One entry of `hotseat weak --json`.
    pub fn to_json(&self) -> serde_json::Value {
        let reasons = self
            .reasons
            .iter()
            .map(|reason| json!({ "reason": reason.word(), "words": reason.words().english }));
        json!({
            "id": self.card.as_str(),
            "lost": self.lost,
            "recall": self.recall,
            "quality": self.quality,
            "pace": self.pace,
            "tried": self.is_tried,
            "reasons": reasons.collect::<Vec<_>>(),
            "stuck": self.stuck.map(|stuck| stuck.words().english),
        })
    }
}

/// The day that matters where no interview is coming.
pub fn usual_day(today: NaiveDate) -> NaiveDate {
    today
        .checked_add_days(Days::new(USUAL_DAYS))
        .unwrap_or(today)
}

fn reasons(
    card: &Card,
    state: &CardState,
    recall: f64,
    quality: f64,
    times: Option<f64>,
    follow_ups: Option<f64>,
) -> Vec<Reason> {
    let mut found: Vec<(f64, Reason)> = Vec::new();
    if card.is_unwritten() {
        found.push((1.0, Reason::Unwritten));
    }
    let Some(last) = state.attempts.last() else {
        found.push((0.9, Reason::NeverTried));
        return found.into_iter().map(|(_, reason)| reason).collect();
    };
    if !last.grade.is_pass() && last.confidence == Some(3) {
        found.push((0.95, Reason::SureButWrong));
    }
    if recall < 0.8 {
        found.push((1.0 - recall, Reason::Forgotten(recall)));
    }
    match last.points {
        Some((points, of)) if of > 0 && u32::from(points) * 5 < u32::from(of) * 4 => {
            let (points, of) = (points.into(), of.into());
            found.push((1.0 - quality, Reason::Thin { points, of }));
        }
        _ if quality < 0.65 => found.push((1.0 - quality, Reason::Poor(quality))),
        _ => {}
    }
    if let Some(times) = times.filter(|&times| times > 1.25) {
        found.push((1.0 - 1.0 / times, Reason::Slow(times)));
    }
    if let Some(below) = follow_ups.filter(|&below| below < 0.5) {
        found.push(((1.0 - below) * FOLLOW_UPS, Reason::FollowUps(below)));
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().map(|(_, reason)| reason).collect()
}

/// The running mean of the quality of passed answers.
fn quality(attempts: &[Attempt]) -> f64 {
    let passed = attempts.iter().filter(|attempt| attempt.grade.is_pass());
    running_mean(Some(QUALITY), passed.map(|attempt| attempt.quality)).unwrap_or(QUALITY)
}

fn running_mean(start: Option<f64>, values: impl Iterator<Item = f64>) -> Option<f64> {
    values.fold(start, |mean, value| {
        Some(mean.map_or(value, |mean| mean + LAST_COUNTS * (value - mean)))
    })
}

/// Whether a card is stuck. Once it is, it stays so until two passes on different days clear it,
/// and what was before them no longer counts; where the passes themselves are too poor, until two
/// that are not.
pub fn stuck(state: &CardState) -> Option<Stuck> {
    let attempts = &state.attempts;
    let mut found = None;
    let mut since = 0;
    for end in 1..=attempts.len() {
        let fresh = &attempts[since..end];
        if cleared(fresh, |attempt| attempt.grade.is_pass()) {
            found = None;
            since = end;
        } else {
            found = failing(fresh).or_else(|| unlucky(fresh)).or(found);
        }
    }
    found.or_else(|| poor(attempts))
}

fn failing(attempts: &[Attempt]) -> Option<Stuck> {
    let last = &attempts[attempts.len().saturating_sub(4)..];
    let fails = last.iter().filter(|attempt| !attempt.grade.is_pass());
    (last.len() == 4 && fails.count() >= 3).then_some(Stuck::Failing)
}

/// A failure without a prediction, at the first answer or on the same day, is no bad luck.
fn unlucky(attempts: &[Attempt]) -> Option<Stuck> {
    let predicted = attempts
        .iter()
        .filter(|attempt| attempt.predicted.get().is_some());
    let lapses = predicted.filter(|attempt| !attempt.grade.is_pass()).count();
    if lapses < 2 {
        return None;
    }
    let chance = chance_of_so_few_passes(attempts);
    (chance < 0.05).then_some(Stuck::Unlucky { lapses, chance })
}

fn poor(attempts: &[Attempt]) -> Option<Stuck> {
    let passes = attempts.iter().filter(|attempt| attempt.grade.is_pass());
    let is_good = |attempt: &Attempt| attempt.grade.is_pass() && attempt.quality >= 0.5;
    let quality = quality(attempts);
    let is_poor = passes.count() >= 3 && quality < 0.5 && !cleared(attempts, is_good);
    is_poor.then_some(Stuck::Poor(quality))
}

/// Whether the last answers are two in a row, on different days, that are as wanted.
fn cleared(attempts: &[Attempt], is_wanted: impl Fn(&Attempt) -> bool) -> bool {
    let Some(last) = attempts.last() else {
        return false;
    };
    let mut run = attempts
        .iter()
        .rev()
        .take_while(|attempt| is_wanted(attempt));
    run.any(|attempt| attempt.day != last.day)
}

/// The probability of no more passes than there were, each predicted answer being passed with its
/// predicted chance (Poisson-binomial distribution, summed up exactly).
fn chance_of_so_few_passes(attempts: &[Attempt]) -> f64 {
    let mut chances = vec![1.0];
    let mut passes = 0;
    for attempt in attempts {
        let Some(predicted) = attempt.predicted.get() else {
            continue;
        };
        passes += usize::from(attempt.grade.is_pass());
        chances.push(0.0);
        for k in (0..chances.len()).rev() {
            let from_below = if k > 0 {
                chances[k - 1] * predicted
            } else {
                0.0
            };
            chances[k] = chances[k] * (1.0 - predicted) + from_below;
        }
    }
    chances[..=passes].iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Bank, Origin, deck};
    use crate::history::record::{Answer, Body, Ids, Record};
    use crate::history::{History, Mode};
    use crate::memory::Memories;
    use crate::memory::fsrs::Grade;

    struct Desk {
        bank: Bank,
        history: History,
        ids: Ids,
    }

    impl Desk {
        fn new() -> Self {
            let text = "[[cards]]\nid = \"a\"\nquestion = \"A?\"\nanswer = \"a\"\nimportance = 3\n\
                        [[cards]]\nid = \"b\"\nquestion = \"B?\"\nimportance = 1\n";
            let (deck, _) = deck::read("d", Origin::BuiltIn, "d.toml", text);
            Self {
                bank: Bank::new([deck], Vec::new()),
                history: History::default(),
                ids: Ids::from_numbers(|| 1),
            }
        }

        fn answers(&mut self, day: u32, change: impl FnOnce(&mut Answer)) {
            let at = format!("2026-11-{day:02}T10:00:00+09:00");
            let at = chrono::DateTime::parse_from_rfc3339(&at).unwrap();
            let mut answer = Answer::new(CardId::new("d", "a"), Mode::Interview);
            change(&mut answer);
            self.history
                .add(Record::new(&self.ids, at, Body::Answer(answer)));
        }

        fn scores(&mut self, day: u32, score: u8) {
            self.answers(day, |answer| answer.score = Some(score));
        }

        fn weak(&self) -> Vec<Weakness> {
            let moment = chrono::DateTime::parse_from_rfc3339("2026-11-28T10:00:00+09:00").unwrap();
            let memories = Memories::fold(&self.history, moment, 4);
            let habits = Habits::of(&self.bank, &memories);
            let day = usual_day(memories.today);
            let mut all: Vec<Weakness> = self
                .bank
                .cards()
                .map(|entry| {
                    let state = memories.state(&entry.card.id);
                    Weakness::of(entry.card, state, &memories.forgetting, &habits, day, &[])
                })
                .collect();
            all.sort_by(|a, b| b.lost.total_cmp(&a.lost));
            all.retain(Weakness::is_weak);
            all
        }

        fn of_a(&self) -> Weakness {
            let found = self
                .weak()
                .into_iter()
                .find(|found| found.card.as_str() == "d#a");
            found.expect("a weak card")
        }

        fn stuck(&self) -> Option<Stuck> {
            let moment = chrono::DateTime::parse_from_rfc3339("2026-11-28T10:00:00+09:00").unwrap();
            stuck(&Memories::of_card(
                &self.history,
                &CardId::new("d", "a"),
                moment,
                4,
            ))
        }
    }

    fn reasons_of(weak: &Weakness) -> Vec<&str> {
        weak.reasons.iter().map(|reason| reason.word()).collect()
    }

    #[test]
    fn what_was_never_tried_loses_by_its_importance() {
        let weak = Desk::new().weak();
        assert_eq!(weak.len(), 2);
        assert!((weak[0].lost - 3.0 * (1.0 - 0.4 * 0.7)).abs() < 1e-9);
        assert_eq!(reasons_of(&weak[0]), ["never_tried"]);
        assert_eq!(reasons_of(&weak[1]), ["unwritten", "never_tried"]);
    }

    #[test]
    fn a_card_that_was_passed_well_is_not_weak_for_a_day_that_is_far_off() {
        let mut desk = Desk::new();
        desk.scores(27, 4);
        assert!(desk.weak().iter().all(|found| found.card.as_str() != "d#a"));
        let mut desk = Desk::new();
        desk.scores(27, 1);
        desk.scores(28, 3);
        assert!(desk.of_a().failed_lately);
    }

    #[test]
    fn a_card_that_is_bad_in_one_way_alone_says_which() {
        let mut desk = Desk::new();
        desk.answers(27, |answer| {
            answer.points = Some(vec![0, 1, 2]);
            answer.points_of = Some(5);
            answer.score = Some(4);
        });
        let thin = desk.of_a();
        assert!(thin.reasons.contains(&Reason::Thin { points: 3, of: 5 }));
        let mut desk = Desk::new();
        for day in [20, 24, 27] {
            desk.answers(day, |answer| {
                answer.score = Some(5);
                answer.limit_ms = Some(60_000);
                answer.answer_ms = Some(120_000);
            });
        }
        let slow = desk.of_a();
        assert_eq!(slow.reasons[0], Reason::Slow(2.0));
        assert!((slow.pace - 0.5).abs() < 1e-9);
        assert_eq!(slow.reasons[0].words().english, "slow: 2.0 ×");
        let mut desk = Desk::new();
        desk.answers(27, |answer| {
            answer.score = Some(1);
            answer.confidence = Some(3);
        });
        assert_eq!(desk.of_a().reasons[0], Reason::SureButWrong);
        assert_eq!(reasons_of(&desk.of_a())[1], "forgotten");
    }

    #[test]
    fn a_follow_up_that_broke_counts_for_its_parent() {
        let mut desk = Desk::new();
        desk.scores(26, 4);
        let before = desk
            .weak()
            .iter()
            .find(|w| w.card.as_str() == "d#a")
            .map_or(0.0, |w| w.lost);
        desk.answers(27, |answer| {
            answer.depth = Some(1);
            answer.score = Some(1);
        });
        let weak = desk.of_a();
        assert!(weak.lost > before);
        assert!(weak.reasons.contains(&Reason::FollowUps(0.0)));
    }

    #[test]
    fn three_fails_of_the_last_four_are_stuck_until_two_passes_on_different_days() {
        let mut desk = Desk::new();
        for (day, score) in [(10, 1), (12, 4), (14, 1), (16, 1)] {
            desk.scores(day, score);
        }
        assert_eq!(desk.stuck(), Some(Stuck::Failing));
        assert!(desk.of_a().stuck.is_some());
        desk.scores(18, 4);
        desk.scores(18, 4);
        assert!(desk.stuck().is_some(), "the same day twice proves nothing");
        desk.scores(19, 4);
        assert_eq!(desk.stuck(), None);
    }

    #[test]
    fn lapses_against_the_odds_are_stuck() {
        let mut desk = Desk::new();
        for (day, score) in [(1, 4), (2, 1), (3, 4), (4, 1)] {
            desk.scores(day, score);
        }
        assert!(
            matches!(desk.stuck(), Some(Stuck::Unlucky { lapses: 2, chance }) if chance < 0.05)
        );
        let mut desk = Desk::new();
        desk.scores(1, 1);
        desk.scores(27, 1);
        assert_eq!(
            desk.stuck(),
            None,
            "a month later nobody expects it to be known"
        );
    }

    #[test]
    fn passes_that_stay_poor_are_stuck_until_two_good_ones() {
        let mut desk = Desk::new();
        let thin = |answer: &mut Answer| {
            answer.points = Some(vec![0, 1, 2, 3]);
            answer.points_of = Some(8);
            answer.score = Some(3);
        };
        for day in [10, 12, 14, 16, 18, 19, 20] {
            desk.answers(day, thin);
        }
        assert_eq!(desk.stuck(), None, "half the points is not below half");
        for day in [21, 22, 23, 24] {
            desk.answers(day, |answer| {
                answer.grade = Some(2);
                answer.mode = Mode::Review;
                answer.points = Some(vec![0]);
                answer.points_of = Some(8);
            });
        }
        assert!(matches!(desk.stuck(), Some(Stuck::Poor(quality)) if quality < 0.5));
        desk.scores(25, 4);
        desk.scores(26, 4);
        assert_eq!(desk.stuck(), None);
    }

    #[test]
    fn the_chance_of_few_passes_is_the_sum_over_all_ways() {
        let attempt = |predicted: f64, is_pass: bool| Attempt {
            at: chrono::DateTime::UNIX_EPOCH.into(),
            day: NaiveDate::default(),
            mode: Mode::Review,
            grade: if is_pass { Grade::Good } else { Grade::Again },
            predicted: Some(predicted).into(),
            quality: 1.0,
            seconds: None.into(),
            pace: None.into(),
            confidence: None,
            points: None,
        };
        let none = chance_of_so_few_passes(&[attempt(0.9, false), attempt(0.8, false)]);
        assert!((none - 0.02).abs() < 1e-12);
        let one = chance_of_so_few_passes(&[attempt(0.9, false), attempt(0.8, true)]);
        assert!((one - (1.0 - 0.72)).abs() < 1e-12);
    }
}
