//! Colours by role. A theme is a small TOML file; what the terminal cannot show is adapted so
//! that it can still be read.

use std::path::Path;

use ratatui::style::{Color, Style};
use termprofile::{DetectorSettings, TermProfile};

use crate::both;
use crate::language::Both;
use crate::problem::{Problem, Severity};
use crate::store::Disk;

mod adapt;
pub mod palette;
mod read;

/// The themes that come with the program, in the order in which they are offered.
const BUILT_IN: [(&str, &str); 8] = [
    ("dark", include_str!("../../themes/dark.toml")),
    ("light", include_str!("../../themes/light.toml")),
    (
        "high-contrast",
        include_str!("../../themes/high-contrast.toml"),
    ),
    (
        "solarized-dark",
        include_str!("../../themes/solarized-dark.toml"),
    ),
    (
        "solarized-light",
        include_str!("../../themes/solarized-light.toml"),
    ),
    ("gruvbox", include_str!("../../themes/gruvbox.toml")),
    ("nord", include_str!("../../themes/nord.toml")),
    ("terminal", include_str!("../../themes/terminal.toml")),
];

/// So many themes may inherit one from the other.
const DEEPEST: usize = 8;

/// What a piece of the screen is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The ground of everything.
    Background,
    /// What is read.
    Text,
    /// What is read second.
    Dim,
    /// Headings and questions.
    Title,
    /// What is active.
    Accent,
    /// Went well.
    Good,
    /// Look out.
    Warn,
    /// Went wrong.
    Bad,
    /// The chosen row.
    Selected,
    /// Characters that a search found.
    Matched,
    /// Code.
    Code,
    /// Lines and frames.
    Border,
    /// Keys in the footer.
    Key,
}

impl Role {
    /// Every role with its name in a theme and the role that stands in where it is missing.
    pub const ALL: [(&'static str, Self, Self); 13] = [
        ("background", Self::Background, Self::Background),
        ("text", Self::Text, Self::Text),
        ("dim", Self::Dim, Self::Text),
        ("title", Self::Title, Self::Text),
        ("accent", Self::Accent, Self::Title),
        ("good", Self::Good, Self::Text),
        ("warn", Self::Warn, Self::Accent),
        ("bad", Self::Bad, Self::Warn),
        ("selected", Self::Selected, Self::Accent),
        ("matched", Self::Matched, Self::Accent),
        ("code", Self::Code, Self::Text),
        ("border", Self::Border, Self::Dim),
        ("key", Self::Key, Self::Accent),
    ];

    /// Its place in [`Role::ALL`].
    fn place(self) -> usize {
        let place = Self::ALL.iter().position(|(_, other, _)| *other == self);
        place.unwrap_or_default()
    }

    /// The least contrast on its ground: 4.5 for what is read and 3 for lines (WCAG 2.2, 1.4.3
    /// and 1.4.11).
    fn least_contrast(self) -> f64 {
        match self {
            Self::Border => 3.0,
            _ => 4.5,
        }
    }
}

/// One style a role, in the order of [`Role::ALL`].
type Styles = [Style; Role::ALL.len()];

/// The styles of all roles, adapted to the terminal.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    name: String,
    title: Both,
    is_own: bool,
    /// As the files have it.
    written: Styles,
    /// As the terminal can show it.
    styles: Styles,
}

