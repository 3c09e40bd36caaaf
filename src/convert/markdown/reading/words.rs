//! What the words of one line say: a weak vote, in seven languages. The lists are short, for no
//! decision hangs on one of them.

use super::super::words as titles;
use super::plain::{bare, plain};

/// What the words of a line say about its being a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// It has the form of a question or a request.
    Ask,
    /// It names what interviewers ask for: a difference, a reason, pros and cons.
    Topic,
    /// A short phrase with no sign either way.
    Noun,
    /// It says something.
    Statement,
    /// It is longer than a question is.
    Long,
    /// A link, a date, a button, "References".
    Junk,
}

/// Korean endings that ask or request.
const KOREAN_ASKS: [&str; 42] = [
    "까",
    "까요",
    "나요",
    "가요",
    "인가",
    "은가",
    "는가",
    "던가",
    "한가",
    "런가",
    "는지",
    "은지",
    "인지",
    "한지",
    "할지",
    "을지",
    "올지",
    "련지",
    "느냐",
    "으냐",
    "냐",
    "죠",
    "지요",
    "었나",
    "했나",
    "있나",
    "되나",
    "뭔가",
    "세요",
    "시오",
    "해라",
    "하라",
    "보라",
    "봅시다",
    "해봐",
    "줘",
    "무엇",
    "란",
    "라면",
    "다면",
    "는데요",
    "말씀",
];

/// Those of them that advisers use as well.
const KOREAN_COMMANDS: [&str; 7] = ["세요", "시오", "해라", "하라", "보라", "봅시다", "해봐"];

/// Verbs of telling: with one of them a command is a request.
const KOREAN_TELLS: [&str; 20] = [
    "주세요",
    "주십시오",
    "설명",
    "말씀",
    "말해",
    "말하",
    "이야기",
    "얘기",
    "소개",
    "비교",
    "서술",
    "기술하",
    "나열",
    "정의",
    "알려",
    "구현",
    "답하",
    "예를",
    "구하",
    "설계",
];

/// Korean nouns for what is asked about a thing.
const KOREAN_TOPICS: [&str; 24] = [
    "차이",
    "차이점",
    "비교",
    "이유",
    "장점",
    "단점",
    "종류",
    "특징",
    "원리",
    "과정",
    "방법",
    "방식",
    "역할",
    "흐름",
    "경험",
    "목적",
    "설명",
    "개념",
    "구조",
    "순서",
    "조건",
    "동기",
    "자기소개",
    "의미",
];

/// Korean endings of what states.
const KOREAN_STATES: [&str; 8] = ["다", "음", "함", "됨", "임", "요", "오", "네"];

const CHINESE_ASKS: [&str; 27] = [
    "什么",
    "什麼",
    "为什么",
    "怎么",
    "怎麼",
    "如何",
    "哪些",
    "哪个",
    "哪种",
    "哪里",
    "多少",
    "几种",
    "是否",
    "有没有",
    "能否",
    "谈谈",
    "说说",
    "说一下",
    "讲讲",
    "讲一下",
    "介绍",
    "简述",
    "简单",
    "解释",
    "描述",
    "区别",
    "实现一个",
];

const CHINESE_TOPICS: [&str; 9] = [
    "原理",
    "优缺点",
    "流程",
    "过程",
    "机制",
    "作用",
    "场景",
    "对比",
    "理解",
];

const JAPANESE_ASKS: [&str; 11] = [
    "ですか",
    "ますか",
    "でしょうか",
    "とは",
    "か",
    "ください",
    "せよ",
    "述べよ",
    "教えて",
    "は何",
    "違い",
];

const JAPANESE_TOPICS: [&str; 6] = ["違い", "理由", "仕組み", "特徴", "役割", "について"];

/// English words that a question or a request begins with; the second half only with a "?".
const ENGLISH_ASKS: [&str; 29] = [
    "what",
    "why",
    "how",
    "explain",
    "describe",
    "define",
    "compare",
    "contrast",
    "tell",
    "list",
    "name",
    "discuss",
    "differentiate",
    "distinguish",
    "write",
    "implement",
    "design",
    "walk",
    "talk",
    "give",
    "show",
    "find",
    "suppose",
    "estimate",
    "detect",
    "difference",
    "differences",
    "identify",
    "given",
];

/// English words that begin questions and statements alike.
const ENGLISH_MAY_ASK: [&str; 23] = [
    "when", "where", "which", "who", "whose", "is", "are", "was", "do", "does", "did", "can",
    "could", "would", "should", "will", "have", "has", "if", "in", "on", "at", "for",
];

