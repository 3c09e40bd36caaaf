//! CSV and TSV (RFC 4180; the separator is looked for), in and out.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{DeckHead, Found, Note, Outgoing, Skipped, clean_text};
use crate::bank::FollowUp;
use crate::clock;

mod columns;

pub(super) use columns::{Column, column_of, column_of_header, put};

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

/// The sign that separates the cells: the one that parts most of the first rows into the same
/// number of cells, and of equals the one that makes most of them.
fn separator_of(text: &str) -> char {
    let end = text
        .char_indices()
        .nth(20_000)
        .map_or(text.len(), |(at, _)| at);
    let mut best = ((0, 0), ',');
    for separator in ['\t', ',', ';', '|'] {
        let rows = rows(&text[..end], separator);
        let mut counts: HashMap<usize, usize> = HashMap::new();
        for (_, row) in rows.iter().take(50) {
            *counts.entry(row.len()).or_default() += 1;
        }
        let parted = counts.into_iter().filter(|(width, _)| *width > 1);
        let score = parted.map(|(width, count)| (count, width)).max();
        if let Some(score) = score.filter(|score| *score > best.0) {
            best = (score, separator);
        }
    }
    best.1
}

/// The separator that a spreadsheet's own first line names (`sep=;`), and the text after it.
fn named_separator(text: &str) -> Option<(char, &str)> {
    let rest = text.strip_prefix("sep=")?;
    let separator = rest.chars().next()?;
    let rest = rest[separator.len_utf8()..].trim_start_matches('\r');
    Some((separator, rest.strip_prefix('\n')?))
}

/// The row that names the columns, and what they hold: among the first rows the one with most
/// known names, a question's among them.
fn header(rows: &[Row]) -> Option<(usize, Vec<Column>)> {
    let named = |(_, row): &Row| -> Vec<Column> {
        row.iter()
            .map(|name| match Numbered::of(name, "") {
                Some(_) => Column::Other,
                None => columns::column_of_header(name),
            })
            .collect()
    };
    let known = |columns: &[Column]| {
        columns
            .iter()
            .filter(|column| **column != Column::Other)
            .count()
    };
    let best = rows
        .iter()
        .take(6)
        .map(named)
        .enumerate()
        .filter(|(_, columns)| columns.contains(&Column::Question))
        .max_by_key(|(at, columns)| (known(columns), usize::MAX - at));
    best.filter(|(at, columns)| *at == 0 || known(columns) > 1)
}

/// The cards of a table. Its header is found by what it names, else by what the columns hold.
pub fn read(text: &str) -> Note {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (separator, text, skipped) = match named_separator(text) {
        Some((separator, rest)) => (separator, rest, 1),
        None => (separator_of(text), text, 0),
    };
    let mut rows = rows(text, separator);
    for row in &mut rows {
        row.0 += skipped;
    }
    let mut note = Note::default();
    let mut names: &[String] = &[];
    let (columns, body) = match header(&rows) {
        Some((at, columns)) => {
            let above = rows[..at].iter().map(|(line, _)| Skipped {
                lines: (*line, *line),
                why: "prose",
            });
            note.skipped.extend(above);
            names = &rows[at].1;
            (columns, &rows[at + 1..])
        }
        None => unnamed(&rows),
    };
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

/// The columns of a table in which no name says what asks, and the rows that are no header.
fn unnamed(rows: &[Row]) -> (Vec<Column>, &[Row]) {
    if let Some(((_, header), rest)) = rows.split_first() {
        let mut named: Vec<Column> = header
            .iter()
            .map(|name| columns::column_of_header(name))
            .collect();
        columns::by_contents(&mut named, header, rest);
        if named.contains(&Column::Question) {
            return (named, rest);
        }
    }
    (columns::without_header(rows), rows)
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
    fn a_header_is_found_wherever_it_stands_and_is_never_a_card() {
        let pairs = |text: &str| -> Vec<(String, String)> {
            let cards = read(text).cards.into_iter();
            cards.map(|card| (card.question, card.answer)).collect()
        };
        let wanted = |asked: &str, said: &str| vec![(asked.to_owned(), said.to_owned())];
        for text in [
            "면접 질문 모음\n\nNo,질문,답변\n1,TCP란?,순서\n",
            "번호;예상 질문;모범 답변 1\n1;TCP란?;순서\n",
            "답,질문\n순서,TCP란?\n",
            "Category,Interview Question,Sample Response\nDB,TCP란?,순서\n",
            "sep=;\n질문;답\nTCP란?;순서\n",
            "순서\tTCP란 무엇인가요?\n",
            "1|TCP란?|순서\n",
        ] {
            let asked = if text.contains("무엇") {
                "TCP란 무엇인가요?"
            } else {
                "TCP란?"
            };
            assert_eq!(pairs(text), wanted(asked, "순서"), "{text}");
        }
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
