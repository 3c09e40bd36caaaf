//! Saving with real processes: one is killed at every step, two write one deck at once.
//!
//! The test runs itself again as the child: `child` does nothing unless it is told to.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test ends where something is not as it must be"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use hotseat::bank::CardId;
use hotseat::bank::write::save::deck_at;
use hotseat::bank::write::{Changes, Field, Outcome, Value, Writer};
use hotseat::history::record::Body;
use hotseat::history::{EditLog, History, Log};
use hotseat::store::{Disk, Faults, Folders, Step, Verdict};

const TEXT: &str = "# 내 덱\n[[cards]]\nid = \"one\"\nquestion = \"q1\" # first\n\n[[cards]]\nid = \"two\"\nquestion = \"q2\"\nanswer = '''\nold\n'''";

/// Ends the process at a step, without a chance to clean up, as `kill -9` does.
#[derive(Debug)]
struct DiesAt {
    step: usize,
    tears: bool,
    seen: AtomicUsize,
}

impl Faults for DiesAt {
    fn verdict(&self, step: Step) -> Verdict {
        if self.seen.fetch_add(1, Ordering::SeqCst) != self.step {
            return Verdict::Go;
        }
        match step {
            // Half is written; the next step (there is none) would be the end.
            Step::Write(length) if self.tears => {
                Verdict::Tear(length / 2, std::io::Error::other("torn"))
            }
            _ => std::process::abort(),
        }
    }
}

fn deck_of(root: &Path) -> PathBuf {
    Folders::below(root).decks().join("mine.toml")
}

fn save(disk: &Disk, root: &Path, card: &str, answer: &str) {
    let folders = Folders::below(root);
    let writer = Writer::new(disk, &folders);
    let deck = deck_at(&folders.decks(), &deck_of(root));
    let (mut log, _) = Log::open(disk, &folders);
    let now = chrono::Local::now().fixed_offset();
    let mut memory = EditLog::new(&mut log, now);
    let opened = writer.open(&deck, &CardId::new("mine", card)).unwrap();
    let changes = Changes::from([(Field::Answer, Some(Value::text(answer)))]);
    match writer.save(&opened, &changes, &mut memory) {
        Ok(Outcome::Saved(_)) => {}
        Ok(Outcome::Conflict(conflict)) => panic!("{conflict:?}"),
        // A torn write ends here, before anything could be mended.
        Err(_) => std::process::abort(),
    }
}

fn move_card(disk: &Disk, root: &Path) {
    let folders = Folders::below(root);
    let writer = Writer::new(disk, &folders);
    let deck = |name: &str| deck_at(&folders.decks(), &folders.decks().join(name));
    let (mut log, _) = Log::open(disk, &folders);
    let now = chrono::Local::now().fixed_offset();
    let mut memory = EditLog::new(&mut log, now);
    let card = CardId::new("mine", "two");
    let opened = writer.open(&deck("mine.toml"), &card).unwrap();
    let moved = writer.move_to(&opened, &deck("other.toml"), &mut memory);
    assert!(matches!(moved, Ok(Outcome::Saved(_))), "{moved:?}");
}

/// What the other processes do.
#[test]
fn child() {
    let Ok(task) = std::env::var("HOTSEAT_TEST_CHILD") else {
        return;
    };
    let words: Vec<&str> = task.split('|').collect();
    match words[..] {
        ["die", root, step, tears] => {
            // The device's name is made beforehand, so that every step belongs to the save.
            let faults = DiesAt {
                step: step.parse().unwrap(),
                tears: tears == "true",
                seen: AtomicUsize::new(0),
            };
            let disk = Disk::with_faults(Arc::new(faults));
            save(&disk, Path::new(root), "two", "new\ntext");
        }
        ["move", root, step] => {
            let faults = DiesAt {
                step: step.parse().unwrap(),
                tears: false,
                seen: AtomicUsize::new(0),
            };
            move_card(&Disk::with_faults(Arc::new(faults)), Path::new(root));
        }
        ["write", root, card] => {
            for number in 0..200 {
                save(
                    &Disk::whole(),
                    Path::new(root),
                    card,
                    &format!("{card} {number}"),
                );
            }
        }
        _ => panic!("{task}"),
    }
}

fn command(task: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "child", "--nocapture"])
        .env("HOTSEAT_TEST_CHILD", task)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null());
    command
}

fn run(task: &str) -> Output {
    command(task).output().unwrap()
}

