//! The hands of the loop: they carry out the effects that touch the disk.
//!
//! [`Beside`] does so on a thread of its own, so that a slow disk never holds a frame;
//! [`AtOnce`] does so before it returns, for tests.

use std::collections::HashMap;
use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use super::effect::Effect;
use super::events::{Draft, Event, Postbox};
use super::options::Reread;
use super::speech::Speech;
use super::theme::Theme;
use super::unfinished::Unfinished;
use crate::bank::write::Drafts;
use crate::bank::{Bank, load};
use crate::both;
use crate::clock;
use crate::history::arrived::Logs;
use crate::history::record::Body;
use crate::history::{History, Log, Record, RecordId, SessionEvent};
use crate::interview::room::Snapshot;
use crate::language::Both;
use crate::progress::SoFar;
use crate::search::Index;
use crate::store::replace::Durability;
use crate::store::settings::{keep_practice, keep_theme};
use crate::store::{Disk, Folders};
use crate::strays::{self, Stray, Wordings};

mod around;
mod cards;
mod interviews;
mod look_back;
mod notes;

use interviews::Reader;

/// Carries out effects.
pub trait Hands {
    /// Begins an effect; an event that is known at once is given back, others come later.
    fn carry_out(&mut self, effect: Effect) -> Option<Event>;
    /// Waits until what was begun has reached the disk, and goes on afterwards: the program may
    /// be stopped now for as long as the shell likes. A disk that hangs is not waited for.
    fn settle(&mut self);
    /// Waits until everything begun is done.
    fn finish(&mut self);
}

/// The work itself.
#[derive(Debug)]
pub struct Work {
    disk: Disk,
    folders: Folders,
    log: Option<Log>,
    /// Sessions that this window works on: the lock goes with the process.
    claimed: HashMap<RecordId, File>,
    /// What is typed into cards in this window.
    drafts: Drafts,
    interviews: Reader,
    /// What is known of the history's files.
    logs: Logs,
    /// What answered cards asked, once it is read.
    wordings: Option<Wordings>,
    /// How the options are read anew, where they are.
    reread: Option<Reread>,
}

impl Work {
    /// Work on this disk in these folders.
    pub fn new(disk: Disk, folders: Folders) -> Self {
        Self {
            drafts: Drafts::new(&disk, &folders),
            disk,
            folders,
            log: None,
            claimed: HashMap::new(),
            interviews: Reader::default(),
            logs: Logs::default(),
            wordings: None,
            reread: None,
        }
    }

    /// The same, which also reads the options anew when they change.
    #[must_use]
    pub fn rereading(self, reread: Reread) -> Self {
        Self {
            reread: Some(reread),
            ..self
        }
    }

    /// Carries an effect out; `tell` is told how far long work is.
    fn carry_out(&mut self, effect: Effect, tell: &mut dyn FnMut(Event)) -> Option<Event> {
        match effect {
            Effect::ReadHistory { day_begins } => Some(self.read_history(day_begins)),
            Effect::LookAround { areas, is_asked } => Some(self.look_around(areas, is_asked)),
            Effect::ReadBank => {
                let bank = load::bank(&self.disk, &self.folders);
                Some(Event::BankRead(Arc::new(bank)))
            }
            Effect::WorkOut(job) => {
                let appointments = self.interviews.read(&self.disk, &self.folders);
                let coming = appointments.coming(job.moment);
                let wants_strays = job.needs.survey;
                let (bank, history) = (Arc::clone(&job.bank), Arc::clone(&job.history));
                let mut news = job.carry_out(&coming);
                if wants_strays {
                    news.strays = Some(self.strays(&bank, &history));
                }
                Some(Event::WorkedOut(Box::new(news)))
            }
            Effect::BuildIndex(bank) => {
                let index = Arc::new(Index::of_bank(&bank));
                Some(Event::IndexBuilt(index, bank))
            }
            Effect::Card(job, at) => self.card_job(job, at),
            Effect::Notes(job, at) => self.note_job(job, at, tell),
            Effect::KeepEdit(draft) => {
                let kept = self.drafts.keep(&draft);
                kept.err()
                    .map(|error| Event::DraftFailed(cards::draft_failed(&error)))
            }
            Effect::Interviews(job) => Some(self.interview_job(*job)),
            Effect::LookBack(look_back, at) => Some(self.look_back(*look_back, at)),
            Effect::SetAside(draft) => {
                let written = draft.write(&self.disk, &self.folders);
                written
                    .err()
                    .map(|error| Event::DraftFailed(cards::draft_failed(&error)))
            }
            Effect::ForgetUnfinished(name) => {
                // One that stays is taken up once more and found to be kept already.
                let _ = Unfinished::remove(&name, &self.disk, &self.folders);
                None
            }
            Effect::Export { name, text } => Some(Event::Exported(self.export(&name, &text))),
            Effect::Keep(record) => Some(self.keep(record)),
            Effect::KeepAll(records) => Some(Event::KeptAll(self.keep_all(records))),
            Effect::WriteDraft(snapshot) => self.write_draft(&snapshot),
            Effect::DropDraft(session) => {
                // Nothing is lost where it stays: a session that ended is never offered again.
                let _ = self.disk.remove(&self.draft_path(&session));
                let _ = self.disk.remove(&self.lock_path(&session));
                self.claimed.remove(&session);
                None
            }
            Effect::ReadThemes(profile) => {
                let folder = self.folders.config.join("themes");
                let (themes, problems) = Theme::all(&self.disk, &folder, profile);
                Some(Event::ThemesRead(themes, problems))
            }
            Effect::KeepTheme(name) => {
                let kept = keep_theme(&self.disk, &self.folders, &name);
                let kept = kept.map_err(|error| error.words());
                Some(Event::ThemeKept(name, kept))
            }
            Effect::KeepPractice(practice) => {
                let kept = keep_practice(&self.disk, &self.folders, &practice);
                Some(Event::PracticeKept(kept.map_err(|error| error.words())))
            }
            Effect::Quit
            | Effect::Suspend
            | Effect::OpenFile { .. }
            | Effect::Redraw
            | Effect::Speak(_)
            | Effect::Bell
            | Effect::Copy(_) => None,
        }
    }

