//! Home: what should I do now? Enter does it.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::{
    First, adopt, audience, browse, choose, debrief, help, import, interviews, palette, problems,
    progress, review, room, themes, weak,
};
use crate::bank::audience::{ALL, language_word};
use crate::bank::role::{self, GROUPS};
use crate::bank::{Audience, Kind};
use crate::both;
use crate::clock::{Moment, day_of};
use crate::interview::preset::Preset;
use crate::memory::calibration::percent;
use crate::review::Pick;
use crate::text;
use crate::tui::action::{Action, Scope};
use crate::tui::screen::{Needs, News, Reply, Screen};
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::tutor::Place;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::list::{List, Row};
use crate::tui::widgets::{bar, page};

/// Fewer technical questions than this are few for a role.
const FEW: usize = 40;

/// The width of the labels at the first start.
const LABEL: usize = 14;

/// Fewer answers than this say nothing about readiness.
const LEAST_ANSWERS: usize = 20;

/// The home screen.
#[derive(Debug, Default)]
pub struct Home {
    list: List,
    /// What the program was started for, until decks and history are looked through.
    first: Option<First>,
    /// Nothing was done yet: role and language are asked for.
    is_first_start: bool,
    /// What was asked for before the decks were read.
    wanted: Option<Way>,
}

/// A way on from home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Resume,
    Score,
    Practise,
    WarmUp,
    Interview,
    Weak,
    Bank,
    Interviews,
    Progress,
    Unwritten,
    Notes,
    Strays,
    Problems,
    Keys,
}

impl Home {
    /// Home, and what is opened from it as soon as that can be.
    pub fn new(first: First) -> Self {
        Self {
            first: Some(first),
            ..Self::default()
        }
    }

    fn ways(shared: &Shared) -> Vec<Way> {
        let (errors, warnings) = shared.problem_counts();
        let mut ways = Vec::new();
        if shared.last_broken_off().is_some() {
            ways.push(Way::Resume);
        }
        if unscored(shared) > 0 {
            ways.push(Way::Score);
        }
        if shared.history.is_empty() && shared.coming.is_empty() {
            ways.extend([Way::WarmUp, Way::Interview, Way::Notes, Way::Bank]);
        } else {
            ways.extend([Way::Practise, Way::Interview, Way::WarmUp, Way::Weak]);
            ways.extend([Way::Notes, Way::Bank]);
        }
        if shared.unwritten() > 0 {
            ways.push(Way::Unwritten);
        }
        ways.push(Way::Interviews);
        if !shared.history.is_empty() {
            ways.push(Way::Progress);
        }
        if !shared.strays.is_empty() {
            ways.push(Way::Strays);
        }
        if errors + warnings > 0 {
            ways.push(Way::Problems);
        }
        ways.push(Way::Keys);
        ways
    }

    /// Decks and history are looked through: what the program was started for, or what was asked
    /// for before, is done now.
    fn begin(&mut self, first: First, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        match first {
            First::Home => match self.wanted.take() {
                Some(way) => self.go(way, shared, now),
                None => Vec::new(),
            },
            First::Setup => vec![Reply::open(audience::AudienceBox::new(shared))],
            First::Browse(query) => vec![Reply::open(browse::Browse::new(&query, shared, now))],
            First::Review(choice) => {
                let review = review::ReviewScreen::of_choice(&choice, shared, now);
                vec![Reply::open(review)]
            }
            First::Interview(choice) => room::begin(&choice, shared, now),
        }
    }

