//! A running interview: the question, the clock, and the scoring after it.

use std::time::Duration;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::editor;
use super::unkept::Unkept;
use crate::bank::Card;
use crate::bank::write::Field;
use crate::clock::{Moment, clock_face};
use crate::history::Record;
use crate::history::record::{Body, PlannedRound};
use crate::interview::preset::Mode;
use crate::interview::room::{Cue, Input, Output, Phase, Room, Snapshot};
use crate::interview::rubric::STAR;
use crate::language::Both;
use crate::tui::action::{Action, Scope};
use crate::tui::effect::Effect;
use crate::tui::screen::{Copyable, News, Reply, Screen};
use crate::tui::shared::{Shared, Target};
use crate::tui::speech::{Recording, Wish};
use crate::tui::theme::Role;
use crate::tui::tutor::Place;
use crate::tui::widgets::answer::Revealed;
use crate::tui::widgets::ask::Ask;
use crate::tui::widgets::footer::Shown;
use crate::tui::widgets::list::List;
use crate::tui::widgets::page;
use crate::tui::widgets::pane::Pane;
use crate::tui::widgets::text_edit::Ended;
use crossterm::event::KeyEvent;

mod again;
mod asking;
mod begin;
mod dimensions;
mod keeping;
mod plain;
mod scoring;
mod showing;
mod slips;
mod writing;

pub use again::score_again;
use begin::points_of;
pub use begin::{begin, broken_off_place, broken_off_title, resume};
pub use plain::interview as in_plain_lines;
use writing::{LeftOff, Writing, Written};

/// After a text was cut off by the clock, keys mean nothing for so long: they were meant as text.
const DEAF: Duration = Duration::from_millis(1200);

/// How many lines a key scrolls.
const STEP: usize = 4;

/// What scrolls the answer.
const SCROLL: [Action; 2] = [Action::ScrollUp, Action::ScrollDown];

/// Which of the texts side by side the keys scroll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scrolled {
    Model,
    /// What was said.
    Yours,
}

/// The screen of a running interview.
#[derive(Debug)]
pub struct RoomScreen {
    room: Room,
    title: String,
    rounds: Vec<PlannedRound>,
    writing: Option<Writing>,
    /// What was typed until a moment ago.
    ended: Option<Ended<LeftOff>>,
    /// What was pasted where nothing took it, and is offered.
    pasted: Option<String>,
    /// What is done only when its key is pressed once more.
    once_more: Option<Action>,
    /// The notes pad when the present question was asked.
    pad_before: String,
    /// The user was asked whether to leave.
    leaving: Option<Leaving>,
    unkept: Unkept,
    /// The model answer, and the key points; those of STAR come after the card's own.
    revealed: Revealed,
    /// What was said, beside the model answer.
    yours: Pane,
    /// Which of the two texts the keys scroll.
    scrolled: Scrolled,
    /// An answer of an earlier session is scored anew: the record that it replaces.
    again: Option<Box<Record>>,
    /// The running clock when that was opened.
    since: Duration,
    /// The dimensions, while they are scored one by one.
    dimensions: Option<List>,
    /// Until when keys mean nothing.
    deaf_until: Option<Duration>,
    quits: bool,
    /// The session's end is on the disk.
    end_is_kept: bool,
    was_resumed: bool,
}

/// The question whether to leave.
#[derive(Debug)]
struct Leaving {
    ask: Ask,
    /// The program ends with the interview.
    quits: bool,
    /// The clock stood already and stands on after a no.
    was_paused: bool,
}

impl RoomScreen {
    fn new(room: Room, title: String, rounds: Vec<PlannedRound>) -> Self {
        let room_pad = room.pad().to_owned();
        Self {
            room,
            title,
            rounds,
            writing: None,
            ended: None,
            pasted: None,
            once_more: None,
            pad_before: room_pad,
            leaving: None,
            unkept: Unkept::default(),
            revealed: Revealed::default(),
            yours: Pane::default(),
            scrolled: Scrolled::Model,
            again: None,
            since: Duration::ZERO,
            dimensions: None,
            deaf_until: None,
            quits: false,
            end_is_kept: false,
            was_resumed: false,
        }
    }

