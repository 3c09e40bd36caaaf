//! Judging words: is this a question, what does this heading promise, is this navigation?
//!
//! The lists here are of languages (Korean and English) and of habits of note-taking, never of a
//! single file's words.

use chrono::NaiveDate;

/// How much a text looks like a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// Not at all.
    Plain,
    /// It might be the topic of one ("…의 차이", "List …").
    Maybe,
    /// It is one.
    Question,
}

/// Where the words "?" and trailing marks are gone from a text, its last sentence's end.
fn bare(text: &str) -> &str {
    let mut text = text.trim_end_matches(is_mark);
    // "(hint: …)" after the question.
    if text.ends_with(')')
        && let Some(open) = text.rfind('(')
        && open > 0
    {
        text = text[..open].trim_end_matches(is_mark);
    }
    text
}

fn is_mark(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '★' | '☆' | '⭐' | '"' | '\'' | '”' | '’' | '*' | '_' | '\u{200d}' | '\u{fe0f}'
        )
        || is_emoji(c)
}

/// `:house:` and the like, as some sites write emoji.
fn without_shortcodes(text: &str) -> String {
    if !text.contains(':') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(':') {
        let inside = &rest[open + 1..];
        let end = inside.find(|c: char| {
            !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '+' || c == '-')
        });
        match end.filter(|&end| end > 1 && inside[end..].starts_with(':')) {
            Some(end) => {
                out.push_str(&rest[..open]);
                rest = &inside[end + 1..];
            }
            None => {
                out.push_str(&rest[..=open]);
                rest = inside;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Pictures that notes hang on to titles.
pub(super) fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}')
}

const INTERROGATIVES: [&str; 12] = [
    "무엇",
    "뭐",
    "뭔",
    "무슨",
    "어떻게",
    "어떤",
    "왜",
    "언제",
    "어디",
    "누구",
    "몇",
    "얼마",
];

const ASKING_ENDINGS: [&str; 44] = [
    "나요",
    "가요",
    "까요",
    "ㄹ까",
    "니까",
    "는가",
    "은가",
    "인가",
    "던가",
    "는지",
    "은지",
    "인지",
    "을지",
    "할지",
    "될지",
    "일지",
    "있나",
    "없나",
    "했나",
    "었나",
    "았나",
    "였나",
    "되나",
    "하냐",
    "이냐",
    "느냐",
    "으냐",
    "라면",
    "할까",
    "될까",
    "일까",
    "을까",
    "려면",
    "하시오",
    "하라",
    "쓰시오",
    "보시오",
    "말하시오",
    "십시오",
    "까",
    "시나",
    "는데요",
    "련지",
    "런지",
];

const REQUESTS: [&str; 12] = [
    "설명",
    "말",
    "소개",
    "비교",
    "이야기",
    "얘기",
    "서술",
    "나열",
    "알려",
    "들려",
    "정의",
    "들어",
];

/// Whether the text asks or requests something.
pub(super) fn form(text: &str) -> Form {
    let text = text.trim();
    let bare = bare(text);
    if bare.is_empty() || bare.chars().count() > 400 {
        return Form::Plain;
    }
    let ended = bare.trim_end_matches(['.', '!', ':', '~', '…', ' ']);
    if bare.ends_with(['?', '？']) {
        return Form::Question;
    }
    let korean = korean_form(ended);
    let form = korean.max(english_form(ended));
    if form == Form::Plain && bare.chars().count() < 250 && asks_first(bare) {
        return Form::Question;
    }
    form
}

/// "…? And say so." : the first sentence asks and the rest is short.
fn asks_first(text: &str) -> bool {
    let Some(at) = text.find(['?', '？']) else {
        return false;
    };
    let rest = text[at..].trim_start_matches(['?', '？']);
    let first = &text[..at];
    rest.starts_with([' ', '\n', '(', '"', '”', ')'])
        && !first.contains(". ")
        && rest.chars().count() < 90
        && rest.chars().count() < first.chars().count() * 3
}

fn korean_form(ended: &str) -> Form {
    let Some(last) = ended.chars().last() else {
        return Form::Plain;
    };
    if !('가'..='힣').contains(&last) {
        return Form::Plain;
    }
    if is_statement(ended) {
        return Form::Plain;
    }
    let short = ended.chars().count() < 120;
    if ASKING_ENDINGS.iter().any(|ending| ended.ends_with(ending)) && short {
        return Form::Question;
    }
    let tail: String = {
        let skip = ended.chars().count().saturating_sub(10);
        ended.chars().skip(skip).collect()
    };
    let polite = [
        "세요",
        "주십시오",
        "줘",
        "시오",
        "볼까",
        "보자",
        "보라",
        "봐",
    ];
    if polite.iter().any(|ending| ended.ends_with(ending))
        && REQUESTS.iter().any(|verb| tail.contains(verb))
    {
        return Form::Question;
    }
    if short
        && INTERROGATIVES.iter().any(|word| ended.contains(word))
        && !ended.ends_with('다')
        && !ended.ends_with("기")
    {
        return Form::Question;
    }
    let nominal = [
        "차이",
        "차이점",
        "이유",
        "방법",
        "장점",
        "단점",
        "장단점",
        "경험",
        "과정",
        "란",
        "이란",
        "특징",
        "원리",
        "역할",
        "종류",
        "설명",
        "비교",
        "필요성",
        "정의",
        "동작",
        "순서",
    ];
    if nominal.iter().any(|ending| ended.ends_with(ending)) {
        return Form::Maybe;
    }
    Form::Plain
}

/// Whether a Korean text states something: it ends in `다`, `음`, `함` or the polite `어요`.
pub(super) fn is_statement(text: &str) -> bool {
    let ended = text
        .trim()
        .trim_end_matches(is_mark)
        .trim_end_matches(['.', '!', '~', ' ']);
    if text.trim().ends_with(['?', '？']) {
        return false;
    }
    let stating = [
        "다",
        "했음",
        "였음",
        "었음",
        "았음",
        "됐음",
        "했어요",
        "었어요",
        "았어요",
        "였어요",
        "안녕하세요",
        "이에요",
        "예요",
        "거든요",
        "네요",
    ];
    stating.iter().any(|ending| ended.ends_with(ending))
}

fn english_form(ended: &str) -> Form {
    let mut words = ended.split_whitespace().map(|word| {
        word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'')
            .to_ascii_lowercase()
    });
    let (Some(first), second) = (words.next(), words.next().unwrap_or_default()) else {
        return Form::Plain;
    };
    let count = ended.split_whitespace().count();
    let auxiliary = matches!(
        second.as_str(),
        "is" | "are"
            | "do"
            | "does"
            | "did"
            | "would"
            | "will"
            | "can"
            | "should"
            | "was"
            | "were"
            | "has"
            | "have"
            | "could"
            | "makes"
            | "happens"
            | "causes"
    );
    match first.as_str() {
        "what" | "how" | "why" | "when" | "where" | "which" | "who" | "whom" | "whose"
            if auxiliary && count >= 3 =>
        {
            Form::Question
        }
        "what's" | "whats" | "how's" if count >= 3 => Form::Question,
        "explain" | "describe" | "discuss" | "compare" | "contrast" | "differentiate"
        | "elaborate"
            if count >= 2 =>
        {
            Form::Question
        }
        "tell" if second == "me" || second == "us" => Form::Question,
        "walk" | "talk" if matches!(second.as_str(), "me" | "us" | "about" | "through") => {
            Form::Question
        }
        "give" if matches!(second.as_str(), "an" | "a" | "some" | "me") => Form::Question,
        "how" | "what" | "why" | "which" | "when" if count >= 3 => Form::Maybe,
        "write" | "implement" | "create" | "design" | "generate" | "define" | "list" | "name"
        | "find" | "is" | "are" | "do" | "does" | "did" | "can" | "could" | "would" | "should"
        | "will" | "have" | "has"
            if count >= 3 =>
        {
            Form::Maybe
        }
        _ => Form::Plain,
    }
}

