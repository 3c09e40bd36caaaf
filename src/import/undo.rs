//! Taking an import back, at once or days later.
//!
//! Every import leaves a file in `imports/` of the data folder: the decks that it wrote, as they were before
//! and after it. Where a deck is still as the import left it, its old bytes come back (a deck that the import
//! made goes). Where somebody has been there since, each card is looked at by itself: one that came with the
//! import goes, one that it changed becomes what it was, and one that was answered or edited since stays and is
//! named.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::bank::CardId;
use crate::bank::write::edit::{self, Own};
use crate::bank::write::{Changes, Field, Past, SaveError, Writer};
use crate::both;
use crate::history::{Body, EditLog, History, Record, RecordId};
use crate::language::Both;
use crate::problem::{Problem, Severity};
use crate::store::{Disk, Folders, Unwritable};
use crate::text;

/// A deck that an import wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The deck's id.
    pub deck: String,
    /// Its text before; none where it was new.
    pub before: Option<String>,
    /// Its text after.
    pub after: String,
}

/// An import, as its file keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastImport {
    /// By which it is named: its moment, such as `20261201-213005`.
    pub id: String,
    /// When it was.
    pub at: DateTime<FixedOffset>,
    /// How many cards came.
    pub new: usize,
    /// How many were changed.
    pub changed: usize,
    /// The decks that it wrote.
    pub decks: Vec<Written>,
    /// The records that say what the notes offered.
    pub offers: Vec<RecordId>,
    /// When it was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undone: Option<DateTime<FixedOffset>>,
}

/// Why a card of an import stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stays {
    /// It was answered since.
    Answered,
    /// It was edited since.
    Edited,
}

impl Stays {
    /// Its word in JSON.
    pub fn key(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Edited => "edited",
        }
    }

    /// The same for people.
    pub fn words(self) -> Both {
        match self {
            Self::Answered => both!("그 뒤에 답한 카드", "answered since"),
            Self::Edited => both!("그 뒤에 고친 카드", "edited since"),
        }
    }
}

/// What came of taking an import back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Undone {
    /// Cards that went.
    pub removed: usize,
    /// Cards that are what they were before.
    pub restored: usize,
    /// Cards that stay, with their questions.
    pub stay: Vec<(CardId, String, Stays)>,
    /// The decks that were written, or went.
    pub decks: Vec<String>,
    /// Decks that could not be written.
    pub problems: Vec<Problem>,
}

impl Undone {
    /// What was done, in words.
    pub fn words(&self) -> Both {
        let (removed, restored, stay) = (self.removed, self.restored, self.stay.len());
        let mut words = both!(
            "카드 {removed}장을 뺐습니다",
            "{removed} taken out",
            removed => "card" "cards"
        );
        let mut add = |more: Both| {
            words.korean.push_str(&more.korean);
            words.english.push_str(&more.english);
        };
        if restored > 0 {
            add(both!(
                " · {restored}장은 전처럼 되돌렸습니다",
                " · {restored} as before",
                restored => "card" "cards"
            ));
        }
        if stay > 0 {
            add(both!(
                " · {stay}장은 남습니다",
                " · {stay} left in",
                stay => "card" "cards"
            ));
        }
        words
    }
}

/// Keeps what an import did, with the records that it made in the history. Gives the name by which it is taken
/// back; `None` where it wrote no deck.
pub fn keep(
    disk: &Disk,
    folders: &Folders,
    at: DateTime<FixedOffset>,
    decks: Vec<Written>,
    (new, changed): (usize, usize),
    records: &[Record],
) -> Result<Option<String>, Box<Problem>> {
    if decks.is_empty() {
        return Ok(None);
    }
    let is_offer = |record: &&Record| matches!(record.body, Body::Import(_));
    let offers = records
        .iter()
        .filter(is_offer)
        .map(|record| record.id.clone());
    let mut import = PastImport {
        id: at.format("%Y%m%d-%H%M%S").to_string(),
        at,
        new,
        changed,
        decks,
        offers: offers.collect(),
        undone: None,
    };
    let first = import.id.clone();
    for again in 2..1_000 {
        match import.create(disk, folders) {
            Err(Unwritable::Exists) => import.id = format!("{first}-{again}"),
            Ok(()) => return Ok(Some(import.id)),
            Err(error) => return Err(not_kept(folders, &import.id, &error)),
        }
    }
    Err(not_kept(folders, &first, &Unwritable::Exists))
}

impl PastImport {
    fn create(&self, disk: &Disk, folders: &Folders) -> Result<(), Unwritable> {
        disk.create(&path_of(folders, &self.id), &self.bytes()?, || Ok(()))
    }

