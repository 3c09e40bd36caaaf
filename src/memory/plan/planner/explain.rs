//! Why a card is on today's list, or is not.

use serde_json::json;

use super::super::fill::{self, Filled, Horizon};
use super::super::slots::DISCOUNT;
use super::super::{Ask, Plan, Why};
use super::Planner;
use crate::appointments::Interview;
use crate::bank::{Bank, CardType, Entry};
use crate::both;
use crate::clock::clock_face;
use crate::history::{History, Standing};
use crate::language::Both;
use crate::memory::calibration::percent;
use crate::memory::state::Memories;

/// The rule that decided about a card.
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    /// It is on the list, at this place from 1 on, for this reason.
    Listed(usize, Why),
    /// The user has set it aside.
    Suspended,
    /// It rests today.
    Buried,
    /// It is nothing that is asked of the candidate.
    NotAQuestion,
    /// It belongs to no interview that is coming, or to other languages and roles.
    NotExpected,
    /// It failed too often, and its answer was not written anew since.
    Stuck,
    /// It was tried today.
    TriedToday,
    /// No time is left today.
    NoTime,
    /// It is planned for later: in so many days.
    Later(f64),
    /// Other cards gain more a second than it would.
    GainsLess,
}

/// Why a card is on the list, or is not, with the figures that decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Its id.
    pub card: String,
    /// What decided.
    pub rule: Rule,
    /// How much it counts: importance and how likely it is asked, for the interview for which that
    /// is most.
    pub value: f64,
    /// Seconds that an attempt takes.
    pub seconds: f64,
    /// The chance of recall on the day if it is left alone, 0–1.
    pub without: f64,
    /// The same with one attempt today.
    pub with: f64,
    /// The least that a card on today's list gains in a minute; `None` of an empty list.
    pub least: Option<f64>,
}

impl Explanation {
    /// What an attempt today gains in a minute: value × recall on the day.
    pub fn gain(&self) -> f64 {
        let minutes = self.seconds / 60.0;
        if minutes > 0.0 {
            self.value * (self.with - self.without).max(0.0) / minutes
        } else {
            0.0
        }
    }

    /// The explanation in lines: the rule, the figures, the comparison.
    pub fn words(&self) -> Vec<Both> {
        let mut lines = vec![self.rule.words()];
        if matches!(
            self.rule,
            Rule::NotAQuestion | Rule::NotExpected | Rule::Suspended
        ) {
            return lines;
        }
        let value = format!("{:.2}", self.value);
        let time =
            clock_face(std::time::Duration::try_from_secs_f64(self.seconds).unwrap_or_default());
        let (without, with) = (percent(self.without), percent(self.with));
        lines.push(both!(
            "가치 {value} · 걸리는 시간 {time} · 그날 기억할 가능성: 그냥 두면 {without} %, 오늘 한 번 하면 {with} %",
            "value {value} · takes {time} · recall on the day: {without} % left alone, {with} % with one attempt today"
        ));
        let gain = format!("{:.3}", self.gain());
        lines.push(match self.least {
            Some(least) => {
                let least = format!("{least:.3}");
                both!(
                    "1분에 얻는 것 {gain} (오늘 목록에서 가장 적은 카드는 {least})",
                    "gains {gain} a minute (the least on today's list: {least})"
                )
            }
            None => both!("1분에 얻는 것 {gain}", "gains {gain} a minute"),
        });
        lines
    }

    /// The documented JSON of `hotseat plan --explain CARD --json`.
    pub fn to_json(&self) -> serde_json::Value {
        json!({
            "id": self.card,
            "place": match self.rule {
                Rule::Listed(place, _) => Some(place),
                _ => None,
            },
            "rule": self.rule.word(),
            "words": self.words().iter().map(|words| words.english.as_str()).collect::<Vec<_>>(),
            "value": self.value,
            "seconds": self.seconds,
            "without": self.without,
            "with": self.with,
            "gain_a_minute": self.gain(),
            "least_on_the_list": self.least,
        })
    }
}

