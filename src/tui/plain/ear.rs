//! Lines of the standard input, with a time limit for each.

use std::io::{self, IsTerminal};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use super::{Ear, Heard};

/// The standard input.
#[derive(Debug)]
pub struct Stdin {
    /// What has come of the next lines.
    held: Vec<u8>,
    is_closed: bool,
    /// Readable once a signal asks for the end.
    signalled: UnixStream,
    is_terminal: bool,
}

impl Stdin {
    /// Begins to listen. Fails where signals cannot be caught.
    pub fn open() -> io::Result<Self> {
        let (signalled, told) = UnixStream::pair()?;
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            signal_hook::low_level::pipe::register(signal, told.try_clone()?)?;
        }
        Ok(Self {
            held: Vec::new(),
            is_closed: false,
            signalled,
            is_terminal: io::stdin().is_terminal(),
        })
    }

    fn held_line(&mut self) -> Option<String> {
        let (line, rest) = match memchr::memchr(b'\n', &self.held) {
            Some(end) => (end, end + 1),
            None if self.is_closed && !self.held.is_empty() => (self.held.len(), self.held.len()),
            None => return None,
        };
        let words = String::from_utf8_lossy(&self.held[..line]).into_owned();
        self.held.drain(..rest);
        Some(words)
    }
}

impl Ear for Stdin {
    fn line(&mut self, patience: Option<Duration>) -> io::Result<Heard> {
        let started = Instant::now();
        loop {
            if let Some(line) = self.held_line() {
                return Ok(Heard::Line(line));
            }
            if self.is_closed {
                return Ok(Heard::End);
            }
            let left = patience.map(|patience| patience.saturating_sub(started.elapsed()));
            let timeout = left.and_then(|left| Timespec::try_from(left).ok());
            let stdin = io::stdin();
            let mut sources = [
                PollFd::from_borrowed_fd(stdin.as_fd(), PollFlags::IN),
                PollFd::from_borrowed_fd(self.signalled.as_fd(), PollFlags::IN),
            ];
            match poll(&mut sources, timeout.as_ref()) {
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
            let [input, signal] = &sources;
            if !signal.revents().is_empty() {
                self.is_closed = true;
                self.held.clear();
            } else if !input.revents().is_empty() {
                let mut bytes = [0; 4096];
                match rustix::io::read(&stdin, &mut bytes) {
                    Ok(0) | Err(rustix::io::Errno::IO) => self.is_closed = true,
                    Ok(read) => self.held.extend_from_slice(&bytes[..read]),
                    Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
                    Err(error) => return Err(error.into()),
                }
            } else if patience.is_some_and(|patience| started.elapsed() >= patience) {
                return Ok(Heard::Nothing);
            }
        }
    }

    fn pause(&mut self, time: Duration) -> io::Result<()> {
        let until = Instant::now() + time;
        while let Some(left) = until.checked_duration_since(Instant::now()) {
            let timeout = Timespec::try_from(left).ok();
            let mut sources = [PollFd::from_borrowed_fd(
                self.signalled.as_fd(),
                PollFlags::IN,
            )];
            match poll(&mut sources, timeout.as_ref()) {
                Ok(0) | Err(rustix::io::Errno::INTR) => {}
                Ok(_) => {
                    self.is_closed = true;
                    self.held.clear();
                    break;
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    fn echoes(&self) -> bool {
        self.is_terminal
    }
}
