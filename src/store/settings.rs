//! `config.toml`: the defaults that are compiled in, patched by the user's file.

use std::path::PathBuf;

use super::{Disk, Folders};
use crate::both;
use crate::fields::{Fields, parse};
use crate::language::Language;
use crate::problem::{Problem, Report, Severity};

/// The commented defaults.
pub const DEFAULTS: &str = include_str!("../../assets/config.toml");

/// The programs that speak and listen, each with its arguments. In these `{text}` stands for what
/// is said, `{file}` for a recording and `{lang}` for the language; a list without an entry is not
/// set up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpeechCommands {
    /// Reads a text aloud; without `{text}` the text is its input.
    pub say: Vec<String>,
    /// Records into a file until it is interrupted.
    pub record: Vec<String>,
    /// Prints what is said in a file.
    pub transcribe: Vec<String>,
    /// Plays a file.
    pub play: Vec<String>,
}

/// What the user has chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The interface's language; `None` follows the environment.
    pub language: Option<Language>,
    /// The theme's name.
    pub theme: String,
    /// Only ASCII signs in frames, bars and marks.
    pub ascii_symbols: bool,
    /// The hour at which a day begins, 0–23.
    pub day_begins: u32,
    /// Another data folder.
    pub data_dir: Option<PathBuf>,
    /// The commands that speak and listen.
    pub speech: SpeechCommands,
}

impl Settings {
    /// The defaults with the user's `config.toml` over them, and what is wrong in it. A file that
    /// is not there is no problem.
    pub fn load(disk: &Disk, folders: &Folders) -> (Self, Vec<Problem>) {
        let mut settings = Self {
            language: None,
            theme: "dark".to_owned(),
            ascii_symbols: false,
            day_begins: 4,
            data_dir: None,
            speech: SpeechCommands::default(),
        };
        let mut problems = settings.patch("assets/config.toml", DEFAULTS);
        let path = folders.config.join("config.toml");
        let shown = path.display().to_string();
        match disk.read(&path).map(String::from_utf8) {
            Ok(Ok(text)) => problems.extend(settings.patch(&shown, &text)),
            Ok(Err(_)) => problems.push(Problem::of_file(
                shown,
                Severity::Error,
                both!("UTF-8이 아닙니다", "the file is not UTF-8"),
                both!("UTF-8로 저장하세요", "save it as UTF-8"),
            )),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => problems.push(Problem::of_file(
                shown,
                Severity::Error,
                both!("읽을 수 없습니다 ({error})", "cannot be read ({error})"),
                both!("권한을 확인하세요", "check its permissions"),
            )),
        }
        (settings, problems)
    }

    fn patch(&mut self, path: &str, text: &str) -> Vec<Problem> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let report = Report::new(path, text);
        {
            let table = parse(&report);
            let mut fields = Fields::new(table.get_ref(), 0..0, &report);
            let languages = [
                ("auto", None),
                ("ko", Some(Language::Korean)),
                ("en", Some(Language::English)),
            ];
            if let Some(language) = fields.one_of("language", &languages) {
                self.language = language.value;
            }
            if let Some(theme) = fields.text("theme") {
                self.theme = theme.value;
            }
            if let Some(symbols) = fields.one_of("symbols", &[("unicode", false), ("ascii", true)])
            {
                self.ascii_symbols = symbols.value;
            }
            if let Some(hour) = fields.whole_number("day_begins", 0, 23) {
                self.day_begins = u32::try_from(hour.value).unwrap_or(4);
            }
            if let Some(folder) = fields
                .text("data_dir")
                .filter(|folder| !folder.value.is_empty())
            {
                self.data_dir = Some(PathBuf::from(folder.value));
            }
            if let Some(mut speech) = fields.table("speech") {
                let commands = &mut self.speech;
                for (key, command) in [
                    ("say", &mut commands.say),
                    ("record", &mut commands.record),
                    ("transcribe", &mut commands.transcribe),
                    ("play", &mut commands.play),
                ] {
                    if speech.has(key) {
                        *command = speech.plain_texts(key);
                    }
                }
                speech.finish();
            }
            fields.finish();
        }
        report.into_problems()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str) -> (Settings, Vec<String>) {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        std::fs::create_dir_all(&folders.config).unwrap();
        std::fs::write(folders.config.join("config.toml"), text).unwrap();
        let (settings, problems) = Settings::load(&Disk::whole(), &folders);
        let name = folders.config.display().to_string();
        (
            settings,
            problems
                .iter()
                .map(|problem| problem.to_string().replace(&name, ""))
                .collect(),
        )
    }

    #[test]
    fn the_shipped_file_is_the_default_and_has_no_problem() {
        let (settings, problems) = load("");
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!((settings.theme.as_str(), settings.day_begins), ("dark", 4));
    }

    #[test]
    fn the_users_file_patches_it_and_a_wrong_line_is_named() {
        let (settings, problems) = load("language = \"ko\"\nthem = \"x\"\nday_begins = 30\n");
        assert_eq!(settings.language, Some(Language::Korean));
        assert_eq!(settings.day_begins, 4);
        assert_eq!(
            problems,
            [
                "/config.toml:2:1: warning: unknown key `them`; did you mean `theme`?",
                "/config.toml:3:14: error: `day_begins` is 30, and must be from 0 to 23; write a number from 0 to 23",
            ]
        );
    }
}