    /// Whether keys are text now.
    pub fn is_typing(&self) -> bool {
        self.writing.is_some() && self.leaving.is_none()
    }

    /// Whether keys mean nothing now.
    fn is_deaf(&self, now: Moment) -> bool {
        self.deaf_until.is_some_and(|until| now.running < until)
    }

    /// Where the session stands, unless it is over.
    fn snapshot(&self, now: Moment) -> Option<Snapshot> {
        (self.room.phase() != Phase::Over && self.again.is_none())
            .then(|| self.room.snapshot(now.running))
    }

    fn answer_leaving(&mut self, action: Action, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let is_answer = matches!(action, Action::Yes | Action::No | Action::Interrupt);
        let Some(leaving) = self.leaving.take_if(|_| is_answer) else {
            return Vec::new();
        };
        if action == Action::No {
            return if leaving.was_paused {
                Vec::new()
            } else {
                self.give(Input::Resume, shared, now)
            };
        }
        // Ctrl-C a second time means it.
        self.quits = leaving.quits || action == Action::Interrupt;
        self.writing = None;
        self.give(Input::Leave, shared, now)
    }

    /// What is ticked by the cursor.
    fn toggled(&self) -> Input {
        let own = self.room.current().map_or(0, |(slot, _)| slot.points_of);
        match self.revealed.at().checked_sub(own) {
            Some(letter) => Input::ToggleStar(letter),
            None => Input::TogglePoint(self.revealed.at()),
        }
    }

    /// How many things can be ticked.
    fn tickable(&self) -> usize {
        let Some((slot, _)) = self.room.current() else {
            return 0;
        };
        let star = self.room.rules().star && slot.depth() == 0;
        slot.points_of + if star { STAR.len() } else { 0 }
    }

    fn ask_to_leave(&mut self, quits: bool, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        if self.room.phase() == Phase::Over {
            // Everything is over but its last record, which a full disk keeps from being written.
            return vec![Reply::Do(Effect::Quit)];
        }
        let say = shared.language;
        let (words, yes) = if quits {
            (say.leave_and_quit(), say.leave_quit_yes())
        } else {
            (say.leave_words(), say.leave_yes())
        };
        self.leaving = Some(Leaving {
            ask: Ask::new(say.leave_title(), words, say.leave_no(), yes),
            quits,
            was_paused: self.room.is_paused(),
        });
        self.give(Input::Pause, shared, now)
    }

    /// Opens the card that is scored, where its answer is. No clock runs here, so none is stopped.
    /// Whether the action goes from one of the two texts to the other, or scrolls the own one.
    fn scrolls(&mut self, action: Action) -> bool {
        match (action, self.scrolled) {
            (Action::OtherPane, Scrolled::Model) => self.scrolled = Scrolled::Yours,
            (Action::OtherPane, Scrolled::Yours) => self.scrolled = Scrolled::Model,
            (Action::ScrollUp, Scrolled::Yours) => self.yours.up(STEP),
            (Action::ScrollDown, Scrolled::Yours) => self.yours.down(STEP),
            _ => return false,
        }
        true
    }

    /// What was said becomes the card's answer: all parts of one that was answered in parts.
    fn take_said(&self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let Some((slot, attempt)) = self.room.current() else {
            return Vec::new();
        };
        if slot.depth() > 0 {
            let words = shared.language.said_to_a_follow_up();
            shared.say(words, Role::Warn, now);
            return Vec::new();
        }
        let parts: Vec<&str> = match slot.question.part {
            Some(_) => self.room.parts().map(|(_, it)| it.typed.trim()).collect(),
            None => vec![attempt.typed.trim()],
        };
        let said: Vec<&str> = parts.into_iter().filter(|it| !it.is_empty()).collect();
        let card = slot.card().clone();
        editor::take_said(&card, &said.join("\n\n"), shared, now)
    }

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

