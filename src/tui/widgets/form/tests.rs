use super::*;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Key {
    Name,
    Minutes,
    Day,
    Kind,
    Tags,
}

fn form() -> Form<Key> {
    let tags = ["네트워크", "데이터베이스", "kafka"].map(Offer::plain);
    let kinds = [
        Offer::called("question", "a question"),
        Offer::called("design", "a design"),
    ];
    Form::new(vec![
        Field::new(Key::Name, Kind::Line, ""),
        Field::new(Key::Minutes, Kind::Number(0..=60), "20"),
        Field::new(Key::Day, Kind::Date, ""),
        Field::new(Key::Kind, Kind::Choice(kinds.into()), "question"),
        Field::new(Key::Tags, Kind::Many(',', tags.into()), ""),
    ])
}

fn press(form: &mut Form<Key>, code: KeyCode) -> Took {
    form.take_key(KeyEvent::new(code, KeyModifiers::NONE), None)
}

fn types(form: &mut Form<Key>, text: &str) {
    for c in text.chars() {
        press(form, KeyCode::Char(c));
    }
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

#[test]
fn enter_goes_from_field_to_field_and_finishes_in_the_last_one() {
    let mut form = form();
    for key in [Key::Minutes, Key::Day, Key::Kind, Key::Tags] {
        assert_eq!(press(&mut form, KeyCode::Enter), Took::Moved);
        assert_eq!(form.current().unwrap().key, key);
    }
    assert_eq!(press(&mut form, KeyCode::Enter), Took::Finished);
    assert!(!form.is_changed());
}

#[test]
fn a_number_is_written_over_and_held_to_its_bounds() {
    let mut form = form();
    form.go_to(Key::Minutes);
    types(&mut form, "4x0");
    assert_eq!(form.text(Key::Minutes), "40");
    assert_eq!(form.fault(today()), None);
    types(&mut form, "0");
    let (key, why) = form.fault(today()).unwrap();
    assert_eq!(key, Key::Minutes);
    assert_eq!(why.korean, "0에서 60까지의 수를 쓰세요");
    form.go_to(Key::Name);
    form.go_to(Key::Minutes);
    types(&mut form, "1");
    assert_eq!(
        form.text(Key::Minutes),
        "4001",
        "what one wrote oneself stays"
    );
}

#[test]
fn a_day_that_cannot_be_read_is_a_fault() {
    let mut form = form();
    form.go_to(Key::Day);
    types(&mut form, "someday");
    assert_eq!(form.fault(today()).map(|(key, _)| key), Some(Key::Day));
    form.field_mut(Key::Day).unwrap().write("+12d");
    assert_eq!(form.fault(today()), None);
}

#[test]
fn one_of_a_few_is_turned_to_or_found_by_a_letter() {
    let mut form = form();
    form.go_to(Key::Kind);
    press(&mut form, KeyCode::Right);
    assert_eq!(form.text(Key::Kind), "design");
    press(&mut form, KeyCode::Right);
    assert_eq!(form.text(Key::Kind), "question");
    press(&mut form, KeyCode::Char('g'));
    assert_eq!(form.text(Key::Kind), "design");
    form.paste("anything");
    assert_eq!(form.text(Key::Kind), "design");
}

#[test]
fn values_are_offered_while_they_are_typed_and_each_once() {
    let mut form = form();
    form.go_to(Key::Tags);
    types(&mut form, "ㄴㅌ");
    press(&mut form, KeyCode::Down);
    press(&mut form, KeyCode::Enter);
    assert_eq!(form.text(Key::Tags), "네트워크, ");
    types(&mut form, "k");
    assert_eq!(form.current().unwrap().offers.len(), 1);
    press(&mut form, KeyCode::Down);
    press(&mut form, KeyCode::Enter);
    assert_eq!(form.text(Key::Tags), "네트워크, kafka, ");
    types(&mut form, "ㅌ");
    let offers = &form.current().unwrap().offers;
    assert_eq!((offers.len(), offers.label(0)), (1, "데이터베이스"));
    assert!(form.leave_offers());
    assert!(!form.leave_offers());
    assert_eq!(press(&mut form, KeyCode::Enter), Took::Finished);
}

#[test]
fn what_was_not_changed_follows_its_source() {
    let mut form = form();
    types(&mut form, "mine");
    for field in form.fields_mut() {
        field.follow("theirs", false);
    }
    assert_eq!(form.text(Key::Name), "mine");
    assert_eq!(form.text(Key::Day), "theirs");
    form.field_mut(Key::Name).unwrap().follow("theirs", true);
    assert!(!form.is_changed());
}
