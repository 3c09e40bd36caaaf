//! `hotseat export`: cards in other formats.

use std::collections::HashSet;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::sources::{At, Sources};
use super::{Outcome, Refusal, Surroundings};
use crate::bank::{CardId, Entry};
use crate::clock::SystemClock;
use crate::convert::{DeckHead, Found, Outgoing, anki, json, marked, obsidian, redact, table};
use crate::history::{Body, Record};
use crate::language::Both;
use crate::search::{Index, Search, parse};
use crate::store::Kept;
use crate::store::replace::Durability;
use crate::{both, text};

/// Arguments of `hotseat export`.
#[derive(Debug, Args)]
pub struct ExportArguments {
    /// Only the cards that `hotseat search` finds with these words and filters
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Take cards with letters like those of the words, too
    #[arg(long)]
    fuzzy: bool,
    /// The format
    #[arg(long, value_enum, value_name = "FORMAT")]
    to: Format,
    /// Where to write: a folder for markdown and obsidian, else a file; without it, to the output
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
    /// Leave out experience, notes, reflections, the history and the company's name
    #[arg(long)]
    redact: bool,
    /// Begin CSV with a byte-order mark, as spreadsheets want
    #[arg(long)]
    bom: bool,
    #[command(flatten)]
    at: At,
}

/// The formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A readable file a deck, which imports as the same cards
    Markdown,
    /// A note a deck, a folded callout a question
    Obsidian,
    /// One table
    Csv,
    /// Text for Anki's import, with stable ids
    Anki,
    /// Everything, with the history
    Json,
}

/// Writes the cards that the query leaves.
pub fn run(
    arguments: &ExportArguments,
    surroundings: &Surroundings,
    clock: &SystemClock,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let moment = arguments.at.moment(clock, surroundings.settings.day_begins);
    let sources = Sources::read(surroundings, moment);
    let chosen = chosen(arguments, &sources, surroundings)?;
    let mut decks: Vec<Outgoing> = sources
        .bank
        .decks()
        .iter()
        .map(|deck| Outgoing {
            head: DeckHead::of_deck(deck),
            cards: deck
                .cards
                .iter()
                .filter(|card| chosen.as_ref().is_none_or(|ids| ids.contains(&card.id)))
                .map(Found::of_card)
                .collect(),
        })
        .filter(|deck| !deck.cards.is_empty())
        .collect();
    if arguments.redact {
        decks.iter_mut().for_each(redact::redact);
    }
    let cards: usize = decks.iter().map(|deck| deck.cards.len()).sum();
    if cards == 0 {
        let words = surroundings.language.export_nothing();
        return Err(Refusal::nothing(words).into());
    }
    let files = match arguments.to {
        Format::Markdown => each(&decks, marked::write),
        Format::Obsidian => each(&decks, obsidian::write),
        Format::Csv => vec![(String::new(), table::write(&decks, arguments.bom))],
        Format::Anki => vec![(String::new(), anki::write(&decks))],
        Format::Json => vec![(
            String::new(),
            json::write(&decks, &history(arguments, &sources, chosen.as_ref())),
        )],
    };
    let Some(target) = &arguments.out else {
        // A file or another program has every byte; a terminal must not act on any of them.
        let is_seen = io::stdout().is_terminal();
        for (_, text) in &files {
            let shown = if is_seen {
                text::visible(text)
            } else {
                text.into()
            };
            out.write_all(shown.as_bytes())?;
        }
        return Ok(Outcome::Fine);
    };
    write_files(surroundings, target, &files)?;
    let say = surroundings.language;
    let count = files.len();
    let shown = text::visible_line(&target.display().to_string());
    let line = both!(
        "카드 {cards}장을 파일 {count}개에 썼습니다: {shown}",
        "{cards} written to {count}: {shown}",
        cards => "card" "cards",
        count => "file" "files"
    );
    writeln!(out, "{}", line.in_language(say))?;
    Ok(Outcome::Fine)
}

fn each(decks: &[Outgoing], write: fn(&Outgoing) -> String) -> Vec<(String, String)> {
    let mut names = HashSet::new();
    decks
        .iter()
        .map(|deck| {
            let mut name = format!("{}.md", deck.head.id.replace(['[', ']'], ""));
            let mut count = 2;
            // Two companies' decks may have one name once theirs are taken out.
            while !names.insert(name.clone()) {
                name = format!("{}-{count}.md", deck.head.id.replace(['[', ']'], ""));
                count += 1;
            }
            (name, write(deck))
        })
        .collect()
}

/// The cards that a query finds; `None` where it asks for all.
fn chosen(
    arguments: &ExportArguments,
    sources: &Sources,
    surroundings: &Surroundings,
) -> anyhow::Result<Option<HashSet<CardId>>> {
    let written = arguments.query.join(" ");
    if written.trim().is_empty() {
        return Ok(None);
    }
    let bank = sources.bank;
    let survey = sources.survey();
    let query = parse(&written, &survey.vocabulary);
    let say = surroundings.language;
    if let Some(problem) = query.problems.first() {
        let (what, mend) = (problem.what.in_language(say), problem.mend.in_language(say));
        return Err(Refusal::wrong_use(format!("{what}; {mend}")).into());
    }
    let entries: Vec<Entry<'_>> = bank.cards().collect();
    let admits =
        |card: usize| query.admits(entries[card], survey.facts.of_card(card), sources.moment);
    let mut search = Search::new(Arc::new(Index::of_bank(bank)));
    let found = if arguments.fuzzy {
        search.run(&query, &admits, 0, &|| false)
    } else {
        search.run_by_words(&query, &admits, 0, &|| false)
    };
    let found = found.unwrap_or_default();
    Ok(Some(
        found
            .cards
            .iter()
            .map(|&card| entries[card].card.id.clone())
            .collect(),
    ))
}

/// What happened to the exported cards; nothing where the export is for others.
fn history(
    arguments: &ExportArguments,
    sources: &Sources,
    chosen: Option<&HashSet<CardId>>,
) -> Vec<Record> {
    if arguments.redact {
        return Vec::new();
    }
    let is_chosen = |record: &Record| match (chosen, &record.body) {
        (None, _) => true,
        (Some(ids), Body::Answer(answer)) => ids.contains(&answer.card),
        (Some(ids), Body::Edit(edit)) => ids.contains(&edit.card),
        (Some(_), _) => false,
    };
    sources.history.records().filter(is_chosen).collect()
}

fn write_files(
    surroundings: &Surroundings,
    target: &Path,
    files: &[(String, String)],
) -> anyhow::Result<()> {
    let disk = &surroundings.disk;
    for (name, text) in files {
        let path = if name.is_empty() {
            target.to_owned()
        } else {
            target.join(name)
        };
        let shown = path.display();
        let refuse = |words: &Both, outcome| Refusal {
            words: text::visible_line(words.in_language(surroundings.language)),
            outcome,
        };
        if disk.kind_of(&path) == Kept::Folder {
            let words = both!(
                "{shown}: 폴더입니다; 파일 이름을 쓰세요",
                "{shown} is a folder; name a file"
            );
            return Err(refuse(&words, Outcome::WrongUse).into());
        }
        disk.replace(&path, text.as_bytes(), Durability::Process)
            .map_err(|error| {
                let words = both!(
                    "{shown}: 쓸 수 없습니다 ({error}); 디스크와 권한을 확인하세요",
                    "{shown}: cannot be written ({error}); check the disk and the permissions"
                );
                refuse(&words, Outcome::DiskRefused)
            })?;
    }
    Ok(())
}
