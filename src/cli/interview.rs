//! `hotseat interview`: begins a mock interview, or prints what it would ask.

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use serde_json::{Value, json};

use super::wanted::Wanted;
use super::{Outcome, Refusal, Surroundings, start};
use crate::bank::{Bank, load};
use crate::both;
use crate::cli::gate::Gate;
use crate::clock::{self, Clock, SystemClock};
use crate::history::record::PlannedQuestion;
use crate::history::{History, Log};
use crate::interview::draw::{Draw, Narrowing, Pool};
use crate::interview::preset::{self, Mode, Preset};
use crate::survey::Survey;
use crate::text;
use crate::tui::screens::First;
use crate::tui::screens::choose::Choice;
use crate::tui::screens::room;

/// Arguments of `hotseat interview`.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own"
)]
pub struct InterviewArguments {
    /// The preset's name
    #[arg(long, default_value = "warmup", value_name = "PRESET")]
    preset: String,
    /// The seed of the draw: the same seed, decks and history give the same interview
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Number of questions, shared out among the rounds
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=200))]
    count: Option<u16>,
    /// Time to think in every round, such as 10s
    #[arg(long, value_name = "TIME", value_parser = length)]
    think: Option<Duration>,
    /// Time to answer in every round, such as 90s
    #[arg(long, value_name = "TIME", value_parser = length)]
    answer: Option<Duration>,
    /// Only this deck or folder of decks; may be given several times
    #[arg(long, value_name = "DECK")]
    deck: Vec<String>,
    /// The company you prepare for: other companies' decks are left out
    #[arg(long, value_name = "COMPANY")]
    company: Option<String>,
    /// Only cards that pass these filters of the question bank, such as "is:weak tag:kafka"
    #[arg(long, default_value = "", value_name = "FILTERS")]
    find: String,
    /// With --preset retro-replay: the past interview to replay, the latest without it
    #[arg(long, value_name = "NAME")]
    interview: Option<String>,
    /// practice, live or night-before
    #[arg(long, value_name = "MODE", value_parser = mode)]
    mode: Option<Mode>,
    /// How hard a live interview presses, 0 to 3: follow-ups at once, interruptions, silence
    #[arg(long, value_name = "0-3", value_parser = clap::value_parser!(u8).range(0..=3))]
    pressure: Option<u8>,
    /// Line by line, without a screen: for screen readers, dumb terminals and pipes
    #[arg(long, conflicts_with = "draw")]
    plain: bool,
    /// With --plain: the time is said only when it is asked for
    #[arg(long)]
    quiet_clock: bool,
    /// Print what would be asked, in order, and do not begin
    #[arg(long)]
    draw: bool,
    /// With --draw: print JSON
    #[arg(long, requires = "draw")]
    json: bool,
}

fn length(written: &str) -> Result<Duration, String> {
    clock::parse_length(written).map_err(|error| error.to_string())
}

fn mode(word: &str) -> Result<Mode, String> {
    let found = Mode::WORDS.iter().find(|(own, _)| *own == word);
    found
        .map(|&(_, mode)| mode)
        .ok_or_else(|| "write practice, live or night-before".to_owned())
}

