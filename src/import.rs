//! Notes on the disk into decks: finding and reading them, comparing them with the decks that are
//! there, and writing what the user takes. The command and the screen do the same with it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::bank::write::{SaveError, Writer, edit};
use crate::bank::{Deck, Kind, Origin, builtin, deck, load};
use crate::both;
use crate::convert::again::{self, Offered, Plan};
use crate::convert::markdown::{self, Constraint};
use crate::convert::{self, DeckHead, Format, Found, Note, Picture, Place, spoken};
use crate::history::{Body, EditLog, History, Record};
use crate::language::Both;
use crate::problem::{Problem, Severity};
use crate::store::{Disk, Folders, Kept};
use crate::text;

mod archive;
mod bring;
mod files;
mod lessons;
mod notion;
mod pictures;
mod reviews;
mod undo;

pub use bring::{Brought, bring};
pub use files::{Entry, File, Limits, entries, expanded, find};
pub use lessons::{Lessons, remember};
pub use reviews::records;
pub use undo::{PastImport, Stays, Undone, Written, keep, past, undo};

/// What is chosen once for all notes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// The deck that takes all cards; else a deck a note.
    pub into: Option<String>,
    /// What new decks prepare for; else as their folder says.
    pub kind: Option<Kind>,
    /// The language of new decks; else that of most letters.
    pub lang: Option<String>,
}

/// A note as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadNote {
    /// Its file, as the user named it.
    pub source: String,
    /// Its name in the decks' `source`, with `/` between folders.
    pub name: String,
    /// What it holds.
    pub note: Note,
    /// Everything of it that becomes a card, equal ones once.
    pub found: Vec<Found>,
    /// The file's text; empty where it is none.
    pub text: Arc<str>,
    /// The name of its encoding, where that is not UTF-8.
    pub encoding: Option<&'static str>,
    /// The pictures of its package.
    pub pictures: Arc<[Picture]>,
    /// What is said of its lines, under which it was read.
    pub said: Vec<Constraint>,
    /// How many of these, from the first on, were taught before.
    pub remembered: usize,
}

impl ReadNote {
    /// Whether it can be read under what is said of its lines.
    pub fn can_be_taught(&self) -> bool {
        let is_own_file = self.name.rsplit('/').next()
            == Path::new(&self.source)
                .file_name()
                .map(|name| text::nfc(&name.to_string_lossy()).into_owned())
                .as_deref();
        is_own_file && !self.note.lines.is_empty() && self.note.place == Place::Own
    }

    /// The note as it is read under what is said of its lines.
    pub fn under(&self, said: Vec<Constraint>) -> Self {
        let name = self.name.rsplit('/').next().unwrap_or_default();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let note = markdown::read_with(stem, &self.text, &said, &markdown::Weights::default());
        Self {
            found: again::cards_of(&note),
            note,
            said,
            ..self.clone()
        }
    }

    /// The note as it is read under what was taught in its folder, what its front matter says and the
    /// way that the user named, and what of that could not be done.
    pub fn as_taught(
        self,
        disk: &Disk,
        folders: &Folders,
        named: Option<&str>,
    ) -> (Self, Vec<Problem>) {
        if !self.can_be_taught() {
            return (self, Vec::new());
        }
        let (lessons, mut problems) = Lessons::beside(disk, folders, Path::new(&self.source));
        let mut said = lessons.constraints(&self);
        let own = Some(self.note.reading.as_str()).filter(|reading| !reading.is_empty());
        for reading in own.into_iter().chain(named) {
            match lessons::named(&self, reading) {
                Ok(asks) => said.extend(asks),
                Err(problem) => problems.push(*problem),
            }
        }
        if said.is_empty() {
            return (self, problems);
        }
        let taught = Self {
            remembered: said.len(),
            ..self.under(said)
        };
        (taught, problems)
    }

    /// The code of the language in which its questions are written.
    pub fn language(&self) -> &'static str {
        spoken::code(self.found.iter().map(|card| card.question.as_str()))
    }
}

