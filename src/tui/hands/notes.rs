//! Notes: finding, reading, comparing and taking them.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, FixedOffset};

use super::Work;
use crate::clock::Budget;
use crate::convert::again::Wish;
use crate::history::{EditLog, History, Log, Record};
use crate::import::{self, Brought, Choice, Desk, Limits, Undone};
use crate::language::Both;
use crate::problem::{Problem, Severity};
use crate::store::Unwritable;
use crate::tui::events::Event;
use crate::tui::notes::{NoteJob, NoteNews, Reading, Report, Sheets, Stop};

/// How often progress is told.
const BEAT: Duration = Duration::from_millis(100);

impl Work {
    /// Does the job; `tell` is told how far it is. Nothing comes of one that was stopped.
    pub(super) fn note_job(
        &mut self,
        job: NoteJob,
        at: DateTime<FixedOffset>,
        tell: &mut dyn FnMut(Event),
    ) -> Option<Event> {
        let news = match job {
            NoteJob::List(folder) => {
                let path = self.typed(if folder.is_empty() { "." } else { &folder });
                let entries = import::entries(&self.disk, &path);
                NoteNews::Listed(folder, entries)
            }
            NoteJob::Read {
                path,
                choice,
                history,
                stop,
            } => {
                let reading = self.read_notes(&path, &stop, tell)?;
                let sheets = self.compared(&reading, &choice, &history);
                NoteNews::Compared(Arc::new(reading), Arc::new(sheets))
            }
            NoteJob::Compare {
                reading,
                choice,
                history,
            } => {
                let sheets = self.compared(&reading, &choice, &history);
                NoteNews::Compared(reading, Arc::new(sheets))
            }
            NoteJob::Teach {
                reading,
                note,
                said,
                choice,
                history,
            } => {
                let mut reading = Reading::clone(&reading);
                if let Some(read) = reading.notes.get_mut(note) {
                    *read = read.under(said);
                }
                let sheets = self.compared(&reading, &choice, &history);
                NoteNews::Compared(Arc::new(reading), Arc::new(sheets))
            }
            NoteJob::Take {
                reading,
                choice,
                history,
                wishes,
            } => NoteNews::Taken(self.take_notes(&reading, &choice, &history, &wishes, at)),
            NoteJob::Past => NoteNews::Past(import::past(&self.disk, &self.folders)),
            NoteJob::TakeBack { id, history } => {
                let (undone, records) = self.take_back(&id, &history, at);
                NoteNews::TakenBack(Box::new(undone), records)
            }
        };
        Some(Event::Notes(Box::new(news)))
    }

    fn typed(&self, path: &str) -> std::path::PathBuf {
        import::expanded(path, self.folders.home.as_deref())
    }

    fn read_notes(&self, path: &str, stop: &Stop, tell: &mut dyn FnMut(Event)) -> Option<Reading> {
        let (files, problems) = import::find(&self.disk, &[self.typed(path)]);
        let mut reading = Reading {
            files: files.len(),
            problems,
            ..Reading::default()
        };
        let mut beat = Budget::of(BEAT);
        for (done, file) in files.iter().enumerate() {
            if stop.is_stopped() {
                return None;
            }
            if beat.is_over() {
                beat = Budget::of(BEAT);
                tell(Event::Notes(Box::new(NoteNews::Progress(
                    done,
                    files.len(),
                ))));
            }
            match import::read(&self.disk, file, Limits::default()) {
                Ok(read) => {
                    for note in read.notes {
                        let (note, problems) = note.as_taught(&self.disk, &self.folders, None);
                        reading.notes.push(note);
                        reading.problems.extend(problems);
                    }
                    reading.history.extend(read.history);
                }
                Err(problem) => reading.problems.push(*problem),
            }
        }
        Some(reading)
    }

    fn compared(&self, reading: &Reading, choice: &Choice, history: &History) -> Sheets {
        let mut desk = Desk::new(&self.disk, &self.folders, history, choice);
        let sheet = |note| {
            let prepared = desk.prepare(note)?;
            desk.assume(&prepared)?;
            Ok(prepared)
        };
        reading.notes.iter().map(sheet).collect()
    }

    fn take_notes(
        &mut self,
        reading: &Reading,
        choice: &Choice,
        history: &History,
        wishes: &[Vec<Wish>],
        at: DateTime<FixedOffset>,
    ) -> Report {
        let mut report = Report::default();
        let (disk, folders) = (&self.disk, &self.folders);
        let log = self.log.get_or_insert_with(|| Log::open(disk, folders).0);
        let mut desk = Desk::new(disk, folders, history, choice);
        let mut memory = EditLog::new(log, at);
        for (note, wishes) in reading.notes.iter().zip(wishes) {
            let written = desk.prepare(note).and_then(|mut prepared| {
                for (card, wish) in prepared.plan.cards.iter_mut().zip(wishes) {
                    card.wish = *wish;
                }
                desk.write(&prepared, &mut memory)?;
                Ok(prepared)
            });
            match written {
                Ok(prepared) => report.count(&prepared.plan),
                Err(problem) => report.problems.push(*problem),
            }
        }
        report.records = memory.into_records();
        let written = desk.into_written();
        let counts = (report.new, report.changed);
        match import::keep(disk, folders, at, written, counts, &report.records) {
            Ok(id) => report.import = id,
            Err(problem) => report.problems.push(*problem),
        }
        for note in &reading.notes {
            let taught = note.said.get(note.remembered..).unwrap_or_default();
            if let Err(error) = import::remember(disk, folders, note, taught) {
                report.problems.push(not_remembered(&note.source, &error));
            }
        }
        let brought = Brought::of(&reading.history, history);
        match import::bring(&brought, log) {
            Ok(()) => {
                report.brought = brought.new.len();
                report.records.extend(brought.new);
            }
            Err(error) => report.problems.push(Problem::of_file(
                log.path().display().to_string(),
                Severity::Error,
                error.words(),
                crate::both!(
                    "디스크와 권한을 확인하고 다시 가져오세요",
                    "check the disk and the permissions, and import again"
                ),
            )),
        }
        report
    }
}

impl Work {
    fn take_back(
        &mut self,
        id: &str,
        history: &History,
        at: DateTime<FixedOffset>,
    ) -> (Undone, Vec<Record>) {
        let (disk, folders) = (&self.disk, &self.folders);
        let past = import::past(disk, folders);
        let Some(import) = past.iter().find(|import| import.id == id) else {
            return (Undone::default(), Vec::new());
        };
        let log = self.log.get_or_insert_with(|| Log::open(disk, folders).0);
        let mut memory = EditLog::new(log, at);
        let undone = import::undo(disk, folders, history, import, &mut memory, at);
        (undone, memory.into_records())
    }
}

/// The cards are in, but the next import does not know what was taught.
fn not_remembered(source: &str, error: &Unwritable) -> Problem {
    let why = error.words(source);
    Problem::of_file(
        source.to_owned(),
        Severity::Warning,
        Both::new(
            format!(
                "카드는 가져왔지만 가르쳐 준 것을 적어 두지 못했습니다 ({})",
                why.korean
            ),
            format!(
                "the cards are in, but what you taught could not be kept ({})",
                why.english
            ),
        ),
        crate::both!(
            "다음에 가져올 때 다시 가르쳐 주세요",
            "teach it again at the next import"
        ),
    )
}
