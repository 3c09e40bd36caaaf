//! The progress for programs: JSON with every series whole, and CSV with a figure a line.

use std::fmt::{Display, Write as _};

use serde_json::{Value, json};

use crate::progress::{Coverage, Outlook, Progress, pace};
use crate::text;

impl Progress {
    /// The documented JSON of `hotseat stats --json`: shares from 0 to 1, times in seconds.
    pub fn to_json(&self) -> Value {
        let weeks = self.weeks.iter().map(|week| {
            json!({
                "begins": week.begins.to_string(),
                "answers": week.answers,
                "scored": week.score.count(),
                "mean_score": week.score.value(),
                "reviewed": week.passed.count(),
                "passed": week.passed.value(),
            })
        });
        let kinds = self
            .kinds
            .iter()
            .map(|(kind, coverage)| coverage_to_json("kind", kind.word(), coverage));
        let tags = self
            .tags
            .iter()
            .map(|(tag, coverage)| coverage_to_json("tag", tag, coverage));
        let sureness = (1..).zip(&self.sureness).map(|(confidence, level)| {
            json!({
                "confidence": confidence,
                "answers": level.answers(),
                "mean_score": level.score.value(),
                "good": level.good,
                "poor": level.poor,
            })
        });
        let recall = self.recall.iter().map(|band| {
            json!({
                "from": band.from,
                "to": band.to,
                "answers": band.passed.count(),
                "predicted": band.predicted.value(),
                "passed": band.passed.value(),
            })
        });
        let days = self.days.all.iter().map(|(day, done)| {
            json!({
                "day": day.to_string(),
                "answers": done.answers,
                "seconds": done.time.as_secs(),
            })
        });
        json!({
            "on": self.today.to_string(),
            "answers": self.answers,
            "cards": self.cards,
            "tried": self.tried(),
            "weeks": weeks.collect::<Vec<_>>(),
            "kinds": kinds.collect::<Vec<_>>(),
            "tags": tags.collect::<Vec<_>>(),
            "sureness": sureness.collect::<Vec<_>>(),
            "recall": recall.collect::<Vec<_>>(),
            "time": self.time_to_json(),
            "days": days.collect::<Vec<_>>(),
            "streak": self.days.streak,
            "longest_streak": self.days.longest,
            "forecast": self.outlook.iter().map(outlook_to_json).collect::<Vec<_>>(),
            "truth": self.truth.to_json(),
            "past_predictions": self.calibration.to_json(),
        })
    }

    fn time_to_json(&self) -> Value {
        let bands = pace::BANDS.iter().zip(self.pace.bands);
        let bands = bands.map(|(&(from, to), answers)| {
            let to = to.is_finite().then_some(to);
            json!({ "from": from, "to": to, "answers": answers })
        });
        let by_kind = self.pace.by_kind.iter().map(|(kind, times)| {
            json!({
                "kind": kind.word(),
                "answers": times.answers,
                "used_seconds": times.used.as_secs_f64(),
                "given_seconds": times.given.as_secs_f64(),
            })
        });
        json!({
            "answers": self.pace.all.answers,
            "used_seconds": self.pace.all.used.as_secs_f64(),
            "given_seconds": self.pace.all.given.as_secs_f64(),
            "bands": bands.collect::<Vec<_>>(),
            "by_kind": by_kind.collect::<Vec<_>>(),
        })
    }

