//! Headings and buttons over the parts of an answer.

use super::normal;
use super::page::{is_boilerplate, is_link_title};
use crate::convert::markdown::words::question::{Form, form};

/// Headings over what a good answer has in it.
pub(in crate::convert::markdown) fn is_key_point_title(title: &str) -> bool {
    matches!(
        normal(title).trim_end_matches(':'),
        "good to hear"
            | "key points"
            | "key point"
            | "keywords"
            | "keyword"
            | "핵심"
            | "핵심 키워드"
            | "키워드"
            | "핵심 포인트"
            | "포인트"
            | "체크포인트"
            | "must mention"
            | "what to mention"
            | "key takeaways"
    )
}

/// Headings over what is asked next.
pub(in crate::convert::markdown) fn is_follow_up_title(title: &str) -> bool {
    let title = normal(title);
    let title = title.trim_end_matches(':');
    matches!(
        title,
        "follow up"
            | "follow ups"
            | "follow up questions"
            | "follow up question"
            | "꼬리질문"
            | "꼬리 질문"
            | "추가 질문"
            | "추가질문"
            | "예상질문"
            | "예상 질문"
            | "expected questions"
            | "이어지는 질문"
            | "연관 질문"
            | "관련 질문"
    )
}

/// The words on a `<summary>` that only say "open this".
pub(in crate::convert::markdown) fn is_opener(summary: &str) -> bool {
    if is_answer_opener(summary) || is_link_title(summary) || is_boilerplate(summary) {
        return true;
    }
    let words = normal(summary);
    let first = words.split(' ').next().unwrap_or_default();
    let opening = matches!(
        first,
        "view"
            | "see"
            | "show"
            | "hide"
            | "hide/show"
            | "show/hide"
            | "click"
            | "expand"
            | "collapse"
            | "toggle"
            | "open"
            | "reveal"
            | "spoiler"
            | "more"
            | "press"
    );
    let korean = [
        "펼치기",
        "접기",
        "더보기",
        "더 보기",
        "펼쳐보기",
        "열기",
        "클릭",
        "보기",
        "눌러",
    ];
    (opening && form(summary) != Form::Question)
        || korean
            .iter()
            .any(|word| words.ends_with(word) || words.starts_with(word))
        || matches!(
            words.as_str(),
            "code"
                | "코드"
                | "예제"
                | "예시"
                | "예제 코드"
                | "example"
                | "hint"
                | "힌트"
                | "details"
        )
}

/// The words on a `<summary>` that say "here is the answer".
pub(in crate::convert::markdown) fn is_answer_opener(summary: &str) -> bool {
    let words = normal(summary);
    let words = words
        .trim_end_matches(" 보기")
        .trim_end_matches(" 확인")
        .trim_end_matches(" 펼치기");
    let korean = [
        "답",
        "정답",
        "답변",
        "해답",
        "해설",
        "풀이",
        "모범 답안",
        "모범답안",
        "답안",
        "정답보기",
        "답보기",
        "정답 및 해설",
        "답변 예시",
    ];
    if korean.contains(&words) {
        return true;
    }
    let noun = words.split(' ').next_back().unwrap_or_default();
    let all_small = words.split(' ').all(|word| {
        matches!(
            word,
            "view"
                | "see"
                | "show"
                | "the"
                | "click"
                | "for"
                | "to"
                | "reveal"
                | "check"
                | "hide"
                | "here"
                | "expand"
                | "answer"
                | "answers"
                | "solution"
                | "solutions"
                | "explanation"
                | "and"
                | "show/hide"
                | "model"
                | "sample"
                | "me"
                | "my"
        )
    });
    all_small
        && matches!(
            noun,
            "answer" | "answers" | "solution" | "solutions" | "explanation" | "here" | "reveal"
        )
}

/// What a template puts where an answer is still to be written.
pub(in crate::convert::markdown) fn is_placeholder(answer: &str) -> bool {
    if answer.chars().count() > 40 {
        return false;
    }
    let is_empty_note = |part: &str| {
        part.split_once(']').is_some_and(|(inside, after)| {
            inside.trim_end().ends_with(':') && after.trim().is_empty()
        })
    };
    if answer.starts_with('[')
        && answer
            .trim_end_matches(['+', '-', '*', ' ', '\n'])
            .split('[')
            .skip(1)
            .all(is_empty_note)
    {
        return true;
    }
    let words = normal(answer);
    matches!(
        words.as_str(),
        "answer here"
            | "your answer here"
            | "your answer"
            | "add answer here"
            | "write your answer here"
            | "answer"
            | "todo"
            | "tbd"
            | "wip"
            | "to be added"
            | "to do"
            | "coming soon"
            | "fixme"
            | "작성 예정"
            | "작성예정"
            | "작성 중"
            | "작성중"
            | "추가 예정"
            | "추가예정"
            | "준비 중"
            | "준비중"
            | "답변 예정"
            | "답변 작성"
            | "답변을 작성해주세요"
            | "여기에 답을 쓰세요"
            | "미작성"
    ) || answer == "- []()"
        || answer
            .chars()
            .all(|c| matches!(c, '.' | '…' | '-' | '?' | ' '))
}
