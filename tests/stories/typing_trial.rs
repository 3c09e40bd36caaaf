//! Random sequences of the table of keys, cut anywhere, typed into an answer: what was typed is in
//! the text unless a deleting key took it away.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use hotseat::tui::events::{Event, Mouse};
use hotseat::tui::input::Said;
use hotseat::tui::keymap::Key;
use hotseat::tui::widgets::text_edit::{Edit, TextEdit, is_enter};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use crate::keys_corpus::{Line, Row, corpus};
use crate::stage::{House, Step, keys, press, script, types, wait};

/// So many sequences are typed into one answer.
const IN_ONE_ANSWER: usize = 250;

/// How long somebody who has left the text is away.
const AWAY: Duration = Duration::from_millis(700);

/// What the field must hold, by the field's own rules, and what was typed.
struct Shadow {
    edit: TextEdit,
    typed: usize,
    deleted: usize,
}

impl Shadow {
    fn count(&self) -> usize {
        self.edit
            .text()
            .chars()
            .filter(|c| !c.is_whitespace())
            .count()
    }

    /// Does it in the field; only a deleting key may take a character away.
    fn change(&mut self, may_delete: bool, change: impl FnOnce(&mut TextEdit)) {
        let before = self.edit.text();
        let count = self.count();
        change(&mut self.edit);
        let now = self.count();
        if now < count {
            assert!(may_delete, "lost: {before:?} became {:?}", self.edit.text());
            self.deleted += count - now;
        }
        self.typed += now.saturating_sub(count);
    }

    fn press(&mut self, key: KeyEvent, is_selecting: bool) {
        let deletes = matches!(
            Edit::of(key),
            Some(Edit::DeleteLeft(_) | Edit::DeleteRight(_) | Edit::Cut | Edit::Undo | Edit::Redo)
        );
        self.change(deletes || is_selecting, |edit| {
            edit.take_key(key);
        });
    }
}

/// Types so many sequences into one answer; gives how many characters were typed and deleted.
fn trial(rows: &[&Row], sequences: usize, random: &mut StdRng) -> Trial {
    let mut line = Line::new();
    let mut shadow = Shadow {
        edit: TextEdit::lines(""),
        typed: 0,
        deleted: 0,
    };
    let mut steps = script![keys("u enter t")];
    let mut is_selecting = false;
    let mut lasted = Duration::ZERO;
    for _ in 0..sequences {
        // Every other one writes something.
        let row = loop {
            let row = rows[random.random_range(0..rows.len())];
            if row.in_text.starts_with("types") || random.random_bool(0.2) {
                break row;
            }
        };
        let cut = random.random_range(0..row.bytes.len());
        let gap = |random: &mut StdRng| [0, 1, 20, 80][random.random_range(0..4)];
        line.send(&row.bytes[..cut]);
        line.wait(gap(random));
        line.send(&row.bytes[cut..]);
        let is_escape = row.in_text == "end_text";
        line.wait(if is_escape { 700 } else { gap(random) });
        let mut ended = false;
        for (at, said) in line.take_with_times() {
            steps.push(Step::Wait(at.saturating_sub(lasted)));
            lasted = lasted.max(at);
            match said {
                Said::Key(key) => {
                    steps.push(Step::Key(key));
                    let key = Key::in_text(key);
                    let key = if is_enter(key) {
                        KeyCode::Enter.into()
                    } else {
                        key
                    };
                    let ends = key.code == KeyCode::Esc
                        || (key.code == KeyCode::Char('s')
                            && key.modifiers == KeyModifiers::CONTROL);
                    ended = ends;
                    if !ends {
                        shadow.press(key, is_selecting);
                        is_selecting = match Edit::of(key) {
                            // These may find nothing to do, and leave the selection.
                            None | Some(Edit::Undo | Edit::Redo | Edit::Yank) => is_selecting,
                            Some(_) => key.modifiers.contains(KeyModifiers::SHIFT),
                        };
                    }
                }
                Said::TakenBack(escapes) => {
                    ended = false;
                    steps.push(Step::Event(Box::new(Event::EscapesTakenBack(escapes))));
                }
                Said::Paste(text) => {
                    shadow.change(is_selecting, |edit| edit.paste(&text));
                    is_selecting = false;
                    steps.push(Step::Paste(text));
                }
                Said::Mouse(mouse) => {
                    steps.push(Step::Mouse(mouse));
                    let turned = match mouse {
                        Mouse::WheelUp => Some(KeyCode::Up),
                        Mouse::WheelDown => Some(KeyCode::Down),
                        Mouse::Click(..) => None,
                    };
                    if let Some(code) = turned {
                        shadow.press(code.into(), false);
                        is_selecting = false;
                    }
                }
                Said::HasProtocol => {}
            }
        }
        if ended {
            // Somebody who has left the text takes it up again.
            steps.push(Step::Wait(AWAY));
            lasted += AWAY;
            steps.push(press("t"));
            shadow.edit = TextEdit::lines(&shadow.edit.text());
            is_selecting = false;
        }
    }
    shadow.press(Key::parse("ctrl-e").unwrap().event(), false);
    shadow.press(KeyCode::Char('!').into(), false);
    steps.extend(script![
        wait(1),
        press("ctrl-e"),
        types("!"),
        keys("ctrl-d 2 4 enter")
    ]);
    let mut house = House::english();
    house.is_calm = false;
    house.play(steps);
    Trial {
        typed: shadow.typed,
        deleted: shadow.deleted,
        expected: shadow.edit.text(),
        kept: house.answers()[0]["typed"].as_str().unwrap().to_owned(),
    }
}

