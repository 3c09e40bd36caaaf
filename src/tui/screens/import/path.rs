//! Typing a path, with what lies in its folder below it.

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use crate::import::Entry;
use crate::text;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::list::List;
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
    /// Those that fit.
    pub list: List,
}

impl PathField {
    pub fn new(path: &str) -> Self {
        Self {
            edit: TextEdit::one_line(path),
            asked: None,
            entries: Vec::new(),
            list: List::default(),
        }
    }

    pub fn text(&self) -> String {
        self.edit.text()
    }

    pub fn take_key(&mut self, key: KeyEvent) {
        if self.edit.take_key(key) {
            self.begin_list();
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
        self.begin_list();
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
        self.begin_list();
        self.asked.clone()
    }

    pub fn listed(&mut self, folder: &str, entries: Vec<Entry>) {
        if self.asked.as_deref() == Some(folder) {
            self.entries = entries;
            self.begin_list();
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

    fn begin_list(&mut self) {
        let len = self.fitting().len();
        self.list.begin(len, 0);
    }

    /// Goes on with the chosen entry.
    pub fn complete(&mut self) {
        let fitting = self.fitting();
        let Some(entry) = fitting.get(self.list.at()) else {
            return;
        };
        let written = self.text();
        let (folder, _) = parts(&written);
        let end = if entry.is_folder { "/" } else { "" };
        let path = format!("{folder}{}{end}", entry.name);
        self.edit = TextEdit::one_line(&path);
        self.begin_list();
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
        let len = self.fitting().len();
        let rows = self.list.rows(frame, list, len, shared);
        let fitting = self.fitting();
        for row in rows {
            let entry = fitting[row.number];
            let end = if entry.is_folder { "/" } else { "" };
            let name = text::visible_line(&text::nfc(&entry.name));
            let words = format!("{}{name}{end}", row.mark());
            let words = text::pad(&words, row.columns().min(60));
            let role = if entry.is_folder {
                Role::Accent
            } else {
                Role::Text
            };
            row.draw(frame, &Line::styled(words, row.style(role, shared)));
        }
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
    use crate::tui::action::Action;

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
        assert!(field.list.act(Action::Down));
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
