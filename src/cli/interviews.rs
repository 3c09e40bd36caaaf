//! `hotseat interviews`: the coming interviews, listed and changed.

use std::io::Write;

use chrono::{DateTime, Datelike, FixedOffset};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::sources::{At, in_words};
use super::wanted::has_deck;
use super::{Outcome, Refusal, Surroundings};
use crate::appointments::{Appointments, Change, ChangeError, Interview, MOST_MINUTES, Off};
use crate::bank::load;
use crate::cli::gate::Gate;
use crate::clock::{self, Appointed, Side, SystemClock};
use crate::language::Language;
use crate::problem::Problem;
use crate::store::settings::{Practice, USUAL_DAY_BEGINS};
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
    /// "languages", "roles", "off", "days"}], "problems"}`; `days` are those that are left, less than 0 for past ones
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
    /// Day and time: 2026-12-03T14:00, "12/3 2pm", "내일 오후 2시", +12d; the day alone will do
    #[arg(long, value_name = "TIME")]
    date: String,
    #[command(flatten)]
    details: Details,
}

#[derive(Debug, Args)]
struct EditArguments {
    /// The interview's id, as the list shows it
    #[arg(value_name = "INTERVIEW")]
    id: String,
    /// The company
    #[arg(long, value_name = "NAME")]
    company: Option<String>,
    /// Day and time: 2026-12-03T14:00, "12/3 2pm", "내일 오후 2시", +12d; the day alone will do
    #[arg(long, value_name = "TIME")]
    date: Option<String>,
    #[command(flatten)]
    details: Details,
}

#[derive(Debug, Args)]
struct RemoveArguments {
    /// The interview's id, as the list shows it
    #[arg(value_name = "INTERVIEW")]
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
    #[arg(long, value_name = "DECK")]
    deck: Vec<String>,
    /// A tag that counts, all of them each time; '' for no particular one
    #[arg(long, value_name = "TAG")]
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
    if let Some(off) = Off::parse(written) {
        return Ok(NoOrOneDay(Some(off)));
    }
    match in_words(written, clock::today(USUAL_DAY_BEGINS), Side::Coming) {
        Ok(day) => Ok(NoOrOneDay(Some(Off::Day(day.date)))),
        Err(_) => Err("write a weekday such as sat or 토, or a date".to_owned()),
    }
}

