//! The little HTML that notes hold: the tags of `<details>`, and text without tags.

use std::ops::Range;

/// A tag that makes up a `<details>` structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::convert) enum DetailsTag {
    /// `<details>`, with or without attributes.
    Open,
    /// `</details>`
    Close,
    /// `<summary>`
    SummaryOpen,
    /// `</summary>`
    SummaryClose,
}

/// A tag as it stands in a text.
struct Tag<'t> {
    /// Its bytes, from `<` to `>`.
    range: Range<usize>,
    name: &'t str,
    closing: bool,
    /// What stands between the name and `>`.
    attributes: &'t str,
}

/// The tag that begins at this `<`, if it is one.
fn tag_at(text: &str, at: usize) -> Option<Tag<'_>> {
    let rest = text.get(at + 1..)?;
    let closing = rest.starts_with('/');
    let name_start = usize::from(closing);
    let name_len = rest[name_start..]
        .bytes()
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let name = &rest[name_start..name_start + name_len];
    if !name.bytes().next().is_some_and(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let after = &rest[name_start + name_len..];
    let bytes = after.bytes().take(2000);
    let mut quote = None;
    for (i, byte) in bytes.enumerate() {
        match (quote, byte) {
            (None, b'>') => {
                return Some(Tag {
                    range: at..at + 1 + name_start + name_len + i + 1,
                    name,
                    closing,
                    attributes: &after[..i],
                });
            }
            (None, b'<') => return None,
            (None, b'"' | b'\'') if i > 0 => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// Adds the tags of `<details>` structures in a piece of HTML that begins at this byte.
pub(super) fn details_tags(html: &str, start: usize, found: &mut Vec<(Range<usize>, DetailsTag)>) {
    let mut from = 0;
    while let Some(at) = html[from..].find('<').map(|at| from + at) {
        from = at + 1;
        let Some(tag) = tag_at(html, at) else {
            continue;
        };
        from = tag.range.end;
        let kind = match (tag.name.to_ascii_lowercase().as_str(), tag.closing) {
            ("details", false) => DetailsTag::Open,
            ("details", true) => DetailsTag::Close,
            ("summary", false) => DetailsTag::SummaryOpen,
            ("summary", true) => DetailsTag::SummaryClose,
            _ => continue,
        };
        found.push((start + tag.range.start..start + tag.range.end, kind));
    }
}

/// Whether a piece of inline HTML is `<br>` in one of its spellings.
pub(super) fn is_line_break(html: &str) -> bool {
    tag_at(html, 0).is_some_and(|tag| tag.name.eq_ignore_ascii_case("br"))
}

/// The text with HTML that Markdown has signs for written in them, and wrappers (`<p>`, `<div>`,
/// `<br>`, …) taken out. Code is left as it stands, and so are tags that are none of HTML's.
pub(in crate::convert) fn soften(text: &str) -> String {
    if !text.contains('<') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut fence: Option<(u8, usize)> = None;
    let mut links: Vec<String> = Vec::new();
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            out.push('\n');
        }
        if let Some(mark) = super::fence_mark(line) {
            match fence {
                None => fence = Some(mark),
                Some(open) if open.0 == mark.0 && mark.1 >= open.1 => fence = None,
                Some(_) => {}
            }
            out.push_str(line);
            continue;
        }
        if fence.is_some() || !line.contains('<') {
            out.push_str(line);
            continue;
        }
        let before = out.len();
        soften_line(line, &mut out, &mut links);
        // A line that held nothing but wrappers is an empty one.
        if out[before..].trim().is_empty() {
            out.truncate(before);
        }
    }
    collapse_blank_lines(&out)
}

fn soften_line(line: &str, out: &mut String, links: &mut Vec<String>) {
    let mut from = 0;
    while let Some(at) = line[from..].find(['<', '`']).map(|at| from + at) {
        out.push_str(&line[from..at]);
        if line.as_bytes()[at] == b'`' {
            let ticks = line[at..].bytes().take_while(|b| *b == b'`').count();
            let closing = line[at + ticks..].find(&line[at..at + ticks]);
            let end = closing.map_or(at + ticks, |close| at + ticks + close + ticks);
            out.push_str(&line[at..end]);
            from = end;
            continue;
        }
        let Some(tag) = tag_at(line, at) else {
            out.push('<');
            from = at + 1;
            continue;
        };
        from = tag.range.end;
        write_tag(&tag, &line[tag.range.clone()], out, links);
    }
    out.push_str(&line[from..]);
}

fn write_tag(tag: &Tag<'_>, source: &str, out: &mut String, links: &mut Vec<String>) {
    match tag.name.to_ascii_lowercase().as_str() {
        "b" | "strong" => out.push_str("**"),
        "i" | "em" => out.push('*'),
        "code" | "kbd" | "tt" => out.push('`'),
        "br" => out.push('\n'),
        "hr" => out.push_str("\n\n"),
        "li" if !tag.closing => out.push_str("\n- "),
        "p" | "div" | "tr" if tag.closing => out.push('\n'),
        "td" | "th" if tag.closing => out.push_str("  "),
        "img" => {
            let alt = attribute(tag.attributes, "alt").unwrap_or_default();
            if let Some(address) = attribute(tag.attributes, "src") {
                out.push_str("![");
                out.push_str(alt);
                out.push_str("](");
                out.push_str(address);
                out.push(')');
            }
        }
        "a" if !tag.closing => match attribute(tag.attributes, "href") {
            Some(address) => {
                links.push(address.to_owned());
                out.push('[');
            }
            None => links.push(String::new()),
        },
        "a" => {
            if let Some(address) = links.pop().filter(|address| !address.is_empty()) {
                out.push_str("](");
                out.push_str(&address);
                out.push(')');
            }
        }
        "p" | "div" | "span" | "center" | "details" | "summary" | "font" | "u" | "ul" | "ol"
        | "li" | "small" | "big" | "section" | "article" | "table" | "tbody" | "thead" | "tr"
        | "td" | "th" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dl" | "dt" | "dd" | "mark"
        | "blockquote" | "figure" | "figcaption" | "nobr" | "wbr" => {}
        _ => out.push_str(source),
    }
}

/// The value of an attribute in the text between a tag's name and its end.
fn attribute<'t>(attributes: &'t str, name: &str) -> Option<&'t str> {
    let at = attributes.to_ascii_lowercase().find(&format!("{name}="))?;
    let value = attributes.get(at + name.len() + 1..)?;
    let quote = value.chars().next()?;
    if quote == '"' || quote == '\'' {
        value[1..].split(quote).next()
    } else {
        value.split_whitespace().next()
    }
}

