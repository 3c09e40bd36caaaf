//! The history of one card: the chance of recall over time, and every answer with what it did.

use std::time::Duration;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::room::score_again;
use crate::bank::CardId;
use crate::clock::{Moment, clock_face};
use crate::history::record::Body;
use crate::history::{Mode, RecordId};
use crate::language::Language;
use crate::memory::calibration::percent;
use crate::progress::Story;
use crate::progress::story::Chapter;
use crate::text;
use crate::tui::action::{Action, Scope};
use crate::tui::effect::Effect;
use crate::tui::screen::{News, Reply, Screen};
use crate::tui::shared::Shared;
use crate::tui::theme::{Role, Theme};
use crate::tui::widgets::chart::{Column, Columns};
use crate::tui::widgets::pane::Pane;
use crate::tui::widgets::sheet::Sheet;
use crate::tui::widgets::{bar, page};

/// Rows of the curve.
const CURVE: usize = 5;

/// The screen of one card's history.
#[derive(Debug)]
pub struct StoryScreen {
    card: CardId,
    story: Story,
    /// When notes were taken in an interview that asked it, and what they say; the latest first.
    noted: Vec<(String, String)>,
    /// The lines as they were made for a width and a look.
    made: Option<(usize, Theme, Sheet)>,
    pane: Pane,
    /// The record of a grade that was taken back here: taking that back gives the grade again.
    taken_back: Option<RecordId>,
    /// The grade that is being taken back.
    going: Option<RecordId>,
}

impl StoryScreen {
    /// The history of a card up to now.
    pub fn new(card: &CardId, shared: &Shared, now: Moment) -> Self {
        let noted = shared.history.noted_sessions_of(card).into_iter();
        let noted = noted.map(|seen| {
            let words = [seen.pad, seen.line].map(str::trim);
            let words: Vec<&str> = words.into_iter().filter(|it| !it.is_empty()).collect();
            let day = seen.began.at.format("%Y-%m-%d %H:%M").to_string();
            (day, text::visible(&words.join("\n")).into_owned())
        });
        Self {
            noted: noted.collect(),
            card: card.clone(),
            story: Story::of(&shared.history, card, now.wall, shared.day_begins),
            made: None,
            pane: Pane::default(),
            taken_back: None,
            going: None,
        }
    }

    /// The last answer is scored anew; the grade of a review is taken back, and given again at the
    /// next time.
    fn change_last(&mut self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        if let Some(undoes) = self.taken_back.clone() {
            let record = shared.record(now, Body::Undo { undoes });
            return vec![Reply::Do(Effect::Keep(record))];
        }
        let answers = shared.history.answers_to(&self.card);
        let counts = answers.filter(|seen| {
            let inputs = seen.inputs();
            let is_judged = inputs.score.is_some() || inputs.grade.is_some();
            is_judged && inputs.mode != Mode::NightBefore
        });
        let Some(last) = counts.max_by_key(|seen| seen.id()) else {
            let words = shared.language.review_nothing_to_undo();
            shared.say(words, Role::Dim, now);
            return Vec::new();
        };
        let record = last.record();
        if last.inputs().grade.is_none() {
            return score_again(record, shared, now).into_iter().collect();
        }
        self.going = Some(record.id.clone());
        let undo = shared.record(now, Body::Undo { undoes: record.id });
        vec![Reply::Do(Effect::Keep(undo))]
    }

    fn lines(&self, columns: usize, shared: &Shared) -> Vec<Line<'static>> {
        let say = shared.language;
        let style = |role| shared.theme.style(role);
        let question = shared.bank.find(&self.card);
        let question = question.map_or(self.card.as_str(), |entry| &entry.card.question);
        let wrapped = |words: &str, role| -> Vec<Line<'static>> {
            let lines = text::wrap(words, columns).into_iter();
            lines.map(|line| Line::styled(line, style(role))).collect()
        };
        let mut lines = wrapped(&text::visible(question), Role::Title);
        let Some((recall, known)) = self.story.recall().zip(self.story.state.known) else {
            lines.push(Line::default());
            lines.extend(wrapped(&say.story_nothing(), Role::Text));
            return lines;
        };
        let (answers, lapses) = (self.story.chapters.len(), self.story.state.lapses);
        lines.extend(wrapped(&say.story_counts(answers, lapses), Role::Text));
        let stability = format!("{:.1}", known.memory.stability);
        let now = say.story_now(percent(recall), &stability, &known.due.to_string());
        lines.extend(wrapped(&now, Role::Text));
        lines.extend([
            Line::default(),
            Line::styled(format!("{} (%)", say.story_curve()), style(Role::Dim)),
        ]);
        lines.extend(self.curve(columns, shared));
        lines.push(Line::default());
        lines.extend(wrapped(&say.story_legend(), Role::Dim));
        for chapter in self.story.chapters.iter().rev() {
            lines.extend(told(chapter, columns, shared));
        }
        for (day, words) in &self.noted {
            lines.push(Line::default());
            lines.extend(wrapped(&say.card_interview_notes(day), Role::Title));
            lines.extend(inside(words, columns, Role::Text, shared));
        }
        lines
    }

    fn curve(&self, columns: usize, shared: &Shared) -> Vec<Line<'static>> {
        let chart = Columns {
            rows: CURVE,
            step: 1,
            ascii: shared.ascii,
            full: shared.theme.style(Role::Accent),
            dim: shared.theme.style(Role::Dim),
        };
        let curve = self.story.curve(chart.room(columns));
        let values: Vec<Column> = curve
            .iter()
            .map(|&(_, share)| Column {
                share: Some(share),
                number: String::new(),
                label: String::new(),
            })
            .collect();
        let mut lines = chart.lines(&values, "100", "0");
        if let Some(((first, _), (last, _))) = curve.first().zip(curve.last()) {
            let words = format!("     {first} → {last}");
            let words = text::fit(&words, columns);
            lines.push(Line::styled(words, shared.theme.style(Role::Dim)));
        }
        lines
    }
}

