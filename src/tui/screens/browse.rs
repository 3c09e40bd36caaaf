//! The question bank: find any card in half-remembered words, look at it, and start with it.
//!
//! Two ways of using the keyboard: while the query is typed, letters are text and the arrows move
//! in the list; with the list in hand, letters are commands.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};

use super::choose::Choice;
use super::decks::Decks;
use super::review::ReviewScreen;
use super::story::StoryScreen;
use super::{editor, room};
use crate::bank::write::Field;
use crate::bank::{Bank, Card, CardId, Entry, Origin};
use crate::both;
use crate::clock::{Budget, Moment};
use crate::interview::draw::Narrowing;
use crate::interview::preset::Preset;
use crate::review::Pick;
use crate::search::{Completion, Found, Index, Query, Search, completions, parse};
use crate::survey::{Facts, Sort};
use crate::text;
use crate::tui::action::{Action, Scope};
use crate::tui::cards::CardJob;
use crate::tui::effect::Effect;
use crate::tui::outside;
use crate::tui::screen::{Copyable, Needs, News, Reply, Screen};
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::tutor::Place;
use crate::tui::widgets::ask::Ask;
use crate::tui::widgets::list::{List, Row};
use crate::tui::widgets::page;
use crate::tui::widgets::pane::Pane;
use crate::tui::widgets::text_edit::TextEdit;

mod preview;

/// Only this many of the best are ranked at a key; the list shows them and says how many there are.
const MOST_RANKED: usize = 2000;

/// A search may hold a key up for this long; after it, the next key goes first.
const PATIENCE: Duration = Duration::from_millis(12);

/// At most this many cards go into one session.
const MOST_IN_SESSION: usize = 50;

/// The question bank's screen.
#[derive(Debug)]
pub struct Browse {
    edit: TextEdit,
    is_typing: bool,
    /// The last thing that was done was to end the typing.
    has_just_ended: bool,
    query: Query,
    search: Option<Search>,
    found: Found,
    /// The cards in the order of the list, as numbers in the bank.
    cards: Vec<usize>,
    list: List,
    sort: Sort,
    /// The patience of a search that was not finished; it goes on when no key is waiting.
    unfinished: Option<Duration>,
    selected: HashSet<usize>,
    completion: usize,
    is_open: bool,
    /// The user was asked whether to delete the chosen card.
    ask: Option<Ask>,
    /// The chosen card.
    pane: Pane,
}

impl Browse {
    /// The screen with this query, its whole list already there.
    pub fn new(query: &str, shared: &Shared, now: Moment) -> Self {
        let mut browse = Self {
            edit: TextEdit::one_line(query),
            is_typing: true,
            has_just_ended: false,
            query: Query::default(),
            search: shared
                .index
                .as_ref()
                .map(|index| Search::new(Arc::clone(index))),
            found: Found::default(),
            cards: Vec::new(),
            list: List::default(),
            sort: Sort::Best,
            unfinished: None,
            selected: HashSet::new(),
            completion: 0,
            is_open: false,
            ask: None,
            pane: Pane::default(),
        };
        browse.look_up(PATIENCE, shared, now);
        browse
    }

    /// The screen with the cards that are practised: the filter stands in the query and can be taken
    /// out.
    pub fn of_audience(shared: &Shared, now: Moment) -> Self {
        Self::new(&with_space(&shared.audience().filters()), shared, now)
    }

    /// The unwritten cards, with the list in hand.
    pub fn unwritten(shared: &Shared, now: Moment) -> Self {
        let query = format!("is:unwritten {}", shared.audience().filters());
        let mut browse = Self::new(query.trim_end(), shared, now);
        browse.is_typing = false;
        browse
    }

    /// Whether keys are text now.
    pub fn is_typing(&self) -> bool {
        self.is_typing && !self.is_open
    }

    /// Whether the chosen card was found by words, and is no longer being looked for.
    pub fn has_found(&self) -> bool {
        !self.is_typing() && !self.query.terms.is_empty() && self.chosen().is_some()
    }

    /// The index was built after the screen was opened.
    pub fn index_built(&mut self, shared: &Shared, now: Moment) {
        self.search = shared
            .index
            .as_ref()
            .map(|index| Search::new(Arc::clone(index)));
        self.look_up(PATIENCE, shared, now);
    }

    /// What is known of the cards is another: filters and orders may give another list.
    pub fn surveyed(&mut self, shared: &Shared, now: Moment) {
        self.look_up(PATIENCE, shared, now);
    }

