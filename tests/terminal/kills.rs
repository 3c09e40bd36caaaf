//! Ends at random moments: every answer that the screen has confirmed is in the file.
//!
//! A dozen in the normal run; `HOTSEAT_KILLS=200` says how many, `HOTSEAT_SEED` with which numbers.

use std::sync::Mutex;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use rustix::process::Signal;

use crate::window::{Home, Window, screens_of};

const USUAL: usize = 12;

/// Questions of the scripted session that are answered at most, and what is done for each: keys,
/// and what the screen shows before they are pressed.
const QUESTIONS: usize = 4;
const STEPS: [(&str, &str); 6] = [
    ("\r", "think"),
    ("t", "answer 1:00"),
    ("답 #", "typed"),
    ("\x04", "답 #"),
    ("2", "how sure were you?"),
    ("4\r", "Next time:"),
];

fn number_of(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Plays the session until `steps` steps are done.
fn play(window: &mut Window, steps: usize) {
    for step in 0..steps {
        let question = step / STEPS.len() + 1;
        let (keys, before) = STEPS[step % STEPS.len()];
        let with_number = |text: &str| text.replace('#', &question.to_string());
        window
            .sees(&format!("{question} of 6"))
            .sees(&with_number(before));
        window.send(&with_number(keys));
    }
}

/// How many answers the screen has confirmed by going on to the next question.
fn confirmed(window: &Window) -> usize {
    let mut most = 0;
    screens_of(&window.bytes(), |screen| {
        let shown = (2..=6)
            .rev()
            .find(|number| screen.contains(&format!("{number} of 6")));
        most = most.max(shown.map_or(0, |number| number - 1));
    });
    most
}

struct Tally {
    kills: usize,
    confirmed: usize,
    kept: usize,
}

fn end_once(seed: u64, tally: &Mutex<Tally>) {
    let mut random = StdRng::seed_from_u64(seed);
    let signal = [Signal::KILL, Signal::KILL, Signal::TERM, Signal::HUP][random.random_range(0..4)];
    let steps = random.random_range(1..=STEPS.len() * QUESTIONS);
    let home = Home::new();
    let mut window = home.interview();
    play(&mut window, steps);
    std::thread::sleep(Duration::from_micros(random.random_range(0..20_000)));
    window.signal(signal).end();
    window.read_to_the_end();
    let confirmed = confirmed(&window);
    let answers = home.answers();
    let here = format!("seed {seed}, {signal:?} after {steps} steps");
    assert!(
        answers.len() >= confirmed,
        "{here}: {confirmed} confirmed, {} in the file",
        answers.len()
    );
    for (i, answer) in answers.iter().take(confirmed).enumerate() {
        assert_eq!(answer["typed"], format!("답 {}", i + 1), "{here}");
    }
    let mut tally = tally.lock().unwrap();
    tally.kills += 1;
    tally.confirmed += confirmed;
    tally.kept += answers.len();
}

#[test]
fn whenever_it_is_ended_every_confirmed_answer_is_in_the_file() {
    let kills = number_of("HOTSEAT_KILLS").map_or(USUAL, |kills| usize::try_from(kills).unwrap());
    let first = number_of("HOTSEAT_SEED").unwrap_or_else(|| rand::random_range(0..1_000_000));
    println!("HOTSEAT_SEED={first}");
    let tally = Mutex::new(Tally {
        kills: 0,
        confirmed: 0,
        kept: 0,
    });
    let seeds = Mutex::new(first..first + kills as u64);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                loop {
                    let next = seeds.lock().unwrap().next();
                    let Some(seed) = next else { return };
                    end_once(seed, &tally);
                }
            });
        }
    });
    let tally = tally.into_inner().unwrap();
    println!(
        "{} ends, {} answers confirmed on the screen, {} in the files, 0 lost",
        tally.kills, tally.confirmed, tally.kept
    );
    assert_eq!(tally.kills, kills);
}
