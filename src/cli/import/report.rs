//! What an import prints: a line a card, and what was left and why.

use std::io::Write;

use serde_json::json;

use super::{Importer, Totals};
use crate::both;
use crate::convert::again::Plan;
use crate::convert::{self, Note};
use crate::language::Language;
use crate::store::Kept;
use crate::text;

impl Importer<'_> {
    /// Tells what one note did to its deck.
    pub(super) fn report(
        &mut self,
        source: &str,
        id: &str,
        note: &Note,
        plan: &Plan,
        out: &mut dyn Write,
    ) -> std::io::Result<()> {
        let totals = &mut self.totals;
        totals.new += plan.new.len();
        totals.changed += plan.changed_cards();
        totals.kept += plan.kept.len();
        totals.gone += plan.gone.len();
        totals.same += plan.same;
        if !plan.new.is_empty() || plan.changed_cards() > 0 {
            totals.decks.insert(id.to_owned());
        }
        if self.arguments.json {
            self.printed.push(plan_json(source, id, note, plan));
            return Ok(());
        }
        let (new, changed, gone, same) = (
            plan.new.len(),
            plan.changed_cards(),
            plan.gone.len(),
            plan.same,
        );
        let (shown, id) = (text::visible_line(source), text::visible_line(id));
        let head = both!(
            "{shown} → {id}: 새 카드 {new} · 바뀜 {changed} · 그대로 {same} · 노트에서 사라짐 {gone}",
            "{shown} → {id}: {new} new · {changed} changed · {same} as before · {gone} gone from the note"
        );
        writeln!(out, "{}", self.say(&head))?;
        for placed in &plan.new {
            let card = &placed.card;
            let mark = if card.answer.is_empty() { "○" } else { "●" };
            let (first, last) = card.lines;
            writeln!(
                out,
                "  + {mark} {first}–{last}  {}",
                text::fit(&text::visible_line(&card.question), 90)
            )?;
        }
        for (change, _) in &plan.changed {
            writeln!(
                out,
                "  ~ {}: {}",
                change.field,
                text::fit(&text::visible_line(&change.question), 80)
            )?;
        }
        for kept in &plan.kept {
            let (field, question) = (
                kept.field,
                text::fit(&text::visible_line(&kept.question), 60),
            );
            let line = both!(
                "  ! {field}: 노트와 덱에서 모두 바뀌어 덱의 것을 두었습니다: {question}",
                "  ! {field}: changed in the note and in the deck; the deck's stays: {question}"
            );
            writeln!(out, "{}", self.say(&line))?;
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
            let why = why_in(skipped.why, self.surroundings.language);
            let line = both!(
                "  건너뜀 {first}–{last}행: {why}",
                "  left out, lines {first}–{last}: {why}"
            );
            writeln!(out, "{}", self.say(&line))?;
        }
        Ok(())
    }

    /// Prints the JSON that was gathered, or a line that sums up.
    pub(super) fn finish(&self, files: usize, out: &mut dyn Write) -> std::io::Result<()> {
        if self.arguments.json {
            let single = self.arguments.paths.len() == 1
                && self.printed.len() == 1
                && self.surroundings.disk.kind_of(&self.arguments.paths[0]) != Kept::Folder;
            return match self.printed.first() {
                Some(only) if single => writeln!(out, "{only:#}"),
                _ => writeln!(out, "{:#}", serde_json::Value::Array(self.printed.clone())),
            };
        }
        let Totals {
            decks,
            new,
            changed,
            kept,
            gone,
            same,
        } = &self.totals;
        let decks = decks.len();
        let done = if self.arguments.dry_run {
            both!("아무것도 쓰지 않았습니다.", "Nothing was written.")
        } else {
            both!("덱 {decks}개를 썼습니다.", "{decks} written.", decks => "deck" "decks")
        };
        let done = self.say(&done);
        let line = both!(
            "파일 {files}개: 새 카드 {new} · 바뀜 {changed} · 그대로 {same} · 덱의 것을 둠 {kept} · 사라짐 {gone}. {done}",
            "{files}: {new} new · {changed} changed · {same} as before · {kept} kept as in the deck · {gone} gone. {done}",
            files => "file" "files"
        );
        writeln!(out, "{}", self.say(&line))
    }
}

fn plan_json(source: &str, id: &str, note: &Note, plan: &Plan) -> serde_json::Value {
    let mut value = convert::json::preview(source, note);
    value["deck"] = json!(id);
    value["new"] = json!(
        plan.new
            .iter()
            .map(|placed| format!("{id}#{}", placed.id))
            .collect::<Vec<_>>()
    );
    value["changed"] = json!(plan.changed.iter().map(|(change, before)| json!({
        "card": change.card, "field": change.field, "before": before.to_json(), "after": change.value.to_json(),
    })).collect::<Vec<_>>());
    value["kept"] = json!(
        plan.kept
            .iter()
            .map(|kept| json!({
                "card": kept.card, "field": kept.field, "note": kept.theirs.to_json(),
            }))
            .collect::<Vec<_>>()
    );
    value["gone"] = json!(plan.gone.iter().map(|(card, _)| card).collect::<Vec<_>>());
    value["same"] = json!(plan.same);
    value
}

/// The reasons of the importer in the interface's language.
fn why_in(why: &'static str, language: Language) -> &'static str {
    if language == Language::English {
        return why;
    }
    match why {
        "prose" => "질문이 아닌 글",
        "part of the page" => "목차·참고 같은 문서의 일부",
        "a list of links" | "links" => "링크 목록",
        "a checklist" => "할 일 목록",
        "a table without questions" => "질문 칸이 없는 표",
        "a button's words, not a question" => "질문이 아닌 펼치기 단추",
        "a row without a question" => "질문이 빈 줄",
        "a note without a question" => "질문이 빈 노트",
        other => other,
    }
}
