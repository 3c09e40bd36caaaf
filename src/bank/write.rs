//! Writing a deck's file in place: the edited values change, every other byte stays.

mod document;
pub mod edit;
mod sequence;
mod splice;
mod string;
mod table;
pub mod value;

pub use edit::{Edited, Own, Refusal, Removed};
pub use splice::Patch;
pub use value::{Changes, Field, Shape, Value};