/// A heading in small letters without numbers, emoji and punctuation around it.
fn normal(title: &str) -> String {
    let title = title.trim_matches(|c: char| !c.is_alphanumeric());
    let title = title.trim_start_matches(|c: char| c.is_ascii_digit() || ".)- ".contains(c));
    let title = title.to_lowercase();
    title
        .split(|c: char| c.is_whitespace() || matches!(c, '_' | '-' | '*'))
        .filter(|word| !word.is_empty() && !word.chars().all(is_mark))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Headings of what belongs to a page and not to its questions.
pub(super) fn is_boilerplate(title: &str) -> bool {
    let is_number = title.chars().any(|c| c.is_ascii_digit());
    let title = normal(title);
    if title.is_empty() {
        return !is_number;
    }
    is_link_title(title.as_str())
        || matches!(
            title.as_str(),
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
pub(super) fn is_contents_title(title: &str) -> bool {
    let title = normal(title);
    matches!(
        title.as_str(),
        "contents" | "content" | "toc" | "목차" | "차례"
    ) || title.contains("table of content")
}

/// Headings under which there are links to elsewhere.
pub(super) fn is_link_title(title: &str) -> bool {
    matches!(
        normal(title).trim_end_matches(':'),
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
pub(super) fn is_key_point_title(title: &str) -> bool {
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
pub(super) fn is_follow_up_title(title: &str) -> bool {
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
pub(super) fn is_opener(summary: &str) -> bool {
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
pub(super) fn is_answer_opener(summary: &str) -> bool {
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
pub(super) fn is_placeholder(answer: &str) -> bool {
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
pub(super) fn is_navigation(text: &str) -> bool {
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
pub(super) fn is_to_ask(title: &str) -> bool {
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
        how.iter()
            .any(|how| title.contains(&format!("{whom}{how}")))
    })
}

/// Whether a heading names an interview that took place (and not a set of questions).
pub(super) fn names_interview(title: &str) -> bool {
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
pub(super) fn names_one_interview(title: &str) -> bool {
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
pub(super) fn is_numbered_experience(title: &str) -> bool {
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
pub(super) fn announces_questions(title: &str) -> bool {
    let title = normal(title);
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
pub(super) fn is_design(title: &str) -> bool {
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
pub(super) fn is_brief(text: &str) -> bool {
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

/// Whether a text tells what its writer did: a past tense, or "I" and "we".
pub(super) fn tells_experience(text: &str) -> bool {
    let past = text
        .split(['.', '\n'])
        .map(|s| s.trim().trim_end_matches(is_mark))
        .any(|sentence| {
            ["다", "습니다", "어요", "음", "다가"].iter().any(|ending| {
                sentence.strip_suffix(ending).is_some_and(|stem| {
                    stem.chars()
                        .last()
                        .is_some_and(crate::text::hangul::ends_in_double_siot)
                })
            })
        });
    let english = text
        .split_whitespace()
        .any(|word| matches!(word, "I" | "We" | "we" | "my" | "our" | "My" | "Our"));
    past || english
}

/// The first date in a text: `24/05/17`, `2024-05-17`, `2024.5.17`, `2024년 5월 17일`.
pub(super) fn date_in(text: &str) -> Option<NaiveDate> {
    date_and_place(text).map(|(date, _)| date)
}

/// The text without its first date.
pub(super) fn without_date(text: &str) -> String {
    let Some((_, place)) = date_and_place(text) else {
        return text.to_owned();
    };
    let after = text[place.end..]
        .strip_prefix('일')
        .unwrap_or(&text[place.end..]);
    format!("{} {}", text[..place.start].trim_end(), after.trim_start())
        .trim()
        .to_owned()
}

fn date_and_place(text: &str) -> Option<(NaiveDate, std::ops::Range<usize>)> {
    let mut numbers: Vec<(usize, usize, u32)> = Vec::new();
    let mut start = None;
    for (at, c) in text
        .char_indices()
        .chain(std::iter::once((text.len(), ' ')))
    {
        match (c.is_ascii_digit(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                if let Ok(number) = text[from..at].parse() {
                    numbers.push((from, at, number));
                }
                start = None;
            }
            _ => {}
        }
    }
    numbers.windows(3).find_map(|three| {
        let (y, m, d) = (three[0], three[1], three[2]);
        let between = |a: (usize, usize, u32), b: (usize, usize, u32)| text[a.1..b.0].trim();
        let (first, second) = (between(y, m), between(m, d));
        let one_kind = first == second && matches!(first, "/" | "-" | ".");
        if !one_kind && !(first == "년" && second == "월") {
            return None;
        }
        let year = match (y.1 - y.0, y.2) {
            (4, year) => i32::try_from(year).ok()?,
            (2, year) => 2000 + i32::try_from(year).ok()?,
            _ => return None,
        };
        Some((NaiveDate::from_ymd_opt(year, m.2, d.2)?, y.0..d.1))
    })
}

/// Takes the number before a question: `12.`, `3)`, `Q1.`, `Q.`, `Q:`, `질문 2:`, `#4`. Gives
/// the rest and whether there was one.
pub(super) fn without_number(text: &str) -> (&str, bool) {
    let text = text.trim();
    let rest = text.trim_start_matches(['#', '[', '(']);
    let letters = [
        "Question", "question", "QUESTION", "질문", "문제", "q", "Q", "문",
    ];
    let lead = letters.iter().find_map(|letter| rest.strip_prefix(letter));
    let (rest, lettered) = match lead {
        Some(after) => (after.trim_start(), true),
        None => (rest, false),
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let more = rest[digits..].strip_prefix(['-', '.']).map_or(0, |after| {
        let n = after.bytes().take_while(u8::is_ascii_digit).count();
        if n > 0 { n + 1 } else { 0 }
    });
    let after = &rest[digits + more..];
    if digits == 0 && !lettered || digits > 4 {
        return (text, false);
    }
    let sign = after.trim_start_matches([']', ')']);
    let closed = sign.len() < after.len();
    let body = match sign.strip_prefix(['.', ':', ')', '、', '：', '|']) {
        Some(body) => body,
        None if closed || (lettered && digits > 0 && sign.starts_with(' ')) => sign,
        None => return (text, false),
    };
    // "3.5 is …" and "1.x" are no numbered questions; neither is "Q." alone.
    let body = body.trim_start();
    if body.is_empty() {
        return (text, false);
    }
    (body, true)
}

/// A question without its number, stars, difficulty emoji and wiki brackets, and how many stars
/// it had.
pub(super) fn cleaned_question(text: &str) -> (String, Option<u8>) {
    let stars = text.chars().filter(|c| matches!(c, '★' | '⭐')).count();
    let mut cleaned = without_wiki_links(text);
    cleaned = without_shortcodes(&cleaned.replace(['★', '☆'], ""));
    let trimmed = cleaned
        .trim_matches(|c: char| {
            c.is_whitespace() || is_emoji(c) || matches!(c, '\u{200d}' | '\u{fe0f}' | '\u{feff}')
        })
        .to_owned();
    let (bare, _) = without_number(&trimmed);
    let one_line: Vec<&str> = bare.split_whitespace().collect();
    let importance = u8::try_from(stars.min(3)).ok().filter(|stars| *stars > 0);
    (one_line.join(" "), importance)
}

/// `[[page|words]]` as its words.
pub(super) fn without_wiki_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find("[[") {
        let Some(close) = rest[open..].find("]]") else {
            break;
        };
        out.push_str(&rest[..open]);
        let inside = &rest[open + 2..open + close];
        out.push_str(inside.rsplit('|').next().unwrap_or(inside));
        rest = &rest[open + close + 2..];
    }
    out.push_str(rest);
    out
}
