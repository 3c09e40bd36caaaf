//! Three things for tomorrow: the few that change most, the most urgent first.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::findings::{Findings, READY_DIMENSION};
use super::{Debrief, dimension_name};
use crate::bank::CardId;
use crate::both;
use crate::language::Both;

/// How many things one can do tomorrow.
const THREE: usize = 3;

/// One thing to do. A number is the row's place in the debrief.
#[derive(Debug, Clone, PartialEq)]
pub enum Advice {
    /// What one is sure of and has wrong is said with conviction in the real interview too.
    Correct(usize),
    /// A follow-up at which a good answer broke.
    Prepare(usize),
    /// A card that has no answer yet.
    Write(usize),
    /// An answer that was poor.
    Repeat(usize),
    /// A dimension that is weak in everything.
    Dimension(String),
    /// Answers that run over the limit.
    Shorter,
    /// Answers that stop too early.
    Longer,
    /// What the user wrote down to do next time.
    Note(usize),
    /// The weakest tag.
    Tag(String),
}

impl Advice {
    /// The row that it is about.
    pub fn row(&self) -> Option<usize> {
        match self {
            Self::Correct(row)
            | Self::Prepare(row)
            | Self::Write(row)
            | Self::Repeat(row)
            | Self::Note(row) => Some(*row),
            _ => None,
        }
    }

    /// What to do; `question` is that of its row, `note` what was written down there.
    pub fn words(&self, question: &str, note: &str) -> Both {
        match self {
            Self::Correct(_) => both!(
                "확신하고 틀린 답 바로잡기: {question}",
                "put right what you were sure of: {question}"
            ),
            Self::Prepare(_) => both!(
                "무너진 꼬리질문 준비하기: {question}",
                "prepare the follow-up that broke you: {question}"
            ),
            Self::Write(_) => both!("내 답 쓰기: {question}", "write your answer: {question}"),
            Self::Repeat(_) => both!(
                "답을 읽고 소리 내어 다시: {question}",
                "read the answer, then say it again: {question}"
            ),
            Self::Dimension(name) => {
                let Both { korean, english } = dimension_name(name);
                both!(
                    "{korean}: 답마다 이것 하나만 신경 쓰기",
                    "{english}: mind this one thing in every answer"
                )
            }
            Self::Shorter => both!(
                "결론부터 말하고 줄이기: 시간을 넘긴 답이 많음",
                "say the conclusion first and stop: many answers ran over"
            ),
            Self::Longer => both!(
                "이유와 예를 하나씩 더하기: 짧게 끝난 답이 많음",
                "add a why and an example: many answers stopped early"
            ),
            Self::Note(_) => both!("{note} ({question})", "{note} ({question})"),
            Self::Tag(tag) => both!("{tag} 카드 복습하기", "review the cards of {tag}"),
        }
    }
}

/// The three things, the most urgent first: one of each sort, then more of the same, and no card
/// twice.
pub(super) fn three_things(debrief: &Debrief, findings: &Findings) -> Vec<Advice> {
    let sorts = all(debrief, findings);
    let mut cards: HashSet<&CardId> = HashSet::new();
    let mut chosen: Vec<(usize, Advice)> = Vec::new();
    let longest = sorts.iter().map(Vec::len).max().unwrap_or(0);
    for turn in 0..longest {
        for (rank, sort) in sorts.iter().enumerate() {
            let Some(advice) = sort.get(turn).filter(|_| chosen.len() < THREE) else {
                continue;
            };
            let card = advice.row().map(|row| &debrief.rows[row].card);
            if card.is_none_or(|card| cards.insert(card)) {
                chosen.push((rank, advice.clone()));
            }
        }
    }
    chosen.sort_by_key(|(rank, _)| *rank);
    chosen.into_iter().map(|(_, advice)| advice).collect()
}

/// Everything there is to do, sort by sort.
fn all(debrief: &Debrief, findings: &Findings) -> Vec<Vec<Advice>> {
    let rows = &debrief.rows;
    let mut worst_first: Vec<usize> = (0..rows.len()).collect();
    worst_first.sort_by_key(|&row| rows[row].answer.score.unwrap_or(0));
    let of_rows = |wanted: &dyn Fn(usize) -> bool, make: fn(usize) -> Advice| {
        let wanted = worst_first.iter().copied().filter(|&row| wanted(row));
        wanted.map(make).collect::<Vec<_>>()
    };
    let is_main = |row: usize| rows[row].follow_up.is_empty();
    let is_unwritten = |row: usize| is_main(row) && findings.unwritten.contains(&rows[row].card);
    let dimension = findings.weakest_dimension.iter();
    let dimension = dimension.filter(|(_, mean)| *mean < READY_DIMENSION);
    let pace = findings.pace;
    let is_habit = |count: usize| count >= 2 && count * 3 >= pace.answers();
    let mut paces = vec![(pace.over, Advice::Shorter), (pace.short, Advice::Longer)];
    paces.sort_by_key(|(count, _)| Reverse(*count));
    paces.retain(|(count, _)| is_habit(*count));
    vec![
        findings
            .sure_but_wrong
            .iter()
            .copied()
            .map(Advice::Correct)
            .collect(),
        findings.broke.into_iter().map(Advice::Prepare).collect(),
        of_rows(&is_unwritten, Advice::Write),
        of_rows(
            &|row| is_main(row) && rows[row].is_weak() && !is_unwritten(row),
            Advice::Repeat,
        ),
        dimension
            .map(|(name, _)| Advice::Dimension(name.clone()))
            .collect(),
        paces
            .into_iter()
            .map(|(_, advice)| advice)
            .take(1)
            .collect(),
        of_rows(&|row| rows[row].answer.note.is_some(), Advice::Note),
        findings
            .weakest_tag
            .iter()
            .map(|(tag, _)| Advice::Tag(tag.clone()))
            .collect(),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::samples::{debriefed, scored};
    use super::*;

    #[test]
    fn the_most_urgent_of_each_sort_comes_first_and_no_card_twice() {
        let (_, findings) = debriefed(&[
            scored("a", 2).sure(),
            scored("b", 5),
            scored("b", 2).follow_up(0),
            scored("c", 1),
            scored("d", 2),
        ]);
        assert_eq!(
            findings.tomorrow,
            [Advice::Correct(0), Advice::Prepare(2), Advice::Repeat(3)]
        );
    }

    #[test]
    fn fewer_sorts_are_filled_with_more_of_the_same() {
        let (_, findings) = debriefed(&[scored("a", 2), scored("b", 1), scored("c", 5)]);
        assert_eq!(findings.tomorrow, [Advice::Repeat(1), Advice::Repeat(0)]);
    }

    #[test]
    fn a_habit_of_the_clock_is_told_only_when_it_is_one() {
        let late = |card| scored(card, 4).taking(70_000);
        let (_, once) = debriefed(&[late("a"), scored("b", 4), scored("c", 4)]);
        assert_eq!(once.tomorrow, []);
        let (_, twice) = debriefed(&[late("a"), late("b"), scored("c", 4)]);
        assert_eq!(twice.tomorrow, [Advice::Shorter]);
    }
}
