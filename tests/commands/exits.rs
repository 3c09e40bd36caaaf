//! The exit codes of the README's table, over all commands.

use std::path::Path;

use crate::place::Place;

const ANSWER: &str = r#""card":"my/queue#kafka-order","mode":"interview","score":1,"confidence":3,"answer_ms":60000"#;

/// A home with a deck, an answer and an interview to come.
fn busy() -> Place {
    let place = Place::with_answers(&[("2026-11-05T10:00:00+09:00", ANSWER)]);
    place.write(
        "interviews.toml",
        "[[interviews]]\nid = \"x\"\ncompany = \"X\"\ndate = 2026-12-03\n",
    );
    place
}

/// Runs the command in a folder of its own, now.
fn code(place: &Place, folder: &Path, words: &[&str]) -> (i32, String) {
    let output = place.command(words).current_dir(folder).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8(said).unwrap();
    (output.status.code().unwrap_or(-1), said)
}

#[test]
fn fine_is_0_nothing_to_list_and_something_to_decide_are_1_and_wrong_use_is_2() {
    let (busy, bare) = (busy(), Place::empty());
    bare.write("decks/my/empty.toml", "title = \"x\"\n");
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("note.md"),
        "# Net\n\n## What is TCP?\n\nA protocol.\n",
    )
    .unwrap();
    std::fs::write(
        folder.path().join("good.toml"),
        "[[cards]]\nquestion = \"Why?\"\n",
    )
    .unwrap();
    std::fs::write(folder.path().join("bad.toml"), "[[cards]]\nquestion = 1\n").unwrap();
    let table: &[(&Place, i32, &[&str])] = &[
        (&busy, 0, &["check", "good.toml"]),
        (&busy, 1, &["check", "bad.toml"]),
        (&busy, 1, &["check", "gone.toml"]),
        (&busy, 0, &["search", "kafka"]),
        (&busy, 1, &["search", "qqqqzzzz"]),
        (&busy, 2, &["search", "is:weka"]),
        (&busy, 0, &["card", "kafka-order"]),
        (&busy, 2, &["card", "nope"]),
        (&busy, 0, &["weak"]),
        (&bare, 1, &["weak"]),
        (&busy, 0, &["plan"]),
        (&busy, 1, &["plan", "--minutes", "0"]),
        (&busy, 1, &["plan", "--minutes", "0", "--json"]),
        (&busy, 0, &["today"]),
        (&bare, 0, &["today", "--short"]),
        (&busy, 0, &["interviews"]),
        (&bare, 1, &["interviews"]),
        (&bare, 1, &["interviews", "list", "--json"]),
        (&busy, 2, &["interviews", "remove", "nope"]),
        (
            &busy,
            2,
            &["interviews", "add", "--company", "X", "--date", "soon"],
        ),
        (&bare, 1, &["sessions"]),
        (&bare, 1, &["sessions", "--json"]),
        (&bare, 1, &["debrief"]),
        (&busy, 2, &["debrief", "99"]),
        (&busy, 0, &["stats"]),
        (&busy, 0, &["report", "--html", "progress.html"]),
        (&busy, 2, &["report"]),
        (&busy, 3, &["report", "--html", "note.md/x.html"]),
        (&busy, 0, &["interview", "--draw"]),
        (&busy, 2, &["interview", "--draw", "--preset", "warmpu"]),
        (&busy, 2, &["interview", "--draw", "--deck", "techncal"]),
        (&busy, 2, &["interview", "--draw", "--find", "is:weka"]),
        (&busy, 2, &["interview", "--draw", "--questions", "english"]),
        (&busy, 2, &["review", "--plain", "--deck", "nope"]),
        (&busy, 2, &["review", "--plain", "is:weka"]),
        (&busy, 2, &["browse"]),
        (&busy, 2, &[]),
        (
            &busy,
            0,
            &[
                "export",
                "deck:my/queue",
                "--to",
                "csv",
                "--out",
                "cards.csv",
            ],
        ),
        (&busy, 1, &["export", "qqqqzzzz", "--to", "csv"]),
        (
            &busy,
            3,
            &["export", "--to", "csv", "--out", "note.md/x.csv"],
        ),
        (&busy, 0, &["import", "note.md", "--dry-run"]),
        (&busy, 1, &["import", "gone.md"]),
        (&busy, 0, &["themes"]),
        (&busy, 0, &["config", "--check"]),
        (&busy, 0, &["paths"]),
        (&busy, 2, &["paths", "nope"]),
        (&busy, 0, &["history", "verify"]),
        (&busy, 0, &["merge"]),
        (&busy, 0, &["completions", "fish"]),
        (&busy, 0, &["man"]),
        (&busy, 2, &["new", "my/nope", "--question", "Why?"]),
        (&busy, 2, &["edit", "nope", "--from", "note.md"]),
        (&busy, 0, &["setup", "--questions", "ko"]),
        (&busy, 2, &["setup", "--questions", "kr"]),
        (&busy, 2, &["frob"]),
        (&busy, 0, &["--help"]),
        (&busy, 0, &["--version"]),
    ];
    for (place, wanted, words) in table {
        let (found, said) = code(place, folder.path(), words);
        assert_eq!(found, *wanted, "{words:?}: {said}");
        assert!(!said.is_empty(), "{words:?} says nothing");
    }
}