impl Screen for StoryScreen {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Story, Scope::List, Scope::Global]
    }

    fn act(
        &mut self,
        action: Action,
        _key: usize,
        shared: &mut Shared,
        now: Moment,
    ) -> Option<Vec<Reply>> {
        (action == Action::UndoInStory).then(|| self.change_last(shared, now))
    }

    fn news(&mut self, news: &News<'_>, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let News::Kept(record) = news else {
            return Vec::new();
        };
        if let Body::Undo { undoes } = &record.body {
            let say = shared.language;
            let key = shared.key(Action::UndoInStory);
            if self.taken_back.as_ref() == Some(undoes) {
                self.taken_back = None;
                shared.say(say.story_given_back(), Role::Good, now);
            } else if self.going.as_ref() == Some(undoes) {
                self.taken_back = Some(record.id.clone());
                shared.say(say.story_taken_back(&key), Role::Good, now);
            }
            self.going = None;
        }
        if matches!(record.body, Body::Undo { .. } | Body::Answer(_)) {
            let undone = self.taken_back.take();
            let pane = std::mem::take(&mut self.pane);
            *self = Self::new(&self.card, shared, now);
            (self.taken_back, self.pane) = (undone, pane);
        }
        Vec::new()
    }

    fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
        _now: Moment,
    ) -> Option<Position> {
        let mut actions = vec![Action::Back, Action::Help, Action::Quit];
        let can_change = !self.story.chapters.is_empty() || self.taken_back.is_some();
        actions.extend(can_change.then_some(Action::UndoInStory));
        actions.extend(self.pane.is_cut().then_some(Action::PageDown));
        let say = shared.language;
        let title = page::title(&say.story_title(), shared);
        let right = self.card.as_str();
        let body = page::column(page::draw(frame, area, title, right, &actions, shared));
        let columns = usize::from(body.width);
        let is_as_made = |made: &(usize, Theme, Sheet)| made.0 == columns && made.1 == shared.theme;
        let made = self.made.take().filter(is_as_made).unwrap_or_else(|| {
            let sheet = Sheet::from(self.lines(columns, shared));
            (columns, shared.theme.clone(), sheet)
        });
        let keys = [Action::Up];
        self.pane.draw(frame, body, &made.2, &keys, shared);
        self.made = Some(made);
        None
    }

    fn pane(&mut self) -> Option<&mut Pane> {
        Some(&mut self.pane)
    }
}

/// One answer: when and where, how good, how long, what was predicted and what it led to; its
/// note beneath.
fn told(chapter: &Chapter, columns: usize, shared: &Shared) -> Vec<Line<'static>> {
    let say = shared.language;
    let Chapter {
        attempt,
        answer,
        known,
    } = chapter;
    let role = if attempt.grade.is_pass() {
        Role::Good
    } else {
        Role::Bad
    };
    let dim = shared.theme.style(Role::Dim);
    let [full, rest] = bar::filled(
        attempt.quality,
        5,
        shared.ascii,
        shared.theme.style(role),
        shared.theme.style(Role::Border),
    );
    let grade = say.grades()[usize::from(attempt.grade.number().clamp(1, 4)) - 1];
    let score = answer.score.map(|score| format!("{score}/5"));
    let mut words = score.unwrap_or_else(|| grade.to_owned());
    if let Some(ms) = answer.answer_ms {
        words = format!("{words} {}", clock_face(Duration::from_millis(ms)));
    }
    if let Some(recall) = attempt.predicted.get() {
        words = format!("{words} · {}", say.story_predicted(percent(recall)));
    }
    let after = say.story_after(&format!("{:.1}", known.memory.stability));
    let when = format!(
        "{} {} ",
        attempt.day.format("%y-%m-%d"),
        text::pad(&mode_word(attempt.mode, say), 9)
    );
    let room = columns.saturating_sub(text::columns(&when) + 6);
    let words = format!(" {}", text::fit(&format!("{words} {after}"), room));
    let mut lines = vec![Line::from(vec![
        Span::styled(when, dim),
        full,
        rest,
        Span::styled(words, shared.theme.style(Role::Text)),
    ])];
    let note = text::visible_line(answer.note.as_deref().unwrap_or_default());
    lines.extend(inside(&note, columns, Role::Dim, shared));
    let typed = answer.typed.as_deref().unwrap_or_default().trim();
    lines.extend(inside(&text::visible(typed), columns, Role::Text, shared));
    lines
}

/// Words below a line of their own; nothing where there are none.
fn inside(words: &str, columns: usize, role: Role, shared: &Shared) -> Vec<Line<'static>> {
    if words.trim().is_empty() {
        return Vec::new();
    }
    let style = shared.theme.style(role);
    let wrapped = text::wrap(words, columns.saturating_sub(4)).into_iter();
    let lines = wrapped.map(|line| Line::styled(format!("    {line}"), style));
    lines.collect()
}

fn mode_word(mode: Mode, say: Language) -> String {
    match mode {
        Mode::Interview => say.mode_interview(),
        Mode::Practice => say.practice(),
        Mode::Review => say.mode_review(),
        Mode::NightBefore => say.night_before(),
        Mode::Unknown => String::new(),
    }
}
