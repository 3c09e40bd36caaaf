//! The only place for arithmetic on text.
//!
//! Text has three units and they are never mixed: **bytes** (offsets into a `str`),
//! **graphemes** (what a person calls a character) and **columns** (terminal cells).
//! Nothing here knows about the terminal, files or the time.

use std::borrow::Cow;
use std::str::Utf8Error;

use unicode_normalization::{UnicodeNormalization, is_nfc_quick};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

pub use fuzzy::nearest;

pub mod difference;
pub mod fuzzy;
pub mod hangul;
pub mod keyboard;
pub mod marks;
pub mod particle;

/// A place in a file as an editor shows it: both from 1, the column in graphemes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Grapheme in the line, from 1.
    pub column: usize,
}

impl Position {
    /// The beginning of a file, where a problem is about all of it.
    pub const START: Self = Self { line: 1, column: 1 };
}

/// Bytes as the text they are, or where they are none. Checks what is read from files, many bytes
/// at once.
pub fn of_utf8(bytes: &[u8]) -> Result<&str, Utf8Error> {
    simdutf8::basic::from_utf8(bytes).or_else(|_| str::from_utf8(bytes))
}

/// The text in composed form (NFC). macOS tools write Hangul decomposed; for search, display
/// and identity both are the same text.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if all_stand_alone(text) {
        return Cow::Borrowed(text);
    }
    match is_nfc_quick(text.chars()) {
        unicode_normalization::IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfc().collect()),
    }
}

/// Whether all characters are known to [stand alone](stands_alone). Most runs of text have only
/// bytes that tell so by themselves; in the others the characters are looked at.
fn all_stand_alone(text: &str) -> bool {
    const RUN: usize = 64;
    let bytes = text.as_bytes();
    let boundary = |at: usize| (at..=bytes.len()).find(|&at| text.is_char_boundary(at));
    (0..bytes.len()).step_by(RUN).all(|from| {
        let to = bytes.len().min(from + RUN);
        // Counted without a way out of the loop, which so goes over many bytes at once. The last
        // byte of a text has none after it, and begins nothing.
        let pairs = bytes[from..to].iter().zip(&bytes[from + 1..]);
        let unsure = pairs.fold(0, |unsure, (&byte, &next)| {
            unsure | u8::from(!begins_alone(byte, next))
        });
        unsure == 0 || {
            let run = boundary(from).zip(boundary(to));
            let run = run.and_then(|(from, to)| text.get(from..to));
            run.is_some_and(|run| run.chars().all(stands_alone))
        }
    })
}

/// Whether a byte, with the one after it, begins no character but those that stand alone: Latin
/// ones, Han, and Hangul up to U+D77F.
fn begins_alone(byte: u8, next: u8) -> bool {
    let is_sure = byte < 0xcc || (0xe5..=0xe9).contains(&byte) || (0xeb..=0xec).contains(&byte);
    is_sure || byte == 0xea && next >= 0xb0 || byte == 0xed && next < 0x9e
}

/// Whether a character is composed already and composes with none of its like that stands after it.
/// Nearly all text is of these: Latin, Hangul, Han, dashes, quotation marks and arrows.
fn stands_alone(c: char) -> bool {
    matches!(c, '\0'..='\u{2ff}' | '가'..='힣' | '\u{2010}'..='\u{20cf}' | '\u{2100}'..='\u{2125}'
        | '\u{2190}'..='\u{2300}' | '\u{3001}'..='\u{3029}' | 'ㄱ'..='ㅣ' | '一'..='鿿')
}

/// A text of a file as it is held in memory: composed, its lines ended by `\n`, no space around it.
/// Two texts that differ in these things alone are the same text.
pub fn tidied(text: &str) -> String {
    let mut tidied = nfc(text.trim()).into_owned();
    // Again where two returns stood before a break, so that a tidied text is one when it is read.
    while tidied.contains('\r') && tidied.contains("\r\n") {
        tidied = tidied.replace("\r\n", "\n");
    }
    tidied
}

/// How many terminal columns the text takes; a wide character takes two.
pub fn columns(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    cells(text).map(|(_, columns)| columns).sum()
}

