//! A real interview looked back on: its stages, the questions in order, what was said and what
//! should have been, what one asked, how it ended.
//!
//! Everything is a draft from the first key on and survives a kill. Ctrl-S writes the questions
//! into the company's deck and the whole into the history.

use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent};

use crate::appointments::Interview;
use crate::bank::CardId;
use crate::clock::{Budget, Moment};
use crate::history::LookBack;
use crate::language::Both;
use crate::look_back;
use crate::search::Search;
use crate::text;
use crate::tui::action::{Action, Scope};
use crate::tui::effect::Effect;
use crate::tui::screen::{News, Reply, Screen};
use crate::tui::shared::{Shared, Target};
use crate::tui::theme::Role;
use crate::tui::unfinished::Unfinished;
use crate::tui::widgets::form::{Field, Form, Offer, Took};
use crate::tui::widgets::list::List;
use crate::tui::widgets::text_edit::Ended;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

mod draw;
mod slots;

use slots::Slot;

/// So many cards are offered for a question.
const CANDIDATES: usize = 4;

/// How long a key may look for them before it is drawn.
const PATIENCE: Duration = Duration::from_millis(100);

/// The beginning of the names of these drafts.
pub const DRAFTS: &str = "look-back-";

/// A line that was typed until a moment ago, and the page as it was before the line was taken.
#[derive(Debug)]
struct Left {
    look_back: LookBack,
    field: Field<Slot>,
    candidates: Vec<CardId>,
}

/// The screen of one look-back.
#[derive(Debug)]
pub struct LookBackScreen {
    look_back: LookBack,
    /// As the history has it.
    kept: Option<LookBack>,
    form: Form<Slot>,
    /// The question whose details are shown.
    open: Option<usize>,
    /// The chosen row is being written.
    is_writing: bool,
    /// Cards that the question in it may be.
    candidates: Vec<CardId>,
    /// The page and the line that was typed until a moment ago.
    ended: Option<Ended<Box<Left>>>,
    search: Option<Search>,
    /// How long the last search was given that was not finished.
    unfinished: Option<Duration>,
    is_keeping: bool,
    trouble: Option<Both>,
}

impl LookBackScreen {
    /// The look-back on an interview: its draft, else what was kept of it, else an empty one.
    pub fn new(interview: &Interview, shared: &Shared) -> Self {
        let kept = shared.history.look_back_on(&interview.id);
        let draft = shared.unfinished.get(&draft_name(&interview.id)).cloned();
        let draft: Option<LookBack> = draft.and_then(|draft| serde_json::from_value(draft).ok());
        let mut look_back = draft
            .or_else(|| kept.clone())
            .unwrap_or_else(|| look_back::begin(interview));
        // The interview may have been moved or renamed since.
        let LookBack {
            company, round, on, ..
        } = look_back::begin(interview);
        (look_back.company, look_back.round, look_back.on) = (company, round, on);
        let index = shared.index.as_ref();
        let mut screen = Self {
            look_back,
            kept,
            form: Form::new(Vec::new()),
            open: None,
            is_writing: false,
            candidates: Vec::new(),
            ended: None,
            search: index.map(|index| Search::new(Arc::clone(index))),
            unfinished: None,
            is_keeping: false,
            trouble: None,
        };
        screen.arrange(shared);
        screen
    }

    fn is_changed(&self) -> bool {
        match &self.kept {
            Some(kept) => *kept != self.look_back,
            None => {
                let LookBack {
                    stages,
                    questions,
                    i_asked,
                    reflection,
                    result,
                    ..
                } = &self.look_back;
                !(stages.is_empty()
                    && questions.is_empty()
                    && i_asked.is_empty()
                    && reflection.is_empty()
                    && result.is_none())
            }
        }
    }

    fn slot(&self) -> Slot {
        self.form
            .current()
            .map_or(Slot::AddStage, |field| field.key)
    }

    /// The rows are what the look-back says by now.
    fn arrange(&mut self, shared: &Shared) {
        let fields = self
            .slots()
            .into_iter()
            .map(|slot| self.field(slot, shared));
        self.form.set_fields(fields.collect());
    }

    fn go_to(&mut self, slot: Slot, shared: &Shared) {
        self.arrange(shared);
        self.form.go_to(slot);
    }

    /// The bank can be searched now.
    fn index_built(&mut self, shared: &Shared) {
        let index = shared.index.as_ref();
        self.search = index.map(|index| Search::new(Arc::clone(index)));
    }

