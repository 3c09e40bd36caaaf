//! Choosing a deck: for a new card, or for one that moves.

use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Text};

use super::{Reply, editor, moved, scrolled_to};
use crate::bank::{CardId, Deck};
use crate::clock::Moment;
use crate::text;
use crate::tui::action::Action;
use crate::tui::app::Effect;
use crate::tui::cards::CardJob;
use crate::tui::shared::{Shared, Target};
use crate::tui::theme::Role;
use crate::tui::widgets::page;

/// The list of decks.
#[derive(Debug)]
pub struct Decks {
    /// The card that moves and its deck; none where a new one is made.
    moves: Option<(Arc<Deck>, CardId)>,
    all: Vec<Arc<Deck>>,
    at: usize,
    top: usize,
    rows: usize,
}

impl Decks {
    /// The decks for a new card, the one of the chosen card first in hand.
    pub fn for_new_card(chosen: Option<&CardId>, shared: &Shared) -> Self {
        let decks = shared.bank.decks().to_vec();
        let own = |deck: &Arc<Deck>| chosen.is_some_and(|card| card.deck() == deck.id);
        Self {
            moves: None,
            at: decks.iter().position(own).unwrap_or(0),
            all: decks,
            top: 0,
            rows: 1,
        }
    }

    /// The decks to which a card can move: all but its own.
    pub fn for_move(from: Arc<Deck>, card: CardId, shared: &Shared) -> Self {
        let decks = shared.bank.decks().iter();
        let decks = decks.filter(|deck| deck.id != from.id).cloned().collect();
        Self {
            moves: Some((from, card)),
            all: decks,
            at: 0,
            top: 0,
            rows: 1,
        }
    }

    /// Moves in the list, or takes the chosen deck.
    pub fn act(&mut self, action: Action, now: Moment) -> Option<Vec<Reply>> {
        if let Some(at) = moved(action, self.at, self.all.len(), self.rows) {
            self.at = at;
            return Some(Vec::new());
        }
        if action != Action::Open {
            return None;
        }
        let deck = Arc::clone(self.all.get(self.at)?);
        Some(match &self.moves {
            None => vec![Reply::Close, editor::open_new(deck, now)],
            Some((from, card)) => {
                let job = CardJob::Move {
                    deck: Arc::clone(from),
                    card: card.clone(),
                    to: deck,
                };
                vec![Reply::Close, Reply::Do(Effect::Card(job, now.wall))]
            }
        })
    }

    /// Chooses a row; true where it was chosen already.
    pub fn point_at(&mut self, row: usize) -> bool {
        let was_chosen = self.at == row;
        self.at = row.min(self.all.len().saturating_sub(1));
        was_chosen
    }

    /// Draws a row a deck.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, shared: &Shared) {
        let say = shared.language;
        let words = match self.moves {
            None => say.decks_for_new(),
            Some(_) => say.decks_for_move(),
        };
        let actions = [Action::Open, Action::Up, Action::Back];
        let title = page::title(&words, shared);
        let body = page::column(page::draw(frame, area, title, "", &actions, shared));
        self.rows = usize::from(body.height).max(1);
        self.top = scrolled_to(self.top, self.at, self.rows);
        for (row, number) in (0..body.height).zip(self.top..self.all.len()) {
            shared.can_click(page::row(body, row), Target::Row(number));
        }
        let decks = self.all.iter().enumerate();
        let lines = decks.skip(self.top).take(self.rows).map(|(number, deck)| {
            let is_chosen = number == self.at;
            let mark = match (is_chosen, shared.ascii) {
                (true, true) => ">",
                (true, false) => "▸",
                (false, _) => " ",
            };
            let role = if is_chosen {
                Role::Selected
            } else {
                Role::Text
            };
            let words = format!("{mark} {} · {} ({})", deck.id, deck.title, deck.cards.len());
            let words = text::pad(&text::visible_line(&words), usize::from(body.width));
            Line::styled(words, shared.theme.style(role))
        });
        frame.render_widget(Text::from(lines.collect::<Vec<_>>()), body);
    }
}
