//! What terminals send: a table of sequences with what each must mean, however it is cut.

use crossterm::event::{KeyCode, KeyEvent};
use hotseat::store::Disk;
use hotseat::text;
use hotseat::tui::action::{Action, Scope};
use hotseat::tui::events::Mouse;
use hotseat::tui::input::Said;
use hotseat::tui::keymap::{Key, Keymap, Meaning};
use hotseat::tui::widgets::text_edit::{TextEdit, is_enter};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Position;
use ratatui::style::Style;

use corpus::{Line, corpus};

pub mod corpus;

/// What is said when these pieces come with so many milliseconds between them; an Escape that was
/// taken back was none.
fn said<'b>(pieces: impl IntoIterator<Item = &'b [u8]>, gap: u64) -> Vec<Said> {
    let mut line = Line::new();
    for (number, piece) in pieces.into_iter().enumerate() {
        if number > 0 {
            line.wait(gap);
        }
        line.send(piece);
    }
    line.wait(20_000);
    let mut stands = Vec::new();
    for (_, said) in line.take_with_times() {
        match said {
            Said::TakenBack(escapes) => {
                for _ in 0..escapes {
                    assert_eq!(stands.pop(), Some(Said::Key(KeyCode::Esc.into())));
                }
            }
            said => stands.push(said),
        }
    }
    stands
}

/// An Escape with a character that is no command together with Alt, or with two that begin no
/// sequence: later than the wait, they are what they are.
fn is_two_keys(bytes: &[u8]) -> bool {
    if matches!(bytes, b"\x1b[W" | b"\x1bOz") {
        return true;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            let mut chars = text.chars();
            let (first, second, third) = (chars.next(), chars.next(), chars.next());
            let is_plain =
                |c: char| !c.is_control() && !matches!(c, 'b' | 'f' | 'd' | '<' | '>' | '[' | 'O');
            first == Some('\x1b') && second.is_some_and(is_plain) && third.is_none()
        }
        Err(_) => false,
    }
}

#[test]
fn a_sequence_means_the_same_wherever_a_slow_line_cuts_it() {
    let rows = corpus();
    assert!(rows.len() >= 150, "{}", rows.len());
    let mut tried = 0;
    for row in &rows {
        let whole = said([&row.bytes[..]], 0);
        for gap in [0, 1, 20, 80] {
            if gap > 50 && is_two_keys(&row.bytes) {
                let apart = said(row.bytes.chunks(1), gap);
                assert!(apart.len() >= 2, "{}: {apart:?}", row.written);
                assert_eq!(apart[0], Said::Key(KeyCode::Esc.into()));
                continue;
            }
            let bytes_alone = said(row.bytes.chunks(1), gap);
            assert_eq!(bytes_alone, whole, "{} by bytes, {gap} ms", row.written);
            for cut in 1..row.bytes.len() {
                let (front, rest) = row.bytes.split_at(cut);
                let cut_in_two = said([front, rest], gap);
                assert_eq!(cut_in_two, whole, "{} cut at {cut}, {gap} ms", row.written);
                tried += 1;
            }
        }
    }
    assert!(tried > 4000, "{tried}");
}

fn keymap() -> Keymap {
    let nowhere = std::path::Path::new("/nowhere/keymap.toml");
    Keymap::load(&Disk::whole(), nowhere).0
}

#[test]
fn every_sequence_is_the_command_that_the_table_says() {
    for row in corpus() {
        let said = said([&row.bytes[..]], 0);
        let shown: Vec<String> = said.iter().map(shown).collect();
        let shown = match shown.len() {
            0 => "nothing".to_owned(),
            _ => shown.join(" "),
        };
        assert_eq!(shown, row.as_command, "{}", row.written);
    }
}

fn shown(said: &Said) -> String {
    match said {
        Said::Key(key) => {
            let key = Key::of(*key);
            key.without_input_method().unwrap_or(key).shown(true)
        }
        Said::Paste(text) => format!("paste {text}").trim_end_matches(' ').to_owned(),
        Said::Mouse(mouse) => of_mouse(*mouse),
        Said::TakenBack(_) => "taken back".to_owned(),
        Said::HasProtocol => "nothing".to_owned(),
    }
}

fn of_mouse(mouse: Mouse) -> String {
    match mouse {
        Mouse::Click(column, row) => format!("click {column} {row}"),
        Mouse::WheelUp => "wheel up".to_owned(),
        Mouse::WheelDown => "wheel down".to_owned(),
    }
}

/// The text before every sequence, with a bar where the caret is.
const BASE: &str = "aa bb\ncc dx|yz ee\nff";

/// A field with that text. `dx` was typed, then `Z`, which was taken back; `kk` was removed before.
fn field() -> TextEdit {
    let mut edit = TextEdit::lines("aa bb\ncc yz ee\nff");
    let mut press = |name: &str| edit.take_key(Key::parse(name).unwrap().event());
    for key in ["up", "home", "right", "right", "right", "k", "k", "ctrl-w"] {
        press(key);
    }
    for key in ["d", "x", "Z", "ctrl-/"] {
        press(key);
    }
    edit
}

