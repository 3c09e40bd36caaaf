//! Which topics of a table have a card, by role and language.
//!
//! ```sh
//! cargo run --release --example topic_coverage -- topics.tsv            # the shares
//! cargo run --release --example topic_coverage -- topics.tsv --missing  # and the topics without a card
//! ```
//!
//! The table is tab-separated with a first line of column names; `id`, `roles`, `mentions`, `ask_ko` and
//! `ask_en` are read. A topic has a card in a language where `hotseat bank --coverage` says so of its wording
//! in that language or of its name (`topic_ko`, `topic_en`), and nearly where it says so. A mention counts for
//! every role that the topic names. Where the table was made by hand with the covering cards (`have_ko`,
//! `have_en`, names of cards with spaces between), these count as well while the bank has them, under their
//! earlier names too.
//!
//! A topic is a bucket of questions: one card in it counts for all of its mentions, so that the shares are
//! better than what a reader of single questions finds.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "its output is what it is for"
)]

use std::collections::BTreeMap;
use std::process::ExitCode;

use hotseat::bank::{Bank, CardId, load};
use hotseat::look_back::coverage::{Coverage, Verdict};

const LANGUAGES: [&str; 2] = ["ko", "en"];

struct Topic {
    id: String,
    roles: Vec<String>,
    mentions: usize,
    /// In the order of [`LANGUAGES`].
    ask: [String; 2],
    name: [String; 2],
    have: [String; 2],
}

#[derive(Default)]
struct Share {
    topics: usize,
    has: usize,
    near: usize,
    mentions: usize,
    mentions_has: usize,
    mentions_near: usize,
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(path) = arguments.next() else {
        eprintln!("give the topics table");
        return ExitCode::from(2);
    };
    let shows_missing = arguments.any(|argument| argument == "--missing");
    let table = match std::fs::read_to_string(&path) {
        Ok(table) => table,
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::from(2);
        }
    };
    let topics = match topics(&table) {
        Ok(topics) => topics,
        Err(column) => {
            eprintln!("{path}: there is no column `{column}`");
            return ExitCode::from(2);
        }
    };
    let bank = Bank::new(load::built_in().decks, Vec::new());
    let mut shares: BTreeMap<(String, usize), Share> = BTreeMap::new();
    for (language, code) in LANGUAGES.iter().enumerate() {
        let speaks = |entry: hotseat::bank::Entry<'_>| {
            entry.deck.lang.as_deref().is_none_or(|lang| lang == *code)
        };
        let mut coverage = Coverage::of(&bank, speaks);
        for topic in &topics {
            let by_name = named(&bank, &topic.have[language]);
            let asked = coverage.judge(&topic.ask[language]);
            let called = coverage.judge(&topic.name[language]);
            let covered = if called.verdict > asked.verdict {
                called
            } else {
                asked
            };
            let verdict = if by_name {
                Verdict::Has
            } else {
                covered.verdict
            };
            for role in &topic.roles {
                let share = shares.entry((role.clone(), language)).or_default();
                share.topics += 1;
                share.mentions += topic.mentions;
                match verdict {
                    Verdict::Has => {
                        share.has += 1;
                        share.mentions_has += topic.mentions;
                    }
                    Verdict::Near => {
                        share.near += 1;
                        share.mentions_near += topic.mentions;
                    }
                    Verdict::Missing => {}
                }
            }
            if shows_missing && verdict != Verdict::Has {
                let card = covered.cards.first().and_then(|(card, _)| bank.at(*card));
                let card = card.map_or("-", |entry| entry.card.id.as_str());
                let (id, mentions, ask) = (&topic.id, topic.mentions, &topic.ask[language]);
                let (word, roles) = (verdict.word(), topic.roles.join(","));
                println!("{code}\t{word}\t{mentions}\t{id}\t{roles}\t{ask}\t{card}");
            }
        }
    }
    println!("role\tlanguage\ttopics\twith a card\tnearly\tmentions\tcovered\tnearly");
    for ((role, language), share) in &shares {
        let code = LANGUAGES[*language];
        let percent = |part: usize| part * 100 / share.mentions.max(1);
        println!(
            "{role}\t{code}\t{}\t{}\t{}\t{}\t{}%\t{}%",
            share.topics,
            share.has,
            share.near,
            share.mentions,
            percent(share.mentions_has),
            percent(share.mentions_near),
        );
    }
    ExitCode::SUCCESS
}

/// Whether the bank has one of the cards that a cell names.
fn named(bank: &Bank, cell: &str) -> bool {
    let names = cell
        .split([' ', ',', ';', '|'])
        .filter(|name| name.contains('#'));
    names.map(str::trim).any(|name| {
        bank.find(&CardId::from_written(name)).is_some() || bank.formerly(name).is_some()
    })
}

/// The topics of the table; the name of a column that it lacks otherwise.
fn topics(table: &str) -> Result<Vec<Topic>, &'static str> {
    let mut lines = table.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &'static str| head.iter().position(|own| *own == name).ok_or(name);
    let (id, roles, mentions) = (column("id")?, column("roles")?, column("mentions")?);
    let ask = [column("ask_ko")?, column("ask_en")?];
    let name = [column("topic_ko").ok(), column("topic_en").ok()];
    let have = [column("have_ko").ok(), column("have_en").ok()];
    let topics = lines.filter(|line| !line.trim().is_empty()).map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |place: usize| cells.get(place).copied().unwrap_or_default().to_owned();
        Topic {
            id: cell(id),
            roles: cell(roles).split(',').map(str::to_owned).collect(),
            mentions: cell(mentions).parse().unwrap_or(0),
            ask: ask.map(cell),
            name: name.map(|place| place.map(cell).unwrap_or_default()),
            have: have.map(|place| place.map(cell).unwrap_or_default()),
        }
    });
    Ok(topics.collect())
}
