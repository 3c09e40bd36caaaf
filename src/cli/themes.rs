//! `hotseat themes`: which themes there are, in their colours where they are printed on a
//! terminal.

use std::io::{self, Write};

use clap::Args;
use crossterm::style::StyledContent;
use ratatui::backend::IntoCrossterm;
use ratatui::style::{Color, Modifier, Style};
use serde_json::{Map, Value, json};
use termprofile::TermProfile;

use super::{Outcome, Surroundings};
use crate::cli::gate::Gate;
use crate::text;
use crate::tui::screens::themes::SWATCHES;
use crate::tui::theme::{Role, Theme, terminal_profile};

/// Arguments of `hotseat themes`.
#[derive(Debug, Args)]
pub struct ThemesArguments {
    /// Print `[{"name", "title": {"ko", "en"}, "own", "current", "roles": {"text": {"fg", "bg",
    /// "bold", "faint", "italic", "underlined", "reversed"}, …}}]` as the theme files have it
    #[arg(long)]
    json: bool,
}

/// Prints the themes, the program's first.
pub fn run(
    arguments: &ThemesArguments,
    surroundings: &Surroundings,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    let folder = surroundings.folders.config.join("themes");
    let profile = if out.is_terminal() {
        terminal_profile(&io::stdout())
    } else {
        TermProfile::NoTty
    };
    let (themes, problems) = Theme::all(&surroundings.disk, &folder, profile);
    let current = &surroundings.settings.theme;
    if arguments.json {
        let themes: Vec<Value> = themes.iter().map(|theme| to_json(theme, current)).collect();
        out.json(&Value::from(themes))?;
    } else {
        let say = surroundings.language;
        let titles = themes
            .iter()
            .map(|theme| text::columns(theme.title().in_language(say)));
        let room = titles.max().unwrap_or(0);
        for theme in &themes {
            let mark = if theme.name() == current { "*" } else { " " };
            let name = text::pad(&text::visible_line(theme.name()), 16);
            let title = text::visible_line(theme.title().in_language(say));
            if profile > TermProfile::NoColor {
                write!(out, "{mark} {name} {}  ", text::pad(&title, room))?;
                swatches(theme, out)?;
                writeln!(out)?;
            } else {
                writeln!(out, "{mark} {name} {title}")?;
            }
        }
    }
    for problem in &problems {
        writeln!(
            Gate::err(),
            "{}",
            problem.in_language(surroundings.language)
        )?;
    }
    Ok(if problems.is_empty() {
        Outcome::Fine
    } else {
        Outcome::Problems
    })
}

/// A few letters in each of the colours, on the theme's ground, and the chosen row.
fn swatches(theme: &Theme, out: &mut Gate<'_>) -> io::Result<()> {
    let ground = theme.style(Role::Background);
    let mut put = |words: &'static str, style: Style| {
        let styled = StyledContent::new(style.into_crossterm(), words);
        out.signs(&styled.to_string())
    };
    put(" ", ground)?;
    for role in SWATCHES {
        put("Aa가", ground.patch(theme.style(role)))?;
        put(" ", ground)?;
    }
    put(" Aa가 ", ground.patch(theme.style(Role::Selected)))
}

fn to_json(theme: &Theme, current: &str) -> Value {
    let roles = Role::ALL.into_iter().map(|(name, role, _)| {
        let style = theme.written(role);
        let mut value = Map::new();
        for (key, colour) in [("fg", style.fg), ("bg", style.bg)] {
            if let Some(colour) = colour {
                value.insert(key.to_owned(), written(colour).into());
            }
        }
        for (key, modifier) in [
            ("bold", Modifier::BOLD),
            ("faint", Modifier::DIM),
            ("italic", Modifier::ITALIC),
            ("underlined", Modifier::UNDERLINED),
            ("reversed", Modifier::REVERSED),
        ] {
            if style.add_modifier.contains(modifier) {
                value.insert(key.to_owned(), true.into());
            }
        }
        (name.to_owned(), Value::from(value))
    });
    json!({
        "name": theme.name(),
        "title": { "ko": theme.title().korean, "en": theme.title().english },
        "own": theme.is_own(),
        "current": theme.name() == current,
        "roles": roles.collect::<Map<_, _>>(),
    })
}

/// A colour as a theme's file writes it.
fn written(colour: Color) -> String {
    match colour {
        Color::Reset => "none".to_owned(),
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        other => other.to_string().to_lowercase(),
    }
}