#[test]
fn something_to_decide_is_1() {
    let busy = busy();
    let folder = tempfile::tempdir().unwrap();
    let deck = std::fs::read(busy.data("decks/my/queue.toml")).unwrap();
    let copy = String::from_utf8(deck).unwrap().replace("saga", "sagas");
    busy.write(
        "decks/my/queue.sync-conflict-20261121-220000-ABCDEFG.toml",
        &copy,
    );
    assert_eq!(code(&busy, folder.path(), &["merge"]).0, 1);
    assert_eq!(code(&busy, folder.path(), &["merge", "--dry-run"]).0, 1);
    busy.write("history/other.jsonl", "{\"v\":1,\n{}\n");
    assert_eq!(code(&busy, folder.path(), &["history", "verify"]).0, 1);
}

#[test]
fn what_there_is_not_is_refused_with_what_was_meant() {
    let place = busy();
    for (words, meant) in [
        (
            &["interview", "--draw", "--preset", "warmpu"][..],
            "did you mean \"warmup\"?",
        ),
        (
            &["interview", "--draw", "--deck", "my/quee"],
            "did you mean \"my/queue\"?",
        ),
        (&["interview", "--draw", "--find", "is:weka"], "is:weak"),
        (&["plan", "--questions", "english"], "did you mean \"en\"?"),
        (&["plan", "--questions", "kr"], "did you mean \"ko\"?"),
        (
            &["review", "--plain", "--tag", "msgg"],
            "did you mean \"msg\"?",
        ),
    ] {
        let run = place.run_now(words);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{words:?}");
        assert!(run.err.contains(meant), "{words:?}: {}", run.err);
    }
    for accepted in ["EN", "en-US", "ko_KR", "all"] {
        let run = place.run_now(&["plan", "--questions", accepted]);
        assert!(run.code < 2, "{accepted}: {}", run.err);
    }
}

