//! Texts that try to reach the terminal: as titles, questions, answers, tags, notes, file names and
//! history they are shown, and nothing goes out that the program has not made itself.

use rustix::process::Signal;

use crate::window::Home;

/// A title of the window, the clipboard, a link, a cleared screen, a C1 introducer, and characters
/// that turn the text around or hide in it; in the spelling of TOML and JSON.
const HOSTILE: &str = r"\u001b]0;owned\u0007\u001b]52;c;b3du\u0007\u001b]8;;http://x\u001b\\\u001b[2J\u009b31m\u009d0;c1\u009c\u202eabc\u2066\u200b\u2060\ufeff\u061c\u007f\b\u0000 ";

fn hostile(marker: &str) -> String {
    format!("{HOSTILE}{marker}")
}

/// Keys, and what the screen shows after each; what follows `no ` is gone from it.
type Way = &'static [(&'static str, &'static str)];

/// Characters that must not come out, whoever wrote them.
fn is_harmful(c: char) -> bool {
    (c.is_control() && !matches!(c, '\r' | '\n' | '\x07' | '\x08' | '\x1b'))
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{61c}')
}

/// Reads what was sent as a terminal does; fails at the first thing that only data can have made:
/// a string command (OSC, DCS, APC), a C1 control, a sequence that the program does not use.
fn assert_made_by_us(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).unwrap();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        let around: String = text[at..].chars().take(60).collect();
        assert!(!is_harmful(c), "{c:?} came out: {around:?}");
        if c != '\x1b' {
            continue;
        }
        let Some((_, '[')) = chars.next() else {
            panic!("no CSI: {around:?}");
        };
        let last = chars.find(|(_, c)| !matches!(c, '0'..='9' | ';' | ':' | '?' | '>' | '<'));
        // Places, clearing (by the program when it begins), styles, modes of the terminal, and the
        // question how it tells keys.
        let is_ours = matches!(
            last,
            Some((_, 'G' | 'H' | 'J' | 'K' | 'm' | 'h' | 'l' | 'X' | 'u' | 'c'))
        );
        assert!(is_ours, "a sequence that is not ours: {around:?}");
    }
}

