//! Plain mode in the real program: through a pipe, and in terminals of every width.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use crate::window::Home;

/// Runs the program with these lines on its input.
fn piped(home: &Home, arguments: &[&str], variables: &[(&str, &str)], lines: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hotseat"));
    command
        .args(arguments)
        .env_clear()
        .envs(variables.iter().copied());
    for (name, folder) in [
        ("HOME", ""),
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_STATE_HOME", "state"),
    ] {
        command.env(name, home.path().join(folder));
    }
    let pipes = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = pipes.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    // The program may have ended before it has read all of it.
    let _ = input.write_all(lines.as_bytes());
    drop(input);
    child.wait_with_output().unwrap()
}

#[test]
fn a_session_is_held_through_a_pipe_in_both_languages() {
    for (language, question, over) in [
        (
            "ko",
            "질문 1/6. Six. 생각 1분. 제한 1분.",
            "답 2개가 저장됐습니다. 채점하지 않은 답 0개.",
        ),
        (
            "en",
            "Question 1 of 6. Six. 1 minute to think. Limit 1 minute.",
            "2 answers are kept, 0 without a score.",
        ),
    ] {
        let home = Home::new();
        let arguments = [
            "--lang",
            language,
            "interview",
            "--preset",
            "six",
            "--questions",
            "all",
            "--plain",
        ];
        let lines = "\n제 답은\r\n이렇습니다\n\n2\n4\n다음에는 짧게\n\n\n\n3\n5\n\nq\n";
        let output = piped(&home, &arguments, &[], lines);
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{said}");
        assert!(said.starts_with(question), "{said}");
        assert!(said.contains(over), "{said}");
        assert!(
            !said.contains(|c: char| c.is_control() && c != '\n'),
            "{said:?}"
        );
        let answers = home.answers();
        assert_eq!(answers[0]["typed"], "제 답은\n이렇습니다");
        assert_eq!(answers[0]["note"], "다음에는 짧게");
        assert_eq!(
            (&answers[0]["score"], &answers[1]["score"]),
            (&4.into(), &5.into())
        );
    }
}

#[test]
fn a_time_limit_ends_an_answer_while_nothing_comes_through_the_pipe() {
    let home = Home::new();
    std::fs::write(
        home.path().join("config/hotseat/presets/short.toml"),
        "title = \"Short\"\n[[rounds]]\ntitle = \"Short\"\ndecks = [\"mine\"]\ncount = 1\nthink = \"1s\"\nanswer = \"1s\"\nhard = true\n",
    )
    .unwrap();
    let mut window = home.open(&[
        "interview",
        "--preset",
        "short",
        "--questions",
        "all",
        "--plain",
    ]);
    window
        .sends("The answer begins.")
        .sends("time is up; it moved on");
    window
        .sends("How sure were you?")
        .send("1\n")
        .sends("Score:")
        .send("\x04");
    assert_eq!(window.end().exit_code(), 0);
    assert_eq!(home.answers()[0]["answer_ms"], 1000);
}

#[test]
fn the_narrowest_and_the_widest_terminal_get_the_same_lines_and_nothing_else() {
    let mut said = Vec::new();
    for columns in [16, 200] {
        let home = Home::new();
        let mut command = home.command(&["review", "deck:mine"]);
        command.env("TERM", "dumb");
        let mut window = crate::window::Window::open(command);
        window.resize(columns, 24);
        window.sends("q end > ").send("my answer\n\n");
        window.sends("u undo · q end > ").send("3\n");
        window
            .sends("Card 2 of 6.")
            .sends_times("repeat · q end > ", 3)
            .send("\x03");
        assert_eq!(window.end().exit_code(), 0);
        window.read_to_the_end();
        let text = String::from_utf8(window.bytes()).unwrap();
        assert!(
            text.contains("1 card reviewed. All of it is kept."),
            "{text}"
        );
        assert!(!text.contains('\x1b'), "{text:?}");
        assert_eq!(home.answers()[0]["typed"], "my answer");
        said.push(text.replace("^C", ""));
    }
    assert_eq!(said[0], said[1]);
}

#[test]
fn it_is_held_by_itself_where_a_screen_is_no_help() {
    let home = Home::new();
    let arguments = ["review", "deck:mine"];
    let output = piped(&home, &arguments, &[("ACCESSIBLE", "1")], "");
    assert!(output.status.success());
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .starts_with("Card 1 of 6.")
    );
    let mut command = home.command(&arguments);
    command.env("ACCESSIBLE", "1");
    let mut window = crate::window::Window::open(command);
    window.sends("[Enter] show the answer").send("q\n");
    assert_eq!(window.end().exit_code(), 0);
}
