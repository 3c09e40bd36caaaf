//! The four kinds of TOML strings: which bytes of the source say each line, and how a new text is
//! written with as few other bytes as can be.
//!
//! What is written says the new text exactly, blanks and line breaks at its ends included.

use std::fmt::Write as _;
use std::ops::Range;

use super::document::values_of;
use super::splice::{Patch, patched};
use crate::text::difference::{Run, runs};

/// How a string is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `"…"`
    Basic,
    /// `'…'`
    Literal,
    /// `"""…"""`
    LongBasic,
    /// `'''…'''`
    LongLiteral,
}

impl Kind {
    fn of(token: &str) -> Option<Self> {
        Some(match token.as_bytes() {
            [b'"', b'"', b'"', ..] => Self::LongBasic,
            [b'\'', b'\'', b'\'', ..] => Self::LongLiteral,
            [b'"', ..] => Self::Basic,
            [b'\'', ..] => Self::Literal,
            _ => return None,
        })
    }

    fn quote(self) -> usize {
        match self {
            Self::Basic | Self::Literal => 1,
            Self::LongBasic | Self::LongLiteral => 3,
        }
    }

    /// Whether a literal string can say this at all; the others can say everything.
    fn allows(self, new: &str) -> bool {
        let has_control = |kept: &[char]| new.chars().any(|c| c.is_control() && !kept.contains(&c));
        match self {
            Self::Basic | Self::LongBasic => true,
            Self::Literal => !new.contains('\'') && !has_control(&['\t']),
            Self::LongLiteral => {
                !new.contains("'''") && !new.ends_with('\'') && !has_control(&['\t', '\n'])
            }
        }
    }

    /// A text, or some lines of one, for between the marks.
    fn encode(self, new: &str, newline: &str) -> String {
        match self {
            Self::Basic => escaped(new, None),
            Self::LongBasic => escaped(new, Some(newline)),
            Self::Literal => new.to_owned(),
            Self::LongLiteral => new.replace('\n', newline),
        }
    }

    /// A whole string. One of several lines begins on the line below its marks.
    fn token(self, new: &str, newline: &str) -> String {
        let marks = match self {
            Self::Basic => "\"",
            Self::Literal => "'",
            Self::LongBasic => "\"\"\"",
            Self::LongLiteral => "'''",
        };
        let is_block = self.quote() == 3 && new.contains('\n');
        let newline_first = if is_block { newline } else { "" };
        format!("{marks}{newline_first}{}{marks}", self.encode(new, newline))
    }
}

/// A string as it stands in the source, read line by line.
struct Read {
    kind: Kind,
    /// The decoded lines and the bytes of the token that say each.
    lines: Vec<(String, Range<usize>)>,
}

impl Read {
    fn of(token: &str) -> Option<Self> {
        let kind = Kind::of(token)?;
        let quote = kind.quote();
        let end = token.len().checked_sub(quote).filter(|&end| end >= quote)?;
        let mut at = quote;
        if quote == 3 {
            at += first_line_break(&token[at..end]);
        }
        let is_basic = matches!(kind, Kind::Basic | Kind::LongBasic);
        let mut lines = Vec::new();
        let (mut line, mut from) = (String::new(), at);
        while at < end {
            let rest = &token[at..end];
            let break_length = first_line_break(rest);
            if break_length > 0 {
                lines.push((std::mem::take(&mut line), from..at));
                at += break_length;
                from = at;
            } else if is_basic && rest.starts_with('\\') {
                let (said, length) = escape(rest)?;
                match said {
                    // An escaped line break ends a decoded line as well.
                    Some('\n') => {
                        lines.push((std::mem::take(&mut line), from..at));
                        from = at + length;
                    }
                    Some(c) => line.push(c),
                    None => {}
                }
                at += length;
            } else {
                let c = rest.chars().next()?;
                line.push(c);
                at += c.len_utf8();
            }
        }
        lines.push((line, from..end));
        Some(Self { kind, lines })
    }
}

fn first_line_break(text: &str) -> usize {
    if text.starts_with('\n') {
        1
    } else if text.starts_with("\r\n") {
        2
    } else {
        0
    }
}

/// What an escape at the start of the text says (nothing for a line break that is skipped) and
/// how many bytes it takes.
fn escape(text: &str) -> Option<(Option<char>, usize)> {
    let sign = text[1..].chars().next()?;
    let digits = match sign {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => 0,
    };
    if digits > 0 {
        let number = u32::from_str_radix(text.get(2..2 + digits)?, 16).ok()?;
        return Some((Some(char::from_u32(number)?), 2 + digits));
    }
    let said = match sign {
        'b' => '\u{8}',
        't' => '\t',
        'n' => '\n',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        '"' => '"',
        '\\' => '\\',
        ' ' | '\t' | '\r' | '\n' => {
            let skipped =
                text[1..].len() - text[1..].trim_start_matches([' ', '\t', '\r', '\n']).len();
            return Some((None, 1 + skipped));
        }
        _ => return None,
    };
    Some((Some(said), 2))
}

