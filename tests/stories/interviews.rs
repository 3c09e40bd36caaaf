//! The interviews, coming and past: added, changed and removed on their screen.

use std::fs;

use crate::stage::{House, Mood, Step, keys, meanwhile, press, script, sees, sees_no, types};

/// The file of the interviews.
fn file(house: &House) -> String {
    fs::read_to_string(house.folders.data.join("interviews.toml")).unwrap_or_default()
}

fn with_file(text: &str) -> House {
    let house = House::english();
    fs::write(house.folders.data.join("interviews.toml"), text).unwrap();
    house
}

const TWO: &str = "\
# mine
[[interviews]]
id = \"shop\"
company = \"Shop\"   # the corner one
date = 2026-11-30

[[interviews]]
id = \"bank\"
company = \"Bank\"
date = 2026-11-20T10:00:00
";

fn one_interview() -> Vec<Step> {
    script![
        keys("c n"),
        types("Messenger Co"),
        press("enter"),
        types("2차 면접"),
        press("enter"),
        types("12/3 14시"),
        sees("= 2026-12-03 (Thu) 14:00 · D-12"),
        keys("enter backspace backspace"),
        types("24"),
        press("enter"),
        types("technical"),
        keys("enter enter"),
        types("sat, 12/1"),
    ]
}

#[test]
fn an_interview_is_added_with_a_date_as_people_write_it_and_the_plan_knows_it_at_once() {
    let house = House::english();
    house.play(script![
        one_interview(),
        press("ctrl-s"),
        sees("D-12"),
        sees("Messenger Co · 2차 면접"),
        sees("24 min a day"),
        press("esc"),
        sees("1 coming"),
        sees("Messenger Co · 2차 면접 · D-12"),
    ]);
    let text = file(&house);
    assert_eq!(
        text,
        "[[interviews]]\nid = \"messenger-co-2026-12-03\"\ncompany = \"Messenger Co\"\n\
         round = \"2차 면접\"\ndate = 2026-12-03T14:00:00\nminutes = 24\n\
         decks = [\"technical\"]\noff = [\"sat\", \"2026-12-01\"]\n"
    );
}

#[test]
fn what_is_wrong_is_said_where_it_is_and_nothing_is_saved() {
    let house = House::english();
    house.play(script![
        keys("c n ctrl-s"),
        sees("write the company's name"),
        types("Shop"),
        keys("tab tab"),
        types("soonish"),
        sees("no date yet"),
        press("ctrl-s"),
        sees("no date yet"),
        keys("tab tab"),
        types("technicl/network"),
        sees("there is no deck `technicl/network`. Did you mean `technical/network`?"),
    ]);
    assert_eq!(file(&house), "");
}

#[test]
fn several_are_listed_the_coming_ones_first_and_one_is_changed_to_the_byte() {
    let house = with_file(TWO);
    house.play(script![
        sees("1 coming · 1 to look back on"),
        press("c"),
        sees("Coming"),
        sees("Past"),
        keys("e tab tab end"),
        types(" 15:30"),
        press("ctrl-s"),
        sees("2026-11-30 (Mon) 15:30"),
        press("n"),
        types("Second"),
        keys("tab tab"),
        types("+20d"),
        press("ctrl-s"),
        sees("D-20"),
    ]);
    let text = file(&house);
    let changed = TWO.replace("date = 2026-11-30\n", "date = 2026-11-30T15:30:00\n");
    assert!(text.starts_with(&changed), "{text}");
    assert!(
        text.contains("company = \"Second\"\ndate = 2026-12-11\n"),
        "{text}"
    );
}

#[test]
fn one_is_removed_only_after_a_yes() {
    let house = with_file(TWO);
    house.play(script![
        keys("c X"),
        sees("It is taken out of the list"),
        press("n"),
        sees("Shop"),
        keys("X y"),
        sees("interview removed"),
        sees_no("Shop"),
    ]);
    assert!(!file(&house).contains("Shop") && file(&house).contains("Bank"));
}

#[test]
fn what_somebody_else_has_changed_meanwhile_is_not_written_over() {
    let house = with_file(TWO);
    let path = house.folders.data.join("interviews.toml");
    let theirs = TWO.replace("2026-11-30", "2026-12-24");
    let written = theirs.clone();
    house.play(script![
        keys("c e tab"),
        types("final"),
        meanwhile(move || fs::write(path, written).unwrap()),
        press("ctrl-s"),
        sees("changed meanwhile"),
        sees("final"),
    ]);
    assert_eq!(file(&house), theirs);
}

#[test]
fn what_was_typed_is_there_again_after_a_kill_and_after_a_full_disk() {
    let house = House::english();
    house.play(script![
        keys("c n"),
        types("Messenger Co"),
        keys("tab tab"),
        types("+9d")
    ]);
    house.play(script![
        keys("c n"),
        sees("Messenger Co"),
        sees("D-9"),
        house.disk.becomes(Mood::Full),
        press("ctrl-s"),
        sees("could not be saved"),
        sees("Messenger Co"),
        house.disk.becomes(Mood::Whole),
        press("ctrl-s"),
        sees("interview added"),
    ]);
    assert!(file(&house).contains("Messenger Co"));
    assert!(house.drafts().is_empty());
}
