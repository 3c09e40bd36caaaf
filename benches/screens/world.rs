//! A person who has practised for years: decks, a history and all that lies in between, made from
//! a seed and the same in every run.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use hotseat::bank::{Bank, Deck, Origin, deck};
use hotseat::history::record::{
    Answer, Body, Ids, LookBack, Mode, PlannedQuestion, PlannedRound, Record, Rules, Session,
    SessionEvent,
};
use hotseat::history::{History, RecordId};
use hotseat::problem::Problem;

use crate::corpus;

/// Cards of a deck.
const A_DECK: usize = 100;

/// Questions of a mock interview.
const A_SESSION: usize = 10;

/// Of so many answers in a row the first ten are those of a mock interview.
const A_WEEK: usize = 40;

/// Now, for everything that is measured.
pub fn now() -> DateTime<FixedOffset> {
    moment("2026-11-21T21:40:00+09:00")
}

fn moment(written: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(written).unwrap()
}

/// So many cards in decks of a hundred, eight lines of answer each, and one whose answer has
/// 60,000 characters. With a folder the decks lie in it as files.
pub fn bank(cards: usize, folder: Option<&Path>) -> Bank {
    let questions = corpus::lines(cards);
    let answers = corpus::lines(cards * 8);
    let texts = questions.chunks(A_DECK).enumerate().map(|(number, questions)| {
        let mut text = String::from("kind = \"technical\"\nlang = \"ko\"\n");
        for (i, question) in questions.iter().enumerate() {
            let at = (number * A_DECK + i) * 8;
            // One in ten is unwritten.
            let answer = if i % 10 == 9 {
                String::new()
            } else {
                answers[at..at + 8].join("\n")
            };
            let importance = 1 + i % 3;
            text += &format!(
                "[[cards]]\nid = \"c{i}\"\nquestion = '''{question}'''\nanswer = '''{answer}'''\n\
                 key_points = [\"one\", \"둘\", \"three\"]\ntags = [\"t{}\"]\nimportance = {importance}\n",
                i % 12
            );
        }
        (format!("technical/d{number:04}"), text)
    });
    let long = format!(
        "kind = \"technical\"\nlang = \"ko\"\n[[cards]]\nid = \"long\"\nquestion = \"zzqxjv\"\nanswer = '''\n{}'''\n",
        long_answer()
    );
    let decks = texts.chain([("technical/long".to_owned(), long)]);
    let decks = decks
        .map(|(id, text)| read(&id, &text, folder))
        .collect::<Vec<_>>();
    Bank::new(decks, Vec::new())
}

fn read(id: &str, text: &str, folder: Option<&Path>) -> Deck {
    let Some(folder) = folder else {
        return deck::read(id, Origin::BuiltIn, "", text).0;
    };
    let path = folder.join(format!("{id}.toml"));
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, text).unwrap();
    let shown = path.display().to_string();
    deck::read(id, Origin::File(path), &shown, text).0
}

/// An answer of 60,000 characters in paragraphs of about 500.
pub fn long_answer() -> String {
    let lines = corpus::lines(1000);
    let paragraphs = lines.chunks(8).map(|lines| lines.join(" "));
    let text = paragraphs.collect::<Vec<_>>().join("\n\n");
    text.chars().take(60_000).collect()
}

