//! What holds on every screen, at every size, in both languages, with and without colours and
//! signs beyond ASCII.

use std::cell::RefCell;
use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::style::Modifier;
use termprofile::TermProfile;

use hotseat::language::Language;
use hotseat::text;

use crate::pictures::{nothing, one_interview};
use crate::stage::{House, Step, keys, press, readable, script, types, wait};

/// Small, usual, roomy and a whole large screen.
const SIZES: [(u16, u16); 4] = [(60, 20), (80, 24), (100, 30), (220, 60)];

/// A screen and the way to it.
#[derive(Clone)]
pub struct Place {
    name: &'static str,
    /// Earlier starts of the program.
    before: fn() -> Vec<Vec<Step>>,
    way: fn() -> Vec<Step>,
    /// Something is chosen or marked there, which must be seen without colours.
    has_choice: bool,
}

fn after_an_interview() -> Vec<Vec<Step>> {
    vec![one_interview()]
}

fn place(name: &'static str, has_choice: bool, way: fn() -> Vec<Step>) -> Place {
    Place {
        name,
        before: nothing,
        way,
        has_choice,
    }
}

fn later(name: &'static str, way: fn() -> Vec<Step>) -> Place {
    Place {
        before: after_an_interview,
        ..place(name, true, way)
    }
}

/// Every screen and every box.
fn places() -> Vec<Place> {
    vec![
        place("first home", true, Vec::new),
        later("home", Vec::new),
        place("choosing", true, || keys("i down")),
        place("thinking", false, || script![press("u"), wait(3)]),
        place("answering", false, || script![keys("u enter h"), wait(74)]),
        place("paused", false, || keys("u enter p")),
        place("typing", false, || {
            script![
                keys("u enter t"),
                types("저는 결제 서버를 만듭니다. And more. ".repeat(6).as_str())
            ]
        }),
        place("leaving", false, || keys("u enter q")),
        place("how sure", false, || keys("i down enter enter enter")),
        place("scoring", true, || keys("u enter enter 2 space")),
        place("debrief", true, one_interview),
        place("a row of the debrief", true, || {
            script![one_interview(), press("enter")]
        }),
        place("bank", true, || keys("/")),
        place("bank with a query", true, || {
            script![press("/"), types("TCP")]
        }),
        place("bank without a hit", false, || {
            script![press("/"), types("zzzz")]
        }),
        place("bank with cards selected", true, || {
            keys("/ esc space space")
        }),
        place("card", false, || keys("/ esc enter")),
        place("deleting", false, || keys("/ esc X")),
        place("decks", true, || keys("/ esc n")),
        place("new card", false, || keys("/ esc n enter")),
        place("editor", false, || keys("/ esc down e")),
        place("unsaved", false, || {
            script![keys("/ esc down e"), types("새 글"), press("esc")]
        }),
        place("review", false, || keys("/ esc r")),
        place("review, graded", true, || keys("/ esc down r enter space")),
        later("weak", || keys("w")),
        place("importing", false, || keys("n")),
        place("no interviews", false, || keys("c")),
        place("a new interview", false, || keys("c n")),
        place("progress of nothing", true, || keys("P")),
        later("progress, score", || keys("P")),
        later("progress, strength", || keys("P tab")),
        later("progress, sureness", || keys("P tab tab")),
        later("progress, time", || keys("P tab tab tab")),
        later("progress, days", || keys("P left left")),
        later("progress, forecast", || keys("P left")),
        place("history of a card", false, || {
            script![one_interview(), keys("esc / esc down h")]
        }),
        place("no weak cards", false, || keys("w")),
        place("help", false, || keys("?")),
        place("help, searched", false, || {
            script![keys("? /"), types("테마")]
        }),
        place("help without a hit", false, || {
            script![keys("? /"), types("zzz")]
        }),
        place("problems", false, || keys("!")),
        place("palette", true, || keys(":")),
        place("palette without a hit", false, || {
            script![press(":"), types("zzz")]
        }),
        place("themes", true, || keys("T")),
        place("a chord", false, || script![press("g"), wait(1)]),
    ]
}

/// What the screens look like at the end of their ways at these sizes.
pub fn pictures(
    language: Language,
    sizes: &[(u16, u16)],
    arrange: impl Fn(&mut House),
) -> Vec<(String, Place, Buffer)> {
    pictures_of(language, sizes, arrange, |way| way)
}

/// The same, with every way changed before it is gone.
pub fn pictures_of(
    language: Language,
    sizes: &[(u16, u16)],
    arrange: impl Fn(&mut House),
    changed: impl Fn(Vec<Step>) -> Vec<Step>,
) -> Vec<(String, Place, Buffer)> {
    let mut pictures = Vec::new();
    for place in places() {
        let mut house = House::new(language).with_deck(
            "technical/mine.toml",
            "[[cards]]\nquestion = \"?\"\nimportance = 9\nanwser = \"x\"\n",
        );
        arrange(&mut house);
        for earlier in (place.before)() {
            house.play(changed(earlier));
        }
        let album = Rc::new(RefCell::new(Vec::new()));
        let mut steps = changed((place.way)());
        for &(width, height) in sizes {
            steps.push(Step::Resize(width, height));
            steps.push(Step::Picture(Rc::clone(&album)));
        }
        house.play(steps);
        for buffer in album.take() {
            let (width, height) = (buffer.area.width, buffer.area.height);
            let name = format!("{} {language:?} {width}x{height}", place.name);
            pictures.push((name, place.clone(), buffer));
        }
    }
    pictures
}

