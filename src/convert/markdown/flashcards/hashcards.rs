//! hashcards' files: `Q:` with `A:`, and `C:` with `[deletions]`, each up to the next mark or a
//! line of dashes.

use super::Reader;
use crate::convert::cloze;

/// What a line begins.
fn mark(line: &str) -> Option<(u8, &str)> {
    let mark = *line.as_bytes().first().filter(|b| b"QAC".contains(b))?;
    Some((mark, line[1..].strip_prefix(':')?.trim_start()))
}

impl Reader<'_> {
    /// Whether the file is one of hashcards': it has a cloze with a deletion in brackets, and
    /// nothing but marks begins its paragraphs.
    fn is_hashcards(&self) -> bool {
        let mut has_cloze = false;
        for at in 0..self.lines.len() {
            let line = self.lines[at];
            if !self.is_free(at) {
                continue;
            }
            match mark(line) {
                Some((b'C', _)) => has_cloze = true,
                None if !has_cloze
                    && at > 0
                    && !line.trim().is_empty()
                    && line.starts_with('#') =>
                {
                    return false;
                }
                _ => {}
            }
        }
        has_cloze
    }

    pub(super) fn hashcards(&mut self) {
        if !self.is_hashcards() {
            return;
        }
        let mut at = 0;
        while at < self.lines.len() {
            let Some((kind, first)) = mark(self.lines[at]).filter(|_| self.is_free(at)) else {
                at += 1;
                continue;
            };
            let (own, end) = self.up_to_mark(at, first);
            match kind {
                b'Q' => {
                    let answered = self
                        .lines
                        .get(end)
                        .and_then(|line| mark(line))
                        .filter(|(kind, _)| *kind == b'A');
                    let (answer, after) = match answered {
                        Some((_, first)) => self.up_to_mark(end, first),
                        None => (String::new(), end),
                    };
                    self.push(&own, &format!("\n{answer}"), at, self.used(at, after));
                    at = after;
                }
                b'C' => {
                    let used = self.used(at, end);
                    self.deletions(&own, &brackets(&own), at, used);
                    at = end;
                }
                _ => at = end,
            }
        }
    }

    /// The text from a mark up to the next one, and the line after it.
    fn up_to_mark(&self, at: usize, first: &str) -> (String, usize) {
        let mut text = first.to_owned();
        let mut end = at + 1;
        while end < self.lines.len() {
            let line = self.lines[end];
            if !self.is_code[end] && (mark(line).is_some() || line.trim() == "---") {
                break;
            }
            text.push('\n');
            text.push_str(line);
            end += 1;
        }
        (text.trim().to_owned(), end)
    }
}

/// `[words]` that are no link and no picture.
fn brackets(text: &str) -> Vec<cloze::Deletion> {
    let mut found = cloze::between(text, "[", "]");
    found.retain(|deletion| {
        !text[deletion.range.end..].starts_with('(')
            && !text[..deletion.range.start].ends_with(['!', '\\'])
    });
    found
}
