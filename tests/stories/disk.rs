//! A disk that refuses: nothing is lost, and nothing is there twice.

use std::fs;

use crate::stage::{
    House, Mood, Slow, Step, keys, meanwhile, press, script, sees, sees_no, types, wait,
};

#[test]
fn a_full_disk_is_said_on_the_screen_and_enter_keeps_the_answer_once_there_is_room() {
    let house = House::english();
    house.play(script![
        keys("u enter t"),
        types("kept in the end"),
        keys("ctrl-d 2 4"),
        house.disk.becomes(Mood::Full),
        press("enter"),
        sees("Not saved: the disk is full. r tries again."),
        sees("Self-introduction · 1 of 1"),
        press("enter"),
        sees("Not saved: the disk is full."),
        house.disk.becomes(Mood::Whole),
        press("enter"),
        sees("Frequent questions · 1 of 2"),
        wait(11),
        sees_no("Not saved"),
    ]);
    let answers = house.answers();
    assert_eq!(answers.len(), 1);
    assert_eq!(answers[0]["typed"], "kept in the end");
}

#[test]
fn a_slow_disk_holds_no_frame_and_what_is_not_on_it_is_not_called_saved() {
    let mut house = House::english();
    house.slow = Some(Slow::Record);
    house.play(script![
        keys("u"),
        Step::Kept,
        keys("enter enter 2 4 enter"),
        sees("saving…"),
        sees("Self-introduction · 1 of 1"),
        // Keys are taken and frames drawn meanwhile.
        press("?"),
        sees("Keys"),
        press("esc"),
        sees("saving…"),
        wait(60),
        sees("Self-introduction · 1 of 1"),
        Step::Kept,
        sees_no("saving…"),
        sees("Frequent questions · 1 of 2"),
    ]);
    assert_eq!(house.answers().len(), 1);
}

#[test]
fn r_tries_again_as_the_message_says() {
    let house = House::english();
    house.play(script![
        keys("u enter enter 2 4"),
        house.disk.becomes_for(Mood::Full, 1),
        press("enter"),
        sees("r tries again"),
        press("r"),
        sees("Frequent questions · 1 of 2"),
    ]);
    assert_eq!(house.answers().len(), 1);
}

#[test]
fn an_answer_that_was_torn_off_stands_in_the_file_once() {
    let house = House::english();
    house.play(script![
        keys("u enter enter 2 4"),
        house.disk.becomes_for(Mood::Torn, 1),
        keys("enter enter"),
        sees("Frequent questions · 1 of 2"),
    ]);
    // Every line is whole, or reading them here would fail.
    assert_eq!(house.answers().len(), 1);
}

#[test]
fn an_answer_of_which_the_disk_is_unsure_is_not_there_twice() {
    let house = House::english();
    house.play(script![
        keys("u enter enter 2 4"),
        house.disk.becomes_for(Mood::Unsure, 1),
        press("enter"),
        sees("Not saved"),
        press("enter"),
        sees("Frequent questions · 1 of 2"),
    ]);
    assert_eq!(house.answers().len(), 1);
}

#[test]
fn a_beginning_that_could_not_be_kept_is_kept_before_the_first_answer() {
    let house = House::english();
    house.play(script![
        house.disk.becomes_for(Mood::Full, 1),
        press("u"),
        sees("Not saved: the disk is full"),
        keys("enter enter 2 4 enter"),
        sees("Frequent questions · 1 of 2"),
    ]);
    let lines = house.history();
    assert_eq!(lines.len(), 2);
    assert_eq!([&lines[0]["event"], &lines[1]["kind"]], ["began", "answer"]);
}

#[test]
fn leaving_on_a_full_disk_waits_until_everything_is_kept() {
    let house = House::english();
    house.play(script![
        keys("u enter t"),
        types("not lost"),
        press("esc"),
        house.disk.becomes(Mood::Full),
        keys("esc y"),
        sees("Not saved: the disk is full."),
        press("r"),
        sees("Not saved"),
        house.disk.becomes(Mood::Whole),
        press("r"),
        sees("Debrief"),
    ]);
    let lines = house.history();
    let what: Vec<_> = lines.iter().map(|line| &line["kind"]).collect();
    assert_eq!(what, ["session", "answer", "session"]);
    assert_eq!(lines[1]["typed"], "not lost");
}