    /// Decks were read anew: cards have other numbers. What is listed and selected stays on its
    /// cards until the new index is there.
    pub fn bank_changed(&mut self, before: &Bank, shared: &mut Shared, now: Moment) {
        let renumbered = |number: usize| {
            let card = before.at(number)?.card;
            shared.bank.number_of(&card.id)
        };
        let chosen = self.chosen().and_then(renumbered);
        self.cards = self.cards.iter().copied().filter_map(renumbered).collect();
        self.selected = self.selected.drain().filter_map(renumbered).collect();
        self.list.set_len(self.cards.len());
        let place = |card| self.cards.iter().position(|&other| other == card);
        if let Some(at) = chosen.and_then(place) {
            self.list.choose(at);
        }
        if self.is_open && chosen.is_none() {
            self.is_open = false;
            let words = shared.language.browse_gone();
            shared.say(words, Role::Bad, now);
        }
        self.search = None;
        self.unfinished = None;
    }

    /// Looks the query up; an unfinished search leaves the list as it was.
    fn look_up(&mut self, patience: Duration, shared: &Shared, now: Moment) {
        self.unfinished = None;
        let Some(search) = &mut self.search else {
            return;
        };
        let written = self.edit.text();
        let facts = shared.facts();
        self.query = parse(&written, shared.vocabulary());
        let entries: Vec<Entry<'_>> = if self.query.filters.is_empty() {
            Vec::new()
        } else {
            shared.bank.cards().collect()
        };
        let query = &self.query;
        let admits = |card: usize| {
            entries
                .get(card)
                .is_none_or(|entry| query.admits(*entry, facts.of_card(card), now.wall))
        };
        let budget = Budget::of(patience);
        match search.run(query, &admits, MOST_RANKED, &|| budget.is_over()) {
            None => self.unfinished = Some(patience),
            Some(found) => {
                self.found = found;
                self.order(facts);
            }
        }
    }

    /// Puts what was found in the order of the list. The choice stays on its card; where that is
    /// no longer found, an unwritten card that is written now for one, it goes on to the next.
    fn order(&mut self, facts: &Facts) {
        let before = self.cards.split_off(self.list.at().min(self.cards.len()));
        let best = self.found.hits.iter().map(|hit| hit.card);
        let has_words = !self.query.terms.is_empty();
        self.cards = match self.sort {
            // What is practised comes first, and nothing is hidden that no filter hides.
            Sort::Best if has_words => {
                let (mut own, others): (Vec<usize>, Vec<usize>) =
                    best.partition(|&card| facts.of_card(card).is_practised);
                own.extend(others);
                own
            }
            sort => facts.sorted(self.found.cards.iter().copied(), sort),
        };
        let place = |card: &usize| self.cards.iter().position(|other| other == card);
        let at = match before.iter().find_map(place) {
            _ if self.is_typing() => 0,
            Some(at) => at,
            None if before.is_empty() => 0,
            None => self.cards.len().saturating_sub(1),
        };
        self.list.begin(self.cards.len(), at);
        self.pane.reset();
    }

    fn chosen(&self) -> Option<usize> {
        self.cards.get(self.list.at()).copied()
    }

    fn completions(&self, shared: &Shared) -> Vec<Completion> {
        let written = self.edit.text();
        // At an empty place all filters fit: nothing to complete, only to be shown in the help.
        if written.is_empty() || written.ends_with(' ') {
            return Vec::new();
        }
        let all = completions(&written, written.len(), shared.vocabulary());
        all.into_iter()
            .filter(|found| written[found.replace.clone()] != found.insert)
            .collect()
    }

    fn complete(&mut self, shared: &Shared, now: Moment) {
        let all = self.completions(shared);
        if let Some(completion) = all.get(self.completion % all.len().max(1)) {
            let mut written = self.edit.text();
            written.replace_range(completion.replace.clone(), &completion.insert);
            self.edit = TextEdit::one_line(&written);
            self.completion += usize::from(all.len() > 1);
            self.look_up(PATIENCE, shared, now);
        }
    }

    fn command(&mut self, action: Action, shared: &mut Shared, now: Moment) -> Option<Vec<Reply>> {
        match action {
            Action::EditQuery => {
                self.is_open = false;
                self.is_typing = true;
            }
            Action::Select => {
                if let Some(card) = self.chosen()
                    && !self.selected.remove(&card)
                {
                    self.selected.insert(card);
                }
                self.list.act(Action::Down);
                self.pane.reset();
            }
            Action::SelectNone => self.selected.clear(),
            Action::Sort => {
                self.sort = self.sort.next();
                self.order(shared.facts());
            }
            Action::ScrollPreview => self.pane.round(5),
            Action::ReviewThese => {
                let cards = self.cards_of_session(shared);
                let title = both!("고른 카드", "Chosen cards");
                let review =
                    ReviewScreen::new(&Pick::Cards(cards), title, MOST_IN_SESSION, shared, now);
                return Some(vec![Reply::open(review)]);
            }
            Action::NewCard => {
                let card = self.entry(shared).map(|entry| &entry.card.id);
                return Some(Decks::for_new_card(card, shared, now));
            }
            Action::MoveCard => {
                let entry = self.entry(shared)?;
                let (deck, card) = (Arc::clone(entry.deck), entry.card.id.clone());
                let decks = Decks::for_move(deck, card, shared);
                return Some(vec![Reply::open(decks)]);
            }
            Action::DeleteCard => {
                self.ask = self.entry(shared).map(|entry| deleting(entry, shared));
            }
            Action::ShowStory => {
                let card = &self.entry(shared)?.card.id;
                let story = StoryScreen::new(card, shared, now);
                return Some(vec![Reply::open(story)]);
            }
            Action::PutCardBack => return Some(put_back(shared, now)),
            Action::OpenInEditor => return Some(self.open_file(shared, now)),
            Action::EditFromBank => {
                let card = self.entry(shared);
                let card = card.map(|entry| entry.card.id.clone());
                return card.map(|card| editor::open(&card, Field::Answer, shared, now));
            }
            Action::InterviewThese => return Some(self.begin(shared, now)),
            _ => return None,
        }
        Some(Vec::new())
    }

    fn delete(&self, shared: &Shared, now: Moment) -> Vec<Reply> {
        let job = self.entry(shared).map(|entry| CardJob::Delete {
            deck: Arc::clone(entry.deck),
            card: entry.card.id.clone(),
        });
        let job = job.map(|job| Reply::Do(Effect::Card(job, now.wall)));
        job.into_iter().collect()
    }

    /// The chosen card's file in the user's own editor.
    fn open_file(&self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let Some(entry) = self.entry(shared) else {
            return Vec::new();
        };
        let deck = Arc::clone(entry.deck);
        let Origin::File(path) = &deck.origin else {
            let words = shared
                .language
                .outside_built_in(&shared.key(Action::EditFromBank));
            shared.say(words, Role::Warn, now);
            return Vec::new();
        };
        let command = outside::command(&shared.editor, path, entry.card.line);
        vec![Reply::Do(Effect::OpenFile { command, deck })]
    }

    /// The cards of a session: the selected ones, else those that the list shows.
    fn cards_of_session(&self, shared: &Shared) -> Vec<CardId> {
        let ids: Vec<&CardId> = shared.bank.cards().map(|entry| &entry.card.id).collect();
        let wanted = self
            .cards
            .iter()
            .filter(|card| self.selected.is_empty() || self.selected.contains(card));
        wanted
            .take(MOST_IN_SESSION)
            .filter_map(|&card| ids.get(card))
            .map(|&id| id.clone())
            .collect()
    }

    fn begin(&self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let cards = self.cards_of_session(shared);
        let choice = Choice {
            preset: Preset::of_cards(cards),
            narrowing: Narrowing::default(),
            seed: (shared.seeds)(),
        };
        room::begin(&choice, shared, now)
    }

    fn draw_question(&self, frame: &mut Frame<'_>, area: Rect, shared: &Shared) {
        if let Some(ask) = &self.ask {
            ask.draw(frame, area, shared);
        }
    }

    fn footer(&self) -> Vec<Action> {
        if self.ask.is_some() {
            return Vec::new();
        }
        if self.is_typing() {
            return vec![Action::EndText];
        }
        vec![
            Action::Open,
            Action::Up,
            Action::EditQuery,
            Action::EditFromBank,
            Action::Select,
            Action::InterviewThese,
            Action::ReviewThese,
            Action::Sort,
            Action::NewCard,
            Action::ShowStory,
            Action::OpenInEditor,
            Action::Back,
            Action::Help,
        ]
    }

    /// The chosen card.
    fn entry<'s>(&self, shared: &'s Shared) -> Option<Entry<'s>> {
        shared.bank.at(self.chosen()?)
    }

    fn draw_prompt(&mut self, frame: &mut Frame<'_>, area: Rect, shared: &Shared) -> Position {
        frame.render_widget(Span::styled("/ ", shared.theme.style(Role::Key)), area);
        let field = Rect {
            x: area.x + 2,
            width: area.width.saturating_sub(2),
            ..area
        };
        let style = shared.theme.style(if self.is_typing() {
            Role::Title
        } else {
            Role::Text
        });
        self.edit.draw(frame, field, style)
    }

    /// One line about the query where there is something to say: a wrong filter, or how the word
    /// can go on. True where it was drawn.
    fn draw_note(&self, frame: &mut Frame<'_>, area: Rect, shared: &Shared) -> bool {
        let say = shared.language;
        let columns = usize::from(area.width);
        let settled =
            |problem: &&crate::search::QueryProblem| !(problem.is_unfinished && self.is_typing());
        let note = if self.search.is_none() {
            Some((say.reading_decks(), Role::Dim))
        } else if let Some(problem) = self.query.problems.iter().find(settled) {
            let (what, mend) = (problem.what.in_language(say), problem.mend.in_language(say));
            Some((format!("{what}; {mend}"), Role::Warn))
        } else if self.is_typing() {
            let all = self.completions(shared);
            let named: Vec<&str> = all
                .iter()
                .map(|completion| completion.insert.as_str())
                .collect();
            (!named.is_empty()).then(|| {
                (
                    format!(
                        "{}: {}",
                        shared.key(Action::CompleteQuery),
                        named.join("  ")
                    ),
                    Role::Dim,
                )
            })
        } else {
            None
        };
        let note = note.or_else(|| {
            self.cards.is_empty().then(|| {
                let words = if shared.bank.is_empty() {
                    say.browse_empty_bank()
                } else {
                    say.browse_nothing()
                };
                (words, Role::Warn)
            })
        });
        let Some((words, role)) = note else {
            return false;
        };
        let words = text::fit(&text::visible_line(&words), columns);
        frame.render_widget(Span::styled(words, shared.theme.style(role)), area);
        true
    }

    /// Only the rows that are seen are built, however long the list is.
    fn draw_list(&mut self, frame: &mut Frame<'_>, area: Rect, shared: &Shared) {
        for row in self.list.rows(frame, area, self.cards.len(), shared) {
            let card = self.cards[row.number];
            if let Some(entry) = shared.bank.at(card) {
                row.draw(frame, &self.row(&row, card, entry.card, shared));
            }
        }
    }

    fn row(&self, row: &Row, number: usize, card: &Card, shared: &Shared) -> Line<'static> {
        let mark = row.sign();
        let tick = if self.selected.contains(&number) {
            "+"
        } else {
            " "
        };
        let facts = shared.facts().of_card(number);
        let score = facts
            .last_score
            .map_or_else(|| " ".to_owned(), |score| score.to_string());
        let base = row.style(Role::Text, shared);
        let side = row.style(Role::Dim, shared);
        let importance = "*".repeat(usize::from(card.importance));
        let mut spans = vec![
            Span::styled(format!("{mark}{tick}"), row.style(Role::Accent, shared)),
            Span::styled(format!("{importance:<3} "), side),
        ];
        let positions = self.search.as_ref().map_or_else(Vec::new, |search| {
            question_marks(search.index(), &self.query, number)
        });
        let room = row.columns().saturating_sub(6 + 2);
        let matched = shared.theme.style(Role::Matched);
        let matched = if row.is_chosen {
            // The theme's colour need not be legible on this ground; the letter forms are enough.
            base.add_modifier(matched.add_modifier)
        } else {
            matched
        };
        spans.extend(marked(&card.question, &positions, room, base, matched));
        spans.push(Span::styled(format!(" {score}"), side));
        Line::from(spans)
    }
}

