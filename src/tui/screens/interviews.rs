//! The interviews, coming and past: a list to add to, change and look back from.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::appointment::Appointment;
use super::look_back::{LookBackScreen, draft_name};
use crate::appointments::Interview;
use crate::clock::{Moment, day_of};
use crate::text;
use crate::tui::action::{Action, Scope};
use crate::tui::effect::Effect;
use crate::tui::interviews::InterviewJob;
use crate::tui::screen::{Reply, Screen};
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::ask::Ask;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::list::{self, List};
use crate::tui::widgets::page;

/// From this width on a row has room for the minutes a day.
const WIDE: usize = 76;

/// The list of interviews.
#[derive(Debug, Default)]
pub struct Interviews {
    list: List,
    /// The interview that may be removed, while that is asked.
    removes: Option<Interview>,
    ask: Option<Ask>,
}

/// The interviews in the order of the list: the coming ones, nearest first, then the past ones,
/// latest first. Where each stands is worked out, so that only those that are seen are built.
struct Listed<'s> {
    past: &'s [Interview],
    coming: &'s [Interview],
    /// The chosen one, and how many lines tell more about it.
    chosen: usize,
    details: usize,
}

impl<'s> Listed<'s> {
    fn of(shared: &'s Shared, now: Moment) -> Self {
        let (past, coming) = shared.past_and_coming(now);
        Self {
            past,
            coming,
            chosen: 0,
            details: 0,
        }
    }

    fn len(&self) -> usize {
        self.past.len() + self.coming.len()
    }

    fn get(&self, number: usize) -> Option<&'s Interview> {
        match number.checked_sub(self.coming.len()) {
            None => self.coming.get(number),
            Some(back) => self.past.iter().rev().nth(back),
        }
    }

    /// The heading that stands above a row.
    fn heading(&self, number: usize, shared: &Shared) -> Option<String> {
        if number == self.coming.len() {
            Some(shared.language.interviews_were())
        } else {
            (number == 0).then(|| shared.language.interviews_coming())
        }
    }

    /// The line of a row, counted over the whole list.
    fn line(&self, number: usize) -> usize {
        let is_past = number >= self.coming.len();
        // Both headings, and the empty line above the second.
        let headings = if is_past && !self.coming.is_empty() {
            3
        } else {
            1
        };
        let details = if number > self.chosen {
            self.details
        } else {
            0
        };
        headings + number + details
    }
}

impl Interviews {}

impl Screen for Interviews {
    fn scopes(&self) -> &'static [Scope] {
        if self.ask.is_some() {
            return Ask::SCOPES;
        }
        &[Scope::Interviews, Scope::List, Scope::Global]
    }

    fn act(
        &mut self,
        action: Action,
        _key: usize,
        shared: &mut Shared,
        now: Moment,
    ) -> Option<Vec<Reply>> {
        if self.ask.is_some() {
            let answer = Ask::take(&mut self.ask, action)?;
            let removed = self.removes.take().filter(|_| answer == Action::Yes);
            let job = removed.map(|interview| Box::new(InterviewJob::Remove(interview)));
            let replies = job.map(|job| Reply::Do(Effect::Interviews(job)));
            return Some(replies.into_iter().collect());
        }
        let all = Listed::of(shared, now);
        let chosen = all.get(self.list.at()).cloned();
        let form = match (action, chosen) {
            (Action::AddInterview, _) | (Action::Open, None) => Appointment::new(None, shared),
            (Action::Open | Action::LookBackOn, Some(chosen)) if has_been(&chosen, now) => {
                let screen = LookBackScreen::new(&chosen, shared);
                return Some(vec![Reply::open(screen)]);
            }
            (Action::Open | Action::EditInterview, Some(chosen)) => {
                Appointment::new(Some(chosen), shared)
            }
            (Action::RemoveInterview, chosen) => {
                self.ask = chosen.as_ref().map(|chosen| removing(chosen, shared));
                self.removes = chosen;
                return Some(Vec::new());
            }
            _ => return None,
        };
        Some(vec![Reply::open(form)])
    }

    fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
        now: Moment,
    ) -> Option<Position> {
        let say = shared.language;
        let mut actions = vec![Action::AddInterview];
        let mut all = Listed::of(shared, now);
        if all.len() > 0 {
            actions.extend([
                Action::Up,
                Action::Open,
                Action::EditInterview,
                Action::LookBackOn,
                Action::RemoveInterview,
            ]);
        }
        actions.extend([Action::Back, Action::Help]);
        let title = page::title(&say.home_interviews(), shared);
        let body = page::column(page::draw(frame, area, title, "", &actions, shared));
        let columns = usize::from(body.width);
        if all.len() == 0 {
            let style = shared.theme.style(Role::Dim);
            let words = text::wrap(
                &say.interviews_empty(&shared.key(Action::AddInterview)),
                columns,
            )
            .into_iter();
            let lines: Vec<Line<'_>> = words.map(|words| Line::styled(words, style)).collect();
            frame.render_widget(Lines::from(lines), page::below(body, 1));
        }
        self.list.set_len(all.len());
        let chosen = all.get(self.list.at());
        let details = chosen.map_or_else(Vec::new, |chosen| details(chosen, columns, shared));
        all.chosen = self.list.at();
        all.details = details.len();
        let place = |number: usize| {
            let line = all.line(number);
            let more = if number == all.chosen { all.details } else { 0 };
            line..line + 1 + more
        };
        let places = (0..all.len()).map(place).collect();
        let lines = all.len().checked_sub(1).map_or(0, |last| place(last).end);
        let (top, page) = self.list.page(frame, body, lines, places, shared);
        draw_rows(frame, (top, page), &all, &details, shared, now);
        if let Some(ask) = &self.ask {
            ask.draw(frame, area, shared);
        }
        None
    }

    fn list(&mut self) -> Option<&mut List> {
        self.ask.is_none().then_some(&mut self.list)
    }
}

