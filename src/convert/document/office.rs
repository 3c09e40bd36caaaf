//! What office programs write: Word's and `PowerPoint`'s XML (ECMA-376) and `OpenDocument` 1.3, as
//! paragraphs, headings, lists, tables and links.

use std::collections::{HashMap, HashSet};

use super::tree::{Element, Node};
use super::{Converted, Office, indented, table, xml};
use crate::convert::package::{Archive, NotAPackage};

/// A part larger than this is not unpacked.
const LARGEST: usize = 64 << 20;

/// The text of a file in Markdown.
pub(super) fn convert(office: Office, parts: &Archive<'_>) -> Result<Converted, NotAPackage> {
    let part = |name: &str| -> Result<Element, NotAPackage> {
        let bytes = parts.named(name, LARGEST)?;
        Ok(xml::read(&String::from_utf8_lossy(&bytes)))
    };
    let optional = |name: &str| part(name).unwrap_or_default();
    let blocks = match office {
        Office::Word => {
            let document = part("word/document.xml")?;
            let word = Word {
                headings: word_headings(&optional("word/styles.xml")),
                numbered: word_numbered(&optional("word/numbering.xml")),
                links: links(&optional("word/_rels/document.xml.rels")),
            };
            let body = document.find(&|element| element.name == "w:body");
            word.blocks(body.unwrap_or(&document))
        }
        Office::OpenDocument => {
            let content = part("content.xml")?;
            let body = content.find(&|element| element.name == "office:text");
            let bold = open_bold(&content);
            open_blocks(body.unwrap_or(&content), &bold)
        }
        Office::Slides => slides(&part, &optional)?,
    };
    let properties = optional(if office == Office::OpenDocument {
        "meta.xml"
    } else {
        "docProps/core.xml"
    });
    let title = properties.find(&|element| element.name == "dc:title");
    Ok(Converted {
        title: title
            .map(Element::text)
            .unwrap_or_default()
            .trim()
            .to_owned(),
        text: joined(&blocks) + "\n",
    })
}

/// Entries of one list stand close together, all else has an empty line between.
fn joined(blocks: &[String]) -> String {
    let is_entry = |block: &str| {
        let bare = block.trim_start();
        bare.starts_with("- ") || bare.starts_with("1. ")
    };
    let mut out = String::new();
    for (at, block) in blocks.iter().enumerate() {
        if at > 0 {
            let close = is_entry(block) && is_entry(&blocks[at - 1]);
            out.push_str(if close { "\n" } else { "\n\n" });
        }
        out.push_str(block);
    }
    out
}

/// The targets of a part's relations by their ids.
fn links(relations: &Element) -> HashMap<String, String> {
    let mut found = Vec::new();
    relations.all(&|element| element.name == "Relationship", &mut found);
    found
        .into_iter()
        .filter_map(|one| {
            let (id, target) = (one.attribute("Id")?, one.attribute("Target")?);
            Some((id.to_owned(), target.to_owned()))
        })
        .collect()
}

/// What is known of a Word document beside its text.
struct Word {
    headings: HashMap<String, usize>,
    numbered: HashSet<(String, String)>,
    links: HashMap<String, String>,
}

/// Which styles are headings, by their ids. The name is `heading 1` in every language's Word.
fn word_headings(styles: &Element) -> HashMap<String, usize> {
    let mut found = Vec::new();
    styles.all(&|element| element.name == "w:style", &mut found);
    let level = |style: &Element| {
        let name = style.child("w:name")?.attribute("w:val")?.to_lowercase();
        if name == "title" {
            return Some(1);
        }
        let outline = style
            .child("w:pPr")
            .and_then(|paragraph| paragraph.child("w:outlineLvl"))
            .and_then(|outline| outline.attribute("w:val")?.parse::<usize>().ok())
            .filter(|level| *level < 9)
            .map(|level| level + 1);
        let named = name
            .strip_prefix("heading ")
            .and_then(|level| level.parse().ok());
        named.or(outline)
    };
    found
        .into_iter()
        .filter_map(|style| Some((style.attribute("w:styleId")?.to_owned(), level(style)?)))
        .collect()
}

