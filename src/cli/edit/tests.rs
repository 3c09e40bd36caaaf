use std::fs;

use clap::{Args, Command, FromArgMatches};

use super::*;
use crate::cli::new::{self, NewArgs};
use crate::history::History;
use crate::history::record::Body;
use crate::store::{Folders, Settings};

struct House {
    folders: Folders,
    disk: Disk,
    minute: std::cell::Cell<u32>,
    _root: tempfile::TempDir,
}

/// What was printed to the two outputs, and the exit code.
#[derive(Debug, PartialEq, Eq)]
struct Ended {
    out: String,
    err: String,
    code: u8,
}

impl House {
    fn new(text: &str) -> Self {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        fs::create_dir_all(folders.decks()).unwrap();
        fs::write(folders.decks().join("mine.toml"), text).unwrap();
        Self {
            folders,
            disk: Disk::whole(),
            minute: std::cell::Cell::new(0),
            _root: root,
        }
    }

    fn text(&self) -> String {
        fs::read_to_string(self.folders.decks().join("mine.toml")).unwrap()
    }

    fn run(&self, command: &str, args: &[&str], mut input: &[u8]) -> Ended {
        self.minute.set(self.minute.get() + 1);
        let now = format!("2026-11-21T10:{:02}:00+09:00", self.minute.get());
        let now = DateTime::parse_from_rfc3339(&now).unwrap();
        let (settings, problems) = Settings::load(&self.disk, &self.folders);
        let surroundings = Surroundings {
            disk: self.disk.clone(),
            folders: self.folders.clone(),
            settings,
            problems,
            common: None,
            language: Language::English,
            asked: crate::store::settings::Practice::default(),
            audience: crate::bank::Audience::default(),
        };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut printed = Printed {
            out: &mut out,
            err: &mut err,
        };
        let words = std::iter::once(&command).chain(args).copied();
        let exit = if command == "edit" {
            let matches = EditArgs::augment_args(Command::new("edit")).get_matches_from(words);
            let args = EditArgs::from_arg_matches(&matches).unwrap();
            run(&args, &surroundings, now, &mut input, &mut printed)
        } else {
            let matches = NewArgs::augment_args(Command::new("new")).get_matches_from(words);
            let args = NewArgs::from_arg_matches(&matches).unwrap();
            new::run(&args, &surroundings, now, &mut input, &mut printed)
        };
        let root = self.folders.data.display().to_string();
        let shown = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace(&root, "data");
        Ended {
            code: exit.unwrap().code(),
            out: shown(out),
            err: shown(err),
        }
    }
}

const TEXT: &str = "[[cards]]\nid = 'x'\nquestion = 'q'\ntags = ['a'] # mine\n";

#[test]
fn an_answer_comes_from_a_pipe_and_its_previous_version_is_kept() {
    let house = House::new(TEXT);
    let ended = house.run("edit", &["mine#x", "--from", "-"], b"first\r\nsecond\r\n");
    assert_eq!(
        (ended.code, ended.out.as_str(), ended.err.as_str()),
        (0, "saved answer of mine#x in data/decks/mine.toml\n", "")
    );
    assert_eq!(
        house.text(),
        format!("{TEXT}answer = \"\"\"\nfirst\nsecond\n\"\"\"\n")
    );
    let ended = house.run("edit", &["x", "--field", "tags", "--from", "-"], b"a\nb\n");
    assert_eq!(ended.code, 0, "{ended:?}");
    assert!(house.text().contains("tags = ['a', \"b\"] # mine\n"));
    let ended = house.run("edit", &["x", "--remove"], b"");
    assert_eq!(
        (ended.code, house.text()),
        (0, TEXT.replace("['a']", "['a', \"b\"]"))
    );
    let (_, everything) = Log::open(&house.disk, &house.folders);
    let history = History::new(everything.records);
    let fields: Vec<String> = history
        .records()
        .filter_map(|record| match &record.body {
            Body::Edit(edit) => Some(format!("{}={}", edit.field, edit.before)),
            _ => None,
        })
        .collect();
    assert_eq!(
        fields,
        ["answer=null", "tags=[\"a\"]", "answer=\"first\\nsecond\""]
    );
}

#[test]
fn what_is_no_answer_is_refused_and_the_old_one_stays() {
    let house = House::new(TEXT);
    let huge = vec![b'a'; (1 << 20) + 1];
    for input in [&b""[..], b" \n\t\n", b"\xef\xbb\xbf", b"caf\xe9", &huge] {
        for field in ["answer", "question", "tags", "importance"] {
            let ended = house.run("edit", &["mine#x", "--field", field, "--from", "-"], input);
            assert_eq!((ended.code, ended.out.as_str()), (1, ""), "{field}");
            assert!(ended.err.starts_with("hotseat: "), "{}", ended.err);
            assert_eq!(house.text(), TEXT);
        }
        let ended = house.run("new", &["mine", "--question", "q2", "--from", "-"], input);
        assert_eq!(ended.code, 1);
        assert_eq!(house.text(), TEXT);
    }
}

#[test]
fn a_new_card_prints_its_name_and_a_deck_is_made_only_on_request() {
    let house = House::new(TEXT);
    let ended = house.run(
        "new",
        &[
            "mine",
            "--question",
            "왜요?",
            "--id",
            "why",
            "--tag",
            "t",
            "--importance",
            "3",
        ],
        b"",
    );
    assert_eq!((ended.code, ended.out.as_str()), (0, "mine#why\n"));
    assert_eq!(
        house.text(),
        format!(
            "{TEXT}\n[[cards]]\nid = \"why\"\nquestion = \"왜요?\"\ntags = [\"t\"]\nimportance = 3\n"
        )
    );
    let ended = house.run("new", &["mime", "--question", "q2"], b"");
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("did you mean \"mine\""), "{ended:?}");
    let made = [
        "sub/other",
        "--question",
        "q2",
        "--create",
        "--title",
        "T",
        "--from",
        "-",
    ];
    assert_eq!(house.run("new", &made, b"the answer").code, 0);
    let path = house.folders.decks().join("sub/other.toml");
    let text = fs::read_to_string(path).unwrap();
    assert!(text.starts_with("title = \"T\"\n\n[[cards]]\n") && text.contains("the answer"));
}

#[test]
fn what_cannot_be_has_its_own_exit_code_and_changes_nothing() {
    let house = House::new(TEXT);
    for (command, args, words) in [
        ("edit", vec!["mine#y", "--from", "-"], "there is no card"),
        (
            "edit",
            vec!["x", "--field", "anwser", "--from", "-"],
            "did you mean `answer`",
        ),
        (
            "edit",
            vec!["x", "--field", "importance", "--from", "-"],
            "is a number",
        ),
        (
            "edit",
            vec!["x", "--field", "question", "--remove"],
            "the question is empty",
        ),
        (
            "new",
            vec!["mine", "--question", "q"],
            "the same question is already at line 1",
        ),
        (
            "new",
            vec!["mine", "--question", "z", "--id", "x"],
            "the id \"x\" is already at line 1",
        ),
        (
            "new",
            vec!["../up", "--question", "z", "--create"],
            "cannot be a deck's name",
        ),
    ] {
        let ended = house.run(command, &args, b"soon");
        assert_eq!(ended.code, 2, "{ended:?}");
        assert!(ended.err.contains(words), "{ended:?}");
    }
    let ended = house.run("edit", &["x", "--from", "/no/such/file"], b"");
    assert_eq!(ended.code, 3);
    assert_eq!(house.text(), TEXT);
}
