//! The pages of the progress as lines.

use std::time::Duration;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::clock::clock_face;
use crate::memory::calibration::percent;
use crate::progress::days::{WEEKS, level};
use crate::progress::{Coverage, Outlook, Progress, Week, pace, share};
use crate::report::progress::{band_name, coverage_words, kind_name, outlook_words};
use crate::text;
use crate::tui::action::Action;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::bar;
use crate::tui::widgets::chart::{Column, Columns};

/// Cells of a horizontal bar, in a narrow window and in a wide one.
const BAR: [usize; 2] = [10, 24];
/// From so many columns on a window is wide.
const WIDE: usize = 80;

/// Where a page is drawn, and how.
pub(super) struct Room<'s> {
    pub(super) columns: usize,
    pub(super) rows: usize,
    pub(super) shared: &'s Shared,
}

impl Room<'_> {
    fn style(&self, role: Role) -> Style {
        self.shared.theme.style(role)
    }

    pub(super) fn line(&self, words: &str, role: Role) -> Line<'static> {
        Line::styled(text::fit(words, self.columns), self.style(role))
    }

    pub(super) fn wrapped(&self, words: &str, role: Role) -> Vec<Line<'static>> {
        let lines = text::wrap(words, self.columns).into_iter();
        lines
            .map(|line| Line::styled(line, self.style(role)))
            .collect()
    }

    /// Upright columns in `rows` rows, `step` cells from one to the next.
    fn columns(&self, rows: usize, step: usize) -> Columns {
        Columns {
            rows,
            step,
            ascii: self.shared.ascii,
            full: self.style(Role::Accent),
            dim: self.style(Role::Dim),
        }
    }

    /// A name, a bar for a share of 0–1, and its number with whatever else is to be said.
    pub(super) fn bar(
        &self,
        name: &str,
        wide: usize,
        value: Option<f64>,
        shown: &str,
        role: Role,
    ) -> Line<'static> {
        let name = format!("{} ", text::pad(&text::visible_line(name), wide));
        let cells = BAR[usize::from(self.columns >= WIDE)];
        let [full, rest] = bar::filled(
            value.unwrap_or(0.0),
            cells,
            self.shared.ascii,
            self.style(role),
            self.style(Role::Border),
        );
        let room = self.columns.saturating_sub(wide + 1 + cells + 2);
        let shown = format!("  {}", text::fit(shown, room));
        Line::from(vec![
            Span::styled(name, self.style(Role::Text)),
            full,
            rest,
            Span::styled(shown, self.style(Role::Text)),
        ])
    }

    /// How wide a column of names is.
    fn widest<'n>(&self, names: impl Iterator<Item = &'n str>) -> usize {
        let widest = names.map(text::columns).max().unwrap_or(0);
        widest.min(self.columns / 3)
    }
}

