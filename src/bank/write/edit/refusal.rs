//! Why an edit cannot be made.

use crate::bank::write::value::Field;
use crate::both;
use crate::language::Both;
use crate::text::Position;
use crate::toml::edit::{NotToml, Odd};

/// Why an edit cannot be made in this text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The file has a syntax error, so it cannot be told where things stand.
    #[error("line {}: not valid TOML ({what})", at.line)]
    NotToml {
        /// Where.
        at: Position,
        /// The parser's words.
        what: String,
    },
    /// There is no such card in the file.
    #[error("the card is not in the file")]
    NoSuchCard,
    /// The field cannot hold this value.
    #[error("{}: {}", field.key(), why.english)]
    Fault {
        /// The field.
        field: Field,
        /// Why.
        why: Both,
    },
    /// Another card of the deck goes by this name.
    #[error("the id \"{name}\" is also at line {line}")]
    Taken {
        /// The name.
        name: String,
        /// The line of the other card.
        line: usize,
    },
    /// The edit would have changed something else as well, so it was not made.
    #[error("the file is written in a way that cannot be edited in place")]
    Odd,
}

impl Refusal {
    /// What is wrong and how to mend it, in both languages.
    pub fn words(&self) -> Both {
        match self {
            Self::NotToml { at, what } => {
                let line = at.line;
                both!(
                    "{line}행에 TOML 문법 오류가 있습니다 ({what}). 편집기로 먼저 고치세요",
                    "line {line} is not valid TOML ({what}); mend it in an editor first"
                )
            }
            Self::NoSuchCard => both!(
                "파일에 이 카드가 더는 없습니다",
                "the card is no longer in the file"
            ),
            Self::Fault { why, .. } => why.clone(),
            Self::Taken { name, line } => both!(
                "id \"{name}\"{이} {line}행에 이미 있습니다",
                "the id \"{name}\" is already at line {line}"
            ),
            Self::Odd => both!(
                "이 자리에서 고칠 수 없는 모양의 파일입니다. 편집기로 고치세요",
                "the file is written in a way that cannot be edited in place; use an editor"
            ),
        }
    }
}

impl From<NotToml> for Refusal {
    fn from(NotToml { at, what }: NotToml) -> Self {
        Self::NotToml { at, what }
    }
}

impl From<Odd> for Refusal {
    fn from(_: Odd) -> Self {
        Self::Odd
    }
}
