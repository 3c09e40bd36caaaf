//! The app: a stack of screens and what they share. It turns events into a new state and effects,
//! and never touches the disk or the terminal itself.

use std::time::Duration;

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::Position;
use ratatui::widgets::Clear;

use super::action::{Action, Scope};
use super::effect::Effect;
use super::events::{Event, Mouse};
use super::interviews::InterviewJob;
use super::keymap::{Key, Meaning};
use super::screen::{Needs, Reply, Screen};
use super::shared::{Shared, Target};
use super::theme::Role;
use super::tutor::{self, Tutor};
use super::widgets::lines::Lines;
use super::widgets::page::{self, SMALLEST};
use super::widgets::text_edit::is_enter;
use super::widgets::{ascii, next_keys};
use crate::clock::{Moment, clock_face, until_next_day};
use crate::store::watch::Areas;

mod around;
mod copying;
mod escapes;
mod news;
mod work;

/// Who knows the whole chord is not shown how it goes on.
const PAUSE_BEFORE_HINT: Duration = Duration::from_millis(500);

/// The whole state.
#[derive(Debug)]
pub struct App {
    shared: Shared,
    screens: Vec<Box<dyn Screen>>,
    changed: bool,
    /// The keys of a chord that is not whole yet.
    pressed: Vec<KeyEvent>,
    /// The running time at which the last of them was pressed.
    pressed_at: Duration,
    /// A key or a click was a command since typing ended: letters are commands too.
    has_acted: bool,
    /// What was copied last.
    copied: Option<String>,
    /// What the last Escapes have closed, in case they were none.
    escapes: escapes::Escapes,
    /// What does not know yet of something that happened.
    old: Needs,
    /// The program's day that was shown last.
    day: Option<NaiveDate>,
    /// Decks have changed while they were read for the first time.
    decks_stirred: bool,
    /// Teaches the keys, where the program was started for that.
    tutor: Option<Tutor>,
}

impl App {
    /// An app that shows this screen, which stays at the bottom, and waits for its decks.
    pub fn new(shared: Shared, bottom: Box<dyn Screen>) -> Self {
        Self {
            shared,
            screens: vec![bottom],
            changed: true,
            pressed: Vec::new(),
            pressed_at: Duration::ZERO,
            has_acted: false,
            copied: None,
            escapes: escapes::Escapes::default(),
            old: Needs::ALL,
            day: None,
            decks_stirred: false,
            tutor: None,
        }
    }

    /// The same app with lessons over its screens.
    pub fn with_tutor(self) -> Self {
        Self {
            tutor: Some(Tutor::default()),
            ..self
        }
    }

    /// Whether every lesson was gone through.
    pub fn has_learned(&self) -> bool {
        self.tutor.as_ref().is_some_and(Tutor::is_over)
    }

    /// What must be done first.
    pub fn begin(&mut self) -> Vec<Effect> {
        vec![
            Effect::ReadHistory {
                day_begins: self.shared.day_begins,
            },
            Effect::ReadBank,
            Effect::Interviews(Box::new(InterviewJob::Read)),
        ]
    }

    /// What all screens see.
    pub fn shared(&self) -> &Shared {
        &self.shared
    }

    /// Whether something changed since the last call.
    pub fn take_changed(&mut self) -> bool {
        std::mem::take(&mut self.changed)
    }

    /// The running time at which something changes by itself: at last the day.
    pub fn next_change(&self, now: Moment) -> Option<Duration> {
        // A clock under another screen, the help for one, runs on.
        let screens = self
            .screens
            .iter()
            .filter_map(|screen| screen.next_change(now.running));
        let toast = self.shared.toast.as_ref().map(|toast| toast.until);
        let hint = self.hint_at().filter(|&at| at > now.running);
        let day = now.running + until_next_day(now.wall, self.shared.day_begins);
        screens.chain(toast).chain(hint).chain([day]).min()
    }

