//! `hotseat import`: notes of other formats as cards.

use std::collections::BTreeSet;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;

use super::{Outcome, Surroundings};
use crate::bank::Kind;
use crate::cli::gate::Gate;
use crate::clock::Clock;
use crate::convert;
use crate::convert::again::{State, Wish};
use crate::history::{EditLog, History, Log, Record};
use crate::import::{self, Brought, Choice, Desk, Limits, Prepared, ReadNote, Written};
use crate::language::Both;
use crate::problem::Problem;
use crate::text;

mod ask;
mod progress;
mod report;
mod undo;

use ask::Asked;
use progress::Progress;

/// Arguments of `hotseat import`.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option that is given or not"
)]
pub struct ImportArguments {
    /// Notes, or folders of notes: .md, .html, .csv, .txt, .docx, .apkg, .yaml, .json, .zip …
    #[arg(required_unless_present = "undo", value_name = "PATH")]
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
    /// The language of new decks; else that of most letters. (The interface's goes before the
    /// command: hotseat --lang en import …)
    #[arg(long = "lang", alias = "deck-lang", value_name = "CODE")]
    deck_lang: Option<String>,
    /// Where the note and you changed the same, keep yours and do not ask again
    #[arg(long, conflicts_with = "theirs")]
    mine: bool,
    /// Where the note and you changed the same, take the note's
    #[arg(long)]
    theirs: bool,
    /// The files' encoding where it is not found out: cp949, `shift_jis`, gb18030, utf-16 …
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    encoding: Option<&'static encoding_rs::Encoding>,
    /// Import a note as well that is not surely read
    #[arg(long)]
    yes: bool,
    /// Print every line of the notes with what became of it and why, and write nothing
    #[arg(long, conflicts_with = "json")]
    explain: bool,
    /// How the notes are read: which lines ask, such as "headings of level 2" or "bold lines" (see --explain)
    #[arg(long = "as", value_name = "READING")]
    reading: Option<String>,
    /// Take cards as well that you removed or left out before
    #[arg(long)]
    again: bool,
    /// Bring the reviews of other programs (Anki's log, Obsidian's comments) into the history
    #[arg(long)]
    with_history: bool,
    /// Take an import back, the last one or the one of this name; cards answered or edited since stay
    #[arg(
        long,
        value_name = "ID",
        num_args = 0..=1,
        default_missing_value = undo::LAST,
        conflicts_with = "paths"
    )]
    undo: Option<String>,
}

fn kind(word: &str) -> Result<Kind, String> {
    let found = Kind::WORDS.iter().find(|(known, _)| *known == word);
    found
        .map(|&(_, kind)| kind)
        .ok_or_else(|| "write personal, technical or company".to_owned())
}

fn encoding(name: &str) -> Result<&'static encoding_rs::Encoding, String> {
    convert::encoding::named(name).ok_or_else(|| {
        "write a name such as cp949, euc-kr, shift_jis, gb18030, latin1, utf-16".to_owned()
    })
}

fn deck_name(word: &str) -> Result<String, String> {
    let word = word.trim_end_matches(".toml");
    let id = import::deck_id(word);
    if id == text::nfc(word) && !id.is_empty() {
        Ok(id)
    } else {
        Err(format!(
            "write it as {id}: letters, digits, - and _, with / between folders"
        ))
    }
}

