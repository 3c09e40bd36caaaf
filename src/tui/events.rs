//! What happens: keys, pastes, resizes, signals, and the results of work done beside the loop.

use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use crossterm::event::KeyEvent;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGWINCH};

use super::around::Around;
use super::cards::CardNews;
use super::input::{Decoder, Said};
use super::interviews::InterviewNews;
use super::known::KnownNews;
use super::notes::NoteNews;
use super::speech::News;
use super::theme::Theme;
use super::unfinished::Unfinished;
use crate::bank::Bank;
use crate::clock::Alarm;
use crate::history::record::Ids;
use crate::history::{History, Record};
use crate::interview::room::Snapshot;
use crate::language::Both;
use crate::problem::Problem;
use crate::progress::SoFar;
use crate::search::Index;
use crate::store::watch::Areas;

/// Something that happened.
#[derive(Debug)]
pub enum Event {
    /// A key was pressed.
    Key(KeyEvent),
    /// So many Escapes that were told last were none: a slow line had cut off what follows.
    EscapesTakenBack(usize),
    /// The terminal offers to tell keys apart (the kitty keyboard protocol).
    TellsKeysApart,
    /// The mouse was used.
    Mouse(Mouse),
    /// Text was pasted.
    Paste(String),
    /// The terminal has another size, or must be drawn anew.
    Resized,
    /// The program is asked to end by this signal.
    Signal(i32),
    /// Files of these areas have changed. Of none where the machine only slept.
    Stirred(Areas),
    /// What stands in files that were read anew.
    LookedAround(Box<Around>),
    /// The decks were read.
    BankRead(Arc<Bank>),
    /// This bank can be searched.
    IndexBuilt(Arc<Index>, Arc<Bank>),
    /// The history was read; with it the drafts of sessions that broke off on this device.
    HistoryRead {
        /// The fold of all records.
        history: Arc<History>,
        /// The figures of it that are drawn in every frame.
        so_far: SoFar,
        /// Lines that could not be read.
        problems: Vec<Problem>,
        /// Drafts that no other window is working on.
        drafts: Vec<Draft>,
        /// Names for new records, the same as those of the thread that writes.
        ids: Ids,
        /// What was being written elsewhere.
        unfinished: Vec<Unfinished>,
    },
    /// What was worked out of all cards.
    WorkedOut(Box<KnownNews>),
    /// The record is on the disk.
    Kept(Box<Record>),
    /// The record could not be kept.
    NotKept(Box<Record>, Both),
    /// These records are on the disk, or why they are not.
    KeptAll(Result<Vec<Record>, Both>),
    /// What a speech command heard, or that one failed.
    Speech(News),
    /// What came of a job on the card files.
    Card(Box<CardNews>),
    /// The interviews as they stand in their file.
    Interviews(Box<InterviewNews>),
    /// What came of keeping a look-back.
    LookedBack(Box<LookedBack>),
    /// A report was written to this path, or why it was not.
    Exported(Result<PathBuf, Both>),
    /// What came of a job on notes.
    Notes(Box<NoteNews>),
    /// A draft could not be written.
    DraftFailed(Both),
    /// All themes, with what is wrong in the user's.
    ThemesRead(Vec<Theme>, Vec<Problem>),
    /// The theme of this name is the one of the next start, or why it is not.
    ThemeKept(String, Result<(), Both>),
    /// Whose questions are practised is kept for the next start, or not.
    PracticeKept(Result<(), Both>),
}

/// What was done with the mouse, at a column and a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mouse {
    /// The left button went down.
    Click(u16, u16),
    /// The wheel turned up.
    WheelUp,
    /// The wheel turned down.
    WheelDown,
}

/// What came of keeping a look-back.
#[derive(Debug)]
pub struct LookedBack {
    /// The decks and records that were written.
    pub cards: CardNews,
    /// How many questions became cards and how many were cards already; or why not all of it is
    /// kept.
    pub result: Result<(usize, usize), Both>,
}

