//! `hotseat card`: one card with its memory and every past answer.

use std::io::Write;

use clap::Args;
use serde_json::{Map, Value, json};

use super::sources::{At, Sources};
use super::{Outcome, Refusal, Surroundings};
use crate::bank::{Bank, Entry, FollowUp, Level};
use crate::both;
use crate::cli::gate::Gate;
use crate::clock::{self, SystemClock};
use crate::history::{AnswerSeen, Mode, SessionSeen, Standing};
use crate::language::{Both, Language};
use crate::memory::{CardState, Criterion, Grade, Memories};
use crate::text;

/// Candidates that an ambiguous id names.
const MOST_NAMED: usize = 8;

/// Arguments of `hotseat card`.
#[derive(Debug, Args)]
pub struct CardArguments {
    /// The card's id, technical/network#tcp-vs-udp; what stands after the # will do where no
    /// other card has it
    #[arg(value_name = "CARD")]
    id: String,
    /// Print every field of the deck format and `{"id", "deck", "kind", "lang", "company",
    /// "unwritten", "standing", "passed_days", "interview_ready", "sure_but_wrong", "rests", "memory": {"stability", "difficulty", "retrievability", "due",
    /// "answers", "lapses"}, "answers": […]}`, the answers as history has them, oldest first,
    /// with the grade 1–4 that each `amounts_to`, and `"interviews": [{"session", "began", "pad",
    /// "line"}]`, those in which it was asked and notes were taken, the latest first
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    at: At,
}

/// Prints the card; exit code 2 where no card, or more than one, is meant.
pub fn run(
    arguments: &CardArguments,
    surroundings: &Surroundings,
    clock: &SystemClock,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    let moment = arguments.at.moment(clock, surroundings.settings.day_begins);
    let sources = Sources::read(surroundings, moment);
    let say = surroundings.language;
    let entry = find(sources.bank, &arguments.id)
        .map_err(|words| Refusal::wrong_use(words.in_language(say)))?;
    let memories = sources.memories();
    let state = memories.state(&entry.card.id);
    let seen = Seen {
        entry,
        state,
        memories: &memories,
        standing: sources
            .history
            .standing(&entry.card.id, moment, memories.today),
        answers: past_answers(&sources, entry, state),
        noted: sources
            .history
            .noted_sessions_of(&entry.card.id)
            .into_iter()
            .filter(|seen| seen.began.at <= moment)
            .collect(),
    };
    if arguments.json {
        out.json(&seen.to_json())?;
    } else {
        seen.print_card(say, out)?;
        seen.print_answers(say, out)?;
        sources.print_problems(say, out)?;
    }
    Ok(Outcome::Fine)
}

/// The card that is meant by an id as written: the whole, the end of it from a folder on, or what
/// stands after the `#`.
pub(super) fn find<'b>(bank: &'b Bank, written: &str) -> Result<Entry<'b>, Both> {
    let wanted = text::nfc(written.trim());
    let after_folder = format!("/{wanted}");
    let ways: [&dyn Fn(&str) -> bool; 3] = [
        &|id| id == wanted,
        &|id| wanted.contains('#') && id.ends_with(&after_folder),
        &|id| own_part(id) == wanted,
    ];
    for is_meant in ways {
        let mut meant = bank
            .cards()
            .filter(|entry| is_meant(entry.card.id.as_str()));
        match (meant.next(), meant.next()) {
            (Some(entry), None) => return Ok(entry),
            (Some(one), Some(other)) => {
                let ids = [one, other].into_iter().chain(meant).take(MOST_NAMED);
                let ids: Vec<&str> = ids.map(|entry| entry.card.id.as_str()).collect();
                let ids = text::visible_line(&ids.join(", "));
                let wanted = text::visible_line(&wanted);
                return Err(both!(
                    "`{wanted}` 카드가 여럿입니다. 하나를 고르세요: {ids}",
                    "several cards are called `{wanted}`; write one of {ids}"
                ));
            }
            (None, _) => {}
        }
    }
    bank.formerly(&wanted).ok_or_else(|| unknown(bank, &wanted))
}

