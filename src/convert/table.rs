//! CSV and TSV (RFC 4180; the separator is looked for), in and out.

use std::collections::{BTreeMap, BTreeSet};

use super::markdown::reading::{Category, category};
use super::{DeckHead, Found, Note, Outgoing, Skipped, clean_text};
use crate::bank::{Asked, FollowUp};
use crate::clock;

/// A row and the line at which it begins, from 1.
type Row = (usize, Vec<String>);

/// Splits a text into rows. A quote that is never closed ends with the text.
pub fn rows(text: &str, separator: char) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut row: Vec<String> = Vec::new();
    let mut cell = String::new();
    let mut quoted = false;
    let mut line = 1;
    let mut begins = 1;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        line += usize::from(c == '\n');
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            '\r' if !quoted && chars.peek() == Some(&'\n') => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push((begins, std::mem::take(&mut row)));
                begins = line;
            }
            c if c == separator && !quoted => row.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push((begins, row));
    }
    rows.retain(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty()));
    rows
}

/// The sign that separates the cells: the one of tab, comma and semicolon that the first line
/// has most of.
fn separator_of(text: &str) -> char {
    let first = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let mut best = (0, ',');
    for separator in ['\t', ',', ';'] {
        let count = first.matches(separator).count();
        if count > best.0 {
            best = (count, separator);
        }
    }
    best.1
}

/// Which column holds what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Id,
    Question,
    Answer,
    AlsoAsked,
    KeyPoints,
    FollowUps,
    Outline,
    Time,
    Asked,
    Experience,
    Reflections,
    Notes,
    Tags,
    Importance,
    Type,
    Section,
    Links,
    Other,
}

fn column_of(name: &str) -> Column {
    match name
        .trim()
        .trim_start_matches('\u{feff}')
        .to_lowercase()
        .as_str()
    {
        "id" | "guid" => Column::Id,
        "question" | "questions" | "q" | "front" | "질문" | "문제" | "앞면" | "앞" | "term" => {
            Column::Question
        }
        "answer" | "answers" | "a" | "back" | "답" | "답변" | "정답" | "뒷면" | "뒤" | "해설"
        | "definition" => Column::Answer,
        "also_asked" | "also asked" => Column::AlsoAsked,
        "key_points" | "key points" | "keywords" | "키워드" | "핵심" => Column::KeyPoints,
        "follow_ups" | "follow-ups" | "follow ups" | "꼬리질문" | "꼬리 질문" => {
            Column::FollowUps
        }
        "outline" | "개요" => Column::Outline,
        "time" | "시간" => Column::Time,
        "asked" => Column::Asked,
        "experience" | "경험" => Column::Experience,
        "reflections" | "회고" => Column::Reflections,
        "notes" | "note" | "메모" | "비고" => Column::Notes,
        "tags" | "tag" | "태그" => Column::Tags,
        "importance" | "중요도" | "stars" => Column::Importance,
        "type" => Column::Type,
        "deck" | "section" | "category" | "topic" | "분류" | "주제" | "카테고리" => {
            Column::Section
        }
        "links" | "link" | "링크" => Column::Links,
        _ => Column::Other,
    }
}

/// The cards of a table. Without a header the first column asks and the second answers.
pub fn read(text: &str) -> Note {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let rows = rows(text, separator_of(text));
    let mut columns = vec![Column::Question, Column::Answer];
    let mut names: &[String] = &[];
    let mut body = rows.as_slice();
    if let Some(((_, header), rest)) = rows.split_first() {
        let mut named: Vec<Column> = header.iter().map(|name| column_of(name)).collect();
        if !named.contains(&Column::Question) {
            by_contents(&mut named, header, rest);
        }
        if named.contains(&Column::Question) {
            columns = named;
            names = header;
            body = rest;
        }
    }
    let mut note = Note::default();
    for (line, row) in body {
        let height = row
            .iter()
            .map(|cell| cell.matches('\n').count())
            .sum::<usize>();
        let lines = (*line, *line + height);
        let mut card = Found {
            lines,
            ..Found::default()
        };
        for (column, cell) in columns.iter().zip(row) {
            put(&mut card, *column, &clean_text(unguarded(cell)));
        }
        let cells = row.iter().map(|cell| unguarded(cell));
        let numbered: Vec<Numbered> = names
            .iter()
            .zip(cells)
            .filter(|(_, cell)| !cell.trim().is_empty())
            .filter_map(|(name, cell)| Numbered::of(name, cell))
            .collect();
        if !numbered.is_empty() {
            card.follow_ups = nested(&numbered, &[]);
        }
        if card.question.is_empty() {
            note.skipped.push(Skipped {
                lines,
                why: "a row without a question",
            });
        } else {
            note.cards.push(card);
        }
    }
    note
}