/// A session that broke off, with where it stood if that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The session.
    pub session: crate::history::RecordId,
    /// Where it stood.
    pub snapshot: Option<Snapshot>,
}

/// Where events come from: the terminal, or a test's script.
pub trait EventSource {
    /// The next event; `None` when the patience is over. Without patience it waits as long as it
    /// takes.
    fn next(&mut self, patience: Option<Duration>) -> io::Result<Option<Event>>;
}

/// Sends events into the loop from another thread.
#[derive(Debug)]
pub struct Postbox {
    events: Sender<Event>,
    bell: UnixStream,
}

impl Postbox {
    /// Hands an event to the loop and wakes it.
    pub fn post(&mut self, event: Event) {
        if self.events.send(event).is_ok() {
            // A full pipe is as good: the loop has not looked yet and will find the event.
            let _ = self.bell.write(&[0]);
        }
    }
}

/// The real terminal's events. One `poll` waits for the keyboard, for signals and for the other
/// threads at once, so that an idle program is never woken.
#[derive(Debug)]
pub struct TerminalEvents {
    posted: Receiver<Event>,
    sender: Sender<Event>,
    bell: UnixStream,
    bell_end: UnixStream,
    /// What comes from the keyboard; its time counts from `opened`.
    decoder: Decoder,
    opened: Instant,
    /// Ends a long wait also where the machine slept in it, if the system has such a thing.
    alarm: Option<Alarm>,
    signals: signal_hook::iterator::backend::SignalDelivery<
        UnixStream,
        signal_hook::iterator::exfiltrator::SignalOnly,
    >,
}

impl TerminalEvents {
    /// Starts to listen; a single Escape is held back for so long. Fails where signals cannot be
    /// caught.
    pub fn open(escape_wait: Duration) -> io::Result<Self> {
        let (posted_end, posted) = channel();
        let (bell, bell_end) = UnixStream::pair()?;
        bell.set_nonblocking(true)?;
        bell_end.set_nonblocking(true)?;
        let (read, write) = UnixStream::pair()?;
        let signals = signal_hook::iterator::backend::SignalDelivery::with_pipe(
            read,
            write,
            signal_hook::iterator::exfiltrator::SignalOnly,
            [SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGCONT],
        )?;
        Ok(Self {
            posted,
            sender: posted_end,
            bell,
            bell_end,
            decoder: Decoder::new(escape_wait),
            opened: Instant::now(),
            alarm: Alarm::new().ok(),
            signals,
        })
    }

    /// A way into the loop for another thread.
    pub fn postbox(&self) -> io::Result<Postbox> {
        Ok(Postbox {
            events: self.sender.clone(),
            bell: self.bell_end.try_clone()?,
        })
    }

    fn signal(&mut self) -> Option<Event> {
        let mut resized = false;
        let mut ended = None;
        for signal in self.signals.pending() {
            match signal {
                SIGWINCH | SIGCONT => resized = true,
                other => ended = Some(other),
            }
        }
        ended
            .map(Event::Signal)
            .or_else(|| resized.then_some(Event::Resized))
    }

    fn ready(&mut self) -> io::Result<Option<Event>> {
        if let Some(event) = self.signal() {
            return Ok(Some(event));
        }
        let mut dust = [0; 64];
        while self.bell.read(&mut dust).is_ok_and(|read| read > 0) {}
        if let Ok(event) = self.posted.try_recv() {
            return Ok(Some(event));
        }
        loop {
            if let Some(event) = self.said() {
                return Ok(Some(event));
            }
            match terminal()? {
                // The same as being told so.
                Terminal::Gone => return Ok(Some(Event::Signal(SIGHUP))),
                Terminal::HasInput => {
                    let mut bytes = [0; 4096];
                    let read = match rustix::io::read(io::stdin(), &mut bytes) {
                        Ok(0) => return Ok(Some(Event::Signal(SIGHUP))),
                        Ok(read) => read,
                        Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => 0,
                        Err(error) => return Err(error.into()),
                    };
                    self.decoder.feed(&bytes[..read], self.opened.elapsed());
                }
                // Only now: what has come already must not be taken for late.
                Terminal::Quiet => {
                    self.decoder.expire(self.opened.elapsed());
                    return Ok(self.said());
                }
            }
        }
    }

