//! Simulated learners prepare for an interview, each with every way to choose what to practise.
//!
//! ```text
//! cargo run --release --example plan_simulation            # every cell, 200 learners each
//! cargo run --release --example plan_simulation -- 40      # fewer learners
//! cargo run --release --example plan_simulation -- 200 cold_14_20 missed …
//! ```
//!
//! A learner's true memory follows parameters of his own, scattered around the defaults, with
//! noise for each card and answer; what he knows at the start, how long he takes and how he
//! scores himself are scattered as well. The scheduler sees what it sees of a user: scores, times
//! and dates, through the history alone. The figure is the true recall at the interview's hour,
//! weighted by importance; runs are paired, so that differences are within the same learner.
//!
//! The second kind of learner is of another make: exponential forgetting with a stability that
//! grows by spacing, no difficulty, none of the model's formulas.

#![expect(
    clippy::expect_used,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "an experiment with a few hundred cards and days"
)]

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeDelta};
use hotseat::appointments::Interview;
use hotseat::bank::{Bank, Card, CardId, Origin, deck};
use hotseat::clock::parse_appointed;
use hotseat::history::record::{Answer, Body, Ids, Record};
use hotseat::history::{History, Mode};
use hotseat::memory::fsrs::DEFAULT_WEIGHTS;
use hotseat::memory::{Ask, Fsrs, Grade, Habits, Memories, Memory, Plan, limit, weight};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

const CARDS: usize = 300;
const DAY_BEGINS: u32 = 4;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let runs = arguments
        .iter()
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(200);
    let wanted: Vec<&String> = arguments
        .iter()
        .filter(|argument| argument.parse::<u64>().is_err())
        .collect();
    let cells: Vec<Cell> = all_cells()
        .into_iter()
        .filter(|cell| wanted.is_empty() || wanted.iter().any(|w| cell.name.contains(w.as_str())))
        .collect();
    let mut out = String::new();
    table_head(&mut out);
    print(&out);
    let mut goals = Vec::new();
    for cell in &cells {
        let result = run_cell(cell, runs);
        let mut row = String::new();
        result.row(&mut row);
        print(&row);
        result.goals(&mut goals);
    }
    print("\nGoals\n");
    for (is_met, goal) in goals {
        print(&format!(
            "- {} {goal}\n",
            if is_met { "met:" } else { "MISSED:" }
        ));
    }
}

fn print(text: &str) {
    use std::io::Write;
    let _ = std::io::stdout().write_all(text.as_bytes());
    let _ = std::io::stdout().flush();
}

// ---------------------------------------------------------------------------------------------
// Cells and policies

/// Of what make the learner is.
#[derive(Clone, Copy, PartialEq)]
enum Make {
    /// FSRS with parameters of his own.
    Scattered,
    /// Exponential forgetting.
    Exponential,
}

#[derive(Clone)]
struct Cell {
    name: String,
    days: u64,
    minutes: u32,
    warm: bool,
    missed: f64,
    make: Make,
}

