//! What `hotseat check` says about files that are wrong, word by word, while the good decks
//! beside them stay usable.

use std::os::unix::fs::{PermissionsExt, symlink};

use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

use crate::program::Home;

const GOOD: &str = "[[cards]]\nid = \"a\"\nquestion = \"왜 우리인가요?\"\nanswer = \"그래서요.\"\n";

/// Checks the folder `decks` with one good deck and whatever `wrong` puts beside it: everything
/// but the last line that is printed, the last line, and the exit code.
fn checked(wrong: impl FnOnce(&Home)) -> (Vec<String>, String, Option<i32>) {
    let home = Home::new();
    home.write("decks/good.toml", GOOD);
    wrong(&home);
    let printed = home.run(&["check", "decks"]);
    assert_eq!(printed.errors, "");
    let mut lines: Vec<String> = printed.out.lines().map(str::to_owned).collect();
    let last = lines.pop().unwrap();
    (lines, last, printed.code)
}

fn checked_text(text: impl AsRef<[u8]>) -> (Vec<String>, String, Option<i32>) {
    checked(|home| {
        home.write("decks/mine.toml", text);
    })
}

#[test]
fn a_good_deck_has_nothing_to_say_and_exits_with_0() {
    let (lines, last, code) = checked(|_| {});
    assert_eq!(lines, [""; 0]);
    assert_eq!(last, "1 card in 1 deck · 0 errors · 0 warnings");
    assert_eq!(code, Some(0));
}

#[test]
fn a_byte_order_mark_is_no_problem_and_shifts_no_column() {
    let (lines, last, code) = checked_text(format!("\u{feff}{GOOD}anser = \"x\"\n"));
    assert_eq!(
        lines,
        ["decks/mine.toml:5:1: warning: unknown key `anser`; did you mean `answer`?"]
    );
    assert_eq!(last, "2 cards in 2 decks · 0 errors · 1 warning");
    assert_eq!(code, Some(0));
    let (lines, ..) = checked_text("\u{feff}titel = \"x\"\n[[cards]]\nquestion = \"Why?\"\n");
    assert_eq!(
        lines,
        ["decks/mine.toml:1:1: warning: unknown key `titel`; did you mean `title`?"]
    );
}

#[test]
fn carriage_returns_are_taken_as_they_come_and_lines_are_counted_once() {
    let text = format!("{GOOD}importance = 7\n").replace('\n', "\r\n");
    let (lines, last, code) = checked_text(text);
    assert_eq!(
        lines,
        [
            "decks/mine.toml:5:14: error: `importance` is 7, and must be from 0 to 3; write a number from 0 to 3"
        ]
    );
    assert_eq!(last, "2 cards in 2 decks · 1 error · 0 warnings");
    assert_eq!(code, Some(1));
}

#[test]
fn decomposed_hangul_is_the_same_question_as_composed_hangul() {
    let composed = "[[cards]]\nquestion = \"자기소개를 해 주세요\"\n";
    let decomposed: String = composed.nfd().collect();
    assert_ne!(composed, decomposed);
    let (lines, last, code) = checked_text(format!("{composed}{decomposed}"));
    assert_eq!(
        lines,
        [
            "decks/mine.toml:4:12: error: the same question is also at line 1; remove one, or give each an id of its own"
        ]
    );
    assert_eq!(last, "3 cards in 2 decks · 1 error · 0 warnings");
    assert_eq!(code, Some(1));
}

#[test]
fn a_column_counts_decomposed_syllables_once() {
    let line: String = "question = \"가나\" importance = 1\n".nfd().collect();
    let (lines, ..) = checked_text(format!("[[cards]]\n{line}"));
    assert!(
        lines[0].starts_with("decks/mine.toml:2:17: error: not valid TOML"),
        "{lines:?}"
    );
}

#[test]
fn an_empty_file_is_a_warning() {
    for text in ["", "\n\n  \n", "\u{feff}"] {
        let (lines, last, code) = checked_text(text);
        assert_eq!(
            lines,
            [
                "decks/mine.toml:1:1: warning: the file is empty; add a card with [[cards]], or remove the file"
            ],
            "{text:?}"
        );
        assert_eq!(last, "1 card in 2 decks · 0 errors · 1 warning");
        assert_eq!(code, Some(0));
    }
}

#[test]
fn a_folder_that_cannot_be_read_is_named_and_the_rest_is_used() {
    let home = Home::new();
    home.write("decks/good.toml", GOOD);
    let locked = home.write("decks/locked/mine.toml", GOOD);
    let folder = locked.parent().unwrap();
    let set = |mode| std::fs::set_permissions(folder, std::fs::Permissions::from_mode(mode));
    set(0o000).unwrap();
    let is_bound = std::fs::read_dir(folder).is_err();
    let printed = home.run(&["check", "decks"]);
    set(0o700).unwrap();
    if !is_bound {
        // Permission bits do not bind root: the folder was read.
        assert_eq!(printed.out, "2 cards in 2 decks · 0 errors · 0 warnings\n");
        return;
    }
    assert_eq!(
        printed.out,
        "decks/locked:1:1: error: cannot be read (Permission denied (os error 13)); allow reading it (chmod u+rX)\n\
         1 card in 1 deck · 1 error · 0 warnings\n"
    );
    assert_eq!(printed.code, Some(1));
}

