//! Nothing wakes the loop on a screen without a running clock.

use crate::stage::{House, Step, keys, press, script, wait};

/// How often the loop turns more when the story waits an hour at its end.
fn turns_in_an_hour(story: impl Fn() -> Vec<Step>, seconds: u64) -> usize {
    let turns = |waits: Vec<Step>| {
        let mut house = House::english();
        house.is_calm = false;
        let played = house.play(script![story(), waits, Step::Signal(15)]);
        played.ended.unwrap().turns
    };
    turns(vec![wait(seconds)]) - turns(Vec::new())
}

#[test]
fn a_screen_without_a_running_clock_is_never_woken() {
    let stories = [
        ("home", ""),
        ("help", "?"),
        ("choosing", "i"),
        ("problems", "!"),
        ("paused while thinking", "u p"),
        ("paused while answering", "u enter p"),
        ("asked whether to leave", "u enter esc"),
        ("how sure", "u enter enter enter"),
        ("scoring", "u enter enter enter 2"),
        ("writing the note", "u enter enter enter 2 n"),
        ("debrief", "u s s s"),
        ("a row of the debrief", "u s s s enter"),
    ];
    for (name, story) in stories {
        let story = || {
            if story.is_empty() {
                vec![]
            } else {
                keys(story)
            }
        };
        assert_eq!(turns_in_an_hour(story, 3600), 0, "{name}");
    }
}

#[test]
fn a_running_clock_wakes_the_loop_once_a_second() {
    assert_eq!(turns_in_an_hour(|| keys("u enter"), 300), 300);
    assert_eq!(turns_in_an_hour(|| keys("u enter t"), 300), 300);
    assert_eq!(turns_in_an_hour(|| keys("u"), 10), 10);
}

#[test]
fn a_sentence_in_the_footer_wakes_it_once_to_go_away() {
    assert_eq!(turns_in_an_hour(|| keys("u h h h h p"), 3600), 1);
}

#[test]
fn a_frame_is_drawn_only_when_something_happened() {
    let played = House::english().play(script![press("i"), wait(3600), Step::Signal(15)]);
    let ended = played.ended.unwrap();
    assert!(ended.frames <= ended.turns + 1, "{ended:?}");
    // The history, the decks, the interviews, the index, survey and plan at once, the key, the signal.
    assert_eq!(ended.turns, 7);
}
