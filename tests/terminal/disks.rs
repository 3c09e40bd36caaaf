//! Disks that really fail: a small file system in memory that is full, read-only or taken away
//! while the program runs. Mounting needs root; without it the tests say so and try nothing.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::window::{Home, Window};

/// What fits on the disk.
const SIZE: &str = "size=256k";

/// A file system on a folder, for as long as this lives.
struct Mounted(PathBuf);

impl Mounted {
    fn mount(options: &[&str], folder: &Path) -> Result<(), String> {
        let run = Command::new("mount").args(options).arg(folder).output();
        let run = run.map_err(|error| error.to_string())?;
        if run.status.success() {
            return Ok(());
        }
        Err(String::from_utf8_lossy(&run.stderr).trim().to_owned())
    }

    /// A disk of its own below the data folder of a home; `None` where this machine allows none.
    fn below(home: &Home) -> Option<Self> {
        let folder = home.path().join("data");
        match Self::mount(&["-t", "tmpfs", "-o", SIZE, "tmpfs"], &folder) {
            Ok(()) => Some(Self(folder)),
            Err(why) => {
                println!("not tried, for no file system can be mounted here: {why}");
                None
            }
        }
    }

    fn filler(&self) -> PathBuf {
        self.0.join("filler")
    }

    /// Takes all the room that is left.
    fn fill(&self) {
        let written = std::fs::write(self.filler(), vec![0; 1 << 20]);
        let kind = written.unwrap_err().kind();
        assert_eq!(kind, std::io::ErrorKind::StorageFull);
    }

    fn make_room(&self) {
        std::fs::remove_file(self.filler()).unwrap();
    }

    /// From now on nothing new can be opened for writing: a read-only view of the disk over it.
    fn forbid(&self) {
        let from = self.0.to_str().unwrap();
        Self::mount(&["--bind", from], &self.0).unwrap();
        Self::mount(&["-o", "remount,ro,bind"], &self.0).unwrap();
    }

    fn allow(&self) {
        unmount(&self.0);
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        // The view over it too, where there still is one.
        while unmount(&self.0) {}
    }
}

fn unmount(folder: &Path) -> bool {
    let run = Command::new("umount").arg("-l").arg(folder).output();
    run.is_ok_and(|run| run.status.success())
}

const DECK: &str = "[[cards]]\nid = \"c1\"\nquestion = \"질문 1?\"\nanswer = \"답\"\n[[cards]]\nid = \"c2\"\nquestion = \"질문 2?\"\nanswer = \"답\"\n";

fn deck(home: &Home) -> PathBuf {
    home.path().join("data/hotseat/decks/mine.toml")
}

fn with_disk(story: impl Fn(&Home, &Mounted)) {
    let home = Home::new();
    if let Some(disk) = Mounted::below(&home) {
        let deck = deck(&home);
        std::fs::create_dir_all(deck.parent().unwrap()).unwrap();
        std::fs::write(deck, DECK).unwrap();
        story(&home, &disk);
    }
}

/// The first question is answered with more than fits into what the disk has given already, and
/// scored; Enter keeps it.
fn answered(home: &Home) -> Window {
    let mut window = home.interview();
    window.sees("1 of 2").send("\rt").sees("typed");
    let answer = "가".repeat(4_000);
    window.send(&format!("\x1b[200~{answer}\x1b[201~"));
    window
        .send("\x04")
        .sees("how sure")
        .send("2")
        .sees("Next time:");
    window.send("4");
    window
}

/// The answer of the first card has words more, which are not saved.
fn edited(home: &Home) -> Window {
    let mut window = home.open(&["browse", "질문 1"]);
    window.sees("질문 1?").sees("Esc stop typing").send("\x1b");
    window.sees_no("Esc stop typing");
    // The card need not be read yet.
    window.send("e 더");
    window.sees("답 더");
    window
}

fn is_kept_whole(home: &Home) {
    let answers = home.answers();
    assert_eq!(answers.len(), 1);
    assert_eq!(answers[0]["typed"].as_str().unwrap().chars().count(), 4_000);
}

#[test]
fn an_answer_waits_for_room_on_a_full_disk() {
    with_disk(|home, disk| {
        let mut window = answered(home);
        disk.fill();
        window.send("\r").sees("Not saved: the disk is full");
        assert_eq!(home.answers(), Vec::<serde_json::Value>::new());
        disk.make_room();
        window.send("r").sees("2 of 2");
        is_kept_whole(home);
    });
}

#[test]
fn a_card_waits_for_room_on_a_full_disk() {
    with_disk(|home, disk| {
        let mut window = edited(home);
        disk.fill();
        window
            .send("\x13")
            .sees("Not saved: ")
            .sees("the disk is full");
        assert_eq!(std::fs::read_to_string(deck(home)).unwrap(), DECK);
        disk.make_room();
        window.send("\x13").sees_no("Editing");
        let saved = std::fs::read_to_string(deck(home)).unwrap();
        assert_eq!(saved, DECK.replacen("\"답\"", "\"답 더\"", 1));
    });
}

#[test]
fn a_disk_that_became_read_only_is_named_and_tried_again() {
    with_disk(|home, disk| {
        let mut window = answered(home);
        disk.forbid();
        window.send("\r").sees("Not saved: the disk is read-only");
        disk.allow();
        window.send("r").sees("2 of 2");
        is_kept_whole(home);
    });
    with_disk(|home, disk| {
        let mut window = edited(home);
        disk.forbid();
        window.send("\x13").sees("the disk is read-only");
        assert_eq!(std::fs::read_to_string(deck(home)).unwrap(), DECK);
        disk.allow();
        window.send("\x13").sees_no("Editing");
        assert!(
            std::fs::read_to_string(deck(home))
                .unwrap()
                .contains("답 더")
        );
    });
}

#[test]
fn a_deck_whose_folder_was_taken_away_is_saved_once_it_is_back() {
    // No mount is needed to take a folder away.
    let home = Home::new();
    std::fs::write(deck(&home), DECK).unwrap();
    let mut window = edited(&home);
    let decks = deck(&home).parent().unwrap().to_owned();
    let aside = home.path().join("aside");
    std::fs::rename(&decks, &aside).unwrap();
    window.send("\x13").sees("Not saved: ").sees("is gone");
    window.sees("답 더");
    std::fs::rename(&aside, &decks).unwrap();
    window.send("\x13").sees_no("Editing");
    assert!(
        std::fs::read_to_string(deck(&home))
            .unwrap()
            .contains("답 더")
    );
}
