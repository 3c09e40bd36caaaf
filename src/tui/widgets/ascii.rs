//! A drawn frame without the signs that some terminals draw two cells wide or not at all.

use ratatui::buffer::Buffer;

/// Signs and what stands in for them, each one cell wide.
const SIGNS: [(&str, &str); 33] = [
    ("·", "-"),
    ("•", "*"),
    ("…", "~"),
    ("×", "x"),
    ("→", ">"),
    ("←", "<"),
    ("↑", "^"),
    ("↓", "v"),
    ("▸", ">"),
    ("▲", "^"),
    ("▼", "v"),
    ("▾", "v"),
    ("▏", "|"),
    ("─", "-"),
    ("━", "="),
    ("╺", ">"),
    ("│", "|"),
    ("├", "|"),
    ("└", "`"),
    ("┌", "+"),
    ("┐", "+"),
    ("┘", "+"),
    ("╭", "+"),
    ("╮", "+"),
    ("╰", "+"),
    ("╯", "+"),
    ("█", "#"),
    ("▓", "#"),
    ("▒", "+"),
    ("░", "-"),
    ("★", "*"),
    ("●", "*"),
    ("–", "-"),
];

/// Exchanges the signs, whoever wrote them: a terminal that draws `→` two cells wide breaks the
/// line of a card as well as one of ours. What has no stand-in, Hangul for one, stays.
pub fn fold(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let sign = SIGNS.iter().find(|(sign, _)| *sign == cell.symbol());
        if let Some((_, stand_in)) = sign {
            cell.set_symbol(stand_in);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    #[test]
    fn every_sign_and_its_stand_in_take_one_cell() {
        for (sign, stand_in) in SIGNS {
            assert_eq!(
                (text::columns(sign), text::columns(stand_in)),
                (1, 1),
                "{sign}"
            );
            assert!(stand_in.is_ascii() && !sign.is_ascii());
        }
    }

    #[test]
    fn words_stay() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        buffer.set_string(0, 0, "가 → 나… é", Style::new());
        fold(&mut buffer);
        let cells = buffer.content.iter();
        let drawn: String = cells.map(ratatui::buffer::Cell::symbol).collect();
        assert!(drawn.replace(' ', "") == "가>나~é", "{drawn}");
    }
}
