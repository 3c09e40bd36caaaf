//! Reading presets: the program's own and the user's, every problem placed.

use std::path::Path;
use std::time::Duration;

use super::{
    FollowUps, HARDEST, Limit, Mode, Part, Preset, Round, Selection, USUAL_ANSWER, USUAL_MOST_A_TAG,
};
use crate::bank::{Bank, CardType, Kind, role};
use crate::both;
use crate::history::record::Rules;
use crate::language::Both;
use crate::problem::{self, Problem, Report, Severity};
use crate::search::{self, Vocabulary};
use crate::store::{Disk, Kept};
use crate::text;
use crate::toml::read::{At, Fields, parse};

macro_rules! built_in {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!("../../../assets/presets/", $name, ".toml")),
        )
    };
}

/// The presets that come with the program, in the order in which they are offered.
const BUILT_IN: [(&str, &str); 24] = [
    built_in!("warmup"),
    built_in!("daily"),
    built_in!("blitz"),
    built_in!("phone"),
    built_in!("first-tech-kr"),
    built_in!("new-grad-kr"),
    built_in!("exec-kr"),
    built_in!("frontend-loop"),
    built_in!("mobile-loop"),
    built_in!("ml-loop"),
    built_in!("llm-loop"),
    built_in!("sre-loop"),
    built_in!("recruiter-screen-en"),
    built_in!("technical-screen-en"),
    built_in!("onsite-en"),
    built_in!("hiring-manager-en"),
    built_in!("behavioral-star"),
    built_in!("system-design"),
    built_in!("assignment-review"),
    built_in!("ai-interview"),
    built_in!("one-way"),
    built_in!("company"),
    built_in!("retro-replay"),
    built_in!("night-before"),
];

/// The program's presets and the user's from `folder`; one of the user's with the same name
/// replaces the program's. What is wrong in them is given beside.
pub fn load(disk: &Disk, folder: &Path) -> (Vec<Preset>, Vec<Problem>) {
    let mut presets = Vec::new();
    let mut problems = Vec::new();
    for (name, text) in BUILT_IN {
        let path = format!("assets/presets/{name}.toml");
        let (preset, found) = read(name, &path, text);
        problems.extend(found);
        presets.extend(preset);
    }
    if disk.kind_of(folder) == Kept::Nothing {
        return (presets, problems);
    }
    for path in disk.entries(folder).unwrap_or_default() {
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let shown = path.display().to_string();
        let text = match text_of(disk, &path) {
            Ok(text) => text,
            Err(problem) => {
                problems.push(*problem);
                continue;
            }
        };
        let (preset, found) = read(&name, &shown, &text);
        problems.extend(found);
        let Some(preset) = preset else { continue };
        // A preset of the user's that replaced one by its earlier name goes on doing so.
        let replaced =
            |other: &&mut Preset| other.name == preset.name || other.was.contains(&preset.name);
        match presets.iter_mut().find(replaced) {
            Some(other) => *other = preset,
            None => presets.push(preset),
        }
    }
    (presets, problems)
}

/// A preset file's text, or why there is none.
fn text_of(disk: &Disk, path: &Path) -> Result<String, Box<Problem>> {
    let shown = path.display().to_string();
    let bytes = disk.read(path).map_err(|error| {
        Box::new(Problem::of_file(
            shown.clone(),
            Severity::Error,
            both!("읽을 수 없습니다 ({error})", "cannot be read ({error})"),
            both!("권한을 확인하세요", "check its permissions"),
        ))
    })?;
    String::from_utf8(bytes).map_err(|error| Box::new(problem::not_utf8(shown, error.as_bytes())))
}

