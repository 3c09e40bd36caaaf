//! The page that every screen is drawn on: a title line, the body, and the footer.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::footer::{self, Shown};
use super::lines::{self, Lines};
use crate::text;
use crate::tui::action::Action;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;

/// The smallest terminal that the screens are made for.
pub const SMALLEST: (u16, u16) = (60, 20);

/// Text is not drawn wider than this: longer lines are hard to read.
pub const WIDEST_TEXT: u16 = 92;

/// Draws the title line with something on its right, the rules and the footer; gives the body.
pub fn draw(
    frame: &mut Frame<'_>,
    area: Rect,
    left: Line<'static>,
    right: &str,
    actions: &[Action],
    shared: &Shared,
) -> Rect {
    let actions: Vec<Shown> = actions.iter().map(|&action| action.into()).collect();
    draw_with(frame, area, left, right, &actions, shared)
}

/// The same with words of its own for some of the keys. A message stands in the rule above the
/// footer, so that it hides no key.
pub fn draw_with(
    frame: &mut Frame<'_>,
    area: Rect,
    left: Line<'static>,
    right: &str,
    actions: &[Shown],
    shared: &Shared,
) -> Rect {
    let inner = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    let row = |y: u16| Rect {
        y: area.y + y.min(area.height.saturating_sub(1)),
        height: 1,
        ..inner
    };
    let right = text::fit(&text::visible_line(right), usize::from(inner.width) / 2);
    let right_columns = u16::try_from(text::columns(&right)).unwrap_or(0);
    let left_area = Rect {
        width: inner.width.saturating_sub(right_columns + 2),
        ..row(0)
    };
    frame.render_widget(Lines::from(vec![left]), left_area);
    let right_area = Rect {
        x: inner.x + inner.width.saturating_sub(right_columns),
        width: right_columns,
        ..row(0)
    };
    let right = Line::styled(right, shared.theme.style(Role::Dim));
    lines::draw(&right, right_area, frame.buffer_mut());
    rule(frame, row(1), shared);
    let above = row(area.height.saturating_sub(2));
    rule(frame, above, shared);
    if let Some(toast) = &shared.toast {
        let words = text::visible_line(&toast.text);
        let words = text::fit(&words, usize::from(inner.width.saturating_sub(4)));
        let width = u16::try_from(text::columns(&words) + 2).unwrap_or(0);
        let place = Rect {
            x: above.x + 1,
            width: width.min(above.width.saturating_sub(1)),
            ..above
        };
        let words = Line::styled(format!(" {words} "), shared.theme.style(toast.role));
        lines::draw(&words, place, frame.buffer_mut());
    }
    footer::draw_with(frame, row(area.height.saturating_sub(1)), actions, shared);
    Rect {
        x: inner.x,
        y: area.y + 2,
        width: inner.width,
        height: area.height.saturating_sub(4),
    }
}

/// A title of the page's left side.
pub fn title(text: &str, shared: &Shared) -> Line<'static> {
    Line::styled(text::visible_line(text), shared.theme.style(Role::Title))
}

/// A horizontal rule.
pub fn rule(frame: &mut Frame<'_>, area: Rect, shared: &Shared) {
    let sign = if shared.ascii { "-" } else { "─" };
    let line = sign.repeat(usize::from(area.width));
    let line = Line::styled(line, shared.theme.style(Role::Border));
    lines::draw(&line, area, frame.buffer_mut());
}

/// The part of an area that text is drawn in: not wider than is good to read, in the middle.
pub fn column(area: Rect) -> Rect {
    let width = area.width.min(WIDEST_TEXT);
    Rect {
        x: area.x + (area.width - width) / 2,
        width,
        ..area
    }
}

/// The part of an area that text is drawn in beside something else: at its left.
pub fn column_from_left(area: Rect) -> Rect {
    Rect {
        width: area.width.min(WIDEST_TEXT),
        ..area
    }
}

/// The rows of an area from `top` on.
pub fn below(area: Rect, top: u16) -> Rect {
    let top = top.min(area.height);
    Rect {
        y: area.y + top,
        height: area.height - top,
        ..area
    }
}

/// One row of an area, empty past its end.
pub fn row(area: Rect, row: u16) -> Rect {
    Rect {
        height: below(area, row).height.min(1),
        ..below(area, row)
    }
}
