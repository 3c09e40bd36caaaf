//! `hotseat interviews`: the coming interviews, listed and changed.

use std::io::Write;

use chrono::{DateTime, FixedOffset};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::sources::{At, Sources, appointed};
use super::{Outcome, Refusal, Surroundings};
use crate::appointments::{Change, ChangeError, Interview, MOST_MINUTES, Off};
use crate::bank::Bank;
use crate::clock::{self, Appointed, SystemClock};
use crate::language::Language;
use crate::text;

/// Arguments of `hotseat interviews`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct InterviewsArguments {
    #[command(subcommand)]
    change: Option<What>,
    #[command(flatten)]
    list: ListArguments,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Print all interviews, the coming ones first
    #[command(after_help = "Example:\n  hotseat interviews list --json")]
    List(ListArguments),
    /// Add an interview and print its id
    #[command(
        after_help = "Example:\n  hotseat interviews add --company 'Messenger Co' --round '2차 면접' --date 2026-12-03T14:00 --minutes 24 --deck technical --deck company/messenger --off sat"
    )]
    Add(AddArguments),
    /// Change what is given of an interview; the rest stays
    #[command(
        after_help = "Examples:\n  hotseat interviews edit messenger-co-2026-12-03 --date 2026-12-05T10:00\n  hotseat interviews edit messenger-co-2026-12-03 --off ''"
    )]
    Edit(EditArguments),
    /// Take an interview out of the list
    #[command(after_help = "Example:\n  hotseat interviews remove messenger-co-2026-12-03")]
    Remove(RemoveArguments),
}

#[derive(Debug, Args)]
struct ListArguments {
    /// Print `{"interviews": [{"id", "company", "round", "date", "minutes", "decks", "tags",
    /// "off", "days"}], "problems"}`; `days` are those that are left, less than 0 for past ones
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    at: At,
}

#[derive(Debug, Args)]
struct AddArguments {
    /// The company
    #[arg(long, value_name = "NAME")]
    company: String,
    /// Day and time, YYYY-MM-DDTHH:MM; the day alone will do
    #[arg(long, value_name = "TIME", value_parser = appointed)]
    date: Appointed,
    #[command(flatten)]
    details: Details,
}

#[derive(Debug, Args)]
struct EditArguments {
    /// The interview's id, as the list shows it
    id: String,
    /// The company
    #[arg(long, value_name = "NAME")]
    company: Option<String>,
    /// Day and time, YYYY-MM-DDTHH:MM; the day alone will do
    #[arg(long, value_name = "TIME", value_parser = appointed)]
    date: Option<Appointed>,
    #[command(flatten)]
    details: Details,
}

#[derive(Debug, Args)]
struct RemoveArguments {
    /// The interview's id, as the list shows it
    id: String,
    #[command(flatten)]
    at: At,
}

#[derive(Debug, Args)]
struct Details {
    /// Minutes of practice a day
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=i64::from(MOST_MINUTES)))]
    minutes: Option<u32>,
    /// The round as you call it
    #[arg(long, value_name = "NAME")]
    round: Option<String>,
    /// A deck or folder of decks that counts, all of them each time; '' for no particular one
    #[arg(long)]
    deck: Vec<String>,
    /// A tag that counts, all of them each time; '' for no particular one
    #[arg(long)]
    tag: Vec<String>,
    /// A weekday (sat, 토) or date without practice, all of them each time; '' for none
    #[arg(long, value_name = "DAY", value_parser = off)]
    off: Vec<NoOrOneDay>,
    /// Print the interview as the list does
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    at: At,
}

/// A day off, or nothing where `''` was written. A type of its own, since clap takes an `Option`
/// for an option that need not be given.
#[derive(Debug, Clone, Copy)]
struct NoOrOneDay(Option<Off>);

fn off(written: &str) -> Result<NoOrOneDay, String> {
    if written.trim().is_empty() {
        return Ok(NoOrOneDay(None));
    }
    match Off::parse(written) {
        Some(off) => Ok(NoOrOneDay(Some(off))),
        None => Err("write a weekday such as sat or 토, or a date".to_owned()),
    }
}

impl Details {
    fn change(&self, company: Option<&str>, date: Option<Appointed>) -> Change {
        let days = self.off.iter().filter_map(|day| day.0);
        Change {
            company: company.map(str::to_owned),
            round: self.round.clone(),
            date,
            minutes: self.minutes,
            decks: given(&self.deck),
            tags: given(&self.tag),
            off: (!self.off.is_empty()).then(|| days.collect()),
        }
    }
}

