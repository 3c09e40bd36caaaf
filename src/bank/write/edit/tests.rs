use toml::de::DeTable;

use super::*;
use crate::bank::FollowUp;
use crate::bank::deck::byte_order_mark;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

const DECK: &str = "mine";

fn set(field: Field, value: Value) -> Changes {
    Changes::from([(field, Some(value))])
}

fn texts(list: &[&str]) -> Value {
    Value::Texts(list.iter().map(|text| (*text).to_owned()).collect())
}

fn follow_up(question: &str, answer: &str, follow_ups: Vec<FollowUp>) -> FollowUp {
    FollowUp {
        question: question.to_owned(),
        answer: answer.to_owned(),
        follow_ups,
    }
}

fn changed(text: &str, changes: &Changes) -> String {
    change(DECK, text, 0, changes).unwrap().text
}

#[test]
fn only_the_edited_value_changes_and_an_id_comes_first() {
    let text = "# top\n[[cards]] # one\n  question   = 'q'  # why\n  answer     = \"old\"\t# mine\n\n# next\n[[cards]]\nquestion = \"z\"\n";
    let mut changes = set(Field::Answer, Value::text("first\nsecond"));
    changes.insert(Field::Id, Some(Value::text("q-1")));
    changes.insert(Field::Importance, Some(Value::Number(3)));
    assert_eq!(
        changed(text, &changes),
        "# top\n[[cards]] # one\n  id         = \"q-1\"\n  question   = 'q'  # why\n  answer     = \"\"\"\nfirst\nsecond\n\"\"\"\t# mine\n  importance = 3\n\n# next\n[[cards]]\nquestion = \"z\"\n"
    );
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
                let (_, card) = table_of(&edited.replace("\r\n", "\n"), 0);
                assert_eq!(
                    card["answer"].as_str().unwrap(),
                    format!("{new}\n"),
                    "{text}"
                );
            }
        }
    }
}

