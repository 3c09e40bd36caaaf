//! A card is written where it is needed; nothing else moves.

use std::path::{Path, PathBuf};

use ratatui::layout::Position;

use hotseat::bank::CardId;
use hotseat::bank::write::save::deck_at;
use hotseat::bank::write::{Past, Remember, Writer};
use hotseat::language::Both;
use hotseat::store::{Disk, Faults, Step as DiskStep, Verdict};

use crate::stage::{
    House, Mood, Slow, Step, keys, meanwhile, press, script, sees, sees_no, types, wait,
};

fn network(house: &House) -> PathBuf {
    house.folders.decks().join("en/technical/network.toml")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// The bytes that two texts do not share.
fn changed(before: &str, after: &str) -> (String, String) {
    let head = before
        .bytes()
        .zip(after.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let tail = before[head..]
        .bytes()
        .rev()
        .zip(after[head..].bytes().rev())
        .take_while(|(a, b)| a == b)
        .count();
    (
        before[head..before.len() - tail].to_owned(),
        after[head..after.len() - tail].to_owned(),
    )
}

/// From home to the bank's only English card about browsers, with the list in hand.
fn browser_card() -> Vec<Step> {
    script![press("/"), types("type an address"), press("esc")]
}

fn edits(house: &House) -> Vec<serde_json::Value> {
    let mut lines = house.history();
    lines.retain(|line| line["kind"] == "edit");
    lines
}

#[test]
fn an_answer_is_edited_from_the_bank_and_only_its_bytes_change() {
    let house = House::english();
    let before = read(&network(&house));
    house.play(script![
        browser_card(),
        press("e"),
        sees("Editing · en/technical/network#browser-address"),
        types(" Then it is cached."),
        sees("not saved yet"),
        press("ctrl-s"),
        sees("saved"),
        sees("What happens when you type an address"),
        sees("reply drawn. Then it"),
    ]);
    let after = read(&network(&house));
    assert_eq!(
        changed(&before, &after),
        (String::new(), " Then it is cached.".to_owned())
    );
    assert_eq!(edits(&house).len(), 1);
    assert_eq!(edits(&house)[0]["field"], "answer");
    assert_eq!(house.drafts(), Vec::<PathBuf>::new());
}

#[test]
fn the_open_card_of_the_bank_shows_the_new_answer_after_the_save() {
    House::english().play(script![
        browser_card(),
        keys("enter e"),
        types(" Much later."),
        press("ctrl-s"),
        sees("Much later."),
        sees("rendering"),
    ]);
}

#[test]
fn a_review_goes_on_at_the_same_card_and_does_not_count_the_writing() {
    let house = House::english();
    house.play(script![
        keys("u enter enter 2 4 enter"),
        keys("esc y"),
        sees("Debrief"),
        press("esc"),
        keys("p"),
        wait(20),
        press("e"),
        sees("Editing"),
        types("Written in the middle. "),
        wait(300),
        press("ctrl-s"),
        sees_no("Editing"),
        wait(3),
        press("enter"),
        sees("0:23"),
        press("e"),
        wait(100),
        types("And after the reveal."),
        press("ctrl-s"),
        sees("0:23"),
        sees("And after the reveal."),
    ]);
    assert_eq!(edits(&house).len(), 2);
}

#[test]
fn scoring_goes_on_with_the_ticks_and_the_score_as_they_were() {
    let house = House::english();
    house.play(script![
        keys("u enter enter 2"),
        press("space"),
        press("4"),
        sees("[x] present work"),
        press("e"),
        sees("Editing · en/personal/self#introduce"),
        press("f2"),
        sees("what you do now"),
        press("tab"),
        types("\u{20}"),
        press("backspace"),
        press("ctrl-s"),
        sees("saved"),
        sees("[x] present work"),
        sees("model answer"),
        wait(5),
        press("enter"),
        sees("Frequent questions · 1 of 2"),
    ]);
    let answers = house.answers();
    assert_eq!(answers.len(), 1);
    assert_eq!(answers[0]["score"], 4);
    assert_eq!(answers[0]["points"], serde_json::json!([0]));
}

#[test]
fn the_row_of_the_debrief_is_edited_where_it_is() {
    let house = House::english();
    house.play(script![
        keys("u enter enter 2 4 enter"),
        keys("esc y"),
        sees("Debrief"),
        press("e"),
        sees("Editing · en/personal/self#introduce"),
        press("f3"),
        sees("Situation"),
        press("ctrl-s"),
        sees("Debrief"),
        sees("saved"),
    ]);
}

#[test]
fn a_card_that_was_changed_meanwhile_shows_both_and_overwrites_nothing() {
    let house = House::english();
    let file = network(&house);
    let other = read(&file).replace("The name is looked up", "THEIRS is looked up");
    let write = {
        let (file, other) = (file.clone(), other.clone());
        move || std::fs::write(file, other).unwrap()
    };
    let check = {
        let file = file.clone();
        meanwhile(move || assert_eq!(read(&file), other))
    };
    house.play(script![
        browser_card(),
        press("e"),
        types(" MINE."),
        meanwhile(write),
        press("ctrl-s"),
        sees("Nothing has been overwritten"),
        sees("THEIRS"),
        sees("MINE"),
        check,
        press("e"),
        sees("Editing"),
        press("!"),
        press("ctrl-s"),
        sees("Nothing has been overwritten"),
        press("m"),
        sees("saved"),
    ]);
    let now = read(&file);
    assert!(now.contains("MINE.!") && !now.contains("THEIRS"), "{now}");
    assert_eq!(edits(&house).len(), 1);
    let before = edits(&house)[0]["before"].to_string();
    assert!(before.contains("THEIRS"), "{before}");
}

#[test]
fn the_files_version_can_be_taken_and_nothing_is_written() {
    let house = House::english();
    let file = network(&house);
    let other = read(&file).replace("The name is looked up", "THEIRS is looked up");
    let write = {
        let (file, other) = (file.clone(), other.clone());
        move || std::fs::write(file, other).unwrap()
    };
    house.play(script![
        browser_card(),
        press("e"),
        types(" MINE."),
        meanwhile(write),
        press("ctrl-s"),
        press("t"),
        sees("the file's text stays"),
        sees_no("Editing"),
    ]);
    assert_eq!(read(&file), other);
    assert_eq!(house.drafts(), Vec::<PathBuf>::new());
}

#[test]
fn what_is_typed_while_the_card_is_on_its_way_is_not_lost() {
    let mut house = House::english();
    house.slow = Some(Slow::Card);
    house.play(script![
        browser_card(),
        press("e"),
        types(" EARLY"),
        Step::Paste(" AND PASTED".to_owned()),
        sees_no("EARLY"),
        Step::CardRead,
        press("!"),
        sees("PASTED!"),
        press("ctrl-s"),
        sees_no("Editing"),
    ]);
    assert!(read(&network(&house)).contains("the reply drawn. EARLY AND PASTED!"));
}

#[test]
fn a_full_disk_keeps_the_text_in_the_editor_and_in_a_draft() {
    let house = House::english();
    let before = read(&network(&house));
    house.play(script![
        browser_card(),
        press("e"),
        types(" KEPT"),
        house.disk.becomes(Mood::Full),
        press("ctrl-s"),
        sees("Not saved: "),
        sees("the disk is full"),
        sees("KEPT"),
    ]);
    assert_eq!(read(&network(&house)), before);
    assert_eq!(house.drafts().len(), 1);
    // The program was killed; the text is there at the next start.
    house.play(script![
        house.disk.becomes(Mood::Whole),
        browser_card(),
        press("e"),
        sees("going on with text that was never saved"),
        sees("KEPT"),
        press("ctrl-s"),
        sees("saved"),
    ]);
    assert!(read(&network(&house)).contains("the reply drawn. KEPT"));
    assert_eq!(house.drafts(), Vec::<PathBuf>::new());
}

#[test]
fn leaving_with_unsaved_text_asks_once() {
    let house = House::english();
    let before = read(&network(&house));
    house.play(script![
        browser_card(),
        keys("e esc"),
        sees_no("Editing"),
        press("e"),
        types("x"),
        press("esc"),
        sees("Save what you have written?"),
        press("esc"),
        sees_no("Save what you have written?"),
        types("y"),
        keys("esc d"),
        sees_no("Editing"),
    ]);
    assert_eq!(read(&network(&house)), before);
    assert_eq!(house.drafts(), Vec::<PathBuf>::new());
}

#[test]
fn a_wrong_field_is_named_and_nothing_is_written() {
    let house = House::english();
    let before = read(&network(&house));
    house.play(script![
        browser_card(),
        press("e"),
        keys("backtab backtab backtab backtab backtab backtab"),
        types("x"),
        sees("*time"),
        keys("backtab backtab"),
        press("ctrl-s"),
        sees("is no length of time"),
    ]);
    assert_eq!(read(&network(&house)), before);
}

#[test]
fn a_built_in_deck_is_copied_once_and_says_so() {
    let mut house = House::english();
    house.built_in = Some("en/technical/network-and-web");
    let copy = house
        .folders
        .decks()
        .join("en/technical/network-and-web.toml");
    house.play(script![
        press("/"),
        types("deck:en/technical/network-and-web"),
        press("esc"),
        press("e"),
        types(" One."),
        press("ctrl-s"),
        sees("the built-in deck was copied"),
        press("e"),
        types(" Two."),
        press("ctrl-s"),
        sees("saved"),
        sees_no("copied"),
    ]);
    assert!(read(&copy).contains(" One. Two."));
}

#[test]
fn an_earlier_version_is_shown_with_its_scores_and_taken_back() {
    let house = House::english();
    let before = read(&network(&house));
    house.play(script![
        browser_card(),
        press("e"),
        types(" Worse."),
        press("ctrl-s"),
        wait(5),
        keys("e f5"),
        sees("the first · not scored"),
        sees("Worse."),
        press("enter"),
        sees("the earlier text is here"),
        sees_no("Worse."),
        press("ctrl-s"),
        sees("saved"),
    ]);
    assert_eq!(read(&network(&house)), before);
    assert_eq!(edits(&house).len(), 2);
}

#[test]
fn a_new_card_stands_in_the_chosen_deck_and_in_the_bank() {
    let house = House::english();
    let before = read(&network(&house));
    house.play(script![
        browser_card(),
        press("n"),
        sees("A new card in which deck?"),
        press("enter"),
        sees("New card · en/technical/network"),
        press("ctrl-s"),
        sees_no("New card"),
        keys("n enter"),
        types("Why is the sky blue?"),
        press("tab"),
        types("Scattering."),
        press("ctrl-s"),
        sees("added to en/technical/network"),
        press("/"),
        keys("ctrl-u"),
        types("sky"),
        press("esc"),
        sees("Scattering."),
    ]);
    let after = read(&network(&house));
    assert!(after.starts_with(&before));
    assert!(after.contains("Why is the sky blue?"), "{after}");
}

#[test]
fn a_deleted_card_is_asked_about_and_comes_back_to_the_byte() {
    let house = House::english();
    let before = read(&network(&house));
    let file = network(&house);
    house.play(script![
        browser_card(),
        keys("X n"),
        sees_no("Delete the card"),
        press("X"),
        sees("Delete the card"),
        press("y"),
        sees("card deleted; Z puts it back"),
        sees("Nothing matches"),
        meanwhile(move || assert!(!read(&file).contains("browser-address"))),
        press("Z"),
        sees("the card is back"),
        sees("What happens when you type an address"),
    ]);
    assert_eq!(read(&network(&house)), before);
}

#[test]
fn a_card_moves_to_another_deck() {
    let house = House::english();
    house.play(script![
        browser_card(),
        press("D"),
        sees("Move it to which deck?"),
        press("enter"),
        sees("moved to en/personal/self"),
        sees("en/personal/self · ***"),
    ]);
    assert!(!read(&network(&house)).contains("browser-address"));
    let other = house.folders.decks().join("en/personal/self.toml");
    assert!(read(&other).contains("browser-address"));
}

#[test]
fn the_file_is_opened_in_the_users_editor_and_read_again_after() {
    let mut house = House::english();
    house.editor = r#"sh -c 'sed -i s/drawn[.]/painted./ "$1"'"#;
    house.play(script![
        browser_card(),
        press("o"),
        sees("the reply painted."),
    ]);
    house.editor = "no-such-editor";
    house.play(script![
        browser_card(),
        press("o"),
        sees("no-such-editor cannot be started; name your editor in $VISUAL or $EDITOR")
    ]);
}

#[test]
fn text_that_was_typed_and_taken_back_leaves_no_draft() {
    let house = House::english();
    house.play(script![
        browser_card(),
        press("e"),
        types("xy"),
        keys("ctrl-/ ctrl-/ esc"),
        sees_no("Editing"),
    ]);
    assert_eq!(house.drafts(), Vec::<PathBuf>::new());
}

#[test]
fn leaving_the_program_asks_for_the_text_first_and_then_for_the_interview() {
    let house = House::english();
    let played = house.play(script![
        keys("u enter enter 2 4 e"),
        types("kept"),
        press("ctrl-c"),
        sees("stays as a draft"),
        press("s"),
        sees("Leave the interview"),
        press("y"),
    ]);
    assert!(played.ended.is_some());
    assert_eq!(house.answers().len(), 1);
    assert_eq!(edits(&house).len(), 1);
}

#[test]
fn enter_leaves_the_program_where_nothing_is_lost_by_it() {
    let house = House::english();
    let played = house.play(script![
        press("/"),
        types("QUIC"),
        keys("esc e"),
        types("half a thought"),
        press("ctrl-c"),
        sees("▸ Enter quit"),
        press("enter"),
    ]);
    assert!(played.ended.is_some());
    assert_eq!(edits(&house).len(), 0);
    house.play(script![
        press("/"),
        types("QUIC"),
        keys("esc e"),
        sees("half a thought"),
    ]);
}

#[test]
fn enter_answers_a_question_by_changing_nothing() {
    let house = House::english();
    let file = house.folders.decks().join("technical/network.toml");
    let before = std::fs::read(&file).unwrap();
    house.play(script![
        press("/"),
        types("QUIC"),
        keys("esc X"),
        sees("▸ Enter cancel"),
        press("enter"),
        sees_no("cancel"),
        press("e"),
        types("more"),
        press("esc"),
        sees("▸ Enter keep editing"),
        press("enter"),
        sees("not saved yet"),
        keys("esc d"),
    ]);
    assert_eq!(std::fs::read(&file).unwrap(), before);
}

/// 30 Hangul syllables at 60 columns: the caret is two columns further after each, and at the
/// right edge it goes on in the next row.
#[test]
fn the_caret_of_a_korean_answer_is_right_after_each_of_thirty_keys() {
    for (size, width) in [((60, 20), 54), ((100, 30), 48)] {
        let mut house = House::korean();
        house.size = size;
        let mut steps = script![keys("u enter enter 2 e"), sees("카드 고치기")];
        let mut column = 0;
        let mut row = 0;
        for _ in 0..30 {
            steps.extend(types("가"));
            column += 2;
            if column > width {
                (column, row) = (2, row + 1);
            }
            let at = Position {
                x: 3 + column,
                y: 4 + row,
            };
            steps.push(Step::Look(Box::new(move |screen, caret| {
                assert_eq!(caret, Some(at), "\n{screen}");
            })));
        }
        house.play(steps);
    }
}

#[test]
fn the_unwritten_cards_are_written_one_after_the_other_from_home() {
    let house = House::korean();
    house.play(script![
        press("e"),
        sees("is:unwritten lang:ko"),
        // The language is a filter that can be taken out.
        keys("/ ctrl-u"),
        types("is:unwritten"),
        press("esc"),
        sees("6장 중 2"),
        press("down"),
        press("e"),
        sees("카드 고치기 · en/personal/self#introduce"),
        sees("F2 · what you do now"),
        press("f2"),
        sees("what you do now → what you are proud of → why"),
        types(" One."),
        press("ctrl-s"),
        sees("6장 중 1"),
        press("e"),
        sees("카드 고치기 · personal/self#introduce"),
        types("저는 백엔드 개발자입니다."),
        press("ctrl-s"),
        sees("저장했습니다"),
        sees("6장 중 0"),
        press("esc"),
        sees_no("안 쓴 답 쓰기"),
    ]);
    assert_eq!(edits(&house).len(), 2);
}

#[test]
fn the_list_of_unwritten_cards_goes_on_at_the_next_one() {
    let three = "[[cards]]\nquestion = \"가 하나\"\n[[cards]]\nquestion = \"나 둘\"\n[[cards]]\nquestion = \"다 셋\"\n";
    House::korean().with_deck("three.toml", three).play(script![
        press("e"),
        keys("G up"),
        sees("▸ *   나 둘"),
        press("e"),
        types("답"),
        press("ctrl-s"),
        sees("▸ *   다 셋"),
        press("e"),
        types("답"),
        press("ctrl-s"),
        sees("▸ *   가 하나"),
    ]);
}

#[test]
fn a_new_card_that_was_never_saved_is_offered_and_no_other_takes_its_place() {
    let house = House::english();
    house.play(script![browser_card(), keys("n enter"), types("First?")]);
    assert_eq!(house.drafts().len(), 1);
    // The program was killed. Another new card of the same deck is begun, and it is killed again.
    house.play(script![
        browser_card(),
        press("n"),
        sees("▸ never saved: First? · en/technical/network"),
        keys("down down down"),
        sees("▸ en/technical/network"),
        press("enter"),
        sees_no("First?"),
        types("Second?"),
    ]);
    assert_eq!(house.drafts().len(), 2);
    house.play(script![
        browser_card(),
        press("n"),
        sees("never saved: First?"),
        sees("never saved: Second?"),
        keys("down"),
        press("enter"),
        sees("going on with text that was never saved"),
        press("ctrl-s"),
        sees("added to en/technical/network"),
        keys("n enter ctrl-s"),
        sees("added to en/technical/network"),
        press("n"),
        sees_no("never saved"),
    ]);
    let text = read(&network(&house));
    assert!(
        text.contains("First?") && text.contains("Second?"),
        "{text}"
    );
    assert_eq!(house.drafts(), Vec::<PathBuf>::new());
}

#[test]
fn a_half_typed_follow_up_survives_a_kill() {
    let house = House::english();
    house.play(script![
        browser_card(),
        press("e"),
        types(" Kept."),
        keys("tab tab"),
        types("Why so"),
    ]);
    house.play(script![
        browser_card(),
        press("e"),
        sees("going on with text that was never saved"),
        sees("Kept."),
        sees("*follow-ups"),
        sees("Why so"),
        keys("tab tab home"),
        types("Q "),
        press("ctrl-s"),
        sees("saved"),
    ]);
    let text = read(&network(&house));
    assert!(text.contains("{ question = \"Why so\" }"), "{text}");
    assert_eq!(house.drafts(), Vec::<PathBuf>::new());
}

#[test]
fn a_new_card_can_go_into_a_new_deck() {
    let house = House::english();
    house.play(script![
        browser_card(),
        keys("n n"),
        sees("Name of the deck:"),
        types("technical/.kafka"),
        press("enter"),
        sees("is no name for a deck"),
        keys("backspace backspace backspace backspace backspace backspace"),
        types("카프카"),
        press("enter"),
        sees("New card · technical/카프카"),
        types("How is order kept?"),
        press("ctrl-s"),
        sees("added to technical/카프카"),
        press("/"),
        keys("ctrl-u"),
        types("order kept"),
        sees("How is order kept?"),
    ]);
    let made = house.folders.decks().join("technical/카프카.toml");
    assert!(read(&made).contains("How is order kept?"));
    assert_eq!(house.drafts(), Vec::<PathBuf>::new());
}

#[test]
fn a_deck_name_that_is_there_already_is_that_deck() {
    let house = House::english();
    house.play(script![
        browser_card(),
        keys("n n"),
        types("en/personal/self"),
        press("enter"),
        sees("there is a deck en/personal/self already"),
        types("Why us?"),
        press("ctrl-s"),
        sees("added to en/personal/self"),
    ]);
}

#[test]
fn empty_fields_share_a_row_where_there_is_little_room_and_are_written_like_the_others() {
    let mut house = House::english();
    house.size = (60, 20);
    house.play(script![
        browser_card(),
        press("e"),
        sees(" experience · notes · time"),
        keys("backtab backtab"),
        sees(" type       question, design or to_ask"),
        sees(" experience · notes · time"),
        types("design"),
        press("backtab"),
        types("https://example.com/a"),
        press("enter"),
        types("https://example.com/b"),
        press("backtab"),
        types("DNS first"),
        press("backtab"),
        types("What happens after Enter?"),
        press("ctrl-s"),
        sees("saved"),
    ]);
    let text = read(&network(&house));
    for line in [
        "also_asked = [\"What happens after Enter?\"]",
        "outline = \"DNS first\"",
        "links = [\"https://example.com/a\", \"https://example.com/b\"]",
        "type = \"design\"",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

#[test]
fn the_conflict_can_be_settled_in_the_users_own_editor() {
    let mut house = House::english();
    house.editor = r#"sh -c 'sed -i s/THEIRS/OURS/ "$1"'"#;
    let file = network(&house);
    let other = read(&file).replace("The name is looked up", "THEIRS is looked up");
    let same = read(&file).replace("the reply drawn.", "the reply drawn. MINE.");
    let write = |text: String| {
        let file = file.clone();
        meanwhile(move || std::fs::write(file, text).unwrap())
    };
    house.play(script![
        browser_card(),
        press("e"),
        types(" MINE."),
        write(other),
        press("ctrl-s"),
        sees("THEIRS"),
        press("o"),
        sees("Nothing has been overwritten"),
        sees("OURS"),
        sees("MINE."),
        // Now the file says what was typed here: nothing is left to choose.
        write(same.clone()),
        press("o"),
        sees_no("Nothing has been overwritten"),
        sees("MINE."),
        press("esc"),
        sees_no("Editing"),
    ]);
    assert_eq!(read(&file), same);
    assert_eq!(house.drafts(), Vec::<PathBuf>::new());
}

#[test]
fn each_version_is_shown_with_the_scores_that_it_got() {
    let house = House::english();
    let interview = |score: &str| {
        script![
            keys("u enter enter 2"),
            press(score),
            keys("enter esc y"),
            sees("Debrief")
        ]
    };
    house.play(script![
        interview("2"),
        wait(1),
        press("e"),
        types("A first attempt."),
        press("ctrl-s"),
        press("esc"),
        wait(1),
        interview("4"),
        wait(1),
        press("e"),
        types(" Better."),
        press("ctrl-s"),
        wait(1),
        keys("e f5"),
        sees("the first · scores 2 (mean 2.0)"),
        sees("▸ today · scores 4 (mean 4.0)"),
        sees("today · not scored · now"),
        sees("* A first attempt. Better."),
    ]);
}

#[test]
fn what_is_pasted_goes_into_the_file_composed_and_with_the_files_line_ends() {
    let house = House::english();
    let file = network(&house);
    std::fs::write(&file, read(&file).replace('\n', "\r\n")).unwrap();
    let decomposed = "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}";
    house.play(script![
        browser_card(),
        press("e"),
        Step::Paste(format!("\r\n{decomposed} 👩\u{200d}💻\r\nend")),
        sees("한글"),
        press("ctrl-s"),
        sees("saved"),
    ]);
    let text = read(&file);
    assert!(text.contains("\r\n한글 👩\u{200d}💻\r\nend"), "{text:?}");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
}

/// Everything fails from one step on, as after the end of the program.
#[derive(Debug)]
struct EndsAfter(std::sync::atomic::AtomicUsize);

impl Faults for EndsAfter {
    fn verdict(&self, _: DiskStep) -> Verdict {
        use std::sync::atomic::Ordering::SeqCst;
        match self
            .0
            .fetch_update(SeqCst, SeqCst, |left| left.checked_sub(1))
        {
            Ok(_) => Verdict::Go,
            Err(_) => Verdict::Fail(std::io::Error::other("the end")),
        }
    }
}

struct Forgets;

impl Remember for Forgets {
    fn remember(&mut self, _: &[Past]) -> Result<(), Both> {
        Ok(())
    }

    fn take_back(&mut self, _: &[Past]) {}
}

#[test]
fn a_move_in_whose_middle_the_program_ended_is_finished_at_the_next_start() {
    let house = House::english();
    let decks = house.folders.decks();
    let (from, to) = (network(&house), decks.join("en/personal/self.toml"));
    let is_in_both = || {
        let has = |path| read(path).contains("browser-address");
        has(&from) && has(&to)
    };
    for step in 0.. {
        let disk = Disk::with_faults(std::sync::Arc::new(EndsAfter(step.into())));
        let writer = Writer::new(&disk, &house.folders);
        let card = CardId::new("en/technical/network", "browser-address");
        let opened = writer.open(&deck_at(&decks, &from), &card).unwrap();
        let moved = writer.move_to(&opened, &deck_at(&decks, &to), &mut Forgets);
        assert!(moved.is_err(), "it never stood in both");
        if is_in_both() {
            break;
        }
    }
    house.play(script![
        sees("a move that broke off is finished"),
        browser_card(),
        sees("1 of 6"),
        sees("en/personal/self · ***"),
    ]);
    assert!(!is_in_both());
    assert_eq!(edits(&house)[0]["field"], "deck");
    assert_eq!(house.drafts(), Vec::<PathBuf>::new());
}

#[test]
fn what_was_typed_becomes_the_answer_or_joins_the_one_there_is() {
    let house = House::english();
    house.play(script![
        keys("u enter t"),
        types("I build payment servers."),
        press("ctrl-d"),
        keys("4 m"),
        sees("Editing"),
        sees("I build payment servers."),
        press("ctrl-s"),
        sees("[ ] present work"),
        press("enter"),
        keys("enter t"),
        types("ordered bytes"),
        press("ctrl-d"),
        keys("2 3 m"),
        sees("[x] written  TCP sets up a connection first"),
        sees("▸ [x] said     ordered bytes"),
        keys("up up space"),
        sees("[ ] written  TCP sets up"),
        press("enter"),
        press("ctrl-s"),
        sees("3 key points"),
    ]);
    let edits: Vec<_> = house
        .history()
        .into_iter()
        .filter(|line| line["kind"] == "edit")
        .collect();
    assert_eq!(edits.len(), 2);
    assert_eq!(edits[0]["field"], "answer");
}
