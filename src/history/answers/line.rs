//! Answers as this program writes them, read off their line without a detour.
//!
//! Nearly every line of a history is an answer, and nearly every one has its values in this shape:
//! no space between them, the head first. What has another shape is not wrong; it is left to the
//! reader of all JSON, which gives the same for these too.

use std::borrow::Cow;

use chrono::NaiveDate;
use memchr::{memchr, memchr2};

use super::Answers;
use super::row::{GAVE_UP, HAS_POINTS, NO_NUMBER, NO_SMALL, Row, SKIPPED};
use crate::history::record::{Mode, Rare, RecordId, id};

impl Answers {
    /// Takes in the answer of a line, if it is one of this shape.
    pub(in crate::history) fn push_line(&mut self, line: &str) -> bool {
        let mut rare = None;
        let Some(mut row) = self.row(line, &mut rare) else {
            return false;
        };
        if let Some(rare) = rare {
            row.beside = self.put_beside(rare);
        }
        self.rows.push(row);
        true
    }

    fn row(&mut self, line: &str, rare: &mut Option<Rare>) -> Option<Row> {
        let mut scan = Scan { rest: line };
        scan.pass("{\"v\":1,\"id\":")?;
        let id = id::ulid(scan.word()?)?;
        scan.pass(",\"at\":")?;
        let (at, east) = moment(scan.word()?)?;
        scan.pass(",\"kind\":\"answer\",\"card\":")?;
        let card = scan.text()?;
        scan.pass(",\"mode\":")?;
        let mode = mode(scan.word()?)?;
        let mut row = Row::new(id, at, east, mode);
        while scan.rest != "}" {
            scan.pass(",")?;
            let key = scan.word()?;
            scan.pass(":")?;
            if key == "session" {
                let session = scan.session()?;
                let is_first = row.session == NO_NUMBER;
                row.session = self.sessions.number(&session);
                is_first.then_some(())?;
            } else {
                scan.value(key, &mut row, rare)?;
            }
        }
        row.card = self.cards.written(&card);
        Some(row)
    }
}

fn mode(word: &str) -> Option<Mode> {
    Some(match word {
        "interview" => Mode::Interview,
        "practice" => Mode::Practice,
        "review" => Mode::Review,
        _ => return None,
    })
}

/// `2026-11-21T10:02:11.482+09:00`, the parts of a second left out or not: milliseconds since 1970,
/// and minutes east of Greenwich.
fn moment(text: &str) -> Option<(i64, i16)> {
    let (head, rest) = text.as_bytes().split_first_chunk::<19>()?;
    let signs = [head[4], head[7], head[10], head[13], head[16]];
    let (parts, zone) = match rest.split_first_chunk::<4>() {
        Some(([b'.', parts @ ..], zone)) => (digits(parts)?, zone),
        _ => (0, rest),
    };
    let zone: &[u8; 6] = match zone {
        b"Z" => b"+00:00",
        zone => zone.try_into().ok()?,
    };
    let east = match zone[0] {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = (digits(&zone[1..3])?, digits(&zone[4..])?);
    let (hour, minute, second) = (
        digits(&head[11..13])?,
        digits(&head[14..16])?,
        digits(&head[17..])?,
    );
    let day = NaiveDate::from_ymd_opt(
        digits(&head[..4])?,
        u32::try_from(digits(&head[5..7])?).ok()?,
        u32::try_from(digits(&head[8..10])?).ok()?,
    )?;
    let is_one = signs == *b"--T::"
        && zone[3] == b':'
        && hour < 24
        && minute < 60
        && second < 60
        && hours < 24
        && minutes < 60;
    let east = east * (hours * 60 + minutes);
    let minutes = i64::from(day.to_epoch_days()) * 24 * 60 + i64::from(hour * 60 + minute - east);
    let at = (minutes * 60 + i64::from(second)) * 1000 + i64::from(parts);
    is_one.then_some((at, i16::try_from(east).ok()?))
}

fn digits(written: &[u8]) -> Option<i32> {
    written.iter().try_fold(0, |number, digit| {
        let digit = i32::from(digit.wrapping_sub(b'0'));
        (digit < 10).then_some(number * 10 + digit)
    })
}

/// What is left of a line. Every step takes a token or says that it is not there.
struct Scan<'l> {
    rest: &'l str,
}

impl<'l> Scan<'l> {
    fn pass(&mut self, token: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(token)?;
        Some(())
    }

