//! What the plan leads to: every believed way of forgetting goes through the planned attempts, and
//! the range is as wide as they differ.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::super::belief::{Belief, Start};
use super::super::fill::{self, Candidate, Filled, Horizon};
use super::super::forecast::{Forecast, Scenario, Sums, missed_anew};
use super::Planner;
use crate::bank::Kind;
use crate::memory::forgetting::{Kept, Mind};

/// The last so many days say how many of the days to come will be practised on.
const DAYS_SEEN: usize = 14;
/// As how many kept days a beginning counts.
const DAYS_GIVEN: f64 = 3.0;

/// One way in which it may come.
struct Way {
    scenario: Scenario,
    mind: Mind,
    /// Which of the kept minds it is.
    kept: usize,
    /// The chance with which a card never tried is known.
    first_pass: f64,
}

impl Way {
    fn start(&self, candidate: &Candidate) -> Start {
        match candidate.starts[self.kept] {
            Start::Untried(_) => Start::Untried(self.first_pass),
            tried @ Start::Tried(..) => tried,
        }
    }
}

impl Planner<'_> {
    /// What comes of it if the user keeps on as so far, and if there were ten minutes more a day.
    pub(super) fn forecast(&self) -> Vec<Forecast> {
        let minutes_kept = self.minutes_kept();
        let horizon = &self.horizon(0.0, minutes_kept);
        let filled = &fill::fill(self.choosers(), &self.candidates, horizon);
        let ways = self.ways();
        let expected: Vec<Vec<Vec<f64>>> = ways
            .iter()
            .map(|way| self.recalls_of(way, filled, horizon))
            .collect();
        let scenarios: Vec<Scenario> = ways.iter().map(|way| way.scenario).collect();
        let ten_minutes_more = self.ten_minutes_more(minutes_kept);
        let mut forecasts = Vec::with_capacity(self.ahead.len());
        for (i, ahead) in self.ahead.iter().enumerate() {
            let mut all = Sums::default();
            let mut by_kind: BTreeMap<Kind, Sums> = BTreeMap::new();
            let mut not_reached = 0;
            for (c, card) in self.cards.iter().enumerate() {
                let need = card.needs[i];
                if need <= 0.0 {
                    continue;
                }
                let slots = filled.attempts[c].iter().map(|&slot| &horizon.slots[slot]);
                let before = slots.filter(|slot| slot.day < ahead.deadline);
                let later = before.clone().filter(|slot| slot.day > 0.0).count();
                let missed = missed_anew(later);
                let of_ways = || {
                    let recalls = expected.iter().map(|recalls| recalls[c][i]);
                    recalls.map(|recall| 1.0 - (1.0 - recall) * missed)
                };
                let today = self.recall_today(&self.candidates[c]);
                all.add(need, today, of_ways());
                let of_kind = by_kind.entry(card.entry.deck.kind).or_default();
                of_kind.add(need, today, of_ways());
                let is_reached = before.count() > 0;
                not_reached += usize::from(self.candidates[c].is_untried() && !is_reached);
            }
            forecasts.push(Forecast {
                interview: ahead.interview.id.clone(),
                title: ahead.interview.title(),
                date: ahead
                    .interview
                    .date
                    .day(self.ask.here(), self.ask.day_begins),
                all: all.readiness(&scenarios),
                by_kind: by_kind
                    .into_iter()
                    .map(|(kind, sums)| (kind, sums.readiness(&scenarios)))
                    .collect(),
                not_reached,
                answers: self.answers(),
                ten_minutes_more: ten_minutes_more[i],
            });
        }
        forecasts
    }

    /// What ten minutes more a day add at each interview, by the mind that has most of the choice.
    fn ten_minutes_more(&self, minutes_kept: f64) -> Vec<f64> {
        let [(mind, _), ..] = self.choosers();
        let share = |more: f64| -> Vec<f64> {
            let horizon = self.horizon(more, minutes_kept);
            let filled = fill::fill([(mind, 1.0)], &self.candidates, &horizon);
            let mut known = vec![0.0; self.ahead.len()];
            let mut all = vec![0.0; self.ahead.len()];
            for ((candidate, attempts), card) in self
                .candidates
                .iter()
                .zip(&filled.attempts)
                .zip(&self.cards)
            {
                let recalls = fill::recalls(mind, candidate.starts[0], attempts, &horizon);
                for (i, recall) in recalls.into_iter().enumerate() {
                    known[i] += card.needs[i] * recall;
                    all[i] += card.needs[i];
                }
            }
            let shares = known.into_iter().zip(all);
            shares
                .map(|(known, all)| if all > 0.0 { known / all } else { 0.0 })
                .collect()
        };
        let with_more = share(600.0);
        let as_now = share(0.0);
        let gains = with_more.into_iter().zip(as_now);
        gains.map(|(more, now)| (more - now).max(0.0)).collect()
    }

    /// The ways in which it may come: each believed mind, and what is not known of the one that is
    /// believed most.
    fn ways(&self) -> Vec<Way> {
        let kept = &self.memories.forgetting.kept;
        let first_pass = self.habits.first_pass;
        let way = |scenario, kept: usize, mind: Mind| Way {
            scenario,
            mind,
            kept,
            first_pass,
        };
        let is_believed = |(_, kept): &(usize, &Kept)| kept.belief > 0.0;
        let believed = || kept.iter().enumerate().filter(is_believed);
        let mut ways: Vec<Way> = believed()
            .map(|(i, kept)| way(Scenario::Believed(kept.belief), i, kept.mind.clone()))
            .collect();
        if let Some((i, most)) = believed().max_by(|a, b| a.1.belief.total_cmp(&b.1.belief)) {
            let more_known = (first_pass + self.habits.first_pass_spread).min(1.0);
            ways.push(Way {
                first_pass: more_known,
                ..way(Scenario::MoreKnown, i, most.mind.clone())
            });
            ways.push(way(Scenario::Slower, i, most.mind.faster(-1.0)));
            ways.push(way(Scenario::Faster, i, most.mind.faster(1.0)));
        }
        ways
    }

    fn recalls_of(&self, way: &Way, filled: &Filled, horizon: &Horizon) -> Vec<Vec<f64>> {
        let candidates = self.candidates.iter().zip(&filled.attempts);
        candidates
            .map(|(candidate, attempts)| {
                fill::recalls(&way.mind, way.start(candidate), attempts, horizon)
            })
            .collect()
    }

    /// The chance of recall today, as all believed minds together see it.
    fn recall_today(&self, candidate: &Candidate) -> f64 {
        let kept = self.memories.forgetting.kept.iter();
        kept.zip(&candidate.starts)
            .filter(|(kept, _)| kept.belief > 0.0)
            .map(|(kept, &start)| kept.belief * Belief::begin(start).recall(&kept.mind, 0.0))
            .sum()
    }

    /// All answers that count.
    fn answers(&self) -> usize {
        let states = self.memories.all();
        states.map(|(_, state)| state.attempts.len()).sum()
    }

    /// The part of the minutes to come that is counted on: of the last days since the first answer,
    /// those that were practised on among those that had minutes.
    fn minutes_kept(&self) -> f64 {
        let attempts = || {
            let states = self.memories.all();
            states.flat_map(|(_, state)| state.attempts.iter().map(|attempt| attempt.day))
        };
        let today = self.ask.day;
        let Some(first) = attempts().min().filter(|&first| first < today) else {
            return 1.0;
        };
        let practised: BTreeSet<NaiveDate> = attempts().collect();
        let has_minutes = |day: NaiveDate| {
            let mut ahead = self.ahead.iter();
            ahead.any(|ahead| ahead.interview.minutes_on(day).is_some())
        };
        let days = std::iter::successors(today.pred_opt(), NaiveDate::pred_opt)
            .take(DAYS_SEEN)
            .take_while(|&day| day >= first);
        let (mut kept, mut given) = (DAYS_GIVEN, DAYS_GIVEN);
        for day in days.filter(|&day| has_minutes(day)) {
            given += 1.0;
            kept += f64::from(u8::from(practised.contains(&day)));
        }
        kept / given
    }
}
