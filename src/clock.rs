//! Time: now, the day's roll-over, and lengths as people write them.
//!
//! Two clocks are kept apart. The **wall** says when something happened and may jump; the
//! **monotonic** one only ever grows and measures how long something took. All other modules
//! are given a [`Moment`]; only this one asks the system.

use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset, Local, NaiveDate, Timelike};

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
