//! The cards of the notes beside the notes' lines: what is new, changed, gone, and what of it is
//! taken.

use std::collections::HashMap;
use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};

use super::lines::{self, Ruled};
use super::teach::{self, Teach};
use crate::bank::{CardType, Kind};
use crate::convert::Placed;
use crate::convert::again::{Compared, State, Wish};
use crate::import::{Choice, Prepared, ReadNote};
use crate::language::Language;
use crate::problem::Problem;
use crate::text;
use crate::tui::action::Action;
use crate::tui::notes::{Reading, Sheets};
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::list::{List, Row};
use crate::tui::widgets::page;
use crate::tui::widgets::pane::Pane;
use crate::tui::widgets::text_edit::TextEdit;

/// The two sides stand beside each other from this width on.
const WIDE: u16 = 84;

/// A row of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    /// A note's name and deck.
    Note(usize),
    /// A card of a note.
    Card(usize, usize),
    /// A card of the deck that the note has no more.
    Gone(usize, usize),
    /// Something that could not be read.
    Problem(usize),
}

/// The look at what would be taken.
#[derive(Debug)]
pub(super) struct Preview {
    reading: Arc<Reading>,
    sheets: Arc<Sheets>,
    rows: Vec<Entry>,
    pub list: List,
    /// How many cards are taken, and how many there are.
    counts: (usize, usize),
    /// The note that is seen, by its lines.
    ruled: Option<(usize, Ruled)>,
    /// Cards that are as they were are left out of the list.
    only_news: bool,
    pane: Pane,
}

impl Preview {
    pub fn new(reading: Arc<Reading>, sheets: Arc<Sheets>) -> Self {
        let mut preview = Self {
            reading,
            sheets,
            rows: Vec::new(),
            list: List::default(),
            counts: (0, 0),
            ruled: None,
            only_news: false,
            pane: Pane::default(),
        };
        preview.arrange();
        let is_card = |row: &Entry| matches!(row, Entry::Card(..));
        let first = preview.rows.iter().position(is_card).unwrap_or(0);
        preview.list.choose(first);
        preview
    }

    /// The notes beside other decks, or read otherwise: what was wanted of a card stays where its
    /// question and state do.
    pub fn compared_again(&mut self, reading: Arc<Reading>, mut sheets: Arc<Sheets>) {
        for (now, before) in Arc::make_mut(&mut sheets)
            .iter_mut()
            .zip(self.sheets.iter())
        {
            if let (Ok(now), Ok(before)) = (now, before) {
                let wishes: HashMap<(&str, State), Wish> = before
                    .plan
                    .cards
                    .iter()
                    .map(|card| ((card.found.question.as_str(), card.state), card.wish))
                    .collect();
                for card in &mut now.plan.cards {
                    if let Some(wish) = wishes.get(&(card.found.question.as_str(), card.state)) {
                        card.wish = *wish;
                    }
                }
            }
        }
        self.reading = reading;
        self.sheets = sheets;
        self.arrange();
    }

    fn arrange(&mut self) {
        let chosen = self.rows.get(self.list.at()).copied();
        self.rows.clear();
        for problem in 0..self.reading.problems.len() {
            self.rows.push(Entry::Problem(problem));
        }
        for (note, sheet) in self.sheets.iter().enumerate() {
            self.rows.push(Entry::Note(note));
            let Ok(prepared) = sheet else { continue };
            let cards = prepared.plan.cards.iter().enumerate();
            let seen = cards.filter(|(_, card)| !(self.only_news && card.state == State::Same));
            self.rows
                .extend(seen.map(|(card, _)| Entry::Card(note, card)));
            let gone = 0..prepared.plan.gone.len();
            self.rows.extend(gone.map(|card| Entry::Gone(note, card)));
        }
        self.list.set_len(self.rows.len());
        let place = chosen.and_then(|row| self.rows.iter().position(|other| *other == row));
        if let Some(place) = place {
            self.list.choose(place);
        }
        self.ruled = None;
        self.count();
    }

