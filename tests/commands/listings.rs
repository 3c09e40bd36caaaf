//! search, card, weak and plan.

use std::io::Read;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::place::{NOW, Place, assert_harmless, each, keys};

const KAFKA: &str = "my/queue#kafka-order";

/// Three answers to one card: passed, failed with certainty, and passed in a review; and one to
/// its follow-up.
fn answered() -> Place {
    let card = r#""card":"my/queue#kafka-order""#;
    let interview = |rest: &str| format!(r#"{card},"mode":"interview",{rest}"#);
    Place::with_answers(&[
        (
            "2026-11-01T10:00:00+09:00",
            &interview(
                r#""score":4,"points":[0,1],"points_of":2,"answer_ms":60000,"limit_ms":90000"#,
            ),
        ),
        (
            "2026-11-05T10:00:00+09:00",
            &interview(r#""score":1,"confidence":3,"note":"\u001b[5mmix-up""#),
        ),
        (
            "2026-11-05T10:01:00+09:00",
            &interview(r#""score":5,"depth":1,"follow_up":[0]"#),
        ),
        (
            "2026-11-06T10:00:00+09:00",
            &format!(r#"{card},"mode":"review","grade":3"#),
        ),
    ])
}

#[test]
fn search_prints_ranked_cards_with_matched_positions() {
    let found = Place::with_deck()
        .run(&["search", "ㅋㅍㅋ", "순서", "--json"])
        .json();
    assert_eq!(keys(&found), ["cards", "found", "query"]);
    assert_eq!(found["query"], "ㅋㅍㅋ 순서");
    let first = &found["cards"][0];
    assert_eq!(
        keys(first),
        ["deck", "id", "matches", "positions", "question", "score"]
    );
    assert_eq!(first["id"], KAFKA);
    assert_eq!(first["deck"], "my/queue");
    assert_eq!(first["question"], "카프카는 순서를 어떻게 보장하나요?");
    assert_eq!(first["positions"], json!([0, 1, 2, 5, 6]));
    assert!(first["score"].as_i64().unwrap() > 0);
    assert_eq!(first["matches"][0]["field"], "question");
}

#[test]
fn search_in_words_prints_one_line_a_card() {
    let place = Place::with_deck();
    let run = place.run(&["search", "deck:my/queue", "아웃박스"]);
    assert_eq!(run.code, 0);
    assert_eq!(run.out, "my/queue#outbox  아웃박스 패턴은 왜 쓰나요?\n");
    let run = place.run(&["search", "deck:my/queue", "--limit", "1"]);
    assert_eq!(run.out.lines().count(), 2);
    assert!(run.out.contains("1 of 4 are shown; --limit shows more"));
    let run = place.run(&["search", "deck:my/queue", "--limit", "1", "--lang", "ko"]);
    assert!(run.out.contains("4장 중 1장"));
}

#[test]
fn search_without_a_hit_is_exit_code_1() {
    let place = Place::with_deck();
    let run = place.run(&["search", "'있을리없는말"]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    assert!(run.out.starts_with("none of "), "{}", run.out);
    let run = place.run(&["search", "'있을리없는말", "--json"]);
    assert_eq!(run.code, 1);
    let found: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((&found["found"], &found["cards"]), (&json!(0), &json!([])));
}

#[test]
fn a_wrong_filter_is_exit_code_2_and_says_what_was_meant() {
    let place = Place::with_deck();
    for query in ["is:", "tag:msgg"] {
        let run = place.run(&["search", query, "--json"]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{query}");
        assert!(run.err.starts_with("hotseat: "), "{}", run.err);
    }
    let run = place.run(&["search", "is:waek"]);
    assert_eq!(
        run.err,
        "hotseat: there is no `is:waek`; did you mean `is:weak`?\n"
    );
    let run = place.run(&["search", "is:waek", "--lang", "ko"]);
    assert!(run.err.contains("`is:weak` 인가요?"), "{}", run.err);
    let run = place.run(&["search", "is:\u{1b}[31mx"]);
    assert_eq!(run.code, 2);
    assert_harmless(&run.err);
    let long = "가".repeat(10_000);
    assert_eq!(place.run(&["search", &long]).code, 2);
    assert_eq!(place.run(&["search"]).code, 2);
    assert_eq!(place.run(&["search", "x", "--limit", "0"]).code, 2);
    assert_eq!(place.run(&["search", "x", "--sort", "size"]).code, 2);
}

#[test]
fn filters_know_what_was_answered_up_to_the_moment() {
    let place = answered();
    let found = |at: &str, query: &str| -> Vec<String> {
        let run = place.run_at(at, &["search", "deck:my/queue", query, "--json"]);
        let found: Value = serde_json::from_str(&run.out).unwrap();
        let ids = each(&found["cards"], "id").into_iter();
        ids.map(|id| id.split_once('#').unwrap().1.to_owned())
            .collect()
    };
    assert_eq!(found(NOW, "score:<3"), ["kafka-order"]);
    assert_eq!(found("2026-11-04T10:00+09:00", "score:<3"), [""; 0]);
    assert_eq!(found(NOW, "last:>7d"), ["kafka-order"]);
    assert_eq!(found(NOW, "is:due"), ["kafka-order"]);
    assert_eq!(found("2026-11-01T11:00+09:00", "is:due"), [""; 0]);
    assert_eq!(found(NOW, "is:new"), ["escape", "outbox", "saga"]);
    assert_eq!(found(NOW, "is:unwritten"), ["saga"]);
    assert_eq!(found(NOW, "is:weak"), ["kafka-order"]);
}

#[test]
fn search_sorts_by_what_is_known_of_the_cards() {
    let place = answered();
    let sorted = |by: &str| {
        let run = place.run(&["search", "deck:my/queue", "--sort", by, "--json"]);
        each(&run.json()["cards"], "id")[0].to_owned()
    };
    assert_eq!(sorted("recency"), KAFKA);
    assert_eq!(sorted("score"), KAFKA);
    let weakest = place.run(&["weak", "--json"]).json();
    let of_deck = each(&weakest["cards"], "id").into_iter();
    let mut of_deck = of_deck.filter(|id| id.starts_with("my/queue#"));
    assert_eq!(sorted("weakness"), of_deck.next().unwrap());
}

#[test]
fn card_prints_memory_and_every_past_answer() {
    let place = answered();
    let card = place.run(&["card", KAFKA, "--json"]).json();
    let memory = &card["memory"];
    assert_eq!(
        keys(memory),
        [
            "answers",
            "difficulty",
            "due",
            "lapses",
            "retrievability",
            "stability"
        ]
    );
    assert_eq!(
        (&memory["answers"], &memory["lapses"]),
        (&json!(3), &json!(1))
    );
    assert!((1.0..=10.0).contains(&memory["difficulty"].as_f64().unwrap()));
    assert!((0.0..=1.0).contains(&memory["retrievability"].as_f64().unwrap()));
    assert!(memory["due"].as_str().unwrap() > "2026-11-06");
    let answers = card["answers"].as_array().unwrap();
    let grades: Vec<&Value> = answers.iter().map(|answer| &answer["amounts_to"]).collect();
    assert_eq!(grades, [&json!(3), &json!(1), &Value::Null, &json!(3)]);
    assert_eq!(answers[0]["score"], 4);
    assert_eq!(answers[0]["points"], json!([0, 1]));
    assert_eq!(answers[3]["mode"], "review");
    assert_eq!(card["follow_ups"][0]["question"], "키가 치우치면?");
    assert_eq!(
        (&card["time"], &card["importance"]),
        (&json!("1m30s"), &json!(3))
    );
}

#[test]
fn card_at_an_earlier_time_knows_nothing_of_what_came_later() {
    let place = answered();
    let at = |time| {
        place
            .run_at(time, &["card", "kafka-order", "--json"])
            .json()
    };
    assert_eq!(at("2026-11-04")["memory"]["answers"], 1);
    assert_eq!(
        at("2026-11-05T10:00+09:00")["answers"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let nothing = at("2026-10-01");
    assert_eq!(
        nothing["memory"],
        json!({
            "stability": null, "difficulty": null, "retrievability": null, "due": null,
            "answers": 0, "lapses": 0,
        })
    );
    assert_eq!(nothing["answers"], json!([]));
}

#[test]
fn card_is_found_by_the_end_of_its_id_and_a_slip_is_named() {
    let place = Place::with_deck();
    for id in [KAFKA, " kafka-order ", "queue#kafka-order"] {
        assert_eq!(
            place.run(&["card", id, "--json"]).json()["id"],
            KAFKA,
            "{id}"
        );
    }
    let run = place.run(&["card", "kafka-ordr"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert_eq!(
        run.err,
        "hotseat: there is no card `kafka-ordr`; did you mean `my/queue#kafka-order`?\n"
    );
    let run = place.run(&["card", "my/queue#outbax"]);
    assert!(run.err.contains("`my/queue#outbox`"), "{}", run.err);
    let run = place.run(&["card", "\u{1b}[31m없는것"]);
    assert_eq!(run.code, 2);
    assert_harmless(&run.err);
    place.write(
        "decks/other.toml",
        "[[cards]]\nid = \"outbox\"\nquestion = \"?\"\n",
    );
    let run = place.run(&["card", "outbox"]);
    assert_eq!(
        run.err,
        "hotseat: several cards are called `outbox`; write one of my/queue#outbox, other#outbox\n"
    );
    assert_eq!(place.run(&["card"]).code, 2);
    assert_eq!(place.run(&["card", KAFKA, "--at", "soon"]).code, 2);
}

#[test]
fn a_card_that_got_another_id_keeps_its_answers_and_is_found_by_the_old_one() {
    let place = answered();
    let renamed = std::fs::read_to_string(place.data("decks/my/queue.toml")).unwrap();
    let renamed = renamed.replace(
        "id = \"kafka-order\"",
        "id = \"order\"\nwas = [\"kafka-order\"]",
    );
    assert!(renamed.contains("was"));
    place.write("decks/my/queue.toml", &renamed);
    for id in ["order", "kafka-order", KAFKA] {
        let card = place.run(&["card", id, "--json"]).json();
        assert_eq!(card["id"], "my/queue#order", "{id}");
        assert_eq!(card["answers"].as_array().unwrap().len(), 4, "{id}");
    }
    let card = place.run(&["card", "order", "--json"]).json();
    assert_eq!(card["was"], json!(["kafka-order"]));
    let listed = place.run(&["weak", "--json"]).json();
    let ids = each(&listed["cards"], "id");
    assert!(ids.contains(&"my/queue#order"), "{ids:?}");
}

#[test]
fn card_in_words_shows_everything_of_it() {
    let place = answered();
    let run = place.run(&["card", "kafka-order"]);
    for part in [
        "카프카는 순서를 어떻게 보장하나요?\nmy/queue#kafka-order · importance 3 · 1m30s · msg\n",
        "Answer\n  같은 파티션 안에서만 보장합니다.\n",
        "Follow-ups\n  키가 치우치면?\n    핫 파티션이 됩니다.\n",
        "3 answers · 1 lapse\n  2026-11-01 10:00 · interview · score 4 · good · 2 of 2 points · 1:00\n",
        "follow-up · score 5\n",
    ] {
        assert!(run.out.contains(part), "{}", run.out);
    }
    let run = place.run(&["card", "outbox", "--lang", "ko"]);
    assert!(
        run.out.ends_with("아직 답한 적이 없습니다\n"),
        "{}",
        run.out
    );
}

#[test]
fn weak_prints_reasons_and_the_day_for_which_it_is_reckoned() {
    let place = answered();
    let weak = place.run(&["weak", "--json"]).json();
    assert_eq!(
        keys(&weak),
        ["cards", "day", "interview", "on", "problems", "weak"]
    );
    assert_eq!(
        (&weak["on"], &weak["day"]),
        (&json!("2026-11-21"), &json!("2026-11-28"))
    );
    assert_eq!(weak["interview"], Value::Null);
    let cards = weak["cards"].as_array().unwrap();
    assert_eq!(weak["weak"], cards.len());
    let lost: Vec<f64> = cards
        .iter()
        .map(|card| card["lost"].as_f64().unwrap())
        .collect();
    assert!(lost.is_sorted_by(|a, b| a >= b));
    let saga = cards
        .iter()
        .find(|card| card["id"] == "my/queue#saga")
        .unwrap();
    assert_eq!(
        keys(saga),
        [
            "id", "lost", "pace", "quality", "question", "reasons", "recall", "stuck", "tried"
        ]
    );
    assert_eq!(
        each(&saga["reasons"], "reason"),
        ["unwritten", "never_tried"]
    );
    let one = place.run(&["weak", "--json", "--limit", "1"]).json();
    assert_eq!(one["cards"].as_array().unwrap().len(), 1);
    assert_eq!(one["weak"], weak["weak"]);
}

#[test]
fn weak_says_that_a_stuck_card_wants_rewriting() {
    let failed = r#""card":"my/queue#kafka-order","mode":"review","grade":1"#;
    let days = ["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19"];
    let moments = days.map(|day| format!("{day}T10:00:00+09:00"));
    let place = Place::with_answers(&moments.each_ref().map(|at| (at.as_str(), failed)));
    let weak = place.run(&["weak", "--json"]).json();
    let cards = weak["cards"].as_array().unwrap();
    let stuck = cards.iter().find(|card| card["id"] == KAFKA).unwrap();
    assert!(
        stuck["stuck"]
            .as_str()
            .unwrap()
            .contains("rewrite the answer")
    );
    let run = place.run(&["weak", "--limit", "10000"]);
    assert!(run.out.contains("       ! "), "{}", run.out);
    let run = place.run(&["weak", "--limit", "10000", "--lang", "ko"]);
    assert!(
        run.out.contains("답을 다시 쓰거나 둘로 나누세요"),
        "{}",
        run.out
    );
}

fn with_interview(minutes: &str) -> Place {
    let place = answered();
    let run = place.run(&[
        "interviews",
        "add",
        "--company",
        "Messenger Co",
        "--date",
        "2026-12-03T14:00",
        "--minutes",
        minutes,
        "--deck",
        "my",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    place
}

#[test]
fn plan_prints_todays_list_and_the_forecast() {
    let place = with_interview("24");
    let plan = place.run(&["plan", "--json"]).json();
    assert_eq!(
        keys(&plan),
        [
            "cards",
            "forecast",
            "minutes",
            "notes",
            "on",
            "past_predictions",
            "problems"
        ]
    );
    assert_eq!(
        (&plan["on"], &plan["minutes"]),
        (&json!("2026-11-21"), &json!(24))
    );
    let cards = plan["cards"].as_array().unwrap();
    assert!(!cards.is_empty());
    assert_eq!(keys(&cards[0]), ["gain", "id", "seconds", "why"]);
    let forecast = &plan["forecast"][0];
    assert_eq!(
        keys(forecast),
        [
            "answers",
            "by_kind",
            "date",
            "high",
            "interview",
            "low",
            "not_reached",
            "on_the_day",
            "ten_minutes_more",
            "today"
        ]
    );
    assert_eq!(forecast["interview"], "messenger-co-2026-12-03");
    assert_eq!(forecast["date"], "2026-12-03");
    assert!(forecast["on_the_day"].as_f64() > forecast["today"].as_f64());
    assert_eq!(keys(&forecast["by_kind"]), ["technical"]);
    let weak = place.run(&["weak", "--json"]).json();
    assert_eq!(
        (&weak["day"], &weak["interview"]),
        (&json!("2026-12-03"), &json!("messenger-co-2026-12-03"))
    );
}

#[test]
fn plan_of_a_day_knows_what_was_answered_up_to_its_end() {
    let place = with_interview("24");
    let on = |day| place.run_now(&["plan", "--on", day, "--json"]).json();
    let before = on("2026-10-31");
    assert_eq!(before["on"], "2026-10-31");
    let is_new = |plan: &Value| {
        let cards = plan["cards"].as_array().unwrap().iter();
        let mut of_kafka = cards.filter(|card| card["id"] == KAFKA);
        of_kafka.any(|card| card["why"].as_str().unwrap().starts_with("new: "))
    };
    assert!(is_new(&before));
    assert!(!is_new(&on("2026-11-05")));
    let over = on("2026-12-04");
    assert_eq!(over["forecast"], json!([]));
}

#[test]
fn plan_takes_minutes_and_says_something_sensible_at_the_edges() {
    let place = with_interview("0");
    let plan = place.run(&["plan", "--json"]).list();
    assert_eq!(plan["cards"], json!([]));
    assert!(plan["notes"][0].as_str().unwrap().starts_with("no minutes"));
    let plan = place.run(&["plan", "--minutes", "3", "--json"]).json();
    let seconds = plan["cards"].as_array().unwrap().iter();
    let seconds: f64 = seconds.map(|card| card["seconds"].as_f64().unwrap()).sum();
    assert!(seconds > 0.0 && seconds < 360.0);
    for wrong in [
        &["plan", "--minutes", "1441"][..],
        &["plan", "--minutes", "-1"],
        &["plan", "--on", "2026-12-03T10:00"],
        &["plan", "--on", "+200000-01-01"],
        &["plan", "--on", "2026-02-30"],
    ] {
        assert_eq!(place.run_now(wrong).code, 2, "{wrong:?}");
    }
    assert_eq!(place.run(&["plan", "--on", "2026-12-01"]).code, 2);
    assert_eq!(place.run_now(&["plan", "--on", "9999-12-31"]).code, 0);
}

#[test]
fn plan_in_words_is_a_table_with_forecast_and_past_predictions() {
    let run = with_interview("24").run(&["plan"]);
    assert!(run.out.starts_with("2026-11-21 · 24 min · "), "{}", run.out);
    for part in [
        "\nMessenger Co · 2026-12-03\n",
        " on the day · 4 cards\n",
        "ten minutes more a day: ",
        "\ntoo few answers yet to compare predictions with (2)\n",
    ] {
        assert!(run.out.contains(part), "{part}{}", run.out);
    }
}

#[test]
fn plan_explains_a_card_by_its_rule_and_figures() {
    let place = with_interview("24");
    let explained = place.run(&["plan", "--explain", KAFKA, "--json"]).json();
    assert_eq!(explained["id"], KAFKA);
    assert!(explained["rule"].is_string() && explained["seconds"].as_f64() > Some(0.0));
    let plan = place.run(&["plan", "--json"]).json();
    let cards = plan["cards"].as_array().unwrap();
    for (i, card) in cards.iter().enumerate() {
        let id = card["id"].as_str().unwrap();
        let said = place.run(&["plan", "--explain", id, "--json"]).json();
        assert_eq!(
            (&said["rule"], &said["place"]),
            (&json!("listed"), &json!(i + 1))
        );
    }
    let words = place.run(&["plan", "--explain", KAFKA]);
    assert_eq!(words.code, 0, "{}", words.err);
    assert!(words.out.lines().count() >= 2, "{}", words.out);
    assert_eq!(place.run(&["plan", "--explain", "no-such-card"]).code, 2);
}

#[test]
fn without_history_every_command_still_answers() {
    let place = Place::empty();
    for command in [
        &["search", "kafka"][..],
        &["weak"],
        &["plan"],
        &["interviews"],
        &["weak", "--json"],
        &["plan", "--json"],
        &["plan", "--lang", "ko"],
        &["interviews", "list", "--json"],
    ] {
        let run = place.run_now(command);
        let has_none = matches!(command, ["weak"] | ["interviews", ..]);
        let code = i32::from(has_none);
        assert_eq!((run.code, run.err.as_str()), (code, ""), "{command:?}");
        assert!(!run.out.is_empty());
    }
    assert!(!place.data("interviews.toml").exists());
}

#[test]
fn no_escape_sequence_of_a_card_reaches_the_terminal() {
    let place = with_interview("24");
    place.write(
        "interviews.toml",
        "[[interviews]]\nid = \"a\\u001b[1m\"\ncompany = \"\\u001b[2JCo\"\ndate = 2026-12-03\n\
         decks = [\"my\\u001b[1m\"]\noff = [\"\\u001b[1m\"]\n",
    );
    place.write("history/\u{1b}[31m.jsonl", "not json \u{1b}[31m\n");
    for command in [
        &["search", "deck:my/queue"][..],
        &["card", "escape"],
        &["card", "kafka-order"],
        &["weak", "--limit", "10000"],
        &["plan", "--minutes", "60"],
        &["interviews"],
        &["interviews", "edit", "a\u{1b}[1m", "--minutes", "20"],
        &["interviews", "remove", "a\u{1b}[1mx"],
        &["interviews", "remove", "a\u{1b}[1m"],
    ] {
        let run = place.run(command);
        assert!(run.out.len() + run.err.len() > 0);
        assert_harmless(&run.out);
        assert_harmless(&run.err);
    }
}

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let place = Place::with_deck();
    let mut command = place.command(&["weak", "--json"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut complaint = String::new();
    let mut stderr = child.stderr.take().unwrap();
    stderr.read_to_string(&mut complaint).unwrap();
    assert_eq!(
        (child.wait().unwrap().code(), complaint.as_str()),
        (Some(0), "")
    );
}

#[test]
fn a_history_that_cannot_be_read_is_told() {
    let place = answered();
    place.write("history/bad.jsonl", "not json\n");
    let plan = place.run(&["plan", "--json"]).json();
    assert_eq!(plan["problems"].as_array().unwrap().len(), 1);
    let run = place.run(&["weak"]);
    assert!(run.out.contains("bad.jsonl:1:1: "), "{}", run.out);
}
