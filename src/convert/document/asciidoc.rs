//! `AsciiDoc` (docs.asciidoctor.org): sections, delimited blocks, lists, tables, folds, and the
//! marks within a line.

use super::{Converted, fenced, quoted};

/// An `AsciiDoc` file as Markdown.
pub(super) fn convert(text: &str) -> Converted {
    let mut reader = Reader {
        lines: text.lines().collect(),
        at: 0,
        out: Vec::new(),
        title: String::new(),
        pending: Pending::default(),
        depth: 0,
    };
    reader.read();
    Converted {
        title: reader.title,
        text: reader.out.join("\n") + "\n",
    }
}

/// What lines before a block say of it.
#[derive(Default)]
struct Pending {
    style: String,
    language: String,
    title: String,
    folds: bool,
}

struct Reader<'t> {
    lines: Vec<&'t str>,
    at: usize,
    out: Vec<String>,
    title: String,
    pending: Pending,
    depth: usize,
}

impl Reader<'_> {
    fn read(&mut self) {
        while let Some(&line) = self.lines.get(self.at) {
            self.at += 1;
            self.line(line);
        }
    }

    fn line(&mut self, line: &str) {
        let bare = line.trim();
        let level = line.bytes().take_while(|b| *b == b'=').count();
        if (1..=6).contains(&level) && line[level..].starts_with(' ') {
            let title = inline(line[level..].trim());
            if level == 1 && self.title.is_empty() {
                self.title.clone_from(&title);
            }
            self.out.push(format!("{} {title}", "#".repeat(level)));
        } else if let Some(mark) = delimiter(bare) {
            self.block(mark);
        } else if bare == "|===" {
            self.table();
        } else if bare.starts_with("//") || is_attribute(line) {
            // Comments and settings of the document.
        } else if bare.starts_with('[') && bare.ends_with(']') && !bare.starts_with("[[") {
            self.attributes(&bare[1..bare.len() - 1]);
        } else if bare.starts_with("[[") && bare.ends_with("]]") {
            // An anchor.
        } else if let Some(title) = line.strip_prefix('.').filter(|rest| is_block_title(rest)) {
            self.pending.title = title.trim().to_owned();
        } else if bare == "'''" {
            self.out.push("---".to_owned());
        } else if bare == "+" {
            self.out.push(String::new());
        } else if let Some((depth, mark, text)) = listed(bare) {
            self.depth = depth * mark.len().max(2);
            let margin = " ".repeat((depth - 1) * 3);
            self.out.push(format!("{margin}{mark} {}", inline(text)));
        } else if let Some((term, text)) = description(bare) {
            self.description(term, text);
        } else {
            if !std::mem::take(&mut self.pending.title).is_empty() {
                // A title of a paragraph stays with it.
                self.pending.title.clear();
            }
            self.out.push(inline(line));
        }
    }

    fn attributes(&mut self, inside: &str) {
        let parts: Vec<&str> = inside.split(',').map(str::trim).collect();
        let first = parts.first().copied().unwrap_or_default();
        self.pending.folds |= inside.contains("%collapsible");
        if first == "source" || first.starts_with("source%") || first.is_empty() && parts.len() > 1
        {
            parts
                .get(1)
                .copied()
                .unwrap_or_default()
                .clone_into(&mut self.pending.language);
        } else {
            first.clone_into(&mut self.pending.style);
        }
    }

    /// A block between two lines that are the same.
    fn block(&mut self, mark: &str) {
        let rest = &self.lines[self.at..];
        let length = rest
            .iter()
            .position(|line| line.trim_end() == mark)
            .unwrap_or(rest.len());
        let body: Vec<&str> = rest[..length].to_vec();
        self.at = (self.at + length + 1).min(self.lines.len());
        let pending = std::mem::take(&mut self.pending);
        let text = match mark.as_bytes()[0] {
            b'-' if mark.len() >= 4 => fenced(&pending.language, &body.join("\n")),
            b'.' => fenced("", &body.join("\n")),
            b'`' => fenced(mark.trim_start_matches('`'), &body.join("\n")),
            b'/' => return,
            b'+' => body.join("\n"),
            b'_' => quoted(within(&body).trim()),
            _ if pending.folds => format!(
                "<details>\n<summary>{}</summary>\n\n{}\n\n</details>",
                inline(&pending.title),
                within(&body).trim()
            ),
            _ => within(&body).trim().to_owned(),
        };
        let text = if pending.title.is_empty() || pending.folds {
            text
        } else {
            format!("{}\n\n{text}", inline(&pending.title))
        };
        self.out.push(String::new());
        self.out.push(text);
        self.out.push(String::new());
    }

    /// Cells stand one below the other or in rows; the first row says how many there are.
    fn table(&mut self) {
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut cells: Vec<String> = Vec::new();
        let mut width = 0;
        while let Some(&line) = self.lines.get(self.at) {
            self.at += 1;
            let bare = line.trim();
            if bare == "|===" {
                break;
            }
            if let Some(row) = bare.strip_prefix('|') {
                let found: Vec<String> = row.split('|').map(|cell| inline(cell.trim())).collect();
                if width == 0 {
                    width = found.len();
                }
                cells.extend(found);
            } else if let Some(last) = cells.last_mut().filter(|_| !bare.is_empty()) {
                last.push('\n');
                last.push_str(&inline(bare));
            }
        }
        if width > 0 {
            rows.extend(cells.chunks(width).map(<[String]>::to_vec));
        }
        self.pending = Pending::default();
        self.out.push(String::new());
        self.out.push(super::table(&rows));
        self.out.push(String::new());
    }

    /// `term:: text`, and the lines below that belong to it. In a list of questions and answers
    /// the term asks; elsewhere it is a term that is explained.
    fn description(&mut self, term: &str, text: &str) {
        let is_asked = self.pending.style == "qanda";
        let mut body = vec![text.trim()];
        while let Some(&line) = self.lines.get(self.at) {
            let begins_another = description(line.trim()).is_some();
            let ends = line.trim().is_empty()
                && self
                    .lines
                    .get(self.at + 1)
                    .is_none_or(|next| !next.starts_with([' ', '\t']) && next.trim() != "+");
            if begins_another || ends {
                break;
            }
            if line.trim() == "+" {
                // What follows belongs to the term all the same.
                self.at += 1;
                body.push("");
                continue;
            }
            body.push(line);
            self.at += 1;
        }
        let body = within(&body);
        let term = inline(term);
        let asked = if is_asked || term.ends_with(['?', '？']) {
            format!("Q. {term}\n\nA. ")
        } else {
            format!("**{term}**\n\n")
        };
        self.out.push(String::new());
        self.out.push(format!("{asked}{}", body.trim()));
        self.out.push(String::new());
    }
}

