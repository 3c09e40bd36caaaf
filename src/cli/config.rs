//! `hotseat config`: whether what the user has chosen can be read, and what there is to choose.

use std::io::Write;

use clap::Args;
use serde_json::json;

use super::{Outcome, Surroundings};
use crate::bank::load;
use crate::cli::gate::Gate;
use crate::interview::preset;
use crate::problem::{Problem, Severity};
use crate::store::{Kept, settings};
use crate::text;
use crate::tui::keymap::Keymap;
use crate::tui::theme::{Theme, terminal_profile};

/// Arguments of `hotseat config`.
#[derive(Debug, Args)]
pub struct ConfigArguments {
    /// Read config.toml, keymap.toml, your themes and presets, and print what is wrong (what is
    /// done without any option)
    #[arg(long)]
    check: bool,
    /// Print config.toml as it comes with the program: every option with its default
    #[arg(long, conflicts_with_all = ["check", "json"])]
    print_default: bool,
    /// Print `{"path", "exists", "errors", "warnings", "problems": […]}`
    #[arg(long)]
    json: bool,
}

/// Everything that is wrong in the files of the config folder.
pub fn problems(surroundings: &Surroundings) -> Vec<Problem> {
    let Surroundings {
        disk,
        folders,
        settings,
        ..
    } = surroundings;
    let config = &folders.config;
    let profile = terminal_profile(&std::io::stdout());
    let themes = config.join("themes");
    let (_, mut of_theme) = Theme::load(disk, &themes, &settings.theme, profile);
    // The others too: one of them may be chosen next.
    for problem in Theme::all(disk, &themes, profile).1 {
        if !of_theme.contains(&problem) {
            of_theme.push(problem);
        }
    }
    let (_, of_keymap) = Keymap::load(disk, &config.join("keymap.toml"));
    let presets = config.join("presets");
    let (_, of_presets) = preset::load(disk, &presets);
    let bank = load::bank(disk, folders);
    [
        surroundings.problems.clone(),
        of_keymap,
        of_theme,
        of_presets,
        preset::unknown_names(disk, &presets, &bank),
    ]
    .concat()
}

/// Prints the problems, exit code 1 where one is an error; or the defaults.
pub fn run(
    arguments: &ConfigArguments,
    surroundings: &Surroundings,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    if arguments.print_default {
        out.export(settings::DEFAULTS.as_bytes())?;
        return Ok(Outcome::Fine);
    }
    let path = surroundings.folders.config.join("config.toml");
    let exists = surroundings.disk.kind_of(&path) != Kept::Nothing;
    let path = path.display().to_string();
    let problems = problems(surroundings);
    let is_error = |problem: &&Problem| problem.severity == Severity::Error;
    let errors = problems.iter().filter(is_error).count();
    let warnings = problems.len() - errors;
    if arguments.json {
        let list: Vec<_> = problems.iter().map(Problem::to_json).collect();
        let value = json!({
            "path": path, "exists": exists, "errors": errors, "warnings": warnings, "problems": list,
        });
        out.json(&value)?;
    } else {
        let say = surroundings.language;
        for problem in &problems {
            writeln!(out, "{}", problem.in_language(say))?;
        }
        let path = text::visible_line(&path);
        let counts = say.home_problem_count(errors, warnings);
        if exists {
            writeln!(out, "{path} · {counts}")?;
        } else {
            writeln!(out, "{}", say.config_missing(&path))?;
        }
    }
    Ok(if errors > 0 {
        Outcome::Problems
    } else {
        Outcome::Fine
    })
}