/// Columns of a character that joins with no other of its kind: most texts have only these, and
/// need not be taken apart into graphemes.
fn lone_columns(c: char) -> Option<usize> {
    match c {
        ' '..='~' | '·' | '\u{2010}'..='\u{2027}' | '→' | '─'..='▟' => Some(1),
        '가'..='힣' | '一'..='鿿' => Some(2),
        _ => None,
    }
}

/// Whether each character of a text is a grapheme of its own, is seen, and has its columns wherever
/// it stands.
pub fn is_plain(text: &str) -> bool {
    text.chars().all(|c| lone_columns(c).is_some())
}

/// The graphemes of a text with their columns, in order: what is drawn, cell by cell.
pub fn cells(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut chars = rest.chars();
        let first = chars.next()?;
        let joins_nothing = chars.next().is_none_or(|next| lone_columns(next).is_some());
        let (bytes, columns) = match lone_columns(first).filter(|_| joins_nothing) {
            Some(columns) => (first.len_utf8(), columns),
            None => {
                let grapheme = rest.graphemes(true).next()?;
                (grapheme.len(), grapheme_columns(grapheme))
            }
        };
        let (cell, after) = rest.split_at(bytes);
        rest = after;
        Some((cell, columns))
    })
}

/// Columns of one grapheme, as ratatui draws it.
pub fn grapheme_columns(grapheme: &str) -> usize {
    UnicodeWidthStr::width(grapheme)
}

/// The graphemes of a text, in order.
pub fn graphemes(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.graphemes(true)
}

/// The line and column of a byte offset; an offset past the end is the end.
pub fn position(text: &str, byte: usize) -> Position {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    let before = &text[..byte];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Position {
        line: before.bytes().filter(|&b| b == b'\n').count() + 1,
        column: before[line_start..].graphemes(true).count() + 1,
    }
}

/// Where the lines of a text begin, so that many places of it are found without counting its lines
/// from the start for each.
#[derive(Debug, Clone)]
pub struct LineStarts(Vec<usize>);

impl LineStarts {
    /// The lines of this text.
    pub fn of(text: &str) -> Self {
        let after_breaks = text.match_indices('\n').map(|(newline, _)| newline + 1);
        Self(std::iter::once(0).chain(after_breaks).collect())
    }

    /// As [`position`]; `text` is the one that the lines are of.
    pub fn position(&self, text: &str, byte: usize) -> Position {
        let byte = byte.min(text.len());
        let line = self.0.partition_point(|&start| start <= byte);
        let start = self.0.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let column = text
            .get(start..)
            .map_or(1, |rest| position(rest, byte - start).column);
        Position { line, column }
    }
}

/// Whether these bytes are UTF-16, with its mark or, by the zeros of every other byte, without.
pub fn is_utf16(bytes: &[u8]) -> bool {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return true;
    }
    let start = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |offset: usize| {
        start
            .iter()
            .skip(offset)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    start.len() >= 4 && even.max(odd) * 8 >= start.len() && even.min(odd) * 8 < even.max(odd)
}

/// Text that is safe to send to a terminal: line breaks stay, a tab becomes four spaces, other
/// control characters are shown as their pictures (`␛`), bidirectional overrides and invisible
/// tricks as `�`, a soft hyphen as a hyphen. A zero-width joiner stays where it joins: emoji and
/// some scripts need it.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_dangerous) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    let mut before = None;
    while let Some(c) = chars.next() {
        match c {
            '\n' => shown.push('\n'),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\t' => shown.push_str("    "),
            '\u{0}'..='\u{1f}' => shown.push(char::from_u32(0x2400 + c as u32).unwrap_or('�')),
            '\u{7f}' => shown.push('␡'),
            SOFT_HYPHEN => shown.push('-'),
            c if is_joiner(c) && may_join(before, chars.peek().copied()) => shown.push(c),
            c if is_dangerous(c) => shown.push('�'),
            c => shown.push(c),
        }
        before = Some(c);
    }
    Cow::Owned(shown)
}

/// As [`visible`], on one line: line breaks become spaces.
pub fn visible_line(text: &str) -> String {
    if is_plain(text) {
        return text.trim_end().to_owned();
    }
    visible(text)
        .split(['\n', '\u{2028}', '\u{2029}'])
        .map(str::trim_end)
        .collect::<Vec<_>>()
        .join(" ")
}

