//! Choosing a deck: for a new card, or for one that moves.
//!
//! A new card can go into a new deck as well, and one that was never saved, because the program
//! ended, stands above the decks and is gone on with.

use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span, Text};

use super::editor::{self, Target};
use crate::bank::write::save::is_deck_name;
use crate::bank::write::{Draft, Field, LeftBehind, Value};
use crate::bank::{CardId, Deck};
use crate::clock::Moment;
use crate::text;
use crate::tui::action::{Action, Scope};
use crate::tui::cards::{CardJob, CardResult};
use crate::tui::effect::Effect;
use crate::tui::screen::{News, Reply, Screen};
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::list::List;
use crate::tui::widgets::page;
use crate::tui::widgets::picker::{Picked, Picker};
use crate::tui::widgets::text_edit::TextEdit;

/// The list of decks.
#[derive(Debug)]
pub struct Decks {
    /// The card that moves and its deck; none where a new one is made.
    moves: Option<(Arc<Deck>, CardId)>,
    rows: Vec<Offer>,
    picker: Picker,
    /// The name of a new deck while it is typed.
    name: Option<TextEdit>,
    /// What is wrong with that name.
    fault: Option<String>,
}

/// A row of the list.
#[derive(Debug)]
enum Offer {
    /// A new card that was never saved.
    Unsaved(Box<LeftBehind<Draft>>),
    /// A new deck.
    New,
    /// A deck.
    Deck(Arc<Deck>),
}

impl Decks {
    /// The decks for a new card, the one of the chosen card first in hand; and the question for
    /// cards that were never saved.
    pub fn for_new_card(chosen: Option<&CardId>, shared: &Shared, now: Moment) -> Vec<Reply> {
        let decks = shared.bank.decks().iter().cloned().map(Offer::Deck);
        let rows: Vec<Offer> = std::iter::once(Offer::New).chain(decks).collect();
        let own = |row: &Offer| match row {
            Offer::Deck(deck) => chosen.is_some_and(|card| card.deck() == deck.id),
            _ => false,
        };
        let at = rows.iter().position(own);
        let first_deck = usize::from(rows.len() > 1);
        let decks = Self::new(None, rows, at.unwrap_or(first_deck), shared);
        vec![
            Reply::open(decks),
            Reply::Do(Effect::Card(CardJob::FindDrafts, now.wall)),
        ]
    }

    /// The decks to which a card can move: all but its own.
    pub fn for_move(from: Arc<Deck>, card: CardId, shared: &Shared) -> Self {
        let decks = shared.bank.decks().iter();
        let others = decks.filter(|deck| deck.id != from.id).cloned();
        let rows = others.map(Offer::Deck).collect();
        Self::new(Some((from, card)), rows, 0, shared)
    }

    fn new(
        moves: Option<(Arc<Deck>, CardId)>,
        rows: Vec<Offer>,
        at: usize,
        shared: &Shared,
    ) -> Self {
        Self {
            moves,
            picker: picker(&rows, at, shared),
            rows,
            name: None,
            fault: None,
        }
    }

    /// New cards that were never saved are there; they come first.
    fn found(&mut self, left: &[LeftBehind<Draft>], shared: &Shared) {
        if self.moves.is_some() || left.is_empty() {
            return;
        }
        let unsaved = left
            .iter()
            .map(|left| Offer::Unsaved(Box::new(left.clone())));
        self.rows.splice(0..0, unsaved);
        self.picker = picker(&self.rows, 0, shared);
    }

    fn begin_name(&mut self) -> Vec<Reply> {
        self.name = Some(TextEdit::one_line(""));
        Vec::new()
    }

    fn take(&mut self, shared: &Shared, now: Moment) -> Vec<Reply> {
        let deck = match self
            .picker
            .chosen()
            .and_then(|number| self.rows.get(number))
        {
            None => return Vec::new(),
            Some(Offer::New) => return self.begin_name(),
            Some(Offer::Unsaved(left)) => {
                let mut replies = vec![Reply::Close];
                replies.extend(editor::go_on(left.clone(), shared, now));
                return replies;
            }
            Some(Offer::Deck(deck)) => Arc::clone(deck),
        };
        let next = match &self.moves {
            None => editor::open_new(Target::Deck(deck), shared, now),
            Some((from, card)) => {
                let job = CardJob::Move {
                    deck: Arc::clone(from),
                    card: card.clone(),
                    to: deck,
                };
                Reply::Do(Effect::Card(job, now.wall))
            }
        };
        vec![Reply::Close, next]
    }
}

