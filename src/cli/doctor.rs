//! `hotseat doctor`: whether this terminal, these folders and files and this machine's programs are
//! as the trainer wants them, and what to do where they are not.

use std::io::Write;

use clap::Args;
use serde_json::{Value, json};

use super::{Outcome, Surroundings};
use crate::cli::gate::Gate;
use crate::language::{Both, Language};
use crate::problem::{Problem, Severity};
use crate::text;

mod files;
mod folders;
mod programs;
mod terminal;

/// Problems of one kind that are listed; `hotseat check` lists them all.
const MOST_LISTED: usize = 5;

/// Arguments of `hotseat doctor`.
#[derive(Debug, Args)]
pub struct DoctorArguments {
    /// Print `{"verdict", "findings": [{"area", "verdict", "what", "mend", "paste"}]}`
    #[arg(long)]
    json: bool,
}

/// How a thing stands, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    /// Nothing to do.
    Good,
    /// It works, and could work better.
    Better,
    /// It does not work.
    Wrong,
}

impl Verdict {
    fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Better => "better",
            Self::Wrong => "wrong",
        }
    }

    /// The sign before a finding, told apart without colour.
    fn sign(self) -> &'static str {
        match self {
            Self::Good => "ok",
            Self::Better => "! ",
            Self::Wrong => "X ",
        }
    }
}

/// What was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Area {
    Terminal,
    Folders,
    Decks,
    History,
    Config,
    Programs,
    Speech,
}

impl Area {
    const ALL: [Self; 7] = [
        Self::Terminal,
        Self::Folders,
        Self::Decks,
        Self::History,
        Self::Config,
        Self::Programs,
        Self::Speech,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Folders => "folders",
            Self::Decks => "decks",
            Self::History => "history",
            Self::Config => "config",
            Self::Programs => "programs",
            Self::Speech => "speech",
        }
    }

    fn title(self, say: Language) -> String {
        match self {
            Self::Terminal => say.doctor_terminal(),
            Self::Folders => say.doctor_folders(),
            Self::Decks => say.doctor_decks(),
            Self::History => say.doctor_history(),
            Self::Config => say.doctor_config(),
            Self::Programs => say.doctor_programs(),
            Self::Speech => say.doctor_speech(),
        }
    }
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Finding {
    area: Area,
    verdict: Verdict,
    what: Both,
    mend: Option<Both>,
    /// Lines for `config.toml`.
    paste: Vec<String>,
}

impl Finding {
    fn good(area: Area, what: Both) -> Self {
        Self {
            area,
            verdict: Verdict::Good,
            what,
            mend: None,
            paste: Vec::new(),
        }
    }

    fn better(area: Area, what: Both, mend: Both) -> Self {
        Self {
            verdict: Verdict::Better,
            mend: Some(mend),
            ..Self::good(area, what)
        }
    }

    fn wrong(area: Area, what: Both, mend: Both) -> Self {
        Self {
            verdict: Verdict::Wrong,
            ..Self::better(area, what, mend)
        }
    }

    /// What is wrong in a file, as `hotseat check` would say it.
    fn of_problem(area: Area, problem: &Problem) -> Self {
        let place = format!("{}:{}", problem.path, problem.at.line);
        let what = Both::new(
            format!("{place}: {}", problem.what.korean),
            format!("{place}: {}", problem.what.english),
        );
        match problem.severity {
            Severity::Error => Self::wrong(area, what, problem.mend.clone()),
            Severity::Warning => Self::better(area, what, problem.mend.clone()),
        }
    }

    fn to_json(&self) -> Value {
        json!({
            "area": self.area.word(),
            "verdict": self.verdict.word(),
            "what": self.what.english,
            "mend": self.mend.as_ref().map(|mend| &mend.english),
            "paste": self.paste,
        })
    }
}

/// Looks at everything and prints what was found; exit code 1 where something is wrong.
pub fn run(
    arguments: &DoctorArguments,
    surroundings: &Surroundings,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    let findings: Vec<Finding> = [
        terminal::findings(surroundings),
        folders::findings(surroundings),
        files::findings(surroundings),
        programs::findings(surroundings, &|name| {
            programs::on_path(&surroundings.disk, name)
        }),
    ]
    .concat();
    let worst = findings.iter().map(|finding| finding.verdict).max();
    let worst = worst.unwrap_or(Verdict::Good);
    if arguments.json {
        let list: Vec<Value> = findings.iter().map(Finding::to_json).collect();
        let value = json!({ "verdict": worst.word(), "findings": list });
        out.json(&value)?;
    } else {
        print(&findings, worst, surroundings.language, out)?;
    }
    Ok(match worst {
        Verdict::Wrong => Outcome::Problems,
        Verdict::Good | Verdict::Better => Outcome::Fine,
    })
}

fn print(
    findings: &[Finding],
    worst: Verdict,
    say: Language,
    out: &mut Gate<'_>,
) -> std::io::Result<()> {
    for area in Area::ALL {
        writeln!(out, "{}", area.title(say))?;
        for finding in findings.iter().filter(|finding| finding.area == area) {
            let what = text::visible_line(finding.what.in_language(say));
            writeln!(out, "  {} {what}", finding.verdict.sign())?;
            if let Some(mend) = &finding.mend {
                let mend = text::visible_line(mend.in_language(say));
                writeln!(out, "     {mend}")?;
            }
            for line in &finding.paste {
                writeln!(out, "       {}", text::visible_line(line))?;
            }
        }
        writeln!(out)?;
    }
    let count = |verdict| {
        let findings = findings.iter();
        findings
            .filter(|finding| finding.verdict == verdict)
            .count()
    };
    match worst {
        Verdict::Good => writeln!(out, "{}", say.doctor_all_good()),
        _ => writeln!(
            out,
            "{}",
            say.doctor_counts(count(Verdict::Wrong), count(Verdict::Better))
        ),
    }
}
