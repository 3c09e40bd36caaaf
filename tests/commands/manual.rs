//! Help, manual pages and the documented JSON: what the program says of itself holds.

use std::collections::BTreeSet;

use clap::Command;
use hotseat::cli::Arguments;
use serde_json::Value;

use crate::place::Place;

/// Every visible sub-command with the words that call it.
fn commands() -> Vec<(String, Command)> {
    let mut program = Arguments::whole_command().disable_help_subcommand(true);
    program.build();
    let mut found = Vec::new();
    let mut waiting = vec![(String::new(), program)];
    while let Some((name, command)) = waiting.pop() {
        for below in command
            .get_subcommands()
            .filter(|below| !below.is_hide_set())
        {
            let name = format!("{name} {}", below.get_name()).trim().to_owned();
            waiting.push((name, below.clone()));
        }
        if !name.is_empty() {
            found.push((name, command));
        }
    }
    found
}

/// The command lines of a help text, as a shell splits them.
fn examples(help: &str) -> Vec<Vec<String>> {
    let lines = help.lines().filter(|line| line.starts_with("  "));
    lines
        .filter_map(|line| line.find("hotseat ").map(|at| &line[at..]))
        .map(|line| {
            let line = line.split(" | ").next().unwrap_or(line);
            words(line.split(" > ").next().unwrap_or(line))
        })
        .collect()
}

/// Splits at spaces that do not stand between single quotes.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for c in line.trim().chars() {
        match c {
            '\'' => is_quoted = !is_quoted,
            ' ' if !is_quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words
}

#[test]
fn every_sub_command_has_examples_and_each_of_them_parses() {
    for (name, command) in commands() {
        let help = command.get_after_help().map(ToString::to_string);
        let examples = examples(&help.unwrap_or_default());
        let begin = format!("hotseat {name}");
        assert!(
            examples
                .iter()
                .any(|words| words.join(" ").starts_with(&begin)),
            "the help of `{begin}` shows no example of it"
        );
        for words in examples {
            let parsed = Arguments::whole_command().try_get_matches_from(&words);
            assert!(
                parsed.is_ok(),
                "{}: {}",
                words.join(" "),
                parsed.unwrap_err()
            );
        }
    }
}

#[test]
fn every_sub_command_and_option_says_what_it_does() {
    for (name, command) in commands() {
        assert!(command.get_about().is_some(), "{name}");
        for argument in command.get_arguments() {
            assert!(
                argument.get_help().is_some(),
                "{name} {}",
                argument.get_id()
            );
        }
    }
}

