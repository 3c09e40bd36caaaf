//! With a keymap in which no default key is left, no screen names a default key.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use hotseat::language::Language;
use hotseat::tui::keymap::Key;

use crate::everywhere::{nothing_wrong, pictures_of};
use crate::stage::{Step, readable};

/// What stands in the place of each default key: the same for every action, so that what was one
/// key is one key again.
struct Exchange(BTreeMap<String, String>);

impl Exchange {
    fn of(keymap: &toml::Table) -> Self {
        let mut exchange = Self(BTreeMap::new());
        for actions in keymap.values() {
            for key in actions.as_table().unwrap().values() {
                for chord in key.as_array().unwrap() {
                    for key in chord.as_str().unwrap().split(' ') {
                        exchange.take(key);
                    }
                }
            }
        }
        exchange
    }

    fn take(&mut self, key: &str) {
        let place = u32::try_from(self.0.len()).unwrap();
        let symbol = char::from_u32('①' as u32 + place).unwrap();
        self.0
            .entry(key.to_owned())
            .or_insert_with(|| format!("alt-{symbol}"));
    }

    fn chord(&self, chord: &str) -> String {
        let keys: Vec<&str> = chord.split(' ').map(|key| self.0[key].as_str()).collect();
        keys.join(" ")
    }

    /// The whole keymap with the other keys.
    fn written(&self, keymap: &toml::Table) -> String {
        let mut written = String::new();
        for (scope, actions) in keymap {
            writeln!(written, "[{scope}]").unwrap();
            for (action, chords) in actions.as_table().unwrap() {
                let chords = chords.as_array().unwrap().iter();
                let chords = chords.map(|chord| self.chord(chord.as_str().unwrap()));
                writeln!(written, "{action} = {:?}", chords.collect::<Vec<_>>()).unwrap();
            }
        }
        written
    }

    /// The same way through the program, with the other keys.
    fn way(&self, steps: Vec<Step>) -> Vec<Step> {
        let other = |step| match step {
            Step::Key(event) => {
                let pressed = Key::of(event);
                let other = self.0.iter().find_map(|(key, other)| {
                    (Key::parse(key) == Some(pressed)).then(|| Key::parse(other).unwrap())
                });
                Step::Key(other.map_or(event, Key::event))
            }
            step => step,
        };
        steps.into_iter().map(other).collect()
    }
}

/// Names of keys that are no words of either language.
const NAMES: [&str; 10] = [
    "Enter", "Esc", "Space", "Tab", "S-Tab", "PgDn", "PgUp", "Bksp", "End", "Del",
];

/// The default keys that a screen names.
fn named(screen: &str) -> Vec<&str> {
    let is_letter = |word: &str| {
        let mut chars = word.chars();
        matches!((chars.next(), chars.next()), (Some(c), None) if c.is_ascii_alphabetic())
            && !["a", "A", "I"].contains(&word)
    };
    screen
        .split_whitespace()
        .map(|word| word.trim_matches(['(', ')', ',', '.', ':', ';']))
        .filter(|word| NAMES.contains(word) || word.contains("Ctrl-") || is_letter(word))
        .collect()
}

#[test]
fn no_screen_names_a_key_that_does_nothing() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/keymap.toml");
    let keymap: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
    let exchange = Exchange::of(&keymap);
    let written: &'static str = exchange.written(&keymap).leak();
    let mut wrong = Vec::new();
    for language in [Language::Korean, Language::English] {
        let pictures = pictures_of(
            language,
            &[(100, 40)],
            |house| house.keymap = written,
            |way| exchange.way(way),
        );
        for (name, _, buffer) in pictures {
            let screen = readable(&buffer);
            let named = named(&screen);
            if !named.is_empty() {
                wrong.push(format!("{name}: {named:?}\n{screen}"));
            }
        }
    }
    nothing_wrong(&wrong);
}