    /// Gives the room an input and turns what it wants into replies.
    fn give(&mut self, input: Input, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let before = (
            self.room.phase(),
            self.room.current().map(|(slot, _)| slot.question.clone()),
        );
        let number = self.room.number();
        let by_itself = matches!(input, Input::Tick | Input::Typed(_) | Input::Padded(_));
        let outputs = self.room.handle(input, now.running);
        let after = (
            self.room.phase(),
            self.room.current().map(|(slot, _)| slot.question.clone()),
        );
        let still_asked = matches!(after.0, Phase::Think | Phase::Answer);
        let is_pad = |writing: &Writing| writing.what == Written::Pad;
        let goes_on =
            still_asked && (before.1 == after.1 || self.writing.as_ref().is_some_and(is_pad));
        if before != after && !goes_on {
            let was_typing = self.writing.is_some();
            self.leave_off(by_itself, number, now);
            if was_typing && by_itself {
                self.deaf_until = Some(now.running + DEAF);
                shared.say(shared.language.room_cut_off(), Role::Warn, now);
            }
            if !by_itself {
                self.ended = None;
            }
            self.dimensions = None;
            self.revealed.reset();
            self.yours.reset();
            self.scrolled = Scrolled::Model;
            self.write_the_line();
            self.write_the_list();
        }
        if before.1 != after.1 {
            self.room.pad().clone_into(&mut self.pad_before);
            self.once_more = None;
        }
        let mut replies = self.retry_before(&outputs);
        if self.room.phase() == Phase::Sure && !self.asks_how_sure(shared) {
            replies.extend(self.give(Input::PassSure, shared, now));
        }
        for output in outputs {
            match output {
                Output::Bell => replies.push(Reply::Do(Effect::Bell)),
                Output::Cue(cue) => replies.extend(self.speak(cue, shared, now)),
                Output::Keep(answer) if self.again.is_some() => {
                    replies.extend(self.exchange(&answer, shared, now));
                }
                Output::End { .. } if self.again.is_some() => {}
                Output::Keep(answer) => {
                    let record = shared.record(now, Body::Answer(*answer));
                    replies.push(Reply::Do(Effect::Keep(record)));
                }
                Output::End { finished } => {
                    let record = self.end_record(finished, shared, now);
                    replies.push(Reply::Do(Effect::Speak(Wish::Hush)));
                    replies.push(Reply::Do(Effect::Keep(record)));
                }
            }
        }
        replies
    }

    /// What is read aloud and recorded, where the user has programs for it.
    fn speak(&mut self, cue: Cue, shared: &Shared, now: Moment) -> Vec<Reply> {
        let wish = |wish| Reply::Do(Effect::Speak(wish));
        let card = self.room.current().map(|(slot, _)| slot.card());
        let entry = card.and_then(|card| shared.bank.find(card));
        let lang = entry.and_then(|entry| entry.deck.lang.clone());
        let lang = lang.unwrap_or_else(|| shared.language.code().to_owned());
        match cue {
            Cue::Asked if shared.speech.say.is_empty() => Vec::new(),
            Cue::Asked => {
                let text = self.question(shared);
                vec![wish(Wish::Say { text, lang })]
            }
            Cue::AnswerBegins if shared.speech.record.is_empty() => vec![wish(Wish::Hush)],
            Cue::AnswerBegins => {
                let take = self
                    .room
                    .current()
                    .map_or(0, |(_, attempt)| attempt.retakes);
                let take = if take == 0 {
                    String::new()
                } else {
                    format!("-{}", take.saturating_add(1))
                };
                let (session, number) = (self.room.session(), self.room.number());
                let name = format!("{session}/{number:02}{take}.wav");
                // It only names the file: nothing comes of it.
                let _ = self.room.handle(Input::Recorded(name.clone()), now.running);
                vec![
                    wish(Wish::Hush),
                    wish(Wish::Record(Recording { name, lang })),
                ]
            }
            Cue::AnswerEnds if shared.speech.record.is_empty() => Vec::new(),
            Cue::AnswerEnds => vec![wish(Wish::StopRecording)],
        }
    }

