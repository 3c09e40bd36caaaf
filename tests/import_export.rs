//! Notes into decks and back out, as a person does it at the prompt.
#![cfg(test)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// A home of its own for every story.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_hotseat"))
            .args(arguments)
            .current_dir(self.path())
            .env_clear()
            .env("HOME", self.path())
            .env("LANG", "en_US.UTF-8")
            .env("HOTSEAT_DATA_DIR", self.path().join("data"))
            .output()
            .unwrap()
    }

    fn told(&self, arguments: &[&str]) -> String {
        String::from_utf8(self.run(arguments).stdout).unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.told(arguments)).unwrap()
    }
}

const QUEUE: &str =
    "## 큐는 왜 쓰나요?\n\n떼어 놓으려고.\n\n## 캐시는 언제 위험한가요?\n\n오래된 값을 믿을 때.\n";

#[test]
fn a_dry_run_prints_what_would_be_taken_and_writes_nothing() {
    let home = Home::new();
    home.write("note.md", "- [ ] 준비\n\n## 왜 왔나요? ★★\n\n일하려고.\n");
    let value = home.json(&["import", "note.md", "--dry-run", "--json"]);
    let keys: Vec<&String> = value.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "cards",
            "checklist",
            "reading",
            "skipped",
            "source",
            "to_ask"
        ]
    );
    let card = &value["cards"][0];
    let keys: Vec<&String> = card.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "also_asked",
            "answer",
            "experience",
            "follow_ups",
            "importance",
            "key_points",
            "lines",
            "question",
            "reflections",
            "section",
            "tags",
            "type"
        ]
    );
    assert_eq!(card["lines"], serde_json::json!([3, 5]));
    assert_eq!(card["importance"], 2);
    assert_eq!(value["checklist"], serde_json::json!(["준비"]));
    assert_eq!(
        value["skipped"],
        serde_json::json!([{ "lines": [1, 1], "why": "a checklist" }])
    );
    assert!(!home.path().join("data").exists());
    home.write("other.md", QUEUE);
    let both = home.json(&["import", "note.md", "other.md", "--dry-run", "--json"]);
    assert_eq!(both.as_array().unwrap().len(), 2);
}

#[test]
fn a_folder_becomes_decks_that_check_finds_nothing_wrong_in() {
    let home = Home::new();
    home.write("notes/cs/queue.md", QUEUE)
        .write("notes/.obsidian/hidden.md", "## 숨은 질문인가요?\n\n예.\n")
        .write("notes/words.csv", "question,answer\n왜?,그래서\n")
        .write("notes/package.json", "{\"name\": \"x\"}");
    let told = home.told(&["import", "notes"]);
    assert!(told.contains("notes/cs/queue: 2 new"), "{told}");
    assert!(
        told.contains(
            "3 new · 0 changed · 0 as before · 0 to decide · 0 gone · 0 left out. 2 decks written.\n"
        ),
        "{told}"
    );
    let deck = home.read("data/decks/notes/cs/queue.toml");
    assert!(
        deck.starts_with(
            "title = \"queue\"\nkind = \"technical\"\nlang = \"ko\"\n\n[[cards]]\nid = \"q-"
        ),
        "{deck}"
    );
    let checked = home.json(&["check", "data/decks", "--json"]);
    assert_eq!(
        (&checked["cards"], &checked["problems"]),
        (&3.into(), &serde_json::json!([]))
    );
}

