//! The pictures: `snapshots/<screen>-<language>-<size>.snap`.

use std::cell::RefCell;
use std::rc::Rc;

use crate::stage::{House, Step, keys, press, script, types, wait};

const SIZES: [(u16, u16); 3] = [(60, 20), (100, 30), (200, 50)];

/// Compares the screen at the end of a story with its pictures, in both languages. `before` is
/// played first, as an earlier start of the program.
fn compare(name: &str, before: impl Fn() -> Vec<Vec<Step>>, story: impl Fn() -> Vec<Step>) {
    let play_before = |house: &House| {
        for earlier in before() {
            house.play(earlier);
        }
    };
    compare_in(name, play_before, story);
}

/// The same, with whatever must be done to the house first.
fn compare_in(name: &str, before: impl Fn(&House), story: impl Fn() -> Vec<Step>) {
    for (house, language) in [(House::korean(), "ko"), (House::english(), "en")] {
        let house = house.with_deck(
            "technical/mine.toml",
            "[[cards]]\nquestion = \"?\"\nimportance = 9\nanwser = \"x\"\n",
        );
        before(&house);
        let pictures = Rc::new(RefCell::new(Vec::new()));
        let mut steps = story();
        for (width, height) in SIZES {
            let pictures = Rc::clone(&pictures);
            steps.push(Step::Resize(width, height));
            steps.push(Step::Look(Box::new(move |screen, _| {
                pictures
                    .borrow_mut()
                    .push((format!("{width}x{height}"), screen.to_owned()));
            })));
        }
        house.play(steps);
        for (size, picture) in pictures.take() {
            let mut settings = insta::Settings::clone_current();
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            settings.bind(|| insta::assert_snapshot!(format!("{name}-{language}-{size}"), picture));
        }
    }
}

pub fn nothing() -> Vec<Vec<Step>> {
    Vec::new()
}

/// A warm-up: one answer scored with a note, one scored, one not known.
pub fn one_interview() -> Vec<Step> {
    script![
        keys("u enter"),
        wait(42),
        keys("enter 3 space 2 n"),
        types("숫자를 먼저 말하기"),
        keys("enter enter enter"),
        wait(74),
        keys("enter 2 space 4 enter"),
        wait(2),
        press("x"),
        press("enter"),
    ]
}

#[test]
fn home_at_the_first_start() {
    compare("home-first", nothing, Vec::new);
}

#[test]
fn home_with_a_history_and_a_session_that_broke_off() {
    compare("home", || vec![one_interview(), keys("u enter")], Vec::new);
}

#[test]
fn choosing() {
    compare("choose", nothing, || keys("i down"));
}

#[test]
fn thinking() {
    compare("think", nothing, || script![press("u"), wait(3)]);
}

#[test]
fn answering() {
    compare("answer", nothing, || script![keys("u enter"), wait(50)]);
}

#[test]
fn overrunning_with_a_hint() {
    compare("overrun", nothing, || script![keys("u enter h"), wait(74)]);
}

#[test]
fn a_follow_up() {
    compare("follow-up", nothing, || {
        script![keys("i down enter enter enter 2 4 enter"), wait(12)]
    });
}

#[test]
fn paused() {
    compare("paused", nothing, || {
        script![keys("u enter"), wait(12), press("p")]
    });
}

#[test]
fn typing_korean() {
    compare("typing", nothing, || {
        script![
            keys("u enter t"),
            types(
                "저는 결제 서버를 4년째 만들고 있습니다. 지난해에는 p99를 800 ms에서 120 ms로 줄였고, "
            ),
            types("그 과정에서 캐시와 인덱스를 다시 설계했습니다."),
        ]
    });
}

#[test]
fn editing_a_card() {
    compare("editor", nothing, || {
        script![
            press("/"),
            types("QUIC"),
            keys("esc e enter enter"),
            types("UDP는 연결이 없어 **지연이 작고**, 잃어버린 것은 응용이 다시 보냅니다. "),
            types("그래서 화상 통화와 게임에 씁니다."),
        ]
    });
}

#[test]
fn earlier_versions_of_an_answer() {
    compare("versions", nothing, || {
        script![
            press("/"),
            types("QUIC"),
            keys("esc e enter"),
            types("더 나은 끝맺음."),
            keys("ctrl-s e f5"),
        ]
    });
}

#[test]
fn asked_whether_to_leave() {
    compare("leave", nothing, || {
        script![keys("u enter"), wait(5), press("q")]
    });
}

#[test]
fn how_sure() {
    compare("sure", nothing, || keys("i down enter enter enter"));
}