/// Portuguese and Spanish beginnings of questions.
const IBERIAN_ASKS: [&str; 30] = [
    "o que",
    "oque",
    "qual",
    "quais",
    "como",
    "por que",
    "porque",
    "por quê",
    "porquê",
    "quando",
    "onde",
    "quem",
    "quanto",
    "explique",
    "descreva",
    "defina",
    "cite",
    "fale",
    "diferencie",
    "você",
    "qué",
    "cuál",
    "cuáles",
    "cómo",
    "cuándo",
    "por qué",
    "para qué",
    "explica",
    "define",
    "cuéntame",
];

/// What the words of a line say.
pub fn category(text: &str) -> Category {
    let raw = plain(text);
    let text = bare(text);
    let text = text.as_str();
    if !text.chars().any(char::is_alphanumeric) {
        return Category::Junk;
    }
    let count = text.chars().count();
    if count < 48 && is_of_page(text) || !text.chars().any(char::is_alphabetic) {
        return Category::Junk;
    }
    if is_date(text) || is_address(text) {
        return Category::Junk;
    }
    let words = text.split_whitespace().count();
    if words <= 6 && leans(text) {
        return Category::Topic;
    }
    let core = without_bracket(text);
    let asks_with_mark = core.ends_with(['?', '？']) || text.ends_with(['?', '？']);
    if asks_with_mark {
        return Category::Ask;
    }
    let stops = core.ends_with(['.', '。', '!']);
    let ended = core.trim_end_matches(['.', '!', '…', ',', '~', 'ㅎ', 'ㅋ', ' ']);
    let length = core.chars().count();
    let said = match Script::of(core) {
        Script::Korean => korean(ended, core, length, stops),
        Script::Japanese => Said {
            asks: ends_with(ended, &JAPANESE_ASKS),
            topic: contains(ended, &JAPANESE_TOPICS),
            states: stops && !ends_with(ended, &JAPANESE_ASKS),
        },
        Script::Chinese => Said {
            asks: (contains(ended, &CHINESE_ASKS) || ended.ends_with(['吗', '呢'])) && length < 90,
            topic: contains(ended, &CHINESE_TOPICS),
            states: stops
                && !CHINESE_ASKS[15..25]
                    .iter()
                    .any(|word| ended.starts_with(word)),
        },
        Script::Latin => latin(core, &raw, length, stops),
    };
    if said.asks && !said.states {
        Category::Ask
    } else if said.states {
        Category::Statement
    } else if said.topic && length < 80 {
        Category::Topic
    } else if length > 90 {
        Category::Long
    } else {
        Category::Noun
    }
}

struct Said {
    asks: bool,
    topic: bool,
    states: bool,
}

enum Script {
    Korean,
    Japanese,
    Chinese,
    Latin,
}

impl Script {
    fn of(text: &str) -> Self {
        let mut han = 0;
        let mut kana = false;
        for c in text.chars() {
            match c {
                '가'..='힣' => return Self::Korean,
                'ぁ'..='ん' | 'ァ'..='ン' => kana = true,
                '一'..='鿿' => han += 1,
                _ => {}
            }
        }
        match (kana, han) {
            (true, _) => Self::Japanese,
            (false, 2..) => Self::Chinese,
            _ => Self::Latin,
        }
    }
}

fn ends_with(text: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| text.ends_with(ending))
}

fn contains(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

fn korean(ended: &str, core: &str, length: usize, stops: bool) -> Said {
    let commands = ends_with(ended, &KOREAN_COMMANDS);
    let mut asks = ends_with(ended, &KOREAN_ASKS) || (core.contains(['?', '？']) && length < 160);
    let mut topic = ends_with(ended, &KOREAN_TOPICS)
        || ended.contains("자기소개")
        || has_word(ended, &["vs", "vs.", "versus"])
        || ended.split_whitespace().any(|word| {
            word.ends_with(['와', '과']) && word.chars().count() > 1 && !ended.ends_with(word)
        });
    if asks && commands && !contains(ended, &KOREAN_TELLS) {
        // Advice commands, too.
        asks = false;
        topic = true;
    }
    let states = !asks
        && !commands
        && (ends_with(ended, &KOREAN_STATES) && ended.chars().count() > 8 || stops);
    Said {
        asks,
        topic,
        states,
    }
}

/// Whether one of these words stands in a text, in whatever case.
fn has_word(text: &str, words: &[&str]) -> bool {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '/'))
        .any(|word| words.iter().any(|known| word.eq_ignore_ascii_case(known)))
}

