//! The review: a card's front, the answer aloud or typed, the reveal, and a grade with the day on
//! which the card comes back under each key.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::editor;
use super::unkept::Unkept;
use crate::bank::write::Field;
use crate::bank::{Card, CardId};
use crate::both;
use crate::clock::{Moment, clock_face, day_of};
use crate::history::record::{Body, Mark};
use crate::history::{Record, RecordId, Standing};
use crate::interview::evidence::Words;
use crate::language::{Both, Language};
use crate::memory::weakness::{self, Reason};
use crate::memory::{CardState, Criterion, Grade, Memories};
use crate::review::{Input, Item, Keep, Phase, Pick, Review, next_dates, queue};
use crate::search::{Index, Search, parse};
use crate::survey::Survey;
use crate::text;
use crate::tui::action::{Action, Scope};
use crate::tui::effect::Effect;
use crate::tui::screen::{Copyable, News, Reply, Screen};
use crate::tui::shared::{Shared, Target};
use crate::tui::theme::Role;
use crate::tui::tutor::Place;
use crate::tui::widgets::answer::{self, Revealed};
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::page;
use crate::tui::widgets::sheet::Sheet;
use crate::tui::widgets::text_edit::{Ended, TextEdit};
use std::time::Duration;

mod plain;

pub use plain::review as in_plain_lines;

/// More cards offered at the end when nothing is due.
const MORE_AT_ONCE: usize = 10;

/// Columns of a question that is named in a message.
const NAMED: usize = 24;

/// The review's screen.
#[derive(Debug)]
pub struct ReviewScreen {
    review: Review,
    title: Both,
    /// What was known when the review began.
    survey: Arc<Survey>,
    /// What is known of the shown card now: it may have been answered in this review.
    state: CardState,
    today: NaiveDate,
    /// Why each card is here, where there is something to say.
    why: HashMap<String, Both>,
    edit: Option<TextEdit>,
    /// What was typed until a moment ago.
    ended: Option<Ended<TextEdit>>,
    /// The record on its way to the disk.
    pending: Option<RecordId>,
    unkept: Unkept,
    revealed: Revealed,
}

/// Which cards a review was asked for on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// What is due.
    Due,
    /// What is weak.
    Weak,
    /// What is stuck.
    Stuck,
    /// Everything that the narrowing lets through.
    Found,
}

/// A review as it was asked for, narrowed by a query, decks and tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewChoice {
    /// Which cards.
    pub asked: Asked,
    /// Words and filters of the question bank.
    pub query: String,
    /// Whether cards with letters like those of the words are taken too.
    pub is_fuzzy: bool,
    /// Any of these decks or folders; empty for all.
    pub decks: Vec<String>,
    /// Any of these tags; empty for all.
    pub tags: Vec<String>,
}

impl ReviewScreen {
    /// The review that was asked for on the command line.
    pub fn of_choice(choice: &ReviewChoice, shared: &Shared, now: Moment) -> Self {
        let found = found_by(choice, shared, now);
        let survey = shared.survey(now);
        let (pick, title) = match choice.asked {
            Asked::Due => (Pick::Due, both!("복습", "Review")),
            Asked::Weak => (Pick::Weak, both!("약한 카드", "Weak cards")),
            Asked::Stuck => (Pick::Stuck, both!("막힌 카드", "Stuck cards")),
            Asked::Found => (
                Pick::Cards(found.clone()),
                both!("찾은 카드", "Cards found"),
            ),
        };
        let known: HashSet<&CardId> = found.iter().collect();
        let items = queue(
            &shared.bank,
            &shared.history,
            &survey,
            now.wall,
            &pick,
            |entry| known.contains(&entry.card.id),
        );
        Self::of_items(items, title, survey, shared, now)
    }

