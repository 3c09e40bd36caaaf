//! Bringing notes in: a path, a look at what would be taken, and what was done.

use std::sync::Arc;

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::browse;
use crate::bank::Kind;
use crate::clock::Moment;
use crate::convert::markdown::Constraint;
use crate::import::{self, Choice, Undone};
use crate::text;
use crate::tui::action::{Action, Scope};
use crate::tui::effect::Effect;
use crate::tui::notes::{NoteJob, NoteNews, Report, Stop};
use crate::tui::screen::{News, Reply, Screen};
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::ask::Ask;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::list::List;
use crate::tui::widgets::text_edit::TextEdit;
use crate::tui::widgets::{bar, page};

mod lines;
mod past;
mod path;
mod preview;
mod teach;

pub use past::PastImports;
use path::PathField;
use preview::Preview;
use teach::{Taught, Teach};

/// The screen.
#[derive(Debug)]
pub struct Import {
    stage: Stage,
    path: PathField,
    choice: Choice,
    /// What would be taken, and whether it shall be.
    ask: Option<Ask>,
}

#[derive(Debug)]
enum Stage {
    /// The path is typed.
    Asking,
    /// The notes are read: so many of so many files.
    Reading(Stop, usize, usize),
    /// The cards are looked through; the name of the deck may be typed.
    Choosing(Box<Preview>, Option<Box<TextEdit>>),
    /// The lines of one of the notes are corrected.
    Teaching(Box<Preview>, Box<Teach>),
    /// The decks are written.
    Writing,
    /// It is done.
    Done(Box<Report>),
    /// It is taken back.
    TakenBack(Box<Undone>),
}

impl Import {
    /// The screen, and the request for what lies where the path begins.
    pub fn open(now: Moment) -> Vec<Reply> {
        let mut import = Self {
            stage: Stage::Asking,
            path: PathField::new("~/"),
            choice: Choice::default(),
            ask: None,
        };
        let ask = import.path.wants_list();
        let mut replies = vec![Reply::open(import)];
        replies.extend(ask.map(|folder| job(NoteJob::List(folder), now)));
        replies
    }

    /// Shows what would be taken, and asks.
    fn ask_to_take(&mut self, shared: &mut Shared, now: Moment) {
        let Stage::Choosing(preview, _) = &self.stage else {
            return;
        };
        let say = shared.language;
        if preview.is_nothing() {
            shared.say(say.import_nothing(), Role::Warn, now);
            return;
        }
        self.ask = Some(Ask::new(
            say.import_take_ask(),
            preview.summary(say),
            say.import_ask_no(),
            say.import_ask_yes(),
        ));
    }

    fn take(&mut self, shared: &Shared, now: Moment) -> Vec<Reply> {
        let Stage::Choosing(preview, _) = &self.stage else {
            return Vec::new();
        };
        let take = NoteJob::Take {
            reading: preview.reading(),
            choice: self.choice.clone(),
            history: Arc::clone(&shared.history),
            wishes: preview.wishes(),
        };
        self.stage = Stage::Writing;
        vec![job(take, now)]
    }

    /// From the cards to the lines of the chosen one's note.
    fn teach(&mut self, shared: &mut Shared, now: Moment) {
        let Stage::Choosing(preview, None) = &self.stage else {
            return;
        };
        let Some(teach) = preview.lines() else {
            let words = shared.language.lines_not_of_a_note();
            shared.say(words, Role::Warn, now);
            return;
        };
        if let Stage::Choosing(preview, _) = std::mem::replace(&mut self.stage, Stage::Asking) {
            self.stage = Stage::Teaching(preview, Box::new(teach));
        }
    }

    fn leave_lines(&mut self) {
        if let Stage::Teaching(preview, _) = std::mem::replace(&mut self.stage, Stage::Asking) {
            self.stage = Stage::Choosing(preview, None);
        }
    }

    /// One of the notes is read under what is said of its lines.
    fn read_under(
        &self,
        note: usize,
        said: Vec<Constraint>,
        shared: &Shared,
        now: Moment,
    ) -> Vec<Reply> {
        let Stage::Teaching(preview, _) = &self.stage else {
            return Vec::new();
        };
        let teach = NoteJob::Teach {
            reading: preview.reading(),
            note,
            said,
            choice: self.choice.clone(),
            history: Arc::clone(&shared.history),
        };
        vec![job(teach, now)]
    }

