//! A tree of HTML elements written in Markdown's signs.

use super::html::{is_around, is_text};
use super::tree::{Element, Node};
use super::{fenced, indented, quoted, table};

/// Elements that are blocks of their own.
const BLOCKS: [&str; 32] = [
    "address",
    "article",
    "blockquote",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
];

/// Whether an element of this name is a block.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.binary_search(&name).is_ok()
}

/// The Markdown of an element's contents, with a line break at its end where it says anything.
pub(super) fn markdown(element: &Element) -> String {
    let mut text = flow(&element.children);
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// Whether an element is there for machines or for moving about only.
fn is_passed_over(element: &Element) -> bool {
    !is_text(element)
        || is_around(element)
        || element.name == "button" && !asks(&element.text())
        || element.name == "a" && is_anchor(element)
        || [
            "sr-only",
            "visually-hidden",
            "katex-html",
            "MathJax_Preview",
            "MJX_Assistive_MathML",
            "gutter",
        ]
        .iter()
        .any(|class| element.has_class(class))
}

/// Whether a link only names its own heading.
fn is_anchor(element: &Element) -> bool {
    let text = element.text();
    let leads_here = element
        .attribute("href")
        .is_some_and(|href| href.starts_with('#'));
    let is_sign = text.chars().all(|c| !c.is_alphanumeric());
    is_sign
        && (leads_here || element.has_class("anchor"))
        && element.find(&|inner| inner.name == "img").is_none()
}

fn asks(text: &str) -> bool {
    text.contains(['?', '？']) || text.trim().chars().count() > 20
}

/// Whether a block stands in an inline element.
fn holds_blocks(element: &Element) -> bool {
    element
        .find(&|inner| is_block(&inner.name) && is_text(inner))
        .is_some()
}

/// Blocks, with an empty line between them.
fn flow(nodes: &[Node]) -> String {
    let mut blocks: Vec<String> = Vec::new();
    let mut line = Inline::default();
    for node in nodes {
        match node {
            Node::Text(text) => line.text(text),
            Node::Element(element) if is_passed_over(element) => {}
            Node::Element(element) => {
                let is_own = is_block(&element.name) || element.name == "button";
                if is_own || holds_blocks(element) && element.name != "a" {
                    blocks.extend(line.finish());
                    blocks.extend(block(element));
                } else {
                    line.element(element);
                }
            }
        }
    }
    blocks.extend(line.finish());
    blocks.join("\n\n")
}

fn block(element: &Element) -> Vec<String> {
    let inside = || flow(&element.children);
    let text = match element.name.as_str() {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            let words = inline(&element.children).replace('\n', " ");
            if words.is_empty() {
                return vec![inside()]
                    .into_iter()
                    .filter(|text| !text.is_empty())
                    .collect();
            }
            let level = usize::from(element.name.as_bytes()[1] - b'0');
            format!("{} {words}", "#".repeat(level))
        }
        "hr" => "---".to_owned(),
        "pre" => pre(element),
        "blockquote" => {
            let text = inside();
            if text.is_empty() { text } else { quoted(&text) }
        }
        "ul" | "ol" => list(element),
        "table" => rows(element),
        "details" => details(element),
        "dt" | "button" | "summary" => {
            let words = inline(&element.children).replace('\n', " ");
            if words.is_empty() || words.starts_with("**") {
                words
            } else {
                format!("**{words}**")
            }
        }
        _ => inside(),
    };
    if text.is_empty() {
        Vec::new()
    } else {
        vec![text]
    }
}

fn details(element: &Element) -> String {
    let summary = element
        .child("summary")
        .map(|summary| inline(&summary.children).replace('\n', " "))
        .unwrap_or_default();
    let rest: Vec<Node> = element
        .children
        .iter()
        .filter(|node| !matches!(node, Node::Element(inner) if inner.name == "summary"))
        .cloned()
        .collect();
    let body = flow(&rest);
    format!("<details>\n<summary>{summary}</summary>\n\n{body}\n\n</details>")
}

