//! What is seen once an answer is revealed: the model answer in a pane that scrolls, and the key
//! points to tick. Scoring in the room and grading in a review show the same.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::list::List;
use super::pane::Pane;
use super::sheet::Sheet;
use crate::bank::Card;
use crate::history::record::PlannedQuestion;
use crate::interview::evidence::Words;
use crate::interview::probe::Probe;
use crate::text;
use crate::tui::action::Action;
use crate::tui::shared::{Shared, Target};
use crate::tui::theme::Role;

/// At most so many key points are seen at once.
const MOST_POINTS: usize = 6;

/// How many lines a key scrolls.
const STEP: usize = 4;

/// What the keys move once an answer is revealed: the model answer, and the cursor on the things
/// to tick.
#[derive(Debug, Default)]
pub struct Revealed {
    pane: Pane,
    ticks: List,
}

impl Revealed {
    /// Something else is revealed.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// The thing to tick under the cursor.
    pub fn at(&self) -> usize {
        self.ticks.at()
    }

    /// Moves the cursor or the answer; false where the action does neither.
    pub fn act(&mut self, action: Action) -> bool {
        match action {
            Action::PointUp | Action::ReviewUp => {
                self.ticks.act(Action::Up);
            }
            Action::PointDown | Action::ReviewDown => {
                self.ticks.act(Action::Down);
            }
            Action::ScrollUp | Action::ReviewScrollUp => self.pane.up(STEP),
            Action::ScrollDown | Action::ReviewScrollDown => self.pane.down(STEP),
            _ => return false,
        }
        true
    }

    /// A thing to tick was clicked: true where it was under the cursor already, and is to be
    /// ticked.
    pub fn click(&mut self, target: Target) -> bool {
        match target {
            Target::Row(row) => self.ticks.click(row),
            _ => false,
        }
    }

    /// The wheel scrolls the answer.
    pub fn wheel(&mut self, is_up: bool) {
        self.pane.wheel(is_up);
    }

    /// Draws the answer; `keys` are the actions that scroll it here.
    pub fn draw_answer(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        sheet: &Sheet,
        keys: &[Action],
        shared: &Shared,
    ) {
        self.pane.draw(frame, area, sheet, keys, shared);
    }

    /// How many rows the things to tick take with their heading, of at most so many.
    pub fn tick_rows(things: usize, most: usize) -> u16 {
        if things == 0 {
            return 0;
        }
        let rows = things.min(most.saturating_sub(1).clamp(1, MOST_POINTS));
        u16::try_from(rows + 1).unwrap_or(u16::MAX)
    }

    /// Draws things to tick under a heading; words of them that were said are marked.
    pub fn draw_ticks(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        title: &str,
        (things, said): (&[(String, bool)], &Words),
        shared: &Shared,
    ) {
        if things.is_empty() {
            return;
        }
        for row in self
            .ticks
            .rows_below(frame, area, title, things.len(), shared)
        {
            let (words, is_ticked) = &things[row.number];
            let sign = if *is_ticked { "[x] " } else { "[ ] " };
            let role = if *is_ticked { Role::Good } else { Role::Text };
            let words = format!("{sign}{}", text::visible_line(words));
            let words = text::pad(&words, row.columns());
            let mut line = marked(&words, said, row.style(role, shared), shared);
            line.style = row.style(role, shared);
            row.draw(frame, &line);
        }
    }
}

/// A line in which these words are marked.
pub fn marked(line: &str, words: &Words, style: Style, shared: &Shared) -> Line<'static> {
    let mark = style.patch(shared.theme.style(Role::Matched));
    let mut spans = Vec::new();
    let mut at = 0;
    for range in words.marks(line) {
        spans.push(Span::styled(line[at..range.start].to_owned(), style));
        spans.push(Span::styled(line[range.clone()].to_owned(), mark));
        at = range.end;
    }
    spans.push(Span::styled(line[at..].to_owned(), style));
    Line::from(spans)
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
