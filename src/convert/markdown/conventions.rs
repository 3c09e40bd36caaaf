//! One small note for every convention that notes were seen to follow, with words made up here.

use proptest::prelude::*;

use super::read;
use crate::bank::{CardType, FollowUp};
use crate::convert::{Found, Note};

fn cards(note: &str) -> Vec<Found> {
    read("note", note).cards
}

/// Question and answer of every card, `→` between them; an unwritten one ends with the arrow.
fn shown(note: &str) -> Vec<String> {
    cards(note)
        .iter()
        .map(|card| {
            format!("{} → {}", card.question, card.answer.replace('\n', "⏎"))
                .trim_end()
                .to_owned()
        })
        .collect()
}

fn follow_ups(found: &[FollowUp]) -> Vec<(&str, &str)> {
    found
        .iter()
        .map(|next| (next.question.as_str(), next.answer.as_str()))
        .collect()
}

#[test]
fn a_heading_asks_and_everything_up_to_the_next_one_of_its_level_answers() {
    let note = "## 큐는 왜 쓰나요?\n\n떼어 놓으려고.\n\n### 조금 더\n\n밀리면 쌓인다.\n\n## 캐시는 언제 위험한가요?\n\n오래된 값을 믿을 때.\n\n## 색인\n";
    assert_eq!(
        shown(note),
        [
            "큐는 왜 쓰나요? → 떼어 놓으려고.⏎⏎### 조금 더⏎⏎밀리면 쌓인다.",
            "캐시는 언제 위험한가요? → 오래된 값을 믿을 때.",
            "색인 →"
        ]
    );
    assert_eq!(cards(note)[0].lines, (1, 7));
}

#[test]
fn stacked_headings_share_one_answer_and_empty_ones_apart_do_not() {
    let found = cards(
        "## 왜 옮기나요?\n## 왜 지금인가요?\n\n배우려고.\n\n## 언제 시작하나요?\n\n## 어디에 사나요?\n\n집.\n",
    );
    assert_eq!(found[0].also_asked, ["왜 지금인가요?"]);
    assert_eq!((found.len(), found[1].answer.as_str()), (3, ""));
}

#[test]
fn paraphrases_and_arrows_in_a_heading_are_other_wordings_and_follow_ups() {
    let found = cards(
        "## 장애를 겪었나요? (=무엇이 멈췄나요?)\n\n네.\n\n## 혼자 했나요? -> 누가 도왔나요?\n\n팀이.\n",
    );
    assert_eq!(found[0].also_asked, ["무엇이 멈췄나요?"]);
    assert_eq!(follow_ups(&found[1].follow_ups), [("누가 도왔나요?", "")]);
    assert_eq!(found[1].question, "혼자 했나요?");
}

#[test]
fn front_matter_gives_tags_and_no_card() {
    let found = cards(
        "---\ntitle: 준비\ntags: [cs, work]\n---\n\n# 큐\n\n## 큐는 왜 쓰나요?\n\n나누려고.\n",
    );
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].tags, ["큐", "cs", "work"]);
    assert_eq!(found[0].section, "큐");
}

#[test]
fn details_are_cards_with_stars_and_follow_ups() {
    let note = "<details open><summary>로드 밸런서 ★★</summary>\n\n- 나누어 보낸다\n- L4와 L7은 무엇이 다른가요?\n    - 보는 층이 다르다\n- 빠르다\n</details>\n\n<details>\n<summary><b>큐 &amp; 토픽은?</b></summary>\n</details>\n";
    let found = cards(note);
    assert_eq!(found[0].question, "로드 밸런서");
    assert_eq!(found[0].importance, Some(2));
    assert_eq!(found[0].answer, "- 나누어 보낸다\n- 빠르다");
    assert_eq!(
        follow_ups(&found[0].follow_ups),
        [("L4와 L7은 무엇이 다른가요?", "보는 층이 다르다")]
    );
    assert_eq!(
        (found[1].question.as_str(), found[1].answer.as_str()),
        ("큐 & 토픽은?", "")
    );
}

