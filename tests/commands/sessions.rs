//! `hotseat sessions` and `hotseat debrief`.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::place::{Place, assert_harmless, each, keys};

/// Two sessions of one preset; in the second a follow-up broke, and a note holds markup.
const HISTORY: &str = r#"
{"v":1,"id":"01JDA000000000000000000001","at":"2026-11-20T21:00:00+09:00","kind":"session","session":"01JDA000000000000000000001","event":"began","preset":"phone","seed":7,"mode":"practice","device":"d","rounds":[{"title":"기술","questions":[{"card":"my/queue#kafka-order","think_ms":5000,"limit_ms":90000}]}]}
{"v":1,"id":"01JDA000000000000000000002","at":"2026-11-20T21:02:00+09:00","kind":"answer","card":"my/queue#kafka-order","mode":"interview","session":"01JDA000000000000000000001","score":2,"think_ms":4000,"answer_ms":30000,"limit_ms":90000}
{"v":1,"id":"01JDA000000000000000000003","at":"2026-11-20T21:03:00+09:00","kind":"session","session":"01JDA000000000000000000001","event":"ended","reason":"finished","scored":1}
{"v":1,"id":"01JDB000000000000000000001","at":"2026-11-21T21:00:00+09:00","kind":"session","session":"01JDB000000000000000000001","event":"began","preset":"phone","seed":8,"mode":"live","device":"d","rounds":[{"title":"기술","questions":[{"card":"my/queue#kafka-order","think_ms":5000,"limit_ms":90000},{"card":"my/queue#kafka-order","follow_up":[0],"think_ms":0,"limit_ms":45000},{"card":"my/queue#escape","think_ms":5000,"limit_ms":90000}]}]}
{"v":1,"id":"01JDB000000000000000000002","at":"2026-11-21T21:02:00+09:00","kind":"answer","card":"my/queue#kafka-order","mode":"interview","session":"01JDB000000000000000000001","score":4,"confidence":2,"think_ms":4000,"answer_ms":60000,"limit_ms":90000,"points":[0],"points_of":2,"dimensions":{"depth":2,"structure":4},"typed":"<img src=x onerror=alert(1)>"}
{"v":1,"id":"01JDB000000000000000000003","at":"2026-11-21T21:03:00+09:00","kind":"answer","card":"my/queue#kafka-order","mode":"interview","session":"01JDB000000000000000000001","score":1,"depth":1,"follow_up":[0],"answer_ms":50000,"limit_ms":45000}
{"v":1,"id":"01JDB000000000000000000004","at":"2026-11-21T21:04:00+09:00","kind":"answer","card":"my/queue#escape","mode":"interview","session":"01JDB000000000000000000001","score":5,"answer_ms":40000,"limit_ms":90000,"note":"</li><script>alert(2)</script> | \u001b[31m"}
{"v":1,"id":"01JDB000000000000000000005","at":"2026-11-21T21:05:00+09:00","kind":"session","session":"01JDB000000000000000000001","event":"ended","reason":"finished","scored":3}
{"v":1,"id":"01JDB000000000000000000006","at":"2026-11-21T21:06:00+09:00","kind":"session","session":"01JDB000000000000000000001","event":"reflected","keep":"calm","problem":"","try":"numbers"}
"#;

fn with_two() -> Place {
    let place = Place::with_deck();
    place.write("history/other.jsonl", HISTORY.trim_start());
    place
}

#[test]
fn sessions_are_listed_the_latest_first() {
    let place = with_two();
    let run = place.run(&["sessions", "--json"]);
    let value = run.json();
    let ids = each(&value["sessions"], "session");
    assert_eq!(
        ids,
        ["01JDB000000000000000000001", "01JDA000000000000000000001"]
    );
    assert_eq!(
        keys(&value["sessions"][0]),
        [
            "answered",
            "asked",
            "began",
            "ended",
            "gave_up",
            "mean",
            "mode",
            "planned",
            "preset",
            "session",
            "skipped",
            "title",
            "unscored",
            "used_seconds"
        ]
    );
    let text = place.run(&["sessions", "--limit", "1"]).out;
    assert!(text.contains("  1  2026-11-21 21:00"), "{text}");
    assert!(text.contains("1 of 2 interviews are shown"), "{text}");
    assert_eq!(
        Place::empty().run(&["sessions"]).out,
        "no interview was held yet\n"
    );
}

