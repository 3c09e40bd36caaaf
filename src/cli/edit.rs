//! `hotseat edit`: one field of a card from a file or a pipe, with the editor's guarantees.
//!
//! Exit codes: 0 the value stands in the file; 1 somebody changed the same value in that moment, or
//! what was given is no value (nothing, no text, too much), and nothing was written; 2 there is no such card or field, or the field cannot hold the value;
//! 3 the file could not be read or written. After 1 and 3 the text lies in a draft.

use std::io::{self, Read, Write};
use std::path::Path;

use chrono::{DateTime, FixedOffset};

use crate::bank::write::{
    Changes, DeckAt, Field, Outcome, Refusal, SaveError, Saved, Shape, Value, Writer,
};
use crate::bank::{Bank, CardId, Entry, load};
use crate::both;
use crate::cli::Surroundings;
use crate::history::{EditLog, Log};
use crate::language::{Both, Language};
use crate::store::Disk;
use crate::text;

/// Sets one field of a card and leaves every other byte of its deck as it was.
#[derive(Debug, Clone, clap::Args)]
pub struct EditArgs {
    /// The card, such as technical/network#tcp-vs-udp; the part after # is enough where only one
    /// card has it.
    #[arg(value_name = "CARD")]
    pub card: String,
    /// The field's key in the deck file. Lists are read one entry a line, `follow_ups` and `asked`
    /// as JSON.
    #[arg(long, value_name = "FIELD", default_value = "answer")]
    pub field: String,
    /// The file with the new value, or - for standard input.
    #[arg(long, value_name = "FILE", required_unless_present = "remove")]
    pub from: Option<String>,
    /// Takes the field away instead.
    #[arg(long, conflicts_with = "from")]
    pub remove: bool,
}

/// How a command that writes has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: done.
    Done,
    /// 1: the same value was changed by somebody else.
    Conflict,
    /// 1: what was given is no value.
    Refused,
    /// 2: it was asked for in a way that cannot be.
    Wrong,
    /// 3: it could not be read or written.
    Failed,
}

impl Exit {
    /// The process's exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Conflict | Self::Refused => 1,
            Self::Wrong => 2,
            Self::Failed => 3,
        }
    }
}

/// Where a command prints: results for a pipe, and what is said to a person.
pub struct Printed<'p> {
    /// Standard output.
    pub out: &'p mut dyn Write,
    /// Standard error.
    pub err: &'p mut dyn Write,
}

/// Carries the command out. Errors are those of printing.
pub fn run(
    args: &EditArgs,
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
    let bank = load::bank(disk, folders);
    let (found, card) = match find(&bank, &args.card) {
        Ok(found) => found,
        Err(words) => return complain(printed, &words, language, Exit::Wrong),
    };
    let field = Field::from_key(&args.field).filter(|field| field.is_for_people());
    let Some(field) = field else {
        let words = no_such_field(&args.field);
        return complain(printed, &words, language, Exit::Wrong);
    };
    let value = match &args.from {
        None => None,
        Some(from) => match read_value(disk, field, from, input) {
            Ok(value) => value,
            Err((words, exit)) => return complain(printed, &words, language, exit),
        },
    };
    let writer = Writer::new(disk, folders);
    let changes = Changes::from([(field, value)]);
    let saved = remembering(surroundings, now, |memory| {
        let opened = writer.open(&found, &card)?;
        writer.save(&opened, &changes, memory)
    });
    report(saved, language, printed, |saved, language| {
        let (card, path) = (&saved.card, saved.path.display());
        let key = field.key();
        let words = if saved.changed {
            both!(
                "{card}의 {key}{을} 저장했습니다: {path}",
                "saved {key} of {card} in {path}"
            )
        } else {
            both!(
                "{card}의 {key}{은} 이미 그대로입니다: {path}",
                "{key} of {card} stands there already: {path}"
            )
        };
        words.in_language(language).clone()
    })
}

/// Does something that is remembered in this device's log.
pub(super) fn remembering<T>(
    surroundings: &Surroundings,
    now: DateTime<FixedOffset>,
    act: impl FnOnce(&mut EditLog<'_>) -> T,
) -> T {
    let (mut log, _) = Log::open(&surroundings.disk, &surroundings.folders);
    act(&mut EditLog::new(&mut log, now))
}

/// The card that is meant: by its whole name, or by its id where only one deck has it.
fn find(bank: &Bank, written: &str) -> Result<(DeckAt, CardId), Both> {
    let id = CardId::from_written(written);
    let shown = text::visible_line(written);
    let by_tail = |entry: &Entry<'_>| {
        let name = entry.card.id.as_str().split_once('#');
        name.is_some_and(|(_, name)| name == id.as_str())
    };
    let mut found: Vec<Entry<'_>> = match bank.find(&id) {
        Some(entry) => vec![entry],
        None => bank.cards().filter(by_tail).collect(),
    };
    if found.is_empty() {
        found.extend(bank.formerly(id.as_str()));
    }
    if found.len() > 1 {
        let names: Vec<&str> = found.iter().map(|entry| entry.card.id.as_str()).collect();
        let names = names.join(", ");
        return Err(both!(
            "\"{shown}\"인 카드가 여럿입니다: {names}",
            "several cards are called \"{shown}\": {names}"
        ));
    }
    let entry = found.pop().ok_or_else(|| {
        let ids = bank.cards().map(|entry| entry.card.id.as_str());
        match text::nearest(id.as_str(), ids) {
            Some(near) => both!(
                "\"{shown}\" 카드가 없습니다. \"{near}\"인가요?",
                "there is no card \"{shown}\"; did you mean \"{near}\"?"
            ),
            None => both!(
                "\"{shown}\" 카드가 없습니다",
                "there is no card \"{shown}\""
            ),
        }
    })?;
    let deck = DeckAt::of(entry.deck);
    let deck = deck.ok_or_else(|| both!("덱이 없습니다", "the deck is not there"))?;
    Ok((deck, entry.card.id.clone()))
}