fn list(element: &Element) -> String {
    let items: Vec<&Element> = element
        .elements()
        .filter(|item| !is_passed_over(item))
        .collect();
    // A list of folds, as Notion writes it.
    let is_fold = |item: &&Element| {
        item.elements()
            .next()
            .is_some_and(|only| only.name == "details")
    };
    if !items.is_empty() && items.iter().all(is_fold) {
        let folds: Vec<String> = items.iter().map(|item| flow(&item.children)).collect();
        return folds.join("\n\n");
    }
    let start: usize = element
        .attribute("start")
        .and_then(|start| start.parse().ok())
        .unwrap_or(1);
    let mut lines = Vec::new();
    let mut is_loose = false;
    for (at, item) in items.iter().enumerate() {
        let mark = if element.name == "ol" {
            format!("{}. ", start + at)
        } else {
            "- ".to_owned()
        };
        let text = if item.name == "li" {
            item_text(item)
        } else {
            block(item).join("\n\n")
        };
        if text.is_empty() {
            continue;
        }
        is_loose |= text.contains("\n\n");
        lines.push(format!("{mark}{}", indented(&text, mark.len())));
    }
    lines.join(if is_loose { "\n\n" } else { "\n" })
}

fn item_text(item: &Element) -> String {
    let is_box =
        |inner: &Element| inner.name == "input" && inner.attribute("type") == Some("checkbox");
    let ticked = match item.find(&is_box) {
        Some(tick) if tick.attribute("checked").is_some() => "[x] ",
        Some(_) => "[ ] ",
        None => "",
    };
    // What stands before a list below it makes no paragraph of its own.
    let mut parts: Vec<String> = Vec::new();
    let mut before: Vec<Node> = Vec::new();
    let mut is_tight = true;
    for node in &item.children {
        match node {
            Node::Element(inner) if matches!(inner.name.as_str(), "ul" | "ol") => {
                let text = flow(&before);
                is_tight &= !text.contains("\n\n");
                parts.extend(Some(text).filter(|text| !text.is_empty()));
                before.clear();
                parts.extend(Some(list(inner)).filter(|text| !text.is_empty()));
            }
            node => before.push(node.clone()),
        }
    }
    let text = flow(&before);
    is_tight &= parts.is_empty() || text.is_empty();
    parts.extend(Some(text).filter(|text| !text.is_empty()));
    let text = parts.join(if is_tight { "\n" } else { "\n\n" });
    format!("{ticked}{}", text.trim_start())
}

/// Code as it stands, without the numbers of its lines.
fn pre(element: &Element) -> String {
    let mut code = String::new();
    push_code(&element.children, &mut code);
    let code = code.strip_prefix('\n').unwrap_or(&code);
    if code.trim().is_empty() {
        return String::new();
    }
    fenced(&language(element), code)
}

fn push_code(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Element(element) if element.name == "br" => out.push('\n'),
            Node::Element(element) if is_line_number(element) || !is_text(element) => {}
            Node::Element(element) => {
                push_code(&element.children, out);
                let ends_a_line = matches!(element.name.as_str(), "div" | "p" | "li" | "tr");
                if ends_a_line && !out.ends_with('\n') {
                    out.push('\n');
                }
            }
        }
    }
}

fn is_line_number(element: &Element) -> bool {
    let classes = element.attribute("class").unwrap_or_default();
    element.name == "button"
        || classes.split_whitespace().any(|class| {
            matches!(
                class,
                "gutter"
                    | "lineno"
                    | "linenos"
                    | "linenumber"
                    | "line-number"
                    | "line-numbers-rows"
                    | "hljs-ln-numbers"
                    | "blob-num"
            )
        })
}

/// The language of a piece of code, as the page names it.
fn language(pre: &Element) -> String {
    let code = pre.child("code");
    let elements = [Some(pre), code];
    for element in elements.into_iter().flatten() {
        for key in ["data-ke-language", "data-language", "data-lang", "lang"] {
            if let Some(language) = element.attribute(key) {
                return language.to_owned();
            }
        }
        let classes = element.attribute("class").unwrap_or_default();
        let named = classes.split_whitespace().find_map(|class| {
            ["language-", "lang-", "highlight-source-"]
                .iter()
                .find_map(|mark| class.strip_prefix(mark))
        });
        if let Some(language) = named {
            return language.to_owned();
        }
    }
    String::new()
}