/// A text with a bar where the caret is, and where that is drawn.
fn with_caret(edit: &mut TextEdit) -> (String, Position) {
    let mut terminal = Terminal::new(TestBackend::new(60, 10)).unwrap();
    let mut caret = Position::default();
    terminal
        .draw(|frame| caret = edit.draw(frame, frame.area(), Style::new()))
        .unwrap();
    (edit.text(), caret)
}

/// The text and the caret that a picture shows.
fn pictured(picture: &str) -> (String, Position) {
    let (before, _) = picture.split_once('|').unwrap();
    let line = before.rsplit('\n').next().unwrap();
    let place = |number: usize| u16::try_from(number).unwrap();
    let caret = Position {
        x: place(text::columns(line)),
        y: place(before.matches('\n').count()),
    };
    (picture.replacen('|', "", 1), caret)
}

/// What the text must be after a word of the table.
fn picture_after(word: &str) -> String {
    let moved = match word {
        "up" | "page up" => "aa bb|\ncc dxyz ee\nff",
        "down" | "page down" | "text end" => "aa bb\ncc dxyz ee\nff|",
        "left" => "aa bb\ncc d|xyz ee\nff",
        "right" => "aa bb\ncc dxy|z ee\nff",
        "word left" => "aa bb\ncc |dxyz ee\nff",
        "word right" => "aa bb\ncc dxyz |ee\nff",
        "row start" | "line start" => "aa bb\n|cc dxyz ee\nff",
        "row end" | "line end" => "aa bb\ncc dxyz ee|\nff",
        "text start" => "|aa bb\ncc dxyz ee\nff",
        "deletes left" | "undo" => "aa bb\ncc d|yz ee\nff",
        "deletes right" => "aa bb\ncc dx|z ee\nff",
        "deletes word left" => "aa bb\ncc |yz ee\nff",
        "deletes word right" => "aa bb\ncc dx| ee\nff",
        "deletes to line start" => "aa bb\n|yz ee\nff",
        "deletes to line end" => "aa bb\ncc dx|\nff",
        "puts back" => "aa bb\ncc dxkk|yz ee\nff",
        "redo" => "aa bb\ncc dxZ|yz ee\nff",
        "new line" => "aa bb\ncc dx\n|yz ee\nff",
        "tab" => "aa bb\ncc dx   |yz ee\nff",
        "types 가x나" => "aa bb\ncc dx가x|나yz ee\nff",
        "c before the word" => "aa bb\ncc c|dxabyz ee\nff",
        "types" => "aa bb\ncc dx |yz ee\nff",
        // Up and down again.
        "nothing" | "nothing moved" => BASE,
        word => {
            let (verb, words) = word.split_once(' ').unwrap_or((word, ""));
            assert!(
                matches!(verb, "types" | "pastes"),
                "a word of the table: {word}"
            );
            return BASE.replace('|', &format!("{words}|"));
        }
    };
    moved.to_owned()
}

/// What a sequence does in a text: an action, the mouse, or a changed text.
fn in_text(said: &[Said], keymap: &Keymap, edit: &mut TextEdit) -> Option<String> {
    for said in said {
        let key = match said {
            Said::Key(key) => *key,
            Said::Paste(text) => {
                edit.paste(text);
                continue;
            }
            Said::Mouse(mouse) => return Some(of_mouse(*mouse)),
            Said::TakenBack(_) | Said::HasProtocol => continue,
        };
        match text_action(keymap, Key::in_text(key)) {
            Some(action) => return Some(action.name().to_owned()),
            None => edit.take_key(Key::in_text(key)),
        };
    }
    None
}

fn text_action(keymap: &Keymap, key: KeyEvent) -> Option<Action> {
    match keymap.resolve(&[Scope::Global], &[key]) {
        Meaning::Action(action @ (Action::Interrupt | Action::Suspend), _) => Some(action),
        _ if is_enter(key) => None,
        _ => keymap.resolve_in_text(&[Scope::Text], key),
    }
}

#[test]
fn every_sequence_does_in_a_text_what_the_table_says() {
    let keymap = keymap();
    assert_eq!(with_caret(&mut field()), pictured(BASE));
    for row in corpus() {
        let said = said([&row.bytes[..]], 0);
        let mut edit = field();
        // The widget learns its width when it is drawn.
        with_caret(&mut edit);
        if let Some(action) = in_text(&said, &keymap, &mut edit) {
            assert_eq!(action, row.in_text, "{}", row.written);
            continue;
        }
        let (word, selects) = match row.in_text.strip_prefix("selects ") {
            Some(moves) => (moves, true),
            None => (row.in_text.as_str(), false),
        };
        let expected = picture_after(word);
        assert_eq!(
            with_caret(&mut edit),
            pictured(&expected),
            "{} {}",
            row.written,
            row.in_text
        );
        // What is selected is what the next letter replaces.
        edit.take_key(KeyCode::Char('S').into());
        let caret = |picture: &str| picture.find('|').unwrap();
        let ends = [caret(BASE), caret(&expected)];
        let mut replaced = expected.replace('|', "");
        let until = if selects {
            ends[0].max(ends[1])
        } else {
            ends[1]
        };
        let from = if selects {
            ends[0].min(ends[1])
        } else {
            ends[1]
        };
        replaced.replace_range(from..until, "S");
        assert_eq!(edit.text(), replaced, "{} {}", row.written, row.in_text);
    }
}
