//! The text of a deck, which its cards are read from when somebody looks at them.

use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::store::Disk;
use crate::store::stamp::Stamp;

/// A deck's text: at hand, or in its file until somebody wants it.
pub(super) struct Text {
    read: OnceLock<Reading>,
    file: Option<(Disk, PathBuf, Stamp)>,
}

/// What is found when a text is wanted.
pub(super) enum Reading {
    /// The bytes that the deck was read from.
    Same(Cow<'static, [u8]>),
    /// What the file holds by now: it was changed since. Nothing where it cannot be read.
    Changed(String),
}

impl Text {
    /// A text that stays in memory.
    pub(super) fn of(text: &str) -> Self {
        Self::at_hand(text.as_bytes().to_vec().into())
    }

    /// A text that is part of the program.
    pub(super) fn of_program(text: &'static str) -> Self {
        Self::at_hand(text.as_bytes().into())
    }

    fn at_hand(text: Cow<'static, [u8]>) -> Self {
        Self {
            read: Reading::Same(text).into(),
            file: None,
        }
    }

    /// The text of a file that had this stamp when it was read.
    pub(super) fn in_file(disk: &Disk, path: &Path, stamp: Stamp) -> Self {
        Self {
            read: OnceLock::new(),
            file: Some((disk.clone(), path.to_owned(), stamp)),
        }
    }

    /// The text, read from its file at the first call.
    pub(super) fn read(&self) -> &Reading {
        self.read.get_or_init(|| {
            let Some((disk, path, stamp)) = &self.file else {
                return Reading::Changed(String::new());
            };
            let bytes = disk.read(path).unwrap_or_default();
            if disk.stamp(path) == Some(*stamp) {
                Reading::Same(bytes.into())
            } else {
                Reading::Changed(String::from_utf8(bytes).unwrap_or_default())
            }
        })
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Text").field(&self.file).finish()
    }
}