#[test]
fn details_nest_both_ways() {
    let grouped = "<details><summary>네트워크</summary>\n\n<details><summary>DNS는?</summary>\n\n이름을 찾는다.\n\n</details>\n\n<details><summary>TLS는?</summary>\n\n숨긴다.\n\n</details>\n\n</details>\n";
    let found = cards(grouped);
    assert_eq!(
        found
            .iter()
            .map(|card| (card.question.as_str(), card.section.as_str()))
            .collect::<Vec<_>>(),
        [("DNS는?", "네트워크"), ("TLS는?", "네트워크")]
    );
    let followed = "<details><summary>DNS는 무엇을 하나요?</summary>\n\n이름을 찾는다.\n\n<details><summary>죽으면 어떻게 되나요?</summary>\n\n못 찾는다.\n\n</details>\n\n</details>\n";
    let found = cards(followed);
    assert_eq!(found.len(), 1);
    assert_eq!(
        follow_ups(&found[0].follow_ups),
        [("죽으면 어떻게 되나요?", "못 찾는다.")]
    );
}

#[test]
fn missing_and_stray_tags_lose_no_question() {
    let note = "</details>\n\n<details><summary>하나는?</summary>\n\n1\n\n<details><summary>둘은?</summary>\n\n2\n\n</details>\n\n<details><summary>셋은?\n\n3\n";
    assert_eq!(shown(note), ["하나는? → 1", "둘은? → 2", "셋은? → 3"]);
}

#[test]
fn html_without_blank_lines_around_it_is_read() {
    let note = "<details><summary>DNS는?</summary>이름을 <b>찾는다</b>.<br>빠르게.</details><details><summary>TLS는?</summary><ul><li>숨긴다</li><li>확인한다</li></ul></details>\n";
    assert_eq!(
        shown(note),
        [
            "DNS는? → 이름을 **찾는다**.⏎빠르게.",
            "TLS는? → - 숨긴다⏎- 확인한다"
        ]
    );
}

#[test]
fn buttons_are_no_questions_in_any_language() {
    let one = |button: &str| {
        format!(
            "### Was gibt das aus?\n\n```js\nlog(1)\n```\n\n- A: 1\n- B: 2\n\n<details><summary>{button}</summary>\n\n#### A\n\nWeil es so ist.\n\n</details>\n\n---\n\n"
        )
    };
    let found = cards(&one("Antwort").repeat(3));
    assert_eq!(found.len(), 3);
    assert_eq!(found[0].prompt, "```js\nlog(1)\n```\n\n- A: 1\n- B: 2");
    assert_eq!(found[0].answer, "#### A\n\nWeil es so ist.");
    assert_eq!(
        cards(&one("View answer"))[0].answer,
        "#### A\n\nWeil es so ist."
    );
}

#[test]
fn tail_questions_are_follow_ups() {
    let found = cards(
        "## 큐는 왜 쓰나요?\n\n나누려고.\n\n꼬리질문1: 밀리면 어떻게 하나요?\n\n꼬리질문2: 겹치면요?\nA. 한 번만 처리한다.\n",
    );
    assert_eq!(
        follow_ups(&found[0].follow_ups),
        [
            ("밀리면 어떻게 하나요?", ""),
            ("겹치면요?", "한 번만 처리한다.")
        ]
    );
}

#[test]
fn numbered_questions_have_their_bullets_at_the_margin() {
    let note = "## 자주 받는 질문\n1. 무엇을 잘하나요?\n- 기다리기\n- 듣기\n\n2. 무엇을 못하나요?\n\n3. 마지막으로 할 말은?\n궁금한 점은 없나요?\n- 없다\n";
    let found = cards(note);
    assert_eq!(
        shown(note),
        [
            "무엇을 잘하나요? → - 기다리기⏎- 듣기",
            "무엇을 못하나요? →",
            "마지막으로 할 말은? → - 없다"
        ]
    );
    assert_eq!(found[2].also_asked, ["궁금한 점은 없나요?"]);
}

#[test]
fn numbers_before_and_after_the_heading_signs_are_no_part_of_the_question() {
    let listed = "1. ### What is a queue?\n\n   A line.\n\n   ### State\n\n   More.\n\n2. ### Why a cache\n\n   Speed.\n\n3. #### How does DNS work?\n\n   By asking.\n";
    assert_eq!(
        shown(listed),
        [
            "What is a queue? → A line.⏎⏎### State⏎⏎More.",
            "Why a cache → Speed.",
            "How does DNS work? → By asking."
        ]
    );
    let numbered = "#### 1. 큐는 무엇인가요?\n\n줄.\n\n#### 2) 캐시는 무엇인가요?\n\n사본.\n\n#### Q3. 색인은?\n\n목차.\n";
    assert_eq!(
        shown(numbered),
        [
            "큐는 무엇인가요? → 줄.",
            "캐시는 무엇인가요? → 사본.",
            "색인은? → 목차."
        ]
    );
}

