//! One interview as a form: company, round, when, minutes a day, what counts, days off.
//!
//! A date is typed as people write it, and the form says at once what it has understood.

use std::collections::BTreeMap;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::help;
use super::interviews::{days_left, when};
use crate::appointments::{Change, Interview, MOST_MINUTES, Off, USUAL_MINUTES};
use crate::both;
use crate::clock::{Appointed, Moment, appointed_in_words, day_of};
use crate::language::Both;
use crate::text;
use crate::tui::action::{Action, Scope};
use crate::tui::effect::Effect;
use crate::tui::interviews::{InterviewDone, InterviewJob};
use crate::tui::screen::{News, Reply, Screen};
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::unfinished::Unfinished;
use crate::tui::widgets::ask::Ask;
use crate::tui::widgets::page;
use crate::tui::widgets::text_edit::{Ended, TextEdit};

/// Columns of a field's name.
const LABEL: usize = 15;

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Company,
    Round,
    Date,
    Minutes,
    Decks,
    Tags,
    Off,
}

const FIELDS: [Field; 7] = [
    Field::Company,
    Field::Round,
    Field::Date,
    Field::Minutes,
    Field::Decks,
    Field::Tags,
    Field::Off,
];

impl Field {
    fn key(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Round => "round",
            Self::Date => "date",
            Self::Minutes => "minutes",
            Self::Decks => "decks",
            Self::Tags => "tags",
            Self::Off => "off",
        }
    }

    fn name(self) -> Both<&'static str> {
        match self {
            Self::Company => Both::new("회사", "company"),
            Self::Round => Both::new("차수", "round"),
            Self::Date => Both::new("언제", "when"),
            Self::Minutes => Both::new("하루 몇 분", "minutes a day"),
            Self::Decks => Both::new("덱", "decks"),
            Self::Tags => Both::new("태그", "tags"),
            Self::Off => Both::new("쉬는 날", "days off"),
        }
    }

    fn hint(self) -> Both<&'static str> {
        match self {
            Self::Company => Both::new("꼭 있어야 합니다", "must be there"),
            Self::Round => Both::new("1차, 기술 면접…", "first, technical…"),
            Self::Date => Both::new(
                "2026-12-01 14:00, +12d, 12/1 14시, 내일 오후 2시",
                "2026-12-01 14:00, +12d, 12/1 2pm, fri 10:00",
            ),
            Self::Minutes => Both::new("0–1440", "0–1440"),
            Self::Decks => Both::new(
                "쉼표로 나눔. 비우면 다른 회사 것이 아닌 모든 덱",
                "with commas; empty for all that are not another company's",
            ),
            Self::Tags => Both::new("쉼표로 나눔. 비우면 모두", "with commas; empty for all"),
            Self::Off => Both::new("토, 일, 12/5…", "sat, sun, 12/5…"),
        }
    }

    fn shown(self, interview: &Interview) -> String {
        match self {
            Self::Company => interview.company.clone(),
            Self::Round => interview.round.clone(),
            Self::Date => {
                let Appointed { date, time, offset } = interview.date;
                let time = time.map_or(String::new(), |time| time.format(" %H:%M").to_string());
                let offset = offset.map_or(String::new(), |offset| offset.to_string());
                format!("{date}{time}{offset}")
            }
            Self::Minutes => interview.minutes.to_string(),
            Self::Decks => interview.decks.join(", "),
            Self::Tags => interview.tags.join(", "),
            Self::Off => {
                let off: Vec<String> = interview.off.iter().map(ToString::to_string).collect();
                off.join(", ")
            }
        }
    }
}

/// The form of one interview.
#[derive(Debug)]
pub struct Appointment {
    /// The interview as it stands in the file; `None` for a new one.
    before: Option<Interview>,
    edits: Vec<(Field, TextEdit)>,
    at: usize,
    /// The question whether to leave without saving.
    ask: Option<Ask>,
    /// It was asked a moment ago what becomes of unsaved text.
    left: Option<Ended<()>>,
    is_saving: bool,
    trouble: Option<Both>,
}

impl Appointment {
    /// The form of an interview, or an empty one; what was typed before a crash is in it.
    pub fn new(before: Option<Interview>, shared: &Shared) -> Self {
        let mut form = Self {
            before,
            edits: Vec::new(),
            at: 0,
            ask: None,
            left: None,
            is_saving: false,
            trouble: None,
        };
        let typed = shared.unfinished.get(&form.draft_name()).cloned();
        let typed: BTreeMap<String, String> = typed
            .and_then(|typed| serde_json::from_value(typed).ok())
            .unwrap_or_default();
        form.edits = FIELDS
            .map(|field| {
                let typed = typed.get(field.key()).cloned();
                let text = typed.unwrap_or_else(|| form.read(field));
                (field, TextEdit::one_line(&text))
            })
            .into();
        form
    }

