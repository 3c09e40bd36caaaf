//! One option changed in the user's `config.toml`: its value is exchanged and every other byte
//! of the file stays.

use std::ops::Range;
use std::path::PathBuf;

use toml::de::DeTable;

use super::{Practice, Settings};
use crate::both;
use crate::language::Both;
use crate::store::{Disk, Folders, Unwritable};

/// Why an option was not kept. The file is as it was.
#[derive(Debug, thiserror::Error)]
pub enum NotKept {
    /// The file cannot be read as TOML, so nobody knows where the option stands.
    #[error("config.toml has errors; mend them first (`hotseat` lists them under problems)")]
    Broken,
    /// The disk refused.
    #[error(transparent)]
    Disk(#[from] Unwritable),
}

impl NotKept {
    /// What went wrong, in both languages.
    pub fn words(&self) -> Both {
        match self {
            Self::Broken => both!(
                "config.toml에 오류가 있어 고쳐 쓰지 않았습니다. 오류를 먼저 고치세요.",
                "config.toml has errors and was left as it is. Mend them first."
            ),
            Self::Disk(error) => both!(
                "config.toml을 쓰지 못했습니다 ({error})",
                "config.toml could not be written ({error})"
            ),
        }
    }
}

pub(super) fn path(folders: &Folders) -> PathBuf {
    folders.config.join("config.toml")
}

impl Settings {
    /// Keeps whose questions are practised for the next start.
    pub fn keep_practice(
        disk: &Disk,
        folders: &Folders,
        practice: &Practice,
    ) -> Result<(), NotKept> {
        let list = |names: &[String]| toml::Value::from(names.to_vec()).to_string();
        let values = [
            ("languages", list(&practice.languages)),
            ("roles", list(&practice.roles)),
        ];
        let path = path(folders);
        let made: Result<(), NotKept> = disk.create(&path, b"", || Ok(()));
        match made {
            Ok(()) | Err(NotKept::Disk(Unwritable::Exists)) => {}
            Err(error) => return Err(error),
        }
        let plan = |old: &[u8]| {
            let mut text = std::str::from_utf8(old)
                .map_err(|_| NotKept::Broken)?
                .to_owned();
            for (key, value) in &values {
                text = with_value_in(&text, "practice", key, value).ok_or(NotKept::Broken)?;
            }
            Ok((Some(text.into_bytes()), ()))
        };
        disk.rewrite(&path, plan, |()| Ok(()))
    }

