//! Jupyter notebooks (nbformat 3 and 4): the cells from top to bottom, code between fences, and
//! what it printed.

use serde_json::Value;

use super::{Converted, fenced};

/// A notebook as Markdown.
pub(super) fn convert(text: &str) -> Result<Converted, serde_json::Error> {
    let notebook: Value = serde_json::from_str(text)?;
    let language = [
        "/metadata/language_info/name",
        "/metadata/kernelspec/language",
    ]
    .iter()
    .find_map(|path| notebook.pointer(path))
    .and_then(Value::as_str)
    .unwrap_or_default();
    let none = Vec::new();
    let cells = notebook
        .get("cells")
        .or(notebook.pointer("/worksheets/0/cells"))
        .and_then(Value::as_array)
        .unwrap_or(&none);
    let mut parts = Vec::new();
    for cell in cells {
        let source = joined(cell.get("source").or(cell.get("input")));
        match cell.get("cell_type").and_then(Value::as_str) {
            Some("code") => {
                if !source.trim().is_empty() {
                    parts.push(fenced(language, &source));
                }
                parts.extend(printed(cell));
            }
            Some("heading") => {
                let level = cell.get("level").and_then(Value::as_u64).unwrap_or(1);
                let marks = "#".repeat(usize::try_from(level.clamp(1, 6)).unwrap_or(1));
                parts.push(format!("{marks} {}", source.trim()));
            }
            _ => parts.push(source.trim_end().to_owned()),
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    let title = notebook.pointer("/metadata/title").and_then(Value::as_str);
    Ok(Converted {
        title: title.unwrap_or_default().to_owned(),
        text: parts.join("\n\n") + "\n",
    })
}

/// A text that is written as one or as its lines.
fn joined(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(lines)) => lines.iter().filter_map(Value::as_str).collect(),
        _ => String::new(),
    }
}

/// What a cell of code printed, as far as it is text.
fn printed(cell: &Value) -> Option<String> {
    let outputs = cell.get("outputs").and_then(Value::as_array)?;
    let texts: Vec<String> = outputs
        .iter()
        .map(|output| joined(output.get("text").or(output.pointer("/data/text~1plain"))))
        .filter(|text| !text.trim().is_empty())
        .collect();
    (!texts.is_empty()).then(|| fenced("text", &texts.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_become_text_and_code_and_what_it_printed() {
        let text = r###"{"nbformat": 4, "metadata": {"language_info": {"name": "python"}}, "cells": [
            {"cell_type": "markdown", "source": ["## 제너레이터란?\n", "느긋한 수열."]},
            {"cell_type": "code", "source": "next(g)", "outputs": [{"output_type": "execute_result", "data": {"text/plain": ["1"]}}]}]}"###;
        assert_eq!(
            convert(text).unwrap().text,
            "## 제너레이터란?\n느긋한 수열.\n\n```python\nnext(g)\n```\n\n```text\n1\n```\n"
        );
        assert!(convert("[").is_err());
    }
}
