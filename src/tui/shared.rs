//! What all screens see.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::{Arc, LazyLock, Weak};
use std::time::Duration;

use chrono::{DateTime, FixedOffset};

use ratatui::layout::Rect;
use ratatui::text::Line;
use termprofile::TermProfile;

use super::action::Action;
use super::effect::Effect;
use super::events::Draft;
use super::keymap::Keymap;
use super::options::Options;
use super::theme::{Role, Theme};
use super::unfinished::Unfinished;
use super::widgets::sheet::Wrapped;
use crate::appointments::Interview;
use crate::bank::{Audience, Bank};
use crate::clock::{self, Moment};
use crate::history::record::{Body, Ids, Record};
use crate::history::{History, RecordId};
use crate::interview::draw::Pool;
use crate::interview::preset::Preset;
use crate::language::Language;
use crate::memory::Plan;
use crate::problem::{Problem, Severity};
use crate::progress::{Progress, SoFar};
use crate::search::{Index, Vocabulary};
use crate::store::settings::SpeechCommands;
use crate::strays::Stray;
use crate::survey::{Facts, Survey};

/// A sentence in the footer's place for a few seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    /// What it says.
    pub text: String,
    /// How it looks.
    pub role: Role,
    /// The running time at which it goes.
    pub until: Duration,
}

/// What a place on the screen is when it is clicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// This row of the screen's list, counted over the whole list.
    Row(usize),
    /// This field of the screen's form.
    Field(usize),
    /// This value of those offered below the field that is written.
    Offer(usize),
    /// A hint in the footer.
    Hint(Action),
}

/// What is counted in all decks and all problems, for as long as these are the same: the screens
/// show it in every frame. Problems are only ever added.
#[derive(Debug, Clone, Default)]
struct Tally {
    bank: Weak<Bank>,
    of_problems: usize,
    audience: Audience,
    /// Cards that are practised.
    practised: usize,
    /// Those of them that have an answer.
    written: usize,
    /// Those that have none.
    unwritten: usize,
    /// Errors and warnings.
    problems: (usize, usize),
}

/// How many interviews wait to be looked back on, for as long as those are the same that were, and
/// that were looked back on.
#[derive(Debug, Default)]
struct Waiting {
    interviews: Weak<Vec<Interview>>,
    /// How many there are of both.
    key: (usize, usize),
    count: usize,
}

/// How many errors and warnings there are.
fn counts(problems: &[Problem]) -> (usize, usize) {
    let is_error = |problem: &&Problem| problem.severity == Severity::Error;
    let errors = problems.iter().filter(is_error).count();
    (errors, problems.len() - errors)
}

