//! Markdown as lines of a given width. Wrapped once per width by the screen that shows it.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::text;
use crate::tui::theme::{Role, Theme};

/// The lines of a Markdown text, none wider than `columns`.
pub fn lines(markdown: &str, columns: usize, theme: &Theme) -> Vec<Line<'static>> {
    let safe = text::visible(markdown);
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut writer = Writer {
        theme,
        columns: columns.max(8),
        lines: Vec::new(),
        words: Vec::new(),
        styles: vec![theme.style(Role::Text)],
        prefixes: Vec::new(),
        lists: Vec::new(),
        marker: None,
        in_code: false,
    };
    for event in Parser::new_ext(&safe, options) {
        writer.take(event);
    }
    writer.end_line();
    while writer
        .lines
        .last()
        .is_some_and(|line| line.spans.is_empty())
    {
        writer.lines.pop();
    }
    writer.lines
}

struct Writer<'t> {
    theme: &'t Theme,
    columns: usize,
    lines: Vec<Line<'static>>,
    /// The paragraph being read: pieces of text with their styles.
    words: Vec<(String, Style)>,
    styles: Vec<Style>,
    /// What every line begins with: quotation bars and indentation.
    prefixes: Vec<&'static str>,
    /// The number of the next item of each open list; `None` for bullets.
    lists: Vec<Option<u64>>,
    /// The bullet or number of an item that has not written its first line yet.
    marker: Option<String>,
    in_code: bool,
}

impl Writer<'_> {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(found) if self.in_code => {
                for line in found.lines() {
                    self.code_line(line);
                }
            }
            Event::Code(found) => {
                let style = self.style().patch(self.theme.style(Role::Code));
                self.words.push((found.into_string(), style));
            }
            Event::Text(found)
            | Event::Html(found)
            | Event::InlineHtml(found)
            | Event::InlineMath(found)
            | Event::DisplayMath(found) => self.push(&found),
            // In notes a line break is meant: an outline has a step a line.
            Event::SoftBreak | Event::HardBreak => self.end_line(),
            Event::Rule => {
                self.end_line();
                let rule = Span::styled(
                    "─".repeat(self.columns.min(24)),
                    self.theme.style(Role::Border),
                );
                self.lines.push(Line::from(rule));
                self.gap();
            }
            Event::TaskListMarker(done) => self.push(if done { "[x] " } else { "[ ] " }),
            Event::FootnoteReference(name) => self.push(&format!("[{name}]")),
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { .. } => self.styles.push(self.theme.style(Role::Title)),
            Tag::Strong => self.styles.push(self.style().add_modifier(Modifier::BOLD)),
            Tag::Emphasis => self
                .styles
                .push(self.style().add_modifier(Modifier::ITALIC)),
            Tag::Strikethrough => self
                .styles
                .push(self.style().add_modifier(Modifier::CROSSED_OUT)),
            Tag::Link { .. } | Tag::Image { .. } => {
                self.styles
                    .push(self.style().add_modifier(Modifier::UNDERLINED));
            }
            Tag::BlockQuote(_) => {
                self.end_line();
                self.prefixes.push("▏ ");
            }
            Tag::List(first) => {
                self.end_line();
                self.lists.push(*first);
            }
            Tag::Item => {
                self.end_line();
                let marker = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "• ".to_owned(),
                };
                self.marker = Some(marker);
            }
            Tag::CodeBlock(kind) => {
                self.end_line();
                self.in_code = true;
                if let CodeBlockKind::Fenced(language) = kind
                    && !language.is_empty()
                {
                    let label = Span::styled(language.to_string(), self.theme.style(Role::Dim));
                    self.lines.push(Line::from(label));
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                self.end_line();
                self.gap();
            }
            TagEnd::Heading(_) => {
                self.end_line();
                self.styles.pop();
            }
            TagEnd::Strong
            | TagEnd::Emphasis
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image => {
                self.styles.pop();
            }
            TagEnd::BlockQuote(_) => {
                self.end_line();
                self.prefixes.pop();
                self.gap();
            }
            TagEnd::List(_) => {
                self.lists.pop();
                if self.lists.is_empty() {
                    self.gap();
                }
            }
            TagEnd::Item => {
                self.end_line();
                if self.lists.len() <= 1
                    && self.lines.last().is_some_and(|line| line.spans.is_empty())
                {
                    self.lines.pop();
                }
            }
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.gap();
            }
            TagEnd::TableCell => self.push("  "),
            TagEnd::TableRow | TagEnd::TableHead => self.end_line(),
            TagEnd::Table => self.gap(),
            _ => {}
        }
    }

    fn style(&self) -> Style {
        self.styles.last().copied().unwrap_or_default()
    }

    fn push(&mut self, found: &str) {
        let style = self.style();
        self.words.push((found.to_owned(), style));
    }

    fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.spans.is_empty()) {
            self.lines.push(Line::default());
        }
    }

    fn indent(&self) -> String {
        let depth = self.lists.len().saturating_sub(1);
        self.prefixes.concat() + &"  ".repeat(depth)
    }

    fn code_line(&mut self, line: &str) {
        let indent = self.indent();
        let room = self
            .columns
            .saturating_sub(text::columns(&indent) + 2)
            .max(4);
        for part in text::wrap(line, room) {
            let spans = vec![
                Span::raw(indent.clone()),
                Span::styled(
                    format!(" {} ", text::pad(&part, room)),
                    self.theme.style(Role::Code),
                ),
            ];
            self.lines.push(Line::from(spans));
        }
    }

    /// Writes the paragraph read so far, wrapped.
    fn end_line(&mut self) {
        if self.words.iter().all(|(word, _)| word.trim().is_empty()) {
            self.words.clear();
            return;
        }
        let words = std::mem::take(&mut self.words);
        let indent = self.indent();
        let marker = self.marker.take();
        let hang = match (&marker, self.lists.is_empty()) {
            (Some(marker), _) => text::columns(marker),
            (None, false) => 2,
            (None, true) => 0,
        };
        let room = self
            .columns
            .saturating_sub(text::columns(&indent) + hang)
            .max(4);
        let whole: String = words.iter().map(|(word, _)| word.as_str()).collect();
        let dim = self.theme.style(Role::Dim);
        for (i, range) in text::wrap_ranges(&whole, room).into_iter().enumerate() {
            let mut spans = vec![Span::styled(indent.clone(), dim)];
            match &marker {
                Some(marker) if i == 0 => spans.push(Span::styled(marker.clone(), dim)),
                _ => spans.push(Span::raw(" ".repeat(hang))),
            }
            spans.extend(styled_part(&words, range));
            spans.retain(|span| !span.content.is_empty());
            self.lines.push(Line::from(spans));
        }
    }
}

