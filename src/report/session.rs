//! What a session came to, to be kept or sent: as JSON, Markdown, or an HTML page with charts.

use std::fmt::Write;
use std::time::Duration;

use serde_json::{Value as Json, json};

use super::chart::{self, Axis, Tone, Value};
use super::page::{self, Html};
use crate::bank::Bank;
use crate::clock::clock_face;
use crate::history::{History, Reflection, SessionSeen};
use crate::interview::debrief::{self, Debrief, Findings, Row, findings, words};
use crate::language::Language;
use crate::text;

/// So many sessions of a preset are drawn in its line.
const MOST_IN_TREND: usize = 24;

/// Everything about one session.
#[derive(Debug)]
pub struct SessionReport<'a> {
    /// What the interview is called.
    title: String,
    seen: SessionSeen<'a>,
    history: &'a History,
    bank: &'a Bank,
    debrief: Debrief,
    findings: Findings,
    reflection: Reflection,
}

impl<'a> SessionReport<'a> {
    /// The report on a session of the history. `title` is what its preset is called.
    pub fn of(title: &str, seen: SessionSeen<'a>, history: &'a History, bank: &'a Bank) -> Self {
        let debrief = Debrief::of(&seen.began.id, seen.rounds, history);
        let findings = Findings::of(&debrief, &seen, history, bank);
        let reflection = history.reflection_on(&seen.began.id);
        Self {
            title: text::visible_line(title),
            seen,
            history,
            bank,
            debrief,
            findings,
            reflection: reflection.cloned().unwrap_or_default(),
        }
    }

    /// Name and moment: `Phone · 2026-11-21 21:40`.
    pub fn heading(&self) -> String {
        let at = self.seen.began.at.format("%Y-%m-%d %H:%M");
        format!("{} · {at}", self.title)
    }

    /// A name for its file, without an ending: `2026-11-21-2140-phone`.
    pub fn file_name(&self) -> String {
        let at = self.seen.began.at.format("%Y-%m-%d-%H%M");
        let preset = self.seen.preset.chars();
        let preset: String = preset
            .map(|c| if c.is_alphanumeric() { c } else { '-' })
            .collect();
        format!("{at}-{preset}")
    }

    /// The mean score of every session of this preset up to this one, the oldest first.
    fn trend(&self) -> Vec<Value> {
        let sessions = self.history.sessions().filter(|other| {
            other.preset == self.seen.preset && other.began.id <= self.seen.began.id
        });
        let mut values: Vec<Value> = sessions
            .filter_map(|other| {
                let debrief = Debrief::of(&other.began.id, other.rounds, self.history);
                let mean = debrief.mean_score()?;
                Some(Value {
                    label: other.began.at.format("%m-%d").to_string(),
                    value: Some(mean),
                    shown: words::figure(mean),
                    tone: Tone::Accent,
                })
            })
            .collect();
        values.drain(..values.len().saturating_sub(MOST_IN_TREND));
        values
    }

