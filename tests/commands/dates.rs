//! Dates and lengths at the ends of what can be written, and a machine whose time zone has changed.

use crate::place::Place;

const DAYS: [&str; 5] = [
    "0000-01-01",
    "0001-01-01",
    "1970-01-01",
    "2026-11-22",
    "9999-12-31",
];

/// Answers, interviews and questions asked in 1970, in 9999 and beyond, each as long as a number can be.
fn place() -> Place {
    let rest = format!(
        r#""card":"my/queue#kafka-order","mode":"interview","score":3,"confidence":2,"think_ms":{0},"answer_ms":{0},"limit_ms":{0},"session":"01JD0000000000000000000009""#,
        u64::MAX
    );
    let moments = [
        "0000-01-01T00:00:00Z",
        "1969-12-31T23:59:59-12:00",
        "1970-01-01T00:00:00Z",
        "2026-11-20T10:00:00+09:00",
        "9999-12-31T23:59:59.999+14:00",
        "+262142-12-31T23:59:59Z",
        "-262143-01-01T00:00:00Z",
    ];
    let place = Place::with_answers(&moments.map(|at| (at, rest.as_str())));
    place.write(
        "history/sessions.jsonl",
        r#"{"v":1,"id":"01JD0000000000000000000009","at":"9999-12-31T23:00:00+14:00","kind":"session","session":"01JD0000000000000000000009","event":"began","preset":"phone","seed":7,"mode":"practice","device":"d","rounds":[{"title":"t","questions":[{"card":"my/queue#kafka-order","wording":0,"think_ms":18446744073709551615,"limit_ms":18446744073709551615}]}]}
{"v":1,"id":"01JD0000000000000000000010","at":"1970-01-01T00:00:00Z","kind":"session","session":"01JD0000000000000000000009","event":"ended","reason":"finished","scored":1}
"#,
    );
    let interviews = DAYS.iter().enumerate().map(|(i, day)| {
        format!("[[interviews]]\nid = \"i{i}\"\ncompany = \"Messenger Co\"\ndate = {day}T23:59:59-12:00\n")
    });
    place.write("interviews.toml", &interviews.collect::<String>());
    let asked = DAYS.map(|day| format!("{{ on = {day}, interview = \"Messenger Co\" }}"));
    place.write(
        "decks/my/dates.toml",
        &format!(
            "[[cards]]\nquestion = \"When?\"\nasked = [{}]\n",
            asked.join(", ")
        ),
    );
    place
}

#[test]
fn every_command_speaks_of_any_date_as_of_any_moment() {
    let place = place();
    for at in [
        "1970-01-01T00:00+14:00",
        "2026-11-21",
        "9999-12-31T23:59:59-12:00",
    ] {
        for words in [
            &["plan", "--json"][..],
            &["plan"],
            &["weak", "--json"],
            &["weak"],
            &["stats", "--json"],
            &["stats", "--csv"],
            &["stats"],
            &["sessions", "--json"],
            &["sessions"],
            &["debrief", "1"],
            &["interviews", "--json"],
            &["interviews"],
            &["card", "my/queue#kafka-order"],
            &["card", "my/queue#kafka-order", "--json"],
            &["search", "answered<3d"],
            &["search", "answered>1h", "--json"],
            &["export", "--to", "json"],
        ] {
            let run = place.run_at(at, words);
            assert!(matches!(run.code, 0..=2), "{words:?} at {at}: {}", run.err);
            assert!(!run.err.contains("panicked"), "{words:?}: {}", run.err);
            if words.contains(&"--json") {
                serde_json::from_str::<serde_json::Value>(&run.out).unwrap();
            }
        }
    }
    let verified = place.run_now(&["history", "verify"]);
    assert!(!verified.err.contains("panicked"), "{}", verified.err);
}

#[test]
fn an_answer_keeps_its_day_wherever_the_machine_is_taken() {
    let answer = r#""card":"my/queue#saga","mode":"review","grade":3"#;
    let place = Place::with_answers(&[
        ("2026-11-19T23:30:00+09:00", answer),
        ("2026-11-20T23:30:00+09:00", answer),
        // The same evening, seen from Honolulu, and the next there.
        ("2026-11-21T20:00:00-10:00", answer),
    ]);
    for zone in ["Asia/Seoul", "Pacific/Honolulu", "Pacific/Kiritimati"] {
        let mut command = place.command(&["stats", "--json", "--at", "2026-11-22T10:00-10:00"]);
        let output = command.env("TZ", zone).output().unwrap();
        let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(value["streak"], 3, "{zone}");
        assert_eq!(value["longest_streak"], 3, "{zone}");
    }
}

#[test]
fn a_moment_that_the_clocks_leave_out_or_show_twice_is_one_moment() {
    let place = Place::with_deck();
    // In New York, half past two is left out on the first and shown twice on the second.
    for at in ["2026-03-08T02:30", "2026-11-01T01:30"] {
        let mut command = place.command(&["plan", "--json", "--at", at]);
        let output = command.env("TZ", "America/New_York").output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{at}: {err}");
    }
}
