//! hotseat: flashcards and timed mock interviews in the terminal.
//!
//! A floor uses only the floors below it.

pub mod appointments;
pub mod bank;
pub mod clock;
pub mod fields;
pub mod history;
pub mod interview;
pub mod language;
pub mod memory;
pub mod problem;
pub mod review;
pub mod store;
pub mod text;
