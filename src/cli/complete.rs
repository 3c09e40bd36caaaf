//! `hotseat complete`: what the word under the cursor may become, for the shells' scripts.
//!
//! Not clap's own dynamic completion, which may change with any of its versions: what stands in a
//! user's shell set-up must go on working. The scripts only split the line; everything else is
//! here, so that three shells offer the same.

use std::io::Write;

use clap::Args;

use super::{Arguments, Outcome, Surroundings};
use crate::appointments::Appointments;
use crate::bank::write::Field;
use crate::bank::{Bank, Kind, load};
use crate::cli::gate::Gate;
use crate::interview::preset::{self, Mode};
use crate::language::Language;
use crate::search::{Vocabulary, completions};
use crate::text;
use crate::tui::theme::Theme;

mod line;

use line::{Asked, asked};

/// Arguments of `hotseat complete`.
#[derive(Debug, Args)]
pub struct CompleteArguments {
    /// The words after the program's name up to the cursor, the last one as far as it is written
    #[arg(last = true, allow_hyphen_values = true, value_name = "WORD")]
    words: Vec<String>,
}

/// One way to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Candidate {
    /// What the word becomes.
    value: String,
    /// What that is.
    about: String,
}

impl Candidate {
    fn new(value: impl Into<String>, about: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            about: about.into(),
        }
    }
}

/// Prints a candidate a line, `value TAB meaning`. A line without a value asks the shell for its
/// own: `TAB files` or `TAB folders`.
pub fn run(
    arguments: &CompleteArguments,
    surroundings: &Surroundings,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    let (current, before) = arguments
        .words
        .split_last()
        .map_or(("", &[][..]), |(last, before)| (last.as_str(), before));
    let mut command = Arguments::whole_command();
    command.build();
    for asked in asked(&command, before, current) {
        let found = match asked {
            Asked::Word { value, about } => vec![Candidate::new(value, about)],
            Asked::Value {
                name,
                begun,
                prefix,
            } => {
                let shells_own = match name.as_str() {
                    "FILE" | "PATH" => Some("files"),
                    "FOLDER" => Some("folders"),
                    _ => None,
                };
                if let Some(kind) = shells_own {
                    out.signs(&format!("\t{kind}\n"))?;
                }
                let mut found = values(&name, &begun, surroundings);
                for candidate in &mut found {
                    candidate.value.insert_str(0, &prefix);
                }
                found
            }
        };
        for Candidate { value, about } in found {
            // A shell's line cannot hold these, and a terminal must not see them.
            if !value.chars().any(char::is_control) {
                write!(out, "{value}")?;
                out.signs("\t")?;
                writeln!(out, "{}", text::visible_line(&about))?;
            }
        }
    }
    Ok(Outcome::Fine)
}

/// The values of an argument, by the name that its help calls them, which go on from `begun`.
fn values(name: &str, begun: &str, surroundings: &Surroundings) -> Vec<Candidate> {
    let Surroundings {
        disk,
        folders,
        language: say,
        ..
    } = surroundings;
    // Never given back: the program ends with the last candidate.
    let bank = || &*Box::leak(Box::new(load::bank(disk, folders)));
    let words = |words: &[&str]| words.iter().map(|word| Candidate::new(*word, "")).collect();
    let mut found = match name {
        "DECK" => decks(bank()),
        "CARD" => cards(bank(), begun),
        "QUERY" => return query(bank(), begun, *say),
        "TAG" => tags(bank()),
        "PRESET" => preset::load(disk, &folders.config.join("presets"))
            .0
            .iter()
            .map(|preset| Candidate::new(&*preset.name, preset.title.in_language(*say)))
            .collect(),
        "INTERVIEW" => Appointments::load(disk, folders)
            .all()
            .iter()
            .map(|interview| Candidate::new(&*interview.id, interview.title()))
            .collect(),
        "THEME" => Theme::names(disk, &folders.config.join("themes"))
            .into_iter()
            .map(|name| Candidate::new(name, ""))
            .collect(),
        "LANG" => words(&["ko", "en"]),
        "ORDER" => words(&["deck", "score", "weakness", "recency"]),
        "KIND" => words(&Kind::WORDS.map(|(word, _)| word)),
        "MODE" => words(&Mode::WORDS.map(|(word, _)| word)),
        "TYPE" => words(&["question", "design", "to_ask"]),
        "FIELD" => words(&Field::ALL.map(Field::key)),
        _ => Vec::new(),
    };
    let begun = text::nfc(begun).to_lowercase();
    found.retain(|candidate| candidate.value.to_lowercase().starts_with(&begun));
    found
}

/// The decks and the folders that they lie in, each once.
fn decks(bank: &Bank) -> Vec<Candidate> {
    let mut found = std::collections::BTreeMap::new();
    for deck in bank.decks() {
        for (slash, _) in deck.id.match_indices('/') {
            found.entry(&deck.id[..slash]).or_insert("");
        }
        found.insert(&deck.id, &deck.title);
    }
    let found = found.into_iter();
    found.map(|(id, title)| Candidate::new(id, title)).collect()
}

/// The cards by their whole names; where none begins like that, by the part after the `#` that
/// only one card has.
fn cards(bank: &Bank, begun: &str) -> Vec<Candidate> {
    let begun = text::nfc(begun).to_lowercase();
    let all = || bank.cards().map(|entry| entry.card);
    let is_begun = |name: &str| name.to_lowercase().starts_with(&begun);
    if all().any(|card| is_begun(card.id.as_str())) {
        return all()
            .map(|card| Candidate::new(card.id.as_str(), &*card.question))
            .collect();
    }
    let own = |id: &str| {
        id.rsplit_once('#')
            .map_or(String::new(), |(_, own)| own.to_owned())
    };
    let mut count = std::collections::HashMap::new();
    for card in all() {
        *count.entry(own(card.id.as_str())).or_insert(0) += 1;
    }
    all()
        .map(|card| (own(card.id.as_str()), card))
        .filter(|(own, _)| count.get(own) == Some(&1))
        .map(|(own, card)| Candidate::new(own, &*card.question))
        .collect()
}

fn tags(bank: &Bank) -> Vec<Candidate> {
    let tags = Vocabulary::of_bank(bank).tags.into_iter();
    tags.map(|tag| Candidate::new(tag, "")).collect()
}

/// The filters, as the question bank's own box completes them.
fn query(bank: &Bank, begun: &str, say: Language) -> Vec<Candidate> {
    let found = completions(begun, begun.len(), &Vocabulary::of_bank(bank));
    found
        .into_iter()
        .map(|completion| {
            let kept = &begun[..completion.replace.start];
            let meaning = completion.meaning.in_language(say).clone();
            Candidate::new(format!("{kept}{}", completion.insert), meaning)
        })
        .collect()
}