#[test]
fn a_second_import_updates_what_the_note_changed_and_keeps_what_the_user_changed() {
    let home = Home::new();
    home.write("queue.md", QUEUE);
    home.told(&["import", "queue.md", "--into", "mine"]);
    assert!(
        home.told(&["import", "queue.md", "--into", "mine"])
            .contains("0 new · 0 changed · 2 as before")
    );
    let deck = home.read("data/decks/mine.toml");
    home.write(
        "data/decks/mine.toml",
        format!("# mine\n{}", deck.replace("떼어 놓으려고.", "내 답")),
    );
    home.write(
        "queue.md",
        QUEUE
            .replace("떼어 놓으려고.", "나누려고.")
            .replace("오래된 값을 믿을 때.", "값이 다를 때."),
    );
    let told = home.told(&["import", "queue.md", "--into", "mine"]);
    assert!(told.contains("~ answer: 캐시는 언제 위험한가요?"), "{told}");
    assert!(
        told.contains(
            "! answer: changed in the note and in the deck; the deck's stays (--mine or --theirs decides): 큐는 왜 쓰나요?"
        ),
        "{told}"
    );
    let deck = home.read("data/decks/mine.toml");
    assert!(
        deck.starts_with("# mine\n") && deck.contains("내 답") && deck.contains("값이 다를 때."),
        "{deck}"
    );
    assert_eq!(deck.matches("[[cards]]").count(), 2);
    let folder = fs::read_dir(home.path().join("data/history")).unwrap();
    let logs: Vec<String> = folder
        .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    assert!(
        logs.concat().contains("오래된 값을 믿을 때."),
        "the earlier answer can be had back"
    );
}