/// A home in which every text is hostile.
fn hostile_home() -> Home {
    let home = Home::new();
    let put = |path: &str, text: &str| {
        let path = home.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let deck = |id: &str| {
        let texts = |marker| hostile(marker);
        format!(
            "title = \"{}\"\ntags = [\"{}\"]\n[[cards]]\nid = \"{id}\"\nquestion = \"{}\"\nanswer = \"{}\"\nnotes = \"{}\"\nkey_points = [\"{}\"]\nfollow_ups = [{{ question = \"{}\", answer = \"x\" }}]\nexperience = \"{}\"\nreflections = [\"{}\"]\nlinks = [\"{}\"]\n",
            texts("TITLE"),
            texts("TAG"),
            texts("QUEST"),
            texts("ANSWER"),
            texts("NOTES"),
            texts("POINT"),
            texts("FOLLOW"),
            texts("EXPERIENCE"),
            texts("REFLECTION"),
            texts("LINK"),
        )
    };
    put("data/hotseat/decks/mine.toml", &deck("c1"));
    put(
        "data/hotseat/decks/\u{1b}]0;name\u{7}\u{202e}x.toml",
        &deck("c2"),
    );
    // A deck that cannot be read is named with its path and its words.
    put(
        "data/hotseat/decks/\u{9b}31mbad.toml",
        &format!("[[cards]]\nquestion = 1\n\"{HOSTILE}\" = 2\n"),
    );
    let json = hostile("WORDS").replace("\\\\", "\\u005c");
    let line = |number: usize, rest: &str| {
        format!(
            "{{\"v\":1,\"id\":\"01JD{number:022}\",\"at\":\"2026-11-05T10:00:00+09:00\",{rest}}}\n"
        )
    };
    let answer = |score: usize| {
        format!(
            "\"kind\":\"answer\",\"card\":\"mine#c1\",\"mode\":\"practice\",\"score\":{score},\"note\":\"{json}\",\"typed\":\"{json}\""
        )
    };
    let session = format!("01JD{:022}", 4);
    let lines = [
        line(1, &answer(1)),
        line(2, &answer(2)),
        "\u{1b}]0;torn\u{7}\n".to_owned(),
        line(3, &format!("\"kind\":\"{json}\"")),
        line(
            4,
            &format!(
                "\"kind\":\"session\",\"session\":\"{session}\",\"event\":\"began\",\"preset\":\"{json}\",\"seed\":7,\"mode\":\"practice\",\"device\":\"{json}\",\"rounds\":[{{\"title\":\"{json}\",\"questions\":[{{\"card\":\"mine#c1\",\"wording\":0,\"think_ms\":0,\"limit_ms\":0,\"words\":\"{json}\"}}]}}]"
            ),
        ),
        line(5, &format!("{},\"session\":\"{session}\"", answer(2))),
        line(
            6,
            &format!(
                "\"kind\":\"session\",\"session\":\"{session}\",\"event\":\"ended\",\"reason\":\"{json}\",\"scored\":1,\"pad\":\"{json}\",\"line\":\"{json}\""
            ),
        ),
        line(
            7,
            &format!(
                "\"kind\":\"session\",\"session\":\"{session}\",\"event\":\"reflected\",\"keep\":\"{json}\",\"problem\":\"{json}\",\"try\":\"{json}\""
            ),
        ),
    ];
    put(
        "data/hotseat/history/\u{1b}[31mlaptop.jsonl",
        &lines.concat(),
    );
    put(
        "data/hotseat/interviews.toml",
        &format!(
            "[[interviews]]\nid = \"shop\"\ncompany = \"{}\"\nround = \"{}\"\ndate = 2099-12-03\n",
            hostile("COMPANY"),
            hostile("ROUND")
        ),
    );
    put(
        "notes.md",
        "# N\u{1b}]0;n\u{7}ote\n\n## Why \u{202e}\u{9b}2J?\n\nBecause \u{1b}[5m.\n",
    );
    home
}

#[test]
fn no_screen_sends_what_a_text_asks_for() {
    let home = hostile_home();
    let ways: [(&[&str], Way); 6] = [
        (
            &[],
            &[
                ("", "Mock interview"),
                ("", "cards: English"),
                ("!", "unknown key"),
                ("\x1b", "cards: English"),
                ("w", "QUEST"),
            ],
        ),
        (
            &["browse", "deck:mine"],
            &[
                ("", "QUEST"),
                ("", "Esc stop typing"),
                ("\x1b", "no Esc stop typing"),
                ("\r", "ANSWER"),
            ],
        ),
        (
            &["browse", "deck:mine"],
            &[
                ("", "QUEST"),
                ("", "Esc stop typing"),
                ("\x1b", "no Esc stop typing"),
                ("e", "Markdown"),
                (
                    "\x1b[200~\u{9b}31m\u{202e}\u{200b}PASTED\x1b[201~",
                    "PASTED",
                ),
                ("\t\t\t\t", "NOTES"),
                ("\x1b", "Save what you have written?"),
            ],
        ),
        (&["review", "deck:mine"], &[("", "QUEST"), ("\r", "ANSWER")]),
        (
            &["interview", "--preset", "six", "--seed", "1"],
            &[
                ("", "QUEST"),
                ("\r", "answer 1:00"),
                ("\r\r", "how sure"),
                ("3", "ANSWER"),
                ("3\r", "asked"),
            ],
        ),
        (&[], &[("", "cards: English"), ("w", "QUEST")]),
    ];
    for (arguments, way) in ways {
        let mut window = home.open(arguments);
        for (keys, words) in way {
            window.send(keys);
            match words.strip_prefix("no ") {
                Some(words) => window.sees_no(words),
                None => window.sees(words),
            };
        }
        window.signal(Signal::TERM).end();
        window.read_to_the_end();
        assert_made_by_us(&window.bytes());
    }
}

#[test]
fn no_command_prints_what_a_text_asks_for() {
    let home = hostile_home();
    let notes = home.path().join("notes.md");
    let notes = notes.to_str().unwrap();
    let mut printed = String::new();
    for words in [
        &["check"][..],
        &["check", "--json"],
        &["card", "mine#c1"],
        &["card", "mine#c1", "--json"],
        &["search", "QUEST"],
        &["search", "QUEST", "--json"],
        &["weak"],
        &["weak", "--json"],
        &["plan"],
        &["plan", "--json"],
        &["interviews"],
        &["interviews", "--json"],
        &["interview", "--preset", "six", "--draw"],
        &["interview", "--preset", "six", "--draw", "--json"],
        &["sessions"],
        &["sessions", "--json"],
        &["doctor"],
        &["doctor", "--json"],
        &["merge"],
        &["merge", "--json"],
        &["history", "verify"],
        &["history", "verify", "--json"],
        &["history", "repair", "--dry-run"],
        &["paths"],
        &["config", "--check"],
        &["import", "--dry-run", notes],
        &["import", "--dry-run", "--json", notes],
        &["import", "no\u{1b}]0;such\u{7}.md"],
        &["card", "\u{1b}]0;such\u{7}\u{9b}1m"],
        &["search", "deck:\u{1b}]0;such\u{7}\u{202e}"],
        &["history", "repair", "\u{1b}]0;such\u{7}"],
        &["debrief"],
        &["debrief", "--json"],
        &["debrief", "--markdown"],
        &["debrief", "--html"],
        &["stats"],
        &["stats", "--json"],
        &["stats", "--csv"],
        &["export", "--to", "json", "deck:mine"],
    ] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_hotseat"));
        command.env_clear().env("LANG", "en_US.UTF-8");
        for (name, folder) in [
            ("HOME", ""),
            ("XDG_DATA_HOME", "data"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_STATE_HOME", "state"),
        ] {
            command.env(name, home.path().join(folder));
        }
        let output = command.args(words).output().unwrap();
        for text in [output.stdout, output.stderr] {
            let text = String::from_utf8(text).unwrap();
            let harmful = text
                .chars()
                .find(|&c| c == '\x1b' || c == '\x07' || is_harmful(c));
            assert_eq!(harmful, None, "{words:?}: {text:?}");
            printed.push_str(&text);
        }
    }
    for marker in ["QUEST", "ANSWER", "COMPANY", "WORDS", "laptop.jsonl"] {
        assert!(printed.contains(marker), "{marker} was never printed");
    }
}

#[test]
fn no_export_that_is_printed_does_what_a_text_asks_for() {
    let home = hostile_home();
    for format in ["markdown", "obsidian", "csv", "anki", "json"] {
        for rest in [&["deck:mine"][..], &["deck:mine", "--redact"]] {
            let mut arguments = vec!["export", "--to", format];
            arguments.extend(rest);
            let mut window = home.open(&arguments);
            assert_eq!(window.end().exit_code(), 0);
            window.read_to_the_end();
            let bytes = window.bytes();
            assert_made_by_us(&bytes);
            assert!(
                String::from_utf8_lossy(&bytes).contains("QUEST"),
                "{format}"
            );
        }
    }
}

#[cfg(unix)]
#[test]
fn everything_that_is_made_is_for_the_user_alone() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    let mut window = home.interview();
    window
        .sees("1 of 6")
        .send("\rt")
        .sees("typed")
        .send("x\x04")
        .sees("how sure")
        .send("2")
        .sees("Next time:")
        .send("4\r")
        .sees("2 of 6");
    window.signal(Signal::TERM).end();
    let mut waiting = vec![home.path().join("data/hotseat"), home.path().join("state")];
    let mut made = 0;
    while let Some(path) = waiting.pop() {
        let mode = path.metadata().unwrap().permissions().mode() & 0o777;
        // The test made the data folder and the decks in it.
        let is_ours = !path.ends_with("data/hotseat") && !path.to_string_lossy().contains("decks");
        let wanted = if path.is_dir() { 0o700 } else { 0o600 };
        if is_ours {
            made += 1;
            assert_eq!(mode, wanted, "{}: {mode:o}", path.display());
        }
        if path.is_dir() {
            waiting.extend(
                std::fs::read_dir(&path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
        }
    }
    // The history, the drafts and the state, each with what is in it.
    assert!(made >= 5, "{made}");
}
