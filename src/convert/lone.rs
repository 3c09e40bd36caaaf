//! A file that is one question. Its front matter has it, and often the answer too, else the answer
//! is what stands below; or its only title is a number with a topic (`# Question 4 - Closures`) and
//! the question is the text; or its headings say which part is which.

mod labelled;

use super::listed::{Data, yaml};
use super::markdown::reading::{Category, category};
use super::table::{Column, column_of, put};
use super::{Found, Note, Place, clean_line, clean_text};

/// The one question of a note, once a language; none where it says nowhere that it is one.
pub fn read(text: &str) -> Option<Note> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = text.replace("\r\n", "\n");
    let one = in_front(&text).or_else(|| below_number(&text));
    let cards = one
        .map(|card| vec![card])
        .or_else(|| labelled::read(&text))?;
    Some(Note {
        cards,
        place: Place::Shared,
        ..Note::default()
    })
}

/// The level and the words of a heading.
fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|b| *b == b'#').count();
    let words = line[level..]
        .strip_prefix(' ')
        .filter(|_| (1..=6).contains(&level))?;
    Some((level, words.trim().trim_end_matches(['#', ' ', ':'])))
}

/// The front matter and what stands below it.
fn front_matter(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix("---\n")?;
    let end = inside.find("\n---")?;
    let body = inside[end + 4..].split_once('\n');
    Some((&inside[..end], body.map_or("", |(_, body)| body)))
}

/// The card of a note whose only title is a number, perhaps with a topic.
fn below_number(text: &str) -> Option<Found> {
    let lines: Vec<&str> = text.lines().collect();
    let mut is_code = false;
    let mut heads = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        is_code ^= line.trim_start().starts_with("```");
        let title = heading(line).filter(|_| !is_code);
        heads.extend(title.map(|(_, words)| (at, words)));
    }
    let (first, title) = heads.first()?;
    let topic = numbered(title)?;
    if lines[..*first].iter().any(|line| !line.trim().is_empty()) {
        return None;
    }
    let answer = match &heads[1..] {
        [] => None,
        [(at, words), ..] if column_of(words) == Column::Answer => Some(*at),
        _ => return None,
    };
    let body = |from: usize, end: usize| clean_text(&lines[from..end].join("\n"));
    let asked = body(first + 1, answer.unwrap_or(lines.len()));
    let said = answer
        .map(|at| body(at + 1, lines.len()))
        .unwrap_or_default();
    let (first, more) = asked.split_once("\n\n").unwrap_or((&asked, ""));
    let is_asked = answer.is_some() || category(&clean_line(first)) == Category::Ask;
    if first.is_empty() || first.starts_with("```") || !is_asked {
        return None;
    }
    Some(Found {
        question: clean_line(first),
        prompt: more.trim().to_owned(),
        answer: said,
        section: topic.to_owned(),
        tags: Some(topic.to_owned())
            .filter(|topic| !topic.is_empty())
            .into_iter()
            .collect(),
        lines: (1, lines.len().max(1)),
        ..Found::default()
    })
}

/// The topic after "Question 4 - " and its like; an empty one where only the number stands there.
fn numbered(title: &str) -> Option<&str> {
    let lower = title.to_lowercase();
    let word = ["question", "problem", "질문", "문제", "문항", "q"]
        .into_iter()
        .find(|word| lower.starts_with(word))?;
    let rest = title.get(word.len()..)?.trim_start_matches([' ', '#', '.']);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let topic = rest[digits..].trim_start();
    let is_parted = topic.is_empty() || topic.starts_with(['-', '–', '—', ':', '.', ')']);
    (digits > 0 && is_parted).then(|| topic.trim_start_matches(['-', '–', '—', ':', '.', ')', ' ']))
}

/// The card that the front matter has.
fn in_front(text: &str) -> Option<Found> {
    let (front, body) = front_matter(text)?;
    let Ok(Data::Table(entries)) = yaml(front) else {
        return None;
    };
    let asks = |(key, value): &(String, Data)| {
        let is_text = value
            .text()
            .is_some_and(|text| text.trim().chars().count() > 1);
        column_of(key) == Column::Question && is_text
    };
    let at = entries.iter().position(asks)?;
    let asked = clean_text(&entries[at].1.joined());
    let (first, more) = asked.split_once('\n').unwrap_or((&asked, ""));
    let mut card = Found {
        question: clean_line(first),
        prompt: more.trim().to_owned(),
        lines: (1, text.lines().count().max(1)),
        ..Found::default()
    };
    let mut notes = Vec::new();
    for (key, value) in entries
        .iter()
        .enumerate()
        .filter(|(own, _)| *own != at)
        .map(|(_, entry)| entry)
    {
        let said = clean_text(&value.joined());
        match column_of(key) {
            Column::Other | Column::Question | Column::Type if !said.is_empty() => {
                notes.push(format!("{}: {said}", clean_line(key)));
            }
            Column::Tags => put(&mut card, Column::Tags, said.trim_matches(['[', ']'])),
            column => put(&mut card, column, &said),
        }
    }
    let body = clean_text(body);
    if !body.is_empty() {
        card.answer = format!("{}\n\n{body}", card.answer).trim().to_owned();
    }
    if !notes.is_empty() {
        card.notes = format!("{}\n{}", card.notes, notes.join("\n"))
            .trim()
            .to_owned();
    }
    Some(card)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_front_matter_asks_and_it_or_the_text_below_answers() {
        let text = "---\nquestion: \"큐는 왜 쓰나요?\"\nanswer: 떼어 놓으려고.\ntags: [cs, 큐]\n난이도: 하\n---\n\n- 더 읽기\n";
        let note = read(text).unwrap();
        let card = &note.cards[0];
        assert_eq!(
            (card.question.as_str(), card.answer.as_str()),
            ("큐는 왜 쓰나요?", "떼어 놓으려고.\n\n- 더 읽기")
        );
        assert_eq!(
            (card.tags.as_slice(), card.notes.as_str()),
            (&["cs".to_owned(), "큐".to_owned()][..], "난이도: 하")
        );
        assert_eq!(note.place, Place::Shared);
        assert_eq!(read("---\ntitle: 큐\n---\n\n## 왜?\n"), None);
        assert_eq!(read("## 왜?\n"), None);
    }

    #[test]
    fn a_number_is_no_question_but_the_text_below_it_is() {
        let only = "# Question 4 - Closures\n\nWhat is a closure?\n";
        let with_answer =
            "# Question 4: Closures\n\nWrite one.\n\n```js\nf\n```\n\n## Answer\n\nLike this.\n";
        for (text, asked, prompt, said) in [
            (only, "What is a closure?", "", ""),
            (with_answer, "Write one.", "```js\nf\n```", "Like this."),
        ] {
            let card = &read(text).unwrap().cards[0];
            assert_eq!(
                (
                    card.question.as_str(),
                    card.prompt.as_str(),
                    card.answer.as_str()
                ),
                (asked, prompt, said)
            );
            assert_eq!(card.section, "Closures");
        }
        for other in [
            "# Question 4 - Closures\n\nWhat?\n\n# Question 5 - This\n\nWhy?\n",
            "# Q4 Results\n\nWhat a year?\n",
        ] {
            assert_eq!(read(other), None);
        }
    }
}
