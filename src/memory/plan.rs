//! The plan to the day: what to practise today so that most is known at the interviews.
//!
//! [`slots`] turns the days up to the interviews into slots of time, [`belief`] follows a card's
//! memory through attempts not made yet, [`fill`] chooses the attempts by what they gain a second.
//! This file says what goes in (which cards count for which interview, how long they take, what
//! is known of them) and what comes out: today's list in order, and the forecast.
//!
//! The plan is made anew after each answer; only today's part of it is ever shown.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde_json::json;

pub mod belief;
pub mod fill;
pub mod forecast;
pub mod planner;
pub mod slots;
pub mod words;

use super::calibration::Calibration;
use crate::appointments::Interview;
use crate::bank::{Audience, CardId};
use crate::clock;
pub use forecast::{Forecast, Readiness};
pub use planner::explain::{Explanation, Rule};
pub use words::{Note, Why};

/// What is asked of the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    /// The day that is planned.
    pub day: NaiveDate,
    /// What was answered later does not count.
    pub moment: DateTime<FixedOffset>,
    /// The hour at which a day begins.
    pub day_begins: u32,
    /// Seconds from now on, instead of what is left of the interviews' minutes.
    pub seconds: Option<f64>,
    /// Whose cards are planned.
    pub audience: Audience,
    /// Whether the day's interviews that have begun by `moment` are over.
    is_now: bool,
}

impl Ask {
    /// A plan for now.
    pub fn now(moment: DateTime<FixedOffset>, day_begins: u32) -> Self {
        Self {
            day: clock::day_of(moment, day_begins),
            moment,
            day_begins,
            seconds: None,
            audience: Audience::default(),
            is_now: true,
        }
    }

    /// A plan for a day, with what was answered up to its end; `here` is the user's offset.
    pub fn on(day: NaiveDate, here: FixedOffset, day_begins: u32) -> Self {
        Self {
            day,
            moment: clock::end_of(day, day_begins, here),
            day_begins,
            seconds: None,
            audience: Audience::default(),
            is_now: false,
        }
    }

    /// With so many minutes from now on.
    #[must_use]
    pub fn minutes(self, minutes: Option<u32>) -> Self {
        let seconds = minutes.map(|minutes| f64::from(minutes) * 60.0);
        Self { seconds, ..self }
    }

    /// For these languages and roles.
    #[must_use]
    pub fn of(self, audience: Audience) -> Self {
        Self { audience, ..self }
    }

    fn here(&self) -> FixedOffset {
        *self.moment.offset()
    }

    fn is_ahead(&self, interview: &Interview) -> bool {
        let day = interview.date.day(self.here(), self.day_begins);
        day >= self.day && !(self.is_now && interview.date.is_past(self.moment))
    }
}

/// An attempt of today.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedCard {
    /// The card.
    pub card: CardId,
    /// How long it is expected to take.
    pub seconds: f64,
    /// How much it adds: importance × recall on the day.
    pub gain: f64,
    /// Why it is here.
    pub why: Why,
}

/// Today's list and what it leads to.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The day.
    pub on: NaiveDate,
    /// The day's minutes.
    pub minutes: u32,
    /// Seconds of them that were practised already.
    pub spent: f64,
    /// What to practise, in order.
    pub cards: Vec<PlannedCard>,
    /// What each coming interview looks like, nearest first.
    pub forecast: Vec<Forecast>,
    /// How the last predictions turned out.
    pub calibration: Calibration,
    /// What else is to be said.
    pub notes: Vec<Note>,
}

impl Plan {
    /// Expected seconds of today's list.
    pub fn seconds(&self) -> f64 {
        self.cards.iter().map(|card| card.seconds).sum()
    }

