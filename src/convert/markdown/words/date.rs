//! Dates as people write them into headings.

use chrono::NaiveDate;

/// The first date in a text: `24/05/17`, `2024-05-17`, `2024.5.17`, `2024년 5월 17일`.
pub(in super::super) fn date_in(text: &str) -> Option<NaiveDate> {
    date_and_place(text).map(|(date, _)| date)
}

/// The text without its first date.
pub(in super::super) fn without_date(text: &str) -> String {
    let Some((_, place)) = date_and_place(text) else {
        return text.to_owned();
    };
    let after = text[place.end..]
        .strip_prefix('일')
        .unwrap_or(&text[place.end..]);
    format!("{} {}", text[..place.start].trim_end(), after.trim_start())
        .trim()
        .to_owned()
}

fn date_and_place(text: &str) -> Option<(NaiveDate, std::ops::Range<usize>)> {
    let mut numbers: Vec<(usize, usize, u32)> = Vec::new();
    let mut start = None;
    for (at, c) in text
        .char_indices()
        .chain(std::iter::once((text.len(), ' ')))
    {
        match (c.is_ascii_digit(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                if let Ok(number) = text[from..at].parse() {
                    numbers.push((from, at, number));
                }
                start = None;
            }
            _ => {}
        }
    }
    numbers.windows(3).find_map(|three| {
        let (y, m, d) = (three[0], three[1], three[2]);
        let between = |a: (usize, usize, u32), b: (usize, usize, u32)| text[a.1..b.0].trim();
        let (first, second) = (between(y, m), between(m, d));
        let one_kind = first == second && matches!(first, "/" | "-" | ".");
        let is_korean = first == "년" && second == "월";
        if !one_kind && !is_korean {
            return None;
        }
        let year = match (y.1 - y.0, y.2) {
            (4, year) => i32::try_from(year).ok()?,
            (2, year) => 2000 + i32::try_from(year).ok()?,
            _ => return None,
        };
        Some((NaiveDate::from_ymd_opt(year, m.2, d.2)?, y.0..d.1))
    })
}