    fn go(&mut self, way: Way, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        match way {
            Way::Keys => vec![Reply::Act(Action::Help, 0)],
            Way::Problems => vec![Reply::open(problems::Problems::default())],
            Way::Strays => vec![Reply::open(adopt::Adopt::default())],
            Way::Bank => {
                let browse = browse::Browse::of_audience(shared, now);
                vec![Reply::open(browse)]
            }
            Way::Interviews => {
                let interviews = interviews::Interviews::default();
                vec![Reply::open(interviews)]
            }
            Way::Progress => {
                let screen = progress::ProgressScreen::default();
                vec![Reply::open(screen)]
            }
            Way::Unwritten => {
                let browse = browse::Browse::unwritten(shared, now);
                vec![Reply::open(browse)]
            }
            Way::Notes if shared.history_is_read => import::Import::open(now),
            _ if !is_ready(way, shared) => {
                // The key is not lost: reading takes a moment, and the user has pressed it once.
                self.wanted = Some(way);
                let words = shared.language.opens_when_read();
                shared.say(words, Role::Dim, now);
                Vec::new()
            }
            Way::Notes => Vec::new(),
            Way::Resume => room::resume(shared, now),
            Way::Score => {
                let waiting = shared.survey(now).unscored.1.clone();
                waiting.map_or_else(Vec::new, |session| debrief::open_unscored(&session, shared))
            }
            Way::Practise => vec![practise(shared, now)],
            Way::Weak => vec![Reply::open(weak::Weak::new(shared, now))],
            Way::WarmUp => match choose::Choice::of_preset("warmup", shared) {
                Some(choice) => room::begin(&choice, shared, now),
                None => Vec::new(),
            },
            Way::Interview => {
                let choose = choose::Choose::new(shared, now);
                vec![Reply::open(choose)]
            }
        }
    }
}

impl Screen for Home {
    fn scopes(&self) -> &'static [Scope] {
        if self.is_first_start {
            return &[Scope::FirstStart, Scope::Home, Scope::List, Scope::Global];
        }
        &[Scope::Home, Scope::List, Scope::Global]
    }

    fn act(
        &mut self,
        action: Action,
        key: usize,
        shared: &mut Shared,
        now: Moment,
    ) -> Option<Vec<Reply>> {
        let ways = Self::ways(shared);
        let way = match action {
            Action::ChooseRole => {
                let roles: Vec<String> = GROUPS
                    .get(key)
                    .map(|group| group.id.to_owned())
                    .into_iter()
                    .collect();
                let all = [ALL.to_owned()];
                let roles = if roles.is_empty() { &all[..] } else { &roles };
                let audience = shared.usual_audience.clone().with_roles(roles);
                return Some(vec![Reply::Do(audience::choose(audience, shared))]);
            }
            Action::OtherLanguage => {
                let audience = other_language(&shared.usual_audience, key == 1);
                return Some(vec![Reply::Do(audience::choose(audience, shared))]);
            }
            Action::Back if self.wanted.take().is_some() => {
                shared.toast = None;
                return Some(Vec::new());
            }
            Action::Open => *ways.get(self.list.at())?,
            Action::MockInterview => Way::Interview,
            Action::WarmUp => Way::WarmUp,
            Action::Practise => Way::Practise,
            Action::WeakCards => Way::Weak,
            Action::QuestionBank => Way::Bank,
            Action::OpenProgress => Way::Progress,
            Action::OpenInterviews => Way::Interviews,
            Action::UnwrittenCards => Way::Unwritten,
            Action::BringNotes => Way::Notes,
            Action::ShowProblems => Way::Problems,
            Action::AdoptAnswers => Way::Strays,
            Action::ScoreOpen if unscored(shared) > 0 => Way::Score,
            Action::PastImports => return Some(import::PastImports::open(now)),
            Action::LastDebrief => return Some(debrief::open_last(shared, now)),
            _ => return None,
        };
        Some(self.go(way, shared, now))
    }

    fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
        now: Moment,
    ) -> Option<Position> {
        let ways = Self::ways(shared);
        let is_new = shared.history.is_empty() && shared.coming.is_empty();
        self.is_first_start = is_new && shared.history_is_read;
        let mut actions = vec![
            Action::Up,
            Action::Open,
            Action::MockInterview,
            Action::ChooseAudience,
            Action::Help,
            Action::Quit,
        ];
        if self.is_first_start {
            actions.splice(0..0, [Action::ChooseRole, Action::OtherLanguage]);
        }
        let audience = shared.audience().words();
        let title = format!("hotseat · {}", audience.in_language(shared.language));
        let title = page::title(&title, shared);
        let right = shared.coming.first().map_or_else(
            || day_of(now.wall, shared.day_begins).to_string(),
            |interview| {
                let left = interviews::days_left(interview, shared, now);
                format!("{} · {left}", interview.title())
            },
        );
        let body = page::column(page::draw(frame, area, title, &right, &actions, shared));
        let columns = usize::from(body.width);
        let mut lines = vec![Line::default()];
        lines.extend(if self.is_first_start {
            first_start(shared, columns)
        } else if shared.history.is_empty() && shared.history_is_read {
            welcome(shared, columns)
        } else {
            so_far(shared, now, columns)
        });
        if !(shared.history.is_empty() && shared.coming.is_empty()) {
            lines.extend(today_line(shared, columns));
        }
        lines.push(Line::default());
        shorten(
            &mut lines,
            usize::from(body.height).saturating_sub(ways.len()),
        );
        let head = rows_of(&lines);
        frame.render_widget(Lines::from(lines), body);
        let rest = page::below(body, head);
        let list = Rect {
            height: rest
                .height
                .min(u16::try_from(ways.len()).unwrap_or(u16::MAX)),
            ..rest
        };
        for row in self.list.rows(frame, list, ways.len(), shared) {
            row.draw(frame, &says(ways[row.number], &row, shared, now));
        }
        let rest = page::below(rest, list.height);
        let mut lines = Vec::new();
        if !shared.history.is_empty() || !shared.coming.is_empty() {
            lines.extend(forecast(shared, columns));
        } else if shared.history_is_read {
            lines.extend(at_the_prompt(shared, columns));
        }
        lines.truncate(usize::from(rest.height));
        frame.render_widget(Lines::from(lines), rest);
        None
    }

    fn list(&mut self) -> Option<&mut List> {
        Some(&mut self.list)
    }

    fn news(&mut self, news: &News<'_>, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        match (news, self.first.take()) {
            (News::Surveyed, None) => self.begin(First::Home, shared, now),
            (News::Surveyed, Some(first)) => self.begin(first, shared, now),
            (_, first) => {
                self.first = first;
                Vec::new()
            }
        }
    }

    fn needs(&self) -> Needs {
        Needs {
            survey: true,
            plan: true,
            progress: false,
        }
    }

    fn covered(&mut self) {
        // What was asked for before must not come as a surprise later.
        self.wanted = None;
    }

    fn place(&self) -> Place {
        Place::Home
    }

    fn everywhere(
        &self,
        action: Action,
        scopes: &'static [Scope],
        shared: &Shared,
    ) -> Option<Vec<Reply>> {
        match action {
            Action::Help => {
                let help = help::Help::new(scopes, &shared.keymap);
                Some(vec![Reply::open(help)])
            }
            Action::Palette => {
                let palette = palette::Palette::new(scopes, shared);
                Some(vec![Reply::open(palette)])
            }
            Action::ChooseTheme => Some(themes::Themes::open(shared)),
            Action::ChooseAudience => {
                let audience = audience::AudienceBox::new(shared);
                Some(vec![Reply::open(audience)])
            }
            _ => None,
        }
    }
}

