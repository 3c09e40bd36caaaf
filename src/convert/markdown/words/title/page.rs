//! Headings and short texts of what belongs to a page and not to its questions.

use super::normal;
use crate::convert::markdown::words::question::without_shortcodes;

/// Headings of what belongs to a page and not to its questions.
pub(in crate::convert::markdown) fn is_boilerplate(title: &str) -> bool {
    let words = normal(title);
    let is_number = words.is_empty() && title.chars().any(|c| c.is_ascii_digit());
    !is_number && (is_links(&words) || is_of_page(&words))
}

pub(super) fn is_of_page(title: &str) -> bool {
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
pub(in crate::convert::markdown) fn is_contents_title(title: &str) -> bool {
    let title = normal(title);
    matches!(
        title.as_str(),
        "contents" | "content" | "toc" | "목차" | "차례"
    ) || title.contains("table of content")
}

/// Headings under which there are links to elsewhere.
pub(in crate::convert::markdown) fn is_link_title(title: &str) -> bool {
    is_links(&normal(title))
}

pub(super) fn is_links(title: &str) -> bool {
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

/// A short text of nothing but ways to elsewhere: "⬆ Back to Top", "뒤로 / 위로", "Next →".
pub(in crate::convert::markdown) fn is_navigation(text: &str) -> bool {
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
