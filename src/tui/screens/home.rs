//! Home: what should I do now? Enter does it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Reply, Screen, browse, choose, help, moved, problems, room};
use crate::clock::{Moment, day_of};
use crate::text;
use crate::tui::action::Action;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::page;

/// The home screen.
#[derive(Debug, Default)]
pub struct Home {
    at: usize,
}

/// A way on from home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Resume,
    WarmUp,
    Interview,
    Bank,
    Problems,
    Keys,
}

impl Home {
    fn ways(shared: &Shared) -> Vec<Way> {
        let (errors, warnings) = shared.problem_counts();
        let mut ways = Vec::new();
        if shared.last_broken_off().is_some() {
            ways.push(Way::Resume);
        }
        if shared.history.is_empty() {
            ways.extend([Way::WarmUp, Way::Interview]);
        } else {
            ways.extend([Way::Interview, Way::WarmUp]);
        }
        ways.push(Way::Bank);
        if errors + warnings > 0 {
            ways.push(Way::Problems);
        }
        ways.push(Way::Keys);
        ways
    }

    /// Does an action of home or of its list.
    pub fn act(&mut self, action: Action, shared: &mut Shared, now: Moment) -> Option<Vec<Reply>> {
        let ways = Self::ways(shared);
        self.at = self.at.min(ways.len() - 1);
        if let Some(at) = moved(action, self.at, ways.len(), ways.len()) {
            self.at = at;
            return Some(Vec::new());
        }
        let way = match action {
            Action::Open => ways[self.at],
            Action::MockInterview => Way::Interview,
            Action::WarmUp => Way::WarmUp,
            Action::QuestionBank => Way::Bank,
            Action::ShowProblems => Way::Problems,
            _ => return None,
        };
        Some(Self::go(way, shared, now))
    }

    fn go(way: Way, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        match way {
            Way::Keys => vec![Reply::Open(Screen::Help(help::Help::default()))],
            Way::Problems => vec![Reply::Open(Screen::Problems(problems::Problems::default()))],
            Way::Bank => {
                let browse = browse::Browse::new("", shared, now);
                vec![Reply::Open(Screen::Browse(Box::new(browse)))]
            }
            _ if !(shared.bank_is_read && shared.history_is_read) => {
                let words = shared.language.reading_decks();
                shared.say(words, Role::Dim, now);
                Vec::new()
            }
            Way::Resume => room::resume(shared, now),
            Way::WarmUp => match choose::Choice::of_preset("warmup", shared) {
                Some(choice) => room::begin(&choice, shared, now),
                None => Vec::new(),
            },
            Way::Interview => {
                let choose = choose::Choose::new(shared, now);
                vec![Reply::Open(Screen::Choose(Box::new(choose)))]
            }
        }
    }

    /// Draws what is true so far and the ways on.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, shared: &Shared, now: Moment) {
        let ways = Self::ways(shared);
        self.at = self.at.min(ways.len() - 1);
        let actions = [
            Action::Up,
            Action::Open,
            Action::MockInterview,
            Action::Help,
            Action::Quit,
        ];
        let title = page::title("hotseat", shared);
        let right = now.wall.format("%Y-%m-%d").to_string();
        let body = page::column(page::draw(frame, area, title, &right, &actions, shared));
        let columns = usize::from(body.width);
        let mut lines = vec![Line::default()];
        lines.extend(if shared.history.is_empty() && shared.history_is_read {
            welcome(shared, columns)
        } else {
            so_far(shared, now, columns)
        });
        lines.push(Line::default());
        for (i, way) in ways.iter().enumerate() {
            lines.push(row(*way, i == self.at, columns, shared));
        }
        frame.render_widget(ratatui::text::Text::from(lines), body);
    }
}

/// Two lines of greeting, and where one's own questions go.
fn welcome(shared: &Shared, columns: usize) -> Vec<Line<'static>> {
    let say = shared.language;
    let mut lines = Vec::new();
    let mut add = |words: &str, role: Role| {
        for line in text::wrap(words, columns) {
            lines.push(Line::styled(line, shared.theme.style(role)));
        }
    };
    add(&say.welcome(), Role::Text);
    if shared.bank_is_read {
        add(
            &say.welcome_bank(shared.bank.len(), shared.bank.decks().len()),
            Role::Text,
        );
    } else {
        add(&say.reading_decks(), Role::Dim);
    }
    add(
        &say.welcome_own(&text::visible_line(&shared.decks_folder)),
        Role::Dim,
    );
    lines
}

