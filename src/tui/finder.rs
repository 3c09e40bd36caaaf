//! Finding rows of the interface by a few letters of any of their words, as cards are found:
//! Hangul by its initials, either language, either keyboard.

use std::sync::Arc;

use crate::search::{Field, Index, Search, Vocabulary, parse};

/// Rows that can be searched.
#[derive(Debug)]
pub struct Finder {
    search: Search,
    rows: usize,
}

impl Finder {
    /// A finder of these rows. The first words of a row count more than the others.
    pub fn of(rows: impl IntoIterator<Item = Vec<String>>) -> Self {
        let mut index = Index::default();
        for words in rows {
            let fields =
                std::iter::once(Field::Question).chain(std::iter::repeat(Field::AlsoAsked));
            index.add_card(fields.zip(words.iter().map(String::as_str)));
        }
        Self {
            rows: index.len(),
            search: Search::new(Arc::new(index)),
        }
    }

    /// The rows that fit, the best first; all of them in their order where nothing is asked for.
    pub fn find(&mut self, words: &str) -> Vec<usize> {
        let query = parse(words, &Vocabulary::default());
        if query.terms.is_empty() {
            return (0..self.rows).collect();
        }
        let found = self.search.run(&query, &|_| true, self.rows, &|| false);
        let hits = found.unwrap_or_default().hits;
        hits.into_iter().map(|hit| hit.card).collect()
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
        let mut finder = Finder::of(rows.map(|row| row.map(str::to_owned).to_vec()));
        for words in ["테마", "ㅌㅁ", "thme", "ㅅㅗ", "xpak"] {
            assert_eq!(finder.find(words), [1], "{words}");
        }
        assert_eq!(finder.find("ㅁㅇㅁㅈ"), [0]);
        assert_eq!(finder.find(" "), [0, 1]);
        assert_eq!(finder.find("zzz"), Vec::<usize>::new());
    }
}
