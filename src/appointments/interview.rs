//! What an interview is, and how one is read from the file.

use chrono::{Datelike, NaiveDate, Weekday};
use serde_json::json;

use crate::both;
use crate::clock::Appointed;
use crate::problem::Report;
use crate::text;
use crate::toml::read::{Fields, parse};

/// Minutes a day where nobody says otherwise.
pub const USUAL_MINUTES: u32 = 20;

/// The most minutes that a day has.
pub const MOST_MINUTES: u32 = 24 * 60;

/// A day or a weekday without practice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Off {
    /// Every week.
    Weekday(Weekday),
    /// Once.
    Day(NaiveDate),
}

const WEEKDAYS: [(&str, &str, &str, Weekday); 7] = [
    ("mon", "monday", "월", Weekday::Mon),
    ("tue", "tuesday", "화", Weekday::Tue),
    ("wed", "wednesday", "수", Weekday::Wed),
    ("thu", "thursday", "목", Weekday::Thu),
    ("fri", "friday", "금", Weekday::Fri),
    ("sat", "saturday", "토", Weekday::Sat),
    ("sun", "sunday", "일", Weekday::Sun),
];

impl Off {
    /// Reads `sat`, `Saturday`, `토`, `토요일` or a date.
    pub fn parse(written: &str) -> Option<Self> {
        let word = written.trim().to_lowercase();
        if let Ok(day) = word.parse() {
            return Some(Self::Day(day));
        }
        let letter = word.strip_suffix("요일").unwrap_or(&word);
        WEEKDAYS
            .iter()
            .find(|(short, long, korean, _)| word == *short || word == *long || letter == *korean)
            .map(|&(.., weekday)| Self::Weekday(weekday))
    }

    /// Whether this day is one.
    pub fn is_on(self, day: NaiveDate) -> bool {
        match self {
            Self::Weekday(weekday) => day.weekday() == weekday,
            Self::Day(off) => day == off,
        }
    }
}

impl std::fmt::Display for Off {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Weekday(weekday) => {
                let index = usize::try_from(weekday.num_days_from_monday()).unwrap_or(0);
                f.write_str(WEEKDAYS[index].0)
            }
        }
    }
}

/// One interview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interview {
    /// Its name in the file and on the command line.
    pub id: String,
    /// The company.
    pub company: String,
    /// The round as the user calls it; empty where none is given.
    pub round: String,
    /// When.
    pub date: Appointed,
    /// Minutes of practice a day, 0–1440.
    pub minutes: u32,
    /// The decks and folders of decks that count; empty for all that are no other company's.
    pub decks: Vec<String>,
    /// The tags that count, any of them; empty for all.
    pub tags: Vec<String>,
    /// The languages of its questions; those that are practised where none is named.
    pub languages: Vec<String>,
    /// The roles that it is for, by id or group; those that are practised where none is named.
    pub roles: Vec<String>,
    /// Days without practice.
    pub off: Vec<Off>,
}

impl Interview {
    /// An interview of which only the company and the date are known.
    pub fn new(company: &str, date: Appointed) -> Self {
        Self {
            id: String::new(),
            company: text::nfc(company.trim()).into_owned(),
            round: String::new(),
            date,
            minutes: USUAL_MINUTES,
            decks: Vec::new(),
            tags: Vec::new(),
            languages: Vec::new(),
            roles: Vec::new(),
            off: Vec::new(),
        }
    }

    /// Company and round: `Messenger Co · 2차 면접`.
    pub fn title(&self) -> String {
        if self.round.is_empty() {
            self.company.clone()
        } else {
            format!("{} · {}", self.company, self.round)
        }
    }

    /// Minutes of practice on a day; `None` on a day off.
    pub fn minutes_on(&self, day: NaiveDate) -> Option<u32> {
        let is_off = self.off.iter().any(|off| off.is_on(day));
        (!is_off).then_some(self.minutes)
    }

    /// The JSON of `hotseat interviews list --json`.
    pub fn to_json(&self) -> serde_json::Value {
        json!({
            "id": self.id,
            "company": self.company,
            "round": self.round,
            "date": self.date.to_string(),
            "minutes": self.minutes,
            "decks": self.decks,
            "tags": self.tags,
            "languages": self.languages,
            "roles": self.roles,
            "off": self.off.iter().map(ToString::to_string).collect::<Vec<_>>(),
        })
    }
}

