//! Taking what cannot be read out of a history's file, and having back of it what can be.
//!
//! The file is exchanged whole through the store, under its lock, after a copy of every byte of it
//! was laid beside it. Lines that are understood, or that a newer program may understand, stay as
//! they are.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};

use super::verify::Worth;
use crate::store::{Disk, Unwritable};

/// How many repairs of one file can be made in one second.
const MOST_BACKUPS: usize = 100;

/// How many times over the bytes of a broken line are read, so that none can take for ever.
const MOST_EFFORT: usize = 4;

/// What a file's lines come to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Repaired {
    /// What is to stand in the file.
    pub bytes: Vec<u8>,
    /// Lines that stay as they are.
    pub kept: usize,
    /// Records that were had back out of lines that cannot be read whole.
    pub rescued: usize,
    /// Lines that are in the backup alone.
    pub removed: usize,
}

/// A repair that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The file as it was; `None` where there was nothing to repair.
    pub backup: Option<PathBuf>,
    /// What became of its lines.
    pub lines: Repaired,
}

impl Repaired {
    /// Sorts a file's lines. Every line that can be read is in what comes back, and every record
    /// in it is one of the file's.
    pub fn of(bytes: &[u8]) -> Self {
        let mut repaired = Self::default();
        let mut seen = HashSet::new();
        let whole = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        for line in whole.split(|&byte| byte == b'\n') {
            match Worth::of(line) {
                Worth::Record(_) => {
                    if seen.insert(line.trim_ascii().to_vec()) {
                        repaired.keep(line);
                    } else {
                        repaired.removed += 1;
                    }
                }
                Worth::Newer(_) => repaired.keep(line),
                Worth::Blank => {}
                Worth::Marker => repaired.removed += 1,
                Worth::Broken(_) => {
                    let mut rescued = records_within(line);
                    rescued.retain(|record| seen.insert(record.clone()));
                    repaired.removed += usize::from(rescued.is_empty());
                    for record in rescued {
                        repaired.rescued += 1;
                        repaired.write(&record);
                    }
                }
            }
        }
        repaired
    }

    /// Whether anything was wrong.
    pub fn is_change(&self) -> bool {
        self.rescued + self.removed > 0
    }

    fn keep(&mut self, line: &[u8]) {
        self.kept += 1;
        self.write(line);
    }

    fn write(&mut self, line: &[u8]) {
        self.bytes.extend_from_slice(line);
        self.bytes.push(b'\n');
    }
}

/// The records that stand somewhere in a line that is none: behind one that was torn off, behind
/// what a dying disk left, or with a broken character in a text, which becomes `�`.
fn records_within(line: &[u8]) -> Vec<Vec<u8>> {
    let text = String::from_utf8_lossy(line);
    let mut found = Vec::new();
    let mut at = 0;
    let mut effort = text.len().saturating_mul(MOST_EFFORT);
    while let Some(next) = text[at..].find("{\"v\":") {
        let start = at + next;
        let mut values =
            serde_json::Deserializer::from_str(&text[start..]).into_iter::<serde_json::Value>();
        at = start + 1;
        if let Some(Err(error)) = values.next() {
            match effort.checked_sub(error.column()) {
                Some(rest) => effort = rest,
                None => break,
            }
            continue;
        }
        let end = start + values.byte_offset();
        let record = text[start..end].as_bytes();
        if matches!(Worth::of(record), Worth::Record(_) | Worth::Newer(_)) {
            found.push(record.to_vec());
            at = end;
        }
    }
    found
}

/// Repairs a file. `now` names the backup, which never takes the place of another file. Where
/// this fails the file is as it was.
pub fn repair(disk: &Disk, path: &Path, now: DateTime<FixedOffset>) -> Result<Repair, Unwritable> {
    let mut backup = None;
    let (_, lines) = disk.rewrite(
        path,
        |old| {
            let lines = Repaired::of(old);
            let new = lines.is_change().then(|| lines.bytes.clone());
            Ok((new, (old.to_vec(), lines)))
        },
        |(old, _)| {
            backup = Some(back_up(disk, path, old, now)?);
            Ok::<(), Unwritable>(())
        },
    )?;
    Ok(Repair { backup, lines })
}

