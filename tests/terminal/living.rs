//! Two programs on one folder, each of which sees what the other does; and files that change by themselves.

use crate::window::Home;

const DECK: &str = "data/hotseat/decks/mine.toml";

#[test]
fn what_one_window_does_is_seen_in_the_other() {
    let home = Home::new();
    let bank = ["browse", "--lang", "en", "deck:mine"];
    let mut first = home.open(&bank);
    first.sees("질문 1?").send("\x1b").sees("Space select");
    let mut second = home.open(&["--lang", "en"]);
    second.sees("technical questions ·");
    // A card is answered here, and the answer is told there.
    first
        .send("r")
        .sees("Answer aloud")
        .send("\r")
        .sees("1 again");
    first.send("3");
    second.sees("1 answer from");
    // A deck changes beside both.
    let file = home.path().join(DECK);
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("질문 2?", "바뀐 질문?")).unwrap();
    second.sees("changed outside: 1 deck");
    first.sees("changed outside: 1 deck");
    // So do keys, and they count at once.
    let keymap = home.path().join("config/hotseat/keymap.toml");
    std::fs::write(keymap, "[global]\nhelp = [\"F\"]\n").unwrap();
    second.sees("changed outside: options").send("F");
    second.sees("Keys");
    for window in [&mut first, &mut second] {
        window.signal(rustix::process::Signal::TERM);
        window.end();
    }
}
