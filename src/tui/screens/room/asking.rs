//! The room while a question is asked: nothing but the question, the clock and what is typed.

use std::time::Duration;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::RoomScreen;
use crate::bank::Card;
use crate::clock::{Moment, clock_face};
use crate::history::record::PlannedQuestion;
use crate::interview::preset::pressure_words;
use crate::interview::room::{ClockFace, Phase};
use crate::language::Language;
use crate::text;
use crate::tui::action::Action;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::answer::heading;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::{bar, page};

/// How long the pressure is explained where there is no time to think.
const EXPLAINED: Duration = Duration::from_secs(10);

/// So much of what was said last is quoted, in graphemes.
const LONGEST_SAID: usize = 40;

impl RoomScreen {
    pub(super) fn draw_asking(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
        now: Moment,
    ) -> Option<Position> {
        let wide = area.width >= 80 && area.height >= 20;
        let indent = if wide { 6 } else { 1 };
        let inner = Rect {
            x: area.x + indent,
            width: area.width.saturating_sub(indent * 2),
            ..area
        };
        let columns = usize::from(inner.width);
        let mut lines = self.question_lines(columns, shared);
        let most = usize::from(inner.height) / 2;
        lines.truncate(most.max(2));
        lines.push(Line::default());
        if self.room.phase() == Phase::Sure {
            lines.extend(sure_lines(shared));
        } else {
            lines.extend(self.clock_lines(columns, wide, shared, now));
            lines.extend(self.pressure_lines(columns, shared, now));
            lines.extend(self.hint_lines(columns, shared));
            lines.extend(self.list_lines(columns, shared));
        }
        let is_writing = self.writing.is_some();
        let top = if is_writing {
            0
        } else {
            (inner.height / 6).min(inner.height.saturating_sub(12))
        };
        let place = page::below(inner, top);
        let used = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        frame.render_widget(Lines::from(lines), place);
        let rest = page::below(place, used + 1);
        if is_writing {
            return self.draw_writing(frame, rest, shared);
        }
        self.draw_written(frame, rest, shared);
        None
    }

