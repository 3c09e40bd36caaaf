//! Themes, the palette, chords, the mouse, and keys that come before the decks.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use hotseat::tui::events::Mouse;

use crate::stage::{House, Slow, Step, click, keys, press, script, sees, sees_no, types, wait};

fn config(house: &House) -> Option<String> {
    std::fs::read_to_string(house.folders.config.join("config.toml")).ok()
}

#[test]
fn a_theme_is_tried_on_with_the_arrows_and_kept_with_enter() {
    let house = House::english();
    let mut light = House::english();
    light.theme = "light";
    let expected = light.play(script![press("T"), press("enter")]).buffer;
    let played = house.play(script![
        press("T"),
        sees("Themes"),
        sees("Dark"),
        keys("down enter"),
        sees("the theme is light from now on"),
        wait(5),
        sees_no("from now on"),
    ]);
    assert_eq!(played.buffer[(0, 0)].bg, expected[(0, 0)].bg);
    assert_eq!(config(&house).as_deref(), Some("theme = \"light\"\n"));
}

#[test]
fn the_screen_beneath_wears_the_theme_while_it_is_tried_on() {
    let album = Rc::new(RefCell::new(Vec::new()));
    let picture = || Step::Picture(Rc::clone(&album));
    House::english().play(script![
        picture(),
        keys("g t down down"),
        picture(),
        press("esc"),
        picture(),
    ]);
    let pictures = album.take();
    assert_ne!(pictures[1][(2, 10)].bg, pictures[0][(2, 10)].bg);
    assert_eq!(pictures[2], pictures[0]);
}

#[test]
fn esc_puts_the_theme_back_and_writes_nothing() {
    let house = House::english();
    house.play(keys("T down down esc"));
    assert_eq!(config(&house), None);
}

#[test]
fn keeping_a_theme_leaves_every_other_byte_of_the_config() {
    let house = House::english();
    let mine = "# mine\r\nlanguage = 'en'   # for now\r\ntheme='dark'\r\n";
    std::fs::create_dir_all(&house.folders.config).unwrap();
    let path = house.folders.config.join("config.toml");
    std::fs::write(path, mine).unwrap();
    house.play(keys("T down enter"));
    let expected = mine.replace("'dark'", "'light'");
    assert_eq!(config(&house), Some(expected));
}

#[test]
fn a_theme_that_cannot_be_kept_says_so_and_stays_on() {
    let house = House::english();
    std::fs::create_dir_all(&house.folders.config).unwrap();
    std::fs::write(house.folders.config.join("config.toml"), "theme = \"dark\n").unwrap();
    house.play(script![
        keys("T down enter"),
        sees("config.toml has errors and was left as it is"),
    ]);
}

#[test]
fn the_palette_finds_an_action_by_a_word_of_either_language_and_does_it() {
    for words in ["bank", "질문", "ㅈㅁㅇㅎ", "question_bank"] {
        House::english().play(script![
            press(":"),
            sees("What shall be done?"),
            types(words),
            sees("▸ question bank"),
            press("enter"),
            sees("3 of 6"),
        ]);
    }
}

#[test]
fn the_palette_shows_keys_moves_closes_and_says_when_nothing_fits() {
    House::english().play(script![
        press(":"),
        types("theme"),
        sees("T  g t"),
        types("zzz"),
        sees("Nothing fits"),
        press("enter"),
        sees("What shall be done?"),
        press("esc"),
        sees_no("What shall be done?"),
        sees("Start a five-minute interview"),
    ]);
}

#[test]
fn the_palette_scores_with_the_value_that_was_chosen() {
    let house = House::english();
    house.play(script![
        keys("u enter enter 2 :"),
        types("score 4"),
        press("enter"),
        press("enter"),
    ]);
    assert_eq!(house.answers()[0]["score"], 4);
}

#[test]
fn the_clock_of_an_interview_runs_on_under_the_palette() {
    let played = House::english().play(script![
        press("u"),
        press(":"),
        wait(15),
        press("esc"),
        sees("0 : 0 5"),
    ]);
    assert_eq!(played.bells, 1);
}

#[test]
fn the_help_is_searched_and_shows_all_keys_again() {
    House::english().play(script![
        press("?"),
        sees("1–25 / "),
        press("/"),
        types("ㅌㅁ"),
        sees("choose a theme"),
        sees_no("mock interview"),
        press("enter"),
        press("esc"),
        sees("mock interview"),
        press("?"),
        sees("Start a five-minute interview"),
    ]);
}

