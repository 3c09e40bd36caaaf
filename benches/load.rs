//! What a start costs, at three sizes: `cargo bench --bench load`; `-- --cards 10000` for one size.
//!
//! Banks of 1,000, 10,000 and 100,000 cards with ten answers each. Everything takes turns in one
//! run and is compared by CPU time; `--plain PROGRAM` adds the program of `benches/peers/plain`
//! (built with `cargo build --release` there), which reads the same files the plain way.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark prints what it measured, and has failed where it cannot begin"
)]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::DateTime;
use hotseat::bank::{Bank, Origin, load};
use hotseat::history::{History, Log};
use hotseat::memory::Memories;
use hotseat::store::{Disk, Folders};
use hotseat::survey::Survey;
use rustix::time::{ClockId, clock_gettime};

#[path = "search/corpus.rs"]
#[expect(
    dead_code,
    reason = "whole words are typed by the bench of the search alone"
)]
mod corpus;
#[path = "load/made.rs"]
mod made;

fn main() {
    let option = |name: &str| {
        std::env::args()
            .skip_while(|argument| argument != name)
            .nth(1)
    };
    let plain = option("--plain").map(PathBuf::from);
    let wanted = option("--cards").and_then(|cards| cards.parse().ok());
    let sizes = wanted.map_or_else(|| vec![1_000, 10_000, 100_000], |cards| vec![cards]);
    for cards in sizes {
        measure(cards, plain.as_deref());
    }
}

/// CPU milliseconds of this process, all threads together.
fn cpu() -> f64 {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of a benchmark")]
    let milliseconds = now.tv_sec as f64 * 1e3 + now.tv_nsec as f64 / 1e6;
    milliseconds
}

/// The rows of a table with the figures of every round.
#[derive(Default)]
struct Rows(Vec<(&'static str, Vec<f64>)>);

impl Rows {
    fn add(&mut self, name: &'static str, milliseconds: f64) {
        match self.0.iter_mut().find(|(row, _)| *row == name) {
            Some((_, figures)) => figures.push(milliseconds),
            None => self.0.push((name, vec![milliseconds])),
        }
    }

    fn time<T>(&mut self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let begin = cpu();
        let done = black_box(work());
        self.add(name, cpu() - begin);
        done
    }

    fn print(mut self) {
        println!("| what | best ms | median ms |\n|---|--:|--:|");
        for (name, figures) in &mut self.0 {
            figures.sort_by(f64::total_cmp);
            println!(
                "| {name} | {:.2} | {:.2} |",
                figures[0],
                figures[figures.len() / 2]
            );
        }
    }
}

fn measure(cards: usize, plain: Option<&Path>) {
    let lines = cards * 10;
    let rounds = (100_000 / cards).clamp(3, 15);
    println!("\n## {cards} cards, {lines} lines, {rounds} rounds\n");
    let root = tempfile::tempdir().unwrap();
    let folders = Folders::below(root.path());
    made::home(&folders.data, cards, lines).unwrap();
    let disk = Disk::whole();
    let moment = DateTime::parse_from_rfc3339("2026-11-21T21:00:00+09:00").unwrap();
    let mut rows = Rows::default();
    for _ in 0..rounds {
        if let Some(plain) = plain {
            let of_plain = |what: &str, path: &Path| {
                let output = Command::new(plain).arg(what).arg(path).output().unwrap();
                let printed = String::from_utf8(output.stdout).unwrap();
                printed.split_whitespace().nth(1).unwrap().parse().unwrap()
            };
            rows.add("decks, toml::from_str", of_plain("decks", &folders.decks()));
            let history = folders.history().join("made.jsonl");
            rows.add(
                "history, serde_json and a fold",
                of_plain("history", &history),
            );
        }
        let read = || {
            let mut loaded = load::Loaded::default();
            loaded.read_folder(&disk, &folders.decks());
            loaded
        };
        let loaded = rows.time("decks", read);
        rows.time("bytes of the decks, read alone", || {
            for deck in &loaded.decks {
                if let Origin::File(path) = &deck.origin {
                    black_box(disk.read(path).unwrap());
                }
            }
        });
        let bank = rows.time("bank of the decks", || {
            Bank::new(loaded.decks, loaded.problems)
        });
        let (_, everything) = rows.time("history, its lines", || Log::open(&disk, &folders));
        let history = rows.time("history, its fold", || History::new(everything.records));
        drop(rows.time("memory of every card", || {
            Memories::fold(&history, moment, 4)
        }));
        drop(rows.time("survey of every card", || {
            Survey::of(&bank, &history, moment, 4, None)
        }));
        rows.time("all of it forgotten", || drop((bank, history)));
    }
    rows.print();
}