    /// A review of what `pick` chooses, at most `most` cards.
    pub fn new(pick: &Pick, title: Both, most: usize, shared: &Shared, now: Moment) -> Self {
        let survey = shared.survey(now);
        let mut items = queue(
            &shared.bank,
            &shared.history,
            &survey,
            now.wall,
            pick,
            |_| true,
        );
        items.truncate(most);
        Self::of_items(items, title, survey, shared, now)
    }

    fn of_items(
        items: Vec<Item>,
        title: Both,
        survey: Arc<Survey>,
        shared: &Shared,
        now: Moment,
    ) -> Self {
        let why = reasons(&items, &survey, shared);
        let mut screen = Self {
            review: Review::begin(items, now.running),
            title,
            state: CardState::default(),
            today: survey.memories.today,
            survey,
            why,
            edit: None,
            ended: None,
            pending: None,
            unkept: Unkept::default(),
            revealed: Revealed::default(),
        };
        screen.know(shared, now);
        screen
    }

    /// Looks up what is known of the shown card now.
    fn know(&mut self, shared: &Shared, now: Moment) {
        self.today = day_of(now.wall, shared.day_begins);
        self.state = self
            .review
            .current()
            .map_or_else(CardState::default, |(item, _)| {
                Memories::of_card(&shared.history, &item.card, now.wall, shared.day_begins)
            });
    }

    /// Whether keys are text now.
    pub fn is_typing(&self) -> bool {
        self.edit.is_some()
    }

    fn give(&mut self, input: Input, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let before = (self.review.phase(), self.review.place());
        let keep = self.review.handle(input, now.running);
        if before != (self.review.phase(), self.review.place()) {
            self.revealed.reset();
            self.edit = None;
            self.ended = None;
            self.know(shared, now);
        }
        let Some(Keep(body)) = keep else {
            return Vec::new();
        };
        let record = shared.record(now, *body);
        self.pending = Some(record.id.clone());
        vec![Reply::Do(Effect::Keep(record))]
    }

    /// Looks up the last step of a review that was kept today, so that it can be taken back here: a
    /// grade, or a card that was set aside.
    fn know_earlier(&mut self, shared: &Shared, now: Moment) {
        if self.review.phase() == Phase::Keeping {
            return;
        }
        let today = day_of(now.wall, shared.day_begins);
        let is_today = |at| day_of(at, shared.day_begins) == today;
        let answers = shared.history.answers();
        let graded = answers.filter(|seen| seen.inputs().grade.is_some() && is_today(seen.at()));
        let graded = graded.max_by_key(|seen| seen.id());
        let graded = graded.map(|seen| (seen.id(), seen.answer().card, true));
        let cards = shared.bank.cards().map(|entry| &entry.card.id);
        let marks = cards.flat_map(|card| shared.history.marks_of(card));
        let marks =
            marks.filter(|(record, mark)| mark.mark != Standing::Active && is_today(record.at));
        let marked = marks.max_by(|(a, _), (b, _)| a.id.cmp(&b.id));
        let marked = marked.map(|(record, mark)| (record.id.clone(), mark.card.clone(), false));
        let last = graded.into_iter().chain(marked);
        let Some((record, card, was_revealed)) = last.max_by(|a, b| a.0.cmp(&b.0)) else {
            return;
        };
        let (bank, history) = (&shared.bank, &shared.history);
        let pick = Pick::Cards(vec![card]);
        let found = queue(bank, history, &self.survey, now.wall, &pick, |_| true);
        if let Some(item) = found.into_iter().next() {
            let earlier = Input::Earlier {
                item,
                record,
                was_revealed,
            };
            self.review.handle(earlier, now.running);
        }
    }

    /// Says what became of a card that was set aside, and how it comes back.
    fn say_marked(mark: &Mark, shared: &mut Shared, now: Moment) {
        let say = shared.language;
        let key = shared.key(Action::UndoReview);
        let question = shared.bank.find(&mark.card);
        let question = question.map_or(mark.card.as_str(), |entry| &entry.card.question);
        let question = text::fit(&text::visible_line(question), NAMED);
        let words = match mark.mark {
            Standing::Suspended => say.review_set_aside(&question, &key),
            Standing::Buried => say.review_rests(&question, &key),
            Standing::Active | Standing::Unknown => return,
        };
        shared.say(words, Role::Good, now);
    }

