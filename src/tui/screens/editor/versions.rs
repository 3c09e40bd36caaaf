//! Earlier versions of a field, each with the scores that it got.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::shown;
use crate::bank::write::{Field, Opened, Value};
use crate::clock::Moment;
use crate::text;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::list::List;
use crate::tui::widgets::page;

/// The versions of one field, the newest first.
#[derive(Debug)]
pub(super) struct Versions {
    field: Field,
    all: Vec<Version>,
    pub list: List,
}

#[derive(Debug)]
struct Version {
    value: Option<Value>,
    /// When it was written and how its answers went.
    label: String,
}

impl Versions {
    /// The versions of a field; `None` where there was never another.
    pub fn of(opened: &Opened, field: Field, shared: &Shared, now: Moment) -> Option<Self> {
        let say = shared.language;
        let own = &opened.own;
        let found = shared.history.versions(&own.id, field, &own.json(field));
        if found.len() < 2 {
            return None;
        }
        let label = |version: &crate::history::Version<'_>| {
            let since = version.since.map_or_else(
                || say.editor_version_first(),
                |record| shared.when(record.at, now),
            );
            let scores: Vec<String> = version.scores().map(|score| score.to_string()).collect();
            let scores = match version.mean_score() {
                None => say.editor_version_unscored(),
                Some(mean) => say.editor_version_scores(&scores.join(" "), &format!("{mean:.1}")),
            };
            match version.until {
                None => format!("{since} · {scores} · {}", say.editor_version_now()),
                Some(_) => format!("{since} · {scores}"),
            }
        };
        let all = found.iter().rev().map(|version| Version {
            value: version.value(field),
            label: label(version),
        });
        Some(Self {
            field,
            all: all.collect(),
            list: List::new(found.len(), 1),
        })
    }

    /// The field and the chosen version of it.
    pub fn chosen(&self) -> (Field, Option<Value>) {
        let version = self.all.get(self.list.at());
        (
            self.field,
            version.and_then(|version| version.value.clone()),
        )
    }

    /// Draws the list, and below it the chosen version beside the one that stands now.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, shared: &Shared) {
        let rows = self.all.len().min(usize::from(area.height) / 3).max(1);
        let rows = u16::try_from(rows).unwrap_or(u16::MAX);
        let list = Rect {
            height: area.height.min(rows),
            ..area
        };
        for row in self.list.rows(frame, list, self.all.len(), shared) {
            let words = format!("{}{}", row.mark(), self.all[row.number].label);
            let words = text::pad(&words, row.columns());
            row.draw(frame, &Line::styled(words, row.style(Role::Text, shared)));
        }
        let below = page::below(area, rows.saturating_add(1));
        let value_at = |at: usize| {
            let version = self.all.get(at);
            shown(version.and_then(|version| version.value.as_ref()))
        };
        let say = shared.language;
        let heads = (say.editor_version_that(), say.editor_version_now());
        let lines = super::draw::beside(
            &value_at(self.list.at()),
            &value_at(0),
            (&heads.0, &heads.1),
            usize::from(area.width),
            shared,
        );
        frame.render_widget(Lines::from(lines), below);
    }
}