    /// Its name, its day and time, and what it did, on one line.
    pub fn words(&self) -> Both {
        let decks: Vec<&str> = self.decks.iter().map(|deck| deck.deck.as_str()).collect();
        let (id, decks) = (&self.id, text::visible_line(&decks.join(", ")));
        let (new, changed) = (self.new, self.changed);
        both!(
            "{id} · 새 카드 {new}장, 바뀐 카드 {changed}장 · {decks}",
            "{id} · {new}, {changed} changed · {decks}",
            new => "new card" "new cards"
        )
    }

    fn bytes(&self) -> Result<Vec<u8>, Unwritable> {
        serde_json::to_vec(self).map_err(|error| Unwritable::Disk(error.into()))
    }
}

/// The cards are in, but cannot be taken back in one go.
fn not_kept(folders: &Folders, id: &str, error: &Unwritable) -> Box<Problem> {
    let path = path_of(folders, id).display().to_string();
    let why = error.words(&path);
    let (korean, english) = (why.korean, why.english);
    Box::new(Problem::of_file(
        path,
        Severity::Warning,
        both!(
            "카드는 가져왔지만 한꺼번에 되돌릴 수 있게 적어 두지 못했습니다 ({korean})",
            "the cards are in, but cannot be taken back in one go ({english})"
        ),
        both!(
            "디스크와 권한을 확인하세요",
            "check the disk and the permissions"
        ),
    ))
}

fn folder(folders: &Folders) -> PathBuf {
    folders.data.join("imports")
}

fn path_of(folders: &Folders, id: &str) -> PathBuf {
    folder(folders).join(format!("{id}.json"))
}

/// The imports that can be looked at, the last one first. A file that cannot be read is none.
pub fn past(disk: &Disk, folders: &Folders) -> Vec<PastImport> {
    let read = |path: &PathBuf| {
        let import: PastImport = serde_json::from_slice(&disk.read(path).ok()?).ok()?;
        let is_own = path.file_stem()?.to_str()? == import.id;
        is_own.then_some(import)
    };
    let entries = disk.entries(&folder(folders)).unwrap_or_default();
    let mut found: Vec<PastImport> = entries.iter().filter_map(read).collect();
    found.sort_by(|a, b| b.id.cmp(&a.id));
    found
}

/// Takes an import back, as far as its cards were not answered or edited since.
pub fn undo(
    disk: &Disk,
    folders: &Folders,
    history: &History,
    import: &PastImport,
    memory: &mut EditLog<'_>,
    now: DateTime<FixedOffset>,
) -> Undone {
    let mut undone = Undone::default();
    let writer = Writer::new(disk, folders);
    for written in &import.decks {
        let answered = |card: &CardId| {
            history
                .answers_to(card)
                .any(|answer| answer.at() > import.at)
        };
        let done = take_back(disk, &writer, written, &answered, memory, &mut undone);
        if let Err(error) = done {
            undone.problems.push(Problem::of_file(
                folders
                    .decks()
                    .join(format!("{}.toml", written.deck))
                    .display()
                    .to_string(),
                Severity::Error,
                error.words(),
                both!("그런 다음 다시 되돌리세요", "then take it back again"),
            ));
        }
    }
    if undone.problems.is_empty() {
        let said = forget(disk, folders, import, memory, now);
        undone.problems.extend(said.err().map(|problem| *problem));
    }
    undone
}

/// The notes have not offered their cards, and the import is done with.
fn forget(
    disk: &Disk,
    folders: &Folders,
    import: &PastImport,
    memory: &mut EditLog<'_>,
    now: DateTime<FixedOffset>,
) -> Result<(), Box<Problem>> {
    let path = path_of(folders, &import.id);
    let problem = |what| {
        Box::new(Problem::of_file(
            path.display().to_string(),
            Severity::Warning,
            what,
            both!(
                "디스크와 권한을 확인하세요",
                "check the disk and the permissions"
            ),
        ))
    };
    for undoes in &import.offers {
        let body = Body::Undo {
            undoes: undoes.clone(),
        };
        memory.keep(body).map_err(|error| problem(error.words()))?;
    }
    let over = PastImport {
        undone: Some(now),
        ..import.clone()
    };
    let plan = |_: &[u8]| Ok::<_, Unwritable>((Some(over.bytes()?), ()));
    let written = disk.rewrite(&path, plan, |()| Ok(()));
    written.map_err(|error| problem(error.words(&import.id)))
}