#[test]
fn a_source_is_set_and_taken_away_however_it_is_written() {
    let source = Value::Source(crate::bank::Source {
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
        let found = read(DECK, &new).unwrap();
        assert_eq!(found[0].values.get(&Field::Source), Some(&source), "{new}");
        assert!(new.contains("mine") && new.ends_with(next), "{new}");
        assert_eq!(new.contains("# s"), text.contains("# s"));
        let gone = changed(&text, &Changes::from([(Field::Source, None)]));
        assert!(
            !read(DECK, &gone).unwrap()[0]
                .values
                .contains_key(&Field::Source)
        );
        assert!(!gone.contains("mine") && gone.ends_with(next), "{gone}");
    }
}

#[test]
fn a_file_without_a_last_line_break_stays_without_one() {
    let text = "[[cards]]\r\nquestion=\"q\"";
    assert_eq!(
        changed(text, &set(Field::Tags, texts(&["a", "b"]))),
        "[[cards]]\r\nquestion=\"q\"\r\ntags=[\"a\", \"b\"]"
    );
    let values = BTreeMap::from([(Field::Question, Value::text("새 질문"))]);
    let (edited, name) = add(DECK, text, &values).unwrap();
    assert_eq!(
        edited.text,
        format!("{text}\r\n\r\n[[cards]]\r\nid=\"{name}\"\r\nquestion=\"새 질문\"")
    );
}

#[test]
fn a_list_over_lines_keeps_its_comments_and_its_way() {
    let text = "[[cards]]\nquestion = 'q'\nkey_points = [\n    'a', # first\n    \"b\",\n    # between\n    'c' # last\n]\n";
    assert_eq!(
        changed(text, &set(Field::KeyPoints, texts(&["a", "x", "c", "d"]))),
        "[[cards]]\nquestion = 'q'\nkey_points = [\n    'a', # first\n    \"x\",\n    # between\n    'c', # last\n    \"d\"\n]\n"
    );
    assert_eq!(
        changed(text, &set(Field::KeyPoints, texts(&["a", "b"]))),
        "[[cards]]\nquestion = 'q'\nkey_points = [\n    'a', # first\n    \"b\"\n    # between\n     # last\n]\n"
    );
    let one_line = "[[cards]]\nquestion = 'q'\ntags = [ 'a', 'b','c' ]\n";
    let tags = |list: &[&str]| changed(one_line, &set(Field::Tags, texts(list)));
    assert!(tags(&["a", "c"]).ends_with("tags = [ 'a', 'c' ]\n"));
    assert!(tags(&["a", "b"]).ends_with("tags = [ 'a', 'b' ]\n"));
    assert!(tags(&["z", "a", "b", "c"]).ends_with("tags = [ \"z\", 'a', 'b','c' ]\n"));
    assert!(tags(&[]).contains("tags = ["));
}

#[test]
fn a_follow_up_changes_where_it_stands_and_its_unknown_keys_stay() {
    let text = "[[cards]]\nquestion = 'q'\nfollow_ups = [\n  { question = 'one', mood = 1, answer = 'x' }, # a\n  { question = 'two', follow_ups = [{ question = 'deep' }] },\n]\n";
    let new = vec![
        follow_up("one", "", vec![]),
        follow_up("two", "", vec![follow_up("deep", "새 답", vec![])]),
        follow_up("three", "3", vec![]),
    ];
    assert_eq!(
        changed(text, &set(Field::FollowUps, Value::FollowUps(new))),
        "[[cards]]\nquestion = 'q'\nfollow_ups = [\n  { question = 'one', mood = 1, answer = '' }, # a\n  { question = 'two', follow_ups = [{ question = 'deep', answer = \"새 답\" }] },\n  { question = \"three\", answer = \"3\" },\n]\n"
    );
}

#[test]
fn follow_ups_below_headers_stay_below_headers() {
    let text = "[[cards]]\nquestion = 'q'\n\n  [[cards.follow_ups]]\n  question = 'one'\n\n    [[cards.follow_ups.follow_ups]]\n    question = 'deep'\n\n  # two\n  [[cards.follow_ups]]\n  question = 'two'\n\n[[cards]]\nquestion = 'z'\n";
    let new = vec![
        follow_up("one", "", vec![follow_up("deeper", "", vec![])]),
        follow_up("two", "2", vec![]),
        follow_up("three", "", vec![]),
    ];
    assert_eq!(
        changed(text, &set(Field::FollowUps, Value::FollowUps(new))),
        "[[cards]]\nquestion = 'q'\n\n  [[cards.follow_ups]]\n  question = 'one'\n\n    [[cards.follow_ups.follow_ups]]\n    question = 'deeper'\n\n  # two\n  [[cards.follow_ups]]\n  question = 'two'\n  answer = \"2\"\n\n  [[cards.follow_ups]]\n  question = \"three\"\n\n[[cards]]\nquestion = 'z'\n"
    );
    let fewer = vec![follow_up("two", "", vec![])];
    assert_eq!(
        changed(text, &set(Field::FollowUps, Value::FollowUps(fewer))),
        "[[cards]]\nquestion = 'q'\n\n  # two\n  [[cards.follow_ups]]\n  question = 'two'\n\n[[cards]]\nquestion = 'z'\n"
    );
}

#[test]
fn a_card_that_is_taken_out_goes_back_to_the_byte() {
    let text = "\u{feff}title = 't'\n\n# section\n\n# about a\n[[cards]]\nquestion = 'a'\n\n[[cards]]\nquestion = 'b'\n[cards.extra]\nx = 1\n\n# about c\n[[cards]]\nquestion = 'c'";
    for card in 0..3 {
        let (edited, removed) = remove(DECK, text, card).unwrap();
        assert_eq!(read(DECK, &edited.text).unwrap().len(), 2);
        let (back, _) = restore(DECK, &edited.text, &removed).unwrap();
        assert_eq!(back.text, text, "card {card}");
    }
    let (edited, removed) = remove(DECK, text, 1).unwrap();
    let moved_on = edited.text.replace("title = 't'", "title = 'other'");
    let (back, _) = restore(DECK, &moved_on, &removed).unwrap();
    assert_eq!(back.text, text.replace("title = 't'", "title = 'other'"));
    assert!(matches!(
        restore(DECK, &back.text, &removed),
        Err(Refusal::Taken { .. })
    ));
}

#[test]
fn one_of_two_equal_questions_goes_back_only_while_it_is_the_same_file() {
    let text =
        "[[cards]]\nquestion = 'q'\nanswer = '1'\n\n[[cards]]\nquestion = 'q'\nanswer = '2'\n";
    let (edited, removed) = remove(DECK, text, 0).unwrap();
    assert_eq!(restore(DECK, &edited.text, &removed).unwrap().0.text, text);
    let moved_on = format!("# more\n{}", edited.text);
    let refused = restore(DECK, &moved_on, &removed);
    assert!(
        matches!(refused, Err(Refusal::Taken { line: 2, .. })),
        "{refused:?}"
    );
}

#[test]
fn an_inline_deck_is_edited_added_to_and_taken_from() {
    let text = "cards = [\n  { question = 'a', id = 'x' },\n  { question = 'b' }\n]\n";
    assert_eq!(
        changed(text, &set(Field::Notes, Value::text("n"))),
        "cards = [\n  { question = 'a', id = 'x', notes = \"n\" },\n  { question = 'b' }\n]\n"
    );
    let values = BTreeMap::from([
        (Field::Question, Value::text("c")),
        (Field::Id, Value::text("c-id")),
    ]);
    let (edited, _) = add(DECK, text, &values).unwrap();
    assert_eq!(
        edited.text,
        "cards = [\n  { question = 'a', id = 'x' },\n  { question = 'b' },\n  { id = \"c-id\", question = \"c\" }\n]\n"
    );
    let (edited, removed) = remove(DECK, text, 1).unwrap();
    assert_eq!(
        edited.text,
        "cards = [\n  { question = 'a', id = 'x' }\n]\n"
    );
    assert_eq!(restore(DECK, &edited.text, &removed).unwrap().0.text, text);
}

#[test]
fn what_cannot_be_is_refused_with_its_reason() {
    let broken = change(DECK, "[[cards]]\nquestion = 'q\n", 0, &Changes::new()).unwrap_err();
    assert!(matches!(broken, Refusal::NotToml { at, .. } if at.line == 2));
    let text = "[[cards]]\nid = 'x'\nquestion = 'q'\n[[cards]]\nid = 'y'\nquestion = 'r'\n";
    let taken = change(DECK, text, 0, &set(Field::Id, Value::text("y"))).unwrap_err();
    assert_eq!(taken.words().english, "the id \"y\" is already at line 4");
    for (field, value) in [
        (Field::Question, Value::text(" ")),
        (Field::Importance, Value::Number(4)),
        (Field::Time, Value::text("soon")),
        (Field::Type, Value::text("essay")),
        (Field::Id, Value::text("a b")),
        (Field::Answer, Value::Number(1)),
    ] {
        let refused = change(DECK, text, 0, &set(field, value));
        assert!(matches!(refused, Err(Refusal::Fault { .. })), "{field:?}");
    }
    let shape = change(
        DECK,
        "[[cards]]\nquestion = 'q'\nanswer.deep = 'x'\n",
        0,
        &set(Field::Answer, Value::text("a")),
    );
    assert!(matches!(shape, Err(Refusal::Fault { .. })), "{shape:?}");
}

#[test]
fn a_value_that_is_not_understood_is_never_written_over() {
    for (line, field, value) in [
        ("tags = ['cs', 3]", Field::Tags, texts(&["a"])),
        ("tags = 'cs'", Field::Tags, texts(&["a"])),
        (
            "follow_ups = [{ answer = 'no question' }]",
            Field::FollowUps,
            Value::FollowUps(vec![follow_up("q", "", vec![])]),
        ),
        (
            "asked = [{ on = 'spring' }]",
            Field::Asked,
            Value::Asked(vec![]),
        ),
        ("importance = 'high'", Field::Importance, Value::Number(2)),
    ] {
        let text = format!("[[cards]]\nquestion = 'q'\n{line}\n");
        let refused = change(DECK, &text, 0, &set(field, value));
        assert!(matches!(refused, Err(Refusal::Fault { .. })), "{line}");
        let notes = changed(&text, &set(Field::Notes, Value::text("n")));
        assert_eq!(notes, format!("{text}notes = \"n\"\n"));
    }
}

#[test]
fn a_day_keeps_the_way_in_which_it_is_written() {
    let text =
        "[[cards]]\nquestion = 'q'\nasked = [{ on = 2024-05-17T09:30:00, interview = 'a' }]\n";
    let asked = |interview: &str| crate::bank::card::Asked {
        on: "2024-05-17".parse().ok(),
        interview: Some(interview.to_owned()),
    };
    assert_eq!(
        changed(
            text,
            &set(Field::Asked, Value::Asked(vec![asked("b"), asked("c")]))
        ),
        "[[cards]]\nquestion = 'q'\nasked = [{ on = 2024-05-17T09:30:00, interview = 'b' }, { on = 2024-05-17, interview = \"c\" }]\n"
    );
}

#[test]
fn a_question_in_decomposed_hangul_is_the_same_question_and_its_bytes_stay() {
    let question: String = "카프카는 무엇인가요?".nfd().collect();
    let text = format!("[[cards]]\nquestion = \"{question}\"\nanswer = ''\n");
    let mut changes = set(Field::Question, Value::text("카프카는 무엇인가요?"));
    changes.insert(Field::Answer, Some(Value::text("로그")));
    let new = changed(&text, &changes);
    assert_eq!(new, text.replace("''", "'로그'"));
}

#[test]
fn every_shipped_deck_is_edited_by_insertion_alone() {
    for deck in crate::bank::builtin::decks() {
        let owns = read(deck.id, deck.text).unwrap();
        for card in [0, owns.len() - 1] {
            let absent = |field: &&Field| {
                field.shape() == Shape::Text && !owns[card].values.contains_key(field)
            };
            let field = *Field::ALL[..10].iter().find(absent).unwrap();
            let new = set(field, Value::text("나만\n보는 글"));
            let edited = change(deck.id, deck.text, card, &new).unwrap();
            assert!(
                edited.patches.iter().all(|patch| patch.range.is_empty()),
                "{}",
                deck.id
            );
            let (less, removed) = remove(deck.id, deck.text, card).unwrap();
            let (back, _) = restore(deck.id, &less.text, &removed).unwrap();
            assert_eq!(back.text, deck.text);
        }
    }
}

/// A deck written in as many ways as TOML has, and where the generated parts are.
#[derive(Debug, Clone)]
struct Generated {
    text: String,
}

fn word() -> impl Strategy<Value = String> {
    "[a-c가-다é ]{0,6}"
}

/// A string token of any of the four kinds.
fn token() -> impl Strategy<Value = String> {
    (word(), word(), 0..6usize).prop_map(|(a, b, kind)| match kind {
        0 => format!("\"{a}\\t\\\"{b}\\u0041\""),
        1 => format!("'{a}\\{b}'"),
        2 => format!("\"\"\"⏎{a} \\⏎   x\"y\\\\⏎{b}⏎\"\"\""),
        3 => format!("'''⏎{a}''\\⏎⏎{b}'''"),
        4 => "\"\"".to_owned(),
        _ => {
            let decomposed: String = format!("x{a}").nfd().collect();
            format!("\"\"\"{decomposed}\"\"\"")
        }
    })
}

fn list() -> impl Strategy<Value = String> {
    (proptest::collection::vec(token(), 0..4), 0..4usize).prop_map(|(tokens, way)| {
        if tokens.is_empty() {
            return ["[]", "[ ]", "[⏎]", "[ # none⏎  ]"][way].to_owned();
        }
        match way {
            0 => format!("[{}]", tokens.join(", ")),
            1 => format!("[ {} , ]", tokens.join(" ,")),
            2 => format!("[⏎    {},⏎  ]", tokens.join(", # c⏎  # d⏎    ")),
            _ => format!("[{} # e⏎]", tokens.join(",⏎\t")),
        }
    })
}

fn follow_ups() -> impl Strategy<Value = String> {
    (proptest::collection::vec((word(), token()), 0..3), 0..3usize).prop_map(|(items, way)| {
        let tables: Vec<String> = items
            .iter()
            .map(|(question, answer)| match way {
                0 => format!("{{ question = 'f{question}', answer = {answer} }}"),
                1 => format!("{{answer={answer},question='f{question}'}}"),
                _ => format!(
                    "{{ question = 'f{question}', x.y = 1, follow_ups = [{{ question = 'g', answer = {answer} }}] }}"
                ),
            })
            .collect();
        if way == 1 {
            format!("[⏎  {}⏎]", tables.join(", # f⏎  "))
        } else {
            format!("[{}]", tables.join(", "))
        }
    })
}

fn value_of(field: Field) -> BoxedStrategy<String> {
    match field.shape() {
        Shape::Texts => list().boxed(),
        Shape::Number => prop::sample::select(vec![
            "0",
            "0x2",
            "+3",
            "{ frontend = 3, default = 1 }",
            "{ mine = 1, qa = 0x2 }",
        ])
        .prop_map(str::to_owned)
        .boxed(),
        Shape::FollowUps => follow_ups().boxed(),
        Shape::Asked => prop::sample::select(vec![
            "[]",
            "[{ on = 2024-05-17, interview = '1' }]",
            "[{ interview = \"x\" }, { on = \"2023-01-01\" }]",
        ])
        .prop_map(str::to_owned)
        .boxed(),
        Shape::Source => prop::sample::select(vec![
            "{ note = 'n.md', anchor = \"a > b\", seen = '' }",
            "{ note = \"n.md\", mine = 1 }",
        ])
        .prop_map(str::to_owned)
        .boxed(),
        Shape::Text => match field {
            Field::Time => Just("'2m'".to_owned()).boxed(),
            Field::Type => Just("\"design\"".to_owned()).boxed(),
            Field::Level => Just("'mid'".to_owned()).boxed(),
            _ => token().boxed(),
        },
    }
}

use super::super::value::Shape;

fn card(number: usize, is_inline: bool) -> impl Strategy<Value = String> {
    let optional: Vec<Field> = Field::ALL
        .into_iter()
        .filter(|field| !matches!(field, Field::Id | Field::Question))
        .collect();
    let chosen = prop::sample::subsequence(optional, 0..6).prop_shuffle();
    let values = chosen.prop_flat_map(|fields| {
        fields
            .into_iter()
            .map(|field| (Just(field), value_of(field)))
            .collect::<Vec<_>>()
    });
    (values, token(), any::<bool>(), 0..5usize, any::<bool>()).prop_map(
        move |(values, question, has_id, way, has_sections)| {
            let question = match question.len() {
                ..=8 => format!("'질문 {number}'"),
                _ => question.replacen(['"', '\''], "", 0),
            };
            let mut pairs = vec![("question".to_owned(), question)];
            if has_id {
                pairs.insert(way.min(1), ("id".to_owned(), format!("'card-{number}'")));
            }
            pairs.extend(values.into_iter().map(|(f, v)| (f.key().to_owned(), v)));
            if way == 3 {
                pairs.push(("extra.\"deep er\"".to_owned(), "[1, {a = 2}]".to_owned()));
            }
            if is_inline {
                let pairs: Vec<String> = pairs.iter().map(|(k, v)| format!("{k} = {v}")).collect();
                return format!("{{ {} }}", pairs.join(", "));
            }
            let mut text =
                ["[[cards]]⏎", "[[ cards ]] # c⏎", "  [[\"cards\"]]⏎"][way % 3].to_owned();
            let mut has_follow_ups = false;
            for (i, (key, value)) in pairs.iter().enumerate() {
                has_follow_ups |= key == "follow_ups";
                let line = match way {
                    0 => format!("{key} = {value}⏎"),
                    1 => format!("\t{key}={value} # after⏎"),
                    2 => format!("# before⏎{key:<11} = {value}⏎"),
                    3 => format!("{key}   =  {value}  ⏎⏎"),
                    _ => format!(
                        "  \"{}\" = {value}⏎",
                        key.replace('"', "").replace('.', "_")
                    ),
                };
                text.push_str(&line);
                if i == 1 {
                    text.push_str("⏎# between⏎");
                }
            }
            if has_sections && !has_follow_ups {
                text.push_str("⏎  [[cards.follow_ups]]⏎  question = 's1' # s⏎  note = 1⏎");
                text.push_str("  [[cards.follow_ups.follow_ups]]⏎    question = 's2'⏎");
            }
            if has_sections {
                text.push_str("[cards.more]⏎x = 1⏎");
            }
            text.push_str(["", "⏎", "⏎# tail⏎⏎"][way % 3]);
            text
        },
    )
}

fn deck() -> impl Strategy<Value = Generated> {
    let cards = any::<bool>().prop_flat_map(|is_inline| {
        (1..4usize).prop_flat_map(move |count| {
            let cards: Vec<_> = (0..count).map(|number| card(number, is_inline)).collect();
            (Just(is_inline), cards)
        })
    });
    (cards, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
        |((is_inline, cards), crlf, has_last_break, has_mark)| {
            let mut text = "# deck⏎title = 't' # t⏎tags = ['a']⏎meta.x.y = 1⏎⏎".to_owned();
            if is_inline {
                let cards = cards.join(",⏎  ");
                text = format!("{text}cards = [⏎  {cards},⏎]⏎");
            } else {
                text.push_str(&cards.concat());
            }
            if !has_last_break {
                text.truncate(text.trim_end_matches('⏎').len());
            }
            if has_mark {
                text.insert(0, '\u{feff}');
            }
            Generated {
                text: text.replace('⏎', if crlf { "\r\n" } else { "\n" }),
            }
        },
    )
}

fn new_value(field: Field) -> BoxedStrategy<Value> {
    let text = "[a-c가-다é \n\"'\\\\]{0,12}";
    match field.shape() {
        Shape::Texts => proptest::collection::vec("[a-c가 '\"]{1,4}", 0..4)
            .prop_map(Value::Texts)
            .boxed(),
        Shape::Number => prop_oneof![
            (0..4i64).prop_map(Value::Number),
            (0..4i64).prop_map(|n| Value::Numbers(vec![("default", n), ("qa", 3 - n)])),
        ]
        .boxed(),
        Shape::FollowUps => {
            proptest::collection::vec(("[f-h][a가 ]{0,3}", text, any::<bool>()), 0..4)
                .prop_map(|list| {
                    Value::FollowUps(
                        list.into_iter()
                            .map(|(question, answer, deep)| {
                                let below = deep.then(|| follow_up("g", "deep\nanswer", vec![]));
                                follow_up(&question, &answer, below.into_iter().collect())
                            })
                            .collect(),
                    )
                })
                .boxed()
        }
        Shape::Asked => proptest::collection::vec(any::<bool>(), 0..3)
            .prop_map(|list| {
                Value::Asked(
                    list.into_iter()
                        .map(|has_day| crate::bank::card::Asked {
                            on: has_day.then(|| "2024-05-17".parse().unwrap()),
                            interview: (!has_day).then(|| "x".to_owned()),
                        })
                        .collect(),
                )
            })
            .boxed(),
        Shape::Source => (text, text)
            .prop_map(|(note, anchor)| {
                Value::Source(crate::bank::Source {
                    note: format!("n{note}"),
                    anchor,
                    seen: "answer:1".to_owned(),
                })
            })
            .boxed(),
        Shape::Text => match field {
            Field::Time => Just(Value::text("90s")).boxed(),
            Field::Type => Just(Value::text("to_ask")).boxed(),
            Field::Level => Just(Value::text("senior")).boxed(),
            Field::Id => Just(Value::text("new-id")).boxed(),
            Field::Question => text
                .prop_map(|text| Value::text(format!("새{text}")))
                .boxed(),
            _ => text.prop_map(Value::text).boxed(),
        },
    }
}

fn changes() -> impl Strategy<Value = (Field, Value)> {
    prop::sample::select(Field::ALL.to_vec()).prop_flat_map(|field| (Just(field), new_value(field)))
}

/// The card's own table as another reader of TOML sees it.
fn table_of(text: &str, card: usize) -> (toml::Table, toml::Table) {
    let mut root: toml::Table = text.trim_start_matches('\u{feff}').parse().unwrap();
    let toml::Value::Array(cards) = root.get_mut("cards").unwrap() else {
        panic!("cards")
    };
    let toml::Value::Table(table) = cards[card].clone() else {
        panic!("a card")
    };
    cards[card] = toml::Value::Boolean(true);
    (root, table)
}

/// Where the value of a field of a card stands by the other parser.
fn span_of(text: &str, card: usize, field: Field) -> Option<std::ops::Range<usize>> {
    let mark = byte_order_mark(text).end;
    let table = DeTable::parse(&text[mark..]).unwrap();
    let cards = table.get_ref().get("cards").unwrap().get_ref();
    let value = cards.as_array().unwrap()[card]
        .get_ref()
        .as_table()
        .unwrap()
        .get(field.key())?;
    Some(value.span().start + mark..value.span().end + mark)
}

fn common_prefix(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count()
}

fn common_suffix(a: &str, b: &str) -> usize {
    a.bytes()
        .rev()
        .zip(b.bytes().rev())
        .take_while(|(a, b)| a == b)
        .count()
}

fn same_cards(now: &[Own], before: &[Own]) -> bool {
    let values = |owns: &[Own]| {
        owns.iter()
            .map(|own| own.values.clone())
            .collect::<Vec<_>>()
    };
    values(now) == values(before)
}

/// A hundred decks a test, or as many as `PROPTEST_CASES` says.
fn cases() -> ProptestConfig {
    let all = ProptestConfig::default();
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => all,
        None => ProptestConfig { cases: 100, ..all },
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn an_edit_is_there_and_nothing_else_has_moved(
        Generated { text } in deck(),
        (field, value) in changes(),
        at in any::<prop::sample::Index>(),
    ) {
        let before = read(DECK, &text).map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        prop_assume!(!before.is_empty());
        let number = at.index(before.len());
        let card = Open::new(DECK, &text).unwrap().numbers[number];
        let edited = change(DECK, &text, number, &set(field, value.clone()));
        let edited = edited.map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        let after = read(DECK, &edited.text).unwrap();
        let wanted = value.tidied();
        let found = after[number].values.get(&field);
        prop_assert_eq!(found, Some(&wanted).filter(|wanted| !wanted.is_empty()));
        // By another reader: every other key and card is what it was.
        let (root, mut table) = table_of(&text, card);
        let (new_root, mut new_table) = table_of(&edited.text, card);
        prop_assert_eq!(root, new_root);
        table.remove(field.key());
        new_table.remove(field.key());
        prop_assert_eq!(table, new_table);
        // And byte for byte.
        let (prefix, suffix) = (common_prefix(&text, &edited.text), common_suffix(&text, &edited.text));
        let is_list_below_headers = text.contains("[[cards.follow_ups]]") && field == Field::FollowUps;
        match span_of(&text, card, field) {
            _ if is_list_below_headers => {}
            Some(span) => {
                prop_assert!(prefix >= span.start, "{text}\n---\n{}", edited.text);
                prop_assert!(suffix >= text.len() - span.end, "{text}\n---\n{}", edited.text);
            }
            None => prop_assert!(prefix + suffix >= text.len(), "{text}\n---\n{}", edited.text),
        }
        // Saving it again changes nothing, and the old value can be had back.
        let again = change(DECK, &edited.text, number, &set(field, value)).unwrap();
        prop_assert_eq!(&again.text, &edited.text);
        if let Some(old) = before[number].values.get(&field) {
            let back = change(DECK, &edited.text, number, &set(field, old.clone()));
            let back = back.map_err(|error| TestCaseError::fail(format!("{error}\n{}", edited.text)))?;
            let back = read(DECK, &back.text).unwrap();
            prop_assert_eq!(back[number].values.get(&field), Some(old));
        }
    }

    #[test]
    fn a_key_that_goes_takes_its_line_and_no_comment(
        Generated { text } in deck(),
        field in prop::sample::select(Field::ALL[2..].to_vec()),
    ) {
        let edited = change(DECK, &text, 0, &Changes::from([(field, None)]));
        let edited = edited.map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        prop_assert!(!read(DECK, &edited.text).unwrap()[0].values.contains_key(&field));
        let (prefix, suffix) = (common_prefix(&text, &edited.text), common_suffix(&text, &edited.text));
        let is_list_below_headers = text.contains("[[cards.follow_ups]]") && field == Field::FollowUps;
        if !is_list_below_headers {
            prop_assert!(prefix + suffix >= edited.text.len());
        }
    }

    #[test]
    fn a_card_comes_goes_and_comes_back(Generated { text } in deck(), at in any::<prop::sample::Index>()) {
        let before = read(DECK, &text).unwrap();
        let values = BTreeMap::from([
            (Field::Question, Value::text("아주 새로운 질문")),
            (Field::Answer, Value::text("a\nb")),
        ]);
        let (edited, name) = add(DECK, &text, &values)
            .map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        let (prefix, suffix) = (common_prefix(&text, &edited.text), common_suffix(&text, &edited.text));
        prop_assert!(prefix + suffix >= text.len(), "{text}\n---\n{}", edited.text);
        let after = read(DECK, &edited.text).unwrap();
        prop_assert_eq!(after.last().unwrap().name(), name);
        let number = at.index(before.len());
        let (less, removed) = remove(DECK, &text, number)
            .map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        let (back, _) = restore(DECK, &less.text, &removed)
            .map_err(|error| TestCaseError::fail(format!("{error}\n{}", less.text)))?;
        prop_assert!(same_cards(&read(DECK, &back.text).unwrap(), &before));
        if !text.contains("cards = [") {
            prop_assert_eq!(back.text, text);
        }
    }
}

#[test]
fn several_cards_change_and_come_at_once_and_every_other_byte_stays() {
    let text = "# mine\n[[cards]]\nid = 'a' # one\nquestion = 'q'\n\n[[cards]]\nid = 'b'\nquestion = 'r'\n[cards.source]\nnote = 'n.md'\nanchor = 'r'\n";
    let source = |anchor: &str| {
        Value::Source(crate::bank::Source {
            note: "n.md".to_owned(),
            anchor: anchor.to_owned(),
            seen: "answer:1".to_owned(),
        })
    };
    let changes = [
        (CardId::new(DECK, "b"), set(Field::Source, source("r"))),
        (
            CardId::new(DECK, "a"),
            set(Field::Question, Value::text("Q")),
        ),
    ];
    let new = |id: &str| {
        BTreeMap::from([
            (Field::Id, Value::text(id)),
            (Field::Question, Value::text("same")),
            (Field::Source, source("s")),
        ])
    };
    let merged = merge(DECK, text, &changes, &[new("c"), new("d")]).unwrap();
    let came =
        "question = \"same\"\nsource = { note = \"n.md\", anchor = \"s\", seen = \"answer:1\" }\n";
    assert_eq!(
        merged.text,
        format!(
            "{}seen = \"answer:1\"\n\n[[cards]]\nid = \"c\"\n{came}\n[[cards]]\nid = \"d\"\n{came}",
            text.replace("'q'", "'Q'")
        )
    );
    assert!(matches!(
        merge(DECK, text, &[], &[new("c"), new("b")]),
        Err(Refusal::Taken { .. })
    ));
    let unknown = [(CardId::new(DECK, "z"), Changes::new())];
    assert_eq!(merge(DECK, text, &unknown, &[]), Err(Refusal::NoSuchCard));
}
