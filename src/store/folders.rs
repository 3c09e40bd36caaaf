//! Where things lie: the data, the config and this device's name.

use std::path::{Path, PathBuf};

use directories::{BaseDirs, ProjectDirs};

use super::Disk;
use super::replace::Durability;

/// The folders of one user on one machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// Decks, history, interviews, drafts.
    pub data: PathBuf,
    /// `config.toml`, themes, presets, keymap.
    pub config: PathBuf,
    /// What belongs to this machine alone: its device name.
    pub state: PathBuf,
    /// What a person means by `~`.
    pub home: Option<PathBuf>,
}

impl Folders {
    /// The folders of this user by the system's conventions. `None` without a home folder.
    pub fn of_user() -> Option<Self> {
        let dirs = ProjectDirs::from("", "", "hotseat")?;
        let state = dirs
            .state_dir()
            .map_or_else(|| dirs.cache_dir().to_owned(), Path::to_owned);
        Some(Self {
            data: dirs.data_dir().to_owned(),
            config: dirs.config_dir().to_owned(),
            state,
            home: BaseDirs::new().map(|dirs| dirs.home_dir().to_owned()),
        })
    }

    /// All folders below one, as tests and portable set-ups want them.
    pub fn below(root: &Path) -> Self {
        Self {
            data: root.join("data"),
            config: root.join("config"),
            state: root.join("state"),
            home: Some(root.join("home")),
        }
    }

    /// The user's decks.
    pub fn decks(&self) -> PathBuf {
        self.data.join("decks")
    }

    /// Words that mean the same in the search, the user's own.
    pub fn spellings(&self) -> PathBuf {
        self.config.join("spellings.txt")
    }

    /// The logs of all devices.
    pub fn history(&self) -> PathBuf {
        self.data.join("history")
    }

    /// Reports that were written out.
    pub fn reports(&self) -> PathBuf {
        self.data.join("reports")
    }

    /// What is being typed.
    pub fn drafts(&self) -> PathBuf {
        self.data.join("drafts")
    }

    /// What was recorded, a folder for each session.
    pub fn recordings(&self) -> PathBuf {
        self.data.join("recordings")
    }

    /// This device's name, made at the first call and kept in the state folder: a shared data
    /// folder must not be written under one name by two machines. Where it cannot be kept, the
    /// host's name alone serves.
    pub fn device(&self, disk: &Disk) -> String {
        let path = self.state.join("device");
        if let Ok(bytes) = disk.read(&path)
            && let Ok(name) = String::from_utf8(bytes)
            && is_device_name(name.trim())
        {
            return name.trim().to_owned();
        }
        let host = host_name();
        let suffix: String = ulid_letters().chars().rev().take(4).collect();
        let name = format!("{host}-{suffix}");
        match disk.replace(&path, format!("{name}\n").as_bytes(), Durability::Power) {
            Ok(()) => name,
            Err(_) => host,
        }
    }
}

fn ulid_letters() -> String {
    ulid::Ulid::from_parts(0, rand::random())
        .to_string()
        .to_lowercase()
}

fn is_device_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 64
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// The host's name in letters that every file system takes.
fn host_name() -> String {
    let name = rustix::system::uname()
        .nodename()
        .to_string_lossy()
        .into_owned();
    let name: String = name
        .split('.')
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .take(32)
        .collect();
    if name.is_empty() {
        "device".to_owned()
    } else {
        name.to_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_keeps_its_name() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        let name = folders.device(&Disk::whole());
        assert!(is_device_name(&name), "{name}");
        assert_eq!(folders.device(&Disk::whole()), name);
        let other = Folders::below(&root.path().join("other")).device(&Disk::whole());
        assert_ne!(other, name);
    }
}