    /// How a stage went, or how it all ended: one step on.
    fn turn(&mut self, by: i8, shared: &mut Shared) -> Vec<Reply> {
        match self.slot() {
            Slot::Stage(number) => {
                let went = &mut self.look_back.stages[number].went;
                // From 0, which says nothing, to 5.
                let next = i8::try_from(went.unwrap_or(0)).unwrap_or(0) + by;
                *went = u8::try_from(next.rem_euclid(6))
                    .ok()
                    .filter(|&next| next > 0);
            }
            Slot::Result => {
                self.form.turn(by.into());
                self.look_back.result = slots::result(&self.form.text(Slot::Result));
            }
            _ => return Vec::new(),
        }
        self.set_aside(shared)
    }

    fn remove(&mut self, slot: Slot, shared: &mut Shared) -> Vec<Reply> {
        match slot {
            Slot::Stage(number) => {
                self.look_back.stages.remove(number);
            }
            Slot::Question(number) => {
                self.look_back.questions.remove(number);
                self.open = None;
            }
            Slot::Asked(number) => {
                self.look_back.i_asked.remove(number);
            }
            _ => return Vec::new(),
        }
        self.set_aside(shared)
    }

    /// Puts a stage or a question one place up or down: the order is that in which they came.
    fn shift(&mut self, slot: Slot, by: isize, shared: &mut Shared) -> Vec<Reply> {
        let to =
            |number: usize, len: usize| number.checked_add_signed(by).filter(|&other| other < len);
        match slot {
            Slot::Stage(number) => {
                if let Some(other) = to(number, self.look_back.stages.len()) {
                    self.look_back.stages.swap(number, other);
                    self.go_to(Slot::Stage(other), shared);
                }
            }
            Slot::Question(number) => {
                if let Some(other) = to(number, self.look_back.questions.len()) {
                    self.look_back.questions.swap(number, other);
                    self.open = None;
                    self.go_to(Slot::Question(other), shared);
                }
            }
            _ => return Vec::new(),
        }
        self.set_aside(shared)
    }

    /// Begins to write in a row.
    fn write(&mut self, slot: Slot, shared: &Shared) {
        self.trouble = None;
        self.go_to(slot, shared);
        self.is_writing = true;
        self.candidates.clear();
        self.look_up(PATIENCE, shared);
    }

    /// Looks for the cards that the question may be.
    fn look_up(&mut self, patience: Duration, shared: &Shared) {
        self.unfinished = None;
        let slot = self.slot();
        if !(self.is_writing && slot.is_question()) {
            return;
        }
        let Some(search) = &mut self.search else {
            return;
        };
        let question = self.form.text(slot);
        let budget = Budget::of(patience);
        let found =
            look_back::candidates(search, shared.vocabulary(), &question, CANDIDATES, &|| {
                budget.is_over()
            });
        let Some(numbers) = found else {
            // What was found for fewer letters stays until no key is waiting.
            self.unfinished = Some(patience);
            return;
        };
        let card = |number: usize| shared.bank.at(number).map(|entry| entry.card);
        let cards: Vec<_> = numbers.into_iter().filter_map(card).collect();
        let mut candidates: Vec<CardId> = cards.iter().map(|card| card.id.clone()).collect();
        // A question that is a card word for word is that card; else nobody decides but the user.
        let key = text::question_key(&question);
        let same = cards.iter().position(|card| {
            let mut wordings = std::iter::once(&card.question).chain(&card.also_asked);
            wordings.any(|wording| text::question_key(wording) == key)
        });
        let mut chosen = same.map_or(0, |place| place + 1);
        let linked = self.card_of(slot);
        if let Some(linked) = linked {
            let place = candidates.iter().position(|card| *card == linked);
            let place = place.unwrap_or_else(|| {
                candidates.insert(0, linked);
                0
            });
            chosen = place + 1;
        }
        self.candidates = candidates;
        self.offer(chosen, shared);
    }

    /// Offers the cards below the question that is written, a new one before them.
    fn offer(&mut self, chosen: usize, shared: &Shared) {
        let mut offers = vec![Offer::plain(shared.language.look_back_new_card())];
        let cards = self.candidates.iter();
        offers.extend(
            cards.map(|card| Offer::called(card.as_str(), slots::card_words(card, shared))),
        );
        if self.candidates.is_empty() {
            offers.clear();
        }
        if let Some(field) = self.form.current_mut() {
            field.offer(shared.language.look_back_which(), offers, chosen);
        }
    }