    /// A field as it stands in the file.
    fn read(&self, field: Field) -> String {
        match (&self.before, field) {
            (Some(before), field) => field.shown(before),
            (None, Field::Minutes) => USUAL_MINUTES.to_string(),
            (None, _) => String::new(),
        }
    }

    fn draft_name(&self) -> String {
        let id = self.before.as_ref().map_or("", |before| before.id.as_str());
        format!("interview-{:016x}", text::fingerprint(id.bytes()))
    }

    fn is_changed(&self) -> bool {
        self.edits
            .iter()
            .any(|(field, edit)| edit.text() != self.read(*field))
    }

    fn set_aside(&self, shared: &mut Shared) -> Vec<Reply> {
        let typed: BTreeMap<&str, String> = self
            .edits
            .iter()
            .map(|(field, edit)| (field.key(), edit.text()))
            .collect();
        let draft = Unfinished::of(self.draft_name(), &typed);
        vec![Reply::Do(shared.set_aside(draft))]
    }

    fn close(&self, shared: &mut Shared) -> Vec<Reply> {
        let forgotten = shared.forget_unfinished(&self.draft_name());
        forgotten
            .into_iter()
            .map(Reply::Do)
            .chain([Reply::Close])
            .collect()
    }

    fn save(&mut self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let after = match self.interview(shared, now) {
            Ok(after) => after,
            Err((field, why)) => {
                self.at = FIELDS.iter().position(|own| *own == field).unwrap_or(0);
                self.trouble = Some(why);
                return Vec::new();
            }
        };
        let job = match &self.before {
            None => InterviewJob::Add(after),
            Some(_) if !self.is_changed() => return self.close(shared),
            Some(before) => InterviewJob::Edit {
                before: before.clone(),
                change: change(before, after),
            },
        };
        self.is_saving = true;
        vec![Reply::Do(Effect::Interviews(Box::new(job)))]
    }

    /// What came of saving.
    fn saved(&mut self, result: &Result<InterviewDone, Both>, shared: &mut Shared) -> Vec<Reply> {
        if !std::mem::take(&mut self.is_saving) {
            return Vec::new();
        }
        match result {
            Ok(_) => self.close(shared),
            Err(why) => {
                self.trouble = Some(why.clone());
                // What is typed goes on from what stands in the file now.
                if let Some(before) = &mut self.before
                    && let Some(now) = shared.interviews.iter().find(|now| now.id == before.id)
                {
                    *before = now.clone();
                }
                Vec::new()
            }
        }
    }

    fn text(&self, field: Field) -> String {
        let found = self.edits.iter().find(|(own, _)| *own == field);
        found.map_or_else(String::new, |(_, edit)| edit.text().trim().to_owned())
    }

    /// The interview that the form describes, or the first field that is wrong and why.
    fn interview(&self, shared: &Shared, now: Moment) -> Result<Interview, (Field, Both)> {
        let today = day_of(now.wall, shared.day_begins);
        let company = self.text(Field::Company);
        if company.is_empty() {
            let why = both!("회사 이름을 쓰세요", "write the company's name");
            return Err((Field::Company, why));
        }
        let date = appointed_in_words(&self.text(Field::Date), today)
            .map_err(|_| (Field::Date, no_date()))?;
        let mut interview = Interview::new(&company, date);
        interview.round = self.text(Field::Round);
        let minutes = self.text(Field::Minutes);
        interview.minutes = match minutes.parse() {
            _ if minutes.is_empty() => USUAL_MINUTES,
            Ok(minutes) if minutes <= MOST_MINUTES => minutes,
            _ => {
                let why = both!(
                    "0에서 1440까지의 수를 쓰세요",
                    "write a number from 0 to 1440"
                );
                return Err((Field::Minutes, why));
            }
        };
        interview.decks = names(&self.text(Field::Decks));
        interview.tags = names(&self.text(Field::Tags));
        for written in names(&self.text(Field::Off)) {
            let off = Off::parse(&written).or_else(|| {
                let day = appointed_in_words(&written, today).ok()?;
                Some(Off::Day(day.date))
            });
            let why = both!(
                "\"{written}\"은(는) 요일이나 날짜가 아닙니다",
                "\"{written}\" is no weekday and no date"
            );
            interview.off.push(off.ok_or((Field::Off, why))?);
        }
        Ok(interview)
    }