/// What came of it.
struct Trial {
    typed: usize,
    deleted: usize,
    /// The text as the field alone would have it.
    expected: String,
    /// The text in the history.
    kept: String,
}

/// The characters but for spaces: how many a tab makes depends on where the caret was.
fn sorted(text: &str) -> Vec<char> {
    let mut characters: Vec<char> = text.chars().filter(|&c| c != ' ').collect();
    characters.sort_unstable();
    characters
}

/// `HOTSEAT_SEQUENCES` asks for more than the usual number.
#[test]
fn random_keys_leave_every_typed_character_that_no_deleting_key_took_away() {
    let asked = std::env::var("HOTSEAT_SEQUENCES").ok();
    let sequences = asked.map_or(2 * IN_ONE_ANSWER, |number| number.parse().unwrap());
    let rows = corpus();
    let is = |words: &'static [&str]| {
        move |row: &&Row| words.iter().any(|word| row.in_text.contains(word))
    };
    let mut rows: Vec<&Row> = rows.iter().collect();
    rows.retain(|row| !is(&["finish_answer", "interrupt", "suspend"])(row));
    // Where no key deletes, everything that was typed is there, wherever the caret went. Where some
    // do, the caret must be where the field has it: without the keys that depend on its width.
    let mut writing = rows.clone();
    writing.retain(|row| !is(&["deletes", "undo", "redo", "selects"])(row));
    let mut deleting = rows;
    deleting.retain(|row| !is(&["up", "down", "page", "row"])(row));
    let mut random = StdRng::seed_from_u64(19);
    let (mut typed, mut deleted) = (0, 0);
    for answer in 0..sequences.div_ceil(IN_ONE_ANSWER) {
        let rows = if answer % 2 == 0 { &writing } else { &deleting };
        let trial = trial(rows, IN_ONE_ANSWER, &mut random);
        if answer % 2 == 0 {
            assert_eq!(trial.deleted, 0);
            assert_eq!(sorted(&trial.kept), sorted(&trial.expected));
        } else {
            assert_eq!(trial.kept, trial.expected);
        }
        typed += trial.typed;
        deleted += trial.deleted;
    }
    println!("{sequences} sequences: {typed} characters typed, {deleted} deleted by deleting keys");
    assert!(typed > sequences / 4);
}
