//! `hotseat tutor`: each lesson waits for its key, from home to the end.

use hotseat::language::Language;
use ratatui::layout::Position;

use crate::stage::{House, Step, keys, press, script, sees, sees_no, types, wait};

/// A card that is found by the initials that the tutor asks for.
const KAFKA: (&str, &str) = (
    "technical/messaging.toml",
    "[[cards]]\nid = \"kafka\"\nquestion = \"카프카는 순서를 어떻게 보장하나요? (Kafka)\"\nanswer = \"같은 파티션 안에서만.\"\n",
);

fn house(language: Language) -> House {
    House::new(language).with_deck(KAFKA.0, KAFKA.1)
}

/// The keys of all lessons, each after the number of its lesson.
fn lessons(title: &dyn Fn(usize) -> String, initials: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let keys_of_lessons = [
        "enter",
        "enter",
        "enter",
        "2",
        "space",
        "4",
        "enter",
        "t",
        "ctrl-d",
        "1 3 enter",
        "h",
        "s",
        "esc",
        "/",
        "",
        "e",
        "",
        "r",
        "enter",
        "3",
        "u",
        "q",
    ];
    for (i, names) in keys_of_lessons.into_iter().enumerate() {
        steps.push(sees(&title(i + 1)));
        match i + 1 {
            9 => steps.extend(types("작게")),
            15 => steps.extend(script![types(initials), press("esc")]),
            17 => steps.extend(script![types("새"), press("ctrl-s")]),
            _ => {}
        }
        if !names.is_empty() {
            steps.extend(keys(names));
        }
    }
    steps
}

#[test]
fn the_tutor_is_gone_through_from_home_to_the_end_by_its_keys() {
    for (language, initials) in [(Language::Korean, "ㅋㅍㅋ"), (Language::English, "kfk")] {
        let house = house(language);
        let title = |at: usize| match language {
            Language::Korean => format!("배우기 {at}/22"),
            Language::English => format!("Lesson {at} of 22"),
        };
        let played = house.play_tutor(lessons(&title, initials));
        assert!(played.ended.is_some());
        // Every key did what it always does.
        let scored: Vec<_> = house.answers();
        assert_eq!(scored.len(), 4, "{scored:?}");
        assert_eq!(
            (&scored[0]["score"], &scored[2]["skipped"]),
            (&4.into(), &true.into())
        );
        let deck = std::fs::read_to_string(house.folders.decks().join(KAFKA.0)).unwrap();
        assert!(
            deck.contains("answer = \"같은 파티션 안에서만.새\""),
            "{deck}"
        );
    }
}

#[test]
fn the_tutor_fits_the_smallest_terminal() {
    let mut house = house(Language::Korean);
    house.size = (60, 20);
    let played = house.play_tutor(lessons(&|at| format!("배우기 {at}/22"), "ㅋㅍㅋ"));
    assert!(played.ended.is_some());
}

#[test]
fn a_key_of_another_lesson_waits_and_says_which_one_is_asked_for() {
    house(Language::English).play_tutor(script![
        sees("Lesson 1 of 22"),
        sees("Enter starts a practice"),
        press("/"),
        sees("that comes later; now try Enter"),
        sees("Lesson 1 of 22"),
        press("enter"),
        sees("Lesson 2 of 22"),
        // Help is there at all times, and teaches nothing.
        press("?"),
        sees("Everywhere"),
        press("?"),
        sees("Lesson 2 of 22"),
        keys("s esc"),
        sees("Lesson 2 of 22"),
        sees("What are you working on these days?"),
    ]);
}

#[test]
fn a_lesson_goes_on_when_its_time_runs_out_and_when_typing_was_left() {
    house(Language::English).play_tutor(script![
        press("enter"),
        sees("Lesson 2 of 22"),
        wait(121),
        sees("Lesson 3 of 22"),
        keys("enter 1 space 3 enter t"),
        sees("Lesson 9 of 22"),
        types("small"),
        keys("esc enter"),
        sees("Lesson 10 of 22"),
    ]);
}

#[test]
fn leaving_the_tutor_in_the_middle_asks_as_an_interview_does() {
    let played = house(Language::English).play_tutor(script![
        keys("enter enter"),
        press("ctrl-c"),
        sees_no("that comes later"),
        press("y"),
    ]);
    assert!(played.ended.is_some());
}

#[test]
fn the_caret_stands_below_the_lesson_where_text_is_typed() {
    let played = house(Language::English).play_tutor(script![
        keys("enter enter enter 1 space 3 enter t"),
        types("ab"),
    ]);
    let Some(Position { x, y }) = played.caret else {
        panic!("no caret\n{}", played.screen);
    };
    let row = played.screen.lines().nth(usize::from(y)).unwrap();
    assert!(row.contains("ab") && x > 0 && y > 4, "{row}");
}
