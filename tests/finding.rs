//! What people type to find a question, over the built-in bank. In the tables of `tests/data` a line
//! is what was typed and the cards of which one must be among the first three; `*` is any of a deck.

use std::sync::Arc;

use hotseat::bank::{Bank, load};
use hotseat::look_back::candidates;
use hotseat::search::{Index, Search, Vocabulary, parse};

const SEARCHED: &str = include_str!("data/search.tsv");
const REMEMBERED: &str = include_str!("data/look-back.tsv");

struct Finding {
    bank: Bank,
    vocabulary: Vocabulary,
    search: Search,
}

impl Finding {
    fn new() -> Self {
        let loaded = load::built_in();
        let bank = Bank::new(loaded.decks, loaded.problems);
        let vocabulary = Vocabulary::of_bank(&bank);
        let search = Search::new(Arc::new(Index::of_bank(&bank)));
        Self {
            bank,
            vocabulary,
            search,
        }
    }

    fn ids(&self, cards: &[usize]) -> Vec<String> {
        let ids = cards.iter().filter_map(|&card| self.bank.at(card));
        ids.map(|entry| entry.card.id.to_string()).collect()
    }

    fn searched(&mut self, words: &str) -> Vec<String> {
        let query = parse(words, &self.vocabulary);
        let found = self
            .search
            .run(&query, &|_| true, 3, &|| false)
            .unwrap_or_default();
        let cards: Vec<usize> = found.hits.iter().map(|hit| hit.card).collect();
        self.ids(&cards)
    }

    fn by_words(&mut self, words: &str) -> usize {
        let query = parse(words, &self.vocabulary);
        let found = self.search.run_by_words(&query, &|_| true, 3, &|| false);
        found.unwrap_or_default().cards.len()
    }

    fn like(&mut self, question: &str) -> Vec<String> {
        let never = || false;
        let cards = candidates(&mut self.search, &self.vocabulary, question, 3, &never);
        self.ids(&cards.unwrap_or_default())
    }
}

/// How many lines of a table are found, and those that are not.
fn found(table: &str, mut find: impl FnMut(&str) -> Vec<String>) -> (usize, Vec<String>) {
    let mut missed = Vec::new();
    let mut count = 0;
    for line in table.lines().skip(1) {
        let (typed, wanted) = line.split_once('\t').unwrap_or((line, "nothing"));
        let ids = find(typed);
        let is_found = wanted
            .split('|')
            .any(|wanted| match wanted.strip_suffix('*') {
                Some(deck) => ids.iter().any(|id| id.starts_with(deck)),
                None => ids.iter().any(|id| id == wanted),
            });
        if is_found {
            count += 1;
        } else {
            missed.push(format!("{typed}: {ids:?}"));
        }
    }
    (count, missed)
}

#[test]
fn abbreviations_loanwords_and_words_run_together_find_the_question() {
    let mut finding = Finding::new();
    let (count, missed) = found(SEARCHED, |words| finding.searched(words));
    assert!(count >= 27, "{count} found, missed: {missed:#?}");
}

#[test]
fn a_question_as_it_is_remembered_finds_its_card() {
    let mut finding = Finding::new();
    let (count, missed) = found(REMEMBERED, |question| finding.like(question));
    assert!(count >= 16, "{count} found, missed: {missed:#?}");
}

#[test]
fn what_acts_on_all_that_is_found_takes_words_and_not_letters() {
    let mut finding = Finding::new();
    assert!(finding.by_words("쿠버네티스") > 20);
    assert_eq!(finding.by_words("k8s"), finding.by_words("쿠버네티스"));
    assert_eq!(finding.by_words("kbrnts"), 0);
    assert!(
        !finding.searched("kubrnetes").is_empty(),
        "letters are for looking"
    );
}
