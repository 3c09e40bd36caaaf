//! Emacs' Org mode (orgmode.org/worg/org-syntax.html): headings, blocks, lists, tables and the
//! marks within a line. Cards of org-drill and org-fc keep their two sides.

use super::{Converted, fenced, quoted};

/// Words that say how far a task is, before a heading's title.
const TASKS: [&str; 5] = ["TODO ", "DONE ", "NEXT ", "WAITING ", "CANCELLED "];

/// Headings below a card that hold its other side.
const BACKS: [&str; 6] = ["answer", "the answer", "back", "답", "답변", "뒷면"];

/// An Org file as Markdown.
pub(super) fn convert(text: &str) -> Converted {
    let mut converted = Converted::default();
    let mut out: Vec<String> = Vec::new();
    // The level of the card that is open, if any.
    let mut card: Option<usize> = None;
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let bare = line.trim_start();
        let lower = bare.to_lowercase();
        if let Some((level, title, is_card)) = heading(line) {
            let is_back = BACKS.contains(&title.trim_end_matches(':').to_lowercase().as_str());
            if card.is_some_and(|above| level == above + 1) && is_back {
                out.push(format!("{} Answer", "#".repeat(card.unwrap_or(1).min(6))));
                continue;
            }
            card = card.filter(|above| level > *above);
            let marks = "#".repeat(level.min(6));
            if is_card {
                card = Some(level);
                out.push(format!("{marks} Question"));
                out.push(String::new());
                out.push(inline(&title));
            } else {
                out.push(format!("{marks} {}", inline(&title)));
            }
        } else if let Some(name) = lower.strip_prefix("#+begin_") {
            let end = format!(
                "#+end_{}",
                name.split_whitespace().next().unwrap_or_default()
            );
            let mut body = Vec::new();
            for line in lines.by_ref() {
                if line.trim().to_lowercase() == end {
                    break;
                }
                body.push(
                    line.strip_prefix(',')
                        .filter(|line| line.starts_with(['*', '#']))
                        .unwrap_or(line),
                );
            }
            let argument = bare.split_whitespace().nth(1).unwrap_or_default();
            out.push(String::new());
            out.push(block(name, argument, &body));
            out.push(String::new());
        } else if let Some(title) = lower.strip_prefix("#+title:") {
            converted.title = bare[bare.len() - title.len()..].trim().to_owned();
        } else if matches!(lower.as_str(), ":properties:" | ":logbook:") {
            // What the program keeps for itself.
            for line in lines.by_ref() {
                if line.trim().eq_ignore_ascii_case(":end:") {
                    break;
                }
            }
        } else if lower.starts_with("#+")
            || bare == "#"
            || bare.starts_with("# ")
            || is_planning(bare)
        {
            // Keywords, comments, dates of tasks.
        } else if bare.starts_with('|') {
            let mut rows = vec![bare];
            while let Some(next) = lines.next_if(|next| next.trim_start().starts_with('|')) {
                rows.push(next.trim_start());
            }
            out.push(table(&rows));
        } else if let Some(code) = bare.strip_prefix(": ") {
            let mut body = vec![code];
            while let Some(next) = lines.next_if(|next| next.trim_start().starts_with(": ")) {
                body.push(next.trim_start().trim_start_matches(": "));
            }
            out.push(fenced("", &body.join("\n")));
        } else {
            let dashes = bare.len() >= 5 && bare.bytes().all(|b| b == b'-');
            out.push(if dashes { "---".to_owned() } else { item(line) });
        }
    }
    converted.text = out.join("\n") + "\n";
    converted
}

/// A heading's level and title without its task and tags, and whether it is a flashcard.
fn heading(line: &str) -> Option<(usize, String, bool)> {
    let level = line.bytes().take_while(|b| *b == b'*').count();
    let mut title = line[level..]
        .strip_prefix(' ')
        .filter(|_| level > 0)?
        .trim();
    for task in TASKS {
        title = title.strip_prefix(task).unwrap_or(title);
    }
    if let Some(rest) = title.strip_prefix("[#").and_then(|rest| rest.get(1..)) {
        title = rest.strip_prefix(']').unwrap_or(title).trim_start();
    }
    let mut is_card = false;
    if let Some((words, tags)) = title.rsplit_once([' ', '\t'])
        && tags.len() > 2
        && tags.starts_with(':')
        && tags.ends_with(':')
    {
        is_card = tags.split(':').any(|tag| matches!(tag, "drill" | "fc"));
        title = words.trim_end();
    }
    Some((level, title.to_owned(), is_card))
}

fn is_planning(line: &str) -> bool {
    ["SCHEDULED:", "DEADLINE:", "CLOSED:"]
        .iter()
        .any(|word| line.starts_with(word))
}

