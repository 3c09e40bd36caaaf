//! `hotseat sessions` and `hotseat debrief`: the interviews that were held.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::sources::{At, Limit, Sources};
use super::{Outcome, Refusal, Surroundings};
use crate::cli::gate::Gate;
use crate::clock::{SystemClock, clock_face};
use crate::history::SessionSeen;
use crate::interview::debrief::{Debrief, Pace, words};
use crate::interview::preset::{self, Preset};
use crate::report::session::{SessionReport, score_words};
use crate::store::replace::Durability;
use crate::text;

/// Arguments of `hotseat sessions`.
#[derive(Debug, Args)]
pub struct SessionsArguments {
    #[command(flatten)]
    limit: Limit,
    /// Only those with answers that wait for a score
    #[arg(long)]
    unscored: bool,
    /// Print `{"sessions": [{"session", "preset", "title", "mode", "began", "ended", "planned",
    /// "asked", "answered", "gave_up", "skipped", "unscored", "mean", "used_seconds"}], "problems"}`, the
    /// latest first; `ended` is null for one that broke off
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    at: At,
}

/// Arguments of `hotseat debrief`.
#[derive(Debug, Args)]
pub struct DebriefArguments {
    /// The session: the beginning of its id, or 1 for the latest, 2 for the one before; the
    /// latest without it
    #[arg(value_name = "SESSION")]
    session: Option<String>,
    /// Print everything for programs: `{"session", "preset", "mode", "seed", "began", "ended",
    /// "planned", "asked", "answered", "gave_up", "skipped", "mean", "used_seconds",
    /// "given_seconds", "pad", "line", "rows": [{"card", "follow_up", "question", "score", "change", …}],
    /// "weakest_tag", "weakest_dimension", "broke", "sure_but_wrong", "unwritten", "pace",
    /// "change", "since_last", "readiness", "tomorrow", "keep", "problem", "try"}`
    #[arg(long, group = "format")]
    json: bool,
    /// Print Markdown
    #[arg(long, group = "format")]
    markdown: bool,
    /// Print one self-contained HTML page
    #[arg(long, group = "format")]
    html: bool,
    /// Write into this file instead of printing
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    at: At,
}

/// The interviews that were held up to the moment, the latest first, and what they are called.
struct Held<'s> {
    sessions: Vec<SessionSeen<'s>>,
    presets: Vec<Preset>,
}

impl<'s> Held<'s> {
    fn of(sources: &'s Sources, surroundings: &Surroundings) -> Self {
        let folder = surroundings.folders.config.join("presets");
        let (presets, _) = preset::load(&surroundings.disk, &folder);
        let sessions = sources.history.sessions().rev();
        let sessions = sessions.filter(|seen| seen.began.at <= sources.moment);
        Self {
            sessions: sessions.collect(),
            presets,
        }
    }

    fn title(&self, seen: &SessionSeen<'_>, surroundings: &Surroundings) -> String {
        let preset = Preset::called(&self.presets, seen.preset);
        let title = preset.map_or(seen.preset, |preset| {
            preset.title.in_language(surroundings.language).as_str()
        });
        text::visible_line(title)
    }

    /// The session that was asked for.
    fn find(
        &self,
        written: Option<&str>,
        surroundings: &Surroundings,
    ) -> Result<SessionSeen<'s>, Refusal> {
        let say = surroundings.language;
        let Some(written) = written else {
            let latest = self.sessions.first().copied();
            return latest.ok_or_else(|| Refusal::nothing(say.debrief_no_session()));
        };
        let number = written
            .parse::<usize>()
            .ok()
            .filter(|number| *number < 10_000);
        let by_number = number
            .and_then(|number| number.checked_sub(1))
            .and_then(|place| self.sessions.get(place));
        let id = written.to_uppercase();
        let by_id: Vec<_> = self
            .sessions
            .iter()
            .filter(|seen| number.is_none() && seen.began.id.to_string().starts_with(&id))
            .collect();
        match (by_number, by_id.as_slice()) {
            (Some(seen), _) => Ok(*seen),
            (None, [seen]) => Ok(**seen),
            (None, []) => Err(Refusal::wrong_use(say.sessions_unknown(written))),
            (None, several) => Err(Refusal::wrong_use(
                say.sessions_ambiguous(written, several.len()),
            )),
        }
    }
}