    fn question_lines(&self, columns: usize, shared: &Shared) -> Vec<Line<'static>> {
        let mut lines = Vec::new();
        let Some((slot, _)) = self.room.current() else {
            return lines;
        };
        let question = &slot.question;
        let mut indent = "";
        if slot.depth() > 0 {
            if let Some(card) = self.card(shared) {
                let above = self.room.above().map(|above| above.text(card));
                let words = above.unwrap_or_else(|| parent_of(question, card).to_owned());
                let words = text::fit(&text::visible_line(&words), columns);
                lines.push(Line::styled(words, shared.theme.style(Role::Dim)));
            }
            let corner = if shared.ascii { "`- " } else { "└ " };
            let words = format!("{corner}{}", shared.language.room_follow_up());
            lines.push(Line::styled(words, shared.theme.style(Role::Accent)));
            indent = "  ";
        } else if question.surprise {
            let words = shared.language.room_surprise();
            lines.push(Line::styled(words, shared.theme.style(Role::Accent)));
        }
        if self.room.phase() == Phase::Beat {
            lines.push(Line::styled(
                format!("{indent}…"),
                shared.theme.style(Role::Dim),
            ));
            return lines;
        }
        if let Some(lead) = self.lead(shared) {
            for line in text::wrap(&text::visible(&lead), columns.saturating_sub(indent.len())) {
                lines.push(Line::styled(
                    format!("{indent}{line}"),
                    shared.theme.style(Role::Warn),
                ));
            }
        }
        for line in text::wrap(
            &text::visible(&self.question(shared)),
            columns.saturating_sub(indent.len()),
        ) {
            lines.push(Line::styled(
                format!("{indent}{line}"),
                shared.theme.style(Role::Title),
            ));
        }
        if let (Some(_), Some(words)) = (question.part, &question.words) {
            lines.push(Line::default());
            for line in text::wrap(&text::visible(words), columns) {
                lines.push(Line::styled(line, shared.theme.style(Role::Accent)));
            }
        }
        lines
    }

    /// What was written down in an earlier part, each line with the number that ticks it.
    fn list_lines(&self, columns: usize, shared: &Shared) -> Vec<Line<'static>> {
        let Some(list) = self.room.list() else {
            return Vec::new();
        };
        let say = shared.language;
        let mut lines = vec![
            Line::default(),
            heading(&say.room_list(&shared.key(Action::TickListed)), shared),
        ];
        if list.listed().next().is_none() {
            return vec![Line::default(), heading(&say.room_list_empty(), shared)];
        }
        for (i, line) in list.listed().enumerate() {
            let is_met = list.points.contains(&i);
            let sign = if is_met { "[x]" } else { "[ ]" };
            let key = shared.key_of_value(Action::TickListed, i);
            let words = format!("{key} {sign} {}", text::visible_line(line));
            let role = if is_met { Role::Good } else { Role::Text };
            lines.push(Line::styled(
                text::fit(&words, columns),
                shared.theme.style(role),
            ));
        }
        lines
    }

    fn clock_lines(
        &self,
        columns: usize,
        wide: bool,
        shared: &Shared,
        now: Moment,
    ) -> Vec<Line<'static>> {
        let say = shared.language;
        if self.room.phase() == Phase::Silence {
            let words = text::fit(&say.room_silence(), columns);
            return vec![Line::styled(words, shared.theme.style(Role::Dim))];
        }
        let Some(clock) = self.room.clock(now.running) else {
            return vec![Line::default()];
        };
        let mut lines = Vec::new();
        if self.room.is_paused() {
            let words = if self.was_resumed {
                say.room_resumed(&shared.key(Action::Pause))
            } else {
                say.room_paused(&shared.key(Action::Pause))
            };
            lines.push(Line::styled(words, shared.theme.style(Role::Warn)));
        }
        if self.room.phase() == Phase::Think {
            let left = rounded_up(clock);
            lines.push(Line::from(vec![
                Span::styled(
                    format!("{} ", say.room_think()),
                    shared.theme.style(Role::Dim),
                ),
                Span::styled(left, shared.theme.style(Role::Accent)),
            ]));
            if !self.room.is_paused() {
                let words = text::fit(&say.room_think_end(&shared.key(Action::Done)), columns);
                lines.push(Line::styled(words, shared.theme.style(Role::Dim)));
            }
            return lines;
        }
        let role = match (clock.over(), clock.share()) {
            (Some(_), _) => Role::Bad,
            (None, share) if share >= 0.75 => Role::Warn,
            _ => Role::Accent,
        };
        let face = match clock.over() {
            Some(over) => format!("+{}", clock_face(over)),
            None => clock_face(clock.gone),
        };
        let face = if wide { spaced(&face) } else { face };
        if wide {
            lines.push(Line::styled(
                centred(&face, columns),
                shared.theme.style(role),
            ));
            lines.push(Line::default());
        }
        let label = if clock.has_limit() {
            say.room_answer(&clock_face(clock.limit))
        } else {
            say.room_answer_unlimited()
        };
        let prefix = if wide {
            String::new()
        } else {
            format!("{}  ", text::pad(&face, 6))
        };
        let room = columns
            .saturating_sub(text::columns(&label) + text::columns(&prefix) + 2)
            .min(60);
        let mut spans = vec![Span::styled(prefix, shared.theme.style(role))];
        if clock.has_limit() && !shared.reduced_motion {
            spans.extend(bar::time_line(
                clock.share(),
                room,
                shared.ascii,
                shared.theme.style(role),
                shared.theme.style(Role::Border),
            ));
        }
        spans.push(Span::styled(
            format!("  {label}"),
            shared.theme.style(Role::Dim),
        ));
        lines.push(Line::from(spans));
        lines
    }

    /// What the pressure of this interview means, while its first question is new.
    fn pressure_lines(&self, columns: usize, shared: &Shared, now: Moment) -> Vec<Line<'static>> {
        let is_new = match self.room.phase() {
            Phase::Think => true,
            Phase::Answer => self
                .room
                .clock(now.running)
                .is_some_and(|clock| clock.gone < EXPLAINED),
            _ => false,
        };
        let pressure = self.room.rules().pressure;
        if self.room.number() > 1 || !is_new || pressure == 0 {
            return Vec::new();
        }
        let mut lines = vec![Line::default()];
        for step in pressure_words(pressure) {
            for line in text::wrap(step.in_language(shared.language), columns) {
                lines.push(Line::styled(line, shared.theme.style(Role::Warn)));
            }
        }
        lines
    }

    /// What the interviewer says before a question that breaks in on an answer: the end of what was
    /// typed, where something was.
    pub(super) fn lead(&self, shared: &Shared) -> Option<String> {
        let interrupted = self.room.interrupted()?;
        let (slot, _) = self.room.current()?;
        let say = Language::of_text(slot.question.words.as_deref().unwrap_or_default());
        let said = last_said(&interrupted.typed);
        let say = slot
            .question
            .words
            .as_ref()
            .map_or(shared.language, |_| say);
        Some(match said {
            Some(said) => say.room_stopped_at(&said),
            None => say.room_stopped(),
        })
    }

    fn hint_lines(&self, columns: usize, shared: &Shared) -> Vec<Line<'static>> {
        let taken = self.room.current().map_or(0, |(_, attempt)| attempt.hints);
        let hints = self
            .hints_of(shared)
            .iter()
            .take(usize::try_from(taken).unwrap_or(0));
        hints
            .zip(1u32..)
            .map(|(hint, number)| {
                let words = format!(
                    "{}: {}",
                    shared.language.room_hint(number),
                    text::visible_line(hint)
                );
                Line::styled(text::fit(&words, columns), shared.theme.style(Role::Warn))
            })
            .collect()
    }
}