    /// Puts the line where it belongs. Where `goes_on`, the next one is begun: another question
    /// under a question, what one wishes under what one said.
    fn take_line(&mut self, goes_on: bool, shared: &Shared) {
        if !std::mem::take(&mut self.is_writing) {
            return;
        }
        let slot = self.slot();
        let is_empty = self.form.text(slot).trim().is_empty();
        self.look_back = self.with_line();
        let next = match slot {
            Slot::AddStage | Slot::AddQuestion | Slot::AddAsked if !is_empty => Some(slot),
            Slot::Link(number) => Some(Slot::Said(number)),
            Slot::Said(number) => Some(Slot::Wish(number)),
            Slot::Wish(number) => Some(Slot::Reflection(number)),
            _ => None,
        };
        self.go_to(slot, shared);
        if goes_on && let Some(next) = next {
            self.write(next, shared);
        }
    }

    /// Goes on with a line as it was before it was taken into the page.
    fn write_on(&mut self, left: Left, shared: &Shared) {
        self.look_back = left.look_back;
        self.go_to(left.field.key, shared);
        self.form.put_back(left.field);
        self.candidates = left.candidates;
        self.is_writing = true;
    }

    /// The look-back with the line that is being written in it.
    fn with_line(&self) -> LookBack {
        let mut look_back = self.look_back.clone();
        if let Some(field) = self.form.current() {
            let card = match field.offered() {
                Some(number) => number
                    .checked_sub(1)
                    .and_then(|place| self.candidates.get(place))
                    .cloned(),
                // Nothing was looked up yet: a question stays the card that it is.
                None => self.card_of(field.key),
            };
            slots::put(&mut look_back, field.key, &field.text(), card);
        }
        look_back
    }

    fn card_of(&self, slot: Slot) -> Option<CardId> {
        match slot {
            Slot::Question(number) | Slot::Link(number) => {
                self.look_back.questions[number].card.clone()
            }
            _ => None,
        }
    }

    fn set_aside(&self, shared: &mut Shared) -> Vec<Reply> {
        let name = draft_name(&self.look_back.interview);
        let draft = if self.is_writing {
            Unfinished::of(name, &self.with_line())
        } else {
            Unfinished::of(name, &self.look_back)
        };
        vec![Reply::Do(shared.set_aside(draft))]
    }

    fn keep(&mut self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        if self.kept.as_ref() == Some(&self.look_back) {
            let forgotten = shared.forget_unfinished(&draft_name(&self.look_back.interview));
            return forgotten
                .into_iter()
                .map(Reply::Do)
                .chain([Reply::Close])
                .collect();
        }
        self.is_keeping = true;
        self.trouble = None;
        let look_back = Box::new(self.look_back.clone());
        vec![Reply::Do(Effect::LookBack(look_back, now.wall))]
    }

    /// What came of keeping: how many questions are new and how many were known, or why not.
    fn was_kept(
        &mut self,
        result: &Result<(usize, usize), Both>,
        shared: &mut Shared,
        now: Moment,
    ) -> Vec<Reply> {
        if !std::mem::take(&mut self.is_keeping) {
            return Vec::new();
        }
        match result {
            Ok((fresh, known)) => {
                let say = shared.language;
                let words = match (*fresh, *known) {
                    (0, 0) => say.saved(),
                    (fresh, known) => say.look_back_kept(fresh, known),
                };
                shared.say(words, Role::Good, now);
                let forgotten = shared.forget_unfinished(&draft_name(&self.look_back.interview));
                forgotten
                    .into_iter()
                    .map(Reply::Do)
                    .chain([Reply::Close])
                    .collect()
            }
            Err(why) => {
                self.trouble = Some(why.clone());
                Vec::new()
            }
        }
    }
}

