//! Texts that try to reach the terminal, on every screen: whatever a card, a deck's name, a note or
//! a history says, no cell of any screen holds what would act on the terminal or hide.

use hotseat::language::Language;

use crate::everywhere::{faults, nothing_wrong, pictures};
use crate::stage::{House, readable};

/// The same as TOML and JSON write it: a window's title, the clipboard, a link, a cleared screen, a
/// C1 introducer, marks that turn the text around or hide in it.
const HOSTILE: &str = r"\u001b]0;owned\u0007\u001b]52;c;b3du\u0007\u001b]8;;http://x\u001b\\\u001b[2J\u009b31m\u202eabc\u2066\u200b\u2060\ufeff\u061c\u00ad\u034f\u115f\u3164\u200d\u007f\b\u0000 ";

/// Every text of a deck of the stories begins with it.
fn poisoned(deck: &str) -> String {
    const TEXTS: [&str; 6] = [
        "title",
        "question",
        "outline",
        "key_points",
        "follow_ups",
        "experience",
    ];
    let mut poisoned = String::new();
    for line in deck.lines() {
        let key = line.split(" = ").next().unwrap_or_default();
        let line = match key {
            "answer" if line.ends_with("\"\"\"") => format!("{line}\n{HOSTILE}"),
            "answer" => line.replacen('"', &format!("\"{HOSTILE}"), 1),
            "tags" => line.replacen(']', &format!(", \"{HOSTILE}\"]"), 1),
            key if TEXTS.contains(&key) => {
                let begins =
                    ["= \"", "[\"", ", \""].map(|begin| (begin, format!("{begin}{HOSTILE}")));
                let line = line.to_owned();
                begins
                    .iter()
                    .fold(line, |line, (begin, with)| line.replace(begin, with))
            }
            "[[cards]]" => format!(
                "{line}\nnotes = \"{HOSTILE}\"\nalso_asked = [\"{HOSTILE}?\"]\nreflections = [\"{HOSTILE}\"]\nlinks = [\"http://{HOSTILE}\"]\nasked = [{{ on = 2024-05-17, interview = \"{HOSTILE}\" }}]"
            ),
            _ => line.to_owned(),
        };
        poisoned.push_str(&line);
        poisoned.push('\n');
    }
    poisoned
}

fn poison(house: &mut House) {
    let mut waiting = vec![house.folders.decks()];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            let entries = std::fs::read_dir(&path).unwrap();
            waiting.extend(entries.map(|entry| entry.unwrap().path()));
        } else {
            let deck = std::fs::read_to_string(&path).unwrap();
            std::fs::write(&path, poisoned(&deck)).unwrap();
        }
    }
    let deck = house
        .folders
        .decks()
        .join("\u{1b}]0;name\u{7}\u{202e}x.toml");
    std::fs::write(
        deck,
        format!("[[cards]]\nquestion = \"{HOSTILE}\"\n\"{HOSTILE}\" = 2\n"),
    )
    .unwrap();
    let interviews = house.folders.data.join("interviews.toml");
    let interview = format!(
        "[[interviews]]\nid = \"shop\"\ncompany = \"{HOSTILE}\"\nround = \"{HOSTILE}\"\ndate = 2026-12-03\n"
    );
    std::fs::write(interviews, interview).unwrap();
    let history = house.folders.history();
    std::fs::create_dir_all(&history).unwrap();
    let json = HOSTILE.replace("\\0", "\\u0000");
    let lines = ["technical/network#tcp-vs-udp", "en/technical/network#tcp-vs-udp"].map(|card| {
        format!(
            "{{\"v\":1,\"id\":\"01JD{:022}\",\"at\":\"2026-11-05T10:00:00+09:00\",\"kind\":\"answer\",\"card\":\"{card}\",\"mode\":\"practice\",\"score\":1,\"note\":\"{json}\",\"typed\":\"{json}\"}}\n",
            card.len()
        )
    });
    std::fs::write(history.join("\u{1b}[31mlaptop.jsonl"), lines.concat()).unwrap();
}

/// Whether a cell with this in it would act on the terminal, or hide something.
fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{200b}'
            | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{feff}' | '\u{ffa0}')
}

#[test]
fn no_cell_of_any_screen_acts_on_the_terminal_or_hides_something() {
    let mut wrong = Vec::new();
    let mut shown = 0;
    for (name, place, buffer) in pictures(Language::English, &[(60, 20), (160, 40)], poison) {
        let mut cells = buffer.content.iter();
        if let Some(cell) = cells.find(|cell| cell.symbol().contains(is_harmful)) {
            wrong.push(format!(
                "{name}: {:?}\n{}",
                cell.symbol(),
                readable(&buffer)
            ));
        }
        for fault in faults(&place, &buffer) {
            wrong.push(format!("{name}: {fault}\n{}", readable(&buffer)));
        }
        let has_signs = buffer
            .content
            .iter()
            .any(|cell| matches!(cell.symbol(), "�" | "␛"));
        shown += usize::from(has_signs);
    }
    nothing_wrong(&wrong);
    // The texts were there to be seen.
    assert!(shown > 50, "{shown}");
}
