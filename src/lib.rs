//! hotseat: flashcards and timed mock interviews in the terminal.
//!
//! A floor uses only the floors below it.
#![allow(dead_code)]
pub mod bank;
pub mod clock;
pub mod fields;
pub mod history;
pub mod language;
pub mod problem;
pub mod search;
pub mod store;
pub mod text;
