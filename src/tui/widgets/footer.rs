//! The footer: the keys that work now, from the keymap, the least important dropped first.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::lines;
use crate::language::Both;
use crate::text;
use crate::tui::action::Action;
use crate::tui::shared::{Shared, Target};
use crate::tui::theme::Role;

/// Cells between two hints.
const GAP: usize = 3;

/// An action in the footer, with other words than its own where it means something else just now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// What its key does.
    pub action: Action,
    /// What it is called here.
    pub words: Option<Both<&'static str>>,
}

impl From<Action> for Shown {
    fn from(action: Action) -> Self {
        Self {
            action,
            words: None,
        }
    }
}

/// A key and what it does.
struct Hint {
    action: Action,
    keys: String,
    label: &'static str,
}

impl Hint {
    fn columns(&self) -> usize {
        text::columns(&self.keys) + 1 + text::columns(self.label)
    }
}

/// Draws hints for these actions in a line; a click on one does it.
pub fn draw(frame: &mut Frame<'_>, area: Rect, actions: &[Action], shared: &Shared) {
    let actions: Vec<Shown> = actions.iter().map(|&action| action.into()).collect();
    draw_with(frame, area, &actions, shared);
}

/// The same with words of its own for some of the keys.
pub fn draw_with(frame: &mut Frame<'_>, area: Rect, actions: &[Shown], shared: &Shared) {
    let hints = hints(actions, usize::from(area.width), shared);
    let mut x = area.x;
    for hint in &hints {
        let width = u16::try_from(hint.columns()).unwrap_or(0);
        // A pair of keys does two things, a row of digits several.
        if hint.action.partner().is_none() && !hint.action.is_row() {
            let place = Rect { x, width, ..area };
            shared.can_click(place.intersection(area), Target::Hint(hint.action));
        }
        x += width + u16::try_from(GAP).unwrap_or(0);
    }
    let mut spans = Vec::new();
    for (i, hint) in hints.into_iter().enumerate() {
        if i > 0 {
            spans.push(Span::raw(" ".repeat(GAP)));
        }
        spans.push(Span::styled(hint.keys, shared.theme.style(Role::Key)));
        spans.push(Span::styled(
            format!(" {}", hint.label),
            shared.theme.style(Role::Dim),
        ));
    }
    lines::draw(&Line::from(spans), area, frame.buffer_mut());
}

/// The hints that fit.
fn hints(actions: &[Shown], columns: usize, shared: &Shared) -> Vec<Hint> {
    let known = actions.iter().filter_map(|Shown { action, words }| {
        let action = *action;
        let partner = action.partner().map(|(_, both)| both);
        let label = words.clone().or(partner).unwrap_or_else(|| action.label());
        Some(Hint {
            action,
            keys: shared.keymap.shown(action, shared.ascii)?,
            label: label.in_language(shared.language),
        })
    });
    let mut hints: Vec<Hint> = known.collect();
    while width(&hints) > columns {
        let priorities = hints.iter().map(|hint| hint.action.priority());
        let Some(least) = priorities.max() else {
            break;
        };
        let is_least = |hint: &Hint| hint.action.priority() == least;
        let Some(place) = hints.iter().rposition(is_least) else {
            break;
        };
        hints.remove(place);
    }
    hints
}

fn width(hints: &[Hint]) -> usize {
    let words: usize = hints.iter().map(Hint::columns).sum();
    words + hints.len().saturating_sub(1) * GAP
}
