//! Leaving early, and sessions that broke off.

use crate::stage::{House, Step, keys, press, script, sees, sees_no, types, wait};

#[test]
fn leaving_early_asks_once_and_debriefs_what_there_is() {
    let house = House::english();
    house.play(script![
        press("u"),
        keys("enter enter 2 4 enter"),
        press("enter"),
        wait(10),
        press("esc"),
        sees("Leave the interview"),
        wait(600),
        press("n"),
        sees_no("Leave the interview"),
        sees("0 : 1 0"),
        keys("esc y"),
        sees("1 of 3 asked"),
    ]);
    let last = house.history().pop().unwrap();
    assert_eq!([&last["event"], &last["reason"]], ["ended", "left"]);
    assert_eq!(last["scored"], 1);
    assert_eq!(house.drafts().len(), 0);
}

#[test]
fn what_was_typed_before_leaving_is_kept_without_a_score() {
    let house = House::english();
    house.play(script![
        keys("u enter t"),
        types("half an ans"),
        keys("ctrl-c y"),
    ]);
    let answers = house.answers();
    assert_eq!(answers.len(), 1);
    assert_eq!(answers[0]["typed"], "half an ans");
    assert_eq!(answers[0].get("score"), None);
}

#[test]
fn a_pause_of_ones_own_is_still_there_after_a_no_to_leaving() {
    House::english().play(script![
        keys("u enter"),
        wait(10),
        keys("p esc n"),
        wait(60),
        sees("paused · p goes on"),
        sees("0 : 1 0"),
    ]);
}

#[test]
fn a_session_that_was_killed_is_offered_again_with_what_was_typed_at_the_same_question() {
    let house = House::english();
    house.play(script![
        keys("u enter enter 2 4 enter"),
        sees("Frequent questions · 1 of 2"),
        press("enter"),
        wait(20),
        press("t"),
        types("카프카 and"),
    ]);
    assert_eq!(house.answers().len(), 1);
    assert_eq!(house.drafts().len(), 1);

    house.play(script![
        sees("Frequent questions · 1 of 2"),
        press("enter"),
        sees("This interview broke off here. p goes on when you are ready."),
        sees("Frequent questions · 1 of 2"),
        sees("카프카 and"),
        sees("0 : 2 0"),
        wait(100),
        press("p"),
        wait(5),
        press("t"),
        types(" more"),
        keys("ctrl-d 2 4 enter"),
        sees("Frequent questions · 2 of 2"),
        keys("enter enter 2 4 enter"),
        sees("3 of 3 asked"),
        press("esc"),
        sees_no("Resume"),
    ]);
    let answers = house.answers();
    assert_eq!(answers.len(), 3);
    assert_eq!(answers[1]["typed"], "카프카 and more");
    assert_eq!(answers[1]["answer_ms"], 25_000);
    let began = house
        .history()
        .iter()
        .filter(|line| line["event"] == "began")
        .count();
    assert_eq!(began, 1);
    assert_eq!(house.drafts().len(), 0);
}

#[test]
fn a_session_that_was_killed_while_scoring_is_taken_up_at_the_score() {
    let house = House::english();
    house.play(script![keys("u enter"), wait(30), keys("enter 3 space 4"),]);
    assert_eq!(house.answers().len(), 0);
    house.play(script![
        press("enter"),
        sees("[x] present work"),
        press("enter"),
        sees("Frequent questions · 1 of 2"),
    ]);
    let answers = house.answers();
    assert_eq!(answers.len(), 1);
    assert_eq!(answers[0]["score"], 4);
    assert_eq!(answers[0]["points"], serde_json::json!([0]));
    assert_eq!(answers[0]["answer_ms"], 30_000);
}

#[test]
fn a_signal_keeps_what_was_typed_and_the_session_is_offered_again() {
    let house = House::english();
    let played = house.play(script![
        keys("u enter"),
        wait(7),
        press("t"),
        types("mid sentence"),
        wait(3),
        Step::Signal(15),
    ]);
    assert_eq!(played.ended.unwrap().signal, Some(15));
    house.play(script![
        sees("Self-introduction · 1 of 1"),
        press("enter"),
        sees("mid sentence"),
        sees("0 : 1 0"),
    ]);
}

#[test]
fn two_sessions_that_broke_off_are_offered_one_after_the_other_the_last_first() {
    let house = House::english();
    house.play(script![keys("u enter"), wait(5)]);
    house.play(script![keys("i down enter enter"), wait(5)]);
    house.play(script![
        sees("Network · 1 of 1"),
        keys("enter esc y esc"),
        sees("Self-introduction · 1 of 1"),
        keys("up up up enter esc y esc"),
        sees_no("Resume"),
    ]);
}

#[test]
fn a_card_that_is_gone_from_its_deck_can_be_skipped_when_the_session_is_resumed() {
    let house = House::english();
    house.play(script![keys("u enter"), wait(5)]);
    std::fs::remove_file(house.folders.decks().join("en/personal/self.toml")).unwrap();
    house.play(script![
        press("enter"),
        sees("This card is no longer in its deck. Skip it."),
        keys("p s"),
        sees("Frequent questions · 1 of 2"),
        press("enter"),
    ]);
    assert_eq!(house.answers()[0]["skipped"], true);
}
