//! Everything that writes, broken off at every step: the process is killed, the disk fails for a
//! moment or from then on, a write is torn. After each the old state or the new one is there, never
//! less and never half, and doing it again comes to the new one.
//!
//! The test runs itself again as the child that is killed: `child` does nothing unless it is told to.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it must be"
)]

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::{DateTime, FixedOffset};
use hotseat::appointments::{Appointments, Change, Interview};
use hotseat::bank::write::save::deck_at;
use hotseat::bank::write::{Changes, DeckAt, Field, Outcome, Place, SaveError, Value, Writer};
use hotseat::bank::{CardId, load};
use hotseat::clock::parse_appointed;
use hotseat::history::copies::among;
use hotseat::history::log::{is_log, own_file};
use hotseat::history::record::{Answer, Body, Mode};
use hotseat::history::repair::repair;
use hotseat::history::{EditLog, History, Log, LookBack, RealQuestion, Record};
use hotseat::import::{self, Choice, Desk, Limits};
use hotseat::look_back::keep::{Kept, keep};
use hotseat::store::{Disk, Faults, Folders, Step, Verdict};

const MINE: &str = "# 내 덱\n[[cards]]\nid = \"one\"\nquestion = \"q1\" # first\n\n[[cards]]\nid = \"two\"\nquestion = \"q2\"\nanswer = '''\nold\n'''\n";
const OTHER: &str = "# other\n[[cards]]\nid = \"there\"\nquestion = \"왜?\"\n";
const BUILT_IN: &str = "title = \"Shipped\"\n\n[[cards]]\nid = \"x\"\nquestion = \"x?\"\n";
const NOTE: &str = "# Net\n\n## What is TCP?\n\nA protocol.\n\n## What is UDP?\n\nAnother.\n";

/// How the disk goes wrong at a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Blow {
    /// The process is gone, as after `kill -9` or a power cut.
    Killed,
    /// Half of a write is there, and the process is gone at the next step.
    TornAndKilled,
    /// This step fails, the next ones do not.
    Fails,
    /// This step and all after it fail.
    Stops,
    /// Half of a write is there and the rest fails.
    Tears,
}

const BLOWS: [Blow; 5] = [
    Blow::Killed,
    Blow::TornAndKilled,
    Blow::Fails,
    Blow::Stops,
    Blow::Tears,
];

#[derive(Debug)]
struct Hand {
    blow: Blow,
    at: usize,
    seen: AtomicUsize,
}

impl Hand {
    fn new(blow: Blow, at: usize) -> Arc<Self> {
        Arc::new(Self {
            blow,
            at,
            seen: AtomicUsize::new(0),
        })
    }

    /// How many steps were taken.
    fn taken(&self) -> usize {
        self.seen.load(Ordering::SeqCst)
    }
}

impl Faults for Hand {
    fn verdict(&self, step: Step) -> Verdict {
        let now = self.seen.fetch_add(1, Ordering::SeqCst);
        let error = || io::Error::from(io::ErrorKind::StorageFull);
        if now < self.at || (now > self.at && matches!(self.blow, Blow::Fails | Blow::Tears)) {
            return Verdict::Go;
        }
        match (self.blow, step) {
            (Blow::TornAndKilled | Blow::Tears, Step::Write(length)) if now == self.at => {
                Verdict::Tear(length / 2, error())
            }
            (Blow::Killed | Blow::TornAndKilled, _) => std::process::abort(),
            _ => Verdict::Fail(error()),
        }
    }
}

/// Something that writes.
struct Operation {
    name: &'static str,
    /// What lies there before, beside the two decks and one answer.
    prepares: fn(&Path),
    acts: fn(&Desktop<'_>) -> Result<(), String>,
    /// Steps that it must take at least, or the hand did not reach the disk.
    least: usize,
}

/// A program that was started on this disk.
struct Desktop<'a> {
    disk: &'a Disk,
    folders: Folders,
}

impl<'a> Desktop<'a> {
    fn new(disk: &'a Disk, root: &Path) -> Self {
        let folders = Folders::below(root);
        Self { disk, folders }
    }

    fn deck(&self, name: &str) -> DeckAt {
        deck_at(&self.folders.decks(), &self.folders.decks().join(name))
    }