    /// What was said in a recording; it joins what was typed.
    pub fn heard(
        &mut self,
        name: &str,
        words: &str,
        shared: &mut Shared,
        now: Moment,
    ) -> Vec<Reply> {
        let replies = self.give(Input::Heard(name.to_owned(), words.to_owned()), shared, now);
        self.with_draft(replies, now)
    }

    /// Whatever could not be kept earlier goes first.
    fn retry_before(&mut self, outputs: &[Output]) -> Vec<Reply> {
        let keeps = outputs
            .iter()
            .any(|output| matches!(output, Output::Keep(_) | Output::End { .. }));
        if keeps {
            self.unkept.try_again()
        } else {
            Vec::new()
        }
    }

    fn with_draft(&self, mut replies: Vec<Reply>, now: Moment) -> Vec<Reply> {
        replies.extend(
            self.snapshot(now)
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
        match self.card(shared) {
            None => shared.language.room_gone(),
            Some(card) if slot.question.part.is_some() => {
                card.wording(slot.question.wording).to_owned()
            }
            Some(card) => slot.question.text(card),
        }
    }

    /// What a hint may give away, one after the other: the key points.
    fn hints_of<'s>(&self, shared: &'s Shared) -> &'s [String] {
        let is_follow_up = self
            .room
            .current()
            .is_some_and(|(slot, _)| slot.depth() > 0);
        match self.card(shared) {
            Some(card) if !is_follow_up => &card.key_points,
            _ => &[],
        }
    }

    /// Whether the last record is kept yet, and why not.
    fn saving_line(&self, columns: usize, shared: &Shared) -> Line<'static> {
        let is_saving = matches!(self.room.phase(), Phase::Keeping | Phase::Over);
        let is_asked = matches!(
            self.room.phase(),
            Phase::Beat | Phase::Think | Phase::Answer | Phase::Silence
        );
        let again = if is_asked {
            Action::RetryInRoom
        } else {
            Action::Retry
        };
        self.unkept.line(is_saving, again, columns, shared)
    }

    fn footer(&self) -> Vec<Action> {
        if self.leaving.is_some() {
            return Vec::new();
        }
        if let Some(writing) = &self.writing {
            return match writing.what {
                Written::Answer => vec![Action::EndText, Action::FinishAnswer],
                _ => vec![Action::EndText],
            };
        }
        if self.dimensions.is_some() {
            return vec![
                Action::RateDimension,
                Action::DimensionDown,
                Action::CloseDimensions,
                Action::Help,
            ];
        }
        if self.room.is_paused() {
            return vec![Action::Pause, Action::Leave, Action::Help];
        }
        let mut actions = match self.room.phase() {
            Phase::Sure => vec![Action::Sure],
            Phase::Score | Phase::Keeping => self.score_footer(),
            Phase::Over => vec![Action::Retry],
            Phase::Line => vec![Action::Confirm, Action::TypeAnswer, Action::Note],
            Phase::Show => vec![Action::Confirm, Action::ScrollDown, Action::Note],
            Phase::Silence => vec![Action::Note],
            Phase::Beat => vec![Action::Done, Action::Note],
            Phase::Think | Phase::Answer => vec![
                Action::Done,
                Action::TypeAnswer,
                Action::Note,
                Action::Hint,
                Action::GiveUp,
                Action::Skip,
            ],
        };
        if self.room.may_go_back() {
            actions.push(Action::PartBefore);
        }
        if self
            .room
            .list()
            .is_some_and(|list| list.listed().next().is_some())
            && matches!(self.room.phase(), Phase::Think | Phase::Answer)
        {
            actions.insert(1, Action::TickListed);
        }
        if self.room.may_take_again() {
            actions.push(Action::TakeAgain);
        }
        if self.room.may_pause() {
            actions.push(Action::Pause);
        }
        if self.room.may_take_back() || self.has_scored() {
            actions.push(Action::TakeBack);
        }
        actions.extend([Action::Leave, Action::Help]);
        actions
    }

    /// The footer in words that are true in this phase.
    fn hints(&self) -> Vec<Shown> {
        let (phase, is_paused) = (self.room.phase(), self.room.is_paused());
        let question = self.room.current().map(|(slot, _)| &slot.question);
        let is_part = question.is_some_and(|question| question.part.is_some());
        let in_words = |action| {
            let words = match action {
                Action::Pause if is_paused => Some(Both::new("이어서", "resume")),
                Action::Done if phase == Phase::Beat => {
                    Some(Both::new("꼬리질문 바로 받기", "take the follow-up now"))
                }
                Action::Done | Action::FinishAnswer if phase == Phase::Think => {
                    Some(Both::new("지금 답하기", "answer now"))
                }
                Action::Done | Action::FinishAnswer if is_part => {
                    Some(Both::new("다음 단계", "next part"))
                }
                Action::Done => Some(Both::new("답 끝내기", "finish")),
                _ => None,
            };
            Shown { action, words }
        };
        self.footer().into_iter().map(in_words).collect()
    }

    fn score_footer(&self) -> Vec<Action> {
        let mut actions = vec![Action::Rate, Action::Confirm];
        if self.tickable() > 0 {
            actions.extend([Action::TogglePoint, Action::TickNone, Action::TickAll]);
        }
        actions.push(Action::OtherPane);
        actions.extend([
            Action::NextTime,
            Action::OpenDimensions,
            Action::EditInScore,
            Action::TakeSaid,
            Action::ScrollDown,
        ]);
        actions
    }
}

