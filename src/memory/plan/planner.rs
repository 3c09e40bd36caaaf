//! What goes into the plan: which cards count for which interview, what is known of them, and
//! how much time there is.

use chrono::NaiveDate;

pub mod explain;
mod outcome;

use super::belief::{Belief, Start};
use super::fill::{self, Candidate, Chooser, Filled, Horizon, Pick, UNWRITTEN};
use super::slots::{DISCOUNT, slots};
use super::words::{Note, Why};
use super::{Ask, Plan, PlannedCard};
use crate::appointments::{Interview, USUAL_MINUTES};
use crate::bank::{Bank, CardId, CardType, Entry};
use crate::history::{History, Standing};
use crate::memory::calibration::Calibration;
use crate::memory::criterion::comes_back;
use crate::memory::expected::{Expected, Untried, in_turn};
use crate::memory::forgetting::CHOOSING;
use crate::memory::habits::Habits;
use crate::memory::limit;
use crate::memory::state::{Memories, days_between};
use crate::memory::weakness::{Reason, USUAL_DAYS, Weakness, usual_day};

impl Plan {
    /// Makes the plan. Interviews that are over are left out by themselves.
    pub fn make(bank: &Bank, history: &History, interviews: &[&Interview], ask: &Ask) -> Self {
        let memories = Memories::fold(history, ask.moment, ask.day_begins);
        Self::with(memories, bank, history, interviews, ask)
    }

    /// The same where the memories of the moment that is asked about are known.
    pub fn with(
        memories: Memories,
        bank: &Bank,
        history: &History,
        interviews: &[&Interview],
        ask: &Ask,
    ) -> Self {
        Planner::new(bank, history, memories, interviews, ask).plan(true)
    }

    /// Makes today's list alone, without the forecast: in about half the time.
    pub fn today(bank: &Bank, history: &History, interviews: &[&Interview], ask: &Ask) -> Self {
        let memories = Memories::fold(history, ask.moment, ask.day_begins);
        Planner::new(bank, history, memories, interviews, ask).plan(false)
    }
}

/// An interview this many days after the nearest one counts half as much.
const HALF_AFTER: f64 = 14.0;

/// Days farther away than this are planned as if they were this far.
const FARTHEST: f64 = 3660.0;

/// An interview of today is this many days away: what is practised now is not yet certain then.
const TODAY: f64 = 0.5;

/// A card that gains this part of what another does is nearly as good to begin with. (Without such
/// a bound, learners who never tried anything ended 7 points lower in the simulation.)
const NEARLY_AS_MUCH: f64 = 0.9;

/// A sum of seconds may be off by so much.
const ROUNDING: f64 = 1e-6;

/// An interview that is ahead.
struct Ahead<'a> {
    interview: &'a Interview,
    /// Days from today.
    deadline: f64,
    /// How much its gains count.
    factor: f64,
    expected: Expected<'a>,
}

/// A card that may be planned.
struct Planned<'a> {
    entry: Entry<'a>,
    /// How much it counts for each interview, 0 where it is no part of it; without any interview,
    /// how much it counts at all.
    needs: Vec<f64>,
    /// How much it counts in the order of the cards never tried.
    need: f64,
    /// The share of its kind in the nearest interview that it counts for.
    share: f64,
    is_tried: bool,
    is_buried: bool,
}

pub(super) struct Planner<'a> {
    ask: Ask,
    memories: Memories,
    habits: Habits,
    ahead: Vec<Ahead<'a>>,
    /// Cards and candidates stand at the same places.
    cards: Vec<Planned<'a>>,
    candidates: Vec<Candidate>,
    minutes: u32,
    spent: f64,
}

