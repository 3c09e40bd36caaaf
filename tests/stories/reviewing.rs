//! The review: grades, undo, setting aside, and the weak cards.

use crate::stage::{House, keys, press, script, sees, sees_no};

/// A review of the one card that is selected among those found.
const OPEN: &str = "/ t c p esc space r";

#[test]
fn a_grade_is_on_the_disk_before_the_next_card_and_undo_takes_it_back() {
    let house = House::english();
    house.play(script![
        keys(OPEN),
        sees("Answer aloud. Enter shows the answer."),
        sees_no("model answer"),
        press("enter"),
        sees("model answer"),
        sees("1 again"),
        press("3"),
        sees("1 card done."),
        sees("good 1"),
        press("u"),
        sees("model answer"),
        press("1"),
        sees("again 1"),
    ]);
    let kinds: Vec<String> = house
        .history()
        .iter()
        .map(|record| record["kind"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(kinds, ["answer", "undo", "answer"]);
    let answers = house.answers();
    assert_eq!(
        (&answers[0]["mode"], &answers[0]["grade"]),
        (&"review".into(), &3.into())
    );
    assert_eq!(answers[1]["grade"], 1);
}

#[test]
fn the_last_grade_is_taken_back_after_a_restart_too_and_from_the_history_of_the_card() {
    let house = House::english();
    house.play(script![keys(OPEN), keys("enter 3"), sees("1 card done.")]);
    house.play(script![
        keys(OPEN),
        press("u"),
        sees("model answer"),
        press("1"),
        sees("2 of 2"),
    ]);
    house.play(script![
        keys("/ t c p esc h u"),
        sees("taken back"),
        press("u"),
        sees("counts again"),
    ]);
    let kinds: Vec<String> = house
        .history()
        .iter()
        .map(|record| record["kind"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(kinds, ["answer", "undo", "answer", "undo", "undo"]);
}

#[test]
fn a_card_rests_until_tomorrow_or_is_set_aside() {
    let house = House::english();
    house.play(script![keys(OPEN), press("b"), sees("No card is due now.")]);
    house.play(script![
        keys(OPEN),
        press("S"),
        sees("No card is due now."),
        sees("is:aside finds it")
    ]);
    let marks: Vec<String> = house
        .history()
        .iter()
        .filter(|record| record["kind"] == "mark")
        .map(|record| record["mark"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(marks, ["buried", "suspended"]);
}

#[test]
fn typed_words_are_kept_with_the_grade_and_shown_beside_the_answer() {
    let house = House::english();
    house.play(script![
        keys(OPEN),
        press("t"),
        crate::stage::types("ordered"),
        press("ctrl-d"),
        sees("your answer"),
        sees("ordered"),
        press("4"),
    ]);
    assert_eq!(house.answers()[0]["typed"], "ordered");
}

#[test]
fn nothing_due_offers_practice_that_pushes_no_date_back() {
    let house = House::english();
    house.play(script![
        keys(OPEN),
        press("b"),
        sees("Press a to practise the most faded cards anyway"),
        press("a"),
        sees("practice (pushes no date back)"),
        keys("enter 3"),
    ]);
    assert_eq!(house.answers()[0]["mode"], "practice");
}

#[test]
fn what_was_missed_is_asked_once_more_until_it_is_known() {
    let house = House::english();
    house.play(script![
        keys(OPEN),
        keys("enter 1"),
        sees("through the 1 that you missed"),
        press("r"),
        sees("practice (pushes no date back)"),
        keys("enter 1"),
        sees("through the 1 that you missed"),
        keys("r enter 3"),
        sees_no("that you missed"),
        press("r"),
        sees_no("practice (pushes no date back)"),
    ]);
    let modes: Vec<_> = house
        .answers()
        .iter()
        .map(|answer| answer["mode"].clone())
        .collect();
    assert_eq!(modes, ["review", "practice", "practice"]);
}

#[test]
fn what_was_forgotten_is_weak_with_its_reason() {
    let house = House::english();
    house.play(script![keys(OPEN), keys("enter 1 esc esc esc")]);
    house.play(script![
        press("w"),
        sees("Weak cards"),
        sees("TCP"),
        press("enter"),
        sees("model answer"),
        press("esc"),
        press("r"),
        sees("1 of 1"),
    ]);
}