#[test]
fn questions_and_answers_with_letters_are_read() {
    assert_eq!(
        shown("## Q. 큐는?\n\nA. 줄이다.\n\n## Q. 캐시는?\n\nA. 사본이다.\n"),
        ["큐는? → 줄이다.", "캐시는? → 사본이다."]
    );
    assert_eq!(
        shown("Q: 큐는 무엇인가요?\nA: 줄.\n\nQ: 캐시는?\nA: 사본.\n더 빠르다.\n"),
        ["큐는 무엇인가요? → 줄.", "캐시는? → 사본.⏎더 빠르다."]
    );
    let code = cards(
        "Question: What is printed?\n```js\nlog(1)\n```\n\nQuestion: And here?\n```js\nlog(2)\n```\n",
    );
    assert_eq!(
        (
            code[0].question.as_str(),
            code[0].prompt.as_str(),
            code[0].answer.as_str()
        ),
        ("What is printed?", "```js\nlog(1)\n```", "")
    );
}

#[test]
fn bold_lines_ask() {
    let note = "## Queues\n\n**What is a queue? 👶**\n\nA line.\n\n<br/>\n\n**Name two kinds of it ⭐️**\n\n**FIFO** and priority.\n\n<br/>\n\n**1. Why not a stack?**\nOrder.\n";
    assert_eq!(
        shown(note),
        [
            "What is a queue? → A line.",
            "Name two kinds of it → **FIFO** and priority.",
            "Why not a stack? → Order."
        ]
    );
}

#[test]
fn callouts_that_ask_are_cards() {
    let note = "Prose about classes.\n\n# Details\n\nMore prose.\n\n> [!note] Mind this\n> Nothing.\n\n# Questions\n\n> [!question]- Can it be `static`?\n> No.\n> - never\n\n> [!FAQ]+ Why?\n> Because.\n";
    assert_eq!(
        shown(note),
        ["Can it be static? → No.⏎⏎- never", "Why? → Because."]
    );
}

#[test]
fn an_answer_written_wholly_as_a_quote_is_unquoted() {
    let note = "### 언어\n\n---\n\n#### 참조란?\n\n> 가리키는 값\n>\n> - 주소\n\n<br>\n\n#### 값 vs 참조\n\n> 베끼거나 가리킨다\n\n#### 왜 나누나요?\n\n> 비싸서\n";
    assert_eq!(
        shown(note),
        [
            "참조란? → 가리키는 값⏎⏎- 주소",
            "값 vs 참조 → 베끼거나 가리킨다",
            "왜 나누나요? → 비싸서"
        ]
    );
}

#[test]
fn a_table_of_questions_and_answers_is_read_and_one_of_links_is_not() {
    assert_eq!(
        shown("| 질문 | 답 |\n| - | - |\n| 큐는? | **줄** |\n| 캐시는? | |\n"),
        ["큐는? → **줄**", "캐시는? →"]
    );
    assert_eq!(
        shown("| No. | Questions |\n| - | - |\n| 1 | [큐는?](#a) |\n| 2 | [캐시는?](#b) |\n"),
        Vec::<String>::new()
    );
}

#[test]
fn one_question_a_file_is_its_title() {
    let note = "# Queue (FIFO)\nA queue keeps things in the order in which they came, which is what most waiting is about.\n\n## Uses\nWork that waits for a worker, and messages between programs that do not run together.\n\n# Links\n[one](https://example.com/one)\n\n# Further reading\n[two](https://example.com/two)\n";
    let found = cards(note);
    assert_eq!(
        (found.len(), found[0].question.as_str()),
        (1, "Queue (FIFO)")
    );
    assert!(found[0].answer.starts_with("A queue keeps") && !found[0].answer.contains("one"));
}

