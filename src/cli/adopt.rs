//! `hotseat adopt`: answers whose card is gone are told of the card that it is now. Nothing that stands in the
//! history is changed: a record is added, and another takes it back.

use std::io::Write;

use chrono::{DateTime, FixedOffset};
use clap::Args;
use serde_json::{Value, json};

use super::sources::Sources;
use super::{Outcome, Refusal, Surroundings};
use crate::bank::CardId;
use crate::cli::gate::Gate;
use crate::history::record::{Body, Moved, RecordId};
use crate::history::{Log, Record};
use crate::strays::Stray;
use crate::text;

/// Arguments of `hotseat adopt`.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own"
)]
pub struct AdoptArguments {
    /// The card that is gone, as the list names it; without one they are listed
    #[arg(value_name = "GONE")]
    gone: Option<String>,
    /// The card that it is now; without it the suggested one
    #[arg(long, value_name = "CARD", requires = "gone", conflicts_with = "undo")]
    to: Option<String>,
    /// Every card that one is suggested for
    #[arg(long, conflicts_with_all = ["gone", "undo"])]
    all: bool,
    /// Take back what was adopted last, or what was adopted of one card
    #[arg(long)]
    undo: bool,
    /// Only say what would be done
    #[arg(long)]
    dry_run: bool,
    /// Print `{"strays": [{"card", "answers", "last", "question", "suggestion": {"card", "why"}}],
    /// "moved": [{"from", "to"}], "taken_back": [{"from", "to"}]}`; `strays` are those that are left
    #[arg(long)]
    json: bool,
}

/// What is to be kept.
enum Task {
    Move(Vec<Moved>),
    TakeBack(Vec<(RecordId, Moved)>),
}

/// Lists, adopts or takes back. Exit code 1 where answers are left without a card.
pub fn run(
    arguments: &AdoptArguments,
    surroundings: &Surroundings,
    now: DateTime<FixedOffset>,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    let sources = Sources::read(surroundings, now);
    let mut strays = sources.strays(surroundings);
    let task = task(arguments, surroundings, &sources, &strays)?;
    if !arguments.dry_run {
        keep(&task, surroundings, now)?;
    }
    let is_moved = |stray: &Stray| match &task {
        Task::Move(moved) => moved.iter().any(|moved| moved.from == stray.card),
        Task::TakeBack(_) => false,
    };
    if !arguments.dry_run {
        strays.retain(|stray| !is_moved(stray));
        if matches!(&task, Task::TakeBack(back) if !back.is_empty()) {
            strays = Sources::read(surroundings, now).strays(surroundings);
        }
    }
    if arguments.json {
        out.json(&to_json(&strays, &task))?;
    } else {
        print(arguments, &strays, &task, surroundings, out)?;
    }
    Ok(if strays.is_empty() {
        Outcome::Fine
    } else {
        Outcome::Problems
    })
}

fn task(
    arguments: &AdoptArguments,
    surroundings: &Surroundings,
    sources: &Sources,
    strays: &[Stray],
) -> Result<Task, Refusal> {
    let say = surroundings.language;
    if arguments.undo {
        let moves = sources
            .history
            .moves()
            .map(|(record, moved)| (record, moved.clone()));
        let last = sources
            .history
            .moves()
            .next_back()
            .map(|(record, _)| record.at);
        let taken = moves.filter(|(record, moved)| match &arguments.gone {
            Some(gone) => moved.from.as_str() == gone,
            None => Some(record.at) == last,
        });
        let taken: Vec<_> = taken
            .map(|(record, moved)| (record.id.clone(), moved))
            .collect();
        if let (Some(gone), true) = (&arguments.gone, taken.is_empty()) {
            return Err(Refusal::wrong_use(say.adopt_never(gone)));
        }
        return Ok(Task::TakeBack(taken));
    }
    let suggested = |stray: &Stray| {
        let suggestion = stray.suggestion.as_ref()?;
        Some(stray.moved_to(&suggestion.card))
    };
    if arguments.all {
        return Ok(Task::Move(strays.iter().filter_map(suggested).collect()));
    }
    let Some(gone) = &arguments.gone else {
        return Ok(Task::Move(Vec::new()));
    };
    let mut found = strays
        .iter()
        .filter(|stray| stray.card.as_str() == gone || stray.card.name() == gone);
    let (Some(stray), None) = (found.next(), found.next()) else {
        let names = strays.iter().map(|stray| stray.card.as_str());
        let near = text::nearest(gone, names).unwrap_or_default();
        return Err(Refusal::wrong_use(say.adopt_no_such(gone, near)));
    };
    let moved = match &arguments.to {
        Some(to) => Some(stray.moved_to(&target(to, surroundings, sources)?)),
        None => suggested(stray),
    };
    match moved {
        Some(moved) => Ok(Task::Move(vec![moved])),
        None => Err(Refusal::wrong_use(
            say.adopt_no_suggestion(stray.card.as_str()),
        )),
    }
}

