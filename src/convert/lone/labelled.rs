//! A file that is one question whose headings say which part is which: `# Question (EN)` and
//! `## Answer (EN)`, once a language; or a title, a question as the paragraph under it, and a heading
//! that says "answer", "answer guide", "모범 답변" below.

use std::collections::HashSet;

use super::super::listed::{Data, yaml};
use super::super::markdown::reading::{Category, category};
use super::super::table::{Column, column_of, put};
use super::super::{Found, clean_line, clean_text};
use crate::bank::FollowUp;

/// The cards of such a note, one a language; `None` where it is none.
pub(super) fn read(text: &str) -> Option<Vec<Found>> {
    let (front, body) = super::front_matter(text).unwrap_or(("", text));
    let parts = parts(body);
    let mut cards = by_language(&parts).or_else(|| below_title(&parts).map(|card| vec![card]))?;
    let lines = (1, text.lines().count().max(1));
    for card in &mut cards {
        card.lines = lines;
        add_tags(card, front);
    }
    Some(cards)
}

/// A heading and the text up to the next one.
struct Part<'t> {
    /// 1 to 6; 0 for what stands before the first heading.
    level: usize,
    /// The heading's words without what stands in brackets at their end.
    title: &'t str,
    /// What stands in brackets at its end, in lower case: `en` of `Question (EN)`.
    suffix: String,
    /// The heading's line.
    heading: &'t str,
    /// The text below it.
    body: String,
}

impl Part<'_> {
    fn column(&self) -> Column {
        match column_of(self.title) {
            Column::Other if is_answer(self.title) => Column::Answer,
            column => column,
        }
    }
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = vec![Part {
        level: 0,
        title: "",
        suffix: String::new(),
        heading: "",
        body: String::new(),
    }];
    let mut fence: Option<&str> = None;
    for line in text.lines() {
        let bare = line.trim_start();
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| bare.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        let heading = super::heading(line).filter(|_| fence.is_none());
        if let Some((level, words)) = heading {
            let (title, suffix) = without_suffix(words);
            parts.push(Part {
                level,
                title,
                suffix,
                heading: line,
                body: String::new(),
            });
        } else if let Some(part) = parts.last_mut() {
            part.body.push_str(line);
            part.body.push('\n');
        }
    }
    parts
}

/// `Question (EN)` as the two; only a short word counts, as a language's name is.
fn without_suffix(title: &str) -> (&str, String) {
    let split = title
        .strip_suffix([')', ']', '）'])
        .and_then(|rest| rest.rsplit_once(['(', '[', '（']));
    match split {
        Some((before, inside)) if inside.chars().count() <= 10 && !before.trim().is_empty() => {
            (before.trim_end(), inside.trim().to_lowercase())
        }
        _ => (title, String::new()),
    }
}

/// Whether a heading of up to three words says "answer" in its first or last one: `Answer guide`,
/// `Sample answer`, `모범 답변`, `답변 예시`.
fn is_answer(title: &str) -> bool {
    let words: Vec<String> = title
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let says = |word: &String| {
        matches!(
            word.as_str(),
            "answer"
                | "answers"
                | "solution"
                | "답변"
                | "답안"
                | "정답"
                | "모범답안"
                | "ответ"
                | "回答"
                | "答案"
                | "resposta"
                | "respuesta"
        )
    };
    words.len() <= 3
        && !title.trim_end().ends_with('?')
        && (words.first().is_some_and(says) || words.last().is_some_and(says))
}

/// A card for each language that both asks and answers.
fn by_language(parts: &[Part<'_>]) -> Option<Vec<Found>> {
    let of_column = |column: Column| {
        parts
            .iter()
            .enumerate()
            .filter(move |(_, part)| part.level > 0 && part.column() == column)
    };
    let mut suffixes = HashSet::new();
    let is_once = of_column(Column::Question)
        .all(|(_, part)| !part.suffix.is_empty() && suffixes.insert(part.suffix.as_str()));
    if !is_once || suffixes.is_empty() {
        return None;
    }
    let last = of_column(Column::Question).next_back().map(|(at, _)| at);
    let cards: Vec<Found> = of_column(Column::Question)
        .filter_map(|(asked_at, question)| {
            let (at, _) =
                of_column(Column::Answer).find(|(_, answer)| answer.suffix == question.suffix)?;
            let (asked, prompt) = asked(&question.body)?;
            let mut card = Found {
                question: asked,
                prompt,
                ..Found::default()
            };
            // What names no language stands below all of them, in that of the last one.
            let is_own = |part: &Part<'_>| {
                part.suffix == question.suffix || part.suffix.is_empty() && Some(asked_at) == last
            };
            answer_from(parts, at, is_own, &mut card);
            Some(card)
        })
        .collect();
    (!cards.is_empty()).then_some(cards)
}

