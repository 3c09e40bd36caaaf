//! The cells that terminals hold: after every frame the same as after a whole redraw.

use crate::stage::{House, Step, keys, press, script, types, wait};

/// Korean, decomposed Hangul, emoji of every kind, combining marks, full-width punctuation.
const TEXTS: [&str; 9] = [
    "같은 키의 순서",
    "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}",
    "👩\u{200d}💻 👨\u{200d}👩\u{200d}👧 👍🏽",
    "❤\u{fe0f} ☀\u{fe0f} ✈\u{fe0f}",
    "1\u{fe0f}\u{20e3} 🇰🇷",
    "e\u{301} a\u{30a} n\u{303}",
    "「전각」，．！？",
    "漢字かな カナ ｶﾅ",
    "■ ● ▶ ★ … · é",
];

fn house(theme: &'static str) -> House {
    let cards = TEXTS.iter().enumerate().map(|(number, text)| {
        format!(
            "[[cards]]\nid = \"c{number}\"\nquestion = \"{text} {number}?\"\nanswer = \"{text}\\n\\n- {text} **{text}**\"\nkey_points = [\"{text}\", \"{number}\"]\ntags = [\"{number}\"]\nimportance = 3\n"
        )
    });
    let deck = format!(
        "title = \"글자\"\nlang = \"ko\"\n{}",
        cards.collect::<String>()
    );
    let mut house = House::korean().with_deck("technical/letters.toml", &deck);
    house.theme = theme;
    house.is_emulated = true;
    house.editor = "true";
    house
}

#[test]
fn terminals_hold_what_a_redraw_would_show_while_text_of_every_width_is_typed_and_taken_away() {
    for (theme, size) in [("dark", (60, 20)), ("light", (80, 24)), ("dark", (121, 31))] {
        let mut house = house(theme);
        house.size = size;
        let mut typed = script![keys("u enter t")];
        for text in TEXTS {
            typed.extend(types(text));
            typed.push(press("enter"));
        }
        typed.extend(keys(
            "up up home delete delete right right backspace alt-left ctrl-k ctrl-u ctrl-/ ctrl-r up end ctrl-w",
        ));
        typed.push(Step::Paste(TEXTS.join(" ")));
        typed.extend(script![
            wait(2),
            press("ctrl-d"),
            press("2"),
            keys("down space down space 3 d esc n")
        ]);
        typed.extend(types("다음에는 ❤\u{fe0f} 먼저"));
        typed.extend(keys("enter enter"));
        house.play(typed);
    }
}

#[test]
fn terminals_hold_what_a_redraw_would_show_through_lists_boxes_scrolls_and_sizes() {
    for (theme, size) in [("dark", (60, 20)), ("light", (80, 24)), ("dark", (121, 31))] {
        let mut house = house(theme);
        house.size = size;
        house.play(script![
            keys("/ esc down down down down down down down down up up home end"),
            keys("enter"),
            keys("esc / ctrl-u"),
            types("전각"),
            keys("esc ? down down pagedown esc :"),
            types("테마"),
            keys("esc T down down up esc g"),
            wait(1),
            keys("esc e"),
            types("고침 ❤\u{fe0f}"),
            keys("f5 esc tab tab backtab esc"),
            wait(1),
            press("d"),
            Step::Resize(100, 30),
            keys("down down"),
            Step::Resize(60, 20),
            keys("down e"),
            wait(1),
            press("esc"),
        ]);
    }
}
