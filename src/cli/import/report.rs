//! What an import prints: a line a card, and what was left and why.

use std::io::Write;

use serde_json::json;

use super::{Importer, Totals};
use crate::both;
use crate::cli::gate::Gate;
use crate::convert::again::{Compared, State, Wish};
use crate::convert::{self, Outcome};
use crate::import::{Brought, Prepared, ReadNote};
use crate::language::Both;
use crate::problem::Problem;
use crate::store::Kept;
use crate::text;

impl Importer<'_> {
    /// Tells why a file or a deck gave nothing.
    pub(super) fn refused(&mut self, problem: &Problem, out: &mut Gate<'_>) -> std::io::Result<()> {
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
        out: &mut Gate<'_>,
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
            let mut value = if self.arguments.dry_run {
                convert::json::preview(&read.source, note)
            } else {
                plan_json(read, prepared)
            };
            if let Some(encoding) = read.encoding {
                value["encoding"] = json!(encoding);
            }
            self.printed.push(value);
            return Ok(());
        }
        let (shown, id) = (text::visible_line(&read.source), text::visible_line(id));
        let head = both!(
            "{shown} → {id}: 새 카드 {new} · 바뀜 {changed} · 그대로 {same} · 노트에서 사라짐 {gone}",
            "{shown} → {id}: {new} new · {changed} changed · {same} as before · {gone} gone from the note"
        );
        writeln!(out, "{}", self.say(&head))?;
        if let Some(outcome) = &note.outcome {
            self.report_outcome(read, outcome, out)?;
        }
        let language = prepared.head.lang.as_deref().unwrap_or_default();
        if new > 0 && !matches!(language, "ko" | "en" | "") {
            let line = both!("  언어: {language}", "  language: {language}");
            writeln!(out, "{}", self.say(&line))?;
        }
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

    /// Tells how a note was read: in which way, how surely, and what somebody should look at.
    pub(super) fn report_outcome(
        &self,
        read: &ReadNote,
        outcome: &Outcome,
        out: &mut Gate<'_>,
    ) -> std::io::Result<()> {
        if let Some(encoding) = read.encoding {
            let line = both!("  인코딩: {encoding}", "  encoding: {encoding}");
            writeln!(out, "{}", self.say(&line))?;
        }
        let list = |all: &[Both]| {
            let words: Vec<String> = all.iter().map(|words| self.say(words)).collect();
            words.join(", ")
        };
        let (by, sure, covered) = (list(&outcome.reading), outcome.confidence, outcome.coverage);
        if !by.is_empty() {
            let line = both!(
                "  질문으로 읽은 것: {by} (확신 {sure}%, 카드에 담은 글 {covered}%)",
                "  read as questions: {by} ({sure}% sure, {covered}% of the text in cards)"
            );
            writeln!(out, "{}", self.say(&line))?;
        }
        if outcome.is_doubtful() && !outcome.second.is_empty() {
            let second = list(&outcome.second);
            let line = both!(
                "  달리 읽는다면: {second}",
                "  another reading would be: {second}"
            );
            writeln!(out, "{}", self.say(&line))?;
        }
        if !outcome.missing.is_empty() {
            let count = outcome.numbered;
            let missing: Vec<String> = outcome
                .missing
                .iter()
                .take(12)
                .map(ToString::to_string)
                .collect();
            let missing = missing.join(", ");
            let line = both!(
                "  번호 {count}개 가운데 빠진 것: {missing}",
                "  {count} numbers, missing: {missing}"
            );
            writeln!(out, "{}", self.say(&line))?;
        }
        if outcome.lost > 0 {
            let lost = outcome.lost;
            let line = both!(
                "  묻는 듯한데 카드가 아닌 줄: {lost}",
                "  seem to ask and are in no card: {lost}",
                lost => "line" "lines"
            );
            writeln!(out, "{}", self.say(&line))?;
        }
        for alarm in &outcome.alarms {
            writeln!(out, "  ! {}", self.say(alarm))?;
        }
        Ok(())
    }

    /// Prints every line of a note with what became of it and why.
    pub(super) fn explain(&self, read: &ReadNote, out: &mut Gate<'_>) -> std::io::Result<()> {
        writeln!(out, "{}", text::visible_line(&read.source))?;
        if let Some(outcome) = &read.note.outcome {
            self.report_outcome(read, outcome, out)?;
        }
        let of_shape = |shape: usize| {
            let is_of = |placed: &&convert::Placed| placed.shape == Some(shape);
            let count = read.note.lines.iter().filter(is_of).count();
            format!("{} ({count})", self.say(&read.note.shapes[shape]))
        };
        let shapes: Vec<String> = (0..read.note.shapes.len()).map(of_shape).collect();
        if !shapes.is_empty() {
            let shapes = shapes.join(", ");
            let line = both!(
                "  --as로 고를 수 있는 줄: {shapes}",
                "  lines for --as: {shapes}"
            );
            writeln!(out, "{}", self.say(&line))?;
        }
        let normal = read.text.replace("\r\n", "\n").replace('\r', "\n");
        for (number, (line, placed)) in normal.split('\n').zip(&read.note.lines).enumerate() {
            if placed.role == convert::Role::Blank {
                continue;
            }
            let number = number + 1;
            let language = self.surroundings.language;
            let role = text::pad(&convert::role(placed.role, language), 10);
            let card = placed
                .card
                .map_or_else(String::new, |card| (card + 1).to_string());
            let why = match (placed.role, placed.form, placed.evidence) {
                (convert::Role::LeftOut(why), _, None) => convert::why(why, language).to_owned(),
                (convert::Role::LeftOut(why), Some(form), Some(tenths)) => format!(
                    "{}; {} {:+.1}",
                    convert::why(why, language),
                    convert::form(form, language),
                    f64::from(tenths) / 10.0
                ),
                (_, Some(form), Some(tenths)) => {
                    format!(
                        "{} {:+.1}",
                        convert::form(form, language),
                        f64::from(tenths) / 10.0
                    )
                }
                _ => String::new(),
            };
            let why = text::pad(&text::fit(&why, 34), 34);
            let line = text::fit(&text::visible_line(line), 80);
            writeln!(out, "{number:>5} {role} {card:>4} {why} {line}")?;
        }
        Ok(())
    }

    fn report_card(&self, card: &Compared, out: &mut Gate<'_>) -> std::io::Result<()> {
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
                "  × 지웠거나 뺐던 카드, 넣지 않음 (--again으로 넣기): {question}",
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
                    "  ! {field}: 노트와 덱에서 모두 바뀌어 덱의 것을 두었습니다 (--mine, --theirs로 정하기): {question}",
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
        out: &mut Gate<'_>,
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
    pub(super) fn finish(&self, files: usize, out: &mut Gate<'_>) -> std::io::Result<()> {
        if self.arguments.json {
            let single = self.arguments.paths.len() == 1
                && self.printed.len() == 1
                && self.surroundings.disk.kind_of(&self.arguments.paths[0]) != Kept::Folder;
            return match self.printed.first() {
                Some(only) if single => out.json(only),
                _ => out.json(&serde_json::Value::Array(self.printed.clone())),
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
        writeln!(out, "{}", self.say(&line))?;
        if self.is_kept {
            let line = both!(
                "되돌리려면: hotseat import --undo",
                "To take it back: hotseat import --undo"
            );
            writeln!(out, "{}", self.say(&line))?;
        }
        Ok(())
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