    /// What there is to say of a field: what is wrong, what was understood, how it is written.
    fn note(&self, number: usize, shared: &Shared, now: Moment) -> Option<(String, Role)> {
        let say = shared.language;
        let (field, edit) = self.edits.get(number)?;
        let is_current = number == self.at;
        let trouble = self.trouble.as_ref().filter(|_| is_current);
        if let Some(why) = trouble {
            return Some((why.in_language(say).clone(), Role::Bad));
        }
        let typed = edit.text();
        if *field == Field::Date && !typed.trim().is_empty() {
            let today = day_of(now.wall, shared.day_begins);
            return Some(match appointed_in_words(&typed, today) {
                Ok(date) => {
                    let interview = Interview::new("", date);
                    let left = if date.is_past(now.wall) {
                        say.interviews_past()
                    } else {
                        days_left(&interview, shared, now)
                    };
                    (
                        format!("= {} · {left}", when(&interview, shared)),
                        Role::Good,
                    )
                }
                Err(_) => (no_date().in_language(say).clone(), Role::Warn),
            });
        }
        let doubt = match field {
            Field::Decks => names(&typed)
                .into_iter()
                .find_map(|deck| unknown_deck(&deck, shared)),
            Field::Tags => names(&typed)
                .into_iter()
                .find_map(|tag| unknown_tag(&tag, shared)),
            _ => None,
        };
        if let Some(doubt) = doubt.filter(|_| shared.bank_is_read) {
            return Some((doubt, Role::Warn));
        }
        let hint = *field.hint().in_language(say);
        is_current.then(|| (hint.to_owned(), Role::Dim))
    }
}

impl Screen for Appointment {
    fn scopes(&self) -> &'static [Scope] {
        if self.ask.is_some() {
            return &[Scope::Unsaved, Scope::Global];
        }
        &[Scope::Form]
    }

    fn act(
        &mut self,
        action: Action,
        _key: usize,
        shared: &mut Shared,
        now: Moment,
    ) -> Option<Vec<Reply>> {
        Some(match Ask::take(&mut self.ask, action)? {
            Action::SaveAndLeave => self.save(shared, now),
            Action::Discard => self.close(shared),
            _ => Vec::new(),
        })
    }

    fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
        now: Moment,
    ) -> Option<Position> {
        let say = shared.language;
        let title = match &self.before {
            Some(before) => format!("{} · {}", say.home_interviews(), before.title()),
            None => say.interviews_new(),
        };
        let right = match (self.is_saving, self.is_changed()) {
            (true, _) => say.score_saving(),
            (false, true) => say.editor_unsaved_mark(),
            (false, false) => String::new(),
        };
        let actions: &[Action] = match self.ask {
            Some(_) => &[],
            None => &[
                Action::SaveCard,
                Action::NextEntry,
                Action::UndoText,
                Action::LeaveForm,
                Action::FormHelp,
            ],
        };
        let title = page::title(&title, shared);
        let body = page::column(page::draw(frame, area, title, &right, actions, shared));
        let columns = usize::from(body.width).saturating_sub(LABEL);
        let notes: Vec<Option<(String, Role)>> = (0..FIELDS.len())
            .map(|number| self.note(number, shared, now))
            .collect();
        let mut y = 1;
        let mut caret = None;
        for (number, (field, edit)) in self.edits.iter_mut().enumerate() {
            let is_current = number == self.at;
            let role = if is_current { Role::Accent } else { Role::Dim };
            let name = text::pad(field.name().in_language(say), LABEL);
            let row = page::row(body, y);
            frame.render_widget(Span::styled(name, shared.theme.style(role)), row);
            let field_area = Rect {
                x: row.x + u16::try_from(LABEL).unwrap_or(0),
                width: u16::try_from(columns).unwrap_or(row.width),
                ..row
            };
            let place = edit.draw(frame, field_area, shared.theme.style(Role::Text));
            caret = if is_current { Some(place) } else { caret };
            y += 1;
            if let Some((words, role)) = &notes[number] {
                for words in text::wrap(words, columns).into_iter().take(2) {
                    let words = format!("{}{words}", " ".repeat(LABEL));
                    let line = Line::styled(words, shared.theme.style(*role));
                    frame.render_widget(line, page::row(body, y));
                    y += 1;
                }
            }
        }
        if let Some(ask) = &self.ask {
            ask.draw(frame, area, shared);
            return None;
        }
        caret.filter(|_| !self.is_saving)
    }

    fn type_key(
        &mut self,
        key: KeyEvent,
        action: Option<Action>,
        shared: &mut Shared,
        now: Moment,
    ) -> Vec<Reply> {
        if self.is_saving {
            return Vec::new();
        }
        let count = self.edits.len();
        let is_changed = self.is_changed();
        let edit = &mut self.edits[self.at].1;
        match (action, key.code) {
            (Some(Action::LeaveForm), _) if is_changed => {
                self.ask = Some(leaving(shared));
                self.left = Some(Ended::new((), now.running));
            }
            (Some(Action::LeaveForm), _) => return self.close(shared),
            (Some(Action::FormHelp), _) => {
                let help = help::Help::new(&[Scope::Form], &shared.keymap);
                return vec![Reply::open(help)];
            }
            (Some(Action::NextEntry), _) | (None, KeyCode::Down) => self.at = (self.at + 1) % count,
            (Some(Action::PreviousEntry), _) | (None, KeyCode::Up) => {
                self.at = (self.at + count - 1) % count;
            }
            (None, KeyCode::Enter) if self.at + 1 < count => self.at += 1,
            (Some(Action::SaveCard), _) | (None, KeyCode::Enter) => {
                return self.save(shared, now);
            }
            (Some(Action::UndoText), _) => {
                edit.undo();
                return self.set_aside(shared);
            }
            (Some(Action::RedoText), _) => {
                edit.redo();
                return self.set_aside(shared);
            }
            _ => {
                if edit.take_key(key) {
                    self.trouble = None;
                    return self.set_aside(shared);
                }
            }
        }
        Vec::new()
    }

    fn type_on(&mut self, key: KeyEvent, shared: &mut Shared, now: Moment) -> Option<Vec<Reply>> {
        Ended::typed_on(&mut self.left, now.running)?;
        self.ask.take()?;
        Some(self.type_key(key, None, shared, now))
    }

    fn escape_taken_back(&mut self, _shared: &mut Shared, _now: Moment) -> Vec<Reply> {
        self.ask = None;
        Vec::new()
    }

    fn paste(&mut self, pasted: &str, shared: &mut Shared, _now: Moment) -> Vec<Reply> {
        if self.is_saving || self.ask.is_some() {
            return Vec::new();
        }
        self.edits[self.at].1.paste(pasted);
        self.set_aside(shared)
    }

    fn news(&mut self, news: &News<'_>, shared: &mut Shared, _now: Moment) -> Vec<Reply> {
        match news {
            News::Interviews(result) => self.saved(result, shared),
            _ => Vec::new(),
        }
    }
}