/// What to do where nothing was answered.
pub(super) fn nothing(room: &Room<'_>) -> Vec<Line<'static>> {
    let Shared { keymap, ascii, .. } = room.shared;
    let key = keymap.shown(Action::WarmUp, *ascii).unwrap_or_default();
    room.wrapped(
        &room.shared.language.progress_nothing_here(&key),
        Role::Text,
    )
}

/// The score of each week, and the share of reviews that was known.
pub(super) fn scores(progress: &Progress, room: &Room<'_>) -> Vec<Line<'static>> {
    let say = room.shared.language;
    let mut lines: Vec<Line<'static>> = progress
        .headlines(say)
        .iter()
        .enumerate()
        .map(|(i, words)| room.line(words, if i == 0 { Role::Title } else { Role::Dim }))
        .collect();
    lines.push(Line::default());
    // Two charts with their titles, numbers and dates beside what stands above them.
    let rows = (room.rows.saturating_sub(lines.len() + 7) / 2).clamp(3, 8);
    let columns = room.columns(rows, 4);
    let weeks = &progress.weeks[progress
        .weeks
        .len()
        .saturating_sub(columns.room(room.columns))..];
    let chart = |share: &dyn Fn(&Week) -> Option<f64>, number: &dyn Fn(f64) -> String| {
        let values = weeks.iter().map(|week| {
            let share = share(week);
            Column {
                share,
                number: share.map_or_else(String::new, number),
                label: week.begins.format("%m-%d").to_string(),
            }
        });
        values.collect::<Vec<Column>>()
    };
    let scored = chart(
        &|week| week.score.value().map(|mean| mean / 5.0),
        &|share| format!("{:.1}", share * 5.0),
    );
    let passed = chart(&|week| week.passed.value(), &|share| {
        percent(share).to_string()
    });
    for (title, values, top) in [
        (say.progress_scores(), scored, "5"),
        (format!("{} (%)", say.progress_passed()), passed, "100"),
    ] {
        if values.iter().any(|value| value.share.is_some()) {
            lines.push(room.line(&title, Role::Text));
            lines.extend(columns.lines(&values, top, "0"));
        }
    }
    lines
}

/// Coverage and strength by kind and by tag.
pub(super) fn strength(progress: &Progress, room: &Room<'_>) -> Vec<Line<'static>> {
    let say = room.shared.language;
    let mut lines = room.wrapped(&say.progress_strength_words(), Role::Dim);
    lines.push(Line::default());
    let kinds: Vec<(String, &Coverage)> = progress
        .kinds
        .iter()
        .map(|(kind, coverage)| (kind_name(*kind, say), coverage))
        .collect();
    lines.extend(coverages(&kinds, room));
    let (tried, untried): (Vec<_>, Vec<_>) = progress
        .tags
        .iter()
        .map(|(tag, coverage)| (text::visible_line(tag), coverage))
        .partition(|(_, coverage)| coverage.tried > 0);
    if !tried.is_empty() {
        lines.push(Line::default());
        lines.push(room.line(&say.progress_tags(), Role::Text));
        lines.extend(coverages(&tried, room));
    }
    if !untried.is_empty() {
        let names: Vec<&str> = untried.iter().map(|(tag, _)| tag.as_str()).collect();
        lines.push(Line::default());
        let words = say.progress_untried_tags(untried.len(), &names.join(", "));
        lines.extend(room.wrapped(&words, Role::Dim));
    }
    lines
}

fn coverages(rows: &[(String, &Coverage)], room: &Room<'_>) -> Vec<Line<'static>> {
    let say = room.shared.language;
    let wide = room.widest(rows.iter().map(|(name, _)| name.as_str()));
    let lines = rows.iter().map(|(name, coverage)| {
        let strength = coverage.strength();
        let role = match strength {
            Some(share) if share >= 0.7 => Role::Good,
            Some(share) if share >= 0.5 => Role::Warn,
            _ => Role::Bad,
        };
        let number = strength.map_or("   –".to_owned(), |share| {
            format!("{:3}%", percent(share))
        });
        let shown = format!("{number} · {}", coverage_words(coverage, say));
        room.bar(name, wide, strength, &shown, role)
    });
    lines.collect()
}

/// How sure against how good, and predicted against actual recall.
pub(super) fn sureness(progress: &Progress, room: &Room<'_>) -> Vec<Line<'static>> {
    let say = room.shared.language;
    let mut lines = vec![room.line(&say.progress_sureness(), Role::Title)];
    let rows = progress.sureness_rows(say);
    if rows.is_empty() {
        lines.extend(room.wrapped(&say.progress_no_sureness(), Role::Dim));
    }
    let wide = room.widest(rows.iter().map(|(name, ..)| name.as_str()));
    for (name, mean, shown) in &rows {
        lines.push(room.bar(name, wide, Some(mean / 5.0), shown, Role::Accent));
    }
    lines.push(Line::default());
    lines.push(room.line(&say.progress_recall(), Role::Title));
    if progress.recall.is_empty() {
        lines.extend(room.wrapped(&say.progress_no_recall(), Role::Dim));
    }
    for band in &progress.recall {
        let range = say.progress_recall_row(percent(band.from), percent(band.to));
        let range = format!("{range:>8}");
        let (predicted, passed) = (band.predicted.value(), band.passed.value());
        let number = |share: Option<f64>| format!("{:3}%", percent(share.unwrap_or(0.0)));
        let first = format!("{} {}", number(predicted), say.progress_predicted());
        let second = format!(
            "{} {} ({})",
            number(passed),
            say.progress_actual(),
            band.passed.count()
        );
        lines.push(room.bar(&range, 8, predicted, &first, Role::Dim));
        lines.push(room.bar("", 8, passed, &second, Role::Accent));
    }
    lines.push(Line::default());
    let calibration = progress.calibration.words();
    lines.extend(room.wrapped(calibration.in_language(say), Role::Text));
    if let Some(advice) = progress.calibration.advice() {
        lines.extend(room.wrapped(advice.in_language(say), Role::Warn));
    }
    lines
}

/// Time used against time given.
pub(super) fn time(progress: &Progress, room: &Room<'_>) -> Vec<Line<'static>> {
    let say = room.shared.language;
    let Some(words) = progress.pace_words(say) else {
        return room.wrapped(&say.progress_no_time(), Role::Dim);
    };
    let mut lines = vec![
        room.line(&words, Role::Title),
        Line::default(),
        room.line(&say.progress_time_bands(), Role::Text),
    ];
    let pace = &progress.pace;
    for (&band, count) in pace::BANDS.iter().zip(pace.bands) {
        let role = if band.0 >= 1.0 { Role::Bad } else { Role::Good };
        let part = share(count, pace.all.answers);
        let shown = format!("{count:4} · {}%", percent(part));
        lines.push(room.bar(
            &format!("{:>10}", band_name(band)),
            10,
            Some(part),
            &shown,
            role,
        ));
    }
    lines.push(Line::default());
    let kinds: Vec<String> = pace
        .by_kind
        .keys()
        .map(|kind| kind_name(*kind, say))
        .collect();
    let wide = room.widest(kinds.iter().map(String::as_str));
    for (name, times) in kinds.iter().zip(pace.by_kind.values()) {
        let answers = u32::try_from(times.answers.max(1)).unwrap_or(u32::MAX);
        let per = |time: Duration| clock_face(time / answers);
        let words = say.progress_pace_row(&per(times.used), &per(times.given), times.answers);
        let ratio = times.ratio().unwrap_or(0.0);
        let role = if ratio > 1.0 { Role::Bad } else { Role::Good };
        let shown = format!("{:3}% · {words}", percent(ratio));
        lines.push(room.bar(name, wide, Some(ratio), &shown, role));
    }
    lines
}

/// How much a day has, from nothing on.
const LEVELS: [&str; 5] = ["·", "░", "▒", "▓", "█"];
const LEVELS_IN_ASCII: [&str; 5] = [".", "-", "+", "*", "#"];

/// A year of days, a column a week.
pub(super) fn days(progress: &Progress, room: &Room<'_>) -> Vec<Line<'static>> {
    let say = room.shared.language;
    let days = &progress.days;
    let signs = if room.shared.ascii {
        LEVELS_IN_ASCII
    } else {
        LEVELS
    };
    let words = say.progress_streak(days.streak, days.longest, days.of_the_year);
    let today = days.all.get(&progress.today).copied().unwrap_or_default();
    let today = say.progress_today_done(today.answers, &clock_face(today.time));
    let mut lines = vec![
        room.line(&words, Role::Title),
        room.line(&today, Role::Dim),
        Line::default(),
    ];
    // A weekday's name and a space stand before the weeks; the last ones are shown.
    let shown = WEEKS.min(room.columns.saturating_sub(3));
    let first = WEEKS - shown;
    let mut months = String::new();
    for (week, month) in days.months().filter(|(week, _)| *week >= first) {
        let at = week - first;
        if text::columns(&months) <= at {
            months = text::pad(&months, at);
            months.push_str(&month.to_string());
        }
    }
    lines.push(room.line(&format!("   {months}"), Role::Dim));
    for (weekday, name) in say.weekdays().into_iter().enumerate() {
        let mut spans = vec![Span::styled(text::pad(name, 3), room.style(Role::Dim))];
        for week in first..WEEKS {
            let Some((_, done)) = days.at(week, weekday) else {
                break;
            };
            let level = level(done.answers);
            let role = if level == 0 { Role::Border } else { Role::Good };
            spans.push(Span::styled(signs[level], room.style(role)));
        }
        lines.push(Line::from(spans));
    }
    let legend = ["0", "1–4", "5–14", "15–29", "30+"];
    let legend = signs.iter().zip(legend);
    let legend: Vec<String> = legend
        .map(|(sign, name)| format!("{sign} {name}"))
        .collect();
    let legend = format!("   {}  {}", legend.join("  "), say.progress_legend());
    lines.extend([Line::default(), room.line(&legend, Role::Dim)]);
    lines
}

/// Each coming interview: today, with the plan, and left alone.
pub(super) fn outlook(progress: &Progress, room: &Room<'_>) -> Vec<Line<'static>> {
    let say = room.shared.language;
    let mut lines = Vec::new();
    for outlook in &progress.outlook {
        lines.extend(way(outlook, room));
    }
    if progress.outlook.is_empty() {
        lines.extend(room.wrapped(&say.progress_no_interview(), Role::Text));
        lines.push(Line::default());
    }
    let calibration = progress.calibration.words();
    lines.extend(room.wrapped(calibration.in_language(say), Role::Dim));
    lines
}

fn way(outlook: &Outlook, room: &Room<'_>) -> Vec<Line<'static>> {
    let say = room.shared.language;
    let title = format!(
        "{} · {} · {}",
        text::visible_line(&outlook.forecast.title),
        outlook.forecast.date,
        say.progress_days_left(outlook.days())
    );
    let mut lines = vec![
        room.line(&title, Role::Title),
        room.line(&outlook_words(outlook, say), Role::Text),
    ];
    let all = outlook.forecast.all;
    let alone = outlook.alone_on_the_day();
    let number = |share: f64| format!("{:3} %", percent(share));
    let range = all.range.words();
    let bars = [
        (
            say.progress_now(),
            all.today,
            number(all.today),
            Role::Accent,
        ),
        (say.progress_with_plan(), all.on_the_day, range, Role::Good),
        (say.progress_alone(), alone, number(alone), Role::Bad),
    ];
    let wide = bars.iter().map(|(name, ..)| text::columns(name)).max();
    let wide = wide.unwrap_or(0);
    for (name, share, shown, role) in &bars {
        lines.push(room.bar(name, wide, Some(*share), shown, *role));
    }
    for (kind, ready) in &outlook.forecast.by_kind {
        let words = say.home_readiness_row(percent(ready.today), &ready.range.words());
        let name = format!("  {}", kind_name(*kind, say));
        lines.push(room.bar(&name, wide, Some(ready.on_the_day), &words, Role::Accent));
    }
    if outlook.left_alone.len() > 1 {
        lines.push(Line::default());
        lines.push(room.line(&format!("{} (%)", say.progress_alone_curve()), Role::Text));
        let columns = room.columns(4, 4);
        let values = outlook.left_alone.iter().map(|(day, share)| Column {
            share: Some(*share),
            number: percent(*share).to_string(),
            label: day.format("%m-%d").to_string(),
        });
        lines.extend(columns.lines(&values.collect::<Vec<_>>(), "100", "0"));
    }
    lines.push(Line::default());
    lines
}