/// The lists and depths that count.
fn word_numbered(numbering: &Element) -> HashSet<(String, String)> {
    let mut counting: HashSet<(String, String)> = HashSet::new();
    for definition in numbering
        .find(&|element| element.name == "w:numbering")
        .into_iter()
        .flat_map(Element::elements)
    {
        let Some(id) = definition.attribute("w:abstractNumId") else {
            continue;
        };
        for level in definition
            .elements()
            .filter(|element| element.name == "w:lvl")
        {
            let format = level
                .child("w:numFmt")
                .and_then(|format| format.attribute("w:val"));
            if format.is_some_and(|format| !matches!(format, "bullet" | "none")) {
                let depth = level.attribute("w:ilvl").unwrap_or("0");
                counting.insert((id.to_owned(), depth.to_owned()));
            }
        }
    }
    let mut numbered = HashSet::new();
    let mut found = Vec::new();
    numbering.all(&|element| element.name == "w:num", &mut found);
    for list in found {
        let (Some(id), Some(definition)) = (
            list.attribute("w:numId"),
            list.child("w:abstractNumId")
                .and_then(|id| id.attribute("w:val")),
        ) else {
            continue;
        };
        let own = counting.iter().filter(|(of, _)| of == definition);
        numbered.extend(own.map(|(_, depth)| (id.to_owned(), depth.clone())));
    }
    numbered
}

impl Word {
    fn blocks(&self, body: &Element) -> Vec<String> {
        let mut blocks = Vec::new();
        for element in body.elements() {
            match element.name.as_str() {
                "w:p" => blocks.extend(self.paragraph(element)),
                "w:tbl" => blocks.push(self.table(element)),
                "w:sdt" | "w:sdtContent" | "w:ins" | "w:smartTag" => {
                    blocks.extend(self.blocks(element));
                }
                _ => {}
            }
        }
        blocks
    }

    fn paragraph(&self, paragraph: &Element) -> Option<String> {
        let mut line = Runs::default();
        self.runs(paragraph, &mut line);
        let text = line.finish();
        if text.is_empty() {
            return None;
        }
        let properties = paragraph.child("w:pPr");
        let value = |name: &str| {
            let value = properties.and_then(|all| all.child(name));
            value.and_then(|value| value.attribute("w:val"))
        };
        let outline = value("w:outlineLvl").and_then(|level| level.parse::<usize>().ok());
        let level = value("w:pStyle")
            .and_then(|style| self.headings.get(style).copied())
            .or(outline.filter(|level| *level < 9).map(|level| level + 1));
        if let Some(level) = level {
            let words = text.replace("**", "").replace('\n', " ");
            return Some(format!("{} {words}", "#".repeat(level.min(6))));
        }
        let list = properties.and_then(|all| all.child("w:numPr"));
        let Some(list) = list else {
            return Some(text);
        };
        let of = |name: &str| {
            let value = list.child(name).and_then(|value| value.attribute("w:val"));
            value.unwrap_or("0").to_owned()
        };
        let (id, depth) = (of("w:numId"), of("w:ilvl"));
        let margin = depth.parse::<usize>().unwrap_or(0).min(12) * 3;
        let mark = if self.numbered.contains(&(id, depth)) {
            "1. "
        } else {
            "- "
        };
        let text = indented(&text, margin + mark.len());
        Some(format!("{}{mark}{text}", " ".repeat(margin)))
    }

    fn runs(&self, within: &Element, line: &mut Runs) {
        for element in within.elements() {
            match element.name.as_str() {
                "w:r" => {
                    let is_bold = element
                        .child("w:rPr")
                        .and_then(|properties| properties.child("w:b"))
                        .is_some_and(|bold| {
                            !matches!(bold.attribute("w:val"), Some("0" | "false"))
                        });
                    for part in element.elements() {
                        match part.name.as_str() {
                            "w:t" => line.push(&part.text(), is_bold),
                            "w:tab" => line.push("\t", false),
                            "w:br" | "w:cr" => line.push("\n", false),
                            "w:noBreakHyphen" => line.push("-", is_bold),
                            // Text in a box that lies over the page.
                            "mc:AlternateContent" | "w:pict" | "w:drawing" => {
                                if let Some(inside) =
                                    part.find(&|element| element.name == "w:txbxContent")
                                {
                                    line.push(&self.blocks(inside).join("\n"), false);
                                }
                            }
                            _ => {}
                        }
                    }
                }
                "w:hyperlink" => {
                    let mut inner = Runs::default();
                    self.runs(element, &mut inner);
                    let words = inner.finish();
                    let address = element.attribute("r:id").and_then(|id| self.links.get(id));
                    line.push(
                        &match address {
                            Some(address) if *address == words => format!("<{address}>"),
                            Some(address) => format!("[{words}]({address})"),
                            None => words,
                        },
                        false,
                    );
                }
                "w:ins" | "w:smartTag" | "w:sdt" | "w:sdtContent" | "w:fldSimple" => {
                    self.runs(element, line);
                }
                _ => {}
            }
        }
    }

