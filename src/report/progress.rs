//! The progress as text and as one HTML page; `figures` has the same figures for programs.

use std::time::Duration;

use super::chart::{self, Axis, Tone, Value};
use super::page::{self, Html};
use crate::bank::Kind;
use crate::clock::clock_face;
use crate::language::Language;
use crate::memory::calibration::percent;
use crate::progress::{Coverage, Outlook, Progress, pace};
use crate::text;

mod figures;

/// Weeks of which the page draws the scores; the table has them all.
const WEEKS_DRAWN: usize = 26;
/// Tags of which the page and the text tell.
const TAGS: usize = 20;

impl Progress {
    /// What a person at a prompt wants to know, a line each.
    pub fn to_text(&self, say: Language) -> String {
        let mut lines = self.headlines(say);
        let mut part = |title: String, rows: Vec<[String; 3]>| {
            if rows.is_empty() {
                return;
            }
            lines.extend([String::new(), title]);
            let widest = rows.iter().map(|[label, ..]| text::columns(label)).max();
            let wide = widest.unwrap_or(0).min(28);
            lines.extend(rows.into_iter().map(|[label, value, rest]| {
                let line = format!("  {}  {value}  {rest}", text::pad(&label, wide));
                line.trim_end().to_owned()
            }));
        };
        let kinds = self.kinds.iter();
        let kinds =
            kinds.map(|(kind, coverage)| coverage_row(&kind_name(*kind, say), coverage, say));
        part(say.progress_strength(), kinds.collect());
        let tried = self.tags.iter().filter(|(_, coverage)| coverage.tried > 0);
        let tags = tried.map(|(tag, coverage)| coverage_row(tag, coverage, say));
        part(say.progress_tags(), tags.take(TAGS).collect());
        let sure = self.sureness_rows(say).into_iter();
        let sure = sure.map(|(label, _, shown)| [label, shown, String::new()]);
        part(say.progress_sureness(), sure.collect());
        let ways = self.outlook.iter().map(|outlook| {
            [
                text::visible_line(&outlook.forecast.title),
                say.progress_days_left(outlook.days()),
                outlook_words(outlook, say),
            ]
        });
        part(say.progress_outlook(), ways.collect());
        lines.push(String::new());
        lines.push(self.calibration.words().in_language(say).clone());
        lines.join("\n") + "\n"
    }

    /// The three or four lines that stand above everything.
    pub fn headlines(&self, say: Language) -> Vec<String> {
        let mut lines = vec![
            say.progress_answers(self.answers, self.tried(), self.cards),
            say.progress_streak(self.days.streak, self.days.longest, self.days.of_the_year),
        ];
        if let (Some(last), before) = self.last_scored() {
            let mean = last.score.value().unwrap_or(0.0);
            let before = before.and_then(|week| week.score.value());
            let change = before.map_or(String::new(), |before| format!(" ({:+.1})", mean - before));
            let count = usize::try_from(last.score.count()).unwrap_or(usize::MAX);
            lines.push(say.progress_last_week(
                &last.begins.format("%m-%d").to_string(),
                &format!("{mean:.1}"),
                &change,
                count,
            ));
        }
        lines.extend(self.pace_words(say));
        lines
    }

    /// How the clock was kept, in a line.
    pub fn pace_words(&self, say: Language) -> Option<String> {
        let all = self.pace.all;
        let answers = u32::try_from(all.answers).ok().filter(|&count| count > 0)?;
        Some(say.progress_pace_words(
            &clock_face(all.used / answers),
            &clock_face(all.given / answers),
            self.pace.over(),
            all.answers,
        ))
    }

    /// How good the answers were by how sure the user was: name, mean score, words.
    pub fn sureness_rows(&self, say: Language) -> Vec<(String, f64, String)> {
        let names = [say.sure_1(), say.sure_2(), say.sure_3()];
        let rows = names.into_iter().zip(&self.sureness);
        let rows = rows.filter_map(|(name, level)| {
            let mean = level.score.value()?;
            let (answers, good, poor) = (level.answers(), level.good, level.poor);
            let shown = say.progress_sure_row(&format!("{mean:.1}"), answers, good, poor);
            Some((name, mean, shown))
        });
        rows.collect()
    }

