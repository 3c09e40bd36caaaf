//! A screen of cells as an SVG picture.
//!
//! Every wide or unusual character is placed by its own column and every word of ASCII by its
//! first, with its length fixed, so that the picture is right whatever font the reader has and
//! whichever program shows it. Lines and bars are drawn as shapes, so that they join.

use std::fmt::Write;

use hotseat::text;
use hotseat::tui::theme::{Role, Theme};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

/// One cell in pixels.
const CELL: (usize, usize) = (9, 20);

/// The letters' size in pixels: most fonts' Latin letters are 0.6 of it wide.
const LETTER: usize = 15;

/// The size of letters that take two cells, for a Hangul syllable is about as wide as its size.
const WIDE_LETTER: usize = 17;

/// The space around the screen.
const MARGIN: usize = 14;

/// From a row's top to the line on which letters stand.
const BASELINE: usize = 15;

/// Latin first, then fonts that have Hangul.
const FONTS: &str = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', \
    'Noto Sans Mono CJK KR', D2Coding, 'Apple SD Gothic Neo', 'Malgun Gothic', \
    'Noto Sans CJK KR', monospace";

/// What stands on the screen.
#[derive(Debug, Default)]
pub struct Seen {
    /// The cells.
    pub cells: Buffer,
    /// The terminal's own cursor where it is shown.
    pub caret: Option<Position>,
}

/// The colours of cells that name none.
#[derive(Debug)]
pub struct Ground {
    text: String,
    background: String,
    border: String,
}

impl Ground {
    /// The colours of a theme.
    pub fn of(theme: &Theme) -> Self {
        let colour = |colour: Option<Color>, otherwise: &str| {
            colour.and_then(hex).unwrap_or_else(|| otherwise.to_owned())
        };
        Self {
            text: colour(theme.style(Role::Text).fg, "#d7dae0"),
            background: colour(theme.style(Role::Background).bg, "#16181d"),
            border: colour(theme.style(Role::Border).fg, "#5b6473"),
        }
    }
}

/// How a stretch of letters looks.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Look {
    colour: String,
    is_bold: bool,
    is_underlined: bool,
}

/// Letters of one row and one look, in pieces that have a place each.
#[derive(Debug, Default)]
struct Stretch {
    pieces: Vec<Piece>,
}

/// A word of ASCII, or one character of another script.
#[derive(Debug)]
struct Piece {
    letters: String,
    /// The first column.
    column: usize,
    /// How many columns it takes.
    columns: usize,
}

/// The picture.
pub fn picture(seen: &Seen, ground: &Ground) -> String {
    let area = seen.cells.area;
    let (columns, rows) = (usize::from(area.width), usize::from(area.height));
    let (width, height) = (columns * CELL.0 + 2 * MARGIN, rows * CELL.1 + 2 * MARGIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"{FONTS}\" font-size=\"{LETTER}\" \
         fill=\"{}\">\n<style>.m{{text-anchor:middle}}.w{{text-anchor:middle;font-size:{WIDE_LETTER}px}}</style>\n<rect x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"8\" \
         fill=\"{}\" stroke=\"{}\"/>\n",
        ground.text,
        width - 1,
        height - 1,
        ground.background,
        ground.border,
    );
    for y in 0..area.height {
        row(&mut svg, seen, y, ground);
    }
    if let Some(caret) = seen.caret {
        let (x, y) = corner(usize::from(caret.x), usize::from(caret.y));
        shape(&mut svg, (x, y), (2, CELL.1), &ground.text, "");
    }
    svg.push_str("</svg>\n");
    svg
}

fn row(svg: &mut String, seen: &Seen, y: u16, ground: &Ground) {
    let mut stretch = Stretch::default();
    let mut look: Option<Look> = None;
    let mut columns_to_skip = 0;
    for x in 0..seen.cells.area.width {
        if columns_to_skip > 0 {
            columns_to_skip -= 1;
            continue;
        }
        let Some(cell) = seen.cells.cell((x, y)) else {
            continue;
        };
        let columns = text::columns(cell.symbol()).max(1);
        columns_to_skip = columns - 1;
        let place = corner(usize::from(x), usize::from(y));
        let (colour, behind) = colours(cell, ground);
        if behind != ground.background {
            shape(svg, place, (columns * CELL.0, CELL.1), &behind, "");
        }
        if cell.symbol().trim().is_empty() {
            continue;
        }
        if line_or_bar(svg, cell.symbol(), place, &colour) {
            continue;
        }
        let own = Look {
            colour,
            is_bold: cell.modifier.contains(Modifier::BOLD),
            is_underlined: cell.modifier.contains(Modifier::UNDERLINED),
        };
        if look.as_ref() != Some(&own) {
            stretch.write(svg, look.as_ref(), y, ground);
            look = Some(own);
        }
        stretch.add(cell.symbol(), usize::from(x), columns);
    }
    stretch.write(svg, look.as_ref(), y, ground);
}

