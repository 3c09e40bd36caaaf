//! `hotseat interviews`.

use std::fs;

use serde_json::{Value, json};

use crate::place::{Place, keys};

const ID: &str = "messenger-co-2026-12-03";

fn with_one() -> Place {
    let place = Place::with_deck();
    let run = place.run(&[
        "interviews",
        "add",
        "--company",
        "Messenger Co",
        "--round",
        "2차 면접",
        "--date",
        "2026-12-03T14:00",
        "--minutes",
        "24",
        "--deck",
        "my",
        "--deck",
        "technical",
        "--tag",
        "msg",
        "--off",
        "토요일",
        "--off",
        "2026-12-01",
    ]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(run.out, format!("added {ID}\n"));
    place
}

fn all(place: &Place) -> Value {
    place.run(&["interviews", "list", "--json"]).list()["interviews"].clone()
}

#[test]
fn what_is_added_is_listed() {
    let place = with_one();
    assert_eq!(
        all(&place),
        json!([{
            "id": ID, "company": "Messenger Co", "round": "2차 면접",
            "date": "2026-12-03T14:00:00", "minutes": 24, "decks": ["my", "technical"],
            "tags": ["msg"], "languages": [], "roles": [], "off": ["sat", "2026-12-01"], "days": 12,
        }])
    );
    let run = place.run(&["interviews"]);
    assert_eq!(
        run.out,
        "2026-12-03 14:00  Messenger Co · 2차 면접 · in 12 days\n    \
         messenger-co-2026-12-03 · 24 min a day · my, technical · msg · off: sat, 2026-12-01\n"
    );
    let run = place.run(&["interviews", "list", "--lang", "ko"]);
    assert!(run.out.contains("12일 남음"), "{}", run.out);
}

#[test]
fn only_what_is_given_changes() {
    let place = with_one();
    let file = place.data("interviews.toml");
    let commented = format!("# mine\n{}", fs::read_to_string(&file).unwrap());
    fs::write(&file, &commented).unwrap();
    let run = place.run(&["interviews", "edit", ID, "--minutes", "30"]);
    assert_eq!(
        (run.code, run.out.as_str()),
        (0, &*format!("changed {ID}\n"))
    );
    let after = fs::read_to_string(&file).unwrap();
    assert_eq!(after, commented.replace("minutes = 24", "minutes = 30"));
    let run = place.run(&[
        "interviews",
        "edit",
        ID,
        "--off",
        "",
        "--deck",
        "",
        "--tag",
        "",
        "--round",
        "",
        "--date",
        "2026-12-05",
        "--company",
        "Other",
        "--json",
    ]);
    let edited = run.json();
    assert_eq!(
        edited,
        json!({
            "id": ID, "company": "Other", "round": "", "date": "2026-12-05", "minutes": 30,
            "decks": [], "tags": [], "languages": [], "roles": [], "off": [], "days": 14,
        })
    );
    assert_eq!(all(&place), json!([edited]));
}

#[test]
fn what_is_removed_is_gone() {
    let place = with_one();
    let run = place.run(&["interviews", "remove", ID]);
    assert_eq!(
        (run.code, run.out.as_str()),
        (0, "removed Messenger Co · 2차 면접\n")
    );
    assert_eq!(all(&place), json!([]));
    let run = place.run(&["interviews", "remove", ID]);
    assert_eq!(run.code, 2);
}

#[test]
fn wrong_use_changes_nothing() {
    let place = with_one();
    let before = fs::read(place.data("interviews.toml")).unwrap();
    let add = [
        "interviews",
        "add",
        "--company",
        "X",
        "--date",
        "2026-12-03",
    ];
    let with = |more: &[&'static str]| [&add[..], more].concat();
    for wrong in [
        vec!["interviews", "add", "--date", "2026-12-03"],
        vec!["interviews", "add", "--company", "X"],
        vec![
            "interviews",
            "add",
            "--company",
            " ",
            "--date",
            "2026-12-03",
        ],
        vec!["interviews", "add", "--company", "X", "--date", "soon"],
        vec![
            "interviews",
            "add",
            "--company",
            "X",
            "--date",
            "+12026-12-03",
        ],
        with(&["--minutes", "1441"]),
        with(&["--minutes", "many"]),
        with(&["--off", "caturday"]),
        vec![
            "interviews",
            "edit",
            "messenger-co-2026-12-30",
            "--minutes",
            "1",
        ],
        vec!["interviews", "frob"],
    ] {
        let run = place.run(&wrong);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{wrong:?}");
        assert!(!run.err.is_empty());
    }
    assert_eq!(fs::read(place.data("interviews.toml")).unwrap(), before);
    let run = place.run(&["interviews", "remove", "messenger-co-2026-12-30"]);
    assert!(
        run.err.ends_with(&format!("Did you mean `{ID}`?\n")),
        "{}",
        run.err
    );
}

#[test]
fn a_deck_that_there_is_not_and_a_past_date_are_taken_with_a_word() {
    let place = Place::with_deck();
    let run = place.run(&[
        "interviews",
        "add",
        "--company",
        "X",
        "--date",
        "2026-11-20",
        "--deck",
        "my/quee",
        "--tag",
        "zzz",
    ]);
    assert_eq!(
        (run.code, run.out.as_str()),
        (
            0,
            "added x-2026-11-20\n! that is in the past\n\
             ! there is no deck `my/quee`. Did you mean `my/queue`?\n\
             ! no card has the tag `zzz`\n"
        )
    );
    assert_eq!(all(&place)[0]["days"], -1);
}

#[test]
fn the_coming_ones_stand_before_the_past() {
    let place = Place::empty();
    for date in ["2026-11-21T21:00", "2026-12-03", "2026-11-21T23:00"] {
        place.run(&["interviews", "add", "--company", "X", "--date", date]);
    }
    let run = place.run(&["interviews"]);
    let lines: Vec<&str> = run.out.lines().step_by(2).collect();
    assert_eq!(
        lines,
        [
            "2026-11-21 23:00  X · today",
            "2026-12-03  X · in 12 days",
            "2026-11-21 21:00  X · past",
        ]
    );
}

#[test]
fn a_broken_file_is_told_and_never_written() {
    let place = Place::empty();
    place.write("interviews.toml", "[[interviews]]\ncompany = \"a\n");
    let run = place.run(&["interviews"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("interviews.toml:2:"), "{}", run.out);
    let run = place.run(&["interviews", "list", "--json"]);
    assert_eq!(run.code, 1);
    let list: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(keys(&list), ["interviews", "problems"]);
    let run = place.run(&[
        "interviews",
        "add",
        "--company",
        "X",
        "--date",
        "2026-12-03",
    ]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.err.contains("nothing was written"), "{}", run.err);
    let text = fs::read_to_string(place.data("interviews.toml")).unwrap();
    assert_eq!(text, "[[interviews]]\ncompany = \"a\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_refuses_is_exit_code_3() {
    let place = Place::empty();
    // The data folder is to be made, and cannot be.
    std::os::unix::fs::symlink("/nonexistent/folder", place.data("")).unwrap();
    let run = place.run(&[
        "interviews",
        "add",
        "--company",
        "X",
        "--date",
        "2026-12-03",
    ]);
    assert_eq!((run.code, run.out.as_str()), (3, ""), "{}", run.err);
    assert!(run.err.contains("could not be saved"), "{}", run.err);
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let mut command = place.command(&["interviews"]);
    let output = command.stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
}
