//! Databases in an export of Notion. Every row stands in a CSV and, with its text, as a page in
//! the folder of the same name; the page repeats the row's columns below its title. Row and page
//! are one card.

use std::collections::HashMap;

use crate::convert::{Found, Note, Place, table};
use crate::text;

/// A database: the names of its columns, and its rows by their titles.
#[derive(Debug, Default)]
pub(super) struct Database {
    columns: Vec<String>,
    rows: HashMap<String, Found>,
}

impl Database {
    /// Reads a database's CSV.
    pub fn read(csv: &str) -> Self {
        let csv = csv.strip_prefix('\u{feff}').unwrap_or(csv);
        let header = table::rows(csv, ',').into_iter().next();
        let cards = table::read(csv).cards.into_iter();
        Self {
            columns: header
                .map(|(_, names)| names.iter().map(|name| name.trim().to_owned()).collect())
                .unwrap_or_default(),
            rows: cards
                .map(|card| (text::question_key(&card.question), card))
                .collect(),
        }
    }

    /// A page's text with the columns that it repeats as hidden comments.
    pub fn without_columns(&self, page: &str) -> String {
        let mut out = String::with_capacity(page.len());
        let mut is_head = true;
        for (at, line) in page.split_inclusive('\n').enumerate() {
            let words = line.trim_end();
            let is_title = at == 0 && words.starts_with("# ");
            let is_column = words
                .split_once(": ")
                .or(words.strip_suffix(':').map(|name| (name, "")))
                .is_some_and(|(name, _)| self.columns.iter().any(|column| column == name));
            is_head &= is_title || is_column || words.is_empty();
            if is_head && is_column {
                out.push_str(&format!("<!-- {} -->", words.replace("--", "- -")));
                out.push_str(&line[words.len()..]);
            } else {
                out.push_str(line);
            }
        }
        out
    }

    /// Puts a page and its row together, and gives the key of their question. A page that holds
    /// several questions of its own stays what it is.
    pub fn join(&self, note: &mut Note, page: &str) -> Option<String> {
        let title = page.lines().next().unwrap_or_default();
        let title = title.trim_start_matches("# ").trim();
        let key = text::question_key(title);
        let row = self.rows.get(&key)?;
        let is_own = |card: &Found| text::question_key(&card.question) == key;
        if note.cards.len() > 1 || note.cards.iter().any(|card| !is_own(card)) {
            return None;
        }
        if note.cards.is_empty() {
            let rest = page.split_once('\n').map_or("", |(_, rest)| rest);
            let body: Vec<&str> = rest
                .lines()
                .filter(|line| !line.starts_with("<!-- "))
                .collect();
            note.cards.push(Found {
                question: title.to_owned(),
                answer: body.join("\n").trim().to_owned(),
                lines: (1, page.lines().count().max(1)),
                ..Found::default()
            });
            note.skipped.clear();
            note.lines.clear();
            note.outcome = None;
        }
        note.place = Place::Shared;
        let card = &mut note.cards[0];
        card.answer = [row.answer.as_str(), card.answer.as_str()]
            .join("\n\n")
            .trim()
            .to_owned();
        card.section.clone_from(&row.section);
        card.tags.clone_from(&row.tags);
        card.key_points.extend(row.key_points.iter().cloned());
        card.follow_ups.extend(row.follow_ups.iter().cloned());
        card.links.extend(row.links.iter().cloned());
        card.importance = card.importance.or(row.importance);
        if card.notes.is_empty() {
            card.notes.clone_from(&row.notes);
        }
        Some(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::markdown;

    #[test]
    fn a_row_and_its_page_are_one_card() {
        let database = Database::read(
            "이름,태그,상태,답변\n가상 메모리란?,\"OS, CS\",완료,큰 주소 공간.\n큐,,,\n",
        );
        let page = database.without_columns("# 가상 메모리란?\n\n태그: OS, CS\n상태: 완료\n답변: 큰 주소 공간.\n\n더 자세히: 페이지.\n");
        let mut note = markdown::read("x", &page);
        database.join(&mut note, &page);
        let card = &note.cards[0];
        assert_eq!(card.answer, "큰 주소 공간.\n\n더 자세히: 페이지.");
        assert_eq!(card.tags, ["OS", "CS"]);
        let page = database.without_columns("# 큐\n\n상태:\n\n줄.\n");
        let mut note = markdown::read("x", &page);
        database.join(&mut note, &page);
        assert_eq!(
            (
                note.cards[0].question.as_str(),
                note.cards[0].answer.as_str()
            ),
            ("큐", "줄.")
        );
    }
}
