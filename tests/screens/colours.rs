//! Themes on the screen, as a hash of every cell's style, and what no colour means.

use std::fmt::Write;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};
use termprofile::TermProfile;

use crate::stage::{House, keys};

fn home(theme: &'static str, profile: TermProfile) -> Buffer {
    let mut house = House::english();
    house.theme = theme;
    house.profile = profile;
    house.play(Vec::new()).buffer
}

/// FNV-1a of what every cell looks like beside its letter.
fn style_hash(buffer: &Buffer) -> String {
    let mut styles = String::new();
    for cell in &buffer.content {
        write!(styles, "{:?}{:?}{:?}", cell.fg, cell.bg, cell.modifier).unwrap();
    }
    let hash = styles
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
    format!("{hash:016x}")
}

#[test]
fn the_home_screen_has_the_styles_of_its_theme() {
    let kinds = [
        ("dark", TermProfile::TrueColor),
        ("light", TermProfile::TrueColor),
        ("dark", TermProfile::Ansi256),
        ("dark", TermProfile::Ansi16),
        ("dark", TermProfile::NoColor),
    ];
    let hashes = kinds.map(|(theme, profile)| {
        let hash = style_hash(&home(theme, profile));
        format!("{theme} {profile:?} {hash}")
    });
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("styles-of-home", hashes.join("\n")));
}

#[test]
fn without_colours_the_chosen_row_is_reversed_and_nothing_else_is_coloured() {
    let buffer = home("dark", TermProfile::NoColor);
    for cell in &buffer.content {
        assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset));
    }
    let reversed: String = buffer
        .content
        .iter()
        .filter(|cell| cell.modifier.contains(Modifier::REVERSED))
        .map(ratatui::buffer::Cell::symbol)
        .collect();
    assert!(
        reversed.contains("Start a five-minute interview"),
        "{reversed:?}"
    );
}

#[test]
fn every_cell_has_the_ground_of_the_theme() {
    let mut house = House::english();
    house.theme = "light";
    for story in [
        "",
        "?",
        "i",
        "!",
        "u",
        "u enter",
        "u enter esc",
        "u enter enter 2",
        "u s s s",
    ] {
        let story = if story.is_empty() {
            vec![]
        } else {
            keys(story)
        };
        let buffer = house.play(story).buffer;
        let bare = buffer.content.iter().filter(|cell| cell.bg == Color::Reset);
        assert_eq!(bare.count(), 0);
    }
}
