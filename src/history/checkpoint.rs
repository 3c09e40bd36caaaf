//! The history as it was read at an earlier start, so that the next one reads only what is new.
//!
//! The files of the history are only ever added to. A checkpoint holds the records of the first
//! bytes of each, and is used only if those bytes are there still: the file has the stamp that it
//! had, or it is the same file, longer, and the first bytes look the same. Everything else (a file
//! that is gone, shorter, exchanged by a synchronised folder or by git, or changed within) throws
//! the checkpoint away. It may be deleted at any time. Where a line was wrong none is made, so that
//! what is wrong is told at every start.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::answers::Answers;
use super::record::RecordId;
use super::records::Records;
use crate::bank::CardId;
use crate::store::cached::{part, put_part};
use crate::store::stamp::Stamp;
use crate::store::{Disk, Folders};

/// With fewer new lines reading them again is as fast as keeping them.
const WORTH_IT: usize = if cfg!(test) { 4 } else { 2_000 };

/// The format and the program.
const VERSION: &str = concat!("hotseat history 2 ", env!("CARGO_PKG_VERSION"));

/// What of a file is in a checkpoint.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Covered {
    /// Its first bytes.
    pub bytes: u64,
    /// The lines that these are.
    pub lines: usize,
}

/// What stands before the rows of the answers.
#[derive(Debug, Serialize, Deserialize)]
struct Beside<'b> {
    #[serde(borrow)]
    files: Vec<KeptFile<'b>>,
    #[serde(borrow)]
    cards: Vec<&'b str>,
    sessions: Vec<String>,
    /// As JSON, since their formats leave out what is not there.
    rare: String,
    whole: String,
    others: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct KeptFile<'b> {
    name: &'b str,
    stamp: Stamp,
    covered: Covered,
    /// By what the covered bytes are recognised.
    print: u64,
}

/// The records of an earlier start, and how much of each of the files they are.
#[derive(Debug, Default)]
pub(super) struct Checkpoint {
    pub records: Records,
    pub covered: HashMap<PathBuf, Covered>,
}

/// A file of the history with its stamp before it was read.
pub(super) type Stamped<'p> = (&'p Path, Option<Stamp>);

fn path(folders: &Folders) -> PathBuf {
    folders.cache.join("history")
}

