//! Colours by role. A theme is a small TOML file; what the terminal cannot show is adapted.

use std::path::Path;

use ratatui::style::{Color, Modifier, Style};
use termprofile::{DetectorSettings, TermProfile};

use crate::both;
use crate::fields::{Fields, parse};
use crate::language::Both;
use crate::problem::{Problem, Report, Severity};
use crate::store::Disk;

/// The themes that come with the program.
const BUILT_IN: [(&str, &str); 2] = [
    ("dark", include_str!("../../themes/dark.toml")),
    ("light", include_str!("../../themes/light.toml")),
];

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
    const ALL: [(&'static str, Self, Self); 13] = [
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
}

/// The styles of all roles, adapted to the terminal.
#[derive(Debug, Clone)]
pub struct Theme {
    name: String,
    title: Both,
    styles: [Style; Role::ALL.len()],
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
        let path = folder.join(format!("{name}.toml"));
        let is_plain = !name.contains(['/', '\\']);
        if let Some(text) = disk
            .read(&path)
            .ok()
            .filter(|_| is_plain)
            .and_then(|bytes| String::from_utf8(bytes).ok())
        {
            return Self::read(name, &path.display().to_string(), &text, profile);
        }
        if let Some((name, text)) = BUILT_IN.iter().find(|(own, _)| *own == name) {
            return Self::read(name, &format!("themes/{name}.toml"), text, profile);
        }
        let (dark, mut problems) = Self::read("dark", "themes/dark.toml", BUILT_IN[0].1, profile);
        let names = Self::names(disk, folder).join(", ");
        problems.push(Problem::of_file(
            path.display().to_string(),
            Severity::Error,
            both!("\"{name}\" 테마가 없습니다", "there is no theme \"{name}\""),
            both!("있는 테마: {names}", "there are {names}"),
        ));
        (dark, problems)
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

    fn read(name: &str, path: &str, text: &str, profile: TermProfile) -> (Self, Vec<Problem>) {
        let report = Report::new(path, text);
        let theme = Self::read_into(name, &report, profile);
        (theme, report.into_problems())
    }

    fn read_into(name: &str, report: &Report<'_>, profile: TermProfile) -> Self {
        let table = parse(report);
        let mut fields = Fields::new(table.get_ref(), 0..0, report);
        let title = fields
            .both("title")
            .unwrap_or_else(|| Both::new(name.to_owned(), name.to_owned()));
        let mut found: [Option<Style>; Role::ALL.len()] = [None; Role::ALL.len()];
        if let Some(mut roles) = fields.table("roles") {
            for (i, (role, ..)) in Role::ALL.iter().enumerate() {
                found[i] = read_style(&mut roles, role);
            }
            roles.finish();
        }
        fields.finish();
        let mut styles = [Style::new(); Role::ALL.len()];
        for (i, &(_, _, stand_in)) in Role::ALL.iter().enumerate() {
            let other = Role::ALL
                .iter()
                .position(|(_, role, _)| *role == stand_in)
                .unwrap_or(i);
            styles[i] = found[i].unwrap_or(if other < i {
                styles[other]
            } else {
                Style::new()
            });
        }
        // The background role is written as a colour of its own; as a style it is a ground.
        styles[0] = Style::new().bg(styles[0].fg.unwrap_or(Color::Reset));
        let styles = styles.map(|style| adapt(style, profile));
        Self {
            name: name.to_owned(),
            title,
            styles,
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

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        let place = Role::ALL.iter().position(|(_, other, _)| *other == role);
        place.map_or_else(Style::new, |i| self.styles[i])
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

fn adapt(mut style: Style, profile: TermProfile) -> Style {
    if profile <= TermProfile::NoColor {
        let is_ground = style.bg.is_some_and(|colour| colour != Color::Reset) && style.fg.is_some();
        style.fg = None;
        style.bg = None;
        return if is_ground {
            style.add_modifier(Modifier::REVERSED)
        } else {
            style
        };
    }
    let known = |colour: Option<Color>| match colour {
        Some(Color::Reset) | None => colour,
        Some(colour) => profile.adapt_color(colour),
    };
    style.fg = known(style.fg);
    style.bg = known(style.bg);
    style
}

/// A style is a colour, or a table of colours and letter forms.
fn read_style(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Style> {
    if fields.has_text(key) {
        return read_colour(fields, key).map(|colour| Style::new().fg(colour));
    }
    let mut table = fields.table(key)?;
    let mut style = Style::new();
    style.fg = read_colour(&mut table, "fg");
    style.bg = read_colour(&mut table, "bg");
    for (name, modifier) in [
        ("bold", Modifier::BOLD),
        ("italic", Modifier::ITALIC),
        ("underlined", Modifier::UNDERLINED),
        ("reversed", Modifier::REVERSED),
    ] {
        if table.truth(name).is_some_and(|truth| truth.value) {
            style = style.add_modifier(modifier);
        }
    }
    table.finish();
    Some(style)
}

fn read_colour(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Color> {
    let written = fields.text(key)?;
    if written.value == "none" {
        return Some(Color::Reset);
    }
    match written.value.parse::<Color>() {
        Ok(colour) => Some(colour),
        Err(_) => {
            let colour = &written.value;
            fields.report().error(
                &written.span,
                both!(
                    "\"{colour}\"은(는) 색이 아닙니다",
                    "\"{colour}\" is no colour"
                ),
                both!(
                    "\"#7cb7ff\", \"red\", \"none\" 처럼 쓰세요",
                    "write \"#7cb7ff\", \"red\" or \"none\""
                ),
            );
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built_in(name: &str, profile: TermProfile) -> Theme {
        let (theme, problems) =
            Theme::load(&Disk::whole(), Path::new("/nonexistent"), name, profile);
        assert_eq!(problems, Vec::new());
        theme
    }

    #[test]
    fn the_shipped_themes_have_every_role_and_no_problem() {
        for name in ["dark", "light"] {
            let theme = built_in(name, TermProfile::TrueColor);
            for (_, role, _) in Role::ALL.iter().skip(1) {
                assert!(
                    matches!(theme.style(*role).fg, Some(Color::Rgb(..))),
                    "{name} {role:?}"
                );
            }
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
        let (theme, problems) = Theme::read("mine", "mine.toml", text, TermProfile::TrueColor);
        assert_eq!(theme.style(Role::Bad).fg, Some(Color::Rgb(255, 255, 255)));
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            problems,
            [
                "mine.toml:3:10: error: \"blu\" is no colour; write \"#7cb7ff\", \"red\" or \"none\"",
                "mine.toml:4:1: warning: unknown key `colour`; it is kept but not used; remove it if it is a mistake",
            ]
        );
    }

    #[test]
    fn an_unknown_theme_says_which_there_are() {
        let (theme, problems) = Theme::load(
            &Disk::whole(),
            Path::new("/nonexistent"),
            "drak",
            TermProfile::TrueColor,
        );
        assert_eq!(theme.name(), "dark");
        assert!(
            problems[0]
                .to_string()
                .ends_with("there is no theme \"drak\"; there are dark, light")
        );
    }
}