/// A follow-up or its answer in a column of its own: `follow_up_1`, `follow_up_1_answer`, and
/// `follow_up_1.2` for the second one below the first.
struct Numbered {
    path: Vec<usize>,
    is_answer: bool,
    text: String,
}

impl Numbered {
    fn of(name: &str, cell: &str) -> Option<Self> {
        let number = name.trim().strip_prefix("follow_up_")?;
        let (number, is_answer) = match number.strip_suffix("_answer") {
            Some(number) => (number, true),
            None => (number, false),
        };
        let path: Option<Vec<usize>> = number.split('.').map(|part| part.parse().ok()).collect();
        Some(Self {
            path: path?,
            is_answer,
            text: clean_text(cell),
        })
    }
}

/// The follow-ups below a path of numbers.
fn nested(all: &[Numbered], above: &[usize]) -> Vec<FollowUp> {
    let below = |one: &&Numbered| one.path.len() == above.len() + 1 && one.path.starts_with(above);
    let questions = all.iter().filter(below).filter(|one| !one.is_answer);
    questions
        .map(|one| {
            let answer = all
                .iter()
                .find(|other| other.is_answer && other.path == one.path);
            FollowUp {
                question: one.text.clone(),
                answer: answer.map(|answer| answer.text.clone()).unwrap_or_default(),
                follow_ups: nested(all, &one.path),
            }
        })
        .collect()
}

/// A cell as a spreadsheet may have it: what it would take for a formula stands behind an
/// apostrophe, and so does such an apostrophe itself.
fn guarded(cell: &str) -> std::borrow::Cow<'_, str> {
    let mut chars = cell.chars();
    let is_formula = |c: Option<char>| matches!(c, Some('=' | '+' | '-' | '@' | '\t' | '\r'));
    let first = chars.next();
    let second = chars.next();
    if is_formula(first) || first == Some('\'') && (is_formula(second) || second == Some('\'')) {
        format!("'{cell}").into()
    } else {
        cell.into()
    }
}

/// The cell that was guarded.
fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) => rest,
        _ => cell,
    }
}

/// Where no name says which column asks: a first line that asks nothing, with columns that are
/// known or a column that asks throughout below it, is a header all the same.
fn by_contents(named: &mut [Column], header: &[String], rows: &[Row]) {
    let asks = |cell: &str| category(cell) == Category::Ask;
    let cells = |column: usize| {
        rows.iter()
            .filter_map(move |(_, row)| row.get(column))
            .filter(|cell| !cell.trim().is_empty())
    };
    let share = |column: usize| {
        let all = cells(column).count().max(1);
        cells(column).filter(|cell| asks(cell)).count() * 100 / all
    };
    let is_named = named.iter().any(|column| *column != Column::Other);
    if rows.is_empty()
        || header
            .iter()
            .any(|name| name.contains(['?', '？']) || name.chars().count() > 40)
    {
        return;
    }
    let free = |named: &[Column]| -> Vec<usize> {
        (0..named.len())
            .filter(|&at| named[at] == Column::Other)
            .collect()
    };
    let is_title = |name: &str| {
        let name = name.trim().trim_start_matches('\u{feff}').to_lowercase();
        matches!(
            name.as_str(),
            "name"
                | "title"
                | "이름"
                | "제목"
                | "용어"
                | "word"
                | "단어"
                | "项目"
                | "nome"
                | "título"
        )
    };
    let best = free(named)
        .into_iter()
        .max_by_key(|&at| (share(at), usize::MAX - at));
    let titled = free(named).into_iter().find(|&at| is_title(&header[at]));
    let Some(asking) = best
        .filter(|&at| share(at) >= 50)
        .or(titled.filter(|_| is_named || rows.len() > 1))
    else {
        return;
    };
    named[asking] = Column::Question;
    if named.contains(&Column::Answer) {
        return;
    }
    // The longest column answers, if it says more than a label does.
    let length = |at: usize| cells(at).map(|cell| cell.chars().count()).sum::<usize>();
    if let Some(answer) = free(named)
        .into_iter()
        .max_by_key(|&at| (length(at), usize::MAX - at))
        && length(answer) >= 15 * rows.len()
    {
        named[answer] = Column::Answer;
    }
}

