//! An answer in sixty-four bytes.

use chrono::{DateTime, FixedOffset, TimeDelta};

use crate::history::record::Mode;

/// One answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    /// A ULID's bytes.
    pub(super) id: [u8; 16],
    /// Milliseconds since 1970.
    pub(super) at: i64,
    /// Milliseconds.
    pub(super) think: u32,
    pub(super) answer: u32,
    pub(super) limit: u32,
    /// The number of the card's name as the history calls it now.
    pub(super) card: u32,
    pub(super) session: u32,
    /// Where its other values stand: in `whole` if it is [`IS_WHOLE`], else in `rare`.
    pub(super) beside: u32,
    /// A bit for each key point that was ticked.
    pub(super) points: u32,
    /// Minutes east of Greenwich.
    pub(super) east: i16,
    pub(super) score: u8,
    pub(super) grade: u8,
    pub(super) confidence: u8,
    pub(super) hints: u8,
    pub(super) wording: u8,
    pub(super) depth: u8,
    pub(super) points_of: u8,
    /// The mode's place in [`MODES`], and the bits below.
    pub(super) flags: u8,
}

/// What stands in a row for a number that is not there.
pub(super) const NO_NUMBER: u32 = u32::MAX;
/// The same for a small one.
pub(super) const NO_SMALL: u8 = u8::MAX;

const MODES: [Mode; 5] = [
    Mode::Interview,
    Mode::Practice,
    Mode::Review,
    Mode::NightBefore,
    Mode::Unknown,
];
const MODE: u8 = 0b111;
pub(super) const GAVE_UP: u8 = 1 << 3;
pub(super) const SKIPPED: u8 = 1 << 4;
pub(super) const HAS_POINTS: u8 = 1 << 5;
pub(super) const IS_WHOLE: u8 = 1 << 6;
pub(super) const IS_UNDONE: u8 = 1 << 7;

impl Row {
    /// A row of which nothing is known but these.
    pub(super) fn new(id: [u8; 16], at: i64, east: i16, mode: Mode) -> Self {
        let mode = MODES.iter().position(|&known| known == mode);
        Self {
            id,
            at,
            think: NO_NUMBER,
            answer: NO_NUMBER,
            limit: NO_NUMBER,
            card: NO_NUMBER,
            session: NO_NUMBER,
            beside: NO_NUMBER,
            points: 0,
            east,
            score: NO_SMALL,
            grade: NO_SMALL,
            confidence: NO_SMALL,
            hints: NO_SMALL,
            wording: NO_SMALL,
            depth: NO_SMALL,
            points_of: NO_SMALL,
            flags: mode.and_then(|mode| u8::try_from(mode).ok()).unwrap_or(0),
        }
    }

    pub(super) fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    pub(super) fn set(&mut self, flag: u8, holds: bool) {
        self.flags = if holds {
            self.flags | flag
        } else {
            self.flags & !flag
        };
    }

    pub(super) fn mode(&self) -> Mode {
        let mode = MODES.get(usize::from(self.flags & MODE));
        mode.copied().unwrap_or(Mode::Unknown)
    }

    /// Ticks the next key point; `None` where it does not fit: below 32, each once, in order.
    pub(super) fn tick(&mut self, point: u64) -> Option<()> {
        if point >= 32 || self.points >> point != 0 {
            return None;
        }
        self.points |= 1 << point;
        Some(())
    }

    pub(super) fn points(&self) -> Option<Vec<usize>> {
        let points = || (0..32).filter(|point| self.points >> point & 1 == 1);
        self.has(HAS_POINTS).then(|| points().collect())
    }

    pub(super) fn at(&self) -> DateTime<FixedOffset> {
        let offset = FixedOffset::east_opt(i32::from(self.east) * 60);
        let moment = DateTime::UNIX_EPOCH + TimeDelta::milliseconds(self.at);
        match offset {
            Some(offset) => moment.with_timezone(&offset),
            None => moment.fixed_offset(),
        }
    }
}

pub(super) fn number(field: u32) -> Option<u64> {
    (field != NO_NUMBER).then(|| field.into())
}

pub(super) fn small(field: u8) -> Option<u8> {
    (field != NO_SMALL).then_some(field)
}

/// A small number as it fits into a row; one that does not is as none.
pub(super) fn to_small<N: TryInto<u8>>(value: Option<N>) -> u8 {
    value
        .and_then(|value| value.try_into().ok())
        .unwrap_or(NO_SMALL)
}

pub(super) fn to_number<N: TryInto<u32>>(value: Option<N>) -> u32 {
    value
        .and_then(|value| value.try_into().ok())
        .unwrap_or(NO_NUMBER)
}
