//! Something to begin an answer with.

use crate::language::Language;

/// A way to build an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skeleton {
    /// Situation, task, action, result: for questions about experience.
    Star,
    /// Conclusion, reason, example, link to the job: for everything else.
    Conclusion,
}

impl Skeleton {
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Star, Self::Conclusion];

    /// Its name.
    pub fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Star, Language::Korean) => "STAR (상황 → 과제 → 행동 → 결과)",
            (Self::Star, Language::English) => "STAR (situation → task → action → result)",
            (Self::Conclusion, Language::Korean) => "결론 → 까닭 → 보기 → 직무와 잇기",
            (Self::Conclusion, Language::English) => {
                "conclusion → reason → example → link to the job"
            }
        }
    }

    /// The Markdown that is set in; each part ends where its first word goes.
    pub fn text(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Star, Language::Korean) => {
                "**상황**: 언제, 어디서, 무엇을 하던 때였나: \n\n\
                 **과제**: 내가 풀어야 했던 것과 그 기준: \n\n\
                 **행동**: 내가 한 일과 그렇게 한 까닭: \n\n\
                 **결과**: 숫자로 말하는 결과와 배운 것: "
            }
            (Self::Star, Language::English) => {
                "**Situation**: when, where, what was going on: \n\n\
                 **Task**: what I had to solve, and by what measure: \n\n\
                 **Action**: what I did, and why that way: \n\n\
                 **Result**: the outcome in numbers, and what I learned: "
            }
            (Self::Conclusion, Language::Korean) => {
                "**결론**: 한 문장으로: \n\n\
                 **까닭**: 그렇게 보는 가장 큰 까닭: \n\n\
                 **보기**: 내가 겪은 일이나 숫자 하나: \n\n\
                 **직무와 잇기**: 이 자리에서 어떻게 쓰이나: "
            }
            (Self::Conclusion, Language::English) => {
                "**Conclusion**: in one sentence: \n\n\
                 **Reason**: the strongest one: \n\n\
                 **Example**: one thing I did, or one number: \n\n\
                 **Link to the job**: how it helps in this role: "
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skeleton_has_four_parts_in_both_languages() {
        for skeleton in Skeleton::ALL {
            for language in [Language::Korean, Language::English] {
                assert_eq!(skeleton.text(language).matches("**").count(), 8);
                assert_eq!(skeleton.name(language).matches('→').count(), 3);
            }
        }
    }
}
