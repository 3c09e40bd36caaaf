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
