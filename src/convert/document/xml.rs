//! The XML of office documents: elements, attributes, text, CDATA. Declarations, comments and
//! instructions are passed over, entities of the document's own are left as they stand, so that
//! nothing in a file can swell.

use super::tree::{Builder, Element, Node};
use crate::convert::markdown::html::decode_entities;

/// The tree of a document. What is broken ends with the text.
pub(super) fn read(text: &str) -> Element {
    let mut builder = Builder::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        if at > 0 {
            builder.push(Node::Text(decode_entities(&rest[..at])));
        }
        rest = &rest[at..];
        let (end, skip) = if let Some(inside) = rest.strip_prefix("<![CDATA[") {
            let close = inside.find("]]>").unwrap_or(inside.len());
            builder.push(Node::Text(inside[..close].to_owned()));
            (9 + close, 3)
        } else if rest.starts_with("<!--") {
            (rest.find("-->").unwrap_or(rest.len()), 3)
        } else if rest.starts_with("<?") {
            (rest.find("?>").unwrap_or(rest.len()), 2)
        } else {
            let close = end_of_tag(rest);
            tag(&rest[1.min(close)..close], &mut builder);
            (close, 1)
        };
        rest = rest.get(end + skip..).unwrap_or_default();
    }
    builder.finish()
}

/// The byte of the `>` that ends a tag.
fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

fn tag(inside: &str, builder: &mut Builder) {
    if inside.starts_with('!') {
        return;
    }
    if let Some(name) = inside.strip_prefix('/') {
        builder.close(name.trim());
        return;
    }
    let (inside, is_empty) = match inside.strip_suffix('/') {
        Some(inside) => (inside, true),
        None => (inside, false),
    };
    let end = inside.find(char::is_whitespace).unwrap_or(inside.len());
    let mut element = Element {
        name: inside[..end].to_owned(),
        ..Element::default()
    };
    let mut rest = inside[end..].trim_start();
    while let Some((name, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let Some(quote) = after.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            break;
        };
        let Some(close) = after[1..].find(quote) else {
            break;
        };
        let value = decode_entities(&after[1..=close]);
        element.attributes.push((name.trim().to_owned(), value));
        rest = after[close + 2..].trim_start();
    }
    if is_empty {
        builder.push(Node::Element(element));
    } else {
        builder.open(element);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_attributes_and_texts_are_read() {
        let root = read(
            "<?xml version='1.0'?><a x=\"1 &lt; 2\"><!-- no --><b/>하나 &amp; <![CDATA[<둘>]]></a>",
        );
        let a = root.child("a").unwrap();
        assert_eq!(a.attribute("x"), Some("1 < 2"));
        assert_eq!(a.text(), "하나 & <둘>");
        assert!(a.child("b").is_some());
    }

    #[test]
    fn a_broken_document_ends_with_its_text() {
        for text in [
            "<",
            "<a",
            "<a x=\"",
            "<![CDATA[x",
            "<!--",
            "</a>",
            "<a><b></a>",
            "<?",
        ] {
            let _ = read(text);
        }
        let deep = "<a>".repeat(100_000);
        assert!(read(&deep).child("a").is_some());
    }
}