    fn count(&mut self) {
        let taken = |sheet: &Prepared| sheet.plan.added().count() + sheet.plan.updated().count();
        let taken = self.plans().map(taken).sum();
        self.counts = (
            taken,
            self.plans().map(|sheet| sheet.plan.cards.len()).sum(),
        );
    }

    pub fn reading(&self) -> Arc<Reading> {
        Arc::clone(&self.reading)
    }

    pub fn wishes(&self) -> Vec<Vec<Wish>> {
        let wishes = |sheet: &Result<Prepared, _>| match sheet {
            Ok(prepared) => prepared.plan.cards.iter().map(|card| card.wish).collect(),
            Err(_) => Vec::new(),
        };
        self.sheets.iter().map(wishes).collect()
    }

    fn plans(&self) -> impl Iterator<Item = &Prepared> {
        self.sheets.iter().flatten()
    }

    /// Whether nothing would be written at all.
    pub fn is_nothing(&self) -> bool {
        self.reading.history.is_empty()
            && self
                .plans()
                .all(|sheet| sheet.writes_nothing() && sheet.plan.offer().is_none())
    }

    /// How many cards of how many notes would be taken, and what of the notes is left out.
    pub fn summary(&self, say: Language) -> String {
        let takes = |sheet: &&Prepared| !sheet.writes_nothing();
        let notes = self.plans().filter(takes).count();
        let added = self.plans().map(|sheet| sheet.plan.added().count()).sum();
        let changed = self.plans().map(|sheet| sheet.plan.updated().count()).sum();
        let lines = |counted: fn(&Placed) -> bool| {
            let of_note =
                |read: &ReadNote| read.note.lines.iter().filter(|line| counted(line)).count();
            self.reading.notes.iter().map(of_note).sum()
        };
        let (left, doubts) = (lines(teach::is_left_out), lines(teach::is_doubtful));
        let undecided = self
            .plans()
            .map(|sheet| sheet.plan.undecided().count())
            .sum();
        let records = self.reading.history.len();
        let said = [
            (added, say.import_summary(notes, added)),
            (changed, say.import_summary_changed(changed)),
            (undecided, say.import_summary_undecided(undecided)),
            (records, say.import_summary_records(records)),
            (left, say.import_summary_left(left)),
            (doubts, say.import_summary_doubts(doubts)),
        ];
        let said: Vec<String> = said
            .into_iter()
            .filter_map(|(count, words)| (count > 0).then_some(words))
            .collect();
        said.join("\n")
    }

    /// The deck of the chosen row.
    fn deck(&self) -> String {
        let note = self.note().unwrap_or(0);
        match self.sheets.get(note) {
            Some(Ok(prepared)) => prepared.plan.deck.clone(),
            _ => String::new(),
        }
    }

    /// The deck of a single note; nothing where each of several has its own.
    pub fn only_deck(&self) -> String {
        if self.sheets.len() == 1 {
            self.deck()
        } else {
            String::new()
        }
    }

    fn note(&self) -> Option<usize> {
        match self.rows.get(self.list.at())? {
            Entry::Note(note) | Entry::Card(note, _) | Entry::Gone(note, _) => Some(*note),
            Entry::Problem(_) => None,
        }
    }

    /// The lines of the chosen row's note, from the chosen card's first one on.
    pub fn lines(&self) -> Option<Teach> {
        let (note, line) = match self.rows.get(self.list.at())? {
            Entry::Card(note, card) => {
                let sheet = self.sheets.get(*note)?.as_ref().ok()?;
                (*note, sheet.plan.cards[*card].found.lines.0)
            }
            Entry::Note(note) | Entry::Gone(note, _) => (*note, 1),
            Entry::Problem(_) => return None,
        };
        Teach::new(Arc::clone(&self.reading), note, line)
    }

    /// Another row is chosen: its card is seen from its first line on.
    pub fn chose(&mut self) {
        self.pane.reset();
    }

