//! The app: a stack of screens and what they share. It turns events into a new state and effects,
//! and never touches the disk or the terminal itself.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::Position;
use ratatui::widgets::Clear;

use super::action::{Action, Scope};
use super::cards::{CardJob, CardNews, CardResult, Done};
use super::events::{Event, LookedBack, Mouse};
use super::interviews::{InterviewDone, InterviewJob, InterviewNews};
use super::keymap::{Key, Meaning};
use super::notes::{NoteJob, NoteNews};
use super::screens::review::{ReviewChoice, ReviewScreen};
use super::screens::{Reply, Screen, browse, choose, help, home, palette, room, themes};
use super::shared::{Shared, Target};
use super::speech::{News, Wish};
use super::theme::{Role, Theme};
use super::tutor::{self, Place, Tutor};
use super::unfinished::Unfinished;
use super::widgets::lines::Lines;
use super::widgets::page::{self, SMALLEST};
use super::widgets::{ascii, next_keys};
use crate::bank::{Bank, Deck, write};
use crate::clock::{Moment, clock_face, day_of};
use crate::history::{History, LookBack, Record, RecordId};
use crate::interview::room::Snapshot;
use crate::language::Both;
use crate::memory::Ask;
use crate::problem::Problem;
use crate::progress::SoFar;
use termprofile::TermProfile;

/// Who knows the whole chord is not shown how it goes on.
const PAUSE_BEFORE_HINT: Duration = Duration::from_millis(500);

/// Something that must be done outside.
#[derive(Debug)]
pub enum Effect {
    /// Read the decks.
    ReadBank,
    /// Make the bank ready to be searched.
    BuildIndex(Arc<Bank>),
    /// Work out what is known of every card at the moment that is asked for.
    MakeSurvey {
        /// The decks.
        bank: Arc<Bank>,
        /// What happened.
        history: Arc<History>,
        /// When.
        moment: DateTime<FixedOffset>,
        /// The hour at which a day begins.
        day_begins: u32,
    },
    /// Work out the progress up to the moment that is asked for.
    MakeProgress {
        /// The decks.
        bank: Arc<Bank>,
        /// What happened.
        history: Arc<History>,
        /// When.
        moment: DateTime<FixedOffset>,
        /// The hour at which a day begins.
        day_begins: u32,
    },
    /// Work out today's list and the forecast.
    MakePlan {
        /// The decks.
        bank: Arc<Bank>,
        /// What happened.
        history: Arc<History>,
        /// What is asked.
        ask: Ask,
    },
    /// Read the history and the drafts.
    ReadHistory {
        /// The hour at which a day begins.
        day_begins: u32,
    },
    /// Append a record and flush it.
    Keep(Box<Record>),
    /// Keep aside where a session stands.
    WriteDraft(Snapshot),
    /// The session is over; its draft goes.
    DropDraft(RecordId),
    /// Read aloud, record or play, where the user has programs for it.
    Speak(Wish),
    /// Do something with cards in their files at this moment.
    Card(CardJob, DateTime<FixedOffset>),
    /// Do something with notes at this moment.
    Notes(NoteJob, DateTime<FixedOffset>),
    /// Keep aside what is being typed into a card.
    KeepEdit(Box<write::Draft>),
    /// Do something with the interviews in their file.
    Interviews(Box<InterviewJob>),
    /// Write the questions of a real interview into the decks, then keep the look-back.
    LookBack(Box<LookBack>, DateTime<FixedOffset>),
    /// Keep aside what is being written elsewhere.
    SetAside(Unfinished),
    /// What was set aside under this name is kept or thrown away.
    ForgetUnfinished(String),
    /// Write a report into a file of its own.
    Export {
        /// The file's name.
        name: String,
        /// What goes in.
        text: String,
    },
    /// Give the terminal to the user's own editor with this file, then read the deck again.
    OpenFile {
        /// The program with its arguments.
        command: Vec<String>,
        /// The deck whose file it is.
        deck: Arc<Deck>,
    },
    /// Read all themes for a terminal with these colours.
    ReadThemes(TermProfile),
    /// Keep the name of the theme for the next start.
    KeepTheme(String),
    /// Ring the bell.
    Bell,
    /// Draw everything anew.
    Redraw,
    /// Give the terminal back to the shell for a while.
    Suspend,
    /// End the program.
    Quit,
}

