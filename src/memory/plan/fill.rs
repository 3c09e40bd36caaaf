//! Filling the days up to the interviews with attempts, by what each gains a second.
//!
//! An attempt at a card in a slot gains Σ weight × (expected recall on the day with it − without)
//! over the interviews. The best attempt of all, by gain a second, is taken from a heap until no
//! slot has room. What lies in the future is worth less than what can be done today: its gains
//! and its minutes are both discounted, since days are missed and the plan is made anew anyway.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::belief::{Belief, Start};
use super::slots::Slot;
use crate::memory::forgetting::Mind;
use crate::memory::habits::Seconds;

/// A card that may be planned.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// What each kept mind knows of it; the first are those that choose.
    pub starts: Vec<Start>,
    /// How much it counts at each interview; 0 where it is no part of it.
    pub weights: Vec<f64>,
    /// How long it takes.
    pub seconds: Seconds,
    /// The first day on which it may be planned, counted from today.
    pub free_from: f64,
    /// Whether it may be practised today though it is not planned then.
    pub may_repeat: bool,
    /// Whether its answer is to be written first.
    pub is_unwritten: bool,
    /// Whether it is practised today before all that gains more.
    pub comes_back: bool,
}

/// Cards whose answer is to be written first take at most this part of an evening.
pub const UNWRITTEN: f64 = 0.25;

/// What is planned.
#[derive(Debug, Clone, PartialEq)]
pub struct Filled {
    /// For each candidate the slots of its attempts, in order.
    pub attempts: Vec<Vec<usize>>,
    /// What is practised in the first slot, best first, if that slot is today.
    pub today: Vec<Pick>,
}

/// An attempt of today.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pick {
    /// Which candidate.
    pub candidate: usize,
    /// Expected seconds.
    pub seconds: f64,
    /// What it adds to the weighted recall, the rest of the plan given.
    pub gain: f64,
}

/// The days on which recall matters, counted from today, sorted, and the slots before the last.
#[derive(Debug, Clone, PartialEq)]
pub struct Horizon {
    /// The interviews' days; an interview of today is half a day away.
    pub deadlines: Vec<f64>,
    /// The slots in order.
    pub slots: Vec<Slot>,
}

/// A best attempt, as it was when it was put on the heap.
#[derive(Debug, PartialEq)]
struct Best {
    ratio: f64,
    candidate: usize,
    slot: usize,
    version: u32,
}

impl Eq for Best {}

impl Ord for Best {
    fn cmp(&self, other: &Self) -> Ordering {
        self.ratio
            .total_cmp(&other.ratio)
            .then_with(|| other.candidate.cmp(&self.candidate))
            .then_with(|| other.slot.cmp(&self.slot))
    }
}

impl PartialOrd for Best {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A possible attempt: gain a second (0 where it is out of the question) and seconds.
#[derive(Debug, Clone, Copy, Default)]
struct Choice {
    ratio: f64,
    seconds: f64,
}

impl Candidate {
    /// Whether it was never tried.
    pub fn is_untried(&self) -> bool {
        matches!(self.starts.first(), Some(Start::Untried(_)))
    }

    /// The seconds of an attempt with this chance of recall.
    pub fn seconds_at(&self, is_first: bool, recall: f64) -> f64 {
        if is_first {
            self.seconds.first
        } else {
            self.seconds.at(recall)
        }
    }
}

/// A mind with its part in the choice, 0–1.
pub type Chooser<'a> = (&'a Mind, f64);

