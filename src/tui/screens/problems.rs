//! What is wrong in the user's files, each with its place and its mending.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use crate::clock::Moment;
use crate::problem::{Problem, Severity};
use crate::text;
use crate::tui::action::{Action, Scope};
use crate::tui::screen::{News, Reply, Screen};
use crate::tui::shared::Shared;
use crate::tui::theme::{Role, Theme};
use crate::tui::widgets::page;
use crate::tui::widgets::pane::Pane;
use crate::tui::widgets::sheet::Sheet;

/// The list of problems.
#[derive(Debug, Default)]
pub struct Problems {
    pane: Pane,
    made: Option<Made>,
}

/// The problems as they were wrapped last: there may be thousands.
#[derive(Debug)]
struct Made {
    columns: usize,
    theme: Theme,
    /// How many errors and warnings there were.
    counts: (usize, usize),
    sheet: Sheet,
}

impl Made {
    fn of(columns: usize, shared: &Shared) -> Self {
        Self {
            columns,
            theme: shared.theme.clone(),
            counts: shared.problem_counts(),
            sheet: sheet(columns, shared),
        }
    }

    fn is_of(&self, columns: usize, shared: &Shared) -> bool {
        self.columns == columns
            && self.theme == shared.theme
            && self.counts == shared.problem_counts()
    }
}

impl Screen for Problems {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::List, Scope::Global]
    }

    fn act(
        &mut self,
        _action: Action,
        _key: usize,
        _shared: &mut Shared,
        _now: Moment,
    ) -> Option<Vec<Reply>> {
        None
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
        let columns = usize::from(body.width);
        self.made.take_if(|made| !made.is_of(columns, shared));
        let made = self.made.get_or_insert_with(|| Made::of(columns, shared));
        let keys = [Action::Up];
        self.pane.draw(frame, body, &made.sheet, &keys, shared);
        None
    }

    fn pane(&mut self) -> Option<&mut Pane> {
        Some(&mut self.pane)
    }

    fn news(&mut self, news: &News<'_>, _shared: &mut Shared, _now: Moment) -> Vec<Reply> {
        if matches!(news, News::BankChanged { .. } | News::Interviews(_)) {
            self.made = None;
        }
        Vec::new()
    }
}

/// All problems, errors in their own colour and with their word.
fn sheet(columns: usize, shared: &Shared) -> Sheet {
    let mut lines: Vec<Line<'static>> = Vec::new();
    for problem in shared.all_problems() {
        let words = text::wrap(&problem.in_language(shared.language), columns);
        let roles = std::iter::once(role(problem)).chain(std::iter::repeat(Role::Text));
        let words = words.into_iter().zip(roles);
        lines.extend(words.map(|(line, role)| Line::styled(line, shared.theme.style(role))));
    }
    if lines.is_empty() {
        let words = shared.language.problems_none();
        lines.push(Line::styled(words, shared.theme.style(Role::Good)));
    }
    Sheet::from(lines)
}

fn role(problem: &Problem) -> Role {
    match problem.severity {
        Severity::Error => Role::Bad,
        Severity::Warning => Role::Warn,
    }
}
