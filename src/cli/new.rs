//! `hotseat new`: a new card at the end of a deck. Prints the card's whole name.
//!
//! Exit codes are those of [`super::edit`].

use std::collections::BTreeMap;
use std::io::{self, Read};

use chrono::{DateTime, FixedOffset};

use super::Surroundings;
use super::edit::{Exit, Printed, complain, read_text, remembering, report};
use crate::bank::load;
use crate::bank::write::{DeckAt, Field, Value, Writer};
use crate::both;
use crate::text;

/// Adds a card to a deck.
#[derive(Debug, Clone, clap::Args)]
pub struct NewArgs {
    /// The deck's id: its path below the decks folder without .toml.
    #[arg(value_name = "DECK")]
    pub deck: String,
    /// The question as an interviewer says it.
    #[arg(long, value_name = "TEXT")]
    pub question: String,
    /// The answer's file, or - for standard input.
    #[arg(long, value_name = "FILE")]
    pub from: Option<String>,
    /// A tag; may be given several times.
    #[arg(long = "tag", value_name = "TAG")]
    pub tags: Vec<String>,
    /// How often it is asked, 0 to 3.
    #[arg(long, value_name = "0-3")]
    pub importance: Option<i64>,
    /// The answer's time, such as 90s or 2m.
    #[arg(long, value_name = "TIME")]
    pub time: Option<String>,
    /// `question`, `design` or `to_ask`.
    #[arg(long = "type", value_name = "TYPE")]
    pub card_type: Option<String>,
    /// The card's id; made of the question where it is not given.
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// Makes the deck if there is none with this id.
    #[arg(long)]
    pub create: bool,
    /// The title of a deck that is made.
    #[arg(long, value_name = "TEXT", requires = "create")]
    pub title: Option<String>,
}

/// Carries the command out. Errors are those of printing.
pub fn run(
    args: &NewArgs,
    surroundings: &Surroundings,
    now: DateTime<FixedOffset>,
    input: &mut dyn Read,
    printed: &mut Printed<'_>,
) -> io::Result<Exit> {
    let Surroundings {
        disk,
        folders,
        language,
        ..
    } = surroundings;
    let language = *language;
    let mut values = values_of(args);
    if let Some(from) = &args.from {
        match read_text(disk, from, input) {
            Ok(answer) => values.insert(Field::Answer, Value::Text(answer)),
            Err((words, exit)) => return complain(printed, &words, language, exit),
        };
    }
    let bank = load::bank(disk, folders);
    let id = text::nfc(&args.deck);
    let found = bank.decks().iter().find(|deck| deck.id == id);
    let writer = Writer::new(disk, folders);
    let at = found.and_then(|found| DeckAt::of(found));
    if (at.is_some() || args.create)
        && let Err(error) = writer.check_new(&id, at.as_ref(), &values)
    {
        return report(Err(error), language, printed, |saved, _| {
            saved.card.to_string()
        });
    }
    let outcome = match at {
        Some(at) => remembering(surroundings, now, |memory| writer.add(&at, &values, memory)),
        None if args.create => {
            let title = args.title.as_deref().unwrap_or_default();
            remembering(surroundings, now, |memory| {
                writer.add_deck(&id, title, "", &values, memory)
            })
        }
        None => {
            let shown = text::visible_line(&id);
            let ids = bank.decks().iter().map(|deck| deck.id.as_str());
            let words = match text::nearest(&id, ids) {
                Some(near) => both!(
                    "\"{shown}\" 덱이 없습니다. \"{near}\"인가요? 새로 만들려면 --create",
                    "there is no deck \"{shown}\"; did you mean \"{near}\"? --create makes it"
                ),
                None => both!(
                    "\"{shown}\" 덱이 없습니다. 새로 만들려면 --create",
                    "there is no deck \"{shown}\"; --create makes it"
                ),
            };
            return complain(printed, &words, language, Exit::Wrong);
        }
    };
    report(outcome, language, printed, |saved, _| {
        saved.card.to_string()
    })
}

fn values_of(args: &NewArgs) -> BTreeMap<Field, Value> {
    let texts = [
        (Field::Question, Some(&args.question)),
        (Field::Time, args.time.as_ref()),
        (Field::Type, args.card_type.as_ref()),
        (Field::Id, args.id.as_ref()),
    ];
    let mut values: BTreeMap<Field, Value> = texts
        .into_iter()
        .filter_map(|(field, text)| Some((field, Value::text(text?.clone()))))
        .collect();
    if !args.tags.is_empty() {
        values.insert(Field::Tags, Value::Texts(args.tags.clone()));
    }
    if let Some(importance) = args.importance {
        values.insert(Field::Importance, Value::Number(importance));
    }
    values
}
