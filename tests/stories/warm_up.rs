//! From the home screen to the debrief, and what is in the history then.

use serde_json::json;

use crate::stage::{House, keys, press, script, sees, sees_no, types, wait};

#[test]
fn a_first_warm_up_in_korean_goes_from_home_to_the_debrief_and_into_the_history() {
    let house = House::korean();
    let played = house.play(script![
        sees("소리 내어 답하고, 모범 답안과 비교해 점수를 매기는"),
        sees("기술 질문 2개 · 인성 1개"),
        sees("▸ 5분 모의 면접 시작"),
        press("enter"),
        sees("워밍업 · 자기소개 · 1개 중 1번째"),
        sees("1분 동안 자기소개를 해 주세요."),
        sees("생각 0:10"),
        wait(10),
        sees("답변 1:00"),
        wait(50),
        sees("0 : 5 0"),
        press("enter"),
        sees("답의 뼈대 (아직 내 답이 없는 카드)"),
        sees("[ ] 지금 하는 일"),
        keys("space 4 n"),
        types("숫자를 먼저"),
        keys("enter enter"),
        sees("자주 나오는 질문 · 2개 중 1번째"),
        keys("enter t"),
        types("이름을 찾고"),
        press("ctrl-d"),
        keys("3 5 enter"),
        sees("자주 나오는 질문 · 2개 중 2번째"),
        wait(3),
        press("enter"),
        wait(75),
        keys("enter 1 2 enter"),
        sees("되돌아보기 · 워밍업"),
        sees("3개 중 3개 물음 · 답함 3 · 모름 0 · 건너뜀 0 · 평균 3.7"),
        press("esc"),
        sees("답변: 오늘 3개, 모두 3개"),
        sees("지난 모의 면접: 워밍업 · 오늘 · 평균 3.7"),
        press("q"),
    ]);
    assert!(played.ended.is_some_and(|ended| ended.signal.is_none()));
    assert_eq!(played.bells, 1);

    let lines = house.history();
    let what: Vec<_> = lines.iter().map(|line| &line["kind"]).collect();
    assert_eq!(what, ["session", "answer", "answer", "answer", "session"]);
    let (began, ended) = (&lines[0], &lines[4]);
    assert_eq!(
        [
            &began["event"],
            &began["preset"],
            &began["seed"],
            &began["mode"]
        ],
        [
            &json!("began"),
            &json!("warmup"),
            &json!(7),
            &json!("practice")
        ]
    );
    assert_eq!(began["session"], began["id"]);
    assert_eq!(began["at"], "2026-11-21T21:40:00+09:00");
    assert_eq!(
        [&ended["event"], &ended["reason"], &ended["scored"]],
        [&json!("ended"), &json!("finished"), &json!(3)]
    );

    let first = &lines[1];
    assert_eq!(first["card"], "personal/self#introduce");
    assert_eq!(first["mode"], "interview");
    assert_eq!(first["session"], began["id"]);
    assert_eq!(
        [
            &first["score"],
            &first["confidence"],
            &first["think_ms"],
            &first["answer_ms"]
        ],
        [&json!(4), &json!(null), &json!(10_000), &json!(50_000)]
    );
    assert_eq!(
        [
            &first["limit_ms"],
            &first["points"],
            &first["points_of"],
            &first["note"]
        ],
        [
            &json!(60_000),
            &json!([0]),
            &json!(3),
            &json!("숫자를 먼저")
        ]
    );
    assert_eq!(lines[2]["typed"], "이름을 찾고");
    assert_eq!([&lines[2]["confidence"], &lines[2]["score"]], [3, 5]);
    assert_eq!(
        [&lines[3]["think_ms"], &lines[3]["answer_ms"]],
        [3000, 75_000]
    );
    assert_eq!(house.drafts().len(), 0);
}

#[test]
fn the_same_warm_up_in_english() {
    let house = House::english();
    house.play(script![
        sees("Answer out loud, compare with the model answer"),
        sees("▸ Start a five-minute interview"),
        press("enter"),
        sees("Warm-up · Self-introduction · 1 of 1"),
        sees("Could you introduce yourself in a minute?"),
        sees("think 0:10"),
        press("enter"),
        sees("answer 1:00"),
        press("enter"),
        sees("outline (you have not written this answer yet)"),
        sees(" 4 structured, with evidence"),
        keys("4 enter"),
        sees("Frequent questions · 1 of 2"),
        keys("enter enter"),
        sees("Before you look: how sure were you?"),
        sees_no("model answer"),
        press("2"),
        sees("model answer"),
        sees(" 4 right, with the why"),
        keys("3 enter"),
        keys("enter enter 2 3 enter"),
        sees("Debrief · Warm-up"),
        sees("3 of 3 asked · answered 3 · gave up 0 · passed over 0 · mean 3.3"),
        press("esc"),
        sees("answers: 3 today, 3 in all"),
        sees("last mock interview: Warm-up · today · mean 3.3"),
    ]);
    assert_eq!(house.answers().len(), 3);
    assert_eq!(house.answers()[0]["card"], "en/personal/self#introduce");
}

