//! Notes in which structure says what asks, read under what the user says, and none of whose
//! lines is lost.

use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::{cards, follow_ups, shown};
use crate::convert::markdown::{Constraint, Weights, read, read_with};
use crate::convert::{Note, Role};

fn questions(note: &Note) -> Vec<&str> {
    note.cards
        .iter()
        .map(|card| card.question.as_str())
        .collect()
}

#[test]
fn a_label_alone_takes_the_paragraph_below_it() {
    let note = "**Q1.** 큐는 왜 쓰나요?\n\n> 나누려고\n\n**Q2.**\n\n캐시는 언제 위험한가요?\n\n> 오래된 값\n\n**Q3.**\n\nOrders를\n\n나눈 까닭은?\n\n> 잠금\n";
    assert_eq!(
        shown(note),
        [
            "큐는 왜 쓰나요? → 나누려고",
            "캐시는 언제 위험한가요? → 오래된 값",
            "Orders를 나눈 까닭은? → 잠금"
        ]
    );
}

#[test]
fn an_indented_answer_and_one_behind_a_colon_are_answers() {
    assert_eq!(
        shown(
            "1. 큐는 언제 쓰나요?\n\n        먼저 온 것부터.\n2. 캐시는 왜 쓰나요?\n\n        빠르려고.\n"
        ),
        [
            "큐는 언제 쓰나요? → 먼저 온 것부터.",
            "캐시는 왜 쓰나요? → 빠르려고."
        ]
    );
    assert_eq!(
        shown(
            "- 큐란?(⭐)\n  : 줄\n- 캐시를 설명해 주세요\n  : 사본을\n  가까이 둔다\n- 색인이란?\n  :\n"
        ),
        [
            "큐란? → 줄",
            "캐시를 설명해 주세요 → 사본을⏎가까이 둔다",
            "색인이란? →"
        ]
    );
}

#[test]
fn flashcards_say_themselves_what_they_are() {
    let note = "---\ntags: [flashcards]\n---\n\n## Locks\n\nWhat is a lock?\n?\nIt keeps\nothers out.\n\nlease::a lock that ends\n\nThe ==fence== only grows.\n";
    assert_eq!(
        shown(note),
        [
            "What is a lock? → It keeps⏎others out.",
            "lease → a lock that ends",
            "The […] only grows. → fence"
        ]
    );
    assert_eq!(
        shown("# Note\n\n## Front\nWhat is a log?\n\n## Back\nLines, in order.\n"),
        ["What is a log? → Lines, in order."]
    );
}

#[test]
fn other_languages_are_read_by_structure() {
    for (note, count) in [
        (
            "# 基础\n\n1、队列为什么有用？\n\n2、缓存的风险是什么？\n\n3、实现一个模板引擎\n\n4、索引什么时候会变慢？\n",
            4,
        ),
        (
            "## キューとは何ですか？\n\n列です。\n\n## なぜキャッシュは危険ですか？\n\n古い値。\n",
            2,
        ),
        (
            "### O que é uma fila?\n\nUma linha.\n\n### Qual é a diferença entre fila e pilha?\n\nA ordem.\n",
            2,
        ),
        (
            "### ¿Qué es una cola?\n\nUna fila.\n\n### ¿Cuándo falla una caché?\n\nCon datos viejos.\n",
            2,
        ),
    ] {
        assert_eq!(cards(note).len(), count, "{note}");
    }
}

#[test]
fn advice_links_and_contents_make_no_cards() {
    assert_eq!(
        shown(
            "# 자소서\n### Q&A\n* 이력서에서 질문이 더 많이 나옴.\n* 활동은 무엇이든 적어라\n* 경력이 있으면 더 긍정적!\n* 숫자는 직무와 관련된 역량\n"
        ),
        Vec::<String>::new()
    );
}

#[test]
fn points_in_code_and_colons_in_values_are_not_lost() {
    let found = cards(
        "## Q1. 왜 여기인가요?\n\n### 핵심 포인트\n\n```\n1. 푸는 문제\n2. 내 경험\n```\n\n일하려고.\n",
    );
    assert_eq!(found[0].key_points, ["푸는 문제", "내 경험", "일하려고."]);
    assert_eq!(
        shown("## `${A:http://b}`는 무엇인가요? :star:\n\n값.\n"),
        ["${A:http://b}는 무엇인가요? → 값."]
    );
}