/// A query that a word can be typed behind at once.
fn with_space(query: &str) -> String {
    if query.is_empty() {
        String::new()
    } else {
        format!("{query} ")
    }
}

impl Screen for Browse {
    fn scopes(&self) -> &'static [Scope] {
        if self.ask.is_some() {
            return Ask::SCOPES;
        }
        if self.is_typing() {
            return &[Scope::Query, Scope::Text];
        }
        &[Scope::Browse, Scope::List, Scope::Global]
    }

    fn act(
        &mut self,
        action: Action,
        _key: usize,
        shared: &mut Shared,
        now: Moment,
    ) -> Option<Vec<Reply>> {
        self.has_just_ended = false;
        if self.ask.is_some() {
            let answer = Ask::take(&mut self.ask, action)?;
            return Some(match answer {
                Action::Yes => self.delete(shared, now),
                _ => Vec::new(),
            });
        }
        match action {
            Action::Back | Action::Open if self.is_open => self.is_open = false,
            Action::Open => self.is_open = self.chosen().is_some(),
            _ => return self.command(action, shared, now),
        }
        Some(Vec::new())
    }

    fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
        now: Moment,
    ) -> Option<Position> {
        let say = shared.language;
        let mut right = say.browse_count(self.found.cards.len(), shared.bank.len());
        if !self.selected.is_empty() {
            right += &format!(" · {}", say.browse_selected(self.selected.len()));
        }
        right += &format!(" · {}", self.sort.label().in_language(say));
        let body = page::draw(frame, area, Line::default(), &right, &self.footer(), shared);
        let prompt = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            height: 1,
            ..area
        };
        let right_columns = u16::try_from(text::columns(&right)).unwrap_or(0);
        let prompt = Rect {
            width: prompt.width.saturating_sub(right_columns + 2),
            ..prompt
        };
        let caret = self.draw_prompt(frame, prompt, shared);
        if self.is_open {
            let card = self.entry(shared);
            self.draw_card(frame, page::column(body), card, shared, now);
            self.draw_question(frame, area, shared);
            return None;
        }
        let note_rows = u16::from(self.draw_note(frame, page::row(body, 0), shared));
        let body = page::below(body, note_rows);
        if area.width >= 84 {
            let [left, right] =
                Layout::horizontal([Constraint::Percentage(52), Constraint::Min(20)])
                    .spacing(3)
                    .areas(body);
            self.draw_list(frame, left, shared);
            let card = self.entry(shared);
            self.draw_card(frame, page::column(right), card, shared, now);
        } else {
            self.draw_list(frame, body, shared);
        }
        self.draw_question(frame, area, shared);
        self.is_typing().then_some(caret)
    }

    fn type_key(
        &mut self,
        key: KeyEvent,
        action: Option<Action>,
        shared: &mut Shared,
        now: Moment,
    ) -> Vec<Reply> {
        match (action, key.code) {
            (Some(Action::EndText), _) => {
                self.is_typing = false;
                self.has_just_ended = true;
            }
            (Some(Action::OpenFound), _) => self.is_open = self.chosen().is_some(),
            (Some(Action::CompleteQuery), _) => self.complete(shared, now),
            _ if self.list.take_key(key) => self.pane.reset(),
            _ => {
                let before = self.edit.text();
                self.edit.take_key(key);
                if self.edit.text() != before {
                    self.completion = 0;
                    self.look_up(PATIENCE, shared, now);
                }
            }
        }
        Vec::new()
    }

    fn copyable(&self, shared: &Shared) -> Option<Copyable> {
        let card = self.entry(shared)?.card;
        Some(if card.answer.is_empty() {
            Copyable::Question(card.question.clone())
        } else {
            Copyable::Answer(card.answer.clone())
        })
    }

    fn escape_taken_back(&mut self, _shared: &mut Shared, _now: Moment) -> Vec<Reply> {
        self.is_typing |= std::mem::take(&mut self.has_just_ended);
        Vec::new()
    }

    fn paste(&mut self, pasted: &str, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        if self.is_typing() {
            self.edit.paste(pasted);
            self.look_up(PATIENCE, shared, now);
        }
        Vec::new()
    }

    fn tick(&mut self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        if let Some(patience) = self.unfinished {
            self.look_up(patience * 4, shared, now);
        }
        Vec::new()
    }

    fn next_change(&self, now: Duration) -> Option<Duration> {
        self.unfinished.map(|_| now)
    }

    fn list(&mut self) -> Option<&mut List> {
        let is_free = !self.is_open && self.ask.is_none();
        is_free.then_some(&mut self.list)
    }

    fn pane(&mut self) -> Option<&mut Pane> {
        let is_free = self.is_open && self.ask.is_none();
        is_free.then_some(&mut self.pane)
    }

    fn chose(&mut self, _shared: &mut Shared, _now: Moment) {
        self.pane.reset();
    }

    fn news(&mut self, news: &News<'_>, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        match news {
            News::IndexBuilt => self.index_built(shared, now),
            News::Surveyed => self.look_up(PATIENCE, shared, now),
            News::BankChanged { before } => self.bank_changed(before, shared, now),
            _ => {}
        }
        Vec::new()
    }

    fn needs(&self) -> Needs {
        Needs {
            survey: true,
            ..Needs::default()
        }
    }

    fn place(&self) -> Place {
        if self.has_found() {
            Place::Found
        } else {
            Place::Searching
        }
    }
}

