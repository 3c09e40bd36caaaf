//! The program as a shell's citizen: completion, pipes, no colours, an empty home elsewhere.

use std::io::Read;
use std::process::{Command, Stdio};

use crate::place::Place;

/// A home whose decks have names with spaces and in Korean.
fn named() -> Place {
    let place = Place::with_deck();
    place.write(
        "decks/내 덱/결제 시스템.toml",
        "title = \"결제\"\n[[cards]]\nid = \"double-charge\"\nquestion = \"두 번 결제되면?\"\n",
    );
    place
}

/// The candidates' values.
fn complete(place: &Place, words: &[&str]) -> Vec<String> {
    let run = place.run_now(&[&["complete", "--"], words].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    run.out
        .lines()
        .map(|line| line.split_once('\t').unwrap().0.to_owned())
        .collect()
}

#[test]
fn decks_cards_presets_tags_and_interviews_complete_by_their_names() {
    let place = named();
    assert_eq!(
        complete(&place, &["review", "--deck", "내"]),
        ["내 덱", "내 덱/결제 시스템"]
    );
    assert_eq!(
        complete(&place, &["card", "my/queue#k"]),
        ["my/queue#kafka-order"]
    );
    assert_eq!(complete(&place, &["card", "double-ch"]), ["double-charge"]);
    assert_eq!(
        complete(&place, &["interview", "--preset", "ph"]),
        ["phone"]
    );
    assert_eq!(
        complete(&place, &["interview", "--preset=ph"]),
        ["--preset=phone"]
    );
    assert_eq!(complete(&place, &["review", "--tag", "ms"])[0], "msg");
    assert_eq!(complete(&place, &["search", "is:unw"]), ["is:unwritten"]);
    assert_eq!(complete(&place, &["--theme", "li"]), ["light"]);
    place.run(&[
        "interviews",
        "add",
        "--company",
        "X",
        "--date",
        "2026-12-03",
    ]);
    assert_eq!(
        complete(&place, &["interviews", "edit", ""]),
        ["x-2026-12-03"]
    );
}

#[test]
fn a_data_folder_with_a_deck_of_escape_codes_completes_without_them() {
    let place = named();
    let run = place.run_now(&["complete", "--", "review", "--deck", "my/"]);
    let (value, about) = run.out.trim_end().split_once('\t').unwrap();
    assert_eq!(value, "my/queue");
    assert!(!about.chars().any(char::is_control), "{about:?}");
}

/// A shell's program, unless this machine has none.
fn shell(name: &str) -> Option<Command> {
    let is_there = Command::new(name)
        .args(["-c", "exit"])
        .status()
        .is_ok_and(|status| status.success());
    if !is_there {
        eprintln!("{name} is not installed; its completion is not tried");
    }
    is_there.then(|| Command::new(name))
}

/// The program's own folder first on the path, and the home's variables.
fn in_place(mut shell: Command, place: &Place, script: &str) -> String {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_hotseat"));
    let path = std::env::var("PATH").unwrap_or_default();
    shell.args(["-c", script]);
    for (name, value) in place.command(&[]).get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    shell.env("LC_ALL", "C.UTF-8");
    shell.env(
        "PATH",
        format!("{}:{path}", program.parent().unwrap().display()),
    );
    let output = shell.output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && error.is_empty(), "{error}");
    String::from_utf8(output.stdout).unwrap()
}

