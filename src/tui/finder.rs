//! Finding rows of a short list by a few letters of any of their words: Hangul by its initials,
//! either language, either keyboard.

use crate::text::fuzzy::Wanted;
use crate::text::hangul;

/// Rows that can be searched.
#[derive(Debug, Default, Clone)]
pub struct Finder {
    /// The words of each row, taken apart.
    rows: Vec<Vec<String>>,
}

impl Finder {
    /// A finder of these rows. The first words of a row count more than the others.
    pub fn of(rows: impl IntoIterator<Item = Vec<String>>) -> Self {
        let apart = |words: &String| hangul::taken_apart(words);
        let rows = rows.into_iter();
        Self {
            rows: rows
                .map(|words| words.iter().map(apart).collect())
                .collect(),
        }
    }

    /// The rows that fit, the best first; all of them in their order where nothing is asked for.
    /// Where none fits, the keys may have been meant for the other keyboard.
    pub fn find(&self, words: &str) -> Vec<usize> {
        let wanted = Wanted::of(words);
        if wanted.is_empty() {
            return (0..self.rows.len()).collect();
        }
        let found = self.fitting(&wanted);
        match Wanted::with_other_keyboard(words) {
            Some(other) if found.is_empty() => self.fitting(&other),
            _ => found,
        }
    }

    fn fitting(&self, wanted: &Wanted) -> Vec<usize> {
        let rows = self.rows.iter().enumerate();
        let mut found: Vec<(i64, usize)> = rows
            .filter_map(|(number, words)| {
                let score = wanted.fit(words)?;
                Some((score, number))
            })
            .collect();
        found.sort_by_key(|&(score, number)| (std::cmp::Reverse(score), number));
        found.into_iter().map(|(_, number)| number).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn either_language_initials_and_a_forgotten_input_method_find_a_row() {
        let rows = [
            ["모의 면접", "mock interview"],
            ["테마 고르기", "choose a theme"],
        ];
        let finder = Finder::of(rows.map(|row| row.map(str::to_owned).to_vec()));
        for words in ["테마", "ㅌㅁ", "thme", "ㅅㅗ", "xpak"] {
            assert_eq!(finder.find(words), [1], "{words}");
        }
        assert_eq!(finder.find("ㅁㅇㅁㅈ"), [0]);
        assert_eq!(finder.find(" "), [0, 1]);
        assert_eq!(finder.find("zzz"), Vec::<usize>::new());
    }
}
