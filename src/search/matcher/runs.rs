//! Elements that lie one right after the other.

use super::Matcher;
use crate::search::lanes::{self, BLOCK, LANES};
use crate::search::lines::Line;
use crate::search::pattern::{Element, Shape};
use crate::search::score::{ADJACENT, BEGINNING, MATCH, NEAR_MATCH};
use crate::search::unit::{BONUS_AT_START, bonus_after};

impl Matcher {
    /// The best run of all elements and where it starts: of equal ones the first.
    pub(super) fn best_run(
        &mut self,
        elements: &[Element],
        shape: Shape,
        line: &Line<'_>,
    ) -> Option<(i32, usize)> {
        let units = line.units();
        let mut best: Option<(i32, usize)> = None;
        self.runs(elements, shape, line, |start| {
            let mut score = BEGINNING;
            for (n, element) in elements.iter().enumerate() {
                let at = start + n;
                let bonus = match at.checked_sub(1) {
                    None => BONUS_AT_START,
                    Some(previous) => bonus_after(units[previous], units[at]),
                };
                score += if n == 0 { bonus } else { bonus.max(ADJACENT) };
                score += if units[at] == element.typed {
                    MATCH
                } else {
                    NEAR_MATCH
                };
            }
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, start));
            }
            true
        });
        best
    }

    /// Calls `each` with the start of every run of all elements until it says no more; whether
    /// there was one.
    pub(super) fn runs(
        &mut self,
        elements: &[Element],
        shape: Shape,
        line: &Line<'_>,
        mut each: impl FnMut(usize) -> bool,
    ) -> bool {
        let Some(room) = line.len.checked_sub(elements.len()) else {
            return false;
        };
        let only_at = match shape {
            Shape::AtStart => Some(0),
            Shape::AtEnd => Some(room),
            Shape::Whole if room == 0 => Some(0),
            Shape::Whole => return false,
            Shape::Scattered | Shape::Words | Shape::Together => None,
        };
        if let Some(start) = only_at {
            let units = line.units()[start..].iter();
            let is_there = units
                .zip(elements)
                .all(|(&unit, element)| element.has(unit));
            if is_there {
                each(start);
            }
            return is_there;
        }
        let mut found = false;
        self.carries.clear();
        self.carries.resize(elements.len(), false);
        let mut carried = 0;
        for (block, chunks) in line.chunks.chunks(BLOCK / LANES).enumerate() {
            let mut ends = u64::MAX;
            let mut was_carried = 0;
            for (n, element) in elements.iter().enumerate() {
                if ends == 0 && n > carried {
                    break;
                }
                let element = if n + 1 == elements.len() {
                    self.last
                } else {
                    *element
                };
                let mut mask = [0];
                lanes::find(element, chunks, 0, &mut mask);
                let carry = u64::from(std::mem::take(&mut self.carries[n]));
                let before = if n == 0 { u64::MAX } else { ends << 1 | carry };
                // What ended at the block's last unit goes on in the next block.
                if n > 0 && ends >> 63 == 1 {
                    self.carries[n] = true;
                    was_carried = n;
                }
                ends = mask[0] & before;
                if n + 1 == elements.len() {
                    while ends != 0 {
                        let end = block * BLOCK + ends.trailing_zeros() as usize;
                        ends &= ends - 1;
                        found = true;
                        if !each(end + 1 - elements.len()) {
                            return true;
                        }
                    }
                }
            }
            carried = was_carried;
        }
        found
    }
}
