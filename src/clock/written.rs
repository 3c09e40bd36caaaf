//! Reading when an interview is, as people write it in a form.

use std::str::FromStr;

use chrono::{Datelike, Months, NaiveDate, NaiveTime, TimeDelta, Weekday};

use super::{Appointed, NotAppointed, parse_appointed};

/// Which of several days is meant where one is not written whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Today or later: an interview that is to come.
    Coming,
    /// Today or earlier: one that is looked back on.
    Past,
    /// The nearest: the moment that a list speaks of.
    Either,
}

/// Reads a day and perhaps a time, in either order: `2026-12-01 14:00`, `+12d`, `12/1 14시`,
/// `12월 1일 오후 2시 반`, `내일`, `어제`, `3일 전`, `다음 주 화요일`, `fri 2pm`, and all that
/// [`parse_appointed`] reads. Of a day without its year, and of a weekday, the nearest to `today`
/// on that side is meant. Today's own weekday is today where a past day is meant, and else a week
/// away.
pub fn appointed_in_words(
    written: &str,
    today: NaiveDate,
    side: Side,
) -> Result<Appointed, NotAppointed> {
    if let Ok(plain) = parse_appointed(written) {
        return Ok(plain);
    }
    let lower = written.to_lowercase();
    let mut words = Words {
        rest: lower.trim(),
        today,
        side,
        date: None,
        time: None,
        half: None,
        week: None,
    };
    while !words.rest.is_empty() {
        words.take_one().ok_or(NotAppointed)?;
        words.rest = words.rest.trim_start_matches([' ', ',']);
    }
    if words.half.is_some() || words.week.is_some() {
        return Err(NotAppointed);
    }
    Ok(Appointed {
        date: words.date.ok_or(NotAppointed)?,
        time: words.time,
        offset: None,
    })
}

/// Which half of the day an hour up to twelve is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

/// What is still to be read, and what was.
struct Words<'t> {
    rest: &'t str,
    today: NaiveDate,
    side: Side,
    date: Option<NaiveDate>,
    time: Option<NaiveTime>,
    /// Said before the hour: `오후 2시`.
    half: Option<Half>,
    /// Said before the weekday: `다음 주 화요일`; counted from this week.
    week: Option<i64>,
}