#[test]
fn the_keys_of_the_screen_beneath_come_first_in_the_help() {
    House::english().play(script![
        keys("i ?"),
        Step::Look(Box::new(|screen, _| {
            let place = |words| screen.find(words).unwrap();
            assert!(place("Choosing an interview") < place("Everywhere"));
        })),
    ]);
}

#[test]
fn a_chord_shows_how_it_goes_on_after_a_pause_and_not_before() {
    House::english().play(script![
        press("g"),
        sees_no("after g"),
        Step::Wait(Duration::from_millis(600)),
        sees("after g"),
        sees("choose a theme"),
        press("e"),
        sees_no("after g"),
        sees("▸ Keys"),
        keys("g g"),
        sees("▸ Start a five-minute interview"),
    ]);
}

#[test]
fn a_chord_is_broken_off_with_esc_and_said_to_be_unknown_otherwise() {
    House::english().play(script![
        keys("g x"),
        sees("g x does nothing here"),
        press("g"),
        wait(5),
        sees("after g"),
        press("esc"),
        sees_no("after g"),
        press("i"),
        sees("Choose an interview"),
    ]);
}

#[test]
fn chords_work_with_a_korean_input_method_left_on() {
    House::english().play(script![
        keys("j j"),
        keys("ㅎ ㅎ"),
        sees("▸ Start a five-minute interview"),
        press("허"),
        sees("g j does nothing here"),
        keys("ㅓ"),
        press("ㅎ"),
        press("ㅅ"),
        sees("Themes"),
    ]);
}

#[test]
fn a_users_chord_is_shown_in_the_footer_and_does_its_work() {
    let mut house = House::english();
    house.keymap = "[home]\nquestion_bank = [\"space b\"]\n";
    house.play(script![
        press("space"),
        wait(1),
        sees("after Space"),
        press("b"),
        sees("3 of 6"),
    ]);
}

#[test]
fn reduced_motion_shows_how_a_chord_goes_on_at_once_and_draws_no_moving_bar() {
    let mut house = House::english();
    house.reduced_motion = true;
    house.play(script![
        press("g"),
        sees("after g"),
        press("esc"),
        keys("u enter"),
        wait(30),
        sees("answer 1:00"),
        sees_no("━"),
    ]);
}

#[test]
fn a_click_chooses_a_row_and_a_second_one_opens_it() {
    House::english().play(script![
        click("Question bank"),
        sees("▸ Question bank"),
        click("Question bank"),
        sees("3 of 6"),
    ]);
}

#[test]
fn a_click_on_a_hint_does_what_it_says() {
    House::english().play(script![
        click("? keys"),
        sees("Home"),
        click("Esc back"),
        sees("Start a five-minute interview"),
        keys("u"),
        click("Enter answer now"),
        sees("answer 1:00"),
        click("t type"),
        types("typed"),
        click("Esc stop typing"),
        keys("x"),
        sees("typed"),
    ]);
}

#[test]
fn a_click_behind_a_box_reaches_nothing() {
    House::english().play(script![
        press("T"),
        click("Question bank"),
        sees("Themes"),
        click("Nord"),
        sees("▸ Nord"),
    ]);
}

#[test]
fn the_wheel_moves_in_lists_and_in_the_help() {
    House::english().play(script![
        Step::Mouse(Mouse::WheelDown),
        sees("▸ Mock interview"),
        Step::Mouse(Mouse::WheelUp),
        sees("▸ Start a five-minute interview"),
        press("?"),
        sees("First start\n"),
        Step::Mouse(Mouse::WheelDown),
        sees_no("First start\n"),
    ]);
}

#[test]
fn clicks_choose_presets_and_fields() {
    House::english().play(script![
        press("i"),
        click("Follow-ups"),
        sees("▸ Follow-ups"),
        click("Mode"),
        sees("▸ Mode        practice"),
        click("Mode"),
        sees("▸ Mode        live"),
    ]);
}

#[test]
fn what_is_asked_for_before_the_decks_are_read_is_done_when_they_are() {
    let mut house = House::english();
    house.slow = Some(Slow::Decks);
    house.play(script![
        press("i"),
        sees("opens as soon as the decks are read"),
        Step::DecksRead,
        sees("Choose an interview"),
    ]);
}

#[test]
fn esc_or_another_choice_takes_a_wish_back() {
    let mut house = House::english();
    house.slow = Some(Slow::Decks);
    house.play(script![
        keys("i esc"),
        sees_no("opens as soon"),
        Step::DecksRead,
        sees("Start a five-minute interview"),
        sees_no("Choose an interview"),
    ]);
    house.play(script![keys("i ?"), Step::DecksRead, sees("Home"),]);
}