fn all_cells() -> Vec<Cell> {
    let mut cells = Vec::new();
    let both = [(14, 20), (14, 40), (30, 20), (30, 40)];
    for (warm, state) in [(false, "cold"), (true, "warm")] {
        for (days, minutes) in both {
            cells.push(Cell {
                name: format!("{state}_{days}_{minutes}"),
                days,
                minutes,
                warm,
                missed: 0.0,
                make: Make::Scattered,
            });
        }
    }
    for (name, missed, make) in [
        ("missed", 0.25, Make::Scattered),
        ("exponential", 0.0, Make::Exponential),
    ] {
        for (days, minutes) in [(14, 20), (14, 40), (30, 40)] {
            cells.push(Cell {
                name: format!("{name}_{days}_{minutes}"),
                days,
                minutes,
                warm: false,
                missed,
                make,
            });
        }
    }
    cells
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Policy {
    FsrsOrder,
    NewFirst,
    Weakest,
    WeightPerSecond,
    Greedy,
    Plan,
}

const POLICIES: [Policy; 6] = [
    Policy::FsrsOrder,
    Policy::NewFirst,
    Policy::Weakest,
    Policy::WeightPerSecond,
    Policy::Greedy,
    Policy::Plan,
];

// ---------------------------------------------------------------------------------------------
// The learner

/// What the learner truly remembers of one card; no scheduler sees it.
#[derive(Clone, Copy)]
struct Truth {
    /// Chance of knowing it before it was ever tried.
    before: f64,
    memory: Option<Memory>,
    last: f64,
    /// How much better or worse than usual this card is kept.
    stability_factor: f64,
    /// Seconds of an answer that is known.
    seconds: f64,
}

struct Learner {
    model: Fsrs,
    make: Make,
    cards: Vec<Truth>,
    /// Decay of the exponential learner's growth.
    growth: f64,
    harsh: f64,
}

fn normal(random: &mut StdRng) -> f64 {
    let (a, b): (f64, f64) = (random.random(), random.random());
    (-2.0 * (1.0 - a).ln()).sqrt() * (std::f64::consts::TAU * b).cos()
}

fn lognormal(random: &mut StdRng, sigma: f64) -> f64 {
    (normal(random) * sigma).exp()
}

impl Learner {
    fn new(make: Make, bank: &Bank, random: &mut StdRng) -> Self {
        let mut weights = DEFAULT_WEIGHTS;
        for weight in &mut weights[..4] {
            *weight *= lognormal(random, 0.3);
        }
        weights[..4].sort_by(f64::total_cmp);
        weights[8] += 0.2 * normal(random);
        weights[11] *= lognormal(random, 0.2);
        weights[14] *= lognormal(random, 0.1);
        weights[20] = (weights[20] * lognormal(random, 0.15)).clamp(0.1, 0.3);
        let knows = 0.4 + 0.08 * normal(random);
        let pace = lognormal(random, 0.2);
        let cards = bank
            .cards()
            .map(|entry| {
                let spread = 0.25 * normal(random);
                Truth {
                    before: (knows + spread).clamp(0.02, 0.98),
                    memory: None,
                    last: 0.0,
                    stability_factor: lognormal(random, 0.3),
                    seconds: limit(entry.card) * pace * lognormal(random, 0.25),
                }
            })
            .collect();
        Self {
            model: Fsrs::new(weights),
            make,
            cards,
            growth: 1.6 * lognormal(random, 0.2),
            harsh: 0.5 * normal(random),
        }
    }

    fn recall(&self, card: usize, day: f64) -> f64 {
        let truth = &self.cards[card];
        let Some(memory) = truth.memory else {
            return truth.before;
        };
        let days = (day - truth.last).max(0.0);
        let stability = memory.stability * truth.stability_factor;
        match self.make {
            Make::Scattered => self.model.recall(stability, days),
            Make::Exponential => (-days / (stability * 3.0)).exp(),
        }
    }

    /// One attempt: whether it was known, and how long it took.
    fn attempt(&mut self, card: usize, day: f64, random: &mut StdRng) -> (bool, f64) {
        let recall = self.recall(card, day);
        let is_known = random.random::<f64>() < recall;
        let noise = lognormal(random, 0.15);
        let truth = self.cards[card];
        let is_first = truth.memory.is_none();
        let grade = if is_known { Grade::Good } else { Grade::Again };
        let days = (day - truth.last).max(0.0);
        let mut next = match (self.make, truth.memory) {
            (Make::Scattered, None) => self.model.first(grade),
            (Make::Scattered, Some(memory)) => self.model.next(memory, grade, days.floor()),
            (Make::Exponential, None) => Memory {
                stability: if is_known { 3.0 } else { 0.8 },
                difficulty: 5.0,
            },
            (Make::Exponential, Some(memory)) => Memory {
                stability: if is_known {
                    memory.stability * (1.0 + self.growth * (1.0 - recall).sqrt())
                } else {
                    (memory.stability * 0.4).max(0.6)
                },
                difficulty: 5.0,
            },
        };
        next.stability *= noise;
        self.cards[card].memory = Some(next);
        self.cards[card].last = day;
        let forgotten = if is_known { 1.0 } else { 1.3 };
        let first = if is_first { 1.4 } else { 1.0 };
        (
            is_known,
            truth.seconds * forgotten * first * lognormal(random, 0.2),
        )
    }

    /// What the learner gives himself: mostly right, never certain.
    fn score(&self, is_known: bool, random: &mut StdRng) -> u8 {
        let felt = (if is_known { 4.2 } else { 1.6 }) - self.harsh * 0.5 + 0.6 * normal(random);
        match felt {
            x if x < 1.5 => 1,
            x if x < 2.6 => 2,
            x if x < 3.3 => 3,
            x if x < 4.7 => 4,
            _ => 5,
        }
    }

    fn true_share(&self, bank: &Bank, day: f64) -> f64 {
        let mut sum = 0.0;
        let mut all = 0.0;
        for (i, entry) in bank.cards().enumerate() {
            let weight = weight(entry.card, &[]);
            sum += weight * self.recall(i, day);
            all += weight;
        }
        sum / all
    }
}

// ---------------------------------------------------------------------------------------------
// One run

static NUMBER: AtomicU64 = AtomicU64::new(1);

struct World {
    bank: Bank,
    ids: Vec<CardId>,
    first: NaiveDate,
}

fn world(seed: u64) -> World {
    let mut random = StdRng::seed_from_u64(seed ^ 0x51ce);
    let mut text = String::from("title = \"t\"\nkind = \"technical\"\n");
    for i in 0..CARDS {
        let importance = random.random_range(1..=3);
        let seconds = [20, 45, 120][random.random_range(0..3)];
        let _ = write!(
            text,
            "[[cards]]\nid = \"c{i}\"\nquestion = \"question {i}?\"\nanswer = \"a\"\n\
             importance = {importance}\ntime = \"{seconds}s\"\n"
        );
    }
    let (deck, _) = deck::read("sim", Origin::BuiltIn, "sim.toml", &text);
    let bank = Bank::new([deck], Vec::new());
    let ids = bank.cards().map(|entry| entry.card.id.clone()).collect();
    World {
        bank,
        ids,
        first: NaiveDate::default() + Days::new(20_000),
    }
}

struct Run<'w> {
    world: &'w World,
    learner: Learner,
    history: History,
    ids: Ids,
    random: StdRng,
    interview: Interview,
    days: u64,
    minutes: u32,
}

