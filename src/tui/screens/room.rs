//! A running interview: the question, the clock, and the scoring after it.

use std::time::Duration;

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::choose::Choice;
use super::debrief::DebriefScreen;
use super::{Reply, Screen, editor};
use crate::bank::Card;
use crate::bank::write::Field;
use crate::clock::{Moment, clock_face};
use crate::history::record::{Body, PlannedQuestion, PlannedRound, Session, VERSION};
use crate::history::{Record, RecordId, SessionEvent};
use crate::interview::draw::draw;
use crate::interview::preset::Mode;
use crate::interview::room::{Input, Output, Phase, Room, Snapshot};
use crate::language::Both;
use crate::tui::action::{Action, Scope};
use crate::tui::app::Effect;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::text_edit::TextEdit;
use crate::tui::widgets::{page, popup};

mod asking;
mod scoring;

/// The screen of a running interview.
#[derive(Debug)]
pub struct RoomScreen {
    room: Room,
    title: String,
    rounds: Vec<PlannedRound>,
    writing: Option<Writing>,
    /// The user was asked whether to leave.
    leaving: Option<Leaving>,
    /// Records that could not be kept and are tried again, the oldest first.
    unkept: Vec<Record>,
    /// Why the last record could not be kept.
    why_unkept: Option<Both>,
    /// The key point under the cursor.
    point: usize,
    /// The first line of the model answer that is shown, and how far it goes.
    scroll: usize,
    last_scroll: usize,
    quits: bool,
    /// The session's end is on the disk.
    end_is_kept: bool,
    was_resumed: bool,
}

/// The question whether to leave.
#[derive(Debug, Clone, Copy)]
struct Leaving {
    /// The program ends with the interview.
    quits: bool,
    /// The clock stood already and stands on after a no.
    was_paused: bool,
}

/// A text that is being typed.
#[derive(Debug)]
struct Writing {
    what: Written,
    edit: TextEdit,
}

/// What is being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Written {
    Answer,
    Note,
}

/// Draws the questions of a choice and opens the room, or says that nothing fits.
pub fn begin(choice: &Choice, shared: &mut Shared, now: Moment) -> Vec<Reply> {
    let preset = &choice.preset;
    let drawn = draw(
        &shared.bank,
        &shared.history,
        preset,
        &choice.narrowing,
        choice.seed,
        now.wall,
    );
    if drawn.is_empty() {
        let words = shared.language.choose_nothing();
        shared.say(words, Role::Warn, now);
        return Vec::new();
    }
    let rounds = drawn.planned(shared.language);
    let session = shared.ids.next(now.wall);
    let event = SessionEvent::Began {
        preset: preset.name.clone(),
        seed: choice.seed,
        mode: preset.mode.word().to_owned(),
        device: shared.device.clone(),
        rounds: rounds.clone(),
    };
    let record = Box::new(Record {
        version: VERSION,
        id: session.clone(),
        at: chrono::SubsecRound::trunc_subsecs(now.wall, 3),
        body: Body::Session(Session {
            session: session.clone(),
            event,
        }),
    });
    let room = Room::begin(
        session,
        preset.mode,
        &rounds,
        |q| points_of(q, shared),
        now.running,
    );
    let title = preset.title.in_language(shared.language).clone();
    let screen = RoomScreen::new(room, title, rounds);
    vec![
        Reply::Open(Screen::Room(Box::new(screen))),
        Reply::Do(Effect::Keep(record)),
    ]
}

/// Opens the session that broke off last, where it stood, with the clock stopped.
pub fn resume(shared: &mut Shared, now: Moment) -> Vec<Reply> {
    let Some(session) = shared.last_broken_off().cloned() else {
        return Vec::new();
    };
    let snapshot = shared
        .drafts
        .iter()
        .find(|draft| draft.session == session)
        .and_then(|draft| draft.snapshot.clone());
    shared.drafts.retain(|draft| draft.session != session);
    let Some(seen) = shared
        .history
        .sessions()
        .find(|seen| seen.began.id == session)
    else {
        return Vec::new();
    };
    let mode = Mode::WORDS
        .iter()
        .find(|(word, _)| *word == seen.mode)
        .map_or(Mode::Practice, |(_, mode)| *mode);
    let rounds = seen.rounds.to_vec();
    let title = shared.preset_title(seen.preset);
    let kept: Vec<_> = shared
        .history
        .answers_in(&session)
        .map(|(_, answer)| answer)
        .collect();
    let room = Room::begin(
        session.clone(),
        mode,
        &rounds,
        |q| points_of(q, shared),
        now.running,
    )
    .resume(&kept, snapshot, now.running);
    let is_over = room.phase() == Phase::Over;
    let mut screen = RoomScreen::new(room, title, rounds);
    screen.was_resumed = true;
    if is_over {
        // Everything was scored and only the end is missing.
        let ended = screen.end_record(true, shared, now);
        return vec![
            Reply::Open(Screen::Room(Box::new(screen))),
            Reply::Do(Effect::Keep(ended)),
        ];
    }
    vec![Reply::Open(Screen::Room(Box::new(screen)))]
}