/// The card of a title, a paragraph that asks, and the answer's heading.
fn below_title(parts: &[Part<'_>]) -> Option<Found> {
    let [before, title, answer, ..] = parts else {
        return None;
    };
    let answers = parts.iter().filter(|part| part.column() == Column::Answer);
    let is_one = answers.count() == 1 && answer.column() == Column::Answer;
    if !is_one || !before.body.trim().is_empty() || title.column() != Column::Other {
        return None;
    }
    let own = clean_line(title.title);
    let below = asked(&title.body).filter(|(asked, _)| category(asked) == Category::Ask);
    // "Design a cache" above "What would you cache, and what not?" names what is asked.
    let is_plain = |(asked, _): &(String, String)| asked.ends_with('?') && !own.ends_with('?');
    let (question, prompt) = match below {
        Some(below) if is_plain(&below) => below,
        _ if category(&own) == Category::Ask => (own.clone(), clean_text(&title.body)),
        below => below?,
    };
    let mut card = Found {
        section: if question == own { String::new() } else { own },
        question,
        prompt,
        ..Found::default()
    };
    answer_from(parts, 2, |_| true, &mut card);
    (!card.answer.is_empty()).then_some(card)
}

/// The first paragraph of a text, as a question, and what stands below it. The text may be quoted.
fn asked(body: &str) -> Option<(String, String)> {
    let body = without_rule(body);
    let is_quoted = |line: &str| line.trim().is_empty() || line.starts_with('>');
    let text = if body.lines().all(is_quoted) {
        let lines = body.lines().map(|line| line.trim_start_matches(['>', ' ']));
        clean_text(&lines.collect::<Vec<_>>().join("\n"))
    } else {
        clean_text(body)
    };
    let (first, more) = text.split_once("\n\n").unwrap_or((&text, ""));
    let question = clean_line(first);
    let is_text = !question.is_empty() && !first.starts_with("```");
    is_text.then(|| (question, more.trim().to_owned()))
}

/// Fills in the answer under the heading at `at`: all that stands below it, and the headings beside it
/// that are no others' and are neither what is asked next nor only links.
fn answer_from(
    parts: &[Part<'_>],
    at: usize,
    is_own: impl Fn(&Part<'_>) -> bool,
    card: &mut Found,
) {
    let level = parts[at].level;
    let mut answer = without_rule(&parts[at].body).to_owned();
    let mut notes = String::new();
    // What a heading beside the answer's says holds for all that stands below it.
    let mut here = Column::Answer;
    for part in &parts[at + 1..] {
        if part.level <= level {
            here = match part.column() {
                Column::Question | Column::Answer => Column::Question,
                _ if !is_own(part) => Column::Question,
                Column::Links => Column::Notes,
                _ if is_links(&part.body) => Column::Notes,
                Column::FollowUps => Column::FollowUps,
                Column::KeyPoints => Column::KeyPoints,
                _ => Column::Answer,
            };
        }
        let text = format!("\n\n{}\n{}", part.heading, without_rule(&part.body));
        match here {
            Column::Answer => answer.push_str(&text),
            Column::FollowUps => {
                let next = items(&part.body).map(|question| FollowUp {
                    question,
                    answer: String::new(),
                    follow_ups: Vec::new(),
                });
                card.follow_ups.extend(next);
            }
            Column::KeyPoints => card.key_points.extend(items(&part.body)),
            Column::Notes => notes.push_str(&text),
            _ => {}
        }
    }
    card.answer = clean_text(&answer);
    card.notes = clean_text(&notes);
}

/// A part without the rule that parts it from the next one.
fn without_rule(body: &str) -> &str {
    let body = body.trim_end();
    body.strip_suffix("\n---")
        .or_else(|| body.strip_suffix("\n***"))
        .unwrap_or(body)
}

fn items(body: &str) -> impl Iterator<Item = String> + '_ {
    body.lines()
        .map(|line| {
            let bare = line.trim_start();
            let digits = bare.trim_start_matches(|c: char| c.is_ascii_digit());
            let numbered = (digits.len() < bare.len())
                .then(|| digits.strip_prefix(['.', ')']))
                .flatten();
            clean_line(numbered.unwrap_or_else(|| bare.trim_start_matches(['-', '*', '+'])))
        })
        .filter(|line| !line.is_empty())
}

/// Whether every line that says something has a link in it.
fn is_links(body: &str) -> bool {
    let mut lines = body.lines().filter(|line| {
        let line = line.trim();
        !line.is_empty() && line != "---"
    });
    let has_link = |line: &str| line.contains("](") || line.contains("[[") || line.contains("://");
    lines.all(has_link)
}

fn add_tags(card: &mut Found, front: &str) {
    let Ok(Data::Table(entries)) = yaml(front) else {
        return;
    };
    for (key, value) in &entries {
        if column_of(key) == Column::Tags {
            let said = clean_text(&value.joined());
            put(card, Column::Tags, said.trim_matches(['[', ']']));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_paragraph_under_a_title_asks_where_a_heading_says_answer() {
        let text = "---\ntitle: Cut the cost\ntags: [storage, cost]\n---\n\n# Cut the cost of storage\n\nHow would you cut the cost of storage without losing data?\n\n## Answer guide\n\n- Measure first.\n\n### By tier\n\n- Cold data moves.\n\n## Trade-offs\n\nReading is slower.\n\n## Follow-ups\n\n1. What would you delete?\n- Who decides?\n\n## What to learn next\n\n- [A page](https://example.com)\n";
        let cards = read(text).unwrap();
        assert_eq!(cards.len(), 1);
        let card = &cards[0];
        assert_eq!(
            card.question,
            "How would you cut the cost of storage without losing data?"
        );
        assert_eq!(card.section, "Cut the cost of storage");
        assert_eq!(card.tags, ["storage", "cost"]);
        assert_eq!(
            card.answer,
            "- Measure first.\n\n### By tier\n\n- Cold data moves.\n\n## Trade-offs\n\nReading is slower."
        );
        let next: Vec<&str> = card
            .follow_ups
            .iter()
            .map(|it| it.question.as_str())
            .collect();
        assert_eq!(next, ["What would you delete?", "Who decides?"]);
        assert_eq!(
            card.notes,
            "## What to learn next\n\n- [A page](https://example.com)"
        );
    }

    #[test]
    fn a_title_that_asks_is_the_question() {
        let text = "# 커넥션 풀은 왜 필요한가요?\n\n## 모범 답변\n\n연결은 비싸다.\n";
        let card = &read(text).unwrap()[0];
        assert_eq!(
            (
                card.question.as_str(),
                card.answer.as_str(),
                card.section.as_str()
            ),
            ("커넥션 풀은 왜 필요한가요?", "연결은 비싸다.", "")
        );
    }

    #[test]
    fn every_language_has_a_card_of_its_own() {
        let text = "# 질문 (KO)\n> 인덱스는 왜 빠른가요?\n\n# Question (EN)\n> Why is an index fast?\n\n---\n\n## 답변 (KO)\n\n나무라서.\n\n---\n\n## Answer (EN)\n\nIt is a tree.\n\n### Cost\n\nWrites.\n\n## 추가 질문 (KO)\n\n- 언제 느린가요?\n\n## Follow-ups\n\n- When is it slow?\n\n## Related Questions\n\n### Same level\n\n- [[q-hash]]\n";
        let cards = read(text).unwrap();
        let shown: Vec<(&str, &str)> = cards
            .iter()
            .map(|card| (card.question.as_str(), card.answer.as_str()))
            .collect();
        assert_eq!(
            shown,
            [
                ("인덱스는 왜 빠른가요?", "나무라서."),
                (
                    "Why is an index fast?",
                    "It is a tree.\n\n### Cost\n\nWrites."
                )
            ]
        );
        let next = |card: &Found| {
            card.follow_ups
                .iter()
                .map(|it| it.question.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(next(&cards[0]), ["언제 느린가요?"]);
        assert_eq!(next(&cards[1]), ["When is it slow?"]);
    }

    #[test]
    fn other_notes_are_left_to_the_readers_of_notes() {
        for other in [
            "# A page\n\nSome words.\n\n## Answer\n\nNo one asked.\n",
            "# Two\n\n## Question\n\nWhy?\n\n## Answer\n\nA.\n\n## Question\n\nHow?\n\n## Answer\n\nB.\n",
            "# Many\n\nWhat is this page?\n\n## First?\n\nA.\n\n## Answers to read\n\nB.\n",
            "",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