    /// The whole as one page with its charts.
    pub fn to_html(&self, say: Language) -> String {
        let title = format!("{} · {}", say.progress_title(), self.today);
        let headlines = self.headlines(say).into_iter().enumerate();
        let headlines: Vec<Html> = headlines
            .map(|(i, line)| {
                let class = if i == 0 {
                    "li class=\"head\""
                } else {
                    "li class=\"plain\""
                };
                Html::element(class, &[Html::text(&line)])
            })
            .collect();
        let said = Html::element("ul class=\"said\"", &headlines);
        if self.is_empty() {
            let next = Html::element("p", &[Html::text(&say.progress_nothing())]);
            return page::page(say.code(), &title, &[said, next, self.outlook_section(say)]);
        }
        let calibration = self.calibration.words();
        let calibration = Html::element("p", &[Html::text(calibration.in_language(say))]);
        let body = [
            said,
            Html::section(
                &say.progress_scores(),
                &[
                    self.score_chart(say),
                    self.passed_chart(say),
                    self.week_table(say),
                ],
            ),
            Html::section(
                &say.progress_strength(),
                &[
                    self.kind_chart(say),
                    self.tag_chart(say),
                    self.tag_table(say),
                ],
            ),
            Html::section(
                &say.progress_sureness(),
                &[
                    self.sureness_chart(say),
                    self.recall_chart(say),
                    calibration,
                ],
            ),
            Html::section(&say.progress_time(), &[self.pace_chart(say)]),
            Html::section(&say.progress_days(), &[self.calendar(say)]),
            self.outlook_section(say),
        ];
        page::page(say.code(), &title, &body)
    }

    fn score_chart(&self, say: Language) -> Html {
        let values = self.week_values(|week| week.score.value(), &|mean| format!("{mean:.1}"));
        chart::line(&say.progress_scores(), &values, &Axis::of_scores())
    }

    fn passed_chart(&self, say: Language) -> Html {
        let shown = |share: f64| format!("{}%", percent(share));
        let mut values = self.week_values(|week| week.passed.value(), &shown);
        for value in &mut values {
            value.value = value.value.map(|share| share * 100.0);
        }
        let about = Html::element("h3", &[Html::text(&say.progress_passed())]);
        if values.iter().all(|value| value.value.is_none()) {
            return Html::default();
        }
        let line = chart::line(&say.progress_passed(), &values, &Axis::of_percents());
        Html::element("div", &[about, line])
    }

    /// The last weeks as values; of many only every so manyth has its number beside it.
    fn week_values(
        &self,
        value: impl Fn(&crate::progress::Week) -> Option<f64>,
        shown: &dyn Fn(f64) -> String,
    ) -> Vec<Value> {
        let drawn = &self.weeks[self.weeks.len().saturating_sub(WEEKS_DRAWN)..];
        let every = drawn.len().div_ceil(14).max(1);
        let values = drawn.iter().rev().enumerate().map(|(place, week)| {
            let value = value(week);
            Value {
                label: week.begins.format("%m-%d").to_string(),
                value,
                shown: value
                    .filter(|_| place % every == 0)
                    .map_or(String::new(), shown),
                tone: Tone::Accent,
            }
        });
        let mut values: Vec<Value> = values.collect();
        values.reverse();
        values
    }

    fn week_table(&self, say: Language) -> Html {
        let rows = self.weeks.iter().rev().filter(|week| week.answers > 0);
        let rows = rows.map(|week| {
            let score = week.score.value().map(|mean| format!("{mean:.1}"));
            let passed = week
                .passed
                .value()
                .map(|share| format!("{}%", percent(share)));
            [
                week.begins.to_string(),
                week.answers.to_string(),
                score.unwrap_or_default(),
                passed.unwrap_or_default(),
            ]
        });
        let heads = [
            say.progress_week(),
            say.progress_count(),
            say.report_score(),
            say.progress_passed(),
        ];
        folded_table(&say.progress_numbers(), &heads, rows)
    }

    fn kind_chart(&self, say: Language) -> Html {
        let values: Vec<Value> = self
            .kinds
            .iter()
            .map(|(kind, coverage)| coverage_value(&kind_name(*kind, say), coverage))
            .collect();
        chart::bars(&say.progress_strength(), &values, 1.0)
    }

