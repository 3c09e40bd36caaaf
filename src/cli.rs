//! The sub-commands: they print and never draw.

pub mod edit;
pub mod new;