    /// Writes cards, with the log for a memory.
    fn edit(
        &self,
        act: impl FnOnce(&Writer, &mut EditLog<'_>) -> Result<Outcome, SaveError>,
    ) -> Result<(), String> {
        let (mut log, _) = Log::open(self.disk, &self.folders);
        let mut memory = EditLog::new(&mut log, now());
        match act(&Writer::new(self.disk, &self.folders), &mut memory) {
            Ok(Outcome::Saved(_)) => Ok(()),
            Ok(Outcome::Conflict(conflict)) => Err(format!("{conflict:?}")),
            Err(error) => Err(error.words().english),
        }
    }

    fn append(&self, bodies: Vec<Body>) -> Result<(), String> {
        let (mut log, _) = Log::open(self.disk, &self.folders);
        let ids = log.ids();
        let records = bodies
            .into_iter()
            .map(|body| Record::new(&ids, now(), body));
        let records: Vec<Record> = records.collect();
        log.append_all(&records).map_err(|error| error.to_string())
    }
}

fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-21T10:00:00+09:00").unwrap()
}

fn card() -> CardId {
    CardId::new("mine", "two")
}

fn answer(note: &str) -> Body {
    let mut answer = Answer::new(card(), Mode::Practice);
    answer.note = Some(note.to_owned());
    Body::Answer(answer)
}

fn changes(text: &str) -> Changes {
    Changes::from([(Field::Answer, Some(Value::text(text)))])
}

fn values(question: &str) -> BTreeMap<Field, Value> {
    BTreeMap::from([(Field::Question, Value::text(question))])
}

fn nothing(_: &Path) {}

/// Another machine's file, with what Syncthing laid beside it.
fn with_copy(root: &Path) {
    let folder = Folders::below(root).history();
    let line = |number: usize| {
        format!(
            "{{\"v\":1,\"id\":\"01JD{number:022}\",\"at\":\"2026-11-20T10:00:00+09:00\",\"kind\":\"answer\",\"card\":\"mine#one\",\"mode\":\"practice\",\"note\":\"copy {number}\"}}\n"
        )
    };
    fs::write(folder.join("laptop.jsonl"), line(1)).unwrap();
    let copy = "laptop.sync-conflict-20261121-101112-ABCDEFG.jsonl";
    fs::write(folder.join(copy), line(1) + &line(2) + &line(3)).unwrap();
}

fn with_note(root: &Path) {
    fs::create_dir_all(root.join("notes")).unwrap();
    fs::write(root.join("notes/net.md"), NOTE).unwrap();
}

fn with_interview(root: &Path) {
    let text =
        "# mine\n[[interviews]]\nid = \"shop\"\ncompany = \"Shop\"\ndate = 2026-12-03 # soon\n";
    fs::write(Folders::below(root).data.join("interviews.toml"), text).unwrap();
}

fn with_damage(root: &Path) {
    let path = own_file(&Disk::whole(), &Folders::below(root));
    let mut bytes = fs::read(&path).unwrap();
    bytes.extend_from_slice(b"{\"v\":1,\"id\":\"01J\n{\"v\":2,\"newer\":true}\n\xff\xfe\n");
    fs::write(&path, bytes).unwrap();
}

