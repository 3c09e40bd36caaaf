//! Headings that announce questions: those of an interview, of the candidate, of a design task.

use super::normal;
use crate::convert::markdown::words::date::date_in;

/// Whether a heading announces questions that the candidate asks.
pub(in crate::convert::markdown) fn is_to_ask(title: &str) -> bool {
    let title = normal(title);
    if title.contains("candidate") || title.contains("지원자에게") {
        return false;
    }
    let english = [
        "questions to ask",
        "question to ask",
        "ask the interviewer",
        "ask your interviewer",
        "ask them",
        "ask the company",
        "questions for the interviewer",
        "questions for the company",
        "questions for your interviewer",
        "questions you should ask",
        "reverse interview",
        "questions for them",
        "questions for company",
        "questions for interviewer",
    ];
    if english.iter().any(|words| title.contains(words)) || title.contains("역질문") {
        return true;
    }
    let whom = ["회사", "면접관", "기업"];
    let how = [
        "에 질문",
        "에게 질문",
        "에 할 질문",
        "에게 할 질문",
        "에 물어",
        "에게 물어",
        "에 하고 싶은 질문",
        "에게 하고 싶은 질문",
        "께 드릴 질문",
        "에게 드릴 질문",
        "에게 궁금",
        "에 궁금",
        "께 질문",
        "한테 질문",
        "한테 물어",
    ];
    whom.iter().any(|whom| {
        let mut afterwards = title
            .match_indices(whom)
            .map(|(at, _)| &title[at + whom.len()..]);
        afterwards.any(|rest| how.iter().any(|how| rest.starts_with(how)))
    })
}

/// Whether a heading names an interview that took place (and not a set of questions).
pub(in crate::convert::markdown) fn names_interview(title: &str) -> bool {
    let title = normal(title);
    let interview = [
        "면접",
        "인터뷰",
        "interview",
        "phone screen",
        "onsite",
        "on site",
    ];
    interview.iter().any(|word| title.contains(word))
}

/// Whether a heading that names an interview says which: a round, a phone call, a date.
pub(in crate::convert::markdown) fn names_one_interview(title: &str) -> bool {
    let plain = title.to_lowercase();
    let round = plain.char_indices().any(|(at, c)| {
        c == '차'
            && plain[..at]
                .trim_end()
                .ends_with(|c: char| c.is_ascii_digit())
    });
    let kinds = [
        "전화",
        "화상",
        "phone",
        "후기",
        "복기",
        "회고",
        "경험",
        "experience",
        "최종면접",
        "임원면접",
        "onsite",
        "on-site",
        "screen",
        "실무면접",
        "실무 면접",
        "최종 면접",
        "임원 면접",
        "first round",
        "second round",
    ];
    names_interview(title)
        && (round || date_in(title).is_some() || kinds.iter().any(|kind| plain.contains(kind)))
}

/// A line about the interview itself: who, when, how long.
pub(in crate::convert::markdown) fn is_fact(line: &str) -> bool {
    let Some((about, value)) = line.split_once([':', '：']) else {
        return false;
    };
    let about = normal(about);
    let known = [
        "interviewer",
        "interviewers",
        "people",
        "time",
        "duration",
        "date",
        "when",
        "where",
        "place",
        "format",
        "role",
        "position",
        "team",
        "company",
        "result",
        "outcome",
        "면접관",
        "시간",
        "소요 시간",
        "면접 시간",
        "일시",
        "날짜",
        "인원",
        "장소",
        "방식",
        "진행 방식",
        "직무",
        "포지션",
        "팀",
        "회사",
        "결과",
    ];
    known.contains(&about.as_str()) && !value.trim().is_empty() && !line.contains(['?', '？'])
}

/// "Experience 3", "경험 2": one of several interviews under a common heading.
pub(in crate::convert::markdown) fn is_numbered_experience(title: &str) -> bool {
    let title = title.to_lowercase();
    let head = title
        .trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || "#.".contains(c));
    head.len() < title.len()
        && [
            "experience",
            "경험",
            "interview",
            "면접",
            "case",
            "round",
            "회사",
        ]
        .iter()
        .any(|word| head.ends_with(word))
}

/// Whether a heading announces questions.
pub(super) fn announces(title: &str) -> bool {
    // "Interview" alone names a set of them only in a short heading; in a long one it is prose.
    let names = ["면접", "interview", "인터뷰"]
        .iter()
        .any(|word| title.contains(word));
    if names && title.split(' ').count() <= 3 && title.chars().count() <= 24 {
        return true;
    }
    if title.ends_with("문제") || title.ends_with("문제 모음") || title.ends_with("문제 목록")
    {
        return true;
    }
    [
        "질문", "question", "q&a", "q & a", "qna", "faq", "퀴즈", "quiz",
    ]
    .iter()
    .any(|word| title.contains(word))
}

/// Whether a heading announces a design task.
pub(in crate::convert::markdown) fn is_design(title: &str) -> bool {
    let title = normal(title);
    title.ends_with("설계")
        || title.ends_with("설계하기")
        || title.ends_with("설계해 보기")
        || title.starts_with("design a ")
        || title.starts_with("design an ")
        || title.starts_with("design the ")
        || title.starts_with("system design:")
}

/// Whether a brief says what is to be built.
pub(in crate::convert::markdown) fn is_brief(text: &str) -> bool {
    let text = text.to_lowercase();
    [
        "설계해",
        "설계하",
        "요구",
        "기능은",
        "requirement",
        "design a",
        "design an",
        "should support",
        "제출",
        "제약",
    ]
    .iter()
    .any(|word| text.contains(word))
}