#[test]
fn scoring() {
    compare("score", nothing, || {
        script![
            keys("i down enter enter t"),
            types("TCP는 연결을 맺고 UDP는 맺지 않습니다."),
            wait(75),
            keys("ctrl-d 2 space down 4 n"),
            types("QUIC까지 이어서"),
            press("enter"),
        ]
    });
}

#[test]
fn debrief() {
    compare("debrief", nothing, one_interview);
}

#[test]
fn a_row_of_the_debrief() {
    compare("debrief-row", nothing, || {
        script![one_interview(), press("enter")]
    });
}

#[test]
fn the_debrief_further_down_with_a_line_being_written() {
    compare("debrief-line", nothing, || {
        script![one_interview(), keys("end enter"), types("결론부터 말하기")]
    });
}

/// Two coming interviews and one that is over.
fn interviews() -> Vec<Step> {
    let add = |company: &str, round: &str, date: &str| {
        script![
            press("n"),
            types(company),
            press("tab"),
            types(round),
            press("tab"),
            types(date),
            press("ctrl-s"),
        ]
    };
    script![
        press("c"),
        add("Messenger Co", "2차 면접", "12/3 14시"),
        add("Shop", "1st", "2026-11-20 10:00"),
        add("커머스 회사", "기술 면접", "+30d"),
        wait(5),
    ]
}

#[test]
fn interviews_coming_and_past() {
    compare("interviews", nothing, interviews);
}

#[test]
fn an_interview_in_its_form() {
    compare("interview-form", nothing, || {
        script![
            interviews(),
            keys("e tab tab tab tab"),
            types("technical/netwrk"),
        ]
    });
}

#[test]
fn home_with_interviews() {
    compare(
        "home-interviews",
        || vec![one_interview()],
        || script![interviews(), press("esc")],
    );
}

#[test]
fn looking_back_with_candidates_for_a_question() {
    compare("look-back", nothing, || {
        script![
            interviews(),
            keys("end enter enter"),
            types("기술"),
            keys("enter esc up right right right right down down enter"),
            types("왜 이직하시나요?"),
            press("enter"),
            types("TCP UDP"),
        ]
    });
}

#[test]
fn looking_back_on_one_question_whole() {
    compare("look-back-question", nothing, || {
        script![
            interviews(),
            keys("end enter down enter"),
            types("왜 이직하시나요?"),
            keys("enter esc up enter down down enter"),
            types("성장하고 싶어서요."),
            press("enter"),
            types("지금 일의 끝맺음부터 말하고, 이 회사에서 풀 문제를 하나 든다."),
            press("esc"),
        ]
    });
}

#[test]
fn help() {
    compare("help", nothing, || keys("?"));
}

#[test]
fn help_searched() {
    compare("help-searched", nothing, || {
        script![keys("i ? /"), types("테마")]
    });
}

#[test]
fn the_palette() {
    compare("palette", nothing, || script![keys("i :"), types("ㅅㅈ")]);
}

#[test]
fn trying_themes_on() {
    compare("themes", nothing, || keys("T down down"));
}

#[test]
fn how_a_chord_goes_on() {
    compare("chord", nothing, || script![press("g"), wait(1)]);
}

#[test]
fn problems() {
    compare("problems", nothing, || keys("!"));
}

const NOTE: &str = "# 백엔드\n\n- [ ] 이력서 고치기\n\n## 큐는 왜 쓰나요? ★★\n\n보내는 쪽과 받는 쪽을 떼어 놓습니다.\n\n> 주문을 나누어 받아 응답을 3초에서 200ms로 줄였습니다.\n\n## What does a cache cost?\n\nA stale value, now and then.\n\n## 색인은 언제 느려지나요?\n\n## 회사에 물어볼 질문\n- 당직은 어떻게 도는지\n";

/// A home folder with notes, some of which were imported before and changed since.
fn put_notes(house: &House, text: &str) {
    let home = house.folders.home.clone().unwrap();
    std::fs::create_dir_all(home.join("notes")).unwrap();
    std::fs::create_dir_all(home.join("projects")).unwrap();
    std::fs::write(home.join("notes/backend.md"), text).unwrap();
    std::fs::write(home.join("notes/binary.md"), [0xff, 0, 1]).unwrap();
}

#[test]
fn typing_the_path_of_notes() {
    compare_in("import-path", |house| put_notes(house, NOTE), || keys("n"));
}

#[test]
fn looking_through_notes() {
    compare_in(
        "import",
        |house| put_notes(house, NOTE),
        || script![press("n"), types("notes"), press("enter")],
    );
}