/// Everything that is not one screen's own.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "choices and facts that have nothing to do with each other"
)]
pub struct Shared {
    /// The interface's language.
    pub language: Language,
    /// The styles.
    pub theme: Theme,
    /// What stands in the config folder, where that is read anew when it changes.
    pub options: Option<Box<Options>>,
    /// What colours the terminal can show.
    pub profile: TermProfile,
    /// Only ASCII signs.
    pub ascii: bool,
    /// Nothing moves by itself but the digits of a clock.
    pub reduced_motion: bool,
    /// Whether one card in four of a practice is asked on after a pass.
    pub asks_why: bool,
    /// The keys.
    pub keymap: Keymap,
    /// The presets in the order in which they are offered.
    pub presets: Vec<Preset>,
    /// The decks; empty until they are read.
    pub bank: Arc<Bank>,
    /// The bank's texts, ready to be searched; none until they are.
    pub index: Option<Arc<Index>>,
    /// Whether the decks are read.
    pub bank_is_read: bool,
    /// What happened; empty until it is read.
    pub history: Arc<History>,
    /// The figures of it that are drawn in every frame.
    pub so_far: SoFar,
    /// Whether the history is read.
    pub history_is_read: bool,
    /// What is known of every card of the bank; none until it is worked out.
    pub survey: Option<Arc<Survey>>,
    /// How it goes; none until it is looked at and worked out.
    pub progress: Option<Arc<Progress>>,
    /// Cards with answers that are in no deck.
    pub strays: Arc<[Stray]>,
    /// Today's list and the forecast; none until they are worked out.
    pub plan: Option<Plan>,
    /// The coming interviews, nearest first.
    pub coming: Vec<Interview>,
    /// All interviews, past and coming, by date.
    pub interviews: Arc<Vec<Interview>>,
    /// What is wrong in their file.
    pub interview_problems: Vec<Problem>,
    /// Sessions of this device that broke off.
    pub drafts: Vec<Draft>,
    /// What is being written beside answers and cards and is not kept yet, by name.
    pub unfinished: BTreeMap<String, serde_json::Value>,
    /// What is wrong in the config, keymap, theme, presets and history.
    pub problems: Vec<Problem>,
    /// Names for new records.
    pub ids: Ids,
    /// Seeds for new draws.
    pub seeds: fn() -> u64,
    /// This device's name.
    pub device: String,
    /// The hour at which a day begins.
    pub day_begins: u32,
    /// Whose questions are practised where no interview says otherwise.
    pub usual_audience: Audience,
    /// Where the user's decks are, as shown.
    pub decks_folder: String,
    /// The user's own editor as `$VISUAL` or `$EDITOR` names it; empty where neither does.
    pub editor: String,
    /// The programs that speak and listen.
    pub speech: SpeechCommands,
    /// What the footer says for the moment.
    pub toast: Option<Toast>,
    /// Long texts as they were drawn last.
    wrapped: Wrapped,
    tally: RefCell<Tally>,
    waiting: RefCell<Waiting>,
    /// What lies where in the last frame. Drawing tells, and drawing changes nothing else.
    targets: RefCell<Vec<(Rect, Target)>>,
}

impl Shared {
    /// What the screens share at the start: decks and history come when they are read.
    pub fn new(language: Language, theme: Theme, keymap: Keymap, presets: Vec<Preset>) -> Self {
        Self {
            language,
            theme,
            options: None,
            profile: TermProfile::TrueColor,
            ascii: false,
            reduced_motion: false,
            asks_why: false,
            keymap,
            presets,
            bank: Arc::default(),
            index: None,
            bank_is_read: false,
            history: Arc::default(),
            so_far: SoFar::default(),
            survey: None,
            progress: None,
            strays: Arc::default(),
            plan: None,
            coming: Vec::new(),
            interviews: Arc::default(),
            interview_problems: Vec::new(),
            history_is_read: false,
            drafts: Vec::new(),
            unfinished: BTreeMap::new(),
            problems: Vec::new(),
            ids: Ids::random(),
            seeds: rand::random,
            device: String::new(),
            day_begins: 4,
            usual_audience: Audience::of_language(language.code()),
            decks_folder: String::new(),
            editor: String::new(),
            speech: SpeechCommands::default(),
            toast: None,
            wrapped: Wrapped::default(),
            tally: RefCell::default(),
            waiting: RefCell::default(),
            targets: RefCell::default(),
        }
    }

    /// While a frame is drawn: what a click into this area means. Of two areas that overlap the
    /// later one counts.
    pub fn can_click(&self, area: Rect, target: Target) {
        self.targets.borrow_mut().push((area, target));
    }

    /// Before a frame is drawn, or where a box covers what was drawn: nothing can be clicked.
    pub fn forget_targets(&self) {
        self.targets.borrow_mut().clear();
    }

    /// What lies at a cell of the last frame.
    pub fn target_at(&self, column: u16, row: u16) -> Option<Target> {
        let targets = self.targets.borrow();
        let mut found = targets.iter().rev();
        let hit = found.find(|(area, _)| area.contains((column, row).into()));
        hit.map(|&(_, target)| target)
    }

    /// Says something in the footer for some seconds.
    pub fn say(&mut self, text: String, role: Role, now: Moment) {
        let until = now.running + Duration::from_secs(if role == Role::Bad { 10 } else { 4 });
        self.toast = Some(Toast { text, role, until });
    }

    /// What the footer said for a moment goes when that is over.
    pub fn forget_old_toast(&mut self, now: Moment) {
        self.toast = self.toast.take().filter(|toast| toast.until > now.running);
    }