/// The Markdown of some lines.
fn within(lines: &[&str]) -> String {
    let text: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    let text = text.join("\n");
    let is_nested = lines.len() < 5000;
    if is_nested { convert(&text).text } else { text }
}

fn delimiter(line: &str) -> Option<&str> {
    if line.starts_with("```") {
        return Some("```").filter(|_| line.len() == 3);
    }
    let first = *line.as_bytes().first()?;
    let is_mark = b"-.=_*+/".contains(&first) && line.bytes().all(|b| b == first);
    (is_mark && line.len() >= 4 || line == "--").then_some(line)
}

fn is_attribute(line: &str) -> bool {
    let Some((name, _)) = line.strip_prefix(':').and_then(|rest| rest.split_once(':')) else {
        return false;
    };
    !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || "-_!".contains(c))
}

fn is_block_title(rest: &str) -> bool {
    rest.chars()
        .next()
        .is_some_and(|c| !c.is_whitespace() && c != '.')
}

/// How deep an entry of a list is, Markdown's mark for it, and its text.
fn listed(line: &str) -> Option<(usize, &'static str, &str)> {
    for (sign, mark) in [('*', "-"), ('.', "1.")] {
        let depth = line.chars().take_while(|c| *c == sign).count();
        if (1..=6).contains(&depth)
            && let Some(text) = line[depth..].strip_prefix(' ')
        {
            return Some((depth, mark, text));
        }
    }
    line.strip_prefix("- ").map(|text| (1, "-", text))
}