impl Theme {
    /// The theme of this name, the user's before the program's, adapted to what the terminal can
    /// show. An unknown name is a problem and gives the dark theme.
    pub fn load(
        disk: &Disk,
        folder: &Path,
        name: &str,
        profile: TermProfile,
    ) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let found = read::Sources { disk, folder }.read(name, &mut problems);
        if let Some(theme) = found {
            return (Self::of(name, theme, profile), problems);
        }
        let names = Self::names(disk, folder);
        let mend = match crate::text::nearest(name, names.iter().map(String::as_str)) {
            Some(meant) => both!(
                "\"{meant}\"{을} 쓰려던 것인가요?",
                "did you mean \"{meant}\"?"
            ),
            None => {
                let names = names.join(", ");
                both!("있는 테마: {names}", "there are {names}")
            }
        };
        problems.push(Problem::of_file(
            folder.join(format!("{name}.toml")).display().to_string(),
            Severity::Error,
            both!("\"{name}\" 테마가 없습니다", "there is no theme \"{name}\""),
            mend,
        ));
        let (name, text) = BUILT_IN[0];
        let dark = read::built_in(name, text);
        (Self::of(name, dark, profile), problems)
    }

    /// All themes, the program's first, with what is wrong in the user's.
    pub fn all(disk: &Disk, folder: &Path, profile: TermProfile) -> (Vec<Self>, Vec<Problem>) {
        let mut problems = Vec::new();
        let themes = Self::names(disk, folder).into_iter().map(|name| {
            let (theme, of_theme) = Self::load(disk, folder, &name, profile);
            problems.extend(of_theme);
            theme
        });
        let themes = themes.collect();
        (themes, problems)
    }

    /// The names of all themes.
    pub fn names(disk: &Disk, folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = BUILT_IN
            .iter()
            .map(|(name, _)| (*name).to_owned())
            .collect();
        for path in disk.entries(folder).unwrap_or_default() {
            let name = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if path
                .extension()
                .is_some_and(|extension| extension == "toml")
                && !names.contains(&name)
            {
                names.push(name);
            }
        }
        names
    }

    fn of(name: &str, file: read::File, profile: TermProfile) -> Self {
        let mut written = [Style::new(); Role::ALL.len()];
        for (i, &(_, _, stand_in)) in Role::ALL.iter().enumerate() {
            let other = stand_in.place();
            let related = if other < i {
                written[other]
            } else {
                Style::new()
            };
            written[i] = file.styles[i].unwrap_or(related);
        }
        // The background role is written as a colour of its own; as a style it is a ground.
        written[0] = Style::new().bg(written[0].fg.unwrap_or(Color::Reset));
        Self {
            name: name.to_owned(),
            title: file
                .title
                .unwrap_or_else(|| Both::new(name.to_owned(), name.to_owned())),
            is_own: file.is_own,
            written,
            styles: adapt::styles(&written, profile),
        }
    }

    /// The theme's name, by which it is chosen.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is called.
    pub fn title(&self) -> &Both {
        &self.title
    }

    /// Whether it is the user's own.
    pub fn is_own(&self) -> bool {
        self.is_own
    }

    /// The style of a role as the terminal can show it.
    pub fn style(&self, role: Role) -> Style {
        self.styles[role.place()]
    }

    /// The style of a role as it is written in the theme.
    pub fn written(&self, role: Role) -> Style {
        self.written[role.place()]
    }
}

