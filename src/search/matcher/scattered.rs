//! The score of elements that lie scattered over a line.

use super::{Matcher, Place, first};
use crate::search::lanes::BLOCK;
use crate::search::lines::Line;
use crate::search::pattern::Element;
use crate::search::score::{ADJACENT, BEGINNING, GAP, MATCH, NEAR_MATCH};
use crate::search::unit::{BONUS_AT_START, bonus_after};

impl Matcher {
    /// Fills the places of the last row, or of all rows, with the best score that ends there.
    pub(super) fn score_rows(&mut self, elements: &[Element], line: &Line<'_>, keep_all: bool) {
        let blocks = self.blocks;
        self.cut_off_ends(elements.len());
        let units = line.units();
        self.places.clear();
        let mut before = 0;
        for (row, element) in elements.iter().enumerate() {
            let start = self.places.len();
            let mut nearer = before;
            let mut best: Option<(i32, usize)> = None;
            for block in 0..blocks {
                let mut mask = self.masks[row * blocks + block];
                let heads = line.heads[block];
                while mask != 0 {
                    let bit = mask.trailing_zeros();
                    mask &= mask - 1;
                    let at = block * BLOCK + bit as usize;
                    let bonus = match at.checked_sub(1) {
                        None => BONUS_AT_START,
                        Some(_) if heads >> bit & 1 == 0 => 0,
                        Some(previous) => bonus_after(units[previous], units[at]),
                    };
                    let own = if units[at] == element.typed {
                        MATCH
                    } else {
                        NEAR_MATCH
                    };
                    let at = i32::try_from(at).unwrap_or(i32::MAX);
                    if row == 0 {
                        self.places.push(Place {
                            at,
                            score: BEGINNING + own + bonus,
                            previous: 0,
                        });
                        continue;
                    }
                    // Of equally good earlier places the nearest counts, as in the crate.
                    while nearer < start && self.places[nearer].at < at - 1 {
                        let value = self.places[nearer].score + self.places[nearer].at;
                        if best.is_none_or(|(most, _)| value >= most) {
                            best = Some((value, nearer));
                        }
                        nearer += 1;
                    }
                    let over_gap =
                        best.map(|(value, previous)| (value - at + 1 + GAP + bonus, previous));
                    let adjacent = (nearer < start && self.places[nearer].at == at - 1)
                        .then(|| (self.places[nearer].score + bonus.max(ADJACENT), nearer));
                    let better = match (adjacent, over_gap) {
                        (Some(run), Some(gap)) => Some(if run.0 >= gap.0 { run } else { gap }),
                        (run, gap) => run.or(gap),
                    };
                    if let Some((score, previous)) = better {
                        self.places.push(Place {
                            at,
                            score: score + own,
                            previous,
                        });
                    }
                }
            }
            if keep_all {
                before = start;
            } else {
                self.places.drain(..start);
            }
            self.last_row = before;
        }
    }

    /// Takes away places after which what follows cannot match any more.
    fn cut_off_ends(&mut self, elements: usize) {
        let blocks = self.blocks;
        let mut limit = usize::MAX;
        for row in self.masks[..elements * blocks]
            .chunks_exact_mut(blocks)
            .rev()
        {
            if limit != usize::MAX {
                let (block, bit) = (limit / BLOCK, limit % BLOCK);
                row[block] &= (1 << bit) - 1;
                row[block + 1..].fill(0);
            }
            let Some(block) = row.iter().rposition(|&mask| mask != 0) else {
                return;
            };
            limit = block * BLOCK + (63 - row[block].leading_zeros() as usize);
        }
    }

    /// The best place of the last row: of equal ones the last, as in the crate.
    pub(super) fn best_last(&self) -> Option<Place> {
        let last_row = self.places.get(self.last_row..)?;
        last_row.iter().copied().max_by_key(|place| place.score)
    }

    pub(super) fn leftmost(&self, elements: usize) -> Vec<usize> {
        let rows = self.rows(elements).chunks_exact(self.blocks);
        rows.filter_map(first).collect()
    }
}