/// Leave without saving?
fn leaving(shared: &Shared) -> Ask {
    let say = shared.language;
    let (title, words) = (say.editor_unsaved_title(), say.interviews_unsaved_words());
    let answers = [Action::StayInForm, Action::SaveAndLeave, Action::Discard];
    Ask::by_name(title, words, &answers, say)
}

fn no_date() -> Both {
    both!(
        "날짜로 읽을 수 없습니다. 2026-12-01 14:00, +12d, 12/1 14시 처럼 쓰세요",
        "no date yet: write 2026-12-01 14:00, +12d, 12/1 2pm"
    )
}

/// The names between commas.
fn names(written: &str) -> Vec<String> {
    let names = written.split([',', '、']).map(str::trim);
    names
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

fn unknown_deck(wanted: &str, shared: &Shared) -> Option<String> {
    let say = shared.language;
    let ids = || shared.bank.decks().iter().map(|deck| deck.id.as_str());
    let folder = wanted.trim_end_matches('/');
    let is_there = ids().any(|id| {
        let rest = id.strip_prefix(folder);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    if is_there {
        return None;
    }
    let doubt = say.interviews_no_deck(&text::visible_line(wanted));
    let begun = ids().find(|id| id.contains(wanted));
    let meant = begun.or_else(|| text::nearest(wanted, ids()));
    Some(with_meant(doubt, meant, shared))
}

fn unknown_tag(wanted: &str, shared: &Shared) -> Option<String> {
    let tags = || shared.bank.cards().flat_map(|entry| &entry.card.tags);
    if tags().any(|tag| tag == wanted) {
        return None;
    }
    let doubt = shared
        .language
        .interviews_no_tag(&text::visible_line(wanted));
    Some(with_meant(
        doubt,
        text::nearest(wanted, tags().map(String::as_str)),
        shared,
    ))
}

fn with_meant(doubt: String, meant: Option<&str>, shared: &Shared) -> String {
    match meant {
        Some(meant) => {
            let meant = shared.language.did_you_mean(&text::visible_line(meant));
            format!("{doubt}. {meant}")
        }
        None => doubt,
    }
}

/// What differs.
fn change(before: &Interview, after: Interview) -> Change {
    Change {
        company: (before.company != after.company).then_some(after.company),
        round: (before.round != after.round).then_some(after.round),
        date: (before.date != after.date).then_some(after.date),
        minutes: (before.minutes != after.minutes).then_some(after.minutes),
        decks: (before.decks != after.decks).then_some(after.decks),
        tags: (before.tags != after.tags).then_some(after.tags),
        languages: (before.languages != after.languages).then_some(after.languages),
        roles: (before.roles != after.roles).then_some(after.roles),
        off: (before.off != after.off).then_some(after.off),
    }
}
