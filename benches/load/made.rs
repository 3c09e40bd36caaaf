//! A home of any size, the same in every run: decks of 100 cards, about 1.4 KB a card, and a
//! history of answers to them.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::time::Duration;

use chrono::DateTime;
use hotseat::bank::CardId;
use hotseat::history::record::{Answer, Body, Ids, Mode, Record};

use crate::corpus;

const CARDS_A_DECK: usize = 100;
/// Lines of the corpus in a card: its question, eight of the answer, three key points, a follow-up.
const LINES_A_CARD: usize = 13;

/// The decks' names below the decks folder and their texts.
pub fn decks(cards: usize) -> impl Iterator<Item = (String, String)> {
    let lines = corpus::lines(cards * LINES_A_CARD);
    let decks = cards.div_ceil(CARDS_A_DECK);
    (0..decks).map(move |deck| {
        let mut text = format!(
            "title = \"Deck {deck}\"\nkind = \"technical\"\nlang = \"ko\"\ntags = [\"made\"]\n"
        );
        let first = deck * CARDS_A_DECK;
        for card in first..cards.min(first + CARDS_A_DECK) {
            let own = &lines[card * LINES_A_CARD..][..LINES_A_CARD];
            text += &written(card, own);
        }
        (
            format!("technical/part-{}/d{deck:04}.toml", deck / 100),
            text,
        )
    })
}

fn written(card: usize, lines: &[String]) -> String {
    let (question, answer, points, follow_up) =
        (&lines[0], &lines[1..9], &lines[9..12], &lines[12]);
    format!(
        "\n[[cards]]\nid = \"c{card}\"\nquestion = \"{question}\"\nanswer = \"\"\"\n{}\n\"\"\"\nkey_points = [\"{}\"]\n\
         follow_ups = [{{ question = \"{follow_up}\", answer = \"{}\" }}]\ntags = [\"t{}\", \"u{}\"]\nimportance = {}\n",
        answer.join("\n"),
        points.join("\", \""),
        lines[1],
        card % 12,
        card % 31,
        1 + card % 3,
    )
}

/// The history's lines: each card in turn, twenty answers a day, one a minute.
pub fn history(cards: usize, lines: usize) -> impl Iterator<Item = String> {
    let ids = Ids::from_numbers(|| 1);
    let begin = DateTime::parse_from_rfc3339("2020-01-01T21:00:00+09:00").unwrap_or_default();
    let session = Record::new(&ids, begin, Body::Unknown).id;
    (0..lines).map(move |line| {
        let card = line.wrapping_mul(7919) % cards;
        let id = CardId::new(
            &format!("technical/part-{}/d{:04}", card / 10_000, card / 100),
            &format!("c{card}"),
        );
        let mut answer = Answer::new(
            id,
            if line % 3 == 0 {
                Mode::Review
            } else {
                Mode::Interview
            },
        );
        let small = |of: usize| u8::try_from((line / 7 + line % 5) % of).unwrap_or(0);
        answer.session = Some(session.clone());
        if answer.mode == Mode::Review {
            answer.grade = Some(1 + small(4));
        } else {
            answer.score = Some(1 + small(5));
            answer.confidence = Some(1 + small(3));
            answer.points = Some((0..usize::from(small(4))).collect());
            answer.points_of = Some(3);
        }
        answer.think_ms = Some(4_000 + line as u64 % 9_000);
        answer.answer_ms = Some(41_000 + line as u64 % 50_000);
        answer.limit_ms = Some(90_000);
        let minutes = (line / 20 % 2_400) * 24 * 60 + line % 20;
        let at = begin + Duration::from_secs(60 * minutes as u64);
        serde_json::to_string(&Record::new(&ids, at, Body::Answer(answer))).unwrap_or_default()
    })
}

/// Writes decks and history as they lie below hotseat's data folder.
pub fn home(data: &Path, cards: usize, lines: usize) -> io::Result<()> {
    for (name, text) in decks(cards) {
        let path = data.join("decks").join(name);
        fs::create_dir_all(path.parent().unwrap_or(data))?;
        fs::write(path, text)?;
    }
    let folder = data.join("history");
    fs::create_dir_all(&folder)?;
    let mut file = BufWriter::new(fs::File::create(folder.join("made.jsonl"))?);
    for line in history(cards, lines) {
        writeln!(file, "{line}")?;
    }
    file.flush()
}
