//! A line that says how far an import is, on a terminal and only if it takes a while.

use std::io::Write;
use std::time::{Duration, Instant};

use crate::cli::gate::Gate;
use crate::language::Language;

/// Shorter work needs no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// The bar. It is drawn on the error stream, so that what is printed can be piped on.
pub(super) struct Progress {
    began: Instant,
    is_terminal: bool,
    is_shown: bool,
    language: Language,
}

impl Progress {
    /// A bar for work that begins now.
    pub fn new(began: Instant, language: Language) -> Self {
        Self {
            began,
            is_terminal: Gate::err().is_terminal(),
            is_shown: false,
            language,
        }
    }

    /// Shows that `done` of `total` are done, once the work has taken a while.
    pub fn show(&mut self, done: usize, total: usize) {
        if !self.is_terminal || total < 2 || self.began.elapsed() < PATIENCE {
            return;
        }
        self.is_shown = true;
        // Nothing depends on the bar being seen.
        let mut gate = Gate::err();
        let bar = bar(done, total, self.language);
        let _ = gate
            .signs("\r\u{1b}[K")
            .and_then(|()| write!(gate, "{bar}"));
        let _ = gate.flush();
    }

    /// Takes the bar away before something else is printed.
    pub fn clear(&mut self) {
        if std::mem::take(&mut self.is_shown) {
            let _ = Gate::err().signs("\r\u{1b}[K");
        }
    }
}

fn bar(done: usize, total: usize, language: Language) -> String {
    const CELLS: usize = 24;
    let full = done * CELLS / total.max(1);
    let bar: String = (0..CELLS)
        .map(|cell| if cell < full { '#' } else { '.' })
        .collect();
    let word = match language {
        Language::Korean => "가져오는 중",
        Language::English => "importing",
    };
    format!("{word} [{bar}] {done}/{total}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_fills_up() {
        assert_eq!(
            bar(1, 2, Language::English),
            "importing [############............] 1/2"
        );
        assert!(bar(0, 0, Language::Korean).starts_with("가져오는 중 [...."));
    }
}
