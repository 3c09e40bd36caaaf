//! `hotseat export`: cards in other formats.

use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{Outcome, Surroundings};
use crate::bank::load;
use crate::convert::{DeckHead, Found, Outgoing, anki, json, marked, obsidian, redact, table};
use crate::history::{Log, Record};
use crate::store::Kept;
use crate::store::replace::Durability;
use crate::text;

/// Arguments of `hotseat export`.
#[derive(Debug, Args)]
pub struct ExportArguments {
    /// Only cards with all of these: kind:…, deck:…, tag:…, or words of the question
    query: Vec<String>,
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
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let bank = load::bank(&surroundings.disk, &surroundings.folders.decks());
    let mut decks: Vec<Outgoing> = bank
        .decks()
        .iter()
        .map(|deck| Outgoing {
            head: DeckHead::of_deck(deck),
            cards: deck
                .cards
                .iter()
                .map(Found::of_card)
                .filter(|card| matches(&arguments.query, &deck.id, deck.kind.word(), card))
                .collect(),
        })
        .filter(|deck| !deck.cards.is_empty())
        .collect();
    if arguments.redact {
        decks.iter_mut().for_each(redact::redact);
    }
    let cards: usize = decks.iter().map(|deck| deck.cards.len()).sum();
    let files = match arguments.to {
        Format::Markdown => each(&decks, marked::write),
        Format::Obsidian => each(&decks, obsidian::write),
        Format::Csv => vec![(String::new(), table::write(&decks, arguments.bom))],
        Format::Anki => vec![(String::new(), anki::write(&decks))],
        Format::Json => vec![(
            String::new(),
            json::write(&decks, &history(arguments, surroundings, &decks)),
        )],
    };
    let Some(target) = &arguments.out else {
        for (_, text) in &files {
            out.write_all(text.as_bytes())?;
        }
        return Ok(Outcome::Fine);
    };
    write_files(surroundings, target, &files)?;
    let say = surroundings.language;
    let count = files.len();
    let shown = text::visible_line(&target.display().to_string());
    let line = crate::both!(
        "카드 {cards}장을 파일 {count}개에 썼습니다: {shown}",
        "{cards} cards written to {count} files: {shown}"
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

/// What happened to the exported cards; nothing where the export is for others.
fn history(
    arguments: &ExportArguments,
    surroundings: &Surroundings,
    decks: &[Outgoing],
) -> Vec<Record> {
    if arguments.redact {
        return Vec::new();
    }
    let (_, everything) = Log::open(&surroundings.disk, &surroundings.folders);
    if arguments.query.is_empty() {
        return everything.records;
    }
    let ids: HashSet<String> = decks
        .iter()
        .flat_map(|deck| {
            let id = &deck.head.id;
            deck.cards
                .iter()
                .filter_map(move |card| Some(format!("{id}#{}", card.id.as_ref()?)))
        })
        .collect();
    let of_cards = |record: &Record| match &record.body {
        crate::history::Body::Answer(answer) => ids.contains(answer.card.as_str()),
        crate::history::Body::Edit(edit) => ids.contains(edit.card.as_str()),
        _ => false,
    };
    everything.records.into_iter().filter(of_cards).collect()
}

/// Whether a card has everything that a query names.
fn matches(query: &[String], deck: &str, kind: &str, card: &Found) -> bool {
    query
        .iter()
        .flat_map(|part| part.split_whitespace())
        .all(|part| match part.split_once(':') {
            Some(("kind", wanted)) => kind == wanted,
            Some(("deck", wanted)) => deck == wanted || deck.starts_with(&format!("{wanted}/")),
            Some(("tag", wanted)) => card.tags.iter().any(|tag| tag.eq_ignore_ascii_case(wanted)),
            Some(("is", "unwritten")) => card.answer.is_empty(),
            _ => text::question_key(&card.question).contains(&text::question_key(part)),
        })
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
        if disk.kind_of(&path) == Kept::Folder {
            anyhow::bail!(
                "{} is a folder; name a file",
                text::visible_line(&path.display().to_string())
            );
        }
        disk.replace(&path, text.as_bytes(), Durability::Process)
            .map_err(|error| {
                anyhow::anyhow!(
                    "{}: {error}",
                    text::visible_line(&path.display().to_string())
                )
            })?;
    }
    Ok(())
}