    fn table(&self, element: &Element) -> String {
        let rows = element.elements().filter(|row| row.name == "w:tr");
        let rows: Vec<Vec<String>> = rows
            .map(|row| {
                let cells = row.elements().filter(|cell| cell.name == "w:tc");
                cells.map(|cell| self.blocks(cell).join("\n")).collect()
            })
            .collect();
        table(&rows)
    }
}

/// Pieces of a paragraph; bold ones side by side are one.
#[derive(Default)]
struct Runs {
    pieces: Vec<(String, bool)>,
}

impl Runs {
    fn push(&mut self, text: &str, is_bold: bool) {
        match self.pieces.last_mut() {
            // Spaces between two bold words are neither.
            Some((before, bold))
                if *bold == is_bold || text.trim().is_empty() && !text.contains('\n') =>
            {
                before.push_str(text);
            }
            _ => self.pieces.push((text.to_owned(), is_bold)),
        }
    }

    fn finish(self) -> String {
        let mut out = String::new();
        for (text, is_bold) in self.pieces {
            let words = text.trim();
            if !is_bold || words.is_empty() {
                out.push_str(&text);
                continue;
            }
            let lead = text.len() - text.trim_start().len();
            out.push_str(&text[..lead]);
            out.push_str(&format!("**{}**", words.replace('\n', "**\n**")));
            out.push_str(&text[lead + words.len()..]);
        }
        out.trim().to_owned()
    }
}

/// The names of `OpenDocument`'s styles that are bold.
fn open_bold(content: &Element) -> HashSet<String> {
    let mut found = Vec::new();
    content.all(&|element| element.name == "style:style", &mut found);
    let is_bold = |style: &&Element| {
        style
            .child("style:text-properties")
            .is_some_and(|text| text.attribute("fo:font-weight") == Some("bold"))
    };
    let names = found.into_iter().filter(is_bold);
    names
        .filter_map(|style| style.attribute("style:name").map(str::to_owned))
        .collect()
}

