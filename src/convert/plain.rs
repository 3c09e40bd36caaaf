//! Texts without an ending that says more (`.txt`): what Anki exports, a table with tabs as
//! Quizlet and Brainscape give it, or a note as in Markdown.

use super::{Note, anki, markdown, table};

/// How sure a note has to be, in hundredths, where nobody named the file.
const SURE: u8 = 60;

/// The note in a text; none where nobody named it and it holds no questions for sure.
pub fn read(stem: &str, text: &str, certain: bool) -> Option<Note> {
    if anki::is_anki(text) {
        return Some(anki::read(text));
    }
    if has_columns(text) {
        let is_html = ["<br", "<div", "&nbsp;", "{{c1::"]
            .iter()
            .any(|sign| text.contains(sign));
        let note = if is_html {
            anki::read(text)
        } else {
            table::read(text)
        };
        return Some(note).filter(|_| certain);
    }
    let note = markdown::read(stem, text);
    let is_sure = !note.cards.is_empty()
        && note
            .outcome
            .as_ref()
            .is_some_and(|outcome| outcome.confidence >= SURE);
    (certain || is_sure).then_some(note)
}

/// Whether most lines have words on both sides of a tab.
fn has_columns(text: &str) -> bool {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let (mut all, mut parted) = (0, 0);
    for line in lines {
        all += 1;
        let sides = line.split_once('\t');
        parted += usize::from(sides.is_some_and(|(asked, said)| {
            !asked.trim().is_empty() && !said.trim().is_empty() && !line.starts_with(' ')
        }));
    }
    all > 0 && parted * 2 > all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn questions(text: &str) -> Vec<(String, String)> {
        let note = read("x", text, true).unwrap();
        let cards = note.cards.into_iter();
        cards.map(|card| (card.question, card.answer)).collect()
    }

    fn two() -> Vec<(String, String)> {
        [
            ("큐는 왜 쓰나요?", "떼어 놓으려고."),
            ("스택은 왜 쓰나요?", "되돌리려고."),
        ]
        .map(|(asked, said)| (asked.to_owned(), said.to_owned()))
        .to_vec()
    }

    #[test]
    fn labels_numbers_tabs_and_blank_lines_part_questions_from_answers() {
        for text in [
            "Q. 큐는 왜 쓰나요?\nA. 떼어 놓으려고.\n\nQ. 스택은 왜 쓰나요?\nA. 되돌리려고.\n",
            "1. 큐는 왜 쓰나요?\n떼어 놓으려고.\n\n2. 스택은 왜 쓰나요?\n되돌리려고.\n",
            "큐는 왜 쓰나요?\t떼어 놓으려고.\n스택은 왜 쓰나요?\t되돌리려고.\n",
            "큐는 왜 쓰나요?\n떼어 놓으려고.\n\n스택은 왜 쓰나요?\n되돌리려고.\n",
            "큐는 왜 쓰나요?\n\n떼어 놓으려고.\n\n스택은 왜 쓰나요?\n\n되돌리려고.\n",
        ] {
            assert_eq!(questions(text), two(), "{text}");
        }
    }

    #[test]
    fn a_text_that_nobody_named_is_taken_only_where_it_surely_asks() {
        assert_eq!(read("requirements", "numpy==1.0\nrequests\n", false), None);
        assert!(read("x", "Q. 큐는 왜 쓰나요?\nA. 떼어 놓으려고.\n", false).is_some());
    }
}
