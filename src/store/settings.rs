//! `config.toml`: the defaults that are compiled in, patched by the user's file.

use std::path::PathBuf;
use std::time::Duration;

use super::watch::Watching;
use super::{Disk, Folders};
use crate::both;
use crate::language::Language;
use crate::problem::{self, Problem, Report, Severity};
use crate::text::Position;
use crate::toml::read::{Fields, parse};

mod keep;
mod practice;

pub use keep::{NotKept, keep_practice, keep_theme};
pub use practice::Practice;

/// The commented defaults.
pub const DEFAULTS: &str = include_str!("../../assets/config.toml");

/// The hour at which a day begins, unless the user says otherwise.
pub const USUAL_DAY_BEGINS: u32 = 4;

/// What the user has chosen.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own, as config.toml has it"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The interface's language; `None` follows the environment.
    pub language: Option<Language>,
    /// The theme's name.
    pub theme: String,
    /// Where the file says so.
    pub theme_at: Position,
    /// Where the file names the languages that are practised.
    pub languages_at: Position,
    /// Where the file names the roles.
    pub roles_at: Position,
    /// Only ASCII signs in frames, bars and marks.
    pub ascii_symbols: bool,
    /// The terminal tells where the mouse is pressed.
    pub mouse: bool,
    /// How long a single Escape is held back, for it may be the beginning of another key.
    pub escape_wait: Duration,
    /// Nothing on the screen moves by itself but the digits of a clock.
    pub reduced_motion: bool,
    /// The hour at which a day begins, 0–23.
    pub day_begins: u32,
    /// When it is looked for what changes outside.
    pub watching: Watching,
    /// Whether one card in four of a practice is asked on after a pass.
    pub asks_why: bool,
    /// Another data folder.
    pub data_dir: Option<PathBuf>,
    /// Whose questions are practised.
    pub practice: Practice,
    /// The programs that speak, record and write down what was said.
    pub speech: SpeechCommands,
}

/// Programs that the user has chosen for speech, each with its arguments; none where the list is
/// empty. They are run without a shell, with `{text}`, `{lang}` and `{file}` filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpeechCommands {
    /// Reads `{text}` aloud in `{lang}`.
    pub say: Vec<String>,
    /// Records into `{file}` until it is ended.
    pub record: Vec<String>,
    /// Plays `{file}`.
    pub play: Vec<String>,
    /// Writes down what is said in `{file}`.
    pub transcribe: Vec<String>,
}

impl SpeechCommands {
    /// The commands by their keys.
    pub fn by_key(&self) -> [(&'static str, &[String]); 4] {
        [
            ("say", &self.say),
            ("record", &self.record),
            ("play", &self.play),
            ("transcribe", &self.transcribe),
        ]
    }

    fn take(&mut self, fields: &mut Fields<'_, '_>) {
        for (key, command) in [
            ("say", &mut self.say),
            ("record", &mut self.record),
            ("play", &mut self.play),
            ("transcribe", &mut self.transcribe),
        ] {
            let is_given = fields.has(key);
            let given = fields.plain_texts(key);
            if is_given {
                *command = given;
            }
        }
    }
}

impl Default for Settings {
    /// What [`DEFAULTS`] says, where it could not be read.
    fn default() -> Self {
        Self {
            language: None,
            theme: "dark".to_owned(),
            theme_at: Position::START,
            languages_at: Position::START,
            roles_at: Position::START,
            ascii_symbols: false,
            mouse: true,
            escape_wait: Duration::from_millis(50),
            reduced_motion: false,
            day_begins: USUAL_DAY_BEGINS,
            watching: Watching::On,
            asks_why: true,
            data_dir: None,
            practice: Practice::default(),
            speech: SpeechCommands::default(),
        }
    }
}

impl Settings {
    /// The defaults with the user's `config.toml` over them, and what is wrong in it. A file that
    /// is not there is no problem.
    pub fn load(disk: &Disk, folders: &Folders) -> (Self, Vec<Problem>) {
        let mut settings = Self::default();
        let mut problems = settings.patch("assets/config.toml", DEFAULTS);
        let path = keep::path(folders);
        let shown = path.display().to_string();
        match disk.read(&path).map(String::from_utf8) {
            Ok(Ok(text)) => problems.extend(settings.patch(&shown, &text)),
            Ok(Err(error)) => problems.push(problem::not_utf8(shown, error.as_bytes())),
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
            self.take(&mut fields);
            fields.finish();
        }
        report.into_problems()
    }