/// What was given without the empty ones; `None` where nothing was.
fn given(written: &[String]) -> Option<Vec<String>> {
    let names = written
        .iter()
        .map(|name| text::nfc(name.trim()).into_owned());
    (!written.is_empty()).then(|| names.filter(|name| !name.is_empty()).collect())
}

/// Lists the interviews or changes one. Exit code 1 where the file has problems, 2 where there is
/// no such interview, 3 where it could not be saved.
pub fn run(
    arguments: &InterviewsArguments,
    surroundings: &Surroundings,
    clock: &SystemClock,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let say = surroundings.language;
    let read = |at: At| {
        let moment = at.moment(clock, surroundings.settings.day_begins);
        Sources::read(surroundings, moment)
    };
    match &arguments.change {
        None => list(&arguments.list, &read(arguments.list.at), say, out),
        Some(What::List(asked)) => list(asked, &read(asked.at), say, out),
        Some(What::Add(asked)) => {
            let mut sources = read(asked.details.at);
            let interview = added(asked);
            let id = sources.appointments.add(&interview);
            let id = id.map_err(|error| refusal(&error, say))?;
            tell(
                &id,
                &say.interviews_added(&text::visible_line(&id)),
                &asked.details,
                &sources,
                say,
                out,
            )
        }
        Some(What::Edit(asked)) => {
            let mut sources = read(asked.details.at);
            let change = asked.details.change(asked.company.as_deref(), asked.date);
            let id = known(&sources, &asked.id, say)?;
            let edited = sources.appointments.edit(&id, &change);
            edited.map_err(|error| refusal(&error, say))?;
            tell(
                &id,
                &say.interviews_changed(&text::visible_line(&id)),
                &asked.details,
                &sources,
                say,
                out,
            )
        }
        Some(What::Remove(asked)) => {
            let mut sources = read(asked.at);
            let id = known(&sources, &asked.id, say)?;
            let removed = sources.appointments.remove(&id);
            let removed = removed.map_err(|error| refusal(&error, say))?;
            let title = text::visible_line(&removed.title());
            writeln!(out, "{}", say.interviews_removed(&title))?;
            Ok(Outcome::Fine)
        }
    }
}

fn added(asked: &AddArguments) -> Interview {
    let change = asked.details.change(None, None);
    let mut interview = Interview::new(&asked.company, asked.date);
    interview.round = change.round.unwrap_or_default();
    interview.minutes = change.minutes.unwrap_or(interview.minutes);
    interview.decks = change.decks.unwrap_or_default();
    interview.tags = change.tags.unwrap_or_default();
    interview.off = change.off.unwrap_or_default();
    interview
}

/// The id of an interview that there is.
fn known(sources: &Sources, written: &str, say: Language) -> Result<String, Refusal> {
    if let Some(interview) = sources.appointments.find(written) {
        return Ok(interview.id.clone());
    }
    let error = ChangeError::Unknown(text::visible_line(written));
    let words = error.words().in_language(say).clone();
    let all = sources.appointments.all();
    let ids = all.iter().map(|interview| interview.id.as_str());
    let meant = text::nearest(written, ids).map(text::visible_line);
    let meant = meant.map_or(String::new(), |id| format!(". {}", say.did_you_mean(&id)));
    Err(Refusal::wrong_use(format!("{words}{meant}")))
}

fn refusal(error: &ChangeError, say: Language) -> Refusal {
    let outcome = match error {
        ChangeError::NoCompany | ChangeError::Minutes(_) | ChangeError::Unknown(_) => {
            Outcome::WrongUse
        }
        ChangeError::Unreadable(..) | ChangeError::Changed(_) => Outcome::Problems,
        ChangeError::Disk(..) => Outcome::DiskRefused,
    };
    let words = text::visible_line(error.words().in_language(say));
    Refusal { words, outcome }
}

