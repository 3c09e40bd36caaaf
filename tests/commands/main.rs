//! The printing commands as a shell sees them: the built binary in folders of its own.

mod interviews;
mod listings;
mod place;