fn back_up(
    disk: &Disk,
    path: &Path,
    bytes: &[u8],
    now: DateTime<FixedOffset>,
) -> Result<PathBuf, Unwritable> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = format!("{name}.bak-{}", now.format("%Y-%m-%d-%H%M%S"));
    for number in 1..=MOST_BACKUPS {
        let name = match number {
            1 => stem.clone(),
            _ => format!("{stem}-{number}"),
        };
        let backup = path.with_file_name(name);
        match disk.create(&backup, bytes, || Ok(())) {
            Err(Unwritable::Exists) => {}
            made => return made.map(|()| backup),
        }
    }
    Err(Unwritable::Exists)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn record(number: usize) -> String {
        format!(
            "{{\"v\":1,\"id\":\"01JD{number:022}\",\"at\":\"2026-11-21T10:00:00+09:00\",\"kind\":\"answer\",\"card\":\"d#c\",\"mode\":\"practice\",\"note\":\"메모\"}}"
        )
    }

    fn repaired(bytes: &[u8]) -> (String, usize, usize, usize) {
        let repaired = Repaired::of(bytes);
        let text = String::from_utf8(repaired.bytes).unwrap();
        (text, repaired.kept, repaired.rescued, repaired.removed)
    }

    #[test]
    fn what_can_be_read_stays_byte_for_byte_in_its_order() {
        let newer = "{\"v\":2,\"shape\":\"new\"}";
        let unknown = "{\"v\":1,\"id\":\"01JD0000000000000000000009\",\"at\":\"2026-11-21T10:00:00+09:00\",\"kind\":\"dream\"}";
        let text = format!("{}\n{newer}\n{unknown}\n{}\n", record(2), record(1));
        assert_eq!(repaired(text.as_bytes()), (text.clone(), 4, 0, 0));
        assert!(!Repaired::of(text.as_bytes()).is_change());
        assert!(!Repaired::of(b"").is_change());
    }

    #[test]
    fn a_record_behind_a_torn_one_and_behind_zeros_is_had_back() {
        let torn = &record(1)[..40];
        let text = format!("{torn}{}\n\0\0\0{}\n{torn}\n", record(2), record(3));
        let expected = format!("{}\n{}\n", record(2), record(3));
        assert_eq!(repaired(text.as_bytes()), (expected, 0, 2, 1));
    }

    #[test]
    fn a_broken_character_costs_itself_alone() {
        let mut line = record(1).into_bytes();
        let at = line.windows(3).position(|three| three == "메".as_bytes());
        line[at.unwrap()] = 0xff;
        let (text, _, rescued, removed) = repaired(&line);
        assert_eq!((rescued, removed), (1, 0));
        assert!(text.contains("\u{fffd}") && text.contains("모"), "{text}");
    }

    #[test]
    fn repeats_and_markers_go_and_a_second_record_of_one_id_stays() {
        let other = record(1).replace("메모", "다른 메모");
        let text = format!(
            "<<<<<<< HEAD\n{}\n=======\n{}\n{other}\n>>>>>>> main\n",
            record(1),
            record(1)
        );
        let expected = format!("{}\n{other}\n", record(1));
        assert_eq!(repaired(text.as_bytes()), (expected, 2, 0, 4));
    }

    #[test]
    fn lines_of_ten_megabytes_are_read_and_passed_over_like_others() {
        let long = record(1).replace("메모", &"가".repeat(10_000_000 / 3));
        let noise = "{\"v\":".repeat(100_000);
        let text = format!("{long}\n{noise}\n{}\n", record(2));
        let (text, kept, rescued, removed) = repaired(text.as_bytes());
        assert_eq!((kept, rescued, removed), (2, 0, 1));
        assert_eq!(text, format!("{long}\n{}\n", record(2)));
    }

    proptest! {
        #[test]
        fn no_record_is_lost_whatever_stands_between_and_a_second_repair_finds_nothing(
            noise in proptest::collection::vec(
                proptest::collection::vec(any::<u8>().prop_filter("one line", |b| *b != b'\n'), 0..30),
                0..8,
            ),
            cut in 0..120_usize,
        ) {
            let mut bytes = Vec::new();
            for (i, noise) in noise.iter().enumerate() {
                bytes.extend_from_slice(noise);
                bytes.push(b'\n');
                bytes.extend_from_slice(record(i).as_bytes());
                bytes.push(b'\n');
            }
            bytes.extend_from_slice(&record(99).as_bytes()[..cut]);
            let first = Repaired::of(&bytes);
            let text = String::from_utf8(first.bytes.clone()).unwrap();
            for i in 0..noise.len() {
                prop_assert!(text.lines().any(|line| line == record(i)));
            }
            prop_assert!(!Repaired::of(&first.bytes).is_change());
        }
    }
}
