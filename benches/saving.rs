//! What it takes to keep an answer, beside the least that puts a line on a disk for good:
//! `cargo bench --bench saving`.
//!
//! Both write the same lines into files of one folder below the target folder, in turn: ours
//! opens the history, locks it, looks whether its name still leads there, at its last byte and at
//! what came meanwhile, writes, and flushes; the other only writes into a file that is open and calls `fdatasync`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot begin has failed, and one that can prints what it measured"
)]

use std::fs::File;
use std::io::Write;
use std::time::Instant;

use hotseat::bank::CardId;
use hotseat::history::record::{Answer, Body, Ids};
use hotseat::history::{Log, Mode, Record};
use hotseat::store::{Disk, Folders};

#[path = "screens/growth.rs"]
mod growth;

const ANSWERS: usize = 500;

fn main() {
    let root = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    println!("{ANSWERS} answers each, in turn; milliseconds on the wall\n");
    println!("| history | fdatasync, median | p99 | an answer, median | p99 | ratio of medians |");
    println!("|--:|--:|--:|--:|--:|--:|");
    let mut points = Vec::new();
    for lines in [1_000, 10_000, 100_000] {
        let folders = Folders::below(&root.path().join(lines.to_string()));
        let disk = Disk::whole();
        let (mut log, _) = Log::open(&disk, &folders);
        let ids = Ids::random();
        let earlier: Vec<Record> = (0..lines).map(|i| answer(&ids, i)).collect();
        log.append_all(&earlier).unwrap();
        let mut bare = File::create(root.path().join(format!("bare-{lines}"))).unwrap();
        let (mut of_bare, mut of_log) = (Vec::new(), Vec::new());
        for i in 0..ANSWERS {
            let record = answer(&ids, lines + i);
            let mut line = serde_json::to_string(&record).unwrap();
            line.push('\n');
            let began = Instant::now();
            bare.write_all(line.as_bytes()).unwrap();
            bare.sync_data().unwrap();
            of_bare.push(began.elapsed().as_secs_f64() * 1e3);
            let began = Instant::now();
            log.append(&record).unwrap();
            of_log.push(began.elapsed().as_secs_f64() * 1e3);
        }
        for times in [&mut of_bare, &mut of_log] {
            times.sort_by(f64::total_cmp);
        }
        let (median, p99) = (ANSWERS / 2, ANSWERS * 99 / 100);
        println!(
            "| {lines} | {:.3} | {:.3} | {:.3} | {:.3} | {:.2} |",
            of_bare[median],
            of_bare[p99],
            of_log[median],
            of_log[p99],
            of_log[median] / of_bare[median]
        );
        points.push((lines, of_log[median] / of_bare[median]));
    }
    println!("\nexponent of the ratio {:.2}", growth::exponent(&points));
}

fn answer(ids: &Ids, number: usize) -> Record {
    let card = CardId::from_written(&format!("technical/network#c{number}"));
    let mut answer = Answer::new(card, Mode::Interview);
    answer.score = Some(4);
    answer.answer_ms = Some(41_000);
    let at = chrono::DateTime::parse_from_rfc3339("2026-11-21T21:40:00+09:00").unwrap();
    Record::new(ids, at, Body::Answer(answer))
}
