//! What an import prints: a line a card, and what was left and why.

use std::io::Write;

use serde_json::json;

use super::{Importer, Totals};
use crate::both;
use crate::convert;
use crate::convert::again::{Compared, State, Wish};
use crate::import::{Brought, Prepared, ReadNote};
use crate::problem::Problem;
use crate::store::Kept;
use crate::text;

impl Importer<'_> {
    /// Tells why a file or a deck gave nothing.
    pub(super) fn refused(
        &mut self,
        problem: &Problem,
        out: &mut dyn Write,
    ) -> std::io::Result<()> {
        if self.arguments.json {
            self.printed.push(json!({
                "source": problem.path, "cards": [], "to_ask": [], "checklist": [], "skipped": [],
                "error": problem.to_json(),
            }));
            return Ok(());
        }
        writeln!(out, "{}", problem.in_language(self.surroundings.language))
    }

    /// Tells what one note did to its deck.
    pub(super) fn report(
        &mut self,
        read: &ReadNote,
        prepared: &Prepared,
        out: &mut dyn Write,
    ) -> std::io::Result<()> {
        let plan = &prepared.plan;
        let (note, id) = (&read.note, &plan.deck);
        let (new, changed) = (plan.added().count(), plan.updated().count());
        let is_same = |card: &&Compared| card.state == State::Same;
        let (same, gone) = (plan.cards.iter().filter(is_same).count(), plan.gone.len());
        let removed = plan.count(State::Removed);
        let totals = &mut self.totals;
        totals.new += new;
        totals.changed += changed;
        totals.kept += plan.undecided().count();
        totals.gone += gone;
        totals.same += same;
        totals.removed += removed;
        if new + changed > 0 {
            totals.decks.insert(id.clone());
        }
        if self.arguments.json {
            let value = if self.arguments.dry_run {
                convert::json::preview(&read.source, note)
            } else {
                plan_json(read, prepared)
            };
            self.printed.push(value);
            return Ok(());
        }
        let (shown, id) = (text::visible_line(&read.source), text::visible_line(id));
        let head = both!(
            "{shown} → {id}: 새 카드 {new} · 바뀜 {changed} · 그대로 {same} · 노트에서 사라짐 {gone}",
            "{shown} → {id}: {new} new · {changed} changed · {same} as before · {gone} gone from the note"
        );
        writeln!(out, "{}", self.say(&head))?;
        for card in &plan.cards {
            self.report_card(card, out)?;
        }
        for (card, question) in &plan.gone {
            let question = text::fit(&text::visible_line(question), 60);
            let line = both!(
                "  - 노트에 없음, 덱에는 남음: {question} ({card})",
                "  - no more in the note, stays in the deck: {question} ({card})"
            );
            writeln!(out, "{}", self.say(&line))?;
        }
        if !note.checklist.is_empty() {
            let count = note.checklist.len();
            let line = both!(
                "  할 일 {count}줄은 카드가 아닙니다",
                "  left out of the cards: {count} of a checklist",
                count => "line" "lines"
            );
            writeln!(out, "{}", self.say(&line))?;
        }
        for skipped in &note.skipped {
            let (first, last) = skipped.lines;
            let why = convert::why(skipped.why, self.surroundings.language);
            let line = both!(
                "  건너뜀 {first}–{last}행: {why}",
                "  left out, lines {first}–{last}: {why}"
            );
            writeln!(out, "{}", self.say(&line))?;
        }
        Ok(())
    }

    fn report_card(&self, card: &Compared, out: &mut dyn Write) -> std::io::Result<()> {
        let question = text::visible_line(&card.found.question);
        if card.is_added() {
            let mark = if card.found.answer.is_empty() {
                "○"
            } else {
                "●"
            };
            let (first, last) = card.found.lines;
            let question = text::fit(&question, 90);
            return writeln!(out, "  + {mark} {first}–{last}  {question}");
        }
        if card.state == State::Removed {
            let question = text::fit(&question, 60);
            let line = both!(
                "  × 지웠거나 뺐던 카드, 넣지 않음 (--again 으로 넣기): {question}",
                "  × removed or left out before, not taken (--again takes it): {question}"
            );
            return writeln!(out, "{}", self.say(&line));
        }
        for difference in card.written() {
            let (field, question) = (difference.field.key(), text::fit(&question, 80));
            writeln!(out, "  ~ {field}: {question}")?;
        }
        let question = text::fit(&question, 60);
        for clash in &card.clashes {
            let field = clash.field.key();
            let line = match card.wish {
                Wish::Theirs => continue,
                Wish::Mine => both!(
                    "  = {field}: 덱의 것으로 정했습니다: {question}",
                    "  = {field}: the deck's stays for good: {question}"
                ),
                Wish::Take | Wish::Leave => both!(
                    "  ! {field}: 노트와 덱에서 모두 바뀌어 덱의 것을 두었습니다 (--mine, --theirs 로 정하기): {question}",
                    "  ! {field}: changed in the note and in the deck; the deck's stays (--mine or --theirs decides): {question}"
                ),
            };
            writeln!(out, "{}", self.say(&line))?;
        }
        Ok(())
    }

    /// Tells what came of an export's history.
    pub(super) fn report_history(
        &mut self,
        brought: &Brought,
        out: &mut dyn Write,
    ) -> std::io::Result<()> {
        let (new, known) = (brought.new.len(), brought.known);
        if self.arguments.json {
            self.printed
                .push(json!({ "history": { "new": new, "known": known } }));
            return Ok(());
        }
        let line = both!(
            "기록: 새로 {new}건 · 이미 있음 {known}건",
            "history: {new} new records · {known} known"
        );
        writeln!(out, "{}", self.say(&line))
    }

    /// Prints the JSON that was gathered, or a line that sums up.
    pub(super) fn finish(&self, files: usize, out: &mut dyn Write) -> std::io::Result<()> {
        if self.arguments.json {
            let single = self.arguments.paths.len() == 1
                && self.printed.len() == 1
                && self.surroundings.disk.kind_of(&self.arguments.paths[0]) != Kept::Folder;
            return match self.printed.first() {
                Some(only) if single => writeln!(out, "{}", text::visible_json(only)),
                _ => writeln!(
                    out,
                    "{}",
                    text::visible_json(&serde_json::Value::Array(self.printed.clone()))
                ),
            };
        }
        let Totals {
            decks,
            new,
            changed,
            kept,
            gone,
            same,
            removed,
        } = &self.totals;
        let decks = decks.len();
        let done = if self.arguments.dry_run {
            both!("아무것도 쓰지 않았습니다.", "Nothing was written.")
        } else {
            both!("덱 {decks}개를 썼습니다.", "{decks} written.", decks => "deck" "decks")
        };
        let done = self.say(&done);
        let line = both!(
            "파일 {files}개: 새 카드 {new} · 바뀜 {changed} · 그대로 {same} · 정할 것 {kept} · 사라짐 {gone} · 뺀 것 {removed}. {done}",
            "{files}: {new} new · {changed} changed · {same} as before · {kept} to decide · {gone} gone · {removed} left out. {done}",
            files => "file" "files"
        );
        writeln!(out, "{}", self.say(&line))
    }
}

