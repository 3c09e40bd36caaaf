//! Any deck: every problem is named at its place, and what is right is read all the same.

use std::collections::HashMap;
use std::time::Duration;

use super::values::{
    DEEPEST_FOLLOW_UP, Deck, Origin, is_former_name, kind_of_folder, own_name, title_of,
};
use crate::bank::audience;
use crate::bank::card::{Asked, Card, CardId, CardType, FollowUp, Kind, Source, id_of_question};
use crate::bank::role::{self, EVERY_OTHER, Level, ROLES};
use crate::both;
use crate::language::Both;
use crate::problem::Report;
use crate::text;
use crate::toml::read::{At, Fields, holds_tables, parse};

/// The code of the deck's language. What is none is reported, and the deck fits every language.
fn read_language(fields: &mut Fields<'_, '_>) -> Option<String> {
    let written = fields
        .text("lang")
        .filter(|lang| !lang.value.trim().is_empty())?;
    match audience::language_code(&written.value) {
        Ok(code) => Some(code),
        Err(meant) => {
            let (what, mend) = audience::no_language(&written.value, meant);
            fields.report().error(&written.span, what, mend);
            None
        }
    }
}

/// `[[question]]` and the like: tables with questions that are none of the deck's cards.
fn report_cards_by_another_name(fields: &mut Fields<'_, '_>) {
    const NAMES: [&str; 7] = [
        "card",
        "Card",
        "Cards",
        "question",
        "questions",
        "item",
        "items",
    ];
    for name in NAMES {
        let Some(place) = fields.entries().find_map(|(key, value)| {
            (key.value == name && holds_tables(value.get_ref())).then_some(key.span)
        }) else {
            continue;
        };
        fields.know(name);
        fields.report().error(
            &place,
            both!(
                "`[[{name}]]`{은} 카드로 읽히지 않습니다",
                "`[[{name}]]` makes no cards"
            ),
            both!("[[cards]] 로 쓰세요", "write [[cards]]"),
        );
    }
}

/// The deck, and the number (from 0, among the file's tables of cards) of every card that was read:
/// those without a question are left out of the deck but stand in the file.
pub(super) fn read(id: &str, origin: Origin, report: &Report<'_>) -> (Deck, Vec<usize>) {
    let table = parse(report);
    let mut fields = Fields::new(table.get_ref(), 0..0, report);
    if report.text().trim().is_empty() {
        report.warning(
            &(0..0),
            both!("빈 파일입니다", "the file is empty"),
            both!(
                "[[cards]] 로 카드를 넣거나 파일을 지우세요",
                "add a card with [[cards]], or remove the file"
            ),
        );
    }
    let title = fields.text("title");
    let kind = fields.one_of("kind", &Kind::WORDS);
    let lang = read_language(&mut fields);
    let company = fields.text("company");
    let company_names = fields.plain_texts("company_names");
    let tags = fields.plain_texts("tags");
    let roles = read_roles(&mut fields);
    let time = fields.length("time");
    let shared = Shared {
        deck: id,
        tags: &tags,
        time: time.map(|time| time.value),
    };
    let mut places = Places::default();
    let (numbers, cards): (Vec<usize>, Vec<Card>) = fields
        .tables("cards")
        .into_iter()
        .enumerate()
        .filter_map(|(number, card)| Some((number, read_card(card, &shared, &mut places)?)))
        .unzip();
    report_cards_by_another_name(&mut fields);
    fields.finish();
    places.check_former_names(id, report);
    let deck = Deck {
        id: id.to_owned(),
        origin,
        title: title_of(id, title.map(|title| title.value)),
        kind: kind.map_or_else(|| kind_of_folder(id), |kind| kind.value),
        lang,
        company_names,
        company: company
            .map(|company| company.value)
            .filter(|company| !company.trim().is_empty()),
        roles,
        cards,
    };
    (deck, numbers)
}

/// What every card of a deck gets from it.
struct Shared<'d> {
    deck: &'d str,
    tags: &'d [String],
    time: Option<Duration>,
}

/// Ids seen so far in a deck, with the line of each.
#[derive(Default)]
struct Places {
    line_of_id: HashMap<String, usize>,
    /// The names that cards had before, as they are written.
    former: Vec<At<String>>,
}

impl Places {
    /// Names the former names that a card of the deck still has, or that two say they had.
    fn check_former_names(&self, deck: &str, report: &Report<'_>) {
        let mut lines: HashMap<&str, usize> = HashMap::new();
        for (id, line) in &self.line_of_id {
            lines.insert(id, *line);
        }
        for name in &self.former {
            let own = own_name(deck, &name.value);
            match lines.get(own) {
                Some(line) => report.warning(
                    &name.span,
                    both!(
                        "`was`의 \"{own}\"{이} {line}행에도 있습니다",
                        "the former name \"{own}\" is also at line {line}"
                    ),
                    both!(
                        "기록은 한 카드에만 이어집니다. 하나를 지우세요",
                        "its history can follow one card only; remove one of the two"
                    ),
                ),
                None => {
                    lines.insert(own, report.position(name.span.start).line);
                }
            }
        }
    }
}