impl<'w> Run<'w> {
    fn new(world: &'w World, cell: &Cell, seed: u64) -> Self {
        let mut random = StdRng::seed_from_u64(seed);
        let learner = Learner::new(cell.make, &world.bank, &mut random);
        let last = world.first + Days::new(cell.days);
        let when = parse_appointed(&format!("{last}T10:00")).expect("a date");
        let mut interview = Interview::new("x", when);
        interview.minutes = cell.minutes;
        let mut run = Self {
            world,
            learner,
            history: History::default(),
            ids: Ids::from_numbers(|| u128::from(NUMBER.fetch_add(1, Ordering::Relaxed))),
            random,
            interview,
            days: cell.days,
            minutes: cell.minutes,
        };
        if cell.warm {
            run.warm_up();
        }
        run
    }

    /// 70 % of the cards were tried one to four times in the sixty days before.
    fn warm_up(&mut self) {
        let mut earlier: Vec<(i64, usize)> = Vec::new();
        for card in 0..CARDS {
            if self.random.random::<f64>() < 0.7 {
                for _ in 0..self.random.random_range(1..=4) {
                    earlier.push((-self.random.random_range(1..=60), card));
                }
            }
        }
        earlier.sort_unstable();
        earlier.dedup();
        let mut minute = 0;
        for (day, card) in earlier {
            minute += 1;
            self.practise(card, day, minute % 900);
        }
    }

    fn at(&self, day: i64, minute: i64) -> DateTime<FixedOffset> {
        let morning = self.world.first.and_hms_opt(8, 0, 0).expect("a time");
        let seoul = FixedOffset::east_opt(9 * 3600).expect("an offset");
        let moment = morning + TimeDelta::days(day) + TimeDelta::minutes(minute);
        moment.and_local_timezone(seoul).unwrap()
    }

    /// Practises a card and keeps what a program sees of it; returns the seconds it took.
    fn practise(&mut self, card: usize, day: i64, minute: i64) -> f64 {
        let (is_known, seconds) = self.learner.attempt(card, day as f64, &mut self.random);
        let mut answer = Answer::new(self.world.ids[card].clone(), Mode::Interview);
        answer.score = Some(self.learner.score(is_known, &mut self.random));
        answer.answer_ms = Some(Duration::from_secs_f64(seconds).as_millis() as u64);
        let at = self.at(day, minute);
        self.history
            .add(Record::new(&self.ids, at, Body::Answer(answer)));
        seconds
    }