fn take_back(
    disk: &Disk,
    writer: &Writer,
    written: &Written,
    answered: &dyn Fn(&CardId) -> bool,
    memory: &mut EditLog<'_>,
    undone: &mut Undone,
) -> Result<(), SaveError> {
    let id = &written.deck;
    let path = writer.path_of(id)?;
    let Ok(bytes) = disk.read(&path) else {
        // The deck is gone already.
        return Ok(());
    };
    let refused = |why| SaveError::Refused {
        path: path.clone(),
        why,
    };
    let now = String::from_utf8(bytes).map_err(|_| SaveError::NotUtf8 { path: path.clone() })?;
    let before = written.before.as_deref().unwrap_or_default();
    let look = Look {
        before: by_id(edit::read(id, before).map_err(refused)?),
        after: edit::read(id, &written.after).map_err(refused)?,
        now: by_id(edit::read(id, &now).map_err(refused)?),
    };
    let done = look.compare(answered);
    let is_whole = now == written.after && done.stay.is_empty();
    let text = if is_whole {
        written.before.clone()
    } else {
        let gone: HashSet<&CardId> = done.removed.iter().copied().collect();
        let changed = edit::merge(id, &now, &done.changes, &[]).map_err(refused)?;
        let rest =
            edit::take_out(id, &changed.text, |card| gone.contains(card)).map_err(refused)?;
        // Of a deck that the import made, nothing but its head may be left.
        let all: HashSet<&CardId> = look.after.iter().map(|own| &own.id).collect();
        let bare =
            edit::take_out(id, &written.after, |card| all.contains(card)).map_err(refused)?;
        let is_empty = written.before.is_none() && rest.text == bare.text;
        (!is_empty).then_some(rest.text)
    };
    undone.removed += done.removed.len();
    undone.restored += done.changes.len();
    undone.stay.extend(done.stay);
    match text {
        Some(text) if text == now => return Ok(()),
        Some(text) => {
            writer.exchange_text(id, Some(&now), &text, &done.past, memory)?;
        }
        None => {
            let is_gone = disk.remove_as_it_is(&path, now.as_bytes());
            let is_gone = is_gone.map_err(|error| SaveError::Unwritable {
                path: path.clone(),
                why: error,
            })?;
            if !is_gone {
                return Err(SaveError::ChangedMeanwhile { path });
            }
        }
    }
    undone.decks.push(id.clone());
    Ok(())
}

fn by_id(owns: Vec<Own>) -> HashMap<CardId, Own> {
    owns.into_iter().map(|own| (own.id.clone(), own)).collect()
}

/// A deck before an import, after it, and now.
struct Look {
    before: HashMap<CardId, Own>,
    after: Vec<Own>,
    now: HashMap<CardId, Own>,
}

/// What is to be done with the cards of a deck.
#[derive(Default)]
struct Plan<'l> {
    removed: Vec<&'l CardId>,
    changes: Vec<(CardId, Changes)>,
    past: Vec<Past>,
    stay: Vec<(CardId, String, Stays)>,
}

impl Look {
    fn compare(&self, answered: &dyn Fn(&CardId) -> bool) -> Plan<'_> {
        let mut plan = Plan::default();
        for after in &self.after {
            // What is not there any more was removed by the user.
            let Some(now) = self.now.get(&after.id) else {
                continue;
            };
            let mut stays = |why| {
                let question = now.text(Field::Question).to_owned();
                plan.stay.push((after.id.clone(), question, why));
            };
            match self.before.get(&after.id) {
                None if answered(&after.id) => stays(Stays::Answered),
                None if now.values != after.values => stays(Stays::Edited),
                None => plan.removed.push(&after.id),
                Some(before) if before.values == after.values => {}
                Some(before) => {
                    let written = differing(before, after);
                    if written
                        .keys()
                        .any(|&field| now.values.get(&field) != after.values.get(&field))
                    {
                        stays(Stays::Edited);
                        continue;
                    }
                    let fields = written.keys().filter(|&&field| field != Field::Source);
                    plan.past.extend(fields.map(|&field| Past {
                        card: after.id.clone(),
                        field: field.key(),
                        before: now.json(field),
                    }));
                    plan.changes.push((after.id.clone(), written));
                }
            }
        }
        plan
    }
}

/// The fields that the import wrote, with what they held before.
fn differing(before: &Own, after: &Own) -> Changes {
    let fields: BTreeSet<Field> = before
        .values
        .keys()
        .chain(after.values.keys())
        .copied()
        .collect();
    fields
        .into_iter()
        .filter(|field| before.values.get(field) != after.values.get(field))
        .map(|field| (field, before.values.get(&field).cloned()))
        .collect()
}
