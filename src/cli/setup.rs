//! `hotseat setup`: chooses whose questions are practised, on the screen or by its arguments.

use std::io::Write;

use clap::Args;

use super::{Outcome, Refusal, Surroundings, start};
use crate::cli::gate::Gate;
use crate::clock::SystemClock;
use crate::store::settings::{self, Practice};
use crate::tui::screens::First;

/// Arguments of `hotseat setup`. Languages and roles are `--questions` and `--role`.
#[derive(Debug, Args)]
pub struct SetupArguments {}

/// Opens the choice, or keeps what `--questions` and `--role` say. Exit code 3 where it could not
/// be saved.
pub fn run(
    surroundings: &Surroundings,
    clock: &SystemClock,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    if surroundings.asked == Practice::default() {
        return start::run(surroundings, clock, Some(First::Setup));
    }
    let Surroundings {
        disk,
        folders,
        audience,
        language,
        ..
    } = surroundings;
    let practice = Practice {
        languages: named(&audience.languages),
        roles: named(&audience.roles),
    };
    settings::keep_practice(disk, folders, &practice).map_err(|error| Refusal {
        words: error.words().in_language(*language).clone(),
        outcome: Outcome::DiskRefused,
    })?;
    let words = audience.words();
    writeln!(
        out,
        "{}",
        language.audience_kept(words.in_language(*language))
    )?;
    Ok(Outcome::Fine)
}

/// Everything has a word of its own in the file: an empty list is the default.
fn named(names: &[String]) -> Vec<String> {
    if names.is_empty() {
        vec![crate::bank::audience::ALL.to_owned()]
    } else {
        names.to_vec()
    }
}