    /// The documented JSON of `hotseat plan --json`: texts in English, shares from 0 to 1.
    pub fn to_json(&self) -> serde_json::Value {
        let cards = self.cards.iter().map(|card| {
            json!({
                "id": card.card.as_str(),
                "seconds": card.seconds,
                "gain": card.gain,
                "why": card.why.words().english,
            })
        });
        json!({
            "on": self.on.to_string(),
            "minutes": self.minutes,
            "cards": cards.collect::<Vec<_>>(),
            "forecast": self.forecast.iter().map(Forecast::to_json).collect::<Vec<_>>(),
            "past_predictions": self.calibration.to_json(),
            "notes": self.notes.iter().map(|note| note.words().english).collect::<Vec<_>>(),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::appointments::Off;
    use crate::bank::Bank;
    use crate::bank::{Origin, deck};
    use crate::clock::parse_appointed;
    use crate::history::History;
    use crate::history::record::{Answer, Body, Ids, Mark, Record};
    use crate::history::{Mode, Standing};
    use proptest::prelude::*;

    const NOW: &str = "2026-11-21T10:00:00+09:00";

    fn now() -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(NOW).unwrap()
    }

    fn bank_of(decks: &[(&str, &str, usize)]) -> Bank {
        let decks = decks.iter().map(|&(id, head, cards)| {
            let mut text = head.to_owned();
            for i in 0..cards {
                let importance = i % 3 + 1;
                let _ = write!(
                    text,
                    "[[cards]]\nid = \"{i}\"\nquestion = \"question {id} {i}?\"\nanswer = \"a\"\n\
                     importance = {importance}\ntime = \"60s\"\n"
                );
            }
            let (deck, problems) = deck::read(id, Origin::BuiltIn, "d.toml", &text);
            assert!(cards == 0 || problems.is_empty(), "{problems:?}");
            deck
        });
        Bank::new(decks, Vec::new())
    }

    fn bank(cards: usize) -> Bank {
        bank_of(&[("technical/a", "", cards)])
    }

    fn interview(date: &str, minutes: u32) -> Interview {
        let mut interview = Interview::new("Messenger Co", parse_appointed(date).unwrap());
        interview.id = format!("on-{date}");
        interview.minutes = minutes;
        interview
    }

    /// A history of reviews: card, days before now, grade.
    fn history(reviews: &[(usize, i64, u8)]) -> History {
        let ids = Ids::from_numbers(|| 1);
        let mut reviews = reviews.to_vec();
        reviews.sort_by_key(|&(_, ago, _)| -ago);
        let records = reviews.iter().map(|&(card, ago, grade)| {
            let mut answer =
                Answer::new(CardId::new("technical/a", &card.to_string()), Mode::Review);
            answer.grade = Some(grade);
            answer.answer_ms = Some(60_000);
            Record::new(
                &ids,
                now() - chrono::TimeDelta::days(ago),
                Body::Answer(answer),
            )
        });
        History::new(records)
    }

    fn plan(bank: &Bank, history: &History, interviews: &[Interview]) -> Plan {
        let interviews: Vec<&Interview> = interviews.iter().collect();
        Plan::make(bank, history, &interviews, &Ask::now(now(), 4))
    }

    fn ids(plan: &Plan) -> Vec<&str> {
        plan.cards.iter().map(|card| card.card.as_str()).collect()
    }

    #[test]
    fn todays_list_fits_the_minutes_and_brings_the_important_cards_first() {
        let plan = plan(
            &bank(60),
            &History::default(),
            &[interview("2026-12-05T14:00", 20)],
        );
        assert!(
            plan.seconds() <= 1200.0 && plan.seconds() > 1050.0,
            "{}",
            plan.seconds()
        );
        let importance =
            |id: &&str| id.rsplit('#').next().unwrap().parse::<usize>().unwrap() % 3 + 1;
        let sum: usize = ids(&plan).iter().map(importance).sum();
        assert!(sum * 2 > plan.cards.len() * 5, "more than 2.5 on average");
        assert!(matches!(plan.cards[0].why, Why::New { without, with } if without < with));
        let importances: Vec<usize> = ids(&plan).iter().map(importance).collect();
        assert!(importances.is_sorted_by(|a, b| a >= b), "{importances:?}");
        let forecast = &plan.forecast[0];
        assert!((forecast.all.today - 0.4).abs() < 1e-9);
        assert!(forecast.all.on_the_day > 0.6 && forecast.all.on_the_day < 1.0);
        assert!(forecast.ten_minutes_more > 0.0);
        assert_eq!(
            forecast.by_kind[&crate::bank::Kind::Technical],
            forecast.all
        );
    }

    #[test]
    fn the_json_is_the_documented_one() {
        let json = plan(
            &bank(3),
            &History::default(),
            &[interview("2026-12-05T14:00", 20)],
        )
        .to_json();
        let keys = |value: &serde_json::Value| -> Vec<String> {
            value.as_object().unwrap().keys().cloned().collect()
        };
        assert_eq!(
            (json["on"].as_str(), json["minutes"].as_u64()),
            (Some("2026-11-21"), Some(20))
        );
        assert_eq!(keys(&json["cards"][0]), ["gain", "id", "seconds", "why"]);
        assert_eq!(
            keys(&json["forecast"][0]),
            [
                "answers",
                "by_kind",
                "date",
                "high",
                "interview",
                "low",
                "not_reached",
                "on_the_day",
                "ten_minutes_more",
                "today"
            ]
        );
        assert_eq!(json["forecast"][0]["date"], "2026-12-05");
        assert!(
            json["cards"][0]["why"]
                .as_str()
                .unwrap()
                .starts_with("new: 40 % → ")
        );
        assert_eq!(json["past_predictions"]["answers"], 0);
    }

    #[test]
    fn minutes_that_are_spent_are_not_planned_again_and_what_was_tried_today_waits() {
        let interviews = [interview("2026-12-05T14:00", 5)];
        let done = history(&[(2, 0, 3), (5, 0, 3), (8, 0, 3), (11, 0, 3)]);
        let after = plan(&bank(60), &done, &interviews);
        assert!((after.spent - 240.0).abs() < 1e-9);
        assert!(after.seconds() <= 60.0);
        let all = history(&[(2, 0, 3), (5, 0, 3), (8, 0, 3), (11, 0, 3), (14, 0, 3)]);
        let after = plan(&bank(60), &all, &interviews);
        assert_eq!((after.cards.len(), &after.notes), (0, &vec![Note::Done]));
        let more = Ask::now(now(), 4).minutes(Some(5));
        let again = Plan::make(&bank(60), &all, &[&interviews[0]], &more);
        assert!(!again.cards.is_empty());
        assert!(!ids(&again).contains(&"technical/a#2"));
        // With nothing else to do, spare time goes to a second try.
        let few = history(&[(0, 0, 1), (1, 0, 3)]);
        let again = Plan::make(&bank(2), &few, &[&interviews[0]], &more);
        assert!(
            again.cards.iter().all(|card| card.why == Why::Again),
            "{again:?}"
        );
    }

    #[test]
    fn an_interview_today_counts_until_it_begins() {
        let ahead = plan(
            &bank(9),
            &history(&[(0, 9, 1)]),
            &[interview("2026-11-21T14:00", 20)],
        );
        assert_eq!(ahead.notes, [Note::Today("Messenger Co".to_owned())]);
        assert!(!ahead.cards.is_empty());
        assert!(ahead.forecast[0].all.on_the_day > ahead.forecast[0].all.today);
        let begun = plan(
            &bank(9),
            &History::default(),
            &[interview("2026-11-21T09:00", 20)],
        );
        assert_eq!(
            (begun.forecast.len(), &begun.notes),
            (0, &vec![Note::NoInterview])
        );
        // A plan for the day as such takes it as ahead.
        let ask = Ask::on("2026-11-21".parse().unwrap(), *now().offset(), 4);
        let today = interview("2026-11-21T09:00", 20);
        let of_day = Plan::make(&bank(9), &History::default(), &[&today], &ask);
        assert_eq!(of_day.forecast.len(), 1);
    }

    #[test]
    fn past_far_and_empty_interviews_say_something_sensible() {
        let none = |plan: &Plan| (plan.cards.len(), plan.notes.clone());
        let past = plan(
            &bank(9),
            &History::default(),
            &[interview("2026-11-20T14:00", 20)],
        );
        assert_eq!(
            (past.forecast.len(), &past.notes),
            (0, &vec![Note::NoInterview])
        );
        assert!(!past.cards.is_empty());
        let far = plan(
            &bank(90),
            &History::default(),
            &[interview("2036-11-20T14:00", 20)],
        );
        assert_eq!(far.notes, [Note::FarAway("Messenger Co".to_owned())]);
        assert!(!far.cards.is_empty());
        assert!((0.0..=1.0).contains(&far.forecast[0].all.on_the_day));
        let idle = plan(&bank(9), &History::default(), &[interview("2026-12-05", 0)]);
        assert_eq!(none(&idle), (0, vec![Note::NoMinutes]));
        assert!((idle.forecast[0].all.on_the_day - 0.4).abs() < 1e-9);
        assert_eq!(idle.forecast[0].not_reached, 9);
        assert!(idle.forecast[0].ten_minutes_more > 0.1);
        let empty = plan(
            &bank(0),
            &History::default(),
            &[interview("2026-12-05", 20)],
        );
        assert_eq!(none(&empty), (0, vec![Note::NoCards]));
        assert_eq!(empty.forecast[0].all, Readiness::default());
        let mut nothing = interview("2026-12-05", 20);
        nothing.tags = vec!["kafka".to_owned()];
        let nothing = plan(&bank(9), &History::default(), &[nothing]);
        assert_eq!(nothing.cards.len(), 0);
        let nothing_at_all = plan(&bank(0), &History::default(), &[]);
        assert_eq!(
            none(&nothing_at_all),
            (0, vec![Note::NoInterview, Note::NoCards])
        );
    }

    #[test]
    fn days_off_are_free_unless_minutes_are_asked_for() {
        let mut saturday = interview("2026-11-28T10:00", 20);
        saturday.off = vec![Off::parse("토").unwrap()];
        let off = plan(
            &bank(9),
            &History::default(),
            std::slice::from_ref(&saturday),
        );
        assert_eq!(
            (off.cards.len(), off.minutes, &off.notes),
            (0, 0, &vec![Note::DayOff])
        );
        assert!(off.forecast[0].all.on_the_day > 0.6);
        let ask = Ask::now(now(), 4).minutes(Some(10));
        let asked = Plan::make(&bank(9), &History::default(), &[&saturday], &ask);
        assert!(!asked.cards.is_empty());
        saturday.off = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
            .map(|day| Off::parse(day).unwrap())
            .to_vec();
        let never = plan(&bank(9), &History::default(), &[saturday]);
        assert_eq!(
            (never.cards.len(), &never.notes),
            (0, &vec![Note::AllDaysOff])
        );
        assert!((never.forecast[0].ten_minutes_more).abs() < 1e-9);
    }

    #[test]
    fn several_interviews_share_the_time_and_the_nearer_one_weighs_more() {
        let decks = bank_of(&[
            (
                "company/near",
                "kind = \"company\"\ncompany = \"Near\"\n",
                30,
            ),
            ("company/far", "kind = \"company\"\ncompany = \"Far\"\n", 30),
        ]);
        let mut near = interview("2026-11-28T10:00", 10);
        near.company = "near".to_owned();
        let mut far = interview("2027-01-05T10:00", 30);
        far.company = "Far".to_owned();
        let plan = plan(&decks, &History::default(), &[far, near]);
        assert_eq!(plan.minutes, 30);
        assert_eq!(plan.forecast[0].interview, "on-2026-11-28T10:00");
        assert_eq!(plan.forecast.len(), 2);
        let near = ids(&plan)
            .iter()
            .filter(|id| id.starts_with("company/near"))
            .count();
        assert!(
            near * 2 > plan.cards.len(),
            "{near} of {}",
            plan.cards.len()
        );
        assert!(
            plan.forecast
                .iter()
                .all(|forecast| forecast.all.cards == 30)
        );
    }

    #[test]
    fn decks_and_tags_say_what_counts() {
        let decks = bank_of(&[
            ("technical/a", "tags = [\"x\"]\n", 5),
            ("technical/ab", "", 5),
            ("company/else", "company = \"Else\"\n", 5),
        ]);
        let cards = |decks_wanted: &[&str], tags: &[&str]| {
            let mut interview = interview("2026-12-05", 600);
            interview.decks = decks_wanted.iter().map(|&deck| deck.to_owned()).collect();
            interview.tags = tags.iter().map(|&tag| tag.to_owned()).collect();
            plan(&decks, &History::default(), &[interview]).forecast[0]
                .all
                .cards
        };
        assert_eq!(cards(&[], &[]), 10, "another company's deck does not count");
        assert_eq!(cards(&["technical/a"], &[]), 5);
        assert_eq!(cards(&["technical", "company/else"], &[]), 15);
        assert_eq!(cards(&["technical"], &["x"]), 5);
    }

    #[test]
    fn suspended_cards_are_left_out_and_buried_ones_rest_today() {
        let mut history = History::default();
        let ids_of = Ids::from_numbers(|| 1);
        for (card, mark) in [("0", Standing::Suspended), ("1", Standing::Buried)] {
            let mark = Mark {
                card: CardId::new("technical/a", card),
                mark,
                until: Some("2026-11-22".parse().unwrap()),
            };
            history.add(Record::new(&ids_of, now(), Body::Mark(mark)));
        }
        let plan = plan(&bank(3), &history, &[interview("2026-12-05", 60)]);
        assert_eq!(ids(&plan), ["technical/a#2"]);
        assert_eq!(plan.forecast[0].all.cards, 2);
    }

    #[test]
    fn without_an_interview_what_is_due_comes_first_and_then_what_is_weak() {
        let history = history(&[(0, 30, 3), (1, 10, 3), (3, 3, 4), (4, 2, 1)]);
        let plan = plan(&bank(6), &history, &[]);
        let whys: Vec<&Why> = plan.cards.iter().map(|card| &card.why).collect();
        assert_eq!(
            ids(&plan)[..3],
            ["technical/a#0", "technical/a#1", "technical/a#4"]
        );
        assert_eq!(whys[0], &Why::Due(28));
        assert!(matches!(whys[3], Why::Weak(Some(_))));
        assert!(!ids(&plan).contains(&"technical/a#3"), "known, and not due");
    }

    #[test]
    fn the_day_decides_what_counts_as_history() {
        let history = history(&[(0, 5, 3), (0, 1, 1)]);
        let seen_on = |day: &str| {
            let ask = Ask::on(day.parse().unwrap(), *now().offset(), 4);
            let planned = Plan::make(&bank(1), &history, &[&interview("2026-12-05", 20)], &ask);
            planned.forecast[0].all.today
        };
        assert!((seen_on("2026-11-15") - 0.4).abs() < 1e-9);
        assert!(seen_on("2026-11-19") > 0.8);
        assert!(seen_on("2026-11-21") < seen_on("2026-11-19"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn whatever_is_asked_the_numbers_are_numbers_and_the_minutes_are_kept(
            reviews in proptest::collection::vec((0..20usize, 0..40i64, 1..=4u8), 0..60),
            cards in 0..20usize,
            days in proptest::collection::vec(-3..60i64, 0..4),
            minutes in 0..60u32,
            asked in proptest::option::of(0..30u32),
        ) {
            let interviews: Vec<Interview> = days
                .iter()
                .map(|&day| interview(&(now() + chrono::TimeDelta::days(day)).date_naive().to_string(), minutes))
                .collect();
            let refs: Vec<&Interview> = interviews.iter().collect();
            let ask = Ask::now(now(), 4).minutes(asked);
            let plan = Plan::make(&bank(cards), &history(&reviews), &refs, &ask);
            let given = asked.unwrap_or(plan.minutes);
            prop_assert!(plan.seconds() <= f64::from(given) * 60.0 + 1e-6);
            let mut seen = std::collections::HashSet::new();
            for card in &plan.cards {
                prop_assert!(card.seconds > 0.0 && card.gain.is_finite());
                prop_assert!(seen.insert(card.card.clone()), "a card twice");
            }
            for forecast in &plan.forecast {
                for share in [forecast.all.today, forecast.all.on_the_day, forecast.ten_minutes_more] {
                    prop_assert!((0.0..=1.0).contains(&share));
                }
            }
        }
    }
}
