//! Days and lengths at the ends of what can be written: in history, interviews and decks, and on a
//! clock that stands there itself. Every screen is drawn, whatever the dates.

use chrono::DateTime;
use hotseat::language::Language;

use crate::everywhere::{faults, nothing_wrong, pictures};
use crate::stage::{BEGINNING, House, readable};

/// Moments of answers: the first and the last that four digits write, and those beyond, which a
/// line of the history may name all the same.
const MOMENTS: [&str; 8] = [
    "1970-01-01T00:00:00Z",
    "1969-12-31T23:59:59-12:00",
    "9999-12-31T23:59:59.999+14:00",
    "0000-01-01T00:00:00Z",
    "+262142-12-31T23:59:59Z",
    "+262142-12-31T20:00:00-03:00",
    "-262143-01-01T00:00:00Z",
    "2026-11-20T10:00:00+09:00",
];

const DAYS: [&str; 5] = [
    "0000-01-01",
    "0001-01-01",
    "1970-01-01",
    "2026-11-22",
    "9999-12-31",
];

fn answers() -> String {
    let cards = [
        "technical/network#tcp-vs-udp",
        "en/technical/network#tcp-vs-udp",
    ];
    let moments = MOMENTS.iter().flat_map(|at| cards.map(|card| (at, card)));
    let lines = moments.enumerate().map(|(i, (at, card))| {
        format!(
            "{{\"v\":1,\"id\":\"01JD{i:022}\",\"at\":\"{at}\",\"kind\":\"answer\",\"card\":\"{card}\",\"mode\":\"practice\",\"score\":{},\"confidence\":2,\"think_ms\":{most},\"answer_ms\":{most},\"limit_ms\":{most},\"hints\":{hints},\"takes\":{hints}}}\n",
            1 + i % 5,
            most = u64::MAX,
            hints = u32::MAX,
        )
    });
    lines.collect()
}

fn arrange(house: &mut House, now: &str) {
    house
        .clock
        .set_wall(DateTime::parse_from_rfc3339(now).unwrap());
    let asked: String = DAYS
        .iter()
        .map(|on| format!("{{ on = {on}, interview = \"Messenger Co\" }}, "))
        .collect();
    let deck = format!("[[cards]]\nquestion = \"When?\"\nasked = [{asked}]\n");
    std::fs::write(house.folders.decks().join("dates.toml"), deck).unwrap();
    let interviews: String = DAYS
        .iter()
        .enumerate()
        .map(|(i, day)| {
            format!(
                "[[interviews]]\nid = \"i{i}\"\ncompany = \"Messenger Co\"\ndate = {day}\n\
                 [[interviews]]\nid = \"at{i}\"\ncompany = \"Messenger Co\"\ndate = {day}T23:59:59+14:00\n"
            )
        })
        .collect();
    std::fs::write(house.folders.data.join("interviews.toml"), interviews).unwrap();
    let history = house.folders.history();
    std::fs::create_dir_all(&history).unwrap();
    std::fs::write(history.join("other.jsonl"), answers()).unwrap();
}

#[test]
fn every_screen_is_drawn_whatever_the_dates_and_wherever_the_clock_stands() {
    let mut wrong = Vec::new();
    for now in [BEGINNING, "9999-12-31T23:59:59-12:00"] {
        let language = Language::Korean;
        for (name, place, buffer) in pictures(language, &[(100, 30)], |house| arrange(house, now)) {
            for fault in faults(&place, &buffer) {
                wrong.push(format!("{name}: {fault}\n{}", readable(&buffer)));
            }
        }
    }
    nothing_wrong(&wrong);
}