/// The text for between the marks of a basic string; line breaks stand as such where `newline`
/// says how.
fn escaped(new: &str, newline: Option<&str>) -> String {
    let mut written = String::with_capacity(new.len() + 8);
    let mut quotes = 0;
    for (at, c) in new.char_indices() {
        quotes = if c == '"' { quotes + 1 } else { 0 };
        match (c, newline) {
            ('\\', _) => written.push_str("\\\\"),
            ('"', None) => written.push_str("\\\""),
            // Two marks in a row are text; a third, or one before the closing marks, is not.
            ('"', Some(_)) if quotes == 3 || at + 1 == new.len() => {
                written.push_str("\\\"");
                quotes = 0;
            }
            ('\n', Some(newline)) => written.push_str(newline),
            ('\n', None) => written.push_str("\\n"),
            ('\r', _) => written.push_str("\\r"),
            ('\t', _) => written.push('\t'),
            (c, _) if c.is_control() => {
                // Writing to a string does not fail.
                let _ = write!(written, "\\u{:04X}", u32::from(c));
            }
            (c, _) => written.push(c),
        }
    }
    written
}

/// A new string: on one line where it has one, else between `"""`.
pub(super) fn fresh(new: &str, newline: &str) -> String {
    if new.contains('\n') {
        Kind::LongBasic.token(new, newline)
    } else {
        on_one_line(new)
    }
}

/// A new string that is one line, whatever it says.
pub(super) fn on_one_line(new: &str) -> String {
    Kind::Basic.token(new, "")
}

/// The patches that make this string say `new`, by bytes of the token. Lines that say the same as
/// before keep their bytes. The kind stays where it allows the new text, else it becomes a
/// multi-line basic string; a string on one line becomes a block where the new text has lines.
pub(super) fn rewritten(token: &str, new: &str, newline: &str) -> Vec<Patch> {
    let whole = |text: String| {
        vec![Patch {
            range: 0..token.len(),
            text,
        }]
    };
    let Some(read) = Read::of(token) else {
        return whole(fresh(new, newline));
    };
    let has_lines = new.contains('\n');
    let had_lines = read.lines.len() > 1;
    // A one-line string may hold line breaks as `\n`; one that did goes on doing so.
    let keeps_kind = read.kind.allows(new) && (read.kind != Kind::Basic || !has_lines || had_lines);
    if !keeps_kind {
        return whole(Kind::LongBasic.token(new, newline));
    }
    let becomes_block = has_lines && !had_lines && !token.contains('\n');
    if !becomes_block {
        let patches = line_patches(&read, new, newline);
        if says(&patched(token, &patches), new) {
            return patches;
        }
        // A `\` at the end of a line that stays would have swallowed the next one.
    }
    whole(read.kind.token(new, newline))
}

/// Whether the `toml` crate reads this text in a string.
fn says(token: &str, new: &str) -> bool {
    values_of(&format!("x = {token}\n"))
        .is_ok_and(|values| values.get("x").and_then(::toml::Value::as_str) == Some(new))
}