#[test]
fn a_path_that_is_not_there_is_an_error() {
    let home = Home::new();
    home.write("decks/good.toml", GOOD);
    let printed = home.run(&["check", "decks", "dekcs"]);
    assert_eq!(
        printed.out,
        "dekcs:1:1: error: there is no such file or folder; check the path\n\
         1 card in 1 deck · 1 error · 0 warnings\n"
    );
    assert_eq!(printed.code, Some(1));
}

#[test]
fn links_in_a_circle_and_to_nowhere_are_warnings_or_errors_and_end() {
    let (lines, last, code) = checked(|home| {
        let decks = home.path().join("decks");
        std::fs::create_dir(decks.join("below")).unwrap();
        symlink("..", decks.join("below/up")).unwrap();
        symlink("self.toml", decks.join("self.toml")).unwrap();
        symlink("nowhere", decks.join("nothing")).unwrap();
        symlink("good.toml", decks.join("zz-again.toml")).unwrap();
    });
    assert_eq!(
        lines,
        [
            "decks/below/up:1:1: warning: this link leads to a folder that was already read; remove the link",
            "decks/nothing:1:1: warning: this link leads nowhere or to itself; mend the link or remove it",
            "decks/self.toml:1:1: error: this link leads nowhere or to itself; mend the link or remove it",
        ]
    );
    assert_eq!(last, "2 cards in 2 decks · 1 error · 2 warnings");
    assert_eq!(code, Some(1));
}

#[test]
fn a_file_of_100_megabytes_is_refused_without_reading_it() {
    let (lines, last, code) = checked(|home| {
        let path = home.path().join("decks/huge.toml");
        let file = std::fs::File::create(path).unwrap();
        file.set_len(100 << 20).unwrap();
    });
    assert_eq!(
        lines,
        [
            "decks/huge.toml:1:1: error: the file has 100 MB, and a deck may have 16 MB; split it into several decks"
        ]
    );
    assert_eq!(last, "1 card in 1 deck · 1 error · 0 warnings");
    assert_eq!(code, Some(1));
}

#[test]
fn bytes_that_are_no_utf_8_are_named_with_their_place() {
    let mut bytes = "title = \"가\"\nx = \"나".as_bytes().to_vec();
    bytes.extend_from_slice(b"\xb3\xaa\"\n");
    let (lines, last, code) = checked_text(bytes);
    assert_eq!(
        lines,
        ["decks/mine.toml:2:7: error: byte 0xB3 is not UTF-8; save the file as UTF-8"]
    );
    assert_eq!(last, "1 card in 1 deck · 1 error · 0 warnings");
    assert_eq!(code, Some(1));
}

#[test]
fn two_cards_with_one_id_are_both_kept_and_both_lines_named() {
    let (lines, last, code) = checked_text(
        "[[cards]]\nid = \"x\"\nquestion = \"One?\"\n\n[[cards]]\nid = \"x\"\nquestion = \"Two?\"\n",
    );
    assert_eq!(
        lines,
        [
            "decks/mine.toml:6:6: error: the id \"x\" is also at line 1; give one of the two another id"
        ]
    );
    assert_eq!(last, "3 cards in 2 decks · 1 error · 0 warnings");
    assert_eq!(code, Some(1));
}

#[test]
fn unknown_keys_are_warnings_with_what_was_probably_meant() {
    let (lines, last, code) = checked_text(
        "[[cards]]\nqestion = \"x\"\nquestion = \"One?\"\nkeypoints = []\ncolour = \"red\"\n",
    );
    assert_eq!(
        lines,
        [
            "decks/mine.toml:2:1: warning: unknown key `qestion`; did you mean `question`?",
            "decks/mine.toml:4:1: warning: unknown key `keypoints`; did you mean `key_points`?",
            "decks/mine.toml:5:1: warning: unknown key `colour`; it is kept but not used; remove it if it is a mistake",
        ]
    );
    assert_eq!(last, "2 cards in 2 decks · 0 errors · 3 warnings");
    assert_eq!(code, Some(0));
}

#[test]
fn a_pipe_is_not_waited_for() {
    let (lines, last, code) = checked(|home| {
        let made = std::process::Command::new("mkfifo")
            .arg(home.path().join("decks/pipe.toml"))
            .status()
            .unwrap();
        assert!(made.success());
    });
    assert_eq!(
        lines,
        ["decks/pipe.toml:1:1: error: this is not a regular file; make it a file, or remove it"]
    );
    assert_eq!(last, "1 card in 1 deck · 1 error · 0 warnings");
    assert_eq!(code, Some(1));
}

