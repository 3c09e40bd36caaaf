//! `hotseat history`: whether every line of the history can be read, and mending a file where not.

use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::sources::Sources;
use super::{Outcome, Refusal, Surroundings};
use crate::cli::gate::Gate;
use crate::history::log::own_file;
use crate::history::repair::{Repair, Repaired, repair};
use crate::history::verify::Verified;
use crate::store::Kept;
use crate::strays::Stray;
use crate::text;

/// Arguments of `hotseat history`.
#[derive(Debug, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct HistoryArguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Name every line that is torn, unreadable, repeated or of a newer program
    #[command(
        after_help = "Examples:\n  hotseat history verify\n  hotseat history verify --json\n\nExit codes: 1 something was named. Nothing is written."
    )]
    Verify(VerifyArguments),
    /// Take what cannot be read out of this device's file, after a copy of it was made
    #[command(
        after_help = "Examples:\n  hotseat history repair --dry-run\n  hotseat history repair\n  hotseat history repair old-laptop.jsonl\n\nEvery record that can be read stays, and so do lines of newer programs. The file as it was lies beside it, named .bak and the date. Exit codes: 1 something is left that this cannot mend, 3 the disk refused."
    )]
    Repair(RepairArguments),
}

#[derive(Debug, Args)]
struct VerifyArguments {
    /// Print `{"files": [{"path", "own", "records"}], "strays": [as `hotseat adopt` has them],
    /// "problems": [{"path", "line", "column",
    /// "severity", "kind", "what", "mend"}]}`
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct RepairArguments {
    /// A file of the history that another device wrote; this device's own where none is given
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Only say what there is to do, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Print `{"files": [{"path", "backup", "kept", "rescued", "removed"}], "left": [problems as
    /// `hotseat history verify` has them]}`
    #[arg(long)]
    json: bool,
}

/// Carries the command out.
pub fn run(
    arguments: &HistoryArguments,
    surroundings: &Surroundings,
    now: DateTime<FixedOffset>,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    match &arguments.what {
        What::Verify(arguments) => verify(arguments, surroundings, now, out),
        What::Repair(arguments) => mend(arguments, surroundings, now, out),
    }
}

fn look(surroundings: &Surroundings) -> Verified {
    let (disk, folders) = (&surroundings.disk, &surroundings.folders);
    Verified::look(disk, folders, &own_file(disk, folders))
}

fn problems_json(verified: &Verified) -> Vec<Value> {
    let found = verified.found.iter().map(|found| {
        let mut problem = found.problem().to_json();
        problem["kind"] = found.flaw.key().into();
        problem
    });
    found.collect()
}

fn outcome_of(verified: &Verified) -> Outcome {
    if verified.found.is_empty() {
        Outcome::Fine
    } else {
        Outcome::Problems
    }
}

fn verify(
    arguments: &VerifyArguments,
    surroundings: &Surroundings,
    now: DateTime<FixedOffset>,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    let verified = look(surroundings);
    let sources = Sources::read(surroundings, now);
    if arguments.json {
        let files = verified
            .files
            .iter()
            .map(|file| json!({ "path": file.path, "own": file.is_own, "records": file.records }));
        let files: Vec<Value> = files.collect();
        let strays = sources.strays(surroundings);
        let strays: Vec<Value> = strays.iter().map(Stray::to_json).collect();
        let problems = problems_json(&verified);
        let whole = json!({ "files": files, "problems": problems, "strays": strays });
        out.json(&whole)?;
        return Ok(outcome_of(&verified));
    }
    let say = surroundings.language;
    for found in &verified.found {
        writeln!(out, "{}", found.problem().in_language(say))?;
    }
    let records = verified.files.iter().map(|file| file.records).sum();
    let files = verified.files.len();
    let words = match verified.found.len() {
        0 => say.verify_fine(records, files),
        problems => say.verify_found(records, files, problems),
    };
    writeln!(out, "{words}")?;
    if let Some(problem) = sources.problem_of_strays(surroundings) {
        writeln!(out, "{}", problem.in_language(say))?;
    }
    Ok(outcome_of(&verified))
}

fn mend(
    arguments: &RepairArguments,
    surroundings: &Surroundings,
    now: DateTime<FixedOffset>,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    let mut repairs = Vec::new();
    for path in paths(arguments, surroundings)? {
        let made = if arguments.dry_run {
            let bytes = surroundings.disk.read(&path);
            bytes.map_err(Into::into).map(|bytes| Repair {
                backup: None,
                lines: Repaired::of(&bytes),
            })
        } else {
            repair(&surroundings.disk, &path, now)
        };
        let made = made.map_err(|why| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let words = why.words(&name);
            Refusal {
                words: text::visible_line(words.in_language(surroundings.language)),
                outcome: Outcome::DiskRefused,
            }
        })?;
        repairs.push((path, made));
    }
    let mut left = look(surroundings);
    if arguments.dry_run {
        let is_asked = |path: &Path| repairs.iter().any(|(asked, _)| asked == path);
        left.found
            .retain(|found| !(is_asked(&found.path) && found.flaw.can_be_repaired()));
    }
    if arguments.json {
        let files = repairs.iter().map(|(path, repair)| {
            json!({
                "path": path, "backup": repair.backup, "kept": repair.lines.kept,
                "rescued": repair.lines.rescued, "removed": repair.lines.removed,
            })
        });
        let files: Vec<Value> = files.collect();
        let whole = json!({ "files": files, "left": problems_json(&left) });
        out.json(&whole)?;
    } else {
        print(&repairs, &left, arguments.dry_run, surroundings, out)?;
    }
    Ok(outcome_of(&left))
}