    /// The cards whose last grade in this review says that they were not known.
    fn missed(&self) -> Vec<CardId> {
        let last: HashMap<&CardId, Grade> = self
            .review
            .grades()
            .map(|(item, grade)| (&item.card, grade))
            .collect();
        let mut missed: Vec<CardId> = Vec::new();
        for (item, _) in self.review.grades() {
            if last.get(&item.card) == Some(&Grade::Again) && !missed.contains(&item.card) {
                missed.push(item.card.clone());
            }
        }
        missed
    }

    /// Asks these cards once more; whatever comes of it pushes no date back.
    fn practise(&mut self, cards: &[CardId], shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let (bank, history) = (&shared.bank, &shared.history);
        let pick = Pick::Cards(cards.to_vec());
        let mut items = queue(bank, history, &self.survey, now.wall, &pick, |_| true);
        for item in &mut items {
            item.is_practice = true;
        }
        self.give(Input::More(items), shared, now)
    }

    fn practise_anyway(&mut self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let seen: Vec<String> = self
            .review
            .grades()
            .map(|(item, _)| item.card.to_string())
            .collect();
        let mut more = queue(
            &shared.bank,
            &shared.history,
            &self.survey,
            now.wall,
            &Pick::Anyway,
            |entry| !seen.iter().any(|id| id == entry.card.id.as_str()),
        );
        more.truncate(MORE_AT_ONCE);
        self.give(Input::More(more), shared, now)
    }

    /// Decks were read anew: the card that is shown may have other key points.
    pub fn bank_changed(&mut self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        match self.card(shared).map(|card| card.key_points.len()) {
            Some(points) => self.give(Input::Edited(points), shared, now),
            None => Vec::new(),
        }
    }

    /// A step is on the disk: the next card may be shown.
    pub fn kept(&mut self, record: &Record, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        if self.pending.as_ref() != Some(&record.id) {
            return Vec::new();
        }
        self.pending = None;
        self.unkept.kept(record);
        if let Body::Mark(mark) = &record.body {
            Self::say_marked(mark, shared, now);
        }
        self.give(Input::Kept(record.id.clone()), shared, now)
    }

    /// A step could not be kept: the card stands there still.
    pub fn not_kept(
        &mut self,
        record: &Record,
        why: &Both,
        shared: &mut Shared,
        now: Moment,
    ) -> Vec<Reply> {
        if self.pending.as_ref() != Some(&record.id) {
            return Vec::new();
        }
        self.pending = None;
        self.unkept.failed(why);
        self.give(Input::NotKept, shared, now)
    }

