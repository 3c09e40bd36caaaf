//! Cards as Anki's notes: the fields of a card in HTML.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::super::{Found, Outgoing, table::push_cell};
use crate::bank::FollowUp;

/// A note of Anki's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnkiNote {
    /// Our id, by which a second import updates the note.
    pub guid: String,
    /// The deck, with `::` between its parts.
    pub deck: String,
    /// What is asked, in HTML.
    pub front: String,
    /// What is shown then, in HTML.
    pub back: String,
    /// Tags without spaces in them.
    pub tags: Vec<String>,
}

/// The notes of decks, one a card.
pub fn notes(decks: &[Outgoing], with_experience: bool) -> Vec<AnkiNote> {
    let cards = decks
        .iter()
        .flat_map(|deck| deck.cards.iter().map(move |card| (deck, card)));
    let note = |(deck, card): (&Outgoing, &Found)| AnkiNote {
        guid: format!(
            "{}#{}",
            deck.head.id,
            card.id.as_deref().unwrap_or_default()
        ),
        deck: format!("hotseat::{}", deck.head.id.replace('/', "::")),
        front: to_html(&card.whole_question()),
        back: back(card, with_experience),
        tags: card
            .tags
            .iter()
            .map(|tag| tag.replace(char::is_whitespace, "_"))
            .collect(),
    };
    cards.map(note).collect()
}

/// The notes as text for Anki's import.
pub fn write(decks: &[Outgoing], with_experience: bool) -> String {
    let mut out = String::from(
        "#separator:tab\n#html:true\n#guid column:1\n#deck column:2\n#tags column:5\n",
    );
    for note in notes(decks, with_experience) {
        let tags = note.tags.join(" ");
        let cells = [&note.guid, &note.deck, &note.front, &note.back, &tags];
        for (i, cell) in cells.into_iter().enumerate() {
            if i > 0 {
                out.push('\t');
            }
            push_cell(&mut out, cell, '\t');
        }
        out.push('\n');
    }
    out
}