impl Checkpoint {
    /// The checkpoint of these files; an empty one where there is none that matches.
    pub(super) fn read(disk: &Disk, folders: &Folders, files: &[Stamped<'_>]) -> Self {
        let bytes = disk.cached(&path(folders), VERSION);
        bytes
            .and_then(|bytes| Self::of(disk, &bytes, files))
            .unwrap_or_default()
    }

    fn of(disk: &Disk, bytes: &[u8], files: &[Stamped<'_>]) -> Option<Self> {
        let (beside, rows) = part(bytes)?;
        let beside: Beside<'_> = postcard::from_bytes(beside).ok()?;
        let covered = beside.files.iter().map(|kept| kept.covered(disk, files));
        let covered: HashMap<PathBuf, Covered> = covered.collect::<Option<_>>()?;
        let cards = beside.cards.into_iter().map(CardId::as_it_stands);
        let sessions = beside.sessions.iter();
        let answers = Answers::of_parts(
            rows,
            cards.collect(),
            sessions.map(|id| RecordId::from_written(id)).collect(),
            serde_json::from_str(&beside.rare).ok()?,
            serde_json::from_str(&beside.whole).ok()?,
        )?;
        let others = serde_json::from_str(&beside.others).ok()?;
        Some(Self {
            records: Records { answers, others },
            covered,
        })
    }

    /// Keeps these records, which are all that the files have up to what is said of each. Only files
    /// that were not changed while they were read, and have settled, can be recognised later.
    pub(super) fn keep(
        disk: &Disk,
        folders: &Folders,
        records: &Records,
        files: &[(Stamped<'_>, Covered)],
        now: SystemTime,
    ) {
        let kept = files.iter().map(|&((path, stamp), covered)| {
            let stamp =
                stamp.filter(|stamp| stamp.is_settled(now) && stamp.size() == covered.bytes)?;
            let print = disk.print(path, covered.bytes).ok()?;
            (disk.stamp(path) == Some(stamp)).then_some(KeptFile {
                name: path.file_name()?.to_str()?,
                stamp,
                covered,
                print,
            })
        });
        let Some(kept) = kept.collect::<Option<Vec<_>>>() else {
            return;
        };
        if let Some(body) = body(records, kept) {
            disk.keep_cached(&path(folders), VERSION, body);
        }
    }

    /// Whether so many new lines are worth a checkpoint, beside those that one has already.
    pub(super) fn is_worth_it(new: usize, all: usize) -> bool {
        new >= WORTH_IT.max(all / 8)
    }
}

fn body(records: &Records, files: Vec<KeptFile<'_>>) -> Option<Vec<u8>> {
    let (cards, sessions, rare, whole) = records.answers.beside();
    let beside = Beside {
        files,
        cards: cards.iter().map(CardId::as_str).collect(),
        sessions: sessions.iter().map(ToString::to_string).collect(),
        rare: serde_json::to_string(rare).ok()?,
        whole: serde_json::to_string(whole).ok()?,
        others: serde_json::to_string(&records.others).ok()?,
    };
    let mut body = Vec::new();
    put_part(&mut body, &postcard::to_allocvec(&beside).ok()?);
    records.answers.write_rows(&mut body);
    Some(body)
}

impl KeptFile<'_> {
    /// What of a file need not be read again; `None` where it is not the file that was read.
    fn covered(&self, disk: &Disk, files: &[Stamped<'_>]) -> Option<(PathBuf, Covered)> {
        let is_named = |(path, _): &&Stamped<'_>| path.file_name() == Some(self.name.as_ref());
        let &(path, stamp) = files.iter().find(is_named)?;
        let stamp = stamp?;
        let has_grown = || {
            stamp.is_of_the_file_of(self.stamp)
                && stamp.size() > self.covered.bytes
                && disk.print(path, self.covered.bytes).ok() == Some(self.print)
        };
        (stamp == self.stamp || has_grown()).then(|| (path.to_owned(), self.covered))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;
    use crate::history::{History, Log, Record};
    use crate::problem::Problem;

    struct Home {
        _root: tempfile::TempDir,
        folders: Folders,
        disk: Disk,
        lines: usize,
    }

    impl Home {
        fn new() -> Self {
            let root = tempfile::tempdir().unwrap();
            let folders = Folders::below(root.path());
            fs::create_dir_all(folders.history()).unwrap();
            Self {
                _root: root,
                folders,
                disk: Disk::whole(),
                lines: 0,
            }
        }

        fn path(&self, file: u8) -> PathBuf {
            self.folders.history().join(format!("{file}.jsonl"))
        }

        /// The next lines, all of one length.
        fn lines(&mut self, count: usize) -> String {
            let numbers = self.lines..self.lines + count;
            self.lines += count;
            let line = |number: usize| {
                let head = format!(
                    r#"{{"v":1,"id":"01JD{number:022}","at":"2026-11-21T10:02:11.482+09:00""#
                );
                match number % 9 {
                    7 => format!(
                        r#"{head},"kind":"undo","undoes":"01JD{:022}"}}"#,
                        number - 2
                    ),
                    8 => format!(
                        r#"{head},"kind":"edit","card":"a#{number}","field":"notes","before":null}}"#
                    ),
                    part => format!(
                        r#"{head},"kind":"answer","card":"a#{}","mode":"review","session":"s{part}","grade":3,"note":"{number:04}"}}"#,
                        number % 5
                    ),
                }
            };
            numbers.map(|number| line(number) + "\n").collect()
        }

        fn write(&self, file: u8, bytes: &[u8]) {
            self.disk.write_with_another_stamp(&self.path(file), bytes);
        }

        fn bytes(&self, file: u8) -> Vec<u8> {
            fs::read(self.path(file)).unwrap_or_default()
        }

        /// What is read an hour from now, when everything has settled.
        fn read(&self) -> (Vec<Record>, Vec<Problem>) {
            read(
                &self.disk,
                &self.folders,
                SystemTime::now() + Duration::from_secs(3600),
            )
        }

        /// What stands in the files.
        fn anew(&self) -> (Vec<Record>, Vec<Problem>) {
            let mut folders = self.folders.clone();
            folders.cache = folders.cache.join("other");
            read(&self.disk, &folders, SystemTime::UNIX_EPOCH)
        }

        fn covered(&self) -> usize {
            let paths = self.disk.entries(&self.folders.history()).unwrap();
            let files: Vec<Stamped<'_>> = paths
                .iter()
                .map(|path| (path.as_path(), self.disk.stamp(path)))
                .collect();
            Checkpoint::read(&self.disk, &self.folders, &files)
                .records
                .len()
        }
    }

    fn read(disk: &Disk, folders: &Folders, now: SystemTime) -> (Vec<Record>, Vec<Problem>) {
        let (_, everything) = Log::open_at(disk, folders, now);
        let history = History::new(everything.records);
        (history.records().collect(), everything.problems)
    }

    #[test]
    fn what_was_read_once_is_not_read_again_and_what_is_new_is() {
        let mut home = Home::new();
        let (mut mine, other) = (home.lines(20), home.lines(9));
        home.write(1, mine.as_bytes());
        home.write(2, other.as_bytes());
        assert_eq!(home.read(), home.anew());
        assert_eq!(home.covered(), 29);
        mine += &home.lines(3);
        home.write(1, mine.as_bytes());
        assert_eq!(home.covered(), 29);
        assert_eq!(home.read(), home.anew());
        assert_eq!(home.read().0.len(), 32);
        // A wrong line is told of at every start, by its number.
        mine += "{\"v\":1,\n";
        home.write(1, mine.as_bytes());
        let (records, problems) = home.read();
        assert_eq!((records.len(), problems.len()), (32, 1));
        assert_eq!(problems[0].at.line, 24);
        assert_eq!((records, problems), home.anew());
    }

    #[test]
    fn what_was_changed_just_now_is_not_kept() {
        let mut home = Home::new();
        let lines = home.lines(20);
        home.write(1, lines.as_bytes());
        let _ = Log::open(&home.disk, &home.folders);
        assert_eq!(home.covered(), 0);
    }

    /// What may happen to the files between two starts.
    #[derive(Debug, Clone)]
    enum Step {
        Add(u8, usize),
        Torn(u8),
        Edit(u8, usize),
        EditAndAdd(u8, usize),
        Cut(u8, usize),
        Exchange(u8, u8),
        Again(u8),
        Remove(u8),
        Damage(usize),
    }

    fn step() -> impl Strategy<Value = Step> {
        let file = 0..3_u8;
        let at = 0..4_000_usize;
        prop_oneof![
            4 => (file.clone(), 1..30_usize).prop_map(|(file, lines)| Step::Add(file, lines)),
            1 => file.clone().prop_map(Step::Torn),
            2 => (file.clone(), at.clone()).prop_map(|(file, at)| Step::Edit(file, at)),
            2 => (file.clone(), at.clone()).prop_map(|(file, at)| Step::EditAndAdd(file, at)),
            1 => (file.clone(), at.clone()).prop_map(|(file, at)| Step::Cut(file, at)),
            1 => (file.clone(), file.clone()).prop_map(|(one, other)| Step::Exchange(one, other)),
            1 => file.clone().prop_map(Step::Again),
            1 => file.prop_map(Step::Remove),
            1 => at.prop_map(Step::Damage),
        ]
    }

    fn edited(mut bytes: Vec<u8>, at: usize) -> Vec<u8> {
        if let Some(grade) = bytes.iter().skip(at).position(|&byte| byte == b'3') {
            bytes[at + grade] = b'4';
        }
        bytes
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            failure_persistence: None,
            ..ProptestConfig::with_cases(64)
        })]

        #[test]
        fn it_is_never_stale(steps in proptest::collection::vec(step(), 1..12)) {
            let mut home = Home::new();
            for step in steps {
                match step.clone() {
                    Step::Add(file, lines) => {
                        let bytes = [home.bytes(file), home.lines(lines).into_bytes()].concat();
                        home.write(file, &bytes);
                    }
                    Step::Torn(file) => {
                        let line = home.lines(1);
                        let bytes = [home.bytes(file), line.trim_end().as_bytes().to_vec()];
                        home.write(file, &bytes.concat());
                    }
                    Step::Edit(file, at) => home.write(file, &edited(home.bytes(file), at)),
                    Step::EditAndAdd(file, at) => {
                        let lines = home.lines(2).into_bytes();
                        home.write(file, &[edited(home.bytes(file), at), lines].concat());
                    }
                    Step::Cut(file, at) => {
                        let bytes = home.bytes(file);
                        home.write(file, &bytes[..at.min(bytes.len())]);
                    }
                    Step::Exchange(one, other) => {
                        let _ = fs::rename(home.path(one), home.path(other));
                    }
                    Step::Again(file) => {
                        let bytes = home.bytes(file);
                        let _ = fs::remove_file(home.path(file));
                        home.write(file, &bytes);
                    }
                    Step::Remove(file) => {
                        let _ = fs::remove_file(home.path(file));
                    }
                    Step::Damage(at) => {
                        let path = path(&home.folders);
                        if let Ok(mut bytes) = fs::read(&path) {
                            let at = at % bytes.len();
                            bytes[at] ^= 1;
                            fs::write(&path, bytes).unwrap();
                        }
                    }
                }
                prop_assert!(home.read() == home.anew(), "after {step:?}");
            }
        }
    }
}
