//! Labels, numbers and other marks at the front of a line.

use std::borrow::Cow;

use super::lines::Line;

/// How the members of a class are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Style {
    /// Not at all.
    None,
    /// `Q.`, `질문 3:`
    Label,
    /// With a number.
    Numbered,
    /// An item with a number.
    Ordered,
    /// An item with a bullet.
    Bullet,
    /// A bold item with a number, over plain ones.
    BoldOrdered,
    /// A bold item with a bullet, over plain ones.
    BoldBullet,
    /// An item of a numbered run inside another one.
    Inner,
    /// A callout; whether it says that it asks.
    Callout(bool),
    /// A row of a table whose column asks.
    Column,
}

/// Takes label and number off the front of a text, and notes them on the line.
pub(super) fn peel<'t>(line: &mut Line<'t>, text: Cow<'t, str>) -> Cow<'t, str> {
    if let Some(found) = question_label(&text) {
        line.style = Style::Label;
        line.number = found.number.or(line.number);
        let rest = &text[found.end..];
        if found.opens_bold {
            let sign = if text.starts_with("__") { "__" } else { "**" };
            return Cow::Owned(rest.replacen(sign, "", 1).trim().to_owned());
        }
        return Cow::Owned(rest.trim().to_owned());
    }
    let bold = ["**", "__"].into_iter().find(|sign| text.starts_with(sign));
    if let Some(sign) = bold
        && let Some((inner, tail)) = text[2..].rsplit_once(sign)
        && let Some((number, end)) = number(inner)
    {
        line.number = Some(number);
        if line.style == Style::None {
            line.style = Style::Numbered;
        }
        return Cow::Owned(format!("{}{tail}", &inner[end..]));
    }
    if let Some((number, end)) = number(&text) {
        line.number = Some(number);
        if line.style == Style::None {
            line.style = Style::Numbered;
        }
        return match text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[end..]),
            Cow::Owned(text) => Cow::Owned(text[end..].to_owned()),
        };
    }
    text
}

/// A label at the start of a text.
pub(super) struct Label {
    pub number: Option<u32>,
    /// Where the text after it begins.
    pub end: usize,
    /// Its bold is closed further on.
    pub opens_bold: bool,
}

const ASKING: [&str; 12] = [
    "question", "질문", "문제", "问题", "問題", "pregunta", "pergunta", "问", "問", "문", "q", "p",
];

const ANSWERING: [&str; 14] = [
    "모범 답안",
    "모범답안",
    "answer",
    "ans",
    "답변",
    "정답",
    "해설",
    "풀이",
    "答案",
    "respuesta",
    "resposta",
    "답",
    "答",
    "a",
];

/// `Q.`, `**Q3.**`, `[Q-1]`, `질문 2:` at the start.
pub(super) fn question_label(text: &str) -> Option<Label> {
    label(text, &ASKING, true)
}

/// `A.`, `**답변:**`, `정답)` at the start.
pub(super) fn answer_label(text: &str) -> Option<Label> {
    label(text, &ANSWERING, false)
}