/// What a file holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReadFile {
    /// Its notes: one, but for exports of several decks.
    pub notes: Vec<ReadNote>,
    /// The history in an export of ours.
    pub history: Vec<Record>,
}

/// Reads a file, or says why it cannot be.
pub fn read(disk: &Disk, file: &File, limits: Limits) -> Result<ReadFile, Box<Problem>> {
    read_as(disk, file, limits, None)
}

/// As [`read`], in the encoding that the user named.
pub fn read_as(
    disk: &Disk,
    file: &File,
    limits: Limits,
    encoding: Option<&'static encoding_rs::Encoding>,
) -> Result<ReadFile, Box<Problem>> {
    let bytes = files::bytes(disk, &file.path, limits)?;
    let source = file.path.display().to_string();
    if file.format == Format::Archive {
        return archive::read(&source, file, &bytes, limits, encoding);
    }
    read_bytes(&source, file, bytes, encoding)
}

/// What the bytes of a file hold.
fn read_bytes(
    source: &str,
    file: &File,
    bytes: Vec<u8>,
    encoding: Option<&'static encoding_rs::Encoding>,
) -> Result<ReadFile, Box<Problem>> {
    let contents = convert::read(file.format, &file.stem, bytes, encoding).map_err(|fault| {
        let mut problem =
            Problem::of_file(source.to_owned(), Severity::Error, fault.what, fault.mend);
        problem.at = fault.at;
        Box::new(problem)
    })?;
    let text: Arc<str> = contents.text.into();
    let pictures: Arc<[Picture]> = contents.pictures.into();
    let notes = contents.notes.into_iter().map(|note| ReadNote {
        source: source.to_owned(),
        name: file.note.clone(),
        found: again::cards_of(&note),
        note,
        text: Arc::clone(&text),
        encoding: contents.encoding,
        pictures: Arc::clone(&pictures),
        said: Vec::new(),
        remembered: 0,
    });
    Ok(ReadFile {
        notes: notes.collect(),
        history: contents.history,
    })
}

/// A deck's id made of a path: no hidden parts, no way up, nothing that a file system refuses.
pub fn deck_id(path: &str) -> String {
    let parts = path.split(['/', '\\']).map(|part| {
        let part: String = text::nfc(part)
            .trim()
            .chars()
            .map(|c| {
                if c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '+') {
                    c
                } else {
                    '-'
                }
            })
            .take(60)
            .collect();
        part.trim_matches(['-', '.']).to_owned()
    });
    parts
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("/")
}

/// What the import of one note would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// What is said of the deck where it is new.
    pub head: DeckHead,
    /// What is done to its cards.
    pub plan: Plan,
    /// The deck's text as it stands; none where there is no deck yet.
    old: Option<Arc<str>>,
    /// The pictures of its package.
    pictures: Arc<[Picture]>,
}

impl Prepared {
    /// Whether the deck's file stays as it is.
    pub fn writes_nothing(&self) -> bool {
        self.plan.added().next().is_none() && self.plan.changes().is_empty()
    }
}

/// A deck as it stands.
#[derive(Debug, Clone)]
struct Standing {
    text: Arc<str>,
    deck: Arc<Deck>,
}

/// Where one note after the other meets the decks. A deck that takes several notes is read once;
/// each note finds what the ones before have done to it.
#[derive(Debug)]
pub struct Desk<'a> {
    disk: &'a Disk,
    folders: &'a Folders,
    history: &'a History,
    choice: &'a Choice,
    decks: HashMap<String, Option<Standing>>,
    written: Vec<Written>,
}

impl<'a> Desk<'a> {
    /// A desk for one import.
    pub fn new(
        disk: &'a Disk,
        folders: &'a Folders,
        history: &'a History,
        choice: &'a Choice,
    ) -> Self {
        Self {
            disk,
            folders,
            history,
            choice,
            decks: HashMap::new(),
            written: Vec::new(),
        }
    }