/// Whether a text begins with one of these words, in whatever case.
fn begins(text: &str, words: &[&str]) -> bool {
    words.iter().any(|known| {
        text.get(..known.len())
            .is_some_and(|start| start.to_lowercase() == *known)
            && !text[known.len()..].starts_with(char::is_alphanumeric)
    })
}

fn latin(core: &str, raw: &str, length: usize, stops: bool) -> Said {
    let mut start = core.trim_start_matches(['¿', '¡']);
    for filler in ["so", "and", "but", "then", "ok", "e", "y"] {
        if begins(start, &[filler]) {
            let rest = start[filler.len()..].trim_start_matches([',', ' ']);
            start = if rest.is_empty() { start } else { rest };
            break;
        }
    }
    let words = core.split_whitespace().count();
    let opened = core.starts_with('¿');
    let sure = begins(start, &ENGLISH_ASKS) || begins(start, &IBERIAN_ASKS) || opened;
    let may = begins(start, &ENGLISH_MAY_ASK);
    let marked = core.contains('?');
    let mut asks = (sure || may) && length < 220;
    let topic = has_word(
        core,
        &[
            "vs",
            "vs.",
            "versus",
            "difference",
            "differences",
            "advantages",
            "pros",
            "how",
            "why",
            "what",
            "tradeoffs",
            "trade-offs",
            "diferença",
            "diferencia",
            "vantagens",
            "ventajas",
        ],
    );
    asks |= marked && words > 3;
    let mut states = stops && !asks && words > 4 || words > 22 && !asks;
    if asks && !marked && may && !sure {
        asks = false;
        states = stops || words > 9;
    }
    if raw.ends_with(':')
        && !marked
        && !begins(
            start,
            &[
                "what",
                "how",
                "explain",
                "describe",
                "write",
                "implement",
                "compare",
            ],
        )
    {
        asks = false;
    }
    Said {
        asks,
        topic,
        states,
    }
}

/// A question that leans on a pronoun: no card can stand on it alone.
fn leans(text: &str) -> bool {
    let begins_to_ask =
        begins(text, &["what", "why", "how"]) || begins(text, &ENGLISH_MAY_ASK[..18]);
    begins_to_ask
        && has_word(
            text.trim_end_matches('?'),
            &["it", "its", "it's", "this", "they", "them", "these"],
        )
}

/// Without a bracket at its end, which says nothing.
fn without_bracket(text: &str) -> &str {
    let trimmed = text.trim_end();
    if !trimmed.ends_with([')', '）', ']']) {
        return text;
    }
    match trimmed.rfind(['(', '（', '[']) {
        Some(open) if open > 0 && !trimmed[..open].trim().is_empty() => trimmed[..open].trim_end(),
        _ => text,
    }
}

/// Digits and the signs between them, of a date and nothing else but a weekday.
fn is_date(text: &str) -> bool {
    titles::date_in(text).is_some()
        && titles::without_date(text)
            .chars()
            .filter(|c| c.is_alphabetic())
            .count()
            <= 1
}

/// Whether a text is little more than an address.
pub(super) fn is_address(text: &str) -> bool {
    let Some(at) = text.find("http").or_else(|| text.find("www.")) else {
        return false;
    };
    let rest = &text[at..];
    let is_address =
        rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.");
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    is_address && text[..at].trim().chars().count() + rest[end..].trim().chars().count() < 8
}

/// Whether a short text belongs to the page: navigation, references, a button.
pub(super) fn is_of_page(text: &str) -> bool {
    !text.contains(['?', '？'])
        && (titles::is_boilerplate(text)
            || titles::is_navigation(text)
            || is_button(text)
            || matches!(
                text.to_lowercase().as_str(),
                "front"
                    | "back"
                    | "앞면"
                    | "뒷면"
                    | "sumário"
                    | "índice"
                    | "referências"
                    | "fontes"
                    | "参考资料"
                    | "参考"
                    | "目录"
                    | "目次"
                    | "good to hear"
                    | "tags"
                    | "note"
            ))
}

/// Whether a text says only "here is the answer", "open this".
pub(super) fn is_button(text: &str) -> bool {
    text.chars().count() < 40
        && (titles::is_answer_opener(without_bracket(text))
            || titles::is_opener(text) && !titles::is_boilerplate(text)
            || matches!(
                text.to_lowercase().as_str(),
                "resposta"
                    | "respuesta"
                    | "ver resposta"
                    | "ver respuesta"
                    | "答案"
                    | "解答"
                    | "答え"
                    | "查看答案"
                    | "답변 가이드"
                    | "답변 보기"
                    | "답 보기"
            ))
}