    /// What stands between two quotation marks, letter by letter: for words that are looked up, among
    /// which none has a letter that JSON writes in another way.
    fn word(&mut self) -> Option<&'l str> {
        let inside = self.rest.strip_prefix('"')?;
        let end = memchr(b'"', inside.as_bytes())?;
        self.rest = &inside[end + 1..];
        Some(&inside[..end])
    }

    /// A text in quotation marks.
    fn text(&mut self) -> Option<Cow<'l, str>> {
        let inside = self.rest.strip_prefix('"')?;
        let plain = memchr2(b'"', b'\\', inside.as_bytes())?;
        if inside.as_bytes()[plain] == b'"' {
            self.rest = &inside[plain + 1..];
            let text = &inside[..plain];
            // The least is found many bytes at a time.
            let has_control = text.bytes().min().is_some_and(|least| least < b' ');
            return (!has_control).then_some(Cow::Borrowed(text));
        }
        let mut is_escaped = false;
        let end = inside.bytes().position(|byte| {
            let ends = byte == b'"' && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            ends
        })?;
        let written = &self.rest[..end + 2];
        self.rest = &self.rest[end + 2..];
        serde_json::from_str(written).ok().map(Cow::Owned)
    }

    fn session(&mut self) -> Option<RecordId> {
        let before = self.rest;
        if let Some(ulid) = self.word().and_then(id::ulid) {
            return Some(RecordId::from_ulid(ulid));
        }
        self.rest = before;
        Some(RecordId::from_written(&self.text()?))
    }

    /// A whole number without a sign.
    fn number(&mut self) -> Option<u64> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let (written, rest) = self.rest.split_at(digits);
        if digits == 0 || digits > 18 || (digits > 1 && written.starts_with('0')) {
            return None;
        }
        self.rest = rest;
        Some(
            written
                .bytes()
                .fold(0, |sum, byte| sum * 10 + u64::from(byte - b'0')),
        )
    }

    /// A list of whole numbers, each given to `take`.
    fn numbers(&mut self, mut take: impl FnMut(u64) -> Option<()>) -> Option<()> {
        self.pass("[")?;
        if self.pass("]").is_some() {
            return Some(());
        }
        loop {
            take(self.number()?)?;
            if self.pass("]").is_some() {
                return Some(());
            }
            self.pass(",")?;
        }
    }

    fn path(&mut self) -> Option<Vec<usize>> {
        let mut path = Vec::new();
        self.numbers(|number| {
            path.push(usize::try_from(number).ok()?);
            Some(())
        })?;
        Some(path)
    }

    fn number_into<N: TryFrom<u64> + PartialEq + Copy>(
        &mut self,
        field: &mut N,
        missing: N,
    ) -> Option<()> {
        let value = N::try_from(self.number()?).ok()?;
        if value == missing || *field != missing {
            return None;
        }
        *field = value;
        Some(())
    }

    fn small(&mut self, field: &mut u8) -> Option<()> {
        self.number_into(field, NO_SMALL)
    }

    /// The value of a key, put into its field. A key that came before and a value that does not fit
    /// are left to the other reader.
    fn value(&mut self, key: &str, row: &mut Row, rare: &mut Option<Rare>) -> Option<()> {
        match key {
            "score" => return self.small(&mut row.score),
            "grade" => return self.small(&mut row.grade),
            "confidence" => return self.small(&mut row.confidence),
            "think_ms" => return self.number_into(&mut row.think, NO_NUMBER),
            "answer_ms" => return self.number_into(&mut row.answer, NO_NUMBER),
            "limit_ms" => return self.number_into(&mut row.limit, NO_NUMBER),
            "points" if !row.has(HAS_POINTS) => {
                row.set(HAS_POINTS, true);
                return self.numbers(|point| row.tick(point));
            }
            "points_of" => return self.small(&mut row.points_of),
            "hints" => return self.small(&mut row.hints),
            "wording" => return self.small(&mut row.wording),
            "depth" => return self.small(&mut row.depth),
            "gave_up" if !row.has(GAVE_UP) => {
                row.set(GAVE_UP, true);
                return self.pass("true");
            }
            "skipped" if !row.has(SKIPPED) => {
                row.set(SKIPPED, true);
                return self.pass("true");
            }
            _ => {}
        }
        let rare = rare.get_or_insert_default();
        match key {
            "follow_up" => set(&mut rare.follow_up, self.path()?),
            "typed" => set(&mut rare.typed, self.text()?.into_owned()),
            "note" => set(&mut rare.note, self.text()?.into_owned()),
            "part" => set(&mut rare.part, self.number()?.try_into().ok()?),
            "probe" => set(&mut rare.probe, self.text()?.into_owned()),
            "star" => set(&mut rare.star, self.text()?.into_owned()),
            "none_met" if !rare.none_met => {
                rare.none_met = true;
                self.pass("true")
            }
            "takes" => set(&mut rare.takes, self.number()?.try_into().ok()?),
            "recording" => set(&mut rare.recording, self.text()?.into_owned()),
            _ => None,
        }
    }
}