#[test]
fn a_debrief_says_the_same_to_people_and_programs() {
    let place = with_two();
    let json = place.run(&["debrief", "--json"]).json();
    assert_eq!(json["broke"], "키가 치우치면?");
    assert_eq!(json["weakest_dimension"]["dimension"], "depth");
    assert_eq!(json["rows"][0]["change"], 2);
    assert_eq!(json["pace"]["over"], 1);
    assert_eq!(
        (&json["keep"], &json["try"]),
        (&"calm".into(), &"numbers".into())
    );
    let text = place.run(&["debrief"]).out;
    assert!(
        text.contains("the follow-up that broke you: 키가 치우치면?"),
        "{text}"
    );
    assert!(text.contains("1. prepare the follow-up"), "{text}");
    assert_harmless(&text);
    let earlier = place.run(&["debrief", "2", "--json"]).json();
    assert_eq!(earlier["session"], "01JDA000000000000000000001");
    assert_eq!(earlier["since_last"], serde_json::Value::Null);
}

#[test]
fn a_session_is_named_by_number_or_by_the_beginning_of_its_id() {
    let place = with_two();
    let session = |name: &str| place.run(&["debrief", name, "--json"]).json()["session"].clone();
    assert_eq!(session("1"), "01JDB000000000000000000001");
    assert_eq!(session("01jda"), "01JDA000000000000000000001");
    for (name, complaint) in [
        ("01JD", "2 interviews begin with `01JD`"),
        ("9", "there is no interview `9`"),
        ("zzz", "there is no interview `zzz`"),
    ] {
        let run = place.run(&["debrief", name]);
        assert_eq!(run.code, 2);
        assert!(run.err.contains(complaint), "{}", run.err);
    }
    assert_eq!(Place::empty().run(&["debrief"]).code, 1);
}

#[test]
fn a_page_is_written_and_nothing_in_it_runs() {
    let place = with_two();
    let out = place.data("debrief.html");
    let path = out.display().to_string();
    let run = place.run(&["debrief", "--html", "--out", &path]);
    assert_eq!((run.code, run.out), (0, format!("saved: {path}\n")));
    let page = fs::read_to_string(&out).unwrap();
    for bad in ["<script", "<img", "\u{1b}", "src=\"", "href=\""] {
        assert!(!page.contains(bad), "{bad}");
    }
    assert!(page.contains("prefers-color-scheme: dark") && page.contains("<svg"));
    let nowhere = place
        .data("history/other.jsonl/debrief.html")
        .display()
        .to_string();
    assert_eq!(place.run(&["debrief", "--html", "--out", &nowhere]).code, 3);
}

#[test]
fn markdown_keeps_a_note_with_bars_in_its_cell() {
    let markdown = with_two().run(&["debrief", "--markdown"]).out;
    let row = markdown
        .lines()
        .find(|line| line.starts_with("| 3 |"))
        .unwrap();
    assert_eq!(row.replace("\\|", "").matches('|').count(), 10, "{row}");
    assert_harmless(&markdown);
}

/// A browser that can be run without a screen, if the machine has one.
fn browser() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    std::env::split_paths(&path)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|program| program.is_file())
}

#[test]
fn a_real_browser_shows_the_page_with_its_charts_and_runs_nothing() {
    let Some(browser) = browser() else {
        eprintln!("skipped: there is no chromium or google-chrome here");
        return;
    };
    let place = with_two();
    let out = place.data("debrief.html");
    place.run(&["debrief", "--html", "--out", &out.display().to_string()]);
    let profile = tempfile::tempdir().unwrap();
    let dumped = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("file://{}", out.display()))
        .env("HOME", profile.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let dom = String::from_utf8_lossy(&dumped.stdout);
    if dom.is_empty() {
        eprintln!("skipped: the browser does not start here");
        return;
    }
    assert_eq!(dom.matches("</svg>").count(), 4, "{dom}");
    assert_eq!(
        dom.matches("<script").count() + dom.matches("<img").count(),
        0
    );
    assert!(dom.contains("키가 치우치면?") && dom.contains("&lt;script&gt;"));
}
