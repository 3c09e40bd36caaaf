//! Charts as inline SVG: bars along the page, columns, and a line. Numbers stand beside every
//! shape, so that nothing is told by colour or length alone, and each chart says in words what it
//! shows to those who cannot see it.
//!
//! Units are those of the view box, which is [`WIDTH`] wide; the page scales it to its own width.

use std::fmt::Write;

use super::page::{Html, escaped};
use crate::progress::Days;
use crate::progress::days::{WEEKS, level};
use crate::text;

/// The width of every chart's view box.
pub const WIDTH: f64 = 720.0;

/// Columns of text that fit beside a bar.
const LABEL_COLUMNS: usize = 38;
/// Where bars begin and end; their numbers stand behind.
const BARS: (f64, f64) = (270.0, 650.0);
const BAR_STEP: f64 = 26.0;
const BAR_HEIGHT: f64 = 14.0;

/// The colour of a shape. What it means is written beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// The chart's own colour.
    Accent,
    /// All right.
    Good,
    /// To be minded.
    Warn,
    /// To be mended.
    Bad,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Self::Accent => "accent",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }
}

/// One value with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// What it is of.
    pub label: String,
    /// How much; one that is missing has a name and no shape.
    pub value: Option<f64>,
    /// The value in words.
    pub shown: String,
    /// Its colour.
    pub tone: Tone,
}

/// Values from one to another, with lines at some of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// Where a line is drawn, with its number.
    pub ticks: Vec<f64>,
}

impl Axis {
    /// The axis of scores: 1 to 5.
    pub fn of_scores() -> Self {
        Self {
            from: 1.0,
            to: 5.0,
            ticks: vec![1.0, 2.0, 3.0, 4.0, 5.0],
        }
    }

    /// The axis of shares in percent.
    pub fn of_percents() -> Self {
        Self {
            from: 0.0,
            to: 100.0,
            ticks: vec![0.0, 25.0, 50.0, 75.0, 100.0],
        }
    }

    /// An axis of counts that holds the largest of them, with at most five lines.
    pub fn of_counts(largest: usize) -> Self {
        let step = largest.div_ceil(4).max(1);
        let lines = largest.div_ceil(step).max(1);
        let ticks: Vec<f64> = (0..=lines).map(|line| number(line * step)).collect();
        Self {
            from: 0.0,
            to: number(lines * step),
            ticks,
        }
    }