/// Makes room in a small window, where the ways on are worth more than what is said above them:
/// the empty first line goes, then the lines between the first one and today's.
fn shorten(lines: &mut Vec<Line<'static>>, most: usize) {
    if lines.len() > most {
        lines.remove(0);
    }
    while lines.len() > most.max(2) {
        lines.remove(1);
    }
}

/// Whether all that this way needs is read and worked out. Choosing an interview and going on with
/// one need no survey.
fn is_ready(way: Way, shared: &Shared) -> bool {
    let is_read = shared.bank_is_read && shared.history_is_read;
    is_read && (shared.survey.is_some() || matches!(way, Way::Interview | Way::Resume))
}

/// Today's list as a review; what is due where there is no list yet.
fn practise(shared: &Shared, now: Moment) -> Reply {
    let planned = shared
        .plan
        .as_ref()
        .map(|plan| plan.cards.iter().map(|card| card.card.clone()).collect());
    let pick = planned.map_or(Pick::Due, Pick::Cards);
    let title = both!("오늘의 카드", "Today's cards");
    let review = review::ReviewScreen::new(&pick, title, usize::MAX, shared, now);
    Reply::open(review)
}

/// The line about today: how much is planned, and how much of it is done.
fn today_line(shared: &Shared, columns: usize) -> Option<Line<'static>> {
    let say = shared.language;
    let plan = shared.plan.as_ref()?;
    let words = say.home_today(plan.cards.len(), minutes(plan.seconds()));
    let mut spans = vec![Span::styled(words.clone(), shared.theme.style(Role::Title))];
    if plan.minutes > 0 {
        let spent = format!("  {}", say.home_spent(minutes(plan.spent), plan.minutes));
        let room = columns
            .saturating_sub(text::columns(&words) + text::columns(&spent) + 3)
            .min(20);
        if room >= 6 {
            spans.push(Span::raw("   "));
            let share = plan.spent / (f64::from(plan.minutes) * 60.0);
            let (full, rest) = (
                shared.theme.style(Role::Good),
                shared.theme.style(Role::Border),
            );
            spans.extend(bar::filled(share, room, shared.ascii, full, rest));
        }
        spans.push(Span::styled(spent, shared.theme.style(Role::Dim)));
    }
    Some(Line::from(spans))
}

