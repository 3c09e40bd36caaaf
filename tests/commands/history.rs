//! `hotseat history`: every line that cannot be read is named, and a repair loses nothing.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::place::{Place, each};

fn line(number: usize, rest: &str) -> String {
    format!(
        "{{\"v\":1,\"id\":\"01JD{number:022}\",\"at\":\"2026-11-05T10:00:00+09:00\",\"kind\":\"answer\",\
         \"card\":\"my/queue#outbox\",\"mode\":\"interview\",\"score\":4{rest}}}\n"
    )
}

const NEWER: &str = "{\"v\":2,\"shape\":\"new\"}\n";
const UNKNOWN: &str = "{\"v\":1,\"id\":\"01JD0000000000000000000088\",\"at\":\"2026-11-05T10:00:00+09:00\",\"kind\":\"dream\"}\n";

/// A file with one line of everything that can be wrong, and what is right around it.
fn damaged() -> Vec<u8> {
    let note = line(5, ",\"note\":\"가\"").into_bytes();
    let at = note.windows(3).position(|three| three == "가".as_bytes());
    let mut not_utf8 = note.clone();
    not_utf8[at.unwrap()] = 0xff;
    [
        line(1, "").as_bytes(),
        b"{\"v\":1,\"id\":\"01JD\n",
        &not_utf8,
        b"{\"wrong\":true}\n",
        line(1, "").as_bytes(),
        NEWER.as_bytes(),
        UNKNOWN.as_bytes(),
        b"<<<<<<< HEAD\n",
        b"\0\0\0\0",
        line(2, "").as_bytes(),
        line(0, "").as_bytes(),
        b"{\"v\":1,\"id\":\"01JD00000",
    ]
    .concat()
}

fn own(place: &Place) -> PathBuf {
    PathBuf::from(place.run_now(&["paths", "own-history"]).out.trim())
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn json(place: &Place, words: &[&str]) -> Value {
    let run = place.run_now(words);
    assert_eq!(run.err, "");
    serde_json::from_str(&run.out).unwrap()
}

fn backups(place: &Place) -> Vec<PathBuf> {
    let entries = fs::read_dir(place.data("history")).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.to_string_lossy().contains(".bak-"))
        .collect()
}

#[test]
fn every_line_that_is_not_as_it_should_be_is_named_with_its_number() {
    let place = Place::with_deck();
    write(&own(&place), &damaged());
    let run = place.run_now(&["history", "verify"]);
    assert_eq!(run.code, 1);
    for words in [
        ".jsonl:2:1: error: the line is torn off",
        ".jsonl:3:1: error: the line is not UTF-8",
        ".jsonl:4:1: error: the line cannot be read",
        ".jsonl:5:1: warning: the record stands in line 1 already",
        ".jsonl:6:1: warning: a newer hotseat (format 2) wrote the line",
        ".jsonl:8:1: warning: this is git's conflict marker",
        ".jsonl:9:1: error: the line cannot be read",
        ".jsonl:11:1: error: the line is torn off",
    ] {
        assert!(run.out.contains(words), "{words}\n{}", run.out);
    }
    assert!(run.out.ends_with("8 lines to look at\n"), "{}", run.out);
    let found = json(&place, &["history", "verify", "--json"]);
    assert_eq!(
        each(&found["problems"], "kind"),
        [
            "torn",
            "not_utf8",
            "unreadable",
            "repeated",
            "newer",
            "marker",
            "unreadable",
            "torn"
        ]
    );
    assert_eq!(found["files"][0]["records"], 4);
    let run = place.run_now(&["history", "verify", "--lang", "ko"]);
    assert!(run.out.contains("살펴볼 줄이 8개"), "{}", run.out);
}