    /// Practises every day; returns the true share on the day, and the forecast of the first
    /// morning and of the last evening.
    fn prepare(mut self, policy: Policy, missed: f64, seed: u64) -> Outcome {
        let mut days_random = StdRng::seed_from_u64(seed ^ 0xdead);
        let is_plan = policy == Policy::Plan;
        let first = if is_plan { self.forecast(0, 0) } else { 0.0 };
        for day in 0..self.days as i64 {
            if days_random.random::<f64>() >= missed {
                self.practise_day(policy, day);
            }
        }
        let last = if is_plan {
            self.forecast(self.days as i64 - 1, 1000)
        } else {
            0.0
        };
        Outcome {
            share: self.learner.true_share(&self.world.bank, self.days as f64),
            first,
            last,
        }
    }

    fn forecast(&self, day: i64, minute: i64) -> f64 {
        let ask = Ask::now(self.at(day, minute), DAY_BEGINS).minutes((minute > 0).then_some(0));
        let plan = Plan::make(&self.world.bank, &self.history, &[&self.interview], &ask);
        plan.forecast.first().map_or(0.0, |f| f.all.on_the_day)
    }

    fn practise_day(&mut self, policy: Policy, day: i64) {
        let mut left = f64::from(self.minutes) * 60.0;
        let mut minute = 1;
        loop {
            let order = self.order(policy, day, minute, left);
            let mut did_any = false;
            for (card, expected) in order {
                if expected > left {
                    continue;
                }
                left -= self.practise(card, day, minute);
                minute += 1;
                did_any = true;
            }
            if !did_any {
                return;
            }
        }
    }

    /// The cards to practise from now on with their expected seconds, best first.
    fn order(&self, policy: Policy, day: i64, minute: i64, left: f64) -> Vec<(usize, f64)> {
        let moment = self.at(day, minute);
        if policy == Policy::Plan {
            let mut ask = Ask::now(moment, DAY_BEGINS);
            ask.seconds = Some(left.max(0.0));
            let plan = Plan::today(&self.world.bank, &self.history, &[&self.interview], &ask);
            let place = |id: &CardId| self.world.ids.iter().position(|other| other == id);
            return plan
                .cards
                .iter()
                .filter_map(|card| Some((place(&card.card)?, card.seconds)))
                .collect();
        }
        let memories = Memories::fold(&self.history, moment, DAY_BEGINS);
        let habits = Habits::of(&self.world.bank, &memories);
        let mut keyed: Vec<(f64, usize, f64)> = Vec::new();
        for (i, entry) in self.world.bank.cards().enumerate() {
            let card = entry.card;
            let state = memories.state(&card.id);
            if state
                .known
                .is_some_and(|known| known.last == memories.today)
            {
                continue;
            }
            let recall = state.recall(&memories.model, memories.today);
            let seconds = habits.seconds(card, state);
            let expected = recall.map_or(seconds.first, |recall| seconds.at(recall));
            if let Some(key) = self.key(policy, card, &memories, &habits, day, expected) {
                keyed.push((key, i, expected));
            }
        }
        keyed.sort_by(|a, b| b.0.total_cmp(&a.0));
        keyed
            .into_iter()
            .map(|(_, i, expected)| (i, expected))
            .collect()
    }

    /// How early a card comes; `None` where the policy does not practise it today.
    fn key(
        &self,
        policy: Policy,
        card: &Card,
        memories: &Memories,
        habits: &Habits,
        day: i64,
        expected: f64,
    ) -> Option<f64> {
        let state = memories.state(&card.id);
        let model = &memories.model;
        let late = state
            .known
            .map(|known| (memories.today - known.due).num_days() as f64);
        let is_due = late.is_none_or(|late| late >= 0.0);
        match policy {
            Policy::FsrsOrder => is_due.then(|| late.map_or(-1.0, |late| late)),
            Policy::NewFirst => is_due.then(|| late.map_or(1e9, |late| late)),
            Policy::Weakest => {
                let last = state.attempts.last().map(|attempt| attempt.quality);
                let age = state
                    .known
                    .map_or(0.0, |known| (memories.today - known.last).num_days() as f64);
                Some(last.map_or(1e9, |quality| -quality + age * 1e-4))
            }
            Policy::WeightPerSecond => is_due.then(|| weight(card, &[]) / expected),
            Policy::Greedy => {
                let to_go = (self.days as i64 - day) as f64;
                let today = memories.today;
                let gain = match state.known {
                    None => {
                        let p = habits.first_pass;
                        let after = |grade| model.recall(model.first(grade).stability, to_go);
                        p * after(Grade::Good) + (1.0 - p) * after(Grade::Again) - p
                    }
                    Some(known) => {
                        let ago = (today - known.last).num_days() as f64;
                        let now = model.recall(known.memory.stability, ago);
                        let without = model.recall(known.memory.stability, ago + to_go);
                        let after = |grade| {
                            let next = model.next(known.memory, grade, ago);
                            model.recall(next.stability, to_go)
                        };
                        now * after(Grade::Good) + (1.0 - now) * after(Grade::Again) - without
                    }
                };
                Some(weight(card, &[]) * gain / expected)
            }
            Policy::Plan => None,
        }
    }
}