fn line_patches(read: &Read, new: &str, newline: &str) -> Vec<Patch> {
    let new_lines: Vec<&str> = new.split('\n').collect();
    let mut patches = Vec::new();
    let same = |old: &(String, Range<usize>), new: &&str| old.0 == *new;
    for run in runs(&read.lines, &new_lines, same) {
        let Run::Changed(old, new) = run else {
            continue;
        };
        let is_last = new.end == new_lines.len();
        let mut body = read
            .kind
            .encode(&new_lines[new.clone()].join("\n"), newline);
        // The break that joins the lines to those around them.
        let line_break = read.kind.encode("\n", newline);
        let range = match (old.is_empty(), new.is_empty()) {
            (false, false) => read.lines[old.start].1.start..read.lines[old.end - 1].1.end,
            // Lines that come in take one break with them, lines that go as well.
            (true, _) if is_last => {
                body.insert_str(0, &line_break);
                let at = read.lines[old.start - 1].1.end;
                at..at
            }
            (true, _) => {
                body.push_str(&line_break);
                let at = read.lines[old.start].1.start;
                at..at
            }
            (false, true) if old.end == read.lines.len() => {
                read.lines[old.start - 1].1.end..read.lines[old.end - 1].1.end
            }
            (false, true) => read.lines[old.start].1.start..read.lines[old.end].1.start,
        };
        patches.push(Patch { range, text: body });
    }
    patches
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    fn rewrite(token: &str, new: &str) -> String {
        patched(token, &rewritten(token, new, "\n"))
    }

    fn by_parser(token: &str) -> String {
        let values = format!("x = {token}\n").replace("\r\n", "\n");
        let values: ::toml::Table = values.parse().unwrap();
        values["x"].as_str().unwrap().to_owned()
    }

    #[test]
    fn every_kind_stays_where_it_can() {
        assert_eq!(rewrite(r#""old""#, r#"say "\""#), r#""say \"\\\"""#);
        assert_eq!(rewrite("'old'", r"C:\new"), r"'C:\new'");
        assert_eq!(rewrite("'old'", "it's"), "\"\"\"it's\"\"\"");
        assert_eq!(rewrite("\"old\"", "a\nb\n"), "\"\"\"\na\nb\n\"\"\"");
        assert_eq!(rewrite(r#""a\nb""#, "a\nc"), r#""a\nc""#);
        assert_eq!(rewrite("'''\nold\n'''", "new\n''\n"), "'''\nnew\n''\n'''");
        assert_eq!(
            rewrite("'''\nold\n'''", "new\n'''\n"),
            "\"\"\"\nnew\n'''\n\"\"\""
        );
        assert_eq!(rewrite("'''\nold\n'''", "a\n\\b\n"), "'''\na\n\\b\n'''");
        assert_eq!(rewrite("\"\"\"\"\"\"", "a\nb\n"), "\"\"\"\na\nb\n\"\"\"");
        assert_eq!(rewrite("'''x'''", "a\nb"), "'''\na\nb'''");
    }

    #[test]
    fn what_was_indented_is_not_put_before_the_new_text() {
        let old = "\"\"\"\n\tOld answer, written\n\twith a tab in front.\n\t\"\"\"";
        assert_eq!(rewrite(old, "a\nb\n"), "\"\"\"\na\nb\n\"\"\"");
        let old = "'''\n    old\n    '''";
        assert_eq!(rewrite(old, "  a\nb"), "'''\n  a\nb'''");
    }

    #[test]
    fn lines_that_say_the_same_keep_their_bytes() {
        let decomposed: String = "첫 줄".nfd().collect();
        let token = format!("\"\"\"\r\n{decomposed}\r\nold \\\r\n   line\r\n\\u0041 end\r\n\"\"\"");
        let new = format!("{decomposed}\nnew line\nmore\nA end\n");
        let written = patched(&token, &rewritten(&token, &new, "\r\n"));
        assert_eq!(
            written,
            format!("\"\"\"\r\n{decomposed}\r\nnew line\r\nmore\r\n\\u0041 end\r\n\"\"\"")
        );
    }

    #[test]
    fn a_line_that_goes_on_below_does_not_swallow_a_new_one() {
        let written = rewrite("\"\"\"\na\\\n   \"\"\"", "a\nb");
        assert_eq!(by_parser(&written), "a\nb");
    }

    #[test]
    fn marks_at_the_end_and_in_a_row_are_escaped() {
        let written = rewrite("\"\"\"\nx\"\"\"", "a \"\"\" \"\"\"\"\"\nend\"");
        assert_eq!(by_parser(&written), "a \"\"\" \"\"\"\"\"\nend\"");
    }

    fn tokens() -> impl Strategy<Value = String> {
        prop_oneof![
            r#""([a가'# \t]|\\[nt"\\]|\\u0041){0,12}""#,
            r#"'[a가"\\# \t]{0,12}'"#,
            r#""""\r?\n?([a가'# \t\n]|\r\n|""?b|\\[nt"\\]|\\ ?\r?\n *|\\u0041){0,12}""""#,
            r#"'''\r?\n?([a가"\\# \t\n]|\r\n|''?b){0,12}'''"#,
        ]
        .prop_filter("a return alone", |token| {
            !token.replace("\r\n", "").contains('\r')
        })
    }

    proptest! {
        #[test]
        fn a_string_is_read_as_the_parser_reads_it(token in tokens()) {
            let read = Read::of(&token).unwrap();
            let lines: Vec<String> = read.lines.into_iter().map(|(line, _)| line).collect();
            prop_assert_eq!(lines.join("\n"), by_parser(&token), "{}", token);
        }

        #[test]
        fn a_rewritten_string_says_the_new_text(
            token in tokens(),
            new in "([a가\"'\\\\ \n\t\u{1}é]|'''|\r){0,14}",
            newline in prop_oneof!["\n", "\r\n"],
        ) {
            let written = patched(&token, &rewritten(&token, &new, &newline));
            prop_assert_eq!(by_parser(&written), new.as_str(), "{} {}", token, written);
            let again = rewritten(&written, &new, &newline);
            prop_assert_eq!(patched(&written, &again), written);
        }
    }
}
