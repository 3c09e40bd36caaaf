//! Upright columns drawn in eighths of a cell, in `#` where only ASCII may be used. A missing value
//! leaves its column empty, and every number can stand beneath its column.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::text;

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// How much of the height, 0–1; `None` where there is nothing to draw.
    pub share: Option<f64>,
    /// The value in words, as wide as the column at most; may be empty.
    pub number: String,
    /// What it is of; written where there is room beneath.
    pub label: String,
}

/// How columns are drawn.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    /// Rows of the columns themselves; what stands beneath comes on top of it.
    pub rows: usize,
    /// Cells from one column to the next, the gap between them included.
    pub step: usize,
    /// Whether only ASCII may be used.
    pub ascii: bool,
    /// The columns' own style.
    pub full: Style,
    /// The style of what stands beneath and beside.
    pub dim: Style,
}

/// Cells that stand to the left of the columns: the axis.
pub const AXIS: usize = 5;

const EIGHTHS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

impl Columns {
    /// How many columns fit beside their axis.
    pub fn room(&self, columns: usize) -> usize {
        columns.saturating_sub(AXIS) / self.step.max(1)
    }

    /// The columns with their axis from `bottom` to `top`, their numbers and their labels.
    pub fn lines(&self, values: &[Column], top: &str, bottom: &str) -> Vec<Line<'static>> {
        let mut lines = Vec::with_capacity(self.rows + 2);
        for row in (0..self.rows).rev() {
            let name = match row {
                row if row + 1 == self.rows => top,
                0 => bottom,
                _ => "",
            };
            let cells: String = values
                .iter()
                .map(|value| self.cell(value.share, row))
                .collect();
            lines.push(Line::from(vec![
                Span::styled(axis(name), self.dim),
                Span::styled(cells, self.full),
            ]));
        }
        if values.iter().any(|value| !value.number.is_empty()) {
            let numbers = values
                .iter()
                .map(|value| text::pad(&value.number, self.step));
            lines.push(self.beneath(&numbers.collect::<String>()));
        }
        let labels = self.labels(values);
        if !labels.trim().is_empty() {
            lines.push(self.beneath(&labels));
        }
        lines
    }

    fn beneath(&self, words: &str) -> Line<'static> {
        let words = format!("{}{}", axis(""), words.trim_end());
        Line::styled(words, self.dim)
    }

    /// The part of a column that lies in a row, counted from the bottom.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a screen has a few hundred rows"
    )]
    fn cell(&self, share: Option<f64>, row: usize) -> String {
        let eighths = share.map_or(0, |share| {
            let height = self.rows as f64 * 8.0;
            // What is there is seen, however little it is.
            (share.clamp(0.0, 1.0) * height).round().max(1.0) as usize
        });
        let here = eighths.saturating_sub(row * 8).min(8);
        let sign = match (self.ascii, here) {
            (false, here) => EIGHTHS[here],
            (true, 4..) => "#",
            (true, 1..) if row == 0 => "_",
            (true, _) => " ",
        };
        let wide = self.step.saturating_sub(usize::from(self.step > 1));
        text::pad(&sign.repeat(wide), self.step)
    }

    /// The labels that do not stand in each other's way, the last one always among them.
    fn labels(&self, values: &[Column]) -> String {
        let widest = values.iter().map(|value| text::columns(&value.label)).max();
        let every = (widest.unwrap_or(0) + 1).div_ceil(self.step.max(1)).max(1);
        let mut line = String::new();
        for (place, value) in values.iter().enumerate() {
            let is_written = (values.len() - 1 - place).is_multiple_of(every);
            if is_written && text::columns(&line) <= place * self.step {
                line = text::pad(&line, place * self.step);
                line.push_str(&value.label);
            }
        }
        line
    }
}

fn axis(name: &str) -> String {
    let missing = (AXIS - 1).saturating_sub(text::columns(name));
    format!("{}{name} ", " ".repeat(missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(ascii: bool, shares: &[Option<f64>]) -> Vec<String> {
        let values: Vec<Column> = shares
            .iter()
            .map(|&share| Column {
                share,
                number: share.map_or(String::new(), |share| format!("{share:.1}")),
                label: String::new(),
            })
            .collect();
        let plain = Style::new();
        let columns = Columns {
            rows: 2,
            step: 4,
            ascii,
            full: plain,
            dim: plain,
        };
        let lines = columns.lines(&values, "1", "0");
        lines
            .iter()
            .map(|line| line.to_string().trim_end().to_owned())
            .collect()
    }

    #[test]
    fn columns_grow_in_eighths_and_a_missing_one_stays_empty() {
        let shares = [Some(1.0), None, Some(0.5), Some(0.75), Some(0.0)];
        assert_eq!(
            drawn(false, &shares),
            [
                "   1 ███         ▄▄▄",
                "   0 ███     ███ ███ ▁▁▁",
                "     1.0     0.5 0.8 0.0",
            ]
        );
        assert_eq!(
            drawn(true, &shares),
            [
                "   1 ###         ###",
                "   0 ###     ### ### ___",
                "     1.0     0.5 0.8 0.0",
            ]
        );
    }

    #[test]
    fn labels_never_run_into_each_other_and_the_last_is_there() {
        let value = |label: &str| Column {
            share: None,
            number: String::new(),
            label: label.to_owned(),
        };
        let values: Vec<Column> = (1..=5).map(|day| value(&format!("11-0{day}"))).collect();
        let plain = Style::new();
        let columns = Columns {
            rows: 1,
            step: 4,
            ascii: false,
            full: plain,
            dim: plain,
        };
        let lines = columns.lines(&values, "", "");
        let last = lines.last().map(ToString::to_string);
        assert_eq!(last.as_deref(), Some("     11-01   11-03   11-05"));
    }
}
