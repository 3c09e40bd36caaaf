//! reStructuredText (docutils.sourceforge.io/docs/ref/rst/restructuredtext.html): titles by their
//! underlines, directives, literal blocks, and the marks within a line.

use super::{Converted, fenced, quoted};

/// A reStructuredText file as Markdown.
pub(super) fn convert(text: &str) -> Converted {
    let lines: Vec<&str> = text.lines().collect();
    let mut out: Vec<String> = Vec::new();
    // The signs of the titles' lines in the order of their first use are the levels.
    let mut signs: Vec<(u8, bool)> = Vec::new();
    let mut title = String::new();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        let bare = line.trim();
        if let Some((words, sign, length)) = heading(&lines[at..]) {
            let known = signs.iter().position(|known| *known == sign);
            let level = known.unwrap_or_else(|| {
                signs.push(sign);
                signs.len() - 1
            });
            if title.is_empty() && level == 0 {
                words.clone_into(&mut title);
            }
            out.push(format!(
                "{} {}",
                "#".repeat((level + 1).min(6)),
                inline(words)
            ));
            at += length;
        } else if let Some(rest) = bare.strip_prefix(".. ").or((bare == "..").then_some("")) {
            let (body, next) = below(&lines, at);
            out.extend(directive(rest, &body));
            at = next;
        } else if bare.ends_with("::") && !line.starts_with("::: ") {
            let words = bare.trim_end_matches("::");
            if !words.is_empty() {
                out.push(format!("{}:", inline(words)));
            }
            let (body, next) = below(&lines, at);
            if !body.is_empty() {
                out.push(String::new());
                out.push(fenced("", &body.join("\n")));
                out.push(String::new());
            }
            at = next;
        } else if is_rule(bare) && bare.len() >= 4 && !bare.contains('=') {
            out.push("---".to_owned());
            at += 1;
        } else if let Some(rest) = bare.strip_prefix("#. ") {
            out.push(format!("1. {}", inline(rest)));
            at += 1;
        } else {
            out.push(inline(line));
            at += 1;
        }
    }
    Converted {
        title,
        text: out.join("\n") + "\n",
    }
}

fn is_rule(line: &str) -> bool {
    let Some(&first) = line.as_bytes().first() else {
        return false;
    };
    first.is_ascii_punctuation() && line.len() >= 2 && line.bytes().all(|b| b == first)
}

/// A title at the start of some lines: its words, its sign (and whether one stands above it
/// too), and how many lines it is.
fn heading<'t>(lines: &[&'t str]) -> Option<(&'t str, (u8, bool), usize)> {
    let first = lines.first()?.trim_end();
    if is_rule(first) {
        let (words, under) = (lines.get(1)?.trim(), lines.get(2)?.trim_end());
        let fits = under == first && !words.is_empty() && !is_rule(words);
        return fits.then_some((words, (first.as_bytes()[0], true), 3));
    }
    let under = lines.get(1)?.trim_end();
    let is_words = !first.is_empty() && !first.starts_with([' ', '\t']);
    // A line that is shorter than its words by more than wide letters make it is none.
    let fits = is_rule(under) && under.len() >= 3 && under.len() * 2 >= first.chars().count();
    let sign = *under.as_bytes().first()?;
    (is_words && fits).then_some((first, (sign, false), 2))
}

/// The indented lines below a line without their margin, and the line after them.
fn below<'t>(lines: &[&'t str], at: usize) -> (Vec<&'t str>, usize) {
    let own = lines[at].len() - lines[at].trim_start().len();
    let is_inside =
        |line: &&&str| line.trim().is_empty() || line.len() - line.trim_start().len() > own;
    let count = lines[at + 1..].iter().take_while(is_inside).count();
    let found = &lines[at + 1..at + 1 + count];
    let used = found
        .iter()
        .rposition(|line| !line.trim().is_empty())
        .map_or(0, |last| last + 1);
    let found = &found[..used];
    let margin = found
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap_or(0);
    let skip = found
        .iter()
        .position(|line| !line.trim().is_empty())
        .unwrap_or(0);
    let body = found[skip..]
        .iter()
        .map(|line| line.get(margin..).unwrap_or_default())
        .collect();
    (body, at + 1 + used)
}