/// What a cell of the screen shows instead of this, where it would act on the terminal: the same
/// without it, as wide as before. `None` where it is harmless.
pub fn visible_cell(symbol: &str) -> Option<String> {
    let acts = |c: char| c == '\n' || is_dangerous(c) && !is_joiner(c);
    if !symbol.chars().any(acts) {
        return None;
    }
    let kept: String = symbol.chars().filter(|&c| !acts(c)).collect();
    Some(if kept.is_empty() {
        "\u{fffd}".to_owned()
    } else {
        kept
    })
}

/// A JSON value as it is printed, indented. What could act on a terminal is escaped, so that a
/// reader of JSON has the text as it is.
pub fn visible_json(value: &serde_json::Value) -> String {
    let printed = format!("{value:#}");
    let mut shown = String::with_capacity(printed.len());
    for c in printed.chars() {
        if is_dangerous(c) && !is_joiner(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                shown.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Whether a joiner between these has something to join: not beside a Latin or Korean letter,
/// where it only hides, nor at an end.
fn may_join(before: Option<char>, after: Option<char>) -> bool {
    let joins = |c: char| {
        !c.is_ascii()
            && !c.is_whitespace()
            && !matches!(c, '가'..='힣' | 'ㄱ'..='ㅣ')
            && !is_dangerous(c)
    };
    before.is_some_and(joins) && after.is_some_and(joins)
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Shows where a word may be broken, and is not drawn where it is not.
const SOFT_HYPHEN: char = '\u{ad}';

/// Control characters, marks of direction, and what takes no room where it stands: Unicode's
/// `Default_Ignorable_Code_Point` without the variation selectors, which choose between two looks
/// of the character before them, and with the marks of annotations.
fn is_dangerous(c: char) -> bool {
    // Nearly every character is one of these.
    if matches!(c, ' '..='~' | '가'..='힣') {
        return false;
    }
    (c.is_control() && c != '\n')
        || is_joiner(c)
        || matches!(c, SOFT_HYPHEN | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}'
            | '\u{17b5}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e00ff}'
            | '\u{e01f0}'..='\u{e0fff}')
}

/// The text cut to at most `most` columns, ending in `…` where something was left out.
pub fn fit(text: &str, most: usize) -> String {
    if columns(text) <= most {
        return text.to_owned();
    }
    let Some(room) = most.checked_sub(1) else {
        return String::new();
    };
    let mut cut = String::new();
    let mut used = 0;
    for (grapheme, width) in cells(text) {
        if used + width > room {
            break;
        }
        used += width;
        cut.push_str(grapheme);
    }
    cut.push('…');
    cut
}

/// The text filled with spaces on the right up to `to` columns, or cut to them.
pub fn pad(text: &str, to: usize) -> String {
    let mut padded = fit(text, to);
    let missing = to.saturating_sub(columns(&padded));
    padded.extend(std::iter::repeat_n(' ', missing));
    padded
}

/// The text in lines of at most `most` columns: broken at spaces where it can be, else between
/// graphemes. Spaces at the start of a line stay (indentation of code); those at a break go.
pub fn wrap(text: &str, most: usize) -> Vec<String> {
    let ranges = text.split('\n').map(|line| (line, wrap_ranges(line, most)));
    ranges
        .flat_map(|(line, ranges)| ranges.into_iter().map(move |range| line[range].to_owned()))
        .collect()
}

/// Where one line (without line breaks) is broken to fit `most` columns, as byte ranges.
/// There is always at least one range; an empty line gives one empty range.
pub fn wrap_ranges(line: &str, most: usize) -> Vec<std::ops::Range<usize>> {
    let most = most.max(2);
    let mut ranges = Vec::new();
    let mut start = 0;
    let mut used = 0;
    // The last place to break: (end of the text before the space, start of the text after it).
    let mut space: Option<(usize, usize)> = None;
    for (at, grapheme) in line.grapheme_indices(true) {
        let width = grapheme_columns(grapheme);
        if grapheme == " " && used >= most {
            // Spaces may hang over the edge; they are cut off when the line ends.
            space = Some((at, at + 1));
            used = most + 1;
            continue;
        }
        if used + width > most {
            match space.filter(|&(_, after)| after > start && line[start..after].trim() != "") {
                Some((end, after)) => {
                    ranges.push(start..line[start..end].trim_end_matches(' ').len() + start);
                    start = after;
                }
                None => {
                    // An indentation that is wider than the line hangs over its edge, too.
                    let hangs = used > most;
                    let seen = if hangs {
                        line[start..at].trim_end_matches(' ')
                    } else {
                        &line[start..at]
                    };
                    ranges.push(start..start + seen.len());
                    start = at;
                }
            }
            used = columns(&line[start..at]);
            space = None;
        }
        if grapheme == " " {
            space = Some((at, at + 1));
        }
        used += width;
    }
    let end = if used > most {
        start + line[start..].trim_end_matches(' ').len()
    } else {
        line.len()
    };
    ranges.push(start..end);
    ranges
}

/// What stays of a question when case, width, spacing and punctuation are taken away: two
/// questions with one key are the same question.
pub fn question_key(question: &str) -> String {
    question
        .nfkc()
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// A hash that is the same on every machine and in every version (FNV-1a, 64 bits); not for
/// anything that somebody might want to forge.
pub fn fingerprint(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::char::canonical_combining_class;

    proptest! {
        #[test]
        fn text_that_stands_alone_is_told_whatever_stands_around_it(
            text in "[a-z가-힣一-龥]{0,80}[\u{300}→“힘힣\u{1112}\u{1161}é각ﬁ豈\u{2001}]{0,2}[a-z가-힣]{0,70}"
        ) {
            prop_assert_eq!(all_stand_alone(&text), text.chars().all(stands_alone));
        }
    }

    #[test]
    fn a_byte_that_begins_alone_begins_only_characters_that_stand_alone() {
        for letter in '\0'..=char::MAX {
            let mut bytes = [0; 4];
            let bytes = letter.encode_utf8(&mut bytes).as_bytes();
            if begins_alone(bytes[0], *bytes.get(1).unwrap_or(&0)) {
                assert!(stands_alone(letter), "{letter:?}");
            }
        }
    }

    #[test]
    fn wide_combined_and_joined_characters_are_counted_in_cells() {
        assert_eq!(columns("abc"), 3);
        assert_eq!(columns("카프카"), 6);
        let decomposed: String = "카프카".nfd().collect();
        assert_eq!(columns(&decomposed), 6);
        assert_eq!(nfc(&decomposed), "카프카");
        for c in ('\0'..=char::MAX).filter(|&c| stands_alone(c)) {
            let quick = is_nfc_quick(std::iter::once(c));
            assert!(quick == unicode_normalization::IsNormalized::Yes, "{c:?}");
            assert_eq!(canonical_combining_class(c), 0, "{c:?}");
        }
        assert_eq!(columns("，"), 2);
        assert_eq!(columns("👩‍💻"), 2);
        for c in '\0'..=char::MAX {
            if let Some(columns) = lone_columns(c) {
                assert_eq!(grapheme_columns(&c.to_string()), columns, "{c:?}");
            }
        }
    }

    #[test]
    fn a_position_counts_graphemes_from_one() {
        let text = "첫 줄\n둘째 = \"x\"";
        assert_eq!(position(text, 0), Position { line: 1, column: 1 });
        let quote = text.find('"').unwrap();
        assert_eq!(position(text, quote), Position { line: 2, column: 6 });
        assert_eq!(position(text, 999).line, 2);
        let lines = LineStarts::of(text);
        for byte in 0..text.len() + 2 {
            assert_eq!(lines.position(text, byte), position(text, byte));
        }
    }

    #[test]
    fn wrapping_breaks_at_spaces_and_inside_long_hangul() {
        assert_eq!(wrap("TCP와 UDP의 차이를", 9), ["TCP와", "UDP의", "차이를"]);
        assert_eq!(wrap("가나다라마", 4), ["가나", "다라", "마"]);
        assert_eq!(wrap("    let x = 1;", 8), ["    let", "x = 1;"]);
        assert_eq!(wrap("a\n\nb", 8), ["a", "", "b"]);
        assert_eq!(wrap("   a", 2), ["", "a"]);
    }

    #[test]
    fn escape_sequences_become_visible() {
        assert_eq!(visible("a\u{1b}]0;t\u{7}b"), "a␛]0;t␇b");
        assert_eq!(visible("\u{202e}x\u{9b}2J"), "�x�2J");
        assert_eq!(visible_line("a\r\nb\tc"), "a b    c");
        assert_eq!(visible("👩‍💻 그대로"), "👩‍💻 그대로");
        assert_eq!(
            visible("ad\u{200d}min 관\u{200c}리\u{3164}"),
            "ad�min 관�리�"
        );
    }

    #[test]
    fn a_soft_hyphen_is_a_hyphen_and_other_ignored_characters_are_seen() {
        assert_eq!(visible("in\u{ad}formation"), "in-formation");
        assert_eq!(visible("a\u{34f}b\u{e0100}c\u{e01f0}"), "a�b\u{e0100}c�");
        // Two looks of one sign, and a family.
        assert_eq!(visible("☎\u{fe0f} 👨‍👩‍👧"), "☎\u{fe0f} 👨‍👩‍👧");
    }

    #[test]
    fn a_cell_that_would_act_on_the_terminal_is_cleaned_and_others_are_left_alone() {
        for harmless in ["", " ", "a", "é", "가", "각", "👩‍💻", "☎\u{fe0f}", "�"] {
            assert_eq!(visible_cell(harmless), None, "{harmless:?}");
        }
        for (symbol, kept) in [
            ("가\u{202e}", "가"),
            ("\u{200b}a\u{feff}", "a"),
            ("\u{1b}", "�"),
            ("\u{9b}", "�"),
            ("\r\n", "�"),
            ("\u{2066}\u{2069}", "�"),
            ("👩\u{200d}💻\u{7}", "👩\u{200d}💻"),
        ] {
            assert_eq!(visible_cell(symbol).as_deref(), Some(kept), "{symbol:?}");
        }
    }

    #[test]
    fn one_question_in_two_spellings_has_one_key() {
        assert_eq!(
            question_key("TCP와 UDP의 차이는?"),
            question_key("ＴＣＰ와  udp의 차이는")
        );
    }

    proptest! {
        #[test]
        fn no_wrapped_line_is_too_wide_and_no_letter_is_lost(text in "[a-z가-힣 👩]{0,80}", most in 2usize..40) {
            let lines = wrap(&text, most);
            for line in &lines {
                prop_assert!(columns(line) <= most, "{line:?} is wider than {most}");
            }
            let letters = |s: &str| s.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }

        #[test]
        fn cells_and_columns_are_those_of_the_graphemes(text in "[ -~가-힣一-龥ᄀ-ᇿ\u{300}-\u{310}\u{200d}\u{fe0f}👩‐-‧→─-▟é]{0,12}") {
            let slowly: Vec<(&str, usize)> = text.graphemes(true).map(|grapheme| (grapheme, grapheme_columns(grapheme))).collect();
            prop_assert_eq!(columns(&text), slowly.iter().map(|(_, columns)| columns).sum::<usize>());
            prop_assert_eq!(cells(&text).collect::<Vec<_>>(), slowly);
        }

        #[test]
        fn cut_text_fits(text in "\\PC{0,60}", most in 0usize..30) {
            prop_assert!(columns(&fit(&text, most)) <= most);
            prop_assert_eq!(columns(&pad(&text, most)), most);
        }

        #[test]
        fn visible_text_has_no_control_characters(text in any::<String>()) {
            let shown = visible(&text);
            prop_assert!(!shown.chars().any(|c| c.is_control() && c != '\n'));
        }

        #[test]
        fn no_cell_keeps_what_acts(symbol in "[\\x00-\\x1f\\x7f-\\x9fa가👩\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2060}-\u{206f}]{0,6}") {
            let shown = visible_cell(&symbol).unwrap_or(symbol);
            let acts = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}');
            prop_assert!(!shown.chars().any(acts));
            prop_assert_eq!(visible_cell(&shown), None);
        }
    }
}
