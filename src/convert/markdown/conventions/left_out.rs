//! What makes no card, and what no note may do.

use super::{cards, shown};
use crate::convert::Note;
use crate::convert::markdown::read;
use proptest::prelude::*;

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
