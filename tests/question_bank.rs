//! Holds the shipped bank to the rules of `decks/README.md`, by counting.

use std::collections::{BTreeMap, HashMap, HashSet};

use std::sync::OnceLock;

use hotseat::bank::{Bank, Card, CardType, Entry, Kind, load};
use hotseat::text;
use unicode_normalization::is_nfc;

/// The bank, read once for all tests.
fn bank() -> &'static Bank {
    static BANK: OnceLock<Bank> = OnceLock::new();
    BANK.get_or_init(|| {
        let loaded = load::built_in();
        let problems: Vec<String> = loaded.problems.iter().map(ToString::to_string).collect();
        assert_eq!(problems, Vec::<String>::new());
        Bank::new(loaded.decks, Vec::new())
    })
}

fn is_english(entry: Entry<'_>) -> bool {
    entry.deck.id.starts_with("en/")
}

/// All problems at once, so that a writer mends them in one go.
fn assert_none(problems: &[String]) {
    assert!(
        problems.is_empty(),
        "{} problems:\n{}",
        problems.len(),
        problems.join("\n")
    );
}

fn every_text(card: &Card) -> Vec<&str> {
    fn of_follow_ups<'c>(follow_ups: &'c [hotseat::bank::FollowUp], texts: &mut Vec<&'c str>) {
        for follow_up in follow_ups {
            texts.extend([follow_up.question.as_str(), follow_up.answer.as_str()]);
            of_follow_ups(&follow_up.follow_ups, texts);
        }
    }
    let mut texts = vec![
        card.question.as_str(),
        card.answer.as_str(),
        card.outline.as_str(),
        card.notes.as_str(),
    ];
    for list in [
        &card.also_asked,
        &card.key_points,
        &card.tags,
        &card.links,
        &card.reflections,
    ] {
        texts.extend(list.iter().map(String::as_str));
    }
    of_follow_ups(&card.follow_ups, &mut texts);
    texts
}

#[test]
fn the_bank_is_as_large_as_promised() {
    let bank = bank();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for deck in bank.decks() {
        println!("{:4}  {}", deck.cards.len(), deck.id);
        let folder = deck.id.split('/').next().unwrap();
        *counts.entry(folder).or_default() += deck.cards.len();
    }
    println!("{counts:?}, {} in all", bank.len());
    for (folder, least) in [
        ("personal", 60),
        ("technical", 220),
        ("company", 60),
        ("en", 120),
    ] {
        assert!(
            counts[folder] >= least,
            "{folder} has {} of {least}",
            counts[folder]
        );
    }
    for kind in ["personal", "technical", "company"] {
        assert!(
            bank.decks()
                .iter()
                .any(|deck| deck.id.starts_with(&format!("en/{kind}/")))
        );
    }
    let headings = [
        "network",
        "operating-system",
        "data-structure",
        "database",
        "cache",
        "messaging",
        "container",
        "kubernetes",
        "devops",
        "cloud",
        "backend-framework",
        "language",
        "architecture",
        "system-design",
        "frontend-basics",
    ];
    for heading in headings {
        assert!(
            bank.decks()
                .iter()
                .any(|deck| deck.id == format!("technical/{heading}")),
            "{heading}"
        );
    }
}

#[test]
fn every_card_has_what_a_good_card_has() {
    let mut problems = Vec::new();
    for entry in bank().cards() {
        let card = entry.card;
        let mut say = |what: String| problems.push(format!("{}: {what}", card.id));
        let name = card.id.as_str().split_once('#').unwrap().1;
        let is_readable = name.split('-').all(|part| {
            !part.is_empty()
                && part
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        });
        if !card.id_is_written || !is_readable {
            say("needs a readable ASCII id".to_owned());
        }
        if !(1..=3).contains(&card.importance) {
            say(format!("importance {}", card.importance));
        }
        if !(2..=6).contains(&card.key_points.len()) {
            say(format!("{} key points", card.key_points.len()));
        }
        let longest = if is_english(entry) { 110 } else { 60 };
        for point in card
            .key_points
            .iter()
            .filter(|point| point.chars().count() > longest)
        {
            say(format!("long key point: {point}"));
        }
        for text in every_text(card).into_iter().filter(|text| !is_nfc(text)) {
            say(format!("not in composed form: {text}"));
        }
        let expected = match (card.card_type, is_english(entry)) {
            (CardType::ToAsk, _) => continue,
            (_, true) => "en",
            (_, false) => "ko",
        };
        if entry.deck.lang.as_deref() != Some(expected) {
            say(format!("language {:?}", entry.deck.lang));
        }
    }
    assert_none(&problems);
}

/// Seconds to say a text: 5 syllables a second in Korean, 140 words a minute in English.
#[expect(
    clippy::cast_precision_loss,
    reason = "an answer has some hundred words"
)]
fn seconds_to_say(text: &str, is_english: bool) -> f64 {
    if is_english {
        text.split_whitespace().count() as f64 * 60.0 / 140.0
    } else {
        text.chars().filter(|c| c.is_alphanumeric()).count() as f64 / 5.0
    }
}

