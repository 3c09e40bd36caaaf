//! Every list in the program moves alike: by keys, pages, the wheel and clicks.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::rc::Rc;

use hotseat::text;
use hotseat::tui::events::Mouse;

use crate::stage::{House, Step, click, keys, press, script, sees, types, wall};

/// A list and the way to it.
struct Place {
    name: &'static str,
    way: fn() -> Vec<Step>,
    /// Letters are text there.
    is_typing: bool,
    rows: usize,
    /// How wide a row is at most: beside it other things stand.
    width: usize,
}

fn place(name: &'static str, rows: usize, way: fn() -> Vec<Step>) -> Place {
    Place {
        name,
        way,
        is_typing: false,
        rows,
        width: 28,
    }
}

fn typing(name: &'static str, rows: usize, way: fn() -> Vec<Step>) -> Place {
    Place {
        is_typing: true,
        ..place(name, rows, way)
    }
}

const INTERVIEWS: &str = "
[[interviews]]
id = \"a\"
company = \"Alpha Co\"
date = 2026-11-28
[[interviews]]
id = \"b\"
company = \"Beta Co\"
date = 2026-12-05
[[interviews]]
id = \"c\"
company = \"Gamma Co\"
date = 2026-11-11
[[interviews]]
id = \"d\"
company = \"Delta Co\"
date = 2026-11-10
";

/// A house in which every list has rows.
fn house() -> House {
    let house = House::english();
    let mut deck = String::from("title = \"Many\"\nlang = \"en\"\n");
    for number in 0..40 {
        let card = format!("[[cards]]\nquestion = \"How is thing {number} done?\"\n");
        writeln!(deck, "{card}answer = \"So {number}.\"").unwrap();
    }
    let mut house = house.with_deck("technical/many.toml", &deck);
    house.size = (80, 24);
    std::fs::write(house.folders.data.join("interviews.toml"), INTERVIEWS).unwrap();
    let home = house.folders.home.clone().unwrap();
    std::fs::create_dir_all(home.join("notes/more")).unwrap();
    std::fs::create_dir_all(home.join("pictures")).unwrap();
    let note = "# Notes\n\n## What is a queue for?\n\nTo part two sides.\n\n## When is a cache a danger?\n\nWhen it is old.\n\n## What does a lock cost?\n\nWaiting.\n";
    std::fs::write(home.join("notes/back.md"), note).unwrap();
    // Answers that went badly, and an answer that was written anew.
    house.play(keys("/ esc r enter 1 enter 1 enter 1 enter 1"));
    house.play(keys("u enter enter 2 1 enter x enter"));
    for (day, words) in [(17, "One. "), (18, "Two. "), (19, "Three. ")] {
        house.play(script![
            wall(&format!("2026-11-{day}T21:00:00+09:00")),
            press("/"),
            types("QUIC"),
            keys("esc e"),
            types(words),
            press("ctrl-s"),
        ]);
    }
    house.play(vec![wall("2026-11-21T21:50:00+09:00")]);
    house
}

fn places() -> Vec<Place> {
    vec![
        place("home", 10, Vec::new),
        Place {
            width: 14,
            ..place("presets", 3, || keys("i"))
        },
        place("question bank", 40, || keys("/ esc")),
        typing("question bank while its query is typed", 40, || keys("/")),
        place("decks for a new card", 6, || keys("/ esc n")),
        place("decks to move to", 4, || keys("/ esc D")),
        place("weak cards", 3, || keys("w")),
        place("interviews", 4, || keys("c")),
        place("a real interview looked back on", 5, || {
            script![keys("c G"), sees("▸"), press("b")]
        }),
        place("debrief", 5, || keys("d")),
        place("earlier versions", 4, || {
            script![press("/"), types("QUIC"), keys("esc e f5")]
        }),
        place("notes to import", 4, || {
            script![press("n"), types("notes"), press("enter")]
        }),
        typing("paths", 2, || keys("n")),
        typing("commands", 10, || keys(":")),
        place("themes", 5, || keys("T")),
    ]
}

/// The chosen row: what stands behind its mark, as far as no other column begins.
fn chosen(screen: &str, width: usize) -> String {
    // A box lies over what is chosen beneath it.
    let mark = if screen.contains('╭') {
        "│ ▸"
    } else {
        "▸"
    };
    let found = screen.lines().find_map(|line| line.split_once(mark));
    let (_, words) = found.unwrap_or_else(|| panic!("nothing is chosen:\n{screen}"));
    let words = text::fit(words, width);
    words.trim_end_matches('…').trim().to_owned()
}

type Seen = Rc<RefCell<Vec<String>>>;

fn note(seen: &Seen, width: usize) -> Step {
    let seen = Rc::clone(seen);
    Step::Look(Box::new(move |screen, _| {
        seen.borrow_mut().push(chosen(screen, width));
    }))
}