    /// Takes the chosen card or leaves it; all cards of a note on the row of its name.
    pub fn toggle(&mut self) {
        match self.rows.get(self.list.at()).copied() {
            Some(Entry::Card(note, card)) => {
                if let Some(Ok(prepared)) = Arc::make_mut(&mut self.sheets).get_mut(note) {
                    let card = &mut prepared.plan.cards[card];
                    card.wish = next(card);
                }
            }
            Some(Entry::Note(note)) => {
                if let Some(Ok(prepared)) = Arc::make_mut(&mut self.sheets).get_mut(note) {
                    toggle_all(&mut prepared.plan.cards);
                }
                self.count();
                return;
            }
            _ => {}
        }
        self.count();
        self.list.act(Action::Down);
        self.pane.reset();
    }

    /// Leaves everything; takes everything where nothing is taken.
    pub fn toggle_all(&mut self) {
        let any = self
            .plans()
            .any(|sheet| sheet.plan.cards.iter().any(is_taken));
        for prepared in Arc::make_mut(&mut self.sheets).iter_mut().flatten() {
            set_all(&mut prepared.plan.cards, !any);
        }
        self.count();
    }

    pub fn show_only_news(&mut self) {
        self.only_news = !self.only_news;
        self.arrange();
    }

    pub fn scroll(&mut self) {
        self.pane.round(5);
    }

