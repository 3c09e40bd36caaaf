//! The terminal's cursor stands where an input method has to compose.

use ratatui::layout::Position;

use crate::stage::{House, Step, keys, press, script, types, wait};

/// The caret must stand in this column and row.
fn caret_at(column: u16, row: u16) -> Step {
    Step::Look(Box::new(move |screen, caret| {
        assert_eq!(caret, Some(Position { x: column, y: row }), "\n{screen}");
    }))
}

fn no_caret() -> Step {
    Step::Look(Box::new(|screen, caret| {
        assert_eq!(caret, None, "\n{screen}");
    }))
}

#[test]
fn the_caret_counts_hangul_in_two_cells() {
    House::korean().play(script![
        keys("u enter"),
        no_caret(),
        press("t"),
        caret_at(10, 9),
        types("카"),
        caret_at(12, 9),
        types("f프"),
        caret_at(15, 9),
        press("left"),
        caret_at(13, 9),
        press("backspace"),
        caret_at(12, 9),
        keys("right enter"),
        caret_at(10, 10),
        types("둘째 줄"),
        caret_at(17, 10),
        wait(1),
        caret_at(17, 10),
        press("esc"),
        no_caret(),
    ]);
}

#[test]
fn decomposed_hangul_that_is_pasted_takes_its_cells() {
    House::korean().play(script![
        keys("u enter t"),
        Step::Paste("\u{1112}\u{1161}\u{11ab}".to_owned()),
        caret_at(12, 9),
    ]);
}

#[test]
fn the_caret_of_the_note_stands_behind_its_label() {
    House::korean().play(script![
        keys("u enter enter 2 n"),
        caret_at(11, 27),
        types("짧게"),
        caret_at(15, 27),
        press("enter"),
        no_caret(),
    ]);
}

#[test]
fn the_caret_stays_inside_while_a_long_text_wraps_in_a_small_window() {
    let mut house = House::korean();
    house.size = (60, 20);
    let played = house.play(script![
        keys("u enter t"),
        types(&"가나다라마바사아자차카타파하".repeat(30)),
    ]);
    let caret = played.caret.unwrap();
    assert!(caret.x < 59 && caret.y < 18, "{caret:?}\n{}", played.screen);
    let before = &played.buffer[(caret.x - 2, caret.y)];
    assert_eq!(before.symbol(), "하", "{caret:?}\n{}", played.screen);
}
