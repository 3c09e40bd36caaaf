//! `hotseat stats` and `hotseat report`: how it goes, for people, programs and a browser.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::sources::{At, Sources};
use super::{Outcome, Refusal, Surroundings};
use crate::cli::gate::Gate;
use crate::clock::SystemClock;
use crate::progress::Progress;
use crate::store::replace::Durability;
use crate::strays::Stray;
use crate::text;

/// Arguments of `hotseat stats`.
#[derive(Debug, Args)]
pub struct StatsArguments {
    /// Print `{"on", "answers", "cards", "tried", "weeks", "kinds", "tags", "sureness", "recall",
    /// "time", "days", "streak", "longest_streak", "forecast", "truth", "past_predictions",
    /// "problems", "strays"}`, every series whole
    #[arg(long, group = "format")]
    json: bool,
    /// Print the same figures one a line: series,of,measure,value
    #[arg(long, group = "format")]
    csv: bool,
    #[command(flatten)]
    at: At,
}

/// Arguments of `hotseat report`.
#[derive(Debug, Args)]
pub struct ReportArguments {
    /// Write one self-contained HTML page into this file; - prints it
    #[arg(long, value_name = "FILE", required = true)]
    html: PathBuf,
    #[command(flatten)]
    at: At,
}

/// Prints the progress.
pub fn run(
    arguments: &StatsArguments,
    surroundings: &Surroundings,
    clock: &SystemClock,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    let say = surroundings.language;
    let (progress, sources) = progress(arguments.at, surroundings, clock);
    if arguments.json {
        let mut value = progress.to_json();
        value["problems"] = sources.problems_to_json();
        value["strays"] = sources
            .strays(surroundings)
            .iter()
            .map(Stray::to_json)
            .collect();
        out.json(&value)?;
    } else if arguments.csv {
        out.export(progress.to_csv().as_bytes())?;
    } else {
        if progress.is_empty() {
            writeln!(out, "{}", say.progress_nothing())?;
        } else {
            write!(out, "{}", progress.to_text(say))?;
        }
        if let Some(problem) = sources.problem_of_strays(surroundings) {
            writeln!(out, "{}", problem.in_language(say))?;
        }
        sources.print_problems(say, out)?;
    }
    Ok(Outcome::Fine)
}

/// Writes the progress as a page. Exit code 3 where the file could not be written.
pub fn report(
    arguments: &ReportArguments,
    surroundings: &Surroundings,
    clock: &SystemClock,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    let say = surroundings.language;
    let (progress, _) = progress(arguments.at, surroundings, clock);
    let page = progress.to_html(say);
    if arguments.html == Path::new("-") {
        out.export(page.as_bytes())?;
        return Ok(Outcome::Fine);
    }
    let shown = text::visible_line(&arguments.html.display().to_string());
    let written = surroundings
        .disk
        .replace(&arguments.html, page.as_bytes(), Durability::Power);
    written.map_err(|error| Refusal {
        words: say.debrief_not_exported(&format!("{shown} ({error})")),
        outcome: Outcome::DiskRefused,
    })?;
    writeln!(out, "{}", say.debrief_exported(&shown))?;
    Ok(Outcome::Fine)
}

fn progress(at: At, surroundings: &Surroundings, clock: &SystemClock) -> (Progress, Sources) {
    let day_begins = surroundings.settings.day_begins;
    let moment = at.moment(clock, day_begins);
    let sources = Sources::read(surroundings, moment);
    let interviews = sources.appointments.all();
    let progress = Progress::of(
        sources.bank,
        sources.history,
        &interviews,
        moment,
        day_begins,
        &sources.audience,
    );
    (progress, sources)
}
