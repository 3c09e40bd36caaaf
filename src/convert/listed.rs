//! Questions in YAML, JSON and TOML: tables with a key that says that it asks, pairs, and texts
//! that map a question to its answer. Keys say what a value is; a value under any other key goes
//! to the card's notes, so that nothing is lost.

use serde::Deserialize as _;

use super::markdown::reading::{Category, category};
use super::table::{Column, column_of, put};
use super::{Found, Note, Outcome, clean_line, clean_text};
use crate::bank::FollowUp;
use crate::both;

mod data;
mod yaml;

pub(super) use data::Data;
pub(super) use yaml::read as yaml;

/// How the data is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// YAML 1.2.
    Yaml,
    /// JSON.
    Json,
    /// TOML.
    Toml,
}

/// Keys below deeper ones are not looked at.
const DEEPEST: usize = 24;

/// The questions of a text; none where it holds no list of them.
pub fn read(syntax: Syntax, text: &str) -> Result<Option<Note>, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let data = match syntax {
        Syntax::Yaml => yaml(text)?,
        Syntax::Json => {
            let mut reader = serde_json::Deserializer::from_str(text);
            Data::deserialize(&mut reader).map_err(|error| error.to_string())?
        }
        Syntax::Toml => {
            ::toml::from_str::<Data>(text).map_err(|error| error.message().to_owned())?
        }
    };
    let mut reader = Reader {
        cards: Vec::new(),
        keys: Vec::new(),
        title: String::new(),
    };
    if let Data::Table(entries) = &data {
        reader.title = text_of(entries, &["title", "name", "제목", "이름"]).unwrap_or_default();
    }
    reader.walk(&data, "", 0);
    if reader.cards.is_empty() {
        return Ok(None);
    }
    place(&mut reader.cards, text);
    let keys = reader.keys.join(", ");
    Ok(Some(Note {
        cards: reader.cards,
        title: reader.title,
        // Data may be anything: somebody looks before it is believed.
        outcome: Some(Outcome {
            confidence: Outcome::DOUBTFUL - 1,
            coverage: 100,
            reading: vec![both!("키 {keys}", "the keys {keys}")],
            ..Outcome::default()
        }),
        ..Note::default()
    }))
}

/// A text under one of these keys.
fn text_of(entries: &[(String, Data)], keys: &[&str]) -> Option<String> {
    let found = entries
        .iter()
        .find(|(key, _)| keys.contains(&key.trim().to_lowercase().as_str()));
    match found {
        Some((_, Data::Text(text))) => Some(clean_line(text)),
        _ => None,
    }
}

struct Reader {
    cards: Vec<Found>,
    /// The keys by which questions were known.
    keys: Vec<String>,
    title: String,
}

impl Reader {
    fn walk(&mut self, data: &Data, section: &str, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match data {
            Data::Text(_) => {}
            Data::List(entries) => self.list(entries, section, depth),
            Data::Table(entries) => {
                if let Some(card) = self.card(entries, section) {
                    self.cards.push(card);
                    return;
                }
                if self.pairs(entries, section) {
                    return;
                }
                let named = [
                    "category",
                    "topic",
                    "section",
                    "title",
                    "name",
                    "분류",
                    "주제",
                    "카테고리",
                    "제목",
                    "이름",
                ];
                let own = text_of(entries, &named).unwrap_or_default();
                for (key, value) in entries {
                    let asks = is_questions(key);
                    if asks
                        && let Data::List(list) = value
                        && list.iter().all(|entry| matches!(entry, Data::Text(_)))
                    {
                        let section = if own.is_empty() { section } else { &own };
                        self.bare(list, section, key);
                        continue;
                    }
                    let section = if !own.is_empty() {
                        own.clone()
                    } else if asks
                        || column_of(key) != Column::Other
                        || depth == 0 && key == "cards"
                    {
                        section.to_owned()
                    } else {
                        clean_line(key)
                    };
                    self.walk(value, &section, depth + 1);
                }
            }
        }
    }

    fn list(&mut self, entries: &[Data], section: &str, depth: usize) {
        let texts = entries.iter().filter_map(Data::text);
        let asking = texts.filter(|text| category(text) == Category::Ask).count();
        if !entries.is_empty() && asking * 2 > entries.len() {
            self.bare(entries, section, "");
            return;
        }
        let is_pair = |entry: &Data| matches!(entry, Data::List(pair) if pair.len() == 2 && pair[0].text().is_some_and(|asked| category(asked) == Category::Ask));
        let pairs = entries.iter().filter(|entry| is_pair(entry)).count();
        for entry in entries {
            match entry {
                Data::List(pair) if pairs * 2 > entries.len() && pair.len() == 2 => {
                    self.push(&pair[0].joined(), &pair[1], section, "");
                }
                entry => self.walk(entry, section, depth + 1),
            }
        }
    }

