//! Trying themes on: a box over the screen beneath, which wears each theme at once.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use crate::clock::Moment;
use crate::text;
use crate::tui::action::{Action, Scope};
use crate::tui::effect::Effect;
use crate::tui::screen::{News, Reply, Screen};
use crate::tui::shared::Shared;
use crate::tui::theme::{Role, Theme};
use crate::tui::widgets::list::{List, Row};
use crate::tui::widgets::{footer, page, popup};

/// Roles of the swatches.
pub const SWATCHES: [Role; 6] = [
    Role::Text,
    Role::Accent,
    Role::Good,
    Role::Warn,
    Role::Bad,
    Role::Matched,
];

/// The box with the themes.
#[derive(Debug)]
pub struct Themes {
    /// What the screens wore before.
    before: Theme,
    /// Empty until they are read.
    all: Vec<Theme>,
    list: List,
}

impl Themes {
    /// Opens the box; the themes come when they are read.
    pub fn open(shared: &Shared) -> Vec<Reply> {
        let themes = Self {
            before: shared.theme.clone(),
            all: Vec::new(),
            list: List::default(),
        };
        vec![
            Reply::open(themes),
            Reply::Do(Effect::ReadThemes(shared.profile)),
        ]
    }

    /// The themes are read.
    fn read(&mut self, all: &[Theme]) {
        let now = all
            .iter()
            .position(|theme| theme.name() == self.before.name());
        self.all = all.to_vec();
        self.list.begin(all.len(), now.unwrap_or(0));
    }

    fn row(&self, row: &Row, theme: &Theme, shared: &Shared) -> Line<'static> {
        let (mark, base) = (row.mark(), row.style(Role::Text, shared));
        let note = if theme.name() == self.before.name() {
            shared.language.themes_now()
        } else if theme.is_own() {
            shared.language.themes_own()
        } else {
            String::new()
        };
        let swatches = SWATCHES.len() * 3 + 1;
        let room = row.columns().saturating_sub(swatches + 2);
        let title = text::visible_line(theme.title().in_language(shared.language));
        let note_room = text::columns(&note) + 1;
        let words = text::pad(&title, room.saturating_sub(note_room));
        let mut spans = vec![
            Span::styled(format!("{mark}{words} "), base),
            Span::styled(text::pad(&note, note_room - 1), base),
        ];
        let ground = theme.style(Role::Background);
        let plain = |role: Role| {
            ground
                .patch(theme.style(role))
                .remove_modifier(Modifier::UNDERLINED)
        };
        spans.push(Span::styled(" ", plain(Role::Text)));
        for role in SWATCHES {
            spans.push(Span::styled("Aa", plain(role)));
            spans.push(Span::styled(" ", plain(Role::Text)));
        }
        Line::from(spans)
    }
}

impl Screen for Themes {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Themes, Scope::List, Scope::Global]
    }

    fn act(
        &mut self,
        action: Action,
        _key: usize,
        shared: &mut Shared,
        _now: Moment,
    ) -> Option<Vec<Reply>> {
        match action {
            Action::KeepTheme | Action::Open => {
                let name = self.all.get(self.list.at())?.name().to_owned();
                Some(vec![Reply::Close, Reply::Do(Effect::KeepTheme(name))])
            }
            Action::PutThemeBack | Action::Back => {
                shared.theme = self.before.clone();
                Some(vec![Reply::Close])
            }
            // A second box of the same kind would take this one's theme for the old one.
            Action::ChooseTheme => Some(Vec::new()),
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
        let most = area.height.saturating_sub(4);
        let height = u16::try_from(self.all.len().max(1) + 4).unwrap_or(most);
        let place = Rect {
            x: page::column(area).right().saturating_sub(46),
            y: area.y + 2,
            width: area.width.min(45),
            height: height.min(most),
        };
        let inner = popup::open(frame, place, &say.themes_title(), shared);
        let last = page::row(inner, inner.height.saturating_sub(1));
        let actions = [Action::KeepTheme, Action::PutThemeBack, Action::Up];
        footer::draw(frame, last, &actions, shared);
        let list = Rect {
            height: inner.height.saturating_sub(2),
            ..inner
        };
        if self.all.is_empty() {
            let words = Line::styled(say.themes_reading(), shared.theme.style(Role::Dim));
            frame.render_widget(words, list);
            return None;
        }
        for row in self.list.rows(frame, list, self.all.len(), shared) {
            let line = self.row(&row, &self.all[row.number], shared);
            row.draw(frame, &line);
        }
        None
    }

    fn list(&mut self) -> Option<&mut List> {
        Some(&mut self.list)
    }

    fn chose(&mut self, shared: &mut Shared, _now: Moment) {
        if let Some(theme) = self.all.get(self.list.at()) {
            shared.theme = theme.clone();
        }
    }

    fn news(&mut self, news: &News<'_>, _shared: &mut Shared, _now: Moment) -> Vec<Reply> {
        if let News::Themes(all) = news {
            self.read(all);
        }
        Vec::new()
    }

    fn is_box(&self) -> bool {
        true
    }
}