    /// Compares a note with its deck. Fails where the deck's file cannot be read.
    pub fn prepare(&mut self, read: &ReadNote) -> Result<Prepared, Box<Problem>> {
        let id = self.deck_of(read);
        let standing = match self.decks.get(&id) {
            Some(standing) => standing.clone(),
            None => self.standing(&id)?,
        };
        self.decks.insert(id.clone(), standing.clone());
        let history = self.history;
        let offered = Offered::of(history.imports(&id), &read.name);
        let found = read.found.clone();
        let deck = standing.as_ref().map(|standing| &*standing.deck);
        let plan = match as_built_in(read, &id).filter(|_| deck.is_none()) {
            Some(plan) => plan,
            None => again::plan(&read.name, found, &id, deck, &offered),
        };
        Ok(Prepared {
            head: self.head(&id, read),
            plan,
            old: standing.map(|standing| standing.text),
            pictures: Arc::clone(&read.pictures),
        })
    }

    /// Goes on as if it were written: for what is only shown.
    pub fn assume(&mut self, prepared: &Prepared) -> Result<(), Box<Problem>> {
        if prepared.writes_nothing() {
            return Ok(());
        }
        let text = self.merged(prepared)?;
        self.stands(&prepared.plan.deck, text);
        Ok(())
    }

    /// Writes the deck, and into the history what stood in it before and what the note offered.
    pub fn write(
        &mut self,
        prepared: &Prepared,
        memory: &mut EditLog<'_>,
    ) -> Result<(), Box<Problem>> {
        let id = &prepared.plan.deck;
        if !prepared.writes_nothing() {
            let text = self.merged(prepared)?;
            let past = prepared.plan.past();
            let writer = Writer::new(self.disk, self.folders);
            writer
                .exchange_text(id, prepared.old.as_deref(), &text, &past, memory)
                .map_err(|error| self.not_saved(id, &error))?;
            match self.written.iter_mut().find(|written| written.deck == *id) {
                Some(written) => written.after.clone_from(&text),
                None => self.written.push(Written {
                    deck: id.clone(),
                    before: prepared.old.as_deref().map(str::to_owned),
                    after: text.clone(),
                }),
            }
            self.stands(id, text);
        }
        self.write_pictures(prepared)?;
        // After the deck: a card that was offered and never came would count as removed.
        if let Some(offer) = prepared.plan.offer() {
            memory.keep(Body::Import(offer)).map_err(|error| {
                let why = error.words();
                self.refused(
                    id,
                    Both::new(
                        format!(
                            "덱은 썼지만 가져온 것을 기록에 남기지 못했습니다 ({})",
                            why.korean
                        ),
                        format!(
                            "the deck is written, but the history does not know of the import ({})",
                            why.english
                        ),
                    ),
                    both!(
                        "디스크와 권한을 확인하세요",
                        "check the disk and the permissions"
                    ),
                )
            })?;
        }
        Ok(())
    }

    /// The decks that were written, as they were before and after.
    pub fn into_written(self) -> Vec<Written> {
        self.written
    }

    /// Writes the pictures that the note's cards show beside the deck.
    fn write_pictures(&self, prepared: &Prepared) -> Result<(), Box<Problem>> {
        let path = self.path_of(&prepared.plan.deck);
        let Some(folder) = path.parent().filter(|_| !prepared.pictures.is_empty()) else {
            return Ok(());
        };
        let in_deck = prepared.plan.cards.iter().filter(|card| card.is_in_deck());
        let cards: Vec<&Found> = in_deck.map(|card| &card.found).collect();
        pictures::write(self.disk, folder, &prepared.pictures, &cards).map_err(|error| {
            self.refused(
                &prepared.plan.deck,
                both!(
                    "덱은 썼지만 그림을 쓰지 못했습니다 ({error})",
                    "the deck is written, but its pictures could not be ({error})"
                ),
                both!(
                    "디스크와 권한을 확인하고 다시 가져오세요",
                    "check the disk and the permissions, and import again"
                ),
            )
        })
    }