fn new_house() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let folders = Folders::below(root.path());
    std::fs::create_dir_all(folders.decks()).unwrap();
    std::fs::write(deck_of(root.path()), TEXT).unwrap();
    folders.device(&Disk::whole());
    root
}

fn edits(root: &Path) -> Vec<serde_json::Value> {
    let (_, everything) = Log::open(&Disk::whole(), &Folders::below(root));
    let history = History::new(everything.records);
    history
        .records()
        .filter_map(|record| match record.body {
            Body::Edit(edit) => Some(edit.before),
            _ => None,
        })
        .collect()
}

#[test]
fn a_process_killed_at_any_step_leaves_the_old_file_or_the_new_one_whole() {
    let new = TEXT.replace("old", "new\ntext");
    let mut killed = 0;
    let mut was_new = false;
    for tears in [false, true] {
        for step in 0.. {
            assert!(step < 40, "the save never ends");
            let root = new_house();
            let path = deck_of(root.path());
            let ended = run(&format!("die|{}|{step}|{tears}", root.path().display()));
            let text = std::fs::read_to_string(&path).unwrap();
            assert!(text == TEXT || text == new, "step {step}:\n{text}");
            if text == new {
                assert_eq!(
                    edits(root.path()),
                    ["old"],
                    "the previous text is kept first"
                );
            }
            if ended.status.success() {
                assert_eq!(text, new);
                break;
            }
            killed += 1;
            was_new |= text == new;
            // The next start saves as if nothing had been.
            save(&Disk::whole(), root.path(), "two", "new\ntext");
            assert_eq!(std::fs::read_to_string(&path).unwrap(), new);
            let beside = std::fs::read_dir(path.parent().unwrap()).unwrap().count();
            assert!(
                beside == 1 || text == new,
                "step {step} left something behind"
            );
        }
    }
    // Open, lock, open, write, sync; the log's open, lock, write, sync and its folder's; rename,
    // sync: at the last one the file is the new one.
    assert!(killed >= 22, "{killed}");
    assert!(was_new);
}

#[test]
fn a_move_killed_at_any_step_is_finished_by_the_next_start_or_never_began() {
    let mut finished = 0;
    for step in 0.. {
        assert!(step < 60, "the move never ends");
        let root = new_house();
        let folders = Folders::below(root.path());
        let other = folders.decks().join("other.toml");
        std::fs::write(&other, "# other\n").unwrap();
        let ended = run(&format!("move|{}|{step}", root.path().display()));
        let (mut log, _) = Log::open(&Disk::whole(), &folders);
        let now = chrono::Local::now().fixed_offset();
        let mut memory = EditLog::new(&mut log, now);
        let (left, unmoved) = Writer::new(&Disk::whole(), &folders).finish_moves(&mut memory);
        assert!(unmoved.is_empty());
        finished += left.len();
        let here = std::fs::read_to_string(deck_of(root.path())).unwrap();
        let there = std::fs::read_to_string(&other).unwrap();
        if there == "# other\n" {
            assert_eq!(here, TEXT, "step {step}");
        } else {
            assert!(there.contains("id = \"two\"\nquestion = \"q2\"\nanswer = '''\nold\n'''"));
            assert!(!here.contains("two"), "step {step}:\n{here}");
            assert_eq!(edits(root.path()).last().unwrap(), "mine#two");
        }
        if ended.status.success() {
            assert_eq!(left.len(), 0);
            break;
        }
    }
    assert!(finished >= 5, "{finished}");
}

#[test]
fn two_processes_saving_two_cards_of_one_deck_lose_nothing() {
    let root = new_house();
    let at = root.path().display();
    let mut one = command(&format!("write|{at}|one")).spawn().unwrap();
    let mut two = command(&format!("write|{at}|two")).spawn().unwrap();
    assert!(one.wait().unwrap().success() && two.wait().unwrap().success());
    let text = std::fs::read_to_string(deck_of(root.path())).unwrap();
    assert_eq!(
        text,
        TEXT.replace("# first\n", "# first\nanswer = \"one 199\"\n")
            .replace("old", "two 199")
    );
    // Every version of both can be had back.
    let edits = edits(root.path());
    assert_eq!(edits.len(), 400);
    for number in 0..199 {
        for card in ["one", "two"] {
            let version = serde_json::json!(format!("{card} {number}"));
            assert!(edits.contains(&version), "{version}");
        }
    }
}
