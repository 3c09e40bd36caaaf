//! Decks and histories that were changed outside: answers without a card, copies, names.

use std::fs;
use std::path::PathBuf;

use crate::place::{Place, each};

fn answer(number: usize, card: &str) -> String {
    format!(
        "{{\"v\":1,\"id\":\"01JD{number:022}\",\"at\":\"2026-11-{number:02}T10:00:00+09:00\",\
         \"kind\":\"answer\",\"card\":\"{card}\",\"mode\":\"practice\",\"score\":4}}\n"
    )
}

fn deck(cards: &[(&str, &str)]) -> String {
    let card = |(id, question): &(&str, &str)| {
        let id = if id.is_empty() {
            String::new()
        } else {
            format!("id = \"{id}\"\n")
        };
        format!("[[cards]]\n{id}question = \"{question}\"\nanswer = \"a\"\n")
    };
    format!(
        "lang = \"en\"\n{}",
        cards.iter().map(card).collect::<String>()
    )
}

/// A place in whose deck one card was answered five times and another once.
fn answered() -> Place {
    let place = Place::empty();
    place.write(
        "decks/mine/a.toml",
        &deck(&[("c0", "Why Rust?"), ("c1", "Why not?")]),
    );
    let mut lines: String = (1..=5).map(|number| answer(number, "mine/a#c0")).collect();
    lines += &answer(6, "mine/a#c1");
    place.write("history/laptop.jsonl", &lines);
    place
}

fn rename(place: &Place, from: &str, to: &str) {
    fs::rename(place.data(from), place.data(to)).unwrap();
}

