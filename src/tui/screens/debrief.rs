//! A session looked back on: what a coach would say first, a row per question, three things for
//! tomorrow, and a line each to keep, to mend and to try.

use crossterm::event::{KeyCode, KeyEvent};

use super::choose::Choice;
use super::{editor, room};
use crate::bank::write::Field;
use crate::clock::Moment;
use crate::history::record::{Body, PlannedRound, Session};
use crate::history::{Record, RecordId, Reflection, SessionEvent, SessionSeen};
use crate::interview::debrief::{Debrief, Findings, Row};
use crate::interview::draw::Narrowing;
use crate::interview::preset::Preset;
use crate::report::session::SessionReport;
use crate::tui::action::{Action, Scope};
use crate::tui::effect::Effect;
use crate::tui::screen::{News, Reply, Screen};
use crate::tui::shared::Shared;
use crate::tui::speech::{Recording, Wish};
use crate::tui::theme::Role;
use crate::tui::tutor::Place;
use crate::tui::unfinished::Unfinished;
use crate::tui::widgets::ask::Ask;
use crate::tui::widgets::list::List;
use crate::tui::widgets::text_edit::{Ended, TextEdit};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

mod draw;

/// The lines of a reflection.
const LINES: usize = 3;

/// The debrief of one session.
#[derive(Debug)]
pub struct DebriefScreen {
    session: RecordId,
    title: String,
    debrief: Debrief,
    findings: Findings,
    /// The three lines as they stand here.
    reflection: Reflection,
    /// The three lines as the history has them.
    kept: Reflection,
    /// What stood on the notes pad, and the line that was written at the end.
    noted: [String; 2],
    /// The line that is being written.
    writing: Option<TextEdit>,
    /// What was typed until a moment ago.
    ended: Option<Ended<TextEdit>>,
    /// The row under the cursor; behind the rows the lines of the reflection.
    list: List,
    /// The row that is shown whole.
    open: bool,
    /// The question in which format to export.
    ask: Option<Ask>,
}

/// Opens the debrief of the session that was held last.
pub fn open_last(shared: &mut Shared, now: Moment) -> Vec<Reply> {
    let last = shared
        .history
        .sessions()
        .rfind(|seen| was_held(seen, shared));
    let Some(last) = last else {
        let words = shared.language.debrief_no_session();
        shared.say(words, Role::Dim, now);
        return Vec::new();
    };
    let (title, session) = (shared.preset_title(last.preset), last.began.id.clone());
    let screen = DebriefScreen::new(title, &session, last.rounds, shared);
    vec![Reply::open(screen)]
}

/// Opens the debrief of a session on its first answer that waits for a score.
pub fn open_unscored(session: &RecordId, shared: &Shared) -> Vec<Reply> {
    let mut sessions = shared.history.sessions();
    let Some(seen) = sessions.find(|seen| seen.began.id == *session) else {
        return Vec::new();
    };
    let title = shared.preset_title(seen.preset);
    let mut screen = DebriefScreen::new(title, session, seen.rounds, shared);
    let rows = &screen.debrief.rows;
    let first = rows.iter().position(Row::is_unscored).unwrap_or(0);
    screen.list.begin(rows.len(), first);
    vec![Reply::open(screen)]
}

/// Whether a session is over, and something was answered in it. The second is looked up in the
/// whole history: ask it of few sessions.
fn was_held(seen: &SessionSeen<'_>, shared: &Shared) -> bool {
    let mut answers = shared.history.answers_in(&seen.began.id);
    seen.ended.is_some() && answers.next().is_some()
}

impl DebriefScreen {
    /// The debrief of a session with these rounds.
    pub fn new(
        title: String,
        session: &RecordId,
        rounds: &[PlannedRound],
        shared: &Shared,
    ) -> Self {
        let debrief = Debrief::of(session, rounds, &shared.history);
        let seen = shared.history.sessions();
        let seen = seen.rev().find(|seen| seen.began.id == *session);
        let noted = seen.map_or_else(Default::default, |seen| {
            [seen.pad, seen.line].map(|words| words.trim().to_owned())
        });
        let findings = seen.map_or_else(Findings::default, |seen| {
            Findings::of(&debrief, &seen, &shared.history, &shared.bank)
        });
        let kept = shared.history.reflection_on(session);
        let kept = kept.cloned().unwrap_or_default();
        let typed = shared.unfinished.get(&draft_name(session));
        let typed = typed.and_then(|typed| serde_json::from_value(typed.clone()).ok());
        Self {
            session: session.clone(),
            title,
            debrief,
            findings,
            reflection: typed.unwrap_or_else(|| kept.clone()),
            kept,
            noted,
            writing: None,
            ended: None,
            list: List::default(),
            open: false,
            ask: None,
        }
    }

