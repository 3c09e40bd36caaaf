//! Does a text ask? And the question in it, without numbers and ornaments.

use std::borrow::Cow;

/// How much a text looks like a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Form {
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

/// Whether a character is a letter or a digit. Most are ASCII or Hangul syllables, which the
/// tables of Unicode are slow for.
#[inline]
pub(in super::super) fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || ('가'..='힣').contains(&c)
        || (!c.is_ascii() && c.is_alphanumeric())
}

pub(super) fn is_mark(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '★' | '☆' | '⭐' | '"' | '\'' | '”' | '’' | '*' | '_' | '\u{200d}' | '\u{fe0f}'
        )
        || is_emoji(c)
}

/// `:house:` and the like, as some sites write emoji.
pub(super) fn without_shortcodes(text: &str) -> Cow<'_, str> {
    if !text.contains(':') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(':') {
        let before = rest[..open].chars().next_back().or(out.chars().next_back());
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        match shortcode_end(before, rest) {
            Some(end) => rest = &rest[end..],
            None => {
                out.push(':');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Where a `:shortcode:` at the start of a text ends. Between letters of other words, in an
/// address or after a bracket of code, colons part something else.
pub(in super::super) fn shortcode_end(before: Option<char>, text: &str) -> Option<usize> {
    let inside = text.strip_prefix(':')?;
    let end = inside.find(|c: char| {
        !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '+' || c == '-')
    })?;
    let after = inside[end..].strip_prefix(':')?;
    let is_word =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '/' | '\\' | '$' | '{' | '}');
    let is_name = end > 1 && inside.bytes().any(|b| b.is_ascii_lowercase() || b == b'+');
    let stands_free = !before.is_some_and(is_word)
        && !after.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '/');
    (is_name && stands_free).then_some(end + 2)
}

/// Pictures that notes hang on to titles.
pub(in super::super) fn is_emoji(c: char) -> bool {
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
pub(in super::super) fn form(text: &str) -> Form {
    let text = text.trim();
    let bare = bare(text);
    if bare.is_empty() || bare.len() > 1000 {
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
    let short = ended.len() < 320;
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
        && !is_about_asking(ended)
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

/// "…언제 가져올 것인가를 정하는 문제": what follows the interrogative turns the question into the
/// name of something.
fn is_about_asking(text: &str) -> bool {
    let mut words = text.split_whitespace().rev();
    let (Some(last), Some(before)) = (words.next(), words.next()) else {
        return false;
    };
    let asks_itself = |word: &str| INTERROGATIVES.iter().any(|asking| word.contains(asking));
    let describes =
        before.ends_with("하는") || before.ends_with("되는") || before.ends_with("시키는");
    describes
        && !asks_itself(last)
        && !asks_itself(before)
        && words.any(|word| word.ends_with(['지', '를', '을']))
}

/// Whether a Korean text states something: it ends in `다`, `음`, `함` or the polite `어요`.
pub(in super::super) fn is_statement(text: &str) -> bool {
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

/// Whether a text tells what its writer did: a past tense, or "I" and "we".
pub(in super::super) fn tells_experience(text: &str) -> bool {
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

/// Takes the number before a question: `12.`, `3)`, `Q1.`, `Q.`, `Q:`, `질문 2:`, `#4`. Gives
/// the rest and whether there was one.
pub(in super::super) fn without_number(text: &str) -> (&str, bool) {
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
pub(in super::super) fn cleaned_question(text: &str) -> (String, Option<u8>) {
    let stars = if text.bytes().any(|b| b == STAR) {
        text.chars().filter(|c| matches!(c, '★' | '⭐')).count()
    } else {
        0
    };
    let text = unadorned(text);
    let (bare, _) = without_number(&text);
    let mut line = String::with_capacity(bare.len());
    for word in bare.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    (
        line,
        u8::try_from(stars.min(3)).ok().filter(|stars| *stars > 0),
    )
}

/// The byte that stars begin with in UTF-8, and few other signs of notes.
const STAR: u8 = 0xe2;

/// A text without wiki brackets, stars, `:shortcodes:` and the emoji at its ends.
pub(in super::super) fn unadorned(text: &str) -> Cow<'_, str> {
    let trim = |c: char| {
        c.is_whitespace() || is_emoji(c) || matches!(c, '\u{200d}' | '\u{fe0f}' | '\u{feff}' | '*')
    };
    if !text.bytes().any(|b| matches!(b, b'[' | b':' | STAR)) {
        return Cow::Borrowed(text.trim_matches(trim));
    }
    let cleaned = without_starred_brackets(&without_wiki_links(text)).replace(['★', '☆'], "");
    Cow::Owned(without_shortcodes(&cleaned).trim_matches(trim).to_owned())
}

/// A text without brackets that hold nothing but stars.
fn without_starred_brackets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('(') {
        let inside = rest[open + 1..].split(')').next().unwrap_or_default();
        let is_star = |c: char| matches!(c, '★' | '☆' | '⭐' | '\u{fe0f}' | ' ');
        let end = open + 1 + inside.len();
        if inside.is_empty() || !inside.chars().all(is_star) || end >= rest.len() {
            out.push_str(&rest[..=open]);
            rest = &rest[open + 1..];
        } else {
            out.push_str(&rest[..open]);
            rest = &rest[end + 1..];
        }
    }
    out.push_str(rest);
    out
}

/// `[[page|words]]` as its words.
pub(in super::super) fn without_wiki_links(text: &str) -> String {
    if !text.contains("[[") {
        return text.to_owned();
    }
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
