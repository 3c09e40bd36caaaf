//! Keys, clicks, pastes, sizes and time at random through the whole program: nothing panics.
//!
//! A few hundred in the normal run; `HOTSEAT_KEYS=10000` says how many, `HOTSEAT_SEED` with which
//! numbers. Where it fails, the seed and the last events are printed.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use hotseat::tui::events::Mouse;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};

use crate::stage::{House, Mood, Step};

const USUAL: usize = 600;
/// Events between two starts of the program; some keys end it.
const A_PLAY: usize = 100;

/// Keys that lead somewhere are pressed more often than the others.
const KEYS: &str = "iu/?w!:TrnehptXx1234567890 jkgGdsyNabcfmloqvzRESCDBIAM,.+-_#";
const TEXTS: [&str; 8] = [
    "TCP",
    "저는 결제 서버를",
    "👩‍💻🇰🇷",
    "\u{1b}[2J\u{202e}",
    "tag:web -answered sort:due",
    "ㅋㅋㅋ 한",
    "\u{1112}\u{1161}\u{11ab}",
    "```\n| a | b |\n* x\n",
];

fn key(random: &mut StdRng) -> KeyEvent {
    let letters: Vec<char> = KEYS.chars().collect();
    let named = [
        KeyCode::Enter,
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Backspace,
        KeyCode::Delete,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::F(2),
        KeyCode::F(5),
        KeyCode::Null,
    ];
    let code = match random.random_range(0..10) {
        0..4 => *named.choose(random).unwrap(),
        4..9 => KeyCode::Char(*letters.choose(random).unwrap()),
        _ => KeyCode::Char(random.random_range('\u{1}'..='\u{d7ff}')),
    };
    let modifiers = match random.random_range(0..12) {
        0 => KeyModifiers::CONTROL,
        1 => KeyModifiers::ALT,
        2 => KeyModifiers::SHIFT,
        _ => KeyModifiers::NONE,
    };
    KeyEvent::new(code, modifiers)
}

/// What happens next, and its words for the report.
fn event(random: &mut StdRng, house: &House) -> (Step, String) {
    match random.random_range(0..40) {
        0..30 => {
            let key = key(random);
            (
                Step::Key(key),
                format!("{:?} {:?}", key.modifiers, key.code),
            )
        }
        30..32 => {
            let (width, height) = (random.random_range(1..=500), random.random_range(1..=200));
            (Step::Resize(width, height), format!("{width}x{height}"))
        }
        32 => {
            let (width, height) = (random.random_range(1..=8), random.random_range(1..=4));
            (Step::Resize(width, height), format!("{width}x{height}"))
        }
        33 => (Step::Resize(100, 30), "100x30".to_owned()),
        34 => {
            let text = TEXTS
                .choose(random)
                .unwrap()
                .repeat(random.random_range(1..=40));
            let words = format!("a paste of {} bytes", text.len());
            (Step::Paste(text), words)
        }
        35 => {
            let seconds = random.random_range(0..400);
            (
                Step::Wait(Duration::from_secs(seconds)),
                format!("{seconds} s"),
            )
        }
        36 => {
            let hours = random.random_range(0..100);
            (
                Step::Sleep(Duration::from_secs(hours * 3600)),
                format!("{hours} h asleep"),
            )
        }
        37 => {
            let mood = *[Mood::Full, Mood::Torn, Mood::Unsure]
                .choose(random)
                .unwrap();
            (house.disk.becomes_for(mood, 2), format!("{mood:?} twice"))
        }
        _ => {
            let (column, row) = (random.random_range(0..500), random.random_range(0..200));
            (
                Step::Mouse(Mouse::Click(column, row)),
                format!("a click at {column}, {row}"),
            )
        }
    }
}

fn number_of(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn whatever_is_pressed_pasted_and_resized_nothing_panics() {
    let all = number_of("HOTSEAT_KEYS").map_or(USUAL, |keys| usize::try_from(keys).unwrap());
    let first = number_of("HOTSEAT_SEED").unwrap_or_else(|| rand::random_range(0..1_000_000));
    println!("HOTSEAT_SEED={first}");
    let mut happened = 0;
    // An editor that leaves the file alone; the usual one would wait for somebody at a keyboard.
    let house_with_editor = |mut house: House| {
        house.editor = "true";
        house
    };
    let mut house = house_with_editor(House::korean());
    for seed in first.. {
        if happened >= all {
            break;
        }
        let mut random = StdRng::seed_from_u64(seed);
        if seed % 5 == 0 {
            // A new house now and then, so that one deleted deck does not end the trial.
            house = house_with_editor(if seed % 2 == 0 {
                House::korean()
            } else {
                House::english()
            });
        }
        let mut words = Vec::new();
        let mut steps = Vec::new();
        for _ in 0..A_PLAY {
            let (step, said) = event(&mut random, &house);
            steps.push(step);
            words.push(said);
        }
        let played = std::panic::AssertUnwindSafe(|| house.play_until_it_ends(steps));
        let taken = std::panic::catch_unwind(played);
        let taken = taken.unwrap_or_else(|panic| {
            println!("HOTSEAT_SEED={seed}: {}", words.join(", "));
            std::panic::resume_unwind(panic)
        });
        happened += taken;
    }
    println!("{happened} events");
}
