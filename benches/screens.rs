//! What stands between a key and its frame: `cargo bench --bench screens`; `-- keys`, `frames`,
//! `lists`, `long`, `cells` or `survey` for one table, `-- keys "bank, list"` for some rows of it.
//!
//! The app is the real one, with 10,000 cards and 100,000 answers; decks, index and survey are
//! there, as they are a moment after the start. Frames go through the real terminal backend into
//! `/dev/null`. What is compared takes turns within one process, and what counts is the drawing
//! thread's processor time: wall time on a busy machine says little.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot begin has failed, and one that can prints what it measured"
)]

#[path = "search/corpus.rs"]
#[expect(
    dead_code,
    reason = "whole words are typed by the bench of the search alone"
)]
mod corpus;
#[path = "screens/desk.rs"]
mod desk;
#[path = "screens/growth.rs"]
mod growth;
#[path = "screens/tables.rs"]
mod tables;
#[path = "screens/world.rs"]
mod world;

fn main() {
    let mut names = std::env::args().skip(1).filter(|name| name != "--bench");
    let (wanted, row) = (names.next(), names.next().unwrap_or_default());
    let is_wanted = |name: &str| wanted.as_ref().is_none_or(|wanted| wanted == name);
    if is_wanted("keys") {
        tables::keys(&row);
    }
    if is_wanted("frames") {
        tables::frames(&row);
    }
    if is_wanted("lists") {
        tables::lists();
    }
    if is_wanted("long") {
        tables::long_answer();
    }
    if is_wanted("cells") {
        tables::cells();
    }
    if is_wanted("survey") {
        tables::survey();
    }
}
