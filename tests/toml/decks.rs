//! Cards.

use std::collections::BTreeMap;

use hotseat::bank::write::edit::{self, Own};
use hotseat::bank::write::{Changes, Field, Shape, Value};
use hotseat::bank::{Asked, FollowUp, Source};
use proptest::prelude::*;

use crate::awkward::{Choices, seeds};
use crate::law::{Step, Tried, comments_stay, config, says, stays_inside};

const DECK: &str = "mine";

fn set(field: Field, value: Value) -> Changes {
    Changes::from([(field, Some(value))])
}

fn changed(text: &str, changes: &Changes) -> String {
    edit::change(DECK, text, 0, changes).unwrap().text
}

#[test]
fn a_text_over_an_indented_one_is_said_as_it_was_given() {
    for (marks, old) in [
        ("\"\"\"", "⏎\tOld answer, written⏎\twith a tab in front.⏎\t"),
        ("'''", "⏎    Old⏎      - answer⏎    "),
        ("\"\"\"", "  old⏎  answer⏎"),
        ("\"\"\"", "⏎  old \\⏎     answer⏎"),
    ] {
        for newline in ["\n", "\r\n"] {
            let text = format!("[[cards]]⏎question = 'q'⏎answer = {marks}{old}{marks} # mine⏎");
            let text = text.replace('⏎', newline);
            for new in [
                "a\nb",
                "one line",
                "say \"\"\" or '''\n\n\ttab \\ 🦀\u{1}\rc",
            ] {
                let edited = changed(&text, &set(Field::Answer, Value::text(new)));
                let (before, after) = text.split_once(marks).unwrap();
                let after = after.split_once(marks).unwrap().1;
                assert!(
                    edited.starts_with(before) && edited.ends_with(after),
                    "{edited}"
                );
                let said = &says(&edited)["cards"][0]["answer"];
                assert_eq!(said.as_str().unwrap(), format!("{new}\n"), "{text}");
            }
        }
    }
}

#[test]
fn a_source_is_set_and_taken_away_however_it_is_written() {
    let source = Value::Source(Source {
        note: "n.md".to_owned(),
        anchor: "a".to_owned(),
        seen: "answer:2".to_owned(),
    });
    let next = "\n# next\n[[cards]]\nquestion = 'z'\n";
    for written in [
        "source = { note = 'n.md', seen = 'answer:1', mine = 1 } # s\n",
        "source.note = 'n.md' # s\nsource.mine = 1\nnotes = 'x'\n",
        "notes = 'x'\n[cards.source] # s\nseen = 'answer:1' # t\n[cards.source.mine]\n",
        "[cards.source.mine]\nx = 1\n",
    ] {
        let text = format!("[[cards]]\nquestion = 'q'\n{written}{next}");
        let new = changed(&text, &set(Field::Source, source.clone()));
        let found = edit::read(DECK, &new).unwrap();
        assert_eq!(found[0].values.get(&Field::Source), Some(&source), "{new}");
        assert!(new.contains("mine") && new.ends_with(next), "{new}");
        assert_eq!(new.contains("# s"), text.contains("# s"));
        let gone = changed(&text, &Changes::from([(Field::Source, None)]));
        assert!(
            !edit::read(DECK, &gone).unwrap()[0]
                .values
                .contains_key(&Field::Source)
        );
        assert!(!gone.contains("mine") && gone.ends_with(next), "{gone}");
    }
}

/// A deck, below headers or between brackets.
fn deck(choices: &mut Choices) {
    choices.put_one_of(&["", "", "\u{feff}"]);
    for key in ["# head", "title = 't'", "tags = ['a']", "meta.x.y = 1"] {
        choices.put(key);
        choices.end_of_line();
    }
    let count = 1 + choices.below(3);
    if choices.below(4) == 3 {
        choices.put("cards = ");
        let mut number = 0;
        choices.list(count, |choices| {
            number += 1;
            choices.put("{ ");
            for (place, (field, key)) in fields(choices).into_iter().enumerate() {
                choices.put(if place > 0 { ", " } else { "" });
                choices.put(&format!("{key} = "));
                put_value(choices, field, number);
            }
            choices.put(" }");
        });
        choices.end_of_line();
        return;
    }
    for number in 0..count {
        choices.put_one_of(&["[[cards]]", "[[ cards ]]", "  [[\"cards\"]]"]);
        choices.end_of_line();
        let fields = fields(choices);
        let indent = choices.one_of(&["", "  ", "\t"]);
        let sign = choices.one_of(&[" = ", "=", "   =  "]);
        for (field, key) in &fields {
            choices.put(&format!("{indent}{key}{sign}"));
            put_value(choices, *field, number);
            choices.end_of_line();
        }
        let has = |field| fields.iter().any(|(there, _)| *there == field);
        if !has(Field::FollowUps) && choices.below(3) == 2 {
            for header in ["[[cards.follow_ups]]", "[[cards.follow_ups.follow_ups]]"] {
                for line in [header, "question = 's'", "note = 1"] {
                    choices.put(line);
                    choices.end_of_line();
                }
            }
        }
        if !has(Field::Source) && choices.below(3) == 2 {
            for line in [
                "[cards.source]",
                "note = 'n.md'",
                "mine = 1",
                "[cards.\"mo re\"]",
            ] {
                choices.put(line);
                choices.end_of_line();
            }
        }
    }
}