/// Two and more blank lines become one, outside code.
pub(in crate::convert) fn collapse_blank_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = 0;
    let mut fence: Option<(u8, usize)> = None;
    for line in text.trim_matches('\n').split('\n') {
        if let Some(mark) = super::fence_mark(line) {
            match fence {
                None => fence = Some(mark),
                Some(open) if open.0 == mark.0 && mark.1 >= open.1 => fence = None,
                Some(_) => {}
            }
        }
        if line.trim().is_empty() && fence.is_none() {
            blank += 1;
            if blank > 1 {
                continue;
            }
            out.push('\n');
            continue;
        }
        blank = 0;
        out.push_str(line.trim_end_matches(['\r']));
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out
}

/// The named and numbered character references that notes really hold, decoded.
pub(in crate::convert) fn decode_entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|b| b == b';');
        let decoded = end.and_then(|end| Some((end, character(&rest[1..end])?)));
        if let Some((end, c)) = decoded {
            out.push(c);
            rest = &rest[end + 1..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "copy" => '©',
        "hellip" => '…',
        "mdash" => '—',
        "ndash" => '–',
        "rarr" => '→',
        "larr" => '←',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "middot" => '·',
        "times" => '×',
        "le" => '≤',
        "ge" => '≥',
        "ne" => '≠',
        _ => return None,
    })
}
