//! The terminal: colours, size, and how wide it draws the signs that programs disagree about.

use std::io::{self, IsTerminal, Write};

use crossterm::{cursor, terminal};
use termprofile::TermProfile;

use super::{Area, Finding};
use crate::both;
use crate::cli::Surroundings;
use crate::cli::gate::Gate;
use crate::text;
use crate::tui::theme::terminal_profile;
use crate::tui::widgets::page::SMALLEST;

/// Signs of our screens that Unicode leaves to the terminal: one cell, or two in East Asian ones.
const AMBIGUOUS: [&str; 8] = ["■", "●", "▶", "★", "·", "…", "─", "█"];

/// What every terminal should draw in two cells: a syllable, composed and of three letters.
const WIDE: [&str; 2] = ["한", "\u{1112}\u{1161}\u{11ab}"];

pub(super) fn findings(surroundings: &Surroundings) -> Vec<Finding> {
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .map(variable)
        .find(|value| !value.is_empty());
    let mut found = vec![encoding(&locale.unwrap_or_default())];
    if !io::stdout().is_terminal() || !io::stdin().is_terminal() {
        found.push(Finding::good(
            Area::Terminal,
            both!(
                "출력이 터미널이 아니어서 색과 크기와 글자 너비는 보지 않았습니다",
                "this is no terminal: colours, size and widths were not looked at"
            ),
        ));
        return found;
    }
    let is_refused = !variable("NO_COLOR").is_empty();
    found.push(colours(terminal_profile(&io::stdout()), is_refused));
    if variable("TERM") == "dumb" {
        found.push(Finding::wrong(
            Area::Terminal,
            both!(
                "TERM=dumb 로는 화면을 그릴 수 없습니다",
                "TERM=dumb cannot place the cursor"
            ),
            both!(
                "다른 터미널에서 실행하세요",
                "run hotseat in a full terminal"
            ),
        ));
        return found;
    }
    if let Ok((columns, rows)) = terminal::size() {
        found.push(size(columns, rows));
    }
    let measured = measure();
    found.extend(widths(
        measured.as_ref().ok(),
        surroundings.settings.ascii_symbols,
    ));
    found
}

fn colours(profile: TermProfile, is_refused: bool) -> Finding {
    let what = match profile {
        TermProfile::TrueColor => both!("색 1,600만 가지", "16 million colours"),
        TermProfile::Ansi256 => both!("색 256가지", "256 colours"),
        TermProfile::Ansi16 => both!("색 16가지", "16 colours"),
        TermProfile::NoColor | TermProfile::NoTty => both!("색 없이 그립니다", "no colours"),
    };
    match profile {
        _ if is_refused => Finding::good(
            Area::Terminal,
            both!(
                "NO_COLOR 대로 색 없이 그립니다",
                "no colours, as NO_COLOR asks"
            ),
        ),
        TermProfile::Ansi16 | TermProfile::NoColor => Finding::better(
            Area::Terminal,
            what,
            both!(
                "터미널이 색을 더 낼 수 있다면 COLORTERM=truecolor로 알려 주세요",
                "if this terminal has more, say so with COLORTERM=truecolor"
            ),
        ),
        _ => Finding::good(Area::Terminal, what),
    }
}

/// Where the locale is not UTF-8, tools between us and the terminal may garble Korean.
fn encoding(locale: &str) -> Finding {
    let plain = locale.to_lowercase().replace('-', "");
    let shown = if locale.is_empty() { "C" } else { locale };
    if plain.contains("utf8") {
        Finding::good(
            Area::Terminal,
            both!("로캘 {shown}", "the locale is {shown}"),
        )
    } else {
        Finding::better(
            Area::Terminal,
            both!(
                "로캘 {shown}에는 UTF-8이 없습니다",
                "the locale {shown} is not UTF-8"
            ),
            both!(
                "셸 설정에 export LANG=ko_KR.UTF-8을 넣으세요",
                "put export LANG=en_US.UTF-8 (or C.UTF-8) into your shell's set-up"
            ),
        )
    }
}

fn size(columns: u16, rows: u16) -> Finding {
    let (least_columns, least_rows) = SMALLEST;
    let what = both!("크기 {columns}×{rows}", "{columns}×{rows} cells");
    if columns >= least_columns && rows >= least_rows {
        Finding::good(Area::Terminal, what)
    } else {
        Finding::wrong(
            Area::Terminal,
            what,
            both!(
                "{least_columns}×{least_rows} 이상으로 넓히세요",
                "make it {least_columns}×{least_rows} or larger"
            ),
        )
    }
}

/// How many cells the terminal moves its cursor for each sign, by asking it where the cursor is.
/// An error where it does not answer, which crossterm waits two seconds for.
fn measure() -> io::Result<Vec<(&'static str, usize)>> {
    terminal::enable_raw_mode()?;
    let measured = measure_raw();
    let restored = terminal::disable_raw_mode();
    let mut out = Gate::out();
    out.signs("\r\x1b[K")?;
    out.flush()?;
    restored?;
    measured
}

