//! What is drawn, and how often.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use super::*;
use crate::bank::{Bank, CardId, Origin, deck};
use crate::history::History;
use crate::history::record::{Answer, Body, Ids, Mode, Record};
use crate::interview::preset;
use crate::interview::probe::Probe;
use crate::survey::Survey;

fn bank(text: &str) -> Bank {
    let (deck, problems) = deck::read("d", Origin::BuiltIn, "d.toml", text);
    assert_eq!(problems, Vec::new());
    Bank::new([deck], Vec::new())
}

fn numbered(count: usize, more: impl Fn(usize) -> String) -> Bank {
    let cards: Vec<String> = (0..count)
        .map(|i| {
            format!(
                "[[cards]]\nid = \"c{i}\"\nquestion = \"question {i}\"\n{}\n",
                more(i)
            )
        })
        .collect();
    bank(&cards.concat())
}

fn a_preset(rounds: &str) -> Preset {
    let (preset, problems) = preset::read("p", "p.toml", rounds);
    assert_eq!(problems, Vec::new());
    preset.unwrap()
}

fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-21T22:00:00+09:00").unwrap()
}

fn pool(bank: &Bank, history: &History) -> Pool {
    let survey = Survey::of(bank, history, now(), 4, None);
    Pool::new(Arc::new(bank.clone()), history, Arc::new(survey), now())
}

fn drawn(bank: &Bank, preset: &Preset, seed: u64) -> Draw {
    pool(bank, &History::default()).draw(preset, &Narrowing::default(), seed)
}

fn ids(draw: &Draw) -> Vec<String> {
    let questions = draw.rounds.iter().flat_map(|round| &round.questions);
    questions
        .map(|question| question.card.as_str().to_owned())
        .collect()
}

#[test]
fn one_seed_gives_one_interview_without_repeats() {
    let bank = numbered(30, |_| String::new());
    let preset = a_preset("[[rounds]]\ncount = 10\n[[rounds]]\ncount = 10\n");
    let first = drawn(&bank, &preset, 7);
    assert_eq!(first, drawn(&bank, &preset, 7));
    assert_ne!(first, drawn(&bank, &preset, 8));
    let unique: HashSet<String> = ids(&first).into_iter().collect();
    assert_eq!(unique.len(), 20);
    // Another version of the random numbers would silently change everybody's seeds.
    assert_eq!(&ids(&first)[..3], GOLDEN);
}

const GOLDEN: [&str; 3] = ["d#c11", "d#c28", "d#c0"];

/// Whether counts follow weights, by Pearson's chi-square; `bound` is the 99.9 % quantile for one
/// degree of freedom less than there are cards.
fn follow(counts: &[u32], weights: &[f64], bound: f64) {
    let draws: u32 = counts.iter().sum();
    let sum: f64 = weights.iter().sum();
    let square = counts.iter().zip(weights).map(|(&count, weight)| {
        let expected = f64::from(draws) * weight / sum;
        (f64::from(count) - expected).powi(2) / expected
    });
    let square: f64 = square.sum();
    assert!(
        square < bound,
        "chi-square {square}: {counts:?} for {weights:?}"
    );
}

/// How often each card was drawn first, over many seeds.
fn firsts(pool: &Pool, preset: &Preset) -> Vec<u32> {
    let mut counts = vec![0; pool.bank().len()];
    for seed in 0..6000 {
        let draw = pool.draw(preset, &Narrowing::default(), seed);
        let card = &draw.rounds[0].questions[0].card;
        counts[pool.bank().number_of(card).unwrap()] += 1;
    }
    counts
}

fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap()
}

/// A card, a moment, and what was made of the card then.
type Given<'t> = (usize, &'t str, fn(&mut Answer));