fn plan_json(read: &ReadNote, prepared: &Prepared) -> serde_json::Value {
    let plan = &prepared.plan;
    let mut value = convert::json::preview(&read.source, &read.note);
    let with = |keep: fn(&Compared) -> bool| {
        let cards = plan.cards.iter().filter(move |card| keep(card));
        cards.map(|card| json!(card.card)).collect::<Vec<_>>()
    };
    let changed = plan.cards.iter().flat_map(|card| {
        card.written().map(|difference| {
            json!({
                "card": card.card, "field": difference.field.key(),
                "before": difference.ours.to_json(), "after": difference.theirs.to_json(),
            })
        })
    });
    let kept = plan.cards.iter().filter(|card| card.wish != Wish::Theirs);
    let kept = kept.flat_map(|card| {
        card.clashes.iter().map(|clash| {
            json!({
                "card": card.card, "field": clash.field.key(), "note": clash.theirs.to_json(),
            })
        })
    });
    value["deck"] = json!(plan.deck);
    value["new"] = json!(with(Compared::is_added));
    value["changed"] = json!(changed.collect::<Vec<_>>());
    value["kept"] = json!(kept.collect::<Vec<_>>());
    value["gone"] = json!(plan.gone.iter().map(|(card, _)| card).collect::<Vec<_>>());
    value["removed"] = json!(with(|card| card.state == State::Removed && !card.is_added()));
    value["same"] = json!(plan.count(State::Same));
    value
}
