//! Everything that is printed goes through one gate: hostile text in every argument and in every
//! file that the program reads reaches nobody's terminal.

use std::path::Path;

use clap::Command;
use hotseat::cli::Arguments;

use crate::place::Place;

/// It would clear the screen, name the window, colour what follows, and turn the line around.
const HOSTILE: &str = "\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}x\u{8}\u{7f}";

fn assert_visible(of: &str, printed: &[u8]) {
    let text = String::from_utf8(printed.to_vec());
    let text = text.unwrap_or_else(|_| panic!("{of} prints no UTF-8"));
    let acts = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    let bad = text.chars().find(|&c| acts(c));
    assert_eq!(bad, None, "{of}: {text:?}");
}

fn run(place: &Place, folder: &Path, words: &[&str]) {
    let output = place.command(words).current_dir(folder).output().unwrap();
    assert_visible(&format!("{words:?}"), &output.stdout);
    assert_visible(&format!("{words:?}"), &output.stderr);
    assert!(
        output.status.code().is_some_and(|code| code < 4),
        "{words:?}"
    );
}

/// Every visible command with the words that call it.
fn commands() -> Vec<(Vec<String>, Command)> {
    let mut program = Arguments::whole_command().disable_help_subcommand(true);
    program.build();
    let mut found = Vec::new();
    let mut waiting = vec![(Vec::new(), program)];
    while let Some((words, command)) = waiting.pop() {
        for below in command
            .get_subcommands()
            .filter(|below| !below.is_hide_set())
        {
            let words = [words.clone(), vec![below.get_name().to_owned()]].concat();
            waiting.push((words, below.clone()));
        }
        found.push((words, command));
    }
    found
}

#[test]
fn nothing_is_printed_past_the_gate() {
    const DOORS: [&str; 2] = ["src/cli/gate.rs", "src/tui/terminal.rs"];
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut waiting = vec![root.join("src")];
    let mut read = 0;
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(
                std::fs::read_dir(path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
            continue;
        }
        let name = path.strip_prefix(root).unwrap().display().to_string();
        if path.extension().is_none_or(|end| end != "rs") || DOORS.contains(&name.as_str()) {
            continue;
        }
        read += 1;
        let text = std::fs::read_to_string(&path).unwrap();
        // What tests print is for those who run them.
        if name.ends_with("tests.rs") {
            continue;
        }
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        for (number, line) in (1..).zip(text.lines()) {
            let prints = ["print!(", "println!(", "eprint!(", "eprintln!(", "dbg!("]
                .iter()
                .any(|macro_name| line.contains(macro_name));
            let writes = (line.contains("stdout()") || line.contains("stderr()"))
                && !line.contains("use_stderr()")
                && !line.contains("is_terminal()")
                && !line.contains("terminal_profile(");
            assert!(!prints && !writes, "{name}:{number}: {line}");
        }
    }
    assert!(read > 200, "{read} files");
}

#[test]
fn hostile_arguments_of_every_command_are_made_visible() {
    let place = Place::with_deck();
    let folder = tempfile::tempdir().unwrap();
    for (words, command) in commands() {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        // What asks for a screen or writes to the user's own places is refused before.
        run(
            &place,
            folder.path(),
            &[words.as_slice(), &[HOSTILE]].concat(),
        );
        let unknown = format!("--{HOSTILE}");
        run(
            &place,
            folder.path(),
            &[words.as_slice(), &[&unknown]].concat(),
        );
        for argument in command.get_arguments() {
            let Some(name) = argument.get_long() else {
                continue;
            };
            // What every command takes is tried with the first.
            let is_shared = argument.is_global_set() || name == "lang";
            if is_shared && !words.is_empty() {
                continue;
            }
            let written = format!("--{name}={HOSTILE}");
            run(
                &place,
                folder.path(),
                &[words.as_slice(), &[&written]].concat(),
            );
        }
    }
}