fn description(line: &str) -> Option<(&str, &str)> {
    let at = line.find("::")?;
    let (term, rest) = (&line[..at], &line[at + 2..]);
    let rest = rest.trim_start_matches(':');
    let is_macro = [
        "image", "include", "video", "audio", "toc", "ifdef", "endif", "ifndef",
    ]
    .contains(&term);
    (!term.is_empty()
        && !is_macro
        && !term.contains('`')
        && (rest.is_empty() || rest.starts_with(' ')))
    .then_some((term, rest))
}

/// The marks within a line, in Markdown's signs.
fn inline(text: &str) -> String {
    let text = text
        .strip_prefix("image::")
        .and_then(|rest| {
            let (address, words) = rest.split_once('[')?;
            Some(format!("![{}]({address})", words.trim_end_matches(']')))
        })
        .unwrap_or_else(|| text.to_owned());
    let mut out = String::new();
    let mut rest = text.as_str();
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        if let Some((written, length)) = link(rest) {
            out.push_str(&written);
            rest = &rest[length..];
            before = ')';
            continue;
        }
        if c == '`' {
            let end = rest[1..].find('`').map_or(rest.len(), |end| end + 2);
            out.push_str(&rest[..end]);
            rest = &rest[end..];
            before = c;
            continue;
        }
        let opens = before.is_whitespace() || "([\"'-".contains(before);
        let is_double = rest.starts_with("**") || rest.starts_with("__");
        if matches!(c, '*' | '_') && !is_double && opens {
            let close = rest[1..]
                .match_indices(c)
                .map(|(at, _)| at + 1)
                .find(|&at| {
                    let after = rest[at + 1..].chars().next().unwrap_or(' ');
                    at > 1 && !after.is_ascii_alphanumeric() && !rest[..at].ends_with(' ')
                });
            if let Some(close) = close.filter(|_| !rest[1..].starts_with(' ')) {
                let mark = if c == '*' { "**" } else { "*" };
                out.push_str(&format!("{mark}{}{mark}", &rest[1..close]));
                rest = &rest[close + 1..];
                before = c;
                continue;
            }
        }
        out.push(c);
        before = c;
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// A link that begins a text, and how long it is.
fn link(text: &str) -> Option<(String, usize)> {
    let start = text.strip_prefix("link:").map_or(0, |_| 5);
    let is_address = start > 0 || text.starts_with("https://") || text.starts_with("http://");
    let is_picture = text.starts_with("image:");
    if !is_address && !is_picture {
        return None;
    }
    let start = if is_picture { 6 } else { start };
    let open = text[start..]
        .find(|c: char| c == '[' || c.is_whitespace())
        .map(|at| start + at)?;
    let inside = text[open..].strip_prefix('[')?;
    let close = inside.find(']')?;
    let words = inside[..close].trim_end_matches('^');
    let address = &text[start..open];
    let sign = if is_picture { "!" } else { "" };
    Some((format!("{sign}[{words}]({address})"), open + close + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_blocks_and_lists_are_markdowns() {
        let text = "= 면접\n:toc:\n\n== TCP란?\n\n*순서* 를 지킨다. https://a.b[여기]\n\n[source,java]\n----\nint a;\n----\n\n* 하나\n** 둘\n\n[%collapsible]\n.왜요?\n====\n그래서.\n====\n";
        let converted = convert(text);
        assert_eq!(converted.title, "면접");
        assert_eq!(
            converted.text,
            "# 면접\n\n## TCP란?\n\n**순서** 를 지킨다. [여기](https://a.b)\n\n\n```java\nint a;\n```\n\n\n- 하나\n   - 둘\n\n\n<details>\n<summary>왜요?</summary>\n\n그래서.\n\n</details>\n\n"
        );
    }

    #[test]
    fn a_list_of_questions_and_answers_is_one() {
        let text = "[qanda]\n큐는 왜 쓰나요?::\n  떼어 놓으려고.\n스택은?:: 되돌리려고.\n";
        assert_eq!(
            convert(text).text,
            "\nQ. 큐는 왜 쓰나요?\n\nA. 떼어 놓으려고.\n\n\nQ. 스택은?\n\nA. 되돌리려고.\n\n"
        );
    }
}