fn unknown(bank: &Bank, wanted: &str) -> Both {
    let ids = || bank.cards().map(|entry| entry.card.id.as_str());
    let near = if wanted.contains('#') {
        text::nearest(wanted, ids())
    } else {
        let near = text::nearest(wanted, ids().map(own_part));
        near.and_then(|near| ids().find(|id| own_part(id) == near))
    };
    let wanted = text::visible_line(wanted);
    match near.map(text::visible_line) {
        Some(near) => both!(
            "`{wanted}` 카드가 없습니다. `{near}` 인가요?",
            "there is no card `{wanted}`; did you mean `{near}`?"
        ),
        None => both!(
            "`{wanted}` 카드가 없습니다. `hotseat search`로 찾아보세요",
            "there is no card `{wanted}`; `hotseat search` finds them"
        ),
    }
}

fn own_part(id: &str) -> &str {
    id.split_once('#').map_or(id, |(_, own)| own)
}

/// A past answer and the grade that it amounted to, if it had an effect on memory.
struct Past<'s> {
    seen: AnswerSeen<'s>,
    grade: Option<Grade>,
}

fn past_answers<'s>(sources: &'s Sources, entry: Entry<'_>, state: &CardState) -> Vec<Past<'s>> {
    let mut attempts = state.attempts.iter().peekable();
    let answers = sources.history.answers_to(&entry.card.id);
    answers
        .filter(|seen| seen.at() <= sources.moment)
        .map(|seen| {
            let inputs = seen.inputs();
            let is_own = !inputs.is_follow_up && !inputs.skipped;
            let attempt = attempts.next_if(|attempt| {
                is_own && (attempt.at, attempt.mode) == (seen.at(), inputs.mode)
            });
            Past {
                seen,
                grade: attempt.map(|attempt| attempt.grade),
            }
        })
        .collect()
}

/// A card as the command shows it.
struct Seen<'s> {
    entry: Entry<'s>,
    state: &'s CardState,
    memories: &'s Memories,
    standing: Standing,
    answers: Vec<Past<'s>>,
    /// The interviews in which it was asked and notes were taken, the latest first.
    noted: Vec<SessionSeen<'s>>,
}