/// Begins the interview in the terminal, or prints it.
pub fn run(
    arguments: &InterviewArguments,
    surroundings: &Surroundings,
    clock: &SystemClock,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    let folder = surroundings.folders.config.join("presets");
    let (presets, _) = preset::load(&surroundings.disk, &folder);
    let names: Vec<&str> = presets.iter().map(|preset| preset.name.as_str()).collect();
    let Some(found) = Preset::called(&presets, &arguments.preset) else {
        let (name, all) = (&arguments.preset, names.join(", "));
        let words = match text::nearest(name, names.iter().copied()) {
            Some(meant) => both!(
                "\"{name}\" 프리셋이 없습니다. \"{meant}\"인가요? 있는 것: {all}",
                "there is no preset \"{name}\"; did you mean \"{meant}\"? There are {all}"
            ),
            None => both!(
                "\"{name}\" 프리셋이 없습니다. 있는 것: {all}",
                "there is no preset \"{name}\"; there are {all}"
            ),
        };
        return Err(Refusal::wrong_use(words.in_language(surroundings.language)).into());
    };
    let mut preset = found.clone().with_times(arguments.think, arguments.answer);
    if let Some(count) = arguments.count {
        preset = preset.with_count(usize::from(count));
    }
    preset.mode = arguments.mode.unwrap_or(preset.mode);
    preset.pressure = arguments.pressure.unwrap_or(preset.pressure);
    let wanted = Wanted {
        decks: &arguments.deck,
        query: Some(("--find", &arguments.find)),
        ..Wanted::default()
    };
    wanted.check(surroundings)?;
    let choice = Choice {
        preset,
        narrowing: Narrowing {
            audience: surroundings.audience.clone(),
            decks: arguments.deck.clone(),
            company: arguments.company.clone(),
            find: arguments.find.clone(),
            interview: arguments.interview.clone(),
            asks_why: surroundings.settings.asks_why,
        },
        seed: arguments.seed.unwrap_or_else(start::fresh_seed),
    };
    if !arguments.draw && start::is_plain(arguments.plain) {
        return start::in_plain_lines(surroundings, clock, out, |plain| {
            plain.says_clock = !arguments.quiet_clock;
            room::in_plain_lines(plain, &choice)
        });
    }
    if !arguments.draw {
        return start::run(
            surroundings,
            clock,
            Some(First::Interview(Box::new(choice))),
        );
    }
    let bank = load::bank(&surroundings.disk, &surroundings.folders);
    let (_, everything) = Log::open(&surroundings.disk, &surroundings.folders);
    let mut history = History::new(everything.records);
    history.call_by(bank.former_names());
    let now = clock.now().wall;
    let day_begins = surroundings.settings.day_begins;
    let audience = &surroundings.audience;
    let survey = Survey::of_audience(audience, &bank, &history, now, day_begins, None);
    let pool = Pool::new(Arc::new(bank), &history, Arc::new(survey), now);
    let drawn = pool.draw(&choice.preset, &choice.narrowing, choice.seed);
    let bank = pool.bank();
    if arguments.json {
        out.json(&to_json(&drawn, &choice, bank))?;
    } else {
        print(&drawn, bank, surroundings, out)?;
    }
    Ok(if drawn.is_empty() {
        Outcome::Problems
    } else {
        Outcome::Fine
    })
}

/// The documented JSON: `{"preset", "seed", "mode", "pressure", "seconds", "rounds": [{"title", "shortfall",
/// "questions": [{"card", "question", "wording", "depth", "part", "probe", "think_seconds", "answer_seconds",
/// "surprise", "after_pass"}]}]}`.
/// `part` counts from 0 and `probe` names what no card asks; both are null elsewhere.
fn to_json(drawn: &Draw, choice: &Choice, bank: &Bank) -> Value {
    let rounds: Vec<Value> = drawn
        .rounds
        .iter()
        .map(|round| {
            let questions: Vec<Value> = round
                .questions
                .iter()
                .map(|question| {
                    json!({
                        "card": question.card,
                        "question": wording(question, bank),
                        "wording": question.wording,
                        "depth": question.depth(),
                        "part": question.part,
                        "probe": question.probe,
                        "think_seconds": question.think_ms / 1000,
                        "answer_seconds": question.limit_ms / 1000,
                        "surprise": question.surprise,
                        "after_pass": question.after_pass,
                    })
                })
                .collect();
            json!({
                "title": { "ko": round.title.korean, "en": round.title.english },
                "shortfall": round.shortfall.as_ref().map(|words| words.english.clone()),
                "questions": questions,
            })
        })
        .collect();
    json!({
        "preset": choice.preset.name,
        "seed": choice.seed,
        "mode": choice.preset.mode.word(),
        "pressure": choice.preset.pressure(),
        "seconds": drawn.length().as_secs(),
        "rounds": rounds,
    })
}

fn print(
    drawn: &Draw,
    bank: &Bank,
    surroundings: &Surroundings,
    out: &mut Gate<'_>,
) -> std::io::Result<()> {
    let say = surroundings.language;
    for round in &drawn.rounds {
        writeln!(out, "{}", round.title.in_language(say))?;
        if let Some(shortfall) = &round.shortfall {
            writeln!(out, "  ! {}", shortfall.in_language(say))?;
        }
        for question in &round.questions {
            let indent = "  ".repeat(question.depth() + 1);
            writeln!(
                out,
                "{indent}{}",
                text::visible_line(&wording(question, bank))
            )?;
        }
    }
    Ok(())
}

fn wording(question: &PlannedQuestion, bank: &Bank) -> String {
    let Some(entry) = bank.find(&question.card) else {
        return String::new();
    };
    question.text(entry.card)
}