    /// Whether keys are text now.
    pub fn is_typing(&self) -> bool {
        self.writing.is_some()
    }

    /// The line of the reflection under the cursor.
    fn line(&self) -> Option<usize> {
        self.list.at().checked_sub(self.debrief.rows.len())
    }

    fn line_mut(&mut self, line: usize) -> &mut String {
        match line {
            0 => &mut self.reflection.keep,
            1 => &mut self.reflection.problem,
            _ => &mut self.reflection.attempt,
        }
    }

    fn write_line(&mut self) {
        if let Some(line) = self.line() {
            let edit = TextEdit::one_line(self.line_mut(line));
            self.writing = Some(edit);
        }
    }

    /// What is typed survives a kill.
    fn set_aside(&mut self, shared: &mut Shared) -> Vec<Reply> {
        let typed = self.writing.as_ref().map(TextEdit::text);
        if let Some((line, typed)) = self.line().zip(typed) {
            *self.line_mut(line) = typed;
        }
        let draft = Unfinished::of(draft_name(&self.session), &self.reflection);
        vec![Reply::Do(shared.set_aside(draft))]
    }

    /// Keeps the lines if they have changed.
    fn keep(&self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        if self.reflection == self.kept {
            return Vec::new();
        }
        let event = SessionEvent::Reflected(self.reflection.clone());
        let session = self.session.clone();
        let record = shared.record(now, Body::Session(Session { session, event }));
        vec![Reply::Do(Effect::Keep(record))]
    }

    /// A record is on the disk.
    fn was_kept(&mut self, record: &Record, shared: &mut Shared) -> Vec<Reply> {
        match self.reflection_in(record) {
            Some(reflection) => {
                self.kept = reflection.clone();
                let name = draft_name(&self.session);
                shared
                    .forget_unfinished(&name)
                    .map(Reply::Do)
                    .into_iter()
                    .collect()
            }
            None => Vec::new(),
        }
    }

    /// A record could not be kept: the lines stay here and in their draft.
    fn was_not_kept(
        &self,
        record: &Record,
        why: &crate::language::Both,
        shared: &mut Shared,
        now: Moment,
    ) {
        if self.reflection_in(record).is_some() {
            let say = shared.language;
            let words = say.debrief_not_kept(why.in_language(say), &shared.key(Action::Open));
            shared.say(words, Role::Bad, now);
        }
    }