const OPERATIONS: [Operation; 14] = [
    Operation {
        name: "append",
        prepares: nothing,
        acts: |at| at.append(vec![answer("new")]),
        least: 4,
    },
    Operation {
        name: "append several",
        prepares: nothing,
        acts: |at| at.append(vec![answer("new 1"), answer("new 2"), answer("new 3")]),
        least: 4,
    },
    Operation {
        name: "save",
        prepares: nothing,
        acts: |at| {
            at.edit(|writer, memory| {
                let opened = writer.open(&at.deck("mine.toml"), &card())?;
                writer.save(&opened, &changes("new\ntext"), memory)
            })
        },
        least: 10,
    },
    Operation {
        name: "copy on edit",
        prepares: nothing,
        acts: |at| {
            let shipped = DeckAt {
                id: "shipped".to_owned(),
                place: Place::BuiltIn(BUILT_IN),
            };
            at.edit(|writer, memory| {
                let opened = writer.open(&shipped, &CardId::new("shipped", "x"))?;
                writer.save(&opened, &changes("mine now"), memory)
            })
        },
        least: 8,
    },
    Operation {
        name: "new card",
        prepares: nothing,
        acts: |at| {
            at.edit(|writer, memory| writer.add(&at.deck("mine.toml"), &values("새 질문?"), memory))
        },
        least: 8,
    },
    Operation {
        name: "new deck",
        prepares: nothing,
        acts: |at| {
            at.edit(|writer, memory| {
                writer.add_deck("folder/fresh", "Fresh", "", &values("첫 질문?"), memory)
            })
        },
        least: 8,
    },
    Operation {
        name: "delete",
        prepares: nothing,
        acts: |at| {
            at.edit(|writer, memory| {
                let opened = writer.open(&at.deck("mine.toml"), &card())?;
                writer.delete(&opened, memory)
            })
        },
        least: 8,
    },
    Operation {
        name: "move",
        prepares: nothing,
        acts: |at| {
            at.edit(|writer, memory| {
                let opened = writer.open(&at.deck("mine.toml"), &card())?;
                writer.move_to(&opened, &at.deck("other.toml"), memory)
            })
        },
        least: 15,
    },
    Operation {
        name: "import",
        prepares: with_note,
        acts: import_note,
        least: 10,
    },
    Operation {
        name: "merge",
        prepares: with_copy,
        acts: |at| {
            let paths = at.disk.entries(&at.folders.history()).unwrap();
            let paths: Vec<_> = paths.into_iter().filter(|path| is_log(path)).collect();
            let copies = among(&Disk::whole(), &paths);
            let missing: Vec<String> = copies.into_iter().flat_map(|copy| copy.missing).collect();
            if missing.is_empty() {
                return Ok(());
            }
            let (mut log, _) = Log::open(at.disk, &at.folders);
            log.take_over(&missing).map_err(|error| error.to_string())
        },
        least: 4,
    },
    Operation {
        name: "look back",
        prepares: with_interview,
        acts: look_back,
        least: 20,
    },
    Operation {
        name: "interview",
        prepares: with_interview,
        acts: |at| {
            let mut interviews = Appointments::load(at.disk, &at.folders);
            let change = Change {
                round: Some("2차".to_owned()),
                ..Change::default()
            };
            let edited = interviews.edit("shop", &change);
            edited.map_err(|error| error.to_string())
        },
        least: 5,
    },
    Operation {
        name: "first interview",
        prepares: nothing,
        acts: |at| {
            let mut interviews = Appointments::load(at.disk, &at.folders);
            let interview = Interview::new("Shop", parse_appointed("2026-12-03").unwrap());
            let added = interviews.add(&interview);
            added.map(|_| ()).map_err(|error| error.to_string())
        },
        least: 4,
    },
    Operation {
        name: "repair",
        prepares: with_damage,
        acts: |at| {
            let own = own_file(&Disk::whole(), &at.folders);
            let repaired = repair(at.disk, &own, now());
            repaired.map(|_| ()).map_err(|error| error.to_string())
        },
        least: 8,
    },
];

fn import_note(at: &Desktop<'_>) -> Result<(), String> {
    let notes = at.folders.data.with_file_name("notes");
    let (files, problems) = import::find(at.disk, &[notes]);
    assert!(problems.is_empty(), "{problems:?}");
    let (mut log, everything) = Log::open(at.disk, &at.folders);
    let history = History::new(everything.records);
    let choice = Choice::default();
    let mut desk = Desk::new(at.disk, &at.folders, &history, &choice);
    for file in &files {
        let read = import::read(at.disk, file, Limits::default());
        let read = read.map_err(|problem| problem.to_string())?;
        for note in &read.notes {
            let prepared = desk.prepare(note).map_err(|problem| problem.to_string())?;
            let mut memory = EditLog::new(&mut log, now());
            let written = desk.write(&prepared, &mut memory);
            written.map_err(|problem| problem.to_string())?;
        }
    }
    Ok(())
}

/// Two questions: one is a card already, one is new and makes a deck.
fn look_back(at: &Desktop<'_>) -> Result<(), String> {
    let question = |question: &str, card: Option<CardId>| RealQuestion {
        question: question.to_owned(),
        card,
        reflection: "too long".to_owned(),
        ..RealQuestion::default()
    };
    let mut told = LookBack {
        interview: "shop".to_owned(),
        company: "Shop".to_owned(),
        on: Some(now().date_naive()),
        questions: vec![
            question("왜?", Some(CardId::new("other", "there"))),
            question("새로 물은 것?", None),
        ],
        ..LookBack::default()
    };
    let mut loaded = load::Loaded::default();
    loaded.read_folder(at.disk, &at.folders.decks());
    let bank = hotseat::bank::Bank::new(loaded.decks, loaded.problems);
    let (mut log, _) = Log::open(at.disk, &at.folders);
    let mut kept = Kept::default();
    {
        let writer = Writer::new(at.disk, &at.folders);
        let mut memory = EditLog::new(&mut log, now());
        keep(&mut told, &bank, &writer, &mut memory, &mut kept).map_err(|words| words.english)?;
    }
    let record = Record::new(&log.ids(), now(), Body::LookBack(told));
    log.append(&record).map_err(|error| error.to_string())
}

