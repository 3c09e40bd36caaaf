//! One learner prepares for an interview with one way to choose what to practise, and the program
//! sees of it what it sees of a user: scores, ticks, times and dates, through the history alone.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeDelta};
use hotseat::appointments::Interview;
use hotseat::bank::{Bank, Card, CardId, Origin, deck};
use hotseat::clock::parse_appointed;
use hotseat::history::record::{Answer, Body, Edit, Ids, Record};
use hotseat::history::{History, Mode};
use hotseat::memory::plan::forecast::Range;
use hotseat::memory::{Ask, Grade, Habits, Memories, Plan, weight};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::learner::{Family, Learner, POINTS};

const DAY_BEGINS: u32 = 4;

/// What a learner is up to.
#[derive(Clone)]
pub struct Cell {
    /// `family_days_minutes`.
    pub name: String,
    pub family: Family,
    pub cards: usize,
    pub days: u64,
    pub minutes: u32,
    /// Whether most cards were tried before.
    pub warm: bool,
    /// The share of days that are missed.
    pub missed: f64,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Policy {
    DueOrder,
    Weakest,
    WeightPerSecond,
    Greedy,
    Plan,
    /// The plan of somebody who takes a stuck card up again at once without having changed
    /// anything of it.
    PlanUnrested,
}

impl Policy {
    pub const SIMPLE: [Self; 4] = [
        Self::DueOrder,
        Self::Weakest,
        Self::WeightPerSecond,
        Self::Greedy,
    ];