    fn reflection_in<'r>(&self, record: &'r Record) -> Option<&'r Reflection> {
        match &record.body {
            Body::Session(Session {
                session,
                event: SessionEvent::Reflected(reflection),
            }) if *session == self.session => Some(reflection),
            _ => None,
        }
    }

    /// Asks the cards that went badly again, as an interview of its own.
    fn ask_again(&self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let cards = self.debrief.weak_cards();
        if cards.is_empty() {
            let words = shared.language.debrief_nothing_weak();
            shared.say(words, Role::Good, now);
            return Vec::new();
        }
        let choice = Choice {
            preset: Preset::of_cards(cards),
            narrowing: Narrowing::default(),
            seed: (shared.seeds)(),
        };
        let mut replies = self.keep(shared, now);
        replies.extend(room::begin(&choice, shared, now));
        replies
    }

    /// The debrief of the session before or after this one.
    fn neighbour(&self, newer: bool, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let is_newer = |seen: &SessionSeen<'_>| seen.began.id > self.session;
        let is_older = |seen: &SessionSeen<'_>| seen.began.id < self.session;
        let found = if newer {
            let mut sessions = shared.history.sessions();
            sessions.find(|seen| is_newer(seen) && was_held(seen, shared))
        } else {
            let mut sessions = shared.history.sessions();
            sessions.rfind(|seen| is_older(seen) && was_held(seen, shared))
        };
        let Some(seen) = found else {
            let say = shared.language;
            let words = if newer {
                say.debrief_last()
            } else {
                say.debrief_first()
            };
            shared.say(words, Role::Dim, now);
            return Vec::new();
        };
        let title = shared.preset_title(seen.preset);
        let screen = Self::new(title, &seen.began.id, seen.rounds, shared);
        let mut replies = self.keep(shared, now);
        replies.push(Reply::swap(screen));
        replies
    }

    /// The row under the cursor is scored, or scored anew; from a line below them the first that waits.
    fn score_row(&mut self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let rows = &self.debrief.rows;
        let chosen = self.list.at();
        let chosen = if rows.get(chosen).is_some() {
            Some(chosen)
        } else {
            rows.iter().position(Row::is_unscored)
        };
        let opened = chosen.and_then(|at| {
            let row = &rows[at];
            let record = shared
                .history
                .records()
                .find(|record| Some(&record.id) == row.record.as_ref())?;
            room::score_again(record, shared, now)
        });
        match opened {
            Some(open) => vec![open],
            None => {
                let words = shared.language.debrief_nothing_to_score();
                shared.say(words, Role::Dim, now);
                Vec::new()
            }
        }
    }

    /// The answer that was scored last is scored anew.
    fn score_last_again(&mut self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let rows = self.debrief.rows.iter().enumerate();
        let scored = rows.filter(|(_, row)| row.answer.score.is_some());
        let Some((last, _)) = scored.max_by_key(|(_, row)| row.record.clone()) else {
            let words = shared.language.review_nothing_to_undo();
            shared.say(words, Role::Dim, now);
            return Vec::new();
        };
        self.list.choose(last);
        self.score_row(shared, now)
    }

    /// Answers were scored meanwhile.
    fn look_anew(&mut self, shared: &Shared) {
        let mut sessions = shared.history.sessions();
        if let Some(seen) = sessions.find(|seen| seen.began.id == self.session) {
            self.debrief = Debrief::of(&self.session, seen.rounds, &shared.history);
            self.findings = Findings::of(&self.debrief, &seen, &shared.history, &shared.bank);
        }
    }

    fn export(&self, ending: &str, shared: &Shared) -> Vec<Reply> {
        let mut sessions = shared.history.sessions();
        let Some(seen) = sessions.find(|seen| seen.began.id == self.session) else {
            return Vec::new();
        };
        let report = SessionReport::of(&self.title, seen, &shared.history, &shared.bank);
        let text = match ending {
            "md" => report.to_markdown(shared.language),
            _ => report.to_html(shared.language),
        };
        let name = format!("{}.{ending}", report.file_name());
        vec![Reply::Do(Effect::Export { name, text })]
    }

    /// Cards say something else by now: what is written is no longer missing.
    fn bank_changed(&mut self, shared: &Shared) {
        let mut sessions = shared.history.sessions();
        if let Some(seen) = sessions.find(|seen| seen.began.id == self.session) {
            self.findings = Findings::of(&self.debrief, &seen, &shared.history, &shared.bank);
        }
    }
}