    pub fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        choice: &Choice,
        edit: Option<&mut TextEdit>,
        shared: &Shared,
    ) -> Option<Position> {
        let say = shared.language;
        let title = page::title(&say.import_title(), shared);
        let right = say.import_taken(self.counts.0, self.counts.1);
        let actions: &[Action] = if edit.is_some() {
            &[Action::EnterPath, Action::CompletePath, Action::LeavePath]
        } else {
            &[
                Action::TakeNotes,
                Action::TakeCard,
                Action::Up,
                Action::TeachLines,
                Action::TakeAll,
                Action::ChooseDeck,
                Action::ChooseKind,
                Action::ChooseLanguage,
                Action::OnlyNews,
                Action::Back,
                Action::Help,
            ]
        };
        let body = page::draw(frame, area, title, &right, actions, shared);
        let caret = self.draw_choice(frame, page::row(body, 0), choice, edit, shared);
        page::rule(frame, page::row(body, 1), shared);
        let body = page::below(body, 2);
        if area.width >= WIDE {
            let [list, note] =
                Layout::horizontal([Constraint::Percentage(50), Constraint::Min(20)])
                    .spacing(2)
                    .areas(body);
            self.draw_list(frame, list, shared);
            self.draw_note(frame, page::column_from_left(note), shared);
        } else {
            let [list, between, note] = Layout::vertical([
                Constraint::Percentage(50),
                Constraint::Length(1),
                Constraint::Min(3),
            ])
            .areas(body);
            self.draw_list(frame, list, shared);
            page::rule(frame, between, shared);
            self.draw_note(frame, note, shared);
        }
        caret
    }

    /// The line of what is chosen for all notes, or the field of the deck's name.
    fn draw_choice(
        &self,
        frame: &mut Frame<'_>,
        row: Rect,
        choice: &Choice,
        edit: Option<&mut TextEdit>,
        shared: &Shared,
    ) -> Option<Position> {
        let say = shared.language;
        if let Some(edit) = edit {
            let words = say.import_deck_name();
            let width = u16::try_from(text::columns(&words) + 1).unwrap_or(0);
            frame.render_widget(Span::styled(words, shared.theme.style(Role::Key)), row);
            let field = Rect {
                x: row.x + width.min(row.width),
                width: row.width.saturating_sub(width),
                ..row
            };
            return Some(edit.draw(frame, field, shared.theme.style(Role::Title)));
        }
        let head = self.note().and_then(|note| self.sheets[note].as_ref().ok());
        let head = head
            .or_else(|| self.plans().next())
            .map(|sheet| &sheet.head);
        let deck = match &choice.into {
            Some(deck) => deck.clone(),
            None if self.sheets.len() == 1 => self.deck(),
            None => say.import_deck_a_note(),
        };
        let kind = choice.kind.or_else(|| head.map(|head| head.kind));
        let lang = choice.lang.clone();
        let lang = lang.or_else(|| head.and_then(|head| head.lang.clone()));
        let words = say.import_choice(
            &deck,
            &kind.map_or_else(String::new, |kind| kind_word(kind, say)),
            lang.as_deref().unwrap_or("–"),
        );
        let words = text::fit(&text::visible_line(&words), usize::from(row.width));
        frame.render_widget(Span::styled(words, shared.theme.style(Role::Text)), row);
        None
    }

    /// Only the rows that are seen are built, however many there are.
    fn draw_list(&mut self, frame: &mut Frame<'_>, area: Rect, shared: &Shared) {
        let columns = usize::from(area.width);
        if self.rows.is_empty() {
            let words = text::wrap(&shared.language.import_no_notes(), columns);
            let style = shared.theme.style(Role::Warn);
            let lines: Vec<Line<'_>> = words.into_iter().map(|w| Line::styled(w, style)).collect();
            frame.render_widget(Lines::from(lines), area);
            return;
        }
        for row in self.list.rows(frame, area, self.rows.len(), shared) {
            let line = self.row(self.rows[row.number], &row, shared);
            row.draw(frame, &line);
        }
    }

    fn row(&self, entry: Entry, row: &Row, shared: &Shared) -> Line<'static> {
        let say = shared.language;
        let (words, role) = match entry {
            Entry::Problem(problem) => (short(&self.reading.problems[problem], say), Role::Bad),
            Entry::Note(note) => {
                let name = &self.reading.notes[note].name;
                match &self.sheets[note] {
                    Ok(sheet) if sheet.plan.cards.is_empty() && sheet.plan.gone.is_empty() => {
                        (format!(" {name} · {}", say.import_no_cards()), Role::Dim)
                    }
                    Ok(sheet) => {
                        let arrow = if shared.ascii { "->" } else { "→" };
                        let (deck, cards) = (&sheet.plan.deck, sheet.plan.cards.len());
                        (format!(" {name} {arrow} {deck} · {cards}"), Role::Title)
                    }
                    Err(problem) => (short(problem, say), Role::Bad),
                }
            }
            Entry::Gone(note, card) => {
                let question = match &self.sheets[note] {
                    Ok(sheet) => sheet.plan.gone[card].1.as_str(),
                    Err(_) => "",
                };
                (
                    format!("     {} {question}", word(&say.import_gone())),
                    Role::Dim,
                )
            }
            Entry::Card(note, card) => match &self.sheets[note] {
                Ok(sheet) => {
                    let card = &sheet.plan.cards[card];
                    let state = word(&state_word(card.state, say));
                    let (tick, kind) = (tick(card), kind_of_card(card, say));
                    let question = &card.found.question;
                    (format!(" {tick} {state} {kind}{question}"), role(card))
                }
                Err(_) => (String::new(), Role::Text),
            },
        };
        let words = text::visible_line(&format!("{}{words}", row.sign()));
        Line::styled(text::pad(&words, row.columns()), row.style(role, shared))
    }

    fn draw_note(&mut self, frame: &mut Frame<'_>, area: Rect, shared: &Shared) {
        let chosen = self.rows.get(self.list.at()).copied();
        let (note, card) = match chosen {
            Some(Entry::Card(note, card)) => (note, Some(card)),
            Some(Entry::Note(note)) => (note, None),
            Some(Entry::Gone(..)) => {
                let words = shared.language.import_gone_words();
                return words_alone(frame, area, &words, Role::Dim, shared);
            }
            Some(Entry::Problem(problem)) => {
                let words = self.reading.problems[problem].in_language(shared.language);
                return words_alone(frame, area, &words, Role::Bad, shared);
            }
            None => return,
        };
        let sheet = match &self.sheets[note] {
            Ok(sheet) => sheet,
            Err(problem) => {
                let words = problem.in_language(shared.language);
                return words_alone(frame, area, &words, Role::Bad, shared);
            }
        };
        let read = &self.reading.notes[note];
        let ruled = match self.ruled.take() {
            Some((of, ruled)) if of == note => ruled,
            _ => Ruled::of(read, &sheet.plan.cards),
        };
        let (_, ruled) = self.ruled.insert((note, ruled));
        let side = lines::Side {
            read,
            ruled,
            cards: &sheet.plan.cards,
            chosen: card,
        };
        side.draw(frame, area, &mut self.pane, shared);
    }
}