/// A table; one that only lays out a page is its cells one below the other.
fn rows(element: &Element) -> String {
    let mut found = Vec::new();
    own_rows(element, &mut found);
    let cells = |row: &Element| -> Vec<Element> {
        row.elements()
            .filter(|cell| matches!(cell.name.as_str(), "td" | "th") && !is_line_number(cell))
            .cloned()
            .collect()
    };
    let table_rows: Vec<Vec<Element>> = found
        .iter()
        .map(|row| cells(row))
        .filter(|row| !row.is_empty())
        .collect();
    let is_layout = |cell: &Element| {
        cell.find(&|inner| {
            matches!(
                inner.name.as_str(),
                "pre" | "table" | "h1" | "h2" | "h3" | "h4" | "details"
            )
        })
        .is_some()
    };
    let lays_out =
        table_rows.iter().flatten().any(is_layout) || table_rows.iter().all(|row| row.len() < 2);
    if lays_out {
        let cells: Vec<String> = table_rows
            .iter()
            .flatten()
            .map(|cell| flow(&cell.children))
            .filter(|text| !text.is_empty())
            .collect();
        return cells.join("\n\n");
    }
    let texts: Vec<Vec<String>> = table_rows
        .iter()
        .map(|row| {
            row.iter()
                .map(|cell| flow(&cell.children).replace("\n\n", "\n"))
                .collect()
        })
        .collect();
    table(&texts)
}

fn own_rows<'e>(element: &'e Element, found: &mut Vec<&'e Element>) {
    for inner in element.elements() {
        match inner.name.as_str() {
            "tr" => found.push(inner),
            "table" => {}
            _ => own_rows(inner, found),
        }
    }
}

/// Inline contents, line breaks as they are asked for.
fn inline(nodes: &[Node]) -> String {
    let mut line = Inline::default();
    line.nodes(nodes);
    line.finish().unwrap_or_default()
}

/// A paragraph in the making.
#[derive(Default)]
struct Inline {
    out: String,
    /// The byte after the last `**` that closed, for two bold pieces side by side are one.
    bold_until: Option<usize>,
}