/// A home in which every file is hostile.
fn hostile() -> Place {
    let place = Place::with_deck();
    let escaped: String = HOSTILE
        .chars()
        .map(|c| format!("\\u{:04x}", c as u32))
        .collect();
    let fill = |text: &str| text.replace("HOSTILE", &escaped);
    let deck = fill(
        "title = \"HOSTILE\"\ncompany = \"HOSTILE\"\ntags = [\"HOSTILE\"]\n\"HOSTILE\" = 1\n\
         [[cards]]\nid = \"HOSTILE\"\nquestion = \"HOSTILE\"\nanswer = \"HOSTILE\"\n\
         key_points = [\"HOSTILE\"]\nwas = [\"HOSTILE\"]\ntype = \"HOSTILE\"\n",
    );
    place.write("decks/hostile.toml", &deck);
    place.write(&format!("decks/{HOSTILE}.toml"), &deck);
    place.write(
        &format!("decks/raw{HOSTILE}.toml"),
        &format!("title = {HOSTILE}\n"),
    );
    place.write(
        &format!("decks/{HOSTILE}.sync-conflict-20261121-220000-ABCDEFG.toml"),
        "x",
    );
    place.write(
        "interviews.toml",
        &fill("[[interviews]]\nid = \"HOSTILE\"\ncompany = \"HOSTILE\"\nround = \"HOSTILE\"\ndate = 2030-12-03\ndecks = [\"HOSTILE\"]\ntags = [\"HOSTILE\"]\noff = [\"HOSTILE\"]\n"),
    );
    place.write(
        &format!("history/{HOSTILE}.jsonl"),
        &format!("not json {HOSTILE}\n"),
    );
    place.write(
        "history/other.jsonl",
        &format!(
            "{}\n",
            r#"{"v":1,"id":"01JE0000000000000000000010","at":"2026-11-06T10:00:00+09:00","kind":"session","session":"01JE0000000000000000000010","event":"began","preset":"HOSTILE","seed":7,"mode":"practice","device":"HOSTILE","rounds":[{"title":"HOSTILE","questions":[{"card":"my/queue#kafka-order","wording":0,"think_ms":1,"limit_ms":1}]}]}
{"v":1,"id":"01JE0000000000000000000011","at":"2026-11-06T10:01:00+09:00","kind":"answer","card":"my/queue#kafka-order","mode":"practice","session":"01JE0000000000000000000010","score":1,"confidence":3,"answer_ms":60000,"note":"HOSTILE"}"#
                .replace("HOSTILE", &escaped)
        ),
    );
    let config = |name: &str, text: &str| {
        let path = place.config(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    config(
        "config.toml",
        &fill(
            "theme = \"HOSTILE\"\nlanguage = \"HOSTILE\"\n\"HOSTILE\" = 1\n[practice]\nroles = [\"HOSTILE\"]\nlanguages = [\"HOSTILE\"]\n",
        ),
    );
    config(
        "keymap.toml",
        &fill("[\"HOSTILE\"]\n\"HOSTILE\" = \"HOSTILE\"\n"),
    );
    config("spellings.txt", &format!("{HOSTILE} = kafka\n"));
    config(
        &format!("themes/{HOSTILE}.toml"),
        &fill("title = \"HOSTILE\"\ninherits = \"HOSTILE\"\n[roles]\ntext = \"HOSTILE\"\n"),
    );
    config(&format!("presets/{HOSTILE}.toml"), "title = 1\n");
    config(
        "presets/hostile.toml",
        &fill(
            "title = \"HOSTILE\"\nabout = \"HOSTILE\"\n[[rounds]]\ntitle = \"HOSTILE\"\ndecks = [\"HOSTILE\"]\nfind = [\"is:HOSTILE\"]\ncount = 3\n[[rounds]]\ntitle = \"HOSTILE\"\ncount = 2\n",
        ),
    );
    place
}

#[test]
fn hostile_text_in_every_file_is_made_visible() {
    let place = hostile();
    let folder = tempfile::tempdir().unwrap();
    let note = folder.path().join(format!("{HOSTILE}.md"));
    std::fs::write(
        &note,
        format!("# {HOSTILE}\n\n## What is {HOSTILE}?\n\n{HOSTILE}\n"),
    )
    .unwrap();
    for words in [
        &["check"][..],
        &["config", "--check"],
        &["doctor"],
        &["paths"],
        &["themes"],
        &["themes", "--json"],
        &["interviews"],
        &["sessions"],
        &["sessions", "--json"],
        &["debrief"],
        &["stats"],
        &["weak"],
        &["plan"],
        &["today"],
        &["search", "deck:hostile"],
        &["search", "deck:hostile", "--json"],
        &["card", "kafka-order"],
        &["card", "hostile#x"],
        &["edit", "x", "--from", "gone"],
        &["interview", "--draw", "--preset", "hostile"],
        &["interview", "--plain", "--preset", "hostile"],
        &["review", "--plain", "deck:hostile"],
        &["history", "verify"],
        &["history", "repair", "--dry-run"],
        &["merge", "--dry-run"],
        &["import", note.to_str().unwrap()],
        &["import", note.to_str().unwrap(), "--explain", "--dry-run"],
    ] {
        run(&place, folder.path(), words);
    }
}
