//! Anki's packages.

use super::{Fault, Note};
use crate::both;

/// The notes of a package.
pub fn read(_bytes: &[u8]) -> Result<Vec<Note>, Fault> {
    Err(Fault::new(both!("x", "x"), both!("x", "x")))
}