impl Inline {
    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Text(text) => self.text(text),
                Node::Element(element) if is_passed_over(element) => {}
                Node::Element(element) => self.element(element),
            }
        }
    }

    /// A text, its white space as one space; what Markdown would take for a tag or a sign of
    /// emphasis is written so that it stays what it is.
    fn text(&mut self, text: &str) {
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let next = chars.peek().copied().unwrap_or(' ');
            match c {
                ' ' | '\n' | '\t' | '\r' | '\u{c}' => {
                    if !self.out.ends_with([' ', '\n']) && !self.out.is_empty() {
                        self.out.push(' ');
                    }
                }
                '<' if next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?') => {
                    self.out.push_str("&lt;");
                }
                '*' | '`' if next == c || !next.is_whitespace() => {
                    self.out.push('\\');
                    self.out.push(c);
                }
                c => self.out.push(c),
            }
        }
    }

    fn element(&mut self, element: &Element) {
        match element.name.as_str() {
            "br" => {
                self.out.truncate(self.out.trim_end_matches(' ').len());
                self.out.push('\n');
            }
            "b" | "strong" => self.marked("**", element),
            "i" | "em" => self.marked("*", element),
            "del" | "s" | "strike" => self.marked("~~", element),
            "code" | "kbd" | "tt" | "samp" => self.code(&element.text()),
            "tex" | "annotation" => self.maths(element),
            "math" | "mjx-container" => match element.find(&is_tex) {
                Some(tex) => self.maths(tex),
                None => self.text(element.attribute("alttext").unwrap_or(&element.text())),
            },
            "span" if element.has_class("katex") => match element.find(&is_tex) {
                Some(tex) => self.maths(tex),
                None => self.nodes(&element.children),
            },
            "img" => self.picture(element),
            "a" => self.link(element),
            "input" => {}
            _ => self.nodes(&element.children),
        }
    }

    /// Words between marks, which stand at the words and not at the spaces around them; a line
    /// each.
    fn marked(&mut self, mark: &str, element: &Element) {
        let mut inner = Self::default();
        inner.nodes(&element.children);
        let text = inner.out;
        if text.starts_with(' ') && !self.out.ends_with([' ', '\n']) {
            self.out.push(' ');
        }
        let lines: Vec<String> = text
            .trim()
            .lines()
            .map(|line| match line.trim() {
                "" => String::new(),
                line if line.starts_with("![") || line.starts_with(mark) => line.to_owned(),
                line => format!("{mark}{line}{mark}"),
            })
            .collect();
        let marked = lines.join("\n");
        if mark == "**" && self.bold_until == Some(self.out.len()) && marked.starts_with(mark) {
            self.out.truncate(self.out.len() - mark.len());
            self.out.push_str(&marked[mark.len()..]);
        } else {
            self.out.push_str(&marked);
        }
        if mark == "**" && marked.ends_with(mark) {
            self.bold_until = Some(self.out.len());
        }
        if text.ends_with(' ') && !marked.is_empty() {
            self.out.push(' ');
        }
    }

    fn code(&mut self, text: &str) {
        let text = text.replace('\n', " ");
        if text.trim().is_empty() {
            self.text(&text);
            return;
        }
        let mut longest = 0;
        let mut run = 0;
        for c in text.chars() {
            run = if c == '`' { run + 1 } else { 0 };
            longest = longest.max(run);
        }
        let ticks = "`".repeat(longest + 1);
        let pad = if text.starts_with('`') || text.ends_with('`') {
            " "
        } else {
            ""
        };
        self.out
            .push_str(&format!("{ticks}{pad}{text}{pad}{ticks}"));
    }

    fn maths(&mut self, element: &Element) {
        let display = element
            .attribute("type")
            .is_some_and(|kind| kind.contains("display"));
        let sign = if display { "$$" } else { "$" };
        self.out
            .push_str(&format!("{sign}{}{sign}", element.text().trim()));
    }

    /// A picture; one that is packed into the page is only named.
    fn picture(&mut self, element: &Element) {
        let alt = element.attribute("alt").unwrap_or_default().trim();
        let is_address = |address: &&str| !address.starts_with("data:") && !address.is_empty();
        let address = [element.attribute("src"), element.attribute("data-src")]
            .into_iter()
            .flatten()
            .find(is_address);
        match address {
            Some(address) => {
                let address = address.replace(' ', "%20");
                self.out.push_str(&format!("![{alt}]({address})"));
            }
            None => self.text(alt),
        }
    }

    fn link(&mut self, element: &Element) {
        let mut inner = Self::default();
        inner.nodes(&element.children);
        let text = inner.out.trim().to_owned();
        let address = element.attribute("href").unwrap_or_default();
        if text.is_empty() {
            return;
        }
        if inner.out.starts_with(' ') && !self.out.ends_with([' ', '\n']) {
            self.out.push(' ');
        }
        let leads_nowhere =
            address.is_empty() || address.starts_with(['#']) || address.starts_with("javascript:");
        if leads_nowhere || text.contains('\n') {
            self.out.push_str(&text);
        } else if text == address {
            self.out.push_str(&format!("<{address}>"));
        } else {
            let address = address.replace(' ', "%20");
            self.out.push_str(&format!("[{text}]({address})"));
        }
    }

    /// The paragraph, if it says anything; lines that would begin another block are kept from it.
    fn finish(&mut self) -> Option<String> {
        let text = std::mem::take(&mut self.out);
        self.bold_until = None;
        let lines: Vec<String> = text
            .trim()
            .lines()
            .map(|line| kept_a_line(line.trim()))
            .collect();
        let text = lines.join("\n");
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }
}

fn is_tex(element: &Element) -> bool {
    element.name == "annotation"
        && element
            .attribute("encoding")
            .is_some_and(|encoding| encoding.contains("tex"))
}

/// A line of a paragraph that looks like a heading or a quotation, kept from being one. Bullets
/// and numbers stay: whoever types `1.` into a page means a list.
fn kept_a_line(line: &str) -> String {
    let hashes = line.bytes().take_while(|b| *b == b'#').count();
    let is_heading = (1..=6).contains(&hashes) && line[hashes..].starts_with(' ');
    if is_heading || line.starts_with('>') {
        format!("\\{line}")
    } else {
        line.to_owned()
    }
}
