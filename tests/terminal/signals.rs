//! Signals and kills: the terminal is given back, and no answer is lost.

use rustix::process::Signal;

use crate::window::{Home, Window};

/// Answers and scores a question with its number typed.
fn answer(window: &mut Window, number: usize) {
    window
        .sees(&format!("Six · Six · {number} of 6"))
        .sees("think");
    window
        .send("\r")
        .sees("answer 1:00")
        .send("t")
        .sees("typed");
    window
        .send(&format!("답 {number}"))
        .sees(&format!("답 {number}"));
    window.send("\x04").sees("how sure were you?");
    window.send("2").sees("Next time:");
    window.send("4\r");
}

fn ends_well_on(signal: Signal, code: u32) {
    let home = Home::new();
    let mut window = home.interview();
    answer(&mut window, 1);
    window
        .sees("2 of 6")
        .send("\r")
        .sees("answer 1:00")
        .send("t")
        .sees("typed");
    window.send("절반").sees("절반");
    window.signal(signal);
    assert_eq!(window.end().exit_code(), code);
    window.until_restored();
    assert_eq!(home.answers().len(), 1);
    let drafts = home.drafts();
    assert_eq!(drafts.len(), 1);
    assert_eq!(drafts[0]["attempts"][1]["typed"], "절반");

    let mut window = home.open(&[]);
    window
        .sees("Six · 2 of 6")
        .sees("cards: English")
        .send("\r");
    window.sees("This interview broke off here.").sees("절반");
}

#[test]
fn sigterm_restores_the_terminal_and_keeps_everything() {
    ends_well_on(Signal::TERM, 143);
}

#[test]
fn sighup_restores_the_terminal_and_keeps_everything() {
    ends_well_on(Signal::HUP, 129);
}

#[test]
fn a_window_that_is_closed_keeps_everything() {
    let home = Home::new();
    let mut window = home.interview();
    window
        .sees("1 of 6")
        .send("\rt")
        .sees("typed")
        .send("절반")
        .sees("절반");
    window.close().end();
    // portable-pty itself types a line feed when its end is closed; whether that still arrives is
    // left open.
    let drafts = home.drafts();
    let typed = drafts[0]["attempts"][0]["typed"].as_str();
    assert_eq!(typed.map(str::trim_end), Some("절반"));
}

#[test]
fn after_a_kill_five_scored_answers_are_in_the_file_and_the_sixth_is_asked_again() {
    let home = Home::new();
    let mut window = home.interview();
    for number in 1..=5 {
        answer(&mut window, number);
    }
    window
        .sees("6 of 6")
        .send("\r")
        .sees("answer 1:00")
        .send("t")
        .sees("typed");
    window.send("여섯째 답").sees("여섯째 답");
    // What is typed is kept aside by another thread, a moment after it is shown.
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(60);
    while home
        .drafts()
        .first()
        .is_none_or(|draft| draft["attempts"][5]["typed"] != "여섯째 답")
    {
        assert!(
            std::time::Instant::now() < deadline,
            "the draft was never written"
        );
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let question = window
        .text()
        .lines()
        .find(|line| line.contains("질문"))
        .unwrap()
        .trim()
        .to_owned();
    window.signal(Signal::KILL).end();

    let lines = home.history();
    assert_eq!(lines.len(), 6);
    assert_eq!(lines[0]["event"], "began");
    for (i, line) in lines[1..].iter().enumerate() {
        assert_eq!(
            [&line["kind"], &line["typed"]],
            ["answer", &*format!("답 {}", i + 1)]
        );
        assert_eq!(line["score"], 4);
    }

    let mut window = home.open(&[]);
    window
        .sees("Six · 6 of 6")
        .sees("cards: English")
        .send("\r");
    window.sees("This interview broke off here.").sees("6 of 6");
    window.sees(&question).sees("여섯째 답");
    window
        .send("p")
        .sees_no("broke off")
        .send("\r\r")
        .sees("how sure")
        .send("3");
    window.sees("Next time:").send("5\r").sees("6 of 6 asked");
    window.send("q");
    assert_eq!(window.end().exit_code(), 0);
    let answers = home.answers();
    assert_eq!(answers.len(), 6);
    assert_eq!(answers[5]["typed"], "여섯째 답");
    assert_eq!(home.drafts().len(), 0);
}

#[test]
fn a_session_that_another_window_works_on_is_not_offered() {
    let home = Home::new();
    let mut first = home.interview();
    first.sees("1 of 6").send("\r").sees("answer 1:00");
    let mut second = home.open(&[]);
    second.sees("Start a five-minute interview");
    second.until("the decks", |screen| {
        !screen.contents().contains("reading the decks")
    });
    assert!(!second.text().contains("Resume"), "{}", second.text());
    first.signal(Signal::KILL).end();
    let mut third = home.open(&[]);
    third.sees("Six · 1 of 6");
}
