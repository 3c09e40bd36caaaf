//! What the places of a pattern's elements tell of a match without scoring it.

use super::{Found, Matcher, Quality};
use crate::search::lanes::BLOCK;
use crate::search::lines::Line;
use crate::search::score::{ADJACENT, BEGINNING, GAP, MATCH, WORD};
use crate::search::unit::BONUS_AT_START;

impl Matcher {
    /// What the masks alone tell: the quality, and a score that is not too low.
    #[inline]
    pub(super) fn describe(&mut self, elements: usize, line: &Line<'_>) -> Found {
        let rows = self.masks[..elements * self.blocks].chunks_exact(self.blocks);
        let whole = |row: &[u64]| match *row {
            [only] => u128::from(only),
            [low, high] => u128::from(low) | u128::from(high) << BLOCK,
            _ => 0,
        };
        if self.blocks <= 2 {
            describe_short(rows.map(whole), whole(line.heads))
        } else {
            self.describe_long(elements, line)
        }
    }

    /// As [`describe_short`], for a line of any length.
    pub(super) fn describe_long(&mut self, elements: usize, line: &Line<'_>) -> Found {
        let (blocks, heads) = (self.blocks, line.heads);
        let rows = &self.masks[..elements * blocks];
        let mut bound = BEGINNING + MATCH;
        let starts = &rows[..blocks];
        bound += if rows[0] & 1 != 0 {
            BONUS_AT_START
        } else if starts.iter().zip(heads).any(|(row, head)| row & head != 0) {
            WORD
        } else {
            0
        };
        // Where matches of the elements so far end: those of one run, and those whose every run
        // begins a word.
        self.together.clear();
        self.together.extend_from_slice(starts);
        self.words.clear();
        self.words
            .extend(starts.iter().zip(heads).map(|(row, head)| row & head));
        for (before, row) in rows
            .chunks_exact(blocks)
            .zip(rows.chunks_exact(blocks).skip(1))
        {
            let (mut adjacent, mut at_word, mut both) = (0, 0, 0);
            let (mut carry, mut carry_together, mut carry_words) = (0, 0, 0);
            // All bits above the first match made of words, once it was passed.
            let mut above = 0;
            for b in 0..blocks {
                let head = heads[b];
                let next = row[b] & (before[b] << 1 | carry);
                carry = before[b] >> 63;
                adjacent |= next;
                at_word |= row[b] & head;
                both |= next & head;

                let together = self.together[b];
                self.together[b] = row[b] & (together << 1 | carry_together);
                carry_together = together >> 63;

                let words = self.words[b];
                let lowest = words & words.wrapping_neg();
                let later = if above == 0 {
                    lowest.wrapping_neg() & !lowest
                } else {
                    above
                };
                self.words[b] = row[b] & (words << 1 | carry_words | head & later);
                carry_words = words >> 63;
                if lowest != 0 {
                    above = u64::MAX;
                }
            }
            bound += MATCH
                + if both != 0 {
                    WORD
                } else if adjacent | at_word != 0 {
                    ADJACENT
                } else {
                    GAP - 1
                };
        }
        let is_direct = self
            .together
            .iter()
            .chain(&self.words)
            .any(|&ends| ends != 0);
        let quality = if is_direct {
            Quality::Direct
        } else {
            Quality::Scattered
        };
        Found { quality, bound }
    }
}

/// What the places of the elements in a line of at most 128 characters tell of it.
#[inline]
fn describe_short(mut rows: impl Iterator<Item = u128>, heads: u128) -> Found {
    let mut before = rows.next().unwrap_or(0);
    let mut bound = BEGINNING + MATCH;
    if before & 1 != 0 {
        bound += BONUS_AT_START;
    } else if before & heads != 0 {
        bound += WORD;
    }
    // Where matches of the elements so far end: those of one run, and those whose every run
    // begins a word.
    let mut together = before;
    let mut words = before & heads;
    for row in rows {
        let adjacent = row & (before << 1);
        bound += MATCH
            + if adjacent & heads != 0 {
                WORD
            } else if adjacent | (row & heads) != 0 {
                ADJACENT
            } else {
                GAP - 1
            };
        together = row & (together << 1);
        let lowest = words & words.wrapping_neg();
        let above = lowest.wrapping_neg() & !lowest;
        words = row & (words << 1 | heads & above);
        before = row;
    }
    let is_direct = together | words != 0;
    let quality = if is_direct {
        Quality::Direct
    } else {
        Quality::Scattered
    };
    Found { quality, bound }
}