    /// Questions without answers.
    fn bare(&mut self, entries: &[Data], section: &str, key: &str) {
        for text in entries.iter().filter_map(Data::text) {
            self.push(text, &Data::Text(String::new()), section, key);
        }
    }

    /// A table whose keys ask and whose values answer.
    fn pairs(&mut self, entries: &[(String, Data)], section: &str) -> bool {
        let asking = entries
            .iter()
            .filter(|(key, value)| category(key) == Category::Ask && value.is_plain())
            .count();
        if asking == 0 || asking * 2 <= entries.len() {
            return false;
        }
        for (key, value) in entries {
            self.push(key, value, section, "");
        }
        true
    }

    fn push(&mut self, asked: &str, answer: &Data, section: &str, key: &str) {
        let mut card = Found {
            section: section.to_owned(),
            tags: tags(section),
            ..Found::default()
        };
        ask(&mut card, asked);
        card.answer = clean_text(&answer.joined());
        if !card.question.is_empty() {
            self.know(key);
            self.cards.push(card);
        }
    }

    fn know(&mut self, key: &str) {
        if !key.is_empty() && !self.keys.iter().any(|known| known == key) {
            self.keys.push(key.to_owned());
        }
    }

    /// The card of a table that has a question.
    fn card(&mut self, entries: &[(String, Data)], section: &str) -> Option<Found> {
        let columns: Vec<Column> = entries.iter().map(|(key, _)| column_of(key)).collect();
        let has_answer = columns.contains(&Column::Answer);
        let is_title = |key: &str| {
            matches!(
                key.trim().to_lowercase().as_str(),
                "title" | "name" | "제목" | "이름" | "prompt" | "text"
            )
        };
        let asked = columns
            .iter()
            .zip(entries)
            .position(|(column, (_, value))| *column == Column::Question && value.text().is_some())
            .or_else(|| {
                let titled =
                    |(key, value): &(String, Data)| is_title(key) && value.text().is_some();
                entries.iter().position(titled).filter(|_| has_answer)
            })?;
        let (key, value) = entries.get(asked)?;
        let mut card = Found {
            section: section.to_owned(),
            ..Found::default()
        };
        ask(&mut card, value.text()?);
        if card.question.is_empty() {
            return None;
        }
        self.know(key);
        let mut notes = Vec::new();
        for (at, ((key, value), column)) in entries.iter().zip(&columns).enumerate() {
            if at == asked {
                continue;
            }
            match column {
                Column::FollowUps => card.follow_ups = follow_ups(value, 0),
                Column::Answer if !card.answer.is_empty() => {
                    card.answer = format!("{}\n\n{}", card.answer, clean_text(&value.joined()));
                }
                Column::Answer => {
                    self.know(key);
                    card.answer = clean_text(&value.joined());
                }
                Column::Other | Column::Question => {
                    let said = clean_text(&value.joined());
                    if is_options(key) && matches!(value, Data::List(_)) {
                        let list: Vec<String> =
                            said.lines().map(|line| format!("- {line}")).collect();
                        card.prompt = format!("{}\n\n{}", card.prompt, list.join("\n"))
                            .trim()
                            .to_owned();
                    } else if !said.is_empty() {
                        notes.push(format!("{}: {said}", clean_line(key)));
                    }
                }
                column => put(&mut card, *column, &clean_text(&value.joined())),
            }
        }
        if !notes.is_empty() {
            card.notes = format!("{}\n{}", card.notes, notes.join("\n"))
                .trim()
                .to_owned();
        }
        if card.section.is_empty() {
            section.clone_into(&mut card.section);
        }
        for tag in tags(&card.section) {
            if !card.tags.contains(&tag) {
                card.tags.insert(0, tag);
            }
        }
        Some(card)
    }
}

fn tags(section: &str) -> Vec<String> {
    (!section.is_empty())
        .then(|| section.to_owned())
        .into_iter()
        .collect()
}

/// Puts a question into a card: its first line asks, what follows belongs to it.
fn ask(card: &mut Found, asked: &str) {
    let asked = clean_text(asked);
    let (first, more) = asked.split_once('\n').unwrap_or((&asked, ""));
    card.question = clean_line(first);
    card.prompt = more.trim().to_owned();
}

fn is_questions(key: &str) -> bool {
    matches!(
        key.trim().to_lowercase().as_str(),
        "questions" | "question" | "질문" | "질문들" | "질문목록" | "문제"
    )
}

fn is_options(key: &str) -> bool {
    matches!(
        key.trim().to_lowercase().as_str(),
        "options" | "choices" | "보기" | "선택지"
    )
}

