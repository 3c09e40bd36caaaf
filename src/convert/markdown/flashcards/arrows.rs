//! `RemNote`'s signs in a list: `front >> back`, `back << front`, `one <> other`, `term :: text`,
//! `part ;; text`, and `>>>`, `>>1.`, `>>A)`, `;;;` and `:::` before the entries below.

use super::super::reading::without_bullet;
use super::Reader;

/// Between two sides on a line.
const BETWEEN: [&str; 9] = ["==>>", "==", "<->", "<>", "<<", ">>", "::", ";;", "→"];

/// At the end of a line whose answer are the entries below.
const BEFORE: [&str; 8] = ["==>>>", ">>>", ">>1.", ">>A)", "::>", ":::", ";;;", "↓"];

/// The two sides of an entry.
fn sides(line: &str) -> Option<(&str, &str, &'static str)> {
    let text = line.trim();
    let bare = without_bullet(text);
    if bare.len() == text.len() {
        return None;
    }
    for sign in BEFORE {
        if let Some(asked) = bare.strip_suffix(sign) {
            return (!asked.trim().is_empty()).then_some((asked.trim(), "", sign));
        }
    }
    for sign in BETWEEN {
        let spaced = format!(" {sign} ");
        if let Some((asked, said)) = bare.split_once(spaced.as_str()) {
            let (asked, said) = if sign == "<<" {
                (said, asked)
            } else {
                (asked, said)
            };
            return Some((asked.trim(), said.trim(), sign));
        }
    }
    None
}

impl Reader<'_> {
    /// Takes the entries with signs, where the note has more than one that no prose has.
    pub(super) fn arrows(&mut self) {
        let found: Vec<usize> = (0..self.lines.len())
            .filter(|&at| {
                self.is_free(at) && !self.lines[at].contains('`') && sides(self.lines[at]).is_some()
            })
            .collect();
        let is_sure = |at: &&usize| {
            sides(self.lines[**at])
                .is_some_and(|(_, _, sign)| !matches!(sign, "::" | ":::" | "→" | "↓" | "==" | "<<"))
        };
        if found.iter().filter(is_sure).count() < 2 {
            return;
        }
        for at in found {
            if !self.is_free(at) {
                continue;
            }
            let Some((asked, said, _)) = sides(self.lines[at]) else {
                continue;
            };
            let (asked, said) = (asked.to_owned(), said.to_owned());
            // What stands deeper below explains the answer, or is it; an entry with a sign of its
            // own is another card.
            let end = self.below(at, said.is_empty());
            let below = self.lines[at + 1..end].join("\n");
            let answer = if said.is_empty() {
                format!("\n{below}")
            } else {
                format!("{said}\n{below}")
            };
            self.push(&asked, answer.trim_end(), at, end);
        }
    }

    /// The line after the entries that stand deeper than one.
    fn below(&self, at: usize, with_cards: bool) -> usize {
        let margin = |line: &str| line.len() - line.trim_start().len();
        let own = margin(self.lines[at]);
        let inside = |line: &&&str| {
            line.trim().is_empty() || margin(line) > own && (with_cards || sides(line).is_none())
        };
        let count = self.lines[at + 1..].iter().take_while(inside).count();
        self.used(at, at + 1 + count)
    }
}
