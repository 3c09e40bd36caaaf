//! The text of a deck, which its cards are read from when somebody looks at them.

use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::store::Disk;
use crate::store::stamp::Stamp;

/// A deck's text: at hand, or in its file.
pub(super) enum Text {
    /// It stays in memory.
    AtHand(Arc<Reading>),
    /// It is read when somebody wants it.
    InFile {
        /// Where it is read.
        files: Arc<Files>,
        /// The file.
        path: PathBuf,
        /// Its stamp when the deck was read.
        stamp: Stamp,
    },
}

/// What is found when a text is wanted.
pub(super) enum Reading {
    /// The bytes that the deck was read from.
    Same(Cow<'static, [u8]>),
    /// What the file holds by now: it was changed since. Nothing where it cannot be read.
    Changed(String),
}

/// The files of many decks. The text that was wanted last stays in memory, so that who goes through
/// the cards deck by deck reads each file once, and no more than one text is held.
#[derive(Default)]
pub(super) struct Files {
    disk: Disk,
    last: Mutex<Option<(Stamp, Arc<Reading>)>>,
}

impl Files {
    /// The files of this disk, none of them read.
    pub(super) fn of(disk: &Disk) -> Arc<Self> {
        Arc::new(Self {
            disk: disk.clone(),
            last: Mutex::default(),
        })
    }

    fn read(&self, path: &Path, stamp: Stamp) -> Arc<Reading> {
        let last = || self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, reading)) = &*last()
            && *of == stamp
        {
            return Arc::clone(reading);
        }
        let bytes = self.disk.read(path).unwrap_or_default();
        if self.disk.stamp(path) != Some(stamp) {
            let text = String::from_utf8(bytes).unwrap_or_default();
            return Arc::new(Reading::Changed(text));
        }
        let reading = Arc::new(Reading::Same(bytes.into()));
        *last() = Some((stamp, Arc::clone(&reading)));
        reading
    }
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
        Self::AtHand(Arc::new(Reading::Same(text)))
    }

    /// The text of a file that had this stamp when it was read.
    pub(super) fn in_file(files: &Arc<Files>, path: &Path, stamp: Stamp) -> Self {
        Self::InFile {
            files: Arc::clone(files),
            path: path.to_owned(),
            stamp,
        }
    }

    /// What there is of it now.
    pub(super) fn read(&self) -> Arc<Reading> {
        match self {
            Self::AtHand(reading) => Arc::clone(reading),
            Self::InFile { files, path, stamp } => files.read(path, *stamp),
        }
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtHand(_) => f.write_str("AtHand"),
            Self::InFile { path, .. } => f.debug_tuple("InFile").field(path).finish(),
        }
    }
}