#[test]
fn answers_of_a_renamed_deck_are_named_everywhere_given_back_and_taken_back() {
    let place = answered();
    assert_eq!(place.run_now(&["adopt"]).code, 0);
    rename(&place, "decks/mine/a.toml", "decks/mine/rust.toml");
    let named = "6 answers belong to cards that are gone: mine/a#c1, mine/a#c0, last on 2026-11-06";
    for command in [
        &["check"][..],
        &["doctor"],
        &["history", "verify"],
        &["stats"],
    ] {
        let run = place.run_now(command);
        assert!(run.out.contains(named), "{command:?}\n{}", run.out);
        assert!(
            run.out.contains("hotseat adopt"),
            "{command:?}\n{}",
            run.out
        );
    }
    let listed = place.run_now(&["adopt", "--json"]);
    assert_eq!(listed.code, 1);
    let listed = listed.value();
    let strays = &listed["strays"];
    assert_eq!(each(strays, "card"), ["mine/a#c1", "mine/a#c0"]);
    assert_eq!(strays[1]["suggestion"]["card"], "mine/rust#c0");
    assert_eq!(strays[1]["suggestion"]["why"], "same_id");
    // Nothing is done before it is asked for, and then a line is added.
    let before = fs::read(place.data("history/laptop.jsonl")).unwrap();
    place.run_now(&["adopt", "--all", "--dry-run"]);
    assert_eq!(place.run_now(&["adopt"]).code, 1);
    let one = place.run_now(&["adopt", "c0"]);
    assert!(
        one.out.contains("mine/a#c0 is now mine/rust#c0"),
        "{}",
        one.out
    );
    let card = |id: &str| place.run_now(&["card", id, "--json"]).json();
    assert_eq!(card("mine/rust#c0")["answers"].as_array().unwrap().len(), 5);
    assert_eq!(place.run_now(&["adopt", "--all"]).code, 0);
    assert!(!place.run_now(&["check"]).out.contains("are gone"));
    assert_eq!(
        fs::read(place.data("history/laptop.jsonl")).unwrap(),
        before
    );
    // The last one comes back, then one that is named.
    let undone = place.run_now(&["adopt", "--undo", "--json"]).value();
    assert_eq!(each(&undone["taken_back"], "from"), ["mine/a#c1"]);
    let undone = place.run_now(&["adopt", "--undo", "mine/a#c0"]);
    assert!(
        undone.out.contains("taken back: mine/a#c0"),
        "{}",
        undone.out
    );
    assert_eq!(card("mine/rust#c0")["answers"].as_array().unwrap().len(), 0);
    // A card of one's own choice; one that is not there is refused with the nearest.
    let wrong = place.run_now(&["adopt", "mine/a#c0", "--to", "mine/rust#c9"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("mine/rust#c"), "{}", wrong.err);
    place.run_now(&["adopt", "mine/a#c0", "--to", "mine/rust#c1"]);
    assert_eq!(card("mine/rust#c1")["answers"].as_array().unwrap().len(), 5);
}

#[test]
fn a_reworded_card_without_an_id_is_found_by_what_it_asked() {
    let place = Place::empty();
    let cards = [
        ("", "How does the borrow checker work?"),
        ("", "What is a trait?"),
        ("", "What is a crate?"),
    ];
    place.write("decks/mine/a.toml", &deck(&cards));
    let listed = place.run_now(&["search", "deck:mine/a", "--json"]).json();
    let ids = each(&listed["cards"], "id").into_iter().map(str::to_owned);
    let ids: Vec<String> = ids.collect();
    let lines: String = ids
        .iter()
        .take(2)
        .enumerate()
        .map(|(i, id)| answer(i + 1, id))
        .collect();
    place.write("history/laptop.jsonl", &lines);
    // Whatever reads decks and history together knows what was asked.
    place.run_now(&["stats"]);
    let reworded = cards.map(|(id, question)| {
        (
            id,
            question
                .replace("What is a", "In your own words, what is a")
                .replace("work?", "work inside?"),
        )
    });
    let reworded: Vec<(&str, &str)> = reworded
        .iter()
        .map(|(id, question)| (*id, question.as_str()))
        .collect();
    place.write("decks/mine/a.toml", &deck(&reworded));
    let strays = place.run_now(&["adopt", "--json"]).value();
    let whys = strays["strays"].as_array().unwrap().iter();
    let whys: Vec<&str> = whys
        .map(|stray| stray["suggestion"]["why"].as_str().unwrap_or("none"))
        .collect();
    assert_eq!(whys, ["nearly_same_question"; 2], "{strays}");
    assert_eq!(place.run_now(&["adopt", "--all"]).code, 0);
}

#[test]
fn copies_of_sync_tools_are_no_decks_of_their_own_and_stand_side_by_side_in_merge() {
    let place = Place::empty();
    let text = deck(&[(
        "double-charge",
        "How do you keep a payment from being charged twice?",
    )]);
    place.write("decks/mine/payments.toml", &text);
    let other = text.replace("answer = \"a\"", "answer = \"idempotency key\"");
    let copies = [
        "payments 2",
        "payments-DESKTOP-AB12CD",
        "payments (1)",
        "payments (SFConflict me 2026-11-21-10-11-12)",
        "payments_NAS_Nov-21-101112-2026_Conflict",
        "payments (Conflict 1)",
        "payments 복사본",
    ];
    for name in copies {
        place.write(&format!("decks/mine/{name}.toml"), &other);
    }
    let found = place.run_now(&["search", "deck:mine", "--json"]).json();
    assert_eq!(each(&found["cards"], "id"), ["mine/payments#double-charge"]);
    let check = place.run_now(&["check"]).out;
    assert_eq!(
        check
            .matches("this is a conflict copy of payments.toml")
            .count(),
        copies.len(),
        "{check}"
    );
    let merge = place.run_now(&["merge"]);
    assert_eq!(merge.code, 1);
    assert_eq!(
        merge.out.matches("+answer = \"idempotency key\"").count(),
        copies.len(),
        "{}",
        merge.out
    );
    // Of interviews, options and the history too.
    let interviews = "[[interviews]]\nid = \"a\"\ncompany = \"A\"\ndate = 2027-01-05\n";
    place.write("interviews.toml", interviews);
    place.write("interviews 2.toml", interviews);
    place.write(
        "history/laptop.jsonl",
        &answer(1, "mine/payments#double-charge"),
    );
    place.write(
        "history/laptop (1).jsonl",
        &answer(1, "mine/payments#double-charge"),
    );
    let doctor = place.run_now(&["doctor"]).out;
    assert!(
        doctor.contains("a conflict copy of interviews.toml"),
        "{doctor}"
    );
    assert!(
        doctor.contains("a conflict copy of laptop.jsonl"),
        "{doctor}"
    );
}

#[test]
fn a_sibling_that_asks_the_same_under_another_name_is_used_and_named() {
    let place = Place::empty();
    let cards = [("a", "One?"), ("b", "Two?"), ("c", "Three?")];
    place.write("decks/mine/one.toml", &deck(&cards));
    place.write(
        "decks/mine/zeta.toml",
        &deck(&[cards[0], cards[1], ("d", "Four?")]),
    );
    place.write(
        "decks/mine/other.toml",
        &deck(&[cards[0], ("e", "Five?"), ("f", "Six?")]),
    );
    let check = place.run_now(&["check"]).out;
    assert_eq!(
        check.matches("of its questions stand in").count(),
        1,
        "{check}"
    );
    assert!(
        check.contains("zeta.toml:1:1: warning: 2 of its questions stand in"),
        "{check}"
    );
    let merge = place.run_now(&["merge"]).out;
    assert!(merge.contains("+question = \"Four?\""), "{merge}");
}

#[test]
fn names_that_differ_in_form_or_case_are_both_read_and_others_say_why_they_are_not() {
    let place = Place::empty();
    let composed = "결제";
    let decomposed: String = "결제".chars().flat_map(apart).collect();
    place.write(
        &format!("decks/mine/{composed}.toml"),
        &deck(&[("one", "적은 질문?")]),
    );
    place.write(
        &format!("decks/mine/{decomposed}.toml"),
        &deck(&[("two", "맥의 질문?")]),
    );
    place.write("decks/mine/Cases.toml", &deck(&[("three", "Upper?")]));
    place.write("decks/mine/cases.toml", &deck(&[("four", "Lower?")]));
    place.write("decks/mine/good.TOML", &deck(&[("five", "Never?")]));
    place.write("decks/mine/deck.toml.txt", &deck(&[("six", "Never?")]));
    place.write("history/mac.jsonl", &answer(1, "mine/결제#two"));
    let found = place.run_now(&["search", "deck:mine", "--json"]).json();
    let mut names: Vec<&str> = each(&found["cards"], "id");
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "mine/Cases#three",
            "mine/cases#four",
            "mine/결제#one",
            "mine/결제~2#two"
        ]
    );
    let check = place.run_now(&["check"]).out;
    assert_eq!(
        check.matches("in another Unicode form").count(),
        2,
        "{check}"
    );
    assert_eq!(check.matches("in case alone").count(), 2, "{check}");
    assert!(
        check.contains("good.TOML:1:1: warning: not read, because its name ends in"),
        "{check}"
    );
    assert!(
        check.contains("deck.toml.txt:1:1: warning: not read, because"),
        "{check}"
    );
    // What the machine that knows one name has answered is not lost.
    assert!(!check.contains("gone"), "{check}");
    let card = place.run_now(&["card", "two", "--json"]).json();
    assert_eq!(card["answers"].as_array().unwrap().len(), 1);
}

/// A syllable in its letters.
fn apart(c: char) -> Vec<char> {
    let at = u32::from(c) - 0xac00;
    let letters = [0x1100 + at / 588, 0x1161 + at % 588 / 28, 0x11a7 + at % 28];
    let letters = letters.into_iter().filter(|letter| *letter != 0x11a7);
    letters
        .map(|letter| char::from_u32(letter).unwrap())
        .collect()
}

#[test]
fn what_a_killed_write_left_is_not_read_and_named_by_nobody() {
    let place = answered();
    place.write("decks/mine/.hotseat-aB3dE6", "[[cards]]\n");
    let check = place.run_now(&["check"]).out;
    assert!(!check.contains(".hotseat"), "{check}");
    let left: PathBuf = place.data("decks/mine/.hotseat-aB3dE6");
    assert!(left.exists(), "a command that only reads cleans nothing up");
}
