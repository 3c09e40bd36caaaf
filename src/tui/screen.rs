//! What a screen is to the app: the keys it knows, what it does with them, how it is drawn, and
//! what it wants to hear. The app keeps a stack of boxed screens and knows none by name.

use std::fmt;
use std::time::Duration;

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::action::{Action, Scope};
use super::cards::CardResult;
use super::effect::Effect;
use super::interviews::InterviewDone;
pub use super::known::Needs;
use super::notes::NoteNews;
use super::shared::{Shared, Target};
use super::theme::Theme;
use super::tutor::Place;
use super::widgets::list::List;
use super::widgets::pane::Pane;
use crate::bank::Bank;
use crate::clock::Moment;
use crate::history::Record;
use crate::language::Both;

/// A screen, or a box over one. Only `scopes`, `act` and `draw` have to be written; what has a list
/// says which (`list`), where text is typed come `type_key` and `paste`, and a screen that waits for
/// something hears of it in `news`.
pub trait Screen: fmt::Debug {
    /// Where keys are looked up, the nearest scope first. While the first one is a text scope
    /// ([`Scope::is_text`]), keys are text but for its few actions.
    fn scopes(&self) -> &'static [Scope];

    /// Does an action; `None` where the screen has no use for it. `key` is which of the action's
    /// keys it was, 0 for the first: a row of digits means a value each.
    fn act(
        &mut self,
        action: Action,
        key: usize,
        shared: &mut Shared,
        now: Moment,
    ) -> Option<Vec<Reply>>;

    /// Draws the screen; gives the caret's place where text is typed. Drawing tells
    /// [`Shared::can_click`] what lies where.
    fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
        now: Moment,
    ) -> Option<Position>;

    /// Takes a key as text, with the action that it has while text is typed, if any.
    fn type_key(
        &mut self,
        _key: KeyEvent,
        _action: Option<Action>,
        _shared: &mut Shared,
        _now: Moment,
    ) -> Vec<Reply> {
        Vec::new()
    }

    /// What is copied here: the question, the answer, or the code in it.
    fn copyable(&self, _shared: &Shared) -> Option<Copyable> {
        None
    }

    /// Takes a letter that comes while keys are commands, where typing has ended so lately that it
    /// belongs to the text; `None` where it does not.
    fn type_on(
        &mut self,
        _key: KeyEvent,
        _shared: &mut Shared,
        _now: Moment,
    ) -> Option<Vec<Reply>> {
        None
    }

    /// The last Escape was none: what it has ended or asked goes on as it was.
    fn escape_taken_back(&mut self, _shared: &mut Shared, _now: Moment) -> Vec<Reply> {
        Vec::new()
    }

    /// Takes what was pasted.
    fn paste(&mut self, _text: &str, _shared: &mut Shared, _now: Moment) -> Vec<Reply> {
        Vec::new()
    }

    /// The list that the list's keys, clicks and the wheel move now; `act` is not asked then.
    fn list(&mut self) -> Option<&mut List> {
        None
    }

    /// The text that the list's keys and the wheel scroll now, where no list has them.
    fn pane(&mut self) -> Option<&mut Pane> {
        None
    }

    /// Another row of the list may be chosen by now.
    fn chose(&mut self, _shared: &mut Shared, _now: Moment) {}

    /// Something that the screen drew was clicked: a row is chosen, and opened where it was chosen
    /// already.
    fn click(&mut self, target: Target, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let (Target::Row(row), Some(list)) = (target, self.list()) else {
            return Vec::new();
        };
        if list.click(row) {
            return self.act(Action::Open, 0, shared, now).unwrap_or_default();
        }
        self.chose(shared, now);
        Vec::new()
    }

    /// The wheel turned by one notch.
    fn wheel(&mut self, is_up: bool, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        if let Some(list) = self.list() {
            list.act(if is_up { Action::Up } else { Action::Down });
            self.chose(shared, now);
        } else if let Some(pane) = self.pane() {
            pane.wheel(is_up);
        }
        Vec::new()
    }

    /// Time has passed: what changes by itself changes now.
    fn tick(&mut self, _shared: &mut Shared, _now: Moment) -> Vec<Reply> {
        Vec::new()
    }

    /// The running time at which the screen changes by itself; `None` while it does not.
    fn next_change(&self, _now: Duration) -> Option<Duration> {
        None
    }

    /// Something happened that is no key. Every screen of the stack hears it, and one that wants
    /// another in its place ([`Reply::Swap`]) gets it there and then.
    fn news(&mut self, _news: &News<'_>, _shared: &mut Shared, _now: Moment) -> Vec<Reply> {
        Vec::new()
    }

    /// Whether the screen itself tells the user of this, so that the footer need not.
    fn tells(&self, _news: &News<'_>) -> bool {
        false
    }

    /// What must be worked out for the screen while it is on top.
    fn needs(&self) -> Needs {
        Needs::default()
    }

    /// Whether the program may end while the screen lies under others. One that says no is shown,
    /// and asks.
    fn may_quit(&self) -> bool {
        true
    }

    /// Whether a clock runs on the screen: a sleep of the machine is told then.
    fn has_clock(&self) -> bool {
        false
    }

    /// Whether it is a box that leaves the screen beneath to be seen.
    fn is_box(&self) -> bool {
        false
    }

    /// What must still be written when the program ends.
    fn draft(&self, _now: Moment) -> Option<Effect> {
        None
    }

    /// The program was stopped for this long: the time does not count.
    fn was_away(&mut self, _away: Duration) {}

    /// For how long the screen has kept the one beneath it from going on.
    fn kept_waiting(&self, _now: Moment) -> Duration {
        Duration::ZERO
    }

    /// The screen above is closed, and has kept this one from going on for so long.
    fn uncovered(&mut self, _after: Duration) {}

    /// Another screen is opened over this one.
    fn covered(&mut self) {}

    /// Does for every screen what none of them does itself, if this one lies at the bottom of the
    /// stack: the keys' list, the palette. `scopes` are those of the screen on top.
    fn everywhere(
        &self,
        _action: Action,
        _scopes: &'static [Scope],
        _shared: &Shared,
    ) -> Option<Vec<Reply>> {
        None
    }

    /// Where a lesson has led.
    fn place(&self) -> Place {
        Place::Elsewhere
    }
}

