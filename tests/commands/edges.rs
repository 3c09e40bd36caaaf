//! What is no file, and names without a folder.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::place::Place;

const PATHS: [&str; 6] = [
    "decks/mine.toml",
    "history/other.jsonl",
    "interviews.toml",
    "drafts/edit-x-y.json",
    "history/laptop.jsonl",
    "recordings",
];

const COMMANDS: [&[&str]; 9] = [
    &["check"],
    &["doctor"],
    &["stats"],
    &["weak"],
    &["plan"],
    &["search", "kafka"],
    &["interviews"],
    &["sessions"],
    &["history", "verify"],
];

/// Runs a command that must not wait for anything; `None` where it did.
fn ends(place: &Place, arguments: &[&str]) -> Option<i32> {
    let mut running = place
        .command(arguments)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while running.try_wait().unwrap().is_none() {
        if begun.elapsed() > Duration::from_secs(60) {
            running.kill().unwrap();
            running.wait().unwrap();
            return None;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    running.wait().unwrap().code()
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_in_the_place_of_a_file_hangs_no_command() {
    let place = Place::with_deck();
    for path in PATHS {
        let at = place.data(path);
        std::fs::create_dir_all(at.parent().unwrap()).unwrap();
        let _ = std::fs::remove_file(&at);
        let made = Command::new("mkfifo").arg(&at).status();
        if !made.is_ok_and(|status| status.success()) {
            return;
        }
    }
    std::os::unix::fs::symlink("/dev/zero", place.data("decks/endless.toml")).unwrap();
    for command in COMMANDS {
        assert!(ends(&place, command).is_some(), "{command:?}");
    }
}

#[test]
fn a_page_is_written_under_a_name_without_a_folder() {
    let place = Place::with_deck();
    let folder = tempfile::tempdir().unwrap();
    let status = place
        .command(&["report", "--html", "progress.html"])
        .current_dir(folder.path())
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(0));
    assert!(folder.path().join("progress.html").exists());
}