    fn tag_chart(&self, say: Language) -> Html {
        let tried = self.tags.iter().filter(|(_, coverage)| coverage.tried > 0);
        let values = tried.take(TAGS);
        let values = values.map(|(tag, coverage)| coverage_value(tag, coverage));
        let values: Vec<Value> = values.collect();
        if values.is_empty() {
            return Html::default();
        }
        let title = Html::element("h3", &[Html::text(&say.progress_tags())]);
        let bars = chart::bars(&say.progress_tags(), &values, 1.0);
        Html::element("div", &[title, bars])
    }

    fn tag_table(&self, say: Language) -> Html {
        let rows = self.tags.iter().map(|(tag, coverage)| {
            let strength = coverage.strength();
            [
                text::visible_line(tag),
                coverage.cards.to_string(),
                coverage.written.to_string(),
                coverage.tried.to_string(),
                strength.map_or(String::new(), |share| format!("{}%", percent(share))),
            ]
        });
        let heads = [
            say.progress_tag(),
            say.progress_cards(),
            say.progress_written(),
            say.progress_tried(),
            say.progress_strength_word(),
        ];
        folded_table(&say.progress_numbers(), &heads, rows)
    }

    fn sureness_chart(&self, say: Language) -> Html {
        let rows = self.sureness_rows(say);
        if rows.is_empty() {
            return Html::element("p", &[Html::text(&say.progress_no_sureness())]);
        }
        let values = rows.iter().map(|(label, mean, _)| Value {
            label: label.clone(),
            value: Some(*mean),
            shown: format!("{mean:.1}"),
            tone: Tone::Accent,
        });
        let values: Vec<Value> = values.collect();
        let words = rows.iter();
        let words = words.map(|(label, _, shown)| Html::text(&format!("{label}: {shown}")));
        let bars = chart::bars(&say.progress_sureness(), &values, 5.0);
        Html::element("div", &[bars, Html::list(words)])
    }

    fn recall_chart(&self, say: Language) -> Html {
        let bands = self.recall.iter().flat_map(|band| {
            let range = format!("{}–{} %", percent(band.from), percent(band.to));
            let count = band.passed.count();
            let value = |name: String, share: Option<f64>, tone| Value {
                label: name,
                value: share,
                shown: share.map_or(String::new(), |share| format!("{}%", percent(share))),
                tone,
            };
            [
                value(
                    format!("{range} · {} ({count})", say.progress_predicted()),
                    band.predicted.value(),
                    Tone::Warn,
                ),
                value(
                    format!("{range} · {}", say.progress_actual()),
                    band.passed.value(),
                    Tone::Accent,
                ),
            ]
        });
        chart::bars(&say.progress_recall(), &bands.collect::<Vec<_>>(), 1.0)
    }

    fn pace_chart(&self, say: Language) -> Html {
        if self.pace.all.answers == 0 {
            return Html::default();
        }
        let values = pace::BANDS
            .iter()
            .zip(self.pace.bands)
            .map(|(&band, count)| Value {
                label: band_name(band),
                value: u32::try_from(count).ok().map(f64::from),
                shown: count.to_string(),
                tone: if band.0 >= 1.0 { Tone::Bad } else { Tone::Good },
            });
        let values: Vec<Value> = values.collect();
        let largest = self.pace.bands.into_iter().max().unwrap_or(0);
        let columns = chart::columns(&say.progress_time(), &values, &Axis::of_counts(largest));
        let words = self.pace_words(say).unwrap_or_default();
        let kinds = self.pace.by_kind.iter().map(|(kind, times)| {
            let per = |time: Duration| {
                clock_face(time / u32::try_from(times.answers.max(1)).unwrap_or(u32::MAX))
            };
            let words = say.progress_pace_row(&per(times.used), &per(times.given), times.answers);
            Html::text(&format!("{}: {words}", kind_name(*kind, say)))
        });
        let words = Html::element("p", &[Html::text(&words)]);
        Html::element("div", &[words, columns, Html::list(kinds)])
    }

