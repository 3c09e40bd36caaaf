//! The first start: how few keys lead to a scored answer, and what is said where there is nothing.

use crate::stage::{House, keys, press, script, sees, types};

#[test]
fn six_keys_lead_from_an_empty_home_to_a_scored_answer() {
    let house = House::english();
    house.play(script![
        sees("▸ Start a five-minute interview"),
        sees("hotseat tutor"),
        // Begin, answer at once, done, fairly sure, a score, save.
        keys("enter enter enter 2 4 enter"),
        sees("Frequent questions · 1 of 2"),
    ]);
    let answers = house.answers();
    assert_eq!(answers.len(), 1);
    assert_eq!(answers[0]["score"], 4);
}

#[test]
fn where_there_is_nothing_the_screen_says_what_to_do_next() {
    House::english().play(script![
        press("/"),
        types("zzzz"),
        sees("Nothing matches. Try fewer letters, or drop a filter."),
    ]);
    House::korean().play(script![
        sees("hotseat import notes/"),
        sees("내 노트를 카드로 만듭니다"),
        sees("hotseat interviews add"),
    ]);
}