fn back(card: &Found, with_experience: bool) -> String {
    let answer = if card.answer.is_empty() {
        &card.outline
    } else {
        &card.answer
    };
    let mut parts = vec![to_html(answer)];
    if !card.key_points.is_empty() {
        let points = card.key_points.iter();
        let points: String = points
            .map(|point| format!("<li>{}</li>", in_line(&to_html(point))))
            .collect();
        parts.push(format!("<ul>{points}</ul>"));
    }
    parts.push(follow_ups(&card.follow_ups));
    if with_experience && !card.experience.is_empty() {
        parts.push(format!("<hr>{}", to_html(&card.experience)));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("<br>")
}

/// Follow-ups with their answers as a list, and those below them as lists in it.
fn follow_ups(found: &[FollowUp]) -> String {
    if found.is_empty() {
        return String::new();
    }
    let each = found.iter().map(|next| {
        let answer = to_html(&next.answer);
        let below = follow_ups(&next.follow_ups);
        format!(
            "<li>↳ <b>{}</b>{answer}{below}</li>",
            in_line(&to_html(&next.question))
        )
    });
    format!("<ul>{}</ul>", each.collect::<String>())
}

/// HTML of one paragraph without the paragraph.
fn in_line(html: &str) -> &str {
    let inside = html
        .strip_prefix("<div>")
        .and_then(|html| html.strip_suffix("</div>"));
    inside
        .filter(|inside| !inside.contains("<div>"))
        .unwrap_or(html)
}

/// Markdown as HTML for a field of Anki's: on one line, without anything that the text itself might
/// bring, such as a script. Line breaks within a paragraph stay, as they do on our own screens.
pub fn to_html(markdown: &str) -> String {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut html = Html::default();
    for event in Parser::new_ext(markdown, options) {
        html.take(event);
    }
    html.out
}

#[derive(Default)]
struct Html {
    out: String,
    in_head: bool,
}

impl Html {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(&tag),
            Event::End(tag) => self.close(tag),
            // What is written as HTML is text here: nothing of a card runs in somebody's Anki.
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::Code(text) => {
                self.out.push_str("<code>");
                self.text(&text);
                self.out.push_str("</code>");
            }
            Event::SoftBreak | Event::HardBreak => self.out.push_str("<br>"),
            Event::Rule => self.out.push_str("<hr>"),
            Event::TaskListMarker(is_done) => {
                self.out.push_str(if is_done { "☑ " } else { "☐ " });
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '\n' => self.out.push_str("<br>"),
                '\t' => self.out.push_str("    "),
                c => self.out.push(c),
            }
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph => self.out.push_str("<div>"),
            Tag::Heading { .. } => self.out.push_str("<div><b>"),
            Tag::BlockQuote(_) => self.out.push_str("<blockquote>"),
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(language) => language.split(' ').next().unwrap_or(""),
                    CodeBlockKind::Indented => "",
                };
                let is_word = |c: char| c.is_ascii_alphanumeric() || "+#-_".contains(c);
                if language.is_empty() || !language.chars().all(is_word) {
                    self.out.push_str("<pre><code>");
                } else {
                    self.out
                        .push_str(&format!("<pre><code class=\"language-{language}\">"));
                }
            }
            Tag::List(Some(1)) => self.out.push_str("<ol>"),
            Tag::List(Some(start)) => self.out.push_str(&format!("<ol start=\"{start}\">")),
            Tag::List(None) => self.out.push_str("<ul>"),
            Tag::Item => self.out.push_str("<li>"),
            Tag::Table(_) => self.out.push_str("<table>"),
            Tag::TableHead => {
                self.in_head = true;
                self.out.push_str("<tr>");
            }
            Tag::TableRow => self.out.push_str("<tr>"),
            Tag::TableCell if self.in_head => self.out.push_str("<th>"),
            Tag::TableCell => self.out.push_str("<td>"),
            Tag::Emphasis => self.out.push_str("<i>"),
            Tag::Strong => self.out.push_str("<b>"),
            Tag::Strikethrough => self.out.push_str("<s>"),
            Tag::Link { dest_url, .. } => {
                let is_safe = ["https://", "http://", "mailto:"]
                    .iter()
                    .any(|scheme| dest_url.starts_with(scheme));
                let address = if is_safe { dest_url.as_ref() } else { "" };
                self.out.push_str("<a href=\"");
                let start = self.out.len();
                self.text(address);
                let quoted = self.out.split_off(start).replace('"', "&quot;");
                self.out.push_str(&quoted);
                self.out.push_str("\">");
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        let closing = match tag {
            TagEnd::Paragraph => "</div>",
            TagEnd::Heading(_) => "</b></div>",
            TagEnd::BlockQuote(_) => "</blockquote>",
            TagEnd::CodeBlock => {
                // The line break at the end of the block is no line of its own.
                if self.out.ends_with("<br>") {
                    self.out.truncate(self.out.len() - "<br>".len());
                }
                "</code></pre>"
            }
            TagEnd::List(true) => "</ol>",
            TagEnd::List(false) => "</ul>",
            TagEnd::Item => "</li>",
            TagEnd::Table => "</table>",
            TagEnd::TableHead => {
                self.in_head = false;
                "</tr>"
            }
            TagEnd::TableRow => "</tr>",
            TagEnd::TableCell if self.in_head => "</th>",
            TagEnd::TableCell => "</td>",
            TagEnd::Emphasis => "</i>",
            TagEnd::Strong => "</b>",
            TagEnd::Strikethrough => "</s>",
            TagEnd::Link => "</a>",
            _ => "",
        };
        self.out.push_str(closing);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_html_on_one_line_and_nothing_of_a_card_runs() {
        for (markdown, html) in [
            ("두 줄\n이다", "<div>두 줄<br>이다</div>"),
            (
                "- **a**\n- `b<c`",
                "<ul><li><b>a</b></li><li><code>b&lt;c</code></li></ul>",
            ),
            ("3. x\n4. y", "<ol start=\"3\"><li>x</li><li>y</li></ol>"),
            (
                "```rust\nfn a() {}\n\nb\n```",
                "<pre><code class=\"language-rust\">fn a() {}<br><br>b</code></pre>",
            ),
            (
                "| a | b |\n|---|---|\n| 1 | 2 |",
                "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>",
            ),
            ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
            (
                "[a](javascript:x) [b](https://x.y/\"z)",
                "<div><a href=\"\">a</a> <a href=\"https://x.y/&quot;z\">b</a></div>",
            ),
        ] {
            assert_eq!(to_html(markdown), html, "{markdown}");
        }
    }

    #[test]
    fn the_back_has_the_outline_where_there_is_no_answer_and_follow_ups_in_one_another() {
        let next = |question: &str, answer: &str, follow_ups| FollowUp {
            question: question.to_owned(),
            answer: answer.to_owned(),
            follow_ups,
        };
        let card = Found {
            outline: "먼저".to_owned(),
            key_points: vec!["키".to_owned()],
            follow_ups: vec![next("왜?", "그래서", vec![next("또?", "", Vec::new())])],
            experience: "비밀".to_owned(),
            ..Found::default()
        };
        let html = "<div>먼저</div><br><ul><li>키</li></ul><br><ul><li>↳ <b>왜?</b><div>그래서</div><ul><li>↳ <b>또?</b></li></ul></li></ul>";
        assert_eq!(back(&card, false), html);
        assert_eq!(back(&card, true), format!("{html}<br><hr><div>비밀</div>"));
    }
}
