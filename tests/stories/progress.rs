//! How it goes: the pages of the progress and the history of one card.

use crate::stage::{House, keys, press, script, sees, sees_no, types, wait};

/// A warm-up with two scores, one of them after a confident answer over time.
fn one_interview() -> Vec<crate::stage::Step> {
    script![
        keys("u enter"),
        wait(42),
        keys("enter 3 space 2 n"),
        types("숫자를 먼저 말하기"),
        keys("enter enter enter"),
        wait(74),
        keys("enter 3 space 4 enter"),
        wait(2),
        press("x"),
        press("enter"),
        press("esc"),
    ]
}

#[test]
fn with_nothing_answered_the_progress_says_what_to_do_next() {
    let house = House::english();
    house.play(script![
        press("P"),
        sees("Nothing is answered yet. u on the home screen begins"),
        press("left"),
        sees("No interview is coming."),
    ]);
}

#[test]
fn the_pages_show_what_was_answered_a_moment_ago() {
    let house = House::english();
    house.play(script![
        press("P"),
        sees("Nothing is answered yet"),
        press("esc"),
        one_interview(),
        press("P"),
        sees("[Score]"),
        sees("3 answers"),
        press("tab"),
        sees("[Strength]"),
        sees("technical"),
        press("right"),
        sees("certain"),
        press("l"),
        sees("of the limit"),
        press("l"),
        sees("streak 1 day"),
        press("l"),
        sees("[Truth]"),
        sees("Forecast and truth"),
        sees("too few answers on a later day yet"),
        press("l"),
        sees("[Forecast]"),
        keys("backtab backtab"),
        sees("[Days]"),
        press("esc"),
        sees_no("[Days]"),
    ]);
}

#[test]
fn the_bank_leads_to_the_history_of_the_chosen_card() {
    let house = House::english();
    house.play(one_interview());
    house.play(script![
        press("/"),
        types("introduce yourself"),
        keys("esc h"),
        sees("A card's history"),
        sees("1 answer"),
        sees("2/5"),
        sees("숫자를 먼저 말하기"),
        press("esc"),
        sees("introduce yourself"),
        keys("enter h"),
        sees("A card's history"),
    ]);
}

#[test]
fn a_card_never_answered_says_how_its_history_begins() {
    House::english().play(script![
        keys("/ esc h"),
        sees("This card was never answered"),
    ]);
}

#[test]
fn a_click_on_a_pages_name_turns_to_it() {
    let house = House::english();
    house.play(one_interview());
    house.play(script![
        press("P"),
        sees("[Score]"),
        crate::stage::click("Days"),
        sees("[Days]"),
    ]);
}
