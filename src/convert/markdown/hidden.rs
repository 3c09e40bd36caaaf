//! What stands in a note and is not shown: front matter, `%% … %%`, HTML comments.

use std::ops::Range;

use super::fence_mark;

pub(super) mod properties;

/// A note's text with everything hidden blanked out (every byte but line breaks a space, so that
/// places stay what they were), and what was hidden.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// The visible text.
    pub text: String,
    /// The title that the front matter gives.
    pub title: String,
    /// The tags of the front matter.
    pub tags: Vec<String>,
    /// How the front matter says that the note is to be read.
    pub reading: String,
    /// `%%` passages: where they stood and what they said.
    pub notes: Vec<(Range<usize>, String)>,
    /// Whether there was front matter.
    pub has_front_matter: bool,
    /// Everything that is hidden, and whether it is the front matter.
    pub places: Vec<(Range<usize>, bool)>,
}

/// Separates what is shown from what is hidden.
pub(super) fn read(text: &str) -> Shown {
    let mut shown = Shown::default();
    let mut blanks: Vec<Range<usize>> = Vec::new();
    let body = front_matter(text, &mut shown);
    if body > 0 {
        blanks.push(0..body);
    }
    passages(text, body, &mut blanks, &mut shown.notes);
    let properties = properties::read(text, &mut shown.title, &mut shown.tags);
    if !properties.is_empty() {
        let is_apart = |own: &Range<usize>| {
            blanks
                .iter()
                .all(|blank| blank.end <= own.start || own.end <= blank.start)
        };
        let properties: Vec<Range<usize>> = properties.into_iter().filter(is_apart).collect();
        blanks.extend(properties);
        blanks.sort_by_key(|blank| blank.start);
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for blank in blanks {
        out.push_str(&text[at..blank.start]);
        out.extend(
            text[blank.clone()]
                .bytes()
                .map(|b| if b == b'\n' { '\n' } else { ' ' }),
        );
        at = blank.end;
        shown
            .places
            .push((blank.clone(), blank.start == 0 && body > 0));
    }
    out.push_str(&text[at..]);
    shown.text = out;
    shown
}

/// Reads the front matter's title and tags; gives the byte after it, 0 where there is none.
fn front_matter(text: &str, shown: &mut Shown) -> usize {
    let Some(first) = text
        .find('\n')
        .filter(|&end| text[..end].trim_end() == "---")
    else {
        return 0;
    };
    let mut at = first + 1;
    let mut lines = Vec::new();
    let mut end = None;
    for line in text[at..].split_inclusive('\n').take(400) {
        at += line.len();
        if matches!(line.trim_end(), "---" | "...") {
            end = Some(at);
            break;
        }
        lines.push(line.trim_end());
    }
    let looks_right = lines.iter().all(|line| {
        line.trim().is_empty()
            || line.contains(':')
            || is_toml(line)
            || line.starts_with([' ', '\t', '-', '#', ']'])
    });
    let says = |line: &&str| line.contains(':') || is_toml(line);
    let Some(end) = end.filter(|_| looks_right && lines.iter().any(says)) else {
        return 0;
    };
    shown.has_front_matter = true;
    let mut key = String::new();
    for line in lines {
        if let Some(entry) = line.trim_start().strip_prefix("- ") {
            if key == "tags" {
                push_tags(entry, &mut shown.tags);
            }
            continue;
        }
        let separator = if is_toml(line) { '=' } else { ':' };
        let Some((name, value)) = line
            .split_once(separator)
            .filter(|_| !line.starts_with([' ', '\t']))
        else {
            continue;
        };
        name.trim().to_lowercase().clone_into(&mut key);
        match key.as_str() {
            "title" | "name" if shown.title.is_empty() => {
                unquoted(value).clone_into(&mut shown.title);
            }
            "hotseat" => unquoted(value).clone_into(&mut shown.reading),
            "tags" | "tag" | "categories" => push_tags(value, &mut shown.tags),
            _ => {}
        }
    }
    end
}

/// Whether a line is a key of TOML, in which hashcards writes a deck's name.
fn is_toml(line: &str) -> bool {
    line.split_once(" = ").is_some_and(|(key, _)| {
        !key.is_empty()
            && key
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
    })
}

fn unquoted(value: &str) -> &str {
    value.trim().trim_matches(['"', '\''])
}

fn push_tags(value: &str, tags: &mut Vec<String>) {
    for tag in value.trim().trim_matches(['[', ']']).split(',') {
        let tag = unquoted(tag).trim_start_matches('#').trim();
        if !tag.is_empty() && !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
}

/// Finds `%% … %%` and `<!-- … -->` outside code.
fn passages(
    text: &str,
    from: usize,
    blanks: &mut Vec<Range<usize>>,
    notes: &mut Vec<(Range<usize>, String)>,
) {
    if !text[from..].contains("%%") && !text[from..].contains("<!--") {
        return;
    }
    let mut fence: Option<(u8, usize)> = None;
    let mut at = from;
    // Where no closing mark follows, looking for one again from every line would be quadratic.
    let mut last_percent = text.rfind("%%").unwrap_or(0);
    let last_comment = text.rfind("-->").unwrap_or(0);
    while at < text.len() {
        let line_end = text[at..].find('\n').map_or(text.len(), |end| at + end);
        let line = &text[at..line_end];
        if let Some(mark) = fence_mark(line) {
            match fence {
                None => fence = Some(mark),
                Some(open) if open.0 == mark.0 && mark.1 >= open.1 => fence = None,
                Some(_) => {}
            }
            at = line_end + 1;
            continue;
        }
        if fence.is_some() || !(line.contains("%%") || line.contains("<!--")) {
            at = line_end + 1;
            continue;
        }
        let Some((open, is_note)) = opening(line) else {
            at = line_end + 1;
            continue;
        };
        let open = at + open;
        if is_note {
            let inside = open + 2;
            let close = if inside <= last_percent {
                text[inside..].find("%%").map(|close| inside + close)
            } else {
                None
            };
            // An unclosed passage hides the rest of its paragraph.
            let (inner_end, end) = match close {
                Some(close) => (close, close + 2),
                None => {
                    let end = text[inside..]
                        .find("\n\n")
                        .map_or(text.len(), |end| inside + end);
                    last_percent = 0;
                    (end, end)
                }
            };
            let said = text[inside..inner_end].trim();
            if !said.is_empty() {
                notes.push((open..end, said.to_owned()));
            }
            blanks.push(open..end);
            at = end;
        } else {
            let close = if open <= last_comment {
                text[open + 4..]
                    .find("-->")
                    .map(|close| open + 4 + close + 3)
            } else {
                None
            };
            let end = close.unwrap_or(line_end);
            blanks.push(open..end);
            at = end;
        }
    }
}

/// The first opening mark of a line outside inline code, and whether it is `%%`.
fn opening(line: &str) -> Option<(usize, bool)> {
    let mut at = 0;
    while let Some(found) = line[at..].find(['`', '%', '<']).map(|found| at + found) {
        let rest = &line[found..];
        if rest.starts_with('`') {
            let ticks = rest.bytes().take_while(|b| *b == b'`').count();
            at = match rest[ticks..].find(&rest[..ticks]) {
                Some(close) => found + ticks + close + ticks,
                None => found + ticks,
            };
        } else if rest.starts_with("%%") {
            return Some((found, true));
        } else if rest.starts_with("<!--") {
            return Some((found, false));
        } else {
            at = found + 1;
        }
    }
    None
}
