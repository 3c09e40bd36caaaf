//! The properties of `fuzz/`, held against bytes that are nearly what they should be: pieces of
//! real files in any order, with noise between them.

use proptest::prelude::*;

#[path = "../fuzz/properties.rs"]
mod properties;

const DECK: &[&str] = &[
    "[[cards]]\n",
    "id = \"a\"\n",
    "id = \"b\" # note\n",
    "question = \"q?\"\n",
    "question = '질문?'\r\n",
    "answer = \"\"\"\nlong\n\"\"\"\n",
    "answer = '''old'''\n",
    "tags = [\"x\",\n  \"y\"]\n",
    "follow_ups = [{ question = \"f\", answer = \"g\" }]\n",
    "[[cards.follow_ups]]\nquestion = \"n\"\n",
    "asked = [{ on = 2024-05-17 }]\n",
    "importance = 9\n",
    "title = \"t\"\n",
    "\u{feff}",
    "# comment",
    "\n\n",
    "= [\"",
];

const HISTORY: &[&str] = &[
    "{\"v\":1,\"id\":\"01JD0000000000000000000001\",\"at\":\"2026-11-21T10:00:00+09:00\",\"kind\":\"answer\",\"card\":\"d#c\",\"mode\":\"practice\"}",
    "{\"v\":1,\"id\":\"01JD0000000000000000000002\",\"at\":\"1970-01-01T00:00:00Z\",\"kind\":\"dream\"}",
    "{\"v\":2,\"shape\":\"new\"}",
    "{\"v\":1,\"id\":\"01J",
    "\n",
    "\r\n",
    "\0\0",
    "<<<<<<< HEAD\n",
    "=======\n",
];

const MARKDOWN: &[&str] = &[
    "# Title\n",
    "## Why?\n",
    "- item\n",
    "  - inner\n",
    "```rust\n",
    "> quote\n",
    "<details><summary>Q</summary>\n",
    "</details>\n",
    "---\n",
    "**Q.** x\n",
    "A: y\n",
    "| a | b |\n|---|---|\n",
    "[^1]: note\n",
    "글 ",
    "\n\n",
];

const QUERY: &[&str] = &[
    "tag:",
    "deck:",
    "-",
    "\"",
    "kafka",
    " ",
    "due",
    "is:",
    "answered<3d",
    "(",
    ")",
    "OR",
    "ㅋㅍㅋ",
    "sort:",
    "*",
    "!",
];

const KEYS: &[&str] = &[
    "[home]\n",
    "[list]\n",
    "[text]\n",
    "warm_up = [\"u\", \"space w\"]\n",
    "mock_interview = [\"ㅑ\"]\n",
    "open = [\"g\", \"shift-tab\"]\n",
    "end_text = ['ctrl-s', 'j j']\n",
    "first = [",
    "\"ㅂ w\",",
    "\"허\"]\n",
    "\0",
    "gg",
    "ㅎㅎ",
    "허",
    "\u{1}s",
    "\u{3}\u{2}ㅁ",
    " w",
    "\u{1b}",
];

/// Pieces in any order, and noise.
fn bytes_of(pieces: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        8 => prop::sample::select(pieces).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..6),
        1 => "\\PC{0,4}".prop_map(String::into_bytes),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn config() -> ProptestConfig {
    let cases = std::env::var("HOTSEAT_CASES").ok();
    let cases = cases.and_then(|cases| cases.parse().ok()).unwrap_or(200);
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases)
    }
}

/// What the targets begin with: real texts, most of them Korean, and every find.
#[test]
fn every_seed_of_the_targets_holds() {
    type Held = (&'static str, fn(&[u8]));
    let held: [Held; 7] = [
        ("deck", properties::deck),
        ("deck", properties::saving),
        ("history", properties::history),
        ("markdown", properties::markdown),
        ("query", properties::query),
        ("keys", properties::keys),
        ("room", properties::room),
    ];
    let seeds = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    for (name, hold) in held {
        let mut files = std::fs::read_dir(seeds.join(name)).unwrap().peekable();
        assert!(files.peek().is_some(), "{name} has no seed");
        for file in files {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            hold(&bytes);
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_deck_is_read(bytes in bytes_of(DECK)) {
        properties::deck(&bytes);
    }

    #[test]
    fn any_deck_is_saved_or_refused(bytes in bytes_of(DECK)) {
        properties::saving(&bytes);
    }

    #[test]
    fn any_note_is_read(bytes in bytes_of(MARKDOWN)) {
        properties::markdown(&bytes);
    }

    #[test]
    fn any_history_is_mended_once(bytes in bytes_of(HISTORY)) {
        properties::history(&bytes);
    }

    #[test]
    fn any_query_is_understood_or_refused(bytes in bytes_of(QUERY)) {
        properties::query(&bytes);
    }

    #[test]
    fn any_keys_are_read_and_mean_one_thing(bytes in bytes_of(KEYS)) {
        properties::keys(&bytes);
    }

    #[test]
    fn any_interview_keeps_what_the_room_promises(
        bytes in prop::collection::vec(any::<u8>(), 0..600),
    ) {
        properties::room(&bytes);
    }
}