    fn wanted_list(&mut self, now: Moment) -> Vec<Reply> {
        let ask = self.path.wants_list();
        ask.map(|folder| job(NoteJob::List(folder), now))
            .into_iter()
            .collect()
    }

    /// Something came of a job.
    fn take_news(&mut self, news: &NoteNews) {
        match (news, &mut self.stage) {
            (NoteNews::Listed(folder, entries), _) => self.path.listed(folder, entries.clone()),
            (NoteNews::Progress(done, of), Stage::Reading(stop, ..)) => {
                self.stage = Stage::Reading(stop.clone(), *done, *of);
            }
            (NoteNews::Compared(reading, sheets), Stage::Reading(..)) => {
                let preview = Preview::new(Arc::clone(reading), Arc::clone(sheets));
                self.stage = Stage::Choosing(Box::new(preview), None);
            }
            (NoteNews::Compared(reading, sheets), Stage::Choosing(preview, _)) => {
                preview.compared_again(Arc::clone(reading), Arc::clone(sheets));
            }
            (NoteNews::Compared(reading, sheets), Stage::Teaching(preview, teach)) => {
                preview.compared_again(Arc::clone(reading), Arc::clone(sheets));
                teach.read_again(Arc::clone(reading));
            }
            (NoteNews::Taken(report), Stage::Writing) => {
                self.stage = Stage::Done(Box::new(report.clone()));
            }
            (NoteNews::TakenBack(undone, _), Stage::Writing) => {
                self.stage = Stage::TakenBack(undone.clone());
            }
            _ => {}
        }
    }
}