/// Whether the card is really to go.
fn deleting(entry: Entry<'_>, shared: &Shared) -> Ask {
    let say = shared.language;
    let question = text::fit(&text::visible_line(&entry.card.question), 120);
    let words = say.delete_words(&question);
    Ask::new(say.delete_title(), words, say.cancel(), say.delete_yes())
}

/// Puts the card back that was deleted last.
fn put_back(shared: &mut Shared, now: Moment) -> Vec<Reply> {
    let deleted = shared.history.deleted().into_iter().next();
    let found = deleted.and_then(|deleted| {
        let mut decks = shared.bank.decks().iter();
        let deck = decks.find(|deck| deck.id == deleted.card.deck())?;
        Some((Arc::clone(deck), Box::new(deleted.removed)))
    });
    let Some((deck, removed)) = found else {
        let words = shared.language.delete_nothing();
        shared.say(words, Role::Dim, now);
        return Vec::new();
    };
    let job = CardJob::PutBack { deck, removed };
    vec![Reply::Do(Effect::Card(job, now.wall))]
}

/// The characters of the question that the query was found in.
fn question_marks(index: &Index, query: &Query, card: usize) -> Vec<usize> {
    let marks = index.marks(query, card);
    let question = marks
        .into_iter()
        .find(|mark| mark.field == crate::search::Field::Question);
    question.map_or_else(Vec::new, |mark| mark.positions)
}

