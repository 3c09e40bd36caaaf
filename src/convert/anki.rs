//! What Anki exports as text ("Notes in Plain Text"), in and out.
//!
//! The file may begin with lines such as `#separator:tab`, `#html:true`, `#tags column:3`
//! (Anki manual, "Text files"). Fields are HTML.

use super::markdown::html;
use super::table::{Column, put, rows};
use super::{Found, Note, Skipped, clean_line, clean_text, cloze, document};

mod out;
mod sides;

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
        let found = Fields {
            texts: &fields,
            is_html: head.is_html,
            names: &[],
            asked: &[],
            answered: &[],
            tags,
            guid: cell(head.guid),
            lines: (first, first + height),
        };
        match cards_of(&found) {
            Ok(cards) => {
                let deck = clean_line(cell(head.deck));
                note.cards.extend(cards.into_iter().map(|(_, card)| Found {
                    section: deck.clone(),
                    deck: deck.replace("::", "/"),
                    ..card
                }));
            }
            Err(skipped) => note.skipped.push(skipped),
        }
    }
    note
}

/// An Anki note.
pub(super) struct Fields<'a, T> {
    /// What its fields hold.
    pub texts: &'a [T],
    /// Whether that is HTML.
    pub is_html: bool,
    /// The fields' names, where they are known.
    pub names: &'a [String],
    /// The fields that its type shows on the question's side, and those on the answer's.
    pub asked: &'a [usize],
    /// The same of the answer's side.
    pub answered: &'a [usize],
    /// Its tags.
    pub tags: Vec<String>,
    /// Its name in all collections.
    pub guid: &'a str,
    /// Where it stands.
    pub lines: (usize, usize),
}