/// What the terminal can show, from its environment. `NO_COLOR` with any value takes all colours
/// away; text stays bold, underlined and reversed.
pub fn terminal_profile(output: &impl std::io::IsTerminal) -> TermProfile {
    if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        return TermProfile::NoColor;
    }
    TermProfile::detect(output, DetectorSettings::new().enable_tmux_info(false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Modifier;

    fn built_in(name: &str, profile: TermProfile) -> Theme {
        let (theme, problems) =
            Theme::load(&Disk::whole(), Path::new("/nonexistent"), name, profile);
        assert_eq!(problems, Vec::new());
        theme
    }

    /// A theme from a folder with these files, and its problems without the folder's name.
    fn own(files: &[(&str, &str)], name: &str) -> (Theme, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(folder.path().join(format!("{name}.toml")), text).unwrap();
        }
        let whole = Disk::whole();
        let (theme, problems) = Theme::load(&whole, folder.path(), name, TermProfile::TrueColor);
        let shown = format!("{}/", folder.path().display());
        let problems = problems.iter();
        let problems = problems.map(|problem| problem.to_string().replace(&shown, ""));
        (theme, problems.collect())
    }

    #[test]
    fn the_shipped_themes_have_every_role_and_no_problem() {
        for (name, text) in BUILT_IN {
            let theme = built_in(name, TermProfile::TrueColor);
            assert!(!theme.is_own());
            let file = read::built_in(name, text);
            assert!(file.styles.iter().all(Option::is_some), "{name}");
        }
    }

    #[test]
    fn fewer_colours_give_nearest_ones_and_none_keeps_the_letter_forms() {
        let accent = |profile| built_in("dark", profile).style(Role::Accent);
        assert!(matches!(
            accent(TermProfile::Ansi256).fg,
            Some(Color::Indexed(_))
        ));
        assert!(!matches!(
            accent(TermProfile::Ansi16).fg,
            Some(Color::Rgb(..) | Color::Indexed(_)) | None
        ));
        assert_eq!(accent(TermProfile::NoColor).fg, None);
        assert!(
            accent(TermProfile::NoColor)
                .add_modifier
                .contains(Modifier::BOLD)
        );
        let selected = built_in("dark", TermProfile::NoColor).style(Role::Selected);
        assert!(selected.add_modifier.contains(Modifier::REVERSED));
    }

    #[test]
    fn a_missing_role_falls_back_and_a_wrong_one_is_named() {
        let text = "[roles]\ntext = \"#ffffff\"\naccent = \"blu\"\ncolour = \"red\"\n";
        let (theme, problems) = own(&[("mine", text)], "mine");
        assert_eq!(theme.style(Role::Bad).fg, Some(Color::Rgb(255, 255, 255)));
        assert_eq!(
            problems,
            [
                "mine.toml:3:10: error: \"blu\" is no colour; write \"#7cb7ff\", \"red\" or \"none\"",
                "mine.toml:4:1: warning: unknown key `colour`; it is kept but not used; remove it if it is a mistake",
            ]
        );
    }

    #[test]
    fn an_unknown_theme_says_which_was_meant_or_which_there_are() {
        let (theme, problems) = own(&[], "drak");
        assert_eq!(theme.name(), "dark");
        let meant = "there is no theme \"drak\"; did you mean \"dark\"?";
        assert!(problems[0].ends_with(meant), "{problems:?}");
        let (_, problems) = own(&[("mine", "")], "chartreuse");
        assert!(
            problems[0].ends_with("nord, terminal, mine"),
            "{problems:?}"
        );
    }

    #[test]
    fn a_theme_of_ones_own_needs_only_what_differs_from_the_one_it_inherits() {
        let mine = "inherits = \"nord\"\n[roles]\nbad = \"#ffffff\"\n";
        let (theme, problems) = own(&[("mine", mine)], "mine");
        assert_eq!(problems, Vec::<String>::new());
        let nord = built_in("nord", TermProfile::TrueColor);
        assert_eq!(theme.style(Role::Bad).fg, Some(Color::Rgb(255, 255, 255)));
        assert_eq!(theme.style(Role::Key), nord.style(Role::Key));
        assert!(theme.is_own());
    }

    #[test]
    fn a_theme_may_inherit_the_programs_of_its_own_name() {
        let mine = "inherits = \"dark\"\n[roles]\nbad = \"#ffffff\"\n";
        let (theme, problems) = own(&[("dark", mine)], "dark");
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(theme.style(Role::Bad).fg, Some(Color::Rgb(255, 255, 255)));
        let dark = built_in("dark", TermProfile::TrueColor);
        assert_eq!(theme.style(Role::Text), dark.style(Role::Text));
    }

    #[test]
    fn inheriting_in_a_circle_or_from_nothing_is_named_and_harms_nobody() {
        let files = [
            ("one", "inherits = \"two\"\n"),
            ("two", "inherits = \"one\"\n"),
        ];
        let (theme, problems) = own(&files, "one");
        assert_eq!(theme.name(), "one");
        assert_eq!(
            problems,
            ["two.toml:1:12: error: \"one\" leads back to itself; inherit another theme, or none"]
        );
        let (_, problems) = own(&[("one", "inherits = \"nrd\"\n")], "one");
        assert_eq!(
            problems,
            ["one.toml:1:12: error: there is no theme \"nrd\"; did you mean \"nord\"?"]
        );
    }

    #[test]
    fn a_name_never_leads_out_of_the_folder() {
        let (theme, problems) = own(&[("mine", "")], "../themes/mine");
        assert_eq!((theme.name(), problems.len()), ("dark", 1));
    }

    /// How well text of this role can be read where it stands.
    fn contrast_of(theme: &Theme, role: Role) -> f64 {
        // The terminal's own ground and text are taken as xterm's: grey on black.
        let own = |colour: Option<Color>, else_: palette::Rgb| {
            colour.and_then(palette::rgb).unwrap_or(else_)
        };
        let (black, grey) = (palette::rgb_of_ansi(0), palette::rgb_of_ansi(7));
        let ground = own(theme.style(Role::Background).bg, black);
        let style = theme.style(role);
        let (mut fg, mut bg) = (
            own(style.fg, own(theme.style(Role::Text).fg, grey)),
            own(style.bg, ground),
        );
        if style.add_modifier.contains(Modifier::REVERSED) {
            std::mem::swap(&mut fg, &mut bg);
        }
        if style.add_modifier.contains(Modifier::DIM) {
            // As xterm draws faint text.
            fg = fg.map(|part| part / 3 * 2);
        }
        palette::contrast(fg, bg)
    }

    #[test]
    fn every_role_of_every_theme_can_be_read_in_every_number_of_colours() {
        use TermProfile::{Ansi16, Ansi256, TrueColor};
        let mut faint = Vec::new();
        for (name, _) in BUILT_IN {
            for profile in [TrueColor, Ansi256, Ansi16] {
                let theme = built_in(name, profile);
                for (_, role, _) in Role::ALL.into_iter().skip(1) {
                    let contrast = contrast_of(&theme, role);
                    if contrast < role.least_contrast() {
                        let style = theme.style(role);
                        faint.push(format!(
                            "{name} {profile:?} {role:?} {contrast:.2} {:?} on {:?}",
                            style.fg, style.bg
                        ));
                    }
                }
            }
        }
        assert_eq!(faint, Vec::<String>::new());
    }

    #[test]
    fn the_chosen_row_stands_out_from_the_ground_in_every_number_of_colours() {
        use TermProfile::{Ansi16, Ansi256, NoColor, TrueColor};
        for (name, _) in BUILT_IN {
            for profile in [TrueColor, Ansi256, Ansi16, NoColor] {
                let theme = built_in(name, profile);
                let style = theme.style(Role::Selected);
                let is_reversed = style.add_modifier.contains(Modifier::REVERSED);
                let has_ground = style.bg.is_some() && style.bg != theme.style(Role::Background).bg;
                assert!(is_reversed || has_ground, "{name} {profile:?}");
            }
        }
    }
}