/// Where the session that broke off last stands: the round and the number of the question.
pub fn broken_off_place(shared: &Shared) -> String {
    let Some(session) = shared.last_broken_off() else {
        return String::new();
    };
    let Some(seen) = shared
        .history
        .sessions()
        .find(|seen| seen.began.id == *session)
    else {
        return String::new();
    };
    let kept: Vec<_> = shared
        .history
        .answers_in(session)
        .map(|(_, answer)| answer)
        .collect();
    let room = Room::begin(
        session.clone(),
        Mode::Practice,
        seen.rounds,
        |_| 0,
        Duration::ZERO,
    )
    .resume(&kept, None, Duration::ZERO);
    match room.place() {
        Some((round, number, of)) => shared.language.room_place(round, number, of),
        None => shared.preset_title(seen.preset),
    }
}

fn points_of(question: &PlannedQuestion, shared: &Shared) -> usize {
    match shared.bank.find(&question.card) {
        Some(entry) if question.follow_up.is_empty() => entry.card.key_points.len(),
        _ => 0,
    }
}

impl RoomScreen {
    fn new(room: Room, title: String, rounds: Vec<PlannedRound>) -> Self {
        Self {
            room,
            title,
            rounds,
            writing: None,
            leaving: None,
            unkept: Vec::new(),
            why_unkept: None,
            point: 0,
            scroll: 0,
            last_scroll: 0,
            quits: false,
            end_is_kept: false,
            was_resumed: false,
        }
    }

    /// Whether keys are text now.
    pub fn is_typing(&self) -> bool {
        self.writing.is_some() && self.leaving.is_none()
    }

    /// Where the question stands.
    pub fn phase(&self) -> Phase {
        self.room.phase()
    }

    /// Whether a clock runs.
    pub fn has_clock(&self) -> bool {
        !self.room.is_paused()
            && matches!(
                self.room.phase(),
                Phase::Beat | Phase::Think | Phase::Answer
            )
    }

    /// The program was stopped for this long.
    pub fn was_away(&mut self, away: Duration) {
        self.room.was_away(away);
    }

    /// Where the session stands, unless it is over.
    pub fn draft(&self, now: Moment) -> Option<Snapshot> {
        (self.room.phase() != Phase::Over).then(|| self.room.snapshot(now.running))
    }

