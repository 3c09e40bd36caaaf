//! Text with some of its characters marked, ready to be drawn.

use std::borrow::Cow;

use super::{graphemes, nfc, visible_line};

/// A stretch of text that is marked or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What to draw: one line, safe for a terminal.
    pub text: String,
    /// Whether it is marked.
    pub is_marked: bool,
}

/// The text in pieces, marked where one of these characters is. Characters are counted in the
/// composed form, as a search counts them; of a grapheme with a marked character all is marked,
/// for it is drawn in one cell or two that cannot be told apart. Each piece is made visible on
/// its own, so that a control character or a line break moves no mark.
pub fn marked_pieces(text: &str, marked: &[usize]) -> Vec<Piece> {
    let composed: Cow<'_, str> = nfc(text);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = 0;
    for grapheme in graphemes(&composed) {
        let end = at + grapheme.chars().count();
        let is_marked = marked.iter().any(|place| (at..end).contains(place));
        at = end;
        match pieces.last_mut().filter(|last| last.is_marked == is_marked) {
            Some(last) => last.text.push_str(grapheme),
            None => pieces.push(Piece {
                text: grapheme.to_owned(),
                is_marked,
            }),
        }
    }
    for piece in &mut pieces {
        piece.text = visible_in_line(&piece.text);
    }
    pieces
}

/// As [`visible_line`], but spaces before a line break stay: the next piece follows them.
fn visible_in_line(text: &str) -> String {
    let flat: String = text
        .replace("\r\n", " ")
        .chars()
        .map(|c| {
            if matches!(c, '\n' | '\u{2028}' | '\u{2029}') {
                ' '
            } else {
                c
            }
        })
        .collect();
    let kept = flat.trim_end();
    let spaces = flat[kept.len()..].chars().map(|_| ' ');
    visible_line(kept).chars().chain(spaces).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    fn drawn(text: &str, marked: &[usize]) -> String {
        let pieces = marked_pieces(text, marked).into_iter();
        let pieces = pieces.map(|piece| {
            if piece.is_marked {
                format!("[{}]", piece.text)
            } else {
                piece.text
            }
        });
        pieces.collect()
    }

    #[test]
    fn neighbours_are_marked_together() {
        assert_eq!(drawn("카프카는 순서", &[0, 1, 2, 5]), "[카프카]는 [순]서");
        assert_eq!(drawn("abc", &[]), "abc");
        assert_eq!(drawn("", &[0]), "");
    }

    #[test]
    fn a_mark_in_a_grapheme_marks_all_of_it() {
        assert_eq!(drawn("a👩‍💻b", &[3]), "a[👩‍💻]b");
        let decomposed: String = "카프".nfd().collect();
        assert_eq!(drawn(&decomposed, &[1]), "카[프]");
    }

    #[test]
    fn controls_and_line_breaks_move_no_mark() {
        assert_eq!(drawn("a\u{1b}]0;\tb", &[1, 5, 6]), "a[␛]]0;[    b]");
        assert_eq!(drawn("a \r\nb", &[3]), "a [ ]b");
    }
}
