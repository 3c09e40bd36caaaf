//! A question over the screen. The answer that loses nothing comes first, is marked, and is what
//! Enter does.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{page, popup};
use crate::language::Language;
use crate::text;
use crate::tui::action::{Action, Scope};
use crate::tui::shared::{Shared, Target};
use crate::tui::theme::Role;

/// Cells between two answers.
const GAP: usize = 4;

/// A question with its answers.
#[derive(Debug, Clone)]
pub struct Ask {
    title: String,
    words: String,
    /// What can be answered, and what each is called; the first loses nothing.
    answers: Vec<(Action, String)>,
}

impl Ask {
    /// Where the keys of the answers are looked up.
    pub const SCOPES: &'static [Scope] = &[Scope::Confirm, Scope::Global];

    /// A question with yes and no. `no` loses nothing; `yes` says what it does.
    pub fn new(title: String, words: String, no: String, yes: String) -> Self {
        let answers = vec![(Action::No, no), (Action::Yes, yes)];
        Self::of(title, words, answers)
    }

    /// A question with other answers than yes and no, the first of which loses nothing.
    pub fn of(title: String, words: String, answers: Vec<(Action, String)>) -> Self {
        Self {
            title,
            words,
            answers,
        }
    }

    /// A question whose answers are called what their actions are.
    pub fn by_name(title: String, words: String, answers: &[Action], say: Language) -> Self {
        let named = |&action: &Action| (action, action.label().in_language(say).to_string());
        Self::of(title, words, answers.iter().map(named).collect())
    }

    /// The answer, if the action is one: the question goes then.
    pub fn take(asked: &mut Option<Self>, action: Action) -> Option<Action> {
        let is_answer = |ask: &mut Self| ask.answers.iter().any(|(answer, _)| *answer == action);
        asked.take_if(is_answer).map(|_| action)
    }

    /// Draws the question in the middle of an area. A click on an answer gives it.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, shared: &Shared) {
        let width = area.width.saturating_sub(4).min(64);
        let columns = usize::from(width.saturating_sub(4));
        let words = text::wrap(&self.words, columns);
        let rows = self.rows(columns, shared);
        let height = words.len() + 1 + rows.len() + 2;
        let height = u16::try_from(height).unwrap_or(u16::MAX).min(area.height);
        let place = Rect {
            x: area.x + (area.width - width) / 2,
            y: area.y + (area.height - height) / 2,
            width,
            height,
        };
        let inner = popup::open(frame, place, &self.title, shared);
        let below = inner
            .height
            .saturating_sub(u16::try_from(rows.len()).unwrap_or(0));
        for (words, y) in words.into_iter().zip(0..below) {
            let line = Line::styled(words, shared.theme.style(Role::Text));
            frame.render_widget(line, page::row(inner, y));
        }
        for (row, y) in rows.into_iter().zip(below..inner.height) {
            let mut x = inner.x;
            for (action, spans) in row {
                let line = Line::from(spans);
                let width = u16::try_from(line.width()).unwrap_or(0);
                let place = page::row(inner, y).intersection(Rect {
                    x,
                    width,
                    ..page::row(inner, y)
                });
                shared.can_click(place, Target::Hint(action));
                frame.render_widget(line, place);
                x = x.saturating_add(width + u16::try_from(GAP).unwrap_or(0));
            }
        }
    }

    /// The answers, in as few rows as hold them whole.
    fn rows(&self, columns: usize, shared: &Shared) -> Vec<Vec<(Action, Vec<Span<'static>>)>> {
        let mut rows: Vec<Vec<(Action, Vec<Span<'static>>)>> = vec![Vec::new()];
        let mut used = 0;
        for (place, (action, label)) in self.answers.iter().enumerate() {
            let key = shared
                .keymap
                .shown(*action, shared.ascii)
                .unwrap_or_default();
            let (mark, style, key_style) = if place == 0 {
                let style = shared.theme.style(Role::Selected);
                ("▸ ", style, style)
            } else {
                let style = |role: Role| shared.theme.style(role);
                ("", style(Role::Text), style(Role::Key))
            };
            let spans = vec![
                Span::styled(format!("{mark}{key}"), key_style),
                Span::styled(format!(" {label}"), style),
            ];
            let width = Line::from(spans.clone()).width();
            if used > 0 && used + GAP + width > columns {
                rows.push(Vec::new());
                used = 0;
            }
            used += width + if used > 0 { GAP } else { 0 };
            if let Some(row) = rows.last_mut() {
                row.push((*action, spans));
            }
        }
        rows
    }
}
