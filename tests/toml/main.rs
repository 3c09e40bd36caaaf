//! What is changed in the user's TOML files is there exactly, and every other byte stays.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test ends where something is not as it must be"
)]

mod awkward;
mod decks;
mod interviews;
mod law;
