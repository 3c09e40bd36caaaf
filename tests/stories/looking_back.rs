//! Looking back on a real interview, until its questions are cards that are asked again.

use std::fs;

use crate::stage::{House, Mood, Step, keys, press, script, sees, sees_no, types, wait};

const PAST: &str = "\
[[interviews]]
id = \"shop-1\"
company = \"Shop\"
round = \"first\"
date = 2026-11-20T10:00:00
";

fn house() -> House {
    let house = House::english();
    fs::write(house.folders.data.join("interviews.toml"), PAST).unwrap();
    house
}

fn deck(house: &House, id: &str) -> String {
    fs::read_to_string(house.folders.decks().join(format!("{id}.toml"))).unwrap_or_default()
}

/// Two stages, one question that is a card, two new ones, what was said of the last.
fn written() -> Vec<Step> {
    script![
        keys("c enter"),
        sees("Looking back · Shop · first"),
        press("enter"),
        types("phone"),
        press("enter"),
        types("technical"),
        keys("enter esc up right right right right"),
        sees("4 well"),
        keys("down down enter"),
        types("tcp and udp?"),
        sees("How do TCP and UDP differ?"),
        keys("down enter"),
        types("Why our shop?"),
        press("enter"),
        types("What would you sell?"),
        keys("enter esc up enter down down enter"),
        types("apples"),
        press("enter"),
        types("pears, with a number"),
        press("enter"),
        types("name the number"),
        press("enter"),
    ]
}

#[test]
fn questions_become_cards_of_the_companys_deck_and_linked_ones_are_marked_as_asked() {
    let house = house();
    let before = deck(&house, "en/technical/network");
    house.play(script![
        sees("1 to look back on"),
        written(),
        press("ctrl-s"),
        sees("2 new cards, 1 known"),
        press("esc"),
        sees_no("to look back on"),
    ]);
    let shop = deck(&house, "company/shop");
    assert!(
        shop.starts_with("title = \"Shop\"\ncompany = \"Shop\"\n"),
        "{shop}"
    );
    let asked = "{ on = 2026-11-20, interview = \"Shop · first\" }";
    assert_eq!(shop.matches(asked).count(), 2, "{shop}");
    assert!(
        shop.contains("outline = \"pears, with a number\""),
        "{shop}"
    );
    assert!(
        shop.contains("reflections = [\"name the number\"]"),
        "{shop}"
    );
    let why = shop.find("Why our shop?").unwrap();
    assert!(why < shop.find("What would you sell?").unwrap());
    let network = deck(&house, "en/technical/network");
    assert_eq!(network.replace(&format!("asked = [{asked}]\n"), ""), before);
    let history = house.history();
    let record = history.last().unwrap();
    assert_eq!(record["kind"], "look_back");
    assert_eq!(record["stages"][1]["went"], 4);
    let cards: Vec<&str> = record["questions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|question| question["card"].as_str().unwrap())
        .collect();
    assert_eq!(
        cards[0], "en/technical/network#tcp-vs-udp",
        "the order is the interview's"
    );
    assert!(cards[1].starts_with("company/shop#") && cards[2].starts_with("company/shop#"));
    assert_eq!(record["questions"][2]["said"], "apples");
    assert!(house.drafts().is_empty());
}

#[test]
fn a_half_written_look_back_survives_a_kill_and_is_offered_again() {
    let house = house();
    let mut steps = written();
    steps.truncate(steps.len() - 4);
    house.play(steps);
    house.play(script![
        press("c"),
        sees("draft"),
        press("enter"),
        sees("Why our shop?"),
        sees("What would you sell?"),
        press("esc"),
        sees("kept as a draft"),
    ]);
    assert_eq!(deck(&house, "company/shop"), "");
    assert!(house.history().is_empty());
}

#[test]
fn kept_again_after_a_full_disk_every_question_is_there_once() {
    for spoilt in 0..8 {
        let house = house();
        house.play(script![
            written(),
            house.disk.becomes_for(Mood::Unsure, spoilt),
            keys("ctrl-s ctrl-s ctrl-s ctrl-s ctrl-s ctrl-s ctrl-s ctrl-s ctrl-s ctrl-s"),
        ]);
        house.play(script![
            house.disk.becomes(Mood::Whole),
            keys("c enter ctrl-s")
        ]);
        let shop = deck(&house, "company/shop");
        assert_eq!(shop.matches("question = ").count(), 2, "{spoilt}: {shop}");
        assert_eq!(
            shop.matches("on = 2026-11-20").count(),
            2,
            "{spoilt}: {shop}"
        );
        let network = deck(&house, "en/technical/network");
        assert_eq!(
            network.matches("on = 2026-11-20").count(),
            1,
            "{spoilt}: {network}"
        );
        let history = house.history();
        let kept = history
            .iter()
            .filter(|line| line["kind"] == "look_back")
            .count();
        assert!(kept >= 1, "{spoilt}");
    }
}

#[test]
fn the_result_is_added_later_and_no_card_comes_twice() {
    let house = house();
    house.play(script![written(), press("ctrl-s")]);
    let shop = deck(&house, "company/shop");
    house.play(script![
        wait(60),
        press("c"),
        sees("not known yet"),
        keys("enter end enter"),
        sees("passed"),
        press("ctrl-s"),
        sees("passed"),
    ]);
    assert_eq!(deck(&house, "company/shop"), shop);
    assert_eq!(house.history().last().unwrap()["result"], "passed");
}

#[test]
fn the_questions_can_be_put_in_order_and_taken_away() {
    let house = house();
    house.play(script![
        keys("c enter down enter"),
        types("one"),
        press("enter"),
        types("two"),
        press("enter"),
        types("three"),
        keys("enter esc up K X ctrl-s"),
    ]);
    let history = house.history();
    let questions: Vec<&str> = history.last().unwrap()["questions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|question| question["question"].as_str().unwrap())
        .collect();
    assert_eq!(questions, ["one", "two"]);
}