/// Fills the slots by what the choosers, the first of the kept minds, expect together.
pub fn fill<const N: usize>(
    choosers: [Chooser<'_>; N],
    candidates: &[Candidate],
    horizon: &Horizon,
) -> Filled {
    Filling::new(choosers, candidates, horizon).run()
}

/// The recall at each deadline that a mind expects of a card with these attempts.
pub fn recalls(mind: &Mind, start: Start, attempts: &[usize], horizon: &Horizon) -> Vec<f64> {
    let mut belief = Belief::begin(start);
    let mut attempts = attempts
        .iter()
        .map(|&slot| horizon.slots[slot].day)
        .peekable();
    let mut recalls = Vec::with_capacity(horizon.deadlines.len());
    for &deadline in &horizon.deadlines {
        while let Some(day) = attempts.next_if(|&day| day < deadline) {
            belief = belief.attempt(mind, day).0;
        }
        recalls.push(belief.recall(mind, deadline));
    }
    recalls
}

/// What each chooser believes on the way through the attempts, with what the deadlines passed so
/// far are worth.
#[derive(Debug, Clone, Copy)]
struct Walk<const N: usize> {
    beliefs: [Belief; N],
    is_untried: bool,
    deadline: usize,
    /// By each chooser.
    values: [f64; N],
}

struct Filling<'a, const N: usize> {
    choosers: [Chooser<'a>; N],
    candidates: &'a [Candidate],
    horizon: &'a Horizon,
    /// Seconds left in each slot.
    left: Vec<f64>,
    /// Seconds left for unwritten cards in the first slot.
    for_unwritten: f64,
    attempts: Vec<Vec<usize>>,
    /// A row for each candidate.
    choices: Vec<Choice>,
    versions: Vec<u32>,
    heap: BinaryHeap<Best>,
    /// The walks after each attempt of one candidate; kept to be used again.
    walks: Vec<Walk<N>>,
}

impl<'a, const N: usize> Filling<'a, N> {
    fn new(choosers: [Chooser<'a>; N], candidates: &'a [Candidate], horizon: &'a Horizon) -> Self {
        Self {
            choosers,
            candidates,
            horizon,
            left: horizon.slots.iter().map(|slot| slot.seconds).collect(),
            for_unwritten: horizon
                .slots
                .first()
                .map_or(0.0, |slot| slot.seconds * UNWRITTEN),
            attempts: vec![Vec::new(); candidates.len()],
            choices: vec![Choice::default(); candidates.len() * horizon.slots.len()],
            versions: vec![0; candidates.len()],
            heap: BinaryHeap::with_capacity(candidates.len()),
            walks: Vec::new(),
        }
    }

    fn run(mut self) -> Filled {
        for candidate in 0..self.candidates.len() {
            self.weigh(candidate);
            self.bring_back(candidate);
            self.offer(candidate);
        }
        while let Some(best) = self.heap.pop() {
            let Best {
                candidate, slot, ..
            } = best;
            if best.version != self.versions[candidate] {
                continue;
            }
            let choice = &mut self.choices[candidate * self.horizon.slots.len() + slot];
            let is_unwritten = slot == 0 && self.candidates[candidate].is_unwritten;
            if choice.seconds > self.left[slot]
                || (is_unwritten && choice.seconds > self.for_unwritten)
            {
                *choice = Choice::default();
                self.offer(candidate);
                continue;
            }
            self.left[slot] -= choice.seconds;
            if is_unwritten {
                self.for_unwritten -= choice.seconds;
            }
            let at = self.attempts[candidate].partition_point(|&other| other < slot);
            self.attempts[candidate].insert(at, slot);
            self.versions[candidate] += 1;
            self.weigh(candidate);
            self.offer(candidate);
        }
        self.finish()
    }

    /// Plans a card for today that comes back, whatever else would gain.
    fn bring_back(&mut self, candidate: usize) {
        let is_today = self
            .horizon
            .slots
            .first()
            .is_some_and(|slot| slot.day == 0.0);
        let first = candidate * self.horizon.slots.len();
        if !is_today || !self.candidates[candidate].comes_back {
            return;
        }
        let seconds = self.choices[first].seconds;
        if seconds > 0.0 && seconds <= self.left[0] {
            self.left[0] -= seconds;
            self.attempts[candidate].push(0);
            self.versions[candidate] += 1;
            self.weigh(candidate);
        }
    }

    /// Puts the candidate's best attempt on the heap.
    fn offer(&mut self, candidate: usize) {
        let slots = self.horizon.slots.len();
        let row = &self.choices[candidate * slots..(candidate + 1) * slots];
        let best = row
            .iter()
            .enumerate()
            .filter(|(slot, choice)| choice.ratio > 0.0 && choice.seconds <= self.left[*slot])
            .max_by(|(_, a), (_, b)| a.ratio.total_cmp(&b.ratio));
        if let Some((slot, choice)) = best {
            self.heap.push(Best {
                ratio: choice.ratio,
                candidate,
                slot,
                version: self.versions[candidate],
            });
        }
    }

    /// Weighs an attempt in every slot beside the attempts that are planned already.
    fn weigh(&mut self, i: usize) {
        let candidate = &self.candidates[i];
        let slots = &self.horizon.slots;
        self.walk_through(i);
        let without = self.last_end(candidate);
        let planned = &self.attempts[i];
        let mut next = 0;
        for (s, slot) in slots.iter().enumerate() {
            let choice = &mut self.choices[i * slots.len() + s];
            *choice = Choice::default();
            if planned.get(next) == Some(&s) {
                next += 1;
                continue;
            }
            if slot.day < candidate.free_from || self.left[s] < candidate.seconds.later {
                continue;
            }
            let mut walk = self.walks[next];
            let seconds = step(&self.choosers, self.horizon, candidate, &mut walk, slot.day);
            for &later in &planned[next..] {
                let day = slots[later].day;
                step(&self.choosers, self.horizon, candidate, &mut walk, day);
            }
            let with = end(&self.choosers, self.horizon, candidate, walk);
            *choice = Choice {
                ratio: gain(&self.choosers, &with, &without) * slot.factor / seconds,
                seconds,
            };
        }
    }

    /// Walks through the planned attempts of a candidate and keeps the walk after each.
    fn walk_through(&mut self, i: usize) {
        let candidate = &self.candidates[i];
        let mut walk = Walk {
            beliefs: std::array::from_fn(|i| Belief::begin(candidate.starts[i])),
            is_untried: candidate.is_untried(),
            deadline: 0,
            values: [0.0; N],
        };
        self.walks.clear();
        self.walks.push(walk);
        for &slot in &self.attempts[i] {
            let day = self.horizon.slots[slot].day;
            step(&self.choosers, self.horizon, candidate, &mut walk, day);
            self.walks.push(walk);
        }
    }

    fn end(&self, candidate: &Candidate, walk: Walk<N>) -> [f64; N] {
        end(&self.choosers, self.horizon, candidate, walk)
    }

    /// What the walk through all planned attempts is worth.
    fn last_end(&self, candidate: &Candidate) -> [f64; N] {
        let last = self.walks.last();
        last.map_or([0.0; N], |&walk| self.end(candidate, walk))
    }

    /// Today's picks, best first by their share in the plan; time that is left goes to further
    /// attempts of today, by what they gain now.
    fn finish(mut self) -> Filled {
        let mut today = Vec::new();
        if self
            .horizon
            .slots
            .first()
            .is_some_and(|slot| slot.day == 0.0)
        {
            for i in 0..self.candidates.len() {
                if self.attempts[i].first() == Some(&0) {
                    today.push(self.pick(i));
                }
            }
            today.sort_by(|a, b| (b.gain / b.seconds).total_cmp(&(a.gain / a.seconds)));
            today.sort_by_key(|pick| !self.candidates[pick.candidate].comes_back);
            let spare = self.spare(&today);
            today.extend(spare);
        }
        Filled {
            attempts: self.attempts,
            today,
        }
    }

    /// A candidate's attempt of today with its part of what the whole plan gains.
    fn pick(&mut self, i: usize) -> Pick {
        let candidate = &self.candidates[i];
        self.walk_through(i);
        let with = self.last_end(candidate);
        let mut walk = self.walks[0];
        let seconds = candidate.seconds_at(walk.is_untried, recall(&self.choosers, &walk, 0.0));
        for &slot in &self.attempts[i][1..] {
            let day = self.horizon.slots[slot].day;
            step(&self.choosers, self.horizon, candidate, &mut walk, day);
        }
        Pick {
            candidate: i,
            seconds,
            gain: gain(&self.choosers, &with, &self.end(candidate, walk)),
        }
    }

    /// Attempts for the time of today that the plan leaves: cards that were tried today already.
    fn spare(&mut self, today: &[Pick]) -> Vec<Pick> {
        let mut is_taken = vec![false; self.candidates.len()];
        for pick in today {
            is_taken[pick.candidate] = true;
        }
        let mut picks: Vec<Pick> = Vec::new();
        for (i, candidate) in self.candidates.iter().enumerate() {
            if is_taken[i] || !candidate.may_repeat || candidate.seconds.later > self.left[0] {
                continue;
            }
            self.walk_through(i);
            let without = self.last_end(candidate);
            let mut walk = self.walks[0];
            let seconds = step(&self.choosers, self.horizon, candidate, &mut walk, 0.0);
            for &slot in &self.attempts[i] {
                let day = self.horizon.slots[slot].day;
                step(&self.choosers, self.horizon, candidate, &mut walk, day);
            }
            let gain = gain(&self.choosers, &self.end(candidate, walk), &without);
            if gain > 0.0 {
                picks.push(Pick {
                    candidate: i,
                    seconds,
                    gain,
                });
            }
        }
        picks.sort_by(|a, b| (b.gain / b.seconds).total_cmp(&(a.gain / a.seconds)));
        let mut left = self.left[0];
        picks.retain(|pick| {
            let fits = pick.seconds <= left;
            if fits {
                left -= pick.seconds;
            }
            fits
        });
        picks
    }
}

/// Goes on to `day`, values the deadlines on the way and makes the attempt; returns its seconds.
fn step<const N: usize>(
    choosers: &[Chooser<'_>; N],
    horizon: &Horizon,
    candidate: &Candidate,
    walk: &mut Walk<N>,
    day: f64,
) -> f64 {
    while let Some(&deadline) = horizon.deadlines.get(walk.deadline)
        && deadline <= day
    {
        pass(choosers, candidate, walk, deadline);
    }
    let mut recall = 0.0;
    for ((mind, part), belief) in choosers.iter().zip(&mut walk.beliefs) {
        let (after, chance) = belief.attempt(mind, day);
        *belief = after;
        recall += part * chance;
    }
    let seconds = candidate.seconds_at(walk.is_untried, recall);
    walk.is_untried = false;
    seconds
}

/// What all deadlines are worth if nothing more is done.
fn end<const N: usize>(
    choosers: &[Chooser<'_>; N],
    horizon: &Horizon,
    candidate: &Candidate,
    mut walk: Walk<N>,
) -> [f64; N] {
    for &deadline in &horizon.deadlines[walk.deadline..] {
        pass(choosers, candidate, &mut walk, deadline);
    }
    walk.values
}

fn pass<const N: usize>(
    choosers: &[Chooser<'_>; N],
    candidate: &Candidate,
    walk: &mut Walk<N>,
    deadline: f64,
) {
    let weight = candidate.weights[walk.deadline];
    if weight > 0.0 {
        let beliefs = walk.beliefs.iter().zip(choosers);
        for ((belief, (mind, _)), value) in beliefs.zip(&mut walk.values) {
            *value += weight * belief.recall(mind, deadline);
        }
    }
    walk.deadline += 1;
}

/// What the choosers together say is gained. What was never tried does not fade in the plan, so a
/// steep curve takes a first attempt long before the day for a loss; an attempt is no loss, and
/// there that mind has nothing to say.
fn gain<const N: usize>(choosers: &[Chooser<'_>; N], with: &[f64; N], without: &[f64; N]) -> f64 {
    let values = with.iter().zip(without);
    let gains = values.map(|(with, without)| (with - without).max(0.0));
    choosers
        .iter()
        .zip(gains)
        .map(|((_, part), gain)| part * gain)
        .sum()
}

fn recall<const N: usize>(choosers: &[Chooser<'_>; N], walk: &Walk<N>, day: f64) -> f64 {
    choosers
        .iter()
        .zip(&walk.beliefs)
        .map(|((mind, part), belief)| part * belief.recall(mind, day))
        .sum()
}