impl Seen<'_> {
    fn to_json(&self) -> Value {
        let Entry { deck, card } = self.entry;
        let asked = card.asked.iter().map(|asked| {
            json!({ "on": asked.on.map(|on| on.to_string()), "interview": asked.interview })
        });
        let criterion = Criterion::of(self.state);
        let importance_by_role = card.importance_by_role.iter();
        let importance_by_role = importance_by_role.map(|(role, n)| (role.clone(), json!(n)));
        json!({
            "id": card.id,
            "deck": deck.id,
            "kind": deck.kind.word(),
            "lang": deck.lang,
            "company": deck.company,
            "question": card.question,
            "also_asked": card.also_asked,
            "answer": card.answer,
            "unwritten": card.is_unwritten(),
            "outline": card.outline,
            "key_points": card.key_points,
            "follow_ups": follow_ups_to_json(&card.follow_ups),
            "experience": card.experience,
            "reflections": card.reflections,
            "notes": card.notes,
            "tags": card.tags,
            "importance": card.importance,
            "importance_by_role": importance_by_role.collect::<Map<_, _>>(),
            "roles": self.entry.roles(),
            "level": card.level.map(Level::word),
            "was": card.was,
            "time": card.time.map(clock::written_length),
            "type": card.card_type.word(),
            "links": card.links,
            "asked": asked.collect::<Vec<_>>(),
            "standing": standing_word(self.standing),
            "passed_days": criterion.passed_days,
            "interview_ready": criterion.is_ready(),
            "sure_but_wrong": criterion.sure_but_wrong.is_some(),
            "rests": criterion.rests,
            "memory": self.state.to_json(&self.memories.model, self.memories.today),
            "answers": self.answers.iter().map(Past::to_json).collect::<Vec<_>>(),
            "interviews": self.noted.iter().map(noted_to_json).collect::<Vec<_>>(),
        })
    }

    fn print_card(&self, say: Language, out: &mut Gate<'_>) -> std::io::Result<()> {
        let card = self.entry.card;
        writeln!(out, "{}", text::visible_line(&card.question))?;
        let mut about = vec![text::visible_line(card.id.as_str())];
        about.push(say.card_importance(card.importance));
        about.extend(card.time.map(clock::written_length));
        if !card.tags.is_empty() {
            about.push(text::visible_line(&card.tags.join(", ")));
        }
        writeln!(out, "{}", about.join(" · "))?;
        let one = |text: &String| std::slice::from_ref(text).to_vec();
        let parts = [
            (both!("다른 물음", "Also asked"), card.also_asked.clone()),
            (both!("답변", "Answer"), one(&card.answer)),
            (both!("개요", "Outline"), one(&card.outline)),
            (both!("핵심", "Key points"), card.key_points.clone()),
            (
                both!("꼬리질문", "Follow-ups"),
                follow_up_lines(&card.follow_ups, 0),
            ),
            (both!("경험", "Experience"), one(&card.experience)),
            (both!("돌아보기", "Reflections"), card.reflections.clone()),
            (both!("메모", "Notes"), one(&card.notes)),
        ];
        for (title, texts) in &parts {
            if texts.iter().all(String::is_empty) {
                continue;
            }
            writeln!(out, "\n{}", title.in_language(say))?;
            for part in texts {
                for line in text::visible(part).trim_end().lines() {
                    writeln!(out, "  {line}")?;
                }
            }
        }
        Ok(())
    }

    fn print_answers(&self, say: Language, out: &mut Gate<'_>) -> std::io::Result<()> {
        let Some(known) = self.state.known else {
            return writeln!(out, "\n{}", say.card_never_answered());
        };
        let recall = self.state.recall(&self.memories.model, self.memories.today);
        let recall = format!("{:.0}", recall.unwrap_or(0.0) * 100.0);
        let stability = format!("{:.1}", known.memory.stability);
        let difficulty = format!("{:.1}", known.memory.difficulty);
        let due = known.due.to_string();
        writeln!(
            out,
            "\n{}",
            say.card_memory(&recall, &stability, &difficulty, &due)
        )?;
        let (answers, lapses) = (self.state.attempts.len(), self.state.lapses);
        for words in Criterion::of(self.state).words() {
            writeln!(out, "{}", words.in_language(say))?;
        }
        writeln!(out, "{}", say.card_answers(answers, lapses))?;
        for past in &self.answers {
            writeln!(out, "  {}", past.line(say))?;
            let typed = past.seen.answer().typed.clone().unwrap_or_default();
            print_inside(&say.room_typed(), &typed, out)?;
        }
        for seen in &self.noted {
            let day = seen.began.at.format("%Y-%m-%d %H:%M").to_string();
            writeln!(out, "\n{}", say.card_interview_notes(&day))?;
            for words in [seen.pad, seen.line] {
                for line in text::visible(words).trim_end().lines() {
                    writeln!(out, "  {line}")?;
                }
            }
        }
        Ok(())
    }
}