    fn calendar(&self, say: Language) -> Html {
        let words = say.progress_streak(self.days.streak, self.days.longest, self.days.of_the_year);
        let about = format!("{} · {words}", say.progress_days());
        let picture = chart::calendar(&about, &self.days, &say.weekdays());
        let words = Html::element("p", &[Html::text(&words)]);
        let rows = self.days.all.iter().rev().map(|(day, done)| {
            [
                day.to_string(),
                done.answers.to_string(),
                clock_face(done.time),
            ]
        });
        let heads = [
            say.progress_day(),
            say.progress_count(),
            say.progress_time(),
        ];
        let table = folded_table(&say.progress_numbers(), &heads, rows);
        Html::element("div", &[words, picture, table])
    }

    fn outlook_section(&self, say: Language) -> Html {
        let ways = self.outlook.iter().map(|outlook| {
            let title = format!("{} · {}", outlook.forecast.title, outlook.forecast.date);
            let words = outlook_words(outlook, say);
            let value = |label: String, share: f64, tone| Value {
                label,
                value: Some(share),
                shown: format!("{}%", percent(share)),
                tone,
            };
            let all = outlook.forecast.all;
            let mut bars = vec![
                value(say.progress_now(), all.today, Tone::Accent),
                Value {
                    shown: all.range.words(),
                    ..value(say.progress_with_plan(), all.on_the_day, Tone::Good)
                },
                value(say.progress_alone(), outlook.alone_on_the_day(), Tone::Bad),
            ];
            for (kind, ready) in &outlook.forecast.by_kind {
                let name = format!("{} · {}", kind_name(*kind, say), say.progress_with_plan());
                bars.push(Value {
                    shown: ready.range.words(),
                    ..value(name, ready.on_the_day, Tone::Accent)
                });
            }
            let curve = outlook.left_alone.iter().map(|(day, share)| Value {
                label: day.format("%m-%d").to_string(),
                value: Some(share * 100.0),
                shown: format!("{}%", percent(*share)),
                tone: Tone::Accent,
            });
            let curve: Vec<Value> = curve.collect();
            let mut pieces = vec![
                Html::element("h3", &[Html::text(&title)]),
                Html::element("p", &[Html::text(&words)]),
                chart::bars(&title, &bars, 1.0),
            ];
            if curve.len() > 1 {
                pieces.push(Html::element(
                    "p",
                    &[Html::text(&say.progress_alone_curve())],
                ));
                let about = say.progress_alone_curve();
                pieces.push(chart::line(&about, &curve, &Axis::of_percents()));
            }
            Html::element("div", &pieces)
        });
        let mut ways: Vec<Html> = ways.collect();
        if ways.is_empty() {
            ways.push(Html::element(
                "p",
                &[Html::text(&say.progress_no_interview())],
            ));
        }
        Html::section(&say.progress_outlook(), &ways)
    }
}

/// What a kind of deck is called.
pub fn kind_name(kind: Kind, say: Language) -> String {
    match kind {
        Kind::Personal => say.kind_personal(),
        Kind::Technical => say.kind_technical(),
        Kind::Company => say.kind_company(),
    }
}

/// A band of used over given time: `75–100 %`, `> 125 %`.
pub fn band_name((from, to): (f64, f64)) -> String {
    match (from, to) {
        (from, _) if from <= 0.0 => format!("< {} %", percent(to)),
        (from, to) if to.is_finite() => format!("{}–{} %", percent(from), percent(to)),
        (from, _) => format!("> {} %", percent(from)),
    }
}

/// Today, with the plan and left alone, in a line.
pub fn outlook_words(outlook: &Outlook, say: Language) -> String {
    let all = outlook.forecast.all;
    say.progress_outlook_words(
        percent(all.today),
        &all.range.words(),
        outlook.forecast.answers,
        percent(outlook.alone_on_the_day()),
    )
}

/// Strength and coverage of a group in words.
pub fn coverage_words(coverage: &Coverage, say: Language) -> String {
    say.progress_coverage_row(coverage.tried, coverage.cards, coverage.written)
}

fn coverage_row(name: &str, coverage: &Coverage, say: Language) -> [String; 3] {
    let strength = coverage.strength();
    [
        text::visible_line(name),
        strength.map_or("   –".to_owned(), |share| {
            format!("{:3}%", percent(share))
        }),
        coverage_words(coverage, say),
    ]
}