/// Fails with all that is wrong, not only the first.
pub fn nothing_wrong(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n\n"));
}

/// The first and the last column of a row in which something stands, but for rules.
fn extent(buffer: &Buffer, y: u16) -> Option<(u16, u16)> {
    let is_drawn = |x: &u16| !matches!(buffer[(*x, y)].symbol(), " " | "─" | "-");
    let columns = 0..buffer.area.width;
    Some((
        columns.clone().find(is_drawn)?,
        columns.rev().find(is_drawn)?,
    ))
}

/// How wide a large screen's body may be: two columns of text where two stand side by side.
fn widest(place: &Place) -> u16 {
    match place.name {
        "choosing" | "scoring" | "editor" | "new card" | "unsaved" => 206,
        name if name.starts_with("bank") || name == "deleting" => 220,
        _ => 100,
    }
}

/// What is wrong with a picture: no footer, half a character, or lines that are too long to read.
pub fn faults(place: &Place, buffer: &Buffer) -> Vec<String> {
    let mut faults = Vec::new();
    let (width, height) = (buffer.area.width, buffer.area.height);
    let has_footer = extent(buffer, height - 1).is_some();
    // A box has its own keys.
    let is_asked = [
        "leaving",
        "deleting",
        "unsaved",
        "palette",
        "palette without a hit",
        "themes",
    ]
    .contains(&place.name);
    if !has_footer && !is_asked {
        faults.push("no footer".to_owned());
    }
    for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
        let columns = text::columns(buffer[(x, y)].symbol());
        let next = (x + 1 < width).then(|| buffer[(x + 1, y)].symbol());
        if columns > 1 && next != Some(" ") {
            faults.push(format!("half a character at {x}, {y}"));
        }
    }
    let rows = 2..height - 2;
    let extents = rows.filter_map(|y| extent(buffer, y));
    let drawn = extents.map(|(first, last)| last - first).max();
    if drawn > Some(widest(place)) {
        faults.push(format!("{drawn:?} columns"));
    }
    faults
}

#[test]
fn every_screen_has_its_footer_cuts_no_character_and_can_be_read_at_any_size() {
    let mut wrong = Vec::new();
    for language in [Language::Korean, Language::English] {
        for (name, place, buffer) in pictures(language, &SIZES, |_| {}) {
            for fault in faults(&place, &buffer) {
                wrong.push(format!("{name}: {fault}\n{}", readable(&buffer)));
            }
        }
    }
    nothing_wrong(&wrong);
}

#[test]
fn in_ascii_only_words_are_not_ascii() {
    let mut wrong = Vec::new();
    let arrange = |house: &mut House| house.ascii = true;
    for (name, _, buffer) in pictures(Language::Korean, &SIZES, arrange) {
        let screen = readable(&buffer);
        let is_word = |c: &char| c.is_ascii() || c.is_alphabetic();
        let signs: String = screen.chars().filter(|c| !is_word(c)).collect();
        if !signs.is_empty() {
            wrong.push(format!("{name}: {signs}\n{screen}"));
        }
    }
    nothing_wrong(&wrong);
}

#[test]
fn without_colours_what_is_chosen_is_marked_with_a_sign_and_stands_out() {
    let mut wrong = Vec::new();
    let arrange = |house: &mut House| house.profile = TermProfile::NoColor;
    for (name, place, buffer) in pictures(Language::English, &[(100, 30)], arrange) {
        if !place.has_choice {
            continue;
        }
        let rows = 2..buffer.area.height - 2;
        let is_marked = rows.into_iter().any(|y| {
            (0..buffer.area.width).any(|x| {
                let cell = &buffer[(x, y)];
                let stands_out = cell.modifier.contains(Modifier::REVERSED);
                stands_out && matches!(cell.symbol(), "▸" | "[" | ">")
            })
        });
        if !is_marked {
            wrong.push(format!("{name}: nothing is marked\n{}", readable(&buffer)));
        }
    }
    nothing_wrong(&wrong);
}

#[test]
fn without_colours_success_and_failure_are_said_in_words() {
    // A saved theme and a refused one, a matched letter, an error and a warning.
    let mut house = House::english().with_deck(
        "technical/mine.toml",
        "[[cards]]\nquestion = \"?\"\nanwser = \"x\"\n",
    );
    house.profile = TermProfile::NoColor;
    let screen = house.play(keys("!")).screen;
    assert!(screen.contains("warning:"), "{screen}");
    let buffer = house
        .play(script![press("/"), types("UDP"), press("esc")])
        .buffer;
    let matched: String = buffer
        .content
        .iter()
        .filter(|cell| cell.modifier.contains(Modifier::UNDERLINED))
        .map(ratatui::buffer::Cell::symbol)
        .collect();
    assert!(matched.starts_with("UDP"), "{matched:?}");
    let screen = house.play(one_interview()).screen;
    assert!(screen.contains("gave up 1"), "{screen}");
}
