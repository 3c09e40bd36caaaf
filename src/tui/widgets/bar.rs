//! Bars: how much of something, drawn in cells.

use ratatui::style::Style;
use ratatui::text::Span;

/// A filled bar: `▓▓▓▓░░░░`, `####----` in ASCII. `share` is 0–1.
pub fn filled(
    share: f64,
    columns: usize,
    ascii: bool,
    full: Style,
    rest: Style,
) -> [Span<'static>; 2] {
    let cells = cells_of(share, columns);
    let (on, off) = if ascii { ("#", "-") } else { ("█", "░") };
    [
        Span::styled(on.repeat(cells), full),
        Span::styled(off.repeat(columns - cells), rest),
    ]
}

/// A thin line on which time moves: `━━━━╺────`, `====>----` in ASCII.
pub fn time_line(
    share: f64,
    columns: usize,
    ascii: bool,
    full: Style,
    rest: Style,
) -> [Span<'static>; 3] {
    let cells = cells_of(share, columns);
    let (on, head, off) = if ascii {
        ("=", ">", "-")
    } else {
        ("━", "╺", "─")
    };
    let has_head = cells < columns;
    [
        Span::styled(on.repeat(cells), full),
        Span::styled(if has_head { head } else { "" }, full),
        Span::styled(off.repeat(columns - cells - usize::from(has_head)), rest),
    ]
}

/// How many of `columns` cells a share of 0–1 fills.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a screen has a few hundred columns"
)]
fn cells_of(share: f64, columns: usize) -> usize {
    ((share.clamp(0.0, 1.0) * columns as f64).round() as usize).min(columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_always_as_wide_as_it_was_asked_for() {
        for share in [-1.0, 0.0, 0.3, 0.5, 1.0, 7.0, f64::NAN] {
            let plain = Style::new();
            let filled: String = filled(share, 9, false, plain, plain)
                .map(|span| span.content)
                .concat();
            let line: String = time_line(share, 9, false, plain, plain)
                .map(|span| span.content)
                .concat();
            assert_eq!(
                (filled.chars().count(), line.chars().count()),
                (9, 9),
                "{share}"
            );
        }
    }
}
