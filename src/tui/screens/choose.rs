//! Choosing an interview: presets on the left, what the chosen one means on the right.

use std::time::Duration;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};

use super::room;
use crate::bank::Audience;
use crate::clock::{Moment, written_length};
use crate::interview::draw::{Draw, Narrowing, Pool};
use crate::interview::preset::{HARDEST, Limit, Mode, Part, Preset, Round, pressure_words};
use crate::language::Language;
use crate::text;
use crate::tui::action::{Action, Scope};
use crate::tui::screen::{Reply, Screen};
use crate::tui::shared::{Shared, Target};
use crate::tui::theme::Role;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::list::{self, List};
use crate::tui::widgets::page;

/// An interview as it will be begun.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The preset with all changes in it.
    pub preset: Preset,
    /// Language and decks.
    pub narrowing: Narrowing,
    /// The seed of the draw.
    pub seed: u64,
}

impl Choice {
    /// A preset as it is, in the interface's language, with a fresh seed.
    pub fn of_preset(name: &str, shared: &Shared) -> Option<Self> {
        let preset = Preset::called(&shared.presets, name)?.clone();
        let narrowing = Narrowing {
            audience: shared.audience(),
            company: shared.company(),
            asks_why: shared.asks_why,
            ..Narrowing::default()
        };
        Some(Self {
            preset,
            narrowing,
            seed: (shared.seeds)(),
        })
    }
}

/// What can be changed before starting, in the order of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Preset,
    Count,
    Think,
    Answer,
    Decks,
    Company,
    Interview,
    Lang,
    Mode,
    Pressure,
    Seed,
}

const FIELDS: [Field; 11] = [
    Field::Preset,
    Field::Count,
    Field::Think,
    Field::Answer,
    Field::Decks,
    Field::Company,
    Field::Interview,
    Field::Lang,
    Field::Mode,
    Field::Pressure,
    Field::Seed,
];

const THINK: [u64; 7] = [0, 3, 5, 10, 15, 30, 60];
const ANSWER: [u64; 8] = [30, 45, 60, 75, 90, 120, 180, 300];

/// The choosing screen.
#[derive(Debug)]
pub struct Choose {
    presets: List,
    /// The fields beside the presets, which are the first of them.
    fields: List,
    count: Option<usize>,
    think: Option<usize>,
    answer: Option<usize>,
    /// 0 is all decks, then the folders and decks of [`Choose::deck_choices`].
    decks: usize,
    deck_choices: Vec<String>,
    /// 0 is all companies, then these.
    company: usize,
    companies: Vec<String>,
    /// Which past interview is replayed, the latest first.
    interview: usize,
    lang: usize,
    /// The languages to choose from: those that are practised, each one there is, all.
    langs: Vec<Vec<String>>,
    audience: Audience,
    mode: Option<Mode>,
    pressure: Option<u8>,
    seed: u64,
    pool: Pool,
    drawn: Draw,
}

impl Choose {
    /// The screen with the first preset chosen and drawn.
    pub fn new(shared: &Shared, now: Moment) -> Self {
        let coming = shared.coming.iter().map(|interview| &interview.company);
        let of_decks = shared
            .bank
            .decks()
            .iter()
            .filter_map(|deck| deck.company.as_ref());
        let mut companies: Vec<String> = Vec::new();
        for company in coming.chain(of_decks) {
            if !companies.contains(company) {
                companies.push(company.clone());
            }
        }
        let mut deck_choices = Vec::new();
        for deck in shared.bank.decks() {
            if let Some((folder, _)) = deck.id.rsplit_once('/')
                && !deck_choices.iter().any(|known| known == folder)
            {
                deck_choices.push(folder.to_owned());
            }
        }
        deck_choices.extend(shared.bank.decks().iter().map(|deck| deck.id.clone()));
        let audience = shared.audience();
        let mut langs: Vec<Vec<String>> = vec![audience.languages.clone()];
        for deck in shared.bank.decks() {
            let lang: Vec<String> = deck.lang.iter().cloned().collect();
            if !lang.is_empty() && !langs.contains(&lang) {
                langs.push(lang);
            }
        }
        if !langs.contains(&Vec::new()) {
            langs.push(Vec::new());
        }
        let mut choose = Self {
            presets: List::new(shared.presets.len(), 0),
            fields: List::new(FIELDS.len(), 0),
            count: None,
            think: None,
            answer: None,
            decks: 0,
            deck_choices,
            company: usize::from(!shared.coming.is_empty()),
            companies,
            interview: 0,
            lang: 0,
            langs,
            audience,
            mode: None,
            pressure: None,
            seed: (shared.seeds)(),
            pool: shared.pool(now),
            drawn: Draw::default(),
        };
        choose.draw_questions(shared, now);
        choose
    }

