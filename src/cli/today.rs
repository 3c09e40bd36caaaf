//! `hotseat today`: the day in one line, for a prompt, a status bar or the beginning of a shell.

use std::io::Write;

use clap::Args;
use serde_json::json;

use super::sources::{At, Sources};
use super::{Outcome, Surroundings};
use crate::cli::gate::Gate;
use crate::clock::SystemClock;
use crate::memory::plan::{Ask, Plan};
use crate::text;

/// Arguments of `hotseat today`.
#[derive(Debug, Args)]
pub struct TodayArguments {
    /// One line: cards, minutes, days to the next interview
    #[arg(long, conflicts_with = "json")]
    short: bool,
    /// Print `{"on", "cards", "minutes", "interview", "title", "days", "line", "problems"}`
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    at: At,
}

/// Prints what is left of today. A day without anything left is fine: it is no list.
pub fn run(
    arguments: &TodayArguments,
    surroundings: &Surroundings,
    clock: &SystemClock,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    let say = surroundings.language;
    let day_begins = surroundings.settings.day_begins;
    let ask = Ask::now(arguments.at.moment(clock, day_begins), day_begins)
        .of(surroundings.audience.clone());
    let sources = Sources::read(surroundings, ask.moment);
    let interviews = sources.appointments.all();
    let plan = Plan::today(sources.bank, sources.history, &interviews, &ask);
    let cards = plan.cards.len();
    let minutes = whole_minutes(plan.seconds());
    let next = sources.next_interview();
    let days = next.map(|next| {
        let day = next.date.day(*ask.moment.offset(), day_begins);
        (day - ask.day).num_days()
    });
    let mut line = vec![say.today_cards(cards), say.today_minutes(minutes)];
    line.extend(days.map(|days| match days {
        0 => say.today_is_the_day(),
        days => say.progress_days_left(days),
    }));
    let line = line.join(" · ");
    if arguments.json {
        let value = json!({
            "on": plan.on.to_string(),
            "cards": cards,
            "minutes": minutes,
            "interview": next.map(|next| &next.id),
            "title": next.map(crate::appointments::Interview::title),
            "days": days,
            "line": line,
            "problems": sources.problems_to_json(),
        });
        out.json(&value)?;
        return Ok(Outcome::Fine);
    }
    writeln!(out, "{line}")?;
    if arguments.short {
        return Ok(Outcome::Fine);
    }
    if let Some(next) = next {
        let title = text::visible_line(&next.title());
        writeln!(out, "{}  {title}", next.date.date)?;
    }
    for note in &plan.notes {
        let words = note.words();
        writeln!(out, "! {}", text::visible_line(words.in_language(say)))?;
    }
    sources.print_problems(say, out)?;
    Ok(Outcome::Fine)
}

/// Seconds as minutes, the last one whole.
fn whole_minutes(seconds: f64) -> u64 {
    let seconds = std::time::Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or_default();
    seconds.as_secs().div_ceil(60)
}
