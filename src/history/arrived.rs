//! What comes into the history's files while the program runs: from other devices by a synchronised folder, from
//! another window of this one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::copies;
use super::line::{read_line, record_lines};
use super::log::{is_log, own_file};
use super::record::Record;
use crate::problem::Problem;
use crate::store::copies::ConflictCopy;
use crate::store::{Disk, Folders, Stamp};

/// The history's files as they were looked at last.
#[derive(Debug, Clone, Default)]
pub struct Logs {
    known: BTreeMap<PathBuf, Known>,
}

#[derive(Debug, Clone, Copy)]
struct Known {
    stamp: Stamp,
    /// Where the last whole line ends.
    end: u64,
}

/// Records of one file.
#[derive(Debug, Clone, PartialEq)]
pub struct OfDevice {
    /// The device that writes the file, as people call it: without the letters of chance.
    pub device: String,
    /// Every record of what was read of the file, known ones too.
    pub records: Vec<Record>,
}

/// What was read of the files that have changed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Arrived {
    /// File by file.
    pub files: Vec<OfDevice>,
    /// The conflict copies that lie there now.
    pub problems: Vec<Problem>,
}

impl Logs {
    /// Takes note of the files as they are; whoever reads them afterwards misses nothing.
    pub fn note(&mut self, disk: &Disk, folders: &Folders) {
        self.known = files(disk, folders)
            .into_iter()
            .filter_map(|path| {
                let stamp = disk.stamp(&path)?;
                // The last line may be in the middle of being written: from there on it is read again.
                let known = Known {
                    stamp,
                    end: stamp.length,
                };
                Some((path, known))
            })
            .collect();
    }

    /// Reads what has changed since. A file that only grew, of which this device writes the end, is read from
    /// there; any other one as a whole, for a sync tool exchanges it. A line that cannot be read is passed over:
    /// it may be half written, and `hotseat history verify` names it.
    pub fn look(&mut self, disk: &Disk, folders: &Folders) -> Arrived {
        let own = own_file(disk, folders);
        let paths = files(disk, folders);
        let mut arrived = Arrived::default();
        for path in &paths {
            let (Some(stamp), before) = (disk.stamp(path), self.known.get(path).copied()) else {
                continue;
            };
            if before.is_some_and(|before| before.stamp == stamp) {
                continue;
            }
            let grown = before.filter(|before| {
                *path == own
                    && before.stamp.number == stamp.number
                    && before.stamp.length <= stamp.length
            });
            let from = grown.map_or(0, |before| before.end);
            // Where it cannot be read, the next look finds it changed still.
            let Ok(bytes) = disk.read_from(path, from) else {
                continue;
            };
            let whole = bytes.iter().rposition(|&byte| byte == b'\n');
            let whole = whole.map_or(0, |end| end + 1);
            let end = from + u64::try_from(whole).unwrap_or(0);
            self.known.insert(path.clone(), Known { stamp, end });
            let lines = record_lines(&bytes);
            let records = lines.filter_map(|(_, line)| read_line(line).ok().flatten());
            arrived.files.push(OfDevice {
                device: device_of(path),
                records: records.collect(),
            });
        }
        let copies = copies::among(disk, &paths);
        arrived.problems = copies.iter().map(copies::HistoryCopy::problem).collect();
        arrived
    }
}

fn files(disk: &Disk, folders: &Folders) -> Vec<PathBuf> {
    let mut paths = disk.entries(&folders.history()).unwrap_or_default();
    paths.retain(|path| is_log(path));
    paths
}

/// `laptop` of `laptop-x3f9.jsonl`, and of copies of it.
fn device_of(path: &Path) -> String {
    let copy = ConflictCopy::at(path);
    let path = copy.as_ref().map_or(path, |copy| &copy.original);
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let is_chance = |letters: &str| {
        letters.len() == 4 && letters.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    match name.rsplit_once('-') {
        Some((host, letters)) if is_chance(letters) => host.to_owned(),
        _ => name.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;

    use super::*;
    use crate::bank::CardId;
    use crate::history::Log;
    use crate::history::record::{Answer, Body, Ids, Mode};

    fn answer(ids: &Ids) -> Record {
        let at = chrono::DateTime::parse_from_rfc3339("2026-11-21T10:02:11.482+09:00").unwrap();
        let answer = Answer::new(CardId::new("a", "b"), Mode::Practice);
        Record::new(ids, at, Body::Answer(answer))
    }

    #[test]
    fn what_comes_is_read_once_and_a_half_line_when_it_is_whole() {
        let root = tempfile::tempdir().unwrap();
        let (disk, folders) = (Disk::whole(), Folders::below(root.path()));
        let (mut log, _) = Log::open(&disk, &folders);
        let ids = log.ids();
        log.append(&answer(&ids)).unwrap();
        let mut logs = Logs::default();
        logs.note(&disk, &folders);
        assert_eq!(logs.look(&disk, &folders), Arrived::default());
        let read = |arrived: Arrived| -> Vec<(String, Vec<Record>)> {
            let files = arrived.files.into_iter();
            files.map(|file| (file.device, file.records)).collect()
        };
        // Another window of this device: only the end is read.
        let (mut other, _) = Log::open(&disk, &folders);
        let second = answer(&ids);
        other.append(&second).unwrap();
        let own = device_of(log.path());
        assert_eq!(
            read(logs.look(&disk, &folders)),
            [(own.clone(), vec![second])]
        );
        // A line comes in two halves.
        let third = answer(&ids);
        let line = serde_json::to_string(&third).unwrap();
        let (begin, rest) = line.split_at(40);
        let mut file = fs::OpenOptions::new()
            .append(true)
            .open(log.path())
            .unwrap();
        file.write_all(begin.as_bytes()).unwrap();
        assert_eq!(read(logs.look(&disk, &folders)), [(own.clone(), vec![])]);
        file.write_all(format!("{rest}\n").as_bytes()).unwrap();
        assert_eq!(read(logs.look(&disk, &folders)), [(own, vec![third])]);
        // Another device's file is exchanged as a whole.
        let theirs = folders.history().join("desk-9zzz.jsonl");
        let [first, last] = [answer(&ids), answer(&ids)];
        let line = |record: &Record| serde_json::to_string(record).unwrap() + "\n";
        fs::write(&theirs, line(&last)).unwrap();
        let desk = "desk".to_owned();
        assert_eq!(
            read(logs.look(&disk, &folders)),
            [(desk.clone(), vec![last.clone()])]
        );
        fs::write(&theirs, line(&first) + &line(&last)).unwrap();
        assert_eq!(
            read(logs.look(&disk, &folders)),
            [(desk, vec![first, last])]
        );
        assert_eq!(logs.look(&disk, &folders), Arrived::default());
    }
}
