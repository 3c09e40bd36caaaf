//! One interview as a form: company, round, when, minutes a day, what counts, days off.
//!
//! A date is typed as people write it, and the form says at once what it has understood.

use std::collections::{BTreeMap, BTreeSet};

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::help;
use super::interviews::{days_left, when};
use crate::appointments::{Change, Interview, MOST_MINUTES, Off, USUAL_MINUTES};
use crate::bank::{audience, role};
use crate::both;
use crate::clock::{Appointed, Moment, Side, appointed_in_words, day_of};
use crate::language::Both;
use crate::text;
use crate::tui::action::{Action, Scope};
use crate::tui::effect::Effect;
use crate::tui::interviews::{InterviewDone, InterviewJob};
use crate::tui::screen::{News, Reply, Screen};
use crate::tui::shared::{Shared, Target};
use crate::tui::theme::Role;
use crate::tui::unfinished::Unfinished;
use crate::tui::widgets::ask::Ask;
use crate::tui::widgets::form::{Field, Form, Kind, Look, Offer, Took};
use crate::tui::widgets::page;
use crate::tui::widgets::text_edit::Ended;

/// Columns of a field's name.
const LABEL: usize = 15;

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Company,
    Round,
    Date,
    Minutes,
    Decks,
    Tags,
    Off,
    Languages,
    Roles,
}

const PARTS: [Part; 9] = [
    Part::Company,
    Part::Round,
    Part::Date,
    Part::Minutes,
    Part::Decks,
    Part::Tags,
    Part::Off,
    Part::Languages,
    Part::Roles,
];

impl Part {
    fn key(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Round => "round",
            Self::Date => "date",
            Self::Minutes => "minutes",
            Self::Decks => "decks",
            Self::Tags => "tags",
            Self::Off => "off",
            Self::Languages => "languages",
            Self::Roles => "roles",
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
            Self::Languages => Both::new("언어", "languages"),
            Self::Roles => Both::new("직무", "roles"),
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
            Self::Languages => Both::new(
                "ko, en, all. 비우면 연습하는 언어",
                "ko, en, all; empty for those that you practise",
            ),
            Self::Roles => Both::new(
                "backend, frontend, all… 비우면 연습하는 직무",
                "backend, frontend, all…; empty for those that you practise",
            ),
        }
    }

    /// How it is written, and what is offered for it.
    fn kind(self, shared: &Shared) -> Kind {
        let interviews = || shared.interviews.iter();
        match self {
            Self::Company => {
                let decks = shared.bank.decks().iter();
                let of_decks = decks.filter_map(|deck| deck.company.as_deref());
                let used = interviews().map(|interview| interview.company.as_str());
                Kind::Pick(each_once(used.chain(of_decks)))
            }
            Self::Round => {
                let rounds = interviews().map(|interview| interview.round.as_str());
                Kind::Pick(each_once(rounds))
            }
            Self::Date => Kind::Date,
            Self::Minutes => Kind::Number(0..=MOST_MINUTES),
            Self::Decks => {
                let decks = shared.bank.decks().iter().map(|deck| {
                    let title = format!("{} · {} ({})", deck.id, deck.title, deck.cards.len());
                    Offer::called(deck.id.as_str(), title)
                });
                Kind::Many(',', decks.collect())
            }
            Self::Tags => {
                let cards = shared.bank.cards();
                let tags = cards.flat_map(|entry| entry.card.tags.iter().map(String::as_str));
                Kind::Many(',', each_once(tags))
            }
            Self::Off => Kind::Many(',', shared.language.weekdays().map(Offer::plain).into()),
            Self::Languages => {
                let say = shared.language;
                let decks = shared.bank.decks().iter();
                let codes: BTreeSet<&str> = decks.filter_map(|deck| deck.lang.as_deref()).collect();
                let called = |code: &str| {
                    let words = audience::language_word(code).in_language(say).clone();
                    Offer::called(code, format!("{code} · {words}"))
                };
                let mut offers: Vec<Offer> = codes.into_iter().map(called).collect();
                offers.push(Offer::plain(audience::ALL));
                Kind::Many(',', offers)
            }
            Self::Roles => {
                let say = shared.language;
                let called = |id: &str| {
                    let words = role::words(id).in_language(say).clone();
                    Offer::called(id, format!("{id} · {words}"))
                };
                let mut offers: Vec<Offer> = role::names().map(called).collect();
                offers.push(Offer::plain(audience::ALL));
                Kind::Many(',', offers)
            }
        }
    }

    /// What stands there before anything is typed.
    fn read(self, before: Option<&Interview>) -> String {
        match (before, self) {
            (Some(before), part) => part.shown(before),
            (None, Self::Minutes) => USUAL_MINUTES.to_string(),
            (None, _) => String::new(),
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
            Self::Languages => interview.languages.join(", "),
            Self::Roles => interview.roles.join(", "),
        }
    }
}

