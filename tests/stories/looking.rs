//! Finding cards in the question bank, and starting with what was found.

use crate::stage::{House, keys, press, script, sees, sees_no, types};

#[test]
fn initials_find_a_card_and_enter_opens_it() {
    House::korean().play(script![
        press("/"),
        types("ㅂㄹㅇㅈ"),
        sees("▸ "),
        sees("브라우저에 주소를 치면 무슨 일이 일어나나요?"),
        sees_no("자기소개를 해 주세요"),
        press("enter"),
        sees("짚은 것"),
        press("esc"),
        sees("/ lang:ko ㅂㄹㅇㅈ"),
    ]);
}

#[test]
fn a_filter_completes_and_a_wrong_one_says_what_was_meant() {
    House::english().play(script![
        press("/"),
        types("is:unw"),
        sees("Tab: unwritten"),
        press("tab"),
        sees("/ lang:en is:unwritten"),
        press("esc"),
        press("/"),
        keys("ctrl-u"),
        types(" is:weka"),
        press("esc"),
        sees("weak"),
    ]);
}

#[test]
fn nothing_found_says_what_to_do_next() {
    House::english().play(script![
        press("/"),
        types("zzqxjv"),
        sees("Nothing matches. Try fewer letters")
    ]);
}

#[test]
fn selected_cards_become_an_interview() {
    let house = House::english();
    house.play(script![
        press("/"),
        types("tcp"),
        press("esc"),
        press("space"),
        sees("1 selected"),
        press("i"),
        sees("Chosen questions"),
        sees("TCP"),
        keys("esc y"),
        sees("Debrief"),
    ]);
    let history = house.history();
    let began = history
        .iter()
        .find(|record| record["event"] == "began")
        .unwrap();
    assert_eq!(began["preset"], "chosen");
    assert!(
        began["rounds"][0]["questions"][0]["card"]
            .as_str()
            .unwrap()
            .ends_with("#tcp-vs-udp")
    );
}

#[test]
fn a_query_of_ten_thousand_characters_and_escape_sequences_do_no_harm() {
    let long = format!("\u{1b}]0;x\u{7}{}", "가".repeat(10_000));
    House::korean().play(script![
        press("/"),
        crate::stage::Step::Paste(long),
        sees("/ "),
        press("esc"),
        sees("맞는"),
    ]);
}