/// How ready one is for the nearest interview, by kind, and how such forecasts turned out so far.
fn forecast(shared: &Shared, columns: usize) -> Vec<Line<'static>> {
    let say = shared.language;
    let Some(plan) = &shared.plan else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    let dim = |words: &str| Line::styled(text::fit(words, columns), shared.theme.style(Role::Dim));
    if let Some(forecast) = plan.forecast.first() {
        lines.push(Line::default());
        let title = format!(
            "{} · {} ({})",
            say.home_readiness(),
            text::visible_line(&forecast.title),
            forecast.date
        );
        lines.push(dim(&title));
        let answers = shared.so_far.answers();
        let range = forecast.all.range.words();
        let words = format!(
            "  {} · {}",
            say.forecast_range(&range, forecast.answers),
            say.forecast_as_so_far()
        );
        lines.push(dim(&words));
        if answers < LEAST_ANSWERS {
            return lines;
        }
        for (kind, ready) in &forecast.by_kind {
            let name = match kind {
                Kind::Personal => say.kind_personal(),
                Kind::Technical => say.kind_technical(),
                Kind::Company => say.kind_company(),
            };
            let (full, rest) = (
                shared.theme.style(Role::Accent),
                shared.theme.style(Role::Border),
            );
            let mut spans = vec![Span::styled(
                format!("  {}", text::pad(&name, 12)),
                shared.theme.style(Role::Text),
            )];
            spans.extend(bar::filled(ready.today, 10, shared.ascii, full, rest));
            let words = say.home_readiness_row(percent(ready.today), &ready.range.words());
            spans.push(Span::styled(
                format!("  {words}"),
                shared.theme.style(Role::Text),
            ));
            lines.push(Line::from(spans));
        }
        if forecast.not_reached > 0 {
            let points = format!("{:.1}", forecast.ten_minutes_more * 100.0);
            let words = [
                say.home_not_reached(forecast.not_reached),
                say.home_more_minutes(&points),
            ];
            lines.push(dim(&format!("  {}", words.join(" · "))));
        }
        lines.push(dim(&format!(
            "  {}",
            plan.calibration.words().in_language(say)
        )));
        if let Some(advice) = plan.calibration.advice() {
            let words = format!("  {}", advice.in_language(say));
            lines.push(Line::styled(
                text::fit(&words, columns),
                shared.theme.style(Role::Warn),
            ));
        }
    }
    for note in &plan.notes {
        lines.push(dim(note.words().in_language(say)));
    }
    lines
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "minutes of a day and shares of 0–1"
)]
fn minutes(seconds: f64) -> u64 {
    (seconds / 60.0).round() as u64
}

/// What a first start can do at the shell's prompt: learn the keys, bring notes, set a date.
fn at_the_prompt(shared: &Shared, columns: usize) -> Vec<Line<'static>> {
    let say = shared.language;
    let ways = [
        ("hotseat tutor", say.welcome_tutor()),
        ("hotseat import notes/", say.welcome_import()),
        ("hotseat interviews add", say.welcome_interviews()),
    ];
    let ways = ways.map(|(command, what)| {
        let command = text::pad(command, 24);
        let room = columns.saturating_sub(text::columns(&command) + 2);
        Line::from(vec![
            Span::styled(format!("  {command}"), shared.theme.style(Role::Key)),
            Span::styled(text::fit(&what, room), shared.theme.style(Role::Dim)),
        ])
    });
    std::iter::once(Line::default()).chain(ways).collect()
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
        add(&practised(shared), Role::Text);
    } else {
        add(&say.reading_decks(), Role::Dim);
    }
    add(
        &say.welcome_own(&text::visible_line(&shared.decks_folder)),
        Role::Dim,
    );
    lines
}

/// How many answers wait for a score.
fn unscored(shared: &Shared) -> usize {
    shared.survey.as_ref().map_or(0, |survey| survey.unscored.0)
}

