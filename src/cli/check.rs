//! `hotseat check`: everything that is wrong in decks.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};
use clap::Args;
use serde_json::json;

use super::sources::Sources;
use super::{Outcome, Surroundings};
use crate::bank::load::{self, Loaded};
use crate::cli::gate::Gate;
use crate::problem::Severity;
use crate::store::{Kept, copies};

/// Arguments of `hotseat check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Deck files or folders; without any, the built-in decks, your own, and the files of the config
    /// folder
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print `{"cards", "decks", "errors", "warnings", "problems": […]}`
    #[arg(long)]
    json: bool,
}

/// Prints every problem; exit code 1 where one is an error.
pub fn run(
    arguments: &CheckArguments,
    surroundings: &Surroundings,
    now: DateTime<FixedOffset>,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    let disk = &surroundings.disk;
    let mut loaded = if arguments.paths.is_empty() {
        load::built_in()
    } else {
        Loaded::default()
    };
    if arguments.paths.is_empty() {
        let folder = surroundings.folders.decks();
        if disk.kind_of(&folder) != Kept::Nothing {
            loaded.read_folder(disk, &folder);
        }
        loaded
            .problems
            .extend(super::config::problems(surroundings));
        let (disk, folders) = (&surroundings.disk, &surroundings.folders);
        loaded.problems.extend(copies::of_settings(disk, folders));
        let sources = Sources::read(surroundings, now);
        loaded
            .problems
            .extend(sources.problem_of_strays(surroundings));
    }
    for path in &arguments.paths {
        loaded.read_path(disk, path);
    }
    // Never given back: the program ends with the last line.
    let loaded = &*Box::leak(Box::new(loaded));
    // A deck of the user's with the id of a built-in one stands in its place, as in the bank.
    let used: BTreeMap<&str, usize> = loaded
        .decks
        .iter()
        .map(|deck| (deck.id.as_str(), deck.cards.len()))
        .collect();
    let cards: usize = used.values().sum();
    let decks = used.len();
    let errors = loaded
        .problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .count();
    let warnings = loaded.problems.len() - errors;
    if arguments.json {
        let problems: Vec<_> = loaded
            .problems
            .iter()
            .map(crate::problem::Problem::to_json)
            .collect();
        let value = json!({
            "cards": cards, "decks": decks, "errors": errors, "warnings": warnings, "problems": problems,
        });
        out.json(&value)?;
    } else {
        for problem in &loaded.problems {
            writeln!(out, "{}", problem.in_language(surroundings.language))?;
        }
        let say = surroundings.language;
        writeln!(
            out,
            "{} · {}",
            say.home_cards(cards, decks),
            say.home_problem_count(errors, warnings)
        )?;
    }
    Ok(if errors > 0 {
        Outcome::Problems
    } else {
        Outcome::Fine
    })
}
