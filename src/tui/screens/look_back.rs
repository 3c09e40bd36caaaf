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
use crate::history::{InterviewResult, LookBack, RealQuestion, StageSeen};
use crate::language::Both;
use crate::look_back;
use crate::search::Search;
use crate::text;
use crate::tui::action::{Action, Scope};
use crate::tui::effect::Effect;
use crate::tui::screen::{News, Reply, Screen};
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::unfinished::Unfinished;
use crate::tui::widgets::list::List;
use crate::tui::widgets::text_edit::TextEdit;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

mod draw;

/// So many cards are offered for a question.
const CANDIDATES: usize = 4;

/// How long a key may look for them before it is drawn.
const PATIENCE: Duration = Duration::from_millis(100);

/// The beginning of the names of these drafts.
pub const DRAFTS: &str = "look-back-";

/// A row of the page that can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    Stage(usize),
    AddStage,
    Question(usize),
    /// Which card the open question is.
    Link(usize),
    Said(usize),
    Wish(usize),
    Reflection(usize),
    AddQuestion,
    Asked(usize),
    AddAsked,
    /// On the whole.
    Overall,
    Result,
}

/// A text that is being written.
#[derive(Debug)]
struct Writing {
    slot: Slot,
    edit: TextEdit,
    /// Cards that the question may be.
    candidates: Vec<CardId>,
    /// 0 for a new card, then the candidates.
    candidate: usize,
}

