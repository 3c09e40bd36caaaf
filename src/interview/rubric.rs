//! What an answer is judged by: the dimensions, and what 1, 3 and 5 look like in each.

use serde::{Deserialize, Serialize};

use crate::bank::{CardType, Entry, Kind};
use crate::both;
use crate::language::{Both, ScoreKind};

/// One side of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// Whether it is right.
    Correctness,
    /// How far below the surface it goes.
    Depth,
    /// Whether one can follow it.
    Structure,
    /// What it stands on.
    Evidence,
    /// Whether it fits this company and this person.
    Fit,
    /// How it was said.
    Delivery,
}

impl Dimension {
    /// Every dimension with its word in the history.
    pub const WORDS: [(&'static str, Self); 6] = [
        ("correctness", Self::Correctness),
        ("depth", Self::Depth),
        ("structure", Self::Structure),
        ("evidence", Self::Evidence),
        ("fit", Self::Fit),
        ("delivery", Self::Delivery),
    ];

    /// The word in the history.
    pub fn word(self) -> &'static str {
        let found = Self::WORDS.iter().find(|(_, dimension)| *dimension == self);
        found.map_or("", |(word, _)| word)
    }

    /// The dimension of a word in the history.
    pub fn of_word(word: &str) -> Option<Self> {
        let found = Self::WORDS.iter().find(|(own, _)| *own == word);
        found.map(|&(_, dimension)| dimension)
    }

    /// Those that count for a kind of question, the weightiest first.
    pub fn of_kind(kind: ScoreKind) -> &'static [Self] {
        match kind {
            ScoreKind::Correctness => &[
                Self::Correctness,
                Self::Depth,
                Self::Structure,
                Self::Delivery,
            ],
            ScoreKind::Evidence => &[Self::Structure, Self::Evidence, Self::Fit, Self::Delivery],
            ScoreKind::Fit => &[Self::Fit, Self::Evidence, Self::Structure, Self::Delivery],
            ScoreKind::Asking => &[Self::Fit, Self::Depth, Self::Delivery],
        }
    }

    /// What it is called.
    pub fn title(self) -> Both {
        match self {
            Self::Correctness => both!("정확성", "Correctness"),
            Self::Depth => both!("깊이", "Depth"),
            Self::Structure => both!("짜임새", "Structure"),
            Self::Evidence => both!("근거", "Evidence"),
            Self::Fit => both!("맞음", "Fit"),
            Self::Delivery => both!("말하기", "Delivery"),
        }
    }

    /// How an answer of 1, of 3 and of 5 behaves.
    pub fn anchors(self) -> [Both; 3] {
        match self {
            Self::Correctness => [
                both!(
                    "틀렸거나 다른 것을 답했다",
                    "wrong, or about something else"
                ),
                both!(
                    "핵심은 맞고 틀린 곳이 하나 있다",
                    "the core is right, one thing is not"
                ),
                both!(
                    "모두 맞고 헷갈리기 쉬운 곳까지 가렸다",
                    "all right, the usual confusions told apart"
                ),
            ],
            Self::Depth => [
                both!(
                    "이름만 알고 까닭을 말하지 못했다",
                    "knows the name and not the why"
                ),
                both!(
                    "어떻게 도는지는 말했고 한계는 몰랐다",
                    "how it works, not where it ends"
                ),
                both!(
                    "한계와 대안, 실제로 겪은 일까지 말했다",
                    "limits, alternatives, and what happened in practice"
                ),
            ],
            Self::Structure => [
                both!(
                    "생각나는 대로 말해 따라갈 수 없었다",
                    "whatever came to mind; nobody could follow"
                ),
                both!(
                    "순서는 있으나 결론이 늦게 나왔다",
                    "an order, but the point came late"
                ),
                both!(
                    "결론부터 말하고 까닭과 예로 받쳤다",
                    "the point first, then reasons and an example"
                ),
            ],
            Self::Evidence => [
                both!(
                    "주장만 있고 일어난 일이 없다",
                    "claims, and nothing that happened"
                ),
                both!(
                    "구체적인 일이 하나 있고 수는 없다",
                    "one real event, no number"
                ),
                both!(
                    "내가 한 일과 앞뒤의 수가 분명하다",
                    "what I did, and the numbers before and after"
                ),
            ],
            Self::Fit => [
                both!("어디에나 할 수 있는 말이었다", "could be said anywhere"),
                both!(
                    "상대를 알고 있으나 나와 이어지지 않았다",
                    "knows them, but does not link it to me"
                ),
                both!(
                    "상대의 일과 내 경험이 한 문장에서 만났다",
                    "their work and my experience meet in one sentence"
                ),
            ],
            Self::Delivery => [
                both!(
                    "말이 끊기고 시간을 크게 벗어났다",
                    "halting, and far off the time"
                ),
                both!("들을 만했고 군말이 있었다", "listenable, with filler"),
                both!(
                    "알맞은 길이로 또렷하게 말했다",
                    "clear, and as long as it had to be"
                ),
            ],
        }
    }

    /// What a score of 1–5 says in words: between two anchors it lies between both.
    pub fn words(self, score: u8) -> Both {
        let [one, three, five] = self.anchors();
        let between = |a: Both, b: Both| {
            Both::new(
                format!("‘{}’와 ‘{}’ 사이", a.korean, b.korean),
                format!("between “{}” and “{}”", a.english, b.english),
            )
        };
        match score {
            0 | 1 => one,
            2 => between(one, three),
            3 => three,
            4 => between(three, five),
            _ => five,
        }
    }
}

/// What the score of a card is about.
pub fn score_kind(entry: Option<Entry<'_>>) -> ScoreKind {
    match entry.map(|entry| (entry.deck.kind, entry.card.card_type)) {
        Some((_, CardType::ToAsk)) => ScoreKind::Asking,
        Some((Kind::Personal, _)) => ScoreKind::Evidence,
        Some((Kind::Company, _)) => ScoreKind::Fit,
        _ => ScoreKind::Correctness,
    }
}

/// Situation, task, action and result, in the order of their letters in the history.
pub const STAR: [(char, Both<&str>); 4] = [
    (
        's',
        Both::new(
            "상황 (S): 언제 어디서 무슨 일이었나",
            "Situation: when, where, what was up",
        ),
    ),
    (
        't',
        Both::new(
            "과제 (T): 내가 맡은 것은 무엇이었나",
            "Task: what was mine to do",
        ),
    ),
    (
        'a',
        Both::new("행동 (A): 나는 무엇을 했나", "Action: what I did myself"),
    ),
    (
        'r',
        Both::new(
            "결과 (R): 무엇이 얼마나 달라졌나",
            "Result: what changed, and by how much",
        ),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_goes_without_words() {
        for (word, dimension) in Dimension::WORDS {
            assert_eq!(Dimension::of_word(word), Some(dimension));
            assert_eq!(dimension.word(), word);
            let all: Vec<Both> = (1..=5).map(|score| dimension.words(score)).collect();
            for (i, words) in all.iter().enumerate() {
                assert!(!words.korean.is_empty() && !words.english.is_empty());
                assert!(!all[..i].contains(words), "{word} {}", i + 1);
            }
        }
    }
}