    /// The documented JSON of `hotseat debrief --json`.
    pub fn to_json(&self) -> Json {
        let Self {
            debrief, findings, ..
        } = self;
        let rows: Vec<Json> = debrief
            .rows
            .iter()
            .map(|row| self.row_to_json(row))
            .collect();
        let question = |&row: &usize| debrief.rows[row].question(self.bank);
        let named = |found: &Option<(String, f64)>, key: &str| {
            found
                .as_ref()
                .map(|(name, mean)| json!({ key: name, "mean": mean }))
        };
        json!({
            "session": self.seen.began.id,
            "preset": self.seen.preset,
            "mode": self.seen.mode,
            "seed": self.seen.seed,
            "began": self.seen.began.at,
            "ended": self.seen.ended,
            "planned": debrief.planned,
            "asked": debrief.rows.len(),
            "answered": debrief.answered(),
            "gave_up": debrief.given_up(),
            "skipped": debrief.skipped(),
            "mean": debrief.mean_score(),
            "used_seconds": debrief.used.as_secs(),
            "given_seconds": debrief.given.as_secs(),
            "pad": self.seen.pad,
            "line": self.seen.line,
            "rows": rows,
            "weakest_tag": named(&findings.weakest_tag, "tag"),
            "weakest_dimension": named(&findings.weakest_dimension, "dimension"),
            "pressure": debrief.pressed.map(|pressed| json!({
                "level": pressed.pressure,
                "cut": pressed.cut,
                "silences": pressed.silences,
                "surprised": pressed.surprised,
                "surprise_score": pressed.surprise,
            })),
            "broke": findings.broke.as_ref().map(question),
            "sure_but_wrong": findings.sure_but_wrong.iter().map(question).collect::<Vec<_>>(),
            "unwritten": findings.unwritten,
            "pace": {
                "short": findings.pace.short,
                "in_time": findings.pace.in_time,
                "over": findings.pace.over,
            },
            "change": findings.change.map(|(mean, of)| json!({ "mean": mean, "of": of })),
            "since_last": findings.since_last.as_ref().map(|since| json!({
                "session": since.session,
                "mean": since.mean,
                "change": since.change,
            })),
            "readiness": findings.readiness.as_ref().map(|readiness| json!({
                "ready": readiness.is_ready(),
                "sessions": readiness.sessions,
                "mean": readiness.mean,
                "lowest_dimension": named(&readiness.lowest, "dimension"),
            })),
            "tomorrow": words::for_tomorrow(debrief, findings, self.bank, Language::English),
            "keep": self.reflection.keep,
            "problem": self.reflection.problem,
            "try": self.reflection.attempt,
        })
    }

    fn row_to_json(&self, row: &Row) -> Json {
        let answer = &row.answer;
        json!({
            "card": row.card,
            "follow_up": row.follow_up,
            "question": row.question(self.bank),
            "score": answer.score,
            "change": row.change,
            "confidence": answer.confidence,
            "dimensions": answer.dimensions,
            "think_ms": answer.think_ms,
            "answer_ms": answer.answer_ms,
            "limit_ms": answer.limit_ms,
            "over_ms": answer.overrun().as_millis(),
            "points": answer.points,
            "points_of": answer.points_of,
            "hints": answer.hints,
            "gave_up": answer.gave_up,
            "skipped": answer.skipped,
            "typed": answer.typed,
            "note": answer.note,
        })
    }

    /// The session as Markdown.
    pub fn to_markdown(&self, say: Language) -> String {
        let Self {
            debrief,
            findings,
            bank,
            ..
        } = self;
        let mut out = format!("# {} · {}\n\n", say.debrief_title(), plain(&self.heading()));
        for said in words::said(debrief, findings, bank, say) {
            let _ = writeln!(out, "- {}", plain(&said.words));
        }
        let pace = findings.pace;
        let _ = writeln!(
            out,
            "- {}",
            say.debrief_pace(pace.short, pace.in_time, pace.over)
        );
        let tomorrow = words::for_tomorrow(debrief, findings, bank, say);
        if !tomorrow.is_empty() {
            let _ = write!(out, "\n## {}\n\n", say.debrief_tomorrow());
            for (number, thing) in (1..).zip(&tomorrow) {
                let _ = writeln!(out, "{number}. {}", plain(thing));
            }
        }
        let reflection = self.reflection_lines(say);
        if !reflection.is_empty() {
            let _ = write!(out, "\n## {}\n\n", say.debrief_reflection());
            for (name, words) in reflection {
                let _ = writeln!(out, "- **{name}**: {}", plain(words));
            }
        }
        for (name, words) in self.noted(say) {
            let _ = write!(out, "\n## {name}\n\n{}\n", quoted(words));
        }
        if debrief.rows.is_empty() {
            return out;
        }
        let _ = write!(out, "\n## {}\n\n|", say.report_questions());
        let heads = heads(say);
        for head in &heads {
            let _ = write!(out, " {head} |");
        }
        let _ = writeln!(out, "\n|{}", "---|".repeat(heads.len()));
        for (number, row) in (1..).zip(&debrief.rows) {
            let cells = self.cells(number, row, say).map(|cell| plain(&cell));
            let _ = writeln!(out, "| {} |", cells.join(" | "));
        }
        for (number, row) in (1..).zip(&debrief.rows) {
            let details = self.details(row, say);
            if details.is_empty() {
                continue;
            }
            let _ = writeln!(out, "\n### {number}. {}", plain(&row.question(bank)));
            for (name, words) in details {
                let _ = write!(out, "\n{name}\n\n{}\n", quoted(words));
            }
        }
        out
    }

