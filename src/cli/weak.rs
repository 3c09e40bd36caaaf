//! `hotseat weak`: the cards that will lose the most points, and why.

use std::io::Write;

use clap::Args;
use serde_json::{Value, json};

use super::sources::{At, Limit, Sources};
use super::{Outcome, Surroundings};
use crate::cli::gate::Gate;
use crate::clock::SystemClock;
use crate::memory::Weakness;
use crate::text;

/// Arguments of `hotseat weak`.
#[derive(Debug, Args)]
pub struct WeakArguments {
    #[command(flatten)]
    limit: Limit,
    /// List the cards that were never tried too; with --json they are always there
    #[arg(long)]
    untried: bool,
    /// Print `{"on", "day", "interview", "weak", "cards": [{"id", "question", "lost", "recall",
    /// "quality", "pace", "tried", "reasons": [{"reason", "words"}], "stuck"}], "problems"}`
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    at: At,
}

/// Prints the weak cards, the most points lost first.
pub fn run(
    arguments: &WeakArguments,
    surroundings: &Surroundings,
    clock: &SystemClock,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    let moment = arguments.at.moment(clock, surroundings.settings.day_begins);
    let sources = Sources::read(surroundings, moment);
    let survey = sources.survey();
    let is_listed = |weak: &&Weakness| weak.is_tried || arguments.untried || arguments.json;
    let weak: Vec<&Weakness> = survey.weak().iter().filter(is_listed).collect();
    let shown = weak.len().min(arguments.limit.count(arguments.json));
    if arguments.json {
        let cards = weak[..shown].iter().map(|weak| to_json(weak, &sources));
        // `on` is today, `day` the one for which weakness is reckoned.
        let value = json!({
            "on": survey.memories.today.to_string(),
            "day": survey.day.to_string(),
            "interview": sources.next_interview().map(|interview| &interview.id),
            "weak": weak.len(),
            "cards": cards.collect::<Vec<_>>(),
            "problems": sources.problems_to_json(),
        });
        out.json(&value)?;
        return Ok(Outcome::of_list(weak.len()));
    }
    let say = surroundings.language;
    let day = survey.day.to_string();
    match sources.next_interview() {
        _ if weak.is_empty() => writeln!(out, "{}", say.weak_nothing())?,
        Some(interview) => {
            let title = text::visible_line(&interview.title());
            writeln!(out, "{}", say.weak_for(weak.len(), &title, &day))?;
        }
        None => writeln!(out, "{}", say.weak_on(weak.len(), &day))?,
    }
    for weak in &weak[..shown] {
        let reasons: Vec<String> = weak
            .reasons
            .iter()
            .map(|reason| reason.words().in_language(say).clone())
            .collect();
        let reasons = if reasons.is_empty() {
            String::new()
        } else {
            format!(" · {}", reasons.join(", "))
        };
        let id = text::visible_line(weak.card.as_str());
        writeln!(out, "{:5.2}  {}", weak.lost, sources.question(&weak.card))?;
        writeln!(out, "       {id}{reasons}")?;
        if let Some(stuck) = weak.stuck {
            writeln!(out, "       ! {}", stuck.words().in_language(say))?;
        }
    }
    if shown < weak.len() {
        writeln!(out, "{}", say.more_with_limit(shown, weak.len()))?;
    }
    let untried = survey.weak().len() - weak.len();
    if untried > 0 {
        writeln!(out, "{}", say.weak_untried(untried))?;
    }
    sources.print_problems(say, out)?;
    Ok(Outcome::of_list(weak.len()))
}

fn to_json(weak: &Weakness, sources: &Sources) -> Value {
    let mut value = weak.to_json();
    let question = sources.bank.find(&weak.card);
    value["question"] = json!(question.map(|entry| &entry.card.question));
    value
}
