//! hotseat: flashcards and timed mock interviews in the terminal.
//!
//! A floor uses only the floors below it.

pub mod bank;
pub mod cli;
pub mod clock;
pub mod convert;
pub mod fields;
pub mod history;
pub mod interview;
pub mod language;
pub mod problem;
pub mod store;
pub mod text;
