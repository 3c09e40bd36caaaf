//! The names of records.

use std::cmp::Ordering;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use ulid::Ulid;

/// The name of a record: a ULID, so that records of several devices sort by time and merge. One
/// that another program wrote in another way is kept as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "std::borrow::Cow<'_, str>", into = "String")]
pub struct RecordId(Written);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Written {
    /// In its number's bytes, which have the order of the text.
    Ulid([u8; 16]),
    Other(Box<str>),
}

impl RecordId {
    /// An id as it was written.
    pub fn from_written(written: &str) -> Self {
        Self(ulid(written).map_or_else(|| Written::Other(written.into()), Written::Ulid))
    }

    /// The id of a ULID's bytes.
    pub(in crate::history) fn from_ulid(bytes: [u8; 16]) -> Self {
        Self(Written::Ulid(bytes))
    }

    /// Its bytes, where it is a ULID.
    pub(in crate::history) fn ulid(&self) -> Option<[u8; 16]> {
        match self.0 {
            Written::Ulid(bytes) => Some(bytes),
            Written::Other(_) => None,
        }
    }

    /// The id as written, in `letters` where it is a ULID.
    fn written<'s>(&'s self, letters: &'s mut [u8; ulid::ULID_LEN]) -> &'s str {
        match &self.0 {
            Written::Ulid(bytes) => Ulid::from_bytes(*bytes).array_to_str(letters),
            Written::Other(written) => written,
        }
    }
}

/// The bytes of a ULID that is written as the ULIDs here are: 26 of Crockford's capital letters and
/// digits. The crate reads small letters too, and takes five times as long.
pub(in crate::history) fn ulid(written: &str) -> Option<[u8; 16]> {
    let letters: &[u8; ulid::ULID_LEN] = written.as_bytes().try_into().ok()?;
    // Forty bits at most at a time; the first letter stands for three bits.
    let bits = |letters: &[u8]| {
        letters.iter().fold((0_u64, 0), |(bits, wrong), &letter| {
            let digit = DIGITS[usize::from(letter)];
            (bits << 5 | u64::from(digit), wrong | digit)
        })
    };
    let ((high, a), (middle, b), (low, c)) = (
        bits(&letters[..10]),
        bits(&letters[10..18]),
        bits(&letters[18..]),
    );
    let is_one = (a | b | c) < 32 && high >> 48 == 0;
    is_one.then(|| {
        (u128::from(high) << 80 | u128::from(middle) << 40 | u128::from(low)).to_be_bytes()
    })
}

/// What each letter stands for in a ULID; more than 31 where it is none of its letters.
static DIGITS: [u8; 256] = {
    let letters = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let mut digits = [u8::MAX; 256];
    let mut i = 0;
    while i < letters.len() {
        #[expect(clippy::cast_possible_truncation, reason = "32 letters")]
        let digit = i as u8;
        digits[letters[i] as usize] = digit;
        i += 1;
    }
    digits
};

impl Ord for RecordId {
    /// That of the texts.
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Written::Ulid(mine), Written::Ulid(theirs)) => mine.cmp(theirs),
            _ => {
                let (mut mine, mut theirs) = ([0; ulid::ULID_LEN], [0; ulid::ULID_LEN]);
                self.written(&mut mine).cmp(other.written(&mut theirs))
            }
        }
    }
}

impl PartialOrd for RecordId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.written(&mut [0; ulid::ULID_LEN]))
    }
}

impl From<std::borrow::Cow<'_, str>> for RecordId {
    fn from(written: std::borrow::Cow<'_, str>) -> Self {
        Self::from_written(&written)
    }
}

impl From<RecordId> for String {
    fn from(id: RecordId) -> Self {
        id.to_string()
    }
}

/// Gives ids that grow, even if the wall clock jumps back or two records are made in one
/// millisecond. Clones go on from one another: whoever writes in a program has the same ones.
#[derive(Debug, Clone)]
pub struct Ids {
    last: Arc<Mutex<Ulid>>,
    random: fn() -> u128,
}

/// Ids that follow another one in its millisecond are up to so much greater: two devices that know the
/// same last one do not give the same next one.
const LARGEST_STEP: u128 = 1 << 56;