    fn is_plan(self) -> bool {
        matches!(self, Self::Plan | Self::PlanUnrested)
    }
}

/// A forecast as it was made.
#[derive(Clone, Copy, Default)]
pub struct Told {
    pub share: f64,
    pub range: Range,
}

#[derive(Clone, Default)]
pub struct Outcome {
    /// The true share on the day.
    pub share: f64,
    pub first: Told,
    /// On the first morning with a hundred answers behind it.
    pub after_100: Option<Told>,
    pub last: Told,
    /// The sums of the log losses of what was predicted at the start of each day, by the program and
    /// by FSRS-6 with its defaults, and of how many answers.
    pub losses: (f64, f64, f64),
}

static NUMBER: AtomicU64 = AtomicU64::new(1);

pub struct World {
    bank: Bank,
    ids: Vec<CardId>,
    first: NaiveDate,
}

pub fn world(seed: u64, cards: usize) -> World {
    let mut random = StdRng::seed_from_u64(seed ^ 0x51ce);
    let mut text = String::from("title = \"t\"\nkind = \"technical\"\n");
    for i in 0..cards {
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

pub struct Run<'w> {
    world: &'w World,
    learner: Learner,
    history: History,
    ids: Ids,
    random: StdRng,
    interview: Interview,
    cell: &'w Cell,
    answers: usize,
}

impl<'w> Run<'w> {
    pub fn new(world: &'w World, cell: &'w Cell, seed: u64) -> Self {
        let mut random = StdRng::seed_from_u64(seed);
        let learner = Learner::new(cell.family, &world.bank, &mut random);
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
            cell,
            answers: 0,
        };
        if cell.warm {
            run.warm_up();
        }
        run
    }

    /// 70 % of the cards were tried one to four times in the sixty days before.
    fn warm_up(&mut self) {
        let mut earlier: Vec<(i64, usize)> = Vec::new();
        for card in 0..self.cell.cards {
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

    fn keep(&mut self, at: DateTime<FixedOffset>, body: Body) {
        self.history.add(Record::new(&self.ids, at, body));
    }

    /// Practises a card and keeps what a program sees of it; returns the seconds it took.
    fn practise(&mut self, card: usize, day: i64, minute: i64) -> f64 {
        let told = self.learner.answer(card, day as f64, &mut self.random);
        let mut answer = Answer::new(self.world.ids[card].clone(), Mode::Interview);
        answer.score = Some(told.score);
        answer.answer_ms = Some(Duration::from_secs_f64(told.seconds).as_millis() as u64);
        if self.cell.family.untouched.is_some() {
            answer.points_of = Some(POINTS);
            answer.none_met = told.ticked.as_ref().is_some_and(Vec::is_empty);
            answer.points = told.ticked.filter(|ticked| !ticked.is_empty());
        }
        self.keep(self.at(day, minute), Body::Answer(answer));
        self.answers += 1;
        told.seconds
    }

    /// Practises every day; returns what came of it and what had been promised.
    pub fn prepare(mut self, policy: Policy, seed: u64) -> Outcome {
        let mut days_random = StdRng::seed_from_u64(seed ^ 0xdead);
        let mut outcome = Outcome::default();
        if policy.is_plan() {
            outcome.first = self.forecast(0, 0);
        }
        let mut predicted: HashMap<(usize, i64), (f64, f64)> = HashMap::new();
        for day in 0..self.cell.days as i64 {
            if days_random.random::<f64>() < self.cell.missed {
                continue;
            }
            if policy.is_plan() {
                if outcome.after_100.is_none() && self.answers >= 100 {
                    outcome.after_100 = Some(self.forecast(day, 0));
                }
                self.predict(day, &mut predicted);
            }
            self.practise_day(policy, day);
            if policy == Policy::PlanUnrested {
                self.take_up_again(day);
            }
        }
        if policy.is_plan() {
            outcome.last = self.forecast(self.cell.days as i64 - 1, 1000);
            outcome.losses = self.losses(&predicted);
        }
        outcome.share = self
            .learner
            .true_share(&self.world.bank, self.cell.days as f64);
        outcome
    }

    fn forecast(&self, day: i64, minute: i64) -> Told {
        let ask = Ask::now(self.at(day, minute), DAY_BEGINS).minutes((minute > 0).then_some(0));
        let plan = Plan::make(&self.world.bank, &self.history, &[&self.interview], &ask);
        plan.forecast.first().map_or(Told::default(), |f| Told {
            share: f.all.on_the_day,
            range: f.all.range,
        })
    }

    /// The chances of recall of every tried card at the start of a day.
    fn predict(&self, day: i64, predicted: &mut HashMap<(usize, i64), (f64, f64)>) {
        let memories = Memories::fold(&self.history, self.at(day, 0), DAY_BEGINS);
        for (card, id) in self.world.ids.iter().enumerate() {
            let state = memories.state(id);
            if let (Some(ours), Some(fsrs)) = (
                state.expected(&memories.forgetting, memories.today),
                state.recall(&memories.model, memories.today),
            ) {
                predicted.insert((card, day), (ours, fsrs));
            }
        }
    }

    fn losses(&self, predicted: &HashMap<(usize, i64), (f64, f64)>) -> (f64, f64, f64) {
        let end = self.at(self.cell.days as i64, 0);
        let memories = Memories::fold(&self.history, end, DAY_BEGINS);
        let loss = |recall: f64, is_pass: bool| {
            let recall = recall.clamp(1e-4, 1.0 - 1e-4);
            -(if is_pass { recall } else { 1.0 - recall }).ln()
        };
        let mut sums = (0.0, 0.0, 0.0);
        for (card, id) in self.world.ids.iter().enumerate() {
            for attempt in &memories.state(id).attempts {
                let day = (attempt.day - self.world.first).num_days();
                let Some(&(ours, fsrs)) = predicted.get(&(card, day)) else {
                    continue;
                };
                if attempt.predicted.get().is_some() {
                    sums.0 += loss(ours, attempt.grade.is_pass());
                    sums.1 += loss(fsrs, attempt.grade.is_pass());
                    sums.2 += 1.0;
                }
            }
        }
        sums
    }

    fn practise_day(&mut self, policy: Policy, day: i64) {
        let mut left = f64::from(self.cell.minutes) * 60.0;
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

    /// Says of every stuck card that its answer was changed, though it was not.
    fn take_up_again(&mut self, day: i64) {
        let at = self.at(day, 1000);
        let memories = Memories::fold(&self.history, at, DAY_BEGINS);
        for id in &self.world.ids {
            if memories.state(id).rests() {
                let edit = Edit {
                    card: id.clone(),
                    field: "answer".to_owned(),
                    before: serde_json::Value::Null,
                };
                self.history
                    .add(Record::new(&self.ids, at, Body::Edit(edit)));
            }
        }
    }

    /// The cards to practise from now on with their expected seconds, best first.
    fn order(&self, policy: Policy, day: i64, minute: i64, left: f64) -> Vec<(usize, f64)> {
        let moment = self.at(day, minute);
        if policy.is_plan() {
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
            Policy::DueOrder => is_due.then(|| late.map_or(-1.0, |late| late)),
            Policy::Weakest => {
                let last = state.attempts.last().map(|attempt| attempt.quality);
                let age = state
                    .known
                    .map_or(0.0, |known| (memories.today - known.last).num_days() as f64);
                Some(last.map_or(1e9, |quality| -quality + age * 1e-4))
            }
            Policy::WeightPerSecond => is_due.then(|| weight(card, &[]) / expected),
            Policy::Greedy => {
                let to_go = (self.cell.days as i64 - day) as f64;
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
            Policy::Plan | Policy::PlanUnrested => None,
        }
    }
}
