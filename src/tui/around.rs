//! What stands in files that were read anew while the program runs.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::options::Options;
use crate::appointments::Interview;
use crate::bank::Bank;
use crate::history::arrived::Arrived;
use crate::language::Language;
use crate::problem::Problem;

/// What was read of the areas that were asked for.
#[derive(Debug, Default)]
pub struct Around {
    /// All decks.
    pub bank: Option<Arc<Bank>>,
    /// What the history's files have more than before.
    pub arrived: Option<Arrived>,
    /// All interviews, and what is wrong in their file.
    pub interviews: Option<(Vec<Interview>, Vec<Problem>)>,
    /// The options.
    pub options: Option<Box<Options>>,
    /// Whether the user has asked for it.
    pub is_asked: bool,
}

/// What of it is new, to be told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Came {
    /// Answers.
    pub answers: usize,
    /// Other records.
    pub records: usize,
    /// The devices that wrote them.
    pub devices: BTreeSet<String>,
    /// Decks that came, went or say something else.
    pub decks: usize,
    /// Interviews that came, went or are others.
    pub interviews: usize,
    /// Whether options are others.
    pub options: bool,
}

impl Came {
    /// Whether nothing did.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// "3 answers, 1 deck from laptop"; only what there is.
    pub fn words(&self, say: Language) -> String {
        let parts = [
            (self.answers > 0).then(|| say.came_answers(self.answers)),
            (self.answers == 0 && self.records > 0).then(|| say.came_records(self.records)),
            (self.decks > 0).then(|| say.came_decks(self.decks)),
            (self.interviews > 0).then(|| say.came_interviews(self.interviews)),
            self.options.then(|| say.came_options()),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let what = parts.join(", ");
        if self.devices.is_empty() {
            return say.came_from_outside(&what);
        }
        let devices: Vec<&str> = self.devices.iter().map(String::as_str).collect();
        let devices = crate::text::visible_line(&devices.join(", "));
        say.came_from(&what, &devices)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_came_is_told_and_from_where_if_that_is_known() {
        let came = Came {
            answers: 3,
            records: 2,
            devices: ["laptop".to_owned()].into(),
            decks: 1,
            ..Came::default()
        };
        let said = |came: &Came| [Language::English, Language::Korean].map(|say| came.words(say));
        assert_eq!(
            said(&came),
            [
                "3 answers, 1 deck from laptop",
                "laptop에서 왔습니다: 답변 3개, 덱 1개"
            ]
        );
        let came = Came {
            records: 1,
            options: true,
            ..Came::default()
        };
        assert_eq!(
            said(&came),
            [
                "changed outside: 1 record, options",
                "밖에서 바뀌었습니다: 기록 1개, 설정"
            ]
        );
        assert!(Came::default().is_nothing() && !came.is_nothing());
    }
}
