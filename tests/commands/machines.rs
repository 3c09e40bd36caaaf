//! Several machines on one data folder: what each has done alone comes together in any order, and
//! what a synchronised folder leaves behind is recognised, taken over and never removed.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::place::{Place, each};

/// The lines of answers that one device has written, `(minute, device's turn)` apart.
fn answers(device: usize, minutes: &[usize]) -> String {
    let line = |minute: &usize| {
        let card = ["kafka-order", "outbox", "escape"][minute % 3];
        let score = 1 + (minute + device) % 5;
        format!(
            "{{\"v\":1,\"id\":\"01JD{minute:012}{device:010}\",\"at\":\"2026-11-05T10:{minute:02}:00+09:00\",\
             \"kind\":\"answer\",\"card\":\"my/queue#{card}\",\"mode\":\"interview\",\"score\":{score}}}\n"
        )
    };
    minutes.iter().map(line).collect()
}

/// Everything that is reckoned from the history.
fn state(place: &Place) -> Vec<Value> {
    [
        &["weak", "--json"][..],
        &["plan", "--json"],
        &["card", "my/queue#kafka-order", "--json"],
        &["card", "my/queue#outbox", "--json"],
    ]
    .iter()
    .map(|words| {
        let mut value = place.run(words).json();
        // Where a problem lies differs; what is known does not.
        value["problems"] = Value::Null;
        value
    })
    .collect()
}

#[test]
fn two_devices_that_wrote_by_turns_come_to_the_same_state_in_both_orders() {
    let (first, second) = (answers(1, &[1, 4, 5, 9, 12]), answers(2, &[2, 3, 6, 9, 10]));
    let together = |files: &[(&str, &str)]| {
        let place = Place::with_deck();
        for (name, lines) in files {
            place.write(&format!("history/{name}.jsonl"), lines);
        }
        state(&place)
    };
    let one = together(&[("laptop", &first), ("desk", &second)]);
    let other = together(&[("a-desk", &second), ("b-laptop", &first)]);
    assert_eq!(one, other);
    // Merged into one file, in any order of lines, it is the same history.
    assert_eq!(one, together(&[("all", &format!("{second}{first}"))]));
    let mut lines: Vec<&str> = first.lines().chain(second.lines()).collect();
    lines.reverse();
    assert_eq!(
        one,
        together(&[("all", &format!("{}\n", lines.join("\n")))])
    );
    // A record that came over on two ways counts once.
    let twice = together(&[("laptop", &first), ("desk", &second), ("copy", &first)]);
    assert_eq!(one, twice);
    assert_ne!(one, together(&[("laptop", &first)]));
}

#[test]
fn two_devices_edit_the_same_folder_and_each_writes_its_own_file_alone() {
    let shared = Place::with_deck();
    let answer = shared.data("answer.md");
    fs::write(&answer, "새 답").unwrap();
    let answer = answer.to_str().unwrap();
    for device in ["laptop", "desk", "laptop"] {
        let mut command = shared.command(&["edit", "my/queue#saga", "--from", answer]);
        command.env("XDG_STATE_HOME", shared.data(&format!("../{device}")));
        fs::create_dir_all(shared.data(&format!("../{device}/hotseat"))).unwrap();
        fs::write(shared.data(&format!("../{device}/hotseat/device")), device).unwrap();
        fs::write(answer, format!("{device}의 답")).unwrap();
        assert!(command.output().unwrap().status.success());
    }
    let records = |name: &str| {
        let text = fs::read_to_string(shared.data(&format!("history/{name}.jsonl"))).unwrap();
        text.lines().count()
    };
    assert_eq!((records("laptop"), records("desk")), (2, 1));
}

const COPY: &str = "laptop.sync-conflict-20261121-101112-ABCDEFG.jsonl";

/// A folder that Syncthing could not merge: one record stands in both files, one in the copy alone.
fn with_copies() -> Place {
    let place = Place::with_deck();
    place.write("history/laptop.jsonl", &answers(1, &[1, 4]));
    place.write(&format!("history/{COPY}"), &answers(1, &[4, 5]));
    let deck = fs::read_to_string(place.data("decks/my/queue.toml")).unwrap();
    let changed = deck.replace("트랜잭션과 발행을", "쓰기와 발행을");
    place.write(
        "decks/my/queue.sync-conflict-20261121-101112-ABCDEFG.toml",
        &changed,
    );
    place
}