/// So many answers over two years: mock interviews of ten questions with what was typed, and
/// reviews in between; twenty interviews that were looked back on.
pub fn history(bank: &Bank, answers: usize) -> History {
    let ids = Ids::from_numbers(|| 1);
    let begin = moment("2024-11-21T08:00:00+09:00");
    let step = Duration::from_secs(2 * 365 * 24 * 3600) / u32::try_from(answers.max(1)).unwrap();
    let cards: Vec<_> = bank.cards().map(|entry| &entry.card.id).collect();
    let typed = corpus::lines(64);
    let mut records = Vec::new();
    let mut session: Option<RecordId> = None;
    for i in 0..answers {
        let at = begin + step * u32::try_from(i).unwrap();
        let card = |i: usize| cards[i * 7 % cards.len()].clone();
        if i % A_WEEK == 0 {
            let began = began(&ids, at, (i..i + A_SESSION).map(card).collect());
            session = Some(began.id.clone());
            records.push(began);
        }
        let mut answer = Answer::new(card(i), Mode::Review);
        answer.answer_ms = Some(30_000 + u64::try_from(i % 60).unwrap() * 1000);
        let points = 1 + u8::try_from(i % 5).unwrap();
        if let Some(session) = &session {
            answer.mode = Mode::Interview;
            answer.session = Some(session.clone());
            answer.score = Some(points);
            answer.confidence = Some(1 + points % 3);
            answer.limit_ms = Some(60_000);
            answer.points = Some(vec![0, 2]);
            answer.points_of = Some(3);
            answer.typed = Some(typed[i % typed.len()].clone());
        } else {
            answer.grade = Some(points.min(4));
        }
        records.push(Record::new(&ids, at, Body::Answer(answer)));
        if i % A_WEEK == A_SESSION - 1
            && let Some(session) = session.take()
        {
            records.push(ended(&ids, at, session));
        }
    }
    records.extend((0..20).map(|i| look_back(&ids, i)));
    History::new(records)
}

fn began(ids: &Ids, at: DateTime<FixedOffset>, cards: Vec<hotseat::bank::CardId>) -> Record {
    let questions = cards.into_iter().map(|card| PlannedQuestion {
        card,
        think_ms: 5000,
        limit_ms: 60_000,
        ..PlannedQuestion::default()
    });
    let round = PlannedRound {
        title: "기술".to_owned(),
        questions: questions.collect(),
        rules: Rules::default(),
    };
    let event = SessionEvent::Began {
        preset: "phone".to_owned(),
        seed: 7,
        mode: "practice".to_owned(),
        device: "laptop".to_owned(),
        rounds: vec![round],
    };
    let session = RecordId::from_written("");
    let mut record = Record::new(ids, at, Body::Session(Session { session, event }));
    if let Body::Session(session) = &mut record.body {
        session.session = record.id.clone();
    }
    record
}

fn ended(ids: &Ids, at: DateTime<FixedOffset>, session: RecordId) -> Record {
    let event = SessionEvent::Ended {
        reason: "finished".to_owned(),
        scored: A_SESSION,
        pad: None,
        line: None,
    };
    Record::new(ids, at, Body::Session(Session { session, event }))
}

fn look_back(ids: &Ids, number: usize) -> Record {
    let look_back = LookBack {
        interview: format!("company-{number}"),
        company: format!("Company {number}"),
        ..LookBack::default()
    };
    Record::new(
        ids,
        moment("2026-10-01T10:00:00+09:00"),
        Body::LookBack(look_back),
    )
}

/// So many interviews as `interviews.toml` tells of them: ten to come, the others past.
pub fn interviews(count: usize) -> String {
    let past = |i: usize| format!("20{:02}-0{}-1{}", 10 + i / 90 % 14, 1 + i / 10 % 9, i % 10);
    let date = |i: usize| {
        if i < 10 {
            format!("2027-01-1{i}")
        } else {
            past(i)
        }
    };
    (0..count)
        .map(|i| {
            format!(
                "[[interviews]]\nid = \"company-{i}\"\ncompany = \"Company {i}\"\nround = \"1차\"\ndate = {}\n",
                date(i)
            )
        })
        .collect()
}

/// So many problems.
pub fn problems(count: usize) -> Vec<Problem> {
    let text = "colour = 1\n[[cards]]\nquestion = \"a\"\nanswr = \"b\"\n";
    let (_, found) = deck::read("d", Origin::BuiltIn, "decks/d.toml", text);
    let mut found = found.into_iter().cycle();
    (0..count).filter_map(|_| found.next()).collect()
}

/// A note of so many cards.
pub fn note(cards: usize) -> String {
    let questions = corpus::lines(cards);
    let answers = corpus::lines(cards);
    let both = questions.iter().zip(&answers);
    both.map(|(question, answer)| format!("## {question}\n\n{answer}\n\n"))
        .collect()
}

/// Everything above for a desk.
#[derive(Clone)]
pub struct World {
    pub bank: Arc<Bank>,
    pub history: Arc<History>,
    pub interviews: usize,
    pub problems: usize,
    pub note: usize,
}
