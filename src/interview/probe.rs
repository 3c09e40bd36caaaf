//! Probes: what an interviewer asks on when the card has no follow-up of its own left, and what a
//! good answer to it has.

use crate::bank::{CardType, Kind};
use crate::both;
use crate::language::{Both, Language};

/// A question that can be asked on after any answer of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Probe {
    /// Why that and not something else.
    WhyThat,
    /// What else there would have been.
    WhatElse,
    /// Ten times the load.
    TenTimes,
    /// What if it fails.
    IfItFails,
    /// How it was measured.
    Measured,
    /// Where it was used.
    WhereUsed,
    /// What one would change.
    Change,
    /// What was said last, after the interviewer has broken in on it.
    StopThere,
    /// When one would not do that.
    WhenNot,
}

impl Probe {
    /// Every probe with its word in the history.
    pub const WORDS: [(&'static str, Self); 9] = [
        ("why-that", Self::WhyThat),
        ("what-else", Self::WhatElse),
        ("ten-times", Self::TenTimes),
        ("if-it-fails", Self::IfItFails),
        ("measured", Self::Measured),
        ("where-used", Self::WhereUsed),
        ("change", Self::Change),
        ("stop-there", Self::StopThere),
        ("when-not", Self::WhenNot),
    ];

    /// The word in the history.
    pub fn word(self) -> &'static str {
        let found = Self::WORDS.iter().find(|(_, probe)| *probe == self);
        found.map_or("", |(word, _)| word)
    }

    /// The probe of a word in the history.
    pub fn of_word(word: &str) -> Option<Self> {
        let found = Self::WORDS.iter().find(|(own, _)| *own == word);
        found.map(|&(_, probe)| probe)
    }

    /// The probes that fit a card; none where the candidate is the one who asks.
    pub fn fitting(kind: Kind, card_type: CardType) -> &'static [Self] {
        match (card_type, kind) {
            (CardType::ToAsk, _) => &[],
            (CardType::Design, _) => &[
                Self::TenTimes,
                Self::IfItFails,
                Self::WhyThat,
                Self::WhatElse,
                Self::Measured,
            ],
            (_, Kind::Technical) => &[
                Self::WhyThat,
                Self::WhereUsed,
                Self::IfItFails,
                Self::TenTimes,
                Self::WhatElse,
            ],
            (_, Kind::Personal) => &[Self::WhyThat, Self::Measured, Self::Change, Self::WhatElse],
            (_, Kind::Company) => &[Self::WhyThat, Self::WhatElse, Self::Change],
        }
    }

    /// What the interviewer says.
    pub fn question(self) -> Both {
        match self {
            Self::WhyThat => both!(
                "왜 다른 것이 아니라 그것을 고르셨나요?",
                "Why that, and not something else?"
            ),
            Self::WhatElse => both!(
                "다른 방법에는 무엇이 있었고, 무엇이 달라졌을까요?",
                "What else could have been done, and what would have come of it?"
            ),
            Self::TenTimes => both!(
                "규모가 열 배가 되면 어디부터 무너질까요?",
                "At ten times the load, what breaks first?"
            ),
            Self::IfItFails => both!(
                "그것이 실패하면 무슨 일이 일어나고, 어떻게 알아차리나요?",
                "What happens if it fails, and how would you notice?"
            ),
            Self::Measured => both!(
                "그 결과를 무엇으로 어떻게 재셨나요?",
                "How did you measure that, and by what?"
            ),
            Self::WhereUsed => both!(
                "실제로 어디에서 써 보셨나요?",
                "Where did you use that yourself?"
            ),
            Self::Change => both!(
                "지금 다시 한다면 무엇을 바꾸시겠어요?",
                "What would you change if you did it again?"
            ),
            Self::StopThere => both!(
                "방금 하신 말씀의 핵심을 한 문장으로 말하고, 그 근거를 대 주시겠어요?",
                "Put what you said last into one sentence, and tell me how you know."
            ),
            Self::WhenNot => both!(
                "그렇게 하지 않을 때는 언제인가요?",
                "When would you not do that?"
            ),
        }
    }

    /// What the question listens for, shown when it is scored.
    pub fn listens_for(self) -> Both {
        match self {
            Self::WhyThat => both!(
                "고른 기준이 먼저 나오고, 버린 대안과 그 값을 치른 것이 함께 나옵니다.",
                "The criterion comes first, then what was given up for it."
            ),
            Self::WhatElse => both!(
                "대안을 둘 이상 들고, 어떤 조건이면 그쪽을 골랐을지 말합니다.",
                "Two alternatives at least, and the condition under which each would win."
            ),
            Self::TenTimes => both!(
                "숫자로 어림하고, 가장 먼저 막히는 곳과 거기서 바꿀 것을 짚습니다.",
                "An estimate in numbers, the first bottleneck, and what changes there."
            ),
            Self::IfItFails => both!(
                "사용자가 겪는 일, 알림과 지표, 되돌리는 방법이 차례로 나옵니다.",
                "What users see, which alarm rings, and how it is taken back."
            ),
            Self::Measured => both!(
                "무엇을 쟀는지, 앞뒤의 수, 다른 까닭이 아니라는 근거가 있습니다.",
                "What was measured, before and after, and why nothing else explains it."
            ),
            Self::WhereUsed => both!(
                "내가 한 일과 그 자리의 사정이 구체적으로 나오고, 안 써 봤다면 솔직합니다.",
                "What you did yourself and in which situation; if you never did, plainly that."
            ),
            Self::Change => both!(
                "배운 것 하나와, 그래서 다르게 할 일 하나가 분명합니다.",
                "One thing learned, and one thing done differently because of it."
            ),
            Self::StopThere => both!(
                "흔들리지 않고 한 문장으로 결론을 먼저 말하고, 근거 하나를 댑니다.",
                "Unruffled: the conclusion in one sentence, then one reason for it."
            ),
            Self::WhenNot => both!(
                "맞지 않는 조건을 하나 이상 들고, 그때 대신 무엇을 할지 말합니다.",
                "A condition under which it does not fit, and what you would do instead."
            ),
        }
    }

    /// The words in the language in which the card's question is asked.
    pub fn words_for(self, question: &str) -> String {
        let question_language = Language::of_text(question);
        self.question().in_language(question_language).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_probes_and_a_question_to_ask_has_none() {
        for kind in [Kind::Personal, Kind::Technical, Kind::Company] {
            assert!(Probe::fitting(kind, CardType::Question).len() >= 3);
            assert_eq!(Probe::fitting(kind, CardType::ToAsk), []);
        }
        for (word, probe) in Probe::WORDS {
            assert_eq!((probe.word(), Probe::of_word(word)), (word, Some(probe)));
        }
    }

    #[test]
    fn a_probe_is_said_in_the_language_of_the_question() {
        assert!(
            Probe::Change
                .words_for("What did you do?")
                .starts_with("What would")
        );
        assert!(
            Probe::Change
                .words_for("TCP란 무엇인가요?")
                .contains("다시")
        );
    }
}