/// Whether the interview is really to go.
fn removing(interview: &Interview, shared: &Shared) -> Ask {
    let say = shared.language;
    let name = text::visible_line(&interview.title());
    Ask::new(
        say.interviews_remove_title(),
        say.interviews_remove_words(&name),
        say.cancel(),
        say.interviews_remove_yes(),
    )
}

/// Draws the headings and rows of the page from the first line that is seen on.
fn draw_rows(
    frame: &mut Frame<'_>,
    (top, page): (usize, Rect),
    all: &Listed<'_>,
    details: &[Line<'static>],
    shared: &Shared,
    now: Moment,
) {
    let mut put = |line: usize, words: &Line<'static>| {
        let row = line
            .checked_sub(top)
            .and_then(|row| u16::try_from(row).ok());
        if let Some(row) = row {
            frame.render_widget(words, page::row(page, row));
        }
    };
    // A row has at most its heading, an empty line and its details beside it.
    let first = top.saturating_sub(3 + details.len());
    for number in first..all.len() {
        let line = all.line(number);
        if line > top + usize::from(page.height) {
            break;
        }
        if let Some(heading) = all.heading(number, shared) {
            let heading = Line::styled(heading, shared.theme.style(Role::Dim));
            put(line - 1, &heading);
        }
        let Some(interview) = all.get(number) else {
            break;
        };
        let is_chosen = number == all.chosen;
        let columns = usize::from(page.width);
        put(line, &row(interview, is_chosen, columns, shared, now));
        for (words, line) in details.iter().zip(line + 1..).filter(|_| is_chosen) {
            put(line, words);
        }
    }
}

fn row(
    interview: &Interview,
    chosen: bool,
    columns: usize,
    shared: &Shared,
    now: Moment,
) -> Line<'static> {
    let say = shared.language;
    let mark = list::mark(chosen);
    let left = if interview.date.is_past(now.wall) {
        say.interviews_past()
    } else {
        days_left(interview, shared, now)
    };
    let role = if chosen { Role::Selected } else { Role::Text };
    let when = text::pad(&when(interview, shared), 24);
    let left = text::pad(&left, 8);
    let minutes = if interview.date.is_past(now.wall) {
        looked_back(interview, shared)
    } else if columns >= WIDE {
        say.interviews_minutes(interview.minutes)
    } else {
        String::new()
    };
    let taken = 2 + 8 + 24 + text::columns(&minutes) + 1;
    let title = text::visible_line(&interview.title());
    let title = text::pad(&title, columns.saturating_sub(taken));
    Line::from(vec![
        Span::styled(format!("{mark}{left}"), shared.theme.style(role)),
        Span::styled(when, shared.theme.style(role)),
        Span::styled(format!("{title} "), shared.theme.style(role)),
        Span::styled(minutes, shared.theme.style(Role::Dim)),
    ])
}

/// Whether the day has come: then there may be something to look back on.
fn has_been(interview: &Interview, now: Moment) -> bool {
    interview.date.date <= now.wall.date_naive()
}

/// What became of looking back on it.
fn looked_back(interview: &Interview, shared: &Shared) -> String {
    let say = shared.language;
    if shared.unfinished.contains_key(&draft_name(&interview.id)) {
        return say.look_back_draft();
    }
    match shared.so_far.looked_back(&interview.id) {
        None => say.interviews_to_look_back_on(),
        Some(result) => say.look_back_result(result),
    }
}

/// `D-12`, or that it is today.
pub fn days_left(interview: &Interview, shared: &Shared, now: Moment) -> String {
    let day = interview.date.day(*now.wall.offset(), shared.day_begins);
    match (day - day_of(now.wall, shared.day_begins)).num_days() {
        0 => shared.language.today(),
        days => format!("D-{days}"),
    }
}

/// Day, weekday and time: `2026-12-03 (Thu) 14:00`.
pub fn when(interview: &Interview, shared: &Shared) -> String {
    let date = interview.date;
    let time = date
        .time
        .map_or(String::new(), |time| time.format(" %H:%M").to_string());
    let offset = date
        .offset
        .map_or(String::new(), |offset| format!(" {offset}"));
    let weekday = shared.language.weekday(date.date);
    format!("{} ({weekday}){time}{offset}", date.date)
}

fn details(interview: &Interview, columns: usize, shared: &Shared) -> Vec<Line<'static>> {
    let say = shared.language;
    let off: Vec<String> = interview.off.iter().map(ToString::to_string).collect();
    let parts = [
        (!interview.decks.is_empty()).then(|| interview.decks.join(", ")),
        (!interview.tags.is_empty()).then(|| interview.tags.join(", ")),
        (!off.is_empty()).then(|| say.interviews_off(&off.join(", "))),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return Vec::new();
    }
    let words = text::visible_line(&parts.join(" · "));
    let lines = text::wrap(&words, columns.saturating_sub(10))
        .into_iter()
        .take(2);
    let style = shared.theme.style(Role::Dim);
    lines
        .map(|words| Line::styled(format!("{}{words}", " ".repeat(10)), style))
        .collect()
}