impl Screen for Import {
    fn scopes(&self) -> &'static [Scope] {
        if self.ask.is_some() {
            return Ask::SCOPES;
        }
        match self.stage {
            Stage::Asking | Stage::Choosing(_, Some(_)) => &[Scope::Path],
            Stage::Choosing(..) => &[Scope::Notes, Scope::List, Scope::Global],
            Stage::Teaching(..) => &[Scope::Lines, Scope::List, Scope::Global],
            Stage::Done(_) => &[Scope::Imported, Scope::List, Scope::Global],
            _ => &[Scope::List, Scope::Global],
        }
    }

    fn act(
        &mut self,
        action: Action,
        _key: usize,
        shared: &mut Shared,
        now: Moment,
    ) -> Option<Vec<Reply>> {
        if self.ask.is_some() {
            let answer = Ask::take(&mut self.ask, action)?;
            return Some(match answer {
                Action::Yes => self.take(shared, now),
                _ => Vec::new(),
            });
        }
        match &mut self.stage {
            // A second click on a folder goes into it, on a note completes its name.
            Stage::Asking if action == Action::Open => {
                self.path.complete();
                Some(self.wanted_list(now))
            }
            Stage::Asking | Stage::Writing | Stage::TakenBack(_) => None,
            Stage::Reading(stop, ..) => {
                if action != Action::Back {
                    return None;
                }
                stop.stop();
                self.stage = Stage::Asking;
                Some(Vec::new())
            }
            Stage::Choosing(preview, edit) => {
                match action {
                    Action::Back => self.stage = Stage::Asking,
                    Action::TakeCard | Action::Open => preview.toggle(),
                    Action::TakeAll => preview.toggle_all(),
                    Action::OnlyNews => preview.show_only_news(),
                    Action::ScrollNote => preview.scroll(),
                    Action::ChooseDeck => {
                        let into = self.choice.into.as_deref();
                        let shown = into.map_or_else(|| preview.only_deck(), str::to_owned);
                        *edit = Some(Box::new(TextEdit::one_line(&shown)));
                    }
                    Action::ChooseKind => {
                        self.choice.kind = match self.choice.kind {
                            None => Some(Kind::Technical),
                            Some(Kind::Technical) => Some(Kind::Personal),
                            Some(Kind::Personal) => Some(Kind::Company),
                            Some(Kind::Company) => None,
                        };
                    }
                    Action::ChooseLanguage => {
                        let next = match self.choice.lang.as_deref() {
                            None => Some("ko"),
                            Some("ko") => Some("en"),
                            Some(_) => None,
                        };
                        self.choice.lang = next.map(str::to_owned);
                    }
                    Action::TakeNotes => self.ask_to_take(shared, now),
                    Action::TeachLines => self.teach(shared, now),
                    _ => return None,
                }
                Some(Vec::new())
            }
            Stage::Teaching(_, teach) => {
                match teach.act(action, shared.language)? {
                    Taught::Said(note, said) => {
                        return Some(self.read_under(note, said, shared, now));
                    }
                    Taught::Told(words) => shared.say(words, Role::Warn, now),
                    Taught::Moved => {}
                    Taught::Left => self.leave_lines(),
                }
                Some(Vec::new())
            }
            Stage::Done(report) => match action {
                Action::UndoImport => {
                    let id = report.import.clone()?;
                    self.stage = Stage::Writing;
                    let history = Arc::clone(&shared.history);
                    Some(vec![job(NoteJob::TakeBack { id, history }, now)])
                }
                Action::Open => {
                    let query = report.query();
                    let browse = browse::Browse::new(&query, shared, now);
                    Some(vec![Reply::swap(browse)])
                }
                _ => None,
            },
        }
    }

    fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
        _now: Moment,
    ) -> Option<Position> {
        let say = shared.language;
        let title = page::title(&say.import_title(), shared);
        match &mut self.stage {
            Stage::Asking => {
                let actions = [Action::EnterPath, Action::CompletePath, Action::LeavePath];
                let body = page::column(page::draw(frame, area, title, "", &actions, shared));
                Some(self.path.draw(frame, body, shared))
            }
            Stage::Reading(_, done, of) => {
                let (done, of) = (*done, *of);
                let body =
                    page::column(page::draw(frame, area, title, "", &[Action::Back], shared));
                let mut shown = vec![
                    Line::default(),
                    plain(&say.import_reading(), Role::Text, shared),
                ];
                if of > 0 {
                    #[expect(clippy::cast_precision_loss, reason = "counts of files are small")]
                    let share = done as f64 / of as f64;
                    let (full, rest) = (
                        shared.theme.style(Role::Accent),
                        shared.theme.style(Role::Border),
                    );
                    let width = usize::from(body.width).min(40);
                    shown.push(Line::from(
                        bar::filled(share, width, shared.ascii, full, rest).to_vec(),
                    ));
                    shown.push(plain(&say.import_files(done, of), Role::Dim, shared));
                }
                frame.render_widget(Lines::from(shown), body);
                None
            }
            Stage::Choosing(preview, edit) => {
                let caret = preview.draw(frame, area, &self.choice, edit.as_deref_mut(), shared);
                match &self.ask {
                    Some(ask) => {
                        ask.draw(frame, area, shared);
                        None
                    }
                    None => caret,
                }
            }
            Stage::Teaching(_, teach) => {
                teach.draw(frame, area, shared);
                None
            }
            Stage::Writing => {
                let body = page::column(page::draw(frame, area, title, "", &[], shared));
                let shown = vec![
                    Line::default(),
                    plain(&say.import_writing(), Role::Text, shared),
                ];
                frame.render_widget(Lines::from(shown), body);
                None
            }
            Stage::Done(report) => {
                let mut actions = vec![Action::Open, Action::Back, Action::Help];
                if report.import.is_some() {
                    actions.insert(1, Action::UndoImport);
                }
                let body = page::column(page::draw(frame, area, title, "", &actions, shared));
                let shown = told(report, usize::from(body.width), shared);
                frame.render_widget(Lines::from(shown), body);
                None
            }
            Stage::TakenBack(undone) => {
                let actions = [Action::Back, Action::Help];
                let body = page::column(page::draw(frame, area, title, "", &actions, shared));
                let shown = past::told(undone, usize::from(body.width), shared);
                frame.render_widget(Lines::from(shown), body);
                None
            }
        }
    }

    fn type_key(
        &mut self,
        key: KeyEvent,
        action: Option<Action>,
        shared: &mut Shared,
        now: Moment,
    ) -> Vec<Reply> {
        if let Stage::Choosing(preview, edit) = &mut self.stage {
            let Some(field) = edit else {
                return Vec::new();
            };
            match action {
                Some(Action::LeavePath) => *edit = None,
                Some(Action::CompletePath) => {
                    let written = field.text();
                    let decks = shared.bank.decks().iter().map(|deck| &deck.id);
                    if let Some(deck) = decks.filter(|id| id.starts_with(&written)).min() {
                        **field = TextEdit::one_line(deck);
                    }
                }
                Some(Action::EnterPath) => {
                    let id = import::deck_id(field.text().trim_end_matches(".toml"));
                    self.choice.into = Some(id).filter(|id| !id.is_empty());
                    *edit = None;
                    let compare = NoteJob::Compare {
                        reading: preview.reading(),
                        choice: self.choice.clone(),
                        history: Arc::clone(&shared.history),
                    };
                    return vec![job(compare, now)];
                }
                _ => {
                    field.take_key(key);
                }
            }
            return Vec::new();
        }
        match action {
            Some(Action::LeavePath) => return vec![Reply::Close],
            Some(Action::EnterPath) => {
                let path = self.path.text();
                if path.trim().is_empty() {
                    return Vec::new();
                }
                let stop = Stop::default();
                self.stage = Stage::Reading(stop.clone(), 0, 0);
                let read = NoteJob::Read {
                    path,
                    choice: self.choice.clone(),
                    history: Arc::clone(&shared.history),
                    stop,
                };
                return vec![job(read, now)];
            }
            Some(Action::CompletePath) => self.path.complete(),
            _ if self.path.list.take_key(key) => {}
            _ => self.path.take_key(key),
        }
        self.wanted_list(now)
    }

    fn paste(&mut self, pasted: &str, _shared: &mut Shared, now: Moment) -> Vec<Reply> {
        match &mut self.stage {
            Stage::Asking => {
                self.path.paste(pasted);
                self.wanted_list(now)
            }
            Stage::Choosing(_, Some(edit)) => {
                edit.paste(pasted);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn news(&mut self, news: &News<'_>, _shared: &mut Shared, _now: Moment) -> Vec<Reply> {
        if let News::Notes(news) = news {
            self.take_news(news);
        }
        Vec::new()
    }

    fn list(&mut self) -> Option<&mut List> {
        match &mut self.stage {
            Stage::Asking => Some(&mut self.path.list),
            Stage::Choosing(preview, None) => Some(&mut preview.list),
            Stage::Teaching(_, teach) => Some(&mut teach.list),
            _ => None,
        }
    }

    fn chose(&mut self, _shared: &mut Shared, _now: Moment) {
        if let Stage::Choosing(preview, _) = &mut self.stage {
            preview.chose();
        }
    }

    fn tells(&self, news: &News<'_>) -> bool {
        matches!(
            news,
            News::Notes(NoteNews::Taken(_) | NoteNews::TakenBack(..))
        )
    }
}

fn job(job: NoteJob, now: Moment) -> Reply {
    Reply::Do(Effect::Notes(job, now.wall))
}

fn plain(words: &str, role: Role, shared: &Shared) -> Line<'static> {
    Line::styled(text::visible_line(words), shared.theme.style(role))
}

/// What was done, and what went wrong.
fn told(report: &Report, columns: usize, shared: &Shared) -> Vec<Line<'static>> {
    let say = shared.language;
    let mut shown = vec![
        Line::default(),
        plain(
            &say.import_done(report.new, report.changed),
            Role::Good,
            shared,
        ),
    ];
    let mut add = |words: &str, role: Role| {
        for line in text::wrap(&text::visible_line(words), columns) {
            shown.push(plain(&line, role, shared));
        }
    };
    for deck in report.decks.iter().take(8) {
        add(&format!("  {deck}"), Role::Text);
    }
    if report.decks.len() > 8 {
        add(&say.import_more_decks(report.decks.len() - 8), Role::Dim);
    }
    if report.brought > 0 {
        add(&say.import_brought(report.brought), Role::Text);
    }
    if report.undecided > 0 {
        add(&say.import_undecided(report.undecided), Role::Warn);
    }
    for problem in &report.problems {
        add(&problem.in_language(say), Role::Bad);
    }
    add("", Role::Text);
    add(&say.import_look(&shared.key(Action::Open)), Role::Dim);
    shown
}