    fn chosen<'s>(&self, shared: &'s Shared) -> Option<&'s Preset> {
        shared.presets.get(self.presets.at())
    }

    fn choice(&self, shared: &Shared) -> Option<Choice> {
        let mut preset = self.chosen(shared)?.clone().with_times(
            self.think.map(|i| Duration::from_secs(THINK[i])),
            self.answer.map(|i| Duration::from_secs(ANSWER[i])),
        );
        if let Some(count) = self.count {
            preset = preset.with_count(count);
        }
        preset.mode = self.mode.unwrap_or(preset.mode);
        preset.pressure = self.pressure.unwrap_or(preset.pressure);
        let decks = self
            .decks
            .checked_sub(1)
            .and_then(|i| self.deck_choices.get(i));
        let company = self
            .company
            .checked_sub(1)
            .and_then(|i| self.companies.get(i));
        let past = self.pool.past().get(self.interview);
        let narrowing = Narrowing {
            audience: Audience {
                languages: self.langs.get(self.lang).cloned().unwrap_or_default(),
                ..self.audience.clone()
            },
            decks: decks.cloned().into_iter().collect(),
            company: company.cloned(),
            find: String::new(),
            interview: past.map(|past| past.name.clone()),
            asks_why: shared.asks_why,
        };
        Some(Choice {
            preset,
            narrowing,
            seed: self.seed,
        })
    }

    fn draw_questions(&mut self, shared: &Shared, now: Moment) {
        if !std::sync::Arc::ptr_eq(self.pool.bank(), &shared.bank) {
            self.pool = shared.pool(now);
        }
        if let Some(choice) = self.choice(shared) {
            self.drawn = self
                .pool
                .draw(&choice.preset, &choice.narrowing, choice.seed);
        }
    }

    /// The fields that say something here: a company where one is known, a past interview where
    /// one is replayed.
    fn shown_fields(&self, shared: &Shared) -> Vec<Field> {
        let replays = self.chosen(shared).is_some_and(Preset::replays);
        let is_shown = |field: &Field| match field {
            Field::Company => !self.companies.is_empty(),
            Field::Interview => replays && !self.pool.past().is_empty(),
            Field::Count => !replays,
            Field::Pressure => {
                let usual = self.chosen(shared).map(|preset| preset.mode);
                self.mode.or(usual) == Some(Mode::Live)
            }
            _ => true,
        };
        FIELDS.into_iter().filter(is_shown).collect()
    }

    fn field(&self, shared: &Shared) -> Field {
        let fields = self.shown_fields(shared);
        fields
            .get(self.fields.at())
            .copied()
            .unwrap_or(Field::Preset)
    }

    /// Another preset has its own number of questions and its own mode.
    fn forget_changes(&mut self) {
        self.count = None;
        self.mode = None;
        self.pressure = None;
    }

    fn change(&mut self, by: isize, shared: &Shared) {
        let wrapped = |at: usize, len: usize| {
            at.saturating_add_signed(by.max(-(at.cast_signed())))
                .min(len - 1)
        };
        // A list with "as it is" before its first entry.
        let with_none = |at: Option<usize>, len: usize| match (at, by) {
            (None, 1) => Some(0),
            (None, _) | (Some(0), -1) => None,
            (Some(at), _) => Some(wrapped(at, len)),
        };
        match self.field(shared) {
            Field::Preset => {
                let preset = wrapped(self.presets.at(), shared.presets.len().max(1));
                self.presets.choose(preset);
                self.forget_changes();
            }
            Field::Count => {
                let usual = self.chosen(shared).map_or(1, Preset::count);
                let count = self
                    .count
                    .unwrap_or(usual)
                    .saturating_add_signed(by)
                    .clamp(1, 100);
                self.count = (count != usual).then_some(count);
            }
            Field::Think => self.think = with_none(self.think, THINK.len()),
            Field::Answer => self.answer = with_none(self.answer, ANSWER.len()),
            Field::Decks => self.decks = wrapped(self.decks, self.deck_choices.len() + 1),
            Field::Company => self.company = wrapped(self.company, self.companies.len() + 1),
            Field::Interview => {
                self.interview = wrapped(self.interview, self.pool.past().len().max(1));
            }
            Field::Lang => self.lang = wrapped(self.lang, self.langs.len()),
            Field::Mode => {
                let usual = self
                    .chosen(shared)
                    .map_or(Mode::Practice, |preset| preset.mode);
                let at = Mode::WORDS
                    .iter()
                    .position(|(_, mode)| *mode == self.mode.unwrap_or(usual));
                let (_, other) = Mode::WORDS[wrapped(at.unwrap_or(0), Mode::WORDS.len())];
                self.mode = (other != usual).then_some(other);
            }
            Field::Pressure => {
                let usual = self.chosen(shared).map_or(0, |preset| preset.pressure);
                let at = usize::from(self.pressure.unwrap_or(usual));
                let other = wrapped(at, usize::from(HARDEST) + 1);
                let other = u8::try_from(other).unwrap_or(usual);
                self.pressure = (other != usual).then_some(other);
            }
            Field::Seed => self.seed = self.seed.wrapping_add_signed(by as i64),
        }
    }

    fn draw_presets(&mut self, frame: &mut Frame<'_>, area: Rect, shared: &Shared) {
        let is_active = self.field(shared) == Field::Preset;
        for row in self.presets.rows(frame, area, shared.presets.len(), shared) {
            let title = shared.presets[row.number]
                .title
                .in_language(shared.language);
            let line = marked(title, row.is_chosen, is_active, row.columns(), shared);
            row.draw(frame, &line);
        }
    }

    fn draw_details(&mut self, frame: &mut Frame<'_>, area: Rect, shared: &Shared) {
        let say = shared.language;
        let columns = usize::from(area.width);
        let Some(choice) = self.choice(shared) else {
            return;
        };
        let mut lines: Vec<Line<'_>> = text::wrap(choice.preset.about.in_language(say), columns)
            .into_iter()
            .map(|line| Line::styled(line, shared.theme.style(Role::Text)))
            .collect();
        let mode = match choice.preset.mode {
            Mode::Practice => say.choose_practice(),
            Mode::Live => say.choose_live(),
            Mode::NightBefore => say.choose_night_before(),
        };
        for line in text::wrap(&mode, columns) {
            lines.push(Line::styled(line, shared.theme.style(Role::Dim)));
        }
        for step in pressure_words(choice.preset.pressure()) {
            for line in text::wrap(step.in_language(say), columns) {
                lines.push(Line::styled(line, shared.theme.style(Role::Warn)));
            }
        }
        let compact = area.height < 24;
        if !compact {
            lines.push(Line::default());
        }
        for round in &choice.preset.rounds {
            lines.extend(self.round_lines(round, columns, compact, shared));
        }
        if self.drawn.is_empty() {
            for line in text::wrap(&say.choose_nothing(), columns) {
                lines.push(Line::styled(line, shared.theme.style(Role::Warn)));
            }
        }
        let fields = self.field_lines(&choice, columns, shared);
        self.fields.set_len(fields.len() + 1);
        let height = usize::from(area.height);
        let room = height.saturating_sub(fields.len() + usize::from(!compact));
        if lines.len() > room {
            lines.truncate(room.saturating_sub(1));
            lines.push(indented("…", columns, Role::Dim, shared));
        }
        if !compact {
            lines.push(Line::default());
        }
        for (field, row) in (1..).zip(lines.len()..lines.len() + fields.len()) {
            let place = page::row(area, u16::try_from(row).unwrap_or(u16::MAX));
            shared.can_click(place, Target::Field(field));
        }
        lines.extend(fields);
        frame.render_widget(Lines::from(lines), area);
    }

    fn round_lines(
        &self,
        round: &Round,
        columns: usize,
        compact: bool,
        shared: &Shared,
    ) -> Vec<Line<'static>> {
        let say = shared.language;
        let mut answer = match round.answer {
            Limit::OfTheCard => say.choose_card_time(),
            Limit::Of(time) => written_length(time),
            Limit::Unlimited => say.choose_no_limit(),
        };
        if round.rules.hard {
            answer = say.choose_hard(&answer);
        }
        // In a narrow window the times matter more than the whole title.
        let title_room = if columns < 60 { 10 } else { 18 };
        let title = text::fit(round.title.in_language(say), title_room - 1);
        let times = if !round.parts.is_empty() {
            let written = |part: &Part| written_length(part.answer);
            let parts: Vec<String> = round.parts.iter().map(written).collect();
            say.choose_parts(
                round.count,
                &parts.join(if shared.ascii { " > " } else { " → " }),
            )
        } else if round.replay {
            say.choose_replay()
        } else if round.think.is_zero() {
            say.choose_round_no_think(round.count, &answer)
        } else {
            say.choose_round(round.count, &written_length(round.think), &answer)
        };
        let mut lines = vec![Line::from(vec![
            Span::styled(
                text::pad(&title, title_room),
                shared.theme.style(Role::Accent),
            ),
            Span::styled(
                text::fit(&times, columns.saturating_sub(title_room)),
                shared.theme.style(Role::Text),
            ),
        ])];
        let mut follow_ups = vec![&round.follow_ups];
        follow_ups.extend(round.parts.iter().map(|part| &part.follow_ups));
        for follow_ups in follow_ups
            .into_iter()
            .filter(|how| how.most > 0 && !compact)
        {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a share of 0–1 as a percentage"
            )]
            let percent = (follow_ups.chance * 100.0).round() as u64;
            let answer = written_length(follow_ups.answer);
            let words = say.choose_follow_ups(follow_ups.most, percent, &answer);
            lines.push(indented(&words, columns, Role::Dim, shared));
        }
        let drawn = self
            .drawn
            .rounds
            .iter()
            .find(|drawn| drawn.title == round.title || round.replay);
        if let Some(shortfall) = drawn.and_then(|drawn| drawn.shortfall.as_ref()) {
            lines.push(indented(
                shortfall.in_language(say),
                columns,
                Role::Warn,
                shared,
            ));
        }
        lines
    }

    fn past_in_words(&self, say: Language) -> String {
        let Some(past) = self.pool.past().get(self.interview) else {
            return say.choose_all();
        };
        match past.on {
            Some(day) => format!("{} · {day}", past.name),
            None => past.name.clone(),
        }
    }

    fn field_lines(&self, choice: &Choice, columns: usize, shared: &Shared) -> Vec<Line<'static>> {
        let say = shared.language;
        let as_is = say.choose_as_is();
        let or_as_is =
            |value: Option<Duration>| value.map_or_else(|| as_is.clone(), written_length);
        let name_or_all = |name: &Option<String>| name.clone().unwrap_or_else(|| say.choose_all());
        self.shown_fields(shared)
            .iter()
            .enumerate()
            .skip(1)
            .map(|(i, field)| {
                let (label, value) = match field {
                    Field::Count | Field::Preset => {
                        (say.choose_count(), choice.preset.count().to_string())
                    }
                    Field::Think => {
                        let value = self.think.map(|i| Duration::from_secs(THINK[i]));
                        (say.choose_think(), or_as_is(value))
                    }
                    Field::Answer => {
                        let value = self.answer.map(|i| Duration::from_secs(ANSWER[i]));
                        (say.choose_answer(), or_as_is(value))
                    }
                    Field::Decks => {
                        let deck = choice.narrowing.decks.first().cloned();
                        (say.choose_decks(), deck.unwrap_or_else(|| say.choose_all()))
                    }
                    Field::Company => {
                        (say.choose_company(), name_or_all(&choice.narrowing.company))
                    }
                    Field::Interview => (say.choose_interview(), self.past_in_words(say)),
                    Field::Lang => {
                        let words = choice.narrowing.audience.language_words();
                        (say.choose_language(), words.in_language(say).clone())
                    }
                    Field::Mode => {
                        let mode = match choice.preset.mode {
                            Mode::Practice => say.practice(),
                            Mode::Live => say.live(),
                            Mode::NightBefore => say.night_before(),
                        };
                        (say.choose_mode(), mode)
                    }
                    Field::Pressure => {
                        let pressure = choice.preset.pressure().to_string();
                        (say.choose_pressure(), pressure)
                    }
                    Field::Seed => (say.choose_seed(), self.seed.to_string()),
                };
                let value = text::visible_line(&value);
                let words = format!("{}{value}", text::pad(&label, 12));
                marked(&words, i == self.fields.at(), true, columns, shared)
            })
            .collect()
    }
}

