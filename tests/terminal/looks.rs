//! Colours, themes, languages, and places that are no terminal.

use std::process::{Command, Stdio};

use crate::window::{Home, Window};

/// The parameters of every colour and style sequence (`CSI … m`) that was sent.
fn styles(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    text.split("\x1b[")
        .skip(1)
        .filter_map(|rest| {
            let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, ';' | ':')))?;
            rest[end..].starts_with('m').then(|| rest[..end].to_owned())
        })
        .collect()
}

fn is_colour(style: &str) -> bool {
    style.split([';', ':']).any(|number| {
        let number: u16 = number.parse().unwrap_or(0);
        matches!(number, 30..=38 | 40..=48 | 90..=97 | 100..=107)
    })
}

#[test]
fn no_color_sends_no_colour_and_true_colour_sends_the_themes() {
    let home = Home::new();
    let mut window = home.open(&[]);
    window.sees("Start a five-minute interview");
    let sent = styles(&window.bytes());
    // The dark theme's ground and the light one's are not alike.
    assert!(
        sent.iter().any(|style| style.contains("48;2;22;24;29")),
        "{sent:?}"
    );

    let mut window = home.open(&["--theme", "light"]);
    window.sees("Start a five-minute interview");
    let sent = styles(&window.bytes());
    assert!(
        sent.iter().any(|style| style.contains("48;2;251;250;247")),
        "{sent:?}"
    );

    let mut command = home.command(&[]);
    command.env("NO_COLOR", "1");
    let mut window = Window::open(command);
    window
        .sees("technical question")
        .send("i")
        .sees("Choose an interview");
    let sent = styles(&window.bytes());
    let coloured: Vec<_> = sent
        .iter()
        .filter(|style| is_colour(style.as_str()))
        .collect();
    assert!(coloured.is_empty(), "{coloured:?}");
}

#[test]
fn a_terminal_of_256_colours_gets_no_others() {
    let home = Home::new();
    let mut command = home.command(&[]);
    command.env_remove("COLORTERM");
    let mut window = Window::open(command);
    window.sees("Start a five-minute interview");
    let sent = styles(&window.bytes());
    assert!(sent.iter().any(|style| style.contains("48;5;")), "{sent:?}");
    assert!(!sent.iter().any(|style| style.contains("8;2;")), "{sent:?}");
}

#[test]
fn the_language_follows_the_environment_unless_it_is_given() {
    let home = Home::new();
    let mut command = home.command(&[]);
    command.env("LANG", "ko_KR.UTF-8");
    Window::open(command).sees("5분 모의 면접 시작");
    home.open(&["--lang", "ko"]).sees("5분 모의 면접 시작");
}

#[test]
fn a_dumb_terminal_is_refused_with_the_way_out() {
    let home = Home::new();
    let mut command = home.command(&[]);
    command.env("TERM", "dumb");
    let mut window = Window::open(command);
    window
        .sees("TERM=dumb cannot place the cursor.")
        .sees("hotseat --help");
    assert_eq!(window.end().exit_code(), 2);
    assert!(!window.bytes().contains(&0x1b));
}

#[test]
fn without_a_terminal_it_says_so_and_exits_with_2() {
    let home = Home::new();
    let output = Command::new(env!("CARGO_BIN_EXE_hotseat"))
        .env_clear()
        .env("HOME", home.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "");
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "hotseat: hotseat draws on a terminal, and this is none. Run it in one, or see `hotseat --help` for the commands that print.\n"
    );
}