#[test]
fn an_answer_that_alone_could_not_be_kept_is_not_lost_with_the_end_of_the_session() {
    let house = House::english();
    house.play(script![
        keys("u enter t"),
        types("not lost"),
        press("esc"),
        house.disk.becomes_for(Mood::Full, 1),
        keys("esc y"),
        sees("Not saved: the disk is full."),
        press("r"),
        sees("Debrief"),
    ]);
    let answers = house.answers();
    assert_eq!(answers.len(), 1);
    assert_eq!(answers[0]["typed"], "not lost");
}

#[test]
fn a_history_that_was_taken_away_is_told_of_and_goes_on_once_it_is_back() {
    let house = House::english();
    let history = house.folders.history();
    let aside = house.folders.data.join("aside");
    let (taken, back) = ((history.clone(), aside.clone()), (aside, history));
    house.play(script![
        keys("u enter enter 2 4"),
        meanwhile(move || std::fs::rename(taken.0, taken.1).unwrap()),
        press("enter"),
        sees("Not saved: the history file is gone"),
        meanwhile(move || std::fs::rename(back.0, back.1).unwrap()),
        press("r"),
        sees("Frequent questions · 1 of 2"),
    ]);
    let what: Vec<_> = house
        .history()
        .iter()
        .map(|line| line["kind"].clone())
        .collect();
    assert_eq!(what, ["session", "answer"]);
}

#[test]
fn a_history_that_does_not_come_back_is_begun_anew() {
    let house = House::english();
    let history = house.folders.history();
    house.play(script![
        keys("u enter enter 2 4"),
        meanwhile(move || std::fs::remove_dir_all(history).unwrap()),
        press("enter"),
        sees("Not saved: the history file is gone"),
        press("r"),
        sees("Frequent questions · 1 of 2"),
    ]);
    assert_eq!(house.answers().len(), 1);
}

#[test]
fn a_program_killed_while_the_disk_was_full_still_knows_the_session() {
    let house = House::english();
    house.play(script![
        keys("u enter enter 2 4"),
        house.disk.becomes(Mood::Full),
        press("enter"),
        sees("Not saved"),
    ]);
    house.play(script![
        house.disk.becomes(Mood::Whole),
        sees("Self-introduction · 1 of 1"),
        press("enter"),
        sees("outline"),
        press("enter"),
        sees("Frequent questions · 1 of 2"),
    ]);
    assert_eq!(house.answers().len(), 1);
}

/// The card about browsers in the bank, its answer beside it, and the keys from there to home.
const BROWSERS: &str = "What happens when you type an address";
const ANSWER: &str = "a connection made, a request sent";

#[test]
fn a_deck_that_was_moved_away_and_back_is_named_meanwhile_and_its_cards_stay_what_they_are() {
    let house = House::english();
    let deck = house.folders.decks().join("en/technical/network.toml");
    let aside = house.folders.data.join("network.toml");
    let (from, to) = (deck.clone(), aside.clone());
    house.play(script![
        sees_no("Problems in files"),
        meanwhile(move || fs::rename(&from, &to).unwrap()),
        press("/"),
        types("type an address"),
        keys("esc enter"),
        sees(BROWSERS),
        sees(ANSWER),
        sees_no("unwritten"),
        press("e"),
        sees("is gone"),
        sees(ANSWER),
        sees_no("unwritten"),
        keys("esc esc"),
        sees("Problems in files"),
        sees("1 error"),
        meanwhile(move || fs::rename(&aside, &deck).unwrap()),
        press("/"),
        types("type an address"),
        keys("esc enter"),
        sees(ANSWER),
        press("e"),
        sees("Editing · en/technical/network#browser-address"),
        sees("The name is looked up"),
        keys("esc esc esc"),
        sees_no("Problems in files"),
    ]);
}