/// How many of all cards are practised.
fn practised(shared: &Shared) -> String {
    let words = shared.audience().words();
    let words = words.in_language(shared.language);
    let (practised, _) = shared.practised();
    shared
        .language
        .audience_count(practised, shared.bank.len(), words)
}

/// The next of: Korean, English, both.
fn other_language(audience: &Audience, is_back: bool) -> Audience {
    let choices = [&["ko"][..], &["en"], &["ko", "en"]];
    let now = choices
        .iter()
        .position(|languages| audience.languages == *languages)
        .unwrap_or(2);
    let step = if is_back { choices.len() - 1 } else { 1 };
    let next = choices[(now + step) % choices.len()];
    let next: Vec<String> = next.iter().map(|&code| code.to_owned()).collect();
    audience.clone().with_languages(&next)
}

/// What the program is for, and the two things that it asks: language and role.
fn first_start(shared: &Shared, columns: usize) -> Vec<Line<'static>> {
    let say = shared.language;
    let audience = &shared.usual_audience;
    let mut lines: Vec<Line<'static>> = text::wrap(&say.first_words(), columns)
        .into_iter()
        .map(|line| Line::styled(line, shared.theme.style(Role::Text)))
        .collect();
    let languages = [
        (vec!["ko"], language_word("ko").in_language(say).clone()),
        (vec!["en"], language_word("en").in_language(say).clone()),
        (vec!["ko", "en"], say.first_both()),
    ];
    let languages = languages.map(|(codes, words)| (audience.languages == codes, words));
    lines.extend(choices(&say.first_language(), &languages, columns, shared));
    let mut roles: Vec<(bool, String)> = GROUPS
        .iter()
        .zip(1..)
        .map(|(group, number)| {
            let own = role::in_order(&[group.id.to_owned()]);
            let words = group.words.in_language(say);
            (own == audience.roles, format!("{number} {words}"))
        })
        .collect();
    let all = format!("{} {}", GROUPS.len() + 1, say.first_any());
    roles.push((audience.roles.is_empty(), all));
    lines.extend(choices(&say.first_role(), &roles, columns, shared));
    let dim = shared.theme.style(Role::Dim);
    if !shared.bank_is_read {
        lines.push(Line::styled(say.reading_decks(), dim));
        return lines;
    }
    let of_kind = |kind: Kind| {
        let cards = shared.bank.cards().filter(|&entry| audience.has(entry));
        cards.filter(|entry| entry.deck.kind == kind).count()
    };
    let technical = of_kind(Kind::Technical);
    let words = match audience.role_words() {
        Some(role) if technical < FEW => say.first_few(role.in_language(say), technical),
        _ => say.first_counts(technical, of_kind(Kind::Personal), of_kind(Kind::Company)),
    };
    let indent = " ".repeat(LABEL);
    lines.push(Line::styled(
        text::fit(&format!("{indent}{words}"), columns),
        dim,
    ));
    lines
}

/// A label with what can be chosen beside it, the choice in brackets, on as many lines as it takes.
fn choices(
    label: &str,
    choices: &[(bool, String)],
    columns: usize,
    shared: &Shared,
) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let mut spans = vec![Span::styled(
        text::pad(label, LABEL),
        shared.theme.style(Role::Dim),
    )];
    let mut used = LABEL;
    for (is_chosen, words) in choices {
        let (words, role) = if *is_chosen {
            (format!("[{words}]"), Role::Title)
        } else {
            (format!(" {words} "), Role::Text)
        };
        let width = text::columns(&words) + 1;
        if used + width > columns && used > LABEL {
            lines.push(Line::from(std::mem::take(&mut spans)));
            spans.push(Span::raw(" ".repeat(LABEL)));
            used = LABEL;
        }
        used += width;
        spans.push(Span::styled(format!("{words} "), shared.theme.style(role)));
    }
    lines.push(Line::from(spans));
    lines
}

