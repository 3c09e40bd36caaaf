//! One small note for every convention that notes were seen to follow, with words made up here.

mod details;
mod evidence;
mod interviews;
mod left_out;

use super::read;
use crate::bank::FollowUp;
use crate::convert::Found;

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
fn numbered_links_ask_where_they_are_answered_and_are_contents_elsewhere() {
    let note = "## Question\n1. [큐는 왜 쓰나요?](#1-큐)\n- 나누려고\n<br>\n\n2. [캐시는 언제 위험한가요?](#2-캐시)\n- 오래됐을 때\n\n## 1. 큐\n- 줄\n";
    assert_eq!(
        shown(note)[..2],
        [
            "큐는 왜 쓰나요? → - 나누려고",
            "캐시는 언제 위험한가요? → - 오래됐을 때"
        ]
    );
    let contents = "## 목차\n1. [큐는 왜 쓰나요?](#큐)\n2. [캐시는?](#캐시)\n\n- 줄\n\n## 큐는 왜 쓰나요?\n\n나누려고.\n";
    assert_eq!(shown(contents), ["큐는 왜 쓰나요? → 나누려고."]);
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
fn answers_behind_marks_colons_and_bold_questions_are_told_from_the_question() {
    assert_eq!(
        shown(
            "### Question 1: What is a lease?\n\n_Answer:_ A lock that ends.\n\n### Question 2: What is a fence?\n\n*Answer*: A number that only grows.\n"
        ),
        [
            "What is a lease? → A lock that ends.",
            "What is a fence? → A number that only grows."
        ]
    );
    assert_eq!(
        shown(
            "- What owns a `Box`? :: Its binding.\n- **What is a slice?** A view of a row.\n- **What is a trait?** – What a type can do.\n"
        ),
        [
            "What owns a Box? → Its binding.",
            "What is a slice? → A view of a row.",
            "What is a trait? → What a type can do."
        ]
    );
    assert_eq!(
        shown("| # | Question | My answer |\n| - | - | - |\n| 1 | Why now? | To learn |\n"),
        ["Why now? → To learn"]
    );
    let starred = cards("## 갈등을 푼 경험을 말해 주세요 (★★)\n\n규칙을 정했다.\n");
    assert_eq!(
        (starred[0].question.as_str(), starred[0].importance),
        ("갈등을 푼 경험을 말해 주세요", Some(2))
    );
}
