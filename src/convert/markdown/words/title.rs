//! What a heading or a `<summary>` promises: questions, an interview, links, a button.

use super::date::date_in;
use super::question::{Form, form, is_letter, is_mark, without_shortcodes};

/// A heading in small letters without numbers, emoji and punctuation around it.
fn normal(title: &str) -> String {
    let title = title.trim_matches(|c| !is_letter(c));
    let title = title.trim_start_matches(|c: char| c.is_ascii_digit() || ".)- ".contains(c));
    let mut out = String::with_capacity(title.len());
    for word in title.split(|c: char| c.is_whitespace() || matches!(c, '_' | '-' | '*')) {
        if word.is_empty() || word.chars().all(is_mark) {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        if word.is_ascii() {
            out.extend(word.bytes().map(|b| char::from(b.to_ascii_lowercase())));
        } else {
            out.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    out
}

/// What a heading is, found out once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Traits {
    /// How much it asks.
    pub form: Form,
    /// Whether it belongs to a page and not to its questions.
    pub is_boilerplate: bool,
    /// Whether links to elsewhere stand below it.
    pub is_link_title: bool,
    /// Whether it announces questions.
    pub announces_questions: bool,
}

impl Traits {
    /// The traits of a heading of this form.
    pub fn of(title: &str, form: Form) -> Self {
        let words = normal(title);
        let is_number = words.is_empty() && title.chars().any(|c| c.is_ascii_digit());
        let is_link_title = is_links(&words);
        Self {
            form,
            is_boilerplate: !is_number && (is_link_title || is_of_page(&words)),
            is_link_title,
            announces_questions: announces(&words),
        }
    }
}

/// Headings of what belongs to a page and not to its questions.
pub(in super::super) fn is_boilerplate(title: &str) -> bool {
    let words = normal(title);
    let is_number = words.is_empty() && title.chars().any(|c| c.is_ascii_digit());
    !is_number && (is_links(&words) || is_of_page(&words))
}

fn is_of_page(title: &str) -> bool {
    title.is_empty()
        || matches!(
            title,
            "table of contents"
                | "contents"
                | "content"
                | "toc"
                | "목차"
                | "차례"
                | "index of questions"
                | "license"
                | "licence"
                | "라이선스"
                | "contributing"
                | "contribution"
                | "contributions"
                | "how to contribute"
                | "contributors"
                | "contributor"
                | "author"
                | "authors"
                | "acknowledgements"
                | "acknowledgments"
                | "credits"
                | "disclaimer"
                | "changelog"
                | "installation"
                | "install"
                | "usage"
                | "getting started"
                | "sponsors"
                | "sponsor"
                | "support"
                | "donate"
                | "donations"
                | "star history"
                | "stargazers"
                | "foreword"
                | "preface"
                | "introduction"
                | "intro"
                | "about"
                | "about us"
                | "summary"
                | "conclusion"
                | "overview"
                | "소개"
                | "서론"
                | "결론"
                | "개요"
                | "요약"
                | "들어가며"
                | "마치며"
                | "마무리"
                | "end"
                | "the end"
                | "fin"
                | "끝"
                | "todo"
                | "to do"
                | "translations"
                | "translation"
                | "번역"
                | "view online"
                | "기여"
                | "기여하기"
                | "만든 사람"
                | "personal recommendation"
                | "prerequisites"
                | "wrapping up"
                | "code of conduct"
                | "security policy"
                | "들어가기전"
                | "들어가기 전"
                | "들어가기"
                | "rules"
                | "guidelines"
                | "community"
                | "contact"
                | "faq about this project"
        )
        || title.starts_with("back to")
        || title.starts_with("table of content")
}

/// Headings over a list of what stands below.
pub(in super::super) fn is_contents_title(title: &str) -> bool {
    let title = normal(title);
    matches!(
        title.as_str(),
        "contents" | "content" | "toc" | "목차" | "차례"
    ) || title.contains("table of content")
}

/// Headings under which there are links to elsewhere.
pub(in super::super) fn is_link_title(title: &str) -> bool {
    is_links(&normal(title))
}

fn is_links(title: &str) -> bool {
    matches!(
        title.trim_end_matches(':'),
        "references"
            | "reference"
            | "참고"
            | "참고 자료"
            | "참고자료"
            | "참고 문헌"
            | "참고문헌"
            | "참조"
            | "참고 링크"
            | "참고링크"
            | "출처"
            | "레퍼런스"
            | "links"
            | "link"
            | "링크"
            | "additional links"
            | "further reading"
            | "read more"
            | "see also"
            | "related"
            | "related projects"
            | "resources"
            | "resource"
            | "next questions"
            | "additional resources"
            | "useful links"
            | "sources"
            | "source"
            | "관련 링크"
            | "관련 글"
            | "더 읽을거리"
            | "더 보기"
            | "ref"
            | "refs"
            | "additional reading"
            | "learn more"
            | "external links"
    )
}

/// Headings over what a good answer has in it.
pub(in super::super) fn is_key_point_title(title: &str) -> bool {
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
pub(in super::super) fn is_follow_up_title(title: &str) -> bool {
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
pub(in super::super) fn is_opener(summary: &str) -> bool {
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
pub(in super::super) fn is_answer_opener(summary: &str) -> bool {
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
pub(in super::super) fn is_placeholder(answer: &str) -> bool {
    if answer.chars().count() > 40 {
        return false;
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

/// A short text of nothing but ways to elsewhere: "⬆ Back to Top", "뒤로 / 위로", "Next →".
pub(in super::super) fn is_navigation(text: &str) -> bool {
    if text.len() > 400 {
        return false;
    }
    let words = without_shortcodes(&text.to_lowercase()).replace("  ", "/");
    if words.chars().count() > 90 {
        return false;
    }
    let known = |part: &str| {
        let part = part.trim_matches(|c: char| !c.is_alphanumeric());
        part.is_empty()
            || matches!(
                part,
                "back to top"
                    | "top"
                    | "back to contents"
                    | "back to the top"
                    | "go to top"
                    | "contents"
                    | "뒤로"
                    | "위로"
                    | "맨 위로"
                    | "목차로"
                    | "목차"
                    | "처음으로"
                    | "목록"
                    | "목록으로"
                    | "이전"
                    | "다음"
                    | "홈"
                    | "home"
                    | "next"
                    | "previous"
                    | "prev"
                    | "back"
                    | "return to top"
                    | "back to table of contents"
                    | "table of contents"
                    | "up"
                    | "맨위로"
                    | "돌아가기"
                    | "go back"
                    | "이전으로"
                    | "다음으로"
                    | "back to index"
            )
            || part.starts_with("back to ")
    };
    words.chars().any(char::is_alphanumeric) && words.split(['/', '|', '·', '•', '\n']).all(known)
}

/// Whether a heading announces questions that the candidate asks.
pub(in super::super) fn is_to_ask(title: &str) -> bool {
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
pub(in super::super) fn names_interview(title: &str) -> bool {
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
pub(in super::super) fn names_one_interview(title: &str) -> bool {
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

/// "Experience 3", "경험 2": one of several interviews under a common heading.
pub(in super::super) fn is_numbered_experience(title: &str) -> bool {
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
fn announces(title: &str) -> bool {
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
pub(in super::super) fn is_design(title: &str) -> bool {
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
pub(in super::super) fn is_brief(text: &str) -> bool {
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
