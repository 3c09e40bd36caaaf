//! Lines as they are drawn by us: what ratatui's `Text` and `Line` do, at a third of the cost.
//!
//! ratatui takes every text apart into graphemes twice, once for its width and once to draw it.
//! Nearly all of ours are plain: each character has a cell or two of its own. Any other line is
//! left to ratatui.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use crate::text;

/// Lines one below the other, as many as there is room for.
#[derive(Debug)]
pub struct Lines<'l>(Vec<Line<'l>>);

impl<'l> From<Vec<Line<'l>>> for Lines<'l> {
    fn from(lines: Vec<Line<'l>>) -> Self {
        Self(lines)
    }
}

impl Widget for Lines<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        for (line, row) in self.0.iter().zip(area.rows()) {
            draw(line, row, buffer);
        }
    }
}

/// Draws a line into the first row of an area.
pub fn draw(line: &Line<'_>, area: Rect, buffer: &mut Buffer) {
    let is_plain = line.iter().all(|span| text::is_plain(&span.content));
    if line.alignment.is_some() || !is_plain {
        line.render(area, buffer);
        return;
    }
    let area = area.intersection(buffer.area);
    if area.is_empty() || line.iter().all(|span| span.content.is_empty()) {
        return;
    }
    let first = buffer.index_of(area.x, area.y);
    let row = &mut buffer.content[first..first + usize::from(area.width)];
    for cell in row.iter_mut() {
        cell.set_style(line.style);
    }
    let mut row = row.iter_mut();
    for span in line {
        for (symbol, columns) in text::cells(&span.content) {
            if columns > row.len() {
                return;
            }
            let mut places = row.by_ref().take(columns);
            if let Some(cell) = places.next() {
                cell.set_symbol(symbol).set_style(span.style);
            }
            // What a wide character lies over.
            for hidden in places {
                hidden.reset();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::style::{Color, Modifier, Style};
    use ratatui::text::{Span, Text};

    use super::*;

    fn style(number: u8) -> Style {
        match number {
            0 => Style::new(),
            1 => Style::new().fg(Color::Red),
            _ => Style::new()
                .bg(Color::Blue)
                .add_modifier(Modifier::BOLD | Modifier::ITALIC),
        }
    }

    prop_compose! {
        fn any_line()(
            spans in prop::collection::vec(("[ -~가-힣…→·\u{301}👩\u{200d}\t]{0,6}", 0..3_u8), 0..4),
            of_line in 0..3_u8,
        ) -> Line<'static> {
            let spans = spans.into_iter().map(|(words, of_span)| Span::styled(words, style(of_span)));
            Line::from(spans.collect::<Vec<_>>()).style(style(of_line))
        }
    }

    proptest! {
        #[test]
        fn lines_are_drawn_as_ratatui_draws_them(
            lines in prop::collection::vec(any_line(), 0..4),
            (x, y, width, height) in (0..4_u16, 0..3_u16, 0..12_u16, 0..4_u16),
        ) {
            let ground = Buffer::with_lines(["가나다라마바", "가나다라마바", "가나다라마바"]);
            let area = Rect::new(x, y, width, height);
            let (mut ours, mut theirs) = (ground.clone(), ground);
            Text::from(lines.clone()).render(area, &mut theirs);
            Lines::from(lines).render(area, &mut ours);
            prop_assert_eq!(ours, theirs);
        }
    }
}