/// What the program was started to do.
#[derive(Debug, Clone, PartialEq)]
pub enum First {
    /// Show the home screen.
    Home,
    /// Begin this interview as soon as the decks are read.
    Interview(Box<choose::Choice>),
    /// Show the question bank with this query.
    Browse(String),
    /// Begin this review.
    Review(ReviewChoice),
}

/// The whole state.
#[derive(Debug)]
pub struct App {
    shared: Shared,
    screens: Vec<Screen>,
    first: First,
    changed: bool,
    /// The keys of a chord that is not whole yet.
    pressed: Vec<KeyEvent>,
    /// The running time at which the last of them was pressed.
    pressed_at: Duration,
    /// What does not know yet of something that happened.
    old: Old,
    /// Teaches the keys, where the program was started for that.
    tutor: Option<Tutor>,
}

/// What is worked out beside the drawing, and is old once something happened.
#[derive(Debug, Clone, Copy)]
struct Old {
    /// Today's list.
    plan: bool,
    /// What is known of every card.
    survey: bool,
    /// How it goes.
    progress: bool,
}

impl Old {
    const ALL: Self = Self {
        plan: true,
        survey: true,
        progress: true,
    };
}

impl App {
    /// An app that shows the home screen and waits for its decks.
    pub fn new(shared: Shared, first: First) -> Self {
        let home = Screen::Home(home::Home::default());
        Self {
            shared,
            screens: vec![home],
            first,
            changed: true,
            pressed: Vec::new(),
            pressed_at: Duration::ZERO,
            old: Old::ALL,
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

    /// The running time at which something changes by itself; `None` while nothing does.
    pub fn next_change(&self, now: Moment) -> Option<Duration> {
        // A clock under another screen, the help for one, runs on.
        let screens = self
            .screens
            .iter()
            .filter_map(|screen| screen.next_change(now.running));
        let toast = self.shared.toast.as_ref().map(|toast| toast.until);
        let hint = self.hint_at().filter(|&at| at > now.running);
        screens.chain(toast).chain(hint).min()
    }

    /// The machine slept; the monotonic clock did not count it.
    pub fn slept(&mut self, slept: Duration, now: Moment) {
        if matches!(self.screens.last(), Some(Screen::Room(room)) if room.has_clock()) {
            let words = self.shared.language.slept(&clock_face(slept));
            self.shared.say(words, Role::Warn, now);
        }
        self.changed = true;
    }

    /// The program was stopped and went on again: the time between does not count.
    pub fn was_away(&mut self, away: Duration, now: Moment) {
        for screen in &mut self.screens {
            match screen {
                Screen::Room(room) => room.was_away(away),
                Screen::Review(review) => review.was_away(away),
                Screen::Editor(editor) => editor.was_away(away),
                _ => {}
            }
        }
        if matches!(self.screens.last(), Some(Screen::Room(room)) if room.has_clock()) {
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
        let drafts = self.screens.iter().filter_map(|screen| match screen {
            Screen::Room(room) => room.draft(now),
            _ => None,
        });
        drafts.map(Effect::WriteDraft).collect()
    }

    /// Takes one event, or the passing of time where it is `None`.
    pub fn handle(&mut self, event: Option<Event>, now: Moment) -> Vec<Effect> {
        self.changed = true;
        self.shared.forget_old_toast(now);
        let replies = match event {
            None => self.tell_screens(|screen, shared| screen.tick(shared, now)),
            Some(Event::Key(key)) => self.press(key, now),
            Some(Event::Mouse(mouse)) => self.mouse(mouse, now),
            Some(Event::Paste(text)) => self.top().paste(&text, now),
            Some(Event::BankRead(bank)) => self.bank_read(bank, now),
            // The index of a bank that has changed meanwhile has other numbers.
            Some(Event::IndexBuilt(_, bank)) if !Arc::ptr_eq(&bank, &self.shared.bank) => {
                Vec::new()
            }
            Some(Event::IndexBuilt(index, _)) => {
                self.shared.index = Some(index);
                self.tell_screens(|screen, shared| screen.index_built(shared, now))
            }
            Some(Event::Surveyed(_, bank)) if !Arc::ptr_eq(&bank, &self.shared.bank) => Vec::new(),
            Some(Event::Surveyed(survey, _)) => {
                self.shared.survey = Some(survey);
                let mut replies = self.tell_screens(|screen, shared| screen.surveyed(shared, now));
                replies.extend(self.ready(now));
                replies
            }
            Some(Event::Speech(News::Failed(what))) => {
                let words = what.in_language(self.shared.language).clone();
                self.shared.say(words, Role::Dim, now);
                Vec::new()
            }
            Some(Event::Speech(News::Heard { name, words })) => {
                self.tell_screens(|screen, shared| screen.heard(&name, &words, shared, now))
            }
            Some(Event::Progressed(progress)) => {
                self.shared.progress = Some(progress);
                Vec::new()
            }
            Some(Event::Card(news)) => self.card_news(*news, now),
            Some(Event::Notes(news)) => self.note_news(*news, now),
            Some(Event::HistoryRead {
                history,
                so_far,
                problems,
                drafts,
                ids,
                unfinished,
            }) => {
                self.shared.ids = ids;
                self.shared.unfinished = unfinished
                    .into_iter()
                    .map(|draft| (draft.name, draft.value))
                    .collect();
                self.shared.history = history;
                self.shared.so_far = so_far;
                self.shared.history_is_read = true;
                self.shared.problems.extend(problems);
                self.shared.drafts = drafts;
                Vec::new()
            }
            Some(Event::Kept(record)) => {
                self.shared.add_records([(*record).clone()]);
                self.is_out_of_date();
                self.tell_screens(|screen, shared| screen.kept(&record, shared, now))
            }
            Some(Event::NotKept(record, why)) => {
                let words = self
                    .shared
                    .language
                    .not_saved(why.in_language(self.shared.language));
                self.shared.say(words, Role::Bad, now);
                self.tell_screens(|screen, shared| screen.not_kept(&record, &why, shared, now))
            }
            Some(Event::Planned(plan, coming)) => {
                self.shared.plan = Some(*plan);
                self.shared.coming = coming;
                Vec::new()
            }
            Some(Event::Interviews(news)) => self.interview_news(*news, now),
            Some(Event::LookedBack(news)) => self.looked_back(*news, now),
            Some(Event::Exported(done)) => {
                self.exported(done, now);
                Vec::new()
            }
            Some(Event::DraftFailed(why)) => {
                let words = why.in_language(self.shared.language).clone();
                self.shared.say(words, Role::Bad, now);
                Vec::new()
            }
            Some(Event::ThemesRead(all, problems)) => {
                self.themes_read(&all, problems);
                Vec::new()
            }
            Some(Event::ThemeKept(name, kept)) => {
                self.theme_kept(&name, kept, now);
                Vec::new()
            }
            Some(Event::Resized | Event::Signal(_)) => Vec::new(),
        };
        self.follow_and_learn(replies, now)
    }

    /// Follows the replies; then the lesson, if there is one, sees where they have led.
    fn follow_and_learn(&mut self, replies: Vec<Reply>, now: Moment) -> Vec<Effect> {
        let effects = self.follow(replies, now);
        if let (Some(tutor), Some(screen)) = (&mut self.tutor, self.screens.last()) {
            tutor.arrived(Place::of(screen));
        }
        effects
    }

    /// Whether the lesson lets an action through; where it does not, it says which key it waits
    /// for.
    fn is_taught(&mut self, action: Action, now: Moment) -> bool {
        let (Some(tutor), Some(screen)) = (&mut self.tutor, self.screens.last()) else {
            return true;
        };
        if tutor.allows(action, screen) {
            tutor.did(action);
            return true;
        }
        let key = tutor.key(&self.shared.keymap, self.shared.ascii);
        let words = self.shared.language.tutor_later(&key);
        self.shared.say(words, Role::Warn, now);
        false
    }

    /// The decks are there, or were read anew.
    fn bank_read(&mut self, bank: Arc<Bank>, now: Moment) -> Vec<Reply> {
        let before = std::mem::replace(&mut self.shared.bank, Arc::clone(&bank));
        let mut replies = if std::mem::replace(&mut self.shared.bank_is_read, true) {
            // Read anew: cards may have other numbers.
            self.shared.index = None;
            self.shared.survey = None;
            self.is_out_of_date();
            self.tell_screens(|screen, shared| screen.bank_changed(&before, shared, now))
        } else {
            vec![Reply::Do(Effect::Card(CardJob::FinishMoves, now.wall))]
        };
        replies.push(Reply::Do(Effect::BuildIndex(bank)));
        replies
    }

    /// Shows the themes where they are chosen, and what is wrong in them.
    fn themes_read(&mut self, all: &[Theme], problems: Vec<Problem>) {
        self.shared.add_problems(problems);
        for screen in &mut self.screens {
            screen.themes_read(all);
        }
    }

    fn theme_kept(&mut self, name: &str, kept: Result<(), Both>, now: Moment) {
        let say = self.shared.language;
        let (words, role) = match kept {
            Ok(()) => (say.themes_kept(name), Role::Good),
            Err(why) => (why.in_language(say).clone(), Role::Bad),
        };
        self.shared.say(words, role, now);
    }

    /// Decks and history become what they are on the disk now, then the screens hear of it.
    fn card_news(&mut self, news: CardNews, now: Moment) -> Vec<Reply> {
        if !news.records.is_empty() {
            self.shared.add_records(news.records);
            self.is_out_of_date();
        }
        let mut replies = Vec::new();
        if !news.decks.is_empty() {
            let before = Arc::clone(&self.shared.bank);
            let bank = news
                .decks
                .into_iter()
                .fold((*before).clone(), |bank, (deck, problems)| {
                    bank.with_deck(deck, problems)
                });
            self.shared.bank = Arc::new(bank);
            self.shared.index = None;
            self.shared.survey = None;
            self.is_out_of_date();
            replies = self.tell_screens(|screen, shared| screen.bank_changed(&before, shared, now));
            let bank = Arc::clone(&self.shared.bank);
            replies.push(Reply::Do(Effect::BuildIndex(bank)));
        }
        let say = self.shared.language;
        match &news.result {
            CardResult::Done { what, card, copied } => {
                let words = match (what, copied) {
                    (_, Some(path)) => say.editor_copied(&path.display().to_string()),
                    (Done::Saved, None) => say.saved(),
                    (Done::Added, None) => say.editor_added(card.deck()),
                    (Done::Deleted, None) => say.editor_deleted(),
                    (Done::CameBack, None) => say.editor_came_back(),
                    (Done::Moved, None) => say.editor_moved(card.deck()),
                };
                self.shared.say(words, Role::Good, now);
            }
            // The editor shows these itself.
            CardResult::Conflict(_) | CardResult::Failed(_) if self.is_editing() => {}
            CardResult::Conflict(_) => {
                self.shared
                    .say(say.editor_changed_meanwhile(), Role::Bad, now);
            }
            CardResult::Failed(why) => {
                let words = say.editor_not_done(why.in_language(say));
                self.shared.say(words, Role::Bad, now);
            }
            CardResult::MovesFinished(unmoved) => {
                let words = unmoved.first().map_or_else(
                    || (say.moves_finished(), Role::Good),
                    |left| {
                        let (card, copy) = (left.card.as_str(), left.copy.as_str());
                        (say.moves_unfinished(card, copy), Role::Bad)
                    },
                );
                self.shared.say(words.0, words.1, now);
            }
            CardResult::Opened(..)
            | CardResult::Read
            | CardResult::LeftBehind(_)
            | CardResult::TakenUp(_) => {}
        }
        replies.extend(self.tell_asker(news.result, now));
        replies
    }

    /// Gives what came of a job to the screen that asked for it.
    fn tell_asker(&mut self, result: CardResult, now: Moment) -> Vec<Reply> {
        let shared = &mut self.shared;
        let mut screens = self.screens.iter_mut();
        match result {
            CardResult::LeftBehind(left) => {
                if let Some(Screen::Decks(decks)) = screens.next_back() {
                    decks.found(left);
                }
                Vec::new()
            }
            result => {
                let editor = screens.find_map(|screen| match screen {
                    Screen::Editor(editor) => Some(editor),
                    _ => None,
                });
                editor.map_or_else(Vec::new, |editor| editor.news(result, shared, now))
            }
        }
    }

    /// Cards and records become what they are now, then the look-back hears of it.
    fn looked_back(&mut self, news: LookedBack, now: Moment) -> Vec<Reply> {
        let LookedBack { cards, result } = news;
        let mut replies = self.card_news(cards, now);
        replies.extend(self.tell_screens(|screen, shared| match screen {
            Screen::LookBack(look_back) => look_back.news(&result, shared, now),
            _ => Vec::new(),
        }));
        replies
    }

    fn exported(&mut self, done: Result<PathBuf, Both>, now: Moment) {
        let say = self.shared.language;
        let (words, role) = match done {
            Ok(path) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let folder = path.parent().unwrap_or(&path).display();
                let words = say.debrief_exported(&format!("{name} ({folder})"));
                (words, Role::Good)
            }
            Err(why) => (say.debrief_not_exported(why.in_language(say)), Role::Bad),
        };
        self.shared.say(words, role, now);
    }

    /// The interviews become what stands in their file now.
    fn interview_news(&mut self, news: InterviewNews, now: Moment) -> Vec<Reply> {
        let InterviewNews {
            mut interviews,
            problems,
            result,
        } = news;
        interviews.sort_by_key(|interview| interview.date.local(*now.wall.offset()));
        if *self.shared.interviews != interviews {
            self.is_out_of_date();
        }
        self.shared.interviews = Arc::new(interviews);
        self.shared.interview_problems = problems;
        let say = self.shared.language;
        let said = match &result {
            Ok(InterviewDone::Read) => None,
            Ok(InterviewDone::Added) => Some((say.interviews_was_added(), Role::Good)),
            Ok(InterviewDone::Changed) => Some((say.saved(), Role::Good)),
            Ok(InterviewDone::Removed) => Some((say.interviews_was_removed(), Role::Good)),
            Err(why) => Some((why.in_language(say).clone(), Role::Bad)),
        };
        if let Some((words, role)) = said {
            self.shared.say(words, role, now);
        }
        self.tell_screens(|screen, shared| match screen {
            Screen::Appointment(form) => form.news(&result, shared),
            _ => Vec::new(),
        })
    }

    /// Notes that are taken change the decks and the history, whatever screen is seen by now.
    fn note_news(&mut self, mut news: NoteNews, now: Moment) -> Vec<Reply> {
        let mut replies = Vec::new();
        if let NoteNews::Taken(report) = &mut news {
            let records = std::mem::take(&mut report.records);
            if !records.is_empty() {
                let history = Arc::make_mut(&mut self.shared.history);
                history.add_all(records);
                self.shared.so_far = SoFar::of(history, self.shared.day_begins);
                self.is_out_of_date();
            }
            replies.push(Reply::Do(Effect::ReadBank));
            let words = self.shared.language.import_done(report.new, report.changed);
            let is_seen = self
                .screens
                .iter()
                .any(|screen| matches!(screen, Screen::Import(_)));
            if !is_seen {
                self.shared.say(words, Role::Good, now);
            }
        }
        for screen in &mut self.screens {
            if let Screen::Import(import) = screen {
                import.news(news);
                break;
            }
        }
        replies
    }

    fn is_editing(&self) -> bool {
        let mut screens = self.screens.iter();
        screens.any(|screen| matches!(screen, Screen::Editor(_)))
    }

    fn top(&mut self) -> TopScreen<'_> {
        TopScreen {
            screen: self.screens.last_mut(),
            shared: &mut self.shared,
        }
    }

    /// Tells every screen. One that wants another in its place gets it there and then: the keys'
    /// list may lie over an interview whose last record has just reached the disk.
    fn tell_screens(
        &mut self,
        mut tell: impl FnMut(&mut Screen, &mut Shared) -> Vec<Reply>,
    ) -> Vec<Reply> {
        let mut replies = Vec::new();
        for place in 0..self.screens.len() {
            for reply in tell(&mut self.screens[place], &mut self.shared) {
                match reply {
                    Reply::Swap(screen) => self.screens[place] = screen,
                    reply => replies.push(reply),
                }
            }
        }
        replies
    }

    /// Decks and history are there and looked through: what was asked for on the command line can
    /// begin.
    fn ready(&mut self, now: Moment) -> Vec<Reply> {
        match std::mem::replace(&mut self.first, First::Home) {
            First::Home => match self.screens.last_mut() {
                Some(screen) => screen.ready(&mut self.shared, now),
                None => Vec::new(),
            },
            First::Browse(query) => {
                let browse = browse::Browse::new(&query, &self.shared, now);
                vec![Reply::Open(Screen::Browse(Box::new(browse)))]
            }
            First::Review(choice) => {
                let review = ReviewScreen::of_choice(&choice, &self.shared, now);
                vec![Reply::Open(Screen::Review(Box::new(review)))]
            }
            First::Interview(choice) => room::begin(&choice, &mut self.shared, now),
        }
    }

    fn press(&mut self, key: KeyEvent, now: Moment) -> Vec<Reply> {
        let Some(screen) = self.screens.last_mut() else {
            return Vec::new();
        };
        if screen.is_typing() {
            self.pressed.clear();
            let interrupt = self.shared.keymap.resolve(&[Scope::Global], &[key]);
            if let Meaning::Action(action @ (Action::Interrupt | Action::Suspend), _) = interrupt {
                return self.act(action, 0, now);
            }
            let action = self.shared.keymap.resolve_in_text(screen.text_scope(), key);
            if action.is_some_and(|action| !self.is_taught(action, now)) {
                return Vec::new();
            }
            let shared = &mut self.shared;
            let screen = self.screens.last_mut();
            return screen.map_or_else(Vec::new, |top| top.type_key(key, action, shared, now));
        }
        let mut replies = Vec::new();
        for key in Key::taken_apart(key) {
            replies.extend(self.command(key, now));
        }
        replies
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
        self.pressed.clear();
        if self.tutor.is_some() {
            return Vec::new();
        }
        let Some(screen) = self.screens.last_mut() else {
            return Vec::new();
        };
        let is_typing = screen.is_typing();
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
            Mouse::WheelUp | Mouse::WheelDown if is_typing => {
                let code = match mouse {
                    Mouse::WheelUp => KeyCode::Up,
                    _ => KeyCode::Down,
                };
                let key = KeyEvent::new(code, KeyModifiers::NONE);
                let action = self.shared.keymap.resolve_in_text(screen.text_scope(), key);
                screen.type_key(key, action, &mut self.shared, now)
            }
            Mouse::WheelUp | Mouse::WheelDown => {
                let Some((up, down, times)) = screen.wheel() else {
                    return Vec::new();
                };
                let action = if mouse == Mouse::WheelUp { up } else { down };
                let turns = (0..times).flat_map(|_| self.act(action, 0, now));
                turns.collect()
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
        let replies = screen.act(action, place, &mut self.shared, now);
        if let Some(replies) = replies {
            return replies;
        }
        let scopes = screen.scopes();
        match action {
            Action::Quit | Action::Interrupt => self.quit(action, now),
            Action::Back if self.screens.len() > 1 => vec![Reply::Close],
            Action::Help => {
                let help = help::Help::new(scopes, &self.shared.keymap);
                vec![Reply::Open(Screen::Help(Box::new(help)))]
            }
            Action::Palette => {
                let palette = palette::Palette::new(scopes, &self.shared);
                vec![Reply::Open(Screen::Palette(Box::new(palette)))]
            }
            Action::ChooseTheme => themes::Themes::open(&self.shared),
            Action::Redraw => vec![Reply::Do(Effect::Redraw)],
            Action::Suspend => vec![Reply::Do(Effect::Suspend)],
            _ => Vec::new(),
        }
    }

    /// Ends the program; an interview that runs under another screen is shown and asks first.
    fn quit(&mut self, action: Action, now: Moment) -> Vec<Reply> {
        let is_room = |screen: &Screen| matches!(screen, Screen::Room(_));
        match self.screens.iter().rposition(is_room) {
            Some(room) if room + 1 < self.screens.len() => {
                self.screens.truncate(room + 1);
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
                    if let Some(Screen::Home(home)) = self.screens.last_mut() {
                        home.forget_wish();
                    }
                    self.screens.push(screen);
                }
                Reply::Close => {
                    if self.screens.len() > 1 {
                        let closed = self.screens.pop();
                        if let Some(Screen::Editor(editor)) = closed {
                            self.uncover(editor.open_for(now));
                        }
                    }
                }
                Reply::Swap(screen) => {
                    self.screens.pop();
                    self.screens.push(screen);
                }
                Reply::CloseAll => self.screens.truncate(1),
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
        effects.extend(self.new_survey(now));
        effects.extend(self.new_plan(now));
        effects.extend(self.new_progress(now));
        if effects
            .iter()
            .any(|effect| matches!(effect, Effect::Suspend))
        {
            effects.splice(0..0, self.put_down(now));
        }
        effects
    }

    /// The screen under an editor goes on where it was: the time of writing does not count.
    fn uncover(&mut self, written_for: Duration) {
        if let Some(Screen::Review(review)) = self.screens.last_mut() {
            review.was_away(written_for);
        }
    }

    fn is_out_of_date(&mut self) {
        self.old = Old::ALL;
    }

    /// The survey is made anew where its facts are looked at, never while a question is asked.
    fn new_survey(&mut self, now: Moment) -> Option<Effect> {
        let is_seen = matches!(
            self.screens.last(),
            Some(Screen::Home(_) | Screen::Browse(_) | Screen::Weak(_))
        );
        let Shared {
            bank,
            history,
            day_begins,
            survey,
            ..
        } = &self.shared;
        let is_known = self.shared.bank_is_read && self.shared.history_is_read;
        let today = day_of(now.wall, *day_begins);
        let is_of_another_day = survey
            .as_ref()
            .is_some_and(|survey| survey.memories.today != today);
        if !(is_seen && is_known && (self.old.survey || is_of_another_day)) {
            return None;
        }
        self.old.survey = false;
        Some(Effect::MakeSurvey {
            bank: Arc::clone(bank),
            history: Arc::clone(history),
            moment: now.wall,
            day_begins: *day_begins,
        })
    }

    /// The progress is worked out when it is looked at, and anew where something happened since.
    fn new_progress(&mut self, now: Moment) -> Option<Effect> {
        let Shared {
            bank,
            history,
            day_begins,
            progress,
            ..
        } = &self.shared;
        let is_seen = matches!(self.screens.last(), Some(Screen::Progress(_)));
        let is_known = self.shared.bank_is_read && self.shared.history_is_read;
        let today = day_of(now.wall, *day_begins);
        let is_of_another_day = progress
            .as_ref()
            .is_some_and(|progress| progress.today != today);
        if !(is_seen && is_known && (self.old.progress || is_of_another_day)) {
            return None;
        }
        self.old.progress = false;
        Some(Effect::MakeProgress {
            bank: Arc::clone(bank),
            history: Arc::clone(history),
            moment: now.wall,
            day_begins: *day_begins,
        })
    }

    /// The list is made anew when it is looked at, never while a question is asked.
    fn new_plan(&mut self, now: Moment) -> Option<Effect> {
        let is_seen = matches!(self.screens.last(), Some(Screen::Home(_)));
        let is_known = self.shared.bank_is_read && self.shared.history_is_read;
        if !(is_seen && is_known && self.old.plan) {
            return None;
        }
        self.old.plan = false;
        Some(Effect::MakePlan {
            bank: Arc::clone(&self.shared.bank),
            history: Arc::clone(&self.shared.history),
            ask: Ask::now(now.wall, self.shared.day_begins),
        })
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
        let is_whole = |screen: &Screen| !screen.is_box();
        let first = self.screens.iter().rposition(is_whole).unwrap_or(0);
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

/// The top screen with what it shares, for events that go to it alone.
struct TopScreen<'a> {
    screen: Option<&'a mut Screen>,
    shared: &'a mut Shared,
}

impl TopScreen<'_> {
    fn paste(self, text: &str, now: Moment) -> Vec<Reply> {
        self.screen
            .map_or_else(Vec::new, |screen| screen.paste(text, self.shared, now))
    }
}
