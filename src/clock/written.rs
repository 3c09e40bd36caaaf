//! Reading when an interview is, as people write it in a form.

use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime, Weekday};

use super::{Appointed, NotAppointed, parse_appointed};

/// Reads a day and perhaps a time, in either order: `2026-12-01 14:00`, `+12d`, `12/1 14시`,
/// `12월 1일 오후 2시 반`, `내일`, `fri 2pm`, and all that [`parse_appointed`] reads. A day without
/// its year is the next one from `today` on, and a weekday the next one after it.
pub fn appointed_in_words(written: &str, today: NaiveDate) -> Result<Appointed, NotAppointed> {
    if let Ok(plain) = parse_appointed(written) {
        return Ok(plain);
    }
    let lower = written.to_lowercase();
    let mut words = Words {
        rest: lower.trim(),
        today,
        date: None,
        time: None,
        half: None,
    };
    while !words.rest.is_empty() {
        words.take_one().ok_or(NotAppointed)?;
        words.rest = words.rest.trim_start_matches([' ', ',']);
    }
    if words.half.is_some() {
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
    date: Option<NaiveDate>,
    time: Option<NaiveTime>,
    /// Said before the hour: `오후 2시`.
    half: Option<Half>,
}

impl Words<'_> {
    fn take_one(&mut self) -> Option<()> {
        if self.take("+") {
            let count = self.number()?;
            return self.take_distance(count);
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
        let end = self.rest.find([' ', ',']).unwrap_or(self.rest.len());
        let word = &self.rest[..end];
        let days = match word {
            "today" | "오늘" => 0,
            "tomorrow" | "내일" => 1,
            "모레" => 2,
            _ => days_to(self.today, weekday(word)?),
        };
        self.rest = &self.rest[end..];
        self.set_date(self.today.checked_add_days(Days::new(days)))
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
                return self.set_date(self.next(number, second));
            }
        }
        // `12일 뒤`, `2주 후`: a distance without its sign.
        self.take_distance(number)?;
        self.skip_spaces();
        (self.take("뒤") || self.take("후")).then_some(())
    }

    fn day_of_month(&mut self, year: Option<i32>, month: u32) -> Option<()> {
        self.skip_spaces();
        let day = self.number_before("일")?;
        let date = match year {
            Some(year) => NaiveDate::from_ymd_opt(year, month, day),
            None => self.next(month, day),
        };
        self.set_date(date)
    }

    fn take_distance(&mut self, count: u32) -> Option<()> {
        let date = if ["days", "day", "d", "일"]
            .iter()
            .any(|unit| self.take(unit))
        {
            self.today.checked_add_days(Days::new(u64::from(count)))
        } else if ["weeks", "week", "w", "주"]
            .iter()
            .any(|unit| self.take(unit))
        {
            self.today.checked_add_days(Days::new(u64::from(count) * 7))
        } else if ["months", "month", "개월"]
            .iter()
            .any(|unit| self.take(unit))
        {
            self.today.checked_add_months(Months::new(count))
        } else {
            None
        };
        self.set_date(date)
    }

    /// The next day of this month and day, today included.
    fn next(&self, month: u32, day: u32) -> Option<NaiveDate> {
        // Nine years hold every leap day, also around 2100.
        (self.today.year()..=self.today.year() + 8)
            .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
            .find(|date| *date >= self.today)
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

/// Days to the next such weekday; today itself is a week away.
fn days_to(today: NaiveDate, weekday: Weekday) -> u64 {
    let days = weekday.days_since(today.weekday());
    u64::from(if days == 0 { 7 } else { days })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-21 is a Saturday.
    fn read(written: &str) -> Option<String> {
        let today = "2026-11-21".parse().unwrap();
        let read = appointed_in_words(written, today).ok()?;
        Some(read.to_string())
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