impl<'a> Planner<'a> {
    pub(super) fn new(
        bank: &'a Bank,
        history: &History,
        memories: Memories,
        interviews: &[&'a Interview],
        ask: &Ask,
    ) -> Self {
        let memories = memories.on(ask.day);
        let habits = Habits::of(bank, &memories);
        let ahead = ahead(interviews, ask);
        let usual = Expected::of(&ask.audience, None);
        let cards: Vec<Planned<'a>> = bank
            .cards()
            .filter(|entry| entry.card.card_type == CardType::Question)
            .filter_map(|entry| planned(entry, &ahead, &usual, history, &memories, ask))
            .collect();
        let cards = in_order(cards, ask.day);
        let mut planner = Self {
            ask: ask.clone(),
            memories,
            habits,
            ahead,
            cards,
            candidates: Vec::new(),
            minutes: 0,
            spent: 0.0,
        };
        planner.candidates = planner
            .cards
            .iter()
            .map(|card| planner.candidate(card))
            .collect();
        planner.minutes = match ask.seconds {
            Some(seconds) => whole_minutes(seconds),
            None => planner.minutes_of_today(),
        };
        planner.spent = spent_today(bank, &planner.memories);
        planner
    }

    pub(super) fn plan(&self, with_forecast: bool) -> Plan {
        let (cards, forecast) = if self.ahead.is_empty() {
            (self.undated(), Vec::new())
        } else {
            let horizon = self.horizon(0.0, DISCOUNT);
            let filled = fill::fill(self.choosers(), &self.candidates, &horizon);
            let forecast = if with_forecast {
                self.forecast()
            } else {
                Vec::new()
            };
            let today = self.in_their_order(&filled, &horizon);
            let picked = today
                .iter()
                .map(|pick| self.picked(pick, &filled, &horizon));
            let cards = picked.collect();
            (cards, forecast)
        };
        Plan {
            on: self.ask.day,
            minutes: self.minutes,
            spent: self.spent,
            notes: self.notes(&cards),
            cards,
            forecast,
            calibration: Calibration::of(&self.memories),
        }
    }

    /// Today's picks, where the place of each card never tried goes to the first in their order
    /// that gains nearly as much a second, so that the list is a mixture of topics.
    fn in_their_order(&self, filled: &Filled, horizon: &Horizon) -> Vec<Pick> {
        let is_untried = |pick: &Pick| self.candidates[pick.candidate].is_untried();
        if !filled.today.iter().any(is_untried) {
            return filled.today.clone();
        }
        let candidates = self.candidates.iter().enumerate();
        let mut waiting: Vec<Pick> = candidates
            .filter(|(_, candidate)| candidate.is_untried() && candidate.free_from <= 0.0)
            .map(|(i, _)| self.first_pick(i, filled, horizon))
            .collect();
        let mut left: f64 = filled
            .today
            .iter()
            .filter(|pick| is_untried(pick))
            .map(|pick| pick.seconds)
            .sum();
        let mut for_unwritten = self.left_today() * UNWRITTEN;
        let mut picks = Vec::with_capacity(filled.today.len());
        let mut take = |least: f64, picks: &mut Vec<Pick>| {
            let next = waiting.iter().position(|pick| {
                let is_unwritten = self.candidates[pick.candidate].is_unwritten;
                pick.gain >= NEARLY_AS_MUCH * least * pick.seconds
                    && pick.seconds <= left + ROUNDING
                    && !(is_unwritten && pick.seconds > for_unwritten)
            });
            let Some(next) = next else { return false };
            let pick = waiting.remove(next);
            left -= pick.seconds;
            if self.candidates[pick.candidate].is_unwritten {
                for_unwritten -= pick.seconds;
            }
            picks.push(pick);
            true
        };
        let mut least = 0.0;
        for pick in &filled.today {
            if is_untried(pick) {
                least = pick.gain / pick.seconds;
                take(least, &mut picks);
            } else {
                picks.push(*pick);
            }
        }
        while least > 0.0 && take(least, &mut picks) {}
        picks
    }

    /// The first attempt at a card, today in the place of the day on which it is planned.
    fn first_pick(&self, i: usize, filled: &Filled, horizon: &Horizon) -> Pick {
        let candidate = &self.candidates[i];
        let later = filled.attempts[i].get(1..).unwrap_or_default();
        Pick {
            candidate: i,
            seconds: candidate.seconds.first,
            gain: self.gain(candidate, &[&[0], later].concat(), later, horizon),
        }
    }

    /// What attempts gain beside others, as the filling counts it.
    fn gain(
        &self,
        candidate: &Candidate,
        with: &[usize],
        without: &[usize],
        horizon: &Horizon,
    ) -> f64 {
        let choosers = self.choosers().into_iter().zip(&candidate.starts);
        choosers
            .map(|((mind, part), &start)| {
                let value = |attempts: &[usize]| -> f64 {
                    let recalls = fill::recalls(mind, start, attempts, horizon);
                    let weighted = recalls.iter().zip(&candidate.weights);
                    weighted.map(|(recall, weight)| recall * weight).sum()
                };
                part * (value(with) - value(without)).max(0.0)
            })
            .sum()
    }

    /// The minds by which the plan chooses.
    fn choosers(&self) -> [Chooser<'_>; CHOOSING] {
        let kept = &self.memories.forgetting.kept;
        std::array::from_fn(|i| (&kept[i].mind, kept[i].choosing))
    }

    /// The recall at each deadline with these attempts, as the choice sees it.
    fn recalls(&self, candidate: &Candidate, attempts: &[usize], horizon: &Horizon) -> Vec<f64> {
        let mut sums = vec![0.0; horizon.deadlines.len()];
        for ((mind, part), &start) in self.choosers().into_iter().zip(&candidate.starts) {
            let recalls = fill::recalls(mind, start, attempts, horizon);
            for (sum, recall) in sums.iter_mut().zip(recalls) {
                *sum += part * recall;
            }
        }
        sums
    }

    fn candidate(&self, card: &Planned<'_>) -> Candidate {
        let state = self.memories.state(&card.entry.card.id);
        let today = self.ask.day;
        let forgetting = &self.memories.forgetting;
        let starts = match state.remembered(forgetting) {
            None => vec![Start::Untried(self.habits.first_pass); forgetting.kept.len()],
            Some(card) => {
                let days = days_between(card.last, today);
                let memories = card.memories.iter();
                memories
                    .map(|&memory| Start::Tried(memory, card.rate, days))
                    .collect()
            }
        };
        let was_tried_today = state.known.is_some_and(|known| known.last >= today);
        let weights = if self.ahead.is_empty() {
            card.needs.clone()
        } else {
            let needs = self.ahead.iter().zip(&card.needs);
            needs.map(|(ahead, need)| ahead.factor * need).collect()
        };
        Candidate {
            starts,
            weights,
            seconds: self.habits.seconds(card.entry.card, state),
            free_from: match (state.rests(), was_tried_today || card.is_buried) {
                (true, _) => f64::INFINITY,
                (false, true) => 1.0,
                (false, false) => 0.0,
            },
            may_repeat: !card.is_buried && !state.rests(),
            is_unwritten: card.entry.card.is_unwritten(),
            comes_back: !state.rests() && comes_back(state, today),
        }
    }

    /// Minutes of the day as the interviews say; several share them.
    fn minutes_of_today(&self) -> u32 {
        let ahead = self.ahead.iter();
        let of_interviews = ahead.filter_map(|ahead| ahead.interview.minutes_on(self.ask.day));
        match of_interviews.max() {
            Some(minutes) => minutes,
            None if self.ahead.is_empty() => USUAL_MINUTES,
            None => 0,
        }
    }

    /// Seconds that are left today.
    fn left_today(&self) -> f64 {
        let all = f64::from(self.minutes) * 60.0;
        self.ask.seconds.unwrap_or(all - self.spent).max(0.0)
    }

    /// The slots up to the last interview, with so many seconds more on every day that is not off.
    /// `minutes_kept` as for [`slots`].
    fn horizon(&self, more: f64, minutes_kept: f64) -> Horizon {
        let deadlines: Vec<f64> = self.ahead.iter().map(|ahead| ahead.deadline).collect();
        let last = deadlines.last().copied().unwrap_or(0.0).max(1.0);
        let days = std::iter::successors(Some(0.0), |day| Some(day + 1.0))
            .take_while(|&day| day < last)
            .zip(self.ask.day.iter_days())
            .map(|(day, date)| {
                let here = self.ahead.iter().filter(|ahead| ahead.deadline > day);
                let minutes = here.filter_map(|ahead| ahead.interview.minutes_on(date));
                let given = match minutes.max() {
                    _ if day == 0.0 && self.ask.seconds.is_some() => Some(self.left_today()),
                    Some(_) if day == 0.0 => Some(self.left_today()),
                    minutes => minutes.map(|minutes| f64::from(minutes) * 60.0),
                };
                given.map_or(0.0, |seconds| seconds + more)
            });
        let days: Vec<f64> = days.collect();
        Horizon {
            slots: slots(&days, &deadlines, minutes_kept),
            deadlines,
        }
    }

    fn picked(&self, pick: &Pick, filled: &Filled, horizon: &Horizon) -> PlannedCard {
        let card = &self.cards[pick.candidate];
        let candidate = &self.candidates[pick.candidate];
        let planned = &filled.attempts[pick.candidate];
        let is_first = candidate.is_untried();
        let attempts = if is_first {
            &[&[0], planned.get(1..).unwrap_or_default()].concat()
        } else {
            planned
        };
        let nearest = card.needs.iter().position(|&need| need > 0.0).unwrap_or(0);
        let recall = |attempts: &[usize]| self.recalls(candidate, attempts, horizon)[nearest];
        let (without, with) = (recall(&[]), recall(attempts));
        let why = match attempts.first() {
            Some(0) if candidate.comes_back => Why::ComesBack { without, with },
            Some(0) if is_first => Why::New { without, with },
            Some(0) => Why::Raises { without, with },
            _ => Why::Again,
        };
        PlannedCard {
            card: card.entry.card.id.clone(),
            seconds: pick.seconds,
            gain: pick.gain,
            why,
        }
    }

    /// Without an interview: what is due, the longest first; then what is weak and what was never
    /// tried, in turns, the one by the points to lose and the other in its order.
    fn undated(&self) -> Vec<PlannedCard> {
        let today = self.ask.day;
        let day = usual_day(today);
        let roles = &self.ask.audience.roles;
        let mut due = Vec::new();
        let mut weak = Vec::new();
        let mut untried = Vec::new();
        for (i, card) in self.cards.iter().enumerate() {
            if self.candidates[i].free_from > 0.0 {
                continue;
            }
            let state = self.memories.state(&card.entry.card.id);
            match state.known {
                None => untried.push((Why::Weak(Some(Reason::NeverTried)), i)),
                Some(known) if known.due <= today => due.push((known.due, i)),
                Some(_) => {
                    let (of, forgetting) = (card.entry.card, &self.memories.forgetting);
                    let found = Weakness::of(of, state, forgetting, &self.habits, day, roles);
                    if found.is_weak() {
                        weak.push((found, i));
                    }
                }
            }
        }
        let need = |i: usize| self.cards[i].needs[0];
        due.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| need(b.1).total_cmp(&need(a.1))));
        weak.sort_by(|a, b| b.0.lost.total_cmp(&a.0.lost));
        let due = due.into_iter().map(|(date, i)| {
            let late = (today - date).num_days();
            (Why::Due(u32::try_from(late).unwrap_or(u32::MAX)), i)
        });
        let weak = weak
            .into_iter()
            .map(|(found, i)| (Why::Weak(found.reasons.first().copied()), i));
        let in_days = u32::try_from(USUAL_DAYS).map_or(7.0, f64::from);
        let mut left = self.left_today();
        let mut for_unwritten = left * UNWRITTEN;
        let mut cards = Vec::new();
        for (why, i) in due.chain(in_turns(weak, untried.into_iter())) {
            let candidate = &self.candidates[i];
            let mut gain = 0.0;
            let mut chance = 0.0;
            for ((mind, part), &start) in self.choosers().into_iter().zip(&candidate.starts) {
                let before = Belief::begin(start);
                let (after, passed) = before.attempt(mind, 0.0);
                let recall = |belief: &Belief| belief.recall(mind, in_days);
                gain += part * (recall(&after) - recall(&before));
                chance += part * passed;
            }
            let seconds = candidate.seconds_at(candidate.is_untried(), chance);
            if seconds > left || (candidate.is_unwritten && seconds > for_unwritten) {
                continue;
            }
            left -= seconds;
            if candidate.is_unwritten {
                for_unwritten -= seconds;
            }
            cards.push(PlannedCard {
                card: self.cards[i].entry.card.id.clone(),
                seconds,
                gain: need(i) * gain,
                why,
            });
        }
        cards
    }

    fn notes(&self, cards: &[PlannedCard]) -> Vec<Note> {
        let mut notes = Vec::new();
        if self.ahead.is_empty() {
            notes.push(Note::NoInterview);
        }
        for (i, ahead) in self.ahead.iter().enumerate() {
            let title = || ahead.interview.title();
            if ahead.deadline < 1.0 {
                notes.push(Note::Today(title()));
            } else if ahead.deadline > 366.0 {
                notes.push(Note::FarAway(title()));
            }
            if !self.cards.is_empty() && self.cards.iter().all(|card| card.needs[i] <= 0.0) {
                notes.push(Note::NothingFor(title()));
            }
        }
        if self.cards.is_empty() {
            notes.push(Note::NoCards);
        } else if cards.is_empty() && self.left_today() <= 0.0 {
            notes.push(self.why_no_time());
        }
        notes
    }

    fn why_no_time(&self) -> Note {
        let date = self.ask.day;
        let is_off = |ahead: &Ahead<'_>| ahead.interview.minutes_on(date).is_none();
        if self.minutes > 0 {
            Note::Done
        } else if self.ask.seconds.is_some() || !self.ahead.iter().any(is_off) {
            Note::NoMinutes
        } else if self.horizon(1.0, 1.0).slots.is_empty() {
            Note::AllDaysOff
        } else {
            Note::DayOff
        }
    }
}

