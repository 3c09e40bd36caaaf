//! Typing a path, with what lies in its folder below it.

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use crate::import::Entry;
use crate::text;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::page;
use crate::tui::widgets::text_edit::TextEdit;

/// The field.
#[derive(Debug)]
pub(super) struct PathField {
    edit: TextEdit,
    /// The folder that was asked for last, as it is typed.
    asked: Option<String>,
    /// What lies in it, once it is known.
    entries: Vec<Entry>,
    /// The chosen one of those that fit.
    at: usize,
}

impl PathField {
    pub fn new(path: &str) -> Self {
        Self {
            edit: TextEdit::one_line(path),
            asked: None,
            entries: Vec::new(),
            at: 0,
        }
    }

    pub fn text(&self) -> String {
        self.edit.text()
    }

    pub fn take_key(&mut self, key: KeyEvent) {
        if self.edit.take_key(key) {
            self.at = 0;
        }
    }

    pub fn paste(&mut self, pasted: &str) {
        // A path that is dropped on an untouched field stands for itself.
        if pasted
            .trim_start_matches(['"', '\''])
            .starts_with(['/', '~'])
        {
            self.edit = TextEdit::one_line("");
        }
        self.edit.paste(pasted.trim());
        self.at = 0;
    }

    /// The folder whose entries are wanted and were not asked for yet.
    pub fn wants_list(&mut self) -> Option<String> {
        let written = self.text();
        let (folder, _) = parts(&written);
        if self.asked.as_deref() == Some(folder) {
            return None;
        }
        self.asked = Some(folder.to_owned());
        self.entries.clear();
        self.at = 0;
        self.asked.clone()
    }

    pub fn listed(&mut self, folder: &str, entries: Vec<Entry>) {
        if self.asked.as_deref() == Some(folder) {
            self.entries = entries;
        }
    }

    /// The entries with which the path could go on. Hidden ones only where a dot is typed.
    fn fitting(&self) -> Vec<&Entry> {
        let written = self.text();
        let (_, begun) = parts(&written);
        let begun = begun.to_lowercase();
        let fits = |entry: &&Entry| {
            let name = text::nfc(&entry.name).to_lowercase();
            name.starts_with(&begun) && (begun.starts_with('.') || !name.starts_with('.'))
        };
        self.entries.iter().filter(fits).collect()
    }

    /// Chooses the next or the one before.
    pub fn go(&mut self, forth: bool) {
        let last = self.fitting().len().saturating_sub(1);
        self.at = if forth {
            (self.at + 1).min(last)
        } else {
            self.at.saturating_sub(1)
        };
    }

    /// Goes on with the chosen entry.
    pub fn complete(&mut self) {
        let fitting = self.fitting();
        let Some(entry) = fitting.get(self.at) else {
            return;
        };
        let written = self.text();
        let (folder, _) = parts(&written);
        let end = if entry.is_folder { "/" } else { "" };
        let path = format!("{folder}{}{end}", entry.name);
        self.edit = TextEdit::one_line(&path);
        self.at = 0;
    }

    /// Draws the question, the field and what the path could become.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, shared: &Shared) -> Position {
        let say = shared.language;
        let columns = usize::from(area.width);
        let style = |role| shared.theme.style(role);
        let mut top = 1;
        for (words, role) in [
            (say.import_ask(), Role::Text),
            (say.import_kinds(), Role::Dim),
        ] {
            for line in text::wrap(&words, columns) {
                frame.render_widget(Line::styled(line, style(role)), page::row(area, top));
                top += 1;
            }
        }
        top += 1;
        let row = page::row(area, top);
        frame.render_widget(Span::styled("> ", style(Role::Key)), row);
        let field = Rect {
            x: row.x + 2,
            width: row.width.saturating_sub(2),
            ..row
        };
        let caret = self.edit.draw(frame, field, style(Role::Title));
        let list = page::below(area, top + 2);
        let rows = usize::from(list.height).max(1);
        let from = (self.at + 1).saturating_sub(rows);
        let fitting = self.fitting();
        let lines: Vec<Line<'_>> = fitting
            .iter()
            .enumerate()
            .skip(from)
            .take(rows)
            .map(|(number, entry)| {
                let is_chosen = number == self.at;
                let mark = match (is_chosen, shared.ascii) {
                    (true, true) => ">",
                    (true, false) => "▸",
                    (false, _) => " ",
                };
                let end = if entry.is_folder { "/" } else { "" };
                let name = text::visible_line(&text::nfc(&entry.name));
                let words = text::pad(&format!("{mark} {name}{end}"), columns.min(60));
                let role = match (is_chosen, entry.is_folder) {
                    (true, _) => Role::Selected,
                    (false, true) => Role::Accent,
                    (false, false) => Role::Text,
                };
                Line::styled(words, style(role))
            })
            .collect();
        frame.render_widget(Lines::from(lines), list);
        caret
    }
}

/// The folder of a path as it is typed, its slash included, and the name that is begun.
fn parts(path: &str) -> (&str, &str) {
    path.rfind('/')
        .map_or(("", path), |at| path.split_at(at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, is_folder: bool) -> Entry {
        Entry {
            name: name.to_owned(),
            is_folder,
        }
    }

    #[test]
    fn a_begun_name_is_completed_and_a_folder_asked_for_once() {
        let mut field = PathField::new("~/no");
        assert_eq!(field.wants_list().as_deref(), Some("~/"));
        assert_eq!(field.wants_list(), None);
        field.listed("elsewhere/", vec![entry("nothing", true)]);
        let entries = vec![
            entry("Notes", true),
            entry("novel.md", false),
            entry("x", true),
        ];
        field.listed("~/", entries);
        field.go(true);
        field.complete();
        assert_eq!(field.text(), "~/novel.md");
        assert_eq!(field.wants_list(), None);
        let mut field = PathField::new("~/no");
        field.wants_list();
        field.listed("~/", vec![entry("Notes", true), entry(".git", true)]);
        field.complete();
        assert_eq!(field.text(), "~/Notes/");
        assert_eq!(field.wants_list().as_deref(), Some("~/Notes/"));
    }

    #[test]
    fn a_dropped_path_stands_for_itself_and_other_text_goes_on() {
        let mut field = PathField::new("~/");
        field.paste("'/tmp/my notes' ");
        assert_eq!(field.text(), "'/tmp/my notes'");
        let mut field = PathField::new("~/");
        field.paste("notes");
        assert_eq!(field.text(), "~/notes");
    }
}