/// What a directive shows.
fn directive(rest: &str, body: &[&str]) -> Vec<String> {
    let Some((name, argument)) = rest.split_once("::") else {
        // A comment, a target of links, a footnote.
        return match rest.strip_prefix('[') {
            Some(_) => vec![inline(rest), inline(&body.join("\n"))],
            None => Vec::new(),
        };
    };
    let argument = argument.trim();
    let options = body.iter().take_while(|line| line.starts_with(':')).count();
    let body = &body[options..];
    let text = || {
        let text = convert(&body.join("\n")).text;
        text.trim_matches('\n').to_owned()
    };
    let shown = match name.trim() {
        "code-block" | "code" | "sourcecode" | "highlight" | "prompt" => {
            let skip = body
                .iter()
                .take_while(|line| line.trim().is_empty())
                .count();
            fenced(argument, &body[skip..].join("\n"))
        }
        "image" | "figure" => format!("![]({argument})\n\n{}", text())
            .trim_end()
            .to_owned(),
        "contents" | "toctree" | "index" | "meta" | "include" | "raw" => return Vec::new(),
        "math" => format!("$$\n{}\n$$", [argument, &body.join("\n")].join("\n").trim()),
        "note" | "warning" | "tip" | "important" | "hint" | "caution" | "attention" | "danger"
        | "admonition" => quoted(format!("{}\n\n{}", inline(argument), text()).trim()),
        "dropdown" | "collapse" | "details" => format!(
            "<details>\n<summary>{}</summary>\n\n{}\n\n</details>",
            inline(argument),
            text()
        ),
        _ => format!("{}\n\n{}", inline(argument), text())
            .trim()
            .to_owned(),
    };
    vec![String::new(), shown, String::new()]
}

/// The marks within a line, in Markdown's signs.
fn inline(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('`') {
        let (before, from) = rest.split_at(at);
        if let Some(inside) = from.strip_prefix("``")
            && let Some(end) = inside.find("``")
        {
            out.push_str(before);
            out.push_str(&format!("`{}`", &inside[..end]));
            rest = &inside[end + 2..];
            continue;
        }
        let Some(end) = from[1..].find('`') else {
            break;
        };
        let (inside, after) = (&from[1..=end], &from[end + 2..]);
        let role = before
            .rfind(':')
            .filter(|_| before.ends_with(':'))
            .and_then(|last| {
                let start = before[..last].rfind(':')?;
                let name = &before[start + 1..last];
                (!name.is_empty()
                    && name
                        .chars()
                        .all(|c| c.is_ascii_alphanumeric() || "-.:".contains(c)))
                .then_some(start)
            });
        let (words, address) = match inside
            .strip_suffix('>')
            .and_then(|inside| inside.rsplit_once('<'))
        {
            Some((words, address)) => (words.trim(), Some(address)),
            None => (inside, None),
        };
        out.push_str(role.map_or(before, |start| &before[..start]));
        match (role, address) {
            (None, Some(address)) => out.push_str(&format!("[{words}]({address})")),
            (Some(start), _) if before[start..].starts_with(":math:") => {
                out.push_str(&format!("${inside}$"));
            }
            (Some(_), _) => out.push_str(&format!("`{words}`")),
            (None, None) => out.push_str(words),
        }
        rest = after.trim_start_matches('_');
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_code_and_links_are_markdowns() {
        let text = "====\n면접\n====\n\nTCP란?\n------\n\n``seq`` 로 순서를 지킨다. `여기 <https://a.b>`_\n\n.. code-block:: java\n\n   int a;\n     int b;\n\n예::\n\n   글\n\n.. note:: 주의\n";
        let converted = convert(text);
        assert_eq!(converted.title, "면접");
        assert_eq!(
            converted.text,
            "# 면접\n\n## TCP란?\n\n`seq` 로 순서를 지킨다. [여기](https://a.b)\n\n\n```java\nint a;\n  int b;\n```\n\n\n예:\n\n```\n글\n```\n\n\n\n> 주의\n\n"
        );
    }
}
