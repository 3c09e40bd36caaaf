//! Several programs at once on one data folder, and several devices whose histories come together
//! in any order: the same state, nothing twice, nothing lost.
//!
//! The test runs itself again as the other programs: `child` does nothing unless it is told to.
//! `HOTSEAT_STEPS=2000` says how much each of them does.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it must be"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use chrono::{DateTime, FixedOffset, TimeDelta};
use hotseat::bank::CardId;
use hotseat::bank::write::save::deck_at;
use hotseat::bank::write::{Changes, Field, Outcome, Value, Writer};
use hotseat::history::record::{Answer, Body, Edit, Ids, Mark, Mode, Standing};
use hotseat::history::repair::repair;
use hotseat::history::{EditLog, History, Log, Record};
use hotseat::store::{Disk, Folders};
use proptest::prelude::*;

const PROGRAMS: usize = 4;
const USUAL_STEPS: usize = 50;

fn steps() -> usize {
    let steps = std::env::var("HOTSEAT_STEPS").ok();
    steps.map_or(USUAL_STEPS, |steps| steps.parse().unwrap())
}

fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-21T10:00:00+09:00").unwrap()
}

fn answer(note: String) -> Body {
    let mut answer = Answer::new(CardId::new("mine", "c0"), Mode::Practice);
    answer.note = Some(note);
    Body::Answer(answer)
}

/// Answers, edits a card of its own, and now and then repairs the file that all of them write.
fn work(root: &Path, program: usize) {
    let (disk, folders) = (Disk::whole(), Folders::below(root));
    let (mut log, _) = Log::open(&disk, &folders);
    let ids = log.ids();
    let writer = Writer::new(&disk, &folders);
    let deck = deck_at(&folders.decks(), &folders.decks().join("mine.toml"));
    for step in 0..steps() {
        let record = Record::new(&ids, now(), answer(format!("{program} {step}")));
        log.append(&record).unwrap();
        if step % 5 == program {
            let opened = writer.open(&deck, &CardId::new("mine", &format!("c{program}")));
            let value = Value::text(format!("text {step}"));
            let changes = Changes::from([(Field::Answer, Some(value))]);
            let mut memory = EditLog::new(&mut log, now());
            let saved = writer.save(&opened.unwrap(), &changes, &mut memory);
            assert!(matches!(saved, Ok(Outcome::Saved(_))), "{saved:?}");
        }
        if program == 0 && step % 10 == 0 {
            // What a crash leaves, and what mends it while the others write on.
            let torn = fs::OpenOptions::new().append(true).open(log.path());
            std::io::Write::write_all(&mut torn.unwrap(), b"{\"v\":1,\"id\":\"01J\n").unwrap();
            repair(&disk, log.path(), now()).unwrap();
        }
    }
}

/// What the other programs do.
#[test]
fn child() {
    let Ok(task) = std::env::var("HOTSEAT_TEST_TOGETHER") else {
        return;
    };
    let Some((root, program)) = task.split_once('|') else {
        panic!("{task}")
    };
    work(Path::new(root), program.parse().unwrap());
}

#[test]
fn programs_that_append_edit_and_repair_at_once_lose_nothing() {
    let root = tempfile::tempdir().unwrap();
    let folders = Folders::below(root.path());
    fs::create_dir_all(folders.decks()).unwrap();
    let cards = (0..PROGRAMS).map(|i| format!("[[cards]]\nid = \"c{i}\"\nquestion = \"q{i}\"\n"));
    let text: String = cards.collect();
    fs::write(folders.decks().join("mine.toml"), &text).unwrap();
    folders.device(&Disk::whole());
    let programs = (0..PROGRAMS).map(|program| {
        Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child"])
            .env(
                "HOTSEAT_TEST_TOGETHER",
                format!("{}|{program}", root.path().display()),
            )
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    });
    let programs: Vec<_> = programs.collect();
    for mut program in programs {
        assert!(program.wait().unwrap().success());
    }
    let (_, everything) = Log::open(&Disk::whole(), &folders);
    assert!(everything.problems.is_empty(), "{:?}", everything.problems);
    let all = everything.records.len();
    let history = History::new(everything.records);
    assert_eq!(history.records().count(), all, "a record stands twice");
    let notes: BTreeSet<String> = history
        .answers()
        .filter_map(|a| a.rare().note.clone())
        .collect();
    let expected: BTreeSet<String> = (0..PROGRAMS)
        .flat_map(|program| (0..steps()).map(move |step| format!("{program} {step}")))
        .collect();
    assert_eq!(notes, expected);
    assert_eq!(history.answers().count(), expected.len());
    let text = fs::read_to_string(folders.decks().join("mine.toml")).unwrap();
    for program in 0..PROGRAMS {
        let last = (0..steps()).rev().find(|step| step % 5 == program).unwrap();
        let card =
            format!("id = \"c{program}\"\nquestion = \"q{program}\"\nanswer = \"text {last}\"\n");
        assert!(text.contains(&card), "{text}");
    }
    println!(
        "{PROGRAMS} programs, {} answers, {} edits, 0 lost",
        expected.len(),
        history.edits().count()
    );
}