fn words_alone(frame: &mut Frame<'_>, area: Rect, words: &str, role: Role, shared: &Shared) {
    let lines = text::wrap(&text::visible_line(words), usize::from(area.width));
    let style = shared.theme.style(role);
    let lines: Vec<Line<'_>> = lines
        .into_iter()
        .map(|line| Line::styled(line, style))
        .collect();
    frame.render_widget(Lines::from(lines), area);
}

/// A problem in the list: what, and in which file; the whole stands beside it.
fn short(problem: &Problem, say: Language) -> String {
    let name = problem.path.rsplit('/').next().unwrap_or_default();
    format!(" ! {name}: {}", problem.what.in_language(say))
}

fn is_taken(card: &Compared) -> bool {
    card.state != State::Same && card.wish != Wish::Leave
}

fn toggle_all(cards: &mut [Compared]) {
    let any = cards.iter().any(is_taken);
    set_all(cards, !any);
}

/// Cards that the user removed before come back one by one only.
fn set_all(cards: &mut [Compared], take: bool) {
    for card in cards {
        card.wish = match card.state {
            State::Same => card.wish,
            State::Removed => Wish::Leave,
            _ if take => Wish::Take,
            _ => Wish::Leave,
        };
    }
}

/// What is wanted after the key once more.
fn next(card: &Compared) -> Wish {
    match (card.state, card.wish) {
        (State::Same, wish) => wish,
        (State::Clashing, Wish::Take) => Wish::Mine,
        (State::Clashing, Wish::Mine) => Wish::Theirs,
        (_, Wish::Leave) => Wish::Take,
        _ => Wish::Leave,
    }
}

/// The box before a card. Where both sides changed it, its letter says whose is taken.
fn tick(card: &Compared) -> &'static str {
    match (card.state, card.wish) {
        (State::Same, _) => "   ",
        (_, Wish::Leave) => "[ ]",
        (State::Clashing, Wish::Take) => "[?]",
        (State::Clashing, Wish::Mine) => "[m]",
        (State::Clashing, Wish::Theirs) => "[n]",
        _ => "[x]",
    }
}

fn role(card: &Compared) -> Role {
    match card.state {
        State::New if card.wish != Wish::Leave => Role::Good,
        State::Changed if card.wish != Wish::Leave => Role::Accent,
        State::Clashing => Role::Warn,
        _ => Role::Dim,
    }
}

pub(super) fn state_word(state: State, say: Language) -> String {
    match state {
        State::New => say.import_new(),
        State::Changed => say.import_changed(),
        State::Clashing => say.import_clashing(),
        State::Same => say.import_same(),
        State::Removed => say.import_removed(),
    }
}

/// A state's word in a column of its own.
fn word(word: &str) -> String {
    text::pad(word, 8)
}

fn kind_of_card(card: &Compared, say: Language) -> String {
    match card.found.card_type {
        CardType::Design => format!("[{}] ", say.import_design()),
        CardType::ToAsk => format!("[{}] ", say.import_to_ask()),
        CardType::Question if card.found.answer.is_empty() => {
            format!("[{}] ", say.browse_unwritten())
        }
        CardType::Question => String::new(),
    }
}

fn kind_word(kind: Kind, say: Language) -> String {
    match kind {
        Kind::Personal => say.kind_personal(),
        Kind::Technical => say.kind_technical(),
        Kind::Company => say.kind_company(),
    }
}