/// The card that is meant by its whole id, or by the part after the `#` where only one has it.
fn target(
    written: &str,
    surroundings: &Surroundings,
    sources: &Sources,
) -> Result<CardId, Refusal> {
    if let Some(entry) = sources.bank.find(&CardId::from_written(written)) {
        return Ok(entry.card.id.clone());
    }
    let mut named = sources
        .bank
        .cards()
        .filter(|entry| entry.card.id.name() == written);
    match (named.next(), named.next()) {
        (Some(entry), None) => Ok(entry.card.id.clone()),
        _ => {
            let say = surroundings.language;
            let names = sources.bank.cards().map(|entry| entry.card.id.as_str());
            let near = text::nearest(written, names).unwrap_or_default();
            Err(Refusal::wrong_use(say.adopt_no_card(written, near)))
        }
    }
}

fn keep(
    task: &Task,
    surroundings: &Surroundings,
    now: DateTime<FixedOffset>,
) -> Result<(), Refusal> {
    let bodies: Vec<Body> = match task {
        Task::Move(moved) => moved.iter().cloned().map(Body::Moved).collect(),
        Task::TakeBack(back) => back
            .iter()
            .map(|(record, _)| Body::Undo {
                undoes: record.clone(),
            })
            .collect(),
    };
    if bodies.is_empty() {
        return Ok(());
    }
    let (mut log, _) = Log::open(&surroundings.disk, &surroundings.folders);
    let ids = log.ids();
    let records = bodies.into_iter().map(|body| Record::new(&ids, now, body));
    let records: Vec<Record> = records.collect();
    log.append_all(&records).map_err(|error| Refusal {
        words: text::visible_line(error.words().in_language(surroundings.language)),
        outcome: Outcome::DiskRefused,
    })
}

fn to_json(strays: &[Stray], task: &Task) -> Value {
    let move_json = |moved: &Moved| json!({ "from": moved.from.as_str(), "to": moved.to.as_str() });
    let (moved, back): (Vec<Value>, Vec<Value>) = match task {
        Task::Move(moved) => (moved.iter().map(move_json).collect(), Vec::new()),
        Task::TakeBack(back) => {
            let back = back.iter().map(|(_, moved)| move_json(moved));
            (Vec::new(), back.collect())
        }
    };
    let strays: Vec<Value> = strays.iter().map(Stray::to_json).collect();
    json!({ "strays": strays, "moved": moved, "taken_back": back })
}

fn print(
    arguments: &AdoptArguments,
    strays: &[Stray],
    task: &Task,
    surroundings: &Surroundings,
    out: &mut Gate<'_>,
) -> std::io::Result<()> {
    let say = surroundings.language;
    match task {
        Task::Move(moved) => {
            for moved in moved {
                let (from, to) = (moved.from.as_str(), moved.to.as_str());
                let words = if arguments.dry_run {
                    say.adopt_would(from, to)
                } else {
                    say.adopt_done(from, to)
                };
                writeln!(out, "{}", text::visible_line(&words))?;
            }
        }
        Task::TakeBack(back) if back.is_empty() => writeln!(out, "{}", say.adopt_nothing_back())?,
        Task::TakeBack(back) => {
            for (_, moved) in back {
                let words = say.adopt_taken_back(moved.from.as_str(), moved.to.as_str());
                writeln!(out, "{}", text::visible_line(&words))?;
            }
        }
    }
    for stray in strays {
        let last = stray.last.format("%Y-%m-%d").to_string();
        let words = say.adopt_row(stray.card.as_str(), stray.answers, &last);
        writeln!(out, "{}", text::visible_line(&words))?;
        if let Some(question) = &stray.question {
            writeln!(out, "    {}", text::visible_line(question))?;
        }
        let words = match &stray.suggestion {
            Some(found) => {
                let why = found.why.words();
                say.adopt_suggested(found.card.as_str(), why.in_language(say))
            }
            None => say.adopt_unknown(),
        };
        writeln!(out, "    {}", text::visible_line(&words))?;
    }
    if strays.is_empty() {
        writeln!(out, "{}", say.adopt_none())
    } else {
        writeln!(out, "{}", say.adopt_how())
    }
}
