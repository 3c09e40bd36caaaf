//! `hotseat interview --draw`: the same seed, decks and history give the same interview.

use serde_json::{Value, json};

use crate::program::{Home, Printed};

/// A home with a preset of its own, so that nothing here depends on what the program ships.
fn home() -> Home {
    let home = Home::new();
    home.write(
        "config/hotseat/presets/mine.toml",
        r#"
title = "Mine"
about = "Ten of my own."
[[rounds]]
title = { ko = "첫째", en = "First" }
decks = ["mine"]
count = 4
think = "10s"
answer = "60s"
follow_ups = { most = 1, chance = 1.0, answer = "45s" }
[[rounds]]
title = "Second"
decks = ["mine"]
count = 20
think = "5s"
answer = "90s"
"#,
    );
    let cards = (0..12).map(|i| {
        let follow_up = r#"follow_ups = [{ question = "And then?" }]"#;
        format!("[[cards]]\nid = \"c{i}\"\nquestion = \"Question {i}?\"\nalso_asked = [\"Other {i}?\"]\n{follow_up}\n")
    });
    home.write("data/hotseat/decks/mine.toml", cards.collect::<String>());
    home
}

fn drawn(home: &Home, arguments: &[&str]) -> Printed {
    home.run(&[&["interview", "--preset", "mine", "--draw"], arguments].concat())
}

fn value(printed: &Printed) -> Value {
    assert_eq!(printed.errors, "");
    serde_json::from_str(&printed.out).unwrap()
}

#[test]
fn the_same_seed_gives_the_same_interview_and_another_one_another() {
    let home = home();
    let draw = |seed| drawn(&home, &["--seed", seed, "--json"]).out;
    assert_eq!(draw("7"), draw("7"));
    assert_ne!(draw("7"), draw("8"));
    let text = |seed| drawn(&home, &["--seed", seed]).out;
    assert_eq!(text("7"), text("7"));
}

#[test]
fn the_json_has_the_documented_shape() {
    let home = home();
    let printed = drawn(&home, &["--seed", "7", "--json"]);
    assert_eq!(printed.code, Some(0));
    let value = value(&printed);
    assert_eq!(
        [&value["preset"], &value["seed"], &value["mode"]],
        [&json!("mine"), &json!(7), &json!("practice")]
    );
    let keys = |value: &Value| {
        let mut keys: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
        keys.sort();
        keys
    };
    assert_eq!(
        keys(&value),
        ["mode", "preset", "pressure", "rounds", "seconds", "seed"]
    );
    let rounds = value["rounds"].as_array().unwrap();
    assert_eq!(rounds.len(), 2);
    assert_eq!(rounds[0]["title"], json!({ "ko": "첫째", "en": "First" }));
    assert_eq!(rounds[0]["shortfall"], Value::Null);
    assert!(rounds[1]["shortfall"].is_string(), "{}", rounds[1]);
    let mut seconds = 0;
    for question in rounds
        .iter()
        .flat_map(|round| round["questions"].as_array().unwrap())
    {
        assert_eq!(
            keys(question),
            [
                "after_pass",
                "answer_seconds",
                "card",
                "depth",
                "part",
                "probe",
                "question",
                "surprise",
                "think_seconds",
                "wording"
            ]
        );
        if question["after_pass"] == true {
            continue;
        }
        seconds += question["think_seconds"].as_u64().unwrap();
        seconds += question["answer_seconds"].as_u64().unwrap();
    }
    assert_eq!(value["seconds"], seconds);
    let first: Vec<&Value> = rounds[0]["questions"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|question| question["after_pass"] == false)
        .collect();
    assert_eq!(first.len(), 8);
    for pair in first.chunks(2) {
        assert_eq!([&pair[0]["depth"], &pair[1]["depth"]], [0, 1]);
        assert_eq!(pair[0]["card"], pair[1]["card"]);
        assert_eq!(pair[1]["question"], "And then?");
        assert_eq!(
            [&pair[0]["think_seconds"], &pair[0]["answer_seconds"]],
            [10, 60]
        );
        assert_eq!(
            [&pair[1]["think_seconds"], &pair[1]["answer_seconds"]],
            [0, 45]
        );
        let number = pair[0]["card"]
            .as_str()
            .unwrap()
            .trim_start_matches("mine#c");
        let wording = if pair[0]["wording"] == 0 {
            "Question"
        } else {
            "Other"
        };
        assert_eq!(pair[0]["question"], format!("{wording} {number}?"));
    }
}

#[test]
fn no_question_is_asked_twice() {
    let home = home();
    let value = value(&drawn(&home, &["--seed", "3", "--json"]));
    let mut cards: Vec<String> = value["rounds"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|round| round["questions"].as_array().unwrap())
        .filter(|question| question["depth"] == 0)
        .map(|question| question["card"].to_string())
        .collect();
    assert_eq!(cards.len(), 12);
    cards.sort();
    cards.dedup();
    assert_eq!(cards.len(), 12);
}

#[test]
fn count_times_and_mode_can_be_given() {
    let home = home();
    let arguments = [
        "--seed", "1", "--json", "--count", "2", "--think", "3s", "--answer", "2m", "--mode",
        "live",
    ];
    let value = value(&drawn(&home, &arguments));
    assert_eq!(value["mode"], "live");
    let question = &value["rounds"][0]["questions"][0];
    assert_eq!(
        [&question["think_seconds"], &question["answer_seconds"]],
        [3, 120]
    );
    let main = value["rounds"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|round| round["questions"].as_array().unwrap())
        .filter(|question| question["depth"] == 0);
    assert_eq!(main.count(), 2);
}

#[test]
fn drawing_writes_nothing() {
    let home = home();
    drawn(&home, &["--seed", "1"]);
    assert!(!home.path().join("data/hotseat/history").exists());
}

#[test]
fn an_interview_without_a_card_exits_with_1() {
    let home = home();
    let printed = drawn(&home, &["--find", "is:stuck", "--json"]);
    assert_eq!(printed.code, Some(1));
    assert_eq!(value(&printed)["seconds"], 0);
}

#[test]
fn wrong_use_exits_with_2_and_says_what_would_be_right() {
    let home = home();
    let printed = home.run(&["interview", "--preset", "mien", "--draw"]);
    assert_eq!(printed.code, Some(2));
    assert!(
        printed.errors.starts_with(
            "hotseat: there is no preset \"mien\"; did you mean \"mine\"? There are warmup,"
        ),
        "{}",
        printed.errors
    );
    for arguments in [
        &["interview", "--think", "soon", "--draw"][..],
        &["interview", "--json"],
        &["interview", "--mode", "lively"],
        &["--lang", "fr"],
        &["interveiw"],
    ] {
        let printed = home.run(arguments);
        assert_eq!(printed.code, Some(2), "{arguments:?}");
        assert!(printed.errors.contains("error:"), "{}", printed.errors);
    }
}
