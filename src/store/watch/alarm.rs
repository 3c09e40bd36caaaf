//! How the system tells that something stirs.

use std::io;
use std::time::Duration;

use super::super::{Disk, Folders};

/// What the system says of the folders.
pub(super) trait Alarm {
    /// Waits until something stirs, at most so long; false where nothing did.
    fn wait(&mut self, most: Option<Duration>) -> io::Result<bool>;
    /// Looks at the folders that there are now; false where it cannot tell of all of them.
    fn renew(&mut self, disk: &Disk, folders: &Folders) -> bool;
}

/// A system that tells nothing: it is waited for so long.
pub(super) struct Deaf(pub(super) Duration);

impl Alarm for Deaf {
    fn wait(&mut self, most: Option<Duration>) -> io::Result<bool> {
        std::thread::sleep(most.unwrap_or(self.0));
        Ok(false)
    }

    fn renew(&mut self, _disk: &Disk, _folders: &Folders) -> bool {
        false
    }
}