    /// The key that does something now, as sentences name it: where it has none, the way through
    /// the list of all actions.
    pub fn key(&self, action: Action) -> String {
        let shown = |action| self.keymap.shown(action, self.ascii);
        shown(action).unwrap_or_else(|| {
            let label = *action.label().in_language(self.language);
            match shown(Action::Palette) {
                Some(palette) => format!("{palette} {label}"),
                None => label.to_owned(),
            }
        })
    }

    /// The key for one value of several, counted from 0: a score, a grade.
    pub fn key_of_value(&self, action: Action, value: usize) -> String {
        let key = self.keymap.keys(action).get(value);
        key.map_or_else(String::new, |key| key.shown(self.ascii))
    }

    /// A new record of this moment.
    pub fn record(&mut self, now: Moment, body: Body) -> Box<Record> {
        Box::new(Record::new(&self.ids, now.wall, body))
    }

    /// Decks or history are others: what is told of cards by names that they had before is told of
    /// these cards.
    pub fn join_bank_and_history(&mut self) {
        let names = self.bank.former_names();
        if self.history.is_called_by(names) {
            return;
        }
        let history = Arc::make_mut(&mut self.history);
        history.call_by(names);
        self.so_far = SoFar::of(history, self.day_begins);
    }

    /// Takes in records that were just kept.
    pub fn add_records(&mut self, records: impl IntoIterator<Item = Record>) {
        let history = Arc::make_mut(&mut self.history);
        for record in records {
            history.add(record.clone());
            self.so_far.add(&record, history);
        }
    }

    /// Remembers what is being written, and has it kept aside.
    pub fn set_aside(&mut self, draft: Unfinished) -> Effect {
        self.unfinished
            .insert(draft.name.clone(), draft.value.clone());
        Effect::SetAside(draft)
    }

    /// What was being written is kept or thrown away.
    pub fn forget_unfinished(&mut self, name: &str) -> Option<Effect> {
        self.unfinished.remove(name)?;
        Some(Effect::ForgetUnfinished(name.to_owned()))
    }

    /// Takes up what is wrong in files that were read anew, each problem once.
    pub fn add_problems(&mut self, problems: Vec<Problem>) {
        for problem in problems {
            if !self.problems.contains(&problem) {
                self.problems.push(problem);
            }
        }
    }

    /// Everything that is wrong: in the decks first.
    pub fn all_problems(&self) -> impl Iterator<Item = &Problem> {
        let problems = self.bank.problems().iter().chain(&self.problems);
        problems.chain(&self.interview_problems)
    }

    /// How many errors and warnings there are.
    pub fn problem_counts(&self) -> (usize, usize) {
        let tally = self.tally();
        let of_interviews = counts(&self.interview_problems);
        (
            tally.problems.0 + of_interviews.0,
            tally.problems.1 + of_interviews.1,
        )
    }

    /// How many of the cards that are practised are still without the user's answer.
    pub fn unwritten(&self) -> usize {
        self.tally().unwritten
    }

    /// How many cards are practised, and how many of them have an answer.
    pub fn practised(&self) -> (usize, usize) {
        let tally = self.tally();
        (tally.practised, tally.written)
    }

    /// What is counted in decks and problems, counted anew only where these are others.
    fn tally(&self) -> Tally {
        let mut tally = self.tally.borrow_mut();
        let audience = self.audience();
        let is_of_this = std::ptr::eq(tally.bank.as_ptr(), Arc::as_ptr(&self.bank))
            && tally.audience == audience
            && tally.of_problems == self.problems.len();
        if !is_of_this {
            let practised = || self.bank.cards().filter(|&entry| audience.has(entry));
            let unwritten = practised().filter(|entry| entry.card.is_unwritten());
            let (practised, unwritten) = (practised().count(), unwritten.count());
            let (decks, others) = (counts(self.bank.problems()), counts(&self.problems));
            *tally = Tally {
                bank: Arc::downgrade(&self.bank),
                of_problems: self.problems.len(),
                practised,
                written: practised - unwritten,
                unwritten,
                audience,
                problems: (decks.0 + others.0, decks.1 + others.1),
            };
        }
        tally.clone()
    }

