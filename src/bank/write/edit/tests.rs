use super::*;
use crate::bank::FollowUp;
use crate::bank::write::value::Shape;
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
