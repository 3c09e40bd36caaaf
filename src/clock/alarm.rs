//! An alarm that a sleeping machine does not miss.

use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::time::Duration;

/// A file that can be read from when a length of time is over. The time in which the machine sleeps counts,
/// other than that of `poll`: what is to happen at four in the morning happens when the machine is woken at eight.
/// Linux alone has it; elsewhere there is none.
#[derive(Debug)]
pub struct Alarm {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    file: std::os::fd::OwnedFd,
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    file: std::convert::Infallible,
}

#[cfg(any(target_os = "linux", target_os = "android"))]
impl Alarm {
    /// An alarm that is not set.
    pub fn new() -> io::Result<Self> {
        use rustix::time::{TimerfdClockId, TimerfdFlags, timerfd_create};
        let flags = TimerfdFlags::NONBLOCK | TimerfdFlags::CLOEXEC;
        let file = timerfd_create(TimerfdClockId::Boottime, flags)?;
        Ok(Self { file })
    }

    /// Sets it; without a length of time it is not set any more.
    pub fn set(&self, after: Option<Duration>) -> io::Result<()> {
        use rustix::time::{Itimerspec, TimerfdTimerFlags, Timespec, timerfd_settime};
        let none = Timespec::default();
        let value = after.and_then(|after| Timespec::try_from(after).ok());
        let time = Itimerspec {
            it_interval: none,
            it_value: value.unwrap_or(none),
        };
        timerfd_settime(&self.file, TimerfdTimerFlags::empty(), &time)?;
        Ok(())
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
impl Alarm {
    /// There is none.
    pub fn new() -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// There is none.
    pub fn set(&self, _after: Option<Duration>) -> io::Result<()> {
        match self.file {}
    }
}

impl AsFd for Alarm {
    fn as_fd(&self) -> BorrowedFd<'_> {
        #[cfg(any(target_os = "linux", target_os = "android"))]
        return self.file.as_fd();
        #[cfg(not(any(target_os = "linux", target_os = "android")))]
        match self.file {}
    }
}

#[cfg(all(test, any(target_os = "linux", target_os = "android")))]
mod tests {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    use super::*;

    #[test]
    fn it_rings_once_and_not_after_it_was_taken_back() {
        let alarm = Alarm::new().unwrap();
        let rings = |most: Duration| {
            let mut source = [PollFd::from_borrowed_fd(alarm.as_fd(), PollFlags::IN)];
            poll(&mut source, Some(&Timespec::try_from(most).unwrap())).unwrap() > 0
        };
        assert!(!rings(Duration::ZERO));
        alarm.set(Some(Duration::from_millis(1))).unwrap();
        assert!(rings(Duration::from_secs(60)));
        alarm.set(None).unwrap();
        assert!(!rings(Duration::ZERO));
    }
}