/// Some fields of a card in any order, and how their keys are written.
fn fields(choices: &mut Choices) -> Vec<(Field, String)> {
    let mut fields = vec![Field::Question];
    for field in Field::ALL {
        if field != Field::Question && choices.below(4) == 3 {
            let place = choices.below(fields.len() + 1);
            fields.insert(place, field);
        }
    }
    let mut key = |field: Field| match choices.below(4) {
        3 => format!("\"{}\"", field.key()),
        _ => field.key().to_owned(),
    };
    fields
        .into_iter()
        .map(|field| (field, key(field)))
        .collect()
}

fn put_value(choices: &mut Choices, field: Field, number: usize) {
    match (field, field.shape()) {
        (Field::Id, _) => choices.put(&format!("'card-{number}'")),
        (Field::Question, _) => choices.put(&format!("'''질문 {number} '''")),
        (Field::Time, _) => choices.put("'2m'"),
        (Field::Type, _) => choices.put("\"design\""),
        (Field::Level, _) => choices.put("'mid'"),
        (_, Shape::Text) => choices.string(),
        (_, Shape::Texts) => {
            let length = choices.below(4);
            choices.list(length, Choices::string);
        }
        (_, Shape::Number) => choices.put_one_of(&[
            "0",
            "0x2",
            "+3",
            "{ frontend = 3, default = 1 }",
            "{ mine = 1, qa = 0x2 }",
        ]),
        (_, Shape::FollowUps) => {
            let length = choices.below(3);
            choices.list(length, |choices| {
                choices
                    .put("{ question = 'f', mood.x = 1, follow_ups = [{question='g'}], answer = ");
                choices.string();
                choices.put("}");
            });
        }
        (_, Shape::Asked) => choices.put_one_of(&[
            "[]",
            "[{ on = 2024-05-17, interview = '1' }]",
            "[{ interview = \"x\" }, { on = \"2023-01-01\" }]",
        ]),
        (_, Shape::Source) => choices.put_one_of(&[
            "{ note = 'n.md', anchor = \"a > b\", seen = '' }",
            "{ note = \"n.md\", mine = 1 }",
        ]),
    }
}

fn new_value(choices: &mut Choices, field: Field) -> Value {
    let mut many = |most: usize| choices.below(most + 1);
    match (field, field.shape()) {
        (Field::Time, _) => Value::text("90s"),
        (Field::Type, _) => Value::text("to_ask"),
        (Field::Level, _) => Value::text("senior"),
        (Field::Id, _) => Value::text("new-id"),
        (Field::Question, _) => Value::text(format!("새{}", choices.text())),
        (_, Shape::Text) => Value::text(choices.text()),
        (_, Shape::Texts) => Value::Texts((0..many(4)).map(|_| choices.text()).collect()),
        (_, Shape::Number) => match many(3) {
            0 => Value::Numbers(vec![("default", 1), ("qa", 2)]),
            number => Value::Number(number.try_into().unwrap()),
        },
        (_, Shape::FollowUps) => {
            let follow_up = |question: &str, answer: String, follow_ups| FollowUp {
                question: question.to_owned(),
                answer,
                follow_ups,
            };
            let list = (0..many(3)).map(|_| {
                let below = follow_up("g", choices.text(), Vec::new());
                let below = [below].into_iter().take(choices.below(2)).collect();
                let question = choices.one_of(&["f", "h", "s"]);
                follow_up(question, choices.text(), below)
            });
            Value::FollowUps(list.collect())
        }
        (_, Shape::Asked) => {
            let asked = |has_day: bool| Asked {
                on: has_day.then(|| "2024-05-17".parse().unwrap()),
                interview: (!has_day).then(|| "x".to_owned()),
            };
            let list = (0..many(2)).map(|_| asked(choices.below(2) == 1));
            Value::Asked(list.collect())
        }
        (_, Shape::Source) => Value::Source(Source {
            note: "n.md".to_owned(),
            anchor: choices.text(),
            seen: "answer:1".to_owned(),
        }),
    }
}