#[test]
fn topics_named_by_a_table_of_contents_are_cards_though_some_headings_in_them_ask() {
    let note = "# Part 2 Storage\n\n- [Index](#index)\n- [Lock](#lock)\n- [Log](#log)\n\n[Back](https://example.com)\n\n## Index\n\n### Kinds\n\nMany.\n\n### Why a tree?\n\nRanges.\n\n[Back](https://example.com)/[Top](#part-2-storage)\n\n## Lock\n\n### Modes\n\nTwo.\n\n## Log\n\nAppend only.\n\n#### Reference\n\n- https://example.com/log\n";
    let found = cards(note);
    assert_eq!(
        found
            .iter()
            .map(|card| card.question.as_str())
            .collect::<Vec<_>>(),
        ["Index", "Lock", "Log"]
    );
    assert_eq!(
        (found[2].answer.as_str(), found[2].links.as_slice()),
        (
            "Append only.",
            ["https://example.com/log".to_owned()].as_slice()
        )
    );
    assert!(!found[0].answer.contains("Back"));
}

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
fn bare_lists_ask_and_what_is_below_an_item_follows_or_answers() {
    let note = "* Explain queues.\n* What is a cache?\n  * When is it dangerous?\n* Explain the following headers:\n  * ETag\n  * Age\n* How would you fix this?\n```js\nx\n```\n";
    let found = cards(note);
    assert_eq!(found.len(), 4);
    assert_eq!(
        follow_ups(&found[1].follow_ups),
        [("When is it dangerous?", "")]
    );
    assert_eq!(
        follow_ups(&found[2].follow_ups),
        [("ETag", ""), ("Age", "")]
    );
    assert_eq!(
        (found[3].prompt.as_str(), found[3].answer.as_str()),
        ("```js\nx\n```", "")
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
fn hidden_text_is_kept_as_a_note_and_never_shown() {
    let found = cards(
        "## 왜 왔나요?\n\n%% 너무 길었다.\n\n줄일 것 %%\n\n일하려고. %% 웃지 말 것 %%\n\n```text\n%% 코드는 그대로 %%\n```\n",
    );
    assert_eq!(
        found[0].answer,
        "일하려고.\n\n```text\n%% 코드는 그대로 %%\n```"
    );
    assert_eq!(found[0].notes, "너무 길었다.\n\n줄일 것\n\n웃지 말 것");
}

#[test]
fn wiki_links_and_images_stay_as_text() {
    let found =
        cards("## [[큐|대기열]]은 왜 쓰나요?\n\n[[순서]]를 지키려고. ![[그림.png]] ![줄](a.png)\n");
    assert_eq!(found[0].question, "대기열은 왜 쓰나요?");
    assert_eq!(
        found[0].answer,
        "[[순서]]를 지키려고. ![[그림.png]] ![줄](a.png)"
    );
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
fn expected_points_and_links_are_taken_out_of_the_answer() {
    let found = cards(
        "### What is a queue?\n\n<details><summary>View answer</summary>\n\nA line.\n\n#### Good to hear\n\n* first in\n* first out\n\n##### Additional Links\n\n* [one](https://example.com/a_(b))\n\n</details>\n\n<br>[⬆ Back to top](#top)\n",
    );
    assert_eq!(found[0].answer, "A line.");
    assert_eq!(found[0].key_points, ["first in", "first out"]);
    assert_eq!(found[0].links, ["https://example.com/a_(b)"]);
}

#[test]
fn what_is_no_question_makes_no_card() {
    let nothing = [
        (
            "a talk's notes",
            "# 어느 모임 2023.04.05\n\n조금만 적었다.\n\n## 1. 큐 살펴보기\n\n* 주문이 들어온다\n\n### 역할\n\n* 만드는 사람\n* 찾는 사람\n",
        ),
        (
            "a link list",
            "## Reading\n\n- [What is a queue?](https://example.com/1)\n- [Queues](https://example.com/2) by somebody\n",
        ),
        (
            "a table of contents",
            "## Table of Contents\n\n### Storage\n\n<details><summary>View contents</summary>\n\n* [What is a queue?](#a)\n* [What is a log?](#b)\n\n</details>\n",
        ),
        (
            "an outline of topics",
            "Text.\n\n## Storage\n\nA chapter.\n\n-   ### Queue\n\n    - What is it for?\n        > Waiting.\n    - Why use it?\n        > Speed.\n\n<details><summary>🔗 <b>References</b></summary>\n\n1. [a](https://example.com/1)\n2. [b](https://example.com/2)\n\n</details>\n\n-   ### What is a log\n\n    Lines.\n",
        ),
        (
            "a project's page",
            "# Tool\n\nA tool that does a thing, and does it for everyone who needs it done.\n\n## Installation\n\nRun it.\n\n## License\n\nMIT\n",
        ),
        (
            "a template",
            "### title\n> - []()\n\n## Reference\n> - []()\n",
        ),
        (
            "prose",
            "저는 어제 무엇을 했는지 적었다. 왜 그랬을까? 잘 모르겠다.\n\n- 하나를 했다\n- 둘을 했다\n",
        ),
    ];
    for (what, note) in nothing {
        assert_eq!(shown(note), Vec::<String>::new(), "{what}");
    }
}

#[test]
fn only_the_questions_of_a_talk_are_taken() {
    let note = "# 모임 2023.04.05\n\n## 1. 큐\n\n* 쌓인다\n\n### Q & A\n\n언제 어렵다고 느끼셨나요?\n\n* 밀릴 때\n";
    assert_eq!(shown(note), ["언제 어렵다고 느끼셨나요? → * 밀릴 때"]);
}

#[test]
fn placeholders_are_no_answers() {
    let note = "**What is a queue?**\n\nAnswer here\n\n**What is a log?**\n\nTODO\n\n**What is a heap?**\n\nA tree.\n";
    assert_eq!(
        shown(note),
        [
            "What is a queue? →",
            "What is a log? →",
            "What is a heap? → A tree."
        ]
    );
}

#[test]
fn line_ends_byte_order_marks_and_composition_do_not_matter() {
    use unicode_normalization::UnicodeNormalization;
    let note = "## 큐는 왜 쓰나요?\n\n나누려고.\n\n## 캐시는요?\n\n빠르려고.\n";
    let other: String = format!("\u{feff}{}", note.replace('\n', "\r\n"))
        .nfd()
        .collect();
    assert_eq!(cards(note), cards(&other));
}

#[test]
fn escape_sequences_and_invisible_signs_do_not_come_through() {
    let found =
        cards("## 큐\u{1b}[2J는 왜\u{202e} 쓰나요?\n\n\u{1b}]0;title\u{7}나\u{200b}누려고.\tx\n");
    assert_eq!(found[0].question, "큐␛[2J는 왜 쓰나요?");
    assert_eq!(found[0].answer, "␛]0;title␇나누려고.\tx");
}

#[test]
fn depth_and_unclosed_things_are_survived() {
    let deep = |mark: &str| format!("## 왜?\n\n{}끝\n", mark.repeat(10_000));
    let steps: Vec<String> = (0..3000)
        .map(|i| format!("{}- 왜 {i}?", " ".repeat(i)))
        .collect();
    let stairs = steps.join("\n");
    for note in [
        deep("> "),
        deep("- "),
        deep("<details><summary>x</summary>\n\n"),
        deep("**"),
        deep("["),
        deep("`"),
        "<details>".repeat(10_000),
        "```\n## x\n".to_owned(),
        "%% x\n\n## 왜?\n".to_owned(),
        "<!-- x\n## 왜?\n".to_owned(),
        stairs,
    ] {
        let found = read("n", &note);
        assert!(found.cards.len() < 20_000, "{}", note.len());
    }
}

fn all_lines_lie_in(note: &Note, lines: usize) -> bool {
    note.cards.iter().all(|card| {
        1 <= card.lines.0 && card.lines.0 <= card.lines.1 && card.lines.1 <= lines.max(1)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_text_is_read_without_harm(pieces in proptest::collection::vec(prop_oneof![
        Just("## ".to_owned()), Just("- ".to_owned()), Just("> ".to_owned()), Just("1. ".to_owned()), Just("```\n".to_owned()),
        Just("<details>".to_owned()), Just("<summary>".to_owned()), Just("</summary>".to_owned()), Just("</details>".to_owned()),
        Just("%%".to_owned()), Just("<!--".to_owned()), Just("-->".to_owned()), Just("**".to_owned()), Just("| a | 질문 |\n|-|-|\n".to_owned()),
        Just("[x](#y)".to_owned()), Just("---\n".to_owned()), Just("\n".to_owned()), Just("\n\n".to_owned()), Just("    ".to_owned()),
        Just("왜 그런가요?".to_owned()), Just("Q: ".to_owned()), Just("A: ".to_owned()), Just("면접 2024.1.2".to_owned()), Just("[!question]- ".to_owned()),
        "\\PC{0,12}",
    ], 0..60)) {
        let text = pieces.concat();
        let note = read("n", &text);
        prop_assert!(all_lines_lie_in(&note, text.lines().count() + 1), "{note:?}");
        for card in &note.cards {
            prop_assert!(!card.question.is_empty() && !card.question.contains('\n'));
            prop_assert!(!card.answer.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
        }
    }
}