/// The interviews that are ahead, nearest first.
fn ahead<'a>(interviews: &[&'a Interview], ask: &Ask) -> Vec<Ahead<'a>> {
    let mut ahead: Vec<Ahead<'a>> = interviews
        .iter()
        .filter(|interview| ask.is_ahead(interview))
        .map(|&interview| {
            let day = interview.date.day(ask.here(), ask.day_begins);
            let days = days_between(ask.day, day).min(FARTHEST);
            Ahead {
                interview,
                deadline: if days < 1.0 { TODAY } else { days },
                factor: 1.0,
                expected: Expected::of(&ask.audience, Some(interview)),
            }
        })
        .collect();
    ahead.sort_by(|a, b| a.deadline.total_cmp(&b.deadline));
    let nearest = ahead.first().map_or(0.0, |first| first.deadline);
    for one in &mut ahead {
        one.factor = 0.5_f64.powf((one.deadline - nearest) / HALF_AFTER);
    }
    ahead
}

/// The card with what it counts for the interviews; `None` where it counts for none of those ahead
/// or the user has set it aside. Without an interview what was tried is practised on, whatever
/// company it is of.
fn planned<'a>(
    entry: Entry<'a>,
    ahead: &[Ahead<'_>],
    usual: &Expected<'_>,
    history: &History,
    memories: &Memories,
    ask: &Ask,
) -> Option<Planned<'a>> {
    let standing = history.standing(&entry.card.id, ask.moment, ask.day);
    let is_tried = memories.state(&entry.card.id).is_tried();
    let of = |expected: &Expected<'_>, belongs: bool| {
        if belongs { expected.need(entry) } else { 0.0 }
    };
    let needs: Vec<f64> = if ahead.is_empty() {
        let is_practised = is_tried && usual.audience.has(entry);
        vec![of(usual, is_practised || usual.belongs(entry))]
    } else {
        let each = ahead.iter().map(|ahead| &ahead.expected);
        each.map(|expected| of(expected, expected.belongs(entry)))
            .collect()
    };
    let nearest = needs.iter().position(|&need| need > 0.0)?;
    let expected = ahead.get(nearest).map_or(usual, |ahead| &ahead.expected);
    let factors = ahead.iter().map(|ahead| ahead.factor).chain([1.0]);
    let each = needs
        .iter()
        .zip(factors)
        .map(|(need, factor)| need * factor);
    let need = each.fold(0.0, f64::max);
    (standing != Standing::Suspended).then(|| Planned {
        entry,
        share: expected.share(entry.deck.kind),
        need,
        needs,
        is_tried,
        is_buried: standing == Standing::Buried,
    })
}