    fn card<'s>(&self, shared: &'s Shared) -> Option<&'s Card> {
        let (item, _) = self.review.current()?;
        shared.bank.find(&item.card).map(|entry| entry.card)
    }

    fn footer(&self) -> Vec<Action> {
        if self.edit.is_some() {
            return vec![Action::EndText, Action::FinishAnswer];
        }
        let mut actions = match self.review.phase() {
            Phase::Front => vec![
                Action::Reveal,
                Action::TypeReview,
                Action::BuryCard,
                Action::SuspendCard,
            ],
            Phase::Revealed | Phase::Keeping => {
                vec![
                    Action::Grade,
                    Action::TickPoint,
                    Action::ReviewScrollDown,
                    Action::BuryCard,
                ]
            }
            Phase::Finished if self.missed().is_empty() => vec![Action::PractiseAnyway],
            Phase::Finished => vec![Action::MissedAgain, Action::PractiseAnyway],
        };
        if self.review.phase() != Phase::Finished {
            actions.push(Action::EditInReview);
        }
        if self.review.undoable() > 0 {
            actions.push(Action::UndoReview);
        }
        actions.extend([Action::CloseReview, Action::Help]);
        actions
    }

    fn draw_review(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
        now: Moment,
    ) -> Option<Position> {
        let say = shared.language;
        let columns = usize::from(area.width);
        let (item, attempt) = self.review.current()?;
        let (item, attempt) = (item.clone(), attempt.clone());
        let mut head = Vec::new();
        let question = self.card(shared).map_or_else(
            || say.room_gone(),
            |card| card.wording(item.wording).to_owned(),
        );
        for line in text::wrap(&text::visible(&question), columns)
            .into_iter()
            .take(5)
        {
            head.push(Line::styled(line, shared.theme.style(Role::Title)));
        }
        let mut notes: Vec<String> = self
            .why
            .get(item.card.as_str())
            .map(|why| why.in_language(say).clone())
            .into_iter()
            .collect();
        if item.is_practice {
            notes.push(say.review_practice());
        }
        if self.review.shows_answer() {
            let limit = std::time::Duration::from_millis(item.limit_ms);
            notes.push(say.review_time(
                &clock_face(self.review.gone(now.running)),
                &clock_face(limit),
            ));
        }
        head.push(Line::styled(
            text::fit(&notes.join(" · "), columns),
            shared.theme.style(Role::Dim),
        ));
        head.push(Line::default());
        let head_rows = u16::try_from(head.len()).unwrap_or(0);
        frame.render_widget(Lines::from(head), area);
        let rest = page::below(area, head_rows);
        if let Some(edit) = &mut self.edit {
            let heading = Line::styled(say.room_typed(), shared.theme.style(Role::Dim));
            frame.render_widget(heading, page::row(rest, 0));
            return Some(edit.draw(frame, page::below(rest, 1), shared.theme.style(Role::Text)));
        }
        if !self.review.shows_answer() {
            let mut lines = vec![
                Line::styled(
                    say.review_aloud(&shared.key(Action::Reveal)),
                    shared.theme.style(Role::Accent),
                ),
                Line::default(),
            ];
            for line in text::wrap(&text::visible(&attempt.typed), columns) {
                lines.push(Line::styled(line, shared.theme.style(Role::Text)));
            }
            frame.render_widget(Lines::from(lines), rest);
            return None;
        }
        let foot = self.foot(&item, columns, shared);
        let points = self.points(&attempt.points, shared);
        let most = usize::from(rest.height) / 3;
        let point_rows = Revealed::tick_rows(points.len(), most);
        let below = u16::try_from(foot.len()).unwrap_or(0) + point_rows;
        let answer_area = Rect {
            height: rest.height.saturating_sub(below),
            ..rest
        };
        self.draw_answer(frame, answer_area, &attempt.typed, shared);
        let below = page::below(rest, answer_area.height);
        let list = Rect {
            height: below.height.min(point_rows),
            ..below
        };
        let title = say.score_points();
        let said = Words::of([attempt.typed.as_str()]);
        self.revealed
            .draw_ticks(frame, list, &title, (&points, &said), shared);
        frame.render_widget(Lines::from(foot), page::below(below, list.height));
        None
    }

    fn draw_answer(&mut self, frame: &mut Frame<'_>, area: Rect, typed: &str, shared: &Shared) {
        let columns = usize::from(area.width);
        let mut lines = Sheet::default();
        if !typed.trim().is_empty() {
            lines.push(answer::heading(&shared.language.score_yours(), shared));
            for line in text::wrap(&text::visible(typed), columns) {
                lines.push(Line::styled(line, shared.theme.style(Role::Text)));
            }
            lines.push(Line::default());
        }
        if let Some(card) = self.card(shared) {
            lines.append_sheet(answer::model_lines(card, columns, shared));
        }
        let keys = [Action::ReviewScrollUp, Action::ReviewScrollDown];
        self.revealed
            .draw_answer(frame, area, &lines, &keys, shared);
    }

    /// The key points, and which of them are ticked.
    fn points(&self, ticked: &BTreeSet<usize>, shared: &Shared) -> Vec<(String, bool)> {
        let points = self.card(shared).map_or(&[][..], |card| &card.key_points);
        let points = points.iter().enumerate();
        points
            .map(|(i, point)| (point.clone(), ticked.contains(&i)))
            .collect()
    }

    /// The four grades, each with the day on which the card would come back.
    fn foot(&self, item: &Item, columns: usize, shared: &Shared) -> Vec<Line<'static>> {
        let say = shared.language;
        let mut lines = Vec::new();
        let is_saving = self.review.phase() == Phase::Keeping;
        lines.push(self.unkept.line(is_saving, Action::Grade, columns, shared));
        let (today, model) = (self.today, &self.survey.memories.model);
        let dates = next_dates(&self.state, model, item.is_practice, today);
        let mut spans = Vec::new();
        let grades = say.grades().into_iter().zip(dates).enumerate();
        for (value, (words, date)) in grades {
            let days = (date - today).num_days().max(0);
            spans.push(Span::styled(
                format!("{} ", shared.key_of_value(Action::Grade, value)),
                shared.theme.style(Role::Key),
            ));
            spans.push(Span::styled(words, shared.theme.style(Role::Text)));
            spans.push(Span::styled(
                format!(" {}   ", say.review_in_days(days)),
                shared.theme.style(Role::Dim),
            ));
        }
        lines.push(Line::from(spans));
        lines
    }

    fn draw_finished(&self, frame: &mut Frame<'_>, area: Rect, shared: &Shared) {
        let say = shared.language;
        let mut counts = [0usize; 4];
        for (_, grade) in self.review.grades() {
            counts[usize::from(grade.number()) - 1] += 1;
        }
        let done: usize = counts.iter().sum();
        let mut lines = vec![Line::default()];
        let first = if done == 0 {
            say.review_nothing_due()
        } else {
            say.review_done(done)
        };
        lines.push(Line::styled(first, shared.theme.style(Role::Accent)));
        if done > 0 {
            let parts: Vec<String> = say
                .grades()
                .iter()
                .zip(counts)
                .map(|(words, count)| format!("{words} {count}"))
                .collect();
            lines.push(Line::styled(
                parts.join(" · "),
                shared.theme.style(Role::Text),
            ));
        }
        lines.push(Line::default());
        let missed = self.missed().len();
        if missed > 0 {
            let words = say.review_missed(missed, &shared.key(Action::MissedAgain));
            lines.push(Line::styled(words, shared.theme.style(Role::Text)));
        }
        for line in text::wrap(
            &say.review_more(&shared.key(Action::PractiseAnyway)),
            usize::from(area.width),
        ) {
            lines.push(Line::styled(line, shared.theme.style(Role::Dim)));
        }
        frame.render_widget(Lines::from(lines), area);
    }
}