#[test]
fn what_the_user_says_of_a_line_holds() {
    let note = "# 메모\n\n- 큐 정리\n- 캐시 정리\n- 색인 정리\n\n## 왜 왔나요?\n\n일하려고.\n\n### 조금 더\n\n오래.\n";
    let with = |constraints: &[Constraint]| read_with("n", note, constraints, &Weights::default());
    assert_eq!(questions(&with(&[])), ["왜 왔나요?"]);
    assert_eq!(questions(&with(&[Constraint::AllAlike(3)])).len(), 4);
    let asked = with(&[Constraint::Question(4)]);
    assert!(
        questions(&asked).contains(&"캐시 정리"),
        "{:?}",
        questions(&asked)
    );
    assert!(with(&[Constraint::NoQuestion(7)]).cards.is_empty());
    let begun = with(&[Constraint::Begins(11)]);
    assert_eq!(questions(&begun), ["왜 왔나요?", "조금 더"]);
    assert_eq!(begun.cards[0].answer, "일하려고.");
    assert!(
        with(&[Constraint::Above(7)])
            .cards
            .iter()
            .all(|card| card.lines.0 != 7)
    );
}

#[test]
fn the_next_best_reading_can_be_taken() {
    let note = "## 왜 왔나요?\n\n- 무엇을 하나요?\n- 언제 하나요?\n- 어디서 하나요?\n\n## 왜 가나요?\n\n- 누구와 가나요?\n- 어떻게 가나요?\n- 왜 지금인가요?\n";
    let first = read("n", note);
    let other = read_with("n", note, &[Constraint::OtherReading], &Weights::default());
    assert_ne!(questions(&first), questions(&other));
}

#[test]
fn holes_in_a_series_and_how_sure_it_is_are_told() {
    let ask = |n: u32| format!("### {n}. 큐 {n}은 왜 쓰나요?\n\n나누려고 쓴다.\n\n");
    let note: String = (1..=20).filter(|n| *n != 7 && *n != 12).map(ask).collect();
    let outcome = read("n", &note).outcome.unwrap();
    assert_eq!(
        (outcome.missing.as_slice(), outcome.numbered),
        ([7, 12].as_slice(), 18)
    );
    assert!(
        outcome.confidence >= 50 && !outcome.is_doubtful(),
        "{outcome:?}"
    );
}

/// Every Markdown file of the notes that lie beside the project, where they do.
fn notes_beside() -> Vec<PathBuf> {
    fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    for root in [
        env!("CARGO_MANIFEST_DIR"),
        concat!(env!("CARGO_MANIFEST_DIR"), "/.."),
    ] {
        for folder in ["corpus", "corpus2", "notes", "cases"] {
            collect(&Path::new(root).join("../shared").join(folder), &mut found);
        }
    }
    found
}

/// Every line that is not empty has one role, and no word of a line in a card is missing in it.
fn assert_whole(text: &str, note: &Note) {
    let normal = text
        .trim_start_matches('\u{feff}')
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    assert_eq!(note.lines.len(), normal.split('\n').count());
    let count = note.cards.len() + note.to_ask.len();
    for (line, placed) in normal.split('\n').zip(&note.lines) {
        assert_eq!(placed.role == Role::Blank, line.trim().is_empty(), "{line}");
        let is_in_card = !matches!(placed.role, Role::Blank | Role::Section | Role::LeftOut(_));
        assert_eq!(is_in_card, placed.card.is_some(), "{line}");
        assert!(placed.card.is_none_or(|card| card < count), "{line}");
    }
    for skipped in &note.skipped {
        assert!(skipped.lines.0 >= 1 && skipped.lines.1 <= note.lines.len());
    }
}

#[test]
fn no_line_of_any_note_at_hand_is_lost() {
    for path in notes_beside() {
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let note = read("note", &text);
        assert_whole(&text, &note);
    }
}

#[test]
fn the_words_of_an_answer_are_all_in_its_card() {
    let note = "## 큐는 왜 쓰나요?\n\n첫째 까닭 &amp; 둘째\n\n| 앞 | 뒤 |\n| - | - |\n| 빠름 | 느림 |\n\n```rust\nlet x = a<b && c>d;\n```\n\n[[페이지|이름]] ![그림](a.png) <https://example.com>\n";
    let found = cards(note);
    for word in [
        "첫째",
        "&amp;",
        "느림",
        "a<b && c>d",
        "[[페이지|이름]]",
        "![그림](a.png)",
        "https://example.com",
    ] {
        assert!(
            found[0].answer.contains(word),
            "{word}: {}",
            found[0].answer
        );
    }
    assert!(follow_ups(&found[0].follow_ups).is_empty());
}

