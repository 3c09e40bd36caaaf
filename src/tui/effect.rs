//! What the screens and the app want done outside: everything that touches the disk, other
//! programs or the terminal itself.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use termprofile::TermProfile;

use super::cards::CardJob;
use super::interviews::InterviewJob;
use super::known::KnownJob;
use super::notes::NoteJob;
use super::speech::Wish;
use super::unfinished::Unfinished;
use crate::bank::{Bank, Deck, write};
use crate::history::{LookBack, Record, RecordId};
use crate::interview::room::Snapshot;
use crate::store::settings::Practice;
use crate::store::watch::Areas;

/// Something that must be done outside.
#[derive(Debug)]
pub enum Effect {
    /// Read the decks.
    ReadBank,
    /// Make the bank ready to be searched.
    BuildIndex(Arc<Bank>),
    /// Work out what is wanted of all that is known of all cards.
    WorkOut(Box<KnownJob>),
    /// Read the history and the drafts.
    ReadHistory {
        /// The hour at which a day begins.
        day_begins: u32,
    },
    /// Look what files of these areas say now. Whoever `is_asked` wants to hear that nothing has changed too.
    LookAround {
        /// What may have changed.
        areas: Areas,
        /// Whether the user has asked for it.
        is_asked: bool,
    },
    /// Append a record and flush it.
    Keep(Box<Record>),
    /// Append records that belong together with one write.
    KeepAll(Vec<Record>),
    /// Keep aside where a session stands.
    WriteDraft(Snapshot),
    /// The session is over; its draft goes.
    DropDraft(RecordId),
    /// Read aloud, record or play, where the user has programs for it.
    Speak(Wish),
    /// Do something with cards in their files at this moment.
    Card(CardJob, DateTime<FixedOffset>),
    /// Do something with notes at this moment.
    Notes(NoteJob, DateTime<FixedOffset>),
    /// Keep aside what is being typed into a card.
    KeepEdit(Box<write::Draft>),
    /// Do something with the interviews in their file.
    Interviews(Box<InterviewJob>),
    /// Write the questions of a real interview into the decks, then keep the look-back.
    LookBack(Box<LookBack>, DateTime<FixedOffset>),
    /// Keep aside what is being written elsewhere.
    SetAside(Unfinished),
    /// What was set aside under this name is kept or thrown away.
    ForgetUnfinished(String),
    /// Write a report into a file of its own.
    Export {
        /// The file's name.
        name: String,
        /// What goes in.
        text: String,
    },
    /// Give the terminal to the user's own editor with this file, then read the deck again.
    OpenFile {
        /// The program with its arguments.
        command: Vec<String>,
        /// The deck whose file it is.
        deck: Arc<Deck>,
    },
    /// Read all themes for a terminal with these colours.
    ReadThemes(TermProfile),
    /// Keep the name of the theme for the next start.
    KeepTheme(String),
    /// Keep whose questions are practised for the next start.
    KeepPractice(Practice),
    /// Ring the bell.
    Bell,
    /// Put a text on the clipboard, by way of the terminal.
    Copy(String),
    /// Draw everything anew.
    Redraw,
    /// Give the terminal back to the shell for a while.
    Suspend,
    /// End the program.
    Quit,
}