fn read_card(mut fields: Fields<'_, '_>, shared: &Shared<'_>, places: &mut Places) -> Option<Card> {
    let report = fields.report();
    let span = fields.span();
    let line = report.position(span.start).line;
    let written_id = fields.text("id");
    let question = fields.text("question");
    let also_asked = fields.texts("also_asked");
    let answer = fields.text("answer");
    let outline = fields.text("outline");
    let key_points = fields.texts("key_points");
    let follow_ups = read_follow_ups(&mut fields, 1);
    let experience = fields.text("experience");
    let reflections = fields.texts("reflections");
    let notes = fields.text("notes");
    let own_tags = fields.texts("tags");
    let (importance, importance_by_role) = read_importance(&mut fields);
    let roles = read_roles(&mut fields);
    let level = read_level(&mut fields);
    let time = fields.length("time");
    let card_type = fields.one_of("type", &CardType::WORDS);
    let links = fields.texts("links");
    let asked = read_asked(&mut fields);
    let source = read_source(&mut fields);
    let was = read_was(&mut fields);
    fields.finish();

    let Some(question) = question.filter(|question| !question.value.trim().is_empty()) else {
        report.error(
            &span,
            both!("카드에 질문이 없습니다", "the card has no question"),
            both!("question = \"…\"을 넣으세요", "add question = \"…\""),
        );
        return None;
    };
    let (id, id_is_written) = identify(written_id, &question, shared.deck, line, report, places);
    let mut tags = shared.tags.to_vec();
    for tag in own_tags {
        if !tags.contains(&tag.value) {
            tags.push(tag.value);
        }
    }
    Some(Card {
        id,
        id_is_written,
        question: trimmed(Some(question)),
        also_asked: all_trimmed(also_asked),
        answer: trimmed(answer),
        outline: trimmed(outline),
        key_points: all_trimmed(key_points),
        follow_ups,
        experience: trimmed(experience),
        reflections: all_trimmed(reflections),
        notes: trimmed(notes),
        tags,
        importance,
        importance_by_role,
        roles,
        level,
        time: time.map(|time| time.value).or(shared.time),
        card_type: card_type.map_or(CardType::Question, |found| found.value),
        links: all_trimmed(links),
        asked,
        source,
        was: names_of(was, places),
        line,
    })
}

/// The card's id and whether it stands in the file. A second card with an id of the deck is kept
/// under a name of its own, and both lines are named.
fn identify(
    written: Option<At<String>>,
    question: &At<String>,
    deck: &str,
    line: usize,
    report: &Report<'_>,
    places: &mut Places,
) -> (CardId, bool) {
    let from_question = || id_of_question(deck, &question.value);
    let (name, at, is_written) = match written {
        Some(id) if !id.value.trim().is_empty() => (id.value.trim().to_owned(), id.span, true),
        _ => (from_question(), question.span.clone(), false),
    };
    if let Some(first) = places.line_of_id.get(&name).copied() {
        if is_written {
            report.error(
                &at,
                both!(
                    "id \"{name}\"{이} {first}행에도 있습니다",
                    "the id \"{name}\" is also at line {first}"
                ),
                both!(
                    "둘 중 하나의 id를 바꾸세요",
                    "give one of the two another id"
                ),
            );
        } else {
            report.error(
                &at,
                both!(
                    "같은 질문이 {first}행에도 있습니다",
                    "the same question is also at line {first}"
                ),
                both!(
                    "하나를 지우거나 id를 따로 주세요",
                    "remove one, or give each an id of its own"
                ),
            );
        }
        let mut second = format!("{name}~{}", from_question().trim_start_matches("q-"));
        while places.line_of_id.contains_key(&second) {
            second.push('~');
        }
        places.line_of_id.insert(second.clone(), line);
        return (CardId::new(deck, &second), false);
    }
    places.line_of_id.insert(name.clone(), line);
    (CardId::new(deck, &name), is_written)
}

fn read_follow_ups(fields: &mut Fields<'_, '_>, depth: usize) -> Vec<FollowUp> {
    let report = fields.report();
    let mut follow_ups = Vec::new();
    for mut table in fields.tables("follow_ups") {
        if depth > DEEPEST_FOLLOW_UP {
            report.error(
                &table.span(),
                both!(
                    "꼬리질문이 {DEEPEST_FOLLOW_UP}단계보다 깊습니다",
                    "follow-ups nest deeper than {DEEPEST_FOLLOW_UP}"
                ),
                both!("따로 카드를 만드세요", "make a card of its own"),
            );
            break;
        }
        let question = table.text("question");
        let answer = table.text("answer");
        let below = read_follow_ups(&mut table, depth + 1);
        let span = table.span();
        table.finish();
        let question = trimmed(question);
        if question.is_empty() {
            report.error(
                &span,
                both!(
                    "꼬리질문에 질문이 없습니다",
                    "the follow-up has no question"
                ),
                both!(
                    "{{ question = \"…\", answer = \"…\" }}처럼 쓰세요",
                    "write {{ question = \"…\", answer = \"…\" }}"
                ),
            );
            continue;
        }
        follow_ups.push(FollowUp {
            question,
            answer: trimmed(answer),
            follow_ups: below,
        });
    }
    follow_ups
}

