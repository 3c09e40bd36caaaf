//! Writes a made home of any size: `cargo run --release --example make_home -- FOLDER CARDS LINES`.
//! FOLDER is what `XDG_DATA_HOME/hotseat` would be.
#![expect(clippy::print_stderr, reason = "a program for the hand")]

#[path = "../benches/search/corpus.rs"]
#[expect(
    dead_code,
    reason = "whole words are typed by the bench of the search alone"
)]
mod corpus;
#[path = "../benches/load/made.rs"]
mod made;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| arguments.get(at)?.parse::<usize>().ok();
    let (Some(folder), Some(cards), Some(lines)) = (arguments.first(), number(1), number(2)) else {
        eprintln!("make_home FOLDER CARDS LINES");
        return ExitCode::from(2);
    };
    match made::home(folder.as_ref(), cards, lines) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
