//! A theme's colours in a terminal that has fewer of them: the nearest that can still be read.

use ratatui::style::{Color, Modifier, Style};
use termprofile::TermProfile;

use super::palette::{self, Rgb};
use super::{Role, Styles};

/// The styles as this terminal can show them. The nearest colour is taken among those that stand
/// out enough from their ground; what the theme itself wrote too faint stays as it is.
pub(super) fn styles(written: &Styles, profile: TermProfile) -> Styles {
    let ground = written[0].bg.unwrap_or(Color::Reset);
    let shown_ground = nearest(ground, profile, |_| true);
    let mut styles = *written;
    for ((_, role, _), style) in Role::ALL.iter().zip(&mut styles) {
        *style = if profile <= TermProfile::NoColor {
            without_colours(*style)
        } else if *role == Role::Background {
            Style::new().bg(shown_ground)
        } else {
            shown(*style, *role, shown_ground, profile)
        };
    }
    styles
}

/// A row with a ground of its own is reversed, the rest keeps its letter forms.
fn without_colours(mut style: Style) -> Style {
    let has_ground = style.bg.is_some_and(|colour| colour != Color::Reset) && style.fg.is_some();
    style.fg = None;
    style.bg = None;
    if has_ground {
        style.add_modifier(Modifier::REVERSED)
    } else {
        style
    }
}

fn shown(mut style: Style, role: Role, ground: Color, profile: TermProfile) -> Style {
    style.bg = style.bg.map(|colour| nearest(colour, profile, |_| true));
    if role == Role::Selected && style.bg == Some(ground) && profile < TermProfile::TrueColor {
        // The nearest colour to the row's ground is the ground of everything.
        style.fg = None;
        style.bg = None;
        return style.add_modifier(Modifier::REVERSED);
    }
    let below = palette::rgb(style.bg.unwrap_or(ground));
    let can_be_read =
        |rgb: Rgb| below.is_none_or(|below| palette::contrast(rgb, below) >= role.least_contrast());
    style.fg = style.fg.map(|colour| nearest(colour, profile, can_be_read));
    style
}

/// The nearest of the terminal's colours that is `wanted`; a colour that the terminal has stays.
fn nearest(colour: Color, profile: TermProfile, wanted: impl Fn(Rgb) -> bool) -> Color {
    let among: Vec<Color> = match (profile, colour) {
        (TermProfile::TrueColor, _) | (TermProfile::Ansi256, Color::Indexed(_)) => return colour,
        (TermProfile::Ansi256, Color::Rgb(..)) => palette::numbered().collect(),
        (_, Color::Rgb(..) | Color::Indexed(_)) => palette::ansi().collect(),
        // A colour by its name is the terminal's own.
        _ => return colour,
    };
    let Some(rgb) = palette::rgb(colour) else {
        return colour;
    };
    let known = among
        .into_iter()
        .filter_map(|colour| Some((colour, palette::rgb(colour)?)));
    let fits = known.filter(|&(_, other)| wanted(other));
    let far = |&(_, other): &(Color, Rgb)| palette::distance(rgb, other);
    let best = fits.min_by(|one, other| far(one).total_cmp(&far(other)));
    best.map_or(colour, |(colour, _)| colour)
}