fn follow_ups(value: &Data, depth: usize) -> Vec<FollowUp> {
    let one = |entry: &Data| -> Option<FollowUp> {
        let Data::Table(entries) = entry else {
            let question = clean_text(&entry.joined());
            return (!question.is_empty()).then(|| FollowUp {
                question,
                ..FollowUp::default()
            });
        };
        let under = |wanted: Column| entries.iter().find(|(key, _)| column_of(key) == wanted);
        let (_, asked) = under(Column::Question)?;
        Some(FollowUp {
            question: clean_text(&asked.joined()),
            answer: under(Column::Answer)
                .map(|(_, said)| clean_text(&said.joined()))
                .unwrap_or_default(),
            follow_ups: under(Column::FollowUps)
                .filter(|_| depth < 7)
                .map(|(_, next)| follow_ups(next, depth + 1))
                .unwrap_or_default(),
        })
    };
    match value {
        Data::List(entries) => entries.iter().filter_map(one).collect(),
        entry => one(entry).into_iter().collect(),
    }
}

/// Gives every card the lines of the text on which it stands: from its question to the next one.
fn place(cards: &mut [Found], text: &str) {
    let lines: Vec<&str> = text.lines().collect();
    let mut from = 0;
    let mut starts = Vec::new();
    for card in cards.iter() {
        let start: String = card.question.chars().take(24).collect();
        let found = lines[from.min(lines.len())..]
            .iter()
            .position(|line| line.contains(&start));
        let at = found.map_or(from, |found| from + found);
        starts.push(at);
        from = at + usize::from(found.is_some());
    }
    for (at, card) in cards.iter_mut().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(lines.len());
        card.lines = (starts[at] + 1, end.max(starts[at] + 1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cards(syntax: Syntax, text: &str) -> Vec<Found> {
        read(syntax, text)
            .unwrap()
            .map(|note| note.cards)
            .unwrap_or_default()
    }

    #[test]
    fn a_table_with_a_question_is_a_card_whatever_its_keys_are_called() {
        let text = "title: 면접\nsections:\n  - name: 운영체제\n    questions:\n      - q: 프로세스란?\n        a: |\n          실행 중인 프로그램.\n\n          메모리를 따로 갖는다.\n        tags: [os, cs]\n        follow_ups:\n          - 스레드와 다른 점은?\n        출처: 책\n      - 질문: 데드락이란?\n        답: 서로 기다림\n";
        let note = read(Syntax::Yaml, text).unwrap().unwrap();
        assert_eq!(note.title, "면접");
        assert!(note.outcome.unwrap().is_doubtful());
        let [first, second] = note.cards.as_slice() else {
            panic!("two cards")
        };
        assert_eq!(first.question, "프로세스란?");
        assert_eq!(first.answer, "실행 중인 프로그램.\n\n메모리를 따로 갖는다.");
        assert_eq!(first.tags, ["운영체제", "os", "cs"]);
        assert_eq!(first.follow_ups[0].question, "스레드와 다른 점은?");
        assert_eq!((first.notes.as_str(), first.lines), ("출처: 책", (5, 13)));
        assert_eq!(
            (second.answer.as_str(), second.lines.0),
            ("서로 기다림", 14)
        );
    }

    #[test]
    fn json_and_toml_are_read_by_the_same_keys() {
        let json = r#"{"cards": [{"front": "큐란?", "back": "줄", "level": 3}, {"front": "스택은?", "back": ["쌓기", "되돌리기"]}]}"#;
        let found = cards(Syntax::Json, json);
        assert_eq!(found[0].notes, "level: 3");
        assert_eq!(found[1].answer, "쌓기\n되돌리기");
        let toml = "[[questions]]\nquestion = \"큐란?\"\nanswer = \"줄\"\n";
        assert_eq!(cards(Syntax::Toml, toml)[0].answer, "줄");
    }

    #[test]
    fn a_map_of_questions_pairs_and_bare_questions_are_read() {
        assert_eq!(
            cards(
                Syntax::Yaml,
                "큐란 무엇인가요?: 줄\n스택이란 무엇인가요?: 쌓기\n"
            )
            .len(),
            2
        );
        assert_eq!(
            cards(Syntax::Json, r#"[["큐란 무엇인가요?", "줄"]]"#)[0].answer,
            "줄"
        );
        assert_eq!(
            cards(Syntax::Yaml, "질문:\n  - 자기소개\n  - 지원 동기는?\n").len(),
            2
        );
    }

    #[test]
    fn other_data_gives_no_cards() {
        for text in [
            "name: build\nsteps:\n  - run: cargo test\n",
            "a: [1, 2]\n",
            "x\n",
        ] {
            assert_eq!(read(Syntax::Yaml, text), Ok(None), "{text}");
        }
        assert!(read(Syntax::Yaml, "a: [1\n").is_err());
        assert!(read(Syntax::Json, &"[".repeat(100_000)).is_err());
    }
}