impl Rule {
    /// The rule as one word, for programs.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Listed(..) => "listed",
            Self::Suspended => "suspended",
            Self::Buried => "buried",
            Self::NotAQuestion => "not_a_question",
            Self::NotExpected => "not_expected",
            Self::Stuck => "stuck",
            Self::TriedToday => "tried_today",
            Self::NoTime => "no_time",
            Self::Later(_) => "later",
            Self::GainsLess => "gains_less",
        }
    }

    /// The rule in words.
    pub fn words(&self) -> Both {
        match self {
            Self::Listed(place, why) => {
                let why = why.words();
                let (korean, english) = (why.korean, why.english);
                both!(
                    "오늘 목록의 {place}번째: {korean}",
                    "number {place} on today's list: {english}"
                )
            }
            Self::Suspended => both!(
                "미뤄 둔 카드라 목록에 없음",
                "not on the list: you have suspended it"
            ),
            Self::Buried => both!("오늘은 쉬는 카드", "not on the list: it rests today"),
            Self::NotAQuestion => both!(
                "받는 질문이 아니라 목록에 없음",
                "not on the list: it is nothing that you are asked"
            ),
            Self::NotExpected => both!(
                "잡힌 면접이나 연습하는 언어·직무에 속하지 않음",
                "not on the list: it belongs to no coming interview, or to other languages or roles"
            ),
            Self::Stuck => both!(
                "최근 5번 중 4번 실패: 답을 다시 쓰거나 줄이거나 나눌 때까지 계획에서 쉼",
                "not on the list: 4 of the last 5 failed, so it rests until the answer is rewritten, shortened or split"
            ),
            Self::TriedToday => both!(
                "오늘 이미 해 봄: 한 번 더는 시간이 남을 때만",
                "not on the list: it was tried today, and comes once more only if time is left"
            ),
            Self::NoTime => both!(
                "오늘 남은 시간이 없음",
                "not on the list: no time is left today"
            ),
            Self::Later(days) => {
                let days = format!("{days:.0}");
                both!(
                    "{days}일 뒤로 잡혀 있음: 그때 하는 것이 더 낫기 때문",
                    "not on the list: planned in {days} days, when it gains more"
                )
            }
            Self::GainsLess => both!(
                "다른 카드가 1초에 더 많이 얻어서 목록에 없음",
                "not on the list: other cards gain more a second"
            ),
        }
    }
}

impl Plan {
    /// Why a card is on the list that [`Plan::today`] makes, or is not.
    pub fn explain(
        bank: &Bank,
        history: &History,
        interviews: &[&Interview],
        ask: &Ask,
        entry: Entry<'_>,
    ) -> Explanation {
        let memories = Memories::fold(history, ask.moment, ask.day_begins);
        let planner = Planner::new(bank, history, memories, interviews, ask);
        let place = |planned: &super::Planned<'_>| planned.entry.card.id == entry.card.id;
        match planner.cards.iter().position(place) {
            Some(i) => planner.explanation(i),
            None => {
                let standing = history.standing(&entry.card.id, ask.moment, ask.day);
                Explanation {
                    card: entry.card.id.to_string(),
                    rule: match standing {
                        Standing::Suspended => Rule::Suspended,
                        _ if entry.card.card_type != CardType::Question => Rule::NotAQuestion,
                        _ => Rule::NotExpected,
                    },
                    value: 0.0,
                    seconds: 0.0,
                    without: 0.0,
                    with: 0.0,
                    least: None,
                }
            }
        }
    }
}