/// Says what was done, and what about it may not have been meant.
fn tell(
    id: &str,
    done: &str,
    details: &Details,
    sources: &Sources,
    say: Language,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let Some(interview) = sources.appointments.find(id) else {
        writeln!(out, "{done}")?;
        return Ok(Outcome::Fine);
    };
    if details.json {
        writeln!(out, "{:#}", to_json(interview, sources))?;
        return Ok(Outcome::Fine);
    }
    writeln!(out, "{done}")?;
    if interview.date.is_past(sources.moment) {
        writeln!(out, "! {}", say.interviews_is_past())?;
    }
    for deck in &interview.decks {
        if !has_deck(&sources.bank, deck) {
            let ids = sources.bank.decks().iter().map(|deck| deck.id.as_str());
            let meant = text::nearest(deck, ids);
            writeln!(
                out,
                "! {}",
                unknown(
                    &say.interviews_no_deck(&text::visible_line(deck)),
                    meant,
                    say
                )
            )?;
        }
    }
    for tag in &interview.tags {
        if !sources.bank.cards().any(|entry| entry.card.has_tag(tag)) {
            let tags = sources.bank.cards().flat_map(|entry| &entry.card.tags);
            let meant = text::nearest(tag, tags.map(String::as_str));
            writeln!(
                out,
                "! {}",
                unknown(&say.interviews_no_tag(&text::visible_line(tag)), meant, say)
            )?;
        }
    }
    Ok(Outcome::Fine)
}

fn unknown(what: &str, meant: Option<&str>, say: Language) -> String {
    match meant.map(text::visible_line) {
        Some(meant) => format!("{what}. {}", say.did_you_mean(&meant)),
        None => what.to_owned(),
    }
}

/// Whether there is a deck of this id, or a folder of decks.
fn has_deck(bank: &Bank, wanted: &str) -> bool {
    let wanted = wanted.trim_end_matches('/');
    bank.decks().iter().any(|deck| {
        let rest = deck.id.strip_prefix(wanted);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

fn list(
    asked: &ListArguments,
    sources: &Sources,
    say: Language,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let moment = sources.moment;
    let mut interviews = sources.appointments.coming(moment);
    interviews.extend(sources.appointments.past(moment));
    let problems = sources.appointments.problems();
    if asked.json {
        let entries: Vec<Value> = interviews
            .iter()
            .map(|interview| to_json(interview, sources))
            .collect();
        let problems: Vec<Value> = problems
            .iter()
            .map(crate::problem::Problem::to_json)
            .collect();
        let value = json!({ "interviews": entries, "problems": problems });
        writeln!(out, "{value:#}")?;
    } else {
        if interviews.is_empty() {
            writeln!(out, "{}", say.interviews_none())?;
        }
        for interview in interviews {
            print(interview, moment, sources.day_begins, say, out)?;
        }
        for problem in problems {
            writeln!(out, "{}", problem.in_language(say))?;
        }
    }
    Ok(if sources.appointments.problems().is_empty() {
        Outcome::Fine
    } else {
        Outcome::Problems
    })
}

fn to_json(interview: &Interview, sources: &Sources) -> Value {
    let mut value = interview.to_json();
    value["days"] = json!(days_left(interview, sources.moment, sources.day_begins));
    value
}

/// Days of the program from today to the interview's.
fn days_left(interview: &Interview, moment: DateTime<FixedOffset>, day_begins: u32) -> i64 {
    let day = interview.date.day(*moment.offset(), day_begins);
    (day - clock::day_of(moment, day_begins)).num_days()
}

fn print(
    interview: &Interview,
    moment: DateTime<FixedOffset>,
    day_begins: u32,
    say: Language,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let mut when = interview.date.date.to_string();
    if let Some(time) = interview.date.time {
        when = format!("{when} {}", time.format("%H:%M"));
    }
    if let Some(offset) = interview.date.offset {
        when = format!("{when} {offset}");
    }
    let days = days_left(interview, moment, day_begins);
    let left = if interview.date.is_past(moment) {
        say.interviews_past()
    } else if days == 0 {
        say.today()
    } else {
        say.interviews_days_left(days)
    };
    let title = text::visible_line(&interview.title());
    writeln!(out, "{when}  {title} · {left}")?;
    let minutes = say.interviews_minutes(interview.minutes);
    let mut about = vec![text::visible_line(&interview.id), minutes];
    let off: Vec<String> = interview.off.iter().map(ToString::to_string).collect();
    for names in [&interview.decks, &interview.tags] {
        if !names.is_empty() {
            about.push(text::visible_line(&names.join(", ")));
        }
    }
    if !off.is_empty() {
        about.push(say.interviews_off(&off.join(", ")));
    }
    writeln!(out, "    {}", about.join(" · "))
}