impl Screen for RoomScreen {
    fn scopes(&self) -> &'static [Scope] {
        if self.is_typing() {
            return &[Scope::Text];
        }
        if self.leaving.is_some() {
            return Ask::SCOPES;
        }
        if self.dimensions.is_some() {
            return &[Scope::Dimensions, Scope::Global];
        }
        match self.room.phase() {
            Phase::Sure => &[Scope::Sure, Scope::Room, Scope::Global],
            Phase::Score | Phase::Show | Phase::Keeping | Phase::Over => {
                &[Scope::Score, Scope::Room, Scope::Global]
            }
            _ => &[Scope::Room, Scope::Global],
        }
    }

    fn act(
        &mut self,
        action: Action,
        key: usize,
        shared: &mut Shared,
        now: Moment,
    ) -> Option<Vec<Reply>> {
        if self.leaving.is_some() {
            return Some(self.answer_leaving(action, shared, now));
        }
        if self.is_deaf(now) && action != Action::Interrupt {
            return Some(Vec::new());
        }
        if let Some(replies) = self.take_offered(action, shared, now) {
            return Some(replies);
        }
        if self.wants_it_twice(action, shared, now) {
            return Some(Vec::new());
        }
        if self.scrolls(action) {
            return Some(Vec::new());
        }
        let number = u8::try_from(key + 1).unwrap_or(u8::MAX);
        if self.dimensions.is_some()
            && let Some(replies) = self.act_on_dimensions(action, number, shared, now)
        {
            return Some(replies);
        }
        let input = match action {
            Action::Leave if self.again.is_some() => return Some(vec![Reply::Close]),
            Action::Interrupt | Action::Quit | Action::Leave => {
                return Some(self.ask_to_leave(action != Action::Leave, shared, now));
            }
            Action::Retry | Action::RetryInRoom => return Some(self.try_again(shared, now)),
            Action::EditInScore => return Some(self.edit_card(shared, now)),
            Action::TakeSaid => return Some(self.take_said(shared, now)),
            Action::OpenDimensions => {
                let is_scored = self.room.phase() == Phase::Score;
                self.dimensions = is_scored.then(List::default);
                return Some(Vec::new());
            }
            Action::TypeAnswer if self.room.is_sealed() && self.room.phase() != Phase::Line => {
                let words = shared.language.room_sealed();
                shared.say(words, Role::Dim, now);
                return Some(Vec::new());
            }
            Action::PartBefore if !self.room.may_go_back() => {
                let words = shared.language.room_no_part_before();
                shared.say(words, Role::Dim, now);
                return Some(Vec::new());
            }
            Action::PartBefore => Input::PartBefore,
            Action::TypeAnswer | Action::Note | Action::NextTime => {
                self.start_writing(match (action, self.room.phase()) {
                    (Action::TypeAnswer, Phase::Line) => Written::Line,
                    (Action::TypeAnswer, _) => Written::Answer,
                    (Action::NextTime, phase) if phase != Phase::Show => Written::NextTime,
                    _ => Written::Pad,
                });
                return Some(Vec::new());
            }
            Action::Done | Action::Confirm if self.room.phase() == Phase::Over => {
                return Some(self.unkept.try_again());
            }
            Action::Done | Action::Confirm => {
                if let Some(missing) = self.is_missing(shared) {
                    shared.say(missing, Role::Warn, now);
                    return Some(Vec::new());
                }
                Input::GoOn
            }
            Action::TickNone => Input::TickPoints { all: false },
            Action::TickAll => Input::TickPoints { all: true },
            Action::GiveUp => Input::GiveUp,
            Action::Skip => Input::Skip,
            Action::TakeAgain => Input::Again,
            Action::TakeBack => return Some(self.take_back(shared, now)),
            Action::TickListed => Input::ToggleListed(key),
            Action::Hint => {
                let hints = self.room.current().map_or(0, |(_, attempt)| attempt.hints);
                if usize::try_from(hints).is_ok_and(|taken| taken >= self.hints_of(shared).len()) {
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
            Action::TogglePoint => self.toggled(),
            _ => return self.revealed.act(action).then(Vec::new),
        };
        let passes = matches!(input, Input::Skip | Input::GiveUp);
        let replies = self.give(input, shared, now);
        if passes {
            self.say_passed(shared, now);
        }
        Some(self.with_draft(replies, now))
    }

    fn draw(
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
        let right = if total.has_limit() {
            format!("{} / {}", clock_face(total.gone), clock_face(total.limit))
        } else {
            clock_face(total.gone)
        };
        let is_recorded = self.room.phase() == Phase::Answer
            && !shared.speech.record.is_empty()
            && self
                .room
                .current()
                .is_some_and(|(_, attempt)| attempt.recording.is_some());
        let right = if is_recorded {
            format!("● REC   {right}")
        } else {
            right
        };
        let left = page::title(&format!("{} · {place}", self.title), shared);
        let body = page::draw_with(frame, area, left, &right, &self.hints(), shared);
        let caret = match self.room.phase() {
            Phase::Show => self.draw_showing(frame, page::column(body), shared, now),
            Phase::Keeping if self.room.mode() == Mode::NightBefore => {
                self.draw_showing(frame, page::column(body), shared, now)
            }
            Phase::Line => self.draw_line(frame, page::column(body), shared),
            Phase::Over => {
                let words = self.saving_line(usize::from(body.width), shared);
                frame.render_widget(words, page::row(body, 1));
                None
            }
            Phase::Score | Phase::Keeping => self.draw_scoring(frame, body, shared, now),
            _ => self.draw_asking(frame, page::column(body), shared, now),
        };
        if let Some(leaving) = &self.leaving {
            leaving.ask.draw(frame, area, shared);
            return None;
        }
        caret
    }

    fn type_key(
        &mut self,
        key: KeyEvent,
        action: Option<Action>,
        shared: &mut Shared,
        now: Moment,
    ) -> Vec<Reply> {
        self.take_key(key, action, shared, now)
    }

    fn paste(&mut self, pasted: &str, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        if self.is_typing() {
            self.take_paste(pasted, shared, now)
        } else {
            self.paste_into_answer(pasted, shared, now)
        }
    }

    fn copyable(&self, shared: &Shared) -> Option<Copyable> {
        let (slot, _) = self.room.current()?;
        let card = self.card(shared)?;
        if !self.room.shows_answer() {
            let is_asked = self.room.phase() != Phase::Beat;
            return is_asked.then(|| Copyable::Question(self.question(shared)));
        }
        let answer = match card.follow_up(&slot.question.follow_up) {
            Some(follow_up) => &follow_up.answer,
            None => &card.answer,
        };
        (!answer.is_empty()).then(|| Copyable::Answer(answer.clone()))
    }

    fn type_on(&mut self, key: KeyEvent, shared: &mut Shared, now: Moment) -> Option<Vec<Reply>> {
        self.take_late_letter(key, shared, now)
    }

    fn escape_taken_back(&mut self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        self.undo_escape(shared, now)
    }

    fn tick(&mut self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let before = self.room.phase();
        let replies = self.give(Input::Tick, shared, now);
        if self.room.phase() == before {
            replies
        } else {
            self.with_draft(replies, now)
        }
    }

    fn next_change(&self, now: Duration) -> Option<Duration> {
        self.room.next_change(now)
    }

    fn click(&mut self, target: Target, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        if let (Some(dimensions), Target::Row(row)) = (&mut self.dimensions, target) {
            dimensions.click(row);
        } else if self.leaving.is_none() && self.revealed.click(target) {
            return self
                .act(Action::TogglePoint, 0, shared, now)
                .unwrap_or_default();
        }
        Vec::new()
    }

    fn wheel(&mut self, is_up: bool, _shared: &mut Shared, _now: Moment) -> Vec<Reply> {
        if self.scopes().contains(&Scope::Score) {
            self.revealed.wheel(is_up);
        }
        Vec::new()
    }

    fn news(&mut self, news: &News<'_>, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        match news {
            News::Heard { name, words } => self.heard(name, words, shared, now),
            News::BankChanged { .. } => self.bank_changed(shared, now),
            News::Kept(record) => self.kept(record, shared, now),
            News::NotKept(record, why) => self.not_kept(record, why, shared, now),
            _ => Vec::new(),
        }
    }

    fn may_quit(&self) -> bool {
        false
    }

    fn has_clock(&self) -> bool {
        !self.room.is_paused()
            && matches!(
                self.room.phase(),
                Phase::Beat | Phase::Think | Phase::Answer | Phase::Silence | Phase::Show
            )
    }

    fn draft(&self, now: Moment) -> Option<Effect> {
        self.snapshot(now).map(Effect::WriteDraft)
    }

    fn was_away(&mut self, away: Duration) {
        self.room.was_away(away);
    }

    fn kept_waiting(&self, now: Moment) -> Duration {
        match self.again {
            Some(_) => now.running.saturating_sub(self.since),
            None => Duration::ZERO,
        }
    }

    fn uncovered(&mut self, after: Duration) {
        self.room.was_away(after);
    }

    fn place(&self) -> Place {
        if self.is_typing() {
            return Place::Writing;
        }
        match self.room.phase() {
            Phase::Think => Place::Thinking,
            Phase::Answer => Place::Answering,
            Phase::Sure => Place::Sure,
            Phase::Score => Place::Scoring,
            _ => Place::Elsewhere,
        }
    }
}
