//! The debrief: what it says, what is written under it, and what follows from it.

use std::fs;

use crate::stage::{House, Mood, Step, keys, press, script, sees, sees_no, types, wait};

/// A warm-up in which one answer was sure and wrong, and one was given up.
fn interview() -> Vec<Step> {
    script![
        keys("u enter"),
        wait(42),
        keys("enter 4 enter enter"),
        wait(74),
        keys("enter 3 2 enter"),
        press("x"),
        press("enter"),
        sees("Debrief"),
    ]
}

#[test]
fn the_debrief_names_what_was_sure_and_wrong_the_pace_and_three_things_for_tomorrow() {
    let house = House::english();
    house.play(script![
        interview(),
        sees("sure but wrong: How do TCP and UDP differ"),
        sees("short 0"),
        sees("in time 1"),
        sees("over 1"),
        sees("1. put right what you were sure of: How do TCP"),
    ]);
}

#[test]
fn notes_of_the_interview_stand_in_its_debrief_and_at_its_cards() {
    let house = House::english();
    house.play(script![
        keys("u enter n"),
        types("ask for the load"),
        press("esc"),
        wait(42),
        keys("enter 4 enter enter"),
        wait(74),
        keys("enter 3 2 enter"),
        press("x"),
        press("enter"),
        sees("Notes of this interview"),
        sees("ask for the load"),
        keys("esc / t c p esc h"),
        press("end"),
        sees("ask for the load"),
    ]);
}

#[test]
fn a_score_is_changed_right_after_enter_and_at_the_end() {
    let house = House::english();
    house.play(script![
        keys("u enter"),
        wait(42),
        keys("enter 4 enter u"),
        sees("Next time"),
        keys("2 enter"),
        press("enter"),
        wait(74),
        keys("enter 3 2 enter"),
        press("x"),
        press("enter"),
        sees("Debrief"),
        press("u"),
        sees("Next time"),
        press("esc"),
    ]);
    let history = house.history();
    let kinds = history
        .iter()
        .map(|record| record["kind"].as_str().unwrap());
    assert_eq!(kinds.filter(|kind| *kind == "undo").count(), 1);
    let scores: Vec<_> = house
        .answers()
        .iter()
        .map(|it| it["score"].clone())
        .collect();
    assert!(
        scores.contains(&4.into()) && scores.contains(&2.into()),
        "{scores:?}"
    );
}

#[test]
fn three_lines_are_kept_in_the_history_and_found_again() {
    let house = House::english();
    house.play(script![
        interview(),
        keys("end up up enter"),
        types("the opening"),
        press("enter"),
        types("numbers were missing"),
        press("enter"),
        types("say the result first"),
        press("enter"),
        press("esc"),
        press("d"),
        sees("Debrief"),
        sees("numbers were missing"),
    ]);
    let history = house.history();
    let last = history.last().unwrap();
    assert_eq!(last["event"], "reflected");
    assert_eq!(last["keep"], "the opening");
    assert_eq!(last["problem"], "numbers were missing");
    assert_eq!(last["try"], "say the result first");
    assert_eq!(house.drafts(), Vec::<std::path::PathBuf>::new());
    house.play(script![press("d"), sees("say the result first")]);
}

#[test]
fn a_line_that_was_being_written_when_the_program_was_killed_is_there_again() {
    let house = House::english();
    house.play(script![
        interview(),
        keys("end enter"),
        types("breathe befo")
    ]);
    house.play(script![
        press("d"),
        sees("try*"),
        sees("breathe befo"),
        press("esc")
    ]);
    assert_eq!(house.history().last().unwrap()["try"], "breathe befo");
    house.play(script![press("d"), sees("breathe befo"), sees_no("try*")]);
}

#[test]
fn the_weak_ones_are_asked_again_at_once() {
    let house = House::english();
    house.play(script![
        interview(),
        press("r"),
        sees("1 of 2"),
        keys("s s"),
        sees("Debrief"),
        press("["),
        sees("Debrief · Warm-up"),
    ]);
}

#[test]
fn a_session_is_exported_as_markdown_and_as_a_page() {
    let house = House::english();
    house.play(script![
        interview(),
        press("x"),
        sees("Markdown"),
        press("m"),
        sees("2026-11-21-2140-warmup.md"),
        keys("x h"),
        sees("2026-11-21-2140-warmup.html"),
        keys("x esc"),
        sees("Debrief"),
    ]);
    let read = |name: &str| fs::read_to_string(house.folders.reports().join(name)).unwrap();
    assert!(read("2026-11-21-2140-warmup.md").starts_with("# Debrief · Warm-up"));
    assert!(read("2026-11-21-2140-warmup.html").contains("<svg"));
}

#[test]
fn a_line_that_cannot_be_kept_says_so_and_is_kept_at_the_next_try() {
    let house = House::english();
    house.play(script![
        interview(),
        keys("end enter"),
        types("slow down"),
        house.disk.becomes(Mood::Full),
        press("enter"),
        sees("The line is not saved"),
        house.disk.becomes(Mood::Whole),
        keys("enter enter"),
    ]);
    assert_eq!(house.history().last().unwrap()["try"], "slow down");
}
