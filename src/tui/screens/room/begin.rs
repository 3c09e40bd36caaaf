//! How a room is opened: drawn anew, or taken up where it broke off.

use std::time::Duration;

use super::super::choose::Choice;
use super::RoomScreen;
use crate::clock::Moment;
use crate::history::record::{Body, PlannedQuestion, Session, VERSION};
use crate::history::{AnswerSeen, Record, SessionEvent};
use crate::interview::preset::Mode;
use crate::interview::room::{Phase, Room};
use crate::tui::effect::Effect;
use crate::tui::screen::Reply;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;

/// Draws the questions of a choice and opens the room, or says that nothing fits.
pub fn begin(choice: &Choice, shared: &mut Shared, now: Moment) -> Vec<Reply> {
    let Some((screen, replies)) = drawn(choice, shared, now) else {
        let words = shared.language.choose_nothing();
        shared.say(words, Role::Warn, now);
        return Vec::new();
    };
    std::iter::once(Reply::open(screen))
        .chain(replies)
        .collect()
}

/// The room of a choice, with what must be done as it is opened; `None` where no card fits.
pub(super) fn drawn(
    choice: &Choice,
    shared: &mut Shared,
    now: Moment,
) -> Option<(RoomScreen, Vec<Reply>)> {
    let preset = &choice.preset;
    let pool = shared.pool(now);
    let drawn = pool.draw(preset, &choice.narrowing, choice.seed);
    if drawn.is_empty() {
        return None;
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
    let mut screen = RoomScreen::new(room, title, rounds);
    screen.write_the_list();
    Some((screen, vec![Reply::Do(Effect::Keep(record))]))
}

/// Opens the session that broke off last, where it stood, with the clock stopped.
pub fn resume(shared: &mut Shared, now: Moment) -> Vec<Reply> {
    let Some((screen, replies)) = taken_up(shared, now) else {
        return Vec::new();
    };
    std::iter::once(Reply::open(screen))
        .chain(replies)
        .collect()
}

/// The room of the session that broke off last, with what must be done as it is opened.
pub(super) fn taken_up(shared: &mut Shared, now: Moment) -> Option<(RoomScreen, Vec<Reply>)> {
    let session = shared.last_broken_off().cloned()?;
    let snapshot = shared
        .drafts
        .iter()
        .find(|draft| draft.session == session)
        .and_then(|draft| draft.snapshot.clone());
    shared.drafts.retain(|draft| draft.session != session);
    let seen = shared
        .history
        .sessions()
        .find(|seen| seen.began.id == session)?;
    let mode = Mode::of_word(seen.mode);
    let rounds = seen.rounds.to_vec();
    let title = shared.preset_title(seen.preset);
    let kept: Vec<_> = shared
        .history
        .answers_in(&session)
        .map(AnswerSeen::answer)
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
    screen.write_the_line();
    screen.write_the_list();
    if is_over {
        // Everything was scored and only the end is missing.
        let ended = screen.end_record(true, shared, now);
        return Some((screen, vec![Reply::Do(Effect::Keep(ended))]));
    }
    Some((screen, Vec::new()))
}

/// What the session that broke off last is called.
pub fn broken_off_title(shared: &Shared) -> String {
    let session = shared.last_broken_off();
    let mut sessions = shared.history.sessions();
    let seen = session.and_then(|session| sessions.find(|seen| seen.began.id == *session));
    seen.map_or_else(String::new, |seen| shared.preset_title(seen.preset))
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
    let snapshot = shared
        .drafts
        .iter()
        .find(|draft| draft.session == *session)
        .and_then(|draft| draft.snapshot.clone());
    let kept: Vec<_> = shared
        .history
        .answers_in(session)
        .map(AnswerSeen::answer)
        .collect();
    let room = Room::begin(
        session.clone(),
        Mode::of_word(seen.mode),
        seen.rounds,
        |_| 0,
        Duration::ZERO,
    )
    .resume(&kept, snapshot, Duration::ZERO);
    match room.place() {
        Some((round, number, of)) => shared.language.room_place(round, number, of),
        None => shared.preset_title(seen.preset),
    }
}

/// How many key points of a question can be ticked.
pub(super) fn points_of(question: &PlannedQuestion, shared: &Shared) -> usize {
    match shared.bank.find(&question.card) {
        Some(entry) if question.depth() == 0 => entry.card.key_points.len(),
        _ => 0,
    }
}