/// One note a kind, with what is right; those that a change of weights must not break.
fn kinds() -> Vec<(String, usize)> {
    let many = |one: &dyn Fn(usize) -> String| (1..=8).map(one).collect::<String>();
    vec![
        (
            many(&|n| format!("## {n}번 큐는 왜 쓰나요?\n\n일을 나누려고 쓴다.\n\n")),
            8,
        ),
        (
            many(&|n| {
                format!(
                    "**Q{n}.**\n\n{n}번 캐시는 언제 위험한가요?\n\n> 오래된 값을 믿을 때다.\n\n"
                )
            }),
            8,
        ),
        (
            format!(
                "# 面试题\n\n{}",
                many(&|n| format!("{n}、队列{n}为什么有用？\n\n"))
            ),
            8,
        ),
        (
            many(&|n| format!("- 색인 {n}이란?\n  : 찾는 길을 적은 것이다\n")),
            8,
        ),
        (
            format!(
                "# Interview questions\n\n{}",
                many(&|n| format!("- Explain queue number {n}\n"))
            ),
            8,
        ),
        (
            many(&|n| {
                format!(
                    "### What is part {n}?\n\n<details><summary>Answer</summary>\n\nA part of it.\n\n</details>\n\n"
                )
            }),
            8,
        ),
        (
            many(&|n| {
                format!(
                    "<details><summary>큐 {n}은 무엇인가요?</summary>\n\n줄이다.\n\n</details>\n\n"
                )
            }),
            8,
        ),
        (
            many(&|n| format!("**What is number {n}?**\n\nIt is a number that stands for it.\n\n")),
            8,
        ),
        (
            format!(
                "# 큐\n\n{}",
                many(&|n| format!("{n}. 반입 정책 {n}이란?\n\n- 언제 가져올지 정하는 것이다\n\n"))
            ),
            8,
        ),
        (
            format!(
                "# 읽을거리\n\n{}",
                many(&|n| format!("- [글 {n}](https://example.com/{n})\n"))
            ),
            0,
        ),
    ]
}

#[test]
fn weights_hang_on_no_fine_value() {
    // exp(N(0, 0.35)) by twelve uniform numbers, from a fixed seed.
    let mut state = 0x2545_f491_4f6c_dd1du64;
    let mut uniform = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        f32::from(u16::try_from(state >> 48).unwrap()) / f32::from(u16::MAX)
    };
    let (mut all, mut passed) = (0, 0);
    for _ in 0..10 {
        let weights = Weights::default().scaled(|_| {
            let normal: f32 = (0..12).map(|_| uniform()).sum::<f32>() - 6.0;
            (0.35 * normal).exp()
        });
        for (note, wanted) in kinds() {
            all += 1;
            let found = read_with("n", &note, &[], &weights).cards.len();
            passed += usize::from(found == wanted);
        }
    }
    assert!(passed * 10 >= all * 9, "{passed} of {all}");
    for (note, wanted) in kinds() {
        assert_eq!(read("n", &note).cards.len(), wanted, "{note}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn every_line_of_random_markdown_has_one_role(pieces in proptest::collection::vec(prop_oneof![
        Just("## ".to_owned()), Just("- ".to_owned()), Just("    ".to_owned()), Just("> ".to_owned()), Just("\n".to_owned()), Just("\n\n".to_owned()),
        Just("```\n".to_owned()), Just("<details><summary>".to_owned()), Just("</summary>\n".to_owned()), Just("</details>\n".to_owned()),
        Just("왜 그런가요?".to_owned()), Just("Q3. ".to_owned()), Just("A. ".to_owned()), Just(": ".to_owned()), Just(" :: ".to_owned()), Just("\n?\n".to_owned()),
        Just("| 질문 | 답 |\n|-|-|\n| 왜? | 그래서 |\n".to_owned()), Just("**굵게?**".to_owned()), Just("[x](https://a.b/c)".to_owned()), Just("%%숨김%%".to_owned()),
        Just("---\n".to_owned()), Just("### Answer\n".to_owned()), Just("### Question\n".to_owned()), Just("## 핵심 포인트\n".to_owned()), "[a-z가-힣 ]{1,12}",
    ], 0..40)) {
        let text = pieces.concat();
        assert_whole(&text, &read("n", &text));
    }
}