fn measure_raw() -> io::Result<Vec<(&'static str, usize)>> {
    let mut out = Gate::out();
    let mut measured = Vec::new();
    for sign in AMBIGUOUS.into_iter().chain(WIDE) {
        out.signs(&format!("\r{sign}"))?;
        out.flush()?;
        let (column, _) = cursor::position()?;
        measured.push((sign, usize::from(column)));
        out.signs("\r\x1b[K")?;
    }
    Ok(measured)
}

fn widths(measured: Option<&Vec<(&str, usize)>>, is_ascii: bool) -> Vec<Finding> {
    let Some(measured) = measured else {
        return vec![Finding::better(
            Area::Terminal,
            both!(
                "터미널이 커서 위치를 알려 주지 않아 글자 너비를 재지 못했습니다",
                "the terminal does not say where its cursor is; widths were not measured"
            ),
            both!(
                "줄이 어긋나 보이면 config.toml에 symbols = \"ascii\"를 쓰세요",
                "if lines look crooked, put symbols = \"ascii\" into config.toml"
            ),
        )];
    };
    // Input methods compose at the terminal's own cursor, which we place and which answers.
    let mut found = vec![Finding::good(
        Area::Terminal,
        both!(
            "커서를 놓을 수 있어 한글 입력기가 제자리에서 조합합니다",
            "the cursor can be placed, so an input method composes where you type"
        ),
    )];
    let crooked: Vec<&(&str, usize)> = measured
        .iter()
        .filter(|(sign, cells)| text::columns(sign) != *cells)
        .collect();
    let is_wide = |sign: &str| WIDE.contains(&sign);
    let ambiguous: Vec<&str> = crooked
        .iter()
        .map(|(sign, _)| *sign)
        .filter(|sign| !is_wide(sign))
        .collect();
    if ambiguous.is_empty() {
        found.push(Finding::good(
            Area::Terminal,
            both!("기호를 한 칸으로 그립니다", "signs are drawn in one cell"),
        ));
    } else {
        let list = ambiguous.join(" ");
        let what = both!(
            "{list}를 두 칸으로 그립니다",
            "{list} are drawn in two cells"
        );
        let mend = both!(
            "config.toml에 이 줄을 쓰거나, 터미널 설정에서 모호한 글자를 좁게 하세요",
            "put this line into config.toml, or let the terminal draw ambiguous characters narrow"
        );
        found.push(if is_ascii {
            Finding::good(Area::Terminal, what)
        } else {
            Finding {
                paste: vec!["symbols = \"ascii\"".to_owned()],
                ..Finding::better(Area::Terminal, what, mend)
            }
        });
    }
    for (sign, cells) in crooked.into_iter().filter(|(sign, _)| is_wide(sign)) {
        let sign = text::nfc(sign);
        found.push(Finding::better(
            Area::Terminal,
            both!(
                "자모로 나뉜 \"{sign}\"을 {cells}칸으로 그립니다",
                "\"{sign}\" in separate letters is drawn in {cells} cells"
            ),
            both!(
                "우리 화면은 합쳐서 그리니 그대로 써도 됩니다. 다른 도구에서는 어긋날 수 있습니다",
                "our screens compose it first; other tools may look crooked"
            ),
        ));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::Verdict;
    use super::*;

    fn verdicts(measured: &[(&'static str, usize)], is_ascii: bool) -> Vec<Verdict> {
        let found = widths(Some(&measured.to_vec()), is_ascii);
        found.iter().map(|finding| finding.verdict).collect()
    }

    #[test]
    fn signs_of_two_cells_are_told_with_the_line_that_helps() {
        let narrow = [("■", 1), ("★", 1), ("한", 2)];
        assert_eq!(verdicts(&narrow, false), [Verdict::Good, Verdict::Good]);
        let wide = [("■", 2), ("★", 1), ("한", 2)];
        assert_eq!(verdicts(&wide, false), [Verdict::Good, Verdict::Better]);
        assert_eq!(verdicts(&wide, true), [Verdict::Good, Verdict::Good]);
        let found = widths(Some(&wide.to_vec()), false);
        assert_eq!(found[1].paste, ["symbols = \"ascii\""]);
        assert_eq!(found[1].what.english, "■ are drawn in two cells");
    }

    #[test]
    fn a_small_window_and_another_encoding_are_told() {
        assert_eq!(size(60, 20).verdict, Verdict::Good);
        assert_eq!(size(59, 20).verdict, Verdict::Wrong);
        assert_eq!(encoding("ko_KR.UTF-8").verdict, Verdict::Good);
        assert_eq!(encoding("C.utf8").verdict, Verdict::Good);
        assert_eq!(encoding("ko_KR.EUC-KR").verdict, Verdict::Better);
        assert_eq!(encoding("").verdict, Verdict::Better);
    }
}