fn block(name: &str, argument: &str, body: &[&str]) -> String {
    let margin = body
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start_matches(' ').len())
        .min()
        .unwrap_or(0);
    let text: Vec<&str> = body
        .iter()
        .map(|line| line.get(margin..).unwrap_or_default())
        .collect();
    let text = text.join("\n");
    if name.starts_with("src") {
        fenced(argument, &text)
    } else if name.starts_with("example") || name.starts_with("export") {
        fenced("", &text)
    } else if name.starts_with("comment") {
        String::new()
    } else {
        let text: Vec<String> = text.lines().map(inline).collect();
        let text = text.join("\n");
        if name.starts_with("quote") {
            quoted(&text)
        } else {
            text
        }
    }
}

/// A table; its rules are left out but for the one below the head.
fn table(rows: &[&str]) -> String {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .filter(|row| !row.starts_with("|-"))
        .map(|row| {
            let row = row.trim().trim_matches('|');
            row.split('|').map(|cell| inline(cell.trim())).collect()
        })
        .collect();
    super::table(&rows)
}

/// A line of text or of a list.
fn item(line: &str) -> String {
    let bare = line.trim_start();
    let margin = &line[..line.len() - bare.len()];
    let numbered = bare
        .find(") ")
        .filter(|at| *at > 0 && bare[..*at].bytes().all(|b| b.is_ascii_digit()));
    let bare = match numbered {
        Some(at) => format!("{}. {}", &bare[..at], &bare[at + 2..]),
        None => bare.to_owned(),
    };
    format!("{margin}{}", inline(&bare))
}

/// The marks within a line, in Markdown's signs.
fn inline(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        if let Some(inside) = rest.strip_prefix("[[")
            && let Some(end) = inside.find("]]")
        {
            let (address, words) = inside[..end]
                .split_once("][")
                .unwrap_or((&inside[..end], ""));
            let address = address.strip_prefix("file:").unwrap_or(address);
            let is_picture = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"]
                .iter()
                .any(|ending| address.to_lowercase().ends_with(ending));
            out.push_str(&match (words, is_picture) {
                ("", true) => format!("![]({address})"),
                ("", false) => format!("<{address}>"),
                (words, _) => format!("[{words}]({address})"),
            });
            rest = &inside[end + 2..];
            before = ']';
            continue;
        }
        let opens = before.is_whitespace() || "-({'\"".contains(before);
        let mark = match c {
            '*' => Some("**"),
            '/' => Some("*"),
            '=' | '~' => Some("`"),
            '+' => Some("~~"),
            _ => None,
        };
        if let (true, Some(mark)) = (opens, mark)
            && let Some(end) = closing(&rest[1..], c)
        {
            let inside = &rest[1..=end];
            let inside = if mark == "`" {
                inside.to_owned()
            } else {
                inline(inside)
            };
            out.push_str(&format!("{mark}{inside}{mark}"));
            rest = &rest[end + 2..];
            before = c;
            continue;
        }
        out.push(c);
        before = c;
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// Where the mark stands that closes an emphasis, which stands at words on its inner side.
fn closing(text: &str, mark: char) -> Option<usize> {
    if text.starts_with(char::is_whitespace) {
        return None;
    }
    text.match_indices(mark).map(|(at, _)| at).find(|&at| {
        let after = text[at + 1..].chars().next().unwrap_or(' ');
        at > 0
            && !text[..at].ends_with(char::is_whitespace)
            && (after.is_whitespace() || "-.,;:!?'\")}[".contains(after) || !after.is_ascii())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_blocks_lists_and_marks_are_markdowns() {
        let text = "#+TITLE: 면접 노트\n* TODO 네트워크 :cs:\n** TCP란?\n:PROPERTIES:\n:ID: x\n:END:\n*순서* 를 지킨다. =seq= 참고 [[https://a.b][여기]]\n#+BEGIN_SRC java\n  int a;\n#+END_SRC\n1) 하나\n| a | b |\n|---+---|\n| 1 | 2 |\n";
        let converted = convert(text);
        assert_eq!(converted.title, "면접 노트");
        assert_eq!(
            converted.text,
            "# 네트워크\n## TCP란?\n**순서** 를 지킨다. `seq` 참고 [여기](https://a.b)\n\n```java\nint a;\n```\n\n1. 하나\n| a | b |\n| --- | --- |\n| 1 | 2 |\n"
        );
    }

    #[test]
    fn a_card_of_org_drill_keeps_its_sides() {
        let text = "* 큐 :drill:\n왜 쓰나?\n** The Answer\n떼어 놓으려고.\n";
        assert_eq!(
            convert(text).text,
            "# Question\n\n큐\n왜 쓰나?\n# Answer\n떼어 놓으려고.\n"
        );
    }
}