/// The files to repair: those that are named, by path or by name, else this device's own.
fn paths(
    arguments: &RepairArguments,
    surroundings: &Surroundings,
) -> Result<Vec<PathBuf>, Refusal> {
    let (disk, folders) = (&surroundings.disk, &surroundings.folders);
    if arguments.files.is_empty() {
        let own = own_file(disk, folders);
        let is_there = disk.kind_of(&own) == Kept::File;
        return Ok(is_there.then_some(own).into_iter().collect());
    }
    let named = arguments.files.iter().map(|file| {
        let within = folders.history().join(file);
        [within, file.clone()]
            .into_iter()
            .find(|path| disk.kind_of(path) == Kept::File)
            .ok_or_else(|| {
                let shown = file.display().to_string();
                Refusal::wrong_use(surroundings.language.repair_no_file(&shown))
            })
    });
    named.collect()
}

fn print(
    repairs: &[(PathBuf, Repair)],
    left: &Verified,
    is_dry: bool,
    surroundings: &Surroundings,
    out: &mut Gate<'_>,
) -> std::io::Result<()> {
    let say = surroundings.language;
    let shown = |path: &Path| text::visible_line(&path.display().to_string());
    for (path, repair) in repairs {
        let Repaired {
            kept,
            rescued,
            removed,
            ..
        } = repair.lines;
        let path = shown(path);
        if !repair.lines.is_change() {
            writeln!(out, "{}", say.repair_nothing(&path))?;
            continue;
        }
        if is_dry {
            writeln!(out, "{}", say.repair_would(&path, kept, rescued, removed))?;
        } else {
            writeln!(out, "{}", say.repair_made(&path, kept, rescued, removed))?;
        }
        if let Some(backup) = &repair.backup {
            writeln!(out, "{}", say.repair_backup(&shown(backup)))?;
        }
    }
    for found in &left.found {
        writeln!(out, "{}", found.problem().in_language(say))?;
    }
    if repairs.is_empty() && left.found.is_empty() {
        writeln!(out, "{}", say.repair_no_history())?;
    }
    Ok(())
}
