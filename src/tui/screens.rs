//! The screens, one file each, and what the app asks of them.

use std::time::Duration;

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::action::{Action, Scope};
use super::app::Effect;
use super::shared::Shared;
use crate::bank::Bank;
use crate::clock::Moment;
use crate::history::Record;
use crate::language::Both;

pub mod browse;
pub mod choose;
pub mod debrief;
pub mod decks;
pub mod editor;
pub mod help;
pub mod home;
pub mod problems;
pub mod review;
pub mod room;
pub mod weak;

/// What a screen wants after an event.
#[derive(Debug)]
pub enum Reply {
    /// Another screen over this one.
    Open(Screen),
    /// This screen goes.
    Close,
    /// Another screen in this one's place, whatever lies over it.
    Swap(Screen),
    /// All screens but home go.
    CloseAll,
    /// The program ends, as if the user had asked the screen beneath for it.
    Quit,
    /// Something outside.
    Do(Effect),
}

/// A screen.
#[derive(Debug)]
pub enum Screen {
    /// What should I do now?
    Home(home::Home),
    /// Choosing an interview.
    Choose(Box<choose::Choose>),
    /// The question bank.
    Browse(Box<browse::Browse>),
    /// A running interview, scoring included.
    Room(Box<room::RoomScreen>),
    /// A session looked back on.
    Debrief(Box<debrief::DebriefScreen>),
    /// A review.
    Review(Box<review::ReviewScreen>),
    /// Choosing a deck.
    Decks(decks::Decks),
    /// A card in its fields.
    Editor(Box<editor::Editor>),
    /// The weak cards.
    Weak(weak::Weak),
    /// The keys.
    Help(help::Help),
    /// What is wrong in the files.
    Problems(problems::Problems),
}

