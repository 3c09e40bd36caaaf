//! What is left where two machines changed one file: the copies that sync tools and merge tools lay beside it
//! ([`names`]), and the markers that git writes into it. They are recognised here and never removed.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use memchr::memmem;

use super::{Disk, Folders, Kept};
use crate::both;
use crate::problem::{Problem, Severity};

pub mod names;

/// Folders are looked through this deep, as decks are.
const DEEPEST_FOLDER: usize = 32;

/// A copy that lies beside the file it is a copy of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ConflictCopy {
    /// The copy.
    pub path: PathBuf,
    /// The file itself, which need not be there.
    pub original: PathBuf,
}

impl ConflictCopy {
    /// The copy at a path; `None` where its name is no copy's.
    pub fn at(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?;
        Some(Self {
            path: path.to_owned(),
            original: path.with_file_name(names::surely(name)?),
        })
    }

    /// The original's file name.
    pub fn original_name(&self) -> String {
        let name = self.original.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    /// Every copy of a deck, a history or another file of ours below a folder, by path.
    pub fn below(disk: &Disk, folder: &Path) -> Vec<Self> {
        let mut copies = Vec::new();
        let mut waiting = vec![(folder.to_owned(), 0)];
        while let Some((folder, depth)) = waiting.pop() {
            for path in disk.entries(&folder).unwrap_or_default() {
                let is_hidden = path
                    .file_name()
                    .is_some_and(|name| name.to_string_lossy().starts_with('.'));
                let kind = disk.kind_of(&path);
                if kind == Kept::Folder && !is_hidden && depth < DEEPEST_FOLDER {
                    waiting.push((path, depth + 1));
                } else if kind == Kept::File {
                    copies.extend(copy_at(disk, &path));
                }
            }
        }
        copies.sort();
        copies
    }
}

/// The copy by a name that says so, or by one that may say so ([`names::maybe`]) where its file lies beside it
/// and asks mostly the same.
pub fn copy_at(disk: &Disk, path: &Path) -> Option<ConflictCopy> {
    if let Some(copy) = ConflictCopy::at(path) {
        return Some(copy);
    }
    let name = path.file_name()?.to_str()?;
    let may_be = names::maybe(name).into_iter();
    let originals = may_be.map(|original| path.with_file_name(original));
    let original = originals
        .filter(|original| disk.kind_of(original) == Kept::File)
        .find(|original| asks_the_same(disk, original, path))?;
    Some(ConflictCopy {
        path: path.to_owned(),
        original,
    })
}

/// Whether a file has more than half of what another one says: of the lines that ask a question where there are
/// any, else of all lines.
fn asks_the_same(disk: &Disk, original: &Path, copy: &Path) -> bool {
    let read = |path: &Path| {
        let bytes = disk.read(path).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let (original, copy) = (read(original), read(copy));
    let all = |text: &str| -> Vec<String> {
        let lines = text.lines().map(|line| line.trim().to_owned());
        lines.filter(|line| !line.is_empty()).collect()
    };
    let asking = |text: &str| -> Vec<String> {
        let lines = all(text).into_iter();
        lines.filter(|line| line.contains("question")).collect()
    };
    let (mut here, mut there) = (asking(&copy), asking(&original));
    if here.is_empty() || there.is_empty() {
        (here, there) = (all(&copy), all(&original));
    }
    let there: HashSet<String> = there.into_iter().collect();
    let common = here.iter().filter(|line| there.contains(*line)).count();
    common * 2 > here.len()
}

/// What is wrong with names beside the interviews and in the config folder: copies, and files that are not read
/// for their endings.
pub fn of_settings(disk: &Disk, folders: &Folders) -> Vec<Problem> {
    let config = &folders.config;
    let looked = [
        folders.data.clone(),
        config.clone(),
        config.join("themes"),
        config.join("presets"),
    ];
    let mut problems = Vec::new();
    for path in looked
        .iter()
        .flat_map(|folder| disk.entries(folder).unwrap_or_default())
    {
        if disk.kind_of(&path) != Kept::File {
            continue;
        }
        if let Some(copy) = copy_at(disk, &path) {
            let original = copy.original_name();
            problems.push(Problem::of_file(
                path.display().to_string(),
                Severity::Warning,
                both!(
                    "{original}의 충돌 사본입니다",
                    "this is a conflict copy of {original}"
                ),
                both!(
                    "hotseat merge로 다른 점을 보고 하나로 합치세요",
                    "`hotseat merge` shows what differs; keep what you want and remove it"
                ),
            ));
        } else {
            problems.extend(names::not_read(&path));
        }
    }
    problems
}

/// The lines, from 1, of git's conflict markers: `<<<<<<<`, `=======` and `>>>>>>>` in this order.
/// A line of equals signs alone is a heading in Markdown.
pub fn marker_lines(text: &str) -> Vec<usize> {
    if memmem::find(text.as_bytes(), b"<<<<<<< ").is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut begun: Vec<usize> = Vec::new();
    for (i, line) in text.lines().enumerate() {
        match (begun.len(), line) {
            (_, line) if line.starts_with("<<<<<<< ") => begun = vec![i + 1],
            (1.., line) if line.starts_with("||||||| ") => begun.push(i + 1),
            (1.., "=======") => begun.push(i + 1),
            (2.., line) if line.starts_with(">>>>>>> ") => {
                begun.push(i + 1);
                found.append(&mut begun);
            }
            _ => {}
        }
    }
    found
}

/// Whether a line alone could be one of git's markers.
pub fn is_marker(line: &str) -> bool {
    let begins = ["<<<<<<< ", "||||||| ", ">>>>>>> "];
    line == "=======" || begins.iter().any(|begin| line.starts_with(begin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_may_be_a_copys_is_one_only_where_the_file_asks_the_same() {
        let root = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| {
            let path = root.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        let deck = |questions: &[&str]| -> String {
            let card =
                |question: &&str| format!("[[cards]]\nid = \"a\"\nquestion = \"{question}\"\n");
            questions.iter().map(card).collect()
        };
        put("pay.toml", &deck(&["one", "two", "three"]));
        let disk = Disk::whole();
        let is_copy = |path: &Path| copy_at(&disk, path).map(|copy| copy.original_name());
        let copy = put("pay 2.toml", &deck(&["one", "two", "other"]));
        assert_eq!(is_copy(&copy).as_deref(), Some("pay.toml"));
        let second_part = put("pay (1).toml", &deck(&["one", "four", "five"]));
        assert_eq!(is_copy(&second_part), None);
        let translation = put("pay-en.toml", &deck(&["eins", "zwei", "drei"]));
        assert_eq!(is_copy(&translation), None);
        let of_nothing = put("loan 2.toml", &deck(&["one"]));
        assert_eq!(is_copy(&of_nothing), None);
        let host = put("pay-DESKTOP-AB12.toml", &deck(&["one", "two", "three"]));
        assert_eq!(is_copy(&host).as_deref(), Some("pay.toml"));
    }

    #[test]
    fn markers_are_known_as_a_whole_alone() {
        let both = "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\nd\n";
        assert_eq!(marker_lines(both), [2, 4, 6]);
        let three = "<<<<<<< HEAD\nb\n||||||| base\nx\n=======\nc\n>>>>>>> other\n";
        assert_eq!(marker_lines(three), [1, 3, 5, 7]);
        assert_eq!(marker_lines("Heading\n=======\ntext\n"), [0; 0]);
        assert_eq!(marker_lines("<<<<<<< HEAD\nb\n"), [0; 0]);
    }
}