impl Stretch {
    fn add(&mut self, letter: &str, column: usize, columns: usize) {
        if letter.is_ascii()
            && let Some(word) = self.pieces.last_mut()
            && word.letters.is_ascii()
            && word.column + word.columns == column
        {
            word.letters.push_str(letter);
            word.columns += columns;
            return;
        }
        self.pieces.push(Piece {
            letters: letter.to_owned(),
            column,
            columns,
        });
    }

    fn write(&mut self, svg: &mut String, look: Option<&Look>, y: u16, ground: &Ground) {
        let pieces = std::mem::take(&mut self.pieces);
        let Some(look) = look.filter(|_| !pieces.is_empty()) else {
            return;
        };
        let baseline = corner(0, usize::from(y)).1 + BASELINE;
        // A String takes everything that is written into it.
        let _ = write!(svg, "<text y=\"{baseline}\"");
        if look.colour != ground.text {
            let _ = write!(svg, " fill=\"{}\"", look.colour);
        }
        if look.is_bold {
            svg.push_str(" font-weight=\"700\"");
        }
        if look.is_underlined {
            svg.push_str(" text-decoration=\"underline\"");
        }
        svg.push('>');
        for piece in pieces {
            piece.write(svg, y);
        }
        svg.push_str("</text>\n");
    }
}

impl Piece {
    fn write(&self, svg: &mut String, y: u16) {
        let (left, _) = corner(self.column, usize::from(y));
        let wide = self.columns * CELL.0;
        let letters = self
            .letters
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;");
        let _ = if self.letters.is_ascii() {
            write!(
                svg,
                "<tspan x=\"{left}\" textLength=\"{wide}\">{letters}</tspan>"
            )
        } else {
            let middle = left + wide / 2;
            let class = if self.columns > 1 { "w" } else { "m" };
            write!(
                svg,
                "<tspan x=\"{middle}\" class=\"{class}\">{letters}</tspan>"
            )
        };
    }
}

/// Draws a sign of lines and bars as a shape; false where it is none.
fn line_or_bar(svg: &mut String, sign: &str, (x, y): (usize, usize), colour: &str) -> bool {
    let (width, height) = CELL;
    let middle = y + height / 2;
    match sign {
        "─" => shape(svg, (x, middle), (width, 1), colour, ""),
        "━" => shape(svg, (x, middle - 1), (width, 3), colour, ""),
        "╺" => shape(
            svg,
            (x + width / 2, middle - 1),
            (width - width / 2, 3),
            colour,
            "",
        ),
        "│" => shape(svg, (x + width / 2, y), (1, height), colour, ""),
        "█" => shape(svg, (x, y + 3), (width, height - 6), colour, ""),
        "░" => shape(
            svg,
            (x, y + 3),
            (width, height - 6),
            colour,
            " opacity=\"0.3\"",
        ),
        _ => return false,
    }
    true
}

/// A rectangle; one that goes on where the last one ended makes that one longer.
fn shape(
    svg: &mut String,
    (x, y): (usize, usize),
    (width, height): (usize, usize),
    colour: &str,
    more: &str,
) {
    let rest = format!("\" y=\"{y}\" height=\"{height}\" fill=\"{colour}\"{more}/>\n");
    if let Some(start) = svg.rfind("<rect x=\"")
        && svg[start..].ends_with(&rest)
        && let Some((left, wide)) = svg[start + 9..svg.len() - rest.len()].split_once("\" width=\"")
        && let (Ok(left), Ok(wide)) = (left.parse::<usize>(), wide.parse::<usize>())
        && left + wide == x
    {
        svg.truncate(start);
        let _ = write!(svg, "<rect x=\"{left}\" width=\"{}{rest}", wide + width);
        return;
    }
    let _ = write!(svg, "<rect x=\"{x}\" width=\"{width}{rest}");
}

/// The upper left corner of a cell in pixels.
fn corner(column: usize, row: usize) -> (usize, usize) {
    (MARGIN + column * CELL.0, MARGIN + row * CELL.1)
}

/// A cell's colour and what is behind it.
fn colours(cell: &Cell, ground: &Ground) -> (String, String) {
    let colour = hex(cell.fg).unwrap_or_else(|| ground.text.clone());
    let behind = hex(cell.bg).unwrap_or_else(|| ground.background.clone());
    if cell.modifier.contains(Modifier::REVERSED) {
        (behind, colour)
    } else {
        (colour, behind)
    }
}

/// A true colour as SVG writes it; the shipped themes have no others.
fn hex(colour: Color) -> Option<String> {
    match colour {
        Color::Rgb(red, green, blue) => Some(format!("#{red:02x}{green:02x}{blue:02x}")),
        _ => None,
    }
}
