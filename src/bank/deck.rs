//! One deck: reading its text into cards, with every problem named at its place.
//!
//! Nearly all decks have nothing wrong in them: `plain` reads those, and fast. What it does not
//! like it leaves to `careful`, which gives the same for the others, and says what is wrong.

use crate::problem::{Problem, Report};

mod careful;
mod plain;
mod values;

pub use values::{Deck, Origin, byte_order_mark};

/// Reads a deck's text. What can be read is always given back, beside every problem; `path` is
/// how the problems name the file. A byte-order mark and CRLF are taken as they come.
pub fn read(id: &str, origin: Origin, path: &str, text: &str) -> (Deck, Vec<Problem>) {
    let text = &text[byte_order_mark(text).end..];
    if let Some(deck) = plain::read(id, &origin, text) {
        return (deck, Vec::new());
    }
    let report = Report::new(path, text);
    let (deck, _) = careful::read(id, origin, &report);
    (deck, report.into_problems())
}

/// As [`read`], with the number (from 0, among the file's tables of cards) of every card that was
/// read: those without a question are left out of the deck but stand in the file.
pub(super) fn read_numbered(id: &str, text: &str) -> (Deck, Vec<usize>) {
    let text = &text[byte_order_mark(text).end..];
    careful::read(id, Origin::BuiltIn, &Report::new("", text))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::bank::CardType;
    use crate::bank::{Card, Kind, Level};
    use unicode_normalization::UnicodeNormalization;

    fn read_text(text: &str) -> (Deck, Vec<String>) {
        let (deck, problems) = read("a/b", Origin::BuiltIn, "a/b.toml", text);
        (deck, problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn every_field_of_the_format_is_read() {
        let (deck, problems) = read_text(
            r#"
title = "네트워크"
kind = "technical"
lang = "ko"
company = "Messenger Co"
tags = ["cs"]
time = "90s"

[[cards]]
id = "tcp-vs-udp"
question = "TCP와 UDP는 무엇이 다른가요?"
also_asked = ["UDP를 쓰는 까닭은 무엇인가요?"]
answer = """
TCP는 연결을 먼저 맺습니다.
"""
outline = "차이 → 까닭"
key_points = ["연결", "순서"]
follow_ups = [{ question = "왜요?", answer = "그래서", follow_ups = [{ question = "또?" }] }]
experience = "써 봤다"
reflections = ["말이 빨랐다"]
notes = "나만"
tags = ["transport", "cs"]
importance = 2
time = "2m"
type = "design"
links = ["https://www.rfc-editor.org/rfc/rfc9293"]
asked = [{ on = 2024-05-17, interview = "1차" }]
"#,
        );
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(
            (deck.title.as_str(), deck.kind),
            ("네트워크", Kind::Technical)
        );
        assert_eq!(deck.company.as_deref(), Some("Messenger Co"));
        let card = &deck.cards[0];
        assert_eq!(card.id.as_str(), "a/b#tcp-vs-udp");
        assert_eq!(card.answer, "TCP는 연결을 먼저 맺습니다.");
        assert_eq!(card.tags, ["cs", "transport"]);
        assert_eq!(card.importance, 2);
        assert_eq!(card.time, Some(Duration::from_secs(120)));
        assert_eq!(card.card_type, CardType::Design);
        assert_eq!(card.wording(1), "UDP를 쓰는 까닭은 무엇인가요?");
        assert_eq!(card.wording(9), card.question);
        assert_eq!(card.follow_up(&[0, 0]).unwrap().question, "또?");
        assert_eq!(card.asked[0].on.unwrap().to_string(), "2024-05-17");
        assert_eq!(card.line, 9);
    }

    #[test]
    fn a_byte_order_mark_crlf_and_decomposed_hangul_are_read() {
        let decomposed: String = "카프카는?".nfd().collect();
        let text = format!("\u{feff}title = \"x\"\r\n[[cards]]\r\nquestion = \"{decomposed}\"\r\n");
        let (deck, problems) = read_text(&text);
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(deck.cards[0].question, "카프카는?");
        assert!(deck.cards[0].is_unwritten());
        assert!(!deck.cards[0].id_is_written);
    }

    #[test]
    fn an_empty_file_is_a_deck_without_cards_and_a_warning() {
        let (deck, problems) = read_text(" \n");
        assert!(deck.cards.is_empty());
        assert_eq!(
            problems,
            [
                "a/b.toml:1:1: warning: the file is empty; add a card with [[cards]], or remove the file"
            ]
        );
    }

    #[test]
    fn an_unknown_key_is_a_warning_that_names_the_key_that_was_meant() {
        let (deck, problems) =
            read_text("titel = \"x\"\n[[cards]]\nquestion = \"q\"\nanwser = \"a\"\nmood = 1\n");
        assert_eq!(deck.cards.len(), 1);
        assert_eq!(
            problems,
            [
                "a/b.toml:1:1: warning: unknown key `titel`; did you mean `title`?",
                "a/b.toml:4:1: warning: unknown key `anwser`; did you mean `answer`?",
                "a/b.toml:5:1: warning: unknown key `mood`; it is kept but not used; remove it if it is a mistake",
            ]
        );
    }

    #[test]
    fn roles_level_importance_by_role_and_former_names_are_read() {
        let (deck, problems) = read_text(
            r#"
roles = ["frontend", "android"]
[[cards]]
id = "virtual-dom"
question = "q"
importance = { frontend = 3, default = 0 }
roles = ["frontend", "frontend", "qa"]
level = "mid"
was = ["dom", "other/deck#dom"]
[[cards]]
question = "r"
importance = { qa = 2 }
"#,
        );
        assert_eq!(problems, Vec::<String>::new());
        let [card, other] = deck.cards.as_slice() else {
            panic!("two cards")
        };
        assert_eq!(deck.roles_of(card), ["frontend", "qa"]);
        assert_eq!(deck.roles_of(other), ["frontend", "android"]);
        assert_eq!(card.level, Some(Level::Mid));
        let importance = |card: &Card, roles: &[&str]| {
            card.importance_for(&roles.iter().map(ToString::to_string).collect::<Vec<_>>())
        };
        assert_eq!((card.importance, importance(card, &[])), (0, 0));
        assert_eq!(importance(card, &["qa", "frontend"]), 3);
        assert_eq!(importance(card, &["qa"]), 0);
        assert_eq!((other.importance, importance(other, &["qa"])), (1, 2));
        let former: Vec<String> = card.former_ids().map(|id| id.to_string()).collect();
        assert_eq!(former, ["a/b#dom", "other/deck#dom"]);
    }

    #[test]
    fn what_no_role_level_or_former_name_is_is_a_warning_and_not_used() {
        let (deck, problems) = read_text(
            r#"roles = ["fronted"]
[[cards]]
id = "x"
question = "q"
importance = { fronted = 3, qa = 4 }
roles = ["qa", "everything"]
level = "midd"
was = ["", "y", "a/b#y"]
[[cards]]
id = "y"
question = "r"
"#,
        );
        assert_eq!(
            problems,
            [
                "a/b.toml:1:10: warning: unknown role \"fronted\"; did you mean \"frontend\"?",
                "a/b.toml:5:16: warning: unknown key `fronted`; did you mean `frontend`?",
                "a/b.toml:5:34: error: `qa` is 4, and must be from 0 to 3; write a number from 0 to 3",
                "a/b.toml:6:16: warning: unknown role \"everything\"; write one of backend-jvm, backend-node, backend-python, backend-go, backend-dotnet, frontend, android, ios, cross-platform, devops, data-eng, data-ml, llm, security, embedded, qa, game, management",
                "a/b.toml:7:9: warning: unknown level \"midd\"; did you mean \"mid\"?",
                "a/b.toml:8:8: warning: `was` holds former ids, or \"deck#id\"; mend it or remove it",
                "a/b.toml:8:12: warning: the former name \"y\" is also at line 9; its history can follow one card only; remove one of the two",
                "a/b.toml:8:17: warning: the former name \"y\" is also at line 9; its history can follow one card only; remove one of the two",
            ]
        );
        assert_eq!(deck.roles, Vec::<String>::new());
        assert_eq!(deck.cards[0].roles, ["qa"]);
        assert_eq!(deck.cards[0].level, None);
    }

    #[test]
    fn two_equal_ids_name_both_lines_and_neither_card_is_dropped() {
        let (deck, problems) = read_text(
            "[[cards]]\nid = \"x\"\nquestion = \"q1\"\n\n[[cards]]\nid = \"x\"\nquestion = \"q2\"\n",
        );
        assert_eq!(
            problems,
            ["a/b.toml:6:6: error: the id \"x\" is also at line 1; give one of the two another id"]
        );
        assert_eq!(deck.cards.len(), 2);
        assert_ne!(deck.cards[0].id, deck.cards[1].id);
    }

    #[test]
    fn every_wrong_value_is_reported_and_the_rest_is_used() {
        let (deck, problems) = read_text(
            r#"kind = "tecnical"
[[cards]]
question = "q"
importance = 9
time = "soon"
tags = "cs"
key_points = ["a", 3]
[[cards]]
answer = "no question"
[[cards]]
question = "fine"
"#,
        );
        assert_eq!(
            problems,
            [
                "a/b.toml:1:8: error: `kind` cannot be \"tecnical\"; did you mean \"technical\"?",
                "a/b.toml:4:14: error: `importance` is 9, and must be from 0 to 3; write a number from 0 to 3",
                "a/b.toml:5:8: error: `time` is \"soon\", which is no length of time; write \"90s\", \"2m\" or \"1m30s\"",
                "a/b.toml:6:8: error: `tags` must be a list of texts, and here is a text; write it as tags = [\"…\", \"…\"]",
                "a/b.toml:7:20: error: `key_points` must be a list of texts, and here is a whole number; write it as key_points = [\"…\", \"…\"]",
                "a/b.toml:8:1: error: the card has no question; add question = \"…\"",
            ]
        );
        assert_eq!(deck.cards.len(), 2);
        assert_eq!(deck.cards[0].key_points, ["a"]);
    }

    #[test]
    fn a_syntax_error_keeps_the_cards_that_can_be_read() {
        let (deck, problems) = read_text(
            "[[cards]]\nquestion = \"first\"\n\n[[cards]]\nquestion = \"open\n\n[[cards]]\nquestion = \"third\"\n",
        );
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].starts_with("a/b.toml:5:"), "{problems:?}");
        assert!(
            problems[0].contains("error: not valid TOML ("),
            "{problems:?}"
        );
        let questions: Vec<_> = deck
            .cards
            .iter()
            .map(|card| card.question.as_str())
            .collect();
        assert!(
            questions.contains(&"first") && questions.contains(&"third"),
            "{questions:?}"
        );
    }
}