    fn stands(&mut self, id: &str, text: String) {
        let path = self.path_of(id);
        let shown = path.display().to_string();
        let (deck, _) = deck::read(id, Origin::File(path), &shown, &text);
        let standing = Standing {
            text: text.into(),
            deck: Arc::new(deck),
        };
        self.decks.insert(id.to_owned(), Some(standing));
    }

    fn merged(&self, prepared: &Prepared) -> Result<String, Box<Problem>> {
        let id = &prepared.plan.deck;
        let head;
        let old = match &prepared.old {
            Some(old) => old,
            None => {
                head = head_text(&prepared.head);
                head.as_str()
            }
        };
        let (changes, added) = (prepared.plan.changes(), prepared.plan.new_values());
        let merged = edit::merge(id, old, &changes, &added).map_err(|why| {
            self.refused(
                id,
                why.words(),
                both!(
                    "hotseat check로 덱을 살펴보세요",
                    "look at it with hotseat check"
                ),
            )
        })?;
        let size = merged.text.len() as u64;
        if size > load::LARGEST_DECK {
            let (size, most) = (size >> 20, load::LARGEST_DECK >> 20);
            return Err(self.refused(
                id,
                both!(
                    "덱이 {size} MB가 되는데 {most} MB까지입니다",
                    "the deck would have {size} MB, and may have {most} MB"
                ),
                both!(
                    "노트를 나누거나 --into로 여러 덱에 담으세요",
                    "split the note, or spread it over decks with --into"
                ),
            ));
        }
        Ok(merged.text)
    }

    fn path_of(&self, id: &str) -> PathBuf {
        self.folders.decks().join(format!("{id}.toml"))
    }

    fn refused(&self, id: &str, what: Both, mend: Both) -> Box<Problem> {
        let path = self.path_of(id).display().to_string();
        Box::new(Problem::of_file(path, Severity::Error, what, mend))
    }

    fn not_saved(&self, id: &str, error: &SaveError) -> Box<Problem> {
        self.refused(
            id,
            error.words(),
            both!("그런 다음 다시 가져오세요", "then import again"),
        )
    }