/// A text in exactly `columns` columns, with the characters at `positions` (counted in `char`s of
/// the composed text) in the matched style.
fn marked(
    words: &str,
    positions: &[usize],
    columns: usize,
    base: ratatui::style::Style,
    matched: ratatui::style::Style,
) -> Vec<Span<'static>> {
    let mut spans: Vec<Span<'static>> = Vec::new();
    let mut used = 0;
    let mut at = 0;
    let is_long = text::columns(&text::visible_line(words)) > columns;
    let room = columns.saturating_sub(usize::from(is_long));
    for (grapheme, _) in text::cells(words) {
        let end = at + grapheme.chars().count();
        let is_matched = positions.iter().any(|place| (at..end).contains(place));
        at = end;
        let shown = match text::visible(grapheme) {
            line if line.contains('\n') => line.replace('\n', " ").into(),
            line => line,
        };
        let width = text::columns(&shown);
        if used + width > room {
            break;
        }
        used += width;
        let style = if is_matched { matched } else { base };
        match spans.last_mut() {
            Some(last) if last.style == style => last.content.to_mut().push_str(&shown),
            _ => spans.push(Span::styled(shown.into_owned(), style)),
        }
    }
    let end = if is_long && room < columns { "…" } else { "" };
    let missing = columns.saturating_sub(used + text::columns(end));
    spans.push(Span::styled(format!("{end}{}", " ".repeat(missing)), base));
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::{Modifier, Style};

    #[test]
    fn matched_characters_are_marked_on_their_own_cells() {
        let matched = Style::new().add_modifier(Modifier::BOLD);
        let spans = marked("카프카 순서", &[0, 1, 4], 14, Style::new(), matched);
        let bold: String = spans
            .iter()
            .filter(|span| span.style == matched)
            .map(|span| span.content.as_ref())
            .collect();
        assert_eq!(bold, "카프순");
        let all: String = spans.iter().map(|span| span.content.as_ref()).collect();
        assert_eq!(all, "카프카 순서   ");
        assert_eq!(
            spans
                .iter()
                .map(|span| text::columns(&span.content))
                .sum::<usize>(),
            14
        );
    }

    #[test]
    fn long_emoji_and_hostile_questions_fill_exactly_their_columns() {
        for words in [
            "👩‍💻 이모지 질문",
            "\u{1b}[2J\u{7}bell",
            &"가".repeat(50_000),
            "",
            "a\nb",
        ] {
            for columns in [0, 1, 2, 7, 40] {
                let spans = marked(words, &[0, 3], columns, Style::new(), Style::new());
                let drawn: String = spans.iter().map(|span| span.content.as_ref()).collect();
                assert_eq!(text::columns(&drawn), columns, "{columns}");
                assert!(!drawn.chars().any(char::is_control));
            }
        }
    }
}