    /// The session as one HTML page with its charts.
    pub fn to_html(&self, say: Language) -> String {
        let Self {
            debrief,
            findings,
            bank,
            ..
        } = self;
        let said = words::said(debrief, findings, bank, say);
        let said: Vec<Html> = said
            .iter()
            .map(|said| {
                let class = match said.tone {
                    words::Tone::Head => "li class=\"head\"",
                    words::Tone::Plain => "li class=\"plain\"",
                    words::Tone::Good => "li class=\"good\"",
                    words::Tone::Warn => "li class=\"warn\"",
                    words::Tone::Bad => "li class=\"bad\"",
                };
                Html::element(class, &[Html::text(&said.words)])
            })
            .collect();
        let tomorrow = words::for_tomorrow(debrief, findings, bank, say);
        let reflection = self.reflection_lines(say).into_iter();
        let reflection = reflection.map(|(name, words)| Html::text(&format!("{name}: {words}")));
        let mut table = Html::default();
        if !debrief.rows.is_empty() {
            let rows: Vec<Vec<Html>> = (1..)
                .zip(&debrief.rows)
                .map(|(number, row)| {
                    let cells = self.cells(number, row, say);
                    cells.iter().map(|cell| Html::text(cell)).collect()
                })
                .collect();
            table = Html::table(&heads(say), &rows);
        }
        let noted: Vec<Html> = self
            .noted(say)
            .into_iter()
            .map(|(name, words)| Html::section(&name, &[Html::paragraphs(words)]))
            .collect();
        let noted = if noted.is_empty() {
            Html::default()
        } else {
            Html::element("div", &noted)
        };
        let body = [
            Html::element("ul class=\"said\"", &said),
            Html::section(
                &say.debrief_tomorrow(),
                &[Html::list(tomorrow.iter().map(|thing| Html::text(thing)))],
            ),
            Html::section(&say.debrief_reflection(), &[Html::list(reflection)]),
            noted,
            Html::section(&say.report_scores(), &[self.score_chart(say)]),
            Html::section(&say.report_pace(), &[self.pace_chart(say)]),
            Html::section(&say.report_dimensions(), &[self.dimension_chart(say)]),
            Html::section(&say.report_trend(), &[self.trend_chart(say)]),
            Html::section(&say.report_questions(), &[table, self.questions(say)]),
        ];
        let title = format!("{} · {}", say.debrief_title(), self.heading());
        page::page(say.code(), &title, &body)
    }

    fn score_chart(&self, say: Language) -> Html {
        let values = (1..).zip(&self.debrief.rows).map(|(number, row)| {
            let score = row.answer.score;
            Value {
                label: format!("{number}. {}", row.question(self.bank)),
                value: score.map(f64::from),
                shown: score_words(row, say),
                tone: match score {
                    Some(4..) => Tone::Good,
                    Some(3) => Tone::Warn,
                    _ => Tone::Bad,
                },
            }
        });
        chart::bars(&say.report_scores(), &values.collect::<Vec<_>>(), 5.0)
    }

    fn pace_chart(&self, say: Language) -> Html {
        let pace = self.findings.pace;
        if pace.answers() == 0 {
            return Html::default();
        }
        let value = |label: String, count: usize, tone| Value {
            label,
            value: u32::try_from(count).ok().map(f64::from),
            shown: count.to_string(),
            tone,
        };
        let values = [
            value(
                format!("{} (< 40 %)", say.report_pace_short()),
                pace.short,
                Tone::Warn,
            ),
            value(say.report_pace_in_time(), pace.in_time, Tone::Good),
            value(say.report_pace_over(), pace.over, Tone::Bad),
        ];
        let largest = pace.short.max(pace.in_time).max(pace.over);
        chart::columns(&say.report_pace(), &values, &Axis::of_counts(largest))
    }

