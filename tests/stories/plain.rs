//! Sessions in plain lines: the same machine, the same records, nothing drawn.

use hotseat::tui::screens::review::{self, Asked, ReviewChoice};
use hotseat::tui::screens::room;

use crate::stage::{House, Typed, keys, press, script, sees};
use Typed::{Line, Nothing};

/// Nothing that a screen reader stumbles over, and no line without an end.
fn assert_plain(said: &str) {
    let is_bad =
        |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{2500}'..='\u{259f}' | '\u{1b}');
    assert!(!said.contains(is_bad), "{said:?}");
    assert!(said.ends_with('\n'));
    assert!(!said.contains("\n\n\n"), "{said}");
}

#[test]
fn an_interview_is_held_line_by_line_and_kept_as_on_the_screen() {
    let house = House::korean();
    let said = house.plain_interview(
        "deep",
        &[
            Line("?"),
            Nothing(2),
            Line(""),
            Nothing(20),
            Line("TCP는 연결을 먼저 맺고"),
            Line("순서를 지킨다"),
            Nothing(10),
            Line(""),
            Line("2"),
            Line("1 9"),
            Line("1 2"),
            Line("3"),
            Line("흐름 제어를 한 문장으로"),
            Line(""),
            Line(""),
            Line("3"),
            Line("2"),
            Line(""),
            Line(""),
        ],
    );
    insta::assert_snapshot!(said);
    assert_plain(&said);
    let answers = house.answers();
    assert_eq!(answers.len(), 2);
    let first = &answers[0];
    assert_eq!(first["typed"], "TCP는 연결을 먼저 맺고\n순서를 지킨다");
    assert_eq!(first["think_ms"], 2000);
    assert_eq!(first["answer_ms"], 30_000);
    assert_eq!(first["points"], serde_json::json!([0, 1]));
    assert_eq!(first["note"], "흐름 제어를 한 문장으로");
    assert_eq!(
        (&first["score"], &first["confidence"]),
        (&3.into(), &2.into())
    );
    assert!(house.drafts().is_empty());
    // The screens know it.
    house.play(script![sees("답변: 오늘 2개")]);
}

#[test]
fn the_clock_is_said_at_half_at_fifteen_seconds_left_and_at_the_limit() {
    let house = House::english();
    let said = house.plain_interview("warmup", &[Line(""), Nothing(70), Line("c"), Line("")]);
    for words in [
        "Limit 1 minute.",
        "30 seconds gone, 30 seconds left.",
        "45 seconds gone, 15 seconds left.",
        "Time is up.",
        "10 seconds over the limit.",
        "It took 1 minute 10 seconds.",
    ] {
        assert!(said.contains(words), "{words} is not in\n{said}");
    }
    assert_plain(&said);
    let quiet = House::english();
    let choice = quiet.choice("warmup");
    let said = quiet.plain(&[Line(""), Nothing(70), Line("c"), Line("")], |plain| {
        plain.says_clock = false;
        room::in_plain_lines(plain, &choice)
    });
    assert!(
        !said.contains("gone") && said.contains("over the limit"),
        "{said}"
    );
}

#[test]
fn thinking_ends_by_itself_and_a_line_that_comes_after_a_hard_limit_is_part_of_the_answer() {
    let house = House::english().with_preset(
        "hard",
        "title = \"Hard\"\n[[rounds]]\ntitle = \"Hard\"\ntags = [\"tcp\"]\ncount = 1\nthink = \"5s\"\nanswer = \"20s\"\nhard = true\n",
    );
    let said = house.plain_interview(
        "hard",
        &[
            Nothing(7),
            Line("first line"),
            Nothing(30),
            Line("the line that was being typed"),
            Line("1"),
            Line("0"),
            Line("2"),
            Line(""),
            Line(""),
        ],
    );
    assert_plain(&said);
    assert!(said.contains("time is up; it moved on"), "{said}");
    assert!(said.contains("Your late line was added"), "{said}");
    let answer = &house.answers()[0];
    assert_eq!(answer["typed"], "first line\nthe line that was being typed");
    assert_eq!(
        (&answer["think_ms"], &answer["answer_ms"]),
        (&5000.into(), &20_000.into())
    );
}

#[test]
fn the_end_of_the_input_keeps_everything_and_says_so() {
    let house = House::english();
    let said = house.plain_interview("warmup", &[Line(""), Line("half an answer")]);
    assert_plain(&said);
    assert!(
        said.contains("1 answer is kept, 1 without a score."),
        "{said}"
    );
    assert_eq!(house.answers()[0]["typed"], "half an answer");
    let ended = house.history().pop().unwrap();
    assert_eq!(
        (&ended["event"], &ended["reason"]),
        (&"ended".into(), &"left".into())
    );
}

#[test]
fn skipping_giving_up_hints_and_taking_back_are_lines_too() {
    let house = House::english();
    let said = house.plain_interview(
        "warmup",
        &[
            Line("s"),
            Line("u"),
            Line(""),
            Line("h"),
            Line("x"),
            Line("0"),
            Line(""),
            Line(""),
            Line("q"),
        ],
    );
    assert_plain(&said);
    assert!(said.contains("hint 1: present work"), "{said}");
    let answers = house.answers();
    assert_eq!(answers.len(), 1);
    assert_eq!(
        (&answers[0]["gave_up"], &answers[0]["score"]),
        (&true.into(), &1.into())
    );
}

#[test]
fn a_session_that_broke_off_on_the_screen_goes_on_in_plain_lines() {
    let house = House::english();
    house.play(keys("u enter t"));
    house.play(script![sees("Resume"), press("q")]);
    let said = house.plain_interview(
        "warmup",
        &[Line("r"), Line("the rest"), Line(""), Line("3")],
    );
    assert!(
        said.contains("An interview broke off: Warm-up · Self-introduction · 1 of 1"),
        "{said}"
    );
    assert_eq!(house.answers()[0]["typed"], "the rest");
    let began = house
        .history()
        .iter()
        .filter(|line| line["event"] == "began")
        .count();
    assert_eq!(began, 1);
}

#[test]
fn a_review_is_held_line_by_line() {
    let house = House::english();
    let choice = ReviewChoice {
        asked: Asked::Found,
        query: "tcp".to_owned(),
        is_fuzzy: false,
        decks: Vec::new(),
        tags: Vec::new(),
    };
    let typed = [
        Line("connection first"),
        Line(""),
        Line("1"),
        Line("3"),
        Line(""),
        Line("0"),
        Line("1"),
        Line(""),
    ];
    let said = house.plain(&typed, |plain| review::in_plain_lines(plain, &choice));
    insta::assert_snapshot!(said);
    assert_plain(&said);
    let answers = house.answers();
    assert_eq!(answers[0]["typed"], "connection first");
    assert_eq!(answers[0]["mode"], "review");
    assert_eq!(answers[0]["points"], serde_json::json!([0]));
}
