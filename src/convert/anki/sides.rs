//! Which fields of an Anki note ask and which answer: by their names, and by what the type's own
//! template shows on the question's side.

use crate::convert::table::{Column, column_of_header};

/// A note's fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sides {
    /// The one that asks.
    pub question: Option<usize>,
    /// Those that answer, in their order.
    pub answers: Vec<usize>,
    /// All others that say something, with what they hold.
    pub others: Vec<(usize, Column)>,
}

/// Judges the fields of a note by their names (none where they are not known), by what its type
/// shows, and by which of them are empty.
pub(super) fn of(names: &[String], asked: &[usize], answered: &[usize], texts: &[String]) -> Sides {
    let says = |at: usize| texts.get(at).is_some_and(|text| !text.is_empty());
    let column = |at: usize| {
        names
            .get(at)
            .map_or(Column::Other, |name| column_of_header(name))
    };
    let all: Vec<usize> = (0..texts.len()).filter(|&at| says(at)).collect();
    // A topic or a tag is no question, even where the card shows it above one.
    let can_ask = |at: &usize| matches!(column(*at), Column::Question | Column::Other);
    let shown: Vec<usize> = asked.iter().copied().filter(|&at| says(at)).collect();
    let named = |at: &usize| column(*at) == Column::Question;
    let question = shown
        .iter()
        .copied()
        .find(named)
        .or_else(|| all.iter().copied().find(named))
        .or_else(|| {
            shown
                .iter()
                .copied()
                .find(|at| can_ask(at) && !is_aside(names, *at))
        })
        .or_else(|| {
            all.iter()
                .copied()
                .find(|at| can_ask(at) && !is_aside(names, *at))
        })
        .or(all.first().copied());
    let rest: Vec<usize> = all
        .iter()
        .copied()
        .filter(|at| Some(*at) != question)
        .collect();
    let mut answers: Vec<usize> = rest
        .iter()
        .copied()
        .filter(|&at| column(at) == Column::Answer)
        .collect();
    if answers.is_empty() {
        let could = |at: &usize| {
            column(*at) == Column::Other && !is_aside(names, *at) && !asked.contains(at)
        };
        let by_template = answered
            .iter()
            .copied()
            .find(|at| rest.contains(at) && could(at));
        let first = by_template.or_else(|| rest.iter().copied().find(could));
        answers.extend(first);
    }
    let others = rest
        .iter()
        .copied()
        .filter(|at| !answers.contains(at))
        .map(|at| (at, column(at)))
        .collect();
    Sides {
        question,
        answers,
        others,
    }
}

/// Whether a field stands beside the card: where it is from, when it was made.
fn is_aside(names: &[String], at: usize) -> bool {
    let name = names
        .get(at)
        .map(|name| name.to_lowercase())
        .unwrap_or_default();
    [
        "subject",
        "chapter",
        "source",
        "hint",
        "audio",
        "image",
        "picture",
        "date",
        "number",
        "no",
        "index",
        "level",
        "difficulty",
        "주차",
        "단원",
        "출처",
        "힌트",
        "번호",
        "난이도",
        "그림",
    ]
    .iter()
    .any(|aside| name == *aside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_names(
        names: &[&str],
        asked: &[usize],
        answered: &[usize],
    ) -> (Option<usize>, Vec<usize>) {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        let sides = of(&names, asked, answered, &names);
        (sides.question, sides.answers)
    }

    #[test]
    fn names_say_which_field_asks_and_the_template_where_they_do_not() {
        assert_eq!(
            of_names(&["Topic", "Question", "Answer"], &[0, 1], &[2]),
            (Some(1), vec![2])
        );
        assert_eq!(
            of_names(&["주제", "질문", "모범 답안", "출처"], &[0, 1], &[2, 3]),
            (Some(1), vec![2])
        );
        assert_eq!(
            of_names(&["뜻풀이", "낱말"], &[1], &[0]),
            (Some(1), vec![0])
        );
        assert_eq!(of_names(&["Front", "Back"], &[], &[]), (Some(0), vec![1]));
        assert_eq!(
            of_names(&["Subject", "Expression", "Meaning"], &[0, 1], &[2]),
            (Some(1), vec![2])
        );
        assert_eq!(
            of(&[], &[], &[], &["a".to_owned(), "b".to_owned()]).answers,
            [1]
        );
    }
}