    /// The machine slept; the monotonic clock did not count it.
    pub fn slept(&mut self, slept: Duration, now: Moment) {
        if self.has_clock() {
            let words = self.shared.language.slept(&clock_face(slept));
            self.shared.say(words, Role::Warn, now);
        }
        self.changed = true;
    }

    /// The program was stopped and went on again: the time between does not count.
    pub fn was_away(&mut self, away: Duration, now: Moment) {
        for screen in &mut self.screens {
            screen.was_away(away);
        }
        if self.has_clock() {
            let words = self.shared.language.was_stopped(&clock_face(away));
            self.shared.say(words, Role::Dim, now);
        }
        self.changed = true;
    }

    /// The user's editor did not open the file, or ended badly.
    pub fn could_not_open(&mut self, command: &[String], error: &std::io::Error, now: Moment) {
        let program = crate::text::visible_line(command.first().map_or("", String::as_str));
        let say = self.shared.language;
        let words = match error.kind() {
            std::io::ErrorKind::NotFound | std::io::ErrorKind::PermissionDenied => {
                say.outside_not_started(&program)
            }
            _ => say.outside_failed(&program, &error.to_string()),
        };
        self.shared.say(words, Role::Bad, now);
        self.changed = true;
    }

    /// The program is told to end: what must still be written.
    pub fn put_down(&mut self, now: Moment) -> Vec<Effect> {
        let drafts = self.screens.iter().filter_map(|screen| screen.draft(now));
        drafts.collect()
    }

    fn has_clock(&self) -> bool {
        let top = self.screens.last();
        top.is_some_and(|screen| screen.has_clock())
    }

    /// Takes one event, or the passing of time where it is `None`.
    pub fn handle(&mut self, event: Option<Event>, now: Moment) -> Vec<Effect> {
        self.changed = true;
        self.look_at_the_day(now);
        self.shared.forget_old_toast(now);
        let replies = match event {
            None => self.tell_screens(|screen, shared| screen.tick(shared, now)),
            Some(Event::Key(key)) => {
                self.escapes.pressed(key);
                self.press(key, now)
            }
            Some(Event::EscapesTakenBack(count)) => self.take_escapes_back(count, now),
            Some(Event::Mouse(mouse)) => self.mouse(mouse, now),
            Some(Event::Paste(text)) => self.paste(&text, now),
            Some(event) => self.take_news(event, now),
        };
        let effects = self.follow_and_learn(replies, now);
        self.escapes.are_done();
        effects
    }

    /// The screen on top takes what was pasted, or it is said that nothing does.
    fn paste(&mut self, text: &str, now: Moment) -> Vec<Reply> {
        let Some(screen) = self.screens.last_mut() else {
            return Vec::new();
        };
        let had_toast = self.shared.toast.is_some();
        let was_typing = screen.is_typing();
        let replies = screen.paste(text, &mut self.shared, now);
        let is_taken = was_typing || screen.is_typing() || !replies.is_empty();
        if !is_taken && (had_toast || self.shared.toast.is_none()) {
            let words = self.shared.language.paste_not_taken();
            self.shared.say(words, Role::Dim, now);
        }
        replies
    }

    /// Follows the replies; then the lesson, if there is one, sees where they have led.
    fn follow_and_learn(&mut self, replies: Vec<Reply>, now: Moment) -> Vec<Effect> {
        let effects = self.follow(replies, now);
        if let (Some(tutor), Some(screen)) = (&mut self.tutor, self.screens.last()) {
            tutor.arrived(screen.place());
        }
        effects
    }

    /// Whether the lesson lets an action through; where it does not, it says which key it waits
    /// for.
    fn is_taught(&mut self, action: Action, now: Moment) -> bool {
        let (Some(tutor), Some(screen)) = (&mut self.tutor, self.screens.last()) else {
            return true;
        };
        if tutor.allows(action, screen.place()) {
            tutor.did(action);
            return true;
        }
        let key = tutor.key(&self.shared.keymap, self.shared.ascii);
        let words = self.shared.language.tutor_later(&key);
        self.shared.say(words, Role::Warn, now);
        false
    }

