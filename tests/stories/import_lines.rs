//! The lines of a note are corrected in front of the import, and the correction is remembered.

use std::fs;

use crate::stage::{House, Step, keys, press, script, sees, sees_no, types};

/// The headings ask, but only the user knows it.
const NOTE: &str = "# 네트워크\n\n## TCP와 UDP 차이\n\nTCP는 연결을 먼저 맺는다.\n\n- 그럼 QUIC은요?\n\n## 커넥션 풀 정리\n\n풀은 연결을 다시 쓴다.\n\n## 지난주 회고\n\n힘들었다.\n\nhttps://example.org/tcp\n";

fn house() -> House {
    house_with(NOTE)
}

fn house_with(note: &str) -> House {
    let house = House::english();
    put(&house, "notes/net.md", note);
    house
}

fn put(house: &House, name: &str, text: &str) {
    let path = house.folders.home.as_ref().unwrap().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn lessons(house: &House) -> String {
    let home = house.folders.home.as_ref().unwrap();
    fs::read_to_string(home.join("notes/.hotseat-import.toml")).unwrap_or_default()
}

fn deck(house: &House) -> String {
    fs::read_to_string(house.folders.decks().join("notes/net.toml")).unwrap()
}

fn cards_of_the_note() -> Vec<Step> {
    script![press("n"), types("not"), press("tab"), press("enter")]
}

fn lines_of_the_note() -> Vec<Step> {
    script![cards_of_the_note(), press("tab"), sees("Reads as:")]
}

/// Line 1 is a title and line 3 asks: the first three keys.
fn headings_ask() -> Vec<Step> {
    script![keys("4 j j 1"), sees("3 Q  ┃ ## TCP와 UDP 차이")]
}

#[test]
fn every_line_has_its_mark_and_its_reason_and_the_card_stands_beside_it() {
    house().play(script![
        lines_of_the_note(),
        sees("1 Q? ┃ # 네트워크"),
        sees("7 F  ┃ - 그럼 QUIC은요?"),
        sees("↳ 그럼 QUIC은요?"),
        sees("1 card · 100% read · 0 lines left out"),
        sees("line 1: question · heading, evidence for a question"),
        keys("j j"),
        sees("line 3: answer"),
        keys("tab"),
        sees("[x] new"),
    ]);
}

#[test]
fn a_title_and_a_question_are_said_and_taken_back_one_by_one() {
    house().play(script![
        lines_of_the_note(),
        press("4"),
        sees("0 cards · 0% read"),
        sees("line 1: title · as you said"),
        keys("j j 1"),
        sees("3 cards · 100% read"),
        sees("line 3: question · as you said"),
        sees("Reads as: headings of level 2"),
        press("u"),
        sees("0 cards · 0% read"),
        press("u"),
        sees("1 card · 100% read"),
        press("u"),
        sees("there is nothing to undo"),
    ]);
}

#[test]
fn the_same_is_said_of_all_lines_of_a_shape_once_their_number_was_seen() {
    house().play(script![
        lines_of_the_note(),
        headings_ask(),
        sees("9 Q?   ## 커넥션 풀 정리"),
        press("*"),
        sees("headings of level 2: 3 lines read as questions · Enter"),
        press("esc"),
        sees("9 Q?   ## 커넥션 풀 정리"),
        keys("* enter"),
        sees("9 Q    ## 커넥션 풀 정리"),
        sees("0 doubts"),
        keys("4 *"),
        sees("headings of level 2: 3 lines read as no questions · Enter"),
        press("enter"),
        sees("9 T    ## 커넥션 풀 정리"),
    ]);
}

#[test]
fn a_line_is_an_answer_a_follow_up_or_left_out() {
    house().play(script![
        lines_of_the_note(),
        headings_ask(),
        keys("j j j j 2"),
        sees("7 A  ┃ - 그럼 QUIC은요?"),
        sees_no("↳"),
        press("3"),
        sees("7 F  ┃ - 그럼 QUIC은요?"),
        sees("↳ 그럼 QUIC은요?"),
        keys("G 0"),
        sees("17 –    https://example.org/tcp"),
        sees("line 17: left out · as you said"),
        sees("1 line left out"),
        // What follows is asked on, with its own answer.
        keys("k k k k 3"),
        sees("13 F  ┃ ## 지난주 회고"),
        sees("2 cards"),
    ]);
}

#[test]
fn a_card_begins_where_it_is_said_to_and_joins_the_one_above() {
    house().play(script![
        lines_of_the_note(),
        headings_ask(),
        keys("j j j j j j b"),
        sees("9 A  ┃ ## 커넥션 풀 정리"),
        sees("2 cards"),
        press("s"),
        sees("9 Q  ┃ ## 커넥션 풀 정리"),
        sees("3 cards"),
    ]);
}

#[test]
fn a_note_is_read_the_other_way_and_back() {
    let note = "# 질문 모음\n\n**TCP는 왜 연결을 맺나요?**\n\n순서를 지키려고.\n\n**UDP는 언제 쓰나요?**\n\n빨라야 할 때.\n\n## 캐시는 왜 쓰나요?\n\n빨라서.\n";
    house_with(note).play(script![
        lines_of_the_note(),
        sees("3 cards"),
        sees("r other way:"),
        press("r"),
        sees_no("3 cards"),
        press("u"),
        sees("3 cards"),
    ]);
}

#[test]
fn a_thousand_lines_are_walked_from_doubt_to_doubt() {
    let mut note = String::from("# 정리\n\n");
    for at in 0..250 {
        let doubtful = at % 100 == 50;
        let question = if doubtful {
            "3-way handshake"
        } else {
            "캐시는 왜 쓰나요?"
        };
        note.push_str(&format!("## {question} {at}\n\n답 {at}.\n\n"));
    }
    house_with(&note).play(script![
        lines_of_the_note(),
        press("n"),
        sees("▸ 203 Q? ┃ ## 3-way handshake 50"),
        press("n"),
        sees("▸ 603 Q? ┃ ## 3-way handshake 150"),
        press("N"),
        sees("▸ 203 Q? ┃ ## 3-way handshake 50"),
        press("1"),
        // Lines like it follow.
        sees("▸ 203 Q  ┃ ## 3-way handshake 50"),
        press("n"),
        sees("no line is doubtful"),
    ]);
}

#[test]
fn what_was_taught_is_kept_beside_the_notes_and_holds_for_the_next_import() {
    let house = house();
    house.play(script![
        lines_of_the_note(),
        headings_ask(),
        keys("* enter G 0 tab"),
        sees("3 of 3 cards taken"),
        keys("enter y"),
        sees("Imported: 3 new cards"),
    ]);
    let kept = lessons(&house);
    assert!(
        kept.contains("lines = \"headings of level 2\"\nis = \"question\"")
            && kept.contains("line = \"https://example.org/tcp\"\nis = \"left out\""),
        "{kept}"
    );
    assert!(!deck(&house).contains("example.org"));
    // The same note again, and another of the same kind that nobody taught.
    put(
        &house,
        "notes/os.md",
        "# 운영체제\n\n## 스레드 정리\n\n나눈다.\n\n## 지난달 회고\n\n길었다.\n",
    );
    house.play(script![
        cards_of_the_note(),
        sees("    same     TCP와 UDP 차이"),
        sees("[x] new      스레드 정리"),
        sees("[x] new      지난달 회고"),
        keys("enter y"),
        sees("Imported: 2 new cards"),
    ]);
    assert_eq!(lessons(&house), kept, "nothing was taught the second time");
}

#[test]
fn lessons_written_by_hand_are_kept_to_the_byte_and_a_broken_one_is_named() {
    let house = house();
    let own = "# mine\r\n[[taught]]\nnote = 'net.md'\nline = '# 네트워크'\nis = 'title'\n[[taught]]\nnote = '*'\nlines = 'headings of level 2'\nis = 'asks'";
    put(&house, "notes/.hotseat-import.toml", own);
    house.play(script![
        cards_of_the_note(),
        sees(".hotseat-import.toml"),
        sees("notes/net.md · no questions"),
        keys("j tab"),
        sees("Reads as:"),
        sees("line 1: title · as you said"),
        keys("j j 1 tab enter y"),
        sees("Imported: 3 new cards"),
    ]);
    let kept = lessons(&house);
    assert!(kept.starts_with(&format!("{own}\n")), "{kept}");
    assert!(
        kept.contains("line = \"## TCP와 UDP 차이\"\nis = \"question\""),
        "{kept}"
    );
}

#[test]
fn the_marks_are_korean_and_fit_a_narrow_screen() {
    let mut house = House::korean();
    house.size = (60, 20);
    put(&house, "notes/net.md", NOTE);
    house.play(script![
        press("n"),
        types("not"),
        press("tab"),
        press("enter"),
        press("tab"),
        sees("질?"),
        sees("1번 줄: 질문"),
        keys("4 j j 1"),
        sees("3 질"),
        sees("7 꼬"),
        sees("카드 3장 · 100% 읽음"),
    ]);
}
