//! The clocks: pausing, overrunning, sleeping, suspending.

use std::time::Duration;

use crate::stage::{House, Step, keys, press, script, sees, sees_no, wait};

#[test]
fn a_pause_stops_the_clock_until_it_is_taken_up_again() {
    let house = House::english();
    house.play(script![
        keys("u enter"),
        wait(20),
        press("p"),
        sees("paused · p goes on"),
        wait(600),
        sees("0 : 2 0"),
        press("space"),
        sees_no("paused"),
        wait(5),
        sees("0 : 2 5"),
        keys("enter 2 4 enter"),
    ]);
    assert_eq!(house.answers()[0]["answer_ms"], 25_000);
}

#[test]
fn past_the_limit_the_clock_counts_up_and_the_overrun_is_kept() {
    let house = House::english();
    house.play(script![
        keys("u enter"),
        wait(60),
        sees("1 : 0 0"),
        wait(14),
        sees("+ 0 : 1 4"),
        keys("enter 2"),
        sees("answered 1:14 of 1:00 · +0:14 over"),
        keys("4 enter enter enter 2 4 enter s"),
        sees("+0:14"),
    ]);
    assert_eq!(house.answers()[0]["answer_ms"], 74_000);
}

#[test]
fn the_clock_turns_amber_at_three_quarters_and_red_past_the_limit() {
    use hotseat::tui::theme::{Role, Theme};
    let dark = |role| {
        let nowhere = std::path::Path::new("/nonexistent");
        let profile = termprofile::TermProfile::TrueColor;
        let (theme, _) = Theme::load(&hotseat::store::Disk::whole(), nowhere, "dark", profile);
        theme.style(role).fg.unwrap()
    };
    for (seconds, role) in [(44, Role::Accent), (45, Role::Warn), (61, Role::Bad)] {
        let house = House::english();
        let played = house.play(script![keys("u enter"), wait(seconds)]);
        let row = played.screen.lines().position(|line| line.contains(" : "));
        let row = u16::try_from(row.unwrap()).unwrap();
        let place = (0..100).find(|&x| played.buffer[(x, row)].symbol() == ":");
        let found = played.buffer[(place.unwrap(), row)].fg;
        assert_eq!(found, dark(role), "after {seconds} seconds");
    }
}

#[test]
fn thinking_ends_by_itself_with_a_bell_even_if_the_loop_woke_late() {
    let house = House::english();
    let played = house.play(script![
        press("u"),
        wait(9),
        sees("think 0:01"),
        wait(1),
        sees("answer 1:00"),
        wait(30),
        press("enter"),
    ]);
    assert_eq!(played.bells, 1);
}

#[test]
fn a_machine_that_slept_is_told_of_and_its_sleep_is_not_counted() {
    let house = House::english();
    house.play(script![
        keys("u enter"),
        wait(10),
        Step::Sleep(Duration::from_secs(3600)),
        wait(1),
        sees("The machine slept for 1:00:00; the clock did not count it."),
        sees("0 : 1 1"),
        wait(5),
        sees_no("slept"),
        keys("enter 2 4 enter"),
    ]);
    assert_eq!(house.answers()[0]["answer_ms"], 16_000);
}

#[test]
fn a_sleep_without_a_running_clock_is_not_spoken_of() {
    House::english().play(script![
        Step::Sleep(Duration::from_secs(3600)),
        press("down"),
        sees_no("slept"),
        keys("u p"),
        Step::Sleep(Duration::from_secs(3600)),
        press("ctrl-l"),
        sees_no("slept"),
    ]);
}

#[test]
fn time_in_the_shell_is_not_counted() {
    let house = House::english();
    house.play(script![
        keys("u enter"),
        wait(10),
        Step::Away(Duration::from_secs(900)),
        press("ctrl-z"),
        sees("0 : 1 0"),
        sees("15:00"),
        wait(2),
        keys("enter 2 4 enter"),
    ]);
    assert_eq!(house.answers()[0]["answer_ms"], 12_000);
    assert_eq!(house.drafts().len(), 1);
}

#[test]
fn time_in_the_shell_while_paused_does_not_count_either() {
    let house = House::english();
    house.play(script![
        keys("u enter"),
        wait(10),
        press("p"),
        Step::Away(Duration::from_secs(900)),
        press("ctrl-z"),
        press("p"),
        wait(2),
        keys("enter 2 4 enter"),
    ]);
    assert_eq!(house.answers()[0]["answer_ms"], 12_000);
}