#[test]
fn a_syntax_error_costs_as_little_as_it_can() {
    let (lines, last, code) = checked_text(format!("{GOOD}\n[[cards]]\nquestion = \"Two?\n"));
    assert_eq!(
        lines,
        [
            "decks/mine.toml:7:17: error: not valid TOML (invalid basic string, expected `\"`); close the quotation mark, or use \"\"\" for text over several lines"
        ]
    );
    assert!(last.ends_with("1 error · 0 warnings"), "{last}");
    assert_eq!(code, Some(1));
}

#[test]
fn everything_that_is_wrong_is_said_at_once_in_the_order_of_the_files() {
    let (lines, last, code) = checked(|home| {
        home.write("decks/b.toml", "[[cards]]\nanswer = \"x\"\n");
        home.write(
            "decks/a.toml",
            "kind = \"tecnical\"\n[[cards]]\nquestion = \"Why?\"\ntime = \"soon\"\ntype = 3\n",
        );
        home.write("decks/.hidden.toml", "nonsense");
        home.write("decks/notes.md", "nonsense");
    });
    assert_eq!(
        lines,
        [
            "decks/a.toml:1:8: error: `kind` cannot be \"tecnical\"; did you mean \"technical\"?",
            "decks/a.toml:4:8: error: `time` is \"soon\", which is no length of time; write \"90s\", \"2m\" or \"1m30s\"",
            "decks/a.toml:5:8: error: `type` must be text, and here is a whole number; write it as type = \"…\"",
            "decks/b.toml:1:1: error: the card has no question; add question = \"…\"",
        ]
    );
    assert_eq!(last, "2 cards in 3 decks · 4 errors · 0 warnings");
    assert_eq!(code, Some(1));
}

#[test]
fn the_same_is_said_in_korean() {
    let home = Home::new();
    home.write(
        "decks/mine.toml",
        "[[cards]]\nquestion = \"왜?\"\nanser = \"x\"\n",
    );
    let printed = home.run(&["check", "decks", "--lang", "ko"]);
    assert_eq!(
        printed.out,
        "decks/mine.toml:3:1: 경고: 모르는 키 `anser`; `answer`를 쓰려던 것인가요?\n\
         카드 1장 · 덱 1개 · 오류 0 · 경고 1\n"
    );
    let mut command = home.command(&["check", "decks"]);
    command.env("LANG", "ko_KR.UTF-8");
    assert_eq!(home.printed(&command.output().unwrap()).out, printed.out);
}

#[test]
fn json_tells_the_same_to_programs() {
    let home = Home::new();
    home.write("decks/good.toml", GOOD);
    home.write(
        "decks/mine.toml",
        "[[cards]]\nimportance = 9\nanser = \"x\"\n",
    );
    let printed = home.run(&["check", "decks", "--json", "--lang", "ko"]);
    let value: Value = serde_json::from_str(&printed.out).unwrap();
    assert_eq!(
        value,
        json!({
            "cards": 1, "decks": 2, "errors": 2, "warnings": 1,
            "problems": [
                {
                    "path": "decks/mine.toml", "line": 1, "column": 1, "severity": "error",
                    "what": "the card has no question", "mend": "add question = \"…\"",
                },
                {
                    "path": "decks/mine.toml", "line": 2, "column": 14, "severity": "error",
                    "what": "`importance` is 9, and must be from 0 to 3",
                    "mend": "write a number from 0 to 3",
                },
                {
                    "path": "decks/mine.toml", "line": 3, "column": 1, "severity": "warning",
                    "what": "unknown key `anser`", "mend": "did you mean `answer`?",
                },
            ],
        })
    );
    assert_eq!(printed.code, Some(1));
}

#[test]
fn without_a_path_the_built_in_decks_and_ones_own_are_checked() {
    let home = Home::new();
    let built_in = home.run(&["check"]);
    assert_eq!(built_in.code, Some(0), "{}", built_in.out);
    home.write(
        "data/hotseat/decks/mine.toml",
        "[[cards]]\nqestion = \"x\"\n",
    );
    let both = home.run(&["check"]);
    assert_eq!(both.code, Some(1));
    assert!(
        both.out
            .contains("~/data/hotseat/decks/mine.toml:1:1: error: the card has no question"),
        "{}",
        both.out
    );
    let elsewhere = home.write("elsewhere/decks/other.toml", "");
    let other = home.run(&["check", "--data-dir", "elsewhere"]);
    assert!(other.out.contains("the file is empty"), "{}", other.out);
    drop(elsewhere);
}

#[test]
fn a_wrong_config_is_checked_with_the_decks() {
    let home = Home::new();
    home.write("config/hotseat/config.toml", "them = \"light\"\n");
    let printed = home.run(&["check"]);
    assert!(
        printed
            .out
            .contains("config.toml:1:1: warning: unknown key `them`; did you mean `theme`?"),
        "{}",
        printed.out
    );
}

#[test]
fn escape_sequences_in_a_file_do_not_reach_the_terminal() {
    let (lines, ..) = checked_text("[[cards]]\nquestion = \"x\"\n\"\\u001b[31mred\" = 1\n");
    assert!(lines[0].contains("␛[31mred"), "{lines:?}");
    assert!(!lines.concat().contains('\u{1b}'));
}
