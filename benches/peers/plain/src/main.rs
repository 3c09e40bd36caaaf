//! `plain decks FOLDER` and `plain history FILE`: reads all of it the plain way and prints how
//! many milliseconds of CPU that took.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use rustix::time::{ClockId, clock_gettime};
use serde::Deserialize;

#[derive(Deserialize)]
#[allow(dead_code)]
struct Deck {
    title: Option<String>,
    kind: Option<String>,
    lang: Option<String>,
    company: Option<String>,
    #[serde(default)]
    tags: Vec<String>,
    time: Option<String>,
    #[serde(default)]
    cards: Vec<Card>,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Card {
    id: Option<String>,
    question: String,
    #[serde(default)]
    also_asked: Vec<String>,
    #[serde(default)]
    answer: String,
    #[serde(default)]
    outline: String,
    #[serde(default)]
    key_points: Vec<String>,
    #[serde(default)]
    follow_ups: Vec<FollowUp>,
    #[serde(default)]
    experience: String,
    #[serde(default)]
    reflections: Vec<String>,
    #[serde(default)]
    notes: String,
    #[serde(default)]
    tags: Vec<String>,
    importance: Option<u8>,
    time: Option<String>,
    #[serde(rename = "type")]
    card_type: Option<String>,
    #[serde(default)]
    links: Vec<String>,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct FollowUp {
    question: String,
    #[serde(default)]
    answer: String,
    #[serde(default)]
    follow_ups: Vec<FollowUp>,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Line<'l> {
    v: u32,
    #[serde(borrow)]
    id: &'l str,
    #[serde(borrow)]
    at: &'l str,
    #[serde(borrow)]
    kind: &'l str,
    #[serde(borrow, default)]
    card: Cow<'l, str>,
    #[serde(borrow, default)]
    mode: &'l str,
    #[serde(borrow)]
    session: Option<&'l str>,
    score: Option<u8>,
    grade: Option<u8>,
    confidence: Option<u8>,
    think_ms: Option<u64>,
    answer_ms: Option<u64>,
    limit_ms: Option<u64>,
    points: Option<Vec<usize>>,
    points_of: Option<usize>,
}

/// What is folded of a card's answers: how many, their scores, the last one and its times.
#[derive(Default)]
struct Folded {
    answers: u32,
    scores: u32,
    last: String,
    milliseconds: u64,
}

fn cpu_milliseconds() -> f64 {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    now.tv_sec as f64 * 1e3 + now.tv_nsec as f64 / 1e6
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of decks").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let path = Path::new(&arguments[2]);
    let begin = cpu_milliseconds();
    let count = match arguments[1].as_str() {
        "decks" => {
            let mut found = Vec::new();
            files(path, &mut found);
            let decks: Vec<Deck> = found
                .iter()
                .map(|path| toml::from_str(&fs::read_to_string(path).expect("a deck")).expect("a deck"))
                .collect();
            decks.iter().map(|deck| deck.cards.len()).sum()
        }
        _ => {
            let text = fs::read_to_string(path).expect("a history");
            let mut cards: HashMap<String, Folded> = HashMap::new();
            for line in text.lines() {
                let line: Line<'_> = serde_json::from_str(line).expect("a record");
                if !cards.contains_key(&*line.card) {
                    cards.insert(line.card.clone().into_owned(), Folded::default());
                }
                let Some(card) = cards.get_mut(&*line.card) else { continue };
                card.answers += 1;
                card.scores += u32::from(line.score.unwrap_or(0));
                card.last.clear();
                card.last.push_str(line.at);
                card.milliseconds += line.answer_ms.unwrap_or(0);
            }
            cards.values().map(|card| card.answers as usize).sum::<usize>()
        }
    };
    let end = cpu_milliseconds();
    println!("{count} {:.3}", end - begin);
}