#[test]
fn check_and_config_find_what_cannot_work() {
    let place = Place::with_deck();
    let deck = |name: &str, text: &str| place.write(&format!("decks/my/{name}.toml"), text);
    let card = "[[cards]]\nquestion = \"Why?\"\n";
    deck("long", &format!("lang = \"english\"\n{card}"));
    deck("caps", &format!("lang = \"EN\"\n{card}"));
    deck("region", &format!("lang = \"en-US\"\n{card}"));
    deck("one", "[[card]]\nquestion = \"Why?\"\n");
    deck("smart", "[[cards]]\nquestion = “Why?”\n");
    deck(
        "asked",
        "[[cards]]\nquestion = \"Why?\"\nasked = [{ on = 2026-02-30 }]\n",
    );
    let wide: String = card.chars().flat_map(|c| [c, '\0']).collect();
    deck("wide", &wide);
    let config = place.config("config.toml");
    std::fs::create_dir_all(config.parent().unwrap().join("presets")).unwrap();
    std::fs::create_dir_all(config.parent().unwrap().join("themes")).unwrap();
    std::fs::write(&config, "# mine\ntheme = \"drak\"\n").unwrap();
    std::fs::write(
        place.config("themes/mine.toml"),
        "[roles]\ntext = \"blu\"\n",
    )
    .unwrap();
    for (name, text) in [
        ("weka", "[[rounds]]\nfind = [\"is:weka\"]\n"),
        ("nope", "[[rounds]]\ncount = 2\ndecks = [\"nope\"]\n"),
        ("none", "title = \"x\"\n"),
        (
            "good",
            "[[rounds]]\ndecks = [\"my\"]\ntags = [\"msg\"]\nfind = [\"tag:msg\"]\n",
        ),
    ] {
        std::fs::write(place.config(&format!("presets/{name}.toml")), text).unwrap();
    }
    let check = place.run_now(&["check"]);
    assert_eq!(check.code, 1);
    for words in [
        "long.toml:1:8: error: \"english\" is no language code; did you mean \"en\"?",
        "one.toml:1:3: error: `[[card]]` makes no cards; write [[cards]]",
        "smart.toml:2:12: error: “ is a word processor's sign",
        "asked.toml:3:17: error: there is no day or time 2026-02-30",
        "wide.toml:1:1: error: the file is saved as UTF-16",
    ] {
        assert!(check.out.contains(words), "{words}\n{}", check.out);
    }
    assert!(!check.out.contains("caps.toml") && !check.out.contains("region.toml"));
    let of_config = place.run_now(&["config", "--check"]);
    assert_eq!(of_config.code, 1);
    for words in [
        "config.toml:2:9: error: there is no theme \"drak\"; did you mean \"dark\"?",
        "mine.toml:2:8: error: \"blu\" is no colour",
        "weka.toml:2:9: error: ",
        "nope.toml:3:10: error: `decks`: there is no \"nope\"",
        "none.toml:1:1: error: the preset has no round",
    ] {
        assert!(of_config.out.contains(words), "{words}\n{}", of_config.out);
        assert!(check.out.contains(words), "{words}\n{}", check.out);
    }
    assert!(!of_config.out.contains("good.toml"), "{}", of_config.out);
    assert!(
        of_config.out.contains("5 errors · 0 warnings"),
        "{}",
        of_config.out
    );
}

#[test]
fn a_deck_in_the_place_of_a_built_in_one_counts_once() {
    let place = Place::empty();
    let counted = |place: &Place| {
        let value = place.run_now(&["check", "--json"]).json();
        (
            value["decks"].as_u64().unwrap(),
            value["cards"].as_u64().unwrap(),
        )
    };
    let (decks, cards) = counted(&place);
    let listed = place.run_now(&["export", "--to", "json"]).json();
    let all = listed["decks"].as_array().unwrap();
    assert_eq!(all.len() as u64, decks);
    let first = all[0]["id"].as_str().unwrap();
    let own = all[0]["cards"].as_array().unwrap().len() as u64;
    place.write(
        &format!("decks/{first}.toml"),
        "[[cards]]\nquestion = \"Why?\"\n",
    );
    assert_eq!(counted(&place), (decks, cards - own + 1));
}

