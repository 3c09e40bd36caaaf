//! hotseat: flashcards and timed mock interviews in the terminal.
//!
//! A module is a floor of one house and uses only the floors below it: text, time and the pure parts
//! never see the terminal, the file system or the time of day. `ARCHITECTURE.md` has the map.

pub mod appointments;
pub mod bank;
pub mod cli;
pub mod clock;
pub mod convert;
pub mod history;
pub mod import;
pub mod interview;
pub mod language;
pub mod look_back;
pub mod memory;
pub mod problem;
pub mod progress;
pub mod report;
pub mod review;
pub mod search;
pub mod speech;
pub mod store;
pub mod strays;
pub mod survey;
pub mod text;
pub mod toml;
pub mod tui;