fn tried<T>(result: Result<T, edit::Refusal>, text: &str) -> Tried<T> {
    result.map_err(|refusal| TestCaseError::fail(format!("{refusal}\n{text}")))
}

fn values(owns: &[Own]) -> Vec<BTreeMap<Field, Value>> {
    owns.iter().map(|own| own.values.clone()).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn an_edit_is_there_and_nothing_else_has_moved(seed in seeds()) {
        let mut choices = Choices::new(seed);
        let field = choices.one_of(&Field::ALL);
        let value = new_value(&mut choices, field);
        let number = choices.below(3);
        let text = choices.file(deck);
        let before = tried(edit::read(DECK, &text), &text)?;
        let number = number % before.len();
        let edited = tried(edit::change(DECK, &text, number, &set(field, value.clone())), &text)?;
        let after = tried(edit::read(DECK, &edited.text), &edited.text)?;
        let wanted = value.tidied();
        let found = after[number].values.get(&field);
        prop_assert_eq!(found, Some(&wanted).filter(|wanted| !wanted.is_empty()));
        // By another reader: every other key and card is what it was.
        let (mut said, mut says_now) = (says(&text), says(&edited.text));
        for said in [&mut said, &mut says_now] {
            said["cards"][number].as_table_mut().unwrap().remove(field.key());
        }
        prop_assert_eq!(said, says_now);
        comments_stay(&text, &edited)?;
        let key = |key: &str| Step::Key(key.to_owned());
        stays_inside(&text, &[key("cards"), Step::Entry(number), key(field.key())], &edited)?;
        // Saving it again changes nothing, and the old value can be had back.
        let again = edit::change(DECK, &edited.text, number, &set(field, value)).unwrap();
        prop_assert_eq!(&again.text, &edited.text);
        if let Some(old) = before[number].values.get(&field) {
            let back = edit::change(DECK, &edited.text, number, &set(field, old.clone()));
            let back = edit::read(DECK, &tried(back, &edited.text)?.text).unwrap();
            prop_assert_eq!(back[number].values.get(&field), Some(old));
        }
    }

    #[test]
    fn a_field_that_goes_takes_its_line_and_no_comment(seed in seeds()) {
        let mut choices = Choices::new(seed);
        let field = choices.one_of(&Field::ALL[2..]);
        let text = choices.file(deck);
        let edited = edit::change(DECK, &text, 0, &Changes::from([(field, None)]));
        let edited = tried(edited, &text)?;
        prop_assert!(!says(&edited.text)["cards"][0].as_table().unwrap().contains_key(field.key()));
        comments_stay(&text, &edited)?;
    }

    #[test]
    fn a_card_comes_goes_and_comes_back(seed in seeds()) {
        let mut choices = Choices::new(seed);
        let number = choices.below(3);
        let values_of_new = BTreeMap::from([
            (Field::Question, Value::text("아주 새로운 질문")),
            (Field::Answer, Value::text(choices.text())),
        ]);
        let text = choices.file(deck);
        let before = tried(edit::read(DECK, &text), &text)?;
        let (edited, name) = tried(edit::add(DECK, &text, &values_of_new), &text)?;
        comments_stay(&text, &edited)?;
        let after = tried(edit::read(DECK, &edited.text), &edited.text)?;
        prop_assert_eq!(after.last().unwrap().name(), name);
        prop_assert_eq!(values(&after[..before.len()]), values(&before));
        let (less, removed) = tried(edit::remove(DECK, &text, number % before.len()), &text)?;
        comments_stay(&text, &less)?;
        let (back, _) = tried(edit::restore(DECK, &less.text, &removed), &less.text)?;
        if !text.contains("cards = ") {
            prop_assert_eq!(&back.text, &text);
        }
        prop_assert_eq!(values(&edit::read(DECK, &back.text).unwrap()), values(&before));
    }
}