/// Imports what the arguments name. Exit code 1 where a file could not be read or written; the
/// others go on.
pub fn run(
    arguments: &ImportArguments,
    surroundings: &Surroundings,
    clock: &dyn Clock,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    if let Some(id) = &arguments.undo {
        return undo::run(id, arguments.json, surroundings, clock, out);
    }
    let mut progress = Progress::new(Instant::now(), surroundings.language);
    let disk = &surroundings.disk;
    let (files, problems) = import::find(disk, &arguments.paths);
    let (log, everything) = Log::open(disk, &surroundings.folders);
    let choice = Choice {
        into: arguments.into.clone(),
        kind: arguments.kind,
        lang: arguments.deck_lang.clone(),
    };
    let mut failed = problems.len();
    let mut importer = Importer {
        arguments,
        surroundings,
        clock,
        log,
        history: History::new(everything.records),
        is_asked: !arguments.json
            && !arguments.dry_run
            && !arguments.explain
            && io::stdin().is_terminal()
            && io::stdout().is_terminal(),
        printed: Vec::new(),
        totals: Totals::default(),
        reviews: Vec::new(),
        records: Vec::new(),
        is_kept: false,
    };
    for problem in problems {
        importer.refused(&problem, out)?;
    }
    let mut records: Vec<Record> = Vec::new();
    let total = files.len();
    // The notes of the decks stand by their own history while it grows with every note.
    let history = importer.history.clone();
    let mut desk = Desk::new(disk, &surroundings.folders, &history, &choice);
    for (at, file) in files.iter().enumerate() {
        progress.show(at, total);
        let read = import::read_as(disk, file, Limits::default(), arguments.encoding);
        progress.clear();
        match read {
            Ok(read) => {
                for note in read.notes {
                    let (note, problems) =
                        note.as_taught(disk, &surroundings.folders, arguments.reading.as_deref());
                    for problem in problems {
                        importer.refused(&problem, out)?;
                    }
                    failed += usize::from(!importer.take(&note, &mut desk, out)?);
                }
                records.extend(read.history);
            }
            Err(problem) => {
                importer.refused(&problem, out)?;
                failed += 1;
            }
        }
    }
    progress.clear();
    records.append(&mut importer.reviews);
    failed += usize::from(!importer.bring(&records, out)?);
    importer.keep(desk.into_written(), out)?;
    importer.finish(total, out)?;
    Ok(if failed > 0 || importer.totals.kept > 0 {
        Outcome::Problems
    } else {
        Outcome::Fine
    })
}

/// Why a doubtful note was left.
fn unsure(read: &ReadNote) -> Problem {
    let outcome = read.note.outcome.clone().unwrap_or_default();
    let sure = outcome.confidence;
    Problem::of_file(
        read.source.clone(),
        crate::problem::Severity::Error,
        crate::both!(
            "질문을 제대로 찾았는지 확실하지 않습니다 (확신 {sure}%)",
            "it is not sure that its questions were found ({sure}% sure)"
        ),
        crate::both!(
            "hotseat import --explain으로 살펴보고, 맞으면 --yes를 붙이세요",
            "look at it with hotseat import --explain, and give --yes if it is right"
        ),
    )
}

#[derive(Default)]
struct Totals {
    decks: BTreeSet<String>,
    new: usize,
    changed: usize,
    kept: usize,
    gone: usize,
    same: usize,
    removed: usize,
}

struct Importer<'a> {
    arguments: &'a ImportArguments,
    surroundings: &'a Surroundings,
    clock: &'a dyn Clock,
    log: Log,
    history: History,
    /// Whether there is somebody to be asked.
    is_asked: bool,
    printed: Vec<serde_json::Value>,
    totals: Totals,
    /// The reviews of other programs, where they are wanted.
    reviews: Vec<Record>,
    /// What the import wrote into the history.
    records: Vec<Record>,
    /// Whether it can be taken back.
    is_kept: bool,
}

