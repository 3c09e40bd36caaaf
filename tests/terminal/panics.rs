//! A panic, forced on purpose: the terminal is given back and the message can be read.
//!
//! The test runs itself again in the terminal: `child` does nothing unless it is told to.

use hotseat::tui::terminal::Screen;
use portable_pty::CommandBuilder;

use crate::window::Window;

#[test]
fn child() {
    if std::env::var("HOTSEAT_TEST_PANIC").is_err() {
        return;
    }
    let _screen = Screen::take(true).unwrap();
    // The parent sees that the terminal was taken before it lets this one go on.
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).unwrap();
    panic!("on purpose");
}

#[test]
fn a_panic_gives_the_terminal_back_before_its_message() {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--exact", "panics::child", "--nocapture"]);
    command.env("HOTSEAT_TEST_PANIC", "1");
    command.env("TERM", "xterm-256color");
    let mut window = Window::open(command);
    window.until("a taken terminal", vt100::Screen::alternate_screen);
    assert!(!window.is_cooked());
    window.send("\n");
    window.sees("on purpose").until_restored();
    assert_ne!(window.end().exit_code(), 0);
    let bytes = window.bytes();
    let place = |what: &[u8]| bytes.windows(what.len()).position(|part| part == what);
    assert!(place(b"\x1b[?1049l").unwrap() < place(b"on purpose").unwrap());
    assert!(place(b"\x1b[?1000l").is_some(), "the mouse is still told");
}
