//! Questions in `<details>`, and the buttons that look like them.

use super::{cards, follow_ups, shown};

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
