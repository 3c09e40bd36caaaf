//! Seeing that files have changed outside: another window, an editor, git, a sync tool.
//!
//! The system tells that something stirred in a folder (`inotify`, on Linux); what has changed is found by
//! comparing the [`Stamps`] of all files with those of before. Where the system tells nothing (another
//! system, a folder of another machine), the stamps are looked at every 30 seconds.

use std::time::Duration;

use super::{Disk, Folders};
use crate::clock::Gap;

mod alarm;
mod areas;
#[cfg(any(target_os = "linux", target_os = "android"))]
mod inotify;
mod power;
mod stamps;

use alarm::{Alarm, Deaf};
pub use areas::{Area, Areas};
pub use stamps::Stamps;

/// How long nothing may stir before it is looked what came.
const QUIET: Duration = Duration::from_millis(200);

/// Where something stirs all the time, it is looked this often: so many times [`QUIET`].
const MOST_WAITS: usize = 10;

/// How often stamps are looked at where the system tells nothing.
const LOOK_EVERY: Duration = Duration::from_secs(30);

/// When it is looked for changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Watching {
    /// Always.
    #[default]
    On,
    /// As `On`, but stamps are not looked at while the machine runs on its battery.
    PluggedIn,
    /// Never by itself.
    Off,
}

/// Watches on a thread of its own, up to the program's end. `tell` is told which areas have changed;
/// none where the machine has only slept, which is no change but may have turned the day.
pub fn start(
    disk: Disk,
    folders: Folders,
    watching: Watching,
    mut tell: impl FnMut(Areas) + Send + 'static,
) {
    if watching == Watching::Off {
        return;
    }
    let mut stamps = Stamps::of(&disk, &folders);
    let watch = move || {
        let mut alarm = alarm();
        let mut gap = Gap::start();
        loop {
            // The folders first: what comes after them is heard, and what came before is seen.
            let hears_all = alarm.renew(&disk, &folders);
            let now = Stamps::of(&disk, &folders);
            let changed = stamps.changed(&now, &folders);
            stamps = now;
            if !changed.is_nothing() {
                tell(changed);
            }
            let most = (!hears_all).then_some(LOOK_EVERY);
            loop {
                match alarm.wait(most) {
                    Err(_) => return,
                    Ok(true) => {
                        settle(&mut *alarm);
                        break;
                    }
                    Ok(false) => {}
                }
                if gap.was_asleep() {
                    tell(Areas::default());
                }
                if watching == Watching::On || !power::is_on_battery() {
                    break;
                }
            }
        }
    };
    // Where no thread can be made, nothing is watched; the key that reads anew does without one.
    let _ = std::thread::Builder::new()
        .name("watch".to_owned())
        .spawn(watch);
}

/// Waits until nothing stirs any more.
fn settle(alarm: &mut dyn Alarm) {
    for _ in 0..MOST_WAITS {
        if !alarm.wait(Some(QUIET)).unwrap_or(false) {
            return;
        }
    }
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn alarm() -> Box<dyn Alarm> {
    match inotify::Inotify::new() {
        Ok(alarm) => Box::new(alarm),
        Err(_) => Box::new(Deaf(LOOK_EVERY)),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn alarm() -> Box<dyn Alarm> {
    Box::new(Deaf(LOOK_EVERY))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn what_comes_is_told_by_its_area_and_what_is_not_ours_is_not() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        fs::create_dir_all(folders.drafts()).unwrap();
        let (told, hears) = channel();
        let tell = move |areas| told.send(areas).unwrap_or(());
        start(Disk::whole(), folders.clone(), Watching::On, tell);
        let next = || hears.recv_timeout(Duration::from_secs(60)).unwrap();
        let only = |area| Areas::default().with(area);
        // A draft is no news; the folder of decks is new, and so is one in it.
        fs::write(folders.drafts().join("x.json"), "{}").unwrap();
        fs::create_dir_all(folders.decks().join("mine")).unwrap();
        fs::write(folders.decks().join("mine/a.toml"), "").unwrap();
        assert_eq!(next(), only(Area::Decks));
        fs::write(folders.decks().join("mine/a.toml"), "x = 1").unwrap();
        assert_eq!(next(), only(Area::Decks));
        fs::write(folders.data.join("interviews.toml"), "").unwrap();
        assert_eq!(next(), only(Area::Interviews));
        fs::create_dir_all(folders.config.join("themes")).unwrap();
        fs::write(folders.config.join("themes/mine.toml"), "").unwrap();
        assert_eq!(next(), only(Area::Config));
        fs::create_dir_all(folders.history()).unwrap();
        fs::write(folders.history().join("a-b.jsonl"), "").unwrap();
        fs::remove_file(folders.decks().join("mine/a.toml")).unwrap();
        assert_eq!(next(), only(Area::History).with(Area::Decks));
    }
}
