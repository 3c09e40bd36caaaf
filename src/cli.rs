//! The sub-commands: each reads its arguments, does its work and prints.

pub mod import;