/// What the user has done so far.
fn so_far(shared: &Shared, now: Moment, columns: usize) -> Vec<Line<'static>> {
    let say = shared.language;
    let today = day_of(now.wall, shared.day_begins);
    let answered = || {
        shared
            .history
            .answers()
            .filter(|(_, answer)| !answer.skipped)
    };
    let answered_today = answered()
        .filter(|(record, _)| day_of(record.at, shared.day_begins) == today)
        .count();
    let mut facts = vec![say.home_answers(answered_today, answered().count())];
    let streak = shared.history.streak(today, shared.day_begins);
    if streak > 0 {
        facts.push(say.home_streak(streak));
    }
    let mut rows = vec![facts.join(" · ")];
    rows.extend(last_interview(shared, now));
    if shared.bank_is_read {
        let bank = &shared.bank;
        let mut cards = vec![say.home_cards(bank.len(), bank.decks().len())];
        if bank.unwritten() > 0 {
            cards.push(say.home_unwritten(bank.unwritten()));
        }
        rows.push(cards.join(" · "));
    } else {
        rows.push(say.reading_decks());
    }
    rows.iter()
        .enumerate()
        .map(|(i, row)| {
            let role = if i == 0 { Role::Text } else { Role::Dim };
            Line::styled(text::fit(row, columns), shared.theme.style(role))
        })
        .collect()
}

fn last_interview(shared: &Shared, now: Moment) -> Option<String> {
    let session = shared
        .history
        .sessions()
        .rfind(|session| session.ended.is_some())?;
    let debrief =
        crate::interview::debrief::Debrief::of(&session.began.id, session.rounds, &shared.history);
    let mean = debrief.mean_score()?;
    let when = shared.when(session.began.at, now);
    Some(shared.language.home_last(
        &shared.preset_title(session.preset),
        &when,
        &format!("{mean:.1}"),
    ))
}

fn row(way: Way, chosen: bool, columns: usize, shared: &Shared) -> Line<'static> {
    let say = shared.language;
    let key = |action: Action| {
        shared
            .keymap
            .shown(action, shared.ascii)
            .unwrap_or_default()
    };
    let preset_minutes = |name: &str| {
        let preset = shared.presets.iter().find(|preset| preset.name == name);
        preset.map_or_else(String::new, |preset| {
            say.minutes(preset.length().as_secs().div_ceil(60))
        })
    };
    let (label, detail, key) = match way {
        Way::Resume => (
            say.home_resume(&room::broken_off_place(shared)),
            String::new(),
            String::new(),
        ),
        Way::WarmUp => (
            say.home_warm_up(),
            preset_minutes("warmup"),
            key(Action::WarmUp),
        ),
        Way::Interview => (
            say.home_interview(),
            String::new(),
            key(Action::MockInterview),
        ),
        Way::Bank => {
            let detail = say.home_bank_detail(shared.bank.len(), shared.bank.unwritten());
            (say.home_bank(), detail, key(Action::QuestionBank))
        }
        Way::Problems => {
            let (errors, warnings) = shared.problem_counts();
            (
                say.home_problems(),
                say.home_problem_count(errors, warnings),
                key(Action::ShowProblems),
            )
        }
        Way::Keys => (say.home_keys(), String::new(), key(Action::Help)),
    };
    let mark = match (chosen, shared.ascii) {
        (true, true) => "> ",
        (true, false) => "▸ ",
        (false, _) => "  ",
    };
    let style = shared
        .theme
        .style(if chosen { Role::Selected } else { Role::Text });
    let detail_room = if detail.is_empty() { 0 } else { 24 };
    let room = columns.saturating_sub(2 + detail_room + 8);
    let detail_role = if way == Way::Problems {
        Role::Warn
    } else {
        Role::Dim
    };
    let detail_style = if chosen {
        style
    } else {
        shared.theme.style(detail_role)
    };
    Line::from(vec![
        Span::styled(format!("{mark}{}", text::pad(&label, room)), style),
        Span::styled(text::pad(&detail, detail_room), detail_style),
        Span::styled(
            format!("{key:>8}"),
            if chosen {
                style
            } else {
                shared.theme.style(Role::Key)
            },
        ),
    ])
}