/// "How sure were you?" with its three answers.
fn sure_lines(shared: &Shared) -> Vec<Line<'static>> {
    let say = shared.language;
    let mut lines = vec![
        Line::styled(say.sure_question(), shared.theme.style(Role::Accent)),
        Line::default(),
    ];
    let all = [say.sure_1(), say.sure_2(), say.sure_3()];
    for (value, words) in all.into_iter().enumerate() {
        let key = shared.key_of_value(Action::Sure, value);
        lines.push(Line::from(vec![
            Span::styled(format!("  {key}  "), shared.theme.style(Role::Key)),
            Span::styled(words, shared.theme.style(Role::Text)),
        ]));
    }
    lines
}

/// What a follow-up is asked after: the follow-up above it, else the card's own question. A probe
/// stands below the one that it names.
fn parent_of<'c>(question: &PlannedQuestion, card: &'c Card) -> &'c str {
    let path = match (&question.probe, question.follow_up.split_last()) {
        (None, Some((_, above))) => above,
        _ => &question.follow_up,
    };
    let above = card.follow_up(path);
    above.map_or(card.question.as_str(), |above| above.question.as_str())
}

/// The last sentence of a text, its end where it is long; nothing of an empty one.
fn last_said(typed: &str) -> Option<String> {
    let ends = ['.', '?', '!', '\n', '。'];
    let mut sentences = typed.split(ends).map(str::trim);
    let last = sentences.rfind(|sentence| !sentence.is_empty())?;
    let graphemes: Vec<&str> = text::graphemes(last).collect();
    let left_out = graphemes.len().saturating_sub(LONGEST_SAID);
    let end = graphemes[left_out..].concat();
    Some(if left_out > 0 {
        format!("…{end}")
    } else {
        end
    })
}

/// What is left, in whole seconds that reach 0:00 only at the end.
fn rounded_up(clock: ClockFace) -> String {
    clock_face(clock.left() + Duration::from_millis(999))
}

/// `1:18` as `1 : 1 8`.
fn spaced(face: &str) -> String {
    text::graphemes(face).collect::<Vec<_>>().join(" ")
}

fn centred(words: &str, columns: usize) -> String {
    let left = columns.min(70).saturating_sub(text::columns(words)) / 2;
    format!("{}{words}", " ".repeat(left))
}