fn coverage_value(name: &str, coverage: &Coverage) -> Value {
    let strength = coverage.strength();
    Value {
        label: format!("{name} ({}/{})", coverage.tried, coverage.cards),
        value: strength,
        shown: strength.map_or("–".to_owned(), |share| format!("{}%", percent(share))),
        tone: match strength {
            Some(share) if share >= 0.7 => Tone::Good,
            Some(share) if share >= 0.5 => Tone::Warn,
            _ => Tone::Bad,
        },
    }
}

fn folded_table<const N: usize>(
    title: &str,
    heads: &[String; N],
    rows: impl Iterator<Item = [String; N]>,
) -> Html {
    let rows: Vec<Vec<Html>> = rows
        .map(|cells| cells.iter().map(|cell| Html::text(cell)).collect())
        .collect();
    if rows.is_empty() {
        return Html::default();
    }
    let summary = Html::element("summary", &[Html::text(title)]);
    Html::element("details", &[summary, Html::table(heads, &rows)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Bank, Origin, deck};
    use crate::history::{Answer, History};
    use crate::progress::samples::{at, graded, history, interview, scored};

    const EVIL: &str = "<script>alert(1)</script>";

    fn progress(history: &History) -> Progress {
        let text = format!(
            "kind = \"technical\"\n[[cards]]\nid = \"a\"\nquestion = \"A?\"\nanswer = \"x\"\n\
             tags = [\"{EVIL}\", \"=1+1, x\"]\n"
        );
        let bank = Bank::new(
            [deck::read("d", Origin::BuiltIn, "d.toml", &text).0],
            Vec::new(),
        );
        let mut interview = interview("2026-12-03");
        interview.company = EVIL.to_owned();
        Progress::of(
            &bank,
            history,
            &[&interview],
            at("2026-11-21T12:00"),
            4,
            &crate::bank::Audience::default(),
        )
    }

    fn some() -> Progress {
        let timed = Answer {
            confidence: Some(3),
            answer_ms: Some(120_000),
            limit_ms: Some(90_000),
            ..scored("a", 2)
        };
        progress(&history(vec![
            ("2026-11-10T10:00", scored("a", 4)),
            ("2026-11-17T10:00", graded("a", 3)),
            ("2026-11-20T10:00", timed),
        ]))
    }

    #[test]
    fn the_page_has_every_picture_and_escapes_tags_and_companies() {
        for say in [Language::Korean, Language::English] {
            let page = some().to_html(say);
            assert!(!page.contains("<script"), "{page}");
            assert!(page.contains("&lt;script&gt;"), "{page}");
            // Scores, share passed, kinds, tags, sureness, recall, time, days, outlook and its curve.
            assert_eq!(page.matches("<svg").count(), 10, "{page}");
            assert!(page.contains("prefers-color-scheme: dark"));
        }
    }

    #[test]
    fn an_empty_history_says_what_to_do_next() {
        let nothing = progress(&History::default());
        let page = nothing.to_html(Language::English);
        assert!(page.contains("hotseat interview --preset warmup"), "{page}");
        assert!(
            nothing
                .to_csv()
                .starts_with("series,of,measure,value\nall,2026-11-21,answers,0\n")
        );
    }

    #[test]
    fn a_table_holds_together_whatever_a_tag_is_called() {
        let csv = some().to_csv();
        assert!(csv.contains("\ntag,\"'=1+1, x\",cards,1\n"), "{csv}");
        assert!(csv.contains("\nweek,2026-11-09,mean_score,4\n"), "{csv}");
        assert!(csv.contains("\nsureness,3,poor,1\n"), "{csv}");
    }

    #[test]
    fn people_read_the_figures_in_their_own_language() {
        let text = some().to_text(Language::English);
        assert!(
            text.starts_with("3 answers · 1 of 1 cards tried\n"),
            "{text}"
        );
        assert!(text.contains("week of 11-16: mean 2.0 (-2.0)"), "{text}");
        assert!(text.contains("certain"), "{text}");
        assert!(some().to_text(Language::Korean).starts_with("답 3개"));
    }
}
