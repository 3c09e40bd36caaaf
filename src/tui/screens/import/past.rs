//! The imports that were, each of which can be taken back.

use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::{job, plain};
use crate::clock::Moment;
use crate::import::{PastImport, Undone};
use crate::text;
use crate::tui::action::{Action, Scope};
use crate::tui::notes::{NoteJob, NoteNews};
use crate::tui::screen::{News, Reply, Screen};
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::ask::Ask;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::list::List;
use crate::tui::widgets::page;

/// The list of imports.
#[derive(Debug, Default)]
pub struct PastImports {
    imports: Vec<PastImport>,
    list: List,
    ask: Option<Ask>,
    /// What came of one that was taken back.
    undone: Option<Box<Undone>>,
}

impl PastImports {
    /// The screen, and the request for the imports.
    pub fn open(now: Moment) -> Vec<Reply> {
        vec![Reply::open(Self::default()), job(NoteJob::Past, now)]
    }

    fn ask(&mut self, shared: &Shared) {
        let say = shared.language;
        let chosen = self.imports.get(self.list.at());
        let Some(import) = chosen.filter(|import| import.undone.is_none()) else {
            return;
        };
        let import = import.words();
        self.ask = Some(Ask::new(
            say.past_imports_ask(),
            format!("{}\n{}", import.in_language(say), say.past_imports_words()),
            say.past_imports_no(),
            say.past_imports_yes(),
        ));
    }

    fn take_back(&self, shared: &Shared, now: Moment) -> Vec<Reply> {
        let Some(import) = self.imports.get(self.list.at()) else {
            return Vec::new();
        };
        let take_back = NoteJob::TakeBack {
            id: import.id.clone(),
            history: Arc::clone(&shared.history),
        };
        vec![job(take_back, now)]
    }
}

impl Screen for PastImports {
    fn scopes(&self) -> &'static [Scope] {
        if self.ask.is_some() {
            Ask::SCOPES
        } else {
            &[Scope::Imported, Scope::List, Scope::Global]
        }
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
            return Some(match answer {
                Action::Yes => self.take_back(shared, now),
                _ => Vec::new(),
            });
        }
        match action {
            Action::Back if self.undone.take().is_some() => Some(vec![job(NoteJob::Past, now)]),
            Action::Open | Action::UndoImport if self.undone.is_none() => {
                self.ask(shared);
                Some(Vec::new())
            }
            _ => None,
        }
    }

    fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
        _now: Moment,
    ) -> Option<Position> {
        let say = shared.language;
        let title = page::title(&say.past_imports(), shared);
        let mut actions = vec![Action::Back, Action::Help];
        if self.undone.is_none() && !self.imports.is_empty() {
            actions.splice(0..0, [Action::UndoImport, Action::Up]);
        }
        let body = page::column(page::draw(frame, area, title, "", &actions, shared));
        let columns = usize::from(body.width);
        if let Some(undone) = &self.undone {
            frame.render_widget(Lines::from(told(undone, columns, shared)), body);
        } else if self.imports.is_empty() {
            frame.render_widget(plain(&say.past_imports_none(), Role::Dim, shared), body);
        }
        if self.undone.is_none() {
            for row in self.list.rows(frame, body, self.imports.len(), shared) {
                let import = &self.imports[row.number];
                let mut words = format!("{}{}", row.sign(), import.words().in_language(say));
                let mut role = Role::Text;
                if import.undone.is_some() {
                    words = format!("{words} · {}", say.past_imports_over());
                    role = Role::Dim;
                }
                let words = text::fit(&words, row.columns());
                let words = text::pad(&words, row.columns());
                row.draw(frame, &Line::styled(words, row.style(role, shared)));
            }
        }
        if let Some(ask) = &self.ask {
            ask.draw(frame, area, shared);
        }
        None
    }

    fn news(&mut self, news: &News<'_>, _shared: &mut Shared, _now: Moment) -> Vec<Reply> {
        match news {
            News::Notes(NoteNews::Past(imports)) => {
                self.imports.clone_from(imports);
                self.list.set_len(imports.len());
            }
            News::Notes(NoteNews::TakenBack(undone, _)) => self.undone = Some(undone.clone()),
            _ => {}
        }
        Vec::new()
    }

    fn list(&mut self) -> Option<&mut List> {
        (self.undone.is_none() && self.ask.is_none()).then_some(&mut self.list)
    }

    fn tells(&self, news: &News<'_>) -> bool {
        matches!(news, News::Notes(NoteNews::TakenBack(..)))
    }
}

/// What was taken back, and what stays and why.
pub(super) fn told(undone: &Undone, columns: usize, shared: &Shared) -> Vec<Line<'static>> {
    let say = shared.language;
    let mut shown = vec![Line::default()];
    let mut add = |words: &str, role: Role| {
        for line in text::wrap(&text::visible_line(words), columns) {
            shown.push(plain(&line, role, shared));
        }
    };
    add(undone.words().in_language(say), Role::Good);
    for (_, question, why) in &undone.stay {
        add(
            &format!("  {question} · {}", why.words().in_language(say)),
            Role::Warn,
        );
    }
    for problem in &undone.problems {
        add(&problem.in_language(say), Role::Bad);
    }
    shown
}
