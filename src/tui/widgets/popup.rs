//! A box over the screen with a few lines and the keys that answer it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Block, BorderType, Clear, Paragraph};

use super::footer;
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
    let mut lines: Vec<Line<'_>> = text::wrap(words, usize::from(width.saturating_sub(4)))
        .into_iter()
        .map(|line| Line::styled(line, shared.theme.style(Role::Text)))
        .collect();
    lines.push(Line::default());
    lines.push(footer::line(
        actions,
        usize::from(width.saturating_sub(4)),
        shared,
    ));
    let height = u16::try_from(lines.len() + 2)
        .unwrap_or(u16::MAX)
        .min(area.height);
    let place = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    };
    frame.render_widget(Clear, place);
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_set(border(shared))
        .border_style(shared.theme.style(Role::Accent))
        .title(format!(" {title} "))
        .padding(ratatui::widgets::Padding::horizontal(1))
        .style(shared.theme.style(Role::Background));
    frame.render_widget(Paragraph::new(lines).block(block), place);
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
