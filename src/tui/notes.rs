//! What the screens ask of notes on the disk, and what comes back.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::convert::again::{Plan, Wish};
use crate::convert::markdown::Constraint;
use crate::history::{History, Record};
use crate::import::{Choice, Entry, PastImport, Prepared, ReadNote, Undone};
use crate::problem::Problem;

/// Tells work that nobody waits for it any more.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Stops the work.
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it is to stop.
    pub fn is_stopped(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Something to do with notes.
#[derive(Debug)]
pub enum NoteJob {
    /// Tell what lies in a folder, named as it is typed.
    List(String),
    /// Read the notes at a path, named as it is typed, and compare them with the decks.
    Read {
        /// The path.
        path: String,
        /// What is chosen for all notes.
        choice: Choice,
        /// What happened.
        history: Arc<History>,
        /// Ends it.
        stop: Stop,
    },
    /// Compare notes with the decks again.
    Compare {
        /// The notes.
        reading: Arc<Reading>,
        /// What is chosen for all notes.
        choice: Choice,
        /// What happened.
        history: Arc<History>,
    },
    /// Read one of the notes again under what is said of its lines, and compare all once more.
    Teach {
        /// The notes.
        reading: Arc<Reading>,
        /// The note's place among them.
        note: usize,
        /// What is said of its lines.
        said: Vec<Constraint>,
        /// What is chosen for all notes.
        choice: Choice,
        /// What happened.
        history: Arc<History>,
    },
    /// Look at the imports that were.
    Past,
    /// Take an import back: the one of this name.
    TakeBack {
        /// Its name.
        id: String,
        /// What happened.
        history: Arc<History>,
    },
    /// Write what is wanted of the notes.
    Take {
        /// The notes.
        reading: Arc<Reading>,
        /// What is chosen for all notes.
        choice: Choice,
        /// What happened.
        history: Arc<History>,
        /// What is wanted of each card, note by note.
        wishes: Vec<Vec<Wish>>,
    },
}

impl NoteJob {
    /// Whether it leaves the disk as it is.
    pub fn only_reads(&self) -> bool {
        !matches!(self, Self::Take { .. } | Self::TakeBack { .. })
    }
}

/// Notes that were read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// How many files were found.
    pub files: usize,
    /// The notes.
    pub notes: Vec<ReadNote>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// The history in exports of ours.
    pub history: Vec<Record>,
}

/// What each note would do, or why it can do nothing.
pub type Sheets = Vec<Result<Prepared, Box<Problem>>>;

/// What came of a job.
#[derive(Debug)]
pub enum NoteNews {
    /// What lies in a folder.
    Listed(String, Vec<Entry>),
    /// So many files of so many are read.
    Progress(usize, usize),
    /// The notes, and what each of them would do.
    Compared(Arc<Reading>, Arc<Sheets>),
    /// It is written.
    Taken(Report),
    /// The imports that were, the last one first.
    Past(Vec<PastImport>),
    /// An import is taken back, with what the history has kept for it.
    TakenBack(Box<Undone>, Vec<Record>),
}

/// What an import did.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The decks that were written.
    pub decks: Vec<String>,
    /// The name by which it can be taken back.
    pub import: Option<String>,
    /// New cards.
    pub new: usize,
    /// Cards that were updated.
    pub changed: usize,
    /// Cards that both sides changed and nobody decided.
    pub undecided: usize,
    /// Records that the history did not have.
    pub brought: usize,
    /// What went wrong.
    pub problems: Vec<Problem>,
    /// What the history has kept for it.
    pub records: Vec<Record>,
}

impl Report {
    /// A query that finds the cards of these decks: their folder's, where they share one.
    pub fn query(&self) -> String {
        let folder = |deck: &str| deck.split('/').next().unwrap_or_default().to_owned();
        match self.decks.as_slice() {
            [deck] => format!("deck:{deck}"),
            [first, rest @ ..] if rest.iter().all(|deck| folder(deck) == folder(first)) => {
                format!("deck:{}", folder(first))
            }
            _ => String::new(),
        }
    }

    /// Adds what one note did.
    pub fn count(&mut self, plan: &Plan) {
        let (new, changed) = (plan.added().count(), plan.updated().count());
        self.new += new;
        self.changed += changed;
        self.undecided += plan.undecided().count();
        if new + changed > 0 && !self.decks.contains(&plan.deck) {
            self.decks.push(plan.deck.clone());
        }
    }
}