impl Ids {
    /// Ids with the system's randomness.
    pub fn random() -> Self {
        Self::from_numbers(rand::random::<u128>)
    }

    /// Ids whose random part comes from these numbers, for tests.
    pub fn from_numbers(random: fn() -> u128) -> Self {
        Self {
            last: Arc::new(Mutex::new(Ulid::nil())),
            random,
        }
    }

    /// From now on later than this id too. One that is no ULID has no place in time.
    pub fn follow(&self, id: &RecordId) {
        if let Written::Ulid(id) = id.0 {
            let id = Ulid::from_bytes(id);
            let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
            *last = id.max(*last);
        }
    }

    /// An id that comes right after a given one: that of a record which stands in its place.
    pub fn after(&self, id: &RecordId, now: DateTime<FixedOffset>) -> RecordId {
        let Written::Ulid(bytes) = id.0 else {
            return self.next(now);
        };
        let step = 1 + (self.random)() % LARGEST_STEP;
        let after = Ulid::from_bytes(bytes).0.checked_add(step);
        after.map_or_else(
            || self.next(now),
            |after| RecordId(Written::Ulid(Ulid(after).to_bytes())),
        )
    }

    /// The next id.
    pub fn next(&self, at: DateTime<FixedOffset>) -> RecordId {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let milliseconds = u64::try_from(at.timestamp_millis()).unwrap_or(0);
        let fresh = Ulid::from_parts(milliseconds, (self.random)());
        *last = if milliseconds > last.timestamp_ms() {
            fresh
        } else {
            let step = 1 + (self.random)() % LARGEST_STEP;
            last.0.checked_add(step).map_or(fresh, Ulid)
        };
        RecordId(Written::Ulid(last.to_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    #[test]
    fn any_written_id_is_given_back_as_it_was_and_has_its_text_s_order() {
        let mut written = [
            "01JD0000000000000000000000",
            "01JD0000000000000000000001",
            "01jd0000000000000000000001",
            "01JD00000000000000000000IL",
            "8ZZZZZZZZZZZZZZZZZZZZZZZZZ",
            "7ZZZZZZZZZZZZZZZZZZZZZZZZZ",
            "",
            "한",
            "01JD",
        ];
        let mut ids = written.map(RecordId::from_written);
        assert_eq!(ids.each_ref().map(ToString::to_string), written);
        written.sort_unstable();
        ids.sort_unstable();
        assert_eq!(ids.each_ref().map(ToString::to_string), written);
        for number in [0, 1, u128::MAX, u128::MAX / 3, 1 << 80, 1 << 40, 31 << 75] {
            let written = Ulid(number).to_string();
            assert_eq!(ulid(&written), Some(number.to_be_bytes()), "{written}");
        }
        for id in ids {
            let json = serde_json::to_string(&id).unwrap();
            assert_eq!(serde_json::from_str::<RecordId>(&json).unwrap(), id);
        }
    }

    #[test]
    fn ids_follow_what_was_read_whatever_the_clock_says() {
        let ids = Ids::from_numbers(|| 7);
        let last = Ids::from_numbers(|| 7).next(at("2031-01-01T00:00:00Z"));
        ids.follow(&last);
        ids.follow(&RecordId::from_written("no ulid"));
        let clone = ids.clone();
        let first = ids.next(at("2026-11-21T10:00:00+09:00"));
        let second = clone.next(at("2026-11-21T09:00:00+09:00"));
        assert!(last < first && first < second);
        let greatest = RecordId::from_written("7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
        ids.follow(&greatest);
        assert!(ids.next(at("2026-11-21T10:00:00+09:00")) < greatest);
    }

    #[test]
    fn ids_grow_even_when_the_clock_is_set_back() {
        let ids = Ids::from_numbers(|| 7);
        let first = ids.next(at("2026-11-21T10:00:00.000+09:00"));
        let same = ids.next(at("2026-11-21T10:00:00.000+09:00"));
        let earlier = ids.next(at("2026-11-20T10:00:00.000+09:00"));
        assert!(first < same && same < earlier);
    }
}