impl Screen for ReviewScreen {
    fn scopes(&self) -> &'static [Scope] {
        if self.is_typing() {
            return &[Scope::Text];
        }
        match self.review.phase() {
            Phase::Front => &[Scope::Front, Scope::Review, Scope::Global],
            Phase::Revealed | Phase::Keeping => &[Scope::Grade, Scope::Review, Scope::Global],
            Phase::Finished => &[Scope::Finished, Scope::Review, Scope::Global],
        }
    }

    fn act(
        &mut self,
        action: Action,
        key: usize,
        shared: &mut Shared,
        now: Moment,
    ) -> Option<Vec<Reply>> {
        let input = match action {
            Action::Reveal => Input::Reveal,
            Action::Grade => Input::Grade(Grade::from_number(u8::try_from(key + 1).ok()?)?),
            Action::UndoReview => {
                if self.review.undoable() == 0 {
                    self.know_earlier(shared, now);
                }
                if self.review.undoable() == 0 {
                    let words = shared.language.review_nothing_to_undo();
                    shared.say(words, Role::Dim, now);
                    return Some(Vec::new());
                }
                Input::Undo
            }
            Action::SuspendCard => Input::Suspend,
            Action::BuryCard => {
                let tomorrow = day_of(now.wall, shared.day_begins).succ_opt()?;
                Input::Bury(tomorrow)
            }
            Action::MissedAgain => return Some(self.practise(&self.missed(), shared, now)),
            Action::PractiseAnyway => return Some(self.practise_anyway(shared, now)),
            Action::TypeReview => {
                let typed = self
                    .review
                    .current()
                    .map_or("", |(_, attempt)| attempt.typed.as_str());
                self.edit = Some(TextEdit::lines(typed));
                return Some(Vec::new());
            }
            Action::TickPoint => Input::TogglePoint(self.revealed.at()),
            Action::EditInReview => {
                let card = self.review.current()?.0.card.clone();
                return Some(editor::open(&card, Field::Answer, shared, now));
            }
            Action::TakeSaidInReview => {
                let (item, attempt) = self.review.current()?;
                let (card, said) = (item.card.clone(), attempt.typed.clone());
                return Some(editor::take_said(&card, &said, shared, now));
            }
            Action::CloseReview => return Some(vec![Reply::Close]),
            _ => return self.revealed.act(action).then(Vec::new),
        };
        Some(self.give(input, shared, now))
    }

    fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
        now: Moment,
    ) -> Option<Position> {
        let say = shared.language;
        let (at, of) = self.review.place();
        let right = if of == 0 {
            String::new()
        } else {
            say.review_place((at + 1).min(of), of)
        };
        let title = page::title(self.title.in_language(say), shared);
        let body = page::draw(frame, area, title, &right, &self.footer(), shared);
        if self.review.phase() == Phase::Finished {
            self.draw_finished(frame, page::column(body), shared);
            return None;
        }
        self.draw_review(frame, page::column(body), shared, now)
    }

    fn type_key(
        &mut self,
        key: KeyEvent,
        action: Option<Action>,
        shared: &mut Shared,
        now: Moment,
    ) -> Vec<Reply> {
        let Some(edit) = &mut self.edit else {
            return Vec::new();
        };
        match action {
            Some(Action::EndText) => {
                self.ended = self.edit.take().map(|edit| Ended::new(edit, now.running));
            }
            Some(Action::FinishAnswer) => {
                self.edit = None;
                return self.give(Input::Reveal, shared, now);
            }
            _ => {
                edit.take_key(key);
                let text = edit.text();
                return self.give(Input::Typed(text), shared, now);
            }
        }
        Vec::new()
    }

    fn copyable(&self, shared: &Shared) -> Option<Copyable> {
        let (item, _) = self.review.current()?;
        let card = self.card(shared)?;
        if !self.review.shows_answer() {
            let question = card.wording(item.wording).to_owned();
            return Some(Copyable::Question(question));
        }
        (!card.answer.is_empty()).then(|| Copyable::Answer(card.answer.clone()))
    }

    fn type_on(&mut self, key: KeyEvent, shared: &mut Shared, now: Moment) -> Option<Vec<Reply>> {
        self.edit = Some(Ended::typed_on(&mut self.ended, now.running)?);
        Some(self.type_key(key, None, shared, now))
    }

    fn escape_taken_back(&mut self, _shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let ended = Ended::taken_back(&mut self.ended, now.running);
        self.edit = self.edit.take().or(ended);
        Vec::new()
    }

    fn paste(&mut self, pasted: &str, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        if self.review.phase() == Phase::Front && self.edit.is_none() {
            let ended = Ended::typed_on(&mut self.ended, now.running);
            let typed = self.review.current().map(|(_, attempt)| &attempt.typed);
            self.edit = ended.or_else(|| Some(TextEdit::lines(typed?)));
        }
        let Some(edit) = &mut self.edit else {
            return Vec::new();
        };
        edit.paste(pasted);
        let text = edit.text();
        self.give(Input::Typed(text), shared, now)
    }

    fn click(&mut self, target: Target, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        if self.revealed.click(target) {
            return self
                .act(Action::TickPoint, 0, shared, now)
                .unwrap_or_default();
        }
        Vec::new()
    }

    fn wheel(&mut self, is_up: bool, _shared: &mut Shared, _now: Moment) -> Vec<Reply> {
        if self.scopes().contains(&Scope::Grade) {
            self.revealed.wheel(is_up);
        }
        Vec::new()
    }

    fn news(&mut self, news: &News<'_>, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        match news {
            News::BankChanged { .. } => self.bank_changed(shared, now),
            News::Kept(record) => self.kept(record, shared, now),
            News::NotKept(record, why) => self.not_kept(record, why, shared, now),
            _ => Vec::new(),
        }
    }

    fn was_away(&mut self, away: Duration) {
        self.review.was_away(away);
    }

    fn uncovered(&mut self, after: Duration) {
        self.review.was_away(after);
    }

    fn place(&self) -> Place {
        match self.review.phase() {
            Phase::Front => Place::Front,
            Phase::Revealed => Place::Revealed,
            _ => Place::Elsewhere,
        }
    }
}