impl Past<'_> {
    /// The record as history has it, with the grade that it amounts to.
    fn to_json(&self) -> Value {
        let mut value = serde_json::to_value(self.seen.record()).unwrap_or_default();
        if let Value::Object(fields) = &mut value {
            for known_already in ["v", "kind", "card"] {
                fields.remove(known_already);
            }
            fields.insert("amounts_to".to_owned(), json!(self.grade.map(number)));
        }
        value
    }

    fn line(&self, say: Language) -> String {
        let answer = self.seen.answer();
        let mode = match answer.mode {
            Mode::Interview => both!("면접", "interview"),
            Mode::Practice => both!("연습", "practice"),
            Mode::Review => both!("복습", "review"),
            Mode::NightBefore => both!("전날 훑어보기", "night before"),
            Mode::Unknown => both!("기타", "other"),
        };
        let mut parts = vec![
            self.seen.at().format("%Y-%m-%d %H:%M").to_string(),
            mode.in_language(say).clone(),
        ];
        let mut add = |words: Both| parts.push(words.in_language(say).clone());
        if answer.is_follow_up() {
            add(both!("꼬리질문", "follow-up"));
        }
        if answer.skipped {
            add(both!("건너뜀", "skipped"));
        }
        if answer.gave_up {
            add(both!("모름", "gave up"));
        }
        if let Some(score) = answer.score {
            add(both!("{score}점", "score {score}"));
        }
        if let Some(grade) = self.grade {
            add(grade_word(grade));
        }
        if let Some((points, of)) = answer.points.as_ref().zip(answer.points_of) {
            let points = points.len();
            add(both!(
                "핵심 {of}개 중 {points}개",
                "{points} of {of} points"
            ));
        }
        if let Some(milliseconds) = answer.answer_ms {
            let time = clock::clock_face(std::time::Duration::from_millis(milliseconds));
            parts.push(time);
        }
        if let Some(note) = &answer.note {
            parts.push(text::visible_line(note));
        }
        parts.join(" · ")
    }
}

/// Words under a line of their own, below an answer; nothing where there are none.
fn print_inside(name: &str, words: &str, out: &mut dyn Write) -> std::io::Result<()> {
    let words = text::visible(words);
    if words.trim().is_empty() {
        return Ok(());
    }
    writeln!(out, "    {name}")?;
    for line in words.trim_end().lines() {
        writeln!(out, "{}", format!("      {line}").trim_end())?;
    }
    Ok(())
}

fn noted_to_json(seen: &SessionSeen<'_>) -> Value {
    json!({
        "session": seen.began.id,
        "began": seen.began.at,
        "pad": seen.pad,
        "line": seen.line,
    })
}

fn number(grade: Grade) -> u8 {
    match grade {
        Grade::Again => 1,
        Grade::Hard => 2,
        Grade::Good => 3,
        Grade::Easy => 4,
    }
}

fn grade_word(grade: Grade) -> Both {
    match grade {
        Grade::Again => both!("다시", "again"),
        Grade::Hard => both!("어려움", "hard"),
        Grade::Good => both!("좋음", "good"),
        Grade::Easy => both!("쉬움", "easy"),
    }
}

fn standing_word(standing: Standing) -> &'static str {
    match standing {
        Standing::Buried => "buried",
        Standing::Suspended => "suspended",
        Standing::Active | Standing::Unknown => "active",
    }
}

fn follow_ups_to_json(follow_ups: &[FollowUp]) -> Value {
    follow_ups
        .iter()
        .map(|follow_up| {
            json!({
                "question": follow_up.question,
                "answer": follow_up.answer,
                "follow_ups": follow_ups_to_json(&follow_up.follow_ups),
            })
        })
        .collect()
}

fn follow_up_lines(follow_ups: &[FollowUp], depth: usize) -> Vec<String> {
    let indent = "  ".repeat(depth);
    let lines = follow_ups.iter().flat_map(|follow_up| {
        let question = format!("{indent}{}", follow_up.question);
        let answer = follow_up.answer.lines();
        let answer: Vec<String> = answer.map(|line| format!("{indent}  {line}")).collect();
        let below = follow_up_lines(&follow_up.follow_ups, depth + 1);
        [vec![question], answer, below].concat()
    });
    lines.collect()
}