/// What bash would put into the line, which is split at its word breaks as bash does.
fn bash(place: &Place, line: &str) -> Option<Vec<String>> {
    let script = r#"
        source <(hotseat completions bash)
        COMP_LINE=$LINE COMP_POINT=${#LINE}
        COMP_WORDS=(hotseat) COMP_CWORD=1
        _hotseat
        printf '%s\n' "${COMPREPLY[@]}"
    "#;
    let mut bash = shell("bash")?;
    bash.env("LINE", line);
    let printed = in_place(bash, place, script);
    Some(
        printed
            .lines()
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect(),
    )
}

#[test]
fn bash_completes_words_with_spaces_colons_and_quotes() {
    let place = named();
    let Some(found) = bash(&place, "hotseat interv") else {
        return;
    };
    assert_eq!(found, ["interview", "interviews"]);
    let at = |line| bash(&place, line).unwrap();
    assert_eq!(
        at("hotseat review --deck 내"),
        [r"내\ 덱", r"내\ 덱/결제\ 시스템"]
    );
    assert_eq!(
        at(r"hotseat review --deck 내\ 덱/"),
        [r"내\ 덱/결제\ 시스템"]
    );
    assert_eq!(at("hotseat review --deck \"내 덱/"), ["내 덱/결제 시스템"]);
    assert_eq!(at("hotseat search kafka is:unw"), ["unwritten"]);
    assert_eq!(at("hotseat interview --preset=ph"), ["phone"]);
    assert_eq!(at("hotseat card my/queue#kaf"), ["my/queue#kafka-order"]);
}

#[test]
fn nothing_that_a_deck_is_called_is_run_by_the_shell() {
    let place = Place::empty();
    let names = [
        "kafka $(touch ran)",
        "back `touch ran` tick",
        "both \"quotes\" and 'these'",
        "a\\backslash",
        "semi; touch ran |cat",
        "~tilde",
        "-dash",
        "star * [a] {b,c}",
    ];
    for name in names {
        let card = "[[cards]]\nid = \"x\"\nquestion = \"q\"\n";
        place.write(&format!("decks/shared/{name}.toml"), card);
    }
    let read_back = r#"
        source <(hotseat completions bash)
        cd "$(mktemp -d)"
        COMP_LINE=$LINE COMP_POINT=${#LINE} COMP_WORDS=(hotseat) COMP_CWORD=1
        _hotseat
        for word in "${COMPREPLY[@]}"; do
            eval "set -- $OPEN$word$OPEN"
            printf '%s\n' "$*"
        done
        [[ ! -e ran ]]
    "#;
    let wanted: std::collections::BTreeSet<String> =
        names.map(|name| format!("shared/{name}")).into();
    for open in ["", "\"", "'"] {
        let Some(mut bash) = shell("bash") else {
            return;
        };
        bash.env("LINE", format!("hotseat review --deck {open}shared/"));
        bash.env("OPEN", open);
        let found: std::collections::BTreeSet<String> = in_place(bash, &place, read_back)
            .lines()
            .map(str::to_owned)
            .collect();
        assert_eq!(found, wanted, "after {open}");
    }
}

#[test]
fn bash_completes_file_names_where_a_file_is_wanted() {
    let place = named();
    let folder = place.data("decks/my");
    let line = format!("hotseat check {}/q", folder.display());
    let Some(found) = bash(&place, &line) else {
        return;
    };
    assert_eq!(found, [format!("{}/queue.toml", folder.display())]);
}

#[test]
fn fish_completes_with_what_each_candidate_means() {
    let place = named();
    let Some(fish) = shell("fish") else {
        return;
    };
    let script = r#"
        hotseat completions fish | source
        complete -C "hotseat interv"
        complete -C "hotseat interview --preset ph"
        complete -C "hotseat review --deck 내"
    "#;
    let found = in_place(fish, &place, script);
    assert!(found.contains("interviews\tList, add"), "{found}");
    assert!(found.contains("phone\t"), "{found}");
    assert!(found.contains("내 덱/결제 시스템\t결제"), "{found}");
}

#[test]
fn zsh_hands_over_values_and_their_meanings() {
    let place = named();
    let Some(zsh) = shell("zsh") else {
        return;
    };
    // The completion system needs a terminal; what our function gives to it is seen without.
    let script = r#"
        compdef() { : }
        compadd() { print -r -- "${(P)@[-1]}" | head -1 }
        source <(hotseat completions zsh)
        words=(hotseat review --deck 내) CURRENT=4 PREFIX=내
        _hotseat
    "#;
    let found = in_place(zsh, &place, script);
    assert!(found.contains("내 덱/결제 시스템"), "{found}");
}

#[test]
fn a_reader_that_leaves_ends_the_program_quietly() {
    let place = Place::with_deck();
    for words in [&["search", "가"][..], &["export", "--to", "json"], &["man"]] {
        let mut child = place
            .command(words)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut error = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut error)
            .unwrap();
        let code = child.wait().unwrap().code();
        assert_eq!((code, error.as_str()), (Some(0), ""), "{words:?}");
    }
}

#[test]
fn nothing_printed_into_a_pipe_has_colours() {
    let place = Place::with_deck();
    for words in [
        &["search", "가"][..],
        &["plan"],
        &["weak"],
        &["check"],
        &["--help"],
    ] {
        let run = place.run_now(words);
        assert!(!run.out.contains('\u{1b}'), "{words:?}");
        assert!(!run.err.contains('\u{1b}'), "{words:?}");
    }
}

#[test]
fn the_program_alone_has_decks_presets_and_themes_in_any_folder() {
    let elsewhere = tempfile::tempdir().unwrap();
    let alone = elsewhere.path().join("hotseat");
    std::fs::copy(env!("CARGO_BIN_EXE_hotseat"), &alone).unwrap();
    let run = |words: &[&str]| {
        let output = Command::new(&alone)
            .args(words)
            .current_dir(elsewhere.path())
            .env_clear()
            .env("HOME", elsewhere.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{words:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let checked: serde_json::Value = serde_json::from_str(&run(&["check", "--json"])).unwrap();
    assert!(checked["cards"].as_u64().unwrap() > 500);
    assert_eq!(checked["problems"], serde_json::json!([]));
    let drawn = run(&["interview", "--preset", "phone", "--seed", "7", "--draw"]);
    assert!(drawn.lines().count() > 3, "{drawn}");
    let themes = run(&["complete", "--", "--theme", ""]);
    assert!(themes.lines().count() >= 2, "{themes}");
}