#[test]
fn a_technical_answer_can_be_said_and_names_its_source() {
    let mut problems = Vec::new();
    for entry in bank()
        .cards()
        .filter(|entry| entry.deck.kind == Kind::Technical)
    {
        let card = entry.card;
        let mut say = |what: String| problems.push(format!("{}: {what}", card.id));
        let is_design = card.card_type == CardType::Design;
        let limit = card.time.map_or(90.0, |time| time.as_secs_f64());
        let said = seconds_to_say(&card.answer, is_english(entry));
        if !is_design && !(0.25..=1.2).contains(&(said / limit)) {
            say(format!("the answer takes {said:.0} s of {limit} s"));
        }
        let (size, least, most) = if is_english(entry) {
            (card.answer.split_whitespace().count(), 220, 1500)
        } else {
            (card.answer.chars().count(), 600, 5000)
        };
        if is_design && !(least..=most).contains(&size) {
            say(format!(
                "the answer's length is {size}, wanted {least} to {most}"
            ));
        }
        if card.links.is_empty() || card.links.iter().any(|link| !link.starts_with("https://")) {
            say("needs a source under links".to_owned());
        }
        let follow_ups = card.follow_ups.len();
        if !(1..=if is_design { 6 } else { 3 }).contains(&follow_ups) {
            say(format!("{follow_ups} follow-ups"));
        }
        if card
            .follow_ups
            .iter()
            .any(|follow_up| follow_up.answer.is_empty())
        {
            say("a follow-up has no answer".to_owned());
        }
        let minutes = card.time.map_or(0, |time| time.as_secs() / 60);
        if is_design && !(10..=40).contains(&minutes) {
            say(format!("a design brief of {minutes} minutes"));
        }
    }
    assert_none(&problems);
}

#[test]
fn nobodys_life_is_invented() {
    let mut problems = Vec::new();
    for entry in bank()
        .cards()
        .filter(|entry| entry.deck.kind != Kind::Technical)
    {
        let card = entry.card;
        if !card.answer.is_empty() || !card.experience.is_empty() {
            problems.push(format!(
                "{}: an answer that only the user can write",
                card.id
            ));
        }
        if card.outline.is_empty() {
            problems.push(format!("{}: no outline", card.id));
        }
        let asks = card.has_tag("to-ask");
        if asks != (card.card_type == CardType::ToAsk) {
            problems.push(format!(
                "{}: to_ask and the tag to-ask belong together",
                card.id
            ));
        }
    }
    assert_none(&problems);
}

#[test]
fn every_tag_is_in_the_vocabulary() {
    let readme = include_str!("../decks/README.md");
    let table = &readme[readme.find("## Tags").unwrap()..];
    let vocabulary: HashSet<&str> = table.split('`').skip(1).step_by(2).collect();
    let mut problems = Vec::new();
    for entry in bank().cards() {
        if entry.card.tags.is_empty() {
            problems.push(format!("{}: no tag", entry.card.id));
        }
        for tag in entry
            .card
            .tags
            .iter()
            .filter(|tag| !vocabulary.contains(tag.as_str()))
        {
            problems.push(format!("{}: unknown tag {tag}", entry.card.id));
        }
    }
    assert_none(&problems);
}

#[test]
fn no_two_questions_are_alike() {
    let bank = bank();
    let mut problems = Vec::new();
    let mut seen: HashMap<String, String> = HashMap::new();
    for entry in bank.cards() {
        for wording in std::iter::once(&entry.card.question).chain(&entry.card.also_asked) {
            if let Some(other) = seen.insert(text::question_key(wording), entry.card.id.to_string())
            {
                problems.push(format!("{} and {other}: {wording}", entry.card.id));
            }
        }
    }
    assert_none(&problems);
}

#[test]
fn no_field_is_an_empty_string() {
    let mut problems = Vec::new();
    for built_in in hotseat::bank::builtin::decks() {
        for (number, line) in built_in.text.lines().enumerate() {
            let compact: String = line.split_whitespace().collect();
            if compact.contains("=\"\"") && !compact.contains("\"\"\"") || compact.contains("[\"\"")
            {
                problems.push(format!("{}:{}: {line}", built_in.id, number + 1));
            }
        }
    }
    assert_none(&problems);
}

#[test]
fn the_rounds_of_the_presets_find_cards_in_both_languages() {
    let bank = bank();
    for lang in ["ko", "en"] {
        for (tag, least) in [
            ("self-introduction", 2),
            ("motivation", 5),
            ("experience", 5),
            ("incident", 3),
            ("collaboration", 4),
            ("conflict", 3),
            ("values", 3),
            ("story", 8),
            ("situational", 4),
            ("last-word", 2),
            ("to-ask", 6),
            ("why-us", 4),
        ] {
            let count = bank
                .cards()
                .filter(|entry| entry.deck.lang.as_deref() == Some(lang) && entry.card.has_tag(tag))
                .count();
            assert!(count >= least, "{lang} {tag}: {count} of {least}");
        }
    }
}
