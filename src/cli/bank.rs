//! `hotseat bank --coverage`: which questions of a list have a card, which nearly, and which not; the
//! last ones can be taken into a deck as cards without an answer.
//!
//! Exit codes are those of [`super::edit`].

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write};

use chrono::{DateTime, FixedOffset};
use serde_json::{Value as Json, json};

use super::Surroundings;
use super::edit::{Exit, Printed, complain, read_text, remembering, report};
use crate::bank::write::{DeckAt, Field, Outcome, Place, SaveError, Saved, Value, Writer};
use crate::bank::{Bank, Entry, load};
use crate::both;
use crate::language::Language;
use crate::look_back::coverage::{Coverage, Covered, Verdict, questions_of};
use crate::text;

/// Lays a list of questions beside the bank.
#[derive(Debug, Clone, clap::Args)]
pub struct BankArguments {
    /// The list, a question a line, or - for standard input
    #[arg(long, value_name = "FILE", required = true)]
    coverage: String,
    /// Add the questions that have no card to this deck, without answers; it is made if there is none
    #[arg(long, value_name = "DECK")]
    take: Option<String>,
    /// With --take: those that have only a near card too
    #[arg(long, requires = "take")]
    near: bool,
    /// With --take: do not ask
    #[arg(long, requires = "take")]
    yes: bool,
    /// Print `{"counts": {"has", "near", "missing"}, "questions": [{"question", "verdict", "cards":
    /// [{"id", "question", "closeness"}]}], "taken": ["id"]}`
    #[arg(long)]
    json: bool,
}

/// A question of the list with what the bank has for it.
type Line = (String, Covered);

/// Carries the command out. Errors are those of printing.
pub fn run(
    arguments: &BankArguments,
    surroundings: &Surroundings,
    now: DateTime<FixedOffset>,
    input: &mut dyn Read,
    printed: &mut Printed<'_>,
) -> io::Result<Exit> {
    let say = surroundings.language;
    let list = match read_text(&surroundings.disk, &arguments.coverage, input) {
        Ok(list) => list,
        Err((words, exit)) => return complain(printed, &words, say, exit),
    };
    let bank = load::bank(&surroundings.disk, &surroundings.folders);
    let audience = &surroundings.audience;
    let counts = |entry: Entry<'_>| !audience.is_asked_for || audience.has(entry);
    let mut coverage = Coverage::of(&bank, counts);
    let lines: Vec<Line> = questions_of(&list)
        .into_iter()
        .map(|question| {
            let covered = coverage.judge(&question);
            (question, covered)
        })
        .collect();
    if !arguments.json {
        print(&lines, &bank, say, printed.out)?;
    }
    let wanted = gaps(arguments, &lines);
    let taken = match &arguments.take {
        Some(deck) if !wanted.is_empty() => {
            let deck = text::nfc(deck);
            if !arguments.yes && !is_wished(arguments, &deck, wanted.len(), say, input, printed)? {
                if !arguments.json {
                    return Ok(Exit::Done);
                }
                Taken::default()
            } else {
                take(&deck, &wanted, &bank, surroundings, now)
            }
        }
        _ => Taken::default(),
    };
    if arguments.json {
        let value = to_json(&lines, &bank, &taken);
        writeln!(printed.out, "{}", text::visible_json(&value))?;
    } else if !taken.cards.is_empty() {
        let deck = text::visible_line(arguments.take.as_deref().unwrap_or_default());
        let words = say.coverage_taken(taken.cards.len(), &deck);
        writeln!(printed.out, "{words}")?;
    }
    match taken.failed {
        Some(failed) => report(*failed, say, printed, |saved, _| saved.card.to_string()),
        None => Ok(Exit::Done),
    }
}

/// The questions that are to be taken.
fn gaps<'l>(arguments: &BankArguments, lines: &'l [Line]) -> Vec<&'l str> {
    let most = if arguments.near {
        Verdict::Near
    } else {
        Verdict::Missing
    };
    let gaps = lines.iter().filter(|(_, covered)| covered.verdict <= most);
    gaps.map(|(question, _)| question.as_str()).collect()
}

