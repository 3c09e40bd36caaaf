//! `hotseat browse`: the question bank's screen, with a query in its box.

use clap::Args;

use super::{Outcome, Surroundings, start};
use crate::clock::SystemClock;
use crate::tui::screens::First;

/// Arguments of `hotseat browse`.
#[derive(Debug, Args)]
pub struct BrowseArguments {
    /// Words and filters, as in the screen's own box
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
}

/// Opens the screen.
pub fn run(
    arguments: &BrowseArguments,
    surroundings: &Surroundings,
    clock: &SystemClock,
) -> anyhow::Result<Outcome> {
    let query = arguments.query.join(" ");
    start::run(surroundings, clock, Some(First::Browse(query)))
}