    /// Where keys are looked up.
    pub fn scopes(&self) -> &'static [Scope] {
        if self.leaving.is_some() {
            return &[Scope::Confirm];
        }
        match self.room.phase() {
            Phase::Sure => &[Scope::Sure, Scope::Room, Scope::Global],
            Phase::Score | Phase::Keeping | Phase::Over => {
                &[Scope::Score, Scope::Room, Scope::Global]
            }
            _ => &[Scope::Room, Scope::Global],
        }
    }

    /// The running time at which the screen changes by itself.
    pub fn next_change(&self, now: Duration) -> Option<Duration> {
        self.room.next_change(now)
    }

    /// Time has passed.
    pub fn tick(&mut self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let before = self.room.phase();
        let replies = self.give(Input::Tick, shared, now);
        if self.room.phase() == before {
            replies
        } else {
            self.with_draft(replies, now)
        }
    }

    /// Does what a key means here.
    pub fn act(
        &mut self,
        action: Action,
        place: usize,
        shared: &mut Shared,
        now: Moment,
    ) -> Option<Vec<Reply>> {
        if let Some(leaving) = self.leaving {
            return Some(match action {
                Action::Yes => {
                    self.leaving = None;
                    self.quits = leaving.quits;
                    self.writing = None;
                    self.give(Input::Leave, shared, now)
                }
                Action::No => {
                    self.leaving = None;
                    if leaving.was_paused {
                        return Some(Vec::new());
                    }
                    self.give(Input::Resume, shared, now)
                }
                _ => Vec::new(),
            });
        }
        let number = u8::try_from(place + 1).unwrap_or(u8::MAX);
        let input = match action {
            Action::Interrupt | Action::Quit | Action::Leave => {
                return Some(self.ask_to_leave(action != Action::Leave, shared, now));
            }
            Action::Retry if self.why_unkept.is_some() && self.room.phase() == Phase::Score => {
                Input::GoOn
            }
            Action::Retry => return Some(self.retry()),
            Action::EditInScore => return Some(self.edit_card(shared, now)),
            Action::TypeAnswer | Action::Note | Action::NextTime => {
                self.start_writing(if action == Action::TypeAnswer {
                    Written::Answer
                } else {
                    Written::Note
                });
                return Some(Vec::new());
            }
            Action::Done | Action::Confirm if self.room.phase() == Phase::Over => {
                return Some(self.retry());
            }
            Action::Done | Action::Confirm => Input::GoOn,
            Action::GiveUp => Input::GiveUp,
            Action::Skip => Input::Skip,
            Action::Hint => {
                let hints = self.room.current().map_or(0, |(_, attempt)| attempt.hints);
                if usize::try_from(hints).is_ok_and(|taken| taken >= self.hints(shared).len()) {
                    let words = shared.language.room_no_hint();
                    shared.say(words, Role::Dim, now);
                    return Some(Vec::new());
                }
                Input::Hint
            }
            Action::Pause if self.room.is_paused() => {
                self.was_resumed = false;
                Input::Resume
            }
            Action::Pause => Input::Pause,
            Action::Sure => Input::Sure(number),
            Action::Rate => Input::Score(number),
            Action::TogglePoint => Input::TogglePoint(self.point),
            Action::PointUp => {
                self.point = self.point.saturating_sub(1);
                return Some(Vec::new());
            }
            Action::PointDown => {
                let last = self
                    .room
                    .current()
                    .map_or(0, |(slot, _)| slot.points_of.saturating_sub(1));
                self.point = (self.point + 1).min(last);
                return Some(Vec::new());
            }
            Action::ScrollUp => {
                self.scroll = self.scroll.saturating_sub(4);
                return Some(Vec::new());
            }
            Action::ScrollDown => {
                self.scroll = (self.scroll + 4).min(self.last_scroll);
                return Some(Vec::new());
            }
            _ => return None,
        };
        let replies = self.give(input, shared, now);
        Some(self.with_draft(replies, now))
    }

    fn ask_to_leave(&mut self, quits: bool, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        if self.room.phase() == Phase::Over {
            // Everything is over but its last record, which a full disk keeps from being written.
            return vec![Reply::Do(Effect::Quit)];
        }
        self.leaving = Some(Leaving {
            quits,
            was_paused: self.room.is_paused(),
        });
        self.give(Input::Pause, shared, now)
    }

    /// Takes a key as text.
    pub fn type_key(
        &mut self,
        key: KeyEvent,
        action: Option<Action>,
        shared: &mut Shared,
        now: Moment,
    ) -> Vec<Reply> {
        let Some(writing) = &mut self.writing else {
            return Vec::new();
        };
        let is_line = writing.what == Written::Note;
        match action {
            Some(Action::EndText) => self.writing = None,
            Some(Action::FinishAnswer) if writing.what == Written::Answer => {
                self.writing = None;
                let replies = self.give(Input::GoOn, shared, now);
                return self.with_draft(replies, now);
            }
            _ if is_line && key.code == crossterm::event::KeyCode::Enter => self.writing = None,
            _ => {
                writing.edit.take_key(key);
                return self.text_changed(shared, now);
            }
        }
        Vec::new()
    }

    /// Takes what was pasted into the text that is being typed.
    pub fn paste(&mut self, text: &str, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let Some(writing) = &mut self.writing else {
            return Vec::new();
        };
        writing.edit.paste(text);
        self.text_changed(shared, now)
    }

    fn text_changed(&mut self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let Some(writing) = &self.writing else {
            return Vec::new();
        };
        let text = writing.edit.text();
        let input = match writing.what {
            Written::Answer => Input::Typed(text),
            Written::Note => Input::Noted(text),
        };
        let replies = self.give(input, shared, now);
        self.with_draft(replies, now)
    }

    /// Opens the card that is scored, where its answer is. No clock runs here, so none is stopped.
    fn edit_card(&self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let Some((slot, _)) = self.room.current() else {
            return Vec::new();
        };
        if self.room.phase() != Phase::Score {
            return Vec::new();
        }
        let field = match slot.depth() {
            0 => Field::Answer,
            _ => Field::FollowUps,
        };
        let card = slot.card().clone();
        editor::open(&card, field, shared, now)
    }

    /// Decks were read anew: the card that is asked or scored may have other key points.
    pub fn bank_changed(&mut self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let (Some((slot, _)), Some(_)) = (self.room.current(), self.card(shared)) else {
            return Vec::new();
        };
        let points = points_of(&slot.question, shared);
        let replies = self.give(Input::Edited(points), shared, now);
        self.with_draft(replies, now)
    }

    fn start_writing(&mut self, what: Written) {
        let Some((_, attempt)) = self.room.current() else {
            return;
        };
        if matches!(self.room.phase(), Phase::Keeping | Phase::Over) {
            return;
        }
        let edit = match what {
            Written::Answer => TextEdit::lines(&attempt.typed),
            Written::Note => TextEdit::one_line(&attempt.note),
        };
        self.writing = Some(Writing { what, edit });
    }

    /// A record is on the disk.
    pub fn kept(&mut self, record: &Record, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        self.unkept.retain(|unkept| unkept.id != record.id);
        if self.unkept.is_empty() {
            self.why_unkept = None;
        }
        match &record.body {
            Body::Answer(answer) if answer.session.as_ref() == Some(self.room.session()) => {
                if self.room.phase() == Phase::Over {
                    return self.close_if_kept(shared);
                }
                let replies = self.give(Input::Kept, shared, now);
                self.with_draft(replies, now)
            }
            Body::Session(session) if session.session == *self.room.session() => {
                self.end_is_kept |= matches!(session.event, SessionEvent::Ended { .. });
                self.close_if_kept(shared)
            }
            _ => Vec::new(),
        }
    }

    /// A record could not be kept: nothing is lost, it can be tried again.
    pub fn not_kept(
        &mut self,
        record: &Record,
        why: &Both,
        shared: &mut Shared,
        now: Moment,
    ) -> Vec<Reply> {
        let is_own = match &record.body {
            Body::Answer(answer) => answer.session.as_ref() == Some(self.room.session()),
            Body::Session(session) => session.session == *self.room.session(),
            _ => false,
        };
        if !is_own {
            return Vec::new();
        }
        self.why_unkept = Some(why.clone());
        if matches!(record.body, Body::Answer(_)) && self.room.phase() == Phase::Keeping {
            // The answer is scored still; Enter makes its record anew.
            return self.give(Input::NotKept, shared, now);
        }
        if !self.unkept.iter().any(|unkept| unkept.id == record.id) {
            self.unkept.push(record.clone());
        }
        Vec::new()
    }

    /// Tries to keep everything that could not be kept, the oldest first.
    fn retry(&mut self) -> Vec<Reply> {
        let records = std::mem::take(&mut self.unkept);
        records
            .into_iter()
            .map(|record| Reply::Do(Effect::Keep(Box::new(record))))
            .collect()
    }

    /// Gives the room an input and turns what it wants into replies.
    fn give(&mut self, input: Input, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let before = (
            self.room.phase(),
            self.room.current().map(|(slot, _)| slot.question.clone()),
        );
        let outputs = self.room.handle(input, now.running);
        let after = (
            self.room.phase(),
            self.room.current().map(|(slot, _)| slot.question.clone()),
        );
        if before.1 != after.1 {
            self.writing = None;
        }
        let still_asked = matches!(after.0, Phase::Think | Phase::Answer);
        if before != after && !still_asked {
            self.writing = None;
            self.point = 0;
            self.scroll = 0;
        }
        let mut replies = self.retry_before(&outputs);
        for output in outputs {
            match output {
                Output::Bell => replies.push(Reply::Do(Effect::Bell)),
                Output::Keep(answer) => {
                    let record = shared.record(now, Body::Answer(*answer));
                    replies.push(Reply::Do(Effect::Keep(record)));
                }
                Output::End { finished } => {
                    let record = self.end_record(finished, shared, now);
                    replies.push(Reply::Do(Effect::Keep(record)));
                }
            }
        }
        replies
    }

    /// Whatever could not be kept earlier goes first.
    fn retry_before(&mut self, outputs: &[Output]) -> Vec<Reply> {
        let keeps = outputs
            .iter()
            .any(|output| matches!(output, Output::Keep(_) | Output::End { .. }));
        if keeps { self.retry() } else { Vec::new() }
    }

    fn end_record(&self, finished: bool, shared: &mut Shared, now: Moment) -> Box<Record> {
        let scored = self
            .room
            .all()
            .filter(|(_, attempt)| attempt.is_kept && attempt.score.is_some())
            .count();
        let reason = if finished { "finished" } else { "left" };
        let event = SessionEvent::Ended {
            reason: reason.to_owned(),
            scored,
        };
        shared.record(
            now,
            Body::Session(Session {
                session: self.room.session().clone(),
                event,
            }),
        )
    }

    /// Everything of the session is on the disk: the draft goes and the debrief comes.
    fn close_if_kept(&mut self, shared: &Shared) -> Vec<Reply> {
        if !self.end_is_kept || !self.unkept.is_empty() {
            return Vec::new();
        }
        let session: RecordId = self.room.session().clone();
        let mut replies = vec![Reply::Do(Effect::DropDraft(session.clone()))];
        if self.quits {
            replies.push(Reply::Do(Effect::Quit));
        } else {
            let debrief = DebriefScreen::new(self.title.clone(), &session, &self.rounds, shared);
            replies.push(Reply::Swap(Screen::Debrief(Box::new(debrief))));
        }
        replies
    }

    fn with_draft(&self, mut replies: Vec<Reply>, now: Moment) -> Vec<Reply> {
        replies.extend(
            self.draft(now)
                .map(|snapshot| Reply::Do(Effect::WriteDraft(snapshot))),
        );
        replies
    }

    /// The card that is asked or scored, while its deck still has it.
    fn card<'s>(&self, shared: &'s Shared) -> Option<&'s Card> {
        let (slot, _) = self.room.current()?;
        shared.bank.find(slot.card()).map(|entry| entry.card)
    }

    /// The question as it is asked.
    fn question(&self, shared: &Shared) -> String {
        let Some((slot, _)) = self.room.current() else {
            return String::new();
        };
        let Some(card) = self.card(shared) else {
            return shared.language.room_gone();
        };
        match card.follow_up(&slot.question.follow_up) {
            Some(follow_up) => follow_up.question.clone(),
            None => card.wording(slot.question.wording).to_owned(),
        }
    }

    /// What a hint may give away, one after the other: the key points.
    fn hints<'s>(&self, shared: &'s Shared) -> &'s [String] {
        let is_follow_up = self
            .room
            .current()
            .is_some_and(|(slot, _)| slot.depth() > 0);
        match self.card(shared) {
            Some(card) if !is_follow_up => &card.key_points,
            _ => &[],
        }
    }

    /// Draws what goes on; gives the caret's place where text is typed.
    pub fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
        now: Moment,
    ) -> Option<Position> {
        let say = shared.language;
        let place = match self.room.place() {
            Some((round, number, of)) => say.room_place(round, number, of),
            None => self.title.clone(),
        };
        let total = self.room.total(now.running);
        let right = format!("{} / {}", clock_face(total.gone), clock_face(total.limit));
        let left = page::title(&format!("{} · {place}", self.title), shared);
        let body = page::draw(frame, area, left, &right, &self.footer(), shared);
        let caret = match self.room.phase() {
            Phase::Score | Phase::Keeping | Phase::Over => self.draw_scoring(frame, body, shared),
            _ => self.draw_asking(frame, page::column(body), shared, now),
        };
        if let Some(leaving) = self.leaving {
            let words = if leaving.quits {
                say.leave_and_quit()
            } else {
                say.leave_words()
            };
            popup::draw(
                frame,
                area,
                &say.leave_title(),
                &words,
                &[Action::Yes, Action::No],
                shared,
            );
            return None;
        }
        caret
    }

    fn footer(&self) -> Vec<Action> {
        if self.leaving.is_some() {
            return vec![Action::Yes, Action::No];
        }
        if let Some(writing) = &self.writing {
            return match writing.what {
                Written::Answer => vec![Action::EndText, Action::FinishAnswer],
                Written::Note => vec![Action::EndText],
            };
        }
        let mut actions = match self.room.phase() {
            Phase::Sure => vec![Action::Sure],
            Phase::Score | Phase::Keeping => {
                vec![
                    Action::Rate,
                    Action::Confirm,
                    Action::TogglePoint,
                    Action::NextTime,
                    Action::EditInScore,
                    Action::ScrollDown,
                ]
            }
            Phase::Over => vec![Action::Retry],
            _ => vec![
                Action::Done,
                Action::TypeAnswer,
                Action::Note,
                Action::Hint,
                Action::GiveUp,
                Action::Skip,
            ],
        };
        if self.room.may_pause() {
            actions.push(Action::Pause);
        }
        actions.extend([Action::Leave, Action::Help]);
        actions
    }

    /// A heading of a part of the screen.
    fn heading(words: &str, shared: &Shared) -> Line<'static> {
        Line::styled(words.to_owned(), shared.theme.style(Role::Dim))
    }
}
