//! The user's own editor: which program with which arguments opens a file at a line.

use std::path::Path;

/// Editors that are told the line as `file:line`.
const WITH_COLON: [&str; 4] = ["hx", "helix", "subl", "zed"];
/// Editors that take `--goto file:line`.
const WITH_GOTO: [&str; 4] = ["code", "code-insiders", "codium", "cursor"];
/// Editors that take `--line n file`.
const WITH_LINE: [&str; 4] = ["idea", "pycharm", "webstorm", "goland"];

/// The program and its arguments that open `file` at `line` (from 1). `editor` is what `$VISUAL`
/// or `$EDITOR` says; it is taken apart here and never given to a shell.
pub fn command(editor: &str, file: &Path, line: usize) -> Vec<String> {
    let mut command = words(editor);
    if command.is_empty() {
        command.push("vi".to_owned());
    }
    let program = Path::new(&command[0]).file_stem().unwrap_or_default();
    let program = program.to_string_lossy().into_owned();
    let is_one_of = |names: &[&str]| names.contains(&program.as_str());
    let file = file.display().to_string();
    let arguments = if is_one_of(&WITH_COLON) {
        vec![format!("{file}:{line}")]
    } else if is_one_of(&WITH_GOTO) {
        vec!["--goto".to_owned(), format!("{file}:{line}")]
    } else if is_one_of(&WITH_LINE) {
        vec!["--line".to_owned(), line.to_string(), file]
    } else {
        vec![format!("+{line}"), file]
    };
    // A program with a window comes back at once unless it is told to wait.
    if is_one_of(&WITH_GOTO) && !command.iter().any(|word| word == "--wait" || word == "-w") {
        command.push("--wait".to_owned());
    }
    command.extend(arguments);
    command
}

/// The words of a command line: parted by spaces, with quotes around those that have some, or a
/// backslash before each, as a shell would take it. A quote that is never closed ends with the line.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        let is_escape = |next: &char| match quote {
            None => true,
            Some('"') => matches!(next, '"' | '\\'),
            Some(_) => false,
        };
        if c == '\\'
            && let Some(literal) = rest.next_if(is_escape)
        {
            word.get_or_insert_default().push(literal);
            continue;
        }
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(editor: &str) -> String {
        command(editor, Path::new("/a b/d.toml"), 7).join("|")
    }

    #[test]
    fn each_editor_is_told_the_line_in_its_own_way() {
        assert_eq!(of(""), "vi|+7|/a b/d.toml");
        assert_eq!(of("nvim -p"), "nvim|-p|+7|/a b/d.toml");
        assert_eq!(of("/usr/bin/hx"), "/usr/bin/hx|/a b/d.toml:7");
        assert_eq!(of("code"), "code|--wait|--goto|/a b/d.toml:7");
        assert_eq!(of("code -w"), "code|-w|--goto|/a b/d.toml:7");
        assert_eq!(of("idea --wait"), "idea|--wait|--line|7|/a b/d.toml");
    }

    #[test]
    fn quotes_hold_a_word_together_and_nothing_is_run_by_a_shell() {
        assert_eq!(
            of("'/my apps/ed' \"-a b\" $(x);y"),
            "/my apps/ed|-a b|$(x);y|+7|/a b/d.toml"
        );
        assert_eq!(
            of(r#"/my\ apps/ed -c "say \"hi\" \n" '\x' '' "open"#),
            r#"/my apps/ed|-c|say "hi" \n|\x||open|+7|/a b/d.toml"#
        );
    }
}