    /// The same figures as CSV, one a line: `series,of,measure,value`. What has no value has no
    /// line.
    pub fn to_csv(&self) -> String {
        let mut csv = Csv::default();
        let today = self.today.to_string();
        for (measure, value) in [
            ("answers", self.answers),
            ("cards", self.cards),
            ("tried", self.tried()),
            ("streak", self.days.streak),
            ("longest_streak", self.days.longest),
        ] {
            csv.put("all", &today, measure, Some(value));
        }
        for week in &self.weeks {
            let of = week.begins.to_string();
            csv.put("week", &of, "answers", Some(week.answers));
            csv.put("week", &of, "mean_score", week.score.value());
            csv.put("week", &of, "passed", week.passed.value());
        }
        let kinds = self.kinds.iter();
        let kinds = kinds.map(|(kind, coverage)| ("kind", kind.word(), coverage));
        let tags = self.tags.iter();
        let tags = tags.map(|(tag, coverage)| ("tag", tag.as_str(), coverage));
        for (series, of, coverage) in kinds.chain(tags) {
            csv.put(series, of, "cards", Some(coverage.cards));
            csv.put(series, of, "written", Some(coverage.written));
            csv.put(series, of, "tried", Some(coverage.tried));
            csv.put(series, of, "strength", coverage.strength());
        }
        for (confidence, level) in (1..).zip(&self.sureness) {
            let of = i32::to_string(&confidence);
            csv.put("sureness", &of, "answers", Some(level.answers()));
            csv.put("sureness", &of, "mean_score", level.score.value());
            csv.put("sureness", &of, "good", Some(level.good));
            csv.put("sureness", &of, "poor", Some(level.poor));
        }
        for band in &self.recall {
            let of = format!("{}-{}", band.from, band.to);
            csv.put("recall", &of, "answers", Some(band.passed.count()));
            csv.put("recall", &of, "predicted", band.predicted.value());
            csv.put("recall", &of, "passed", band.passed.value());
        }
        for (&(from, _), answers) in pace::BANDS.iter().zip(self.pace.bands) {
            csv.put("time", &from.to_string(), "answers", Some(answers));
        }
        for (kind, times) in &self.pace.by_kind {
            let (used, given) = (times.used.as_secs_f64(), times.given.as_secs_f64());
            csv.put("time", kind.word(), "used_seconds", Some(used));
            csv.put("time", kind.word(), "given_seconds", Some(given));
        }
        for (day, done) in &self.days.all {
            csv.put("day", &day.to_string(), "answers", Some(done.answers));
            csv.put(
                "day",
                &day.to_string(),
                "seconds",
                Some(done.time.as_secs()),
            );
        }
        for outlook in &self.outlook {
            let of = &outlook.forecast.interview;
            let all = outlook.forecast.all;
            csv.put("forecast", of, "today", Some(all.today));
            csv.put("forecast", of, "on_the_day", Some(all.on_the_day));
            csv.put("forecast", of, "low", Some(all.range.low));
            csv.put("forecast", of, "high", Some(all.range.high));
            let alone = outlook.alone_on_the_day();
            csv.put("forecast", of, "left_alone", Some(alone));
        }
        csv.0
    }
}

/// Lines of CSV as RFC 4180 has them.
struct Csv(String);

impl Default for Csv {
    fn default() -> Self {
        Self("series,of,measure,value\n".to_owned())
    }
}

impl Csv {
    fn put(&mut self, series: &str, of: &str, measure: &str, value: Option<impl Display>) {
        let Some(value) = value else { return };
        let of = text::visible_line(of);
        // A spreadsheet takes what begins with one of these for a formula.
        let of = if of.starts_with(['=', '+', '-', '@']) {
            format!("'{of}")
        } else {
            of
        };
        let of = if of.contains(['"', ',']) {
            format!("\"{}\"", of.replace('"', "\"\""))
        } else {
            of
        };
        let _ = writeln!(self.0, "{series},{of},{measure},{value}");
    }
}

fn coverage_to_json(key: &str, name: &str, coverage: &Coverage) -> Value {
    json!({
        key: name,
        "cards": coverage.cards,
        "written": coverage.written,
        "tried": coverage.tried,
        "strength": coverage.strength(),
    })
}

fn outlook_to_json(outlook: &Outlook) -> Value {
    let mut value = outlook.forecast.to_json();
    let curve = outlook.left_alone.iter();
    let curve = curve.map(|(day, share)| json!({ "day": day.to_string(), "share": share }));
    value["left_alone"] = curve.collect();
    value
}
