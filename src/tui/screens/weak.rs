//! The weak cards: what would cost the most points on the day that matters, and why.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::editor;
use super::review::ReviewScreen;
use crate::bank::write::Field;
use crate::both;
use crate::clock::Moment;
use crate::memory::Weakness;
use crate::review::Pick;
use crate::survey::Survey;
use crate::text;
use crate::tui::action::{Action, Scope};
use crate::tui::screen::{Needs, News, Reply, Screen};
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::list::{List, Row};
use crate::tui::widgets::{bar, page};

/// Cards of one drill.
const DRILL: usize = 10;

/// The list of weak cards.
#[derive(Debug)]
pub struct Weak {
    cards: Vec<Weakness>,
    list: List,
}

impl Weak {
    /// Every weak card that was tried, the most points to lose first.
    pub fn new(shared: &Shared, now: Moment) -> Self {
        let mut weak = Self {
            cards: Vec::new(),
            list: List::default(),
        };
        weak.take(&shared.survey(now));
        weak
    }

    /// The cards were looked through anew; the choice stays on its card where it can.
    fn list_anew(&mut self, survey: &Survey) {
        let chosen = self.cards.get(self.list.at());
        let chosen = chosen.map(|found| found.card.clone());
        self.take(survey);
        let place = |card| self.cards.iter().position(|found| found.card == card);
        if let Some(at) = chosen.and_then(place) {
            self.list.choose(at);
        }
    }

    fn take(&mut self, survey: &Survey) {
        let tried = survey.weak().iter().filter(|found| found.is_tried);
        self.cards = tried.cloned().collect();
        self.list.set_len(self.cards.len());
    }
}

impl Screen for Weak {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Weak, Scope::List, Scope::Global]
    }

    fn act(
        &mut self,
        action: Action,
        _key: usize,
        shared: &mut Shared,
        now: Moment,
    ) -> Option<Vec<Reply>> {
        let chosen = self.cards.get(self.list.at())?;
        if action == Action::Rewrite {
            return Some(editor::open(&chosen.card, Field::Answer, shared, now));
        }
        if action != Action::Open {
            return None;
        }
        let cards = self.cards[self.list.at()..]
            .iter()
            .map(|found| found.card.clone())
            .collect();
        let title = both!("약한 카드", "Weak cards");
        let review = ReviewScreen::new(&Pick::Cards(cards), title, DRILL, shared, now);
        Some(vec![Reply::swap(review)])
    }

    fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
        _now: Moment,
    ) -> Option<Position> {
        let say = shared.language;
        let actions = [
            Action::Open,
            Action::Rewrite,
            Action::Up,
            Action::Back,
            Action::Help,
            Action::Quit,
        ];
        let title = page::title(&say.home_weak(), shared);
        let count = say.weak_count(self.cards.len());
        let body = page::column(page::draw(frame, area, title, &count, &actions, shared));
        let columns = usize::from(body.width);
        if self.cards.is_empty() {
            let lines: Vec<Line<'_>> = text::wrap(&say.weak_none(), columns)
                .into_iter()
                .map(|line| Line::styled(line, shared.theme.style(Role::Dim)))
                .collect();
            frame.render_widget(Lines::from(lines), body);
            return None;
        }
        for row in self
            .list
            .tall_rows(frame, body, self.cards.len(), 2, shared)
        {
            let [question, reasons] = says(&self.cards[row.number], &row, shared);
            row.draw(frame, &question);
            let below = page::row(row.place, 1);
            frame.render_widget(reasons, below);
        }
        None
    }

    fn list(&mut self) -> Option<&mut List> {
        Some(&mut self.list)
    }

    fn news(&mut self, news: &News<'_>, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        if matches!(news, News::Surveyed) {
            self.list_anew(&shared.survey(now));
        }
        Vec::new()
    }

    fn needs(&self) -> Needs {
        Needs {
            survey: true,
            ..Needs::default()
        }
    }
}

/// The question of a card, and why it is weak.
fn says(found: &Weakness, row: &Row, shared: &Shared) -> [Line<'static>; 2] {
    let say = shared.language;
    let columns = row.columns();
    let base = row.style(Role::Text, shared);
    let question = shared
        .bank
        .find(&found.card)
        .map_or(found.card.as_str(), |entry| &entry.card.question);
    let bad = shared.theme.style(Role::Bad);
    let [full, rest] = bar::filled(
        found.shortfall,
        8,
        shared.ascii,
        bad,
        shared.theme.style(Role::Border),
    );
    let first = Line::from(vec![
        Span::styled(row.mark(), base),
        Span::styled(
            text::pad(&text::visible_line(question), columns.saturating_sub(11)),
            base,
        ),
        Span::raw(" "),
        full,
        rest,
    ]);
    let mut words: Vec<String> = found
        .reasons
        .iter()
        .map(|reason| reason.words().in_language(say).clone())
        .collect();
    words.extend(
        found
            .stuck
            .map(|stuck| stuck.words().in_language(say).clone()),
    );
    let role = if found.stuck.is_some() {
        Role::Warn
    } else {
        Role::Dim
    };
    let words = text::fit(&words.join(" · "), columns.saturating_sub(4));
    [
        first,
        Line::styled(format!("    {words}"), shared.theme.style(role)),
    ]
}