    /// The cards that are gone and have answers; what the others ask is kept for the day they are gone.
    fn strays(&mut self, bank: &Bank, history: &History) -> Arc<[Stray]> {
        let (disk, folders) = (&self.disk, &self.folders);
        let wordings = self
            .wordings
            .get_or_insert_with(|| Wordings::load(disk, folders));
        wordings.keep(disk, folders, bank, history);
        strays::all(bank, history, wordings).into()
    }

    fn read_history(&mut self, day_begins: u32) -> Event {
        let long_ago = clock::an_hour_ago();
        self.disk.remove_leftovers_before(long_ago, &self.folders);
        self.logs.note(&self.disk, &self.folders);
        let (log, everything) = Log::open(&self.disk, &self.folders);
        let ids = log.ids();
        self.log = Some(log);
        let history = History::new(everything.records);
        let device = self.folders.device(&self.disk);
        let broken_off: Vec<RecordId> = history
            .sessions()
            .filter(|session| session.ended.is_none() && session.device == device)
            .map(|session| session.began.id.clone())
            .collect();
        let mut drafts = Vec::new();
        for session in broken_off {
            if self.claim(&session) {
                drafts.push(Draft {
                    snapshot: self.read_draft(&session),
                    session,
                });
            }
        }
        Event::HistoryRead {
            so_far: SoFar::of(&history, day_begins),
            history: Arc::new(history),
            problems: everything.problems,
            drafts,
            ids,
            unfinished: Unfinished::all(&self.disk, &self.folders),
        }
    }

    fn keep(&mut self, record: Box<Record>) -> Event {
        if let Body::Session(session) = &record.body
            && matches!(session.event, SessionEvent::Began { .. })
        {
            self.claim(&session.session);
        }
        let (disk, folders) = (&self.disk, &self.folders);
        let log = self.log.get_or_insert_with(|| Log::open(disk, folders).0);
        match log.append(&record) {
            Ok(()) => Event::Kept(record),
            Err(error) => Event::NotKept(record, error.words()),
        }
    }

    fn keep_all(&mut self, records: Vec<Record>) -> Result<Vec<Record>, Both> {
        let (disk, folders) = (&self.disk, &self.folders);
        let log = self.log.get_or_insert_with(|| Log::open(disk, folders).0);
        let kept = log.append_all(&records);
        kept.map(|()| records).map_err(|error| error.words())
    }

    /// Takes the session for this window; false where another window has it.
    fn claim(&mut self, session: &RecordId) -> bool {
        if self.claimed.contains_key(session) {
            return true;
        }
        let Ok(file) = self.disk.claim(&self.lock_path(session)) else {
            // Where no lock can be made (a read-only disk), nobody else can have one either.
            return true;
        };
        match file {
            Some(file) => {
                self.claimed.insert(session.clone(), file);
                true
            }
            None => false,
        }
    }

    /// Writes a report over an earlier one of the same session.
    fn export(&self, name: &str, text: &str) -> Result<PathBuf, Both> {
        let path = self.folders.reports().join(name);
        match self.disk.replace(&path, text.as_bytes(), Durability::Power) {
            Ok(()) => Ok(path),
            Err(error) => {
                let path = path.display();
                Err(both!("{path} ({error})", "{path} ({error})"))
            }
        }
    }

    fn draft_path(&self, session: &RecordId) -> PathBuf {
        self.folders.drafts().join(format!("{session}.json"))
    }

    fn lock_path(&self, session: &RecordId) -> PathBuf {
        self.folders.drafts().join(format!("{session}.lock"))
    }

