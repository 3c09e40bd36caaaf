//! Which files an import reads, and reading them with care.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::both;
use crate::convert::Format;
use crate::problem::{Problem, Severity};
use crate::store::{Disk, Kept};
use crate::text;

/// A note larger than this is not read: it is more than a person writes in a life.
const LARGEST: u64 = 64 << 20;

/// Folders may nest this deep.
const DEEPEST: usize = 48;

/// A file to import.
pub(super) struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// Its path below the folder that was named, with `/`, or its own name.
    pub note: String,
    /// Its name without the ending.
    pub stem: String,
    /// What its ending says.
    pub format: Format,
}

/// The files that the arguments name, folders opened, and what cannot be followed.
pub(super) fn of_arguments(disk: &Disk, paths: &[PathBuf]) -> (Vec<Found>, Vec<Problem>) {
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
    found: Vec<Found>,
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
        self.found.push(Found {
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
fn format_of(path: &Path, in_folder: bool) -> Option<Format> {
    let ending = path.extension()?.to_string_lossy().to_lowercase();
    Some(match ending.as_str() {
        "md" | "markdown" | "mdx" | "mdown" => Format::Markdown,
        "csv" | "tsv" => Format::Table,
        "txt" => Format::Anki {
            certain: !in_folder,
        },
        "json" => Format::Json {
            certain: !in_folder,
        },
        "apkg" | "colpkg" => Format::Package,
        _ => return None,
    })
}

/// A file's bytes, or the one problem that keeps it from being read.
pub(super) fn bytes(disk: &Disk, path: &Path) -> Result<Vec<u8>, Box<Problem>> {
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
    if size > LARGEST {
        let (size, most) = (size >> 20, LARGEST >> 20);
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
