//! The footer: the keys that work now, from the keymap, the least important dropped first.

use ratatui::text::{Line, Span};

use crate::text;
use crate::tui::action::Action;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;

/// One line of hints for these actions in at most `columns` columns.
pub fn line(actions: &[Action], columns: usize, shared: &Shared) -> Line<'static> {
    let mut hints: Vec<(u8, String, &str)> = actions
        .iter()
        .filter_map(|&action| {
            let keys = shared.keymap.shown(action, shared.ascii)?;
            let label = action
                .partner()
                .map_or_else(|| action.label(), |(_, both)| both);
            Some((action.priority(), keys, *label.in_language(shared.language)))
        })
        .collect();
    while width(&hints) > columns {
        let Some(least) = hints.iter().map(|hint| hint.0).max() else {
            break;
        };
        let Some(place) = hints.iter().rposition(|hint| hint.0 == least) else {
            break;
        };
        hints.remove(place);
    }
    let mut spans = Vec::new();
    for (i, (_, keys, label)) in hints.into_iter().enumerate() {
        if i > 0 {
            spans.push(Span::raw("   "));
        }
        spans.push(Span::styled(keys, shared.theme.style(Role::Key)));
        spans.push(Span::styled(
            format!(" {label}"),
            shared.theme.style(Role::Dim),
        ));
    }
    Line::from(spans)
}

fn width(hints: &[(u8, String, &str)]) -> usize {
    let words: usize = hints
        .iter()
        .map(|(_, keys, label)| text::columns(keys) + 1 + text::columns(label))
        .sum();
    words + hints.len().saturating_sub(1) * 3
}
