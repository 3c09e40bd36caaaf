//! A home of its own for each test, and the program in it.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// Saturday evening in Seoul.
pub const NOW: &str = "2026-11-21T22:00:00+09:00";

/// A deck of three written cards and one without an answer; one question bears an escape
/// sequence, a title and a note too.
pub const DECK: &str = r#"
title = "내 덱 \u001b[2J"
kind = "technical"
tags = ["msg"]

[[cards]]
id = "kafka-order"
question = "카프카는 순서를 어떻게 보장하나요?"
also_asked = ["파티션과 순서는 어떤 관계인가요?"]
answer = "같은 파티션 안에서만 보장합니다."
key_points = ["파티션", "키"]
follow_ups = [{ question = "키가 치우치면?", answer = "핫 파티션이 됩니다." }]
importance = 3
time = "90s"

[[cards]]
id = "escape"
question = "\u001b]0;owned\u0007지우기 \u001b[31m빨강"
answer = "\u001b[2J답\u009b1m"
notes = "\u001b[?1049h"
importance = 1

[[cards]]
id = "outbox"
question = "아웃박스 패턴은 왜 쓰나요?"
answer = "트랜잭션과 발행을 함께 남기려고."
importance = 2

[[cards]]
id = "saga"
question = "사가는 무엇인가요?"
"#;

/// A home of its own, removed at the end.
pub struct Place {
    root: tempfile::TempDir,
}

/// What a run left behind.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The printed JSON, however the run ended.
    pub fn value(&self) -> Value {
        serde_json::from_str(&self.out).unwrap()
    }

    /// The printed JSON of a list that may be empty.
    pub fn list(&self) -> Value {
        assert!(self.code < 2, "{}", self.err);
        serde_json::from_str(&self.out).unwrap()
    }

    /// The printed JSON of a run that went well.
    pub fn json(&self) -> Value {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{}", self.out);
        serde_json::from_str(&self.out).unwrap()
    }
}

impl Place {
    /// A home with nothing in it.
    pub fn empty() -> Self {
        Self {
            root: tempfile::tempdir().unwrap(),
        }
    }

    /// A home with the deck `my/queue`.
    pub fn with_deck() -> Self {
        let place = Self::empty();
        place.write("decks/my/queue.toml", DECK);
        place
    }

    /// A home with the deck and these answers, `(at, rest of the line)`.
    pub fn with_answers(answers: &[(&str, &str)]) -> Self {
        let place = Self::with_deck();
        let mut lines = String::new();
        for (i, (at, rest)) in answers.iter().enumerate() {
            writeln!(
                lines,
                r#"{{"v":1,"id":"01JD{i:022}","at":"{at}","kind":"answer",{rest}}}"#
            )
            .unwrap();
        }
        place.write("history/other.jsonl", &lines);
        place
    }

    /// A file of the data folder, or the folder itself.
    pub fn data(&self, name: &str) -> PathBuf {
        let data = self.root.path().join("data");
        if name.is_empty() {
            data
        } else {
            data.join(name)
        }
    }

    /// A file of the config folder.
    pub fn config(&self, name: &str) -> PathBuf {
        let config = self.command(&["paths", "config"]).output().unwrap();
        let config = String::from_utf8(config.stdout).unwrap();
        PathBuf::from(config.trim_end()).join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.data(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// The program with nothing of the tester's own environment that it looks at.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let root = self.root.path();
        let mut command = Command::new(env!("CARGO_BIN_EXE_hotseat"));
        command
            .args(arguments)
            .env("HOME", root)
            .env("XDG_DATA_HOME", root.join("xdg-data"))
            .env("XDG_CONFIG_HOME", root.join("xdg-config"))
            .env("XDG_CACHE_HOME", root.join("xdg-cache"))
            .env("XDG_STATE_HOME", root.join("xdg-state"))
            .env("HOTSEAT_DATA_DIR", root.join("data"))
            .env("LANG", "en_US.UTF-8")
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env("TZ", "Asia/Seoul")
            .stdin(Stdio::null());
        command
    }

    /// Runs it at [`NOW`].
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_at(NOW, arguments)
    }

    pub fn run_at(&self, at: &str, arguments: &[&str]) -> Run {
        let mut command = self.command(arguments);
        Run::of(command.args(["--at", at]).output().unwrap())
    }

    /// Runs it without saying when.
    pub fn run_now(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).output().unwrap())
    }
}

/// The keys of an object, sorted.
pub fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    keys.sort_unstable();
    keys
}

/// The texts at `key` of every object in a list.
pub fn each<'v>(list: &'v Value, key: &str) -> Vec<&'v str> {
    let list = list.as_array().unwrap().iter();
    list.map(|entry| entry[key].as_str().unwrap()).collect()
}

/// No control character but the line break went out.
pub fn assert_harmless(text: &str) {
    let bad = text.chars().find(|c| c.is_control() && *c != '\n');
    assert_eq!(bad, None, "{text:?}");
}
