//! What was said beside an answer that is written already: paragraph by paragraph, to keep, to take
//! or to leave.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::text;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::list::List;

/// A paragraph of either text.
#[derive(Debug)]
struct Paragraph {
    words: String,
    is_said: bool,
    is_taken: bool,
}

/// The paragraphs of the written answer and, after them, of what was said.
#[derive(Debug)]
pub(super) struct Taking {
    paragraphs: Vec<Paragraph>,
    pub list: List,
}

impl Taking {
    /// Everything that is written and said, in this order, all of it taken.
    pub fn of(written: &str, said: &str) -> Self {
        let of = |text: &str, is_said: bool| -> Vec<Paragraph> {
            let paragraph = |words| Paragraph {
                words,
                is_said,
                is_taken: true,
            };
            paragraphs(text).into_iter().map(paragraph).collect()
        };
        let mut all = of(written, false);
        let first_said = all.len();
        all.extend(of(said, true));
        Self {
            list: List::new(all.len(), first_said),
            paragraphs: all,
        }
    }

    /// Takes the chosen paragraph, or leaves it.
    pub fn toggle(&mut self) {
        if let Some(paragraph) = self.paragraphs.get_mut(self.list.at()) {
            paragraph.is_taken = !paragraph.is_taken;
        }
    }

    /// What was said in place of all that is written.
    pub fn only_said(&mut self) {
        for paragraph in &mut self.paragraphs {
            paragraph.is_taken = paragraph.is_said;
        }
    }

    /// The paragraphs that are taken, as one text.
    pub fn text(&self) -> String {
        let taken = self.paragraphs.iter().filter(|it| it.is_taken);
        let words: Vec<&str> = taken.map(|it| it.words.as_str()).collect();
        words.join("\n\n")
    }

    /// Draws the paragraphs, each with its first lines.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, shared: &Shared) {
        let say = shared.language;
        let many = self.paragraphs.len();
        for row in self.list.rows(frame, area, many, shared) {
            let paragraph = &self.paragraphs[row.number];
            let sign = if paragraph.is_taken { "[x]" } else { "[ ]" };
            let whose = if paragraph.is_said {
                say.editor_said()
            } else {
                say.editor_written()
            };
            let words = text::visible_line(&paragraph.words);
            let words = format!("{}{sign} {whose}  {words}", row.mark());
            let role = match (paragraph.is_taken, paragraph.is_said) {
                (false, _) => Role::Dim,
                (true, true) => Role::Accent,
                (true, false) => Role::Text,
            };
            let words = text::pad(&text::fit(&words, row.columns()), row.columns());
            row.draw(frame, &Line::styled(words, row.style(role, shared)));
        }
    }
}

/// A text's paragraphs, as they stand between empty lines; a block of code is never taken apart.
fn paragraphs(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut is_open = false;
    let mut is_code = false;
    for line in text.trim_matches('\n').lines() {
        let is_fence = line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        if line.trim().is_empty() && !is_code {
            is_open = false;
            continue;
        }
        is_code ^= is_fence;
        match all.last_mut().filter(|_| is_open) {
            Some(last) => {
                last.push('\n');
                last.push_str(line);
            }
            None => all.push(line.to_owned()),
        }
        is_open = true;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_kept_taken_and_left_and_code_stays_whole() {
        let mut taking = Taking::of(
            "one\nmore\n\n```\na\n\nb\n```\n",
            "said first\n\n\nsaid second",
        );
        assert_eq!(
            taking.text(),
            "one\nmore\n\n```\na\n\nb\n```\n\nsaid first\n\nsaid second"
        );
        taking.toggle();
        assert_eq!(
            taking.text(),
            "one\nmore\n\n```\na\n\nb\n```\n\nsaid second"
        );
        taking.only_said();
        assert_eq!(taking.text(), "said first\n\nsaid second");
        assert_eq!(Taking::of("", "").text(), "");
    }
}
