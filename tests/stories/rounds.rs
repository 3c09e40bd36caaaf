//! Kinds of interviews beside the usual one: cut off at the limit, in parts, read through, and
//! ended with a line; and the room's corners.

use serde_json::json;

use crate::stage::{House, Step, keys, press, script, sees, sees_no, types, wait};

/// Chooses the preset at this place of the list and begins.
fn begins(place: usize) -> Vec<Step> {
    let mut steps = keys("i");
    steps.extend((0..place).map(|_| press("down")));
    steps.push(press("enter"));
    steps
}

fn with(name: &'static str, preset: &'static str) -> House {
    House::english().with_preset(name, preset)
}

const HARD: &str = r#"
title = { ko = "속사포", en = "Blitz" }
mode = "live"
[[rounds]]
title = { ko = "기술", en = "Technical" }
kinds = ["technical"]
count = 2
think = "3s"
answer = "20s"
hard = true
"#;

#[test]
fn a_hard_limit_moves_on_keeps_what_was_typed_and_takes_no_letter_for_a_command() {
    let house = with("blitz", HARD);
    house.play(script![
        begins(3),
        wait(3),
        press("t"),
        types("it has"),
        wait(20),
        sees("2 of 2"),
        sees("time is up; it moved on"),
        // Still typing: x would give up, s would skip.
        keys("x s"),
        sees("think 0:0"),
        wait(3),
        wait(20),
        sees("how sure were you?"),
        keys("2"),
        sees("it has"),
        keys("3 enter 2 3 enter"),
        sees("Debrief"),
    ]);
    let answers = house.answers();
    assert_eq!(
        [&answers[0]["typed"], &answers[0]["answer_ms"]],
        [&json!("it has"), &json!(20_000)]
    );
    assert!(
        answers.iter().all(|answer| answer["skipped"].is_null()),
        "{answers:?}"
    );
    assert!(
        answers.iter().all(|answer| answer["gave_up"].is_null()),
        "{answers:?}"
    );
}

const PARTS: &str = r#"
title = { ko = "설계", en = "Design" }
[[rounds]]
title = { ko = "과제", en = "Brief" }
tags = ["tcp"]
count = 1
[[rounds.parts]]
words = "Requirements, one a line."
answer = "60s"
list = true
[[rounds.parts]]
words = "Now the design."
answer = "60s"
"#;

#[test]
fn requirements_that_were_written_down_are_ticked_off_in_the_next_part() {
    let house = with("design", PARTS);
    let played = house.play(script![
        begins(3),
        sees("How do TCP and UDP differ?"),
        sees("Requirements, one a line."),
        types("ordered"),
        press("enter"),
        types("fast"),
        press("esc"),
        wait(61),
        sees("+ 0 : 0 1"),
        press("enter"),
        sees("Now the design."),
        sees("1-9 tick"),
        sees("1 [ ] ordered"),
        press("2"),
        sees("2 [x] fast"),
        sees_no("model answer"),
        keys("enter 2"),
        sees("part 1"),
        sees("part 2"),
        keys("4 enter"),
        sees("Debrief"),
    ]);
    assert_eq!(played.bells, 1);
    let answers = house.answers();
    assert_eq!(
        [
            &answers[0]["part"],
            &answers[0]["points"],
            &answers[0]["points_of"],
            &answers[0]["score"]
        ],
        [&json!(0), &json!([1]), &json!(2), &json!(null)]
    );
    assert_eq!([&answers[1]["part"], &answers[1]["score"]], [1, 4]);
}

const NIGHT: &str = r#"
title = { ko = "전날", en = "Night before" }
mode = "night-before"
[[rounds]]
kinds = ["technical"]
count = 2
answer = "20s"
"#;

#[test]
fn the_night_before_shows_the_answers_at_once_and_scores_nothing() {
    let house = with("evening", NIGHT);
    house.play(script![
        begins(3),
        sees("model answer"),
        wait(21),
        sees("2 of 2"),
        press("p"),
        sees("paused"),
        wait(60),
        press("p"),
        press("enter"),
        sees("Debrief"),
    ]);
    let answers = house.answers();
    assert_eq!(answers.len(), 2);
    for answer in &answers {
        assert_eq!(
            [&answer["mode"], &answer["score"]],
            [&json!("night-before"), &json!(null)]
        );
    }
}

const DAILY: &str = r#"
title = { ko = "하루 하나", en = "Daily" }
one_line = true
[[rounds]]
tags = ["tcp"]
count = 1
answer = "60s"
"#;

#[test]
fn one_line_ends_the_daily_question_and_survives_a_kill() {
    let house = with("daily", DAILY);
    house.play(script![
        begins(3),
        keys("enter 2 3 enter"),
        sees("What did today teach you?"),
        types("order first"),
    ]);
    house.play(script![
        sees("Resume"),
        press("enter"),
        sees("order first"),
        press("enter"),
        sees("Debrief"),
    ]);
    let lines = house.history();
    let ended = lines.last().unwrap();
    assert_eq!(
        [&ended["reason"], &ended["line"]],
        ["finished", "order first"]
    );
}

#[test]
fn dimensions_are_scored_one_by_one_with_their_words() {
    let house = with("daily", DAILY);
    house.play(script![
        begins(3),
        keys("enter 2 d"),
        sees("Correctness"),
        sees("the core is right, one thing is not"),
        press("3"),
        sees("3: the core is right"),
        press("5"),
        keys("d 4 enter"),
        types("x"),
        press("enter"),
    ]);
    assert_eq!(
        house.answers()[0]["dimensions"],
        json!({ "correctness": 3, "depth": 5 })
    );
}

#[test]
fn a_hint_costs_a_point_and_says_so() {
    let house = with("daily", DAILY);
    house.play(script![
        begins(3),
        keys("h enter 2 4"),
        sees("1 hint: it is kept as 3"),
        press("enter"),
    ]);
    assert_eq!(house.answers()[0]["score"], 3);
}

#[test]
fn the_notes_pad_lies_beside_all_questions_and_is_kept_at_the_end() {
    let house = with("blitz", HARD);
    house.play(script![
        begins(3),
        press("n"),
        types("they use Kafka"),
        press("esc"),
        keys("enter enter"),
        sees("2 of 2"),
        sees("they use Kafka"),
        keys("enter enter 2 3 enter 2 3 enter"),
        sees("Debrief"),
    ]);
    assert_eq!(house.history().last().unwrap()["pad"], "they use Kafka");
}

#[test]
fn a_second_interrupt_in_the_leave_box_leaves() {
    let house = House::english();
    let played = house.play(script![
        keys("u enter"),
        press("ctrl-c"),
        sees("Leave the interview"),
        press("ctrl-c"),
    ]);
    assert!(played.ended.is_some());
}

#[test]
fn after_a_stop_it_says_so_and_not_that_the_machine_slept() {
    let house = House::english();
    house.play(script![
        keys("u enter"),
        Step::Away(std::time::Duration::from_secs(90)),
        press("ctrl-z"),
        sees("Stopped for 1:30"),
        sees_no("slept"),
    ]);
}
