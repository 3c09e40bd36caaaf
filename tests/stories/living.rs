//! A window that is left open: the day turns, and files change beside it.

use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::stage::{House, Step, keys, outside, press, script, sees, sees_no, types, wait};

const CARD: &str = "en/technical/network#tcp-vs-udp";

/// A line of the history: an answer of eleven minutes to a card.
fn answer(number: u32, at: &str, card: &str) -> String {
    format!(
        r#"{{"v":1,"id":"01JD{number:022}","at":"{at}","kind":"answer","card":"{card}","mode":"practice","score":4,"answer_ms":650000}}"#
    ) + "\n"
}

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A house with one answer of the evening, on another device of the same user.
fn house() -> House {
    let house = House::english();
    let line = answer(1, "2026-11-21T21:00:00.000+09:00", CARD);
    put(&house.folders.history().join("desk-aaaa.jsonl"), &line);
    house
}

fn sleep(hours: u64) -> Step {
    Step::Sleep(Duration::from_secs(hours * 3600))
}

#[test]
fn the_day_turns_at_its_hour_without_a_key() {
    house().play(script![
        sees("answers: 1 today, 1 in all"),
        sees("2026-11-21"),
        wait(5 * 3600),
        // It is half past two: still the evening before, in the header too.
        sees("answers: 1 today, 1 in all"),
        sees("2026-11-21"),
        wait(2 * 3600),
        sees("answers: 0 today, 1 in all"),
        sees("2026-11-22"),
    ]);
}

#[test]
fn the_day_turns_in_a_sleep_and_the_plan_is_of_the_new_one() {
    let interview =
        "[[interviews]]\nid = \"a\"\ncompany = \"A\"\ndate = 2026-11-25\nminutes = 20\n";
    let house = house();
    put(&house.folders.data.join("interviews.toml"), interview);
    house.play(script![
        sees("D-4"),
        sees("11 of 20 min"),
        sleep(8),
        sees("D-3"),
        sees("0 of 20 min"),
    ]);
}

#[test]
fn the_day_wakes_the_loop_once_and_nothing_else_does() {
    let turns = |hours: u64| {
        let played = house().play(script![wait(hours * 3600), Step::Signal(15)]);
        played.ended.unwrap().turns
    };
    // The day's turn, and what was worked out of it.
    assert_eq!(turns(30) - turns(6), 2);
    assert_eq!(turns(6), turns(0));
}

#[test]
fn answers_decks_and_interviews_that_come_are_seen_and_told() {
    let house = house();
    let folders = house.folders.clone();
    let lines: String = (2..5)
        .map(|i| answer(i, "2026-11-21T21:30:00.000+09:00", CARD))
        .collect();
    let deck = "title = \"New\"\nlang = \"en\"\n[[cards]]\nid = \"a\"\nquestion = \"New?\"\n";
    let interview = "[[interviews]]\nid = \"a\"\ncompany = \"Shop\"\ndate = 2026-11-25\n";
    let came = {
        let folders = folders.clone();
        move || {
            put(&folders.history().join("laptop-x3f9.jsonl"), &lines);
            put(&folders.decks().join("new.toml"), deck);
        }
    };
    house.play(script![
        sees("answers: 1 today, 1 in all"),
        outside(came),
        sees("answers: 4 today, 4 in all"),
        sees("3 answers, 1 deck from laptop"),
        outside(move || put(&folders.data.join("interviews.toml"), interview)),
        sees("changed outside: 1 interview"),
        sees("Shop"),
        wait(60),
        // Nothing is told twice, and not what nobody has changed.
        outside(|| {}),
        sees_no("outside"),
        press("ctrl-r"),
        sees("nothing in the files has changed"),
    ]);
}

#[test]
fn what_the_window_has_written_itself_is_no_news() {
    house().play(script![
        keys("/ t c p esc space r"),
        keys("enter 3"),
        sees("1 card done."),
        outside(|| {}),
        sees_no("from"),
        keys("esc esc"),
        outside(|| {}),
        sees("answers: 2 today, 2 in all"),
        sees_no("outside"),
    ]);
}

