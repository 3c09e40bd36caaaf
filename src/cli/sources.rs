//! What the printing commands read: decks, history and interviews, as of one moment.

use std::io::Write;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};
use clap::Args;
use serde_json::Value;

use super::Surroundings;
use crate::appointments::{Appointments, Interview};
use crate::bank::{Audience, Bank, load};
use crate::both;
use crate::cli::gate::Gate;
use crate::clock::{self, Appointed, Clock, Side, SystemClock};
use crate::history::{History, Log};
use crate::language::{Both, Language};
use crate::memory::Memories;
use crate::problem::Problem;
use crate::store::settings::USUAL_DAY_BEGINS;
use crate::strays::{self, Stray, Wordings};
use crate::survey::Survey;

/// The moment that a command speaks of. Scripts and tests set it; everybody else means now.
#[derive(Debug, Clone, Copy, Args)]
pub struct At {
    /// As if it were then, without what was answered later: 2026-11-21T22:00 (with an offset,
    /// +09:00, if it is another place's time), "yesterday 3pm", "11/21 22시", or a day for its end
    #[arg(long, value_name = "TIME", value_parser = appointed)]
    at: Option<Appointed>,
}

impl At {
    /// That moment.
    pub fn moment(self, clock: &SystemClock, day_begins: u32) -> DateTime<FixedOffset> {
        match self.at {
            Some(at) => clock::moment_meant(at, day_begins),
            None => clock.now().wall,
        }
    }
}

/// How many of a list's entries are printed.
#[derive(Debug, Clone, Copy, Args)]
pub struct Limit {
    /// At most so many cards; without it 20, and with --json all
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    limit: Option<u32>,
}

impl Limit {
    /// The number, where `is_json` says whether a program reads the list.
    pub fn count(self, is_json: bool) -> usize {
        match self.limit {
            Some(limit) => usize::try_from(limit).unwrap_or(usize::MAX),
            None if is_json => usize::MAX,
            None => 20,
        }
    }
}

/// Reads a date as people write it, with or without a time, of a year that every file format can
/// write. Of several days that may be meant, the nearest one is.
pub fn appointed(written: &str) -> Result<Appointed, String> {
    let today = clock::today(USUAL_DAY_BEGINS);
    in_words(written, today, Side::Either).map_err(|why| why.english)
}

/// The same on one side of a day.
pub fn in_words(written: &str, today: NaiveDate, side: Side) -> Result<Appointed, Both> {
    let read = clock::appointed_in_words(written, today, side).map_err(|_| {
        both!(
            "날짜와 시각이 아닙니다. 2026-12-03 14:00, 12/3 오후 2시, 내일 10시, +12d처럼 쓰세요",
            "not a date and time: write 2026-12-03T14:00, 12/3 2pm, tomorrow 10:00 or +12d"
        )
    })?;
    if (1970..=9999).contains(&read.date.year()) {
        Ok(read)
    } else {
        Err(both!(
            "연도는 1970부터 9999까지입니다",
            "write a year from 1970 to 9999"
        ))
    }
}

/// Decks, history and interviews, as of one moment. Decks and history are never given back: a command
/// needs them up to its end, and then the program ends.
#[derive(Debug)]
pub struct Sources {
    /// The decks.
    pub bank: &'static Bank,
    /// Everything that was answered, later than the moment too.
    pub history: &'static History,
    /// The interviews.
    pub appointments: Appointments,
    /// The moment.
    pub moment: DateTime<FixedOffset>,
    /// The hour at which a day begins.
    pub day_begins: u32,
    /// Whose questions are practised.
    pub audience: Audience,
    problems_of_history: Vec<Problem>,
}

impl Sources {
    /// Reads them all. Nothing that is not there yet is a problem.
    pub fn read(surroundings: &Surroundings, moment: DateTime<FixedOffset>) -> Self {
        let Surroundings {
            disk,
            folders,
            settings,
            ..
        } = surroundings;
        let (_, everything) = Log::open(disk, folders);
        let bank = load::bank(disk, folders);
        let mut history = History::new(everything.records);
        history.call_by(bank.former_names());
        Self {
            bank: Box::leak(Box::new(bank)),
            history: Box::leak(Box::new(history)),
            appointments: Appointments::load(disk, folders),
            moment,
            day_begins: settings.day_begins,
            audience: surroundings.audience.clone(),
            problems_of_history: everything.problems,
        }
    }

    /// The cards that are gone and have answers.
    pub fn strays(&self, surroundings: &Surroundings) -> Vec<Stray> {
        let (disk, folders) = (&surroundings.disk, &surroundings.folders);
        let mut wordings = Wordings::load(disk, folders);
        wordings.keep(disk, folders, self.bank, self.history);
        strays::all(self.bank, self.history, &wordings)
    }

    /// The same as a problem of the history's folder, for those who list what is wrong.
    pub fn problem_of_strays(&self, surroundings: &Surroundings) -> Option<Problem> {
        let folder = surroundings.folders.history().display().to_string();
        strays::problem(&self.strays(surroundings), &folder)
    }

    /// The memory of every card at the moment.
    pub fn memories(&self) -> Memories {
        Memories::fold(self.history, self.moment, self.day_begins)
    }

    /// The interview that comes next.
    pub fn next_interview(&self) -> Option<&Interview> {
        self.appointments.coming(self.moment).into_iter().next()
    }

    /// The state of every card at the moment, with an eye to the next interview's day.
    pub fn survey(&self) -> Survey {
        let next = self.next_interview();
        Survey::of_audience(
            &self.audience,
            self.bank,
            self.history,
            self.moment,
            self.day_begins,
            next,
        )
    }

    /// What is wrong in history and interviews; `hotseat check` tells of the decks.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        let of_history = self.problems_of_history.iter();
        of_history.chain(self.appointments.problems())
    }

    /// The problems for programs.
    pub fn problems_to_json(&self) -> Value {
        self.problems().map(Problem::to_json).collect()
    }

    /// The problems for people, a line each.
    pub fn print_problems(&self, say: Language, out: &mut Gate<'_>) -> std::io::Result<()> {
        for problem in self.problems() {
            writeln!(out, "{}", problem.in_language(say))?;
        }
        Ok(())
    }

    /// A card's question on one line, fit for a terminal; its id where the card is gone.
    pub fn question(&self, card: &crate::bank::CardId) -> String {
        let question = self.bank.find(card).map(|entry| &*entry.card.question);
        crate::text::visible_line(question.unwrap_or(card.as_str()))
    }
}
