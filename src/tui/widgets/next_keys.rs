//! The box that says how a chord can go on.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{page, popup};
use crate::text;
use crate::tui::action::Action;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;

/// Draws the keys and what each does in the lower right corner, above the footer.
pub fn draw(
    frame: &mut Frame<'_>,
    area: Rect,
    title: &str,
    rows: &[(String, Action)],
    shared: &Shared,
) {
    let label = |action: &Action| *action.label().in_language(shared.language);
    let widest =
        |columns: &dyn Fn(&(String, Action)) -> usize| rows.iter().map(columns).max().unwrap_or(0);
    let keys_room = widest(&|(keys, _)| text::columns(keys));
    let words_room = widest(&|(_, action)| text::columns(label(action)));
    let columns = (keys_room + 2 + words_room).max(text::columns(title)) + 4;
    let width = u16::try_from(columns).unwrap_or(u16::MAX).min(area.width);
    let height = u16::try_from(rows.len() + 2).unwrap_or(u16::MAX);
    let height = height.min(area.height.saturating_sub(4));
    let place = Rect {
        x: area.x + area.width.saturating_sub(width + 1),
        y: area.y + area.height.saturating_sub(height + 2),
        width,
        height,
    };
    let inner = popup::open(frame, place, title, shared);
    for ((keys, action), row) in rows.iter().zip(0..inner.height) {
        let line = Line::from(vec![
            Span::styled(
                format!("{}  ", text::pad(keys, keys_room)),
                shared.theme.style(Role::Key),
            ),
            Span::styled(label(action), shared.theme.style(Role::Text)),
        ]);
        frame.render_widget(line, page::row(inner, row));
    }
}