impl Planner<'_> {
    fn explanation(&self, i: usize) -> Explanation {
        let horizon = self.explained_horizon();
        let filled = fill::fill(self.choosers(), &self.candidates, &horizon);
        let plan = self.plan(false);
        let id = &self.cards[i].entry.card.id;
        let listed = plan.cards.iter().position(|planned| planned.card == *id);
        let rule = match listed {
            Some(place) => Rule::Listed(place + 1, plan.cards[place].why.clone()),
            None => self.why_not(i, &filled, &horizon),
        };
        let figures = |i: usize, seconds: Option<f64>, rule: Rule| {
            let (candidate, card) = (&self.candidates[i], &self.cards[i]);
            let value = card.needs.iter().copied().fold(0.0, f64::max);
            let at = card
                .needs
                .iter()
                .position(|&need| need >= value)
                .unwrap_or(0);
            let planned: &[usize] = if horizon.slots.first().is_some_and(|slot| slot.day == 0.0) {
                &[0]
            } else {
                &[]
            };
            let recall = |attempts: &[usize]| self.recalls(candidate, attempts, &horizon)[at];
            let without = recall(&[]);
            let expected = candidate.seconds_at(candidate.is_untried(), without);
            Explanation {
                card: card.entry.card.id.to_string(),
                rule,
                value,
                seconds: seconds.unwrap_or(expected),
                without,
                with: recall(planned),
                least: None,
            }
        };
        let gains = plan.cards.iter().filter_map(|planned| {
            let same = |card: &super::Planned<'_>| card.entry.card.id == planned.card;
            let i = self.cards.iter().position(same)?;
            Some(figures(i, Some(planned.seconds), Rule::NoTime).gain())
        });
        let least = gains.reduce(f64::min);
        let seconds = listed.map(|place| plan.cards[place].seconds);
        Explanation {
            least,
            ..figures(i, seconds, rule)
        }
    }

    fn why_not(&self, i: usize, filled: &Filled, horizon: &Horizon) -> Rule {
        let card = &self.cards[i];
        let state = self.memories.state(&card.entry.card.id);
        let first = filled.attempts[i]
            .first()
            .map(|&slot| horizon.slots[slot].day);
        if state.rests() {
            Rule::Stuck
        } else if card.is_buried {
            Rule::Buried
        } else if state.known.is_some_and(|known| known.last >= self.ask.day) {
            Rule::TriedToday
        } else if self.left_today() <= 0.0 {
            Rule::NoTime
        } else {
            match first {
                Some(day) if day > 0.0 => Rule::Later(day),
                _ => Rule::GainsLess,
            }
        }
    }

    /// The plan's horizon; without an interview a week that is today's alone.
    fn explained_horizon(&self) -> Horizon {
        let mut horizon = self.horizon(0.0, DISCOUNT);
        if horizon.deadlines.is_empty() {
            horizon.deadlines = vec![7.0];
        }
        horizon
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{CardId, Origin, deck};
    use crate::clock::parse_appointed;
    use crate::history::Mode;
    use crate::history::record::{Answer, Body, Ids, Mark, Record};
    use chrono::{DateTime, FixedOffset, TimeDelta};

    fn now() -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339("2026-11-21T10:00:00+09:00").unwrap()
    }

    /// Twelve cards of a minute and an evening of four: what is said of each.
    fn rules(interviews: &[&Interview]) -> Vec<Explanation> {
        let mut text = String::new();
        for i in 0..12 {
            let kind = if i == 0 { "type = \"to_ask\"\n" } else { "" };
            text += &format!(
                "[[cards]]\nid = \"{i}\"\nquestion = \"{i}?\"\nanswer = \"a\"\ntime = \"60s\"\n{kind}"
            );
        }
        let (deck, _) = deck::read("technical/a", Origin::BuiltIn, "a.toml", &text);
        let bank = Bank::new([deck], Vec::new());
        let card = |i: usize| CardId::new("technical/a", &i.to_string());
        let ids = Ids::from_numbers(|| 1);
        let mut history = History::default();
        let mut keep = |ago: i64, body| {
            let at = now() - TimeDelta::days(ago);
            history.add(Record::new(&ids, at, body));
        };
        for (i, ago, grade, sure) in [
            (1, 9, 1, 0),
            (1, 8, 1, 0),
            (1, 7, 1, 0),
            (1, 6, 1, 0),
            (3, 2, 1, 3),
            (2, 0, 3, 0),
        ] {
            let mut answer = Answer::new(card(i), Mode::Review);
            answer.grade = Some(grade);
            answer.confidence = (sure > 0).then_some(sure);
            keep(ago, Body::Answer(answer));
        }
        keep(
            0,
            Body::Mark(Mark {
                card: card(4),
                mark: Standing::Suspended,
                until: None,
            }),
        );
        let ask = Ask::now(now(), 4);
        let entries = bank.cards();
        entries
            .map(|entry| Plan::explain(&bank, &history, interviews, &ask, entry))
            .collect()
    }

    #[test]
    fn every_rule_is_told_apart_and_what_comes_back_is_on_the_list() {
        let mut interview = Interview::new("x", parse_appointed("2026-12-05").unwrap());
        interview.minutes = 5;
        let said = rules(&[&interview]);
        assert_eq!(said[0].rule, Rule::NotAQuestion);
        assert_eq!(said[1].rule, Rule::Stuck);
        assert_eq!(said[2].rule, Rule::TriedToday);
        assert!(
            matches!(&said[3].rule, Rule::Listed(_, Why::ComesBack { .. })),
            "{:?}",
            said[3]
        );
        assert_eq!(said[4].rule, Rule::Suspended);
        let later = said[5..]
            .iter()
            .filter(|one| matches!(one.rule, Rule::Later(_)));
        assert!(later.count() > 3);
        let json = said[3].to_json();
        assert_eq!(json["rule"], "listed");
        assert!(json["with"].as_f64() > json["without"].as_f64());
        assert!(said[3].least.is_some() && said[3].gain() > 0.0);
        assert_eq!(said[3].words().len(), 3);
        assert_eq!(said[4].words().len(), 1);
    }

    #[test]
    fn without_an_interview_it_is_explained_as_well() {
        let said = rules(&[]);
        assert_eq!(said[1].rule, Rule::Stuck);
        assert!(
            matches!(said[3].rule, Rule::Listed(..)),
            "{:?}",
            said[3].rule
        );
        assert!((0.0..=1.0).contains(&said[3].with));
    }
}
