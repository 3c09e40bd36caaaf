//! Saved web pages: the tree of a page (tags by `html5gum`, as the HTML standard has them), and
//! the part of it that is the article.

use html5gum::{Token, Tokenizer, emitters::default::DefaultEmitter};

use super::tree::{Builder, Element, Node};
use super::{Converted, render};

/// Elements that are never closed.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// What is no text of a page.
const NO_TEXT: [&str; 8] = [
    "script", "style", "template", "noscript", "svg", "iframe", "head", "select",
];

/// What stands around an article and leads elsewhere.
const AROUND: [&str; 4] = ["nav", "footer", "aside", "form"];

/// Classes and ids of the elements in which blog services and site generators put the text.
const ARTICLE: [&str; 19] = [
    "markdown-body",
    "tt_article_useless_p_margin",
    "contents_style",
    "entry-content",
    "se-main-container",
    "atom-one",
    "post-content",
    "article-content",
    "article_view",
    "article-view",
    "article-body",
    "articleBody",
    "crayons-article__body",
    "post-body",
    "page-body",
    "wrap_body",
    "e-content",
    "theme-doc-markdown",
    "post__content",
];

/// A page as Markdown.
pub(super) fn convert(text: &str) -> Converted {
    let root = read(text);
    let title = title(&root);
    let body = root
        .find(&|element| element.name == "body")
        .unwrap_or(&root);
    let article = article(body);
    Converted {
        title,
        text: render::markdown(article),
    }
}

/// A piece of HTML as Markdown, all of it.
pub(super) fn fragment(text: &str) -> String {
    render::markdown(&read(text))
}

/// The tree of a page. Elements whose end may be left out end where the standard says so
/// (HTML, 13.1.2.4).
fn read(text: &str) -> Element {
    let mut builder = Builder::new();
    let mut emitter: DefaultEmitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    for Ok(token) in Tokenizer::new_with_emitter(text, emitter) {
        match token {
            Token::StartTag(tag) => {
                let element = Element {
                    name: words(&tag.name),
                    attributes: tag
                        .attributes
                        .iter()
                        .map(|(name, value)| (words(name), words(value)))
                        .collect(),
                    children: Vec::new(),
                };
                end_what_it_ends(&element.name, &mut builder);
                let is_maths = matches!(
                    text_type(&element),
                    Some("math/tex" | "math/tex; mode=display")
                );
                if VOID.contains(&element.name.as_str())
                    || tag.self_closing && element.name.contains(':')
                {
                    builder.push(Node::Element(element));
                } else if is_maths {
                    builder.open(Element {
                        name: "tex".to_owned(),
                        ..element
                    });
                } else {
                    builder.open(element);
                }
            }
            Token::EndTag(tag) => {
                let name = words(&tag.name);
                if name == "script" && builder.has_open("tex", &[]) {
                    builder.close("tex");
                } else {
                    builder.close(&name);
                }
            }
            Token::String(text) => builder.push(Node::Text(words(&text))),
            _ => {}
        }
    }
    builder.finish()
}

fn text_type(element: &Element) -> Option<&str> {
    (element.name == "script")
        .then(|| element.attribute("type"))
        .flatten()
}

/// Closes what ends where an element begins.
fn end_what_it_ends(name: &str, builder: &mut Builder) {
    let lists = ["ul", "ol", "menu"];
    match name {
        "li" if builder.has_open("li", &lists) => builder.close("li"),
        "dt" | "dd" => {
            for open in ["dt", "dd"] {
                if builder.has_open(open, &["dl"]) {
                    builder.close(open);
                }
            }
        }
        "tr" if builder.has_open("tr", &["table"]) => builder.close("tr"),
        "td" | "th" => {
            for open in ["td", "th"] {
                if builder.has_open(open, &["tr", "table"]) {
                    builder.close(open);
                }
            }
        }
        "tbody" | "tfoot" | "thead" => {
            for open in ["thead", "tbody", "tfoot"] {
                if builder.has_open(open, &["table"]) {
                    builder.close(open);
                }
            }
        }
        "body" if builder.has_open("head", &[]) => builder.close("head"),
        _ if render::is_block(name)
            && builder.has_open(
                "p",
                &[
                    "div",
                    "li",
                    "td",
                    "th",
                    "dd",
                    "blockquote",
                    "details",
                    "section",
                    "article",
                ],
            ) =>
        {
            builder.close("p");
        }
        _ => {}
    }
}