    /// Tells every screen. One that wants another in its place gets it there and then: the keys'
    /// list may lie over an interview whose last record has just reached the disk.
    fn tell_screens(
        &mut self,
        mut tell: impl FnMut(&mut dyn Screen, &mut Shared) -> Vec<Reply>,
    ) -> Vec<Reply> {
        let mut replies = Vec::new();
        for place in 0..self.screens.len() {
            for reply in tell(self.screens[place].as_mut(), &mut self.shared) {
                match reply {
                    Reply::Swap(screen) => {
                        self.screens[place] = screen;
                        self.shared.toast.take_if(|toast| toast.role != Role::Bad);
                    }
                    reply => replies.push(reply),
                }
            }
        }
        replies
    }

    fn press(&mut self, key: KeyEvent, now: Moment) -> Vec<Reply> {
        let Some(screen) = self.screens.last_mut() else {
            return Vec::new();
        };
        let text_scopes = screen.text_scopes();
        if !text_scopes.is_empty() {
            self.pressed.clear();
            self.has_acted = false;
            let key = Key::in_text(key);
            let interrupt = self.shared.keymap.resolve(&[Scope::Global], &[key]);
            if let Meaning::Action(action @ (Action::Interrupt | Action::Suspend), _) = interrupt {
                self.has_acted = true;
                return self.act(action, 0, now);
            }
            let (mut key, keymap) = (key, &self.shared.keymap);
            let mut action = keymap.resolve_in_text(text_scopes, key);
            if action.is_none() && is_enter(key) {
                key = KeyCode::Enter.into();
                action = keymap.resolve_in_text(text_scopes, key);
            }
            if action.is_some_and(|action| !self.is_taught(action, now)) {
                return Vec::new();
            }
            let shared = &mut self.shared;
            let screen = self.screens.last_mut();
            return screen.map_or_else(Vec::new, |top| top.type_key(key, action, shared, now));
        }
        if let Some(replies) = self.type_on(key, now) {
            return replies;
        }
        let mut replies = Vec::new();
        for key in Key::taken_apart(key) {
            replies.extend(self.command(key, now));
        }
        replies
    }

    /// A letter that was typed for a text whose typing has just ended.
    fn type_on(&mut self, key: KeyEvent, now: Moment) -> Option<Vec<Reply>> {
        let is_letter = matches!(key.code, KeyCode::Char(_))
            && !key
                .modifiers
                .intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        if !is_letter {
            self.has_acted |= key.code != KeyCode::Esc;
        }
        if !is_letter || self.has_acted || !self.pressed.is_empty() {
            return None;
        }
        let screen = self.screens.last_mut()?;
        screen.type_on(key, &mut self.shared, now)
    }

    /// A key in command mode: an action, the beginning of a chord, or nothing.
    fn command(&mut self, key: KeyEvent, now: Moment) -> Vec<Reply> {
        let Some(screen) = self.screens.last().filter(|screen| !screen.is_typing()) else {
            return Vec::new();
        };
        let is_alone = self.pressed.is_empty();
        if !is_alone && key.code == KeyCode::Esc {
            self.pressed.clear();
            return Vec::new();
        }
        self.pressed.push(key);
        match self.shared.keymap.resolve(screen.scopes(), &self.pressed) {
            Meaning::Action(action, place) => {
                self.pressed.clear();
                self.act(action, place, now)
            }
            Meaning::Beginning => {
                self.pressed_at = now.running;
                Vec::new()
            }
            Meaning::Nothing => {
                let pressed = std::mem::take(&mut self.pressed);
                if !is_alone {
                    let keys = self.shown(&pressed);
                    let words = self.shared.language.chord_unknown(&keys);
                    self.shared.say(words, Role::Dim, now);
                }
                Vec::new()
            }
        }
    }