/// The form of one interview.
#[derive(Debug)]
pub struct Appointment {
    /// The interview as it stands in the file; `None` for a new one.
    before: Option<Interview>,
    form: Form<Part>,
    /// The question whether to leave without saving.
    ask: Option<Ask>,
    /// It was asked a moment ago what becomes of unsaved text.
    left: Option<Ended<()>>,
    is_saving: bool,
}

impl Appointment {
    /// The form of an interview, or an empty one; what was typed before a crash is in it.
    pub fn new(before: Option<Interview>, shared: &Shared) -> Self {
        let typed = shared.unfinished.get(&draft_name(before.as_ref())).cloned();
        let typed: BTreeMap<String, String> = typed
            .and_then(|typed| serde_json::from_value(typed).ok())
            .unwrap_or_default();
        let fields = PARTS.map(|part| {
            let label = text::pad(part.name().in_language(shared.language), LABEL);
            let read = part.read(before.as_ref());
            let mut field = Field::new(part, part.kind(shared), &read).with_label(label);
            if let Some(typed) = typed.get(part.key()) {
                field.write(typed);
            }
            field
        });
        Self {
            before,
            form: Form::new(fields.into()),
            ask: None,
            left: None,
            is_saving: false,
        }
    }

    fn set_aside(&self, shared: &mut Shared) -> Vec<Reply> {
        let fields = self.form.fields().iter();
        let typed: BTreeMap<&str, String> = fields
            .map(|field| (field.key.key(), field.text()))
            .collect();
        let draft = Unfinished::of(draft_name(self.before.as_ref()), &typed);
        vec![Reply::Do(shared.set_aside(draft))]
    }