/// What the page calls itself.
fn title(root: &Element) -> String {
    let is_title = |element: &Element| {
        element.name == "meta"
            && element
                .attribute("property")
                .or(element.attribute("name"))
                .is_some_and(|name| name == "og:title")
    };
    let shared = root
        .find(&is_title)
        .and_then(|meta| meta.attribute("content"))
        .map(str::to_owned);
    let own = || {
        root.find(&|element| element.name == "title")
            .map(Element::text)
    };
    let title = shared.or_else(own).unwrap_or_default();
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    // "Title :: the blog's name", "Title | the site", "GitHub - …".
    let end = [" :: ", " | ", " — ", " – "]
        .iter()
        .filter_map(|sign| title.find(sign))
        .filter(|at| *at > 0)
        .min();
    title[..end.unwrap_or(title.len())].trim().to_owned()
}

/// How many letters and digits an element holds.
fn size(element: &Element) -> usize {
    let own = element.children.iter().map(|node| match node {
        Node::Text(text) => text.chars().filter(|c| c.is_alphanumeric()).count(),
        Node::Element(element) if is_text(element) => size(element),
        Node::Element(_) => 0,
    });
    own.sum()
}

/// Whether an element's text is one of the page.
pub(super) fn is_text(element: &Element) -> bool {
    !NO_TEXT.contains(&element.name.as_str())
}

/// Whether an element only leads elsewhere.
pub(super) fn is_around(element: &Element) -> bool {
    AROUND.contains(&element.name.as_str())
        || matches!(
            element.attribute("role"),
            Some("navigation" | "complementary" | "contentinfo" | "banner")
        )
}

/// The part of a page that is its text: where services put it, else the largest article, else
/// the main part. One that holds less than a third of what the page says is a teaser.
fn article(body: &Element) -> &Element {
    let total = size(body);
    let is_named = |element: &Element| {
        ARTICLE.iter().any(|name| {
            element.has_class(name)
                || element.attribute("id") == Some(name)
                || element.attribute("itemprop") == Some(name)
        })
    };
    let kinds: [&dyn Fn(&Element) -> bool; 3] = [
        &is_named,
        &|element| element.name == "article",
        &|element| element.name == "main" || element.attribute("role") == Some("main"),
    ];
    for is_kind in kinds {
        let mut found = Vec::new();
        body.all(is_kind, &mut found);
        let largest = found.into_iter().max_by_key(|element| size(element));
        if let Some(element) = largest.filter(|element| size(element) * 3 >= total) {
            return element;
        }
    }
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(body: &str) -> String {
        convert(&format!("<html><head><title>제목 :: 블로그</title><style>p{{}}</style></head><body>{body}</body></html>")).text
    }

    #[test]
    fn an_article_becomes_markdown_and_what_stands_around_it_does_not() {
        let text = page(
            "<nav><a href=/>홈</a></nav><article><h2 id=q>큐란 무엇인가요?<a class=anchor href=#q>#</a></h2>\
             <p>먼저 <b>넣은</b> 것이<br>먼저 &lt;T&gt; 나온다.</p>\
             <ul><li>하나<ul><li>둘</ul><li>셋</ul>\
             <pre><code class=\"language-java\">int a;\n  int b;\n</code></pre>\
             <table><tr><th>가<th>나<tr><td>1|2<td>3</table></article><footer>끝</footer>",
        );
        assert_eq!(
            text,
            "## 큐란 무엇인가요?\n\n먼저 **넣은** 것이\n먼저 &lt;T> 나온다.\n\n- 하나\n  - 둘\n- 셋\n\n```java\nint a;\n  int b;\n```\n\n| 가 | 나 |\n| --- | --- |\n| 1\\|2 | 3 |\n"
        );
    }

    #[test]
    fn folds_tasks_numbers_and_pictures_are_kept() {
        let text = page(
            "<details><summary>왜요?</summary><p>그래서.</p></details><ol start=3><li>셋</li><li>넷</li></ol>\
             <ul><li><input type=checkbox checked> 했다</ul><p><img src=a.png alt=그림><code>a`b</code></p><blockquote>말</blockquote>",
        );
        assert_eq!(
            text,
            "<details>\n<summary>왜요?</summary>\n\n그래서.\n\n</details>\n\n3. 셋\n4. 넷\n\n- [x] 했다\n\n![그림](a.png)``a`b``\n\n> 말\n"
        );
    }

    #[test]
    fn the_title_is_the_pages_own() {
        assert_eq!(
            convert("<title>큐 정리 | velog</title><p>글").title,
            "큐 정리"
        );
        assert_eq!(
            convert("<meta property=og:title content=\"네트워크\"><title>x</title>").title,
            "네트워크"
        );
    }

    #[test]
    fn tag_soup_is_read_to_its_end() {
        let deep = "<div><b>".repeat(50_000);
        assert!(page(&format!("{deep}끝")).contains('끝'));
        assert_eq!(page("<p>하나<p>둘</div></b>셋"), "하나\n\n둘셋\n");
    }
}
