//! `hotseat export`: cards in other formats.

use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::sources::{At, Sources};
use super::{Outcome, Refusal, Surroundings};
use crate::bank::{CardId, Entry, Origin};
use crate::cli::gate::Gate;
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
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own"
)]
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
    /// Leave out experience, notes, reflections and the history, and put company-1 and so on in the
    /// place of companies' names; what was replaced is listed
    #[arg(long)]
    redact: bool,
    /// With --redact: also where a company's name is a common word
    #[arg(long, requires = "redact")]
    redact_common: bool,
    /// With --to anki: your experience too, which is for you alone
    #[arg(long, conflicts_with = "redact")]
    with_experience: bool,
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
    out: &mut Gate<'_>,
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
    let replaced = if arguments.redact {
        redacted(&mut decks, &sources, arguments, surroundings)?
    } else {
        Vec::new()
    };
    let cards: usize = decks.iter().map(|deck| deck.cards.len()).sum();
    if cards == 0 {
        let words = surroundings.language.export_nothing();
        return Err(Refusal::nothing(words).into());
    }
    let files = match arguments.to {
        Format::Markdown => each(&decks, marked::write),
        Format::Obsidian => each(&decks, obsidian::write),
        Format::Csv => vec![(String::new(), table::write(&decks, arguments.bom))],
        Format::Anki => vec![(
            String::new(),
            anki::write(&decks, arguments.with_experience),
        )],
        Format::Json => vec![(
            String::new(),
            json::write(&decks, &history(arguments, &sources, chosen.as_ref())),
        )],
    };
    let lost = lost(arguments.to, &decks);
    if !lost.is_empty() {
        let fields = lost.join(", ");
        let words = both!(
            "다시 가져오면 돌아오지 않는 것: {fields}. 모두 지키려면 --to json",
            "an import of this will not bring back {fields}; --to json keeps everything"
        );
        writeln!(Gate::err(), "{}", words.in_language(surroundings.language))?;
    }
    for line in &replaced {
        writeln!(Gate::err(), "{line}")?;
    }
    let Some(target) = &arguments.out else {
        for (_, text) in &files {
            out.export(text.as_bytes())?;
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

/// What these cards have that an import of the format does not bring back, by the keys of the deck
/// format; `docs/exports.md` has the whole table.
fn lost(format: Format, decks: &[Outgoing]) -> Vec<&'static str> {
    const BY_CSV: [&str; 3] = ["level", "roles", "was"];
    const BY_OTHERS: [&str; 14] = [
        "also_asked",
        "asked",
        "experience",
        "follow_ups",
        "importance",
        "key_points",
        "level",
        "links",
        "outline",
        "reflections",
        "roles",
        "time",
        "was",
        "id",
    ];
    let fields = match format {
        Format::Markdown | Format::Json => &[][..],
        Format::Csv => &BY_CSV,
        Format::Obsidian | Format::Anki => &BY_OTHERS,
    };
    let cards = || decks.iter().flat_map(|deck| &deck.cards);
    let cards: Vec<serde_json::Value> = if fields.is_empty() {
        Vec::new()
    } else {
        cards().map(json::card).collect()
    };
    let has = |field: &&&str| {
        let mut values = cards.iter().filter_map(|card| card.get(**field));
        // The usual importance is that of a card without one.
        values.any(|value| **field != "importance" || *value != 1)
    };
    let mut lost: Vec<&'static str> = fields.iter().filter(has).copied().collect();
    let has_notes = cards.iter().any(|card| card.get("notes").is_some());
    if matches!(format, Format::Anki) && has_notes {
        lost.push("notes");
    }
    lost
}

/// Takes out what is private, and gives the lines that say which names were replaced. A name that is
/// a word of the program's own questions too is refused unless it was said to be meant.
fn redacted(
    decks: &mut [Outgoing],
    sources: &Sources,
    arguments: &ExportArguments,
    surroundings: &Surroundings,
) -> Result<Vec<String>, Refusal> {
    let say = surroundings.language;
    let of_decks = sources.bank.decks().iter().map(|deck| {
        let names = deck.company.iter().chain(&deck.company_names);
        names.cloned().collect::<Vec<String>>()
    });
    let interviews = sources.appointments.all();
    let of_interviews = interviews
        .iter()
        .map(|interview| vec![interview.company.clone()]);
    let mut redaction = redact::Redaction::of(of_decks.chain(of_interviews));
    for deck in decks.iter_mut() {
        redaction.redact(deck);
    }
    let own: Vec<String> = sources
        .bank
        .decks()
        .iter()
        .filter(|deck| deck.origin == Origin::BuiltIn)
        .flat_map(|deck| &deck.cards)
        .flat_map(|card| [card.question.to_lowercase(), card.answer.to_lowercase()])
        .collect();
    let is_common = |word: &str| {
        own.iter().any(|text| {
            let mut places = text.match_indices(word);
            places.any(|(at, found)| {
                let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
                ends(text[..at].chars().next_back())
                    && ends(text[at + found.len()..].chars().next())
            })
        })
    };
    let common = redaction.common(is_common);
    if !common.is_empty() && !arguments.redact_common {
        let names = common.join(", ");
        let words = both!(
            "회사 이름이면서 보통 낱말이기도 합니다: {names}. 그래도 모두 바꾸려면 --redact-common을 쓰세요",
            "a company's name and a common word as well: {names}; --redact-common replaces it everywhere all the same"
        );
        return Err(Refusal::nothing(words.in_language(say)));
    }
    let lines = redaction.replaced().map(|(stand_in, name, places)| {
        let words = both!(
            "{name} → {stand_in} ({places}곳)",
            "{name} → {stand_in} ({places})",
            places => "place" "places"
        );
        words.in_language(say).clone()
    });
    Ok(lines.collect())
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