    fn dimension_chart(&self, say: Language) -> Html {
        let values = findings::dimensions(&self.debrief.rows).into_iter();
        let values = values.map(|(name, mean, _)| Value {
            label: debrief::dimension_name(&name).in_language(say).clone(),
            value: Some(mean),
            shown: words::figure(mean),
            tone: if mean < findings::READY_DIMENSION {
                Tone::Bad
            } else {
                Tone::Accent
            },
        });
        chart::bars(&say.report_dimensions(), &values.collect::<Vec<_>>(), 5.0)
    }

    /// How this kind of interview went before; one point is no line.
    fn trend_chart(&self, say: Language) -> Html {
        let values = self.trend();
        if values.len() < 2 {
            return Html::default();
        }
        chart::line(&say.report_trend(), &values, &Axis::of_scores())
    }

    /// Every question whole, folded away.
    fn questions(&self, say: Language) -> Html {
        let rows = (1..).zip(&self.debrief.rows).filter_map(|(number, row)| {
            let details = self.details(row, say);
            if details.is_empty() {
                return None;
            }
            let question = format!("{number}. {}", row.question(self.bank));
            let mut inside = vec![Html::element("summary", &[Html::text(&question)])];
            let details: Vec<Html> = details
                .into_iter()
                .flat_map(|(name, words)| {
                    let name = Html::element("dt", &[Html::text(&name)]);
                    [name, Html::element("dd", &[Html::paragraphs(words)])]
                })
                .collect();
            inside.push(Html::element("dl", &details));
            Some(Html::element("details", &inside))
        });
        let rows: Vec<Html> = rows.collect();
        if rows.is_empty() {
            return Html::default();
        }
        Html::element("div", &rows)
    }

    /// What was noted during the session and at its end, where there is any.
    fn noted(&self, say: Language) -> Vec<(String, &'a str)> {
        let noted = [
            (say.debrief_notes(), self.seen.pad),
            (say.line_title(), self.seen.line),
        ];
        let noted = noted.into_iter();
        noted
            .filter(|(_, words)| !words.trim().is_empty())
            .collect()
    }

    fn reflection_lines(&self, say: Language) -> Vec<(String, &str)> {
        let Reflection {
            keep,
            problem,
            attempt,
        } = &self.reflection;
        let lines = [
            (say.debrief_keep(), keep),
            (say.debrief_problem(), problem),
            (say.debrief_try(), attempt),
        ];
        let lines = lines
            .into_iter()
            .filter(|(_, words)| !words.trim().is_empty());
        lines.map(|(name, words)| (name, words.as_str())).collect()
    }

    fn cells(&self, number: usize, row: &Row, say: Language) -> [String; 9] {
        let answer = &row.answer;
        let time = |milliseconds: Option<u64>| {
            milliseconds.map_or(String::new(), |ms| clock_face(Duration::from_millis(ms)))
        };
        let over = answer.overrun();
        let points = match (&answer.points, answer.points_of) {
            (Some(points), Some(of)) => format!("{}/{of}", points.len()),
            _ => String::new(),
        };
        [
            number.to_string(),
            row.question(self.bank),
            score_words(row, say),
            row.change
                .map_or(String::new(), |change| format!("{change:+}")),
            time(answer.think_ms),
            time(answer.answer_ms),
            if over.is_zero() {
                String::new()
            } else {
                format!("+{}", clock_face(over))
            },
            points,
            text::visible_line(answer.note.as_deref().unwrap_or_default()),
        ]
    }

    /// What was typed and what should have been said, where there is any.
    fn details<'s>(&'s self, row: &'s Row, say: Language) -> Vec<(String, &'s str)> {
        let typed = row.answer.typed.as_deref().unwrap_or_default();
        let details = [
            (say.room_typed(), typed),
            (say.score_model(), row.model(self.bank)),
        ];
        let details = details
            .into_iter()
            .filter(|(_, words)| !words.trim().is_empty());
        details.collect()
    }
}

