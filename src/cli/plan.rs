//! `hotseat plan`: what to practise today so that most is known on the day.

use std::io::Write;

use chrono::NaiveDate;
use clap::Args;
use serde_json::Value;

use super::sources::{At, Sources, in_words};
use super::{Outcome, Refusal, Surroundings, card};
use crate::appointments::MOST_MINUTES;
use crate::bank::Kind;
use crate::cli::gate::Gate;
use crate::clock::{self, Appointed, Side, SystemClock};
use crate::language::Language;
use crate::memory::calibration::percent;
use crate::memory::plan::{Ask, Forecast, Plan, Readiness};
use crate::store::settings::USUAL_DAY_BEGINS;
use crate::text;

/// Columns of a question in the table.
const QUESTION: usize = 44;

/// Arguments of `hotseat plan`.
#[derive(Debug, Args)]
pub struct PlanArguments {
    /// The day to plan (2026-12-01, +3d, 금요일), with what was answered up to its end; today
    /// without it
    #[arg(long, value_name = "DATE", value_parser = day, conflicts_with = "at")]
    on: Option<NaiveDate>,
    /// So many minutes from now on, instead of what is left of the interviews' minutes
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=i64::from(MOST_MINUTES)))]
    minutes: Option<u32>,
    /// Say of a card why it is on the list or is not: the rule, its value, its seconds and what comes
    /// of an attempt; an id as `hotseat card` takes it
    #[arg(long, value_name = "CARD")]
    explain: Option<String>,
    /// Print `{"on", "minutes", "cards": [{"id", "seconds", "gain", "why"}], "forecast":
    /// [{"interview", "date", "today", "on_the_day", "low", "high", "answers", "by_kind",
    /// "not_reached", "ten_minutes_more"}], "past_predictions", "notes", "problems"}`, cards in the
    /// order to practise; with --explain `{"id", "place", "rule", "words", "value", "seconds",
    /// "without", "with", "gain_a_minute", "least_on_the_list"}`
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    at: At,
}

fn day(written: &str) -> Result<NaiveDate, String> {
    let today = clock::today(USUAL_DAY_BEGINS);
    match in_words(written, today, Side::Coming).map_err(|why| why.english)? {
        Appointed {
            date, time: None, ..
        } => Ok(date),
        _ => Err("write a day alone: 2026-12-03".to_owned()),
    }
}

/// Prints the plan of a day; exit code 1 where nothing is to be practised.
pub fn run(
    arguments: &PlanArguments,
    surroundings: &Surroundings,
    clock: &SystemClock,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    let day_begins = surroundings.settings.day_begins;
    let ask = match arguments.on {
        Some(date) => {
            let whole_day = Appointed {
                date,
                time: None,
                offset: None,
            };
            let here = *clock::moment_meant(whole_day, day_begins).offset();
            Ask::on(date, here, day_begins)
        }
        None => Ask::now(arguments.at.moment(clock, day_begins), day_begins),
    }
    .minutes(arguments.minutes)
    .of(surroundings.audience.clone());
    let sources = Sources::read(surroundings, ask.moment);
    let interviews = sources.appointments.all();
    if let Some(written) = &arguments.explain {
        let say = surroundings.language;
        let entry = card::find(sources.bank, written)
            .map_err(|words| Refusal::wrong_use(words.in_language(say)))?;
        let found = Plan::explain(sources.bank, sources.history, &interviews, &ask, entry);
        if arguments.json {
            out.json(&found.to_json())?;
        } else {
            writeln!(out, "{}", text::visible_line(&entry.card.question))?;
            for words in found.words() {
                writeln!(out, "  {}", words.in_language(say))?;
            }
        }
        return Ok(Outcome::Fine);
    }
    let plan = Plan::make(sources.bank, sources.history, &interviews, &ask);
    if arguments.json {
        out.json(&to_json(&plan, &sources))?;
    } else {
        let say = surroundings.language;
        print_cards(&plan, &sources, say, out)?;
        for forecast in &plan.forecast {
            print_forecast(forecast, say, out)?;
        }
        print_predictions(&plan, say, out)?;
        sources.print_problems(say, out)?;
    }
    Ok(Outcome::of_list(plan.cards.len()))
}

fn to_json(plan: &Plan, sources: &Sources) -> Value {
    let mut value = plan.to_json();
    value["problems"] = sources.problems_to_json();
    value
}

fn print_cards(
    plan: &Plan,
    sources: &Sources,
    say: Language,
    out: &mut Gate<'_>,
) -> std::io::Result<()> {
    let day = plan.on.to_string();
    writeln!(
        out,
        "{}",
        say.plan_of_day(&day, plan.minutes, plan.cards.len())
    )?;
    for note in &plan.notes {
        let words = note.words();
        writeln!(out, "! {}", text::visible_line(words.in_language(say)))?;
    }
    for (i, planned) in plan.cards.iter().enumerate() {
        let seconds = std::time::Duration::try_from_secs_f64(planned.seconds).unwrap_or_default();
        writeln!(
            out,
            "{:3}  {:>5}  {}  {}",
            i + 1,
            clock::clock_face(seconds),
            text::pad(&sources.question(&planned.card), QUESTION),
            planned.why.words().in_language(say),
        )?;
    }
    Ok(())
}

fn print_forecast(forecast: &Forecast, say: Language, out: &mut Gate<'_>) -> std::io::Result<()> {
    let title = text::visible_line(&forecast.title);
    writeln!(out, "\n{title} · {}", forecast.date)?;
    let kinds = forecast.by_kind.iter();
    let mut rows: Vec<(String, &Readiness)> = kinds
        .map(|(kind, readiness)| (kind_word(*kind, say), readiness))
        .collect();
    rows.insert(0, (say.plan_all(), &forecast.all));
    let width = rows.iter().map(|(word, _)| text::columns(word)).max();
    for (word, readiness) in &rows {
        let word = text::pad(word, width.unwrap_or(0));
        let today = format!("{:3} %", percent(readiness.today));
        let on_the_day = readiness.range.words();
        writeln!(
            out,
            "  {word}  {}",
            say.plan_readiness(&today, &on_the_day, readiness.cards)
        )?;
    }
    let range = forecast.all.range.words();
    let from = say.forecast_range(&range, forecast.answers);
    writeln!(out, "  {from} · {}", say.forecast_as_so_far())?;
    if forecast.not_reached > 0 {
        writeln!(out, "  {}", say.plan_not_reached(forecast.not_reached))?;
    }
    let points = format!("{:+.1}", forecast.ten_minutes_more * 100.0);
    writeln!(out, "  {}", say.plan_ten_minutes_more(&points))
}

fn print_predictions(plan: &Plan, say: Language, out: &mut Gate<'_>) -> std::io::Result<()> {
    let words = plan.calibration.words();
    writeln!(out, "\n{}", words.in_language(say))?;
    if let Some(advice) = plan.calibration.advice() {
        writeln!(out, "! {}", advice.in_language(say))?;
    }
    Ok(())
}

fn kind_word(kind: Kind, say: Language) -> String {
    match kind {
        Kind::Personal => say.kind_personal(),
        Kind::Technical => say.kind_technical(),
        Kind::Company => say.kind_company(),
    }
}