    fn take(&mut self, fields: &mut Fields<'_, '_>) {
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
            self.theme_at = fields.report().position(theme.span.start);
        }
        if let Some(symbols) = fields.one_of("symbols", &[("unicode", false), ("ascii", true)]) {
            self.ascii_symbols = symbols.value;
        }
        if let Some(mouse) = fields.truth("mouse") {
            self.mouse = mouse.value;
        }
        if let Some(wait) = fields.whole_number("escape_wait", 0, 1000) {
            self.escape_wait = Duration::from_millis(u64::try_from(wait.value).unwrap_or(50));
        }
        if let Some(motion) = fields.one_of("motion", &[("full", false), ("reduced", true)]) {
            self.reduced_motion = motion.value;
        }
        if let Some(hour) = fields.whole_number("day_begins", 0, 23) {
            self.day_begins = u32::try_from(hour.value).unwrap_or(USUAL_DAY_BEGINS);
        }
        let watchings = [
            ("on", Watching::On),
            ("plugged-in", Watching::PluggedIn),
            ("off", Watching::Off),
        ];
        if let Some(watching) = fields.one_of("watch", &watchings) {
            self.watching = watching.value;
        }
        if let Some(asks) = fields.truth("ask_why") {
            self.asks_why = asks.value;
        }
        if let Some(folder) = fields.text("data_dir") {
            self.data_dir = Some(folder.value)
                .filter(|folder| !folder.is_empty())
                .map(PathBuf::from);
        }
        if let Some(mut practice) = fields.table("practice") {
            let report = fields.report();
            let at = |key| practice.place(key).map(|span| report.position(span.start));
            self.languages_at = at("languages").unwrap_or(self.languages_at);
            self.roles_at = at("roles").unwrap_or(self.roles_at);
            self.practice.take(&mut practice);
            practice.finish();
        }
        if let Some(mut speech) = fields.table("speech") {
            self.speech.take(&mut speech);
            speech.finish();
        }
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
    fn every_option_that_is_read_stands_in_the_defaults_with_what_the_program_does_without_them() {
        let report = Report::new("config.toml", DEFAULTS);
        let table = parse(&report);
        let mut fields = Fields::new(table.get_ref(), 0..0, &report);
        let mut read = Settings::default();
        read.take(&mut fields);
        assert_eq!(fields.absent(), [""; 0]);
        let mut practice = fields.table("practice").unwrap();
        Practice::default().take(&mut practice);
        assert_eq!(practice.absent(), [""; 0]);
        let mut speech = fields.table("speech").unwrap();
        SpeechCommands::default().take(&mut speech);
        assert_eq!(speech.absent(), [""; 0]);
        let places = Settings::default();
        read.theme_at = places.theme_at;
        read.languages_at = places.languages_at;
        read.roles_at = places.roles_at;
        assert_eq!(read, places);
    }

    #[test]
    fn every_option_is_explained() {
        let mut is_explained = false;
        for line in DEFAULTS.lines() {
            let is_option = line.contains('=') && !line.starts_with('#');
            assert!(is_explained || !is_option, "{line}");
            is_explained = line.starts_with('#') || (is_explained && line.starts_with('['));
        }
    }

    #[test]
    fn a_program_for_speech_is_a_list_of_texts() {
        let (settings, problems) =
            load("[speech]\nsay = [\"say\", \"{text}\"]\nrecord = \"sox\"\nsya = []\n");
        assert_eq!(settings.speech.say, ["say", "{text}"]);
        assert_eq!(settings.speech.record, [""; 0]);
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(problems[0].starts_with("/config.toml:3:10: error: `record` must be"));
        assert!(problems[1].ends_with("did you mean `say`?"), "{problems:?}");
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
