//! What finding a card costs, beside the crates that do the same for Latin text.
//!
//! `cargo bench --bench search` prints a table of ratios, then divan's absolute times. The
//! engines take turns within one process and are compared by CPU time, for wall time on a busy
//! machine says little. `-- --lines 100000` measures one size only.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

#[path = "search/corpus.rs"]
mod corpus;
#[path = "search/table.rs"]
mod table;

use std::hint::black_box;
use std::sync::Arc;

use hotseat::search::{Field, Index, Search, Vocabulary, parse};

/// Hits that a screen asks for.
const SHOWN: usize = 100;

fn main() {
    let wanted = std::env::args()
        .skip_while(|argument| argument != "--lines")
        .nth(1);
    if let Some(lines) = wanted.and_then(|lines| lines.parse().ok()) {
        table::print(&[lines]);
        return;
    }
    table::print(&[10_000, 100_000, 1_000_000]);
    divan::main();
}

/// An index of cards that are a question each.
fn index_of(lines: &[String]) -> Arc<Index> {
    let mut index = Index::default();
    for line in lines {
        index.add_card([(Field::Question, line.as_str())]);
    }
    Arc::new(index)
}

/// What is typed to look for a text as one pattern, its spaces being letters like others.
fn as_one_pattern(text: &str) -> String {
    text.replace(' ', "\\ ")
}

/// One key: the query is read, looked up, and the best hits are ranked.
fn key(search: &mut Search, query: &str) -> usize {
    let query = parse(query, &Vocabulary::default());
    let found = search.run(black_box(&query), &|_| true, SHOWN, &|| false);
    black_box(found).map_or(0, |found| found.cards.len())
}

#[divan::bench(args = ["t", "tcp", "kubern", "sysdes", "zzqxjv", "카", "카프카", "ㅋㅍㅋ", "카픜"], sample_count = 20)]
fn one_key_from_scratch_100k(bencher: divan::Bencher<'_, '_>, query: &str) {
    let index = index_of(&corpus::lines(100_000));
    bencher.bench_local(|| key(&mut Search::new(Arc::clone(&index)), query));
}

#[divan::bench(args = ["kubernetes", "deadlock", "쿠버네티스"], sample_count = 20)]
fn one_word_typed_100k(bencher: divan::Bencher<'_, '_>, word: &str) {
    let index = index_of(&corpus::lines(100_000));
    let keys = corpus::typing_states(word);
    bencher.bench_local(|| {
        let mut search = Search::new(Arc::clone(&index));
        keys.iter()
            .map(|query| key(&mut search, query))
            .sum::<usize>()
    });
}

#[divan::bench(sample_count = 10)]
fn index_of_10k_questions(bencher: divan::Bencher<'_, '_>) {
    let lines = corpus::lines(10_000);
    bencher.bench_local(|| index_of(&lines));
}

#[divan::bench(sample_count = 5)]
fn index_of_10k_cards_with_answers(bencher: divan::Bencher<'_, '_>) {
    let answers: Vec<String> = corpus::lines(120_000)
        .chunks(12)
        .map(|lines| lines.join("\n"))
        .collect();
    let questions = corpus::lines(10_000);
    bencher.bench_local(|| {
        let mut index = Index::default();
        for (question, answer) in questions.iter().zip(&answers) {
            index.add_card([
                (Field::Question, question.as_str()),
                (Field::Answer, answer),
            ]);
        }
        index
    });
}

#[divan::bench(args = ["tcp", "카프카", "ㅋㅍㅋ", "sysdes"], sample_count = 10)]
fn one_key_in_10k_cards_with_answers(bencher: divan::Bencher<'_, '_>, query: &str) {
    let answers: Vec<String> = corpus::lines(120_000)
        .chunks(12)
        .map(|lines| lines.join("\n"))
        .collect();
    let mut index = Index::default();
    for (question, answer) in corpus::lines(10_000).iter().zip(&answers) {
        index.add_card([
            (Field::Question, question.as_str()),
            (Field::Answer, answer),
        ]);
    }
    let index = Arc::new(index);
    bencher.bench_local(|| key(&mut Search::new(Arc::clone(&index)), query));
}