/// Asks whether the cards are to be added. Who cannot be asked gives `--yes`.
fn is_wished(
    arguments: &BankArguments,
    deck: &str,
    cards: usize,
    say: Language,
    input: &mut dyn Read,
    printed: &mut Printed<'_>,
) -> io::Result<bool> {
    let deck = text::visible_line(deck);
    let can_be_asked = !arguments.json
        && arguments.coverage != "-"
        && io::stdin().is_terminal()
        && io::stdout().is_terminal();
    if !can_be_asked {
        writeln!(printed.err, "{}", say.coverage_would_take(cards, &deck))?;
        return Ok(false);
    }
    write!(printed.out, "{} ", say.coverage_ask(cards, &deck))?;
    printed.out.flush()?;
    let mut answer = String::new();
    BufReader::new(input).read_line(&mut answer)?;
    let answer = answer.trim().to_lowercase();
    Ok(matches!(&*answer, "y" | "yes" | "ㅛ" | "예" | "네"))
}

/// What was added.
#[derive(Default)]
struct Taken {
    cards: Vec<String>,
    /// Why it went no further.
    failed: Option<Box<Result<Outcome, SaveError>>>,
}

/// Adds the questions to the deck, a card after the other; it ends with the first that cannot be
/// saved.
fn take(
    deck: &str,
    questions: &[&str],
    bank: &Bank,
    surroundings: &Surroundings,
    now: DateTime<FixedOffset>,
) -> Taken {
    let writer = Writer::new(&surroundings.disk, &surroundings.folders);
    let found = bank.decks().iter().find(|found| found.id == deck);
    let mut at = found.and_then(|found| DeckAt::of(found));
    let mut taken = Taken::default();
    remembering(surroundings, now, |memory| {
        for question in questions {
            let values = BTreeMap::from([(Field::Question, Value::text(*question))]);
            let outcome = match &at {
                Some(at) => writer.add(at, &values, memory),
                None => writer.add_deck(deck, "", "", &values, memory),
            };
            match outcome {
                Ok(Outcome::Saved(saved)) => {
                    let Saved { card, path, .. } = &*saved;
                    taken.cards.push(card.to_string());
                    at = Some(DeckAt {
                        id: deck.to_owned(),
                        place: Place::File(path.clone()),
                    });
                }
                other => {
                    taken.failed = Some(Box::new(other));
                    return;
                }
            }
        }
    });
    taken
}

fn count(lines: &[Line], verdict: Verdict) -> usize {
    let of_verdict = lines.iter().filter(|(_, own)| own.verdict == verdict);
    of_verdict.count()
}

fn print(lines: &[Line], bank: &Bank, say: Language, out: &mut dyn Write) -> io::Result<()> {
    let verdict = |verdict: Verdict| {
        let words = match verdict {
            Verdict::Has => both!("있음", "has"),
            Verdict::Near => both!("비슷함", "near"),
            Verdict::Missing => both!("없음", "none"),
        };
        text::pad(words.in_language(say), 7)
    };
    for (question, covered) in lines {
        let card = covered.cards.first().and_then(|(card, _)| bank.at(*card));
        let card = card.map_or(String::new(), |entry| {
            format!("  → {}", text::visible_line(entry.card.id.as_str()))
        });
        let question = text::visible_line(question);
        writeln!(out, "{} {question}{card}", verdict(covered.verdict))?;
    }
    let words = say.coverage_counts(
        lines.len(),
        count(lines, Verdict::Has),
        count(lines, Verdict::Near),
        count(lines, Verdict::Missing),
    );
    writeln!(out, "{words}")
}

fn to_json(lines: &[Line], bank: &Bank, taken: &Taken) -> Json {
    let questions = lines.iter().map(|(question, covered)| {
        let cards = covered.cards.iter().filter_map(|&(card, closeness)| {
            let card = bank.at(card)?.card;
            let closeness = (closeness * 100.0).round() / 100.0;
            Some(json!({ "id": card.id, "question": card.question, "closeness": closeness }))
        });
        json!({
            "question": question,
            "verdict": covered.verdict.word(),
            "cards": cards.collect::<Vec<_>>(),
        })
    });
    json!({
        "counts": {
            "has": count(lines, Verdict::Has),
            "near": count(lines, Verdict::Near),
            "missing": count(lines, Verdict::Missing),
        },
        "questions": questions.collect::<Vec<_>>(),
        "taken": taken.cards,
    })
}
