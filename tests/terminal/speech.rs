//! The user's own programs for speech, with shell scripts in their place.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::window::Home;

/// A home in which a question is read into `said`, an answer is recorded until it is interrupted,
/// and a recording is written down from a file.
fn home_with_programs() -> Home {
    let home = Home::new();
    let at = |name: &str| home.path().join(name).display().to_string();
    let config = format!(
        r#"ask_why = false
[speech]
say = ["sh", "-c", 'printf "%s|%s\n" "$1" "$2" >> "{said}"', "sh", "{{lang}}", "{{text}}"]
record = ["sh", "-c", 'trap "echo sound > \"$1\"; exit 0" INT; while :; do sleep 0.05; done', "sh", "{{file}}"]
transcribe = ["sh", "-c", 'cat "$1" > /dev/null && echo "소리 내어 답했습니다"', "sh", "{{file}}"]
play = ["sh", "-c", 'cat "$1" > "{played}"', "sh", "{{file}}"]
"#,
        said = at("said"),
        played = at("played"),
    );
    fs::write(home.path().join("config/hotseat/config.toml"), config).unwrap();
    home
}

#[test]
fn a_question_is_read_the_answer_recorded_written_down_and_played_again() {
    let home = home_with_programs();
    let mut window = home.interview();
    window.sees("think").send("\r").sees("REC");
    window.send("\r\r").sees("how sure were you?");
    window.send("2").sees("소리 내어 답했습니다");
    window.send("4\r").sees("2 of 6");
    let answer = &home.answers()[0];
    assert_eq!(answer["typed"], "소리 내어 답했습니다");
    let name = answer["recording"].as_str().unwrap();
    let recordings = home.path().join("data/hotseat/recordings");
    assert_eq!(
        fs::read_to_string(recordings.join(name)).unwrap(),
        "sound\n"
    );
    let beside = recordings.join(name.replace(".wav", ".txt"));
    assert_eq!(fs::read_to_string(beside).unwrap(), "소리 내어 답했습니다");
    let said = home.path().join("said");
    wait_for(&said);
    let said = fs::read_to_string(said).unwrap();
    assert!(said.starts_with("en|질문 "), "{said}");

    window.send("\x1b").sees("Leave").send("y");
    window.sees("play the recording").send("p");
    window.send("?").sees("Keys");
    wait_for(&home.path().join("played"));
}

/// Waits until a program that runs beside the window has written this file.
fn wait_for(path: &Path) {
    let deadline = Instant::now() + Duration::from_secs(60);
    let is_written = || fs::metadata(path).is_ok_and(|data| data.len() > 0);
    while !is_written() && Instant::now() < deadline {
        std::thread::yield_now();
    }
    assert!(is_written(), "{}", path.display());
}

#[test]
fn a_program_that_is_missing_is_one_line_and_no_stop() {
    let home = Home::new();
    let config = "ask_why = false\n[speech]\nsay = [\"no-such-voice\", \"{text}\"]\nrecord = [\"no-such-ear\", \"{file}\"]\n";
    fs::write(home.path().join("config/hotseat/config.toml"), config).unwrap();
    let mut window = home.interview();
    window.sees("no command `no-such-voice`").send("\r");
    window
        .sees("answer 1:00")
        .send("\r\r")
        .sees("how sure were you?");
    window
        .send("2")
        .sees("Next time:")
        .send("4\r")
        .sees("2 of 6");
    assert_eq!(home.answers().len(), 1);
}
