//! One option changed in the user's `config.toml`: its value is exchanged and every other byte
//! of the file stays.

use std::path::PathBuf;

use toml::Value;

use super::practice::Practice;
use crate::both;
use crate::language::Both;
use crate::store::{Disk, Folders, Unwritable};
use crate::toml::edit::{Document, Edit, new_file};

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

/// Keeps the theme's name for the next start.
pub fn keep_theme(disk: &Disk, folders: &Folders, name: &str) -> Result<(), NotKept> {
    let new = new_file([("theme", name.into())]);
    keep(disk, folders, &new, |text| with_theme(text, name))
}

/// Keeps whose questions are practised for the next start.
pub fn keep_practice(disk: &Disk, folders: &Folders, practice: &Practice) -> Result<(), NotKept> {
    let new = with_practice("", practice).ok_or(NotKept::Broken)?;
    keep(disk, folders, &new, |text| with_practice(text, practice))
}

/// Writes a new file where there is none, else what `change` makes of the old one.
fn keep(
    disk: &Disk,
    folders: &Folders,
    new: &str,
    change: impl Fn(&str) -> Option<String>,
) -> Result<(), NotKept> {
    let path = path(folders);
    let made: Result<(), NotKept> = disk.create(&path, new.as_bytes(), || Ok(()));
    match made {
        Err(NotKept::Disk(Unwritable::Exists)) => {}
        done => return done,
    }
    let plan = |old: &[u8]| {
        let text = std::str::from_utf8(old).map_err(|_| NotKept::Broken)?;
        let new = change(text).ok_or(NotKept::Broken)?;
        Ok((Some(new.into_bytes()), ()))
    };
    disk.rewrite(&path, plan, |()| Ok(()))
}

/// The text with other languages and roles; `None` where it is no TOML, or where `practice` is no
/// table.
fn with_practice(text: &str, practice: &Practice) -> Option<String> {
    let document = Document::read(text, &[]).ok()?;
    let mut table = match document.values().get("practice") {
        None => toml::Table::new(),
        Some(old) => old.as_table()?.clone(),
    };
    table.insert("languages".to_owned(), practice.languages.clone().into());
    table.insert("roles".to_owned(), practice.roles.clone().into());
    let mut edit = Edit::new(&document);
    edit.set(vec![("practice", Some(Value::Table(table)))]);
    Some(edit.finish().ok()?.text)
}

/// The text with another theme; `None` where it is no TOML, or where `theme` holds no text.
fn with_theme(text: &str, name: &str) -> Option<String> {
    let document = Document::read(text, &[]).ok()?;
    let old = document.values().get("theme");
    if old.is_some_and(|old| !old.is_str()) {
        return None;
    }
    let mut edit = Edit::new(&document);
    edit.set(vec![("theme", Some(Value::from(name)))]);
    Some(edit.finish().ok()?.text)
}

#[cfg(test)]
mod tests {
    use super::super::Settings;
    use super::*;

    fn with_nord(text: &str) -> Option<String> {
        with_theme(text, "nord")
    }

    #[test]
    fn only_the_value_changes() {
        let text = "\u{feff}# mine\r\n  theme  = 'dark'   # dim room\r\nlanguage = \"ko\"\r\n";
        assert_eq!(
            with_nord(text).as_deref(),
            Some(text.replace("'dark'", "'nord'").as_str())
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
            ("# only words", "# only words\ntheme = \"nord\""),
            (
                "language = \"ko\" # mine",
                "language = \"ko\" # mine\ntheme = \"nord\"",
            ),
            (
                "a = [\r\n 1,\r\n]\r\n\r\n[later]\r\nb = 1\r\n",
                "a = [\r\n 1,\r\n]\r\ntheme = \"nord\"\r\n\r\n[later]\r\nb = 1\r\n",
            ),
            ("[later]\nb = 1\n", "theme = \"nord\"\n[later]\nb = 1\n"),
            (
                "# mine\n\n# about later\n[later]\nb = 1\n",
                "# mine\ntheme = \"nord\"\n\n# about later\n[later]\nb = 1\n",
            ),
            (
                "later.b = 1\nc = 2\n",
                "later.b = 1\nc = 2\ntheme = \"nord\"\n",
            ),
        ] {
            assert_eq!(with_nord(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(with_nord("theme = 3\n"), None);
    }

    #[test]
    fn whose_questions_are_practised_changes_its_own_lines_alone() {
        let practice = Practice {
            languages: vec!["ko".to_owned()],
            roles: vec!["qa".to_owned()],
        };
        for text in [
            "",
            "theme = 'x' # mine",
            "[practice] # mine\r\nlanguages = [] # none\r\n[speech]\r\n",
            "[practice]\nroles = [ 'ios', # was\n] # end\n",
            "[practice]",
            super::super::DEFAULTS,
        ] {
            let new = with_practice(text, &practice).unwrap();
            let read: toml::Table = new.parse().unwrap();
            let kept = read["practice"].as_table().unwrap();
            assert_eq!(kept["languages"], Value::from(vec!["ko"]), "{text}");
            assert_eq!(kept["roles"], Value::from(vec!["qa"]), "{text}");
            for comment in ["# mine", "# none", "# end", "[speech]"] {
                assert_eq!(new.contains(comment), text.contains(comment), "{new}");
            }
        }
        assert_eq!(with_practice("practice = 3", &practice), None);
        assert_eq!(with_practice("practice = [\n", &practice), None);
    }

    #[test]
    fn a_broken_file_is_left_as_it_is() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        std::fs::create_dir_all(&folders.config).unwrap();
        let broken = "theme = \"dark\nlanguage = \"ko\"\n";
        std::fs::write(path(&folders), broken).unwrap();
        let kept = keep_theme(&Disk::whole(), &folders, "nord");
        assert!(matches!(kept, Err(NotKept::Broken)));
        assert_eq!(std::fs::read_to_string(path(&folders)).unwrap(), broken);
    }

    #[test]
    fn a_theme_is_kept_whether_there_was_a_file_or_not() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        for name in ["nord", "my \"own\""] {
            keep_theme(&Disk::whole(), &folders, name).unwrap();
            let (settings, problems) = Settings::load(&Disk::whole(), &folders);
            assert_eq!((settings.theme.as_str(), problems.len()), (name, 0));
        }
    }
}
