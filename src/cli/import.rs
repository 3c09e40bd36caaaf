//! `hotseat import`: notes of other formats as cards.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use serde_json::json;

use super::{Outcome, Surroundings};
use crate::bank::{Deck, Kind, Origin, deck, load};
use crate::both;
use crate::clock::Clock;
use crate::convert::again::{self, Plan};
use crate::convert::{self, DeckHead, Note, deck_text};
use crate::history::record::{Edit, Ids};
use crate::history::{Body, Log, Record};
use crate::language::{Both, Language};
use crate::problem::{Problem, Severity};
use crate::store::Kept;
use crate::store::replace::Durability;
use crate::text;

mod files;
mod progress;
mod report;

use progress::Progress;

/// Arguments of `hotseat import`.
#[derive(Debug, Args)]
pub struct ImportArguments {
    /// Notes, or folders of notes: .md, .csv, .tsv, .txt (Anki), .apkg, .colpkg, .json (ours)
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The deck that takes all cards, such as technical/network; else a deck a note
    #[arg(long, value_name = "DECK", value_parser = deck_name)]
    into: Option<String>,
    /// Only say what would be taken, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// What new decks prepare for: personal, technical or company
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: Option<Kind>,
    /// The language of new decks; else that of most letters
    #[arg(long, value_name = "CODE")]
    deck_lang: Option<String>,
}

fn kind(word: &str) -> Result<Kind, String> {
    let found = Kind::WORDS.iter().find(|(known, _)| *known == word);
    found
        .map(|&(_, kind)| kind)
        .ok_or_else(|| "write personal, technical or company".to_owned())
}

fn deck_name(word: &str) -> Result<String, String> {
    let word = word.trim_end_matches(".toml");
    let id = deck_id(word);
    if id == text::nfc(word) && !id.is_empty() {
        Ok(id)
    } else {
        Err(format!(
            "write it as {id}: letters, digits, - and _, with / between folders"
        ))
    }
}

/// A deck's id made of a path: no hidden parts, no way up, nothing that a file system refuses.
fn deck_id(path: &str) -> String {
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

/// One file's way into a deck.
struct Job {
    /// The note as the user names it.
    source: String,
    /// Its name in the decks' `source`, with `/` between folders.
    note: String,
    /// What was read.
    read: Result<Note, Box<Problem>>,
}

/// Imports what the arguments name. Exit code 1 where a file could not be read or written; the
/// others go on.
pub fn run(
    arguments: &ImportArguments,
    surroundings: &Surroundings,
    clock: &dyn Clock,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let mut progress = Progress::new(Instant::now(), surroundings.language);
    let (paths, problems) = files::of_arguments(&surroundings.disk, &arguments.paths);
    let mut failed = problems.len();
    let total = paths.len();
    let mut importer = Importer {
        arguments,
        surroundings,
        clock,
        log: None,
        ids: Ids::random(),
        printed: Vec::new(),
        totals: Totals::default(),
    };
    for problem in problems {
        importer.refused(&problem, out)?;
    }
    for (at, found) in paths.into_iter().enumerate() {
        progress.show(at, total);
        let jobs = read(surroundings, &found);
        progress.clear();
        for job in jobs {
            failed += usize::from(!importer.take(job, out)?);
        }
    }
    progress.clear();
    importer.finish(total, out)?;
    Ok(if failed > 0 {
        Outcome::Problems
    } else {
        Outcome::Fine
    })
}

fn read(surroundings: &Surroundings, found: &files::Found) -> Vec<Job> {
    let source = found.path.display().to_string();
    let one = |read| {
        vec![Job {
            source: source.clone(),
            note: found.note.clone(),
            read,
        }]
    };
    let bytes = match files::bytes(&surroundings.disk, &found.path) {
        Ok(bytes) => bytes,
        Err(problem) => return one(Err(problem)),
    };
    match convert::read(found.format, &found.stem, bytes) {
        Ok(notes) => notes
            .into_iter()
            .map(|note| Job {
                source: source.clone(),
                note: found.note.clone(),
                read: Ok(note),
            })
            .collect(),
        Err(fault) => {
            let mut problem =
                Problem::of_file(source.clone(), Severity::Error, fault.what, fault.mend);
            problem.at = fault.at;
            one(Err(Box::new(problem)))
        }
    }
}

#[derive(Default)]
struct Totals {
    decks: BTreeSet<String>,
    new: usize,
    changed: usize,
    kept: usize,
    gone: usize,
    same: usize,
}

struct Importer<'a> {
    arguments: &'a ImportArguments,
    surroundings: &'a Surroundings,
    clock: &'a dyn Clock,
    log: Option<Log>,
    ids: Ids,
    printed: Vec<serde_json::Value>,
    totals: Totals,
}

