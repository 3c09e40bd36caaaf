//! What is added to the questions that were drawn: pressure in a live interview, and a "why?" after
//! a pass in practice.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use rand::RngExt;

use super::asking::paths_below;
use super::{Drawing, Drawn, DrawnRound};
use crate::bank::{CardType, Entry};
use crate::both;
use crate::clock::milliseconds;
use crate::history::record::{PlannedQuestion, Rules};
use crate::interview::preset::{FollowUps, Limit, Round, Selection};
use crate::interview::probe::Probe;

/// An answer that may take no longer than this is not broken off.
const LONG_ENOUGH: u64 = 20_000;
/// Where an answer is broken off, as a share of its time.
const CUT: std::ops::Range<f64> = 0.4..0.7;
/// How long a silence lasts, in milliseconds.
const SILENCE: std::ops::Range<u64> = 6_000..10_000;
/// One card in so many is asked on after a pass.
const ONE_IN: u32 = 4;

impl Drawing<'_> {
    /// Adds what an interviewer does who presses so hard.
    pub(super) fn press(&mut self, rounds: &mut [DrawnRound], pressure: u8) {
        for round in &mut *rounds {
            round.rules.pressure = pressure;
        }
        if pressure >= 3 {
            self.surprise(rounds);
        }
        for round in rounds {
            if pressure >= 2 {
                self.break_in(round);
            }
            if pressure >= 3 {
                self.fall_silent(round);
            }
        }
    }

    /// One answer of a round is broken off, and what was said last is asked about.
    fn break_in(&mut self, round: &mut DrawnRound) {
        let bank = Arc::clone(self.pool.bank());
        let may_be_cut = |question: &PlannedQuestion| {
            is_own(question)
                && question.limit_ms >= LONG_ENOUGH
                && bank.find(&question.card).is_some_and(is_answered)
        };
        let Some(at) = self.one_of(&round.questions, may_be_cut) else {
            return;
        };
        let Some(question) = round.questions.get_mut(at) else {
            return;
        };
        let share: f64 = self.random.random_range(CUT);
        let limit = Duration::from_millis(question.limit_ms);
        question.cut_ms = Some(milliseconds(limit.mul_f64(share)));
        let probe = bank
            .find(&question.card)
            .map(|entry| probe(entry, Probe::StopThere));
        if let Some(probe) = probe {
            round.questions.insert(at + 1, probe);
        }
    }

    /// After one answer of a round the interviewer says nothing for a while.
    fn fall_silent(&mut self, round: &mut DrawnRound) {
        let may_be_silent =
            |question: &PlannedQuestion| question.part.is_none() && question.cut_ms.is_none();
        let at = self.one_of(&round.questions, may_be_silent);
        if let Some(question) = at.and_then(|at| round.questions.get_mut(at)) {
            question.silence_ms = Some(self.random.random_range(SILENCE));
        }
    }

    /// A question that none of the rounds would ask, somewhere after the first round.
    fn surprise(&mut self, rounds: &mut [DrawnRound]) {
        let first = usize::from(rounds.len() > 1);
        if rounds.is_empty() {
            return;
        }
        let round = self.random.random_range(first..rounds.len());
        let questions = &rounds[round].questions;
        let ends: Vec<usize> = (1..=questions.len())
            .filter(|&at| questions.get(at).is_none_or(is_own))
            .collect();
        if ends.is_empty() {
            return;
        }
        let place = ends[self.random.random_range(0..ends.len())];
        let from = Selection {
            importance: 2,
            ..Selection::default()
        };
        let asked = Round {
            title: both!("뜻밖의 질문", "Out of the blue"),
            from,
            fill: Vec::new(),
            count: 1,
            most_a_tag: 1,
            think: Duration::ZERO,
            answer: Limit::OfTheCard,
            follow_ups: FollowUps::NONE,
            parts: Vec::new(),
            replay: false,
            rules: Rules::default(),
        };
        let mut drawn = Drawn {
            round: &asked,
            cards: Vec::new(),
            of_tag: HashMap::new(),
        };
        self.take(&asked.from, &mut drawn, None);
        let cards = drawn.cards;
        for mut question in self.questions(&cards, &asked) {
            question.surprise = true;
            rounds[round].questions.insert(place, question);
        }
    }

    /// One card in four is asked on after a pass: by its own deepest follow-up that is not asked
    /// anyway, else by when one would not do that.
    pub(super) fn ask_why(&mut self, rounds: &mut [DrawnRound]) {
        let bank = Arc::clone(self.pool.bank());
        for round in rounds {
            let mut questions = Vec::with_capacity(round.questions.len());
            let mut why = None;
            for question in std::mem::take(&mut round.questions) {
                if question.depth() == 0 {
                    questions.extend(why.take());
                    let entry = bank.find(&question.card).filter(|&it| is_answered(it));
                    let is_drawn = self.random.random_range(0..ONE_IN) == 0;
                    why = entry
                        .filter(|_| is_drawn && question.part.is_none())
                        .map(deepest);
                }
                if why.as_ref().is_some_and(|why| is_same(why, &question)) {
                    let entry = bank.find(&question.card);
                    why = entry.map(|entry| after_pass(probe(entry, Probe::WhenNot)));
                }
                questions.push(question);
            }
            questions.extend(why);
            round.questions = questions;
        }
    }

    /// The place of one of the questions of which this is true.
    fn one_of(
        &mut self,
        questions: &[PlannedQuestion],
        is_meant: impl Fn(&PlannedQuestion) -> bool,
    ) -> Option<usize> {
        let meant: Vec<usize> = (0..questions.len())
            .filter(|&at| is_meant(&questions[at]))
            .collect();
        let which = (!meant.is_empty()).then(|| self.random.random_range(0..meant.len()))?;
        meant.get(which).copied()
    }
}

/// Whether the candidate answers it, and does not ask.
fn is_answered(entry: Entry<'_>) -> bool {
    entry.card.card_type != CardType::ToAsk
}

fn is_own(question: &PlannedQuestion) -> bool {
    question.depth() == 0 && question.part.unwrap_or(0) == 0
}

fn is_same(why: &PlannedQuestion, asked: &PlannedQuestion) -> bool {
    !why.follow_up.is_empty() && why.probe.is_none() && why.follow_up == asked.follow_up
}

/// The deepest of the card's follow-ups, the first of several; without any the question when one
/// would not do that.
fn deepest(entry: Entry<'_>) -> PlannedQuestion {
    let mut paths = Vec::new();
    paths_below(&entry.card.follow_ups, &mut Vec::new(), &mut paths);
    let deepest = paths.into_iter().rev().max_by_key(Vec::len);
    after_pass(match deepest {
        Some(follow_up) => PlannedQuestion {
            follow_up,
            ..asked_on(entry)
        },
        None => probe(entry, Probe::WhenNot),
    })
}

fn after_pass(question: PlannedQuestion) -> PlannedQuestion {
    PlannedQuestion {
        after_pass: true,
        ..question
    }
}

fn probe(entry: Entry<'_>, probe: Probe) -> PlannedQuestion {
    PlannedQuestion {
        probe: Some(probe.word().to_owned()),
        depth: Some(1),
        words: Some(probe.words_for(&entry.card.question)),
        ..asked_on(entry)
    }
}

fn asked_on(entry: Entry<'_>) -> PlannedQuestion {
    PlannedQuestion {
        card: entry.card.id.clone(),
        limit_ms: milliseconds(FollowUps::NONE.answer),
        ..PlannedQuestion::default()
    }
}
