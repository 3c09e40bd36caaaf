//! Linux tells of every folder that it is asked to look at.

use std::collections::HashSet;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::inotify::{CreateFlags, WatchFlags, add_watch, init, remove_watch};
use rustix::io::Errno;

use super::super::{Disk, Folders, Kept};
use super::alarm::Alarm;
use super::stamps::watched;

/// What is told of a folder: every change of its files that is finished, and every name that comes or goes.
const CHANGES: WatchFlags = WatchFlags::CLOSE_WRITE
    .union(WatchFlags::CREATE)
    .union(WatchFlags::DELETE)
    .union(WatchFlags::DELETE_SELF)
    .union(WatchFlags::MOVE)
    .union(WatchFlags::MOVE_SELF);

/// Kinds of disks on which another machine may write, of which nobody tells: NFS, CIFS and SMB, FUSE, 9P, AFS,
/// Coda, Ceph, GFS2, OCFS2, `VirtualBox`'s.
const OF_OTHERS: [i128; 13] = [
    0x6969,
    0xFF53_4D42,
    0xFE53_4D42,
    0x517B,
    0x6573_5546,
    0x0102_1997,
    0x5346_414F,
    0x7375_7245,
    0x00C3_6400,
    0x0116_1970,
    0x7461_636F,
    0x786F_4256,
    0x6B41_4653,
];

/// The folders that Linux looks at for us.
pub(super) struct Inotify {
    file: OwnedFd,
    watches: HashSet<i32>,
}

impl Inotify {
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self {
            file: init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC)?,
            watches: HashSet::new(),
        })
    }

    /// Takes what was told out of the file.
    fn drain(&self) -> io::Result<bool> {
        let mut bytes = [0; 4096];
        let mut has_any = false;
        loop {
            match rustix::io::read(&self.file, &mut bytes) {
                Ok(0) | Err(Errno::AGAIN) => return Ok(has_any),
                Ok(_) => has_any = true,
                Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}

impl Alarm for Inotify {
    fn wait(&mut self, most: Option<Duration>) -> io::Result<bool> {
        let timeout = most.and_then(|most| Timespec::try_from(most).ok());
        let mut source = [PollFd::from_borrowed_fd(self.file.as_fd(), PollFlags::IN)];
        match poll(&mut source, timeout.as_ref()) {
            Ok(_) | Err(Errno::INTR) => self.drain(),
            Err(error) => Err(error.into()),
        }
    }

    fn renew(&mut self, disk: &Disk, folders: &Folders) -> bool {
        let mut looked = Looked {
            disk,
            file: &self.file,
            watches: HashSet::new(),
            visited: HashSet::new(),
            hears_all: true,
        };
        for (folder, depth) in watched(folders) {
            looked.look(&folder, depth);
        }
        let Looked {
            watches, hears_all, ..
        } = looked;
        for old in self.watches.difference(&watches) {
            // That of a folder which is gone has gone with it.
            let _ = remove_watch(&self.file, *old);
        }
        self.watches = watches;
        hears_all
    }
}

/// What is looked at from now on.
struct Looked<'a> {
    disk: &'a Disk,
    file: &'a OwnedFd,
    watches: HashSet<i32>,
    visited: HashSet<PathBuf>,
    hears_all: bool,
}

impl Looked<'_> {
    fn look(&mut self, folder: &Path, depth: usize) {
        if self.disk.kind_of(folder) != Kept::Folder {
            // It may be made: that is told by the nearest folder that is there.
            let above = folder.ancestors().skip(1);
            let there = above.filter(|above| self.disk.kind_of(above) == Kept::Folder);
            if let Some(there) = there.take(1).next() {
                self.watch(there, WatchFlags::CREATE | WatchFlags::MOVED_TO);
            }
            return;
        }
        self.watch(folder, CHANGES);
        if let Ok(real) = self.disk.canonical(folder)
            && !self.visited.insert(real)
        {
            return;
        }
        for path in self.disk.entries(folder).unwrap_or_default() {
            let name = path.file_name().unwrap_or_default();
            if name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            match self.disk.kind_of(&path) {
                Kept::Folder if depth > 0 => self.look(&path, depth - 1),
                // What a link leads to changes in another folder.
                Kept::File if self.disk.is_link(&path) => self.watch(&path, CHANGES),
                _ => {}
            }
        }
    }

    fn watch(&mut self, path: &Path, changes: WatchFlags) {
        // The same folder may be looked at for two reasons.
        let changes = changes | WatchFlags::MASK_ADD;
        match add_watch(self.file, path, changes) {
            Ok(watch) => {
                self.watches.insert(watch);
                self.hears_all &= !is_of_others(path);
            }
            // It went in this moment.
            Err(Errno::NOENT | Errno::NOTDIR) => {}
            Err(_) => self.hears_all = false,
        }
    }
}

fn is_of_others(path: &Path) -> bool {
    let kind = rustix::fs::statfs(path).map(|disk| i128::from(disk.f_type));
    // A kind is a number without a sign, whatever the system calls it.
    kind.is_ok_and(|kind| OF_OTHERS.contains(&(kind & 0xFFFF_FFFF)))
}