/// What a person has: the decks and interviews byte for byte, and what happened.
#[derive(Debug, Clone, PartialEq, Eq)]
struct State {
    files: BTreeMap<String, String>,
    /// The bodies of all records but edits and what takes them back.
    happened: Vec<String>,
    /// What stood in cards before.
    versions: Vec<String>,
}

impl State {
    /// What the next start finds.
    fn of(root: &Path) -> Self {
        let (disk, folders) = (Disk::whole(), Folders::below(root));
        let (mut log, _) = Log::open(&disk, &folders);
        let mut memory = EditLog::new(&mut log, now());
        let (_, unmoved) = Writer::new(&disk, &folders).finish_moves(&mut memory);
        assert!(unmoved.is_empty(), "{unmoved:?}");
        let mut files = BTreeMap::new();
        collect(&folders.data, &folders.data, &mut files);
        let (_, everything) = Log::open(&disk, &folders);
        let history = History::new(everything.records);
        let (mut happened, mut versions) = (Vec::new(), Vec::new());
        for record in history.records() {
            match &record.body {
                Body::Edit(_) | Body::Undo { .. } => {}
                body => happened.push(serde_json::to_string(body).unwrap()),
            }
        }
        versions.extend(
            history
                .edits()
                .map(|(_, edit)| serde_json::to_string(&Body::Edit(edit.clone())).unwrap()),
        );
        happened.sort();
        versions.sort();
        Self {
            files,
            happened,
            versions,
        }
    }
}

/// The decks and interviews below a folder, by name.
fn collect(data: &Path, folder: &Path, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(data).unwrap().display().to_string();
        let is_hidden = path.file_name().unwrap().to_string_lossy().starts_with('.');
        if path.is_dir() && name != "history" && name != "drafts" {
            collect(data, &path, files);
        } else if path.is_file() && !is_hidden {
            files.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}

fn house(operation: &Operation) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let folders = Folders::below(root.path());
    fs::create_dir_all(folders.decks()).unwrap();
    fs::write(folders.decks().join("mine.toml"), MINE).unwrap();
    fs::write(folders.decks().join("other.toml"), OTHER).unwrap();
    let disk = Disk::whole();
    folders.device(&disk);
    let desktop = Desktop::new(&disk, root.path());
    desktop.append(vec![answer("old")]).unwrap();
    (operation.prepares)(root.path());
    root
}

fn act(operation: &Operation, disk: &Disk, root: &Path) -> Result<(), String> {
    (operation.acts)(&Desktop::new(disk, root))
}

/// What the process that is killed does.
#[test]
fn child() {
    let Ok(task) = std::env::var("HOTSEAT_TEST_CRASH") else {
        return;
    };
    let words: Vec<&str> = task.split('|').collect();
    let [name, root, blow, at] = words[..] else {
        panic!("{task}")
    };
    let operation = OPERATIONS.iter().find(|own| own.name == name).unwrap();
    let mut blows = BLOWS.into_iter();
    let blow = blows.find(|own| format!("{own:?}") == blow).unwrap();
    let hand = Hand::new(blow, at.parse().unwrap());
    let disk = Disk::with_faults(hand.clone());
    let done = act(operation, &disk, Path::new(root));
    // A torn write at the last step leaves nobody who could mend it, too.
    if done.is_err() || (blow == Blow::TornAndKilled && hand.taken() > hand.at) {
        std::process::abort();
    }
}

/// Carries an operation out under a blow; whether it went well.
fn strike(operation: &Operation, root: &Path, blow: Blow, at: usize) -> bool {
    if !matches!(blow, Blow::Killed | Blow::TornAndKilled) {
        let disk = Disk::with_faults(Hand::new(blow, at));
        return act(operation, &disk, root).is_ok();
    }
    let task = format!("{}|{}|{blow:?}|{at}", operation.name, root.display());
    let ended = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child"])
        .env("HOTSEAT_TEST_CRASH", task)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    ended.unwrap().success()
}