/// The screen of one look-back.
#[derive(Debug)]
pub struct LookBackScreen {
    look_back: LookBack,
    /// As the history has it.
    kept: Option<LookBack>,
    list: List,
    /// The question whose details are shown.
    open: Option<usize>,
    writing: Option<Writing>,
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
        Self {
            look_back,
            kept,
            list: List::default(),
            open: None,
            writing: None,
            search: index.map(|index| Search::new(Arc::clone(index))),
            unfinished: None,
            is_keeping: false,
            trouble: None,
        }
    }

    /// Whether keys are text now.
    pub fn is_typing(&self) -> bool {
        self.writing.is_some()
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

    /// The rows that can be chosen, from top to bottom.
    fn slots(&self) -> Vec<Slot> {
        let mut slots: Vec<Slot> = (0..self.look_back.stages.len()).map(Slot::Stage).collect();
        slots.push(Slot::AddStage);
        for question in 0..self.look_back.questions.len() {
            slots.push(Slot::Question(question));
            if self.open == Some(question) {
                slots.extend([
                    Slot::Link(question),
                    Slot::Said(question),
                    Slot::Wish(question),
                    Slot::Reflection(question),
                ]);
            }
        }
        slots.push(Slot::AddQuestion);
        slots.extend((0..self.look_back.i_asked.len()).map(Slot::Asked));
        slots.extend([Slot::AddAsked, Slot::Overall, Slot::Result]);
        slots
    }

    fn slot(&self) -> Slot {
        let slots = self.slots();
        slots[self.list.at().min(slots.len() - 1)]
    }

    fn go_to(&mut self, slot: Slot) {
        let slots = self.slots();
        self.list.set_len(slots.len());
        if let Some(place) = slots.iter().position(|other| *other == slot) {
            self.list.choose(place);
        }
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
                let all = InterviewResult::ALL;
                let result = self.look_back.result;
                let place = result.and_then(|result| all.iter().position(|own| *own == result));
                let places = i8::try_from(all.len()).unwrap_or(i8::MAX) + 1;
                let place = place.map_or(0, |place| i8::try_from(place).unwrap_or(0) + 1);
                let next = usize::try_from((place + by).rem_euclid(places)).unwrap_or(0);
                self.look_back.result = next.checked_sub(1).map(|next| all[next]);
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
                    self.go_to(Slot::Stage(other));
                }
            }
            Slot::Question(number) => {
                if let Some(other) = to(number, self.look_back.questions.len()) {
                    self.look_back.questions.swap(number, other);
                    self.open = None;
                    self.go_to(Slot::Question(other));
                }
            }
            _ => return Vec::new(),
        }
        self.set_aside(shared)
    }

    fn written_in(&self, slot: Slot) -> String {
        let question = |number: usize| &self.look_back.questions[number];
        match slot {
            Slot::Stage(number) => self.look_back.stages[number].name.clone(),
            Slot::Question(number) | Slot::Link(number) => question(number).question.clone(),
            Slot::Said(number) => question(number).said.clone(),
            Slot::Wish(number) => question(number).wish.clone(),
            Slot::Reflection(number) => question(number).reflection.clone(),
            Slot::Asked(number) => self.look_back.i_asked[number].clone(),
            Slot::Overall => self.look_back.reflection.clone(),
            Slot::AddStage | Slot::AddQuestion | Slot::AddAsked | Slot::Result => String::new(),
        }
    }

    /// Begins to write in a row.
    fn write(&mut self, slot: Slot, shared: &Shared) {
        self.trouble = None;
        self.go_to(slot);
        let edit = TextEdit::paragraph(&self.written_in(slot));
        self.writing = Some(Writing {
            slot,
            edit,
            candidates: Vec::new(),
            candidate: 0,
        });
        self.look_up(PATIENCE, shared);
    }

    /// Looks for the cards that the question may be.
    fn look_up(&mut self, patience: Duration, shared: &Shared) {
        self.unfinished = None;
        let Some(writing) = &mut self.writing else {
            return;
        };
        if !matches!(
            writing.slot,
            Slot::AddQuestion | Slot::Question(_) | Slot::Link(_)
        ) {
            return;
        }
        let Some(search) = &mut self.search else {
            return;
        };
        let question = writing.edit.text();
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
        writing.candidates = cards.iter().map(|card| card.id.clone()).collect();
        // A question that is a card word for word is that card; else nobody decides but the user.
        let key = text::question_key(&question);
        let same = cards.iter().position(|card| {
            let mut wordings = std::iter::once(&card.question).chain(&card.also_asked);
            wordings.any(|wording| text::question_key(wording) == key)
        });
        writing.candidate = same.map_or(0, |place| place + 1);
        let linked = match writing.slot {
            Slot::Question(number) | Slot::Link(number) => {
                self.look_back.questions[number].card.clone()
            }
            _ => None,
        };
        if let Some(linked) = linked {
            let place = writing.candidates.iter().position(|card| *card == linked);
            let place = place.unwrap_or_else(|| {
                writing.candidates.insert(0, linked);
                0
            });
            writing.candidate = place + 1;
        }
    }

    /// Puts the line where it belongs. Where `goes_on`, the next one is begun: another question
    /// under a question, what one wishes under what one said.
    fn take_line(&mut self, goes_on: bool, shared: &Shared) {
        let Some(writing) = self.writing.take() else {
            return;
        };
        let slot = writing.slot;
        let is_empty = writing.edit.text().trim().is_empty();
        put(&mut self.look_back, &writing);
        let next = match slot {
            Slot::AddStage | Slot::AddQuestion | Slot::AddAsked if !is_empty => Some(slot),
            Slot::Link(number) => Some(Slot::Said(number)),
            Slot::Said(number) => Some(Slot::Wish(number)),
            Slot::Wish(number) => Some(Slot::Reflection(number)),
            _ => None,
        };
        self.go_to(slot);
        if goes_on && let Some(next) = next {
            self.write(next, shared);
        }
    }

    /// The look-back with the line that is being written in it.
    fn with_line(&self) -> LookBack {
        let mut look_back = self.look_back.clone();
        if let Some(writing) = &self.writing {
            put(&mut look_back, writing);
        }
        look_back
    }

    fn set_aside(&self, shared: &mut Shared) -> Vec<Reply> {
        let name = draft_name(&self.look_back.interview);
        let draft = Unfinished::of(name, &self.with_line());
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
        if self.is_typing() {
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
        _now: Moment,
    ) -> Vec<Reply> {
        let Some(writing) = &mut self.writing else {
            return Vec::new();
        };
        let choices = writing.candidates.len() + 1;
        match (action, key.code) {
            (Some(Action::EndText | Action::FinishAnswer), _) => {
                self.take_line(false, shared);
                return self.set_aside(shared);
            }
            (_, KeyCode::Enter) => {
                self.take_line(true, shared);
                return self.set_aside(shared);
            }
            (_, KeyCode::Up) if choices > 1 => {
                writing.candidate = (writing.candidate + choices - 1) % choices;
            }
            (_, KeyCode::Down) if choices > 1 => {
                writing.candidate = (writing.candidate + 1) % choices;
            }
            _ => {
                if writing.edit.take_key(key) {
                    self.look_up(PATIENCE, shared);
                    return self.set_aside(shared);
                }
            }
        }
        Vec::new()
    }

    fn paste(&mut self, pasted: &str, shared: &mut Shared, _now: Moment) -> Vec<Reply> {
        let Some(slot) = self.writing.as_ref().map(|writing| writing.slot) else {
            return Vec::new();
        };
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
            if let Some(writing) = &mut self.writing {
                writing.edit.paste(line);
            }
            self.look_up(PATIENCE, shared);
            self.take_line(true, shared);
        }
        if let Some(writing) = &mut self.writing {
            writing.edit.paste(last);
        }
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
        let is_free = self.writing.is_none() && !self.is_keeping;
        is_free.then_some(&mut self.list)
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

/// Puts a line into a look-back; an empty one adds nothing.
fn put(look_back: &mut LookBack, writing: &Writing) {
    let text = text::tidied(&writing.edit.text());
    let chosen = writing.candidate.checked_sub(1);
    let card = chosen
        .and_then(|place| writing.candidates.get(place))
        .cloned();
    match writing.slot {
        Slot::AddStage | Slot::AddQuestion | Slot::AddAsked if text.is_empty() => {}
        Slot::Stage(number) => look_back.stages[number].name = text,
        Slot::AddStage => look_back.stages.push(StageSeen {
            name: text,
            went: None,
        }),
        Slot::Question(number) if text.is_empty() => {
            look_back.questions[number].card = card;
        }
        Slot::Question(number) => {
            let question = &mut look_back.questions[number];
            (question.question, question.card) = (text, card);
        }
        // What is written there only looks for the card.
        Slot::Link(number) => look_back.questions[number].card = card,
        Slot::Said(number) => look_back.questions[number].said = text,
        Slot::Wish(number) => look_back.questions[number].wish = text,
        Slot::Reflection(number) => look_back.questions[number].reflection = text,
        Slot::AddQuestion => look_back.questions.push(RealQuestion {
            question: text,
            card,
            ..RealQuestion::default()
        }),
        Slot::Asked(number) => look_back.i_asked[number] = text,
        Slot::AddAsked => look_back.i_asked.push(text),
        Slot::Overall => look_back.reflection = text,
        Slot::Result => {}
    }
}

/// The name of the draft of an interview's look-back.
pub fn draft_name(interview: &str) -> String {
    format!("{DRAFTS}{:016x}", text::fingerprint(interview.bytes()))
}
