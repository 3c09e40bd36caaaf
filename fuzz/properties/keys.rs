//! The keys of a file, and keys that are pressed.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use hotseat::tui::action::{Action, Scope};
use hotseat::tui::keymap::{Chord, Key, Keymap, Meaning};

/// The text before the first NUL is the user's keymap; after it every character is a key, some
/// control characters stand for those that have none.
pub fn keys(bytes: &[u8]) {
    let text = super::text_of(bytes);
    let (file, pressed) = text.split_once('\0').unwrap_or((&text, ""));
    let (keymap, problems) = Keymap::read("keymap.toml", file);
    super::assert_lines(file, &problems);
    for written in file.split(['"', '\'']) {
        if let Some(chord) = Chord::parse(written) {
            for key in chord.keys() {
                assert_eq!(Key::of(key.event()), *key, "{written:?} cannot be pressed");
                assert_eq!(Key::taken_apart(key.event()).len(), 1, "{written:?}");
            }
        }
    }
    every_chord_means_one_thing(&keymap);
    for scope in [Scope::Home, Scope::List, Scope::Browse, Scope::Room] {
        press(&keymap, &[scope, Scope::Global], pressed);
    }
}

/// In its scope a chord does what it was given to, and its beginning nothing else.
fn every_chord_means_one_thing(keymap: &Keymap) {
    for &action in Action::ALL {
        let scopes = [action.scope()];
        for (place, chord) in keymap.keys(action).iter().enumerate() {
            let events: Vec<KeyEvent> = chord.keys().iter().map(|key| key.event()).collect();
            for length in 1..=events.len() {
                let meaning = keymap.resolve(&scopes, &events[..length]);
                assert_ne!(meaning, Meaning::Nothing, "{chord} of {action:?}");
                match meaning {
                    Meaning::Action(found, at) => {
                        assert_eq!(found, action, "{chord}");
                        assert!(at <= place && keymap.keys(action)[at].keys().len() == length);
                    }
                    Meaning::Beginning => assert!(length < events.len(), "{chord}"),
                    Meaning::Nothing => {}
                }
            }
            if action.scope().is_text() {
                let found = keymap.resolve_in_text(&[action.scope()], events[0]);
                assert_eq!((found, events.len()), (Some(action), 1));
            }
        }
    }
}

/// Presses keys as the program does: a beginning waits for more and can be gone on with, anything
/// else begins anew.
fn press(keymap: &Keymap, scopes: &[Scope], text: &str) {
    let mut waiting = Vec::new();
    for event in events(text).into_iter().flat_map(Key::taken_apart) {
        waiting.push(event);
        let shown = Key::of(event).shown(true);
        assert!(!shown.is_empty());
        match keymap.resolve(scopes, &waiting) {
            Meaning::Action(action, place) => {
                assert!(scopes.contains(&action.scope()));
                assert_eq!(keymap.keys(action)[place].keys().len(), waiting.len());
                waiting.clear();
            }
            Meaning::Beginning => {
                let rows = keymap.continuations(scopes, &waiting, true);
                assert!(!rows.is_empty(), "no way to go on after {shown}");
                assert!(rows.iter().all(|(rest, _)| !rest.is_empty()));
            }
            Meaning::Nothing => waiting.clear(),
        }
    }
}

/// Keys with the modifiers that stand before them.
fn events(text: &str) -> Vec<KeyEvent> {
    let mut modifiers = KeyModifiers::NONE;
    let mut events = Vec::new();
    for c in text.chars() {
        let code = match c {
            '\u{1}' => {
                modifiers |= KeyModifiers::CONTROL;
                continue;
            }
            '\u{2}' => {
                modifiers |= KeyModifiers::ALT;
                continue;
            }
            '\u{3}' => {
                modifiers |= KeyModifiers::SHIFT;
                continue;
            }
            '\n' => KeyCode::Enter,
            '\t' => KeyCode::Tab,
            '\u{b}' => KeyCode::BackTab,
            '\u{1b}' => KeyCode::Esc,
            '\u{7f}' => KeyCode::Backspace,
            '\u{4}' => KeyCode::Null,
            '\u{5}' => KeyCode::Up,
            '\u{6}' => KeyCode::F(255),
            c => KeyCode::Char(c),
        };
        events.push(KeyEvent::new(code, modifiers));
        modifiers = KeyModifiers::NONE;
    }
    events
}
