//! `hotseat stats` and `hotseat report`.

use std::fs;

use crate::place::{Place, assert_harmless, each, keys};

/// Two weeks: a poor answer said with certainty and over time, a review, a good answer.
fn with_answers() -> Place {
    let place = Place::with_answers(&[
        (
            "2026-11-10T10:00:00+09:00",
            r#""card":"my/queue#kafka-order","mode":"interview","score":2,"confidence":3,"think_ms":5000,"answer_ms":120000,"limit_ms":90000"#,
        ),
        (
            "2026-11-19T10:00:00+09:00",
            r#""card":"my/queue#kafka-order","mode":"review","grade":3,"answer_ms":40000"#,
        ),
        (
            "2026-11-20T10:00:00+09:00",
            r#""card":"my/queue#outbox","mode":"interview","score":5,"confidence":2,"answer_ms":60000,"limit_ms":90000"#,
        ),
    ]);
    place.write(
        "interviews.toml",
        "[[interviews]]\ncompany = \"<b>Messenger Co</b>\"\ndate = 2026-12-03\n",
    );
    place
}

#[test]
fn programs_get_every_series() {
    let value = with_answers().run(&["stats", "--json"]).json();
    assert_eq!(
        keys(&value),
        [
            "answers",
            "cards",
            "days",
            "forecast",
            "kinds",
            "longest_streak",
            "on",
            "past_predictions",
            "problems",
            "recall",
            "strays",
            "streak",
            "sureness",
            "tags",
            "time",
            "tried",
            "truth",
            "weeks"
        ]
    );
    assert_eq!(
        each(&value["weeks"], "begins"),
        ["2026-11-09", "2026-11-16"]
    );
    assert_eq!(value["weeks"][0]["mean_score"], 2.0);
    assert_eq!(value["weeks"][1]["passed"], 1.0);
    assert_eq!(
        (&value["streak"], &value["longest_streak"]),
        (&2.into(), &2.into())
    );
    assert_eq!(value["sureness"][2]["poor"], 1);
    assert_eq!(value["time"]["bands"][4]["answers"], 1);
    assert_eq!(value["recall"][0]["answers"], 1);
    let curve = value["forecast"][0]["left_alone"].as_array().unwrap();
    assert_eq!((&curve[0]["day"], curve.len()), (&"2026-11-21".into(), 13));
    assert_eq!(value["days"][0]["seconds"], 125);
    assert_eq!(value["truth"]["days"][0]["answers"], 1);
}

#[test]
fn another_moment_knows_nothing_of_what_came_later() {
    let place = with_answers();
    let value = place
        .run_at("2026-11-12T10:00:00+09:00", &["stats", "--json"])
        .json();
    assert_eq!(
        (&value["answers"], &value["streak"]),
        (&1.into(), &0.into())
    );
}

#[test]
fn a_spreadsheet_gets_a_line_for_each_figure() {
    let csv = with_answers().run(&["stats", "--csv"]).out;
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "series,of,measure,value");
    assert!(lines.contains(&"week,2026-11-16,mean_score,5"), "{csv}");
    assert!(lines.contains(&"time,1.25,answers,1"), "{csv}");
    assert!(
        lines.iter().all(|line| line.matches(',').count() == 3),
        "{csv}"
    );
    let both = with_answers().run(&["stats", "--csv", "--json"]);
    assert_eq!(both.code, 2);
}

#[test]
fn people_get_the_figures_in_lines_and_an_empty_history_says_what_to_do() {
    let text = with_answers().run(&["stats"]).out;
    assert!(text.contains("week of 11-16: mean 5.0 (+3.0)"), "{text}");
    assert!(text.contains("1 of 2 answers over time"), "{text}");
    assert!(text.contains("D-12"), "{text}");
    assert_harmless(&text);
    let empty = Place::empty().run(&["stats"]).out;
    assert!(
        empty.contains("hotseat interview --preset warmup"),
        "{empty}"
    );
}

#[test]
fn a_page_is_written_and_what_a_user_wrote_stays_text() {
    let place = with_answers();
    let deck = "title = \"x\"\ntags = [\"<img src=x onerror=alert(1)>\"]\n[[cards]]\nid = \"a\"\nquestion = \"?\"\n";
    place.write("decks/my/evil.toml", deck);
    let file = place.data("progress.html");
    let path = file.display().to_string();
    let run = place.run(&["report", "--html", &path]);
    assert_eq!((run.code, run.out), (0, format!("saved: {path}\n")));
    let page = fs::read_to_string(&file).unwrap();
    for bad in ["<script", "<img", "<b>", "\u{1b}", "src=\"", "href=\""] {
        assert!(!page.contains(bad), "{bad}");
    }
    assert!(page.contains("&lt;img src=x onerror=alert(1)&gt;"));
    assert!(page.contains("prefers-color-scheme: dark") && page.contains("<svg"));
    let printed = place.run(&["report", "--html", "-"]).out;
    assert_eq!(printed, page);
    let nowhere = place
        .data("history/other.jsonl/x.html")
        .display()
        .to_string();
    assert_eq!(place.run(&["report", "--html", &nowhere]).code, 3);
    assert_eq!(place.run(&["report"]).code, 2);
}