#[derive(Clone, Copy)]
struct Outcome {
    share: f64,
    first: f64,
    last: f64,
}

// ---------------------------------------------------------------------------------------------
// Many runs

struct CellResult {
    cell: Cell,
    /// For each policy its runs.
    outcomes: Vec<Vec<Outcome>>,
}

fn run_cell(cell: &Cell, runs: u64) -> CellResult {
    let mut outcomes = vec![Vec::new(); POLICIES.len()];
    for seed in 1..=runs {
        let world = world(seed);
        for (p, &policy) in POLICIES.iter().enumerate() {
            let run = Run::new(&world, cell, seed);
            outcomes[p].push(run.prepare(policy, cell.missed, seed));
        }
    }
    CellResult {
        cell: cell.clone(),
        outcomes,
    }
}

/// Mean and half a 95 % interval, in points.
fn mean(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let values: Vec<f64> = values.map(|value| value * 100.0).collect();
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values
        .iter()
        .map(|value| (value - mean).powi(2))
        .sum::<f64>()
        / (count - 1.0).max(1.0);
    (mean, 1.96 * (variance / count).sqrt())
}

impl CellResult {
    fn of(&self, policy: Policy) -> &[Outcome] {
        let place = POLICIES.iter().position(|&other| other == policy);
        &self.outcomes[place.unwrap_or(0)]
    }

    fn minus(&self, policy: Policy) -> (f64, f64) {
        let plan = self.of(Policy::Plan);
        let other = self.of(policy);
        mean(plan.iter().zip(other).map(|(a, b)| a.share - b.share))
    }

    fn row(&self, out: &mut String) {
        let _ = write!(out, "| {} | {} ", self.cell.name, self.outcomes[0].len());
        for outcomes in &self.outcomes {
            let (mean, half) = mean(outcomes.iter().map(|outcome| outcome.share));
            let _ = write!(out, "| {mean:.1} ±{half:.1} ");
        }
        for policy in [
            Policy::FsrsOrder,
            Policy::NewFirst,
            Policy::WeightPerSecond,
            Policy::Greedy,
        ] {
            let (mean, half) = self.minus(policy);
            let _ = write!(out, "| {mean:+.1} ±{half:.1} ");
        }
        let plan = self.of(Policy::Plan);
        for error in [
            mean(plan.iter().map(|outcome| outcome.first - outcome.share)),
            mean(plan.iter().map(|outcome| outcome.last - outcome.share)),
        ] {
            let _ = write!(out, "| {:+.1} ±{:.1} ", error.0, error.1);
        }
        out.push_str("|\n");
    }

    fn goals(&self, goals: &mut Vec<(bool, String)>) {
        let name = &self.cell.name;
        let mut goal = |found: f64, least: f64, what: &str| {
            goals.push((
                found >= least,
                format!("{name}: {what} {found:+.1} (wanted {least:+.1})"),
            ));
        };
        if name == "cold_14_20" {
            goal(self.minus(Policy::FsrsOrder).0, 16.0, "plan − FSRS order");
            goal(self.minus(Policy::NewFirst).0, 10.0, "plan − new first");
        }
        let is_of_the_eight = self.cell.missed == 0.0 && self.cell.make == Make::Scattered;
        if is_of_the_eight {
            goal(self.minus(Policy::Greedy).0, 0.5, "plan − greedy");
            let plan = self.of(Policy::Plan);
            let error = mean(plan.iter().map(|outcome| outcome.last - outcome.share)).0;
            goal(-error.abs(), -1.5, "−|predicted − true|");
        }
        if self.cell.missed > 0.0 {
            goal(self.minus(Policy::Greedy).0, -0.5, "plan − greedy");
        }
    }
}

fn table_head(out: &mut String) {
    out.push_str(
        "| cell | runs | FSRS order | new first | weakest | weight/s | greedy | plan \
         | plan − FSRS | plan − new | plan − weight/s | plan − greedy \
         | first forecast − true | last forecast − true |\n",
    );
    out.push_str("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
}
