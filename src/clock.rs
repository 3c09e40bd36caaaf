//! Time: now, the day's roll-over, and lengths as people write them.
//!
//! Two clocks are kept apart. The **wall** says when something happened and may jump; the
//! **monotonic** one only ever grows and measures how long something took. All other modules
//! are given a [`Moment`]; only this one asks the system.

use std::time::{Duration, Instant, SystemTime};

use chrono::{
    DateTime, Days, FixedOffset, Local, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone,
    Timelike,
};

mod alarm;
mod written;

pub use alarm::Alarm;
pub use written::{Side, appointed_in_words};

/// One point in time on both clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Local wall time with its offset.
    pub wall: DateTime<FixedOffset>,
    /// Monotonic time since the program began; it does not run while the machine sleeps.
    pub running: Duration,
}

/// Where the time comes from: the system, or a test's own hand.
pub trait Clock {
    /// This moment.
    fn now(&self) -> Moment;
}

/// The system's clocks.
#[derive(Debug)]
pub struct SystemClock {
    began: Instant,
}

impl SystemClock {
    /// A clock whose monotonic time begins now.
    pub fn start() -> Self {
        Self {
            began: Instant::now(),
        }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        Moment {
            wall: Local::now().fixed_offset(),
            running: self.began.elapsed(),
        }
    }
}

/// The moment an hour ago, as files have it.
pub fn an_hour_ago() -> SystemTime {
    let now = SystemTime::now();
    now.checked_sub(Duration::from_secs(3600)).unwrap_or(now)
}

/// Tells a sleep of the machine to who waits for nothing else.
#[derive(Debug)]
pub struct Gap {
    clock: SystemClock,
    last: Moment,
}

impl Gap {
    /// From now on.
    pub fn start() -> Self {
        let clock = SystemClock::start();
        Self {
            last: clock.now(),
            clock,
        }
    }

    /// Whether the machine slept since it was asked last.
    pub fn was_asleep(&mut self) -> bool {
        let now = self.clock.now();
        slept_between(std::mem::replace(&mut self.last, now), now).is_some()
    }
}

/// The program's day, by the system's clock; `begins` as in [`day_of`].
pub fn today(begins: u32) -> NaiveDate {
    day_of(Local::now().fixed_offset(), begins)
}

/// How long a piece of work may take before something else goes first.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    until: Instant,
}

impl Budget {
    /// A budget that begins now.
    pub fn of(length: Duration) -> Self {
        Self {
            until: Instant::now() + length,
        }
    }

    /// Whether it is used up.
    pub fn is_over(&self) -> bool {
        Instant::now() >= self.until
    }
}

/// The program's own day: what is done at one in the morning still belongs to the evening before.
/// `begins` is the hour (0–23) at which a day begins, 4 unless the user says otherwise.
pub fn day_of(wall: DateTime<FixedOffset>, begins: u32) -> NaiveDate {
    let local = wall.naive_local();
    if local.hour() < begins {
        local.date().pred_opt().unwrap_or(local.date())
    } else {
        local.date()
    }
}

/// The last moment of one of the program's days, in the offset `here`.
pub fn end_of(day: NaiveDate, begins: u32, here: FixedOffset) -> DateTime<FixedOffset> {
    let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
    let begins = NaiveTime::from_hms_opt(begins, 0, 0).unwrap_or_default();
    let end = here.from_local_datetime(&next.and_time(begins)).earliest();
    end.map_or(DateTime::<FixedOffset>::MAX_UTC.into(), |end| {
        end - chrono::TimeDelta::milliseconds(1)
    })
}

/// How long it takes until the program's next day begins; `begins` as in [`day_of`]. Where the wall shows
/// this machine's time, a change of its clocks on the way counts.
pub fn until_next_day(wall: DateTime<FixedOffset>, begins: u32) -> Duration {
    let day = day_of(wall, begins);
    let here = Local.offset_from_utc_datetime(&wall.naive_utc()).fix();
    let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
    let next = next.and_time(NaiveTime::from_hms_opt(begins, 0, 0).unwrap_or_default());
    let offset = if here == *wall.offset() {
        Local.offset_from_local_datetime(&next).earliest()
    } else {
        None
    };
    let offset = offset.map_or(*wall.offset(), |offset| offset.fix());
    let end = end_of(day, begins, offset) + chrono::TimeDelta::milliseconds(1);
    (end - wall).to_std().unwrap_or_default()
}

/// The moment that somebody means who writes it here: without an offset it is local time, and a
/// day alone is the last moment of the program's day. A time that a change of the clocks leaves
/// out is taken as if they had not been changed yet.
pub fn moment_meant(when: Appointed, begins: u32) -> DateTime<FixedOffset> {
    let written = when.date.and_time(when.time.unwrap_or_default());
    let here = || match Local.offset_from_local_datetime(&written).earliest() {
        Some(offset) => offset.fix(),
        None => Local.offset_from_utc_datetime(&written).fix(),
    };
    if when.time.is_none() {
        return end_of(when.date, begins, here());
    }
    let offset = when.offset.unwrap_or_else(here);
    let moment = offset.from_local_datetime(&written).earliest();
    moment.unwrap_or(DateTime::<FixedOffset>::MAX_UTC.into())
}