/// A history of answers.
fn history(answers: &[Given<'_>]) -> History {
    let ids = Ids::from_numbers(|| 7);
    let records = answers.iter().map(|(card, when, change)| {
        let mut answer = Answer::new(CardId::new("d", &format!("c{card}")), Mode::Interview);
        change(&mut answer);
        Record::new(&ids, at(when), Body::Answer(answer))
    });
    History::new(records)
}

const EARLY: &str = "2026-11-18T12:00:00+09:00";
const FRESH: &str = "2026-11-20T21:00:00+09:00";

#[test]
fn cards_are_drawn_in_proportion_to_their_importance() {
    let bank = numbered(4, |i| format!("importance = {i}"));
    let preset = a_preset("[[rounds]]\ncount = 1\n");
    let counts = firsts(&pool(&bank, &History::default()), &preset);
    follow(&counts, &[0.2, 1.0, 2.0, 3.0], 16.27);
}

#[test]
fn cards_are_drawn_in_proportion_to_what_the_history_makes_of_them() {
    let bank = numbered(5, |_| "importance = 2".to_owned());
    let history = history(&[
        // Three days ago, and overdue by now; the first one is weak besides.
        (0, EARLY, |answer| answer.score = Some(1)),
        (1, FRESH, |answer| answer.score = Some(4)),
        (2, EARLY, |answer| answer.score = Some(3)),
        (3, FRESH, |answer| answer.score = Some(2)),
    ]);
    let pool = pool(&bank, &history);
    let weights: Vec<f64> = (0..5).map(|number| pool.weight(number)).collect();
    assert_eq!(weights, [12.0, 0.4, 4.0, 6.0, 3.0]);
    let counts = firsts(&pool, &a_preset("[[rounds]]\ncount = 1\n"));
    follow(&counts, &weights, 18.47);
}

#[test]
fn a_weight_counts_what_was_made_of_the_card_itself_at_the_last_time() {
    let bank = numbered(1, |_| String::new());
    let weight = |answers: &[Given<'_>]| pool(&bank, &history(answers)).weight(0);
    let never = 1.5;
    let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-9, "{a} and {b}");
    close(weight(&[]), never);
    close(weight(&[(0, FRESH, |answer| answer.gave_up = true)]), 3.0);
    close(weight(&[(0, FRESH, |answer| answer.grade = Some(1))]), 3.0);
    close(weight(&[(0, FRESH, |answer| answer.grade = Some(3))]), 0.2);
    // A middling answer rests no card, and a follow-up or a skip says nothing of it.
    close(weight(&[(0, FRESH, |answer| answer.score = Some(3))]), 1.0);
    close(weight(&[(0, FRESH, |answer| answer.skipped = true)]), never);
    let follow_up: fn(&mut Answer) = |answer| {
        answer.score = Some(1);
        answer.depth = Some(1);
    };
    close(weight(&[(0, FRESH, follow_up)]), never);
    // After four days a good answer rests it no more, and it is overdue.
    close(
        weight(&[(0, "2026-11-17T21:00:00+09:00", |answer| {
            answer.score = Some(5);
        })]),
        2.0,
    );
}

#[test]
fn a_card_that_was_just_asked_comes_only_where_no_other_is_left() {
    let bank = numbered(4, |_| String::new());
    let asked: fn(&mut Answer) = |answer| {
        answer.session = Some(crate::history::RecordId::from_written("S"));
        answer.score = Some(1);
    };
    let this_morning = "2026-11-21T11:00:00+09:00";
    let just_now = pool(&bank, &history(&[(0, this_morning, asked)]));
    let preset = |count| a_preset(&format!("[[rounds]]\ncount = {count}\n"));
    for seed in 0..50 {
        let draw = |count| ids(&just_now.draw(&preset(count), &Narrowing::default(), seed));
        assert!(!draw(3).contains(&"d#c0".to_owned()));
        assert_eq!(draw(4).len(), 4);
        assert_eq!(draw(4)[3], "d#c0");
    }
    // Yesterday's are back, and come the sooner for having gone badly.
    let yesterday = pool(&bank, &history(&[(0, "2026-11-21T09:00:00+09:00", asked)]));
    let first = firsts(&yesterday, &preset(1));
    follow(&first, &[3.0, 1.5, 1.5, 1.5], 16.27);
}

#[test]
fn follow_ups_stand_after_their_question_with_their_own_time() {
    let bank = numbered(2, |_| "follow_ups = [{ question = \"why?\" }]".to_owned());
    let preset = a_preset(
        "[[rounds]]\ncount = 2\nthink = \"10s\"\nfollow_ups = { most = 2, chance = 1, answer = \"45s\", probes = false }\n",
    );
    let draw = drawn(&bank, &preset, 1);
    let shape: Vec<(usize, u64, u64)> = draw.rounds[0]
        .questions
        .iter()
        .map(|question| {
            (
                question.follow_up.len(),
                question.think_ms,
                question.limit_ms,
            )
        })
        .collect();
    assert_eq!(
        shape,
        [
            (0, 10_000, 90_000),
            (1, 0, 45_000),
            (0, 10_000, 90_000),
            (1, 0, 45_000)
        ]
    );
}

#[test]
fn a_round_too_small_fills_from_the_next_tag_and_says_so() {
    let bank = numbered(3, |i| {
        format!("tags = [\"{}\"]", if i == 0 { "a" } else { "b" })
    });
    let preset = a_preset("[[rounds]]\ntags = [\"a\"]\nfill = [\"b\"]\ncount = 2\n");
    let round = &drawn(&bank, &preset, 1).rounds[0];
    assert_eq!(round.questions.len(), 2);
    assert_eq!(
        round.shortfall.as_ref().unwrap().english,
        "only 1 card found here; the rest comes from b"
    );
    let preset = a_preset("[[rounds]]\ntags = [\"a\"]\ncount = 5\n");
    let round = &drawn(&bank, &preset, 1).rounds[0];
    assert_eq!(
        round.shortfall.as_ref().unwrap().english,
        "wants 5 cards; found only 1"
    );
}

#[test]
fn of_cards_that_ask_the_same_one_is_drawn() {
    let bank = bank(
        "[[cards]]\nid = \"a\"\nquestion = \"What is TCP?\"\n\n[[cards]]\nid = \"b\"\nquestion = \"TCP, then\"\nalso_asked = [\"what is tcp\"]\n",
    );
    let preset = a_preset("[[rounds]]\ncount = 2\n");
    for seed in 0..20 {
        assert_eq!(drawn(&bank, &preset, seed).len(), 1);
    }
}

#[test]
fn at_most_so_many_of_a_tag_while_there_are_others() {
    let bank = numbered(10, |i| {
        format!("tags = [\"{}\"]", if i < 8 { "same" } else { "other" })
    });
    let preset = a_preset("[[rounds]]\ncount = 4\nmost_a_tag = 2\n");
    for seed in 0..20 {
        let same = ids(&drawn(&bank, &preset, seed))
            .iter()
            .filter(|id| id.as_str() < "d#c8")
            .count();
        assert_eq!(same, 2);
    }
}

#[test]
fn language_and_decks_narrow_the_draw() {
    let (korean, _) = deck::read(
        "ko/a",
        Origin::BuiltIn,
        "",
        "lang = \"ko\"\n[[cards]]\nquestion = \"가\"\n",
    );
    let (english, _) = deck::read(
        "en/a",
        Origin::BuiltIn,
        "",
        "lang = \"en\"\n[[cards]]\nquestion = \"a\"\n",
    );
    let (open, _) = deck::read("mine", Origin::BuiltIn, "", "[[cards]]\nquestion = \"x\"\n");
    let bank = Bank::new([korean, english, open], Vec::new());
    let preset = a_preset("[[rounds]]\ncount = 3\n");
    let with = |lang: Option<&str>, decks: &[&str]| {
        let narrowing = Narrowing {
            audience: lang.map_or_else(Audience::default, Audience::of_language),
            decks: decks.iter().map(|&deck| deck.to_owned()).collect(),
            ..Narrowing::default()
        };
        let draw = pool(&bank, &History::default()).draw(&preset, &narrowing, 1);
        let mut decks: Vec<String> = ids(&draw)
            .iter()
            .map(|id| id.split('#').next().unwrap().to_owned())
            .collect();
        decks.sort();
        decks
    };
    assert_eq!(with(Some("ko"), &[]), ["ko/a", "mine"]);
    assert_eq!(with(None, &["en"]), ["en/a"]);
    assert_eq!(with(None, &[]), ["en/a", "ko/a", "mine"]);
}

#[test]
fn any_wording_of_a_card_is_asked_and_each_as_often() {
    let bank = numbered(1, |_| {
        "also_asked = [\"first other\", \"second other\"]".to_owned()
    });
    let preset = a_preset("[[rounds]]\ncount = 1\n");
    let pool = pool(&bank, &History::default());
    let mut counts = [0; 3];
    for seed in 0..3000 {
        let draw = pool.draw(&preset, &Narrowing::default(), seed);
        counts[draw.rounds[0].questions[0].wording] += 1;
    }
    follow(&counts, &[1.0, 1.0, 1.0], 13.82);
}

#[test]
fn the_cap_counts_every_tag_of_a_cards_own_and_never_makes_a_round_shorter() {
    // All share the deck's tag; six have `a`, two of these `b` besides, and two nothing.
    let tags = |i: usize| match i {
        0 | 1 => "tags = [\"deck\", \"a\", \"b\"]",
        2..=5 => "tags = [\"deck\", \"a\"]",
        _ => "tags = [\"deck\"]",
    };
    let bank = numbered(8, |i| tags(i).to_owned());
    for (count, with_a) in [(3, 1), (4, 2), (8, 6)] {
        let preset = a_preset(&format!("[[rounds]]\ncount = {count}\nmost_a_tag = 2\n"));
        for seed in 0..20 {
            let found = ids(&drawn(&bank, &preset, seed));
            let a = found.iter().filter(|id| id.as_str() < "d#c6").count();
            assert!(a <= 2.max(with_a) && found.len() == count, "{found:?}");
        }
    }
}

#[test]
fn follow_ups_go_down_to_the_third_depth_and_then_an_interviewer_probes() {
    let nested = "follow_ups = [{ question = \"1\", follow_ups = [{ question = \"1.1\", follow_ups = [{ question = \"1.1.1\", follow_ups = [{ question = \"too deep\" }] }] }] }, { question = \"2\" }]";
    let bank = numbered(1, |_| nested.to_owned());
    let preset = a_preset("[[rounds]]\nfollow_ups = { most = 6 }\n");
    let draw = drawn(&bank, &preset, 1);
    let questions = &draw.rounds[0].questions[1..];
    let own: Vec<&[usize]> = questions.iter().map(|q| q.follow_up.as_slice()).collect();
    assert_eq!(own[..4], [&[0][..], &[0, 0], &[0, 0, 0], &[1]]);
    let depths: Vec<usize> = questions.iter().map(PlannedQuestion::depth).collect();
    assert_eq!(depths, [1, 2, 3, 1, 2, 3]);
    for probe in &questions[4..] {
        let word = probe.probe.as_deref().unwrap();
        let fitting = Probe::fitting(Kind::Technical, CardType::Question);
        assert!(fitting.contains(&Probe::of_word(word).unwrap()), "{word}");
        assert!(probe.words.is_some());
    }
    assert_ne!(questions[4].probe, questions[5].probe);
    let without = a_preset("[[rounds]]\nfollow_ups = { most = 6, probes = false }\n");
    assert_eq!(drawn(&bank, &without, 1).rounds[0].questions.len(), 5);
}

#[test]
fn parts_ask_one_card_in_turn_with_follow_ups_where_they_belong() {
    let bank = numbered(1, |_| "follow_ups = [{ question = \"why?\" }]".to_owned());
    let preset = a_preset(
        "[[rounds]]\n[[rounds.parts]]\nwords = \"first\"\nlist = true\nanswer = \"5m\"\n[[rounds.parts]]\nanswer = \"10m\"\nfollow_ups = { most = 1, answer = \"2m\" }\n[[rounds.parts]]\nthink = \"30s\"\n",
    );
    let draw = drawn(&bank, &preset, 1);
    assert_eq!(draw.len(), 2, "a card in parts is one question");
    let told: Vec<_> = draw.rounds[0]
        .questions
        .iter()
        .map(|q| (q.part, q.list, q.follow_up.len(), q.think_ms, q.limit_ms))
        .collect();
    assert_eq!(
        told,
        [
            (Some(0), true, 0, 0, 300_000),
            (Some(1), false, 0, 0, 600_000),
            (None, false, 1, 0, 120_000),
            (Some(2), false, 0, 30_000, 90_000)
        ]
    );
}

#[test]
fn a_round_is_drawn_from_any_of_its_filters() {
    let bank = numbered(4, |i| {
        format!(
            "importance = {}\n{}",
            i.min(3),
            if i == 0 { "answer = \"a\"" } else { "" }
        )
    });
    let history = history(&[
        (0, EARLY, |answer| answer.score = Some(1)),
        (1, EARLY, |answer| answer.score = Some(5)),
    ]);
    let found = |find: &str| {
        let preset = a_preset(&format!("[[rounds]]\ncount = 9\nfind = {find}\n"));
        let mut ids = ids(&pool(&bank, &history).draw(&preset, &Narrowing::default(), 3));
        ids.sort();
        ids
    };
    assert_eq!(found("[\"is:weak\"]"), ["d#c0"]);
    assert_eq!(found("[\"is:weak\", \"is:new\"]"), ["d#c0", "d#c2", "d#c3"]);
    assert_eq!(found("[\"is:new importance:3\"]"), ["d#c3"]);
    assert!(found("[\"tag:nowhere\"]").is_empty());
}

#[test]
fn one_company_leaves_the_others_out_and_comes_first_where_the_round_is_about_it() {
    let read = |id: &str, head: &str, cards: usize| {
        let cards: String = (0..cards)
            .map(|i| format!("[[cards]]\nid = \"{i}\"\nquestion = \"{id} number{i}\"\n"))
            .collect();
        deck::read(id, Origin::BuiltIn, "", &format!("{head}\n{cards}")).0
    };
    let bank = Bank::new(
        [
            read("company/messenger", "company = \"Messenger Co\"", 2),
            read("company/delivery", "company = \"Delivery Co\"", 5),
            read("company/any", "", 5),
        ],
        Vec::new(),
    );
    let narrowing = Narrowing {
        company: Some("messenger co".to_owned()),
        ..Narrowing::default()
    };
    let preset = a_preset("[[rounds]]\nkinds = [\"company\"]\ncount = 4\n");
    for seed in 0..20 {
        let draw = pool(&bank, &History::default()).draw(&preset, &narrowing, seed);
        let decks: Vec<String> = ids(&draw)
            .iter()
            .map(|id| id.split('#').next().unwrap().to_owned())
            .collect();
        let expected = [
            "company/messenger",
            "company/messenger",
            "company/any",
            "company/any",
        ];
        assert_eq!(decks, expected);
    }
}

#[test]
fn a_past_interview_is_asked_again_in_its_order_without_a_limit() {
    let asked = "asked = [{ on = 2026-05-17, interview = \"first\" }]";
    let bank = numbered(5, |i| {
        if i % 2 == 1 {
            asked.to_owned()
        } else {
            String::new()
        }
    });
    let preset = a_preset("[[rounds]]\nreplay = true\nlimit = false\n");
    let draw = drawn(&bank, &preset, 9);
    assert_eq!(ids(&draw), ["d#c1", "d#c3"]);
    assert_eq!(draw.rounds[0].questions[0].limit_ms, 0);
    let nothing = drawn(&numbered(2, |_| String::new()), &preset, 9);
    assert!(nothing.is_empty() && nothing.rounds[0].shortfall.is_some());
}

#[test]
fn what_was_set_aside_is_not_drawn() {
    use crate::history::Standing;
    use crate::history::record::Mark;
    let bank = numbered(2, |_| String::new());
    let mark = Mark {
        card: CardId::new("d", "c0"),
        mark: Standing::Suspended,
        until: None,
    };
    let ids_of_records = Ids::from_numbers(|| 1);
    let record = Record::new(&ids_of_records, at(EARLY), Body::Mark(mark));
    let pool = pool(&bank, &History::new(vec![record]));
    let all = a_preset("[[rounds]]\ncount = 2\n");
    assert_eq!(ids(&pool.draw(&all, &Narrowing::default(), 1)), ["d#c1"]);
    let chosen = Preset::of_cards(vec![CardId::new("d", "c0")]);
    assert_eq!(
        ids(&pool.draw(&chosen, &Narrowing::default(), 1))[0],
        "d#c0"
    );
}

#[test]
fn every_shipped_preset_is_drawn_whole_from_the_shipped_decks() {
    let bank = Bank::new(crate::bank::load::built_in().decks, Vec::new());
    let pool = pool(&bank, &History::default());
    let nowhere = std::path::Path::new("/nonexistent");
    let (presets, _) = preset::load(&crate::store::Disk::whole(), nowhere);
    for lang in ["ko", "en"] {
        let narrowing = Narrowing {
            audience: Audience::of_language(lang),
            ..Narrowing::default()
        };
        for preset in presets.iter().filter(|preset| !preset.replays()) {
            let draw = pool.draw(preset, &narrowing, 5);
            for (round, wanted) in draw.rounds.iter().zip(&preset.rounds) {
                let own = round
                    .questions
                    .iter()
                    .filter(|q| q.depth() == 0 && q.part.unwrap_or(0) == 0);
                let (name, title) = (&preset.name, &round.title.english);
                assert_eq!(own.count(), wanted.count, "{lang} {name}: {title}");
            }
        }
    }
}

#[test]
fn presets_by_role_ask_what_the_role_is_asked_and_are_never_short() {
    let bank = Bank::new(crate::bank::load::built_in().decks, Vec::new());
    let pool = pool(&bank, &History::default());
    let nowhere = std::path::Path::new("/nonexistent");
    let (presets, _) = preset::load(&crate::store::Disk::whole(), nowhere);
    let is_of_role = |preset: &&Preset| !preset.roles.is_empty() || !preset.languages.is_empty();
    let of_role: Vec<&Preset> = presets.iter().filter(is_of_role).collect();
    assert_eq!(of_role.len(), 9);
    let new_grad = presets.iter().find(|preset| preset.name == "new-grad-kr");
    for preset in of_role.into_iter().chain(new_grad) {
        assert!(preset.length().as_secs() <= 3600, "{}", preset.name);
        for (lang, practised) in [("ko", "backend-jvm"), ("en", "ios"), ("ko", "frontend")] {
            let narrowing = Narrowing {
                audience: Audience::of_language(lang).with_roles(&[practised.to_owned()]),
                ..Narrowing::default()
            };
            for seed in 0..4 {
                let draw = pool.draw(preset, &narrowing, seed);
                let lang = preset.languages.first().map_or(lang, String::as_str);
                let mut roles = preset.roles.clone();
                if roles.is_empty() || roles.iter().any(|role| role == practised) {
                    roles = vec![practised.to_owned()];
                }
                let mut at_once: Vec<String> = roles.clone();
                for (round, wanted) in draw.rounds.iter().zip(&preset.rounds) {
                    let place =
                        format!("{} {lang} {practised} {}", preset.name, round.title.english);
                    let words = round.shortfall.as_ref().map(|words| words.english.as_str());
                    assert!(
                        !words.is_some_and(|words| words.starts_with("wants")),
                        "{place}: {words:?}"
                    );
                    let own = round.questions.iter().filter(|question| {
                        question.depth() == 0 && question.part.unwrap_or(0) == 0
                    });
                    assert_eq!(own.count(), wanted.count, "{place}");
                    for question in &round.questions {
                        let entry = bank.find(&question.card).unwrap();
                        assert!(
                            entry.deck.lang.as_deref().is_none_or(|own| own == lang),
                            "{place}"
                        );
                        // One interview is for one role: there is one that every card is for.
                        at_once.retain(|role| entry.is_for(std::slice::from_ref(role)));
                        assert!(!at_once.is_empty(), "{place}: {}", question.card);
                    }
                }
            }
        }
    }
}

#[test]
fn a_preset_goes_on_by_the_name_that_it_had() {
    let nowhere = std::path::Path::new("/nonexistent");
    let (presets, _) = preset::load(&crate::store::Disk::whole(), nowhere);
    let name = |called| Preset::called(&presets, called).map(|preset| preset.name.as_str());
    assert_eq!(name("kr-tech-1"), Some("first-tech-kr"));
    assert_eq!(name("kr-exec"), Some("exec-kr"));
    assert_eq!(name("phone"), Some("phone"));
    assert_eq!(name("nothing"), None);
}

#[test]
#[ignore = "fifty seeds of every role, language and preset take a minute; prints some draws to read"]
fn fifty_seeds_of_every_role_ask_what_the_role_is_asked() {
    let bank = Bank::new(crate::bank::load::built_in().decks, Vec::new());
    let pool = pool(&bank, &History::default());
    let nowhere = std::path::Path::new("/nonexistent");
    let (presets, _) = preset::load(&crate::store::Disk::whole(), nowhere);
    let mut draws = 0;
    for preset in presets.iter().filter(|preset| !preset.replays()) {
        for role in crate::bank::role::ROLES {
            let is_for = preset.roles.is_empty() || preset.roles.iter().any(|own| own == role);
            for lang in ["ko", "en"].into_iter().filter(|_| is_for) {
                if !preset.languages.is_empty() && preset.languages != [lang] {
                    continue;
                }
                let narrowing = Narrowing {
                    audience: Audience::of_language(lang).with_roles(&[role.to_owned()]),
                    ..Narrowing::default()
                };
                for seed in 0..50 {
                    let draw = pool.draw(preset, &narrowing, seed);
                    draws += 1;
                    let place = format!("{} {lang} {role} {seed}", preset.name);
                    if draws % 701 == 0 {
                        println!("{place}");
                    }
                    for (round, wanted) in draw.rounds.iter().zip(&preset.rounds) {
                        let own = round.questions.iter().filter(|question| {
                            question.depth() == 0 && question.part.unwrap_or(0) == 0
                        });
                        let own: Vec<&PlannedQuestion> = own.collect();
                        if own.len() < wanted.count {
                            println!("SHORT {place} {}: {}", round.title.english, own.len());
                        }
                        for question in own {
                            let entry = bank.find(&question.card).unwrap();
                            let is_right = narrowing.audience.has(entry);
                            assert!(is_right, "{place}: {}", question.card);
                            if draws % 701 == 0 {
                                println!("    {}  {}", question.card, question.text(entry.card));
                            }
                        }
                    }
                }
            }
        }
    }
    println!("{draws} draws");
}
