//! A field's value as a person edits it in a form, and back.
//!
//! Texts are as they are, lists have one entry a line, and follow-ups are written like this:
//!
//! ```text
//! Q the question
//!   its answer,
//!   on as many lines as it takes
//!   Q what is asked after that
//!     and its answer
//! ```
//!
//! A line of an answer that begins with `Q ` or `\` has a `\` before it.

use super::value::{Field, Shape, Value};
use crate::bank::card::FollowUp;
use crate::both;
use crate::language::Both;
use crate::text;

const INDENT: usize = 2;

/// What stands in the form for this value.
pub fn shown(value: Option<&Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Texts(texts)) => {
            let lines: Vec<String> = texts.iter().map(|text| text.replace('\n', " ")).collect();
            lines.join("\n")
        }
        Some(Value::FollowUps(list)) => {
            let mut lines = Vec::new();
            write_follow_ups(list, 0, &mut lines);
            lines.join("\n")
        }
        Some(value @ (Value::Numbers(_) | Value::Asked(_) | Value::Source(_))) => {
            value.to_json().to_string()
        }
    }
}

/// The value that a form's text means; `None` takes the field away. The error says what is wrong
/// and how to mend it.
pub fn read(field: Field, written: &str) -> Result<Option<Value>, Both> {
    let value = match field.shape() {
        Shape::FollowUps => Some(Value::FollowUps(read_follow_ups(written)?)),
        shape => Value::from_written(field, written).map_err(|_| match shape {
            Shape::Number => both!("수를 쓰세요", "write a number"),
            _ => both!("읽을 수 없는 값입니다", "this value cannot be read"),
        })?,
    };
    match field.fault(value.as_ref()) {
        Some(fault) => Err(fault),
        None => Ok(value),
    }
}

fn write_follow_ups(list: &[FollowUp], depth: usize, lines: &mut Vec<String>) {
    let indent = " ".repeat(depth * INDENT);
    let inner = " ".repeat((depth + 1) * INDENT);
    for follow_up in list {
        let question = follow_up.question.replace('\n', " ");
        lines.push(format!("{indent}Q {question}"));
        if !follow_up.answer.is_empty() {
            lines.extend(follow_up.answer.split('\n').map(|line| {
                let sign = if is_taken_for_more(line) { "\\" } else { "" };
                match line {
                    "" => String::new(),
                    line => format!("{inner}{sign}{line}"),
                }
            }));
        }
        write_follow_ups(&follow_up.follow_ups, depth + 1, lines);
    }
}

/// Whether a line of an answer would be read as something else.
fn is_taken_for_more(line: &str) -> bool {
    line.starts_with('\\') || question_of(line).is_some()
}

fn question_of(line: &str) -> Option<&str> {
    let line = line.trim_start();
    line.strip_prefix("Q ").or((line == "Q").then_some(""))
}

/// A follow-up with the columns before its `Q`.
struct Open {
    indent: usize,
    follow_up: FollowUp,
}

fn read_follow_ups(written: &str) -> Result<Vec<FollowUp>, Both> {
    let mut done = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for (number, line) in (1..).zip(written.split('\n')) {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if let Some(question) = question_of(line) {
            close(&mut open, &mut done, indent);
            open.push(Open {
                indent,
                follow_up: FollowUp {
                    question: question.trim().to_owned(),
                    ..FollowUp::default()
                },
            });
            continue;
        }
        match open.last_mut() {
            Some(last) => {
                let line = &line[indent.min(last.indent + INDENT)..];
                let line = line.strip_prefix('\\').unwrap_or(line);
                let answer = &mut last.follow_up.answer;
                answer.push_str(line);
                answer.push('\n');
            }
            None if line.trim().is_empty() => {}
            None => {
                return Err(both!(
                    "{number}번째 줄: 꼬리질문은 \"Q 질문\" 줄로 시작하고, 그 아래에 답을 들여 씁니다",
                    "line {number}: a follow-up begins with a line \"Q question\"; its answer is indented below"
                ));
            }
        }
    }
    close(&mut open, &mut done, 0);
    if done.iter().any(has_no_question) {
        return Err(both!(
            "\"Q\" 뒤에 질문을 쓰세요",
            "write the question behind \"Q\""
        ));
    }
    Ok(done)
}