    /// The share of the axis at a value, 0–1; what lies outside is put at the nearer end.
    pub fn share(&self, value: f64) -> f64 {
        let length = self.to - self.from;
        if length <= 0.0 || value.is_nan() {
            return 0.0;
        }
        ((value - self.from) / length).clamp(0.0, 1.0)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts that a person can have")]
fn number(count: usize) -> f64 {
    count as f64
}

/// A horizontal bar per value, on an axis that begins at nothing.
pub fn bars(about: &str, values: &[Value], most: f64) -> Html {
    if values.is_empty() {
        return Html::default();
    }
    let axis = Axis {
        from: 0.0,
        to: most,
        ticks: Vec::new(),
    };
    let length = BARS.1 - BARS.0;
    let mut shapes = String::new();
    for (place, value) in values.iter().enumerate() {
        let top = number(place) * BAR_STEP + 6.0;
        let base = top + BAR_HEIGHT - 2.0;
        let label = text::fit(&text::visible_line(&value.label), LABEL_COLUMNS);
        put_text(&mut shapes, (0.0, base), "start", "", &label);
        put_rect(&mut shapes, "track", (BARS.0, top), (length, BAR_HEIGHT));
        if let Some(amount) = value.value {
            let size = (axis.share(amount) * length, BAR_HEIGHT);
            put_rect(&mut shapes, value.tone.class(), (BARS.0, top), size);
        }
        put_text(
            &mut shapes,
            (BARS.1 + 10.0, base),
            "start",
            "",
            &value.shown,
        );
    }
    svg(about, number(values.len()) * BAR_STEP + 6.0, &shapes)
}

/// An upright column per value, with their axis on the left.
pub fn columns(about: &str, values: &[Value], axis: &Axis) -> Html {
    if values.is_empty() {
        return Html::default();
    }
    let plot = Plot::new(values.len());
    let mut shapes = plot.grid(axis);
    for (place, value) in values.iter().enumerate() {
        let middle = plot.middle(place);
        if let Some(amount) = value.value {
            let top = plot.y(axis, amount);
            let wide = (plot.step * 0.6).min(90.0);
            let size = (wide, plot.bottom - top);
            put_rect(
                &mut shapes,
                value.tone.class(),
                (middle - wide / 2.0, top),
                size,
            );
            put_text(&mut shapes, (middle, top - 6.0), "middle", "", &value.shown);
        }
        let label = text::visible_line(&value.label);
        put_text(
            &mut shapes,
            (middle, plot.bottom + 18.0),
            "middle",
            "faint",
            &label,
        );
    }
    svg(about, plot.bottom + 28.0, &shapes)
}

/// A line through the values in their order; a missing one breaks it.
pub fn line(about: &str, values: &[Value], axis: &Axis) -> Html {
    if values.is_empty() {
        return Html::default();
    }
    let plot = Plot::new(values.len());
    let mut shapes = plot.grid(axis);
    let mut path = String::new();
    let mut is_open = false;
    // Beyond this many, names would stand in each other's way: every so manyth is written.
    let written = values.len().div_ceil(8);
    for (place, value) in values.iter().enumerate() {
        let x = plot.middle(place);
        if place % written == 0 {
            let label = text::visible_line(&value.label);
            put_text(
                &mut shapes,
                (x, plot.bottom + 18.0),
                "middle",
                "faint",
                &label,
            );
        }
        let Some(amount) = value.value else {
            is_open = false;
            continue;
        };
        let y = plot.y(axis, amount);
        let _ = write!(path, "{}{x:.1} {y:.1} ", if is_open { 'L' } else { 'M' });
        is_open = true;
        let _ = write!(
            shapes,
            "<circle class=\"accent\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\"/>"
        );
        put_text(&mut shapes, (x, y - 10.0), "middle", "", &value.shown);
    }
    let _ = write!(shapes, "<path class=\"stroke\" d=\"{}\"/>", path.trim_end());
    svg(about, plot.bottom + 28.0, &shapes)
}

/// A year of days, a column a week and a row a weekday; each day says its date and number to who
/// points at it.
pub fn calendar(about: &str, days: &Days, weekdays: &[&str; 7]) -> Html {
    const LEFT: f64 = 34.0;
    const TOP: f64 = 20.0;
    let step = (WIDTH - LEFT) / number(WEEKS);
    let side = step - 2.0;
    let mut shapes = String::new();
    for (place, name) in weekdays.iter().enumerate().step_by(2) {
        let base = TOP + number(place) * step + side - 1.0;
        put_text(&mut shapes, (LEFT - 8.0, base), "end", "faint", name);
    }
    for (week, month) in days.months() {
        let x = LEFT + number(week) * step;
        put_text(
            &mut shapes,
            (x, TOP - 7.0),
            "start",
            "faint",
            &month.to_string(),
        );
    }
    for (week, weekday) in (0..WEEKS).flat_map(|week| (0..7).map(move |day| (week, day))) {
        let Some((day, done)) = days.at(week, weekday) else {
            continue;
        };
        let (x, y) = (LEFT + number(week) * step, TOP + number(weekday) * step);
        let (class, opacity) = match level(done.answers) {
            0 => ("track", 0.45),
            level => ("accent", number(level) * 0.22 + 0.12),
        };
        let _ = write!(
            shapes,
            "<rect class=\"{class}\" opacity=\"{opacity:.2}\" x=\"{x:.1}\" y=\"{y:.1}\" \
             width=\"{side:.1}\" height=\"{side:.1}\" rx=\"2\"><title>{day}: {}</title></rect>",
            done.answers
        );
    }
    svg(about, TOP + 7.0 * step, &shapes)
}

/// The field in which columns and lines are drawn.
struct Plot {
    left: f64,
    top: f64,
    bottom: f64,
    step: f64,
}

impl Plot {
    fn new(values: usize) -> Self {
        let left = 36.0;
        let step = (WIDTH - left - 10.0) / number(values.max(1));
        Self {
            left,
            top: 24.0,
            bottom: 164.0,
            step,
        }
    }

    fn middle(&self, place: usize) -> f64 {
        self.left + self.step * (number(place) + 0.5)
    }

    fn y(&self, axis: &Axis, value: f64) -> f64 {
        self.bottom - axis.share(value) * (self.bottom - self.top)
    }

    fn grid(&self, axis: &Axis) -> String {
        let mut shapes = String::new();
        for &tick in &axis.ticks {
            let y = self.y(axis, tick);
            let _ = write!(
                shapes,
                "<line class=\"grid\" x1=\"{:.1}\" y1=\"{y:.1}\" x2=\"{WIDTH}\" y2=\"{y:.1}\"/>",
                self.left
            );
            put_text(
                &mut shapes,
                (self.left - 8.0, y + 4.0),
                "end",
                "faint",
                &format!("{tick}"),
            );
        }
        shapes
    }
}

fn put_rect(shapes: &mut String, class: &str, at: (f64, f64), size: (f64, f64)) {
    let ((x, y), (width, height)) = (at, size);
    let _ = write!(
        shapes,
        "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"2\"/>"
    );
}

fn put_text(shapes: &mut String, at: (f64, f64), anchor: &str, class: &str, words: &str) {
    let (x, y) = at;
    let words = escaped(words);
    let _ = write!(
        shapes,
        "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{words}</text>"
    );
}

fn svg(about: &str, height: f64, shapes: &str) -> Html {
    let about = escaped(&text::visible_line(about));
    Html::own(format!(
        "<svg viewBox=\"0 0 {WIDTH} {height:.0}\" role=\"img\" aria-label=\"{about}\">\
         <title>{about}</title>{shapes}</svg>\n"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(label: &str, value: Option<f64>) -> Value {
        let shown = value.map_or(String::new(), |value| value.to_string());
        Value {
            label: label.to_owned(),
            value,
            shown,
            tone: Tone::Good,
        }
    }

    #[test]
    fn a_bar_is_as_long_as_its_share_and_never_longer() {
        let chart = bars(
            "about",
            &[value("half", Some(2.5)), value("over", Some(9.0))],
            5.0,
        );
        let widths: Vec<&str> = chart
            .as_str()
            .split("<rect class=\"good\"")
            .skip(1)
            .filter_map(|rest| rest.split("width=\"").nth(1)?.split('"').next())
            .collect();
        assert_eq!(widths, ["190.0", "380.0"]);
    }

    #[test]
    fn a_missing_value_breaks_the_line_and_draws_nothing() {
        let values = [
            value("a", Some(1.0)),
            value("b", None),
            value("c", Some(5.0)),
        ];
        let chart = line("about", &values, &Axis::of_scores());
        assert_eq!(chart.as_str().matches("<circle").count(), 2);
        assert!(
            chart.as_str().contains("d=\"M148.3 164.0 M597.7 24.0\""),
            "{}",
            chart.as_str()
        );
    }

    #[test]
    fn counts_have_an_axis_of_whole_numbers() {
        let ticks = |largest| Axis::of_counts(largest).ticks;
        assert_eq!(ticks(0), [0.0, 1.0]);
        assert_eq!(ticks(3), [0.0, 1.0, 2.0, 3.0]);
        assert_eq!(ticks(12), [0.0, 3.0, 6.0, 9.0, 12.0]);
        assert_eq!(ticks(13), [0.0, 4.0, 8.0, 12.0, 16.0]);
    }

    #[test]
    fn names_are_escaped_in_every_chart() {
        let evil = [value("<b>&\"", Some(1.0))];
        for chart in [
            bars("<i>", &evil, 5.0),
            columns("<i>", &evil, &Axis::of_counts(1)),
            line("<i>", &evil, &Axis::of_scores()),
        ] {
            let markup = chart.as_str();
            assert!(
                !markup.contains("<b>") && !markup.contains("<i>"),
                "{markup}"
            );
            assert!(markup.contains("&lt;b&gt;&amp;&quot;"));
        }
        assert!(bars("x", &[], 5.0).is_empty());
    }
}
