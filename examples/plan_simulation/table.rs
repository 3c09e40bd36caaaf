//! What came of the runs, as a table.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::run::{Cell, Outcome, Policy, Told};

pub const HEAD: &str = "| cell | runs | best simple policy | due order | weakest | weight/s | \
    greedy | plan | first forecast − true | half its range, held % | after 100 answers − true | \
    last evening's − true | log loss; FSRS-6 |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";

/// Mean and half a 95 % interval.
#[derive(Clone, Copy)]
pub struct Mean {
    pub mean: f64,
    pub half: f64,
}

impl Mean {
    /// Of shares, in points.
    fn of(values: impl Iterator<Item = f64>) -> Self {
        let values: Vec<f64> = values.map(|value| value * 100.0).collect();
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count;
        let squares = values.iter().map(|value| (value - mean).powi(2));
        let variance = squares.sum::<f64>() / (count - 1.0).max(1.0);
        Self {
            mean,
            half: 1.96 * (variance / count).sqrt(),
        }
    }
}

/// A cell's row.
pub struct Row {
    name: String,
    family: String,
    runs: usize,
    best: (Policy, f64),
    /// Of every policy the difference to the best simple one.
    minus_best: Vec<(Policy, Mean)>,
    pub plan: Mean,
    first: Mean,
    half_range: f64,
    /// The share of first forecasts whose range held the truth.
    pub held: f64,
    after_100: Option<Mean>,
    pub last: Mean,
    loss: f64,
    fsrs_loss: f64,
}

impl Row {
    pub fn of(cell: &Cell, outcomes: &[(Policy, Vec<Outcome>)]) -> Self {
        let of = |wanted: Policy| {
            let found = outcomes.iter().find(|(policy, _)| *policy == wanted);
            found.map_or(&[][..], |(_, outcomes)| outcomes.as_slice())
        };
        let share = |policy: Policy| Mean::of(of(policy).iter().map(|one| one.share)).mean;
        let best = Policy::SIMPLE
            .into_iter()
            .max_by(|a, b| share(*a).total_cmp(&share(*b)))
            .expect("there are four");
        let minus_best = outcomes.iter().map(|(policy, outcomes)| {
            let pairs = outcomes.iter().zip(of(best));
            (
                *policy,
                Mean::of(pairs.map(|(one, best)| one.share - best.share)),
            )
        });
        let minus_best: Vec<(Policy, Mean)> = minus_best.collect();
        let plan = of(Policy::Plan);
        let error = |told: fn(&Outcome) -> Told| {
            Mean::of(plan.iter().map(|one| told(one).share - one.share))
        };
        let held = plan.iter().filter(|one| one.first.range.holds(one.share));
        let late = plan
            .iter()
            .filter_map(|one| Some(one.after_100?.share - one.share));
        let late: Vec<f64> = late.collect();
        let losses = plan.iter().fold((0.0, 0.0, 0.0), |sums, one| {
            (
                sums.0 + one.losses.0,
                sums.1 + one.losses.1,
                sums.2 + one.losses.2,
            )
        });
        Self {
            name: cell.name.clone(),
            family: cell.name.split('_').next().unwrap_or_default().to_owned(),
            runs: plan.len(),
            best: (best, share(best)),
            plan: minus_best
                .iter()
                .find(|(policy, _)| *policy == Policy::Plan)
                .expect("the plan runs in every cell")
                .1,
            minus_best,
            first: error(|one| one.first),
            half_range: Mean::of(
                plan.iter()
                    .map(|one| (one.first.range.high - one.first.range.low) / 2.0),
            )
            .mean,
            held: held.count() as f64 / plan.len() as f64,
            after_100: (!late.is_empty()).then(|| Mean::of(late.into_iter())),
            last: error(|one| one.last),
            loss: losses.0 / losses.2,
            fsrs_loss: losses.1 / losses.2,
        }
    }

    pub fn line(&self) -> String {
        let of = |wanted: Policy| {
            let found = self.minus_best.iter().find(|(policy, _)| *policy == wanted);
            found.map_or_else(String::new, |(_, mean)| signed(*mean))
        };
        let mut out = format!(
            "| {} | {} | {:?} {:.1} ",
            self.name, self.runs, self.best.0, self.best.1
        );
        for policy in Policy::SIMPLE {
            let words = if policy == self.best.0 {
                "best".to_owned()
            } else {
                of(policy)
            };
            let _ = write!(out, "| {words} ");
        }
        let after_100 = self.after_100.map_or_else(String::new, signed);
        let _ = writeln!(
            out,
            "| {} | {} | ±{:.0}, {:.0} | {after_100} | {} | {:.3}; {:.3} |",
            of(Policy::Plan),
            signed(self.first),
            self.half_range,
            self.held * 100.0,
            signed(self.last),
            self.loss,
            self.fsrs_loss,
        );
        let unrested = of(Policy::PlanUnrested);
        if !unrested.is_empty() {
            let _ = writeln!(
                out,
                "| {}, stuck cards not resting | {} | | | | | | {unrested} | | | | | |",
                self.name, self.runs
            );
        }
        out
    }
}

fn signed(mean: Mean) -> String {
    format!("{:+.1} ±{:.1}", mean.mean, mean.half)
}

/// The figures that are wanted, over all cells and for each family.
pub fn summary(rows: &[Row]) -> String {
    let mut families: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        families.entry(&row.family).or_default().push(row);
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let mut out = String::from(
        "\n| family | plan − best simple, worst cell | first range held % | last evening's bias, \
         mean of absolute values | log loss |\n|---|---|---|---|---|\n",
    );
    let mut biases = Vec::new();
    let mut losses = Vec::new();
    for (family, rows) in &families {
        let of =
            |value: fn(&Row) -> f64| -> Vec<f64> { rows.iter().map(|row| value(row)).collect() };
        let worst = of(|row| row.plan.mean).into_iter().fold(f64::MAX, f64::min);
        let bias = mean(&of(|row| row.last.mean.abs()));
        let loss = mean(&of(|row| row.loss));
        biases.extend(of(|row| row.last.mean.abs()));
        losses.push(loss);
        let _ = writeln!(
            out,
            "| {family} | {worst:+.1} | {:.0} | {bias:.1} | {loss:.4} |",
            mean(&of(|row| row.held * 100.0)),
        );
    }
    let _ = writeln!(
        out,
        "| all | {:+.1} | | {:.1} | {:.4} |",
        rows.iter()
            .map(|row| row.plan.mean)
            .fold(f64::MAX, f64::min),
        mean(&biases),
        mean(&losses),
    );
    out
}