#[test]
fn giving_up_scores_one_at_once_and_shows_the_answer() {
    let house = House::english();
    house.play(script![
        keys("u enter"),
        wait(5),
        press("x"),
        sees_no("how sure were you"),
        sees("don't know · 0:05"),
        sees("outline"),
        press("enter"),
        sees("Frequent questions · 1 of 2"),
    ]);
    let answers = house.answers();
    assert_eq!(answers.len(), 1);
    assert_eq!(
        [
            &answers[0]["score"],
            &answers[0]["gave_up"],
            &answers[0]["answer_ms"]
        ],
        [&json!(1), &json!(true), &json!(5000)]
    );
    assert_eq!(answers[0].get("confidence"), None);
}

#[test]
fn skipping_goes_on_at_once_and_is_kept_without_a_score() {
    let house = House::english();
    house.play(script![
        press("u"),
        wait(2),
        press("s"),
        sees("Frequent questions · 1 of 2"),
        keys("s s"),
        sees("3 of 3 asked · answered 0 · gave up 0 · passed over 3"),
        sees("skipped"),
    ]);
    let answers = house.answers();
    assert_eq!(answers.len(), 3);
    for answer in &answers {
        assert_eq!(answer["skipped"], true);
        assert_eq!(answer.get("score"), None);
    }
    assert_eq!(
        [&answers[0]["think_ms"], &answers[0]["answer_ms"]],
        [2000, 0]
    );
}

#[test]
fn a_follow_up_comes_after_a_beat_under_its_question_with_its_own_clock() {
    let house = House::english();
    house.play(script![
        keys("i down"),
        sees("up to 1 follow-up (100%)"),
        press("enter"),
        sees("How do TCP and UDP differ?"),
        keys("enter enter 2 4 enter"),
        sees("└ follow-up"),
        sees_no("Then why is QUIC"),
        wait(2),
        sees("How do TCP and UDP differ?"),
        sees("  Then why is QUIC built on UDP?"),
        sees("answer 0:45"),
        wait(20),
        keys("enter 3"),
        sees("A new transport without a new kernel."),
        sees_no("connection first"),
        keys("5 enter"),
        sees("2 of 2 asked"),
        sees("└ Then why is QUIC"),
    ]);
    let answers = house.answers();
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[0]["depth"], 0);
    assert_eq!(
        [
            &answers[1]["depth"],
            &answers[1]["follow_up"],
            &answers[1]["limit_ms"]
        ],
        [&json!(1), &json!([0]), &json!(45_000)]
    );
    assert_eq!(answers[1]["card"], answers[0]["card"]);
}

#[test]
fn hints_are_the_key_points_one_by_one_and_are_counted() {
    let house = House::english();
    house.play(script![
        keys("u h"),
        sees("hint 1: present work"),
        sees_no("a result with a number"),
        keys("h h"),
        sees("hint 3: why this company"),
        press("h"),
        sees("there is no further hint"),
        keys("enter enter 1 2 enter"),
    ]);
    assert_eq!(house.answers()[0]["hints"], 3);
}

#[test]
fn a_live_interview_asks_everything_first_and_scores_at_the_end_of_the_round() {
    let house = House::english();
    house.play(script![
        keys("i down down"),
        sees("live: no pause, scored at the end of the round"),
        press("enter"),
        sees("Technical · 1 of 2"),
        keys("enter enter"),
        sees("Technical · 2 of 2"),
        sees_no("how sure were you"),
        press("p"),
        sees_no("paused"),
        keys("enter enter"),
        sees("Technical · 1 of 2"),
        sees("how sure were you"),
        keys("2 4 enter"),
        sees("Technical · 2 of 2"),
        keys("2 3 enter"),
        sees("2 of 2 asked"),
    ]);
    assert_eq!(house.answers().len(), 2);
}

#[test]
fn the_debrief_shows_a_row_whole_and_says_what_changed_since_last_time() {
    let house = House::english();
    let one_round = || keys("enter enter 2 enter enter enter 3 2 enter enter enter 3 2 enter");
    house.play(script![
        press("u"),
        one_round(),
        sees("new"),
        sees("sure but wrong: "),
        sees("1 card without your answer"),
        press("enter"),
        sees("thought 0:00 · answered 0:00 of 1:00"),
        sees("what you do now → what you are proud of"),
        press("esc"),
        press("esc"),
        press("u"),
        keys("enter enter 5 enter enter enter 3 1 enter enter enter 1 2 enter"),
        sees("+3"),
        sees("-1"),
        sees("="),
    ]);
    assert_eq!(house.answers().len(), 6);
}