#[test]
fn a_history_that_is_whole_or_not_there_is_fine() {
    let place = Place::with_deck();
    let run = place.run_now(&["history", "verify"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    write(
        &own(&place),
        (line(2, "") + &line(1, "") + UNKNOWN).as_bytes(),
    );
    let run = place.run_now(&["history", "verify"]);
    assert_eq!(run.code, 0, "{}", run.out);
    assert_eq!(run.out, "3 records in 1 file, every line as it should be\n");
}

#[test]
fn a_repair_keeps_what_can_be_read_and_the_file_as_it_was() {
    let place = Place::with_deck();
    let own = own(&place);
    write(&own, &damaged());
    let run = place.run_now(&["history", "repair", "--dry-run"]);
    assert!(
        run.out.contains("4 would be kept, 2 rescued, 5 taken out"),
        "{}",
        run.out
    );
    assert_eq!(fs::read(&own).unwrap(), damaged());
    assert!(backups(&place).is_empty());

    let run = place.run_now(&["history", "repair"]);
    assert_eq!(run.code, 1, "the newer line is left: {}", run.out);
    assert!(
        run.out.contains("4 kept, 2 rescued, 5 taken out"),
        "{}",
        run.out
    );
    let rescued = line(5, ",\"note\":\"\u{fffd}\u{fffd}\u{fffd}\"");
    let text = fs::read_to_string(&own).unwrap();
    let note = text.lines().nth(1).unwrap();
    assert!(
        note.contains('\u{fffd}') && note.len() >= rescued.len() - 9,
        "{note}"
    );
    let rest: Vec<&str> = text.lines().filter(|line| *line != note).collect();
    let expected = [
        line(1, ""),
        NEWER.to_owned(),
        UNKNOWN.to_owned(),
        line(2, ""),
        line(0, ""),
    ];
    assert_eq!(rest, expected.each_ref().map(|line| line.trim_end()));
    let backups = backups(&place);
    assert_eq!(backups.len(), 1);
    assert_eq!(fs::read(&backups[0]).unwrap(), damaged());

    // A second one finds nothing to do and makes no other copy.
    let run = place.run_now(&["history", "repair"]);
    assert!(run.out.contains("nothing to repair"), "{}", run.out);
    assert_eq!(fs::read_to_string(&own).unwrap(), text);
    assert_eq!(self::backups(&place).len(), 1);
}

#[test]
fn another_devices_file_is_repaired_only_when_it_is_named() {
    let place = Place::with_deck();
    place.write("history/laptop.jsonl", &(line(1, "") + "torn\n"));
    let run = place.run_now(&["history", "repair"]);
    assert_eq!(run.code, 1);
    assert!(
        run.out.contains("`hotseat history repair laptop.jsonl`"),
        "{}",
        run.out
    );
    assert!(backups(&place).is_empty());
    let run = place.run_now(&["history", "repair", "laptop.jsonl"]);
    assert_eq!(run.code, 0, "{}", run.out);
    let path = place.data("history/laptop.jsonl");
    assert_eq!(fs::read_to_string(path).unwrap(), line(1, ""));
    let run = place.run_now(&["history", "repair", "desk.jsonl"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("no such file"), "{}", run.err);
}

#[test]
fn what_a_conflict_copy_repeats_is_no_damage_and_two_records_of_one_id_are() {
    let place = Place::with_deck();
    place.write("history/desk.jsonl", &line(1, ""));
    place.write(
        "history/desk.sync-conflict-20261121-101112-ABCDEFG.jsonl",
        &line(1, ""),
    );
    assert_eq!(place.run_now(&["history", "verify"]).code, 0);
    place.write("history/laptop.jsonl", &line(1, ",\"note\":\"other\""));
    let run = place.run_now(&["history", "verify"]);
    assert_eq!(run.code, 1);
    assert!(
        run.out
            .contains("laptop.jsonl:1:1: error: another record has this id, in desk.jsonl line 1"),
        "{}",
        run.out
    );
}

#[test]
fn damage_costs_only_itself_even_beside_lines_of_ten_megabytes() {
    let place = Place::with_deck();
    let own = own(&place);
    let long = format!(",\"note\":\"{}\"", "a".repeat(10_000_000));
    let noise = "x".repeat(10_000_000) + "\n";
    let text = line(1, &long) + &noise + &line(2, "");
    write(&own, text.as_bytes());
    let found = json(&place, &["history", "verify", "--json"]);
    assert_eq!(found["files"][0]["records"], 2);
    assert_eq!(each(&found["problems"], "kind"), ["unreadable"]);
    assert_eq!(place.run_now(&["history", "repair"]).code, 0);
    assert_eq!(
        fs::read_to_string(&own).unwrap(),
        line(1, &long) + &line(2, "")
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_exchanged_is_left_and_the_reason_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with_deck();
    let own = own(&place);
    write(&own, &damaged());
    fs::set_permissions(&own, fs::Permissions::from_mode(0o400)).unwrap();
    let run = place.run_now(&["history", "repair"]);
    assert_eq!(run.code, 3, "{}", run.out);
    assert!(run.err.contains("read-only"), "{}", run.err);
    assert_eq!(fs::read(&own).unwrap(), damaged());
}