impl Screen for Decks {
    fn scopes(&self) -> &'static [Scope] {
        if self.name.is_some() {
            return &[Scope::Text];
        }
        if self.picker.is_typing() {
            return &[Scope::Find];
        }
        &[Scope::Decks, Scope::List, Scope::Global]
    }

    fn act(
        &mut self,
        action: Action,
        _key: usize,
        shared: &mut Shared,
        now: Moment,
    ) -> Option<Vec<Reply>> {
        match action {
            Action::NewDeck if self.moves.is_none() => Some(self.begin_name()),
            Action::FilterDecks => {
                self.picker.begin();
                Some(Vec::new())
            }
            Action::Open => Some(self.take(shared, now)),
            _ => None,
        }
    }

    fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
        _now: Moment,
    ) -> Option<Position> {
        let say = shared.language;
        let words = match self.moves {
            None => say.decks_for_new(),
            Some(_) => say.decks_for_move(),
        };
        let mut actions = vec![Action::Open, Action::Up, Action::Back];
        if self.name.is_some() {
            actions = vec![Action::EndText];
        } else if self.picker.is_typing() {
            actions = vec![Action::TakeFound, Action::LeaveFind];
        } else {
            actions.insert(2, Action::FilterDecks);
            if self.moves.is_none() {
                actions.insert(1, Action::NewDeck);
            }
        }
        let title = page::title(&words, shared);
        let mut body = page::column(page::draw(frame, area, title, "", &actions, shared));
        let mut caret = None;
        if let Some(name) = &mut self.name {
            let style = |role: Role| shared.theme.style(role);
            let label = format!("{}: ", say.decks_name());
            let columns = u16::try_from(text::columns(&label)).unwrap_or(0);
            frame.render_widget(Span::styled(label, style(Role::Key)), page::row(body, 0));
            let field = Rect {
                x: body.x + columns,
                width: body.width.saturating_sub(columns),
                ..page::row(body, 0)
            };
            caret = Some(name.draw(frame, field, style(Role::Title)));
            let (note, role) = match &self.fault {
                Some(fault) => (fault.clone(), Role::Bad),
                None => (say.decks_name_hint(), Role::Dim),
            };
            let note = text::wrap(&note, usize::from(body.width));
            let note: Vec<Line<'_>> = note.into_iter().take(3).map(Line::from).collect();
            let rows = u16::try_from(note.len()).unwrap_or(0);
            frame.render_widget(Text::from(note).style(style(role)), page::below(body, 1));
            body = page::below(body, rows + 2);
        }
        if self.picker.is_typing() {
            caret = Some(
                self.picker
                    .draw_prompt(frame, page::row(body, 0), "/", shared),
            );
            body = page::below(body, 1);
        }
        let is_named = self.name.is_some();
        for (number, mut row) in self.picker.rows(frame, body, shared) {
            row.is_chosen &= !is_named;
            let offer = &self.rows[number];
            let role = match offer {
                Offer::Deck(_) => Role::Text,
                Offer::New | Offer::Unsaved(_) => Role::Accent,
            };
            let words = format!("{}{}", row.mark(), offer.words(shared));
            let words = text::pad(&text::visible_line(&words), row.columns());
            row.draw(frame, &Line::styled(words, row.style(role, shared)));
        }
        caret
    }

    fn type_key(
        &mut self,
        key: KeyEvent,
        action: Option<Action>,
        shared: &mut Shared,
        now: Moment,
    ) -> Vec<Reply> {
        let Some(name) = &mut self.name else {
            return match self.picker.take_key(key, action) {
                Picked::Taken => self.take(shared, now),
                Picked::Moved | Picked::Left => Vec::new(),
            };
        };
        if action == Some(Action::EndText) {
            self.name = None;
            self.fault = None;
            return Vec::new();
        }
        if key.code != KeyCode::Enter {
            name.take_key(key);
            return Vec::new();
        }
        let id = text::tidied(&name.text());
        let id = id.strip_suffix(".toml").unwrap_or(&id);
        if !is_deck_name(id) {
            let shown = text::visible_line(id);
            self.fault = Some(shared.language.decks_name_fault(&shown));
            return Vec::new();
        }
        let target = Target::named(id, shared);
        if matches!(target, Target::Deck(_)) {
            shared.say(shared.language.decks_taken(id), Role::Accent, now);
        }
        vec![Reply::Close, editor::open_new(target, shared, now)]
    }

    fn paste(&mut self, pasted: &str, _shared: &mut Shared, _now: Moment) -> Vec<Reply> {
        match &mut self.name {
            Some(name) => name.paste(pasted),
            None => self.picker.paste(pasted),
        }
        Vec::new()
    }

    fn list(&mut self) -> Option<&mut List> {
        self.name.is_none().then(|| self.picker.list())
    }

    fn news(&mut self, news: &News<'_>, shared: &mut Shared, _now: Moment) -> Vec<Reply> {
        if let News::Card(CardResult::LeftBehind(left)) = news {
            self.found(left, shared);
        }
        Vec::new()
    }
}

/// A picker of these rows, by what they say.
fn picker(rows: &[Offer], at: usize, shared: &Shared) -> Picker {
    Picker::of(rows.iter().map(|row| vec![row.words(shared)]), at)
}

impl Offer {
    fn words(&self, shared: &Shared) -> String {
        let say = shared.language;
        match self {
            Self::New => format!("+ {}", say.decks_new()),
            Self::Deck(deck) => format!("{} · {} ({})", deck.id, deck.title, deck.cards.len()),
            Self::Unsaved(left) => {
                let typed = left.content.typed();
                let question = match typed.changes.get(&Field::Question) {
                    Some(Some(Value::Text(question))) if !question.is_empty() => question.clone(),
                    _ => say.decks_unsaved_no_question(),
                };
                say.decks_unsaved(&question, &left.content.deck)
            }
        }
    }
}
