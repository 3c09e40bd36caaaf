//! The findings in sentences, the same on the screen, in a file and at the prompt.

use super::{Debrief, Findings, dimension_name};
use crate::bank::Bank;
use crate::language::Language;
use crate::text;

/// How a sentence is meant. It never stands alone: the words say it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// The headline.
    Head,
    /// Good to know.
    Plain,
    /// Well done.
    Good,
    /// To be minded.
    Warn,
    /// To be mended.
    Bad,
}

/// A sentence about a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// How it is meant.
    pub tone: Tone,
    /// What it says, on one line.
    pub words: String,
}

/// Of answers that were sure and wrong, so many are named.
const MOST_SURE: usize = 2;

/// What a coach would say first, in order. The pace is left out: it is drawn.
pub fn said(debrief: &Debrief, findings: &Findings, bank: &Bank, say: Language) -> Vec<Said> {
    let mut all = Vec::new();
    let mut add = |tone, words| all.push(Said { tone, words });
    let question = |row: usize| {
        let row = debrief.rows.get(row);
        row.map_or_else(String::new, |row| row.question(bank))
    };
    let mut head = vec![
        say.debrief_headline(debrief.rows.len(), debrief.planned),
        say.debrief_answered(debrief.answered(), debrief.given_up(), debrief.skipped()),
    ];
    head.extend(
        debrief
            .mean_score()
            .map(|mean| say.debrief_mean(&figure(mean))),
    );
    add(Tone::Head, head.join(" · "));
    if let Some(pressed) = debrief.pressed {
        let mut parts = vec![say.debrief_pressed(pressed.pressure)];
        if pressed.cut > 0 {
            parts.push(say.debrief_cut(pressed.cut));
        }
        if pressed.silences > 0 {
            parts.push(say.debrief_silences(pressed.silences));
        }
        if pressed.surprised {
            let score = pressed.surprise;
            let score = score.map_or_else(|| "–".to_owned(), |score| format!("{score}/5"));
            parts.push(say.debrief_surprise(&score));
        }
        add(Tone::Plain, parts.join(" · "));
    }
    let mut changes = Vec::new();
    if let Some((change, count)) = findings.change {
        changes.push(say.debrief_change(&signed(change), count));
    }
    if let Some(since) = &findings.since_last {
        changes.push(say.debrief_since(&signed(since.change), &figure(since.mean)));
    }
    if !changes.is_empty() {
        add(Tone::Plain, changes.join(" · "));
    }
    let mut weakest = Vec::new();
    if let Some((tag, mean)) = &findings.weakest_tag {
        weakest.push(say.debrief_weakest(&text::visible_line(tag), &figure(*mean)));
    }
    if let Some((name, mean)) = &findings.weakest_dimension {
        let name = dimension_name(name);
        let name = text::visible_line(name.in_language(say));
        weakest.push(say.debrief_weakest_dimension(&name, &figure(*mean)));
    }
    if !weakest.is_empty() {
        add(Tone::Warn, weakest.join(" · "));
    }
    if let Some(row) = findings.broke {
        add(Tone::Bad, say.debrief_broke(&question(row)));
    }
    for &row in findings.sure_but_wrong.iter().take(MOST_SURE) {
        add(Tone::Bad, say.debrief_wrong_but_sure(&question(row)));
    }
    if !findings.unwritten.is_empty() {
        add(Tone::Plain, say.debrief_unwritten(findings.unwritten.len()));
    }
    if let Some(readiness) = &findings.readiness {
        let mean = figure(readiness.mean);
        if readiness.is_ready() {
            add(Tone::Good, say.debrief_ready(&mean));
        } else {
            add(
                Tone::Plain,
                say.debrief_not_ready(readiness.sessions, &mean),
            );
        }
    }
    all
}

/// The three things for tomorrow, a line each.
pub fn for_tomorrow(
    debrief: &Debrief,
    findings: &Findings,
    bank: &Bank,
    say: Language,
) -> Vec<String> {
    let things = findings.tomorrow.iter().map(|advice| {
        let row = advice.row().and_then(|row| debrief.rows.get(row));
        let question = row.map_or_else(String::new, |row| row.question(bank));
        let note = row.and_then(|row| row.answer.note.as_deref());
        let note = text::visible_line(note.unwrap_or_default());
        text::visible_line(advice.words(&question, &note).in_language(say))
    });
    things.collect()
}

/// A mean with one digit behind the point.
pub fn figure(mean: f64) -> String {
    format!("{mean:.1}")
}

/// A difference with its sign; `±0` where it rounds to nothing.
pub fn signed(change: f64) -> String {
    match format!("{change:+.1}").as_str() {
        "+0.0" | "-0.0" => "±0".to_owned(),
        other => other.to_owned(),
    }
}