impl dyn Screen {
    /// Moves in the list or scrolls the text where the action does that; false where it does not.
    pub fn moves(&mut self, action: Action, shared: &mut Shared, now: Moment) -> bool {
        if self.list().is_some_and(|list| list.act(action)) {
            self.chose(shared, now);
            return true;
        }
        self.pane().is_some_and(|pane| pane.act(action))
    }

    /// Whether keys are text now.
    pub fn is_typing(&self) -> bool {
        !self.text_scopes().is_empty()
    }

    /// Where the few keys are looked up that are no text while text is typed.
    pub fn text_scopes(&self) -> &'static [Scope] {
        let scopes = self.scopes();
        let end = scopes.iter().position(|scope| !scope.is_text());
        &scopes[..end.unwrap_or(scopes.len())]
    }
}

/// A text that can be copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Copyable {
    /// A question.
    Question(String),
    /// An answer, in Markdown.
    Answer(String),
}

/// What a screen wants after an event.
#[derive(Debug)]
pub enum Reply {
    /// Another screen over this one.
    Open(Box<dyn Screen>),
    /// This screen goes.
    Close,
    /// Another screen in this one's place, whatever lies over it.
    Swap(Box<dyn Screen>),
    /// All screens but the one at the bottom go.
    CloseAll,
    /// The program ends, as if the user had asked the screen beneath for it.
    Quit,
    /// The screen that is on top by then gets this action, with which of its keys it was.
    Act(Action, usize),
    /// Something outside.
    Do(Effect),
}

impl Reply {
    /// Opens a screen over this one.
    pub fn open(screen: impl Screen + 'static) -> Self {
        Self::Open(Box::new(screen))
    }

    /// Puts a screen in this one's place.
    pub fn swap(screen: impl Screen + 'static) -> Self {
        Self::Swap(Box::new(screen))
    }
}

/// Something that happened and that screens may have waited for.
#[derive(Debug)]
pub enum News<'n> {
    /// The bank can be searched now.
    IndexBuilt,
    /// What is known of the cards was worked out anew.
    Surveyed,
    /// Decks were read anew: cards may have other numbers.
    BankChanged {
        /// The bank as it was.
        before: &'n Bank,
    },
    /// A record is on the disk.
    Kept(&'n Record),
    /// A record could not be kept, and why.
    NotKept(&'n Record, &'n Both),
    /// What was said in the recording of this name.
    Heard {
        /// The recording.
        name: &'n str,
        /// What was said.
        words: &'n str,
    },
    /// All themes are read.
    Themes(&'n [Theme]),
    /// What came of a job on the card files.
    Card(&'n CardResult),
    /// What came of a job on the interviews, or why nothing did.
    Interviews(&'n Result<InterviewDone, Both>),
    /// How many questions of a look-back became cards and how many were cards already; or why not
    /// all of it is kept.
    LookedBack(&'n Result<(usize, usize), Both>),
    /// What came of a job on notes.
    Notes(&'n NoteNews),
}