    fn read_draft(&self, session: &RecordId) -> Option<Snapshot> {
        let bytes = self.disk.read(&self.draft_path(session)).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    fn write_draft(&self, snapshot: &Snapshot) -> Option<Event> {
        let path = self.draft_path(&snapshot.session);
        let written = serde_json::to_vec(snapshot)
            .map_err(std::io::Error::other)
            .and_then(|bytes| self.disk.replace(&path, &bytes, Durability::Process));
        written
            .err()
            .map(|error| Event::DraftFailed(cards::draft_failed(&error)))
    }
}

/// Does everything before it returns.
#[derive(Debug)]
pub struct AtOnce(pub Work);

impl Hands for AtOnce {
    fn carry_out(&mut self, effect: Effect) -> Option<Event> {
        self.0.carry_out(effect, &mut |_| {})
    }

    fn settle(&mut self) {}

    fn finish(&mut self) {}
}

/// Does everything on two threads: what touches the disk in order on one, what only thinks on the
/// other, so that no answer waits for a plan.
#[derive(Debug)]
pub struct Beside {
    writing: Option<Worker>,
    thinking: Option<Worker>,
    /// The speech commands have threads of their own.
    speech: Speech,
}

#[derive(Debug)]
struct Worker {
    jobs: Sender<Job>,
    thread: JoinHandle<()>,
}

#[derive(Debug)]
enum Job {
    /// Carry this out.
    Do(Effect),
    /// Say that everything before this is done.
    Answer(Sender<()>),
}

/// How long a stop waits for the disk.
const PATIENCE: Duration = Duration::from_secs(2);

impl Worker {
    fn start(mut work: Work, mut postbox: Postbox) -> Self {
        let (jobs, received) = channel::<Job>();
        let thread = std::thread::spawn(move || {
            let mut waiting = None;
            while let Some(job) = waiting.take().or_else(|| received.recv().ok()) {
                let effect = match job {
                    Job::Do(effect) => effect,
                    Job::Answer(done) => {
                        // Whoever asked may have lost patience.
                        let _ = done.send(());
                        continue;
                    }
                };
                // Of several drafts or plans in a row only the last one counts.
                if is_replaceable(&effect) {
                    waiting = received.try_recv().ok();
                    let replaced = waiting.as_ref().is_some_and(
                        |next| matches!(next, Job::Do(next) if replaces(next, &effect)),
                    );
                    if replaced {
                        continue;
                    }
                }
                if let Some(event) = work.carry_out(effect, &mut |event| postbox.post(event)) {
                    postbox.post(event);
                }
            }
        });
        Self { jobs, thread }
    }

    fn finish(self) {
        drop(self.jobs);
        // A thread that panicked has nothing left to wait for.
        let _ = self.thread.join();
    }
}

fn is_replaceable(job: &Effect) -> bool {
    matches!(
        job,
        Effect::WriteDraft(_)
            | Effect::KeepEdit(_)
            | Effect::SetAside(_)
            | Effect::WorkOut(_)
            | Effect::BuildIndex(_)
    )
}

/// Whether a job makes the one before it needless.
fn replaces(next: &Effect, job: &Effect) -> bool {
    match (next, job) {
        (Effect::SetAside(next), Effect::SetAside(draft)) => next.name == draft.name,
        (Effect::WorkOut(next), Effect::WorkOut(job)) => next.replaces(job),
        _ => std::mem::discriminant(next) == std::mem::discriminant(job),
    }
}

impl Beside {
    /// Starts the threads; results go through the postboxes.
    pub fn start(
        disk: &Disk,
        folders: &Folders,
        reread: &Reread,
        speech: Speech,
        writing: Postbox,
        thinking: Postbox,
    ) -> Self {
        let interviews = Reader::default();
        let work = || Work {
            interviews: interviews.clone(),
            ..Work::new(disk.clone(), folders.clone()).rereading(reread.clone())
        };
        Self {
            writing: Some(Worker::start(work(), writing)),
            thinking: Some(Worker::start(work(), thinking)),
            speech,
        }
    }
}

impl Hands for Beside {
    fn carry_out(&mut self, effect: Effect) -> Option<Event> {
        let effect = match effect {
            Effect::Speak(wish) => {
                self.speech.grant(wish);
                return None;
            }
            effect => effect,
        };
        let thinks = matches!(
            &effect,
            Effect::Notes(job, _) if job.only_reads()
        ) || matches!(
            effect,
            Effect::ReadBank | Effect::BuildIndex(_) | Effect::WorkOut(_) | Effect::ReadThemes(_)
        );
        let worker = if thinks {
            &self.thinking
        } else {
            &self.writing
        };
        if let Some(worker) = worker {
            // The thread ends only after this sender: a failed send cannot be.
            let _ = worker.jobs.send(Job::Do(effect));
        }
        None
    }

    fn settle(&mut self) {
        let Some(worker) = &self.writing else {
            return;
        };
        let (done, is_done) = channel();
        if worker.jobs.send(Job::Answer(done)).is_ok() {
            let _ = is_done.recv_timeout(PATIENCE);
        }
    }

    /// Waits for what touches the disk; a plan that nobody will see is not waited for.
    fn finish(&mut self) {
        self.speech.finish();
        if let Some(worker) = self.writing.take() {
            worker.finish();
        }
    }
}
