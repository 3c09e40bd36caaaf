//! Which files an import reads, and reading them with care.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::both;
use crate::convert::Format;
use crate::convert::document::{Markup, Office};
use crate::convert::listed::Syntax;
use crate::problem::{Problem, Severity};
use crate::store::{Disk, Kept};
use crate::text;

/// How much is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The largest file, in bytes.
    pub largest: u64,
}

impl Default for Limits {
    /// 64 MiB: more than a person writes in a life.
    fn default() -> Self {
        Self { largest: 64 << 20 }
    }
}

/// Folders may nest this deep.
const DEEPEST: usize = 48;

/// A file to import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Where it is.
    pub path: PathBuf,
    /// Its path below the folder that was named, with `/`, or its own name.
    pub note: String,
    /// Its name without the ending.
    pub stem: String,
    /// What its ending says.
    pub format: Format,
}

/// The files that these paths name, folders opened, and what cannot be followed.
pub fn find(disk: &Disk, paths: &[PathBuf]) -> (Vec<File>, Vec<Problem>) {
    let mut walk = Walk {
        disk,
        found: Vec::new(),
        problems: Vec::new(),
        visited: HashSet::new(),
    };
    for path in paths {
        match disk.kind_of(path) {
            Kept::Folder => {
                let name = disk.canonical(path).unwrap_or_else(|_| path.clone());
                let name = name
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned();
                walk.folder(path, &name, 0);
            }
            Kept::Nothing if !disk.is_link(path) => walk.refuse(
                path,
                both!(
                    "그런 파일이나 폴더가 없습니다",
                    "there is no such file or folder"
                ),
                both!("경로를 확인하세요", "check the path"),
            ),
            // Whatever it is, reading it says what is wrong.
            _ => {
                let format = format_of(path, false).unwrap_or(Format::Markdown);
                let note = name_of(path);
                walk.push(path, &note, format);
            }
        }
    }
    (walk.found, walk.problems)
}

struct Walk<'d> {
    disk: &'d Disk,
    found: Vec<File>,
    problems: Vec<Problem>,
    visited: HashSet<PathBuf>,
}

impl Walk<'_> {
    fn refuse(&mut self, path: &Path, what: crate::language::Both, mend: crate::language::Both) {
        let path = path.display().to_string();
        self.problems
            .push(Problem::of_file(path, Severity::Error, what, mend));
    }

    fn push(&mut self, path: &Path, note: &str, format: Format) {
        let stem = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        self.found.push(File {
            path: path.to_owned(),
            note: text::visible_line(&text::nfc(note)),
            stem: text::nfc(&stem).into_owned(),
            format,
        });
    }

    /// Notes below a folder; hidden ones are left alone, links are followed once.
    fn folder(&mut self, folder: &Path, name: &str, depth: usize) {
        let real = self
            .disk
            .canonical(folder)
            .unwrap_or_else(|_| folder.to_owned());
        if depth > DEEPEST || !self.visited.insert(real) {
            return;
        }
        let entries = match self.disk.entries(folder) {
            Ok(entries) => entries,
            Err(error) => {
                self.problems.push(*cannot_read(folder, &error));
                return;
            }
        };
        for path in entries {
            let own = name_of(&path);
            if own.starts_with('.') {
                continue;
            }
            let note = format!("{name}/{own}");
            match self.disk.kind_of(&path) {
                Kept::Folder => self.folder(&path, &note, depth + 1),
                kept => {
                    if kept == Kept::Nothing && !self.disk.is_link(&path) {
                        continue;
                    }
                    if let Some(format) = format_of(&path, true) {
                        self.push(&path, &note, format);
                    }
                }
            }
        }
    }
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// What a file's ending says. In a folder, text and JSON files may be anything: they are taken
/// if they say themselves what they are.
pub(super) fn format_of(path: &Path, in_folder: bool) -> Option<Format> {
    let ending = path.extension()?.to_string_lossy().to_lowercase();
    Some(match ending.as_str() {
        "md" | "markdown" | "mdx" | "mdown" => Format::Markdown,
        "csv" | "tsv" => Format::Table,
        "txt" | "text" => Format::Text {
            certain: !in_folder,
        },
        "json" => Format::Json {
            certain: !in_folder,
        },
        "yaml" | "yml" => Format::Listed {
            certain: !in_folder,
            syntax: Syntax::Yaml,
        },
        "toml" => Format::Listed {
            certain: !in_folder,
            syntax: Syntax::Toml,
        },
        "html" | "htm" | "xhtml" => Format::Document(Markup::Html),
        "org" => Format::Document(Markup::Org),
        "adoc" | "asciidoc" | "asc" => Format::Document(Markup::AsciiDoc),
        "rst" | "rest" => Format::Document(Markup::Rest),
        "ipynb" => Format::Document(Markup::Jupyter),
        "docx" => Format::Office(Office::Word),
        "odt" => Format::Office(Office::OpenDocument),
        "pptx" => Format::Office(Office::Slides),
        "apkg" | "colpkg" => Format::Package,
        "mochi" => Format::Mochi,
        "pdf" | "hwp" | "hwpx" | "doc" | "ppt" | "rtf" | "png" | "jpg" | "jpeg" | "gif"
        | "webp" | "heic" | "gpg" | "age"
            if !in_folder =>
        {
            Format::Foreign
        }
        "zip" if !in_folder => Format::Archive,
        _ => return None,
    })
}

