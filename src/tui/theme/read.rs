//! A theme's file, and the one that it inherits.

use std::ops::Range;
use std::path::Path;

use ratatui::style::{Color, Modifier, Style};

use super::{BUILT_IN, DEEPEST, Role};
use crate::both;
use crate::language::Both;
use crate::problem::{Problem, Report};
use crate::store::Disk;
use crate::text;
use crate::toml::read::{Fields, parse};

/// What a theme's file says, with what it inherits.
#[derive(Debug, Default)]
pub struct File {
    pub title: Option<Both>,
    pub styles: [Option<Style>; Role::ALL.len()],
    pub is_own: bool,
}

/// Where themes are looked for: the user's folder before the program.
pub struct Sources<'a> {
    pub disk: &'a Disk,
    pub folder: &'a Path,
}

/// A theme that comes with the program.
pub fn built_in(name: &str, text: &str) -> File {
    let report = Report::new(format!("themes/{name}.toml"), text);
    read(&report).0
}

impl Sources<'_> {
    /// The theme of this name, or nothing where there is none.
    pub fn read(&self, name: &str, problems: &mut Vec<Problem>) -> Option<File> {
        self.read_after(name, &mut Vec::new(), problems)
    }

    /// `above` are the themes that inherit this one.
    fn read_after(
        &self,
        name: &str,
        above: &mut Vec<String>,
        problems: &mut Vec<Problem>,
    ) -> Option<File> {
        // Who inherits its own name means the program's theme.
        let is_own = above.last().is_none_or(|last| last != name);
        let own = is_own.then(|| self.own(name)).flatten();
        let Some((path, text)) = own else {
            let (_, text) = BUILT_IN.iter().find(|(other, _)| *other == name)?;
            return Some(built_in(name, text));
        };
        let report = Report::new(path, &text);
        let (mut file, inherits) = read(&report);
        file.is_own = true;
        if let Some((parent, at)) = inherits {
            let is_circle = above.contains(&parent) || above.len() > DEEPEST;
            above.push(name.to_owned());
            let inherited = if is_circle {
                None
            } else {
                self.read_after(&parent, above, problems)
            };
            match inherited {
                Some(inherited) => file.fill(&inherited),
                None if is_circle => report.error(
                    &at,
                    both!(
                        "\"{parent}\" 테마가 다시 자신으로 돌아옵니다",
                        "\"{parent}\" leads back to itself"
                    ),
                    both!(
                        "다른 테마를 물려받거나 이 줄을 지우세요",
                        "inherit another theme, or none"
                    ),
                ),
                None => self.report_unknown(&report, &parent, &at),
            }
        }
        problems.extend(report.into_problems());
        Some(file)
    }

    /// The path and the text of the user's file.
    fn own(&self, name: &str) -> Option<(String, String)> {
        if name.contains(['/', '\\']) {
            return None;
        }
        let path = self.folder.join(format!("{name}.toml"));
        let text = String::from_utf8(self.disk.read(&path).ok()?).ok()?;
        Some((path.display().to_string(), text))
    }

    fn report_unknown(&self, report: &Report<'_>, name: &str, at: &Range<usize>) {
        let names = super::Theme::names(self.disk, self.folder);
        let mend = match text::nearest(name, names.iter().map(String::as_str)) {
            Some(meant) => both!(
                "\"{meant}\"{을} 쓰려던 것인가요?",
                "did you mean \"{meant}\"?"
            ),
            None => both!(
                "`hotseat themes`가 있는 테마를 보여 줍니다",
                "`hotseat themes` lists them"
            ),
        };
        report.error(
            at,
            both!("\"{name}\" 테마가 없습니다", "there is no theme \"{name}\""),
            mend,
        );
    }
}

impl File {
    fn fill(&mut self, inherited: &Self) {
        for (own, theirs) in self.styles.iter_mut().zip(&inherited.styles) {
            *own = own.or(*theirs);
        }
    }
}

/// The file, and the theme that it inherits with the place where it says so.
fn read(report: &Report<'_>) -> (File, Option<(String, Range<usize>)>) {
    let table = parse(report);
    let mut fields = Fields::new(table.get_ref(), 0..0, report);
    let mut file = File {
        title: fields.both("title"),
        ..File::default()
    };
    let inherits = fields.text("inherits");
    if let Some(mut roles) = fields.table("roles") {
        for ((name, ..), style) in Role::ALL.iter().zip(&mut file.styles) {
            *style = read_style(&mut roles, name);
        }
        roles.finish();
    }
    fields.finish();
    (file, inherits.map(|name| (name.value, name.span)))
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
        ("faint", Modifier::DIM),
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
                    "\"{colour}\"{은} 색이 아닙니다",
                    "\"{colour}\" is no colour"
                ),
                both!(
                    "\"#7cb7ff\", \"red\", \"none\"처럼 쓰세요",
                    "write \"#7cb7ff\", \"red\" or \"none\""
                ),
            );
            None
        }
    }
}
