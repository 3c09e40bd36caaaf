//! What is left where two machines changed one file: the copies that Syncthing, Dropbox, Nextcloud
//! and merge tools lay beside it, and the markers that git writes into it. They are recognised
//! here and never removed.

use std::path::{Path, PathBuf};

use memchr::memmem;

use super::{Disk, Kept};

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
            original: path.with_file_name(original_name(name)?),
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
                    copies.extend(Self::at(&path));
                }
            }
        }
        copies.sort();
        copies
    }
}

/// The name of the file that a name is a copy of, if it is one and the file is of our kinds.
fn original_name(name: &str) -> Option<String> {
    let original = without_syncthing(name)
        .or_else(|| without_parenthesis(name))
        .or_else(|| name.strip_suffix(".orig").map(str::to_owned))?;
    let is_ours = [".toml", ".jsonl"]
        .iter()
        .any(|ending| original.len() > ending.len() && original.ends_with(ending));
    is_ours.then_some(original)
}

/// `network.sync-conflict-20261121-101112-ABCDEFG.toml`
fn without_syncthing(name: &str) -> Option<String> {
    let (stem, rest) = name.split_once(".sync-conflict-")?;
    let digits = rest.split('-').next()?;
    let ending = rest.find('.').map_or("", |dot| &rest[dot..]);
    let is_date = digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_date.then(|| format!("{stem}{ending}"))
}

/// `network (laptop's conflicted copy 2026-11-21).toml`, in the words of several programs.
fn without_parenthesis(name: &str) -> Option<String> {
    let (stem, rest) = name.rsplit_once(" (")?;
    let (inside, ending) = rest.split_once(')')?;
    let inside = crate::text::nfc(inside).to_lowercase();
    let words = ["conflicted copy", "conflict copy", "case conflict", "충돌"];
    let is_conflict = words.iter().any(|word| inside.contains(word));
    is_conflict.then(|| format!("{stem}{ending}"))
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
    fn copies_are_known_by_their_names() {
        for (name, original) in [
            (
                "network.sync-conflict-20261121-101112-ABCDEFG.toml",
                "network.toml",
            ),
            (
                "laptop-x3f9.sync-conflict-20261121-101112-ABCDEFG.jsonl",
                "laptop-x3f9.jsonl",
            ),
            (
                "network (laptop's conflicted copy 2026-11-21).toml",
                "network.toml",
            ),
            (
                "network (conflicted copy 2026-11-21 101112).toml",
                "network.toml",
            ),
            ("결제 (노트북의 충돌된 사본 2026-11-21).toml", "결제.toml"),
            ("interviews.toml.orig", "interviews.toml"),
        ] {
            assert_eq!(original_name(name).as_deref(), Some(original), "{name}");
        }
        for name in [
            "network.toml",
            "network (draft).toml",
            "sync-conflict.toml",
            "notes.sync-conflict-of-mine.toml",
            "picture (conflicted copy).png",
            "README.md.orig",
            ".toml.orig",
        ] {
            assert_eq!(original_name(name), None, "{name}");
        }
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
