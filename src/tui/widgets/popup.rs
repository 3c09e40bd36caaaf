//! A box over the screen with a few lines and the keys that answer it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear};

use super::lines::Lines;
use super::{footer, page};
use crate::text;
use crate::tui::action::Action;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;

/// Draws the box in the middle of `area`.
pub fn draw(
    frame: &mut Frame<'_>,
    area: Rect,
    title: &str,
    words: &str,
    actions: &[Action],
    shared: &Shared,
) {
    let width = area.width.saturating_sub(4).min(64);
    let lines: Vec<Line<'_>> = text::wrap(words, usize::from(width.saturating_sub(4)))
        .into_iter()
        .map(|line| Line::styled(line, shared.theme.style(Role::Text)))
        .collect();
    let height = u16::try_from(lines.len() + 4)
        .unwrap_or(u16::MAX)
        .min(area.height);
    let place = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    };
    let inner = open(frame, place, title, shared);
    frame.render_widget(Lines::from(lines), inner);
    let last = page::row(inner, inner.height.saturating_sub(1));
    footer::draw(frame, last, actions, shared);
}

/// Draws an empty box with a title at this place; gives the room inside. What it covers can no
/// longer be clicked.
pub fn open(frame: &mut Frame<'_>, place: Rect, title: &str, shared: &Shared) -> Rect {
    shared.forget_targets();
    frame.render_widget(Clear, place);
    clear_halves_beside(frame, place);
    let ground = shared.theme.style(Role::Background);
    let block = Block::bordered()
        .border_set(border(shared))
        .border_style(shared.theme.style(Role::Accent))
        .title(format!(" {title} "))
        .padding(ratatui::widgets::Padding::horizontal(1))
        .style(ground.patch(shared.theme.style(Role::Text)));
    let inner = block.inner(place);
    frame.render_widget(block, place);
    inner
}

/// A wide character that the box cuts in the middle goes whole.
fn clear_halves_beside(frame: &mut Frame<'_>, place: Rect) {
    let Some(left) = place.x.checked_sub(1) else {
        return;
    };
    for y in place.y..place.bottom() {
        let cell = frame.buffer_mut().cell_mut((left, y));
        if let Some(cell) = cell.filter(|cell| text::columns(cell.symbol()) > 1) {
            cell.set_symbol(" ");
        }
    }
}

fn border(shared: &Shared) -> ratatui::symbols::border::Set<'static> {
    if shared.ascii {
        ratatui::symbols::border::Set {
            top_left: "+",
            top_right: "+",
            bottom_left: "+",
            bottom_right: "+",
            vertical_left: "|",
            vertical_right: "|",
            horizontal_top: "-",
            horizontal_bottom: "-",
        }
    } else {
        ratatui::symbols::border::ROUNDED
    }
}