/// When something is to happen, as people write it: a day, perhaps a time, perhaps an offset.
/// Without an offset it is meant where the user is, whatever the clocks do until then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Appointed {
    /// The day.
    pub date: NaiveDate,
    /// The time, where it is known.
    pub time: Option<NaiveTime>,
    /// The offset, where it is another place's time.
    pub offset: Option<FixedOffset>,
}

impl Appointed {
    /// Date and time as clocks of the offset `here` will show them; a day without a time ends it.
    pub fn local(self, here: FixedOffset) -> NaiveDateTime {
        let end = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default();
        let written = self.date.and_time(self.time.unwrap_or(end));
        match self.offset.filter(|_| self.time.is_some()) {
            Some(offset) => offset
                .from_local_datetime(&written)
                .earliest()
                .map_or(written, |moment| moment.with_timezone(&here).naive_local()),
            None => written,
        }
    }

    /// The program's day of it; `begins` as in [`day_of`].
    pub fn day(self, here: FixedOffset, begins: u32) -> NaiveDate {
        let local = self.local(here);
        if self.time.is_some() && local.hour() < begins {
            local.date().pred_opt().unwrap_or(local.date())
        } else {
            local.date()
        }
    }

    /// Whether it has begun.
    pub fn is_past(self, now: DateTime<FixedOffset>) -> bool {
        self.local(*now.offset()) < now.naive_local()
    }
}

impl std::fmt::Display for Appointed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.date)?;
        if let Some(time) = self.time {
            write!(f, "T{}", time.format("%H:%M:%S"))?;
            if let Some(offset) = self.offset {
                write!(f, "{offset}")?;
            }
        }
        Ok(())
    }
}

/// Why a date and time could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a date and time: write 2026-12-03T14:00 or 2026-12-03")]
pub struct NotAppointed;

/// Reads `2026-12-03T14:00`, with seconds or an offset or neither, with a space for the `T`, or
/// the day alone.
pub fn parse_appointed(text: &str) -> Result<Appointed, NotAppointed> {
    let text = text.trim().replacen(' ', "T", 1);
    if let Ok(date) = text.parse::<NaiveDate>() {
        return Ok(Appointed {
            date,
            time: None,
            offset: None,
        });
    }
    for format in ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"] {
        if let Ok(moment) = NaiveDateTime::parse_from_str(&text, format) {
            return Ok(Appointed {
                date: moment.date(),
                time: Some(moment.time()),
                offset: None,
            });
        }
        let moment = DateTime::parse_from_str(&text, &format!("{format}%#z"))
            .or_else(|_| DateTime::parse_from_rfc3339(&text));
        if let Ok(moment) = moment {
            return Ok(Appointed {
                date: moment.date_naive(),
                time: Some(moment.time()),
                offset: Some(*moment.offset()),
            });
        }
    }
    Err(NotAppointed)
}

/// Why a length of time could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a length of time: write 90s, 2m or 1m30s")]
pub struct NotALength;

/// Reads `90s`, `2m`, `1m30s`, `1h`; at least a second, at most a day.
pub fn parse_length(text: &str) -> Result<Duration, NotALength> {
    let mut seconds: u64 = 0;
    let mut digits = String::new();
    let mut last_unit = u64::MAX;
    for c in text.trim().chars() {
        let unit = match c {
            '0'..='9' => {
                digits.push(c);
                continue;
            }
            'h' => 3600,
            'm' => 60,
            's' => 1,
            _ => return Err(NotALength),
        };
        let count: u64 = digits.parse().map_err(|_| NotALength)?;
        if unit >= last_unit || count > 86_400 {
            return Err(NotALength);
        }
        last_unit = unit;
        seconds += count * unit;
        digits.clear();
    }
    if !digits.is_empty() || !(1..=86_400).contains(&seconds) {
        return Err(NotALength);
    }
    Ok(Duration::from_secs(seconds))
}

/// A length as [`parse_length`] reads it: `90s` is written `1m30s`, parts of a second are left out.
pub fn written_length(length: Duration) -> String {
    let (minutes, seconds) = (length.as_secs() / 60, length.as_secs() % 60);
    match (minutes, seconds) {
        (0, seconds) => format!("{seconds}s"),
        (minutes, 0) => format!("{minutes}m"),
        (minutes, seconds) => format!("{minutes}m{seconds}s"),
    }
}

/// A length in whole milliseconds, as the history keeps it.
pub fn milliseconds(length: Duration) -> u64 {
    u64::try_from(length.as_millis()).unwrap_or(u64::MAX)
}