fn set<T>(field: &mut Option<T>, value: T) -> Option<()> {
    field.replace(value).is_none().then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::Record;
    use proptest::prelude::*;

    const LINE: &str = r#"{"v":1,"id":"01JD0000000000000000000000","at":"2026-11-21T10:02:11.482+09:00","kind":"answer","card":"technical/network#tcp-vs-udp","mode":"interview","session":"01JD0000000000000000000001","score":3,"confidence":2,"think_ms":9120,"answer_ms":84310,"limit_ms":90000,"points":[0,2],"points_of":4,"hints":0,"wording":1,"depth":0,"gave_up":true,"typed":"\"한\" \\n\u0041","note":"…"}"#;

    fn read(line: &str) -> Option<Record> {
        let mut answers = Answers::default();
        let is_read = answers.push_line(line);
        assert_eq!(answers.len(), usize::from(is_read));
        is_read.then(|| answers.get(0).record())
    }

    #[test]
    fn an_answer_as_the_program_writes_it_is_read_here_and_not_by_the_other_reader() {
        let record = read(LINE).unwrap();
        assert_eq!(record, serde_json::from_str(LINE).unwrap());
        let written = serde_json::to_string(&record).unwrap();
        assert_eq!(read(&written), Some(record));
        for other in [
            "T10:02:11-00:30",
            "T23:59:59.001+00:00",
            "T23:59:59.001Z",
            "T00:00:00Z",
        ] {
            let line = LINE.replace("T10:02:11.482+09:00", other);
            let record = read(&line);
            assert!(record.is_some(), "{other}");
            assert_eq!(record, serde_json::from_str(&line).ok(), "{other}");
        }
    }

    #[test]
    fn what_json_or_the_format_forbid_is_left_to_the_other_reader() {
        for (from, to) in [
            ("\"score\":3", "\"score\":03"),
            ("\"score\":3", "\"score\":300"),
            ("\"score\":3", "\"score\":3,\"score\":3"),
            ("\"score\":3", "\"score\":-3"),
            ("\"score\":3", "\"mood\":3"),
            ("[0,2]", "[0,2,]"),
            ("[0,2]", "[2,0]"),
            ("[0,2]", "[0,32]"),
            ("84310", "4294967295"),
            ("\"wording\":1", "\"wording\":255"),
            ("01JD0000000000000000000000", "01jd0000000000000000000000"),
            ("…", "\u{1}"),
            ("…", "\\x"),
            ("2026-11-21", "2026-11-31"),
            ("\"v\":1", "\"v\":2"),
        ] {
            assert_eq!(read(&LINE.replace(from, to)), None, "{to}");
        }
        assert_eq!(read(&format!("{LINE} ")), None);
        assert_eq!(read(&LINE[..LINE.len() - 1]), None);
    }

    proptest! {
        /// Whatever a line looks like, what is read here is what the other reader gives.
        #[test]
        fn it_never_differs_from_the_other_reader(
            cuts in proptest::collection::vec((0..LINE.len(), 0..LINE.len(), 0..4usize), 0..3),
            noise in "[\"\\\\,:{}0-9a-zé한 ]{0,3}",
        ) {
            let mut line = LINE.to_owned();
            for (at, from, length) in cuts {
                let at = line.floor_char_boundary(at);
                let from = line.floor_char_boundary(from);
                let to = line.floor_char_boundary(from + length * 9);
                let piece = format!("{}{noise}", &line[from..to.max(from)]);
                line.insert_str(at, &piece);
            }
            if let Some(record) = read(&line) {
                prop_assert_eq!(Some(record), serde_json::from_str(&line).ok(), "{}", line);
            }
        }
    }
}