fn open_blocks(body: &Element, bold: &HashSet<String>) -> Vec<String> {
    let mut blocks = Vec::new();
    for element in body.elements() {
        match element.name.as_str() {
            "text:h" => {
                let level = element.attribute("text:outline-level");
                let level = level
                    .and_then(|level| level.parse::<usize>().ok())
                    .unwrap_or(1);
                let words = open_text(element, &HashSet::new()).replace('\n', " ");
                if !words.is_empty() {
                    blocks.push(format!("{} {words}", "#".repeat(level.clamp(1, 6))));
                }
            }
            "text:p" => {
                let text = open_text(element, bold);
                blocks.extend(Some(text).filter(|text| !text.is_empty()));
            }
            "text:list" => blocks.push(open_list(element, bold)),
            "table:table" => {
                let mut rows = Vec::new();
                element.all(&|row| row.name == "table:table-row", &mut rows);
                let rows: Vec<Vec<String>> = rows
                    .into_iter()
                    .map(|row| {
                        let cells = row
                            .elements()
                            .filter(|cell| cell.name == "table:table-cell");
                        cells
                            .map(|cell| open_blocks(cell, bold).join("\n"))
                            .collect()
                    })
                    .collect();
                blocks.push(table(&rows));
            }
            "text:section" | "text:index-body" | "draw:frame" | "draw:text-box" => {
                blocks.extend(open_blocks(element, bold));
            }
            _ => {}
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

fn open_list(list: &Element, bold: &HashSet<String>) -> String {
    let items = list.elements().filter(|item| item.name == "text:list-item");
    let lines = items.map(|item| {
        let text = open_blocks(item, bold).join("\n");
        format!("- {}", indented(&text, 2))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn open_text(paragraph: &Element, bold: &HashSet<String>) -> String {
    let is_bold = |element: &Element| {
        element
            .attribute("text:style-name")
            .is_some_and(|style| bold.contains(style))
    };
    let mut runs = Runs::default();
    open_runs(paragraph, is_bold(paragraph), &is_bold, &mut runs);
    runs.finish()
}

fn open_runs(within: &Element, bold: bool, is_bold: &dyn Fn(&Element) -> bool, runs: &mut Runs) {
    for node in &within.children {
        match node {
            Node::Text(text) => runs.push(&text.replace('\n', " "), bold),
            Node::Element(element) => match element.name.as_str() {
                "text:line-break" => runs.push("\n", false),
                "text:tab" => runs.push("\t", bold),
                "text:s" => {
                    let count = element
                        .attribute("text:c")
                        .and_then(|count| count.parse().ok());
                    runs.push(&" ".repeat(count.unwrap_or(1).min(80)), bold);
                }
                "text:a" => {
                    let mut inner = Runs::default();
                    open_runs(element, false, is_bold, &mut inner);
                    let words = inner.finish();
                    let address = element.attribute("xlink:href").unwrap_or_default();
                    runs.push(&format!("[{words}]({address})"), false);
                }
                "office:annotation" | "text:note" => {}
                _ => open_runs(element, bold || is_bold(element), is_bold, runs),
            },
        }
    }
}

/// The slides in their order: the title as a heading, the other texts below it by their depth,
/// and what the speaker noted.
fn slides(
    part: &dyn Fn(&str) -> Result<Element, NotAPackage>,
    optional: &dyn Fn(&str) -> Element,
) -> Result<Vec<String>, NotAPackage> {
    let presentation = part("ppt/presentation.xml")?;
    let targets = links(&optional("ppt/_rels/presentation.xml.rels"));
    let mut order = Vec::new();
    presentation.all(&|element| element.name == "p:sldId", &mut order);
    let mut blocks = Vec::new();
    for slide in order {
        let Some(target) = slide.attribute("r:id").and_then(|id| targets.get(id)) else {
            continue;
        };
        let name = target.trim_start_matches("/ppt/");
        let root = optional(&format!("ppt/{name}"));
        let (mut titles, mut texts) = (Vec::new(), Vec::new());
        let mut shapes = Vec::new();
        root.all(
            &|element| matches!(element.name.as_str(), "p:sp" | "a:tbl"),
            &mut shapes,
        );
        for shape in shapes {
            if shape.name == "a:tbl" {
                texts.push(slide_table(shape));
                continue;
            }
            let kind = shape
                .find(&|element| element.name == "p:ph")
                .and_then(|place| place.attribute("type"));
            let paragraphs = slide_paragraphs(shape);
            match kind {
                Some("title" | "ctrTitle") => {
                    titles.extend(paragraphs.into_iter().map(|(_, text)| text));
                }
                Some("sldNum" | "dt" | "ftr") => {}
                _ if paragraphs.len() == 1 => {
                    texts.extend(paragraphs.into_iter().map(|(_, text)| text));
                }
                _ => texts.extend(paragraphs.into_iter().map(|(depth, text)| {
                    format!("{}- {}", "  ".repeat(depth), text.replace('\n', " "))
                })),
            }
        }
        let title = titles.join(" ").replace('\n', " ");
        if !title.is_empty() {
            blocks.push(format!("## {title}"));
        }
        blocks.extend(texts);
        let folder = name.rsplit_once('/').map_or(("", name), |parts| parts);
        let relations = links(&optional(&format!(
            "ppt/{}/_rels/{}.rels",
            folder.0, folder.1
        )));
        let notes = relations
            .values()
            .find(|target| target.contains("notesSlide"));
        if let Some(notes) = notes {
            let root = optional(&format!("ppt/{}", notes.trim_start_matches("../")));
            let mut shapes = Vec::new();
            root.all(&|element| element.name == "p:sp", &mut shapes);
            for shape in shapes {
                let kind = shape
                    .find(&|element| element.name == "p:ph")
                    .and_then(|place| place.attribute("type"));
                if kind == Some("body") {
                    blocks.extend(slide_paragraphs(shape).into_iter().map(|(_, text)| text));
                }
            }
        }
    }
    Ok(blocks)
}

/// The paragraphs of a shape, each with its depth.
fn slide_paragraphs(shape: &Element) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    shape.all(&|element| element.name == "a:p", &mut found);
    found
        .into_iter()
        .map(|paragraph| {
            let depth = paragraph
                .child("a:pPr")
                .and_then(|all| all.attribute("lvl"));
            let depth = depth.and_then(|depth| depth.parse().ok()).unwrap_or(0);
            let mut text = String::new();
            for run in paragraph.elements() {
                match run.name.as_str() {
                    "a:r" | "a:fld" => {
                        text.push_str(&run.child("a:t").map(Element::text).unwrap_or_default());
                    }
                    "a:br" => text.push('\n'),
                    _ => {}
                }
            }
            (depth, text.trim().to_owned())
        })
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

fn slide_table(element: &Element) -> String {
    let rows = element.elements().filter(|row| row.name == "a:tr");
    let rows: Vec<Vec<String>> = rows
        .map(|row| {
            let cells = row.elements().filter(|cell| cell.name == "a:tc");
            cells
                .map(|cell| {
                    let paragraphs = slide_paragraphs(cell).into_iter().map(|(_, text)| text);
                    paragraphs.collect::<Vec<_>>().join("\n")
                })
                .collect()
        })
        .collect();
    table(&rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::package::stored;

    fn read(office: Office, files: &[(&str, &str)]) -> Converted {
        let files: Vec<(&str, &[u8])> = files
            .iter()
            .map(|(name, text)| (*name, text.as_bytes()))
            .collect();
        let bytes = stored(&files);
        convert(office, &Archive::open(&bytes).unwrap()).unwrap()
    }

    #[test]
    fn a_word_document_keeps_headings_lists_tables_and_links() {
        let converted = read(
            Office::Word,
            &[
                (
                    "word/document.xml",
                    r#"<w:document><w:body>
              <w:p><w:pPr><w:pStyle w:val="2"/></w:pPr><w:r><w:t>큐란?</w:t></w:r></w:p>
              <w:p><w:r><w:rPr><w:b/></w:rPr><w:t>먼저</w:t></w:r><w:r><w:t xml:space="preserve"> 나온다.</w:t></w:r></w:p>
              <w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>하나</w:t></w:r></w:p>
              <w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:hyperlink r:id="r1"><w:r><w:t>여기</w:t></w:r></w:hyperlink></w:p>
              <w:tbl><w:tr><w:tc><w:p><w:r><w:t>가</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>나</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
              </w:body></w:document>"#,
                ),
                (
                    "word/styles.xml",
                    r#"<w:styles><w:style w:styleId="2"><w:name w:val="heading 2"/></w:style></w:styles>"#,
                ),
                (
                    "word/numbering.xml",
                    r#"<w:numbering><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>"#,
                ),
                (
                    "word/_rels/document.xml.rels",
                    r#"<Relationships><Relationship Id="r1" Target="https://a.b"/></Relationships>"#,
                ),
                ("docProps/core.xml", "<c><dc:title>면접</dc:title></c>"),
            ],
        );
        assert_eq!(converted.title, "면접");
        assert_eq!(
            converted.text,
            "## 큐란?\n\n**먼저** 나온다.\n\n1. 하나\n   - [여기](https://a.b)\n\n| 가 | 나 |\n| --- | --- |\n"
        );
    }

    #[test]
    fn an_open_document_keeps_headings_and_lists() {
        let converted = read(
            Office::OpenDocument,
            &[(
                "content.xml",
                r#"<office:document-content>
          <style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>
          <office:text><text:h text:outline-level="2">큐란?</text:h><text:p><text:span text:style-name="T1">먼저</text:span><text:s/>나온다.<text:line-break/>끝.</text:p>
          <text:list><text:list-item><text:p>하나</text:p><text:list><text:list-item><text:p>둘</text:p></text:list-item></text:list></text:list-item></text:list></office:text></office:document-content>"#,
            )],
        );
        assert_eq!(
            converted.text,
            "## 큐란?\n\n**먼저** 나온다.\n끝.\n\n- 하나\n  - 둘\n"
        );
    }

    #[test]
    fn slides_come_in_their_order_with_the_speakers_notes() {
        let slide = |title: &str, text: &str| {
            format!(
                r#"<p:sld><p:sp><p:ph type="title"/><a:p><a:r><a:t>{title}</a:t></a:r></a:p></p:sp><p:sp><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sp></p:sld>"#
            )
        };
        let (one, two) = (slide("큐란?", "먼저"), slide("스택은?", "나중"));
        let converted = read(
            Office::Slides,
            &[
                (
                    "ppt/presentation.xml",
                    r#"<p:presentation><p:sldId r:id="b"/><p:sldId r:id="a"/></p:presentation>"#,
                ),
                (
                    "ppt/_rels/presentation.xml.rels",
                    r#"<R><Relationship Id="a" Target="slides/slide1.xml"/><Relationship Id="b" Target="slides/slide2.xml"/></R>"#,
                ),
                ("ppt/slides/slide1.xml", &one),
                ("ppt/slides/slide2.xml", &two),
                (
                    "ppt/slides/_rels/slide2.xml.rels",
                    r#"<R><Relationship Id="n" Target="../notesSlides/notesSlide1.xml"/></R>"#,
                ),
                (
                    "ppt/notesSlides/notesSlide1.xml",
                    r#"<p:notes><p:sp><p:ph type="body"/><a:p><a:r><a:t>말할 것</a:t></a:r></a:p></p:sp></p:notes>"#,
                ),
            ],
        );
        assert_eq!(
            converted.text,
            "## 스택은?\n\n나중\n\n말할 것\n\n## 큐란?\n\n먼저\n"
        );
    }
}