/// Ends all that does not reach further right than `indent`.
fn close(open: &mut Vec<Open>, done: &mut Vec<FollowUp>, indent: usize) {
    while let Some(last) = open.pop_if(|last| last.indent >= indent) {
        let mut follow_up = last.follow_up;
        follow_up.answer = text::tidied(&follow_up.answer);
        match open.last_mut() {
            Some(above) => above.follow_up.follow_ups.push(follow_up),
            None => done.push(follow_up),
        }
    }
}

fn has_no_question(follow_up: &FollowUp) -> bool {
    follow_up.question.is_empty() || follow_up.follow_ups.iter().any(has_no_question)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn follow_up(question: &str, answer: &str, follow_ups: Vec<FollowUp>) -> FollowUp {
        FollowUp {
            question: question.to_owned(),
            answer: answer.to_owned(),
            follow_ups,
        }
    }

    #[test]
    fn follow_ups_are_a_line_each_with_their_answers_below() {
        let list = vec![
            follow_up(
                "왜?",
                "첫 줄\n\n    code",
                vec![follow_up("정말?", "예", vec![])],
            ),
            follow_up("그래서?", "", vec![]),
        ];
        let written = "Q 왜?\n  첫 줄\n\n      code\n  Q 정말?\n    예\nQ 그래서?";
        assert_eq!(shown(Some(&Value::FollowUps(list.clone()))), written);
        let read_back = read(Field::FollowUps, written).unwrap();
        assert_eq!(read_back, Some(Value::FollowUps(list)));
    }

    #[test]
    fn an_answer_that_is_not_indented_still_belongs_to_its_question() {
        let value = read(Field::FollowUps, "\nQ 왜?\n그래서요\n").unwrap();
        let list = vec![follow_up("왜?", "그래서요", vec![])];
        assert_eq!(value, Some(Value::FollowUps(list)));
    }

    #[test]
    fn what_cannot_be_read_says_what_to_write() {
        let fault = |field, written| read(field, written).unwrap_err().english;
        assert!(fault(Field::FollowUps, "just text").starts_with("line 1: a follow-up begins"));
        assert!(fault(Field::FollowUps, "Q a\nQ").contains("behind \"Q\""));
        assert_eq!(fault(Field::Importance, "high"), "write a number");
        assert_eq!(fault(Field::Importance, "4"), "importance is 0 to 3");
        assert_eq!(fault(Field::Question, " "), "the question is empty");
        assert!(fault(Field::Time, "soon").contains("no length of time"));
        assert_eq!(read(Field::Importance, "").unwrap(), None);
        let by_role = Some(Value::Numbers(vec![("default", 1), ("qa", 3)]));
        let shown = shown(by_role.as_ref());
        assert_eq!(shown, r#"{"default":1,"qa":3}"#);
        assert_eq!(read(Field::Importance, &shown).unwrap(), by_role);
        assert_eq!(fault(Field::Importance, r#"{"qb":3}"#), "write a number");
        assert_eq!(
            fault(Field::Importance, r#"{"qa":4}"#),
            "importance is 0 to 3"
        );
        assert!(fault(Field::Level, "expert").contains("new, mid, senior"));
    }

    fn some_follow_ups() -> impl Strategy<Value = Vec<FollowUp>> {
        let one = ("[a-z가-힣Q\\\\ ]{1,8}", "[a-z가Q\\\\ \n]{0,12}");
        let leaf = one.prop_map(|(question, answer)| follow_up(&question, &answer, vec![]));
        let tree = leaf.prop_recursive(3, 12, 3, |below| {
            let below = proptest::collection::vec(below, 0..3);
            ("[a-zQ ]{1,8}", "[a-zQ\\\\ \n]{0,12}", below)
                .prop_map(|(question, answer, below)| follow_up(&question, &answer, below))
        });
        proptest::collection::vec(tree, 0..4)
    }

    proptest! {
        #[test]
        fn follow_ups_come_back_from_the_form_as_they_were(list in some_follow_ups()) {
            let value = Value::FollowUps(list).tidied();
            let written = shown(Some(&value));
            let read_back = read(Field::FollowUps, &written).unwrap();
            prop_assert_eq!(read_back, Some(value));
        }
    }
}