/// A day in the life of a device: answers, marks, renames, what is taken back.
fn life(choices: &[u8], device: usize) -> Vec<Record> {
    let ids = Ids::from_numbers(|| 9);
    let mut records: Vec<Record> = Vec::new();
    for (i, choice) in choices.iter().enumerate() {
        let minutes =
            i64::try_from(i * 7 + device).unwrap() * if choice % 11 == 0 { -1 } else { 1 };
        let at = now() + TimeDelta::minutes(minutes);
        let card = CardId::new("d", &format!("c{}", choice % 4));
        let body = match choice % 6 {
            0..3 => answer(format!("{device} {i}")),
            3 => Body::Mark(Mark {
                card,
                mark: Standing::Buried,
                until: Some(at.date_naive()),
            }),
            4 => Body::Edit(Edit {
                card,
                field: "id".to_owned(),
                before: format!("d#c{}", (choice / 6) % 4).into(),
            }),
            _ => match records.get(usize::from(*choice) % records.len().max(1)) {
                Some(undone) => Body::Undo {
                    undoes: undone.id.clone(),
                },
                None => answer("first".to_owned()),
            },
        };
        let mut record = Record::new(&ids, at, body);
        // Two devices never give one id; these numbers do.
        let written = format!("{}{device}", &record.id.to_string()[..25]);
        record.id = hotseat::history::RecordId::from_written(&written);
        records.push(record);
    }
    records
}

/// What is true for the user, as far as the history says.
fn told(history: &History) -> Vec<String> {
    let mut told = Vec::new();
    for record in history.records() {
        told.push(record.id.to_string());
    }
    for answer in history.answers() {
        let note = &answer.rare().note;
        told.push(format!("{} {} {note:?}", answer.id(), answer.card()));
    }
    for i in 0..4 {
        let card = CardId::new("d", &format!("c{i}"));
        let day = now().date_naive();
        told.push(format!("{:?}", history.standing(&card, now(), day)));
        told.extend(
            history
                .edits_of(&card)
                .map(|(record, _)| record.id.to_string()),
        );
    }
    told
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn two_devices_merged_in_any_order_and_twice_come_to_the_same(
        mine in proptest::collection::vec(any::<u8>(), 0..30),
        theirs in proptest::collection::vec(any::<u8>(), 0..30),
        order in any::<prop::sample::Index>(),
        seed in any::<u64>(),
    ) {
        let (mine, theirs) = (life(&mine, 1), life(&theirs, 2));
        let all: Vec<Record> = mine.iter().chain(&theirs).cloned().collect();
        let expected = told(&History::new(all.clone()));
        // Shuffled, by turns, one by one, and with everything a second time.
        let mut shuffled = all.clone();
        let mut state = seed;
        for i in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            shuffled.swap(i, usize::try_from(state >> 33).unwrap() % (i + 1));
        }
        prop_assert_eq!(&told(&History::new(shuffled.clone())), &expected);
        let mut grown = History::new(theirs.clone());
        for record in &mine {
            grown.add(record.clone());
        }
        prop_assert_eq!(&told(&grown), &expected);
        let (some, rest) = shuffled.split_at(order.index(shuffled.len() + 1));
        let mut merged = History::new(some.to_vec());
        merged.add_all(rest.to_vec());
        merged.add_all(mine);
        merged.add_all(theirs);
        prop_assert_eq!(&told(&merged), &expected);
    }
}
