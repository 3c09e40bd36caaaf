//! Colours as numbers: what a terminal's 16 and 256 colours look like, how far two colours are
//! apart, and how well one can be read on the other.

use ratatui::style::Color;

/// Red, green and blue, 0–255.
pub type Rgb = [u8; 3];

/// The sixteen colours as xterm has them where nobody chose others.
const XTERM: [(Color, Rgb); 16] = [
    (Color::Black, [0, 0, 0]),
    (Color::Red, [205, 0, 0]),
    (Color::Green, [0, 205, 0]),
    (Color::Yellow, [205, 205, 0]),
    (Color::Blue, [0, 0, 238]),
    (Color::Magenta, [205, 0, 205]),
    (Color::Cyan, [0, 205, 205]),
    (Color::Gray, [229, 229, 229]),
    (Color::DarkGray, [127, 127, 127]),
    (Color::LightRed, [255, 0, 0]),
    (Color::LightGreen, [0, 255, 0]),
    (Color::LightYellow, [255, 255, 0]),
    (Color::LightBlue, [92, 92, 255]),
    (Color::LightMagenta, [255, 0, 255]),
    (Color::LightCyan, [0, 255, 255]),
    (Color::White, [255, 255, 255]),
];

/// The steps of the colour cube among the 256.
const CUBE: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// What one of the terminal's sixteen colours looks like, by its number.
pub fn rgb_of_ansi(number: u8) -> Rgb {
    XTERM[usize::from(number) % XTERM.len()].1
}

/// What a colour looks like; `None` for the terminal's own ground and text.
pub fn rgb(colour: Color) -> Option<Rgb> {
    match colour {
        Color::Reset => None,
        Color::Rgb(red, green, blue) => Some([red, green, blue]),
        Color::Indexed(number) => Some(rgb_of_number(number)),
        named => XTERM
            .iter()
            .find(|(other, _)| *other == named)
            .map(|&(_, rgb)| rgb),
    }
}

fn rgb_of_number(number: u8) -> Rgb {
    match number {
        0..16 => rgb_of_ansi(number),
        16..232 => {
            let number = usize::from(number - 16);
            [number / 36, number / 6 % 6, number % 6].map(|step| CUBE[step])
        }
        232.. => [8 + 10 * (number - 232); 3],
    }
}

/// The sixteen colours by their names.
pub fn ansi() -> impl Iterator<Item = Color> {
    XTERM.iter().map(|&(colour, _)| colour)
}

/// The cube and the greys. The first sixteen are left out: users change those.
pub fn numbered() -> impl Iterator<Item = Color> {
    (16..=255).map(Color::Indexed)
}

/// How well a colour can be read on another: 1 not at all, 21 black on white (WCAG 2.2, "contrast
/// ratio").
pub fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// WCAG 2.2, "relative luminance".
fn luminance(rgb: Rgb) -> f64 {
    let [red, green, blue] = linear(rgb);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// How different two colours look: the distance in Oklab (Ottosson, 2020).
pub fn distance(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (oklab(one), oklab(other));
    let parts = one.iter().zip(&other);
    parts.map(|(one, other)| (one - other).powi(2)).sum()
}

#[expect(clippy::many_single_char_names, reason = "the names of the formula")]
fn oklab(rgb: Rgb) -> [f64; 3] {
    let [r, g, b] = linear(rgb);
    let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
    let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
    let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
    [
        0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
        1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
        0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
    ]
}

/// sRGB without its curve.
fn linear(rgb: Rgb) -> [f64; 3] {
    rgb.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_as_wcag_has_it() {
        let (black, white) = ([0; 3], [255; 3]);
        assert!((contrast(black, white) - 21.0).abs() < 1e-9);
        assert!((contrast(white, white) - 1.0).abs() < 1e-9);
        // #767676 is the palest grey that can be read on white.
        assert!(contrast([0x76; 3], white) >= 4.5 && contrast([0x77; 3], white) < 4.5);
    }

    #[test]
    fn numbers_are_the_colours_that_xterm_gives_them() {
        assert_eq!(rgb(Color::Indexed(9)), Some([255, 0, 0]));
        assert_eq!(rgb(Color::Indexed(16)), Some([0, 0, 0]));
        assert_eq!(rgb(Color::Indexed(110)), Some([135, 175, 215]));
        assert_eq!(rgb(Color::Indexed(255)), Some([238, 238, 238]));
        assert_eq!(rgb(Color::Reset), None);
    }

    #[test]
    fn what_looks_alike_is_near() {
        let blue = [0x7c, 0xb7, 0xff];
        assert!(distance(blue, [135, 175, 255]) < distance(blue, [215, 135, 0]));
        assert!(distance(blue, blue) < 1e-12);
    }
}
