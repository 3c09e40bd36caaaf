//! What Anki exports as text ("Notes in Plain Text"), in and out.
//!
//! The file may begin with lines such as `#separator:tab`, `#html:true`, `#tags column:3`
//! (Anki manual, "Text files"). Fields are HTML.

use super::markdown::html;
use super::table::rows;
use super::{Found, Note, Skipped, clean_line, clean_text};

mod out;

pub use out::{AnkiNote, notes, to_html, write};

/// What the lines at the head of the file say; columns are counted from 0.
#[derive(Debug)]
struct Head {
    separator: char,
    is_html: bool,
    guid: Option<usize>,
    notetype: Option<usize>,
    deck: Option<usize>,
    tags: Option<usize>,
    all_tags: Vec<String>,
    lines: usize,
}

fn head(text: &str) -> Head {
    let mut head = Head {
        separator: '\t',
        is_html: true,
        guid: None,
        notetype: None,
        deck: None,
        tags: None,
        all_tags: Vec::new(),
        lines: 0,
    };
    let mut has_separator = false;
    for line in text.lines() {
        let Some((key, value)) = line.strip_prefix('#').and_then(|line| line.split_once(':'))
        else {
            break;
        };
        head.lines += 1;
        let value = value.trim();
        let column = || value.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        match key.trim().to_lowercase().as_str() {
            "separator" => {
                has_separator = true;
                head.separator = match value.to_lowercase().as_str() {
                    "comma" => ',',
                    "semicolon" => ';',
                    "space" => ' ',
                    "pipe" => '|',
                    "colon" => ':',
                    "tab" => '\t',
                    other => other.chars().next().unwrap_or('\t'),
                };
            }
            "html" => head.is_html = value.eq_ignore_ascii_case("true"),
            "guid column" => head.guid = column(),
            "notetype column" => head.notetype = column(),
            "deck column" => head.deck = column(),
            "tags column" => head.tags = column(),
            "tags" => head.all_tags = value.split_whitespace().map(str::to_owned).collect(),
            _ => {}
        }
    }
    if !has_separator {
        let first = text.lines().nth(head.lines).unwrap_or_default();
        if !first.contains('\t') && first.contains(';') {
            head.separator = ';';
        }
    }
    head
}

/// Whether a text says of itself that it is one of Anki's.
pub fn is_anki(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    [
        "#separator:",
        "#html:",
        "#notetype",
        "#deck",
        "#tags",
        "#guid",
    ]
    .iter()
    .any(|start| text.starts_with(start))
}

/// The cards of an export: of the fields that are no columns of Anki's own, the first asks and
/// the second answers.
pub fn read(text: &str) -> Note {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let head = head(text);
    let skip: usize = text
        .split_inclusive('\n')
        .take(head.lines)
        .map(str::len)
        .sum();
    let mut note = Note::default();
    for (line, row) in rows(&text[skip..], head.separator) {
        let special = [head.guid, head.notetype, head.deck, head.tags];
        let fields: Vec<&String> = row
            .iter()
            .enumerate()
            .filter(|(at, _)| !special.contains(&Some(*at)))
            .map(|(_, field)| field)
            .collect();
        let cell = |at: Option<usize>| {
            at.and_then(|at| row.get(at))
                .map(String::as_str)
                .unwrap_or_default()
        };
        let height: usize = row.iter().map(|cell| cell.matches('\n').count()).sum();
        let mut tags: Vec<String> = head.all_tags.clone();
        tags.extend(cell(head.tags).split_whitespace().map(clean_line));
        let first = line + head.lines;
        let card = card_of(
            &fields,
            head.is_html,
            tags,
            cell(head.guid),
            cell(head.deck),
            (first, first + height),
        );
        match card {
            Ok(card) => note.cards.push(card),
            Err(skipped) => note.skipped.push(skipped),
        }
    }
    note
}

/// A card of the fields of an Anki note.
pub(super) fn card_of(
    fields: &[impl AsRef<str>],
    is_html: bool,
    tags: Vec<String>,
    guid: &str,
    deck: &str,
    lines: (usize, usize),
) -> Result<Found, Skipped> {
    let text = |at: usize| {
        let field = fields.get(at).map(AsRef::as_ref).unwrap_or_default();
        let text = if is_html {
            field_text(field)
        } else {
            field.to_owned()
        };
        clean_text(&text)
    };
    let question = text(0);
    if question.is_empty() {
        return Err(Skipped {
            lines,
            why: "a note without a question",
        });
    }
    let (question, cloze) = without_cloze(&question);
    let (first, prompt) = question.split_once('\n').unwrap_or((&question, ""));
    let mut answer = text(1);
    if answer.is_empty() {
        answer = cloze.join("\n");
    }
    Ok(Found {
        id: Some(clean_line(guid)).filter(|id| !id.is_empty()),
        question: first.trim().to_owned(),
        prompt: prompt.trim().to_owned(),
        answer,
        notes: (2..fields.len())
            .map(text)
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join("\n\n"),
        tags,
        section: clean_line(deck),
        lines,
        ..Found::default()
    })
}

/// A field's HTML as Markdown text.
fn field_text(field: &str) -> String {
    let mut text = field
        .replace("<br>", "\n")
        .replace("<br/>", "\n")
        .replace("<br />", "\n");
    while let Some(at) = text.find("[sound:") {
        let Some(end) = text[at..].find(']') else {
            break;
        };
        text.replace_range(at..=at + end, "");
    }
    let text = text.replace("<div>", "\n").replace("</div>", "");
    html::collapse_blank_lines(&html::decode_entities(&html::soften(&text)))
}

/// `{{c1::word::hint}}` as `[…]`, and the words that were hidden.
fn without_cloze(text: &str) -> (String, Vec<String>) {
    let mut out = String::new();
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find("{{c") {
        let Some(close) = rest[open..].find("}}") else {
            break;
        };
        let inside = &rest[open + 2..open + close];
        let mut parts = inside.splitn(3, "::");
        if let (Some(_), Some(word)) = (parts.next(), parts.next()) {
            out.push_str(&rest[..open]);
            out.push_str("[…]");
            words.push(word.to_owned());
        } else {
            out.push_str(&rest[..open + close + 2]);
        }
        rest = &rest[open + close + 2..];
    }
    out.push_str(rest);
    (out, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_with_columns_of_its_own_is_read() {
        let text = "#separator:tab\n#html:true\n#guid column:1\n#tags column:4\nabc\t질문은 <b>무엇</b>인가요?\t첫 줄<br>a &lt; b\tcs net\n";
        let note = read(text);
        let [card] = note.cards.as_slice() else {
            panic!("one card")
        };
        assert_eq!(card.question, "질문은 **무엇**인가요?");
        assert_eq!(card.answer, "첫 줄\na < b");
        assert_eq!(card.tags, ["cs", "net"]);
        assert_eq!((card.id.as_deref(), card.lines), (Some("abc"), (5, 5)));
    }

    #[test]
    fn a_cloze_hides_its_words_in_the_question_and_gives_them_as_the_answer() {
        let note = read("#separator:tab\nTCP는 {{c1::순서::무엇}}를 지킨다\t\n");
        assert_eq!(note.cards[0].question, "TCP는 […]를 지킨다");
        assert_eq!(note.cards[0].answer, "순서");
    }
}