impl Importer<'_> {
    fn say(&self, words: &Both) -> String {
        words.in_language(self.surroundings.language).clone()
    }

    /// Imports one note; whether it went well.
    fn take(
        &mut self,
        read: &ReadNote,
        desk: &mut Desk<'_>,
        out: &mut Gate<'_>,
    ) -> io::Result<bool> {
        if self.arguments.explain {
            self.explain(read, out)?;
            return Ok(true);
        }
        let taken = match desk.prepare(read) {
            Ok(prepared) if !self.is_sure(read, &prepared, out)? => {
                self.refused(&unsure(read), out)?;
                return Ok(false);
            }
            Ok(mut prepared) => {
                self.wish(&mut prepared, out)?;
                let done = if self.arguments.dry_run {
                    desk.assume(&prepared)
                } else {
                    let at = self.clock.now().wall;
                    let mut memory = EditLog::new(&mut self.log, at);
                    let done = desk.write(&prepared, &mut memory);
                    self.records.extend(memory.into_records());
                    done
                };
                done.map(|()| prepared)
            }
            Err(problem) => Err(problem),
        };
        match taken {
            Ok(prepared) => {
                if self.arguments.with_history {
                    let offset = *self.clock.now().wall.offset();
                    self.reviews.extend(import::records(&prepared.plan, offset));
                }
                self.report(read, &prepared, out)?;
                Ok(true)
            }
            Err(problem) => {
                self.refused(&problem, out)?;
                Ok(false)
            }
        }
    }

    /// Keeps what was done, so that it can be taken back.
    fn keep(&mut self, written: Vec<Written>, out: &mut Gate<'_>) -> io::Result<()> {
        let (disk, folders) = (&self.surroundings.disk, &self.surroundings.folders);
        let counts = (self.totals.new, self.totals.changed);
        let at = self.clock.now().wall;
        match import::keep(disk, folders, at, written, counts, &self.records) {
            Ok(id) => self.is_kept = id.is_some(),
            Err(problem) => self.refused(&problem, out)?,
        }
        Ok(())
    }

    /// Whether a note may be imported: it was surely read, it was imported before, or the user
    /// says so.
    fn is_sure(
        &mut self,
        read: &ReadNote,
        prepared: &Prepared,
        out: &mut Gate<'_>,
    ) -> io::Result<bool> {
        let doubted = read
            .note
            .outcome
            .as_ref()
            .filter(|outcome| outcome.is_doubtful());
        let is_known = prepared
            .plan
            .cards
            .iter()
            .any(|card| !matches!(card.state, State::New));
        let (Some(outcome), false) = (doubted, is_known || prepared.plan.cards.is_empty()) else {
            return Ok(true);
        };
        if self.arguments.yes || self.arguments.dry_run {
            return Ok(true);
        }
        if !self.is_asked {
            return Ok(false);
        }
        self.report_outcome(read, outcome, out)?;
        for card in prepared.plan.cards.iter().take(3) {
            let question = text::fit(&text::visible_line(&card.found.question), 80);
            writeln!(out, "  ? {question}")?;
        }
        let prompt = crate::both!(
            "잘 읽었는지 확실하지 않습니다. 가져올까요? y/N: ",
            "It is not sure that this was read well. Import it? y/N: "
        );
        let mut input = io::stdin().lock();
        let answer = ask::answer(&self.say(&prompt), &mut input, out)?;
        Ok(matches!(answer.as_deref(), Some("y" | "Y" | "ㅛ")))
    }

    /// What is to become of each card: as the options say, else as somebody at a terminal does.
    fn wish(&mut self, prepared: &mut Prepared, out: &mut Gate<'_>) -> io::Result<()> {
        let arguments = self.arguments;
        for card in &mut prepared.plan.cards {
            card.wish = match card.state {
                State::Removed if arguments.again => Wish::Take,
                State::Clashing if arguments.mine => Wish::Mine,
                State::Clashing if arguments.theirs => Wish::Theirs,
                _ => card.wish,
            };
        }
        if !self.is_asked {
            return Ok(());
        }
        let mut input = io::stdin().lock();
        let asked = ask::about(
            &mut prepared.plan,
            self.surroundings.language,
            &mut input as &mut dyn BufRead,
            out,
        )?;
        // The end of the input is an answer too: nobody is there.
        self.is_asked = asked == Asked::Answered;
        Ok(())
    }

    /// Brings the history of exports; whether it went well.
    fn bring(&mut self, records: &[Record], out: &mut Gate<'_>) -> io::Result<bool> {
        if records.is_empty() {
            return Ok(true);
        }
        let brought = Brought::of(records, &self.history);
        if !self.arguments.dry_run
            && let Err(error) = import::bring(&brought, &mut self.log)
        {
            let path = self.log.path().display().to_string();
            let problem = Problem::of_file(
                path,
                crate::problem::Severity::Error,
                error.words(),
                crate::both!(
                    "디스크와 권한을 확인하고 다시 가져오세요",
                    "check the disk and the permissions, and import again"
                ),
            );
            self.refused(&problem, out)?;
            return Ok(false);
        }
        self.report_history(&brought, out)?;
        Ok(true)
    }
}