    fn close(&self, shared: &mut Shared) -> Vec<Reply> {
        let forgotten = shared.forget_unfinished(&draft_name(self.before.as_ref()));
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
                self.form.show_fault(field, why);
                return Vec::new();
            }
        };
        let job = match &self.before {
            None => InterviewJob::Add(after),
            Some(_) if !self.form.is_changed() => return self.close(shared),
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
                // What is typed goes on from what stands in the file now.
                if let Some(before) = &mut self.before
                    && let Some(now) = shared.interviews.iter().find(|now| now.id == before.id)
                {
                    *before = now.clone();
                    for field in self.form.fields_mut() {
                        let read = field.key.shown(now);
                        field.follow(&read, false);
                    }
                }
                let current = self.form.current().map(|field| field.key);
                self.form
                    .show_fault(current.unwrap_or(Part::Company), why.clone());
                Vec::new()
            }
        }
    }

    fn text(&self, part: Part) -> String {
        self.form.text(part).trim().to_owned()
    }

    /// On which side of today a day is meant that is not written whole.
    fn side(&self, now: Moment) -> Side {
        match &self.before {
            Some(before) if before.date.is_past(now.wall) => Side::Past,
            _ => Side::Coming,
        }
    }

    /// The interview that the form describes, or the first field that is wrong and why.
    fn interview(&self, shared: &Shared, now: Moment) -> Result<Interview, (Part, Both)> {
        let today = day_of(now.wall, shared.day_begins);
        let company = self.text(Part::Company);
        if company.is_empty() {
            let why = both!("회사 이름을 쓰세요", "write the company's name");
            return Err((Part::Company, why));
        }
        if let Some(fault) = self.form.fault(today) {
            return Err(fault);
        }
        let date = self.text(Part::Date);
        let date = appointed_in_words(&date, today, self.side(now)).map_err(|_| {
            let why = both!("날짜를 쓰세요", "write the day");
            (Part::Date, why)
        })?;
        let mut interview = Interview::new(&company, date);
        interview.round = self.text(Part::Round);
        let minutes = self.text(Part::Minutes);
        interview.minutes = minutes.parse().unwrap_or(USUAL_MINUTES);
        interview.decks = names(&self.text(Part::Decks));
        interview.tags = names(&self.text(Part::Tags));
        interview.languages = names(&self.text(Part::Languages));
        interview.roles = names(&self.text(Part::Roles));
        let is_role = |name: &String| name == audience::ALL || role::meant(name).is_some();
        if let Some(wrong) = interview.roles.iter().find(|name| !is_role(name)) {
            let why = no_role(wrong, shared);
            return Err((Part::Roles, Both::new(why.clone(), why)));
        }
        for written in names(&self.text(Part::Off)) {
            let off = Off::parse(&written).or_else(|| {
                let day = appointed_in_words(&written, today, Side::Coming).ok()?;
                Some(Off::Day(day.date))
            });
            let why = both!(
                "\"{written}\"{은} 요일이나 날짜가 아닙니다",
                "\"{written}\" is no weekday and no date"
            );
            interview.off.push(off.ok_or((Part::Off, why))?);
        }
        Ok(interview)
    }

    /// What there is to say of a field: what was understood, what is doubtful, how it is written.
    fn note(&self, field: &Field<Part>, shared: &Shared, now: Moment) -> Option<(String, Role)> {
        let say = shared.language;
        let today = day_of(now.wall, shared.day_begins);
        let typed = field.text();
        if field.key == Part::Date && !typed.trim().is_empty() {
            return Some(match appointed_in_words(&typed, today, self.side(now)) {
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
                Err(_) => {
                    let why = field.fault(today)?;
                    (why.in_language(say).clone(), Role::Warn)
                }
            });
        }
        let doubt = match field.key {
            Part::Decks => names(&typed)
                .into_iter()
                .find_map(|deck| unknown_deck(&deck, shared)),
            Part::Tags => names(&typed)
                .into_iter()
                .find_map(|tag| unknown_tag(&tag, shared)),
            _ => None,
        };
        if let Some(doubt) = doubt.filter(|_| shared.bank_is_read) {
            return Some((doubt, Role::Warn));
        }
        if let Some(why) = field.fault(today) {
            return Some((why.in_language(say).clone(), Role::Warn));
        }
        let current = self.form.current().map(|current| current.key);
        let hint = *field.key.hint().in_language(say);
        (current == Some(field.key)).then(|| (hint.to_owned(), Role::Dim))
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
        let right = match (self.is_saving, self.form.is_changed()) {
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
        let notes: Vec<Option<(String, Role)>> = self
            .form
            .fields()
            .iter()
            .map(|field| self.note(field, shared, now))
            .collect();
        for (field, note) in self.form.fields_mut().iter_mut().zip(notes) {
            field.note = note;
        }
        let look = Look {
            has_marks: false,
            is_writing: true,
            indent: LABEL - 2,
        };
        let caret = self.form.draw(frame, page::below(body, 1), look, shared);
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
        match action {
            Some(Action::LeaveForm) if self.form.leave_offers() => return Vec::new(),
            Some(Action::LeaveForm) if self.form.is_changed() => {
                self.ask = Some(leaving(shared));
                self.left = Some(Ended::new((), now.running));
            }
            Some(Action::LeaveForm) => return self.close(shared),
            Some(Action::FormHelp) => {
                let help = help::Help::new(&[Scope::Form], &shared.keymap);
                return vec![Reply::open(help)];
            }
            Some(Action::SaveCard) => return self.save(shared, now),
            _ => match self.form.take_key(key, action) {
                Took::Finished => return self.save(shared, now),
                Took::Changed => return self.set_aside(shared),
                Took::Moved | Took::Nothing => {}
            },
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
        self.form.paste(pasted);
        self.set_aside(shared)
    }

    fn click(&mut self, target: Target, shared: &mut Shared, _now: Moment) -> Vec<Reply> {
        if self.is_saving || self.ask.is_some() {
            return Vec::new();
        }
        match self.form.click(target) {
            Took::Changed => self.set_aside(shared),
            _ => Vec::new(),
        }
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

/// The name of the draft of an interview, or of a new one.
fn draft_name(before: Option<&Interview>) -> String {
    let id = before.map_or("", |before| before.id.as_str());
    format!("interview-{:016x}", text::fingerprint(id.bytes()))
}

/// Values to offer, in their order, each once.
fn each_once<'v>(values: impl Iterator<Item = &'v str>) -> Vec<Offer> {
    let mut seen = BTreeSet::new();
    let values = values.filter(|value| !value.is_empty() && seen.insert(*value));
    values.map(Offer::plain).collect()
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

fn no_role(wanted: &str, shared: &Shared) -> String {
    let doubt = shared
        .language
        .interviews_no_role(&text::visible_line(wanted));
    with_meant(doubt, text::nearest(wanted, role::names()), shared)
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
