//! An archive of notes (`.zip`), as Notion exports a workspace: pages as Markdown, databases as CSV,
//! sometimes with further archives in it.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::notion::Database;
use super::{File, Limits, ReadFile, ReadNote, files, read_bytes};
use crate::both;
use crate::convert::{Format, again, package};
use crate::problem::{Problem, Severity};
use crate::text;

/// Archives may stand in one another this deep.
const DEEPEST: usize = 3;

/// At most so many files of an archive are read.
const MOST_FILES: usize = 20_000;

/// Reads every note of an archive. Nothing of it is written to the disk.
pub(super) fn read(
    source: &str,
    file: &File,
    bytes: &[u8],
    limits: Limits,
    encoding: Option<&'static encoding_rs::Encoding>,
) -> Result<ReadFile, Box<Problem>> {
    let mut entries = Vec::new();
    let mut room = usize::try_from(limits.largest).unwrap_or(usize::MAX);
    unpack(bytes, "", 0, &mut room, &mut entries).map_err(|why| {
        Box::new(Problem::of_file(
            source.to_owned(),
            Severity::Error,
            both!(
                "압축 파일을 읽을 수 없습니다 ({why})",
                "the archive cannot be read ({why})"
            ),
            both!(
                "압축을 풀고 그 폴더를 가져오세요",
                "unpack it and import the folder"
            ),
        ))
    })?;
    let is_shorter = |name: &str, names: &HashSet<String>| {
        name.strip_suffix(".csv")
            .is_some_and(|stem| names.contains(&format!("{stem}_all.csv")))
    };
    let names: HashSet<String> = entries.iter().map(|(name, _)| name.clone()).collect();
    let shown = |name: &str| without_ids(name.trim_end_matches(".csv").trim_end_matches("_all"));
    let databases: HashMap<String, Database> = entries
        .iter()
        .filter(|(name, _)| {
            let is_table = files::format_of(Path::new(name), true) == Some(Format::Table);
            is_table && !is_shorter(name, &names)
        })
        .map(|(name, bytes)| (shown(name), Database::read(&String::from_utf8_lossy(bytes))))
        .collect();
    let mut whole = ReadFile::default();
    let mut pages = HashSet::new();
    let mut joined = HashSet::new();
    // Pages before the databases whose rows they are.
    entries.sort_by_key(|(name, _)| files::format_of(Path::new(name), true) == Some(Format::Table));
    for (name, bytes) in entries {
        // Notion writes a database once as it is shown and once whole.
        if is_shorter(&name, &names) {
            continue;
        }
        let path = Path::new(&name);
        let Some(format) = files::format_of(path, true) else {
            continue;
        };
        let shown = shown(&name);
        let folder = shown.rsplit_once('/').map_or("", |(folder, _)| folder);
        let database = databases.get(folder).filter(|_| format == Format::Markdown);
        let (bytes, page) = match (database, String::from_utf8(bytes)) {
            (Some(database), Ok(text)) => {
                let page = database.without_columns(&text);
                (page.clone().into_bytes(), page)
            }
            (_, Ok(text)) => (text.into_bytes(), String::new()),
            (_, Err(error)) => (error.into_bytes(), String::new()),
        };
        let stem = Path::new(&shown).file_stem().unwrap_or_default();
        let inner = File {
            path: file.path.clone(),
            note: text::visible_line(&text::nfc(&format!("{}/{shown}", file.stem))),
            stem: text::nfc(&stem.to_string_lossy()).into_owned(),
            format,
        };
        let within = format!("{source}/{name}");
        let mut read = read_bytes(&within, &inner, bytes, encoding)?;
        for note in &mut read.notes {
            if let Some(database) = database {
                joined.extend(database.join(&mut note.note, &page));
                note.found = again::cards_of(&note.note);
            }
            if format == Format::Table {
                drop_pages(note, &pages, &joined);
            }
            pages.extend(
                note.found
                    .iter()
                    .map(|card| text::question_key(&card.question)),
            );
        }
        whole.notes.extend(read.notes);
        whole.history.extend(read.history);
    }
    Ok(whole)
}

/// The rows of a database that are pages of their own have their text there.
fn drop_pages(note: &mut ReadNote, pages: &HashSet<String>, joined: &HashSet<String>) {
    let is_row = |card: &crate::convert::Found| {
        let key = text::question_key(&card.question);
        !joined.contains(&key) && (!card.answer.is_empty() || !pages.contains(&key))
    };
    note.found.retain(is_row);
    note.note.cards.retain(is_row);
}

fn unpack(
    bytes: &[u8],
    within: &str,
    depth: usize,
    room: &mut usize,
    found: &mut Vec<(String, Vec<u8>)>,
) -> Result<(), String> {
    for (name, index) in package::names(bytes).map_err(|error| error.to_string())? {
        let is_archive = Path::new(&name)
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
        let is_note = files::format_of(Path::new(&name), true).is_some();
        let is_hidden = name
            .split('/')
            .any(|part| part.starts_with('.') || part == "__MACOSX");
        if is_hidden || name.ends_with('/') || !(is_note || is_archive) {
            continue;
        }
        if found.len() >= MOST_FILES {
            return Err(format!("more than {MOST_FILES} files"));
        }
        let unpacked = package::file(bytes, index, *room).map_err(|error| error.to_string())?;
        *room -= unpacked.len().min(*room);
        let name = format!("{within}{name}");
        if is_archive {
            if depth < DEEPEST {
                let folder = name.trim_end_matches(".zip");
                unpack(&unpacked, &format!("{folder}/"), depth + 1, room, found)?;
            }
        } else {
            found.push((name, unpacked));
        }
    }
    Ok(())
}

/// A path without the identifiers that Notion hangs on to names.
fn without_ids(path: &str) -> String {
    let parts = path.split('/').map(|part| {
        let (stem, ending) = part
            .rsplit_once('.')
            .map_or((part, ""), |(stem, ending)| (stem, ending));
        let is_id = |id: &str| id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit());
        let (stem, ending) = if ending.len() > 8 {
            (part, "")
        } else {
            (stem, ending)
        };
        let stem = match stem.rsplit_once(' ') {
            Some((name, id)) if is_id(id) => name,
            _ => stem,
        };
        if ending.is_empty() {
            stem.to_owned()
        } else {
            format!("{stem}.{ending}")
        }
    });
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_of_notion_are_no_part_of_a_name() {
        assert_eq!(
            without_ids(
                "면접 1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d/큐란 aaaabbbbccccdddd0000111122224444.md"
            ),
            "면접/큐란.md"
        );
        assert_eq!(without_ids("a b/c.md"), "a b/c.md");
    }
}