impl Screen for Choose {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Choose, Scope::List, Scope::Global]
    }

    fn act(
        &mut self,
        action: Action,
        _key: usize,
        shared: &mut Shared,
        now: Moment,
    ) -> Option<Vec<Reply>> {
        match action {
            Action::Begin => {
                if self.drawn.is_empty() {
                    let words = shared.language.choose_nothing();
                    shared.say(words, Role::Warn, now);
                    return Some(Vec::new());
                }
                let choice = self.choice(shared)?;
                let mut replies = vec![Reply::Close];
                replies.extend(room::begin(&choice, shared, now));
                return Some(replies);
            }
            Action::NextField | Action::PreviousField => {
                let len = self.shown_fields(shared).len();
                let by = if action == Action::NextField {
                    1
                } else {
                    len - 1
                };
                self.fields.choose((self.fields.at() + by) % len);
            }
            Action::DrawAgain => self.seed = (shared.seeds)(),
            Action::More => self.change(1, shared),
            Action::Less => self.change(-1, shared),
            _ => return None,
        }
        self.draw_questions(shared, now);
        Some(Vec::new())
    }

    fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
        _now: Moment,
    ) -> Option<Position> {
        let actions = [
            Action::Begin,
            Action::Up,
            Action::NextField,
            Action::Less,
            Action::DrawAgain,
            Action::Back,
            Action::Help,
        ];
        let minutes = self.drawn.length().as_secs().div_ceil(60);
        let right = shared.language.choose_in_all(self.drawn.len(), minutes);
        let title = page::title(&shared.language.choose_title(), shared);
        let body = page::draw(frame, area, title, &right, &actions, shared);
        let left_width = if body.width >= 90 { 28 } else { 16 };
        let [left, right] =
            Layout::horizontal([Constraint::Length(left_width), Constraint::Min(10)])
                .spacing(2)
                .areas(body);
        self.draw_presets(frame, left, shared);
        let right = Rect {
            width: right.width.min(page::WIDEST_TEXT),
            ..right
        };
        self.draw_details(frame, right, shared);
        None
    }

    fn list(&mut self) -> Option<&mut List> {
        Some(match self.fields.at() {
            0 => &mut self.presets,
            _ => &mut self.fields,
        })
    }

    fn chose(&mut self, shared: &mut Shared, now: Moment) {
        if self.fields.at() == 0 {
            self.forget_changes();
        }
        self.draw_questions(shared, now);
    }

    /// A field that was chosen already takes its next value.
    fn click(&mut self, target: Target, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        match target {
            Target::Row(row) => {
                let was_active = self.fields.click(0);
                if self.presets.click(row) && was_active {
                    return self.act(Action::Begin, 0, shared, now).unwrap_or_default();
                }
                self.chose(shared, now);
            }
            Target::Field(field) => {
                if self.fields.click(field) {
                    self.change(1, shared);
                }
                self.draw_questions(shared, now);
            }
            Target::Hint(_) | Target::Offer(_) => {}
        }
        Vec::new()
    }
}

/// A row with a mark before it where it is chosen; `active` where keys change it now.
fn marked(
    words: &str,
    chosen: bool,
    active: bool,
    columns: usize,
    shared: &Shared,
) -> Line<'static> {
    let mark = list::mark(chosen);
    let role = match (chosen, active) {
        (true, true) => Role::Selected,
        (true, false) => Role::Accent,
        (false, _) => Role::Text,
    };
    Line::styled(
        format!("{mark}{}", text::pad(words, columns.saturating_sub(2))),
        shared.theme.style(role),
    )
}

fn indented(words: &str, columns: usize, role: Role, shared: &Shared) -> Line<'static> {
    Line::styled(
        format!("  {}", text::fit(words, columns.saturating_sub(2))),
        shared.theme.style(role),
    )
}
