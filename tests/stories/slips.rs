//! Slips of the fingers and of slow lines: nothing that was typed is lost to a command.

use std::time::Duration;

use hotseat::tui::events::Event;

use crate::stage::{House, Step, keys, press, script, sees, sees_no, types, wait};

fn hasty() -> House {
    let mut house = House::english();
    house.is_calm = false;
    house
}

fn wait_ms(milliseconds: u64) -> Step {
    Step::Wait(Duration::from_millis(milliseconds))
}

fn taken_back(escapes: usize) -> Step {
    Step::Event(Box::new(Event::EscapesTakenBack(escapes)))
}

#[test]
fn letters_just_after_typing_ended_are_written_and_run_no_command() {
    let house = hasty();
    house.play(script![
        keys("u enter t"),
        types("optimistic locks"),
        press("esc"),
        wait_ms(400),
        types("so we retry; x s h p"),
        sees("optimistic locksso we retry; x s h p"),
        // Later a letter is a command again.
        press("esc"),
        wait_ms(500),
        press("h"),
        sees("hint 1"),
        wait(9),
        keys("enter 2 4 enter"),
    ]);
    let answer = &house.answers()[0];
    assert_eq!(answer["typed"], "optimistic locksso we retry; x s h p");
    assert_eq!(answer["hints"], 1);
}

#[test]
fn enter_and_escape_act_at_once_after_typing_and_so_do_the_keys_after_them() {
    let house = hasty();
    house.play(script![
        keys("u enter"),
        wait(4),
        press("t"),
        types("said"),
        keys("esc enter 2 4 enter"),
    ]);
    assert_eq!(house.answers()[0]["typed"], "said");
    let leaving = hasty();
    leaving.play(script![
        keys("u enter t"),
        types("said"),
        keys("esc esc"),
        sees("Leave the interview"),
        // No yes, but the next letter of the answer.
        types("yes"),
        sees("saidyes"),
        sees_no("Leave the interview"),
    ]);
    assert_eq!(leaving.answers().len(), 0);
}

#[test]
fn letters_that_come_when_the_clock_has_just_cut_the_answer_off_are_part_of_it() {
    let house = hasty();
    let house = house.with_preset(
        "hard",
        "title = \"Hard\"\n[[rounds]]\ntitle = \"Hard\"\ntags = [\"tcp\"]\ncount = 1\nthink = \"5s\"\nanswer = \"20s\"\nhard = true\n",
    );
    house.play(script![
        keys("i end enter enter t"),
        types("almost don"),
        wait(20),
        sees("how sure"),
        types("e3"),
        sees("how sure"),
        wait(2),
        keys("2 4 enter"),
    ]);
    let answer = &house.answers()[0];
    assert_eq!(answer["typed"], "almost done3");
    assert_eq!(answer["confidence"], 2);
}

#[test]
fn an_escape_that_was_none_is_taken_back_wherever_it_was_told() {
    let house = hasty();
    house.play(script![
        keys("u enter t"),
        types("half"),
        press("esc"),
        sees("Enter finish"),
        taken_back(1),
        press("left"),
        types("x"),
        sees("halxf"),
        // Two: the second one had asked whether to leave.
        keys("esc esc"),
        sees("Leave the interview"),
        taken_back(2),
        sees_no("Leave the interview"),
        types("y"),
        sees("halxyf"),
        keys("ctrl-d 2 4 enter"),
    ]);
    assert_eq!(house.answers()[0]["typed"], "halxyf");
    hasty().play(script![
        press("/"),
        types("tcp"),
        press("esc"),
        taken_back(1),
        types("x"),
        sees("tcpx"),
        keys("esc esc"),
        sees("Start a five-minute interview"),
        taken_back(1),
        sees("tcpx"),
    ]);
}

#[test]
fn an_editor_does_not_throw_text_away_for_a_letter_that_was_typed() {
    hasty().play(script![
        press("/"),
        types("browser"),
        press("esc"),
        wait(1),
        press("e"),
        types("new"),
        press("esc"),
        sees("Not saved"),
        types("d"),
        sees("newd"),
        press("esc"),
        taken_back(1),
        press("left"),
        types("s"),
        sees("newsd"),
    ]);
}

#[test]
fn skipping_and_giving_up_with_a_text_want_the_key_twice_and_come_back() {
    let house = hasty();
    house.play(script![
        keys("u enter t"),
        types("two phase commit"),
        press("esc"),
        wait(5),
        press("s"),
        sees("s again to skip; your text stays in the debrief"),
        sees("two phase commit"),
        // Another key, and it is asked anew.
        press("x"),
        sees("x again to give up; your text stays in the debrief"),
        press("s"),
        sees("Self-introduction · 1 of 1"),
        press("s"),
        sees("Frequent questions · 1 of 2"),
        sees("u takes it back"),
        press("u"),
        sees("Self-introduction · 1 of 1"),
        sees("two phase commit"),
        sees("0 : 0 5"),
        keys("x x"),
        sees("your answer"),
        sees("two phase commit"),
        press("u"),
        sees("0 : 0 5"),
        keys("s s enter"),
    ]);
    let answers = house.answers();
    assert_eq!(answers.len(), 1);
    assert_eq!(answers[0]["skipped"], true);
    assert_eq!(answers[0]["typed"], "two phase commit");
}

#[test]
fn what_is_empty_is_skipped_at_once_and_can_be_taken_back_until_the_next_answer_begins() {
    let house = hasty();
    house.play(script![
        keys("u s"),
        sees("Frequent questions · 1 of 2"),
        press("enter"),
        press("u"),
        sees("Frequent questions · 1 of 2"),
        sees("nothing to take back"),
    ]);
    assert_eq!(house.answers().len(), 1);
}

#[test]
fn enter_just_after_an_answer_has_begun_is_asked_again() {
    let house = hasty();
    house.play(script![
        keys("u enter enter"),
        sees("answer 1:00"),
        sees("Enter again to finish"),
        // Once it is not so soon, it is meant.
        wait(4),
        press("enter"),
        sees("outline"),
        keys("2 4 enter enter enter enter"),
        sees("how sure"),
    ]);
    assert_eq!(house.answers().len(), 1);
}

#[test]
fn a_paste_while_answering_opens_the_field_and_later_it_is_offered() {
    let house = hasty();
    house.play(script![
        keys("u enter"),
        Step::Paste("dictated\nwords".to_owned()),
        sees("dictated"),
        types("!"),
        press("esc"),
        wait(4),
        Step::Paste(" more".to_owned()),
        sees("words! more"),
        press("ctrl-d"),
        Step::Paste(" late".to_owned()),
        sees("Enter: paste into the answer"),
        press("enter"),
        sees("words! more late"),
        press("esc"),
        wait(1),
        Step::Paste(" never".to_owned()),
        keys("2 4 enter"),
    ]);
    assert_eq!(house.answers()[0]["typed"], "dictated\nwords! more late");
}
