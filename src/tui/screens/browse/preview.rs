//! One card, whole: question, what is known of it, answer, key points, follow-ups, attempts.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Browse;
use crate::bank::{Card, Entry};
use crate::clock::{Moment, clock_face, written_length};
use crate::memory::Criterion;
use crate::text;
use crate::tui::action::Action;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::bar;
use crate::tui::widgets::sheet::Sheet;

/// Past answers that are shown.
const MOST_ATTEMPTS: usize = 6;

impl Browse {
    pub(super) fn draw_card(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        card: Option<Entry<'_>>,
        shared: &Shared,
        now: Moment,
    ) {
        let Some(entry) = card else { return };
        let sheet = card_sheet(entry, usize::from(area.width), shared, now);
        let keys: &[Action] = if self.is_open {
            &[Action::Up]
        } else {
            &[Action::ScrollPreview]
        };
        self.pane.draw(frame, area, &sheet, keys, shared);
    }
}

fn card_sheet(entry: Entry<'_>, columns: usize, shared: &Shared, now: Moment) -> Sheet {
    let say = shared.language;
    let card = entry.card;
    let mut lines = Sheet::default();
    for line in text::wrap(&text::visible(&card.question), columns) {
        lines.push(Line::styled(line, shared.theme.style(Role::Title)));
    }
    for other in &card.also_asked {
        for line in text::wrap(&format!("= {}", text::visible_line(other)), columns) {
            lines.push(Line::styled(line, shared.theme.style(Role::Dim)));
        }
    }
    lines.push(Line::styled(
        text::fit(&facts(entry, shared), columns),
        shared.theme.style(Role::Accent),
    ));
    lines.extend(standing_lines(card, columns, shared));
    lines.extend(attempt_lines(card, columns, shared, now));
    let rule = if shared.ascii { "-" } else { "─" }.repeat(columns.min(40));
    lines.push(Line::styled(rule, shared.theme.style(Role::Border)));
    let mut part = |title: Option<String>, words: &str| {
        if words.is_empty() {
            return;
        }
        if let Some(title) = title {
            lines.push(Line::styled(title, shared.theme.style(Role::Dim)));
        }
        lines.append(shared.markdown(words, columns));
        lines.push(Line::default());
    };
    part(None, &card.answer);
    if card.answer.is_empty() {
        part(Some(say.score_outline()), &card.outline);
    }
    part(Some(say.score_story()), &card.experience);
    if !card.key_points.is_empty() {
        lines.push(Line::styled(
            say.score_points(),
            shared.theme.style(Role::Dim),
        ));
        for point in &card.key_points {
            for (i, line) in text::wrap(&text::visible_line(point), columns.saturating_sub(2))
                .into_iter()
                .enumerate()
            {
                let mark = if i == 0 { "- " } else { "  " };
                lines.push(Line::styled(
                    format!("{mark}{line}"),
                    shared.theme.style(Role::Text),
                ));
            }
        }
        lines.push(Line::default());
    }
    follow_ups(&card.follow_ups, columns, 0, &mut lines, shared);
    for link in &card.links {
        lines.push(Line::styled(
            text::fit(&text::visible_line(link), columns),
            shared.theme.style(Role::Dim),
        ));
    }
    lines
}

/// Deck, importance, tags and time in a line.
fn facts(entry: Entry<'_>, shared: &Shared) -> String {
    let card = entry.card;
    let mut facts = vec![entry.deck.id.clone()];
    if card.importance > 0 {
        facts.push("*".repeat(usize::from(card.importance)));
    }
    if let Some(time) = card.time {
        facts.push(written_length(time));
    }
    if card.is_unwritten() {
        facts.push(shared.language.browse_unwritten());
    }
    if !card.asked.is_empty() {
        facts.push(shared.language.browse_asked(card.asked.len()));
    }
    facts.extend(card.tags.iter().cloned());
    text::visible_line(&facts.join(" · "))
}

/// Whether it is ready, comes back or rests.
fn standing_lines(card: &Card, columns: usize, shared: &Shared) -> Vec<Line<'static>> {
    let Some(survey) = &shared.survey else {
        return Vec::new();
    };
    let criterion = Criterion::of(survey.memories.state(&card.id));
    let role = match criterion {
        Criterion { rests: true, .. } => Role::Warn,
        of if of.is_ready() => Role::Good,
        _ => Role::Dim,
    };
    let said = criterion.words().into_iter();
    let lines = said.flat_map(|words| text::wrap(words.in_language(shared.language), columns));
    lines
        .map(|line| Line::styled(line, shared.theme.style(role)))
        .collect()
}

/// The last answers, the newest first, each as a small bar with its day and time.
fn attempt_lines(card: &Card, columns: usize, shared: &Shared, now: Moment) -> Vec<Line<'static>> {
    let own = shared
        .history
        .answers_to(&card.id)
        .rev()
        .map(|seen| (seen, seen.inputs()))
        .filter(|(_, answer)| !answer.is_follow_up && !answer.skipped);
    own.take(MOST_ATTEMPTS)
        .map(|(seen, answer)| {
            let points = answer
                .score
                .or(answer.grade.map(|grade| grade + 1))
                .unwrap_or(0);
            let role = match points {
                0..=2 => Role::Bad,
                3 => Role::Warn,
                _ => Role::Good,
            };
            let style = shared.theme.style(role);
            let [full, rest] = bar::filled(f64::from(points) / 5.0, 5, shared.ascii, style, style);
            let time = answer
                .answer_ms
                .map(|ms| clock_face(std::time::Duration::from_millis(ms)))
                .unwrap_or_default();
            let score = answer
                .score
                .map_or_else(String::new, |score| score.to_string());
            let note = text::visible_line(seen.rare().note.as_deref().unwrap_or_default());
            let words = format!(" {score:1} {}  {time}  {note}", shared.when(seen.at(), now));
            Line::from(vec![
                full,
                rest,
                Span::styled(
                    text::fit(&words, columns.saturating_sub(5)),
                    shared.theme.style(Role::Dim),
                ),
            ])
        })
        .collect()
}

fn follow_ups(
    all: &[crate::bank::FollowUp],
    columns: usize,
    depth: usize,
    lines: &mut Sheet,
    shared: &Shared,
) {
    let corner = if shared.ascii { "`- " } else { "└ " };
    let indent = " ".repeat((depth * 2).min(columns / 2));
    let room = columns.saturating_sub(indent.len() + 3).max(8);
    for follow_up in all {
        for (i, line) in text::wrap(&text::visible(&follow_up.question), room)
            .into_iter()
            .enumerate()
        {
            let mark = if i == 0 { corner } else { "  " };
            lines.push(Line::styled(
                format!("{indent}{mark}{line}"),
                shared.theme.style(Role::Accent),
            ));
        }
        for line in text::wrap(&text::visible(&follow_up.answer), room) {
            lines.push(Line::styled(
                format!("{indent}  {line}"),
                shared.theme.style(Role::Text),
            ));
        }
        follow_ups(&follow_up.follow_ups, columns, depth + 1, lines, shared);
    }
}