/// The chosen rows after each of these steps.
fn rows_after(house: &House, place: &Place, steps: Vec<Vec<Step>>) -> Vec<String> {
    let seen = Seen::default();
    let mut script = (place.way)();
    for step in steps {
        script.extend(step);
        script.push(note(&seen, place.width));
    }
    house.play(script);
    seen.take()
}

#[test]
fn every_list_moves_by_keys_pages_and_the_wheel() {
    let house = house();
    for place in places() {
        let name = place.name;
        let first = if place.is_typing {
            keys("pageup pageup pageup")
        } else {
            keys("g g")
        };
        let wheel = |mouse| vec![Step::Mouse(mouse)];
        let rows = rows_after(
            &house,
            &place,
            vec![
                first,
                keys("down"),
                keys("up"),
                keys("up"),
                keys("pagedown"),
                keys("pageup"),
                wheel(Mouse::WheelDown),
                wheel(Mouse::WheelUp),
            ],
        );
        let [
            first,
            second,
            back,
            stays,
            page,
            page_back,
            wheel,
            wheel_back,
        ] = rows.try_into().unwrap();
        assert_ne!(first, second, "{name}: down");
        assert_eq!(first, back, "{name}: up");
        assert_eq!(first, stays, "{name}: no further up");
        assert_ne!(first, page, "{name}: a page down");
        assert_eq!(first, page_back, "{name}: a page up");
        assert_eq!(second, wheel, "{name}: the wheel");
        assert_eq!(first, wheel_back, "{name}: the wheel back");
        if place.is_typing {
            continue;
        }
        let mut steps = vec![keys("g g"), keys("j"), keys("k"), keys("G"), keys("down")];
        steps.push(keys("g g"));
        let all = rows_after(&house, &place, steps);
        assert_eq!(all[0], all[2], "{name}: k");
        assert_eq!(all[1], second, "{name}: j");
        assert_ne!(all[0], all[3], "{name}: G");
        assert_eq!(all[3], all[4], "{name}: no further down");
        assert_eq!(all[0], all[5], "{name}: g g");
    }
}

#[test]
fn every_list_has_the_rows_that_this_test_is_about() {
    let house = house();
    for place in places() {
        let seen = Seen::default();
        let mut script = (place.way)();
        script.extend(keys(if place.is_typing {
            "pageup pageup"
        } else {
            "g g"
        }));
        for _ in 0..place.rows {
            script.push(note(&seen, place.width));
            script.push(press("down"));
        }
        house.play(script);
        let mut rows = seen.take();
        rows.dedup();
        assert_eq!(rows.len(), place.rows, "{}: {rows:?}", place.name);
    }
}

#[test]
fn a_click_chooses_a_row_of_every_list_and_a_second_one_opens_it() {
    let house = house();
    for place in places() {
        let first = keys(if place.is_typing {
            "pageup pageup"
        } else {
            "g g"
        });
        let rows = rows_after(&house, &place, vec![first, keys("down")]);
        let [first, second] = rows.try_into().unwrap();
        let screens = Seen::default();
        let remember = || {
            let screens = Rc::clone(&screens);
            Step::Look(Box::new(move |screen: &str, _| {
                screens.borrow_mut().push(screen.to_owned());
            }))
        };
        let mut script = (place.way)();
        script.extend(keys(if place.is_typing {
            "pageup pageup"
        } else {
            "g g"
        }));
        script.push(click(&second));
        script.push(remember());
        script.push(click(&second));
        script.push(remember());
        self::house().play_until_it_ends(script);
        let screens = screens.take();
        let name = place.name;
        assert_eq!(
            chosen(&screens[0], place.width),
            second,
            "{name}, from {first}\n{}",
            screens[0]
        );
        assert_ne!(
            screens[0], screens[1],
            "{name}: the second click\n{}",
            screens[0]
        );
    }
}

#[test]
fn a_cut_list_says_how_much_is_above_and_below() {
    let mut house = house();
    house.size = (60, 20);
    let cards = 43;
    house.play(script![
        keys("/ esc"),
        sees(&format!("▼ {}", cards - 15)),
        sees("█"),
        press("pagedown"),
        press("pagedown"),
        sees("▲ 16  ▼ 12"),
        press("G"),
        sees(&format!("▲ {}", cards - 15)),
    ]);
}

#[test]
fn a_deck_and_a_theme_are_found_by_a_few_letters() {
    let house = house();
    house.play(script![
        keys("/ esc n /"),
        types("ㅇㅂ"),
        sees("Nothing fits"),
        keys("backspace backspace"),
        types("mny"),
        sees("▸ technical/many · Many (40)"),
        press("esc"),
        sees("en/technical/network"),
        sees("▸ technical/many"),
        keys("/"),
        types("many"),
        press("enter"),
        sees("New card · technical/many"),
    ]);
    house.play(script![
        keys("T /"),
        types("nrd"),
        sees("▸ Nord"),
        press("enter"),
        sees("nord"),
    ]);
}