/// Whether a heading or a column says that the question stands below it.
pub(super) fn names_question(text: &str) -> bool {
    matches!(
        text.trim_end_matches(':').to_lowercase().as_str(),
        "question"
            | "questions"
            | "q"
            | "front"
            | "질문"
            | "문제"
            | "앞면"
            | "앞"
            | "问题"
            | "問題"
            | "質問"
            | "pregunta"
            | "pergunta"
    )
}

/// Whether a heading or a column says that the answer stands below it.
pub(super) fn names_answer(text: &str) -> bool {
    matches!(
        text.trim_end_matches(':').to_lowercase().as_str(),
        "answer"
            | "answers"
            | "a"
            | "back"
            | "답"
            | "답변"
            | "정답"
            | "뒷면"
            | "뒤"
            | "해설"
            | "설명"
            | "答案"
            | "解答"
            | "答え"
            | "respuesta"
            | "resposta"
            | "solution"
    )
}

/// Whether a title speaks of interviews or questions.
pub(super) fn is_about(text: &str) -> bool {
    let text = text.to_lowercase();
    contains(
        &text,
        &[
            "면접",
            "질문",
            "인터뷰",
            "interview",
            "question",
            "q&a",
            "q & a",
            "quiz",
            "flashcard",
            "flash card",
            "面试",
            "面接",
            "質問",
            "问答",
            "entrevista",
            "pergunta",
            "pregunta",
            "기출",
            "문답",
            "퀴즈",
        ],
    )
}

/// Whether a title names a section of something and asks nothing itself.
pub(super) fn is_section(text: &str) -> bool {
    let text = text.to_lowercase();
    let ended = text.trim_end_matches(|c: char| {
        c.is_ascii_digit()
            || c.is_whitespace()
            || matches!(c, ')' | '(' | '#' | '.')
            || c == '문'
            || c == '항'
    });
    ends_with(
        ended,
        &[
            "질문",
            "면접",
            "인터뷰",
            "문제",
            "기출",
            "질답",
            "q&a",
            "q & a",
            "q/a",
            "question",
            "questions",
            "interview",
            "interviews",
            "기술",
            "기타",
            "기본",
            "공통",
            "인성",
            "정리",
            "모음",
            "목록",
            "chapter",
            "part",
            "level",
            "section",
            "day",
            "days",
            "week",
            "问题",
            "问答",
            "面试",
            "面试题",
            "perguntas",
            "preguntas",
            "entrevista",
            "단계",
            "편",
            "답변",
        ],
    )
}

/// Whether what stands below a title is advice, contents, references or a plan.
pub(super) fn is_advice(text: &str) -> bool {
    titles::is_boilerplate(text) || is_guidance(text)
}

/// Whether a title is that of advice: how to use this, a checklist, a plan, what one felt.
pub(super) fn is_guidance(text: &str) -> bool {
    let text = text.to_lowercase();
    has_word(
        &text,
        &[
            "tips",
            "tip",
            "checklist",
            "checklists",
            "roadmap",
            "schedule",
            "resources",
            "legend",
            "feedback",
            "setup",
        ],
    ) || contains(
        &text,
        &[
            "사용법",
            "사용 방법",
            "체크리스트",
            "체크 리스트",
            "주의사항",
            "주의 사항",
            "준비 방법",
            "학습 방법",
            "학습 계획",
            "how to use",
            "how to read",
            "how to study",
            "읽을거리",
        ],
    ) || ends_with(&text, &["팁", "기법", "느낀 점", "느낀점"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_line_are_told_in_every_language() {
        for (text, wanted) in [
            ("What is a queue?", Category::Ask),
            ("Explain the event loop", Category::Ask),
            ("큐와 스택의 차이", Category::Topic),
            ("큐란", Category::Ask),
            ("자기소개를 해 주세요", Category::Ask),
            ("활동은 무엇이든 적어라", Category::Noun),
            ("먼저 온 것이 먼저 나간다", Category::Statement),
            ("队列为什么有用", Category::Ask),
            ("キューとは", Category::Ask),
            ("Qual é a diferença", Category::Ask),
            ("https://example.com/a", Category::Junk),
            ("2024-05-17", Category::Junk),
            ("References", Category::Junk),
            ("How does it work", Category::Topic),
            ("Queue", Category::Noun),
        ] {
            assert_eq!(category(text), wanted, "{text}");
        }
    }
}