/// Words as a quotation of Markdown.
fn quoted(words: &str) -> String {
    let words = text::visible(words);
    let lines = words
        .lines()
        .map(|line| format!("> {line}").trim_end().to_owned());
    lines.collect::<Vec<_>>().join("\n")
}

fn heads(say: Language) -> [String; 9] {
    [
        "#".to_owned(),
        say.report_question(),
        say.report_score(),
        say.report_change(),
        say.report_think(),
        say.report_answer(),
        say.report_over(),
        say.report_points(),
        say.report_note(),
    ]
}

/// The score of a row, or why there is none.
pub fn score_words(row: &Row, say: Language) -> String {
    match row.answer.score {
        _ if row.answer.skipped => say.debrief_skipped(),
        None => say.debrief_unscored(),
        Some(score) => score.to_string(),
    }
}

/// A line that Markdown takes as it is.
fn plain(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    for c in text::visible_line(line).chars() {
        if r"\`*_[]<>|#".contains(c) {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Origin, deck};
    use crate::interview::debrief::samples::{history, scored, seen};

    fn bank() -> Bank {
        let text = "[[cards]]\nid = \"a\"\nquestion = \"Why <b>A</b> | or *B*?\"\nanswer = \"One.\\n\\n<script>\"\n\
                    [[cards]]\nid = \"b\"\nquestion = \"B?\"\n";
        let (deck, problems) = deck::read("d", Origin::BuiltIn, "d.toml", text);
        assert_eq!(problems, Vec::new());
        Bank::new([deck], Vec::new())
    }

    fn with_report(check: impl FnOnce(&SessionReport<'_>)) {
        let history = history(&[
            ("one", "phone", &[scored("a", 2)]),
            (
                "two",
                "phone",
                &[
                    scored("a", 4).in_dimension("depth", 2),
                    scored("b", 2).sure().taking(70_000),
                ],
            ),
        ]);
        let bank = bank();
        let seen = seen(&history, "two");
        check(&SessionReport::of("Phone", seen, &history, &bank));
    }

    #[test]
    fn the_page_shows_every_finding_and_escapes_what_is_in_the_deck() {
        with_report(|report| {
            let page = report.to_html(Language::English);
            for words in [
                "<h1>Debrief · Phone · 2026-11-02 10:00</h1>",
                "mean 3.0",
                "+1.0 from the last one of this kind (mean 2.0)",
                "weakest side: depth (mean 2.0)",
                "sure but wrong: B?",
                "put right what you were sure of: B?",
                "Why &lt;b&gt;A&lt;/b&gt; | or *B*?",
                "&lt;script&gt;",
                "+0:10",
            ] {
                assert!(page.contains(words), "{words}\n{page}");
            }
            assert!(!page.contains("<script") && !page.contains("<b>"));
            assert_eq!(
                page.matches("<svg").count(),
                4,
                "scores, pace, sides, trend"
            );
        });
    }

    #[test]
    fn markdown_holds_the_table_together_whatever_the_question_says() {
        with_report(|report| {
            let markdown = report.to_markdown(Language::English);
            let row = markdown
                .lines()
                .find(|line| line.starts_with("| 1 |"))
                .unwrap();
            let expected = r"| 1 | Why \<b\>A\</b\> \| or \*B\*? | 4 | +2 |  | 0:30 |  |  |  |";
            assert_eq!(row, expected);
            assert!(
                markdown.contains("\n1. put right what you were sure of: B?\n"),
                "{markdown}"
            );
            assert!(markdown.contains("\n> One.\n>\n> <script>\n"), "{markdown}");
        });
    }

    #[test]
    fn programs_get_the_same_figures() {
        with_report(|report| {
            let json = report.to_json();
            assert_eq!(json["mean"], 3.0);
            assert_eq!(json["rows"][0]["change"], 2);
            assert_eq!(json["since_last"]["change"], 1.0);
            assert_eq!(
                json["pace"],
                serde_json::json!({ "short": 0, "in_time": 1, "over": 1 })
            );
            assert_eq!(json["readiness"]["ready"], false);
            assert_eq!(report.file_name(), "2026-11-02-1000-phone");
        });
    }
}