    /// The lines of a Markdown text for a width; wrapped again only where something changed.
    pub fn markdown(&self, words: &str, columns: usize) -> Rc<[Line<'static>]> {
        self.wrapped.markdown(words, columns, &self.theme)
    }

    /// The interviews that were, and those that come.
    pub fn past_and_coming(&self, now: Moment) -> (&[Interview], &[Interview]) {
        let is_past = |interview: &Interview| interview.date.is_past(now.wall);
        let past = self.interviews.partition_point(is_past);
        self.interviews.split_at(past)
    }

    /// The past interviews that nobody has looked back on yet.
    pub fn to_look_back_on(&self, now: Moment) -> usize {
        let (past, _) = self.past_and_coming(now);
        let key = (past.len(), self.so_far.looked_back_on());
        let mut waiting = self.waiting.borrow_mut();
        let is_of_this = std::ptr::eq(waiting.interviews.as_ptr(), Arc::as_ptr(&self.interviews))
            && waiting.key == key;
        if !is_of_this {
            let is_open = |interview: &&Interview| self.so_far.looked_back(&interview.id).is_none();
            *waiting = Waiting {
                interviews: Arc::downgrade(&self.interviews),
                key,
                count: past.iter().filter(is_open).count(),
            };
        }
        waiting.count
    }

    /// What the bank's filters ask of every card; nothing until it is worked out.
    pub fn facts(&self) -> &Facts {
        static NOTHING: LazyLock<Facts> = LazyLock::new(Facts::default);
        self.survey
            .as_ref()
            .map_or(&NOTHING, |survey| &survey.facts)
    }

    /// The names that filters can ask for; none until they are worked out.
    pub fn vocabulary(&self) -> &Vocabulary {
        static NOTHING: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::default);
        self.survey
            .as_ref()
            .map_or(&NOTHING, |survey| &survey.vocabulary)
    }

    /// The survey; worked out here and now where it is not ready, as just after a deck was saved.
    pub fn survey(&self, now: Moment) -> Arc<Survey> {
        self.survey.clone().unwrap_or_else(|| {
            let (bank, history) = (&self.bank, &self.history);
            let next = self.coming.first();
            let (audience, day_begins) = (&self.usual_audience, self.day_begins);
            let survey = Survey::of_audience(audience, bank, history, now.wall, day_begins, next);
            Arc::new(survey)
        })
    }

    /// Whose questions are practised: for the nearest interview, where it says so itself.
    pub fn audience(&self) -> Audience {
        let usual = &self.usual_audience;
        self.coming.first().map_or_else(
            || usual.clone(),
            |next| usual.for_interview(&next.languages, &next.roles),
        )
    }

    /// The company that one prepares for: the nearest interview's.
    pub fn company(&self) -> Option<String> {
        Some(self.coming.first()?.company.clone())
    }

    /// What a draw asks of decks and history at this moment.
    pub fn pool(&self, now: Moment) -> Pool {
        let bank = Arc::clone(&self.bank);
        Pool::new(bank, &self.history, self.survey(now), now.wall)
    }

    /// Whether the preset of a session is known, and its title.
    pub fn preset_title(&self, name: &str) -> String {
        let preset = Preset::called(&self.presets, name);
        preset
            .map_or(name, |preset| preset.title.in_language(self.language))
            .to_owned()
    }

    /// "today", "yesterday", "5 days ago"; the day itself where a clock that was set back puts it
    /// into the future.
    pub fn when(&self, at: DateTime<FixedOffset>, now: Moment) -> String {
        let day = |wall| clock::day_of(wall, self.day_begins);
        match (day(now.wall) - day(at)).num_days() {
            0 => self.language.today(),
            1 => self.language.yesterday(),
            ..0 => day(at).to_string(),
            days => self.language.days_ago(days),
        }
    }

    /// The draft of the session that broke off last.
    pub fn last_broken_off(&self) -> Option<&RecordId> {
        self.drafts.iter().map(|draft| &draft.session).max()
    }
}