/// The cards of an Anki note, each with its number among them: one, or one a deletion.
pub(super) fn cards_of<T: AsRef<str>>(note: &Fields<'_, T>) -> Result<Vec<(u32, Found)>, Skipped> {
    let texts: Vec<String> = note
        .texts
        .iter()
        .map(|field| {
            let field = field.as_ref();
            clean_text(&if note.is_html {
                field_text(field)
            } else {
                field.to_owned()
            })
        })
        .collect();
    let skipped = Skipped {
        lines: note.lines,
        why: "a note without a question",
    };
    let sides = if note.names.is_empty() && texts.first().is_none_or(String::is_empty) {
        return Err(skipped);
    } else {
        sides::of(note.names, note.asked, note.answered, &texts)
    };
    let Some(question) = sides.question.map(|at| &texts[at]) else {
        return Err(skipped);
    };
    let answers: Vec<&str> = sides.answers.iter().map(|&at| texts[at].as_str()).collect();
    let answer = answers.join("\n\n");
    let mut base = Found {
        tags: note.tags.clone(),
        lines: note.lines,
        ..Found::default()
    };
    let mut notes = Vec::new();
    for (at, column) in &sides.others {
        match column {
            Column::KeyPoints | Column::FollowUps | Column::Links | Column::Experience => {
                put(&mut base, *column, &texts[*at]);
            }
            Column::Tags => {
                let mut tagged = Found::default();
                put(&mut tagged, Column::Tags, &texts[*at]);
                base.tags.extend(tagged.tags);
            }
            Column::Section => base.tags.insert(0, clean_line(&texts[*at])),
            _ => notes.push(texts[*at].as_str()),
        }
    }
    base.notes = notes.join("\n\n");
    let deletions = cloze::of_anki(question);
    let cards = if deletions.is_empty() {
        vec![(0, (question.clone(), answer))]
    } else {
        let mut groups: Vec<u32> = Vec::new();
        for group in deletions.iter().filter_map(|deletion| deletion.group) {
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
        let sides = cloze::sides(question, &deletions).into_iter();
        let sides =
            sides.map(|(asked, said)| (asked, format!("{said}\n\n{answer}").trim().to_owned()));
        // Anki counts its clozes from 1 and its cards from 0.
        let numbers = groups.into_iter().map(|group| group.saturating_sub(1));
        numbers.zip(sides).collect()
    };
    let guid = clean_line(note.guid);
    let cards = cards
        .into_iter()
        .enumerate()
        .map(|(at, (number, (asked, answer)))| {
            let (first, prompt) = asked.split_once('\n').unwrap_or((&asked, ""));
            let id = match at {
                _ if guid.is_empty() => None,
                0 => Some(guid.clone()),
                at => Some(format!("{guid}-{}", at + 1)),
            };
            let card = Found {
                id,
                question: first.trim().to_owned(),
                prompt: prompt.trim().to_owned(),
                answer,
                ..base.clone()
            };
            (number, card)
        });
    Ok(cards.collect())
}

/// Tags for which Markdown has blocks of its own.
const BLOCKS: [&str; 11] = [
    "<pre",
    "<table",
    "<ul",
    "<ol",
    "<li",
    "<blockquote",
    "<code",
    "<h1",
    "<h2",
    "<h3",
    "<h4",
];

/// A field's HTML as Markdown text, formulas between dollar signs.
fn field_text(field: &str) -> String {
    let mut text = field.to_owned();
    while let Some(at) = text.find("[sound:") {
        let Some(end) = text[at..].find(']') else {
            break;
        };
        text.replace_range(at..=at + end, "");
    }
    for (open, close, sign) in [
        ("\\(", "\\)", "$"),
        ("\\[", "\\]", "$$"),
        ("[latex]", "[/latex]", "$"),
        ("[$]", "[/$]", "$"),
        ("[$$]", "[/$$]", "$$"),
        ("<anki-mathjax>", "</anki-mathjax>", "$"),
    ] {
        text = between_signs(&text, open, close, sign);
    }
    if BLOCKS.iter().any(|tag| text.contains(tag)) {
        return document::of_fragment(&text).replace("&lt;", "<");
    }
    let text = text
        .replace("<br>", "\n")
        .replace("<br/>", "\n")
        .replace("<br />", "\n")
        .replace("<div>", "\n")
        .replace("</div>", "");
    html::collapse_blank_lines(&html::decode_entities(&html::soften(&text)))
}

/// Exchanges the marks around formulas.
fn between_signs(text: &str, open: &str, close: &str, sign: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(open) {
        let inside = &rest[at + open.len()..];
        let Some(end) = inside.find(close) else {
            break;
        };
        out.push_str(&rest[..at]);
        out.push_str(&format!("{sign}{}{sign}", inside[..end].trim()));
        rest = &inside[end + close.len()..];
    }
    out.push_str(rest);
    out
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
    fn a_cloze_shows_its_hint_in_the_question_and_gives_its_words_as_the_answer() {
        let note = read("#separator:tab\nTCP는 {{c1::순서::무엇}}를 지킨다\t\n");
        assert_eq!(note.cards[0].question, "TCP는 [무엇]를 지킨다");
        assert_eq!(note.cards[0].answer, "순서");
    }

    #[test]
    fn every_deletion_is_a_card_and_code_tables_and_formulas_are_text() {
        let note = read(
            "#separator:tab\n{{c1::TLS}}는 {{c2::대칭}} 키를 쓴다\t\"<pre>a &lt; b\n  c</pre><ul><li>\\(x^2\\)</ul>\"\n",
        );
        let found: Vec<(&str, &str)> = note
            .cards
            .iter()
            .map(|card| (card.question.as_str(), card.answer.as_str()))
            .collect();
        let more = "```\na < b\n  c\n```\n\n- $x^2$";
        assert_eq!(
            found,
            [
                ("[…]는 대칭 키를 쓴다", format!("TLS\n\n{more}").as_str()),
                ("TLS는 […] 키를 쓴다", format!("대칭\n\n{more}").as_str()),
            ]
        );
    }
}
