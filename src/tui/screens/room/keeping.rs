//! The room and the disk: records that are kept, tried again, and the end that waits for them.

use super::super::debrief::DebriefScreen;
use super::RoomScreen;
use crate::clock::Moment;
use crate::history::record::{Body, Session};
use crate::history::{Record, RecordId, SessionEvent};
use crate::interview::room::{Input, Phase};
use crate::language::Both;
use crate::tui::effect::Effect;
use crate::tui::screen::Reply;
use crate::tui::shared::Shared;

impl RoomScreen {
    /// A record is on the disk.
    pub(super) fn kept(&mut self, record: &Record, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        self.unkept.kept(record);
        if self.again.is_some() {
            let is_last = self.ends_again(record);
            return if is_last {
                vec![Reply::Close]
            } else {
                Vec::new()
            };
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
    pub(super) fn not_kept(
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
        self.unkept.failed(why);
        if matches!(record.body, Body::Answer(_)) && self.room.phase() == Phase::Keeping {
            // The answer is scored still; Enter makes its record anew.
            return self.give(Input::NotKept, shared, now);
        }
        self.unkept.hold(record);
        Vec::new()
    }

    /// Tries again whatever could not be kept: the answer that is scored or shown is made anew.
    pub(super) fn try_again(&mut self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let input = match self.room.phase() {
            Phase::Score if self.unkept.has_failed() => Input::GoOn,
            Phase::Show if self.unkept.has_failed() => Input::Resume,
            _ => return self.unkept.try_again(),
        };
        let mut replies = self.give(input.clone(), shared, now);
        if input == Input::Resume {
            replies.extend(self.give(Input::GoOn, shared, now));
        }
        self.with_draft(replies, now)
    }

    pub(super) fn end_record(
        &self,
        finished: bool,
        shared: &mut Shared,
        now: Moment,
    ) -> Box<Record> {
        let scored = self
            .room
            .all()
            .filter(|(_, attempt)| attempt.is_kept && attempt.score.is_some())
            .count();
        let reason = if finished { "finished" } else { "left" };
        let written = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        let event = SessionEvent::Ended {
            reason: reason.to_owned(),
            scored,
            pad: written(self.room.pad()),
            line: written(self.room.line()),
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
            replies.push(Reply::swap(debrief));
        }
        replies
    }
}
