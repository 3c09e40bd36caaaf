//! Choosing whose questions are practised: a box over the screen beneath with languages and roles.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use crate::bank::audience::language_word;
use crate::bank::role::{self, GROUPS, ROLES};
use crate::bank::{Audience, Bank};
use crate::clock::Moment;
use crate::store::settings::Practice;
use crate::text;
use crate::tui::action::{Action, Scope};
use crate::tui::effect::Effect;
use crate::tui::screen::{Reply, Screen};
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::list::List;
use crate::tui::widgets::{footer, page, popup};

/// A row of the box.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Choice {
    Language(String),
    Group(&'static str),
    Role(&'static str),
}

/// The box.
#[derive(Debug)]
pub struct AudienceBox {
    choices: Vec<Choice>,
    audience: Audience,
    list: List,
}

impl AudienceBox {
    /// The box with what is chosen now.
    pub fn new(shared: &Shared) -> Self {
        let languages = languages(shared);
        let groups = GROUPS.iter().filter(|group| group.roles.len() > 1);
        let choices: Vec<Choice> = languages
            .into_iter()
            .map(Choice::Language)
            .chain(groups.map(|group| Choice::Group(group.id)))
            .chain(ROLES.map(Choice::Role))
            .collect();
        Self {
            choices,
            audience: shared.usual_audience.clone(),
            list: List::default(),
        }
    }

    fn is_ticked(&self, choice: &Choice) -> bool {
        let roles = &self.audience.roles;
        match choice {
            Choice::Language(code) => self.audience.languages.contains(code),
            Choice::Group(name) | Choice::Role(name) => {
                let meant = role::meant(name).unwrap_or_default();
                meant.iter().all(|role| roles.iter().any(|own| own == role))
            }
        }
    }

    fn toggle(&mut self) {
        let Some(choice) = self.choices.get(self.list.at()).cloned() else {
            return;
        };
        let is_ticked = self.is_ticked(&choice);
        match choice {
            Choice::Language(code) if is_ticked => {
                self.audience.languages.retain(|own| *own != code);
            }
            Choice::Language(code) => self.audience.languages.push(code),
            Choice::Group(name) | Choice::Role(name) => {
                let meant = role::meant(name).unwrap_or_default();
                let mut roles = std::mem::take(&mut self.audience.roles);
                roles.retain(|own| !meant.contains(&own.as_str()));
                if !is_ticked {
                    roles.push(name.to_owned());
                }
                self.audience.roles = role::in_order(&roles);
            }
        }
    }
}

impl Screen for AudienceBox {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Audience, Scope::List, Scope::Global]
    }

    fn act(
        &mut self,
        action: Action,
        _key: usize,
        shared: &mut Shared,
        _now: Moment,
    ) -> Option<Vec<Reply>> {
        match action {
            Action::TickAudience => {
                self.toggle();
                Some(Vec::new())
            }
            Action::KeepAudience | Action::Open => {
                let keep = choose(self.audience.clone(), shared);
                Some(vec![Reply::Close, Reply::Do(keep)])
            }
            Action::ChooseAudience => Some(Vec::new()),
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
        let most = area.height.saturating_sub(2);
        let height = u16::try_from(self.choices.len() + 6).unwrap_or(most);
        let place = Rect {
            x: page::column(area).x,
            y: area.y + 1,
            width: area.width.min(56),
            height: height.min(most),
        };
        let inner = popup::open(frame, place, &say.audience_title(), shared);
        let last = page::row(inner, inner.height.saturating_sub(1));
        let actions = [
            Action::TickAudience,
            Action::KeepAudience,
            Action::Back,
            Action::Up,
        ];
        footer::draw(frame, last, &actions, shared);
        let count = counted(&self.audience, &shared.bank, shared);
        let line = Line::styled(
            text::fit(&count, usize::from(inner.width)),
            shared.theme.style(Role::Dim),
        );
        frame.render_widget(line, page::row(inner, inner.height.saturating_sub(3)));
        let list = Rect {
            height: inner.height.saturating_sub(4),
            ..inner
        };
        for row in self.list.rows(frame, list, self.choices.len(), shared) {
            let choice = &self.choices[row.number];
            let words = match choice {
                Choice::Language(code) => language_word(code),
                Choice::Group(name) | Choice::Role(name) => role::words(name),
            };
            let tick = if self.is_ticked(choice) { "[x]" } else { "[ ]" };
            let words = format!("{}{tick} {}", row.mark(), words.in_language(say));
            let words = text::pad(&words, row.columns());
            row.draw(frame, &Line::styled(words, row.style(Role::Text, shared)));
        }
        None
    }

    fn list(&mut self) -> Option<&mut List> {
        Some(&mut self.list)
    }

    fn is_box(&self) -> bool {
        true
    }
}

/// The languages to choose from: the interface's first, then those of the decks.
pub fn languages(shared: &Shared) -> Vec<String> {
    let mut languages = vec![shared.language.code().to_owned()];
    let of_decks = shared
        .bank
        .decks()
        .iter()
        .filter_map(|deck| deck.lang.clone());
    let both = ["ko", "en"].map(str::to_owned);
    for code in both.into_iter().chain(of_decks) {
        if !languages.contains(&code) {
            languages.push(code);
        }
    }
    languages
}

/// Practises for others from now on; the effect keeps it for the next start.
pub fn choose(audience: Audience, shared: &mut Shared) -> Effect {
    let audience = Audience {
        is_asked_for: false,
        ..audience
    };
    let audience = if audience.languages.is_empty() {
        audience.with_languages(&[shared.language.code().to_owned()])
    } else {
        audience
    };
    let practice = Practice {
        languages: audience.languages.clone(),
        roles: audience.roles.clone(),
    };
    shared.usual_audience = audience;
    shared.survey = None;
    Effect::KeepPractice(practice)
}

/// How many of the cards are practised: `207 of 794 cards: Korean, backend`.
pub fn counted(audience: &Audience, bank: &Bank, shared: &Shared) -> String {
    let words = audience.words();
    let words = words.in_language(shared.language);
    shared
        .language
        .audience_count(audience.count(bank), bank.len(), words)
}