#[test]
fn a_copy_of_the_history_counts_at_once_and_is_taken_over_by_record() {
    let place = with_copies();
    let before = state(&place);
    let run = place.run(&["weak"]);
    assert!(
        run.out.contains("conflict copy of laptop.jsonl"),
        "{}",
        run.out
    );
    assert!(run.out.contains("`hotseat merge`"), "{}", run.out);

    let run = place.run_now(&["merge", "--dry-run"]);
    assert!(
        run.out.contains("1 of 2 records would be taken over"),
        "{}",
        run.out
    );
    let own = place.run_now(&["paths", "own-history"]).out;
    assert!(!Path::new(own.trim()).exists());

    let run = place.run_now(&["merge"]);
    assert!(run.out.contains("1 of 2 records taken over"), "{}", run.out);
    assert_eq!(fs::read_to_string(own.trim()).unwrap(), answers(1, &[5]));
    assert_eq!(state(&place), before);
    // Nothing was removed, and now the copy may go.
    let copy = place.data(&format!("history/{COPY}"));
    assert_eq!(fs::read_to_string(&copy).unwrap(), answers(1, &[4, 5]));
    fs::remove_file(copy).unwrap();
    assert_eq!(state(&place), before);
    assert_eq!(
        place
            .run_now(&["merge", "--json"])
            .out
            .matches("jsonl")
            .count(),
        0
    );
}

#[test]
fn a_copy_of_a_deck_is_not_used_and_shown_as_a_difference() {
    let place = with_copies();
    let found = place
        .run(&["search", "deck:my", "아웃박스", "--json"])
        .json();
    assert_eq!(each(&found["cards"], "id"), ["my/queue#outbox"]);
    let run = place.run_now(&["check"]);
    assert_eq!(run.code, 0);
    assert!(
        run.out
            .contains("conflict copy of queue.toml and is not used"),
        "{}",
        run.out
    );
    let run = place.run_now(&["merge"]);
    assert_eq!(run.code, 1);
    assert!(
        run.out.contains("\n-answer = \"트랜잭션과 발행을 함께 남기려고.\"\n+answer = \"쓰기와 발행을 함께 남기려고.\"\n"),
        "{}",
        run.out
    );
    assert!(
        place
            .data("decks/my/queue.sync-conflict-20261121-101112-ABCDEFG.toml")
            .exists()
    );
}

#[test]
fn the_records_of_both_sides_of_a_git_conflict_count() {
    let place = Place::with_deck();
    let (ours, theirs) = (answers(1, &[1, 4]), answers(2, &[2]));
    place.write(
        "history/laptop.jsonl",
        &format!("<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> other\n"),
    );
    let run = place.run(&["weak"]);
    assert!(
        run.out
            .contains("laptop.jsonl:1:1: warning: git's conflict markers"),
        "{}",
        run.out
    );
    assert!(!run.out.contains("cannot be read"), "{}", run.out);
    let marked = state(&place);
    place.write("history/laptop.jsonl", &format!("{ours}{theirs}"));
    assert_eq!(state(&place), marked);
}

#[test]
fn a_deck_with_conflict_markers_is_named_and_its_other_cards_are_used() {
    let place = Place::with_deck();
    let text = "[[cards]]\nid = \"a\"\nquestion = \"처음\"\n\n<<<<<<< HEAD\n[[cards]]\nid = \"b\"\nquestion = \"둘\"\n=======\n[[cards]]\nid = \"c\"\nquestion = \"셋\"\n>>>>>>> other\n";
    place.write("decks/two.toml", text);
    let run = place.run_now(&["check"]);
    assert_eq!(run.code, 1);
    assert!(
        run.out
            .contains("two.toml:5:1: error: git's conflict markers stand in the lines 5, 9, 13"),
        "{}",
        run.out
    );
    assert_eq!(run.out.matches("two.toml").count(), 1, "{}", run.out);
    let found = place.run(&["search", "deck:two", "--json"]).json();
    assert_eq!(found["found"], 3);
    let run = place.run_now(&["merge"]);
    assert!(
        run.out.contains("two.toml: git's conflict markers"),
        "{}",
        run.out
    );
}

#[test]
fn doctor_names_copies_folders_and_files_and_says_what_to_do() {
    let place = with_copies();
    fs::write(
        place.data("interviews (conflicted copy 2026-11-21).toml"),
        "",
    )
    .unwrap();
    let run = place.run_now(&["doctor"]);
    assert_eq!(run.code, 0, "{}", run.out);
    assert_eq!(
        run.out.matches("conflict copy of").count(),
        3,
        "{}",
        run.out
    );
    assert!(run.out.contains("chmod 700"), "{}", run.out);
    place.write("decks/bad.toml", "[[cards]]\n");
    let found = place.run_now(&["doctor", "--json"]);
    assert_eq!(found.code, 1);
    let found: Value = serde_json::from_str(&found.out).unwrap();
    assert_eq!(found["verdict"], "wrong");
    let findings = found["findings"].as_array().unwrap();
    let wrong = findings
        .iter()
        .find(|finding| finding["verdict"] == "wrong")
        .unwrap();
    assert_eq!(wrong["area"], "decks");
    assert!(!wrong["mend"].as_str().unwrap().is_empty());
    let run = place.run_now(&["doctor", "--lang", "ko"]);
    assert!(run.out.contains("고칠 것 1"), "{}", run.out);
}
