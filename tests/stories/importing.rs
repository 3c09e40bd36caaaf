//! Notes come in through the screen: looked through first, taken as wanted.

use std::fs;
use std::path::Path;

use crate::stage::{House, Step, keys, press, script, sees, sees_no, types};

const NOTE: &str = "# 백엔드\n\n- [ ] 이력서 고치기\n\n## 큐는 왜 쓰나요?\n\n떼어 놓으려고.\n\n## 캐시는 언제 위험한가요?\n\n오래된 값을 믿을 때.\n";

/// A house whose home folder has this note.
fn house_with(name: &str, text: &str) -> House {
    let house = House::english();
    put(&house, name, text);
    house
}

fn put(house: &House, name: &str, text: impl AsRef<[u8]>) {
    let path = house.folders.home.as_ref().unwrap().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn deck(house: &House, name: &str) -> String {
    fs::read_to_string(house.folders.decks().join(name)).unwrap()
}

/// From home to the look at `~/notes`.
fn look_at_notes() -> Vec<Step> {
    script![press("n"), types("not"), press("tab"), press("enter")]
}

#[test]
fn notes_are_looked_through_and_only_what_is_ticked_is_taken() {
    let house = house_with("notes/back.md", NOTE);
    house.play(script![
        sees("Import notes"),
        press("n"),
        sees("notes/"),
        types("no"),
        press("tab"),
        sees("~/notes/"),
        sees("back.md"),
        press("enter"),
        sees("notes/back.md → notes/back · 2"),
        sees("[x] new      큐는 왜 쓰나요?"),
        sees("┃ ## 큐는 왜 쓰나요?"),
        sees("- [ ] 이력서 고치기 ← a checklist"),
        sees("2 of 2 cards taken"),
        keys("down space"),
        sees("[ ] new      캐시는 언제 위험한가요?"),
        sees("1 of 2 cards taken"),
        press("enter"),
        sees("1 new card from 1 note."),
        sees("▸ Enter look on"),
        press("enter"),
        sees_no("look on"),
        keys("enter y"),
        sees("Imported: 1 new card, 0 changed"),
        press("enter"),
        sees("큐는 왜 쓰나요?"),
        sees_no("캐시는 언제"),
    ]);
    let written = deck(&house, "notes/back.toml");
    assert!(
        written.contains("큐는 왜") && !written.contains("캐시는"),
        "{written}"
    );
}

#[test]
fn what_was_left_out_is_offered_without_a_tick_the_next_time() {
    let house = house_with("notes/back.md", NOTE);
    house.play(script![look_at_notes(), keys("down space enter y")]);
    house.play(script![
        look_at_notes(),
        sees("    same     큐는 왜 쓰나요?"),
        sees("[ ] left out 캐시는 언제 위험한가요?"),
        press("enter"),
        sees("there is nothing to import"),
        keys("down space enter y"),
        sees("Imported: 1 new card"),
    ]);
    assert!(deck(&house, "notes/back.toml").contains("캐시는"));
}

#[test]
fn a_change_on_both_sides_is_shown_and_decided_with_the_tick() {
    let house = house_with("notes/back.md", NOTE);
    house.play(script![look_at_notes(), keys("enter y")]);
    let path = house.folders.decks().join("notes/back.toml");
    fs::write(
        &path,
        deck(&house, "notes/back.toml").replace("떼어", "내가"),
    )
    .unwrap();
    put(&house, "notes/back.md", NOTE.replace("떼어", "노트가"));
    house.play(script![
        look_at_notes(),
        sees("[?] both     큐는 왜 쓰나요?"),
        sees("내가 놓으려고."),
        sees("노트가 놓으려고."),
        press("space"),
        press("up"),
        sees("[m] both"),
        keys("space up"),
        sees("[n] both"),
        press("enter"),
        press("y"),
        sees("Imported: 0 new cards, 1 changed"),
    ]);
    assert!(deck(&house, "notes/back.toml").contains("노트가 놓으려고."));
    let before = house.history();
    let before = before.iter().filter(|line| line["kind"] == "edit");
    assert_eq!(
        before.map(|line| &line["before"]).collect::<Vec<_>>(),
        ["내가 놓으려고."]
    );
}

#[test]
fn all_notes_can_go_into_one_deck_of_a_chosen_kind_and_language() {
    let house = house_with("notes/a.md", NOTE);
    put(&house, "notes/b.md", "## 왜 우리 회사인가요?\n\n좋아서.\n");
    house.play(script![
        look_at_notes(),
        sees("deck one a note"),
        press("d"),
        (0..40).map(|_| press("backspace")).collect::<Vec<_>>(),
        types("company/our notes"),
        press("enter"),
        sees("→ company/our-notes"),
        keys("t L enter"),
        sees("3 new cards from 2 notes."),
        press("y"),
        sees("Imported: 3 new cards"),
    ]);
    let written = deck(&house, "company/our-notes.toml");
    assert!(
        written.contains("kind = \"technical\"\nlang = \"ko\"") && written.contains("왜 우리"),
        "{written}"
    );
}

#[test]
fn a_path_with_nothing_says_so_and_goes_back() {
    let house = house_with("notes/empty.md", "그냥 글이다.\n");
    house.play(script![
        look_at_notes(),
        sees("notes/empty.md · no questions"),
        press("esc"),
        sees("~/notes/"),
        types("nowhere"),
        press("enter"),
        sees("there is no such file or folder"),
        keys("esc esc"),
        sees("Mock interview"),
    ]);
    assert!(!house.folders.decks().join("notes").exists());
}

#[test]
fn a_full_disk_writes_nothing_and_says_why() {
    let house = house_with("notes/back.md", NOTE);
    house.play(script![
        look_at_notes(),
        house.disk.becomes(crate::stage::Mood::Full),
        keys("enter y"),
        sees("the disk is full"),
    ]);
    assert!(!Path::new(&house.folders.decks().join("notes/back.toml")).exists());
}

#[test]
fn no_escape_sequence_of_a_note_reaches_the_screen() {
    let house = house_with(
        "notes/x.md",
        "## 왜\u{1b}[2J 그런가요?\n\n\u{1b}]0;t\u{7}답\u{202e}\n",
    );
    house.play(script![
        look_at_notes(),
        Step::Look(Box::new(|screen, _| {
            let hostile = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
            assert!(!screen.contains(hostile), "{screen}");
        })),
    ]);
}

/// Every file below the decks folder with its text.
fn decks(house: &House) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![house.folders.decks()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                let name = entry.path().display().to_string();
                found.push((name, fs::read_to_string(entry.path()).unwrap()));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn an_import_is_taken_back_at_once_and_comes_again_to_the_byte() {
    let house = house_with("notes/back.md", NOTE);
    let none = decks(&house);
    house.play(script![
        look_at_notes(),
        keys("enter y"),
        sees("Imported: 2 new cards"),
        press("u"),
        sees("2 cards taken out"),
    ]);
    assert_eq!(decks(&house), none);
    house.play(script![
        look_at_notes(),
        sees("[x] new      큐는 왜 쓰나요?"),
        keys("enter y"),
        sees("Imported: 2 new cards"),
    ]);
    let first = decks(&house);
    put(
        &house,
        "notes/back.md",
        format!(
            "{}\n## 새 질문인가요?\n\n네.\n",
            NOTE.replace("떼어", "나누어")
        ),
    );
    house.play(script![
        look_at_notes(),
        keys("enter y"),
        sees("Imported: 1 new card, 1 changed")
    ]);
    assert_ne!(decks(&house), first);
    house.play(script![
        press("N"),
        sees("1 new card, 1 changed · notes/back"),
        press("enter"),
        sees("Take this import back?"),
        press("enter"),
        sees_no("Take this import back?"),
        keys("enter y"),
        sees("1 card taken out · 1 card as before"),
        press("esc"),
        sees("1 new card, 1 changed · notes/back · taken back"),
    ]);
    assert_eq!(decks(&house), first);
}

#[test]
fn what_was_edited_since_stays_when_an_import_is_taken_back() {
    let house = house_with(
        "notes/back.md",
        &format!("{NOTE}\n## 색인은 왜 쓰나요?\n\n빨라서.\n\n## 잠금은 왜 쓰나요?\n\n지키려고.\n"),
    );
    house.play(script![
        look_at_notes(),
        keys("enter y"),
        sees("Imported: 4 new cards")
    ]);
    // One is edited since; the others are as they came.
    let path = house.folders.decks().join("notes/back.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        format!(
            "# 내 덱\n{}",
            text.replace("오래된 값을 믿을 때.", "내가 고친 답.")
        ),
    )
    .unwrap();
    house.play(script![
        press("N"),
        keys("enter y"),
        sees("3 cards taken out · 1 card left in"),
        sees("캐시는 언제 위험한가요? · edited since"),
    ]);
    let left = fs::read_to_string(&path).unwrap();
    assert!(
        left.starts_with("# 내 덱\n") && left.contains("내가 고친 답."),
        "{left}"
    );
    assert!(!left.contains("색인은"), "{left}");
}