    /// The deck that a note goes into: the one that was named, its own, or one of its path.
    fn deck_of(&self, read: &ReadNote) -> String {
        if let Some(into) = &self.choice.into {
            return into.clone();
        }
        let name = &read.name;
        let head = read.note.deck.as_ref();
        let own = deck_id(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        let id = match head {
            Some(head) => deck_id(&head.id),
            // What was imported into its own deck before stays there.
            None if self.disk.kind_of(&self.path_of(&own)) != Kept::Nothing => own,
            None => match &read.note.place {
                Place::Own => own,
                Place::Shared => deck_id(name.rsplit_once('/').map_or(name, |(folder, _)| folder)),
                Place::Below(path) => format!("{own}/{}", deck_id(path)),
                Place::Named(path) => match name.split_once('/') {
                    Some((folder, _)) => format!("{}/{}", deck_id(folder), deck_id(path)),
                    None => deck_id(path),
                },
            },
        };
        let id = if id.is_empty() {
            "imported".to_owned()
        } else {
            id
        };
        // A deck with a built-in's id would hide it; a copy of a built-in deck is meant to.
        if head.is_none() && built_in(&id).is_some() {
            format!("{id}-notes")
        } else {
            id
        }
    }

    /// The user's file of a deck, if there is one.
    fn standing(&self, id: &str) -> Result<Option<Standing>, Box<Problem>> {
        let path = self.path_of(id);
        match self.disk.kind_of(&path) {
            Kept::Nothing if !self.disk.is_link(&path) => return Ok(None),
            Kept::File => {}
            _ => {
                return Err(self.refused(
                    id,
                    both!(
                        "보통 파일이 아니라서 덱으로 쓸 수 없습니다",
                        "this is no regular file, and can be no deck"
                    ),
                    both!(
                        "다른 덱을 고르세요 (--into)",
                        "choose another deck (--into)"
                    ),
                ));
            }
        }
        let bytes = files::bytes(self.disk, &path, Limits::default())?;
        let text = String::from_utf8(bytes).map_err(|_| {
            self.refused(
                id,
                both!("UTF-8이 아닙니다", "it is not UTF-8"),
                both!("파일을 UTF-8로 저장하세요", "save the file as UTF-8"),
            )
        })?;
        // Into a file with a syntax error nothing is written: what it means is not known.
        edit::read(id, &text).map_err(|why| {
            self.refused(
                id,
                why.words(),
                both!(
                    "hotseat check로 덱을 살펴보세요",
                    "look at it with hotseat check"
                ),
            )
        })?;
        let shown = path.display().to_string();
        let (deck, _) = deck::read(id, Origin::File(path), &shown, &text);
        Ok(Some(Standing {
            text: text.into(),
            deck: Arc::new(deck),
        }))
    }

    fn head(&self, id: &str, read: &ReadNote) -> DeckHead {
        let Choice { kind, lang, .. } = self.choice;
        if let Some(head) = &read.note.deck {
            return DeckHead {
                id: id.to_owned(),
                kind: kind.unwrap_or(head.kind),
                lang: lang.clone().or_else(|| head.lang.clone()),
                ..head.clone()
            };
        }
        let folder_kind = Kind::WORDS
            .iter()
            .find(|(word, _)| id.split('/').any(|part| part == *word))
            .map(|&(_, kind)| kind);
        let usual_lang = || read.language().to_owned();
        DeckHead {
            id: id.to_owned(),
            title: title(id, &read.note, self.choice.into.is_some()),
            kind: kind.or(folder_kind).unwrap_or(Kind::Technical),
            lang: Some(lang.clone().unwrap_or_else(usual_lang)),
            company: None,
            roles: Vec::new(),
        }
    }
}

/// A new deck's title: the note's own where the deck is the note's, else the last part of its id
/// that names anything.
fn title(id: &str, note: &Note, is_chosen: bool) -> String {
    if !note.title.is_empty() && !is_chosen && note.place == Place::Own {
        return note.title.clone();
    }
    let says_nothing = |part: &&str| matches!(part.to_lowercase().as_str(), "readme" | "index");
    let named = id.rsplit('/').find(|part| !says_nothing(part));
    named.unwrap_or(id).to_owned()
}

fn head_text(head: &DeckHead) -> String {
    let mut text = edit::head(&[
        ("title", &head.title),
        ("kind", head.kind.word()),
        ("lang", head.lang.as_deref().unwrap_or_default()),
        ("company", head.company.as_deref().unwrap_or_default()),
    ]);
    if !head.roles.is_empty() {
        // Roles are known words.
        text.push_str(&format!("roles = [\"{}\"]\n", head.roles.join("\", \"")));
    }
    text
}

fn built_in(id: &str) -> Option<builtin::BuiltIn<'static>> {
    builtin::decks().into_iter().find(|deck| deck.id == id)
}

/// An export holds the built-in decks too: as long as one is as the program has it, no copy of it
/// is made, which would never be renewed.
fn as_built_in(read: &ReadNote, id: &str) -> Option<Plan> {
    read.note.deck.as_ref()?;
    let found = built_in(id)?;
    let (deck, _) = deck::read(id, Origin::BuiltIn, id, found.text);
    let is_same = deck.cards.len() == read.found.len()
        && deck.cards.iter().zip(&read.found).all(|(card, found)| {
            let own = Found {
                lines: found.lines,
                section: found.section.clone(),
                ..Found::of_card(card)
            };
            own == *found
        });
    if !is_same {
        return None;
    }
    let offered = Offered::default();
    let plan = again::plan(&read.name, read.found.clone(), id, Some(&deck), &offered);
    Some(plan.left_alone())
}