/// What lies in a folder, for completing a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Whether it is a folder.
    pub is_folder: bool,
}

/// The folders and the notes in a folder, folders first; nothing where it cannot be read.
pub fn entries(disk: &Disk, folder: &Path) -> Vec<Entry> {
    let paths = disk.entries(folder).unwrap_or_default();
    let entry = |path: PathBuf| {
        let is_folder = disk.kind_of(&path) == Kept::Folder;
        let is_note = is_folder || format_of(&path, true).is_some();
        is_note.then(|| Entry {
            name: name_of(&path),
            is_folder,
        })
    };
    let mut entries: Vec<Entry> = paths.into_iter().filter_map(entry).collect();
    entries.sort_by_key(|entry| !entry.is_folder);
    entries
}

/// A path as a person types it: `~` is the home folder, quotes and the backslashes that a
/// terminal puts before the spaces of a dropped file's name are not part of it.
pub fn expanded(written: &str, home: Option<&Path>) -> PathBuf {
    let written = written.trim();
    let inner = ['"', '\'']
        .into_iter()
        .find_map(|quote| written.strip_prefix(quote)?.strip_suffix(quote));
    let plain = inner.map_or_else(|| written.replace("\\ ", " "), str::to_owned);
    match (plain.strip_prefix('~'), home) {
        (Some(""), Some(home)) => home.to_owned(),
        (Some(rest), Some(home)) if rest.starts_with('/') => {
            home.join(rest.trim_start_matches('/'))
        }
        _ => PathBuf::from(plain),
    }
}

/// A file's bytes, or the one problem that keeps it from being read.
pub(super) fn bytes(disk: &Disk, path: &Path, limits: Limits) -> Result<Vec<u8>, Box<Problem>> {
    let refuse = |what, mend| {
        Box::new(Problem::of_file(
            path.display().to_string(),
            Severity::Error,
            what,
            mend,
        ))
    };
    match disk.kind_of(path) {
        Kept::File => {}
        Kept::Nothing => {
            return Err(refuse(
                both!(
                    "따라갈 수 없는 링크입니다",
                    "this link leads nowhere or to itself"
                ),
                both!("링크를 고치거나 지우세요", "mend the link or remove it"),
            ));
        }
        _ => {
            return Err(refuse(
                both!("보통 파일이 아닙니다", "this is not a regular file"),
                both!(
                    "파일로 저장해서 가져오세요",
                    "save it as a file and import that"
                ),
            ));
        }
    }
    let size = disk.size(path).map_err(|error| cannot_read(path, &error))?;
    if size > limits.largest {
        let (size, most) = (size >> 20, limits.largest >> 20);
        return Err(refuse(
            both!(
                "파일이 {size} MB인데 {most} MB까지 읽습니다",
                "the file has {size} MB, and at most {most} MB are read"
            ),
            both!("여러 파일로 나누세요", "split it into several files"),
        ));
    }
    disk.read(path).map_err(|error| cannot_read(path, &error))
}

fn cannot_read(path: &Path, error: &std::io::Error) -> Box<Problem> {
    let mend = match error.kind() {
        std::io::ErrorKind::PermissionDenied => {
            both!(
                "읽기 권한을 주세요 (chmod u+rX)",
                "allow reading it (chmod u+rX)"
            )
        }
        _ => both!("디스크를 확인하세요", "check the disk"),
    };
    Box::new(Problem::of_file(
        path.display().to_string(),
        Severity::Error,
        both!("읽을 수 없습니다 ({error})", "cannot be read ({error})"),
        mend,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_path_means_what_a_shell_would_take_it_for() {
        let home = Some(Path::new("/home/me"));
        for (written, meant) in [
            ("~", "/home/me"),
            (" ~/notes/ ", "/home/me/notes/"),
            ("~other/x", "~other/x"),
            ("'/tmp/my notes'", "/tmp/my notes"),
            ("/tmp/my\\ notes", "/tmp/my notes"),
            ("notes", "notes"),
        ] {
            assert_eq!(expanded(written, home), Path::new(meant), "{written}");
        }
        assert_eq!(expanded("~/x", None), Path::new("~/x"));
    }

    #[test]
    fn a_folder_lists_folders_first_and_only_what_can_be_imported() {
        let root = tempfile::tempdir().unwrap();
        for name in ["b.md", "a.png", "c.csv"] {
            std::fs::write(root.path().join(name), "").unwrap();
        }
        std::fs::create_dir(root.path().join("z")).unwrap();
        let entries = entries(&Disk::whole(), root.path());
        let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names, ["z", "b.md", "c.csv"]);
    }

    #[test]
    fn what_is_larger_than_the_limit_or_no_file_is_refused_before_it_is_read() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("long.md");
        std::fs::write(&path, "## 왜?\n").unwrap();
        let limit = |largest| bytes(&Disk::whole(), &path, Limits { largest });
        assert!(limit(7).is_err_and(|problem| problem.what.english.contains("at most 0 MB")));
        assert!(limit(8).is_ok());
        let folder = bytes(&Disk::whole(), root.path(), Limits::default());
        assert!(folder.is_err_and(|problem| problem.what.english.contains("not a regular file")));
    }
}