#[test]
fn dates_are_read_in_one_way_and_said_before_they_are_kept() {
    let place = Place::with_deck();
    let add = |date: &str| place.run(&["interviews", "add", "--company", "X", "--date", date]);
    for (written, said) in [
        ("+12d", "= 2026-12-03 (Th) · in 12 days\nadded x-2026-12-03"),
        (
            "12/1 2pm",
            "= 2026-12-01 (Tu) 14:00 · in 10 days\nadded x-2026-12-01",
        ),
        (
            "내일 오후 2시",
            "= 2026-11-22 (Su) 14:00 · in 1 day\nadded x-2026-11-22",
        ),
        (
            "11/29 15시",
            "= 2026-11-29 (Su) 15:00 · in 8 days\nadded x-2026-11-29",
        ),
        (
            "어제 오후 3시",
            "= 2026-11-20 (Fr) 15:00 · past\nadded x-2026-11-20",
        ),
        ("2026-12-09T10:00", "added x-2026-12-09"),
    ] {
        let run = add(written);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{written}");
        assert!(run.out.starts_with(said), "{written}: {}", run.out);
    }
    // One that is past is looked back on: its day is the last such one.
    let run = place.run(&["interviews", "edit", "x-2026-11-20", "--date", "11/18 15시"]);
    assert!(
        run.out.starts_with("= 2026-11-18 (We) 15:00 · past\n"),
        "{}",
        run.out
    );
    for written in ["yesterday 3pm", "어제", "11/20 15시", "2026-11-20"] {
        assert_eq!(place.run_at(written, &["stats"]).code, 0, "{written}");
    }
    assert_eq!(place.run_now(&["plan", "--on", "+1d"]).code, 0);
}

#[test]
fn today_is_one_line() {
    let place = busy();
    let run = place.run(&["today", "--short"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(run.out.lines().count(), 1);
    assert!(run.out.ends_with(" min · D-12\n"), "{}", run.out);
    let korean = place.run(&["today", "--short", "--lang", "ko"]).out;
    assert!(
        korean.starts_with("카드 ") && korean.ends_with("분 · D-12\n"),
        "{korean}"
    );
}

#[test]
fn a_refused_new_leaves_nothing_behind() {
    let place = Place::with_deck();
    let before = files(&place);
    for words in [
        &["new", "my/deep/x", "--create", "--question", ""][..],
        &["new", "my/deep/x", "--question", "Why?"],
        &["new", "../x", "--create", "--question", "Why?"],
        &["new", "my/queue", "--question", "Why?", "--time", "soon"],
        &["new", "my/queue", "--question", "Why?", "--id", "saga"],
        &["new", "my/queue", "--question", "Why?", "--from", "gone.md"],
    ] {
        let run = place.run_now(words);
        assert!(matches!(run.code, 1..=3), "{words:?}: {}", run.out);
        assert_eq!(files(&place), before, "{words:?}");
    }
}

/// Every file and folder of the data folder.
fn files(place: &Place) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![place.data("")];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path.clone());
            }
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn help_follows_the_language() {
    let place = Place::empty();
    for words in [
        &["--help"][..],
        &["export", "--help"],
        &["interviews", "add", "-h"],
        &["help", "check"],
    ] {
        let english = place.run_now(words);
        assert!(english.out.contains("Usage: hotseat"), "{words:?}");
        let korean = place
            .command(words)
            .env("LANG", "ko_KR.UTF-8")
            .output()
            .unwrap();
        let korean = String::from_utf8(korean.stdout).unwrap();
        assert!(
            korean.contains("사용법: hotseat") && korean.contains("옵션:"),
            "{korean}"
        );
        for word in ["Usage", "Options", "Print ", "Exit code", "Example"] {
            assert!(!korean.contains(word), "{words:?} says {word}: {korean}");
        }
    }
    let run = place.run_now(&["--lang", "ko", "frob"]);
    assert!(
        run.err.starts_with("오류: 모르는 명령입니다: 'frob'"),
        "{}",
        run.err
    );
    assert_eq!(place.run_now(&["help", "check"]).code, 0);
}
