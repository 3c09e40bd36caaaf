//! `hotseat bank --coverage`.

use std::process::Stdio;

use serde_json::Value;

use crate::place::{Place, keys};

const LIST: &str = "# 친구가 받은 질문\n\n1. 카프카에서 순서를 어떻게 보장하나요?\n- 사가란?\n\
    3) 양자 얽힘 통신을 설명해 주세요\n양자 얽힘 통신을 설명해 주세요.\n";

fn with_list() -> Place {
    let place = Place::with_deck();
    place.write("list.txt", LIST);
    place
}

fn list(place: &Place) -> String {
    place.data("list.txt").display().to_string()
}

#[test]
fn every_question_of_a_list_is_judged_once() {
    let place = with_list();
    let found = place
        .run_now(&["bank", "--coverage", &list(&place), "--json"])
        .json();
    assert_eq!(keys(&found), ["counts", "questions", "taken"]);
    let questions = found["questions"].as_array().unwrap();
    let verdicts: Vec<&str> = questions
        .iter()
        .map(|question| question["verdict"].as_str().unwrap())
        .collect();
    assert_eq!(verdicts, ["has", "has", "missing"]);
    assert_eq!(
        questions[0]["question"],
        "카프카에서 순서를 어떻게 보장하나요?"
    );
    assert_eq!(questions[0]["cards"][0]["id"], "my/queue#kafka-order");
    assert_eq!(
        keys(&questions[0]["cards"][0]),
        ["closeness", "id", "question"]
    );
    assert_eq!(
        found["counts"],
        serde_json::json!({"has": 2, "near": 0, "missing": 1})
    );
    let run = place.run_now(&["bank", "--coverage", &list(&place), "--lang", "ko"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.contains("있음"), "{}", run.out);
    assert!(run.out.contains("없음"), "{}", run.out);
    assert!(run.out.contains("my/queue#saga"), "{}", run.out);
    assert_eq!(run.out.lines().count(), 4);
}

#[test]
fn gaps_are_taken_only_where_it_is_wished() {
    let place = with_list();
    let list = list(&place);
    let take = ["bank", "--coverage", &list, "--take", "my/gaps"];
    let run = place.run_now(&take);
    assert_eq!(run.code, 0);
    assert!(run.err.contains("--yes"), "{}", run.err);
    assert!(!place.data("decks/my/gaps.toml").exists());
    let run = place.run_now(&[&take[..], &["--yes"]].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    let deck = std::fs::read_to_string(place.data("decks/my/gaps.toml")).unwrap();
    assert_eq!(deck.matches("[[cards]]").count(), 1, "{deck}");
    assert!(deck.contains("양자 얽힘 통신을 설명해 주세요"), "{deck}");
    // What was taken has a card from now on, and nothing is left to take.
    let again = place
        .run_now(&[&take[..], &["--yes", "--json"]].concat())
        .json();
    assert_eq!(again["counts"]["missing"], 0);
    assert_eq!(again["taken"], serde_json::json!([]));
    assert_eq!(
        std::fs::read_to_string(place.data("decks/my/gaps.toml")).unwrap(),
        deck
    );
}

#[test]
fn gaps_go_to_the_end_of_a_deck_that_is_there() {
    let place = Place::with_deck();
    place.write(
        "list.txt",
        "양자 얽힘 통신을 설명해 주세요\n흑체 복사 실험을 아시나요?\n",
    );
    let run = place.run_now(&[
        "bank",
        "--coverage",
        &list(&place),
        "--take",
        "my/queue",
        "--yes",
        "--json",
    ]);
    assert_eq!(run.json()["taken"].as_array().unwrap().len(), 2);
    let deck = std::fs::read_to_string(place.data("decks/my/queue.toml")).unwrap();
    assert!(deck.starts_with(crate::place::DECK.trim_end()), "{deck}");
    assert_eq!(deck.matches("[[cards]]").count(), 6);
}

#[test]
fn the_list_may_come_through_a_pipe() {
    let place = Place::with_deck();
    let mut child = place
        .command(&["bank", "--coverage", "-", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(
        &mut child.stdin.take().unwrap(),
        "사가는 무엇인가요".as_bytes(),
    )
    .unwrap();
    let output = child.wait_with_output().unwrap();
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found["counts"]["has"], 1);
    let run = place.run_now(&["bank", "--coverage", "nowhere.txt"]);
    assert_eq!(run.code, 3);
    let run = place.run_now(&["bank"]);
    assert_eq!(run.code, 2);
}