/// The files that repairs have laid beside the history.
fn backups(root: &Path) -> Vec<Vec<u8>> {
    let entries = fs::read_dir(Folders::below(root).history()).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let backups = paths.filter(|path| path.to_string_lossy().contains(".bak-"));
    backups.map(|path| fs::read(path).unwrap()).collect()
}

/// Whether every entry of `some` is among `all`, as often as it is in `some`.
fn is_within(some: &[String], all: &[String]) -> bool {
    let mut rest = all.to_vec();
    some.iter().all(|entry| {
        let place = rest.iter().position(|other| other == entry);
        place.map(|place| rest.swap_remove(place)).is_some()
    })
}

fn check(operation: &Operation) -> (usize, usize) {
    let root = house(operation);
    let old = State::of(root.path());
    let hand = Hand::new(Blow::Fails, usize::MAX);
    act(operation, &Disk::with_faults(hand.clone()), root.path()).unwrap();
    let steps = hand.taken();
    assert!(steps >= operation.least, "{steps} steps");
    let new = State::of(root.path());
    assert!(is_within(&old.happened, &new.happened));
    let mut blows = 0;
    let own = |root: &Path| fs::read(own_file(&Disk::whole(), &Folders::below(root))).unwrap();
    for blow in BLOWS {
        for at in 0..steps {
            let root = house(operation);
            let lines = own(root.path());
            let was_well = strike(operation, root.path(), blow, at);
            let here = format!("{} {blow:?} at step {at} of {steps}", operation.name);
            blows += 1;
            if !own(root.path()).starts_with(&lines) {
                // Only a repair exchanges the history, and only when it lies beside it.
                assert_eq!(
                    operation.name, "repair",
                    "{here}: the history was rewritten"
                );
                assert!(backups(root.path()).contains(&lines), "{here}: no backup");
            }
            let found = State::of(root.path());
            for (name, text) in &found.files {
                let known = [old.files.get(name), new.files.get(name)];
                assert!(
                    known.contains(&Some(text)),
                    "{here}: {name} is half:\n{text}"
                );
            }
            for name in old.files.keys() {
                let is_there = found.files.contains_key(name);
                assert!(
                    is_there || !new.files.contains_key(name),
                    "{here}: {name} is gone"
                );
            }
            assert!(
                is_within(&old.happened, &found.happened),
                "{here}: less happened"
            );
            assert!(
                is_within(&found.happened, &new.happened),
                "{here}: more happened"
            );
            assert!(
                is_within(&old.versions, &found.versions),
                "{here}: a version is lost"
            );
            if operation.name != "look back" && operation.name != "import" {
                let is_old = found.files == old.files;
                assert!(
                    is_old || found.files == new.files,
                    "{here}: some files are new"
                );
                let is_old = found.happened == old.happened;
                assert!(
                    is_old || found.happened == new.happened,
                    "{here}: half of it happened"
                );
            }
            if found.files == new.files && new.files != old.files {
                assert!(
                    is_within(&new.versions, &found.versions),
                    "{here}: not remembered"
                );
            }
            let is_new = (&found.files, &found.happened) == (&new.files, &new.happened);
            assert!(is_new || !was_well, "{here}: said to be done and is not");
            if !is_new {
                let again = act(operation, &Disk::whole(), root.path());
                assert_eq!(again, Ok(()), "{here}: cannot be done again");
                let again = State::of(root.path());
                assert_eq!(again.files, new.files, "{here}: done again");
                assert_eq!(again.happened, new.happened, "{here}: done again");
            }
        }
    }
    (steps, blows)
}

#[test]
fn whatever_writes_leaves_the_old_or_the_new_wherever_it_is_broken_off() {
    // Most of the time goes by waiting for the disk, so they wait together.
    let blows = std::thread::scope(|scope| {
        let trials = OPERATIONS.each_ref().map(|operation| {
            scope.spawn(move || {
                let (steps, blows) = check(operation);
                let name = operation.name;
                println!("{name:16} {steps:3} steps {blows:4} blows, nothing lost");
                blows
            })
        });
        trials.map(|trial| trial.join().unwrap())
    });
    println!("{} blows", blows.iter().sum::<usize>());
}
