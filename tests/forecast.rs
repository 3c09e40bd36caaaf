//! A short run of `examples/plan_simulation`: ten learners of some families with few cards. It holds
//! signs, not digits: the figures are in BENCHMARKS.md.

#![expect(
    clippy::expect_used,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "an experiment with a few cards and days"
)]
#![allow(
    dead_code,
    reason = "the table of the example wants more of the modules"
)]

#[path = "../examples/plan_simulation/learner.rs"]
mod learner;
#[path = "../examples/plan_simulation/run.rs"]
mod run;

use learner::{Family, Make};
use run::{Cell, Outcome, Policy, Run, world};

const LEARNERS: u64 = 10;

fn cell(family: Family) -> Cell {
    Cell {
        name: "short".to_owned(),
        family,
        cards: 40,
        days: 7,
        minutes: 6,
        warm: false,
        missed: 0.0,
    }
}

fn outcomes(cell: &Cell, policy: Policy) -> Vec<Outcome> {
    (1..=LEARNERS)
        .map(|seed| Run::new(&world(seed, cell.cards), cell, seed).prepare(policy, seed))
        .collect()
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    values.sum::<f64>() / LEARNERS as f64
}

fn share(outcomes: &[Outcome]) -> f64 {
    mean(outcomes.iter().map(|one| one.share))
}

fn bias(outcomes: &[Outcome]) -> f64 {
    mean(outcomes.iter().map(|one| one.last.share - one.share))
}

#[test]
fn the_plan_is_ahead_of_the_due_order_and_the_first_range_holds_most_truths() {
    let usual = cell(Family::of(Make::Scattered));
    let plan = outcomes(&usual, Policy::Plan);
    assert!(share(&plan) > share(&outcomes(&usual, Policy::DueOrder)));
    let held = plan.iter().filter(|one| one.first.range.holds(one.share));
    assert!(held.count() * 2 > plan.len());
    let width = |range: hotseat::memory::plan::forecast::Range| range.high - range.low;
    let narrows = plan
        .iter()
        .all(|one| width(one.last.range) < width(one.first.range));
    assert!(narrows, "the range narrows as answers come");
    assert!(bias(&plan).abs() < 0.1);
}

#[test]
fn of_whoever_forgets_otherwise_less_is_promised_at_the_end_than_at_first() {
    let plan = outcomes(&cell(Family::of(Make::Exponential)), Policy::Plan);
    let first = mean(plan.iter().map(|one| one.first.share - one.share));
    assert!(bias(&plan) < first, "{} {first}", bias(&plan));
    let (ours, fsrs) = plan.iter().fold((0.0, 0.0), |(ours, fsrs), one| {
        (ours + one.losses.0, fsrs + one.losses.1)
    });
    assert!(ours < fsrs, "log loss {ours} {fsrs}");
}

#[test]
fn the_same_history_gives_the_same_plan() {
    let usual = cell(Family::of(Make::Scattered));
    let of = || {
        let told = Run::new(&world(3, usual.cards), &usual, 3).prepare(Policy::Plan, 3);
        (told.share, told.first.share, told.last.share)
    };
    assert_eq!(of(), of());
}
