//! The copy key: a question or an answer goes onto the clipboard by way of the terminal.

use super::App;
use crate::clock::Moment;
use crate::tui::effect::Effect;
use crate::tui::screen::{Copyable, Reply};
use crate::tui::theme::Role;

/// Terminals take at most so many bytes (xterm's limit, before they are coded).
const MOST: usize = 74_994;

impl App {
    /// Copies what the screen on top offers: of an answer with code its code blocks alone, where the
    /// key is pressed once more.
    pub(super) fn copy(&mut self, now: Moment) -> Vec<Reply> {
        let say = self.shared.language;
        let screen = self.screens.last();
        let Some(found) = screen.and_then(|screen| screen.copyable(&self.shared)) else {
            self.shared.say(say.copied_nothing(), Role::Dim, now);
            return Vec::new();
        };
        let (text, copied): (String, fn(_, usize) -> String) = match found {
            Copyable::Question(text) => (text, crate::language::Language::copied_question),
            Copyable::Answer(text) => {
                let code = code_of(&text).filter(|code| self.copied.as_ref() != Some(code));
                match (code, self.copied.as_ref() == Some(&text)) {
                    (Some(code), true) => (code, crate::language::Language::copied_code),
                    _ => (text, crate::language::Language::copied_answer),
                }
            }
        };
        if text.len() > MOST {
            self.shared.say(say.copied_too_long(), Role::Warn, now);
            return Vec::new();
        }
        let characters = crate::text::graphemes(&text).count();
        self.shared.say(copied(say, characters), Role::Good, now);
        self.copied = Some(text.clone());
        vec![Reply::Do(Effect::Copy(text))]
    }
}

/// The code blocks of a Markdown text; `None` where it has none.
fn code_of(text: &str) -> Option<String> {
    let mut blocks = Vec::new();
    let mut is_code = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
        } else if is_code {
            blocks.push(line);
        }
    }
    (!blocks.is_empty()).then(|| blocks.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_of_an_answer_is_what_stands_between_its_fences() {
        assert_eq!(
            code_of("so:\n```sql\nselect 1\n```\nend"),
            Some("select 1".to_owned())
        );
        assert_eq!(code_of("plain"), None);
    }
}
