//! `hotseat merge`: what two machines have left of one file, brought together as far as that needs
//! no decision, and shown where it does. Nothing is removed.

use std::io::Write;
use std::path::Path;

use clap::Args;
use serde_json::{Value, json};

use super::{Outcome, Refusal, Surroundings};
use crate::bank::load;
use crate::cli::gate::Gate;
use crate::history::Log;
use crate::history::copies::{HistoryCopy, among};
use crate::history::log::is_log;
use crate::store::copies::{ConflictCopy, marker_lines};
use crate::store::{Disk, Kept};
use crate::text;
use crate::text::difference::{Run, runs};

/// Equal lines that are shown around a difference.
const AROUND: usize = 2;

/// Arguments of `hotseat merge`.
#[derive(Debug, Args)]
pub struct MergeArguments {
    /// Only say what there is to do, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Print `{"history": [{"path", "original", "records", "taken"}], "files": [{"path",
    /// "original", "difference"}], "marked": [{"path", "lines"}]}`
    #[arg(long)]
    json: bool,
}

/// What lies in the data folder.
struct Found {
    history: Vec<HistoryCopy>,
    /// Copies of other files, each with its difference from the original.
    files: Vec<(ConflictCopy, String)>,
    /// Files with git's markers, and their lines.
    marked: Vec<(String, Vec<usize>)>,
}

impl Found {
    fn look(surroundings: &Surroundings) -> Self {
        let (disk, folders) = (&surroundings.disk, &surroundings.folders);
        let folder = folders.history();
        let mut logs = disk.entries(&folder).unwrap_or_default();
        logs.retain(|path| is_log(path));
        let mut files = ConflictCopy::below(disk, &folders.data);
        files.extend(ConflictCopy::below(disk, &folders.config));
        files.extend(load::alike_below(disk, &folders.decks()));
        let files = files.into_iter();
        let files = files
            .filter(|copy| !copy.path.starts_with(&folder))
            .map(|copy| {
                let difference = difference(disk, &copy);
                (copy, difference)
            });
        Self {
            history: among(disk, &logs),
            files: files.collect(),
            marked: marked(disk, &folders.data, 0),
        }
    }

    fn is_nothing(&self) -> bool {
        self.history.is_empty() && self.files.is_empty() && self.marked.is_empty()
    }
}

/// The files below a folder that git could not merge.
fn marked(disk: &Disk, folder: &Path, depth: usize) -> Vec<(String, Vec<usize>)> {
    let mut found = Vec::new();
    for path in disk.entries(folder).unwrap_or_default() {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_ours = [".toml", ".jsonl"].iter().any(|end| name.ends_with(end));
        if name.starts_with('.') {
            continue;
        }
        match disk.kind_of(&path) {
            Kept::Folder if depth < 32 => {
                found.extend(marked(disk, &path, depth + 1));
            }
            Kept::File if is_ours => {
                let lines = marker_lines(&read(disk, &path));
                if !lines.is_empty() {
                    found.push((path.display().to_string(), lines));
                }
            }
            _ => {}
        }
    }
    found
}

