//! A line's text without markup and ornaments.

use std::borrow::Cow;

use super::super::words::{is_emoji, shortcode_end};

/// A line without Markdown or HTML markup: links and code as their words, pictures as nothing.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let needs_work = text.bytes().any(|b| {
        matches!(
            b,
            b'`' | b'!' | b'[' | b'<' | b'\\' | b'*' | b'_' | b'~' | b'\t'
        )
    }) || text.contains("  ")
        || text.contains('\u{200b}');
    if !needs_work {
        return Cow::Borrowed(text.trim());
    }
    let mut out = String::with_capacity(text.len());
    push_plain(text, &mut out, 0);
    let mut line = String::with_capacity(out.len());
    for word in out.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    Cow::Owned(line)
}

fn push_plain(text: &str, out: &mut String, depth: usize) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        match c {
            '`' => {
                let ticks = rest.bytes().take_while(|b| *b == b'`').count();
                let inside = &rest[ticks..];
                if let Some(close) = inside.find(&rest[..ticks]).filter(|&close| close > 0) {
                    out.push_str(&inside[..close]);
                    rest = &inside[close + ticks..];
                } else {
                    out.push_str(&rest[..ticks]);
                    rest = inside;
                }
                continue;
            }
            '\u{200b}' => {}
            '!' if after.starts_with('[') => {
                if let Some((_, end)) = link(after) {
                    out.push(' ');
                    rest = &after[end..];
                    continue;
                }
                if let Some(end) = wiki(after) {
                    out.push(' ');
                    rest = &after[end..];
                    continue;
                }
                out.push(c);
            }
            '[' => {
                if let Some(end) = wiki(rest) {
                    let inside = &rest[2..end - 2];
                    out.push_str(inside.rsplit('|').next().unwrap_or(inside));
                    rest = &rest[end..];
                    continue;
                }
                if let Some((words, end)) = link(rest) {
                    if depth < 4 {
                        push_plain(words, out, depth + 1);
                    } else {
                        out.push_str(words);
                    }
                    rest = &rest[end..];
                    continue;
                }
                out.push(c);
            }
            '<' => {
                if let Some(end) = tag(rest) {
                    out.push(' ');
                    rest = &rest[end..];
                    continue;
                }
                out.push(c);
            }
            '\\' if after.starts_with(|c: char| c.is_ascii_punctuation()) => {
                out.push_str(&after[..1]);
                rest = &after[1..];
                continue;
            }
            '*' | '_' => {
                let run = rest
                    .bytes()
                    .take_while(|b| *b == rest.as_bytes()[0])
                    .count();
                let before = out.chars().next_back();
                let next = rest[run..].chars().next();
                let opens = next.is_some_and(|c| !c.is_whitespace());
                let closes = before.is_some_and(|c| !c.is_whitespace());
                let inside = before.is_some_and(char::is_alphanumeric)
                    && next.is_some_and(char::is_alphanumeric);
                let is_mark = match (c, run) {
                    ('*', 2) => true,
                    ('*', 1..=3) => (opens || closes) && !(inside && run == 1),
                    ('_', 1..=2) => (opens || closes) && !inside,
                    _ => false,
                };
                if !is_mark {
                    out.push_str(&rest[..run]);
                }
                rest = &rest[run..];
                continue;
            }
            '~' if after.starts_with('~') => {
                rest = &after[1..];
                continue;
            }
            _ => out.push(c),
        }
        rest = after;
    }
}

/// `[words](address)` at the start: the words, and where it ends.
fn link(text: &str) -> Option<(&str, usize)> {
    let mut depth = 0usize;
    let close = text.char_indices().find_map(|(at, c)| {
        match c {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at)
    })?;
    let rest = text[close + 1..].strip_prefix('(')?;
    let end = rest.find(')')?;
    Some((&text[1..close], close + 2 + end + 1))
}

/// `[[words]]` at the start: where it ends.
fn wiki(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("[[")?;
    rest.find("]]").map(|at| at + 4)
}

/// An HTML tag at the start: where it ends.
pub(super) fn tag(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('<')?;
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = text.find('>')?;
    (!text[1..end].contains('<')).then_some(end + 1)
}

/// A mark of importance or mood.
fn is_ornament(c: char) -> bool {
    is_emoji(c) || matches!(c, '★' | '☆' | '⭐' | '\u{fe0f}' | '\u{200d}')
}

/// A plain line without stars, pictures and shortcodes, without the brackets that held them, and
/// without colons and arrows at its end.
pub(super) fn bare(text: &str) -> String {
    let text = plain(text);
    let mut out = String::with_capacity(text.len());
    let mut rest: &str = &text;
    while let Some(c) = rest.chars().next() {
        if matches!(c, '(' | '（' | '[') {
            let inside = &rest[c.len_utf8()..];
            let held = inside.find([')', '）', ']']).filter(|&end| {
                end > 0
                    && inside[..end]
                        .chars()
                        .all(|c| is_ornament(c) || c.is_whitespace())
            });
            if let Some(end) = held {
                let close = inside[end..].chars().next().map_or(1, char::len_utf8);
                rest = &inside[end + close..];
                continue;
            }
        }
        if c == ':'
            && let Some(end) = shortcode_end(out.chars().next_back(), rest)
        {
            out.push(' ');
            rest = &rest[end..];
            continue;
        }
        out.push(if is_ornament(c) { ' ' } else { c });
        rest = &rest[c.len_utf8()..];
    }
    let trimmed = out.trim().trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '*' | ':' | '：' | '>' | '→' | '-' | '–' | '—')
    });
    let trimmed = trimmed.trim_start_matches(|c: char| c.is_whitespace() || c == '•' || c == '·');
    let mut line = String::with_capacity(trimmed.len());
    for word in trimmed.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Letters and digits alone, in small letters: what two spellings of one text share.
pub(super) fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_and_words_stay() {
        for (source, wanted) in [
            ("**What** is `a*b`?", "What is a*b?"),
            ("[큐](#queue)란 ![그림](a.png)", "큐란"),
            ("[[page|이름]] snake_case <br>", "이름 snake_case"),
            ("\\*literal\\* ~~gone~~", "*literal* gone"),
        ] {
            assert_eq!(plain(source), wanted, "{source}");
        }
        assert_eq!(bare("큐란? (⭐⭐) :house:"), "큐란?");
        assert_eq!(bare("`${A:http://b}` 는?"), "${A:http://b} 는?");
    }
}