/// What the user has done so far.
fn so_far(shared: &Shared, now: Moment, columns: usize) -> Vec<Line<'static>> {
    let say = shared.language;
    let today = day_of(now.wall, shared.day_begins);
    let so_far = &shared.so_far;
    let mut facts = vec![say.home_answers(so_far.answers_on(today), so_far.answers())];
    let streak = so_far.streak(today);
    if streak > 0 {
        facts.push(say.home_streak(streak));
    }
    let mut rows = vec![facts.join(" · ")];
    rows.extend(last_interview(shared, now));
    if shared.bank_is_read {
        rows.push(practised(shared));
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
    let session = shared.so_far.last_session()?;
    let mean = session.mean?;
    let when = shared.when(session.at, now);
    Some(shared.language.home_last(
        &shared.preset_title(&session.preset),
        &when,
        &format!("{mean:.1}"),
    ))
}

/// How many interviews are coming, and how many wait to be looked back on.
fn interviews_detail(shared: &Shared, now: Moment) -> String {
    let say = shared.language;
    let (_, coming) = shared.past_and_coming(now);
    let coming = coming.len();
    let waiting = shared.to_look_back_on(now);
    let parts = [
        (coming > 0).then(|| say.home_coming(coming)),
        (waiting > 0).then(|| say.home_to_look_back(waiting)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}

/// What a way is called, what stands beside it, and its key.
fn words(way: Way, shared: &Shared, now: Moment) -> (String, String, String) {
    let say = shared.language;
    let key = |action: Action| {
        shared
            .keymap
            .shown(action, shared.ascii)
            .unwrap_or_default()
    };
    let preset_minutes = |name: &str| {
        let preset = Preset::called(&shared.presets, name);
        preset.map_or_else(String::new, |preset| {
            say.minutes(preset.length().as_secs().div_ceil(60))
        })
    };
    match way {
        Way::Practise => {
            let detail = shared
                .plan
                .as_ref()
                .map_or_else(String::new, |plan| say.minutes(minutes(plan.seconds())));
            (say.home_practise(), detail, key(Action::Practise))
        }
        Way::Weak => (say.home_weak(), String::new(), key(Action::WeakCards)),
        Way::Resume => (
            say.home_resume(&room::broken_off_title(shared)),
            room::broken_off_place(shared),
            String::new(),
        ),
        Way::Score => (
            say.unscored_count(unscored(shared)),
            String::new(),
            key(Action::ScoreOpen),
        ),
        Way::WarmUp => (
            if shared.history.is_empty() && shared.coming.is_empty() {
                say.home_start()
            } else {
                say.home_warm_up()
            },
            preset_minutes("warmup"),
            key(Action::WarmUp),
        ),
        Way::Interview => (
            say.home_interview(),
            String::new(),
            key(Action::MockInterview),
        ),
        Way::Bank => {
            let detail = say.home_bank_detail(shared.practised().0, shared.unwritten());
            (say.home_bank(), detail, key(Action::QuestionBank))
        }
        Way::Interviews => (
            say.home_interviews(),
            interviews_detail(shared, now),
            key(Action::OpenInterviews),
        ),
        Way::Progress => (
            say.home_progress(),
            String::new(),
            key(Action::OpenProgress),
        ),
        Way::Unwritten => {
            let detail = say.weak_count(shared.unwritten());
            let key = key(Action::UnwrittenCards);
            (say.home_unwritten_way(), detail, key)
        }
        Way::Notes => (say.home_notes(), String::new(), key(Action::BringNotes)),
        Way::Strays => {
            let answers = shared.strays.iter().map(|stray| stray.answers).sum();
            let detail = say.adopt_count(answers);
            (say.adopt_title(), detail, key(Action::AdoptAnswers))
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
    }
}

fn rows_of(lines: &[Line<'_>]) -> u16 {
    u16::try_from(lines.len()).unwrap_or(u16::MAX)
}

fn says(way: Way, row: &Row, shared: &Shared, now: Moment) -> Line<'static> {
    let (label, detail, key) = words(way, shared, now);
    let columns = row.columns();
    let detail_room = if detail.is_empty() {
        0
    } else {
        text::columns(&detail).max(24)
    };
    let room = columns.saturating_sub(2 + detail_room + 8);
    let detail_role = if matches!(way, Way::Problems | Way::Strays) {
        Role::Warn
    } else {
        Role::Dim
    };
    Line::from(vec![
        Span::styled(
            format!("{}{}", row.mark(), text::pad(&label, room)),
            row.style(Role::Text, shared),
        ),
        Span::styled(
            text::pad(&detail, detail_room),
            row.style(detail_role, shared),
        ),
        Span::styled(format!("{key:>8}"), row.style(Role::Key, shared)),
    ])
}