impl Importer<'_> {
    fn say(&self, words: &Both) -> String {
        words.in_language(self.surroundings.language).clone()
    }

    fn refused(&mut self, problem: &Problem, out: &mut dyn Write) -> std::io::Result<()> {
        if self.arguments.json {
            self.printed.push(json!({
                "source": problem.path, "cards": [], "to_ask": [], "checklist": [], "skipped": [],
                "error": problem.to_json(),
            }));
            return Ok(());
        }
        writeln!(out, "{}", problem.in_language(self.surroundings.language))
    }

    /// Imports one note; whether it went well.
    fn take(&mut self, job: Job, out: &mut dyn Write) -> std::io::Result<bool> {
        let Job {
            source,
            note: name,
            read,
        } = job;
        let note = match read {
            Ok(note) => note,
            Err(problem) => {
                self.refused(&problem, out)?;
                return Ok(false);
            }
        };
        if self.arguments.dry_run && self.arguments.json {
            self.printed.push(convert::json::preview(&source, &note));
            return Ok(true);
        }
        let cards = again::cards_of(&note);
        let id = self.deck_of(&name, note.deck.as_ref());
        if cards.is_empty() {
            self.report(&source, &id, &note, &Plan::default(), out)?;
            return Ok(true);
        }
        let folder = self.surroundings.folders.decks();
        let path = folder.join(format!("{id}.toml"));
        let old = match self.old_deck(&id, &path) {
            Ok(old) => old,
            Err(problem) => {
                self.refused(&problem, out)?;
                return Ok(false);
            }
        };
        let plan = again::plan(&name, cards, &id, old.as_ref().map(|(_, deck)| deck));
        if !self.arguments.dry_run
            && !plan.is_nothing()
            && let Err(problem) = self.write(&id, &path, &note, &plan, old.as_ref())
        {
            self.refused(&problem, out)?;
            return Ok(false);
        }
        self.report(&source, &id, &note, &plan, out)?;
        Ok(true)
    }

    /// The deck that a note goes into: the one that was named, its own, or one of its path.
    fn deck_of(&self, name: &str, head: Option<&DeckHead>) -> String {
        if let Some(into) = &self.arguments.into {
            return into.clone();
        }
        let from_path = deck_id(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        let id = match head {
            Some(head) => deck_id(&head.id),
            None => from_path,
        };
        let id = if id.is_empty() {
            "imported".to_owned()
        } else {
            id
        };
        // A deck with a built-in's id would hide it; a copy of a built-in deck is meant to.
        let hides = head.is_none()
            && crate::bank::builtin::decks()
                .iter()
                .any(|deck| deck.id == id);
        if hides { format!("{id}-notes") } else { id }
    }

    /// The deck as it is: the user's file, or nothing.
    fn old_deck(&self, id: &str, path: &Path) -> Result<Option<(String, Deck)>, Box<Problem>> {
        let disk = &self.surroundings.disk;
        let shown = path.display().to_string();
        let refuse = |what: Both, mend: Both| {
            Box::new(Problem::of_file(shown.clone(), Severity::Error, what, mend))
        };
        match disk.kind_of(path) {
            Kept::Nothing if !disk.is_link(path) => return Ok(None),
            Kept::File => {}
            _ => {
                return Err(refuse(
                    both!(
                        "보통 파일이 아니라서 덱으로 쓸 수 없습니다",
                        "this is no regular file, and can be no deck"
                    ),
                    both!(
                        "--into 로 다른 덱을 고르세요",
                        "choose another deck with --into"
                    ),
                ));
            }
        }
        let bytes = files::bytes(disk, path)?;
        let text = String::from_utf8(bytes).map_err(|_| {
            refuse(
                both!("UTF-8이 아닙니다", "it is not UTF-8"),
                both!("파일을 UTF-8로 저장하세요", "save the file as UTF-8"),
            )
        })?;
        let (deck, problems) = deck::read(id, Origin::File(path.to_owned()), &shown, &text);
        // Into a file with a syntax error nothing is written: what it means is not known.
        match problems
            .into_iter()
            .find(|problem| problem.what.english.starts_with("not valid TOML"))
        {
            Some(problem) => Err(Box::new(problem)),
            None => Ok(Some((text, deck))),
        }
    }

    fn write(
        &mut self,
        id: &str,
        path: &Path,
        note: &Note,
        plan: &Plan,
        old: Option<&(String, Deck)>,
    ) -> Result<(), Box<Problem>> {
        let shown = path.display().to_string();
        let refuse = |what: Both, mend: Both| {
            Box::new(Problem::of_file(shown.clone(), Severity::Error, what, mend))
        };
        let text = match old {
            Some((text, _)) => {
                deck_text::apply(text, &plan.changes(), &plan.new).map_err(|error| {
                    refuse(
                        both!(
                            "덱을 고칠 수 없습니다 ({error})",
                            "the deck cannot be changed ({error})"
                        ),
                        both!(
                            "hotseat check 로 덱을 살펴보세요",
                            "look at it with hotseat check"
                        ),
                    )
                })?
            }
            None => deck_text::new_deck(&self.head(id, note, plan), &plan.new),
        };
        let size = text.len() as u64;
        if size > load::LARGEST_DECK {
            let (size, most) = (size >> 20, load::LARGEST_DECK >> 20);
            return Err(refuse(
                both!(
                    "덱이 {size} MB가 되는데 {most} MB까지입니다",
                    "the deck would have {size} MB, and may have {most} MB"
                ),
                both!(
                    "노트를 나누거나 --into 로 여러 덱에 담으세요",
                    "split the note, or spread it over decks with --into"
                ),
            ));
        }
        let disk = &self.surroundings.disk;
        // Somebody may have written the file since it was read.
        let now = disk.read(path).ok();
        if now.as_deref() != old.map(|(text, _)| text.as_bytes()) {
            return Err(refuse(
                both!(
                    "그 사이에 덱이 바뀌어 아무것도 쓰지 않았습니다",
                    "the deck changed meanwhile, and nothing was written"
                ),
                both!("다시 가져오세요", "import again"),
            ));
        }
        disk.replace(path, text.as_bytes(), Durability::Power)
            .map_err(|error| {
                refuse(
                    both!("쓸 수 없습니다 ({error})", "cannot be written ({error})"),
                    both!(
                        "디스크와 권한을 확인하세요",
                        "check the disk and the permissions"
                    ),
                )
            })?;
        self.remember(plan).map_err(|error| {
            refuse(
                both!("덱은 썼지만 이전 글을 기록에 남기지 못했습니다 ({error})", "the deck is written, but its earlier texts could not be put into the history ({error})"),
                both!("디스크와 권한을 확인하세요", "check the disk and the permissions"),
            )
        })
    }

    /// Puts what the changed fields said before into the history, so that it can be had back.
    fn remember(&mut self, plan: &Plan) -> Result<(), crate::history::AppendError> {
        for (change, before) in &plan.changed {
            let log = self.log.get_or_insert_with(|| {
                Log::open(&self.surroundings.disk, &self.surroundings.folders).0
            });
            let edit = Edit {
                card: change.card.clone(),
                field: change.field.to_owned(),
                before: before.to_json(),
            };
            log.append(&Record::new(
                &mut self.ids,
                self.clock.now().wall,
                Body::Edit(edit),
            ))?;
        }
        Ok(())
    }

    fn head(&self, id: &str, note: &Note, plan: &Plan) -> DeckHead {
        let arguments = self.arguments;
        if let Some(head) = &note.deck {
            return DeckHead {
                id: id.to_owned(),
                kind: arguments.kind.unwrap_or(head.kind),
                lang: arguments.deck_lang.clone().or_else(|| head.lang.clone()),
                ..head.clone()
            };
        }
        let folder_kind = Kind::WORDS
            .iter()
            .find(|(word, _)| id.split('/').any(|part| part == *word))
            .map(|&(_, kind)| kind);
        DeckHead {
            id: id.to_owned(),
            title: id.rsplit('/').next().unwrap_or(id).to_owned(),
            kind: arguments.kind.or(folder_kind).unwrap_or(Kind::Technical),
            lang: Some(
                arguments
                    .deck_lang
                    .clone()
                    .unwrap_or_else(|| language_of(plan).code().to_owned()),
            ),
            company: None,
        }
    }
}

/// Korean where more than a tenth of the letters are Hangul, which technical notes seldom pass
/// by chance.
fn language_of(plan: &Plan) -> Language {
    let (mut letters, mut hangul) = (0usize, 0usize);
    for c in plan
        .new
        .iter()
        .flat_map(|placed| placed.card.question.chars())
    {
        letters += usize::from(c.is_alphabetic());
        hangul += usize::from(('가'..='힣').contains(&c));
    }
    if hangul * 10 > letters {
        Language::Korean
    } else {
        Language::English
    }
}
