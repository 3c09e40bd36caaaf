//! `hotseat import --undo`: a whole import taken back.

use std::io::Write;

use serde_json::json;

use super::{Outcome, Surroundings};
use crate::both;
use crate::cli::gate::Gate;
use crate::clock::Clock;
use crate::history::{EditLog, History, Log};
use crate::import::{self, PastImport};
use crate::text;

/// The name of the last import that was not taken back.
pub(super) const LAST: &str = "last";

/// Takes the named import back, or the last one that was not. Exit code 1 where there is none, or where
/// something of it could not be taken back.
pub(super) fn run(
    id: &str,
    is_json: bool,
    surroundings: &Surroundings,
    clock: &dyn Clock,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    let (disk, folders) = (&surroundings.disk, &surroundings.folders);
    let say = surroundings.language;
    let past = import::past(disk, folders);
    let is_wanted = |import: &&PastImport| match id {
        LAST => import.undone.is_none(),
        id => import.id == id,
    };
    let Some(wanted) = past.iter().find(is_wanted) else {
        let words = if past.iter().all(|import| import.undone.is_some()) {
            both!(
                "되돌릴 가져오기가 없습니다",
                "there is no import to take back"
            )
        } else {
            both!(
                "그런 가져오기가 없습니다. 되돌릴 수 있는 것:",
                "there is no such import; these can be taken back:"
            )
        };
        let mut err = Gate::err();
        writeln!(err, "{}", words.in_language(say))?;
        for import in past.iter().filter(|import| import.undone.is_none()) {
            writeln!(err, "  {}", import.words().in_language(say))?;
        }
        return Ok(Outcome::Problems);
    };
    let (mut log, everything) = Log::open(disk, folders);
    let history = History::new(everything.records);
    let now = clock.now().wall;
    let mut memory = EditLog::new(&mut log, now);
    let undone = import::undo(disk, folders, &history, wanted, &mut memory, now);
    for problem in &undone.problems {
        writeln!(Gate::err(), "{}", problem.in_language(say))?;
    }
    let outcome = if undone.problems.is_empty() {
        Outcome::Fine
    } else {
        Outcome::Problems
    };
    if is_json {
        let stay = undone.stay.iter().map(
            |(card, question, why)| json!({"card": card, "question": question, "why": why.key()}),
        );
        out.json(&json!({
            "id": wanted.id, "removed": undone.removed, "restored": undone.restored,
            "decks": undone.decks, "stay": stay.collect::<Vec<_>>(),
        }))?;
        return Ok(outcome);
    }
    let done = undone.words();
    writeln!(out, "{}: {}", wanted.id, done.in_language(say))?;
    for (card, question, why) in &undone.stay {
        let question = text::fit(&text::visible_line(question), 60);
        writeln!(
            out,
            "  {question} · {} ({card})",
            why.words().in_language(say)
        )?;
    }
    Ok(outcome)
}