impl Screen {
    /// Where keys are looked up, the nearest scope first.
    pub fn scopes(&self) -> &'static [Scope] {
        match self {
            Self::Home(_) => &[Scope::Home, Scope::List, Scope::Global],
            Self::Choose(_) => &[Scope::Choose, Scope::List, Scope::Global],
            Self::Room(room) => room.scopes(),
            Self::Browse(browse) => browse.scopes(),
            Self::Debrief(_) => &[Scope::Debrief, Scope::List, Scope::Global],
            Self::Review(review) => review.scopes(),
            Self::Editor(editor) => editor.scopes(),
            Self::Help(_) | Self::Problems(_) | Self::Weak(_) | Self::Decks(_) => {
                &[Scope::List, Scope::Global]
            }
        }
    }

    /// Whether keys are text now.
    pub fn is_typing(&self) -> bool {
        match self {
            Self::Room(room) => room.is_typing(),
            Self::Browse(browse) => browse.is_typing(),
            Self::Review(review) => review.is_typing(),
            Self::Editor(editor) => editor.is_typing(),
            _ => false,
        }
    }

    /// Where the few keys are looked up that are no text while text is typed.
    pub fn text_scope(&self) -> Scope {
        match self {
            Self::Editor(_) => Scope::Form,
            _ => Scope::Text,
        }
    }

    /// Does an action; `None` where the screen has no use for it.
    pub fn act(
        &mut self,
        action: Action,
        place: usize,
        shared: &mut Shared,
        now: Moment,
    ) -> Option<Vec<Reply>> {
        match self {
            Self::Home(home) => home.act(action, shared, now),
            Self::Choose(choose) => choose.act(action, shared, now),
            Self::Room(room) => room.act(action, place, shared, now),
            Self::Browse(browse) => browse.act(action, shared, now),
            Self::Decks(decks) => decks.act(action, now),
            Self::Debrief(debrief) => debrief.act(action, shared, now),
            Self::Editor(editor) => editor.act(action, shared, now),
            Self::Review(review) => review.act(action, place, shared, now),
            Self::Weak(weak) => weak.act(action, shared, now),
            Self::Help(help) => help.act(action),
            Self::Problems(problems) => problems.act(action),
        }
    }

    /// Takes a key as text, with the action that it has while typing, if any.
    pub fn type_key(
        &mut self,
        key: KeyEvent,
        action: Option<Action>,
        shared: &mut Shared,
        now: Moment,
    ) -> Vec<Reply> {
        match self {
            Self::Room(room) => room.type_key(key, action, shared, now),
            Self::Review(review) => review.type_key(key, action, shared, now),
            Self::Editor(editor) => editor.type_key(key, action, shared, now),
            Self::Browse(browse) => {
                browse.type_key(key, action, shared, now);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// Takes what was pasted.
    pub fn paste(&mut self, text: &str, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        match self {
            Self::Room(room) => room.paste(text, shared, now),
            Self::Review(review) => review.paste(text, shared, now),
            Self::Editor(editor) => editor.paste(text),
            Self::Browse(browse) => {
                browse.paste(text, shared, now);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// Time has passed.
    pub fn tick(&mut self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        match self {
            Self::Room(room) => room.tick(shared, now),
            Self::Browse(browse) => {
                browse.tick(shared, now);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// The bank can be searched now.
    pub fn index_built(&mut self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        if let Self::Browse(browse) = self {
            browse.index_built(shared, now);
        }
        Vec::new()
    }

    /// What is known of the cards was worked out anew.
    pub fn surveyed(&mut self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        match self {
            Self::Browse(browse) => browse.surveyed(shared, now),
            Self::Weak(weak) => weak.surveyed(&shared.survey(now)),
            _ => {}
        }
        Vec::new()
    }

    /// Decks were read anew; `before` is the bank as it was.
    pub fn bank_changed(&mut self, before: &Bank, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        match self {
            Self::Browse(browse) => browse.bank_changed(before, shared),
            Self::Review(review) => return review.bank_changed(shared, now),
            Self::Room(room) => return room.bank_changed(shared, now),
            _ => {}
        }
        Vec::new()
    }

    /// A record is on the disk.
    pub fn kept(&mut self, record: &Record, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        match self {
            Self::Room(room) => room.kept(record, shared, now),
            Self::Review(review) => review.kept(record, shared, now),
            _ => Vec::new(),
        }
    }

    /// A record could not be kept.
    pub fn not_kept(
        &mut self,
        record: &Record,
        why: &Both,
        shared: &mut Shared,
        now: Moment,
    ) -> Vec<Reply> {
        match self {
            Self::Room(room) => room.not_kept(record, why, shared, now),
            Self::Review(review) => review.not_kept(record, why, shared, now),
            _ => Vec::new(),
        }
    }

    /// The running time at which the screen changes by itself.
    pub fn next_change(&self, now: Duration) -> Option<Duration> {
        match self {
            Self::Room(room) => room.next_change(now),
            Self::Browse(browse) => browse.next_change(now),
            _ => None,
        }
    }

    /// Draws the screen; gives the caret's place where text is typed.
    pub fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
        now: Moment,
    ) -> Option<Position> {
        match self {
            Self::Home(home) => home.draw(frame, area, shared, now),
            Self::Choose(choose) => choose.draw(frame, area, shared),
            Self::Room(room) => return room.draw(frame, area, shared, now),
            Self::Review(review) => return review.draw(frame, area, shared, now),
            Self::Editor(editor) => return editor.draw(frame, area, shared, now),
            Self::Weak(weak) => weak.draw(frame, area, shared),
            Self::Decks(decks) => decks.draw(frame, area, shared),
            Self::Browse(browse) => return browse.draw(frame, area, shared, now),
            Self::Debrief(debrief) => debrief.draw(frame, area, shared),
            Self::Help(help) => help.draw(frame, area, shared),
            Self::Problems(problems) => problems.draw(frame, area, shared),
        }
        None
    }
}

/// Moves the place of a list of `len` entries; `None` where the action does not move.
pub fn moved(action: Action, at: usize, len: usize, page: usize) -> Option<usize> {
    let last = len.saturating_sub(1);
    Some(match action {
        Action::Up => at.saturating_sub(1),
        Action::Down => (at + 1).min(last),
        Action::PageUp => at.saturating_sub(page.max(1)),
        Action::PageDown => (at + page.max(1)).min(last),
        Action::First => 0,
        Action::Last => last,
        _ => return None,
    })
}

/// The first row to show so that `at` is among `rows` rows, moving as little as may be.
pub fn scrolled_to(top: usize, at: usize, rows: usize) -> usize {
    if at < top {
        at
    } else {
        top.max((at + 1).saturating_sub(rows.max(1)))
    }
}