#[test]
fn looking_through_notes_that_changed_on_both_sides() {
    compare_in(
        "import-again",
        |house| {
            put_notes(house, NOTE);
            house.play(script![
                press("n"),
                types("notes"),
                press("enter"),
                keys("down down space enter y")
            ]);
            let deck = house.folders.decks().join("notes/backend.toml");
            let text = std::fs::read_to_string(&deck).unwrap();
            std::fs::write(&deck, text.replace("A stale", "Mine: an old")).unwrap();
            put_notes(
                house,
                &NOTE
                    .replace("A stale", "A wrong")
                    .replace("떼어 놓습니다", "나눕니다")
                    .replace("- 당직은 어떻게 도는지\n", "- 배포는 누가 하는지\n"),
            );
        },
        || script![press("n"), types("notes"), press("enter"), keys("down")],
    );
}

#[test]
fn the_lines_of_a_note_with_what_each_was_taken_for() {
    compare_in(
        "import-lines",
        |house| put_notes(house, NOTE),
        || script![press("n"), types("notes"), keys("enter tab")],
    );
}

#[test]
fn the_summary_before_an_import() {
    compare_in(
        "import-summary",
        |house| put_notes(house, NOTE),
        || script![press("n"), types("notes"), keys("enter enter")],
    );
}

#[test]
fn notes_were_imported() {
    compare_in(
        "imported",
        |house| put_notes(house, NOTE),
        || script![press("n"), types("notes"), keys("enter enter y")],
    );
}

#[test]
fn the_same_in_ascii_signs() {
    let mut house = House::english();
    house.ascii = true;
    let shown: Rc<RefCell<String>> = Rc::default();
    let look = || {
        let shown = Rc::clone(&shown);
        Step::Look(Box::new(move |screen, _| {
            shown.borrow_mut().push_str(screen);
        }))
    };
    house.play(script![
        look(),
        press("?"),
        look(),
        press("?"),
        press("i"),
        look(),
        keys("down enter enter"),
        look(),
        keys("esc"),
        look(),
        keys("n enter 2 4"),
        look(),
        press("enter"),
        wait(3),
        look(),
        keys("enter 2 3 enter"),
        look(),
    ]);
    let foreign: String = shown
        .take()
        .chars()
        .filter(|c| !c.is_ascii() && !"·×→…•".contains(*c))
        .collect();
    assert_eq!(foreign, "");
}

/// A year of answers to the invented decks, by fixed steps: a rest now and then, scores that grow.
fn a_year(house: &House) {
    use std::fmt::Write as _;
    let mut lines = String::new();
    let first = chrono::DateTime::parse_from_rfc3339("2025-11-22T21:00:00+09:00").unwrap();
    let cards = [
        "technical/network#tcp-vs-udp",
        "personal/self#introduce",
        "en/technical/network#tcp-vs-udp",
    ];
    for day in (0..364_i64).filter(|day| day % 7 != 3 && day % 31 > 4) {
        for turn in 0..=(day % 6) {
            let at = first + chrono::TimeDelta::days(day) + chrono::TimeDelta::minutes(turn);
            let card = cards[usize::try_from((day + turn) % 3).unwrap()];
            let rest = if turn % 2 == 0 {
                let score = 1 + (day / 120 + turn % 3).min(4);
                let (sure, used) = (1 + (day + turn) % 3, 40_000 + 700 * (day % 90));
                format!(
                    r#""mode":"interview","score":{score},"confidence":{sure},"answer_ms":{used},"limit_ms":90000"#
                )
            } else {
                format!(
                    r#""mode":"review","grade":{},"answer_ms":30000"#,
                    1 + (day + turn) % 4
                )
            };
            writeln!(
                lines,
                r#"{{"v":1,"id":"01JC{day:018}{turn:04}","at":"{}","kind":"answer","card":"{card}",{rest}}}"#,
                at.to_rfc3339()
            )
            .unwrap();
        }
    }
    let folder = house.folders.data.join("history");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("other.jsonl"), lines).unwrap();
    let interview = "[[interviews]]\ncompany = \"Messenger Co\"\ndate = 2026-12-03\n";
    std::fs::write(house.folders.data.join("interviews.toml"), interview).unwrap();
}

#[test]
fn progress_before_anything_is_answered() {
    compare("progress-first", nothing, || keys("P"));
}

#[test]
fn the_pages_of_the_progress() {
    for (name, way) in [
        ("progress-score", "P"),
        ("progress-strength", "P tab"),
        ("progress-sureness", "P tab tab"),
        ("progress-time", "P tab tab tab"),
        ("progress-days", "P left left left"),
        ("progress-truth", "P left left"),
        ("progress-forecast", "P left"),
    ] {
        compare_in(name, a_year, || keys(way));
    }
}

#[test]
fn the_history_of_a_card() {
    compare_in("history-of-a-card", a_year, || keys("/ esc down h"));
}