impl Screen for DebriefScreen {
    fn scopes(&self) -> &'static [Scope] {
        if self.is_typing() {
            return &[Scope::Text];
        }
        if self.ask.is_some() {
            return &[Scope::Export, Scope::Global];
        }
        &[Scope::Debrief, Scope::List, Scope::Global]
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
                Action::ExportMarkdown => self.export("md", shared),
                Action::ExportHtml => self.export("html", shared),
                _ => Vec::new(),
            });
        }
        match action {
            Action::Open => match self.line() {
                Some(_) => self.write_line(),
                None => self.open = !self.open,
            },
            Action::ScoreRow => return Some(self.score_row(shared, now)),
            Action::UndoInDebrief => return Some(self.score_last_again(shared, now)),
            Action::EditInDebrief => {
                let row = self.debrief.rows.get(self.list.at())?;
                let field = if row.follow_up.is_empty() {
                    Field::Answer
                } else {
                    Field::FollowUps
                };
                let card = row.card.clone();
                return Some(editor::open(&card, field, shared, now));
            }
            Action::TakeSaidInDebrief => {
                let row = self.debrief.rows.get(self.list.at())?;
                if !row.follow_up.is_empty() {
                    let words = shared.language.said_to_a_follow_up();
                    shared.say(words, Role::Warn, now);
                    return Some(Vec::new());
                }
                let (card, said) = (row.card.clone(), row.answer.typed.clone());
                let said = said.unwrap_or_default();
                return Some(editor::take_said(&card, &said, shared, now));
            }
            Action::PlayAnswer => {
                let row = self.debrief.rows.get(self.list.at())?;
                let name = row.answer.recording.clone()?;
                if shared.speech.play.is_empty() {
                    let words = shared.language.speech_no_player();
                    shared.say(words, Role::Dim, now);
                    return Some(Vec::new());
                }
                let lang = String::new();
                let wish = Wish::Play(Recording { name, lang });
                return Some(vec![Reply::Do(Effect::Speak(wish))]);
            }
            Action::AskAgain => return Some(self.ask_again(shared, now)),
            Action::Export => self.ask = Some(exporting(shared)),
            Action::OlderSession => return Some(self.neighbour(false, shared, now)),
            Action::NewerSession => return Some(self.neighbour(true, shared, now)),
            Action::CloseDebrief if self.open => self.open = false,
            Action::CloseDebrief => {
                let mut replies = self.keep(shared, now);
                replies.push(Reply::CloseAll);
                return Some(replies);
            }
            _ => return None,
        }
        Some(Vec::new())
    }

    fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
        _now: Moment,
    ) -> Option<Position> {
        self.draw_page(frame, area, shared)
    }

    fn type_key(
        &mut self,
        key: KeyEvent,
        action: Option<Action>,
        shared: &mut Shared,
        now: Moment,
    ) -> Vec<Reply> {
        let Some(edit) = &mut self.writing else {
            return Vec::new();
        };
        let ends = matches!(action, Some(Action::EndText | Action::FinishAnswer));
        if ends || key.code == KeyCode::Enter {
            let written = self
                .writing
                .take()
                .filter(|_| action == Some(Action::EndText));
            self.ended = written.map(|edit| Ended::new(edit, now.running));
            let is_last = self.line() == Some(LINES - 1);
            if !ends && !is_last {
                self.list.act(Action::Down);
                self.write_line();
            }
            return self.keep(shared, now);
        }
        if !edit.take_key(key) {
            return Vec::new();
        }
        self.set_aside(shared)
    }

    fn type_on(&mut self, key: KeyEvent, shared: &mut Shared, now: Moment) -> Option<Vec<Reply>> {
        self.writing = Some(Ended::typed_on(&mut self.ended, now.running)?);
        Some(self.type_key(key, None, shared, now))
    }

    fn escape_taken_back(&mut self, _shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let ended = Ended::taken_back(&mut self.ended, now.running);
        self.writing = self.writing.take().or(ended);
        Vec::new()
    }

    fn paste(&mut self, pasted: &str, shared: &mut Shared, _now: Moment) -> Vec<Reply> {
        let Some(edit) = &mut self.writing else {
            return Vec::new();
        };
        edit.paste(pasted);
        self.set_aside(shared)
    }

    /// While a line is written it stays chosen.
    fn list(&mut self) -> Option<&mut List> {
        let is_free = self.writing.is_none() && self.ask.is_none();
        is_free.then_some(&mut self.list)
    }

    fn news(&mut self, news: &News<'_>, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        match news {
            News::BankChanged { .. } => self.bank_changed(shared),
            News::Kept(record) => {
                if matches!(record.body, Body::Undo { .. } | Body::Answer(_)) {
                    self.look_anew(shared);
                }
                return self.was_kept(record, shared);
            }
            News::NotKept(record, why) => self.was_not_kept(record, why, shared, now),
            _ => {}
        }
        Vec::new()
    }

    fn place(&self) -> Place {
        Place::Debrief
    }
}

/// In which format is it exported?
fn exporting(shared: &Shared) -> Ask {
    let say = shared.language;
    let answers = [
        (Action::CloseExport, say.cancel()),
        (Action::ExportMarkdown, "Markdown".to_owned()),
        (Action::ExportHtml, "HTML".to_owned()),
    ];
    let (title, words) = (say.debrief_export_title(), say.debrief_export_words());
    Ask::of(title, words, answers.into())
}

fn draft_name(session: &RecordId) -> String {
    format!("debrief-{session}")
}