/// What the user's presets draw from that there is not: decks, companies, tags and filters. A round
/// of which nothing is known can draw nothing.
pub fn unknown_names(disk: &Disk, folder: &Path, bank: &Bank) -> Vec<Problem> {
    let known = Vocabulary::of_bank(bank);
    let mut problems = Vec::new();
    for path in disk.entries(folder).unwrap_or_default() {
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let Ok(text) = text_of(disk, &path) else {
            continue;
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        // What is wrong with the file itself was told where it was read.
        let whole = Report::new(path.display().to_string(), text);
        let table = parse(&whole);
        let found = Report::new(path.display().to_string(), text);
        let mut fields = Fields::new(table.get_ref(), 0..0, &whole);
        for mut round in fields.tables("rounds") {
            report_unknown(
                &found,
                "decks",
                &round.texts("decks"),
                &known.decks,
                is_deck,
            );
            report_unknown(
                &found,
                "companies",
                &round.texts("companies"),
                &known.companies,
                is_same,
            );
            report_unknown(&found, "tags", &round.texts("tags"), &known.tags, is_same);
            for query in round.texts("find") {
                for problem in search::parse(&query.value, &known).problems {
                    found.error(&query.span, problem.what, problem.mend);
                }
            }
        }
        problems.extend(found.into_problems());
    }
    problems
}

/// Whether a deck is the one that is written, or lies in that folder.
fn is_deck(deck: &str, written: &str) -> bool {
    let written = written.trim_end_matches('/');
    let rest = deck.strip_prefix(written);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn is_same(name: &str, written: &str) -> bool {
    name.to_lowercase() == written.to_lowercase()
}

fn report_unknown(
    report: &Report<'_>,
    key: &str,
    written: &[At<String>],
    known: &[String],
    is_meant: fn(&str, &str) -> bool,
) {
    let is_known = |name: &&At<String>| known.iter().any(|known| is_meant(known, &name.value));
    let (good, unknown): (Vec<_>, Vec<_>) = written.iter().partition(is_known);
    for name in unknown {
        let value = &name.value;
        let what = both!(
            "`{key}`의 \"{value}\"{은} 어느 덱에도 없습니다",
            "`{key}`: there is no \"{value}\""
        );
        let mend = match text::nearest(value, known.iter().map(String::as_str)) {
            Some(meant) => both!("\"{meant}\"인가요?", "did you mean \"{meant}\"?"),
            None => both!("지우거나 고치세요", "mend it or take it out"),
        };
        if good.is_empty() {
            report.error(&name.span, what, mend);
        } else {
            report.warning(&name.span, what, mend);
        }
    }
}

/// Reads one preset. `None` where it has no round that asks anything.
pub fn read(name: &str, path: &str, text: &str) -> (Option<Preset>, Vec<Problem>) {
    let report = Report::new(path, text.strip_prefix('\u{feff}').unwrap_or(text));
    let preset = read_into(name, &report);
    (preset, report.into_problems())
}

fn read_into(name: &str, report: &Report<'_>) -> Option<Preset> {
    let table = parse(report);
    let mut fields = Fields::new(table.get_ref(), 0..0, report);
    let title = fields
        .both("title")
        .unwrap_or_else(|| Both::new(name.to_owned(), name.to_owned()));
    let about = fields
        .both("about")
        .unwrap_or_else(|| Both::new(String::new(), String::new()));
    let mode = fields
        .one_of("mode", &Mode::WORDS)
        .map_or(Mode::Practice, |mode| mode.value);
    let was = fields.plain_texts("was");
    let languages = fields.plain_texts("languages");
    let roles = read_roles(&mut fields);
    let one_line = is_true(&mut fields, "one_line");
    let pressure = fields
        .whole_number("pressure", 0, i64::from(HARDEST))
        .and_then(|pressure| u8::try_from(pressure.value).ok())
        .unwrap_or(0);
    let rounds: Vec<Round> = fields
        .tables("rounds")
        .into_iter()
        .map(read_round)
        .collect();
    fields.finish();
    if rounds.is_empty() {
        report.error(
            &(0..0),
            both!("라운드가 없습니다", "the preset has no round"),
            both!("[[rounds]] 를 넣으세요", "add [[rounds]]"),
        );
        return None;
    }
    Some(Preset {
        name: name.to_owned(),
        was,
        title,
        about,
        mode,
        languages,
        roles,
        one_line,
        pressure,
        rounds,
    })
}

/// The roles by their ids; a group stands for its own.
fn read_roles(fields: &mut Fields<'_, '_>) -> Vec<String> {
    let names: Vec<(&'static str, &'static str)> = role::names().map(|name| (name, name)).collect();
    let named = fields.all_of("roles", &names);
    role::in_order(&named.into_iter().map(str::to_owned).collect::<Vec<_>>())
}

fn read_round(mut fields: Fields<'_, '_>) -> Round {
    let title = fields
        .both("title")
        .unwrap_or_else(|| both!("질문", "Questions"));
    let from = Selection {
        kinds: fields.all_of("kinds", &Kind::WORDS),
        types: fields.all_of("types", &CardType::WORDS),
        tags: fields.plain_texts("tags"),
        not_tags: fields.plain_texts("not_tags"),
        decks: fields.plain_texts("decks"),
        companies: fields.plain_texts("companies"),
        find: read_filters(&mut fields),
        importance: fields
            .whole_number("importance", 0, 3)
            .and_then(|least| u8::try_from(least.value).ok())
            .unwrap_or(0),
        cards: Vec::new(),
    };
    let fill = fields.plain_texts("fill");
    let count = count_of(&mut fields, "count", 1, 200).unwrap_or(1);
    let most_a_tag = count_of(&mut fields, "most_a_tag", 1, 200).unwrap_or(USUAL_MOST_A_TAG);
    let think = length_of(&mut fields, "think").unwrap_or_default();
    let answer = length_of(&mut fields, "answer").map_or(Limit::OfTheCard, Limit::Of);
    let has_limit = fields.truth("limit").is_none_or(|limit| limit.value);
    let follow_ups = read_follow_ups(&mut fields);
    let parts = fields.tables("parts").into_iter().map(read_part).collect();
    let round = Round {
        title,
        from,
        fill,
        count,
        most_a_tag,
        think,
        answer: if has_limit { answer } else { Limit::Unlimited },
        follow_ups,
        parts,
        replay: is_true(&mut fields, "replay"),
        rules: Rules {
            hard: is_true(&mut fields, "hard"),
            one_take: is_true(&mut fields, "one_take"),
            star: is_true(&mut fields, "star"),
            ..Rules::default()
        },
    };
    fields.finish();
    round
}

fn read_part(mut fields: Fields<'_, '_>) -> Part {
    let part = Part {
        words: fields
            .both("words")
            .unwrap_or_else(|| both!("이어서 말씀해 주세요.", "Please go on.")),
        think: length_of(&mut fields, "think").unwrap_or_default(),
        answer: length_of(&mut fields, "answer").unwrap_or(USUAL_ANSWER),
        list: is_true(&mut fields, "list"),
        follow_ups: read_follow_ups(&mut fields),
    };
    fields.finish();
    part
}

fn read_follow_ups(fields: &mut Fields<'_, '_>) -> FollowUps {
    let Some(mut table) = fields.table("follow_ups") else {
        return FollowUps::NONE;
    };
    let follow_ups = FollowUps {
        most: count_of(&mut table, "most", 0, 8).unwrap_or(1),
        chance: table.share("chance").map_or(1.0, |chance| chance.value),
        answer: length_of(&mut table, "answer").unwrap_or(FollowUps::NONE.answer),
        probes: table.truth("probes").is_none_or(|probes| probes.value),
    };
    table.finish();
    follow_ups
}

/// Filters of the question bank. Words to search for have no place in them: a round is drawn
/// from what is true of a card, not from what its text resembles.
fn read_filters(fields: &mut Fields<'_, '_>) -> Vec<String> {
    let report = fields.report();
    let (usable, wrong): (Vec<_>, Vec<_>) = fields.texts("find").into_iter().partition(|query| {
        search::parse(&query.value, &Vocabulary::default())
            .terms
            .is_empty()
    });
    for query in wrong {
        report.error(
            &query.span,
            both!(
                "`find`에는 필터만 쓸 수 있습니다",
                "`find` takes filters only"
            ),
            both!(
                "`is:weak tag:kafka`처럼 쓰세요",
                "write them like `is:weak tag:kafka`"
            ),
        );
    }
    usable.into_iter().map(|query| query.value).collect()
}

fn count_of(
    fields: &mut Fields<'_, '_>,
    key: &'static str,
    least: i64,
    most: i64,
) -> Option<usize> {
    let number = fields.whole_number(key, least, most)?;
    usize::try_from(number.value).ok()
}

fn length_of(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Duration> {
    Some(fields.length(key)?.value)
}

fn is_true(fields: &mut Fields<'_, '_>, key: &'static str) -> bool {
    fields.truth(key).is_some_and(|truth| truth.value)
}
