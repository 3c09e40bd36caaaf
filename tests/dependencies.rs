//! What comes into the program with its dependencies, and what the program itself may not do.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it must be"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The crates that `deny.toml` bans.
fn banned() -> BTreeSet<String> {
    let rules: toml::Table = read("deny.toml").parse().unwrap();
    let list = rules["bans"]["deny"].as_array().unwrap().iter();
    let names = list.map(|entry| entry["crate"].as_str().unwrap().to_owned());
    names.collect()
}

fn packages() -> Vec<toml::Value> {
    let lock: toml::Table = read("Cargo.lock").parse().unwrap();
    lock["package"].as_array().unwrap().clone()
}

#[test]
fn no_crate_of_the_tree_speaks_to_the_network() {
    let banned = banned();
    assert!(banned.len() > 15, "{banned:?}");
    let packages = packages();
    assert!(packages.len() > 50);
    for package in &packages {
        let name = package["name"].as_str().unwrap();
        assert!(!banned.contains(name), "{name} is banned by deny.toml");
        let words = ["http", "tls", "socket", "dns", "websocket", "quic"];
        let is_suspicious = words
            .iter()
            .any(|word| name.split(['-', '_']).any(|part| part == *word));
        assert!(!is_suspicious, "{name} sounds like the network");
    }
}

#[test]
fn every_crate_comes_from_the_one_registry() {
    for package in packages() {
        let name = package["name"].as_str().unwrap();
        match package.get("source").and_then(toml::Value::as_str) {
            Some(source) => assert_eq!(
                source, "registry+https://github.com/rust-lang/crates.io-index",
                "{name}"
            ),
            None => assert_eq!(name, "hotseat"),
        }
    }
}

/// Whether a licence, as SPDX writes it, is allowed: of `OR` one must be, of `AND` all.
fn is_allowed(expression: &str, allowed: &BTreeSet<String>) -> bool {
    // Older crates write MIT/Apache-2.0.
    let expression = expression.replace('/', " OR ");
    let expression = expression.trim();
    for (word, all) in [(" OR ", false), (" AND ", true)] {
        let parts = outside_brackets(expression, word);
        if parts.len() > 1 {
            let mut each = parts.iter().map(|part| is_allowed(part, allowed));
            return if all {
                each.all(|is| is)
            } else {
                each.any(|is| is)
            };
        }
    }
    match expression
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
    {
        Some(inner) => is_allowed(inner, allowed),
        None => allowed.contains(expression),
    }
}

/// The parts of an expression between these words, but for those in brackets.
fn outside_brackets<'e>(expression: &'e str, word: &str) -> Vec<&'e str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0);
    for (at, c) in expression.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth == 0 && expression[at..].starts_with(word) => {
                parts.push(&expression[start..at]);
                start = at + word.len();
            }
            _ => {}
        }
    }
    parts.push(&expression[start..]);
    parts
}

#[test]
fn every_crate_of_the_tree_has_a_licence_that_is_allowed() {
    let rules: toml::Table = read("deny.toml").parse().unwrap();
    let allowed = rules["licenses"]["allow"].as_array().unwrap().iter();
    let allowed = allowed
        .map(|name| name.as_str().unwrap().to_owned())
        .collect();
    for (expression, is) in [
        ("MIT OR GPL-3.0", true),
        ("MIT AND GPL-3.0", false),
        ("(GPL-3.0 OR MIT) AND Zlib", true),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("GPL-3.0/MIT", true),
        ("", false),
    ] {
        assert_eq!(is_allowed(expression, &allowed), is, "{expression}");
    }

    // Those of this machine's platform are there, or nothing could have been built.
    let run = |program: &str, arguments: &[&str]| {
        let mut command = std::process::Command::new(program);
        command
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(arguments);
        let output = command.output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{program} {arguments:?}: {err}");
        String::from_utf8(output.stdout).unwrap()
    };
    let version = run("rustc", &["-vV"]);
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .unwrap();
    let metadata = run(
        env!("CARGO"),
        &[
            "metadata",
            "--locked",
            "--offline",
            "--format-version",
            "1",
            "--filter-platform",
            host,
        ],
    );
    let metadata: serde_json::Value = serde_json::from_str(&metadata).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 50);
    for package in packages {
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(
            is_allowed(licence, &allowed),
            "{}: {licence:?}",
            package["name"]
        );
    }
}

/// Every source file of the program.
fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push((
                path.display().to_string(),
                fs::read_to_string(&path).unwrap(),
            ));
        }
    }
}

#[test]
fn the_program_has_no_network_code_and_starts_no_shell() {
    let mut found = Vec::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut found,
    );
    assert!(found.len() > 100);
    for (path, text) in &found {
        for word in ["std::net", "TcpStream", "TcpListener", "UdpSocket"] {
            assert!(!text.contains(word), "{path} uses {word}");
        }
        for shell in [
            "Command::new(\"sh\")",
            "Command::new(\"bash\")",
            "Command::new(\"cmd\")",
        ] {
            assert!(!text.contains(shell), "{path} runs {shell}");
        }
    }
}