/// The pieces of `words` that lie in a byte range of them all put together.
fn styled_part(words: &[(String, Style)], range: std::ops::Range<usize>) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    let mut start = 0;
    for (word, style) in words {
        let end = start + word.len();
        let from = range.start.clamp(start, end) - start;
        let to = range.end.clamp(start, end) - start;
        if from < to {
            spans.push(Span::styled(word[from..to].to_owned(), *style));
        }
        start = end;
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Disk;
    use termprofile::TermProfile;

    fn shown(markdown: &str, columns: usize) -> Vec<String> {
        let nowhere = std::path::Path::new("/nonexistent");
        let (theme, _) = Theme::load(&Disk::whole(), nowhere, "dark", TermProfile::TrueColor);
        lines(markdown, columns, &theme)
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn paragraphs_lists_and_code_are_wrapped_with_their_indentation() {
        assert_eq!(
            shown(
                "**TCP**는 연결을 맺습니다.\n둘째 줄\n\n- 순서\n- 재전송과 흐름 제어\n  1. 창\n\n```rust\n  let x = 1;\n```",
                16
            ),
            [
                "TCP는 연결을",
                "맺습니다.",
                "둘째 줄",
                "",
                "• 순서",
                "• 재전송과 흐름",
                "  제어",
                "  1. 창",
                "",
                "rust",
                "   let x = 1;   ",
            ]
        );
    }

    #[test]
    fn no_escape_sequence_gets_through() {
        assert!(
            shown("a\u{1b}[2Jb `\u{9b}1m`", 40)
                .concat()
                .chars()
                .all(|c| !c.is_control())
        );
    }
}
