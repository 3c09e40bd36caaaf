//! What is wrong in the user's files, each with its place and its mending.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use crate::clock::Moment;
use crate::problem::{Problem, Severity};
use crate::text;
use crate::tui::action::{Action, Scope};
use crate::tui::screen::{Reply, Screen};
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::list::WHEEL;
use crate::tui::widgets::page;

/// The list of problems. However many there are, only those on the way are wrapped.
#[derive(Debug, Default)]
pub struct Problems {
    top: Place,
    rows: usize,
    columns: usize,
}

/// A line of a problem.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    problem: usize,
    line: usize,
}

impl Problems {
    /// The place from which the last line is just seen.
    fn last_top(&self, shared: &Shared) -> Place {
        let end = Place {
            problem: shared.all_problems().count(),
            line: 0,
        };
        self.before(end, self.rows, shared)
    }

    fn before(&self, mut place: Place, mut lines: usize, shared: &Shared) -> Place {
        while lines > place.line {
            let Some(problem) = place.problem.checked_sub(1) else {
                return Place::default();
            };
            lines -= place.line;
            let line = self.wrapped(problem, shared).len();
            place = Place { problem, line };
        }
        place.line -= lines;
        place
    }

    fn after(&self, mut place: Place, mut lines: usize, shared: &Shared) -> Place {
        while lines > 0 {
            let rest = self.wrapped(place.problem, shared).len() - place.line;
            if lines < rest || rest == 0 {
                place.line += lines.min(rest);
                return place;
            }
            lines -= rest;
            place = Place {
                problem: place.problem + 1,
                line: 0,
            };
        }
        place
    }

    /// The lines of the problem with this number; none past the last one.
    fn wrapped(&self, number: usize, shared: &Shared) -> Vec<String> {
        let problem = shared.all_problems().nth(number);
        problem.map_or_else(Vec::new, |problem| {
            text::wrap(&problem.in_language(shared.language), self.columns)
        })
    }
}

impl Screen for Problems {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::List, Scope::Global]
    }

    fn act(
        &mut self,
        action: Action,
        _key: usize,
        shared: &mut Shared,
        _now: Moment,
    ) -> Option<Vec<Reply>> {
        let top = match action {
            Action::Up => self.before(self.top, 1, shared),
            Action::Down => self.after(self.top, 1, shared),
            Action::PageUp => self.before(self.top, self.rows, shared),
            Action::PageDown => self.after(self.top, self.rows, shared),
            Action::First => Place::default(),
            Action::Last => self.last_top(shared),
            _ => return None,
        };
        self.top = top.min(self.last_top(shared));
        Some(Vec::new())
    }

    fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
        _now: Moment,
    ) -> Option<Position> {
        let actions = [Action::Up, Action::Back, Action::Quit];
        let (errors, warnings) = shared.problem_counts();
        let count = shared.language.home_problem_count(errors, warnings);
        let title = page::title(&shared.language.problems_title(), shared);
        let body = page::column(page::draw(frame, area, title, &count, &actions, shared));
        self.rows = usize::from(body.height);
        self.columns = usize::from(body.width);
        self.top = self.top.min(self.last_top(shared));
        let mut lines: Vec<Line<'_>> = Vec::new();
        let from_top = shared.all_problems().enumerate().skip(self.top.problem);
        for (number, problem) in from_top {
            if lines.len() >= self.rows + self.top.line {
                break;
            }
            let role = role(problem);
            let words = self.wrapped(number, shared).into_iter().enumerate();
            lines.extend(words.map(|(i, line)| {
                let role = if i == 0 { role } else { Role::Text };
                Line::styled(line, shared.theme.style(role))
            }));
        }
        lines.drain(..self.top.line.min(lines.len()));
        if lines.is_empty() {
            lines.push(Line::styled(
                shared.language.problems_none(),
                shared.theme.style(Role::Good),
            ));
        }
        frame.render_widget(Lines::from(lines), body);
        None
    }

    fn wheel(&mut self, is_up: bool, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let action = if is_up { Action::Up } else { Action::Down };
        for _ in 0..WHEEL {
            self.act(action, 0, shared, now);
        }
        Vec::new()
    }
}

fn role(problem: &Problem) -> Role {
    match problem.severity {
        Severity::Error => Role::Bad,
        Severity::Warning => Role::Warn,
    }
}
