//! What was really asked, what the candidate asks, and what one has done.

use super::cards;
use crate::bank::CardType;
use crate::convert::markdown::read;

#[test]
fn topics_with_ones_own_experience_keep_it_apart() {
    let note = "# 큐\n\n## 정의\n* 먼저 온 것이 먼저 나간다\n\n---\n\n> 주문을 나누어 받는 데 썼습니다.\n>> 밀려서 한참 고생했습니다.\n\n# 색인\n## 정의\n* 찾는 길\n\n> 찾기를 2초에서 80ms로 줄였다.\n\n# 잠금\n\n\n# END\n";
    let found = cards(note);
    assert_eq!(
        found
            .iter()
            .map(|card| card.question.as_str())
            .collect::<Vec<_>>(),
        ["큐", "색인", "잠금"]
    );
    assert_eq!(found[0].answer, "## 정의\n\n* 먼저 온 것이 먼저 나간다");
    assert_eq!(
        found[0].experience,
        "주문을 나누어 받는 데 썼습니다.\n\n밀려서 한참 고생했습니다."
    );
    assert_eq!(found[1].experience, "찾기를 2초에서 80ms로 줄였다.");
}

#[test]
fn every_line_after_an_interview_was_asked_and_bullets_look_back() {
    let note = "## Interview\n#### Experience 1\n소개를 해 주세요\n왜 옮기나요\n- 말이 빨랐다\n- 짧게 하자\n트래픽이 몰리면 어떻게 하나요\n\n기다리는 동안 불안했다\n\n## 24/05/17 1차면접\n자기소개\n이직 사유\n\n## 전화면접 문제\nDNS가 하는 일\n";
    let found = cards(note);
    assert_eq!(
        found
            .iter()
            .map(|card| card.question.as_str())
            .collect::<Vec<_>>(),
        [
            "소개를 해 주세요",
            "왜 옮기나요",
            "트래픽이 몰리면 어떻게 하나요",
            "자기소개",
            "이직 사유",
            "DNS가 하는 일"
        ]
    );
    assert_eq!(found[1].reflections, ["말이 빨랐다", "짧게 하자"]);
    assert_eq!(
        found[3].asked[0].on.map(|on| on.to_string()).as_deref(),
        Some("2024-05-17")
    );
    assert_eq!(found[3].asked[0].interview.as_deref(), Some("1차면접"));
    assert!(
        found
            .iter()
            .all(|card| card.answer.is_empty() && !card.asked.is_empty())
    );
}

#[test]
fn a_report_of_one_interview_takes_its_bullets_as_asked() {
    let note = "`채용 과정`: 서류 → 면접 <br/>\n`면접 시간`: 1시간\n\n---\n\n### 저장소\n\n-   색인은 언제 쓰는지?\n-   잠금의 종류\n\n### 개인질문\n\n-   힘들었던 경험\n";
    let report = read("가상회사", note);
    assert_eq!(report.cards.len(), 3);
    assert_eq!(
        report.cards[2].asked[0].interview.as_deref(),
        Some("가상회사")
    );
}

#[test]
fn questions_to_ask_and_checklists_are_no_cards_of_their_own() {
    let note = read(
        "n",
        "- [ ] 이력서 고치기\n- [x] 사진 찍기\n\n## 회사에 물어볼 질문\n- 당직은 어떻게 도는지\n- 온보딩 문서가 있는지\n\n## 왜 왔나요?\n\n일하려고.\n",
    );
    assert_eq!(note.checklist, ["이력서 고치기", "사진 찍기"]);
    assert_eq!(
        note.to_ask
            .iter()
            .map(|card| card.question.as_str())
            .collect::<Vec<_>>(),
        ["당직은 어떻게 도는지", "온보딩 문서가 있는지"]
    );
    assert!(
        note.to_ask
            .iter()
            .all(|card| card.card_type == CardType::ToAsk)
    );
    assert_eq!(note.cards.len(), 1);
}

#[test]
fn ticked_options_are_the_answer_key() {
    let found = cards(
        "## Which one keeps order?\n\n- [ ] a set\n- [x] a queue\n\n## Which one is a tree?\n\n- [x] a heap\n- [ ] a list\n",
    );
    assert_eq!(
        (found[0].answer.as_str(), found[0].prompt.as_str()),
        ("a queue", "- [ ] a set\n- [x] a queue")
    );
    assert_eq!(found[1].answer, "a heap");
}

#[test]
fn a_design_brief_is_one_card_with_the_expected_questions() {
    let note = "## 쿠폰 시스템 설계\n하루 백만 장을 나누어 주는 시스템을 설계해 봅니다. 주요 기능은 다음과 같습니다:\n- 한 사람에 한 장\n\n### 과정\n1. 큐를 둔다\n2. 예상질문\n\t1. 큐가 밀리면 어떻게 되나요\n\t2. 겹치면 어떻게 하나요 -> 순서가 바뀌면요?\n";
    let found = cards(note);
    assert_eq!((found.len(), found[0].card_type), (1, CardType::Design));
    assert_eq!(found[0].follow_ups.len(), 2);
    assert_eq!(
        found[0].follow_ups[1].follow_ups[0].question,
        "순서가 바뀌면요?"
    );
}

#[test]
fn facts_about_an_interview_are_no_questions_and_what_one_wants_to_ask_is_apart() {
    let note = read(
        "n",
        "# Phone screen, 2024-06-11\n\nInterviewer: two engineers\n\n- Walk me through a project\n- How would you shard this?\n  - stumbled on hot keys\n\nTo ask them next time:\n\n- How is on-call organised?\n",
    );
    let asked: Vec<&str> = note
        .cards
        .iter()
        .map(|card| card.question.as_str())
        .collect();
    assert_eq!(
        asked,
        ["Walk me through a project", "How would you shard this?"]
    );
    assert_eq!(note.cards[1].reflections, ["stumbled on hot keys"]);
    assert_eq!(note.to_ask[0].question, "How is on-call organised?");
}

#[test]
fn bullets_between_numbered_questions_look_back_and_a_date_stays_whole() {
    let found = cards(
        "## 2024.03.02 가상회사 2차 기술면접\n\n1) 어려웠던 장애를 말해 주세요\n2) GC를 조정해 본 적 있나요\n- 너무 길게 말함\n3) 느린 쿼리는 어떻게 찾나요\n",
    );
    assert_eq!(found.len(), 3);
    assert_eq!(found[1].reflections, ["너무 길게 말함"]);
    assert_eq!(found[0].section, "2024.03.02 가상회사 2차 기술면접");
}
