//! The user's own editor: a small program that takes the terminal, changes the file and gives the
//! terminal back.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use crate::window::{Home, Window};

/// Says with what it was started, waits for a line as an editor waits for keys, and writes that
/// line over the question at which it was opened.
const STUB: &str = r#"#!/bin/sh
printf 'stub:'; printf ' <%s>' "$@"; printf '\r\n'
read -r line
for file; do :; done
at=${2#+}
sed -i "$at,$((at + 2))s/질문 .?/$line/" "$file"
"#;

/// A home with the stub in a folder whose name has a space.
fn home_with_stub() -> (Home, PathBuf) {
    let home = Home::new();
    let stub = home.path().join("my apps/stub");
    std::fs::create_dir_all(stub.parent().unwrap()).unwrap();
    std::fs::write(&stub, STUB).unwrap();
    std::fs::set_permissions(&stub, std::fs::Permissions::from_mode(0o755)).unwrap();
    (home, stub)
}

fn bank(home: &Home, variables: &[(&str, &str)]) -> Window {
    let mut command = home.command(&["browse", "deck:mine"]);
    command.env("PATH", "/usr/bin:/bin");
    for (name, value) in variables {
        command.env(name, value);
    }
    let mut window = Window::open(command);
    window.sees("질문 1?").send("\x1b").sees("Space select");
    window
}

#[test]
fn the_file_opens_at_the_cards_line_and_what_was_changed_is_there_after() {
    let (home, stub) = home_with_stub();
    let editor = format!("'{}' \"-n -w\"", stub.display());
    let mut window = bank(&home, &[("EDITOR", "false"), ("VISUAL", &editor)]);
    window
        .send("o")
        .sees("stub: <-n -w> <+1>")
        .sees("mine.toml>");
    window.until_restored();
    window.send("고친 질문\n").sees("고친 질문").sees("6 of");
    assert!(!window.is_cooked(), "the keys are the program's again");
    window.send("q");
    assert_eq!(window.end().exit_code(), 0);
}

#[test]
fn an_editor_that_cannot_be_started_says_what_to_set() {
    let (home, _) = home_with_stub();
    let mut window = bank(&home, &[("EDITOR", "no-such-editor --wait")]);
    window
        .send("o")
        .sees("no-such-editor cannot be started; name your editor in $VISUAL or $EDITOR");
    let mut window = bank(&home, &[("PATH", "/nowhere")]);
    window
        .send("o")
        .sees("vi cannot be started; name your editor in $VISUAL or $EDITOR");
    let mut window = bank(&home, &[("EDITOR", "false")]);
    window.send("o").sees("false: exit status: 1").send("q");
    assert_eq!(window.end().exit_code(), 0);
}