fn no_such_field(written: &str) -> Both {
    let fields = Field::ALL.into_iter().filter(|field| field.is_for_people());
    let keys: Vec<&str> = fields.map(Field::key).collect();
    let list = keys.join(", ");
    let written = text::visible_line(written);
    match text::nearest(&written, keys) {
        Some(near) => both!(
            "`{written}`이라는 칸이 없습니다. `{near}`인가요?",
            "there is no field `{written}`; did you mean `{near}`?"
        ),
        None => both!(
            "`{written}`이라는 칸이 없습니다. 쓸 수 있는 것: {list}",
            "there is no field `{written}`; there are {list}"
        ),
    }
}

/// Bytes of a value; more is a mistake.
const MOST_INPUT: u64 = 1 << 20;

/// A value's text from a file or, for `-`, from the input. What is empty, no text or too long is
/// refused.
pub(super) fn read_text(
    disk: &Disk,
    from: &str,
    input: &mut dyn Read,
) -> Result<String, (Both, Exit)> {
    let shown = text::visible_line(from);
    let read = if from == "-" {
        let mut bytes = Vec::new();
        let some_more = MOST_INPUT + 1;
        input.take(some_more).read_to_end(&mut bytes).map(|_| bytes)
    } else {
        disk.read(Path::new(from))
    };
    let bytes = read.map_err(|error| {
        let words = both!(
            "{shown}{을} 읽을 수 없습니다 ({error})",
            "{shown} cannot be read ({error})"
        );
        (words, Exit::Failed)
    })?;
    let text = String::from_utf8(bytes).map_err(|_| {
        let words = both!("UTF-8 글이 아닙니다: {shown}", "not UTF-8 text: {shown}");
        (words, Exit::Refused)
    })?;
    if text.len() as u64 > MOST_INPUT {
        let words = both!("1 MiB보다 깁니다: {shown}", "longer than 1 MiB: {shown}");
        return Err((words, Exit::Refused));
    }
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        // A program that failed in front of the pipe gives nothing, which is no answer.
        let words = both!(
            "빈 글입니다: {shown}. 지우려면 --remove를 쓰세요",
            "nothing in {shown}; use --remove to delete the field"
        );
        return Err((words, Exit::Refused));
    }
    Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
}

fn read_value(
    disk: &Disk,
    field: Field,
    from: &str,
    input: &mut dyn Read,
) -> Result<Option<Value>, (Both, Exit)> {
    let text = read_text(disk, from, input)?;
    Value::from_written(field, &text).map_err(|_| {
        let key = field.key();
        let words = match field.shape() {
            Shape::Number => both!(
                "`{key}`에는 수를 쓰거나, 직군마다 다르면 {{\"frontend\": 3, \"default\": 1}}처럼 쓰세요",
                "`{key}` is a number, or {{\"frontend\": 3, \"default\": 1}} where it differs by role"
            ),
            _ => both!(
                "`{key}`{은} JSON으로 쓰세요: [{{\"question\": \"…\"}}]",
                "`{key}` is written as JSON: [{{\"question\": \"…\"}}]"
            ),
        };
        (words, Exit::Wrong)
    })
}

pub(super) fn complain(
    printed: &mut Printed<'_>,
    words: &Both,
    language: Language,
    exit: Exit,
) -> io::Result<Exit> {
    writeln!(printed.err, "hotseat: {}", words.in_language(language))?;
    Ok(exit)
}

/// Prints how a save went and gives its exit code.
pub(super) fn report(
    outcome: Result<Outcome, SaveError>,
    language: Language,
    printed: &mut Printed<'_>,
    done: impl FnOnce(&Saved, Language) -> String,
) -> io::Result<Exit> {
    match outcome {
        Ok(Outcome::Saved(saved)) => {
            writeln!(printed.out, "{}", done(&saved, language))?;
            if saved.copied {
                let path = saved.path.display();
                let words = both!(
                    "기본 덱을 내 폴더로 복사했습니다. 앞으로는 이 파일을 씁니다: {path}",
                    "the built-in deck was copied into your folder and is used from now on: {path}"
                );
                writeln!(printed.err, "{}", words.in_language(language))?;
            }
            Ok(Exit::Done)
        }
        Ok(Outcome::Conflict(conflict)) => {
            let keys: Vec<&str> = conflict.clashes.iter().map(|c| c.field.key()).collect();
            let keys = keys.join(", ");
            let words = both!(
                "그 사이 파일에서 {keys}{이} 바뀌어 저장하지 않았습니다. 글은 초안에 있습니다",
                "{keys} was changed in the file meanwhile, so nothing was saved; the text is in a draft"
            );
            complain(printed, &words, language, Exit::Conflict)
        }
        Err(error) => {
            let exit = match &error {
                SaveError::NotADeckName(_)
                | SaveError::Refused {
                    why: Refusal::Fault { .. } | Refusal::Taken { .. },
                    ..
                } => Exit::Wrong,
                _ => Exit::Failed,
            };
            complain(printed, &error.words(), language, exit)
        }
    }
}

#[cfg(test)]
mod tests;
