//! How it goes, in seven pages of pictures with their numbers beside them. What is shown is worked
//! out beside the drawing; until it is there the screen says so.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use crate::clock::Moment;
use crate::language::Language;
use crate::text;
use crate::tui::action::{Action, Scope};
use crate::tui::screen::{Needs, Reply, Screen};
use crate::tui::shared::{Shared, Target};
use crate::tui::theme::Role;
use crate::tui::widgets::page;
use crate::tui::widgets::pane::Pane;

mod pages;
mod truth;

/// A page of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Page {
    #[default]
    Scores,
    Strength,
    Sureness,
    Time,
    Days,
    Truth,
    Outlook,
}

impl Page {
    const ALL: [Self; 7] = [
        Self::Scores,
        Self::Strength,
        Self::Sureness,
        Self::Time,
        Self::Days,
        Self::Truth,
        Self::Outlook,
    ];

    fn name(self, say: Language) -> String {
        match self {
            Self::Scores => say.progress_tab_scores(),
            Self::Strength => say.progress_tab_strength(),
            Self::Sureness => say.progress_tab_sureness(),
            Self::Time => say.progress_tab_time(),
            Self::Days => say.progress_tab_days(),
            Self::Outlook => say.progress_tab_outlook(),
            Self::Truth => say.progress_tab_truth(),
        }
    }
}

/// The progress screen.
#[derive(Debug, Default)]
pub struct ProgressScreen {
    /// The place in [`Page::ALL`].
    at: usize,
    pane: Pane,
}

impl ProgressScreen {
    /// A click on a page's name turns to it.
    pub fn turn_to(&mut self, page: usize) {
        self.at = page.min(Page::ALL.len() - 1);
        self.pane.reset();
    }

    fn draw_names(&self, frame: &mut Frame<'_>, area: Rect, shared: &Shared) {
        let mut x = area.x;
        for (place, page) in Page::ALL.into_iter().enumerate() {
            let name = page.name(shared.language);
            let (words, role) = if place == self.at {
                (format!("[{name}]"), Role::Selected)
            } else {
                (format!(" {name} "), Role::Dim)
            };
            let width = u16::try_from(text::columns(&words)).unwrap_or(0);
            let place_of = Rect { x, width, ..area }.intersection(area);
            shared.can_click(place_of, Target::Row(place));
            frame.render_widget(Span::styled(words, shared.theme.style(role)), place_of);
            x += width;
        }
    }
}

impl Screen for ProgressScreen {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Progress, Scope::List, Scope::Global]
    }

    fn act(
        &mut self,
        action: Action,
        _key: usize,
        _shared: &mut Shared,
        _now: Moment,
    ) -> Option<Vec<Reply>> {
        let pages = Page::ALL.len();
        match action {
            Action::NextPage => self.turn_to((self.at + 1) % pages),
            Action::PreviousPage => self.turn_to((self.at + pages - 1) % pages),
            _ => return None,
        }
        Some(Vec::new())
    }

    fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
        _now: Moment,
    ) -> Option<Position> {
        let say = shared.language;
        let mut actions = vec![Action::PreviousPage];
        actions.extend(self.pane.is_cut().then_some(Action::PageDown));
        actions.extend([Action::Back, Action::Help, Action::Quit]);
        let title = page::title(&say.progress_title(), shared);
        let progress = shared.progress.as_deref();
        let right = progress.map_or_else(String::new, |progress| progress.today.to_string());
        let body = page::column(page::draw(frame, area, title, &right, &actions, shared));
        self.draw_names(frame, page::row(body, 0), shared);
        let inside = page::below(body, 2);
        let columns = usize::from(inside.width);
        let rows = usize::from(inside.height);
        let Some(progress) = progress else {
            let words = say.progress_working();
            let line = Line::styled(words, shared.theme.style(Role::Dim));
            frame.render_widget(line, page::row(inside, 0));
            return None;
        };
        let room = pages::Room {
            columns,
            rows,
            shared,
        };
        let page = Page::ALL[self.at];
        let lines = match page {
            Page::Outlook => pages::outlook(progress, &room),
            Page::Truth => truth::lines(progress, &room),
            _ if progress.is_empty() => pages::nothing(&room),
            Page::Scores => pages::scores(progress, &room),
            Page::Strength => pages::strength(progress, &room),
            Page::Sureness => pages::sureness(progress, &room),
            Page::Time => pages::time(progress, &room),
            Page::Days => pages::days(progress, &room),
        };
        let keys = [Action::Up];
        self.pane.draw(frame, inside, &lines.into(), &keys, shared);
        None
    }

    fn click(&mut self, target: Target, _shared: &mut Shared, _now: Moment) -> Vec<Reply> {
        if let Target::Row(page) = target {
            self.turn_to(page);
        }
        Vec::new()
    }

    fn pane(&mut self) -> Option<&mut Pane> {
        Some(&mut self.pane)
    }

    fn needs(&self) -> Needs {
        Needs {
            progress: true,
            ..Needs::default()
        }
    }
}
