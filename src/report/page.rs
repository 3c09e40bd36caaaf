//! One self-contained HTML page: no script, no address to fetch from, light or dark as the reader
//! has it. Everything that comes from a deck or from the user is escaped on its way in.

use std::fmt::Write;

use crate::text;

/// The colours and measures of every page. Charts take their colours from here, so that they too
/// follow the reader's scheme.
const STYLE: &str = include_str!("page.css");

/// A piece of HTML that is safe to be put into a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// A text, escaped.
    pub fn text(text: &str) -> Self {
        Self(escaped(text))
    }

    /// Markup that this program wrote itself, with nothing in it that came from outside.
    pub(super) fn own(markup: String) -> Self {
        Self(markup)
    }

    /// An element around other pieces. `tag` may carry attributes that are known to be safe.
    pub fn element(tag: &str, inside: &[Self]) -> Self {
        let name = tag.split(' ').next().unwrap_or(tag);
        let mut markup = format!("<{tag}>");
        for piece in inside {
            markup.push_str(&piece.0);
        }
        let _ = write!(markup, "</{name}>");
        Self(markup)
    }

    /// A paragraph per block of text; lines within one stay lines.
    pub fn paragraphs(text: &str) -> Self {
        let blocks = text.split("\n\n").filter(|block| !block.trim().is_empty());
        let blocks = blocks.map(|block| Self::element("p class=\"written\"", &[Self::text(block)]));
        Self(blocks.map(|block| block.0 + "\n").collect())
    }

    /// A heading and what follows it; nothing where nothing follows.
    pub fn section(title: &str, inside: &[Self]) -> Self {
        if inside.iter().all(Self::is_empty) {
            return Self::default();
        }
        let mut pieces = vec![Self::element("h2", &[Self::text(title)])];
        pieces.extend_from_slice(inside);
        Self(Self::element("section", &pieces).0 + "\n")
    }

    /// An unordered list.
    pub fn list(items: impl IntoIterator<Item = Self>) -> Self {
        let items: Vec<Self> = items
            .into_iter()
            .map(|item| Self::element("li", &[item]))
            .collect();
        if items.is_empty() {
            return Self::default();
        }
        Self::element("ul", &items)
    }

    /// A table with a heading row. It scrolls by itself where it is wider than the page.
    pub fn table(heads: &[String], rows: &[Vec<Self>]) -> Self {
        let row = |cell: &str, cells: Vec<Self>| {
            let cells: Vec<Self> = cells
                .iter()
                .map(|inside| Self::element(cell, std::slice::from_ref(inside)))
                .collect();
            Self::element("tr", &cells)
        };
        let head = row(
            "th scope=\"col\"",
            heads.iter().map(|head| Self::text(head)).collect(),
        );
        let body: Vec<Self> = rows.iter().map(|cells| row("td", cells.clone())).collect();
        let table = [
            Self::element("thead", &[head]),
            Self::element("tbody", &body),
        ];
        Self::element("div class=\"wide\"", &[Self::element("table", &table)])
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A whole page. `lang` is the language of its sentences.
pub fn page(lang: &str, title: &str, body: &[Html]) -> String {
    let title = escaped(title);
    let body: String = body.iter().map(Html::as_str).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <h1>{title}</h1>\n{body}</main>\n</body>\n</html>\n"
    )
}

/// A text as it stands between tags or in a quoted attribute. Control characters and marks that
/// turn the direction of writing are shown, not obeyed.
pub fn escaped(text: &str) -> String {
    let visible = text::visible(text);
    let mut escaped = String::with_capacity(visible.len());
    for c in visible.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_markup_stays_text_everywhere() {
        let evil = "<script>alert('\"&\")</script>\u{1b}[31m";
        let cell = vec![Html::text(evil)];
        let body = [
            Html::section(
                evil,
                &[Html::paragraphs(evil), Html::list([Html::text(evil)])],
            ),
            Html::table(&[evil.to_owned()], &[cell]),
        ];
        let page = page("ko", evil, &body);
        assert!(!page.contains("<script") && !page.contains('\u{1b}'));
        assert_eq!(
            page.matches("&lt;script&gt;alert(&#39;&quot;&amp;&quot;)")
                .count(),
            7
        );
    }

    #[test]
    fn a_page_asks_nobody_for_anything() {
        let page = page("en", "A page", &[Html::text("body")]);
        for fetched in ["src=", "href=", "url(", "@import", "http:", "https:"] {
            assert!(!page.contains(fetched), "{fetched}");
        }
        assert!(page.contains("prefers-color-scheme: dark"));
    }

    #[test]
    fn a_section_with_nothing_in_it_is_left_out() {
        assert!(Html::section("t", &[Html::list([]), Html::paragraphs("\n\n")]).is_empty());
    }
}