/// The cards that the query, decks and tags of a choice let through, the best found first.
fn found_by(choice: &ReviewChoice, shared: &Shared, now: Moment) -> Vec<CardId> {
    let entries: Vec<_> = shared.bank.cards().collect();
    let survey = shared.survey(now);
    let query = parse(&choice.query, &survey.vocabulary);
    let is_narrow = query.is_for_practice();
    let fits = |number: usize| {
        entries.get(number).is_some_and(|entry| {
            let has_tag =
                choice.tags.is_empty() || choice.tags.iter().any(|tag| entry.card.has_tag(tag));
            has_tag
                && (!is_narrow || survey.audience.has(*entry))
                && (choice.decks.is_empty() || entry.deck.is_in(&choice.decks))
                && query.admits(*entry, survey.facts.of_card(number), now.wall)
        })
    };
    let index = shared
        .index
        .clone()
        .unwrap_or_else(|| Arc::new(Index::of_bank(&shared.bank)));
    let mut search = Search::new(index);
    let found = if choice.is_fuzzy {
        search.run(&query, &fits, entries.len(), &|| false)
    } else {
        search.run_by_words(&query, &fits, entries.len(), &|| false)
    };
    let found = found.unwrap_or_default();
    found
        .hits
        .iter()
        .filter_map(|hit| entries.get(hit.card))
        .map(|entry| entry.card.id.clone())
        .collect()
}

/// Why each card that was tried is weak, in words.
fn reasons(items: &[Item], survey: &Survey, shared: &Shared) -> HashMap<String, Both> {
    let of_item = |item: &Item| {
        let entry = shared.bank.find(&item.card)?;
        let weak = survey.weakness_of(entry.card);
        let criterion = Criterion::of(survey.memories.state(&item.card));
        let words: Vec<Both> = criterion
            .words()
            .into_iter()
            .take(usize::from(
                criterion.rests || criterion.sure_but_wrong.is_some(),
            ))
            .chain(
                weak.reasons
                    .iter()
                    .filter(|reason| {
                        criterion.sure_but_wrong.is_none() || **reason != Reason::SureButWrong
                    })
                    .map(|reason| reason.words()),
            )
            .chain(weak.stuck.map(weakness::Stuck::words))
            .take(2)
            .collect();
        (!words.is_empty()).then(|| (item.card.to_string(), joined(&words)))
    };
    items.iter().filter_map(of_item).collect()
}

fn joined(words: &[Both]) -> Both {
    let join = |language: Language| {
        words
            .iter()
            .map(|both| both.in_language(language).as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    Both::new(join(Language::Korean), join(Language::English))
}
