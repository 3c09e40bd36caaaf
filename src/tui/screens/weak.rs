//! The weak cards: what would cost the most points on the day that matters, and why.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::editor;
use super::review::ReviewScreen;
use super::story::StoryScreen;
use crate::bank::write::Field;
use crate::both;
use crate::clock::Moment;
use crate::language::Language;
use crate::memory::Weakness;
use crate::memory::weakness::Stuck;
use crate::review::Pick;
use crate::survey::Survey;
use crate::text;
use crate::tui::action::{Action, Scope};
use crate::tui::screen::{Needs, News, Reply, Screen};
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::list::{List, Row};
use crate::tui::widgets::pane::Pane;
use crate::tui::widgets::sheet::Sheet;
use crate::tui::widgets::{answer, bar, page};

/// Cards of one drill.
const DRILL: usize = 10;

/// The list of weak cards.
#[derive(Debug)]
pub struct Weak {
    cards: Vec<Weakness>,
    list: List,
    /// The chosen card whole, while it is open.
    open: Option<Pane>,
}

impl Weak {
    /// Every weak card that was tried, the most points to lose first.
    pub fn new(shared: &Shared, now: Moment) -> Self {
        let mut weak = Self {
            cards: Vec::new(),
            list: List::default(),
            open: None,
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

    /// A review of the cards from the chosen one on.
    fn review(&self, shared: &Shared, now: Moment) -> Vec<Reply> {
        let cards = self.cards[self.list.at()..].iter();
        let cards = cards.map(|found| found.card.clone()).collect();
        let title = both!("약한 카드", "Weak cards");
        let review = ReviewScreen::new(&Pick::Cards(cards), title, DRILL, shared, now);
        vec![Reply::swap(review)]
    }

    /// The chosen card whole: why it is weak, its points and its answer.
    fn draw_open(&mut self, frame: &mut Frame<'_>, body: Rect, shared: &Shared) {
        let (Some(pane), Some(found)) = (&mut self.open, self.cards.get(self.list.at())) else {
            return;
        };
        let columns = usize::from(body.width);
        let wrapped = |words: &str, role| {
            let style = shared.theme.style(role);
            let lines = text::wrap(&text::visible(words), columns).into_iter();
            lines.map(move |line| Line::styled(line, style))
        };
        let entry = shared.bank.find(&found.card);
        let question = entry.map_or(found.card.as_str(), |entry| &entry.card.question);
        let mut sheet = Sheet::from(wrapped(question, Role::Title).collect::<Vec<_>>());
        for words in whys(found, shared.language) {
            for line in wrapped(&words, Role::Warn) {
                sheet.push(line);
            }
        }
        sheet.push(Line::default());
        if let Some(entry) = entry {
            if !entry.card.key_points.is_empty() {
                let points = entry.card.key_points.iter();
                let points: Vec<String> = points.map(|point| format!("- {point}")).collect();
                sheet.push(answer::heading(&shared.language.score_points(), shared));
                for line in wrapped(&points.join("\n"), Role::Text) {
                    sheet.push(line);
                }
                sheet.push(Line::default());
            }
            sheet.append_sheet(answer::model_lines(entry.card, columns, shared));
        }
        pane.draw(frame, body, &sheet, &[Action::Up], shared);
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
        let chosen = self.cards.get(self.list.at())?.card.clone();
        match action {
            Action::Open | Action::Back if self.open.is_some() => self.open = None,
            Action::Open => self.open = Some(Pane::default()),
            Action::EditWeak => return Some(editor::open(&chosen, Field::Answer, shared, now)),
            Action::StoryOfWeak => {
                let story = StoryScreen::new(&chosen, shared, now);
                return Some(vec![Reply::open(story)]);
            }
            Action::ReviewWeak => return Some(self.review(shared, now)),
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
        let actions = [
            Action::Open,
            Action::Up,
            Action::ReviewWeak,
            Action::EditWeak,
            Action::StoryOfWeak,
            Action::Back,
            Action::Help,
            Action::Quit,
        ];
        let audience = shared.audience().words();
        let audience = audience.in_language(say);
        let title = page::title(&format!("{} · {audience}", say.home_weak()), shared);
        let count = say.weak_count(self.cards.len());
        let body = page::column(page::draw(frame, area, title, &count, &actions, shared));
        let columns = usize::from(body.width);
        if self.open.is_some() {
            self.draw_open(frame, body, shared);
            return None;
        }
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
        self.open.is_none().then_some(&mut self.list)
    }

    fn pane(&mut self) -> Option<&mut Pane> {
        self.open.as_mut()
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
    let words = whys(found, say);
    let role = if found.stuck.is_some() {
        Role::Warn
    } else {
        Role::Dim
    };
    let words = fitting(&words, columns.saturating_sub(4));
    [
        first,
        Line::styled(format!("    {words}"), shared.theme.style(role)),
    ]
}

/// Why a card is weak; what to do about a stuck one first.
fn whys(found: &Weakness, say: Language) -> Vec<String> {
    let stuck = found.stuck.map(Stuck::words);
    let reasons = found.reasons.iter().map(|reason| reason.words());
    let whys = stuck.into_iter().chain(reasons);
    whys.map(|words| words.in_language(say).clone()).collect()
}

/// As many reasons as fit whole, the first in any case.
fn fitting(reasons: &[String], columns: usize) -> String {
    let fits = |count: &usize| text::columns(&reasons[..*count].join(" · ")) <= columns;
    let count = (1..=reasons.len()).rev().find(fits).unwrap_or(1);
    let shown = reasons.iter().take(count).cloned().collect::<Vec<_>>();
    text::fit(&shown.join(" · "), columns)
}
