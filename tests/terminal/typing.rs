//! Keys, Hangul, pastes and sizes, as a terminal sends them.

use crate::window::Home;

#[test]
fn hangul_is_typed_pasted_and_wrapped_with_the_caret_where_it_belongs() {
    let home = Home::new();
    let mut window = home.interview();
    window
        .sees("Six · Six · 1 of 6")
        .send("\r")
        .sees("answer 1:00");
    window.send("t").sees("typed");
    window.send("저는").caret_behind("저는", 4);
    window.send(" MQ를").caret_behind("저는", 9);
    window.send("\x1b[D").caret_behind("저는", 7);
    window
        .send("\x1b[C\x7f")
        .sees_no("MQ를")
        .caret_behind("저는", 7);
    window.send("\x1b[200~ 붙인 글q\r\n둘째 줄\x1b[201~");
    window.sees("저는 MQ 붙인 글q").caret_behind("둘째 줄", 7);
    window.resize(60, 20).caret_behind("둘째 줄", 7);
    window.resize(40, 10).sees("too small (40×10)");
    window.resize(120, 40).caret_behind("둘째 줄", 7);
    window.send("\x04").sees("how sure were you?").send("2");
    window.sees("Next time:").sees("저는 MQ 붙인 글q");
    window.send("4\r").sees("Six · Six · 2 of 6");
    assert_eq!(home.answers()[0]["typed"], "저는 MQ 붙인 글q\n둘째 줄");
}

#[test]
fn what_a_slow_line_cuts_and_a_line_feed_lose_nothing_that_was_typed() {
    let home = Home::new();
    let mut window = home.interview();
    window.sees("1 of 6").send("\r").sees("answer 1:00");
    // A paste opens the field.
    window.send("\x1b[200~First I take a lock\x1b[201~");
    window
        .sees("First I take a lock")
        .send("\n")
        .send("then retry");
    window.caret_behind("then retry", 10);
    window
        .send("\x1b")
        .send("[")
        .send("D")
        .caret_behind("then retry", 9);
    window.send("\x1b\x1b[D").caret_behind("then retry", 5);
    window.send("\x1bOD").caret_behind("then retry", 4);
    window.send("\x1b[1;3D").caret_behind("then retry", 0);
    window.send("\x1bf").caret_behind("then retry", 5);
    window.send("s").caret_behind("then sretry", 6);
    window.send("\x15").sees_no("then");
    window.send("\x1f").sees("then sretry").send("\x04");
    window
        .sees("how sure were you?")
        .send("2")
        .sees("Next time:");
    window.send("4\r").sees("2 of 6");
    assert_eq!(
        home.answers()[0]["typed"],
        "First I take a lock\nthen sretry"
    );
}

#[test]
fn where_the_terminal_offers_it_keys_are_told_apart_until_the_end() {
    let home = Home::new();
    let mut window = home.interview();
    window.sees("1 of 6").sends("\x1b[?u\x1b[c");
    window.send("\x1b[?0u\x1b[?62;c").sends("\x1b[>5u");
    window
        .send("\r")
        .sees("answer 1:00")
        .send("t")
        .sees("typed");
    window.send("one").send("\x1b[13;2u").send("two");
    window.caret_behind("two", 3);
    // The Escape key is a sequence; so is Ctrl with a letter of another keyboard.
    window
        .send("\x1b[27;1:1u\x1b[27;1:3u")
        .sees_no("Esc stop typing");
    window.send("\x1a").until_stopped().until_restored();
    window.sends("\x1b[<u");
    window.signal(rustix::process::Signal::CONT);
    window.sends_times("\x1b[>5u", 2);
    window.send("\x1b[1089::99;5u").sees("Leave").send("y");
    assert_eq!(window.end().exit_code(), 0);
    window.read_to_the_end().sends_times("\x1b[<u", 2);
    assert_eq!(home.answers()[0]["typed"], "one\ntwo");
}

#[test]
fn a_key_of_the_korean_keyboard_is_a_command_and_quitting_restores_the_terminal() {
    let home = Home::new();
    let mut window = home.open(&["--lang", "ko"]);
    window.sees("소리 내어 답하고").sees("5분 모의 면접 시작");
    window.until("the other screen", |screen| {
        screen.alternate_screen() && screen.bracketed_paste()
    });
    assert!(!window.is_cooked());
    window
        .sees("기술 질문")
        .send("ㅑ")
        .sees("모의 면접 고르기")
        .send("\x1b")
        .sees("5분 모의 면접 시작");
    window.send("ㅂ");
    assert_eq!(window.end().exit_code(), 0);
    window.until_restored();
}

#[test]
fn ctrl_z_gives_the_terminal_to_the_shell_and_takes_it_back() {
    let home = Home::new();
    let mut window = home.interview();
    window
        .sees("1 of 6")
        .send("\rt")
        .sees("typed")
        .send("half")
        .sees("half");
    window.send("\x1a").until_stopped().until_restored();
    window.signal(rustix::process::Signal::CONT);
    window.until("the other screen", vt100::Screen::alternate_screen);
    window.sees("half").caret_behind("half", 4);
    window.send("!").sees("half!");
    window
        .send("\x1b")
        .until("no caret", vt100::Screen::hide_cursor)
        .send("\x0c")
        .send("t");
    window.caret_behind("half!", 5);
    assert!(!window.is_cooked());
    window.send("\x03y");
    assert_eq!(window.end().exit_code(), 0);
    window.until_restored();
    assert_eq!(home.answers()[0]["typed"], "half!");
}