/// A length as a clock shows it: `1:18`, `12:05`, `1:02:03`.
pub fn clock_face(length: Duration) -> String {
    let seconds = length.as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

/// How long the machine slept between two moments: the wall went on while the monotonic clock
/// stood. Under five seconds is no sleep but two clocks that are not quite alike; a wall that
/// was set back is no sleep either.
pub fn slept_between(earlier: Moment, later: Moment) -> Option<Duration> {
    let wall = (later.wall - earlier.wall).to_std().ok()?;
    let running = later.running.saturating_sub(earlier.running);
    wall.checked_sub(running)
        .filter(|slept| slept.as_secs() >= 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wall(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    #[test]
    fn the_small_hours_belong_to_the_day_before() {
        let date = |text| day_of(wall(text), 4).to_string();
        assert_eq!(date("2026-11-22T03:59:59+09:00"), "2026-11-21");
        assert_eq!(date("2026-11-22T04:00:00+09:00"), "2026-11-22");
        assert_eq!(date("2026-01-01T00:30:00-10:00"), "2025-12-31");
    }

    #[test]
    fn a_day_ends_a_moment_before_the_next_begins() {
        let seoul = FixedOffset::east_opt(9 * 3600).unwrap();
        let end = end_of("2026-11-21".parse().unwrap(), 4, seoul);
        assert_eq!(end.to_rfc3339(), "2026-11-22T03:59:59.999+09:00");
        assert_eq!(day_of(end, 4).to_string(), "2026-11-21");
    }

    #[test]
    fn a_moment_with_an_offset_is_that_and_a_day_is_its_end() {
        let meant = |text| moment_meant(parse_appointed(text).unwrap(), 4);
        assert_eq!(
            meant("2026-11-21T22:00+09:00").to_rfc3339(),
            "2026-11-21T22:00:00+09:00"
        );
        assert_eq!(day_of(meant("2026-11-21"), 4).to_string(), "2026-11-21");
        assert_eq!(
            meant("2026-11-21T22:00").naive_local().to_string(),
            "2026-11-21 22:00:00"
        );
    }

    #[test]
    fn appointments_are_read_as_people_write_them() {
        let written = |text| parse_appointed(text).map(|found| found.to_string());
        assert_eq!(written("2026-12-03"), Ok("2026-12-03".to_owned()));
        assert_eq!(
            written("2026-12-03T14:00"),
            Ok("2026-12-03T14:00:00".to_owned())
        );
        assert_eq!(
            written(" 2026-12-03 14:00:30 "),
            Ok("2026-12-03T14:00:30".to_owned())
        );
        assert_eq!(
            written("2026-12-03T14:00+09:00"),
            Ok("2026-12-03T14:00:00+09:00".to_owned())
        );
        assert_eq!(
            written("2026-12-03T05:00:00Z"),
            Ok("2026-12-03T05:00:00+00:00".to_owned())
        );
        for wrong in ["", "tomorrow", "2026-02-30", "2026-12-03T25:00", "12-03"] {
            assert_eq!(written(wrong), Err(NotAppointed), "{wrong}");
        }
    }

    #[test]
    fn an_appointment_is_past_when_it_has_begun_where_the_user_is() {
        let at = |text| parse_appointed(text).unwrap();
        let now = wall("2026-12-03T14:00:00+09:00");
        assert!(at("2026-12-03T13:59").is_past(now));
        assert!(!at("2026-12-03T14:01").is_past(now));
        assert!(!at("2026-12-03").is_past(now));
        assert!(at("2026-12-02").is_past(now));
        assert!(at("2026-12-03T04:00Z").is_past(now));
        assert!(!at("2026-12-03T06:00Z").is_past(now));
        assert_eq!(
            at("2026-12-03T02:00").day(*now.offset(), 4).to_string(),
            "2026-12-02"
        );
        assert_eq!(
            at("2026-12-03").day(*now.offset(), 4).to_string(),
            "2026-12-03"
        );
    }

    #[test]
    fn lengths_are_read_as_people_write_them() {
        let seconds = |text| parse_length(text).map(|length| length.as_secs());
        assert_eq!(seconds("90s"), Ok(90));
        assert_eq!(seconds("2m"), Ok(120));
        assert_eq!(seconds("1m30s"), Ok(90));
        assert_eq!(seconds("1h"), Ok(3600));
        for wrong in [
            "",
            "90",
            "s",
            "1s1m",
            "0s",
            "-5s",
            "1.5m",
            "2d",
            "99999999999999999999s",
            "25h",
        ] {
            assert_eq!(seconds(wrong), Err(NotALength), "{wrong}");
        }
        assert_eq!(written_length(Duration::from_secs(90)), "1m30s");
        assert_eq!(clock_face(Duration::from_secs(3723)), "1:02:03");
        assert_eq!(clock_face(Duration::from_secs(78)), "1:18");
    }

    #[test]
    fn a_sleep_is_wall_time_that_the_monotonic_clock_missed() {
        let at = |text, running| Moment {
            wall: wall(text),
            running: Duration::from_secs(running),
        };
        let before = at("2026-11-21T22:00:00+09:00", 10);
        assert_eq!(
            slept_between(before, at("2026-11-21T22:00:20+09:00", 30)),
            None
        );
        assert_eq!(
            slept_between(before, at("2026-11-21T23:00:00+09:00", 40)),
            Some(Duration::from_secs(3570))
        );
        assert_eq!(
            slept_between(before, at("2026-11-21T21:00:00+09:00", 20)),
            None
        );
    }
}