#[test]
fn there_is_a_manual_page_for_each_sub_command() {
    let place = Place::empty();
    let folder = place.data("man");
    let run = place.run_now(&["man", "--out", folder.to_str().unwrap()]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let written: BTreeSet<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let mut wanted: BTreeSet<String> = commands()
        .iter()
        .map(|(name, _)| format!("hotseat-{}.1", name.replace(' ', "-")))
        .collect();
    wanted.insert("hotseat.1".to_owned());
    assert_eq!(written, wanted);
    let page = std::fs::read_to_string(folder.join("hotseat-interviews-add.1")).unwrap();
    assert!(page.contains("hotseat interviews add"), "{page}");
    assert!(page.contains("Messenger Co"), "{page}");
    for name in &wanted {
        let page = std::fs::read_to_string(folder.join(name)).unwrap();
        for section in ["EXAMPLES", "EXIT STATUS", "ENVIRONMENT", "FILES"] {
            let heading = page.lines().filter(|line| line.starts_with(".SH"));
            let found = heading.filter(|line| line.contains(section)).count();
            assert_eq!(found, 1, "{name}: {section}");
        }
    }
    let run = place.run_now(&["man"]);
    assert!(run.out.contains("hotseat\\-card(1)"), "{}", run.out);
}

/// The sections of `docs/json.md`: the command and the shape of what it prints.
fn documented() -> Vec<(String, Value)> {
    let text = include_str!("../../docs/json.md");
    let sections = text.split("\n## `hotseat ").skip(1);
    sections
        .map(|section| {
            let (command, rest) = section.split_once('`').unwrap();
            let shape = rest.split("```json\n").nth(1).unwrap_or_default();
            let shape = shape.split("```").next().unwrap_or_default();
            let shape = serde_json::from_str(shape);
            (
                command.to_owned(),
                shape.unwrap_or_else(|error| panic!("{command}: {error}")),
            )
        })
        .collect()
}

#[test]
fn every_json_output_is_documented() {
    let documented: BTreeSet<String> = documented()
        .into_iter()
        .map(|(command, _)| command)
        .collect();
    for (name, command) in commands() {
        let prints_json = command.get_arguments().any(|a| a.get_id() == "json");
        // What stands under a command's sub-command is not its own.
        let is_own = |line: &str| {
            let behind = line.strip_prefix(&format!("{name} "));
            let mut below = command.get_subcommands();
            behind.is_some_and(|behind| {
                behind.contains("--json") && !below.any(|own| behind.starts_with(own.get_name()))
            })
        };
        let is_documented = documented.iter().any(|line| is_own(line));
        assert_eq!(
            prints_json, is_documented,
            "docs/json.md and `hotseat {name}`"
        );
    }
}

/// Whether a printed value has the documented keys; lists are told by their first entries.
fn assert_shape(place: &str, documented: &Value, printed: &Value) {
    match (documented, printed) {
        (Value::Object(documented), Value::Object(printed)) => {
            let keys = |object: &serde_json::Map<String, Value>| -> BTreeSet<String> {
                object.keys().cloned().collect()
            };
            assert_eq!(keys(documented), keys(printed), "{place}");
            for (key, value) in documented {
                assert_shape(&format!("{place}.{key}"), value, &printed[key]);
            }
        }
        (Value::Array(documented), Value::Array(printed)) => {
            if let (Some(documented), Some(printed)) = (documented.first(), printed.first()) {
                assert_shape(&format!("{place}[0]"), documented, printed);
            }
        }
        (Value::Null, _) | (_, Value::Null) => {}
        (documented, printed) => assert_eq!(
            std::mem::discriminant(documented),
            std::mem::discriminant(printed),
            "{place}: {documented} is documented and {printed} printed"
        ),
    }
}

/// An interview of one question, from its beginning to its end.
const SESSION: &str = r#"{"v":1,"id":"01JE0000000000000000000010","at":"2026-11-06T10:00:00+09:00","kind":"session","session":"01JE0000000000000000000010","event":"began","preset":"warmup","seed":7,"mode":"practice","device":"laptop","rounds":[{"title":"1","questions":[{"card":"my/queue#kafka-order","wording":0,"think_ms":5000,"limit_ms":60000}]}]}
{"v":1,"id":"01JE0000000000000000000011","at":"2026-11-06T10:01:00+09:00","kind":"answer","card":"my/queue#kafka-order","mode":"practice","session":"01JE0000000000000000000010","score":1,"confidence":3,"answer_ms":60000,"limit_ms":60000,"points":[0],"points_of":2,"note":"mix-up"}
{"v":1,"id":"01JE0000000000000000000012","at":"2026-11-06T10:02:00+09:00","kind":"session","session":"01JE0000000000000000000010","event":"ended","reason":"finished","scored":1}
"#;

#[test]
fn what_is_printed_has_the_documented_shape() {
    let place = Place::with_answers(&[(
        "2026-11-05T10:00:00+09:00",
        r#""card":"my/queue#kafka-order","mode":"interview","score":1,"confidence":3,"answer_ms":60000,"limit_ms":90000,"points":[0],"points_of":2,"note":"mix-up""#,
    )]);
    place.write("history/session.jsonl", SESSION);
    place.write("decks/bad.toml", "[[cards]]\nquestion = \"?\"\ntag = 1\n");
    place.write(
        "decks/company/x.toml",
        "kind = \"company\"\ncompany = \"X\"\n[[cards]]\nquestion = \"Why us?\"\n",
    );
    place.write("notes.md", "# Net\n\n## What is TCP?\n\nA protocol.\n");
    let notes = place.data("notes.md");
    let answer = place.data("answer.wav");
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 16_000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut wave = hound::WavWriter::create(&answer, spec).unwrap();
    for _ in 0..16_000 {
        wave.write_sample(0_i16).unwrap();
    }
    wave.finalize().unwrap();
    place.run(&[
        "interviews",
        "add",
        "--company",
        "X",
        "--date",
        "2026-12-03",
    ]);
    place.write("taken.md", "## 큐는 왜 쓰나요?\n\n떼어 놓으려고.\n");
    let taken = place.data("taken.md");
    let run = place.run_now(&["import", "--yes", taken.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    for (command, shape) in documented() {
        let mut words = words(&format!("hotseat {command}"));
        words.remove(0);
        for word in &mut words {
            for (name, path) in [("notes.md", &notes), ("answer.wav", &answer)] {
                if word == name {
                    path.to_str().unwrap().clone_into(word);
                }
            }
        }
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let run = place.run_now(&words);
        assert!(run.code < 2, "{command}: {}", run.err);
        let printed: Value = serde_json::from_str(&run.out)
            .unwrap_or_else(|error| panic!("{command}: {error}: {}", run.out));
        assert_shape(&command, &shape, &printed);
    }
}

#[test]
fn the_version_asked_for_alone_is_the_one_of_the_description() {
    let place = Place::empty();
    let expected = Arguments::whole_command().render_version();
    for arguments in [["--version"].as_slice(), &["-V"], &["--lang", "ko", "-V"]] {
        let output = place.command(arguments).output().unwrap();
        assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
    }
}
