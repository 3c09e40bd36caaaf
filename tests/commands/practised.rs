//! Whose questions are practised: plans, lists and searches by language and role.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::place::Place;

/// The home of somebody who has just set a date and done nothing.
fn fresh(lang: &str, role: &str) -> Place {
    let place = Place::empty();
    let run = place.run_now(&["setup", "--questions", lang, "--role", role]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let round = ["--round", "1차 기술", "--minutes", "40"];
    let date = ["--company", "라온", "--date", "2026-12-03"];
    let run = place.run(&[&["interviews", "add"][..], &date, &round].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    place
}

fn cards(place: &Place, arguments: &[&str]) -> Vec<String> {
    let value = place.run(&[arguments, &["--json"]].concat()).json();
    let cards = value["cards"].as_array().unwrap().iter();
    cards
        .map(|card| card["id"].as_str().unwrap().to_owned())
        .collect()
}

fn is_english(card: &str) -> bool {
    card.starts_with("en/")
}

/// Today's questions of a fresh start, one a line.
fn plan_of(lang: &str, role: &str) -> String {
    let place = fresh(lang, role);
    let planned = cards(&place, &["plan"]);
    let decks: BTreeSet<&str> = planned
        .iter()
        .filter_map(|card| card.split('#').next())
        .collect();
    assert!(decks.len() >= 5, "{planned:#?}");
    assert!(
        planned
            .iter()
            .all(|card| is_english(card) == (lang == "en"))
    );
    assert!(
        !planned.iter().any(|card| card.contains("company/")),
        "{planned:#?}"
    );
    assert!(
        planned
            .iter()
            .any(|card| card.ends_with("one-minute-introduction"))
    );
    planned.join("\n")
}

#[test]
fn the_first_evening_of_a_korean_backend_developer() {
    insta::assert_snapshot!("first-evening-ko", plan_of("ko", "backend-jvm"));
}

#[test]
fn the_first_evening_of_an_english_backend_developer() {
    insta::assert_snapshot!("first-evening-en", plan_of("en", "backend-jvm"));
}

#[test]
fn an_interview_has_languages_and_roles_of_its_own_and_the_command_line_stands_above_them() {
    let place = fresh("ko", "backend");
    let id = place.run(&["interviews", "list", "--json"]).json()["interviews"][0]["id"].clone();
    let run = place.run(&[
        "interviews",
        "edit",
        id.as_str().unwrap(),
        "--questions",
        "en",
    ]);
    assert_eq!(run.code, 0);
    assert!(cards(&place, &["plan"]).iter().all(|card| is_english(card)));
    let asked = ["plan", "--questions", "ko"];
    assert!(!cards(&place, &asked).iter().any(|card| is_english(card)));
}

#[test]
fn weak_lists_statistics_and_draws_go_by_what_is_practised() {
    let place = fresh("ko", "backend");
    let weak = cards(&place, &["weak"]);
    assert!(!weak.is_empty() && !weak.iter().any(|card| is_english(card)));
    let count = |arguments: &[&str]| -> u64 {
        let value = place
            .run(&[&["stats", "--json"][..], arguments].concat())
            .json();
        value["cards"].as_u64().unwrap()
    };
    assert!(count(&[]) < count(&["--questions", "all"]));
    let drawn = place
        .run_now(&["interview", "--preset", "kr-tech-1", "--draw", "--json"])
        .json();
    let questions = drawn["rounds"].as_array().unwrap().iter();
    let questions: Vec<&Value> = questions
        .flat_map(|round| round["questions"].as_array().unwrap())
        .collect();
    assert!(!questions.is_empty());
    assert!(
        !questions
            .iter()
            .any(|question| is_english(question["card"].as_str().unwrap()))
    );
}

#[test]
fn words_find_every_language_with_the_practised_one_first_and_filters_list_what_is_practised() {
    let place = Place::empty();
    let found = cards(&place, &["search", "트랜잭션"]);
    assert!(found.iter().any(|card| !is_english(card)), "{found:?}");
    let found = cards(&place, &["search", "redis"]);
    let first_other = found.iter().position(|card| !is_english(card)).unwrap();
    assert!(first_other > 0 && found[first_other..].iter().all(|card| !is_english(card)));
    let listed = cards(&place, &["search", "is:new"]);
    assert!(!listed.is_empty() && listed.iter().all(|card| is_english(card)));
    let all = cards(&place, &["search", "is:new lang:all"]);
    assert!(all.len() > listed.len());
    let korean = cards(&place, &["search", "is:new", "--questions", "ko"]);
    assert!(!korean.is_empty() && !korean.iter().any(|card| is_english(card)));
}

#[test]
fn a_role_that_there_is_not_is_named() {
    let place = Place::empty();
    let run = place.run(&["plan", "--role", "backnd"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("backend-jvm"), "{}", run.err);
}
