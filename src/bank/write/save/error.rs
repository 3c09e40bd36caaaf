//! Why a save did not come about, in words for the user.

use std::path::PathBuf;

use crate::bank::write::edit::Refusal;
use crate::both;
use crate::language::Both;
use crate::store::Unwritable;
use crate::text;

/// Why nothing was saved. What was typed stays with the caller, and in a draft.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The file cannot be written.
    #[error("{}: {why}", path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// Why.
        why: Unwritable,
    },
    /// The edit cannot be made in the text that stands there.
    #[error("{}: {why}", path.display())]
    Refused {
        /// The file.
        path: PathBuf,
        /// Why.
        why: Refusal,
    },
    /// Somebody changed the file since it was read.
    #[error("{}: the file changed meanwhile", path.display())]
    ChangedMeanwhile {
        /// The file.
        path: PathBuf,
    },
    /// The file is not UTF-8.
    #[error("{}: the file is not UTF-8", path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
    },
    /// The deck's id would lead out of the decks folder, or is no name of a file.
    #[error("\"{0}\" cannot be a deck's name")]
    NotADeckName(String),
    /// The previous version could not be kept, so the new one was not written.
    #[error("{}", .0.english)]
    NotRemembered(Both),
}

impl SaveError {
    /// What went wrong and what to do, in both languages.
    pub fn words(&self) -> Both {
        match self {
            Self::Unwritable { path, why } => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                why.words(&name)
            }
            Self::Refused { why, .. } => why.words(),
            Self::ChangedMeanwhile { .. } => both!(
                "그 사이에 덱이 바뀌어 아무것도 쓰지 않았습니다. 다시 하세요",
                "the deck changed meanwhile, and nothing was written; try again"
            ),
            Self::NotUtf8 { .. } => both!(
                "파일이 UTF-8이 아닙니다. UTF-8로 저장한 뒤 다시 하세요",
                "the file is not UTF-8; save it as UTF-8, then try again"
            ),
            Self::NotADeckName(name) => {
                let name = text::visible_line(name);
                both!(
                    "\"{name}\"{은} 덱 이름으로 쓸 수 없습니다. \"기술/네트워크\"처럼 쓰세요",
                    "\"{name}\" cannot be a deck's name; write it like \"technical/network\""
                )
            }
            Self::NotRemembered(words) => Both::new(
                format!(
                    "이전 글을 남기지 못해 저장하지 않았습니다: {}",
                    words.korean
                ),
                format!(
                    "not saved, as the previous text could not be kept: {}",
                    words.english
                ),
            ),
        }
    }
}