    /// Keeps the theme's name for the next start.
    pub fn keep_theme(disk: &Disk, folders: &Folders, name: &str) -> Result<(), NotKept> {
        let value = toml::Value::from(name).to_string();
        let path = path(folders);
        let made: Result<(), NotKept> =
            disk.create(&path, format!("theme = {value}\n").as_bytes(), || Ok(()));
        match made {
            Err(NotKept::Disk(Unwritable::Exists)) => {}
            done => return done,
        }
        let plan = |old: &[u8]| {
            let text = std::str::from_utf8(old).map_err(|_| NotKept::Broken)?;
            let new = with_value(text, "theme", &value).ok_or(NotKept::Broken)?;
            Ok((Some(new.into_bytes()), ()))
        };
        disk.rewrite(&path, plan, |()| Ok(()))
    }
}

/// The text with another value for a key outside of all tables; `None` where it is no TOML.
fn with_value(text: &str, key: &str, value: &str) -> Option<String> {
    let mark = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let toml = &text[mark..];
    let table = DeTable::parse(toml).ok()?;
    let found = table.get_ref().get(key);
    let (place, new) = match found {
        Some(old) => (old.span(), value.to_owned()),
        None => addition(toml, &table, key, value),
    };
    let mut changed = text.to_owned();
    changed.replace_range(mark + place.start..mark + place.end, &new);
    // Whatever the file looks like, it must say now what was asked for, or it is left alone.
    let says = DeTable::parse(&changed[mark..]).is_ok_and(|table| {
        let found = table.get_ref().get(key).map(toml::Spanned::span);
        found.is_some_and(|at| &changed[mark..][at] == value)
    });
    says.then_some(changed)
}

/// The text with another value for a key of a table that has a header of its own; the table comes
/// at the end where there is none. `None` where the text is no TOML or has the table in another
/// form.
fn with_value_in(text: &str, table: &str, key: &str, value: &str) -> Option<String> {
    let mark = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let toml = &text[mark..];
    let newline = if toml.contains("\r\n") { "\r\n" } else { "\n" };
    let read = DeTable::parse(toml).ok()?;
    let (place, new) = match read.get_ref().get(table) {
        None => {
            let gap = if toml.is_empty() || toml.ends_with('\n') {
                ""
            } else {
                newline
            };
            let empty = if toml.is_empty() { "" } else { newline };
            let end = toml.len();
            let new = format!("{gap}{empty}[{table}]{newline}{key} = {value}{newline}");
            (end..end, new)
        }
        Some(found) => {
            let values = found.get_ref().as_table()?;
            if let Some(old) = values.get(key) {
                (old.span(), value.to_owned())
            } else {
                let header = found.span();
                if !toml[header.clone()].starts_with('[') {
                    return None;
                }
                let line = toml[header.start..].find('\n');
                let at = line.map_or(toml.len(), |end| header.start + end + 1);
                let gap = if line.is_none() { newline } else { "" };
                (at..at, format!("{gap}{key} = {value}{newline}"))
            }
        }
    };
    let mut changed = text.to_owned();
    changed.replace_range(mark + place.start..mark + place.end, &new);
    // Whatever the file looks like, it must say now what was asked for, or it is left alone.
    let says = DeTable::parse(&changed[mark..]).is_ok_and(|read| {
        let found = read.get_ref().get(table);
        let found = found.and_then(|found| found.get_ref().as_table()?.get(key));
        found.is_some_and(|at| &changed[mark..][at.span()] == value)
    });
    says.then_some(changed)
}

/// Where a new line goes, and the line: after the last of the file's own keys, before its tables.
fn addition(
    text: &str,
    table: &toml::Spanned<DeTable<'_>>,
    key: &str,
    value: &str,
) -> (Range<usize>, String) {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let plain = table.get_ref().iter().filter(|(key, value)| {
        // A table with a header stands before its own key in the text.
        value.span().start > key.span().start
    });
    let last = plain.map(|(_, value)| value.span().end).max();
    let at = last.map_or(0, |last| {
        text[last..]
            .find('\n')
            .map_or(text.len(), |end| last + end + 1)
    });
    let needs_end = at > 0 && !text[..at].ends_with('\n');
    let before = if needs_end { newline } else { "" };
    (at..at, format!("{before}{key} = {value}{newline}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_nord(text: &str) -> Option<String> {
        with_value(text, "theme", "\"nord\"")
    }

    #[test]
    fn only_the_value_changes() {
        let text = "\u{feff}# mine\r\n  theme  = 'dark'   # dim room\r\nlanguage = \"ko\"\r\n";
        assert_eq!(
            with_nord(text).as_deref(),
            Some(text.replace("'dark'", "\"nord\"").as_str())
        );
        let defaults = super::super::DEFAULTS;
        assert_eq!(
            with_nord(defaults),
            Some(defaults.replace("theme = \"dark\"", "theme = \"nord\""))
        );
    }

    #[test]
    fn a_key_that_was_not_there_comes_after_the_others_and_before_tables() {
        for (text, expected) in [
            ("", "theme = \"nord\"\n"),
            ("# only words", "theme = \"nord\"\n# only words"),
            (
                "language = \"ko\" # mine",
                "language = \"ko\" # mine\ntheme = \"nord\"\n",
            ),
            (
                "a = [\r\n 1,\r\n]\r\n\r\n[later]\r\nb = 1\r\n",
                "a = [\r\n 1,\r\n]\r\ntheme = \"nord\"\r\n\r\n[later]\r\nb = 1\r\n",
            ),
            ("[later]\nb = 1\n", "theme = \"nord\"\n[later]\nb = 1\n"),
            (
                "later.b = 1\nc = 2\n",
                "later.b = 1\nc = 2\ntheme = \"nord\"\n",
            ),
        ] {
            assert_eq!(with_nord(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn whose_questions_are_practised_changes_its_own_lines_alone() {
        let with = |text: &str| with_value_in(text, "practice", "roles", "[\"qa\"]");
        for (text, expected) in [
            ("", "[practice]\nroles = [\"qa\"]\n"),
            (
                "theme = 'x'",
                "theme = 'x'\n\n[practice]\nroles = [\"qa\"]\n",
            ),
            (
                "[practice] # mine\r\nlanguages = [] # none\r\n[speech]\r\n",
                "[practice] # mine\r\nroles = [\"qa\"]\r\nlanguages = [] # none\r\n[speech]\r\n",
            ),
            (
                "[practice]\nroles = [ 'ios', # was\n] # end\n",
                "[practice]\nroles = [\"qa\"] # end\n",
            ),
            ("[practice]", "[practice]\nroles = [\"qa\"]\n"),
        ] {
            assert_eq!(with(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(with("practice = 3"), None);
        assert_eq!(with("practice = [\n"), None);
        let defaults = with(super::super::DEFAULTS).unwrap();
        assert!(defaults.contains("\nroles = [\"qa\"]\n"));
        assert_eq!(
            defaults.len(),
            super::super::DEFAULTS.len() + "\"qa\"".len()
        );
    }

    #[test]
    fn a_broken_file_is_left_as_it_is() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        std::fs::create_dir_all(&folders.config).unwrap();
        let broken = "theme = \"dark\nlanguage = \"ko\"\n";
        std::fs::write(path(&folders), broken).unwrap();
        let kept = Settings::keep_theme(&Disk::whole(), &folders, "nord");
        assert!(matches!(kept, Err(NotKept::Broken)));
        assert_eq!(std::fs::read_to_string(path(&folders)).unwrap(), broken);
    }

    #[test]
    fn a_theme_is_kept_whether_there_was_a_file_or_not() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        for name in ["nord", "my \"own\""] {
            Settings::keep_theme(&Disk::whole(), &folders, name).unwrap();
            let (settings, problems) = Settings::load(&Disk::whole(), &folders);
            assert_eq!((settings.theme.as_str(), problems.len()), (name, 0));
        }
    }
}