impl Words<'_> {
    fn take_one(&mut self) -> Option<()> {
        if self.take("+") {
            let count = self.number()?;
            return self.take_distance(i64::from(count));
        }
        if self.take("-") {
            let count = self.number()?;
            return self.take_distance(-i64::from(count));
        }
        if self.rest.starts_with(|c: char| c.is_ascii_digit()) {
            let number = self.number()?;
            return self.after_number(number);
        }
        for (word, half) in [("오전", Half::Morning), ("오후", Half::Afternoon)] {
            if self.take(word) {
                return self.half.replace(half).is_none().then_some(());
            }
        }
        for (word, week) in [
            ("지난", -1),
            ("저번", -1),
            ("이번", 0),
            ("다다음", 2),
            ("다음", 1),
        ] {
            if self.take(word) {
                self.skip_spaces();
                return self
                    .take("주")
                    .then(|| self.week.replace(week).is_none().then_some(()))?;
            }
        }
        let end = self.rest.find([' ', ',']).unwrap_or(self.rest.len());
        let word = &self.rest[..end];
        let days = match word {
            "today" | "오늘" => 0,
            "tomorrow" | "내일" => 1,
            "모레" | "내일모레" => 2,
            "글피" => 3,
            "yesterday" | "어제" => -1,
            "그제" | "그저께" | "엊그제" => -2,
            "그끄저께" => -3,
            _ => self.days_to(weekday(word)?),
        };
        self.rest = &self.rest[end..];
        self.set_date(self.after(days))
    }

    /// The day so many days after today, or before it.
    fn after(&self, days: i64) -> Option<NaiveDate> {
        self.today.checked_add_signed(TimeDelta::try_days(days)?)
    }

    /// Days from today to the weekday that is meant.
    fn days_to(&mut self, weekday: Weekday) -> i64 {
        let number = |day: Weekday| i64::from(day.num_days_from_monday());
        let in_week = number(weekday) - number(self.today.weekday());
        if let Some(week) = self.week.take() {
            return in_week + week * 7;
        }
        let back = -(-in_week).rem_euclid(7);
        let ahead = match in_week.rem_euclid(7) {
            0 => 7,
            days => days,
        };
        match self.side {
            Side::Past => back,
            Side::Either if -back <= ahead => back,
            Side::Coming | Side::Either => ahead,
        }
    }

    fn after_number(&mut self, number: u32) -> Option<()> {
        if self.take("년") {
            let year = i32::try_from(number).ok()?;
            self.skip_spaces();
            let month = self.number()?;
            return self
                .take("월")
                .then(|| self.day_of_month(Some(year), month))?;
        }
        if self.take("월") {
            return self.day_of_month(None, number);
        }
        if self.take("시") {
            self.skip_spaces();
            let mut minute = 0;
            if self.take("반") {
                minute = 30;
            } else if let Some(read) = self.number_before("분") {
                minute = read;
            }
            return self.set_time(number, minute);
        }
        if self.take(":") {
            let minute = self.number()?;
            if self.take(":") {
                self.number()?;
            }
            return self.set_time(number, minute);
        }
        if self.rest.starts_with("am") || self.rest.starts_with("pm") {
            return self.set_time(number, 0);
        }
        for sign in ["-", "/", "."] {
            if self.take(sign) {
                let second = self.number()?;
                if self.take(sign) && self.rest.starts_with(|c: char| c.is_ascii_digit()) {
                    let year = i32::try_from(number).ok()?;
                    let day = self.number()?;
                    self.take(sign);
                    return self.set_date(NaiveDate::from_ymd_opt(year, second, day));
                }
                return self.set_date(self.nearest(number, second));
            }
        }
        // `12일 뒤`, `2주 후`, `3일 전`: a distance without its sign.
        self.skip_spaces();
        let unit = self.rest;
        self.take_distance(i64::from(number))?;
        self.skip_spaces();
        if self.take("전") || self.take("ago") {
            let behind = std::mem::replace(&mut self.rest, unit);
            self.date = None;
            self.take_distance(-i64::from(number))?;
            self.rest = behind;
            return Some(());
        }
        (self.take("뒤") || self.take("후") || self.take("from now")).then_some(())
    }

    fn day_of_month(&mut self, year: Option<i32>, month: u32) -> Option<()> {
        self.skip_spaces();
        let day = self.number_before("일")?;
        let date = match year {
            Some(year) => NaiveDate::from_ymd_opt(year, month, day),
            None => self.nearest(month, day),
        };
        self.set_date(date)
    }

    fn take_distance(&mut self, count: i64) -> Option<()> {
        let date = if ["days", "day", "d", "일"]
            .iter()
            .any(|unit| self.take(unit))
        {
            self.after(count)
        } else if ["weeks", "week", "w", "주"]
            .iter()
            .any(|unit| self.take(unit))
        {
            self.after(count * 7)
        } else if ["months", "month", "개월"]
            .iter()
            .any(|unit| self.take(unit))
        {
            let months = Months::new(u32::try_from(count.abs()).ok()?);
            if count < 0 {
                self.today.checked_sub_months(months)
            } else {
                self.today.checked_add_months(months)
            }
        } else {
            None
        };
        self.set_date(date)
    }

    /// The nearest day of this month and day on the side that is meant, today included.
    fn nearest(&self, month: u32, day: u32) -> Option<NaiveDate> {
        // Eight years hold every leap day, also around 2100.
        let year = self.today.year();
        (year - 8..=year + 8)
            .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
            .filter(|date| match self.side {
                Side::Coming => *date >= self.today,
                Side::Past => *date <= self.today,
                Side::Either => true,
            })
            .min_by_key(|date| (*date - self.today).num_days().abs())
    }

    fn set_date(&mut self, date: Option<NaiveDate>) -> Option<()> {
        let date = date.filter(|date| (1970..=9999).contains(&date.year()))?;
        self.date.replace(date).is_none().then_some(())
    }

    fn set_time(&mut self, hour: u32, minute: u32) -> Option<()> {
        let behind = if self.take("pm") {
            Some(Half::Afternoon)
        } else if self.take("am") {
            Some(Half::Morning)
        } else {
            None
        };
        let hour = match self.half.take().or(behind) {
            None => hour,
            Some(_) if !(1..=12).contains(&hour) => return None,
            Some(Half::Morning) => hour % 12,
            Some(Half::Afternoon) => hour % 12 + 12,
        };
        let time = NaiveTime::from_hms_opt(hour, minute, 0)?;
        self.time.replace(time).is_none().then_some(())
    }

    fn take(&mut self, word: &str) -> bool {
        match self.rest.strip_prefix(word) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn skip_spaces(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn number(&mut self) -> Option<u32> {
        let end = self.rest.find(|c: char| !c.is_ascii_digit());
        let (digits, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        let number = digits.parse().ok().filter(|_| digits.len() <= 4)?;
        self.rest = rest;
        Some(number)
    }

    /// A number with this behind it; nothing is taken where it is another one.
    fn number_before(&mut self, unit: &str) -> Option<u32> {
        let before = self.rest;
        let number = self.number();
        let found = number.filter(|_| self.take(unit));
        if found.is_none() {
            self.rest = before;
        }
        found
    }
}

fn weekday(word: &str) -> Option<Weekday> {
    let letter = word.strip_suffix("요일").unwrap_or(word);
    let days = ["월", "화", "수", "목", "금", "토", "일"];
    match days.iter().position(|day| *day == letter) {
        Some(number) => Weekday::try_from(u8::try_from(number).ok()?).ok(),
        None => Weekday::from_str(word).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-21 is a Saturday.
    fn read(written: &str) -> Option<String> {
        read_on(Side::Coming, written)
    }

    fn read_on(side: Side, written: &str) -> Option<String> {
        let today = "2026-11-21".parse().unwrap();
        let read = appointed_in_words(written, today, side).ok()?;
        Some(read.to_string())
    }

    #[test]
    fn a_day_that_is_not_written_whole_is_the_nearest_on_the_side_that_is_meant() {
        for (written, coming, past, either) in [
            (
                "11/29 15시",
                "2026-11-29T15:00:00",
                "2025-11-29T15:00:00",
                "2026-11-29T15:00:00",
            ),
            ("1월 2일", "2027-01-02", "2026-01-02", "2027-01-02"),
            ("11/21", "2026-11-21", "2026-11-21", "2026-11-21"),
            ("2/29", "2028-02-29", "2024-02-29", "2028-02-29"),
            ("sat", "2026-11-28", "2026-11-21", "2026-11-21"),
            ("목요일", "2026-11-26", "2026-11-19", "2026-11-19"),
            ("다음 주 화요일", "2026-11-24", "2026-11-24", "2026-11-24"),
            ("이번주 월", "2026-11-16", "2026-11-16", "2026-11-16"),
            (
                "지난주 금요일 3pm",
                "2026-11-13T15:00:00",
                "2026-11-13T15:00:00",
                "2026-11-13T15:00:00",
            ),
            (
                "어제 오후 3시",
                "2026-11-20T15:00:00",
                "2026-11-20T15:00:00",
                "2026-11-20T15:00:00",
            ),
            ("-3d", "2026-11-18", "2026-11-18", "2026-11-18"),
            ("2주 전", "2026-11-07", "2026-11-07", "2026-11-07"),
            (
                "3 days ago 9:00",
                "2026-11-18T09:00:00",
                "2026-11-18T09:00:00",
                "2026-11-18T09:00:00",
            ),
        ] {
            let read = [Side::Coming, Side::Past, Side::Either].map(|side| read_on(side, written));
            let meant = [coming, past, either].map(|date| Some(date.to_owned()));
            assert_eq!(read, meant, "{written}");
        }
    }

    #[test]
    fn days_and_times_are_read_as_people_write_them() {
        for (written, meant) in [
            ("2026-12-01 14:00", "2026-12-01T14:00:00"),
            ("2026.12.1", "2026-12-01"),
            ("+12d", "2026-12-03"),
            ("+2w 9:30", "2026-12-05T09:30:00"),
            ("+1개월", "2026-12-21"),
            ("12일 뒤 오후 2시", "2026-12-03T14:00:00"),
            ("12/1 14시", "2026-12-01T14:00:00"),
            ("12/1 14시 30분", "2026-12-01T14:30:00"),
            ("1/5", "2027-01-05"),
            ("11/21", "2026-11-21"),
            ("2/29", "2028-02-29"),
            ("12월 1일 오후 2시 반", "2026-12-01T14:30:00"),
            ("2027년 1월 5일", "2027-01-05"),
            ("내일 10시", "2026-11-22T10:00:00"),
            ("모레", "2026-11-23"),
            ("Fri 2pm", "2026-11-27T14:00:00"),
            ("토요일", "2026-11-28"),
            ("2:30pm tomorrow", "2026-11-22T14:30:00"),
            ("오전 12시 내일", "2026-11-22T00:00:00"),
            ("2026-12-03T14:00+09:00", "2026-12-03T14:00:00+09:00"),
        ] {
            assert_eq!(read(written).as_deref(), Some(meant), "{written}");
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for written in [
            "",
            "14:00",
            "soon",
            "13/1",
            "12/32",
            "2026-02-30",
            "+12",
            "12",
            "12/1 25시",
            "12/1 14:61",
            "12/1 12/2",
            "오후",
            "12/1 오후 14시",
            "내일 오후",
            "+99999d",
            "12일",
            "12월",
            "0시 반",
        ] {
            assert_eq!(read(written), None, "{written}");
        }
    }
}
