//! Simulated learners prepare for an interview, each with every way to choose what to practise.
//!
//! ```text
//! cargo run --profile measure --example plan_simulation            # every cell, 40 learners each
//! cargo run --profile measure --example plan_simulation -- 200     # more learners
//! cargo run --profile measure --example plan_simulation -- 40 cold_14_20 missed …
//! ```
//!
//! A learner's true memory follows parameters of his own, scattered around the defaults, with
//! noise for each card and answer; what he knows at the start, how long he takes and how he
//! scores himself are scattered as well. The scheduler sees what it sees of a user: scores, times
//! and dates, through the history alone. The figure is the true recall at the interview's hour,
//! weighted by importance; runs are paired, so that differences are within the same learner.
//!
//! The families are of other makes than the program's model, or answer and live otherwise: see
//! [`families`]. Every figure but the best simple policy's own is a difference to that policy.

#![expect(
    clippy::expect_used,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "an experiment with a few hundred cards and days"
)]

mod learner;
mod run;
mod table;

use learner::{Family, Make};
use run::{Cell, Outcome, Policy, Run, world};

const CARDS: usize = 300;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let runs = arguments
        .iter()
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(40);
    let wanted: Vec<&String> = arguments
        .iter()
        .filter(|argument| argument.parse::<u64>().is_err())
        .collect();
    let cells = all_cells();
    let cells = cells
        .iter()
        .filter(|cell| wanted.is_empty() || wanted.iter().any(|w| cell.name.contains(w.as_str())));
    print(table::HEAD);
    let mut rows = Vec::new();
    for cell in cells {
        let row = table::Row::of(cell, &run_cell(cell, runs));
        print(&row.line());
        rows.push(row);
    }
    print(&table::summary(&rows));
}

fn print(text: &str) {
    use std::io::Write;
    let _ = std::io::stdout().write_all(text.as_bytes());
    let _ = std::io::stdout().flush();
}

/// A family's name, how it forgets, whether its scores are noisy, how much they are too high, and the cells
/// of days and minutes that it is tried in.
type Tried = (&'static str, Family, bool, f64, &'static [(u64, u32)]);

/// The families of learners and the days × minutes of their cells.
fn families() -> Vec<Tried> {
    const FOUR: &[(u64, u32)] = &[(14, 20), (14, 40), (30, 20), (30, 40)];
    const THREE: &[(u64, u32)] = &[(14, 20), (14, 40), (30, 40)];
    const TWO: &[(u64, u32)] = &[(14, 20), (30, 40)];
    let usual = Family::of(Make::Scattered);
    let with = |knows, stability| Family {
        knows,
        stability,
        ..usual
    };
    vec![
        ("cold", usual, false, 0.0, FOUR),
        ("warm", usual, true, 0.0, FOUR),
        ("missed", usual, false, 0.25, THREE),
        (
            "exponential",
            Family::of(Make::Exponential),
            false,
            0.0,
            THREE,
        ),
        (
            "fsrs-exp",
            Family::of(Make::FsrsExponential),
            false,
            0.0,
            TWO,
        ),
        ("actr", Family::of(Make::ActR), false, 0.0, TWO),
        ("able", with(0.65, 1.6), false, 0.0, TWO),
        ("weak", with(0.2, 0.6), false, 0.0, TWO),
        (
            "tired",
            Family {
                tired: (0.5, 0.6),
                ..usual
            },
            false,
            0.0,
            TWO,
        ),
        (
            "interference",
            Family {
                interference: 0.06,
                ..usual
            },
            false,
            0.0,
            TWO,
        ),
        (
            "over",
            Family {
                too_kind: 0.5,
                ..usual
            },
            false,
            0.0,
            TWO,
        ),
        (
            "interview",
            Family {
                untouched: Some(0.35),
                ..usual
            },
            false,
            0.0,
            TWO,
        ),
    ]
}

fn all_cells() -> Vec<Cell> {
    let cells = families()
        .into_iter()
        .flat_map(|(name, family, warm, missed, sizes)| {
            sizes.iter().map(move |&(days, minutes)| Cell {
                name: format!("{name}_{days}_{minutes}"),
                family,
                cards: CARDS,
                days,
                minutes,
                warm,
                missed,
            })
        });
    cells.collect()
}

/// What comes of each policy, the simple ones first, then the plan and, where cards interfere, the
/// plan of somebody whose stuck cards do not rest.
fn run_cell(cell: &Cell, runs: u64) -> Vec<(Policy, Vec<Outcome>)> {
    let mut policies = Policy::SIMPLE.to_vec();
    policies.push(Policy::Plan);
    if cell.family.interference > 0.0 {
        policies.push(Policy::PlanUnrested);
    }
    let mut outcomes: Vec<(Policy, Vec<Outcome>)> = policies
        .into_iter()
        .map(|policy| (policy, Vec::new()))
        .collect();
    for seed in 1..=runs {
        let world = world(seed, cell.cards);
        for (policy, outcomes) in &mut outcomes {
            outcomes.push(Run::new(&world, cell, seed).prepare(*policy, seed));
        }
    }
    outcomes
}
