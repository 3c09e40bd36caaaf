//! The page on which the forecasts stand beside what came.

use ratatui::text::Line;

use super::pages::Room;
use crate::language::Language;
use crate::memory::calibration::percent;
use crate::progress::Progress;
use crate::progress::truth::PastInterview;
use crate::text;
use crate::tui::theme::Role;

pub(super) fn lines(progress: &Progress, room: &Room<'_>) -> Vec<Line<'static>> {
    let say = room.shared.language;
    let truth = &progress.truth;
    let mut lines = vec![
        room.line(&say.truth_title(), Role::Title),
        Line::default(),
        room.line(&say.truth_curve(), Role::Title),
    ];
    for words in truth.forgetting.words() {
        lines.extend(room.wrapped(words.in_language(say), Role::Text));
    }
    for outlook in &progress.outlook {
        let title = text::visible_line(&outlook.forecast.title);
        let range = outlook.forecast.all.range.words();
        let words = say.forecast_range(&range, outlook.forecast.answers);
        lines.extend(room.wrapped(&format!("{title}: {words}"), Role::Text));
    }
    let calibration = progress.calibration.words();
    lines.extend(room.wrapped(calibration.in_language(say), Role::Dim));
    lines.push(Line::default());
    lines.push(room.line(&say.truth_days(), Role::Title));
    if truth.days.is_empty() {
        lines.extend(room.wrapped(&say.truth_no_days(), Role::Dim));
    }
    for of in truth.days.iter().rev() {
        let day = of.day.format("%m-%d").to_string();
        let words = say.truth_day(percent(of.expected), percent(of.passed), of.answers);
        lines.push(room.bar(&day, 5, Some(of.passed), &words, Role::Accent));
    }
    if !truth.interviews.is_empty() {
        lines.push(Line::default());
        lines.push(room.line(&say.truth_interviews(), Role::Title));
        for interview in &truth.interviews {
            lines.extend(room.wrapped(&said_of(interview, say), Role::Text));
        }
    }
    lines
}

fn said_of(of: &PastInterview, say: Language) -> String {
    let (asked, practised) = of.asked;
    let mut parts = vec![
        text::visible_line(&of.title),
        of.on.to_string(),
        match of.expected {
            Some(expected) => say.truth_expected(percent(expected), practised, asked),
            None => say.truth_not_practised(asked),
        },
    ];
    parts.extend(of.went.map(|went| say.truth_went(&format!("{went:.1}"))));
    parts.push(say.look_back_result(of.result));
    parts.join(" · ")
}