impl Screen for LookBackScreen {
    fn scopes(&self) -> &'static [Scope] {
        if self.is_writing {
            return &[Scope::Text];
        }
        &[Scope::LookBack, Scope::List, Scope::Global]
    }

    fn act(
        &mut self,
        action: Action,
        _key: usize,
        shared: &mut Shared,
        now: Moment,
    ) -> Option<Vec<Reply>> {
        if self.is_keeping && !matches!(action, Action::Interrupt | Action::Suspend) {
            return Some(Vec::new());
        }
        let slot = self.slot();
        match (action, slot) {
            (Action::Open, Slot::Question(number)) => {
                self.open = (self.open != Some(number)).then_some(number);
            }
            (Action::Open, Slot::Result) | (Action::LookBackMore, _) => {
                return Some(self.turn(1, shared));
            }
            (Action::Open, slot) | (Action::RewriteLine, slot @ Slot::Question(_)) => {
                self.write(slot, shared);
            }
            (Action::LookBackLess, _) => return Some(self.turn(-1, shared)),
            (Action::RemoveLine, _) => return Some(self.remove(slot, shared)),
            (Action::LineUp, _) => return Some(self.shift(slot, -1, shared)),
            (Action::LineDown, _) => return Some(self.shift(slot, 1, shared)),
            (Action::KeepLookBack, _) => return Some(self.keep(shared, now)),
            (Action::Back, _) => {
                if self.is_changed() {
                    let words = shared.language.look_back_draft_stays();
                    shared.say(words, Role::Accent, now);
                }
                return Some(vec![Reply::Close]);
            }
            _ => return None,
        }
        Some(Vec::new())
    }

    fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
        _now: Moment,
    ) -> Option<Position> {
        self.draw_page(frame, area, shared)
    }

    fn type_key(
        &mut self,
        key: KeyEvent,
        action: Option<Action>,
        shared: &mut Shared,
        now: Moment,
    ) -> Vec<Reply> {
        if !self.is_writing {
            return Vec::new();
        }
        let ends = matches!(action, Some(Action::EndText | Action::FinishAnswer));
        if ends || key.code == KeyCode::Enter {
            let left = self.form.current().map(|field| Left {
                look_back: self.look_back.clone(),
                field: field.clone(),
                candidates: self.candidates.clone(),
            });
            let left = left.filter(|_| ends).map(Box::new);
            self.ended = left.map(|left| Ended::new(left, now.running));
            self.take_line(!ends, shared);
            return self.set_aside(shared);
        }
        if self.form.take_key(key, None) == Took::Changed {
            self.look_up(PATIENCE, shared);
            return self.set_aside(shared);
        }
        Vec::new()
    }

    fn type_on(&mut self, key: KeyEvent, shared: &mut Shared, now: Moment) -> Option<Vec<Reply>> {
        let left = Ended::typed_on(&mut self.ended, now.running)?;
        self.write_on(*left, shared);
        Some(self.type_key(key, None, shared, now))
    }

    fn escape_taken_back(&mut self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        match Ended::taken_back(&mut self.ended, now.running) {
            Some(left) => {
                self.write_on(*left, shared);
                self.set_aside(shared)
            }
            None => Vec::new(),
        }
    }

    fn paste(&mut self, pasted: &str, shared: &mut Shared, _now: Moment) -> Vec<Reply> {
        if !self.is_writing {
            return Vec::new();
        }
        let slot = self.slot();
        let adds = matches!(slot, Slot::AddStage | Slot::AddQuestion | Slot::AddAsked);
        let pasted = pasted.replace("\r\n", "\n").replace('\r', "\n");
        let lines: Vec<&str> = pasted
            .lines()
            .filter(|line| !line.trim().is_empty())
            .collect();
        let (last, before) = match lines.split_last() {
            Some((last, before)) if adds => (*last, before),
            _ => (pasted.as_str(), &[][..]),
        };
        for line in before {
            self.form.paste(line);
            self.look_up(PATIENCE, shared);
            self.take_line(true, shared);
        }
        self.form.paste(last);
        self.look_up(PATIENCE, shared);
        self.set_aside(shared)
    }

    fn tick(&mut self, shared: &mut Shared, _now: Moment) -> Vec<Reply> {
        if let Some(patience) = self.unfinished {
            self.look_up(patience * 4, shared);
        }
        Vec::new()
    }

    fn next_change(&self, now: Duration) -> Option<Duration> {
        self.unfinished.map(|_| now)
    }

    /// While a line is written it stays chosen.
    fn list(&mut self) -> Option<&mut List> {
        let is_free = !self.is_writing && !self.is_keeping;
        is_free.then(|| self.form.list())
    }

    fn click(&mut self, target: Target, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        if self.is_writing {
            if matches!(target, Target::Offer(_)) {
                self.form.click(target);
                return self.set_aside(shared);
            }
            return Vec::new();
        }
        let (Target::Row(row), Some(list)) = (target, self.list()) else {
            return Vec::new();
        };
        if list.click(row) {
            return self.act(Action::Open, 0, shared, now).unwrap_or_default();
        }
        Vec::new()
    }

    fn news(&mut self, news: &News<'_>, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        match news {
            News::IndexBuilt => self.index_built(shared),
            // Cards have other numbers than the index knows.
            News::BankChanged { .. } => self.search = None,
            News::LookedBack(result) => return self.was_kept(result, shared, now),
            _ => {}
        }
        Vec::new()
    }
}

/// The name of the draft of an interview's look-back.
pub fn draft_name(interview: &str) -> String {
    format!("{DRAFTS}{:016x}", text::fingerprint(interview.bytes()))
}
