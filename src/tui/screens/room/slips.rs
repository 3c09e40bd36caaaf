//! Slips of the fingers in the room: what is typed for a text is never a command, what loses an
//! answer wants its key twice, and a question that was passed over comes back.

use std::time::Duration;

use crossterm::event::KeyEvent;

use super::super::super::screen::Reply;
use super::RoomScreen;
use super::writing::{LeftOff, Written};
use crate::clock::Moment;
use crate::interview::room::{Input, Phase};
use crate::tui::action::Action;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::text_edit::Ended;

/// Enter so soon after the beginning of an answer was meant for the clock before.
const SOON: Duration = Duration::from_secs(3);
/// The same for a part of a design, which takes minutes.
const SOON_IN_A_PART: Duration = Duration::from_secs(10);

impl RoomScreen {
    /// Whether an action waits for its key to be pressed once more; says so.
    pub(super) fn wants_it_twice(
        &mut self,
        action: Action,
        shared: &mut Shared,
        now: Moment,
    ) -> bool {
        let asked = self.once_more.take();
        if asked.is_some() {
            // What it asked for is answered, whatever is pressed.
            shared.toast = None;
        }
        let was_pressed = asked == Some(action);
        let say = shared.language;
        let key = shared.keymap.shown(action, shared.ascii);
        let key = key.unwrap_or_default();
        let words = match action {
            Action::Skip if self.has_content() => format!("{key} {}", say.room_skip_twice()),
            Action::GiveUp if self.has_content() => {
                format!("{key} {}", say.room_give_up_twice())
            }
            Action::Done if self.has_just_begun(now) => {
                format!("{key} {}", say.room_done_twice())
            }
            Action::Done | Action::Confirm if self.is_odd() => say.score_odd(&key),
            _ => return false,
        };
        if was_pressed {
            return false;
        }
        shared.say(words, Role::Warn, now);
        self.once_more = Some(action);
        true
    }

    /// Whether anything was typed, noted or recorded for the question that is asked.
    fn has_content(&self) -> bool {
        let is_asked = matches!(self.room.phase(), Phase::Think | Phase::Answer);
        let Some((_, attempt)) = self.room.current().filter(|_| is_asked) else {
            return false;
        };
        let is_written = |text: &str| !text.trim().is_empty();
        is_written(&attempt.typed)
            || is_written(&attempt.note)
            || attempt.recording.is_some()
            || self.room.pad() != self.pad_before
    }

    fn has_just_begun(&self, now: Moment) -> bool {
        let is_part = self
            .room
            .current()
            .is_some_and(|(slot, _)| slot.question.part.is_some());
        let soon = if is_part { SOON_IN_A_PART } else { SOON };
        let clock = self.room.clock(now.running);
        self.room.phase() == Phase::Answer && clock.is_some_and(|clock| clock.gone < soon)
    }

    /// Says how a question that was passed over comes back.
    pub(super) fn say_passed(&self, shared: &mut Shared, now: Moment) {
        let is_asking = !matches!(self.room.phase(), Phase::Line | Phase::Over);
        if is_asking && self.room.may_take_back() {
            let key = shared.keymap.shown(Action::TakeBack, shared.ascii);
            let words = shared.language.room_passed(&key.unwrap_or_default());
            shared.say(words, Role::Dim, now);
        } else {
            shared.toast.take_if(|toast| toast.role == Role::Dim);
        }
    }

    /// Goes back to the question that was passed over, else to the score that was given last.
    pub(super) fn take_back(&mut self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        if !self.room.may_take_back() {
            if let Some(open) = self.score_last_again(shared, now) {
                return vec![open];
            }
            let words = shared.language.review_nothing_to_undo();
            shared.say(words, Role::Dim, now);
            return Vec::new();
        }
        let replies = self.give(Input::TakeBack, shared, now);
        self.with_draft(replies, now)
    }

