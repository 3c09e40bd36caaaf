//! What places of a pattern score beside the bonus of what stands before them.

/// For the character that was typed.
pub(super) const MATCH: i32 = 16;
/// For the other case of a letter, or for what a half-typed syllable may become.
pub(super) const NEAR_MATCH: i32 = 14;
/// Once, whatever is left out before the first character.
pub(super) const BEGINNING: i32 = -1;
/// At least this for a character right after the one before.
pub(super) const ADJACENT: i32 = 4;
/// For the first character that is left out, beside 1 for each.
pub(super) const GAP: i32 = -3;
/// The most that a place scores for a word that begins there, except at a line's start.
pub(super) const WORD: i32 = 8;
