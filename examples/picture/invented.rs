//! A few evenings of somebody who has practised before: enough for home and debrief to have
//! something to tell.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Days, FixedOffset};
use hotseat::bank::Bank;
use hotseat::history::record::{Ids, Session, VERSION};
use hotseat::history::{Answer, Body, History, Log, Mode, Record, SessionEvent};
use hotseat::interview::draw::{Narrowing, Pool};
use hotseat::interview::preset::Preset;
use hotseat::language::Language;
use hotseat::store::{Disk, Folders};
use hotseat::survey::Survey;

/// Days before the pictures, preset, and scores given in turn.
const EVENINGS: [(u64, &str, &[u8]); 4] = [
    (4, "warmup", &[2, 3, 2, 3]),
    (3, "phone", &[3, 2, 3, 4, 1, 3, 3, 2]),
    (2, "warmup", &[3, 4, 3, 3]),
    (1, "phone", &[4, 3, 3, 4, 2, 3, 4, 3]),
];

/// Writes the evenings into the log of this device.
pub fn history(
    disk: &Disk,
    folders: &Folders,
    bank: &Bank,
    presets: &[Preset],
    language: Language,
    now: DateTime<FixedOffset>,
) -> anyhow::Result<()> {
    let (mut log, _) = Log::open(disk, folders);
    let ids = Ids::from_numbers(|| 1);
    let narrowing = Narrowing {
        audience: hotseat::bank::Audience::of_language(language.code()),
        ..Narrowing::default()
    };
    let mut so_far = History::default();
    for (days, name, scores) in EVENINGS {
        let Some(preset) = presets.iter().find(|preset| preset.name == name) else {
            continue;
        };
        let mut at = now - Days::new(days);
        let survey = Survey::of(bank, &so_far, at, 4, None);
        let pool = Pool::new(Arc::new(bank.clone()), &so_far, Arc::new(survey), at);
        let drawn = pool.draw(preset, &narrowing, days);
        let rounds = drawn.planned(language);
        let session = ids.next(at);
        let mut keep = |record: Record| -> anyhow::Result<()> {
            log.append(&record)?;
            so_far.add(record);
            Ok(())
        };
        let event = SessionEvent::Began {
            preset: name.to_owned(),
            seed: days,
            mode: preset.mode.word().to_owned(),
            device: folders.device(disk),
            rounds: rounds.clone(),
        };
        keep(Record {
            version: VERSION,
            id: session.clone(),
            at,
            body: Body::Session(Session {
                session: session.clone(),
                event,
            }),
        })?;
        let questions: Vec<_> = rounds.iter().flat_map(|round| &round.questions).collect();
        for (question, &score) in questions.iter().zip(scores.iter().cycle()) {
            at += Duration::from_secs(75);
            let mut answer = Answer::new(question.card.clone(), Mode::Interview);
            answer.session = Some(session.clone());
            answer.score = Some(score);
            answer.confidence = Some(2);
            answer.think_ms = Some(question.think_ms / 2);
            answer.answer_ms = Some(question.limit_ms / 5 * u64::from(score));
            answer.limit_ms = Some(question.limit_ms);
            answer.wording = Some(question.wording);
            answer.depth = Some(question.depth());
            answer.probe.clone_from(&question.probe);
            if !question.follow_up.is_empty() {
                answer.follow_up = Some(question.follow_up.clone());
            }
            keep(Record::new(&ids, at, Body::Answer(answer)))?;
        }
        let event = SessionEvent::Ended {
            reason: "finished".to_owned(),
            scored: questions.len(),
            pad: None,
            line: None,
        };
        keep(Record::new(
            &ids,
            at,
            Body::Session(Session { session, event }),
        ))?;
    }
    Ok(())
}