    /// Typing is over; a letter that comes at once is still part of it.
    pub(super) fn leave_off(&mut self, was_cut_off: bool, number: usize, now: Moment) {
        let left = self.writing.take().map(|writing| LeftOff {
            writing,
            number,
            was_cut_off,
        });
        self.ended = left.map(|left| Ended::new(left, now.running));
    }

    /// Takes a letter that belongs to the text whose typing has just ended.
    pub(super) fn take_late_letter(
        &mut self,
        key: KeyEvent,
        shared: &mut Shared,
        now: Moment,
    ) -> Option<Vec<Reply>> {
        let left = Ended::typed_on(&mut self.ended, now.running)?;
        let is_another = left.number != self.room.number();
        if is_another && left.writing.what != Written::Pad {
            return left.was_cut_off.then(Vec::new);
        }
        let mut replies = self.stay(shared, now);
        let what = left.writing.what;
        self.writing = Some(left.writing);
        if let Some(writing) = &mut self.writing {
            writing.edit.take_key(key);
        }
        replies.extend(self.text_changed(shared, now));
        // The clock has gone on: the text is whole, but its field stays closed.
        if left.was_cut_off && what == Written::Answer {
            self.leave_off(true, left.number, now);
        }
        Some(replies)
    }

    /// The Escape was none: the question whether to leave goes, or typing goes on.
    pub(super) fn undo_escape(&mut self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        if self.leaving.is_some() {
            return self.stay(shared, now);
        }
        let left = Ended::taken_back(&mut self.ended, now.running);
        let number = self.room.number();
        self.writing = left
            .filter(|left| !left.was_cut_off && left.number == number)
            .map(|left| left.writing)
            .or(self.writing.take());
        Vec::new()
    }

    /// Nobody leaves, if that was asked.
    fn stay(&mut self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        self.answer_leaving(Action::No, shared, now)
    }

    /// Takes what was pasted where no text is typed: into the answer, at once while that is given
    /// and when asked later.
    pub(super) fn paste_into_answer(
        &mut self,
        text: &str,
        shared: &mut Shared,
        now: Moment,
    ) -> Vec<Reply> {
        if self.leaving.is_some() || self.room.is_paused() {
            return Vec::new();
        }
        if let Some(left) = Ended::typed_on(&mut self.ended, now.running)
            && left.number == self.room.number()
            && !left.was_cut_off
        {
            self.writing = Some(left.writing);
        }
        match self.room.phase() {
            _ if self.writing.is_some() => {}
            Phase::Beat | Phase::Think | Phase::Answer => self.start_writing(Written::Answer),
            Phase::Line => self.start_writing(Written::Line),
            Phase::Sure | Phase::Score if self.room.is_sealed() => {
                let words = shared.language.room_sealed();
                shared.say(words, Role::Dim, now);
                return Vec::new();
            }
            phase @ (Phase::Sure | Phase::Score) => {
                self.pasted = Some(text.to_owned());
                let takes = match phase {
                    Phase::Sure => Action::Done,
                    _ => Action::Confirm,
                };
                let words = shared.language.room_paste_offer(&shared.key(takes));
                shared.say(words, Role::Warn, now);
                return Vec::new();
            }
            Phase::Silence | Phase::Show | Phase::Keeping | Phase::Over => return Vec::new(),
        }
        if let Some(writing) = &mut self.writing {
            writing.edit.paste(text);
        }
        self.text_changed(shared, now)
    }

    /// Takes what was offered, where Enter says so.
    pub(super) fn take_offered(
        &mut self,
        action: Action,
        shared: &mut Shared,
        now: Moment,
    ) -> Option<Vec<Reply>> {
        let pasted = self.pasted.take()?;
        if !matches!(action, Action::Done | Action::Confirm) {
            return None;
        }
        self.start_writing(Written::Answer);
        let writing = self.writing.as_mut()?;
        writing.edit.paste(&pasted);
        Some(self.text_changed(shared, now))
    }
}
