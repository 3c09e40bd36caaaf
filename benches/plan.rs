//! What a plan costs, in CPU time: `cargo bench --bench plan`.
//!
//! Best and median of nine runs, each from a bank and a history to today's list with the whole
//! forecast. Two cards in three were tried before, half of those today's list is chosen from are
//! due, and one interview is coming.

#![expect(
    clippy::expect_used,
    clippy::cast_precision_loss,
    clippy::cast_possible_wrap,
    reason = "a measurement with a few thousand cards and days"
)]

use std::fmt::Write as _;
use std::io::Write as _;

use chrono::{DateTime, TimeDelta};
use hotseat::appointments::Interview;
use hotseat::bank::{Bank, Origin, deck};
use hotseat::clock::parse_appointed;
use hotseat::history::record::{Answer, Body, Ids, Record};
use hotseat::history::{History, Mode};
use hotseat::memory::{Ask, Memories, Plan};
use rustix::time::{ClockId, clock_gettime};

fn main() {
    let mut out = std::io::stdout();
    let _ = writeln!(
        out,
        "| what | best ms | median ms | goal ms |\n|---|---|---|---|"
    );
    for (cards, days, minutes, goal) in [
        (300, 30, 40, 150.0),
        (1_000, 90, 60, 500.0),
        (10_000, 30, 40, 1_000.0),
    ] {
        let (bank, history) = world(cards);
        let now = DateTime::parse_from_rfc3339("2026-11-21T10:00:00+09:00").expect("a moment");
        let date = (now + TimeDelta::days(days)).date_naive();
        let when = parse_appointed(&date.to_string()).expect("a date");
        let mut interview = Interview::new("x", when);
        interview.minutes = minutes;
        let ask = Ask::now(now, 4);
        let mut measure = |what: &str, goal: &str, run: &dyn Fn() -> usize| {
            let mut times: Vec<f64> = (0..9).map(|_| cpu_of(run)).collect();
            times.sort_by(f64::total_cmp);
            let (best, median) = (times[0], times[4]);
            let _ = writeln!(
                out,
                "| {what}, {cards} cards × {days} days | {best:.1} | {median:.1} | {goal} |"
            );
        };
        measure("plan with forecast", &format!("{goal}"), &|| {
            Plan::make(&bank, &history, &[&interview], &ask).cards.len()
        });
        measure("today's list alone", "", &|| {
            Plan::today(&bank, &history, &[&interview], &ask)
                .cards
                .len()
        });
        measure("the memories alone", "", &|| {
            Memories::fold(&history, now, 4).all().count()
        });
    }
}

/// CPU milliseconds of one run.
fn cpu_of(run: &dyn Fn() -> usize) -> f64 {
    let now = || {
        let time = clock_gettime(ClockId::ProcessCPUTime);
        time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
    };
    let before = now();
    assert!(std::hint::black_box(run()) > 0);
    now() - before
}

fn world(cards: usize) -> (Bank, History) {
    let mut text = String::from("title = \"t\"\n");
    let mut records = Vec::new();
    let ids = Ids::random();
    let begin = DateTime::parse_from_rfc3339("2026-10-01T10:00:00+09:00").expect("a moment");
    for i in 0..cards {
        let seconds = [20, 45, 120][i % 3];
        let _ = write!(
            text,
            "[[cards]]\nid = \"c{i}\"\nquestion = \"question {i}?\"\nimportance = {}\ntime = \"{seconds}s\"\n",
            i / 3 % 3 + 1
        );
        for attempt in 0..(i * 7 % 6).saturating_sub(1) {
            let mut answer = Answer::new(
                hotseat::bank::CardId::new("b", &format!("c{i}")),
                Mode::Review,
            );
            answer.grade = Some(if (i + attempt) % 4 == 0 { 1 } else { 3 });
            answer.answer_ms = Some(seconds * 1100);
            let at = begin + TimeDelta::days((i * 5 % 17 + attempt * 8) as i64);
            records.push(Record::new(&ids, at, Body::Answer(answer)));
        }
    }
    records.sort_by_key(|record| record.at);
    // Ids in the order of time, as a program would have given them.
    let ids = Ids::random();
    for record in &mut records {
        record.id = ids.next(record.at);
    }
    let (deck, _) = deck::read("b", Origin::BuiltIn, "b.toml", &text);
    (Bank::new([deck], Vec::new()), History::new(records))
}