fn label(text: &str, words: &[&str], may_be_bare: bool) -> Option<Label> {
    let first = text.as_bytes().first()?;
    if !(matches!(first, b'*' | b'_' | b'[') || first.is_ascii_alphabetic() || *first >= 0x80) {
        return None;
    }
    let sign = ["**", "__"].into_iter().find(|sign| text.starts_with(sign));
    let mut at = sign.map_or(0, str::len);
    at += usize::from(text[at..].starts_with('['));
    let word = words.iter().find(|word| {
        text.get(at..at + word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    })?;
    let is_letter = word.len() == 1;
    at += word.len();
    at += usize::from(text[at..].starts_with(']'));
    let numbered = text[at..].trim_start_matches([' ', '-', '#']);
    let gap = text[at..].len() - numbered.len();
    let digits = numbered.bytes().take_while(u8::is_ascii_digit).count();
    let number = if (1..=3).contains(&digits) && gap <= 1 {
        at += gap + digits;
        let number = numbered[..digits].parse().ok();
        let more = text[at..].strip_prefix(['-', '.']).map_or(0, |rest| {
            rest.bytes().take_while(u8::is_ascii_digit).count()
        });
        at += if more > 0 { more + 1 } else { 0 };
        number
    } else {
        None
    };
    let mut closed = sign.is_none();
    let mut bracket = false;
    if text[at..].starts_with(']') {
        at += 1;
        bracket = true;
    }
    if let Some(sign) = sign
        && text[at..].starts_with(sign)
    {
        at += sign.len();
        closed = true;
    }
    let spaced = text[at..].len() - text[at..].trim_start().len();
    let rest = text[at..].trim_start();
    let punctuated = rest
        .chars()
        .next()
        .filter(|c| matches!(c, '.' | ':' | ')' | '：' | '、' | ']' | '|'));
    if let Some(c) = punctuated {
        // "p.m." and "a.b" are no labels.
        let after = &rest[c.len_utf8()..];
        let glued =
            is_letter && number.is_none() && after.starts_with(|c: char| c.is_ascii_alphanumeric());
        if glued {
            return None;
        }
        at += spaced + c.len_utf8();
    } else if !(bracket
        || (may_be_bare && number.is_some() && (spaced > 0 || rest.is_empty()))
        || (!may_be_bare && sign.is_some() && closed))
    {
        return None;
    }
    at += text[at..].len() - text[at..].trim_start().len();
    if let Some(sign) = sign
        && !closed
        && text[at..].starts_with(sign)
    {
        at += sign.len();
        closed = true;
    }
    at += text[at..].len() - text[at..].trim_start().len();
    // A lone "P" or "A" with a bracket alone is an option and no label.
    Some(Label {
        number,
        end: at,
        opens_bold: !closed,
    })
}

/// `3.`, `12)`, `(3)`, `③`, `第3题`, `#4` at the start: the number, and where the text begins.
pub(super) fn number(text: &str) -> Option<(u32, usize)> {
    let c = text.chars().next()?;
    if ('①'..='⑳').contains(&c) {
        let end = c.len_utf8();
        let rest = text[end..].trim_start();
        return (!rest.is_empty()).then(|| (c as u32 - 0x245F, text.len() - rest.len()));
    }
    let (open, rest) = match c {
        '(' | '（' | '[' | '#' | '第' => (Some(c), &text[c.len_utf8()..]),
        _ if c.is_ascii_digit() => (None, text),
        _ => return None,
    };
    let rest = rest.strip_prefix('#').unwrap_or(rest);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let value = rest[..digits].parse().ok()?;
    let mut after = &rest[digits..];
    let (ended, needs_space) = match open {
        Some('(' | '（') => (after.strip_prefix([')', '）']), false),
        Some('[') => (after.strip_prefix(']'), true),
        Some('第') => (after.strip_prefix(['题', '問', '题']), false),
        Some('#') => (Some(after), true),
        _ => {
            if let Some(more) = after.strip_prefix(['-', '.']) {
                let n = more.bytes().take_while(u8::is_ascii_digit).count();
                if (1..=3).contains(&n) {
                    after = &more[n..];
                }
            }
            (after.strip_prefix(['.', ')', '、', '）', '：', ':']), false)
        }
    };
    let ended = ended?;
    if needs_space && !ended.starts_with(char::is_whitespace) {
        return None;
    }
    // "3.5 s" and "1:n" are no numbers of a series.
    if open.is_none()
        && ended.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !ended.starts_with(|c: char| c.is_ascii_uppercase())
    {
        return None;
    }
    let body = ended
        .trim_start_matches(['.', ':', '：', '、'])
        .trim_start();
    (!body.is_empty()).then(|| (value, text.len() - body.len()))
}

/// A bullet or a number of a list: whether it is a number, and what stands after it.
pub(super) fn item(text: &str) -> Option<(bool, &str)> {
    let c = text.chars().next()?;
    if matches!(c, '-' | '*' | '+' | '•' | '‣' | '◦' | '▪' | '·') {
        let rest = &text[c.len_utf8()..];
        if rest.is_empty() || rest.starts_with(char::is_whitespace) {
            return Some((false, rest.trim_start()));
        }
        return None;
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let rest = text[digits..].strip_prefix(['.', ')'])?;
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| (true, rest.trim_start()))
}

/// The address of a text that is one link and nothing else.
pub(super) fn is_link(text: &str) -> Option<&str> {
    let rest = text.trim().strip_prefix('[')?;
    let rest = rest.strip_suffix(')')?;
    let (words, address) = rest.rsplit_once("](")?;
    (!words.contains("](") && !address.contains(')')).then_some(address)
}

/// `→ …` at the start: what stands after the arrow.
pub(super) fn arrow(text: &str) -> Option<&str> {
    ["->", "→", "=>", "⇒", "➡️", "➡", "ㄴ", "└", "↳", "☞", "👉"]
        .iter()
        .find_map(|sign| text.strip_prefix(sign))
        .map(str::trim_start)
        .filter(|rest| !rest.is_empty())
}

/// A line that is bold and nothing else: what is bold, and the marks after it.
pub(super) fn bold_line(text: &str) -> Option<(&str, &str)> {
    let text = text
        .trim_end_matches("<br>")
        .trim_end_matches("<br/>")
        .trim_end_matches("<br />")
        .trim_end();
    for (open, close) in [
        ("**", "**"),
        ("__", "__"),
        ("<b>", "</b>"),
        ("<strong>", "</strong>"),
    ] {
        let Some(rest) = text.strip_prefix(open) else {
            continue;
        };
        let (inner, tail) = rest.split_once(close)?;
        let is_bold = !inner.trim().is_empty()
            && !tail.chars().any(char::is_alphanumeric)
            && !tail.contains(close);
        return is_bold.then(|| (inner.trim(), tail.trim()));
    }
    None
}

/// Where an item reads `**lead**: rest` or `Question? rest`, the two.
pub(super) fn lead(text: &str) -> Option<(&str, &str)> {
    for sign in ["**", "__"] {
        let Some(rest) = text.strip_prefix(sign) else {
            continue;
        };
        let (inner, after) = rest.split_once(sign)?;
        let signs = [':', '：', '-', '–', '—'];
        let trimmed = after.trim_start();
        let ends = inner.trim_end().ends_with([':', '：', '?', '？']) || trimmed.starts_with(signs);
        let said = trimmed.trim_start_matches(signs).trim_start();
        return (ends && !inner.trim().is_empty() && !said.is_empty())
            .then(|| (inner.trim_end().trim_end_matches([':', '：']), said));
    }
    let at = text.find(['?', '？'])?;
    let mark = text[at..].chars().next()?.len_utf8();
    let (asked, said) = (&text[..at + mark], &text[at + mark..]);
    let said = said.strip_prefix([':', '：']).unwrap_or(said);
    let spaced = said.starts_with(char::is_whitespace);
    let said = said
        .trim_start()
        .trim_start_matches(['-', '–', '—', '>'])
        .trim_start();
    let long = (5..=120).contains(&asked.chars().count()) && said.chars().count() >= 13;
    (spaced && long && !said.contains(['?', '？'])).then_some((asked, said))
}

/// `Q1: … A1: …` on one line, after the label was taken off: the two.
pub(super) fn answer_inside(text: &str) -> Option<(&str, &str)> {
    for (at, c) in text.char_indices() {
        if !c.is_whitespace() || at == 0 {
            continue;
        }
        let rest = text[at..].trim_start();
        if rest.starts_with(['A', 'a', '답', '*', 'R', 'r'])
            && let Some(found) = answer_label(rest)
            && found.end < rest.len()
        {
            return Some((text[..at].trim_end(), &rest[found.end..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_numbers_are_told_from_words() {
        let after = |text: &str| question_label(text).map(|label| text[label.end..].to_owned());
        for (text, rest) in [
            ("Q1. What?", Some("What?")),
            ("**Q3.** 왜?", Some("왜?")),
            ("**Q11.**", Some("")),
            ("[질문 2] 왜?", Some("왜?")),
            ("Q. 왜?", Some("왜?")),
            ("Question 4 Why?", Some("Why?")),
            ("Quality matters", None),
            ("p.m. is late", None),
            ("문을 여는 법", None),
        ] {
            assert_eq!(after(text).as_deref(), rest, "{text}");
        }
        for (text, wanted) in [
            ("3、队列", Some((3, "队列"))),
            ("(3) what", Some((3, "what"))),
            ("③ 큐", Some((3, "큐"))),
            ("1.5배", None),
            ("2024년", None),
            ("12) 왜?", Some((12, "왜?"))),
        ] {
            let found = number(text).map(|(number, end)| (number, &text[end..]));
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn leads_are_told_from_what_is_said_of_them() {
        assert_eq!(lead("**Queue**: a line"), Some(("Queue", "a line")));
        assert_eq!(
            lead("What is it? A line of things"),
            Some(("What is it?", "A line of things"))
        );
        assert_eq!(lead("What is it? Why?"), None);
        assert_eq!(answer_inside("What? A1: This."), Some(("What?", "This.")));
    }
}