/// The cards with those never tried in the order in which they are taken up: it decides between
/// what gains as much.
fn in_order(cards: Vec<Planned<'_>>, day: NaiveDate) -> Vec<Planned<'_>> {
    let asked = Untried::all(
        cards
            .iter()
            .map(|card| (card.entry, card.share, card.need, card.is_tried)),
    );
    let order = in_turn(&asked, day);
    drop(asked);
    let mut places = vec![0; cards.len()];
    for (place, &card) in order.iter().enumerate() {
        places[card] = place + 1;
    }
    let mut placed: Vec<(usize, Planned<'_>)> = places.into_iter().zip(cards).collect();
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, card)| card).collect()
}

/// Seconds practised on the day; an answer without a time counts as long as it should take.
fn spent_today(bank: &Bank, memories: &Memories) -> f64 {
    let of_card = |id: &CardId| bank.find(id).map_or(0.0, |entry| limit(entry.card));
    memories
        .all()
        .flat_map(|(id, state)| {
            let today = state
                .attempts
                .iter()
                .rev()
                .take_while(|attempt| attempt.day == memories.today);
            today.map(move |attempt| attempt.seconds.get().unwrap_or_else(|| of_card(id)))
        })
        .sum()
}

/// One of the first, one of the second and so on, until both are through.
fn in_turns<T>(
    mut first: impl Iterator<Item = T>,
    mut second: impl Iterator<Item = T>,
) -> impl Iterator<Item = T> {
    let pairs = std::iter::from_fn(move || {
        let pair = [first.next(), second.next()];
        pair.iter().any(Option::is_some).then_some(pair)
    });
    pairs.flatten().flatten()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast from a float keeps within the bounds of the type"
)]
fn whole_minutes(seconds: f64) -> u32 {
    (seconds / 60.0).round() as u32
}
