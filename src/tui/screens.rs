//! The screens, one file each, and what the app asks of them.

use std::time::Duration;

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::action::{Action, Scope};
use super::app::Effect;
use super::shared::{Shared, Target};
use super::theme::Theme;
use crate::bank::Bank;
use crate::clock::Moment;
use crate::history::Record;
use crate::language::Both;

pub mod appointment;
pub mod browse;
pub mod choose;
pub mod debrief;
pub mod decks;
pub mod editor;
pub mod help;
pub mod home;
pub mod import;
pub mod interviews;
pub mod look_back;
pub mod palette;
pub mod problems;
pub mod progress;
pub mod review;
pub mod room;
pub mod story;
pub mod themes;
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
    /// The screen that is on top by then gets this action, with which of its keys it was.
    Act(Action, usize),
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
    /// The interviews, coming and past.
    Interviews(interviews::Interviews),
    /// One interview in its fields.
    Appointment(Box<appointment::Appointment>),
    /// A real interview looked back on.
    LookBack(Box<look_back::LookBackScreen>),
    /// A review.
    Review(Box<review::ReviewScreen>),
    /// Choosing a deck.
    Decks(Box<decks::Decks>),
    /// A card in its fields.
    Editor(Box<editor::Editor>),
    /// How it goes.
    Progress(progress::ProgressScreen),
    /// The history of one card.
    Story(Box<story::StoryScreen>),
    /// The weak cards.
    Weak(weak::Weak),
    /// Bringing notes in.
    Import(Box<import::Import>),
    /// The keys.
    Help(Box<help::Help>),
    /// Every action, to be found by name.
    Palette(Box<palette::Palette>),
    /// Trying themes on.
    Themes(Box<themes::Themes>),
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
            Self::Debrief(debrief) => debrief.scopes(),
            Self::Review(review) => review.scopes(),
            Self::Editor(editor) => editor.scopes(),
            Self::Interviews(interviews) => interviews.scopes(),
            Self::Appointment(appointment) => appointment.scopes(),
            Self::LookBack(look_back) => look_back.scopes(),
            Self::Decks(decks) => decks.scopes(),
            Self::Import(import) => import.scopes(),
            Self::Help(_) => &[Scope::Help, Scope::List, Scope::Global],
            Self::Palette(_) => &[Scope::Find],
            Self::Themes(_) => &[Scope::Themes, Scope::List, Scope::Global],
            Self::Progress(_) => &[Scope::Progress, Scope::List, Scope::Global],
            Self::Problems(_) | Self::Story(_) | Self::Weak(_) => &[Scope::List, Scope::Global],
        }
    }

    /// Whether keys are text now.
    pub fn is_typing(&self) -> bool {
        match self {
            Self::Room(room) => room.is_typing(),
            Self::Browse(browse) => browse.is_typing(),
            Self::Review(review) => review.is_typing(),
            Self::Debrief(debrief) => debrief.is_typing(),
            Self::Editor(editor) => editor.is_typing(),
            Self::Appointment(appointment) => appointment.is_typing(),
            Self::LookBack(look_back) => look_back.is_typing(),
            Self::Decks(decks) => decks.is_typing(),
            Self::Import(import) => import.is_typing(),
            Self::Help(help) => help.is_typing(),
            Self::Palette(_) => true,
            _ => false,
        }
    }

    /// What was said in a recording.
    pub fn heard(
        &mut self,
        name: &str,
        words: &str,
        shared: &mut Shared,
        now: Moment,
    ) -> Vec<Reply> {
        match self {
            Self::Room(room) => room.heard(name.to_owned(), words.to_owned(), shared, now),
            _ => Vec::new(),
        }
    }

    /// Where the few keys are looked up that are no text while text is typed.
    pub fn text_scope(&self) -> Scope {
        match self {
            Self::Editor(_) | Self::Appointment(_) => Scope::Form,
            Self::Import(_) => Scope::Path,
            Self::Help(_) | Self::Palette(_) => Scope::Find,
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
            Self::Decks(decks) => decks.act(action, shared, now),
            Self::Debrief(debrief) => debrief.act(action, shared, now),
            Self::Editor(editor) => editor.act(action, shared, now),
            Self::Interviews(interviews) => interviews.act(action, shared, now),
            Self::Appointment(appointment) => appointment.act(action, shared, now),
            Self::LookBack(look_back) => look_back.act(action, shared, now),
            Self::Import(import) => import.act(action, shared, now),
            Self::Review(review) => review.act(action, place, shared, now),
            Self::Progress(progress) => progress.act(action),
            Self::Story(story) => story.act(action),
            Self::Weak(weak) => weak.act(action, shared, now),
            Self::Help(help) => help.act(action),
            Self::Palette(palette) => palette.act(action),
            Self::Themes(themes) => themes.act(action, shared),
            Self::Problems(problems) => problems.act(action, shared),
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
            Self::Appointment(appointment) => appointment.type_key(key, action, shared, now),
            Self::LookBack(look_back) => look_back.type_key(key, action, shared),
            Self::Debrief(debrief) => debrief.type_key(key, action, shared, now),
            Self::Decks(decks) => decks.type_key(key, action, shared, now),
            Self::Import(import) => import.type_key(key, action, shared, now),
            Self::Help(help) => help.type_key(key, action),
            Self::Palette(palette) => palette.type_key(key, action),
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
            Self::Appointment(appointment) => appointment.paste(text, shared),
            Self::LookBack(look_back) => look_back.paste(text, shared),
            Self::Debrief(debrief) => debrief.paste(text, shared),
            Self::Decks(decks) => {
                decks.paste(text);
                Vec::new()
            }
            Self::Import(import) => import.paste(text, now),
            Self::Help(help) => {
                help.paste(text);
                Vec::new()
            }
            Self::Palette(palette) => {
                palette.paste(text);
                Vec::new()
            }
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
            Self::LookBack(look_back) => {
                look_back.tick(shared);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// The decks are read and looked through.
    pub fn ready(&mut self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        match self {
            Self::Home(home) => home.ready(shared, now),
            _ => Vec::new(),
        }
    }

    /// The themes are read.
    pub fn themes_read(&mut self, all: &[Theme]) {
        if let Self::Themes(themes) = self {
            themes.read(all.to_vec());
        }
    }

    /// Whether it is a box that leaves the screen beneath to be seen.
    pub fn is_box(&self) -> bool {
        matches!(self, Self::Palette(_) | Self::Themes(_))
    }

    /// What the wheel does on this screen, and how often for one notch.
    pub fn wheel(&self) -> Option<(Action, Action, usize)> {
        let scopes = self.scopes();
        if scopes.contains(&Scope::Score) {
            Some((Action::ScrollUp, Action::ScrollDown, 1))
        } else if scopes.contains(&Scope::Grade) {
            Some((Action::ReviewScrollUp, Action::ReviewScrollDown, 1))
        } else if !scopes.contains(&Scope::List) {
            None
        } else if matches!(
            self,
            Self::Help(_) | Self::Problems(_) | Self::Progress(_) | Self::Story(_)
        ) {
            Some((Action::Up, Action::Down, 3))
        } else {
            Some((Action::Up, Action::Down, 1))
        }
    }

    /// Something that the screen drew was clicked: it is chosen, or opened where it was chosen
    /// already.
    pub fn click(&mut self, target: Target, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let was_chosen = match (&mut *self, target) {
            (Self::Choose(choose), target) => {
                choose.click(target, shared, now);
                false
            }
            (Self::Progress(progress), Target::Row(page)) => {
                progress.turn_to(page);
                false
            }
            (Self::Home(home), Target::Row(row)) => home.point_at(row),
            (Self::Browse(browse), Target::Row(row)) => browse.point_at(row),
            (Self::Weak(weak), Target::Row(row)) => weak.point_at(row),
            (Self::Decks(decks), Target::Row(row)) => decks.point_at(row),
            (Self::Debrief(debrief), Target::Row(row)) => debrief.point_at(row),
            (Self::Interviews(interviews), Target::Row(row)) => interviews.point_at(row),
            (Self::LookBack(look_back), Target::Row(row)) => look_back.point_at(row),
            (Self::Palette(palette), Target::Row(row)) => palette.point_at(row),
            (Self::Themes(themes), Target::Row(row)) => themes.point_at(row, shared),
            _ => false,
        };
        if was_chosen {
            self.act(Action::Open, 0, shared, now).unwrap_or_default()
        } else {
            Vec::new()
        }
    }

    /// The bank can be searched now.
    pub fn index_built(&mut self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        match self {
            Self::Browse(browse) => browse.index_built(shared, now),
            Self::LookBack(look_back) => look_back.index_built(shared),
            _ => {}
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
            Self::Debrief(debrief) => debrief.bank_changed(shared),
            Self::LookBack(look_back) => look_back.bank_changed(),
            _ => {}
        }
        Vec::new()
    }

    /// A record is on the disk.
    pub fn kept(&mut self, record: &Record, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        match self {
            Self::Room(room) => room.kept(record, shared, now),
            Self::Review(review) => review.kept(record, shared, now),
            Self::Debrief(debrief) => debrief.kept(record, shared),
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
            Self::Debrief(debrief) => {
                debrief.not_kept(record, why, shared, now);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// The running time at which the screen changes by itself.
    pub fn next_change(&self, now: Duration) -> Option<Duration> {
        match self {
            Self::Room(room) => room.next_change(now),
            Self::Browse(browse) => browse.next_change(now),
            Self::LookBack(look_back) => look_back.next_change(now),
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
            Self::Import(import) => return import.draw(frame, area, shared),
            Self::Progress(progress) => progress.draw(frame, area, shared),
            Self::Story(story) => story.draw(frame, area, shared),
            Self::Weak(weak) => weak.draw(frame, area, shared),
            Self::Interviews(interviews) => interviews.draw(frame, area, shared, now),
            Self::Appointment(appointment) => {
                return appointment.draw(frame, area, shared, now);
            }
            Self::LookBack(look_back) => return look_back.draw(frame, area, shared),
            Self::Decks(decks) => return decks.draw(frame, area, shared),
            Self::Browse(browse) => return browse.draw(frame, area, shared, now),
            Self::Debrief(debrief) => return debrief.draw(frame, area, shared),
            Self::Help(help) => return help.draw(frame, area, shared),
            Self::Palette(palette) => return Some(palette.draw(frame, area, shared)),
            Self::Themes(themes) => themes.draw(frame, area, shared),
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