#[test]
fn a_question_that_runs_goes_on_with_its_clock_and_what_is_typed() {
    let house = house();
    let file = house.folders.decks().join("en/personal/self.toml");
    let text = fs::read_to_string(&file).unwrap();
    let other = text.replace("introduce yourself in a minute", "say who you are");
    let gone = text.replace("id = \"introduce\"", "id = \"other\"");
    let theirs = house.folders.history().join("laptop-x3f9.jsonl");
    let line = answer(7, "2026-11-21T21:30:00.000+09:00", CARD);
    let (change, remove) = (file.clone(), file);
    house.play(script![
        keys("u enter t"),
        types("I am"),
        wait(3),
        outside(move || {
            put(&change, &other);
            put(&theirs, &line);
        }),
        sees("Could you say who you are?"),
        sees("1 answer, 1 deck from laptop"),
        types(" a developer"),
        sees("I am a developer"),
        wait(2),
        sees("0:05"),
        outside(move || put(&remove, &gone)),
        sees("This card is no longer in its deck"),
        sees("I am a developer"),
    ]);
}

#[test]
fn the_open_card_of_the_bank_is_shown_anew_and_said_to_be_gone() {
    let house = house();
    let file = house.folders.decks().join("en/technical/network.toml");
    let text = fs::read_to_string(&file).unwrap();
    let other = text.replace("The name is looked up", "A name is resolved");
    let gone = text.replace("id = \"browser-address\"", "id = \"other\"");
    let (change, remove) = (file.clone(), file);
    house.play(script![
        press("/"),
        types("type an address"),
        keys("esc enter"),
        sees("The name is looked up"),
        outside(move || put(&change, &other)),
        sees("A name is resolved"),
        outside(move || put(&remove, &gone)),
        sees("the card that you looked at is gone from its deck"),
    ]);
}

#[test]
fn a_card_that_is_edited_keeps_its_form_and_meets_the_conflict_at_saving() {
    let house = house();
    let file = house.folders.decks().join("en/technical/network.toml");
    let text = fs::read_to_string(&file).unwrap();
    let other = text.replace("The name is looked up", "THEIRS is looked up");
    house.play(script![
        press("/"),
        types("type an address"),
        keys("esc e"),
        types(" MINE."),
        outside(move || put(&file, &other)),
        sees("MINE."),
        sees("Editing"),
        press("ctrl-s"),
        sees("Nothing has been overwritten"),
        sees("THEIRS"),
    ]);
}

#[test]
fn a_deck_that_was_renamed_outside_is_not_kept_beside_its_new_name() {
    let house = house();
    let decks = house.folders.decks();
    let rename = {
        let (from, to) = (
            decks.join("en/technical/network.toml"),
            decks.join("en/technical/net.toml"),
        );
        move || fs::rename(from, to).unwrap()
    };
    let remove = decks.join("en/personal/self.toml");
    house.play(script![
        outside(rename),
        sees("changed outside: 2 decks"),
        sees_no("Problems in files"),
        // One that is gone altogether may lie on a disk that was taken away.
        outside(move || fs::remove_file(remove).unwrap()),
        sees("Problems in files"),
    ]);
}

#[test]
fn answers_of_a_renamed_deck_are_given_back_from_home_and_taken_back() {
    let house = house();
    let decks = house.folders.decks();
    let (from, to) = (
        decks.join("en/technical/network.toml"),
        decks.join("en/technical/net.toml"),
    );
    let gone = answer(8, "2026-11-21T20:00:00.000+09:00", "lost#nobody");
    put(&house.folders.history().join("old-bbbb.jsonl"), &gone);
    house.play(script![
        sees("Answers without a card"),
        outside(move || fs::rename(from, to).unwrap()),
        press("a"),
        sees("en/technical/network#tcp-vs-udp · 1 answer · last on 2026-11-21 · How"),
        sees("→ en/technical/net#tcp-vs-udp (the same question)"),
        sees("nothing tells which card it is now"),
        press("a"),
        sees("the answers of 1 card are back"),
        wait(1),
        sees_no("→ en/technical/net#tcp-vs-udp"),
        // One of which nobody knows is looked for by hand.
        press("enter"),
        sees("The card that lost#nobody is now"),
        types("browser"),
        press("enter"),
        sees("Every answer has its card."),
        press("u"),
        sees("lost#nobody"),
        keys("enter esc esc"),
        sees("Answers without a card"),
    ]);
    let kinds: Vec<String> = house
        .history()
        .iter()
        .filter(|line| line["kind"] != "answer")
        .map(|line| line["kind"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(kinds, ["moved", "moved", "undo"]);
}
