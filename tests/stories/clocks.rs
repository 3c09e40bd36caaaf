//! The clocks: pausing, overrunning, sleeping, suspending.

use std::time::Duration;

use crate::stage::{House, Step, keys, press, script, sees, sees_no, wait, wall};

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

/// Identifiers and moments of all records in the order in which they were written.
fn written(house: &House) -> Vec<(String, String)> {
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let records = house.history();
    let written = records.iter().map(|it| (text(&it["id"]), text(&it["at"])));
    written.collect()
}

#[test]
fn a_wall_clock_that_is_set_back_in_an_interview_touches_neither_its_clock_nor_the_order() {
    let house = House::english();
    house.play(script![
        keys("u enter"),
        wait(10),
        wall("2026-11-18T03:00:00+09:00"),
        wait(1),
        sees_no("slept"),
        sees("0 : 1 1"),
        wait(5),
        keys("enter 2 4 enter"),
    ]);
    assert_eq!(house.answers()[0]["answer_ms"], 16_000);
    // The wall says what it says, and what was written later still comes later.
    let written = written(&house);
    let (began, answered) = (&written[0], written.last().unwrap());
    assert!(answered.1 < began.1, "{written:?}");
    assert!(written.is_sorted_by(|a, b| a.0 < b.0), "{written:?}");
}

#[test]
fn a_wall_clock_that_is_set_back_between_two_starts_loses_nothing_and_frightens_nobody() {
    let house = House::english();
    let warm_up = || {
        script![
            keys("u enter enter 2 4 enter"),
            keys("enter enter 2 4 enter"),
            keys("enter enter 2 4 enter"),
        ]
    };
    house.play(warm_up());
    house.play(script![
        wall("2026-11-01T21:00:00+09:00"),
        press("down"),
        keys("P tab tab tab left left left"),
        keys("esc / esc"),
        // Answered on a day that this clock has not seen.
        sees("2026-11-21"),
        sees_no("-20 days"),
        keys("enter esc h"),
    ]);
    house.play(script![wait(1), warm_up()]);
    assert_eq!(house.answers().len(), 6);
    let written = written(&house);
    assert!(written.is_sorted_by(|a, b| a.0 < b.0), "{written:?}");
    house.play(script![
        wall("2026-11-21T22:40:00+09:00"),
        press("down"),
        keys("P"),
        sees("6"),
    ]);
}

#[test]
fn a_flight_across_the_date_line_is_no_sleep_and_no_negative_time() {
    let house = House::english();
    house.play(script![
        keys("u enter"),
        wait(10),
        // The same moment, seen from Seoul and from Honolulu.
        wall("2026-11-21T02:40:10-10:00"),
        wait(1),
        sees_no("slept"),
        sees("0 : 1 1"),
        keys("enter 2 4 enter"),
    ]);
    let answer = &house.answers()[0];
    assert_eq!(answer["answer_ms"], 11_000);
    assert_eq!(answer["at"], "2026-11-21T02:40:11-10:00");
}

#[test]
fn the_hour_that_summer_time_repeats_is_no_sleep_and_counted_once() {
    let house = House::english();
    house.play(script![
        wall("2026-11-01T01:59:50-04:00"),
        keys("u enter"),
        wait(10),
        wall("2026-11-01T01:00:00-05:00"),
        wait(5),
        sees_no("slept"),
        sees("0 : 1 5"),
        keys("enter 2 4 enter"),
    ]);
    assert_eq!(house.answers()[0]["answer_ms"], 15_000);
    let written = written(&house);
    assert!(written.is_sorted_by(|a, b| a.0 < b.0), "{written:?}");
}

#[test]
fn an_interview_in_another_time_zone_is_counted_down_in_the_days_of_here() {
    let house = House::english();
    // Twenty minutes from now.
    std::fs::write(
        house.folders.data.join("interviews.toml"),
        "[[interviews]]\nid = \"far\"\ncompany = \"Messenger Co\"\ndate = 2026-11-22T03:00:00+14:00\n",
    )
    .unwrap();
    house.play(script![press("down"), sees("Messenger Co · today")]);
}
