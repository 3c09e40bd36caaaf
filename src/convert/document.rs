//! Documents of other markups as Markdown, for the one reader of notes: web pages, Org, `AsciiDoc`,
//! reStructuredText, Jupyter notebooks, and the texts of office programs. A converter decides
//! nothing about questions; it writes the same blocks in Markdown's signs and keeps every word.

use super::{Fault, package};
use crate::both;

mod asciidoc;
mod html;
mod jupyter;
mod office;
mod org;
mod render;
mod rest;
mod tree;
mod xml;

/// A markup that is made Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Markup {
    /// A saved web page.
    Html,
    /// Emacs' Org mode.
    Org,
    /// `AsciiDoc`.
    AsciiDoc,
    /// reStructuredText.
    Rest,
    /// A Jupyter notebook.
    Jupyter,
}

/// An office program's file: a ZIP archive of XML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Office {
    /// Word's `.docx`.
    Word,
    /// `OpenDocument`'s `.odt`.
    OpenDocument,
    /// `PowerPoint`'s `.pptx`.
    Slides,
}

/// A document in Markdown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Converted {
    /// The title that the document gives itself apart from its text; empty without one.
    pub title: String,
    /// Its text.
    pub text: String,
}

/// A text of another markup in Markdown.
pub fn convert(markup: Markup, text: &str) -> Result<Converted, Fault> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    Ok(match markup {
        Markup::Html => html::convert(&text),
        Markup::Org => org::convert(&text),
        Markup::AsciiDoc => asciidoc::convert(&text),
        Markup::Rest => rest::convert(&text),
        Markup::Jupyter => jupyter::convert(&text).map_err(|error| {
            Fault::new(
                both!(
                    "Jupyter 노트북이 아닙니다 ({error})",
                    "this is no Jupyter notebook ({error})"
                ),
                both!(
                    "Jupyter에서 다시 저장하거나 Markdown으로 내보내세요",
                    "save it again in Jupyter, or export it as Markdown"
                ),
            )
        })?,
    })
}

/// The text of an office program's file in Markdown.
pub fn of_office(office: Office, bytes: &[u8]) -> Result<Converted, Fault> {
    let refuse = |why: String| {
        Fault::new(
            both!(
                "문서를 읽을 수 없습니다 ({why})",
                "the document cannot be read ({why})"
            ),
            both!(
                "다시 저장하거나 텍스트 또는 Markdown으로 저장해서 가져오세요",
                "save it again, or save it as text or Markdown and import that"
            ),
        )
    };
    let parts = package::Archive::open(bytes).map_err(|error| refuse(error.to_string()))?;
    office::convert(office, &parts).map_err(|error| refuse(error.to_string()))
}

/// Whether HTML made by a flashcard program is in it, as Markdown (a field of a card).
pub fn of_fragment(html: &str) -> String {
    html::fragment(html)
}

/// Code between fences that are longer than any in it.
fn fenced(language: &str, code: &str) -> String {
    let longest = code
        .lines()
        .map(|line| line.trim_start().bytes().take_while(|b| *b == b'`').count())
        .max()
        .unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    let code = code.trim_end_matches('\n');
    format!("{fence}{language}\n{code}\n{fence}")
}

/// Text with every line but the first one moved to the right by so many columns; empty ones stay.
fn indented(text: &str, columns: usize) -> String {
    let margin = " ".repeat(columns);
    let mut out = String::with_capacity(text.len());
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
            if !line.is_empty() {
                out.push_str(&margin);
            }
        }
        out.push_str(line);
    }
    out
}

/// Text as a quotation.
fn quoted(text: &str) -> String {
    let lines = text.split('\n').map(|line| {
        if line.is_empty() {
            ">".to_owned()
        } else {
            format!("> {line}")
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Rows of cells as a table, the first row as its head.
fn table(rows: &[Vec<String>]) -> String {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut lines = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let cells = (0..width).map(|column| {
            let cell = row.get(column).map(String::as_str).unwrap_or_default();
            cell.trim().replace('|', "\\|").replace('\n', "<br>")
        });
        lines.push(format!("| {} |", cells.collect::<Vec<_>>().join(" | ")));
        if at == 0 {
            lines.push(format!("|{}", " --- |".repeat(width)));
        }
    }
    lines.join("\n")
}