impl Details {
    fn change(&self, company: Option<&str>, date: Option<Appointed>, asked: &Practice) -> Change {
        let days = self.off.iter().filter_map(|day| day.0);
        Change {
            company: company.map(str::to_owned),
            round: self.round.clone(),
            date,
            minutes: self.minutes,
            decks: given(&self.deck),
            tags: given(&self.tag),
            languages: given(&asked.languages),
            roles: given(&asked.roles),
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
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    let say = surroundings.language;
    let mut desk = Desk {
        appointments: Appointments::load(&surroundings.disk, &surroundings.folders),
        moment: arguments
            .at()
            .moment(clock, surroundings.settings.day_begins),
        surroundings,
    };
    match &arguments.change {
        None => desk.list(arguments.list.json, out),
        Some(What::List(asked)) => desk.list(asked.json, out),
        Some(What::Add(asked)) => {
            let date = desk.date(&asked.date, Side::Coming)?;
            desk.echo(&asked.date, date, &asked.details, out)?;
            let id = desk
                .appointments
                .add(&added(asked, date, &surroundings.asked));
            let id = id.map_err(|error| refusal(&error, say))?;
            let done = say.interviews_added(&text::visible_line(&id));
            desk.tell(&id, &done, &asked.details, out)
        }
        Some(What::Edit(asked)) => {
            let id = desk.known(&asked.id)?;
            let before = desk.appointments.find(&id).map(|before| before.date);
            let side = match before {
                Some(before) if before.is_past(desk.moment) => Side::Past,
                _ => Side::Coming,
            };
            let mut date = None;
            if let Some(written) = &asked.date {
                let meant = desk.date(written, side)?;
                desk.echo(written, meant, &asked.details, out)?;
                date = Some(meant);
            }
            let change = asked
                .details
                .change(asked.company.as_deref(), date, &surroundings.asked);
            let edited = desk.appointments.edit(&id, &change);
            edited.map_err(|error| refusal(&error, say))?;
            let done = say.interviews_changed(&text::visible_line(&id));
            desk.tell(&id, &done, &asked.details, out)
        }
        Some(What::Remove(asked)) => {
            let id = desk.known(&asked.id)?;
            let removed = desk.appointments.remove(&id);
            let removed = removed.map_err(|error| refusal(&error, say))?;
            let title = text::visible_line(&removed.title());
            writeln!(out, "{}", say.interviews_removed(&title))?;
            Ok(Outcome::Fine)
        }
    }
}

impl InterviewsArguments {
    fn at(&self) -> At {
        match &self.change {
            None => self.list.at,
            Some(What::List(asked)) => asked.at,
            Some(What::Add(asked)) => asked.details.at,
            Some(What::Edit(asked)) => asked.details.at,
            Some(What::Remove(asked)) => asked.at,
        }
    }
}

fn added(asked: &AddArguments, date: Appointed, practice: &Practice) -> Interview {
    let change = asked.details.change(None, None, practice);
    let mut interview = Interview::new(&asked.company, date);
    interview.round = change.round.unwrap_or_default();
    interview.minutes = change.minutes.unwrap_or(interview.minutes);
    interview.decks = change.decks.unwrap_or_default();
    interview.tags = change.tags.unwrap_or_default();
    interview.languages = change.languages.unwrap_or_default();
    interview.roles = change.roles.unwrap_or_default();
    interview.off = change.off.unwrap_or_default();
    interview
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

/// What the command works on.
struct Desk<'s> {
    appointments: Appointments,
    moment: DateTime<FixedOffset>,
    surroundings: &'s Surroundings,
}

impl Desk<'_> {
    fn say(&self) -> Language {
        self.surroundings.language
    }

    /// The id of an interview that there is.
    fn known(&self, written: &str) -> Result<String, Refusal> {
        if let Some(interview) = self.appointments.find(written) {
            return Ok(interview.id.clone());
        }
        let error = ChangeError::Unknown(text::visible_line(written));
        let words = error.words().in_language(self.say()).clone();
        let all = self.appointments.all();
        let ids = all.iter().map(|interview| interview.id.as_str());
        let meant = text::nearest(written, ids);
        Err(Refusal::wrong_use(with_meant(words, meant, self.say())))
    }

    /// The day and time that were written, as of the moment.
    fn date(&self, written: &str, side: Side) -> Result<Appointed, Refusal> {
        let today = clock::day_of(self.moment, self.surroundings.settings.day_begins);
        in_words(written, today, side).map_err(|why| {
            let shown = text::visible_line(written);
            Refusal::wrong_use(format!("--date {shown}: {}", why.in_language(self.say())))
        })
    }

    /// Says how a date was understood that was not written out, before it is kept.
    fn echo(
        &self,
        written: &str,
        date: Appointed,
        details: &Details,
        out: &mut Gate<'_>,
    ) -> std::io::Result<()> {
        if details.json || clock::parse_appointed(written).is_ok() {
            return Ok(());
        }
        let interview = Interview::new("", date);
        writeln!(out, "= {}", self.when(&interview))?;
        out.flush()
    }

    /// Says what was done, and what about it may not have been meant.
    fn tell(
        &self,
        id: &str,
        done: &str,
        details: &Details,
        out: &mut Gate<'_>,
    ) -> anyhow::Result<Outcome> {
        let interview = self.appointments.find(id);
        if let Some(interview) = interview.filter(|_| details.json) {
            out.json(&self.to_json(interview))?;
            return Ok(Outcome::Fine);
        }
        writeln!(out, "{done}")?;
        for doubt in interview.map_or(Vec::new(), |interview| self.doubts(interview)) {
            writeln!(out, "! {doubt}")?;
        }
        Ok(Outcome::Fine)
    }

    /// What the user may not have meant: a date that is past, decks and tags that no card has.
    fn doubts(&self, interview: &Interview) -> Vec<String> {
        let say = self.say();
        let mut doubts = Vec::new();
        if interview.date.is_past(self.moment) {
            doubts.push(say.interviews_is_past());
        }
        if interview.decks.is_empty() && interview.tags.is_empty() {
            return doubts;
        }
        let Surroundings { disk, folders, .. } = self.surroundings;
        let bank = load::bank(disk, folders);
        for deck in &interview.decks {
            if !has_deck(&bank, deck) {
                let ids = bank.decks().iter().map(|deck| deck.id.as_str());
                let doubt = say.interviews_no_deck(&text::visible_line(deck));
                doubts.push(with_meant(doubt, text::nearest(deck, ids), say));
            }
        }
        for tag in &interview.tags {
            if !bank.cards().any(|entry| entry.card.has_tag(tag)) {
                let tags = bank.cards().flat_map(|entry| &entry.card.tags);
                let doubt = say.interviews_no_tag(&text::visible_line(tag));
                let meant = text::nearest(tag, tags.map(String::as_str));
                doubts.push(with_meant(doubt, meant, say));
            }
        }
        doubts
    }

    fn list(&self, as_json: bool, out: &mut Gate<'_>) -> anyhow::Result<Outcome> {
        let mut interviews = self.appointments.coming(self.moment);
        interviews.extend(self.appointments.past(self.moment));
        let listed = interviews.len();
        let problems = self.appointments.problems();
        if as_json {
            let entries = interviews.iter().map(|interview| self.to_json(interview));
            let value = json!({
                "interviews": entries.collect::<Vec<_>>(),
                "problems": problems.iter().map(Problem::to_json).collect::<Vec<_>>(),
            });
            out.json(&value)?;
        } else {
            if interviews.is_empty() {
                writeln!(out, "{}", self.say().interviews_none())?;
            }
            for interview in interviews {
                self.print(interview, out)?;
            }
            for problem in problems {
                writeln!(out, "{}", problem.in_language(self.say()))?;
            }
        }
        Ok(if problems.is_empty() {
            Outcome::of_list(listed)
        } else {
            Outcome::Problems
        })
    }

    fn to_json(&self, interview: &Interview) -> Value {
        let mut value = interview.to_json();
        value["days"] = json!(self.days_left(interview));
        value
    }

    /// Days of the program from today to the interview's.
    fn days_left(&self, interview: &Interview) -> i64 {
        let day_begins = self.surroundings.settings.day_begins;
        let day = interview.date.day(*self.moment.offset(), day_begins);
        (day - clock::day_of(self.moment, day_begins)).num_days()
    }

    /// How far away an interview is, in words.
    fn left(&self, interview: &Interview) -> String {
        let say = self.say();
        match self.days_left(interview) {
            _ if interview.date.is_past(self.moment) => say.interviews_past(),
            0 => say.today(),
            days => say.interviews_days_left(days),
        }
    }

    /// The day with its weekday, the time, and how far away it is.
    fn when(&self, interview: &Interview) -> String {
        let Appointed { date, time, offset } = interview.date;
        let number = date.weekday().num_days_from_monday();
        let weekdays = self.say().weekdays();
        let weekday = weekdays
            .get(usize::try_from(number).unwrap_or_default())
            .copied()
            .unwrap_or_default();
        let time = time.map_or(String::new(), |time| time.format(" %H:%M").to_string());
        let offset = offset.map_or(String::new(), |offset| format!(" {offset}"));
        format!(
            "{date} ({weekday}){time}{offset} · {}",
            self.left(interview)
        )
    }

    fn print(&self, interview: &Interview, out: &mut Gate<'_>) -> std::io::Result<()> {
        let say = self.say();
        let Appointed { date, time, offset } = interview.date;
        let time = time.map_or(String::new(), |time| time.format(" %H:%M").to_string());
        let offset = offset.map_or(String::new(), |offset| format!(" {offset}"));
        let left = self.left(interview);
        let title = text::visible_line(&interview.title());
        writeln!(out, "{date}{time}{offset}  {title} · {left}")?;
        let minutes = say.interviews_minutes(interview.minutes);
        let mut about = vec![text::visible_line(&interview.id), minutes];
        for names in [&interview.decks, &interview.tags] {
            if !names.is_empty() {
                about.push(text::visible_line(&names.join(", ")));
            }
        }
        if !interview.off.is_empty() {
            let off: Vec<String> = interview.off.iter().map(ToString::to_string).collect();
            about.push(say.interviews_off(&off.join(", ")));
        }
        writeln!(out, "    {}", about.join(" · "))
    }
}

/// A complaint, with what was probably meant where something is near.
fn with_meant(what: String, meant: Option<&str>, say: Language) -> String {
    match meant.map(text::visible_line) {
        Some(meant) => format!("{what}. {}", say.did_you_mean(&meant)),
        None => what,
    }
}