fn read_asked(fields: &mut Fields<'_, '_>) -> Vec<Asked> {
    let mut asked = Vec::new();
    for mut table in fields.tables("asked") {
        let on = table.date("on").map(|on| on.value);
        let interview = table.text("interview").map(|interview| interview.value);
        table.finish();
        asked.push(Asked { on, interview });
    }
    asked
}

/// How often the card is asked: for all, and for the roles for which it differs.
fn read_importance(fields: &mut Fields<'_, '_>) -> (u8, Vec<(String, u8)>) {
    let number = |fields: &mut Fields<'_, '_>, key| {
        let found = fields.whole_number(key, 0, 3)?;
        u8::try_from(found.value).ok()
    };
    if !fields.has_table("importance") {
        return (number(fields, "importance").unwrap_or(1), Vec::new());
    }
    let Some(mut table) = fields.table("importance") else {
        return (1, Vec::new());
    };
    let for_others = number(&mut table, EVERY_OTHER).unwrap_or(1);
    let by_role = ROLES.into_iter().filter_map(|role| {
        let importance = number(&mut table, role)?;
        Some((role.to_owned(), importance))
    });
    let by_role = by_role.collect();
    table.finish();
    (for_others, by_role)
}

/// The roles that are known, each once.
fn read_roles(fields: &mut Fields<'_, '_>) -> Vec<String> {
    let mut roles: Vec<String> = Vec::new();
    for role in fields.texts("roles") {
        if role::known(&role.value).is_none() {
            let unknown = &role.value;
            let what = both!("모르는 직군 \"{unknown}\"", "unknown role \"{unknown}\"");
            unused(fields.report(), &role, what, &ROLES);
        } else if !roles.contains(&role.value) {
            roles.push(role.value);
        }
    }
    roles
}

fn read_level(fields: &mut Fields<'_, '_>) -> Option<Level> {
    let found = fields.text("level")?;
    let level = Level::of_word(&found.value);
    if level.is_none() {
        let unknown = &found.value;
        let what = both!("모르는 수준 \"{unknown}\"", "unknown level \"{unknown}\"");
        let words = Level::WORDS.map(|(word, _)| word);
        unused(fields.report(), &found, what, &words);
    }
    level
}

/// Warns of a word that means nothing, with the one that was probably meant.
fn unused(report: &Report<'_>, found: &At<String>, what: Both, words: &[&'static str]) {
    let mend = match text::nearest(&found.value, words.iter().copied()) {
        Some(meant) => both!(
            "\"{meant}\"{을} 쓰려던 것인가요?",
            "did you mean \"{meant}\"?"
        ),
        None => {
            let list = words.join(", ");
            both!("{list} 가운데 하나를 쓰세요", "write one of {list}")
        }
    };
    report.warning(&found.span, what, mend);
}

/// The names that a card had before.
fn read_was(fields: &mut Fields<'_, '_>) -> Vec<At<String>> {
    let report = fields.report();
    let mut names = fields.texts("was");
    names.retain_mut(|name| {
        name.value = name.value.trim().to_owned();
        let is_name = is_former_name(&name.value);
        if !is_name {
            report.warning(
                &name.span,
                both!(
                    "`was`에는 예전 id나 \"덱#id\"를 씁니다",
                    "`was` holds former ids, or \"deck#id\""
                ),
                both!("고치거나 지우세요", "mend it or remove it"),
            );
        }
        is_name
    });
    names
}

fn names_of(was: Vec<At<String>>, places: &mut Places) -> Vec<String> {
    let names = was.iter().map(|name| name.value.clone()).collect();
    places.former.extend(was);
    names
}

fn read_source(fields: &mut Fields<'_, '_>) -> Option<Source> {
    let mut table = fields.table("source")?;
    let mut text = |key| table.text(key).map(|found| found.value).unwrap_or_default();
    let source = Source {
        note: text("note"),
        anchor: text("anchor"),
        seen: text("seen"),
    };
    table.finish();
    Some(source)
}

fn trimmed(found: Option<At<String>>) -> String {
    found
        .map(|found| text::tidied(&found.value))
        .unwrap_or_default()
}

fn all_trimmed(found: Vec<At<String>>) -> Vec<String> {
    found
        .into_iter()
        .map(|found| text::tidied(&found.value))
        .filter(|text| !text.is_empty())
        .collect()
}
