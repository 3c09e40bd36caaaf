//! What is seen once an answer is revealed: the model answer in a pane that scrolls, and the key
//! points to tick. Scoring in the room and grading in a review show the same.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::sheet::Sheet;
use crate::bank::Card;
use crate::history::record::PlannedQuestion;
use crate::interview::probe::Probe;
use crate::text;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::list::scrolled_to;

/// At most so many key points are seen at once.
const MOST_POINTS: usize = 6;

/// How many lines a key scrolls.
const STEP: usize = 4;

/// Lines that may be longer than their place.
#[derive(Debug, Default)]
pub struct Pane {
    /// The first line that is shown, and how far that goes.
    scroll: usize,
    last: usize,
}

impl Pane {
    /// Back to the top.
    pub fn reset(&mut self) {
        self.scroll = 0;
    }

    /// Towards the top.
    pub fn up(&mut self) {
        self.scroll = self.scroll.saturating_sub(STEP);
    }

    /// Towards the end.
    pub fn down(&mut self) {
        self.scroll = (self.scroll + STEP).min(self.last);
    }

    /// Draws the lines; the last row says where there is more below.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, sheet: &Sheet, shared: &Shared) {
        let rows = usize::from(area.height);
        self.last = if sheet.len() <= rows {
            0
        } else {
            sheet.len() - rows.saturating_sub(1).max(1)
        };
        self.scroll = self.scroll.min(self.last);
        let words = format!("… {}", shared.language.more_below());
        sheet.draw_with_more(frame, area, self.scroll, heading(&words, shared));
    }
}

/// A heading of a part of the screen.
pub fn heading(words: &str, shared: &Shared) -> Line<'static> {
    Line::styled(words.to_owned(), shared.theme.style(Role::Dim))
}

/// The model answer to a card's own question, or its outline where it is unwritten, and the
/// user's own story.
pub fn model_lines(card: &Card, columns: usize, shared: &Shared) -> Sheet {
    let say = shared.language;
    let mut sheet = if card.answer.is_empty() {
        with_heading(&say.score_outline(), &card.outline, columns, shared)
    } else {
        with_heading(&say.score_model(), &card.answer, columns, shared)
    };
    if !card.experience.is_empty() {
        sheet.push(Line::default());
        let story = with_heading(&say.score_story(), &card.experience, columns, shared);
        sheet.append_sheet(story);
    }
    sheet
}

/// The model answer to whatever was asked: a follow-up's own, and for a probe what it listens for
/// before the answer that it was asked after.
pub fn model_lines_for(
    card: &Card,
    question: &PlannedQuestion,
    columns: usize,
    shared: &Shared,
) -> Sheet {
    let say = shared.language;
    let mut lines = Sheet::default();
    if let Some(probe) = question.probe.as_deref().and_then(Probe::of_word) {
        lines.push(heading(&say.score_listens_for(), shared));
        for line in text::wrap(probe.listens_for().in_language(say), columns) {
            lines.push(Line::styled(line, shared.theme.style(Role::Text)));
        }
        lines.push(Line::default());
    }
    match card.follow_up(&question.follow_up) {
        Some(follow_up) => {
            let answer = with_heading(&say.score_model(), &follow_up.answer, columns, shared);
            lines.append_sheet(answer);
        }
        None => lines.append_sheet(model_lines(card, columns, shared)),
    }
    lines
}

fn with_heading(title: &str, words: &str, columns: usize, shared: &Shared) -> Sheet {
    let mut lines = Sheet::from(vec![heading(title, shared)]);
    if words.is_empty() {
        let nothing = shared.language.score_no_answer();
        lines.push(Line::styled(nothing, shared.theme.style(Role::Dim)));
    } else {
        lines.append(shared.markdown(words, columns));
    }
    lines
}

/// Things to tick under a heading, in at most `most` rows; the one at `cursor` is always among
/// them.
pub fn tick_lines(
    title: &str,
    things: &[(String, bool)],
    cursor: Option<usize>,
    columns: usize,
    most: usize,
    shared: &Shared,
) -> Vec<Line<'static>> {
    if things.is_empty() {
        return Vec::new();
    }
    let rows = most.saturating_sub(1).clamp(1, MOST_POINTS);
    let top = scrolled_to(0, cursor.unwrap_or(0), rows);
    let mut lines = vec![heading(title, shared)];
    for (i, (words, is_ticked)) in things.iter().enumerate().skip(top).take(rows) {
        let sign = if *is_ticked { "[x] " } else { "[ ] " };
        let role = match (cursor == Some(i), is_ticked) {
            (true, _) => Role::Selected,
            (false, true) => Role::Good,
            (false, false) => Role::Text,
        };
        let words = text::pad(&format!("{sign}{}", text::visible_line(words)), columns);
        lines.push(Line::styled(words, shared.theme.style(role)));
    }
    lines
}