#[test]
fn a_bad_file_is_named_and_the_others_go_on() {
    let home = Home::new();
    home.write("n/a.md", [0xff_u8, 0x00, 0x01])
        .write(
            "n/b.md",
            "## 왜?\n\n그래서\n\u{e9}"
                .as_bytes()
                .iter()
                .copied()
                .chain([0xff])
                .collect::<Vec<u8>>(),
        )
        .write("n/c.apkg", "no archive")
        .write("n/d.md", QUEUE);
    fs::File::create(home.path().join("n/e.md"))
        .unwrap()
        .set_len(200 << 20)
        .unwrap();
    let output = home.run(&["import", "n", "missing.md"]);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stdout).unwrap();
    for words in [
        "a.md:1:1: error: this is a binary file",
        "b.md:4:2: error: byte 0xFF is not UTF-8",
        "c.apkg:1:1: error: cannot be read as an Anki package",
        "e.md:1:1: error: the file has 200 MB",
        "missing.md:1:1: error: there is no such file",
        "n/d: 2 new",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_and_a_link_to_itself_are_named() {
    let home = Home::new();
    home.write("n/a.md", QUEUE);
    std::os::unix::fs::symlink("loop.md", home.path().join("n/loop.md")).unwrap();
    std::os::unix::fs::symlink(".", home.path().join("n/self")).unwrap();
    Command::new("mkfifo")
        .arg(home.path().join("n/pipe.md"))
        .status()
        .unwrap();
    let told = home.told(&["import", "n"]);
    assert!(
        told.contains("pipe.md:1:1: error: this is not a regular file"),
        "{told}"
    );
    assert!(
        told.contains("loop.md:1:1: error: this link leads nowhere"),
        "{told}"
    );
    assert_eq!(told.matches("2 new").count(), 2, "{told}");
}

#[cfg(unix)]
#[test]
fn a_file_and_a_folder_without_permission_are_named_and_the_others_go_on() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    home.write("n/a.md", QUEUE)
        .write("n/shut.md", QUEUE)
        .write("n/shut/b.md", QUEUE);
    let forbid = |mode| {
        for name in ["n/shut.md", "n/shut"] {
            let path = home.path().join(name);
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    forbid(0);
    // Nothing is forbidden to root.
    let is_forbidden = fs::read(home.path().join("n/shut.md")).is_err();
    let told = home.told(&["import", "n"]);
    forbid(0o700);
    assert!(told.contains("n/a: 2 new"), "{told}");
    if is_forbidden {
        assert_eq!(
            told.matches("allow reading it (chmod u+rX)").count(),
            2,
            "{told}"
        );
    }
}

#[test]
fn hostile_files_of_every_kind_end_soon_and_write_only_what_is_whole() {
    let home = Home::new();
    let quotes = "> ".repeat(10_000);
    home.write("n/deep.md", format!("## 왜?\n\n{quotes}끝\n"))
        .write("n/deep.json", "[".repeat(10_000))
        .write(
            "n/open.md",
            "<details><summary>하나는?\n\n```\n%% x\n<!-- y\n",
        )
        .write("n/open.csv", "question,answer\n\"왜?,그래서\n")
        .write("n/good.md", QUEUE);
    let output = home.run(&["import", "n", "n/deep.json"]);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("n/good: 2 new"), "{told}");
    assert!(
        told.contains("deep.json:1:1: error: this is neither JSON of our export nor a list"),
        "{told}"
    );
    let checked = home.json(&["check", "data/decks", "--json"]);
    assert_eq!(checked["problems"], serde_json::json!([]));
}

#[test]
fn a_deck_with_an_error_is_left_as_it_is() {
    let home = Home::new();
    home.write("queue.md", QUEUE)
        .write("data/decks/mine.toml", "title = \"x\n");
    let output = home.run(&["import", "queue.md", "--into", "mine"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(home.read("data/decks/mine.toml"), "title = \"x\n");
}

#[test]
fn no_escape_sequence_reaches_the_terminal_or_the_deck() {
    let home = Home::new();
    home.write("x.md", "## 왜\u{1b}[2J 그런가요?\n\n\u{1b}]0;t\u{7}답\n");
    let told = home.told(&["import", "x.md"]);
    let deck = home.read("data/decks/x.toml");
    assert!(
        !told.contains('\u{1b}') && !deck.contains('\u{1b}'),
        "{told}{deck}"
    );
}

#[test]
fn an_export_imports_as_the_same_cards_without_duplicates() {
    let home = Home::new();
    home.write("queue.md", QUEUE);
    home.told(&["import", "queue.md"]);
    assert!(
        home.told(&["export", "deck:queue", "--to", "markdown", "--out", "out"])
            .starts_with("2 cards written to 1 file:")
    );
    let other = Home::new();
    other.write("queue.md", home.read("out/queue.md"));
    other.told(&["import", "queue.md"]);
    let cards = |home: &Home| {
        let mut value = home.json(&["export", "deck:queue", "--to", "json"]);
        for card in value["decks"][0]["cards"].as_array_mut().unwrap() {
            // The Markdown of an export does not say which note a card came from.
            card.as_object_mut().unwrap().remove("source");
        }
        value["decks"].take()
    };
    assert_eq!(cards(&home), cards(&other));
    assert!(
        other
            .told(&["import", "queue.md"])
            .contains("0 new · 0 changed · 2 as before")
    );
}

fn log_of(home: &Home) -> String {
    let folder = fs::read_dir(home.path().join("data/history")).unwrap();
    folder
        .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect()
}

#[test]
fn a_card_that_was_deleted_in_any_way_does_not_come_back_by_itself() {
    let home = Home::new();
    home.write("queue.md", QUEUE);
    home.told(&["import", "queue.md", "--into", "mine"]);
    let deck = home.read("data/decks/mine.toml");
    let second = deck.rfind("[[cards]]").unwrap();
    home.write("data/decks/mine.toml", &deck[..second]);
    let told = home.told(&["import", "queue.md", "--into", "mine"]);
    assert!(
        told.contains("0 new") && told.contains("× removed or left out before, not taken"),
        "{told}"
    );
    assert_eq!(home.read("data/decks/mine.toml"), &deck[..second]);
    let told = home.told(&["import", "queue.md", "--into", "mine", "--again"]);
    assert!(told.contains("1 new · 0 changed · 1 as before"), "{told}");
    assert_eq!(
        home.read("data/decks/mine.toml")
            .matches("[[cards]]")
            .count(),
        2
    );
}

#[test]
fn what_both_changed_is_decided_by_an_option_and_then_rests() {
    let decided = |option: &str| {
        let home = Home::new();
        home.write("queue.md", QUEUE);
        home.told(&["import", "queue.md", "--into", "mine"]);
        let deck = home.read("data/decks/mine.toml");
        home.write(
            "data/decks/mine.toml",
            deck.replace("떼어 놓으려고.", "내 답"),
        );
        home.write("queue.md", QUEUE.replace("떼어 놓으려고.", "나누려고."));
        home.told(&["import", "queue.md", "--into", "mine", option]);
        let again = home.told(&["import", "queue.md", "--into", "mine"]);
        assert!(
            again.contains("0 changed · 2 as before"),
            "{option}: {again}"
        );
        (home.read("data/decks/mine.toml"), log_of(&home))
    };
    let (deck, _) = decided("--mine");
    assert!(deck.contains("내 답"), "{deck}");
    let (deck, log) = decided("--theirs");
    assert!(
        deck.contains("나누려고.") && log.contains("내 답"),
        "{deck}{log}"
    );
}

#[test]
fn lang_behind_import_is_the_decks_and_before_it_the_interfaces() {
    let home = Home::new();
    home.write("queue.md", QUEUE);
    let told = home.told(&["--lang", "ko", "import", "--lang", "ja", "queue.md"]);
    assert!(told.contains("새 카드 2"), "{told}");
    assert!(home.read("data/decks/queue.toml").contains("lang = \"ja\""));
}

#[test]
fn an_export_brings_its_history_once() {
    let home = Home::new();
    home.write(
        "data/decks/mine.toml",
        "[[cards]]\nid = \"a\"\nquestion = \"왜?\"\n",
    );
    home.write(
        "data/history/other.jsonl",
        "{\"v\":1,\"id\":\"01JD0000000000000000000001\",\"at\":\"2026-11-20T10:02:11.482+09:00\",\"kind\":\"answer\",\"card\":\"mine#a\",\"mode\":\"review\",\"grade\":3}\n",
    );
    let export = home.told(&["export", "--to", "json"]);
    let other = Home::new();
    other.write("all.json", &export);
    let told = other.told(&["import", "all.json"]);
    assert!(told.contains("history: 1 new records · 0 known"), "{told}");
    assert!(other.path().join("data/decks/mine.toml").exists());
    let decks = fs::read_dir(other.path().join("data/decks"))
        .unwrap()
        .count();
    assert_eq!(
        decks, 1,
        "a built-in deck that nobody changed stays built in"
    );
    let log = log_of(&other);
    let told = other.told(&["import", "all.json"]);
    assert!(told.contains("history: 0 new records · 1 known"), "{told}");
    assert_eq!(log_of(&other), log);
    assert_eq!(other.json(&["card", "mine#a", "--json"])["id"], "mine#a");
    assert!(
        other
            .told(&["card", "mine#a", "--json"])
            .contains("2026-11-20"),
        "the answer is there"
    );
}

#[test]
fn a_redacted_export_tells_nothing_private() {
    const PRIVATE: [&str; 9] = [
        "samplo",
        "샘플로",
        "smp",
        "비밀경험",
        "비밀메모",
        "비밀회고",
        "1차면접",
        "other co",
        "otherco",
    ];
    let home = Home::new();
    home.write(
        "data/decks/company/samplo.toml",
        "title = \"Samplo\"\ncompany = \"Samplo Corp.\"\ncompany_names = [\"샘플로\", \"SMP\"]\n\n\
         [[cards]]\nid = \"why-samplo\"\nquestion = \"왜 Samplo인가요?\"\nalso_asked = [\"SMP는 왜요?\"]\n\
         answer = \"샘플로의 서비스를 써 봐서. other-co와 다르다.\"\nkey_points = [\"SAMPLO\"]\n\
         follow_ups = [{ question = \"samplo.com은요?\", answer = \"Samplo\" }]\ntags = [\"samplo\"]\n\
         links = [\"https://samplo.com/jobs\"]\nwas = [\"company/samplo#smp\"]\n\
         experience = \"비밀경험\"\nnotes = \"비밀메모\"\nreflections = [\"비밀회고\"]\n\
         asked = [{ on = 2026-05-17, interview = \"Samplo 1차면접\" }]\n",
    );
    home.write(
        "data/interviews.toml",
        "[[interviews]]\nid = \"x\"\ncompany = \"Other Co\"\ndate = 2026-12-03\n",
    );
    let about = ["export", "deck:company/samplo", "--redact", "--to"];
    for format in ["markdown", "obsidian", "csv", "anki", "json"] {
        let told = home.told(&[&about[..], &[format]].concat());
        assert!(told.contains("왜 company-1인가요?"), "{format}: {told}");
        home.told(&[&about[..], &[format, "--out", format]].concat());
        let mut waiting = vec![home.path().join(format)];
        let mut whole = told;
        while let Some(path) = waiting.pop() {
            whole += &path
                .strip_prefix(home.path())
                .unwrap()
                .display()
                .to_string();
            if path.is_dir() {
                waiting.extend(
                    fs::read_dir(path)
                        .unwrap()
                        .map(|entry| entry.unwrap().path()),
                );
            } else {
                whole += &fs::read_to_string(path).unwrap();
            }
        }
        let whole = whole.to_lowercase();
        for private in PRIVATE {
            assert!(!whole.contains(private), "{format} has {private}: {whole}");
        }
    }
    let output = home.run(&[&about[..], &["csv", "--lang", "en"]].concat());
    let listed = String::from_utf8(output.stderr).unwrap();
    assert!(listed.contains("샘플로 → company-1 (1 place)"), "{listed}");
}

#[test]
fn a_name_that_is_a_common_word_is_refused_unless_told() {
    let home = Home::new();
    home.write(
        "data/decks/company/x.toml",
        "company = \"Cache\"\n[[cards]]\nquestion = \"Why a cache?\"\n",
    );
    let about = ["export", "deck:company/x", "--to", "csv", "--redact"];
    let output = home.run(&about);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let told = home.told(&[&about[..], &["--redact-common"]].concat());
    assert!(told.contains("Why a company-1?"), "{told}");
}

/// A card with everything that a card can have.
const WHOLE: &str = r#"title = "큐"
kind = "technical"
lang = "ko"

[[cards]]
id = "queue"
question = "큐는 왜 쓰나요?"
also_asked = ["큐를 쓰는 까닭은요?"]
answer = """
속도가 다른 둘을 떼어 놓으려고.

- 넘치면 쌓인다

```rust
let a = 1;
```"""
outline = "먼저 문제를 말한다."
key_points = ["버퍼", "배압"]
follow_ups = [{ question = "밀리면요?", answer = "늘린다.", follow_ups = [{ question = "그래도요?", answer = "버린다." }] }]
experience = "주문을 큐로 나눴다."
reflections = ["배압을 빼먹었다"]
notes = "짧게"
tags = ["cs", "queue"]
importance = 0
level = "mid"
roles = ["backend-jvm"]
time = "1m30s"
type = "design"
links = ["https://example.com/queue"]
asked = [{ on = 2026-05-17, interview = "Sample 1차" }]
was = ["buffer"]
"#;

/// What comes back of every part of the card, by format.
fn comes_back(format: &str) -> Vec<(String, &'static str)> {
    let card = |home: &Home| {
        let value = home.json(&["export", "큐는", "왜", "쓰나요", "--to", "json"]);
        let decks = value["decks"].as_array().cloned().unwrap_or_default();
        let own = decks.into_iter().find(|deck| {
            deck["cards"][0]["question"]
                .as_str()
                .is_some_and(|asks| asks.starts_with("큐는 왜"))
        });
        let own = own.unwrap_or_default();
        (own["cards"][0].clone(), own)
    };
    let home = Home::new();
    home.write("data/decks/mine/queue.toml", WHOLE);
    home.told(&["export", "deck:mine/queue", "--to", format, "--out", "out"]);
    let other = Home::new();
    let name = match format {
        "markdown" | "obsidian" => "out/mine/queue.md",
        _ => "out",
    };
    let as_file = match format {
        "json" => "queue.json",
        "csv" => "queue.csv",
        "anki" => "queue.txt",
        _ => "queue.md",
    };
    other.write(as_file, home.read(name));
    other.told(&["import", as_file, "--yes"]);
    let ((before, deck), (after, other_deck)) = (card(&home), card(&other));
    let mut found: Vec<(String, &str)> = before
        .as_object()
        .unwrap()
        .iter()
        .map(|(key, value)| {
            let verdict = match after.get(key) {
                Some(now) if now == value => "yes",
                Some(now) if now.is_string() || now.is_array() => "part",
                _ => "–",
            };
            (key.clone(), verdict)
        })
        .collect();
    for key in ["id", "title", "kind", "lang"] {
        let is_same = deck[key] == other_deck[key];
        found.push((format!("deck's {key}"), if is_same { "yes" } else { "–" }));
    }
    found
}

#[test]
fn every_export_brings_back_what_its_table_says() {
    let formats = ["json", "markdown", "csv", "obsidian", "anki"];
    let found = formats.map(comes_back);
    let documented = include_str!("../docs/exports.md");
    let worth = |verdict: &str| match verdict {
        "yes" => 2,
        "part" => 1,
        _ => 0,
    };
    for (number, (key, _)) in found[0].iter().enumerate() {
        let row = documented
            .lines()
            .find_map(|line| line.strip_prefix(&format!("| {key} |")));
        let row = row.unwrap_or_else(|| panic!("docs/exports.md does not speak of {key}"));
        let cells = row.trim_end_matches('|').split('|').map(str::trim);
        assert_eq!(cells.clone().count(), formats.len(), "{key}");
        for ((promised, format), of_format) in cells.zip(formats).zip(&found) {
            let kept = of_format[number].1;
            assert!(
                worth(kept) >= worth(promised),
                "{format} promises {promised} for {key}, and {kept} comes back"
            );
        }
    }
    // What is lost is named before.
    let home = Home::new();
    home.write("data/decks/mine/queue.toml", WHOLE);
    for (format, found) in formats.iter().zip(&found) {
        let output = home.run(&["export", "deck:mine/queue", "--to", format]);
        let named = String::from_utf8(output.stderr).unwrap();
        for (key, _) in found.iter().filter(|(_, verdict)| *verdict == "–") {
            let is_of_deck = key.starts_with("deck's");
            assert!(is_of_deck || named.contains(key), "{format} {key}: {named}");
        }
    }
}

/// Headings that do not ask by themselves, and bold lines that do.
const TOPICS: &str = "# 네트워크\n\n## 커넥션 풀 정리\n\n풀은 연결을 다시 쓴다.\n\n**왜 다시 쓰나요?**\n\n비싸서.\n\n## 지난주 회고\n\n힘들었다.\n\n**무엇이 힘들었나요?**\n\n새벽 배포.\n";

fn questions(home: &Home, arguments: &[&str]) -> Vec<String> {
    let told = home.json(&[arguments, &["--dry-run", "--json", "--yes"]].concat());
    let cards = told["cards"].as_array().unwrap().clone();
    let question = |card: &Value| card["question"].as_str().unwrap().to_owned();
    cards.iter().map(question).collect()
}

#[test]
fn a_way_of_reading_is_named_and_one_that_the_note_has_not_is_told() {
    let home = Home::new();
    home.write("notes/net.md", TOPICS);
    let headings = ["커넥션 풀 정리", "지난주 회고"];
    let bold = ["왜 다시 쓰나요?", "무엇이 힘들었나요?"];
    let import = |reading| questions(&home, &["import", "notes/net.md", "--as", reading]);
    assert_eq!(import("headings"), headings);
    assert_eq!(import("2단계 제목"), headings);
    assert_eq!(import("bold lines"), bold);
    let told = home.run(&[
        "import",
        "notes/net.md",
        "--as",
        "callouts",
        "--dry-run",
        "--yes",
    ]);
    let told =
        String::from_utf8_lossy(&told.stdout).into_owned() + &String::from_utf8_lossy(&told.stderr);
    assert!(
        told.contains("no lines of this note are called \"callouts\"")
            && told.contains("bold lines"),
        "{told}"
    );
    let explained = home.told(&["import", "notes/net.md", "--explain"]);
    assert!(
        explained.contains("lines for --as: ") && explained.contains("bold lines (2)"),
        "{explained}"
    );
}

#[test]
fn a_note_says_itself_how_it_is_read_and_its_folder_says_it_for_all() {
    let home = Home::new();
    home.write("a/net.md", format!("---\nhotseat: headings\n---\n{TOPICS}"));
    assert_eq!(
        questions(&home, &["import", "a/net.md"]),
        ["커넥션 풀 정리", "지난주 회고"]
    );
    let lessons = "[[taught]]\nnote = \"*\"\nlines = \"headings of level 2\"\nis = \"question\"\n\n[[taught]]\nnote = \"*\"\nlines = \"bold lines\"\nis = \"no question\"\n\n[[taught]]\nnote = \"net.md\"\nline = \"힘들었다.\"\nis = \"left out\"\n";
    home.write("b/net.md", TOPICS)
        .write("b/.hotseat-import.toml", lessons);
    assert_eq!(
        questions(&home, &["import", "b/net.md"]),
        ["커넥션 풀 정리", "지난주 회고"]
    );
    home.told(&["import", "b/net.md", "--yes"]);
    assert!(!home.read("data/decks/net.toml").contains("힘들었다."));
    assert_eq!(home.read("b/.hotseat-import.toml"), lessons);
}

/// A card was answered in the year after the import.
fn answered(home: &Home, card: &str) {
    let line = format!(
        "{{\"v\":1,\"id\":\"01KD0000000000000000000001\",\"at\":\"2126-01-01T10:00:00.000+09:00\",\"kind\":\"answer\",\"card\":\"{card}\",\"mode\":\"interview\",\"score\":4}}\n"
    );
    home.write("data/history/other.jsonl", line);
}

#[test]
fn an_import_is_taken_back_but_for_what_was_answered_or_edited_since() {
    let home = Home::new();
    let more =
        format!("{QUEUE}\n## 색인은 왜 쓰나요?\n\n빨라서.\n\n## 잠금은 왜 쓰나요?\n\n지키려고.\n");
    home.write("a.md", &more);
    let told = home.told(&["import", "a.md"]);
    assert!(
        told.contains("To take it back: hotseat import --undo"),
        "{told}"
    );
    let deck = home.read("data/decks/a.toml");
    // Untouched, the deck goes whole, and the same import brings the same bytes.
    let undone = home.json(&["import", "--undo", "--json"]);
    assert_eq!(
        (&undone["removed"], &undone["decks"][0]),
        (&4.into(), &"a".into())
    );
    assert!(!home.path().join("data/decks/a.toml").exists());
    assert!(home.told(&["import", "a.md"]).contains("4 new"));
    assert_eq!(home.read("data/decks/a.toml"), deck);
    // One is answered since, one is edited; the others go.
    let question = deck.find("큐는").unwrap();
    let id = &deck[deck[..question].rfind("id = \"").unwrap() + 6..];
    answered(&home, &format!("a#{}", id.split('"').next().unwrap()));
    home.write(
        "data/decks/a.toml",
        deck.replace("오래된 값을", "내가 믿는 값을"),
    );
    let undone = home.json(&["import", "--undo", "--json"]);
    assert_eq!(undone["removed"], 2, "{undone}");
    let whys: Vec<&str> = undone["stay"]
        .as_array()
        .unwrap()
        .iter()
        .map(|card| card["why"].as_str().unwrap())
        .collect();
    assert_eq!(whys, ["answered", "edited"]);
    let left = home.read("data/decks/a.toml");
    assert!(
        left.contains("큐는") && left.contains("내가 믿는") && !left.contains("색인은"),
        "{left}"
    );
    // Nothing is left to take back; an unknown name is told.
    assert!(!home.run(&["import", "--undo"]).status.success());
    assert!(
        !home
            .run(&["import", "--undo", "20200101-000000"])
            .status
            .success()
    );
}
