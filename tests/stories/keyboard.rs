//! Keys, pastes and sizes.

use crate::stage::{House, Step, keys, press, script, sees, sees_no, types, wait};

#[test]
fn a_question_mark_shows_the_keys_and_closes_them_again() {
    House::english().play(script![
        press("?"),
        sees("Keys"),
        sees("Home"),
        sees("mock interview"),
        press("?"),
        sees("Start a five-minute interview"),
        keys("? esc"),
        sees("Start a five-minute interview"),
    ]);
}

#[test]
fn q_and_ctrl_c_leave_at_once_where_nothing_runs() {
    for key in ["q", "ctrl-c"] {
        for way in ["", "?", "i"] {
            let way = if way.is_empty() { vec![] } else { keys(way) };
            let played = House::english().play(script![way, press(key)]);
            assert_eq!(played.ended.unwrap().signal, None);
        }
    }
}

#[test]
fn q_and_ctrl_c_ask_once_in_an_interview_and_then_leave_the_program() {
    for key in ["q", "ctrl-c"] {
        let house = House::english();
        let played = house.play(script![
            keys("u enter"),
            press(key),
            sees("Leave the interview and the program?"),
            press("n"),
            sees("answer 1:00"),
            press(key),
            press("y"),
        ]);
        assert!(played.ended.is_some());
        assert_eq!(house.history().last().unwrap()["reason"], "left");
    }
}

#[test]
fn the_help_over_an_interview_does_not_leave_it_without_asking() {
    for key in ["q", "ctrl-c"] {
        let house = House::english();
        let played = house.play(script![
            keys("u enter ?"),
            sees("Everywhere"),
            press(key),
            sees("Leave the interview and the program?"),
            press("y"),
        ]);
        assert!(played.ended.is_some());
        assert_eq!(house.history().last().unwrap()["reason"], "left");
    }
}

#[test]
fn the_clock_of_an_interview_runs_on_under_the_help() {
    let played = House::english().play(script![
        press("u"),
        press("?"),
        wait(15),
        press("?"),
        sees("answer 1:00"),
        sees("0 : 0 5"),
    ]);
    assert_eq!(played.bells, 1);
}

#[test]
fn ctrl_c_while_typing_asks_and_keeps_the_text() {
    let house = House::english();
    let played = house.play(script![
        keys("u enter t"),
        types("q? ㅂ x"),
        press("ctrl-c"),
        sees("Leave the interview and the program?"),
        press("n"),
        sees("q? ㅂ x"),
        types("!"),
        sees("q? ㅂ x!"),
    ]);
    assert!(played.caret.is_some(), "the text is typed on");
}

#[test]
fn jamo_left_by_a_korean_input_method_work_as_command_keys() {
    let played = House::korean().play(script![
        press("ㅑ"),
        sees("모의 면접 고르기"),
        press("ㅓ"),
        sees("▸ 꼬리질문"),
        press("esc"),
        press("ㅕ"),
        sees("1분 동안 자기소개"),
        press("ㅌ"),
        sees("모르겠음"),
        press("ㅂ"),
        sees("면접을 그만두고 프로그램을 끝낼까요?"),
        press("ㅛ"),
    ]);
    assert!(played.ended.is_some());
}

#[test]
fn jamo_are_text_while_typing() {
    House::korean().play(script![keys("u enter t"), types("ㅂㅋㅋ"), sees("ㅂㅋㅋ"),]);
}

#[test]
fn a_paste_goes_into_the_text_whole_and_where_nothing_takes_text_it_says_so() {
    let house = House::english();
    house.play(script![
        Step::Paste("qqq\nq".to_owned()),
        sees("Start a five-minute interview"),
        sees("nothing here takes text"),
        keys("u enter t"),
        Step::Paste("첫 줄\r\n둘째 \u{1b}[31m줄".to_owned()),
        sees("첫 줄"),
        sees("둘째 [31m줄"),
        keys("ctrl-d 2 4 enter"),
    ]);
    assert_eq!(house.answers()[0]["typed"], "첫 줄\n둘째 [31m줄");
}

#[test]
fn y_copies_the_question_the_answer_and_then_its_code() {
    let house = House::english().with_deck(
        "technical/sql.toml",
        "title = \"SQL\"\nlang = \"en\"\n[[cards]]\nid = \"q\"\nquestion = \"How many rows?\"\nanswer = \"\"\"\nAs many as:\n\n```sql\nselect count(*) from t\n```\n\"\"\"\n",
    );
    let played = house.play(script![
        press("y"),
        sees("there is nothing to copy here"),
        press("/"),
        types("rows"),
        press("esc"),
        press("r"),
        sees("How many rows?"),
        press("y"),
        sees("question copied (14 characters)"),
        keys("enter y"),
        sees("answer copied"),
        press("y"),
        sees("code copied (22 characters)"),
    ]);
    assert_eq!(played.copied[0], "How many rows?");
    assert!(played.copied[1].starts_with("As many as:"));
    assert_eq!(played.copied[2], "select count(*) from t");
}

#[test]
fn a_terminal_too_small_says_how_large_it_must_be_and_loses_nothing() {
    let house = House::english();
    house.play(script![
        keys("u enter t"),
        types("still here"),
        Step::Resize(59, 20),
        sees("This window is too small (59×20). It must be at least\n60×20."),
        Step::Resize(20, 5),
        sees("This window is too"),
        Step::Resize(1, 1),
        Step::Resize(60, 20),
        sees("still here"),
        types("!"),
        sees("still here!"),
    ]);
}

#[test]
fn every_screen_stands_any_size_at_any_moment() {
    let sizes = || -> Vec<Step> {
        [
            (60, 20),
            (1, 1),
            (200, 60),
            (61, 21),
            (3, 90),
            (300, 2),
            (84, 20),
            (83, 24),
            (100, 30),
        ]
        .map(|(width, height)| Step::Resize(width, height))
        .into()
    };
    for house in [House::english(), House::korean()] {
        house.play(script![
            sizes(),
            press("?"),
            sizes(),
            press("?"),
            press("i"),
            sizes(),
            press("esc"),
            press("!"),
            sizes(),
            press("esc"),
            press("u"),
            sizes(),
            press("enter"),
            sizes(),
            press("t"),
            types("길고 긴 답을 적어 봅니다 and some more words that wrap"),
            sizes(),
            press("esc"),
            sizes(),
            press("esc"),
            sizes(),
            press("n"),
            press("enter"),
            sizes(),
            press("2"),
            sizes(),
            press("n"),
            types("다음에는 더 짧게, and with a number in the first sentence"),
            sizes(),
            keys("enter 4 enter s s"),
            sizes(),
            press("enter"),
            sizes(),
        ]);
    }
}

#[test]
fn the_choice_can_be_changed_before_it_begins() {
    let house = House::english();
    house.play(script![
        press("i"),
        sees("3 questions"),
        keys("tab right tab right right right"),
        sees("Thinking    5s"),
        press("enter"),
        sees("think 0:05"),
    ]);
}

#[test]
fn what_is_wrong_in_a_deck_is_shown_with_its_place() {
    let house = House::english().with_deck(
        "technical/mine.toml",
        "[[cards]]\nquestion = \"Mine?\"\nanwser = \"x\"\n",
    );
    house.play(script![
        sees("0 errors · 1 warning"),
        press("!"),
        sees("~/decks/technical/mine.toml:3:1: warning: unknown key `anwser`; did you mean"),
        press("esc"),
        sees_no("anwser"),
    ]);
}