fn put(card: &mut Found, column: Column, cell: &str) {
    let lines = || {
        cell.lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
    };
    match column {
        Column::Id => card.id = Some(cell.to_owned()).filter(|id| !id.is_empty()),
        Column::Question => cell.clone_into(&mut card.question),
        Column::Answer => cell.clone_into(&mut card.answer),
        Column::AlsoAsked => card.also_asked = lines().collect(),
        Column::KeyPoints => card.key_points = lines().collect(),
        Column::FollowUps => {
            card.follow_ups = lines()
                .map(|question| crate::bank::FollowUp {
                    question,
                    ..crate::bank::FollowUp::default()
                })
                .collect();
        }
        Column::Outline => cell.clone_into(&mut card.outline),
        Column::Time => card.time = clock::parse_length(cell).ok(),
        Column::Asked => {
            card.asked = lines()
                .map(|line| {
                    let (day, interview) = line.split_once(' ').unwrap_or((&line, ""));
                    let on = day.parse().ok();
                    let interview = if on.is_some() { interview } else { &line };
                    let interview = Some(interview.trim().to_owned());
                    Asked {
                        on,
                        interview: interview.filter(|name| !name.is_empty()),
                    }
                })
                .collect();
        }
        Column::Experience => cell.clone_into(&mut card.experience),
        Column::Reflections => card.reflections = lines().collect(),
        Column::Notes => cell.clone_into(&mut card.notes),
        Column::Tags => {
            card.tags = cell
                .split([',', ';', '\n'])
                .map(|tag| tag.trim().trim_start_matches('#').to_owned())
                .filter(|tag| !tag.is_empty())
                .collect();
        }
        Column::Importance => {
            let stars = cell.chars().filter(|c| matches!(c, '★' | '⭐')).count();
            let number = cell.parse().unwrap_or(stars);
            card.importance = u8::try_from(number.min(3))
                .ok()
                .filter(|_| !cell.is_empty());
        }
        Column::Type => {
            let known = crate::bank::CardType::WORDS
                .iter()
                .find(|(word, _)| *word == cell);
            card.card_type = known.map_or(card.card_type, |&(_, card_type)| card_type);
        }
        Column::Section => super::clean_line(cell).clone_into(&mut card.section),
        Column::Links => card.links = lines().collect(),
        Column::Other => {}
    }
}

/// The cards as CSV with a header, CRLF line ends as RFC 4180 asks, and a byte-order mark where
/// a spreadsheet wants one to see that it is UTF-8. Every follow-up and its answer have columns
/// of their own, as many as one of the cards needs.
pub fn write(decks: &[Outgoing], byte_order_mark: bool) -> String {
    let mut out = String::new();
    if byte_order_mark {
        out.push('\u{feff}');
    }
    let mut paths = BTreeSet::new();
    for card in decks.iter().flat_map(|deck| &deck.cards) {
        paths.extend(
            numbered(&card.follow_ups, &[])
                .into_iter()
                .map(|(path, _)| path),
        );
    }
    out.push_str("id,deck,type,importance,question,answer,key_points,follow_ups,also_asked,experience,reflections,notes,tags,links,outline,time,asked");
    for path in &paths {
        let number = path
            .iter()
            .map(usize::to_string)
            .collect::<Vec<_>>()
            .join(".");
        out.push_str(&format!(",follow_up_{number},follow_up_{number}_answer"));
    }
    out.push_str("\r\n");
    for Outgoing { head, cards } in decks {
        for card in cards {
            write_row(head, card, &paths, &mut out);
        }
    }
    out
}

/// Every follow-up with its number on each level, from 1.
fn numbered<'f>(found: &'f [FollowUp], above: &[usize]) -> Vec<(Vec<usize>, &'f FollowUp)> {
    let mut all = Vec::new();
    for (number, follow_up) in (1..).zip(found) {
        let path = [above, &[number]].concat();
        all.push((path.clone(), follow_up));
        all.extend(numbered(&follow_up.follow_ups, &path));
    }
    all
}

