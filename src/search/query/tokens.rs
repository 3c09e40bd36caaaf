//! A query's words with their places.

use std::ops::Range;

use crate::search::unit::fold;

/// One word of a query as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Bytes of the query, signs and quotes included.
    pub span: Range<usize>,
    /// The word, folded, without `!` and quotes.
    pub text: String,
    /// Whether it began with `!`.
    pub is_negated: bool,
    /// Whether it began with `"`.
    pub is_quoted: bool,
    /// Bytes of the query after the filter's colon, if there is a colon.
    pub value_at: Option<usize>,
}

impl Token {
    /// The word as a filter's name and value; names are letters alone.
    pub fn filter(&self) -> Option<(&str, &str)> {
        let (name, value) = self.text.split_once(':').filter(|_| !self.is_quoted)?;
        let is_name = !name.is_empty() && name.chars().all(char::is_alphabetic);
        is_name.then_some((name, value))
    }
}

/// The words of a query. Spaces separate them, but not within quotes at the start of a word or
/// of a filter's value, and not after a backslash. A quote that is never closed goes to the end.
pub(super) fn tokens(query: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = query.char_indices().peekable();
    while let Some(&(start, first)) = chars.peek() {
        if first.is_whitespace() {
            chars.next();
            continue;
        }
        let mut raw = String::new();
        let (mut is_negated, mut is_quoted, mut in_quotes) = (false, false, false);
        let mut value_at = None;
        let mut end = start;
        while let Some(&(at, c)) = chars.peek() {
            if c.is_whitespace() && !in_quotes {
                break;
            }
            chars.next();
            end = at + c.len_utf8();
            let is_value_start = value_at == Some(at) || raw.ends_with(',') && value_at.is_some();
            match c {
                '!' if at == start => is_negated = true,
                '"' if in_quotes => in_quotes = false,
                '"' if raw.is_empty() || is_value_start => {
                    is_quoted |= raw.is_empty();
                    in_quotes = true;
                }
                '\\' if chars.peek().is_some_and(|(_, next)| *next == ' ') => {
                    chars.next();
                    end += 1;
                    raw.push(' ');
                }
                c => {
                    if matches!(c, ':' | '：') && value_at.is_none() {
                        value_at = Some(end);
                    }
                    raw.push(c);
                }
            }
        }
        let text = fold(&raw).collect();
        tokens.push(Token {
            span: start..end,
            text,
            is_negated,
            is_quoted,
            value_at,
        });
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(query: &str) -> Vec<String> {
        tokens(query).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn spaces_separate_words_unless_quoted_or_escaped() {
        assert_eq!(texts(" a  b　c\t"), ["a", "b", "c"]);
        assert_eq!(
            texts(r#""load balance" tag:"시스템 설계",db x\ y"#),
            ["load balance", "tag:시스템 설계,db", "x y"]
        );
        assert_eq!(texts("\"never closed "), ["never closed "]);
        assert_eq!(texts("say\"no\""), ["say\"no\""]);
    }

    #[test]
    fn a_word_knows_its_bytes_and_signs() {
        let all = tokens("가 !is:weak");
        assert_eq!(all[1].span, 4..12);
        assert_eq!(all[1].value_at, Some(8));
        assert!(all[1].is_negated);
        assert_eq!(all[1].filter(), Some(("is", "weak")));
        assert_eq!(tokens("ｉｓ：ｗｅａｋ")[0].filter(), Some(("is", "weak")));
        assert_eq!(tokens("\"is:weak\"")[0].filter(), None);
        assert_eq!(tokens("::std")[0].filter(), None);
    }
}