/// Prints the interviews that were held, the latest first.
pub fn list(
    arguments: &SessionsArguments,
    surroundings: &Surroundings,
    clock: &SystemClock,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    let say = surroundings.language;
    let moment = arguments.at.moment(clock, surroundings.settings.day_begins);
    let sources = Sources::read(surroundings, moment);
    let mut held = Held::of(&sources, surroundings);
    if arguments.unscored {
        let waits = |seen: &SessionSeen<'_>| {
            let is_over = seen.ended.is_some();
            is_over && Debrief::of(&seen.began.id, seen.rounds, sources.history).unscored() > 0
        };
        held.sessions.retain(waits);
        if held.sessions.is_empty() && !arguments.json {
            writeln!(out, "{}", say.sessions_all_scored())?;
            return Ok(Outcome::Fine);
        }
    }
    let shown = held
        .sessions
        .len()
        .min(arguments.limit.count(arguments.json));
    if arguments.json {
        let sessions = held.sessions[..shown].iter().map(|seen| {
            let debrief = Debrief::of(&seen.began.id, seen.rounds, sources.history);
            json!({
                "session": seen.began.id,
                "preset": seen.preset,
                "title": held.title(seen, surroundings),
                "mode": seen.mode,
                "began": seen.began.at,
                "ended": seen.ended,
                "planned": debrief.planned,
                "asked": debrief.rows.len(),
                "answered": debrief.answered(),
                "gave_up": debrief.given_up(),
                "skipped": debrief.skipped(),
                "unscored": debrief.unscored(),
                "mean": debrief.mean_score(),
                "used_seconds": debrief.used.as_secs(),
            })
        });
        let value = json!({
            "sessions": sessions.collect::<Vec<_>>(),
            "problems": sources.problems_to_json(),
        });
        out.json(&value)?;
        return Ok(Outcome::of_list(shown));
    }
    if held.sessions.is_empty() {
        writeln!(out, "{}", say.debrief_no_session())?;
    }
    for (number, seen) in (1..).zip(&held.sessions[..shown]) {
        let debrief = Debrief::of(&seen.began.id, seen.rounds, sources.history);
        let at = seen.began.at.format("%Y-%m-%d %H:%M");
        let title = held.title(seen, surroundings);
        let mut facts = vec![say.debrief_headline(debrief.rows.len(), debrief.planned)];
        facts.extend(
            debrief
                .mean_score()
                .map(|mean| say.debrief_mean(&words::figure(mean))),
        );
        if debrief.unscored() > 0 {
            facts.push(say.unscored_count(debrief.unscored()));
        }
        facts.push(clock_face(debrief.used));
        facts.push(match seen.ended {
            None => say.report_broke_off(),
            Some("left") => say.report_left(),
            Some(_) => say.report_finished(),
        });
        writeln!(out, "{number:>3}  {at}  {title} · {}", facts.join(" · "))?;
        writeln!(out, "     {}", seen.began.id)?;
    }
    if shown < held.sessions.len() {
        writeln!(out, "{}", say.sessions_more(shown, held.sessions.len()))?;
    }
    sources.print_problems(say, out)?;
    Ok(Outcome::of_list(shown))
}

/// Prints what a session came to, or writes it into a file. Exit code 2 where there is no such
/// session, 3 where the file could not be written.
pub fn debrief(
    arguments: &DebriefArguments,
    surroundings: &Surroundings,
    clock: &SystemClock,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    let say = surroundings.language;
    let moment = arguments.at.moment(clock, surroundings.settings.day_begins);
    let sources = Sources::read(surroundings, moment);
    let held = Held::of(&sources, surroundings);
    let seen = held.find(arguments.session.as_deref(), surroundings)?;
    let title = held.title(&seen, surroundings);
    let report = SessionReport::of(&title, seen, sources.history, sources.bank);
    let text = if arguments.json {
        format!("{}\n", text::visible_json(&report.to_json()))
    } else if arguments.html {
        report.to_html(say)
    } else if arguments.markdown {
        report.to_markdown(say)
    } else {
        to_read(&report.heading(), &seen, &sources, surroundings)
    };
    let Some(path) = &arguments.out else {
        if arguments.json {
            out.json(&report.to_json())?;
        } else if arguments.html || arguments.markdown {
            out.export(text.as_bytes())?;
        } else {
            write!(out, "{text}")?;
        }
        return Ok(Outcome::Fine);
    };
    let shown = text::visible_line(&path.display().to_string());
    let written = surroundings
        .disk
        .replace(path, text.as_bytes(), Durability::Power);
    written.map_err(|error| Refusal {
        words: say.debrief_not_exported(&format!("{shown} ({error})")),
        outcome: Outcome::DiskRefused,
    })?;
    writeln!(out, "{}", say.debrief_exported(&shown))?;
    Ok(Outcome::Fine)
}

/// The debrief for somebody at a prompt.
fn to_read(
    heading: &str,
    seen: &SessionSeen<'_>,
    sources: &Sources,
    surroundings: &Surroundings,
) -> String {
    let say = surroundings.language;
    let Sources { bank, history, .. } = sources;
    let debrief = Debrief::of(&seen.began.id, seen.rounds, history);
    let findings = crate::interview::debrief::Findings::of(&debrief, seen, history, bank);
    let mut lines = vec![heading.to_owned(), String::new()];
    let said = words::said(&debrief, &findings, bank, say);
    lines.extend(said.into_iter().map(|said| said.words));
    let Pace {
        short,
        in_time,
        over,
    } = findings.pace;
    lines.push(say.debrief_pace(short, in_time, over));
    lines.push(String::new());
    let inside = |lines: &mut Vec<String>, name: &str, words: &str, margin: &str| {
        let words = text::visible(words);
        if words.trim().is_empty() {
            return;
        }
        lines.push(format!("{margin}{name}"));
        let words = words.trim_end().lines();
        lines.extend(words.map(|line| format!("{margin}  {line}").trim_end().to_owned()));
    };
    for (number, row) in (1..).zip(&debrief.rows) {
        let indent = "  ".repeat(row.follow_up.len());
        let score = score_words(row, say);
        lines.push(format!(
            "{number:>3}  {score:<8} {indent}{}",
            row.question(bank)
        ));
        let margin = format!("{}{indent}", " ".repeat(14));
        let typed = row.answer.typed.as_deref().unwrap_or_default();
        inside(&mut lines, &say.room_typed(), typed, &margin);
        let note = row.answer.note.as_deref().unwrap_or_default();
        inside(&mut lines, &say.score_next_time(), note, &margin);
    }
    for (name, words) in [
        (say.debrief_notes(), seen.pad),
        (say.line_title(), seen.line),
    ] {
        if !words.trim().is_empty() {
            lines.push(String::new());
            inside(&mut lines, &name, words, "");
        }
    }
    let tomorrow = words::for_tomorrow(&debrief, &findings, bank, say);
    if !tomorrow.is_empty() {
        lines.extend([String::new(), say.debrief_tomorrow()]);
        let numbered = (1..).zip(tomorrow);
        lines.extend(numbered.map(|(number, thing)| format!("  {number}. {thing}")));
    }
    lines.join("\n") + "\n"
}
