//! No two files of the lower floors need each other: whoever reads one never has to read in a circle.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it must be"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The modules of the floors 0 to 2, as ARCHITECTURE.md lists them.
const FLOORS: [&str; 11] = [
    "appointments",
    "bank",
    "clock",
    "history",
    "language",
    "memory",
    "problem",
    "search",
    "store",
    "text",
    "toml",
];

/// A module by its path below `src`: `bank/deck`.
type Module = Vec<String>;

/// Every module's text, without comments and tests.
fn modules() -> BTreeMap<Module, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders: Vec<PathBuf> = vec![root.clone()];
    let mut found = BTreeMap::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(&root).unwrap().with_extension("");
            let module: Module = name
                .iter()
                .map(|part| part.to_str().unwrap().to_owned())
                .collect();
            if FLOORS.contains(&module[0].as_str()) && !module.ends_with(&["tests".to_owned()]) {
                found.insert(module, code(&fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found
}

fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let lines = code.lines().map(|line| line.split("//").next().unwrap());
    lines.collect::<Vec<_>>().join("\n")
}

/// The paths of a `use`, its braces taken apart: `a::{b, c::{d, e}}` are three.
fn paths(tree: &str, before: &str, found: &mut Vec<String>) {
    let Some((head, rest)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap().trim();
        found.push(format!("{before}{path}"));
        return;
    };
    let before = format!("{before}{}", head.trim());
    // The word in a text is no `use`.
    let Some(inside) = rest.trim_end().strip_suffix('}') else {
        return;
    };
    let (mut depth, mut begin) = (0, 0);
    for (at, sign) in inside.char_indices().chain([(inside.len(), ',')]) {
        match sign {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                let part = inside[begin..at].trim();
                if !part.is_empty() {
                    paths(part, &before, found);
                }
                begin = at + 1;
            }
            _ => {}
        }
    }
}

/// The modules that a module's text needs. That it hands on what its children have is no need.
fn needs(module: &Module, text: &str, all: &BTreeMap<Module, String>) -> BTreeSet<Module> {
    let mut needed = BTreeSet::new();
    let mut need = |path: &str, is_handed_on: bool| {
        let parts: Vec<&str> = path.split("::").map(str::trim).collect();
        let supers = parts.iter().take_while(|part| **part == "super").count();
        let (mut base, rest) = match parts[0] {
            "crate" => (Module::new(), &parts[1..]),
            "self" => (module.clone(), &parts[1..]),
            "super" => (module[..module.len() - supers].to_vec(), &parts[supers..]),
            _ => (module.clone(), &parts[..]),
        };
        base.extend(rest.iter().map(|part| (*part).to_owned()));
        let is_module = |length: &usize| all.contains_key(&base[..*length]);
        let Some(length) = (1..=base.len()).rev().find(is_module) else {
            return;
        };
        let target = base[..length].to_vec();
        let is_own_child = target.starts_with(module);
        if target != *module && !(is_own_child && is_handed_on) {
            needed.insert(target);
        }
    };
    let mut rest = text.to_owned();
    for statement in text.split(';') {
        let Some((before, tree)) = statement.rsplit_once("use ") else {
            continue;
        };
        let before = before.rsplit('\n').next().unwrap().trim();
        if !before.is_empty() && !before.starts_with("pub") {
            continue;
        }
        let mut found = Vec::new();
        paths(tree, "", &mut found);
        for path in found {
            need(&path, !before.is_empty());
        }
        rest = rest.replace(&format!("use {tree};"), "");
    }
    // And what is named by its whole path, or by the name of a child.
    let is_of_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    for path in rest.split(|c: char| !is_of_path(c)) {
        let path = path.trim_matches(':');
        let first = path.split("::").next().unwrap();
        let mut child = module.clone();
        child.push(first.to_owned());
        let is_named = ["crate", "super", "self"].contains(&first) || all.contains_key(&child);
        if path.contains("::") && is_named {
            need(path, false);
        }
    }
    needed
}

#[test]
fn no_file_of_the_lower_floors_needs_itself_over_others() {
    let all = modules();
    assert!(all.len() > 80, "{}", all.len());
    let graph: BTreeMap<&Module, BTreeSet<Module>> = all
        .iter()
        .map(|(module, text)| (module, needs(module, text, &all)))
        .collect();
    let mut circles = Vec::new();
    for &module in graph.keys() {
        let mut reached = BTreeSet::new();
        let mut open: Vec<&Module> = vec![module];
        while let Some(next) = open.pop() {
            for needed in &graph[next] {
                if reached.insert(needed) {
                    open.push(needed);
                }
            }
        }
        if reached.contains(module) {
            circles.push(module.join("/"));
        }
    }
    assert_eq!(circles, Vec::<String>::new(), "these stand in circles");
}

#[test]
fn needs_are_seen_in_trees_in_paths_and_not_in_what_is_handed_on() {
    let names = ["bank", "bank/deck", "bank/deck/plain", "text"];
    let all: BTreeMap<Module, String> = names
        .iter()
        .map(|name| (name.split('/').map(str::to_owned).collect(), String::new()))
        .collect();
    let of = |text: &str| -> Vec<String> {
        let module = vec!["bank".to_owned(), "deck".to_owned()];
        let needed = needs(&module, &code(text), &all);
        needed.iter().map(|module| module.join("/")).collect()
    };
    assert_eq!(
        of("use crate::{text, bank::{Card, x::Y}};"),
        ["bank", "text"]
    );
    assert_eq!(
        of("pub use plain::Scan;\npub(super) use self::plain::X;"),
        [""; 0]
    );
    assert_eq!(of("use plain::Scan;"), ["bank/deck/plain"]);
    assert_eq!(
        of("fn f() { plain::scan(crate::text::nfc(x)); }"),
        ["bank/deck/plain", "text"]
    );
    assert_eq!(of("// crate::text::nfc\nuse std::fs;"), [""; 0]);
    assert_eq!(of("use super::{self, Bank};\nfn f() {}"), ["bank"]);
}