fn write_row(head: &DeckHead, card: &Found, paths: &BTreeSet<Vec<usize>>, out: &mut String) {
    let follow_ups: Vec<&str> = card
        .follow_ups
        .iter()
        .map(|next| next.question.as_str())
        .collect();
    let time = card.time.map(clock::written_length).unwrap_or_default();
    let asked: Vec<String> = card
        .asked
        .iter()
        .map(|asked| {
            let on = asked.on.map(|on| on.to_string());
            let parts = [on, asked.interview.clone()];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        })
        .collect();
    let own: BTreeMap<Vec<usize>, &FollowUp> =
        numbered(&card.follow_ups, &[]).into_iter().collect();
    let importance = card.importance.map(|n| n.to_string()).unwrap_or_default();
    let cells = [
        card.id.as_deref().unwrap_or_default(),
        &head.id,
        card.card_type.word(),
        &importance,
        &card.whole_question(),
        &card.answer,
        &card.key_points.join("\n"),
        &follow_ups.join("\n"),
        &card.also_asked.join("\n"),
        &card.experience,
        &card.reflections.join("\n"),
        &card.notes,
        &card.tags.join(", "),
        &card.links.join("\n"),
        &card.outline,
        &time,
        &asked.join("\n"),
    ];
    let next = paths.iter().flat_map(|path| {
        let own = own.get(path);
        [
            own.map_or("", |next| next.question.as_str()),
            own.map_or("", |next| next.answer.as_str()),
        ]
    });
    for (i, cell) in cells.into_iter().chain(next).enumerate() {
        if i > 0 {
            out.push(',');
        }
        push_cell(out, &guarded(cell), ',');
    }
    out.push_str("\r\n");
}

/// Writes a cell, in quotes where it needs them.
pub(super) fn push_cell(out: &mut String, cell: &str, separator: char) {
    if cell.contains([separator, '"', '\n', '\r']) || cell.starts_with([' ', '#']) {
        out.push('"');
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_take_for_a_formula_is_guarded_and_comes_back() {
        for cell in [
            "=1+1", "+1", "-1", "@x", "'=1", "''", "'x", "", "x=1", "\tx",
        ] {
            let kept = guarded(cell).into_owned();
            assert!(!kept.starts_with(['=', '+', '-', '@', '\t']), "{kept}");
            assert_eq!(unguarded(&kept), cell);
        }
    }

    #[test]
    fn quotes_line_breaks_and_separators_inside_cells_are_kept() {
        let note = read("질문,답\r\n\"둘, 셋\",\"첫 줄\n\"\"둘째\"\" 줄\"\r\n넷,\r\n");
        let cards: Vec<_> = note
            .cards
            .iter()
            .map(|c| (c.question.as_str(), c.answer.as_str(), c.lines))
            .collect();
        assert_eq!(
            cards,
            [("둘, 셋", "첫 줄\n\"둘째\" 줄", (2, 3)), ("넷", "", (4, 4))]
        );
    }

    #[test]
    fn without_a_header_the_first_column_asks() {
        let note = read("왜 그런가요?\t그래서\n또?\t");
        assert_eq!(note.cards.len(), 2);
        assert_eq!(note.cards[0].answer, "그래서");
    }

    #[test]
    fn an_unclosed_quote_ends_with_the_file() {
        assert_eq!(read("question,answer\n\"왜?,답\n둘").cards.len(), 1);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let card = Found {
            id: Some("a".to_owned()),
            question: "쉼표, 따옴표 \" 와\n줄바꿈".to_owned(),
            answer: " - 하나\n- 둘".trim().to_owned(),
            key_points: vec!["하나".to_owned(), "둘".to_owned()],
            tags: vec!["cs".to_owned()],
            importance: Some(2),
            ..Found::default()
        };
        let deck = Outgoing {
            head: DeckHead {
                id: "x".to_owned(),
                title: "x".to_owned(),
                kind: crate::bank::Kind::Technical,
                lang: None,
                company: None,
                roles: Vec::new(),
            },
            cards: vec![card.clone()],
        };
        let text = write(&[deck], true);
        assert!(text.starts_with('\u{feff}'));
        let read = read(&text);
        let [again] = read.cards.as_slice() else {
            panic!("one card: {read:?}")
        };
        assert_eq!(
            (&again.question, &again.answer, &again.key_points),
            (&card.question, &card.answer, &card.key_points)
        );
        assert_eq!(
            (&again.tags, again.importance, &again.id),
            (&card.tags, card.importance, &card.id)
        );
    }
}