    /// When the box opens that says how the keys so far can go on.
    fn hint_at(&self) -> Option<Duration> {
        let pause = if self.shared.reduced_motion {
            Duration::ZERO
        } else {
            PAUSE_BEFORE_HINT
        };
        (!self.pressed.is_empty()).then(|| self.pressed_at + pause)
    }

    fn shown(&self, keys: &[KeyEvent]) -> String {
        let keys = keys.iter();
        keys.map(|&key| Key::of(key).shown(self.shared.ascii))
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// A click does what was drawn there, the wheel moves. Lessons are about keys.
    fn mouse(&mut self, mouse: Mouse, now: Moment) -> Vec<Reply> {
        self.has_acted = true;
        self.pressed.clear();
        if self.tutor.is_some() {
            return Vec::new();
        }
        let Some(screen) = self.screens.last_mut() else {
            return Vec::new();
        };
        let text_scopes = screen.text_scopes();
        let is_typing = !text_scopes.is_empty();
        match mouse {
            Mouse::Click(column, row) => match self.shared.target_at(column, row) {
                None => Vec::new(),
                Some(Target::Hint(action)) if is_typing && action.scope().is_text() => {
                    let no_key = KeyEvent::new(KeyCode::Null, KeyModifiers::NONE);
                    screen.type_key(no_key, Some(action), &mut self.shared, now)
                }
                Some(Target::Hint(action)) => self.act(action, 0, now),
                Some(target) => screen.click(target, &mut self.shared, now),
            },
            Mouse::WheelUp | Mouse::WheelDown => {
                let is_up = mouse == Mouse::WheelUp;
                let moves = screen.list().is_some() || screen.pane().is_some();
                if moves || !is_typing {
                    return screen.wheel(is_up, &mut self.shared, now);
                }
                let code = if is_up { KeyCode::Up } else { KeyCode::Down };
                let key = KeyEvent::new(code, KeyModifiers::NONE);
                let action = self.shared.keymap.resolve_in_text(text_scopes, key);
                screen.type_key(key, action, &mut self.shared, now)
            }
        }
    }

    fn act(&mut self, action: Action, place: usize, now: Moment) -> Vec<Reply> {
        if !self.is_taught(action, now) {
            return Vec::new();
        }
        let Some(screen) = self.screens.last_mut() else {
            return Vec::new();
        };
        if screen.moves(action, &mut self.shared, now) {
            return Vec::new();
        }
        let replies = screen.act(action, place, &mut self.shared, now);
        if let Some(replies) = replies {
            return replies;
        }
        let scopes = screen.scopes();
        match action {
            Action::Quit | Action::Interrupt => self.quit(action, now),
            Action::Back if self.screens.len() > 1 => vec![Reply::Close],
            Action::Copy => self.copy(now),
            Action::Reload => Self::stirred(Areas::ALL, true),
            Action::Redraw => vec![Reply::Do(Effect::Redraw)],
            Action::Suspend => vec![Reply::Do(Effect::Suspend)],
            _ => {
                let bottom = self.screens.first();
                let replies = bottom.and_then(|it| it.everywhere(action, scopes, &self.shared));
                replies.unwrap_or_default()
            }
        }
    }

    /// Ends the program; a screen under another one that must be asked first is shown.
    fn quit(&mut self, action: Action, now: Moment) -> Vec<Reply> {
        let mut screens = self.screens.iter();
        match screens.rposition(|screen| !screen.may_quit()) {
            Some(place) if place + 1 < self.screens.len() => {
                self.screens.truncate(place + 1);
                self.act(action, 0, now)
            }
            _ => vec![Reply::Do(Effect::Quit)],
        }
    }

    fn follow(&mut self, replies: Vec<Reply>, now: Moment) -> Vec<Effect> {
        let mut effects = Vec::new();
        for reply in replies {
            match reply {
                Reply::Open(screen) => {
                    if let Some(below) = self.screens.last_mut() {
                        below.covered();
                    }
                    self.screens.push(screen);
                }
                Reply::Close => {
                    let closed = if self.screens.len() > 1 {
                        self.screens.pop()
                    } else {
                        None
                    };
                    if let (Some(closed), Some(below)) = (closed, self.screens.last_mut()) {
                        below.uncovered(closed.kept_waiting(now));
                        self.escapes.closed(closed);
                    }
                }
                Reply::Swap(screen) => {
                    self.screens.pop();
                    self.screens.push(screen);
                    // What a screen said ends with it; what went wrong stays.
                    self.shared.toast.take_if(|toast| toast.role != Role::Bad);
                }
                Reply::CloseAll => {
                    while self.screens.len() > 1 {
                        if let Some(closed) = self.screens.pop() {
                            self.escapes.closed(closed);
                        }
                    }
                }
                Reply::Quit => {
                    let replies = self.act(Action::Interrupt, 0, now);
                    effects.extend(self.follow(replies, now));
                }
                Reply::Act(action, place) => {
                    let replies = self.act(action, place, now);
                    effects.extend(self.follow(replies, now));
                }
                Reply::Do(effect) => effects.push(effect),
            }
        }
        effects.extend(self.work(now));
        if effects
            .iter()
            .any(|effect| matches!(effect, Effect::Suspend))
        {
            effects.splice(0..0, self.put_down(now));
        }
        effects
    }

    /// Draws the top screen; gives the place of the terminal's cursor if there is one.
    pub fn draw(&mut self, frame: &mut Frame<'_>, now: Moment) {
        self.draw_screens(frame, now);
        // A text that is being edited is drawn as it is: nothing of it may reach the terminal.
        for cell in &mut frame.buffer_mut().content {
            if let Some(symbol) = crate::text::visible_cell(cell.symbol()) {
                cell.set_symbol(&symbol);
            }
        }
    }

    fn draw_screens(&mut self, frame: &mut Frame<'_>, now: Moment) {
        let mut area = frame.area();
        let ground = self
            .shared
            .theme
            .style(Role::Background)
            .patch(self.shared.theme.style(Role::Text));
        frame.buffer_mut().set_style(area, ground);
        if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
            let words = self.shared.language.too_small(area.width, area.height);
            let lines = crate::text::wrap(&words, usize::from(area.width.max(2)));
            let text: Vec<ratatui::text::Line<'_>> = lines.into_iter().map(Into::into).collect();
            frame.render_widget(Lines::from(text), area);
            return;
        }
        self.shared.forget_targets();
        if let Some(tutor) = &self.tutor {
            tutor.draw(frame, area, &self.shared);
            area = page::below(area, tutor::rows(area.height));
        }
        let mut screens = self.screens.iter();
        let first = screens.rposition(|screen| !screen.is_box());
        let first = first.unwrap_or(0);
        let mut caret: Option<Position> = None;
        for screen in &mut self.screens[first..] {
            if screen.is_box() {
                // The keys of the screen beneath do not work now; the box shows its own.
                let footer = page::row(area, area.height - 1);
                frame.render_widget(Clear, footer);
                frame.buffer_mut().set_style(footer, ground);
            }
            caret = screen.draw(frame, area, &self.shared, now);
        }
        if self.hint_at().is_some_and(|at| at <= now.running)
            && let Some(screen) = self.screens.last()
        {
            let title = self.shared.language.chord_title(&self.shown(&self.pressed));
            let rows =
                self.shared
                    .keymap
                    .continuations(screen.scopes(), &self.pressed, self.shared.ascii);
            next_keys::draw(frame, area, &title, &rows, &self.shared);
        }
        if self.shared.ascii {
            ascii::fold(frame.buffer_mut());
        }
        if let Some(caret) = caret {
            frame.set_cursor_position(caret);
        }
    }
}
