//! `hotseat unwritten`: the answers that want to be written first.

use std::io::Write;

use clap::Args;
use serde_json::{Value, json};

use super::sources::{At, Limit, Sources};
use super::{Outcome, Surroundings};
use crate::cli::gate::Gate;
use crate::clock::{SystemClock, day_of};
use crate::survey::{self, Unwritten};
use crate::text;

/// Arguments of `hotseat unwritten`.
#[derive(Debug, Args)]
pub struct UnwrittenArguments {
    #[command(flatten)]
    limit: Limit,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    at: At,
}

/// Prints the cards without an answer, the most asked first.
pub fn run(
    arguments: &UnwrittenArguments,
    surroundings: &Surroundings,
    clock: &SystemClock,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    let moment = arguments.at.moment(clock, surroundings.settings.day_begins);
    let sources = Sources::read(surroundings, moment);
    let day = day_of(moment, sources.day_begins);
    let all = survey::unwritten(sources.bank, &sources.audience, sources.history, day);
    let shown = &all[..all.len().min(arguments.limit.count(arguments.json))];
    if arguments.json {
        let cards: Vec<Value> = shown.iter().map(to_json).collect();
        let value = json!({
            "unwritten": all.len(),
            "cards": cards,
            "problems": sources.problems_to_json(),
        });
        out.json(&value)?;
    } else {
        let say = surroundings.language;
        let whose = sources.audience.words();
        writeln!(
            out,
            "{}",
            say.unwritten_count(all.len(), whose.in_language(say))
        )?;
        for it in shown {
            let id = &it.entry.card.id;
            writeln!(
                out,
                "{:>3}  {}",
                "!".repeat(it.importance.into()),
                sources.question(id)
            )?;
            let mut facts = vec![text::visible_line(id.as_str())];
            if it.answered > 0 {
                facts.push(say.unwritten_answered(it.answered));
            }
            if it.typed > 0 {
                facts.push(say.unwritten_typed());
            }
            writeln!(out, "     {}", facts.join(" · "))?;
        }
        if shown.len() < all.len() {
            writeln!(out, "{}", say.more_with_limit(shown.len(), all.len()))?;
        }
        sources.print_problems(say, out)?;
    }
    Ok(if all.is_empty() {
        Outcome::Problems
    } else {
        Outcome::Fine
    })
}

fn to_json(it: &Unwritten<'_>) -> Value {
    let card = it.entry.card;
    json!({
        "id": card.id.as_str(),
        "question": card.question,
        "importance": it.importance,
        "answered": it.answered,
        "typed": it.typed,
        "asked": card.asked.len(),
    })
}