/// Reads every entry; `entries` counts those that cannot be used as well.
pub(super) fn read_all(
    report: &Report<'_>,
    interviews: &mut Vec<(usize, Interview)>,
    entries: &mut usize,
) {
    let table = parse(report);
    let mut fields = Fields::new(table.get_ref(), 0..0, report);
    for (place, fields) in fields.tables("interviews").into_iter().enumerate() {
        *entries += 1;
        let span = fields.span();
        let Some(mut interview) = read_interview(fields) else {
            continue;
        };
        let is_taken = |id: &str| interviews.iter().any(|(_, other)| other.id == id);
        if is_taken(&interview.id) {
            let id = &interview.id;
            report.warning(
                &span,
                both!(
                    "id \"{id}\"{이} 두 번 있습니다",
                    "the id \"{id}\" is there twice"
                ),
                both!(
                    "둘 중 하나의 id를 바꾸세요",
                    "give one of the two another id"
                ),
            );
            interview.id = free_name(&interview.id, is_taken);
        }
        interviews.push((place, interview));
    }
    fields.finish();
}

fn read_interview(mut fields: Fields<'_, '_>) -> Option<Interview> {
    let report = fields.report();
    let span = fields.span();
    let id = fields.text("id").map(|id| id.value.trim().to_owned());
    let company = fields.text("company").map(|company| company.value);
    let round = fields.text("round").map(|round| round.value);
    let date = fields.moment("date").map(|date| date.value);
    let minutes = fields.whole_number("minutes", 0, i64::from(MOST_MINUTES));
    let decks = fields.plain_texts("decks");
    let tags = fields.plain_texts("tags");
    let languages = fields.plain_texts("languages");
    let roles = fields.plain_texts("roles");
    let mut off = Vec::new();
    for written in fields.texts("off") {
        match Off::parse(&written.value) {
            Some(day) => off.push(day),
            None => fields.report_unknown_word(
                "off",
                &written,
                WEEKDAYS.iter().map(|&(short, ..)| short),
            ),
        }
    }
    let asked_for_date = fields.has("date");
    fields.finish();
    let company = company
        .map(|company| company.trim().to_owned())
        .filter(|company| !company.is_empty());
    if company.is_none() {
        report.error(
            &span,
            both!("면접에 회사가 없습니다", "the interview has no company"),
            both!("company = \"…\"을 넣으세요", "add company = \"…\""),
        );
    }
    if date.is_none() && !asked_for_date {
        report.error(
            &span,
            both!("면접에 날짜가 없습니다", "the interview has no date"),
            both!(
                "date = 2026-12-03T14:00:00처럼 넣으세요",
                "add date = 2026-12-03T14:00:00 or the like"
            ),
        );
    }
    let (company, date) = (company?, date?);
    let mut interview = Interview::new(&company, date);
    interview.id = id
        .filter(|id| !id.is_empty())
        .unwrap_or_else(|| id_of(&company, date));
    if let Some(round) = round {
        round.trim().clone_into(&mut interview.round);
    }
    interview.minutes = minutes
        .and_then(|minutes| u32::try_from(minutes.value).ok())
        .unwrap_or(USUAL_MINUTES);
    interview.decks = decks;
    interview.tags = tags;
    interview.languages = languages;
    interview.roles = roles;
    interview.off = off;
    Some(interview)
}

/// The name, with a number behind it where it is taken.
pub(super) fn free_name(wanted: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut name = wanted.to_owned();
    let mut number = 2;
    while is_taken(&name) {
        name = format!("{wanted}-{number}");
        number += 1;
    }
    name
}

/// Company and day in letters that can be typed: `messenger-co-2026-12-03`.
pub(super) fn id_of(company: &str, date: Appointed) -> String {
    let letters: String = company
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    let words: Vec<&str> = letters.split('-').filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        format!("interview-{}", date.date)
    } else {
        format!("{}-{}", words.join("-"), date.date)
    }
}