    /// Whether a long wait is over, with the time in which the machine slept.
    fn has_rung(&self) -> io::Result<bool> {
        let Some(alarm) = &self.alarm else {
            return Ok(false);
        };
        let mut source = [PollFd::from_borrowed_fd(alarm.as_fd(), PollFlags::IN)];
        match poll(&mut source, Some(&Timespec::default())) {
            Ok(ready) => Ok(ready > 0),
            Err(rustix::io::Errno::INTR) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// The next thing that the keyboard or the mouse said.
    fn said(&mut self) -> Option<Event> {
        Some(match self.decoder.say()? {
            Said::Key(key) => Event::Key(key),
            Said::TakenBack(escapes) => Event::EscapesTakenBack(escapes),
            Said::Paste(text) => Event::Paste(text),
            Said::Mouse(mouse) => Event::Mouse(mouse),
            Said::HasProtocol => {
                self.decoder.set_protocol(true);
                Event::TellsKeysApart
            }
        })
    }
}

/// From this length on a wait ends also where the machine slept in it. What happens sooner happens soon
/// enough after the sleep.
const LONG: Duration = Duration::from_secs(5);

/// How the terminal is.
enum Terminal {
    /// Its other end is closed.
    Gone,
    /// Something was typed.
    HasInput,
    /// Nothing was.
    Quiet,
}

fn terminal() -> io::Result<Terminal> {
    let stdin = io::stdin();
    let mut source = [PollFd::from_borrowed_fd(stdin.as_fd(), PollFlags::IN)];
    match poll(&mut source, Some(&Timespec::default())) {
        Ok(_) | Err(rustix::io::Errno::INTR) => {}
        Err(error) => return Err(error.into()),
    }
    let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
    let state = source[0].revents();
    Ok(if state.intersects(gone) {
        Terminal::Gone
    } else if state.intersects(PollFlags::IN) {
        Terminal::HasInput
    } else {
        Terminal::Quiet
    })
}

impl EventSource for TerminalEvents {
    fn next(&mut self, patience: Option<Duration>) -> io::Result<Option<Event>> {
        let started = Instant::now();
        let long = patience.filter(|&patience| patience >= LONG);
        if let Some(alarm) = &self.alarm {
            alarm.set(long)?;
        }
        loop {
            if let Some(event) = self.ready()? {
                return Ok(Some(event));
            }
            let left = patience.map(|patience| patience.saturating_sub(started.elapsed()));
            if left.is_some_and(|left| left.is_zero()) {
                return Ok(None);
            }
            let rest_of_sequence = self
                .decoder
                .deadline()
                .map(|deadline| deadline.saturating_sub(self.opened.elapsed()));
            let timeout = left.into_iter().chain(rest_of_sequence).min();
            let timeout = timeout.and_then(|timeout| Timespec::try_from(timeout).ok());
            let stdin = io::stdin();
            let signals = self.signals.get_read();
            let alarm = self.alarm.as_ref().filter(|_| long.is_some());
            let alarm = alarm.map_or(stdin.as_fd(), AsFd::as_fd);
            let mut sources = [stdin.as_fd(), self.bell.as_fd(), signals.as_fd(), alarm]
                .map(|file| PollFd::from_borrowed_fd(file, PollFlags::IN));
            match poll(&mut sources, timeout.as_ref()) {
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
            if long.is_some() && self.has_rung()? {
                return Ok(None);
            }
        }
    }
}
