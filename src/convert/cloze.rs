//! Texts with deletions: one card a deletion, what is to be known in it hidden and all else shown.

use std::ops::Range;

/// A deletion in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deletion {
    /// Its bytes, marks included.
    pub range: Range<usize>,
    /// Deletions of the same number are hidden together; one without a number stands alone.
    pub group: Option<u32>,
    /// What is hidden.
    pub words: String,
    /// What is shown in its place; empty without a hint.
    pub hint: String,
}

/// The two sides of the cards that a text's deletions make, in the order in which the deletions
/// stand.
pub fn sides(text: &str, deletions: &[Deletion]) -> Vec<(String, String)> {
    let mut seen: Vec<u32> = Vec::new();
    let mut cards = Vec::new();
    for (at, deletion) in deletions.iter().enumerate() {
        if let Some(group) = deletion.group {
            if seen.contains(&group) {
                continue;
            }
            seen.push(group);
        }
        let is_hidden = |other: usize, found: &Deletion| {
            other == at || deletion.group.is_some() && found.group == deletion.group
        };
        let mut asked = String::new();
        let mut answer = Vec::new();
        let mut from = 0;
        for (other, found) in deletions.iter().enumerate() {
            asked.push_str(&text[from..found.range.start]);
            from = found.range.end;
            if !is_hidden(other, found) {
                asked.push_str(&found.words);
                continue;
            }
            answer.push(found.words.as_str());
            if found.hint.is_empty() {
                asked.push_str("[…]");
            } else {
                asked.push_str(&format!("[{}]", found.hint));
            }
        }
        asked.push_str(&text[from..]);
        answer.dedup();
        cards.push((asked, answer.join("\n")));
    }
    cards
}

/// Anki's `{{c1::word::hint}}`. One inside another goes with it.
pub fn of_anki(text: &str) -> Vec<Deletion> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find("{{c").map(|at| from + at) {
        from = at + 3;
        let Some(end) = closing(text, at) else {
            break;
        };
        let inside = &text[at + 3..end - 2];
        let Some((number, rest)) = inside.split_once("::") else {
            continue;
        };
        let Ok(group) = number.parse() else {
            continue;
        };
        let (words, hint) = if rest.contains("{{c") {
            (shown(rest), "")
        } else {
            let (words, hint) = rest.split_once("::").unwrap_or((rest, ""));
            (words.to_owned(), hint)
        };
        found.push(Deletion {
            range: at..end,
            group: Some(group),
            words,
            hint: hint.to_owned(),
        });
        from = end;
    }
    found
}

/// The text with its deletions shown.
fn shown(text: &str) -> String {
    let mut out = String::new();
    let mut from = 0;
    for deletion in of_anki(text) {
        out.push_str(&text[from..deletion.range.start]);
        out.push_str(&deletion.words);
        from = deletion.range.end;
    }
    out.push_str(&text[from..]);
    out
}

/// The byte after the braces that close those at a place.
fn closing(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0usize;
    let mut at = open;
    while at < text.len() {
        let rest = text.as_bytes().get(at..at + 2);
        match rest {
            Some(b"{{") => {
                depth += 1;
                at += 2;
            }
            Some(b"}}") => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => at += 1,
        }
    }
    None
}

/// Deletions between two marks outside code, such as `==` and `==`, `{{` and `}}`: of words that
/// stand at the marks, on one line.
pub fn between(text: &str, open: &str, close: &str) -> Vec<Deletion> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..]
        .find(['`', open.chars().next().unwrap_or('`')])
        .map(|at| from + at)
    {
        if text[at..].starts_with('`') {
            let ticks = text[at..].bytes().take_while(|b| *b == b'`').count();
            let end = text[at + ticks..].find(&text[at..at + ticks]);
            from = end.map_or(at + ticks, |end| at + ticks + end + ticks);
            continue;
        }
        from = at + open.chars().next().map_or(1, char::len_utf8);
        if !text[at..].starts_with(open) {
            continue;
        }
        let inside = at + open.len();
        let Some(end) = text[inside..].find(close).map(|end| inside + end) else {
            continue;
        };
        let words = &text[inside..end];
        let fits = !words.trim().is_empty() && !words.contains('\n') && words.trim() == words;
        if !fits {
            continue;
        }
        // `{{2::word}}` groups, `{{word::hint}}` hints; elsewhere two colons are words.
        let (group, words, hint) = match words.split_once("::").filter(|_| open == "{{") {
            Some((number, rest)) if number.parse::<u32>().is_ok() => {
                let (words, hint) = rest.split_once("::").unwrap_or((rest, ""));
                (number.parse().ok(), words, hint)
            }
            Some((words, hint)) => (None, words, hint),
            None => (None, words, ""),
        };
        found.push(Deletion {
            range: at..end + close.len(),
            group,
            words: words.to_owned(),
            hint: hint.to_owned(),
        });
        from = end + close.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cards(text: &str, deletions: &[Deletion]) -> Vec<(String, String)> {
        sides(text, deletions)
    }

    #[test]
    fn every_deletion_is_a_card_and_equal_numbers_are_one() {
        let text = "{{c1::TLS}}는 {{c2::대칭::무슨}} 키와 {{c1::비밀}}을 쓴다";
        let found = cards(text, &of_anki(text));
        assert_eq!(
            found[0],
            (
                "[…]는 대칭 키와 […]을 쓴다".to_owned(),
                "TLS\n비밀".to_owned()
            )
        );
        assert_eq!(
            found[1],
            (
                "TLS는 [무슨] 키와 비밀을 쓴다".to_owned(),
                "대칭".to_owned()
            )
        );
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn one_inside_another_and_broken_ones_are_text() {
        let text = "{{c1::a {{c2::b}} c}} d {{c3::e";
        let found = cards(text, &of_anki(text));
        assert_eq!(found, [("[…] d {{c3::e".to_owned(), "a b c".to_owned())]);
        assert!(between("`a == b` c == d", "==", "==").is_empty());
    }

    #[test]
    fn marks_outside_code_delete() {
        let text = "포트는 ==80==, `==x==`, {{443}}";
        assert_eq!(
            cards(text, &between(text, "==", "==")),
            [("포트는 […], `==x==`, {{443}}".to_owned(), "80".to_owned())]
        );
        assert_eq!(between(text, "{{", "}}")[0].words, "443");
    }
}
