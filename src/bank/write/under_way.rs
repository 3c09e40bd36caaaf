//! The note of a card that is on its way from one deck to another, as it lies in the drafts folder.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::bank::card::CardId;

/// A card that is on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Moving {
    /// The format's version.
    #[serde(rename = "v")]
    pub version: u32,
    /// The card here.
    pub card: CardId,
    /// The deck's file here; `None` for a built-in deck.
    pub file: Option<PathBuf>,
    /// The card there.
    pub arrives: CardId,
    /// The deck's file there.
    pub arrives_in: PathBuf,
}
