//! The interviews, coming and past: a list to add to, change and look back from.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span, Text};

use super::appointment::Appointment;
use super::look_back::{LookBackScreen, draft_name};
use super::{Reply, Screen, moved, scrolled_to};
use crate::appointments::Interview;
use crate::clock::{Moment, day_of};
use crate::text;
use crate::tui::action::{Action, Scope};
use crate::tui::app::Effect;
use crate::tui::interviews::InterviewJob;
use crate::tui::shared::{Shared, Target};
use crate::tui::theme::Role;
use crate::tui::widgets::{page, popup};

/// From this width on a row has room for the minutes a day.
const WIDE: usize = 76;

/// The list of interviews.
#[derive(Debug, Default)]
pub struct Interviews {
    at: usize,
    top: usize,
    /// Asked whether to remove this one.
    removes: Option<Interview>,
}

/// The interviews in the order of the list: the coming ones, nearest first, then the past ones,
/// latest first.
fn listed(shared: &Shared, now: Moment) -> Vec<&Interview> {
    let (mut past, coming): (Vec<_>, Vec<_>) = shared
        .interviews
        .iter()
        .partition(|interview| interview.date.is_past(now.wall));
    past.reverse();
    coming.into_iter().chain(past).collect()
}

impl Interviews {
    /// Where keys are looked up.
    pub fn scopes(&self) -> &'static [Scope] {
        if self.removes.is_some() {
            return &[Scope::Confirm];
        }
        &[Scope::Interviews, Scope::List, Scope::Global]
    }

    /// Moves, opens the chosen one, or changes the list.
    pub fn act(&mut self, action: Action, shared: &mut Shared, now: Moment) -> Option<Vec<Reply>> {
        if let Some(interview) = self.removes.take() {
            let job = InterviewJob::Remove(interview);
            let yes = action == Action::Yes;
            return Some(
                yes.then(|| Reply::Do(Effect::Interviews(Box::new(job))))
                    .into_iter()
                    .collect(),
            );
        }
        let all = listed(shared, now);
        if let Some(at) = moved(action, self.at, all.len(), 5) {
            self.at = at;
            return Some(Vec::new());
        }
        let chosen = all.get(self.at).map(|&interview| interview.clone());
        let form = match (action, chosen) {
            (Action::AddInterview, _) | (Action::Open, None) => Appointment::new(None, shared),
            (Action::Open | Action::LookBackOn, Some(chosen)) if has_been(&chosen, now) => {
                let screen = LookBackScreen::new(&chosen, shared);
                return Some(vec![Reply::Open(Screen::LookBack(Box::new(screen)))]);
            }
            (Action::Open | Action::EditInterview, Some(chosen)) => {
                Appointment::new(Some(chosen), shared)
            }
            (Action::RemoveInterview, chosen) => {
                self.removes = chosen;
                return Some(Vec::new());
            }
            _ => return None,
        };
        Some(vec![Reply::Open(Screen::Appointment(Box::new(form)))])
    }

    /// Chooses a row; true where it was chosen already.
    pub fn point_at(&mut self, row: usize) -> bool {
        let was_chosen = self.at == row;
        self.at = row;
        was_chosen
    }

    /// Draws a row an interview, with what is set for the chosen one below it.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, shared: &Shared, now: Moment) {
        let say = shared.language;
        let mut actions = vec![Action::AddInterview];
        let all = listed(shared, now);
        if !all.is_empty() {
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
        self.at = self.at.min(all.len().saturating_sub(1));
        if all.is_empty() {
            let style = shared.theme.style(Role::Dim);
            let words = text::wrap(&say.interviews_empty(), columns).into_iter();
            let lines: Vec<Line<'_>> = words.map(|words| Line::styled(words, style)).collect();
            frame.render_widget(Text::from(lines), page::below(body, 1));
        }
        let mut lines = Vec::new();
        let mut places = Vec::new();
        let is_past = |interview: &Interview| interview.date.is_past(now.wall);
        let coming = all.iter().filter(|interview| !is_past(interview)).count();
        for (number, interview) in all.iter().enumerate() {
            let heading = if number == coming {
                Some(say.interviews_were())
            } else if number == 0 {
                Some(say.interviews_coming())
            } else {
                None
            };
            if let Some(heading) = heading {
                if !lines.is_empty() {
                    lines.push(Line::default());
                }
                lines.push(Line::styled(heading, shared.theme.style(Role::Dim)));
            }
            places.push(lines.len());
            lines.push(row(interview, number == self.at, columns, shared, now));
            if number == self.at {
                lines.extend(details(interview, columns, shared));
            }
        }
        let rows = usize::from(body.height).max(1);
        let chosen = places.get(self.at).copied().unwrap_or(0);
        self.top = if self.at == 0 {
            0
        } else {
            scrolled_to(self.top, chosen + 2, rows)
        };
        self.top = scrolled_to(self.top, chosen, rows);
        for (number, line) in places.iter().enumerate() {
            let seen = line.checked_sub(self.top).filter(|row| *row < rows);
            if let Some(row) = seen.and_then(|row| u16::try_from(row).ok()) {
                shared.can_click(page::row(body, row), Target::Row(number));
            }
        }
        let seen = lines.into_iter().skip(self.top).take(rows);
        if !all.is_empty() {
            frame.render_widget(Text::from(seen.collect::<Vec<_>>()), body);
        }
        if let Some(interview) = &self.removes {
            let name = text::visible_line(&interview.title());
            let words = say.interviews_remove_words(&name);
            let keys = [Action::Yes, Action::No];
            popup::draw(
                frame,
                area,
                &say.interviews_remove_title(),
                &words,
                &keys,
                shared,
            );
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
    let mark = match (chosen, shared.ascii) {
        (true, true) => "> ",
        (true, false) => "▸ ",
        (false, _) => "  ",
    };
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
    let kept = shared.history.look_back_on(&interview.id);
    if shared.unfinished.contains_key(&draft_name(&interview.id)) {
        return say.look_back_draft();
    }
    match kept {
        None => say.interviews_to_look_back_on(),
        Some(kept) => say.look_back_result(kept.result),
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