fn read(disk: &Disk, path: &Path) -> String {
    let bytes = disk.read(path).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// How the copy differs from its original, line by line; empty where it does not.
fn difference(disk: &Disk, copy: &ConflictCopy) -> String {
    let (ours, theirs) = (read(disk, &copy.original), read(disk, &copy.path));
    let (ours, theirs): (Vec<&str>, Vec<&str>) = (ours.lines().collect(), theirs.lines().collect());
    let runs = runs(&ours, &theirs, |a, b| a == b);
    let mut lines = Vec::new();
    for (i, run) in runs.iter().enumerate() {
        match run {
            Run::Changed(old, new) => {
                lines.extend(ours[old.clone()].iter().map(|line| format!("-{line}")));
                lines.extend(theirs[new.clone()].iter().map(|line| format!("+{line}")));
            }
            Run::Same(old, _) => {
                let same = &ours[old.clone()];
                let after = if i == 0 { 0 } else { AROUND };
                let before = if i + 1 == runs.len() { 0 } else { AROUND };
                if same.len() <= after + before {
                    lines.extend(same.iter().map(|line| format!(" {line}")));
                    continue;
                }
                let (head, tail) = (&same[..after], &same[same.len() - before..]);
                lines.extend(head.iter().map(|line| format!(" {line}")));
                if before > 0 {
                    lines.push(format!("@@ {} @@", old.end - before + 1));
                }
                lines.extend(tail.iter().map(|line| format!(" {line}")));
            }
        }
    }
    lines.join("\n")
}

/// Takes over what can be taken over; exit code 1 where something is left to decide, 3 where the
/// disk refused.
pub fn run(
    arguments: &MergeArguments,
    surroundings: &Surroundings,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    let found = Found::look(surroundings);
    if !arguments.dry_run {
        take_over(&found, surroundings)?;
    }
    if arguments.json {
        out.json(&to_json(&found))?;
    } else {
        print(&found, arguments.dry_run, surroundings, out)?;
    }
    Ok(if found.files.is_empty() && found.marked.is_empty() {
        Outcome::Fine
    } else {
        Outcome::Problems
    })
}

/// Appends the records that only copies have to this device's own file: the one file that it may
/// write, and one that nobody else does.
fn take_over(found: &Found, surroundings: &Surroundings) -> Result<(), Refusal> {
    let missing = found.history.iter().flat_map(|copy| copy.missing.clone());
    let missing: Vec<String> = missing.collect();
    if missing.is_empty() {
        return Ok(());
    }
    let (mut log, _) = Log::open(&surroundings.disk, &surroundings.folders);
    let taken = log.take_over(&missing);
    taken.map_err(|error| Refusal {
        words: text::visible_line(error.words().in_language(surroundings.language)),
        outcome: Outcome::DiskRefused,
    })
}

fn to_json(found: &Found) -> Value {
    let history = found.history.iter().map(|copy| {
        json!({
            "path": copy.file.path, "original": copy.file.original,
            "records": copy.records, "taken": copy.missing.len(),
        })
    });
    let files = found.files.iter().map(|(copy, difference)| {
        json!({ "path": copy.path, "original": copy.original, "difference": difference })
    });
    let marked = found.marked.iter();
    let marked = marked.map(|(path, lines)| json!({ "path": path, "lines": lines }));
    json!({
        "history": history.collect::<Vec<_>>(),
        "files": files.collect::<Vec<_>>(),
        "marked": marked.collect::<Vec<_>>(),
    })
}

fn print(
    found: &Found,
    is_dry: bool,
    surroundings: &Surroundings,
    out: &mut Gate<'_>,
) -> std::io::Result<()> {
    let say = surroundings.language;
    let shown = |path: &Path| text::visible_line(&path.display().to_string());
    if found.is_nothing() {
        return writeln!(out, "{}", say.merge_nothing());
    }
    for copy in &found.history {
        let path = shown(&copy.file.path);
        let words = match (copy.missing.len(), is_dry) {
            (0, _) => say.merge_known(&path, copy.records),
            (missing, true) => say.merge_would_take(&path, copy.records, missing),
            (missing, false) => say.merge_taken(&path, copy.records, missing),
        };
        writeln!(out, "{words}")?;
    }
    for (copy, difference) in &found.files {
        if difference.is_empty() {
            writeln!(out, "{}", say.merge_same(&shown(&copy.path)))?;
            continue;
        }
        writeln!(out, "\n--- {}", shown(&copy.original))?;
        writeln!(out, "+++ {}", shown(&copy.path))?;
        for line in difference.lines() {
            writeln!(out, "{}", text::visible_line(line))?;
        }
        writeln!(out, "{}", say.merge_decide())?;
    }
    for (path, lines) in &found.marked {
        let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
        let path = text::visible_line(path);
        writeln!(out, "{}", say.merge_marked(&path, &lines.join(", ")))?;
    }
    Ok(())
}
